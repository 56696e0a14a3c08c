"""The words of a document, so that a keyword is found wherever it speaks of a programme."""

from __future__ import annotations

from assistant.knowledge.kept import Extractor
from assistant.language.spelling import skeleton
from assistant.language.terms import stems
from assistant.records import Document

_SHORTEST_PART = 5  # of a compound: with 4 letters "Auto" would begin "Automatisierung"


def words_of(document: Document) -> str:
    """The stems of the text, each once, between spaces; ä, ae and a alike."""
    return f" {' '.join(sorted({skeleton(stem) for stem in stems(document.text)}))} "


def speaks_of(words: str, query: str) -> bool:
    """Whether `words_of` documents hold each word of the query, be it at the beginning or the end of a compound."""
    return all(_holds(words, skeleton(stem)) for stem in stems(query.replace("-", " ")))


def _holds(words: str, stem: str) -> bool:
    if f" {stem} " in words:
        return True
    return len(stem) >= _SHORTEST_PART and (f" {stem}" in words or f"{stem} " in words)


WORDS: Extractor[str] = Extractor("programme_words", 1, words_of, str)
