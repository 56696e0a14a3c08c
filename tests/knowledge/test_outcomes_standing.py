"""Which outcomes still stand, which repeals which, and that the same words are told once in a list of all kinds."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest
from classifiers import KeywordClassifier
from meetings import HELD, found, minutes

from assistant.knowledge.minutes.extract import outcomes_of
from assistant.knowledge.minutes.status.done import is_done
from assistant.knowledge.outcomes import OutcomeFilter, StatedOutcome, listed
from assistant.records import Document

LATER = datetime.date(2024, 5, 6)
TASK = "# Rat\n\n## Aufgaben\n\n- {}\n"


def listed_of(documents: Sequence[Document], wanted: OutcomeFilter) -> list[StatedOutcome]:
    known = [
        StatedOutcome(one, one.proof.quote(each.info, {}))
        for each in documents
        for one in outcomes_of(each, KeywordClassifier())
    ]
    return listed(known, {each.info.id for each in documents}, wanted)


@pytest.mark.parametrize(
    ("task", "is_told"),
    [
        ("Imke Rohwer: Saal mieten (erledigt am 2. April 2024)", True),
        ("Imke Rohwer: Saal mieten bis Ende Mai (erledigt)", True),
        ("Imke Rohwer: Saal mieten – erledigt am 2.4.2024", True),
        ("Imke Rohwer: Saal mieten, bereits erledigt.", True),
        ("Imke Rohwer wird den Saal mieten, erledigt am 2. April", True),
        ("Imke Rohwer: Saal mieten. Erledigt: ja", True),
        ("Imke Rohwer: book the room (done on 2 April 2024)", True),
        ("Imke Rohwer: Saal mieten, bis 2. April 2024", False),
        ("Imke Rohwer: Saal mieten (noch nicht erledigt)", False),
        ("Imke Rohwer erledigt bis Mai die Bestellung", False),
        ("Imke Rohwer: Das muss bis Mai erledigt sein", False),
        ("Imke Rohwer: Bestellung wird erledigt am 2. April 2024", False),
    ],
)
def test_a_task_is_done_only_where_its_words_tell_so(task: str, is_told: bool) -> None:
    [one] = found(TASK.format(task))
    assert (one.kind, is_done(one)) == ("task", is_told)


def test_a_column_may_tell_that_a_task_is_done() -> None:
    rows = "| Saal mieten | Imke | erledigt am 2.4. |\n| Bus bestellen | Jonas | offen |\n| Plakate | Jonas | |\n"
    text = f"# Rat\n\n## Aufgaben\n\n| Aufgabe | Wer | Stand |\n|---|---|---|\n{rows}"
    assert [is_done(one) for one in found(text)] == [True, False, False]
    still = listed_of([minutes(text)], OutcomeFilter("task", still=True))
    assert [one.outcome.text for one in still] == ["Bus bestellen", "Plakate"]
    assert len(listed_of([minutes(text)], OutcomeFilter("task"))) == 3


@pytest.mark.parametrize(
    ("later", "is_left"),
    [
        (TASK.format("Imke Rohwer: Saal mieten (erledigt am 2. April 2024)"), False),
        ("# Rat\n\nTo-dos:\n\n- [x] Saal mieten\n", False),
        (TASK.format("Imke Rohwer: Saal mieten"), True),
        (TASK.format("Imke Rohwer: Saal schmücken (erledigt)"), True),
    ],
)
def test_later_minutes_may_tell_that_a_task_is_done(later: str, is_left: bool) -> None:
    both = [minutes(TASK.format("Imke Rohwer: Saal mieten")), minutes(later, "später.md", date=LATER)]
    left = [one for one in listed_of(both, OutcomeFilter("task", still=True)) if one.document.date == HELD]
    assert len(left) == is_left


def test_a_decision_and_the_task_in_the_same_words_are_one_entry_of_a_list_of_all_kinds() -> None:
    sentence = "Ein Antrag wird gestellt. Verantwortlich: Imke Rohwer, bis 31. Mai 2024."
    document = minutes(f"# Rat\n\n## Vereinbarungen\n\n- {sentence}\n- Der Saal bleibt. Imke Rohwer mietet ihn.\n")
    told = [(one.outcome.kind, one.outcome.persons) for one in listed_of([document], OutcomeFilter())]
    assert told == [("decision", ("Imke Rohwer",)), ("decision", ()), ("task", ("Imke Rohwer",))]
    assert len(listed_of([document], OutcomeFilter("task"))) == 2
    assert [one.outcome.kind for one in listed_of([document], OutcomeFilter("decision"))] == ["decision", "decision"]


def test_a_decision_that_repeals_another_names_it() -> None:
    text = "# Rat\n\n## Reisen\n\nBeschluss: {}\n"
    new = "Der Beschluss vom 4. März 2024 wird aufgehoben."
    both = [minutes(text.format("Fahrten werden bezahlt.")), minutes(text.format(new), "b.md", date=LATER)]
    told = {one.outcome.text: one for one in listed_of(both, OutcomeFilter("decision"))}
    assert (told[new].repeals or told[new]).outcome.text == "Fahrten werden bezahlt."
    assert [one.outcome.text for one in listed_of(both, OutcomeFilter("decision", still=True))] == [new]


def test_a_task_is_overdue_from_the_day_after_its_own_unless_it_is_done() -> None:
    tasks = ("Imke Rohwer: Saal mieten, bis 2. April 2024", "Jonas Ehlers: Bus bestellen, bis 2. April 2024 (erledigt)")
    rows = "".join(f"- {task}\n" for task in (*tasks, "Jonas Ehlers: Plakate drucken"))
    told = listed_of([minutes(f"# Rat\n\n## Aufgaben\n\n{rows}")], OutcomeFilter("task"))
    on_the_day, after = (datetime.date(2024, 4, day) for day in (2, 3))
    assert [one.is_overdue(on_the_day) for one in told] == [False, False, False]
    assert [one.is_overdue(after) for one in told] == [True, False, False]


def test_what_is_done_names_the_last_minutes_that_tell_so() -> None:
    task = TASK.format("Imke Rohwer: Saal mieten, bis 2. April 2024")
    done = [
        TASK.format(f"Imke Rohwer: Saal mieten, bis 2. April 2024 ({word})") for word in ("erledigt", "abgeschlossen")
    ]
    days = (HELD, LATER, datetime.date(2024, 7, 1))
    documents = [minutes(text, f"{day}.md", date=day) for text, day in zip((task, *done), days, strict=True)]
    first = next(one for one in listed_of(documents, OutcomeFilter("task")) if one.document.date == HELD)
    assert first.done is not None
    assert first.done.text.endswith("(abgeschlossen)")
    assert not first.is_overdue(datetime.date(2026, 1, 1))


def test_a_decision_that_is_a_task_as_well_is_overdue_like_that() -> None:
    sentence = "Ein Antrag wird gestellt. Verantwortlich: Imke Rohwer, bis 31. Mai 2024."
    document = minutes(f"# Rat\n\n## Vereinbarungen\n\n- {sentence}\n- Der Saal bleibt bis 31. Mai 2024 zu.\n")
    told = listed_of([document], OutcomeFilter())
    assert [(one.outcome.kind, one.is_overdue(LATER.replace(month=6))) for one in told] == [
        ("decision", True),
        ("decision", False),
    ]


def test_results_are_not_what_is_still_open() -> None:
    document = minutes("# Rat\n\n## Beschlüsse\n\n- Der Saal bleibt.\n\n## To-dos\n\n- [x] Bus bestellen\n")
    assert [one.outcome.kind for one in listed_of([document], OutcomeFilter())] == ["decision", "result"]
    assert [one.outcome.kind for one in listed_of([document], OutcomeFilter(still=True))] == ["decision"]
