"""Whatever is asked, the search gives a list in good order, soon, and never an error."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator

import pytest
from bad_questions import AT_RANDOM, LONG_QUESTIONS, QUESTIONS
from hypothesis import HealthCheck, given, settings

from assistant.indexing.embedding.models import load_embedder
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.records import Audience, Document, Filters
from assistant.retrieving.retrieve import Match, Retriever
from assistant.settings.settings import Settings

STAFF: frozenset[Audience] = frozenset({"public", "internal"})
# A question of 2,000 words takes some tens of milliseconds; here for slow machines that do other work.
SECONDS = 30.0


def found(retriever: Retriever, question: str, filters: Filters | None = None) -> list[Match]:
    """What `retriever` finds, proven to be a sensible list that came in time."""
    start = time.monotonic()
    matches = retriever.retrieve(question, audiences=STAFF, filters=filters, k=5)
    assert time.monotonic() - start < SECONDS
    assert len(matches) <= 5
    assert [match.hit.rank for match in matches] == list(range(1, len(matches) + 1))
    assert len({match.hit.passage.id for match in matches}) == len(matches)
    assert all(math.isfinite(match.hit.score) for match in matches)
    assert all(-1.001 <= match.hit.similarity <= 1.001 for match in matches)
    return matches


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_strange_question_finds_something_or_nothing(retriever: Retriever, name: str) -> None:
    first = found(retriever, QUESTIONS[name])
    assert [match.hit for match in found(retriever, QUESTIONS[name])] == [match.hit for match in first]
    found(retriever, QUESTIONS[name], Filters(type="study"))


@pytest.mark.parametrize("name", LONG_QUESTIONS)
def test_a_long_question_is_answered_as_soon(retriever: Retriever, name: str) -> None:
    found(retriever, LONG_QUESTIONS[name])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=AT_RANDOM)
def test_any_characters_do_no_harm(retriever: Retriever, question: str) -> None:
    found(retriever, question)


@pytest.mark.parametrize("noise", ["\0", "\u200b", "\ud800", "\u202e", "\u0301 ", " AND ", ' " ', " * ", " 🔋 "])
def test_signs_without_meaning_do_not_hide_what_is_asked(retriever: Retriever, noise: str) -> None:
    assert found(retriever, f"Wie wird die Gießerei{noise}gefördert?")[0].hit.document.id.endswith("2")


@pytest.fixture(scope="module")
def real_retriever(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    data = tmp_path_factory.mktemp("real")
    embedder = load_embedder(Settings.model_validate({"data": data, "embedding_engine": "torch"}))
    ingest_documents(data, documents, embedder, 192)
    index = Index.open(data, embedder.name)
    yield Retriever(index, embedder)
    index.close()


@pytest.mark.model
def test_the_real_model_takes_any_question(real_retriever: Retriever) -> None:
    for name, question in (QUESTIONS | LONG_QUESTIONS).items():
        assert found(real_retriever, question), name
