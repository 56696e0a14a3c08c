"""What is kept of one person: handed out, or removed.

Somebody who signed in is known by the subject that the sign-in gave. A visitor is known by nothing but what only he
has: the id of an answer, or of a conversation.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, or_, select

from assistant.feedback.answer_ids import read_whenever
from assistant.feedback.box import FeedbackBox
from assistant.feedback.store import FeedbackStore
from assistant.settings.settings import Settings
from assistant.web.shared.audit_log import Actor, AuditLog
from assistant.web.shared.sessions import digest_of
from assistant.web.shared.store import FILE, SharedStore
from assistant.web.shared.tables import conversations, sessions
from assistant.web.shared.tables import log as AUDIT  # noqa: N812 - a table

Kind = Literal["subject", "answer", "conversation"]
# What identifies a browser and is of no use to anybody else; it would only be one more copy.
_WITHHELD = ("digest", "proof")

# Who did it, where that was removed.
NOBODY = "-"

Rows = dict[str, list[dict[str, Any]]]


class Person(NamedTuple):
    """How somebody names himself."""

    kind: Kind
    value: str


def kept_of(settings: Settings, person: Person) -> Rows:
    """The rows that are kept, by the name of their table, without secrets.

    Raises:
        InputError: this server did not give that answer.
        StorageError: a database cannot be read.
    """
    if person.kind == "answer":
        return {name: [row] for name, row in _of_answer(settings, person.value, is_removed=False).items()}
    if not _is_there(settings):
        return {}
    with closing(SharedStore(settings.folder)) as store, store.transaction() as connection:
        found = {table.name: _found(connection, table, condition) for table, condition in _rows(person)}
    return {name: [_shown(row) for row in rows] for name, rows in found.items() if rows}


def remove(settings: Settings, person: Person) -> int:
    """Removes and overwrites it; gives the number of rows. What the audit log says was done stays, without who did it.

    Raises as `kept_of` does.
    """
    if person.kind == "answer":
        return len(_of_answer(settings, person.value, is_removed=True))
    if not _is_there(settings):
        return 0
    with closing(SharedStore(settings.folder)) as store:
        with store.transaction() as connection:
            removed = sum(_remove(connection, table, condition) for table, condition in _rows(person))
        store.overwrite()
    return removed


def note(settings: Settings, done: str, person: Person, count: int) -> None:
    """Writes into the audit log that it was done, not for whom. Raises StorageError."""
    with closing(SharedStore(settings.folder)) as store:
        AuditLog(store, settings.audit_days).add(Actor(NOBODY), done, {"asked_for": person.kind, "count": count})


def _found(connection: Connection, table: Table, condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table).where(condition)).mappings()]


def _remove(connection: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    """Rows of the audit log are never changed: nameless ones take their place, at the end."""
    found = _found(connection, table, condition)
    connection.execute(delete(table).where(condition))
    if found and table is AUDIT:
        nameless = [{**row, "who": NOBODY, "name": ""} for row in found]
        connection.execute(insert(table), [{key: row[key] for key in row if key != "number"} for row in nameless])
    return len(found)


def _of_answer(settings: Settings, answer: str, *, is_removed: bool) -> dict[str, dict[str, Any]]:
    """What is, or was, kept of the answer; staff may also name it as an export does, by its key."""
    if not FeedbackStore.is_there(settings.folder):
        return {}
    with closing(FeedbackBox(settings.folder, settings.keep_questions_days)) as box:
        key = read_whenever(answer, box.store.secret).key if "." in answer else answer
        found = box.store.of_answer(key)
        if is_removed:
            box.store.erase(key)
        return found


def _rows(person: Person) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    if person.kind == "conversation":
        yield conversations, conversations.c.digest == digest_of(person.value)
        return
    yield sessions, or_(sessions.c.subject == person.value, sessions.c.name == person.value)
    yield AUDIT, or_(AUDIT.c.who == person.value, AUDIT.c.name == person.value)


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _WITHHELD}


def _is_there(settings: Settings) -> bool:
    return bool(settings.database_url) or (settings.folder.path / FILE).is_file()
