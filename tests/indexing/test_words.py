"""The vectors of single words: which words, how they are stored, what becomes of a file that is none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import StorageError
from assistant.indexing.embedding.transformer import Forward, Prompts, TransformerEmbedder
from assistant.indexing.embedding.words import (
    WORD_DIMENSION,
    Projection,
    content_words,
    packed_words,
    projection_file,
    projection_for,
    unpacked_words,
    word_cosines,
    write_projection,
)
from assistant.language.terms import fold, is_stopword


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wie hoch ist der Zuschuss für KMU?", ["hoch", "Zuschuss", "KMU"]),
        ("Die KMU-Förderung beträgt 1.234,56 € (50 %).", ["KMU-Förderung", "beträgt", "1.234,56", "50"]),
        ("§ 44 Abs. 2 – und der die das", ["44", "Abs", "2"]),
        ("What is the funding rate?", ["funding", "rate"]),
        ("…", []),
        ("", []),
    ],
)
def test_words_and_figures_are_content_but_function_words_are_not(text: str, words: list[str]) -> None:
    assert [span.of(text) for span in content_words(text)] == words


@given(st.text())
def test_content_words_stand_in_the_text_in_order_and_apart(text: str) -> None:
    spans = content_words(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.of(text) and not is_stopword(fold(span.of(text))) for span in spans)


def unit(rows: int, seed: int = 0) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    vectors = np.random.default_rng(seed).normal(size=(rows, WORD_DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("rows", [0, 1, 40])
def test_stored_words_are_nearly_what_they_were(rows: int) -> None:
    words = unit(rows)
    again = unpacked_words(packed_words(words))
    assert again.shape == words.shape
    assert len(packed_words(words)) == rows * WORD_DIMENSION
    assert np.linalg.norm(again, axis=1) == pytest.approx(np.ones(rows), abs=1e-6)
    assert ((again * words).sum(axis=1) > 0.999).all()


@pytest.mark.parametrize("rows", [1, 40])
def test_cosines_to_stored_words_are_nearly_exact(rows: int) -> None:
    words, asked = unit(rows), unit(3, seed=1)
    assert word_cosines(packed_words(words), asked) == pytest.approx(asked @ words.T, abs=0.01)


def test_a_projection_gives_vectors_of_unit_length_and_has_a_name_of_its_own() -> None:
    one, other = (Projection(np.random.default_rng(seed).normal(size=(8, WORD_DIMENSION))) for seed in (1, 2))
    words = np.random.default_rng(3).normal(size=(5, 8)).astype(np.float32)
    assert np.linalg.norm(one(words), axis=1) == pytest.approx(np.ones(5), abs=1e-6)
    assert one.name == Projection(one.matrix.copy()).name != other.name
    assert one(np.zeros((0, 8), np.float32)).shape == (0, WORD_DIMENSION)
    assert np.allclose(Projection.none(8)(words) * np.linalg.norm(words, axis=1, keepdims=True), words, atol=1e-6)


def test_the_operators_projection_goes_before_the_one_that_is_shipped(tmp_path: Path) -> None:
    assert projection_for("modell", tmp_path) is None
    learnt = Projection(np.random.default_rng(1).normal(size=(8, WORD_DIMENSION)).astype(np.float32))
    write_projection(learnt, tmp_path / projection_file("modell"))
    found = projection_for("modell", tmp_path)
    assert found is not None
    assert found.name == learnt.name
    assert projection_for("anderes", tmp_path) is None
    assert projection_for(300 * "m", tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"kaputt", b"\x93NUMPY"])
def test_a_file_that_is_no_projection_is_named_with_what_to_do(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / projection_file("modell")
    path.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        projection_for("modell", tmp_path)
    assert path.name in str(caught.value)


def test_a_projection_of_another_size_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / projection_file("modell"), np.ones((8, 3)))
    with pytest.raises(StorageError, match="64"):
        projection_for("modell", tmp_path)


class NearSighted:
    """An Engine with a token for each character, of which it sees the first 20."""

    dimension = WORD_DIMENSION
    prompts = Prompts("query: ", "passage: ")

    def count_tokens(self, text: str) -> int:
        return len(text)

    def forward(self, texts: Sequence[str], *, one_thread: bool) -> Forward:
        tokens = np.stack(
            [np.eye(WORD_DIMENSION, dtype=np.float32)[[ord(c) % 64 for c in text[:20]]] for text in texts]
        )
        offsets = np.array([[(at, at + 1) for at in range(20)]] * len(texts))
        return Forward(tokens, np.eye(WORD_DIMENSION, dtype=np.float32)[[0] * len(texts)], offsets)

    def verify(self) -> bool:
        return True


def test_words_of_a_question_that_the_model_does_not_see_are_not_compared() -> None:
    embedder = TransformerEmbedder("near", NearSighted, NearSighted, Projection.none(WORD_DIMENSION))
    text = "Wort Satz " + "Ende " * 500
    asked = embedder.embed_question(text)
    assert [span.of(text) for span in asked.spans] == ["Wort", "Satz", "Ende"]
    assert asked.words.shape == (3, WORD_DIMENSION)
