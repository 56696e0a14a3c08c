"""Numbers as a German Excel shows them."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.office.number_formats import BUILTIN, shown, shown_text

LAST_OF_2025 = 46_022  # 31.12.2025


@pytest.mark.parametrize(
    ("value", "format", "seen"),
    [
        (1234.5, '#,##0.00 "€"', "1.234,50 €"),
        (-1234.5, '#,##0.00 "€"', "-1.234,50 €"),
        (1234.5, "#,##0.00\\ [$€-407]", "1.234,50 €"),
        (-5, '#,##0.00 "€";[Red]-#,##0.00 "€"', "-5,00 €"),
        (-5, "0;(0)", "(5)"),
        (1234.5, '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', "1.234,50 €"),
        (0, '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', "- €"),
        (0.125, "0.0%", "12,5 %"),
        (0.125, "0%", "13 %"),
        (0.125, "0.##%", "12,5 %"),
        (0.125, "0.0\\ %", "12,5 %"),
        (1234567, "#,##0", "1.234.567"),
        (2.5, "0", "3"),
        (2.675, "0.00", "2,68"),
        (12.3, "0.##", "12,3"),
        (12, "0.##", "12"),
        (0.5, "#.00", ",50"),
        (7, "000", "007"),
        (1_500_000, '0.0,,"Mio. €"', "1,5Mio. €"),
        (1_500_000, "#,##0,", "1.500"),
        (3_021_123, '00"-"000"-"00', "30-211-23"),
        (12_345, "0.00E+00", "1,23E+04"),
        (1.75, "# ?/?", "1 3/4"),
        (0.5, "# ?/8", "4/8"),
        (5, '[>3]"viel";"wenig"', "viel"),
        (2, '[>3]"viel";"wenig"', "wenig"),
        (5, ";;;", ""),
        (5, '"ja";"nein";"null"', "ja"),
        (12, '0" Stück"', "12 Stück"),
        (42, "@", "42"),
        (0.1 + 0.2, "General", "0,3"),
        (1 / 3, "General", "0,3333333333"),
        (4_012_345_678_901, "General", "4012345678901"),
        (1e-9, "General", "1E-09"),
        (-7.0, "", "-7"),
        (LAST_OF_2025, "dd.mm.yyyy", "31.12.2025"),
        (LAST_OF_2025, "dd/mm/yyyy", "31.12.2025"),
        (LAST_OF_2025, "m/d/yyyy", "12/31/2025"),
        (LAST_OF_2025, "yyyy\\-mm\\-dd", "2025-12-31"),
        (LAST_OF_2025, "[$-407]d. mmmm yyyy;@", "31. Dezember 2025"),
        (LAST_OF_2025, "dddd, dd. mmm yy", "Mittwoch, 31. Dez 25"),
        (LAST_OF_2025, "ddd", "Mi"),
        (LAST_OF_2025 + 0.75, "dd.mm.yyyy hh:mm", "31.12.2025 18:00"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (0.5 + 1 / 86400, "mm:ss", "00:01"),
        (1.25, "[h]:mm", "30:00"),
        (1 / 86400 * 1.26, "ss.0", "01,3"),
        (1, "dd.mm.yyyy", "01.01.1900"),
        (61, "dd.mm.yyyy", "01.03.1900"),
        (-1, "dd.mm.yyyy", "-1"),
        (0.5, "hh:mm" + "0" * 30, "12:00"),
        (0.5, '0/"²"', "1/2"),
        (1e300, "dd.mm.yyyy", "1E+300"),
        (float("nan"), "0", ""),
    ],
)
def test_a_number_is_shown_as_a_german_excel_shows_it(value: float, format: str, seen: str) -> None:
    assert shown(value, format) == seen


def test_a_mac_file_counts_from_1904() -> None:
    assert shown(LAST_OF_2025 - 1462, "dd.mm.yyyy", since_1904=True) == "31.12.2025"
    assert shown(2_958_465, "dd.mm.yyyy", since_1904=True) == "2958465"


def test_a_text_takes_the_signs_of_its_section() -> None:
    assert shown_text("17", '0;-0;0;"Nr. "@') == "Nr. 17"
    assert shown_text("siebzehn", "0.00") == "siebzehn"


@given(st.dates(datetime.date(1900, 3, 1), datetime.date(9999, 12, 31)))
def test_every_day_is_shown_as_itself(day: datetime.date) -> None:
    serial = (day - datetime.date(1899, 12, 30)).days
    assert shown(serial, BUILTIN[14]) == f"{day.day:02}.{day.month:02}.{day.year:04}"


@given(st.integers(-(10**14), 10**14), st.integers(0, 6))
def test_a_rounded_number_can_be_read_back(units: int, decimals: int) -> None:
    value = units / 10**6
    seen = shown(value, "#,##0." + "0" * decimals)
    assert re.fullmatch(r"-?\d{1,3}(\.\d{3})*(,\d+)?", seen)
    assert len(seen.partition(",")[2]) == decimals
    assert float(seen.replace(".", "").replace(",", ".")) == pytest.approx(value, abs=0.51 * 10**-decimals)


@given(st.floats(), st.text(alphabet='0#?.,%;"\\[]<>=1-€E+ @dmyhs/:*_$AP', max_size=20))
def test_no_format_makes_it_fail(value: float, format: str) -> None:
    assert isinstance(shown(value, format), str)
    assert isinstance(shown_text("Text", format), str)
