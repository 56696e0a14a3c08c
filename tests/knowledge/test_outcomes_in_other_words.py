"""What stands in running text, in cells and in lists of the present is told sentence by sentence."""

from __future__ import annotations

from meetings import found, minutes, told

from assistant.knowledge.minutes.meeting.facts import facts_of
from assistant.knowledge.minutes.status.done import is_done


def test_a_label_in_running_text_takes_its_own_sentence_only() -> None:
    text = "Lange hin und her. Am Ende Einigung: ein Wochenende, der 24. Oktober. Das freut Frau Rohwer."
    assert told(f"# Sitzung\n\n{text}\n") == [("decision", "ein Wochenende, der 24. Oktober.")]


def test_a_vote_ends_at_the_next_item_of_a_list() -> None:
    agreed = "Der Rat stimmt der Einstellung zu. 7 Ja / 0 Nein"
    text = f"a) Einstellung einer Fachkraft.\n{agreed}\nb) Versetzung des Herrn Wolf.\n"
    assert [one.vote for one in found(f"# Sitzung\n\n{text}")] == ["7 Ja / 0 Nein"]


LEGEND = "B = Beschluss, A = Auftrag, I = Information"


def test_a_cell_tells_each_of_its_outcomes_though_its_row_is_none() -> None:
    row = "Der Anstrich ist fertig. Frau Rohwer mietet ein Gerüst. Der Sommer war schön."
    table = f"| TOP | Inhalt | Art | Wer |\n|---|---|---|---|\n| 1 | {row} | I | |\n"
    assert told(f"# Sitzung\n\n{table}\n{LEGEND}\n") == [
        ("result", "Der Anstrich ist fertig."),
        ("task", "Frau Rohwer mietet ein Gerüst."),
    ]


def test_a_cell_of_results_is_told_sentence_by_sentence() -> None:
    table = "| Thema | Ergebnis |\n|---|---|\n| Zaun | Der Zaun wird beschlossen. Frau Rohwer mietet ein Gerüst. |\n"
    assert [one.kind for one in found(f"# Sitzung\n\n## Ergebnisse\n\n{table}")] == ["decision", "task"]


def test_nobody_is_no_name_and_what_is_struck_out_needs_no_marks() -> None:
    table = "| Was | Wer | Wann |\n|---|---|---|\n| Saal buchen | ~~Frau Rohwer~~ | ✔ schon passiert |\n"
    table += "| Umfrage machen | ??? (niemand gefunden) | |\n"
    hall, survey = found(f"# Sitzung\n\n## Aufgaben\n\n{table}")
    assert (hall.persons, hall.due, is_done(hall), survey.persons) == (("Rohwer",), None, True, ())


def test_who_stands_behind_da_came_and_is_no_place() -> None:
    head = "Di, 15.09.26, 8:30 Uhr, Saal Elbe\nDa: Frau Rohwer, Herr Wolf, T. Thomsen (IT)\n"
    facts = {
        one.field: one.value for one in facts_of(minutes(f"# Jour fixe\n\n{head}\n## Neues\n\nNichts.\n", date=None))
    }
    assert (facts["place"], facts["present"]) == ("Saal Elbe", "Frau Rohwer, Herr Wolf, T. Thomsen (IT)")


def test_a_list_of_names_ends_at_the_next_label() -> None:
    head = "Sitzungsleitung:  Gundula Harms\nSchriftführung:   Ferhat Aydemir\n"
    [task] = found(f"# Sitzung\n\n{head}\n## Schulung\n\nAydemir klärt die Teilnahme.\n")
    assert task.persons == ("Aydemir",)
