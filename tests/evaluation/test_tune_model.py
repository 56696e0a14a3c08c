"""`tune --model` from a question set to a model that the settings can name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from evaluation_fakes import FirstPassage
from tiny_body import WORDS, tiny_model

from assistant.errors import ModelError, StorageError, UsageError
from assistant.evaluation.learning import adapter_descent
from assistant.evaluation.learning.adapter_descent import Lessons, Recipe
from assistant.evaluation.learning.adapter_network import AdapterNetwork
from assistant.evaluation.learning.tune_model import tune_model
from assistant.evaluation.run import Bench, Options, read
from assistant.evaluation.sets.datasets import DataSet, PassageSet
from assistant.indexing.embedding.embed import EmbeddingInput, question_vectors
from assistant.indexing.embedding.models import load_embedder
from assistant.indexing.embedding.words import WORD_DIMENSION, WORDS_FILE, Projection, projection_for, read_projection
from assistant.settings.loading import load

ONCE = Recipe(rounds=1)
SAID = [word for word in WORDS if word.isalnum() and len(word) > 2]


def question_set(folder: Path, count: int) -> DataSet:
    """Passages of words of the tiny model's, asked for by two of them."""
    draw = np.random.default_rng(2)
    lines = []
    for number in range(count):
        words = draw.choice(SAID, 6, replace=False)
        text = f"{' '.join(words)} {number}."
        lines.append(
            {"question": f"Wann ist {words[0]} {words[1]}?", "context": text, "answers": {"text": [str(number)]}}
        )
    path = folder / "fragen.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return read("retrieval", path)


def with_near_misses(folder: Path, count: int) -> PassageSet:
    """A question on each of so many passages, and one on every second that no passage answers."""
    draw = np.random.default_rng(3)
    passages, questions = [], []
    for number in range(count):
        words = draw.choice(SAID, 6, replace=False)
        text = f"{' '.join(words)} {number}."
        passages.append({"passage": f"p{number}", "text": text})
        one = {"passage": f"p{number}", "kind": "fact", "paraphrase": False}
        answer = {"answerable": True, "answer": str(number), "start": text.index(str(number))}
        questions.append({**one, **answer, "id": f"q{number}", "question": f"Wann ist {words[0]} {words[1]}?"})
        if number % 2:
            nothing = {"answerable": False, "answer": "", "start": -1}
            questions.append({**one, **nothing, "id": f"n{number}", "question": f"Wie hoch ist {words[2]} {number}?"})
    for name, lines in (("passages", passages), ("questions", questions), ("distractors", [{"text": "Im Mai."}])):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = read("retrieval", folder / "questions.jsonl")
    assert isinstance(found, PassageSet)
    return found


def bench(tmp_path: Path, **settings: object) -> Bench:
    found = load(data=tmp_path / "data", max_tokens=64, **settings)
    return Bench(found, load_embedder(found), FirstPassage, tmp_path / "indexes")


def bench_of_tiny(tmp_path: Path) -> Bench:
    """Of a model that is just wide enough for a projection of words."""
    model = tiny_model(tmp_path, width=WORD_DIMENSION)
    return bench(tmp_path, embedding_model=str(model), embedding_engine="torch")


def test_the_taught_model_is_one_that_the_settings_can_name(tmp_path: Path) -> None:
    with_tiny = bench_of_tiny(tmp_path)
    folder, dataset = tmp_path / "mein-modell", question_set(tmp_path, 80)
    report = tune_model(dataset, with_tiny, Options(), folder, ONCE)
    assert str(folder) in report.circumstances["result"]
    assert {number.name for number in report.numbers} == {"R@1", "R@5", "R@10", "MRR@10"}
    projection = projection_for(str(folder), tmp_path / "data")
    assert projection is not None
    assert projection.name == read_projection(folder / WORDS_FILE).name
    taught = load_embedder(load(data=tmp_path / "data", embedding_model=str(folder), embedding_engine="torch"))
    assert taught.name == f"{folder}+words-{projection.name}"
    (passage,) = taught.embed_passages([EmbeddingInput("", "Die Frist endet im Mai.", ())])
    assert passage.words.shape[1] == question_vectors(taught, "Wann endet die Frist?").words.shape[1] == WORD_DIMENSION
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(UsageError) as caught:
        tune_model(dataset, with_tiny, Options(), folder)
    assert caught.value.code == "model_exists"
    assert before == {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_near_misses_are_learnt_unless_their_passage_is_held_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Lessons] = []

    def learn(network: AdapterNetwork, lessons: Lessons, *others: Any) -> Projection:
        told.append(lessons)
        return adapter_descent.learn_adapter(network, lessons, *others)

    monkeypatch.setattr("assistant.evaluation.learning.tune_model.learn_adapter", learn)
    dataset = with_near_misses(tmp_path, 80)
    with_tiny = bench_of_tiny(tmp_path)
    report = tune_model(dataset, with_tiny, Options(), tmp_path / "mein-modell", ONCE)
    (lessons,) = told
    on = {one.question: dataset.passages[one.passage] for one in dataset.questions if not one.answerable}
    answered = {dataset.passages[one.passage]: one.question for one in dataset.questions if one.answerable}
    learnt = {one.question for one in (*lessons.hard, *lessons.known)}
    assert {one.question for one in lessons.misses} == {miss for miss, text in on.items() if answered[text] in learnt}
    assert 20 < len(lessons.misses) < 40
    for one in lessons.misses:
        assert [lessons.passages[id].text for id in one.ids] == [on[one.question]], (
            "only its own is known not to answer"
        )
    assert f"{len(lessons.misses)} near misses" in report.circumstances["learnt from"]


def test_where_nothing_is_hard_nothing_is_written(tmp_path: Path) -> None:
    with_tiny = bench_of_tiny(tmp_path)
    with pytest.raises(UsageError) as caught:
        tune_model(question_set(tmp_path, 80), with_tiny, Options(), tmp_path / "neu", Recipe(hard=100.0))
    assert caught.value.code == "nothing_left_to_learn"
    assert not (tmp_path / "neu").exists()


def test_a_model_of_a_service_cannot_be_taught(tmp_path: Path) -> None:
    settings = load(data=tmp_path / "data", embedding_model="ollama:bge-m3")
    served = Bench(settings, load_embedder(load(data=tmp_path / "data")), FirstPassage, tmp_path / "indexes")
    with pytest.raises(ModelError) as caught:
        tune_model(question_set(tmp_path, 60), served, Options(), tmp_path / "neu")
    assert caught.value.code == "model_without_words"


def test_a_place_that_cannot_be_written_is_refused_first(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    unused = bench(tmp_path)
    with pytest.raises(StorageError):
        tune_model(question_set(tmp_path, 60), unused, Options(), tmp_path / "file" / "neu")
    assert not unused.data.exists()
