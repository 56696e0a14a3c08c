"""Signing in and out: sessions end in words, nothing typed is lost, and no other site does anything for the staff."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from fakes import ToyEmbedder
from fastapi.routing import APIRoute
from hypothesis import given
from hypothesis import strategies as st
from web_fakes import CANARY, CORPUS, FakeAssistant, NotIngested
from web_serving import STAFF, TOKEN, Served, make_settings, serve
from web_shared import Clock, store_of

from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.storage.folder import DataFolder
from assistant.web.app import ROOMS
from assistant.web.cookies import COOKIE, COOKIE_OF_TLS
from assistant.web.staff.signing_in import own_address
from assistant.web.staff_sessions import StaffSessions

HTML = {"Accept": "text/html"}
TLS = {"X-Forwarded-Proto": "https"}
SECRET = next(document for document in CORPUS if document.info.audience == "internal")
TYPED = {"gap": "x", "action": "typed", "document": "a.md", "quote": "Was ich „mühsam“ <b>abschrieb</b> & mehr"}
# What anybody may send from anywhere: it brings no right with it and changes nothing of the staff's.
OPEN_TO_ALL = {"/api/ask", "/api/feedback", "/v1/chat/completions", "/api/ingest/hooks/{key}"}
# What would be taken, were the sender the staff; forms send TYPED.
BODIES: dict[str, dict[str, object]] = {"/api/gaps/x/gold": {"json": {"answerable": False}}}


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


@pytest.fixture
def keeping(tmp_path: Path) -> Iterator[Served]:
    with serve(FakeAssistant(), keep_questions_days=30, data=tmp_path) as running:
        yield running


# Cross-site requests


def changing_routes() -> list[tuple[str, str]]:
    """(method, path) of all routes but those open to all, with a made-up id in their place."""
    routes = [route for room in ROOMS for route in room.router.routes if isinstance(route, APIRoute)]
    return [
        (method, re.sub(r"\{[^}]*\}", "x", route.path))
        for route in routes
        for method in (route.methods or set()) - {"GET", "HEAD", "OPTIONS"}
        if route.path not in OPEN_TO_ALL
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://boese.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://boese.example"},
    ],
)
def test_no_other_origin_changes_anything_with_the_cookie_of_the_staff(
    keeping: Served, headers: dict[str, str]
) -> None:
    routes = changing_routes()
    assert {"/staff/session", "/staff/sign-out", "/luecken"} <= {path for _, path in routes}
    key = keeping.sign_in()
    for method, path in routes:
        for accepted in ({}, HTML):
            body: Any = BODIES.get(path, {"data": TYPED})
            response = keeping.client.request(method, path, headers={**headers, **accepted}, **body)
            assert response.status_code in (401, 403), (method, path, response.status_code)
            assert "set-cookie" not in response.headers, path
            assert "mühsam" not in response.text, "what another site sent is not offered to be sent again"
    cookie = {"Cookie": f"{COOKIE}={key}"}
    assert CANARY in keeping.client.get(f"/documents/{SECRET.id}", headers=cookie).text, "still signed in"


def test_a_browser_that_says_same_origin_is_believed_behind_a_proxy_that_names_another_host(served: Served) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "https://wissen.netzwerk.example"}
    assert served.client.post("/staff/session", json={"token": TOKEN}, headers=headers).status_code == 204


# The cookie


def test_behind_tls_the_cookie_is_bound_to_this_host(served: Served) -> None:
    cookie = served.client.post("/staff/session", json={"token": TOKEN}, headers=TLS).headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE_OF_TLS}=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=strict"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    key = cookie.split("=", 1)[1].split(";")[0]
    signed_in = {**TLS, "Cookie": f"{COOKIE_OF_TLS}={key}"}
    assert served.client.get(f"/documents/{SECRET.id}", headers=signed_in).status_code == 200
    planted = {**TLS, "Cookie": f"{COOKIE}={key}"}
    assert served.client.get(f"/documents/{SECRET.id}", headers=planted).status_code == 404
    gone = served.client.post("/staff/sign-out", headers=signed_in).headers["set-cookie"]
    assert gone.startswith(f'{COOKIE_OF_TLS}=""')
    assert "Secure" in gone


@pytest.mark.parametrize(("scheme", "cookie"), [("http", COOKIE), ("https", COOKIE_OF_TLS)])
def test_no_browser_keeps_the_chat_of_staff(served: Served, scheme: str, cookie: str) -> None:
    """Whoever comes after them would see it by the button that goes back."""
    headers = {"X-Forwarded-Proto": scheme}
    assert "no-store" not in served.client.get("/", headers=headers).headers["cache-control"]
    response = served.client.post("/staff/session", json={"token": TOKEN}, headers=headers)
    key = response.headers["set-cookie"].split("=", 1)[1].split(";")[0]
    served.client.cookies.clear()
    signed_in = {**headers, "Cookie": f"{cookie}={key}"}
    assert served.client.get("/", headers=signed_in).headers["cache-control"] == "no-store"


def test_signing_in_again_ends_the_session_before(served: Served) -> None:
    first = served.sign_in()
    second = served.sign_in()
    assert first != second
    old = {"Cookie": f"{COOKIE}={first}"}
    served.client.cookies.clear()
    assert served.client.get(f"/documents/{SECRET.id}", headers=old).status_code == 404


# Time


def test_an_unused_session_ends_and_a_used_one_does_not(tmp_path: Path) -> None:
    clock = Clock()

    async def used_and_unused() -> None:
        with store_of(DataFolder(tmp_path), clock) as store:
            sessions = StaffSessions(make_settings(session_hours=1, session_idle_minutes=30), store, lambda: None)
            used, unused = await sessions.begin(), await sessions.begin()
            for _ in range(2):
                clock.now += 20 * 60
                assert await sessions.find(used)
            assert not await sessions.find(unused)
            clock.now += 20 * 60 + 1
            assert not await sessions.find(used), "no use makes it longer than its hours"

    asyncio.run(used_and_unused())


def test_the_hours_of_a_session_are_a_setting() -> None:
    with serve(FakeAssistant(), session_hours=2) as served:
        cookie = served.client.post("/staff/session", json={"token": TOKEN}).headers["set-cookie"]
        assert "Max-Age=7200" in cookie
        assert "nach 2 Stunden" in served.client.get("/staff").text


# What was typed


@pytest.mark.parametrize("cookie", [None, "a-session-that-is-over"])
def test_a_form_that_comes_after_its_session_is_sent_after_the_sign_in(keeping: Served, cookie: str | None) -> None:
    headers = HTML | ({"Cookie": f"{COOKIE}={cookie}"} if cookie else {})
    ended = keeping.client.post("/luecken?reason=wrong", data=TYPED, headers=headers)
    assert ended.status_code == 401
    assert "Ihre Anmeldung ist beendet" in ended.text
    assert "ist nicht verloren" in ended.text
    kept = hidden(ended.text)
    assert kept["next"] == "/luecken?reason=wrong"
    wrong = keeping.client.post("/staff/session", data={**kept, "token": "falsch"}, headers=HTML)
    assert wrong.status_code == 401
    assert hidden(wrong.text) == kept, "a slip in the token costs nothing either"
    again = keeping.client.post("/staff/session", data={**kept, "token": TOKEN}, headers=HTML)
    assert "noch nicht gesendet" in again.text
    assert "Was ich „mühsam“ &lt;b&gt;abschrieb&lt;/b&gt; &amp; mehr</blockquote>" in again.text
    assert 'action="/luecken?reason=wrong" method="post"' in again.text
    assert hidden(again.text) == TYPED
    assert TOKEN not in again.text
    assert keeping.client.post("/luecken?reason=wrong", data=hidden(again.text), headers=HTML).status_code == 404


def test_a_page_of_the_staff_goes_on_after_the_sign_in(keeping: Served) -> None:
    page = keeping.client.get("/luecken?reason=wrong&lang=en", headers=HTML)
    assert page.status_code == 401
    assert "After the sign-in you go on here." in page.text
    fields = {**hidden(page.text), "token": TOKEN}
    response = keeping.client.post("/staff/session", data=fields, headers=HTML)
    assert (response.status_code, response.headers["location"]) == (303, "/luecken?reason=wrong&lang=en")


def test_files_are_asked_for_again(keeping: Served) -> None:
    sent = keeping.client.post("/luecken", files={"file": ("a.txt", b"Inhalt")}, headers=HTML)
    assert sent.status_code == 401
    assert "wählen Sie nach der Anmeldung bitte noch einmal aus" in sent.text
    assert "form" not in hidden(sent.text)


def test_programs_get_a_problem_and_no_page(keeping: Served) -> None:
    for path, headers in (("/api/gaps", HTML), ("/luecken", {"Accept": "*/*"})):
        response = keeping.client.get(path, headers=headers)
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["type"] == "urn:wissens-assistent:staff_only"


@pytest.mark.parametrize(
    "address",
    [
        *("https://boese.example/", "//boese.example", "/\\boese.example", "\\\\boese.example", "javascript:alert(1)"),
        *("/\t/boese.example", "/\n/boese.example", " //boese.example", "boese.example", "", "/ä", "/" + "x" * 3000),
    ],
)
def test_the_sign_in_leads_nowhere_else(served: Served, address: str) -> None:
    for fields in ({}, {"form": "a=b"}):
        sent = {"token": TOKEN, "next": address, **fields}
        response = served.client.post("/staff/session", data=sent, headers=HTML)
        assert (response.status_code, response.headers["location"]) == (303, "/staff?lang=de")


@given(st.text(alphabet=st.sampled_from("/\\:.?#@ax%\t\n ä")))
def test_an_own_address_is_a_path_of_this_server_for_every_browser(text: str) -> None:
    address = own_address(text)
    assert address in ("", text)
    if address:
        assert httpx.URL("https://wissen.example/staff").join(address).host == "wissen.example"
        assert re.match(r"/(?![/\\])", address)
        assert not re.search(r"[\s\\]", address)


# Out


def test_signing_out_says_so_and_a_second_tab_loses_nothing(keeping: Served) -> None:
    keeping.sign_in()
    out = keeping.client.post("/staff/sign-out", follow_redirects=True)
    assert "Sie sind abgemeldet." in out.text
    other_tab = keeping.client.post("/luecken", data=TYPED, headers=HTML)
    assert parse_qs(hidden(other_tab.text)["form"])["quote"] == [TYPED["quote"]]


def test_signing_out_everywhere_ends_every_session(served: Served) -> None:
    elsewhere = {"Cookie": f"{COOKIE}={served.sign_in()}"}
    served.client.cookies.clear()
    served.sign_in()
    out = served.client.post("/staff/sign-out", data={"everywhere": "1"}, follow_redirects=True)
    assert "Alle Anmeldungen auf diesem Server sind beendet." in out.text
    assert served.client.get(f"/documents/{SECRET.id}", headers=elsewhere).status_code == 404


def test_who_is_not_signed_in_signs_nobody_out(served: Served) -> None:
    elsewhere = {"Cookie": f"{COOKIE}={served.sign_in()}"}
    served.client.cookies.clear()
    served.client.post("/staff/sign-out", data={"everywhere": "1"})
    assert served.client.get(f"/documents/{SECRET.id}", headers=elsewhere).status_code == 200


# The home


def test_the_home_tells_how_things_stand(keeping: Served) -> None:
    keeping.ask("Wie wird die Weiterbildung gefördert?")
    for _ in range(2):
        keeping.ask("Wie heißt die Hauptstadt von Burkina Faso?")
    keeping.sign_in()
    page = keeping.client.get("/staff").text
    values = re.findall(r"<dt[^>]*>([^<]*)</dt>\s*<dd class=\"value\"><a[^>]*>([^<]*)", page)
    assert values == [
        ("Fragen heute", "3"),
        ("Offene Fragen", "1"),
        ("Dokumente", "3"),
        ("Letztes Einlesen", "Noch nie"),
    ]
    assert "2 öffentlich, 1 intern" in page


def test_the_home_of_an_empty_server_says_what_is_missing() -> None:
    with serve(NotIngested()) as served:
        served.sign_in()
        page = served.client.get("/staff")
        assert page.status_code == 200
        assert "Der Assistent startet gerade." in page.text


def test_the_home_tells_when_the_last_ingestion_was_and_what_it_could_not_read(tmp_path: Path) -> None:
    (tmp_path / "leer.txt").touch()
    ingest_paths(tmp_path / "data", [tmp_path / "leer.txt"], Plan("toy", ToyEmbedder, make_settings().max_tokens))
    with serve(FakeAssistant(), data=tmp_path / "data") as served:
        served.sign_in()
        page = served.client.get("/staff").text
    [(state, more)] = re.findall(
        r'Letztes Einlesen</dt>.*?<a[^>]*>(.*?)</a>.*?class="hint">(.*?)</dd>', page, re.DOTALL
    )
    assert state == "fertig"
    assert re.fullmatch(r"\d+\.\s\w+ \d{4}, \d\d:\d\d Uhr<br>Nicht eingelesen: 1", more.strip())


def test_a_broken_data_folder_is_said_on_the_home(tmp_path: Path) -> None:
    (tmp_path / "feedback.sqlite").write_bytes(b"no database " * 100)
    with serve(FakeAssistant(), data=tmp_path) as served:
        served.sign_in()
        page = served.client.get("/staff")
        assert page.status_code == 200
        assert 'role="alert"' in page.text


def test_every_page_of_the_staff_names_the_others_and_itself(keeping: Served) -> None:
    keeping.sign_in()
    for path in ("/staff", "/luecken", "/ergebnisse", "/foerderung"):
        page = keeping.client.get(path).text
        assert set(re.findall(r'href="([^"]*)" aria-current="page"', page)) == {path}
        assert '<a href="/zahlen">' in page.split('class="staff-nav"')[1].split("</nav>")[0]


def test_the_ways_of_the_staff_are_none_that_stand_in_the_head_for_everybody(keeping: Served) -> None:
    keeping.sign_in()
    head, ways = re.findall(r"<nav.*?</nav>", keeping.client.get("/ergebnisse").text, re.DOTALL)[:2]
    assert set(re.findall(r'href="([^"]*)"', head)) & set(re.findall(r'href="([^"]*)"', ways)) == {"/staff"}


def test_only_who_signed_in_by_the_page_sees_the_ways_of_the_staff(keeping: Served) -> None:
    keeping.sign_in()
    keeping.client.cookies.clear()
    assert "staff-nav" not in keeping.client.get("/ergebnisse").text
    assert "staff-nav" not in keeping.client.get("/ergebnisse", headers=STAFF).text


def test_of_a_form_that_goes_where_files_are_sent_nothing_is_read_for_who_has_not_signed_in(served: Served) -> None:
    """Bodies may be as long there as all uploads together; the sign-in would hold all of it."""
    form = {**HTML, "Content-Type": "application/x-www-form-urlencoded"}
    page = served.client.post("/einlesen/hochladen", content=b"typed=" + 100_000 * b"x", headers=form)
    assert page.status_code == 401
    assert len(page.content) < 20_000
