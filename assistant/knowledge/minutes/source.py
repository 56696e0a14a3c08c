"""The minutes that outcomes are read from, with all that is known of the document as a whole."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.knowledge.minutes.classifier.classifier import NOTHING, OutcomeClassifier, Prediction
from assistant.knowledge.minutes.classifier.stretches import predictions_of
from assistant.knowledge.minutes.outcome import Outcome, OutcomeKind
from assistant.knowledge.minutes.people.persons import People
from assistant.knowledge.minutes.sentences.voted_on import is_ranked
from assistant.knowledge.minutes.sentences.votes import vote_in
from assistant.knowledge.minutes.structure.labelled_lines import Lined, lined
from assistant.knowledge.minutes.structure.legend import Legend, legend_of
from assistant.knowledge.minutes.structure.places import LEAD_CHARACTERS, BlockPlace, topic_in, unmarked
from assistant.knowledge.minutes.structure.sections import section_of
from assistant.knowledge.minutes.tasks.assignees import doers_of
from assistant.knowledge.minutes.tasks.assignments import Assigned, assigned, leading_in
from assistant.knowledge.minutes.tasks.deadlines import Due, due_in
from assistant.knowledge.proof import proof
from assistant.records import QUOTE_CHARACTERS, Block, Document, Span

SHORT = 60  # a list item up to here ("vertagt") is quoted with the line that leads its list in


@dataclass(frozen=True, slots=True)
class Source:
    """One document: its people, what a classifier says of its sentences by where they begin, the day of the meeting."""

    document: Document
    people: People
    predictions: Mapping[int, Prediction]
    legend: Legend
    lined: tuple[Lined, ...]
    held: datetime.date | None

    @classmethod
    def of(cls, document: Document, classifier: OutcomeClassifier) -> Source:
        """Raises ModelError where the classifier cannot be loaded."""
        people, legend = People.of(document), legend_of(document.text)
        return cls(
            document, people, predictions_of(document, classifier), legend, tuple(lined(document)), document.info.date
        )

    def prediction(self, start: int) -> Prediction:
        """What the classifier says of the sentence that begins at offset `start`; NOTHING if it read none there."""
        return self.predictions.get(start, NOTHING)

    def is_another(self, kind: OutcomeKind, span: Span) -> bool:
        """Whether a sentence tells an outcome, and none of this kind."""
        kinds = self.prediction(span.start).kinds
        return kinds != () and kind not in kinds

    def is_ranked(self, span: Span) -> bool:
        """Whether it is one of a list of wishes with their votes; of persons, they elect."""
        return is_ranked(self.document, span) and not self.people.spans(span.of(self.document.text))

    def assigned(self, kind: OutcomeKind, text: str, start: int, label: str = "") -> Assigned:
        """Task, persons and deadline of an outcome; of kinds other than "task" only its deadline."""
        if kind != "task":
            return Assigned((), text, self.due(kind, text))
        found = assigned(text, self.people, self.held)
        persons = found.persons or self.people.named(label) or doers_of(self.prediction(start), text, self.people)
        return found._replace(persons=persons)

    def due(self, kind: OutcomeKind, text: str) -> Due | None:
        return due_in(text, self.held) if kind in ("decision", "task") else None

    def vote(self, kind: OutcomeKind, text: str) -> str:
        return vote_in(text) if kind == "decision" else ""

    def outcome(self, kind: OutcomeKind, span: Span, place: BlockPlace, told: Assigned, vote: str = "") -> Outcome:
        """One outcome, with the line above its list where that says who is to do it, or what a short one is of; where
        an item leads the list in, that one. A task has the deadline that the line above all of them states."""
        words, persons, topic, due = unmarked(told.what), told.persons, place.topic, told.due
        for lead in (place.lead, place.above):
            if lead and span.end - lead.start <= QUOTE_CHARACTERS:
                said = unmarked(lead.span.of(self.document.text))
                leading = leading_in(said, self.people) if kind == "task" else ()
                is_of_short = lead is (place.above or place.lead) and len(words) <= SHORT
                span = Span(min(lead.start, span.start), span.end) if leading or is_of_short else span
                persons = leading or persons
                topic = _announced_topic(self.document, place) if leading and topic == topic_in(said) else topic
                if lead is place.above and is_of_short and not leading and len(said) <= LEAD_CHARACTERS:
                    topic = _within(topic, said)
        if kind == "task" and due is None and place.section == "task":
            span, due = self._announced_due(span, place.announced)
        return Outcome(kind, words, proof(self.document, span), topic, persons, due, vote)

    def _announced_due(self, span: Span, announced: Block | None) -> tuple[Span, Due | None]:
        """The deadline of all tasks of a list ("Aufgaben bis zum 3. Mai"), and a task together with the line that
        tells it, where one quote can hold both."""
        said = unmarked(announced.span.of(self.document.text)) if announced else ""
        due = due_in(said, self.held) if said and section_of(said) == "task" else None
        if due is None or announced is None or span.end - announced.start > QUOTE_CHARACTERS:
            return span, None
        return Span(min(announced.start, span.start), span.end), due


def _announced_topic(document: Document, place: BlockPlace) -> str:
    """What the heading of a list says that is parted by persons; a person is no topic."""
    return topic_in(unmarked(place.announced.span.of(document.text))) if place.announced else ""


def _within(topic: str, item: str) -> str:
    """What an item that leads others in is about, behind the topic that it stands below; its kind is none."""
    if section_of(item):
        return topic
    return topic_in(item) if not topic or section_of(topic) else f"{topic} – {topic_in(item)}"
