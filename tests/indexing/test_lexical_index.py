"""The contract of LexicalIndex, on every implementation."""

from __future__ import annotations

import datetime
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from corpora import document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listed_lexical import ListedLexical, found_by_another_process, opened

from assistant.indexing.lexical import (
    HEADING_WEIGHT,
    MOST_TOKENS,
    TITLE_WEIGHT,
    LexicalEntry,
    LexicalIndex,
    TantivyIndex,
    lexical_fields,
    link,
)
from assistant.records import AUDIENCES, Passage

KINDS = ("tantivy", "listed")
# Whatever holds no white space is a token: operators of query languages, signs outside the BMP, marks, NUL.
ODD_TOKENS = (
    *(
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "*",
        "?",
        "~2",
        "^3",
        "a:b",
        "title:x",
        '"(',
        "')",
        "[a",
        "{",
        "\\",
        "a\\b",
        "-",
        "+",
    ),
    *("\0", "a\0b", "\U0001f600", "\u0301", "\u200f", "\u202e", "\ufffd", "\U0010ffff", "§44", "7.600.000", "straße"),
)
OPEN = Callable[[], LexicalIndex]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def index(kind: str, tmp_path: Path) -> Iterator[LexicalIndex]:
    index = opened(kind, tmp_path / "lexical")
    yield index
    index.close()


@pytest.fixture
def reopened(kind: str, tmp_path: Path) -> Iterator[OPEN]:
    """Opens the folder of `index` once more."""
    again: list[LexicalIndex] = []

    def reopen() -> LexicalIndex:
        again.append(opened(kind, tmp_path / "lexical"))
        return again[-1]

    yield reopen
    for one in again:
        one.close()


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
    assert index.search("stems", asked("foerder"), "public", 5, frozenset({"d"})) == []
    assert (index.count("public"), index.ids("public"), index.frequency("stems", "foerder", "public")) == (0, set(), 0)


def test_an_index_without_changes_is_committed_without_harm(index: LexicalIndex, reopened: OPEN) -> None:
    index.commit()
    index.commit()
    assert reopened().count("public") == 0


def test_a_rare_word_counts_more_than_a_frequent_one(index: LexicalIndex) -> None:
    filled(index, entry("a", "oft selten"), entry("b", "oft oft"), entry("c", "oft wort"), entry("d", "andere woerter"))
    assert ids(index.search("stems", asked("oft", "selten"), "public", 2))[0] == "a"
    assert ids(index.search("stems", asked("selten"), "public", 5)) == ["a"]


def test_a_word_counts_more_in_a_short_passage_and_where_it_is_repeated(index: LexicalIndex) -> None:
    filled(index, entry("long", "wort eins zwei drei vier"), entry("short", "wort eins"), entry("twice", "wort wort"))
    assert ids(index.search("stems", asked("wort"), "public", 5)) == ["twice", "short", "long"]


@pytest.mark.parametrize("token", ODD_TOKENS)
def test_a_token_is_taken_as_it_is(token: str, index: LexicalIndex) -> None:
    filled(index, entry("a", f"wort {token}"), entry("b", "wort"))
    assert ids(index.search("stems", asked(token), "public", 5)) == ["a"]
    assert index.frequency("stems", token, "public") == 1
    assert ids(index.search("stems", asked(token, *ODD_TOKENS, "unbekannt"), "public", 5)) == ["a"]


@pytest.mark.parametrize("token", ["Wort", "wor", "worte", "unbekannt", "", " ", "wort eins"])
def test_another_token_is_not_found(token: str, index: LexicalIndex) -> None:
    filled(index, entry("a", "wort eins"))
    assert index.search("stems", asked(token), "public", 5) == []
    assert index.frequency("stems", token, "public") == 0


def test_a_word_without_end_hides_no_other(index: LexicalIndex) -> None:
    filled(index, entry("a", f"wort {'x' * 100_000}"), entry("b", "eins"))
    assert ids(index.search("stems", asked("wort", "y" * 100_000), "public", 5)) == ["a"]


def test_fields_are_searched_apart(index: LexicalIndex) -> None:
    filled(index, entry("a", "wort", grams="gram"))
    assert ids(index.search("grams", asked("gram"), "public", 5)) == ["a"]
    assert index.search("grams", asked("wort"), "public", 5) == []
    assert (index.frequency("grams", "gram", "public"), index.frequency("grams", "wort", "public")) == (1, 0)


def test_a_passage_without_tokens_is_kept_and_not_found(index: LexicalIndex) -> None:
    filled(index, entry("empty", ""), entry("a", "wort"))
    assert ids(index.search("stems", asked("wort"), "public", 5)) == ["a"]
    assert index.ids("public") == {"empty", "a"}


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
    assert weighted == pytest.approx(weight * once, rel=1e-4)  # scores have five digits


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
    assert index.search("stems", asked("wort"), "public", -1) == []


