"""The bench of search, on toy sizes, beside a server that finds nothing."""

from __future__ import annotations

import os
import sys
import time
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from fakes import ListVectors, ToyEmbedder

from assistant.evaluation.report import Number
from assistant.evaluation.speed import bench_search, filler
from assistant.evaluation.speed.bench_search import Options, Real, bench, growth
from assistant.evaluation.speed.recall import more_of, recall, recall_in, recall_of_more
from assistant.evaluation.speed.serving import Load, load_of, processor_seconds, searching, served
from assistant.evaluation.speed.timed import TimedIndex
from assistant.indexing.embedding.embed import input_of
from assistant.indexing.exact_vectors import ExactVectors
from assistant.indexing.ingest import ingest_documents
from assistant.indexing.split import split
from assistant.indexing.vectors import VectorItem
from assistant.records import AUDIENCES
from assistant.settings.loading import load
from assistant.storage.folder import DataFolder

STAFF = frozenset(AUDIENCES)
MISSING = ("p95", "processor time each")  # where nothing was answered

SERVER = """
import http.server, os

class Search(http.server.BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self):
        ready = self.path == "/readyz"
        token = self.headers.get("Authorization") == "Bearer " + os.environ["ASSISTANT_STAFF_TOKEN"]
        Search.asked += not ready
        known = self.path.startswith("/api/search?q=") and token and Search.asked % 3
        self.send_response(200 if ready or known else 503)
        self.end_headers()

    def log_message(self, *arguments):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Search)
print(f"http://127.0.0.1:{server.server_port}/", flush=True)
server.serve_forever()
"""


def test_clients_count_what_was_no_success() -> None:
    with served((sys.executable, "-c", SERVER), settings={"ASSISTANT_STAFF_TOKEN": "secret"}) as server:
        load = load_of(searching(server.address, "secret"), ["Was?", "Wie & wo?"], 3, 0.5)
        refused = load_of(searching(server.address, "wrong"), ["Was?"], 2, 0.1)
    assert load.errors == pytest.approx(len(load.times_ms) / 2, abs=2)
    assert load.per_second == len(load.times_ms) / load.seconds > 0
    assert refused.errors > 0
    assert refused.times_ms == []
    assert Load().per_second == 0


def test_processor_time_is_that_of_the_process() -> None:
    before, used = processor_seconds(os.getpid()), time.process_time()
    while time.process_time() - used < 0.2:
        pass
    after = processor_seconds(os.getpid())
    assert before is not None
    assert after is not None
    assert after - before == pytest.approx(0.2, abs=0.05)
    assert processor_seconds(2**30) is None


def test_a_server_that_is_gone_gives_errors() -> None:
    load = load_of(searching("http://127.0.0.1:9", "secret"), ["Was?"], 2, 0.05)
    assert {reply.status for reply in load.replies} == {0}
    assert load.times_ms == []


def test_copies_lie_around_their_originals_as_neighbours_do() -> None:
    real = filler.MadeVectors()
    vectors = np.stack([real.embed_query(f"Frage {number}") for number in range(300)])
    more = more_of(vectors, 900)
    assert more.shape == (900, real.dimension)
    assert np.allclose(more[:300], vectors, atol=1e-6)
    assert np.allclose(np.linalg.norm(more, axis=1), 1, atol=1e-6)
    cosines = vectors @ vectors.T - 2 * np.eye(300)
    to_originals = (more[300:] @ vectors.T).max(axis=1)
    assert np.median(to_originals) == pytest.approx(np.median(cosines.max(axis=1)), abs=0.03)
    assert np.array_equal(more_of(vectors, 200), more[:200])


def test_recall_is_the_share_of_the_nearest_that_are_found() -> None:
    vectors = np.stack([filler.MadeVectors().embed_query(f"Frage {number}") for number in range(300)])
    ids = [f"{number}-0-0" for number in range(300)]
    exact = ExactVectors(ids, ids, list(range(300)), vectors)
    store = ListVectors()
    store.add("public", [VectorItem(id, vector) for id, vector in zip(ids, vectors, strict=True)])
    assert [number.value for number in recall(store.nearest, exact, vectors[:5])] == [1, 1]
    lossy = recall(lambda vector, audience, k: store.nearest(vector, audience, k)[::2], exact, vectors[:5])
    assert [number.value for number in lossy] == [0.5, 0.5]


