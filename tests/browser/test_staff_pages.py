"""The staff's pages in a browser: sign-in, search, numbers, feedback; by keys, on a phone, without script."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from web_browsing import OpenPage, opening
from web_fakes import CANARY, FakeAssistant
from web_serving import STAFF, TOKEN, Served, serve

from assistant.feedback.box import FeedbackBox
from assistant.web import app

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung gefördert?"
UNKNOWN = "Wie heißt die Hauptstadt von Burkina Faso?"
DAY_SECONDS = 86_400
TYPED = "Die Weiterbildung wird in Betrieben gefördert"
WAYS = [
    *("Übersicht", "Dokumente", "Einlesen", "Offene Fragen", "Rückmeldungen", "Zahlen", "Schlüssel"),
    "Änderungsprotokoll",
]
# The states of each page that staff or anybody can meet.
STATES = [
    *("/staff", "/suche", "/suche?q=Weiterbildung", "/suche?q=Weiterbildung&type=press_release&date_from=2024-01-01"),
    *("/suche?q=Burkina", "/suche?q=Weiterbildung&date_from=gestern", "/zahlen", "/zahlen?days=90", "/zahlen?days=31"),
    *("/rueckmeldungen", "/rueckmeldungen?verdict=helpful", "/rueckmeldungen?document=nix"),
]


@pytest.fixture
def used(assistant: FakeAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server that was asked yesterday, answered, and was told that an answer is wrong."""
    ago = DAY_SECONDS
    monkeypatch.setattr(app, "FeedbackBox", partial(FeedbackBox, clock=lambda: time.time() - ago))
    with serve(assistant, keep_questions_days=30, data=tmp_path) as running:
        wrong = running.ask(FUNDED, headers=STAFF).json()["answer_id"]
        vote = {"answer_id": wrong, "verdict": "wrong", "comment": "Es sind 70 Prozent."}
        running.client.post("/api/feedback", json=vote)
        running.ask(UNKNOWN)
        ago = 0
        yield running


@pytest.fixture
def open_used(browser: Browser, used: Served) -> Iterator[OpenPage]:
    with opening(browser, used) as opened:
        yield opened


def sign_in(page: Page) -> None:
    page.get_by_label("Zugangswort").fill(TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector(".staff-nav")
    page.wait_for_load_state()  # with its styles


def test_on_a_phone_the_ways_of_who_is_signed_in_take_one_row(open_page: OpenPage) -> None:
    page = open_page("/staff", width=360)
    sign_in(page)
    page.locator(".top nav").get_by_role("link", name="Ergebnisse").click()
    page.get_by_role("heading", name="Ergebnisse").wait_for()
    tops = page.locator(".top nav a").evaluate_all("ways => ways.map((way) => way.getBoundingClientRect().top)")
    assert (len(tops), len(set(tops))) == (5, 1)


def no_violations(page: Page) -> None:
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()


def fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        "[...document.querySelectorAll('main :is(a, button, select, summary, input:not([type=hidden]))')]"
        ".filter(one => !one.closest('p') || one.matches('.button'))"
        ".filter(one => { const box = one.getBoundingClientRect(); return box.height && box.height < 24 })"
        ".map(one => one.outerHTML)"
    )
    assert small == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 320), ("dark", 320)])
def test_every_state_is_accessible_and_fits(open_used: OpenPage, used: Served, scheme: str, width: int) -> None:
    page = open_used("/zahlen", expect_errors=True, color_scheme=scheme, width=width)
    no_violations(page)
    fits(page, width)
    page.get_by_label("Zugangswort").fill("falsch")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Das Zugangswort ist falsch.")
    no_violations(page)
    sign_in(page)
    assert page.url.endswith("/zahlen")
    for path in STATES:
        page.goto(used.url + path)
        for summary in page.locator("summary").all():
            summary.click()
        no_violations(page)
        fits(page, width)


def test_what_was_typed_survives_the_end_of_a_session_without_script(open_used: OpenPage, used: Served) -> None:
    page = open_used("/luecken", expect_errors=True, java_script_enabled=False)
    sign_in(page)
    page.locator("summary", has_text="Eine andere Stelle angeben").first.click()
    page.get_by_label("Dokument (Pfad oder Kennung)").first.fill("presse/auftakt.md")
    page.get_by_label("Zitat, Wort für Wort").first.fill(TYPED)
    page.context.clear_cookies()
    page.get_by_role("button", name="Zitat als Prüffrage übernehmen").first.click()
    expect(page.get_by_role("status")).to_contain_text("Was Sie eingegeben haben, ist nicht verloren")
    no_script_token(page, "falsch")
    expect(page.get_by_role("alert")).to_contain_text("Das Zugangswort ist falsch.")
    no_script_token(page, TOKEN)
    expect(page.locator("blockquote")).to_have_text(TYPED)
    page.get_by_role("button", name="Jetzt senden").click()
    expect(page.get_by_role("alert")).to_contain_text("steht nicht wörtlich in")
    expect(page.get_by_label("Zitat, Wort für Wort").first).to_have_value(TYPED)


