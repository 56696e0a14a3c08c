"""Our stack beside that of others, on a few small files."""

from __future__ import annotations

import importlib.util
from io import BytesIO
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from reportlab.pdfgen.canvas import Canvas

from assistant.errors import UnavailableError, UsageError
from assistant.evaluation import peers
from assistant.evaluation.peers import Stacks


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    canvas = Canvas(made := BytesIO())
    canvas.drawString(100, 700, "Der Zuschuss endet im Juni.")
    canvas.save()
    (tmp_path / "a.pdf").write_bytes(made.getvalue())
    (tmp_path / "b.md").write_text("# Förderung\n\nAnträge nimmt Frau Beck entgegen.\n" * 40, encoding="utf-8")
    (tmp_path / "0-broken.pdf").write_bytes(b"%PDF-1.4 nothing more")  # the first one is read alone before
    (tmp_path / "c.bin").write_bytes(b"\0")
    return tmp_path


def test_both_stacks_take_in_the_same_files_in_turn(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = peers.peers(folder, Stacks(ToyEmbedder(), 120))
    assert "3 (" in report.circumstances["files"]
    (runs,) = report.tables
    assert [row[1] for row in runs.rows] == ["ours", "theirs", "theirs", "ours"]
    assert [row[4] for row in runs.rows] == [1, 1, 1, 1]
    numbers = {number.name: number.value for number in report.numbers}
    assert numbers["passages of theirs"] == 1 + 3
    assert (numbers["passages of ours"] or 0) > 1
    assert numbers["theirs / ours"] == pytest.approx((numbers["theirs"] or 0) / (numbers["ours"] or 1))
    assert "4 of 4: ours" in capsys.readouterr().err


def test_a_folder_without_such_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Keine Dokumente"):
        peers.peers(tmp_path, Stacks(ToyEmbedder(), 120))


def test_a_missing_package_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UnavailableError, match="pip install langchain-chroma"):
        peers.refuse_missing_packages()
