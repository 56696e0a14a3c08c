"""What holds on a website that embeds the assistant: who may ask there, in what, and what the element says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_fakes import CORPUS, FakeAssistant, make_document
from web_serving import STAFF, Served, serve

from assistant.records import Within
from assistant.settings.sites import origin
from assistant.web.answers import look_ahead
from assistant.web.sites import LOOKS_A_MINUTE

CHAMBER = "https://www.kammer.example"
UNION = "https://union.example"
STRANGER = "https://fremd.example"
QUESTION = "Wie wird die Weiterbildung in Betrieben gefördert?"
LAB = make_document(
    "presse/lab.md",
    "Werkstatt der Region",
    ["Die Weiterbildung in Betrieben der Region wird im Lab Technologie vorbereitet."],
    lab="Technologie",
)
SITES: dict[str, Any] = {
    "kammer": {
        "origins": [CHAMBER],
        "labs": ["Technologie", "Infrastruktur"],
        "heading": {"de": "Fragen an die Kammer", "en": "Ask the chamber"},
        "greeting": "Guten Tag!",
        "contact": {"de": "Kammer, Frau Beispiel"},
        "examples": ["Was macht die Kammer?"],
    },
    "union": {"origins": [UNION]},
}


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look_ahead, "PAUSE_SECONDS", 0.0)


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant((*CORPUS, LAB))


@pytest.fixture
def served(assistant: FakeAssistant) -> Iterator[Served]:
    with serve(assistant, sites=SITES) as running:
        yield running


def said(served: Served, key: str = "", lang: str = "de", source: str | None = None) -> httpx.Response:
    headers = {"Origin": source} if source else {}
    return served.client.get("/api/site", params={"key": key, "lang": lang}, headers=headers)


def test_a_site_says_its_own_words_in_both_languages(served: Served) -> None:
    assert said(served, "kammer").json() == {
        "key": "kammer",
        "heading": "Fragen an die Kammer",
        "greeting": "Guten Tag!",
        "contact": "Kammer, Frau Beispiel",
        "examples": ["Was macht die Kammer?"],
    }
    english = said(served, "kammer", "en").json()
    assert (english["heading"], english["greeting"]) == ("Ask the chamber", "Guten Tag!")
    assert english["contact"] == "Kammer, Frau Beispiel", "a contact in the other language is better than none"


def test_without_a_key_and_where_a_site_says_nothing_the_server_speaks(served: Served) -> None:
    default = said(served).json()
    assert (default["key"], default["heading"], default["greeting"]) == ("", "", "")
    assert default["contact"] == "Geschäftsstelle, kontakt@netzwerk.example"
    assert said(served, "union").json()["contact"] == default["contact"]


def test_what_is_said_may_be_kept_for_a_minute(served: Served) -> None:
    headers = said(served, "kammer", source=CHAMBER).headers
    assert headers["Cache-Control"] == "public, max-age=60"
    assert {"Origin", "Accept-Language"} <= {name.strip() for name in headers["Vary"].split(",")}


def test_an_unknown_site_is_not_found_and_named(served: Served) -> None:
    for response in (said(served, "verein"), served.ask(QUESTION, site="verein")):
        assert response.status_code == 404
        assert response.json()["type"] == "urn:wissens-assistent:unknown_site"
        assert "verein" in response.json()["detail"]


def test_who_asks_too_often_waits(served: Served) -> None:
    for _ in range(LOOKS_A_MINUTE):
        assert said(served).status_code == 200
    refused = said(served)
    assert (refused.status_code, refused.headers["Retry-After"].isdigit()) == (429, True)


@pytest.mark.parametrize("source", [STRANGER, UNION, "null", "https://www.kammer.example.fremd.example"])
def test_a_site_is_refused_to_every_origin_but_its_own(served: Served, source: str) -> None:
    for response in (
        said(served, "kammer", source=source),
        served.ask(QUESTION, site="kammer", headers={"Origin": source}),
    ):
        assert response.status_code == 403
        assert response.json()["type"] == "urn:wissens-assistent:site_origin"
        assert source in response.json()["detail"]
        assert "ASSISTANT_SITES" in response.json()["remedy"]


@pytest.mark.parametrize("source", ["<script>alert(1)</script>", "http://[", "https://script]b", "x" * 5000])
def test_what_is_no_origin_is_refused_and_not_repeated(served: Served, source: str) -> None:
    for response in (
        said(served, "kammer", source=source),
        served.ask(QUESTION, site="kammer", headers={"Origin": source}),
    ):
        assert response.status_code == 403
        assert source not in response.text


def test_its_own_origin_our_own_pages_and_callers_without_one_may_name_a_site(served: Served) -> None:
    for headers in ({"Origin": CHAMBER}, {"Origin": served.url}, {}):
        assert served.ask(QUESTION, site="kammer", headers=headers).json()["status"] == "answered"


@pytest.mark.parametrize(("source", "is_allowed"), [(CHAMBER, True), (UNION, True), (STRANGER, False)])
def test_the_origins_of_all_sites_may_read_what_the_server_says(served: Served, source: str, is_allowed: bool) -> None:
    allowed = said(served, source=source).headers.get("Access-Control-Allow-Origin")
    assert allowed == (source if is_allowed else None)
    asking = {
        "Origin": source,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    assert served.client.options("/api/ask", headers=asking).status_code == (200 if is_allowed else 400)


def test_a_refusal_can_be_read_by_the_website_of_another_key(served: Served) -> None:
    refused = said(served, "kammer", source=UNION)
    assert refused.headers["Access-Control-Allow-Origin"] == UNION


def test_a_site_searches_in_its_labs_and_the_answer_says_so(served: Served, assistant: FakeAssistant) -> None:
    answer = served.ask(QUESTION, site="kammer").json()
    assert {one["document"]["title"] for one in answer["citations"]} == {LAB.info.title}
    assert [(one["field"], one["value"], one["source"]) for one in answer["filters"]] == [
        ("lab", "Infrastruktur", "site"),
        ("lab", "Technologie", "site"),
    ]
    assert assistant.asked[-1].filters.within == Within(frozenset({"Technologie", "Infrastruktur"}))
    assert {one["document"]["title"] for one in served.ask(QUESTION).json()["citations"]} > {LAB.info.title}


def test_the_filters_of_the_caller_and_of_the_site_hold_together(served: Served) -> None:
    both = served.ask(QUESTION, site="kammer", filters={"lab": "Zukunft der Arbeit"}).json()
    assert both["citations"] == []
    assert [one["source"] for one in both["filters"]] == ["request", "site", "site"]


def test_a_question_cannot_take_away_what_the_site_restricts(served: Served) -> None:
    answer = served.ask(f"{QUESTION} Im Lab Zukunft der Arbeit?", site="kammer", without_filters=["lab", "type"]).json()
    assert {one["document"]["title"] for one in answer["citations"]} == {LAB.info.title}


def test_staff_see_internal_documents_of_the_labs_of_a_site_only(served: Served, assistant: FakeAssistant) -> None:
    found = served.ask("Was kostet das Pilotprojekt Zwirbelkranich?", site="kammer", headers=STAFF).json()
    assert found["citations"] == []


def test_an_abstention_names_the_contact_of_the_site(served: Served) -> None:
    assert served.ask("Wer gewann das Pferderennen?", site="kammer").json()["contact"] == "Kammer, Frau Beispiel"
    assert served.ask("Wer gewann das Pferderennen?").json()["contact"].startswith("Geschäftsstelle")


def test_a_conversation_goes_on_on_its_own_site_only(served: Served, assistant: FakeAssistant) -> None:
    begun = served.ask(QUESTION, site="union").json()["conversation_id"]
    assert served.ask("Und wann?", site="union", conversation_id=begun).json()["conversation_id"] == begun
    assert assistant.asked[-1].history == (QUESTION,)
    for other in ({"site": "kammer"}, {}):
        assert served.ask("Und wo?", conversation_id=begun, **other).json()["conversation_id"] != begun
        assert assistant.asked[-1].history == ()


def test_examples_come_from_the_documents_of_the_site(assistant: FakeAssistant) -> None:
    with serve(assistant, examples={}, sites={"werk": {"origins": [CHAMBER], "labs": ["Technologie"]}}) as served:
        deadline = time.monotonic() + 60
        while not said(served).json()["examples"] and time.monotonic() < deadline:
            time.sleep(0.1)
        made = "Was sind die Ergebnisse der Studie „Automatisierung der Leitungssatzfertigung“?"
        assert said(served).json()["examples"] == [made]
        assert said(served, "werk").json()["examples"] == []
        assert assistant.asked == [], "examples are nobody's questions"


def test_the_examples_of_the_operator_win(assistant: FakeAssistant) -> None:
    own = {"de": ["Was ist neu?"]}
    with serve(assistant, examples=own, sites=SITES) as served:
        assert said(served).json()["examples"] == ["Was ist neu?"]
        assert said(served, lang="en").json()["examples"] == []
        assert said(served, "union").json()["examples"] == ["Was ist neu?"]
        assert said(served, "kammer").json()["examples"] == ["Was macht die Kammer?"]


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("https://WWW.Kammer.example/", "https://www.kammer.example"),
        ("https://kammer.example:443", "https://kammer.example"),
        ("http://localhost:8080", "http://localhost:8080"),
        (" https://büro.example ", "https://xn--bro-hoa.example"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_origin_is_kept_as_browsers_send_it(stated: str, meant: str) -> None:
    assert origin(stated) == meant
    assert origin(meant) == meant


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ("*", "every website"),
        ("https://*.kammer.example", "without a star"),
        ("kammer.example", "scheme and host"),
        ("file:///home", "scheme and host"),
        ("null", "scheme and host"),
        ("https://kammer.example/seite", "more than an origin"),
        ("https://nutzer@kammer.example", "more than an origin"),
        ("https://kammer.example:99999", "no port"),
        ("https://kammer.example?x", "more than an origin"),
    ],
)
def test_what_is_no_origin_is_refused_with_the_reason(stated: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        origin(stated)


@given(st.text(max_size=30))
def test_nothing_but_an_origin_passes(stated: str) -> None:
    try:
        kept = origin(stated)
    except ValueError:
        return
    assert origin(kept) == kept
    assert kept.isascii()
