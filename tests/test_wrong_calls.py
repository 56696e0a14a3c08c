"""A command that was called wrongly says in the language of whoever reads what is wrong, and where help is."""

from __future__ import annotations

import pytest

from assistant.__main__ import main

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        ("ask", "Fehler: Im Aufruf fehlt: QUESTION. Hilfe: python -m assistant ask --help"),
        ("ask Wie? --foo", "Fehler: Der Aufruf enthält, was es nicht gibt: --foo. Hilfe: python -m assistant --help"),
        (
            "ask Wie? --audience alle",
            "Fehler: --audience kann nicht 'alle' sein. Möglich sind: 'public', 'internal'. "
            "Hilfe: python -m assistant ask --help",
        ),
        ("ask Wie? --data", "Fehler: Hinter --data fehlt der Wert. Hilfe: python -m assistant ask --help"),
        (
            "outcomes --json --csv",
            "Fehler: --csv und --json gehen nicht zusammen. Hilfe: python -m assistant outcomes --help",
        ),
        (
            "bench --passages viele",
            "Fehler: --passages kann nicht 'viele' sein. Hilfe: python -m assistant bench --help",
        ),
        (
            "outcomes --date 2026",
            "Fehler: Was --date heißen soll, ist nicht klar. Möglich sind: --date-from, --date-to. "
            "Hilfe: python -m assistant outcomes --help",
        ),
    ],
)
def test_a_wrong_call_is_explained_in_german(call: str, complaint: str, capsys: Capture) -> None:
    assert main(call.split()) == 2
    assert capsys.readouterr().err.strip() == complaint


def test_in_english_for_who_reads_english(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_LANGUAGE", "en")
    assert main(["ask"]) == 2
    assert capsys.readouterr().err.strip() == "Error: The command lacks: QUESTION. Help: python -m assistant ask --help"


def test_a_command_that_does_not_exist_names_those_that_do(capsys: Capture) -> None:
    assert main(["frage"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Fehler: COMMAND kann nicht 'frage' sein. Möglich sind: 'ingest', 'serve', 'ask'")
