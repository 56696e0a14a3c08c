"""What says that a programme takes no applications any more, or none for now."""

from __future__ import annotations

import datetime
from contextlib import closing as closed_after
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.expired import expiry_worded, with_expired
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.funding import gathered
from assistant.knowledge.programmes.closing import closing
from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.filtering import ProgrammeFilter, matching
from assistant.knowledge.programmes.wording import status_worded
from assistant.knowledge.proof import proof
from assistant.records import Answer, Citation, Document, Sentence, Span

TODAY = datetime.date(2026, 11, 29)
CLOSED = [
    "Das Programm ist ausgelaufen.",
    "Die Programme sind ausgelaufen.",
    "Die Förderung wurde zum 31. Dezember 2024 eingestellt.",
    "Die Antragstellung ist nicht mehr möglich.",
    "Es werden keine neuen Anträge mehr angenommen.",
    "**Stand:** geschlossen",
    "Status: beendet seit 1.3.2026",
    "Status: geschlossen am 1.3.2026",
    "The programme is closed.",
    "Das Förderprogramm „Laden im Ort“ ist am 30. November 2024 ausgelaufen; ein Nachfolger ist nicht geplant.",
    "Das Programm für kleine Unternehmen ist ausgelaufen.",
    "Das Programm ist 2024 ausgelaufen.",
    "Das Programm wurde von der Landesregierung eingestellt.",
    "Das Programm ist ausgelaufen, ab 2026 gibt es ein neues.",
    "Das Programm ist beendet; vielen Dank an alle.",
    "Das KfW-Programm ist ausgelaufen.",
    "Leider ist das Programm ausgelaufen.",
    "Das Programm ist beendet; eine Antragstellung ist nicht mehr möglich.",
    "Die Antragstellung ist seit dem 1. März 2026 geschlossen.",
    "Anträge können nicht mehr gestellt werden.",
    "Seit dem 1. März 2026 werden keine Anträge mehr angenommen.",
    "Wir nehmen keine Anträge mehr an.",
    "Das Programm nimmt keine Anträge mehr an.",
    "Keine Anträge mehr möglich.",
    "Antragstellung: nicht mehr möglich",
]
PAUSED = [
    "Stand: derzeit geschlossen",
    "Antragstellung zurzeit nicht möglich",
    "Antragstellung: vorübergehend ausgesetzt",
    "Derzeit können keine Anträge gestellt werden.",
    "Die Antragstellung für dieses Programm ist derzeit nicht möglich.",
    "Anträge können momentan nicht gestellt werden.",
    "Derzeit ist eine Antragstellung nicht möglich.",
    "Das Programm ist bis auf Weiteres ausgesetzt.",
    "Die Fördermittel für 2026 sind ausgeschöpft.",
    "Applications are currently closed.",
    "No applications are accepted at the moment.",
    "Derzeit werden keine Anträge mehr angenommen.",
    "Aufgrund der hohen Nachfrage ist die Antragstellung derzeit nicht möglich.",
    "Die Mittel sind für dieses Jahr bereits ausgeschöpft.",
    "Eine Antragstellung ist aktuell nicht mehr möglich.",
    "Derzeit können keine Anträge gestellt werden, da die Mittel ausgeschöpft sind.",
    "Es werden derzeit keine Anträge angenommen.",
    "Wir nehmen derzeit keine Anträge an.",
    "Keine Anträge derzeit möglich.",
    "Wegen der Haushaltslage werden derzeit keine Anträge angenommen.",
    "Derzeit ist das Programm geschlossen.",
    "Bemerkung: Antragstellung zurzeit nicht möglich",
]
NEITHER = [
    "Das Programm ist noch nicht ausgelaufen.",
    "Das bisherige Programm ist ausgelaufen.",
    "Ein Vorläufer des Programms hieß „Laden im Ort“ und wurde 2022 beendet.",
    "Stand: November 2026",
    "Die Online-Antragstellung ist derzeit nicht möglich.",
    "Eine Förderung von Pkw ist derzeit nicht möglich.",
    "Anträge für Modul 3 sind derzeit nicht möglich.",
    "Wenn die Mittel ausgeschöpft sind, können keine Anträge gestellt werden.",
    "Sind die Mittel ausgeschöpft, werden keine Anträge mehr angenommen.",
    "Das Büro ist derzeit geschlossen.",
    "Die Förderung wird gewährt, bis die Mittel ausgeschöpft sind.",
    "Anträge sind nach Ablauf der Frist nicht mehr möglich.",
    "Bewerbungen sind nach dem 30. Juni 2027 nicht mehr möglich.",
    "Ab dem 1. Januar 2028 können keine Anträge mehr gestellt werden.",
    "Das Programm ist ab 1. Januar 2028 geschlossen.",
    "Das Programm ist am 1. Januar 2028 geschlossen.",
    "Anträge sind einzureichen, bevor das Vorhaben beendet ist.",
    "Anträge sind vollständig, wenn der Vertrag geschlossen ist.",
    "Die Maßnahmen sind spätestens am 31.12.2027 beendet.",
    "Das Antragsportal ist am Wochenende geschlossen.",
    "Stand: geschlossen am Wochenende",
    "Vergleichbare Programme des Bundes sind ausgelaufen.",
    "Die Förderaufrufe der Jahre 2023 und 2024 sind geschlossen; der Aufruf 2026 ist offen.",
    "Eine nachträgliche Antragstellung ist nicht mehr möglich.",
    "Die Förderung von Pkw ist ausgelaufen.",
    "Die Förderung wird gezahlt und das Vorhaben ist beendet.",
    "Das Programm ist geschlossen am Wochenende.",
    "Applications are not closed yet.",
    "Die Fördermittel sind noch nicht ausgeschöpft.",
    "Die Fördermittel sind zu 80 Prozent ausgeschöpft.",
    "Die Mittel sind nahezu ausgeschöpft.",
    "Die Mittel für 2025 sind ausgeschöpft, für 2026 können wieder Anträge gestellt werden.",
    "Die Mittel für 2025 sind ausgeschöpft, für 2026 stehen neue bereit.",
    "Die Mittel der ersten Förderrunde sind ausgeschöpft.",
    "Das Programm ist derzeit nicht geschlossen.",
    "Das Programm ist derzeit nicht ausgesetzt.",
    "Derzeit liegen keine Anträge vor.",
    "Derzeit ist keine Antragstellung in Papierform erforderlich.",
    "Anträge von Privatpersonen sind derzeit nicht möglich.",
    "Digitale Anträge sind derzeit nicht möglich.",
    "Bei Ausschöpfung der Mittel werden keine Anträge mehr angenommen.",
    "Mit Erreichen der Obergrenze sind keine Anträge mehr möglich.",
    "Nachdem die Mittel erschöpft sind, werden keine Anträge mehr angenommen.",
    "Bei verspäteter Einreichung werden keine Anträge mehr angenommen.",
    "In den Ferien werden keine Anträge mehr angenommen.",
    "Zwischen Weihnachten und Neujahr werden keine Anträge mehr angenommen.",
    "Telefonisch werden keine Anträge mehr angenommen.",
    "Ende 2027 werden keine Anträge mehr angenommen.",
    "Zum 31.12.2026 werden keine Anträge mehr angenommen.",
    "Es werden keine Anträge mehr angenommen, die unvollständig sind.",
    "Die Förderung ist beendet, nachdem die letzte Rate gezahlt wurde.",
    "Anträge auf Verlängerung sind nicht mehr möglich.",
    "Anträge auf Papier sind nicht mehr möglich.",
    "Die Einreichung des Verwendungsnachweises ist nicht mehr möglich.",
    "Die Bewerbung als Team ist nicht mehr möglich.",
    "Die Anträge sind geschlossen einzureichen.",
    "Eine Förderung begonnener Vorhaben ist nicht mehr möglich.",
    "Derzeit können in der Region Nord keine Anträge gestellt werden.",
    "Die Mittel im Bereich Photovoltaik sind ausgeschöpft.",
    "Die Mittel des Jahres 2023 wurden vollständig verausgabt.",
    "Die Mittel 2022 wurden vollständig verausgabt.",
    "Es werden keine Anträge mehr angenommen, es sei denn, sie sind digital.",
    "Das Programm Modul A ist ausgelaufen.",
    "Das Programm „Modul A“ ist ausgelaufen.",
    "Das Programm Solar Teil 2 ist ausgelaufen.",
    "Das Programm für andere Betriebe ist ausgelaufen.",
    "Das Programm für Betriebe gilt und das Vorhaben ist beendet.",
    "Das Vorgänger-Programm ist ausgelaufen.",
    "Ist das Programm ausgelaufen?",
    "Das Programm ist beendet; für Vereine sind Anträge noch möglich.",
    "Das Programm ist ausgelaufen?",
    "Das Programm ist beendet; Restmittel können weiterhin beantragt werden.",
    "Derzeit können keine Anträge für Pkw gestellt werden.",
    "Das Programm ist ausgelaufen, wenn alle Mittel vergeben sind.",
]
TABLE = (
    "# Liste\n\n| Programm | Gegenstand | Antragsfrist | Stand |\n|---|---|---|---|\n"
    "| Solarbonus | Module für Photovoltaik auf dem Dach | laufend | {} |\n"
    "| Lehmgutschein | Baustoffe aus Lehm für Hallen | laufend | |\n"
)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        *(("closed", text) for text in CLOSED),
        *(("paused", text) for text in PAUSED),
        *(("", text) for text in NEITHER),
    ],
)
def test_a_sentence_says_whether_a_programme_is_closed_for_good_or_for_now(said: str, text: str) -> None:
    assert closing(text) == said


