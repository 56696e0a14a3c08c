"""A document to the facts of the programme that it is about. Read this first.

What a page says of a programme in its own words comes first; the text of the directive below it is only asked for what
the page does not tell, and for how long it is in force.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from assistant.knowledge.fact_store import Extractor
from assistant.knowledge.programmes import conditions, dates, money, stakeholders
from assistant.knowledge.programmes.condition_rules import KINDS
from assistant.knowledge.programmes.denying import denies_funding
from assistant.knowledge.programmes.facts import CONDITIONS, FIELDS, GROUPS, Fact, Field, Group
from assistant.knowledge.programmes.limits import limit, parts_of
from assistant.knowledge.programmes.overview import Row, labelled, lasting, overview, value_of
from assistant.knowledge.programmes.parts import is_told_of_whom, led
from assistant.knowledge.programmes.sections import in_parts
from assistant.knowledge.programmes.statements import Statement, sentences_of, statements
from assistant.knowledge.programmes.told_words import Told, answer_in, bare, led_in_by, plain, spelled, unnumbered
from assistant.knowledge.programmes.who import who
from assistant.knowledge.proof import proof
from assistant.language.figures import figures
from assistant.records import QUOTE_CHARACTERS, Document, Span

# More of a field help nobody who reads a table; so many of each part of a programme.
AT_MOST: dict[Field, int] = {
    "title": 1,
    "giver": 1,
    "purpose": 2,
    "region": 2,
    "contact": 5,
    "form": 3,
    "duration": 2,
    "costs": 4,
    "own_share": 3,
    "cumulation": 3,
    "start": 3,
    "procedure": 3,
    "payment": 3,
}
A_FIELD = 12
_ALL_PARTS = 24  # of a field, where its facts are of several parts
# How many sentences of the page and of the directive beside it: that a grant is not paid back, and that a decision has
# to be waited for, hardly stands on a page.
_BESIDE_THE_PAGE: dict[Field, tuple[int, int]] = {"form": (1, 1), "start": (1, 2), "procedure": (3, 1)}

_TITLE_LABEL = re.compile(r"^\s*(?:Titel der Förderlinie|Titel|Programm|Förderprogramm|Title)\s*:\s*")
# "Das Land fördert ...", "Gefördert werden ...", "Zuschuss für ...": what the money is for.
_FUNDED = re.compile(
    r"\b(?:fördert|unterstützt|bezuschusst|finanziert|übernimmt)\b|[Gg]efördert w(?:erden|ird)\b"
    r"|\b(?:(?:fördern|bezuschussen|finanzieren) wir|[Ww]ir (?:fördern|bezuschussen|finanzieren))\b"
    r"|(?<!wird )\b(?:gewährt|vergibt)\b[^.;]{3,150}\b(?:Zuschüsse|Zuwendungen)\b"
    r"|Gegenstand der Förderung"
    r"|[Ff]örderung für\b"
    r"|\bhilft\b|[Zz]uschuss für|[Gg]egenstand sind|\bfunds\b|\bsupports\b|förderfähig sind"
)

# What a directive says of a part beside the page; not what it adds to that.
_FUNDED_IN_PART = re.compile(
    r"(?!(?:Darüber hinaus|Außerdem|Zusätzlich|Ferner|Zudem|Auch|Hier|Folgende)\b)"
    r"(?![^.]{0,60}\b(?:hier|werden|wird) auch\b)"
    r"[^.]{0,300}(?:Gefördert w|\b(?:werden|sollen)\b[^.]{0,300}gefördert|[Gg]egenstand|\bfördert\b)"
)
# "Modul A – Boote: Gebaut werden ..." below "Gefördert werden zwei Module:".
_MODULE = re.compile(
    r"\W{0,6}(?P<name>\w{0,20}(?:[Mm]odul|[Ll]inie|[Bb]austein|[Ss]äule|[Ss]chwerpunkt)\s(?:\d{1,2}|[A-H]|[IVX]{1,4})\b"
    r"(?:\s[–-]\s[^:.|]{3,80})?):\s(?P<what>[^\n]{20,}|[^\n]{3,}:\s*)"
)
# "unterstützt Sie im Rahmen des Netzes": not for what.
_VAGUE = re.compile(r"\b(?:[Uu]nterstützt|[Ff]ördert)\sSie\sim Rahmen\b(?!.*\b(?:bei|beim|für|zur|zum|indem)\b)")
# In a list of what one gets, and for how long, nothing is said of what for.
_MONEY_OR_TIME = re.compile(r"\b(?:Prozent|Euro|EUR|Zeitraum|Dauer|Ausnahmen)\b|[%€]")
_AMOUNTS = ("percent", "amount")
_FOR_NOW = re.compile(r"^Derzeit\b")
# "Was? | ..." in a table, "Gefördert wird: ..." in a list.
_LABELLED = re.compile(r"^(?:[^:|]{1,30}:\s)?[^:]{0,30}(?:\bWas\b\s*\?|[Gg]egenstand|[Gg]efördert)")

_ADVICE = re.compile(r"\w*[Bb]eratung\b")

_T = TypeVar("_T")


def facts_of(document: Document) -> tuple[Fact, ...]:
    """The facts in the order of FIELDS, each once; those that hold for all of the programme before those of its parts,
    those that the page itself tells before those of its directive. Of an overview those of each row, row by row."""
    every = statements(document)
    if listed := overview(every):
        beside = _Beside(document)
        return tuple(_each_once(fact for row in listed for fact in _in_order(_told_of(document, row, beside))))
    said = [one for statement in in_parts(document, every) for one in _shown(statement)]
    page = [one for one in said if one.part == "page"]
    directive = [one for one in said if one.part == "directive"]
    found = [*_title(document, said), *_who(document, page, directive), *_how_much_and_when(document, page, directive)]
    found += _conditions(document, page, directive)
    return tuple(_each_once(_in_order(found)))


def _shown(statement: Statement) -> Iterator[Statement]:
    """A statement that a quote can hold, or those sentences of a long item that one can."""
    is_long = len(statement.text) > QUOTE_CHARACTERS
    every = sentences_of(statement) if is_long else [statement]
    return (one for one in every if len(one.text) <= QUOTE_CHARACTERS)


def _in_order(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (FIELDS.index(fact.field), bool(fact.parts)))


def _told_of(document: Document, row: Row, beside: _Beside) -> Iterator[Fact]:
    """The facts of one programme of an overview: those of its row, and of what stands beside the table how long it
    is in force and what the row leaves out of who gives, where, and whom to ask."""
    own = list(_of_row(document, row))
    told = {fact.field for fact in own} - {"period"}
    more = (fact for fact in beside.facts(row) if fact.field not in told)
    for fact in (*own, *more):
        yield replace(fact, programme=row.name)


class _Beside:
    """What stands beside the table of an overview. Each statement is read once, however many rows it holds for; whom
    to ask, which hangs on those around it, once for all rows that the same statements hold for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._alone: dict[Span, list[Fact]] = {}
        self._together: dict[tuple[Span, ...], list[Fact]] = {}

    def facts(self, row: Row) -> Iterator[Fact]:
        """Who gives, where, whom to ask, and how long it is in force."""
        said = [one for one in row.beside if len(one.text) <= QUOTE_CHARACTERS]
        for one in said:
            if one.span not in self._alone:
                self._alone[one.span] = list(self._of_one(one))
            yield from self._alone[one.span]
        page = [one for one in said if one.part == "page"]
        spans = tuple(one.span for one in page)
        if spans not in self._together:
            self._together[spans] = list(_contacts(self._document, page, []))
        yield from self._together[spans]

    def _of_one(self, one: Statement) -> Iterator[Fact]:
        """What a statement says without those around it."""
        if one.part == "page":
            for name, span in stakeholders.givers([one]):
                yield _fact(self._document, "giver", name, span)
            for place, span in stakeholders.regions([one]):
                yield _fact(self._document, "region", place, span)
        for day, role, span in dates.periods([one]):
            yield _fact(self._document, "period", day, span, role=role)


