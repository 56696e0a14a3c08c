"""The words of the corpus: counted by audience, restored in their spelling, kept up with each generation."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from corpora import corpus, document
from fakes import ToyEmbedder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import StorageError, UnavailableError
from assistant.indexing.index import Index, rebuild
from assistant.indexing.ingest import ingest_documents
from assistant.indexing.split import split
from assistant.indexing.vocabulary import Counting, Spelling, Vocabulary
from assistant.records import Audience, Document
from assistant.storage.folder import DataFolder

PUBLIC: frozenset[Audience] = frozenset({"public"})
STAFF: frozenset[Audience] = frozenset({"public", "internal"})

TEXTS = [
    "Förderung für KMU",
    "foerderung",
    "Forderung des Landes",
    "Maße und Masse",
    "Bauamt (BA)",
    "Die Förderung\n\nX",
]


def count(folder: Path, added: Iterable[Document], removed: Iterable[Document] = ()) -> None:
    with Counting(folder) as counting:
        for sign, documents in ((counting.add, added), (counting.remove, removed)):
            for one in documents:
                sign(one, split(one, max_tokens=16, count_tokens=lambda text: len(text.split())))


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the files hold."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for path in folder.iterdir():
        connection = sqlite3.connect(path)
        tables = ("SELECT * FROM words ORDER BY 1, 2", "SELECT * FROM acronyms ORDER BY 1, 2, 3")
        found[path.name] = [row for table in tables for row in connection.execute(table)]
        connection.close()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = [
        document("a.txt", "Die Förderung beginnt.\nDie Förderung endet. FÖRDERUNG lohnt."),
        document("b.txt", "Eine foerderung und eine Forderung, dazu Fo\u0308r\u00adderung."),
        document("c.txt", "Die Förderung kennt kleine und mittlere Unternehmen (KMU).", "internal"),
    ]
    count(tmp_path / "vocabulary", documents)
    return tmp_path / "vocabulary"


def test_the_spellings_of_a_word_are_found_by_what_they_share_most_frequent_first(folder: Path) -> None:
    vocabulary = Vocabulary(folder)
    found = vocabulary.words(PUBLIC).spelled(["forderung", "unbekannt"])
    assert found == {
        "forderung": [
            Spelling("Förderung", 2),
            Spelling("Forderung", 1),
            Spelling("FÖRDERUNG", 1),
            Spelling("foerderung", 1),
        ]
    }
    vocabulary.close()


def test_words_are_found_by_their_beginning_up_to_a_length(folder: Path) -> None:
    vocabulary = Vocabulary(folder)
    words = vocabulary.words(PUBLIC)
    assert [found.text for found in words.beginning("beg", 7)] == ["beginnt"]
    assert words.beginning("beg", 6) == []
    vocabulary.close()


def test_nobody_learns_a_word_of_documents_that_he_must_not_see(folder: Path) -> None:
    vocabulary = Vocabulary(folder)
    for audiences, known in ((PUBLIC, False), (STAFF, True), (frozenset[Audience](), False)):
        words = vocabulary.words(audiences)
        assert bool(words.spelled(["unternehmen"])) is known
        assert bool(words.beginning("unter", 20)) is known
        assert bool(words.expansions(["kmu"])) is known
        assert bool(words.abbreviations(["klein mittl unternehm"])) is known
    assert vocabulary.words(STAFF).spelled(["forderung"])["forderung"][0] == Spelling("Förderung", 3)
    vocabulary.close()


def test_an_abbreviation_is_found_from_both_sides(folder: Path) -> None:
    vocabulary = Vocabulary(folder)
    words = vocabulary.words(STAFF)
    assert words.expansions(["kmu"]) == words.abbreviations(["klein mittl unternehm"])
    assert words.expansions(["kmu"]) == [("KMU", "kleine und mittlere Unternehmen", 1)]
    vocabulary.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(st.sampled_from(TEXTS)), leaving=st.sets(st.integers(0, 9)), coming=st.lists(st.sampled_from(TEXTS))
)
def test_what_left_and_came_gives_the_same_as_counting_anew(
    tmp_path: Path, before: list[str], leaving: set[int], coming: list[str]
) -> None:
    old = [document(f"{n}.txt", text, "internal" if n % 3 else "public") for n, text in enumerate(before)]
    new = [document(f"new{n}.txt", text) for n, text in enumerate(coming)]
    for name in ("step", "anew"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)
    count(tmp_path / "step", old)
    count(tmp_path / "step", new, [one for n, one in enumerate(old) if n in leaving])
    count(tmp_path / "anew", [one for n, one in enumerate(old) if n not in leaving] + new)
    assert rows(tmp_path / "step") == rows(tmp_path / "anew")


def test_a_small_change_of_the_corpus_changes_the_vocabulary_as_building_it_anew_would(
    data: Path, embedder: ToyEmbedder
) -> None:
    documents = corpus(60)
    ingest_documents(data, documents, embedder, 16)
    ingest_documents(data, [document("001.txt", "Ein neuer Wortschatz.")], embedder, 16)
    index = Index.open(data, "toy")
    assert set(index.words(PUBLIC).spelled(["nummer1", "wortschatz", "zulieferer"])) == {"wortschatz", "zulieferer"}
    index.close()
    advanced = rows(DataFolder(data).index(2) / "vocabulary")
    shutil.rmtree(DataFolder(data).index(2))
    rebuild(data)
    assert rows(DataFolder(data).index(2) / "vocabulary") == advanced


def test_a_garbled_vocabulary_is_noticed_and_made_anew(data: Path, embedder: ToyEmbedder) -> None:
    ingest_documents(data, corpus(9), embedder, 16)
    path = DataFolder(data).index(1) / "vocabulary" / "public.sqlite"
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(UnavailableError):
        Index.open(data, "toy")
    rebuild(data)
    index = Index.open(data, "toy")
    assert index.words(PUBLIC).spelled(["labor"]) == {"labor": [Spelling("Labor", 12)]}
    index.close()


def test_a_missing_file_is_told_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="nothing"):
        Vocabulary(tmp_path / "nothing")


def test_threads_share_a_vocabulary(folder: Path) -> None:
    vocabulary = Vocabulary(folder)
    words = vocabulary.words(STAFF)
    asked = [["forderung"], ["beginnt"], ["endet", "lohnt"], ["unbekannt"]]
    expected = [words.spelled(keys) for keys in asked]
    assert [len(found) for found in expected] == [1, 1, 2, 0]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(words.spelled, asked * 300)) == expected * 300
    finally:
        sys.setswitchinterval(before)
        vocabulary.close()


def test_a_word_may_hold_a_part(folder: Path) -> None:
    vocabulary = Vocabulary(folder)
    public = vocabulary.words(PUBLIC)
    assert public.holds("orderun")
    assert not public.holds("kleine"), "an internal document alone holds it"
    assert vocabulary.words(STAFF).holds("kleine")
    vocabulary.close()
