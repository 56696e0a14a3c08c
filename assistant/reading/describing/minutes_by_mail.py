"""Minutes in the form of a mail: after a meeting somebody writes to all participants what was agreed."""

from __future__ import annotations

import re

TOP = 1500  # characters in which the greeting must stand, below the headers of the mail
OPENING = 450  # characters behind the greeting in which the mail must name the meeting
BODY = 12_000
LEAST_SIGNS = 2

_I = re.IGNORECASE
_TO_ALL = re.compile(
    r"^\W{0,6}(?:(?:hallo|hi|moin|servus|guten (?:morgen|tag|abend))[ ,]+"
    r"(?:zusammen|an alle|alle|allerseits|in die runde|ihr lieben|liebe runde|team|liebes team)"
    r"|ihr lieben|liebe alle|liebe runde|liebes team|liebe kolleg\w*(?:[*:/]?innen)?(?: und (?:liebe )?kollegen)?)\b"
    r"[^\n]{0,40}$",
    _I | re.MULTILINE,
)
_MET = (
    r"(?:\w*(?:besprechung|runde|treffen|sitzung|meeting|telko|telefonkonferenz|videokonferenz|call|termin|workshop)"
    r"|jour fixe|abstimmung)"
)
_LATELY = r"(?:heute|gestern|vorhin|vom (?:\w+tag\b|mittwoch\b|\d{1,2}\.))"
_DISCUSSED = r"(?:besprochen|vereinbart|beschlossen|ausgemacht)"
_MEETING = re.compile(
    rf"\b{_MET}\b[^.!?\n]{{0,40}}\b{_LATELY}|\b{_LATELY}[^.!?\n]{{0,40}}\b{_MET}\b"
    rf"|\b(?:heutige|gestrige)[nrs]? {_MET}\b|\bwas wir (?:\w+ ){{0,2}}?{_LATELY}[^.!?\n]{{0,30}}\b{_DISCUSSED}\b",
    _I,
)
_TOLD = re.compile(
    r"\bdas wichtigste\b|\b(?:die|unsere) (?:wichtigsten )?(?:ergebnisse|punkte|absprachen)\b|\bzusammenfassung\b"
    rf"|\bkurzprotokoll\b|\bwas wir\b[^.!?\n]{{0,60}}\b{_DISCUSSED}\b",
    _I,
)
_OURS = re.compile(r"\b(?:danke|besprochen|ausgemacht|haben wir|wir haben|unsere[mnrs]?)\b", _I)
_TO_COME = re.compile(
    r"\b(?:vorab|findet|lade|laden|einlad\w*|treffen wir uns|sehen wir uns|tagesordnung|agenda|vorbereitung)\b", _I
)
_SIGNS = (
    re.compile(
        r"\b(?:beschlossen|vereinbart|entschieden|geeinigt|einig|festgelegt|festgezurrt|verzichten wir|ausgemacht"
        r"|einstimmig)\b",
        _I,
    ),
    re.compile(r"\b(?:offen|ungeklärt|unklar|vertagt|liegen ?geblieben|noch nicht (?:entschieden|geklärt))\b", _I),
    re.compile(
        r"\b(?:kümmert sich|übernimmt|(?:prüft|klärt|schickt|besorgt|organisiert|bestellt)\b[^.!?\n]{0,60}\bbis)\b"
        r"|\bdu (?:\w+ ){1,6}bitte\b|\bbis (?:zum |ende |spätestens )?(?:\d{1,2}\.|(?:mon|diens|donners|frei)tag\b)",
        _I,
    ),
)
_TO_THE_PUBLIC = re.compile(
    r"\bnewsletter\b|\babmelden\b|\babbestellen\b|\bunsubscribe\b|\bpresse(?:kontakt|mitteilung|information)\b", _I
)


def minutes_by_mail(text: str) -> str | None:
    """The greeting, if the text greets a group, begins with a meeting just held and has two signs of outcomes."""
    greeting = _TO_ALL.search(text[:TOP])
    if greeting is None or _TO_THE_PUBLIC.search(text[:BODY]):
        return None
    opening = text[greeting.end() : greeting.end() + OPENING]
    is_of_meeting = _MEETING.search(opening) and _TOLD.search(opening) and _OURS.search(opening)
    if not is_of_meeting or _TO_COME.search(opening):
        return None
    is_told = sum(sign.search(text, greeting.end(), BODY) is not None for sign in _SIGNS) >= LEAST_SIGNS
    return greeting.group().strip() if is_told else None
