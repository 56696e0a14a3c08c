"""When a task is due, as far as the minutes say so: the words for it, and the last day that fits them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from assistant.language.dates import A_MONTH, MONTHS, end_of_month, find_dates
from assistant.language.recurring import A_WEEKDAY, WEEKDAYS

_UNTIL = (
    r"(?<![\w-])(?:(?:spätestens |noch )?bis(?: spätestens)?(?: zum| zur| zu den| am| einschließlich)?(?: dem)?"
    r"|spätestens (?:am|zum|im)"
    r"|frist:?|deadline:?|fällig(?: am)?:?|termin:|by|until|due(?: by| on)?:?|no later than)[ \n]+"
)
_PART = r"(?P<part>Anfang|Mitte|Ende|the end of|end of)[ ]+(?:des Jahres[ ]+)?"
_DAY = rf"(?P<day>\d{{1,2}})\.[ ]?(?:(?P<month>\d{{1,2}})\.(?!\d)|(?P<name>{A_MONTH})\b\.?)"
# "bis Freitag, den 3. Mai", "bis KW 12", "bis Monatsende", "bis zur nächsten Sitzung".
_DUE = re.compile(
    rf"{_UNTIL}(?P<when>(?:(?:Mo|Di|Mi|Do|Fr|Sa|So|{A_WEEKDAY})[.,]*[ ]+(?:de[nm][ ]+)?)?(?:{_PART})?"
    rf"(?:\d{{1,2}}\.[ \n]?\d{{1,2}}\.[ \n]?(?:\d{{4}}|\d\d)?(?!\d)|\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}(?:\.|st|nd|rd|th)?[ \n]?(?:of )?{A_MONTH}\b\.?(?:,?[ \n]+(?:19|20)\d\d)?"
    rf"|{A_MONTH}\b\.?(?:[ \n]+\d{{1,2}},)?(?:[ \n]+(?:19|20)\d\d)?"
    r"|(?:KW|Kalenderwoche)[ ]?\d{1,2}(?:[ ]?/[ ]?(?:20)?\d\d|[ ]20\d\d)?"
    r"|\d{1,2}\.[ ]?(?:KW|Kalenderwoche)(?:[ /]+20\d\d)?"
    r"|(?:Jahres|Monats|Wochen|Semester|Quartals)(?:ende|anfang|beginn)"
    rf"|(?:{A_WEEKDAY}|morgen|Weihnachten|Ostern|Pfingsten|Silvester)\b|(?:19|20)\d\d\b"
    r"|(?:näch?sten|kommenden|nächster|nächste|nächstes)[ ]+\w+|dieser Woche"
    r"|(?:the )?end of (?:the|this|next) (?:week|month|quarter|year)\b"
    rf"|\w*(?:sitzung|treffen|versammlung|ferien|fest)\b(?: am (?:{A_WEEKDAY}, (?:de[mn] )?)?\d{{1,2}}\."
    rf"(?: ?\d{{1,2}}\.(?: ?\d{{4}})?| {A_MONTH}\b(?: \d{{4}})?))?))",
    re.IGNORECASE,
)
_BARE_DAY = re.compile(rf"(?<![\d.]){_DAY}(?![ ]?\d)", re.IGNORECASE)
_NAMED = re.compile(rf"\d|\b{A_MONTH}\b", re.IGNORECASE)
_BARE_DAY_EN = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ](?:of )?(?P<name>{A_MONTH})\b(?![ ]\d)", re.IGNORECASE
)
_BARE_MONTH = re.compile(rf"\b(?P<name>{A_MONTH})\b(?!\.?[ ]\d)", re.IGNORECASE)
_END_OF_YEAR = re.compile(r"\b(?:Ende|end of)\b[^\d]*\b(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_END_OF = re.compile(
    r"\b(?:(?:(?P<year>Jahres)|Monats)ende|end of (?:the|this) (?:(?P<a_year>year)|month))\b", re.IGNORECASE
)
_WEEKDAY = re.compile(
    rf"(?:(?P<next>näch?sten)|kommenden)?[ ]?(?:(?P<tomorrow>morgen)|(?P<day>{A_WEEKDAY}))\W*", re.IGNORECASE
)
_WEEK_AHEAD = re.compile(r"\b(?:(?P<this>diese[rn]?)|näch?ste[rn]?|kommende[rn]?) Woche\b", re.IGNORECASE)
_VAGUE = re.compile(r"\b(?:Anfang|Mitte|early|mid)\b", re.IGNORECASE)
_WEEK = re.compile(
    r"\b(?:(?:KW|Kalenderwoche)[ ]?(?P<week>\d{1,2})|(?P<before>\d{1,2})\.[ ]?(?:KW|Kalenderwoche))\b"
    r"(?:[ ]?/[ ]?(?P<short>(?:20)?\d\d)\b|[ /]+(?P<year>20\d\d))?",
    re.IGNORECASE,
)
# "die Vereinbarung bis Ende 2028 zu verlängern": how long something holds is no deadline.
_HOLDS = re.compile(
    r"\W*(?:[\w-]+ ){0,4}?(?:zu )?(?:verlänger\w*|befristet\w*|fort(?:zu)?(?:setzen|führen)|fort(?:gesetzt|geführt)"
    r"|weiter(?:zu)?führen|weitergeführt|gültig|gilt|gelten|extended|valid)\b",
    re.IGNORECASE,
)
_HOLDS_BEFORE = re.compile(
    r"\b(?:verläng\w+|befristet|gilt|gelten|gültig|läuft|laufzeit|amtszeit|valid|extend\w*)\b(?: [\w-]+){0,3} \Z"
    r"|\b(?:vom|zwischen) (?:\w+, )?(?:de[mn] )?\d[^,;]{0,20} \Z|\b(?:zeit|zeitraum|phase) \Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Due:
    """Until when: `words` as the minutes say it; `date` the last day that fits, None where they state no such day."""

    words: str
    date: datetime.date | None = None


def due_in(text: str, held: datetime.date | None) -> Due | None:
    """The first deadline in a sentence ("bis 3. Mai", "spätestens Ende August 2024"); None without one.

    A day without a year is the next one from `held` on, the date of the meeting.
    """
    words = " ".join(text.split())
    for match in _DUE.finditer(words):
        if not (_HOLDS.match(words, match.end()) or _HOLDS_BEFORE.search(words, 0, match.start())):
            return due_of(match["when"], held)
    return None


def due_of(words: str, held: datetime.date | None, days_back: int = 0) -> Due | None:
    """The deadline that a cell states, which need not say "bis"; None for an empty one.

    A day without a year may lie so many `days_back` from the meeting, where the task is one of an earlier meeting.
    """
    stated = " ".join(words.split()).strip(" ;,*_")
    if not re.search(r"\w", stated):
        return None
    stated = re.sub(r"(?<=[^\W\d])\.\Z", "", stated)
    is_named = _NAMED.search(stated) is not None
    try:
        since = held - datetime.timedelta(days=days_back) if held and is_named else held
        return Due(stated, _day(stated, since))
    except (OverflowError, ValueError):  # of a meeting on the first or last days that there are
        return Due(stated, None)


def _day(words: str, held: datetime.date | None) -> datetime.date | None:
    if _VAGUE.search(words):
        return None
    if week := _WEEK.search(words):
        return _sunday(week, held)
    mentions = find_dates(words)
    if mentions:
        return mentions[0].last_day
    if match := _END_OF_YEAR.search(words):
        return datetime.date(int(match["year"]), 12, 31)
    if held is None:
        return None
    if match := _END_OF.search(words):
        month = 12 if match["year"] or match["a_year"] else held.month
        return end_of_month(datetime.date(held.year, month, 1))
    if match := _WEEK_AHEAD.search(words):
        return held + datetime.timedelta(days=6 - held.weekday() + (0 if match["this"] else 7))
    if match := _WEEKDAY.fullmatch(words):
        return _weekday(match, held)
    for pattern in (_BARE_DAY, _BARE_DAY_EN):
        if match := pattern.search(words):
            month = MONTHS[match["name"].lower()] if match["name"] else int(match["month"])
            return _next(held, month, int(match["day"]))
    if match := _BARE_MONTH.search(words):
        month = MONTHS[match["name"].lower()]
        year = held.year + (month < held.month)
        return end_of_month(datetime.date(year, month, 1))
    return None


def _weekday(match: re.Match[str], held: datetime.date) -> datetime.date | None:
    """The first such day after the meeting; None for "nächsten Freitag" on a Monday, which may be of either week."""
    ahead = 1 if match["tomorrow"] else (WEEKDAYS[match["day"].lower()] - held.weekday()) % 7 or 7
    is_this_week = held.weekday() + ahead < 7
    return None if match["next"] and is_this_week else held + datetime.timedelta(days=ahead)


def _sunday(week: re.Match[str], held: datetime.date | None) -> datetime.date | None:
    """The last day of a calendar week: of the year that is stated, else of the next such week from `held` on."""
    number, stated = int(week["week"] or week["before"]), week["short"] or week["year"]
    if stated:
        years = [2000 + int(stated) % 100]
    else:
        years = [held.year, held.year + 1] if held else []
    for year in years:
        try:
            found = datetime.date.fromisocalendar(year, number, 7)
        except ValueError:
            continue
        if stated or (held and found >= held):
            return found
    return None


def _next(held: datetime.date, month: int, day: int) -> datetime.date | None:
    """The first such day from `held` on; None where no calendar has it."""
    for year in (held.year, held.year + 1):
        try:
            found = datetime.date(year, month, day)
        except ValueError:
            continue
        if found >= held:
            return found
    return None
