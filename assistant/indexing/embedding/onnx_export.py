"""A sentence-transformers model as an 8-bit ONNX model: exported by torch, quantised, compared with what it came from.

Needed once a model; what is made is run by `onnx_engine.py` without torch.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import torch
from sentence_transformers import SentenceTransformer

from assistant.errors import ModelError
from assistant.indexing.embedding.int8 import Features, quantised
from assistant.indexing.embedding.model_errors import reason
from assistant.indexing.embedding.onnx_cache import REFUSED
from assistant.indexing.embedding.onnx_engine import (
    INPUTS,
    LONGEST,
    MODEL,
    OUTPUTS,
    TOKENIZER,
    WEIGHTS,
    Description,
    OnnxEngine,
)
from assistant.indexing.embedding.torch_engine import TorchEngine, load, prompts

OPSET = 17
MIN_SIMILARITY = 0.99  # the bundled model's samples reach .9993
EXTERNAL_FROM_BYTES = 1024

# What the largest activations are looked up on, and the vectors are compared on: the kinds of text that offices have.
SAMPLES = (
    "Die Weiterbildung der Beschäftigten wird mit bis zu 80 Prozent gefördert, höchstens mit 25.000 Euro je Betrieb.",
    "Wie hoch ist der Zuschuss, und bis wann muss der Antrag gestellt werden?",
    "Straße, Größe, ÄÖÜ; § 3 Abs. 2 (Fassung vom 1.5.2021): 17 Monate, 1 MVA, 3,5 %.",
    "Niederschrift der Sitzung vom 6. Mai. Anwesend: neun Mitglieder. Das Forum beschloss einstimmig, die Arbeitsgruppe"
    " Wasserstoff einzusetzen. Herr Müller berichtet im Herbst. Die Vorsitzende dankt allen und schließt um 17 Uhr.",
    "Funding covers up to half of the eligible costs of small and medium-sized firms; applications close in May.",
    "Who is responsible for the regional network?",
    "Der Fluss entspringt im Süden des Gebirges, durchfließt drei Städte und mündet nach 210 Kilometern ins Meer.",
    "| Jahr | Betriebe | Anteil |\n| 2023 | 48 | 12,5 % |\n| 2024 | 61 | 15,9 % |",
)


class Source(NamedTuple):
    """Where a model comes from: a folder or a hub name with its revision; `setting` asked for it as `name`."""

    place: str
    setting: str
    name: str
    revision: str | None = None


def export(source: Source, folder: Path) -> None:
    """Writes the model, its tokenizer and its description into `folder`.

    Raises:
        ModelError: it cannot be loaded or exported, or 8 bits change its vectors too much.
        OSError: the folder cannot be written.
    """
    model = load(source.place, setting=source.setting, revision=source.revision, attn_implementation="eager")
    _describe(model, source, folder)
    traced = _traced(model, source, folder)
    onnx.save(
        quantised(traced, _samples(model, source)),
        folder / MODEL,
        save_as_external_data=True,  # so that the weights are mapped and not read: most words never occur
        location=WEIGHTS,
        size_threshold=EXTERNAL_FROM_BYTES,
    )
    _compare(model, source, OnnxEngine(folder))


def _describe(model: SentenceTransformer, source: Source, folder: Path) -> None:
    tokenizer: Any = model.tokenizer
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise ModelError("model_not_exportable", name=source.setting, why="no tokenizer.json")
    backend.save(str(folder / TOKENIZER))
    size = model.get_embedding_dimension()
    assert size is not None
    longest = min(model.max_seq_length or tokenizer.model_max_length, LONGEST)
    Description(size, longest, tokenizer.pad_token_id or 0, *prompts(model, source.name)).write(folder)


class _Flat(torch.nn.Module):
    """The model with arrays in and out, as a graph has them, instead of dictionaries."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        out = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
        return out["token_embeddings"], out["sentence_embedding"]


def _traced(model: SentenceTransformer, source: Source, folder: Path) -> onnx.ModelProto:
    """The model as a graph; a file in `folder` holds it meanwhile, for in memory it would be there twice."""
    written = folder / "traced.onnx"
    ones = torch.ones(2, 9, dtype=torch.long)
    tokens = {0: "texts", 1: "tokens"}
    try:
        with warnings.catch_warnings(), torch.inference_mode():
            warnings.simplefilter("ignore")  # the exporter warns of itself and of each branch that it follows
            torch.onnx.export(
                _Flat(model).eval(),
                (ones, ones),
                str(written),
                input_names=list(INPUTS),
                output_names=list(OUTPUTS),
                dynamic_axes={**dict.fromkeys(INPUTS, tokens), OUTPUTS[0]: tokens, OUTPUTS[1]: {0: "texts"}},
                opset_version=OPSET,
                dynamo=False,  # the other exporter needs a package more
            )
        traced = onnx.load(written)
        written.unlink()
        return traced
    except Exception as error:  # foreign models make the exporter fail in every way there is
        raise ModelError("model_not_exportable", name=source.setting, why=reason(error)) from error


def _prompted(model: SentenceTransformer, source: Source) -> list[str]:
    return [prompt + sample for sample in SAMPLES for prompt in prompts(model, source.name)]


def _samples(model: SentenceTransformer, source: Source) -> Iterator[Features]:
    tokenizer: Any = model.tokenizer
    for text in _prompted(model, source):
        features = tokenizer(text, truncation=True, max_length=model.max_seq_length, return_tensors="np")
        yield {name: features[name].astype(np.int64) for name in INPUTS}


def _compare(model: SentenceTransformer, source: Source, engine: OnnxEngine) -> None:
    texts = _prompted(model, source)
    theirs = TorchEngine(model, prompts(model, source.name)).forward(texts, one_thread=True).texts  # in float32
    similarity = float((engine.forward(texts, one_thread=True).texts * theirs).sum(axis=1).min())
    if not similarity >= MIN_SIMILARITY:
        raise ModelError(
            "model_too_coarse", name=source.setting, similarity=f"{similarity:.4f}", limit=f"{MIN_SIMILARITY:.4f}"
        )


if __name__ == "__main__":
    try:
        export(Source(*json.loads(sys.argv[1])), Path(sys.argv[2]))
    except ModelError as error:
        print(json.dumps({"code": error.code, "values": {key: str(value) for key, value in error.values.items()}}))
        sys.exit(REFUSED)
