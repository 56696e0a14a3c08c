"""The JSON of the contract against golden files; a change of a golden file is a change of the contract."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from web_fakes import CORPUS, FakeAssistant
from web_serving import STAFF, Served

from assistant.answering.cite import cite
from assistant.records import Answer, Citation, Conflict, Exact, Filters, Hit, Listing, Passage, Question, Quote, Span
from assistant.web.contract import answer_json, citation_json, hit_json, sentence_json

GOLDEN = Path(__file__).parent / "golden"
FUNDED = "Wie wird die Weiterbildung gefördert?"
UNKNOWN = "Wie heißt die Hauptstadt von Burkina Faso?"


def golden(name: str) -> Any:
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def normalised(body: dict[str, Any]) -> dict[str, Any]:
    """What differs between two runs made equal."""
    return {**body, "conversation_id": "...", "took_ms": 0, "answer_id": "..."}


def test_an_answer_has_every_field_of_the_contract(served: Served) -> None:
    body = served.ask(FUNDED).json()
    assert normalised(body) == golden("answered")
    assert isinstance(body["took_ms"], float)
    assert len(body["conversation_id"]) >= 20


def test_an_abstention_names_its_reason_the_contact_and_related_passages(served: Served) -> None:
    assert normalised(served.ask(UNKNOWN).json()) == golden("abstained")


def test_of_a_passage_that_came_near_what_is_closest_stands_there(served: Served, assistant: FakeAssistant) -> None:
    document = CORPUS[0]
    closest = Quote(document.info, 7, document.text[10:30], 10, 30, headings=("Höhe",))
    (whole,) = assistant.search(document.text, audiences=frozenset({"public"}), filters=Filters(), k=1)
    near = Answer("?", "de", "extractive", reason="no_hits", related=(whole, replace(whole, closest=closest)))
    passage, shown = answer_json(near, conversation_id="", contact="")["related"]
    assert passage["text"] == " ".join(whole.passage.text.split())
    assert {name: value for name, value in shown.items() if value != passage[name]} == {
        "section": "Höhe",
        "page": 7,
        "text": document.text[10:30],
        "start": 10,
        "end": 30,
    }


def test_a_passage_that_came_near_is_read_without_marks_below_the_title_that_stands_beside_it() -> None:
    lines = ("# Hafen", "## Höhe", "Der Zuschuss beträgt **30 Prozent**.", "## Frist", "Er läuft [bis März](b.html).")
    text = "\n\n".join(lines)
    places = tuple(Span(at := text.index(line) + 100, at + len(line)) for line in lines)
    passage = Passage("d", 100, 100 + len(text), text, places, headings=("Höhe",))
    near = Hit(passage, replace(CORPUS[0].info, title="Hafen"), 1, 0.5, 0.5)
    answer = Answer("?", "de", "extractive", reason="no_hits", related=(near,))
    (shown,) = answer_json(answer, conversation_id="", contact="")["related"]
    assert shown["text"] == "Der Zuschuss beträgt 30 Prozent. Frist · Er läuft bis März."
    assert (shown["start"], shown["end"]) == (places[2].start, passage.end)


@pytest.mark.parametrize(
    ("address", "german", "english"),
    [
        ("/foerderung", "Förderprogramme ansehen", "See funding programmes"),
        ("/foerderung?q=Kran", "Förderprogramme ansehen", "See funding programmes"),
        ("/ergebnisse?lab=Technologie", "Ergebnisse der Sitzungen ansehen", "See outcomes of meetings"),
        ("/ergebnisse?kind=task&still=1", "Aufgaben ansehen", "See tasks"),
        ("/suche?type=study", "Dokumente ansehen", "See documents"),
    ],
)
def test_the_way_to_a_list_says_which_in_the_language_of_the_labels(address: str, german: str, english: str) -> None:
    answer = Answer("?", "de", "extractive", reason="no_hits", listing=Listing(address, 2))
    in_german = answer_json(answer, conversation_id="", contact="")
    in_english = answer_json(answer, conversation_id="", contact="", labels_in="en")
    assert (in_german["listing"]["text"], in_english["listing"]["text"]) == (german, english)


def test_a_citation_quotes_the_text_of_the_document_at_its_offsets(served: Served) -> None:
    citation = served.ask("Was bringt die Automatisierung der Montagezeit?").json()["citations"][0]
    document = served.client.get(f"/api/documents/{citation['document']['id']}").json()
    assert document["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert citation["page"] == 1


def test_the_link_of_a_citation_opens_the_document_with_the_quote_marked(served: Served) -> None:
    citation = served.ask(FUNDED).json()["citations"][0]
    page = served.client.get(citation["link"])
    assert page.status_code == 200
    assert f'<mark id="quote" tabindex="-1">{citation["quote"]}</mark>' in page.text


def test_a_section_has_no_marks_and_does_not_repeat_the_title() -> None:
    info = replace(CORPUS[0].info, title="Hafen – Ausbau der Kais")
    headings = (
        "Name der Richtlinie: Hafen - Ausbau der Kais",
        '<a name="s-2"></a>2\\. Höhe',
        "**Zuschuss** beträgt < 5 für",
    )
    quote = Quote(info, None, "Kähne", 0, 5, headings=headings, continues=True)
    cited = citation_json(Citation(1, quote))
    assert (cited["section"], cited["continues"]) == ("2. Höhe › Zuschuss beträgt < 5 für", True)
    assert citation_json(Citation(1, replace(quote, headings=headings[:1])))["section"] is None
    pointing = replace(quote, headings=("Höhe",), elsewhere=("§ 4 Kai",), before=("Frei sind:",))
    assert citation_json(Citation(1, pointing))["section"] == "Höhe › § 4 Kai › Frei sind:"


def test_search_gives_ranked_hits(served: Served) -> None:
    assert served.client.get("/api/search", params={"q": "Weiterbildung Betriebe"}).json() == golden("search")


def test_the_list_of_documents_has_no_text(served: Served) -> None:
    assert served.client.get("/api/documents").json() == golden("documents")


def test_a_document_has_its_text_and_pages(served: Served) -> None:
    assert served.client.get(f"/api/documents/{CORPUS[1].id}").json() == golden("document")


def test_blank_filters_let_everything_through(served: Served) -> None:
    blank = {"q": "Weiterbildung Betriebe", "k": "10", "type": "", "lab": "", "date_from": "", "date_to": ""}
    assert served.client.get("/api/search", params=blank).json() == golden("search")


def test_filters_reach_the_assistant(served: Served, assistant: FakeAssistant) -> None:
    filters = {"type": "study", "lab": "Technik", "topic": "KI", "date_from": "2023-01-01", "date_to": "2024-05-03"}
    assert served.ask(FUNDED, filters=filters).status_code == 200
    seen = assistant.asked[-1].filters
    assert (seen.type, seen.lab, seen.topic) == ("study", "Technik", "KI")
    assert (str(seen.date_from), str(seen.date_to)) == ("2023-01-01", "2024-05-03")


def test_the_wanted_language_reaches_the_assistant(served: Served) -> None:
    assert served.ask(FUNDED, language="en").json()["language"] == "en"


def test_a_hit_names_the_documents_that_hold_the_same_words(assistant: FakeAssistant) -> None:
    hit = assistant.search("Weiterbildung Betriebe", audiences=frozenset({"public"}), filters=Filters(), k=1)[0]
    other = CORPUS[1].info
    assert hit_json(replace(hit, same_in=(other,)))["also_in"] == [{"id": other.id, "title": other.title}]


def test_a_citation_names_them_as_well(assistant: FakeAssistant) -> None:
    citation = assistant.ask(Question(FUNDED)).citations[0]
    other = CORPUS[1].info
    copied = replace(citation, quote=replace(citation.quote, same_in=(other,)))
    assert citation_json(copied)["also_in"] == [{"id": other.id, "title": other.title}]


def test_the_exact_words_stand_at_their_places_in_document_and_sentence(assistant: FakeAssistant) -> None:
    citation = assistant.ask(Question(FUNDED)).citations[0]
    at = citation.quote.text.index("80 Prozent")
    words = Exact("80 Prozent", citation.quote.start + at, citation.quote.start + at + 10, at)
    quote = replace(citation.quote, exact=words)
    exact = citation_json(replace(citation, quote=quote))["exact"]
    assert exact == {"text": "80 Prozent", "start": words.start, "end": words.end}
    assert CORPUS[0].text[exact["start"] : exact["end"]] == "80 Prozent"
    sentence = sentence_json(cite([quote], is_sure=True)[0][0])
    assert sentence["exact"] == {"text": "80 Prozent", "start": at, "end": at + 10}


def test_a_conflict_names_its_citations_the_current_one_and_says_it_in_words(assistant: FakeAssistant) -> None:
    found = assistant.ask(Question("Was bringt die Weiterbildung und die Automatisierung?"))
    told = answer_json(replace(found, conflicts=(Conflict((1, 2), None),)), conversation_id="", contact="")
    [conflict] = told["conflicts"]
    assert (conflict["citations"], conflict["current"]) == ([1, 2], None)
    assert conflict["text"].startswith("Die Dokumente nennen Verschiedenes: (3. Mai 2024) [1]; [2]. ")


def test_a_hit_tells_what_stands_beside_it_when_asked(served: Served) -> None:
    def hits(**asked: str) -> list[dict[str, Any]]:
        found = served.client.get("/api/search", params={"q": "Weiterbildung Betriebe", **asked})
        return list(found.json()["hits"])

    plain, told = hits(), hits(context="1")
    assert plain == hits(context="0")
    assert plain == [{name: hit[name] for name in hit if name not in ("before", "after")} for hit in told]
    for hit in told:
        text = served.client.get(f"/api/documents/{hit['document']['id']}").json()["text"]
        assert hit["before"] in text[: hit["start"]]
        assert hit["after"] in text[hit["end"] :]
    assert any(hit["after"] for hit in told)


def test_k_limits_the_hits(served: Served) -> None:
    hits = served.client.get("/api/search", params={"q": "Weiterbildung Betriebe", "k": 1}).json()["hits"]
    assert [hit["rank"] for hit in hits] == [1]


def test_a_stream_sends_sentences_then_their_citations_and_the_whole_answer_last(served: Served) -> None:
    events = served.events("Was bringt die Weiterbildung und die Automatisierung?")
    assert [name for name, _ in events] == ["sentence", "citation", "sentence", "citation", "done"]
    done = json.loads(events[-1][1])
    assert [json.loads(data) for name, data in events if name == "sentence"] == done["sentences"]
    assert [json.loads(data) for name, data in events if name == "citation"] == done["citations"]


def test_the_streamed_answer_is_the_answer_as_json(served: Served) -> None:
    streamed = json.loads(served.events(FUNDED)[-1][1])
    assert normalised(streamed) == golden("answered")


def test_an_abstention_streams_only_the_end(served: Served) -> None:
    assert [name for name, _ in served.events(UNKNOWN)] == ["done"]


def test_a_stream_tells_proxies_not_to_hold_it_back(served: Served) -> None:
    response = served.ask(FUNDED, headers={"Accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["x-accel-buffering"] == "no"
    assert "no-transform" in response.headers["cache-control"]
    assert response.text.startswith(": ok\n\n")


def test_a_wildcard_accept_gets_json(served: Served) -> None:
    response = served.ask(FUNDED, headers={"Accept": "*/*"})
    assert response.headers["content-type"] == "application/json"


def test_staff_get_internal_documents_in_the_list(served: Served) -> None:
    listed = served.client.get("/api/documents", headers=STAFF).json()["documents"]
    assert [document["audience"] for document in listed] == ["public", "public", "internal"]


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_no_page_that_would_load_from_a_third_party_is_served(served: Served, path: str) -> None:
    assert served.client.get(path).status_code == 404
