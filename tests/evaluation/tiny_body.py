"""A tiny body for a reader: a BertModel with few and narrow layers over a small vocabulary of words."""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

WORDS = (
    *("<s>", "<pad>", "</s>", "<unk>", "query", "passage", ":", ".", "?", "wie", "hoch", "ist", "der", "zuschuss"),
    *("wann", "endet", "die", "frist", "er", "beträgt", "sie", "im", "mai", "juni", "80", "50", "prozent", "netzwerk"),
    *("wolfsburg", "berichtet", "herbst", "das", "in", "und", "plant", "sommer"),
)


def tiny_body(folder: Path, layers: int = 8, width: int = 32) -> Path:
    """Written to `folder` as the bundled model is unpacked: half precision, with its tokenizer."""
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=400,
    )
    BertModel(config).to(torch.float16).save_pretrained(folder)  # type: ignore[arg-type]
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="<unk>"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace()])
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def tiny_model(folder: Path, width: int = 32) -> Path:
    """A sentence-transformers model with that body, of two layers, in a folder below `folder`."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    parts, model = folder / "parts", folder / "tiny-e5"
    tiny_body(parts, layers=2, width=width)
    PreTrainedTokenizerFast(
        tokenizer_file=str(parts / "tokenizer.json"), pad_token="<pad>", unk_token="<unk>", model_max_length=400
    ).save_pretrained(parts)
    modules = [Transformer(str(parts), max_seq_length=400), Pooling(width, pooling_mode="mean"), Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(model), create_model_card=False)
    return model
