"""Series and versions: which documents are versions of one another, and which is the newest."""

from __future__ import annotations

import datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.describing.superseding import superseded
from assistant.reading.describing.versions import mark, series_of
from assistant.records import DocumentInfo, DocumentType

MAY = datetime.date(2024, 5, 3)


def info(title: str, name: str = "", **fields: Any) -> DocumentInfo:
    """A document as it is described, at `ordner/` and its name, which is its id too."""
    name = name or f"{title}.pdf"
    given = {"type": "funding", "audience": "public", "language": "de", "date": None, "folder": "ordner"} | fields
    folder, text = given.pop("folder"), given.pop("text", "")
    derived = series_of(title, name.rpartition(".")[0], text, given["type"], given["audience"], given["date"])
    stated = {"series": derived.series.value, "version": derived.version.value} if derived else {}
    return DocumentInfo(f"{folder}/{name}", f"{folder}/{name}", title, **(stated | given))


def newer(*infos: DocumentInfo) -> dict[str, str]:
    """Which title each title is superseded by; the same in any order of the documents."""
    found = [
        {one.title: newest[one.id].title for one in infos if one.id in newest}
        for order in permutations(infos)
        for newest in [superseded(order)]
    ]
    assert all(one == found[0] for one in found)
    return found[0]


@pytest.mark.parametrize(
    ("older", "newest"),
    [
        ("Förderrichtlinie X, Fassung 2023", "Förderrichtlinie X, Fassung 2025"),
        ("Förderrichtlinie X v2", "Förderrichtlinie X v10"),
        ("Förderrichtlinie X Version 1.9", "Förderrichtlinie X, Version 1.10"),
        ("Förderrichtlinie X, Stand: 05/2025", "Förderrichtlinie X, Stand: 06/2025"),
        ("Förderrichtlinie X (Stand: 3. Mai 2025)", "Förderrichtlinie X (Stand 04.05.2025)"),
        ("Handbuch zur Umstellung, 1. Auflage", "Handbuch zur Umstellung, 2. überarbeitete Auflage"),
        ("Förderhinweis Wandel 2023", "Förderhinweis Wandel 2025"),
        ("Förderhinweis Wandel (2023)", "Förderhinweis Wandel (2025)"),
        ("Konzept zur Umstellung (Entwurf)", "Konzept zur Umstellung"),
        ("Entwurf: Konzept zur Umstellung", "Konzept zur Umstellung – final"),
        ("Konzept zur Umstellung", "Konzept zur Umstellung v2"),
        ("Konzept zur Umstellung v2 (Entwurf)", "Konzept zur Umstellung v2"),
        ("Konzept zur Umstellung v7", "Konzept zur Umstellung, final"),
        ("Guide for suppliers, 1st edition", "Guide for suppliers, 2nd edition"),
    ],
)
def test_a_mark_in_the_title_makes_versions(older: str, newest: str) -> None:
    assert newer(info(older), info(newest)) == {older: newest}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Förderrichtlinie X, Fassung 2023", "Förderrichtlinie Y, Fassung 2025"),
        ("Förderrichtlinie X", "Förderrichtlinie X (1)"),
        ("Förderrichtlinie X, Fassung 2023", "Förderrichtlinie X (Fassung 2023)"),
        ("Beschäftigung bis 2030", "Beschäftigung bis 2040"),
        ("Beschäftigung 2030: Wie sie sich ändert", "Beschäftigung 2035: Wie sie sich ändert"),
        ("Stellungnahme zum Entwurf eines Gesetzes", "Stellungnahme zum Gesetz"),
        ("Programm 2014-2020", "Programm 2021-2027"),
        ("Jahresbericht 2023", "Jahresbericht 2024"),
        ("Tagesordnung, Stand: 3. Mai 2024", "Tagesordnung, Stand: 3. Juni 2024"),
    ],
)
def test_what_is_no_strong_evidence_supersedes_nothing(one: str, other: str) -> None:
    assert newer(info(one), info(other)) == {}


@pytest.mark.parametrize("type", ["minutes", "press_release"])
def test_minutes_and_press_releases_never_supersede_one_another(type: DocumentType) -> None:
    titles = ("Lenkungskreis v1", "Lenkungskreis v2")
    assert newer(*(info(title, type=type) for title in titles)) == {}
    assert newer(info(titles[0], type=type), info(titles[1], type=type), info("Lenkungskreis", type=type)) == {}


def test_a_year_is_no_version_of_what_is_neither_study_nor_programme() -> None:
    assert newer(info("Festival 2023", type="other"), info("Festival 2024", type="other")) == {}
    assert newer(info("Leitlinien v1", type="other"), info("Leitlinien v2", type="other"))


def test_the_name_of_the_file_and_a_line_at_the_top_carry_marks_too() -> None:
    title = "Richtlinie zur Weiterbildung"
    assert superseded([info(title, "richtlinie_v1.pdf"), info(title, "richtlinie_v2.pdf")]).keys() == {
        "ordner/richtlinie_v1.pdf"
    }
    dated = [info(title, f"{n}.pdf", text=f"{title}\n\nStand: 0{n}/2025\n\nText") for n in (3, 5)]
    assert superseded(dated).keys() == {"ordner/3.pdf"}
    spoken = [info(title, f"{n}.pdf", text=f"{title}\n\nDer Stand 0{n}/2025 war gut, sagte er.") for n in (3, 5)]
    assert superseded(spoken) == {}
    drafts = [info(title, name, date=MAY) for name in ("richtlinie_Entwurf.pdf", "richtlinie_final.pdf")]
    assert superseded(drafts).keys() == {"ordner/richtlinie_Entwurf.pdf"}