def test_recall_of_internal_documents_alone_is_measured(tmp_path: Path) -> None:
    embedder = ToyEmbedder()
    internal = (one for one in bench_search.documents() if one.info.audience == "internal")
    ingest_documents(tmp_path / "real", islice(internal, 3), embedder, 120)
    asked = [embedder.embed_query("Was ist im Labor?")]
    assert [number.value for number in recall_in(DataFolder(tmp_path / "real"), asked)] == [1, 1]
    assert len(recall_of_more(tmp_path / "real", tmp_path / "copies", 50, asked)) == 2


def test_what_is_called_on_the_way_belongs_to_the_part_that_called_it(tmp_path: Path) -> None:
    embedder = ToyEmbedder()
    ingest_documents(tmp_path, islice(bench_search.documents(), 4), embedder, 120)
    index = TimedIndex.open(tmp_path, "toy")
    asked = embedder.embed_query("Labor")
    made = filler.MadeVectors()
    ids = [id for id, _ in index.nearest(asked, STAFF, 5)]
    assert set(index.seconds) == {"dense"}
    index.seconds.clear()
    assert len(index.similarities(ids, asked, STAFF)) == 5
    assert set(index.seconds) == {"exact"}
    index.seconds.clear()
    index.closest_words(ids, made.embed_question("Was ist im Labor?").words, STAFF)
    index.rarity(["labor"], STAFF)
    assert set(index.seconds) == {"words"}
    index.close()


def test_made_questions_and_passages_have_words_that_cost_what_real_ones_do() -> None:
    made = filler.MadeVectors()
    asked = made.embed_question("Wie viel Geld gibt es für den Leichtbau?")
    assert len(asked.words) == len(asked.spans) > 1
    document = next(filler.documents())
    passages = split(document, max_tokens=256, count_tokens=made.count_tokens)
    [found] = made.embed_passages([input_of(document.info, passages[0])])
    assert len(found.words) > 40
    assert (asked.words @ found.words.T).max(axis=1).max() < 1.001
    assert made.embed_question("Leichtbau").words[0] @ asked.words[-1] == pytest.approx(1)


def test_one_document_in_four_is_internal() -> None:
    audiences = [document.info.audience for document in islice(bench_search.documents(), 8)]
    assert audiences == 2 * ["public", "public", "public", "internal"]


def test_growth_is_that_of_the_last_against_the_first() -> None:
    small, large = (Number("p50", 2.0, "ms", 9),), (Number("p50", 5.0, "ms", 9),)
    assert growth([("1", small), ("10", small), ("100", large)]) == (Number("p50, 100 / 1", 2.5, "share", 9),)
    assert growth([("1", small)]) == ()


def test_the_bench_makes_its_indexes_once_and_measures_each_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_search, "QUESTIONS", 4)
    monkeypatch.setattr(bench_search, "SERVER", (sys.executable, "-c", SERVER))
    embedder = ToyEmbedder()
    ingest_documents(tmp_path / "real", islice(bench_search.documents(), 12), embedder, 120)
    options = Options(
        tmp_path / "work",
        sizes=(20, 60),
        real=Real(tmp_path / "real", ("Was ist im Labor?", "Wer kommt?")),
        recalled=150,
        clients=2,
        seconds=0.1,
        server=(sys.executable, "-c", SERVER),
    )
    settings = load(max_tokens=120)
    report = bench(settings, lambda: embedder, options)
    changed = {file: file.stat().st_mtime_ns for file in (tmp_path / "work").rglob("catalogue.sqlite")}
    assert len(changed) == 2
    bench(settings, lambda: embedder, Options(tmp_path / "work", (20, 60), server=options.server, seconds=0.1))
    assert {file: file.stat().st_mtime_ns for file in changed} == changed
    by_title = {breakdown.title: breakdown.groups for breakdown in report.breakdowns}
    assert [len(groups) for groups in by_title.values()] == [3, 3, 3, 3, 3, 1]
    assert [group.name for group in by_title["search"]] == ["20 passages", "60 passages", "real"]
    for groups in by_title.values():
        assert all(
            number.value is not None for group in groups for number in group.numbers if number.name not in MISSING
        )
    assert [number.value for number in by_title["recall of Chroma"][1].numbers] == [1, 1]
    assert report.numbers[0].name == "staff p50, 60 passages / 20 passages"
    assert "20 passages: recall" in capsys.readouterr().err
