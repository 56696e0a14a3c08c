"""The sample corpus: what the script makes is what is committed, and what the gold file says is true of it."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.reading.describing.rules import Rules
from assistant.storage.folder import DataFolder
from corpus.generate import CORPUS, documents, write

CANARY = "Glimmdohle"
PUBLIC_FOLDERS = ("about/", "funding/", "minutes/public/", "press/", "studies/")
GOLD: list[dict[str, Any]] = [json.loads(line) for line in (CORPUS / "gold.jsonl").read_text("utf-8").splitlines()]
FIELDS = ["id", "question", "language", "answerable", "kind", "paraphrase", "history", "audience"]
MACHINERY = ("__pycache__", "texts")
KINDS_WITHOUT_ANSWER = {"nearmiss", "outofscope", "injection"}
LABS = {"Technologie", "Zukunft der Arbeit", "Neue Geschäftsmodelle", "Infrastruktur"}
MOST_BYTES = 200_000


def plain(path: str, content: bytes) -> str:
    """The text of a document with runs of white space made one space, read by other means than the assistant's."""
    match Path(path).suffix:
        case ".pdf":
            text = _pdf(content)
        case ".docx":
            text = _docx(content)
        case ".html":
            text = _html(content)
        case _:
            text = content.decode()
    return " ".join(text.split())


def _pdf(content: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    pages = []
    for page in document:
        text_page = page.get_textpage()
        pages.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return "\n".join(pages)


def _docx(content: bytes) -> str:
    from docx import Document
    from docx.table import Table

    parts = Document(io.BytesIO(content)).iter_inner_content()
    return "\n".join(
        " ".join(cell.text for row in part.rows for cell in row.cells) if isinstance(part, Table) else part.text
        for part in parts
    )


def _html(content: bytes) -> str:
    from bs4 import BeautifulSoup

    return "".join(BeautifulSoup(content, "html.parser").strings)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return documents()


@pytest.fixture(scope="module")
def committed() -> dict[str, bytes]:
    """The documents that lie in corpus/, by their path."""
    files = (file for file in CORPUS.rglob("*") if file.is_file() and file.parent != CORPUS)
    paths = (file.relative_to(CORPUS) for file in files)
    return {path.as_posix(): (CORPUS / path).read_bytes() for path in paths if path.parts[0] not in MACHINERY}


@pytest.fixture(scope="module")
def texts(committed: dict[str, bytes]) -> dict[str, str]:
    return {path: plain(path, content) for path, content in committed.items()}


def test_the_script_makes_the_same_bytes_twice(made: dict[str, bytes]) -> None:
    assert documents() == made


def test_the_committed_documents_are_those_that_the_script_makes(
    made: dict[str, bytes], committed: dict[str, bytes], texts: dict[str, str]
) -> None:
    assert committed.keys() == made.keys()
    for path, content in made.items():
        if path.endswith((".pdf", ".docx")):  # other versions of their libraries pack the same text into other bytes
            assert plain(path, content) == texts[path], path
        else:
            assert content == committed[path], path


def test_the_script_writes_into_the_folder_it_is_given(tmp_path: Path, made: dict[str, bytes]) -> None:
    assert write(tmp_path) == sorted(made)
    assert all((tmp_path / path).read_bytes() == content for path, content in made.items())


def test_a_line_that_begins_with_a_day_is_no_item_of_a_list(texts: dict[str, str]) -> None:
    assert "9. April 2024, Videokonferenz" in texts["minutes/internal/2024-04-09-lab-technologie.docx"]


def test_a_docx_and_a_pdf_state_the_date_of_their_document_and_not_of_today(made: dict[str, bytes]) -> None:
    from docx import Document
    from pypdf import PdfReader

    voucher = Document(io.BytesIO(made["funding/2025-innovationsgutschein.docx"]))
    study = PdfReader(io.BytesIO(made["studies/2025-05-energie-und-flaechen.pdf"]))
    assert voucher.core_properties.created.date().isoformat() == "2025-01-15"
    assert study.metadata is not None
    assert study.metadata.creation_date_raw == "D:20250520120000+00'00'"


def test_each_study_has_several_pages_with_running_header_and_page_number(made: dict[str, bytes]) -> None:
    from pypdf import PdfReader

    for path in (path for path in made if path.startswith("studies/")):
        cover, *pages = [page.extract_text() for page in PdfReader(io.BytesIO(made[path])).pages]
        assert len(pages) >= 2
        assert "Seite" not in cover
        for number, page in enumerate(pages, start=2):
            assert "| Transformationsnetzwerk Ahlermark" in page
            assert f"Seite {number}" in page


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".md", ".txt"])
def test_every_format_is_there_more_than_once(suffix: str, committed: dict[str, bytes]) -> None:
    assert sum(path.endswith(suffix) for path in committed) >= 4


