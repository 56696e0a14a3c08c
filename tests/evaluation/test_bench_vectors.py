"""The bench of the stores of vectors, on few of them, with nothing but what the program brings."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.evaluation.speed.bench_vectors import DIMENSION, main, real_like


def test_every_store_finds_all_and_says_how_long_it_took(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--passages", "300", "--questions", "5"])
    said = capsys.readouterr().out
    assert said.startswith("300 vectors, 5 questions\n")
    for name in ("exact, in memory", "Chroma in the program"):
        [line] = [line for line in said.splitlines() if line.startswith(name)]
        assert line.endswith("recall@10 1.000")
    assert said.count("1 in 1,000 allowed: p50") == said.count("half allowed: p50") == 2


def test_the_vectors_have_unit_length_and_are_the_same_each_time() -> None:
    vectors = real_like(50)
    assert vectors.shape == (50, DIMENSION)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(50), abs=1e-5)
    assert (vectors == real_like(50)).all()
