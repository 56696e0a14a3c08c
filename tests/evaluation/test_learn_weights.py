"""Learning from questions: what the features are worth, and which words lie close to each other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from evaluation_fakes import FirstPassage
from fakes import ToyEmbedder, WordToyEmbedder
from numpy.typing import NDArray

from assistant.__main__ import main
from assistant.errors import StorageError, UsageError
from assistant.evaluation.learning.examples import FEWEST, FOLDS, Example, rank, refuse_few
from assistant.evaluation.learning.learn_weights import LEAST, learn, tune
from assistant.evaluation.learning.learn_words import WordsOf, learn_projection, with_words, without_words
from assistant.evaluation.learning.tune_search import FLATTERING, tune_weights, tune_words
from assistant.evaluation.report import as_markdown
from assistant.evaluation.run import Bench, Options, read
from assistant.evaluation.sets.datasets import DataSet
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.embedding.words import WORD_DIMENSION, Projection, projection_for
from assistant.retrieving.candidates import late_interaction
from assistant.retrieving.fuse import FEATURES, LEARNT, Weights, weights_for
from assistant.settings.loading import load
from assistant.settings.settings import Settings

PRESENT = Weights(*[1.0] * len(FEATURES))


def example(number: int, features: NDArray[np.float64]) -> Example:
    """The first candidate is the right one; each is a unit of its own."""
    ids = tuple(f"q{number}c{at}" for at in range(len(features)))
    is_right = np.array([True, *[False] * (len(features) - 1)])
    return Example(f"Frage {number}", ids, ids, features, is_right, number % FOLDS)


def examples(telling: str, count: int = 60) -> list[Example]:
    """Questions whose right candidate has most of the feature `telling`, while all others are chance."""
    draw = np.random.default_rng(7)
    made = []
    for number in range(count):
        features = draw.uniform(0, 1, (8, len(FEATURES)))
        features[0, FEATURES.index(telling)] = 1.2
        made.append(example(number, features))
    return made


@pytest.mark.parametrize("telling", FEATURES)
def test_the_feature_that_tells_gets_the_largest_weight(telling: str) -> None:
    weights = dict(zip(FEATURES, astuple(learn(examples(telling))), strict=True))
    assert max(weights, key=lambda name: weights[name]) == telling
    assert min(weights.values()) >= LEAST


def test_a_feature_that_is_the_same_everywhere_does_no_harm() -> None:
    made = examples("grams")
    for one in made:
        one.features[:, FEATURES.index("words")] = 0.0
    assert np.isfinite(astuple(learn(made))).all()


def test_better_weights_are_seen_as_better_on_questions_that_they_were_not_learnt_from() -> None:
    tuned = tune(examples("stems"), PRESENT)
    assert tuned.gain.is_better
    assert [change.name for change in tuned.gain.changes] == ["R@1", "R@5", "R@10", "MRR@10"]
    assert tuned.gain.changes[0].after == 1.0
    assert not tune(examples("stems"), tuned.weights).gain.is_better


def test_a_unit_counts_at_the_best_rank_of_its_passages() -> None:
    made = Example("?", ("a", "b", "c"), ("x", "x", "y"), np.zeros((3, 5)), np.array([False, False, True]), 0)
    assert rank(made, np.array([3.0, 2.0, 1.0])) == 2
    assert rank(made, np.array([1.0, 2.0, 3.0])) == 1


def test_a_projection_learns_which_words_belong_together() -> None:
    draw = np.random.default_rng(3)
    width = 2 * WORD_DIMENSION
    noise, sign = width - 40, 40  # the first forty directions tell, the others, which are louder, do not
    passages, questions, made = {}, {}, []
    for number in range(64):
        meaning = draw.normal(size=(8, sign))
        one = example(number, np.zeros((8, len(FEATURES))))
        for at, id in enumerate(one.ids):
            loud = 3 * draw.normal(size=(4, noise))
            passages[id] = np.hstack([np.tile(meaning[at], (4, 1)), loud]).astype(np.float32)
        asked = np.hstack([meaning[:1], 3 * draw.normal(size=(1, noise))]).astype(np.float32)
        questions[one.question] = asked, np.ones(1, np.float32)
        made.append(one)
    words = WordsOf(passages, questions)

    def right(project: Projection) -> int:
        first = 0
        for one in made:
            asked, weights = questions[one.question]
            closest = [(project(asked) @ project(passages[id]).T).max(axis=1) for id in one.ids]
            scores = late_interaction(np.stack(closest), weights)
            first += int(np.argmax(scores)) == 0
        return first

    steps: list[int] = []
    learnt = learn_projection(made, lambda one: np.zeros(len(one.ids)), words, steps.append)
    assert learnt.matrix.shape == (width, WORD_DIMENSION)
    assert sum(steps) == 2 * len(made)
    assert right(learnt) > right(Projection(np.eye(width, WORD_DIMENSION, dtype=np.float32)[::-1].copy()))


NOUNS = [f"{first}{second}" for first in ("Werk", "Kraft", "Stahl", "Holz") for second in ("halle", "platz", "tor")]


def question_set(folder: Path, count: int, asked: str = "") -> DataSet:
    """A passage on one thing each, which the question calls by the same name, or `asked`."""
    path = folder / "fragen.jsonl"
    lines = []
    for number in range(count):
        noun = f"{NOUNS[number % len(NOUNS)]}{number}"
        context = f"Der Bericht nennt {noun}. Darin steht ein Betrag von {number} Euro."
        called = f"{asked}{number}" if asked else noun
        lines.append(
            {"question": f"Was steht zu {called}?", "context": context, "answers": {"text": [f"{number} Euro"]}}
        )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return read("retrieval", path)


class Knowing(WordToyEmbedder):
    """Sees that a gate is whatever the passages call their things."""

    def _words(self, text: str) -> NDArray[np.float32]:
        for noun in NOUNS:
            text = text.replace(noun, "Tor")
        return super()._words(text)


class Bound:
    """Opens assistants over a folder; all of them have to be closed in the end."""

    def __init__(self) -> None:
        self.opened: list[FirstPassage] = []

    def __call__(self, settings: Settings, embedder: Embedder) -> FirstPassage:
        self.opened.append(FirstPassage(settings, embedder))
        return self.opened[-1]


@pytest.fixture
def bound() -> Iterator[Bound]:
    bound = Bound()
    yield bound
    assert all(assistant.is_closed for assistant in bound.opened)


def test_weights_are_written_only_if_they_are_better(tmp_path: Path, bound: Bound) -> None:
    embedder = WordToyEmbedder()
    bench = Bench(load(max_tokens=64), embedder, bound, tmp_path / "indexes")
    report = tune_weights([question_set(tmp_path, 60)], bench, Options(), tmp_path)
    assert report.remarks == (FLATTERING,)
    written = weights_for(tmp_path, embedder.name) != LEARNT
    assert written == report.circumstances["result"].startswith("better")
    assert report.circumstances["questions"] == "60"


def test_questions_that_nothing_was_found_for_are_told(tmp_path: Path, bound: Bound) -> None:
    bench = Bench(load(max_tokens=64), ToyEmbedder(), bound, tmp_path / "indexes")
    report = tune_weights([question_set(tmp_path, 120, "Wasserstoff")], bench, Options(), tmp_path)
    assert report.remarks == (), "it sees no words"
    assert int(report.circumstances["questions"]) + int(report.circumstances["left out"].split()[0]) == 120


@pytest.mark.parametrize("words", [False, True])
def test_a_file_where_a_folder_belongs_is_refused_before_anything_is_indexed(
    tmp_path: Path, bound: Bound, words: bool
) -> None:
    target = tmp_path / "data"
    target.write_text("", encoding="utf-8")
    bench = Bench(load(max_tokens=64), WordToyEmbedder(), bound, tmp_path / "indexes")
    dataset = question_set(tmp_path, 60)
    learning = (
        partial(tune_words, dataset, bench, Options(), bench.embedder)
        if words
        else partial(tune_weights, [dataset], bench, Options())
    )
    with pytest.raises(StorageError) as caught:
        learning(target)
    assert caught.value.code == "data_no_folder"
    assert not bench.data.exists()


def test_too_few_questions_teach_nothing(tmp_path: Path, bound: Bound) -> None:
    bench = Bench(load(max_tokens=64), ToyEmbedder(), bound, tmp_path / "indexes")
    with pytest.raises(UsageError) as caught:
        tune_weights([question_set(tmp_path, 20)], bench, Options(), tmp_path)
    assert "20" in str(caught.value)
    assert "50" in str(caught.value)


def test_questions_on_one_document_are_tried_on_no_other() -> None:
    with pytest.raises(UsageError) as caught:
        refuse_few([0] * FEWEST)
    assert caught.value.code == "one_document"
    refuse_few([0] * (FEWEST - 1) + [1])


def test_a_projection_is_written_for_the_index_that_is_made_next(tmp_path: Path, bound: Bound) -> None:
    bench = Bench(load(max_tokens=64), ToyEmbedder(), bound, tmp_path / "indexes")
    report = tune_words(
        question_set(tmp_path, 60, "Tor"), bench, Options(), Knowing("knowing", WORD_DIMENSION), tmp_path
    )
    assert "--reembed" in report.circumstances["result"]
    assert report.changes[0].difference > 0
    assert "### against the words of the present model" in as_markdown(report)
    assert report.numbers[0].n == 12, "the fifth that is held out"
    found = projection_for("knowing", tmp_path)
    assert found is not None
    assert found.matrix.shape == (WORD_DIMENSION, WORD_DIMENSION)


def test_a_projection_that_helps_nobody_is_not_written(tmp_path: Path, bound: Bound) -> None:
    embedder = WordToyEmbedder()
    bench = Bench(load(max_tokens=64), embedder, bound, tmp_path / "indexes")
    report = tune_words(question_set(tmp_path, 60), bench, Options(), embedder, tmp_path)
    assert report.circumstances["result"].startswith("not better")
    assert projection_for(embedder.name, tmp_path) is None


def test_passages_and_questions_without_words_are_passed_over() -> None:
    made = [example(number, np.zeros((3, len(FEATURES)))) for number in range(10)]
    draw = np.random.default_rng(5)
    passages = {id: draw.normal(size=(2, 160)).astype(np.float32) for one in made for id in one.ids[:2]}
    passages |= {one.ids[2]: np.empty((0, 160), np.float32) for one in made}
    asked = {one.question: (draw.normal(size=(1, 160)).astype(np.float32), np.ones(1, np.float32)) for one in made[1:]}
    asked[made[0].question] = np.empty((0, 160), np.float32), np.empty(0, np.float32)
    words = WordsOf(passages, asked)
    learnt = learn_projection(made, lambda one: np.zeros(len(one.ids)), words, lambda done: None)
    assert learnt.matrix.shape == (160, WORD_DIMENSION), "though the passages have fewer words than that"
    column = FEATURES.index("words")
    first, second = with_words(made, words, learnt)[:2]
    assert not first.features[:, column].any()
    assert second.features[:2, column].all()
    assert second.features[2, column] == 0
    assert not without_words([second])[0].features.any()


@pytest.mark.parametrize("arguments", [["tune"], ["tune", "--words"], ["tune", "a", "--words", "--model", "m"]])
def test_a_wrong_call_of_tune_says_where_help_is(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "--help" in capsys.readouterr().err


def test_a_model_is_written_to_one_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(question_set(tmp_path, 5).source.path)
    assert main(["tune", file, "--model", str(tmp_path / "m"), "--output", str(tmp_path / "o")]) == 2
    assert "--output" in capsys.readouterr().err
    assert not (tmp_path / "m").exists()
