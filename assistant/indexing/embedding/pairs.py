"""A text of two parts, such as a question and a stretch of a passage, as a network that reads both together gets it.

Such a network holds the layers and the heads; the words come from the bundled embedding model, which is unpacked
anyway. No torch here.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from assistant.records import Span

INPUTS = ("words", "kinds", "pooling")
MASK = "mask"  # which tokens are no padding, where several pairs are read together

QUESTION_TOKENS = 96  # a question is cut here
LONGEST = 320  # tokens of both together
WORD_TABLE = "embeddings.word_embeddings.weight"
_QUESTION, _PASSAGE = "query: ", "passage: "

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive sentences of a passage. `context` says what they are from: title and headings.

    `sentences` are spans of `text`, in its order.
    """

    context: str
    text: str
    sentences: tuple[Span, ...]


class Pair(NamedTuple):
    """A question and a stretch as tokens; the stretch's tokens begin at `first`.

    `sentences` are the sentences as ranges of tokens, `offsets` the places of the stretch's tokens in its text.
    """

    ids: list[int]
    first: int
    sentences: list[tuple[int, int]]
    offsets: list[tuple[int, int]]

    def tokens(self, span: Span) -> tuple[int, int]:
        """The range of tokens of a span of the stretch's text; empty where it was cut off."""
        return _tokens(self.first, self.offsets, span)


def _tokens(first: int, offsets: Sequence[tuple[int, int]], span: Span) -> tuple[int, int]:
    start = bisect_right(offsets, span.start, key=lambda token: token[1])
    return first + start, first + max(start, bisect_left(offsets, span.end, key=lambda token: token[0]))


class Words:
    """Tokenizer and word embeddings of the unpacked embedding model in `folder`; the table stays on the disk."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._begin, self._end = (int(self._tokenizer.token_to_id(token) or 0) for token in ("<s>", "</s>"))
        self._table = _table(folder / "model.safetensors")

    def inputs(self, questions: Sequence[str], stretches: Sequence[Stretch]) -> tuple[Arrays, list[Pair]]:
        """(arrays by the names of INPUTS and MASK, a Pair with its offsets for each question and stretch)."""
        asked = self._encoded([_QUESTION + question for question in questions])
        heads = [_PASSAGE + (stretch.context + "\n" if stretch.context else "") for stretch in stretches]
        read = self._encoded([head + stretch.text for head, stretch in zip(heads, stretches, strict=True)])
        pairs = [
            self._pair(question.ids[:QUESTION_TOKENS], text, len(head), stretch)
            for question, text, head, stretch in zip(asked, read, heads, stretches, strict=True)
        ]
        return self._arrays(pairs), pairs

    def _encoded(self, texts: list[str]) -> list[Encoding]:
        found: list[Encoding] = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        return found

    def _pair(self, asked: list[int], text: Encoding, head: int, stretch: Stretch) -> Pair:
        first = len(asked) + 2
        room = LONGEST - first - 1
        offsets = [(start - head, end - head) for start, end in text.offsets[:room]]
        sentences = [_tokens(first, offsets, sentence) for sentence in stretch.sentences]
        return Pair([self._begin, *asked, self._end, *text.ids[:room], self._end], first, sentences, offsets)

    def _arrays(self, pairs: Sequence[Pair]) -> Arrays:
        longest = max(len(pair.ids) for pair in pairs)
        most = max(len(pair.sentences) for pair in pairs)
        words = np.zeros((len(pairs), longest, self._table.shape[1]), np.float32)
        mask = np.zeros((len(pairs), longest), np.float32)
        kinds = np.zeros((len(pairs), longest), np.int64)
        pooling = np.zeros((len(pairs), most, longest), np.float32)
        for row, pair in enumerate(pairs):
            words[row, : len(pair.ids)] = self._table[pair.ids]
            mask[row, : len(pair.ids)] = 1
            kinds[row, pair.first : len(pair.ids) - 1] = 1
            for number, (start, end) in enumerate(pair.sentences):
                pooling[row, number, start:end] = 1 / max(1, end - start)
        return {**dict(zip(INPUTS, (words, kinds, pooling), strict=True)), MASK: mask}


@cache
def words_of(folder: Path) -> Words:
    """One for all networks of a process, for a tokenizer takes a quarter of a gigabyte."""
    return Words(folder)


def _table(path: Path) -> NDArray[np.float16]:
    """The word embeddings, (vocabulary, d), mapped and not read: most words never occur.

    Source: the safetensors format: the header's length (uint64), the header (JSON), then the tensors.
    """
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header: Mapping[str, Any] = json.loads(file.read(length))
    found = header[WORD_TABLE]
    if found["dtype"] != "F16":
        raise ValueError(f"word embeddings in {found['dtype']}, not F16: {path}")
    start, _ = found["data_offsets"]
    return np.memmap(path, np.float16, "r", 8 + length + start, tuple(found["shape"]))
