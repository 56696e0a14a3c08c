"""What is internal is as if absent for the public, at every endpoint; staff see it by token and by session."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from web_fakes import CANARY, CORPUS, FakeAssistant
from web_serving import STAFF, TOKEN, Served, make_settings, serve
from web_shared import Clock, store_of

from assistant.errors import RateLimitError
from assistant.notices import Notice
from assistant.storage.folder import DataFolder
from assistant.web.cookies import COOKIE
from assistant.web.staff_sessions import StaffSessions

SECRET = next(document for document in CORPUS if document.info.audience == "internal")
SECRET_WORDS = (CANARY, "48.250", "Ockermann", SECRET.id)
QUESTION = f"Wie viel Geld erhält das Pilotprojekt {CANARY}?"


def replies(client: httpx.Client, headers: dict[str, str]) -> dict[str, httpx.Response]:
    """One reply of every endpoint that could tell about a document."""
    stream = {**headers, "Accept": "text/event-stream"}
    asked = {"question": "Was beschloss Frau Verantwortlich zum Pilotprojekt?"}
    return {
        "ask": client.post("/api/ask", json=asked, headers=headers),
        "stream": client.post("/api/ask", json=asked, headers=stream),
        "filtered": client.post("/api/ask", json={**asked, "filters": {"type": "minutes"}}, headers=headers),
        "search": client.get("/api/search", params={"q": "Pilotprojekt Verantwortlich", "k": 100}, headers=headers),
        "documents": client.get("/api/documents", headers=headers),
        "document": client.get(f"/api/documents/{SECRET.id}", headers=headers),
        "viewer": client.get(f"/documents/{SECRET.id}?start=0&end=20", headers={**headers, "Accept": "text/html"}),
        "page": client.get("/", params={"q": asked["question"]}, headers=headers),
    }


def test_the_public_never_sees_an_internal_document(served: Served) -> None:
    for name, response in replies(served.client, {}).items():
        shown = response.text.replace(SECRET.id, "") if name in ("document", "viewer") else response.text
        assert not [word for word in SECRET_WORDS if word in shown], name


def test_staff_see_it_at_every_one_of_these_endpoints(served: Served) -> None:
    for name, response in replies(served.client, STAFF).items():
        assert CANARY in response.text, name


def test_what_a_reader_noticed_is_for_the_staff() -> None:
    """It names hidden sheets."""
    public = next(document for document in CORPUS if document.info.audience == "public")
    warned = replace(public, warnings=(Notice(words="Das Blatt Gehälter ist ausgeblendet."),))
    with serve(FakeAssistant((warned,))) as served:
        path = f"/api/documents/{warned.id}"
        assert served.client.get(path).json()["warnings"] == []
        assert served.client.get(path, headers=STAFF).json()["warnings"] == [one.words for one in warned.warnings]


@pytest.mark.parametrize("path", ["/api/documents/{}", "/documents/{}"])
def test_an_internal_document_is_the_same_404_as_one_that_does_not_exist(served: Served, path: str) -> None:
    hidden = served.client.get(path.format(SECRET.id))
    absent = served.client.get(path.format("0" * 20))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.text.replace(SECRET.id, "") == absent.text.replace("0" * 20, "")


@pytest.mark.parametrize("header", ["Bearer falsch", "Bearer", f"Basic {TOKEN}", TOKEN, "Bearer \xfc"])
def test_a_wrong_token_is_refused_and_never_falls_back_to_the_public(served: Served, header: str) -> None:
    response = served.ask(QUESTION, headers={"Authorization": header.encode("latin-1")})  # type: ignore[dict-item]
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.json()["type"] == "urn:wissens-assistent:wrong_token"


def test_without_a_staff_token_in_the_settings_nobody_is_staff() -> None:
    with serve(FakeAssistant(), staff_token=None) as served:
        assert served.ask(QUESTION, headers=STAFF).status_code == 401
        assert served.client.post("/staff/session", json={"token": ""}).status_code == 404
        assert "kein Zugangswort eingerichtet" in served.client.get("/staff").text


def test_signing_in_opens_internal_documents_in_the_browser(served: Served) -> None:
    response = served.client.post("/staff/session", data={"token": TOKEN})
    assert (response.status_code, response.headers["location"]) == (303, "/staff?lang=de")
    assert CANARY in served.client.get(f"/documents/{SECRET.id}").text
    assert CANARY in served.ask(QUESTION).text
    assert "Abmelden" in served.client.get("/staff").text


def test_the_cookie_is_closed_to_scripts_and_other_sites(served: Served) -> None:
    cookie = served.client.post("/staff/session", json={"token": TOKEN}).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Secure" not in cookie
    assert TOKEN not in cookie


def test_behind_tls_the_cookie_is_secure(served: Served) -> None:
    tls = {"X-Forwarded-Proto": "https"}
    assert "; Secure" in served.client.post("/staff/session", json={"token": TOKEN}, headers=tls).headers["set-cookie"]


def test_signing_out_ends_the_session_on_the_server(served: Served) -> None:
    served.sign_in()
    key = served.client.cookies[COOKIE]
    assert served.client.post("/staff/sign-out").status_code == 303
    assert COOKIE not in served.client.cookies
    assert served.client.get(f"/documents/{SECRET.id}", headers={"Cookie": f"{COOKIE}={key}"}).status_code == 404


def test_a_made_up_cookie_is_worth_nothing(served: Served) -> None:
    assert CANARY not in served.ask("Pilotprojekt Verantwortlich?", headers={"Cookie": f"{COOKIE}={TOKEN}"}).text


@pytest.mark.parametrize("path", ["/staff/session", "/staff/sign-out"])
@pytest.mark.parametrize(
    "headers", [{"Origin": "https://boese.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"}]
)
def test_another_origin_cannot_change_the_session(served: Served, path: str, headers: dict[str, str]) -> None:
    response = served.client.post(path, json={"token": TOKEN}, headers=headers)
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


def test_another_origin_cannot_ask_with_the_session_of_staff(served: Served) -> None:
    served.sign_in()
    question = "Pilotprojekt Verantwortlich?"
    assert CANARY in served.ask(question).text
    assert CANARY not in served.ask(question, headers={"Origin": "https://intranet.example"}).text


def test_our_own_page_may_sign_in(served: Served) -> None:
    response = served.client.post("/staff/session", data={"token": TOKEN}, headers={"Origin": served.url})
    assert response.status_code == 303


def test_a_wrong_word_in_the_form_shows_the_form_again(served: Served) -> None:
    response = served.client.post("/staff/session?lang=en", data={"token": "falsch"})
    assert response.status_code == 401
    assert "The access token is wrong." in response.text
    assert "falsch" not in response.text


def test_guessing_the_token_is_slowed_down(served: Served) -> None:
    for _ in range(10):
        assert served.client.post("/staff/session", json={"token": "geraten"}).status_code == 401
    response = served.client.post("/staff/session", json={"token": TOKEN})
    assert response.status_code == 429
    assert 1 <= int(response.headers["retry-after"]) <= 60


@pytest.mark.parametrize("path", ["/api/search?q=Weiterbildung", "/api/documents", f"/documents/{SECRET.id}"])
def test_guessing_by_bearer_counts_in_the_same_place(served: Served, path: str) -> None:
    guess = {"Authorization": "Bearer geraten"}
    for _ in range(5):
        assert served.client.post("/staff/session", json={"token": "geraten"}).status_code == 401
        assert served.client.get(path, headers=guess).status_code == 401
    for response in (
        served.client.get(path, headers=guess),
        served.client.get(path, headers=STAFF),
        served.client.post("/staff/session", json={"token": TOKEN}),
    ):
        assert (response.status_code, response.json()["type"]) == (429, "urn:wissens-assistent:too_many_sign_ins")
        assert 1 <= int(response.headers["retry-after"]) <= 60


def test_guesses_that_come_at_once_do_not_pass_the_limit(tmp_path: Path) -> None:
    guesses = [*(f"geraten-{number}" for number in range(100)), TOKEN]

    async def guessed() -> list[BaseException | None]:
        with store_of(DataFolder(tmp_path)) as store:
            sessions = StaffSessions(make_settings(), store, lambda: None)
            tried = (sessions.check(guess, "203.0.113.7") for guess in guesses)
            return await asyncio.gather(*tried, return_exceptions=True)

    assert isinstance(asyncio.run(guessed())[-1], RateLimitError)


def test_who_guesses_may_still_ask_as_the_public_and_staff_elsewhere_are_not_locked_out(served: Served) -> None:
    for _ in range(11):
        served.ask(QUESTION, headers={"Authorization": "Bearer geraten"})
    assert served.ask(QUESTION).status_code == 200
    assert served.ask(QUESTION, headers={**STAFF, "X-Forwarded-For": "203.0.113.7"}).status_code == 200


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"token", b"\xff\xfe"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_a_broken_sign_in_is_just_wrong(served: Served, body: bytes, kind: str) -> None:
    assert served.client.post("/staff/session", content=body, headers={"Content-Type": kind}).status_code == 401


def test_a_session_ends_after_eight_hours(tmp_path: Path) -> None:
    clock = Clock()

    async def lasting() -> None:
        with store_of(DataFolder(tmp_path), clock) as store:
            sessions = StaffSessions(make_settings(), store, lambda: None)
            key = await sessions.begin()
            clock.now += 8 * 3600 - 1
            assert await sessions.find(key)
            clock.now += 2
            assert not await sessions.find(key)

    asyncio.run(lasting())
