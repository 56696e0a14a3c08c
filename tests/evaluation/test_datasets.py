"""Question sets: recognised by content, refused with line and field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evaluation_fakes import GOLD, UNANSWERABLE

from assistant.errors import UsageError
from assistant.evaluation.sets.datasets import GoldSet, JudgedSet, PassageSet, SpanSet, load

SPAN = {
    "question": "Wer leitet das Labor?",
    "context": "Das Labor leitet Frau Anders.",
    "answers": {"answer_start": [17], "text": ["Frau Anders"]},
}
JUDGED = {"id": "j1", "question": "Wie viele Labore?", "answerable": True, "passages": ["Es sind vier.", "Es regnet."]}
TAUGHT: dict[str, Any] = {
    "id": "t1",
    "passage": "p1",
    "question": "Wer leitet das Labor?",
    "answerable": True,
    "answer": "Frau Anders",
    "start": 17,
    "kind": "who",
    "paraphrase": False,
}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "dev.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_a_file_of_contexts_is_a_span_set(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, SPAN))
    assert isinstance(loaded, SpanSet)
    assert loaded.questions[0].answers == ("Frau Anders",)
    assert loaded.questions[0].id == "line 1"


def test_a_file_of_judged_passages_is_a_judged_set(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, JUDGED))
    assert isinstance(loaded, JudgedSet)
    assert loaded.questions[0].passages == ("Es sind vier.", "Es regnet.")


def test_a_file_of_kinds_and_documents_is_a_gold_set(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, GOLD | {"also_in": ["press/zuschuss.txt"], "near": "unread"}))
    assert isinstance(loaded, GoldSet)
    assert loaded.questions[0].documents == {"funding/zuschuss.md", "press/zuschuss.txt"}


def with_passages(path: Path) -> Path:
    (path.parent / "passages.jsonl").write_text('{"passage": "p1", "text": "Das Labor leitet Frau Anders."}\n')
    (path.parent / "distractors.jsonl").write_text('{"kind": "guide", "text": "Es regnet."}\n')
    return path


def test_a_file_of_questions_on_passages_is_read_with_the_passages_beside_it(tmp_path: Path) -> None:
    near_miss = TAUGHT | {"id": "t2", "answerable": False, "answer": "", "start": -1}
    loaded = load(with_passages(written(tmp_path, TAUGHT, near_miss)))
    assert isinstance(loaded, PassageSet)
    assert [(q.id, q.passage, q.answerable) for q in loaded.questions] == [("t1", "p1", True), ("t2", "p1", False)]
    assert loaded.passages == {"p1": "Das Labor leitet Frau Anders."}
    assert loaded.distractors == ("Es regnet.",)
    assert (loaded.titles, loaded.documents) == ({}, {})


def test_passages_may_say_which_document_they_are_a_part_of(tmp_path: Path) -> None:
    path = with_passages(written(tmp_path, TAUGHT))
    part = {"passage": "p1", "title": "Satzung – § 1", "document": "satzung", "text": "Das Labor leitet Frau Anders."}
    (tmp_path / "passages.jsonl").write_text(json.dumps(part), encoding="utf-8")
    loaded = load(path)
    assert isinstance(loaded, PassageSet)
    assert (loaded.titles, loaded.documents) == ({"p1": "Satzung – § 1"}, {"p1": "satzung"})


def test_the_checksum_of_a_passage_set_is_over_its_passages_too(tmp_path: Path) -> None:
    path = with_passages(written(tmp_path, TAUGHT))
    before = load(path).source.sha256
    (tmp_path / "distractors.jsonl").write_text('{"text": "Es schneit."}\n')
    assert load(path).source.sha256 != before


@pytest.mark.parametrize("missing", ["passages.jsonl", "distractors.jsonl"])
def test_a_file_of_questions_without_its_passages_is_refused(tmp_path: Path, missing: str) -> None:
    path = with_passages(written(tmp_path, TAUGHT))
    (tmp_path / missing).unlink()
    with pytest.raises(UsageError) as caught:
        load(path)
    assert (caught.value.code, caught.value.values["part"]) == ("dataset_part_missing", missing)


@pytest.mark.parametrize("passage", ["p2", ["p1"]])
def test_a_question_on_an_unknown_passage_is_refused(tmp_path: Path, passage: object) -> None:
    with pytest.raises(UsageError, match=r"passages\.jsonl") as caught:
        load(with_passages(written(tmp_path, TAUGHT, TAUGHT | {"passage": passage})))
    assert (caught.value.values["line"], caught.value.values["field"]) == (2, "passage")


def test_decomposed_paths_are_composed(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, GOLD | {"document": "funding/Fo\u0308rderung.md"}))
    assert isinstance(loaded, GoldSet)
    assert loaded.questions[0].document == "funding/Förderung.md"


def test_the_source_names_folder_file_and_content(tmp_path: Path) -> None:
    source = load(written(tmp_path, SPAN)).source
    assert source.name == f"{tmp_path.name}/dev.jsonl"
    assert len(source.sha256) == 12


def test_the_documents_lie_beside_the_folder_of_the_gold_file(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    loaded = load(written(tmp_path / "gold", GOLD))
    assert isinstance(loaded, GoldSet)
    assert loaded.folder == tmp_path.resolve()


def test_blank_lines_are_passed_over_but_counted(tmp_path: Path) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_text("\n" + json.dumps(SPAN) + "\n\n{broken\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load(path)
    assert (caught.value.code, caught.value.values["line"]) == ("dataset_line", 4)


@pytest.mark.parametrize(
    ("lines", "line", "field"),
    [
        ([SPAN, {"question": "Wer?", "context": "Wir.", "answers": ["Wir"]}], 2, "answers"),
        ([SPAN, {"question": " ", "context": "Wir.", "answers": SPAN["answers"]}], 2, "question"),
        ([JUDGED | {"answerable": "yes"}], 1, "answerable"),
        ([JUDGED | {"passages": [1]}], 1, "passages"),
        ([SPAN | {"answers": {"text": ["Frau Anders", ""]}}], 1, "answers"),
        ([GOLD, GOLD | {"answers": []}], 2, "answers"),
        ([GOLD, GOLD | {"answers": [" "]}], 2, "answers"),
        ([GOLD, {**GOLD, "language": "fr"}], 2, "language"),
        ([GOLD | {"document": ""}], 1, "document"),
        ([GOLD | {"also_in": "press/a.md"}], 1, "also_in"),
        ([GOLD, {key: value for key, value in GOLD.items() if key != "history"}], 2, "history"),
    ],
)
def test_a_wrong_field_is_refused_with_its_line_and_name(
    tmp_path: Path, lines: list[object], line: int, field: str
) -> None:
    path = written(tmp_path, *lines)
    with pytest.raises(UsageError) as caught:
        load(path)
    assert caught.value.code == "dataset_field"
    assert caught.value.values["line"] == line
    assert caught.value.values["field"] == field
    assert str(path) in str(caught.value)


def test_an_unanswerable_question_needs_no_document(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, GOLD | UNANSWERABLE))
    assert isinstance(loaded, GoldSet)
    assert loaded.questions[0].documents == frozenset()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "dataset_empty"),
        (b'{"name": "x"}\n', "dataset_unknown"),
        (b"[1]\n", "dataset_line"),
        (b"\xff\xfe\n", "dataset_line"),
        (b"%PDF-1.7\n", "dataset_line"),
        (b'{"question": "Wer? \\ud83d"}\n', "dataset_line"),
        (100_000 * b"[", "dataset_line"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        load(path)
    assert caught.value.code == code
    assert caught.value.explain("en").message


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nicht lesbar"):
        load(tmp_path / "nowhere.jsonl")
