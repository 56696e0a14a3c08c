"""The store of feedback: a database of its own, because it is derived from nothing and survives every ingestion.

Every call is one transaction, so a killed process loses at most the one that it was about to make. What is removed is
overwritten in the file (secure_delete), and the log before it is emptied.
"""

from __future__ import annotations

import datetime
import secrets
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, text, update

from assistant.errors import StorageError
from assistant.feedback.answer_ids import DocumentSpan, GivenAnswer
from assistant.feedback.tables import FEEDBACK, answered, cited, counts, questions, state, votes
from assistant.records import Audience, Language, Mode, Reason
from assistant.storage import migrating
from assistant.storage.databases import empty_log, engine_of, insert_of, leave
from assistant.storage.errors import explained_storage
from assistant.storage.folder import DataFolder, make_own

# The schema_version of files from before there were revisions; the first counted no answers.
BEFORE_REVISIONS = (1, 2)
_PRAGMAS = ("secure_delete=ON",)
MOST_QUESTIONS = 2000  # so many of the newest are looked at; grouping them takes .5 s of a core (2026-11-25)
MOST_DOCUMENTS = 20
_OPENING_SECONDS = 30

Verdict = Literal["helpful", "wrong"]


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question that is kept: it had no answer (then there is a `reason`), or one that was marked wrong."""

    answer: str
    day: datetime.date
    text: str
    history: tuple[str, ...]
    reason: Reason | None
    mode: Mode
    audience: Audience
    language: Language
    places: tuple[DocumentSpan, ...]
    is_wrong: bool
    comment: str
    in_gold: bool


class Counted(NamedTuple):
    """The `number` of questions of one day that had no answer, by reason, audience and language."""

    day: datetime.date
    reason: Reason
    audience: Audience
    language: Language
    number: int


class Answered(NamedTuple):
    """The `number` of questions of one day that were answered, by audience, language and mode."""

    day: datetime.date
    audience: Audience
    language: Language
    mode: Mode
    number: int


class Cited(NamedTuple):
    """The `number` of answers of one day that cite the document with this id."""

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
    def open(cls, place: Path | DataFolder, today: datetime.date | None = None) -> FeedbackStore:
        """The store of the network, made if there is none; a file is for its owner only: it may hold questions.

        A file of an earlier version is brought up to this one, and keeps what it holds; from then on answers count.

        Raises:
            StorageError: it cannot be made or read, or another version of the program wrote it.
        """
        folder = DataFolder.of(place)
        with explained_storage(folder.path), _alone(folder):
            store = cls(engine_of(folder, folder.feedback, _PRAGMAS), folder.path)
            try:
                store._begin(folder, today or datetime.date.today())
            except BaseException:
                store.close()
                raise
        return store

    @staticmethod
    def is_there(folder: DataFolder) -> bool:
        """Whether anything can have been kept. Raises StorageError where the server does not answer."""
        if not folder.database_url:
            return folder.feedback.exists()
        with explained_storage(folder.path), engine_of(folder, folder.feedback).connect() as connection:
            return migrating.revision_of(connection, FEEDBACK) is not None

    def _begin(self, folder: DataFolder, today: datetime.date) -> None:
        if not migrating.make(self._engine, FEEDBACK, folder.schema):
            self._bring_up(folder)
        new = {"secret": secrets.token_bytes(32), "answers_since": today}
        tomorrow = today + datetime.timedelta(days=1)  # of today some answers are not counted
        with self._engine.begin() as connection:
            insert_new = insert_of(connection)(state)
            connection.execute(insert_new.values(only=1, **new).on_conflict_do_nothing())
            connection.execute(update(state).where(state.c.answers_since.is_(None)).values(answers_since=tomorrow))
            self.secret = connection.execute(select(state.c.secret)).scalar_one()

    def _bring_up(self, folder: DataFolder) -> None:
        """A file of an earlier version to this one; raises StorageError of any other, and of an earlier server."""
        if folder.database_url:
            migrating.check(self._engine, FEEDBACK)
            return
        with self._engine.connect() as connection:
            if not migrating.revision_of(connection, FEEDBACK):
                found = connection.scalar(text("SELECT schema_version FROM state"))
                if found not in (None, *BEFORE_REVISIONS):
                    path, newest = folder.feedback, BEFORE_REVISIONS[-1]
                    raise StorageError("feedback_version", path=path, found=found, expected=newest)
        migrating.migrate(self._engine, FEEDBACK)

    def close(self) -> None:
        leave(self._engine)

    # What visitors do

    def note(self, one: GivenAnswer) -> None:
        """Counts an answer; the question of one that abstains is kept if it is there."""
        place = {"day": one.day, "audience": one.audience, "language": one.language}
        with self._transaction() as connection:
            if one.reason is not None:
                _count(connection, counts, {**place, "reason": one.reason})
            else:
                _count(connection, answered, {**place, "mode": one.mode})
            for document in sorted(one.documents):  # in one order, so that no two wait for each other
                _count(connection, cited, {"day": one.day, "document": document})
            if one.reason is not None and one.question:
                connection.execute(insert(questions).values(**_row(one, is_wrong=False, comment="")))

    def vote(self, one: GivenAnswer, verdict: Verdict, comment: str | None) -> None:
        """Stores the verdict in the place of an earlier one on the same answer, and keeps or drops its question.

        Without a `comment`, that of an earlier verdict stays if the verdict is the same.
        """
        values = {"day": one.day, "verdict": verdict, "mode": one.mode, "documents": one.documents}
        with self._transaction() as connection:
            _put(connection, votes, {"answer": one.key}, values, values)
            if one.question:
                _judge(connection, one, verdict, comment)

    # What staff see and do

    def kept(self, since: datetime.date, most: int | None = MOST_QUESTIONS) -> list[KeptQuestion]:
        """The questions kept since that day, the newest first, at most so many; all of them with None."""
        query = select(questions).where(questions.c.day >= since)
        query = query.order_by(questions.c.day.desc(), questions.c.answer).limit(most)
        with self._transaction() as connection:
            return [_kept(row) for row in connection.execute(query).mappings()]

    def counted(self, since: datetime.date) -> list[Counted]:
        """The questions without an answer since that day, the newest first."""
        return [Counted(*row) for row in self._since(counts, since)]

    def answered(self, since: datetime.date) -> list[Answered]:
        """The questions with an answer since that day, the newest first."""
        return [Answered(*row) for row in self._since(answered, since)]

    def cited(self, since: datetime.date) -> list[Cited]:
        """The documents that answers since that day cite, the newest first."""
        return [Cited(*row) for row in self._since(cited, since)]

    def _since(self, table: Table, since: datetime.date) -> list[Any]:
        """The rows of the days from that one on, the newest day first, and those of one day by their key."""
        query = select(table).where(table.c.day >= since).order_by(table.c.day.desc(), *table.primary_key)
        with self._transaction() as connection:
            return list(connection.execute(query))

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

    def mark_gold(self, answers: Collection[str], *, is_in: bool = True) -> None:
        """Notes that the questions became a gold line, or that they are none any more.

        They stay until their time is over, so that the same ones join them.
        """
        with self._transaction() as connection:
            connection.execute(update(questions).where(questions.c.answer.in_(answers)).values(in_gold=is_in))

    def remove(self, answers: Collection[str]) -> None:
        with self._transaction() as connection:
            connection.execute(delete(questions).where(questions.c.answer.in_(answers)))
        self._overwrite()

    def of_answer(self, answer: str) -> dict[str, dict[str, Any]]:
        """What is kept of one answer: its row in each table that has one, by the name of the table."""
        with self._transaction() as connection:
            found = {
                table.name: connection.execute(select(table).where(table.c.answer == answer)).mappings().first()
                for table in (votes, questions)
            }
        return {name: dict(row) for name, row in found.items() if row}

    def erase(self, answer: str) -> int:
        """Removes what `of_answer` shows, and returns the number of rows. Counts stay: they name nobody."""
        with self._transaction() as connection:
            removed = sum(
                connection.execute(delete(table).where(table.c.answer == answer)).rowcount
                for table in (votes, questions)
            )
        self._overwrite()
        return removed

    def kept_before(self, day: datetime.date) -> int:
        """How many questions `purge` would remove."""
        with self._transaction() as connection:
            query = select(func.count()).select_from(questions).where(questions.c.day < day)
            return connection.scalar(query) or 0

    def purge(self, before: datetime.date) -> int:
        """Removes the questions of the days before that one; gives their number. Counts and votes stay.

        What was withdrawn by a vote, or removed by a process that was killed, is overwritten as well.
        """
        with self._transaction() as connection:
            removed = connection.execute(delete(questions).where(questions.c.day < before)).rowcount
        self._overwrite()
        return removed

    def _overwrite(self) -> None:
        """Leaves nothing of what was removed in SQLite's log of writes."""
        with explained_storage(self._folder):
            empty_log(self._engine)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with explained_storage(self._folder), self._engine.begin() as connection:
            yield connection


