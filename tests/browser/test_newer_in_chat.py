"""An older version in the chat: the source says so and leads to the newer one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from web_browsing import OpenPage, ask
from web_fakes import FakeAssistant
from web_versions import NEW, OLD, QUESTION, SECRET, Versioned

pytestmark = pytest.mark.browser


@pytest.fixture
def assistant() -> FakeAssistant:
    return Versioned((OLD, NEW, SECRET))


@pytest.mark.parametrize("width", [320, 1280])
def test_the_source_of_an_older_version_leads_to_the_newer_one(open_page: OpenPage, width: int) -> None:
    page = open_page("/", width=width)
    turn = ask(page, QUESTION)
    expect(turn.locator(".source")).to_have_count(2)
    expect(turn.locator(".newer")).to_have_count(1)
    expect(turn.locator(".newer")).to_have_text(f"Es gibt eine neuere Fassung: {NEW.info.title}")
    marks = [mark.inner_text() for mark in turn.locator(".citation").all()]
    assert sorted(mark.lstrip("12") for mark in marks) == ["", " · ältere Fassung"], "beside the sentence, too"
    old = turn.locator(".citation", has_text="ältere Fassung")
    expect(old).to_have_accessible_name(re.compile(rf"· ältere Fassung .* {re.escape(OLD.info.title)} "))
    expect(turn.locator(".source", has=page.locator(".newer")).locator(".about")).to_contain_text("ältere Fassung")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    with page.expect_popup() as opening:
        turn.locator(".newer a").click()
    expect(opening.value.locator("h1")).to_have_text(NEW.info.title)


def test_the_mark_says_so_where_it_is_copied_or_saved(open_page: OpenPage) -> None:
    page = open_page("/", permissions=["clipboard-read", "clipboard-write"])
    ask(page, QUESTION).get_by_role("button", name="Kopieren").click()
    expect(page.locator("[role=status]")).to_have_text("Antwort mit Belegen kopiert.")
    answer, _ = page.evaluate("navigator.clipboard.readText()").split("Belege")
    assert re.findall(r"\[(\d)( · ältere Fassung)?\]", answer) == [("1", " · ältere Fassung"), ("2", "")]
    with page.expect_download() as saving:
        page.get_by_role("button", name="Speichern").click()
    answer, _ = saving.value.path().read_text(encoding="utf-8").split("### Belege")
    assert answer.count(r"\[1 · ältere Fassung\]") == 1


@pytest.mark.parametrize("scripted", [True, False])
def test_each_sentence_says_of_which_document_it_is_where_there_are_several(
    open_page: OpenPage, scripted: bool
) -> None:
    page = open_page(f"/?q={QUESTION}", java_script_enabled=scripted)
    expect(page.locator(".sentence .facts")).to_have_text([OLD.info.title, NEW.info.title])


def test_without_script_the_mark_of_an_older_version_says_so_too(open_page: OpenPage) -> None:
    page = open_page(f"/?q={QUESTION}", java_script_enabled=False)
    expect(page.locator(".citation", has_text="ältere Fassung")).to_have_count(1)


def test_the_viewer_of_an_older_version_leads_to_the_newer_one(open_page: OpenPage) -> None:
    page = open_page(f"/documents/{OLD.id}?lang=en")
    expect(page.locator(".newer")).to_have_text(f"There is a newer version: {NEW.info.title}")
    page.locator(".newer a").click()
    expect(page.locator("h1")).to_have_text(NEW.info.title)
    expect(page.locator(".newer")).to_have_count(0)


def test_a_related_passage_of_an_older_version_says_so_too(open_page: OpenPage, assistant: FakeAssistant) -> None:
    turn = ask(open_page("/"), "Wie heißt die Hauptstadt von Burkina Faso?")
    expect(turn.locator(".related .newer")).to_have_count(1)
