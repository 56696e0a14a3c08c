"""The programmes below /api and as a page without script: filters, citations that resolve, rights, bad input."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from web_fakes import FakeAssistant, make_document
from web_programmes import EXPIRED, OPEN, QUESTION, SECRET, Funding
from web_serving import STAFF, Served, serve


@pytest.fixture
def served() -> Iterator[Served]:
    with serve(Funding()) as running:
        yield running


def titles(served: Served, headers: dict[str, str] | None = None, **wanted: Any) -> list[str]:
    body = served.client.get("/api/funding", params=wanted, headers=headers).json()
    return [programme["title"] for programme in body["programmes"]]


def test_a_programme_tells_its_facts_with_citations_that_resolve(served: Served) -> None:
    body = served.client.get("/api/funding").json()
    assert (body["total"], body["matching"], body["offset"]) == (2, 2, 0)
    programme = body["programmes"][0]
    assert programme["title"] == OPEN.info.title
    assert (programme["status"], programme["sme"]) == ("open", "only")
    assert [fact["value"] for fact in programme["facts"]["rate"]] == ["45"]
    assert programme["facts"]["rate"][0]["whom"] == ["sme", "company"]
    assert [fact["text"] for fact in programme["facts"]["cap"]] == [
        "bis zu 250.000 Euro (kleine und mittlere Unternehmen)"
    ]
    assert programme["facts"]["cap"][0]["parts"] == ["kleine und mittlere Unternehmen"]
    assert programme["facts"]["contact"] == []
    for facts in programme["facts"].values():
        for fact in facts:
            cited = fact["citation"]
            text = served.client.get(f"/api/documents/{cited['document']['id']}").json()["text"]
            assert " ".join(text[cited["start"] : cited["end"]].split()) == cited["quote"]
            assert "<mark" in served.client.get(cited["link"]).text


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"applicant": "sme"}, [OPEN]),
        ({"max_rate": "50"}, [OPEN]),
        ({"min_rate": "79,5"}, [EXPIRED]),
        ({"status": "expired"}, [EXPIRED]),
        ({"deadline_from": "2025-01-01"}, [OPEN]),
        ({"deadline_to": "2024-05-14"}, [OPEN]),
        ({"deadline_from": "2024-05-01", "deadline_to": "2024-05-31"}, [OPEN, EXPIRED]),
        ({"region": "niedersachsen"}, [OPEN]),
        ({"q": "messgeräten"}, [EXPIRED]),
        ({"q": "", "applicant": "", "max_rate": "", "status": ""}, [OPEN, EXPIRED]),
        ({"offset": "1"}, [EXPIRED]),
    ],
)
def test_filters_narrow_the_list_and_a_blank_one_does_not(
    served: Served, wanted: dict[str, str], expected: list[Any]
) -> None:
    assert titles(served, **wanted) == [document.info.title for document in expected]


def test_programmes_that_state_nothing_of_a_filter_are_counted_and_shown_when_asked_for(served: Served) -> None:
    asked = {"region": "Niedersachsen", "status": "expired"}
    body = served.client.get("/api/funding", params=asked).json()
    assert (body["matching"], body["unstated"], body["programmes"]) == (0, 1, [])
    page = served.client.get("/foerderung", params=asked).text
    assert "Programme, die dazu nichts angeben: 1" in page
    (address,) = re.findall(r'href="([^"]*unstated=true[^"]*)"', page)
    page = served.client.get(address.replace("&amp;", "&")).text
    assert "davon ohne Angabe dazu: 1" in page
    assert 'class="expired"' in page
    body = served.client.get("/api/funding", params={**asked, "unstated": "true"}).json()
    assert (body["matching"], body["unstated"]) == (1, 1)
    assert [one["title"] for one in body["programmes"]] == [EXPIRED.info.title]


def test_the_page_tells_in_one_line_how_many_there_are_and_of_which_day(served: Served) -> None:
    page = served.client.get("/foerderung", params={"region": "Niedersachsen", "status": "expired"}).text
    assert re.search(r"0 von 2 Programmen · Stand: \d+\.\s\w+ \d{4} · Programme, die dazu nichts angeben: 1", page)


def test_an_expired_programme_is_named_so_with_the_date_that_says_it(served: Served) -> None:
    (programme,) = served.client.get("/api/funding", params={"status": "expired"}).json()["programmes"]
    assert programme["status_text"] == "abgelaufen – letzter Tag war der 15. Mai 2024"
    assert "15. Mai 2024" in programme["status_because"]["citation"]["quote"]


def test_a_last_call_that_is_over_is_told_with_the_place_that_says_it() -> None:
    lines = ["# Stegfonds", "Anträge für den 2. Förderaufruf reichen Sie bitte bis zum 30. April 2024 ein."]
    stege = make_document("foerderung/stege.md", "Stegfonds", lines, type="funding")
    with serve(FakeAssistant((stege,))) as served:
        (programme,) = served.client.get("/api/funding").json()["programmes"]
        page = served.client.get("/foerderung").text
    assert (programme["status"], programme["status_because"]["citation"]["quote"]) == (None, lines[1])
    told = "letzte genannte Frist war der 30. April 2024 (für den 2. Förderaufruf), eine spätere ist nicht angegeben"
    assert programme["status_text"] == told
    (state,) = re.findall(r'<p class="state">.*</p>', page)
    assert f'title="{lines[1]}">{told}</a>' in state


def test_words_come_in_the_language_of_the_visitor(served: Served) -> None:
    (programme,) = served.client.get("/api/funding", params={"status": "expired", "lang": "en"}).json()["programmes"]
    assert programme["status_text"] == "expired – the last day was 15 May 2024"


def test_a_quote_that_stands_behind_a_fact_is_shown_without_marks_of_bold() -> None:
    lines = ["# Hafenfonds", "Antragsberechtigt sind Werften.", "Der Zuschuss beträgt **45 Prozent** der Ausgaben."]
    hafen = make_document("foerderung/hafen.md", "Hafenfonds", lines, type="funding")
    with serve(FakeAssistant((hafen,))) as served:
        page = served.client.get("/foerderung").text
    assert 'title="Der Zuschuss beträgt 45 Prozent der Ausgaben."' in page


def test_internal_programmes_are_for_staff_only(served: Served) -> None:
    assert SECRET in titles(served, STAFF)
    for address in ("/api/funding", f"/api/funding?q={SECRET}", "/foerderung"):
        page = served.client.get(address).text
        assert "99" not in re.sub(r"/static/\S+|value=\S+", "", page)


def test_days_in_the_wrong_order_are_a_problem_that_tells_both(served: Served) -> None:
    response = served.client.get("/api/funding", params={"deadline_from": "2025-01-02", "deadline_to": "2025-01-01"})
    assert response.status_code == 422
    assert "2025-01-02" in response.json()["detail"]
    assert "2025-01-01" in response.json()["detail"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"applicant": "kmu"},
        {"max_rate": "viel"},
        {"max_rate": "101"},
        {"max_rate": "1e999999999"},
        {"min_rate": "60", "max_rate": "50"},
        {"deadline_from": "1.1.2025"},
        {"status": "zu"},
        {"offset": "-1"},
        {"offset": "x"},
        {"q": "x" * 201},
        {"unbekannt": "1"},
    ],
)
def test_bad_input_is_a_problem_that_names_the_field(served: Served, wanted: dict[str, str]) -> None:
    response = served.client.get("/api/funding", params=wanted)
    assert 400 <= response.status_code < 500
    assert response.headers["content-type"].startswith("application/problem+json")
    assert next(iter(wanted)) in response.json()["detail"]


def test_the_csv_is_one_that_a_german_spreadsheet_opens(served: Served) -> None:
    response = served.client.get("/api/funding.csv", params={"lang": "de"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="foerderprogramme.csv"'
    assert response.content.startswith("\ufeff".encode())
    header, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert header[:8] == [
        *("Programm", "Stand", "KMU", "Was gefördert wird", "Wer beantragen kann", "Fördersatz", "Beträge", "Frist"),
    ]
    assert [row[0] for row in rows] == [OPEN.info.title, EXPIRED.info.title]
    assert rows[0][5:8] == ["45 % (KMU)", "bis zu 250.000 Euro (kleine und mittlere Unternehmen)", "laufend"]
    for link in rows[0][-1].split():
        assert link.startswith("http://127.0.0.1")
        assert "<mark" in served.client.get(link).text


def test_the_csv_holds_what_is_wanted_and_what_the_caller_may_see(served: Served) -> None:
    def names(headers: dict[str, str] | None = None, **wanted: str) -> list[str]:
        body = served.client.get("/api/funding.csv", params=wanted, headers=headers).content.decode("utf-8-sig")
        return [row[0] for row in csv.reader(io.StringIO(body), delimiter=";")][1:]

    assert names(status="expired") == [EXPIRED.info.title]
    assert names(offset="1") == [EXPIRED.info.title]
    assert SECRET in names(STAFF)
    assert SECRET not in names()


def test_the_page_leads_to_the_same_programmes_as_a_download(served: Served) -> None:
    wanted = {"status": "expired", "deadline_from": "1.2.2024", "offset": "0"}
    page = served.client.get("/foerderung", params=wanted).text
    assert 'href="/api/funding.csv?status=expired&amp;deadline_from=2024-02-01" download' in page
    assert 'href="/api/funding?' not in page, "a firm has no use for it"
    assert "/api/funding.csv" not in served.client.get("/foerderung", params={"q": "nirgends"}).text


def test_the_page_shows_a_link_for_every_stated_fact(served: Served) -> None:
    page = served.client.get("/foerderung").text
    assert "<h1>Förderprogramme</h1>" in page
    assert f'<a href="/documents/{OPEN.id}?start=' in page
    assert "45\u00a0% (KMU)" in page
    assert "nicht angegeben" in page
    assert "&lt;b&gt;für&lt;/b&gt;" in page
    assert "<b>für</b>" not in page


def test_the_page_keeps_conditions_closed_where_some_are_stated(served: Served) -> None:
    page = served.client.get("/foerderung").text
    [told] = re.findall(r"<details><summary>Bedingungen</summary>(.*?)</details>", page, re.DOTALL)
    assert "<dt>Auszahlung</dt>" in told
    assert re.search(rf'href="/documents/{EXPIRED.id}[^"]*"[^>]*>Die Auszahlung erfolgt in zwei Raten\.</a>', told)
    assert "<dt>Art der Förderung</dt>" not in told
    assert re.search(r'<dt>Nicht angegeben</dt><dd class="unstated">Art der Förderung, Dauer der Förderung,', told)


def test_the_form_keeps_what_was_asked(served: Served) -> None:
    page = served.client.get("/foerderung", params={"applicant": "sme", "max_rate": "50"}).text
    assert '<option value="sme" selected>' in page
    assert 'name="max_rate" inputmode="decimal" value="50"' in page
    assert "1 von 2 Programmen" in page


def test_a_page_for_impossible_rates_says_what_to_do(served: Served) -> None:
    response = served.client.get("/foerderung", params={"max_rate": "400"})
    assert response.status_code == 422
    assert 'role="alert"' in response.text


def test_a_rate_that_is_no_number_is_told_by_its_label_beside_the_form_as_typed(served: Served) -> None:
    response = served.client.get("/foerderung", params={"min_rate": "viel", "applicant": "sme", "region": "<b>"})
    assert response.status_code == 422
    assert "Das Feld Fördersatz ab (%) ist keine Zahl." in response.text
    assert 'name="min_rate" inputmode="decimal" value="viel"' in response.text
    assert '<option value="sme" selected>' in response.text
    assert 'name="region" value="&lt;b&gt;"' in response.text
    assert "Programmen" not in response.text, "no list that the form does not ask for"


@pytest.mark.parametrize("name", ["unbekannt", "cls", "_fields_set"])
def test_the_page_refuses_a_field_that_is_none_of_its_own(served: Served, name: str) -> None:
    response = served.client.get("/foerderung", params={name: "1"})
    assert response.status_code == 422
    assert f"Das Feld {name} gibt es nicht." in response.text


def test_without_programmes_the_page_says_so() -> None:
    with serve(FakeAssistant()) as served:
        assert "noch keine Förderprogramme" in served.client.get("/foerderung").text


def test_the_chat_answers_a_question_for_a_list_with_the_way_to_the_table(served: Served) -> None:
    body = served.ask(QUESTION).json()
    assert body["sentences"][0]["text"] == "Werkstatt Morgen: Fördersatz 45 % (KMU); Frist laufend."
    assert len(body["sentences"][0]["citations"]) == 3
    address = "/foerderung?applicant=sme&max_rate=50"
    assert body["listing"] == {"text": "Förderprogramme ansehen", "address": address, "rows": 1, "shown": 1}
    assert served.client.get(body["listing"]["address"]).status_code == 200
    page = served.client.get("/", params={"q": QUESTION}).text
    assert 'href="/foerderung?applicant=sme&amp;max_rate=50"' in page


@pytest.mark.parametrize("share", ["33,33333333333", "0,5", "100"])
def test_the_way_to_the_table_can_be_gone_whatever_share_was_asked_for(served: Served, share: str) -> None:
    body = served.ask(f"Welche Programme gibt es für KMU mit höchstens {share} % Förderung?").json()
    assert served.client.get(body["listing"]["address"]).status_code == 200


def test_a_list_without_a_row_is_an_abstention_with_the_way_to_the_table(served: Served) -> None:
    body = served.ask("Welche Programme gibt es für KMU mit mindestens 90 % Förderung?").json()
    assert (body["status"], body["reason"]) == ("abstained", "no_programme")
    assert body["listing"]["rows"] == 0


def test_a_question_about_one_programme_is_answered_as_ever(served: Served) -> None:
    assert "listing" not in served.ask("Wie hoch ist der Zuschuss der Stiftung für Messgeräten?").json()


def test_tables_of_the_public_count_like_questions() -> None:
    with serve(Funding(), rate_limit=2) as served:
        assert served.client.get("/api/funding").status_code == 200
        assert served.client.get("/foerderung").status_code == 200
        assert served.client.get("/foerderung").status_code == 429
        assert served.ask(QUESTION).status_code == 429
        assert served.client.get("/api/funding", headers=STAFF).status_code == 200


def test_in_english_what_is_quoted_is_marked_as_german_and_what_is_worded_is_not(served: Served) -> None:
    page = served.client.get("/foerderung?lang=en").text
    assert re.search(r' lang="de">Werkstatt Morgen</a>', page)
    assert re.search(r' lang="de">Unterstützt Sie', page)
    assert re.search(r'"[^>]* lang="de">up to 250,000 euros', page) is None
