"""The table of programmes: which documents are one programme, who sees which, and what a filter lets through."""

from __future__ import annotations

import datetime
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper
from programme_texts import LEAFLET, ONGOING, PAGE

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.funding import Programme, programmes
from assistant.knowledge.programmes.facts import Fact
from assistant.knowledge.programmes.filtering import ProgrammeFilter, matching, silent, unstated
from assistant.knowledge.programmes.wording import joined, stated_worded, status_worded, worded
from assistant.knowledge.proof import Proof
from assistant.records import AUDIENCES, Audience, Document

TODAY = datetime.date(2026, 1, 15)
PUBLIC: frozenset[Audience] = frozenset({"public"})
ALL = frozenset(AUDIENCES)
UMBAU, GELD, GERÄTE = "Werkstatt Morgen – Umbau im Betrieb", "Gründungsgeld Ahlheim", "Leihgeräte für Kommunen"


def told(data: Path, *documents: Document, audiences: frozenset[Audience] = ALL) -> list[Programme]:
    ingest_documents(data, documents, ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        return programmes(kept, index, audiences, TODAY)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> list[Programme]:
    papers = [paper(PAGE, "umbau.md"), paper(LEAFLET, "geld.md"), paper(ONGOING, "geraete.md")]
    return told(tmp_path_factory.mktemp("data"), *papers)


def titles(found: list[Programme]) -> list[str]:
    return [programme.title for programme in found]


def test_open_programmes_come_first_and_expired_ones_last(table: list[Programme]) -> None:
    assert [(one.title, one.status) for one in table] == [(GERÄTE, "open"), (UMBAU, "open"), (GELD, "expired")]


def test_the_date_that_decides_is_cited(table: list[Programme]) -> None:
    expired = table[-1]
    assert expired.status_because is not None
    assert expired.status_because.fact.value == "2025-05-15"
    assert "15. Mai 2025" in expired.status_because.quote.text
    assert expired.status_because.quote.document.path == "geld.md"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ProgrammeFilter(), [GERÄTE, UMBAU, GELD]),
        (ProgrammeFilter(applicant="sme"), [UMBAU]),
        (ProgrammeFilter(applicant="municipality"), [GERÄTE]),
        (ProgrammeFilter(max_rate=Decimal(80)), [GERÄTE, GELD]),
        (ProgrammeFilter(max_rate=Decimal(50), applicant="sme"), [UMBAU]),
        (ProgrammeFilter(min_rate=Decimal(70)), [GERÄTE, UMBAU]),
        (ProgrammeFilter(deadline_from=datetime.date(2026, 1, 1)), [GERÄTE, UMBAU]),
        (ProgrammeFilter(deadline_from=datetime.date(2025, 5, 15)), [GERÄTE, UMBAU, GELD]),
        (
            ProgrammeFilter(deadline_from=datetime.date(2025, 5, 1), deadline_to=datetime.date(2025, 5, 31)),
            [GERÄTE, GELD],
        ),
        (ProgrammeFilter(deadline_from=datetime.date(2030, 3, 1), deadline_to=datetime.date(2030, 3, 31)), [GERÄTE]),
        (ProgrammeFilter(status="expired"), [GELD]),
        (ProgrammeFilter(region="niedersachsen"), [UMBAU]),
        (ProgrammeFilter(region="Hafenregion"), [GELD]),
        (ProgrammeFilter(query="Projektskizzen"), [UMBAU]),
        (ProgrammeFilter(query="Beratung Prozent"), [GELD]),
        (ProgrammeFilter(query="umbauagentur-niedersachsen"), [UMBAU]),
        (ProgrammeFilter(applicant="sme", region="Hafenregion", unstated=True), []),
        (
            ProgrammeFilter(deadline_from=datetime.date(2026, 1, 1), region="Niedersachsen", unstated=True),
            [UMBAU, GERÄTE],
        ),
        (ProgrammeFilter(query="messgeräte stiftung"), [GERÄTE]),
        (ProgrammeFilter(query="UMBAU"), [UMBAU]),
        (ProgrammeFilter(query="raumfahrt"), []),
    ],
)
def test_a_filter_lets_through_what_is_stated(
    table: list[Programme], wanted: ProgrammeFilter, expected: list[str]
) -> None:
    assert titles(matching(table, wanted)) == expected


