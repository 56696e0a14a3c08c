"""The reader's network, as it is learnt (torch) and as it is shipped (ONNX in 8 bits).

The body is that of the bundled embedding model. Its words, positions and lower layers stay as they are; the upper
layers and three heads are learnt: does the stretch answer the question, which of its sentences does, and from which
word to which. Source: Devlin et al. 2019, "BERT" (arXiv 1810.04805), the span head; here a sentence has one as well.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import nn
from transformers import BertModel
from transformers.utils import logging

from assistant.answering.reader.network import INPUTS, OUTPUTS
from assistant.errors import ModelError
from assistant.indexing.embedding.failing import reason
from assistant.indexing.embedding.int8 import HALVED, matrices, quantised

FROZEN_LAYERS = 6
DROPOUT = 0.1
OPSET = 17
MASKED = -1e4


class Scores(NamedTuple):
    """Logits: (n,) of the stretches, (n, s) of their sentences, (n, t, 2) of tokens as the first and last of a span."""

    stretches: torch.Tensor
    sentences: torch.Tensor
    spans: torch.Tensor


class Network(nn.Module):
    """Reads n pairs of a question and a stretch, t tokens each.

    Args:
        body: folder of the unpacked embedding model.
    """

    def __init__(self, body: Path) -> None:
        super().__init__()
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self.bert = BertModel.from_pretrained(
            body,
            add_pooling_layer=False,
            dtype=torch.float32,
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,  # half of the time went into its random numbers
        )
        size = self.bert.config.hidden_size
        self.kind = nn.Embedding(2, size)
        nn.init.zeros_(self.kind.weight)
        self.passage = _head(2 * size, size)
        self.sentence = _head(size, size)
        self.span = nn.Linear(size, 2)
        for parameter in [*self.bert.embeddings.parameters(), *self._lower.parameters()]:
            parameter.requires_grad = False

    @property
    def _lower(self) -> nn.ModuleList:
        return self.bert.encoder.layer[:FROZEN_LAYERS]

    def train(self, mode: bool = True) -> Network:
        """As always, but what is not learnt drops nothing out."""
        super().train(mode)
        self.bert.embeddings.eval()
        self._lower.eval()
        return self

    def forward(self, words: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor, pooling: torch.Tensor) -> Scores:
        """Args:
        words: (n, t, d) float32, the word embeddings of the tokens.
        mask: (n, t) 1.0 where a token stands, 0.0 where a row is padded.
        kinds: (n, t) int64, 1 for the tokens of the stretch, 0 for those of the question.
        pooling: (n, s, t) what each token counts in the mean of each sentence.
        """
        return self.judge(self.read(words, mask, kinds), mask, kinds, pooling)

    def read(self, words: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        """(n, t, d) the tokens, each in the light of all others. In bfloat16 where that is switched on."""
        bias = ((1 - mask) * MASKED)[:, None, None, :]
        with torch.no_grad():
            tokens: torch.Tensor = self.bert.embeddings(inputs_embeds=words)
            for layer in self._lower:
                tokens = _first(layer(tokens, bias))
        tokens = tokens + self.kind(kinds)
        for layer in self.bert.encoder.layer[FROZEN_LAYERS:]:
            tokens = _first(layer(tokens, bias))
        return tokens

    def judge(self, tokens: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor, pooling: torch.Tensor) -> Scores:
        """The logits of what was read; always in float32, for differences of logits are small."""
        tokens = tokens.float()
        shares = (kinds * mask).unsqueeze(-1)
        mean = (tokens * shares).sum(1) / shares.sum(1).clamp(min=1)
        stretches = self.passage(torch.cat((tokens[:, 0], mean), dim=1)).squeeze(1)
        return Scores(stretches, self.sentence(pooling @ tokens).squeeze(2), self.span(tokens))


def _head(inputs: int, hidden: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inputs, hidden), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(hidden, 1))


def _first(output: Any) -> torch.Tensor:
    """The hidden states: a layer gives them alone or leading a tuple, as the version of transformers has it."""
    found: torch.Tensor = output[0] if isinstance(output, tuple) else output
    return found


def export(network: Network, samples: Iterable[Mapping[str, NDArray[Any]]], path: Path) -> None:
    """Writes the network in 8 bits to `path`; `samples` are inputs that show how large its activations get."""
    network.eval()
    texts, tokens, sentences = {0: "texts"}, {0: "texts", 1: "tokens"}, {0: "texts", 1: "sentences"}
    ones = torch.ones(2, 9)
    example = (torch.ones(2, 9, network.bert.config.hidden_size), ones, ones.long(), torch.ones(2, 3, 9))
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")  # the exporter warns of itself and of each branch that it follows
        torch.onnx.export(
            network,
            example,
            str(path),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes={
                **dict.fromkeys(INPUTS[:3], tokens),
                INPUTS[3]: {**sentences, 2: "tokens"},
                **dict(zip(OUTPUTS, (texts, sentences, tokens), strict=True)),
            },
            opset_version=OPSET,
            dynamo=False,  # the other exporter needs a package more
        )
    traced = onnx.load(path)
    onnx.save(quantised(traced, samples), path)


def resumed(body: Path, path: Path) -> Network:
    """The network that `export` wrote to `path`, to be learnt further: as it was, but for the rounding to 8 bits.

    Raises:
        ModelError: the file is no such network, or does not fit the body in the folder `body`.
    """
    network = Network(body)
    learnt = _learnt(network)
    try:
        found = {name: value for name, value in _parameters(onnx.load(path).graph).items() if name in learnt}
        network.load_state_dict(found, strict=False)
    except Exception as error:  # protobuf, which reads the file, has errors of its own
        raise ModelError("reader_not_loaded", path=path, why=reason(error)) from error
    if missing := sorted(learnt - set(found)):
        raise ModelError("reader_not_loaded", path=path, why=f"{missing[0]} (+ {len(missing) - 1})")
    return network


def halfway(network: Network, before: Mapping[str, torch.Tensor]) -> None:
    """Makes each parameter the mean of what it is and of what it was `before` (a state of the same network).

    What was learnt further so keeps more of what the reader knew. Source: Wortsman et al. 2022, "Robust fine-tuning of
    zero-shot models" (arXiv 2109.01903).
    """
    now = network.state_dict()
    network.load_state_dict({**now, **{name: torch.lerp(before[name], now[name], 0.5) for name in _learnt(network)}})


def _learnt(network: Network) -> set[str]:
    return {name for name, parameter in network.named_parameters() if parameter.requires_grad}


def _parameters(graph: onnx.GraphProto) -> dict[str, torch.Tensor]:
    """By their names in the network. The exporter keeps names of biases but not of matrices, which stand before one."""
    found = {one.name.removesuffix(HALVED): numpy_helper.to_array(one).astype(np.float32) for one in graph.initializer}
    layers = matrices(graph)
    sums = (node.input for node in graph.node if node.op_type == "Add")
    for bias, output in (order for pair in sums for order in permutations(pair)):
        if output in layers and bias.endswith(".bias"):
            found[bias.removesuffix("bias") + "weight"] = layers[output].T
    return {name: torch.from_numpy(np.array(value)) for name, value in found.items()}


def as_inputs(arrays: Mapping[str, NDArray[Any]]) -> tuple[torch.Tensor, ...]:
    """What the runtime feeds the shipped network with, as tensors for the one that is learnt."""
    return tuple(torch.from_numpy(np.ascontiguousarray(arrays[name])) for name in INPUTS)
