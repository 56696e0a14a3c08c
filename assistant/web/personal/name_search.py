"""Finds where documents and kept questions name a person, so that staff can tell them and withdraw it."""

from __future__ import annotations

import datetime
import re
from contextlib import closing
from typing import NamedTuple

from sqlalchemy import select

from assistant.errors import UsageError
from assistant.feedback.box import FeedbackBox
from assistant.feedback.store import FeedbackStore
from assistant.indexing.index import Index, open_catalogue, published_generation
from assistant.indexing.tables import StoredPassage, documents
from assistant.language.terms import stems
from assistant.records import STAFF, Audience
from assistant.settings.settings import Settings

# Characters around the name.
BEFORE, AFTER = 60, 120


class Naming(NamedTuple):
    """A passage that holds every word of the name, in any form of it; `quote` is what stands around the first."""

    path: str
    other_paths: tuple[str, ...]
    audience: Audience
    page: int | None
    quote: str


class NameOccurrences(NamedTuple):
    """`withdrawn` are paths of documents that left the index and are still in the catalogue; `questions` are kept."""

    passages: list[Naming]
    withdrawn: list[str]
    questions: list[str]


def find(settings: Settings, name: str) -> NameOccurrences:
    """Where it stands, of all audiences, by path and place; asked of the lexical index, so no model is loaded.

    Raises:
        UsageError: the name holds no word.
        UnavailableError: the index is to be built first.
        StorageError: a database cannot be read.
    """
    words = frozenset(stems(name))
    if not words:
        raise UsageError("question_empty")
    if not published_generation(settings.folder):
        return NameOccurrences([], [], _questions(settings, words))
    with closing(open_catalogue(settings.folder)) as catalog:
        model = catalog.state().model
        left = documents.c.removed_generation <= catalog.state().generation
        with catalog.explained(), catalog.engine.connect() as connection:
            rows = connection.execute(select(documents.c.path, documents.c.title, documents.c.text).where(left)).all()
    with closing(Index.open(settings.folder, model)) as index:
        passages = _passages(index, name, words)
    gone = sorted({row.path for row in rows if words <= set(stems(f"{row.title}\n{row.text}"))})
    return NameOccurrences(passages, gone, _questions(settings, words))


def _passages(index: Index, name: str, words: frozenset[str]) -> list[Naming]:
    most = index.passage_count(STAFF)
    if not most:
        return []
    hits = index.lexical("stems", dict.fromkeys(words, 1.0), STAFF, most)
    stored = index.passages([id for id, _ in hits], STAFF).values()
    named = [one for one in stored if words <= set(stems(_read(one)))]
    named.sort(key=lambda one: (one.document.path, one.passage.start))
    others = {one.document.id: index.document(one.document.id, STAFF) for one in named}
    return [
        Naming(
            one.document.path,
            document.other_paths if (document := others[one.document.id]) else (),
            one.document.audience,
            one.passage.page,
            _quote(one.passage.text, name),
        )
        for one in named
    ]


def _read(one: StoredPassage) -> str:
    """What a passage is found by."""
    return "\n".join([one.document.title, one.document.path, *one.passage.headings, one.passage.text])


def _quote(text: str, name: str) -> str:
    """The whole words around the longest of the name, the rarest; the beginning where only its stem stands there."""
    longest = re.search(re.escape(max(name.split(), key=len)), text, re.IGNORECASE)
    at = longest.start() if longest else 0
    first, last = max(0, at - BEFORE), at + AFTER
    while first and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    cut = ("…" if text[:first].strip() else "", text[first:last], "…" if text[last:].strip() else "")
    return " ".join(" ".join(cut).split())


def _questions(settings: Settings, words: frozenset[str]) -> list[str]:
    """The keys of kept questions whose words, or whose remark, name the person."""
    if not FeedbackStore.is_there(settings.folder):
        return []
    with closing(FeedbackBox(settings.folder, settings.keep_questions_days)) as box:
        kept = box.store.kept(datetime.date.min, most=None)
    return [one.answer for one in kept if words <= set(stems("\n".join([one.text, *one.history, one.comment])))]
