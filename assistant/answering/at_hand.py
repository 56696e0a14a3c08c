"""The document that a conversation is about: the one that the answer to its topic quotes first.

"Wer ist da der Ansprechpartner?" is asked of it, and so is what names nothing that it does not speak of: "Wie lange ist
die Probezeit?". A conversation keeps questions only, so that answer is made again, where it is not remembered.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from assistant.answering.understanding.following import resolve
from assistant.language.subject import own_stems, own_words
from assistant.language.terms import held, holds
from assistant.records import Answer, Document, DocumentInfo, Question


class AtHand(NamedTuple):
    """The document that a conversation is about.

    `is_of_topic`: the last topic may be about it; else it has no answer, and is about something else than this document
    of a topic before. `is_sure`: so is the answer that quotes it.
    """

    info: DocumentInfo
    is_of_topic: bool = True
    is_sure: bool = True

    def behind(self, declined: str, document: Document) -> AtHand:
        """The same behind a question without an answer; `document`, that of `info`, may hold some of its words."""
        own = own_stems(declined)
        return self._replace(is_of_topic=self.is_of_topic and (not own or bool(held(own, document.text))))


def topic(question: Question) -> Question:
    """The question that began what the last one of the history was about, with the history before it.

    That is the last one itself where it asks the same of something else: "Und beim Kaifonds?". The history must not be
    empty.
    """
    *before, last = question.history
    resolved = resolve(last, before)
    is_of_another = resolved.asks_the_same and any(own_words(last))
    place = len(before) if resolved.since is None or is_of_another else resolved.since
    return replace(
        question,
        text=question.history[place],
        history=question.history[:place],
        without_filters=question.history_without if place == len(before) else frozenset(),
        history_without=frozenset(),
    )


def quoted_first(found: Answer) -> DocumentInfo | None:
    """The document that the answer quotes first; None where it is a list from several documents, or has no quote.

    What an entry of a list quotes besides, as the decision that it repeals, is no entry.
    """
    if not found.citations:
        return None
    cited = {number: one.quote.document for number, one in enumerate(found.citations, 1)}
    entries = {cited[one.citations[0]].id for one in found.sentences if one.citations}
    return None if found.listing is not None and len(entries) > 1 else cited[1]


def speaks_of(own: frozenset[str], document: Document) -> bool:
    """Whether the document holds each of these stems, or a compound with it."""
    return holds(document.text, own)
