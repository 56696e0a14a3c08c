"""The part of speech of each word of a German question.

By the Hanover Tagger, which knows words by their morphemes and so tells names from nouns that no dictionary has, too.
Source: Wartena 2019, "A Probabilistic Morphology Model for German Lemmatization" (KONVENS). It takes 50 MB and half a
second when the first question comes, then about 2 ms a question.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

MODEL = "morphmodel_ger.pgz"
MOST_TOKENS = 120  # what comes later is not looked at: nobody names anything there
LONGEST = 40  # characters: a word's morphemes are tried in every way, so one of 3,000 letters would take minutes
UNKNOWN = "XY"

_TOKEN = re.compile(r"\w[\w@.&'’-]*\w|\w|[^\w\s]")


class Token(NamedTuple):
    """A word or a sign; `tag` is that of the tagger: STTS, with what it says of verbs and adjectives in brackets."""

    word: str
    tag: str


@lru_cache(maxsize=1000)
def tagged(question: str) -> tuple[Token, ...]:
    """The words and signs of a question in NFC, at most MOST_TOKENS, in its order."""
    words = _TOKEN.findall(question)[:MOST_TOKENS]
    if not words:
        return ()
    known = [word if len(word) <= LONGEST else UNKNOWN for word in words]
    tags = _tagger().tag_sent(known, taglevel=0)
    return tuple(Token(word, tag if word in known else UNKNOWN) for word, tag in zip(words, tags, strict=True))


@lru_cache(maxsize=1)
def _tagger() -> Any:
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger(MODEL)
