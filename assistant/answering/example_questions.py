"""What can be asked of documents, made from what they say of themselves: the facts of a programme, a heading that is a
question, the name of a study or of what a press release tells of.

Names stand in quotation marks: no case or gender has to be guessed.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, zip_longest
from typing import NamedTuple

from assistant.indexing.document_filter import FilterableDocuments
from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.status import SHUT
from assistant.language.terms import fold, stems
from assistant.messages import text
from assistant.records import PUBLIC, Answer, Block, Document, DocumentInfo, Language, Span, Within

MOST_CHARACTERS = 80  # two lines on a phone
# Reading a document for its headings takes milliseconds; the newest tell enough.
MOST_READ = 60
LEAST_NAME = 3  # letters; shorter ones are abbreviations that nobody asks for
LEAST_WORD = 4  # letters of its longest word: "TP 1" is a number, no name
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
_ADVICE = re.compile(r"\b(?:empf(?:ie|e)hl|handlungsempfehlung|recommend)", re.I)
_RESULTS = re.compile(r"[\W\d]*(?:(?:wichtigste|zentrale) )?(?:ergebnis|kernaussage|fazit|results|key findings)", re.I)


class ExpectedPlace(NamedTuple):
    """Where the answer to an example should stand."""

    document: str
    span: Span


class Example(NamedTuple):
    question: str
    places: tuple[ExpectedPlace, ...]

    @property
    def documents(self) -> set[str]:
        return {place.document for place in self.places}

    def is_answered_by(self, answer: Answer) -> bool:
        """Whether it is sure of its answer, and the first quote of it, which is its best, touches one of the places."""
        if not answer.citations or answer.is_unsure:
            return False
        quote = answer.citations[0].quote
        return any(quote.touches(place.document, place.span) for place in self.places)


class Sources(NamedTuple):
    """What examples are made from: all of the public documents, and what tells more of each."""

    documents: Sequence[DocumentInfo]
    programmes: Sequence[Programme]
    read: Callable[[str], Document]

    def within(self, within: Within) -> Sources:
        """The part of it in which a website searches."""
        kept = FilterableDocuments(self.documents).within(within).of(PUBLIC)
        ids = {info.id for info in kept}
        return self._replace(documents=kept, programmes=[p for p in self.programmes if p.documents[0].id in ids])


def candidates(sources: Sources, language: Language) -> list[Example]:
    """One of each kind in turn, the newest first; none twice, none too long."""
    newest = sorted(sources.documents, key=lambda info: info.date or datetime.date.min, reverse=True)
    telling = (info for info in newest if info.type not in ("funding", "minutes"))
    read = [sources.read(info.id) for info in islice(telling, MOST_READ)]
    kinds = (
        _of_headings([document for document in read if document.info.language == language], language),
        _of_programmes(sources.programmes, language),
        _of_studies([document for document in read if document.info.type == "study"], language),
        _of_press([document for document in read if document.info.type == "press_release"], language),
    )
    mixed = chain.from_iterable(zip_longest(*kinds))
    found = {fold(one.question): one for one in mixed if one and len(one.question) <= MOST_CHARACTERS}
    return list(found.values())


def _of_headings(documents: Iterable[Document], language: Language) -> Iterator[Example]:
    """The headings that are questions for somebody who does not see the document; first one of each document."""
    asking = [
        [
            (words, ExpectedPlace(document.id, span))
            for words, span in _sections(document)
            if _is_a_question(words, language)
        ]
        for document in documents
    ]
    for found in chain.from_iterable(zip_longest(*asking)):
        if found:
            yield Example(found[0], (found[1],))


def _is_a_question(words: str, language: Language) -> bool:
    if not words.endswith("?") or words.count("?") > 1 or "/" in words:
        return False
    return bool(_ASKING[language].match(words)) and not _PRIVATE.search(words) and len(stems(words)) >= LEAST_TERMS


def _of_programmes(programmes: Sequence[Programme], language: Language) -> Iterator[Example]:
    """A question on a fact of each programme, beginning with another one each time; then on a further fact of each.

    German ones are asked of in both languages, English ones in English, and there first.
    """
    spoken = [one for one in programmes if language in ("en", one.documents[0].language)]
    spoken.sort(key=lambda one: one.documents[0].language != language)
    told = [(one, _called(one), [field for field in _FIELDS if _asks_well(one, field)]) for one in spoken]
    names = Counter(fold(_called(one)) for one in programmes)
    for turn in range(len(_FIELDS)):
        for number, (programme, name, fields) in enumerate(told):
            if names[fold(name)] == 1 and name and turn < len(fields):
                field = fields[(number + turn) % len(fields)]
                quotes = [one.quote for one in programme.of(field)]
                places = tuple(ExpectedPlace(quote.document.id, quote.span) for quote in quotes)
                yield Example(text(f"example_{field}", language, name=name), places)


def _called(programme: Programme) -> str:
    """The name in the title of its document, or in its row where a list tells of it: the list is called otherwise."""
    is_listed = any(one.fact.programme for one in programme.stated)
    info = programme.documents[0]
    return _name(replace(info, title=programme.title) if is_listed else info)


def _asks_well(programme: Programme, field: Field) -> bool:
    """Whether the programme states the field; of a deadline also that it is still to come."""
    stated = programme.of(field)
    if field == "deadline":
        return programme.status == "open" and any(one.fact.day for one in stated)
    return programme.status not in SHUT and bool(stated)


def _of_studies(studies: Iterable[Document], language: Language) -> Iterator[Example]:
    """What a study recommends, where a paragraph says so; what it found, where a section is called so."""
    for study in studies:
        advice = [block for block in study.blocks if block.kind == "paragraph" and _ADVICE.search(_words(study, block))]
        results = [span for heading, span in _sections(study) if _RESULTS.match(heading)]
        for kind, spans in (("advice", [one.span for one in advice]), ("results", results)):
            if spans and _is_telling(name := _name(study.info)):
                places = tuple(ExpectedPlace(study.id, span) for span in spans)
                yield Example(text(f"example_{kind}", language, name=name), places)


def _of_press(releases: Iterable[Document], language: Language) -> Iterator[Example]:
    """What a press release tells of, where its title names it before a colon. To repeat the title is no answer."""
    for release in releases:
        name = _name(release.info)
        if _is_telling(name) and f"{name}:" in release.info.title:
            title = next((block.end for block in release.blocks if block.kind == "heading"), 0)
            yield Example(
                text("example_press", language, name=name), (ExpectedPlace(release.id, Span(title, len(release.text))),)
            )


def _sections(document: Document) -> Iterator[tuple[str, Span]]:
    """Each heading, and what stands between it and the next one."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    for block, after in zip_longest(headings, headings[1:]):
        yield _words(document, block), Span(block.end, after.start if after else len(document.text))


def _words(document: Document, block: Block) -> str:
    return " ".join(document.text[block.start : block.end].lstrip("# ").split())


def _name(info: DocumentInfo) -> str:
    """The name in a title, `Umbaugeld` of "Umbaugeld – Richtlinie (Fassung 2025)"; empty where none is plain.

    A German name ends with a noun, or a number: "Ladepark eröffnet" is a headline.
    """
    name = _NAME.split(_STUDY.sub("", info.title), maxsplit=1)[0].strip(" .,;")
    if len(name) < LEAST_NAME or re.search(r"[?!„“”\"»«_]", name):
        return ""
    return name if info.language != "de" or re.search(r"(?:[A-ZÄÖÜ0-9][^\s]*)$", name) else ""


def _is_telling(name: str) -> bool:
    """Whether a name can stand for a document: "Einladung" and "TP 1" name many."""
    return len(name.split()) > 1 and any(len(word) >= LEAST_WORD for word in name.split())
