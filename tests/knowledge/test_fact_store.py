"""Facts are extracted once for a document, told to nobody who may not see it, and gone when it is withdrawn."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.indexing.rollback import roll_back
from assistant.knowledge.fact_store import FILE, Extractor, FactStore
from assistant.knowledge.proof import Proof, proof
from assistant.records import AUDIENCES, Audience, Document, Span

PUBLIC: frozenset[Audience] = frozenset({"public"})
ALL = frozenset(AUDIENCES)
OPEN = paper("Die Werkstatt Musterhof fördert Umbauten mit 40 Prozent.", "offen.md")
# At the place of the one that is withdrawn.
HARMLESS = paper("Die Kasse ist leer.", "geheim.md", "internal")
SECRET = paper("Die Kasse hält 900 Euro für Umbauten geheim zurück.", "geheim.md", "internal")


@dataclass(frozen=True)
class Fact:
    share: Decimal
    day: datetime.date
    proof: Proof


class Counting:
    """An extraction that counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, document: Document) -> tuple[Fact, ...]:
        self.asked += 1
        return (Fact(Decimal("0.40"), datetime.date(2025, 1, 2), proof(document, Span(0, len(document.text)))),)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def extractor(extract: Callable[[Document], tuple[Fact, ...]], version: int = 1) -> Extractor[tuple[Fact, ...]]:
    return Extractor("facts of a test", version, extract, tuple[Fact, ...])


def ingest(data: Path, *documents: Document) -> None:
    ingest_documents(data, documents, ToyEmbedder(), 64)


def told(
    data: Path, extract: Callable[[Document], tuple[Fact, ...]], audiences: frozenset[Audience] = ALL, version: int = 1
) -> dict[str, tuple[Fact, ...]]:
    """What a new process is told of all documents, by path."""
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        found = kept.facts(extractor(extract, version), index, audiences, index.documents(ALL))
        return {one.document.path: one.value for one in found}


def test_a_document_is_read_for_its_facts_once(data: Path) -> None:
    ingest(data, OPEN, SECRET)
    count = Counting()
    first = told(data, count)
    assert told(data, count) == first
    assert count.asked == 2


def test_what_is_kept_comes_back_as_it_was(data: Path) -> None:
    ingest(data, OPEN)
    told(data, Counting())
    (fact,) = told(data, Counting())["offen.md"]
    assert fact == Fact(Decimal("0.40"), datetime.date(2025, 1, 2), proof(OPEN, Span(0, len(OPEN.text))))


def test_a_hidden_document_answers_like_an_absent_one(data: Path) -> None:
    ingest(data, OPEN, SECRET)
    told(data, Counting())
    count = Counting()
    assert list(told(data, count, PUBLIC)) == ["offen.md"]
    assert count.asked == 0


def test_a_changed_document_is_read_again(data: Path) -> None:
    ingest(data, OPEN)
    told(data, Counting())
    renamed = replace(OPEN, info=replace(OPEN.info, title="Anders genannt"))
    ingest(data, renamed)
    count = Counting()
    told(data, count)
    assert count.asked == 1


def test_a_newer_extractor_reads_everything_again(data: Path) -> None:
    ingest(data, OPEN)
    count = Counting()
    told(data, count, version=1)
    told(data, count, version=2)
    assert count.asked == 2


def test_a_withdrawn_document_vanishes_and_its_words_with_it(data: Path) -> None:
    ingest(data, OPEN, SECRET)
    told(data, Counting())
    assert b"900 Euro" in (data / FILE).read_bytes()
    ingest(data, HARMLESS)
    assert told(data, Counting())["geheim.md"][0].proof.text == "Die Kasse ist leer."
    assert b"900 Euro" not in (data / FILE).read_bytes()


def test_a_process_that_goes_on_forgets_a_withdrawn_document_as_well(data: Path) -> None:
    ingest(data, OPEN, SECRET)
    with closing(FactStore(data)) as kept:
        with closing(Index.open(data, "toy")) as index:
            assert len(kept.facts(extractor(Counting()), index, ALL, index.documents(ALL))) == 2
        ingest(data, HARMLESS)
        with closing(Index.open(data, "toy")) as index:
            found = kept.facts(extractor(Counting()), index, ALL, [OPEN.info, SECRET.info])
    assert [one.document.path for one in found] == ["offen.md"]


