"""The start page: who has signed in begins with questions on minutes, and nobody else hears of them."""

from __future__ import annotations

import re

from web_fakes import FakeAssistant
from web_minutes import minutes_assistant
from web_serving import STAFF, Served, serve

from assistant.errors import UnavailableError
from assistant.knowledge.outcomes import OutcomeFilter, StatedOutcome
from assistant.records import Audience

DECISIONS = "Welche Beschlüsse wurden am 26. November 2024 gefasst?"
TASKS = "Welche Aufgaben sind noch offen?"


def offered(served: Served, language: str = "de") -> list[str]:
    page = served.client.get(f"/?lang={language}").text
    section = page.partition('<section class="examples"')[2].partition("</section>")[0]
    return re.findall(r"<li><a [^>]*>([^<]*)</a>", section)


def test_staff_who_have_signed_in_begin_with_questions_on_minutes() -> None:
    with serve(minutes_assistant()) as served:
        assert DECISIONS not in offered(served)
        served.sign_in()
        assert offered(served)[:2] == [DECISIONS, TASKS]
        assert offered(served, "en")[0] == "Which decisions were made on 26 November 2024?"


def test_a_token_without_a_session_opens_no_page_with_them() -> None:
    with serve(minutes_assistant()) as served:
        assert DECISIONS not in served.client.get("/", headers=STAFF).text


def test_examples_of_the_operator_stand_behind_them() -> None:
    own = {"de": [f"Frage {number}?" for number in range(1, 7)]}
    with serve(minutes_assistant(), examples=own) as served:
        served.sign_in()
        assert offered(served) == [DECISIONS, TASKS, *own["de"][:4]]


def test_without_minutes_the_page_is_that_of_everybody() -> None:
    with serve(FakeAssistant(())) as served:
        served.sign_in()
        assert offered(served) == []


class Unreadable(FakeAssistant):
    def outcomes(self, audiences: frozenset[Audience], wanted: OutcomeFilter) -> list[StatedOutcome]:
        raise UnavailableError("warming_up")


def test_while_the_minutes_cannot_be_read_the_page_opens_without_them() -> None:
    with serve(Unreadable()) as served:
        served.sign_in()
        assert served.client.get("/").status_code == 200
