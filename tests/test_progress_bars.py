"""Long work is counted where somebody looks, and said in a log; neither gets into what a program prints."""

from __future__ import annotations

import io
import sys
import time

import pytest

from assistant import progress_bars
from assistant.indexing.progress_bar import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_bar_moves_in_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert list(progress_bars.each("abc", "searching")) == ["a", "b", "c"]
    shown = terminal.getvalue()
    assert "\r" in shown
    assert "searching" in shown
    assert "3/3" in shown


def test_in_a_log_each_state_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    monkeypatch.setattr(progress_bars, "SECONDS_BETWEEN_LINES", 0.0)
    with progress_bars.counted(4, "embedding") as bar:
        for _ in range(4):
            bar.update()
    lines = log.getvalue().splitlines()
    assert [line for line in lines if "\r" in line or "\x1b" in line or not line.strip()] == []
    assert len(lines) == len(set(lines)) >= 5
    assert "embedding: 100%" in lines[-1]
    assert "4/4" in lines[-1]


def test_what_is_soon_done_is_not_in_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    assert list(progress_bars.each([1, 2], "searching")) == [1, 2]
    assert log.getvalue() == ""
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("file", "pause"), [(Terminal(), "_SECONDS_ON_TERMINAL"), (io.StringIO(), "SECONDS_BETWEEN_LINES")]
)
def test_what_cannot_be_counted_is_said_while_it_lasts(
    file: io.StringIO, pause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", file)
    monkeypatch.setattr(progress_bars, pause, 0.01)
    with progress_bars.working("making the model"):
        deadline = time.monotonic() + 60
        while file.getvalue().count("making the model 0 s") < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
    said = file.getvalue()
    assert said.endswith("\n")
    assert said.count("\n") == (1 if file.isatty() else said.count("making"))


def test_of_what_is_soon_made_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bars.working("making the model"):
        pass
    assert capsys.readouterr().err == ""


def test_a_run_says_what_follows_its_last_file(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    monkeypatch.setattr(progress_bars, "SECONDS_BETWEEN_LINES", 0.01)
    bar = Bar("de")
    with bar.told_to_the_end():
        bar.begin(1)
        bar.advance(1, 3)
        bar.end()
        deadline = time.monotonic() + 60
        while "Suchindex wird gebaut" not in log.getvalue() and time.monotonic() < deadline:
            time.sleep(0.01)
    lines = [line for line in log.getvalue().splitlines() if line]
    assert "Suchindex wird gebaut" in lines[-1]


def test_a_run_that_was_broken_off_does_not_say_that_the_index_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    monkeypatch.setattr(progress_bars, "SECONDS_BETWEEN_LINES", 0.01)
    bar = Bar("de")
    with bar.told_to_the_end():
        bar.begin(2)
        bar.advance(1, 3)
        bar.end()
        time.sleep(0.2)
    assert "Suchindex" not in log.getvalue()
