"""The numbers for the staff: as charts with their tables, as JSON and as CSV; and the list of feedback."""

from __future__ import annotations

import csv
import datetime
import html
import io
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_fakes import CANARY, CORPUS, FakeAssistant, NotIngested
from web_serving import STAFF, Served, serve

from assistant.errors import UnavailableError
from assistant.feedback.box import FeedbackBox
from assistant.feedback.usage import QuestionCounts
from assistant.web import app
from assistant.web.staff.charts import HEIGHT, bars, day_chart, percent, round_top

FUNDED = "Wie wird die Weiterbildung gefördert?"
UNKNOWN = "Wie heißt die Hauptstadt von Burkina Faso?"
INTERNAL = "Was erhielt das Pilotprojekt?"
DAY = datetime.date(2026, 11, 27)
HTML = {"Accept": "text/html"}


@pytest.fixture
def days_later() -> list[int]:
    """How many days after DAY it is, as its one number."""
    return [0]


@pytest.fixture
def used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days_later: list[int]) -> Iterator[Served]:
    """A server that was asked at noon of DAY: two answers, one of them for staff, three abstentions, two votes."""
    noon = datetime.datetime.combine(DAY, datetime.time(12))
    clock = lambda: (noon + datetime.timedelta(days_later[0])).timestamp()  # noqa: E731
    monkeypatch.setattr(app, "FeedbackBox", partial(FeedbackBox, clock=clock))
    with serve(FakeAssistant(), keep_questions_days=30, data=tmp_path) as running:
        answers = [running.ask(FUNDED).json(), running.ask(INTERNAL, headers=STAFF).json()]
        for _ in range(3):
            running.ask(UNKNOWN, language="de")
        for answer, verdict in zip(answers, ("wrong", "helpful"), strict=True):
            vote = {"answer_id": answer["answer_id"], "verdict": verdict, "comment": "Es sind 70 <b>Prozent</b>."}
            assert running.client.post("/api/feedback", json=vote).status_code == 200
        running.sign_in()
        yield running


def page(served: Served, path: str) -> str:
    response = served.client.get(path)
    assert response.status_code == 200
    return response.text


# Shapes


def test_columns_stand_on_each_other_within_the_chart() -> None:
    chart = day_chart([QuestionCounts(DAY, 3, 1), QuestionCounts(DAY, 0, 0), QuestionCounts(DAY, 0, 9)])
    assert chart.top == 10
    for column in chart.columns:
        assert column.answered_top + column.answered_height == HEIGHT
        assert column.unanswered_top + column.unanswered_height == pytest.approx(column.answered_top)
        assert column.left + column.width <= chart.width
    assert chart.columns[0].answered_height == 30
    assert chart.busiest == (DAY, 0, 9)


@given(st.integers(0, 10**9))
def test_the_upper_edge_is_a_round_number_above(number: int) -> None:
    top = round_top(number)
    assert top >= max(number, 2)
    assert top % 2 == 0
    assert top <= max(2, 2.5 * number)


def test_bars_are_as_long_as_their_share_of_the_longest() -> None:
    assert [bar.percent for bar in bars([("a", 8), ("b", 2), ("c", 0)])] == [100, 25, 0]
    assert bars([]) == []
    assert bars([("a", 0)])[0].percent == 0
    assert percent(1, 3) == 33.3


# The page


def test_the_page_tells_what_was_asked_without_a_word_of_it(used: Served) -> None:
    text = page(used, "/zahlen")
    figures = re.findall(r"<dt>([^<]*)</dt><dd>(?:<a[^>]*>)?([^<]*)", text)
    assert figures == [
        ("Fragen", "5"),
        ("Beantwortet", "40\N{NO-BREAK SPACE}%"),
        ("ohne Antwort", "3"),
        ("Hilfreich / Falsch", "1 / 1"),
    ]
    for words in ("Burkina", "gefördert?", "Pilotprojekt?"):
        assert words not in text


def test_every_chart_has_its_numbers_as_a_table(used: Served, days_later: list[int]) -> None:
    days_later[0] = 1
    text = page(used, "/zahlen?days=90")
    sections = re.findall(r'<section class="chart" aria-labelledby="([^"]*)">(.*?)</section>', text, re.DOTALL)
    names = {name for name, _ in sections}
    assert {"per-day", "share", "reasons", "verdicts", "documents", "languages", "audiences"} <= names
    for name, section in sections:
        if "<svg" in section:
            assert "<table>" in section, name
            assert 'aria-hidden="true"' in section or 'role="img" aria-label="' in section, name


def test_the_chart_of_days_is_told_in_words(used: Served, days_later: list[int]) -> None:
    days_later[0] = 1
    text = page(used, "/zahlen")
    told = html.unescape(re.search(r'role="img" aria-label="([^"]*)"', text)[1])  # type: ignore[index]
    assert told.startswith("Säulendiagramm: 5 Fragen, davon 2 beantwortet; die meisten am ")


def test_one_day_is_no_range_and_has_nothing_to_compare(used: Served) -> None:
    text = page(used, "/zahlen")
    assert "27.\u00a0November 2026 bis" not in text
    assert 'aria-labelledby="per-day"' not in text
    assert 'aria-labelledby="share"' not in text
    assert "<dd>40\u00a0%</dd>" in text


def test_topics_are_the_documents_that_answers_cite(used: Served) -> None:
    told = used.client.get("/api/statistics").json()
    titles = {one["title"] for one in told["documents"]}
    assert titles <= {document.info.title for document in CORPUS}
    assert len(titles) == 2
    assert told["types"].keys() == {"press_release", "minutes"}
    assert told["audiences"] == {"public": 4, "internal": 1}
    assert told["votes"] == {"helpful": 1, "wrong": 1}
    assert told["days"][-1] == {"day": DAY.isoformat(), "answered": 2, "unanswered": 3}


