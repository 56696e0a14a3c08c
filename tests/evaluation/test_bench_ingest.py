"""The curve of ingestion, on a folder of a few files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from fakes import ToyEmbedder

from assistant.__main__ import main
from assistant.errors import UnavailableError
from assistant.evaluation.speed import bench_ingest, filler
from assistant.evaluation.speed.bench_ingest import (
    Case,
    Options,
    bench,
    change,
    measured,
    move,
    touch,
    written,
)
from assistant.indexing.embedding.embed import EmbeddingInput
from assistant.reading.reader_processes import search_path
from assistant.records import Span
from assistant.settings.loading import load


def test_every_run_over_the_folder_does_what_its_name_says(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ("--sizes", "40", "--files", "0", "--sample", "0", "--work", str(tmp_path))
    assert main(["bench", "--json", "ingest", *arguments]) == 0
    printed = capfd.readouterr()
    report = json.loads(printed.out)
    numbers = {name: number["value"] for name, number in report["breakdowns"]["index"]["40 passages"].items()}
    runs = {row.pop("run"): row for row in report["tables"]["runs"]}
    files = runs["first"]["added"]
    assert runs["first"]["passages embedded"] == numbers["passages"]
    assert runs["unchanged"]["unchanged"] == runs["one touched"]["unchanged"] == files
    assert (runs["one changed"]["updated"], runs["one changed"]["unchanged"]) == (1, files - 1)
    assert 0 < runs["one changed"]["passages embedded"] < numbers["passages"]
    for run in ("unchanged", "one touched", "one moved"):
        assert runs[run]["passages embedded"] == runs[run]["failed"] == 0
    assert all(value > 0 for value in numbers.values())
    assert numbers["memory"] < numbers["with readers"]
    assert list(tmp_path.iterdir()) == []
    assert "one moved" in printed.err


def test_a_measuring_process_that_fails_is_an_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnavailableError, match="a few"):
        measured(Case("a few", 0, 1), tmp_path, 120)
    assert capfd.readouterr().err


def test_a_measuring_process_finds_the_package_and_none_of_its_modules_by_itself() -> None:
    first = Path(search_path().split(os.pathsep)[0])
    assert (first / "assistant" / "errors.py").is_file()
    assert not (first / "errors.py").exists()


def test_the_rate_beside_the_bare_embedder_is_measured_on_a_sample(tmp_path: Path) -> None:
    settings = load(max_tokens=120)
    report = bench(settings, ToyEmbedder, Options(sizes=(), files=0, sample=20, folder=tmp_path))
    assert [number.name for number in report.numbers] == ["bare embedder", "ingestion", "ingestion / bare embedder"]


@pytest.mark.parametrize("sizes", ["many", "0", "100,,200"])
def test_sizes_that_are_none_are_refused(sizes: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "ingest", "--sizes", sizes]) == 2
    assert "--sizes" in capsys.readouterr().err


def test_the_files_of_a_case_have_the_same_contents_each_time(tmp_path: Path) -> None:
    case = Case("", 3, 2)
    first, again = written(tmp_path / "a", case), written(tmp_path / "b", case)
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in again]
    assert len({file.read_bytes() for file in first}) == 3


def test_a_touched_file_keeps_its_content_and_a_moved_one_too(tmp_path: Path) -> None:
    (file,) = written(tmp_path, Case("", 1, 1))
    content, time = file.read_bytes(), file.stat().st_mtime
    touch(file)
    assert (file.read_bytes(), file.stat().st_mtime != time) == (content, True)
    move(file)
    (moved,) = file.parent.iterdir()
    assert (moved.read_bytes(), moved != file) == (content, True)
    change(moved)
    assert moved.read_bytes().startswith(content)
    assert len(moved.read_bytes()) > len(content)


def test_made_vectors_need_no_model_have_unit_length_and_depend_on_the_text_alone() -> None:
    embedder = filler.MadeVectors()
    inputs = [EmbeddingInput("", text, (Span(0, 3), Span(3, 6))) for text in ("Eins, zwei.", "Drei, vier.")]
    one, other = embedder.embed_passages(inputs)
    assert embedder.embedded == 2
    assert one.sentences.shape == (2, embedder.dimension)
    assert np.allclose(np.linalg.norm(one.passage), 1)
    assert not np.array_equal(one.passage, other.passage)
    assert np.array_equal(one.passage, embedder.embed_passages(inputs[:1])[0].passage)
    assert np.allclose(np.linalg.norm(embedder.embed_query("Wer?")), 1)


def test_long_words_have_more_pieces_than_short_ones() -> None:
    assert filler.count_pieces("Der Zuschuss endet.") == 1 + 2 + 1 + 1


def test_a_size_is_about_as_many_passages(tmp_path: Path) -> None:
    (case,) = bench_ingest.cases(Options(sizes=(1000,), files=0), 256)
    each = 1000 / case.files
    assert 2 < each < 20
