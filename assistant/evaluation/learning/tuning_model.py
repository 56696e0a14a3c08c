"""`python -m assistant tune --model`: a question set to an embedding model, taught on top of the present one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.bars import counted
from assistant.errors import UsageError
from assistant.evaluation.learning.adapter_network import AdapterNetwork
from assistant.evaluation.learning.examples import Example, examples
from assistant.evaluation.learning.learn_adapter import LEARNT, ROUNDS, Lessons, hard_questions, learn_adapter
from assistant.evaluation.learning.learn_words import late_scores
from assistant.evaluation.learning.tune import Gain, ranks
from assistant.evaluation.learning.tuning import (
    HELD_OUT,
    STAFF,
    circumstances_of,
    learnt_projection,
    left_out,
    refuse_few,
    sought,
    words_of,
)
from assistant.evaluation.report import Report, machine
from assistant.evaluation.run import Bench, Options
from assistant.evaluation.sets.datasets import DataSet
from assistant.indexing.embedding.embed import Embedder, EmbeddingInput, input_of, question_vectors
from assistant.indexing.embedding.models import load_model, projection_of, seeing_all
from assistant.indexing.embedding.torch_engine import TorchEngine, load, prompts
from assistant.indexing.embedding.transformer import TransformerEmbedder
from assistant.indexing.embedding.words import WORDS_FILE, Projection, write_projection
from assistant.retrieving.candidates import rarities
from assistant.retrieving.parts import Parts
from assistant.storage.troubles import explained_storage, refuse_unwritable


class _Questions(NamedTuple):
    """What is learnt from: examples, what is embedded of their passages, how rare their words are; `asked` in all."""

    examples: Sequence[Example]
    passages: Mapping[str, EmbeddingInput]
    rarities: Mapping[str, NDArray[np.float32]]
    projection: Projection
    asked: int


def tune_model(dataset: DataSet, bench: Bench, options: Options, target: Path) -> Report:
    """Teaches the model of the settings and writes it, with its projection of words, into the new folder `target`.

    The report says what the questions held out gain, which the model never learns, by the present weights.

    Raises:
        UsageError: `target` exists, the set has too few questions whose answer is found at all, none of them is hard,
            or the model cannot be taught.
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
    hard = hard_questions(taught, bench.weights)
    if not hard:
        raise UsageError("nothing_left_to_learn", count=len(taught))
    lessons = Lessons(hard, questions.passages, questions.rarities)
    with counted(ROUNDS * len(hard), "learning") as bar:
        projection = learn_adapter(network, lessons, questions.projection, bench.weights, bar.update)
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
            "learnt from": f"{len(hard)} hard ones of {len(taught)}; {len(held)} are held out",
            "machine": machine(),
            "result": f"{'better' if gain.is_better else 'not better'}: it is in {target}; to use it, "
            f"ASSISTANT_EMBEDDING_MODEL={target}, python ingest.py --reembed, and start the server again",
        },
        numbers=gain.numbers,
        changes=gain.changes,
        before="the present model",
    )


def _questions(dataset: DataSet, bench: Bench, options: Options, seeing: Embedder) -> _Questions:
    with sought(dataset, bench, options) as (seeks, index):
        found = list(examples(seeks, index, bench.embedder, Parts()))
        refuse_few(found)
        stored = index.passages({id for one in found for id in one.ids}, STAFF)
        passages = {id: input_of(document, passage) for id, (passage, document) in stored.items()}
        rare = {
            one.question: rarities(question_vectors(seeing, one.question), one.question, index, STAFF) for one in found
        }
        taught = [one for one in found if one.fold != HELD_OUT]
        projection = projection_of(bench.settings) or learnt_projection(taught, words_of(taught, index, seeing))
    return _Questions(found, passages, rare, projection, len(seeks))


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
