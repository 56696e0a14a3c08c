"""What stands below the heading that is asked for: "§ 7 Gemeinsame Werften" for "Was ist eine gemeinsame Werft?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, QuoteOf
from assistant.language.terms import stems
from assistant.records import DocumentInfo

BETWEEN = 8  # characters between a heading and the sentence right below it: blank lines, stars
HEADING_CHARACTERS = 120  # a longer line is a sentence
# "§ 27 ", "Artikel 7 — ", "3.2 ", "IV. "
_COUNTED = re.compile(
    r"[#*\s]{0,8}(?:(?:§§?|Art(?:ikel|icle|\.)|TOP|Kapitel|Abschnitt)\s?\d{1,4}[a-z]?|\d{1,3}(?:\.\d{1,3}){0,4}|[IVX]{1,5}\.)?"
    r"[\s.:–—-]{0,4}"
)


def asked_heading(ranked: Sequence[Candidate], asked: Understanding, quote_of: QuoteOf) -> Candidate | None:
    """The first sentence below a heading that says all that is asked, but for what the title of its document does.

    It says what the thing is, and those behind it mostly when and how. None without such a heading, and where the best
    sentence stands below one already.
    """
    heading = next((one for one in ranked if _is_asked(one.text, one.document, asked)), None)
    found = next((one for one in ranked if heading and _is_right_below(one, heading)), None)
    best = quote_of(ranked[0])
    is_there = best is not None and any(_is_asked(one, best.document, asked) for one in best.headings[-1:])
    return None if found is None or is_there or quote_of(found) is None else found


def _is_right_below(one: Candidate, heading: Candidate) -> bool:
    is_near = 0 <= one.span.start - heading.span.end <= BETWEEN
    return is_near and one.document.id == heading.document.id


def _is_asked(words: str, document: DocumentInfo, asked: Understanding) -> bool:
    """Whether the words, if they are a heading, and the title of the document say all that is asked and no more."""
    if len(words) > HEADING_CHARACTERS or words.endswith((".", "!", "?", ";", ",")):
        return False
    number = _COUNTED.match(words)
    named = frozenset(stems(words[number.end() if number else 0 :]))
    titled = frozenset(stems(document.title))
    return named <= asked.terms <= named | titled and not named <= titled
