"""What speaks for each candidate, above all its single words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fakes import ToyEmbedder, WordToyEmbedder
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from assistant.evaluation.corpora import text_document
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.retrieving.candidates import Scope, candidates, late_interaction
from assistant.retrieving.fuse import FEATURES
from assistant.retrieving.retrieve import Retriever
from assistant.retrieving.search_parts import Parts

PUBLIC = frozenset({"public"})
TEXTS = {
    "zuschuss": "Der Zuschuss beträgt die Hälfte der Kosten.",
    "frist": "Anträge sind bis Ende Mai zu stellen.",
    "halle": "Die Halle wurde im Mai gebaut.",
}


@pytest.fixture(params=[WordToyEmbedder, ToyEmbedder], ids=["sees words", "sees none"])
def retriever(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Retriever]:
    embedder: ToyEmbedder = request.param()
    ingest_documents(tmp_path, [text_document(text) for text in TEXTS.values()], embedder, 32)
    index = Index.open(tmp_path, embedder.name)
    yield Retriever(index, embedder)
    index.close()


def feature(retriever: Retriever, name: str, query: str, parts: Parts = Parts()) -> dict[str, float]:  # noqa: B008
    found = candidates(query, retriever.index, retriever.embedder, Scope(PUBLIC), parts)
    stored = retriever.index.passages(found.similarities, PUBLIC)
    column = found.features[:, FEATURES.index(name)]
    name_of = {text: name for name, text in TEXTS.items()}
    return {name_of[stored[id].passage.text]: float(one) for id, one in zip(found.similarities, column, strict=True)}


def test_words_say_how_much_of_the_question_a_passage_holds(retriever: Retriever) -> None:
    words = feature(retriever, "words", "Zuschuss zu den Kosten")
    if isinstance(retriever.embedder, WordToyEmbedder):
        assert words["zuschuss"] == pytest.approx(1.0, abs=0.01)
        assert words["frist"] == pytest.approx(0.0, abs=0.01)
    else:
        assert set(words.values()) == {0.0}


def test_a_rare_word_counts_more_than_a_frequent_one(retriever: Retriever) -> None:
    words = feature(retriever, "words", "Halle Mai")
    if isinstance(retriever.embedder, WordToyEmbedder):
        assert words["halle"] > words["frist"]
        assert 0 < words["frist"] < 0.5


@pytest.mark.parametrize("name", ["words", "stems", "grams", "passage", "sentence"])
def test_a_part_that_is_left_out_says_nothing(name: str, retriever: Retriever) -> None:
    off = {"passage": "dense", "sentence": "dense"}.get(name, name)
    assert set(feature(retriever, name, "Zuschuss", Parts().without(off)).values()) == {0.0}


@pytest.mark.parametrize("query", ["?", "der die das", "☃", "a"])
def test_a_question_without_words_still_finds_something_or_nothing(query: str, retriever: Retriever) -> None:
    found = candidates(query, retriever.index, retriever.embedder, Scope(PUBLIC), Parts())
    assert np.isfinite(found.features).all()
    assert found.features.shape == (len(found.similarities), len(FEATURES))


def test_nothing_is_found_where_no_document_is_allowed(retriever: Retriever) -> None:
    found = candidates("Zuschuss", retriever.index, retriever.embedder, Scope(PUBLIC, frozenset({"keins"})), Parts())
    assert found.features.shape == (0, len(FEATURES))


@given(arrays(np.float32, (4, 3), elements=st.floats(-1, 1, width=16)), st.floats(0, 1))
def test_late_interaction_is_a_mean_of_cosines(closest: NDArray[np.float32], weight: float) -> None:
    scores = late_interaction(closest, np.array([weight, 1.0, 0.0], np.float32))
    assert scores.shape == (4,)
    assert (scores <= closest[:, :2].max(axis=1) + 1e-6).all()
    assert (scores >= closest[:, :2].min(axis=1) - 1e-6).all()


def test_words_that_are_all_frequent_count_the_same() -> None:
    closest = np.array([[1.0, 0.0], [0.5, 0.5]], np.float32)
    assert list(late_interaction(closest, np.zeros(2, np.float32))) == [0.5, 0.5]


def test_as_many_hits_come_back_as_are_asked_for_although_some_say_the_same(tmp_path: Path) -> None:
    embedder = ToyEmbedder()
    sources = [text_document(f"Der Zuschuss für Halle {number} beträgt die Hälfte.") for number in range(90)]
    copies = [
        replace(source, info=replace(source.info, id=f"copy{number}", path=f"copy{number}.txt"), location=f"{number}")
        for number, source in enumerate(sources[:60])
    ]
    ingest_documents(tmp_path, [*copies, *sources], embedder, 16)
    index = Index.open(tmp_path, embedder.name)
    found = Retriever(index, embedder).retrieve("Zuschuss für die Hälfte der Halle", audiences=PUBLIC, k=90)
    index.close()
    assert len(found) == 90
    assert sum(len(match.hit.same_in) for match in found) == len(copies)
