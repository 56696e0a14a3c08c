"""What became of each file of an ingestion run, and how far a run is."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from assistant.messages import worded
from assistant.notices import Notice
from assistant.records import Document, Language
from assistant.storable import storable

SECONDS_BETWEEN_NOTES = 1.0
# What may come of a file in a run, by the names of a report.
OUTCOMES = ("added", "updated", "unchanged", "removed", "failed")


class Failure(NamedTuple):
    """A file that did not become a document: why, and what to do."""

    path: str
    why: Notice


class Warned(NamedTuple):
    """Something that a person should know about a document that was taken in."""

    path: str
    warning: Notice


@dataclass(slots=True)
class Report:
    """Counts of documents against what was published before the run; `passages` is what the index holds after it."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: list[Failure] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    passages: int = 0
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        return 1 if self.failed else 0

    def warn(self, document: Document) -> None:
        """Notes what the reader said about a document that is new or changed."""
        self.warnings.extend(Warned(document.info.path, warning) for warning in document.warnings)

    def as_json(self) -> dict[str, Any]:
        """What is kept of the run, in no language yet. A name of a file that is no UTF-8 has U+FFFD there: Python reads
        half of a surrogate pair in it, which strict JSON and databases refuse."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "failed": [{"path": storable(one.path), "why": one.why.as_json()} for one in self.failed],
            "warnings": [{"path": storable(one.path), "warning": one.warning.as_json()} for one in self.warnings],
            "passages": self.passages,
            "seconds": round(self.seconds, 3),
        }


def report_worded(report: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """The object of the contract (docs and `ingest.py --json`), of what `Report.as_json` gave."""
    failed = [failure_worded(one, language) for one in report["failed"]]
    warnings = [
        {"path": one["path"], "warning": worded(Notice.from_json(one["warning"]), language).message}
        for one in report.get("warnings", ())  # the first reports had none
    ]
    return {**report, "failed": failed, "warnings": warnings}


def failure_worded(failure: Mapping[str, Any], language: Language) -> dict[str, str]:
    """A failed file of a report: path, reason and remedy. One from before notices were kept has its words already."""
    if "why" not in failure:
        return dict(failure)
    reason, remedy = worded(Notice.from_json(failure["why"]), language)
    return {"path": failure["path"], "reason": reason, "remedy": remedy}


class Progress(Protocol):
    """Is told how far a run is."""

    def begin(self, files: int) -> None:
        """Called once with the number of files that have to be read and embedded."""

    def advance(self, files: float, passages: int) -> None:
        """Called with how many more files (a part of one is a fraction) and passages are done."""

    def end(self) -> None:
        """Nothing more will be done."""


class Silent:
    """Tells nobody."""

    def begin(self, files: int) -> None: ...

    def advance(self, files: float, passages: int) -> None: ...

    def end(self) -> None: ...


class Noted:
    """A Progress that also notes how far the run is: whole numbers of files, done ones and passages, once a second."""

    def __init__(self, inner: Progress, note: Callable[[dict[str, int]], None]) -> None:
        self._inner = inner
        self._note = note
        self._progress = {"files": 0.0, "done": 0.0, "passages": 0.0}
        self._noted = 0.0

    def begin(self, files: int) -> None:
        self._inner.begin(files)
        self._progress["files"] = files
        self._write()

    def advance(self, files: float, passages: int) -> None:
        self._inner.advance(files, passages)
        self._progress["done"] += files
        self._progress["passages"] += passages
        if time.monotonic() - self._noted >= SECONDS_BETWEEN_NOTES:
            self._write()

    def _write(self) -> None:
        self._noted = time.monotonic()
        self._note({name: round(value) for name, value in self._progress.items()})

    def end(self) -> None:
        self._inner.end()
        self._write()