def test_of_two_thousand_tokens_the_most_telling_are_looked_for(index: LexicalIndex) -> None:
    filled(index, *(entry(f"p{n:04d}", f"wort{n} " + f"oft{n % 2} " * (n > 9)) for n in range(2 * MOST_TOKENS)))
    weights = {"oft0": 1.0, "oft1": 1.0, **{f"wort{n}": 1.0 + n for n in range(2000)}}
    found = index.search("stems", weights, "public", 1000)
    assert ids(found) == [f"p{n:04d}" for n in reversed(range(MOST_TOKENS, 2 * MOST_TOKENS))]


def test_an_audience_never_sees_the_passages_of_another(index: LexicalIndex) -> None:
    index.add("internal", [entry("secret", "wort")])
    index.commit()
    assert index.search("stems", asked("wort"), "public", 5) == []
    assert index.frequency("stems", "wort", "public") == 0
    assert ids(index.search("stems", asked("wort"), "internal", 5)) == ["secret"]
    assert (index.count("public"), index.count("internal")) == (0, 1)
    assert (index.ids("public"), index.ids("internal")) == (set(), {"secret"})


def test_a_passage_of_another_audience_changes_no_score(index: LexicalIndex) -> None:
    filled(index, entry("a", "wort eins"), entry("b", "zwei"))
    before = index.search("stems", asked("wort"), "public", 5)
    index.add("internal", [entry(f"p{n}", "wort wort") for n in range(20)])
    index.remove("internal", ["a"])
    index.commit()
    assert index.search("stems", asked("wort"), "public", 5) == before


@pytest.mark.parametrize(("removed", "off_by"), [(0, 0.001), (5, 0.2)])
def test_audiences_searched_together_score_as_one(
    kind: str, index: LexicalIndex, tmp_path: Path, removed: int, off_by: float
) -> None:
    minutes = [entry(f"m{n:02d}", f"protokoll punkt{n}") for n in range(20)]
    news = [entry(f"n{n:02d}", f"meldung punkt{n}") for n in range(60)]
    together = filled(opened(kind, tmp_path / "together"), *minutes, *news)
    index.add("internal", [*minutes, *(entry(f"r{n}", "protokoll meldung") for n in range(removed))])
    filled(index, *news)
    index.remove("internal", [f"r{n}" for n in range(removed)])
    index.commit()
    weights = {"protokoll": 1.0, "punkt1": 0.5, "meldung": 1.0}
    hits = [hit for one in AUDIENCES for hit in index.search("stems", weights, one, 99, among=frozenset(AUDIENCES))]
    assert dict(hits) == pytest.approx(dict(together.search("stems", weights, "public", 99)), rel=off_by)
    together.close()


def test_only_audiences_that_are_named_tell_how_rare_a_token_is(index: LexicalIndex) -> None:
    index.add("internal", [entry(f"m{n}", "wort") for n in range(9)])
    filled(index, entry("a", "wort eins"), entry("b", "zwei eins"))
    alone = index.search("stems", asked("wort"), "public", 5)
    assert index.search("stems", asked("wort"), "public", 5, among=frozenset({"public"})) == alone
    assert index.search("stems", asked("wort"), "public", 5, among=frozenset(AUDIENCES)) < alone


def test_changes_are_seen_after_the_commit_and_not_before(index: LexicalIndex, reopened: OPEN) -> None:
    filled(index, entry("a", "alt"))
    index.remove("public", ["a"])
    index.add("public", [entry("b", "neu")])
    for one in (index, reopened()):
        assert ids(one.search("stems", asked("alt", "neu"), "public", 5)) == ["a"]
    index.commit()
    for one in (index, reopened()):
        assert ids(one.search("stems", asked("alt", "neu"), "public", 5)) == ["b"]


def test_what_was_not_committed_is_gone_after_closing(index: LexicalIndex, reopened: OPEN) -> None:
    filled(index, entry("a", "wort"))
    index.add("public", [entry("b", "wort")])
    index.close()
    assert reopened().ids("public") == {"a"}


def test_removed_passages_are_gone_and_may_come_back(index: LexicalIndex) -> None:
    filled(index, entry("a", "alt"), entry("b", "alt"))
    index.remove("public", ["a", "never seen"])
    index.add("public", [entry("a", "neu")])
    index.commit()
    assert ids(index.search("stems", asked("alt"), "public", 5)) == ["b"]
    assert ids(index.search("stems", asked("neu"), "public", 5)) == ["a"]
    assert index.count("public") == 2


def test_an_emptied_index_finds_nothing_and_can_be_filled_again(index: LexicalIndex) -> None:
    filled(index, entry("a", "wort"), entry("b", "wort"))
    index.remove("public", ["a", "b"])
    index.commit()
    assert index.search("stems", asked("wort"), "public", 5) == []
    assert (index.count("public"), index.ids("public")) == (0, set())
    assert ids(filled(index, entry("c", "wort")).search("stems", asked("wort"), "public", 5)) == ["c"]