def _put(
    connection: Connection, table: Table, key: Mapping[str, Any], changed: Mapping[str, Any], new: Mapping[str, Any]
) -> None:
    """Changes the row of that key, or inserts it, in one statement: others may be doing the same."""
    row = insert_of(connection)(table).values(**key, **new)
    connection.execute(row.on_conflict_do_update(index_elements=list(key), set_=changed))


def _count(connection: Connection, table: Table, key: Mapping[str, Any]) -> None:
    """Adds one to the count of that key."""
    _put(connection, table, key, {"count": table.c.count + 1}, {"count": 1})


def _judge(connection: Connection, one: GivenAnswer, verdict: Verdict, comment: str | None) -> None:
    """A wrong answer brings its question among those kept; the opposite verdict takes it away again.

    An abstention is among them already, whatever is said of it.
    """
    if verdict == "helpful" and one.reason is None:
        connection.execute(delete(questions).where(questions.c.answer == one.key))
        return
    is_wrong = verdict == "wrong"
    said = {"comment": comment or ""} if comment is not None or not is_wrong else {}
    changed = update(questions).where(questions.c.answer == one.key).values(is_wrong=is_wrong, **said)
    if not connection.execute(changed).rowcount and is_wrong:
        connection.execute(insert(questions).values(**_row(one, is_wrong=True, comment=comment or "")))


def _row(one: GivenAnswer, *, is_wrong: bool, comment: str) -> dict[str, Any]:
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


def _kept(row: Mapping[Any, Any]) -> KeptQuestion:
    values = dict(row)
    places = tuple(DocumentSpan(*place) for place in values.pop("places"))
    return KeptQuestion(**{**values, "history": tuple(values["history"]), "places": places})


@contextmanager
def _alone(folder: DataFolder) -> Iterator[None]:
    """Holds the file while it is made or brought up; a server makes others wait by itself."""
    from filelock import FileLock

    if folder.database_url:
        yield
        return
    make_own(folder.path)
    with FileLock(folder.feedback.with_suffix(".lock"), timeout=_OPENING_SECONDS):
        yield
