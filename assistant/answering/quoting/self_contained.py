"""Whether a quote says enough by itself to stand beside the best one, of which it is no part."""

from __future__ import annotations

import re

from assistant.answering.quoting.blocks import NAME_WORDS
from assistant.language.figures import figures
from assistant.language.refers_back import refers_back
from assistant.language.tagger import has_finite_verb
from assistant.records import Quote, Span

_PLACE = r"(?:Absatz|Absätzen|Abs\.|Satz|Sätzen|Nummer|Nummern|Nrn?\.|Buchstabe|Buchst\.|Halbsatz)"
# A place in a law that is named: who reads it can look it up.
_NAMED = re.compile(
    rf"(?:§{{1,2}}|Art(?:ikels?|\.)?)\s?\d+\w?\b(?:,?\s(?:und\s|oder\s|bis\s)?(?:{_PLACE}\s)?\w{{1,4}}\b)*"
)
# One of the same paragraph, or section, is not seen: "nach Satz 1 Nummer 3", "die in Absatz 3 Satz 5 genannten".
_UNSEEN = re.compile(
    rf"\b(?:nach|gemäß|in|im\sSinne|entgegen|gilt|des|der|den|von)\s(?:(?:des|der|den|von)\s)?(?P<place>{_PLACE})\s(?P<number>\d+\w?)"
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
    if text.endswith(":") or _needs_what_is_before(quoted, text) or _speaks_of_the_unseen(quoted, text):
        return False
    says_more = ":" in text or len(text.split()) > NAME_WORDS or any(one.kind != "paragraph" for one in figures(text))
    return says_more or quoted.document.language != "de" or has_finite_verb(text)


def _needs_what_is_before(quoted: Quote, text: str) -> bool:
    """Whether it refers back and the sentence before is not shown.

    Not of "Sie" and "Es": these may mean the reader, or nothing, which only the document tells.
    """
    is_shown = any(words.endswith(_SAID) for words in quoted.headings)
    return not is_shown and not text.startswith(("Sie ", "Ihr", "Es ")) and refers_back(text, Span(0, len(text)))


def _speaks_of_the_unseen(quoted: Quote, text: str) -> bool:
    """Whether it names a paragraph, sentence or number of its law that stands neither in it nor above it."""
    unseen = _UNSEEN.search(_NAMED.sub("", _EXCEPTION.sub("", text)))
    if unseen is None or any(words.startswith(f"({unseen['number']})") for words in quoted.headings):
        return False
    return not (unseen["place"].startswith("Satz") and text.startswith("("))
