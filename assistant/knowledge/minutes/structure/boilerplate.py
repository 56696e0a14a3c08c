"""What stands in minutes and is no outcome wherever it stands: notes, addresses, and the lines that close minutes.

Minutes end below their last list, which is often that of the tasks: who gets them, what is enclosed, who signed, when
the meeting was over.
"""

from __future__ import annotations

import re

_I = re.IGNORECASE
_ADDRESS = re.compile(r"\W*(?:\w+:\s*)?(?:https?://|www\.|<https?)\S+\W*\Z")
_BRACKETED = re.compile(r"[*_\s]*\([^()]*\)[*_\s]*\Z")
# "Hinweis: ...", "Siehe Anlage 2", "Nächste Sitzung: ..."
_NOTE = re.compile(
    r"\W*(?:(?:hinweis|anmerkung|legende|link|siehe|note)\b|(?:(?:der|das|die) )?(?:nächste[rs]?|next)"
    r" (?:sitzung|treffen|termin|workshop|werkstatt|runde|besprechung|jour fixe|meeting)\b)",
    _I,
)
# "Verteiler: ...", "Beginn: 9 Uhr", "Viele Grüße", "Ahlheim, den 3. Mai 2024", "Ute Ahrens, Schriftführerin".
_CLOSING = re.compile(
    r"\W*(?:(?:(?:verteiler|legende|abkürzungen|zeichenerklärung"
    r"|anlagen?|anhänge?|(?:für das |f\. ?d\. ?)?protokoll(?:führung|führer(?:in)?|ant(?:in)?)?"
    r"|niederschrift|schriftführ(?:ung|er|erin)|anwesen(?:d|de)|dabei|teilnehme(?:nde|r|r[*:]?innen)|entschuldigt"
    r"|sitzungs(?:beginn|ende)|(?:beginn|ende)(?: der (?:sitzung|versammlung|besprechung))?"
    r"|(?:ort und datum|datum)|distribution|enclosures?|attachments?|end of (?:the )?meeting)(?: \d+)?\W{0,3}:"
    r"|(?:der )?(?:nächste[rn]? )?termin (?:der|des) nächsten\b|gez\. |(?:auf)?geschrieben(?: von)?:|i\. ?a\. "
    r"|die (?:sitzung|versammlung|besprechung) (?:endete?|(?:wird|wurde) .*(?:geschlossen|beendet))\b"
    r"|(?:viele|beste|liebe|herzliche|schöne|mit (?:freundlichen|besten|herzlichen)) gr(?:ü|ue)(?:ß|ss)en?\b"
    r"|dieses protokoll (?:wurde|ist) .*(?:versandt|verschickt|versendet|erstellt)\b)"
    r"|(?:im auftrage?|bis (?:bald|dann|denne|demnächst))\W*\Z"
    r"|[\w -]{2,40}, den \d{1,2}\. ?(?:\d{1,2}\.|[a-zä]+) ?\d{4}\W*\Z"
    r"|[^:.,\n]{3,40},? \(?(?:schriftführer|protokollführer|protokollant|vorsitzende[rn]?|sitzungsleit(?:er|ung))"
    r"(?:in)?\)?\W*\Z)",
    _I,
)


def is_remark(text: str) -> bool:
    """Whether a text says nothing of its own: a note, an address, something in brackets."""
    return bool(_NOTE.match(text) or _ADDRESS.match(text) or _BRACKETED.match(text))


def closes(text: str) -> bool:
    """Whether a line belongs to the end of minutes, not to the list above it."""
    return _CLOSING.match(text) is not None
