"""What a figure is in its sentence: a limit or an estimate, a beginning or an end, a change or its result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.language.parts_of_time import without_part

Bound = Literal["upper", "lower", "more", "less", "about", "exact"]
TimeRole = Literal["start", "end", "before", "after"]
DateLimit = Literal["earliest", "latest", "open", "before", "after"]
Change = Literal["from", "to", "by"]

# Words before a figure, directly or, for the last two, with up to four words between: "ab einem Wert von 500 Euro".
_NEAR = r"(?:\W+(?:jedoch|aber|nur|noch|insgesamt|bei|auf|die|der|of|is|at|the|a))?\W*\Z"
_FAR = r"(?:\W+[^\W\d]+){0,4}\W*\Z"
_LIMITS: tuple[tuple[Bound, str, str], ...] = (
    ("upper", r"nicht\smehr\sals|nicht\süber|not?\smore\sthan|not\sexceed(?:ing)?", _NEAR),
    ("lower", r"nicht\sweniger\sals|nicht\sunter|not?\s(?:less|fewer)\sthan", _NEAR),
    ("more", r"mehr\sals|über|more\sthan|over|above|exceeding|oberhalb\svon", _NEAR),
    ("less", r"weniger\sals|unter(?:halb\svon)?|knapp|fast|(?:less|fewer)\sthan|under|below|nearly|almost", _NEAR),
    (
        "about",
        r"rund|etwa|ca\.?|circa|zirka|ungefähr|annähernd|gut|in\sder\sGrößenordnung\svon|around|about|approximately|roughly",
        _NEAR,
    ),
    ("exact", r"genau|exakt|exactly|precisely", _NEAR),
    ("upper", r"bis(?:\szu)?|höchstens|spätestens|maximal(?:e[nrs]?)?|max\.?|höchstmögliche[nrs]?", _FAR),
    ("upper", r"\w*höchstbetrag\w*|höchstgrenze|obergrenze", rf"{_FAR}(?<!\bauf\s)(?<!\bum\s)(?<!\bvon\s)"),
    ("upper", r"(?:begrenzt|gedeckelt)\sauf|up\sto|at\s(?:most|the\slatest)|maximum|limited\sto|capped\sat", _FAR),
    ("lower", r"mindestens|wenigstens|frühestens|min\.|ab|mindestbetrag\w*|mindestgröße|untergrenze|zumindest", _FAR),
    ("lower", r"at\s(?:least|the\searliest)|minimum|starting\sat", _FAR),
)
_SIGNS: tuple[tuple[Bound, str], ...] = (
    ("upper", r"≤|<="),
    ("lower", r"≥|>="),
    ("less", r"<"),
    ("more", r"(?:(?<![\w=/\"'-])|(?<=[a-zäöüß]{5}))>"),  # no arrow, and not the end of a tag ("<br>")
    ("about", r"[~≈]"),
)
_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    *((limit, re.compile(rf"(?:{sign})\s{{0,2}}\Z")) for limit, sign in _SIGNS),
    *((limit, re.compile(rf"(?<![\w-])(?:{words}){tail}", re.IGNORECASE)) for limit, words, tail in _LIMITS),
)
_BEHIND: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        "upper",
        re.compile(
            r"(?:\W+[^\W\d]+){0,6}\W+(?:begrenzt|gedeckelt|beschränkt|nicht\süber(?:schreit|steig)\w*|limited|capped)\b"
            r"|\s(?:oder\sweniger|or\sless)\b",
            re.IGNORECASE,
        ),
    ),
    ("lower", re.compile(r"(?:\W+[^\W\d]+){0,6}\W+nicht\sunterschreit\w*|\s(?:oder\smehr|or\smore)\b", re.IGNORECASE)),
)
# What is true of the words on the left follows from those on the right.
_FOLLOWS: frozenset[tuple[Bound, Bound]] = frozenset({("lower", "more"), ("upper", "less")})


# How long before something: what is due "spätestens vier Wochen vor" it has four weeks and more left.
_AHEAD = re.compile(r"\s(?:vor(?!\s(?:Ort|Steuern|Abzug|allem))|before|prior\sto|ahead\sof)\s", re.IGNORECASE)
_LEFT: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("lower", re.compile(rf"(?<![\w-])(?:spätestens|at\sthe\slatest|no\slater\sthan){_FAR}", re.IGNORECASE)),
    ("lower", re.compile(r"(?<![\w-])bis\s\Z", re.IGNORECASE)),
    ("upper", re.compile(rf"(?<![\w-])(?:frühestens|at\sthe\searliest|no\searlier\sthan){_FAR}", re.IGNORECASE)),
    ("upper", re.compile(r"(?<![\w-])ab\s\Z", re.IGNORECASE)),
)


def bound(before: str, behind: str) -> Bound | None:
    """The bound that the adjacent text puts on a figure ("bis zu", "oder mehr"); None for a plain figure."""
    if _AHEAD.match(behind) and (left := next((name for name, one in _LEFT if one.search(before)), None)):
        return left
    for name, pattern in _BEHIND:
        if pattern.match(behind):
            return name
    return next((name for name, pattern in _BEFORE if pattern.search(before)), None)


def bounds_agree(claimed: Bound | None, known: Bound | None) -> bool:
    """Whether a figure that is `known` with one bound may be claimed with another."""
    if claimed == known or (claimed, known) in _FOLLOWS:
        return True
    return {claimed, known} == {None, "exact"}


_TIMES: tuple[tuple[TimeRole, str], ...] = (
    ("start", r"ab|seit|beginn\w*|begann\w*|begonnen|(?:projekt)?(?:start|beginn)\w*|gestartet|frühestens|nicht\svor"),
    ("start", r"not?\searlier\sthan|since|from|beg[ia]n\w*|starts?|started"),
    ("end", r"bis|end(?:e[nst]?|ete[n]?)|geendet|\w*frist|\w*schluss|spätestens|ausgelaufen|\w*ende|stichtag"),
    ("end", r"not?\slater\sthan|läuft(?=.{0,60}\saus\b)|until|by|deadline|ends?|ended|expire[sd]?"),
    ("before", r"(?<!nicht\s)vor|(?<!not\s)before|prior\sto"),
    ("after", r"nach|after"),
)
_TIME: tuple[tuple[TimeRole, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)) for role, words in _TIMES
)
_LEADING = frozenset(("ab", "seit", "bis", "since", "from", "until", "by"))  # they tell of what follows them


def time_role(before: str, behind: str) -> TimeRole | None:
    """The role of a date, by the closest word before it, else by the first one behind it; None if none tells."""
    before = without_part(before)
    whole = f"{before}{behind}"  # "läuft ... aus" may have the date between
    found = [
        (match.start(), role)
        for role, pattern in _TIME
        for match in pattern.finditer(whole)
        if match.end() <= len(before)
    ]
    if found:
        return max(found)[1]
    found = [
        (match.start(), role)
        for role, pattern in _TIME
        if role in ("start", "end")
        for match in pattern.finditer(behind)
        if match[0].lower() not in _LEADING
    ]
    return min(found)[1] if found else None


# Words before a date, with up to four words between or, for "vor" and "nach", directly.
_DIRECT = r"(?:\s(?:de[mnrs]|the|ablauf|ende|anfang|mitte|end\sof))*\W*\Z"
_DATE_LIMITS: tuple[tuple[DateLimit, str, str], ...] = (
    ("earliest", r"frühestens|nicht\s(?:vor|früher\sals|eher\sals)|not?\s(?:earlier\sthan|before)", _FAR),
    ("latest", r"spätestens|längstens|nicht\s(?:später\sals|nach)|not?\s(?:later\sthan|after)", _FAR),
    ("before", r"vor|before|prior\sto", _DIRECT),
    ("after", r"nach|after", _DIRECT),
    ("open", r"ab|bis(?:\szum?)?|seit|from|since|until|till|by", _FAR),
    ("open", r"(?:\w*frist|\w*schluss|stichtag|deadline)(?!\W+(?:beg[ia]n|start))", _FAR),
)
_BEFORE_DATE: tuple[tuple[DateLimit, re.Pattern[str]], ...] = tuple(
    (limit, re.compile(rf"(?<![\w-])(?:{words}){tail}", re.IGNORECASE)) for limit, words, tail in _DATE_LIMITS
)
_BEHIND_DATE: tuple[tuple[DateLimit, re.Pattern[str]], ...] = (
    ("earliest", re.compile(r"\W{0,2}(?:frühestens|at\sthe\searliest)\b", re.IGNORECASE)),
    ("latest", re.compile(r"\W{0,2}(?:spätestens|at\sthe\slatest)\b", re.IGNORECASE)),
)
_EVENT = re.compile(
    r"(?<![\w-])(?:beg[iao]nn?\w*|\w*(?:beginn|ende)|\w*start(?:e[nt]|s|ed)?|endet|enden|geendet|ausgelaufen|läuft|ends?|ended"
    r"|expires?)(?![\w-])",
    re.IGNORECASE,
)


def date_limit(before: str, behind: str) -> DateLimit | None:
    """What the text directly before and behind a date make of it; None for the day itself.

    "Open" is what may be said of the day and of what lies beyond it: "ab", "bis zum", "die Frist endet am". So is
    "spätestens", where nothing begins or ends: what is due at the latest on a day is due by it.
    """
    found = (limit for limit, pattern in _BEHIND_DATE if pattern.match(behind))
    limit = next(found, None) or next((limit for limit, pattern in _BEFORE_DATE if pattern.search(before)), None)
    return "open" if limit in ("earliest", "latest") and not _EVENT.search(f"{before} {behind}") else limit


def limits_agree(claimed: DateLimit | None, known: DateLimit | None) -> bool:
    """Whether a date that is `known` with one limit may be claimed with another."""
    return claimed == known or ("open" in (claimed, known) and not {claimed, known} & {"before", "after"})


_CHANGE = re.compile(
    r"(?<!\w)(von|auf|um|from|to|by)\s(?:(?:bis\szu|rund|etwa|knapp|mindestens|höchstens|maximal|up\sto|about|at\s(?:least|most))\s)?\Z",
    re.IGNORECASE,
)
_CHANGES: dict[str, Change] = {"von": "from", "from": "from", "auf": "to", "to": "to", "um": "by", "by": "by"}


def changes(gaps: Sequence[str]) -> list[Change | None]:
    """What each figure of a clause is in a change, from the text before each: "von 12 auf 18 Euro", "um 6 Prozent".

    "von" marks where something comes from only if the next figure says where it goes.
    """
    found: list[Change | None] = []
    for gap in gaps:
        match = _CHANGE.search(gap)
        found.append(_CHANGES[match[1].lower()] if match else None)
    return [
        None if change == "from" and (at + 1 == len(found) or found[at + 1] != "to") else change
        for at, change in enumerate(found)
    ]
