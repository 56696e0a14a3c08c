"""What came out of the meetings whose minutes a caller may see: a list that can be narrowed, newest meeting first.

What one document says is extracted once (`minutes/extract.py`) and kept (`fact_store.py`); here it is put together,
filtered, and each outcome gets its quote, with that of a later decision that repeals it (`minutes/status/repeals.py`).
What copies of the same minutes say is told once (`minutes/status/copies.py`).
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

# A word of a filter may be a part of a compound from here on: "Laden" would else be found in "eingeladen".
LEAST_PART = 6
_WORD = re.compile(r"[^\W\d_]+")
_HYPHEN = re.compile(r"(?<=\w{3})-(?=\w{3})")  # not that of "E-Auto", whose first part says too little


@dataclass(frozen=True, slots=True)
class OutcomeFilter:
    """Which outcomes somebody wants to see; an empty field lets everything through.

    `person` are words of a name, `query` words that must all stand in the outcome or its item of the agenda; where none
    holds them, in the title of the minutes as well. The dates are those of the meeting, both inclusive; minutes without
    a date fail a filter on dates. What is due from a day on, or until one, states that day. With `still`, decisions
    that a later one repeals, tasks that the minutes tell to be done and results are left out; what is open are tasks
    as well then.
    """

    kind: OutcomeKind | None = None
    lab: str = ""
    person: str = ""
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    query: str = ""
    due_from: datetime.date | None = None
    due_to: datetime.date | None = None
    still: bool = False

    def __bool__(self) -> bool:
        return self != OutcomeFilter()


@dataclass(frozen=True, slots=True)
class StatedOutcome:
    """An outcome with the quote that proves it, as the caller may see it.

    `repealed` proves that it holds no more; `repeals` is the earlier decision that this one repeals. `done` proves that
    a task is done. `has_task` tells of a decision that it is a task in the same words as well. `copies` are where the
    same stands in copies of the minutes, which `quote.same_in` names.
    """

    outcome: Outcome
    quote: Quote
    repealed: Quote | None = None
    copies: tuple[Quote, ...] = ()
    repeals: StatedOutcome | None = None
    done: Quote | None = None
    has_task: bool = False

    @property
    def document(self) -> DocumentInfo:
        return self.quote.document

    def is_overdue(self, today: datetime.date) -> bool:
        """Whether it is a task whose day is past, and which no minutes tell to be done or repealed."""
        day = self.outcome.due.date if self.outcome.due else None
        is_open = (self.outcome.kind == "task" or self.has_task) and not (self.done or self.repealed)
        return is_open and day is not None and day < today


def outcomes(
    kept: FactStore, index: Index, audiences: frozenset[Audience], wanted: OutcomeFilter
) -> list[StatedOutcome]:
    """The outcomes that are wanted, of the minutes that `audiences` may see: newest meeting first."""
    passing = index.document_ids(minutes_of(wanted), audiences)
    needs_all = wanted.still or wanted.kind not in ("result", "open")  # what was repealed or done at another time
    read = index.document_ids(minutes_of(OutcomeFilter(lab=wanted.lab)), audiences) if needs_all else passing
    infos = index.documents(audiences)
    newest = superseded(infos)
    minutes = sorted((info for info in infos if info.id in read), key=_newest_first)
    told = kept.facts(outcomes_by(kept.teller), index, audiences, minutes)
    known = [StatedOutcome(one, one.proof.quote(document, newest)) for document, value in told for one in value]
    return listed(known, passing, wanted)


def listed(known: Iterable[StatedOutcome], passing: Collection[str], wanted: OutcomeFilter) -> list[StatedOutcome]:
    """Those of `known` that are wanted, of the documents `passing`: each told once, marked where repealed or done."""
    once = _with_done(_marked(_told_once(list(known))))
    left = [one for one in once if _stands(one)] if wanted.still else once
    found = matching((one for one in left if one.document.id in passing), wanted)
    return found if wanted.kind else _each_words_once(found)


def _told_once(known: Sequence[StatedOutcome]) -> list[StatedOutcome]:
    """Each outcome once; what is said in several places names the others."""
    told = []
    for first, *others in same_outcomes((one.document, one.outcome) for one in known):
        copies = tuple(known[place].quote for place in others)
        told.append(_beside(known[first], copies) if copies else known[first])
    return told


def _beside(stated: StatedOutcome, copies: tuple[Quote, ...]) -> StatedOutcome:
    quote = replace(stated.quote, same_in=tuple(copy.document for copy in copies))
    return replace(stated, quote=quote, copies=copies)


def _marked(known: Sequence[StatedOutcome]) -> list[StatedOutcome]:
    """Decisions that repeal others, and those, each with the other, where only one decision can be meant."""
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
    """Without the tasks that are a decision of the same words as well, which then names who is responsible, and by
    when."""
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
    """Tasks that their minutes or later ones of the lab tell to be done, each with the last words that say so."""
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
    """Everybody whom the minutes that `audiences` may see name with an outcome."""
    minutes = [info for info in index.documents(audiences) if info.type == "minutes"]
    told = kept.facts(outcomes_by(kept.teller), index, audiences, minutes)
    return {person for _, value in told for one in value for person in one.persons}


def minutes_of(wanted: OutcomeFilter) -> Filters:
    """The filters that let through the minutes in which `wanted` is looked for."""
    return Filters("minutes", wanted.lab or None, None, wanted.date_from, wanted.date_to)


def matching(found: Iterable[StatedOutcome], wanted: OutcomeFilter) -> list[StatedOutcome]:
    """Those of `found` whose kind, persons and words are wanted; the title of the minutes counts where no words do, and
    before them where they name the meeting.

    A surname of somebody is no other word: "Beck" is "Frau Becks Aufgabe", and not "das Becken".
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
    """The surnames, folded, that a word of the query would find by its form: "beck" and "becken" for "Becken"."""
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


