"""The answer to a question for what a document says as a whole: its own summary, or how its chapters begin.

A conclusion or abstract that the document has comes first; else the first sentence of each of its first chapters that
can be quoted, as directives tell in them what they are for, for whom and how much; of a text without chapters its
beginning, where press releases say what happened.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath
from typing import NamedTuple

from assistant.answering.choose import QUOTES
from assistant.answering.cite import readable
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.looking_up.summary_asked_for import SummaryAskedFor, summary_asked_for, title_shown
from assistant.answering.quoting.quote import quote
from assistant.knowledge.expired import with_expired
from assistant.language.periods import Period, find_periods
from assistant.language.sentences import split
from assistant.language.spelling import letters
from assistant.language.tagger import has_finite_verb
from assistant.language.terms import fold, stems
from assistant.records import Answer, Block, Document, DocumentInfo, Quote, Span
from assistant.retrieving.labs import ANY_LAB

SEVERAL = 3  # headings of a level that divides a document into chapters
BEGINNING = 4  # sentences of a text without chapters
SHORTEST = 6  # words of an English sentence; of a German one the verb tells
# Chapters that sum up, and those that say nothing of what a document is about.
_SUMS_UP = re.compile(
    r"[#*\s\d.]*(?:zusammenfassung|kurzfassung|fazit|kernaussagen|das wichtigste(?: in k(?:ü|ue)rze)?|auf einen blick"
    r"|in k(?:ü|ue)rze|executive summary|summary|abstract|conclusions?)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"[#*\s\d.]*(?:kontakt|impressum|anlagen?|anhang|literatur|quellen|inhalt|abk(?:ü|ue)rzung|abbildung|tabellen?"
    r"|teilnehm|anwesen|tagesordnung|contact|annex|references|contents|participants|agenda)",
    re.IGNORECASE,
)
_CLOSING = (".", "!", "?", ".“", ".)")
# How statutes begin, of when a text is, and what is named in a list of sources.
_IDLE = re.compile(r"stand:\s|aufgrund\s(?:von\s|des\s|der\s)?(?:§|art)|auf\sgrund\s|\[\d", re.IGNORECASE)
_OF_A_DAY = re.compile(r"\s(?:vom|of)(?=\s+\d|\s*\Z)", re.IGNORECASE)
_PART = re.compile(r"[:()„“”]|\s[–—-]\s")  # what parts a title


class _Chapter(NamedTuple):
    heading: str
    blocks: Sequence[Block]


def document_summary(inquiry: Inquiry) -> Answer | None:
    """What the one document says that the question names; None where it names none, or a lab, or several may be
    meant."""
    question = inquiry.question
    asked = summary_asked_for(question.text)
    if asked is None or question.filters or _names_a_lab(asked, inquiry):
        return None
    info = document_meant(asked, inquiry)
    answer = _summed_up(info, inquiry) if info else None
    if answer is None or info is None:
        return None
    is_named = letters(info.title) in letters(question.text)
    return answer if is_named else replace(answer, resolved=f"{question.text} ({info.title})")


def shown_document(inquiry: Inquiry) -> Answer | None:
    """What the one document says whose whole title is all that the question wants to be shown; None without one."""
    question = inquiry.question
    info = None if question.filters else document_entitled(title_shown(question.text), inquiry)
    return _summed_up(info, inquiry) if info else None


def _summed_up(info: DocumentInfo, inquiry: Inquiry) -> Answer | None:
    """None where no sentence of it can be quoted."""
    document = inquiry.retriever.document(info.id, inquiry.audiences)
    quotes = summary_of(document) if document else []
    if not quotes:
        return None
    answer = answer_of(inquiry.question, [ProvedSentence(readable(one), [one]) for one in quotes])
    return with_expired(answer, inquiry.kept, inquiry.index, inquiry.audiences, inquiry.today)


def document_entitled(named: str, inquiry: Inquiry) -> DocumentInfo | None:
    """The one document with this whole title, which its day may follow where several have it. One word may be a
    topic."""
    if " " not in named.strip():
        return None
    found = _of_title(named, inquiry)
    if not found and _OF_A_DAY.search(named):
        title, period = _without_time(named, inquiry)
        found = [one for one in _of_title(_OF_A_DAY.sub("", title), inquiry) if period and period.holds(one.date)]
    return found[0] if len(found) == 1 else None


def _of_title(title: str, inquiry: Inquiry) -> list[DocumentInfo]:
    """Those with this whole title, without those that a newer version replaces."""
    wanted = fold(title.strip())
    found = [one for one in inquiry.documents if fold(one.title) == wanted]
    newest = inquiry.retriever.newest(inquiry.audiences) if found else {}
    return [one for one in found if one.id not in newest]


def _names_a_lab(asked: SummaryAskedFor, inquiry: Inquiry) -> bool:
    """Whether a lab is named, and neither a kind of document nor a whole title, of which a lab may be a part."""
    is_title = any(fold(one.title) == fold(asked.named) for one in inquiry.documents)
    return asked.type is None and not is_title and ANY_LAB.search(asked.named) is not None


def document_meant(asked: SummaryAskedFor, inquiry: Inquiry) -> DocumentInfo | None:
    """The one document that is called so, by words of its title or its file, and its day.

    Of several the one whose title says nothing else, or the newest where that is asked for; without a name that of the
    conversation, or the only one of its type or of all.
    """
    newest = inquiry.retriever.newest(inquiry.audiences)
    known = [one for one in inquiry.documents if one.id not in newest and asked.type in (None, one.type)]
    named, period = _without_time(asked.named, inquiry)
    wanted = set(stems(named))
    if asked.is_newest:
        dated = [one for one in known if one.date and one.date <= inquiry.today and wanted <= set(stems(_names(one)))]
        return max(dated, key=lambda one: str(one.date), default=None)
    if not wanted and period is None:
        if at_hand := inquiry.at_hand():
            return at_hand.info if asked.type in (None, at_hand.info.type) else None
        return known[0] if len(known) == 1 and (asked.type or len(inquiry.documents) == 1) else None
    found = [one for one in known if period is None or period.holds(one.date)]
    found = [one for one in found if wanted <= set(stems(_names(one))) and (asked.type or _is_called(wanted, one))]
    if len(found) > 1:
        found = [one for one in found if set(stems(one.title)) <= wanted]
    return found[0] if len(found) == 1 else None


def _names(info: DocumentInfo) -> str:
    return f"{info.title} {PurePosixPath(info.path).stem}"


def _is_called(wanted: set[str], info: DocumentInfo) -> bool:
    """Whether the words call the document without its kind: they are half of a part of its title or of its file's name,
    in which a date does not count.

    "Wasserstoff" is a topic, and no name of "Gießerei schmilzt Aluminium mit Wasserstoff".
    """
    named = re.sub(r"\d+", " ", PurePosixPath(info.path).stem)
    parts = (set(stems(part)) for part in (*_PART.split(info.title), named))
    return any(part and 2 * len(part & wanted) >= len(part) for part in parts)


def _without_time(named: str, inquiry: Inquiry) -> tuple[str, Period | None]:
    """What the document is called without its day or month, and that."""
    named = unicodedata.normalize("NFC", named)
    mentions = [one for one in find_periods(named, inquiry.today) if not one.is_bare_year]
    return (mentions[0].span.blanked_in(named), mentions[0].period) if len(mentions) == 1 else (named, None)


def summary_of(document: Document) -> list[Quote]:
    """Its own summary, the beginnings of its chapters, or its own beginning; empty where no sentence can be quoted."""
    chapters = [one for one in _chapters(document) if not _BESIDE.match(one.heading)]
    summing_up = (_quotable(document, one.blocks) for one in chapters if _SUMS_UP.match(one.heading))
    if own := next(filter(None, (list(islice(_apart(quotes), QUOTES)) for quotes in summing_up)), None):
        return own
    first = (next(iter(_quotable(document, one.blocks)), None) for one in chapters)
    beginnings = list(islice(_apart(filter(None, first)), QUOTES))
    if len(beginnings) > 1:
        return beginnings
    return list(islice(_apart(_quotable(document, document.blocks)), BEGINNING))


def beginning_of(document: Document) -> Quote | None:
    """The first words of a document that can be quoted, be they no sentence: a row of a sheet, a line in key words."""
    spans = (
        Span(block.start + one.start, block.start + one.end)
        for block in document.blocks
        if block.kind != "heading"
        for one in split(block.span.of(document.text))
    )
    return next(filter(None, (quote(document, span) for span in spans)), None)


def _chapters(document: Document) -> Iterator[_Chapter]:
    """The stretches below each heading of the highest level with several, and the one above them."""
    levels = Counter(block.level for block in document.blocks if block.kind == "heading")
    level = min((one for one, number in levels.items() if number >= SEVERAL), default=max(levels, default=0))
    heading, blocks = "", list[Block]()
    for block in document.blocks:
        if block.kind != "heading":
            blocks.append(block)
        elif block.level <= level:
            if blocks:
                yield _Chapter(heading, blocks)
            heading, blocks = block.span.of(document.text), []
    if blocks:
        yield _Chapter(heading, blocks)


def _quotable(document: Document, blocks: Sequence[Block]) -> Iterator[Quote]:
    """The sentences of the blocks that can be quoted and tell something."""
    for block in blocks:
        if block.kind == "row":  # a summary tells in sentences
            continue
        for sentence in split(block.span.of(document.text)):
            found = quote(document, Span(block.start + sentence.start, block.start + sentence.end))
            if found and _tells(found):
                yield found


def _tells(quoted: Quote) -> bool:
    """Whether it is a sentence, and not a line of a head such as "Moderation: Jule Ackerbeck."."""
    said = quoted.text
    is_whole = bool(quoted.items) or said.endswith(_CLOSING)
    is_english_one = len(said.split()) >= SHORTEST and not said[0].isdigit()
    is_sentence = has_finite_verb(said) if quoted.document.language == "de" else is_english_one
    return is_whole and is_sentence and not _IDLE.match(said)


def _apart(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """The quotes without those that touch one before, or say the same once more."""
    told: list[Quote] = []
    for one in quotes:
        if not any(one.text == before.text or one.touches(before.document.id, before.span) for before in told):
            told.append(one)
            yield one
