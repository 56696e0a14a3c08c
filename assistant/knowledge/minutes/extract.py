"""What came out of a meeting: decisions, tasks, results and open points, each with the words that prove it.

Read this first. A document is read block by block. What stands below "Aufgaben", behind "Beschluss:" or in a column
"Wer" is what the heading, the label or the column says; of any other sentence a classifier (`classifier/`) says what it
tells, mostly nothing. A deadline and a vote stand here only where the quoted words state them, a person only where they
name one, be it by initials that the minutes declare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from assistant.knowledge.fact_store import Extractor
from assistant.knowledge.minutes.classifier.classifier import SILENT, OutcomeClassifier
from assistant.knowledge.minutes.continuation import with_date, with_vote
from assistant.knowledge.minutes.outcome import Outcome, distinct
from assistant.knowledge.minutes.sentence_outcomes import LEAST_LETTERS, SentenceOutcomes, is_closing
from assistant.knowledge.minutes.sentences.context import Around
from assistant.knowledge.minutes.sentences.line_breaks import by_line
from assistant.knowledge.minutes.sentences.motions import VOTE_LINE, is_decided_motion
from assistant.knowledge.minutes.sentences.votes import is_only_vote, vote_in
from assistant.knowledge.minutes.source import Source
from assistant.knowledge.minutes.structure.boilerplate import is_remark
from assistant.knowledge.minutes.structure.labelled_lines import Lined, apart
from assistant.knowledge.minutes.structure.places import BlockPlace, placed, unmarked
from assistant.knowledge.minutes.structure.sections import label_in
from assistant.knowledge.minutes.structure.table_rows import row_of, said_in
from assistant.knowledge.minutes.tasks.assignees import doers_of
from assistant.knowledge.minutes.tasks.assignments import STATES, Assigned, is_ticked, leading_in
from assistant.knowledge.minutes.tasks.deadlines import due_in, due_of
from assistant.language import sentences
from assistant.records import QUOTE_CHARACTERS, Block, Document


def outcomes_of(document: Document, classifier: OutcomeClassifier) -> tuple[Outcome, ...]:
    """The outcomes of one document in reading order; empty for a document that is no minutes.

    Raises:
        ModelError: the classifier cannot be loaded.
    """
    if document.info.type != "minutes":
        return ()
    return tuple(distinct(_Minutes(Source.of(by_line(document), classifier)).outcomes()))


def outcomes_by(classifier: OutcomeClassifier) -> Extractor[tuple[Outcome, ...]]:
    """The Extractor under which outcomes are stored that `classifier` told; raises as `outcomes_of`."""
    name = "outcomes" if classifier is not SILENT else "outcomes without a classifier"
    return Extractor(name, 39, partial(outcomes_of, classifier=classifier), tuple[Outcome, ...])


class _Minutes:
    """Goes through the blocks of one document."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._document, self._text = source.document, source.document.text
        self._people, self._held = source.people, source.held
        self._sentences = SentenceOutcomes(source)

    def outcomes(self) -> Iterator[Outcome]:
        last: list[Outcome] = []  # of the last block that told something: what stands below it may belong to it
        for block, place in placed(self._document):
            if joined := with_vote(self._document, last, block) or with_date(self._document, last, block, self._people):
                last = joined
            elif found := list(self._of_block(block, place)):
                yield from last
                last = found
        yield from last

    def _of_block(self, block: Block, place: BlockPlace) -> Iterator[Outcome]:
        if block.kind == "row":
            yield from self._row(block, place)
            return
        if place.is_ahead:
            return
        for part in apart(block, self._source.lined):
            if isinstance(part, Lined):
                due = due_of(part.until, self._held) or due_in(part.what, self._held)
                told = Assigned(self._people.stated(part.who), part.what, due)
                yield self._source.outcome("task", part.proof, place, told)
            elif place.section in ("decision", "task", "result", "open"):
                yield from self._listed(part, place)
            else:
                yield from self._sentences.told(part, place)

    def _row(self, block: Block, place: BlockPlace) -> Iterator[Outcome]:
        """What the columns of a row say."""
        line = block.span.of(self._text)
        row = row_of(line, place.section, self._source.legend)
        if row is None:
            yield from self._in_cell(said_in(line), block, place)
            return
        place = replace(place, topic=row.topic or place.topic)
        if row.kind == "result" and not row.who and len(sentences.split(row.what)) > 1:
            found = list(self._in_cell(row.what, block, place))
            yield from found
            if found:
                return
        persons = self._people.stated(row.who)
        if row.kind == "result":
            prediction = self._source.prediction(block.start + line.index(row.what))
            if not (prediction.kinds or row.is_sure):
                return
            row = row._replace(kind=next(iter(prediction.kinds), "task" if row.is_assigned else "result"))
            persons = persons or (doers_of(prediction, row.what, self._people) if row.kind == "task" else ())
        due = due_of(row.until, self._held, row.days_back) if row.kind in ("decision", "task") else None
        due = due or self._source.due(row.kind, row.what)
        vote = row.vote or self._source.vote(row.kind, row.what)
        yield self._source.outcome(row.kind, block.span, place, Assigned(persons, row.what, due), vote)

    def _in_cell(self, said: str, block: Block, place: BlockPlace) -> Iterator[Outcome]:
        """What the sentences of one cell tell, each by itself."""
        if said:
            start = block.start + self._text[block.start : block.end].index(said)
            yield from self._sentences.told(replace(block, kind="paragraph", start=start, end=start + len(said)), place)

    def _listed(self, block: Block, place: BlockPlace) -> Iterator[Outcome]:
        """A block below "Aufgaben" or "Beschlüsse": one outcome, unless it only leads others in."""
        span = block.span
        text = unmarked(span.of(self._text))
        if place.lead and VOTE_LINE.match(text):  # the first line of the count; the others join it
            decided = Assigned((), unmarked(place.lead.span.of(self._text)))
            yield self._source.outcome("decision", span, place, decided, vote_in(text))
            return
        if is_only_vote(text):
            yield from self._sentences.vote_alone(span, place, Around(block, [span]))
            return
        if (
            text.endswith(":")
            or len(re.findall(r"\w", text)) < LEAST_LETTERS
            or is_closing(block, text, place.section)
            or (place.section == "task" and leading_in(text, self._people))
        ):
            return
        if block.end - block.start > QUOTE_CHARACTERS or is_remark(text):
            yield from self._sentences.told(block, replace(place, section=None))
            return
        kind = place.section
        if kind is None or kind == "agenda":
            raise ValueError(f"no list of outcomes: {kind}")
        if (labelled := label_in(text)) and labelled[1].start() == 0:
            kind, text = labelled[0], text[labelled[1].end() :]
        kind = "decision" if is_decided_motion(text) else kind
        is_ticked_off = kind == "task" and is_ticked(self._text, block.start)
        if is_ticked_off or (kind == "decision" and self._source.is_ranked(span)):
            kind = "result"
        told = self._source.assigned(kind, text, block.start, labelled[1][0] if labelled else "")
        if kind == "task" and not (told.persons or told.due) and STATES.search(text):
            yield from self._sentences.told(block, place)
            return
        yield self._source.outcome(kind, span, place, told, self._source.vote(kind, text))
        if kind == "decision" and not is_decided_motion(text):
            yield from self._sentences.tasks_within(span, place)
