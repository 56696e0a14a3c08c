"""A real model words answers through the protocol of OpenAI: whatever it writes, only what is proved is shown."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from made import CloseEmbedder, document, match, passages
from small_model import small_model

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.answering.verify import verify
from assistant.answering.writing.draft import DraftReader
from assistant.answering.writing.model import model_of
from assistant.answering.writing.prompt import Shown, messages
from assistant.answering.writing.talk import BrokenOffError, Listener, Talk
from assistant.indexing.ingest import ingest_documents
from assistant.records import Answer, Question
from assistant.settings.settings import Settings

pytestmark = pytest.mark.slow

DOCUMENTS = (
    document("# Opening hours\n\nThe office is open on Monday from 9 to 12.", "hours.md", language="en"),
    document("# Network\n\nThe network has 48 member firms.", "network.md", language="en"),
    document("# Director\n\nMaria Keller is the director of the workshop.", "director.md", language="en"),
)
QUESTIONS = (
    "How many member firms does the network have?",
    "On which day is the office open?",
    "Who is the director of the workshop?",
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings that name the small model, and a data folder with three documents."""
    data = tmp_path_factory.mktemp("data")
    ingest_documents(data, DOCUMENTS, CloseEmbedder("toy"), 32)
    values = {"data": data, "embedding_model": "toy", "llm": "openai:smollm2", "llm_max_tokens": 200}
    with small_model() as address:
        yield Settings.model_validate({**values, "llm_base_url": address, "llm_timeout_seconds": 240})


@pytest.fixture
def assistant(settings: Settings) -> Iterator[Assistant]:
    made = Assistant(settings, Given(CloseEmbedder("toy")))
    made.warm_up()
    yield made
    made.close()


def test_its_server_writes_by_the_schema(settings: Settings) -> None:
    shown = [Shown(match(source, passages(source)[0]).hit, source) for source in DOCUMENTS]
    talk = Talk(model_of(settings), max_tokens=200)
    reader = DraftReader()
    pieces = talk.stream(messages(Question(QUESTIONS[0]), shown, "en"), lambda: float("inf"), threading.Event())
    with closing(talk), suppress(BrokenOffError):  # longer than it may is no fault of form
        for piece in pieces:
            reader.feed(piece)  # raises where the form is another
    assert reader.text.startswith("{")
    assert '"answerable": ' in reader.text


def test_what_it_writes_is_shown_as_far_as_it_is_proved(assistant: Assistant) -> None:
    modes = []
    for question in QUESTIONS:
        told: list[Answer] = []
        found = assistant.ask(Question(question, language="en"), Listener(told.append))
        modes.append(found.mode)
        quotes = {citation.number: citation.quote for citation in found.citations}
        for sentence in found.sentences:
            assert verify(sentence.text, [quotes[number] for number in sentence.citations]).is_backed
        if found.mode == "generated":
            assert told[-1].sentences == found.sentences
        elif found.citations:
            assert found.fallback is not None
    assert "generated" in modes
