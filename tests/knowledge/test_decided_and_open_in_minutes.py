"""What ordinary secretaries write above, before and behind what was decided and what stayed open."""

from __future__ import annotations

import pytest
from classifiers import EagerClassifier
from meetings import found, minutes, told

from assistant.knowledge.minutes.extract import outcomes_of


@pytest.mark.parametrize(
    "heading",
    [
        "## Themenspeicher",
        "## Themenspeicher / offene Fragen",
        "## 5. Noch zu klären",
        "## Klärungsbedarf",
        "**Ungeklärt:**",
        "## Offene Fragen und Punkte",
        "## Noch offen",
        "## Strittige Punkte",
        "## Offen geblieben",
        "## Was offen blieb",
        "## Was noch offen ist",
        "## Ungelöst",
        "## Noch nicht geklärt",
        "## Themenparkplatz",
        "## Parkplatz (offene Themen)",
    ],
)
def test_what_stands_below_a_heading_of_open_points_is_open(heading: str) -> None:
    text = f"# Sitzung\n\n{heading}\n\n- Wer gießt die Bäume?\n- Zaun am Nordtor\n\n## Sonstiges\n\n- Kuchen war gut\n"
    assert told(text) == [("open", "Wer gießt die Bäume?"), ("open", "Zaun am Nordtor")]


def test_what_was_done_since_the_last_time_and_the_close_of_a_letter_are_no_open_points() -> None:
    text = (
        "# Sitzung\n\n## Offene Punkte\n\nZaun am Nordtor\n\nErledigt seit der letzten Sitzung: Bäume gegossen.\n\n"
        "Nächste Runde: 6. Mai\n\nViele Grüße\n"
    )
    assert told(text) == [("open", "Zaun am Nordtor"), ("result", "Bäume gegossen.")]


@pytest.mark.parametrize(
    "heading",
    [
        "## Themen",
        "## Themenübersicht",
        "## Fragen und Antworten",
        "## Offene Werkstatt",
        "## Parkplatz",
        "## Parkplatz (Nord)",
    ],
)
def test_a_heading_of_themes_or_questions_that_are_not_open_announces_nothing(heading: str) -> None:
    assert told(f"# Sitzung\n\n{heading}\n\n- Zaun am Nordtor\n") == []


@pytest.mark.parametrize(
    ("line", "open_point"),
    [
        ("- Zaun am Nordtor? -> wird vertagt", None),
        ("- Zaun am Nordtor? → wird vertagt", None),
        ("- Kommt der Zaun? Wird auf die nächste Sitzung vertagt.", None),
        ("Holz ist teuer geworden. Wird vertagt.", None),
        ("- Holz ist teuer geworden. Der Zaun wird vertagt.", "Der Zaun wird vertagt."),
    ],
)
def test_what_is_left_to_the_next_time_keeps_the_question_before_it(line: str, open_point: str | None) -> None:
    [one] = found(f"# Sitzung\n\n## Sonstiges\n\n{line}\n")
    assert (one.kind, one.text) == ("open", open_point or line.removeprefix("- "))
    assert one.proof.text == one.text


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Ergebnis: Zwölf Gärten nehmen teil.", "result"),
        ("Ergebnis: Der Antrag wird abgelehnt.", "decision"),
        ("Ergebnis: Die Farbe ist noch offen.", "open"),
        ("Festlegung: Der Zaun wird grün.", "decision"),
        ("Festgelegt: Der Zaun wird grün.", "decision"),
    ],
)
def test_a_label_says_what_came_out_unless_its_sentence_says_otherwise(line: str, kind: str) -> None:
    assert [one.kind for one in found(f"# Sitzung\n\n{line}\n")] == [kind]


def test_a_heading_in_bold_at_the_beginning_of_a_paragraph_says_what_all_of_it_is() -> None:
    text = "**Ablauf.** Es gab Tee.\n\n**Ergebnis.** Zwölf Gärten nehmen teil. Neun davon haben einen Zaun."
    assert told(f"# Sitzung\n\n{text}\n") == [("result", "Zwölf Gärten nehmen teil. Neun davon haben einen Zaun.")]
    assert told("# Sitzung\n\n**Beschluss.** Der Zaun wird grün.\n") == [("decision", "Der Zaun wird grün.")]


def test_a_vote_in_brackets_is_told_with_both() -> None:
    [one] = found("# Sitzung\n\nDer Beirat beschließt mehrheitlich (7:3:1) den Zaun.\n")
    assert one.vote == "mehrheitlich (7:3:1)"
    [bare] = found("# Sitzung\n\nBeschluss: Der Zaun wird grün (einstimmig).\n")
    assert bare.vote == "einstimmig"


TABLE = """
| Nr. | Inhalt | Art |
|---|---|---|
| 1 | Der Zaun wird grün. | B |
| 2 | Wer gießt die Bäume? | O |
| 3 | Imke kennt einen Maler. | I |
"""


