"""The answer to a question for what a newer version of a programme changed: field by field the new and the old facts.

"Was hat sich beim Innovationsgutschein geändert?", "Vergleiche den Innovationsgutschein 2023 und 2025", "What is new in
the innovation voucher?"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.looking_up.facts_asked_for import readings_of
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.programme_listing import table_of
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.knowledge.expired import with_expired
from assistant.knowledge.funding import Programme, StatedFact, gathered
from assistant.knowledge.programmes.calling import is_named
from assistant.knowledge.programmes.extract import PROGRAMMES
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.wording import each_once
from assistant.language.figures import missing
from assistant.messages import text
from assistant.records import Answer, Language, Quote
from assistant.retrieving.version_asked_for import names_version_of

COMPARED: tuple[Field, ...] = ("rate", "cap", "deadline", "period", "applicant")
MOST = 4  # facts of one field in one version
_LONGEST = 200  # characters of a question
_YEARS = r"(?:19|20)\d\d\b.{1,60}\b(?:19|20)\d\d\b"
_VERSION = r"(?:fassung|version|richtlinie|merkblatt|f(?:ö|oe)rderhinweis|guideline|leaflet)"
_CHANGED = re.compile(
    r"\b(?:was|what|hat\ssich|has)\b.{0,80}\b(?:ge(?:ä|ae)ndert|ver(?:ä|ae)ndert|changed|changes)\b"
    r"|\bwas\s(?:ist|sind)\b[^,]{0,80}\b(?:neu|anders)\b|\bwhat(?:['’]s|\sis)\snew\b"
    r"|\b(?:(?:ä|ae)nderungen|neuerungen|changes)\b"
    rf"|\b(?:unterschiede?|vergleich\w*|differences?|compar\w+)\b.{{0,120}}(?:\b{_YEARS}|\balte[mnr]?\b.{{0,60}}\bneue[mnr]?\b)"
    rf"|\b(?:unterschiede?|vergleich\w*|differences?|compar\w+)\b.{{0,120}}\b(?:alten?|vorigen?|old|previous)\s{_VERSION}",
    re.IGNORECASE,
)
# Of changes that the asker is about to make: "Welche Änderungen muss ich melden?", unlike "Kannst du mir sagen, ...".
_TO_COME = re.compile(
    r"\b(?:muss|m(?:ü|ue)ssen|darf|d(?:ü|ue)rfen|soll(?:en|te)?|erlaubt|zul(?:ä|ae)ssig|must|may|should|allowed"
    r"|(?:kann|k(?:ö|oe)nnen|can)\s(?:ich|man|wir|i|we))\b|\b(?:kann|k(?:ö|oe)nnen|can|be)\s.{0,80}\b(?:werden|changed)\b",
    re.IGNORECASE,
)


def programme_changes(inquiry: Inquiry) -> Answer | None:
    """What the programme that the question names, or that the conversation is about, changed since its version before;
    of a fact that the question names, only that.

    None where something else is asked, where there is no version before, and where neither states what the other does
    otherwise.
    """
    question = inquiry.question
    if question.filters or len(question.text) > _LONGEST:
        return None
    if not _CHANGED.search(question.text) or _TO_COME.search(question.text):
        return None
    programme = _meant(inquiry)
    before = _version_before(programme, inquiry) if programme else None
    told = list(_told(programme, before, _fields(question.text), inquiry.language)) if programme and before else []
    if not told or programme is None:
        return None
    table = table_of([programme], inquiry.programmes)
    answer = replace(answer_of(question, told), listing=table, resolved=inquiry.resolved.stated)
    return with_expired(answer, inquiry.kept, inquiry.index, inquiry.audiences, inquiry.today)


def _meant(inquiry: Inquiry) -> Programme | None:
    """The only programme that the question names, else that of the document of the conversation."""
    known = inquiry.programmes
    if named := [one for one in known if is_named(one, inquiry.question.text)]:
        return named[0] if len(named) == 1 else None
    at_hand = inquiry.at_hand() if inquiry.question.history else None
    found = [one for one in known if at_hand and at_hand.info.id in {info.id for info in one.documents}]
    return found[0] if len(found) == 1 else None


def _version_before(programme: Programme, inquiry: Inquiry) -> Programme | None:
    """The facts of the version that the question names, else of the last one before the newest."""
    newest, own = inquiry.retriever.newest(inquiry.audiences), {info.id for info in programme.documents}
    older = [info for info in inquiry.documents if info.id in newest and newest[info.id].id in own and info.date]
    named = [info for info in older if names_version_of(inquiry.question.text, info)]
    latest = max(named or older, key=lambda info: str(info.date), default=None)
    if latest is None:
        return None
    facts = {
        one.document.id: one.value for one in inquiry.kept.facts(PROGRAMMES, inquiry.index, inquiry.audiences, [latest])
    }
    found = gathered([latest], facts, newest, inquiry.today) if facts else []
    return found[0] if len(found) == 1 else None


def _fields(question: str) -> Sequence[Field]:
    """Those that the question names: "beim Fördersatz"; all where it only asks "Was ist neu?"."""
    named = {field for read in readings_of(question) for fields in read.asked for field in fields} - {"purpose"}
    return [field for field in COMPARED if field in named] if named else COMPARED


def _told(
    programme: Programme, before: Programme, fields: Sequence[Field], language: Language
) -> Iterator[ProvedSentence]:
    """A sentence for each of the fields that both state, and not the same; the first one names the programme.

    The figures of each version have to stand in its own quotes.
    """
    titles = [one.quote for one in programme.of("title")]
    for field in fields:
        new, old = programme.of(field), before.of(field)
        is_the_same = set(each_once(new, language)) == set(each_once(old, language))
        if not new or not old or is_the_same or _groups(new) == _groups(old) != set():
            continue
        now, then = _facts(new, language), _facts(old, language)
        quotes, earlier = ([one.quote for one in stated[:MOST]] for stated in (new, old))
        if missing(now, _text(quotes)) or missing(then, _text(earlier)):
            continue
        words = text(
            "programme_changed", language, field=text(f"funding_field_{field}", language), now=now, before=then
        )
        if titles and not missing(programme.title, _text(titles)):
            words = text("programme_changed_of", language, title=programme.title, words=words)
            quotes, titles = [*quotes, *titles], []
        yield ProvedSentence(words, list(dict.fromkeys([*quotes, *earlier])), about=programme.title)


def _facts(stated: Sequence[StatedFact], language: Language) -> str:
    """The first facts of a field, with a remark where there are more."""
    facts = ", ".join(each_once(stated[:MOST], language))
    return text("funding_and_more", language, facts=facts) if len(stated) > MOST else facts


def _text(quotes: Sequence[Quote]) -> str:
    return " ".join(one.text for one in quotes)


def _groups(stated: Sequence[StatedFact]) -> set[str]:
    """Who may apply, however it is worded; empty where something else is stated."""
    return {one.fact.value for one in stated if one.fact.field == "applicant"}
