"""Images of pages and original files: for whom may see the document, as it was read, and for nobody else."""

from __future__ import annotations

import hashlib
import io
import os
import re
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject
from waiting import soon
from web_fakes import FakeAssistant
from web_originals import PAGES, pdf, read_from
from web_serving import STAFF, Served, serve

from assistant.notices import Notice
from assistant.records import Audience, Document
from assistant.web.app import MAX_IMAGES_AT_ONCE
from assistant.web.viewing.document_files import disposition

TEXT = b"Die Frist endet am 30. Juni 2025."
MAIL = (
    b"From: a@netz.example\r\nTo: b@netz.example\r\nSubject: Frist\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nDie Frist steht in der Anlage.\r\n--x\r\n'
    b'Content-Disposition: attachment; filename="frist.txt"\r\n\r\n' + TEXT + b"\r\n--x--\r\n"
)


@pytest.fixture
def corpus(tmp_path: Path) -> dict[str, Document]:
    """By name, files that lie on the disk: a public and an internal PDF, a text, a page, a mail with a file."""
    files: list[tuple[str, bytes, Audience]] = [
        ("richtlinie.pdf", pdf(*PAGES, labels=True), "public"),
        ("intern.pdf", pdf(("Vermerk", "Der Etat beträgt 48.250 Euro."), *PAGES), "internal"),
        ("Fördersätze und Fristen.txt", TEXT, "public"),
        ("seite.html", b"<!doctype html><html><body><p>Ein Satz.</p><script>alert(1)</script></body></html>", "public"),
        ("post.eml", MAIL, "public"),
    ]
    documents = [one for name, data, audience in files for one in read_from(tmp_path / name, data, audience)]
    return {document.location.removeprefix(f"{tmp_path}/"): document for document in documents}


@pytest.fixture
def served(corpus: dict[str, Document]) -> Iterator[Served]:
    with serve(FakeAssistant(tuple(corpus.values()))) as running:
        yield running


def drawing_processes() -> list[int]:
    """The processes of this one that draw pages."""
    tasks = Path("/proc/self/task").iterdir()
    children = [child for task in tasks for child in (task / "children").read_text(encoding="ascii").split()]
    return [
        int(child) for child in children if b"reading.reader_program" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def painted(times: int) -> bytes:
    """A PDF with a page that is painted all over so often; the file has some kB."""
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    content = DecodedStreamObject()
    content.set_data(b"0 0 600 800 re f\n" * times)
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode(9))
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def without_id(response: httpx.Response) -> tuple[int, str, dict[str, str]]:
    """Status, body and headers, without what differs between any two requests."""
    headers = {name: value for name, value in response.headers.items() if name not in ("x-request-id", "date")}
    return response.status_code, response.text, headers


def test_a_page_comes_as_an_image_in_two_sizes(served: Served, corpus: dict[str, Document]) -> None:
    path = f"/documents/{corpus['richtlinie.pdf'].id}/pages/2.webp"
    small, large = served.client.get(path), served.client.get(f"{path}?scale=2")
    sizes = [Image.open(io.BytesIO(response.content)).size for response in (small, large)]
    assert [(width // 10, height // 10) for width, height in sizes] == [(89, 126), (178, 252)]
    assert small.headers["Content-Type"] == "image/webp"
    assert small.headers["Cache-Control"].startswith("private")
    assert served.client.get(path, headers={"If-None-Match": small.headers["ETag"]}).status_code == 304
    assert served.client.head(path).status_code == 200


@pytest.mark.parametrize(
    "rest", ["", "/pages/1.webp", "/pages/99.webp", "/pages/1.webp?scale=9", "/pages/x", "/original"]
)
def test_what_is_internal_is_as_if_it_were_not_there(served: Served, corpus: dict[str, Document], rest: str) -> None:
    hidden, unknown = corpus["intern.pdf"].id, "0" * 20
    guessed = without_id(served.client.get(f"/documents/{hidden}{rest}"))
    absent = without_id(served.client.get(f"/documents/{unknown}{rest}"))
    assert guessed == (absent[0], absent[1].replace(unknown, hidden), absent[2])
    assert guessed[0] == 404


def test_staff_see_the_pages_and_the_file_of_an_internal_document(served: Served, corpus: dict[str, Document]) -> None:
    document = corpus["intern.pdf"]
    image = served.client.get(f"/documents/{document.id}/pages/1.webp", headers=STAFF)
    assert (image.status_code, image.headers["Cache-Control"]) == (200, "private, no-cache")
    assert served.client.get(f"/documents/{document.id}/original", headers=STAFF).content[:5] == b"%PDF-"
    asked_again = {"If-None-Match": image.headers["ETag"]}
    path = f"/documents/{document.id}/pages/1.webp"
    assert served.client.get(path, headers=asked_again | STAFF).status_code == 304
    assert served.client.get(path, headers=asked_again).status_code == 404


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        ("99.webp", 404),
        ("0.webp", 404),
        ("-1.webp", 404),
        ("1.png", 404),
        ("1", 404),
        ("1234567.webp", 404),
        ("..%2foriginal", 404),
        ("1.webp?scale=3", 422),
        ("1.webp?scale=", 422),
    ],
)
def test_what_is_no_page_is_refused(served: Served, corpus: dict[str, Document], rest: str, status: int) -> None:
    response = served.client.get(f"/documents/{corpus['richtlinie.pdf'].id}/pages/{rest}")
    assert response.status_code == status
    assert response.json()["remedy"]