def no_script_token(page: Page, token: str) -> None:
    page.get_by_label("Zugangswort").fill(token)
    page.get_by_role("button", name="Anmelden").click()


def test_the_field_that_was_refused_has_the_focus_and_says_why(open_used: OpenPage, used: Served) -> None:
    page = open_used("/luecken", expect_errors=True)
    sign_in(page)
    page.locator("summary", has_text="Eine andere Stelle angeben").first.click()
    document, quote = page.get_by_label("Dokument (Pfad oder Kennung)").first, page.get_by_label("Zitat").first
    document.fill("presse")
    quote.fill(TYPED)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(document).to_be_focused()
    expect(document).to_have_accessible_description(re.compile("„presse“ gibt es nicht.*Der Titel genügt", re.S))
    document.fill("presse/auftakt.md")
    page.keyboard.press("Enter")
    expect(quote).to_be_focused()
    expect(quote).to_have_accessible_description(re.compile("steht nicht wörtlich"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_new_key_which_is_shown_once_can_be_copied_without_a_mouse(
    open_used: OpenPage, used: Served, scheme: str
) -> None:
    page = open_used("/schluessel", expect_errors=True, width=320, color_scheme=scheme)
    sign_in(page)
    page.get_by_label("Wofür er ist").fill("Hafenamt")
    page.keyboard.press("Enter")
    made = page.get_by_label("Das ist der neue Schlüssel.")
    expect(made).to_be_focused()
    page.keyboard.press("Control+a")
    assert page.evaluate("getSelection().toString()") == made.input_value() != ""
    no_violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_that_sends_again_is_accessible(open_used: OpenPage, scheme: str) -> None:
    page = open_used("/luecken", expect_errors=True, color_scheme=scheme, width=320)
    sign_in(page)
    page.context.clear_cookies()
    page.get_by_role("button", name="Erledigt").first.click()
    no_violations(page)
    page.get_by_label("Zugangswort").fill(TOKEN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Jetzt senden")).to_be_visible()
    no_violations(page)
    fits(page, 320)


def test_two_tabs_share_a_session_and_its_end(open_used: OpenPage, used: Served) -> None:
    page = open_used("/staff")
    sign_in(page)
    other = page.context.new_page()
    other.goto(f"{used.url}/luecken")
    page.get_by_role("button", name="Abmelden", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Sie sind abgemeldet.")
    other.get_by_role("button", name="Erledigt").first.click()
    expect(other.get_by_label("Zugangswort")).to_be_visible()
    page.get_by_label("Zugangswort").fill(TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector(".staff-nav")
    other.get_by_label("Zugangswort").fill(TOKEN)
    other.keyboard.press("Enter")
    other.get_by_role("button", name="Jetzt senden").click()
    expect(other.get_by_role("status").first).to_have_text("Die Frage ist aus der Liste gelöscht.")


def test_the_ways_of_the_staff_stand_still_from_page_to_page(open_used: OpenPage, used: Served) -> None:
    page = open_used("/staff")
    sign_in(page)
    ways = page.get_by_role("navigation", name="Für Mitarbeitende")
    assert [one.strip() for one in ways.get_by_role("link").all_inner_texts()] == WAYS
    places = set()
    for path in ("/staff", "/suche", "/luecken", "/zahlen", "/rueckmeldungen", "/ergebnisse"):
        page.goto(used.url + path)
        box = ways.bounding_box()
        assert box is not None
        places.add((round(box["x"]), round(box["y"])))
    assert len(places) == 1, places


def test_on_a_phone_the_ways_take_one_line_and_each_is_reached_by_keyboard(open_used: OpenPage, used: Served) -> None:
    page = open_used("/staff", width=320)
    sign_in(page)
    ways = page.get_by_role("navigation", name="Für Mitarbeitende")
    box = ways.bounding_box()
    assert box is not None
    assert box["height"] < 70
    ways.get_by_role("link").first.focus()
    for name in WAYS:
        way = ways.get_by_role("link", name=name)
        expect(way).to_be_focused()
        expect(way).to_be_in_viewport(ratio=0.3)
        page.keyboard.press("Tab")
    page.goto(used.url + "/zahlen")
    expect(ways.get_by_role("link", name="Zahlen")).to_be_in_viewport(ratio=0.99)
    assert page.evaluate("scrollY") == 0
    fits(page, 320)


def test_searching_narrowing_and_taking_away_with_the_keyboard(open_used: OpenPage) -> None:
    page = open_used("/staff")
    sign_in(page)
    page.get_by_role("banner").get_by_role("link", name="Suche").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Suchbegriffe").focus()
    page.keyboard.type(f"Pilotprojekt {CANARY} Weiterbildung")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("2 Textstellen")
    page.get_by_role("link", name="intern (Textstellen: 1)").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hits > li")).to_have_count(1)
    expect(page.locator(".hits mark").first).to_have_text("Pilotprojekt")
    page.get_by_role("link", name="Filter wegnehmen: Zugang: intern").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hits > li")).to_have_count(2)
    page.locator(".hits h3 a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")


def test_the_ways_of_the_staff_stand_in_one_row_on_a_laptop(open_used: OpenPage) -> None:
    page = open_used("/staff", width=1280)
    sign_in(page)
    heights = page.locator(".staff-nav li").evaluate_all("ways => ways.map((way) => way.getBoundingClientRect().top)")
    assert len(heights) > 5
    assert len(set(heights)) == 1


@pytest.mark.parametrize("width", [800, 900, 1024])
def test_the_ways_of_everybody_stand_in_one_row_on_a_tablet(open_used: OpenPage, width: int) -> None:
    page = open_used("/staff", width=width)
    sign_in(page)
    ways = page.locator(".top").get_by_role("navigation").get_by_role("link")
    assert len({round(way.bounding_box()["y"]) for way in ways.all()}) == 1  # type: ignore[index]
    fits(page, width)


def test_the_ways_of_everybody_stand_in_one_row_on_a_phone_with_their_names(open_used: OpenPage) -> None:
    page = open_used("/staff", width=390)
    sign_in(page)
    ways = page.locator(".top nav").get_by_role("link")
    assert len({round(way.bounding_box()["y"]) for way in ways.all()}) == 1  # type: ignore[index]
    expect(ways.last).to_have_accessible_name(re.compile("Für Mitarbeitende"))
    fits(page, 390)


def test_the_public_searches_on_a_phone_without_script(open_used: OpenPage) -> None:
    page = open_used("/suche", width=320, java_script_enabled=False)
    expect(page.locator(".staff-nav")).to_have_count(0)
    page.get_by_label("Suchbegriffe").fill("Weiterbildung")
    page.get_by_role("button", name="Suchen").click()
    expect(page.locator(".hits mark").first).to_have_text("Weiterbildung")
    page.get_by_role("link", name="Zum Eingrenzen").click()
    expect(page.get_by_role("heading", name="Eingrenzen")).to_be_in_viewport()
    page.get_by_label("Von").fill("2030-01-01")
    page.get_by_role("button", name="Zeitraum anwenden").click()
    expect(page.get_by_role("status")).to_contain_text("Keine Textstelle gefunden")


def test_a_wrong_answer_leads_to_its_gap(open_used: OpenPage) -> None:
    page = open_used("/rueckmeldungen", expect_errors=True)
    sign_in(page)
    page.get_by_role("link", name="Zur offenen Frage").click()
    expect(page.locator(".gaps h2")).to_have_text([FUNDED])
    page.get_by_role("link", name="Alle offenen Fragen zeigen").click()
    expect(page.locator(".gaps h2")).to_have_count(2)


def test_charts_keep_their_shapes_on_a_phone(open_used: OpenPage) -> None:
    page = open_used("/zahlen", width=320, expect_errors=True)
    sign_in(page)
    bar = page.locator("svg.bar").first.bounding_box()
    drawing = page.locator(".plot svg").bounding_box()
    assert bar is not None
    assert drawing is not None
    assert bar["width"] > 200
    assert drawing["width"] > 200
    answered, unanswered = (page.locator(f"rect.{name}").bounding_box() for name in ("answered", "unanswered"))
    assert answered is not None
    assert unanswered is not None
    assert answered["height"] == pytest.approx(unanswered["height"], abs=3)
    assert unanswered["y"] < answered["y"]


@pytest.mark.parametrize("width", [769, 1000])
def test_the_name_of_the_network_is_not_broken_within_a_word(
    browser: Browser, assistant: FakeAssistant, width: int
) -> None:
    name = "Transformationsnetzwerk Ahlermark"
    with serve(assistant, network_name=name) as served, opening(browser, served) as opened:
        page = opened("/staff", width=width)
        sign_in(page)
        lines = page.locator(".name span").evaluate(
            """(name) => {
                const word = document.createRange();
                word.setStart(name.firstChild, 0);
                word.setEnd(name.firstChild, name.textContent.indexOf(" "));
                return new Set([...word.getClientRects()].map((line) => line.top)).size;
            }"""
        )
        assert lines == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width
