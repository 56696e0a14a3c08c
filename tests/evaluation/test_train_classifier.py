"""A classifier learns from minutes, and what is written is what was learnt."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_body import tiny_body

from assistant.errors import ModelError, StorageError, UsageError
from assistant.evaluation.learning.classifier_lessons import marked
from assistant.evaluation.learning.classifier_network import OUTPUTS, ClassifierNetwork, inputs_of
from assistant.evaluation.learning.pair_network import as_inputs, export
from assistant.evaluation.learning.train_classifier import FEWEST, rounds_of, teach, train_classifier
from assistant.evaluation.sets.minutes import Minutes, minutes_in
from assistant.indexing.embedding.pairs import Stretch, Words
from assistant.knowledge.minutes.classifier.network import NetworkClassifier
from assistant.knowledge.minutes.outcome import KINDS
from assistant.records import Span

RATE = "Der zuschuss beträgt 80 prozent."
DEADLINE = "Die frist endet im mai."
NEWS = "Das netzwerk berichtet im herbst in wolfsburg."
PLANS = "Das netzwerk plant im sommer."
LABELS = [
    {"kind": "decision", "quote": RATE, "who": [], "until": ""},
    {"kind": "task", "quote": PLANS, "who": ["netzwerk"], "until": "im sommer"},
]


def taught(folder: Path, count: int = 3) -> list[Minutes]:
    return minutes_in(file_of(folder, count))


def file_of(folder: Path, count: int) -> Path:
    texts = (f"{NEWS} {RATE}\n\n{PLANS} {DEADLINE}\n", f"{RATE} {DEADLINE}\n\n{NEWS} {PLANS}\n")
    lines = [
        json.dumps({"name": f"rat {number}", "text": texts[number % 2], "outcomes": LABELS}) for number in range(count)
    ]
    file = folder / "taught.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_body(tmp_path_factory.mktemp("body"))


@pytest.fixture(scope="module")
def learnt(body: Path, tmp_path_factory: pytest.TempPathFactory) -> ClassifierNetwork:
    network = ClassifierNetwork(body)
    teach(network, Words(body), rounds_of(taught(tmp_path_factory.mktemp("taught"), 8), 500), lambda count, loss: None)
    network.eval()
    return network


def test_what_was_taught_is_told_again_and_the_rest_tells_nothing(
    body: Path, learnt: ClassifierNetwork, tmp_path: Path
) -> None:
    [(news, rate)] = written(body, learnt, tmp_path).predict([stretch(f"{NEWS} {RATE}", NEWS, RATE)])
    assert rate.kinds == ("decision",)
    assert news.kinds == ()


def test_less_is_left_to_learn_at_the_end(body: Path, tmp_path: Path) -> None:
    seen: list[float] = []
    teach(
        ClassifierNetwork(body), Words(body), rounds_of(taught(tmp_path, 8), 20), lambda count, loss: seen.append(loss)
    )
    assert np.mean(seen[-5:]) < np.mean(seen[:5])


def test_the_words_stay_as_they_are_and_all_layers_are_learnt(body: Path, learnt: ClassifierNetwork) -> None:
    before = ClassifierNetwork(body).state_dict()
    moved = {name for name, value in learnt.state_dict().items() if not torch.equal(value, before[name])}
    assert not any(name.startswith("bert.embeddings") for name in moved)
    for number in range(len(learnt.bert.encoder.layer)):
        assert any(name.startswith(f"bert.encoder.layer.{number}.") for name in moved)


def test_eight_bits_say_nearly_the_same(
    body: Path, learnt: ClassifierNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.knowledge.minutes.classifier.network.TOLD", 0)
    classifier = written(body, learnt, tmp_path)
    found = [stretch(RATE), stretch(PLANS), stretch(NEWS)]
    arrays, _ = inputs_of(found, Words(body))
    with torch.inference_mode():
        exact = learnt(*as_inputs(arrays)).kinds[:, 0] > 0
    told = [[kind in prediction.kinds for kind in KINDS] for [prediction] in classifier.predict(found)]
    assert told == exact.tolist()


def test_a_document_is_cut_anew_in_each_round_and_loses_nothing(tmp_path: Path) -> None:
    [one] = taught(tmp_path, 1)
    for seed in range(10):
        stretches = list(marked([one], random.Random(seed)))
        kinds = [mark.kinds for each in stretches for mark in each.marks]
        assert [sum(column) for column in zip(*kinds, strict=True)] == [1, 1, 0, 0]
        [task] = [mark for each in stretches for mark in each.marks if mark.who]
        [text] = [each.stretch.text for each in stretches if task in each.marks]
        assert [span.of(text) for span in (*task.who, *task.until)] == ["netzwerk", "im sommer"]


def test_nothing_to_learn_from_is_a_mistake(body: Path) -> None:
    with pytest.raises(ValueError, match="no minutes"):
        teach(ClassifierNetwork(body), Words(body), rounds_of([], 1), lambda count, loss: None)


def test_a_classifier_is_written_and_measured_on_minutes_that_it_does_not_know(body: Path, tmp_path: Path) -> None:
    target = tmp_path / "classifier.onnx"
    report = train_classifier([file_of(tmp_path, FEWEST)], body, 1, target)
    assert report.circumstances["minutes"].startswith("2, ")
    assert len(NetworkClassifier(lambda: body, target).predict([stretch(f"{NEWS} {RATE}", NEWS, RATE)])[0]) == 2


def test_one_that_was_written_learns_on_and_forgets_nothing(
    body: Path, learnt: ClassifierNetwork, tmp_path: Path
) -> None:
    written(body, learnt, tmp_path)
    target, news = tmp_path / "further.onnx", file_of(tmp_path, FEWEST)
    train_classifier([news], body, 1, target, known=[news], begun=tmp_path / "classifier.onnx")
    [(_, rate)] = NetworkClassifier(lambda: body, target).predict([stretch(f"{NEWS} {RATE}", NEWS, RATE)])
    assert rate.kinds == ("decision",)  # one round from nothing would not tell it


def test_what_learnt_on_is_halfway_between_what_it_was_and_became(
    body: Path, learnt: ClassifierNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(body, learnt, tmp_path)
    seen: list[tuple[set[str], set[str]]] = []

    def noted(network: ClassifierNetwork, before: dict[str, torch.Tensor]) -> None:
        now = network.state_dict()
        seen.append((set(before), {name for name, value in now.items() if not torch.equal(value, before[name])}))

    monkeypatch.setattr("assistant.evaluation.learning.train_classifier.halfway", noted)
    news = file_of(tmp_path, FEWEST)
    train_classifier([news], body, 1, tmp_path / "further.onnx", begun=tmp_path / "classifier.onnx")
    [(before, moved)] = seen
    assert moved
    assert moved < before


def test_only_a_classifier_learns_on(body: Path, tmp_path: Path) -> None:
    (tmp_path / "other.onnx").write_bytes(b"no network")
    with pytest.raises(ModelError) as caught:
        train_classifier([file_of(tmp_path, FEWEST)], body, 1, tmp_path / "new.onnx", begun=tmp_path / "other.onnx")
    assert caught.value.code == "network_not_resumable"


def test_beside_what_is_new_some_of_what_is_known_is_learnt_again(tmp_path: Path) -> None:
    new, known = taught(tmp_path, 2), taught(tmp_path, 9)
    alone, beside = (sum(map(len, rounds_of(new, 3, those))) for those in ((), known))
    assert beside == 3 * alone


def test_few_minutes_teach_nothing(body: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        train_classifier([file_of(tmp_path, FEWEST - 1)], body, 1, tmp_path / "classifier.onnx")
    assert caught.value.code == "too_few_minutes"


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_learnt(body: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        train_classifier([file_of(tmp_path, FEWEST)], body, 1, tmp_path / "file" / "classifier.onnx")


def stretch(text: str, *parts: str) -> Stretch:
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in parts or (text,)]
    return Stretch("", text, tuple(spans))


def written(body: Path, network: ClassifierNetwork, folder: Path) -> NetworkClassifier:
    samples: Sequence[Stretch] = [stretch(one) for one in (RATE, PLANS, NEWS, DEADLINE)]
    words = Words(body)
    export(network, OUTPUTS, [inputs_of([one], words)[0] for one in samples], folder / "classifier.onnx")
    return NetworkClassifier(lambda: body, folder / "classifier.onnx")
