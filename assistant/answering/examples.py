"""Questions to begin with, made from the public documents; each has been asked, and is answered where it should be.

A question comes from what a document says of itself: the facts of a programme, a heading that is a question, the name
of a study or of what a press release tells of. Names stand in quotation marks: no case or gender has to be guessed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.facts import Field
from assistant.language.terms import fold, stems
from assistant.messages import text
from assistant.records import Answer, Document, DocumentInfo, Filters, Language, Question, Span, Within
from assistant.sites import MOST_EXAMPLES

MOST_CHARACTERS = 80  # two lines on a phone
# One answer takes about 0.2 s of a core; most are good at once.
MOST_TRIES = 24
# Reading a document for its headings takes milliseconds; the newest tell enough.
MOST_READ = 60
LEAST_TERMS = 2  # "Was wird gefördert?" could stand in every document
_FIELDS: tuple[Field, ...] = ("applicant", "rate", "deadline", "cap", "purpose")
_ASKING = {
    "de": re.compile(r"(?:was|wer|wie|wo|wann|welche[rsnm]?|warum|womit|wofür|woher|kann|können|gibt|muss)\b", re.I),
    "en": re.compile(r"(?:what|who|how|where|when|which|why|can|do|does|is|are)\b", re.I),
}
# Who reads it was not there: "Was hat euch gefallen?", "What can we improve?"
_PRIVATE = re.compile(r"\b(?:euch|ihr|wir|uns(?:er\w*)?|du|dein\w*|your?|we|us|our)\b", re.I)
_NAME = re.compile(r"\s+[–—-]\s+|:\s|\s*[(„“\"]")
_STUDY = re.compile(r"^(?:(?:kurz|vor|machbarkeits)?studie|study)\b[:\s]*", re.I)
_CALLED = {"study": "example_study", "press_release": "example_press"}


class Place(NamedTuple):
    """Where the answer to an example should stand."""

    document: str
    span: Span


class Candidate(NamedTuple):
    question: str
    places: tuple[Place, ...]

    def is_answered_by(self, answer: Answer) -> bool:
        """Whether a citation of the answer touches one of the places."""
        quotes = [citation.quote for citation in answer.citations]
        return any(
            quote.document.id == place.document and quote.start < place.span.end and place.span.start < quote.end
            for quote in quotes
            for place in self.places
        )


class Sources(NamedTuple):
    """What examples are made from: all of the public documents, and what tells more of each."""

    documents: Sequence[DocumentInfo]
    programmes: Sequence[Programme]
    read: Callable[[str], Document]

    def within(self, within: Within) -> Sources:
        """The part of it in which a website searches."""
        kept = [info for info in self.documents if _lies(info, within)]
        ids = {info.id for info in kept}
        return self._replace(documents=kept, programmes=[p for p in self.programmes if p.documents[0].id in ids])


class Examples:
    """The examples that are known by now. One thread keeps them, others read."""

    def __init__(self) -> None:
        self._known: Mapping[tuple[Language, Within], tuple[Candidate, ...]] = {}

    def of(self, language: Language, within: Within) -> list[str]:
        return [example.question for example in self._known.get((language, within), ())]

    def keep(self, language: Language, within: Within, found: Sequence[Candidate]) -> None:
        self._known = {**self._known, (language, within): tuple(found)}

    def forget(self, documents: Iterable[DocumentInfo]) -> None:
        """Forgets what was made from a document that is not among these any more."""
        ids = {info.id for info in documents}
        self._known = {
            key: tuple(one for one in found if ids.issuperset(place.document for place in one.places))
            for key, found in self._known.items()
        }


def examples(
    sources: Sources, language: Language, within: Within, ask: Callable[[Question], Answer | None]
) -> list[Candidate]:
    """At most MOST_EXAMPLES, one a document, that `ask` answers where they come from; it gives None to stop."""
    found: list[Candidate] = []
    for candidate in candidates(sources.within(within), language)[:MOST_TRIES]:
        answer = ask(Question(candidate.question, language=language, filters=Filters(within=within)))
        if answer is None or len(found) == MOST_EXAMPLES:
            break
        if candidate.is_answered_by(answer):
            found.append(candidate)
    return found


def candidates(sources: Sources, language: Language) -> list[Candidate]:
    """One of each kind in turn, the newest first; none twice, none too long."""
    newest = sorted(sources.documents, key=lambda info: info.date or datetime.date.min, reverse=True)
    read = [sources.read(info.id) for info in newest if info.type not in ("funding", "minutes")][:MOST_READ]
    kinds = (
        _of_headings([document for document in read if document.info.language == language], language),
        _of_programmes(sources.programmes, language),
        _of_names(read, "study", language),
        _of_names(read, "press_release", language),
    )
    mixed = chain.from_iterable(zip_longest(*kinds))
    return _once(one for one in mixed if one and len(one.question) <= MOST_CHARACTERS)


def _once(found: Iterable[Candidate]) -> list[Candidate]:
    """Those of which neither the words nor the document have been there before."""
    kept: list[Candidate] = []
    seen: set[str] = set()
    for one in found:
        marks = {fold(one.question), *(place.document for place in one.places)}
        if not marks & seen:
            kept.append(one)
            seen |= marks
    return kept


def _of_headings(documents: Iterable[Document], language: Language) -> Iterator[Candidate]:
    """The first heading of each document that is a question for somebody who does not see the document."""
    for document in documents:
        headings = [block for block in document.blocks if block.kind == "heading"]
        for block, after in zip_longest(headings, headings[1:]):
            words = " ".join(Span(block.start, block.end).of(document.text).lstrip("# ").split())
            if _is_a_question(words, language):
                end = after.start if after else len(document.text)
                yield Candidate(words, (Place(document.id, Span(block.end, end)),))
                break


def _is_a_question(words: str, language: Language) -> bool:
    if not words.endswith("?") or words.count("?") > 1 or "/" in words:
        return False
    return bool(_ASKING[language].match(words)) and not _PRIVATE.search(words) and len(stems(words)) >= LEAST_TERMS


def _of_programmes(programmes: Sequence[Programme], language: Language) -> Iterator[Candidate]:
    """A question on one fact of each programme that is not over, on another one each time where there is one."""
    for turn, programme in enumerate(one for one in programmes if one.status != "expired"):
        name = _name(programme.title)
        wanted = (*_FIELDS[turn % len(_FIELDS) :], *_FIELDS[: turn % len(_FIELDS)])
        for field in wanted:
            stated = [one for one in programme.of(field) if field != "deadline" or one.fact.day]
            if name and stated:
                places = (Place(one.quote.document.id, Span(one.quote.start, one.quote.end)) for one in stated)
                yield Candidate(text(f"example_{field}", language, name=name), tuple(places))
                break


def _of_names(documents: Iterable[Document], type: str, language: Language) -> Iterator[Candidate]:
    """What a document tells of, where its title names it before a colon or is a name as a whole."""
    for document in documents:
        title = _STUDY.sub("", document.info.title)
        name = _name(title)
        if document.info.type == type and name and (type == "study" or f"{name}:" in title):
            place = Place(document.id, Span(0, len(document.text)))
            yield Candidate(text(_CALLED[type], language, name=name), (place,))


def _name(title: str) -> str:
    """The name in a title, `Umbaugeld` of "Umbaugeld – Richtlinie (Fassung 2025)"; empty where none is plain."""
    name = _NAME.split(title, maxsplit=1)[0].strip(" .,;")
    return name if len(name) > 2 and not re.search(r"[?!„“”\"»«_]", name) else ""


def _lies(info: DocumentInfo, within: Within) -> bool:
    if within.labs and fold(info.lab or "") not in {fold(lab) for lab in within.labs}:
        return False
    return within.topic is None or fold(info.topic or "") == fold(within.topic)
