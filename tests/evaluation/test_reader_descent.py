"""A reader learns from lessons, and what is written is what was learnt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tiny_body import tiny_body

from assistant.answering.reader.network import NetworkReader
from assistant.answering.reader.stretches import CHARACTERS, CONTEXT_CHARACTERS
from assistant.errors import ModelError
from assistant.evaluation.learning.pair_network import as_inputs, export
from assistant.evaluation.learning.reader_descent import FURTHER, Losses, teach
from assistant.evaluation.learning.reader_lessons import Draw, Lesson, Text, batches
from assistant.evaluation.learning.reader_network import ALIKE_LAYERS, OUTPUTS, Network
from assistant.evaluation.learning.resuming import halfway, resumed
from assistant.indexing.embedding.pairs import INPUTS, MASK, Stretch, Words
from assistant.records import Span

RATE = "Der zuschuss beträgt 80 prozent."
DEADLINE = "Die frist endet im mai."
NEWS = "Das netzwerk berichtet im herbst in wolfsburg."
PLANS = "Das netzwerk plant im sommer."


def lesson(question: str, text: str, answer: str, *others: str) -> Lesson:
    start = text.find(answer)
    span = Span(start, start + len(answer)) if answer else None
    return Lesson(question, text, Text.of(text), span, tuple(map(Text.of, others)))


def lessons() -> list[Lesson]:
    return [
        lesson("wie hoch ist der zuschuss?", f"{RATE}\n{NEWS}", "80 prozent", DEADLINE, PLANS),
        lesson("wann endet die frist?", f"{NEWS}\n{DEADLINE}", "mai", RATE, PLANS),
        lesson("wie hoch ist der zuschuss?", f"{DEADLINE}\n{PLANS}", "", NEWS),
        lesson("wann endet die frist?", f"{RATE}\n{PLANS}", "", NEWS),
    ]


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_body(tmp_path_factory.mktemp("body"))


@pytest.fixture(scope="module")
def learnt(body: Path) -> Network:
    network = Network(body)
    teach(network, Words(body), lessons() * 5, epochs=30, progress=lambda count, losses: None)
    return network.eval()


def test_what_was_taught_is_found_again(body: Path, learnt: Network, tmp_path: Path) -> None:
    reader = written(body, learnt, tmp_path)
    text = f"{NEWS} {RATE}"
    stretches = [stretch(text), stretch(f"{PLANS} {DEADLINE}")]
    first, second = reader.read("wie hoch ist der zuschuss?", stretches)
    assert first.answers > second.answers
    exact = first.exact[1]
    assert exact
    assert "80" in exact.of(text)


def test_less_is_left_to_learn_at_the_end(body: Path) -> None:
    seen: list[Losses] = []
    teach(Network(body), Words(body), lessons() * 5, epochs=15, progress=lambda count, losses: seen.append(losses))
    assert np.mean([one.sentence for one in seen[-5:]]) < np.mean([one.sentence for one in seen[:5]])
    assert np.mean([one.answers for one in seen[-5:]]) < np.mean([one.answers for one in seen[:5]])


def test_all_layers_are_learnt_and_the_words_stay_as_they_are(body: Path, learnt: Network) -> None:
    before = Network(body).state_dict()
    moved = {name for name, value in learnt.state_dict().items() if not torch.equal(value, before[name])}
    assert not any(name.startswith("bert.embeddings") for name in moved)
    for layer in range(len(learnt.bert.encoder.layer)):
        assert any(name.startswith(f"bert.encoder.layer.{layer}.") for name in moved)
    assert any(name.startswith("sentence.") for name in moved)


def test_eight_bits_say_nearly_the_same(body: Path, learnt: Network, tmp_path: Path) -> None:
    reader = written(body, learnt, tmp_path)
    stretches = [stretch(f"{NEWS} {RATE}"), stretch(DEADLINE)]
    questions = ["wann endet die frist?"] * 2
    arrays, _ = Words(body).inputs(questions, stretches)
    with torch.inference_mode():
        exact = learnt(*as_inputs(arrays))
    coarse = reader.read(questions[0], stretches)
    assert [one.answers for one in coarse] == pytest.approx(exact.stretches.tolist(), abs=0.3)
    assert coarse[1].sentences[0] == pytest.approx(float(exact.sentences[1, 0]), abs=0.3)


def test_what_was_written_can_be_learnt_further(body: Path, learnt: Network, tmp_path: Path) -> None:
    written(body, learnt, tmp_path)
    again = resumed(Network(body), tmp_path / "network.onnx").eval()
    arrays, _ = Words(body).inputs(["wann endet die frist?"] * 2, [stretch(f"{NEWS} {RATE}"), stretch(DEADLINE)])
    with torch.inference_mode():
        before, after = learnt(*as_inputs(arrays)), again(*as_inputs(arrays))
    for one, other in zip(before, after, strict=True):
        assert other.numpy() == pytest.approx(one.numpy(), abs=0.3)
    kept = learnt.state_dict()
    for name, value in again.state_dict().items():  # nothing was forgotten but what the rounding takes
        assert value.numpy() == pytest.approx(kept[name].numpy(), abs=0.02), name


def test_halfway_is_the_mean_of_what_it_was_and_became(body: Path) -> None:
    network = Network(body)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    teach(network, Words(body), lessons(), epochs=2, progress=lambda count, losses: None, recipe=FURTHER)
    after = {name: value.clone() for name, value in network.state_dict().items()}
    halfway(network, before)
    for name, value in network.state_dict().items():
        assert torch.allclose(value, (before[name] + after[name]) / 2, atol=1e-6), name
    assert not all(torch.equal(value, after[name]) for name, value in network.state_dict().items())


def test_only_a_reader_can_be_learnt_further(body: Path, tmp_path: Path) -> None:
    file = tmp_path / "network.onnx"
    file.write_bytes(b"no network")
    with pytest.raises(ModelError) as caught:
        resumed(Network(body), file)
    assert caught.value.code == "network_not_resumable"


def test_only_a_reader_of_this_body_can_be_learnt_further(body: Path, learnt: Network, tmp_path: Path) -> None:
    written(body, learnt, tmp_path)
    with pytest.raises(ModelError) as caught:
        resumed(Network(tiny_body(tmp_path / "other", layers=ALIKE_LAYERS + 4)), tmp_path / "network.onnx")
    assert caught.value.code == "network_not_resumable"
    assert f"bert.encoder.layer.{ALIKE_LAYERS + 2}." in str(caught.value.values["why"])


def test_nothing_to_learn_from_is_a_mistake(body: Path) -> None:
    with pytest.raises(ValueError, match="no lesson"):
        teach(Network(body), Words(body), [], epochs=1, progress=lambda count, losses: None)


def test_the_stretch_with_the_answer_comes_first_and_holds_it() -> None:
    for seed in range(20):
        first, *rest = Draw(seed).stretches(lessons()[0])
        assert first.answer
        assert first.answer.of(first.stretch.text) == "80 prozent"
        assert not any(one.answer for one in rest)


def test_a_near_miss_has_no_answer_anywhere() -> None:
    for seed in range(20):
        assert not any(one.answer for one in Draw(seed).stretches(lessons()[2]))


def test_parts_of_the_document_stand_beside_the_answer_under_the_same_kind_of_title() -> None:
    title = f"{'Richtlinie ' * 20}– 6 Höhe"
    source, part = Text.of(RATE, title), Text.of(PLANS, "Richtlinie – 7 Verfahren")
    asked = Lesson("wie hoch ist der zuschuss?", "", source, Span(21, 31), (), (part,))
    contexts = {tuple(one.stretch.context for one in Draw(seed).stretches(asked)) for seed in range(40)}
    assert contexts == {(title[-CONTEXT_CHARACTERS:], part.title), ("", "")}


def test_an_answer_outside_of_all_sentences_is_no_lesson() -> None:
    lost = Lesson("wann?", "", Text("", "   mai", ()), Span(3, 6), ())
    assert Draw(0).stretches(lost) == []
    assert list(batches([lost], Draw(0), 2)) == [[]]


@given(st.integers(0, 10_000), st.integers(1, 30))
def test_no_stretch_is_longer_than_what_is_read_later(seed: int, sentences: int) -> None:
    text = " ".join([RATE, *[NEWS] * sentences])
    for one in Draw(seed).stretches(lesson("wie hoch?", text, "80 prozent", text)):
        assert len(one.stretch.text) <= CHARACTERS
        assert all(0 <= span.start < span.end <= len(one.stretch.text) for span in one.stretch.sentences)


def test_a_lesson_comes_once_in_each_round() -> None:
    found = [lesson for batch in batches(lessons(), Draw(3), 3) for lesson, _ in batch]
    assert sorted(map(repr, found)) == sorted(map(repr, lessons()))


def stretch(text: str) -> Stretch:
    return Stretch("", text, Text.of(text).sentences)


def written(body: Path, network: Network, folder: Path) -> NetworkReader:
    words = Words(body)
    samples = [words.inputs([one.question], [stretch(one.source.text)])[0] for one in lessons()]
    assert set(samples[0]) == {*INPUTS, MASK}
    export(network, OUTPUTS, samples, folder / "network.onnx")
    return NetworkReader(lambda: body, folder / "network.onnx")


def test_what_is_not_learnt_drops_nothing_out(body: Path) -> None:
    network = Network(body).train()
    assert not network.bert.embeddings.training
    assert network.bert.encoder.layer[0].training
