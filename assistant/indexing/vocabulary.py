"""The words of the corpus, as they are spelled and how often, and the abbreviations that it explains; by audience.

One SQLite file for each audience, so that nobody learns of a word from documents that he must not see. A generation's
vocabulary is that of the one before, plus the words of what came, minus those of what left.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self

from assistant.language.acronyms import acronyms
from assistant.language.spelling import skeleton, spellings
from assistant.language.terms import composed, stems
from assistant.records import AUDIENCES, Audience, Document, Passage
from assistant.storage.errors import storage_error

_SCHEMA = """
    CREATE TABLE words (skeleton TEXT, spelling TEXT, passages INTEGER, PRIMARY KEY (skeleton, spelling)) WITHOUT ROWID;
    CREATE TABLE acronyms (
        skeleton TEXT, short TEXT, long TEXT, stems TEXT, passages INTEGER, PRIMARY KEY (skeleton, short, long)
    ) WITHOUT ROWID;
    CREATE INDEX acronyms_stems ON acronyms (stems);
"""
_COUNT_WORD = """
    INSERT INTO words VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET passages = passages + excluded.passages
"""
_COUNT_ACRONYM = """
    INSERT INTO acronyms VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET passages = passages + excluded.passages
"""
# So many counts are gathered before they are written: 60 MB at most.
_GATHERED = 300_000


class Spelling(NamedTuple):
    """A word as it stands in `passages` passages."""

    text: str
    passages: int


class Expansion(NamedTuple):
    """An abbreviation with what it is short for, as `passages` passages say."""

    short: str
    long: str
    passages: int


class _File:
    """A vocabulary of one audience, open for reading, by one thread after the other.

    From Python 3.12 on, threads that run the same query on one connection at once get each other's rows, or errors
    (3.13.5: 547 of 153,592 look-ups by six threads; 3.11.7: none of 244,701).
    """

    def __init__(self, path: Path) -> None:
        self._connection = _opened(path)
        self._alone = Lock()

    def rows(self, query: str, parameters: tuple[str | int, ...]) -> list[Any]:
        with self._alone:
            return self._connection.execute(query, parameters).fetchall()

    def close(self) -> None:
        self._connection.close()


class Words:
    """The vocabulary of some audiences, as one."""

    def __init__(self, files: Collection[_File]) -> None:
        self._files = files

    def spelled(self, skeletons: Collection[str]) -> dict[str, list[Spelling]]:
        """The spellings of the words with these skeletons, most frequent first; unknown skeletons are left out."""
        rows = self._rows(
            "SELECT skeleton, spelling, passages FROM json_each(?) JOIN words ON skeleton = value", skeletons
        )
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for key, spelling, passages in rows:
            found[key][spelling] += passages
        return {key: _ordered(counts) for key, counts in found.items()}

    def beginning(self, start: str, longest: int) -> list[Spelling]:
        """The words whose skeleton begins with `start` and has at most `longest` letters, most frequent first."""
        query = "SELECT spelling, passages FROM words WHERE skeleton >= ? AND skeleton < ? AND length(skeleton) <= ?"
        found: Counter[str] = Counter()
        for file in self._files:
            for spelling, passages in file.rows(query, (start, start + "\U0010ffff", longest)):
                found[spelling] += passages
        return _ordered(found)

    def holds(self, part: str) -> bool:
        """Whether a word has this skeleton, or holds it. It looks through all words: .1 ms for a thousand."""
        query = "SELECT 1 FROM words WHERE instr(skeleton, ?) LIMIT 1"
        return any(file.rows(query, (part,)) for file in self._files)

    def expansions(self, skeletons: Collection[str]) -> list[Expansion]:
        """What the abbreviations with these skeletons are short for, most frequent first."""
        return self._acronyms("skeleton", skeletons)

    def abbreviations(self, stemmed: Collection[str]) -> list[Expansion]:
        """The abbreviations of the long forms with these stems (joined by spaces), most frequent first."""
        return self._acronyms("stems", stemmed)

    def _acronyms(self, column: Literal["skeleton", "stems"], keys: Collection[str]) -> list[Expansion]:
        query = f"SELECT short, long, passages FROM json_each(?) JOIN acronyms ON {column} = value"  # noqa: S608
        found: Counter[tuple[str, str]] = Counter()
        for short, long, passages in self._rows(query, keys):
            found[short, long] += passages
        ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [Expansion(short, long, passages) for (short, long), passages in ordered]

    def _rows(self, query: str, keys: Collection[str]) -> Iterator[tuple[str, str, int]]:
        """The rows of `query` for all keys, which it has in the column `value` of json_each(?). 500 take 0.3 ms."""
        wanted = json.dumps(list(dict.fromkeys(keys)))
        for file in self._files:
            yield from file.rows(query, (wanted,))


class Vocabulary:
    """The vocabulary in a finished index folder, open for reading; thread-safe."""

    def __init__(self, folder: Path) -> None:
        self._files: dict[Audience, _File] = {}
        try:
            for audience in AUDIENCES:
                self._files[audience] = _File(_path(folder, audience))
        except sqlite3.Error as error:
            self.close()
            raise storage_error(folder, error) from error

    def words(self, audiences: frozenset[Audience]) -> Words:
        """What the documents of `audiences` say, and nothing of others."""
        return Words([self._files[audience] for audience in AUDIENCES if audience in audiences])

    def close(self) -> None:
        while self._files:
            self._files.popitem()[1].close()


class Counting:
    """Counts words into the vocabulary in `folder`, which is made if there is none; written when left."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._words: dict[Audience, Counter[str]] = {audience: Counter() for audience in AUDIENCES}
        self._acronyms: dict[Audience, Counter[tuple[str, str]]] = {audience: Counter() for audience in AUDIENCES}

    def add(self, document: Document, passages: Iterable[Passage]) -> None:
        self._count(document, passages, Counter.update)

    def remove(self, document: Document, passages: Iterable[Passage]) -> None:
        """Takes away what `add` once counted."""
        self._count(document, passages, Counter.subtract)

    def _count(
        self, document: Document, passages: Iterable[Passage], count: Callable[[Counter[Any], Iterable[Any]], None]
    ) -> None:
        words, known = self._words[document.info.audience], self._acronyms[document.info.audience]
        for text in (document.info.title, *(passage.text for passage in passages)):
            count(words, spellings(text))
            count(known, set(acronyms(composed(text))))
        if len(words) > _GATHERED:
            self._write()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._write()

    def _write(self) -> None:
        for audience in AUDIENCES:
            try:
                _write(_path(self._folder, audience), self._words[audience], self._acronyms[audience])
            except sqlite3.Error as error:
                raise storage_error(self._folder, error) from error
            self._words[audience].clear()
            self._acronyms[audience].clear()


