"""`python -m assistant tune --model`: a question set to an embedding model, taught on top of the present one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.answering.understanding.understand import understand
from assistant.errors import UsageError
from assistant.evaluation.learning.adapter_descent import (
    LEARNT,
    SHIPPED,
    Lessons,
    Miss,
    Recipe,
    hard_and_known,
    learn_adapter,
)
from assistant.evaluation.learning.adapter_network import AdapterNetwork
from assistant.evaluation.learning.examples import Example, examples, refuse_few
from assistant.evaluation.learning.learn_weights import Gain, ranks
from assistant.evaluation.learning.learn_words import late_scores
from assistant.evaluation.learning.tune_search import (
    HELD_OUT,
    circumstances_of,
    learnt_projection,
    left_out,
    opened,
    words_of,
)
from assistant.evaluation.report import Report, machine
from assistant.evaluation.run import Bench, Indexed, Options, asks_of, seeks_of
from assistant.evaluation.sets.datasets import DataSet, FolderSet
from assistant.indexing.embedding.embed import Embedder, EmbeddingInput, input_of, question_vectors
from assistant.indexing.embedding.models import load_model, projection_of, seeing_all
from assistant.indexing.embedding.torch_engine import TorchEngine, load, prompts
from assistant.indexing.embedding.transformer import TransformerEmbedder
from assistant.indexing.embedding.words import WORDS_FILE, Projection, write_projection
from assistant.indexing.index import Index
from assistant.progress_bars import counted, each
from assistant.records import STAFF, Question
from assistant.retrieving.candidates import Scope, candidates, rarities
from assistant.retrieving.search_parts import Parts
from assistant.storage.errors import explained_storage, refuse_unwritable

CLOSE = 2  # passages that a near miss comes closest to


class _Questions(NamedTuple):
    """What is learnt from: examples and near misses, what is embedded of their passages, how rare words are.

    `asked` counts the questions that have an answer.
    """

    examples: Sequence[Example]
    misses: Sequence[Miss]
    passages: Mapping[str, EmbeddingInput]
    rarities: Mapping[str, NDArray[np.float32]]
    projection: Projection
    asked: int


def tune_model(dataset: DataSet, bench: Bench, options: Options, target: Path, recipe: Recipe = SHIPPED) -> Report:
    """Teaches the model of the settings and writes it, with its projection of words, into the new folder `target`.

    The report says what the questions held out gain, which the model never learns, by the present weights.

    Raises:
        UsageError: `target` exists, the set has too few questions whose answer is found at all, or all on one document,
            none of them is hard, or the model cannot be taught.
        ModelError: a service runs the model.
        StorageError: `target` cannot be written.
        AssistantError: documents are missing, or an index cannot be built or opened.
    """
    if target.exists():
        raise UsageError("model_exists", path=target)
    target = target.resolve()  # the settings shall name it from anywhere
    refuse_unwritable(target.parent)
    seeing = seeing_all(bench.settings)
    network = AdapterNetwork(load_model(bench.settings), seeing.name)
    questions = _questions(dataset, bench, options, seeing)
    taught = [one for one in questions.examples if one.fold != HELD_OUT]
    held = [one for one in questions.examples if one.fold == HELD_OUT]
    hard, known = hard_and_known(taught, bench.weights, recipe)
    if not hard:
        raise UsageError("nothing_left_to_learn", count=len(taught))
    misses = _not_held_out(questions.misses, held)
    lessons = Lessons(hard, known, misses, questions.passages, questions.rarities)
    with counted(recipe.rounds * len(hard), "learning") as bar:
        projection = learn_adapter(network, lessons, questions.projection, bench.weights, bar.update, recipe)
    with explained_storage(target):
        network.save(target)
        write_projection(projection, target / WORDS_FILE)
    after = _seen_by(_embedder(target, projection), held, questions)
    gain = Gain.of(held, ranks(held, bench.weights), ranks(after, bench.weights))
    return Report(
        title="Model",
        circumstances={
            **circumstances_of([dataset], questions.examples, bench.embedder.name),
            "left out": left_out(questions.asked, questions.examples),
            "learnt from": f"{len(hard)} hard ones of {len(taught)}, {len(misses)} near misses; "
            f"{len(held)} are held out",
            "machine": machine(),
            "result": f"{'better' if gain.is_better else 'not better'}: it is in {target}; to use it, "
            f"ASSISTANT_EMBEDDING_MODEL={target}, python -m assistant ingest --reembed, and start the server again",
        },
        numbers=gain.numbers,
        changes=gain.changes,
        before="the present model",
    )


def _questions(dataset: DataSet, bench: Bench, options: Options, seeing: Embedder) -> _Questions:
    with opened(dataset, bench, options) as (indexed, index):
        seeks = list(seeks_of(dataset, indexed, options.k))
        found = list(examples(seeks, index, bench.embedder, Parts()))
        refuse_few([one.fold for one in found])
        unanswerable = each(list(_unanswerable(dataset, indexed)), "searching")
        misses = [one for question in unanswerable if (one := _miss(question, index, bench)).ids]
        ids = {id for ids in (*(one.ids for one in found), *(one.ids for one in misses)) for id in ids}
        stored = index.passages(ids, STAFF)
        passages = {id: input_of(document, passage) for id, (passage, document) in stored.items()}
        rare = {
            one.question: rarities(question_vectors(seeing, one.question), one.question, index, STAFF) for one in found
        }
        taught = [one for one in found if one.fold != HELD_OUT]
        projection = projection_of(bench.settings) or learnt_projection(taught, words_of(taught, index, seeing))
    return _Questions(found, misses, passages, rare, projection, len(seeks))


def _unanswerable(dataset: DataSet, indexed: Indexed) -> Iterator[Question]:
    """The questions that nothing answers where they are asked; of a folder's none is known."""
    if not isinstance(dataset, FolderSet):
        yield from (ask.question for ask in asks_of(dataset, indexed) if not ask.gold.answerable)


