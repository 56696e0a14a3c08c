"""The grammar of a stress manifest."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.evaluation.hard_files import manifest
from assistant.evaluation.hard_files.expectations import DEMANDS


def written(folder: Path, *lines: str, head: str = "file\texpected\tnote") -> Path:
    (folder / "MANIFEST.tsv").write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    for line in lines:
        (folder / line.split("\t")[0]).write_text("Text", encoding="utf-8")
    return folder


def alternatives(folder: Path, expected: str) -> tuple[tuple[str, ...], ...]:
    (row,) = manifest.read(written(folder, f"a.txt\t{expected}\t"), DEMANDS.keys())
    return row.alternatives


@pytest.mark.parametrize(
    ("expected", "phrases"),
    [
        ("text", (("text",),)),
        ("text+dense tables", (("text", "dense tables"),)),
        ("text or OCR", (("text",), ("ocr",))),
        ("text (boilerplate!)", (("text", "boilerplate"),)),
        ("ERROR password", (("error", "password"),)),
        (
            "ERROR with a clear message; nothing indexed; no crash / no endless loop",
            (("error", "with a clear message", "nothing indexed", "no crash", "no endless loop"),),
        ),
        ("no text layer -> OCR or warning", (("ocr",), ("warning",))),
        ("detected by content or clear ERROR", (("detected by content",), ("clear error",))),
        ("text; NO file/network access", (("text", "no file/network access"),)),
        ("text + embedded files", (("text", "embedded files"),)),
        ("OCR of image inside DOCX", (("ocr", "of image inside docx"),)),
    ],
)
def test_an_expectation_is_alternatives_of_phrases(
    tmp_path: Path, expected: str, phrases: tuple[tuple[str, ...], ...]
) -> None:
    assert alternatives(tmp_path, expected) == phrases


@pytest.mark.parametrize(
    ("expected", "word"), [("text and flowers", "and"), ("texts", "texts"), ("", ""), ("no text ->", "no text ->")]
)
def test_an_unknown_word_is_named_with_its_line(tmp_path: Path, expected: str, word: str) -> None:
    folder = written(tmp_path, "good.txt\ttext\t", f"bad.txt\t{expected}\t")
    with pytest.raises(UsageError, match=r"Zeile 3 .*MANIFEST\.tsv") as caught:
        manifest.read(folder, DEMANDS.keys())
    assert f"„{word}“" in str(caught.value)


def test_the_phrases_of_a_note_are_taken_with_their_kind(tmp_path: Path) -> None:
    note = "Seite 3; contains: 60 Prozent; absent: Cookie; contains-hard: Peine; absent-optional: Fuß"
    (row,) = manifest.read(written(tmp_path, f"a.txt\ttext\t{note}"), DEMANDS.keys())
    assert row.phrases == (
        ("contains", "60 Prozent"),
        ("absent", "Cookie"),
        ("contains-hard", "Peine"),
        ("absent-optional", "Fuß"),
    )


def test_a_file_is_found_however_its_umlauts_are_composed(tmp_path: Path) -> None:
    folder = written(tmp_path, f"{unicodedata.normalize('NFD', 'Förderung.txt')}\ttext\t")
    line = f"file\texpected\tnote\n{unicodedata.normalize('NFC', 'Förderung.txt')}\ttext\t\n"
    (folder / "MANIFEST.tsv").write_text(line, encoding="utf-8")
    (row,) = manifest.read(folder, DEMANDS.keys())
    assert row.file.is_file()


def test_a_file_that_is_missing_is_named_with_its_line(tmp_path: Path) -> None:
    folder = written(tmp_path, "a.txt\ttext\t")
    (folder / "a.txt").unlink()
    with pytest.raises(UsageError, match=r"Zeile 2 .* a\.txt"):
        manifest.read(folder, DEMANDS.keys())


@pytest.mark.parametrize("name", ["folder", ""])
def test_a_folder_is_no_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "MANIFEST.tsv").write_text(f"file\texpected\tnote\n{name}\ttext\t\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        manifest.read(tmp_path, DEMANDS.keys())
    assert (caught.value.code, caught.value.values["line"]) == ("manifest_file", 2)


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nicht lesbar"):
        manifest.read(tmp_path, DEMANDS.keys())


def test_a_manifest_with_other_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="file, expected, note"):
        manifest.read(written(tmp_path, head="name,expected"), DEMANDS.keys())


def test_a_manifest_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nennt keine Datei"):
        manifest.read(written(tmp_path), DEMANDS.keys())
