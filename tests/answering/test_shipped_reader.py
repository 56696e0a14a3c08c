"""The reader that ships: small enough, and it finds what is plain."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper

from assistant.answering.reader.load import reader_of, warm_up
from assistant.answering.reader.network import SHIPPED, NetworkReader
from assistant.answering.reader.reader import Finding, Reader
from assistant.errors import ModelError
from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.pairs import QUESTION_TOKENS, Stretch, words_of
from assistant.knowledge.minutes.classifier.network import SHIPPED as TELLER
from assistant.language import sentences
from assistant.settings.settings import Settings

LARGEST_MB = 40

GRANT = (
    "Das Programm Ahlermark Digital richtet sich an kleine und mittlere Betriebe. Gefördert werden bis zu 45 Prozent"
    " der Ausgaben, höchstens 20.000 Euro. Anträge nimmt die Landesbank bis zum 30. September 2025 entgegen."
)
NEWS = (
    "Beim Sommerfest des Netzwerks kamen rund 200 Gäste nach Kesselhain. Die Musik spielte bis in den Abend. Bei gutem"
    " Wetter wurde auch im Hof gegrillt."
)
ASKED = [
    ("Wie hoch ist die Förderung bei Ahlermark Digital?", "45 Prozent"),
    ("Bis wann kann man bei Ahlermark Digital den Antrag stellen?", "30. September 2025"),
    ("Wo reiche ich den Antrag für Ahlermark Digital ein?", "Landesbank"),
]

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    return partial(bundled.model_folder, tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def reader(body: Callable[[], Path]) -> NetworkReader:
    return NetworkReader(body)


def stretch(text: str, context: str = "") -> Stretch:
    return Stretch(context, text, tuple(sentences.split(text)))


def best(text: str, found: Finding) -> str:
    number = max(range(len(found.sentences)), key=found.sentences.__getitem__)
    return tuple(sentences.split(text))[number].of(text)


def test_the_shipped_network_is_small() -> None:
    assert SHIPPED.stat().st_size < LARGEST_MB * 1_000_000


@pytest.mark.parametrize(("question", "answer"), ASKED)
def test_the_sentence_with_the_answer_is_found(reader: Reader, question: str, answer: str) -> None:
    right, wrong = reader.read(question, [stretch(GRANT), stretch(NEWS)])
    assert right.answers > wrong.answers
    assert answer in best(GRANT, right)


def test_the_exact_words_are_found(reader: Reader) -> None:
    [found] = reader.read("Wie hoch ist die Förderung bei Ahlermark Digital?", [stretch(GRANT)])
    exact = found.exact[1]
    assert exact
    assert "45" in exact.of(GRANT)


def test_what_is_too_long_is_cut_and_not_refused(reader: Reader) -> None:
    question = "Wie hoch ist die Förderung? " * QUESTION_TOKENS
    long = stretch(GRANT * 20, "Titel " * 20)
    [found] = reader.read(question, [long])
    assert len(found.sentences) == len(found.exact) == len(long.sentences)
    assert found.exact[0]
    assert found.exact[-1] is None


def test_odd_input_has_scores_and_exact_words_within_its_sentences(reader: Reader) -> None:
    odd = ["", "?", "\U0001f600 \u0000 \u200b", "ﬁ ß Ｚ"]
    stretches = [stretch(text) for text in (GRANT, "€", "\U0001f600 ja.")]
    for question in odd:
        for one, found in zip(stretches, reader.read(question, stretches), strict=True):
            assert all(map(math.isfinite, (found.answers, *found.sentences)))
            for sentence, exact in zip(one.sentences, found.exact, strict=True):
                assert exact is None or sentence.start <= exact.start < exact.end <= sentence.end
    assert reader.read("Was?", []) == []


def test_what_is_found_of_a_stretch_does_not_depend_on_those_beside_it(reader: Reader) -> None:
    question = ASKED[0][0]
    alone = [reader.read(question, [stretch(text)])[0] for text in (GRANT, NEWS, GRANT * 3)]
    assert reader.read(question, [stretch(text) for text in (GRANT, NEWS, GRANT * 3)]) == alone


def test_many_may_ask_at_once(reader: Reader) -> None:
    def ask(number: int) -> float:
        return reader.read(ASKED[number % 3][0], [stretch(GRANT), stretch(NEWS)])[0].answers

    alone = [ask(number) for number in range(3)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(24)))
    assert found == pytest.approx([alone[number % 3] for number in range(24)], abs=1e-3)


def test_the_settings_name_the_reader(tmp_path: Path) -> None:
    assert reader_of(Settings(data=tmp_path, reader="")) is None
    with pytest.raises(ModelError) as caught:
        reader_of(Settings(data=tmp_path, reader=str(tmp_path / "none.onnx")))
    assert caught.value.code == "reader_missing"


def test_a_file_that_is_no_network_is_told(tmp_path: Path, body: Callable[[], Path]) -> None:
    (tmp_path / "broken.onnx").write_bytes(b"nothing")
    broken = NetworkReader(body, tmp_path / "broken.onnx")
    with pytest.raises(ModelError) as caught:
        warm_up(broken)
    assert caught.value.code == "reader_not_loaded"
    assert "ASSISTANT_READER" in caught.value.remedy


def test_the_network_that_reads_minutes_is_no_reader(body: Callable[[], Path]) -> None:
    with pytest.raises(ModelError) as caught:
        warm_up(NetworkReader(body, TELLER))
    assert caught.value.code == "reader_not_loaded"


def test_two_networks_of_a_process_share_words_and_tokenizer(body: Callable[[], Path]) -> None:
    assert words_of(body()) is words_of(body())


def test_a_network_of_another_kind_is_told(tmp_path: Path, body: Callable[[], Path]) -> None:
    value = helper.make_tensor_value_info("input_ids", TensorProto.FLOAT, [1])
    out = helper.make_tensor_value_info("out", TensorProto.FLOAT, [1])
    graph = helper.make_graph([helper.make_node("Identity", ["input_ids"], ["out"])], "other", [value], [out])
    opset = helper.make_opsetid("", 17)
    onnx.save(helper.make_model(graph, opset_imports=[opset], ir_version=9), tmp_path / "other.onnx")
    with pytest.raises(ModelError) as caught:
        warm_up(NetworkReader(body, tmp_path / "other.onnx"))
    assert caught.value.code == "reader_not_loaded"
    assert "input_ids" in caught.value.explain("en").message
