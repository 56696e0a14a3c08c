"""A round or year that is over ends no programme, and of one without a day nothing of another one is told."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import inquiry
from papers import paper

from assistant.answering.looking_up.programme_status import programme_status
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.status import judged, last_of_calls
from assistant.records import Answer, Question
from assistant.retrieving.retrieve import Retriever

ROUND = "# Messbonus Plus\n\n## Ablauf\n\nDie dritte Runde läuft vom 1. Dezember 2025 bis zum 30. Juni 2026.\n"
YEAR = "# Kursgeld\n\nAnträge für 2026 nehmen wir bis zum 15. Mai 2026 entgegen.\n"
SILENT = "# Dachgeld\n\nDer Zuschuss beträgt 10 Prozent.\n"
OTHER = "# Hallenbonus\n\nAnträge auf den Hallenbonus sind noch bis zum 30. November 2031 zu stellen.\n"
CALL = "# Pioniergeld\n\nAnträge für den 2. Förderaufruf reichen Sie bitte bis zum 30. April 2024 ein.\n"
PARTS = (
    "# Netzgeld\n\nFörderanträge sind bis zum 31. Dezember 2020 (für die Einrichtungsphase) beziehungsweise bis zum"
    " 31. März 2021 (für die Durchführungsphase) zu stellen.\n"
)
IN_FORCE = "\nDiese Richtlinie gilt bis zum 31. Dezember 2031.\n"
PROLONGED = (
    "\nDiese Richtlinie ist bis zum 30. Juni 2024 befristet. Wird die Verordnung verlängert, verlängert sich die"
    " Laufzeit dieser Richtlinie, aber nicht über den 31. Dezember 2030 hinaus.\n"
)
TODAY = datetime.date(2026, 8, 1)


@pytest.mark.parametrize(
    ("text", "today", "status"),
    [
        (ROUND, datetime.date(2025, 11, 1), "announced"),
        (ROUND, datetime.date(2026, 3, 1), "open"),
        (ROUND, TODAY, None),
        (YEAR, datetime.date(2026, 5, 15), "open"),
        (YEAR, TODAY, None),
        (YEAR.replace("Anträge für 2026 nehmen wir", "Anträge nehmen wir letztmals"), TODAY, "expired"),
        (CALL, TODAY, None),
        (CALL + IN_FORCE, TODAY, None),  # in force, but nobody says that there is another call
        (CALL + IN_FORCE, datetime.date(2024, 4, 30), "open"),
        (CALL + IN_FORCE, datetime.date(2032, 1, 1), "expired"),
        (PARTS, TODAY, "expired"),
        (PARTS + IN_FORCE, TODAY, None),  # these parts are over, others may go on
        (PARTS + IN_FORCE, datetime.date(2032, 1, 1), "expired"),
        (PARTS + PROLONGED, TODAY, None),  # it may have been prolonged for others
    ],
)
def test_what_is_over_is_the_round_and_not_the_programme(text: str, today: datetime.date, status: str | None) -> None:
    facts = facts_of(paper(text))
    verdict = judged(facts, today)
    assert (verdict.status if verdict else None) == status
    assert (last_of_calls(facts, today) is None) == (status is not None)


def test_what_its_parts_do_not_end_ends_with_its_own_last_day() -> None:
    verdict = judged(facts_of(paper(PARTS + IN_FORCE)), datetime.date(2032, 1, 1))
    assert verdict
    assert verdict.because.value == "2031-12-31"


def test_a_course_that_runs_is_no_round() -> None:
    text = "# Kursgeld\n\nDer Rundgang läuft vom 1. Mai bis zum 3. Mai 2026. Der Kurs läuft bis zum 4. Mai 2026."
    assert [fact.value for fact in facts_of(paper(text)) if fact.field in ("deadline", "period")] == []


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("rounds") / "data"
    texts = {"mess.md": ROUND, "kurs.md": YEAR, "dach.md": SILENT, "halle.md": OTHER, "pionier.md": CALL + IN_FORCE}
    ingest_documents(data, [paper(text, name) for name, text in texts.items()], ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder()), kept


def asked(opened: tuple[Retriever, FactStore], text: str) -> Answer | None:
    return programme_status(inquiry(Question(text), *opened, TODAY))


@pytest.mark.parametrize(
    ("text", "told", "quote"),
    [
        (
            "Kann man den Messbonus noch beantragen?",
            "Messbonus Plus: letzte genannte Frist war der 30. Juni 2026, eine spätere ist nicht angegeben.",
            "Die dritte Runde läuft vom 1. Dezember 2025 bis zum 30. Juni 2026.",
        ),
        (
            "Kann man das Pioniergeld noch beantragen?",
            "Pioniergeld: letzte genannte Frist war der 30. April 2024 (für den 2. Förderaufruf), eine spätere ist"
            " nicht angegeben.",
            "Anträge für den 2. Förderaufruf reichen Sie bitte bis zum 30. April 2024 ein.",
        ),
        (
            "Can I still apply for the Kursgeld?",
            "Kursgeld: the last deadline named was 15 May 2026 (“für 2026”), and no later one is stated.",
            "Anträge für 2026 nehmen wir bis zum 15. Mai 2026 entgegen.",
        ),
    ],
)
def test_the_last_deadline_is_told_where_nothing_says_what_follows(
    opened: tuple[Retriever, FactStore], text: str, told: str, quote: str
) -> None:
    found = asked(opened, text)
    assert found
    assert [one.text for one in found.sentences] == [told]
    assert quote in [one.quote.text for one in found.citations]


def test_of_a_programme_without_a_day_its_own_document_is_shown_and_no_other_is_quoted(
    opened: tuple[Retriever, FactStore],
) -> None:
    found = asked(opened, "Kann man das Dachgeld noch beantragen?")
    assert found
    assert (found.status, found.reason) == ("abstained", "not_supported")
    assert {hit.document.title for hit in found.related} == {"Dachgeld"}


def test_a_part_of_a_title_is_left_to_the_search(opened: tuple[Retriever, FactStore]) -> None:
    assert asked(opened, "Ist das Dach noch offen?") is None
