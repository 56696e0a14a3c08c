"""An embedding model that learns from questions: it sees what the embedder sees, and prefers what it was told to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tiny_body import tiny_model

from assistant.errors import UsageError
from assistant.evaluation.learning import adapter_network, learn_adapter
from assistant.evaluation.learning.adapter_network import AdapterNetwork, Vectors
from assistant.evaluation.learning.examples import FOLDS, Example
from assistant.evaluation.learning.learn_adapter import Lessons, hard_questions
from assistant.indexing.embedding.adapter import read_adapter, write_adapter
from assistant.indexing.embedding.embed import EmbeddingInput, question_vectors
from assistant.indexing.embedding.torch_engine import TorchEngine, load, prompts
from assistant.indexing.embedding.transformer import TransformerEmbedder
from assistant.indexing.embedding.words import Projection
from assistant.records import Span
from assistant.retrieving.fuse import FEATURES, Weights

PASSAGE = EmbeddingInput(
    "Zuschuss", "Der Zuschuss beträgt 80 Prozent. Die Frist endet im Mai.", (Span(0, 32), Span(33, 56))
)
QUESTION = "Wie hoch ist der Zuschuss im Herbst?"
EQUAL = Weights(*[1.0] * len(FEATURES))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture
def network(model: Path, monkeypatch: pytest.MonkeyPatch) -> AdapterNetwork:
    monkeypatch.setattr(adapter_network, "RANK", 8)
    return AdapterNetwork(load(str(model), setting="tiny"), model.name)


def embedder(folder: Path, projection: Projection) -> TransformerEmbedder:
    model = load(str(folder), setting="tiny")
    engine = TorchEngine(model, prompts(model, "tiny-e5"))
    return TransformerEmbedder("tiny-e5", lambda: engine, lambda: engine, projection)


def seen(network: AdapterNetwork) -> tuple[Vectors, Vectors]:
    """A question and a passage beside a longer one."""
    texts = [
        network.question(QUESTION),
        network.passage(PASSAGE),
        network.passage(PASSAGE._replace(context="Mai " * 40)),
    ]
    question, passage, _ = network.upper(texts, list(network.lower(texts)))
    return question, passage


def assert_seen_alike(network: AdapterNetwork, folder: Path) -> None:
    theirs = embedder(folder, Projection.none(32))
    question, passage = seen(network)
    (stored,), asked = theirs.embed_passages([PASSAGE]), question_vectors(theirs, QUESTION)
    for ours, other in (
        (passage.text, stored.passage),
        (passage.sentences, stored.sentences),
        (passage.words, stored.words),
        (question.text, asked.question),
        (question.words, asked.words),
    ):
        assert ours.shape == other.shape
        np.testing.assert_allclose((ours.detach().numpy() * other).sum(axis=-1), 1, atol=0.003)


def test_it_sees_what_the_embedder_sees(network: AdapterNetwork, model: Path) -> None:
    assert_seen_alike(network, model)


def test_what_it_learnt_is_in_the_model_that_it_saves(network: AdapterNetwork, tmp_path: Path) -> None:
    with torch.no_grad():
        for parameter in network.parameters:
            parameter.normal_(std=0.2, generator=torch.Generator().manual_seed(5))
    before, adapter = seen(network), network.adapter
    network.save(tmp_path / "model")
    for one, other in zip(before, seen(network), strict=True):
        torch.testing.assert_close(one.text, other.text, atol=0.02, rtol=0)
    assert_seen_alike(network, tmp_path / "model")
    write_adapter(adapter, tmp_path / "adapter.npz")
    again = read_adapter(tmp_path / "adapter.npz")
    assert {name.split(".")[2] for name in again} == {"1"}, "only the upper half learns"
    assert len(again) == 6
    assert all(np.abs(again[name].change - adapter[name].change).max() < 0.01 for name in adapter)


def test_a_model_of_another_kind_is_named(model: Path) -> None:
    other = load(str(model), setting="tiny")
    transformer: Any = other[0]
    transformer.model.encoder = torch.nn.Identity()
    with pytest.raises(UsageError) as caught:
        AdapterNetwork(other, "org/other")
    assert caught.value.code == "model_without_layers"
    assert "org/other" in str(caught.value)


SUBJECTS = ("Netzwerk", "Frist", "Zuschuss", "Wolfsburg", "Herbst", "Sommer")
MEANT = ("Mai", "Juni", "50", "80", "Prozent", "plant")  # as nobody could know without being told


def told() -> Lessons:
    """Each subject is asked for, and the passage with the word that is meant is the right one."""
    passages = {word: EmbeddingInput("", f"Sie berichtet: {word}.", (Span(0, 15 + len(word)),)) for word in MEANT}
    found = []
    for number, (subject, meant) in enumerate(zip(SUBJECTS, MEANT, strict=True)):
        is_right = np.array([word == meant for word in MEANT])
        found.append(
            Example(
                f"Wann ist {subject}?", MEANT, MEANT, np.zeros((len(MEANT), len(FEATURES))), is_right, number % FOLDS
            )
        )
    return Lessons(found, passages, {one.question: np.ones(1, np.float32) for one in found})


def first(network: AdapterNetwork, lessons: Lessons) -> int:
    """How many questions lie nearest to their right passage."""
    texts = [network.passage(one) for one in lessons.passages.values()]
    passages = torch.stack([one.text for one in network.upper(texts, list(network.lower(texts)))])
    asked = [network.question(one.question) for one in lessons.examples]
    vectors = network.upper(asked, list(network.lower(asked)))
    return sum(
        int(torch.argmax(passages @ vector.text)) == int(np.argmax(one.is_right))
        for vector, one in zip(vectors, lessons.examples, strict=True)
    )


def test_it_learns_to_prefer_what_is_right(network: AdapterNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learn_adapter, "ROUNDS", 200)
    monkeypatch.setattr(learn_adapter, "STEPS", {"adapter": 1e-2, "projection": 1e-3, "weights": 1e-3})
    lessons, steps = told(), list[int]()
    lessons = replace(
        lessons, rarities={q: np.ones(len(network.question(q).words), np.float32) for q in lessons.rarities}
    )
    before, projection = first(network, lessons), Projection.none(32)
    adapter, learnt = learn_adapter.learn_adapter(network, lessons, projection, EQUAL, steps.append)
    assert first(network, lessons) == len(SUBJECTS) > before
    assert sum(steps) == 200 * len(SUBJECTS)
    assert np.abs(learnt.matrix - projection.matrix).max() > 0
    assert all(np.isfinite(one.change).all() for one in adapter.values())


def test_only_questions_that_are_hard_so_far_are_learnt() -> None:
    features = np.zeros((3, len(FEATURES)))
    known, open_ = features.copy(), features.copy()
    known[0] = 2.0
    ids, is_right = ("a", "b", "c"), np.array([True, False, False])
    easy, hard = (Example(name, ids, ids, one, is_right, 0) for name, one in (("leicht", known), ("schwer", open_)))
    assert hard_questions([easy, hard], EQUAL) == [hard]
