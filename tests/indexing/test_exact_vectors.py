"""What is compared one by one: the best are the best, whichever way they were looked at."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.indexing import exact_vectors as exact_module
from assistant.indexing.exact_vectors import ExactVectors
from assistant.indexing.tables import cosines, packed

ASKED = np.array([0.6, 0.8, 0, 0], np.float32)


def made(numbers: list[int]) -> tuple[ExactVectors, dict[str, float]]:
    """A passage for each number, equal numbers alike, two passages a document; and the cosine of each to ASKED."""
    vectors = np.stack([np.random.default_rng(number).normal(size=4) for number in numbers]).astype("<f2")
    ids = [f"d{place // 2}-{place}-9" for place in range(len(numbers))]
    documents = [f"d{place // 2}" for place in range(len(numbers))]
    cosines = vectors.astype(np.float32) @ ASKED / np.linalg.norm(vectors.astype(np.float32), axis=1)
    rows = [100 + place for place in range(len(ids))]
    return ExactVectors(ids, documents, rows, vectors), dict(zip(ids, cosines, strict=True))


@given(
    numbers=st.lists(st.integers(0, 8), min_size=1, max_size=30),
    documents=st.none() | st.frozensets(st.sampled_from([f"d{number}" for number in range(15)])),
    k=st.integers(0, 35),
)
def test_the_best_are_found_and_equals_are_ordered_by_id(
    numbers: list[int], documents: frozenset[str] | None, k: int
) -> None:
    exact, cosines = made(numbers)
    places = None if documents is None else exact.places(documents)
    allowed = [id for id in cosines if documents is None or id.split("-")[0] in documents]
    expected = sorted(allowed, key=lambda id: (-round(float(cosines[id]), 5), id))[:k]
    found = exact.nearest(ASKED, k, places)
    assert [id for id, _ in found] == expected
    assert [cosine for _, cosine in found] == pytest.approx([cosines[id] for id in expected], abs=1e-5)


def test_many_places_are_found_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    exact, _ = made(list(range(30)))
    places = exact.places(frozenset({"d1", "d4", "d9"}))
    assert places.tolist() == [2, 3, 8, 9, 18, 19]
    few = exact.nearest(ASKED, 4, places)
    monkeypatch.setattr(exact_module, "MOST_COPIED", 0.0)
    assert exact.nearest(ASKED, 4, places) == few


def test_only_what_is_there_is_compared_in_the_asked_order() -> None:
    exact, cosines = made([1, 2, 3])
    ids = ["d1-2-9", "nowhere-0-9", "d0-0-9"]
    found = exact.cosines(ids, ASKED)
    assert list(found) == ["d1-2-9", "d0-0-9"]
    assert list(found.values()) == pytest.approx([cosines[id] for id in found], abs=1e-6)
    assert exact.rows(ids) == {"d1-2-9": 102, "d0-0-9": 100}
    assert exact.cosines([], ASKED) == {}


def test_the_vectors_of_a_closed_generation_do_not_wait_for_the_garbage_collector() -> None:
    exact, _ = made([1, 2, 3])
    assert exact.places(frozenset({"d1"})).tolist() == [2]
    gone = weakref.ref(exact)
    gc.disable()
    try:
        del exact
        assert gone() is None
    finally:
        gc.enable()


def test_nothing_is_found_among_nothing() -> None:
    empty = ExactVectors([], [], [], np.empty((0, 4), "<f2"))
    assert empty.nearest(ASKED, 5) == []
    assert empty.nearest(ASKED, 5, empty.places(frozenset({"d1"}))) == []
    assert len(empty) == 0


@given(seed=st.integers(0, 2**32 - 1), rows=st.sampled_from([0, 1, 3, 256, 257, 600]), least=st.sampled_from([1, 1e-5]))
def test_stored_vectors_are_compared_as_if_they_were_converted(seed: int, rows: int, least: float) -> None:
    """Some components are so small that a float16 has no exponent for them."""
    dice = np.random.default_rng(seed)
    vectors = (dice.normal(size=(rows, 6)) * dice.choice([1, least], size=(rows, 6))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    asked = np.array([0.6, 0, 0, -0.8, 0, 0], np.float32)
    found = cosines(packed(vectors), asked)
    assert found.shape == (rows,)
    assert np.allclose(found, vectors @ asked, atol=1e-3)
    assert np.allclose(found, vectors.astype("<f2").astype(np.float32) @ asked, atol=1e-6)
