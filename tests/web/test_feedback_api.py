"""Votes on answers, and the staff's list of gaps: who may do what, what is kept, and what never leaves."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from web_fakes import CANARY, CORPUS, FakeAssistant, NotIngested, Telling, make_document
from web_serving import STAFF, TOKEN, Served, serve

from assistant import messages
from assistant.evaluation.sets.datasets import GoldSet, load
from assistant.feedback.box import FeedbackBox
from assistant.records import Language
from assistant.web.answers.feedback import VOTES_A_MINUTE
from assistant.web.staff.gaps import COUNTED_DAYS

FUNDED = "Wie wird die Weiterbildung gefördert?"
UNKNOWN = "Wie heißt die Hauptstadt von Burkina Faso?"
SECRET_QUESTION = f"Wer leitet {CANARY} in Zwickau?"
QUOTE = "Die Weiterbildung in Betrieben wird mit 80 Prozent gefördert, höchstens mit 12.500 Euro."
PUBLIC = CORPUS[0]
HTML = {"Accept": "text/html"}


@pytest.fixture
def keeping(assistant: FakeAssistant, tmp_path: Path) -> Iterator[Served]:
    """A server that keeps questions for 30 days in `tmp_path`."""
    with serve(assistant, keep_questions_days=30, data=tmp_path) as running:
        yield running


def vote(served: Served, answer: dict[str, Any], verdict: str = "wrong", **fields: Any) -> httpx.Response:
    return served.client.post("/api/feedback", json={"answer_id": answer["answer_id"], "verdict": verdict, **fields})


def gaps(served: Served, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = listed(served, **query)["gaps"]
    return found


def listed(served: Served, **query: Any) -> dict[str, Any]:
    body: dict[str, Any] = served.client.get("/api/gaps", params=query, headers=STAFF).json()
    return body


def gold(served: Served, gap_id: str, **body: Any) -> httpx.Response:
    return served.client.post(f"/api/gaps/{gap_id}/gold", json=body, headers=STAFF)


def code(response: httpx.Response) -> str:
    return str(response.json()["type"]).removeprefix("urn:wissens-assistent:")


# Votes


def test_every_answer_can_be_voted_on_once_and_the_verdict_changed(served: Served) -> None:
    answers = [served.ask(FUNDED).json(), served.ask(UNKNOWN).json()]
    answers.append(json.loads(served.events(FUNDED)[-1][1]))
    assert len({answer["answer_id"] for answer in answers}) == 3
    for answer in answers:
        assert vote(served, answer, "helpful").json() == {"verdict": "helpful", "kept_days": 0}
    assert vote(served, answers[0], "wrong").status_code == 200
    votes = listed(served)["votes"]
    assert (votes["helpful"], votes["wrong"]) == (2, 1)
    assert votes["wrong_documents"] == [{"id": PUBLIC.id, "title": PUBLIC.info.title, "number": 1}]


@pytest.mark.parametrize("answer_id", ["", "x", "x.y", "{}.{}", "ä" * 40, "a" * 16_384])
def test_an_answer_that_was_never_given_cannot_be_voted_on(served: Served, answer_id: str) -> None:
    refused = vote(served, {"answer_id": answer_id})
    assert (refused.status_code, code(refused)) == (422, "answer_id_unknown")
    assert refused.json()["remedy"]


def test_an_answer_of_another_server_cannot_be_voted_on(served: Served, assistant: FakeAssistant) -> None:
    with serve(assistant) as other:
        assert code(vote(served, other.ask(FUNDED).json())) == "answer_id_unknown"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"verdict": "so-so"}, "field_choice"),
        ({"verdict": "wrong", "comment": "x" * 301}, "field_too_long"),
        ({"verdict": "wrong", "comment": "\ud800"}, "field_text"),
        ({"verdict": "wrong", "visitor": "me"}, "field_unknown"),
        ({}, "field_missing"),
    ],
)
def test_a_vote_that_is_no_vote_is_refused_in_words(served: Served, fields: dict[str, Any], expected: str) -> None:
    body = {"answer_id": served.ask(FUNDED).json()["answer_id"], **fields}
    content = json.dumps(body).encode()
    refused = served.client.post("/api/feedback", content=content, headers={"Content-Type": "application/json"})
    assert code(refused) == expected


def test_no_other_website_can_send_a_vote_with_a_plain_form(served: Served) -> None:
    answer_id = served.ask(FUNDED).json()["answer_id"]
    body = json.dumps({"answer_id": answer_id, "verdict": "wrong"}).encode()
    foreign = {"Origin": "https://evil.example"}
    plain = served.client.post("/api/feedback", content=body, headers={**foreign, "Content-Type": "text/plain"})
    assert code(plain) == "content_type"
    form = served.client.post("/feedback", data={"answer_id": answer_id, "verdict": "wrong"}, headers=foreign)
    assert form.status_code == 403
    assert listed(served)["votes"]["wrong"] == 0


def test_a_website_that_embeds_the_assistant_may_send_votes(assistant: FakeAssistant) -> None:
    origin = "https://kammer.example"
    with serve(assistant, allowed_origins=(origin,)) as served:
        preflight = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        allowed = served.client.options(
            "/api/feedback", headers={**preflight, "Access-Control-Request-Headers": "content-type"}
        )
        assert allowed.headers["access-control-allow-origin"] == origin
        body = {"answer_id": served.ask(FUNDED).json()["answer_id"], "verdict": "helpful"}
        sent = served.client.post("/api/feedback", json=body, headers={"Origin": origin})
        assert sent.headers["access-control-allow-origin"] == origin
        assert sent.status_code == 200


def test_votes_have_a_limit(served: Served) -> None:
    answer = served.ask(FUNDED).json()
    for _ in range(VOTES_A_MINUTE):
        assert vote(served, answer).status_code == 200
    refused = vote(served, answer)
    assert (refused.status_code, code(refused)) == (429, "too_many_votes")
    assert int(refused.headers["retry-after"]) > 0


def test_a_store_that_cannot_be_opened_costs_no_answer(assistant: FakeAssistant, tmp_path: Path) -> None:
    (tmp_path / "feedback.sqlite").write_bytes(b"no database " * 100)
    with serve(assistant, data=tmp_path) as served:
        asked, streamed = served.ask(FUNDED).json(), json.loads(served.events(FUNDED)[-1][1])
        assert [one["status"] for one in (asked, streamed)] == ["answered", "answered"]
        assert [one["answer_id"] for one in (asked, streamed)] == [None, None], "no vote could be taken on them"
        assert vote(served, {"answer_id": "x"}).status_code == 503


# What is kept


def test_by_default_questions_are_only_counted(served: Served) -> None:
    served.ask(UNKNOWN)
    vote(served, served.ask(FUNDED).json(), comment="Das stimmt nicht.")
    found = listed(served)
    assert (found["kept_days"], found["total"], found["gaps"]) == (0, 0, [])
    assert [(one["reason"], one["audience"], one["number"]) for one in found["unanswered"]] == [
        ("no_hits", "public", 1)
    ]


def test_what_was_counted_long_before_the_day_of_the_feedback_is_not_told(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.ask(UNKNOWN)
    later = datetime.date.today() + datetime.timedelta(days=COUNTED_DAYS)
    for days, told in ((0, 1), (1, 0)):
        monkeypatch.setattr(FeedbackBox, "today", later + datetime.timedelta(days=days))
        assert len(listed(served)["unanswered"]) == told


def test_nothing_about_the_visitor_reaches_the_store(keeping: Served, tmp_path: Path) -> None:
    headers = {"User-Agent": "Seltsamer-Browser/7", "X-Forwarded-For": "203.0.113.77"}
    asked = keeping.ask(UNKNOWN, headers=headers).json()
    keeping.client.post("/api/feedback", json={"answer_id": asked["answer_id"], "verdict": "wrong"}, headers=headers)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("feedback*"))
    assert b"Burkina" in stored
    for secret in ("Seltsamer", "203.0.113.77", "127.0.0.1", asked["conversation_id"]):
        assert secret.encode() not in stored


def test_questions_without_an_answer_and_wrong_answers_are_listed(keeping: Served) -> None:
    keeping.ask(UNKNOWN)
    keeping.ask("wie heisst die hauptstadt von burkina faso")
    wrong = keeping.ask(FUNDED).json()
    vote(keeping, wrong, comment=" Es sind 70 Prozent. ")
    vote(keeping, keeping.ask("Was bringt die Automatisierung der Montagezeit?").json(), "helpful")
    first, second = gaps(keeping)
    assert (first["question"], first["count"], first["reasons"]) == (UNKNOWN, 2, {"no_hits": 2})
    assert first["wordings"] == ["wie heisst die hauptstadt von burkina faso"]
    assert first["related"][0]["document"]["id"] == PUBLIC.id
    assert QUOTE in first["related"][0]["sentences"]
    assert (second["question"], second["reasons"]) == (FUNDED, {"wrong": 1})
    assert second["comments"] == ["Es sind 70 Prozent."]
    assert second["related"][0]["sentences"] == [QUOTE]


def test_the_list_of_gaps_has_every_field_of_the_contract(keeping: Served) -> None:
    keeping.ask(UNKNOWN)
    keeping.ask("Und wo liegt sie?", history=[UNKNOWN])
    vote(keeping, keeping.ask(FUNDED, headers=STAFF).json(), comment="Es sind 70 Prozent.")
    found = listed(keeping)
    for gap in found["gaps"]:
        gap.update(id="...", first="...", last="...")
    for counted in found["unanswered"]:
        counted["day"] = "..."
    found["gaps"].sort(key=lambda gap: str(gap["question"]))
    golden = Path(__file__).parent / "golden" / "gaps.json"
    assert found == json.loads(golden.read_text(encoding="utf-8"))


def test_beside_what_a_wrong_answer_cites_stands_what_the_search_finds_now(keeping: Served) -> None:
    vote(keeping, keeping.ask("Was bringt die Automatisierung der Montagezeit?").json())
    (gap,) = gaps(keeping)
    assert [len(near["sentences"]) for near in gap["related"]] == [1, 2], "the sentence cited, and its whole passage"


def test_what_the_search_finds_now_has_room_beside_many_cited_places_and_headings_have_none(
    tmp_path: Path,
) -> None:
    listing = Telling(("# Hafen", *(f"Liegeplatz {number} ist frei." for number in range(1, 7))))
    right = "Die Kranführerin heißt Svea Mintrop."
    listing.corpus = (*listing.corpus, make_document("hafen/kran.md", "Kran", [right]))
    with serve(listing, keep_questions_days=30, data=tmp_path) as served:
        vote(served, served.ask("Wie heißt die Kranführerin?").json())
        (gap,) = gaps(served)
    offered = [sentence for near in gap["related"] for sentence in near["sentences"]]
    free = [f"Liegeplatz {number} ist frei." for number in (1, 2, 3, 4)]
    assert offered == [free[0], right, *free[1:]]


def test_a_document_that_is_gone_is_no_near_miss(keeping: Served, assistant: FakeAssistant) -> None:
    keeping.ask(UNKNOWN)
    assistant.corpus = CORPUS[1:]
    (gap,) = gaps(keeping)
    assert gap["related"] == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_staff_are_told_in_plain_words_that_no_questions_are_kept(language: Language) -> None:
    with serve(FakeAssistant()) as running:
        running.sign_in()
        told = running.client.get("/luecken", params={"lang": language}).text
    assert messages.text("gaps_off", language) in told
    assert "ASSISTANT_" not in told, "the settings are not theirs"


def test_gaps_can_be_filtered(keeping: Served) -> None:
    keeping.ask(UNKNOWN)
    keeping.ask("Wer regiert Honolulu?", headers=STAFF)
    vote(keeping, keeping.ask(FUNDED).json())
    assert [gap["question"] for gap in gaps(keeping, reason="wrong")] == [FUNDED]
    assert [gap["question"] for gap in gaps(keeping, audience="internal")] == ["Wer regiert Honolulu?"]
    assert len(gaps(keeping, audience="", reason="")) == 3
    assert gaps(keeping, page=2) == []
    assert keeping.client.get("/api/gaps", params={"reason": "?"}, headers=STAFF).status_code == 422


def test_the_list_is_there_before_the_first_ingestion(tmp_path: Path) -> None:
    with serve(NotIngested(), keep_questions_days=30, data=tmp_path / "new") as served:
        assert listed(served)["gaps"] == []


# Who sees it


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/gaps"), ("POST", "/api/gaps/x/gold"), ("POST", "/api/gaps/x/dismiss")]
)
def test_gaps_are_for_the_staff_only(keeping: Served, method: str, path: str) -> None:
    keeping.ask(SECRET_QUESTION, headers=STAFF)
    refused = keeping.client.request(method, path, json={"answerable": False} if "gold" in path else None)
    assert (refused.status_code, code(refused)) == (401, "staff_only")
    assert CANARY not in refused.text


def test_the_page_of_gaps_leads_the_public_to_the_sign_in(keeping: Served) -> None:
    keeping.ask(SECRET_QUESTION, headers=STAFF)
    response = keeping.client.get("/luecken", headers=HTML)
    assert response.status_code == 401
    assert 'name="next" value="/luecken"' in response.text
    assert CANARY not in response.text
    sent = keeping.client.post("/luecken", data={"action": "dismiss", "gap": "x"}, headers=HTML)
    assert sent.status_code == 401


def test_a_signed_in_browser_decides_only_from_our_own_pages(keeping: Served) -> None:
    keeping.ask(UNKNOWN)
    (gap,) = gaps(keeping)
    keeping.client.post("/staff/session", json={"token": TOKEN}, headers={"Sec-Fetch-Site": "same-origin"})
    foreign = {"Origin": "https://evil.example"}
    path = f"/api/gaps/{gap['id']}/dismiss"
    assert keeping.client.post(path, headers=foreign).status_code == 401
    fields = {"gap": gap["id"], "action": "dismiss"}
    assert keeping.client.post("/luecken", data=fields, headers=foreign).status_code == 403
    assert len(gaps(keeping)) == 1
    assert keeping.client.post("/luecken", data=fields, headers={"Origin": keeping.url}).status_code == 303
    assert gaps(keeping) == []


def test_a_question_of_staff_changes_nothing_for_the_public(keeping: Served) -> None:
    before = keeping.ask(UNKNOWN).json()
    keeping.ask(SECRET_QUESTION, headers=STAFF)
    after = keeping.ask(UNKNOWN).json()
    assert {**before, "answer_id": "", "conversation_id": "", "took_ms": 0} == {
        **after, "answer_id": "", "conversation_id": "", "took_ms": 0
    }  # fmt: skip


# Gold


def test_one_click_makes_a_gold_line_that_the_evaluation_accepts(keeping: Served, tmp_path: Path) -> None:
    keeping.ask(UNKNOWN)
    (gap,) = gaps(keeping)
    done = gold(keeping, gap["id"], answerable=False).json()
    assert (done["added"], done["line"], done["gold"]["answerable"]) == (True, 1, False)
    assert gaps(keeping) == []
    keeping.ask(UNKNOWN)
    assert gaps(keeping) == [], "the same question asked again is no new gap"
    dataset = load(tmp_path / "gold.jsonl")
    assert isinstance(dataset, GoldSet)
    assert [question.question for question in dataset.questions] == [UNKNOWN]


@pytest.mark.parametrize("name", [PUBLIC.id, PUBLIC.info.path, PUBLIC.info.title, PUBLIC.info.title.upper()])
def test_a_quote_of_a_document_makes_a_gold_line(keeping: Served, tmp_path: Path, name: str) -> None:
    vote(keeping, keeping.ask(FUNDED).json())
    (gap,) = gaps(keeping)
    done = gold(keeping, gap["id"], answerable=True, document=name, quote=QUOTE, answers=["80 Prozent"])
    assert done.json()["gold"]["document"] == PUBLIC.info.path
    dataset = load(tmp_path / "gold.jsonl")
    assert isinstance(dataset, GoldSet)
    assert [(question.quote, question.answers) for question in dataset.questions] == [(QUOTE, ("80 Prozent",))]


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ({"answerable": True, "document": PUBLIC.id, "quote": "Das steht hier nicht."}, 422, "quote_not_in_document"),
        ({"answerable": True, "document": PUBLIC.id, "quote": " "}, 422, "quote_empty"),
        ({"answerable": True, "document": PUBLIC.id, "quote": QUOTE, "answers": ["90"]}, 422, "answer_not_in_quote"),
        ({"answerable": True, "document": PUBLIC.id, "quote": QUOTE, "answers": ["8"] * 11}, 422, "field_too_long"),
        ({"answerable": True, "document": "nirgends.md", "quote": QUOTE}, 404, "unknown_named_document"),
        ({"answerable": "vielleicht"}, 422, "field_bad"),
        ({}, 422, "field_missing"),
    ],
)
def test_a_wrong_decision_is_refused_in_words_and_leaves_the_gap_open(
    keeping: Served, tmp_path: Path, body: dict[str, Any], status: int, expected: str
) -> None:
    keeping.ask(UNKNOWN)
    (gap,) = gaps(keeping)
    refused = gold(keeping, gap["id"], **body)
    assert (refused.status_code, code(refused)) == (status, expected)
    assert len(gaps(keeping)) == 1
    assert not (tmp_path / "gold.jsonl").exists()


def test_a_title_that_several_documents_have_is_refused_with_their_paths(
    keeping: Served, assistant: FakeAssistant
) -> None:
    other = make_document("presse/auftakt_final.md", PUBLIC.info.title, ["Ganz anderes."])
    assistant.corpus = (*CORPUS, other)
    keeping.ask(UNKNOWN)
    (gap,) = gaps(keeping)
    refused = gold(keeping, gap["id"], answerable=True, document=PUBLIC.info.title, quote=QUOTE)
    assert (refused.status_code, code(refused)) == (422, "several_of_title")
    assert {"presse/auftakt.md,", "presse/auftakt_final.md."} <= set(refused.json()["detail"].split())


def test_a_decision_can_be_taken_back_at_once(keeping: Served, tmp_path: Path) -> None:
    keeping.ask(UNKNOWN)
    keeping.ask("Wer regiert Honolulu?")
    first, second = gaps(keeping)
    gold(keeping, first["id"], answerable=False)
    headers = {**STAFF, **HTML, "Origin": keeping.url}
    decided = {"gap": second["id"], "action": "unanswerable"}
    page = keeping.client.post("/luecken", data=decided, headers=headers, follow_redirects=True).text
    assert "Rückgängig machen" in page
    undone = {"gap": page.split('name="gap" value="')[1].split('"')[0], "action": "undo"}
    page = keeping.client.post("/luecken", data=undone, headers=headers, follow_redirects=True).text
    assert "die Frage ist wieder offen" in page
    assert "Rückgängig machen" not in page
    assert [gap["question"] for gap in gaps(keeping)] == [second["question"]]
    lines = (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["question"] for line in lines] == [first["question"]]


def test_the_sentences_to_choose_from_are_whole_and_say_something(keeping: Served, assistant: FakeAssistant) -> None:
    said = "Die Hauptstadt\nvon Burkina Faso heißt Ouagadougou."
    strange = make_document("a.md", "Burkina Faso", ["# Hauptstadt von Burkina Faso", "=====", f"{said} Mehr nicht."])
    assistant.corpus = (strange,)
    vote(keeping, keeping.ask("Wie heißt die Hauptstadt von Burkina Faso?").json())
    (gap,) = gaps(keeping)
    offered = [sentence for near in gap["related"] for sentence in near["sentences"]]
    assert set(offered) == {said, "Mehr nicht."}


def test_what_a_document_marks_as_bold_is_bold_in_the_sentences_to_choose_from(
    keeping: Served, assistant: FakeAssistant
) -> None:
    said = "Die Hauptstadt von Burkina Faso heißt **Ouagadougou & so**."
    assistant.corpus = (make_document("a.md", "Burkina Faso", [said]),)
    vote(keeping, keeping.ask("Wie heißt die Hauptstadt von Burkina Faso?").json())
    page = keeping.client.get("/luecken", headers=STAFF).text
    assert "heißt <strong>Ouagadougou &amp; so</strong>." in page
    assert "**" not in page


def test_a_gap_that_is_gone_is_told_so(keeping: Served) -> None:
    keeping.ask(UNKNOWN)
    (gap,) = gaps(keeping)
    assert keeping.client.post(f"/api/gaps/{gap['id']}/dismiss", headers=STAFF).json() == {"removed": 1}
    again = gold(keeping, gap["id"], answerable=False)
    assert (again.status_code, code(again)) == (404, "gap_gone")
    keeping.ask(UNKNOWN)
    assert len(gaps(keeping)) == 1, "who asks again opens it again"


# Pages


def test_without_script_a_vote_is_a_form_and_thanks(keeping: Served) -> None:
    page = keeping.client.get("/", params={"q": FUNDED}).text
    answer_id = page.split('name="answer_id" value="')[1].split('"')[0]
    own = {"Origin": keeping.url, **HTML}
    thanks = keeping.client.post("/feedback", data={"answer_id": answer_id, "verdict": "wrong"}, headers=own)
    assert thanks.status_code == 200
    assert "Als „Falsch“ gezählt" in thanks.text
    fields = {"answer_id": answer_id, "verdict": "wrong", "comment": "<b>Nein</b>"}
    assert "Ihre Anmerkung ist angekommen" in keeping.client.post("/feedback", data=fields, headers=own).text
    assert [gap["comments"] for gap in gaps(keeping)] == [["<b>Nein</b>"]]
    shown = keeping.client.get("/luecken", headers={**STAFF, **HTML}).text
    assert "&lt;b&gt;Nein&lt;/b&gt;" in shown
    assert "<b>Nein" not in shown


def test_a_form_that_is_wrong_says_so_on_a_page(keeping: Served) -> None:
    own = {"Origin": keeping.url, **HTML}
    refused = keeping.client.post("/feedback", data={"answer_id": "x.y", "verdict": "wrong"}, headers=own)
    assert refused.status_code == 422
    assert "gehört zu keiner Antwort dieses Servers" in refused.text


def test_the_page_of_gaps_decides_and_keeps_what_was_typed(keeping: Served, tmp_path: Path) -> None:
    keeping.ask(UNKNOWN)
    keeping.ask(UNKNOWN)
    vote(keeping, keeping.ask(FUNDED).json())
    headers = {**STAFF, **HTML, "Origin": keeping.url}
    page = keeping.client.get("/luecken", headers=headers)
    assert page.text.index("Burkina") < page.text.index("Weiterbildung gefördert?")
    unknown, funded = gaps(keeping)
    typed = {"gap": funded["id"], "action": "typed", "document": PUBLIC.info.path, "quote": "Fast wörtlich"}
    refused = keeping.client.post("/luecken", data=typed, headers=headers)
    assert refused.status_code == 422
    assert "steht nicht wörtlich in" in refused.text
    assert "Fast wörtlich</textarea>" in refused.text
    place = page.text.split('name="place" value="')[1].split('"')[0]
    chosen = {"gap": funded["id"], "action": "chosen", "place": place}
    done = keeping.client.post("/luecken?reason=wrong&lang=de", data=chosen, headers=headers)
    assert done.headers["location"] == f"/luecken?lang=de&reason=wrong&done=gold&last={funded['id']}#found"
    unanswerable = {"gap": unknown["id"], "action": "unanswerable"}
    decided = keeping.client.post("/luecken", data=unanswerable, headers=headers)
    assert decided.headers["location"] == f"/luecken?done=gold&last={unknown['id']}#found"
    dataset = load(tmp_path / "gold.jsonl")
    assert isinstance(dataset, GoldSet)
    assert [question.answerable for question in dataset.questions] == [True, False]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"action": "chosen"},
        {"action": "chosen", "place": "x 1 y"},
        {"action": "chosen", "place": "x 1 " + "9" * 5000},
        {"action": "?"},
    ],
)
def test_a_form_of_the_page_that_names_nothing_is_refused_in_words(keeping: Served, fields: dict[str, str]) -> None:
    keeping.ask(UNKNOWN)
    (gap,) = gaps(keeping)
    headers = {**STAFF, **HTML, "Origin": keeping.url}
    refused = keeping.client.post("/luecken", data={"gap": gap["id"], **fields}, headers=headers)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
