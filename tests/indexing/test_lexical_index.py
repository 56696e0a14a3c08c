"""The contract of LexicalIndex, on every implementation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import document

from assistant.indexing.lexical import LexicalEntry, LexicalIndex, TantivyIndex, lexical_fields
from assistant.records import Passage


@pytest.fixture(params=["tantivy"])
def index(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[LexicalIndex]:
    index: LexicalIndex = TantivyIndex(tmp_path / "lexical")
    yield index
    index.close()


def entry(id: str, stems: str, document_id: str = "d", grams: str = "") -> LexicalEntry:
    return LexicalEntry(id, document_id, {"stems": stems.split(), "grams": grams.split()})


def filled(index: LexicalIndex, *entries: LexicalEntry) -> LexicalIndex:
    index.add("public", entries)
    index.commit()
    return index


def asked(*tokens: str) -> dict[str, float]:
    return dict.fromkeys(tokens, 1.0)


def ids(found: list[tuple[str, float]]) -> list[str]:
    return [id for id, _ in found]


def test_an_empty_index_finds_nothing(index: LexicalIndex) -> None:
    assert index.search("stems", asked("foerder"), "public", 5) == []
    assert index.count("public") == 0


def test_a_rare_word_counts_more_than_a_frequent_one(index: LexicalIndex) -> None:
    filled(index, entry("a", "oft selten"), entry("b", "oft oft"), entry("c", "oft wort"), entry("d", "andere woerter"))
    assert ids(index.search("stems", asked("oft", "selten"), "public", 2))[0] == "a"
    assert ids(index.search("stems", asked("selten"), "public", 5)) == ["a"]


def test_tokens_are_taken_as_they_are(index: LexicalIndex) -> None:
    filled(index, entry("a", "§44 7.600.000 straße"), entry("b", "strasse"))
    assert ids(index.search("stems", asked("§44"), "public", 5)) == ["a"]
    assert ids(index.search("stems", asked("7.600.000"), "public", 5)) == ["a"]
    assert ids(index.search("stems", asked("Straße"), "public", 5)) == []


def test_words_of_a_query_language_are_no_operators(index: LexicalIndex) -> None:
    filled(index, entry("a", 'AND "( title:x'))
    assert ids(index.search("stems", asked("AND", '"(', "title:x", "*", "NOT"), "public", 5)) == ["a"]


def test_fields_are_searched_apart(index: LexicalIndex) -> None:
    filled(index, entry("a", "wort", grams="gram"))
    assert ids(index.search("grams", asked("gram"), "public", 5)) == ["a"]
    assert index.search("grams", asked("wort"), "public", 5) == []


def test_a_filter_keeps_to_its_documents_and_leaves_the_scores(index: LexicalIndex) -> None:
    filled(index, *(entry(f"p{n}", "wort " * (n + 1) + "rest", document_id=f"d{n}") for n in range(5)))
    everything = dict(index.search("stems", asked("wort"), "public", 9))
    some = index.search("stems", asked("wort"), "public", 9, frozenset({"d1", "d3", "unknown"}))
    assert sorted(ids(some)) == ["p1", "p3"]
    assert dict(some) == {id: everything[id] for id in ("p1", "p3")}
    assert index.search("stems", asked("wort"), "public", 9, frozenset()) == []


@pytest.mark.parametrize("weight", [0.25, 2.0, 3])
def test_a_token_counts_by_its_weight(index: LexicalIndex, weight: float) -> None:
    filled(index, entry("a", "eins zwei"), entry("b", "drei vier"))
    [(_, once)] = index.search("stems", asked("eins"), "public", 5)
    [(_, weighted)] = index.search("stems", {"eins": weight, "zwei": 0}, "public", 5)
    assert weighted == pytest.approx(weight * once)


def test_a_token_without_weight_finds_nothing(index: LexicalIndex) -> None:
    filled(index, entry("a", "eins zwei"), entry("b", "drei vier"))
    assert ids(index.search("stems", {"eins": 0.0, "drei": 1.0}, "public", 5)) == ["b"]
    assert index.search("stems", {"eins": 0.0}, "public", 5) == []


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_a_weight_that_is_no_share_is_refused(index: LexicalIndex, weight: float) -> None:
    with pytest.raises(ValueError, match="a weight is 0 or more"):
        index.search("stems", {"eins": weight}, "public", 5)


def test_equal_scores_are_ordered_by_id(index: LexicalIndex) -> None:
    filled(index, *(entry(id, "wort") for id in ("d", "b", "a", "c")))
    assert ids(index.search("stems", asked("wort"), "public", 3)) == ["a", "b", "c"]


def test_nothing_is_found_for_no_tokens_or_no_room(index: LexicalIndex) -> None:
    filled(index, entry("a", "wort"))
    assert index.search("stems", asked(), "public", 5) == []
    assert index.search("stems", asked("wort"), "public", 0) == []


def test_an_audience_never_sees_the_passages_of_another(index: LexicalIndex) -> None:
    index.add("internal", [entry("secret", "wort")])
    index.commit()
    assert index.search("stems", asked("wort"), "public", 5) == []
    assert ids(index.search("stems", asked("wort"), "internal", 5)) == ["secret"]
    assert (index.count("public"), index.count("internal")) == (0, 1)


def test_removed_passages_are_gone_and_may_come_back(index: LexicalIndex) -> None:
    filled(index, entry("a", "alt"), entry("b", "alt"))
    index.remove("public", ["a", "never seen"])
    index.add("public", [entry("a", "neu")])
    index.commit()
    assert ids(index.search("stems", asked("alt"), "public", 5)) == ["b"]
    assert ids(index.search("stems", asked("neu"), "public", 5)) == ["a"]
    assert index.count("public") == 2


def test_a_closed_index_opens_with_what_it_held(tmp_path: Path) -> None:
    filled(TantivyIndex(tmp_path / "lexical"), entry("a", "wort")).close()
    again = TantivyIndex(tmp_path / "lexical")
    assert ids(again.search("stems", asked("wort"), "public", 5)) == ["a"]
    again.close()


def test_a_passage_is_found_by_its_title_and_its_headings_too() -> None:
    text = "Die Quote beträgt vierzig Prozent."
    doc = document("foerderung.txt", text, title="Richtlinie Batterie")
    fields = lexical_fields(doc, Passage(doc.id, 0, len(text), text, (), headings=("Wasserstoff",)))
    assert fields.keys() == {"stems", "grams"}
    for word in ("batt", "wass", "vier"):
        assert word in fields["grams"]
    assert any(stem.startswith("quot") for stem in fields["stems"])
