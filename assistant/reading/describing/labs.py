"""The lab and the topic of a document, by the words that the keeper of the corpus lists in corpus.toml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.reading.describing.finding import Finding, Source

Names = tuple[tuple[str, tuple[str, ...]], ...]

# So many characters from the top are looked through, and a name has to be pointed to so often there.
SAMPLE = 4000
LEAST_MENTIONS = 3
# A line that only names the lab stands right below the title.
HEAD = 1000
_LINE = re.compile(r"^[ *_#>]{0,6}lab(?:or)?\b[^\n]{2,120}$", re.IGNORECASE | re.MULTILINE)
_LABEL = re.compile(r"lab(?:or)?\s?[:|]\s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """The labs and topics of a corpus, each name with the words that point to it."""

    labs: Names = ()
    topics: Names = ()


def stated(labs: Names, text: str) -> Finding[str] | None:
    """The lab that a line of its own near the top names ("Lab: Wasserstoff", "Lab Zukunft der Arbeit").

    None where lines like it, wherever they stand, name several, as in a text about all labs.
    """
    lines = [line.group() for line in _LINE.finditer(text)]
    found = {lab: line for line in lines for lab, words in labs if _states(line, (lab, *words))}
    if len(found) != 1:
        return None
    [(lab, line)] = found.items()
    return Finding(lab, "text", line.strip()) if line in text[:HEAD] else None


def _states(line: str, words: Sequence[str]) -> bool:
    bare = " ".join(re.sub(r"[*_#>]", " ", line).split()).casefold().rstrip(" .|")
    named = {word.casefold() for word in words}
    if label := _LABEL.match(bare):
        bare = bare[label.end() :]
        return bare in named or f"lab {bare}" in named
    return bare.startswith("lab ") and (bare in named or bare.removeprefix("lab ") in named)


def named(names: Names, title: str, file_name: str, folders: Sequence[str], text: str) -> Finding[str] | None:
    """The one of `names` that the document belongs to.

    A word in the title decides, then in the file's name, in the nearest folder, at last the name that the top of the
    text points to most often, at least three times. Where two names are equally near, nothing is decided.
    """
    places: list[tuple[Source, str]] = [("heading", title), ("name", _spaced(file_name))]
    places += [("folder", _spaced(folder)) for folder in reversed(folders)]
    for source, place in places:
        found = _mentioned(names, place)
        if len(found) == 1:
            [(name, words)] = found.items()
            return Finding(name, source, words[0])
    return _most_mentioned(_mentioned(names, text[:SAMPLE]))


def _most_mentioned(found: dict[str, list[str]]) -> Finding[str] | None:
    counted = Counter({name: len(words) for name, words in found.items()}).most_common(2)
    if not counted or counted[0][1] < LEAST_MENTIONS:
        return None
    if len(counted) > 1 and counted[0][1] == counted[1][1]:
        return None
    name = counted[0][0]
    return Finding(name, "text", ", ".join(dict.fromkeys(found[name])))


def _mentioned(names: Names, text: str) -> dict[str, list[str]]:
    """The names that `text` points to, each with the words it does so with, as often as they stand there."""
    found = {name: _pattern(words).findall(text) for name, words in names}
    return {name: words for name, words in found.items() if words}


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of `words` at the beginning of a word: "Wasserstoff" also points from "Wasserstoffnetz"."""
    longest_first = sorted(words, key=len, reverse=True)
    spaced = (r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})", re.IGNORECASE)


def _spaced(name: str) -> str:
    return re.sub(r"[_-]+", " ", name)
