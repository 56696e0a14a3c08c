"""Decisions, tasks, results and open points are found in minutes of many shapes, and nothing is made up."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest
from classifiers import KeywordClassifier
from hypothesis import given
from hypothesis import strategies as st
from meetings import FORMAL, HELD, found, minutes, told
from papers import paper

from assistant.indexing.embedding.pairs import Stretch
from assistant.knowledge.minutes.classifier.classifier import Prediction
from assistant.knowledge.minutes.extract import outcomes_of
from assistant.knowledge.minutes.tasks.deadlines import Due, due_in


def day(month: int, number: int) -> datetime.date:
    return datetime.date(2024, month, number)


def test_formal_minutes_are_understood_sentence_by_sentence() -> None:
    assert told(FORMAL) == [
        ("decision", "Die Niederschrift der letzten Sitzung wird einstimmig genehmigt."),
        ("decision", "Der Beirat beschließt einstimmig, den Ladepark um 12 Ladepunkte zu erweitern."),
        ("task", "Herr Kallweit wird gebeten, bis zum 3. Mai ein Angebot einzuholen."),
        ("task", "Die Geschäftsstelle wird beauftragt, die Mitglieder zu unterrichten."),
        ("open", "Die Frage der Finanzierung wird auf die nächste Sitzung vertagt."),
        ("decision", "Der Beirat stimmt dem Konzept in der Fassung vom 1. Februar 2024 zu."),
        ("task", "Tjark Overbeck übernimmt die Abstimmung mit dem Netzbetreiber bis Ende April."),
        ("task", "Halle besichtigen"),
        ("task", "Plakate drucken"),
        ("task", "Gebühren erfragen"),
    ]


def test_each_outcome_says_who_until_when_and_below_which_item() -> None:
    tasks = [one for one in found(FORMAL) if one.kind == "task"]
    assert [(one.topic, one.persons, one.due.date if one.due else None) for one in tasks] == [
        ("Ladepark", ("Kallweit",), day(5, 3)),
        ("Ladepark", ("Geschäftsstelle",), None),
        ("Wasserstoff", ("Tjark Overbeck",), day(4, 30)),
        ("Aufgaben", ("Overbeck",), day(4, 15)),
        ("Aufgaben", ("Imke Rohwer", "Yıldız"), day(5, 5)),
        ("Aufgaben", (), None),
    ]
    assert [one.due.words for one in tasks if one.due] == ["3. Mai", "Ende April", "15.04.", "KW 18"]


def test_a_vote_is_told_in_the_words_of_the_minutes_also_from_the_line_below() -> None:
    votes = [one.vote for one in found(FORMAL) if one.kind == "decision"]
    assert votes == ["einstimmig", "einstimmig", "8 Ja-Stimmen, 1 Nein-Stimme, 2 Enthaltungen"]
    [lined] = found("# S\n\nMeinungsbild zum Umzug\n\n- pro: 5\n- contra: 2\n- Enthaltungen: 1\n")
    assert (lined.kind, lined.text, lined.vote) == (
        "decision",
        "Meinungsbild zum Umzug",
        "pro: 5, contra: 2, Enthaltungen: 1",
    )


def test_every_quote_is_verbatim_and_a_short_one_brings_the_line_above_its_list() -> None:
    document = minutes("# Sitzung\n\n## TOP 2 Feste\n\nSommerfest am See\n\n- vertagt\n")
    [one] = outcomes_of(document, KeywordClassifier())
    quoted = document.text[one.proof.start : one.proof.end]
    assert " ".join(quoted.split()) == one.proof.text
    assert one.proof.text.startswith("Sommerfest am See")
    assert one.topic == "Sommerfest am See"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("## TOP 3: Beschlüsse", "decision"),
        ("## 4. Vereinbarungen", "decision"),
        ("**Aufgaben:**", "task"),
        ("To-dos:", "task"),
        ("## Nächste Schritte", "task"),
        ("Offene Punkte", "open"),
        ("## Ergebnisse", "result"),
        ("## Decisions", "decision"),
        ("## Action items", "task"),
    ],
)
def test_what_stands_below_a_heading_is_what_the_heading_says(heading: str, kind: str) -> None:
    assert told(f"# Sitzung\n\n{heading}\n\n- Plakate für die Werkstatt\n\n## Sonstiges\n\n- Kuchen war gut\n") == [
        (kind, "Plakate für die Werkstatt")
    ]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Beschluss 2 (5 Ja, 1 Nein): Die Werkstatt zieht um.", "decision"),
        ("Aufgabe für Imke: Die Werkstatt zieht um.", "task"),
        ("Noch offen: Die Werkstatt zieht um.", "open"),
        ("Fazit: Das Format trägt.", "result"),
        ("Der Beirat beschließt den Umzug.", "decision"),
        ("Imke mietet den Saal.", "task"),
        ("Es ist noch unklar, wer den Strom zahlt.", "open"),
        ("Der Raum ist gebucht.", "result"),
        ("It was decided to buy a second stand.", "decision"),
    ],
)
def test_a_sentence_is_what_its_label_says_or_else_the_classifier(sentence: str, kind: str) -> None:
    assert [one.kind for one in found(f"# Sitzung\n\n{sentence}\n")] == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Kuchen war gut.",
        "Nächste Sitzung: 6. Mai 2024, so beschlossen",
        "Hinweis: Imke mietet den Saal.",
        "(Imke mietet den Saal.)",
        "Aus der Runde wird gefragt, wann der Umzug beschlossen wird.",
        "Jonas fragt in die Runde, ob der Raum gebucht ist.",
        f"Beschlossen wird der Umzug, {'und zwar mit allem, was dazugehört, ' * 20}noch im Mai.",
    ],
)
def test_a_remark_and_a_sentence_too_long_to_be_quoted_are_no_outcome_whatever_the_classifier_says(
    sentence: str,
) -> None:
    assert told(f"# Sitzung\n\n{sentence}\n") == []


def test_a_decision_may_give_a_task_in_the_same_sentence() -> None:
    decision, task = found("# Sitzung\n\nEs wird beschlossen: Imke mietet den Saal bis 3. Mai.\n")
    assert (decision.kind, decision.persons, task.kind, task.persons) == ("decision", (), "task", ("Imke",))
    assert decision.proof == task.proof
    assert decision.due == task.due == Due("3. Mai", day(5, 3))


class Says:
    """Tells the same of each sentence."""

    def __init__(self, prediction: Prediction) -> None:
        self._prediction = prediction

    def predict(self, stretches: Sequence[Stretch]) -> list[tuple[Prediction, ...]]:
        return [(self._prediction,) * len(stretch.sentences) for stretch in stretches]


@pytest.mark.parametrize(
    ("who", "persons"),
    [
        (("Frau Rohwer", "Tjark"), ("Rohwer", "Tjark")),
        (("Die Schatzmeisterin",), ("Schatzmeisterin",)),
        (("Der Chor (Frau Rohwer)",), ("Chor (Frau Rohwer)",)),
        (("Frau Rohwer + FSJ",), ("Frau Rohwer + FSJ",)),
        (("Tjark", "Tjark"), ("Tjark",)),
        (("Sie", "wir"), ()),
        (("N.N.",), ()),
        ((), ()),
    ],
)
def test_who_has_a_task_is_whoever_the_classifier_names_but_for_words_that_stand_for_a_name(
    who: tuple[str, ...], persons: tuple[str, ...]
) -> None:
    document = minutes("# Sitzung\n\nPlakate werden gedruckt.\n")
    [task] = outcomes_of(document, Says(Prediction(("task",), who)))
    assert (task.kind, task.text, task.persons) == ("task", "Plakate werden gedruckt.", persons)


def test_until_when_is_what_the_sentence_states_and_else_what_the_classifier_names() -> None:
    classifier = Says(Prediction(("task",), (), "morgen"))
    [stated] = outcomes_of(minutes("# S\n\nPlakate drucken bis 3. Mai, morgen geht es los.\n"), classifier)
    [named] = outcomes_of(minutes("# S\n\nPlakate morgen drucken.\n"), classifier)
    assert stated.due == Due("3. Mai", day(5, 3))
    assert named.due == Due("morgen", day(3, 5))


@pytest.mark.parametrize(
    ("text", "told_open"),
    [
        (
            "Hauke zeigt das Netz. Gefragt wird, wer zahlt. Das ist noch offen.",
            ["Gefragt wird, wer zahlt. Das ist noch offen."],
        ),
        (
            "Offen bleibt, wer den Bus ab 2027 bezahlt. Das Thema wird auf die nächste Sitzung vertagt.",
            ["Offen bleibt, wer den Bus ab 2027 bezahlt. Das Thema wird auf die nächste Sitzung vertagt."],
        ),
        (
            "Gefragt wird, wer zahlt.\n\nDie Frage ist noch offen.",
            ["Gefragt wird, wer zahlt. Die Frage ist noch offen."],
        ),
        ("## Bus\n\nDas Thema wird vertagt.", ["Das Thema wird vertagt."]),
        ("Der Bus fährt. Die Frage der Finanzierung wird vertagt.", ["Die Frage der Finanzierung wird vertagt."]),
        ("Der Bus fährt. Es ist noch unklar, wer den Strom zahlt.", ["Es ist noch unklar, wer den Strom zahlt."]),
        ("Wer zahlt den Bus? Noch nicht bekannt.", ["Wer zahlt den Bus? Noch nicht bekannt."]),
        ("Offen bleibt die Finanzierung des Busses.", ["Offen bleibt die Finanzierung des Busses."]),
    ],
)
def test_what_is_open_is_told_with_the_sentence_that_names_it(text: str, told_open: list[str]) -> None:
    assert told(f"# Sitzung\n\n{text}\n") == [("open", one) for one in told_open]


def test_a_decision_that_names_who_carries_it_out_is_a_task_as_well() -> None:
    text = "# S\n\n## Beschlüsse\n\n- Ein Fest wird gefeiert. Imke Rohwer mietet den Saal bis 31. Mai 2024.\n"
    assert [(one.kind, one.persons) for one in found(text)] == [("decision", ()), ("task", ("Imke Rohwer",))]
    assert found(text)[1].proof.text == "Imke Rohwer mietet den Saal bis 31. Mai 2024."
    labelled = "# S\n\nBeschluss: Imke Rohwer mietet den Saal.\n"
    assert told(labelled) == [("decision", "Imke Rohwer mietet den Saal."), ("task", "Imke Rohwer mietet den Saal.")]


@pytest.mark.parametrize(
    "text",
    [
        "## Beschlüsse\n\n- Ein Antrag wird gestellt. Verantwortlich: Imke Rohwer, bis 31. Mai 2024.",
        "Beschluss: Ein Antrag wird gestellt. Verantwortlich: Imke Rohwer, bis 31. Mai 2024.",
    ],
)
def test_a_decision_with_somebody_responsible_is_a_task_as_well(text: str) -> None:
    words = "Ein Antrag wird gestellt. Verantwortlich: Imke Rohwer, bis 31. Mai 2024."
    decision, task = found(f"# S\n\n{text}\n")
    assert (decision.kind, decision.text, decision.persons) == ("decision", words, ())
    assert (task.kind, task.persons) == ("task", ("Imke Rohwer",))
    assert task.due == Due("31. Mai 2024", day(5, 31))
    assert words in task.proof.text


def test_how_a_motion_fared_is_told_with_the_motion_and_a_motion_alone_is_no_decision() -> None:
    text = (
        "# S\n\n## Miete\n\nDer Vorsitzende beantragt, die Halle bis zum Mai zu mieten.\n\n"
        "Der Vorstand stimmt wie folgt ab: Dafür 5 Dagegen 0 Enthaltung 1 Der Antrag wurde angenommen.\n\n## Feste\n\n"
        "Der Vorsitzende beantragt, den Punkt zu vertagen.\n"
    )
    [decision] = found(text)
    assert decision.kind == "decision"
    assert decision.proof.text.startswith("Der Vorsitzende beantragt, die Halle")
    assert decision.proof.text.endswith("Der Antrag wurde angenommen.")
    assert decision.vote == "Dafür 5 Dagegen 0 Enthaltung 1"


def test_in_a_text_without_headings_the_items_of_the_agenda_and_the_list_of_tasks_are_known_by_their_words() -> None:
    text = (
        "Protokoll Lab\n\nAnwesend: Tarek Wienhold\n\nTOP 1 Versuch\n\nBeschluss: Der Versuch geht weiter.\n\n"
        "TOP 2: Bus\n\nDas wird vertagt.\n\nAufgaben\n\nImke Rohwer: Bericht\n\nJonas: Bus bis 3. Mai\n\n"
        "TOP 3 Sonstiges\n\nDer Kuchen war gut."
    )
    assert [(one.kind, one.text, one.topic, one.persons) for one in found(text)] == [
        ("decision", "Der Versuch geht weiter.", "Versuch", ()),
        ("open", "Das wird vertagt.", "Bus", ()),
        ("task", "Bericht", "Aufgaben", ("Imke Rohwer",)),
        ("task", "Bus bis 3. Mai", "Aufgaben", ("Jonas",)),
    ]


def test_below_the_heading_of_an_agenda_may_stand_the_minutes_themselves() -> None:
    items = "".join(f"- Imke mietet Halle {number}\n" for number in range(30))
    assert len(found(f"# S\n\n### Tagesordnungspunkte\n\n{items}")) == 30


def test_who_holds_an_office_can_have_a_task() -> None:
    [task] = found("# S\n\nDie Schatzmeisterin klärt die Fristen mit der Bank.\n")
    assert (task.kind, task.persons) == ("task", ("Schatzmeisterin",))


def test_a_table_may_say_line_by_line_what_each_is() -> None:
    rows = "| B | Umzug im Juni | | |\n| A | Raum suchen | Imke | 2.5. |\n| I | Bus fährt | | |\n"
    table = f"# S\n\n| Art | Inhalt | Wer | Termin |\n|---|---|---|---|\n{rows}"
    shown = [(one.kind, one.text, one.persons) for one in found(table)]
    assert shown == [("decision", "Umzug im Juni", ()), ("task", "Raum suchen", ("Imke",))]


def test_a_ticked_task_is_a_result() -> None:
    assert told("# S\n\nTo-dos:\n\n- [ ] Raum suchen\n- [x] Bus bestellen\n") == [
        ("task", "Raum suchen"),
        ("result", "Bus bestellen"),
    ]


def test_a_day_without_a_year_is_the_next_one_after_the_meeting() -> None:
    [late] = found("# S\n\nImke wird gebeten, bis 15. Januar zu liefern.\n")
    assert late.due is not None
    assert late.due.date == datetime.date(2025, 1, 15)
    [undated] = found("# S\n\nImke wird gebeten, bis 15. Januar zu liefern.\n", date=None)
    assert undated.due is not None
    assert (undated.due.words, undated.due.date) == ("15. Januar", None)


def test_other_documents_have_no_outcomes() -> None:
    assert outcomes_of(paper(FORMAL, date=HELD), KeywordClassifier()) == ()


@given(
    st.lists(
        st.sampled_from(
            [
                "Beschluss:",
                "Imke",
                "- ",
                "\n",
                "\n\n",
                "bis",
                "3. Mai",
                "wird",
                "gebeten",
                "| Wer |",
                "|---|",
                "vertagt",
                "## Aufgaben\n\n",
                "(",
                "?",
                "z. B.",
                "Straße",
                "𝔘",
                "e\u0301",
                "\u00ad",
                ". ",
            ]
        ),
        max_size=60,
    )
)
def test_whatever_minutes_hold_each_quote_is_their_own(parts: list[str]) -> None:
    document = minutes("# Sitzung\n\n" + " ".join(parts))
    for one in outcomes_of(document, KeywordClassifier()):
        assert " ".join(document.text[one.proof.start : one.proof.end].split()) == one.proof.text
        assert len(one.proof.text) <= 600
        assert one.text
        stated = [*one.persons, *([one.due.words] if one.due else []), *(one.vote.split(", ") if one.vote else [])]
        assert not [words for words in stated if words not in one.proof.text.replace("*", "")]


def test_a_long_and_hostile_text_is_read_in_time() -> None:
    for part in ("wird ", "- - ", "Imke, ", "( ", "bis zum ", "[", "Wer ", "Beschluss "):
        outcomes_of(minutes("# S\n\n" + part * 20_000), KeywordClassifier())


@pytest.mark.parametrize(
    "line",
    [
        "Verteiler: alle Mitglieder",
        "Protokoll: Imke Rohwer",
        "Anlage 1: Teilnehmerliste",
        "Ende der Sitzung: 16:30 Uhr",
        "gez. Imke Rohwer",
        "Termin der nächsten Sitzung: 4.5.2024",
        "Die Sitzung wird um 16 Uhr geschlossen.",
        "Dieses Protokoll wurde am 5.3.2024 versandt.",
        "Kesselhain, den 5. März 2024",
        "Imke Rohwer, Schriftführerin",
    ],
)
def test_the_lines_that_close_minutes_are_no_tasks(line: str) -> None:
    task = ("task", "Saal mieten, bis 1. Juli 2024")
    assert told(f"# Rat\n\n## Aufgaben\n\n- Imke Rohwer: Saal mieten, bis 1. Juli 2024\n\n{line}\n") == [task]


@pytest.mark.parametrize(
    "line", ["- Protokoll: Imke Rohwer", "Flyer drucken, 5. März 2024", "Anlagen prüfen: Imke Rohwer"]
)
def test_what_only_looks_like_the_end_of_minutes_stays_a_task(line: str) -> None:
    assert len(told(f"# Rat\n\n## Aufgaben\n\n{line}\n")) == 1


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("bis Ende 2024", datetime.date(2024, 12, 31)),
        ("by the end of 2024", datetime.date(2024, 12, 31)),
        ("bis zum Jahresende", datetime.date(2024, 12, 31)),
        ("bis Monatsende", datetime.date(2024, 3, 31)),
        ("bis Mitte 2024", None),
    ],
)
def test_the_end_of_a_year_or_month_is_its_last_day(words: str, day: datetime.date | None) -> None:
    due = due_in(f"Bericht schreiben {words}", HELD)
    assert (due.date if due else None) == day


@pytest.mark.parametrize("words", ["Freitag, den 3. Mai 2024", "Sonnabend, 3. Mai 2024", "Friday, 3 May 2024"])
def test_a_deadline_may_name_its_weekday(words: str) -> None:
    due = due_in(f"Bericht schreiben bis {words}.", HELD)
    assert due == Due(words, datetime.date(2024, 5, 3))


NEW_RULES = (
    "Der Beschluss vom 20. Juni 2023 wird aufgehoben. Ab dem 1. März 2025 gilt eine Pauschale von 32 Euro.",
    "Die Regelung wird aufgehoben. Zum 1. Mai 2024 wird die Stelle ausgeschrieben.",
    "Die Satzung wird genehmigt. Die Gebühr beträgt ab dem 1. Mai 12 Euro.",
    "Die neue Gebühr wird abgelehnt. Es gilt die alte.",
)


@pytest.mark.parametrize("words", NEW_RULES)
def test_what_holds_from_now_on_belongs_to_the_decision_before_it(words: str) -> None:
    [outcome] = found(f"# Sitzung\n\n## TOP 1\n\n{words}\n")
    assert (outcome.kind, outcome.text, outcome.proof.text) == ("decision", words, words)


@pytest.mark.parametrize(
    "behind",
    [
        " Bis zum Bescheid gilt Stillschweigen.",
        " Es gilt, bis Mai 2025 einen Ort zu finden.",
        " Es gilt zu klären, was das kostet.",
        " Der Plan gilt als gut.",
        " Frau Meier berichtet. Ab dem 1. März 2025 gilt eine Pauschale.",
        "\n\nAb dem 1. März 2025 gilt eine Pauschale.",
        f" Ab dem 1. März 2025 gilt eine Pauschale, {'und zwar für alle Fahrten, ' * 25}.",
    ],
)
def test_what_is_no_rule_or_stands_apart_does_not_belong_to_the_decision(behind: str) -> None:
    assert told(f"# Sitzung\n\n## TOP 1\n\nDie Satzung wird genehmigt.{behind}\n")[0] == (
        "decision",
        "Die Satzung wird genehmigt.",
    )


def test_a_task_behind_a_decision_stays_one_of_its_own() -> None:
    text = "Die Satzung wird genehmigt. Ab dem 1. Mai mietet Imke Rohwer das Lager bis zum 3. Mai."
    assert [kind for kind, _ in told(f"# Sitzung\n\n## TOP 1\n\n{text}\n")] == ["decision", "task"]


def test_a_rule_without_a_decision_before_it_is_none() -> None:
    assert told("# Sitzung\n\n## TOP 1\n\nDer Kuchen war gut. Ab dem 1. März 2025 gilt eine Pauschale.\n") == []
