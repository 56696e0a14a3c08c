"""A patched store answers as one that was built anew from what is left."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from fakes import ListVectors
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.errors import StorageError, VectorServerError
from assistant.indexing import patched_vectors as patched_module
from assistant.indexing.exact_vectors import ExactVectors
from assistant.indexing.patched_vectors import PatchedVectors
from assistant.indexing.vectors import VectorItem, VectorStore
from assistant.records import Audience

IDS = [f"d{number}-0-1" for number in range(12)]
ASKED = np.array([1, 0, 0, 0], np.float32)


def vector_of(id: str, edition: int) -> np.ndarray:
    numbers = np.random.default_rng([edition, *id.encode()]).normal(size=4)
    return (numbers / np.linalg.norm(numbers)).astype("<f2").astype(np.float32)


def exactly(vectors: dict[str, np.ndarray]) -> ExactVectors:
    ids = sorted(vectors)
    matrix = np.array([vectors[id] for id in ids], "<f2").reshape(-1, 4)
    return ExactVectors(ids, ids, list(range(len(ids))), matrix)


def left(base: set[str], gone: set[str], come: set[str]) -> dict[str, np.ndarray]:
    return {id: vector_of(id, 1) for id in base - gone} | {id: vector_of(id, 2) for id in come}


def patched(base: set[str], gone: set[str], come: set[str], store: VectorStore | None = None) -> PatchedVectors:
    store = store or ListVectors()
    store.add("public", [VectorItem(id, vector_of(id, 1)) for id in sorted(base)])
    none = exactly({})
    exact: dict[Audience, ExactVectors] = {"public": exactly(left(base, gone, come)), "internal": none}
    return PatchedVectors(store, exact, {"public": exactly({id: vector_of(id, 2) for id in come}), "internal": none})


@given(
    base=st.sets(st.sampled_from(IDS)),
    gone=st.sets(st.sampled_from(IDS)),
    come=st.sets(st.sampled_from(IDS)),
    k=st.integers(0, 15),
)
def test_it_finds_what_is_left_and_what_has_come(base: set[str], gone: set[str], come: set[str], k: int) -> None:
    come -= base - gone  # an id comes back only after it has left
    store = patched(base, gone, come)
    expected = left(base, gone, come)
    best = sorted(expected, key=lambda id: (-float(expected[id] @ ASKED / np.linalg.norm(expected[id])), id))[:k]
    assert [id for id, _ in store.nearest(ASKED, "public", k)] == best
    assert store.count("public") == len(expected)
    assert store.ids("public") == set(expected)
    assert store.nearest(ASKED, "internal", k) == []


class AwayVectors(ListVectors):
    """A store whose server can be away; it counts how often it is asked."""

    is_away = False
    asked = 0

    def nearest(self, vector: NDArray[np.float32], audience: Audience, k: int) -> list[tuple[str, float]]:
        self.asked += 1
        if self.is_away:
            raise VectorServerError("chroma_unreachable", url="http://nowhere", why="away")
        return super().nearest(vector, audience, k)


def found(store: PatchedVectors) -> Iterable[str]:
    return [id for id, _ in store.nearest(ASKED, "public", 5)]


def test_while_the_server_is_away_every_vector_is_looked_at_and_the_server_left_alone() -> None:
    server = AwayVectors()
    store = patched(set(IDS[:8]), {IDS[0]}, {IDS[9]}, server)
    expected = found(store)
    server.is_away, server.asked = True, 0
    assert [found(store) for _ in range(5)] == [expected] * 5
    assert server.asked == 1
    with pytest.raises(StorageError):
        store.approximate(ASKED, "public", 5)


def test_a_server_that_is_back_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patched_module, "FIRST_PAUSE_SECONDS", 1e-9)
    server = AwayVectors()
    store = patched(set(IDS[:8]), set(), set(), server)
    server.is_away = True
    found(store)
    server.is_away, server.asked = False, 0
    assert found(store) == found(store)
    assert server.asked == 2
