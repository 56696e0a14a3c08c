"""What ordinary secretaries write above, before and behind what was decided and what stayed open."""

from __future__ import annotations

import pytest
from meetings import found, told


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


def test_a_parking_lot_of_questions_holds_open_points_and_one_for_cars_does_not() -> None:
    questions = (
        "# Sitzung\n\n## Parkplatz\n\n- Wer gießt die Bäume?\n- Woher kommt das Holz?\n\n## Sonstiges\n\n- Kuchen\n"
    )
    assert told(questions) == [("open", "Wer gießt die Bäume?"), ("open", "Woher kommt das Holz?")]
    assert told("# Sitzung\n\n## Parkplatz\n\n- Wer räumt den Schnee?\n- Schotter am Rand\n") == []


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
    "sentence",
    [
        "Nicht geklärt werden konnte, wer die Bäume gießt.",
        "Strittig bleibt, ob der Zaun ein Tor bekommt.",
        "Ob der Zaun ein Tor bekommt, ist weiterhin strittig.",
        "Offen blieben die Kosten des Zauns.",
        "Die Höhe der Miete konnte nicht abschließend geklärt werden.",
        "Der Zaun wird in der naechsten Sitzung besprochen.",
        "Wer den Zaun streicht, weiß derzeit niemand.",
        "Keiner weiß, wie das Tor aufgeht.",
        "Noch nicht entschieden haben wir, wer den Zaun streicht.",
        "Der Anstrich des Zauns ist liegengeblieben.",
        "Der Zaun wird im Herbst wieder aufgerufen.",
    ],
)
def test_a_sentence_says_that_something_stayed_open(sentence: str) -> None:
    assert told(f"# Sitzung\n\n{sentence}\n") == [("open", sentence)]


@pytest.mark.parametrize(
    ("line", "open_point"),
    [
        ("Zaun am Nordtor? -> wird beim nächsten Mal entschieden", None),
        ("Zaun am Nordtor? → wird beim naechsten Mal entschieden", None),
        ("Kommt der Zaun? Wird auf die nächste Sitzung vertagt.", None),
        ("Holz ist teuer geworden. Noch keine Lösung, wird im Herbst wieder aufgerufen.", None),
        ("Holz ist teuer geworden. Wird im Herbst wieder aufgerufen.", None),
        ("Holz ist teuer geworden. Noch keine Lösung für den Zaun.", "Noch keine Lösung für den Zaun."),
        ("Der Zaun ist hoch. Es ist noch unklar, wer ihn zahlt.", "Es ist noch unklar, wer ihn zahlt."),
    ],
)
def test_what_is_left_to_the_next_time_keeps_the_question_before_it(line: str, open_point: str | None) -> None:
    [one] = found(f"# Sitzung\n\n## Sonstiges\n\n- {line}\n")
    assert (one.kind, one.text) == ("open", open_point or line)


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Gartenrunde hat sich darauf verständigt, den Zaun im Mai zu streichen.",
        "Wir haben uns auf Grün als Farbe geeinigt.",
        "Die Anwesenden haben sich auf Grün verständigt.",
        "Vereinbart wurde, dass der Zaun grün wird.",
        "Vereinbart wurde ein Anstrich im Mai.",
        "Festgelegt ist ein Anstrich im Mai.",
        "Das Tor bleibt, wie es ist.",
        "Der Zaun wird grün, da waren sich alle einig.",
        "Am Ende war sich die Runde mit großer Mehrheit einig: Der Zaun wird grün.",
        "Imke und Tjark sind sich einig: Der Zaun wird grün.",
        "Haben uns dann auf Grün geeinigt, das Tor bleibt weiß",
        "Den Zuschlag erhält die Malerei Rohwer.",
        "Es bleibt bei der bisherigen Uhrzeit.",
        "Es bleibt dabei: Der Zaun wird grün.",
        "Das blaue Tor wird nicht weiterverfolgt.",
        "Auf ein Fest verzichten wir dieses Mal.",
        "Auf ein Fest wird dieses Jahr verzichtet.",
        "Die Gruppe verzichtet dieses Mal auf ein Fest.",
    ],
)
def test_a_decision_is_known_in_ordinary_words(sentence: str) -> None:
    assert told(f"# Sitzung\n\n{sentence}\n") == [("decision", sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Gruppe hat sich nicht auf eine Farbe geeinigt.",
        "Bund und Länder haben sich auf einen Fonds verständigt.",
        "Wie vereinbart wurde der Zaun gestrichen, sagt Imke.",
        "Das Budget von 900 Euro wird auf 700 Euro gekürzt.",
        "Der Zaun bleibt wie eine Mauer stehen.",
        "Ob der Zaun grün wird, da waren sich nicht alle einig.",
        "Wir haben uns nicht auf Grün geeinigt, leider.",
        "Den Zuschlag erhält, wer am wenigsten verlangt.",
        "Es bleibt bei 30 Grad sonnig.",
        "Imke fragt, ob das blaue Tor nicht weiterverfolgt wird.",
        "Auf ein Fest zu verzichten wäre schade.",
        "Das haben wir noch nicht so ausgemacht.",
        "Auf Zäune wird in Gärten anderswo verzichtet.",
    ],
)
def test_what_others_or_nobody_agreed_on_is_no_decision(sentence: str) -> None:
    assert "decision" not in [kind for kind, _ in told(f"# Sitzung\n\n{sentence}\n")]


