"""Minutes whose outcomes are known: JSON Lines of {"name", "text", "outcomes": [{"kind", "quote", "who", "until"}]}.

`quote` is verbatim in `text`; what no outcome quotes tells nothing. `who` and `until` are words of the text, of tasks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import UsageError
from assistant.evaluation.sets.jsonl import Line, content_of, lines_of
from assistant.knowledge.minutes.outcome import KINDS, OutcomeKind
from assistant.reading.read import parse
from assistant.records import Document, DocumentInfo, Span


@dataclass(frozen=True, slots=True)
class Label:
    """An outcome that somebody found in a text, with its place."""

    kind: OutcomeKind
    span: Span
    who: tuple[str, ...]
    until: str

    def stands_in(self, span: Span) -> bool:
        """Whether both share more than half of the shorter one."""
        shared = min(span.end, self.span.end) - max(span.start, self.span.start)
        return 2 * shared > min(span.end - span.start, self.span.end - self.span.start)


@dataclass(frozen=True)
class Minutes:
    """A document with all its outcomes."""

    document: Document
    labels: tuple[Label, ...]

    def labels_in(self, span: Span) -> list[Label]:
        return [label for label in self.labels if label.stands_in(span)]


def minutes_in(path: Path) -> list[Minutes]:
    """The documents of the file.

    Raises:
        UsageError: it is no such file, or a quote does not stand in its text.
    """
    found = [_minutes(line) for line in lines_of(path, content_of(path))]
    if not found:
        raise UsageError("dataset_empty", path=path)
    return found


def _minutes(line: Line) -> Minutes:
    name = line.words("name")
    reading = parse(line.words("text").encode(), f"{name}.md")
    title = reading.title or name
    info = DocumentInfo(id=name, path=f"{name}.md", title=title, audience="internal", type="minutes", language="de")
    document = Document(info, name, name, reading.text, reading.blocks, reading.pages, boxes=reading.boxes)
    outcomes = line.field("outcomes", "a list of objects", _is_objects)
    return Minutes(document, tuple(_label(Line(line.path, line.number, one), reading.text) for one in outcomes))


def _is_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _label(line: Line, text: str) -> Label:
    place = _place(line.words("quote"), text)
    if place is None:
        raise line.complaint("quote", "words of the text")
    return Label(line.one_of("kind", *KINDS), place, line.strings("who"), line.string("until"))


def _place(quote: str, text: str) -> Span | None:
    """Where a quote stands; of a row of a table its longest cell, for rows are read with the names of their columns."""
    cells = sorted((cell.strip() for cell in re.split(r"[|\t]", quote)), key=len, reverse=True)
    for words in filter(None, (quote, *cells[:1])):
        if match := re.search(r"\s+".join(map(re.escape, words.split())), text):
            return Span(*match.span())
    return None
