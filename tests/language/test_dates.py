"""Dates in German and English texts and in file names."""

from __future__ import annotations

import datetime
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.dates import MONTHS, date_in_file_name, find_dates, respelled

THE_DAY = datetime.date(2024, 5, 3)


@pytest.mark.parametrize(
    "text",
    [
        "3. Mai 2024", "03. Mai 2024", "3.\xa0Mai\xa02024", "3.\nMai 2024", "3. Mai \n    2024", "den 3. Mai 2024",
        "Freitag, 3. MAI 2024",
        "03.05.2024", "3.5.2024", "3. 5. 2024", "3.5.24", "03.05.24", "2024-05-03", "2024-05-03T10:00",
        "May 3, 2024", "3 May 2024", "3rd of May 2024", "May 3rd, 2024", "(3. Mai 2024)", "bis 3.5.2024.",
    ],
)  # fmt: skip
def test_a_day_is_found_in_every_spelling(text: str) -> None:
    [mention] = find_dates(text)
    assert (mention.date, mention.precision) == (THE_DAY, "day")


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("Mai 2024", datetime.date(2024, 5, 1), "month"),
        ("Sept. 2023", datetime.date(2023, 9, 1), "month"),
        ("im Jänner 2020", datetime.date(2020, 1, 1), "month"),
        ("im Jahr 2024", datetime.date(2024, 1, 1), "year"),
        ("des Jahres 2019", datetime.date(2019, 1, 1), "year"),
    ],
)
def test_coarser_dates_say_so(text: str, date: datetime.date, precision: str) -> None:
    [mention] = find_dates(text)
    assert (mention.date, mention.precision) == (date, precision)


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2024", "29. Februar 2023", "31. Juni 2024", "2024-13-01", "00.05.2024", "10.10.10.10", "Version 1.2.3",
        "Maiglöckchen 2024", "§ 3.5.24", "1.234,56 €", "Tel. 0531.12.2024", "12-2024-05-03-1", "7,6 Mio. Euro", "",
    ],
)  # fmt: skip
def test_what_cannot_be_a_date_is_none(text: str) -> None:
    assert find_dates(text) == []


def test_mentions_come_in_reading_order_and_point_at_their_text() -> None:
    text = "Vom 01.07.2022 bis zum 30. Juni 2025, verlängert im Dezember 2025."
    mentions = find_dates(text)
    assert [mention.span.of(text) for mention in mentions] == ["01.07.2022", "30. Juni 2025", "Dezember 2025"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("01.01.-31.12.2024", ["31.12.2024"]),
        ("26.-28.06.2025", ["28.06.2025"]),
        ("26.–28.06.2025", ["28.06.2025"]),
        ("14. -17.11.2023", ["17.11.2023"]),
        ("01.01.2024-30.06.2027", ["01.01.2024", "30.06.2027"]),
        ("1.1.24-30.6.27", ["1.1.24", "30.6.27"]),
        ("2024-01-01/2024-12-31", ["2024-01-01", "2024-12-31"]),
        ("2024-01-01-2024-12-31", ["2024-01-01", "2024-12-31"]),
        ("Az-03.05.2024", []),
    ],
)
def test_the_end_of_a_range_is_found_behind_a_hyphen(text: str, found: list[str]) -> None:
    assert [mention.span.of(text) for mention in find_dates(text)] == found


def test_a_two_digit_year_lies_in_this_century_below_seventy() -> None:
    assert [mention.date.year for mention in find_dates("1.2.69 und 1.2.70")] == [2069, 1970]


@pytest.mark.parametrize("start", ["Am 3. Mai", "3", "3rd of", "Mai 3,", "im Jahr"])
@pytest.mark.parametrize("filling", [" ", "\n", " \n", "\xa0\t", "3. Mai ", "3 Mai\n"])
def test_what_begins_like_a_date_and_never_ends_takes_no_time(start: str, filling: str) -> None:
    started = time.process_time()
    assert find_dates(start + filling * (50_000 // len(filling))) == []
    assert time.process_time() - started < 10


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), st.data())
def test_what_is_written_is_read(date: datetime.date, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name, number in MONTHS.items() if number == date.month]))
    spelling = data.draw(
        st.sampled_from(
            [
                f"{date.day}. {name.title()} {date.year}",
                date.strftime("%d.%m.%Y"),
                date.isoformat(),
                f"{name} {date.day}, {date.year}",
            ]
        )
    )
    assert [mention.date for mention in find_dates(f"Am {spelling} war es.")] == [date]


@given(st.text(alphabet="0123456789. -/MaiJun2024§,\n", max_size=60))
def test_mentions_are_ordered_and_disjoint_in_any_text(text: str) -> None:
    spans = [mention.span for mention in find_dates(text)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("protokoll-20150715", datetime.date(2015, 7, 15)),
        ("2022-11-29 Protokollnotiz", datetime.date(2022, 11, 29)),
        ("2022-10 Auftakt", datetime.date(2022, 10, 1)),
        ("2019_03_28_Gesetz", datetime.date(2019, 3, 28)),
        ("2019.03.28 - Gesetz", datetime.date(2019, 3, 28)),
        ("Sitzung 03.05.2024", datetime.date(2024, 5, 3)),
        ("Protokoll_12. März 2026", datetime.date(2026, 3, 12)),
        ("Protokoll Treffen Juni 2025", datetime.date(2025, 6, 1)),
        ("2022 Netzwerk", None),
        ("bericht_20231399", None),
        ("Drs_20160512345", None),
        ("Protokoll", None),
    ],
)
def test_a_file_name_may_hold_a_date(name: str, date: datetime.date | None) -> None:
    assert date_in_file_name(name) == date


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("Datum: 26.03.2026, 9 Uhr", "Was ist am 26.03.2026, was im Mai 2026?"),
        ("Am 26.3.26 und am 26. März 2026", "Was ist am 26. März 2026, was im Mai 2026?"),
        ("26.03.2026: Belege. Sie tagt am 26. März in Hoya", "Was ist am 26. März 2026, was im Mai 2026?"),
        ("26.03.2026: Belege. Sie tagte am 26. März 2025", "Was ist am 26.03.2026, was im Mai 2026?"),
        ("Am 27.03.2026, im Mai 2026", "Was ist am 26. März 2026, was im Mai 2026?"),
    ],
)
def test_a_day_is_written_as_in_another_text(other: str, found: str) -> None:
    assert respelled("Was ist am 26. März 2026, was im Mai 2026?", other) == found