def test_no_document_is_large(committed: dict[str, bytes]) -> None:
    assert max(map(len, committed.values())) <= MOST_BYTES


def test_the_rules_cover_every_document_and_name_every_lab(committed: dict[str, bytes]) -> None:
    rules = Rules.find(CORPUS)
    decisions = [rules.decide(path) for path in committed]
    assert all(decision.type and decision.audience for decision in decisions)
    assert {decision.type for decision in decisions} == {"press_release", "study", "funding", "minutes", "other"}
    assert {decision.lab for decision in decisions} - {None} == LABS


def test_ingesting_the_folder_takes_the_documents_and_nothing_else(committed: dict[str, bytes], tmp_path: Path) -> None:
    from assistant.indexing.sources import find_files
    from assistant.reading.limits import DEFAULT
    from assistant.reading.reader_processes import Readers

    found = find_files([CORPUS], DataFolder(tmp_path), Readers(DEFAULT), audience=None, type=None)
    assert {Path(source.label).relative_to(CORPUS).as_posix() for source in found.sources} == committed.keys()
    assert (found.warnings, found.passed_over) == ([], [])  # each rule holds for something


def test_internal_is_what_lies_in_the_internal_folder_and_nothing_else(committed: dict[str, bytes]) -> None:
    rules = Rules.find(CORPUS)
    internal = {path for path in committed if rules.decide(path).audience == "internal"}
    assert internal == {path for path in committed if "internal" in Path(path).parts}
    assert internal
    assert all(path.startswith(PUBLIC_FOLDERS) for path in committed.keys() - internal)


def test_the_canary_stands_in_every_internal_document_and_in_no_public_one(texts: dict[str, str]) -> None:
    assert {path for path, text in texts.items() if CANARY in text} == {path for path in texts if "/internal/" in path}


@pytest.mark.parametrize("asked", [one for one in GOLD if one["answerable"]], ids=lambda asked: asked["id"])
def test_a_quote_stands_in_its_document_and_holds_the_answers(asked: dict[str, Any], texts: dict[str, str]) -> None:
    assert asked["quote"] in texts[asked["document"]]
    assert asked["answers"]
    assert all(answer in asked["quote"] for answer in asked["answers"])
    assert all(document in texts for document in asked.get("also_in", []))
    assert (asked["audience"] == "internal") == ("/internal/" in asked["document"])


@pytest.mark.parametrize("asked", [one for one in GOLD if not one["answerable"]], ids=lambda asked: asked["id"])
def test_what_cannot_be_answered_is_absent(asked: dict[str, Any], texts: dict[str, str]) -> None:
    assert asked["kind"] in KINDS_WITHOUT_ANSWER
    assert not asked["document"]
    assert not asked["quote"]
    assert not asked["answers"]
    assert (asked["kind"] == "nearmiss") == ("absent" in asked) == (asked.get("near") in texts)
    for absence in asked.get("absent", []):
        scope = tuple(absence["scope"])
        there = {path: text for path, text in texts.items() if path.startswith(scope)}
        assert there
        assert not [path for path, text in there.items() if re.search(absence["pattern"], text)]


def test_the_ids_of_the_questions_are_unique() -> None:
    assert len({asked["id"] for asked in GOLD}) == len(GOLD) > 0


def test_each_question_has_the_fields_of_the_format() -> None:
    for asked in GOLD:
        assert list(asked)[:11] == [*FIELDS, "document", "quote", "answers"]
        assert set(list(asked)[11:]) <= {"also_in", "near", "absent"}
