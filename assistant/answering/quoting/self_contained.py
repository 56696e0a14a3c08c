"""Whether a quote says enough by itself to stand beside the best one, of which it is no part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.answering.quoting.above.pointers import Place, pointed_at
from assistant.answering.quoting.parts.blocks import NAME_WORDS
from assistant.answering.quoting.parts.contents import only_names_a_topic
from assistant.language.figures import figures
from assistant.language.referring.refers_back import refers_back
from assistant.language.sentences import split
from assistant.language.tagger import has_finite_verb
from assistant.records import Quote

_LABELLED = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAID = (".", "!", "?", "…")  # so ends the sentence before, which stands behind the headings where it is too long


def is_self_contained(quoted: Quote) -> bool:
    """Whether the quote can be understood with the headings that are shown with it.

    Not where it refers back to what is neither quoted nor shown, ends with a colon, speaks of another place of the same
    law that is not shown, or is a few words that are no sentence and tell neither a figure nor what something is
    ("Hausschrift: Titillium"). Such are most insufficient citations of the ninth and tenth reading that did not stand
    first (docs/history/READINGS.md, "Ninth reading" and the next).
    """
    text = quoted.text.strip()
    if _breaks_off(quoted, text) or _needs_what_is_before(quoted, text) or points_elsewhere(quoted):
        return False
    if is_topic(quoted) or _only_links(quoted):
        return False
    is_remark = quoted.document.type == "minutes" and not quoted.shown_above and not quoted.items
    says_more = (
        (":" in text and not is_remark)
        or len(text.split()) > NAME_WORDS
        or any(one.kind != "paragraph" for one in figures(text))
    )
    return says_more or quoted.document.language != "de" or has_finite_verb(text)


def is_topic(quoted: Quote) -> bool:
    """Whether it only names, below the topics of an agenda, what is to be spoken of: no figure, no verb."""
    above = quoted.shown_above if quoted.document.type == "minutes" else ()
    return any(only_names_a_topic(words, quoted.text) for words in above)


def _only_links(quoted: Quote) -> bool:
    """Whether more than half of its items, or all that it says below its heading, are links that stand alone."""
    starts = (quoted.headed, *(at for at in quoted.items if at > quoted.headed), len(quoted.text))
    items = [_LABELLED.sub(r"\1", quoted.text[start:end]) for start, end in pairwise(starts)]
    bare = [item for item in items if _LINK.search(item) and not _WORD.search(_LINK.sub(" ", item))]
    return len(bare) * 2 > len(items)


def _breaks_off(quoted: Quote, text: str) -> bool:
    """Whether it ends with a colon, or before what it began: a row whose cells are cut, what leads in a list of which
    no item is shown."""
    is_row = quoted.items == (0,) and " | " in text
    is_part = quoted.items or text.endswith((*_SAID, ";", ","))  # of a list
    return text.endswith(":") or (quoted.continues and (is_row or not is_part))


def _needs_what_is_before(quoted: Quote, text: str) -> bool:
    """Whether it refers back and the sentence before is not shown as a whole.

    Not of "Sie" and "Es": these may mean the reader, or nothing, which only the document tells.
    """
    is_shown = any(words.endswith(_SAID) and not words.startswith("…") for words in quoted.before[-1:])
    if is_shown or text.startswith(("Sie ", "Ihr", "Es ")):
        return False
    return any(refers_back(text, first) for first in split(text)[:1])


def points_elsewhere(quoted: Quote) -> bool:
    """Whether it only points to another place of its text, or another law's, for what it means, and none of the places
    that it names in one breath is shown above it; what is added behind a semicolon takes nothing from it."""
    text = quoted.text[quoted.headed :].strip().partition("; ")[0]
    return any(not _is_shown(places, text, quoted) for places in pointed_at(text))


def _is_shown(places: Sequence[Place], text: str, quoted: Quote) -> bool:
    """Whether one of the places stands above the quote, or is a sentence of the paragraph that it begins with."""
    is_within = text.startswith("(") and any(place.sentence and not place.paragraph for place in places)
    return is_within or any(place.is_told_by(words) for place in places for words in quoted.shown_above)
