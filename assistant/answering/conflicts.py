"""Documents that give different figures for the same thing are shown side by side, and the newer one is named.

Two sentences contradict each other if they say the same, word for word except for verbs, but give another figure of the
kind that is asked for. Their documents must be about the same thing: versions of each other, or texts that both name
the subject of the question. In doubt there is no conflict: two programmes, cases or years rightly have different
figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.answering.choose import QUOTES
from assistant.answering.cite import plain
from assistant.answering.proving.statements import Fact, Statement, statement
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, QuoteOf
from assistant.language.dates import written
from assistant.language.figures import backs, figures
from assistant.language.subject import own_stems
from assistant.language.terms import stems
from assistant.language.word_lists import listed
from assistant.messages import text
from assistant.records import Answer, Citation, Conflict, Quote
from assistant.retrieving.version_asked_for import names_version_of
from assistant.telemetry.stages import Stage

LOOKED_AT = 20  # of the best sentences are compared with those that are shown
LEAST_SHARED = 3  # words that sentences must share if their documents are not versions of each other

# The meaning of these words depends on the date of the document.
_SHIFTING = re.compile(
    r"\b(?:nächst|kommend|folgend|letzt|vergangen|vorig|laufend|diesjährig|heutig)e[mnrs]?\b"
    r"|\b(?:heute|gestern|morgen|heuer|next|last|today|yesterday|tomorrow|upcoming|this\s(?:year|month|week))\b",
    re.IGNORECASE,
)
# Words that do not tell what a sentence is about.
_NOW = listed("nun nunmehr jetzt derzeit zurzeit aktuell inzwischen künftig now currently")
_NO_LETTERS = re.compile(r"[\W\d_]+")
_SAID = (".", "…")  # the end of a sentence, or of its beginning, that is shown above a quote
_MARK = re.compile(r"\b(?:fassung|version|stand|entwurf|draft|neufassung)\b", re.IGNORECASE)


class _Found(NamedTuple):
    candidate: Candidate
    quote: Quote


@Stage("compare")
def beside(
    quotes: Sequence[Quote], ranked: Sequence[Candidate], quote_of: QuoteOf, asked: Understanding
) -> tuple[list[Quote], list[Sequence[Quote]]]:
    """The quotes, each followed by those that contradict it, and these groups, the newest quote of each first.

    Args:
        quotes: those of an answer.
        ranked: all candidates, best first; the first LOOKED_AT are compared with the quotes.
        asked: the question. Only figures of the kind that it asks for can contradict each other.
    """
    if not asked.figure_kinds:
        return list(quotes), []
    looked_at = ranked[:LOOKED_AT]
    shown = list(quotes)
    groups: list[Sequence[Quote]] = []
    for quote in quotes:
        if any(quote in group for group in groups):
            continue
        own = (_Found(one, quote) for one in looked_at if quote.holds(one.document.id, one.span))
        against = next(filter(None, (list(_against(one, looked_at, shown, quote_of, asked)) for one in own)), None)
        if against:
            group = sorted([quote, *against], key=_newest_first)
            at = min(shown.index(one) for one in group if one in shown)
            rest = [one for one in shown if one not in group]
            shown = [*rest[:at], *group, *rest[at:]]
            groups.append(group)
    kept = _within_bounds(shown, groups)
    return kept, [group for group in groups if all(one in kept for one in group)]


def numbered(citations: Sequence[Citation], groups: Sequence[Sequence[Quote]]) -> tuple[Conflict, ...]:
    """The groups of contradicting quotes by the numbers of their citations; dropped where a quote is not cited."""
    numbers = {(c.quote.document.id, c.quote.start): c.number for c in citations}
    found = []
    for group in groups:
        members = [numbers.get((one.document.id, one.start)) for one in group]
        if all(members):
            newest = members[0] if _is_newest(group) else None
            found.append(Conflict(tuple(number for number in members if number), newest))
    return tuple(found)


def conflict_worded(conflict: Conflict, answer: Answer) -> str:
    """The conflict as a sentence: the figures with their citations and dates, and which one is newer."""
    quotes = {c.number: c.quote for c in answer.citations}
    values = "; ".join(_value(number, quotes[number], answer) for number in conflict.citations)
    if conflict.current is None:
        return text("conflict_open", answer.language, values=values)
    newest = quotes[conflict.current].document
    if newest.date is None:
        return text("conflict_version", answer.language, values=values, title=newest.title)
    return text("conflict_day", answer.language, values=values, day=written(newest.date, answer.language))


def _value(number: int, quote: Quote, answer: Answer) -> str:
    day = quote.document.date
    when = f"({written(day, answer.language)})" if day else ""
    return " ".join(part for part in (quote.exact.text if quote.exact else "", when, f"[{number}]") if part)


def _against(
    own: _Found, looked_at: Sequence[Candidate], shown: Sequence[Quote], quote_of: QuoteOf, asked: Understanding
) -> Iterator[Quote]:
    """The quotes that contradict the own one, at most one of each other document."""
    seen = {own.quote.document.id}
    for candidate in looked_at:
        if candidate.document.id in seen or not _may_differ(own.candidate, candidate, asked):
            continue
        held = next((quote for quote in shown if quote.holds(candidate.document.id, candidate.span)), None)
        quote = held or quote_of(candidate)
        if quote is None or not _contradict(own, _Found(candidate, quote), asked):
            continue
        seen.add(candidate.document.id)
        if not _agree_elsewhere(own.candidate, candidate, looked_at, asked):
            yield quote


def _may_differ(one: Candidate, other: Candidate, asked: Understanding) -> bool:
    if names_version_of(asked.query, one.document) or names_version_of(asked.query, other.document):
        return False
    return _are_alike(one.text, other.text) and figures(one.text) != figures(other.text)


def _contradict(one: _Found, other: _Found, asked: Understanding) -> bool:
    """Whether two sentences give different figures for the same thing.

    Documents are compared first, which rules most pairs out: parsing a sentence loads a dictionary (`lemmas.py`).
    """
    if not _are_on_the_same_thing(one, other, asked):
        return False
    mine, theirs = _of(one.candidate), _of(other.candidate)
    if not _differing(mine, theirs, asked) or not _same_lead(one, other):
        return False
    return _are_versions(one.quote, other.quote) or len(mine.concepts & theirs.concepts) >= LEAST_SHARED


def _are_alike(one: str, other: str) -> bool:
    """A quick check before two sentences are parsed: with other verbs they still share at least half of their stems."""
    mine, theirs = _words(one), _words(other)
    return 2 * len(mine & theirs) >= len(mine | theirs) > 0


@lru_cache(maxsize=4 * LOOKED_AT)
def _words(text: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(text) if stem.isalpha())


def _of(candidate: Candidate) -> Statement:
    return statement(plain(candidate.text))


def _agree_elsewhere(one: Candidate, other: Candidate, looked_at: Sequence[Candidate], asked: Understanding) -> bool:
    """Whether one of the documents also gives the figure of the other, for another case or in passing."""
    return any(
        _differing(_of(mine), _of(known), asked) == []
        for mine, document in ((one, other.document), (other, one.document))
        for known in looked_at
        if known.document.id == document.id and _are_alike(mine.text, known.text)
    )


def _differing(one: Statement, other: Statement, asked: Understanding) -> list[tuple[Fact, Fact]] | None:
    """The facts in which two sentences differ that otherwise say the same; None if they say different things."""
    if one.language != other.language or _SHIFTING.search(one.text) or _SHIFTING.search(other.text):
        return None
    kinds = asked.figure_kinds
    mine, theirs = ([fact for fact in both.facts if fact.figure.kind in kinds] for both in (one, other))
    if not mine or len(mine) != len(theirs) or not _say_the_same(one, other, kinds):
        return None
    pairs = list(zip(mine, theirs, strict=True))
    if not all(_are_comparable(first, second) for first, second in pairs):
        return None
    return [
        (first, second)
        for first, second in pairs
        if not (backs(first.figure, second.figure) or backs(second.figure, first.figure))
    ]


def _say_the_same(one: Statement, other: Statement, kinds: Sequence[str]) -> bool:
    """Whether two sentences share all words but verbs, all other figures, and their negations."""
    rest = [[fact.figure for fact in both.facts if fact.figure.kind not in kinds] for both in (one, other)]
    denials = [sum(len(clause.denials) for clause in both.clauses) for both in (one, other)]
    if rest[0] != rest[1] or denials[0] != denials[1]:
        return False
    shared = one.concepts & other.concepts
    apart = [term for both in (one, other) for term in both.terms if term.concept not in shared]
    return bool(shared) and all(term.word.kind == "verb" or term.word.form.lower() in _NOW for term in apart)


def _are_comparable(one: Fact, other: Fact) -> bool:
    if (one.figure.kind, one.figure.unit) != (other.figure.kind, other.figure.unit) and one.figure.kind != "duration":
        return False
    if one.figure.kind == "number" and not (one.role.counts or one.figure.unit):
        return False
    return one.role == other.role


def _are_on_the_same_thing(one: _Found, other: _Found, asked: Understanding) -> bool:
    """Whether two sentences with the same words are about the same thing, as far as their documents tell."""
    first, second = one.quote.document, other.quote.document
    if _are_versions(one.quote, other.quote):
        return headings(one.quote) == headings(other.quote)
    if asked.expected == "date" or "funding" in (first.type, second.type) or first.lab != second.lab:
        return False
    subject = own_stems(asked.query)
    return bool(subject) and all(subject <= set(stems(both.candidate.text)) for both in (one, other))


def _are_versions(one: Quote, other: Quote) -> bool:
    first, second = one.document, other.document
    if first.series is not None and first.series == second.series:
        return True
    if second.id in _newer_ids(one) or first.id in _newer_ids(other):
        return True
    is_versioned = first.type == second.type and first.type in ("funding", "study", "other")
    return is_versioned and bool(_bare(first.title)) and _bare(first.title) == _bare(second.title)


def _newer_ids(quote: Quote) -> set[str]:
    return {quote.superseded_by.id} if quote.superseded_by else set()


def _bare(title: str) -> str:
    """The letters of a title without what marks its version."""
    return _NO_LETTERS.sub("", _MARK.sub("", title)).casefold()


def headings(quote: Quote) -> tuple[str, ...]:
    """The letters of the headings above a quote and of what leads in its list.

    Without numbers, marks of versions and the title of its document. Sentences above it do not count: they may differ
    in versions that mean the same thing.
    """
    title = _bare(quote.document.title)
    found = (*quote.headings, *(words for words in quote.before if not words.endswith(_SAID)))
    return tuple(heading for heading in map(_bare, found) if heading and heading != title)


def _same_lead(one: _Found, other: _Found) -> bool:
    """Whether the words that lead in the sentences, where their quotes hold some, are the same."""
    leads = [statement(plain(_lead(both))).concepts for both in (one, other)]
    return leads[0] == leads[1]


def _lead(found: _Found) -> str:
    sentence = " ".join(found.candidate.text.split())
    return found.quote.text.partition(sentence)[0]


def _newest_first(quote: Quote) -> tuple[bool, int]:
    day = quote.document.date
    return quote.superseded_by is not None, -day.toordinal() if day else 0


def _is_newest(group: Sequence[Quote]) -> bool:
    """Whether the first of the group is newer than all others, by its version or by dates that all of them have."""
    first, *others = group
    if all(first.document.id in _newer_ids(other) for other in others):
        return True
    days = [one.document.date for one in group]
    return all(days) and all(day < days[0] for day in days[1:] if day and days[0])


def _within_bounds(shown: Sequence[Quote], groups: Sequence[Sequence[Quote]]) -> list[Quote]:
    """At most QUOTES: the last that belong to no group are dropped first."""
    kept = list(shown)
    loose = [one for one in shown if not any(one in group for group in groups)]
    while len(kept) > QUOTES:
        kept.remove(loose.pop() if loose else kept[-1])
    return kept
