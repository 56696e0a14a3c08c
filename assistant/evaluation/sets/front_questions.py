"""Questions that Markdown files list in their front matter: each of them asks for the file that it stands in.

    fragen:
      - "Was kostet der Eintritt ins Freibad?"
      - Darf ich Tiere mitbringen?

The front matter is no part of the text that is searched (reading/plain/markdown.py): the questions must not find
themselves.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from assistant.errors import UsageError
from assistant.evaluation.sets.jsonl import content_of
from assistant.reading.decode import decode
from assistant.reading.plain.frontmatter import front_matter

KEYS = ("fragen", "questions")
SUFFIXES = (".md", ".markdown")

_KEY = re.compile(rf"(?:{'|'.join(KEYS)})[ \t]*:[ \t]*(?P<value>.*)", re.IGNORECASE)
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<item>.*)")
_COMMENT = re.compile(r"[ \t]*(?:#.*)?$")
_INDENTED = re.compile(r"[ \t]")
_NOTHING = ("", "[]", "null", "~")


@dataclass(frozen=True, slots=True)
class FolderQuestion:
    """`id` is the path of `document` and the number of the question in it, from 1; paths are relative, NFC.

    `also_in` are files with the very same content: the index has one document for all of them.
    """

    id: str
    question: str
    document: str
    also_in: tuple[str, ...] = ()

    @property
    def documents(self) -> frozenset[str]:
        return frozenset({self.document, *self.also_in})


class FolderQuestions(NamedTuple):
    """`sha256` is over the names and contents of the Markdown files."""

    questions: tuple[FolderQuestion, ...]
    sha256: str


def questions_below(folder: Path) -> FolderQuestions:
    """The questions of all Markdown files below `folder`, by path.

    Raises:
        UsageError: a file cannot be read, or its list is not written as above.
    """
    questions: list[FolderQuestion] = []
    checksum = hashlib.sha256()
    alike: dict[bytes, list[Path]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file()):
        content = content_of(path)
        checksum.update(f"{_name(folder, path)}\0{len(content)}\0".encode() + content)
        alike.setdefault(content, []).append(path)
    for content, (path, *copies) in alike.items():
        document, also_in = _name(folder, path), tuple(_name(folder, copy) for copy in copies)
        for number, question in enumerate(_listed(path, decode(content).text), 1):
            questions.append(FolderQuestion(f"{document} {number}", question, document, also_in))
    return FolderQuestions(tuple(questions), checksum.hexdigest())


def _name(folder: Path, path: Path) -> str:
    return normalize("NFC", path.relative_to(folder).as_posix())


def _listed(path: Path, text: str) -> Iterator[str]:
    lines = text[: front_matter(text).end].split("\n")
    start = next((number for number, line in enumerate(lines) if _KEY.match(line)), None)
    if start is None:
        return
    if (match := _KEY.match(lines[start])) and match["value"].strip() not in _NOTHING:
        raise _complaint(path, start)
    for number, line in enumerate(lines[start + 1 :], start + 1):
        if item := _ITEM.match(line):
            yield _plain(path, number, item["item"].strip())
        elif not _COMMENT.match(line):
            if _INDENTED.match(line):
                raise _complaint(path, number)
            return


def _plain(path: Path, number: int, item: str) -> str:
    """The words of a list item, quotation marks taken off."""
    if len(item) > 1 and item[0] == item[-1] and item[0] in "\"'":
        item = item[1:-1].strip()
    if not item:
        raise _complaint(path, number)
    return item


def _complaint(path: Path, number: int) -> UsageError:
    return UsageError("dataset_front_matter", path=path, line=number + 1)
