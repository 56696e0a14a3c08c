"""Files that are there as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.storage.atomic_files import atomic_file


def test_a_file_takes_its_place_once_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "data" / "weights.json"
    with atomic_file(path) as beside:
        beside.write_text("new")
        assert not path.exists()
    assert path.read_text() == "new"
    assert list(path.parent.iterdir()) == [path]


def written_half(path: Path) -> None:
    with atomic_file(path) as beside:
        beside.write_text("ne")
        raise ValueError("half")


def test_what_fails_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text("old")
    with pytest.raises(ValueError, match="half"):
        written_half(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_two_files_of_one_stem_are_written_side_by_side(tmp_path: Path) -> None:
    one, other = tmp_path / "words.json", tmp_path / "words.npy"
    with atomic_file(one) as beside_one, atomic_file(other) as beside_other:
        beside_one.write_text("one")
        beside_other.write_text("other")
    assert (one.read_text(), other.read_text()) == ("one", "other")
