"""Question sets become documents of a real index, with an embedder that can be followed by eye."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from unicodedata import normalize

import pytest
from fakes import ToyEmbedder

from assistant.errors import UsageError
from assistant.evaluation.corpora import index_folders, index_texts, paths_below, text_document
from assistant.indexing.index import Index
from assistant.indexing.report import Silent
from assistant.records import AUDIENCES, Audience, Document, DocumentInfo

STAFF = frozenset(AUDIENCES)
PUBLIC: frozenset[Audience] = frozenset({"public"})


class IndexShelf:
    """The documents of an index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def documents(self, audiences: frozenset[Audience]) -> list[DocumentInfo]:
        return self._index.documents(audiences)

    def document(self, document_id: str, audiences: frozenset[Audience]) -> Document:
        document = self._index.document(document_id, audiences)
        assert document is not None
        return document


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    for name, text in {
        "press/labor.md": "# Labor\n\nDas Labor eröffnet im Mai.\n",
        "minutes/sitzung.txt": "Beschlossen wurde ein Zuschuss von 500 Euro.\n",
        "minutes/leer.txt": "",
        "elsewhere/anderes.md": "# Anderes\n\nNicht gefragt.\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_text_becomes_a_document_without_a_word_more() -> None:
    document = text_document("Erste Zeile.\r\n\n  Zweite Zeile. \n")
    assert document.info.title == ""
    assert [document.text[block.start : block.end] for block in document.blocks] == ["Erste Zeile.", "Zweite Zeile."]


def test_equal_texts_are_one_document_and_a_second_run_embeds_nothing(tmp_path: Path) -> None:
    embedder = ToyEmbedder()
    texts = ["Frau Anders leitet.", "Herr Beck misst.", "Frau Anders leitet."]
    ids = index_texts(tmp_path, texts, embedder, 64)
    assert len(set(ids.values())) == 2
    assert embedder.embedded == 2
    assert index_texts(tmp_path, texts, embedder, 64) == ids
    assert embedder.embedded == 2


def test_minutes_are_internal_and_the_other_folders_public(tmp_path: Path, corpus: Path) -> None:
    embedder = ToyEmbedder()
    reports = index_folders(tmp_path / "index", corpus, [], embedder, 64, Silent())
    assert [failure.path for report in reports for failure in report.failed] == [str(corpus / "minutes/leer.txt")]
    index = Index.open(tmp_path / "index", embedder.name)
    try:
        assert [info.title for info in index.documents(PUBLIC)] == ["Labor"]
        assert sorted(paths_below(corpus, IndexShelf(index)).values()) == ["minutes/sitzung.txt", "press/labor.md"]
        assert list(paths_below(corpus / "press", IndexShelf(index)).values()) == ["labor.md"]
    finally:
        index.close()


def test_what_holds_the_documents_that_are_asked_about_is_taken_in_whatever_its_name(
    tmp_path: Path, corpus: Path
) -> None:
    (corpus / "notiz.md").write_text("# Notiz\n\nGefragt.\n", encoding="utf-8")
    asked = ["elsewhere/anderes.md", "notiz.md", "minutes/sitzung.txt", "nirgends/nichts.md", "../a.md", "/b.md", "."]
    index_folders(tmp_path / "index", corpus, asked, ToyEmbedder(), 64, Silent())
    with closing(Index.open(tmp_path / "index", "toy")) as index:
        shelf = IndexShelf(index)
        assert sorted(paths_below(corpus, shelf).values()) == sorted([*asked[:3], "press/labor.md"])
        assert [info.title for info in index.documents(PUBLIC)] == ["Anderes", "Labor", "Notiz"]


def test_a_folder_is_found_however_its_umlauts_are_composed(tmp_path: Path) -> None:
    folder = tmp_path / "corpus" / normalize("NFD", "Förderung")
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("# Zuschuss\n\n500 Euro.\n", encoding="utf-8")
    [report] = index_folders(tmp_path / "index", tmp_path / "corpus", ["Förderung/a.md"], ToyEmbedder(), 64, Silent())
    assert report.added == 1


def test_a_folder_without_any_of_the_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--corpus"):
        index_folders(tmp_path / "index", tmp_path, ["handbuch/teil.md"], ToyEmbedder(), 64, Silent())
