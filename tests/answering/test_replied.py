"""Replies to a question that stands above them: quoted with it, and no answer to another one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import asked, candidate, document, sentence

from assistant.answering.quoting.quote import quote
from assistant.answering.weighing.replied import without_replies_to_others
from assistant.language.replies import replies
from assistant.records import Span

FAQ = """# Fragen

## Bekomme ich Kurzarbeitergeld?

Nein, dafür ist die Agentur zuständig. Wir helfen gern. Der Kran ist gelb.

## Wo liegt das Dock?

Es liegt am Kai. Zuständig ist Frau Kai.

## Werften

Darf man rufen? Ja. Die Wache ist dafür zuständig.
"""
SOURCE = document(FAQ)


def quoted(beginning: str, text: str = FAQ) -> str:
    source = document(text)
    found = quote(source, sentence(source, beginning))
    assert found is not None
    return found.text


def left(query: str, *beginnings: str, answers: float | None = None, language: str = "de") -> list[str]:
    """The beginnings of the sentences that may answer the question."""
    found = [replace(candidate(SOURCE, one), answers=answers) for one in beginnings]
    question = replace(asked(query), language=language)
    return [
        one for one, kept in zip(beginnings, found, strict=True) if kept in without_replies_to_others(found, question)
    ]


def test_a_reply_is_quoted_with_the_question_above_it() -> None:
    whole = "Bekomme ich Kurzarbeitergeld? Nein, dafür ist die Agentur zuständig."
    assert quoted("Nein") == whole
    bold = FAQ.replace("## Bekomme ich Kurzarbeitergeld?", "**Bekomme ich Kurzarbeitergeld?**")
    assert quoted("Nein", bold) == f"**{whole.replace('?', '?**')}"
    assert quoted("Dafür", FAQ.replace("Nein, dafür", "Dafür")) == whole.replace("Nein, dafür", "Dafür")
    assert quoted("Ja") == "Darf man rufen? Ja."


def test_what_tells_something_by_itself_goes_without_the_question() -> None:
    assert quoted("Der Kran") == "Der Kran ist gelb."
    assert quoted("Die Agentur", FAQ.replace("Nein, dafür ist die Agentur", "Die Agentur ist")).startswith(
        "Die Agentur"
    )
    assert quoted("Dafür", FAQ.replace("Nein, dafür", "Dafür").replace("geld?", "geld")).startswith("Dafür")


@pytest.mark.parametrize("text", ["Nein-Stimmen gab es keine.", "Ja: 12 Stimmen", "No. 7 is the dock.", "Nebel kommt."])
def test_what_only_begins_like_one_is_no_reply(text: str) -> None:
    assert not replies(text, Span(0, len(text)))


def test_a_reply_to_another_question_is_no_answer() -> None:
    both = ("Nein", "Wir helfen")
    assert left("Wer ist für Presse zuständig?", *both, "Zuständig") == ["Zuständig"]
    assert left("Wer ist für Presse zuständig?", "Ja.", "Die Wache") == []
    assert left("Wer ist für Kurzarbeit zuständig?", *both) == list(both)


def test_what_shares_words_or_is_read_as_an_answer_stays() -> None:
    assert left("Welche Farbe hat der Kran?", "Nein", "Wir helfen", "Der Kran") == ["Der Kran"]
    assert left("Wer zahlt bei Presse?", "Nein", "Wir helfen", answers=0.5) == ["Nein", "Wir helfen"]
    assert left("Wer zahlt bei Presse?", "Nein", "Wir helfen", answers=-0.5) == []
    assert left("Wer ist für Presse zuständig?", "Nein", "Wir helfen", answers=0.5) == []
    assert left("Who is responsible for the press?", "Nein", language="en") == ["Nein"]