def _of_row(document: Document, row: Row) -> Iterator[Fact]:
    """The facts that a row of an overview states, each proved by the whole of it."""
    span = row.row.span
    yield _fact(document, "title", row.name, span)
    for cell in row.cells:
        value = value_of(cell)
        if cell.topic == "applicants":
            # An item, for a cell is as short as one, and names somebody all the same.
            item = replace(cell, kind="item", text=f"Antragsberechtigt: {value}")
            for group, _ in stakeholders.applicants([item]):
                yield _fact(document, "applicant", group, span)
        elif cell.topic in ("purpose", "contact"):
            yield _fact(document, cell.topic, value, span)
    every = list(labelled(row))
    for giver, _ in stakeholders.givers(every):
        yield _fact(document, "giver", giver, span)
    for place, _ in stakeholders.regions(every):
        yield _fact(document, "region", place, span)
    for rate, whom, size, _ in money.rates(row.cells):
        yield _fact(document, "rate", rate, span, whom=whom, role=size)
    for cap, _ in money.caps(row.cells):
        yield _fact(document, "cap", cap, span)
    due = [replace(cell, text=f"Frist: {value_of(cell)}") for cell in row.cells if cell.topic == "deadline"]
    for day, _ in dates.deadlines(due):
        yield _fact(document, "deadline", day, span)
    for day, role, _ in dates.periods(lasting(row)):
        yield _fact(document, "period", day, span, role=role)


