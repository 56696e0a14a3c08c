"""Tasks told line by line: "Was: ...", "Wer: ...", "Bis wann: ..." in any order, or a sentence and "V: ... T: ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from assistant.knowledge.minutes.structure.places import units, unmarked
from assistant.knowledge.minutes.structure.sections import unlabelled
from assistant.records import Block, Document, Span

MOST_CHARACTERS = 500  # of all lines of one task
_Label = Literal["what", "who", "until", "event"]
_LABELS: tuple[tuple[_Label, str], ...] = (
    ("what", r"was|aufgabe|maßnahme|to-?\s?do|(?:arbeits)?auftrag|tätigkeit|what|task"),
    (
        "who",
        r"wer|verantw(?:ortl(?:ich(?:e[rn]?|keit)?)?)?\.?|zust(?:änd(?:ig(?:e[rn]?|keit)?)?)?\.?|bearbeit(?:er(?:in)?|ung)"
        r"|durch|who|responsible|owner|v",
    ),
    ("until", r"bis(?: wann| zum)?|(?:zu )?erledigen bis|frist|termin|fällig(?: am| bis)?|deadline|due(?: date)?|t"),
    ("event", r"wo|wann|ort|uhrzeit|beginn|ende|raum|where|when"),  # what tells of a meeting, and of no task
)
_LABEL = re.compile(
    r"[^\w\n]*(?:"
    + "|".join(rf"(?P<{name}>{words})" for name, words in _LABELS)
    + r")[*_]*\s?:[*_]*[ \t]+(?P<said>\S.*)",
    re.IGNORECASE,
)
# Both on one line: "V: Imke   T: 3. Mai", "Verantwortlich: Imke, Termin: 3. Mai".
_BESIDE = re.compile(
    rf"[^\w\n]*(?:{_LABELS[1][1]})\s?:[*_]*\s+(?P<who>[^:\n]{{2,60}}?)[\s,;|/–-]+(?:{_LABELS[2][1]})\s?:[*_]*\s+"
    r"(?P<until>[^:\n]{2,40})\Z",
    re.IGNORECASE,
)
_TIME_OF_DAY = re.compile(r"\buhr\b|\d:\d\d", re.IGNORECASE)
_TO_DO = re.compile(r"[a-zäöüß]{2,}(?:en|ern|eln)\W*\Z")
_ANYTHING = re.compile(r"\W*(?:was|what)\b", re.IGNORECASE)
_DUE = re.compile(r"\bbis\b", re.IGNORECASE)
_NEXT = re.compile(r"\W*[\w -]{2,30}:")


# Who is no figure, and until when no heading.
_SOMEBODY = re.compile(r"(?i:alle)\b|[A-ZÄÖÜ][^\d:]+\Z")
_SOME_DAY = re.compile(r"\d|\b(?:anfang|mitte|ende|sofort|asap|laufend|nächste\w*|\w+ende)\b", re.IGNORECASE)


class Lined(NamedTuple):
    """A task in the lines `span`; `proof` begins at the sentence before them where that says what is to be done."""

    span: Span
    proof: Span
    what: str
    who: str
    until: str


class _Line(NamedTuple):
    label: _Label | None
    said: str
    span: Span


def lined(document: Document) -> Iterator[Lined]:
    """The tasks of a document that are told so, in reading order."""
    group: list[_Line] = []
    for line in _lines(document):
        repeats = any(line.label == one.label for one in group)
        if group and (line.label is None or repeats or line.span.end - group[0].span.start > MOST_CHARACTERS):
            yield from _task(document, group)
            group = []
        if line.label:
            group.append(line)
        elif match := _BESIDE.match(line.said):
            yield from _of_before(document, line.span, match["who"].strip(), match["until"].strip(" .*_"))
    yield from _task(document, group)


def apart(block: Block, tasks: Sequence[Lined]) -> Iterator[Block | Lined]:
    """A block without the lines of such tasks, and each task where it begins."""
    start = block.start
    for task in tasks:
        if task.span.touches(block.span):
            if start < task.span.start:
                yield replace(block, start=start, end=task.span.start)
            if task.span.start >= block.start:
                yield task
            start = min(task.span.end, block.end)
    if start < block.end:
        yield replace(block, start=start)


def _lines(document: Document) -> Iterator[_Line]:
    """Each line; one that only goes on belongs to the labelled one before it in its block."""
    for block in document.blocks:
        last: _Line | None = None
        for match in re.finditer(r"[^\n]+", document.text[block.start : block.end]):
            line = _line(match[0], Span(block.start + match.start(), block.start + match.end()), block)
            if last and last.label and line.label is None and not _NEXT.match(line.said):
                last = _Line(last.label, f"{last.said} {line.said.strip()}", Span(last.span.start, line.span.end))
                continue
            if last:
                yield last
            last = line
        if last:
            yield last


def _line(text: str, span: Span, block: Block) -> _Line:
    found = None if block.kind in ("heading", "row") or _BESIDE.match(text) else _LABEL.match(text)
    if found is None:
        return _Line(None, text, span)
    return _Line(next(name for name, _ in _LABELS if found[name]), found["said"].strip(" *_"), span)


def _task(document: Document, lines: Sequence[_Line]) -> Iterator[Lined]:
    """The task in adjacent lines, if they tell what is to be done and by whom or until when, and of no event."""
    said = {line.label: line.said for line in lines}
    what, who, until = said.get("what", ""), said.get("who", ""), said.get("until", "")
    if not (who or until) or "event" in said or _TIME_OF_DAY.search(until):
        return
    span = Span(lines[0].span.start, lines[-1].span.end)
    if not what and who and until:
        yield from _of_before(document, span, who, until)
    elif what and ((who and until) or (_is_to_do(lines, document) and not _DUE.search(what))):
        yield Lined(span, span, what, who, until)


def _is_to_do(lines: Sequence[_Line], document: Document) -> bool:
    """Whether "Was: ..." tells something to do, as "Aufgabe: ..." does in any case."""
    [what] = [line for line in lines if line.label == "what"]
    return not _ANYTHING.match(what.span.of(document.text)) or _TO_DO.search(what.said) is not None


def _of_before(document: Document, span: Span, who: str, until: str) -> Iterator[Lined]:
    """The task that the sentence before the lines tells."""
    if not (_SOMEBODY.match(who) and _SOME_DAY.search(until)):
        return
    end = len(document.text[: span.start].rstrip())
    block = next((one for one in document.blocks if one.start < end <= one.end), None)
    if block is None or block.kind in ("heading", "row"):
        return
    before = units(document.text, replace(block, end=end))[-1]
    what = unlabelled(unmarked(before.of(document.text)))
    if what and span.end - before.start <= MOST_CHARACTERS:
        yield Lined(span, Span(before.start, span.end), what, who, until)
