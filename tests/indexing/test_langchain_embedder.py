"""LangChain's embeddings as our embedder, and our embedders inside LangChain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from corpora import corpus
from embedding_service import embedding_service
from fakes import ToyEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings
from langchain_tests.integration_tests import EmbeddingsIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests

from assistant.errors import ModelError, ModelMismatchError
from assistant.indexing.embedding.embed import Embedder, EmbeddingInput
from assistant.indexing.embedding.langchain_embedder import (
    TEXTS_A_REQUEST,
    LangChainEmbedder,
    PassageEmbeddings,
    name_of,
)
from assistant.indexing.embedding.models import load_embedder, model_name
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.records import Span
from assistant.retrieving.retrieve import Retriever
from assistant.settings.settings import Settings

TEXT = "Der erste Satz steht hier. Der zweite folgt."
SENTENCES = (Span(0, 26), Span(27, 44))


class Scripted(Embeddings):
    """Embeddings that answer with what `answer` makes of a request, and keep the requests."""

    def __init__(self, answer: Callable[[list[str]], Any], model: str = "skript") -> None:
        self.model = model
        self.requests: list[list[str]] = []
        self._answer = answer

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.requests.append(texts)
        return self._answer(texts)

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def lengths(texts: list[str]) -> list[list[float]]:
    """A vector that tells the length of its text, and is not of unit length."""
    return [[float(len(text)), 3.0] for text in texts]


def inputs(*texts: str) -> list[EmbeddingInput]:
    return [EmbeddingInput("", text, ()) for text in texts]


def refused(embeddings: Embeddings) -> ModelError:
    """What is said of one passage with two sentences."""
    with pytest.raises(ModelError) as caught:
        LangChainEmbedder(embeddings, "dienst:modell").embed_passages([EmbeddingInput("Titel", TEXT, SENTENCES)])
    return caught.value


def test_all_vectors_have_unit_length_and_one_shape() -> None:
    embedder = LangChainEmbedder(DeterministicFakeEmbedding(size=24), "zufall")
    (found,) = embedder.embed_passages([EmbeddingInput("Titel", TEXT, SENTENCES)])
    assert embedder.dimension == 24
    assert (found.passage.shape, found.sentences.shape) == ((24,), (2, 24))
    for vector in (found.passage, *found.sentences, embedder.embed_query("Frage")):
        assert vector.dtype == np.float32
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-6)


def test_a_passage_is_embedded_below_its_context_and_its_sentences_alone() -> None:
    embeddings = Scripted(lengths)
    LangChainEmbedder(embeddings).embed_passages([EmbeddingInput("Titel", TEXT, SENTENCES)])
    assert embeddings.requests[0] == [f"Titel\n{TEXT}", "Der erste Satz steht hier.", "Der zweite folgt."]


def test_a_passage_without_sentences_has_an_empty_matrix_of_them() -> None:
    (found,) = LangChainEmbedder(Scripted(lengths)).embed_passages(inputs("Wort"))
    assert found.sentences.shape == (0, 2)


def test_what_is_asked_twice_in_a_request_is_sent_once() -> None:
    embeddings = Scripted(lengths)
    first, second = LangChainEmbedder(embeddings).embed_passages(inputs("gleich", "gleich"))
    assert embeddings.requests[0] == ["gleich"]
    assert (first.passage == second.passage).all()


@settings(deadline=None)  # other work shares the cores
@given(st.lists(st.integers(0, 300), max_size=30))
def test_the_order_is_kept_progress_adds_up_and_no_request_is_too_large(counts: list[int]) -> None:
    embeddings, done = Scripted(lengths), []
    asked = [
        EmbeddingInput("", f"{row:03d}" + "x" * count, tuple(Span(0, 3 + place) for place in range(count)))
        for row, count in enumerate(counts)
    ]
    found = LangChainEmbedder(embeddings).embed_passages(asked, done.append)
    assert sum(done) == len(counts)
    for item, vectors in zip(asked, found, strict=True):
        expected = np.array([len(item.text), 3.0]) / np.hypot(len(item.text), 3.0)
        assert vectors.passage == pytest.approx(expected, abs=1e-6)
        assert len(vectors.sentences) == len(item.sentences)
    largest = max([TEXTS_A_REQUEST, *(count + 1 for count in counts)])
    assert all(len(texts) <= largest for texts in embeddings.requests)


@settings(deadline=None)  # other work shares the cores
@given(st.text())
def test_no_request_holds_a_blank_text_or_half_a_character(text: str) -> None:
    embeddings = Scripted(lengths)
    LangChainEmbedder(embeddings).embed_query(text)
    for texts in embeddings.requests:
        assert all(sent.strip() for sent in texts)
        "".join(texts).encode()


def test_too_few_vectors_are_refused_with_both_numbers() -> None:
    error = refused(Scripted(lambda texts: lengths(texts)[: max(1, len(texts) - 1)]))
    assert error.code == "embeddings_count"
    assert "2 Vektoren für 3 Texte" in str(error)


def test_vectors_of_another_length_are_refused_with_both_numbers() -> None:
    error = refused(Scripted(lambda texts: lengths(texts) if len(texts) == 1 else [[1.0] * 5] * len(texts)))
    assert error.code == "embeddings_dimension"
    assert "Länge 5, erwartet ist 2" in str(error)


@pytest.mark.parametrize("bad", [[float("nan"), 1.0], [float("inf"), 1.0], [0.0, 0.0]])
def test_vectors_that_have_no_direction_are_refused_with_both_numbers(bad: list[float]) -> None:
    error = refused(Scripted(lambda texts: [bad, *lengths(texts)[1:]] if len(texts) > 1 else lengths(texts)))
    assert error.code == "embeddings_unusable"
    assert "1 von 3" in str(error)


def no_answer(_texts: list[str]) -> list[list[float]]:
    raise ConnectionError("Connection refused by 127.0.0.1:11434")


def test_a_service_that_does_not_answer_is_named_with_its_reason() -> None:
    error = refused(Scripted(no_answer))
    assert error.code == "embeddings_failed"
    assert "dienst:modell" in str(error)
    assert "Connection refused by 127.0.0.1:11434" in str(error)
    assert isinstance(error.__cause__, ConnectionError)


def test_what_a_service_says_of_a_question_is_not_repeated() -> None:
    def refuse(texts: list[str]) -> list[list[float]]:
        raise ConnectionError(f"cannot embed {texts}")

    with pytest.raises(ModelError) as caught:
        LangChainEmbedder(Scripted(refuse)).embed_query("Wer ist Frau Beispiel?")
    assert "ConnectionError" in str(caught.value)
    assert "Beispiel" not in str(caught.value)


class Sized(Scripted):
    dimensions = 256


def test_the_name_holds_the_class_the_model_and_the_length_that_is_asked_for() -> None:
    assert name_of(Scripted(lengths, "bge-m3")) == "Scripted:bge-m3"
    assert name_of(Sized(lengths, "gross")) == "Sized:gross:256"
    assert LangChainEmbedder(Scripted(lengths), "meins").name == "meins"


def test_embeddings_that_do_not_say_which_model_they_are_need_a_name() -> None:
    with pytest.raises(ValueError, match=r"LangChainEmbedder\(embeddings, name=\.\.\.\)"):
        LangChainEmbedder(DeterministicFakeEmbedding(size=8))


def test_tokens_are_counted_by_pieces_of_words_and_signs() -> None:
    embedder = LangChainEmbedder(Scripted(lengths))
    assert embedder.count_tokens("") == 0
    assert embedder.count_tokens("Die Kammer zahlt.") == 1 + 2 + 1 + 1
    assert embedder.count_tokens("Weiterbildungsförderung") == 5


def test_what_was_ingested_with_it_is_found_with_it(data: Path) -> None:
    embedder = LangChainEmbedder(DeterministicFakeEmbedding(size=32), "zufall")
    report = ingest_documents(data, corpus(9), embedder, 64)
    assert (report.added, report.failed) == (9, [])
    index = Index.open(data, "zufall")
    found = Retriever(index, embedder).retrieve("Nummer4", audiences=frozenset({"public"}), k=3)
    index.close()
    assert found[0].hit.document.path == "004.txt"
    assert all(np.isfinite(match.sentence_similarities).all() for match in found)


def test_the_index_of_another_model_is_refused(data: Path) -> None:
    ingest_documents(data, corpus(2), LangChainEmbedder(DeterministicFakeEmbedding(size=32), "eins"), 64)
    with pytest.raises(ModelMismatchError, match="eins"):
        ingest_documents(data, corpus(2), LangChainEmbedder(DeterministicFakeEmbedding(size=32), "zwei"), 64)


def by_setting(model: str) -> Settings:
    return Settings.model_validate({"embedding_model": model})


@pytest.mark.parametrize("model", ["ollama:bge-m3", "openai:text-embedding-3-small"])
def test_a_setting_names_the_provider_and_nobody_is_asked_yet(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OLLAMA_HOST", "http://127.0.0.1:9")
    embedder = load_embedder(by_setting(model))
    assert embedder.name == model_name(by_setting(model)) == model
    with pytest.raises(ModelError) as caught:
        embedder.embed_query("Hallo")
    assert caught.value.code == "embeddings_failed"


@pytest.mark.parametrize("model", ["ollama:bge-m3", "openai:text-embedding-3-small"])
def test_a_service_that_is_there_embeds_passages_and_questions(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    with embedding_service() as address:
        monkeypatch.setenv("OPENAI_BASE_URL", f"{address}/v1")
        monkeypatch.setenv("OLLAMA_HOST", address)
        embedder = load_embedder(by_setting(model))
        (found,) = embedder.embed_passages([EmbeddingInput("Titel", TEXT, SENTENCES)])
        assert embedder.dimension == 64
        assert found.sentences[1] == pytest.approx(ToyEmbedder().embed_query("Der zweite folgt."), abs=1e-4)
        assert embedder.embed_query("Satz") == pytest.approx(ToyEmbedder().embed_query("Satz"), abs=1e-4)


def test_the_engine_is_no_part_of_the_name_of_a_service() -> None:
    assert model_name(Settings(embedding_model="ollama:bge-m3", embedding_engine="onnx-int8")) == "ollama:bge-m3"


def test_a_folder_with_a_colon_in_its_name_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mein:modell").mkdir()
    with pytest.raises(ModelError) as caught:
        load_embedder(by_setting("mein:modell")).count_tokens("Hallo")
    assert caught.value.code == "model_not_loaded"


def test_a_provider_that_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(ModelError) as caught:
        load_embedder(by_setting("nirgendwo:modell"))
    assert caught.value.code == "embeddings_refused"
    assert "nirgendwo" in str(caught.value)
    assert "ASSISTANT_EMBEDDING_MODEL" in caught.value.remedy


def test_a_missing_key_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelError) as caught:
        load_embedder(by_setting("openai:text-embedding-3-small"))
    assert caught.value.code == "embeddings_refused"
    assert "OPENAI_API_KEY" in str(caught.value)


def test_a_missing_package_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(ModelError) as caught:
        load_embedder(by_setting("cohere:embed-multilingual-v3.0"))
    assert caught.value.code == "embeddings_package_missing"
    assert "pip install langchain-cohere" in caught.value.remedy


def test_a_broken_import_inside_a_package_that_is_there_passes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "langchain_mistralai.py").write_text("import gibt_es_nicht\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ImportError):
        load_embedder(by_setting("mistralai:mistral-embed"))


@pytest.mark.anyio
class TestOurEmbedderInLangChain(EmbeddingsIntegrationTests):
    @pytest.fixture
    def anyio_backend(self) -> str:
        return "asyncio"

    @property
    def embeddings_class(self) -> type[Embeddings]:
        return PassageEmbeddings

    @property
    def embedding_model_params(self) -> dict[str, Embedder]:
        return {"embedder": ToyEmbedder()}


class TestTheWayIntoLangChainIsMade(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type[Embeddings]:
        return PassageEmbeddings

    @property
    def embedding_model_params(self) -> dict[str, Embedder]:
        return {"embedder": ToyEmbedder()}


def test_the_way_into_langchain_and_back_changes_no_vector() -> None:
    toy = ToyEmbedder()
    back = LangChainEmbedder(PassageEmbeddings(toy), "toy")
    for text in ("Die Weiterbildung wird gefördert.", "Wort"):
        assert back.embed_query(text) == pytest.approx(toy.embed_query(text), abs=1e-6)


@pytest.mark.model
def test_the_bundled_model_is_langchain_embeddings(real_embedder: Embedder) -> None:
    embeddings = PassageEmbeddings(real_embedder)
    texts = ["Das Netzwerk zählt 48 Betriebe.", "Die Weiterbildung wird mit 80 Prozent gefördert."]
    documents = np.array(embeddings.embed_documents(texts))
    assert documents.shape == (2, 384)
    question = np.array(embeddings.embed_query("Wie hoch ist der Fördersatz der Weiterbildung?"))
    assert documents[1] @ question > documents[0] @ question
