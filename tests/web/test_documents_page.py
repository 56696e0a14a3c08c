"""The list of documents for the staff: each with its state, filtered, sorted, in pages, as JSON and as CSV."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from fakes import ToyEmbedder
from web_fakes import FakeAssistant, make_document
from web_serving import STAFF, Served, serve

from assistant.indexing.ingest import ingest_documents, ingest_paths
from assistant.indexing.run import Plan
from assistant.web.ingesting.documents_list import ROWS

PLAN = Plan("toy", ToyEmbedder, 16)
RULES = """
[[rule]]
path = "studien/**"
type = "study"
audience = "public"
lab = "Lab Ärmelkanal"
series = "Bordnetz"

[[rule]]
path = "studien/alt.md"
version = "1.0"
date = 2023-02-01

[[rule]]
path = "studien/neu.md"
version = "2.0"
date = 2024-02-01

[[rule]]
path = "protokolle/**"
type = "minutes"
lab = "Lab Zukunft"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    texts = {
        "corpus.toml": RULES,
        "studien/alt.md": "# Studie zum Bordnetz, erste Fassung\n\nDie Montage dauert 40 Minuten.",
        "studien/neu.md": "# Studie zum Bordnetz, zweite Fassung\n\nDie Montage dauert 30 Minuten.",
        "protokolle/übersicht.md": "# Übersicht der Sitzung <b>Mai</b>\n\nDer Beirat tagt im Mai.",
        "protokolle/kopie.md": "# Übersicht der Sitzung <b>Mai</b>\n\nDer Beirat tagt im Mai.",
        "protokolle/falsch.pdf": "Das ist gar kein PDF, sondern Text. " * 3,
        "protokolle/leer.txt": "",
        "formel.txt": "=1+1 ist zwei, sagt die Tabelle.",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def served(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("data")
    ingest_paths(data, [folder], PLAN)
    with serve(FakeAssistant(), data=data) as running:
        yield running


def get(served: Served, path: str = "/api/staff/documents", **fields: Any) -> httpx.Response:
    return served.client.get(path, params=fields, headers={**STAFF, "Accept": "text/html"})


def paths(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [one["path"].rpartition("/")[2] for one in response.json()["rows"]]


def test_a_document_tells_all_that_is_known_of_it(served: Served, folder: Path) -> None:
    [one] = get(served, q="zweite fassung").json()["rows"]
    assert (one["title"], one["type"], one["audience"]) == ("Studie zum Bordnetz, zweite Fassung", "study", "public")
    assert (one["version"], one["date"], one["lab"]) == ("2.0", "2024-02-01", "Lab Ärmelkanal")
    assert [older["title"] for older in one["supersedes"]] == ["Studie zum Bordnetz, erste Fassung"]
    assert (one["state"], one["passages"], one["pages"]) == ("indexed", 1, 0)
    assert one["source"] == str((folder / "studien" / "neu.md").resolve())
    [old] = get(served, state="superseded").json()["rows"]
    assert old["superseded_by"]["id"] == one["id"]


def test_a_failed_file_has_its_reason_and_its_remedy(served: Served) -> None:
    failed = get(served, state="failed").json()["rows"]
    assert sorted(one["path"].rpartition("/")[2] for one in failed) == ["falsch.pdf", "leer.txt"]
    assert all(one["reason"] and one["remedy"] for one in failed)


def test_a_copy_stands_with_its_original(served: Served) -> None:
    [one] = get(served, state="copied").json()["rows"]
    assert (one["path"], one["copies"]) == ("protokolle/kopie.md", ["protokolle/übersicht.md"])
    assert paths(get(served, q="übersicht.md")) == ["kopie.md"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"type": "study"}, ["alt.md", "neu.md"]),
        ({"lab": "Lab Ärmelkanal"}, ["alt.md", "neu.md"]),
        ({"audience": "public"}, ["alt.md", "neu.md"]),
        ({"audience": "internal", "type": "minutes"}, ["kopie.md"]),
        ({"q": "BORDNETZ fassung erste"}, ["alt.md"]),
        ({"q": "ubersicht"}, ["kopie.md"]),
        ({"q": "gibt es nicht"}, []),
        ({"type": "study", "sort": "-date"}, ["neu.md", "alt.md"]),
        ({"type": "study", "sort": "date"}, ["alt.md", "neu.md"]),
        ({"q": "md", "sort": "-path", "type": ""}, ["neu.md", "alt.md", "kopie.md"]),
        ({"q": "", "lab": "", "type": "", "audience": "", "state": "", "sort": "lab"}, None),
    ],
)
def test_filters_and_orders(served: Served, fields: dict[str, str], found: list[str] | None) -> None:
    told = paths(get(served, **fields))
    assert told == found if found is not None else len(told) == 6


def test_what_has_no_date_stands_last_whichever_way_round(served: Served) -> None:
    for sort in ("date", "-date"):
        rows = get(served, sort=sort).json()["rows"]
        dated = [bool(one.get("date")) for one in rows]
        assert dated == sorted(dated, reverse=True)
        assert set(dated) == {True, False}