@pytest.mark.parametrize(
    ("older", "newest"),
    [
        ("Anforderungen_20230713", "Anforderungen_20240102"),
        ("2023-anforderungen", "2025-anforderungen"),
        ("2023-05 anforderungen", "2023-06 anforderungen"),
        ("Anforderungen_v1", "Anforderungen_v2"),
        ("Anforderungen_Entwurf", "Anforderungen_final"),
    ],
)
def test_a_title_that_is_the_name_of_the_file_has_its_marks_there(older: str, newest: str) -> None:
    titles = [name.replace("_", " ") for name in (older, newest)]
    infos = [info(title, f"{name}.pdf") for title, name in zip(titles, (older, newest), strict=True)]
    assert newer(*infos) == {titles[0]: titles[1]}


def test_a_document_without_a_mark_joins_only_in_the_same_folder() -> None:
    second = info("Konzept zur Umstellung v2")
    assert newer(info("Konzept zur Umstellung"), second)
    assert newer(info("Konzept zur Umstellung", folder="anderswo"), second) == {}
    assert newer(info("Konzept zur Umstellung v1", folder="anderswo"), second)


def test_a_series_has_one_type_one_audience_and_one_language() -> None:
    first, title = info("Richtlinie X v1"), "Richtlinie X v2"
    assert newer(first, info(title))
    for other in ({"type": "study"}, {"audience": "internal"}, {"language": "en"}):
        assert newer(first, info(title, **other)) == {}


def test_a_ruled_series_holds_across_types_titles_and_audiences() -> None:
    old = info("Richtlinie", series="R", version="2023", audience="public")
    new = info("Zuschuss für Kurse", series="R", version="2025", audience="internal", type="other")
    assert newer(old, new) == {"Richtlinie": "Zuschuss für Kurse"}
    assert superseded([old]) == {}, "nothing is known of what the caller may not see"


def test_dates_decide_where_versions_do_not() -> None:
    old = info("A", series="R", date=datetime.date(2023, 1, 1))
    new = info("B", series="R", date=datetime.date(2025, 1, 1))
    draft = info("C", series="R", version="Entwurf", date=datetime.date(2025, 1, 1))
    assert newer(old, new, draft) == {"A": "B", "C": "B"}
    assert newer(info("A", series="R"), info("B", series="R")) == {}
    year = info("D", series="R", version="Fassung 2025", date=datetime.date(2025, 3, 1))
    assert newer(new, year) == {"B": "D"}, "of a bare year the document's own date in it counts"


def test_a_draft_supersedes_only_drafts() -> None:
    final = info("Richtlinie X, Fassung 2023")
    later = info("Richtlinie X (Entwurf), Stand: 05/2025")
    latest = info("Richtlinie X (Entwurf), Stand: 06/2025")
    early = info("Richtlinie X (Entwurf), Stand: 05/2022")
    assert newer(final, later) == {}
    assert newer(final, later, latest, early) == {later.title: latest.title, early.title: final.title}
    second, third = info("Konzept zur Umstellung v2"), info("Konzept zur Umstellung v3 (Entwurf)")
    assert newer(second, third) == {}
    assert newer(second, info("Konzept zur Umstellung v2 (Entwurf)"), third).keys() == {
        "Konzept zur Umstellung v2 (Entwurf)"
    }
    assert newer(second, third, info("Konzept zur Umstellung v3")).keys() == {second.title, third.title}


@pytest.mark.parametrize(
    ("version", "number", "when"),
    [
        ("2", (2,), None),
        ("2.1", (2, 1), None),
        ("2023", None, datetime.date(2023, 1, 1)),
        ("2025-05-01", None, datetime.date(2025, 5, 1)),
        ("05/2025", None, datetime.date(2025, 5, 1)),
        ("v3", (3,), None),
        ("Stand: Mai 2025", None, datetime.date(2025, 5, 1)),
        ("2. Auflage, Stand: 13/2025", (2,), None),
        ("", None, None),
        ("Frühjahr", None, None),
    ],
)
def test_a_version_is_a_number_or_a_date(version: str, number: object, when: object) -> None:
    assert mark(version)[:2] == (number, when)


TITLES = st.builds(
    "{}{}".format,
    st.sampled_from(["Richtlinie zur Förderung", "Konzept"]),
    st.sampled_from(["", " v1", " v2", ", Fassung 2023", ", Stand: 05/2024", " (Entwurf)", " – final", " 2025"]),
)
DATES = st.none() | st.dates(datetime.date(2020, 1, 1), datetime.date(2026, 1, 1))


@given(st.lists(st.builds(info, TITLES, st.uuids().map("{}.pdf".format), date=DATES), max_size=6))
def test_the_newest_supersedes_and_is_not_superseded(infos: list[DocumentInfo]) -> None:
    found = superseded(infos)
    assert found == superseded(reversed(infos))
    assert not {newest.id for newest in found.values()} & found.keys()


@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=200), DATES)
def test_any_title_can_be_looked_at(title: str, name: str, text: str, date: datetime.date | None) -> None:
    found = series_of(title, name, text, "funding", "public", date)
    assert found is None or (found.series.value and mark(found.version.value))