def statuses(source: Document) -> dict[str, str | None]:
    return {one.title: one.status for one in gathered([source.info], {source.info.id: facts_of(source)}, {}, TODAY)}


def test_a_programme_that_takes_none_for_now_is_not_open() -> None:
    source = paper("# Bonus\n\nAnträge können jederzeit gestellt werden.\n\nStand: derzeit geschlossen")
    (found,) = gathered([source.info], {source.info.id: facts_of(source)}, {}, TODAY)
    assert found.status == "paused"
    assert status_worded(found, "de") == "zurzeit geschlossen – zurzeit keine Anträge"
    assert matching([found], ProgrammeFilter(status="open")) == []
    assert matching([found], ProgrammeFilter(deadline_from=TODAY)) == []


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ("Das Programm ist befristet bis zum 31. Dezember 2025.", "expired"),
        ("Anträge können ab dem 1. März 2027 gestellt werden.", "announced"),
        ("Das Programm ist befristet bis zum 31. Dezember 2027.", "paused"),
    ],
)
def test_what_is_over_or_opens_on_a_day_is_told_so(more: str, status: str) -> None:
    assert statuses(paper(f"# Bonus\n\nDerzeit können keine Anträge gestellt werden. {more}")) == {"Bonus": status}


@pytest.mark.parametrize("said", ["derzeit geschlossen", "Antragstellung zurzeit nicht möglich"])
def test_a_row_is_closed_for_now_by_itself(said: str) -> None:
    assert statuses(paper(TABLE.format(said))) == {"Solarbonus": "paused", "Lehmgutschein": "open"}


