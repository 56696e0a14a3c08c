"""How a document states a rate, an amount or a deadline: "bis zu", "in der Regel", "je Vorhaben", "für Prototypen".

It is read from the words that prove the fact, where the fact is told, so that none is told as more than they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.knowledge.programmes.dates import days_and_figures
from assistant.knowledge.programmes.each import Each, each
from assistant.knowledge.programmes.facts import GROUPS, Fact, Field
from assistant.knowledge.programmes.parts import opening, part, whose
from assistant.knowledge.programmes.rules import ITEM
from assistant.knowledge.programmes.stakeholders import paid
from assistant.knowledge.programmes.told_words import spelled
from assistant.knowledge.programmes.who import who
from assistant.language import sentences
from assistant.language.bounds import Bound, bound
from assistant.language.figures import Figure, Kind, figures
from assistant.language.modality import moods
from assistant.records import Span

Hedge = Literal["usual", "exceptional", "expected", "conditional"]

_TEXTS_IN_CACHE = 4096
_KINDS: dict[Field, Kind] = {"rate": "percent", "cap": "amount", "deadline": "date", "period": "date"}
_LABELLED = re.compile(r";\s+(?=[A-ZÄÖÜ][^:;|.]{1,59}:\s)")  # "Modul A: 5.000 Euro; Modul B: 8.000 Euro"
_EXCEPTION = re.compile(
    r"\b(?:in (?:begründeten |besonderen )?(?:Ausnahme|Einzel)fällen|im (?:begründeten )?(?:Ausnahme|Einzel)fall"
    r"|in (?:begründeten|besonderen) Fällen|ausnahmsweise|in exceptional cases|exceptionally)\b",
    re.IGNORECASE,
)
# How a hedge stands behind its figure: "50 Prozent der Kosten (in der Regel)", "50 Prozent in der Regel".
_NEAR = re.compile(r"\s*(?:[^\W\d][\w-]*\s+){0,6}(?:[,(]\s*)?")
_ENDS = re.compile(
    r"\s*(?:[).;|]|,\s|\Z|(?:gewährt|gefördert|übernommen|erstattet|bezuschusst|gezahlt|betragen|bewilligt|finanziert"
    r"|anerkannt|einzureichen|vorzulegen|zu stellen)\b)"
)
_CONDITION = re.compile(r"[^,;.:|]{0,90},\s(?:wenn|sofern|soweit|falls|vorausgesetzt|if|provided)\b")
_IF = re.compile(r"\W*(?:Wenn|Sofern|Soweit|Falls|If)\b[^;|]{3,200}?,\s")
# A figure only goes on with the one before it: "bis zum 15.4. und 15.10."
_GOES_ON = re.compile(
    r"\s*(?:(?:,|und|oder|sowie|bzw\.|beziehungsweise|and|or|bis|zum?|am|der|spätestens|jeweils|maximal|höchstens"
    r"|(?:eines|des|jeden) (?:Folgej|J)ahre?s)\s*){1,5}"
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


class Limit(NamedTuple):
    """How far a figure holds.

    Attributes:
        ends: of the range that it is an end of.
        each: what it is for once: "je Betrieb".
        part: the words for what it is for.
        place: where it stands in the words that prove the fact, from the figure of its kind before it.
    """

    bound: Bound | None = None
    hedge: Hedge | None = None
    ends: tuple[Decimal, Decimal] | None = None
    each: Each = Each()
    part: str = ""
    place: Span | None = None


def limit(fact: Fact) -> Limit:
    """What the words that prove the fact say around its figure; of other fields, and where it is not found, nothing."""
    return _limit(fact.proof.text, fact.field, fact.value) if fact.field in _KINDS else Limit()


@lru_cache(maxsize=_TEXTS_IN_CACHE)
def parts_of(fact: Fact) -> tuple[str, ...]:
    """For which parts of the programme a fact holds, outermost first; empty where it may hold for all."""
    group = next((one for one in GROUPS if fact.field == "applicant" and one == fact.value), None)
    if fact.field == "contact":
        return told_apart((*fact.parts, whose(fact.proof.text, fact.field)))
    return told_apart((*fact.parts, who(group, fact.proof.text).part if group else limit(fact).part))


def told_apart(parts: Iterable[str]) -> tuple[str, ...]:
    """The names of parts without those that another one says already."""
    told = {spelled(one): one for one in parts if one}
    return tuple(one for key, one in told.items() if not any(key != other and key in other for other in told))


@lru_cache(maxsize=_TEXTS_IN_CACHE)  # finding figures is slow, and a list is asked for again and again
def _limit(text: str, field: Field, value: str) -> Limit:
    kind = _KINDS[field]
    found = days_and_figures(text) if kind == "date" else figures(text)
    # What proves an item of a list begins with what leads it in and ends with the item.
    own = next((at for at in reversed(range(len(found))) if found[at].kind == kind and _is(found[at], value)), None)
    if own is None:
        return Limit()
    said = Limit(hedge=_hedge(text, found, own)) if kind == "date" else _of_figure(text, found, own)
    hedge = said.hedge or _hedge_of_sentence(text, found, own) if field != "period" else None
    first = own - 1 if kind != "date" and _is_range(text, found, own - 1) else own
    before, since = _since_alike(text, found, first)
    place = Span(found[first].span.start - len(before) + since, found[own].span.end)
    return said._replace(hedge=hedge, part=_part(text, found, own, field), place=place)


def _is(figure: Figure, value: str) -> bool:
    return str(figure.value) == value if figure.kind == "date" else Decimal(str(figure.value)) == Decimal(value)


def _of_figure(text: str, found: Sequence[Figure], own: int) -> Limit:
    for first in (own, own - 1):
        if _is_range(text, found, first):
            low, high = (Decimal(str(one.value)) for one in found[first : first + 2])
            return Limit(None, _hedge(text, found, first), (low, high), _each(text, found, first, first + 1))
    before, behind = _before(text, found, own), _behind(text, found, own)
    said = bound(before, behind) or _called(text, found[own]) or bound(_lead(text, found[own]), "")
    hedge, each_one = _hedge(text, found, own), _each(text, found, own, own)
    if said is None and hedge is None and _is_joined(text, found, own):
        return _of_figure(text, found, own - 1)._replace(ends=None, each=each_one)
    return Limit(None if said == "exact" else said, hedge, each=each_one)


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
        if hedge := next((hedge for hedge, _ in _hedges(reach)), None):
            return hedge
    return None


def _hedge_of_sentence(text: str, found: Sequence[Figure], own: int) -> Hedge | None:
    """The hedge that ends what a figure stands in, or the condition that begins it: "50 Prozent (in der Regel)", "80
    Prozent, wenn ...", "Wenn ..., 80 Prozent", unless that only says for whom."""
    behind = _first_sentence(text[found[own].span.end :])
    for hedge, cue in _hedges(behind):
        if _NEAR.fullmatch(behind, 0, cue.start) and _ENDS.match(behind, cue.end):
            return hedge
    if found[own].kind == "date":
        return None
    condition = _IF.match(_since_alike(text, found, own)[0])
    return "conditional" if _CONDITION.match(behind) or (condition and not paid(condition[0])) else None


