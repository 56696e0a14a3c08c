"""Entailment is learnt from sentences with quotes, and what is written is what was learnt."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_body import tiny_body

from assistant.answering.proving.network import NetworkEntailment
from assistant.errors import ModelError, StorageError, UsageError
from assistant.evaluation.learning.entailment_network import OUTPUTS, EntailmentNetwork, inputs_of
from assistant.evaluation.learning.pair_network import as_inputs, export
from assistant.evaluation.learning.reader_network import ALIKE_LAYERS, Network
from assistant.evaluation.learning.reader_network import OUTPUTS as READER_OUTPUTS
from assistant.evaluation.learning.train_entailment import FEWEST, begin, teach, train_entailment
from assistant.evaluation.verification import Pair, pairs
from assistant.indexing.embedding.pairs import Stretch, Words
from assistant.records import Span

RATE = "Der zuschuss beträgt 80 prozent."
SAID = "80 prozent beträgt der zuschuss."
UNSAID = "Die frist endet im mai."


def taught(count: int) -> list[Pair]:
    """Alone or with another quote, in turn with a sentence that it says and with one that it does not say."""
    quotes = ((RATE,), (RATE, "Das netzwerk plant im sommer."))
    return [
        Pair(f"t{number}", "taught", (UNSAID, SAID)[number % 2], quotes[number // 2 % 2], bool(number % 2), "same")
        for number in range(count)
    ]


def file_of(folder: Path, count: int) -> Path:
    file = folder / "taught.jsonl"
    lines = [
        {
            "id": one.id,
            "part": one.part,
            "quotes": [f"{quote} Nummer {number // 2}." for quote in one.quotes],
            "sentence": one.sentence,
            "supported": one.supported,
            "change": one.change,
        }
        for number, one in enumerate(taught(count))
    ]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_body(tmp_path_factory.mktemp("body"), layers=ALIKE_LAYERS + 1)


@pytest.fixture(scope="module")
def reader(body: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    stretch = Stretch("", RATE, (Span(0, len(RATE)),))
    file = tmp_path_factory.mktemp("reader") / "reader.onnx"
    network = Network(body)
    with torch.no_grad():
        for one in network.parameters():
            one.add_(torch.randn_like(one) * 0.01)  # of biases that are alike a file would keep one
    export(network, READER_OUTPUTS, [Words(body).inputs([RATE], [stretch])[0]], file)
    return file


@pytest.fixture(scope="module")
def learnt(body: Path) -> EntailmentNetwork:
    network = EntailmentNetwork(body)
    teach(network, Words(body), taught(48), 40, lambda count, loss: None)
    network.eval()
    return network


def test_what_was_taught_is_known_again(body: Path, learnt: EntailmentNetwork, tmp_path: Path) -> None:
    entailment = written(body, learnt, tmp_path)
    found = [entailment.logit(one.sentence, one.quotes) > 0 for one in taught(12)]
    assert found == [one.supported for one in taught(12)]


def test_eight_bits_say_nearly_the_same(body: Path, learnt: EntailmentNetwork, tmp_path: Path) -> None:
    entailment = written(body, learnt, tmp_path)
    for one in taught(6):
        arrays = inputs_of([(one.sentence, one.quotes)], Words(body))
        with torch.inference_mode():
            [exact] = learnt(*as_inputs(arrays))
        assert entailment.logit(one.sentence, one.quotes) == pytest.approx(float(exact), abs=0.5)


def test_it_begins_with_what_the_reader_knows(body: Path) -> None:
    network, reader = EntailmentNetwork(body), Network(body)
    begin(network, reader)
    known, begun = reader.state_dict(), network.state_dict()
    assert all(torch.equal(known[name], begun[name]) for name in begun if name.startswith(("bert.", "kind.")))


def test_a_row_that_is_padded_is_read_as_alone(body: Path, learnt: EntailmentNetwork) -> None:
    both = [("80 prozent.", (RATE,)), (UNSAID, (UNSAID, f"{RATE} {RATE}"))]
    with torch.inference_mode():
        together = learnt(*as_inputs(inputs_of(both, Words(body)))).numpy()
        alone = [float(learnt(*as_inputs(inputs_of([one], Words(body))))[0]) for one in both]
    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_nothing_to_learn_from_is_a_mistake(body: Path) -> None:
    with pytest.raises(ValueError, match="no pairs"):
        teach(EntailmentNetwork(body), Words(body), [], 1, lambda count, loss: None)


def test_it_is_written_and_measured_on_quotes_that_it_does_not_know(body: Path, reader: Path, tmp_path: Path) -> None:
    target = tmp_path / "entailment.onnx"
    report = train_entailment([file_of(tmp_path, FEWEST)], body, 1, target, reader)
    held = int(report.circumstances["pairs"].split(",")[0])
    assert 0 < held < FEWEST / 5
    assert isinstance(NetworkEntailment(lambda: body, target).logit(RATE, [RATE]), float)


def test_few_pairs_teach_nothing(body: Path, reader: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        train_entailment([file_of(tmp_path, FEWEST - 1)], body, 1, tmp_path / "entailment.onnx", reader)
    assert caught.value.code == "too_few_pairs"


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_learnt(
    body: Path, reader: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        train_entailment([file_of(tmp_path, FEWEST)], body, 1, tmp_path / "file" / "entailment.onnx", reader)


def test_a_file_that_is_no_such_network_is_refused_by_name(body: Path, reader: Path) -> None:
    with pytest.raises(ModelError, match=r"reader\.onnx"):
        NetworkEntailment(lambda: body, reader).logit(RATE, [RATE])


def test_pairs_are_read_as_the_verification_reads_them(tmp_path: Path) -> None:
    assert len(pairs(file_of(tmp_path, 6))) == 6


def written(body: Path, network: EntailmentNetwork, folder: Path) -> NetworkEntailment:
    samples = [inputs_of([(one.sentence, one.quotes)], Words(body)) for one in taught(6)]
    export(network, OUTPUTS, samples, folder / "entailment.onnx")
    return NetworkEntailment(lambda: body, folder / "entailment.onnx")
