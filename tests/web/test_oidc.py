"""Sign-in by a provider, over real HTTP: the whole way, each check of the token, and what a provider does wrong."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from web_fakes import CANARY, CORPUS, FakeAssistant
from web_provider import CLIENT, LocalProvider, oidc_settings, provider
from web_serving import TOKEN, Served, make_settings, serve
from web_shared import Clock

from assistant.errors import UnavailableError
from assistant.web.cookies import COOKIE
from assistant.web.oidc.provider import Provider
from assistant.web.staff.oidc_sign_in import COOKIE as ON_THE_WAY
from assistant.web.staff_sessions import FAILURES_A_MINUTE

SECRET = next(document for document in CORPUS if document.info.audience == "internal")
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[Served, LocalProvider]]:
    with provider() as local, serve(FakeAssistant(), **oidc_settings(local)) as running:
        yield running, local


@pytest.fixture
def local(both: tuple[Served, LocalProvider]) -> Iterator[LocalProvider]:
    """The provider, as it was before each test."""
    found = both[1]
    claims, key, published = dict(found.claims), found.key, found.published
    yield found
    found.claims, found.key, found.published, found.wrong, found.fault = claims, key, published, {}, ""


@pytest.fixture
def browser(both: tuple[Served, LocalProvider]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=both[0].url, timeout=60) as client:
        yield client


def away(browser: httpx.Client, address: str = "/staff/oidc") -> dict[str, str]:
    """What the provider is asked."""
    response = browser.get(address)
    assert response.status_code == 303, response.text
    return {name: values[0] for name, values in parse_qs(urlsplit(response.headers["location"]).query).items()}


def back(browser: httpx.Client, local: LocalProvider, address: str = "/staff/oidc") -> httpx.Response:
    """What a browser sees that went there, agreed, and came back."""
    return browser.get(local.consented(away(browser, address)))


def sees_internal(browser: httpx.Client) -> bool:
    return CANARY in browser.get(f"/documents/{SECRET.id}").text


def test_who_agrees_there_is_signed_in_here(browser: httpx.Client, local: LocalProvider) -> None:
    asked = away(browser, "/staff/oidc?next=%2Fluecken%3Flang%3Dde")
    assert (asked["response_type"], asked["client_id"], asked["scope"]) == ("code", CLIENT, "openid profile")
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"{browser.base_url}".rstrip("/") + "/staff/oidc/back"
    page = browser.get(local.consented(asked))
    assert page.status_code == 200
    assert 'content="0; url=/luecken?lang=de"' in page.text
    assert sees_internal(browser)
    assert ON_THE_WAY not in browser.cookies
    assert "Ihre Rolle: Mitarbeit." in browser.get("/staff").text


def test_the_cookie_on_the_way_is_closed_to_scripts_and_short(browser: httpx.Client, local: LocalProvider) -> None:
    cookie = browser.get("/staff/oidc", headers={"X-Forwarded-Proto": "https"}).headers["set-cookie"]
    assert cookie.startswith(f"__Host-{ON_THE_WAY}=")
    assert {"HttpOnly", "SameSite=lax", "Secure", "Max-Age=900", "Path=/"} <= set(cookie.split("; "))


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["wissen-leser"], "Lesen"),
        (["anderes", "wissen-leser", "wissen-leitung"], "Verwaltung"),
        ("wissen-team", "Mitarbeit"),
    ],
)
def test_groups_give_the_highest_of_their_roles(
    browser: httpx.Client, local: LocalProvider, groups: Any, role: str
) -> None:
    local.claims["groups"] = groups
    back(browser, local)
    assert f"Ihre Rolle: {role}." in browser.get("/staff").text


@pytest.mark.parametrize("groups", [[], None, ["anderes"], {"wissen-team": 1}, [["wissen-team"]], 7])
def test_who_has_no_role_gets_no_session_and_is_told_whom_to_ask(
    browser: httpx.Client, local: LocalProvider, groups: Any
) -> None:
    local.claims["groups"] = groups
    page = back(browser, local)
    assert page.status_code == 403
    assert "Ihr Konto ist nicht freigeschaltet." in page.text
    assert "kontakt@netzwerk.example" in page.text
    assert COOKIE not in browser.cookies


def test_roles_may_stand_inside_of_another_claim() -> None:
    with provider() as local:
        settings = oidc_settings(local, oidc_roles_claim="realm_access.roles")
        with serve(FakeAssistant(), **settings) as served:
            local.claims |= {"groups": [], "realm_access": {"roles": ["wissen-team"]}}
            back(served.client, local)
            assert sees_internal(served.client)


WRONG: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://boese.example"},
    "for another client": {"aud": "jemand"},
    "for several, and not said for whom": {"aud": [CLIENT, "jemand"]},
    "for several, given to another": {"aud": [CLIENT, "jemand"], "azp": "jemand"},
    "given to another": {"azp": "jemand"},
    "of another sign-in": {"nonce": "x"},
    "of no sign-in": {"nonce": None},
    "of nobody": {"sub": None},
    "of a number": {"sub": 7},
    "without an end": {"exp": None},
    "with an end in words": {"exp": "morgen"},
    "with an end that is no number": {"exp": float("nan")},
    "made at no time": {"iat": float("nan")},
}
# Seconds from when the token is made, not from when this file is read: a whole run takes longer than an hour.
OUT_OF_TIME = {"over": ("exp", -3600), "not yet": ("nbf", 3600), "made in the future": ("iat", 3600)}


@pytest.mark.parametrize("wrong", [*WRONG, *OUT_OF_TIME])
def test_a_token_is_refused_that_is(browser: httpx.Client, local: LocalProvider, wrong: str) -> None:
    if wrong in OUT_OF_TIME:
        claim, seconds = OUT_OF_TIME[wrong]
        local.wrong = {claim: time.time() + seconds}
    else:
        local.wrong = WRONG[wrong]
    page = back(browser, local)
    assert page.status_code == 503
    assert "niemand wurde angemeldet" in page.text
    assert ("Uhren" in page.text) == (wrong in OUT_OF_TIME)  # no clock is to blame for a claim that is no time
    assert COOKIE not in browser.cookies


@pytest.mark.parametrize("fault", ["unsigned", "symmetric", "forged"])
def test_a_token_that_the_provider_did_not_sign_is_refused(
    browser: httpx.Client, local: LocalProvider, fault: str
) -> None:
    local.fault = fault
    assert back(browser, local).status_code == 503
    assert not sees_internal(browser)


def test_clocks_may_differ_by_less_than_a_minute(browser: httpx.Client, local: LocalProvider) -> None:
    local.wrong = {"exp": time.time() - 20, "nbf": time.time() + 20, "iat": time.time() + 20}
    assert back(browser, local).status_code == 200


def test_a_key_that_is_new_is_asked_for_and_made_up_ones_are_not_each_time() -> None:
    clock = Clock()

    async def signed_with_another(local: LocalProvider) -> None:
        ours = Provider(make_settings(**oidc_settings(local)), clock)
        assert (await ours.key("first")).kid == "first"
        local.rotate()
        with pytest.raises(UnavailableError):
            await ours.key("second")
        clock.now += 11
        assert (await ours.key("second")).kid == "second"
        for _ in range(3):
            with pytest.raises(UnavailableError):
                await ours.key("made-up")
        assert (await ours.key(None)).kid == "second"

    with provider() as local:
        asyncio.run(signed_with_another(local))
        assert (local.asked.count("/keys"), local.asked.count("/.well-known/openid-configuration")) == (2, 1)


def test_a_token_of_an_elliptic_curve_signs_in_too() -> None:
    with provider() as local, serve(FakeAssistant(), **oidc_settings(local)) as served:
        local.rotate()
        assert back(served.client, local).status_code == 200
        assert sees_internal(served.client)


def test_a_code_is_worth_nothing_in_another_browser_or_a_second_time(
    both: tuple[Served, LocalProvider], browser: httpx.Client, local: LocalProvider
) -> None:
    asked = away(browser)
    kept, address = dict(browser.cookies), local.consented(asked)
    with httpx.Client(base_url=both[0].url, timeout=60) as other:
        assert "nicht in diesem Browser begonnen" in other.get(address).text
        away(other)
        assert "nicht in diesem Browser begonnen" in other.get(address).text
    assert browser.get(address).status_code == 200
    again = browser.get(address)
    assert again.status_code == 422, "its cookie is gone"
    browser.cookies.clear()
    browser.cookies.update(kept)
    replayed = browser.get(address)
    assert (replayed.status_code, "verbraucht" in replayed.text) == (422, False)
    assert "schon abgeschlossen" in replayed.text


def test_made_up_codes_are_not_taken_to_the_provider_for_ever() -> None:
    with provider() as local, serve(FakeAssistant(), **oidc_settings(local)) as served:
        for _ in range(15):
            made_up = {"code": "made-up", "state": away(served.client)["state"]}
            refused = served.client.get("/staff/oidc/back", params=made_up)
        assert refused.status_code == 429
        assert local.asked.count("/token") == FAILURES_A_MINUTE


def test_who_says_no_there_reads_why_and_nothing_that_came_from_there(
    browser: httpx.Client, local: LocalProvider
) -> None:
    state = away(browser)["state"]
    more = {"error": "access_denied", "error_description": "<script>alert(1)</script>", "state": state}
    page = browser.get("/staff/oidc/back", params=more)
    assert page.status_code == 422
    assert "hat die Anmeldung abgebrochen" in page.text
    assert "alert(1)" not in page.text


def test_an_answer_that_names_another_provider_is_refused(browser: httpx.Client, local: LocalProvider) -> None:
    address = local.consented(away(browser)).replace("iss=http", "iss=https")
    assert browser.get(address).status_code == 422


@pytest.mark.parametrize("fault", ["broken", "rubbish"])
def test_a_provider_that_is_broken_is_said_so(fault: str) -> None:
    with provider() as local, serve(FakeAssistant(), **oidc_settings(local)) as served:
        local.fault = fault
        page = served.client.get("/staff/oidc", headers=HTML)
        assert page.status_code == 503
        assert "Anmeldedienst" in page.text
        assert "kaputt" not in page.text
        assert "nichts</script>" not in page.text
        local.fault = ""
        assert back(served.client, local).status_code == 200, "and tried again"


@pytest.mark.parametrize("ways", [None, 5])
def test_a_provider_that_states_no_ways_to_authenticate_gets_the_usual_one(
    monkeypatch: pytest.MonkeyPatch, ways: Any
) -> None:
    with provider() as local, serve(FakeAssistant(), **oidc_settings(local)) as served:
        stated = local.discovery() | {"token_endpoint_auth_methods_supported": ways}
        monkeypatch.setattr(local, "discovery", lambda: stated)
        assert back(served.client, local).status_code == 200


@pytest.mark.parametrize("answer", [(500, {}), (200, {"id_token": "x", "expires_in": float("inf")})])
def test_a_provider_that_fails_at_the_code_is_said_so(
    browser: httpx.Client, local: LocalProvider, monkeypatch: pytest.MonkeyPatch, answer: tuple[int, dict[str, Any]]
) -> None:
    monkeypatch.setattr(local, "token", lambda *_: answer)
    page = back(browser, local)
    assert page.status_code == 503
    assert "Anmeldedienst" in page.text


def test_nobody_waits_long_for_a_slow_provider() -> None:
    async def asked(local: LocalProvider) -> None:
        ours = Provider(make_settings(**oidc_settings(local)), timeout_seconds=0.3)
        with pytest.raises(UnavailableError) as caught:
            await ours.addresses()
        assert caught.value.code == "oidc_away"

    with provider() as local:
        local.fault = "slow"
        asyncio.run(asked(local))


def test_a_provider_that_is_away_is_said_so_and_the_token_still_opens() -> None:
    with provider() as local:
        settings = oidc_settings(local)
    with serve(FakeAssistant(), **settings) as served:
        assert "Der Anmeldedienst antwortet nicht." in served.client.get("/staff/oidc").text
        served.sign_in()


def test_a_provider_with_another_name_for_itself_is_refused() -> None:
    with provider() as local, serve(FakeAssistant(), **oidc_settings(local, oidc_issuer=local.url + "/")) as served:
        page = served.client.get("/staff/oidc")
        assert page.status_code == 503
        assert "gilt hier nicht" in page.text


def test_signing_out_leads_to_the_provider_too(browser: httpx.Client, local: LocalProvider) -> None:
    back(browser, local)
    page = browser.post("/staff/sign-out").text
    address = re.search(r'href="([^"]*/logout[^"]*)"', page)
    assert address
    assert address[1].startswith(f"{local.url}/logout?client_id={CLIENT}&amp;post_logout_redirect_uri=")
    assert not sees_internal(browser)


def test_without_the_token_in_browsers_the_sign_in_shows_one_button() -> None:
    with (
        provider() as local,
        serve(FakeAssistant(), **oidc_settings(local, staff_token_in_browsers=False)) as served,
    ):
        page = served.client.get("/staff").text
        assert "Mit Netzwerk-Konto anmelden" in page
        assert 'type="password"' not in page
        assert served.client.post("/staff/session", json={"token": TOKEN}).status_code == 404
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        assert served.client.get("/api/gaps", headers=bearer).status_code == 200


def test_other_roles_in_the_settings_end_the_sessions(tmp_path: Any) -> None:
    with provider() as local:
        with serve(FakeAssistant(), data=tmp_path, **oidc_settings(local)) as served:
            back(served.client, local)
            kept = dict(served.client.cookies)
        for settings, is_open in (
            (oidc_settings(local), True),
            (oidc_settings(local, oidc_roles={"x": "staff"}), False),
        ):
            with serve(FakeAssistant(), data=tmp_path, **settings) as served:
                served.client.cookies.update(kept)
                assert sees_internal(served.client) == is_open


def test_without_a_provider_there_is_no_such_page(served: Served) -> None:
    assert served.client.get("/staff/oidc").status_code == 404
    assert served.client.get("/staff/oidc/back?state=&code=x").status_code == 404
    assert "Netzwerk-Konto" not in served.client.get("/staff").text
