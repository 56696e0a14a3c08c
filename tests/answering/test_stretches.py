"""Which stretches of the passages are read."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from made import asked, document, evenly, matches

from assistant.answering.reader.stretches import CHARACTERS, CONTEXT_CHARACTERS, places
from assistant.answering.weighing.weigh import Candidate, candidates, rank
from assistant.records import Document

SENTENCE = "Der Betrieb {} erhält einen Zuschuss von {} Euro für die Weiterbildung seiner Beschäftigten im Jahr."
LONG = "# Zuschuss\n\n" + " ".join(SENTENCE.format(number, number * 100) for number in range(1, 40))


def ranked(source: Document, query: str = "Zuschuss Betrieb 17") -> list[Candidate]:
    question = asked(query)
    return rank(candidates(matches(source, max_tokens=200), question, evenly(question.terms)))


def test_the_best_sentence_is_read_first_with_its_neighbours() -> None:
    found = ranked(document(LONG))
    first = places(found)[0]
    assert found[0].span in first.sentences
    assert len(first.sentences) > 1


def test_no_sentence_is_read_twice() -> None:
    read = [(one.passage.id, span) for one in places(ranked(document(LONG))) for span in one.sentences]
    assert len(read) == len(set(read))


def test_at_most_so_many_are_read() -> None:
    assert len(places(ranked(document(LONG)), limit=2)) == 2


def test_what_leads_to_a_stretch_is_its_title_and_headings() -> None:
    found = places(ranked(document(LONG, title="Richtlinie")))
    assert found[0].stretch.context == "Richtlinie – Zuschuss"


def test_of_long_titles_the_end_is_kept() -> None:
    found = places(ranked(document(LONG, title="Richtlinie " * 40)))
    assert len(found[0].stretch.context) == CONTEXT_CHARACTERS
    assert found[0].stretch.context.endswith("– Zuschuss")


def test_nothing_found_is_nothing_read() -> None:
    assert places([]) == []


@given(st.lists(st.integers(1, 120), min_size=1, max_size=12), st.integers(1, 9))
def test_stretches_are_short_whole_sentences_in_their_order(lengths: list[int], limit: int) -> None:
    text = " ".join("Zuschuss " + "wort " * length + "endet." for length in lengths)
    whole = document(text)
    for place in places(ranked(whole), limit):
        stretch = place.stretch
        assert len(stretch.text) <= CHARACTERS or len(stretch.sentences) == 1
        assert all(one.end <= other.start for one, other in pairwise(stretch.sentences))
        spoken = [span.of(stretch.text) for span in stretch.sentences]
        kept = [span.of(whole.text) for span in place.sentences]
        assert spoken == kept
