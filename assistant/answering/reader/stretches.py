"""Which stretches of the passages are read: those around the sentences that look best before anything is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.weighing.weigh import Candidate
from assistant.indexing.embedding.pairs import Stretch
from assistant.records import Passage, Span

STRETCHES = 10  # of sixteen passages: docs/history/READER.md, "ten more stretches where it is not sure"
CHARACTERS = 520  # about 128 tokens; the reader was taught with stretches of this length
CONTEXT_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class SentenceRange:
    """The sentences `first` up to `after` of a passage, in the document called `title`."""

    title: str
    passage: Passage
    first: int
    after: int

    @property
    def sentences(self) -> tuple[Span, ...]:
        return self.passage.sentences[self.first : self.after]

    @property
    def stretch(self) -> Stretch:
        """The text with its sentences, and what leads to it: the end of title and headings, where they are long."""
        start, end = self.sentences[0].start, self.sentences[-1].end
        text = self.passage.text_of(Span(start, end))
        context = " – ".join(dict.fromkeys(filter(None, (self.title, *self.passage.headings))))
        sentences = tuple(Span(one.start - start, one.end - start) for one in self.sentences)
        return Stretch(context[-CONTEXT_CHARACTERS:], text, sentences)


def places(ranked: Sequence[Candidate], limit: int = STRETCHES) -> list[SentenceRange]:
    """At most `limit` stretches, no sentence twice, that of the best candidate first.

    `ranked` are sentences of passages, best first. A stretch is the candidate with sentences before and after it, as
    many as CHARACTERS allow; those that are in another one already are left to that.
    """
    taken: dict[str, set[int]] = {}
    found: list[SentenceRange] = []
    numbers = _numbers(ranked)
    for candidate in ranked:
        passage = candidate.passage
        mine = taken.setdefault(passage.id, set())
        centre = numbers[passage.id][candidate.span]
        if centre not in mine:
            first, after = _around(passage, centre, mine)
            mine.update(range(first, after))
            found.append(SentenceRange(candidate.document.title, passage, first, after))
        if len(found) == limit:
            break
    return found


def _numbers(ranked: Sequence[Candidate]) -> Mapping[str, Mapping[Span, int]]:
    passages = {candidate.passage.id: candidate.passage for candidate in ranked}
    return {id: {span: number for number, span in enumerate(one.sentences)} for id, one in passages.items()}


def _around(passage: Passage, centre: int, taken: set[int]) -> tuple[int, int]:
    """From which sentence and before which one; grown on both sides in turn."""
    first, after = centre, centre + 1
    for number in _in_turn(len(passage.sentences), centre, taken):
        start = passage.sentences[min(first, number)].start
        end = passage.sentences[max(after - 1, number)].end
        if end - start <= CHARACTERS and number in (first - 1, after):
            first, after = min(first, number), max(after, number + 1)
    return first, after


def _in_turn(count: int, centre: int, taken: set[int]) -> Iterator[int]:
    """The sentence before, the one after, the second before ...; a side ends where one is taken."""
    before = next((n for n in range(centre - 1, -1, -1) if n in taken), -1)
    behind = next((n for n in range(centre + 1, count) if n in taken), count)
    for step in range(1, count):
        if centre - step > before:
            yield centre - step
        if centre + step < behind:
            yield centre + step
