"""The date of a document: from what the file states, its text, its name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from assistant.language.dates import DateMention, date_in_file_name, find_dates
from assistant.reading.describing.finding import Finding
from assistant.reading.reading import Reading
from assistant.records import Span

LABELLED_WITHIN = 2000
PLAIN_WITHIN = 300
# An official notice states its date in a line of its own ("Vom 4. März 2024"), below whatever was put above it.
NOTICE_WITHIN = 20_000
# A flyer or an imprint says at its very end when it appeared.
CLOSING_WITHIN = 500

LABEL = re.compile(
    r"(?:datum|date|stand|as of|vom|veröffentlicht(?: am| im)?|erschienen(?: am| im)?|erscheinungs(?:datum|termin)"
    r"|published(?: on| in)?|ausgabe|sitzung (?:vom|am)"
    r"|protokoll (?:vom|der sitzung vom)"
    r"|(?:.{0,60}\W)?nr\.? ?\d[\d/.-]{0,8},? vom"
    r"|tag|termin|erstellt am|am|[A-ZÄÖÜ][\w./ -]{2,40}, (?:den|am)?)[\s:*_]*$",
    re.IGNORECASE,
)
# "Verwaltungsgericht Musterstadt, Urteil vom 14. März 2024 – 2 K 31/22" at the top: when it was decided.
_DECIDED = re.compile(
    r"[*_#>( \t]*+(?P<before>(?:[^.!?]{0,100}\W)?)"
    r"[^\W_]*(?:urteil|beschluss|bescheid|entscheidung|verfügung|erlass|verordnung|gesetz)\s(?:vom|of)\s*",
    re.IGNORECASE,
)
_DECIDED_END = re.compile(r"[\s*_)]*(?:\Z|[,;|(–-])")
# "Erläuterungen zum Bescheid vom 3. Mai 2019": what speaks of a decision was written later.
_SPOKEN_OF = re.compile(
    r"\b(?i:ab|an|auf|aus|bei|bezüglich|durch|für|gegen|gemäß|im|in|laut|mit|nach|über|vom|von|wegen|zu[mr]?"
    r"|(?:d|dies|jen)(?:e[mnrs]|as|ie|e)|(?:ihr|unser|euer|eur|mein|dein|sein|kein|ein)(?:e[mnrs]?)?|on|the|to|your)"
    r"(?:\s[a-zäöüß]+){0,3}\s(?:[^\W_]+-)?\Z"
)
# An hour or a place behind a day: "am 12. Mai 2025 von 9 bis 12 Uhr im Rathaus".
_WHEN_AND_WHERE = r"(?:um|von|ab|in|im|bei|at)\b"
# "Am 3. Mai 2019 beantragte sie ..." tells of the day, "(* 4. Juli 1868" of a life.
_SENTENCE = re.compile(rf"\s(?!{_WHEN_AND_WHERE})[a-zäöüß]")
_OF_A_LIFE = re.compile(
    r"(?:[*†✝]|\b(?:geb(?:oren)?|gest(?:orben)?|born|died)\b\.?)[\s(]{0,3}(?:am |on )?\Z", re.IGNORECASE
)
# A document that begins with a day before this year, and names more later years than so many, tells of that day.
LONG_AGO = 2000
MOST_LATER = 2
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!,?\d)")
# "Netzwerkbrief, Ausgabe Juni 2025", "Braunschweig, im Juni 2025": where the line ends with the date.
_BEFORE_END = re.compile(r".{0,60}\Wausgabe[\s:]*|[A-ZÄÖÜ][\w./ -]{2,40}, im\s*", re.IGNORECASE)
# A month in figures. "Ausgabe 2/2025" tells the second issue, "Ausgabe 06/2025" that of June.
_MONTH = re.compile(
    r"^[*_#>( \t-]{0,8}(?:(?:datum|date|stand|as of|erschienen|erscheinungs(?:datum|termin)|veröffentlicht|published)"
    r"[ :*_]{1,6}(?P<month>0?[1-9]|1[0-2])|(?:.{0,60}\W)?ausgabe[ :]{1,3}(?P<issue>0[1-9]|1[0-2])(?=.\d{4}\W*$))"
    r"[/.](?P<year>(?:19|20)\d\d)(?![\d./]?\d)",
    re.IGNORECASE | re.MULTILINE,
)
# "Beirat, 7. Sitzung am Donnerstag, 4. Dezember 2025, 15 Uhr" at the top: when those sat whose minutes these are.
_SITTING = re.compile(
    r"(?:.{0,160}\W)?\w*(?:sitzung|treffen|besprechung|versammlung|workshop|werkstatt|tagung|jour fixe|meeting)\b"
    r"[^.!?]{0,120}?\b(?:am|vom|on|of)(?: \w{2,10}[.,]*(?: de[nm])?)?[\s*_]*",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:genehmig|bestätig|verabschied|protokollkontrolle|letzte|vorige|nächste|last|next|previous|approv|TOP \d)",
    re.I,
)
_SITTING_END = re.compile(rf"[\s*_]*(?:\Z|[,;|(–-]|{_WHEN_AND_WHERE})")
# "Projekttreffen Wärmenetz, Juni 2025": where the first line, or what is set apart, ends with a month.
_TITLE_END = re.compile(r".*[,;|(–-][\s*_]*")
_OF_TIME = re.compile(r"\b(?:bis|ab|seit|von|vom|im|in|zum|until|since|from)[\s*_]*\Z", re.IGNORECASE)
_CLOSING = re.compile(r"\W{0,6}(?:stand|erschienen|erscheinungs(?:datum|termin)|ausgabe)\b.{5,40}", re.IGNORECASE)
WEEKDAY = re.compile(
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)[.,]*\s*$", re.I
)
_DAY = r"\d{1,2}\. ?[A-Za-zä]{3,9} \d{4}"
_BULLET = re.compile(r"(?:\A|\n)[ \t]*[*+•-][ \t]+\Z")
# "Förderzeitraum 1.7.2025 - 30.6.2028", on either side: no day of a document.
_UNTIL, _SINCE = re.compile(r"\s?(?:[-–—]|bis(?: zum)?)\s?\d"), re.compile(r"\d{2,4}\s?(?:[-–—]|bis(?: zum)?)\s?\Z")
NOTICE = re.compile(
    rf"^[*_# \[]*Vom (?P<issued>{_DAY})[*_, \]]*(?:\n[*_ ]*(?:zuletzt )?geändert am (?P<changed>{_DAY})[*_, ]*)?$",
    re.MULTILINE,
)


def date_of(reading: Reading, file_name: str) -> Finding[datetime.date] | None:
    """The date that the file states, else that of its name, unless the text states a more exact or earlier one.

    The name of a file says when it was filed, often by month only; the cover of the text says when it was issued. So a
    date of the cover, behind a label or alone in its line, goes before the name where it lies in the month that
    the name states. The times of the file system are no evidence: they change with every copy. Of a month that is
    stated without a day the first is taken; the words themselves are kept beside it.
    """
    if reading.date:
        return Finding(reading.date, "file", reading.date.isoformat())
    text = reading.text
    stated, plain = _stated(text), _plain(reading)
    if named := date_in_file_name(file_name):
        closer = (one for one in (stated, plain) if one and _is_closer(one.value, named))
        return next(closer, Finding(named, "name", file_name))
    return stated or plain or _noticed(text) or _closing(text) or _month_of_title(text)


def _is_closer(stated: datetime.date, named: datetime.date) -> bool:
    """Whether the name states the month of the cover's date only, so that the cover knows the day."""
    return named.day == 1 and (stated.year, stated.month) == (named.year, named.month)


