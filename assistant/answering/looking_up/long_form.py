"""What an abbreviation is short for: "Wofür steht AZAV?", in the words of the documents that say so.

Guidelines explain theirs once, in brackets and in passing ("die Agentur für Arbeit (AA) prüft"), which a search takes
for no answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import NamedTuple

from assistant.answering.cite import readable
from assistant.answering.extract import RELATED
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.quoting.quote import quote
from assistant.indexing.vocabulary import Expansion
from assistant.language.acronyms import acronyms
from assistant.language.spelling import skeleton
from assistant.language.terms import fold, is_stopword, stems
from assistant.records import Answer, Filters, Hit, Quote, Span

PASSAGES = 24  # of so many for each long form the sentences are taken
MOST = 3  # long forms
_MORE = r"(?:denn|eigentlich|genau|nochmal|bitte|hier)"
_SHORT = r"[„“\"'»]?(?P<{}>[^\W_][\w&.-]{{1,12}}?)[“”\"'«]?"
_CALLED = r"(?:(?:die|das|der|the)\s)?(?:(?:abk(?:ü|ue)rzung|k(?:ü|ue)rzel|abbreviation|acronym)\s)?"
_ASKED = re.compile(
    rf"\W*(?:und\s)?(?:wof(?:ü|ue)r\ssteht|was\s(?:bedeutet|hei(?:ß|ss)t))\s(?:{_MORE}\s)*{_CALLED}{_SHORT.format('de')}"
    rf"(?:\s{_MORE})*(?:\sausgeschrieben)?\W*"
    rf"|\W*what\s(?:does|is)\s{_CALLED}{_SHORT.format('en')}\s(?:stand\sfor|mean|short\sfor)\W*",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(
    rf"\W*(?:was\s(?:ist|sind)|what\s(?:is|are))\s(?:{_MORE}\s)*(?:(?:die|das|der|eine?|the|an?)\s)?{_SHORT.format('is')}"
    rf"(?:\s{_MORE})*\W*",
    re.IGNORECASE,
)


class _Said(NamedTuple):
    """A sentence that says what the abbreviation is short for; `long` is empty where its beginning is not known."""

    long: str
    quoted: Quote


def long_form(inquiry: Inquiry) -> Answer | None:
    """What documents say that the abbreviation is short for, each long form once, the most frequent first.

    An abstention where they do not say it and a search has no sure answer, either; None where something else is asked.
    "Was ist AZAV?" is told its long form only where a search has no sure answer to what it is.
    """
    question = inquiry.question
    short, is_asked_for = ("", False) if question.filters else _asked(question.text)
    if not short:
        return None
    known = inquiry.index.words(question.audiences).expansions([skeleton(short)])
    if not is_asked_for and (not known or inquiry.is_answered):
        return None
    told = list(_told(inquiry, known)) if known else _in_brackets(inquiry, short)
    if told:
        return answer_of(question, map(_sentence, told))
    return _unexplained(inquiry, short) if is_asked_for and not inquiry.is_answered else None


def _unexplained(inquiry: Inquiry, short: str) -> Answer | None:
    """That the documents which use an abbreviation do not say what it is short for, with where they do; None where none
    does, and for any other word."""
    if not _is_short(short):
        return None
    used = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)")
    found = _quotes(inquiry, short, lambda sentence: used.search(sentence) is not None)
    near = tuple(replace(hit, closest=quoted) for hit, quoted in islice(found, RELATED))
    return replace(answer_of(inquiry.question), reason="below_threshold", related=near) if near else None


def _is_short(word: str) -> bool:
    return sum(map(str.isupper, word)) > 1


def _asked(text: str) -> tuple[str, bool]:
    """The abbreviation, empty for none, and whether its long form is asked for in so many words."""
    text = unicodedata.normalize("NFC", text)
    if asked := _ASKED.fullmatch(text):
        short = asked["de"] or asked["en"]
        return ("" if is_stopword(fold(short)) else short), True
    what = _WHAT_IS.fullmatch(text)
    return (what["is"] if what and _is_short(what["is"]) else ""), False


def _told(inquiry: Inquiry, known: Sequence[Expansion]) -> Iterator[_Said]:
    """One sentence for each long form, of the passages that are closest to it."""
    seen = set[frozenset[str]]()
    for one in known:
        form = frozenset(stems(one.long))
        if form not in seen and len(seen) < MOST:
            explains = partial(_explains, short=one.short, form=form)
            for _, quoted in islice(_quotes(inquiry, f"{one.long} ({one.short})", explains), 1):
                seen.add(form)
                yield _Said(one.long, quoted)


def _in_brackets(inquiry: Inquiry, short: str) -> list[_Said]:
    """The sentence that has it in brackets behind what must be its long form, where that cannot be read letter by
    letter: "das Bundesministerium für Wirtschaft und Energie (BMWi)"."""
    behind = re.compile(rf"[A-ZÄÖÜ][\w-]+\s\({re.escape(short)}\)")
    found = _quotes(inquiry, short, lambda sentence: behind.search(sentence) is not None)
    return [_Said("", quoted) for _, quoted in islice(found, 1)]


def _quotes(inquiry: Inquiry, query: str, says: Callable[[str], bool]) -> Iterator[tuple[Hit, Quote]]:
    """The quotes of the sentences that say it, each of another of the closest passages."""
    read = inquiry.retriever.documents_once(inquiry.audiences)
    for match in inquiry.retriever.retrieve(query, audiences=inquiry.audiences, filters=Filters(), k=PASSAGES):
        passage, document = match.hit.passage, read(match.hit.document.id)
        sentences = (one for one in passage.sentences if document and says(passage.text_of(one)))
        quotes = (found for one in sentences if document and (found := quote(document, one)))
        for quoted in islice(quotes, 1):
            yield match.hit, quoted


def _explains(sentence: str, *, short: str, form: frozenset[str]) -> bool:
    return any(one.short == short and frozenset(stems(one.long)) == form for one in acronyms(sentence))


def _sentence(said: _Said) -> ProvedSentence:
    words = readable(said.quoted)
    at = words.find(said.long) if said.long else -1
    return ProvedSentence(words, [said.quoted], Span(at, at + len(said.long)) if at >= 0 else None)
