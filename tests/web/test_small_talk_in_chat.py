"""Small talk over HTTP: a reply in the place of an answer, examples to begin with, and nothing kept of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from web_fakes import FakeAssistant
from web_serving import Served, serve

from assistant.web.interfaces.markdown import rest_of

EXAMPLES = {"de": ["Was ist neu?", "Wer zahlt?", "Bis wann?", "Und wo?"], "en": ["What is new?"]}
FUNDED = "Wie wird die Weiterbildung gefördert?"
CONTACT = "beratung@netz.example"


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def served(assistant: FakeAssistant) -> Iterator[Served]:
    with serve(assistant, examples=EXAMPLES, contact=CONTACT, keep_questions_days=30) as served:
        yield served


@pytest.mark.parametrize(
    ("text", "begins", "suggested"),
    [("Hallo", "Guten Tag!", EXAMPLES["de"][:3]), ("What can you do?", "I am a program", EXAMPLES["en"])],
)
def test_it_says_what_it_can_do_and_what_to_ask(served: Served, text: str, begins: str, suggested: list[str]) -> None:
    body = served.ask(text).json()
    assert (body["status"], body["reason"], body["citations"]) == ("abstained", "no_question", [])
    assert body["reply"].startswith(begins)
    assert (body["suggested"], body["related"], body["answer_id"]) == (suggested, [], None)


def test_an_answer_has_no_reply(served: Served) -> None:
    assert "reply" not in served.ask(FUNDED).json()


def test_thanks_for_an_answer_are_no_question_of_the_conversation(served: Served, assistant: FakeAssistant) -> None:
    conversation = served.ask(FUNDED).json()["conversation_id"]
    thanked = served.ask("Danke!", conversation_id=conversation).json()
    assert (thanked["conversation_id"], thanked["suggested"]) == (conversation, [])
    served.ask("Und bis wann?", conversation_id=conversation)
    assert assistant.asked[-1].history == (FUNDED,)


def test_where_it_stands_is_the_same_answer_again(served: Served) -> None:
    first = served.ask(FUNDED).json()
    again = served.ask("Wo steht das?", conversation_id=first["conversation_id"]).json()
    assert (again["citations"], again["resolved"]) == (first["citations"], FUNDED)


@pytest.mark.parametrize(("language", "told"), [("de", "Gern geschehen."), ("en", "Gern geschehen.")])
def test_the_page_without_script_shows_the_reply_alone(served: Served, language: str, told: str) -> None:
    page = served.client.get("/", params={"q": "Danke!", "lang": language}).text
    card = page.partition('class="card"')[2].partition("</section>")[0]
    assert told in card
    for other in (CONTACT, "Dazu habe ich keine", "I have no well-founded", 'name="verdict"'):
        assert other not in card


def test_a_stream_ends_with_the_reply(served: Served) -> None:
    told = served.ask("Danke!", headers={"Accept": "text/event-stream"}).text
    done = json.loads(told.partition("event: done\ndata: ")[2].partition("\n")[0])
    assert done["reply"].startswith("Gern geschehen.")


def test_markdown_shows_the_reply_and_the_examples(served: Served) -> None:
    told = rest_of(served.ask("Hallo").json(), "http://netz.example", "de")
    assert told.startswith("Guten Tag!")
    assert "Zum Beispiel: Was ist neu?" in told
    assert CONTACT not in told
