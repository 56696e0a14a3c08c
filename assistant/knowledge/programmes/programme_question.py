"""Does a question ask for a list of programmes, and for which? "Welche Programme gibt es für KMU mit höchstens 50 %?"

A question about one programme is none of these: only the plural does, only where every word of it is understood, and
only with "welche", "alle", "zeige" and the like before it, or with nothing else but what narrows it down ("Fördermittel
für KMU"; then the singular does as well: "Förderung mit mehr als 70 Prozent").
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from assistant.knowledge.programmes.facts import Group
from assistant.knowledge.programmes.filtering import ProgrammeFilter
from assistant.knowledge.programmes.purposes import asks_for_any, asks_for_oneself
from assistant.knowledge.programmes.stakeholders import LANDS
from assistant.knowledge.programmes.status import Status
from assistant.language.figures import figures
from assistant.language.periods import find_periods, find_times_of_year
from assistant.language.terms import fold, whole_words
from assistant.language.word_lists import listed
from assistant.records import Span

# "Welche offenen Förderprogramme", "Zeige mir alle Programme", "Which funding programmes"; the noun in the plural.
_LIST = (
    r"(?:welche[nr]?|was f(?:ü|ue)r|wie ?viele|how many|alle|zeige?n?(?: (?:mir|uns))?(?: alle)?|liste(?: alle)?"
    r"|nenne?n?(?: (?:mir|uns))?(?: alle)?|gibt es|suche"
    r"|(?:(?:ü|ue)berblick|(?:ü|ue)bersicht) (?:ü|ue)ber(?: die| alle)?"
    r"|which|what|show(?: me)?(?: all)?|list(?: all)?|are there)"
)
_ADJECTIVE = r"(?:\s+(?:\w+(?:en?|er)|open|expired|current|funding|public))?"
_NOUN = (
    r"(?:f(?:ö|oe)rder(?:ungs)?|zuschuss)?(?:programmen?|angeboten?)"
    r"|f(?:ö|oe)rderrichtlinien|f(?:ö|oe)rderungen|f(?:ö|oe)rderm(?:ö|oe)glichkeiten"
    r"|zusch(?:ü|ue)ssen?|f(?:ö|oe)rdermitteln?"
)
_ASKED = re.compile(
    rf"^\W*(?:(?:und|and|f(?:ü|ue)r|bei|gibt es|(?:gib(?: mir| uns)? )?einen?)\s+)?(?:{_LIST}{_ADJECTIVE}\s+(?:{_NOUN})"
    r"|(?:which|what|how many|show(?: me)?(?: all)?|list(?: all)?|are there)"
    rf"{_ADJECTIVE}\s+(?:funding\s+)?(?:programmes|programs|grants))\b",
    re.IGNORECASE,
)
# "Aktuelle Förderprogramme für Betriebe", "Zuschuss für Lastenräder": no verb, and nothing else before it.
_BARE = re.compile(
    r"^\W*(?:(?:alle|aktuelle|laufende|offene|neue|abgelaufene|ausgelaufene|angek(?:ü|ue)ndigte|verf(?:ü|ue)gbare"
    r"|m(?:ö|oe)gliche|(?:ö|oe)ffentliche|staatliche|all|open|current|available|expired)\s+)?"
    rf"(?:(?P<one>f(?:ö|oe)rderung|zuschuss)|{_NOUN}|funding (?:programmes|programs|opportunities)|grants)\b",
    re.IGNORECASE,
)
_FOR = re.compile(r"^\s*(?:f(?:ü|ue)r|zu[rm]?|im bereich|zum thema|for|on)\b", re.IGNORECASE)
_SINGULAR = re.compile(r"\b(?:which|what)\b.*\bprogramme\b", re.IGNORECASE)
_GROUPS: tuple[tuple[Group, str], ...] = (
    ("sme", r"kmu|kleine(?:n)? und mittlere(?:n)? (?:unternehmen|betriebe)n?"
     r"|kleine[nrs]? (?:unternehmen|betrieb(?:en?)?|firm(?:a|en))|mittelst(?:ä|ae)ndler|smes?"
    r"|small (?:and medium(?:-sized)? )?(?:business(?:es)?|compan(?:y|ies)|firms?|enterprises?)"),
    ("startup", r"start-?ups?|gr(?:ü|ue)nder(?:innen)?|gr(?:ü|ue)ndungen|existenzgr(?:ü|ue)nder"),
    ("company", r"unternehmen|betrieb(?:en?)?|firmen|companies|firms"),
    ("university", r"hochschulen?|universit(?:ä|ae)t(?:en)?|universit(?:y|ies)"),
    ("research", r"forschungseinrichtungen|forschungsinstituten?|research institut(?:es|ions)"),
    ("municipality", r"kommunen|gemeinden|st(?:ä|ae)dten?|municipalities"),
    ("association", r"verein(?:en?)?|verb(?:ä|ae)nden?|kammern|associations"),
)  # fmt: skip
# No part of a name: "KMU-innovativ".
_GROUP = tuple((group, re.compile(rf"\b(?:{words})\b(?!-(?-i:[a-zäöü]))", re.IGNORECASE)) for group, words in _GROUPS)
_STAFF = re.compile(
    r"(?:\b(?:unternehmen|betriebe?n?|firm(?:a|en)|compan(?:y|ies))\s+(?:mit|with)\s+)?\b(?P<people>\d{1,5})\s+"
    r"(?:beschäftigten?|mitarbeite(?:nden|r\w*)|angestellten?|leuten?|employees|people)\b",
    re.IGNORECASE,
)
_SME = 250  # employees; Recommendation 2003/361/EC
_MOST = re.compile(
    r"(?:h(?:ö|oe)chstens|maximal|max\.|bis(?: zu)?|nicht mehr als|at most|up to|no more than)\s*$", re.IGNORECASE
)
_LEAST = re.compile(
    r"(?:mindestens|wenigstens|ab|at least|(?P<above>mehr als|(?:ü|ue)ber|more than|over))\s*$", re.IGNORECASE
)
_ABOVE = Decimal("0.01")  # "mehr als 70": the table knows a least rate only
_OVER = (
    r"abgelaufen|ausgelaufen|beendet|expired|closed|\bgeschlossen\b|\bgeschlossenen?\b(?=\s+(?:f(?:ö|oe)rder|programm))"
)
# "zurzeit geschlossen"; "geschlossene Kreisläufe" are what a programme may fund.
_HALTED = (
    r"\b(?:derzeit|zurzeit|zur zeit|momentan|aktuell|vor(?:ü|ue)bergehend|currently|temporarily)\s+"
    r"(?:geschlossen(?:en?)?|closed)\b|\b(?:ausgesetzt|pausiert)(?:en?)?\b|\b(?:gestoppt|suspended|paused)\b"
)
_STATUS: tuple[tuple[Status, str], ...] = (
    ("open", rf"\b(?:nicht|not) (?:{_OVER})"),
    ("paused", _HALTED),
    ("expired", _OVER),
    ("announced", r"angek(?:ü|ue)ndigt|geplant|announced"),
    (
        "open",
        r"\boffen|aktuell|derzeit|\blaufen|noch (?:offen|m(?:ö|oe)glich)|\bopen\b|current|\bjetzt\b|\bmomentan"
        r"|\bgerade\b|\bright now\b|\bat the moment\b|\bzur ?zeit\b"
        r"|\bnoch\b.*\bbeantrag|\bavailable|\bverf(?:ü|ue)gbar",
    ),
)
# What is not to be so no filter tells, but for "nicht mehr als" and "nicht abgelaufen".
_DENIED = re.compile(
    rf"\b(?:keine?[rnms]?|ohne|außer|without|except|(?:nicht|not|no)\b(?! (?:mehr als|more than|{_OVER})))\b",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"frist|stichtag|antragsschluss|einreich|deadline|antr(?:ä|ae)ge|bewerb|\blauf\w*\b.*\baus\b|ausl(?:ä|ae)uf|\bend(?:et|en)?\b|expire",
    re.IGNORECASE,
)
_REGIONS = re.compile(rf"\b(?:in|aus|des landes|im land)\s+(?P<place>{'|'.join(LANDS)}|Deutschland)\b", re.IGNORECASE)
_FILLING = listed(
    fold("""
    welche welcher welchen wie viele wieviele how many für fuer was alle zeig zeige zeigen mir uns liste listen nenne
    nennen bitte gibt es suche der die das den dem des ein eine einen und oder mit von vom zu zur zum im in bei haben
    hat können kann werden wird förderung fördern fördert gefördert förderquote fördersatz quote satz zuschuss frist
    fristen antragsfrist stichtag deadline sind ist noch derzeit aktuell aktuelle aktuellen laufende laufenden offen
    offene offenen abgelaufen abgelaufene abgelaufenen ausgelaufen ausgelaufene angekündigt angekündigte geplant
    geplante beantragen antragsberechtigt anträge antrag stellen höchstens maximal max mindestens wenigstens bis ab
    mehr als über thema bereich sich man wir ich unser unsere förderprogramme programme which what show me list all
    are is there for the of a an and or with that funding programmes programs grants rate at most up to least more
    than over no deadline after open expired current still please can do we apply to who have has until by jetzt
    momentan zurzeit zeit möglich möglichen verfügbar verfügbare verfügbaren bekommen bekommt bekomme erhalten erhalte
    nicht not laufen aus enden endet gerade zahlen as available now get i geschlossen ausgesetzt gestoppt pausiert
    vorübergehend closed paused suspended currently temporarily davon denen ihnen them these those habe als right
    end ends
    """)
)
_LEAST_LETTERS = 3
_WHOLE = 100  # no more per cent are a share of anything; the table refuses them
# A question with more words of its own asks for something that no column tells: with three, none of 3,118 questions on
# single documents (gold and training questions, November 2026) is taken for a list, without a limit three are.
MOST_WORDS = 3

# Gives the filter with what it has read of a text, and where that stands.
_Reader: TypeAlias = Callable[[str, ProgrammeFilter], tuple[ProgrammeFilter, Span | None]]


def programmes_asked_for(text: str, today: datetime.date) -> ProgrammeFilter | None:
    """Which programmes the question wants listed; None for every other question.

    What is left of it when filters and filling words are taken away becomes the query.
    """
    named = _ASKED.search(text)
    bare = None if named else _BARE.search(text)
    named = named or bare
    if _SINGULAR.search(text) or _DENIED.search(text):
        return None
    wanted, rest = ProgrammeFilter(), Span(*named.span()).blanked_in(text) if named else text
    readers: tuple[_Reader, ...] = (_applicant, _rate, partial(_deadline, today=today), _region)
    for read in readers:
        wanted, span = read(text, wanted)
        rest = span.blanked_in(rest) if span else rest
    wanted = replace(wanted, status=_status(text))
    if not named:
        return wanted if asks_for_any(rest) else None
    own = [word for word in whole_words(rest) if fold(word) not in _FILLING]
    if len(own) > MOST_WORDS or any(len(word) < _LEAST_LETTERS or word.isdigit() for word in own):
        return None
    if bare and own and not _FOR.match(text[bare.end() :]):
        return None
    if bare and bare["one"] and (own or not wanted):
        return None
    return replace(wanted, query=" ".join(own))


def programmes_for_asker(text: str) -> ProgrammeFilter | None:
    """Which programmes are for who asks: "Wir sind 40 Leute, welche Förderung kommt in Frage?" None where he does not
    say who he is, or asks for something else."""
    if _DENIED.search(text) or not asks_for_oneself(text):
        return None
    found = applicant_in(text)
    return ProgrammeFilter(status=_status(text), applicant=found[0]) if found else None


def applicant_in(text: str) -> tuple[Group, Span] | None:
    """Who is named, or how many a firm employs, and where: "Betriebe mit 40 Beschäftigten"."""
    if staff := _STAFF.search(text):
        group: Group = "sme" if int(staff["people"]) < _SME else "company"
        return group, Span(*staff.span())
    return next(((group, Span(*match.span())) for group, one in _GROUP if (match := one.search(text))), None)


def _applicant(text: str, wanted: ProgrammeFilter) -> tuple[ProgrammeFilter, Span | None]:
    found = applicant_in(text)
    return (replace(wanted, applicant=found[0]), found[1]) if found else (wanted, None)


def _rate(text: str, wanted: ProgrammeFilter) -> tuple[ProgrammeFilter, Span | None]:
    for figure in figures(text):
        if figure.kind == "percent" and figure.unit == "%":
            before, number = text[: figure.span.start], Decimal(figure.value)
            if number > _WHOLE:
                continue
            if _MOST.search(before):
                return replace(wanted, max_rate=number), figure.span
            if least := _LEAST.search(before):
                return replace(wanted, min_rate=number + (_ABOVE if least["above"] else 0)), figure.span
    return wanted, None


def _deadline(text: str, wanted: ProgrammeFilter, today: datetime.date) -> tuple[ProgrammeFilter, Span | None]:
    """When an application may be due: "nach dem 1. Mai", "im Oktober", "dieses Jahr"; nobody asks for what is past."""
    if not _DEADLINE.search(text):
        return wanted, None
    for mention in find_periods(text, today) or find_times_of_year(text, lambda time: time.coming(today)):
        first, last = mention.period
        if first and last is None:
            return replace(wanted, deadline_from=first), mention.span
        if last and last >= today:
            return replace(wanted, deadline_from=max(first or today, today), deadline_to=last), mention.span
    return wanted, None


def _region(text: str, wanted: ProgrammeFilter) -> tuple[ProgrammeFilter, Span | None]:
    match = _REGIONS.search(text)
    return (replace(wanted, region=match["place"]), Span(*match.span())) if match else (wanted, None)


def _status(text: str) -> Status | None:
    return next((status for status, words in _STATUS if re.search(words, text, re.IGNORECASE)), None)