def _title(document: Document, said: Sequence[Statement]) -> Iterator[Fact]:
    """The title of the document, proved by the statement that says it; else its first heading."""
    title = _bare(document.info.title)
    proved = next((one for one in said if _bare(one.text) == title or (title and title in _bare(one.text))), None)
    heading = next((one for one in said if one.kind == "heading" and not one.text.endswith("?")), None)
    if proved and proved.span.end - proved.span.start <= QUOTE_CHARACTERS:
        yield _fact(document, "title", title, proved.span)
    elif heading:
        yield _fact(document, "title", _bare(heading.text), heading.span)


def _bare(words: str) -> str:
    return " ".join(_TITLE_LABEL.sub("", words).split())


def _who(document: Document, page: list[Statement], directive: list[Statement]) -> Iterator[Fact]:
    parts = {one.span.end: one.parts for one in (*page, *directive)}
    for name, span, of in _of_one_part(_first(stakeholders.givers, page, directive), parts):
        yield _fact(document, "giver", name, span, parts=of)
    for group, span in _first(stakeholders.applicants, page, directive):
        yield _fact(document, "applicant", group, span, parts=parts[span.end])
    of_parts = (one for one in _purposes(directive) if one.parts and _FUNDED_IN_PART.match(one.words))
    for told in _chosen([*_first(_purposes, page, directive), *of_parts]):
        yield _fact(document, "purpose", told.words, told.span, parts=told.parts)
    for place, span, of in _of_one_part(_first(stakeholders.regions, page, directive), parts):
        yield _fact(document, "region", place, span, parts=of)
    yield from _contacts(document, page, directive)


def _contacts(document: Document, page: list[Statement], directive: list[Statement]) -> Iterator[Fact]:
    parts = {one.span.end: one.parts for one in (*page, *directive)}
    named = list(stakeholders.offices(page))
    if all(_ADVICE.search(name) for name, _ in named):  # who advises decides nothing
        named += stakeholders.offices(directive)
    for name, span, of in _of_one_part([*named, *stakeholders.addresses([*page, *directive])], parts):
        yield _fact(document, "contact", name, span, parts=of)


