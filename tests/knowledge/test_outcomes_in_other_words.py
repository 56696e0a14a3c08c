"""Decisions, open points and results are known by what is said of them, and not by what somebody only thinks."""

from __future__ import annotations

import pytest
from meetings import found, minutes, told

from assistant.knowledge.minutes.done import is_done
from assistant.knowledge.minutes.held import held_of


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Vorschlag der Runde zum Zaun findet breite Zustimmung.",
        "Dem Antrag auf einen neuen Zaun wird zugestimmt.",
        "Der Zaun wird in zwei Farben gestrichen (alle dafür)",
        "Nach der Aussprache empfiehlt der Ausschuss dem Rat mit 6 gegen 3 Stimmen, den Zaun zu streichen.",
        "Wir reichen den Antrag beim Bund ein.",
        "Zaun: Wir mieten eine Bühne.",
        "Daher streichen wir den Zaun selbst.",
        "Die Runde spricht sich für den Zaun aus.",
        "Der Vorstand lehnt den Zaun ab.",
    ],
)
def test_a_decision_need_not_be_called_one(sentence: str) -> None:
    assert told(f"# Sitzung\n\n{sentence}\n") == [("decision", sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Frau Rohwer spricht sich für den Zaun aus, Herr Wolf hält ihn für zu teuer.",
        "Herr Wolf lehnt den Zaun ab.",
        "Herr Wolf stimmt dem zu.",
        "Sie nimmt die Wahl an.",
        "Der Ausschuss nimmt dies mit Dank zur Kenntnis.",
        "Im Moment kollidieren wir mit dem Stadtfest.",
        "Wir erreichen damit vierzig Betriebe.",
        "Wir suchen noch Leute.",
        "Das würden wir gern beim Bund einreichen.",
    ],
)
def test_an_opinion_is_neither_a_decision_nor_a_result(sentence: str) -> None:
    assert told(f"# Sitzung\n\n{sentence}\n") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Finanzierung weiter offen (Kredit?)",
        "Ob der Zaun hält, konnten wir heute nicht klären, das hängt am Vertrieb.",
        "Ein Beschluss wird nicht gefasst.",
        "Keine Festlegung, Wiedervorlage.",
    ],
)
def test_what_was_left_undecided_is_open(sentence: str) -> None:
    assert told(f"# Sitzung\n\n{sentence}\n") == [("open", sentence)]


def test_what_a_decision_is_on_stands_in_the_sentence_before() -> None:
    text = "Frau Rohwer soll im Mai am Seminar teilnehmen. Der Entsendung wird einstimmig zugestimmt."
    assert told(f"# Sitzung\n\n{text}\n") == [("decision", text)]


def test_a_label_in_running_text_takes_its_own_sentence_only() -> None:
    text = "Lange hin und her. Am Ende Einigung: ein Wochenende, der 24. Oktober. Das freut Frau Rohwer."
    assert told(f"# Sitzung\n\n{text}\n") == [("decision", "ein Wochenende, der 24. Oktober.")]


def test_an_open_point_and_a_task_may_share_a_sentence() -> None:
    text = "Über den Zaun soll später entschieden werden; Herr Wolf veranlasst im Herbst eine Messung."
    assert told(f"# Sitzung\n\n{text}\n") == [
        ("open", "Über den Zaun soll später entschieden werden"),
        ("task", "Herr Wolf veranlasst im Herbst eine Messung."),
    ]


def test_a_vote_ends_at_the_next_item_of_a_list() -> None:
    agreed = "Der Rat stimmt der Einstellung zu. 7 Ja / 0 Nein"
    text = f"a) Einstellung einer Fachkraft.\n{agreed}\nb) Versetzung des Herrn Wolf.\n"
    assert [one.vote for one in found(f"# Sitzung\n\n{text}")] == ["7 Ja / 0 Nein"]


LEGEND = "B = Beschluss, A = Auftrag, I = Information"


def test_a_cell_tells_each_of_its_outcomes_though_its_row_is_none() -> None:
    row = "Die Prüfung ist abgeschlossen. Frau Rohwer holt drei Angebote ein. Der Sommer war schön."
    table = f"| TOP | Inhalt | Art | Wer |\n|---|---|---|---|\n| 1 | {row} | I | |\n"
    assert told(f"# Sitzung\n\n{table}\n{LEGEND}\n") == [
        ("result", "Die Prüfung ist abgeschlossen."),
        ("task", "Frau Rohwer holt drei Angebote ein."),
    ]


def test_a_cell_of_results_is_told_sentence_by_sentence() -> None:
    table = "| Thema | Ergebnis |\n|---|---|\n| Zaun | Der Zaun wird beschlossen. Frau Rohwer holt Angebote ein. |\n"
    assert [one.kind for one in found(f"# Sitzung\n\n## Ergebnisse\n\n{table}")] == ["decision", "task"]


def test_nobody_is_no_name_and_what_is_struck_out_needs_no_marks() -> None:
    table = "| Was | Wer | Wann |\n|---|---|---|\n| Saal buchen | ~~Frau Rohwer~~ | ✔ schon passiert |\n"
    table += "| Umfrage machen | ??? (niemand gefunden) | |\n"
    hall, survey = found(f"# Sitzung\n\n## Aufgaben\n\n{table}")
    assert (hall.persons, hall.due, is_done(hall), survey.persons) == (("Rohwer",), None, True, ())


def test_a_line_that_names_who_and_until_when_behind_its_topic_is_a_task() -> None:
    [task] = found("# Sitzung\n\nAnwesend: Imke Rohwer\n\n- Genehmigung des Festes: Imke, muss bis Ende April raus\n")
    assert (task.kind, task.persons, task.due and task.due.words) == ("task", ("Imke",), "Ende April")


def test_what_holds_until_a_day_is_no_task_of_whoever_says_so() -> None:
    assert told("# Sitzung\n\n- Frau Rohwer: Der Vertrag läuft bis 31.7.2027\n") == []


def test_who_stands_behind_da_came_and_is_no_place() -> None:
    head = "Di, 15.09.26, 8:30 Uhr, Saal Elbe\nDa: Frau Rohwer, Herr Wolf, T. Thomsen (IT)\n"
    facts = {
        one.field: one.value for one in held_of(minutes(f"# Jour fixe\n\n{head}\n## Neues\n\nNichts.\n", date=None))
    }
    assert (facts["place"], facts["present"]) == ("Saal Elbe", "Frau Rohwer, Herr Wolf, T. Thomsen (IT)")


def test_a_list_of_names_ends_at_the_next_label() -> None:
    head = "Sitzungsleitung:  Gundula Harms\nSchriftführung:   Ferhat Aydemir\n"
    [task] = found(f"# Sitzung\n\n{head}\n## Schulung\n\nKoll. Aydemir zeigt dem Betrieb die Teilnahme an.\n")
    assert task.persons == ("Aydemir",)
