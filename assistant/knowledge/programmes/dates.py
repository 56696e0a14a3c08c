"""The dates of a programme: days on which applications are due, and how long it is in force."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator

from assistant.knowledge.programmes.closing import closed_on, closing
from assistant.knowledge.programmes.facts import ONGOING
from assistant.knowledge.programmes.statements import Statement
from assistant.language.figures import Figure, figures
from assistant.records import Span

_DUE = re.compile(
    r"einreich|reichen|einzureichen|anträg|antrag|skizze|bewerb|vorlage|vorzulegen|eingehen|vorliegen|stichtag"
    r"|frist|appl|submi|interessenbekund",
    re.IGNORECASE,
)
# "Projektskizzen sind bis zum 31. März vorzulegen": stricter than `_DUE`, for a directive names many days.
_DUE_IN_DIRECTIVE = re.compile(
    r"(?:skizze|anträge?\b|antrag\b|bewerbung|interessenbekundung).{0,300}"
    r"(?:vorzulegen|einzureichen|eingereicht|zu stellen|gestellt|vorgelegt|einreich)"
    r"|stichtag|(?:vorlage|antrags|einreichungs)frist",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_DAY = re.compile(
    r"(?:\bbis\b|spätestens|stichtag\w*|\bzum\b|\bam\b|\bder\b|\bjeweils\b|\bund\b|\bund zum\b|\boder\b|\bist\b"
    r"|:|\bon\b|\bby\b|\buntil\b|\bof\b|\||^|\()\W*(?:\w+\s+){0,2}\W*$",
    re.IGNORECASE,
)
# A day beside these is none until which one may apply: "tritt am ... in Kraft", "Richtlinie vom ...".
_NOT_DUE = re.compile(
    r"in Kraft|BAnz|Bundesanzeiger vom|\bVerordnung|\bGesetz|zuletzt geändert|Richtlinie vom"
    r"|verwendungsnachweis|bericht|abgeschlossen|auszahlung|mittelabruf|beginnt|bekanntmachung vom|abrechn"
    r"|fassung vom|befristet|gültig",
    re.IGNORECASE,
)
_ANY_TIME = re.compile(
    r"\b(?:jederzeit|fortlaufend|laufend|ganzjährig|kontinuierlich|unbefristet|at any time)\b"
    r"|nicht an (?:eine )?fristen? gebunden|keine (?:antrags|einreichungs)?frist",
    re.IGNORECASE,
)
_APPLIED = re.compile(
    r"einreich|eingereicht|einzureichen|(?:antr[aä]g\w*|skizzen?\w*).{0,80}(?:stell|gestellt|mögl|richten)"
    r"|beantrag|bewerb|appl|submit|\bfrist",
    re.IGNORECASE | re.DOTALL,
)
# "für den Call 2022 ist der 21. September": no day of each year. "Vom 2. Juni 2022": the day of the text itself.
_OF_ONE_YEAR = re.compile(r"\b(?:Call|Aufruf|Förderaufruf|Jahr|für|Runde)\s+20\d\d\b")
_ROUND_NAMED = re.compile(r"aufruf|\bcall\b|runde\b", re.IGNORECASE)
_OF_TEXT = re.compile(r"\W*(?:Vom|Stand|in der Fassung vom)\b")
# "Die dritte Runde läuft vom 1. Dezember 2025 bis zum 30. Juni 2026": from when to when one may apply.
_ROUND = re.compile(
    r"\b\w*(?:runde|bewerbungsphase|antragsphase|bewerbungszeitraum|antragszeitraum)\b[^.;]{0,40}"
    r"\b(?:läuft|lief|geht|ging|dauert|endet|endete|ist|war|beginnt|startet)\b",
    re.IGNORECASE,
)
_ROUND_UNTIL = re.compile(r"(?:\bbis(?:\s+(?:zum|einschließlich))*|\bende(?:t|te)\s+am)\s+$", re.IGNORECASE)
# "Die Projekte starten am 1. März 2027": not until when one may apply.
_STARTS = re.compile(r"\b(?:start(?:et|en)?|(?:projekt|vorhaben|lauf)?beginn(?:t|en)?)\b[^,;.\d]{0,40}$", re.IGNORECASE)
# "mindestens vier Wochen vor Kursbeginn", not "frühestens".
_BEFORE_START = re.compile(
    r"\s+vor\s+(?:(?:de[mr]|dem geplanten|Ihrem)\s+)?(?:\w{0,30}(?:[Bb]eginn|[Ss]tart)|Maßnahmenbeginn|Antritt)\b"
)
_EARLIEST = re.compile(r"\b(?:frühestens|nicht früher als|innerhalb von)\s+(?:\w{1,20}\s){0,2}$", re.IGNORECASE)
_ISO_UNITS = {"day": "D", "week": "W", "month": "M"}
_HAS_DAY = re.compile(r"\d")  # finding figures is slow, and few statements hold one
# "15.4." without a year; the finder of figures knows only months with names there.
_DAY_OF_YEAR = re.compile(r"(?<![\d.,])(\d{1,2})\.\s?(\d{1,2})\.(?!\s?\d)(?=[\s,;.)]|$)")
_LEAP_YEAR = 2000  # whose calendar has the 29th of February
# No year belongs to "jährlich bis zum 15.4., 2026 bis zum 30.4.".
_YEAR_BEHIND = re.compile(r"\.?(?:(?<!\.),)?\s{1,3}(?:19|20)\d\d\b")

_OF_TIME = re.compile(r"\bKraft\b|\bbis\b|\bab\b|\bvom\b|\bAblauf\b|\bhinaus\b|\buntil\b")
_IN_FORCE = re.compile(r"(?:\bam\b|\bzum\b|\bvom\b|\bab\b)\s*(?:dem\s+)?$")
_TO_FORCE = re.compile(r"^\W*(?:\w+\s+){0,3}in Kraft(?!\s+(?:getreten|tretend|gesetzt))")
_LIMITED = re.compile(
    r"befristet|gültig|\bgilt\b|\bgelten\b|laufzeit|geltungsdauer|läuft|endet|außer Kraft|\bvalid\b", re.IGNORECASE
)
_OF_ITSELF = re.compile(
    r"richtlinie|programm|\bsie\b|förderung|bekanntmachung|aufruf|merkblatt|zuwendung|regelung|\baktion\b"
    r"|\binitiative\b|bonus\b|prämie\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?:\bbis\b|\buntil\b|\bmit Ablauf des\b|\bam\b|\bzum\b)\s+(?:zum\s+|einschließlich\s+|Ablauf\s+des\s+"
    r"|zum\s+Ablauf\s+des\s+|dem\s+)*$"
)
_ON_A_DAY = re.compile(r"\b(?:am|zum)\s+(?:dem\s+)?$")
_UP_TO_A_DAY = re.compile(r"\bbis\s+zum\s+$")
_RUNS_OUT = re.compile(r"Auslaufens\b.{0,40}\bam\s+$", re.DOTALL)
_OUT_OF_FORCE = re.compile(r"^\W*(?:\w+\s+){0,2}außer Kraft")
_BEYOND = re.compile(
    r"(?:nicht\s+)?über\s+den\s+$|(?:längstens|spätestens|höchstens)\s+(?:jedoch\s+)?bis\s+(?:zum\s+)?$"
)
# A day beside these is none on which the programme itself ends.
_SOMETHING_ELSE = re.compile(
    r"BAnz|Richtlinie vom|aufgehoben|ersetzt|Verwendungsnachweis|Förderanträge sind|Bericht|Aufbewahrung"
    r"|bewilligungszeitraum|projektlaufzeit|Vorhaben (?:müssen|sind|ist)|Durchführung",
    re.IGNORECASE,
)
# "Geförderte Kurse dürfen bis zum 30. Juni 2023 dauern": behind that day nobody gets anything.
_OF_THE_FUNDED = re.compile(r"\b(?:[Gg]efördert|[Bb]ewilligt)e[nr]?\s[A-ZÄÖÜ]\w{2,40}\b[^.;\d]{0,60}\Z")
_MUST_END = re.compile(r"\W*(?:\w{1,20}\s){0,2}(?:dauern|laufen|abgeschlossen|beendet|enden|durchgeführt|umgesetzt)\b")
_OPENS = re.compile(r"(?:\bab\b|\bvom\b)\s+(?:dem\s+)?$")
_APPLYING = re.compile(r"gestellt|einreich|einzureichen|skizze", re.IGNORECASE)
_APPLICATIONS = re.compile(r"\bantr[aä]ge\b|skizzen?\b|bewerb", re.IGNORECASE)
_CAN = re.compile(r"^\W*(?:\w+\s+){0,3}(?:können|kann|ist|sind|möglich|nimmt|werden)", re.IGNORECASE)


def deadlines(statements: Iterable[Statement]) -> Iterator[tuple[str, Span]]:
    """The days on which something is due to apply: ISO dates, days of each year, or ONGOING."""
    for statement in statements:
        if statement.kind == "heading" or statement.topic in ("foreign", "period"):
            continue
        if _ANY_TIME.search(statement.text) and _APPLIED.search(statement.text) and not _is_about_running(statement):
            yield ONGOING, statement.whole
        if _says_due(statement):
            yield from ((day, statement.whole) for day in _days(statement))
        elif _is_round(statement):
            dates = _dates(statement.text)
            ends = (one for one in dates if _ROUND_UNTIL.search(statement.text[: one.span.start][-40:]))
            yield from ((str(one.value), statement.span) for one in ends)


def leads(statements: Iterable[Statement]) -> Iterator[tuple[str, Span]]:
    """How long before the beginning of what is funded one has to apply: "P4W"."""
    for statement in statements:
        text = statement.text
        if statement.kind == "heading" or statement.topic == "foreign" or not _BEFORE_START.search(text):
            continue
        for one in figures(text) if _DUE.search(text) else ():
            is_lead = one.kind == "duration" and one.unit in _ISO_UNITS and _BEFORE_START.match(text, one.span.end)
            if is_lead and not _EARLIEST.search(text[: one.span.start][-60:]):
                yield f"P{one.value}{_ISO_UNITS[one.unit]}", statement.whole


def periods(statements: Iterable[Statement]) -> Iterator[tuple[str, str, Span]]:
    """(ISO date, role, where): from when and until when the programme is in force, also where it is told as closed on
    a day; or ("closed" or "paused", "", where)."""
    for statement in statements:
        text = statement.text
        if statement.kind == "heading":
            continue
        if said := closing(text):
            end = _end(closed_on(text))
            yield end or said, "until" if end else "", statement.span
        for figure in _dates(text) if _OF_TIME.search(text) else ():
            opens = _is_round(statement) and _OPENS.search(text[: figure.span.start][-40:])
            if role := _role(text, figure) or ("opens" if opens else ""):
                yield str(figure.value), role, statement.span


def _end(words: str) -> str:
    """The ISO date of a day, or of the end of a year; "" of a year alone, which tells of no day."""
    days = _dates(words)
    if days:
        return str(days[0].value)
    return f"{words[-4:]}-12-31" if words.lower().startswith("ende ") else ""


def _is_about_running(statement: Statement) -> bool:
    """ "laufende Vorhaben" is no deadline, nor is what is checked all the time."""
    return bool(re.search(r"nachweis|prüf|mitteil|widerruf|anzuzeigen|feststellung|Drittmittel", statement.text))


def _says_due(statement: Statement) -> bool:
    if _NOT_DUE.search(statement.text):
        return False
    if statement.topic == "deadline":
        return True
    return bool((_DUE_IN_DIRECTIVE if statement.part == "directive" else _DUE).search(statement.context))


def _is_round(statement: Statement) -> bool:
    return statement.part == "page" and _ROUND.search(statement.text) is not None


def _days(statement: Statement) -> Iterator[str]:
    text = statement.text
    found = [*_dates(text, with_year=False), *_days_of_year(text)]
    for figure in sorted(found, key=lambda one: (one.span.start, str(one.value))):
        span, value = figure.span, str(figure.value)
        before = text[: span.start]
        is_led = statement.topic == "deadline" or statement.lead_text or _BEFORE_DAY.search(before[-40:])
        if not is_led or _STARTS.search(before[-60:]) or _OF_TEXT.match(text):
            continue
        if value.startswith("--") and (_OF_ONE_YEAR.search(text) or not _is_yearly(value, text, span.end)):
            continue
        yield value


def days_and_figures(text: str) -> list[Figure]:
    """The figures of a text in its order, and among them each "15.4." and the words for ONGOING, as dates."""
    found = figures(text)
    known = {one.span.start for one in found}
    always = [Figure("date", ONGOING, "", Span(*one.span())) for one in _ANY_TIME.finditer(text)]
    more = [one for one in (*_days_of_year(text), *always) if one.span.start not in known]
    return sorted([*found, *more], key=lambda one: one.span.start)


def _days_of_year(text: str) -> list[Figure]:
    found = _DAY_OF_YEAR.finditer(text)
    return [Figure("date", f"--{int(one[2]):02}-{int(one[1]):02}", "", Span(*one.span())) for one in found]


def _is_yearly(value: str, text: str, end: int) -> bool:
    """Whether a calendar has the day "--03-15", and no year stands behind its end in the text."""
    month, day = int(value[2:4]), int(value[5:])
    is_day = 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]
    return is_day and not _YEAR_BEHIND.match(text, end)


def _dates(text: str, *, with_year: bool = True) -> list[Figure]:
    """The days of a text; with `with_year=False` also those of each year, "--03-15"."""
    found = [figure for figure in figures(text) if figure.kind == "date"] if _HAS_DAY.search(text) else []
    return [one for one in found if len(str(one.value)) == 10 or (not with_year and str(one.value).startswith("--"))]


def _role(text: str, figure: Figure) -> str:
    """What a date says of the time that the programme is in force; "" for nothing."""
    start, end = figure.span.start, figure.span.end
    before, after = text[max(0, start - 60) : start], text[end : end + 50]
    if _IN_FORCE.search(before) and _TO_FORCE.match(after) and not text.startswith("Sollte"):
        return "from"
    if _BEYOND.search(before):
        return "at_most"
    if _RUNS_OUT.search(before) and after.lstrip().startswith("befristet"):
        return "until"
    if _OF_THE_FUNDED.search(text[:start][-140:]) and _UNTIL.search(before) and _MUST_END.match(after):
        return "" if _OF_ONE_YEAR.search(text) or _ROUND_NAMED.search(text) else "at_most"
    if _SOMETHING_ELSE.search(text[:start][-250:]):
        return ""
    if _UNTIL.search(before):
        return "until" if _ends_itself(text, before, after) else ""
    is_opening = _OPENS.search(before) and _CAN.match(after) and _APPLICATIONS.search(text)
    return "opens" if is_opening else ""


def _ends_itself(text: str, before: str, after: str) -> bool:
    """Whether it is the programme, and nothing else of it, that ends on the day between `before` and `after`."""
    if _ON_A_DAY.search(before) and not _UP_TO_A_DAY.search(before):
        return _OUT_OF_FORCE.match(after) is not None
    return bool(_LIMITED.search(text) and _OF_ITSELF.search(text)) and not _APPLYING.search(text)
