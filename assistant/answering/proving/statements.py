"""What a text states, taken apart for comparison: clauses, and in them words, figures, moods, negations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from assistant.answering.proving.borders import RANGE, are_one_cell, border
from assistant.answering.proving.rates import due, rate
from assistant.language.bounds import Bound, Change, DateLimit, TimeRole, bound, changes, date_limit, time_role
from assistant.language.clauses import clauses
from assistant.language.detect import detect
from assistant.language.figures import Figure, figures
from assistant.language.lemmas import A_PARTICLE, Word, content_words, is_infinitive, joined, key, particle
from assistant.language.measures import measure
from assistant.language.modality import Cue, moods, scopes
from assistant.language.negation import negations, takes_out
from assistant.language.parts_of_time import PartOfTime, part_of_time
from assistant.language.thesaurus import concept, is_light
from assistant.records import Language, Span

_STATEMENTS_IN_CACHE = 256
_FEW = 6  # clauses of a sentence, of which one may go on with the subject of another
ELLIPTIC = 2  # a clause with fewer words leans on the one before it
_UNTIL = re.compile(r"\W*(?:bis|to|until)\b|\.?\s?[-–]\s?\Z", re.IGNORECASE)
_DASH = re.compile(r"(?P<day>\.)?\s?[-–]\s?")  # between the ends of a range: "3.5.2024-7.6.2025", "26.-28.06.2025"
# Between dates that are the same for their sentence: "am 31. Mai und am 30. November".
_AND_ALSO = re.compile(r"\s*(?:,|und|sowie|oder|and|or)\s+(?:(?:am|im|zum|on|in|by)\s+)?", re.IGNORECASE)
_SHARED = re.compile(rf"{RANGE.pattern}|\s(?:und|oder|and|or)\s", re.IGNORECASE)  # of one unit: "5 bis 10 V"
_JOINS = re.compile(r"\W*(?:und|oder|sowie|sondern|and|or|but)\b", re.IGNORECASE)
_BETWEEN = re.compile(  # a number and the noun that it counts: adjectives at most
    r"(?:\s(?!(?:mit|in|im|an|am|aus|von|für|bei|zu|auf|of|with|from|for|at|by|out|eine?[mnrs]?)\s)[a-zäöüß]+){0,2}\s"
)
_END_OF_A_VERB = re.compile(rf"\W*(?:mehr\b)?(?:{A_PARTICLE})?\W*")
_COUNTS = re.compile(r"\s[A-ZÄÖÜ][a-zäöüß]")  # what reads like a year and counts: "mehr als 2000 Betriebe"


@dataclass(frozen=True, slots=True)
class Term:
    """A word that says something. `concept` is shared by all that may stand for it, `parts` are those that it joins.

    One that `denies` says no by itself: "ausgeschlossen".
    """

    word: Word
    concept: str
    clause: int
    is_light: bool
    denies: bool = False
    parts: frozenset[str] = frozenset()

    @property
    def start(self) -> int:
        return self.word.span.start

    def is_noun(self, language: Language) -> bool:
        """Whether it is one, or may be: in English the dictionary does not tell."""
        return self.word.kind in ("noun", "name") or (language == "en" and self.word.kind == "other")


@dataclass(frozen=True, slots=True)
class Role:
    """What a figure is in its clause.

    `part` is that of its month or year ("Ende Mai"), `counts` the concept of the noun that a bare number counts, `each`
    that of "am Tag" or "je Monat" behind it; `measure` is the unit of a number that the figure does not know ("°C").
    """

    bound: Bound | None = None
    time: TimeRole | None = None
    limit: DateLimit | None = None
    part: PartOfTime | None = None
    change: Change | None = None
    counts: str | None = None
    each: str | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in its place. `cell` is the stretch of text that belongs to it rather than to another of its kind."""

    figure: Figure
    clause: int
    sentence: int
    role: Role
    cell: Span


@dataclass(frozen=True, slots=True)
class Denial:
    """The concepts that a negation denies, and those of its whole clause.

    `lexical` is one that also says what is denied: "ausgeschlossen", one that `excepts` takes it out of the rest.
    """

    span: Span
    concepts: frozenset[str]
    around: frozenset[str]
    lexical: bool
    excepts: bool


