"""Every flow with the keyboard alone, from the address bar on; the focus is seen at each stop on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from web_browsing import FINISHED, OpenPage, opening
from web_fakes import CORPUS
from web_focus import focused, full_assistant, sign_in, tab_to
from web_serving import TOKEN, Served, serve

pytestmark = pytest.mark.browser

QUESTION = "Wie wird die Weiterbildung gefördert?"
UNANSWERED = "Wie heißt Burkina Fasos Hauptstadt?"
START = CORPUS[0].text.index("Die Weiterbildung")


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serve(full_assistant(), keep_questions_days=30) as running:
        running.ask(UNANSWERED)
        yield running


@pytest.fixture
def open_page(browser: Browser, served: Served) -> Iterator[OpenPage]:
    with opening(browser, served) as opened:
        yield opened


@pytest.fixture
def open_as_staff(open_page: OpenPage, served: Served) -> OpenPage:
    def opened(path: str) -> Page:
        page = open_page("/impressum")
        sign_in(page, served)
        page.goto(served.url + path)
        return page

    return opened


def name_of(page: Page) -> str:
    stop = focused(page)
    return stop["name"] if stop else "(nothing)"


def test_the_first_stop_leads_past_the_head_to_the_content(open_page: OpenPage) -> None:
    page = open_page("/foerderung")
    tab_to(page, "Zum Inhalt springen")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert name_of(page) == "Stichwort"


def test_ask_open_the_source_and_vote(open_page: OpenPage) -> None:
    page = open_page("/")
    tab_to(page, "Ihre Frage")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(FINISHED, state="attached")
    expect(page.locator("wissens-assistent")).to_have_attribute("state", "answered")
    tab_to(page, "Hilfreich", key="Shift+Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Hilfreich")).to_have_attribute("aria-pressed", "true")
    tab_to(page, "im Dokument öffnen", key="Shift+Tab")
    with page.context.expect_page() as opening_page:
        page.keyboard.press("Enter")
    expect(opening_page.value.locator("mark").first).to_contain_text("Weiterbildung")


def test_a_mark_shows_what_it_cites_and_leads_to_it(open_page: OpenPage) -> None:
    page = open_page("/")
    tab_to(page, "Ihre Frage")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(FINISHED, state="attached")
    page.locator(".citation").first.focus()
    assert (stop := focused(page))
    assert stop["seen"]


def test_an_abstention_leads_on(open_page: OpenPage) -> None:
    page = open_page("/")
    tab_to(page, "Ihre Frage")
    page.keyboard.type(UNANSWERED)
    page.keyboard.press("Enter")
    page.wait_for_selector("wissens-assistent[state=abstained]", state="attached")
    tab_to(page, "im Dokument öffnen", key="Shift+Tab")


def test_without_script_the_form_and_the_answer_are_reached_too(open_page: OpenPage) -> None:
    page = open_page("/", java_script_enabled=False)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".sentence").first).to_contain_text("80 Prozent")


def test_the_viewer_goes_to_the_quote_and_back(open_page: OpenPage) -> None:
    page = open_page(f"/documents/{CORPUS[0].id}?start={START}&end={START + 60}")
    tab_to(page, "Zur markierten Stelle")
    page.keyboard.press("Enter")
    assert page.url.endswith("#quote")
    page.goto(page.url.partition("#")[0])
    tab_to(page, "Neue Frage")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ihre Frage")).to_be_visible()


def test_staff_sign_in_and_out(open_page: OpenPage) -> None:
    page = open_page("/")
    tab_to(page, "Für Mitarbeitende")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff**")
    tab_to(page, "Zugangswort")
    page.keyboard.type(TOKEN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Abmelden", exact=True)).to_be_visible()
    tab_to(page, "Abmelden")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Zugangswort")).to_be_visible()


def test_after_a_wrong_sign_in_the_field_has_the_focus_and_says_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page("/staff", expect_errors=True)
    page.get_by_label("Zugangswort").fill("falsch")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Zugangswort")).to_be_focused()
    expect(page.get_by_label("Zugangswort")).to_have_accessible_description(re.compile("Das Zugangswort ist falsch"))
    page.keyboard.type(TOKEN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Abmelden", exact=True)).to_be_visible()


@pytest.mark.parametrize("name", ["Suche", "Ergebnisse", "Dokumente", "Einlesen", "Offene Fragen"])
def test_staff_reach_each_of_their_lists_and_its_last_stop(open_as_staff: OpenPage, name: str) -> None:
    page = open_as_staff("/staff")
    tab_to(page, name)
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.get_by_role("link", name=name, exact=True).first).to_have_attribute("aria-current", "page")
    tab_to(page, "Barrierefreiheit")


def test_the_funding_list_is_narrowed(open_page: OpenPage) -> None:
    page = open_page("/foerderung")
    tab_to(page, "Wer beantragt")
    page.keyboard.type("Komm")
    tab_to(page, "Fördersatz ab")
    page.keyboard.type("70")
    tab_to(page, "Anzeigen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 von 2 Programmen")
    expect(page.get_by_role("status")).to_be_focused()  # where the list begins; before that, Tab starts at the top
    tab_to(page, "80 %")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_contain_text("80 Prozent")


def test_a_gap_is_settled(open_as_staff: OpenPage) -> None:
    page = open_as_staff("/luecken")
    tab_to(page, "Eine andere Stelle angeben")
    page.keyboard.press("Enter")
    tab_to(page, "Dokument (Pfad oder Kennung)")
    tab_to(page, "Erledigt")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("gelöscht")
    expect(page.get_by_role("status").first).to_be_focused()  # the list begins there


def test_the_widget_opens_holds_the_focus_and_gives_it_back(open_page: OpenPage) -> None:
    page = open_page("/widget-demo")
    tab_to(page, "Fragen stellen")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    stops = []
    for _ in range(8):
        page.keyboard.press("Tab")
        if (stop := focused(page)) is not None:  # between the last stop and the first the browser itself has it
            assert stop["seen"], stop
            stops.append(stop["name"])
    assert len(set(stops)) < len(stops), "the focus goes round in the dialog"
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert "Fragen stellen" in name_of(page)


def test_the_language_changes_and_the_page_stays(open_page: OpenPage) -> None:
    page = open_page("/foerderung?applicant=sme")
    tab_to(page, "English")
    page.keyboard.press("Enter")
    page.wait_for_url("**/foerderung?applicant=sme&lang=en")
    assert page.locator("h1").inner_text() == "Funding programmes"