@pytest.mark.parametrize(
    ("below", "solar", "clay"),
    [
        ("Die Programme sind ausgelaufen.", "expired", "expired"),
        ("Eine Antragstellung ist zurzeit nicht möglich.", "paused", "paused"),
        ("Das Programm Solarbonus ist ausgelaufen.", "expired", "open"),
    ],
)
def test_what_stands_below_a_table_holds_for_all_or_those_it_names(below: str, solar: str, clay: str) -> None:
    assert statuses(paper(TABLE.format("") + f"\n{below}\n")) == {"Solarbonus": solar, "Lehmgutschein": clay}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Status: geschlossen am 1.3.2028", "open"),
        ("Status: geschlossen am 1.3.2026", "expired"),
        ("Das Programm ist zum 31.12.2027 ausgelaufen.", "open"),
        ("Die Förderung ist am 31.12.2025 abgelaufen.", "expired"),
        ("Das Programm ist Ende 2027 ausgelaufen.", "open"),
        ("Das Programm ist 2024 ausgelaufen.", "expired"),
        ("Das Programm ist 2027 ausgelaufen.", "open"),
        ("Die Mittel für 2023 sind ausgeschöpft.", "open"),
        ("Die Mittel sind für das Jahr 2023 ausgeschöpft.", "open"),
        ("Die Mittel für 2026 sind ausgeschöpft.", "paused"),
    ],
)
def test_a_day_or_a_year_that_is_told_is_judged_by_today(said: str, status: str) -> None:
    source = paper(f"# Bonus\n\nAnträge können jederzeit gestellt werden.\n\n{said}")
    assert statuses(source) == {"Bonus": status}


@pytest.mark.parametrize(("day", "status"), [("1.3.2026", "expired"), ("1.3.2028", "open")])
def test_a_row_is_closed_only_when_its_day_is_past(day: str, status: str) -> None:
    assert statuses(paper(TABLE.format(f"geschlossen am {day}")))["Solarbonus"] == status


def test_an_answer_from_a_row_says_that_all_take_no_applications_now(tmp_path: Path) -> None:
    source = paper(TABLE.format("") + "\nEine Antragstellung ist zurzeit nicht möglich.\n", "liste.md")
    ingest_documents(tmp_path, [source], ToyEmbedder(), 64)
    start = source.text.index("Programm: Solarbonus")
    citation = Citation(1, proof(source, Span(start, source.text.find("\n", start))).quote(source.info, {}))
    answer = Answer(
        "Wie hoch ist der Zuschuss?", "de", "extractive", (Sentence(citation.quote.text, (1,)),), (citation,)
    )
    with closed_after(Index.open(tmp_path, "toy")) as index, closed_after(FactStore(tmp_path)) as kept:
        found = with_expired(answer, kept, index, frozenset({"public"}), TODAY)
    assert [expiry_worded(one, "de") for one in found.expired] == [
        "Nach den Dokumenten nimmt „Solarbonus“ zurzeit keine Anträge an. [2]"
    ]
    assert found.citations[1].quote.text == "Eine Antragstellung ist zurzeit nicht möglich."
