"""GET /api/outcomes, its CSV and the page /ergebnisse: filters, rights, links to the quote, and harmless cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import httpx
import pytest
from web_minutes import (
    ENDED,
    FORMULA,
    PUBLIC_MINUTES,
    SECRET_TASK,
    TRAVEL,
    many_minutes_assistant,
    minutes_assistant,
    repealed_assistant,
    settled_assistant,
)
from web_serving import STAFF, Served, serve


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serve(minutes_assistant()) as running:
        yield running


def get(served: Served, path: str, *, staff: bool = False, **fields: str) -> httpx.Response:
    return served.client.get(path, params=fields, headers=STAFF if staff else {})


def texts(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [one["text"] for one in response.json()["outcomes"]]


def test_an_outcome_says_what_who_until_when_and_where_it_stands(served: Served) -> None:
    response = get(served, "/api/outcomes", kind="task", person="Senfleben")
    assert response.json()["total"] == 1
    [task] = response.json()["outcomes"]
    assert task["text"] == "Bodengutachten beauftragen"
    assert task["persons"] == ["Hauke Senfleben"]
    assert task["due"] == {"words": "20.12.2024", "date": "2024-12-20"}
    assert (task["topic"], task["date"], task["lab"]) == ("Aufgaben", "2024-11-26", "Infrastruktur")
    assert task["document"]["title"] == "Niederschrift des Forums"
    assert PUBLIC_MINUTES.text[task["start"] : task["end"]] == task["quote"]


def test_the_link_opens_the_minutes_at_the_quote(served: Served) -> None:
    [decision, *_] = get(served, "/api/outcomes", kind="decision").json()["outcomes"]
    assert decision["vote"] == "einstimmig bei zwei Enthaltungen"
    shown = served.client.get(decision["link"].partition("#")[0], headers={"Accept": "text/html"}).text
    assert '<mark id="quote"' in shown
    assert "Die Trasse führt über den Bahnweg" in shown


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({}, 6),
        ({"kind": "open"}, 1),
        ({"lab": "Technologie"}, 1),
        ({"q": "Bahnweg"}, 1),
        ({"date_from": "2024-11-01"}, 5),
        ({"date_to": "2024-10-31"}, 1),
        ({"due_from": "2024-12-20"}, 2),
        ({"due_from": "2024-07-01", "due_to": "2024-12-20"}, 2),
        ({"kind": "", "lab": "", "person": "", "date_from": "", "date_to": "", "q": ""}, 6),
        ({"person": "Mondschein"}, 0),
        ({"still": "1"}, 6),
    ],
)
def test_each_field_narrows_the_list_for_staff(served: Served, fields: dict[str, str], count: int) -> None:
    assert len(texts(get(served, "/api/outcomes", staff=True, **fields))) == count


@pytest.mark.parametrize("path", ["/api/outcomes", "/api/outcomes.csv", "/ergebnisse"])
@pytest.mark.parametrize("fields", [{}, {"person": "Imke Rohwer"}, {"lab": "Technologie"}, {"q": "Kranichfutter"}])
def test_the_public_sees_nothing_of_internal_minutes(served: Served, path: str, fields: dict[str, str]) -> None:
    hidden, seen = get(served, path, **fields), get(served, path, staff=True, **fields)
    assert SECRET_TASK in seen.text
    assert SECRET_TASK not in hidden.text
    assert "Internes Protokoll" not in hidden.text
    assert hidden.status_code == 200


def test_the_labs_that_the_form_offers_are_those_that_the_caller_may_see(served: Served) -> None:
    assert "Technologie" not in get(served, "/ergebnisse").text


def test_the_csv_is_one_that_a_german_spreadsheet_opens(served: Served) -> None:
    response = get(served, "/api/outcomes.csv", kind="task", lang="de")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["content-disposition"]
    assert response.content.startswith("\ufeff".encode())
    header, first, _ = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert header[:4] == ["Art", "Inhalt", "Wer", "Bis wann"]
    assert first[:5] == ["Aufgabe", "Bodengutachten beauftragen", "Hauke Senfleben", "20.12.2024", "2024-12-20"]
    assert first[header.index("Fundstelle")].startswith("http://127.0.0.1")


def test_no_cell_is_a_formula(served: Served) -> None:
    rows = list(csv.reader(io.StringIO(get(served, "/api/outcomes.csv").content.decode("utf-8-sig")), delimiter=";"))
    assert f"'{FORMULA}" in {cell for row in rows for cell in row}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "wish"},
        {"date_from": "gestern"},
        {"date_from": "2024-05-02", "date_to": "2024-05-01"},
        {"due_from": "2024-05-02", "due_to": "2024-05-01"},
        {"unknown": "x"},
        {"q": "x" * 201},
        {"offset": "-1"},
        {"still": "vielleicht"},
    ],
)
def test_a_filter_that_cannot_be_understood_is_refused(served: Served, fields: dict[str, str]) -> None:
    response = get(served, "/api/outcomes", **fields)
    assert response.status_code in (400, 422)
    assert response.json()["detail"]
    assert response.json()["remedy"]


def test_the_page_says_what_is_wrong_with_a_filter(served: Served) -> None:
    response = get(served, "/ergebnisse", date_from="2024-05-02", date_to="2024-05-01")
    assert response.status_code in (400, 422)
    assert "<form" in response.text
    assert "Der Anfang des Zeitraums (2. Mai 2024) liegt nach seinem Ende (1. Mai 2024)." in response.text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"date_from": "gestern"}, "Das Feld Sitzungen ab ist kein Datum."),
        ({"due_to": "gestern"}, "Das Feld Fällig bis ist kein Datum."),
        ({"q": "x" * 201}, "Wörter"),
    ],
)
def test_the_page_names_a_wrong_field_by_its_label_beside_the_form(
    served: Served, fields: dict[str, str], told: str
) -> None:
    response = get(served, "/ergebnisse", person="Senfleben", **fields)
    assert response.status_code == 422
    assert told in response.text
    assert 'name="person" value="Senfleben"' in response.text


def test_the_page_takes_a_day_as_it_is_written_in_german(served: Served) -> None:
    found = get(served, "/ergebnisse", date_from="26.11.2024").text
    assert ("Bodengutachten" in found, 'value="2024-11-26"' in found) == (True, True)
    assert "/api/outcomes.csv?date_from=2024-11-26" in found
    assert "Bodengutachten" not in get(served, "/ergebnisse", date_from="27.11.2024").text


def test_words_that_look_like_a_day_are_looked_for_as_they_are_typed(served: Served) -> None:
    page = served.client.get("/ergebnisse", params={"q": "4.2.2025", "person": "1.3.2025"}, headers=STAFF).text
    assert 'value="4.2.2025"' in page
    assert 'value="1.3.2025"' in page
    assert "2025-02-04" not in page


@pytest.fixture(scope="module")
def repealed() -> Iterator[Served]:
    with serve(repealed_assistant()) as running:
        yield running


def test_a_decision_that_a_later_one_repeals_is_marked_with_what_repeals_it(repealed: Served) -> None:
    later, decision = get(repealed, "/api/outcomes", kind="decision").json()["outcomes"]
    assert (later["repealed"], later["quote"]) == (None, ENDED[1])
    assert decision["repealed"]["quote"] == ENDED[1]
    assert decision["repealed"]["document"]["date"] == "2025-02-04"
    assert decision["repealed"]["link"] == later["link"]
    assert f'Aufgehoben am <a href="{later["link"].replace("&", "&amp;")}' in get(repealed, "/ergebnisse").text
    assert ">4\u00a0February 2025</a>" in get(repealed, "/ergebnisse", lang="en").text


def test_copies_of_minutes_are_named_where_the_caller_may_see_them(repealed: Served) -> None:
    for staff, paths in ((True, ["kopie.md"]), (False, [])):
        found = get(repealed, "/api/outcomes", staff=staff, kind="decision").json()["outcomes"]
        assert [one["document"]["path"] for one in found] == ["rat-2.md", "rat-1.md"]
        assert [copy["document"]["path"] for copy in found[1]["copies"]] == paths
        assert ("kopie.md</a>" in get(repealed, "/ergebnisse", staff=staff).text) is staff


def test_the_csv_has_the_day_of_the_repeal_and_the_links_last(repealed: Served) -> None:
    response = get(repealed, "/api/outcomes.csv", staff=True, kind="decision", lang="de")
    header, later, decision = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert header[-8:-4] == ["Fundstelle", "Aufgehoben am", "Aufgehoben durch", "Kopien"]
    assert (later[-7:-4], decision[-7]) == (["", "", ""], "2025-02-04")
    assert [cell.startswith("http://127.0.0.1") for cell in decision[-6:-4]] == [True, True]
    assert header[-4:] == ["Überfällig", "Erledigt laut", "Hebt auf", "Aufgehobener Beschluss"]
    assert (later[-2], later[-1].startswith("http://127.0.0.1")) == (decision[1], True)


def test_a_decision_that_repeals_another_names_it_with_its_place(repealed: Served) -> None:
    later, decision = get(repealed, "/api/outcomes", kind="decision").json()["outcomes"]
    assert (later["repeals"]["text"], decision["repeals"]) == (decision["text"], None)
    assert (later["repeals"]["quote"], later["repeals"]["link"]) == (decision["quote"], decision["link"])
    page = get(repealed, "/ergebnisse").text
    assert f'Hebt auf: <a href="{decision["link"].replace("&", "&amp;")}' in page
    assert "(1.\u00a0Juni 2024)</a>" in page


def test_a_day_that_minutes_write_as_a_machine_does_is_written_as_people_do(repealed: Served) -> None:
    assert TRAVEL[1].endswith("2024-07-01")
    for lang in ("de", "en"):  # a deadline is in the language of its minutes, in which it stands
        assert '<time datetime="2024-07-01">1.\u00a0Juli 2024</time>' in get(repealed, "/ergebnisse", lang=lang).text


@pytest.fixture(scope="module")
def settled() -> Iterator[Served]:
    with serve(settled_assistant()) as running:
        yield running


def test_a_task_whose_day_is_past_is_overdue_unless_minutes_tell_it_to_be_done(settled: Served) -> None:
    found = {one["text"]: one for one in get(settled, "/api/outcomes").json()["outcomes"]}
    late = {words: one["overdue"] for words, one in found.items()}
    assert sorted(words[:4] for words, is_late in late.items() if is_late) == ["Bus ", "Plak", "Zelt"]
    [done] = [one for one in found.values() if one["done"]]
    assert (done["text"][:4], done["done"]["link"]) == ("Saal", done["link"])
    page = get(settled, "/ergebnisse").text
    assert page.count('<strong class="late">überfällig</strong>') == 3
    assert page.count("Laut Protokoll erledigt:") == 1


def test_of_what_is_still_open_nothing_is_done_and_no_result(settled: Served) -> None:
    assert [words[:4] for words in texts(get(settled, "/api/outcomes", still="1"))] == ["Bus ", "Fahn", "Plak", "Zelt"]
    assert get(settled, "/api/outcomes", still="1").json()["wanted"] == {"still": "1"}
    assert get(settled, "/api/outcomes.csv", still="1").text.count("\r\n") == 5
    for blank in ("", " "):
        assert get(settled, "/api/outcomes", still=blank).json() == get(settled, "/api/outcomes").json()
        assert get(settled, "/ergebnisse", still=blank).status_code == 200
    page = get(settled, "/ergebnisse", still="1").text
    assert ("Saal mieten" in page, "/api/outcomes.csv?still=1" in page) == (False, True)
    assert re.search(r'<input id="still"[^>]* checked>', page)
    assert not re.search(r'<input id="still"[^>]* checked>', get(settled, "/ergebnisse").text)


def test_the_csv_says_in_words_what_is_late_and_where_it_is_told_to_be_done(settled: Served) -> None:
    response = get(settled, "/api/outcomes.csv", kind="task", lang="en")
    header, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    late, done = header.index("Overdue"), header.index("Done as told by")
    assert [row[late] for row in rows] == ["", "overdue", "", "overdue", "overdue"]
    assert [bool(row[done]) for row in rows] == [True, False, False, False, False]


def test_outcomes_stand_below_their_meeting_which_is_named_once(served: Served) -> None:
    page = get(served, "/ergebnisse", staff=True).text
    heads = re.findall(r"<h2 id[^>]*>([^<]*)<a [^>]*>([^<]*)</a></h2>", page)
    days = ("26.\u00a0November 2024: ", "1.\u00a0Juni 2024: ")
    assert heads == list(zip(days, ("Niederschrift des Forums", "Internes Protokoll"), strict=True))
    assert page.count("Niederschrift des Forums") == 1
    assert re.findall(r'<ol class="gaps" start="(\d+)">', page) == ["1", "6"]
    assert page.count(">Stelle im Protokoll</a>") == 6


def test_a_heading_that_only_says_the_kind_is_left_out_and_any_other_stands(settled: Served) -> None:
    page = get(settled, "/ergebnisse", kind="task").text
    assert ("> · <span" in page, ">Aufgaben</span>" in page, ">Fest</span>" in page) == (True, False, True)


def test_a_deadline_stands_once_and_days_in_one_spelling(settled: Served) -> None:
    page = get(settled, "/ergebnisse", kind="task").text
    assert 'Bus bestellen, bis <time datetime="2024-07-02">2.\u00a0Juli 2024</time>' in page
    assert page.count("2.\u00a0Juli 2024") == 1
    assert '<dt>Bis wann</dt><dd lang="de"><time datetime="2024-07-03">3.\u00a0Juli 2024</time></dd>' in page
    assert page.count("<dt>Bis wann</dt>") == 2


def test_persons_are_suggested_whom_the_caller_may_see(served: Served) -> None:
    for staff in (False, True):
        page = get(served, "/ergebnisse", staff=staff).text
        offered = re.findall(r'<option value="([^"]*)">', page.partition("<datalist")[2].partition("</datalist>")[0])
        assert offered == ["Enno Dreilich", "Hauke Senfleben", *(["Imke Rohwer"] if staff else [])]


def test_an_empty_list_says_what_there_is_of_other_kinds(served: Served) -> None:
    page = get(served, "/ergebnisse", kind="decision", person="Senfleben").text
    assert '<a href="/ergebnisse?kind=task&amp;person=Senfleben#found">1 Aufgabe mit Senfleben</a>' in page
    assert page.count("mit Senfleben") == 1
    assert "mit Rohwer" not in get(served, "/ergebnisse", kind="decision", person="Rohwer").text
    assert "1 task with Rohwer" in get(served, "/ergebnisse", staff=True, kind="open", person="Rohwer", lang="en").text
    assert "Mit den übrigen Filtern" not in get(served, "/ergebnisse", person="Mondschein").text


def test_where_nothing_is_open_any_more_the_way_leads_to_what_was(settled: Served) -> None:
    page = get(settled, "/ergebnisse", kind="task", q="Saal", still="1").text
    assert 'q=Saal#found">1 Aufgabe, Erledigtes und Aufgehobenes mitgezählt</a>' in page


def test_fields_for_dates_are_open_where_one_is_filled(served: Served) -> None:
    assert "<details>" in get(served, "/ergebnisse", kind="task").text
    assert "<details open>" in get(served, "/ergebnisse", due_to="2024-12-31").text
    assert "<details open>" in get(served, "/ergebnisse", date_from="gestern").text


def test_text_of_minutes_is_no_html(served: Served) -> None:
    assert "&#34;https://boese.example" in get(served, "/ergebnisse").text


def test_a_long_list_comes_in_pages() -> None:
    with serve(many_minutes_assistant()) as served:
        whole = get(served, "/api/outcomes").json()
        assert (whole["total"], len(whole["outcomes"])) == (230, 100)
        assert len(texts(get(served, "/api/outcomes", offset="200"))) == 30
        first, last = get(served, "/ergebnisse").text, get(served, "/ergebnisse", offset="200").text
        assert ('rel="next"' in first, 'rel="prev"' in first) == (True, False)
        assert ('rel="next"' in last, 'rel="prev"' in last) == (False, True)
        assert get(served, "/api/outcomes.csv").text.count("\r\n") == 231


def test_lists_of_the_public_count_like_questions() -> None:
    with serve(minutes_assistant(), rate_limit=1) as served:
        assert get(served, "/api/outcomes").status_code == 200
        assert get(served, "/api/outcomes").status_code == 429
        assert get(served, "/api/outcomes", staff=True).status_code == 200


def test_in_english_what_the_minutes_say_is_marked_as_german(served: Served) -> None:
    page = served.client.get("/ergebnisse?lang=en").text
    assert '<html lang="en">' in page
    assert '<p class="said" lang="de">Die Trasse' in page
