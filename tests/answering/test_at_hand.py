"""Conversations: a follow-up is asked of the document that the answer before quotes, before all others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from made import CloseEmbedder, document

from assistant.answering.ask import answer
from assistant.answering.at_hand import speaks_of, topic
from assistant.answering.explain import Recorder
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.records import Answer, DocumentInfo, Filters, Question
from assistant.retrieving.retrieve import Retriever

QUAY, SHIPYARD = (
    document(
        f"# {name}\n\nDer {name} trägt {percent} Prozent der Kosten.\n\n# Kontakt\n\nAnsprechpartner ist {person}.\n\n"
        f"# Stichtag\n\nDer Stichtag ist der 15. {month} eines Jahres.\n\n"
        f"# Mole\n\nDie Probefahrt dauert {percent} Tage.",
        f"{name}.md",
        title=f"Merkblatt {name}",
    )
    for name, percent, person, month in (
        ("Kaifonds", 40, "Frau Kranz", "März"),
        ("Werftfonds", 60, "Herr Anker", "Mai"),
    )
)
# What says the same as both of them in more of the words of the follow-up.
NEARER = document("Wer ist hier der Ansprechpartner? Der Ansprechpartner ist hier Frau Tau.", "tau.md")
CHAPEL = document("# Kapelle\n\nDie Kapelle spielt am Sonntag um 11 Uhr.", "kapelle.md")
ASKED = "Wie viel Prozent der Kosten trägt der Werftfonds?"
FOLLOWING = "Wer ist da der Ansprechpartner?"


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    data: Path = tmp_path_factory.mktemp("at_hand")
    embedder = CloseEmbedder()
    ingest_documents(data, [QUAY, SHIPYARD, NEARER, CHAPEL], embedder, 64)
    with closing(Index.open(data, embedder.name)) as index:
        yield Retriever(index, embedder)


def asked(retriever: Retriever, text: str, *history: str, at_hand: DocumentInfo | None = SHIPYARD.info) -> Answer:
    return answer(Question(text, history=history or (ASKED,)), retriever, at_hand=lambda _: at_hand)


def quoted(found: Answer) -> set[str]:
    return {one.quote.document.title for one in found.citations}


def test_a_follow_up_is_answered_from_the_document_at_hand(retriever: Retriever) -> None:
    found = asked(retriever, FOLLOWING)
    assert quoted(found) == {"Merkblatt Werftfonds"}
    assert found.sentences[0].text == "Ansprechpartner ist Herr Anker."
    assert found.filters == Filters()
    assert asked(retriever, FOLLOWING, at_hand=QUAY.info).sentences[0].text == "Ansprechpartner ist Frau Kranz."


def test_it_says_of_which_document_it_was_understood_to_ask(retriever: Retriever) -> None:
    assert asked(retriever, FOLLOWING).resolved == f"{FOLLOWING} (Merkblatt Werftfonds)"


def test_what_asks_the_same_of_something_else_is_told_with_what_was_asked(retriever: Retriever) -> None:
    told = asked(retriever, "Und für Vereine?").resolved or ""
    assert told == "Wie viel Prozent der Kosten trägt der Werftfonds für Vereine? (Merkblatt Werftfonds)"


def test_what_the_document_does_not_answer_is_asked_of_all(retriever: Retriever) -> None:
    assert CHAPEL.info.title in quoted(asked(retriever, "Und wann spielt die Kapelle?"))


def test_a_question_of_its_own_about_what_the_document_does_not_name_is_asked_of_all(retriever: Retriever) -> None:
    found = asked(retriever, "Wann spielt die Kapelle?")
    assert (quoted(found), found.resolved) == ({CHAPEL.info.title}, None)


def test_a_question_of_its_own_about_what_the_document_names_goes_on_with_it(retriever: Retriever) -> None:
    found = asked(retriever, "Wie viele Tage dauert die Probefahrt?")
    assert quoted(found) == {"Merkblatt Werftfonds"}
    assert found.resolved == "Wie viele Tage dauert die Probefahrt? (Merkblatt Werftfonds)"


def test_the_first_question_of_a_conversation_has_no_document_at_hand(retriever: Retriever) -> None:
    assert answer(Question(ASKED), retriever, at_hand=lambda _: pytest.fail("asked for")).resolved is None


def test_a_caller_who_says_where_to_look_is_obeyed(retriever: Retriever) -> None:
    within = Question(FOLLOWING, filters=Filters(documents=frozenset({QUAY.id})), history=(ASKED,))
    assert quoted(answer(within, retriever, at_hand=lambda _: SHIPYARD.info)) == {"Merkblatt Kaifonds"}


def test_a_follow_up_about_another_time_is_asked_of_all(retriever: Retriever) -> None:
    watch = Recorder()
    answer(Question("Und im Juni 2023?", history=(ASKED,)), retriever, at_hand=lambda _: SHIPYARD.info, watch=watch)
    assert all(not step.filters.documents for step in watch.steps)


@pytest.mark.parametrize(
    ("history", "text", "before"),
    [
        ((ASKED,), ASKED, ()),
        ((ASKED, "Und bis wann?"), ASKED, ()),
        (("Was ist der Kaifonds?", ASKED, FOLLOWING), ASKED, ("Was ist der Kaifonds?",)),
        ((ASKED, "Wann spielt die Kapelle?"), "Wann spielt die Kapelle?", (ASKED,)),
    ],
)
def test_the_topic_is_what_began_what_the_last_question_was_about(
    history: tuple[str, ...], text: str, before: tuple[str, ...]
) -> None:
    found = topic(Question("Und wer?", history=history, history_without=frozenset({"date"})))
    assert (found.text, found.history) == (text, before)
    assert found.without_filters == (frozenset({"date"}) if history[-1] == text else frozenset())


@pytest.mark.parametrize(
    ("text", "is_spoken_of"),
    [
        ("Wie lange dauert die Probefahrt?", True),
        ("Wie lange dauert die Fahrt?", True),
        ("wann ist der nächste stichtag?", True),
        ("Wann spielt die Kapelle?", False),
        ("Wer bezahlt die Probefahrt der Kapelle?", False),
    ],
)
def test_a_document_speaks_of_a_question_whose_words_it_holds(text: str, is_spoken_of: bool) -> None:
    assert speaks_of(text, SHIPYARD) == is_spoken_of