def concerns(outcome: Outcome, person: str, short: Collection[str] = ()) -> bool:
    """Whether one person of the outcome bears all words of the name; "Frau" and "Dr." do not count.

    An initial stands for a name that begins with it: "M. Brandewie" is "Malte Brandewie", and not "Anna Brandewie".
    `short` are the parts of the name that stand for the whole where they stand alone.
    """
    asked, named = _name(person), [_name(one) for one in outcome.persons]
    return bool(asked) and any(_bears(one, asked) or (len(one) == 1 and one[0] in short) for one in named)


def _short_for(person: str, known: Iterable[StatedOutcome]) -> set[str]:
    """The first and the last name of somebody who is named in full, each where nobody else is known who bears it.

    "Herr Brandewie" is "Malte Brandewie" where there is no "Anna Brandewie".
    """
    asked = _name(person)
    if len(asked) == 1:
        return set()
    names = {tuple(_name(one)) for stated in known for one in stated.outcome.persons}
    others = {word for name in names if len(name) > 1 and not _bears(name, asked) for word in name}
    return {word for word in asked[:1] + asked[-1:] if len(word) > 1} - others


def _bears(named: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether each word asked for is one of the name, or one of the two is the initial of the other."""
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
    """Whether each word of the query stands in the outcome or above it, as `holds` tells."""
    outcome = stated.outcome
    title = stated.document.title if with_title else ""
    said = (outcome.text, outcome.topic, " ".join(outcome.persons), stated.quote.text, title)
    return holds(" ".join(said), query, names)


def holds(said: str, query: str, names: Collection[str] = frozenset()) -> bool:
    """Whether each word of the query stands in what is said, in any form or as part of a compound; of a word with a
    hyphen each part, wherever it stands ("Ladepark für Lkw").

    The `names`, folded, are words by themselves: as they are, or in the genitive.
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
