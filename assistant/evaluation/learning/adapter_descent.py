"""An adapter of the embedding model and a projection of words, learnt together from questions that are hard so far.

A question learns to prefer its passage to the best of the others, by the score that search gives: cosines, terms and
late interaction. Terms stay as they are, so the model learns what they cannot tell. Preferring alone would let a cosine
mean something else in each question, and answers are judged by it. So passages that answer also learn to lie above one
border in all questions, and all others of a batch below it; so do those that come close to a near miss. Two thousand
questions take about forty minutes on two cores.

Sources: for the border Zhai et al. 2023, "Sigmoid Loss for Language Image Pre-Training" (arXiv 2303.15343); for the
running mean Izmailov et al. 2018, "Averaging Weights Leads to Wider Optima and Better Generalization" (arXiv
1803.05407); for keeping a part of what was learnt Wortsman et al. 2022, "Robust fine-tuning of zero-shot models" (arXiv
2109.01903).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import islice
from typing import NamedTuple, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import normalize, softplus

from assistant.evaluation.learning.adapter_network import AdapterNetwork, Tokens, Vectors
from assistant.evaluation.learning.examples import Example
from assistant.indexing.embedding.embed import EmbeddingInput
from assistant.indexing.embedding.words import Projection
from assistant.retrieving.fuse import FEATURES, Weights

LEARNT = [FEATURES.index(name) for name in ("passage", "sentence", "words")]
COSINES = LEARNT[:2]
_GIVEN = [FEATURES.index(name) for name in ("stems", "grams")]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How it is learnt; the defaults are how it was done once, and what came of it stands in docs/history/RETRIEVAL.md,
    "the embedding model taught further".

    `batch` counts hard questions; `known` and `misses` are so many of the others and near misses beside them; `beside`
    passages a hard question's right one is told apart from, beside all those of the batch. A question that gives its
    right passage more than exp(-`hard`) of all teaches nothing any more.

    Steps are so long after `warm` batches, and become shorter from then on, down to `shortest` of that. `alone` is what
    passage, sentence and words count where each learns to do without the others, `above` the border of the cosines.
    `newest` is how much the newest step counts in the running mean of all, which is what was learnt; `kept` how much of
    that: what the model could before is hardly lost with a half.
    """

    rounds: int = 2
    batch: int = 18
    known: int = 6
    misses: int = 8
    beside: int = 3
    hard: float = 0.1
    adapter_step: float = 3e-4
    projection_step: float = 2e-4
    weights_step: float = 3e-3
    borders_step: float = 1e-3
    warm: int = 12
    shortest: float = 0.05
    alone: tuple[float, float, float] = (0.15, 0.15, 0.3)
    above: tuple[float, float] = (0.15, 0.3)
    sharpness: float = 50.0
    newest: float = 0.01
    kept: float = 0.5

    @property
    def steps(self) -> tuple[float, float, float, float]:
        """Of the adapter, the projection, what features are worth, and borders."""
        return self.adapter_step, self.projection_step, self.weights_step, self.borders_step


SHIPPED = Recipe()


class Miss(NamedTuple):
    """A question, and the ids of passages that come close without answering it."""

    question: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lessons:
    """Examples, `hard` so far or `known`; near `misses`; what is embedded of all their `passages`, by id.

    `rarities` are those of the words of each example's question.
    """

    hard: Sequence[Example]
    known: Sequence[Example]
    misses: Sequence[Miss]
    passages: Mapping[str, EmbeddingInput]
    rarities: Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class _Lesson:
    """A question and the passages that it is told with: the right ones, and those that come close."""

    example: Example
    ids: tuple[str, ...]
    is_hard: bool


