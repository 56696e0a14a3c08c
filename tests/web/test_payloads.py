"""No HTML from documents, models or visitors: a hundred payloads through every path, and no page gains an element."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from bs4 import BeautifulSoup, Tag
from web_payloads import FOREIGN, PAYLOADS, PLAIN, RAN, Poisoned
from web_serving import STAFF, TOKEN, Served, serve

from assistant.errors import StorageError

Shape = frozenset[tuple[str, frozenset[str]]]
HTML = {"Accept": "text/html"}
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "xlink:href")
STATES = ("checked", "selected", "aria-current", "open")  # of a control, with the words that a visitor chose
RUNNING = ("javascript:", "data:", "vbscript:")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Where what a visitor writes can come back.
WRITTEN = (
    "/?q={}",
    "/?lang={}&q=x",
    "/{}",
    "/static/{}",
    "/documents/{}",
    "/documents/x?start={}&end={}",
    "/suche?q={}",
    "/suche?q=Kranich&lab={}&topic={}&document={}",
    "/foerderung?q={}&region={}",
    "/luecken?reason={}&done={}",
    "/ergebnisse?q={}&person={}&lab={}",
    "/ergebnisse?date_from={}",
    "/staff?zurueck={}&next={}",
    "/dokumente?q={}&state={}",
    "/einlesen?lauf={}",
    "/widget-demo?site={}",
)


class Failing(Poisoned):
    """Cannot read its data folder, and says why."""

    def __init__(self, why: str) -> None:
        super().__init__((PLAIN,))
        self.not_ready = StorageError("disk_full", data=why, why=why)


def opened(texts: tuple[str, ...]) -> Iterator[Served]:
    """A server whose documents and operator's texts are `texts`, with staff signed in."""
    words = {"network_name": texts[0], "contact": texts[0], "examples": {"de": list(texts[:6])}}
    with serve(Poisoned(texts), keep_questions_days=30, **words) as running:
        running.client.post("/staff/session", data={"token": TOKEN})
        yield running


@pytest.fixture(scope="module")
def poisoned() -> Iterator[Served]:
    yield from opened(PAYLOADS)


@pytest.fixture(scope="module")
def plain() -> Iterator[Served]:
    """The same pages with a harmless text in all the same places."""
    yield from opened((PLAIN,) * len(PAYLOADS))


def shape(response: httpx.Response) -> Shape:
    """Each kind of element with the names of its attributes, as an HTML parser sees them; and none that could act."""
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "unsafe" not in response.headers["content-security-policy"]
    found = set()
    for element in BeautifulSoup(response.text, "lxml").find_all(True):
        assert isinstance(element, Tag)
        names = frozenset(name for name in element.attrs if name not in STATES)
        found.add((element.name, names))
        assert not [name for name in names if name.startswith("on") or name in ("style", "srcdoc")], element
        for name in ADDRESSES:
            address = str(element.get(name, "")).strip("\x00\x01\t\n\r \u2028").lower()
            assert not address.startswith(RUNNING), element
            assert FOREIGN not in address.partition("?")[0] or element.name == "a", element
    return frozenset(found)


def address(pattern: str, text: str) -> str:
    return pattern.replace("{}", quote(text, safe=""))


def test_there_are_a_hundred_payloads() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) == 100
    assert sum(RAN in payload for payload in PAYLOADS) > 60


@pytest.mark.parametrize("pattern", WRITTEN)
def test_what_a_visitor_writes_into_an_address_adds_no_element(poisoned: Served, plain: Served, pattern: str) -> None:
    expected = frozenset.union(*(shape(plain.client.get(address(pattern, one), headers=HTML)) for one in (PLAIN, "x")))
    for payload in PAYLOADS:
        response = poisoned.client.get(address(pattern, payload), headers=HTML)
        assert response.status_code < 500, payload
        if response.is_redirect:  # a slash at the end too many
            assert re.match(r"/[^/\\]", response.headers["location"]), payload
            continue
        assert shape(response) <= expected, (payload, shape(response) - expected)


def test_an_answer_that_consists_of_them_adds_no_element(poisoned: Served, plain: Served) -> None:
    """In sentences, exact words, quotes, headings, titles, labels of filters, conflicts, open parts, other versions."""
    expected = shape(plain.client.get("/?q=Was ist 1", headers=HTML))
    for number, payload in enumerate(PAYLOADS):
        response = poisoned.client.get(f"/?q=Was ist {number}", headers=HTML)
        assert response.status_code == 200
        assert shape(response) <= expected, (payload, shape(response) - expected)


