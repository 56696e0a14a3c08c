"""How a document states a rate, an amount or a deadline: "bis zu", "in der Regel", "zwischen 30 und 100 Prozent".

It is read from the words that prove the fact, where the fact is told, so that none is told as more than they say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.knowledge.programmes.facts import Fact, Field
from assistant.language import sentences
from assistant.language.bounds import Bound, bound
from assistant.language.figures import Figure, Kind, figures
from assistant.language.modality import moods
from assistant.records import Span

Hedge = Literal["usual", "exceptional", "expected"]
Each = Literal["month", "year"]

_TEXTS_IN_CACHE = 4096
_KINDS: dict[Field, Kind] = {"rate": "percent", "cap": "amount", "deadline": "date"}
_ITEM = re.compile(r"(?:^|\s)[*•+-]\s")
_EXCEPTION = re.compile(
    r"\b(?:in (?:begründeten |besonderen )?(?:Ausnahme|Einzel)fällen|im (?:Ausnahme|Einzel)fall|ausnahmsweise"
    r"|in exceptional cases|exceptionally)\b",
    re.IGNORECASE,
)
_EXPECTED = re.compile(r"\b(?:voraussichtlich\w*|(?:is|are) expected|expected to)\b", re.IGNORECASE)
_BUT = re.compile(r"\b(?:jedoch|aber|allenfalls|but)\b", re.IGNORECASE)  # a hedge does not reach behind it
# Between the ends of a range, and before the first one where "und" joins them.
_RANGE = re.compile(r"\s*(?:bis(?:\szu)?|to|up\sto|[-–])\s*", re.IGNORECASE)
_AND = re.compile(r"\s+(?:und|and)\s+(?:(?:maximal|höchstens|bis\szu)\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:zwischen|between)\s+\Z", re.IGNORECASE)
# "maximal 700.000 Euro und 500.000 Euro je Antragsteller": the bound of the first is that of the second.
_ALSO = re.compile(r"[^.;:|]{0,80}?(?:\s(?:und|oder|sowie|beziehungsweise|bzw\.|and|or)\s|,\s)", re.IGNORECASE)
# "Die Mindestzuwendung für alle anderen Schwerpunkte nach Nummer 2.2 beträgt 50.000 Euro."
_VERB = r"(?:beträgt|betragen|umfasst|liegt bei|in Höhe von|is|amounts to)"
_IS = rf"\b[^;|]{{0,250}}?\b{_VERB}(?:\s(?:jährlich|monatlich))?\W+\Z"
_LEAST_IS = re.compile(rf"\b(?:Mindest[a-zäöüß]{{4,}}|minimum \w+){_IS}", re.IGNORECASE)
_MOST_IS = re.compile(rf"\b(?:Höchst[a-zäöüß]{{4,}}|maximale[nrs]?|maximum) *{_IS}", re.IGNORECASE)
_MONTHLY = r"(?P<month>monatlich\w*|(?:pro|je|im|per|a) (?:Monat|month)\b|monthly)"
_YEARLY = r"(?P<year>jährlich\w*|(?:pro|je|im|per|a) (?:Jahr|year)\b(?!\s\d)|annually|yearly)"
_EACH_BEHIND = re.compile(rf"\s+(?:{_MONTHLY}|{_YEARLY})", re.IGNORECASE)
_EACH_BEFORE = re.compile(
    rf"\b(?:{_MONTHLY}|{_YEARLY})(?:\s[A-ZÄÖÜ]\w+\s(?:in Höhe )?(?:von|of))?"
    r"(?:\s(?:bis zu|maximal|höchstens|mindestens|rund|etwa|ca\.|zwischen|von|up to|between))*\s*\Z",
    re.IGNORECASE,
)


class Limit(NamedTuple):
    """How far a figure holds; `ends` are those of the range that it is an end of, `each` the time that it is for."""

    bound: Bound | None = None
    hedge: Hedge | None = None
    ends: tuple[Decimal, Decimal] | None = None
    each: Each | None = None


def limit(fact: Fact) -> Limit:
    """What the words that prove the fact say around its figure; of other fields, and where it is not found, nothing."""
    return _limit(fact.proof.text, fact.field, fact.value) if fact.field in _KINDS else Limit()


@lru_cache(maxsize=_TEXTS_IN_CACHE)  # finding figures is slow, and a list is asked for again and again
def _limit(text: str, field: Field, value: str) -> Limit:
    found = figures(text)
    kind = _KINDS[field]
    # What proves an item of a list begins with what leads it in and ends with the item.
    own = next((at for at in reversed(range(len(found))) if found[at].kind == kind and _is(found[at], value)), None)
    if own is None:
        return Limit()
    if kind == "date":
        return Limit(hedge=_hedge(text, found, own))
    return _of_figure(text, found, own)


def _is(figure: Figure, value: str) -> bool:
    return str(figure.value) == value if figure.kind == "date" else Decimal(str(figure.value)) == Decimal(value)


def _of_figure(text: str, found: Sequence[Figure], own: int) -> Limit:
    for first in (own, own - 1):
        if _is_range(text, found, first):
            low, high = (Decimal(str(one.value)) for one in found[first : first + 2])
            each = _each(_before(text, found, first), _behind(text, found, first + 1))
            return Limit(None, _hedge(text, found, first), (low, high), each)
    before, behind = _before(text, found, own), _behind(text, found, own)
    said = bound(before, behind) or _called(text, found[own]) or bound(_lead(text, found[own]), "")
    hedge = _hedge(text, found, own)
    if said is None and hedge is None and _is_joined(text, found, own):
        return _of_figure(text, found, own - 1)._replace(ends=None, each=_each(before, behind))
    return Limit(None if said == "exact" else said, hedge, each=_each(before, behind))


def _is_range(text: str, found: Sequence[Figure], first: int) -> bool:
    """Whether a figure and the next one are the ends of a range, the lower one first."""
    if first < 0 or first + 1 >= len(found) or found[first].kind != found[first + 1].kind:
        return False
    one, other = found[first], found[first + 1]
    gap = text[one.span.end : other.span.start]
    is_between = _AND.fullmatch(gap) and _BETWEEN.search(text, 0, one.span.start)
    return bool(_RANGE.fullmatch(gap) or is_between) and Decimal(str(one.value)) < Decimal(str(other.value))


def _is_joined(text: str, found: Sequence[Figure], own: int) -> bool:
    """Whether a figure only goes on with what is said of the one before it."""
    if own == 0 or found[own - 1].kind != found[own].kind:
        return False
    return _ALSO.fullmatch(text, found[own - 1].span.end, found[own].span.start) is not None


def _called(text: str, figure: Figure) -> Bound | None:
    """The bound that the noun in front names: "Die Mindestzuwendung beträgt ..."."""
    before = _sentence_before(text, figure.span.start)
    if _LEAST_IS.search(before):
        return "lower"
    return "upper" if _MOST_IS.search(before) else None


def _hedge(text: str, found: Sequence[Figure], own: int) -> Hedge | None:
    for words in (_before(text, found, own), _lead(text, found[own])):
        reach = words[max((one.end() for one in _BUT.finditer(words)), default=0) :]
        if _EXCEPTION.search(reach):
            return "exceptional"
        if _EXPECTED.search(reach):
            return "expected"
        if any(cue.mood == "usual" for cue in moods(reach, Span(0, len(reach)), is_english=False)):
            return "usual"
    return None


def _each(before: str, behind: str) -> Each | None:
    said = _EACH_BEHIND.match(behind) or _EACH_BEFORE.search(before)
    if said is None:
        return None
    return "month" if said["month"] else "year"


def _before(text: str, found: Sequence[Figure], at: int) -> str:
    """The words between the figure and the one before it, as far as its sentence, its item or its cell goes."""
    start = found[at - 1].span.end if at else 0
    words = text[start : found[at].span.start]
    cut = max((one.end() for one in _ITEM.finditer(words)), default=0)
    return _sentence_before(words[max(cut, words.rfind("|") + 1) :])


def _behind(text: str, found: Sequence[Figure], at: int) -> str:
    end = found[at + 1].span.start if at + 1 < len(found) else len(text)
    words = text[found[at].span.end : end]
    return next((words[: span.end] for span in sentences.split(words)), "")


def _lead(text: str, figure: Figure) -> str:
    """The sentence that leads in the list whose item holds the figure; "" where none does, or it is a whole one."""
    first = _ITEM.search(text, 0, figure.span.start)
    words = _sentence_before(text[: first.start()]) if first else ""
    return "" if words.rstrip().endswith((".", "!", "?")) else words


def _sentence_before(text: str, end: int | None = None) -> str:
    """The last sentence of a text, or of the text before `end`, with the space behind it."""
    words = text[:end]
    spans = sentences.split(words)
    return words[spans[-1].start :] if spans else words
