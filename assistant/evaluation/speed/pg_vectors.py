"""pgvector as a VectorStore, to be measured beside Chroma; the program does not use it (docs/SCALING.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.ranking import best_first
from assistant.indexing.vectors import EF_SEARCH, VectorItem
from assistant.records import AUDIENCES, Audience

_NEAREST = """
    SELECT id, 1 - (vector <=> %(vector)s::vector) FROM {table} {where}
    ORDER BY vector <=> %(vector)s::vector LIMIT %(k)s
"""


class PgVectors:
    """A table for each audience in a database that has the extension; its HNSW index is made by `index`."""

    def __init__(self, url: str, dimension: int) -> None:
        import psycopg

        self._connection: Any = psycopg.connect(url, autocommit=True)
        self._tables = {audience: f"vectors_{audience}" for audience in AUDIENCES}
        self._run("CREATE EXTENSION IF NOT EXISTS vector")
        for table in self._tables.values():
            self._run(f"CREATE TABLE IF NOT EXISTS {table} (id text PRIMARY KEY, vector vector({dimension}))")
        self._run(f"SET hnsw.ef_search = {EF_SEARCH}")
        self._run("SET hnsw.iterative_scan = strict_order")
        self._run("SET enable_seqscan = off")  # at 20,000 vectors the planner would look at all of them

    def add(self, audience: Audience, items: Sequence[VectorItem]) -> None:
        into = f"COPY {self._tables[audience]} (id, vector) FROM STDIN"
        with self._connection.cursor() as cursor, cursor.copy(into) as copy:
            for item in items:
                copy.write_row((item.id, _text(item.vector)))

    def index(self, memory: str = "512MB") -> None:
        """Builds the indexes anew, which is faster than to add to them; until then every vector is looked at."""
        self._run(f"SET maintenance_work_mem = '{memory}'")
        for table in self._tables.values():
            self._run(f"DROP INDEX IF EXISTS {table}_hnsw")
            self._run(f"CREATE INDEX {table}_hnsw ON {table} USING hnsw (vector vector_cosine_ops)")
            self._run(f"ANALYZE {table}")

    def nearest(
        self, vector: NDArray[np.float32], audience: Audience, k: int, ids: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """As `VectorStore.nearest`; with `ids` only among these."""
        where = "" if ids is None else "WHERE id = ANY(%(ids)s)"
        values = {"vector": _text(vector), "k": k, "ids": list(ids or ())}
        found = self._run(_NEAREST.format(table=self._tables[audience], where=where), values).fetchall()
        return best_first(found)

    def count(self, audience: Audience) -> int:
        return int(self._run(f"SELECT count(*) FROM {self._tables[audience]}").fetchone()[0])  # noqa: S608 - the names are ours

    def ids(self, audience: Audience) -> set[str]:
        return {id for (id,) in self._run(f"SELECT id FROM {self._tables[audience]}").fetchall()}  # noqa: S608 - the names are ours

    def close(self) -> None:
        self._connection.close()

    def _run(self, statement: str, values: Any = None) -> Any:
        return self._connection.execute(statement, values)


def _text(vector: NDArray[np.float32]) -> str:
    return "[" + ",".join(map(str, vector.tolist())) + "]"
