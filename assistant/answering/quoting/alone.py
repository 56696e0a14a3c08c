"""Whether a quote says enough by itself to stand beside the best one, of which it is no part."""

from __future__ import annotations

import re

from assistant.language.figures import figures
from assistant.language.tagger import has_finite_verb
from assistant.records import Quote

_PLACE = r"(?:Absatz|Absätzen|Abs\.|Satz|Sätzen|Nummer|Nummern|Nrn?\.|Buchstabe|Buchst\.|Halbsatz)"
# A place in a law that is named: who reads it can look it up.
_NAMED = re.compile(
    rf"(?:§{{1,2}}|Art(?:ikels?|\.)?)\s?\d+\w?\b(?:,?\s(?:und\s|oder\s|bis\s)?(?:{_PLACE}\s)?\w{{1,4}}\b)*"
)
# One of the same paragraph, or section, is not seen: "nach Satz 1 Nummer 3", "die in Absatz 3 Satz 5 genannten".
_UNSEEN = re.compile(
    rf"\b(?:nach|gemäß|in|im\sSinne|entgegen|gilt|des|der|den|von)\s(?:(?:des|der|den|von)\s)?(?P<place>{_PLACE})\s(?P<number>\d+\w?)"
)

NAME_WORDS = 12  # a topic or a heading has no more


def stands_alone(quoted: Quote) -> bool:
    """Whether the quote can be understood with the headings that are shown with it.

    Not where it ends with a colon, where it speaks of another place of the same law that is not shown, or where it is
    a few words that are no sentence and tell neither a figure nor what something is ("Hausschrift: Titillium"). Such
    are ten of the 16 insufficient citations of the ninth reading that did not stand first (docs/READING.md).
    """
    text = quoted.text.strip()
    if text.endswith(":"):
        return False
    unseen = _UNSEEN.search(_NAMED.sub("", text))
    is_shown = unseen and any(words.startswith(f"({unseen['number']})") for words in quoted.headings)
    if unseen and not is_shown and not (unseen["place"].startswith("Satz") and text.startswith("(")):
        return False
    says_more = ":" in text or len(text.split()) > NAME_WORDS or bool(figures(text))
    return says_more or quoted.document.language != "de" or has_finite_verb(text)