def test_the_spreadsheet_holds_every_number(used: Served) -> None:
    response = used.client.get("/api/statistics.csv?days=90")
    assert response.headers["content-disposition"] == 'attachment; filename="zahlen.csv"'
    rows = list(csv.DictReader(io.StringIO(response.text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")), delimiter=";"))
    assert {row["Tag"] for row in rows} == {DAY.isoformat()}
    counted = {kind: sum(int(row["Anzahl"]) for row in rows if row["Was"] == kind) for kind in {r["Was"] for r in rows}}
    assert counted == {
        "Frage mit Antwort": 2,
        "Frage ohne Antwort": 3,
        "zitiertes Dokument": 2,
        "Rückmeldung": 2,
    }


def test_a_server_that_nobody_asked_says_so() -> None:
    with serve(FakeAssistant()) as served:
        served.sign_in()
        assert "In diesem Zeitraum wurde noch nichts gefragt." in page(served, "/zahlen")
        assert "Noch keine Rückmeldungen." in page(served, "/rueckmeldungen")


def test_numbers_are_shown_while_nothing_can_be_read() -> None:
    with serve(NotIngested()) as served:
        served.sign_in()
        for path in ("/zahlen", "/rueckmeldungen", "/api/statistics", "/api/statistics.csv", "/api/votes"):
            page(served, path)


def test_what_documents_tell_is_left_out_and_not_called_nothing_while_they_cannot_be_read(
    used: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeAssistant, "ready", lambda _: UnavailableError("warming_up"))
    shown = page(used, "/zahlen")
    assert "Der Assistent startet gerade." in shown
    assert "fehlt hier so lange." in shown
    assert 'id="languages"' in shown
    for name in ("documents", "labs", "topics", "types"):
        assert f'id="{name}"' not in shown


def test_an_unknown_period_is_said_and_the_page_stands(used: Served) -> None:
    response = used.client.get("/zahlen?days=31", headers=HTML)
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert "<dt>Beantwortet</dt>" in response.text


@pytest.mark.parametrize("path", ["/zahlen", "/rueckmeldungen", "/api/statistics", "/api/statistics.csv", "/api/votes"])
def test_numbers_are_for_the_staff_only(used: Served, path: str) -> None:
    used.client.cookies.clear()
    response = used.client.get(path, headers=HTML)
    assert response.status_code == 401
    assert CORPUS[0].info.title not in response.text


# The list of feedback


def test_the_list_names_the_verdict_what_was_cited_and_the_remark(used: Served) -> None:
    text = page(used, "/rueckmeldungen")
    assert "Rückmeldungen: 2" in text
    assert "Es sind 70 &lt;b&gt;Prozent&lt;/b&gt;." in text
    assert CORPUS[0].info.title in text
    assert FUNDED in text
    assert CANARY in text, "of a document that staff may see"
    assert INTERNAL not in text, "the question of a helpful answer is not kept"


def test_each_wrong_answer_leads_to_its_open_question(used: Served) -> None:
    (way,) = re.findall(r'href="(/luecken\?gap=[^"]*)"', page(used, "/rueckmeldungen"))
    text = page(used, html.unescape(way))
    assert re.findall(r'<h2 id="gap-\d+"[^>]*>([^<]*)', text) == [FUNDED]
    assert "Alle offenen Fragen zeigen" in text
    gap = re.search(r'name="gap" value="([^"]*)"', text)[1]  # type: ignore[index]
    form = {"gap": gap, "action": "unanswerable"}
    done = used.client.post(html.unescape(way), data=form, headers={"Origin": used.url}, follow_redirects=True)
    assert "Die Frage ist jetzt eine Prüffrage." in done.text
    assert "gold.jsonl" not in done.text, "no name of a file"
    assert UNKNOWN in done.text, "the whole list again"
    after = page(used, "/rueckmeldungen")
    assert "/luecken?gap=" not in after
    assert "Ist schon eine Prüffrage." in after


def test_the_list_is_filtered_by_verdict_and_document(used: Served) -> None:
    assert "Rückmeldungen: 1" in page(used, "/rueckmeldungen?verdict=wrong")
    assert "Rückmeldungen: 1" in page(used, f"/rueckmeldungen?document={CORPUS[2].id}")
    assert "Keine Rückmeldungen mit diesen Filtern." in page(used, "/rueckmeldungen?verdict=wrong&document=nix")
    assert used.client.get("/api/votes?verdict=wrong").json()["total"] == 1
    assert used.client.get("/api/votes?verdict=gut").status_code == 422


def test_a_long_list_has_pages(used: Served) -> None:
    for _ in range(21):
        answer = used.ask(FUNDED, headers=STAFF).json()["answer_id"]
        used.client.post("/api/feedback", json={"answer_id": answer, "verdict": "helpful"})
    first = page(used, "/rueckmeldungen?verdict=helpful")
    assert first.count('<li class="helpful">') == 20
    later = html.unescape(re.search(r'rel="next" href="([^"]*)"', first)[1])  # type: ignore[index]
    second = page(used, later)
    assert second.count('<li class="helpful">') == 2
    assert 'rel="prev" href="/rueckmeldungen?' in second


def test_without_kept_questions_the_list_says_that_they_are_gone() -> None:
    with serve(FakeAssistant()) as served:
        answer = served.ask(FUNDED).json()["answer_id"]
        served.client.post("/api/feedback", json={"answer_id": answer, "verdict": "wrong", "comment": "Nein."})
        served.sign_in()
        text = page(served, "/rueckmeldungen")
        assert "Die Frage wird nicht (mehr) aufbewahrt." in text
        assert "Nein." not in text
        assert "/luecken?gap=" not in text
