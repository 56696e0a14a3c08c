"""How a question was understood, over HTTP and in the page without script."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import pytest
from web_fakes import CAUTION, NAMES, NOT_MENTIONED, OVER, Doubtful, FakeAssistant, Late, Naming
from web_serving import Served, serve

from assistant.answering.several_questions import each_part
from assistant.answering.understanding.following import resolve
from assistant.answering.writing.talk import Listener
from assistant.records import Answer, Question
from assistant.web.chat.pages import cut_at_marks
from assistant.web.contract import answer_json

FUNDED = "Wie wird die Weiterbildung gefördert?"
UNKNOWN = "Wie heißt die Hauptstadt von Burkina Faso?"


class Follower(FakeAssistant):
    """A FakeAssistant that follows a conversation and takes questions apart."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        return each_part(question, self._part)

    def _part(self, question: Question) -> Answer:
        resolved = resolve(question.text, question.history)
        found = super().ask(replace(question, text=resolved.query))
        self.asked[-1] = question
        return replace(found, question=question.text, resolved=None if resolved.since is None else resolved.text)


@pytest.fixture
def assistant() -> Follower:
    return Follower()


@pytest.fixture
def served(assistant: Follower) -> Iterator[Served]:
    with serve(assistant) as running:
        yield running


def test_a_question_that_stands_alone_was_understood_as_it_is(served: Served) -> None:
    body = served.ask(FUNDED).json()
    assert (body["resolved"], body["unanswered"]) == (None, [])


def test_a_follow_up_says_what_it_was_understood_as(served: Served) -> None:
    known = served.ask(FUNDED).json()["conversation_id"]
    body = served.ask("Und bis wann?", conversation_id=known).json()
    assert body["resolved"] == "Weiterbildung: Und bis wann?"
    assert body["status"] == "answered"


def test_parts_without_an_answer_are_named_beside_the_sentences(served: Served) -> None:
    body = served.ask(f"{FUNDED} {UNKNOWN}").json()
    assert body["unanswered"] == [UNKNOWN]
    assert body["resolved"] == f"{FUNDED} {UNKNOWN}"
    assert UNKNOWN not in body["answer"]


def test_what_was_taken_away_stays_away_as_long_as_the_topic_lasts(served: Served, assistant: Follower) -> None:
    known = served.ask(FUNDED, without_filters=["date"]).json()["conversation_id"]
    served.ask("Und bis wann?", conversation_id=known)
    served.ask("Und wo?", conversation_id=known)
    assert assistant.asked[-1].history_without == {"date"}
    served.ask("Wer leitet die Gießerei Musterstadt?", conversation_id=known)
    served.ask("Und wo?", conversation_id=known)
    assert assistant.asked[-1].history_without == frozenset()


class OtherReader(FakeAssistant):
    """A FakeAssistant that reads every question against its words, in one way."""

    def __init__(self, read: Literal["goes_on", "begins"]) -> None:
        super().__init__()
        self.read = read

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        return replace(super().ask(question, listener), read_otherwise=self.read)


@pytest.mark.parametrize(
    ("read", "history"),
    [("goes_on", (f"und {FUNDED[0].lower()}{FUNDED[1:]}", "und bis wann?")), ("begins", ("Bis wann?",))],
)
def test_what_follows_a_question_finds_it_as_it_was_read(
    read: Literal["goes_on", "begins"], history: tuple[str, ...]
) -> None:
    assistant = OtherReader(read)
    with serve(assistant) as served:
        known = served.ask(FUNDED).json()["conversation_id"]
        served.ask("Bis wann?", conversation_id=known)
        served.ask("Und wo?", conversation_id=known)
    assert assistant.asked[-1].history == history


def test_a_question_asked_again_does_not_follow_itself_however_it_was_read() -> None:
    assistant = OtherReader("goes_on")
    with serve(assistant) as served:
        known = served.ask(FUNDED).json()["conversation_id"]
        served.ask(FUNDED, conversation_id=known, without_filters=["date"])
    assert assistant.asked[-1].history == ()