def _stated(text: str) -> Finding[datetime.date] | None:
    """A date behind a label or alone in its line near the top, else that of a decision.

    What only "am" leads in may be told in the reasons of the decision: "Am 3. Mai 2019 um 10 Uhr stürzte sie".
    """
    top = text[:LABELLED_WITHIN]
    near = [mention for mention in find_dates(top) if mention.precision != "year"]
    labelled = (mention for mention in near if _is_labelled(top, mention))
    first = min((*labelled, *_months(top)), key=lambda mention: mention.span.start, default=None)
    if first is None or _begins_with_on(_before(top, first)):
        first = next((mention for mention in near if _is_of_decision(top, mention)), first)
    return _finding(top, first) if first else None


def _months(text: str) -> Iterator[DateMention]:
    """The months in figures behind a label."""
    for match in _MONTH.finditer(text):
        month = datetime.date(int(match["year"]), int(match["month"] or match["issue"]), 1)
        yield DateMention(Span(*match.span()), month, "month")


def _closing(text: str) -> Finding[datetime.date] | None:
    """The date of a line at the very end that says nothing else: "Stand: 06/2025"."""
    lines = text[-CLOSING_WITHIN:].split("\n")[len(text) > CLOSING_WITHIN :]  # the first one is cut off
    return next((found for line in lines if _CLOSING.fullmatch(line) and (found := _stated(line))), None)


def _plain(reading: Reading) -> Finding[datetime.date] | None:
    """The first full date at the very top, wherever it stands, but in a table of many days: courses, tasks."""
    top = reading.text[:LABELLED_WITHIN]
    near = (mention for mention in find_dates(top) if mention.span.end <= PLAIN_WITHIN)
    full = (
        mention
        for mention in near
        if mention.precision == "day"
        and not (_is_item(top, mention) or _is_end(top, mention) or _is_of_rows(reading, mention))
        and not (_OF_A_LIFE.search(top, 0, mention.span.start) or _is_long_ago(reading.text, mention))
    )
    return next((_finding(top, mention) for mention in full), None)


