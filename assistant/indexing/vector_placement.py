"""Which set of vectors on a Chroma server belongs to which generation. The writer makes sets and notes them in the
catalogue."""

from __future__ import annotations

import logging
from typing import NamedTuple

from sqlalchemy import select, update

from assistant.errors import StorageError, VectorServerError
from assistant.indexing.building import exact_of, make_set
from assistant.indexing.catalog import Catalog
from assistant.indexing.publications import State, oldest
from assistant.indexing.server_vectors import BUILDER_PATIENCE, ServerVectors, delete_sets, set_names
from assistant.indexing.tables import publications
from assistant.records import AUDIENCES
from assistant.storage.folder import ChromaServer

# What is compared one by one, or asked for and dropped: beyond a tenth of the index, building it anew is better.
LARGEST_PATCH = 0.1

log = logging.getLogger(__name__)


class Placement(NamedTuple):
    """The set `vectors` on the server, made for the generation `base`; "" and 0 where there is none."""

    vectors: str = ""
    base: int = 0


def placement_of(catalog: Catalog, state: State) -> Placement:
    """Where the vectors of a published generation are."""
    found = catalog.publication(state.generation)
    return Placement(found.vectors, found.base) if found and found.state == state else Placement()


def place(server: ChromaServer, catalog: Catalog, target: State) -> Placement:
    """Where the vectors of `target`, which is still to be published, shall be: in the present set, or in a new one.

    Raises:
        VectorServerError: the server does not answer, for longer than a restart takes.
    """
    present = catalog.state()
    before = placement_of(catalog, present)
    is_alike = (present.model, present.dimension) == (target.model, target.dimension)
    if before.vectors and is_alike and _is_near(server, catalog, target, before):
        return before
    return _made(server, catalog, target)


def _is_near(server: ChromaServer, catalog: Catalog, target: State, before: Placement) -> bool:
    """Whether the set is whole, and little has changed since it was made."""
    vectors = ServerVectors(server, before.vectors, BUILDER_PATIENCE)
    try:
        vectors.check()
        held = sum(vectors.count(audience) for audience in AUDIENCES)
    except VectorServerError as error:
        if error.code != "chroma_torn":
            raise
        return False
    finally:
        vectors.close()
    return is_small_patch(catalog, target, before.base, held)


def is_small_patch(catalog: Catalog, target: State, base: int, held: int) -> bool:
    """Whether `target` differs so little from the generation `base`, built with `held` passages, that a patch does."""
    total = sum(catalog.counts(target.generation).values())
    added = catalog.added_count(target.generation, base)
    dropped = held - (total - added)
    return added + dropped <= LARGEST_PATCH * total


def place_again(server: ChromaServer, catalog: Catalog, present: State) -> None:
    """Makes a new set for the published generation, and notes it there. For the writer.

    Raises:
        VectorServerError: see `place`.
        StorageError: somebody else may be the writer by now, or the database cannot be written.
    """
    found = _made(server, catalog, present)
    own = (publications.c.generation == present.generation, publications.c.publication == present.publication)
    with catalog.explained(), catalog.writing.begin() as connection:
        connection.execute(update(publications).where(*own).values(**found._asdict()))


def mend_placement(server: ChromaServer, catalog: Catalog, present: State) -> None:
    """Makes the set of the published generation anew if it is missing or not whole; not while the server is away."""
    vectors = ServerVectors(server, placement_of(catalog, present).vectors)
    try:
        vectors.check()
    except VectorServerError as error:
        if error.code == "chroma_torn":
            place_again(server, catalog, present)
        else:
            log.warning("vectors not checked: %s", error)
    finally:
        vectors.close()


def tidy_sets(server: ChromaServer, catalog: Catalog) -> None:
    """Removes the sets that no generation needs any more, those of killed runs, too. For the writer."""
    with catalog.explained(), catalog.engine.connect() as connection:
        kept = publications.c.generation >= oldest(connection)
        needed = set(connection.scalars(select(publications.c.vectors).where(kept)))
    try:
        delete_sets(server, set_names(server) - needed)
    except StorageError as error:  # the next run removes them
        log.warning("sets of vectors not removed: %s", error)


def _made(server: ChromaServer, catalog: Catalog, state: State) -> Placement:
    return Placement(make_set(server, state, exact_of(catalog, state)), state.generation)
