"""Lengths and volumes in another unit than their quote has."""

from __future__ import annotations

import pytest

from assistant.answering.verify import verdict_on

BRIDGE = "Das Boot ist 4,50 m breit, die Durchfahrt 380 cm hoch."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (BRIDGE, "Die Durchfahrt ist 3,80 m hoch."),
        ("Die Durchfahrt ist 3,8 m hoch.", "Die Durchfahrt ist 380 cm hoch."),
        ("Der Tank fasst 0,5 l.", "Der Tank fasst 500 ml."),
    ],
)
def test_a_length_or_volume_may_be_told_in_another_unit(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed


@pytest.mark.parametrize("size", ["38 m", "380 m", "3,80 cm", "3,80"])
def test_another_unit_is_another_length_where_the_number_stays(size: str) -> None:
    assert not verdict_on(f"Die Durchfahrt ist {size} hoch.", [BRIDGE]).is_backed


def test_what_is_as_long_in_another_unit_is_still_something_else() -> None:
    assert not verdict_on("Das Boot ist 3,80 m breit.", [BRIDGE]).is_backed
