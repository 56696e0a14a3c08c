"""What is made of an opened generation is made once, and kept as long as that is open."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

from fakes import ToyEmbedder
from papers import paper

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.indexing.remembered import Remembered
from assistant.records import Within


def test_a_thing_is_made_once_for_each_key() -> None:
    remembered = Remembered(2)
    assert remembered.once("Hafen", lambda: [1]) is remembered.once("Hafen", lambda: [2])
    assert remembered.once("Kai", lambda: [2]) == [2]


def test_nothing_is_a_thing_too() -> None:
    remembered, made = Remembered(2), list[str]()
    for _ in range(2):
        remembered.once("Hafen", lambda: made.append("Hafen"))
    assert made == ["Hafen"]


def test_of_too_many_the_one_that_was_not_used_longest_is_forgotten() -> None:
    remembered, made = Remembered(2), list[str]()
    for key in ("Hafen", "Kai", "Hafen", "Mole", "Hafen", "Kai"):
        remembered.once(key, partial(made.append, key))
    assert made == ["Hafen", "Kai", "Mole", "Kai"]


def test_what_is_forgotten_is_made_anew() -> None:
    remembered = Remembered(2)
    remembered.once("Hafen", lambda: 1)
    remembered.forget()
    assert remembered.once("Hafen", lambda: 2) == 2


def test_what_could_not_be_made_is_tried_again() -> None:
    remembered = Remembered(2)
    try:
        remembered.once("Hafen", lambda: 1 // 0)
    except ZeroDivisionError:
        assert remembered.once("Hafen", lambda: 2) == 2


def test_many_threads_get_the_thing_of_their_key() -> None:
    remembered = Remembered(3)
    keys = [number % 5 for number in range(500)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda key: remembered.once(key, lambda: [key]), keys))
    assert found == [[key] for key in keys]


def test_a_closed_index_remembers_nothing(tmp_path: Path) -> None:
    ingest_documents(tmp_path, [paper("# Kai\n\nBoote liegen hier.\n", "kai.md")], ToyEmbedder(), 64)
    with closing(Index.open(tmp_path, "toy")) as index:
        site = Within(topic="Boote")
        narrowed = index.within(site)
        assert index.remembered.once("Hafen", lambda: 1) == 1
        assert narrowed.remembered.once("Hafen", lambda: 2) == 2
        assert index.within(site) is narrowed
    assert index.remembered.once("Hafen", lambda: 3) == 3
    assert index.within(site) is not narrowed
