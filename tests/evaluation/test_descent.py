"""What a network becomes after the steps that it was taught."""

from __future__ import annotations

from typing import cast

import pytest
import torch

from assistant.evaluation.learning.descent import EARLY, descend, valued
from assistant.evaluation.learning.pair_network import PairNetwork

STEPS = 40


def learnt(newest: float) -> tuple[float, list[float]]:
    """The one weight of a network that was taught, and what it was before and after each step."""
    network = torch.nn.Linear(1, 1, bias=False)
    seen = [float(network.weight.detach())]
    descend(
        cast(PairNetwork, network),
        range(1, STEPS + 1),
        STEPS,
        lambda step: valued(-step * network.weight.sum()),
        (0.1, 0.1),
        lambda step, loss: seen.append(float(network.weight.detach())),
        newest,
    )
    return float(network.weight.detach()), seen


def test_without_a_running_mean_the_last_step_is_what_was_learnt() -> None:
    weight, seen = learnt(1.0)
    assert weight == seen[-1] > seen[0]


@pytest.mark.parametrize("newest", [0.004, 0.4])
def test_the_running_mean_of_all_steps_is_what_was_learnt(newest: float) -> None:
    weight, (mean, *steps) = learnt(newest)
    for number, one in enumerate(steps, 1):
        mean += max(newest, EARLY / (EARLY + number)) * (one - mean)
    assert weight == pytest.approx(mean, abs=1e-5)
    assert weight < steps[-1]
