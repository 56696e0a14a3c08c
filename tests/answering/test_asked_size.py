"""Of firms of the size that is asked for the row of a table speaks, not those of others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import asked, candidate, document

from assistant.answering.choose import CLOSE
from assistant.answering.promoting.asked_size import asked_size_first
from assistant.answering.understanding.understand import Expected
from assistant.answering.weighing.weigh import Candidate

RATES = """# Werkstattprämie

Kleine Betriebe erhalten 60 Prozent, andere Unternehmen 45 Prozent. Die Prämie ist auf 9.000 Euro begrenzt.

| Größe des Betriebs | Beschäftigte | Quote |
|---|---|---|
| klein | unter 50 | 60 % |
| mittel | bis 249 | 45 % |
| groß | ab 250 | nicht förderfähig |

Antragsberechtigt sind kleine und mittlere Betriebe.
"""
SMALL, MEDIUM, LARGE = (f"Größe des Betriebs: {size}" for size in ("klein", "mittel", "groß"))
ALL = (("Kleine Betriebe", 9.0), (SMALL, 8.5), ("Die Prämie", 8.0), (MEDIUM, 7.0), ("Antragsb", 5.0), (LARGE, 4.0))
ANSWERS = {SMALL: 2.5, MEDIUM: 1.0}  # in the reader's eyes


def found(question: str, *ranked: tuple[str, float], expected: Expected | None = "percent") -> list[Candidate]:
    source = document(RATES)
    read = [replace(candidate(source, words, score), answers=ANSWERS.get(words, -4.0)) for words, score in ranked]
    return asked_size_first(read, asked(question, expected))


def left(candidates: list[Candidate]) -> list[int]:
    starts = [words for words, _ in ALL]
    return [next(at for at, words in enumerate(starts) if one.text.startswith(words)) for one in candidates]


@pytest.mark.parametrize("question", ["Wie hoch ist die Quote für Großunternehmen?", "What do large companies get?"])
def test_the_row_of_the_size_that_is_asked_for_is_all_that_is_shown(question: str) -> None:
    candidates = found(question, *ALL)
    assert [one.text[:24] for one in candidates if one.score > candidates[0].score - CLOSE] == [LARGE[:24]]
    assert left(candidates[1:]) == [0, 2, 4], "no sentence is left out, for it may tell of the others, too"


def test_it_is_as_likely_to_answer_as_the_row_that_it_replaces() -> None:
    candidates = found("Wie hoch ist die Quote für Großunternehmen?", *ALL)
    assert (candidates[0].score, candidates[0].answers) == (9.0, 2.5)


def test_without_a_row_for_that_size_those_of_others_are_no_answer() -> None:
    assert left(found("Wie hoch ist die Quote für Großunternehmen?", *ALL[:-1])) == [0, 2, 4]


def test_rows_of_something_else_stay() -> None:
    assert left(found("Bis wann müssen große Unternehmen den Antrag stellen?", *ALL, expected="date"))[0] == 0


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Wie hoch ist die Quote für kleine Firmen?", [0, 1, 2, 4]),
        ("Wie hoch ist die Quote für Kleinstbetriebe?", [0, 1, 2, 4]),
        ("Wie hoch ist die Quote für KMU?", [0, 1, 2, 3, 4]),
        ("Wie hoch ist die Quote für kleine und große Betriebe?", [0, 1, 2, 4, 5]),
        ("Wie hoch ist die Quote?", [0, 1, 2, 3, 4, 5]),
        ("Wie hoch ist die Quote außer für Großunternehmen?", [0, 1, 2, 3, 4, 5]),
        ("Wie hoch ist die Quote für Nicht-KMU?", [0, 1, 2, 3, 4, 5]),
        ("Wie hoch ist die Quote für Unternehmen, die keine KMU sind?", [0, 1, 2, 3, 4, 5]),
        ("Wie viel mehr Prozent bekommen kleine Betriebe als große?", [0, 1, 2, 3, 4, 5]),
    ],
)
def test_what_speaks_of_a_size_that_is_asked_for_stays(question: str, kept: list[int]) -> None:
    assert sorted(left(found(question, *ALL))) == kept


def test_what_is_far_below_the_best_changes_no_order() -> None:
    ranked = (("Die Prämie", 9.0), (SMALL, 9.0 - 2 * CLOSE), (LARGE, 1.0))
    assert left(found("Wie hoch ist die Quote für Großunternehmen?", *ranked)) == [2, 5]
