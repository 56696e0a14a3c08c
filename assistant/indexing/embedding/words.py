"""Vectors of the content words of a text: what a question's words are compared with, one by one.

One vector for a passage says what it is about. Whether it holds each of the things that a question names is seen word
by word ("late interaction"). A word's vector is the mean of its token vectors in the passage's own forward pass,
projected to a few dimensions by a matrix that was learnt so that the right passage comes first
(`evaluation/learning/learn_words.py`; together with the model itself in `adapter_descent.py`).

Source: Khattab and Zaharia 2020, "ColBERT" (arXiv 2004.12832). Here function words are left out, and a word of several
tokens has one vector.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from assistant.errors import StorageError
from assistant.language.terms import fold, is_stopword
from assistant.records import Span
from assistant.storage.atomic_files import atomic_file

FOLDER = Path(__file__).parent / "projections"
WORDS_FILE = "words.npy"  # in the folder of a model that was taught here
WORD_DIMENSION = 64  # 32 to 384: docs/history/RETRIEVAL.md, "What brings it"
SCALE = 127  # components of unit vectors as int8; R@1 and R@10 on mlqa-de stay within .004 (there, too)

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:-[^\W_]+)*")


def content_words(text: str) -> list[Span]:
    """Where the words and figures of `text` stand, in reading order; function words are left out."""
    found = (Span(*match.span()) for match in _WORD.finditer(text))
    return [span for span in found if not is_stopword(fold(span.of(text)))]


@dataclass(frozen=True, eq=False)
class Projection:
    """Learnt for one model: `matrix` is (d, WORD_DIMENSION) float32. `name` changes with every value of it."""

    matrix: NDArray[np.float32]

    @classmethod
    def none(cls, dimension: int) -> Self:
        """The one that leaves vectors of `dimension` components as they are."""
        return cls(np.eye(dimension, dtype=np.float32))

    @property
    def name(self) -> str:
        return hashlib.sha256(self.matrix.astype("<f2").tobytes()).hexdigest()[:8]

    def __call__(self, words: NDArray[np.float32]) -> NDArray[np.float32]:
        """(w, d) vectors as (w, WORD_DIMENSION) float32 of unit length."""
        return _unit(words @ self.matrix)


def projection_for(model: str, learnt: Path) -> Projection | None:
    """The projection for the model called `model`: the operator's own below `learnt`, else its own, else the shipped.

    None where nobody has learnt one; then words are not looked at.

    Raises:
        StorageError: the file is no projection.
    """
    own = [Path(model) / WORDS_FILE] if os.path.isdir(model) else []  # a name may be longer than that of any file
    paths = (learnt / projection_file(model), *own, FOLDER / projection_file(model))
    path = next((path for path in paths if path.is_file()), None)
    return read_projection(path) if path else None


def projection_file(model: str) -> str:
    """The name of the file that holds the projection for the model called `model`."""
    return f"words-{hashlib.sha256(model.encode()).hexdigest()[:12]}.npy"


def write_projection(projection: Projection, path: Path) -> None:
    """Writes the projection to `path` as float16, at once or not at all."""
    with atomic_file(path) as beside, beside.open("wb") as file:
        np.save(file, projection.matrix.astype("<f2"))


def read_projection(path: Path) -> Projection:
    """Raises StorageError when the file at `path` is no projection."""
    try:
        matrix = np.load(path, allow_pickle=False)
        if matrix.ndim != 2 or matrix.shape[1] != WORD_DIMENSION:
            raise ValueError(f"shape {matrix.shape}, not (d, {WORD_DIMENSION})")
    except (OSError, ValueError, EOFError) as error:
        raise StorageError("projection_unreadable", path=path, why=error) from error
    return Projection(np.asarray(matrix, np.float32))


def packed_words(words: NDArray[np.float32]) -> bytes:
    """Vectors of unit length, (w, WORD_DIMENSION), as they are stored: a byte a component."""
    return np.rint(words * SCALE).astype(np.int8).tobytes()


def word_cosines(blob: bytes, asked: NDArray[np.float32]) -> NDArray[np.float32]:
    """(w, v) cosines of the words `asked`, (w, WORD_DIMENSION) of unit length, to the v words in `blob`; within .01.

    The rows are as long as SCALE but for rounding. Not by BLAS: see `exact_vectors.py`.
    """
    words = np.frombuffer(blob, np.int8).reshape(-1, asked.shape[1]).astype(np.float32)
    return np.asarray(np.einsum("ij,kj->ik", asked / SCALE, words), np.float32)


def unpacked_words(blob: bytes) -> NDArray[np.float32]:
    """The vectors that `packed_words` packed, (w, WORD_DIMENSION), of unit length again."""
    return _unit(np.frombuffer(blob, np.int8).reshape(-1, WORD_DIMENSION).astype(np.float32))


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows, each of unit length; one of zeros stays as it is."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), np.float32)
