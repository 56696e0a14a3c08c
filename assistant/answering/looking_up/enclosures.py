"""The answer to a question for the papers that an application needs: the sentences of the programme that list them.

"Welche Unterlagen brauche ich für den Kreislauf-Check?" A document says of many papers how long to keep them or who may
see them, so that a search by words finds others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.cite import readable
from assistant.answering.looking_up.facts_asked_for import Reading, told_apart
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.programme_facts import talked_of
from assistant.answering.looking_up.programme_listing import table_of
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.quoting.quote import quote
from assistant.knowledge.expired import with_expired
from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.calling import called
from assistant.language.terms import fold
from assistant.records import Answer, Filters, Quote

MOST = 2  # sentences: of the outline, and of the application
PASSAGES = 40
_LONGEST = 200  # characters of a question
_PAPERS = r"(?:unterlagen|dokumente|papiere|nachweise|anlagen|documents|papers)"
# In folded text.
_ASKS = re.compile(
    rf"\b(?:welche|was fuer|which|what) {_PAPERS}\b"
    r"|\bwas (?:muss|muessen|soll|sollen)\b.{1,100}\b(?:beilegen|beifuegen|mitschicken|im antrag stehen)\b"
)
_BESIDE = re.compile(
    rf"\b(?:{_PAPERS}|brauch(?:e|t|en)?|benoetig(?:e|t|en)|beilegen|beifuegen|mitschicken|stehen|which|need(?:ed)?)\b"
)
# What is due from who has been funded.
_LATER = re.compile(
    r"\b(?:verwendungsnachweis\w*|\w*abruf\w*|auszahl\w*|abrechn\w*|aufbewahr\w*|aufheben|\w*bericht\w*)\b"
)
_APPLICATION = r"(?:(?!Beihilfe)\w*[Aa]ntr(?:ags?|ägen?)|\w*[Ss]kizzen?|Bewerbung(?:en)?|\w*[Aa]ntragsunterlagen)"
_MUST = r"(?:muss|müssen|soll(?:en|te|ten)?|hat|haben|must)"
_LISTS = re.compile(
    rf"\b{_APPLICATION}\b[^.;:]{{0,200}}?\b(?:besteh(?:t|en) aus|beizufügen|beigefügt|beizulegen|enthält|umfasst"
    rf"|{_MUST}\b[^.;:]{{0,80}}\b(?:enthalten|umfassen|beinhalten))\b"
    r"|\bapplication\b[^.;:]{0,80}\b(?:consists? of|(?:must|should) (?:contain|include)|accompanied by)\b"
)


def enclosures(inquiry: Inquiry) -> Answer | None:
    """The closest sentences of the programme that say what an application holds; None where none does, where something
    else is asked, or no programme or several are meant."""
    question, asking = inquiry.question, fold(inquiry.question.text)
    if question.filters or len(asking) > _LONGEST or not _ASKS.search(asking) or _LATER.search(asking):
        return None
    programme = _meant(inquiry, told_apart(_BESIDE.sub(" ", asking)))
    if programme is None:
        return None
    quotes = list(dict.fromkeys(_quotes(inquiry, programme)))[:MOST]
    if not quotes:
        return None
    answer = answer_of(question, [ProvedSentence(readable(one), [one]) for one in quotes])
    answer = replace(answer, resolved=inquiry.resolved.stated, listing=table_of([programme], inquiry.programmes))
    return with_expired(answer, inquiry.kept, inquiry.index, inquiry.audiences, inquiry.today)


def _meant(inquiry: Inquiry, name: Sequence[str]) -> Programme | None:
    """The only programme of this name, or, without one, that of the conversation."""
    if name:
        named = called(name, inquiry.programmes)
        return named[0] if len(named) == 1 else None
    if not inquiry.question.history:
        return None
    found = next(talked_of(Reading([("procedure",)], ()), inquiry, inquiry.resolved.stated), None)
    return found.programmes[0] if found and len(found.programmes) == 1 else None


def _quotes(inquiry: Inquiry, programme: Programme) -> Iterator[Quote]:
    """Those of its sentences, the closest passages first."""
    read = inquiry.retriever.documents_once(inquiry.audiences)
    matches = inquiry.passages_of(programme.documents, inquiry.resolved.query, Filters(), PASSAGES)
    for match in matches:
        document = read(match.hit.document.id)
        for sentence in match.hit.passage.sentences if document else ():
            if document and _LISTS.search(sentence.of(document.text)) and (found := quote(document, sentence)):
                yield found
