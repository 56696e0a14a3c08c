"""What readers noticed and why files failed is told in the language of whoever asks, at every door."""

from __future__ import annotations

import html
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from web_fakes import CORPUS, FakeAssistant
from web_serving import STAFF, Served, serve

from assistant.indexing.check import check
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.notices import Notice

PLAN = Plan("toy", ToyEmbedder, 16)
HALL = "<!DOCTYPE html><html><body><p>Die Werkhalle bekommt eine neue Lüftung.</p></body></html>"
WARNED = {
    "de": "Die Endung (.pdf) passt nicht zum Inhalt; gelesen als HTML.",
    "en": "The suffix (.pdf) does not match the content; read as HTML.",
}
FAILED = {"de": "Die Datei leer.txt ist leer.", "en": "The file leer.txt is empty."}
HIDDEN = {
    "de": "Ausgeblendet und nicht gelesen: Blatt „Hafen“, „Boote“.",
    "en": "Hidden and not read: sheet “Hafen”, “Boote”.",
}
EARLIER = "Was eine frühere Fassung dazu sagte."
LISTS = ("/api/staff/documents", "/api/staff/documents.csv", "/dokumente", "/api/uploads", "/einlesen")

languages = pytest.mark.parametrize("language", ["de", "en"])


def taken_in(data: Path) -> Path:
    uploads = data / "uploads" / "internal"
    uploads.mkdir(parents=True)
    (uploads / "Halle.pdf").write_text(HALL, encoding="utf-8")
    (uploads / "leer.txt").touch()
    assert len(ingest_paths(data, [data / "uploads"], PLAN).failed) == 1
    return data


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    warnings = (Notice.of("hidden_sheets", sheets=("Hafen", "Boote")), Notice(words=EARLIER))
    document = replace(CORPUS[0], warnings=warnings)
    with serve(FakeAssistant((document,)), data=taken_in(tmp_path_factory.mktemp("data"))) as running:
        yield running


def shown(served: Served, path: str, language: str) -> str:
    accepted = {"Accept": "*/*" if "/api/" in path else "text/html", "Accept-Language": language}
    return html.unescape(served.client.get(path, headers={**STAFF, **accepted}).text)


@languages
@pytest.mark.parametrize("path", [*LISTS, "/api/ingest/runs"])
def test_lists_and_runs_tell_it_in_the_language_that_is_asked_for(served: Served, path: str, language: str) -> None:
    text = shown(served, path, language)
    for told in (WARNED, FAILED):
        assert [tongue for tongue in told if told[tongue] in text] == [language]


@languages
@pytest.mark.parametrize("path", ["/api/documents/{}", "/documents/{}"])
def test_a_document_tells_it_in_the_language_that_is_asked_for(served: Served, path: str, language: str) -> None:
    text = shown(served, path.format(CORPUS[0].id), language)
    assert [tongue for tongue in HIDDEN if HIDDEN[tongue] in text] == [language]
    assert EARLIER in text


def test_the_address_says_it_more_strongly_than_the_browser(served: Served) -> None:
    assert FAILED["en"] in shown(served, "/api/uploads?lang=en", "de")


def test_what_an_earlier_version_kept_in_words_is_shown_as_it_is(tmp_path: Path) -> None:
    data = taken_in(tmp_path)
    report = {
        **dict.fromkeys(("added", "updated", "unchanged", "removed", "passages", "seconds"), 1),
        "failed": [{"path": str(data / "uploads" / "internal" / "leer.txt"), "reason": EARLIER, "remedy": "Prüfen."}],
        "warnings": [{"path": "Halle.pdf", "warning": EARLIER}],
    }
    with closing(sqlite3.connect(data / "catalogue.sqlite")) as connection, connection:
        connection.execute("UPDATE documents SET warnings = ?", [json.dumps([EARLIER])])
        connection.execute("UPDATE runs SET report = ?", [json.dumps(report)])
    with serve(FakeAssistant(), data=data) as served:
        for language in ("de", "en"):
            assert [shown(served, path, language).count(EARLIER) for path in LISTS] == [2, 2, 2, 2, 4]
            assert shown(served, "/api/ingest/runs", language).count(EARLIER) == 2
    assert [finding for finding in check(data) if finding.is_damage] == []
    assert ingest_paths(data, [data / "uploads"], PLAN).unchanged == 1