def test_the_page_without_script_says_it_too(served: Served) -> None:
    page = served.client.get("/", params={"q": f"{FUNDED} {UNKNOWN}"}).text.partition("</script>")[2]
    assert f'<p class="note understood" lang="de">Verstanden als: {FUNDED} {UNKNOWN}</p>' in page
    assert f'<p class="unanswered">Dazu habe ich nichts Belegtes gefunden: {UNKNOWN}</p>' in page
    alone = served.client.get("/", params={"q": FUNDED}).text.partition("</script>")[2]
    assert 'understood"' not in alone
    assert 'class="unanswered"' not in alone


@pytest.mark.parametrize(("asked", "status"), [(FUNDED, "answered"), (UNKNOWN, "abstained")])
def test_what_no_passage_mentions_is_named_in_answer_and_abstention(asked: str, status: str) -> None:
    with serve(Naming()) as served:
        body = served.ask(asked).json()
        page = served.client.get("/", params={"q": asked}).text.partition("</script>")[2]
        english = served.client.get("/", params={"q": asked, "lang": "en"}).text.partition("</script>")[2]
    assert (body["status"], body["not_mentioned"]) == (status, list(NAMES))
    assert f'<p class="unmentioned">{html.escape(NOT_MENTIONED)}</p>' in page
    assert "Not mentioned in the matching passages: “Förderlinie &lt;b&gt;5&lt;/b&gt;”, “*Kassel*”.</p>" in english


def test_where_all_is_mentioned_nothing_is_said(served: Served) -> None:
    for asked in (FUNDED, UNKNOWN):
        assert served.ask(asked).json()["not_mentioned"] == []
        assert "unmentioned" not in served.client.get("/", params={"q": asked}).text


def test_an_answer_of_a_model_names_it_too() -> None:
    found = replace(Naming().ask(Question(FUNDED)), mode="generated")
    assert answer_json(found, conversation_id="", contact="")["not_mentioned"] == list(NAMES)


def test_a_doubtful_answer_says_so_before_its_sentences() -> None:
    with serve(Doubtful()) as served:
        body = served.ask(FUNDED).json()
        page = served.client.get("/", params={"q": FUNDED}).text.partition("</script>")[2]
        english = served.client.get("/", params={"q": FUNDED, "lang": "en"}).text.partition("</script>")[2]
    assert body["caution"] == CAUTION
    said = f'<p class="caution" lang="de">{CAUTION}</p>'
    assert page.index(said) < page.index('class="sentences"')
    assert said in english, "in the language of the answer"


def test_a_sure_answer_and_an_abstention_carry_no_caution(served: Served) -> None:
    for asked in (FUNDED, UNKNOWN):
        assert served.ask(asked).json()["caution"] is None
        assert 'class="caution"' not in served.client.get("/", params={"q": asked}).text


def test_programmes_that_are_over_are_named() -> None:
    with serve(Late()) as served:
        body = served.ask(FUNDED).json()
        page = served.client.get("/", params={"q": FUNDED}).text.partition("</script>")[2]
    assert body["expired"] == [
        {"title": "Bonus <b>A</b>", "status": "expired", "day": "2020-03-31", "citation": 1, "text": OVER},
        {
            "title": "Bonus B",
            "status": "paused",
            "day": None,
            "citation": 1,
            "text": "Nach den Dokumenten nimmt „Bonus B“ zurzeit keine Anträge an. [1]",
        },
    ]
    said = html.escape(OVER.removesuffix(" [1]"))
    spaced = page.replace("\N{NO-BREAK SPACE}", " ")  # a day stays on one line
    assert f'<p class="conflict" lang="de">{said}<a class="citation" href="#source-1">1</a>' in spaced


def test_brackets_in_a_notice_are_words_where_nothing_is_cited_by_them() -> None:
    said = "Liste A [] und B [2]. [1]"
    assert cut_at_marks(said, []) == [said]
    assert cut_at_marks(said, [{"number": 1}]) == ["Liste A [] und B [2].", "1", ""]


def test_the_words_of_a_question_are_never_markup(served: Served) -> None:
    page = served.client.get("/", params={"q": f"{FUNDED} Wie hoch ist <b>Burkina</b> Faso?"}).text
    assert "<b>" not in page