def test_what_says_nothing_of_a_filter_is_told_apart_from_what_does_not_fit(table: list[Programme]) -> None:
    asked = ProgrammeFilter(region="Niedersachsen", applicant="municipality")
    assert titles(matching(table, asked)) == []
    assert [(one.title, silent(one, asked)) for one in unstated(table, asked)] == [(GERÄTE, ["region"])]
    assert unstated(table, ProgrammeFilter(query="raumfahrt", region="Hessen")) == []


def test_a_land_that_a_text_only_names_is_not_the_region_of_the_programme(tmp_path: Path) -> None:
    text = "Antragsberechtigt sind Betriebe mit Sitz in Niedersachsen.\n\nDie Agentur in Bayern und in Ahlstadt berät."
    (found,) = told(tmp_path, paper(f"# Gutschein Wandel\n\n{text}"))
    assert [
        bool(matching([found], ProgrammeFilter(region=place))) for place in ("Niedersachsen", "Bayern", "Ahlstadt")
    ] == [
        True,
        False,
        True,
    ]


GERMAN = (
    "# Gutschein Wandel\n\nDer Zuschuss beträgt 55 Prozent, höchstens 40.000 Euro.\n\n## Kontakt\n\nrat@amt.example"
)
ENGLISH = (
    "# Voucher: summary in English\n\nThe grant is 55 per cent of the costs, at most 40,000 euros.\n\n"
    "## Contact\n\nrat@amt.example"
)


def test_a_summary_in_another_language_joins_the_programme_with_its_figures(tmp_path: Path) -> None:
    (found,) = told(tmp_path, paper(GERMAN, "de.md"), paper(ENGLISH, "en.md", language="en"))
    assert [info.path for info in found.documents] == ["de.md", "en.md"]
    assert (found.title, found.rates()) == ("Gutschein Wandel", [Decimal(55)])


@pytest.mark.parametrize(
    "other",
    [
        ENGLISH.replace("55 per cent", "65 per cent"),
        ENGLISH.replace("rat@", "rede@"),
        ENGLISH.replace(": summary in English", ""),
    ],
)
def test_what_is_not_surely_its_summary_stays_a_programme(tmp_path: Path, other: str) -> None:
    assert len(told(tmp_path, paper(GERMAN, "de.md"), paper(other, "en.md", language="en"))) == 2


def test_a_summary_that_fits_two_programmes_stays_alone(tmp_path: Path) -> None:
    twin = paper(GERMAN.replace("Wandel", "Aufbruch"), "zwei.md")
    assert len(told(tmp_path, paper(GERMAN, "de.md"), twin, paper(ENGLISH, "en.md", language="en"))) == 3


def test_what_is_over_is_so_for_the_filter_of_deadlines_too(tmp_path: Path) -> None:
    last = "Der letzte Stichtag ist der 30.09.2025."
    days = f"Anträge werden zu zwei Stichtagen im Jahr gesammelt: 31. März und 30. September. {last}"
    asked = "Anträge können jederzeit gestellt werden. Der nächste Stichtag für Anträge ist der 23.10.2024."
    found = told(tmp_path, paper(f"# Gutschein\n\n{days}"), paper(f"# Reisen\n\n{asked}", "reisen.md"))
    assert {one.title: one.status for one in found} == {"Reisen": "open", "Gutschein": "expired"}
    assert titles(matching(found, ProgrammeFilter(deadline_from=TODAY))) == ["Reisen"]


VOUCHER = "# Gutschein\n\nAnträge werden zu zwei Stichtagen im Jahr gesammelt: 31. März und 30. September."


@pytest.mark.parametrize(
    ("more", "status", "days", "next_day"),
    [
        ("", "offen – nächster Termin 31. März 2026", "31. März jedes Jahr, 30. September jedes Jahr", "2026-03-31"),
        (
            "Die Richtlinie gilt bis zum 28. Februar 2026.",
            "offen – bis 28. Februar 2026",
            "31. März jedes Jahr, 30. September jedes Jahr",
            None,
        ),
        (
            "Der letzte Stichtag ist der 30.09.2025.",
            "abgelaufen – letzter Tag war der 30. September 2025",
            "30. September 2025",
            None,
        ),
        (
            "Die Richtlinie gilt bis zum 30. Juni 2025.",
            "abgelaufen – galt bis 30. Juni 2025",
            "31. März jedes Jahr bis 2025, 30. September jedes Jahr bis 2024",
            None,
        ),
    ],
)
def test_days_of_each_year_come_again_until_the_programme_is_over(
    tmp_path: Path, more: str, status: str, days: str, next_day: str | None
) -> None:
    (programme,) = told(tmp_path, paper(f"{VOUCHER} {more}"))
    assert status_worded(programme, "de") == status
    assert joined(programme.of("deadline"), "de") == days
    assert programme.next_deadline == (datetime.date.fromisoformat(next_day) if next_day else None)


