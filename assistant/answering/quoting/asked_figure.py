"""What a question says of the figure that it asks for: how often something is, the least or the most, the unit.

"Wie oft" is not answered by "acht Stunden", "Mindestbetrag" not by "auf 20.000 Euro begrenzt", "wie viele Kilometer"
not by "0,15 Euro je Kilometer", what something is not by what it rises by; how long it still runs is told by the day on
which it ends; and whoever has 60 tonnes is not meant by "mehr als 5 Tonnen" where "ab 50 Tonnen"
follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.answering.understanding.understand import FIGURE_KINDS, Expected
from assistant.language.figures import Figure, counted, figures
from assistant.language.terms import fold, stems
from assistant.records import Span

_OFTEN = re.compile(r"\bwie (?:oft|haeufig)\b|\bhow often\b|\bin welche[mn] (?:abstand|abstaenden|turnus|rhythmus)\b")
# "alle zwölf Monate", "jede zweite Woche", "im Abstand von sechs Wochen": a time that tells how often.
_EACH = re.compile(
    r"\b(?:all?e|jede[mnrs]?|pro|je|every|each|per|(?:abst[aä]nd(?:en?)?|turnus|rhythmus|intervals?) (?:von|of))"
    r"\s(?:\w+\s)?\Z",
    re.IGNORECASE,
)
# "mindestens 3 Leute" is a condition.
_LEAST = re.compile(r"\bmindest(?!ens \d)|\bminimum|\bminimal|\bwenigstens\b(?! \d)|\buntergrenze|\bat least\b(?! \d)")
_MOST = re.compile(r"\bhoechst(?!ens \d)|\bmaxim|\bobergrenze|\bdeckel|\bat most\b(?! \d)")
_NO_MORE = re.compile(
    r"\b(?:höchstens|maximal|nicht mehr als|Höchst\w+|bis zu|up to|at most|no more than|maximum)\s(?:\w+\s){0,3}\Z",
    re.IGNORECASE,
)
_LIMITED = re.compile(r"\s(?:\w+\s){0,6}(?:begrenzt|gedeckelt|beschränkt|capped|limited)\b", re.IGNORECASE)
_NO_LESS = re.compile(
    r"\b(?:mindestens|wenigstens|nicht weniger als|Mindest\w+|at least|no less than|minimum)\s(?:\w+\s){0,3}\Z",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\b(?:wie[ ]?viele?n?|how (?:many|much)) (?P<unit>\w+)", re.IGNORECASE)
_FROM = re.compile(r"\b(?:ab|über|mehr als|mindestens|over|more than|at least)\s(?:\w+\s)?\Z", re.IGNORECASE)
_UP_TO = re.compile(r"\b(?:bis(?: zu)?|up to)\s\Z", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?:höchstens|mindestens|mehr als|weniger als|bis zu|ab|über|unter|rund|etwa)\s\Z", re.IGNORECASE
)
# "verlängert sich um ein Jahr": what it changes by, unless that is asked for.
_BY = re.compile(r"\b(?:um|by)\s(?:\w+\s){0,2}\Z", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:verläng|verkürz|erhöh|gekürzt|kürz|st(?:ei|ie)g|gest(?:ie)?g|s[aiu]nk|gesunk|senk|gesenk|w[äau]chs|gewachs"
    r"|verring|reduzier|verschieb|verschob|aufgestock|stockt|extend|increas|decreas|reduc|rose\b|rises?\b|risen|grow|grew|fell\b|fallen\b|cut\b)",
    re.IGNORECASE,
)
_ASKS_FOR_CHANGE = re.compile(r"\bum\s(?:wie|welche)|\bby\show", re.IGNORECASE)
_STILL_RUNS = re.compile(
    r"\bwie\slang\w*\b.{0,80}\b(?:noch|läuft|laeuft|laufen|gilt|gelten)\b|\bhow\slong\b.{0,80}\b(?:still|run|runs|valid)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\b(?:endet|enden|ends?|bis|until|till)\s(?:\w+\s){0,3}\Z", re.IGNORECASE)
# "Energiekosten (51 Prozent)": the word that a figure in brackets is said of.
_SAID_OF = re.compile(r"(?<![\w-])([\w-]++)\s\((?:\w++\s){0,2}\Z")


def figure_asked_for(question: str, text: str, sentence: Span, words: Span | None) -> Span | None:
    """The figure that answers, as offsets into `text`: the `words` of the sentence, or another one of it, or None.

    Another one where the words are of another unit than the question, or say by how much something changes; without
    words, and where it is asked whether something still runs, the day on which that ends.
    """
    if words and _is_change(question, text, sentence, words):
        words = _unchanged(text, sentence, words)
    if words is None:
        return _end_of_it(text, sentence) if _STILL_RUNS.search(question) else None
    unit = _unit_of(question)
    if unit and (own := figures(words.of(text))) and all(_kind(one) != unit for one in own):
        return _only_one_of(unit, text, sentence)
    return None if _is_other(fold(question), text, sentence, words) else words


def _is_change(question: str, text: str, sentence: Span, words: Span) -> bool:
    """Whether the first figure of the words is what something rises or falls by, and the question does not ask that."""
    first = next(iter(figures(words.of(text))), None)
    if first and first.kind == "time":  # "um 14 Uhr"
        return False
    start = words.start + (first.span.start if first else 0)
    if not _BY.search(text, sentence.start, start) or not _CHANGES.search(sentence.of(text)):
        return False
    return not _ASKS_FOR_CHANGE.search(question) and not _CHANGES.search(question)


def _unchanged(text: str, sentence: Span, words: Span) -> Span | None:
    """The only other figure of the sentence of the same kind: "steigt um 5 auf 20 Prozent"."""
    kinds = {one.kind for one in figures(words.of(text))}
    spans = [one.span.moved(sentence.start) for one in figures(sentence.of(text)) if one.kind in kinds]
    others = [one for one in spans if not _BY.search(text, sentence.start, one.start)]
    return others[0] if len(others) == 1 else None


def _end_of_it(text: str, sentence: Span) -> Span | None:
    """The only day of the sentence on which something ends."""
    days = [one.span.moved(sentence.start) for one in figures(sentence.of(text)) if one.kind == "date"]
    ends = [one for one in days if _ENDS.search(text, sentence.start, one.start)]
    return ends[0] if len(ends) == 1 else None


def figure_of_what_is_named(question: str, text: str, sentence: Span, expected: Expected | None) -> Span | None:
    """Of several figures of the sentence the one of the year, or of the word, that the question names.

    "2019 waren es 5.200, 2023 noch 4.650": figures and years take turns. "Fachkräfte (58 Prozent), Energie (51
    Prozent)": each stands in brackets behind what it is said of.
    """
    if expected is None or expected == "date" or expected not in FIGURE_KINDS:
        return None
    said = sentence.of(text)
    known = figures(said)
    own = [one for one in known if one.kind in FIGURE_KINDS[expected]]
    if len(own) < 2:
        return None
    found = _of_its_year(question, known, own) or _of_its_word(question, said, own)
    return found and found.moved(sentence.start)


def _of_its_year(question: str, known: Sequence[Figure], own: Sequence[Figure]) -> Span | None:
    asked = _years(figures(question))
    years = _years(known)
    values = [year.value for year in years]
    if len(asked) != 1 or len(years) != len(own) or values.count(asked[0].value) != 1:
        return None
    both = sorted((*years, *own), key=lambda one: one.span.start)
    if any((one in years) == (other in years) for one, other in pairwise(both)):
        return None
    return own[values.index(asked[0].value)].span


def _years(known: Sequence[Figure]) -> list[Figure]:
    return [one for one in known if one.kind == "date" and isinstance(one.value, str) and one.value.isdigit()]


def _of_its_word(question: str, said: str, own: Sequence[Figure]) -> Span | None:
    words = [_SAID_OF.search(said, 0, one.span.start) for one in own]
    asked = set(stems(question))
    named = [one.span for one, word in zip(own, words, strict=True) if word and not asked.isdisjoint(stems(word[1]))]
    return named[0] if all(words) and len(named) == 1 else None


def is_between(question: str, quoted: str) -> bool:
    """Whether the quote states several thresholds ("ab 10", "bis zu 50") for a quantity of the question that is none of
    them: which one holds for it would have to be concluded."""
    known = [(counted(one), quoted[: one.span.start]) for one in _measured(quoted)]
    for unit, own in map(counted, _measured(question)):
        above = {value for (other, value), before in known if other == unit and _FROM.search(before)}
        up_to = {value for (other, value), before in known if other == unit and _UP_TO.search(before)}
        if (len(above) > 1 and own not in above and min(above) < own) or (len(up_to) > 1 and own not in up_to):
            return True
    return False


def _measured(text: str) -> list[Figure]:
    return [one for one in figures(text) if (one.unit or one.kind == "number") and isinstance(one.value, Decimal)]


def _is_other(question: str, text: str, sentence: Span, words: Span) -> bool:
    before, behind = text[sentence.start : words.start], text[words.end : sentence.end]
    held = before + words.of(text)
    if _OFTEN.search(question):
        first = next((one for one in figures(words.of(text)) if one.kind != "number"), None)
        return first is not None and not _EACH.search(held[: len(before) + first.span.start])
    if bool(_LEAST.search(question)) == bool(_MOST.search(question)):
        return False
    known = figures(words.of(text))
    start = words.start - sentence.start + known[0].span.start if known else words.start - sentence.start
    if _LEAST.search(question):
        return _is_led_by(_NO_MORE, held, start) or _LIMITED.match(behind) is not None
    return _is_led_by(_NO_LESS, held, start)


def _is_led_by(limit: re.Pattern[str], held: str, start: int) -> bool:
    """Whether the limit is that of the figure at `start`, not of one before it ("Mindestens 3 Partner erhalten")."""
    found = limit.search(held, 0, start)
    return found is not None and all(one.kind == "date" for one in figures(found[0]))


def _unit_of(question: str) -> tuple[str, str] | None:
    """Kind and unit of what "wie viele Kilometer" counts; None for what is no unit."""
    found = _UNIT.search(question)
    known = figures(f"2 {found['unit']}") if found else []
    return _kind(known[0]) if len(known) == 1 and known[0].unit else None


def _kind(one: Figure) -> tuple[str, str]:
    """Days and months are one kind of answer, as are euros and dollars; kilometres and tonnes are not."""
    return (one.kind, one.unit if one.kind == "number" else "")


def _only_one_of(unit: tuple[str, str], text: str, sentence: Span) -> Span | None:
    known = [one.span for one in figures(sentence.of(text)) if _kind(one) == unit]
    if len(known) != 1:
        return None
    start, end = sentence.start + known[0].start, sentence.start + known[0].end
    limit = _LIMIT.search(text, sentence.start, start)
    return Span(limit.start() if limit else start, end)
