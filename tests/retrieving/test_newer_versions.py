"""Of two versions the newer one first; both are kept, and nobody hears of what he may not see."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fakes import ToyEmbedder
from hypothesis import given
from hypothesis import strategies as st

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.reading.describing.superseding import superseded
from assistant.records import Audience, Block, Document, DocumentInfo, Filters
from assistant.retrieving.newer_versions import Contender, newer_first
from assistant.retrieving.retrieve import Retriever
from assistant.retrieving.version_asked_for import names_version_of

PUBLIC: frozenset[Audience] = frozenset({"public"})
STAFF: frozenset[Audience] = frozenset({"public", "internal"})
QUESTION = "Wie hoch ist der Zuschuss für die Weiterbildung?"


def made(id: str, percent: int, *, series: str = "Bonus", audience: Audience = "public") -> Document:
    """A guideline whose only passage answers the question; the id ends with the year of its version."""
    year = id[-4:]
    repeated = " Weiterbildung Zuschuss" if year == "2023" else ""  # the older one matches the question better
    text = f"Der Zuschuss für die Weiterbildung beträgt {percent} Prozent der Kosten im Betrieb.{repeated}"
    info = DocumentInfo(
        id,
        f"{id}.md",
        f"Bonus (Fassung {year})",
        "funding",
        audience,
        "de",
        series=series,
        version=f"Fassung {year}",
    )
    return Document(info, f"/corpus/{id}.md", id, text, (Block("paragraph", 0, len(text)),))


def other() -> Document:
    text = "Die Kantine bietet freitags Suppe an. Der Zuschuss dafür entfällt."
    info = DocumentInfo("kantine", "kantine.md", "Kantine", "other", "public", "de")
    return Document(info, "/corpus/kantine.md", "kantine", text, (Block("paragraph", 0, len(text)),))


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    data = tmp_path_factory.mktemp("data")
    embedder = ToyEmbedder(dimension=256)
    documents = [
        made("bonus2023", 60),
        made("bonus2025", 80),
        other(),
        made("intern2027", 90, audience="internal"),
        made("allein2023", 40, series="Anderes"),
    ]
    ingest_documents(data, documents, embedder, 64)
    index = Index.open(data, embedder.name)
    yield Retriever(index, embedder)
    index.close()


def ids(retriever: Retriever, query: str, audiences: frozenset[Audience] = PUBLIC, **filters: object) -> list[str]:
    found = retriever.retrieve(query, audiences=audiences, filters=Filters(**filters), k=10)  # type: ignore[arg-type]
    return [match.hit.document.id for match in found]


def test_the_newer_version_stands_before_the_older_one_and_both_are_kept(retriever: Retriever) -> None:
    found = ids(retriever, QUESTION)
    assert found.index("bonus2025") < found.index("bonus2023")
    assert set(found) == {"bonus2023", "bonus2025", "kantine", "allein2023"}
    scores = [match.hit.score for match in retriever.retrieve(QUESTION, audiences=PUBLIC)]
    assert scores == sorted(scores, reverse=True)


def test_a_hit_names_the_newest_version_that_the_searcher_may_see(retriever: Retriever) -> None:
    def newest(audiences: frozenset[Audience]) -> dict[str, str | None]:
        found = retriever.retrieve(QUESTION, audiences=audiences)
        return {m.hit.document.id: m.hit.superseded_by.id if m.hit.superseded_by else None for m in found}

    public = {"bonus2023": "bonus2025", "bonus2025": None, "kantine": None, "allein2023": None}
    assert newest(PUBLIC) == public
    assert newest(STAFF) == public | {"bonus2023": "intern2027", "bonus2025": "intern2027", "intern2027": None}


@pytest.mark.parametrize(
    "query",
    [
        "Zuschuss für die Weiterbildung 2023",
        "Weiterbildung Zuschuss, Fassung 2023",
        "Wie hoch war der Zuschuss für die Weiterbildung früher?",
        "Zuschuss für die Weiterbildung im alten Merkblatt",
        "Was war beim alten Bonus der Zuschuss für die Weiterbildung?",
        "Zuschuss für die Weiterbildung, und vorher?",
        "Wie hoch war der Zuschuss für die Weiterbildung bisher?",
        "What was the Zuschuss für die Weiterbildung before?",
    ],
)
def test_who_asks_for_the_older_version_or_what_held_before_finds_it_first(query: str, retriever: Retriever) -> None:
    found = ids(retriever, query)
    assert found.index("bonus2023") < found.index("bonus2025")


@pytest.mark.parametrize(
    "query",
    [
        "Muss ich den Zuschuss für die Weiterbildung vorher beantragen?",
        "Kann man mit der Weiterbildung früher beginnen, und wie hoch ist der Zuschuss?",
        "Ist der Zuschuss für die Weiterbildung höher als früher?",
        "Was ist mit dem Zuschuss für die Weiterbildung, muss der vorher beantragt werden?",
        "Wir waren früher in Hessen. Wie hoch ist der Zuschuss für die Weiterbildung?",
        "Gilt beim Zuschuss für die Weiterbildung das alte Merkblatt noch?",
    ],
)
def test_what_only_comes_earlier_is_no_older_version(query: str, retriever: Retriever) -> None:
    found = ids(retriever, query)
    assert found.index("bonus2025") < found.index("bonus2023")


def test_the_older_version_is_found_where_the_newer_one_is_filtered_out(retriever: Retriever) -> None:
    assert ids(retriever, QUESTION, documents=frozenset({"bonus2023"})) == ["bonus2023"]
    [match] = retriever.retrieve(QUESTION, audiences=PUBLIC, filters=Filters(documents=frozenset({"bonus2023"})))
    assert match.hit.superseded_by is not None


def test_a_document_names_its_newest_version(retriever: Retriever) -> None:
    def newest(id: str, audiences: frozenset[Audience]) -> str | None:
        document = retriever.document(id, audiences)
        return document.superseded_by.id if document and document.superseded_by else None

    assert newest("bonus2023", PUBLIC) == "bonus2025"
    assert newest("bonus2023", STAFF) == "intern2027"
    assert newest("bonus2025", PUBLIC) is None
    assert retriever.document("intern2027", PUBLIC) is None


def test_documents_of_one_answer_are_each_read_once_and_only_by_who_may_see_them(retriever: Retriever) -> None:
    document_of = retriever.documents_once(PUBLIC)
    assert document_of("bonus2023") == retriever.document("bonus2023", PUBLIC)
    assert document_of("bonus2023") is document_of("bonus2023")
    assert document_of("intern2027") is None


def test_ten_thousand_documents_are_related_in_a_moment() -> None:
    one = made("bonus2023", 1).info
    infos = [replace(one, id=str(n), series=f"Reihe {n // 2}", version=f"v{n % 2 + 1}") for n in range(10_000)]
    started = time.thread_time()
    assert len(superseded(infos)) == 5_000
    assert time.thread_time() - started < 10


@pytest.mark.parametrize(
    ("query", "version", "asked"),
    [
        ("Wie war es in der Fassung 2023?", "Fassung 2023", True),
        ("Wie war es 2024?", "Fassung 2023", False),
        ("Was stand in Version 2?", "v2", True),
        ("Was stand in Version 3?", "v2", False),
        ("Was gilt heute?", "Entwurf", False),
        ("Was galt 2021?", None, True),
    ],
)
def test_a_question_names_a_version_by_its_year_or_number(query: str, version: str | None, asked: bool) -> None:
    info = replace(made("bonus2023", 1).info, version=version, date=datetime.date(2021, 5, 3))
    assert names_version_of(query, info) is asked


CONTENDERS = st.builds(
    Contender,
    st.sampled_from(["alt", "neu", "fremd"]),
    st.lists(st.sampled_from(["Zuschuss", "Weiterbildung", "Prozent", "Kantine"]), max_size=4).map(" ".join),
    st.integers(0, 5).map(float),
    st.none(),
)


@given(st.lists(CONTENDERS, max_size=12))
def test_nothing_is_lost_and_what_is_no_version_keeps_its_order(drawn: list[Contender]) -> None:
    ranked = sorted(
        (one._replace(yields_to="neu") if one.document == "alt" else one for one in drawn), key=lambda one: -one.score
    )
    order = newer_first(ranked)
    assert sorted(position for position, _ in order) == list(range(len(ranked)))
    assert [score for _, score in order] == sorted((score for _, score in order), reverse=True)
    assert all(score >= ranked[position].score for position, score in order)
    for document in ("alt", "fremd"):
        kept = [position for position, _ in order if ranked[position].document == document]
        assert kept == sorted(kept)
    if not any(one.yields_to for one in ranked):
        assert [position for position, _ in order] == list(range(len(ranked)))


def test_the_newer_version_goes_first_in_other_words_too_where_it_is_close() -> None:
    older = Contender("old", "Der Zuschuss beträgt 40 Prozent, höchstens 25.000 Euro je Gutschein.", 24.6, "new")
    newer = Contender("new", "Die Förderung ist auf 40.000 Euro begrenzt.", 23.6)
    other = Contender("other", "Der Antrag ist formlos.", 24.0)
    assert [at for at, _ in newer_first([older, other, newer], close=1.5)] == [2, 0, 1]
    assert [at for at, _ in newer_first([older, other, newer], close=0.5)] == [0, 1, 2]
    assert [at for at, _ in newer_first([older, other, newer])] == [0, 1, 2]


def test_below_the_same_headings_the_newer_version_goes_first_though_it_is_less_close() -> None:
    older = Contender("old", "Anträge können laufend gestellt werden.", 24.6, "new", ("fristen",))
    newer = Contender("new", "Es gibt zwei Stichtage.", 22.6, None, ("fristen",))
    assert [at for at, _ in newer_first([older, newer], close=1.5)] == [1, 0]
    assert [at for at, _ in newer_first([older, newer._replace(score=21.5)], close=1.5)] == [0, 1]
    for elsewhere in (("ziel",), ()):
        assert [at for at, _ in newer_first([older, newer._replace(headings=elsewhere)], close=1.5)] == [0, 1]
    nowhere = [one._replace(headings=()) for one in (older, newer)]
    assert [at for at, _ in newer_first(nowhere, close=1.5)] == [0, 1]


def test_below_the_same_headings_the_newer_version_goes_first_with_the_words_of_the_question_alone() -> None:
    asked = frozenset(("antrag", "stell"))
    text = "Anträge sind bis zum 31. Oktober in zweifacher Ausfertigung zu stellen."
    older = Contender("old", text, 24.6, "new", ("verfahren",), asked)
    newer = Contender("new", "Anträge können ganzjährig im Portal gestellt werden.", 9.0, None, ("verfahren",), asked)
    assert [at for at, _ in newer_first([older, newer], close=1.5)] == [1, 0]
    for other in (newer._replace(headings=("ziel",)), newer._replace(asked=frozenset(("antrag",)))):
        assert [at for at, _ in newer_first([older, other], close=1.5)] == [0, 1]
    few = [one._replace(asked=frozenset(("antrag",))) for one in (older, newer)]
    assert [at for at, _ in newer_first(few, close=1.5)] == [0, 1]


def test_what_only_the_older_version_has_beside_is_told_by_the_newer_one_where_it_tells_it() -> None:
    older = Contender("old", "Der Zuschuss beträgt 40 Prozent, höchstens 25.000 Euro.", 23.9, "new", ("zuschuss",))
    cap = Contender("new", "Der Zuschuss ist auf 40.000 Euro begrenzt.", 22.8, None, ("zuschuss",))
    rate = Contender("new", "Kleine Unternehmen erhalten 65 Prozent der Ausgaben.", 18.0, None, ("zuschuss",))
    assert [at for at, _ in newer_first([older, cap, rate], close=1.5)] == [1, 2, 0]
    told_already = rate._replace(text="Kleine erhalten mehr als 10.000 Euro.")
    for other in (rate._replace(headings=("ziel",)), told_already, rate._replace(score=1.0)):
        assert [at for at, _ in newer_first([older, cap, other], close=1.5)] == [1, 0, 2]


EARLY = "Begonnen wird erst nach dem Bescheid; ein vorzeitiger Maßnahmenbeginn wird nicht zugelassen."
MAY = "(5) Ein vorzeitiger Maßnahmenbeginn kann auf Antrag zugelassen werden; ein Anspruch entsteht dadurch nicht."


@pytest.mark.parametrize(
    ("newer", "close", "is_first"),
    [
        (MAY, 1.5, True),
        (MAY, 0.5, False),
        (MAY, 0.0, False),  # passages have too many clauses to be one another's
        ("Anträge stellt man im Portal; ein Anspruch entsteht dadurch nicht.", 1.5, False),
        ("Ein vorzeitiger Antrag entfällt; zugelassen werden Betriebe.", 1.5, False),
    ],
)
def test_the_best_sentence_of_the_newer_version_goes_first_where_a_clause_says_the_same(
    newer: str, close: float, is_first: bool
) -> None:
    ranked = [Contender("old", EARLY, 19.6, "new"), Contender("new", newer, 16.2), Contender("other", "Kran.", 16.0)]
    found = newer_first(ranked, close)
    assert (found[0] == (1, 19.6)) == is_first
    lower = [ranked[0], Contender("new", "Am Kai liegt das Dock.", 16.5), ranked[1]]
    assert newer_first(lower, close)[0][0] == 0
