"""The outcomes of meetings whose minutes a caller may see: a list with filters, newest meeting first.

The outcomes of one document are extracted once (`minutes/extract.py`) and kept (`fact_store.py`). Here they are joined
and filtered, and each gets its quote, and that of a later decision that repeals it (`minutes/status/repeals.py`).
Copies of the same minutes are merged (`minutes/status/copies.py`).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.indexing.index import Index
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.minutes.extract import outcomes_by
from assistant.knowledge.minutes.meeting.bodies import is_meeting
from assistant.knowledge.minutes.outcome import Outcome, OutcomeKind
from assistant.knowledge.minutes.people.persons import TITLES, surnames
from assistant.knowledge.minutes.status.copies import same_outcomes
from assistant.knowledge.minutes.status.done import is_done, tells_done, to_do
from assistant.knowledge.minutes.status.repeals import repeals
from assistant.language.periods import Period
from assistant.language.terms import fold, stems
from assistant.reading.describing.superseding import superseded
from assistant.records import Audience, DocumentInfo, Filters, Quote

# Letters from which a word of a filter may be part of a compound: "Laden" must not be found in "eingeladen".
LEAST_PART = 6
_WORD = re.compile(r"[^\W\d_]+")
_HYPHEN = re.compile(r"(?<=\w{3})-(?=\w{3})")  # not that of "E-Auto", whose first part says too little


@dataclass(frozen=True, slots=True)
class OutcomeFilter:
    """Which outcomes somebody wants to see; an empty field lets everything through. Dates are inclusive.

    Minutes without a date pass no filter on the date of the meeting; outcomes without a due date pass none on due
    dates.
    """

    kind: OutcomeKind | None = None
    lab: str = ""
    person: str = ""  # words of a name
    date_from: datetime.date | None = None  # of the meeting
    date_to: datetime.date | None = None
    # Words that must all stand in the outcome or its item of the agenda; if none holds them, the title counts as well.
    query: str = ""
    due_from: datetime.date | None = None
    due_to: datetime.date | None = None
    # Without repealed decisions, done tasks and results; "open" includes tasks then.
    still: bool = False

    def __bool__(self) -> bool:
        return self != OutcomeFilter()


@dataclass(frozen=True, slots=True)
class StatedOutcome:
    """An outcome with the quote that proves it, as the caller may see it."""

    outcome: Outcome
    quote: Quote
    repealed: Quote | None = None  # proves that it is no longer in force
    copies: tuple[Quote, ...] = ()  # the same in copies of the minutes, which `quote.same_in` names
    repeals: StatedOutcome | None = None  # the earlier decision that this one repeals
    done: Quote | None = None  # proves that a task is done
    has_task: bool = False  # a decision that is a task in the same words as well

    @property
    def document(self) -> DocumentInfo:
        return self.quote.document

    def is_overdue(self, today: datetime.date) -> bool:
        """Whether it is a task whose due date is past, and that is neither done nor repealed by any minutes."""
        day = self.outcome.due.date if self.outcome.due else None
        is_open = (self.outcome.kind == "task" or self.has_task) and not (self.done or self.repealed)
        return is_open and day is not None and day < today


def outcomes(
    kept: FactStore, index: Index, audiences: frozenset[Audience], wanted: OutcomeFilter
) -> list[StatedOutcome]:
    """The wanted outcomes of the minutes that `audiences` may see, newest meeting first."""
    passing = index.document_ids(minutes_of(wanted), audiences)
    needs_all = wanted.still or wanted.kind not in ("result", "open")  # what was repealed or done at another time
    read = index.document_ids(minutes_of(OutcomeFilter(lab=wanted.lab)), audiences) if needs_all else passing
    minutes = sorted((info for info in index.documents(audiences) if info.id in read), key=_newest_first)
    return listed(stated_in(kept, index, audiences, minutes), passing, wanted)


def stated_in(
    kept: FactStore, index: Index, audiences: frozenset[Audience], minutes: Iterable[DocumentInfo]
) -> list[StatedOutcome]:
    """All outcomes of these minutes, in their order."""
    newest = superseded(index.documents(audiences))
    told = kept.facts(outcomes_by(kept.classifier), index, audiences, minutes)
    return [StatedOutcome(one, one.proof.quote(document, newest)) for document, value in told for one in value]


def listed(known: Iterable[StatedOutcome], passing: Collection[str], wanted: OutcomeFilter) -> list[StatedOutcome]:
    """The wanted ones of `known` in the documents `passing`, without duplicates, marked as repealed or done."""
    once = _with_done(_marked(_told_once(list(known))))
    left = [one for one in once if _stands(one)] if wanted.still else once
    found = matching((one for one in left if one.document.id in passing), wanted)
    return found if wanted.kind else _each_words_once(found)


def _told_once(known: Sequence[StatedOutcome]) -> list[StatedOutcome]:
    """Each outcome once; those with copies name them."""
    told = []
    for first, *others in same_outcomes((one.document, one.outcome) for one in known):
        copies = tuple(known[place].quote for place in others)
        told.append(_beside(known[first], copies) if copies else known[first])
    return told


def _beside(stated: StatedOutcome, copies: tuple[Quote, ...]) -> StatedOutcome:
    quote = replace(stated.quote, same_in=tuple(copy.document for copy in copies))
    return replace(stated, quote=quote, copies=copies)


def _marked(known: Sequence[StatedOutcome]) -> list[StatedOutcome]:
    """The outcomes with repealing and repealed decisions linked, where only one decision can be meant."""
    marked = list(known)
    for number, later in enumerate(known):
        for repeal in repeals(later.outcome):
            meant = [place for place, one in enumerate(known) if one.document.lab == later.document.lab]
            meant = [place for place in meant if repeal.is_of(known[place].outcome, known[place].document.date)]
            if len({known[place].outcome.text for place in meant}) == 1 and _is_after(later.document, repeal.day):
                marked[number] = replace(marked[number], repeals=known[meant[0]])
                for place in meant:
                    marked[place] = replace(marked[place], repealed=later.quote)
    return marked


def _each_words_once(found: Sequence[StatedOutcome]) -> list[StatedOutcome]:
    """The outcomes without tasks that repeat a decision word for word; that gets their persons and due date."""
    tasks = {_words(one): one for one in found if one.outcome.kind == "task"}
    decided = {_words(one) for one in found if one.outcome.kind == "decision"}
    told = (one for one in found if one.outcome.kind != "task" or _words(one) not in decided)
    return [_with_task(one, tasks.get(_words(one))) for one in told]


def _words(stated: StatedOutcome) -> tuple[str, str, str]:
    return (stated.document.id, stated.outcome.text, stated.quote.text)


def _with_task(stated: StatedOutcome, task: StatedOutcome | None) -> StatedOutcome:
    if task is None or stated.outcome.kind != "decision":
        return stated
    own, more = stated.outcome, task.outcome
    both = replace(own, persons=own.persons or more.persons, due=own.due or more.due)
    return replace(stated, outcome=both, done=task.done, has_task=True)


def _with_done(known: Sequence[StatedOutcome]) -> list[StatedOutcome]:
    """The outcomes with tasks marked as done by their minutes or later ones of the lab, each with the latest proof."""
    told: dict[tuple[str | None, str], StatedOutcome] = {}
    for one in known:
        if one.document.date and tells_done(one.outcome):
            before = told.get(_task(one))
            told[_task(one)] = before if before and _is_after(before.document, one.document.date) else one
    return [replace(one, done=quote) if (quote := _done(one, told)) else one for one in known]


def _done(stated: StatedOutcome, told: Mapping[tuple[str | None, str], StatedOutcome]) -> Quote | None:
    if stated.outcome.kind != "task":
        return None
    if is_done(stated.outcome):
        return stated.quote
    later, day = told.get(_task(stated)), stated.document.date
    return later.quote if later and day and _is_after(later.document, day) else None


def _stands(stated: StatedOutcome) -> bool:
    return not (stated.repealed or stated.done) and stated.outcome.kind != "result"


def _task(stated: StatedOutcome) -> tuple[str | None, str]:
    return (stated.document.lab, to_do(stated.outcome))


def _is_after(info: DocumentInfo, day: datetime.date) -> bool:
    return info.date is not None and info.date > day


def persons_of(kept: FactStore, index: Index, audiences: frozenset[Audience]) -> set[str]:
    """All persons that are named with an outcome in the minutes that `audiences` may see."""
    minutes = [info for info in index.documents(audiences) if info.type == "minutes"]
    told = kept.facts(outcomes_by(kept.classifier), index, audiences, minutes)
    return {person for _, value in told for one in value for person in one.persons}


def minutes_of(wanted: OutcomeFilter) -> Filters:
    """The filters for the minutes that may hold wanted outcomes."""
    return Filters("minutes", wanted.lab or None, None, wanted.date_from, wanted.date_to)


def matching(found: Iterable[StatedOutcome], wanted: OutcomeFilter) -> list[StatedOutcome]:
    """Those of `found` with the wanted kind, due date, persons and words.

    If the words name the meeting, all of these from that meeting; if no outcome holds the words, those of minutes whose
    title does. A surname is no form of another word: "Beck" finds "Frau Becks Aufgabe", but not "das Becken".
    """
    known = list(found)
    short = _short_for(wanted.person, known)
    kept = [one for one in known if _is_wanted(one.outcome, wanted, short)]
    if not wanted.query:
        return kept
    if titled := [one for one in kept if is_meeting(wanted.query, [one.document])]:
        return titled
    names = _names_like(wanted.query, known)
    speaking = [one for one in kept if speaks_of(one, wanted.query, names)]
    return speaking or [one for one in kept if speaks_of(one, wanted.query, names, with_title=True)]


def _names_like(query: str, known: Iterable[StatedOutcome]) -> set[str]:
    """The folded surnames that a word of the query would match by its stem: "beck" and "becken" for "Becken"."""
    terms = stems(query)
    called = surnames(person for one in known for person in one.outcome.persons)
    return {fold(name) for name in called if any(_is_in(term, set(stems(name)), fold(name)) for term in terms)}


def _is_wanted(outcome: Outcome, wanted: OutcomeFilter, short: Collection[str]) -> bool:
    is_open = wanted.kind == "open" and wanted.still and outcome.kind == "task"
    if (wanted.kind and outcome.kind != wanted.kind and not is_open) or not _is_due(outcome, wanted):
        return False
    return not wanted.person or concerns(outcome, wanted.person, short)


def _is_due(outcome: Outcome, wanted: OutcomeFilter) -> bool:
    if not (wanted.due_from or wanted.due_to):
        return True
    return Period(wanted.due_from, wanted.due_to).holds(outcome.due.date if outcome.due else None)


def concerns(outcome: Outcome, person: str, short: Collection[str]) -> bool:
    """Whether the name of one person of the outcome has all words of `person`, without titles such as "Frau".

    An initial matches names that begin with it: "M. Brandewie" is "Malte Brandewie", and not "Anna Brandewie". `short`
    are the parts of the name that stand for the person when used alone.
    """
    asked, named = _name(person), [_name(one) for one in outcome.persons]
    return bool(asked) and any(_bears(one, asked) or (len(one) == 1 and one[0] in short) for one in named)


def _short_for(person: str, known: Iterable[StatedOutcome]) -> set[str]:
    """The first and last name of a full name, as far as nobody else has them.

    "Herr Brandewie" is "Malte Brandewie" if there is no "Anna Brandewie".
    """
    asked = _name(person)
    if len(asked) == 1:
        return set()
    names = {tuple(_name(one)) for stated in known for one in stated.outcome.persons}
    others = {word for name in names if len(name) > 1 and not _bears(name, asked) for word in name}
    return {word for word in asked[:1] + asked[-1:] if len(word) > 1} - others


def _bears(named: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether each word asked for is in the name, or one is the initial of the other."""
    others = [word for word in asked if word not in named]
    left = [word for word in named if word not in asked]
    if len(others) == len(asked):
        return False
    for word in others:
        fitting = next((one for one in left if 1 in (len(one), len(word)) and one[0] == word[0]), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return True


def speaks_of(
    stated: StatedOutcome, query: str, names: Collection[str] = frozenset(), *, with_title: bool = False
) -> bool:
    """Whether each word of the query stands in the outcome or above it; see `holds`."""
    outcome = stated.outcome
    title = stated.document.title if with_title else ""
    said = (outcome.text, outcome.topic, " ".join(outcome.persons), stated.quote.text, title)
    return holds(" ".join(said), query, names)


def holds(said: str, query: str, names: Collection[str] = frozenset()) -> bool:
    """Whether each word of the query stands in `said`, in any form or as part of a compound.

    The parts of a hyphenated word may stand apart ("Ladepark für Lkw"). The folded `names` only match themselves and
    their genitive.
    """
    asked, query = _apart(query, names)
    called, said = _apart(said, names)
    terms, folded = set(stems(said)), fold(said)
    return asked <= called and all(_is_in(term, terms, folded) for term in stems(_HYPHEN.sub(" ", query)))


def _is_in(term: str, terms: Collection[str], folded: str) -> bool:
    return term in terms or (len(term) >= LEAST_PART and term in folded)


def _apart(text: str, names: Collection[str]) -> tuple[set[str], str]:
    """The names in the text, without the s of a genitive, and the text without them."""
    words = {word: fold(word) for word in _WORD.findall(text)}
    called = {
        word: next((one for one in (folded, folded.removesuffix("s")) if one in names), "")
        for word, folded in words.items()
    }
    return set(called.values()) - {""}, _WORD.sub(lambda word: " " if called[word[0]] else word[0], text)


def _name(words: str) -> list[str]:
    return [word for word in _WORD.findall(fold(words)) if word not in TITLES]


def _newest_first(info: DocumentInfo) -> tuple[int, str]:
    return (-info.date.toordinal() if info.date else 0, info.path)
