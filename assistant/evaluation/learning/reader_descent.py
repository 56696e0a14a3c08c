"""How the reader learns from questions on passages (`train_reader.py`): eighty minutes for 10,000 on two cores.

Of all sentences beside each other the one with the answer shall get the largest share, of all stretches the one that
holds it; whether a stretch answers at all is learnt from near misses; and the span within its sentence. Sources: Cao et
al. 2007 (listwise, as in `learn_weights.py`); Rajpurkar et al. 2018, "Know What You Don't Know" (arXiv 1806.03822).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import torch
from torch.nn import functional

from assistant.evaluation.learning.descent import descend
from assistant.evaluation.learning.pair_network import as_inputs
from assistant.evaluation.learning.reader_lessons import Draw, Lesson, Marked, batches
from assistant.evaluation.learning.reader_network import Network
from assistant.indexing.embedding.pairs import Pair, Words

BATCH = 10  # questions
GROUPS = 4  # of a batch's stretches, each padded to its longest one
NEWEST = 0.004  # how much the newest step counts in the running mean of all, which is what was learnt
SPAN_SHARE = 0.5
STRETCH_SHARE = 0.5
ANSWERS, ANSWERS_NOT = 1.5, 0.8  # what each counts for "does it answer at all": there are fewer that do


@dataclass(frozen=True, slots=True)
class Recipe:
    """The learning rates of the layers and of the heads, and what "does it answer at all" counts."""

    rate: float
    heads_rate: float
    answers_share: float


ANEW = Recipe(2e-4, 5e-4, 1.0)  # the heads begin from nothing
# Slower, and with an eye on near misses (docs/history/ANSWERS.md, "how sure an answer is").
FURTHER = Recipe(8e-5, 2e-4, 1.7)


@dataclass(frozen=True, slots=True)
class Losses:
    """The losses of a step, in nats.

    `sentence` and `stretch`: picking the right one among the others; `answers`: whether there is an answer at all;
    `span`: the first and the last token of it.
    """

    sentence: float
    stretch: float
    answers: float
    span: float


class _Asked(NamedTuple):
    """A question and a stretch to read for it; the question is the one of number `owner` in its batch."""

    owner: int
    question: str
    marked: Marked

    def length(self) -> int:
        """In characters, of all that is read."""
        stretch = self.marked.stretch
        return len(self.question) + len(stretch.context) + len(stretch.text)


class _Read(NamedTuple):
    """The stretches of a batch, read: logits and owners (the number of the question) of stretches and sentences."""

    stretches: torch.Tensor
    owners: torch.Tensor
    is_right: torch.Tensor
    sentences: torch.Tensor
    sentence_owners: torch.Tensor
    holds: torch.Tensor
    spans: list[torch.Tensor]


def teach(
    network: Network,
    words: Words,
    lessons: Sequence[Lesson],
    epochs: int,
    progress: Callable[[int, Losses], object],
    seed: int = 0,
    recipe: Recipe = ANEW,
) -> None:
    """Teaches `network` all lessons `epochs` times; `progress` is told how many questions a batch had, and its losses.

    Raises:
        ValueError: there is no lesson.
    """
    if not lessons:
        raise ValueError("no lesson to learn from")
    torch.manual_seed(seed)
    draw = Draw(seed)
    descend(
        network,
        filter(None, chain.from_iterable(batches(lessons, draw, BATCH) for _ in range(epochs))),
        epochs * -(-len(lessons) // BATCH),
        lambda batch: _loss(_read(network, words, batch), recipe.answers_share),
        (recipe.rate, recipe.heads_rate),
        lambda batch, losses: progress(len(batch), losses),
        NEWEST,
    )


def _read(network: Network, words: Words, batch: Sequence[tuple[Lesson, list[Marked]]]) -> _Read:
    """All stretches of the batch, those of about the same length together, so that little is padded."""
    flat = [_Asked(number, lesson.question, one) for number, (lesson, found) in enumerate(batch) for one in found]
    flat.sort(key=_Asked.length)
    size = -(-len(flat) // GROUPS)
    parts = [_read_group(network, words, flat[start : start + size]) for start in range(0, len(flat), size)]
    return _Read(
        torch.cat([part.stretches for part in parts]),
        torch.cat([part.owners for part in parts]),
        torch.cat([part.is_right for part in parts]),
        torch.cat([part.sentences for part in parts]),
        torch.cat([part.sentence_owners for part in parts]),
        torch.cat([part.holds for part in parts]),
        [loss for part in parts for loss in part.spans],
    )


def _read_group(network: Network, words: Words, group: Sequence[_Asked]) -> _Read:
    arrays, pairs = words.inputs([one.question for one in group], [one.marked.stretch for one in group])
    tokens, kinds, pooling, mask = as_inputs(arrays)
    found = network.judge(network.read_in_bfloat16(tokens, kinds, mask), kinds, pooling)
    owners = torch.tensor([one.owner for one in group])
    answers = [one.marked.answer for one in group]
    held = [pair.tokens(answer) if answer else None for answer, pair in zip(answers, pairs, strict=True)]
    rows, columns = zip(*_sentences(pairs), strict=True)
    joint = found.stretches[list(rows)] + found.sentences[list(rows), list(columns)]
    holds = [_touches(pairs[row].sentences[column], held[row]) for row, column in zip(rows, columns, strict=True)]
    return _Read(
        found.stretches,
        owners,
        torch.tensor([one is not None for one in held]),
        joint,
        owners[list(rows)],
        torch.tensor(holds),
        list(_span_losses(found.spans, held, pairs)),
    )


def _sentences(pairs: Sequence[Pair]) -> Iterator[tuple[int, int]]:
    """(row, column) of each sentence that was not cut off."""
    for row, pair in enumerate(pairs):
        yield from ((row, column) for column, (start, end) in enumerate(pair.sentences) if end > start)


def _touches(sentence: tuple[int, int], answer: tuple[int, int] | None) -> bool:
    return answer is not None and sentence[0] < answer[1] and answer[0] < sentence[1]


def _span_losses(
    spans: torch.Tensor, held: Sequence[tuple[int, int] | None], pairs: Sequence[Pair]
) -> Iterator[torch.Tensor]:
    """For each stretch with an answer: how unlikely its first and last token are among those of the stretch."""
    for row, (answer, pair) in enumerate(zip(held, pairs, strict=True)):
        if answer and answer[1] > answer[0]:
            logits = spans[row, pair.first : len(pair.ids) - 1]
            ends = torch.tensor([answer[0] - pair.first, answer[1] - 1 - pair.first])
            yield functional.cross_entropy(logits.T, ends)


def _loss(read: _Read, answers_share: float) -> tuple[torch.Tensor, Losses]:
    sentence, stretch = [], []
    for number in set(read.owners[read.is_right].tolist()):
        mine, here = read.sentence_owners == number, read.owners == number
        if bool(read.holds[mine].any()):
            sentence.append(_surprise(read.sentences[mine], read.holds[mine]))
            stretch.append(_surprise(read.stretches[here], read.is_right[here]))
    counts = torch.where(read.is_right, ANSWERS, ANSWERS_NOT)
    answers = functional.binary_cross_entropy_with_logits(read.stretches, read.is_right.float(), counts)
    parts = [_mean_or_zero(sentence), _mean_or_zero(stretch), answers, _mean_or_zero(read.spans)]
    total = parts[0] + STRETCH_SHARE * parts[1] + answers_share * parts[2] + SPAN_SHARE * parts[3]
    return total, Losses(*(float(part.detach()) for part in parts))


def _surprise(scores: torch.Tensor, is_right: torch.Tensor) -> torch.Tensor:
    """How little of exp(score) the right ones get, as a logarithm."""
    return torch.logsumexp(scores, 0) - torch.logsumexp(scores[is_right], 0)


def _mean_or_zero(losses: Sequence[torch.Tensor]) -> torch.Tensor:
    return torch.stack(list(losses)).mean() if losses else torch.zeros(())
