"""All documents of a data folder, with what staff want to know of each: file, copies, pages, passages, warnings."""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select

from assistant.indexing.catalog import Catalog
from assistant.indexing.tables import INFO, documents, info_of, passages, visible
from assistant.language.terms import alphabetical
from assistant.notices import Notice
from assistant.records import DocumentInfo
from assistant.storage.folder import DataFolder

_COLUMNS = (*INFO, documents.c.source, documents.c.warnings)


class IndexedDocument(NamedTuple):
    """A document of the index. `source` is its file on the disk, `copies` are the paths of files with its content.

    `pages` is 0 for formats without pages.
    """

    info: DocumentInfo
    source: str
    warnings: tuple[Notice, ...]
    pages: int
    passages: int
    copies: tuple[str, ...]


def inventory(data: Path | DataFolder) -> list[IndexedDocument]:
    """Every document of the published generation, by path as people sort; none where nothing was ever ingested.

    Raises:
        StorageError: the catalogue cannot be read.
    """
    try:
        catalog = Catalog.open(DataFolder.of(data))
    except FileNotFoundError:
        return []
    with closing(catalog):
        return _inventory(catalog, catalog.state().generation)


def _inventory(catalog: Catalog, generation: int) -> list[IndexedDocument]:
    pages = func.json_array_length(documents.c.pages).label("pages")
    number = select(func.count()).where(passages.c.document_row == documents.c.row).scalar_subquery().label("passages")
    originals = and_(visible(generation), ~documents.c.is_copy)
    rows = catalog.rows(select(*_COLUMNS, pages, number).where(originals))
    copies = _copies(catalog, and_(visible(generation), documents.c.is_copy))
    found = [
        IndexedDocument(
            info_of(row),
            row["source"],
            tuple(map(Notice.from_json, row["warnings"])),
            row["pages"],
            row["passages"],
            tuple(copies.get(row["id"], ())),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (alphabetical(one.info.path), one.info.path, one.info.id))


def _copies(catalog: Catalog, condition: ColumnElement[bool]) -> dict[str, list[str]]:
    found = defaultdict(list)
    for row in catalog.rows(select(documents.c.id, documents.c.path).where(condition)):
        found[row["id"]].append(row["path"])
    return {id: sorted(paths, key=lambda path: (alphabetical(path), path)) for id, paths in found.items()}
