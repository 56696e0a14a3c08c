"""What an ingestion run looks at: files below the named paths, ready documents, or what the catalogue holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from assistant.errors import ReadingError
from assistant.indexing.catalog import Catalog
from assistant.indexing.drafting import Known
from assistant.reading.document import Task
from assistant.records import AUDIENCES, Audience, Document, DocumentType


class Source(NamedTuple):
    """One document before it is read. `label` is what people call it; both functions may raise ReadingError.

    `fingerprint` is cheap; if it is the one that the catalogue knows, `read` is not called.
    """

    location: str
    label: str
    fingerprint: Callable[[], str]
    read: Callable[[], Document]


def files(
    paths: Sequence[Path], data: Path, *, audience: Audience | None, type: DocumentType | None
) -> Iterator[Source]:
    """The files below `paths`, save those of the data folder itself and those that corpus.toml ignores.

    Raises:
        UsageError: one of `paths` does not exist.
        SettingsError: a corpus.toml is wrong.
    """
    from assistant.reading.document import fingerprint
    from assistant.reading.rules import Rules
    from assistant.reading.walk import walk

    own = data.resolve()
    rules: dict[Path, Rules] = {}
    for path, root in walk(paths):
        if path.resolve().is_relative_to(own):
            continue
        if root not in rules:
            rules[root] = Rules.find(root)
        task = Task(path, root, rules[root], audience, type)
        if rules[root].ignores(task.inside):
            continue
        yield Source(task.location, str(path), partial(fingerprint, task), partial(_only, task))


def _only(task: Task) -> Document:
    from assistant.reading.document import read_documents

    return read_documents(task).documents[0]


def ready(documents: Iterable[Document]) -> Iterator[Source]:
    """Documents that were read elsewhere; they change when anything about them does."""
    for document in documents:
        yield Source(document.location, document.info.path, partial(_fingerprint, document), partial(_same, document))


def _fingerprint(document: Document) -> str:
    return f"{document.content_hash}-{document.info}"


def _same(document: Document) -> Document:
    return document


def catalogued(catalog: Catalog, generation: int, live: Mapping[str, Known]) -> Iterator[Source]:
    """The published documents, read from the catalogue, with the fingerprints that they were read with."""
    for location, known in live.items():
        fingerprint = known.recipe.fingerprint
        yield Source(location, location, partial(str, fingerprint), partial(_stored, catalog, generation, known.id))


def _stored(catalog: Catalog, generation: int, document_id: str) -> Document:
    document = catalog.document(generation, document_id, frozenset(AUDIENCES))
    if document is None:
        raise ReadingError("file_gone", path=document_id)
    return document
