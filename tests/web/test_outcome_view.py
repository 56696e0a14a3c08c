"""What the page shows of outcomes: deadlines once and in one spelling."""

from __future__ import annotations

from typing import Any, cast

import pytest

from assistant.web.lists.outcome_contract import Due, Outcome
from assistant.web.lists.outcome_view import said, until


@pytest.mark.parametrize(
    ("words", "date", "shown"),
    [
        ("20.12.2024", "2024-12-20", "20. Dezember 2024"),
        ("2024-12-20", "2024-12-20", "20. Dezember 2024"),
        ("12. März 2025", "2025-03-12", "12. März 2025"),
        ("Mo, 3.3.2025", "2025-03-03", "Mo, 3.3.2025"),
        ("Ende Juli 2024", "2024-07-31", "Ende Juli 2024"),
        ("15.04.", "2024-04-15", "15.04."),
        ("KW 18", None, "KW 18"),
    ],
)
def test_a_whole_day_is_written_in_one_spelling_and_all_else_as_the_minutes_do(
    words: str, date: str | None, shown: str
) -> None:
    assert until(Due(words=words, date=date), "de") == shown


@pytest.mark.parametrize(
    ("text", "words", "cut"),
    [
        ("Saal mieten, bis Mai", "Mai", ("Saal mieten, bis ", "Mai", "")),
        ("Mai fragt Maier, bis Mai.", "Mai", ("Mai fragt Maier, bis ", "Mai", ".")),
        ("Maier fragen", "Mai", ("Maier fragen", "", "")),
        ("Bis (1+1) fertig", "(1+1)", ("Bis ", "(1+1)", " fertig")),
    ],
)
def test_words_are_cut_where_the_deadline_stands_as_whole_words(text: str, words: str, cut: tuple[str, ...]) -> None:
    outcome: Any = {"text": text, "due": {"words": words, "date": None}, "document": {"language": "de"}}
    assert said(cast(Outcome, outcome)) == cut


def test_without_a_deadline_the_words_stay_whole() -> None:
    outcome: Any = {"text": "Saal mieten", "due": None, "document": {"language": "de"}}
    assert said(cast(Outcome, outcome)) == ("Saal mieten", "", "")
