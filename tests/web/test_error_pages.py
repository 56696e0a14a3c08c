"""Errors as pages: in the frame of all pages, with what happened, what to do, and a way on."""

from __future__ import annotations

import httpx
import pytest
from web_fakes import FakeAssistant, NotIngested
from web_serving import Served, serve

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def assert_framed(page: httpx.Response) -> None:
    assert '<a class="skip"' in page.text
    assert 'href="/impressum"' in page.text
    assert page.text.count("<h1>") == 1


def test_a_page_that_is_not_there_offers_a_question(served: Served) -> None:
    page = served.client.get("/gibt-es-nicht", headers=BROWSER)
    assert page.status_code == 404
    assert_framed(page)
    assert "Diese Seite gibt es nicht." in page.text
    assert '<form class="ask" action="/" method="get">' in page.text
    assert "Noch einmal versuchen" not in page.text


def test_a_server_that_is_not_ready_says_so_and_can_be_tried_again() -> None:
    with serve(NotIngested()) as served:
        page = served.client.get("/foerderung", headers=BROWSER)
    assert (page.status_code, page.headers["retry-after"]) == (503, "2")
    assert_framed(page)
    assert '<a class="button" href="">Noch einmal versuchen</a>' in page.text
    assert "kontakt@netzwerk.example" in page.text


def test_too_many_requests_say_how_long_to_wait() -> None:
    with serve(FakeAssistant(), rate_limit=1) as served:
        served.client.get("/ergebnisse", headers=BROWSER)
        page = served.client.get("/ergebnisse", headers=BROWSER)
    assert page.status_code == 429
    assert_framed(page)
    assert f"Bitte warten Sie {page.headers['retry-after']} Sekunden." in page.text
    assert "Noch einmal versuchen" in page.text


def test_a_defect_names_its_number_and_whom_to_write(assistant: FakeAssistant, served: Served) -> None:
    assistant.failure = ZeroDivisionError()
    page = served.client.get("/?q=Weiterbildung", headers=BROWSER)
    assert page.status_code == 500
    assert_framed(page)
    assert page.headers["x-request-id"] in page.text
    assert "kontakt@netzwerk.example" in page.text
    assert "ZeroDivisionError" not in page.text


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_error_speaks_the_language_that_was_chosen(served: Served, language: str) -> None:
    page = served.client.get(f"/gibt-es-nicht?lang={language}", headers=BROWSER).text
    assert f'<html lang="{language}">' in page
    assert 'action="/" method="get"' in page
    assert f'name="lang" value="{language}"' in page


def test_what_was_sent_by_a_form_is_not_offered_for_another_try() -> None:
    with serve(FakeAssistant()) as served:
        page = served.client.post("/staff/session", headers={**BROWSER, "Origin": "https://fremd.example"})
    assert page.status_code == 403
    assert "Noch einmal versuchen" not in page.text
