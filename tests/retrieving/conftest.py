"""One index of small documents for all tests of the room."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import pytest
from fakes import ToyEmbedder

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.records import Audience, Block, Document, DocumentInfo, DocumentType
from assistant.retrieving.retrieve import Retriever

SUBJECTS = ("Batterie", "Wasserstoff", "Gießerei", "Software", "Getriebe", "Sensorik", "Leichtbau", "Ladepunkt")
TYPES: Sequence[DocumentType] = ("press_release", "study")


def made(number: int, subject: str, audience: Audience) -> Document:
    text = f"Die {subject} steht im Mittelpunkt.\nDer Bericht {number} der Kammer erklärt die Förderung der {subject}."
    first = text.index("\n")
    info = DocumentInfo(
        id=f"{audience}{number}",
        path=f"{audience}/{number}.txt",
        title=f"Bericht {number}",
        type=TYPES[number % 2],
        audience=audience,
        language="de",
        date=datetime.date(2020 + number, 5, 3) if number < 6 else None,
    )
    blocks = (Block("paragraph", 0, first), Block("paragraph", first + 1, len(text)))
    return Document(info, f"/corpus/{info.path}", info.id, text, blocks)


@pytest.fixture(scope="session")
def documents() -> list[Document]:
    """One public document on each subject, and an internal one on each as well."""
    audiences: tuple[Audience, ...] = ("public", "internal")
    return [made(number, subject, audience) for audience in audiences for number, subject in enumerate(SUBJECTS)]


@pytest.fixture(scope="session")
def retriever(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    data = tmp_path_factory.mktemp("data")
    embedder = ToyEmbedder(dimension=256)
    ingest_documents(data, documents, embedder, 64)
    index = Index.open(data, embedder.name)
    yield Retriever(index, embedder)
    index.close()