@dataclass(frozen=True)
class Clause:
    """One thing that is said. `condition` holds the concepts of the part that restricts it."""

    span: Span
    sentence: int
    terms: tuple[Term, ...]
    moods: tuple[Cue, ...]
    scopes: tuple[Cue, ...]
    denials: tuple[Denial, ...]
    condition: frozenset[str]

    @cached_property
    def concepts(self) -> frozenset[str]:
        return frozenset(term.concept for term in self.terms if not term.is_light)

    @cached_property
    def verbs(self) -> frozenset[str]:
        return frozenset(term.concept for term in self.terms if term.word.kind == "verb" and not term.is_light)

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts of its hyphenated words."""
        return frozenset[str]().union(*(term.parts for term in self.terms))


@dataclass(frozen=True)
class Statement:
    """One text, taken apart. All spans are offsets into `text`."""

    text: str
    language: Language
    clauses: tuple[Clause, ...]
    facts: tuple[Fact, ...]

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        return tuple(term for clause in self.clauses for term in clause.terms if not term.is_light)

    @cached_property
    def concepts(self) -> frozenset[str]:
        return frozenset(term.concept for term in self.terms)

    @cached_property
    def parts(self) -> frozenset[str]:
        return frozenset[str]().union(*(clause.parts for clause in self.clauses))

    def denies(self, span: Span) -> bool:
        """Whether a negation stands inside `span`."""
        return any(span.start <= d.span.start < span.end for clause in self.clauses for d in clause.denials)

    def before(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses of its sentence before one; none of a sentence that has more than a few."""
        end = bisect_left(self.clauses, clause.span.start, key=lambda one: one.span.start)
        start = max(0, end - _FEW - 1)
        found = tuple(
            one
            for one in self.clauses[start:end]
            if one.sentence == clause.sentence and one.span.end <= clause.span.start
        )
        return found if len(found) <= _FEW else ()

    @cached_property
    def _starts(self) -> list[int]:
        return [term.start for term in self.terms]

    def within(self, span: Span) -> tuple[Term, ...]:
        """The terms that stand inside `span`."""
        return self.terms[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]


@lru_cache(maxsize=_STATEMENTS_IN_CACHE)
def statement(text: str) -> Statement:
    """The text taken apart; about a millisecond a sentence. Texts of several quotes stand on lines of their own."""
    language = detect(text)
    found = figures(text)
    hidden = [part_of_time(text, one.span)[1] for one in found]
    made: list[Clause] = []
    for number, part in enumerate(clauses(text)):
        terms = _terms(text, language, number, part.span, hidden)
        before = made[-1] if made and made[-1].sentence == part.sentence else None
        leans_on = made[-1] if made and takes_out(part.span.of(text)) else before
        denials = list(_denials(text, part.span, terms, leans_on))
        spoken = [replace(t, denies=any(covers(denial.span, t) for denial in denials)) for t in terms]
        cues = list(moods(text, part.span, is_english=language == "en"))
        verbs = [term.word.form for term in spoken if term.word.kind == "verb"]
        leans = _JOINS.match(part.span.of(text)) or all(map(is_infinitive, verbs))  # "er soll ruhen, sie schließen"
        if before and (not verbs or (leans and all(cue.implied for cue in cues))):
            cues += (replace(cue, implied=True) for cue in before.moods)
        limits = tuple(scopes(text, part.span))
        condition = _concepts(spoken, part.condition) if part.condition else frozenset()
        made.append(Clause(part.span, part.sentence, tuple(spoken), tuple(cues), limits, tuple(denials), condition))
    return Statement(text, language, tuple(made), tuple(_facts(_Figures.of(text, made, found))))


def covers(span: Span, term: Term) -> bool:
    return span.start <= term.start < span.end


def _terms(text: str, language: Language, clause: int, span: Span, hidden: Iterable[Span]) -> tuple[Term, ...]:
    shifted = [other.moved(-span.start) for other in hidden if other.touches(span)]
    found = []
    for word in _with_particle(list(content_words(span.of(text), language, shifted)), span.of(text), language):
        placed = replace(word, span=word.span.moved(span.start))
        parts = frozenset(map(concept, word.parts))
        found.append(
            Term(placed, concept(word.key), clause, is_light(word.key) or is_light(concept(word.key)), parts=parts)
        )
    return tuple(found)


