"""What is said in a conversation besides questions: replied to, or answered by the last question once more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import document, match, passages, quote_of

from assistant.answering.cite import cite
from assistant.answering.conversing import asked_back, conversed
from assistant.records import Answer, Filters, Listing, Question

ASKED = "Wie hoch ist der Bonus?"
SOURCE = document("# Bonus\n\nDer Bonus beträgt 200 Euro.\n\n# Frist\n\nDer Antrag ist bis Mai zu stellen.\n")


class Desk:
    """Answers each question with the bonus, found beside the deadline; keeps what it was asked."""

    def __init__(self, listing: Listing | None = None) -> None:
        self.asked: list[Question] = []
        self._listing = listing

    def answer(self, question: Question) -> Answer:
        self.asked.append(question)
        cited = cite([quote_of(SOURCE, "Der Bonus beträgt 200 Euro.")], is_sure=True)
        read = tuple(match(SOURCE, passage).hit for passage in passages(SOURCE, 12))
        language = question.language or "de"
        return Answer(question.text, language, "extractive", *cited, related=read, listing=self._listing)


def test_small_talk_is_replied_to_and_asks_nobody() -> None:
    desk = Desk()
    found = conversed(Question("Danke!", history=(ASKED,)), desk.answer)
    assert (found.status, found.reason, found.reply, found.related) == ("abstained", "no_question", "thanks", ())
    assert not desk.asked


@pytest.mark.parametrize("text", ["?", "??", "...", "🤔"])
def test_signs_without_a_word_are_answered_by_asking_for_a_question(text: str) -> None:
    desk = Desk()
    found = conversed(Question(text, history=(ASKED,)), desk.answer)
    assert (found.reason, found.reply) == ("no_question", "wordless")
    assert not desk.asked


@pytest.mark.parametrize(
    ("text", "history", "language"),
    [("Danke!", (), "de"), ("thanks", (ASKED,), "en"), ("ok", ("What is the bonus?",), "en"), ("ok", (), "de")],
)
def test_a_reply_is_in_the_language_that_is_spoken(text: str, history: tuple[str, ...], language: str) -> None:
    assert conversed(Question(text, history=history), Desk().answer).language == language
    assert conversed(Question(text, language="en", history=history), Desk().answer).language == "en"


def test_a_question_is_asked_without_what_is_polite_around_it_and_goes_on_from_questions_alone() -> None:
    desk = Desk()
    history = ("Hallo", f"Hallo, {ASKED}", "ok super", "quelle?")
    conversed(Question("Danke! Und bis wann?", history=history), desk.answer)
    assert [(one.text, one.history) for one in desk.asked] == [("Und bis wann?", (ASKED,))]


@pytest.mark.parametrize(
    ("text", "language"), [("Quelle?", None), ("auf Deutsch bitte", "de"), ("in English please", "en")]
)
def test_words_about_the_answer_before_ask_its_question_again(text: str, language: str | None) -> None:
    desk = Desk()
    taken = frozenset({"lab"})
    asked = Question(text, history=("Wer zahlt?", f"Hallo, {ASKED}", "danke"), history_without=taken)  # type: ignore[arg-type]
    found = conversed(asked, desk.answer)
    (again,) = desk.asked
    assert (again.text, again.history, again.language) == (ASKED, ("Wer zahlt?",), language)
    assert again.without_filters == taken
    assert (found.status, found.resolved) == ("answered", ASKED)


def test_who_wants_more_gets_what_was_found_and_not_cited() -> None:
    found = conversed(Question("mehr dazu", history=(ASKED,)), Desk().answer)
    assert (found.reason, found.reply, found.resolved) == ("no_question", "more", ASKED)
    assert ["bis Mai" in hit.passage.text for hit in found.related] == [True]


def test_who_wants_more_of_a_list_gets_the_list_that_leads_to_all() -> None:
    listing = Listing("/funding", 9)
    assert conversed(Question("noch was?", history=(ASKED,)), Desk(listing).answer).listing == listing


@pytest.mark.parametrize(("text", "reply"), [("Wo steht das?", "unclear"), ("in English please", "about")])
def test_where_nothing_was_asked_before_they_are_replied_to(text: str, reply: str) -> None:
    found = conversed(Question(text, history=("Hallo",)), Desk().answer)
    assert (found.reason, found.reply) == ("no_question", reply)


def test_a_single_word_that_begins_a_conversation_is_looked_for() -> None:
    desk = Desk()
    assert conversed(Question("Quelle"), desk.answer).citations
    assert desk.asked[0].text == "Quelle"


def test_an_abstention_stays_one_when_it_is_asked_for_again() -> None:
    def declined(question: Question) -> Answer:
        return replace(Desk().answer(question), sentences=(), citations=(), reason="below_threshold")

    assert conversed(Question("mehr dazu", history=(ASKED,)), declined).reason == "below_threshold"


def test_who_says_for_what_he_asks_money_is_not_asked_back() -> None:
    asked = Question("Wir wollen umbauen, gibt es da Geld?")
    assert asked_back(Answer(asked.text, "de", "extractive", reason="below_threshold"), asked) is None
    bare = replace(asked, text="Gibt es da Geld?")
    assert asked_back(Answer(bare.text, "de", "extractive", reason="below_threshold"), bare)


@pytest.mark.parametrize(
    "text",
    [
        "Was kostet uns das?",
        "Wer ist dafür zuständig?",
        "Und bis wann?",
        "Bis wann?",
        "Who decided that?",
        "Fasse die Studie zusammen",
    ],
)
def test_a_first_question_that_goes_on_from_something_is_asked_back_unless_its_answer_is_sure(text: str) -> None:
    asked = Question(text)
    sure = Desk().answer(asked)
    for guess in (replace(sure, is_unsure=True), Answer(text, "de", "extractive", reason="below_threshold")):
        back = asked_back(guess, asked)
        assert back
        assert (back.reply, back.reason, back.citations) == ("unclear", "no_question", ())
        assert asked_back(guess, replace(asked, history=(ASKED,))) is None
        assert asked_back(guess, replace(asked, filters=Filters(documents=frozenset({"a"})))) is None
        assert asked_back(guess, replace(asked, text=ASKED)) is None
    assert asked_back(sure, asked) is None


@pytest.mark.parametrize(
    "text", ["Was kostet das 2025?", "Was kostet das im März?", "Und 2024?", "What about 2024?", "Gilt das noch 2026?"]
)
def test_a_first_question_that_names_nothing_but_a_time_is_asked_back_even_if_its_answer_seems_sure(text: str) -> None:
    back = asked_back(Desk().answer(Question(text)), Question(text))
    assert back
    assert (back.reply, back.citations) == ("unclear", ())


@pytest.mark.parametrize(
    "text",
    [
        "Wer war am 3. Mai 2023 dabei?",
        "Wie hoch war der Bonus 2025?",
        "Was ist 2025 passiert?",
        "Was kostet das Rad 2025?",
    ],
)
def test_a_sure_answer_to_a_question_that_names_more_than_a_time_stays(text: str) -> None:
    assert asked_back(Desk().answer(Question(text)), Question(text)) is None
