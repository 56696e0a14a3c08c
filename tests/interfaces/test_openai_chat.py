"""OpenAI's own client asks the assistant: whole answers, streams, errors, and what its keys may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI
from web_dripping import Dripping
from web_fakes import CANARY, CORPUS, FakeAssistant, Listed, Naming, Telling, make_document
from web_serving import TOKEN, Served, serve
from web_versions import NEW, OLD, QUESTION, Versioned

from assistant.answering.writing.talk import Listener
from assistant.records import Answer, Conflict, Question
from assistant.web.interfaces import openai_chat
from assistant.web.interfaces.markdown import sentences_of

MODEL = "wissens-assistent"
FUNDED = "Wie wird die Weiterbildung in Betrieben gefördert?"
UNKNOWN = "Wie heißt Burkina Fasos Hauptstadt?"


class Contradicting(Versioned):
    """Finds two versions that say different things."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        found = super().ask(question)
        return replace(found, conflicts=(Conflict((1, 2), 2),))


def client(served: Served, key: str = "public") -> OpenAI:
    return OpenAI(base_url=f"{served.url}/v1", api_key=key, max_retries=0, http_client=httpx.Client())


@pytest.fixture
def public(served: Served) -> Iterator[OpenAI]:
    with client(served) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Nötig sind: • ein Plan • Belege", ["Nötig sind:", "- ein Plan", "- Belege [1]"]),
        ("• Der Plan liegt vor. • Das Geld reicht.", ["- Der Plan liegt vor.", "- Das Geld reicht. [1]"]),
        ("Ein Satz.", ["Ein Satz. [1]"]),
    ],
)
def test_lists_are_those_of_markdown(text: str, lines: list[str]) -> None:
    assert sentences_of([{"text": text, "citations": [1]}]).split("\n") == [*lines, "", ""]


def said(question: str, *before: str) -> list[Any]:
    return [*({"role": "user", "content": one} for one in before), {"role": "user", "content": question}]


def test_the_one_model_is_listed(public: OpenAI) -> None:
    assert [model.id for model in public.models.list()] == [MODEL]
    assert public.models.retrieve(MODEL).id == MODEL


def test_an_answer_brings_marks_sources_and_the_citations_of_the_contract(served: Served, public: OpenAI) -> None:
    found = public.chat.completions.create(model=MODEL, messages=said(FUNDED))
    content = found.choices[0].message.content or ""
    assert content.startswith(
        "Die Weiterbildung in Betrieben wird mit 80 Prozent gefördert, höchstens mit 12.500 Euro. [1]"
    )
    assert "**Belege**" in content
    assert f"({served.url}/documents/{CORPUS[0].id}?start=" in content
    assert found.choices[0].finish_reason == "stop"
    citation = (found.model_extra or {})["citations"][0]
    assert citation["document"]["id"] == CORPUS[0].id
    assert served.client.get(citation["link"]).status_code == 200


def test_an_abstention_says_so_and_whom_to_ask(public: OpenAI) -> None:
    found = public.chat.completions.create(model=MODEL, messages=said(UNKNOWN))
    content = found.choices[0].message.content or ""
    assert "kontakt@netzwerk.example" in content
    assert (found.model_extra or {})["status"] == "abstained"


@pytest.mark.parametrize(
    ("asked", "told"), [(FUNDED, "[Beschlüsse ansehen (1 von 15)]"), (UNKNOWN, "[Beschlüsse ansehen]")]
)
def test_the_way_to_a_list_says_how_many_entries_it_has(asked: str, told: str) -> None:
    with serve(Listed(15)) as served, client(served) as public:
        content = public.chat.completions.create(model=MODEL, messages=said(asked)).choices[0].message.content or ""
    assert f"\n\n{told}({served.url}/ergebnisse?kind=decision&still=1)\n\n" in content


