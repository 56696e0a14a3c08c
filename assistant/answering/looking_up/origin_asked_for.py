"""Whether a question asks of when or by whom a document is, and what it calls that document.

"Von wann ist die Studie?", "Wer hat das geschrieben?", "When was the second one published?"
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from assistant.answering.looking_up.summary_asked_for import SummaryAskedFor, called_document

Origin = Literal["date", "author"]

_IDLE = r"(?:(?:denn|eigentlich|genau|nun)\s){0,2}"
_X = r"(?P<named>\S.{0,200}?)"
_MADE = (
    r"(?:geschrieben|verfasst|erstellt|herausgegeben|ver(?:ö|oe)ffentlicht|erschienen|publiziert|bearbeitet"
    r"|written|published|released|issued|authored|edited)"
)
_WROTE = r"(?:wrote|authored|published|issued|edited)"
_MAKER = (
    r"(?:(?:autor|verfasser|herausgeber|bearbeiter)(?:in|innen|en)?|authors?|publishers?|editors?)\s"
    r"(?:vo[nm]|de[sr]|of)"
)
_ASKING: Mapping[Origin, tuple[str, ...]] = {
    "date": (
        rf"(?:von\swann|aus\swelchem\sjahr|von\swelchem\s(?:tag|datum))\s(?:ist|sind|stammt|war)\s{_IDLE}{_X}",
        rf"wann\s(?:ist|wurde|war)\s{_IDLE}{_X}\s{_MADE}(?:\sworden)?",
        rf"wann\serschien\s{_IDLE}{_X}",
        rf"when\s(?:was|is)\s{_X}\s(?:{_MADE}|from)",
        rf"what\sis\sthe\s(?:(?:publication\s)?date|year)\sof\s{_X}",
    ),
    "author": (
        rf"von\swem\s(?:ist|sind|stammt|war)\s{_IDLE}{_X}",
        rf"von\swem\swurden?\s{_IDLE}{_X}\s{_MADE}",
        rf"wer\s(?:hat|haben)\s{_IDLE}{_X}\s{_MADE}",
        rf"(?:wer|who)\s(?:ist|sind|war|waren|is|are|was|were)\s{_IDLE}(?:der|die|the)\s{_MAKER}\s{_X}",
        rf"who\s{_WROTE}\s{_X}",
        rf"by\swhom\s(?:is|was)\s{_X}(?:\s{_MADE})?",
        rf"who\s(?:is|was)\s{_X}\s(?:(?:written|published)\s)?by",
    ),
}
_FORMS = {
    origin: tuple(re.compile(rf"(?:(?:und|and)\s)?(?:{form})\s?[?.!]*", re.IGNORECASE) for form in forms)
    for origin, forms in _ASKING.items()
}
_PRONOUN = re.compile(r"(?:sie|es|er|die|it)", re.IGNORECASE)


class OriginAskedFor(NamedTuple):
    """What is asked, of which document; `title` is what it is called without a kind, which may be none."""

    origin: Origin
    document: SummaryAskedFor
    title: str


def origin_asked_for(text: str) -> OriginAskedFor | None:
    """What the question asks; None where it asks for something else. `text` is in NFC."""
    said = " ".join(text.split())
    matches = ((origin, form.fullmatch(said)) for origin, forms in _FORMS.items() for form in forms)
    origin, match = next((one for one in matches if one[1]), ("date", None))
    if match is None:
        return None
    named = "das" if _PRONOUN.fullmatch(match["named"]) else match["named"]
    document, is_of_kind = called_document(named)
    return OriginAskedFor(origin, document, "" if is_of_kind or not document.named else named)
