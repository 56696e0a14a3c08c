"""The answer to a question of when or by whom a document is: its own words that say so.

"Von wann ist die Studie?", "Wer hat das geschrieben?", "When was the second one published?" What is known of a document
from its file alone, no quote can prove; then the answer is that it does not say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal, NamedTuple

from assistant.answering.cite import readable
from assistant.answering.looking_up.document_summary import document_entitled, document_meant
from assistant.answering.looking_up.entitled import BEGINNING, entitle
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.looking_up.summary_asked_for import SummaryAskedFor, called_document
from assistant.answering.quoting.quote import as_quote
from assistant.language.dates import find_dates
from assistant.language.sentences import split
from assistant.messages import text
from assistant.records import Answer, Document, DocumentInfo, DocumentType, Quote, Span

Origin = Literal["date", "author"]

_IDLE = r"(?:(?:denn|eigentlich|genau|nun)\s){0,2}"
_X = r"(?P<named>\S.{0,200}?)"
_MADE = (
    r"(?:geschrieben|verfasst|erstellt|herausgegeben|ver(?:ö|oe)ffentlicht|erschienen|publiziert|bearbeitet"
    r"|written|published|released|issued|authored|edited)"
)
_WROTE = r"(?:wrote|authored|published|issued|edited)"
_MAKER = (
    r"(?:(?:autor|verfasser|herausgeber|bearbeiter)(?:in|innen|en)?|authors?|publishers?|editors?)\s"
    r"(?:vo[nm]|de[sr]|of)"
)
_ASKING: Mapping[Origin, tuple[str, ...]] = {
    "date": (
        rf"(?:von\swann|aus\swelchem\sjahr|von\swelchem\s(?:tag|datum))\s(?:ist|sind|stammt|war)\s{_IDLE}{_X}",
        rf"wann\s(?:ist|wurde|war)\s{_IDLE}{_X}\s{_MADE}(?:\sworden)?",
        rf"wann\serschien\s{_IDLE}{_X}",
        rf"when\s(?:was|is)\s{_X}\s(?:{_MADE}|from)",
        rf"what\sis\sthe\s(?:(?:publication\s)?date|year)\sof\s{_X}",
    ),
    "author": (
        rf"von\swem\s(?:ist|sind|stammt|war)\s{_IDLE}{_X}",
        rf"von\swem\swurden?\s{_IDLE}{_X}\s{_MADE}",
        rf"wer\s(?:hat|haben)\s{_IDLE}{_X}\s{_MADE}",
        rf"(?:wer|who)\s(?:ist|sind|war|waren|is|are|was|were)\s{_IDLE}(?:der|die|the)\s{_MAKER}\s{_X}",
        rf"who\s{_WROTE}\s{_X}",
        rf"by\swhom\s(?:is|was)\s{_X}(?:\s{_MADE})?",
        rf"who\s(?:is|was)\s{_X}\s(?:(?:written|published)\s)?by",
    ),
}
_FORMS = {
    origin: tuple(re.compile(rf"(?:(?:und|and)\s)?(?:{form})\s?[?.!]*", re.IGNORECASE) for form in forms)
    for origin, forms in _ASKING.items()
}
_PRONOUN = re.compile(r"(?:sie|es|er|die|it)", re.IGNORECASE)
LONGEST = 200  # characters of a line that says it
MOST = 3  # lines: who publishes a study, and who wrote it
_BY = re.compile(
    r"\W*(?:(?:herausgeber|autor|verfasser|bearbeiter)\W{0,3}(?:innen|in|en)?|hrsg\.?|redaktion|bearbeitung|authors?"
    r"|publishers?|editors?)\s?:\s?\w"
    r"|\W*(?:(?:herausgegeben|verfasst|bearbeitet|erstellt|geschrieben)\s(?:vo[nm]|durch)"
    r"|(?:written|published|prepared|edited)\sby):?\s\w",
    re.IGNORECASE,
)
# Of documents of a type, as well
_OF_TYPE: Mapping[DocumentType, re.Pattern[str]] = {
    "minutes": re.compile(r"\W*(?:protokoll(?:f(?:ü|ue)hr\w*|ant\w*)?|minutes)\s?:\s?[^\W\d]", re.IGNORECASE),
    "study": re.compile(r"\W*(?:eine\s|a\s)?(?i:studie|gutachten|untersuchung|study)\s(?:de[sr]|vo[nm]|by)\s[A-ZÄÖÜ]"),
}


def document_origin(inquiry: Inquiry) -> Answer | None:
    """The words of the one document that the question means; None where something else is asked, or none is meant.

    An abstention with passages of that document where it does not say it.
    """
    question = inquiry.question
    asked = None if question.filters else origin_asked_for(question.text)
    if asked is None:
        return None
    info = document_entitled(asked.title, inquiry) if asked.title else document_meant(asked.document, inquiry)
    document = inquiry.retriever.document(info.id, inquiry.audiences) if info else None
    if info is None or document is None or (asked.origin == "author" and info.type == "funding"):
        return None  # by whom a programme is, asks for who pays it
    quotes = _quotes(document, asked.origin)
    told = [entitle(document, one, inquiry.language) for one in quotes[:1]]
    told += [ProvedSentence(readable(one), [one]) for one in quotes[1:]]
    resolved = None if asked.title else f"{question.text} ({info.title})"
    answer = replace(answer_of(question, told), resolved=resolved)
    if told:
        return answer
    missing = text(f"document_unstated_{asked.origin}", inquiry.language)
    near = inquiry.closest_of([info], question.text)
    return replace(answer, reason="not_supported", not_mentioned=(missing,), related=near)


def _quotes(document: Document, origin: Origin) -> list[Quote]:
    found = _dated(document) if origin == "date" else _signed(document)
    return [as_quote(document, span, span) for span in found]


def _dated(document: Document) -> list[Span]:
    """The line that says the day of the document most exactly, if any does."""
    found = [(_closeness(span.of(document.text), document.info), span) for span in _lines(document)]
    closest = max(found, key=lambda one: one[0], default=None)
    return [closest[1]] if closest and closest[0] else []


def _signed(document: Document) -> list[Span]:
    of_type = _OF_TYPE.get(document.info.type, _BY)
    said = ((span, span.of(document.text)) for span in _lines(document))
    return [span for span, words in said if _BY.match(words) or of_type.match(words)][:MOST]


def _lines(document: Document) -> Iterator[Span]:
    """The lines and sentences that a document begins with."""
    for block in document.blocks[:BEGINNING]:
        for sentence in split(block.span.of(document.text)):
            span = Span(block.start + sentence.start, block.start + sentence.end)
            if span.end - span.start <= LONGEST:
                yield span


def _closeness(line: str, info: DocumentInfo) -> int:
    """How exactly the line says the day of the document: 2 to the day, 1 to the month, 0 not at all."""
    own = info.date
    if own is None:
        return 0
    said = [one for one in find_dates(line) if (one.date.year, one.date.month) == (own.year, own.month)]
    if any(one.precision == "day" and one.date == own for one in said):
        return 2
    return int(own.day == 1 and any(one.precision == "month" for one in said))


class OriginAskedFor(NamedTuple):
    """What is asked, of which document; `title` is what it is called without a kind, which may be none."""

    origin: Origin
    document: SummaryAskedFor
    title: str


def origin_asked_for(text: str) -> OriginAskedFor | None:
    """What the question asks; None where it asks for something else. `text` is in NFC."""
    said = " ".join(text.split())
    matches = ((origin, form.fullmatch(said)) for origin, forms in _FORMS.items() for form in forms)
    origin, match = next((one for one in matches if one[1]), ("date", None))
    if match is None:
        return None
    named = "das" if _PRONOUN.fullmatch(match["named"]) else match["named"]
    document, is_of_kind = called_document(named)
    return OriginAskedFor(origin, document, "" if is_of_kind or not document.named else named)
