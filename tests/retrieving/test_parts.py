"""Parts of the search, left out one by one."""

from __future__ import annotations

import pytest

from assistant.retrieving.parts import Parts


def test_each_part_is_left_out_once() -> None:
    names = [name for name, _ in Parts().without_each()]
    assert names[:2] == ["dense", "sentences"]
    assert [getattr(parts, name) for name, parts in Parts().without_each()] == [False] * len(names)
    assert [name for name, _ in Parts().without("stems", "grams").without_each()] == [
        name for name in names if name not in ("stems", "grams")
    ]


def test_an_unknown_part_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="luck"):
        Parts().without("luck")
