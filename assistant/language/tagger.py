"""The part of speech of each word of a short German text, such as a question.

By the Hanover Tagger, which knows words by their morphemes and so tells names from nouns that no dictionary has, too.
Source: Wartena 2019, "A Probabilistic Morphology Model for German Lemmatization" (KONVENS). It takes 50 MB and half a
second when the first question comes, then about 2 ms a question.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from threading import Lock
from typing import Any, NamedTuple

MODEL = "morphmodel_ger.pgz"
MOST_TOKENS = 80  # what comes later is not looked at: nobody names anything there
LONGEST = 40  # characters: a word's morphemes are tried in every way, so one of 3,000 letters would take minutes
NAME = "NE"
UNKNOWN = "XY"
_NOT_FINITE = ("(PP)", "(INF)", "(IZU)")

_loading = Lock()
_TOKEN = re.compile(r"\w(?:[\w@.&'’]|-(?!-))*\w|\w|[^\w\s]")


class Token(NamedTuple):
    """A word or a sign; `tag` is that of the tagger: STTS, with what it says of verbs and adjectives in brackets."""

    word: str
    tag: str
    start: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.word)


def tagged(text: str) -> tuple[Token, ...]:
    """The words and signs of a text in NFC, at most MOST_TOKENS, in its order. Thread-safe."""
    words = list(islice(_TOKEN.finditer(text), MOST_TOKENS))
    if not words:
        return ()
    known = [word[0] if len(word[0]) <= LONGEST else UNKNOWN for word in words]
    read = _tagger().tag_sent(known, taglevel=0)
    return tuple(
        Token(word[0], tag if one != UNKNOWN else UNKNOWN, word.start())
        for word, one, tag in zip(words, known, read, strict=True)
    )


@lru_cache(maxsize=4096)
def tag_in_small_letters(word: str) -> str:
    """The likeliest tag of a German word that stands alone and says nothing by its letters' case: "rasen", the noun."""
    known = _tagger().tag_word(word, cutoff=0, casesensitive=False) if len(word) <= LONGEST else []
    return str(known[0][0]) if known else UNKNOWN


@lru_cache(maxsize=4096)
def has_finite_verb(words: str) -> bool:
    """Whether German words are a sentence: "Der Antrag ist formlos", not "Richtlinie über den Hafen"."""
    return any(token.tag.endswith("(FIN)") for token in tagged(words))


@lru_cache(maxsize=4096)
def has_verb(words: str) -> bool:
    """Whether German words hold a verb that is no participle, finite or not: the tagger mistakes one for the other."""
    return any(token.tag.startswith("V") and not token.tag.endswith("(PP)") for token in tagged(words))


def awaits_its_verb(words: str) -> bool:
    """Whether German words begin a sentence whose other verb is still to come: "Der Kai wird von der Stadt"."""
    tags = [token.tag for token in tagged(words) if token.word[0].isalnum()] or [UNKNOWN]
    is_begun = any(tag.startswith(("VA", "VM")) and tag.endswith("(FIN)") for tag in tags)
    return is_begun and not tags[0].startswith("PW") and not tags[-1].startswith("V")


def lacks_its_verb(words: str) -> bool:
    """Whether German words are the end of a sentence whose finite verb stands before them: "am Hafen errichtet."."""
    *_, last = ("", *(token.tag for token in tagged(words) if token.word[0].isalnum()))
    return last.endswith(_NOT_FINITE) and not has_finite_verb(words)


def has_a_clause(words: str) -> bool:
    """Whether German words have a finite verb that does not stand at their end, as in "wir fangen an"; not "die aus dem
    Hafen kommen"."""
    tags = [token.tag for token in tagged(words) if token.word[0].isalnum()]
    return any(tag.endswith("(FIN)") for tag in tags[:-1])


def _tagger() -> Any:
    with _loading:
        return _loaded()


@cache
def _loaded() -> Any:
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger(MODEL)
