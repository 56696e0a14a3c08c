"""Whether a sentence can only be understood with what stands before it: "Dies", "Sie", "jedoch", "der erste Teil"."""

from __future__ import annotations

import re

from assistant.language.referring.openings import opens_referring
from assistant.language.referring.rules import ADJECTIVES, FROM_THE_BEGINNING, MARK, NOUN, SOMEWHERE
from assistant.language.terms import stems
from assistant.records import Span

_THIS_YEAR = re.compile(r"\W*(?:[Ii]n\s)?[Dd]iese[ms]\s\w*[Jj]ahr")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "Der erste Teil", of which the sentences before speak.
_ORDINAL = re.compile(
    r"\W*D(?:er|ie|as|en|em)\s(?:erste|zweite|dritte|vierte|fünfte|letzte)n?\s(?P<noun>[A-ZÄÖÜ][\wäöüß-]+?)(?:e?[ns])?\b"
)
# "in dieser Rechtsgrundlage", "beide Werften", "dieser jungen Menschen", of which the sentences before speak.
_THIS = re.compile(
    r"(?:(?:[^\s,;:()]+\s){1,15}?diese[mnrs]?|(?:[^\s,;:()]+\s){0,5}[Bb]eide[nr]?(?:\s(?:genannt|erwähnt|beschrieben)en)?"
    r"|(?:[^\s,;:()]+\s){1,9}[^\s,;:()]+,\s(?:(?:dass|ob|um|wie)\s)?(?:(?:an|auf|aus|bei|für|in|mit|nach|von|vor|zu)\s)?"
    rf"diese[mnrs]?)\s{MARK}{ADJECTIVES}(?P<noun>{NOUN})"
)
STEM = 6  # so many letters of a noun are in all its forms
AHEAD = 500  # so many characters before a sentence hold what its ordinal counts, or its "dieser" means


def refers_back(text: str, sentence: Span) -> bool:
    """Whether the sentence of `text` needs the one before it."""
    end = sentence.end
    start = sentence.start + text.startswith("(", sentence.start)
    if FROM_THE_BEGINNING.match(text, start, end) or SOMEWHERE.search(text, start, end):
        return True
    if _THIS_YEAR.match(text, start, end):
        return bool(_YEAR.search(text, max(0, start - AHEAD), start))
    if ordinal := _ORDINAL.match(text, start, end):
        return ordinal["noun"] in text[max(0, start - AHEAD) : start]
    # "Entwurf" is spoken of as "Beschlussentwurf", too.
    before = text[max(0, start - AHEAD) : start].casefold()
    this = _THIS.match(text, start, end)
    if this and this["noun"][:STEM].casefold() in before and is_named_first(text, start, this, "noun"):
        return True
    return opens_referring(text, Span(start, end))


def is_named_first(text: str, start: int, found: re.Match[str], noun: str) -> bool:
    """Whether no word of the sentence that begins at `start` says the noun before, also as the end of a compound."""
    said, named = text[start : found.start(noun)], found[noun]
    if re.search(rf"(?i:{re.escape(named)})\b", said):  # of "Werbung" another stem is known than of "Direktwerbung"
        return False
    known = stems(said)
    return not any(one.endswith(stem) for stem in stems(named) for one in known)
