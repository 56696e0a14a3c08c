"""Each part of a deployment breaks once while people use it: answers return, and nothing acknowledged is lost.

More often, with a full disk and a clock that jumps: faults_under_load.py.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from faults_under_load import KILLS, MODEL, broken
from faulty_deployment import deployed


@pytest.mark.timeout(600)
def test_whatever_breaks_answers_return_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    chance = random.Random(8)
    faults = list(KILLS + MODEL)
    chance.shuffle(faults)
    with deployed(tmp_path, passages=200, with_clock=False) as place:
        people, wrong, took = broken(place, faults, chance)
    assert not wrong
    assert set(took) == {fault.__name__ for fault in faults}
    assert people.votes
    assert people.uploads
