"""The filters of an answer in words and as values of the API."""

from __future__ import annotations

import datetime

import pytest

from assistant.answering.applied_filters import AppliedFilter, applied
from assistant.records import Answer, DocumentInfo, Filters, Hit, Passage

TIMES = {
    ("2023-05-01", "2023-05-31"): ("Mai 2023", "May 2023"),
    ("2023-01-01", "2023-12-31"): ("2023", "2023"),
    ("2022-01-01", "2024-12-31"): ("2022 bis 2024", "2022 to 2024"),
    ("2023-04-01", "2023-06-30"): ("2. Quartal 2023", "Quarter 2 of 2023"),
    ("2024-01-01", "2024-06-30"): ("Januar 2024 bis Juni 2024", "January 2024 to June 2024"),
    ("2024-03-12", "2024-03-12"): ("12. März 2024", "12 March 2024"),
    ("2024-01-01", "2024-01-01"): ("1. Januar 2024", "1 January 2024"),
    ("2024-02-01", "2024-06-03"): ("1. Februar 2024 bis 3. Juni 2024", "1 February 2024 to 3 June 2024"),
    ("2024-01-01", ".."): ("seit 2024", "since 2024"),
    ("2024-05-01", ".."): ("seit Mai 2024", "since May 2024"),
    ("2024-05-03", ".."): ("seit 3. Mai 2024", "since 3 May 2024"),
    ("..", "2023-12-31"): ("bis 2023", "until 2023"),
    ("..", "2024-02-29"): ("bis Februar 2024", "until February 2024"),
    ("..", "9999-12-31"): ("bis 9999", "until 9999"),
}


def answered(filters: Filters, *understood: str) -> Answer:
    return Answer("?", "de", "extractive", filters=filters, understood=frozenset(understood))  # type: ignore[arg-type]


@pytest.mark.parametrize("stated", TIMES)
def test_a_time_is_named_as_coarsely_as_it_may_be(stated: tuple[str, str]) -> None:
    start, end = (None if day == ".." else datetime.date.fromisoformat(day) for day in stated)
    answer = answered(Filters(date_from=start, date_to=end))
    labels = [one.label for language in ("de", "en") for one in applied(answer, language)]  # type: ignore[arg-type]
    assert tuple(labels) == TIMES[stated]
    assert applied(answer, "de")[0].value == "/".join(stated)


def test_each_filter_says_who_stated_it() -> None:
    filters = Filters("minutes", "Technologie", "Wasserstoff", datetime.date(2024, 1, 1))
    assert applied(answered(filters, "type", "date"), "de") == [
        AppliedFilter("type", "minutes", "Nur Protokolle", "question"),
        AppliedFilter("lab", "Technologie", "Lab Technologie", "request"),
        AppliedFilter("topic", "Wasserstoff", "Thema Wasserstoff", "request"),
        AppliedFilter("date", "2024-01-01/..", "seit 2024", "question"),
    ]
    assert applied(answered(Filters()), "de") == []


def test_a_lab_that_calls_itself_one_is_not_called_so_twice() -> None:
    assert [one.label for one in applied(answered(Filters(lab="Lab Technologie")), "en")] == ["Lab Technologie"]


def test_a_document_is_named_by_its_title_where_the_answer_knows_it() -> None:
    info = DocumentInfo("d1", "d1.md", "Richtlinie", "funding", "public", "de")
    hit = Hit(Passage("d1", 0, 4, "Text", ()), info, 1, 0.5, 1.0)
    answer = Answer("?", "de", "extractive", related=(hit,), filters=Filters(documents=frozenset({"d1", "d2"})))
    assert [(one.value, one.label) for one in applied(answer, "de")] == [("d1", "Richtlinie"), ("d2", "d2")]
