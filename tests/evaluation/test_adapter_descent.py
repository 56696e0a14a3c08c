"""An embedding model that learns from questions: it sees what the embedder sees, and prefers what it was told to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Dense, Pooling
from tiny_body import tiny_model

from assistant.errors import UsageError
from assistant.evaluation.learning import adapter_descent
from assistant.evaluation.learning.adapter_descent import COSINES, SHIPPED, Lessons, Miss, Recipe, hard_and_known
from assistant.evaluation.learning.adapter_network import AdapterNetwork, Vectors
from assistant.evaluation.learning.examples import FOLDS, Example
from assistant.evaluation.learning.learn_words import late_scores
from assistant.indexing.embedding.adapter import ADAPTER_FILE, read_adapter
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
def network(model: Path) -> AdapterNetwork:
    torch.manual_seed(1)
    return AdapterNetwork(load(str(model), setting="tiny"), model.name, rank=8)


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


def test_what_it_learnt_is_in_the_model_that_it_saves(network: AdapterNetwork, model: Path, tmp_path: Path) -> None:
    with torch.no_grad():
        for parameter in network.parameters:
            parameter.normal_(std=0.2, generator=torch.Generator().manual_seed(5))
    before = seen(network)
    network.save(tmp_path / "model")
    for one, other in zip(before, seen(network), strict=True):
        torch.testing.assert_close(one.text, other.text, atol=0.02, rtol=0)
    assert_seen_alike(network, tmp_path / "model")
    alone = read_adapter(tmp_path / "model" / ADAPTER_FILE)
    weights = load_file(tmp_path / "model" / "model.safetensors")
    untaught = load_file(model / "model.safetensors")
    for layer, factors in alone.items():
        change = weights[f"{layer}.weight"] - untaught[f"{layer}.weight"]
        np.testing.assert_allclose(change, factors.change, atol=0.02)


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


def told(network: AdapterNetwork) -> Lessons:
    """Each subject is asked for, and the passage with the word that is meant is the right one."""
    passages = {word: EmbeddingInput("", f"Sie berichtet: {word}.", (Span(0, 15 + len(word)),)) for word in MEANT}
    found = []
    for number, (subject, meant) in enumerate(zip(SUBJECTS, MEANT, strict=True)):
        question, is_right = f"Wann ist {subject}?", np.array([word == meant for word in MEANT])
        features = np.zeros((len(MEANT), len(FEATURES)))
        features[:, COSINES] = np.array(closeness(network, passages.values(), question))[:, None]
        found.append(Example(question, MEANT, MEANT, features, is_right, number % FOLDS))
    rarities = {one.question: np.ones(len(network.question(one.question).words), np.float32) for one in found}
    return Lessons(found, [], [], passages, rarities)


def closeness(network: AdapterNetwork, passages: Iterable[EmbeddingInput], question: str) -> list[float]:
    """The cosine of the question to each passage."""
    texts = [network.question(question), *map(network.passage, passages)]
    with torch.no_grad():
        asked, *found = network.upper(texts, list(network.lower(texts)))
    return [float(one.text @ asked.text) for one in found]


def lead(network: AdapterNetwork, lessons: Lessons) -> float:
    """By how much the right passages lie closer to their questions than the others, on average, as a cosine."""
    texts = [network.passage(one) for one in lessons.passages.values()]
    asked = [network.question(one.question) for one in lessons.hard]
    with torch.no_grad():
        passages = torch.stack([one.text for one in network.upper(texts, list(network.lower(texts)))])
        questions = torch.stack([one.text for one in network.upper(asked, list(network.lower(asked)))])
    cosines = (questions @ passages.T).numpy()
    is_right = np.stack([one.is_right for one in lessons.hard])
    return float(cosines[is_right].mean() - cosines[~is_right].mean())


def test_it_learns_to_prefer_what_is_right(network: AdapterNetwork) -> None:
    recipe = Recipe(rounds=200, adapter_step=1e-2, kept=1.0)
    lessons, steps = told(network), list[int]()
    before, projection = lead(network, lessons), Projection.none(32)
    learnt = adapter_descent.learn_adapter(network, lessons, projection, EQUAL, steps.append, recipe)
    assert lead(network, lessons) > before + 0.2
    assert sum(steps) == 200 * len(SUBJECTS)
    assert np.abs(learnt.matrix - projection.matrix).max() > 0
    assert np.isfinite(learnt.matrix).all()


def test_what_a_near_miss_comes_close_to_moves_away_from_it(network: AdapterNetwork) -> None:
    recipe = Recipe(rounds=60, adapter_step=1e-2, kept=1.0, alone=(0.0, 0.0, 0.0))
    missing = "Wann endet das Netzwerk in Wolfsburg?"
    lessons = replace(told(network), misses=[Miss(missing, MEANT)])
    passages = lessons.passages.values()

    def lead_of_right() -> float:
        right = [closeness(network, passages, one.question)[int(one.is_right.argmax())] for one in lessons.hard]
        return float(np.mean(right) - np.max(closeness(network, passages, missing)))

    before = lead_of_right()
    adapter_descent.learn_adapter(network, lessons, Projection.none(32), EQUAL, lambda _: None, recipe)
    assert lead_of_right() > before + 0.03


def test_known_questions_and_near_misses_stand_beside_the_hard_ones(network: AdapterNetwork) -> None:
    recipe, lessons = Recipe(batch=2), told(network)
    hard, known = lessons.hard[:3], lessons.hard[3:]
    misses = [Miss("Wer plant?", ("Mai",)), Miss("Wer berichtet?", ("Juni", "50"))]
    some = replace(lessons, hard=hard, known=known, misses=misses)
    batches = list(adapter_descent._batches(some, EQUAL, np.random.default_rng(0), recipe))
    assert [sum(one.is_hard for one in batch.lessons) for batch in batches] == [2, 1] * recipe.rounds
    for batch in batches:
        assert sorted(batch.misses) == sorted(misses), "none twice"
        told_again = [one for one in batch.lessons if not one.is_hard]
        assert len(told_again) == len(known) < recipe.known
        assert {len(one.ids) for one in told_again} == {2}, "the right one and the best of the others"
    bare = adapter_descent._batches(replace(some, known=[], misses=[]), EQUAL, np.random.default_rng(0), recipe)
    assert [len(batch.lessons) for batch in bare] == [2, 1] * recipe.rounds


def test_what_was_learnt_is_a_mean_of_all_steps(network: AdapterNetwork) -> None:
    steps: list[torch.Tensor] = []
    adapter_descent.learn_adapter(
        network,
        told(network),
        Projection.none(32),
        EQUAL,
        lambda _: steps.append(network.parameters[1].detach().clone()),
        Recipe(rounds=3, kept=1.0),
    )
    mean = torch.stack(steps).mean(0)
    assert len(steps) > 2
    assert torch.allclose(network.parameters[1], mean, atol=1e-6)
    assert not torch.allclose(steps[-1], mean, atol=1e-6)


def test_what_is_kept_of_the_model_is_kept_of_the_words(network: AdapterNetwork) -> None:
    before, projection = seen(network)[0].text, Projection.none(32)
    learnt = adapter_descent.learn_adapter(network, told(network), projection, EQUAL, lambda _: None, Recipe(kept=0.0))
    torch.testing.assert_close(seen(network)[0].text, before)
    np.testing.assert_allclose(learnt.matrix, projection.matrix)


def test_a_part_of_what_was_learnt_is_taken_back(network: AdapterNetwork) -> None:
    before = seen(network)[0].text.detach()
    with torch.no_grad():
        for parameter in network.parameters:
            parameter.normal_(std=0.1, generator=torch.Generator().manual_seed(5))
    whole = seen(network)[0].text.detach()
    network.keep(0.5)
    half = seen(network)[0].text.detach()
    assert float(before @ whole) < min(float(before @ half), float(half @ whole))
    network.keep(0.0)
    torch.testing.assert_close(seen(network)[0].text.detach(), before)


def test_only_questions_that_are_hard_so_far_are_learnt() -> None:
    features = np.zeros((3, len(FEATURES)))
    known, open_ = features.copy(), features.copy()
    known[0] = 2.0
    ids, is_right = ("a", "b", "c"), np.array([True, False, False])
    easy, hard = (Example(name, ids, ids, one, is_right, 0) for name, one in (("leicht", known), ("schwer", open_)))
    assert hard_and_known([easy, hard], EQUAL, SHIPPED) == ([hard], [easy])


def test_what_is_learnt_by_is_what_search_scores_by(network: AdapterNetwork) -> None:
    """A question without words counts for nothing, a passage without words for as little."""
    texts = [network.question(QUESTION), network.question("…"), network.passage(PASSAGE), network.question("und")]
    with torch.no_grad():
        asked, empty, passage, wordless = network.upper(texts, list(network.lower(texts)))
        rare = np.linspace(0.2, 1, len(asked.words), dtype=np.float32)
        matrix = torch.randn(32, 16, generator=torch.Generator().manual_seed(3))
        late = adapter_descent._late([asked, empty], [passage, wordless], matrix, [rare, np.zeros(0, np.float32)])
    projected = [Projection(matrix.numpy())(one.words.numpy()) for one in (asked, passage, wordless)]
    np.testing.assert_allclose(late[0], late_scores(projected[0], rare, projected[1:]), atol=1e-5)
    assert late[1].tolist() == [0, 0]
