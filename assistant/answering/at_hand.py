"""The document that a conversation is about: the one that the answer to its topic quotes first.

"Wer ist da der Ansprechpartner?" is asked of it, and so is what names nothing that it does not speak of: "Wie lange ist
die Probezeit?". A conversation keeps questions only, so that answer is made again, where it is not remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answering.understanding.following import resolve
from assistant.language.subject import own_words
from assistant.language.terms import stems
from assistant.records import Document, DocumentInfo, Question

AtHand = Callable[[Question], DocumentInfo | None]
"""The document that the conversation before a question is about; None if there is none."""


def topic(question: Question) -> Question:
    """The question that began what the last one of the history was about, with the history before it.

    The history must not be empty.
    """
    *before, last = question.history
    since = resolve(last, before).since
    place = len(before) if since is None else since
    return replace(
        question,
        text=question.history[place],
        history=question.history[:place],
        without_filters=question.history_without if place == len(before) else frozenset(),
        history_without=frozenset(),
    )


def speaks_of(text: str, document: Document) -> bool:
    """Whether the document holds each word that a question is about, or a compound with it."""
    own = {stem for word in own_words(text) for stem in stems(word.text)}
    said = set(stems(document.text))
    return all(any(stem in one for one in said) for stem in own)