def document_paths(served: Served) -> list[str]:
    listed = served.client.get("/api/documents", headers=STAFF).json()["documents"]
    return [f"/documents/{document['id']}?start=0&end=30" for document in listed]


def test_every_document_opens_as_text(poisoned: Served, plain: Served) -> None:
    expected = frozenset.union(*(shape(plain.client.get(path, headers=HTML)) for path in document_paths(plain)[:4]))
    linked = {("a", frozenset({"href", "rel"}))}  # a real address of the web is a link, any other is not
    for payload, path in zip(PAYLOADS, document_paths(poisoned), strict=True):
        found = shape(poisoned.client.get(path, headers=HTML))
        assert found <= expected | linked, (payload, found - expected)


@pytest.mark.parametrize("path", ["/suche?q=Kranich&k=100", "/foerderung", "/ergebnisse", "/dokumente", "/", "/staff"])
def test_lists_of_them_add_no_element(poisoned: Served, plain: Served, path: str) -> None:
    found, expected = (shape(one.client.get(path, headers=HTML)) for one in (poisoned, plain))
    assert found <= expected, found - expected


def test_what_visitors_say_of_an_answer_reaches_the_staff_as_text(poisoned: Served, plain: Served) -> None:
    for served, texts in ((poisoned, PAYLOADS), (plain, (PLAIN,) * len(PAYLOADS))):
        for number, text in enumerate(texts):
            question = f"{text} {'Kranich' if served is plain else ''} Frage ohne Antwort?"
            answer_id = served.ask(question[:900]).json()["answer_id"]
            vote = {"answer_id": answer_id, "verdict": "wrong", "comment": f"{text} {number}"}
            visitor = {"X-Forwarded-For": f"203.0.113.{number}"}
            assert served.client.post("/api/feedback", json=vote, headers=visitor).status_code == 200
            form = served.client.post("/feedback", data=vote, headers={**HTML, **visitor, "Origin": served.url})
            assert form.status_code == 200
            shape(form)
    expected = frozenset.union(*(shape(plain.client.get(f"/luecken?page={one}", headers=HTML)) for one in (1, 2)))
    several = {("ul", frozenset({"class"}))}  # the wordings of one gap, which the harmless ones are all the same
    for one in range(1, 6):
        found = shape(poisoned.client.get(f"/luecken?page={one}", headers=HTML))
        assert found <= expected | several, found - expected


@pytest.mark.parametrize(("path", "least_rows"), [("/api/outcomes.csv", 20), ("/api/funding.csv", 2)])
def test_no_cell_of_a_table_is_a_formula(poisoned: Served, path: str, least_rows: int) -> None:
    response = poisoned.client.get(path, headers=STAFF)
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) > least_rows
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]


@pytest.mark.parametrize(
    "path", ["/api/documents", "/api/search?q=Kranich&k=100", "/api/outcomes", "/api/funding", "/api/gaps", "/api/site"]
)
def test_json_is_json_and_nothing_that_a_browser_would_guess(poisoned: Served, path: str) -> None:
    response = poisoned.client.get(path, headers={**STAFF, **HTML})
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_answers_as_events_hold_every_payload_in_one_line_as_it_was(poisoned: Served) -> None:
    for number, payload in enumerate(PAYLOADS):
        events = poisoned.events(f"Was ist {number}")
        assert json.loads(events[0][1])["text"] == payload
        assert [name for name, _ in events].count("done") == 1


def error_pages(text: str, rights: dict[str, str]) -> Shape:
    """What stands on the pages of a server that cannot read its data, where `text` is the reason."""
    found: Shape = frozenset()
    with serve(Failing(text)) as served:
        for path in ("/?q=x", "/documents/x", "/suche?q=x", "/foerderung", address("/{}", text)):
            found |= shape(served.client.get(path, headers={**HTML, **rights}))
    return found


@pytest.mark.parametrize("rights", [{}, STAFF], ids=["public", "staff"])
def test_the_reason_of_an_error_is_text(rights: dict[str, str]) -> None:
    expected = error_pages(PLAIN, rights)
    for payload in PAYLOADS[:60:6]:
        assert error_pages(payload, rights) <= expected, payload


def test_templates_in_texts_are_not_evaluated(poisoned: Served) -> None:
    for payload in ("{{7*7}}", "${7*7}", "#{7*7}", "{% raw %}{{7*7}}{% endraw %}"):
        html = poisoned.client.get(address("/?q={}", payload), headers=HTML).text
        assert "49" not in BeautifulSoup(html, "lxml").get_text()