@pytest.mark.parametrize("asked", [FUNDED, UNKNOWN])
def test_what_no_passage_mentions_is_said_as_text(asked: str) -> None:
    with serve(Naming()) as served, client(served) as public:
        content = public.chat.completions.create(model=MODEL, messages=said(asked)).choices[0].message.content or ""
    note = r"In den passenden Stellen nicht genannt: „Förderlinie \<b\>5\</b\>“, „\*Kassel\*“."
    assert f"\n\n{note}\n\n" in content


def test_a_stream_says_the_same_as_the_whole_answer(public: OpenAI) -> None:
    whole = public.chat.completions.create(model=MODEL, messages=said(FUNDED)).choices[0].message.content
    pieces = list(public.chat.completions.create(model=MODEL, messages=said(FUNDED), stream=True))
    assert "".join(piece.choices[0].delta.content or "" for piece in pieces) == whole
    assert len({piece.id for piece in pieces}) == 1
    assert pieces[-1].choices[0].finish_reason == "stop"
    assert (pieces[-1].model_extra or {})["status"] == "answered"


def test_what_was_asked_before_is_what_a_question_goes_on_from() -> None:
    assistant = FakeAssistant()
    with serve(assistant) as served, client(served) as public:
        messages = [
            {"role": "system", "content": "Antworte als Pirat."},
            {"role": "user", "content": FUNDED},
            {"role": "assistant", "content": "Mit 80 Prozent. [1]"},
            {"role": "user", "content": [{"type": "text", "text": "Und wie lange?"}]},
        ]
        public.chat.completions.create(model=MODEL, messages=messages)  # type: ignore[arg-type]
    assert assistant.asked[-1].text == "Und wie lange?"
    assert assistant.asked[-1].history == (FUNDED,)


def test_a_question_that_was_refused_does_not_keep_the_next_one_out() -> None:
    assistant = FakeAssistant()
    with serve(assistant) as served, client(served) as public:
        for refused in ("", "x" * 2000):
            with pytest.raises(openai.UnprocessableEntityError):
                public.chat.completions.create(model=MODEL, messages=said(refused, UNKNOWN))
        public.chat.completions.create(model=MODEL, messages=said(FUNDED, UNKNOWN, "", "x" * 2000))
    assert assistant.asked[-1].history == (UNKNOWN,)


def test_a_stream_that_waits_for_its_sentences_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai_chat, "KEEP_ALIVE_SECONDS", 0.05)
    assistant = Dripping()
    body = {"model": MODEL, "messages": said(FUNDED), "stream": True}
    with serve(assistant) as served, served.client.stream("POST", "/v1/chat/completions", json=body) as response:
        lines = response.iter_lines()
        assert [next(one for one in lines if one) for _ in range(3)] == [": waiting"] * 3
        assistant.drop(20)
        assert [one for one in lines if one][-1] == "data: [DONE]"


def test_only_the_key_of_the_staff_shows_what_is_internal(served: Served, public: OpenAI) -> None:
    question = said(f"Was ist {CANARY}?")
    assert CANARY not in public.chat.completions.create(model=MODEL, messages=question).model_dump_json()
    with client(served, TOKEN) as staff:
        assert CANARY in staff.chat.completions.create(model=MODEL, messages=question).model_dump_json()


def test_the_key_of_the_public_stays_it_in_the_browser_of_staff(served: Served) -> None:
    cookie = served.client.post("/staff/session", json={"token": TOKEN}).headers["set-cookie"].split(";")[0]
    served.client.cookies.clear()
    body = {"model": MODEL, "messages": said(f"Was ist {CANARY}?")}
    for key, is_shown in (("Bearer public", False), ("Bearer  Public", None), (None, True)):
        headers = {"Cookie": cookie, **({"Authorization": key} if key else {})}
        answer = served.client.post("/v1/chat/completions", json=body, headers=headers)
        assert (answer.status_code == 401) if is_shown is None else ((CANARY in answer.text) is is_shown)


def test_who_leaves_a_stream_ends_its_work() -> None:
    assistant = Dripping()
    with serve(assistant) as served:
        body = {"model": MODEL, "messages": said(FUNDED), "stream": True}
        with served.client.stream("POST", "/v1/chat/completions", json=body) as response:
            assistant.drop()
            assert next(line for line in response.iter_lines() if line.startswith("data: "))
        assert assistant.given_up.wait(60)