def _with_particle(words: list[Word], clause: str, language: Language) -> list[Word]:
    """The words with the particle at the end put to its verb."""
    apart, start = particle(clause)
    verb = next((at for at, word in enumerate(words) if word.kind == "verb" and word.form != apart), None)
    if not apart or verb is None:
        return words
    words[verb] = joined(apart, words[verb], language)
    return [word for word in words if word.span.start != start]


def _concepts(terms: Iterable[Term], span: Span) -> frozenset[str]:
    return frozenset(t.concept for t in terms if span.start <= t.start < span.end and not t.is_light)


def _denials(text: str, span: Span, terms: Sequence[Term], before: Clause | None) -> Iterator[Denial]:
    """An elliptic clause ("Vereine hingegen nicht") denies what the clause before it states.

    What stands behind a "nicht" may be nothing but the end of a verb: "Das Fest findet nicht mehr statt".
    """
    around = _concepts(terms, span)
    for negation in negations(text, span):
        is_at_the_end = _END_OF_A_VERB.fullmatch(negation.scope.of(text)) is not None
        scope = Span(span.start, negation.span.start) if is_at_the_end else negation.scope
        own = {term.concept for term in terms if covers(negation.span, term)}
        shared = before.concepts if before and len(around - own) < ELLIPTIC else frozenset()
        denied = _concepts(terms, scope) - own
        yield Denial(negation.span, denied, (around - own) | shared, negation.lexical, negation.excepts)


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of a text in reading order, each in its clause.

    Figures without a place in a clause do not occur: clauses cover all but the signs between them.
    """

    text: str
    clauses: Sequence[Clause]
    figures: Sequence[Figure]
    clause_of: Sequence[int]

    @classmethod
    def of(cls, text: str, clauses: Sequence[Clause], figures: Sequence[Figure]) -> _Figures:
        starts = [clause.span.start for clause in clauses]
        return cls(text, clauses, figures, [max(bisect_right(starts, one.span.start) - 1, 0) for one in figures])

    def clause(self, at: int) -> Clause:
        return self.clauses[self.clause_of[at]]

    def sentence(self, at: int) -> int:
        return self.clause(at).sentence

    def one_before(self, at: int) -> Figure | None:
        """The figure before it in its clause."""
        return self.figures[at - 1] if at and self.clause_of[at - 1] == self.clause_of[at] else None

    def one_behind(self, at: int) -> Figure | None:
        """The figure behind it in its clause."""
        is_last = at + 1 == len(self.figures) or self.clause_of[at + 1] != self.clause_of[at]
        return None if is_last else self.figures[at + 1]

    def before(self, at: int) -> str:
        """The text before it, from its clause or the figure before it on."""
        start, other = self.clause(at).span.start, self.one_before(at)
        return self.text[max(start, other.span.end) if other else start : self.figures[at].span.start]

    def behind(self, at: int) -> str:
        """The text behind it, up to the next figure or the end of its clause."""
        other = self.one_behind(at)
        return self.text[self.figures[at].span.end : other.span.start if other else self.clause(at).span.end]


def _facts(found: _Figures) -> Iterator[Fact]:
    cells = _cells(found)
    places = range(len(found.figures))
    for sentence in dict.fromkeys(map(found.sentence, places)):
        here = [at for at in places if found.sentence(at) == sentence]
        gaps = [found.before(at) for at in here]
        before = Role()
        for at, gap, change in zip(here, gaps, changes(gaps), strict=True):
            role = _role(found, at, change, cells[at])
            if role.time is None and _AND_ALSO.fullmatch(gap):
                role = replace(role, time=before.time, limit=role.limit or before.limit)
            before = role
            yield Fact(found.figures[at], found.clause_of[at], sentence, role, cells[at])


def _role(found: _Figures, at: int, change: Change | None, cell: Span) -> Role:
    figure, gap, behind = found.figures[at], found.before(at), found.behind(at)
    other = found.one_before(at)
    if figure.kind in ("date", "time"):
        if found.one_behind(at) and gap.lower().endswith(("vom ", "von ", "from ")) and _UNTIL.match(behind):
            return Role(time="start")
        if other and _ends_range(other, figure, gap):
            return Role(time="end", limit="open")
        time = time_role(gap, behind)
        counts = not time and _COUNTS.match(behind) and figure.span.of(found.text) == figure.value
        part = part_of_time(found.text, figure.span)[0]
        return Role(bound(gap, behind) if counts else None, time, date_limit(gap, behind), part)
    is_range_end = other is not None and re.fullmatch(r"\s*(?:bis|to)\s*", gap)
    terms = found.clause(at).terms
    return Role(
        bound=None if is_range_end else bound(gap, behind),
        change=change,
        counts=_counted(figure, terms, behind),
        each=_each(found, at, cell),
        measure=_measure(found, at),
    )


def _each(found: _Figures, at: int, cell: Span) -> str | None:
    """The concept of the time or thing that a figure is for each of."""
    figure, other = found.figures[at], found.one_behind(at)
    start = rate(found.before(at), found.behind(at), figure, other)
    each = next((term.concept for term in found.clause(at).terms if term.start == start), None)
    if each is None and figure.kind == "amount":
        sentence = next(one.span.start for one in found.clauses if one.sentence == found.sentence(at))
        led = due(found.text[sentence : figure.span.start], cell.start - sentence)
        each = concept(key(led, "de")) if led else None
    return each


def _measure(found: _Figures, at: int) -> str:
    """The unit behind a number, or behind the next one if they share it."""
    figure, other = found.figures[at], found.one_behind(at)
    if figure.kind != "number":
        return ""
    own = measure(found.text, figure.span.end)
    is_shared = not own and other and other.kind == "number" and _SHARED.fullmatch(found.behind(at))
    return measure(found.text, other.span.end) if is_shared and other else own


def _ends_range(before: Figure, figure: Figure, gap: str) -> bool:
    """Whether a date goes on from the one before it, or from a bare day, as "bis" would."""
    dash = _DASH.fullmatch(gap)
    return dash is not None and (before.kind == figure.kind or (before.kind == "number" and dash["day"] is not None))


def _counted(figure: Figure, terms: Iterable[Term], behind: str) -> str | None:
    """The concept of the noun behind a bare number, with nothing but words in small letters between."""
    if figure.kind != "number" or figure.unit:
        return None
    nearest = next((t for t in terms if t.start >= figure.span.end and t.word.kind in ("noun", "name")), None)
    between = behind[: nearest.start - figure.span.end] if nearest else ""
    return nearest.concept if nearest and _BETWEEN.fullmatch(between) else None


def _cells(found: _Figures) -> dict[int, Span]:
    """The cell of each figure among those of its kind in its sentence."""
    groups: dict[tuple[int, str], list[int]] = {}
    for at, figure in enumerate(found.figures):
        groups.setdefault((found.sentence(at), kind_of(figure)), []).append(at)
    cells: dict[int, Span] = {}
    for (sentence, _), members in groups.items():
        whole = [clause.span for clause in found.clauses if clause.sentence == sentence]
        first = next(at for at in range(len(found.figures)) if found.sentence(at) == sentence)
        start = whole[0].start
        run: list[int] = []
        for at, after in zip(members, [*members[1:], None], strict=True):
            run.append(at)
            end = whole[-1].end
            if after is not None:
                own, other = found.figures[at].span, found.figures[after].span
                if are_one_cell(found.text, own, other):
                    continue
                is_second = members[0] != first and after > at + 1 and at - 1 not in members
                end = found.figures[at + 1].span.start if is_second else other.start
                end = border(found.text, own.end, end, is_second=is_second)
            cells.update(dict.fromkeys(run, Span(start, end)))
            start, run = end, []
    return cells


def kind_of(figure: Figure) -> str:
    """The sort of a figure: only those of one sort can be taken for one another."""
    return f"{figure.kind} {figure.unit}" if figure.kind in ("number", "paragraph") else figure.kind
