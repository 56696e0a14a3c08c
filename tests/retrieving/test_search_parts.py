"""Parts of the search, left out one by one."""

from __future__ import annotations

import pytest

from assistant.records import Audience
from assistant.retrieving.retrieve import Retriever
from assistant.retrieving.search_parts import Parts

PUBLIC: frozenset[Audience] = frozenset({"public"})


def test_each_part_is_left_out_once() -> None:
    names = [name for name, _ in Parts().without_each()]
    assert names[:2] == ["dense", "sentences"]
    assert [getattr(parts, name) for name, parts in Parts().without_each()] == [False] * len(names)
    assert [name for name, _ in Parts().without("stems", "grams").without_each()] == [
        name for name in names if name not in ("stems", "grams")
    ]


def test_an_unknown_part_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="luck"):
        Parts().without("luck")


def found(retriever: Retriever, parts: Parts, query: str) -> list[str]:
    hits = Retriever(retriever.index, retriever.embedder, parts).retrieve(query, audiences=PUBLIC, k=50)
    return [match.hit.document.id for match in hits]


def test_each_search_finds_the_passage_alone(retriever: Retriever) -> None:
    for alone in ("dense", "stems", "grams"):
        others = {"dense", "stems", "grams"} - {alone}
        assert found(retriever, Parts().without(*others), "Steht die Gießerei im Mittelpunkt?")[0] == "public2"


def test_nothing_is_found_by_nothing(retriever: Retriever) -> None:
    assert found(retriever, Parts().without("dense", "stems", "grams"), "Förderung der Batterie") == []


def test_without_vectors_only_what_shares_a_word_is_found(retriever: Retriever) -> None:
    stems = Parts().without("dense", "grams")
    assert found(retriever, stems, "Gießerei") == ["public2"]
    assert found(retriever, stems, "Xylophon") == []
    assert len(found(retriever, Parts(), "Xylophon")) == 8


def test_a_part_that_is_left_out_changes_the_score(retriever: Retriever) -> None:
    query = "Die Gießerei steht im Mittelpunkt."

    def score(parts: Parts) -> float:
        (best,) = Retriever(retriever.index, retriever.embedder, parts).retrieve(query, audiences=PUBLIC, k=1)
        return best.hit.score

    names = ("dense", "sentences", "stems", "grams")
    assert all(score(Parts().without(name)) < score(Parts()) for name in names)
