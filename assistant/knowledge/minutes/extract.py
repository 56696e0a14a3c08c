"""What came out of a meeting: decisions, tasks, results and open points, each with the words that prove it.

Read this first. A document is read block by block. What stands below "Aufgaben", behind "Beschluss:" or in a column
"Wer" is what the heading, the label or the column says; of any other sentence a teller (`teller.py`) says what it
tells, mostly nothing. A deadline and a vote stand here only where the quoted words state them, a person only where they
name one, be it by initials that the minutes declare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from assistant.knowledge.kept import Extractor
from assistant.knowledge.minutes.around import (
    REST_CHARACTERS,
    Around,
    is_fared_behind,
    is_ranked,
    names_what_is_before,
    sentence_before,
    sentences_of,
    speaks_of,
    voted_on,
    with_motion,
    with_rule,
)
from assistant.knowledge.minutes.assigned import (
    STATES,
    Assigned,
    asks,
    assigned,
    called_in,
    due_behind,
    is_responsible_alone,
    is_ticked,
    leading_in,
    responsible_in,
    set_apart,
)
from assistant.knowledge.minutes.details import Due, due_in, due_of, vote_in
from assistant.knowledge.minutes.doers import doers_of, meant_by
from assistant.knowledge.minutes.following import dated, with_date, with_vote
from assistant.knowledge.minutes.kinds import OutcomeKind
from assistant.knowledge.minutes.legend import legend_of
from assistant.knowledge.minutes.lined import Lined, apart, lined
from assistant.knowledge.minutes.motions import FARED, VOTE_LINE, is_decided_motion, is_withdrawn, motion, tells_none
from assistant.knowledge.minutes.outcome import Outcome, distinct
from assistant.knowledge.minutes.people import People
from assistant.knowledge.minutes.places import Place, placed, unmarked
from assistant.knowledge.minutes.remarks import closes, is_remark
from assistant.knowledge.minutes.rows import row_of, said_in
from assistant.knowledge.minutes.signs import Section, label_in, unlabelled
from assistant.knowledge.minutes.teller import NOTHING, SILENT, Teller, Telling
from assistant.knowledge.minutes.told import told
from assistant.knowledge.minutes.typed import by_line
from assistant.knowledge.minutes.votes import ends_with_vote, is_only_vote
from assistant.knowledge.proof import proof
from assistant.language import sentences
from assistant.records import QUOTE_CHARACTERS, Block, Document, Span

SHORT = 60  # a list item up to here ("vertagt") is quoted with the line that leads its list in
LEAST_LETTERS = 4
LEAST_WORDS = 3  # of a sentence in a paragraph that is understood without the one before ("Alle einverstanden.")


def outcomes_of(document: Document, teller: Teller) -> tuple[Outcome, ...]:
    """The outcomes of one document in reading order; empty for a document that is no minutes.

    Raises:
        ModelError: the teller cannot be loaded.
    """
    if document.info.type != "minutes":
        return ()
    return tuple(distinct(_Minutes(by_line(document), teller).outcomes()))


def outcomes_by(teller: Teller) -> Extractor[tuple[Outcome, ...]]:
    """What keeps the outcomes that are found with `teller`; raises as `outcomes_of`."""
    name = "outcomes" if teller is not SILENT else "outcomes without a teller"
    return Extractor(name, 27, partial(outcomes_of, teller=teller), tuple[Outcome, ...])


class _Minutes:
    """Goes through the blocks of one document."""

    def __init__(self, document: Document, teller: Teller) -> None:
        self._document = document
        self._people = People.of(document)
        self._told_by = told(document, teller)
        self._held = document.info.date
        self._legend = legend_of(document.text)
        self._lined = tuple(lined(document))
        self._told_until = 0
        self._fared_until = 0  # a motion belongs to the first sentence that says how it fared

    def outcomes(self) -> Iterator[Outcome]:
        last: list[Outcome] = []  # of the last block that told something: what stands below it may belong to it
        for block, place in placed(self._document):
            if joined := with_vote(self._document, last, block) or with_date(self._document, last, block, self._people):
                last = joined
            elif found := list(self._of_block(block, place)):
                yield from last
                last = found
        yield from last

    def _of_block(self, block: Block, place: Place) -> Iterator[Outcome]:
        if block.kind == "row":
            yield from self._row(block, place)
            return
        for part in apart(block, self._lined):
            if isinstance(part, Lined):
                due, persons = due_of(part.until, self._held), self._people.stated(part.who)
                yield self._outcome("task", part.proof, place, part.what, persons, due or due_in(part.what, self._held))
            elif place.section in ("decision", "task", "result", "open"):
                yield from self._listed(part, place)
            else:
                yield from self._told(part, place)

    def _row(self, block: Block, place: Place) -> Iterator[Outcome]:
        """What the columns of a row say."""
        line = block.span.of(self._document.text)
        row = row_of(line, place.section, self._legend)
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
            telling = self._telling(block.start + line.index(row.what))
            if not (telling.kinds or row.is_sure):
                return
            row = row._replace(kind=next(iter(telling.kinds), "task" if row.is_assigned else "result"))
            persons = persons or (doers_of(telling, row.what, self._people) if row.kind == "task" else ())
        due = due_of(row.until, self._held, row.days_back) if row.kind in ("decision", "task") else None
        due = due or self._due(row.kind, row.what)
        vote = row.vote or self._vote(row.kind, row.what)
        yield self._outcome(row.kind, block.span, place, row.what, persons, due, vote=vote)

    def _in_cell(self, said: str, block: Block, place: Place) -> Iterator[Outcome]:
        """What the sentences of one cell tell, each by itself."""
        if said:
            start = block.start + self._document.text[block.start : block.end].index(said)
            yield from self._told(replace(block, kind="paragraph", start=start, end=start + len(said)), place)

    def _listed(self, block: Block, place: Place) -> Iterator[Outcome]:
        """A block below "Aufgaben" or "Beschlüsse": one outcome, unless it only leads others in."""
        span = block.span
        text = unmarked(span.of(self._document.text))
        if place.lead and VOTE_LINE.match(text):  # the first line of the count; the others join it
            lead = unmarked(place.lead.span.of(self._document.text))
            yield self._outcome("decision", span, place, lead, vote=vote_in(text))
            return
        if is_only_vote(text):
            yield from self._vote_alone(span, place, Around(block, [span]))
            return
        if (
            text.endswith(":")
            or len(re.findall(r"\w", text)) < LEAST_LETTERS
            or _is_closing(block, text, place.section)
            or (place.section == "task" and leading_in(text, self._people))
        ):
            return
        if block.end - block.start > QUOTE_CHARACTERS or is_remark(text):
            yield from self._told(block, replace(place, section=None))
            return
        kind = place.section
        if kind is None or kind == "agenda":
            raise ValueError(f"no list of outcomes: {kind}")
        if (labelled := label_in(text)) and labelled[1].start() == 0:
            kind, text = labelled[0], text[labelled[1].end() :]
        kind = "decision" if is_decided_motion(text) else kind
        is_ticked_off = kind == "task" and is_ticked(self._document.text, block.start)
        if is_ticked_off or (kind == "decision" and self._is_ranked(span)):
            kind = "result"
        persons, what, due = self._assigned(kind, text, block.start, labelled[1][0] if labelled else "")
        if kind == "task" and not (persons or due) and STATES.search(text):
            yield from self._told(block, place)
            return
        yield self._outcome(kind, span, place, what, persons, due, vote=self._vote(kind, text))
        if kind == "decision" and not is_decided_motion(text):
            yield from self._tasks_within(span, place)

    def _tasks_within(self, span: Span, place: Place) -> Iterator[Outcome]:
        """The tasks that a decision gives: all of it to whom it names responsible, else each sentence that does."""
        text = unlabelled(unmarked(span.of(self._document.text)))
        if persons := responsible_in(text, self._people):
            yield self._outcome("task", span, place, text, persons, due_in(text, self._held))
        for start, telling in self._told_by.items():
            if span.start <= start < span.end and "task" in telling.kinds:
                end = start + sentences.split(self._document.text[start : span.end])[0].end
                is_told = persons and (end >= span.end or responsible_in(self._document.text[start:end], self._people))
                if not is_told:
                    yield self._task(Span(start, end), place, telling)

    def _assigned(self, kind: OutcomeKind, text: str, start: int, label: str = "") -> Assigned:
        """What is to be done, by whom and until when; of another kind than a task only the deadline."""
        if kind != "task":
            return Assigned((), text, self._due(kind, text))
        found = assigned(text, self._people, self._held)
        persons = found.persons or self._people.named(label) or doers_of(self._telling(start), text, self._people)
        return found._replace(persons=persons)

    def _telling(self, start: int) -> Telling:
        """What the sentence that begins at `start` says."""
        return self._told_by.get(start, NOTHING)

    def _told(self, block: Block, place: Place) -> Iterator[Outcome]:
        """What the sentences of a block tell: by their labels, or by what the teller says of them."""
        spans = sentences_of(self._document, block)
        told_until = block.start
        for number, span in enumerate(spans):
            if span.start < max(told_until, self._told_until):
                continue
            text = span.of(self._document.text)
            labelled = label_in(text)
            around = Around(block, spans[max(number - 1, 0) : number + 2])
            found = self._labelled(labelled, span, spans[number + 1 :], place) if labelled else []
            if found:
                told_until = found[0].proof.end
                yield from found
            elif is_only_vote(unmarked(text)) and not FARED.search(text):
                yield from self._vote_alone(span, place, around)
            else:
                for one in self._said(span, place, around):
                    said = dated(self._document, one, spans[number + 1 : number + 3], self._people)
                    told_until = max(told_until, said.proof.end)
                    yield said

    def _labelled(
        self,
        labelled: tuple[OutcomeKind, re.Match[str]],
        span: Span,
        following: Sequence[Span],
        place: Place,
    ) -> list[Outcome]:
        """What follows "Beschluss:" in its sentence, with the sentences behind it that still belong to it."""
        kind, match = labelled
        start, end = span.start + match.start(), span.end
        for one in following:
            words = one.of(self._document.text)
            if one.end - start > REST_CHARACTERS or label_in(words) or match["last"] or self._is_another(kind, one):
                break
            if ends_with_vote(unmarked(self._document.text[span.start + match.end() : end])):
                break
            if kind != "decision" and not vote_in(words):
                break
            end = one.end
        text = unmarked(self._document.text[span.start + match.end() : end])
        if is_only_vote(text):  # what was voted on stands before "Beschluss: einstimmig angenommen"
            if match.start() == 0:
                return []
            start, text = span.start, unmarked(span.of(self._document.text))
        is_fared = "ergebnis" in match[0].lower() and (vote_in(text) or self._is_another(kind, span))
        if len(re.findall(r"\w", text)) < LEAST_LETTERS or is_remark(text) or is_fared:
            return []
        whole = Span(start, end)
        persons, what, due = self._assigned(kind, text, span.start, match[0])
        vote = self._vote(kind, f"{match['note'] or ''} {text}")
        found = [self._outcome(kind, whole, place, what, persons, due, vote=vote)]
        if kind == "decision":
            found.extend(self._tasks_within(whole, place))
        return found

    def _is_another(self, kind: OutcomeKind, span: Span) -> bool:
        """Whether a sentence tells an outcome, and none of this kind."""
        kinds = self._telling(span.start).kinds
        return kinds != () and kind not in kinds

    def _vote_alone(self, span: Span, place: Place, around: Around) -> Iterator[Outcome]:
        """A vote that stands alone with what it was on, which stands above; nothing without that."""
        matter = voted_on(self._document, span, around, place.lead)
        if matter and span.end - matter.start <= QUOTE_CHARACTERS:
            vote = unmarked(span.of(self._document.text))
            whole = Span(matter.start, span.end)
            yield self._outcome("decision", whole, place, f"{matter.text} {vote}", vote=vote_in(vote))

    def _said(self, span: Span, place: Place, around: Around) -> Iterator[Outcome]:
        """What the teller says of a sentence without heading and label, which may need the one before."""
        text = self._document.text
        words = unmarked(span.of(text))
        if span.end - span.start > QUOTE_CHARACTERS or words.endswith(":") or not re.search(r"\w", words):
            return
        is_signature = around.block.kind == "paragraph" and self._people.are_all(words)
        if is_remark(words) or is_signature or _is_closing(around.block, words, None):
            return
        if is_fared_behind(self._document, span, around):
            return
        telling = self._telling(span.start)
        if not telling.kinds and asks(words):
            telling = replace(telling, kinds=("task",))
        if is_decided_motion(words) or (not telling.kinds and (ends_with_vote(words) or is_only_vote(words))):
            telling = Telling(("decision",))
        if persons := responsible_in(words, self._people):
            whole = self._understood(span, around, is_label=True)
            if whole != span or not is_responsible_alone(words):
                yield self._outcome("task", whole, place, unmarked(whole.of(text)), persons, due_in(words, self._held))
            return
        for kind in telling.kinds:
            if kind == "task":
                self._told_until = span.end
                yield self._task(span, place, telling, sentence_before(self._document, span, around))
            else:
                is_undecided = kind == "decision" and (self._is_ranked(span) or tells_none(words))
                yield from self._told_as("result" if is_undecided else kind, span, place, around)

    def _told_as(self, kind: OutcomeKind, span: Span, place: Place, around: Around) -> Iterator[Outcome]:
        """The decision, result or open point that a sentence tells, with what it is understood by."""
        said = unmarked(span.of(self._document.text))
        if _is_closing(around.block, said, kind) or (kind == "open" and self._goes_on(around.spans[-1], span)):
            return
        is_fate = kind == "decision" or is_withdrawn(said)
        moved = with_motion(self._document, span, self._fared_until) if is_fate else span
        whole = self._understood(span, around) if moved == span else moved
        whole = with_rule(self._document, whole, around) if kind == "decision" else whole
        own = Span(span.start, whole.end) if moved == span and whole.start < self._told_until else whole
        words = unmarked(own.of(self._document.text))
        if len(re.findall(r"\w", words)) < LEAST_LETTERS:
            return
        self._told_until = whole.end
        self._fared_until = whole.end if moved != span else self._fared_until
        what = words if moved == span else motion(words)
        yield self._outcome(kind, whole, place, what, due=self._due(kind, what), vote=self._vote(kind, words))

    def _goes_on(self, following: Span, span: Span) -> bool:
        """Whether the next sentence tells the same matter to be open, and is told with this one."""
        is_open = following.start >= span.end and "open" in self._telling(following.start).kinds
        return is_open and names_what_is_before(following.of(self._document.text))

    def _understood(self, span: Span, around: Around, *, is_label: bool = False) -> Span:
        """A sentence with the one before where it cannot be understood alone ("Das haben alle so beschlossen.").

        What was told already is quoted once more, and is no part of what this one tells.
        """
        before = sentence_before(self._document, span, around)
        if before is None or span.end - before.start > QUOTE_CHARACTERS:
            return span
        is_short = around.block.kind == "paragraph" and len(span.of(self._document.text).split()) <= LEAST_WORDS
        is_answer = before.of(self._document.text).rstrip().endswith("?")
        needs = is_label or is_short or is_answer or speaks_of(self._document, before, span)
        return Span(before.start, span.end) if needs else span

    def _task(self, span: Span, place: Place, telling: Telling, before: Span | None = None) -> Outcome:
        """The task of a sentence, with that `before` it where this names who is meant."""
        words = unlabelled(unmarked(span.of(self._document.text)))
        due = due_in(words, self._held) or due_behind(words, self._people, self._held)
        due = due or due_of(telling.until, self._held)
        called = called_in(words, self._people)
        persons = called or doers_of(telling, words, self._people) or set_apart(words, self._people)
        if before and not persons and span.end - before.start <= QUOTE_CHARACTERS:
            persons = meant_by(words, before.of(self._document.text), self._people)
            span = Span(before.start, span.end) if persons else span
        return self._outcome("task", span, place, words, persons, due)

    def _is_ranked(self, span: Span) -> bool:
        """Whether it is one of a list of wishes with their votes; of persons, they elect."""
        return is_ranked(self._document, span) and not self._people.spans(span.of(self._document.text))

    def _due(self, kind: OutcomeKind, text: str) -> Due | None:
        return due_in(text, self._held) if kind in ("decision", "task") else None

    def _vote(self, kind: OutcomeKind, text: str) -> str:
        return vote_in(text) if kind == "decision" else ""

    def _outcome(
        self,
        kind: OutcomeKind,
        span: Span,
        place: Place,
        text: str,
        persons: tuple[str, ...] = (),
        due: Due | None = None,
        *,
        vote: str = "",
    ) -> Outcome:
        words = unmarked(text)
        for lead in (place.lead, place.above):
            if lead and span.end - lead.start <= QUOTE_CHARACTERS:
                said = unmarked(lead.span.of(self._document.text))
                leading = leading_in(said, self._people) if kind == "task" else ()
                is_needed = leading or (lead is place.lead and len(words) <= SHORT)
                span = Span(min(lead.start, span.start), span.end) if is_needed else span
                persons = leading or persons
        return Outcome(kind, words, proof(self._document, span), place.topic, persons, due, vote)


def _is_closing(block: Block, text: str, kind: Section | None) -> bool:
    """Whether it is a line at the end or the head of minutes: "Protokoll: Anna".

    As an item it may be a task, or a decision, but never a result.
    """
    return (block.kind == "paragraph" or kind == "result") and closes(text)
