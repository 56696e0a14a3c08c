"""All documents with their state, for the staff: what is held and what failed, filtered, sorted, as JSON and as CSV."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.indexing.inventory import IndexedDocument, inventory
from assistant.indexing.report import failure_worded
from assistant.indexing.runs import IngestionRun, latest_runs
from assistant.language.terms import alphabetical, in_plain_letters
from assistant.messages import text
from assistant.reading.describing.superseding import superseded
from assistant.records import Audience, DocumentInfo, DocumentType, Language
from assistant.spreadsheet import as_csv
from assistant.storage.folder import DataFolder
from assistant.web.contract import listed_json, warnings_worded
from assistant.web.fields import Blank, Name

ROWS = 50
# A failure is told until a later run has gone over the same paths.
RUNS_LOOKED_AT = 100

State = Literal["indexed", "warned", "copied", "superseded", "failed"]
Sort = Literal["title", "-title", "date", "-date", "type", "-type", "lab", "-lab", "path", "-path"]
STATES: tuple[State, ...] = ("indexed", "warned", "copied", "superseded", "failed")
SORTS = ("title", "date", "type", "lab", "path")
_COLUMNS = (
    *("state", "title", "type", "date", "lab", "topic", "audience", "version", "superseded_by", "supersedes"),
    *("pages", "passages", "path", "copies", "warnings", "reason", "remedy", "link"),
)


class DocumentsQuery(BaseModel):
    """Which documents are wanted, and in which order; a blank field lets everything through."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[Name | None, Blank] = None
    type: Annotated[DocumentType | None, Blank] = None
    lab: Annotated[Name | None, Blank] = None
    audience: Annotated[Audience | None, Blank] = None
    state: Annotated[State | None, Blank] = None
    sort: Sort = "title"
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    lang: str | None = None  # of the words: visitor.py reads it


@dataclass(frozen=True, slots=True)
class Row:
    """A document of the index, or (`held` is None) a file that became none, with why and what to do."""

    path: str
    held: IndexedDocument | None = None
    newer: DocumentInfo | None = None
    older: tuple[DocumentInfo, ...] = ()
    failure: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.held.info.title if self.held else Path(self.path).name

    def is_in(self, state: State) -> bool:
        held = self.held
        match state:
            case "indexed":
                return held is not None
            case "warned":
                return held is not None and bool(held.warnings)
            case "copied":
                return held is not None and bool(held.copies)
            case "superseded":
                return self.newer is not None
            case "failed":
                return held is None


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """The rows that are wanted in their order, and what there is to choose from."""

    rows: Sequence[Row]
    total: int
    counts: dict[State, int]
    labs: Sequence[str]


def listing(data: Path | DataFolder, query: DocumentsQuery) -> DocumentsPage:
    """Raises StorageError when the catalogue cannot be read."""
    rows = [*_held(inventory(data)), *_failed(latest_runs(data, RUNS_LOOKED_AT))]
    counts: dict[State, int] = {state: sum(row.is_in(state) for row in rows) for state in STATES}
    labs = sorted({row.held.info.lab for row in rows if row.held and row.held.info.lab}, key=alphabetical)
    wanted = [row for row in rows if _passes(row, query)]
    return DocumentsPage(_sorted(wanted, query.sort), len(rows), counts, labs)


def _held(found: Sequence[IndexedDocument]) -> Iterable[Row]:
    newest = superseded([held.info for held in found])
    by_id = {held.info.id: held.info for held in found}
    older: dict[str, list[DocumentInfo]] = defaultdict(list)
    for id, newer in newest.items():
        older[newer.id].append(by_id[id])
    for held in found:
        id = held.info.id
        yield Row(held.info.path, held, newest.get(id), tuple(older.get(id, ())))


def _failed(runs: Sequence[IngestionRun]) -> Iterable[Row]:
    """The failures that no later run over the same path, or a folder above it, has made good, each path once."""
    covered: set[str] = set()
    for number, run in enumerate(run for run in runs if run.status == "finished"):
        if number and not run.paths:  # nobody noted what it went over
            continue
        failed = {failure["path"]: failure for failure in (run.report or {}).get("failed", ())}
        for path, failure in failed.items():
            if covered.isdisjoint((path, *map(str, Path(path).parents))):
                yield Row(path, failure=failure)
        covered.update(run.paths, failed)


