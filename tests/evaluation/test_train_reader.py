"""`python -m assistant train`: from question sets to the file of a reader."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from tiny_body import tiny_body

from assistant.__main__ import main
from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.answering.reader.network import NetworkReader
from assistant.errors import StorageError, UsageError
from assistant.evaluation.learning.held_out import held_out
from assistant.evaluation.learning.train_reader import OWN, _lessons, train_reader
from assistant.evaluation.report import as_markdown
from assistant.evaluation.run import Bench
from assistant.evaluation.sets.datasets import PassageSet, load
from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.embedding.pairs import Stretch
from assistant.records import Span
from assistant.settings.settings import Settings

PLACES = ("Wolfsburg", "Peine", "Gifhorn", "Goslar", "Salzgitter", "Helmstedt", "Uelzen", "Celle", "Hameln", "Stade")


def question_set(folder: Path, count: int) -> PassageSet:
    """Questions on passages about funding in some places, each with a near miss."""
    folder.mkdir()
    passages, questions = [], []
    for number in range(count):
        place = f"{PLACES[number % len(PLACES)]} {number}"
        text = f"Der Zuschuss in {place} beträgt {number + 10} Prozent. Die Frist endet im Mai. Das Netzwerk berichtet."
        answer = f"{number + 10} Prozent"
        passages.append({"passage": f"p{number}", "title": f"Zuschuss {place}", "text": text})
        shared = {"passage": f"p{number}", "kind": "amount", "paraphrase": False}
        asked = {"id": f"{number}a", "question": f"Wie hoch ist der Zuschuss in {place}?", "answerable": True}
        questions.append(shared | asked | {"answer": answer, "start": text.index(answer)})
        missed = {"id": f"{number}b", "question": f"Wer plant in {place}?", "answerable": False}
        questions.append(shared | missed | {"answer": "", "start": -1})
    for name, lines in (("passages", passages), ("questions", questions), ("distractors", [])):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    found = load(folder / "questions.jsonl")
    assert isinstance(found, PassageSet)
    return found


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """The body of the reader is a tiny one, in the place of the bundled model."""
    body = tiny_body(tmp_path / "body")
    monkeypatch.setattr(bundled, "model_folder", lambda cache: body)

    def opened(settings: Settings, embedder: Embedder) -> Assistant:
        return Assistant(settings, Given(embedder))

    return Bench(Settings(data=tmp_path), ToyEmbedder(), opened, tmp_path / "indexes")


def test_a_reader_is_written_that_can_be_used(tmp_path: Path, bench: Bench) -> None:
    target = tmp_path / "own" / "reader.onnx"
    report = train_reader([question_set(tmp_path / "set", 30)], bench, 1, target, None)
    assert f"ASSISTANT_READER={target}" in as_markdown(report)
    assert {number.name for number in report.numbers} == {"right sentence first", "answerable or not"}
    reader = NetworkReader(partial(bundled.model_folder, tmp_path), target)
    [found] = reader.read("Wie hoch?", [Stretch("", "Der Zuschuss beträgt 80 Prozent.", (Span(0, 32),))])
    assert len(found.sentences) == 1


def test_the_present_reader_is_measured_on_the_same_questions(tmp_path: Path, bench: Bench) -> None:
    questions = question_set(tmp_path / "set", 30)
    train_reader([questions], bench, 1, tmp_path / "first.onnx", None)
    first = NetworkReader(partial(bundled.model_folder, tmp_path), tmp_path / "first.onnx")
    report = train_reader([questions], bench, 1, tmp_path / "second.onnx", first)
    assert [change.difference for change in report.changes] == [0, 0]  # learnt from the same, in the same order


def test_the_present_reader_is_taught_further(tmp_path: Path, bench: Bench) -> None:
    questions, first = question_set(tmp_path / "set", 30), tmp_path / "first.onnx"
    train_reader([questions], bench, 1, first, None)
    report = train_reader([questions], bench, 1, tmp_path / "second.onnx", None, begun=first)
    assert report.circumstances["learnt further"] == str(first)
    assert (tmp_path / "second.onnx").read_bytes() != first.read_bytes()


def test_questions_on_one_document_are_held_out_together_beside_its_other_parts(tmp_path: Path, bench: Bench) -> None:
    found = question_set(tmp_path / "set", 30)
    parts = replace(found, documents={id: f"d{number // 3}" for number, id in enumerate(found.passages)})
    lessons = list(_lessons(parts, bench))
    assert {len(one.parts) for one in lessons} == {2}
    assert not any(set(one.parts) & {one.source, *one.others} for one in lessons)
    taught, held = held_out(lessons, lambda one: one.document)
    assert {one.document for one in held} == {"set/questions.jsonl#d0"}
    assert {one.document for one in taught} == {f"set/questions.jsonl#d{number}" for number in range(1, 10)}


def test_without_a_reader_none_is_taught_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_READER", "")
    assert main(["train", "--continue", "--output", str(tmp_path / "reader.onnx")]) == 2
    assert "ASSISTANT_READER" in capsys.readouterr().err


def test_proofs_always_go_on_from_the_reader(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--proofs", "--continue", "--output", str(tmp_path / "entailment.onnx")]) == 2
    assert "--proofs" in capsys.readouterr().err


def test_few_questions_teach_nothing(tmp_path: Path, bench: Bench) -> None:
    with pytest.raises(UsageError) as caught:
        train_reader([question_set(tmp_path / "set", 3)], bench, 1, tmp_path / "reader.onnx", None)
    assert caught.value.code == "too_few_questions"
    assert not (tmp_path / "reader.onnx").exists()


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_learnt(tmp_path: Path, bench: Bench) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        train_reader([question_set(tmp_path / "set", 30)], bench, 1, tmp_path / "file" / "reader.onnx", None)


def test_questions_that_are_not_about_passages_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = {"id": "1", "question": "Wer?", "answerable": False, "passages": ["Niemand."]}
    (tmp_path / "judged.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert main(["train", str(tmp_path / "judged.jsonl"), "--output", str(tmp_path / "reader.onnx")]) == 2
    assert "passages.jsonl" in capsys.readouterr().err


def test_the_lessons_that_we_bring_are_sound() -> None:
    own = load(OWN)
    assert isinstance(own, PassageSet)
    assert len(own.questions) > 8000
    assert set(own.titles) == set(own.passages)
    for one in own.questions:
        assert bool(one.answer) == one.answerable
        assert not one.answerable or own.passages[one.passage].startswith(one.answer, one.start)
    assert len({(one.passage, one.question) for one in own.questions}) == len(own.questions)
