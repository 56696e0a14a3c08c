"""Roles: what a reader, the staff and an admin may do, and what the pages show of it."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from web_fakes import CANARY, CORPUS, FakeAssistant
from web_serving import STAFF, Served, serve

from assistant.settings.roles import RIGHTS, ROLES, least_role

SECRET = next(document for document in CORPUS if document.info.audience == "internal")
HTML = {"Accept": "text/html"}
# What takes more than reading, with the role that it takes.
STAFF_READ = ("/api/gaps", "/api/votes", "/api/statistics", "/api/uploads", "/api/ingest/runs", "/metrics")
STAFF_PAGES = ("/luecken", "/rueckmeldungen", "/zahlen", "/einlesen")


def test_each_role_may_what_those_before_it_may() -> None:
    for lower, higher in itertools.pairwise(ROLES):
        assert RIGHTS[lower] < RIGHTS[higher]
    assert (least_role("internal"), least_role("ingest"), least_role("keys")) == ("reader", "staff", "admin")


@pytest.mark.parametrize("by_session", [False, True])
def test_a_reader_reads_and_does_nothing_else(tmp_path: Path, by_session: bool) -> None:
    with serve(FakeAssistant(), staff_token_role="reader", keep_questions_days=30, data=tmp_path) as served:
        headers = {} if by_session else STAFF
        if by_session:
            served.sign_in()
        assert CANARY in served.client.get(f"/documents/{SECRET.id}", headers=headers).text
        assert served.client.get("/api/staff/documents", headers=headers).status_code == 200
        for path in STAFF_READ:
            answer = served.client.get(path, headers=headers)
            assert (answer.status_code, answer.json()["type"]) == (403, "urn:wissens-assistent:needs_staff"), path
            assert "Mitarbeit" in answer.json()["detail"]
        for path in STAFF_PAGES:
            page = served.client.get(path, headers={**headers, **HTML})
            assert page.status_code == 403, path
            assert "Nötig ist die Rolle" in page.text
        assert served.client.post("/api/ingest/runs", headers=headers).status_code == 403
        assert "dependencies" not in served.client.get("/readyz", headers=headers).json()


def test_who_has_no_role_is_asked_to_sign_in(served: Served) -> None:
    for path in STAFF_READ:
        assert served.client.get(path).json()["type"] == "urn:wissens-assistent:staff_only"


@pytest.mark.parametrize(
    ("role", "more"),
    [
        ("reader", []),
        ("staff", ["/einlesen", "/luecken", "/rueckmeldungen", "/zahlen"]),
        ("admin", ["/einlesen", "/luecken", "/rueckmeldungen", "/zahlen"]),
    ],
)
def test_the_pages_show_only_what_the_role_may(role: str, more: list[str]) -> None:
    with serve(FakeAssistant(), staff_token_role=role) as served:
        served.sign_in()
        page = served.client.get("/staff").text
        assert ("Überall abmelden" in page) == (role == "admin")
        assert ("Letztes Einlesen" in page) == ("Fragen heute" in page) == (role != "reader")
        ways = re.findall(r'<li><a href="([^"]*)"', page.split('class="staff-nav"')[1].split("</nav>")[0])
        assert ways[: 2 + len(more)] == ["/staff", "/dokumente", *more]


def test_only_an_admin_signs_everybody_out() -> None:
    with serve(FakeAssistant(), staff_token_role="staff") as served:
        served.sign_in()
        assert served.client.post("/staff/sign-out", data={"everywhere": "1"}).status_code == 403
        assert served.client.get(f"/documents/{SECRET.id}").status_code == 200


def test_a_session_ends_when_the_token_gives_another_role(tmp_path: Path) -> None:
    with serve(FakeAssistant(), data=tmp_path) as served:
        served.sign_in()
        cookies = dict(served.client.cookies)
    with serve(FakeAssistant(), data=tmp_path, staff_token_role="reader") as served:
        served.client.cookies.update(cookies)
        assert served.client.get(f"/documents/{SECRET.id}").status_code == 404
