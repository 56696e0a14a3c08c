"""Filters in the API and on the page without script: those of the request, and those that the question states."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from web_fakes import CORPUS, FakeAssistant
from web_filters import ASKED, MINUTES, NARROWABLE, SECRET
from web_serving import STAFF, Served, serve

TYPE = {"field": "type", "value": "minutes", "label": "Nur Protokolle", "source": "question"}
DATE = {"field": "date", "value": "2024-05-01/2024-05-31", "label": "Mai 2024", "source": "question"}


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant(NARROWABLE)


@pytest.fixture
def served(assistant: FakeAssistant) -> Iterator[Served]:
    with serve(assistant) as running:
        yield running


def test_the_answer_says_what_was_understood(served: Served) -> None:
    body = served.ask(ASKED).json()
    assert body["filters"] == [TYPE, DATE]
    assert {citation["document"]["id"] for citation in body["citations"]} == {MINUTES.id}


def test_labels_are_in_the_language_of_the_visitor(served: Served) -> None:
    for how in ({"headers": {"Accept-Language": "en"}}, {"language": "en"}):
        body = served.ask(ASKED, **how).json()  # type: ignore[arg-type]
        assert [one["label"] for one in body["filters"]] == ["Minutes only", "May 2024"]


def test_what_is_in_no_language_is_answered_in_that_of_the_visitor(served: Served, assistant: FakeAssistant) -> None:
    english = {"Accept-Language": "en"}
    served.ask("?", headers=english)
    conversation = served.ask("Was kostet die Weiterbildung?", headers=english).json()["conversation_id"]
    served.ask("?", headers=english, conversation_id=conversation)
    assert [one.language for one in assistant.asked] == ["en", None, None], "a conversation has a language"


def test_a_filter_can_be_taken_away(served: Served, assistant: FakeAssistant) -> None:
    assert served.ask(ASKED, without_filters=["type"]).json()["filters"] == [DATE]
    assert served.ask(ASKED, without_filters=["type", "date", "lab"]).json()["filters"] == []
    assert assistant.asked[-1].without_filters == {"type", "date", "lab"}
    assert served.ask(ASKED, without_filters=None).json()["filters"] == [TYPE, DATE]


def test_the_filters_of_the_request_are_named_too(served: Served) -> None:
    filters = {"document": MINUTES.id, "date_from": "2024-05-03"}
    body = served.ask(ASKED, filters=filters).json()
    assert body["filters"] == [
        TYPE,
        {"field": "date", "value": "2024-05-03/..", "label": "seit 3. Mai 2024", "source": "request"},
        {"field": "document", "value": MINUTES.id, "label": "Protokoll: Messe", "source": "request"},
    ]


def test_asking_again_without_a_filter_is_no_follow_up_of_itself(served: Served, assistant: FakeAssistant) -> None:
    first = served.ask("Was kostet die Weiterbildung?").json()["conversation_id"]
    served.ask(ASKED, conversation_id=first)
    served.ask("Und wo?", conversation_id=first)
    again = served.ask(ASKED, conversation_id=first, without_filters=["date"]).json()
    assert assistant.asked[-1].history == ("Was kostet die Weiterbildung?",)
    served.ask("Und wer zahlt?", conversation_id=again["conversation_id"])
    assert assistant.asked[-1].history == ("Was kostet die Weiterbildung?", ASKED)


def test_a_question_asked_twice_is_asked_again_at_its_last_place(served: Served, assistant: FakeAssistant) -> None:
    known = served.ask("Und wann?").json()["conversation_id"]
    for text in (ASKED, "Und wann?"):
        served.ask(text, conversation_id=known)
    served.ask("Und wann?", conversation_id=known, without_filters=["date"])
    assert assistant.asked[-1].history == ("Und wann?", ASKED)


def test_the_conversation_remembers_what_was_taken_away(served: Served, assistant: FakeAssistant) -> None:
    known = served.ask(ASKED, without_filters=["date"]).json()["conversation_id"]
    served.ask("Und wo?", conversation_id=known)
    assert (assistant.asked[-1].without_filters, assistant.asked[-1].history_without) == (frozenset(), {"date"})
    served.ask("Und wo?", conversation_id=known, without_filters=["type"])
    assert (assistant.asked[-1].without_filters, assistant.asked[-1].history_without) == ({"type"}, {"date"})
    served.ask("Und wer zahlt?", conversation_id=known, history=[ASKED])
    assert assistant.asked[-1].history_without == frozenset()


@pytest.mark.parametrize(
    ("fields", "code", "named"),
    [
        ({"without_filters": ["topic"]}, "field_choice", "without_filters.0"),
        ({"without_filters": "type"}, "field_list", "without_filters"),
        ({"without_filters": [["type"]]}, "field_choice", "without_filters.0"),
        ({"filters": {"document": ["x"]}}, "field_text", "filters.document"),
        ({"filters": {"document": "x" * 201}}, "field_too_long", "filters.document"),
        ({"filters": {"documents": ["x"]}}, "field_unknown", "filters.documents"),
    ],
)
def test_a_wrong_filter_is_explained(served: Served, fields: dict[str, object], code: str, named: str) -> None:
    response = served.ask("x", **fields)
    problem = response.json()
    assert (response.status_code, problem["type"]) == (422, f"urn:wissens-assistent:{code}")
    assert named in problem["detail"]
    assert problem["remedy"]


def test_a_search_is_filtered_by_document_and_understands_nothing(served: Served) -> None:
    def found(**fields: str) -> list[str]:
        hits = served.client.get("/api/search", params={"q": ASKED, **fields}).json()["hits"]
        return [hit["document"]["id"] for hit in hits]

    assert found(document=MINUTES.id) == [MINUTES.id]
    assert found(document="nope") == []
    assert set(found(topic="")) == {CORPUS[0].id, MINUTES.id}


def test_a_name_is_found_in_every_spelling_of_its_letters(served: Served, assistant: FakeAssistant) -> None:
    served.ask("x", filters={"lab": "  Neue  Gescha\u0308ftsmodelle ", "topic": "Gru\u0308nder"})
    assert (assistant.asked[-1].filters.lab, assistant.asked[-1].filters.topic) == ("Neue Geschäftsmodelle", "Gründer")


def test_an_internal_lab_is_unknown_to_the_public(served: Served) -> None:
    text = "Was kostet die Weiterbildung im Lab Geheimlabor?"
    assert served.ask(text).json()["filters"] == []
    assert [one["label"] for one in served.ask(text, headers=STAFF).json()["filters"]] == ["Lab Geheimlabor"]


def test_a_hidden_document_filters_like_an_absent_one(served: Served) -> None:
    hidden, absent = (served.ask(ASKED, filters={"document": id}).json() for id in (SECRET.id, "f" * 20))
    assert [one["label"] for one in hidden["filters"]] == [SECRET.id]
    assert [one["label"] for one in absent["filters"]] == ["f" * 20]
    assert hidden["status"] == absent["status"] == "abstained"


def forms(page: str) -> list[tuple[str, str]]:
    """(value, name for a screen reader) of each button that takes a filter away."""
    shown = page.partition("</script>")[2]
    return re.findall(r'<button name="without" value="(\w+)" aria-label="([^"]+)">', shown)


def test_the_page_without_script_has_a_button_for_each_filter(served: Served) -> None:
    page = served.client.get("/", params={"q": ASKED}).text
    assert forms(page) == [("type", "Filter „Nur Protokolle“ entfernen"), ("date", "Filter „Mai 2024“ entfernen")]
    fewer = served.client.get("/", params={"q": ASKED, "without": ["type"]}).text
    assert forms(fewer) == [("date", "Filter „Mai 2024“ entfernen")]
    assert '<input type="hidden" name="without" value="type">' in fewer
    assert forms(served.client.get("/", params={"q": ASKED, "without": ["type", "date"]}).text) == []


def test_an_unknown_field_in_the_address_of_the_page_is_ignored(served: Served) -> None:
    page = served.client.get("/", params={"q": ASKED, "without": ["<b>", "nope"]}).text
    assert len(forms(page)) == 2
    assert "<b>" not in page