class _Batch(NamedTuple):
    lessons: list[_Lesson]
    misses: list[Miss]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, and what the layers that do not learn make of it."""

    tokens: Tokens
    state: torch.Tensor


def hard_and_known(
    examples: Sequence[Example], weights: Weights, recipe: Recipe
) -> tuple[list[Example], list[Example]]:
    """(hard, known): questions whose right candidates get too little of the softmax over scores, and all others."""
    is_hard = [_lost(one, weights) > recipe.hard for one in examples]
    pairs = list(zip(examples, is_hard, strict=True))
    return [one for one, hard in pairs if hard], [one for one, hard in pairs if not hard]


def learn_adapter(
    network: AdapterNetwork,
    lessons: Lessons,
    projection: Projection,
    weights: Weights,
    progress: Callable[[int], object],
    recipe: Recipe = SHIPPED,
) -> Projection:
    """Teaches `network`, and returns the projection that goes with it, learnt on from `projection`.

    `progress` is told how many of the hard examples, `recipe.rounds` times all, are done since its last call.
    """
    torch.manual_seed(0)
    batches = list(_batches(lessons, weights, np.random.default_rng(0), recipe))
    learning = _learning(network, lessons, batches, projection, weights, recipe)
    parts = (network.parameters, [learning.matrix], [learning.scales], [learning.borders])
    optimizer = torch.optim.AdamW([{"params": part} for part in parts], weight_decay=0.01)
    learnt = [*network.parameters, learning.matrix]
    means = [one.detach().clone() for one in learnt]
    for number, batch in enumerate(batches):
        share = min(1.0, (number + 1) / recipe.warm) * max(recipe.shortest, 1 - number / len(batches))
        for group, step in zip(optimizer.param_groups, recipe.steps, strict=True):
            group["lr"] = step * share
        learning.loss(batch).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        with torch.no_grad():
            for mean, one in zip(means, learnt, strict=True):
                mean.lerp_(one, max(recipe.newest, 1 / (number + 1)))
        progress(sum(one.is_hard for one in batch.lessons))
    with torch.no_grad():
        for one, mean in zip(learnt, means, strict=True):
            one.copy_(mean)
    network.keep(recipe.kept)
    return Projection(projection.matrix + recipe.kept * (learning.matrix.detach().numpy() - projection.matrix))


@dataclass(frozen=True, slots=True)
class _Learning:
    """What is learnt, and from what: all texts, read once as far as nothing learns."""

    network: AdapterNetwork
    passages: Mapping[str, _Text]
    questions: Mapping[str, _Text]
    rarities: Mapping[str, NDArray[np.float32]]
    matrix: torch.nn.Parameter  # of the projection
    scales: torch.nn.Parameter  # logarithms of what cosines and words are worth
    borders: torch.nn.Parameter  # of the COSINES
    weights: Weights
    recipe: Recipe

    def loss(self, batch: _Batch) -> torch.Tensor:
        """How little of exp(score) the right passages get among all passages of the batch, as a logarithm.

        With how often a cosine lies on the wrong side of its border, near misses counted as well.
        """
        lessons, misses = batch
        recipe, ids = self.recipe, _ids(batch)
        asked = self._embedded([self.questions[one.example.question] for one in lessons])
        missing = self._embedded([self.questions[one.question] for one in misses])
        found = self._embedded([self.passages[id] for id in ids])
        is_right = torch.tensor(np.stack([np.isin(ids, _right(one.example)) for one in lessons]))
        cosines = _cosines([*asked, *missing], found)
        rarities = [self.rarities[one.example.question] for one in lessons]
        features = (*(one[: len(lessons)] for one in cosines), _late(asked, found, self.matrix, rarities))
        given = np.stack([_given(one.example, ids, self.weights) for one in lessons])
        whole = torch.tensor(given, dtype=torch.float32) + sum(
            scale * feature for scale, feature in zip(self.scales.exp(), features, strict=True)
        )
        alone = sum(
            share * _missed(recipe.sharpness * feature, is_right)
            for share, feature in zip(recipe.alone, features, strict=True)
        )
        answers = torch.cat([is_right, torch.zeros(len(misses), len(ids), dtype=torch.bool)])
        above = sum(
            share * _on_the_wrong_side(recipe.sharpness * (cosine - border), answers)
            for share, cosine, border in zip(recipe.above, cosines, self.borders, strict=True)
        )
        return _missed(whole, is_right) + alone + above

    def _embedded(self, texts: Sequence[_Text]) -> list[Vectors]:
        return self.network.upper([one.tokens for one in texts], [one.state for one in texts])


def _lost(example: Example, weights: Weights) -> float:
    scores = example.features @ np.array(astuple(weights))
    return float(np.logaddexp.reduce(scores) - np.logaddexp.reduce(scores[example.is_right]))


def _lesson(example: Example, weights: Weights, beside: int, *, is_hard: bool) -> _Lesson:
    order = np.argsort(-(example.features @ np.array(astuple(weights))), kind="stable")
    right = [at for at in order if example.is_right[at]][:2]
    others = [at for at in order if not example.is_right[at]][:beside]
    return _Lesson(example, tuple(example.ids[at] for at in (*right, *others)), is_hard)


def _learning(
    network: AdapterNetwork,
    lessons: Lessons,
    batches: Sequence[_Batch],
    projection: Projection,
    weights: Weights,
    recipe: Recipe,
) -> _Learning:
    examples = {one.example.question: one.example for batch in batches for one in batch.lessons}
    passages = dict.fromkeys(id for batch in batches for id in _ids(batch))
    questions = dict.fromkeys([*examples, *(one.question for batch in batches for one in batch.misses)])
    return _Learning(
        network,
        _texts(network, {id: network.passage(lessons.passages[id]) for id in passages}),
        _texts(network, {question: network.question(question) for question in questions}),
        lessons.rarities,
        torch.nn.Parameter(torch.from_numpy(projection.matrix.copy())),
        torch.nn.Parameter(torch.tensor(np.log(np.array(astuple(weights))[LEARNT]), dtype=torch.float32)),
        torch.nn.Parameter(torch.tensor(_right_cosines(list(examples.values())), dtype=torch.float32)),
        weights,
        recipe,
    )


def _right_cosines(examples: Sequence[Example]) -> NDArray[np.float64]:
    """(2,) the COSINES of right passages so far, on average: where their borders begin."""
    return np.asarray(np.mean([one.features[one.is_right][0, COSINES] for one in examples], axis=0))


def _texts(network: AdapterNetwork, tokens: Mapping[str, Tokens]) -> dict[str, _Text]:
    states = network.lower(list(tokens.values()))
    return {name: _Text(one, state) for (name, one), state in zip(tokens.items(), states, strict=True)}


def _batches(lessons: Lessons, weights: Weights, draw: np.random.Generator, recipe: Recipe) -> Iterator[_Batch]:
    hard = [_lesson(one, weights, recipe.beside, is_hard=True) for one in lessons.hard]
    known = _drawn([_lesson(one, weights, 1, is_hard=False) for one in lessons.known], draw)
    misses = _drawn(lessons.misses, draw)
    for _ in range(recipe.rounds):
        order = draw.permutation(len(hard))
        for start in range(0, len(order), recipe.batch):
            some = [hard[at] for at in order[start : start + recipe.batch]]
            told = islice(known, min(recipe.known, len(lessons.known)))
            yield _Batch([*some, *told], list(islice(misses, min(recipe.misses, len(lessons.misses)))))


def _drawn(items: Sequence[T], draw: np.random.Generator) -> Iterator[T]:
    """The items without an end, in a new order each time; nothing where there are none."""
    while items:
        yield from (items[at] for at in draw.permutation(len(items)))


def _ids(batch: _Batch) -> list[str]:
    groups = [*(one.ids for one in batch.lessons), *(one.ids for one in batch.misses)]
    return list(dict.fromkeys(id for ids in groups for id in ids))


def _right(example: Example) -> list[str]:
    return [id for id, is_right in zip(example.ids, example.is_right, strict=True) if is_right]


def _given(example: Example, ids: Sequence[str], weights: Weights) -> NDArray[np.float64]:
    """(n,) what terms are worth; nothing for a passage that is not among the candidates."""
    worth = dict(zip(example.ids, example.features[:, _GIVEN] @ np.array(astuple(weights))[_GIVEN], strict=True))
    return np.array([worth.get(id, 0.0) for id in ids])


def _missed(scores: torch.Tensor, is_right: torch.Tensor) -> torch.Tensor:
    right = scores.masked_fill(~is_right, -torch.inf)
    return (torch.logsumexp(scores, dim=1) - torch.logsumexp(right, dim=1)).mean()


def _on_the_wrong_side(distances: torch.Tensor, answers: torch.Tensor) -> torch.Tensor:
    return softplus(torch.where(answers, -distances, distances)).sum(dim=1).mean()


def _cosines(asked: Sequence[Vectors], found: Sequence[Vectors]) -> tuple[torch.Tensor, torch.Tensor]:
    """(q, p) each: of questions to passages, and to their closest sentences."""
    questions = torch.stack([one.text for one in asked])
    closest = _closest([questions], [one.sentences for one in found], none=-1.0)
    return questions @ torch.stack([one.text for one in found]).T, closest


def _closest(rows: Sequence[torch.Tensor], groups: Sequence[torch.Tensor], none: float) -> torch.Tensor:
    """(r, g) the cosine of each row to the closest vector of each group; `none` for an empty group."""
    cosines = torch.cat(list(rows)) @ torch.cat(list(groups)).T
    missing = torch.full((len(cosines),), none)
    parts = torch.split(cosines, [len(group) for group in groups], dim=1)
    return torch.stack([part.max(dim=1).values if part.shape[1] else missing for part in parts], dim=1)


def _late(
    asked: Sequence[Vectors], found: Sequence[Vectors], matrix: torch.Tensor, rarities: Sequence[NDArray[np.float32]]
) -> torch.Tensor:
    """(q, p) late interaction after projection, as in `retrieving/candidates.py`; 0 for a question without words."""
    rows = [normalize(one.words @ matrix, dim=1) for one in asked]
    closest = _closest(rows, [normalize(one.words @ matrix, dim=1) for one in found], none=0.0)
    parts = torch.split(closest, [len(row) for row in rows])
    return torch.stack([_mean_by_rarity(part, rare) for part, rare in zip(parts, rarities, strict=True)])


def _mean_by_rarity(closest: torch.Tensor, rare: NDArray[np.float32]) -> torch.Tensor:
    """(p,) of (w, p), rare words counting more."""
    if not len(rare):
        return torch.zeros(closest.shape[1])
    shares = rare / rare.sum() if rare.sum() > 0 else np.full(len(rare), 1 / len(rare), np.float32)
    return torch.from_numpy(shares.astype(np.float32)) @ closest
