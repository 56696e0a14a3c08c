"""An answer that quotes a decision says where a later meeting repealed it."""

from __future__ import annotations

import datetime
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.expired import expiry_worded
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.proof import proof
from assistant.knowledge.repealed import with_repealed
from assistant.language.figures import missing
from assistant.records import (
    AUDIENCES,
    Answer,
    Audience,
    Citation,
    Document,
    Filters,
    Question,
    Sentence,
    Span,
    Within,
)
from assistant.settings.settings import Settings

RULE = "Fahrten werden mit 25 Euro je Tag bezahlt."
OTHER = "Der Kai wird gestrichen."
REPEAL = "Der Beschluss vom 20. Juni 2023 wird aufgehoben."
EARLIER = paper(
    f"# Hafenrat 3\n\nSitzung vom 20. Juni 2023\n\n## Reisekosten\n\nBeschluss: {RULE}\n\n"
    f"## Kai\n\nBeschluss: {OTHER}\n",
    "rat-3.md",
    type="minutes",
    topic="Reisen",
    date=datetime.date(2023, 6, 20),
)
LATER_TEXT = (
    f"# Hafenrat 9\n\nSitzung vom 4. Februar 2025\n\n## Reisekosten\n\nBeschluss: {REPEAL} Es gelten 32 Euro je Tag.\n"
)


def later(audience: Audience = "public") -> Document:
    return paper(LATER_TEXT, "rat-9.md", audience, type="minutes", date=datetime.date(2025, 2, 4))


def quoting(*quoted: tuple[Document, str]) -> Answer:
    citations = []
    for number, (document, words) in enumerate(quoted, 1):
        start = document.text.index(words)
        quote = proof(document, Span(start, start + len(words))).quote(document.info, {})
        citations.append(Citation(number, quote))
    sentences = tuple(Sentence(one.quote.text, (one.number,)) for one in citations)
    return Answer("Was gilt?", "de", "extractive", sentences, tuple(citations))


def told(data: Path, answer: Answer, *papers: Document, audiences: frozenset[Audience]) -> Answer:
    ingest_documents(data, list(papers), ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        return with_repealed(answer, kept, index, audiences)


STAFF, PUBLIC = frozenset(AUDIENCES), frozenset[Audience](("public",))


def test_a_quoted_decision_that_was_repealed_is_told_with_the_quote_that_says_so(tmp_path: Path) -> None:
    found = told(tmp_path, quoting((EARLIER, RULE)), EARLIER, later(), audiences=PUBLIC)
    [over] = found.expired
    assert over == ("Hafenrat 3", datetime.date(2023, 6, 20), 2, "repealed")
    assert REPEAL in found.citations[1].quote.text
    said = expiry_worded(over, "de")
    assert said == "Nach den Dokumenten ist der Beschluss vom 20. Juni 2023 aufgehoben. [2]"
    assert missing(said.removesuffix(" [2]"), found.citations[1].quote.text) == []
    assert expiry_worded(over, "en").endswith("is repealed. [2]")


def test_the_quote_that_says_so_stands_once(tmp_path: Path) -> None:
    repealing = later()
    answer = quoting((EARLIER, RULE), (repealing, f"Beschluss: {REPEAL} Es gelten 32 Euro je Tag."))
    found = told(tmp_path, answer, EARLIER, repealing, audiences=PUBLIC)
    assert [one.citation for one in found.expired] == [2]
    assert found.citations == answer.citations


@pytest.mark.parametrize(
    ("quoted", "audience", "audiences"),
    [(OTHER, "public", PUBLIC), (RULE, "internal", PUBLIC)],
    ids=["another decision of the meeting", "repealed by minutes that the caller may not see"],
)
def test_nothing_is_told_of_what_stands_or_of_hidden_minutes(
    tmp_path: Path, quoted: str, audience: Audience, audiences: frozenset[Audience]
) -> None:
    answer = quoting((EARLIER, quoted))
    assert told(tmp_path, answer, EARLIER, later(audience), audiences=audiences) == answer


def test_staff_are_told_of_internal_minutes(tmp_path: Path) -> None:
    found = told(tmp_path, quoting((EARLIER, RULE)), EARLIER, later("internal"), audiences=STAFF)
    assert [one.status for one in found.expired] == ["repealed"]


@pytest.mark.parametrize(("within", "is_told"), [(Within(), True), (Within(topic="Reisen"), False)])
def test_a_website_is_told_of_minutes_that_it_searches_in_alone(tmp_path: Path, within: Within, is_told: bool) -> None:
    ingest_documents(tmp_path, [EARLIER, later()], ToyEmbedder(), 64)
    settings = Settings.model_validate({"data": tmp_path, "embedding_model": "toy", "wrong_answers": 100})
    assistant = Assistant(settings, Given(ToyEmbedder()))
    assistant.warm_up()
    with closing(assistant):
        found = assistant.ask(
            Question("Mit wie viel Euro je Tag werden Fahrten bezahlt?", filters=Filters(within=within))
        )
    assert found.citations
    assert [one.status for one in found.expired] == ["repealed"] * is_told
    assert any(one.quote.document.path.endswith("rat-9.md") for one in found.citations) == is_told
