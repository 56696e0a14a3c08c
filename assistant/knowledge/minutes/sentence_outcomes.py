"""What the sentences of minutes tell came out of the meeting: by their labels, else by the classifier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.knowledge.minutes.classifier.classifier import Prediction
from assistant.knowledge.minutes.continuation import dated
from assistant.knowledge.minutes.outcome import Outcome, OutcomeKind
from assistant.knowledge.minutes.sentences.context import (
    REST_CHARACTERS,
    Around,
    names_what_is_before,
    sentence_before,
    sentences_of,
    speaks_of,
    with_rule,
)
from assistant.knowledge.minutes.sentences.motions import FARED, is_decided_motion, is_withdrawn, motion
from assistant.knowledge.minutes.sentences.voted_on import is_fared_behind, voted_on, with_motion
from assistant.knowledge.minutes.sentences.votes import ends_with_vote, is_only_vote, vote_in
from assistant.knowledge.minutes.source import Source
from assistant.knowledge.minutes.structure.boilerplate import closes, is_remark
from assistant.knowledge.minutes.structure.places import BlockPlace, unmarked
from assistant.knowledge.minutes.structure.sections import Section, label_in, unlabelled
from assistant.knowledge.minutes.tasks.assignees import doers_of, meant_by
from assistant.knowledge.minutes.tasks.assignments import (
    Assigned,
    asks,
    called_in,
    due_behind,
    is_responsible_alone,
    responsible_in,
    set_apart,
)
from assistant.knowledge.minutes.tasks.deadlines import due_in, due_of
from assistant.language import sentences
from assistant.records import QUOTE_CHARACTERS, Block, Span

LEAST_LETTERS = 4
# "Aus der Runde wird gefragt, wer zahlt": what is no more than asked came out of nothing.
_IS_ASKED = re.compile(
    r"\b(?:wird|wurde)\b[^.;]*\bgefragt\b|\bfragt(?:e|en)?\b[^.;]*,\s(?:wer|wie|was|ob|wann|wo|warum|welche\w*)\b"
)
LEAST_WORDS = 3  # of a sentence in a paragraph that is understood without the one before ("Alle einverstanden.")


class SentenceOutcomes:
    """Reads the sentences of one document in their order; what was told once is not told again."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._document, self._text = source.document, source.document.text
        self._people, self._held = source.people, source.held
        self._told_until = 0
        self._fared_until = 0  # a motion belongs to the first sentence that says how it fared

    def told(self, block: Block, place: BlockPlace) -> Iterator[Outcome]:
        """What the sentences of a block tell: by their labels, or by what the classifier says of them."""
        spans = sentences_of(self._document, block)
        told_until = block.start
        for number, span in enumerate(spans):
            if span.start < max(told_until, self._told_until):
                continue
            text = span.of(self._text)
            labelled = label_in(text)
            around = Around(block, spans[max(number - 1, 0) : number + 2])
            found = self._labelled(labelled, span, spans[number + 1 :], place) if labelled else []
            if found:
                told_until = found[0].proof.end
                yield from found
            elif is_only_vote(unmarked(text)) and not FARED.search(text):
                yield from self.vote_alone(span, place, around)
            else:
                for one in self._said(span, place, around):
                    said = dated(self._document, one, spans[number + 1 : number + 3], self._people)
                    told_until = max(told_until, said.proof.end)
                    yield said

    def vote_alone(self, span: Span, place: BlockPlace, around: Around) -> Iterator[Outcome]:
        """A vote that stands alone with what it was on, which stands above; nothing without that."""
        matter = voted_on(self._document, span, around, place.lead)
        if matter and span.end - matter.start <= QUOTE_CHARACTERS:
            vote = unmarked(span.of(self._text))
            whole, decided = Span(matter.start, span.end), Assigned((), f"{matter.text} {vote}")
            yield self._source.outcome("decision", whole, place, decided, vote_in(vote))

    def tasks_within(self, span: Span, place: BlockPlace) -> Iterator[Outcome]:
        """The tasks that a decision gives: all of it to whom it names responsible, else each sentence that does."""
        text = unlabelled(unmarked(span.of(self._text)))
        if persons := responsible_in(text, self._people):
            yield self._source.outcome("task", span, place, Assigned(persons, text, due_in(text, self._held)))
        for start, prediction in self._source.predictions.items():
            if span.start <= start < span.end and "task" in prediction.kinds:
                end = start + sentences.split(self._text[start : span.end])[0].end
                is_told = persons and (end >= span.end or responsible_in(self._text[start:end], self._people))
                if not is_told:
                    yield self._task(Span(start, end), place, prediction)

    def _labelled(
        self, labelled: tuple[OutcomeKind, re.Match[str]], span: Span, following: Sequence[Span], place: BlockPlace
    ) -> list[Outcome]:
        """What follows "Beschluss:" in its sentence, with the sentences behind it that still belong to it: behind
        "**Ergebnis.**", all of its paragraph."""
        kind, match = labelled
        start, end = span.start + match.start(), span.end
        for one in following:
            words = one.of(self._text)
            if (
                one.end - start > REST_CHARACTERS
                or label_in(words)
                or match["last"]
                or self._source.is_another(kind, one)
            ):
                break
            if ends_with_vote(unmarked(self._text[span.start + match.end() : end])):
                break
            if kind != "decision" and not match["run_in"] and not vote_in(words):
                break
            end = one.end
        text = unmarked(self._text[span.start + match.end() : end])
        if is_only_vote(text):  # what was voted on stands before "Beschluss: einstimmig angenommen"
            if match.start() == 0:
                return []
            start, text = span.start, unmarked(span.of(self._text))
        is_fared = "ergebnis" in match[0].lower() and (vote_in(text) or self._source.is_another(kind, span))
        if len(re.findall(r"\w", text)) < LEAST_LETTERS or is_remark(text) or is_fared:
            return []
        whole = Span(start, end)
        told = self._source.assigned(kind, text, span.start, match[0])
        vote = self._source.vote(kind, f"{match['note'] or ''} {text}")
        found = [self._source.outcome(kind, whole, place, told, vote)]
        if kind == "decision":
            found.extend(self.tasks_within(whole, place))
        return found

    def _said(self, span: Span, place: BlockPlace, around: Around) -> Iterator[Outcome]:
        """What the classifier says of a sentence without heading and label, which may need the one before."""
        text = self._text
        words = unmarked(span.of(text))
        if span.end - span.start > QUOTE_CHARACTERS or words.endswith(":") or not re.search(r"\w", words):
            return
        is_signature = around.block.kind == "paragraph" and self._people.are_all(words)
        if is_remark(words) or is_signature or is_closing(around.block, words, None):
            return
        if is_fared_behind(self._document, span, around):
            return
        prediction = self._source.prediction(span.start)
        if not prediction.kinds and asks(words):
            prediction = replace(prediction, kinds=("task",))
        if is_decided_motion(words) or (not prediction.kinds and (ends_with_vote(words) or is_only_vote(words))):
            prediction = Prediction(("decision",))
        if persons := responsible_in(words, self._people):
            whole = self._understood(span, around, is_label=True)
            if whole != span or not is_responsible_alone(words):
                told = Assigned(persons, unmarked(whole.of(text)), due_in(words, self._held))
                yield self._source.outcome("task", whole, place, told)
            return
        is_asked = _IS_ASKED.search(words) is not None
        for kind in prediction.kinds:
            if is_asked and kind in ("decision", "result"):
                continue
            if kind == "task":
                self._told_until = span.end
                yield self._task(span, place, prediction, sentence_before(self._document, span, around))
            else:
                is_undecided = kind == "decision" and (self._source.is_ranked(span) or is_withdrawn(words))
                yield from self._told_as("result" if is_undecided else kind, span, place, around)

    def _told_as(self, kind: OutcomeKind, span: Span, place: BlockPlace, around: Around) -> Iterator[Outcome]:
        """The decision, result or open point that a sentence tells, with what it is understood by."""
        said = unmarked(span.of(self._text))
        if is_closing(around.block, said, kind) or (kind == "open" and self._goes_on(around.spans[-1], span)):
            return
        is_fate = kind == "decision" or is_withdrawn(said)
        moved = with_motion(self._document, span, self._fared_until) if is_fate else span
        whole = self._understood(span, around) if moved == span else moved
        whole = with_rule(self._document, whole, around) if kind == "decision" else whole
        own = Span(span.start, whole.end) if moved == span and whole.start < self._told_until else whole
        words = unmarked(own.of(self._text))
        if len(re.findall(r"\w", words)) < LEAST_LETTERS:
            return
        self._told_until = whole.end
        self._fared_until = whole.end if moved != span else self._fared_until
        what = words if moved == span else motion(words)
        told = Assigned((), what, self._source.due(kind, what))
        yield self._source.outcome(kind, whole, place, told, self._source.vote(kind, words))

    def _goes_on(self, following: Span, span: Span) -> bool:
        """Whether the next sentence tells the same matter to be open, and is told with this one."""
        is_open = following.start >= span.end and "open" in self._source.prediction(following.start).kinds
        return is_open and names_what_is_before(following.of(self._text))

    def _understood(self, span: Span, around: Around, *, is_label: bool = False) -> Span:
        """A sentence with the one before where it cannot be understood alone ("Das haben alle so beschlossen.").

        What was told already is quoted once more, and is no part of what this one tells.
        """
        before = sentence_before(self._document, span, around)
        if before is None or span.end - before.start > QUOTE_CHARACTERS:
            return span
        is_short = around.block.kind == "paragraph" and len(span.of(self._text).split()) <= LEAST_WORDS
        is_answer = before.of(self._text).rstrip().endswith("?")
        needs = is_label or is_short or is_answer or speaks_of(self._document, before, span)
        return Span(before.start, span.end) if needs else span

    def _task(self, span: Span, place: BlockPlace, prediction: Prediction, before: Span | None = None) -> Outcome:
        """The task of a sentence, with that `before` it where this names who is meant."""
        words = unlabelled(unmarked(span.of(self._text)))
        due = due_in(words, self._held) or due_behind(words, self._people, self._held)
        due = due or due_of(prediction.until, self._held)
        called = called_in(words, self._people)
        persons = called or doers_of(prediction, words, self._people) or set_apart(words, self._people)
        if before and not persons and span.end - before.start <= QUOTE_CHARACTERS:
            persons = meant_by(words, before.of(self._text), self._people)
            span = Span(before.start, span.end) if persons else span
        return self._source.outcome("task", span, place, Assigned(persons, words, due))


def is_closing(block: Block, text: str, kind: Section | None) -> bool:
    """Whether it is a line at the end or the head of minutes: "Protokoll: Anna".

    As an item it may be a task, or a decision, but never a result.
    """
    return (block.kind == "paragraph" or kind == "result") and closes(text)
