"""The nouns of a question that no document holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import asked, document, passages

from assistant.answering.weighing.unheard import ALL_HEARD, Unheard, unheard_of
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.records import Audience, Document, Hit

PUBLIC: frozenset[Audience] = frozenset({"public"})
BERTHS = document(
    "# Liegeplätze\n\nDie Beratung zu jedem Fördermittel übernimmt der Hafenmeister. Sie ist kurz. "
    "Die Arbeit am Bootskran dauert einen Tag.\n\nDer Beleg gehört der Werft.",
    "hafen.md",
)
OTHERS = [document(f"# {name}\n\nDie {name} ist offen.", f"{name}.md") for name in ("Mole", "Kasse", "Schleuse")]
SECRET = document("Der Segelschein wird bezahlt.", "intern.md", "internal")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    data: Path = tmp_path_factory.mktemp("data")
    ingest_documents(data, [BERTHS, *OTHERS, SECRET], ToyEmbedder(), 64)
    index = Index.open(data, ToyEmbedder().name)
    yield index
    index.close()


def hits(source: Document) -> list[Hit]:
    return [Hit(passage, source.info, 1, 0.5, 1.0) for passage in passages(source)]


def unheard(query: str, index: Index) -> Unheard:
    return unheard_of(asked(query), hits(BERTHS), index, PUBLIC)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Wie beantrage ich Kurzarbeit?", ("Kurzarbeit",)),
        ("wie beantrage ich kurzarbeit", ("kurzarbeit",)),
        ("Wie tief ist die Fahrrinne am Liegeplatz?", ("Fahrrinne",)),
        ("Wer gibt die Fördermittelberatung?", ()),
        ("Was kostet ein Kran?", ()),
        ("Wo ist die Bootskranprüfung?", ("Bootskranprüfung",)),
        ("Wo sind die Bootskräne?", ()),
        ("Was macht ein Hafenmeisterin-Lehrgang?", ()),
        ("Was kostet der Segelschein?", ("Segelschein",)),
        ("Wo ist die Quittung für den Steg?", ("Steg",)),  # the other one is asked for as "Beleg"
        ("Wird das gefördert?", ()),
        ("Erkläre mir bitte die Fahrrinne", ("Fahrrinne",)),
        ("Habt ihr Infos zur Fahrrinne?", ("Fahrrinne",)),
    ],
)
def test_what_no_public_document_holds_in_any_form_or_apart_is_told(
    query: str, words: tuple[str, ...], index: Index
) -> None:
    assert unheard(query, index).words == words


def test_only_where_all_that_a_question_is_about_is_unheard_it_is_about_something_else(index: Index) -> None:
    assert unheard("Wie beantrage ich Kurzarbeit?", index).is_all
    assert not unheard("Wie beantrage ich Kurzarbeit an der Schleuse?", index).is_all
    assert not unheard("Wie tief ist die Schleuse?", index).is_all
    assert not ALL_HEARD.is_all


def test_a_passage_may_help_that_is_about_the_rest(index: Index) -> None:
    lock = hits(OTHERS[2])[0]
    assert unheard("Wie beantrage ich Kurzarbeit an der Schleuse?", index).may_help(lock)
    assert not unheard("Wie beantrage ich Kurzarbeit an der Mole?", index).may_help(lock)
    assert not unheard("Wie beantrage ich Kurzarbeit?", index).may_help(lock)
    assert ALL_HEARD.may_help(lock)


def test_a_word_that_many_passages_hold_is_no_help_in_the_text_alone() -> None:
    [berth, *_] = hits(BERTHS)
    assert Unheard(("Kurzarbeit",), {"hafenmeist": 0.7}).may_help(berth)
    assert not Unheard(("Kurzarbeit",), {"hafenmeist": 0.4}).may_help(berth)
    assert Unheard(("Kurzarbeit",), {"liegeplatz": 0.4}).may_help(berth), "it stands in the title"
