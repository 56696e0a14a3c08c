"""Facts of programmes in words: "45 % (KMU)", "31. März 2027", "250.000 Euro", "offen – bis 31. Dezember 2031"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistant.knowledge.funding import Programme, StatedFact
from assistant.knowledge.programmes.each import unit
from assistant.knowledge.programmes.facts import CONDITIONS, GROUPS, ONGOING, Fact, Field
from assistant.knowledge.programmes.limits import Limit, limit, parts_of
from assistant.knowledge.programmes.stakeholders import name_of, without_giver
from assistant.knowledge.programmes.status import Status
from assistant.knowledge.programmes.told_once import told_once
from assistant.knowledge.programmes.told_words import spelled
from assistant.knowledge.programmes.who import Who, who
from assistant.language.dates import MONTH_NAMES, written
from assistant.messages import text
from assistant.records import Language

# What is told of a programme behind its title and where it stands, in the order in which somebody who looks for money
# asks. What it does not state is told as such.
COLUMNS: tuple[Field, ...] = (
    *("purpose", "applicant", "rate", "cap", "deadline", "giver", "region", "period", "contact"),
    *CONDITIONS,
)
_LONGEST_PURPOSE = 300  # characters in a table; the quote has the rest
_LONGEST_PART = 100  # characters of the names of the parts that something is of
_IN_WORDS = frozenset(("purpose", *CONDITIONS))  # fields that are told in sentences
_WITH_PART = frozenset(("rate", "applicant"))  # that tell for whom they are, and of which part, together
_PAUSE = re.compile(r"[,;:]\s")
_AHEAD = {"D": "day", "W": "week", "M": "month"}
_FIRMS = frozenset(("sme", "company"))  # what the words for firms of one size say as well


def worded(fact: Fact, language: Language, *, in_quotes: bool = False) -> str:
    """The value of one fact as people write it, with "bis zu" or "in der Regel" where the document has it, and the
    part of the programme that it is of. Conditions are put `in_quotes` where other words stand beside them."""
    words = _bare(fact, language, in_quotes=in_quotes)
    if fact.field in _IN_WORDS:
        return _of_its_part(words, [fact], language)
    return words if fact.field in _WITH_PART else _with(words, _part(parts_of(fact), language), language)


def _bare(fact: Fact, language: Language, *, in_quotes: bool) -> str:
    words = _whole(fact, limit(fact), language)
    is_quoted = in_quotes and fact.field in CONDITIONS
    return text("funding_in_its_words", language, words=words.removesuffix(".")) if is_quoted else words


def _of_its_part(words: str, facts: Sequence[Fact], language: Language) -> str:
    """Sentences with the part of the programme that they are of, unless each names that itself."""
    names = (one for one in parts_of(facts[0]) if not all(spelled(one) in spelled(fact.value) for fact in facts))
    part = _shown(tuple(names))
    key = "funding_in_case" if part[:1].islower() else "funding_in_part"  # "für Boote", or "Modul A"
    return text(key, language, fact=words, part=part) if part else words


def _whole(fact: Fact, said: Limit, language: Language) -> str:
    """The value without the part that it is of; a rate has that beside whom it is for."""
    words = _value(fact, said, language)
    if said.each.noun:
        words = text("funding_per", language, fact=words, thing=_thing(said.each.noun, language))
    if said.each.time:
        words = text(f"funding_per_{said.each.time}", language, fact=words)
    if said.bound:
        words = text(f"funding_bound_{said.bound}", language, fact=words)
    return text(f"funding_hedge_{said.hedge}", language, fact=words) if said.hedge else words


def _value(fact: Fact, said: Limit, language: Language) -> str:
    match fact.field:
        case "applicant":
            return _applicant(fact, language)
        case "rate":
            return _rate(fact, said, language)
        case "cap":
            return text("funding_euros", language, amount=_number(fact, said, language))
        case "deadline":
            return _deadline(fact, language)
        case "period":
            return _period(fact, language)
        case "purpose":
            return _purpose(fact.value)
        case _:
            return fact.value


def stated_worded(stated: StatedFact, language: Language, *, in_quotes: bool = False) -> str:
    """A fact of a programme as people write it, see `worded`: a day of each year that is over with its last year."""
    if stated.last_day:
        day = _without_year(stated.fact, language)
        told = text("funding_each_year_until", language, day=day, year=stated.last_day.year)
        return _with(told, _part(parts_of(stated.fact), language), language)
    return worded(stated.fact, language, in_quotes=in_quotes)


def status_worded(programme: Programme, language: Language, *, is_proved: bool = False) -> str:
    """ "offen – nächster Termin 30. April 2027": with what decides it; else the last call, which is over, or that
    nothing tells it. What `is_proved` by a quote has no year that is reckoned."""
    if last := programme.last_call:
        day = _of_part(programme, last, _whole(last.fact, limit(last.fact), language), language)
        return text("funding_last_call", language, day=day)
    if programme.status is None or programme.status_because is None:
        return text("funding_not_stated", language)
    because = programme.status_because
    day = _of_part(programme, because, _decided(programme.status, because, language, is_proved), language)
    return f"{text(f'funding_status_{programme.status}', language)} – {day}"


def _decided(status: Status, because: StatedFact, language: Language, is_proved: bool) -> str:
    """What tells the status, without the part that it is of."""
    fact = because.fact
    if because.next_day:
        day = _without_year(fact, language) if is_proved else written(because.next_day, language)
        return text("funding_next_day", language, day=day)
    if fact.day and fact.field == "deadline":
        key = "funding_last_day" if status == "expired" else "funding_until"
        return text(key, language, day=written(fact.day, language))
    words = _whole(fact, limit(fact), language)
    return text("funding_was_in_force", language, fact=words) if fact.day and status == "expired" else words


def _of_part(programme: Programme, because: StatedFact, words: str, language: Language) -> str:
    """The words with the part of the programme that they hold for, unless they hold for another one as well."""
    alike = (one.fact for one in programme.of(because.fact.field) if one.fact.value == because.fact.value)
    parts = {parts_of(fact) for fact in alike}
    return _with(words, _part(parts.pop(), language), language) if len(parts) == 1 else words


def sme_worded(programme: Programme, language: Language) -> str:
    return text(f"funding_sme_{programme.sme}" if programme.sme else "funding_not_stated", language)


def joined(stated: Iterable[StatedFact], language: Language) -> str:
    """Several facts of one field, each once; words where there are none. Conditions are sentences."""
    known = list(stated)
    between = " " if any(one.fact.field in CONDITIONS for one in known) else ", "
    return between.join(each_once(known, language)) or text("funding_not_stated", language)


def each_once(stated: Iterable[StatedFact], language: Language, *, in_quotes: bool = False) -> list[str]:
    """The words of several facts, each once, see `told_once.py`.

    Days of each year that are over are left out beside a day with its year.
    """
    together: dict[object, list[StatedFact]] = {}
    for one in kept_once(stated):
        is_sentence = one.fact.field in _IN_WORDS
        part = parts_of(one.fact) if is_sentence else ()
        is_behind = is_sentence and any(isinstance(other, tuple) for other in together)
        together.setdefault(part or (() if is_behind else id(one)), []).append(one)
    told = (_together(some, language, in_quotes=in_quotes, is_behind=key == ()) for key, some in together.items())
    return list(dict.fromkeys(told))


def _together(some: Sequence[StatedFact], language: Language, *, in_quotes: bool, is_behind: bool) -> str:
    """The words of a fact, or of several sentences of one part of a programme, which is told once; of what holds for
    all that this is so, where it stands behind what does not."""
    facts = [one.fact for one in some]
    if len(some) == 1 and not is_behind:
        return stated_worded(some[0], language, in_quotes=in_quotes)
    between = ", " if in_quotes or facts[0].field not in CONDITIONS else " "
    words = between.join(dict.fromkeys(_bare(one, language, in_quotes=in_quotes) for one in facts))
    return text("funding_in_general", language, fact=words) if is_behind else _of_its_part(words, facts, language)


def kept_once(stated: Iterable[StatedFact]) -> list[StatedFact]:
    """The facts without those that are told by others already, see `each_once`."""
    known = list(stated)
    has_day = any(one.fact.field == "deadline" and one.fact.day for one in known)
    return [one for one, _ in told_once(one for one in known if not (one.last_day and has_day))]


def _applicant(fact: Fact, language: Language) -> str:
    meant = who(next(one for one in GROUPS if one == fact.value), fact.proof.text)
    if meant.whole and (language == "de" or fact.value == "other"):
        meant = meant._replace(words=meant.whole, is_open=False)
    is_own = bool(meant.words) and language == "de"
    part = _part(parts_of(fact), language)
    aside = [words for words in ("" if is_own else _as_written(meant.words, language), part) if words]
    aside += [text("funding_see_quote", language)] if meant.is_open else []
    return _with(meant.words if is_own else _group(meant, language), "; ".join(aside), language)


def _group(meant: Who, language: Language) -> str:
    return text(f"funding_size_{meant.size}" if meant.size else f"funding_group_{meant.group}", language)


def _named(meant: Who, language: Language) -> str:
    """A group, or whom of it the quote means: "gemeinnützige Unternehmen"."""
    if meant.words and language == "de":
        return meant.words
    return " ".join(words for words in (_group(meant, language), _as_written(meant.words, language)) if words)


def _rate(fact: Fact, said: Limit, language: Language) -> str:
    rate = _number(fact, said, language)
    told = [group for group in fact.whom if not fact.role or group not in _FIRMS]
    meant = [who(group, fact.proof.text, said.place) for group in told]
    names = [text(f"funding_size_{fact.role}", language)] if fact.role else []
    names += [_named(one, language) for one in meant]
    parts = [", ".join(dict.fromkeys(names)), _part(parts_of(fact), language)]
    parts += [text("funding_see_quote", language)] if any(one.is_open for one in meant) else []
    whom = "; ".join(words for words in parts if words)
    return (
        text("funding_rate_for", language, rate=rate, whom=whom) if whom else text("funding_rate", language, rate=rate)
    )


def _purpose(words: str) -> str:
    """What is funded, without who gives, as far as a table has room for it."""
    told = name_of(without_giver(words))
    if len(told) <= _LONGEST_PURPOSE:
        return told
    cut = told[:_LONGEST_PURPOSE]
    ends = [one.start() for one in _PAUSE.finditer(cut, _LONGEST_PURPOSE // 2)]
    return f"{cut[: ends[-1]] if ends else cut.rpartition(' ')[0]} …"


def _deadline(fact: Fact, language: Language) -> str:
    if fact.value == ONGOING:
        return text("funding_ongoing", language)
    if fact.is_ahead:
        return _ahead(int(fact.value[1:-1]), _AHEAD[fact.value[-1]], language)
    if fact.day:
        return written(fact.day, language)
    return text("funding_each_year", language, day=_without_year(fact, language))


def _ahead(count: int, time: str, language: Language) -> str:
    """ "4 Wochen vor Beginn"."""
    return text(f"funding_ahead_{time}" if count == 1 else f"funding_ahead_{time}s", language, count=count)


def _without_year(yearly: Fact, language: Language) -> str:
    month, day = yearly.month_and_day
    return f"{day}{'.' if language == 'de' else ''} {MONTH_NAMES[language][month - 1]}"


def _period(fact: Fact, language: Language) -> str:
    if fact.day is None:
        return text(f"funding_{fact.value}", language)
    return text(f"funding_{fact.role}", language, day=written(fact.day, language))


def _thing(noun: str, language: Language) -> str:
    """What an amount is for once: "Verbund", in another language than that of the document "consortium"."""
    kind, is_german = unit(noun), not noun.islower()
    if kind and is_german != (language == "de"):
        return text(f"funding_unit_{kind}", language)
    return noun if is_german == (language == "de") else f"„{noun}“" if language == "de" else f"“{noun}”"


def _with(words: str, aside: str, language: Language) -> str:
    return text("funding_of_part", language, fact=words, part=aside) if aside else words


def _part(parts: Sequence[str], language: Language) -> str:
    return _as_written(_shown(parts), language)


def _shown(parts: Sequence[str]) -> str:
    """The names of parts in each other, as far as there is room for them; the innermost one is told first of all."""
    shown = next((named for at in range(len(parts)) if len(named := ", ".join(parts[at:])) <= _LONGEST_PART), "")
    return shown or (f"{parts[-1][:_LONGEST_PART].rpartition(' ')[0]} …" if parts else "")


def _as_written(words: str, language: Language) -> str:
    """Words of a German document as they stand there, for inside brackets; in an English text as a quotation."""
    words = words.translate(str.maketrans("()", "[]"))
    return words if language == "de" or not words else f"“{words}”"


def _number(fact: Fact, said: Limit, language: Language) -> str:
    """The number of a rate or a cap; of an end of a range the whole range: "30 bis 100"."""
    if said.ends is None:
        return _spelled(fact.number, language)
    low, high = (_spelled(one, language) for one in said.ends)
    return text("funding_range", language, low=low, high=high)


def _spelled(number: Decimal, language: Language) -> str:
    """1234567.5 as "1.234.567,5" or "1,234,567.5"."""
    english = f"{number.normalize():,f}"
    return english if language == "en" else english.translate(str.maketrans(",.", ".,"))
