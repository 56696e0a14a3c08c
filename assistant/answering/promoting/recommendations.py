"""What is recommended, where a question asks which recommendations there are: the sentence that recommends, and the
list below the heading "Empfehlungen".

A study names its recommendations rarely in the sentence with the most words of such a question, which is about the
study itself ("Fragen zur Studie beantwortet Frau Rohwer").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, QuoteOf
from assistant.language.asked_for import AskedFor
from assistant.language.terms import fold, stems

NEAREST = 60  # candidates that are looked at: what ranks lower is about something else
LEAST_SHARE = 0.5  # of the words that say what the recommendations are about
_KINDS: tuple[AskedFor | None, ...] = (None, "list", "how")
_ASKS = re.compile(
    r"\b(?:handlungs|gestaltungs)?empfehlung(?:en)?\b|\bempf(?:iehlt|ehlen)\b|\bempfohlen\b|\bwas (?:raet|raten)\b"
    r"|\bschl(?:aegt|agen)\b.{1,120}\bvor\b|\bratschlaege\b|\brecommend\w*"
)
_STATES = re.compile(
    r"\bempf(?:iehlt|ehlen|ohlen)\b|\bschl(?:aegt|agen)\b.{1,200}\bvor\b"
    r"|\b(?:raet|raten)\s(?:dazu|den|der|zu)\b|\bist ratsam\b|\brecommend(?:s|ed)?\b"
)
_HEADED = re.compile(r"\b\w{0,20}(?:empfehlung|recommendation)\w{0,5}\b")
# What only says who recommends, or that somebody does.
_NO_TOPIC = (
    "Studie Bericht Gutachten Analyse Untersuchung Projekt Papier Dokument Autor gibt geben nennt nennen macht spricht"
    " ausgesprochen empfiehlt empfehlen empfohlen Empfehlung Empfehlungen Handlungsempfehlung Handlungsempfehlungen"
    " rät raten schlägt schlagen Vorschlag Vorschläge Ratschläge study report recommend recommended recommendations"
)


def recommendations(ranked: Sequence[Candidate], asked: Understanding, quote_of: QuoteOf) -> list[Candidate]:
    """The sentence that recommends and holds most of what the question is about, and the first sentence below a heading
    that says so in the same document, if there are any; none unless recommendations are asked for."""
    if asked.asked_for not in _KINDS or not _ASKS.search(fold(asked.query)):
        return []
    topic = asked.terms - frozenset(stems(_NO_TOPIC))
    near = [one for one in ranked[:NEAREST] if _is_about(one, topic)]
    first = quote_of(ranked[0])
    said = [one for one in near if _STATES.search(fold(one.text)) and quote_of(one)]
    is_said = first is not None and _STATES.search(fold(first.text))
    best = ranked[0] if is_said else max(said, key=lambda one: len(_held(one, topic)), default=None)
    documents = {best.document.id} if best else {one.document.id for one in near}
    listed = min(_below_heading(near, documents, quote_of), key=lambda one: one.span.start, default=None)
    return [one for one in dict.fromkeys((best, listed)) if one]


def _below_heading(near: Sequence[Candidate], documents: set[str], quote_of: QuoteOf) -> Iterator[Candidate]:
    """The candidates below a heading that names recommendations, of the first document that has any."""
    first = ""
    for one in near:
        if one.document.id not in documents or first not in ("", one.document.id) or not _HEADED.search(_around(one)):
            continue
        found = quote_of(one)
        if found and any(_HEADED.search(fold(heading)) for heading in found.headings[-1:]):
            first = one.document.id
            yield one


def _around(one: Candidate) -> str:
    return fold("\n".join((*one.passage.headings, one.passage.text)))


def _is_about(one: Candidate, topic: frozenset[str]) -> bool:
    return len(_held(one, topic)) >= LEAST_SHARE * len(topic)


def _held(one: Candidate, topic: frozenset[str]) -> frozenset[str]:
    return topic & frozenset(stems("\n".join((one.document.title, *one.passage.headings, one.text))))
