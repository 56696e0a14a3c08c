"""Long work is counted where somebody looks, and said in a log; neither gets into what a program prints."""

from __future__ import annotations

import io
import sys

import pytest

from assistant import bars


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_bar_moves_in_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert list(bars.each("abc", "searching")) == ["a", "b", "c"]
    shown = terminal.getvalue()
    assert "\r" in shown
    assert "searching" in shown
    assert "3/3" in shown


def test_in_a_log_each_state_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    monkeypatch.setattr(bars, "SECONDS_BETWEEN_LINES", 0.0)
    with bars.counted(4, "embedding") as bar:
        for _ in range(4):
            bar.update()
    lines = log.getvalue().splitlines()
    assert [line for line in lines if "\r" in line or "\x1b" in line or not line.strip()] == []
    assert len(lines) >= 5
    assert "embedding: 100%" in lines[-1]
    assert "4/4" in lines[-1]


def test_what_is_soon_done_is_not_in_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    assert list(bars.each([1, 2], "searching")) == [1, 2]
    assert log.getvalue() == ""
    assert capsys.readouterr().out == ""
