"""A file -> Document, and its fingerprint."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.describing.labs import Known
from assistant.reading.describing.rules import Decision, Rule, Rules
from assistant.reading.document import Task, fingerprint, read_documents
from assistant.reading.limits import Limits
from assistant.records import Document


def read(task: Task) -> Document:
    [document] = read_documents(task).documents
    return document


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ordner" / "2024-05-03 Gru\u0308ße.txt"
    path.parent.mkdir()
    path.write_text("Grüße aus Wolfsburg\n\nEs geht voran.", encoding="utf-8")
    return path


def test_a_document_knows_its_place_its_content_and_its_description(file: Path, tmp_path: Path) -> None:
    document = read(Task(file, tmp_path, Rules(), audience="public"))
    assert document.info.path == "ordner/2024-05-03 Grüße.txt"
    assert document.location == str(file.resolve())
    assert document.content_hash == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (document.info.title, document.info.audience) == ("Grüße aus Wolfsburg", "public")
    assert [block.kind for block in document.blocks] == ["heading", "paragraph"]


def test_the_id_depends_on_audience_and_content_alone(file: Path, tmp_path: Path) -> None:
    first = read(Task(file, tmp_path, Rules())).id
    assert len(first) == 20
    assert read(Task(file, tmp_path, Rules(), type="study")).id == first
    assert read(Task(file, tmp_path, Rules(), audience="public")).id != first
    copy = file.with_name("kopie.txt")
    copy.write_bytes(file.read_bytes())
    assert read(Task(copy, tmp_path, Rules())).id == first
    file.write_text("Anders.", encoding="utf-8")
    assert read(Task(file, tmp_path, Rules())).id != first


def test_the_fingerprint_is_equal_exactly_when_nothing_changes(file: Path, tmp_path: Path) -> None:
    before = fingerprint(Task(file, tmp_path, Rules()))
    assert fingerprint(Task(file, tmp_path, Rules((Rule("*.pdf", Decision(audience="public")),)))) == before
    assert fingerprint(Task(file, tmp_path, Rules(), audience="public")) != before
    assert fingerprint(Task(file, tmp_path, Rules(), type="study")) != before
    for said in (Decision(lab="Technologie"), Decision(date=datetime.date(2024, 5, 3)), Decision(audience="internal")):
        assert fingerprint(Task(file, tmp_path, Rules((Rule("**", said),)))) != before
    assert fingerprint(Task(file, tmp_path, Rules(known=Known(labs=(("Technologie", ("Roboter",)),))))) != before
    assert fingerprint(Task(file, file.parent, Rules())) != before
    for limits in (Limits(ocr=False), Limits(ocr_languages="eng")):
        assert fingerprint(Task(file, tmp_path, Rules()), limits) != before
    assert fingerprint(Task(file, tmp_path, Rules()), Limits(pages=1)) == before
    file.touch()
    assert fingerprint(Task(file, tmp_path, Rules())) == before
    file.write_text("Anders.", encoding="utf-8")
    assert fingerprint(Task(file, tmp_path, Rules())) != before


def test_the_name_of_the_root_may_say_the_type_and_belongs_to_the_fingerprint(tmp_path: Path) -> None:
    prints = set()
    for name, type in (("protokolle", "minutes"), ("sonstiges", "other")):
        file = tmp_path / name / "a.txt"
        file.parent.mkdir()
        file.write_text("Grüße aus Wolfsburg\n\nEs geht voran.", encoding="utf-8")
        assert read(Task(file, file.parent, Rules())).info.type == type
        prints.add(fingerprint(Task(file, file.parent, Rules())))
    assert len(prints) == 2


def test_a_file_outside_the_root_is_a_mistake_of_the_caller(file: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not in the subpath"):
        read(Task(file, tmp_path / "anderswo", Rules()))


def test_an_unreadable_file_has_no_fingerprint(tmp_path: Path) -> None:
    with pytest.raises(ReadingError):
        fingerprint(Task(tmp_path / "weg.txt", tmp_path, Rules()))