def _of_one_part(
    found: Sequence[tuple[str, Span]], parts: Mapping[int, tuple[str, ...]]
) -> Iterator[tuple[str, Span, tuple[str, ...]]]:
    """Each name with the part that it is of, if it is told of one only: what several have may hold for all."""
    of_each: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name, span in found:
        of_each[name].add(parts.get(span.end, ()))
    for name, span in found:
        yield name, span, next(iter(of_each[name])) if len(of_each[name]) == 1 else ()


def _how_much_and_when(document: Document, page: list[Statement], directive: list[Statement]) -> Iterator[Fact]:
    at = {one.span.end: one for one in (*page, *directive)}
    for value, whom, size, span in _first(money.rates, page, directive):
        yield _fact(document, "rate", value, span, whom=whom, role=size, parts=_parts(at[span.end], "rate"))
    for value, span in _first(money.caps, page, directive):
        yield _fact(document, "cap", value, span, parts=_parts(at[span.end], "cap"))
    for value, span in [*_first(dates.deadlines, page, directive), *_first(dates.leads, page, directive)]:
        yield _fact(document, "deadline", value, span, parts=_parts(at[span.end], "deadline"))
    lasting = list(dates.periods([*page, *directive]))
    parts = {end: one.parts for end, one in at.items()}
    of_one = _of_one_part([(f"{role} {value}", span) for value, role, span in lasting], parts)
    for (value, role, span), (_, _, of) in zip(lasting, of_one, strict=True):
        yield _fact(document, "period", value, span, role=role, parts=of)


def _parts(statement: Statement, field: Field) -> tuple[str, ...]:
    """The parts that a statement is of, and what an item of "Der Zuschuss beträgt für" is the amount of: its quote may
    have no room for what leads it in."""
    if statement.kind != "item":
        return statement.parts
    until = next((one.span.start for one in figures(statement.text) if one.kind in _AMOUNTS), None)
    own = (one for one in led(statement.text[:until], statement.lead_text) if not is_told_of_whom(one, field))
    return (*statement.parts, *own)


def _conditions(document: Document, page: list[Statement], directive: list[Statement]) -> Iterator[Fact]:
    """As the page tells them, or else the directive; of some the directive is told beside the page."""
    for condition in CONDITIONS:
        of_page, beside = _BESIDE_THE_PAGE.get(condition, (A_FIELD, 0))
        for kind in KINDS[condition]:
            found = list(_of_each_part(conditions.told(kind, page), of_page))
            found += _of_each_part(conditions.told(kind, directive), beside if found else A_FIELD)
            for told in (one for one in found if one.words not in one.parts):
                yield _fact(document, condition, told.words, told.span, parts=told.parts)


def _of_each_part(found: Iterable[Told], most: int) -> Iterator[Told]:
    """The first of each part of the programme."""
    counts: Counter[tuple[str, ...]] = Counter()
    for one in found:
        counts[one.parts] += 1
        if counts[one.parts] <= most:
            yield one


def _purposes(said: Iterable[Statement]) -> Iterator[Told]:
    """All that says what is funded, a sentence with the list that it leads in as far as that fits.

    An item with a label of its own ("Höchstbetrag: ...") is none of that list.
    """
    ordered = list(said)
    for at, statement in enumerate(ordered):
        if denies_funding(statement.text):
            continue
        following = ordered[at + 1 :]
        if statement.kind in ("row", "item") and statement.topic == "purpose" and _LABELLED.search(statement.text):
            yield Told(answer_in(statement.text) or plain([statement]), statement.span, statement.parts)
        elif (module := _MODULE.match(statement.text)) and _FUNDED.search(statement.lead_text):
            told = [statement, *_of_module(statement, following)]
            parts = (*statement.parts, bare(module["name"]))
            yield Told(plain([replace(statement, text=module["what"]), *told[1:]]), _over(told), parts)
        if statement.kind != "paragraph" or statement.topic not in ("", "purpose") or _FOR_NOW.search(statement.text):
            continue
        if _FUNDED.search(statement.text):
            told = [statement, *led_in_by(statement, following)]
            words = unnumbered(plain(told)) if statement.parts else plain(told)
            yield Told(words, _over(told), statement.parts)