UNTIL = "\n\nDiese Richtlinie gilt bis zum 30. Juni 2027."
BUILT = "# Bootsgeld\n\nReichen Sie Ihre Projektskizze zu folgenden Terminen ein:\n\n"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            f"{BUILT}* Modul A: 15.4.2024 oder 31.8.2024\n* Modul B: 31.8.2024{UNTIL}",
            "letzte genannte Frist war der 31. August 2024, eine spätere ist nicht angegeben",
        ),
        (
            f"{BUILT}* Modul A: 15.4.2024\n* Modul B: 31.8.2024{UNTIL}",
            "letzte genannte Frist war der 31. August 2024 (Modul B), eine spätere ist nicht angegeben",
        ),
        (f"{BUILT}* Modul A: 15.4.2028 oder 31.8.2028\n* Modul B: 31.8.2028\n", "offen – bis 31. August 2028"),
        (
            "# Bootsgeld\n\nIhren Antrag für Bootsbauer-Professuren können Sie jederzeit einreichen."
            " Sie können jederzeit Projektskizzen einreichen.",
            "offen – laufend",
        ),
    ],
)
def test_a_day_that_several_parts_share_is_told_of_none_of_them_alone(tmp_path: Path, text: str, status: str) -> None:
    (programme,) = told(tmp_path, paper(text))
    assert status_worded(programme, "de") == status


def test_a_day_of_each_year_comes_until_the_last_one_that_a_calendar_has(tmp_path: Path) -> None:
    found = told(tmp_path, paper(VOUCHER))
    assert titles(matching(found, ProgrammeFilter(deadline_from=datetime.date(9999, 9, 30)))) == ["Gutschein"]
    assert matching(found, ProgrammeFilter(deadline_from=datetime.date.max)) == []


def test_each_day_of_each_year_that_is_over_keeps_its_citation_and_tells_its_last_year(tmp_path: Path) -> None:
    (programme,) = told(tmp_path, paper(f"{VOUCHER} Der letzte Stichtag ist der 30.09.2025."))
    words = [stated_worded(one, "en") for one in programme.of("deadline")]
    assert words == ["31 March each year until 2025", "30 September each year until 2025", "30 September 2025"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("Der Zuschuss beträgt höchstens 40.000 Euro.", "bis zu 40.000 Euro je Gutschein"),
        ("Der Zuschuss beträgt höchstens 50.000 Euro.", "bis zu 40.000 Euro je Gutschein, bis zu 50.000 Euro"),
    ],
)
def test_an_amount_that_is_for_nothing_joins_the_one_that_says_what_it_is_for(
    tmp_path: Path, more: str, words: str
) -> None:
    page = f"# Gutschein Hafen\n\nDer Zuschuss ist auf 40.000 Euro je Gutschein begrenzt.\n\n{more}\n"
    (programme,) = told(tmp_path, paper(page))
    assert joined(programme.of("cap"), "de") == words


def test_the_soonest_day_of_each_year_is_the_one_that_is_cited(tmp_path: Path) -> None:
    days = VOUCHER.replace("31. März und 30. September", "30. September und 29. Februar")
    (programme,) = told(tmp_path, paper(days))
    assert programme.status_because is not None
    assert programme.status_because.fact.value == "--02-29"
    assert status_worded(programme, "de") == "offen – nächster Termin 28. Februar 2026"
    proved = status_worded(programme, "de", is_proved=True)
    assert proved == "offen – nächster Termin 29. Februar", "the quote tells no year"


