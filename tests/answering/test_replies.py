"""Replies to a question that stands above them are quoted with it."""

from __future__ import annotations

import pytest
from made import document, sentence

from assistant.answering.quoting.quote import quote
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


def quoted(beginning: str, text: str = FAQ) -> str:
    source = document(text)
    found = quote(source, sentence(source, beginning))
    assert found is not None
    return found.text


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


@pytest.mark.parametrize(
    ("text", "asked", "answered"),
    [
        ("- Wer bestellt das Boot? Paula\n- Die Farbe des Bootes ist offen.\n", "Wer", "Wer bestellt das Boot? Paula"),
        ("Wer bestellt das Boot? Paula bestellt es. Es ist rot.\n", "Wer", "Wer bestellt das Boot? Paula bestellt es."),
        ("Wann? Wo? Am Kai.\n", "Wann", "Wann? Wo? Am Kai."),
        ("Wer bestellt hier das Boot?\nPaula geht.\n", "Wer", "Wer bestellt hier das Boot?"),
        ("Wer bestellt hier das Boot? Und wann?\n", "Wer", "Wer bestellt hier das Boot?"),
    ],
)
def test_a_question_brings_what_answers_it_in_its_line(text: str, asked: str, answered: str) -> None:
    source = document(text)
    found = quote(source, sentence(source, asked), 60)
    assert found is not None
    assert found.text == answered


@pytest.mark.parametrize("text", ["Nein-Stimmen gab es keine.", "Ja: 12 Stimmen", "No. 7 is the dock.", "Nebel kommt."])
def test_what_only_begins_like_one_is_no_reply(text: str) -> None:
    assert not replies(text, Span(0, len(text)))


@pytest.mark.parametrize(
    "reply",
    [
        "Gäste dürfen es nur mit Schein und\nkeinesfalls im Winter.",
        "Grundsätzlich ja, es sei\ndenn, der Kai ist gesperrt.",
    ],
)
def test_a_reply_that_goes_on_in_the_next_line_is_whole(reply: str) -> None:
    text = f"# Hafen\n\nWer darf hier baden? {reply} Das gilt.\n"
    own = document(text)
    quoted = quote(own, sentence(own, "Wer darf"))
    assert quoted is not None
    assert quoted.text == f"Wer darf hier baden? {' '.join(reply.split())}"