def _month_of_title(text: str) -> Finding[datetime.date] | None:
    """The month at the end of a line at the very top."""
    months = (one for one in find_dates(text[:LABELLED_WITHIN]) if one.precision == "month")
    near = (one for one in months if one.span.end <= PLAIN_WITHIN and _ends_title(text, one))
    return next((_finding(text, one) for one in near), None)


def _ends_title(text: str, mention: DateMention) -> bool:
    start, end = _line(text, mention)
    before = text[start : mention.span.start]
    is_last = not text[mention.span.end : end].strip("*_.) \t\\")
    is_title = not text[:start].strip("-*_#> \n") or _TITLE_END.fullmatch(before) is not None
    return is_last and is_title and not (_OF_TIME.search(before) or _is_end(text, mention))


def _noticed(text: str) -> Finding[datetime.date] | None:
    """The date of a notice, or of its last change if that stands in the next line: of the words as they are."""
    for match in NOTICE.finditer(text[:NOTICE_WITHIN]):
        if mentions := find_dates(match["changed"] or match["issued"]):
            return Finding(mentions[0].date, "text", match.group().strip())
    return None


def _finding(text: str, mention: DateMention) -> Finding[datetime.date]:
    start, end = _line(text, mention)
    return Finding(mention.date, "text", text[start:end].strip())


def _line(text: str, mention: DateMention) -> tuple[int, int]:
    start = text.rfind("\n", 0, mention.span.start) + 1
    end = text.find("\n", mention.span.end)
    return start, end if end >= 0 else len(text)


def _is_labelled(text: str, mention: DateMention) -> bool:
    before, behind = _before(text, mention), text[mention.span.end : _line(text, mention)[1]]
    if LABEL.fullmatch(before) and not (_begins_with_on(before) and _SENTENCE.match(behind)):
        return True
    if _is_of_sitting(text, mention):
        return True
    is_last = not behind.strip("*_.) \t\\")
    is_alone = is_last and (not before.strip() or _BEFORE_END.fullmatch(before) is not None)
    return is_alone and not _is_item(text, mention)


def _before(text: str, mention: DateMention) -> str:
    """What stands before the date in its line, without signs at the front and the day of the week."""
    return WEEKDAY.sub("", text[_line(text, mention)[0] : mention.span.start].lstrip("*_#>- \t("))


def _begins_with_on(before: str) -> bool:
    return before.casefold().startswith("am ")


def _is_of_sitting(text: str, mention: DateMention) -> bool:
    """Whether a line at the top says that a sitting was on this day, and not that its minutes were approved."""
    start, end = _line(text, mention)
    if mention.span.end > PLAIN_WITHIN or _ANOTHER.search(text, start, end):
        return False
    is_named = _SITTING.fullmatch(text, start, mention.span.start) is not None
    return is_named and _SITTING_END.match(text[mention.span.end : end]) is not None


def _is_of_decision(text: str, mention: DateMention) -> bool:
    """Whether the first line, or what stands alone in one at the top, names what was decided, with its day."""
    start, end = _line(text, mention)
    named = _DECIDED.fullmatch(text, start, mention.span.start) if mention.span.end <= PLAIN_WITHIN else None
    if named is None or _SPOKEN_OF.search(named["before"]):
        return False
    is_own = not named["before"] or not text[:start].strip("-*_#> \n")
    return is_own and _DECIDED_END.match(text, mention.span.end, end) is not None


def _is_long_ago(text: str, mention: DateMention) -> bool:
    """Whether the document tells of much that came years after the day, which it was not written on."""
    if mention.date.year >= LONG_AGO:
        return False
    return len({year for year in map(int, _YEAR.findall(text)) if year > mention.date.year}) > MOST_LATER


def _is_end(text: str, mention: DateMention) -> bool:
    """Whether a date begins or ends a period."""
    start, end = mention.span
    return _UNTIL.match(text, end) is not None or _SINCE.search(text, max(start - 12, 0), start) is not None


def _is_item(text: str, mention: DateMention) -> bool:
    """Whether a date begins an item of a list, of deadlines for one."""
    return _BULLET.search(text, 0, mention.span.start) is not None


def _is_of_rows(reading: Reading, mention: DateMention) -> bool:
    """Whether a date stands in one of several rows that have the same columns, and so is none of the document."""
    rows = [block for block in reading.blocks if block.kind == "row"]
    at = next((at for at, row in enumerate(rows) if row.start <= mention.span.start < row.end), None)
    if at is None:
        return False
    own, *beside = (
        _columns(row.span.of(reading.text)) for row in (rows[at], *rows[max(at - 1, 0) : at], *rows[at + 1 :][:1])
    )
    return len(own) > 1 and own in beside


def _columns(row: str) -> tuple[str, ...]:
    """The names of the cells of a row that have one."""
    return tuple(name for name, colon, _ in (cell.partition(": ") for cell in row.split(" | ")) if colon)
