"""What each sentence of minutes says, as a classifier reads it below its heading and beside its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.indexing.embedding.pairs import Stretch
from assistant.knowledge.minutes.classifier.classifier import OutcomeClassifier, Prediction
from assistant.knowledge.minutes.sentences.context import sentences_of
from assistant.knowledge.minutes.structure.legend import Legend, legend_of
from assistant.knowledge.minutes.structure.places import BlockPlace, placed, unmarked
from assistant.knowledge.minutes.structure.table_rows import row_of, said_in
from assistant.records import Block, Document, Span

CHARACTERS = 520  # of a stretch, unless one sentence is longer
CONTEXT_CHARACTERS = 200
# What somebody wishes is no decision.
_WISHED = re.compile(r"\W*(?:wunsch|wünsche|ideen?|anregung(?:en)?|wish|idea)(?: [^:.]{1,30})?:\s", re.IGNORECASE)
_MARKS = {"item": "- ", "row": "| "}  # before the first sentence of such a block


class Unit(NamedTuple):
    """A sentence, or a row of a table: where it stands in its document, and its words without marks of lists."""

    span: Span
    text: str
    block: Block
    place: BlockPlace

    @property
    def mark(self) -> str:
        """What is written before it, so that it can be seen where a list goes on."""
        return _MARKS.get(self.block.kind, "") if self.span.start == self.block.start else ""


def predictions_of(document: Document, classifier: OutcomeClassifier) -> Mapping[int, Prediction]:
    """What the network finds in each unit of a document, by the offset where it begins."""
    groups = list(stretched(units_of(document)))
    found = classifier.predict([stretch_of(document, group) for group in groups])
    return {
        unit.span.start: _without_wish(prediction, unit.text)
        for group, predictions in zip(groups, found, strict=True)
        for unit, prediction in zip(group, predictions, strict=True)
    }


def _without_wish(prediction: Prediction, text: str) -> Prediction:
    """What a sentence says, without a decision where somebody only wishes."""
    if "decision" not in prediction.kinds or not _WISHED.match(text):
        return prediction
    return Prediction(tuple(kind for kind in prediction.kinds if kind != "decision"))


def units_of(document: Document) -> Iterator[Unit]:
    """The sentences of all blocks but the headings in reading order; a row is one, or the sentences of one cell."""
    legend = legend_of(document.text)
    for block, place in placed(document):
        words = block.span.of(document.text)
        said = _cell(words, place, legend) if block.kind == "row" else ""
        start = block.start + words.index(said)
        part = replace(block, start=start, end=start + len(said)) if said else block
        is_whole = block.kind == "row" and not said
        for span in [block.span] if is_whole else sentences_of(document, part):
            yield Unit(span, unmarked(span.of(document.text)), part, place)


def _cell(line: str, place: BlockPlace, legend: Legend) -> str:
    """The cell of a row that says what came out, or all that was said."""
    row = row_of(line, place.section, legend)
    return row.what if row else said_in(line)


def stretched(units: Iterable[Unit], characters: int = CHARACTERS) -> Iterator[list[Unit]]:
    """Neighbouring units of one place, together as long as a stretch may be."""
    group: list[Unit] = []
    for unit in units:
        length = sum(len(one.text) for one in group) + len(unit.text)
        if group and (unit.place != group[-1].place or length > characters):
            yield group
            group = []
        group.append(unit)
    if group:
        yield group


def stretch_of(document: Document, units: Sequence[Unit]) -> Stretch:
    """The units as one text: each block begins a line."""
    text, spans = "", []
    for number, unit in enumerate(units):
        if number:
            text += " " if unit.block == units[number - 1].block else "\n"
        text += unit.mark
        spans.append(Span(len(text), len(text) + len(unit.text)))
        text += unit.text
    return Stretch(_context(document, units[0].place), text, tuple(spans))


def _context(document: Document, place: BlockPlace) -> str:
    """The topic, and the line that leads the list in where that is another one."""
    lead = unmarked(place.lead.span.of(document.text)) if place.lead else ""
    parts = (place.topic, lead if lead.rstrip(":") != place.topic else "")
    return " / ".join(part for part in parts if part)[:CONTEXT_CHARACTERS]
