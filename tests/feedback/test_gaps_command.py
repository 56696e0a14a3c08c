"""`python -m assistant gaps`: the list at the shell, and what is too old removed."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path

import pytest
from feedback_made import abstained, asked

from assistant.__main__ import main
from assistant.feedback.box import FeedbackBox
from assistant.storage.folder import DataFolder

Capture = pytest.CaptureFixture[str]
QUESTION = "Wer fördert Lastenräder?"
DAY_SECONDS = 24 * 3600


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_KEEP_QUESTIONS_DAYS", "30")


def ask(*questions: str, days_ago: float = 0) -> None:
    box = FeedbackBox(Path("data"), 30, clock=lambda: time.time() - days_ago * DAY_SECONDS)
    for question in questions:
        box.issue(abstained(), asked(question))
    box.close()


def test_the_gaps_are_listed_with_their_counts(capsys: Capture) -> None:
    ask(QUESTION, "wer foerdert lastenraeder", "Wo tagt der Beirat?")
    assert main(["gaps"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] in (f"   2 × {QUESTION}", "   2 × wer foerdert lastenraeder")
    assert "keine Stelle sicher genug 2×" in lines[1]
    assert lines[2] == "   1 × Wo tagt der Beirat?"


def test_a_question_moves_no_cursor(capsys: Capture) -> None:
    ask("Wer\x1b[2J fördert\n   9 × Lastenräder?")
    assert main(["gaps"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "   1 × Wer\ufffd[2J fördert\ufffd   9 × Lastenräder?"


def test_the_gaps_come_as_json(capsys: Capture) -> None:
    ask(QUESTION)
    assert main(["gaps", "--json"]) == 0
    (gap,) = json.loads(capsys.readouterr().out)["gaps"]
    assert (gap["question"], gap["count"], gap["reasons"]) == (QUESTION, 1, {"below_threshold": 1})


def test_the_gaps_come_as_a_table_without_formulas(capsys: Capture) -> None:
    ask('=HYPERLINK("https://evil.example")', QUESTION)
    assert main(["gaps", "--csv"]) == 0
    table = capsys.readouterr().out
    assert table.startswith("\ufeff")  # as a German spreadsheet takes it for UTF-8
    rows = {row["question"]: row for row in csv.DictReader(io.StringIO(table[1:]), delimiter=";")}
    assert set(rows) == {QUESTION, '\'=HYPERLINK("https://evil.example")'}
    assert (rows[QUESTION]["count"], rows[QUESTION]["reasons"]) == ("1", "below_threshold")


def test_what_was_kept_long_enough_is_removed_on_demand(capsys: Capture) -> None:
    ask(QUESTION, days_ago=40)
    ask("Wo tagt der Beirat?")
    assert main(["gaps", "--purge"]) == 0
    assert capsys.readouterr().out == "Gelöschte Fragen: 1.\n"
    assert main(["gaps", "--purge", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"removed": 0}


def test_a_folder_without_feedback_has_no_gaps_and_stays_as_it_is(capsys: Capture) -> None:
    Path("data").mkdir()
    assert main(["gaps"]) == 0
    assert capsys.readouterr().out == "Keine offenen Fragen.\n"
    assert not (DataFolder(Path("data")).feedback).exists()


def test_where_no_questions_are_kept_the_list_says_so(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_KEEP_QUESTIONS_DAYS", "0")
    ask(QUESTION)
    assert main(["gaps"]) == 0
    told = capsys.readouterr().out
    assert "Hier ist ASSISTANT_KEEP_QUESTIONS_DAYS nicht gesetzt oder 0" in told
    assert "Bewahrt der Server welche auf" in told


def test_json_and_csv_exclude_each_other(capsys: Capture) -> None:
    assert main(["gaps", "--json", "--csv"]) == 2
    assert "python -m assistant" in capsys.readouterr().err
