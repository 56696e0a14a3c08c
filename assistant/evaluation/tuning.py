"""`python -m assistant tune`: question sets to weights, or to a projection of words."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import UsageError
from assistant.evaluation import examples as taught
from assistant.evaluation.datasets import DataSet
from assistant.evaluation.examples import Example
from assistant.evaluation.learn_words import ROUNDS, WordsOf, learn_projection
from assistant.evaluation.report import Report, machine
from assistant.evaluation.run import Bench, Options, seeks_of, take_in
from assistant.evaluation.tune import learn, tune
from assistant.indexing.embedding.embed import Embedder, input_of, question_vectors
from assistant.indexing.embedding.words import projection_file, write_projection
from assistant.indexing.index import Index
from assistant.records import AUDIENCES
from assistant.retrieving.candidates import rarities
from assistant.retrieving.fuse import Weights, weights_file, weights_for
from assistant.retrieving.parts import Parts

FEWEST = 50  # fewer questions teach their own chance
STAFF = frozenset(AUDIENCES)


def tune_weights(datasets: Sequence[DataSet], bench: Bench, options: Options, target: Path) -> Report:
    """Learns weights from the sets and writes them below `target` if they are better; the report says whether.

    Raises:
        UsageError: the sets have too few questions whose answer is found at all.
        AssistantError: documents are missing, or an index cannot be built or opened.
    """
    found = [example for dataset in datasets for example in _weighed(_examples(dataset, bench, options, Parts()))]
    _refuse_few(found)
    present = weights_for(target, bench.embedder.name)
    tuned = tune(found, present)
    path = weights_file(target, bench.embedder.name)
    circumstances = {
        "data set": ", ".join(f"{one.source.name}, sha256 {one.source.sha256}" for one in datasets),
        "questions": str(len(found)),
        "model": bench.embedder.name,
    }
    if tuned.is_better:
        tuned.weights.write(path, circumstances)
    verdict = f"better: written to {path}" if tuned.is_better else "not better: nothing is changed"
    return Report(
        title="Weights",
        circumstances={**circumstances, "machine": machine(), "weights": _described(tuned.weights), "result": verdict},
        numbers=tuned.numbers,
        changes=tuned.changes,
    )


def _described(weights: Weights) -> str:
    return ", ".join(f"{name} {value:.1f}" for name, value in zip(Weights.__slots__, astuple(weights), strict=True))


def tune_words(dataset: DataSet, bench: Bench, options: Options, seeing: Embedder, target: Path) -> Report:
    """Learns a projection from the set and writes it below `target`, for the index that is embedded next.

    `seeing` is an embedder whose word vectors have the model's full width.

    Raises:
        UsageError: the set has too few questions whose answer is found at all.
        AssistantError: documents are missing, or an index cannot be built or opened.
    """
    found = list(_examples(dataset, bench, options, Parts(words=False)))
    _refuse_few(found)
    index = Index.open(take_in(dataset, bench, options).data, bench.embedder.name)
    try:
        words = _words(found, index, seeing)
    finally:
        index.close()
    weights = np.array(astuple(learn(found)))
    with _bar(ROUNDS * len(found), "learning") as bar:
        projection = learn_projection(found, lambda example: example.features @ weights, words, bar.update)
    path = target / projection_file(seeing.name)
    write_projection(projection, path)
    return Report(
        title="Words",
        circumstances={
            "data set": f"{dataset.source.name}, sha256 {dataset.source.sha256}",
            "questions": str(len(found)),
            "model": seeing.name,
            "machine": machine(),
            "result": f"written to {path}; it counts once the index is embedded again: python ingest.py --reembed",
        },
        numbers=(),
    )


def _bar(total: int, label: str) -> Any:
    """Counts on a terminal."""
    from tqdm import tqdm

    return tqdm(total=total, desc=label, file=sys.stderr, disable=None)


def _weighed(examples: Iterator[Example]) -> list[Example]:
    """The examples of one set, so that each set counts the same, however many questions it has."""
    found = list(examples)
    return [replace(example, weight=1 / len(found)) for example in found]


def _examples(dataset: DataSet, bench: Bench, options: Options, parts: Parts) -> Iterator[Example]:
    indexed = take_in(dataset, bench, options)
    index = Index.open(indexed.data, bench.embedder.name)
    try:
        yield from taught.examples(list(seeks_of(dataset, indexed, options.k)), index, bench.embedder, parts)
    finally:
        index.close()


def _refuse_few(found: Sequence[Example]) -> None:
    if len(found) < FEWEST:
        raise UsageError("too_few_questions", count=len(found), least=FEWEST)


def _words(found: Sequence[Example], index: Index, seeing: Embedder) -> WordsOf:
    """The words of the questions and of all their candidates."""
    stored = index.passages({id for example in found for id in example.ids}, STAFF)
    inputs = [input_of(document, passage)._replace(sentences=()) for passage, document in stored.values()]
    with _bar(len(inputs), "reading words") as bar:
        vectors = seeing.embed_passages(inputs, bar.update)
    passages = {id: one.words for id, one in zip(stored, vectors, strict=True)}
    questions = {}
    for example in found:
        asked = question_vectors(seeing, example.question)
        questions[example.question] = asked.words, rarities(asked, example.question, index, STAFF)
    return WordsOf(passages, questions)