def _write(path: Path, words: Counter[str], known: Counter[tuple[str, str]]) -> None:
    """Adds the counts; what is counted no more is gone. No journal: a folder that is being built dies with a kill."""
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
        if is_new:
            connection.executescript(_SCHEMA + "BEGIN;")
        rows = sorted((skeleton(word), word, count) for word, count in words.items() if count)
        connection.executemany(_COUNT_WORD, rows)
        connection.executemany(_COUNT_ACRONYM, _acronym_rows(known))
        leaving = [(key, word) for key, word, count in rows if count < 0]
        connection.executemany("DELETE FROM words WHERE skeleton = ? AND spelling = ? AND passages <= 0", leaving)
        connection.execute("DELETE FROM acronyms WHERE passages <= 0")
        connection.execute("COMMIT")
    finally:
        connection.close()


def _acronym_rows(known: Counter[tuple[str, str]]) -> Iterator[tuple[str, str, str, str, int]]:
    for (short, long), count in known.items():
        if count:
            yield skeleton(short), short, long, " ".join(stems(long)), count


def _opened(path: Path) -> sqlite3.Connection:
    """A connection for reading; without SQLite's locks, as nobody writes to the file any more."""
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False, isolation_level=None
    )
    try:
        connection.execute("SELECT 1 FROM words LIMIT 1").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _path(folder: Path, audience: Audience) -> Path:
    return folder / f"{audience}.sqlite"


def _ordered(counts: Counter[str]) -> list[Spelling]:
    return [Spelling(*item) for item in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
