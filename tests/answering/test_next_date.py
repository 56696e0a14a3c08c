"""Who asks for the next time gets what is still to come, else what was announced last."""

from __future__ import annotations

import datetime

import pytest
from made import asked, candidate, document, quote_of

from assistant.answering.choose import CLOSE
from assistant.answering.promoting.next_date import is_past, next_date
from assistant.answering.weighing.weigh import Candidate, put_first

TODAY = datetime.date(2026, 3, 1)
QUESTION = "Wann ist die nächste Sitzung?"
OLD = "Nächste Sitzung: 19. September 2023"
LATER = "Nächste Sitzung: 6. Mai 2025, 13 Uhr"
COMING = "Die nächste Sitzung findet am 5. Mai 2026 statt."
FAR = "Die nächste Sitzung findet am 5. Mai 2028 statt."


def said(words: str, score: float) -> Candidate:
    return candidate(document(words, f"{score}.md"), words, score)


def order(*ranked: Candidate, query: str = QUESTION, expected: str | None = "date") -> list[str]:
    return [one.text for one in put_first(next_date(ranked, asked(query, expected), TODAY), ranked)]  # type: ignore[arg-type]


def test_the_next_day_goes_first_and_nothing_is_lost() -> None:
    ranked = [said(OLD, 9.0), said(FAR, 8.5), said(LATER, 8.0), said(COMING, 7.5)]
    found = put_first(next_date(ranked, asked(QUESTION, "date"), TODAY), ranked)
    assert [one.text for one in found] == [COMING, OLD, FAR, LATER]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_where_all_are_past_the_latest_goes_first() -> None:
    assert order(said(OLD, 9.0), said(LATER, 8.0)) == [LATER, OLD]


@pytest.mark.parametrize(
    ("query", "expected"),
    [(QUESTION, None), (QUESTION, "who"), ("Wann war die Sitzung?", "date"), ("", "date")],
)
def test_another_question_changes_nothing(query: str, expected: str | None) -> None:
    assert order(said(OLD, 9.0), said(COMING, 8.0), query=query, expected=expected) == [OLD, COMING]


@pytest.mark.parametrize(
    ("words", "query", "past"),
    [
        (OLD, QUESTION, True),
        (COMING, QUESTION, False),
        (f"{OLD}. {COMING}", QUESTION, False),
        ("Die nächste Sitzung ist im Mai.", QUESTION, False),
        (OLD, "Wann war die Sitzung?", False),
    ],
)
def test_a_quote_with_past_days_alone_tells_no_next_one(words: str, query: str, past: bool) -> None:
    assert is_past(quote_of(document(words), words), asked(query, "date"), query, TODAY) is past


def test_what_was_next_on_a_day_that_is_past_is_told_by_a_past_day() -> None:
    quoted, query = quote_of(document(OLD), OLD), asked(QUESTION, "date")
    assert not is_past(quoted, query, "Wann ist laut Protokoll vom 5. September 2023 die nächste Sitzung?", TODAY)
    assert is_past(quoted, query, "Wann ist nach dem 28. Februar 2027 die nächste Sitzung?", TODAY)


@pytest.mark.parametrize(
    "other",
    [
        said(COMING, 9.0 - CLOSE - 0.1),
        said("Die Frist endet am 5. Mai 2026.", 8.0),
        said("Die nächste Sitzung ist im Mai 2026.", 8.0),
    ],
    ids=["far below", "not the next", "no day"],
)
def test_only_a_day_that_is_called_the_next_and_would_be_shown_goes_first(other: Candidate) -> None:
    assert order(said(OLD, 9.0), other) == [OLD, other.text]


def test_the_next_day_of_somebody_else_stays_behind() -> None:
    twice, other = "Die Jury tagt zweimal im Jahr.", "Das Forum tagt wieder am 6. Mai 2026."
    assert order(said(twice, 9.0), said(other, 8.5), query="Wann tagt die Jury wieder?") == [twice, other]