def test_what_a_rollback_takes_back_is_forgotten_as_well(data: Path) -> None:
    ingest(data, OPEN)
    ingest(data, SECRET)
    with closing(FactStore(data)) as kept:
        with closing(Index.open(data, "toy")) as index:
            assert len(kept.facts(extractor(Counting()), index, ALL, index.documents(ALL))) == 2
        assert b"900 Euro" in (data / FILE).read_bytes()
        roll_back(data)
        with closing(Index.open(data, "toy")) as index:
            assert len(kept.facts(extractor(Counting()), index, ALL, index.documents(ALL))) == 1
        assert b"900 Euro" not in (data / FILE).read_bytes()


def test_what_a_slow_reader_of_an_older_generation_brings_back_is_forgotten_again(data: Path) -> None:
    ingest(data, OPEN, SECRET)
    with closing(FactStore(data)) as kept, closing(Index.open(data, "toy")) as old:
        ingest(data, HARMLESS)
        with closing(Index.open(data, "toy")) as new:
            kept.facts(extractor(Counting()), new, ALL, new.documents(ALL))
            kept.facts(extractor(Counting()), old, ALL, old.documents(ALL))
            kept.facts(extractor(Counting()), new, ALL, new.documents(ALL))
    assert b"900 Euro" not in (data / FILE).read_bytes()


class Held(Counting):
    """An extraction that goes on when it is let go; `began` is set once it runs."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.let_go = threading.Event(), threading.Event()

    def __call__(self, document: Document) -> tuple[Fact, ...]:
        self.began.set()
        assert self.let_go.wait(60)
        return super().__call__(document)


def test_who_asks_for_what_is_known_does_not_wait_for_documents_that_are_being_read(data: Path) -> None:
    ingest(data, OPEN, SECRET)
    held = Held()
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept, ThreadPoolExecutor() as threads:
        kept.facts(extractor(Counting()), index, PUBLIC, [OPEN.info])
        slow = threads.submit(kept.facts, extractor(held), index, ALL, [OPEN.info, SECRET.info])
        assert held.began.wait(60)
        quick = threads.submit(kept.facts, extractor(held), index, PUBLIC, [OPEN.info])
        try:
            assert [one.document for one in quick.result(5)] == [OPEN.info]
            assert not slow.done()
        finally:
            held.let_go.set()
        assert len(slow.result(10)) == 2


def test_two_who_ask_at_once_have_each_document_read_once(data: Path) -> None:
    ingest(data, OPEN, SECRET)
    held = Held()
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept, ThreadPoolExecutor() as threads:
        asking = [threads.submit(kept.facts, extractor(held), index, ALL, [OPEN.info, SECRET.info]) for _ in range(2)]
        assert held.began.wait(60)
        held.let_go.set()
        first, second = (one.result(10) for one in asking)
    assert first == second
    assert held.asked == 2


def test_the_file_may_be_deleted_or_damaged_at_any_time(data: Path) -> None:
    ingest(data, OPEN)
    first = told(data, Counting())
    (data / FILE).unlink()
    assert told(data, Counting()) == first
    (data / FILE).write_bytes(b"no database at all" * 100)
    assert told(data, Counting()) == first
    count = Counting()
    told(data, Counting())
    assert told(data, count) == first
    assert count.asked == 0


def test_where_the_file_cannot_be_made_the_facts_are_told_all_the_same(data: Path) -> None:
    ingest(data, OPEN)
    (data / FILE).mkdir()
    assert list(told(data, Counting())) == ["offen.md"]


def test_a_proof_is_verbatim_but_for_white_space() -> None:
    document = paper("Erste Zeile.\n\nBis zu   50 %\nwerden gefördert.")
    start = document.text.index("Bis") - 1
    found = proof(document, Span(start, len(document.text)))
    assert found.text == " ".join(document.text[found.start : found.end].split())
    assert document.text[found.start : found.end].startswith("Bis")
    assert found.quote(document.info, {}).document is document.info