def _passes(row: Row, query: DocumentsQuery) -> bool:
    info = row.held.info if row.held else None
    return (
        _says(row, in_plain_letters(query.q or "").split())
        and query.type in (None, info and info.type)
        and query.lab in (None, info and info.lab)
        and query.audience in (None, info and info.audience)
        and (query.state is None or row.is_in(query.state))
    )


def _says(row: Row, words: Sequence[str]) -> bool:
    """Whether title, topic or a path holds each of the folded words."""
    if not words:
        return True
    copies, topic = (row.held.copies, row.held.info.topic or "") if row.held else ((), "")
    said = in_plain_letters(" ".join((row.title, topic, row.path, *copies)))
    return all(word in said for word in words)


def _sorted(rows: Iterable[Row], sort: Sort) -> list[Row]:
    """By one field, what has none last, whichever way round; within it by title and path."""
    name = sort.removeprefix("-")
    in_order = sorted(rows, key=lambda row: (alphabetical(row.title), alphabetical(row.path), row.path))
    fields = [(_field(row, name), row) for row in in_order]
    stated = sorted((one for one in fields if one[0]), key=itemgetter(0), reverse=sort.startswith("-"))
    return [row for _, row in stated] + [row for field, row in fields if not field]


def _field(row: Row, name: str) -> str:
    if name in ("title", "path"):
        return alphabetical(getattr(row, name))
    return alphabetical(str(getattr(row.held.info, name) or "")) if row.held else ""


# JSON and CSV


def listing_json(found: DocumentsPage, query: DocumentsQuery, language: Language) -> dict[str, Any]:
    """A page of the list; `total` counts what is wanted, `documents` and `failures` everything there is."""
    first = (query.page - 1) * ROWS
    return {
        "total": len(found.rows),
        "page": query.page,
        "pages": max(1, -(-len(found.rows) // ROWS)),
        "counts": found.counts,
        "rows": [row_json(row, language) for row in found.rows[first : first + ROWS]],
    }


def row_json(row: Row, language: Language) -> dict[str, Any]:
    """A row. `state` is "indexed" or "failed"; of a failed file only path, reason and remedy are known."""
    held = row.held
    if held is None:
        return {"state": "failed", **failure_worded(row.failure, language)}
    return {
        "state": "indexed",
        **listed_json(held.info, row.newer),
        "supersedes": [{"id": info.id, "title": info.title} for info in row.older],
        "pages": held.pages,
        "passages": held.passages,
        "source": held.source,
        "copies": list(held.copies),
        "warnings": warnings_worded(held.warnings, language),
        "link": f"/documents/{held.info.id}",
    }


def listing_csv(found: DocumentsPage, language: Language, server: str) -> str:
    """A line for each row that is wanted, as a German spreadsheet opens it; `server` is put before the links."""
    names = [text(f"documents_field_{column}", language) for column in _COLUMNS]
    return as_csv([names, *(_cells(row, language, server) for row in found.rows)])


def _cells(row: Row, language: Language, server: str) -> list[str]:
    state = text("documents_state_indexed" if row.held else "documents_state_failed", language)
    told = {"state": state, "title": row.title, "path": row.path}
    held = row.held
    if held is None:
        told |= failure_worded(row.failure, language)
    else:
        info = held.info
        told |= {
            "type": text(f"element_type_{info.type}", language),
            "date": info.date.isoformat() if info.date else "",
            "lab": info.lab or "",
            "topic": info.topic or "",
            "audience": text(f"documents_audience_{info.audience}", language),
            "version": info.version or "",
            "superseded_by": row.newer.title if row.newer else "",
            "supersedes": " | ".join(older.title for older in row.older),
            "pages": str(held.pages or ""),
            "passages": str(held.passages),
            "copies": " | ".join(held.copies),
            "warnings": " | ".join(warnings_worded(held.warnings, language)),
            "link": f"{server}/documents/{info.id}",
        }
    return [told.get(column, "") for column in _COLUMNS]
