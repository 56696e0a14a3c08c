"""How fast, and how complete, each store of vectors is: in memory, Chroma in the program, a Chroma server, pgvector.

    python -m assistant.evaluation.speed.bench_vectors --passages 100000 --chroma URL --postgres URL

One run, one machine, the same vectors and questions; seconds say little on a busy one, ratios more.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.speed.bench import seconds
from assistant.evaluation.speed.pg_vectors import PgVectors
from assistant.evaluation.speed.recall import more_of
from assistant.indexing.building import fill_chroma, make_set
from assistant.indexing.exact_vectors import ExactVectors
from assistant.indexing.publications import State, new_publication
from assistant.indexing.server_vectors import ServerVectors, delete_sets
from assistant.indexing.vectors import ChromaVectors, VectorItem, first_allowed
from assistant.records import Audience
from assistant.storage.folder import ChromaServer

Vector = NDArray[np.float32]
Nearest = Callable[[Vector, int], list[tuple[str, float]]]

AUDIENCE: Audience = "public"
DIMENSION, INTRINSIC = 384, 24
SEED = 7
ASKED = 10
SHARES = {"half": 2, "1 in 1,000": 1000}
_MADE_FIRST = 8000


@dataclass(frozen=True)
class Contender:
    """A store, filled: what building took, and how it finds among all, or among the allowed places."""

    name: str
    build_seconds: float
    nearest: Nearest
    filtered: Callable[[Vector, int, NDArray[np.int64]], list[tuple[str, float]]]
    close: Callable[[], None] = lambda: None


def real_like(size: int) -> Vector:
    """(size, DIMENSION) unit vectors that vary in about as many directions as those of passages do."""
    dice = np.random.default_rng(SEED)
    latent = dice.normal(size=(min(size, _MADE_FIRST), INTRINSIC)).astype(np.float32)
    spread = dice.normal(size=(INTRINSIC, DIMENSION)).astype(np.float32)
    noise = dice.normal(scale=0.8, size=(len(latent), DIMENSION)).astype(np.float32)
    return more_of(latent @ spread + noise, size).astype(np.float32)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench_vectors", description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--chroma", help="address of a Chroma server")
    parser.add_argument("--postgres", help="address of a PostgreSQL database with pgvector")
    asked = parser.parse_args(arguments)
    vectors = real_like(asked.passages + asked.questions)
    passages, questions = vectors[: asked.passages].astype(np.float16), vectors[asked.passages :]
    ids = [f"d{place}-0-1" for place in range(len(passages))]
    exact = ExactVectors(ids, ids, list(range(len(ids))), passages)
    print(f"{len(ids)} vectors, {len(questions)} questions", flush=True)
    for contender in _contenders(exact, asked.chroma, asked.postgres):
        print(*_measured(contender, exact, questions), sep="\n", flush=True)
        contender.close()


def _contenders(exact: ExactVectors, chroma: str | None, postgres: str | None) -> Iterator[Contender]:
    yield Contender("exact, in memory", 0.0, exact.nearest, exact.nearest)
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        yield _in_program(Path(folder) / "chroma", exact)
    if chroma:
        yield _on_server(ChromaServer(chroma, timeout_seconds=120), exact)
    if postgres:
        yield _in_postgres(postgres, exact)


def _in_program(folder: Path, exact: ExactVectors) -> Contender:
    taken = seconds(lambda: fill_chroma(folder, {AUDIENCE: exact, "internal": _none()}))
    store = ChromaVectors(folder)
    nearest = partial(_of, store.nearest)
    return Contender("Chroma in the program", taken, nearest, _dropping(nearest, exact), store.close)


def _on_server(server: ChromaServer, exact: ExactVectors) -> Contender:
    names: list[str] = []
    state = State(1, "bench", DIMENSION, new_publication())
    taken = seconds(lambda: names.append(make_set(server, state, {AUDIENCE: exact, "internal": _none()})))
    store = ServerVectors(server, names[0])
    nearest = partial(_of, store.nearest)

    def close() -> None:
        store.close()
        delete_sets(server, names)

    return Contender("Chroma server", taken, nearest, _dropping(nearest, exact), close)


def _in_postgres(url: str, exact: ExactVectors) -> Contender:
    store = PgVectors(url, DIMENSION)

    def fill() -> None:
        store.add(AUDIENCE, [VectorItem(id, vector) for id, vector in exact.items()])
        store.index()

    def filtered(vector: Vector, k: int, places: NDArray[np.int64]) -> list[tuple[str, float]]:
        return store.nearest(vector, AUDIENCE, k, [f"d{place}-0-1" for place in places.tolist()])

    return Contender("pgvector", seconds(fill), partial(_of, store.nearest), filtered, store.close)


def _of(
    nearest: Callable[[Vector, Audience, int], list[tuple[str, float]]], vector: Vector, k: int
) -> list[tuple[str, float]]:
    return nearest(vector, AUDIENCE, k)


def _dropping(
    nearest: Nearest, exact: ExactVectors
) -> Callable[[Vector, int, NDArray[np.int64]], list[tuple[str, float]]]:
    """Asks for more and drops what is not allowed: faster than Chroma's own filter at any share."""

    def filtered(vector: Vector, k: int, places: NDArray[np.int64]) -> list[tuple[str, float]]:
        allowed = {f"d{place}-0-1" for place in places.tolist()}
        search = partial(nearest, vector)
        return first_allowed(search, allowed.__contains__, k, len(exact), len(allowed) / len(exact))

    return filtered


def _measured(contender: Contender, exact: ExactVectors, questions: Vector) -> Iterator[str]:
    expected = [{id for id, _ in exact.nearest(question, ASKED)} for question in questions]
    contender.nearest(questions[0], ASKED)
    found, times = _timed([partial(contender.nearest, question, ASKED) for question in questions])
    recall = np.mean([len(a & b) / len(a) for a, b in zip(expected, found, strict=True)])
    line = f"{contender.name}: built in {contender.build_seconds:.0f} s; {_percentiles(times)}; recall@10 {recall:.3f}"
    yield line
    for name, share in SHARES.items():
        places = np.arange(0, len(exact), share)
        few = questions[: max(len(questions) // 5, 1)]
        _, times = _timed([partial(contender.filtered, question, ASKED, places) for question in few])
        yield f"  {name} allowed: {_percentiles(times)}"


def _timed(searches: Sequence[Callable[[], list[tuple[str, float]]]]) -> tuple[list[set[str]], list[float]]:
    found, times = [], []
    for search in searches:
        start = perf_counter()
        hits = search()
        times.append(1000 * (perf_counter() - start))
        found.append({id for id, _ in hits})
    return found, times


def _percentiles(times: Sequence[float]) -> str:
    return f"p50 {np.percentile(times, 50):.1f} ms, p95 {np.percentile(times, 95):.1f} ms"


def _none() -> ExactVectors:
    return ExactVectors([], [], [], np.empty((0, DIMENSION), np.float16))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main(sys.argv[1:])
