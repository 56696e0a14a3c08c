"""The parts of the bench, on toy sizes."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from evaluation_fakes import FirstPassage
from fakes import ToyEmbedder

from assistant.errors import UnavailableError
from assistant.evaluation.speed import filler
from assistant.evaluation.speed.bench import Options, bench, enough, ingestion, seconds_until_ready
from assistant.indexing.embedding.embed import Embedder, input_of
from assistant.indexing.report import Silent
from assistant.indexing.split import split
from assistant.settings.loading import load
from assistant.settings.settings import Settings

SERVER = """
import http.server

class Ready(http.server.BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self):
        Ready.asked += 1
        self.send_response(200 if Ready.asked > 1 and self.path == "/readyz" else 503)
        self.end_headers()

    def log_message(self, *arguments):
        pass

server = http.server.HTTPServer(("127.0.0.1", 0), Ready)
print(f"Bereit unter http://127.0.0.1:{server.server_port}/ (Strg+C beendet)", flush=True)
server.serve_forever()
"""


def test_the_same_seed_gives_the_same_documents_and_questions() -> None:
    assert list(islice(filler.documents(3), 2)) == list(islice(filler.documents(3), 2))
    assert next(filler.documents(3)).id != next(filler.documents(4)).id
    assert filler.questions(5) == filler.questions(5)


def test_no_slot_of_a_template_is_left_open() -> None:
    text = " ".join(document.text for document in islice(filler.documents(), 20)) + " ".join(filler.questions(50))
    assert "{" not in text
    assert "}" not in text


def test_so_many_documents_that_there_are_about_as_many_passages() -> None:
    embedder = ToyEmbedder()
    documents = enough(filler.documents(), 60, embedder, 120)
    passages = sum(len(split(d, max_tokens=120, count_tokens=embedder.count_tokens)) for d in documents)
    assert 50 <= passages <= 70


def test_random_vectors_have_unit_length_and_depend_on_the_text_alone() -> None:
    embedder = filler.RandomVectors(ToyEmbedder())
    document = next(filler.documents())
    inputs = [input_of(document.info, p) for p in split(document, max_tokens=120, count_tokens=embedder.count_tokens)]
    first, again = embedder.embed_passages(inputs), embedder.embed_passages(inputs[:1])
    assert np.array_equal(first[0].passage, again[0].passage)
    assert np.allclose(np.linalg.norm(first[1].sentences, axis=1), 1)
    assert first[0].sentences.shape == (len(inputs[0].sentences), embedder.dimension)
    assert not np.array_equal(first[0].passage, first[1].passage)


def test_questions_are_embedded_by_the_model_itself() -> None:
    assert np.array_equal(filler.RandomVectors(ToyEmbedder()).embed_query("Labor"), ToyEmbedder().embed_query("Labor"))


def test_ingestion_is_measured_against_the_bare_embedder() -> None:
    bare, whole, ratio = ingestion(ToyEmbedder(seconds_a_passage=0.01), 120, 30)
    assert bare.value is not None
    assert whole.value is not None
    assert ratio.value is not None
    assert ratio.value == pytest.approx(whole.value / bare.value)
    assert 0 < ratio.value <= 1.05
    assert bare.n == whole.n


def test_a_server_is_ready_when_it_says_so() -> None:
    assert 0 < seconds_until_ready((sys.executable, "-c", SERVER), 30) < 30


def test_a_server_that_ends_before_it_is_ready_is_an_error() -> None:
    with pytest.raises(UnavailableError, match="nicht bereit"):
        seconds_until_ready((sys.executable, "-c", "print('no address')"), 30)


def test_a_server_that_never_gets_ready_is_stopped() -> None:
    with pytest.raises(UnavailableError):
        seconds_until_ready((sys.executable, "-c", "import time; time.sleep(60)"), 0.2)


def test_the_bench_fills_an_index_and_reports_every_number(tmp_path: Path) -> None:
    opened: list[FirstPassage] = []

    def open_index(settings: Settings, embedder: Embedder) -> FirstPassage:
        opened.append(FirstPassage(settings, embedder))
        return opened[-1]

    options = Options(passages=50, sample=20, corpus=tmp_path / "nowhere", server=(sys.executable, "-c", SERVER))
    settings = load(data=tmp_path / "data", max_tokens=120)
    report = bench(settings, ToyEmbedder(), open_index, Silent(), options)
    for assistant in opened:
        assistant.close()
    assert [number.name for number in report.numbers] == [
        "ready",
        "search p50",
        "search p95",
        "first sentence p50",
        "first sentence p95",
        "bare embedder",
        "ingestion",
        "ingestion / bare embedder",
    ]
    assert all(number.value for number in report.numbers)
    assert "their vectors random" in report.circumstances["index"]