def _miss(question: Question, index: Index, bench: Bench) -> Miss:
    """The passages that come closest to answering it, among those where it is asked."""
    query = understand(question).query  # as what can be answered is sought
    scope = Scope(question.audiences, question.filters.documents or None)
    found = candidates(query, index, bench.embedder, scope, Parts())
    order = np.argsort(-(found.features @ np.array(astuple(bench.weights))), kind="stable")[:CLOSE]
    ids = list(found.similarities)
    return Miss(query, tuple(ids[at] for at in order))


def _not_held_out(misses: Sequence[Miss], held: Sequence[Example]) -> list[Miss]:
    """Those that come close to no passage which a question held out seeks."""
    out = {id for one in held for id, is_right in zip(one.ids, one.is_right, strict=True) if is_right}
    return [one for one in misses if out.isdisjoint(one.ids)]


def _embedder(folder: Path, projection: Projection) -> Embedder:
    model = load(str(folder), setting=str(folder))
    engine = TorchEngine(model, prompts(model, str(folder)))
    return TransformerEmbedder(str(folder), lambda: engine, lambda: engine, projection)


def _seen_by(embedder: Embedder, held: Sequence[Example], questions: _Questions) -> list[Example]:
    """The examples with the cosines and the late interaction of this embedder."""
    ids = sorted({id for one in held for id in one.ids})
    with counted(len(ids), "embedding") as bar:
        vectors = embedder.embed_passages([questions.passages[id] for id in ids], bar.update)
    passages = dict(zip(ids, vectors, strict=True))
    seen = []
    for one in held:
        asked = question_vectors(embedder, one.question)
        found = [passages[id] for id in one.ids]
        features = one.features.copy()
        features[:, LEARNT] = np.stack(
            (
                [vector.passage @ asked.question for vector in found],
                [(vector.sentences @ asked.question).max(initial=-1.0) for vector in found],
                late_scores(asked.words, questions.rarities[one.question], [vector.words for vector in found]),
            ),
            axis=1,
        )
        seen.append(replace(one, features=features))
    return seen
