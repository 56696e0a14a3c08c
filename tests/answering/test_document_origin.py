"""Of when and by whom a document is, is told in its own words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import document, inquiry

from assistant.answering.at_hand import AtHand
from assistant.answering.looking_up.document_origin import document_origin
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.records import AUDIENCES, Answer, Audience, DocumentInfo, Filters, Question
from assistant.retrieving.retrieve import Retriever

STUDY = document(
    "# Ebbe und Flut\n\nStudie des Labs Küste\n\nHerausgeber: Hafenamt Kaihausen\n\nStand: Mai 2024\n\n"
    "Bearbeitung: Ada Kolb\n\n## Anlass\n\nDas Watt wandert. Gemessen wurde am 3. Juni 2023.",
    "watt.md",
    title="Ebbe und Flut",
    type="study",
    date=datetime.date(2024, 5, 1),
)
PRESS = document(
    "# Neuer Steg\n\nKaihausen, 4. Juni 2024\n\nDer Steg ist fertig. Studie des Amtes folgt.",
    "steg.md",
    title="Neuer Steg",
    type="press_release",
    date=datetime.date(2024, 6, 4),
)
BARE = document("# Nur Text\n\nDer Kran ist grün.", "text.md", title="Nur Text", date=datetime.date(2024, 6, 4))
MINUTES = document(
    "# Rat am Kai\n\nSitzung vom 5. Juni 2024\n\nProtokoll: Bo Lind",
    "rat.md",
    "internal",
    title="Rat am Kai",
    type="minutes",
    date=datetime.date(2024, 6, 5),
)
FUNDING = document("# Radprämie\n\nHerausgeber: Land.", "rad.md", title="Radprämie", type="funding")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("origin") / "data"
    ingest_documents(data, [STUDY, PRESS, BARE, MINUTES, FUNDING], ToyEmbedder(dimension=256), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder(dimension=256)), kept


def told(
    opened: tuple[Retriever, FactStore],
    text: str,
    about: DocumentInfo | None = None,
    *,
    audiences: frozenset[Audience] = frozenset(AUDIENCES),
    filters: Filters | None = None,
) -> Answer | None:
    question = Question(text, audiences, filters=filters or Filters())
    at_hand = AtHand(about) if about else None
    return document_origin(inquiry(question, *opened, datetime.date(2026, 1, 1), at_hand=at_hand))


def said(found: Answer | None) -> list[str]:
    assert found
    return [one.text for one in found.sentences]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Von wann ist die Studie?", "Stand: Mai 2024"),
        ("Und wann wurde sie veröffentlicht?", "Stand: Mai 2024"),
        ("Wann ist das erschienen?", "Stand: Mai 2024"),
        ("Von wann ist die?", "Stand: Mai 2024"),
        ("Von wann ist Ebbe und Flut?", "Stand: Mai 2024"),
        ("Von wann ist die Pressemitteilung Neuer Steg?", "Kaihausen, 4. Juni 2024"),
        ("Von wann ist das Protokoll vom 5. Juni 2024?", "Sitzung vom 5. Juni 2024"),
    ],
)
def test_the_line_that_says_the_day_is_told(text: str, words: str, opened: tuple[Retriever, FactStore]) -> None:
    (one,) = said(told(opened, text, STUDY.info))
    assert one.endswith(f": {words}")


def test_the_answer_says_which_document_it_is_of_in_the_language_of_the_question(
    opened: tuple[Retriever, FactStore],
) -> None:
    found = told(opened, "When was it published?", STUDY.info)
    assert said(found) == ["“Ebbe und Flut”: Stand: Mai 2024"]
    assert found is not None
    assert found.resolved == "When was it published? (Ebbe und Flut)"


@pytest.mark.parametrize(
    "text",
    ["Von wem ist die Studie?", "Wer hat sie geschrieben?", "Who wrote the study?", "Wer ist der Autor der Studie?"],
)
def test_who_publishes_and_who_wrote_it_are_told(text: str, opened: tuple[Retriever, FactStore]) -> None:
    first, *others = said(told(opened, text, STUDY.info))
    assert first.partition(": ")[2] == "Studie des Labs Küste"
    assert others == ["Herausgeber: Hafenamt Kaihausen", "Bearbeitung: Ada Kolb"]


def test_minutes_are_of_who_kept_them(opened: tuple[Retriever, FactStore]) -> None:
    assert said(told(opened, "Von wem ist das Protokoll?", MINUTES.info)) == ["„Rat am Kai“: Protokoll: Bo Lind"]


@pytest.mark.parametrize(
    ("text", "about", "missing"),
    [
        ("Von wann ist der Text?", BARE.info, "Datum des Dokuments"),
        ("Von wem ist die Pressemitteilung?", PRESS.info, "Verfasser oder Herausgeber"),
    ],
)
def test_that_a_document_does_not_say_it_is_the_answer(
    text: str, about: DocumentInfo, missing: str, opened: tuple[Retriever, FactStore]
) -> None:
    found = told(opened, text, about)
    assert found
    assert (found.reason, found.not_mentioned) == ("not_supported", (missing,))
    assert {one.document.id for one in found.related} <= {about.id}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Von wem ist die Idee?", STUDY.info),
        ("Wann wurde das Amt gegründet?", STUDY.info),
        ("Wer hat den Antrag erstellt?", STUDY.info),
        ("Wie alt ist sie?", STUDY.info),
        ("Who made it?", STUDY.info),
        ("Von wann ist die Studie des Landes?", STUDY.info),
        ("Von wann ist die Studie?", PRESS.info),
        ("Von wann ist das?", None),
        ("Von wem ist das Programm?", FUNDING.info),
    ],
)
def test_what_asks_for_something_else_or_of_no_known_document_is_searched(
    text: str, about: DocumentInfo | None, opened: tuple[Retriever, FactStore]
) -> None:
    assert told(opened, text, about) is None


def test_the_public_hears_nothing_of_internal_documents(opened: tuple[Retriever, FactStore]) -> None:
    public = frozenset[Audience]({"public"})
    assert told(opened, "Von wann ist Rat am Kai?") is not None
    assert told(opened, "Von wann ist Rat am Kai?", audiences=public) is None
    assert told(opened, "Von wem ist das Protokoll?", audiences=public) is None


def test_filters_of_the_caller_leave_the_question_to_the_search(opened: tuple[Retriever, FactStore]) -> None:
    assert told(opened, "Von wann ist Ebbe und Flut?", filters=Filters(type="minutes")) is None
