"""The words in which a document speaks of a programme, by which a keyword finds it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.knowledge.fact_store import Extractor
from assistant.knowledge.programmes.statements import Topic, statements
from assistant.language.spelling import skeleton
from assistant.language.terms import stems
from assistant.records import Document

_SHORTEST_PART = 5  # of a compound: with 4 letters "Auto" would begin "Automatisierung"
_NOT_OF_ITSELF: tuple[Topic, ...] = ("foreign", "contact", "procedure", "period", "deadline")
# An office that takes applications: "Zentrum für Luft- und Raumfahrt e.V." is nothing that a programme is for.
_OFFICE = re.compile(r"e\.\s?V\.|[Pp]rojektträger|\bGmbH\b|\bwenden\b|\w@\w")


@dataclass(frozen=True, slots=True)
class Words:
    """Stems, each once, between spaces; ä, ae and a alike.

    `all` are those of the whole text, `own` those of what its page says of the programme: not of its directive, nor of
    how and where to apply.
    """

    all: str = ""
    own: str = ""


NO_WORDS = Words()


def words_of(document: Document) -> Words:
    said = [one for one in statements(document) if one.part == "page" and one.topic not in _NOT_OF_ITSELF]
    own = (stem for one in said if not _OFFICE.search(one.text) for stem in stems(one.text))
    return Words(_spelled(stems(document.text)), _spelled(own))


def words_in(text: str, own: str) -> Words:
    """The stems of `text`, and of `own`, the part of it that is about the programme itself."""
    return Words(_spelled(stems(text)), _spelled(stems(own)))


def together(words: Iterable[Words]) -> Words:
    """The words of several documents."""
    told = list(words)
    return Words(" ".join(one.all for one in told), " ".join(one.own for one in told))


def speaks_of(words: str, query: str) -> bool:
    """Whether the words hold each one of the query, be it at the beginning or the end of a compound."""
    return bool(words) and all(_holds(words, skeleton(stem)) for stem in stems(query.replace("-", " ")))


def share_in(words: Words, query: str) -> float:
    """Which share of the query's words a programme speaks of, its own words and the whole text counted alike."""
    wanted = [skeleton(stem) for stem in stems(query.replace("-", " "))]
    held = sum(_holds(said, stem) for said in (words.own, words.all) for stem in wanted)
    return held / (2 * len(wanted)) if wanted else 0.0


def _holds(words: str, stem: str) -> bool:
    if f" {stem} " in words:
        return True
    return len(stem) >= _SHORTEST_PART and (f" {stem}" in words or f"{stem} " in words)


def _spelled(found: Iterable[str]) -> str:
    return f" {' '.join(sorted({skeleton(stem) for stem in found}))} "


WORDS: Extractor[Words] = Extractor("programme_words", 2, words_of, Words)
