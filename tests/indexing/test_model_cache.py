"""Models that were made on this machine: one process makes each, whoever asks at the same time."""

from __future__ import annotations

import threading
from pathlib import Path

from assistant.indexing.embedding.model_cache import intact, make


def test_of_several_that_want_a_model_at_once_one_makes_it(tmp_path: Path) -> None:
    begun, may_end, made = threading.Event(), threading.Event(), []

    def fill(beside: Path) -> None:
        begun.set()
        assert may_end.wait(60)
        (beside / "model.bin").write_bytes(b"weights")
        made.append(beside)

    asking = [threading.Thread(target=make, args=(tmp_path / "model", fill)) for _ in range(3)]
    for one in asking:
        one.start()
    assert begun.wait(60)
    may_end.set()
    for one in asking:
        one.join()
    assert len(made) == 1
    assert intact(tmp_path / "model")


def test_a_model_whose_seal_does_not_hold_is_made_again(tmp_path: Path) -> None:
    make(tmp_path / "model", lambda beside: (beside / "model.bin").write_bytes(b"weights") and None)
    (tmp_path / "model" / "model.bin").write_bytes(b"torn")
    assert not intact(tmp_path / "model")
    make(tmp_path / "model", lambda beside: (beside / "model.bin").write_bytes(b"weights") and None)
    assert intact(tmp_path / "model")
