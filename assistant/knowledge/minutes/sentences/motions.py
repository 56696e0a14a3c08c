"""How motions, questions and votes are told in minutes over several lines, and how they fared."""

from __future__ import annotations

import re

# "Der Antrag wird angenommen": what was moved stands before it.
FARED = re.compile(
    r"\b(?:(?:der|dieser|die|diese|dem|das) )(?:\w*antrag|\w*vorschlag|änderung(?:en)?|anträge|vorlage)"
    r" (?:wird|wurde|ist|werden|wurden|sind)\b"
    r"|\b(?:ergebnis der abstimmung|abstimmungsergebnis)\b",
    re.IGNORECASE,
)
# "Frau Ott beantragt ...", "Es wird darüber abgestimmt, ob ...": something is moved.
MOTION = re.compile(
    r"\bbeantragt?\b|\bstellt\b[^.]{0,60}\bantrag\b|\bschlägt\b|\bvorgeschlagen\b|\bbeschlussfassung:"
    r"|\bdarüber (?:ab)?gestimmt\b|\babgestimmt, ob\b|\bwurde über [^.]{3,120} abgestimmt\b"
    r"|\bstimmt darüber ab\b|\bregt\b",
    re.IGNORECASE,
)
# "Antrag 2 (Ott): ...", "Beschlussvorschlag: ...": what was moved.
MOVED = re.compile(r"\W*(?:(?:beschluss|kompromiss|gegen)?vorschlag|(?:beschluss)?antrag)\b[^:]{0,40}:", re.IGNORECASE)
_FATE = re.compile(
    r"\b(?:angenommen|abgelehnt|zugestimmt|beschlossen)\W*(?:\([^()]*\)\W*|(?:mit|bei|ohne) [^.]{1,60}\W*)?\Z",
    re.IGNORECASE,
)
# "Abstimmung: einstimmig", "Ja: 7", "12 Ja": a line that begins to count votes, and not "Abstimmung mit dem Bauhof".
VOTE_LINE = re.compile(
    r"\W*(?:abstimmung(?:sergebnis)?(?! (?:mit (?!\d|ein)|zwischen\b|bzgl\b|bezüglich\b))"
    r"|ergebnis der abstimmung|votum|stimmverhältnis|vote|einstimmig|mehrheitlich"
    r"|dafür|ja|pro|contra|kontra|nein|dagegen|enthaltung(?:en)?|gegenstimmen?"
    r"|(?:mit )?\d+ (?:ja|nein|dafür|dagegen|enthaltung|stimme|gegenstimme))\b",
    re.IGNORECASE,
)

_REJECTED = re.compile(r"\b(?:abgelehnt|rejected)\b", re.IGNORECASE)
_WITHDRAWN = re.compile(r"\b(?:zurückgezogen|zurückgenommen|withdrawn)\b", re.IGNORECASE)
# "stimmt dem Vorgehen zu", "Der Bitte wird entsprochen.", "dem Vorschlag zu folgen", "Die Idee findet Zustimmung": a
# decision on what the noun stands for.
_REFERS = re.compile(
    r"\bstimm(?:t|en) (?:der|dem|den) (?P<what>(?-i:[A-ZÄÖÜ])[\w-]{3,})(?: (?:einstimmig|mehrheitlich))? zu\b(?!\w)"
    r"|^\W*(?:der|dem|den|diesem?|dieser) (?P<matter>(?-i:[A-ZÄÖÜ])[\w-]{3,}) (?:wird|wurde)"
    r" (?:\w+ ){0,2}?(?:zugestimmt|entsprochen|stattgegeben)\W*\Z"
    r"|\b(?:dem|der) (?P<led>(?-i:[A-ZÄÖÜ])[\w-]{3,}) (?:\w+ ){0,2}?(?:zu folgen|gefolgt)\b"
    r"|^\W*(?:der|die|das|diese[rs]?) (?P<idea>(?-i:[A-ZÄÖÜ])[\w-]{3,}) (?:findet|fand)"
    r" (?:\w+ ){0,2}?(?:zustimmung|mehrheit)\b",
    re.IGNORECASE,
)
# What names nothing of its own: the sentence before does.
PROPOSAL = re.compile(
    r"\w*(?:vorschlag|vorgehen|antrag|idee|plan|bitte|wunsch|entsendung|einstellung|versetzung|ernennung|aufnahme)\Z",
    re.IGNORECASE,
)


def refers_to(text: str) -> str:
    """What a decision agrees to without saying more of it ("stimmt der Einstellung zu"); else empty."""
    match = _REFERS.search(text)
    return (match["what"] or match["matter"] or match["led"] or match["idea"]) if match else ""


def agrees_to_motion(text: str) -> bool:
    """Whether a decision agrees to what was moved and says no more of it ("beschließt, dem Antrag zu folgen")."""
    return refers_to(text).casefold().endswith(("antrag", "vorschlag"))


def is_rejected(text: str) -> bool:
    """Whether a vote went against what was voted on."""
    return _REJECTED.search(text) is not None


def is_withdrawn(text: str) -> bool:
    """Whether a motion was taken back, and so nothing was decided."""
    return FARED.search(text) is not None and _WITHDRAWN.search(text) is not None


def is_decided_motion(text: str) -> bool:
    """Whether a text is a motion, and says at its end how it fared: "Antrag: ... - mit 4:9 abgelehnt"."""
    return MOVED.match(text) is not None and _FATE.search(text) is not None


def motion(text: str) -> str:
    """The motion and how it fared, without the lines between that only count or divide."""
    return " ".join(
        re.sub(
            r"[^.:!?]*wie folgt ab:|(?:dafür|dagegen|enthaltung(?:en)?|ja|nein):? \d+|-{3,}", "", text, flags=re.I
        ).split()
    )
