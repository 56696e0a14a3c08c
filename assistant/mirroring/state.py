"""What a mirror knows of its files, in a JSON file beside them. If it is lost, everything is fetched again."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from assistant.storage.atomic_files import atomic_file


class Unfetched(NamedTuple):
    """Why a file did not come: a code of the ERRORS with its values."""

    code: str
    values: Mapping[str, Any]


class State(NamedTuple):
    """`versions` are those of the source by our names; `fetched` is when something last changed here.

    `outgrown` names the files that became too large there: what is here is an earlier version of them. Those that are
    `unfetched` could not be had; of them an earlier version is here, or nothing. `prune`: what is gone there goes here.
    """

    versions: Mapping[str, str] = {}
    attempted: datetime.datetime | None = None
    fetched: datetime.datetime | None = None
    taken_in: datetime.datetime | None = None
    link: str = ""
    outgrown: tuple[str, ...] = ()
    prune: bool = True
    unfetched: Mapping[str, Unfetched] = {}


def read_state(file: Path) -> State:
    """The state in `file`; an empty one where that is missing or broken, so that everything is fetched again."""
    try:
        written = json.loads(file.read_text(encoding="utf-8"))
        attempted, fetched, taken_in = (_moment(written[name]) for name in ("attempted", "fetched", "taken_in"))
        outgrown = tuple(map(str, written.get("outgrown", ())))
        prune = bool(written.get("prune", True))
        failed = written.get("unfetched", {}).items()
        unfetched = {name: Unfetched(str(code), dict(values)) for name, (code, values) in failed}
        versions, link = dict(written["versions"]), str(written["link"])
        return State(versions, attempted, fetched, taken_in, link, outgrown, prune, unfetched)
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return State()


def write_state(file: Path, state: State) -> None:
    written = state._asdict() | {"versions": dict(state.versions), "unfetched": dict(state.unfetched)}
    with atomic_file(file) as beside, beside.open("w", encoding="utf-8") as out:
        json.dump(written, out, ensure_ascii=False, default=lambda moment: moment.isoformat())


def _moment(written: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(written) if written else None