def test_a_day_that_no_calendar_has_is_left_out_and_where_it_is_kept_told_as_it_stands(tmp_path: Path) -> None:
    (programme,) = told(tmp_path, paper("# Gutschein\n\nDer Antrag ist bis zum 31. Juni 2026 einzureichen."))
    assert joined(programme.of("deadline"), "de") == "nicht angegeben"
    kept = Fact("deadline", "--06-31", Proof("bis zum 31. Juni", 0, 16))  # as it was extracted once
    assert worded(kept, "de") == "31. Juni jedes Jahr"


def test_whether_small_firms_may_apply_is_told_by_who_may(table: list[Programme]) -> None:
    assert {one.title: one.sme for one in table} == {GERÄTE: "no", UMBAU: "yes", GELD: "no"}


def test_a_programme_for_small_firms_alone_says_so(tmp_path: Path) -> None:
    (found,) = told(
        tmp_path, paper("# Kleinbetriebe voran\n\nAntragsberechtigt sind ausschließlich KMU im Sinne der EU.")
    )
    assert found.sme == "only"


def test_who_may_not_see_a_document_sees_no_programme_of_it(tmp_path: Path) -> None:
    hidden = paper(LEAFLET, "geld.md", "internal")
    assert titles(told(tmp_path, paper(ONGOING), hidden, audiences=PUBLIC)) == [GERÄTE]


def test_documents_of_other_types_are_no_programmes(tmp_path: Path) -> None:
    assert told(tmp_path, paper(LEAFLET, type="press_release")) == []


def test_a_leaflet_that_tells_of_no_funding_is_no_programme(tmp_path: Path) -> None:
    lent = "# Merkblatt Verleih\n\nDie Leihfrist beträgt eine Woche.\n\nKontakt: verleih@netz.example\n"
    assert told(tmp_path / "one", paper(lent)) == []
    assert titles(told(tmp_path / "two", paper(f"{lent}\nDer Zuschuss beträgt 70 Prozent.\n"))) == ["Merkblatt Verleih"]


def test_a_directive_joins_the_page_that_it_names_and_tells_what_that_does_not(tmp_path: Path) -> None:
    page = paper("# Leihgeräte für Kommunen\n\nDie Stiftung Gerät fördert Messgeräte.", "seite.md")
    directive = paper(
        "# Richtlinie zur Förderung „Leihgeräte für Kommunen“\n\nDer Zuschuss beträgt 70 Prozent der Ausgaben.\n\n"
        "Das Amt für Maße fördert Messgeräte.",
        "richtlinie.md",
    )
    (found,) = told(tmp_path, page, directive)
    assert [info.path for info in found.documents] == ["seite.md", "richtlinie.md"]
    assert [one.fact.value for one in found.of("giver")] == ["Stiftung Gerät"]
    assert [one.quote.document.path for one in found.of("rate")] == ["richtlinie.md"]


def test_a_copy_joins_the_programme_and_the_public_one_comes_first(tmp_path: Path) -> None:
    copy = paper(f"{PAGE}\n\nGedruckt im Mai.\n", "kopie.md", "internal")
    [one] = told(tmp_path / "one", copy, paper(PAGE, "seite.md"))
    assert [info.path for info in one.documents] == ["seite.md", "kopie.md"]


def test_of_the_same_title_with_other_facts_two_programmes_stay_two(tmp_path: Path) -> None:
    other = PAGE.replace("45 Prozent", "40 Prozent")
    assert len(told(tmp_path / "two", paper(other, "anders.md"), paper(PAGE, "seite.md"))) == 2


def test_two_programmes_with_like_names_stay_two(tmp_path: Path) -> None:
    one = paper("# Innovationsförderung\n\nDas Land Hessen fördert Neues.", "eins.md")
    other = paper("# Innovationsförderung im Verbraucherschutz\n\nDas Land Hessen fördert Gutes.", "zwei.md")
    assert len(told(tmp_path, one, other)) == 2


def test_of_two_versions_the_newer_one_counts(tmp_path: Path) -> None:
    old = paper(ONGOING, "alt.md")
    new = paper(ONGOING.replace("80 Prozent", "65 Prozent"), "neu.md")
    dated = [
        replace(
            one, info=replace(one.info, series="leihgeraete", version=version, date=datetime.date(int(version), 1, 1))
        )
        for one, version in ((old, "2023"), (new, "2025"))
    ]
    (found,) = told(tmp_path, *dated)
    assert found.rates() == [Decimal(65)]
