"""The store of feedback: a database of its own, because it is derived from nothing and survives every ingestion.

Every call is one transaction, so a killed process loses at most the one that it was about to make. What is removed is
overwritten in the file (secure_delete), and the log before it is emptied.
"""

from __future__ import annotations

import datetime
import os
import secrets
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sqlalchemy import URL, Connection, Engine, Table, create_engine, delete, event, insert, select, update

from assistant.errors import StorageError
from assistant.feedback.given import Given, Place
from assistant.feedback.tables import SCHEMA_VERSION, answered, cited, counts, metadata, questions, state, votes
from assistant.records import Audience, Language, Mode, Reason
from assistant.storage.troubles import explained_storage

FILE = "feedback.sqlite"
MOST_QUESTIONS = 2000  # so many of the newest are looked at; grouping them takes .5 s of a core (2026-11-25)
MOST_DOCUMENTS = 20
_OPENING_SECONDS = 30

Verdict = Literal["helpful", "wrong"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A question that is kept: it had no answer (then there is a `reason`), or one that was marked wrong."""

    answer: str
    day: datetime.date
    text: str
    history: tuple[str, ...]
    reason: Reason | None
    mode: Mode
    audience: Audience
    language: Language
    places: tuple[Place, ...]
    is_wrong: bool
    comment: str
    in_gold: bool


class Counted(NamedTuple):
    """So many questions of one day had no answer."""

    day: datetime.date
    reason: Reason
    audience: Audience
    language: Language
    number: int


class Answered(NamedTuple):
    """So many questions of one day had an answer."""

    day: datetime.date
    audience: Audience
    language: Language
    mode: Mode
    number: int


class Cited(NamedTuple):
    """So many answers of one day cite the document of that id."""

    day: datetime.date
    document: str
    number: int


class Vote(NamedTuple):
    """What was said of an answer. `question`, `comment` and `in_gold` are there while the question is kept."""

    answer: str
    day: datetime.date
    verdict: Verdict
    mode: Mode
    documents: Sequence[str]
    question: str | None
    comment: str | None
    in_gold: bool | None


class Verdicts(NamedTuple):
    """How many answers were marked so, and of the wrong ones how many cite a document (by its id), the most cited."""

    helpful: int
    wrong: int
    wrong_documents: Mapping[str, int]


class FeedbackStore:
    """Thread-safe: each call takes a connection of its own from the pool."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder
        self.secret = b""

    @classmethod
    def open(cls, folder: Path, today: datetime.date | None = None) -> FeedbackStore:
        """The store in the data folder, made if there is none; for its owner only, because it may hold questions.

        One of an earlier version is brought up to this one and keeps what it holds; from then on answers are counted.

        Raises:
            StorageError: it cannot be made or read, or another version of the program wrote it.
        """
        from filelock import FileLock

        with explained_storage(folder):
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock((folder / FILE).with_suffix(".lock"), timeout=_OPENING_SECONDS):
                os.close(os.open(folder / FILE, os.O_CREAT | os.O_RDWR, 0o600))
                store = cls(_engine(folder / FILE), folder)
                try:
                    store._begin(today or datetime.date.today())
                except BaseException:
                    store.close()
                    raise
        return store

    def _begin(self, today: datetime.date) -> None:
        metadata.create_all(self._engine)
        with self._engine.begin() as connection:
            if connection.execute(select(state.c.only)).first() is None:
                new = {"schema_version": SCHEMA_VERSION, "secret": secrets.token_bytes(32), "answers_since": today}
                connection.execute(insert(state).values(only=1, **new))
            found, self.secret = connection.execute(select(state.c.schema_version, state.c.secret)).one()
            if found == 1:
                connection.exec_driver_sql("ALTER TABLE state ADD COLUMN answers_since DATE")
                tomorrow = today + datetime.timedelta(days=1)  # of today some answers are not counted
                connection.execute(update(state).values(schema_version=SCHEMA_VERSION, answers_since=tomorrow))
        if found not in (1, SCHEMA_VERSION):
            raise StorageError("feedback_version", path=self._folder / FILE, found=found, expected=SCHEMA_VERSION)

    def close(self) -> None:
        self._engine.dispose()

    # What visitors do

    def note(self, one: Given) -> None:
        """Counts an answer; the question of one that abstains is kept if it is there."""
        place = {"day": one.day, "audience": one.audience, "language": one.language}
        with self._transaction() as connection:
            if one.reason is not None:
                _count(connection, counts, {**place, "reason": one.reason})
            else:
                _count(connection, answered, {**place, "mode": one.mode})
            for document in one.documents:
                _count(connection, cited, {"day": one.day, "document": document})
            if one.reason is not None and one.question:
                connection.execute(insert(questions).values(**_row(one, is_wrong=False, comment="")))

    def vote(self, one: Given, verdict: Verdict, comment: str) -> None:
        """Takes the verdict, in the place of an earlier one on the same answer; and what it means for its question."""
        values = {"day": one.day, "verdict": verdict, "mode": one.mode, "documents": one.documents}
        with self._transaction() as connection:
            _put(connection, votes, {"answer": one.key}, values, values)
            if one.question:
                _judge(connection, one, verdict, comment)

    # What staff see and do

    def kept(self, since: datetime.date) -> list[Kept]:
        """The questions kept since that day, the newest first, at most MOST_QUESTIONS."""
        query = select(questions).where(questions.c.day >= since)
        query = query.order_by(questions.c.day.desc(), questions.c.answer).limit(MOST_QUESTIONS)
        with self._transaction() as connection:
            return [_kept(row) for row in connection.execute(query).mappings()]

    def counted(self, since: datetime.date) -> list[Counted]:
        """The questions without an answer since that day, the newest first."""
        query = select(counts).where(counts.c.day >= since).order_by(counts.c.day.desc(), *counts.primary_key)
        with self._transaction() as connection:
            return [Counted(*row) for row in connection.execute(query)]

    def answered(self, since: datetime.date) -> list[Answered]:
        """The questions with an answer since that day, the newest first."""
        query = select(answered).where(answered.c.day >= since).order_by(answered.c.day.desc(), *answered.primary_key)
        with self._transaction() as connection:
            return [Answered(*row) for row in connection.execute(query)]

    def cited(self, since: datetime.date) -> list[Cited]:
        """The documents that answers since that day cite, the newest first."""
        query = select(cited).where(cited.c.day >= since).order_by(cited.c.day.desc(), cited.c.document)
        with self._transaction() as connection:
            return [Cited(*row) for row in connection.execute(query)]

    @property
    def answers_since(self) -> datetime.date:
        """The first day whose answers are all counted."""
        with self._transaction() as connection:
            since: datetime.date = connection.execute(select(state.c.answers_since)).scalar_one()
        return since

    def votes(self, since: datetime.date) -> list[Vote]:
        """What was said of the answers since that day, the newest first."""
        query = select(votes, questions.c.text, questions.c.comment, questions.c.in_gold)
        query = query.outerjoin(questions, questions.c.answer == votes.c.answer).where(votes.c.day >= since)
        with self._transaction() as connection:
            return [Vote(*row) for row in connection.execute(query.order_by(votes.c.day.desc(), votes.c.answer))]

    def verdicts(self, since: datetime.date) -> Verdicts:
        """The votes on answers that were given since that day."""
        with self._transaction() as connection:
            rows = connection.execute(select(votes.c.verdict, votes.c.documents).where(votes.c.day >= since)).all()
        total = Counter(verdict for verdict, _ in rows)
        wrong = Counter(id for verdict, documents in rows if verdict == "wrong" for id in documents)
        return Verdicts(total["helpful"], total["wrong"], dict(wrong.most_common(MOST_DOCUMENTS)))

    def mark_gold(self, answers: Collection[str]) -> None:
        """The questions became a gold line: they stay until their time is over, so that the same ones join them."""
        with self._transaction() as connection:
            connection.execute(update(questions).where(questions.c.answer.in_(answers)).values(in_gold=True))

    def remove(self, answers: Collection[str]) -> None:
        with self._transaction() as connection:
            connection.execute(delete(questions).where(questions.c.answer.in_(answers)))
        self._overwrite()

    def purge(self, before: datetime.date) -> int:
        """Removes the questions of the days before that one; gives their number. Counts and votes stay.

        What was withdrawn by a vote, or removed by a process that was killed, is overwritten as well.
        """
        with self._transaction() as connection:
            removed = connection.execute(delete(questions).where(questions.c.day < before)).rowcount
        self._overwrite()
        return removed

    def _overwrite(self) -> None:
        """Empties SQLite's log of writes, which still holds what was removed from the database itself."""
        if self._engine.dialect.name == "sqlite":
            with explained_storage(self._folder), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with explained_storage(self._folder), self._engine.begin() as connection:
            yield connection


def _put(
    connection: Connection, table: Table, key: Mapping[str, Any], changed: Mapping[str, Any], new: Mapping[str, Any]
) -> None:
    """Changes the row of that key, or inserts it: in one transaction, which the update makes the only writing one."""
    condition = [table.c[name] == value for name, value in key.items()]
    if not connection.execute(update(table).where(*condition).values(**changed)).rowcount:
        connection.execute(insert(table).values(**key, **new))


def _count(connection: Connection, table: Table, key: Mapping[str, Any]) -> None:
    """One more of that key."""
    _put(connection, table, key, {"count": table.c.count + 1}, {"count": 1})


def _judge(connection: Connection, one: Given, verdict: Verdict, comment: str) -> None:
    """A wrong answer brings its question among those kept; the opposite verdict takes it away again.

    An abstention is among them already, whatever is said of it.
    """
    if verdict == "helpful" and one.reason is None:
        connection.execute(delete(questions).where(questions.c.answer == one.key))
        return
    said = {"is_wrong": verdict == "wrong", "comment": comment if verdict == "wrong" else ""}
    changed = update(questions).where(questions.c.answer == one.key).values(**said)
    if not connection.execute(changed).rowcount and verdict == "wrong":
        connection.execute(insert(questions).values(**_row(one, is_wrong=True, comment=comment)))


def _row(one: Given, *, is_wrong: bool, comment: str) -> dict[str, Any]:
    return {
        "answer": one.key,
        "day": one.day,
        "text": one.question,
        "history": list(one.history),
        "reason": one.reason,
        "mode": one.mode,
        "audience": one.audience,
        "language": one.language,
        "places": [list(place) for place in one.places],
        "is_wrong": is_wrong,
        "comment": comment,
        "in_gold": False,
    }


def _kept(row: Mapping[Any, Any]) -> Kept:
    values = dict(row)
    places = tuple(Place(*place) for place in values.pop("places"))
    return Kept(**{**values, "history": tuple(values["history"]), "places": places})


def _engine(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    """WAL lets the list be read while answers are noted; NORMAL survives a kill."""
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}").close()
