"""Whether a quote says enough by itself to stand beside the best one, of which it is no part."""

from __future__ import annotations

import re

from assistant.answering.quoting.blocks import NAME_WORDS
from assistant.language.figures import figures
from assistant.language.refers_back import refers_back
from assistant.language.tagger import has_finite_verb
from assistant.records import Quote, Span

_PLACE = r"(?:Abs(?:atz(?:es)?|ätzen|\.)|S(?:atz(?:es)?|ätzen)|Nummern?|Nrn?\.|Buchst(?:aben?|\.)|Halbsatz(?:es)?)"
# A place in a law that is named: who reads it can look it up.
_NAMED = re.compile(
    rf"(?:§{{1,2}}|Art(?:ikels?|\.)?)\s?\d+\w?\b(?:,?\s(?:und\s|oder\s|bis\s)?(?:{_PLACE}\s)?\w{{1,4}}\b)*"
)
# One of the same paragraph, or section, is not seen: "nach Satz 1 Nummer 3", "die in Absatz 3 Satz 5 genannten"; not
# "unter der Nummer 05021 887", "der Satz 7 Prozent".
_UNSEEN = re.compile(
    rf"\b(?:nach|gemäß|in|im\sSinne|entgegen|gilt|des|der|den|von)\s(?:(?:des|der|den|von)\s)?(?P<place>{_PLACE})"
    r"\s(?P<number>[1-9]\d?[a-z]?)(?!\w|,\d|\s?(?:%|€|Prozent|Euro))"
)

# "unbeschadet des Absatzes 2" takes nothing away from what is said.
_RESERVES = re.compile(rf"\b(?:unbeschadet|vorbehaltlich)\s(?:(?:des|der|von)\s)?{_PLACE}\s\d+\w?", re.IGNORECASE)
# "(1) In den Fällen gemäß Artikel 3 Absatz 2 benennt ...": when, says another place alone, though it is named.
_CASES = re.compile(
    r"(?:\(\d{1,2}\w?\)\s)?(?:(?!außer\b)[^\s,;:()]+\s){0,3}(?:[Ii]n\s(?:den|allen)\sFällen|[Ii]m\sFalle?)"
    r"\s(?:(?:des|der|von|nach|gemäß)\s)+(?:§{1,2}|Art(?:ikels?|\.))\s?\d"
)
# "Die Höhe richtet sich nach Abschnitt 5.", "die in Anlage 2 genannten Unterlagen", "Zu den Fristen siehe Kapitel 3.".
_SECTION = r"(?:Abschnitt|Kapitel|Ziffer|Punkt|Anlage|Anhang|[Ss]ection|[Cc]hapter|[Aa]nnex)\s\d[\d.]*[a-z]?\.?"
_ELSEWHERE = re.compile(
    rf"\b(?:in|unter)\s(?:der\s|dem\s)?{_SECTION}\s(?:genannt|beschrieben|aufgeführt|aufgelistet|bezeichnet|dargestellt)e"
    r"|(?<!\()\b(?:[Ss]iehe|[Ss]ee|richte[nt]\ssich\snach|erg(?:ibt|eben)\ssich\saus|(?:sind|ist|werden|wird)\sin)"
    rf"\s(?:der\s|dem\s)?{_SECTION}(?:\s(?:geregelt|festgelegt|beschrieben|dargestellt|aufgeführt|genannt)\.)?\Z"
)
# What such an exception is one to is shown before it.
_EXCEPTION = re.compile(rf"(?<=[.!?]\s)(?:\(\d{{1,2}}\)\s)?Abweichend\svon\s{_PLACE}\s\d+\w?")

_SAID = (".", "!", "?", "…")  # so ends the sentence before, which stands behind the headings where it is too long


def is_self_contained(quoted: Quote) -> bool:
    """Whether the quote can be understood with the headings that are shown with it.

    Not where it refers back to what is neither quoted nor shown, ends with a colon, speaks of another place of the same
    law that is not shown, or is a few words that are no sentence and tell neither a figure nor what something is
    ("Hausschrift: Titillium"). Such are most insufficient citations of the ninth and tenth reading that did not stand
    first (docs/READING.md).
    """
    text = quoted.text.strip()
    if text.endswith(":") or _needs_what_is_before(quoted, text) or points_elsewhere(quoted):
        return False
    says_more = ":" in text or len(text.split()) > NAME_WORDS or any(one.kind != "paragraph" for one in figures(text))
    return says_more or quoted.document.language != "de" or has_finite_verb(text)


def _needs_what_is_before(quoted: Quote, text: str) -> bool:
    """Whether it refers back and the sentence before is not shown.

    Not of "Sie" and "Es": these may mean the reader, or nothing, which only the document tells.
    """
    is_shown = any(words.endswith(_SAID) for words in quoted.headings)
    return not is_shown and not text.startswith(("Sie ", "Ihr", "Es ")) and refers_back(text, Span(0, len(text)))


def points_elsewhere(quoted: Quote) -> bool:
    """Whether it names a paragraph, sentence or number of its law that stands neither in it nor above it, a case that
    another place alone tells, or a section in which the rest is said."""
    text = quoted.text[quoted.headed :].strip()
    if _CASES.match(text) or _ELSEWHERE.search(text):
        return True
    unseen = _UNSEEN.search(without_named(_RESERVES.sub("", _EXCEPTION.sub("", text))))
    if unseen is None or any(words.startswith(f"({unseen['number']})") for words in quoted.headings):
        return False
    return not (unseen["place"].startswith("Satz") and text.startswith("("))


def without_named(text: str) -> str:
    """The text without the places in laws that are named: "nach § 16 Absatz 2"."""
    return _NAMED.sub("", text)
