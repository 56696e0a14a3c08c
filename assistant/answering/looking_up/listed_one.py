"""One of a list that was given: "Wie hoch ist der Zuschuss beim zweiten?" after a list of programmes, meetings or
documents.

A conversation keeps questions only, so the list is made again, and the name of that one put in its place; in that of
minutes the meeting that they are of, where something else is asked than what they say as a whole.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answering.looking_up.called_documents import A_DOCUMENT, type_called
from assistant.answering.looking_up.summary_asked_for import summary_asked_for, title_shown
from assistant.answering.understanding.following import resolve
from assistant.language.dates import written
from assistant.language.detect import detect
from assistant.language.subject import words
from assistant.messages import text
from assistant.records import Answer, DocumentInfo, DocumentType, Question

_ORDINALS = ("erste", "zweite", "dritte", "vierte", "fünfte"), ("first", "second", "third", "fourth", "fifth")
_PLACES = {word: place for words in _ORDINALS for place, word in enumerate(words)}
_NTH = rf"(?P<nth>{'|'.join(_PLACES)})[nrms]?(?:\s+(?:{A_DOCUMENT}|one\b))?"
# "beim zweiten", with hardly a word behind it, or a pause: "Was wurde bei der zweiten beschlossen?", "Läuft das zweite
# noch?", "Beim zweiten, wer ist da Ansprechpartner?"
_ONE = re.compile(
    r"\b(?:(?P<led>beim|vom|zum|zur|im|(?:bei|von|zu|für|of|for|in)\s(?:dem|der|den|das|die|the))"
    r"|das|die|der|dem|den|the)"
    rf"\s+{_NTH}(?![\w.-])(?=(?:\s+[\w-]+){{0,2}}[\s?!.]*\Z|[,:]\s)",
    re.IGNORECASE,
)
_BEFORE_A_PAUSE = ("bei", "zu", "für", "for")  # not "in": "Im zweiten, letzten Jahr"
_ANY = re.compile(rf"\b(?:{'|'.join(_PLACES)})[nrms]?\b", re.IGNORECASE)
# "ab dem ersten", a day
_A_DAY = re.compile(r"\b(?:ab|bis|am|seit|vor|nach|since|until)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_A_PERSON = re.compile(r"\W*(?:wer\sist|who\sis)\b", re.IGNORECASE)  # "Wer ist der Erste?"
# "in der zweiten Studie des Landes", which is no place in a list
_NAMED_FURTHER = re.compile(r"\s+(?:des|der|vo[nm]|zu[mr]?|(?:ü|ue)ber|of|by|on|about)\s+\w", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\w+ed", re.IGNORECASE)  # "published", which is tagged as a noun
_CONTRACTED = {"beim": "bei", "vom": "von", "zum": "zu", "zur": "zu", "im": "in"}
_OF_DATIVE = ("bei", "von", "zu", "in")
# All that is said besides: "Wie ist es beim zweiten?", "Und das dritte?"
_BARE = re.compile(
    r"\W*(?:(?:und|and|aber|oder|also|was ist mit|wie (?:ist|sieht|steht) (?:es|das)(?: aus)?(?: mit)?|what about"
    r"|how about)\W+)*\Z",
    re.IGNORECASE,
)


class Entry(NamedTuple):
    """One of a list: what it is called, the type of the document that it is told by, and of minutes the day of their
    meeting."""

    name: str
    type: DocumentType | None = None
    met: datetime.date | None = None


def entries_of(answer: Answer) -> tuple[Entry, ...]:
    """What an answer lists, in its order, of one title each with its day; names alone where some of its sentences tell
    of no entry."""
    if len(answer.listed) != len(answer.sentences):
        return tuple(map(Entry, answer.listed))
    cited = {one.number: one.quote.document for one in answer.citations}
    told = zip(answer.listed, (cited[one.citations[0]] for one in answer.sentences), strict=True)
    return tuple(_told(name, one, answer) for name, one in told)


def _told(name: str, by: DocumentInfo, answer: Answer) -> Entry:
    language = answer.language
    if by.date and answer.listed.count(name) > 1:
        name = text("listed_of_day", language, title=name, day=written(by.date, language))
    return Entry(name, by.type, by.date if by.type == "minutes" else None)


def asks_of_one_listed(question: Question) -> bool:
    """Whether the question, or one of its conversation behind the first, may mean one of a list before it."""
    return any(map(_one_of, (*question.history, question.text)[1:]))


def with_its_name(question: Question, listed: Callable[[Question], Sequence[Entry]]) -> Question:
    """The question and its history with the names of what is meant of the last list before it; unchanged where that
    list is too short, or there was none.

    `listed` tells what the answer to a question lists, in its order. The answer is in the language of what was said,
    whatever that of the name.
    """
    said: list[str] = []
    entries: Sequence[Entry] = ()
    asked: re.Match[str] | None = None  # what was asked of one of the list right before
    for one in (*question.history, question.text):
        meant = _one_of(one) if said else None
        if meant and not asked:
            entries = next(
                filter(None, map(listed, _last_topic(replace(question, text=one, history=tuple(said))))), entries
            )
        entry = _entry(entries, meant) if meant else None
        if meant is None or entry is None:
            said.append(one)
            asked = None
            continue
        asked = asked if asked and _is_bare(meant) else meant
        said.append(_of_entry(asked, entry))
    language = question.language or detect(question.text)
    return replace(question, text=said[-1], history=tuple(said[:-1]), language=language)


def _last_topic(question: Question) -> Iterator[Question]:
    """The last question of the history, and what began its topic, where it is a follow-up."""
    *before, last = question.history
    since = resolve(last, before).since
    for place in (len(before), since):
        if place is not None:
            yield replace(question, text=question.history[place], history=question.history[:place])


def _one_of(said: str) -> re.Match[str] | None:
    """The only ordinal, if it stands alone, not before what it counts: "beim zweiten", unlike "beim zweiten Termin"."""
    found = _ONE.search(said)
    if found is None or len(_ANY.findall(said)) > 1 or _A_DAY.search(said[: found.start()]):
        return None
    if _A_PERSON.match(said) and not found["led"]:
        return None
    is_before_a_pause = said.startswith((",", ":"), found.end())
    if is_before_a_pause and not (found["led"] or "").lower().startswith(_BEFORE_A_PAUSE):
        return None
    is_called = any(words for name, words in found.groupdict().items() if name.startswith("called"))
    is_named_further = is_called and _NAMED_FURTHER.match(said, found.end())
    return None if is_named_further or _counts(said, found) else found


def _counts(said: str, ordinal: re.Match[str]) -> bool:
    """Whether a noun stands behind the ordinal, or an adjective before one; that at the end is a participle."""
    behind = [word for word in words(said) if word.start >= ordinal.end()]
    if not behind or behind[0].tag not in "NQA" or _PARTICIPLE.fullmatch(behind[0].text):
        return False
    return behind[0].tag != "A" or re.search(r"\w", said[behind[0].end :]) is not None


def _entry(entries: Sequence[Entry], meant: re.Match[str]) -> Entry | None:
    """The one that is counted, of those of a type where that is named; None where there are not so many."""
    type = type_called(meant)
    of_type = [one for one in entries if type in (None, "funding", one.type)]  # programmes stand in any
    place = _PLACES[meant["nth"].lower()]
    return of_type[place] if place < len(of_type) else None


def _is_bare(meant: re.Match[str]) -> bool:
    """Whether nothing is asked of what is meant, or the same as of another one."""
    said = meant.string
    return _BARE.match(said[: meant.start()]) is not None and not re.search(r"\w", said[meant.end() :])


def _of_entry(asked: re.Match[str], entry: Entry) -> str:
    """What is asked with the entry in place of the ordinal: the meeting of minutes, unless they are asked for as a
    whole."""
    if _is_bare(asked):
        return f"{entry.name}?"
    named = _with(asked, entry.name)
    if entry.met is None or title_shown(named) == entry.name or summary_asked_for(named):
        return named
    language = detect(asked.string)
    key = "listed_meeting_of" if _led(asked).lower() in _OF_DATIVE else "listed_meeting"
    return _with(asked, text(key, language, day=written(entry.met, language)))


def _with(asked: re.Match[str], name: str) -> str:
    said = asked.string
    return f"{said[: asked.start()]}{f'{_led(asked)} {name}'.strip()}{said[asked.end() :]}"


def _led(asked: re.Match[str]) -> str:
    """The preposition, without its article."""
    led = (asked["led"] or "").partition(" ")[0]
    return _CONTRACTED.get(led.lower(), led)
