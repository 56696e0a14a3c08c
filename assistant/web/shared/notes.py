"""Notes: what one worker found out for all workers, as JSON under a name."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from sqlalchemy import select

from assistant.web.shared.store import SharedStore
from assistant.web.shared.tables import notes


class Note(NamedTuple):
    """`version` says what it was made from."""

    version: str
    content: Any


def write(store: SharedStore, name: str, note: Note) -> None:
    """Keeps the note in the place of the one before. Raises StorageError."""
    values = {"version": note.version, "content": json.dumps(note.content, ensure_ascii=False)}
    new = store.insert(notes).values(name=name, **values)
    with store.statements() as connection:
        connection.execute(new.on_conflict_do_update(index_elements=[notes.c.name], set_=values))


def read(store: SharedStore, name: str) -> Note | None:
    """The note of that name. Raises StorageError."""
    with store.statements() as connection:
        row = connection.execute(select(notes.c.version, notes.c.content).where(notes.c.name == name)).first()
    return Note(row[0], json.loads(row[1])) if row else None
