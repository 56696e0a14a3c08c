"""Which generation is the present one, and which were: the pointer that readers follow, and its history."""

from __future__ import annotations

import datetime
import secrets
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from assistant.errors import StorageError
from assistant.indexing.tables import SCHEMA_VERSION, documents, publications, state

# So many generations before the present one keep all their rows. In a file everybody sees a new generation within a
# second, and what still reads the one before may finish. Of a server, hosts may have been away for some generations:
# they catch up by what has changed since, and `--rollback` can go back as far.
KEPT = {"sqlite": 1, "postgresql": 5}


class State(NamedTuple):
    """The published generation, 0 before the first one, and the `model` and `dimension` of its vectors.

    `publication` tells generations of the same number apart, such as one published again after a rollback.
    """

    generation: int
    model: str
    dimension: int
    publication: str


NOTHING = State(0, "", 0, "")
_STATE = tuple(state.c[name] for name in State._fields)


class Publication(NamedTuple):
    """A generation that is or was the present one.

    `vectors` is the name of its set of vectors on a vector server, which was made for the generation `base`; "" and 0
    where the vectors lie in the index folder.
    """

    state: State
    base: int
    vectors: str
    published: datetime.datetime


def new_publication() -> str:
    """A name that no other publication has."""
    return secrets.token_hex(16)


def present(connection: Connection) -> State:
    """What is published; NOTHING when nothing is."""
    row = connection.execute(select(*_STATE)).first()
    return State(*row) if row else NOTHING


def oldest(connection: Connection) -> int:
    """The first generation of which every row is still there."""
    return connection.scalar(select(state.c.oldest)) or 0


def publication_of(connection: Connection, generation: int) -> Publication | None:
    """The publication of that number; None where there was none, or it was taken back."""
    row = connection.execute(select(publications).where(publications.c.generation == generation)).first()
    if row is None:
        return None
    found = State(row.generation, row.model, row.dimension, row.publication)
    return Publication(found, row.base, row.vectors, row.published.replace(tzinfo=datetime.UTC))


def publish(connection: Connection, before: State, target: State, vectors: str, base: int) -> int:
    """Makes `target` the present generation in the place of `before`; returns the oldest that keeps its rows.

    Raises:
        StorageError: `before` is not the present one any more ("publication_changed").
    """
    kept = max(oldest(connection), target.generation - KEPT[connection.dialect.name])
    point_to(connection, before, target, kept)
    now = datetime.datetime.now(datetime.UTC)
    connection.execute(delete(publications).where(publications.c.generation >= target.generation))
    connection.execute(insert(publications).values(**target._asdict(), base=base, vectors=vectors, published=now))
    return kept


def point_to(connection: Connection, before: State, target: State, kept: int) -> None:
    """Makes `target` the present generation.

    Raises:
        StorageError: `before` is not the present one any more ("publication_changed").
    """
    values = target._asdict() | {"oldest": kept, "schema_version": SCHEMA_VERSION}
    if before == NOTHING and present(connection) == NOTHING:
        connection.execute(delete(state))
        connection.execute(insert(state).values(only=1, **values))
        return
    is_present = (state.c.generation == before.generation, state.c.publication == before.publication)
    if connection.execute(update(state).where(*is_present).values(**values)).rowcount != 1:
        found = present(connection)
        raise StorageError("publication_changed", expected=before.generation, found=found.generation)


def take_back(connection: Connection, before: State) -> State:
    """Makes the generation before `before`, the present one, the present one again, under the name that it had.

    So whoever still has its index opens that as it is. What left with `before` is back. What came with it is as what a
    run has left behind that was cut off: unseen, and found by the next run, which may publish the same number under
    another name. What came for a generation after it goes.

    Raises:
        StorageError: the rows of the generation before are gone, or there was none ("rollback_none"); `before` is not
            the present one any more ("publication_changed").
    """
    found = publication_of(connection, before.generation - 1)
    kept = oldest(connection)
    if found is None or kept > found.state.generation:
        raise StorageError("rollback_none", generation=before.generation)
    point_to(connection, before, found.state, kept)
    connection.execute(delete(publications).where(publications.c.generation >= before.generation))
    connection.execute(delete(documents).where(documents.c.added_generation > before.generation))
    back = documents.c.removed_generation >= before.generation
    connection.execute(update(documents).where(back).values(removed_generation=None))
    return found.state


def forget(connection: Connection, kept: int) -> None:
    """Deletes the rows that no generation from `kept` on holds."""
    connection.execute(delete(documents).where(documents.c.removed_generation <= kept))