def _over(told: Sequence[Statement]) -> Span:
    return Span(told[0].span.start, told[-1].span.end)


def _of_module(module: Statement, following: Iterable[Statement]) -> Iterator[Statement]:
    """The items of the list that a module leads in: "Modul A: „Boote“:"."""
    if not module.text.rstrip().endswith(":"):
        return
    for item in following:
        if item.kind != "item" or _MODULE.match(item.text) or item.span.end - module.span.start > QUOTE_CHARACTERS:
            return
        yield item


def _chosen(purposes: Iterable[Told]) -> Iterator[Told]:
    """Of each part the first, and of the programme the first sentence and the first list beside it; what only says
    within what something is funded comes where nothing says what."""
    named: dict[str, bool] = {}  # the innermost part, and whether a list is told of it
    every = list(purposes)
    vague = [one for one in every if _VAGUE.search(one.words)]
    for one in [*(one for one in every if one not in vague), *vague]:
        part = spelled(one.parts[-1]) if one.parts else ""
        is_list = not part and one.words.count("; ") > 0 and not _MONEY_OR_TIME.search(one.words)
        known = next((other for other in named if other == part or (part and other and _is_same(part, other))), None)
        if known is None or (is_list and not named[known] and one not in vague):
            named[part if known is None else known] = is_list
            yield one


def _is_same(part: str, other: str) -> bool:
    """Whether two names begin with the same module: "Modul B", "Modul B: Boote"."""
    return part.startswith(other) or other.startswith(part)


def _first(
    find: Callable[[list[Statement]], Iterable[_T]], page: list[Statement], directive: list[Statement]
) -> list[_T]:
    """What the page tells, or where it tells nothing, what the directive does."""
    return list(find(page)) or list(find(directive))


def _fact(
    document: Document,
    field: Field,
    value: str,
    span: Span,
    *,
    whom: tuple[Group, ...] = (),
    role: str = "",
    parts: tuple[str, ...] = (),
) -> Fact:
    return Fact(field, value, proof(document, _shortened(document, span)), whom, role, parts=parts)


def _shortened(document: Document, span: Span) -> Span:
    """A span that is too long for a quote loses what leads it in: its last block is what says the fact."""
    if span.end - span.start <= QUOTE_CHARACTERS:
        return span
    starts = [block.start for block in document.blocks if span.start < block.start < span.end]
    return Span(starts[-1], span.end) if starts else span


def _of_what(fact: Fact) -> object:
    """For what or for whom of a group a fact holds, and how it is meant: of two parts of a programme each is told."""
    if fact.field == "applicant":
        group = next(one for one in GROUPS if one == fact.value)
        return who(group, fact.proof.text), fact.parts
    said = limit(fact)
    return parts_of(fact), said.each, said.bound, said.hedge


def _each_once(facts: Iterable[Fact]) -> Iterator[Fact]:
    seen: set[tuple[object, ...]] = set()
    counts: Counter[tuple[str, Field, tuple[str, ...] | None]] = Counter()
    for fact in facts:
        key = (fact.programme, fact.field, fact.value, fact.whom, fact.role, _of_what(fact))
        of, in_all = (fact.programme, fact.field, parts_of(fact)), (fact.programme, fact.field, None)
        is_enough = counts[of] >= AT_MOST.get(fact.field, A_FIELD) or counts[in_all] >= _ALL_PARTS
        if key in seen or is_enough:
            continue
        seen.add(key)
        counts.update((of, in_all))
        yield fact


PROGRAMMES: Extractor[tuple[Fact, ...]] = Extractor("programmes", 34, facts_of, tuple[Fact, ...])
