"""The 8-bit engine beside torch's: the same interface, nearly the same vectors, a model that is kept and made anew."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import numpy as np
import onnxruntime
import pytest
from corpora import corpus
from fakes import ToyEmbedder

from assistant.errors import ModelError, ModelMismatchError, SettingsError, StorageError
from assistant.indexing.embedding import onnx_cache
from assistant.indexing.embedding.embed import Embedder, EmbeddingInput, MadeOnce
from assistant.indexing.embedding.model_cache import CHECKSUM
from assistant.indexing.embedding.models import is_service, load_embedder, model_name
from assistant.indexing.embedding.onnx_cache import REFUSAL, REFUSED
from assistant.indexing.embedding.onnx_engine import DESCRIPTION, MODEL, TOKENIZER, WEIGHTS, OnnxEngine
from assistant.indexing.embedding.onnx_export import Source, export
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.records import Span
from assistant.settings.loading import load
from assistant.settings.settings import Settings

TEXTS = ("Hallo Welt", "Zuschuss", "", "Hallo " * 7 + "ens", "Welt " * 200)
MADE = (MODEL, WEIGHTS, TOKENIZER, DESCRIPTION)


def settings(**values: Any) -> Settings:
    return Settings.model_validate({"embedding_engine": "onnx-int8"} | values)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("onnx")


@pytest.fixture(scope="module")
def embedder(data: Path, tiny_model: Path) -> Embedder:
    return load_embedder(settings(data=data, embedding_model=str(tiny_model)))


@pytest.fixture(scope="module")
def torch_embedder(data: Path, tiny_model: Path) -> Embedder:
    return load_embedder(settings(data=data, embedding_model=str(tiny_model), embedding_engine="torch"))


def inputs() -> list[EmbeddingInput]:
    return [EmbeddingInput("Zuschuss", text, (Span(0, 5), Span(6, len(text)))) for text in TEXTS]


def made(data: Path) -> Path:
    [folder] = (data / "models").glob("onnx-int8-*")
    return folder


def test_the_name_tells_it_from_torch(embedder: Embedder, torch_embedder: Embedder, tiny_model: Path) -> None:
    assert torch_embedder.name == str(tiny_model)
    assert embedder.name == f"{tiny_model}+onnx-int8"
    assert embedder.dimension == torch_embedder.dimension == 32


@pytest.mark.parametrize(("made_with", "asked_with"), [("torch", "onnx-int8"), ("onnx-int8", "torch")])
def test_an_index_of_one_engine_is_refused_by_the_other(made_with: str, asked_with: str, tmp_path: Path) -> None:
    before, after = (
        ToyEmbedder(model_name(settings(embedding_model="bundled", embedding_engine=engine)))
        for engine in (made_with, asked_with)
    )
    ingest_documents(tmp_path, corpus(3), before, 16)
    with pytest.raises(ModelMismatchError) as opening:
        Index.open(tmp_path, after.name)
    with pytest.raises(ModelMismatchError):
        ingest_documents(tmp_path, corpus(4), after, 16)
    for said in (before.name, after.name, "--reembed"):
        assert said in str(opening.value)
    Index.open(tmp_path, before.name).close()


def test_vectors_of_passages_sentences_and_questions_are_nearly_those_of_torch(
    embedder: Embedder, torch_embedder: Embedder
) -> None:
    pairs = zip(embedder.embed_passages(inputs()), torch_embedder.embed_passages(inputs()), strict=True)
    for ours, theirs in pairs:
        assert ours.passage.dtype == ours.sentences.dtype == np.float32
        assert ours.sentences.shape == theirs.sentences.shape
        assert float(ours.passage @ theirs.passage) > 0.99
        assert (np.sum(ours.sentences * theirs.sentences, axis=1) > 0.97).all()
    for text in TEXTS:
        assert float(embedder.embed_query(text) @ torch_embedder.embed_query(text)) > 0.99
        assert np.linalg.norm(embedder.embed_query(text)) == pytest.approx(1, abs=1e-5)


def test_what_is_exported_in_float32_gives_the_vectors_of_torch(
    tmp_path: Path, tiny_model: Path, torch_embedder: Embedder
) -> None:
    from assistant.indexing.embedding.onnx_export import _traced
    from assistant.indexing.embedding.torch_engine import load

    source = Source(str(tiny_model), "winzig", "winzig")
    model = load(source.place, setting="winzig", attn_implementation="eager")
    session = onnxruntime.InferenceSession(_traced(model, source, tmp_path).SerializeToString())
    ids = np.array([[0, 6, 7, 8, 9, 1], [0, 6, 7, 8, 1, 2]])  # padded; <pad> is 2
    _, vectors = session.run(None, {"input_ids": ids, "attention_mask": (ids != 2).astype(np.int64)})
    texts = torch_embedder.embed_passages([EmbeddingInput("", text, ()) for text in ("Hallo Welt", "Hallo")])
    assert (np.sum(vectors * [found.passage for found in texts], axis=1) > 0.999).all()


def test_tokens_are_the_same_and_end_where_the_model_ends(embedder: Embedder, torch_embedder: Embedder) -> None:
    for text in TEXTS:
        assert embedder.count_tokens(text) == torch_embedder.count_tokens(text)
    [cut] = embedder.embed_passages([EmbeddingInput("", "Welt " * 600 + "Hallo", (Span(3000, 3005),))])
    assert np.array_equal(cut.sentences[0], cut.passage)


def test_a_text_has_the_same_vector_alone_and_among_others_and_progress_adds_up(embedder: Embedder) -> None:
    steps: list[int] = []
    many = [EmbeddingInput("", "Hallo " * (number % 23 + 1), ()) for number in range(35)]
    together = embedder.embed_passages(many, steps.append)
    assert sum(steps) == len(many)
    for item, vectors in zip(many, together, strict=True):
        assert float(embedder.embed_passages([item])[0].passage @ vectors.passage) > 0.999
    assert embedder.embed_passages([]) == []


def test_questions_in_8_bits_find_what_torch_embedded(
    embedder: Embedder, torch_embedder: Embedder, data: Path, tiny_model: Path
) -> None:
    both = load_embedder(settings(data=data, embedding_model=str(tiny_model), embedding_engine="auto"))
    assert both.name == torch_embedder.name
    assert np.array_equal(both.embed_query("Hallo Welt"), embedder.embed_query("Hallo Welt"))
    [here], [there] = both.embed_passages(inputs()[:1]), torch_embedder.embed_passages(inputs()[:1])
    assert np.array_equal(here.passage, there.passage)
    assert float(both.embed_query("Zuschuss") @ torch_embedder.embed_query("Zuschuss")) > 0.99


@pytest.mark.parametrize("code", ["model_too_coarse", "model_not_exportable"])
def test_torch_embeds_the_questions_where_8_bits_were_nobodys_wish_and_fail(
    code: str,
    torch_embedder: Embedder,
    tmp_path: Path,
    tiny_model: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    values = {"name": str(tiny_model), "similarity": ".5", "limit": ".99", "why": "killed"}
    monkeypatch.setattr(onnx_cache, "_export_apart", Mock(side_effect=ModelError(code, **values)))
    told = {"data": tmp_path, "embedding_model": str(tiny_model)}
    both = load_embedder(settings(**told, embedding_engine="auto"))
    assert isinstance(both, MadeOnce)
    both.prepare()
    assert np.array_equal(both.embed_query("Zuschuss"), torch_embedder.embed_query("Zuschuss"))
    assert both.name == torch_embedder.name
    with pytest.raises(ModelError) as caught:
        load_embedder(settings(**told)).embed_query("Zuschuss")
    why = f"questions are embedded by torch: {caught.value}"
    assert [record.message for record in caplog.records] == [why] * 2
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("code", "tries"), [("model_too_coarse", 1), ("model_not_exportable", 1), ("model_not_loaded", 2), ("killed", 2)]
)
def test_a_model_that_8_bits_do_not_suit_is_not_exported_again(
    code: str, tries: int, tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"name": str(tiny_model), "similarity": ".5", "limit": ".99", "why": "so"}
    told = json.dumps({"code": code, "values": values})

    def exported(command: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        (Path(command[-1]) / "model.onnx").write_bytes(b"half")
        return subprocess.CompletedProcess(command, -9 if code == "killed" else REFUSED, f"{told}\n", "")

    run = Mock(side_effect=exported)
    monkeypatch.setattr("assistant.indexing.embedding.onnx_cache.subprocess.run", run)
    for _ in range(2):
        error = refusal(tmp_path, tiny_model)
        assert error.code == ("model_not_exportable" if code == "killed" else code)
        assert str(tiny_model) in str(error)
    assert run.call_count == tries
    kept = [path.name for path in (tmp_path / "models").rglob("*") if path.is_file()]
    assert set(kept) == ({CHECKSUM, REFUSAL} if tries == 1 else set())


@pytest.mark.usefixtures("embedder")
@pytest.mark.parametrize("engine", ["auto", "onnx-int8"])
def test_a_server_whose_model_is_made_does_not_import_torch(engine: str, data: Path, tiny_model: Path) -> None:
    program = (
        "import sys; from assistant.settings.settings import Settings;"
        "from assistant.indexing.embedding.models import load_embedder;"
        "load_embedder(Settings(data=sys.argv[1], embedding_model=sys.argv[2], embedding_engine=sys.argv[3]))"
        ".embed_query('Hallo'); print(*sys.modules)"
    )
    words = [sys.executable, "-c", program, str(data), str(tiny_model), engine]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert {"torch", "transformers", "sentence_transformers", "onnx"}.isdisjoint(done.stdout.split())


def test_a_model_that_is_made_is_not_made_again(
    embedder: Embedder, data: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx_cache, "make", None)
    again = load_embedder(settings(data=data, embedding_model=str(tiny_model)))
    assert np.array_equal(again.embed_query("Hallo"), embedder.embed_query("Hallo"))


@pytest.mark.parametrize("name", MADE)
def test_a_damaged_model_is_made_anew(name: str, embedder: Embedder, data: Path, tiny_model: Path) -> None:
    (made(data) / name).write_bytes(b"kaputt")
    again = load_embedder(settings(data=data, embedding_model=str(tiny_model)))
    assert np.array_equal(again.embed_query("Hallo"), embedder.embed_query("Hallo"))


@pytest.mark.usefixtures("embedder")
@pytest.mark.parametrize("change", ["format", "library", "file"])
def test_a_model_that_is_out_of_date_is_made_anew_and_the_old_one_goes(
    change: str, data: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made(data)
    match change:
        case "format":
            monkeypatch.setattr(onnx_cache, "FORMAT", 0)
        case "library":
            monkeypatch.setattr(onnx_cache, "version", lambda library: "0.1")
        case "file":
            (tiny_model / "config.json").touch()
    load_embedder(settings(data=data, embedding_model=str(tiny_model))).embed_query("Hallo")
    assert made(data) != before


def test_a_model_that_becomes_too_coarse_is_refused(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.indexing.embedding.onnx_export.MIN_SIMILARITY", 1.1)
    with pytest.raises(ModelError) as caught:
        export(Source(str(tiny_model), str(tiny_model), str(tiny_model)), tmp_path)
    assert caught.value.code == "model_too_coarse"
    assert "ASSISTANT_EMBEDDING_ENGINE=torch" in caught.value.remedy


def test_a_model_that_cannot_be_exported_is_named(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.indexing.embedding.onnx_export.OPSET", 1)
    with pytest.raises(ModelError) as caught:
        export(Source(str(tiny_model), str(tiny_model), str(tiny_model)), tmp_path)
    assert caught.value.code == "model_not_exportable"
    assert str(tiny_model) in str(caught.value)


def test_a_folder_that_is_no_model_is_named_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    error = refusal(tmp_path, tmp_path / "leer")
    assert error.code == "model_not_loaded"
    assert str(tmp_path / "leer") in str(error)
    assert list((tmp_path / "models").iterdir()) == []


def test_the_model_is_made_before_the_first_question_and_torch_does_not_stay(tmp_path: Path, tiny_model: Path) -> None:
    program = (
        "import sys; from assistant.settings.settings import Settings;"
        "from assistant.indexing.embedding.models import load_embedder;"
        "load_embedder(Settings(data=sys.argv[1], embedding_model=sys.argv[2])).prepare(); print(*sys.modules)"
    )
    script = tmp_path / "script.py"  # without `if __name__ == "__main__"`, as the README's example is
    script.write_text(program, encoding="utf-8")
    words = [sys.executable, str(script), str(tmp_path), str(tiny_model)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert {"torch", "transformers", "sentence_transformers", "onnx"}.isdisjoint(done.stdout.split())
    assert made(tmp_path).is_dir()


def test_a_hub_model_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    error = refusal(tmp_path, "niemand/kein-modell")
    assert error.code == "model_not_loaded"
    assert "niemand/kein-modell" in str(error)


@pytest.mark.parametrize("name", ["/nowhere/model", "/" + 300 * "m"])
def test_a_folder_that_is_not_there_is_told_so(name: str, tmp_path: Path) -> None:
    assert "No such file or directory. Bitte" in str(refusal(tmp_path, name))


def test_a_service_may_call_a_model_by_more_than_a_disk_can_name() -> None:
    assert is_service(f"ollama:{300 * 'm'}")


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path, tiny_model: Path) -> None:
    (tmp_path / "models").write_text("eine Datei, wo ein Ordner sein soll")
    with pytest.raises(StorageError) as caught:
        load_embedder(settings(data=tmp_path, embedding_model=str(tiny_model))).embed_query("Hallo")
    assert caught.value.code == "model_cache"


def refusal(data: Path, model: Path | str) -> ModelError:
    with pytest.raises(ModelError) as caught:
        load_embedder(settings(data=data, embedding_model=str(model))).embed_query("Hallo")
    return caught.value


@pytest.fixture
def clean_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def test_an_unknown_engine_is_refused_with_the_known_ones(clean_environment: pytest.MonkeyPatch) -> None:
    clean_environment.setenv("ASSISTANT_EMBEDDING_ENGINE", "openvino")
    with pytest.raises(SettingsError) as caught:
        load()
    assert "ASSISTANT_EMBEDDING_ENGINE" in str(caught.value)
    assert "onnx-int8" in str(caught.value)


@pytest.mark.model
@pytest.mark.slow
def test_the_bundled_model_keeps_its_vectors(real_model: Path, real_embedder: Embedder) -> None:
    embedder = load_embedder(settings(data=real_model.parents[1]))
    text = "Die Weiterbildung wird mit 80 Prozent gefördert. Das Netzwerk zählt 48 Betriebe."
    item = EmbeddingInput("Bericht", text, (Span(0, 48), Span(49, len(text))))
    [ours], [theirs] = embedder.embed_passages([item]), real_embedder.embed_passages([item])
    assert float(ours.passage @ theirs.passage) > 0.999
    assert (np.sum(ours.sentences * theirs.sentences, axis=1) > 0.998).all()
    assert float(embedder.embed_query("Fördersatz?") @ real_embedder.embed_query("Fördersatz?")) > 0.999


def test_an_engine_is_opened_from_its_folder(embedder: Embedder, data: Path) -> None:
    engine = OnnxEngine(made(data))
    assert engine.prompts == ("query: ", "passage: ")
    assert engine.dimension == embedder.dimension
