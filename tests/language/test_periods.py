"""Periods of time in questions, in both languages, seen from a day in the middle of a quarter."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.periods import Period, find_periods

TODAY = datetime.date(2026, 11, 25)
FOUND = {
    "im Mai 2023": ("2023-05-01", "2023-05-31"),
    "in February 2024": ("2024-02-01", "2024-02-29"),
    "vom 12.03.2024": ("2024-03-12", "2024-03-12"),
    "on 12 March 2024": ("2024-03-12", "2024-03-12"),
    "2023": ("2023-01-01", "2023-12-31"),
    "aus dem Jahr 2023": ("2023-01-01", "2023-12-31"),
    "seit 2024": ("2024-01-01", None),
    "seit Anfang 2024": ("2024-01-01", None),
    "ab dem 1. Juli 2024": ("2024-07-01", None),
    "since May 2024": ("2024-05-01", None),
    "bis Ende 2023": (None, "2023-12-31"),
    "bis zum 3. Mai 2023": (None, "2023-05-03"),
    "until 2023": (None, "2023-12-31"),
    "vor 2023": (None, "2022-12-31"),
    "nach Mai 2023": ("2023-06-01", None),
    "after 2023": ("2024-01-01", None),
    "zwischen 2022 und 2024": ("2022-01-01", "2024-12-31"),
    "von 2022 bis 2024": ("2022-01-01", "2024-12-31"),
    "2022–2024": ("2022-01-01", "2024-12-31"),
    "between March 2022 and May 2024": ("2022-03-01", "2024-05-31"),
    "vom 1.2.2024 bis zum 30.6.2024": ("2024-02-01", "2024-06-30"),
    "von Mai bis Juli 2023": ("2023-05-01", "2023-07-31"),
    "from January to March 2024": ("2024-01-01", "2024-03-31"),
    "im 2. Quartal 2023": ("2023-04-01", "2023-06-30"),
    "im vierten Quartal 2023": ("2023-10-01", "2023-12-31"),
    "Q3 2023": ("2023-07-01", "2023-09-30"),
    "second quarter of 2024": ("2024-04-01", "2024-06-30"),
    "im ersten Halbjahr 2024": ("2024-01-01", "2024-06-30"),
    "letztes Jahr": ("2025-01-01", "2025-12-31"),
    "im Vorjahr": ("2025-01-01", "2025-12-31"),
    "last year": ("2025-01-01", "2025-12-31"),
    "seit letztem Jahr": ("2025-01-01", None),
    "dieses Jahres": ("2026-01-01", "2026-12-31"),
    "im letzten Monat": ("2026-10-01", "2026-10-31"),
    "last quarter": ("2026-07-01", "2026-09-30"),
    "letzte Woche": ("2026-11-16", "2026-11-22"),
    "in den letzten drei Monaten": ("2026-08-25", "2026-11-25"),
    "the last 2 weeks": ("2026-11-11", "2026-11-25"),
    "gestern": ("2026-11-24", "2026-11-24"),
    "morgen": ("2026-11-26", "2026-11-26"),
    "von morgen bis nächste Woche": ("2026-11-26", "2026-12-06"),
    "von gestern": ("2026-11-24", "2026-11-24"),
    "tomorrow": ("2026-11-26", "2026-11-26"),
    "nächste Woche": ("2026-11-30", "2026-12-06"),
    "im kommenden Monat": ("2026-12-01", "2026-12-31"),
    "next year": ("2027-01-01", "2027-12-31"),
    "bis Ende nächster Woche": (None, "2026-12-06"),
    "in den nächsten zwei Wochen": ("2026-11-25", "2026-12-09"),
    "im Herbst 2024": ("2024-09-01", "2024-11-30"),
    "seit Frühjahr 2025": ("2025-03-01", None),
    "im Winter 2024/25": ("2024-12-01", "2025-02-28"),
    "in summer 2023": ("2023-06-01", "2023-08-31"),
    "im letzten November": ("2025-11-01", "2025-11-30"),
    "vorigen Herbst": ("2025-09-01", "2025-11-30"),
    "letzten Sommer": ("2026-06-01", "2026-08-31"),
    "nächsten Mai": ("2027-05-01", "2027-05-31"),
    "diesen Herbst": ("2026-09-01", "2026-11-30"),
    "letzten Donnerstag": ("2026-11-19", "2026-11-19"),
    "last Tuesday": ("2026-11-24", "2026-11-24"),
    "bis nächsten Mittwoch": (None, "2026-12-02"),
    "zwischen Herbst 2023 und Frühjahr 2024": ("2023-09-01", "2024-05-31"),
    "am 4.2.25": ("2025-02-04", "2025-02-04"),
}


@pytest.mark.parametrize("text", FOUND)
def test_a_period_is_found_in_the_words_of_a_question(text: str) -> None:
    [mention] = find_periods(f"Protokolle {text}, bitte", TODAY)
    start, end = mention.period
    assert (start and start.isoformat(), end and end.isoformat()) == FOUND[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Horizont-2020",
        "31.02.2024",
        "12.345 Euro",
        "§ 44",
        "2024 bis 2022",
        "Maibaum",
        "im Herbst",
        "Herbstferien 2024/26",
        "der letzte Freitag im Monat",
        "die letzten Maibäume",
        "die Arbeit von morgen",
        "die Technik von übermorgen",
        "the work of tomorrow",
    ],
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert find_periods(text, TODAY) == []


def test_only_a_lone_year_may_be_the_name_of_something() -> None:
    mentions = find_periods("Programm 2020, seit 2021, im Jahr 2022, Mai 2023", TODAY)
    assert [mention.is_bare_year for mention in mentions] == [True, False, False, False]


def test_two_years_joined_by_and_are_two_periods() -> None:
    assert len(find_periods("2022 und 2024", TODAY)) == 2


def test_the_last_months_of_a_leap_year_end_where_the_month_does() -> None:
    [mention] = find_periods("letzten zwei Monate", datetime.date(2024, 4, 30))
    assert mention.period.start == datetime.date(2024, 2, 29)


@given(st.text(alphabet=st.sampled_from("0123456789 .-–QH seitbsvonlzwchudJrMaKö"), max_size=80), st.dates())
def test_mentions_are_disjoint_in_reading_order_and_run_forward(text: str, today: datetime.date) -> None:
    mentions = find_periods(text, max(today, datetime.date(1000, 1, 1)))
    offsets = [offset for mention in mentions for offset in (mention.span.start, mention.span.end)]
    assert offsets == sorted(offsets)
    for mention in mentions:
        start, end = mention.period
        assert start is None or end is None or start <= end


@pytest.mark.parametrize(
    ("start", "end", "days"), [(2, 3, [2, 3]), (2, None, [2, 3, 4]), (None, 3, [1, 2, 3]), (None, None, [1, 2, 3, 4])]
)
def test_a_period_holds_both_its_days_and_no_day_that_is_not_known(
    start: int | None, end: int | None, days: list[int]
) -> None:
    def day(number: int | None) -> datetime.date | None:
        return datetime.date(2024, 5, number) if number else None

    period = Period(day(start), day(end))
    assert [number for number in range(1, 5) if period.holds(day(number))] == days
    assert not period.holds(None)