def _hedges(words: str) -> Iterator[tuple[Hedge, Span]]:
    yield from (("exceptional", Span(*one.span())) for one in _EXCEPTION.finditer(words))
    yield from (("expected", Span(*one.span())) for one in _EXPECTED.finditer(words))
    cues = moods(words, Span(0, len(words)), is_english=False)
    yield from (("usual", cue.span) for cue in cues if cue.mood == "usual")


def _each(text: str, found: Sequence[Figure], first: int, last: int) -> Each:
    """What an amount is for once, from `first` to `last` where it is a range; of a rate only the time."""
    before, since = _since_alike(text, found, first)
    said = each(before[since:], _behind(text, found, last), _lead(text, found[first]), is_first=since == 0)
    return said if found[first].kind == "amount" else said._replace(noun="")


def _part(text: str, found: Sequence[Figure], own: int, field: Field) -> str:
    """The words for what a figure holds for; "" where it may hold for all, or stands there for several parts."""
    first = own - 1 if found[own].kind != "date" and _is_range(text, found, own - 1) else own
    last = own + 1 if first == own and found[own].kind != "date" and _is_range(text, found, own) else own
    before, since = _since_alike(text, found, first)
    start = found[first].span.start - len(before)
    same = [one for one in found[:own] if one == found[own] and one.span.start >= start]
    if same:
        return ""
    figure, follows = found[last], next((one for one in found[last + 1 :] if _is_alike(one, found[own])), None)
    behind = _first_sentence(text[figure.span.end : follows.span.start if follows else None])
    said = part(before, behind, _lead(text, found[first]), since, field)
    alike = next((at for at in reversed(range(first)) if _is_alike(found[at], found[own])), None)
    goes_on = since > 0 and alike is not None and _GOES_ON.fullmatch(before, since)
    if goes_on and alike is not None and not said:
        return _part(text, found, alike, field)
    return said or _opening_of_item(text, figure, field)


