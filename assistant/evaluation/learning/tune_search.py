"""`python -m assistant tune`: question sets to weights, or to a projection of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np

from assistant.evaluation.learning.examples import Example, examples, refuse_few
from assistant.evaluation.learning.learn_weights import Gain, learn, ranks, tune
from assistant.evaluation.learning.learn_words import (
    ROUNDS,
    WORDS,
    WordsOf,
    learn_projection,
    with_words,
    without_words,
)
from assistant.evaluation.report import Report, machine
from assistant.evaluation.run import Bench, Indexed, Options, seeks_of, taken_in
from assistant.evaluation.sets.datasets import DataSet
from assistant.indexing.embedding.embed import Embedder, input_of, question_vectors
from assistant.indexing.embedding.words import Projection, projection_file, write_projection
from assistant.indexing.index import Index
from assistant.progress_bars import counted
from assistant.records import STAFF
from assistant.retrieving.candidates import rarities
from assistant.retrieving.fuse import weights_file, weights_for
from assistant.retrieving.search_parts import Parts
from assistant.storage.errors import explained_storage, refuse_unwritable

HELD_OUT = 0  # the fold that a projection is tried on; to learn one for each fold would take too long
FLATTERING = (
    "weights are cross-validated, the projection of words is not: learnt from these questions, it flatters them"
)


def tune_weights(datasets: Sequence[DataSet], bench: Bench, options: Options, target: Path) -> Report:
    """Learns weights from the sets and writes them below `target` if they are better; the report says whether.

    Raises:
        UsageError: the sets have too few questions whose answer is found at all, or all on one document.
        StorageError: the folder `target` cannot be written, or its present weights cannot be read.
        AssistantError: documents are missing, or an index cannot be built or opened.
    """
    present = weights_for(target, bench.embedder.name)
    refuse_unwritable(target)
    found: list[Example] = []
    asked = 0
    for dataset in datasets:
        with opened(dataset, bench, options) as (indexed, index):
            seeks = list(seeks_of(dataset, indexed, options.k))
            found += _weighed(examples(seeks, index, bench.embedder, Parts()))
            asked += len(seeks)
    refuse_few([one.fold for one in found])
    tuned = tune(found, present)
    path = weights_file(target, bench.embedder.name)
    circumstances = circumstances_of(datasets, found, bench.embedder.name)
    if tuned.gain.is_better:
        with explained_storage(target):
            tuned.weights.write(path, circumstances)
    return Report(
        title="Weights",
        circumstances={
            **circumstances,
            "left out": left_out(asked, found),
            "machine": machine(),
            "weights": str(tuned.weights),
            "result": f"better: written to {path}" if tuned.gain.is_better else "not better: nothing is changed",
        },
        numbers=tuned.gain.numbers,
        changes=tuned.gain.changes,
        before="the present weights",
        remarks=(FLATTERING,) if any(one.features[:, WORDS].any() for one in found) else (),
    )


def tune_words(dataset: DataSet, bench: Bench, options: Options, seeing: Embedder, target: Path) -> Report:
    """Learns a projection and writes it below `target`, for the index that is embedded next, if it is better.

    `seeing` is an embedder whose word vectors have the model's full width. The numbers are those of the questions held
    out, after weights and a projection learnt from the others; what is written is learnt from all.

    Raises:
        UsageError: the set has too few questions whose answer is found at all, or all on one document.
        StorageError: the folder `target` cannot be written.
        AssistantError: documents are missing, or an index cannot be built or opened.
    """
    refuse_unwritable(target)
    with opened(dataset, bench, options) as (indexed, index):
        seeks = list(seeks_of(dataset, indexed, options.k))
        found = list(examples(seeks, index, bench.embedder, Parts()))
        refuse_few([one.fold for one in found])
        words = words_of(found, index, seeing)
    gain = _tried(found, words)
    path = target / projection_file(seeing.name)
    if gain.is_better:
        projection = learnt_projection(found, words)
        with explained_storage(target):
            write_projection(projection, path)
    return Report(
        title="Words",
        circumstances={
            **circumstances_of([dataset], found, seeing.name),
            "left out": left_out(len(seeks), found),
            "machine": machine(),
            "result": _words_result(path) if gain.is_better else "not better: nothing is changed",
        },
        numbers=gain.numbers,
        changes=gain.changes,
        before="the words of the present model",
    )


def _words_result(path: Path) -> str:
    return (
        f"better: written to {path}; an index made before is refused from now on: "
        "python -m assistant ingest --reembed, then start the server again"
    )


def circumstances_of(datasets: Sequence[DataSet], found: Sequence[Example], model: str) -> dict[str, str]:
    return {
        "data set": ", ".join(str(one.source) for one in datasets),
        "questions": str(len(found)),
        "model": model,
    }


def left_out(asked: int, found: Sequence[Example]) -> str:
    return f"{asked - len(found)} questions whose passage is not among the candidates; the numbers do not count them"


def _tried(found: Sequence[Example], words: WordsOf) -> Gain:
    """What the questions held out gain by a projection that was learnt without them."""
    taught = [one for one in found if one.fold != HELD_OUT]
    held = [one for one in found if one.fold == HELD_OUT]
    projection = learnt_projection(taught, words)
    before = ranks(held, learn(taught))
    after = ranks(with_words(held, words, projection), learn(with_words(taught, words, projection)))
    return Gain.of(held, before, after)


def learnt_projection(found: Sequence[Example], words: WordsOf) -> Projection:
    """Learnt beside the other features, which have weights of their own without words."""
    plain = without_words(found)
    weights = np.array(astuple(learn(plain)))
    with counted(ROUNDS * len(plain), "learning") as bar:
        return learn_projection(plain, lambda example: example.features @ weights, words, bar.update)


def _weighed(examples: Iterator[Example]) -> list[Example]:
    """The examples of one set, so that each set counts the same, however many questions it has."""
    found = list(examples)
    return [replace(example, weight=1 / len(found)) for example in found]


@contextmanager
def opened(dataset: DataSet, bench: Bench, options: Options) -> Iterator[tuple[Indexed, Index]]:
    """The documents of the set, taken in, and their index."""
    with (
        taken_in(dataset, bench, options) as indexed,
        closing(Index.open(indexed.data, bench.embedder.name)) as index,
    ):
        yield indexed, index


def words_of(found: Sequence[Example], index: Index, seeing: Embedder) -> WordsOf:
    """The words of the questions and of all their candidates."""
    stored = index.passages({id for example in found for id in example.ids}, STAFF)
    inputs = [input_of(document, passage)._replace(sentences=()) for passage, document in stored.values()]
    with counted(len(inputs), "reading words") as bar:
        vectors = seeing.embed_passages(inputs, bar.update)
    passages = {id: one.words for id, one in zip(stored, vectors, strict=True)}
    questions = {}
    for example in found:
        asked = question_vectors(seeing, example.question)
        questions[example.question] = asked.words, rarities(asked, example.question, index, STAFF)
    return WordsOf(passages, questions)
