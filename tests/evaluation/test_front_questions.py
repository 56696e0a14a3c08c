"""Questions in the front matter of Markdown files."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.evaluation.sets.datasets import FolderSet, load

BATH = """---
titel: Badeordnung
keywords:
  - Freibad
fragen:
  - "Was kostet der Eintritt?"
  # for families

  - Darf ich Tiere mitbringen?
querverweise:
  - Gebührensatzung
---
# Badeordnung

Der Eintritt kostet 4 Euro.
"""


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(exist_ok=True)
        path.with_suffix(".md").write_text(text, encoding="utf-8")
    return folder


def loaded(folder: Path) -> FolderSet:
    found = load(folder)
    assert isinstance(found, FolderSet)
    return found


def test_each_question_asks_for_the_file_that_lists_it(tmp_path: Path) -> None:
    other = BATH.replace("4 Euro", "5 Euro")
    questions = loaded(written(tmp_path, bad=BATH, satzung="# Satzung\n\n- fragen:\n", unter__bad=other)).questions
    assert [(q.id, q.question, q.document) for q in questions[:2]] == [
        ("bad.md 1", "Was kostet der Eintritt?", "bad.md"),
        ("bad.md 2", "Darf ich Tiere mitbringen?", "bad.md"),
    ]
    assert [q.document for q in questions[2:]] == ["unter/bad.md", "unter/bad.md"]


def test_files_with_the_same_content_are_asked_for_once_and_found_by_each_of_their_paths(tmp_path: Path) -> None:
    questions = loaded(written(tmp_path, bad=BATH, unter__bad=BATH)).questions
    assert [(q.id, q.documents) for q in questions] == [
        ("bad.md 1", {"bad.md", "unter/bad.md"}),
        ("bad.md 2", {"bad.md", "unter/bad.md"}),
    ]


def test_the_source_is_the_folder_and_what_its_files_hold(tmp_path: Path) -> None:
    before = loaded(written(tmp_path, bad=BATH)).source
    after = loaded(written(tmp_path, bad=BATH.replace("4 Euro", "5 Euro"))).source
    assert before.name == after.name == tmp_path.name
    assert before.sha256 != after.sha256


def test_decomposed_names_of_files_are_composed(tmp_path: Path) -> None:
    (tmp_path / "Bo\u0308rse.md").write_text(BATH, encoding="utf-8")
    assert loaded(tmp_path).questions[0].document == "Börse.md"


@pytest.mark.parametrize("listed", ["fragen:", "fragen: []", "andere:\n  - x", "Fragen: null"])
def test_a_folder_without_questions_is_refused(tmp_path: Path, listed: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(written(tmp_path, a=f"---\ntitel: A\n{listed}\n---\nText.\n"))
    assert caught.value.code == "dataset_folder_without_questions"
    assert "- What does" in caught.value.explain("en").remedy


@pytest.mark.parametrize(
    ("listed", "line"),
    [
        ('fragen: ["Wer?", "Wo?"]', 3),
        ("fragen:\n  - Wer?\n  - ''", 5),
        ("fragen:\n  - Wer ist\n    zuständig?", 5),
    ],
)
def test_a_list_that_is_written_otherwise_is_refused_with_its_line(tmp_path: Path, listed: str, line: int) -> None:
    with pytest.raises(UsageError) as caught:
        load(written(tmp_path, a=f"---\ntitel: A\n{listed}\n---\nText.\n"))
    assert (caught.value.code, caught.value.values["line"]) == ("dataset_front_matter", line)