def test_a_closed_index_opens_with_what_it_held(index: LexicalIndex, reopened: OPEN) -> None:
    before = filled(index, entry("a", "wort eins"), entry("b", "wort")).search("stems", asked("wort"), "public", 5)
    index.close()
    assert reopened().search("stems", asked("wort"), "public", 5) == before


def test_another_process_finds_what_the_first_committed(kind: str, index: LexicalIndex, tmp_path: Path) -> None:
    filled(index, entry("a", "wort"))
    index.add("public", [entry("later", "wort")])
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(found_by_another_process, kind, tmp_path / "lexical", "wort").result(60) == ["a"]


def test_a_linked_copy_is_changed_alone(kind: str, index: LexicalIndex, tmp_path: Path, reopened: OPEN) -> None:
    filled(index, *(entry(f"p{n}", "wort eins") for n in range(20)))
    before = index.search("stems", asked("wort"), "public", 50)
    link(tmp_path / "lexical", tmp_path / "copy")
    copy = opened(kind, tmp_path / "copy")
    copy.remove("public", ["p0", "p1"])
    filled(copy, entry("new", "wort"))
    assert copy.ids("public") == index.ids("public") - {"p0", "p1"} | {"new"}
    copy.close()
    shutil.rmtree(tmp_path / "copy")
    for one in (index, reopened()):
        assert one.search("stems", asked("wort"), "public", 50) == before


# Each generation: how many passages leave and come, and a seed for which.
GENERATIONS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 8), st.integers(0, 99)), min_size=1, max_size=6)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(generations=GENERATIONS)
def test_an_index_brought_forward_finds_what_one_built_anew_finds(
    kind: str, tmp_path_factory: pytest.TempPathFactory, generations: list[tuple[int, int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("generations")
    forward, present = opened(kind, folder / "forward"), dict[str, LexicalEntry]()
    for generation, (leaving, coming, seed) in enumerate(generations):
        dice = random.Random(seed)
        gone = dice.sample(sorted(present), min(leaving, len(present)))
        forward.remove("public", gone)
        come = [made(f"{generation}-{n}", dice) for n in range(coming)]
        present = {id: one for id, one in present.items() if id not in gone} | {one.id: one for one in come}
        filled(forward, *come)
    anew = filled(opened(kind, folder / "anew"), *present.values())
    for token in WORDS:
        found = forward.search("stems", asked(token), "public", 100)
        assert set(ids(found)) == set(ids(anew.search("stems", asked(token), "public", 100)))
        assert found == sorted(found, key=lambda hit: (-hit[1], hit[0]))
    assert forward.ids("public") == anew.ids("public") == set(present)
    forward.close()
    anew.close()


WORDS = ("eins", "zwei", "drei", "vier", "fuenf", "sechs")


def made(id: str, dice: random.Random) -> LexicalEntry:
    return entry(id, " ".join(dice.choices(WORDS, k=dice.randint(1, 12))), document_id=f"d{dice.randint(0, 3)}")


@pytest.mark.parametrize("seed", range(5))
def test_both_indexes_give_the_same_scores(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    entries = [made(f"p{n:02d}", dice) for n in range(40)]
    tantivy, listed = TantivyIndex(tmp_path / "tantivy"), ListedLexical(tmp_path / "listed")
    for documents in (None, frozenset({"d1", "d2"})):
        weights = Counter(dice.choices(WORDS, k=4))
        one = filled(tantivy, *entries).search("stems", weights, "public", 40, documents)
        other = filled(listed, *entries).search("stems", weights, "public", 40, documents)
        assert dict(one) == pytest.approx(dict(other), rel=1e-4)
        tantivy.remove("public", [entry.id for entry in entries])
    tantivy.close()


def fields_of(**info: Any) -> dict[str, list[str]]:
    text = "Die Quote beträgt vierzig Prozent."
    doc = document("protokolle/haushalt_batterie.md", text, **info)
    headings = (doc.info.title, "Wasserstoff", "Ergebnis")
    return lexical_fields(doc, Passage(doc.id, 0, len(text), text, (), headings=headings))


def test_a_passage_is_found_by_what_says_where_it_stands() -> None:
    stems = Counter(fields_of(title="Richtlinie", date=datetime.date(2024, 5, 3))["stems"])
    assert stems == {
        "richtlini": TITLE_WEIGHT,
        **dict.fromkeys(("wasserstoff", "ergebnis"), HEADING_WEIGHT),
        **dict.fromkeys(("quot", "betragt", "vierzig", "prozent"), 1),
        **dict.fromkeys(("protokoll", "haushalt", "batteri", "3", "mai", "2024"), 1),
    }


def test_both_fields_hold_the_same_words() -> None:
    fields = fields_of(title="Richtlinie Batterie")
    assert fields.keys() == {"stems", "grams"}
    for gram, count in (("rich", TITLE_WEIGHT), ("batt", TITLE_WEIGHT + 1), ("wass", HEADING_WEIGHT), ("vier", 1)):
        assert fields["grams"].count(gram) == count
