"""Filters that a question states in its own words: "Protokolle vom Mai 2023", "im Lab Zukunft der Arbeit".

Only clear ones are understood: a type of document joined with a time or with "in" or "laut"; a meeting whose minutes
the caller may see ("Lenkungskreis am 4. Februar 2025", "in der 9. Sitzung"); a lab. A year alone is content ("Wie hoch
war die Förderung 2023?"), and so is every date that the question does not call the date of a document.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.language.dates import A_MONTH
from assistant.language.periods import Period, PeriodMention, find_periods
from assistant.language.recency import asks_for_newest
from assistant.records import DocumentInfo, DocumentType, FilterField, Filters, Span, UnderstoodField
from assistant.retrieving.labs import ANY_LAB, OTHER_LAB, Placed, placed_labs
from assistant.retrieving.meetings import meeting_in

_NAMES: dict[UnderstoodField, tuple[str, ...]] = {"type": ("type",), "lab": ("lab",), "date": ("date_from", "date_to")}
UNDERSTOOD = tuple(_NAMES)  # the fields that a question can state

# Other documents often cite one study ("in der Studie von ..."), so only the plural is a type.
_KINDS: tuple[tuple[DocumentType, str], ...] = (
    (
        "minutes",
        r"(?:(?:ergebnis|sitzungs?|workshop|besprechungs|gesprächs|gespraechs|kurz|verlaufs|beschluss|lab)-?)?protokoll"
        r"(?:e[ns]?|s)?|niederschrift(?:en)?"
        r"|(?:meeting[ ])?(?<!\b\d[ ])(?<!\b\d\d[ ])(?<!\bmany[ ])(?<!\bfew[ ])minutes",
    ),
    ("press_release", r"(?:presse|medien)(?:mitteilung|information|meldung)(?:en)?|press[ -]releases?"),
    ("funding", r"f(?:ö|oe)rderrichtlinien?|funding[ ](?:guidelines?|directives?)"),
    ("study", r"studien|studies"),
)
_KIND = "|".join(f"(?P<{type}>{words})" for type, words in _KINDS)
_NAMED = re.compile(rf"(?<![\w-])(?:{_KIND})(?![\w-])", re.IGNORECASE)
_SPACE = r"[ \xa0\n]+"
# "im Protokoll", "in den internen Protokollen", "laut Pressemitteilung", "according to the minutes"
_WITHIN = re.compile(
    rf"\b(?:im|in (?:dem|den|der|unser(?:en|em|er)|allen)|(?:laut|lt\.|gemäß|gemaess)(?: (?:dem|den|der))?"
    rf"|aus (?:dem|den|der)|(?:in|from|according to|per) (?:the|our|all))(?:{_SPACE}[\w-]+e[nmr])?{_SPACE}$",
    re.IGNORECASE,
)
# "nicht in den Protokollen"; and "gegenüber dem Protokoll", where the other side of the comparison stands elsewhere.
_EXCEPT = re.compile(
    rf"\b(?:(?:außer|ausser|ohne|nicht|statt|seit|vor|kein\w*|except|without|not|since|before|after|other than)"
    rf"(?:{_SPACE}\w+){{0,3}}"
    rf"|(?:als|nach|bis|gegenüber|gegenueber|entgegen|(?:vergleich|gegensatz|unterschied|widerspruch)(?:{_SPACE}(?:zu|mit))?"
    rf"|than|until|(?:compared|contrary){_SPACE}(?:to|with))(?:{_SPACE}(?:im|in|zu[mr]?|de[mnr]|the))*){_SPACE}$",
    re.IGNORECASE,
)
# What only later documents can tell of minutes: "Wann wurde das Protokoll vom Mai 2023 genehmigt?"
_TREATED = re.compile(
    r"genehmig|verabschiedet|angenommen|bestätigt|bestaetigt|korrigiert|korrektur|berichtig|beanstand|widersprochen"
    r"|approv|adopt|correct|confirm",
    re.IGNORECASE,
)
# Words that may stand between a type and its time: "Protokolle der Sitzungen vom", "press releases published in".
_JOINING = re.compile(
    r"[ \xa0\n,]*(?:\b(?:der|des|dem|den|die|das|vom|von|aus|im|in|am|zu|zur|zum|zwischen|from|of|the|for|on|dated"
    r"|between|meetings?|sessions?|sitzung(?:en)?|treffens?|workshops?|besprechung(?:en)?|labs?|gab|gibt|es|erschienen"
    r"|published|issued|there|are|were|jahr(?:e?s)?|year|anfang|mitte|ende|early|late|mid)\b[ \xa0\n,]*)*",
    re.IGNORECASE,
)
# "laut Protokoll bis Mai 2024", "laut Pressemitteilung ab 2026": the time of an event, not of the document.
_LAUT = re.compile(rf"\b(?:laut|lt\.|gemäß|gemaess|according to|per)(?:{_SPACE}\w+){{0,2}}{_SPACE}$", re.IGNORECASE)
_HAPPENS = re.compile(
    r"[ \xa0\n,]*(?:im|in|am|ab|seit|bis|vor|nach|zwischen|anfang|mitte|ende|on|for|since|starting|until|up to|before"
    r"|after|between|early|late|mid)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"\bzu[mr]?[ \xa0]*$", re.IGNORECASE)  # "Protokolle zu 2024"
# "Pressemitteilung zum Workshop am 12.03.2024": only minutes have the date of the event that they are about.
_EVENT = re.compile(
    r"\b(?:zu[mr]?|for)\b|(?<!published )(?<!issued )\bon\b|sitzung|treffen|workshop|besprechung|meeting|session",
    re.IGNORECASE,
)
# "2022 und 2023", "vom Mai 2023 oder vom Juli", "von 2022 an": more than the one time
_AND_MORE = re.compile(
    r"\s*[,/&+]\s*\d|\s+(?:an|aufwärts|onwards?)\b"
    r"|\s+(?:und|oder|sowie|bzw\.|and|or)\s+(?:\d|(?:im|in|vom|von|aus|ab|seit|später|danach|früher|davor|from|of|since"
    rf"|later|earlier|{A_MONTH})\b)",
    re.IGNORECASE,
)
_A_MONTH = re.compile(rf"\b(?:{A_MONTH}|\d{{1,2}}\.)(?!\w)", re.IGNORECASE)  # "im Juni", "am 3."
_NEAR = 120  # characters searched around the words of a type, so that the time grows linearly with the text
# "Welche Pressemitteilungen wurden im Mai 2023 veröffentlicht?"
_WERE = re.compile(r"[ ](?:wurden|sind|haben[ ]wir)[ ](?:(?!nicht|nie)\w+[ ]){0,2}", re.IGNORECASE)
_PUBLISHED = re.compile(r"[ ](?:veröffentlicht|veroeffentlicht|erschienen|herausgegeben|publiziert)\b", re.IGNORECASE)


class StatedFilters(NamedTuple):
    """The filters that a question states, and by field the words of `text` (in NFC) that state them."""

    text: str
    filters: Filters = Filters()
    words: Mapping[FilterField, Span] = {}

    def rest(self, fields: Collection[FilterField]) -> str:
        """The text without the words of these fields."""
        taken = {offset for field in fields for offset in range(self.words[field].start, self.words[field].end)}
        rest = "".join(" " if offset in taken else letter for offset, letter in enumerate(self.text))
        return re.sub(r" (?=[?.!,;:])", "", " ".join(rest.split()))


def understood(text: str, documents: Iterable[DocumentInfo], today: datetime.date) -> StatedFilters:
    """The filters that the question states, none where nothing is clear.

    Args:
        text: the question as it was typed.
        documents: those that the caller may see; only their labs are known.
        today: what "letztes Jahr" is seen from.
    """
    text, documents = unicodedata.normalize("NFC", text), tuple(documents)
    words: dict[FilterField, Span] = {}
    kinds = _kinds(text)
    lab = _lab(text, kinds, documents)
    open_text = text
    if lab:  # "Protokolle des Labs Technologie vom Mai 2023": what belongs together stands together
        words["lab"] = lab.span
        open_text = lab.span.blanked_in(text)
    kind, period = None, Period(None, None)
    if dated := _dated(open_text, kinds, today):
        kind, period, words["date"] = dated
    kind = kind or next((kind for kind in kinds if _is_place(open_text, kind, lab)), None)
    if kind:
        words["type"] = _words(text, kind)
    type = _type(kind)
    if (
        "date" not in words
        and _is_of_minutes(text, kinds)
        and (meeting := meeting_in(text, documents, find_periods(text, today)))
    ):
        type, period, words["date"] = "minutes", Period(meeting.day, meeting.day), meeting.words
        words.setdefault("type", Span(meeting.words.start, meeting.words.start))
    found = Filters(type, lab.name if lab else None, date_from=period.start, date_to=period.end)
    return StatedFilters(text, found, words)


def touched(text: str, today: datetime.date) -> frozenset[FilterField]:
    """The fields that a follow-up mentions without a filter: one about June does not keep the filter for May."""
    text = unicodedata.normalize("NFC", text)
    fields: dict[FilterField, bool] = {
        "type": _NAMED.search(text) is not None,
        "lab": ANY_LAB.search(text) is not None,
        "date": bool(_A_MONTH.search(text) or find_periods(text, today)),
    }
    return frozenset(field for field, is_touched in fields.items() if is_touched)


def _kinds(text: str) -> list[re.Match[str]]:
    """Where the text names the one type of document that it may ask in; empty if it names several."""
    kinds = [match for match in _NAMED.finditer(text) if not _before(_EXCEPT, text, match.start())]
    if len({_type(kind) for kind in kinds}) > 1:
        return []
    is_treated = _TREATED.search(text) is not None
    return [kind for kind in kinds if not is_treated or _before(_WITHIN, text, kind.start())]


def _is_of_minutes(text: str, kinds: Sequence[re.Match[str]]) -> bool:
    """Whether the text asks in minutes or names no type of document, and is not about the approval of minutes."""
    return all(kind["minutes"] for kind in kinds) if kinds else not _NAMED.search(text)


def narrowed(
    wanted: Filters, stated: Filters, without: Collection[FilterField] = ()
) -> tuple[Filters, frozenset[FilterField]]:
    """`wanted` completed by `stated` in fields that are open and not in `without`, and the fields that were added."""
    added = [field for field in UNDERSTOOD if field not in without and not any(_values(wanted, field))]
    added = [field for field in added if any(_values(stated, field))]
    taken = {name: getattr(stated, name) for field in added for name in _NAMES[field]}
    return replace(wanted, **taken), frozenset(added)


def _values(filters: Filters, field: UnderstoodField) -> list[object]:
    return [getattr(filters, name) for name in _NAMES[field]]


def _lab(text: str, kinds: Sequence[re.Match[str]], documents: Iterable[DocumentInfo]) -> Placed | None:
    """The one lab that the question is asked in, as the documents spell it."""
    if not ANY_LAB.search(text):
        return None
    found = placed_labs(text, {info.lab for info in documents if info.lab})
    found = [one for one in found if not _before(_EXCEPT, text, one.span.start)]
    clear = [one for one in found if one.is_inside or _follows(text, kinds, one.span.start)]
    if len({one.name for one in clear}) != 1:
        return None
    longest = max(clear, key=lambda one: one.span.end - one.span.start)
    return None if OTHER_LAB.match(text, longest.span.end) else longest


def _follows(text: str, kinds: Sequence[re.Match[str]], start: int) -> bool:
    return any(kind.end() <= start and _JOINING.fullmatch(text, kind.end(), start) for kind in kinds)


def _words(text: str, kind: re.Match[str]) -> Span:
    """The words of the type with "in den" or "laut"; none of "im neuesten Protokoll", which says more than a type."""
    within = _before(_WITHIN, text, kind.start())
    span = Span(within.start() if within else kind.start(), kind.end())
    return Span(span.start, span.start) if asks_for_newest(span.of(text)) else span


def _is_place(text: str, kind: re.Match[str], lab: Placed | None) -> bool:
    """Whether the question asks in documents of this type: "in den Protokollen", "Protokolle aus dem Lab ..."."""
    if _before(_WITHIN, text, kind.start()):
        return True
    return lab is not None and _follows(text, [kind], lab.span.start)


def _dated(
    text: str, kinds: Sequence[re.Match[str]], today: datetime.date
) -> tuple[re.Match[str], Period, Span] | None:
    """The type of document with a time of its own, that time and its words; None if the text has several times."""
    mentions = find_periods(text, today) if kinds else []
    joined = [
        (kind, mention, words) for mention in mentions for kind in kinds if (words := _joined(text, kind, mention))
    ]
    if len(joined) != 1:
        return None
    [(kind, mention, words)] = joined
    if any(not other.is_bare_year for other in mentions if other is not mention):
        return None
    if _AND_MORE.match(text, mention.span.end) or _is_to_come(mention.period, today):
        return None
    return kind, mention.period, words


def _is_to_come(period: Period, today: datetime.date) -> bool:
    """Whether the time is still to come, or begins today and goes on: no document is from then."""
    return period.start is not None and (period.start > today or (period.start == today < (period.end or today)))


def _joined(text: str, kind: re.Match[str], mention: PeriodMention) -> Span | None:
    """The words of a time that belongs to the type of document, with those between the two."""
    start, end = mention.span
    if start - kind.end() > _NEAR or kind.start() - end > _NEAR:
        return None
    if end < kind.start():  # "the May 2023 minutes"
        is_before = text[end : kind.start()].isspace() and text[:start].lower().endswith("the ")
        return mention.span if is_before else None
    if _JOINING.fullmatch(text, kind.end(), start):
        return Span(kind.end(), end) if _is_its_own(text, kind, mention) else None
    published = _PUBLISHED.match(text, end)
    if published and _WERE.fullmatch(text, kind.end(), start):
        return Span(kind.end(), published.end())
    return None


def _is_its_own(text: str, kind: re.Match[str], mention: PeriodMention) -> bool:
    """Whether the time behind the type is that of the document, and not of something in it."""
    between = text[kind.end() : mention.span.start]
    is_source = _before(_LAUT, text, kind.start()) is not None
    if is_source and _HAPPENS.match(text, kind.end()):
        return False
    # "Förderrichtlinie 2023" is a name, and "laut Protokoll 2023" may be about that year
    if mention.is_bare_year and between.isspace() and (is_source or kind["funding"]):
        return False
    return not (_TOPIC if kind["minutes"] else _EVENT).search(between)


def _before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    return pattern.search(text, max(0, end - _NEAR), end)


def _type(kind: re.Match[str] | None) -> DocumentType | None:
    return next((type for type, _ in _KINDS if kind[type]), None) if kind else None
