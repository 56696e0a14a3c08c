"""Phone numbers and e-mail addresses that an answer tells can be called and written to; other figures stay text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from web_browsing import ask, opening
from web_fakes import Telling
from web_serving import serve

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("told", "ways"),
    [
        ("Telefon 030 23125-140, <b>hafen</b>@werft.example.", ["tel:03023125140"]),
        ("Auskunft: hafen.amt+2@see-und-fluss.example.", ["mailto:hafen.amt+2@see-und-fluss.example"]),
        ("Rufen Sie +49 5361 8900-12 oder (05361) 8900-0 an.", ["tel:+495361890012", "tel:0536189000"]),
        ("Rufen Sie +49 (0)5361 8900-0 an.", ["tel:+49536189000"]),
        ("Vom 01.02.2025 bis 03.04.2026, 08 - 12 und 0800 - 1600 Uhr.", []),
        ("Je kWh 0,34 Euro, je Schiff 0,0340 56789 Euro, je Boot 1.050 000 123 Euro, 26382 Hafen, @werft.", []),
    ],
)
def test_in_the_sentence_and_its_quote(browser: Browser, told: str, ways: list[str]) -> None:
    with serve(Telling((told,))) as served, opening(browser, served) as open_page:
        turn = ask(open_page("/", width=320), "Wen rufe ich an?")
        for place in (turn.locator(".sentence"), turn.locator(".quote")):
            links = place.locator("a:not(.citation)")
            assert [link.get_attribute("href") for link in links.all()] == ways
            shown = place.evaluate("node => node.textContent").replace("\u2060", "")
            assert shown.replace("\N{NO-BREAK SPACE}", " ").startswith(told)
        expect(turn.locator(".sentence .citation")).to_have_count(1)
