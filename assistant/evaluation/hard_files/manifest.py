r"""The MANIFEST.tsv of a stress folder: what is expected of each of its files, in words that can be checked.

A line has three columns, `file`, `expected` and `note`, parted by tabs; the first line names them.

    expected    = [ premise "->" ] alternative { "or" alternative }
    alternative = phrase { phrase }
    premise     = phrase { phrase }         says what the file is, and is not checked
    note        = words { "; " words }      for people, save for:
                  "contains: P"             P has to stand in one passage of the file
                  "absent: P"               P must not
                  "contains-hard: P", "absent-optional: P"    are counted, no more

The phrases and what each demands stand in `expectations.py`; between them there may be any of `+ , ; / ( ) !` and
spaces. Letters count the same in either case, and the longest phrase that fits is taken. All phrases of one alternative
have to hold. What begins with text, tables or "detected" must not be refused, whatever stands behind "or".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from assistant.errors import UsageError

FILE = "MANIFEST.tsv"
COLUMNS = ("file", "expected", "note")
PREMISE, OR = "->", "or"

Kind = Literal["contains", "absent", "contains-hard", "absent-optional"]

_SEPARATORS = re.compile(r"[\s+,;/()!]*")
_PHRASE_IN_NOTE = re.compile(r"(contains-hard|contains|absent-optional|absent): ([^;]+)")


@dataclass(frozen=True, slots=True)
class Row:
    """A file and what is expected of it; `phrases` are those of its note."""

    file: Path
    name: str
    expected: str
    alternatives: tuple[tuple[str, ...], ...]
    phrases: tuple[tuple[Kind, str], ...] = ()


def read(folder: Path, known: Collection[str]) -> list[Row]:
    """The rows of the manifest in `folder`; `known` are the phrases that may stand in it.

    Raises:
        UsageError: there is no manifest, it is none, a file of it is missing, or a word of it is not known.
    """
    path = folder / FILE
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("manifest_unreadable", path=path, why=error) from error
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise UsageError("manifest_head", path=path, columns=", ".join(COLUMNS))
    rows = [_row(folder, number, line, known) for number, line in enumerate(lines[1:], 2) if line.strip()]
    if not rows:
        raise UsageError("manifest_empty", path=path)
    return rows


def _row(folder: Path, number: int, line: str, known: Collection[str]) -> Row:
    name, expected, note = (*line.split("\t"), "", "")[:3]
    alternatives = tuple(_alternatives(folder, number, expected, known))
    phrases = tuple((cast("Kind", kind), phrase.strip()) for kind, phrase in _PHRASE_IN_NOTE.findall(note))
    return Row(_file(folder, number, name), name, expected, alternatives, phrases)


def _file(folder: Path, number: int, name: str) -> Path:
    """The file of that name, however its umlauts are composed on the disk."""
    path = folder / name
    if path.is_file():
        return path
    same = unicodedata.normalize("NFC", path.name)
    beside = path.parent.iterdir() if path.parent.is_dir() else ()
    for other in beside:
        if unicodedata.normalize("NFC", other.name) == same and other.is_file():
            return other
    raise UsageError("manifest_file", path=folder / FILE, line=number, file=name)


def _alternatives(folder: Path, number: int, expected: str, known: Collection[str]) -> Iterator[tuple[str, ...]]:
    alternative: list[str] = []
    for phrase in _phrases(folder, number, expected, known):
        if phrase == PREMISE:
            alternative = []
        elif phrase == OR:
            yield tuple(alternative)
            alternative = []
        else:
            alternative.append(phrase)
    if not alternative:
        raise UsageError("manifest_word", path=folder / FILE, line=number, word=expected, known=", ".join(known))
    yield tuple(alternative)


def _phrases(folder: Path, number: int, expected: str, known: Collection[str]) -> Iterator[str]:
    """The known phrases of `expected` in their order, the longest that fits at each place."""
    longest_first = sorted((*known, PREMISE, OR), key=len, reverse=True)
    rest = _SEPARATORS.sub("", expected.casefold(), count=1)
    while rest:
        phrase = next((phrase for phrase in longest_first if _starts(rest, phrase)), None)
        if phrase is None:
            raise UsageError(
                "manifest_word", path=folder / FILE, line=number, word=rest.split()[0], known=", ".join(known)
            )
        yield phrase
        rest = _SEPARATORS.sub("", rest[len(phrase) :], count=1)


def _starts(text: str, phrase: str) -> bool:
    """Whether `text` starts with the whole words of `phrase`."""
    return text.startswith(phrase) and not text[len(phrase) : len(phrase) + 1].isalnum()