def test_what_somebody_is_to_do_as_agreed_is_told_once() -> None:
    text = "# Sitzung\n\nAnwesend: Imke Rohwer\n\nVereinbart wurde, dass Imke Rohwer den Zaun bis Mai streicht.\n"
    assert len(found(text)) == 1


def test_a_figure_that_changes_right_behind_a_decision_is_one_as_well() -> None:
    decided = "Einstimmig beschlossen: Der Zaun wird grün. Das Budget von 900 Euro wird auf 700 Euro gekürzt."
    assert [kind for kind, _ in told(f"# Sitzung\n\n{decided}\n")] == ["decision", "decision"]
    reported = "Der Beirat beschließt den Zaun. Die Landesmittel werden um 10 % gekürzt."
    assert [kind for kind, _ in told(f"# Sitzung\n\n{reported}\n")] == ["decision"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Ergebnis: Zwölf Gärten nehmen teil.", "result"),
        ("Ergebnis: Der Antrag wird angenommen.", "decision"),
        ("Ergebnis: Die Farbe ist noch offen.", "open"),
        ("Festlegung: Der Zaun wird grün.", "decision"),
        ("Festgelegt: Der Zaun wird grün.", "decision"),
    ],
)
def test_a_label_says_what_came_out_unless_its_sentence_says_otherwise(line: str, kind: str) -> None:
    assert [one.kind for one in found(f"# Sitzung\n\n{line}\n")] == [kind]


def test_a_vote_in_brackets_is_told_with_both() -> None:
    [one] = found("# Sitzung\n\nDer Beirat spricht sich mehrheitlich (7:3:1) für den Zaun aus.\n")
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
    agreed = "Der Zaun wird im Mai grün. Das haben wir so ausgemacht."
    assert told(f"# Sitzung\n\nImkes Bank ist alt. {agreed}\n") == [("decision", agreed)]
    assert told("# Sitzung\n\n- Das haben wir so ausgemacht.\n") == []
    whole = "So wurde beschlossen, den Zaun zu streichen."
    assert told(f"# Sitzung\n\nImkes Bank ist alt. {whole}\n") == [("decision", whole)]


def test_who_has_not_answered_yet_is_no_second_open_point() -> None:
    text = "Der Preis des Zauns bleibt offen. Die Stadt hat sich noch nicht gemeldet."
    assert told(f"# Sitzung\n\n{text}\n") == [("open", "Der Preis des Zauns bleibt offen.")]
    alone = "Die Stadt hat sich noch nicht gemeldet."
    assert told(f"# Sitzung\n\n{alone}\n") == [("open", alone)]


@pytest.mark.parametrize(
    "sentence", ["Die Pumpe läuft seit Mai 2019.", "Rückblick: Der Zaun wurde gekauft und bezahlt."]
)
def test_what_was_long_before_is_no_result(sentence: str) -> None:
    assert told(f"# Sitzung\n\n{sentence}\n") == []


def test_a_column_of_results_tells_also_what_was_decided_and_what_is_open() -> None:
    rows = "| Zaun | Wird grün, da waren sich alle einig. | Imke |\n| Tor | Noch keine Lösung. | Imke |"
    assert told(f"# Sitzung\n\n| Sache | Ergebnis | Wer |\n|---|---|---|\n{rows}\n") == [
        ("decision", "Wird grün, da waren sich alle einig."),
        ("open", "Noch keine Lösung."),
    ]
