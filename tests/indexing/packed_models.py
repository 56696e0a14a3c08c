"""A tiny embedding model, written in the 4-bit format of the bundled one (E5S1), with weights that a test can state."""

from __future__ import annotations

import struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
HIDDEN, LAYERS, HEADS, FEED_FORWARD, POSITIONS = 32, 1, 2, 64, 64
PIECES = (
    "<s>",
    "</s>",
    "<pad>",
    "<unk>",
    "▁",
    "▁query",
    "▁passage",
    ":",
    "▁Hallo",
    "▁Welt",
    "▁Zuschuss",
    "e",
    "n",
    "s",
)
# bos, eos, pad and unk are the first four pieces.
SPECIAL = (0, 1, 2, 3)


class Tensor(NamedTuple):
    """Float weights, or the scale and the signed 4-bit integers that stand for them."""

    name: str
    values: NDArray[np.float32]
    quantised: bool


def quantised(values: NDArray[np.float32]) -> bytes:
    """Q4_0: blocks of one fp16 scale and 32 four-bit weights, low nibbles first. `values` are whole numbers -8 to 7."""
    found = b""
    for block in values.reshape(-1, BLOCK).astype(np.int8) + 8:
        found += np.float16(1).tobytes() + (block[: BLOCK // 2] | block[BLOCK // 2 :] << 4).astype(np.uint8).tobytes()
    return found


def tensors(seed: int = 0) -> list[Tensor]:
    """All tensors of the tiny model; matrices and word embeddings are quantised."""
    random = np.random.default_rng(seed)

    def whole(rows: int, columns: int) -> NDArray[np.float32]:
        return random.integers(-8, 8, (rows, columns)).astype(np.float32)

    def small(count: int) -> NDArray[np.float32]:
        return random.normal(0, 0.1, count).astype(np.float32)

    found = [
        Tensor("emb.word", whole(len(PIECES), HIDDEN), True),
        Tensor("emb.pos", small(POSITIONS * HIDDEN).reshape(POSITIONS, HIDDEN), False),
        Tensor("emb.type", small(HIDDEN).reshape(1, HIDDEN), False),
        Tensor("emb.ln.w", np.ones(HIDDEN, np.float32), False),
        Tensor("emb.ln.b", small(HIDDEN), False),
    ]
    shapes = {"q": (HIDDEN, HIDDEN), "k": (HIDDEN, HIDDEN), "v": (HIDDEN, HIDDEN), "ao": (HIDDEN, HIDDEN)}
    shapes |= {"fi": (FEED_FORWARD, HIDDEN), "fo": (HIDDEN, FEED_FORWARD)}
    for layer in range(LAYERS):
        for part, (rows, columns) in shapes.items():
            found.append(Tensor(f"l{layer}.{part}.w", whole(rows, columns), True))
            found.append(Tensor(f"l{layer}.{part}.b", small(rows), False))
        for part in ("aln", "oln"):
            found.append(Tensor(f"l{layer}.{part}.w", np.ones(HIDDEN, np.float32), False))
            found.append(Tensor(f"l{layer}.{part}.b", small(HIDDEN), False))
    return found


def packed(weights: list[Tensor], *, magic: bytes = b"E5S1", block: int = BLOCK) -> bytes:
    """The bytes of an E5S1 file."""
    sizes = (HIDDEN, LAYERS, HEADS, FEED_FORWARD, len(PIECES), POSITIONS, 1)
    head = magic + struct.pack("<I7ifi", 1, *sizes, 1e-12, block) + _vocabulary()
    names = [(tensor, tensor.name.encode()) for tensor in weights]
    directory_size = 4 + sum(2 + len(name) + struct.calcsize("<BIQQ") for _, name in names)
    offset, directory, body = len(head) + directory_size, struct.pack("<i", len(weights)), b""
    for tensor, name in names:
        raw = quantised(tensor.values) if tensor.quantised else tensor.values.astype("<f4").tobytes()
        place = struct.pack("<BIQQ", int(tensor.quantised), tensor.values.size, offset + len(body), len(raw))
        directory += struct.pack("<H", len(name)) + name + place
        body += raw
    return head + directory + body


def _vocabulary() -> bytes:
    pieces = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, pieces)]).astype("<u4").tobytes()
    scores = np.arange(0, -len(PIECES), -1).astype("<f4").tobytes()
    text = b"".join(pieces)
    normalisation = b"\1\2\3"
    return (
        struct.pack("<i4iQ", len(PIECES), *SPECIAL, len(text))
        + offsets
        + scores
        + text
        + struct.pack("<iI", 0, len(normalisation))
        + normalisation
    )
