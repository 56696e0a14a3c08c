"""A table in which each row is a programme of its own."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.expired import with_expired
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.funding import Programme, gathered
from assistant.knowledge.programmes import stakeholders
from assistant.knowledge.programmes.document_words import speaks_of
from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.statements import Statement
from assistant.knowledge.proof import proof
from assistant.records import Answer, Citation, Document, Sentence, Span

TODAY = datetime.date(2026, 11, 29)
TABLE = """# Förderprogramme 2026

| Programm | Gegenstand | Antragsberechtigt | Fördersatz | Höchstbetrag | Antragsfrist | Kontakt |
|---|---|---|---|---|---|---|
| Solarbonus | Photovoltaik auf Dächern | Betriebe bis 30 Beschäftigte | 25 % | 12.000 € | 15.01.2027 | Falk Ohm |
| Lehmgutschein | Baustoffe aus Lehm | Vereine | 60 % | 8.000 € | 31.10.2026 | Ada Temm |
| Meisterprämie | Bestandene Prüfung | Meister | Pauschale | 3.500 € | laufend | Mo Hön |
"""
PAGE = "# Richtlinie Solarbonus 2026\n\nDer Zuschuss beträgt 20 Prozent der Kosten.\n"


def listed(*documents: Document) -> list[Programme]:
    facts = {one.info.id: facts_of(one) for one in documents}
    return gathered([one.info for one in documents], facts, {}, TODAY)


def named(text: str, number: int) -> Document:
    source = paper(text)
    return replace(source, info=replace(source.info, id=str(number)))


def test_each_row_is_a_programme_with_its_own_figures() -> None:
    found = {one.title: one for one in listed(paper(TABLE))}
    assert {title: one.status for title, one in found.items()} == {
        "Solarbonus": "open",
        "Meisterprämie": "open",
        "Lehmgutschein": "expired",
    }
    solar, clay = found["Solarbonus"], found["Lehmgutschein"]
    assert (solar.rates(), solar.sme, clay.rates(), clay.sme) == ([Decimal(25)], "yes", [Decimal(60)], "no")
    assert [one.fact.value for one in solar.of("cap")] == ["12000"]
    assert [one.fact.value for one in solar.of("contact")] == ["Falk Ohm"]
    assert [one.fact.value for one in clay.of("purpose")] == ["Baustoffe aus Lehm"]
    assert all("Solarbonus" in one.quote.text and "Lehm" not in one.quote.text for one in solar.stated)


def test_what_has_a_document_of_its_own_is_told_by_that_alone() -> None:
    found = {one.title: one for one in listed(named(TABLE, 1), named(PAGE, 2))}
    assert set(found) == {"Richtlinie Solarbonus 2026", "Lehmgutschein", "Meisterprämie"}
    assert found["Richtlinie Solarbonus 2026"].rates() == [Decimal(20)]


@pytest.mark.parametrize(
    ("title", "is_hidden"),
    [
        ("Digitalbonus", True),
        ("Digitalbonus 2026", True),
        ("Förderrichtlinie zum Digitalbonus (2026)", True),
        ("Digitalbonus – Zuschuss für Software", True),
        ("Digitalbonus Plus", False),
        ("Digitalbonus: Plus", False),
        ("Digitalbonus – Modul 2 (2026)", False),
        ("Digitalbonus (II)", False),
        ("Digitalbonus: Zuschuss", True),
        ("Richtlinie Digitalbonus Plus 2026", False),
        ("Richtlinie über Hilfen zum Kauf von Software in kleinen Läden (Digitalbonus)", True),
        ("Richtlinie über Hilfen zum Kauf von Software in kleinen Läden (Digitalbonus Plus)", False),
    ],
)
def test_a_row_stays_where_its_name_is_only_a_part_of_another_one(title: str, is_hidden: bool) -> None:
    table = named(TABLE.replace("Solarbonus", "Digitalbonus"), 1)
    page = named(f"# {title}\n\nDer Zuschuss beträgt 20 Prozent der Kosten.\n", 2)
    assert ("Digitalbonus" in {one.title for one in listed(table, page) if one.documents[0].id == "1"}) != is_hidden


@pytest.mark.parametrize("newest_first", [True, False])
def test_of_two_lists_the_newest_tells_of_a_programme(newest_first: bool) -> None:
    days = (None, datetime.date(2025, 1, 1), datetime.date(2026, 1, 1))
    tables = [named(TABLE.replace("25 %", f"{20 + at} %"), at) for at in range(3)]
    dated = [replace(one, info=replace(one.info, date=day)) for one, day in zip(tables, days, strict=True)]
    found = listed(*(reversed(dated) if newest_first else dated))
    assert [one.rates() for one in found if one.title == "Solarbonus"] == [[Decimal(22)]]


def test_a_keyword_finds_the_row_that_holds_it() -> None:
    found = {one.title: one.words for one in listed(paper(TABLE))}
    assert [title for title, words in found.items() if speaks_of(words.own, "Photovoltaik")] == ["Solarbonus"]


@pytest.mark.parametrize(
    "text",
    [
        "# Tag der Kammer\n\n| Programm | Uhrzeit |\n|---|---|\n| Begrüßung | 10 Uhr |\n| Vortrag | 11 Uhr |\n",
        "# Solarbonus\n\n| Programm | Fördersatz |\n|---|---|\n| Solarbonus | 25 % |\n",
        "# Solarbonus\n\n"
        + "Der Bonus hilft Betrieben, die ihre Dächer mit Modulen belegen und den Strom selbst nutzen wollen. " * 3
        + "\n\n| Programm | Fördersatz |\n|---|---|\n| Solarbonus klein | 25 % |\n| Solarbonus groß | 20 % |\n",
    ],
    ids=["a day's programme", "one row", "about one programme"],
)
def test_other_tables_are_no_overview(text: str) -> None:
    assert not any(fact.programme for fact in facts_of(paper(text)))


@pytest.mark.parametrize(("row", "over"), [("Solarbonus", []), ("Lehmgutschein", ["Lehmgutschein"])])
def test_an_answer_is_only_told_that_the_row_is_over_that_it_quotes(tmp_path: Path, row: str, over: list[str]) -> None:
    source = paper(TABLE, "liste.md")
    ingest_documents(tmp_path, [source], ToyEmbedder(), 64)
    start = source.text.index(f"Programm: {row}")
    words = Span(start, source.text.find("\n", start))
    citation = Citation(1, proof(source, words).quote(source.info, {}))
    sentences = (Sentence(citation.quote.text, (1,)),)
    answer = Answer("Wie hoch ist der Zuschuss?", "de", "extractive", sentences, (citation,))
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        found = with_expired(answer, kept, index, frozenset({"public"}), TODAY)
    assert [one.title for one in found.expired] == over


def rows(*lines: str, below: str = "") -> Document:
    return paper("\n".join(["# Liste", "", lines[0], "|---" * (lines[0].count("|") - 1) + "|", *lines[1:], "", below]))


@pytest.mark.parametrize(
    "source",
    [
        paper(f"{TABLE}\nDas Programm ist ausgelaufen. Anträge können nicht mehr gestellt werden.\n"),
        rows(
            *("| Programm | Fördersatz |", "| Solarbonus klein | 25 % |", "| Solarbonus groß | 20 % |"),
            below="Die Förderung ist befristet bis zum 31.12.2024.",
        ),
    ],
    ids=["it is over", "until a day"],
)
def test_where_the_text_says_how_long_it_is_of_one_programme(source: Document) -> None:
    assert [one.status for one in listed(source)] == ["expired"]


@pytest.mark.parametrize(
    ("label", "value", "status"),
    [
        ("Laufzeit", "bis 31.12.2025", "expired"),
        ("Laufzeit", "01.02.2024 – 31.12.2025", "expired"),
        ("Laufzeit", "2023 bis 2025", "expired"),
        ("Laufzeit", "Bis Ende 2025", "expired"),
        ("Gültig bis", "31.12.2025", "expired"),
        ("Laufzeit", "01.02.2024 - 31.12.2027", "open"),
        ("Projektlaufzeit", "bis 31.12.2025", "open"),
        ("Laufzeit", "24 Monate", "open"),
        ("Stand", "ausgelaufen", "expired"),
        ("Status", "Geschlossen seit 1.3.2026", "expired"),
        ("Stand", "noch nicht ausgelaufen", "open"),
        ("Bewerbungsfrist", "ausgeschöpft", "expired"),
        ("Voraussetzung", "Ausbildung beendet", "open"),
    ],
)
def test_a_row_says_how_long_its_own_programme_lasts(label: str, value: str, status: str) -> None:
    header = f"| Programm | Fördersatz | Antragsfrist | {label} |"
    found = listed(rows(header, f"| Solarbonus | 25 % | laufend | {value} |", "| Lehmgutschein | 60 % | laufend | |"))
    assert {one.title: one.status for one in found} == {"Solarbonus": status, "Lehmgutschein": "open"}


@pytest.mark.parametrize(
    ("value", "groups"),
    [
        ("Mitgliedsbetriebe der Handwerkskammer Nord", {"company"}),
        ("Vereine; Unternehmen sind nicht antragsberechtigt", set()),
        ("Vereine mit Sitz in der Hochschulstadt", {"association"}),
        ("Meister", {"other"}),
        ("Unternehmen mit Hochschulpartner", {"company"}),
        ("Unternehmen mit Hochschulpartner, Vereine", {"company", "association"}),
        (
            "Unternehmen mit Betriebsstätte in Niedersachsen, Hochschulen und Vereine",
            {"company", "university", "association"},
        ),
        ("Unternehmen mit Niederlassung in Niedersachsen sowie Kommunen", {"company", "municipality"}),
        ("Unternehmen mit Niederlassung in Niedersachsen und Kommunen", {"company", "municipality"}),
        ("Unternehmen mit Sitz in Städten, Gemeinden und Landkreisen", {"company"}),
        ("Unternehmen mit einer Betriebsstätte in den Landkreisen Nord und Süd", {"company"}),
        ("Unternehmen mit Betriebsstätte in Niedersachsen und gemeinnützige Vereine", {"company", "association"}),
        ("Unternehmen mit Betriebsstätte in Niedersachsen oder Hochschulen", {"company", "university"}),
        ("Unternehmen mit Betriebsstätte in Niedersachsen und kleine Kommunen", {"company", "municipality"}),
        ("Unternehmen mit Sitz in Hannover und Gemeinden des Umlands", {"company"}),
        ("Unternehmen mit Sitz in Hannover, Gemeinden im Umland", {"company"}),
        ("Unternehmen mit Sitz in Gemeinden, Kreisen und Kommunen", {"company"}),
        ("Unternehmen mit Hochschulpartner und Vereine", {"company", "association"}),
        ("Vereine mit Forschungspartner oder Hochschulpartner", {"association"}),
        ("Unternehmen mit Partnern aus Hochschulen, Vereinen und Kommunen", {"company"}),
        ("Unternehmen mit Partnern aus Hochschulen und Vereinen sowie Kommunen", {"company", "municipality"}),
    ],
)
def test_the_applicants_of_a_row_are_read_as_those_of_a_page(value: str, groups: set[str]) -> None:
    header = "| Programm | Antragsberechtigt | Nicht antragsberechtigt |"
    found = listed(rows(header, f"| Solarbonus | {value} | Kommunen |", "| Lehmgutschein | Vereine | |"))
    assert {one.title: one.groups for one in found} == {"Solarbonus": groups, "Lehmgutschein": {"association"}}


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Digital: Bonus", "Digital: Bonus"),
        ("[Digitalbonus](https://foerderung.example/digital)", "Digitalbonus"),
        ("**Digitalbonus** *plus*", "Digitalbonus plus"),
    ],
)
def test_the_name_of_a_row_may_hold_a_colon_a_link_and_emphasis(cell: str, name: str) -> None:
    found = listed(rows("| Programm | Fördersatz |", f"| {cell} | 25 % |", "| Lehmgutschein | 60 % |"))
    assert {one.title for one in found} == {name, "Lehmgutschein"}


@pytest.mark.parametrize(
    "row",
    [
        f"| Digitalbonus | {'Software und Geräte, ' * 40} | 25 % |",
        "| | Software | 25 % |",
        "| Digitalbonus | | |",
    ],
    ids=["too long", "no name", "says nothing"],
)
def test_a_table_with_a_row_that_cannot_be_read_is_no_overview(row: str) -> None:
    lines = ("| Solarbonus | Module | 20 % |", "| Lehmgutschein | Lehm | 60 % |")
    source = rows("| Programm | Gegenstand | Fördersatz |", *lines, row)
    assert not any(fact.programme for fact in facts_of(source))


def told(programme: Programme) -> dict[str, list[str]]:
    fields: tuple[Field, ...] = ("giver", "region", "contact")
    return {field: [one.fact.value for one in programme.of(field)] for field in fields if programme.of(field)}


ROWS = (
    "| Programm | Gegenstand | Fördersatz |",
    "| Solarbonus | Module für Photovoltaik auf Dächern | 25 % |",
    "| Lehmgutschein | Baustoffe aus Lehm für Hallen | 60 % |",
    "| Solarbonus Plus | Speicher für den Strom vom Dach | 30 % |",
)
ABOVE = "Die Stadt Ahlheim fördert Betriebe mit Sitz in Niedersachsen."
ASK = "Ansprechpartnerin ist Ada Temm, Telefon 05331 12, bonus@ahlheim.example."


@pytest.mark.parametrize("is_above", [True, False])
def test_what_stands_beside_a_table_holds_for_its_rows(is_above: bool) -> None:
    table = "\n".join([ROWS[0], "|---|---|---|", *ROWS[1:]])
    beside = f"{ABOVE}\n\n{ASK}"
    found = listed(paper("\n\n".join(["# Liste", *((beside, table) if is_above else (table, beside))])))
    assert len(found) == 3
    for one in found:
        assert told(one) == {
            "giver": ["Stadt Ahlheim"],
            "region": ["Niedersachsen"],
            "contact": ["bonus@ahlheim.example"],
        }
        assert {stated.quote.text for stated in one.of("contact")} == {ASK}


def test_a_row_tells_itself_before_what_stands_beside_it() -> None:
    own = rows(
        "| Programm | Fördersatz | Fördergeber | Region | Kontakt |",
        "| Solarbonus | 25 % für Betriebe | Landkreis Ahl | Bremen | Mo Hön |",
        "| Lehmgutschein | 60 % für Betriebe | | | |",
        below=ABOVE,
    )
    found = {one.title: told(one) for one in listed(own)}
    assert found["Solarbonus"] == {"giver": ["Landkreis Ahl"], "region": ["Bremen"], "contact": ["Mo Hön"]}
    assert found["Lehmgutschein"]["giver"] == ["Stadt Ahlheim"]


def test_a_cell_that_names_nobody_is_no_giver_and_no_region() -> None:
    own = rows(
        "| Programm | Fördersatz | Fördergeber | Region | Gebiet |",
        "| Solarbonus | 25 % für Betriebe | unbekannt / siehe unten | siehe Karte | Klimaschutz/Bauen |",
        "| Lehmgutschein | 60 % für Betriebe | k. A. | Offenbach | Bauen |",
    )
    assert {one.title: told(one) for one in listed(own)} == {
        "Solarbonus": {},
        "Lehmgutschein": {"region": ["Offenbach"]},
    }


@pytest.mark.parametrize(
    ("giver", "region", "fields"),
    [
        ("noch offen", "s. Karte", {}),
        ("wird noch bekannt gegeben", "alle", {}),
        ("keine", "laut Richtlinie", {}),
        ("diverse", "See below", {}),
        ("S. Fischer Stiftung", "See und Küste", {"giver": ["S. Fischer Stiftung"], "region": ["See und Küste"]}),
        ("Alle Kammern", "alle Länder", {"giver": ["Alle Kammern"], "region": ["alle Länder"]}),
    ],
)
def test_only_what_names_somebody_or_a_place_is_told(giver: str, region: str, fields: dict[str, list[str]]) -> None:
    header = "| Programm | Fördersatz | Fördergeber | Region |"
    own = rows(header, f"| Solarbonus | 25 % | {giver} | {region} |", "| Lehmgutschein | 60 % | | |")
    assert {one.title: told(one) for one in listed(own)} == {"Solarbonus": fields, "Lehmgutschein": {}}


def test_a_sentence_that_names_programmes_holds_for_those_alone() -> None:
    below = "Fragen zum Solarbonus Plus an plus@ahlheim.example.\n\nFragen zum Lehmgutschein an lehm@ahlheim.example."
    found = {one.title: told(one) for one in listed(rows(*ROWS, below=below))}
    assert found == {
        "Solarbonus": {},
        "Solarbonus Plus": {"contact": ["plus@ahlheim.example"]},
        "Lehmgutschein": {"contact": ["lehm@ahlheim.example"]},
    }


def test_what_stands_with_one_table_is_not_told_of_another() -> None:
    source = paper(
        "# Liste\n\nAnträge bitte an alle@ahlheim.example.\n\n"
        "## Energie\n\n| Programm | Fördersatz |\n|---|---|\n| Solarbonus | 25 % |\n| Windbonus | 20 % |\n\n"
        "Fragen an energie@ahlheim.example.\n\n"
        "## Bauen\n\n| Programm | Fördersatz |\n|---|---|\n| Lehmgutschein | 60 % |\n"
    )
    found = {one.title: told(one)["contact"] for one in listed(source)}
    everybody = "alle@ahlheim.example"
    energy = [everybody, "energie@ahlheim.example"]
    assert found == {"Solarbonus": energy, "Windbonus": energy, "Lehmgutschein": [everybody]}


@pytest.mark.parametrize("between", ["", "\n## Termine\n"])
def test_a_table_of_something_else_below_it_does_not_hide_an_overview(between: str) -> None:
    below = f"{between}\n| Termin | Ort |\n|---|---|\n| 3. Mai | Halle |"
    assert {one.title for one in listed(rows(*ROWS, below=below))} == {"Solarbonus", "Solarbonus Plus", "Lehmgutschein"}


def test_what_stands_beside_many_rows_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: Counter[str] = Counter()
    regions = stakeholders.regions

    def counted(said: Iterable[Statement]) -> Iterator[tuple[str, Span]]:
        ordered = list(said)
        read.update(one.text for one in ordered)
        return regions(ordered)

    monkeypatch.setattr(stakeholders, "regions", counted)
    found = listed(rows(*ROWS, below=ABOVE))
    assert [told(one)["region"] for one in found] == [["Niedersachsen"]] * 3
    assert read[ABOVE] == 1
