"""What an amount is paid for once: a month, a year, a project, a consortium. "500.000 Euro pro Jahr und Verbund" """

from __future__ import annotations

import re
from typing import Literal, NamedTuple, get_args

from assistant.knowledge.programmes.rules import TIMES, UNITS

Time = Literal["month", "year"]
Unit = Literal["consortium", "project", "applicant", "company", "application", "child", "person"]

_TIME = f"(?:{'|'.join(f'(?P<{rule.name}>{rule.pattern})' for rule in TIMES)})"
_NOUN = (
    r"(?P<noun>(?:(?:Ihrem?|[a-zäöüß]{3,20}e[nmrs]?)\s)?(?!EUR|Euro|Jahr\b|Monat\b)[A-ZÄÖÜ][\w-]{2,40}"
    r"(?:\s(?:und|oder)\s(?!EUR|Euro|Jahr\b|Monat\b)[A-ZÄÖÜ][\w-]{2,40})?)"
)
_UNIT = rf"(?:(?:(?:[Pp]ro|[Jj]e|[Ff]ür\sjede[nsr]?)\s(?!nach\b){_NOUN})|\b[Pp]er\s(?P<english>[a-z]{{4,20}})\b)"
_GRANT = r"(?:(?:an\s)?(?:Zuschuss|Zuwendung|Förderung|Fördersumme|Fördermitteln?|nicht\süberschreiten)\s)?"
_TIME_BEHIND = re.compile(rf"\s+{_TIME}", re.IGNORECASE)
_TIME_BEFORE = re.compile(
    rf"\b{_TIME}(?:\s[A-ZÄÖÜ]\w+\s(?:in Höhe )?(?:von|of))?"
    r"(?:\s(?:bis zu|maximal|höchstens|mindestens|rund|etwa|ca\.|zwischen|von|up to|between))*\s*\Z",
    re.IGNORECASE,
)
_UNIT_BEHIND = re.compile(rf"\s*\(?{_GRANT}{_UNIT}")
_AND_UNIT = re.compile(r"\s(?:und|and)\s(?P<noun>[A-ZÄÖÜ][\w-]{2,40})")
# "Für zwei Anträge je Unternehmen": what these are per, no amount is.
_UNIT_BEFORE = re.compile(rf"(?<!\bAnträge )(?<!\bAnträgen )(?<!\bAntrag )(?<!\bPersonen )(?<!\bStunden )\b{_UNIT}")
_UNITS = tuple(zip(get_args(Unit), (re.compile(rule.pattern, re.IGNORECASE) for rule in UNITS), strict=True))


class Each(NamedTuple):
    """The time and the thing that an amount is for once; `noun` is the thing in the words of the document."""

    time: Time | None = None
    noun: str = ""


def each(before: str, behind: str, lead: str, *, is_first: bool) -> Each:
    """What the words before and behind an amount say of it, else those that lead its item in; the nearer ones first.

    Where it is not the first of its sentence, what stands at the beginning of `before` is about the one before it.
    """
    time = _TIME_BEHIND.match(behind)
    own = _UNIT_BEHIND.match(behind, time.end() if time else 0)
    if time and not own:
        own = _AND_UNIT.match(behind, time.end())
    others = None if is_first else _UNIT_BEHIND.match(before)
    found = [*_UNIT_BEFORE.finditer(lead), *_UNIT_BEFORE.finditer(before, others.end() if others else 0)]
    named = own or (found[-1] if found else None)
    with_it = _TIME_BEHIND.match(named.string, named.end()) if named else None
    return Each(_time(time or _TIME_BEFORE.search(before) or with_it), _noun(named))


def unit(noun: str) -> Unit | None:
    """Which thing a noun names; None for one that is told in its own words."""
    if " " in noun:
        return None
    return next((kind for kind, pattern in _UNITS if pattern.search(noun)), None)


def _time(said: re.Match[str] | None) -> Time | None:
    if said is None:
        return None
    return "month" if said["month"] else "year"


def _noun(said: re.Match[str] | None) -> str:
    if said is None:
        return ""
    named = said.groupdict()
    return str(named.get("noun") or named.get("english") or "")
