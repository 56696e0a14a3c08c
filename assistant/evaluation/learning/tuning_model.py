"""`python -m assistant tune --model`: a question set to an embedding model, taught on top of the present one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.bars import counted
from assistant.evaluation.learning.adapter_network import AdapterNetwork
from assistant.evaluation.learning.examples import Example, examples
from assistant.evaluation.learning.learn_adapter import LEARNT, ROUNDS, Lessons, hard_questions, learn_adapter
from assistant.evaluation.learning.learn_words import WordsOf, late_scores, with_words
from assistant.evaluation.learning.tune import Gain, learn, ranks
from assistant.evaluation.learning.tuning import (
    HELD_OUT,
    STAFF,
    circumstances_of,
    left_out,
    projection_of,
    refuse_few,
    sought,
    words_of,
)
from assistant.evaluation.report import Report, machine
from assistant.evaluation.run import Bench, Options
from assistant.evaluation.sets.datasets import DataSet
from assistant.indexing.embedding.adapter import write_adapter
from assistant.indexing.embedding.embed import Embedder, EmbeddingInput, input_of, question_vectors
from assistant.indexing.embedding.models import load_model, seeing_all
from assistant.indexing.embedding.torch_engine import TorchEngine, load, prompts
from assistant.indexing.embedding.transformer import TransformerEmbedder
from assistant.indexing.embedding.words import Projection, projection_file, write_projection
from assistant.retrieving.parts import Parts
from assistant.storage.troubles import explained_storage, refuse_unwritable

MODEL = "model"  # its folder in the data folder
ADAPTER = "adapter.npz"  # there: what was learnt, without what it was learnt on top of

Inputs = Mapping[str, EmbeddingInput]


def tune_model(dataset: DataSet, bench: Bench, options: Options, target: Path) -> Report:
    """Teaches the model of the settings and writes it, with its projection, below `target`; the report says the gain.

    The numbers are those of the questions held out, which the model never learns. For the model of before and for the
    taught one, weights are learnt from them.

    Raises:
        UsageError: the set has too few questions whose answer is found at all, or the model has no layers that could
            learn.
        ModelError: a service runs the model.
        StorageError: the folder `target` cannot be written.
        AssistantError: documents are missing, or an index cannot be built or opened.
    """
    refuse_unwritable(target)
    seeing = seeing_all(bench.settings)
    network = AdapterNetwork(load_model(bench.settings), seeing.name)
    with sought(dataset, bench, options) as (seeks, index):
        found = list(examples(seeks, index, bench.embedder, Parts()))
        refuse_few(found)
        words = words_of(found, index, seeing)
        stored = index.passages({id for one in found for id in one.ids}, STAFF)
    inputs = {id: input_of(document, passage) for id, (passage, document) in stored.items()}
    taught = [one for one in found if one.fold != HELD_OUT]
    held = [one for one in found if one.fold == HELD_OUT]
    projection = projection_of(taught, words)
    before = with_words(held, words, projection)
    weights = learn(before)
    hard = hard_questions(with_words(taught, words, projection), weights)
    lessons = Lessons(hard, inputs, {question: rare for question, (_, rare) in words.questions.items()})
    with counted(ROUNDS * len(hard), "learning") as bar:
        adapter, projection = learn_adapter(network, lessons, projection, weights, bar.update)
    folder = target / MODEL
    with explained_storage(target):
        network.save(folder)
        write_adapter(adapter, folder / ADAPTER)
        write_projection(projection, target / projection_file(str(folder)))
    after = _seen_by(_embedder(folder, projection), held, inputs, words)
    gain = Gain.of(held, ranks(before, weights), ranks(after, learn(after)))
    return Report(
        title="Model",
        circumstances={
            **circumstances_of([dataset], found, seeing.name),
            "left out": left_out(len(seeks), found),
            "learnt from": f"{len(hard)} hard ones of {len(taught)}; {len(held)} are held out",
            "machine": machine(),
            "result": _result(folder, gain),
        },
        numbers=gain.numbers,
        changes=gain.changes,
        before="the model of before",
    )


def _result(folder: Path, gain: Gain) -> str:
    if not gain.is_better:
        return f"not better; it is in {folder}"
    return (
        f"better: it is in {folder}; to use it, ASSISTANT_EMBEDDING_MODEL={folder}, python ingest.py --reembed, "
        "and start the server again"
    )


def _embedder(folder: Path, projection: Projection) -> Embedder:
    model = load(str(folder), setting=str(folder))
    engine = TorchEngine(model, prompts(model, str(folder)))
    return TransformerEmbedder(str(folder), lambda: engine, lambda: engine, projection)


def _seen_by(embedder: Embedder, held: Sequence[Example], inputs: Inputs, words: WordsOf) -> list[Example]:
    """The examples with the cosines and the late interaction of this embedder."""
    ids = sorted({id for one in held for id in one.ids})
    with counted(len(ids), "embedding") as bar:
        vectors = dict(zip(ids, embedder.embed_passages([inputs[id] for id in ids], bar.update), strict=True))
    seen = []
    for one in held:
        asked = question_vectors(embedder, one.question)
        found = [vectors[id] for id in one.ids]
        features = one.features.copy()
        features[:, LEARNT] = np.stack(
            (
                [vector.passage @ asked.question for vector in found],
                [(vector.sentences @ asked.question).max(initial=-1.0) for vector in found],
                late_scores(asked.words, words.questions[one.question][1], [vector.words for vector in found]),
            ),
            axis=1,
        )
        seen.append(replace(one, features=features))
    return seen