def test_the_legend_says_what_the_letters_of_a_table_stand_for() -> None:
    legend = "Legende: B = Beschluss, I = Information, O = offen"
    assert told(f"# Sitzung\n\n{legend}\n{TABLE}") == [
        ("decision", "Der Zaun wird grün."),
        ("open", "Wer gießt die Bäume?"),
    ]
    other = "B = Bericht, O = Organisatorisches, I = offen"
    assert told(f"# Sitzung\n\n{other}\n{TABLE}") == [("open", "Imke kennt einen Maler.")]


def test_without_a_legend_an_o_alone_is_no_open_point() -> None:
    assert told(f"# Sitzung\n{TABLE}") == [("decision", "Der Zaun wird grün.")]


@pytest.mark.parametrize("line", ["Verteiler: alle, Vorstand", "Legende: B = Beschluss, O = offen"])
def test_a_line_that_is_no_item_of_the_agenda_names_none(line: str) -> None:
    assert {one.topic for one in found(f"# Sitzung\n\n## Zaun\n\n{line}\n{TABLE}")} == {"Zaun"}
    assert {one.topic for one in found(f"# Sitzung\n\n## Zaun\n\nAnstrich im Mai\n{TABLE}")} == {"Anstrich im Mai"}


def test_what_was_agreed_to_is_told_with_the_sentence_before() -> None:
    agreed = "Der Zaun wird im Mai grün. Das haben wir so beschlossen."
    assert told(f"# Sitzung\n\nImkes Bank ist alt. {agreed}\n") == [("decision", agreed)]
    whole = "So wurde beschlossen, den Zaun zu streichen."
    assert told(f"# Sitzung\n\nImkes Bank ist alt. {whole}\n") == [("decision", whole)]


@pytest.mark.parametrize("first", ["Sache", "Thema"])
def test_a_column_of_results_tells_also_what_was_decided_and_what_is_open(first: str) -> None:
    rows = "| Zaun | Der Anstrich wird beschlossen. | Imke |\n| Tor | Die Farbe ist noch offen. | Imke |"
    assert told(f"# Sitzung\n\n| {first} | Ergebnis | Wer |\n|---|---|---|\n{rows}\n") == [
        ("decision", "Der Anstrich wird beschlossen."),
        ("open", "Die Farbe ist noch offen."),
    ]


def test_what_goes_on_from_an_outcome_is_quoted_with_it_and_told_without() -> None:
    text = "Der Rat beschließt die Satzung. Dies wurde danach von allen genehmigt."
    first, second = found(f"# Sitzung\n\n{text}\n")
    assert (first.text, first.proof.text) == ("Der Rat beschließt die Satzung.", "Der Rat beschließt die Satzung.")
    assert (second.text, second.proof.text) == ("Dies wurde danach von allen genehmigt.", text)


def test_a_line_of_the_head_is_no_result() -> None:
    lines = "- Teilnehmende: 37\n- Beginn: 18:05 Uhr\n- Protokoll: Svea\n- Protokoll liegt vor"
    assert told(f"# Werkstatt\n\n## Ergebnisse\n\n{lines}\n") == [("result", "Protokoll liegt vor")]
    assert told(f"# Werkstatt\n\n## Aufgaben\n\n{lines}\n")[2:] == [
        ("task", "Protokoll: Svea"),
        ("task", "Protokoll liegt vor"),
    ]


def test_a_wish_is_no_decision() -> None:
    assert told("# Sitzung\n\n- Wunsch: ein Zaun, einstimmig\n- Ein Zaun wird beschlossen\n") == [
        ("decision", "Ein Zaun wird beschlossen")
    ]


def test_votes_to_votes_are_one_vote() -> None:
    assert [one.vote for one in found("# Meeting\n\nThe board decided the budget by 5 votes to 1.\n")] == [
        "by 5 votes to 1"
    ]


@pytest.mark.parametrize(
    ("text", "decisions"),
    [
        ("Der Zaun wird grün. - - -", ["Der Zaun wird grün."]),
        ("Der Zaun wird grün.\n\n😀 ja.", ["Der Zaun wird grün."]),
        ("Soll der Zaun weg? Ja.", ["Soll der Zaun weg? Ja."]),
        ("😀 ja.", []),
    ],
)
def test_what_hardly_has_a_letter_is_decided_only_with_its_question(text: str, decisions: list[str]) -> None:
    document = minutes(f"# Sitzung\n\n{text}\n")
    assert [one.text for one in outcomes_of(document, EagerClassifier())] == decisions


def test_a_motion_is_told_by_itself_where_what_became_of_it_stands_too_far_away_to_be_quoted_with_it() -> None:
    talk = "Die Runde spricht lange über Farbe und Holz. " * 14
    text = f"# Sitzung\n\nAntrag 2: Der Zaun wird grün.\n\n{talk.strip()}\n\nDer Antrag wird angenommen.\n"
    assert outcomes_of(minutes(text), EagerClassifier())[0].text == "Antrag 2: Der Zaun wird grün."
