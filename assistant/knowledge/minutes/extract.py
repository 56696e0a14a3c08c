"""What came out of a meeting: decisions, tasks, results and open points, each with the words that prove it.

Read this first. A document is read block by block. What stands below "Aufgaben", behind "Beschluss:" or in a column
"Wer" is what the heading, the label or the column says; any other sentence is one of the four by its words (`signs.py`,
`tasks.py`), or nothing. Nothing is guessed: a person, a deadline and a vote stand here only where the quoted words
state them, a person also by initials that the minutes declare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.knowledge.kept import Extractor
from assistant.knowledge.minutes.acting import due_without_until, opines
from assistant.knowledge.minutes.around import (
    REST_CHARACTERS,
    Around,
    sentence_before,
    sentences_of,
    vote_below,
    voted_on,
    with_motion,
    with_rule,
)
from assistant.knowledge.minutes.assigned import STATES, Assigned, assigned, due_behind, due_following, is_ticked
from assistant.knowledge.minutes.details import Due, due_in, due_of, vote_in
from assistant.knowledge.minutes.head import QUOTE_CHARACTERS
from assistant.knowledge.minutes.legend import legend_of
from assistant.knowledge.minutes.lined import Lined, apart, lined
from assistant.knowledge.minutes.motions import ANSWER, ANSWERED, FARED, PROPOSAL, VOTE_LINE, motion, refers_to
from assistant.knowledge.minutes.outcome import Outcome, distinct
from assistant.knowledge.minutes.people import People
from assistant.knowledge.minutes.places import LEAD_CHARACTERS, Place, placed, unmarked
from assistant.knowledge.minutes.plainly import agrees_to_before, is_waited_for
from assistant.knowledge.minutes.remarks import closes, is_remark
from assistant.knowledge.minutes.rows import row_of, said_in
from assistant.knowledge.minutes.signs import (
    QUESTION,
    OutcomeKind,
    agreed_on,
    changes_figure,
    is_decision,
    is_of_before,
    is_open,
    is_proposed,
    is_reply,
    is_result,
    label_in,
)
from assistant.knowledge.minutes.tasks import Tasks
from assistant.knowledge.minutes.votes import ends_with_vote, is_only_vote, is_voted_on
from assistant.knowledge.proof import proof
from assistant.language import sentences
from assistant.records import Block, Document, Span

SHORT = 60  # a list item up to here ("vertagt") is quoted with the line that leads its list in
LEAST_LETTERS = 4


def outcomes_of(document: Document) -> tuple[Outcome, ...]:
    """The outcomes of one document in reading order; empty for a document that is no minutes."""
    if document.info.type != "minutes":
        return ()
    return tuple(distinct(_Minutes(document).outcomes()))


OUTCOMES: Extractor[tuple[Outcome, ...]] = Extractor("outcomes", 15, outcomes_of, tuple[Outcome, ...])


class _Minutes:
    """Goes through the blocks of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._people = People.of(document)
        self._tasks = Tasks(self._people)
        self._held = document.info.date
        self._legend = legend_of(document.text)
        self._lined = tuple(lined(document))
        self._told_until = 0  # a motion belongs to the first sentence that says how it fared

    def outcomes(self) -> Iterator[Outcome]:
        last: Outcome | None = None
        for block, place in placed(self._document):
            if last and (joined := self._voted(last, block) or self._dated_below(last, block)):
                last = joined
                continue
            for found in self._of_block(block, place):
                if last:
                    yield last
                last = found
        if last:
            yield last

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

    def _voted(self, outcome: Outcome, block: Block) -> Outcome | None:
        """The decision with the vote on it, which stands in the block behind it; None where that is something else."""
        counted = vote_below(self._document, Span(outcome.proof.start, outcome.proof.end), block)
        if outcome.kind != "decision" or not counted or counted.split(" ")[0] in outcome.vote.split():
            return None
        vote = ", ".join(one for one in (outcome.vote, counted) if one)
        return replace(outcome, vote=vote, proof=proof(self._document, Span(outcome.proof.start, block.end)))

    def _dated_below(self, outcome: Outcome, block: Block) -> Outcome | None:
        """The task with its deadline, which stands alone in the block behind it; None where that is something else."""
        span = Span(block.start, block.end)
        if block.kind in ("heading", "row") or unmarked(self._document.text[outcome.proof.end : span.start]).strip(
            "-*"
        ):
            return None
        dated = self._dated(outcome, [span], is_apart=True)
        return dated if dated != outcome else None

    def _dated(self, outcome: Outcome, following: Sequence[Span], *, is_apart: bool = False) -> Outcome:
        """A task that has no deadline with that which one of the sentences behind it tells."""
        if outcome.kind != "task" or outcome.due:
            return outcome
        found = due_following(self._document, outcome.proof.start, following, self._people, is_apart=is_apart)
        return replace(outcome, due=found[0], proof=proof(self._document, found[1])) if found else outcome

    def _row(self, block: Block, place: Place) -> Iterator[Outcome]:
        """What the columns of a row say."""
        line = Span(block.start, block.end).of(self._document.text)
        row = row_of(line, place.section, self._legend)
        if row is None:
            yield from self._in_cell(said_in(line), block, place)
            return
        if row.kind == "result" and not row.who and len(sentences.split(row.what)) > 1:
            told = list(self._in_cell(row.what, block, replace(place, topic=row.topic or place.topic)))
            yield from told
            if told:
                return
        if row.kind == "result":
            row = row._replace(kind="open" if is_open(row.what) else "decision" if is_decision(row.what) else "result")
        persons = self._people.stated(row.who)
        due = due_of(row.until, self._held, row.days_back) if row.kind in ("decision", "task") else None
        due = due or self._due(row.kind, row.what)
        place = replace(place, topic=row.topic or place.topic)
        yield self._outcome(row.kind, Span(block.start, block.end), place, row.what, persons, due, vote=row.vote)

    def _in_cell(self, said: str, block: Block, place: Place) -> Iterator[Outcome]:
        """What the sentences of one cell tell, each by itself."""
        if said:
            start = block.start + self._document.text[block.start : block.end].index(said)
            yield from self._told(replace(block, kind="paragraph", start=start, end=start + len(said)), place)

    def _listed(self, block: Block, place: Place) -> Iterator[Outcome]:
        """A block below "Aufgaben" or "Beschlüsse": one outcome, unless it only leads others in."""
        span = Span(block.start, block.end)
        text = unmarked(span.of(self._document.text))
        if place.lead and VOTE_LINE.match(text):  # the first line of the count; the others join it
            lead = unmarked(Span(place.lead.start, place.lead.end).of(self._document.text))
            yield self._outcome("decision", span, place, lead, vote=vote_in(text))
            return
        if is_only_vote(text):
            yield from self._vote_alone(span, place, Around(block, [span]))
            return
        if text.endswith(":") or len(re.findall(r"\w", text)) < LEAST_LETTERS or _is_closing(block, text):
            return
        if block.end - block.start > QUOTE_CHARACTERS or is_remark(text):
            yield from self._told(block, replace(place, section=None))
            return
        kind = place.section
        if kind is None or kind == "agenda":
            raise ValueError(f"no list of outcomes: {kind}")
        if (labelled := label_in(text)) and labelled[1].start() == 0:
            kind, text = labelled[0], text[labelled[1].end() :]
        if kind == "task" and is_ticked(self._document.text, block.start):
            kind = "result"
        if kind == "task" and len(clauses := self._tasks.clauses(text)) > 1:
            yield from self._each(clauses, span, place)
            return
        persons, what, due = self._assigned(kind, text, labelled[1][0] if labelled else "")
        if kind == "task" and not (persons or due) and STATES.search(text):
            yield from self._told(block, place)
            return
        yield self._outcome(kind, span, place, what, persons, due, vote=self._vote(kind, text))
        if kind == "decision":
            yield from self._tasks_within(span, text, place)

    def _tasks_within(self, span: Span, text: str, place: Place) -> Iterator[Outcome]:
        """The tasks that a decision gives: the sentence that does, or all of it where only the responsible is named."""
        for one in sentences.split(text):
            sentence = one.of(text)
            if given := self._tasks.given(sentence, has_deadline=False):
                if given.is_label:
                    sentence = text
                yield self._outcome("task", span, place, sentence, given.persons, due_in(sentence, self._held))

    def _assigned(self, kind: OutcomeKind, text: str, label: str = "") -> Assigned:
        """What is to be done, by whom and until when; of another kind than a task only the deadline."""
        if kind != "task":
            return Assigned((), text, self._due(kind, text))
        found = assigned(text, self._people, self._tasks, self._held)
        return found._replace(persons=found.persons or self._people.named(label))

    def _each(self, clauses: Sequence[str], span: Span, place: Place) -> Iterator[Outcome]:
        """The tasks of one sentence, each with those whom its clause names, and its deadline."""
        for clause in clauses:
            persons, what, due = self._assigned("task", clause)
            yield self._outcome("task", span, place, what, persons, due)

    def _told(self, block: Block, place: Place) -> Iterator[Outcome]:
        """What a block says: an answer to a question, or sentences that tell what came out of the meeting."""
        answered = self._answered(block, place)
        if answered:
            yield answered
            return
        spans = sentences_of(self._document, block)
        told_until = block.start
        for number, span in enumerate(spans):
            if span.start < max(told_until, self._told_until):
                continue
            text = span.of(self._document.text)
            labelled = label_in(text)
            around = Around(block, spans[max(number - 1, 0) : number + 2])
            found = self._labelled(labelled, span, spans[number + 1 :], place) if labelled else []
            if is_only_vote(unmarked(text)) and not found and not FARED.search(text):
                yield from self._vote_alone(span, place, around)
            elif found:
                told_until = found[0].proof.end
                yield from found
            else:
                for one in self._said(span, text, place, around):
                    said = self._dated(one, spans[number + 1 : number + 3])
                    told_until = max(told_until, said.proof.end)
                    yield said

    def _answered(self, block: Block, place: Place) -> Outcome | None:
        """What a question and its short answer say together ("Wer macht das? Anna", "Machen wir mit? Nein")."""
        text, whole = self._document.text, Span(block.start, block.end)
        words = unmarked(text[block.start : min(block.end, block.start + QUOTE_CHARACTERS)])
        if given := self._tasks.asked_for(words):
            return self._outcome("task", whole, place, words, given.persons)
        if len(words) <= LEAD_CHARACTERS and ANSWERED.search(words):
            return self._outcome("decision", whole, place, words)
        lead = unmarked(text[place.lead.start : place.lead.end]) if place.lead else ""
        if place.lead and lead.endswith("?") and ANSWER.match(words):
            return self._outcome("decision", Span(place.lead.start, block.end), place, f"{lead} {words}")
        return None

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
            if one.end - start > REST_CHARACTERS or label_in(words) or match["last"] or is_open(words):
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
        is_fared = "ergebnis" in match[0].lower() and (is_decision(text) or is_open(text) or vote_in(text))
        if len(re.findall(r"\w", text)) < LEAST_LETTERS or is_remark(text) or is_fared:
            return []
        whole = Span(start, end)
        persons, what, due = self._assigned(kind, text, match[0])
        vote = self._vote(kind, f"{match['note'] or ''} {text}")
        found = [self._outcome(kind, whole, place, what, persons, due, vote=vote)]
        if kind == "decision":
            found.extend(self._tasks_within(whole, text, place))
        return found

    def _vote_alone(self, span: Span, place: Place, around: Around) -> Iterator[Outcome]:
        """A vote that stands alone with what it was on, which stands above; nothing without that."""
        matter = voted_on(self._document, span, around, place.lead)
        if matter and span.end - matter.start <= QUOTE_CHARACTERS:
            vote = unmarked(span.of(self._document.text))
            whole = Span(matter.start, span.end)
            yield self._outcome("decision", whole, place, f"{matter.text} {vote}", vote=vote_in(vote))

    def _agreed_before(self, span: Span, words: str, around: Around) -> Span | None:
        """What was agreed to with its words in the sentence before; None for another sentence or a doubt of these."""
        text = self._document.text
        before = around.spans[0] if around.spans[0] != span else None
        noun = refers_to(words)
        if before and noun and noun.casefold() in before.of(text).casefold():
            return Span(before.start, span.end)
        before = before or sentence_before(self._document, span, around)
        if before is None or not (agrees_to_before(words) or PROPOSAL.match(noun)):
            return None
        said = unmarked(before.of(text))
        is_told = is_decision(said) or is_open(said) or is_result(said) or self._tasks.given(said, has_deadline=False)
        return None if is_told or not is_voted_on(said) else Span(before.start, span.end)

    def _open(self, span: Span, words: str, place: Place, around: Around) -> Iterator[Outcome]:
        """What is open, with the sentence before where that names it; nothing where the next one is told with this."""
        text = self._document.text
        before = sentence_before(self._document, span, around)
        if around.spans[0] != span and is_waited_for(words) and is_open(around.spans[0].of(text)):
            return
        if before and (is_of_before(words) or is_reply(before.of(text), span.of(text))):
            span = Span(before.start, span.end) if span.end - before.start <= QUOTE_CHARACTERS else span
        behind = around.spans[-1]
        said = unmarked(behind.of(text))
        is_told = behind.start >= span.end and is_of_before(said) and is_open(said)
        if not (is_told and behind.end - span.start <= QUOTE_CHARACTERS):
            yield self._outcome("open", span, place, span.of(text))

    def _said(self, span: Span, text: str, place: Place, around: Around) -> Iterator[Outcome]:
        """The one kind that a sentence without heading and label is by its words."""
        words = unmarked(text)
        if len(text) > QUOTE_CHARACTERS or is_remark(words):
            return
        if not is_proposed(words) and is_open(" ".join(text.split())):
            first, _, behind = text.rpartition("; ")
            if first and not is_open(behind) and self._tasks.given(unmarked(behind), has_deadline=False):
                halves = [Span(span.start, span.start + len(first)), Span(span.end - len(behind), span.end)]
                for half in halves:
                    yield from self._said(half, half.of(self._document.text), place, Around(around.block, halves))
                return
            yield from self._open(span, words, place, around)
            return
        if QUESTION.search(words) or is_proposed(words):
            return
        due = due_in(words, self._held)
        given = self._tasks.given(words, has_deadline=due is not None, is_agenda=place.section == "agenda")
        is_given = given is not None and self._people.spans(agreed_on(words)[:LEAD_CHARACTERS]) != []
        agreed = self._agreed_before(span, words, around)
        is_decided = not is_given and (agreed is not None or self._is_decided(words, around.spans[0]))
        if is_decided:
            moved = agreed or with_motion(self._document, span, self._told_until)
            whole = with_rule(self._document, moved, around)
            self._told_until = whole.end
            said = unmarked(whole.of(self._document.text))
            vote = vote_in(said)
            said = said if moved in (span, agreed) else motion(said)
            yield self._outcome("decision", whole, place, said, (), due, vote=vote)
        is_done = is_result(words) and not is_decided
        if given and len(clauses := self._tasks.clauses(words)) > 1:
            yield from self._each(clauses, span, place)
        elif given and (given.persons or not is_done):
            due = due or due_behind(words, self._people, self._held)
            due = due or (due_without_until(words, self._held) if given.persons else None)
            yield self._outcome("task", span, place, words, given.persons, due)
        elif is_done:
            yield self._outcome("result", span, place, words)

    def _is_decided(self, words: str, before: Span) -> bool:
        """Whether a sentence tells a decision, or how one right before it changes a figure."""
        earlier = unmarked(before.of(self._document.text))
        if is_decision(words) and not agrees_to_before(words):
            return vote_in(words) != "" or not opines(words, self._people.masked(words))
        return changes_figure(words) and is_decision(earlier)

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
        if place.lead and len(words) <= SHORT and span.end - place.lead.start <= QUOTE_CHARACTERS:
            span = Span(place.lead.start, span.end)
        return Outcome(kind, words, proof(self._document, span), place.topic, persons, due, vote)


def _is_closing(block: Block, text: str) -> bool:
    """Whether it is a line at the end of minutes; "- Protokoll: Anna" is a task, without the mark it is none."""
    return block.kind == "paragraph" and closes(text)
