"""Facts of programmes in words: "45 % (KMU)", "31. März 2027", "250.000 Euro", "abgelaufen – 15. Mai 2025"."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from assistant.knowledge.funding import Programme, Stated
from assistant.knowledge.programmes.facts import ONGOING, Fact, Field
from assistant.language.dates import written
from assistant.messages import text
from assistant.records import Language

# The columns of the table, in their order. What a programme does not state is told as such.
COLUMNS: tuple[Field, ...] = (
    *("rate", "cap", "deadline", "applicant", "giver", "region", "period", "contact", "purpose"),
)
_LEAP_YEAR = 2000
_FIRMS = frozenset(("sme", "company"))  # what the words for firms of one size say as well


def worded(fact: Fact, language: Language) -> str:
    """The value of one fact as people write it."""
    match fact.field:
        case "applicant":
            return text(f"funding_group_{fact.value}", language)
        case "rate":
            return _rate(fact, language)
        case "cap":
            return text("funding_euros", language, amount=_number(fact.number, language))
        case "deadline":
            return _deadline(fact, language)
        case "period":
            return _period(fact, language)
        case _:
            return fact.value


def status_worded(programme: Programme, language: Language) -> str:
    """ "abgelaufen – 15. Mai 2025": with what decides it; words for an unknown one."""
    if programme.status is None or programme.status_because is None:
        return text("funding_not_stated", language)
    because = worded(programme.status_because.fact, language)
    return f"{text(f'funding_status_{programme.status}', language)} – {because}"


def sme_worded(programme: Programme, language: Language) -> str:
    return text(f"funding_sme_{programme.sme}" if programme.sme else "funding_not_stated", language)


def joined(stated: Iterable[Stated], language: Language) -> str:
    """Several facts of one field, each once; words where there are none."""
    return ", ".join(each_once(stated, language)) or text("funding_not_stated", language)


def each_once(stated: Iterable[Stated], language: Language) -> list[str]:
    """The words of several facts. A rate that is for nobody by name joins the only one of its height that is."""
    facts = [one.fact for one in stated]
    named = Counter(value for value, _ in {(fact.value, worded(fact, language)) for fact in facts if fact.whom})
    told = [fact for fact in facts if fact.field != "rate" or fact.whom or named[fact.value] != 1]
    return list(dict.fromkeys(worded(fact, language) for fact in told))


def _rate(fact: Fact, language: Language) -> str:
    rate = _number(fact.number, language)
    groups = [text(f"funding_group_{group}", language) for group in fact.whom if not fact.role or group not in _FIRMS]
    size = [text(f"funding_size_{fact.role}", language)] if fact.role else []
    whom = ", ".join([*size, *groups])
    return (
        text("funding_rate_for", language, rate=rate, whom=whom) if whom else text("funding_rate", language, rate=rate)
    )


def _deadline(fact: Fact, language: Language) -> str:
    if fact.value == ONGOING:
        return text("funding_ongoing", language)
    if fact.day:
        return written(fact.day, language)
    month, day = (int(part) for part in fact.value.removeprefix("--").split("-"))
    in_a_year = written(datetime.date(_LEAP_YEAR, month, day), language)
    return text("funding_each_year", language, day=in_a_year.removesuffix(f" {_LEAP_YEAR}"))


def _period(fact: Fact, language: Language) -> str:
    if fact.day is None:
        return text("funding_closed", language)
    return text(f"funding_{fact.role}", language, day=written(fact.day, language))


def _number(number: Decimal, language: Language) -> str:
    """1234567.5 as "1.234.567,5" or "1,234,567.5"."""
    english = f"{number.normalize():,f}"
    return english if language == "en" else english.translate(str.maketrans(",.", ".,"))