def test_a_text_has_no_images(served: Served, corpus: dict[str, Document]) -> None:
    text = corpus["Fördersätze und Fristen.txt"]
    assert served.client.get(f"/documents/{text.id}/pages/1.webp").status_code == 404


def test_the_original_file_is_given_to_be_saved(served: Served, corpus: dict[str, Document]) -> None:
    response = served.client.get(f"/documents/{corpus['Fördersätze und Fristen.txt'].id}/original")
    assert response.content == TEXT
    assert response.headers["Content-Length"] == str(len(TEXT))
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    head = served.client.head(response.url)
    assert (head.status_code, head.headers["Content-Length"], head.content) == (200, str(len(TEXT)), b"")
    stated = response.headers["Content-Disposition"]
    assert stated.startswith('attachment; filename="Fordersatze und Fristen.txt"; filename*=UTF-8')
    assert unquote(stated.split("''")[1]) == "Fördersätze und Fristen.txt"


def test_html_is_never_shown(served: Served, corpus: dict[str, Document]) -> None:
    response = served.client.get(f"/documents/{corpus['seite.html'].id}/original")
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_file_in_a_mail_is_given_alone_and_the_mail_to_staff(served: Served, corpus: dict[str, Document]) -> None:
    mail, inside = corpus["post.eml"], corpus["post.eml/frist.txt"]
    assert served.client.get(f"/documents/{inside.id}/original").content == TEXT
    refused = served.client.get(f"/documents/{mail.id}/original")
    assert refused.status_code == 404
    assert "eigene Rechte" in refused.json()["detail"]
    assert served.client.get(f"/documents/{mail.id}/original", headers=STAFF).content == MAIL


def test_a_file_that_holds_more_than_its_text_is_for_staff(corpus: dict[str, Document]) -> None:
    """A hidden sheet, a tracked deletion: nobody has called them public."""
    document = replace(
        corpus["Fördersätze und Fristen.txt"], warnings=(Notice.of("hidden_sheets", sheets=("Intern",)),)
    )
    with serve(FakeAssistant((document,))) as served:
        path = f"/documents/{document.id}"
        refused = served.client.get(f"{path}/original")
        assert (refused.status_code, refused.json()["type"]) == (404, "urn:wissens-assistent:original_left_out")
        assert "Intern" not in refused.text
        assert "/original" not in served.client.get(path).text
        assert served.client.get(f"{path}/original", headers=STAFF).content == TEXT
        assert "/original" in served.client.get(path, headers=STAFF).text


def test_a_changed_file_is_told_and_its_text_shown(served: Served, corpus: dict[str, Document]) -> None:
    document = corpus["richtlinie.pdf"]
    Path(document.location).write_bytes(pdf(("Anderes", "Hier steht ein Geheimnis.")))
    page = served.client.get(f"/documents/{document.id}").text
    assert "hat sich geändert, seit sie eingelesen wurde" in page
    assert "Die Zuwendung beträgt höchstens 12.500 Euro" in page
    assert "/pages/" not in page
    assert "/original" not in page
    assert served.client.get(f"/documents/{document.id}/pages/1.webp").status_code == 404
    refused = served.client.get(f"/documents/{document.id}/original")
    assert (refused.status_code, refused.json()["type"]) == (404, "urn:wissens-assistent:original_changed")
    assert "Geheimnis" not in refused.text


def test_a_removed_file_is_told_and_its_text_shown(served: Served, corpus: dict[str, Document]) -> None:
    document = corpus["richtlinie.pdf"]
    Path(document.location).unlink()
    page = served.client.get(f"/documents/{document.id}").text
    assert "liegt nicht mehr dort" in page
    assert "Die Zuwendung beträgt" in page
    refused = served.client.get(f"/documents/{document.id}/original")
    assert refused.json()["type"] == "urn:wissens-assistent:original_gone"


def test_a_process_that_dies_costs_no_more_than_itself(served: Served, corpus: dict[str, Document]) -> None:
    path = f"/documents/{corpus['richtlinie.pdf'].id}/pages"
    assert served.client.get(f"{path}/1.webp").status_code == 200
    for process in drawing_processes():
        os.kill(process, signal.SIGKILL)
    assert served.client.get(f"{path}/2.webp").status_code == 200
    assert served.client.get("/healthz").status_code == 200


