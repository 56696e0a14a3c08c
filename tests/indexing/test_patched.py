"""A patched store answers as one that was built anew from what is left."""

from __future__ import annotations

import numpy as np
from fakes import ListVectors
from hypothesis import given
from hypothesis import strategies as st

from assistant.indexing.exact import ExactVectors
from assistant.indexing.patched import PatchedVectors
from assistant.indexing.vectors import VectorItem

IDS = [f"d{number}-0-1" for number in range(12)]


def vector_of(id: str, edition: int) -> np.ndarray:
    numbers = np.random.default_rng([edition, *id.encode()]).normal(size=4)
    return (numbers / np.linalg.norm(numbers)).astype("<f2").astype(np.float32)


def patched(base: set[str], gone: set[str], come: set[str]) -> PatchedVectors:
    store = ListVectors()
    store.add("public", [VectorItem(id, vector_of(id, 1)) for id in sorted(base)])
    ids = sorted(come)
    vectors = np.array([vector_of(id, 2) for id in ids], "<f2").reshape(-1, 4)
    recent = {
        "public": ExactVectors(ids, ids, list(range(len(ids))), vectors),
        "internal": ExactVectors([], [], [], np.empty((0, 4), "<f2")),
    }
    return PatchedVectors(store, {"public": frozenset(gone & base), "internal": frozenset()}, recent)  # type: ignore[arg-type]


@given(
    base=st.sets(st.sampled_from(IDS)),
    gone=st.sets(st.sampled_from(IDS)),
    come=st.sets(st.sampled_from(IDS)),
    k=st.integers(0, 15),
)
def test_it_finds_what_is_left_and_what_has_come(base: set[str], gone: set[str], come: set[str], k: int) -> None:
    come -= base - gone  # an id comes back only after it has left
    store = patched(base, gone, come)
    left = {id: vector_of(id, 1) for id in base - gone} | {id: vector_of(id, 2) for id in come}
    asked = np.array([1, 0, 0, 0], np.float32)
    best = sorted(left, key=lambda id: (-float(left[id] @ asked / np.linalg.norm(left[id])), id))[:k]
    assert [id for id, _ in store.nearest(asked, "public", k)] == best
    assert store.count("public") == len(left)
    assert store.ids("public") == set(left)
    assert store.nearest(asked, "internal", k) == []