@pytest.mark.parametrize(
    "fields", [{"sort": "size"}, {"page": "0"}, {"state": "lost"}, {"type": "x"}, {"unknown": "1"}, {"q": "x" * 201}]
)
def test_a_filter_that_is_none_is_refused(served: Served, fields: dict[str, str]) -> None:
    for path in ("/api/staff/documents", "/api/staff/documents.csv", "/dokumente"):
        assert 400 <= get(served, path, **fields).status_code < 500


def test_the_csv_opens_in_a_german_spreadsheet_and_runs_nothing(served: Served) -> None:
    response = get(served, "/api/staff/documents.csv", lang="de")
    assert "attachment" in response.headers["content-disposition"]
    header, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert header[:5] == ["Zustand", "Titel", "Art", "Datum", "Lab"]
    assert len(rows) == 6
    assert all(len(row) == len(header) for row in rows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    failed = [dict(zip(header, row, strict=True)) for row in rows if row[0].startswith("Nicht")]
    assert all(row["Grund"] and row["Abhilfe"] for row in failed)


def test_the_page_shows_the_same_without_html_of_documents(served: Served) -> None:
    shown = get(served, "/dokumente").text
    assert "<b>Mai" not in shown
    told = html.unescape(shown)
    for words in (
        "Nicht eingelesen:",
        "Die Datei leer.txt ist leer.",
        "Kopie:",
        "Ersetzt durch:",
        "Öffentlich",
        "Intern",
    ):
        assert words in told, words
    assert "/api/staff/documents.csv" in told
    assert "Not ingested:" in get(served, "/dokumente", lang="en").text


def test_the_language_and_the_filters_stay_on_every_link_once(served: Served) -> None:
    text = html.unescape(get(served, "/dokumente", lang="en", sort="-date", audience="internal", page="2").text)
    sorting = re.findall(r'href="([^"]*)"', text.partition('class="sorting"')[2].partition("</nav>")[0])
    paging = re.findall(r'rel="prev" href="([^"]*)"', text)
    [table] = re.findall(r'href="(/api/staff/documents.csv[^"]*)"', text)
    assert len(sorting) == 5
    assert paging == ["/dokumente?lang=en&audience=internal&sort=-date"], "the first page needs no number"
    for address in (*sorting, *paging, table):
        fields = parse_qsl(urlsplit(address).query)
        assert len(fields) == len(dict(fields)), address
        assert {"lang": "en", "audience": "internal"}.items() <= dict(fields).items(), address


@pytest.mark.parametrize("path", ["/api/staff/documents", "/api/staff/documents.csv"])
def test_the_public_is_refused(served: Served, path: str) -> None:
    response = served.client.get(path)
    assert (response.status_code, response.json()["type"]) == (401, "urn:wissens-assistent:staff_only")
    assert "Bordnetz" not in served.client.get("/dokumente", headers={"Accept": "text/html"}).text


def test_a_failure_is_told_until_a_later_run_has_made_it_good(tmp_path: Path) -> None:
    data, first, other = tmp_path / "data", tmp_path / "eins", tmp_path / "zwei"
    for folder in (first, other):
        folder.mkdir()
        (folder / "gut.txt").write_text(f"Der Text in {folder.name}.", encoding="utf-8")
    (first / "leer.txt").touch()
    ingest_paths(data, [first], PLAN)
    ingest_paths(data, [other], PLAN)
    with serve(FakeAssistant(), data=data) as served:
        assert paths(get(served, state="failed")) == ["leer.txt"]
        (first / "leer.txt").write_text("Nun mit Inhalt.", encoding="utf-8")
        ingest_paths(data, [first], PLAN)
        assert paths(get(served, state="failed")) == []


def test_a_run_over_the_folder_above_makes_a_failure_good(tmp_path: Path) -> None:
    data, inner = tmp_path / "data", tmp_path / "alles" / "eins"
    inner.mkdir(parents=True)
    (inner / "leer.txt").touch()
    ingest_paths(data, [inner], PLAN)
    (inner / "leer.txt").write_text("Nun mit Inhalt.", encoding="utf-8")
    ingest_paths(data, [inner.parent], PLAN)
    with serve(FakeAssistant(), data=data) as served:
        assert paths(get(served, state="failed")) == []


def test_a_long_list_has_pages_that_link_to_one_another(tmp_path: Path) -> None:
    many = [make_document(f"{n:03d}.md", f"Blatt {n}", [f"Das Blatt {n} berichtet."]) for n in range(ROWS * 2 + 1)]
    ingest_documents(tmp_path, many, ToyEmbedder(), 16)
    with serve(FakeAssistant(), data=tmp_path) as served:
        served.sign_in()
        whole = get(served).json()
        assert (whole["total"], whole["pages"], len(whole["rows"])) == (ROWS * 2 + 1, 3, ROWS)
        assert len(get(served, page=3).json()["rows"]) == 1
        first, last = get(served, "/dokumente").text, get(served, "/dokumente", page=3).text
        assert ('rel="next"' in first, 'rel="prev"' in first) == (True, False)
        assert ('rel="next"' in last, 'rel="prev"' in last) == (False, True)
        assert 'rel="prev"' in get(served, "/dokumente", page=99).text


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    with serve(FakeAssistant(), data=tmp_path) as served:
        assert get(served).json()["rows"] == []
        assert "Es ist noch nichts eingelesen." in get(served, "/dokumente").text
