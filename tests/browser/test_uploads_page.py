"""The pages of ingestion and documents in a real browser: files chosen and dropped, live progress, what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect
from toy_ingestion import COMMAND
from web_browsing import OpenPage, opening
from web_fakes import FakeAssistant
from web_serving import STAFF, TOKEN, Served, serve
from web_uploads import TEXT, read_in, send

pytestmark = pytest.mark.browser

Opened = Callable[..., Page]
FILE = {"name": "Lüftung.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serve(FakeAssistant(), ingest=COMMAND, data=tmp_path / "data", max_file_mb=1) as running:
        yield running


@pytest.fixture
def open_staff(browser: Browser, served: Served) -> Iterator[Opened]:
    """Opens a path as somebody who is signed in."""
    with opening(browser, served) as opened:

        def signed_in(path: str, **options: Any) -> Page:
            return _signed_in(opened, served, path, **options)

        yield signed_in


def _signed_in(opened: OpenPage, served: Served, path: str, **options: Any) -> Page:
    page = opened("/staff", **options)
    page.get_by_label("Zugangswort").fill(TOKEN)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Abmelden").first.wait_for()
    page.goto(served.url + path)
    return page


def choose(page: Page, *files: Any) -> None:
    page.get_by_label("Dateien auswählen").set_input_files(list(files))
    page.get_by_role("button", name="Hochladen", exact=True).click()


def row(page: Page, name: str) -> Any:
    return page.locator("#sending > li").filter(has_text=name)


def checked(page: Page) -> None:
    """axe finds nothing, and nothing is wider than the window."""
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_any_state(open_staff: Opened, served: Served, scheme: str, width: int) -> None:
    page = open_staff("/einlesen", color_scheme=scheme, width=width)
    checked(page)
    page.goto(served.url + "/dokumente")
    checked(page)
    send(served, ("kaputt.pdf", b"%PDF-1.7"), ("a.txt", TEXT.encode()), ("b.txt", TEXT.encode() + b" Neu."))
    page.goto(served.url + "/einlesen?lang=en")
    checked(page)
    read_in(served)
    page.goto(served.url + "/einlesen")
    page.locator("summary").evaluate_all("all => all.forEach(one => { one.parentElement.open = true; })")
    checked(page)
    small = page.evaluate(
        "[...document.querySelectorAll('main :is(a, button, select, summary, .pick, input:not([type=hidden]))')]"
        ".filter(one => one.checkVisibility() && !one.matches('.pick input') && !one.closest('.facts'))"
        ".filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"
    )
    assert small == []
    for path in ("/dokumente", "/dokumente?state=failed", "/dokumente?q=nix&lang=en"):
        page.goto(served.url + path)
        checked(page)


def test_on_a_phone_a_document_tells_only_what_is_known_of_it(open_staff: Opened, served: Served) -> None:
    send(served, ("a.txt", TEXT.encode()))
    read_in(served)
    page = open_staff("/dokumente", width=360)
    expect(page.locator("td .unstated").first).to_be_hidden()
    expect(page.get_by_text("Textstellen: 1")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator("td .unstated").first).to_be_visible()


def test_in_a_narrow_list_no_value_goes_on_below_its_name(open_staff: Opened, served: Served) -> None:
    send(served, ("kaputt.pdf", b"%PDF-1.7"), ("a.txt", TEXT.encode()))
    read_in(served)
    page = open_staff("/dokumente", width=320)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    cells = page.locator(".documents td:has(> .column)").evaluate_all(
        """cells => cells.filter((cell) => cell.offsetParent).map((cell) => {
          const [name, value] = [cell.querySelector(".column"), document.createRange()];
          value.setStartAfter(name);
          value.setEndAfter(cell.lastChild);
          return [name, value].map((one) => [...one.getClientRects()]);
        })"""
    )
    assert any(len(value) > 1 for _, value in cells), "some go on in a second line"
    for (name,), value in cells:
        assert name["left"] >= 0
        assert min(line["left"] for line in value) >= name["right"] - 1


def test_a_chosen_file_is_sent_read_in_and_told_once(open_staff: Opened, served: Served) -> None:
    page = open_staff("/einlesen")
    page.evaluate("""() => { window.said = []; new MutationObserver(() => said.push(told.textContent)).observe(
        told, { childList: true }); }""")
    choose(page, FILE)
    expect(row(page, "Lüftung.txt")).to_contain_text("hochgeladen, wird gleich eingelesen.")
    expect(page.locator("#told")).to_have_text("Das Einlesen ist fertig.")
    expect(page.locator("#uploads")).to_contain_text("eingelesen")
    expect(page.locator("#runs h3")).to_have_count(1)
    said = page.evaluate("said")
    assert [said.count(words) for words in ("Das Einlesen hat begonnen.", "Das Einlesen ist fertig.")] == [1, 1]
    assert page.get_by_label("Dateien auswählen").input_value() == ""
    checked(page)


def test_dropped_files_wait_until_somebody_has_looked_who_may_see_them(open_staff: Opened, served: Served) -> None:
    page = open_staff("/einlesen")
    page.evaluate(
        """() => { const data = new DataTransfer(); data.items.add(new File(["Ein Text."], "gezogen.txt"));
        for (const name of ["dragover", "drop"]) document.getElementById("drop").dispatchEvent(
            new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true })); }"""
    )
    assert page.locator("#sending > li").count() == 0
    assert page.get_by_label(re.compile("^Intern")).is_checked()
    page.get_by_label(re.compile("^Öffentlich")).check()
    page.get_by_role("button", name="Hochladen", exact=True).click()
    expect(row(page, "gezogen.txt")).to_have_class("stored")
    [upload] = served.client.get("/api/uploads", headers=STAFF).json()["uploads"]
    assert (upload["name"], upload["audience"]) == ("gezogen.txt", "public")


def test_a_new_version_replaces_only_after_a_click(open_staff: Opened, served: Served, tmp_path: Path) -> None:
    send(served, ("Lüftung.txt", b"Die alte Fassung."))
    page = open_staff("/einlesen")
    choose(page, FILE)
    expect(row(page, "Lüftung.txt")).to_contain_text("Soll die neue Fassung sie ersetzen?")
    checked(page)
    kept = tmp_path / "data" / "uploads" / "internal" / "Lüftung.txt"
    assert kept.read_bytes() == b"Die alte Fassung."
    page.get_by_role("button", name="Ersetzen Lüftung.txt").click()
    expect(row(page, "Lüftung.txt")).to_contain_text("ersetzt die frühere Fassung")
    assert kept.read_bytes() == TEXT.encode()


def test_wrong_files_say_why_and_the_others_go_through(open_staff: Opened) -> None:
    page = open_staff("/einlesen")
    large = {"name": "groß.txt", "mimeType": "text/plain", "buffer": b"x" * 1_100_000}
    empty = {"name": "leer.txt", "mimeType": "text/plain", "buffer": b""}
    foreign = {"name": "fremd.exe", "mimeType": "text/plain", "buffer": b"MZ"}
    choose(page, large, empty, foreign, FILE)
    expect(row(page, "Lüftung.txt")).to_have_class("stored")
    expect(row(page, "groß.txt")).to_contain_text("erlaubt sind 1 MB")
    expect(row(page, "leer.txt")).to_contain_text("ist leer")
    expect(row(page, "fremd.exe")).to_contain_text("kein bekanntes Format")
    expect(row(page, "fremd.exe")).to_contain_text("Lesbar sind PDF, Word, Excel, ")
    assert page.locator("#sending button").count() == 0, "trying again would not help"
    checked(page)


def test_a_file_for_which_the_disk_has_no_room_may_be_sent_again(
    open_staff: Opened, served: Served, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "data" / "uploads" / "internal"
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("as good as a disk that refuses", encoding="utf-8")
    page = open_staff("/einlesen")
    choose(page, FILE)
    expect(row(page, "Lüftung.txt")).to_have_class("failed")
    in_the_way.unlink()
    page.get_by_role("button", name="Noch einmal Lüftung.txt").click()
    expect(row(page, "Lüftung.txt")).to_have_class("stored")


def test_a_double_click_sends_a_file_once(open_staff: Opened, served: Served) -> None:
    page = open_staff("/einlesen")
    page.get_by_label("Dateien auswählen").set_input_files([FILE])
    page.get_by_role("button", name="Hochladen", exact=True).dblclick()
    expect(row(page, "Lüftung.txt")).to_have_class("stored")
    assert page.locator("#sending > li").count() == 1
    assert len(read_in(served)["runs"]) == 1


def test_what_is_sent_in_two_tabs_is_there_once(open_staff: Opened, served: Served) -> None:
    page = open_staff("/einlesen")
    other = page.context.new_page()
    other.goto(served.url + "/einlesen")
    for tab in (page, other):
        choose(tab, FILE)
    expect(row(page, "Lüftung.txt")).to_have_class("stored")
    expect(row(other, "Lüftung.txt")).to_contain_text("war schon da.")


def test_a_lost_connection_and_a_stop_lose_no_choice(open_staff: Opened, served: Served) -> None:
    page = open_staff("/einlesen", expect_errors=True)
    page.route("**/api/uploads*", lambda route: route.abort())
    choose(page, FILE)
    expect(row(page, "Lüftung.txt")).to_contain_text("Die Verbindung ist abgerissen")
    page.unroute("**/api/uploads*")
    held: list[Route] = []
    page.route("**/api/uploads*", lambda route: held.append(route))
    page.get_by_role("button", name="Noch einmal Lüftung.txt").click()
    page.get_by_role("button", name="Abbrechen Lüftung.txt").click()
    expect(row(page, "Lüftung.txt")).to_contain_text("es wurde nichts gespeichert")
    checked(page)
    page.unroute("**/api/uploads*")
    page.get_by_role("button", name="Noch einmal Lüftung.txt").click()
    expect(row(page, "Lüftung.txt")).to_have_class("stored")


def test_after_an_ended_session_the_chosen_files_go_on(open_staff: Opened, served: Served) -> None:
    page = open_staff("/einlesen", expect_errors=True, width=360, height=640)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    choose(page, FILE)
    expect(page.get_by_role("button", name="Weiter hochladen")).to_be_in_viewport()
    expect(page.locator("#told")).to_contain_text("Ihre Anmeldung ist abgelaufen. Ihre Auswahl ist noch da")
    assert page.get_by_role("link", name="Anmelden (neuer Tab)").get_attribute("target") == "_blank"
    checked(page)
    page.context.add_cookies(cookies)
    page.get_by_role("button", name="Weiter hochladen").click()
    expect(row(page, "Lüftung.txt")).to_have_class("stored")


def test_who_goes_on_where_nothing_was_read_in_is_not_told_that_it_was(open_staff: Opened, served: Served) -> None:
    page = open_staff("/einlesen", expect_errors=True)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    choose(page, {**FILE, "name": "falsch.exe"})
    page.context.add_cookies(cookies)
    page.get_by_role("button", name="Weiter hochladen").click()
    expect(row(page, "falsch.exe")).to_have_class("failed")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#told")).to_have_text("Alle Dateien sind durch. Hochgeladen: 0. Nicht hochgeladen: 1.")


def test_by_keyboard_alone(open_staff: Opened, served: Served) -> None:
    send(served, ("weg.txt", TEXT.encode()))
    read_in(served)
    page = open_staff("/einlesen")
    page.get_by_label("Dateien auswählen").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.get_by_label(re.compile("^Öffentlich")).is_checked()
    page.locator("#uploads summary", has_text="Entfernen").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "weg.txt löschen"
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_have_text(re.compile("Die Datei ist entfernt|Das Einlesen"))
    expect(page.locator("#uploads")).to_contain_text("Es ist nichts hochgeladen.")
    read_in(served)


def test_who_presses_a_button_that_goes_is_not_sent_back_to_the_top_of_the_page(
    open_staff: Opened, served: Served
) -> None:
    send(served, ("Lüftung.txt", b"Die alte Fassung."))
    page = open_staff("/einlesen")
    choose(page, FILE)
    expect(row(page, "Lüftung.txt")).to_have_class("exists")
    row(page, "Lüftung.txt").get_by_role("button", name="Ersetzen").focus()
    page.keyboard.press("Enter")
    expect(row(page, "Lüftung.txt")).to_have_class("replaced")
    expect(row(page, "Lüftung.txt")).to_be_focused()


def test_the_present_run_is_followed_live(open_staff: Opened, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOY_INGESTION", "slow")
    page = open_staff("/einlesen")
    texts = [(f"{number}.txt", f"{TEXT} Nummer {number}.".encode()) for number in range(6)]
    send(served, *texts)
    page.reload()
    expect(page.locator("#live .measure")).to_contain_text("von 6 Dateien")
    expect(page.locator("#live .card > p").first).to_have_text("Es wird gerade eingelesen.")
    checked(page)
    page.get_by_label(re.compile("^Auch Dokumente")).check()
    expect(page.locator("#told")).to_have_text("Das Einlesen ist fertig.")
    assert page.get_by_label(re.compile("^Auch Dokumente")).is_checked()  # what was ticked meanwhile stays
    page.get_by_role("button", name="Neu einlesen").click()
    expect(page.locator("#told")).to_have_text("Das Einlesen beginnt.")  # by then the page of the button is left
    page.go_back()
    expect(page.get_by_role("button", name="Neu einlesen")).to_be_visible()
    read_in(served)


def test_everything_works_without_script(open_staff: Opened, served: Served) -> None:
    page = open_staff("/einlesen", java_script_enabled=False)
    choose(page, FILE, {**FILE, "name": "falsch.exe"})
    expect(page.get_by_role("main")).to_contain_text("hochgeladen, wird gleich eingelesen.")
    expect(page.get_by_role("main")).to_contain_text("kein bekanntes Format")
    page.get_by_role("link", name="Stand neu laden").click()
    read_in(served)
    page.goto(served.url + "/einlesen")
    page.get_by_role("button", name="Neu einlesen").click()
    expect(page.locator("#told")).to_have_text("Das Einlesen beginnt.")
    read_in(served)
    page.goto(served.url + "/dokumente")
    page.get_by_label("Wörter in Titel oder Pfad").fill("lueftung")
    page.get_by_label("Wörter in Titel oder Pfad").fill("Lüftung")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.get_by_role("status").first).to_have_text("Dokumente: 1.")
    page.get_by_role("navigation", name="Sortieren nach").get_by_role("link", name="Datum").click()
    assert "sort=date" in page.url
    assert page.get_by_label("Wörter in Titel oder Pfad").input_value() == "Lüftung"
