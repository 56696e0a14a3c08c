"""How a network that reads pairs is learnt, batch by batch, whatever it is to find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import torch

from assistant.evaluation.learning.pair_network import PairNetwork

_Batch = TypeVar("_Batch")

WARM_UP = 30  # batches
LAST = 0.02  # of the rate, at the end
DECAY = 0.01
LONGEST_GRADIENT = 1.0


def descend(
    network: PairNetwork,
    batches: Iterable[_Batch],
    steps: int,
    loss_of: Callable[[_Batch], torch.Tensor],
    rates: tuple[float, float],
    progress: Callable[[_Batch, float], object],
) -> None:
    """Teaches `network` each of the `steps` batches; `progress` is told which one, and its loss.

    The learning rate rises for some batches, then falls in a straight line. Source: Loshchilov & Hutter 2019,
    "Decoupled Weight Decay Regularization" (arXiv 1711.05101).

    Args:
        rates: the highest ones, of the layers and of the heads.
    """
    optimizer = _optimizer(network, *rates)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / WARM_UP) * max(LAST, 1 - step / steps)
    )
    network.train()
    for batch in batches:
        loss = loss_of(batch)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), LONGEST_GRADIENT)
        optimizer.step()
        optimizer.zero_grad()
        rate.step()
        progress(batch, float(loss.detach()))


def _optimizer(network: PairNetwork, rate: float, heads_rate: float) -> torch.optim.Optimizer:
    learnt = [(name, one) for name, one in network.named_parameters() if one.requires_grad]
    body = [one for name, one in learnt if name.startswith("bert.")]
    heads = [one for name, one in learnt if not name.startswith("bert.")]
    groups = [{"params": body, "lr": rate}, {"params": heads, "lr": heads_rate}]
    return torch.optim.AdamW(groups, weight_decay=DECAY)
