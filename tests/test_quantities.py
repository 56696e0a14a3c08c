"""Quantities with their units, as people read them."""

from __future__ import annotations

import pytest

from assistant.messages.quantities import decimal, duration, megabytes, size


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.04, "0,0 s"),
        (51.24, "51,2 s"),
        (59.97, "1 min 0 s"),
        (63, "1 min 3 s"),
        (3599.6, "1 h 0 min"),
        (7530, "2 h 5 min"),
    ],
)
def test_how_long_something_took_is_told_with_its_units(seconds: float, told: str) -> None:
    assert duration(seconds, "de") == told


@pytest.mark.parametrize(("number", "told"), [(0, "1 KB"), (12_400, "12 KB"), (1_360_000, "1,4 MB")])
def test_how_large_something_is_is_told_with_its_units(number: int, told: str) -> None:
    assert size(number, "de") == told


def test_the_comma_is_a_point_in_english() -> None:
    assert (decimal(0.25, "de"), decimal(1.25, "en")) == ("0,2", "1.2")
    assert (duration(51.24, "en"), size(1_360_000, "en")) == ("51.2 s", "1.4 MB")


def test_limits_are_whole_megabytes() -> None:
    assert megabytes(200_000_000) == "200 MB"