def painting_slowly(folder: Path, document: Document) -> Document:
    """The document with a file whose page takes longer to draw than any patience."""
    file = folder / "langsam.pdf"
    file.write_bytes(painted(1_500_000))
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    return replace(document, location=str(file), source=str(file), content_hash=found)


def test_a_page_that_is_never_finished_costs_its_image_alone(tmp_path: Path, corpus: dict[str, Document]) -> None:
    hostile = painting_slowly(tmp_path, corpus["richtlinie.pdf"])
    with serve(FakeAssistant((hostile,)), page_seconds=3) as served:
        path = f"/documents/{hostile.id}"
        assert "Gefördert wird die Weiterbildung" in served.client.get(path).text
        refused, again = served.client.get(f"{path}/pages/1.webp"), served.client.get(f"{path}/pages/1.webp")
        assert (refused.status_code, refused.json()["type"]) == (404, "urn:wissens-assistent:reading_too_slow")
        assert again.status_code == 404
        assert again.elapsed < refused.elapsed / 2, "it was tried again"
        assert served.client.get("/healthz").status_code == 200


def test_many_ask_for_pages_at_a_time(served: Served, corpus: dict[str, Document]) -> None:
    path = f"{served.url}/documents/{corpus['richtlinie.pdf'].id}/pages"
    with ThreadPoolExecutor(12) as pool:
        asked = [pool.submit(httpx.get, f"{path}/{1 + n % 3}.webp?scale={1 + n % 2}", timeout=60) for n in range(24)]
        assert {future.result().status_code for future in asked} == {200}


@given(st.text(max_size=80))
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    header = disposition(name)
    assert re.fullmatch(r"""attachment; filename="[ !#-\[\]-~]+"; filename\*=UTF-8''[A-Za-z0-9%._~-]+""", header)
    assert "/" not in unquote(header.split("''")[1])
    assert not re.search(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", unquote(header.split("''")[1]))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\Windows\\a.txt", '"; a="b.exe', "a\r\nSet-Cookie: x=1", ".."]
)
def test_names_are_made_harmless(name: str) -> None:
    header = disposition(name)
    assert "\n" not in header
    assert ".." not in header
    assert header.count('"') == 2


def test_one_visitor_does_not_take_all_places_of_the_images(tmp_path: Path, corpus: dict[str, Document]) -> None:
    """While a page is drawn that takes its time, sixteen wait for it; who asks one after another is not refused."""
    slow = painting_slowly(tmp_path, corpus["richtlinie.pdf"])
    with (
        serve(FakeAssistant((slow,)), rate_limit=5, page_seconds=4) as served,
        httpx.Client(base_url=served.url, timeout=60) as visitor,
        ThreadPoolExecutor(30) as many,
    ):
        asked = [many.submit(visitor.get, f"/documents/{slow.id}/pages/1.webp") for _ in range(30)]
        answers = [one.result() for one in asked]
        assert visitor.get(f"/documents/{slow.id}/pages/1.webp").status_code == 404
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) == 30 - MAX_IMAGES_AT_ONCE
    assert str(MAX_IMAGES_AT_ONCE) in refused[0].json()["detail"]
    assert refused[0].headers["retry-after"]


def test_pages_and_files_count_as_images_do(
    tmp_path: Path, corpus: dict[str, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.web.app.MAX_IMAGES_AT_ONCE", 1)
    slow = painting_slowly(tmp_path, corpus["richtlinie.pdf"])
    path = f"/documents/{slow.id}"
    with ThreadPoolExecutor() as pool, serve(FakeAssistant((slow,)), rate_limit=5) as served:
        pool.submit(httpx.get, f"{served.url}{path}/pages/1.webp", timeout=60)
        assert soon(lambda: bool(drawing_processes())), "the only place is taken"
        original, page = served.client.get(f"{path}/original"), served.client.get(path)
        assert served.client.get(f"{path}/original", headers=STAFF).status_code == 200
    assert (original.status_code, original.json()["type"]) == (429, "urn:wissens-assistent:too_many_images")
    assert "lassen sich gerade nicht als Bild zeigen" in page.text
    assert "Gefördert wird die Weiterbildung" in page.text


def test_a_link_that_was_planted_in_the_place_of_a_file_leads_nowhere(
    served: Served, corpus: dict[str, Document], tmp_path: Path
) -> None:
    document = corpus["richtlinie.pdf"]
    secret = tmp_path / "geheim.pdf"
    secret.write_bytes(pdf(("Geheim", "Der Zwirbelkranich steht hier.")))
    Path(document.location).unlink()
    Path(document.location).symlink_to(secret)
    assert served.client.get(f"/documents/{document.id}/original").status_code == 404
    assert served.client.get(f"/documents/{document.id}/pages/1.webp").status_code == 404
