"""A model's sentence to the quotes that prove it."""

from __future__ import annotations

import numpy as np
import pytest
from entailment_fakes import PERHAPS, YES, KnownEntailment
from made import CloseEmbedder, document, match, passages
from numpy.typing import NDArray
from written import DEADLINE, EXCLUDED, GRANT, LEAFLET, MEMBERS

from assistant.answering.writing.draft import DraftSentence
from assistant.answering.writing.prompt import Shown
from assistant.answering.writing.support import Support, prove
from assistant.records import Document, Language

EMBEDDER = CloseEmbedder()


def shown(*sources: Document, max_tokens: int = 64) -> list[Shown]:
    return [Shown(match(source, passage).hit, source) for source in sources for passage in passages(source, max_tokens)]


def proved(text: str, marks: list[int], *sources: Document, language: Language = "de", max_tokens: int = 64) -> Support:
    return prove(DraftSentence(passages=marks, text=text), shown(*sources, max_tokens=max_tokens), language, embed)


def embed(text: str) -> NDArray[np.float32]:
    return EMBEDDER.embed_query(text)


def quoted(support: Support) -> list[str]:
    return [quote.text for quote in support.quotes]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Mit 80 Prozent der Kosten wird die Weiterbildung von Beschäftigten gefördert.", GRANT),
        ("Anträge nimmt die Förderstelle bis zum 30. Juni 2025 an.", DEADLINE),
        ("Nicht gefördert werden Schulungen, zu denen der Betrieb verpflichtet ist.", EXCLUDED),
    ],
)
def test_the_sentence_that_says_it_is_quoted_alone(text: str, quote: str) -> None:
    marks = [mark for mark, one in enumerate(shown(LEAFLET), 1) if quote in one.hit.passage.text]
    assert marks
    for mark in marks:
        assert quoted(proved(text, [mark], LEAFLET)) == [quote]


def test_what_two_sentences_say_together_has_both_as_quotes() -> None:
    text = (
        "Die Weiterbildung wird mit 80 Prozent der Kosten gefördert, "
        "und die Förderstelle nimmt Anträge bis zum 30. Juni 2025 an."
    )
    marks = list(range(1, len(shown(LEAFLET)) + 1))
    assert set(quoted(proved(text, marks, LEAFLET))) == {GRANT, DEADLINE}


def test_what_a_heading_says_too_is_quoted_from_below_it() -> None:
    source = document("# Bonus\n\n## Formloser Antrag\n\nDer Antrag ist formlos.\n")
    marks = list(range(1, len(shown(source)) + 1))
    assert quoted(proved("Der Antrag ist formlos.", marks, source)) == ["Der Antrag ist formlos."]


def test_a_mark_that_adds_nothing_is_not_cited() -> None:
    other = document("# Kosten\n\nDie Kosten der Weiterbildung sind je Betrieb verschieden.", "andere.md")
    text = "Mit 80 Prozent der Kosten wird die Weiterbildung von Beschäftigten gefördert."
    marks = list(range(1, len(shown(LEAFLET, other)) + 1))
    assert quoted(proved(text, marks, LEAFLET, other)) == [GRANT]


def test_a_mark_is_bad_where_nothing_of_the_sentence_stands() -> None:
    [mark] = [number for number, one in enumerate(shown(LEAFLET, MEMBERS), 1) if one.document is MEMBERS]
    support = proved("Die Weiterbildung wird mit 80 Prozent gefördert.", [mark], LEAFLET, MEMBERS)
    assert (support.quotes, support.bad_marks) == ((), 1)


def test_the_same_mark_twice_counts_once() -> None:
    assert proved("Ganz etwas anderes.", [99, 99, 100], LEAFLET).bad_marks == 2


def test_a_list_item_is_quoted_with_its_lead_in() -> None:
    source = document("Gefördert werden:\n\n- Lehrgänge bei einem Träger\n- Reisekosten nach dem Landesgesetz", "l.md")
    [quote] = proved("Gefördert werden Reisekosten nach dem Landesgesetz.", [1], source).quotes
    assert quote.text.startswith("Gefördert werden:")


def test_a_passage_whose_sentences_are_all_too_long_proves_nothing() -> None:
    source = document("Die Weiterbildung " + "und die Förderung " * 60 + "gelten.", "lang.md")
    support = proved("Die Weiterbildung und die Förderung gelten.", [1], source, max_tokens=400)
    assert (support.quotes, support.bad_marks) == ((), 1)


@pytest.mark.parametrize("text", ["", "   ", "…", "und der die"])
def test_a_sentence_without_content_is_not_proved(text: str) -> None:
    assert proved(text, [1, 2], LEAFLET).quotes == ()


def test_an_address_has_to_stand_in_the_quotes() -> None:
    source = document("Anträge nimmt die Förderstelle unter antrag@netz.example an.", "a.md")
    assert proved("Anträge nimmt die Förderstelle unter antrag@netz.example an.", [1], source).quotes
    assert not proved("Anträge nimmt die Förderstelle unter antrag@dieb.example an.", [1], source).quotes


def test_where_question_and_document_differ_in_language_the_closest_sentence_is_quoted() -> None:
    source = document("# Workshop\n\nMaria Keller leitet die Werkstatt. Der Hof ist groß.", "werkstatt.md")
    marks = list(range(1, len(shown(source)) + 1))
    [quote] = proved("Maria Keller heads the workshop.", marks, source, language="en").quotes
    assert quote.text == "Maria Keller leitet die Werkstatt."


def test_a_sentence_in_other_words_is_proved_by_what_comes_closest_where_a_network_reads_along() -> None:
    text = "Wer sich weiterbildet, bekommt das meiste erstattet."
    marks = list(range(1, len(shown(LEAFLET)) + 1))
    assert not proved(text, marks, LEAFLET).quotes
    found = prove(DraftSentence(passages=marks, text=text), shown(LEAFLET), "de", embed, KnownEntailment({text: YES}))
    assert len(found.quotes) == 1
    assert found.bad_marks == len(marks) - 1


def test_a_network_that_is_not_sure_proves_nothing() -> None:
    text = "Wer sich weiterbildet, bekommt das meiste erstattet."
    marks = list(range(1, len(shown(LEAFLET)) + 1))
    network = KnownEntailment({text: PERHAPS})
    assert not prove(DraftSentence(passages=marks, text=text), shown(LEAFLET), "de", embed, network).quotes
