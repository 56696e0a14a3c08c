"""Votes below an answer and the page of gaps: with mouse, keys, a reader's words, a phone, and without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from web_browsing import FOCUSED, OpenPage, ask, opening
from web_fakes import FakeAssistant
from web_serving import STAFF, TOKEN, Served, serve

from assistant.storage.folder import DataFolder

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung gefördert?"
UNKNOWN = "Wie heißt die Hauptstadt von Burkina Faso?"
COUNTED = "Danke. Als „Falsch“ gezählt."


@pytest.fixture
def keeping(assistant: FakeAssistant, tmp_path: Path) -> Iterator[Served]:
    """A server that keeps questions for 30 days."""
    with serve(assistant, keep_questions_days=30, data=tmp_path) as running:
        yield running


@pytest.fixture
def open_keeping(browser: Browser, keeping: Served) -> Iterator[OpenPage]:
    with opening(browser, keeping) as opened:
        yield opened


def votes(served: Served) -> tuple[int, int]:
    found = served.client.get("/api/gaps", headers=STAFF).json()["votes"]
    return found["helpful"], found["wrong"]


def verdict(turn: Locator, name: str) -> Locator:
    return turn.get_by_role("group", name="War diese Antwort hilfreich?").get_by_role("button", name=name)


def sign_in(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/staff")
    page.get_by_label("Zugangswort").fill(TOKEN)
    page.get_by_role("button", name="Anmelden").click()


def no_violations(page: Page) -> None:
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()


def fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nobody_is_asked_for_a_vote_that_could_not_be_taken(
    browser: Browser, assistant: FakeAssistant, tmp_path: Path
) -> None:
    DataFolder(tmp_path).feedback.write_bytes(b"no database " * 100)
    with serve(assistant, data=tmp_path) as running, opening(browser, running) as opened:
        turn = ask(opened("/"), FUNDED)
        expect(turn.get_by_role("button", name="Kopieren")).to_be_visible()
        expect(turn.get_by_role("group", name="War diese Antwort hilfreich?")).to_have_count(0)


def test_a_vote_is_pressed_said_and_changed(open_page: OpenPage, served: Served) -> None:
    page = open_page("/")
    turn = ask(page, FUNDED)
    expect(turn.locator(".vote")).to_contain_text("Gezählt werden nur Ihr Urteil und die belegten Dokumente")
    verdict(turn, "Falsch").click()
    expect(verdict(turn, "Falsch")).to_have_attribute("aria-pressed", "true")
    expect(verdict(turn, "Falsch").locator("svg")).to_be_visible()
    expect(page.locator("[role=status]")).to_have_text(COUNTED)
    expect(turn.get_by_role("textbox")).to_have_count(0)
    assert votes(served) == (0, 1)
    verdict(turn, "Hilfreich").click()
    expect(verdict(turn, "Falsch")).to_have_attribute("aria-pressed", "false")
    expect(verdict(turn, "Falsch").locator("svg")).to_be_hidden()
    expect(turn.locator(".vote .note").first).to_have_text("Danke. Als „Hilfreich“ gezählt.")
    assert votes(served) == (1, 0)


def test_the_keyboard_reaches_the_votes_behind_the_answer_and_stays_there(open_page: OpenPage, served: Served) -> None:
    page = open_page("/")
    turn = ask(page, FUNDED)
    verdict(turn, "Hilfreich").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(verdict(turn, "Falsch")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(f"{FOCUSED}.value") == "wrong"
    assert votes(served) == (0, 1)


def test_a_wrong_answer_can_be_remarked_on_where_its_question_is_kept(open_keeping: OpenPage, keeping: Served) -> None:
    page = open_keeping("/")
    turn = ask(page, FUNDED)
    expect(turn.locator(".vote")).to_contain_text("Mit „Falsch“ wird Ihre Frage 30 Tage lang aufbewahrt")
    verdict(turn, "Falsch").click()
    remark = turn.get_by_label("Was ist falsch?")
    expect(remark).to_have_attribute("maxlength", "300")
    turn.get_by_role("button", name="Anmerkung senden").click()
    expect(remark).to_be_focused()
    remark.fill("Es sind 70 Prozent.")
    turn.get_by_role("button", name="Anmerkung senden").click()
    expect(page.locator("[role=status]")).to_have_text("Danke. Ihre Anmerkung ist angekommen.")
    (gap,) = keeping.client.get("/api/gaps", headers=STAFF).json()["gaps"]
    assert gap["comments"] == ["Es sind 70 Prozent."]


def test_a_remark_that_has_arrived_gives_its_place_and_the_focus_back(open_keeping: OpenPage) -> None:
    turn = ask(open_keeping("/"), FUNDED)
    verdict(turn, "Falsch").click()
    remark = turn.get_by_label("Was ist falsch?")
    verdict(turn, "Hilfreich").click()
    expect(remark).to_be_hidden()
    verdict(turn, "Falsch").click()
    remark.fill("Es sind 70 Prozent.")
    turn.get_by_role("button", name="Anmerkung senden").click()
    expect(remark).to_have_count(0)
    expect(verdict(turn, "Falsch")).to_be_focused()


def test_the_next_tab_reaches_the_remark_before_the_vote_has_arrived(open_keeping: OpenPage) -> None:
    page = open_keeping("/")
    turn = ask(page, FUNDED)
    page.route("**/api/feedback", lambda route: None)  # no answer comes
    verdict(turn, "Falsch").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(turn.get_by_label("Was ist falsch?")).to_be_focused()
    expect(verdict(turn, "Falsch")).to_have_attribute("aria-pressed", "false")


def test_an_abstention_says_that_its_question_is_kept(open_keeping: OpenPage) -> None:
    turn = ask(open_keeping("/"), UNKNOWN)
    expect(turn.locator(".vote")).to_contain_text("Ihre Frage wird 30 Tage lang aufbewahrt")


def test_each_turn_has_its_own_votes(open_page: OpenPage, served: Served) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    second = ask(page, UNKNOWN)
    verdict(page.locator(".turn").first, "Hilfreich").click()
    expect(verdict(page.locator(".turn").first, "Hilfreich")).to_have_attribute("aria-pressed", "true")
    expect(verdict(second, "Hilfreich")).to_have_attribute("aria-pressed", "false")
    assert votes(served) == (1, 0)


def test_a_vote_that_does_not_arrive_says_why_and_is_not_pressed(open_page: OpenPage) -> None:
    page = open_page("/", expect_errors=True)
    turn = ask(page, FUNDED)
    page.context.set_offline(True)
    verdict(turn, "Hilfreich").click()
    expect(turn.locator(".vote .note").first).to_contain_text("Sie sind offline.")
    expect(verdict(turn, "Hilfreich")).to_have_attribute("aria-pressed", "false")
    page.context.set_offline(False)
    verdict(turn, "Hilfreich").click()
    expect(verdict(turn, "Hilfreich")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("path", ["/", "/widget-demo"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_votes_whole_and_large_enough_for_a_finger(
    open_keeping: OpenPage, path: str, scheme: str
) -> None:
    page = open_keeping(path, width=320, height=640, color_scheme=scheme)
    if path != "/":
        page.get_by_role("button", name="Fragen stellen").click()
    turn = ask(page, FUNDED)
    verdict(turn, "Falsch").click()
    expect(turn.get_by_label("Was ist falsch?")).to_be_visible()
    for button in turn.locator(".vote button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    fits(page, 320)
    no_violations(page)


def test_without_script_votes_and_remarks_are_forms(open_keeping: OpenPage, keeping: Served) -> None:
    page = open_keeping("/", width=320, java_script_enabled=False)
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.get_by_role("button", name="Fragen").click()
    page.get_by_role("button", name="Falsch").click()
    expect(page.get_by_role("status")).to_have_text(COUNTED)
    page.get_by_label("Was ist falsch?").fill("Es sind 70 Prozent.")
    page.get_by_role("button", name="Anmerkung senden").click()
    expect(page.get_by_role("status")).to_have_text("Danke. Ihre Anmerkung ist angekommen.")
    assert votes(keeping) == (0, 1)
    page.get_by_role("button", name="Hilfreich").click()
    assert votes(keeping) == (1, 0)


def test_staff_turn_gaps_into_gold_lines_without_script(
    open_keeping: OpenPage, keeping: Served, tmp_path: Path
) -> None:
    for _ in range(2):
        keeping.ask(UNKNOWN)
    keeping.ask("Wer regiert Honolulu?")
    wrong = keeping.ask(FUNDED).json()
    keeping.client.post("/api/feedback", json={"answer_id": wrong["answer_id"], "verdict": "wrong"})
    page = open_keeping("/", java_script_enabled=False)
    sign_in(page, keeping)
    page.get_by_role("navigation", name="Für Mitarbeitende").get_by_role("link", name="Offene Fragen").click()
    questions = page.locator(".gaps h2").all_inner_texts()
    assert questions[0] == UNKNOWN
    assert set(questions) == {UNKNOWN, FUNDED, "Wer regiert Honolulu?"}
    page.get_by_role("button", name="Als Prüffrage übernehmen: ohne Antwort").first.click()
    expect(page.get_by_role("status")).to_have_text("Die Frage ist jetzt eine Prüffrage.")
    page.get_by_label("Grund").select_option(label="Antwort als falsch markiert")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.locator(".gaps h2")).to_have_text([FUNDED])
    expect(page.get_by_role("button", name="ohne Antwort")).to_have_class("button quiet")
    page.locator("summary", has_text="Die richtige Stelle auswählen").click()
    page.get_by_label("Die Weiterbildung in Betrieben").first.check()
    page.get_by_role("button", name="Satz als Prüffrage übernehmen").click()
    expect(page.locator(".gaps h2")).to_have_count(0)
    page.goto(f"{keeping.url}/luecken")
    page.get_by_role("button", name="Erledigt").click()
    expect(page.locator("main")).to_contain_text("Keine offenen Fragen.")
    assert len((tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_of_gaps_fits_a_phone_and_is_accessible(
    open_keeping: OpenPage, keeping: Served, width: int, scheme: str
) -> None:
    for question in (
        UNKNOWN,
        UNKNOWN.upper(),
        f"Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung {'x' * 60}",
    ):
        keeping.ask(question)
    wrong = keeping.ask(FUNDED, headers=STAFF).json()
    comment = {"answer_id": wrong["answer_id"], "verdict": "wrong", "comment": "Es sind 70 Prozent."}
    keeping.client.post("/api/feedback", json=comment)
    page = open_keeping("/", width=width, color_scheme=scheme)
    sign_in(page, keeping)
    page.goto(f"{keeping.url}/luecken")
    for summary in page.locator("summary").all():
        summary.click()
    fits(page, width)
    no_violations(page)
    for target in page.locator(".gaps button, .gaps summary, .gaps .pick, .narrowing button, .narrowing select").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_the_page_of_gaps_is_worked_with_the_keyboard(open_keeping: OpenPage, keeping: Served) -> None:
    keeping.ask(UNKNOWN)
    page = open_keeping("/")
    sign_in(page, keeping)
    page.goto(f"{keeping.url}/luecken")
    page.locator("summary", has_text="Die richtige Stelle auswählen").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Die Weiterbildung in Betrieben").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Die Frage ist jetzt eine Prüffrage.")
