"""How a network that reads pairs is learnt, batch by batch, whatever it is to find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import torch

from assistant.evaluation.learning.pair_network import PairNetwork
from assistant.progress_bars import counted

_Batch = TypeVar("_Batch")
_Told = TypeVar("_Told")

WARM_UP = 30  # batches
LAST = 0.02  # of the rate, at the end
DECAY = 0.01
LONGEST_GRADIENT = 1.0
# As long as that is more than `newest`, a step counts EARLY / (EARLY + its number) in the running mean, which then is
# one of about the last tenth of all steps.
EARLY = 9


def descend(
    network: PairNetwork,
    batches: Iterable[_Batch],
    steps: int,
    loss_of: Callable[[_Batch], tuple[torch.Tensor, _Told]],
    rates: tuple[float, float],
    progress: Callable[[_Batch, _Told], object],
    newest: float = 1.0,
) -> None:
    """Teaches `network` each of the `steps` batches; `progress` is told which one, and what is told of its loss.

    The learning rate rises for some batches, then falls in a straight line. Sources: Loshchilov & Hutter 2019,
    "Decoupled Weight Decay Regularization" (arXiv 1711.05101); of the running mean Izmailov et al. 2018, "Averaging
    Weights Leads to Wider Optima and Better Generalization" (arXiv 1803.05407).

    Args:
        rates: the highest ones, of the layers and of the heads.
        newest: what the newest step counts in the running mean of all, which is what was learnt; 1: the last step is.
    """
    optimizer = _optimizer(network, *rates)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / WARM_UP) * max(LAST, 1 - step / steps)
    )
    learnt = [one for one in network.parameters() if one.requires_grad]
    means = [one.detach().clone() for one in learnt]
    network.train()
    for step, batch in enumerate(batches, 1):
        loss, told = loss_of(batch)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learnt, LONGEST_GRADIENT)
        optimizer.step()
        optimizer.zero_grad()
        rate.step()
        for mean, one in zip(means, learnt, strict=True):
            mean.lerp_(one.detach(), max(newest, EARLY / (EARLY + step)))
        progress(batch, told)
    with torch.no_grad():
        for mean, one in zip(means, learnt, strict=True):
            one.copy_(mean)


@contextmanager
def counted_losses(total: int) -> Iterator[Callable[[int, str], None]]:
    """A bar of `total` lessons, to be told how many a batch had, and its losses in words."""
    with counted(total, "learning") as bar:

        def told(count: int, losses: str) -> None:
            bar.set_postfix_str(losses, refresh=False)
            bar.update(count)

        yield told


def valued(loss: torch.Tensor) -> tuple[torch.Tensor, float]:
    """A loss of which only its value is told."""
    return loss, float(loss.detach())


def _optimizer(network: PairNetwork, rate: float, heads_rate: float) -> torch.optim.Optimizer:
    learnt = [(name, one) for name, one in network.named_parameters() if one.requires_grad]
    body = [one for name, one in learnt if name.startswith("bert.")]
    heads = [one for name, one in learnt if not name.startswith("bert.")]
    groups = [{"params": body, "lr": rate}, {"params": heads, "lr": heads_rate}]
    return torch.optim.AdamW(groups, weight_decay=DECAY)
