"""The programmes of an open index are put together once for each audience, site and day."""

from __future__ import annotations

import datetime
from contextlib import closing
from pathlib import Path

from fakes import ToyEmbedder
from papers import paper

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.funding import programmes
from assistant.records import Audience, Within

PUBLIC: frozenset[Audience] = frozenset({"public"})
STAFF: frozenset[Audience] = frozenset({"public", "internal"})
TODAY = datetime.date(2026, 3, 1)
TEXT = "# {}\n\nDer Zuschuss beträgt 30 Prozent.\n\nAnträge sind bis zum 15. Mai 2026 zu stellen.\n"


def ingest(data: Path, *titles: str) -> None:
    papers = [paper(TEXT.format(title), f"{title}.md", topic=title) for title in titles]
    ingest_documents(data, [*papers, paper(TEXT.format("Flüsterfonds"), "intern.md", "internal")], ToyEmbedder(), 64)


def test_they_are_put_together_once_for_who_may_see_them_and_each_day(tmp_path: Path) -> None:
    ingest(tmp_path, "Kaigeld")
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        [first] = programmes(kept, index, PUBLIC, TODAY)
        [again] = programmes(kept, index, PUBLIC, TODAY)
        assert again is first
        assert [one.title for one in programmes(kept, index, STAFF, TODAY)] == ["Flüsterfonds", "Kaigeld"]
        [later] = programmes(kept, index, PUBLIC, datetime.date(2026, 5, 16))
        assert (first.status, later.status) == ("open", "expired")


def test_a_site_has_its_own(tmp_path: Path) -> None:
    ingest(tmp_path, "Kaigeld", "Molengeld")
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        site = Within(topic="Molengeld")
        assert len(programmes(kept, index, PUBLIC, TODAY)) == 2
        [first] = programmes(kept, index.within(site), PUBLIC, TODAY)
        [again] = programmes(kept, index.within(site), PUBLIC, TODAY)
        assert first.title == "Molengeld"
        assert again is first


def test_who_changes_his_list_changes_nobody_elses(tmp_path: Path) -> None:
    ingest(tmp_path, "Kaigeld")
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        programmes(kept, index, PUBLIC, TODAY).clear()
        assert len(programmes(kept, index, PUBLIC, TODAY)) == 1


def test_another_generation_has_others(tmp_path: Path) -> None:
    ingest(tmp_path, "Kaigeld")
    with closing(FactStore(tmp_path)) as kept:
        with closing(Index.open(tmp_path, "toy")) as index:
            assert [one.title for one in programmes(kept, index, PUBLIC, TODAY)] == ["Kaigeld"]
        ingest(tmp_path, "Molengeld")
        with closing(Index.open(tmp_path, "toy")) as index:
            assert "Molengeld" in [one.title for one in programmes(kept, index, PUBLIC, TODAY)]