def _opening_of_item(text: str, figure: Figure, field: Field) -> str:
    """The part with which the item begins that holds a figure behind its first sentence; "" else."""
    starts = [one.end() for one in ITEM.finditer(text, 0, figure.span.start)]
    item = text[starts[-1] : figure.span.start] if starts else ""
    return opening(_first_sentence(item), field) if len(sentences.split(item)) > 1 else ""


def _is_alike(one: Figure, other: Figure) -> bool:
    """Whether two figures may each be told of a part: a year alone is none beside a day."""
    return one.kind == other.kind and (one.kind != "date" or len(str(one.value)) > len("2026"))


def _since_alike(text: str, found: Sequence[Figure], own: int) -> tuple[str, int]:
    """The words before a figure in its sentence, item or cell, and where in them the figure of its kind before ends."""
    words = text[: found[own].span.start]
    start = max((one.end() for one in ITEM.finditer(words)), default=0)
    start = max([start, words.rfind("|") + 1, *(one.end() for one in _LABELLED.finditer(words))])
    before = _sentence_before(words[start:])
    ends = [one.span.end - (len(words) - len(before)) for one in found[:own] if _is_alike(one, found[own])]
    return before, max([0, *ends])


def _before(text: str, found: Sequence[Figure], at: int) -> str:
    """The words between the figure and the one before it, as far as its sentence, its item or its cell goes."""
    start = found[at - 1].span.end if at else 0
    words = text[start : found[at].span.start]
    cut = max((one.end() for one in ITEM.finditer(words)), default=0)
    return _sentence_before(words[max(cut, words.rfind("|") + 1) :])


def _behind(text: str, found: Sequence[Figure], at: int) -> str:
    end = found[at + 1].span.start if at + 1 < len(found) else len(text)
    return _first_sentence(text[found[at].span.end : end])


def _first_sentence(words: str) -> str:
    return next((words[: span.end] for span in sentences.split(words)), "")


def _lead(text: str, figure: Figure) -> str:
    """The sentence that leads in the list whose item holds the figure; "" where none does, or it is a whole one."""
    first = ITEM.search(text, 0, figure.span.start)
    words = _sentence_before(text[: first.start()]) if first else ""
    return "" if words.rstrip().endswith((".", "!", "?")) else words


def _sentence_before(text: str, end: int | None = None) -> str:
    """The last sentence of a text, or of the text before `end`, with the space behind it."""
    words = text[:end]
    spans = sentences.split(words)
    return words[spans[-1].start :] if spans else words