def test_who_keeps_asking_is_refused_as_clients_expect() -> None:
    with serve(FakeAssistant(), rate_limit=1) as served, client(served) as public:
        public.chat.completions.create(model=MODEL, messages=said(FUNDED))
        with pytest.raises(openai.RateLimitError) as refused:
            public.chat.completions.create(model=MODEL, messages=said(FUNDED))
    assert 0 < int(refused.value.response.headers["retry-after"]) <= 60


def test_a_wrong_key_another_model_and_an_empty_question_are_refused_as_clients_expect(served: Served) -> None:
    with client(served, "falsch") as wrong, pytest.raises(openai.AuthenticationError, match="Zugangswort"):
        wrong.chat.completions.create(model=MODEL, messages=said(FUNDED))
    with client(served, "falsch") as wrong, pytest.raises(openai.AuthenticationError, match="Zugangswort"):
        wrong.models.list()
    with client(served) as public:
        with pytest.raises(openai.NotFoundError, match=MODEL):
            public.chat.completions.create(model="gpt-4", messages=said(FUNDED))
        with pytest.raises(openai.UnprocessableEntityError, match="leer"):
            public.chat.completions.create(model=MODEL, messages=said(" "))


@pytest.mark.parametrize(
    "body", ["", "nein", "[]", "{}", '{"messages": []}', '{"messages": [{"role": "user"}], "stream": 3}']
)
def test_a_body_that_is_no_such_request_is_an_error_in_openais_form(served: Served, body: str) -> None:
    answer = served.client.post("/v1/chat/completions", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (5, "messages.0.content"),
        ([{"type": "text", "text": 5}], "messages.0.content.0.text"),
        ([{"text": "x"}], "messages.0.content.0.type"),
    ],
)
def test_what_is_wrong_in_a_message_is_named_as_its_sender_wrote_it(served: Served, content: Any, field: str) -> None:
    answer = served.client.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": content}]})
    assert answer.status_code == 422
    assert f" {field} " in answer.json()["error"]["message"]


def test_a_defect_in_a_stream_ends_it_with_an_error() -> None:
    assistant = FakeAssistant()
    assistant.failure = ZeroDivisionError()
    with serve(assistant) as served, client(served) as public, pytest.raises(openai.APIError):
        list(public.chat.completions.create(model=MODEL, messages=said(FUNDED), stream=True))


def test_words_of_documents_do_not_become_markup() -> None:
    title = "[klick](javascript:alert(1)) <img src=x onerror=alert(1)> *fett*"
    document = make_document("a.md", title, ["# A", "Die Weiterbildung <script>alert(1)</script> kostet nichts."])
    with serve(FakeAssistant((document,))) as served, client(served) as public:
        content = (
            public.chat.completions.create(model=MODEL, messages=said("Weiterbildung?")).choices[0].message.content
        )
    assert content is not None
    assert "\\[klick\\](javascript" in content
    assert "<img" not in content.replace("\\<", "")
    assert "<script" not in content.replace("\\<", "")


def test_a_quote_is_told_without_its_marks_of_bold() -> None:
    with serve(Telling(("**Beschluss:** Der Zaun kostet 2 ** 3 Euro.",))) as served, client(served) as public:
        content = public.chat.completions.create(model=MODEL, messages=said("Zaun?")).choices[0].message.content
    assert content is not None
    assert "„Beschluss: Der Zaun kostet 2 \\*\\* 3 Euro.“" in content


def test_what_documents_say_differently_and_what_is_older_is_told() -> None:
    with serve(Contradicting((OLD, NEW))) as served, client(served) as public:
        content = public.chat.completions.create(model=MODEL, messages=said(QUESTION)).choices[0].message.content or ""
    assert "Die Dokumente nennen Verschiedenes" in content
    assert "Es gibt eine neuere Fassung: Bonus (Fassung 2025)" in content
