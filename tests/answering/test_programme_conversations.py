"""Conversations about programmes with the whole assistant, which keeps questions only and makes its lists again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made import CloseEmbedder
from papers import paper

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.indexing.ingest import ingest_documents
from assistant.records import Audience, Question
from assistant.settings.settings import Settings

PUBLIC: frozenset[Audience] = frozenset({"public"})
PROGRAMME = """# {title}

Antragsberechtigt sind {whom}.

Der Zuschuss beträgt {rate} Prozent.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    data: Path = tmp_path_factory.mktemp("conversations") / "data"
    papers = [
        paper(PROGRAMME.format(title=title, whom=whom, rate=rate), f"{title}.md", audience)
        for title, whom, rate, audience in (
            ("Kaifonds", "Vereine", 30, "public"),
            ("Werftfonds", "kleine und mittlere Unternehmen", 45, "public"),
            ("Flüsterfonds", "Vereine", 97, "internal"),
        )
    ]
    embedder = CloseEmbedder("toy")
    ingest_documents(data, papers, embedder, 64)
    assistant = Assistant(Settings(data=data, embedding_model="toy"), Given(embedder))
    assistant.warm_up()
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("history", "told"),
    [
        (["Welche Programme gibt es für Vereine?"], "Kaifonds: Fördersatz 30 %."),
        (["Welche Programme gibt es für Vereine?", "Und für KMU?"], "Werftfonds: Fördersatz 45 %."),
        (["Welche Programme gibt es für Vereine?", "Und für KMU?", "Wer zahlt das?"], "Werftfonds: Fördersatz 45 %."),
        (["Welche Programme gibt es für Vereine?", "Und wie viel?", "Und für KMU?"], "Werftfonds: Fördersatz 45 %."),
    ],
)
def test_who_goes_on_from_a_list_asks_of_that_of_those_named_last(
    made: Assistant, history: list[str], told: str
) -> None:
    found = made.ask(Question("Und wie viel Prozent?", PUBLIC, history=tuple(history)))
    assert [one.text for one in found.sentences] == [told]


def test_nothing_of_a_programme_for_staff_is_told_to_the_public_behind_a_list(made: Assistant) -> None:
    history = ("Welche Programme gibt es für Vereine?", "Und beim Flüsterfonds?")
    found = made.ask(Question("Und wie viel Prozent?", PUBLIC, history=history))
    assert "97" not in found.text
    assert all(one.quote.document.audience == "public" for one in found.citations)
    staff = made.ask(Question("Und wie viel Prozent?", PUBLIC | {"internal"}, history=history))
    assert [one.text for one in staff.sentences] == ["Flüsterfonds: Fördersatz 97 %."]
