"""Whether a question asks what a document says as a whole, and what it calls that document.

"Worum geht es in der Studie von Prognos?", "Fasse die Pressemitteilung zum Campus zusammen", "Was wurde in der ersten
Sitzung des Beirats besprochen?", "What is the study about?"
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.answering.looking_up.called_documents import A_DOCUMENT, type_called
from assistant.records import DocumentType

_KIND = re.compile(A_DOCUMENT, re.IGNORECASE)
_IDLE = r"(?:(?:bitte|doch|mal|kurz|knapp|mir|uns|denn|eigentlich|genau|alles|so|please|me|us|briefly)\s){0,4}"
_X = r"(?P<named>\S.{0,200}?)"
_AT = r"(?:in|im|bei|beim|auf|mit|um)\s"
_BESPROCHEN = r"(?:besprochen|vorgestellt|diskutiert|behandelt|er(?:ö|oe)rtert|thematisiert|beredet)"
_SUMMARY = r"(?:zusammenfassung|kurzfassung|inhaltsangabe|(?:ü|ue)berblick|summary|overview)"
_OF = r"(?:vom|von|zum|zur|zu|der|des|(?:ü|ue)ber|of|on)\s"
_CAN = r"(?:kannst\sdu|k(?:ö|oe)nnen\ssie|k(?:ö|oe)nnt\sihr|(?:can|could)\syou)\s"
_FORMS = tuple(
    re.compile(rf"(?:{form})\s?[?.!]*", re.IGNORECASE)
    for form in (
        rf"(?:bitte\s)?fass(?:e|t|en\ssie)?\s{_IDLE}{_X}\s{_IDLE}zusammen",
        rf"{_CAN}{_IDLE}{_X}\s{_IDLE}zusammenfassen",
        rf"(?:(?:please\s)?|{_CAN}{_IDLE})summari[sz]e\s{_X}",
        rf"(?:gib|gibt|geben\ssie|erstelle?|give)?\s?{_IDLE}(?:eine?n?\s|an?\s)?(?:kurze[rn]?\s|short\s)?{_SUMMARY}\s{_OF}{_X}",
        rf"(?:worum|um\swas)\s(?:geht['’]?s|geht\ses|ging['’]?s|ging\ses|dreht\ses\ssich|drehte\ses\ssich)\s{_IDLE}{_AT}{_X}",
        rf"wovon\shandelte?\s{_IDLE}{_X}",
        rf"was\sist\s(?:der\s)?inhalt\s{_OF}{_X}",
        # a press release is about one thing, of other documents "zu" leads in something in them
        rf"was\s(?:steht|stand)\s{_IDLE}in\s(?P<named>(?:der|eurer|dieser)\s(?:presse|medien)\w{{5,11}}\s.{{1,150}}?)(?:\sdrin)?",
        rf"was\s(?:steht|stand)\s{_IDLE}(?:in|im)\s(?!.*\s(?:zu[mr]?|(?:ü|ue)ber)\s){_X}(?:\sdrin)?",
        rf"was\s(?:wurde|ist)\s{_IDLE}{_AT}{_X}\s{_IDLE}{_BESPROCHEN}(?:\sworden)?",
        rf"(?:was|welche)\s(?:war|waren|sind)\s{_IDLE}(?:das\s|die\s)?(?:themen?|inhalte?)\s(?:des|der|bei|beim|in|im|von|vom)\s{_X}",
        rf"was\s(?:hat|haben)\s{_IDLE}{_X}\s(?:ergeben|gezeigt|herausgefunden)",
        rf"what\s(?:is|was)\s{_X}\sabout",
    )
)
_LED = re.compile(
    r"(?:(?:de[rnms]|die|das|eine[rnms]?|diese[rnms]?|the|this|that|unsere[rnms]?|obige[rnms]?)\s){0,2}", re.IGNORECASE
)
_NEWEST = re.compile(
    r"(?:neueste|letzte|aktuelle|aktuellste|j(?:ü|ue)ngste)[nrms]?\s|(?:latest|newest|last|most\srecent)\s",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?:dies|this|that|das\b|dem\b|der\b|diese)", re.IGNORECASE)


_SHOWN = re.compile(
    rf"(?:(?:bitte\s|please\s)?(?:zeige?n?|(?:ö|oe)ffne|gib|lies|nenn|show|open)(?:\ssie)?\s{_IDLE})?{_X}(?:\san)?\s?[?.!]*",
    re.IGNORECASE,
)


class SummaryAskedFor(NamedTuple):
    """What the document is called, and of which type it is said to be, if of any; perhaps the newest one.

    `named` is empty where nothing but "die Studie" or "das" calls it.
    """

    type: DocumentType | None
    named: str
    is_newest: bool = False


def title_shown(text: str) -> str:
    """What the text wants to be shown, where it says no more than that; the text itself where it may be a title alone.

    "Zeig mir Wiesen unter Wasser" is one only if a document is called so.
    """
    shown = _SHOWN.fullmatch(" ".join(text.split()))
    return shown["named"] if shown else ""


def summary_asked_for(text: str) -> SummaryAskedFor | None:
    """What the question asks a summary of; None where it asks for something else. `text` is in NFC."""
    said = " ".join(text.split())
    match = next(filter(None, (form.fullmatch(said) for form in _FORMS)), None)
    if match is None:
        return None
    return called_document(match["named"])[0]


def called_document(named: str) -> tuple[SummaryAskedFor, bool]:
    """What the words call a document, and whether they do so by its kind."""
    rest = named[_LED.match(named).end() :]  # type: ignore[union-attr]
    if not rest or _THIS.fullmatch(named):
        return SummaryAskedFor(None, ""), False
    newest = _NEWEST.match(rest)
    rest = rest[newest.end() :] if newest else rest
    kind = _KIND.match(rest)
    if kind is None:
        return SummaryAskedFor(None, rest), False
    return SummaryAskedFor(type_called(kind), rest[kind.end() :].strip(" ,:„“\"'"), newest is not None), True
