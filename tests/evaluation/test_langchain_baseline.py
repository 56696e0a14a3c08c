"""The usual LangChain pipeline as a searcher over our documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fakes import ToyEmbedder

from assistant.evaluation.corpora import text_document
from assistant.evaluation.langchain_baseline import COMPLETE, FOLDER, LangChainSearcher
from assistant.records import AUDIENCES, Document, Filters

LONG = "Das Labor in Peine leitet Frau Anders seit Mai.\n\n" * 60
DOCUMENTS = [text_document(LONG), text_document("Der Zuschuss beträgt 500 Euro."), text_document("Es regnet.")]


def searched(folder: Path, embedder: ToyEmbedder, documents: list[Document]) -> LangChainSearcher:
    return LangChainSearcher(folder, documents, embedder)


def test_a_hit_is_a_chunk_of_its_document_with_its_place_and_cosine(tmp_path: Path) -> None:
    embedder = ToyEmbedder()
    searcher = searched(tmp_path, embedder, DOCUMENTS)
    hits = searcher.search("Wie hoch ist der Zuschuss?", audiences=frozenset(AUDIENCES), filters=Filters(), k=3)
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert hits[0].document == DOCUMENTS[1].info
    expected = embedder.embed_query("Wie hoch ist der Zuschuss?") @ embedder.embed_query(DOCUMENTS[1].text)
    assert hits[0].similarity == pytest.approx(float(expected), abs=1e-5)
    found = searcher.search("Wer leitet das Labor in Peine?", audiences=frozenset(AUDIENCES), filters=Filters(), k=3)
    for hit in found:
        assert len(hit.passage.text) <= 1000
        assert hit.passage.text == LONG[hit.passage.start : hit.passage.end]


def test_the_index_is_kept_for_the_next_run_and_built_anew_for_other_texts(tmp_path: Path) -> None:
    embedder = ToyEmbedder()
    searched(tmp_path, embedder, DOCUMENTS)
    embedded = embedder.embedded
    searched(tmp_path, embedder, [*DOCUMENTS, DOCUMENTS[0]])
    assert embedder.embedded == embedded
    searched(tmp_path, embedder, DOCUMENTS[:2])
    assert embedder.embedded > embedded
    assert json.loads((tmp_path / FOLDER / COMPLETE).read_text())["recipe"]["documents"] == 2


def test_an_index_that_was_cut_off_is_built_anew(tmp_path: Path) -> None:
    embedder = ToyEmbedder()
    searched(tmp_path, embedder, DOCUMENTS)
    embedded = embedder.embedded
    (tmp_path / FOLDER / COMPLETE).write_text("{", encoding="utf-8")
    searcher = searched(tmp_path, embedder, DOCUMENTS)
    assert embedder.embedded == 2 * embedded
    assert len(searcher.search("Regen", audiences=frozenset(AUDIENCES), filters=Filters(), k=50)) == embedded
