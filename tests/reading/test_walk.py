"""The files below the paths that a person named."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.reading.walk import walk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "korpus"
    for name in ("b.md", "a.txt", "tief/c.pdf", ".versteckt.md", ".git/config", "corpus.toml", "~$b.docx", "Thumbs.db"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return root


def names(root: Path, *paths: Path) -> list[str]:
    return [file.path.relative_to(root).as_posix() for file in walk(paths)]


def test_files_come_sorted_without_hidden_and_lock_files(folder: Path) -> None:
    assert names(folder, folder) == ["a.txt", "b.md", "tief/c.pdf"]


def test_a_file_has_its_folder_as_root(folder: Path) -> None:
    [source] = walk([folder / "b.md"])
    assert source.root == folder


def test_a_file_that_two_paths_hold_comes_once(folder: Path) -> None:
    assert names(folder, folder / "tief", folder) == ["tief/c.pdf", "a.txt", "b.md"]


def test_links_are_not_followed_and_loops_end(folder: Path) -> None:
    outside = folder.parent / "geheim.md"
    outside.write_text("x", encoding="utf-8")
    (folder / "hinaus.md").symlink_to(outside)
    (folder / "schleife").symlink_to(folder)
    (folder / "ins-leere.md").symlink_to(folder / "weg.md")
    (folder / "selbst.md").symlink_to(folder / "selbst.md")
    found = {file.path.name: file.is_foreign for file in walk([folder])}
    assert found == {"a.txt": False, "b.md": False, "c.pdf": False, "hinaus.md": True}
    [named] = walk([folder / "hinaus.md"])
    assert not named.is_foreign  # whoever names it means it


def test_a_missing_path_is_named_before_anything_is_yielded(folder: Path) -> None:
    with pytest.raises(UsageError) as caught:
        walk([folder, folder / "fehlt"])
    assert "fehlt" in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", ["x" * 300, "mit\0null", "b.md/darunter"])
def test_a_name_that_no_file_can_have_is_missing(folder: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        walk([folder / name])
    assert caught.value.code == "missing_path"


def test_a_path_that_must_not_be_looked_at_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(path: Path) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", forbidden)
    with pytest.raises(UsageError) as caught:
        walk([folder / "tief"])
    assert caught.value.code == "file_forbidden"


def test_a_folder_that_must_not_be_opened_is_yielded_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    opened = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "tief":
            raise PermissionError(13, "Permission denied")
        return opened(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert names(folder, folder) == ["a.txt", "b.md", "tief"]
