"""An embedding model that learns from questions: it sees what the embedder sees, and prefers what it was told to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Dense, Pooling
from tiny_body import tiny_model

from assistant.errors import UsageError
from assistant.evaluation.learning import adapter_network, learn_adapter
from assistant.evaluation.learning.adapter_network import AdapterNetwork, Vectors
from assistant.evaluation.learning.examples import FOLDS, Example
from assistant.evaluation.learning.learn_adapter import Lessons, hard_questions
from assistant.evaluation.learning.learn_words import late_scores
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
    torch.manual_seed(1)
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
    before = seen(network)
    network.save(tmp_path / "model")
    for one, other in zip(before, seen(network), strict=True):
        torch.testing.assert_close(one.text, other.text, atol=0.02, rtol=0)
    assert_seen_alike(network, tmp_path / "model")


def no_layers(model: SentenceTransformer) -> None:
    transformer: Any = model[0]
    transformer.model.encoder = torch.nn.Identity()


def first_token(model: SentenceTransformer) -> None:
    model[1] = Pooling(32, pooling_mode="cls")


def one_more(model: SentenceTransformer) -> None:
    model.append(Dense(32, 32))


@pytest.mark.parametrize("change", [no_layers, first_token, one_more])
def test_a_model_that_sees_otherwise_is_refused(model: Path, change: Callable[[SentenceTransformer], None]) -> None:
    other = load(str(model), setting="tiny")
    change(other)
    with pytest.raises(UsageError) as caught:
        AdapterNetwork(other, "org/other")
    assert caught.value.code == "model_not_teachable"
    assert "org/other" in str(caught.value)


def test_words_beyond_the_reach_of_the_model_are_left_out_as_the_embedder_does(
    network: AdapterNetwork, model: Path
) -> None:
    long = "Zuschuss " * 500
    asked = question_vectors(embedder(model, Projection.none(32)), long)
    assert 0 < len(network.question(long).words) == len(asked.spans) < 500
    item = EmbeddingInput("", long, (Span(0, 8), Span(4400, 4408)))
    assert network.passage(item).sentences.tolist()[1] == [0, 400], "the whole text"
    assert len(network.question("…").words) == 0


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


def lead(network: AdapterNetwork, lessons: Lessons) -> float:
    """By how much the right passages lie closer to their questions than the others, on average, as a cosine."""
    texts = [network.passage(one) for one in lessons.passages.values()]
    asked = [network.question(one.question) for one in lessons.examples]
    with torch.no_grad():
        passages = torch.stack([one.text for one in network.upper(texts, list(network.lower(texts)))])
        questions = torch.stack([one.text for one in network.upper(asked, list(network.lower(asked)))])
    cosines = (questions @ passages.T).numpy()
    is_right = np.stack([one.is_right for one in lessons.examples])
    return float(cosines[is_right].mean() - cosines[~is_right].mean())


def test_it_learns_to_prefer_what_is_right(network: AdapterNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learn_adapter, "ROUNDS", 80)
    monkeypatch.setattr(learn_adapter, "ADAPTER_STEP", 1e-2)
    lessons, steps = told(), list[int]()
    lessons = replace(
        lessons, rarities={q: np.ones(len(network.question(q).words), np.float32) for q in lessons.rarities}
    )
    before, projection = lead(network, lessons), Projection.none(32)
    learnt = learn_adapter.learn_adapter(network, lessons, projection, EQUAL, steps.append)
    assert lead(network, lessons) > before + 0.02
    assert sum(steps) == 80 * len(SUBJECTS)
    assert np.abs(learnt.matrix - projection.matrix).max() > 0
    assert np.isfinite(learnt.matrix).all()


def test_only_questions_that_are_hard_so_far_are_learnt() -> None:
    features = np.zeros((3, len(FEATURES)))
    known, open_ = features.copy(), features.copy()
    known[0] = 2.0
    ids, is_right = ("a", "b", "c"), np.array([True, False, False])
    easy, hard = (Example(name, ids, ids, one, is_right, 0) for name, one in (("leicht", known), ("schwer", open_)))
    assert hard_questions([easy, hard], EQUAL) == [hard]


def test_what_is_learnt_by_is_what_search_scores_by(network: AdapterNetwork) -> None:
    """A question without words counts for nothing, a passage without words for as little."""
    texts = [network.question(QUESTION), network.question("…"), network.passage(PASSAGE), network.question("und")]
    with torch.no_grad():
        asked, empty, passage, wordless = network.upper(texts, list(network.lower(texts)))
        rare = np.linspace(0.2, 1, len(asked.words), dtype=np.float32)
        matrix = torch.randn(32, 16, generator=torch.Generator().manual_seed(3))
        late = learn_adapter._late([asked, empty], [passage, wordless], matrix, [rare, np.zeros(0, np.float32)])
    projected = [Projection(matrix.numpy())(one.words.numpy()) for one in (asked, passage, wordless)]
    np.testing.assert_allclose(late[0], late_scores(projected[0], rare, projected[1:]), atol=1e-5)
    assert late[1].tolist() == [0, 0]
