"""Conversations: a follow-up is asked of the document that the answer before quotes, before all others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from made import CloseEmbedder, document, quote_of

from assistant.answering.ask import answer
from assistant.answering.at_hand import AtHand, quoted_first, speaks_of, topic
from assistant.answering.cite import cite
from assistant.answering.explain import Recorder
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.language.subject import own_stems
from assistant.records import Answer, DocumentInfo, Filters, Listing, Question
from assistant.retrieving.retrieve import Retriever

QUAY, SHIPYARD = (
    document(
        f"# {name}\n\nDer {name} trägt {percent} Prozent der Kosten.\n\n# Kontakt\n\nAnsprechpartner ist {person}.\n\n"
        f"Telefon: 0531 44{percent}-11\n\n"
        f"# Stichtag\n\nDer Stichtag ist der 15. {month} eines Jahres.\n\n"
        f"# Mole\n\nDie Probefahrt dauert {percent} Tage.\n\n# Andere Mittel\n\nDer {other} darf dazukommen.\n\n"
        "# Ausschluss\n\nNicht förderfähig ist die Beratung.",
        f"{name}.md",
        title=f"Merkblatt {name}",
        type="funding",
    )
    for name, percent, person, month, other in (
        ("Kaifonds", 40, "Frau Kranz", "März", "Werftfonds"),
        ("Werftfonds", 60, "Herr Anker", "Mai", "Kaifonds"),
    )
)
# What says the same as both of them in more of the words of the follow-up.
NEARER = document("Wer ist hier der Ansprechpartner? Der Ansprechpartner ist hier Frau Tau.", "tau.md")
HALL = document("Telefonnummer: 0531 7700-0", "halle.md")
CHAPEL = document("# Kapelle\n\nDie Kapelle spielt am Sonntag um 11 Uhr.", "kapelle.md")
ASKED = "Wie viel Prozent der Kosten trägt der Werftfonds?"
FOLLOWING = "Wer ist da der Ansprechpartner?"


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    data: Path = tmp_path_factory.mktemp("at_hand")
    embedder = CloseEmbedder()
    ingest_documents(data, [QUAY, SHIPYARD, NEARER, CHAPEL, HALL], embedder, 64)
    with closing(Index.open(data, embedder.name)) as index:
        yield Retriever(index, embedder)


def asked(
    retriever: Retriever,
    text: str,
    *history: str,
    at_hand: DocumentInfo | None = SHIPYARD.info,
    is_of_topic: bool = True,
) -> Answer:
    given = AtHand(at_hand, is_of_topic) if at_hand else None
    return answer(Question(text, history=history or (ASKED,)), retriever, at_hand=lambda _: given)


def quoted(found: Answer) -> set[str]:
    return {one.quote.document.title for one in found.citations}


def test_a_follow_up_is_answered_from_the_document_at_hand(retriever: Retriever) -> None:
    found = asked(retriever, FOLLOWING)
    assert quoted(found) == {"Merkblatt Werftfonds"}
    assert found.sentences[0].text == "Ansprechpartner ist Herr Anker."
    assert found.filters == Filters()
    assert asked(retriever, FOLLOWING, at_hand=QUAY.info).sentences[0].text == "Ansprechpartner ist Frau Kranz."


def test_a_number_is_asked_for_of_the_document_at_hand_and_not_of_one_that_has_the_word(retriever: Retriever) -> None:
    assert quoted(asked(retriever, "Welche Telefonnummer?")) == {"Merkblatt Werftfonds"}


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


@pytest.mark.parametrize("text", ["Und beim Kaifonds?", "Wie viel Prozent der Kosten trägt der Kaifonds?"])
def test_what_names_another_programme_leaves_the_document_though_that_names_it_too(
    retriever: Retriever, text: str
) -> None:
    found = asked(retriever, text, "Wie viel Prozent der Kosten werden beim Werftfonds getragen?")
    assert found.sentences[0].text == "Der Kaifonds trägt 40 Prozent der Kosten."
    assert "(Merkblatt" not in (found.resolved or "")


def test_what_the_document_at_hand_excludes_is_an_answer_though_another_programme_may_pay(retriever: Retriever) -> None:
    found = asked(retriever, "Wird da die Beratung gefördert?")
    assert found.sentences[0].text == "Nicht förderfähig ist die Beratung."
    assert not found.is_unsure


def test_what_may_be_about_a_topic_without_an_answer_is_not_asked_of_the_document_of_one_before(
    retriever: Retriever,
) -> None:
    history = (ASKED, "Was kosten Mondraketen?")
    found = asked(retriever, FOLLOWING, *history, is_of_topic=False)
    assert found.resolved == f"Mondraketen: {FOLLOWING}"
    found = asked(retriever, "Und wie lange dauert die Probefahrt?", *history, is_of_topic=False)
    assert quoted(found) == {"Merkblatt Werftfonds"}


def test_a_question_of_its_own_that_names_nothing_is_asked_of_all(retriever: Retriever) -> None:
    watch = Recorder()
    text = "Welche Förderungen gibt es?"
    answer(Question(text, history=(ASKED,)), retriever, at_hand=lambda _: AtHand(SHIPYARD.info), watch=watch)
    assert watch.steps
    assert all(not step.filters.documents for step in watch.steps)


def test_a_question_behind_another_in_the_same_text_goes_on_with_the_answer_to_that(retriever: Retriever) -> None:
    text = f"{ASKED} {FOLLOWING}"
    found = answer(Question(text), retriever, at_hand=lambda _: pytest.fail("made again"))
    assert [sentence.text for sentence in found.sentences][:2] == [
        "Der Werftfonds trägt 60 Prozent der Kosten.",
        "Ansprechpartner ist Herr Anker.",
    ]
    assert str(found.resolved).endswith(f"{FOLLOWING} (Merkblatt Werftfonds)")


def test_the_filters_of_the_topic_that_are_in_force_are_told(retriever: Retriever) -> None:
    found = asked(retriever, "Und für Vereine?", "Wie viel Prozent der Kosten trägt er laut Förderrichtlinie?")
    assert found.understood == {"type"}
    assert found.filters == Filters(type="funding")


def test_the_first_question_of_a_conversation_has_no_document_at_hand(retriever: Retriever) -> None:
    assert answer(Question(ASKED), retriever, at_hand=lambda _: pytest.fail("asked for")).resolved is None


def test_a_caller_who_says_where_to_look_is_obeyed(retriever: Retriever) -> None:
    within = Question(FOLLOWING, filters=Filters(documents=frozenset({QUAY.id})), history=(ASKED,))
    assert quoted(answer(within, retriever, at_hand=lambda _: AtHand(SHIPYARD.info))) == {"Merkblatt Kaifonds"}


def test_a_follow_up_about_another_time_is_asked_of_all(retriever: Retriever) -> None:
    watch = Recorder()
    answer(
        Question("Und im Juni 2023?", history=(ASKED,)), retriever, at_hand=lambda _: AtHand(SHIPYARD.info), watch=watch
    )
    assert watch.steps
    assert all(not step.filters.documents for step in watch.steps)


@pytest.mark.parametrize(
    ("history", "text", "before"),
    [
        ((ASKED,), ASKED, ()),
        ((ASKED, "Und bis wann?"), ASKED, ()),
        (("Was ist der Kaifonds?", ASKED, FOLLOWING), ASKED, ("Was ist der Kaifonds?",)),
        ((ASKED, "Wann spielt die Kapelle?"), "Wann spielt die Kapelle?", (ASKED,)),
        ((ASKED, "Und für Vereine?"), ASKED, ()),
        ((ASKED, "Und beim Kaifonds?"), "Und beim Kaifonds?", (ASKED,)),
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
        ("Was ist ein Ta?", False),  # a part of "Stichtag"
    ],
)
def test_a_document_speaks_of_a_question_whose_words_it_holds(text: str, is_spoken_of: bool) -> None:
    assert speaks_of(own_stems(text), SHIPYARD) == is_spoken_of


def test_a_list_from_several_documents_has_none_at_hand() -> None:
    cited = cite([quote_of(one, f"Der {one.info.path[:-3]} trägt") for one in (SHIPYARD, QUAY)], is_sure=True)
    found = Answer(ASKED, "de", "extractive", *cited)
    assert quoted_first(found) == SHIPYARD.info
    assert quoted_first(replace(found, listing=Listing("/programme", 2))) is None
    assert quoted_first(Answer(ASKED, "de", "extractive", reason="below_threshold")) is None


@pytest.mark.parametrize(
    ("declined", "is_of_topic"), [("Wie teuer ist die Probefahrt nach Kiel?", True), ("Was kosten Mondraketen?", False)]
)
def test_a_topic_without_an_answer_may_be_about_the_document_of_the_one_before(
    declined: str, is_of_topic: bool
) -> None:
    assert AtHand(SHIPYARD.info).behind(declined, SHIPYARD).is_of_topic == is_of_topic
    assert not AtHand(SHIPYARD.info, is_of_topic=False).behind(declined, SHIPYARD).is_of_topic
