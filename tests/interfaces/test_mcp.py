"""The protocol's own client calls the tools: over HTTP, and as a program would that starts the assistant."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import anyio
import httpx
import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from web_dripping import Dripping
from web_fakes import CANARY, CAUTION, CORPUS, NAMES, Doubtful, FakeAssistant, Naming, NotIngested, make_document
from web_serving import STAFF, TOKEN, Served, make_settings, serve
from web_versions import NEW, OLD, QUESTION, Versioned

from assistant.errors import StorageError
from assistant.telemetry.logs import JsonFormatter
from assistant.web.interfaces.pipe_door import PipeDoor
from assistant.web.interfaces.tools import MAX_CHARACTERS, server_of

FUNDED = "Wie wird die Weiterbildung in Betrieben gefördert?"
T = TypeVar("T")


def over_http(served: Served, use: Callable[[Client], Awaitable[T]], headers: dict[str, str] | None = None) -> T:
    async def connected() -> T:
        async with (
            httpx2.AsyncClient(headers=headers) as line,
            Client(streamable_http_client(f"{served.url}/mcp", http_client=line)) as client,
        ):
            return await use(client)

    return anyio.run(connected)


def in_process(assistant: FakeAssistant, use: Callable[[Client], Awaitable[T]]) -> T:
    server = server_of(PipeDoor(assistant, make_settings(), frozenset({"public"})))

    async def connected() -> T:
        async with Client(server) as client:
            return await use(client)

    return anyio.run(connected)


def calling(tool: str, **arguments: Any) -> Callable[[Client], Awaitable[Any]]:
    async def call(client: Client) -> Any:
        return await client.call_tool(tool, arguments)

    return call


def test_the_tools_say_what_they_do_and_that_they_only_read(served: Served) -> None:
    async def listed(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = over_http(served, listed)
    assert [tool.name for tool in tools] == ["ask", "search", "document"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    assert "call" not in json.dumps([tool.input_schema for tool in tools])


def test_an_answer_has_its_citations_with_links_that_open(served: Served) -> None:
    found = over_http(served, calling("ask", question=FUNDED)).structured_content
    assert found["status"] == "answered"
    assert found["answer"].startswith("Die Weiterbildung in Betrieben wird mit 80 Prozent gefördert")
    citation = found["citations"][0]
    assert citation["number"] == 1
    assert served.client.get(citation["link"]).status_code == 200


def test_an_abstention_names_the_contact_and_what_is_related(served: Served) -> None:
    found = over_http(served, calling("ask", question="Wie heißt Burkina Fasos Hauptstadt?")).structured_content
    assert (found["status"], found["reason"]) == ("abstained", "no_hits")
    assert "kontakt@netzwerk.example" in found["contact"]
    assert found["related"][0]["document"]["title"]


def test_thanks_have_a_reply(served: Served) -> None:
    found = over_http(served, calling("ask", question="Danke!")).structured_content
    assert (found["reason"], found["reply"].partition(".")[0]) == ("no_question", "Gern geschehen")


def test_a_search_can_be_narrowed(served: Served) -> None:
    only = {"type": "press_release"}
    found = over_http(served, calling("search", query="Weiterbildung Betriebe", only=only)).structured_content
    assert found["hits"]
    assert {hit["document"]["type"] for hit in found["hits"]} == {"press_release"}


def test_a_long_document_is_read_piece_by_piece() -> None:
    document = make_document("lang.md", "Lang", ["Weiterbildung. " * 2000])
    whole, start = "", 0
    while start is not None:
        call = calling("document", id=document.id, start=start)
        piece = in_process(FakeAssistant((document,)), call).structured_content
        assert len(piece["text"]) <= MAX_CHARACTERS
        whole, start = whole + piece["text"], piece["next_start"]
    assert whole == document.text


def test_what_is_internal_is_absent_without_the_token(served: Served) -> None:
    internal = next(document for document in CORPUS if document.info.audience == "internal")
    refused = over_http(served, calling("document", id=internal.id))
    unknown = over_http(served, calling("document", id="0" * 20))
    assert refused.is_error
    assert refused.content[0].text.replace(internal.id, "") == unknown.content[0].text.replace("0" * 20, "")
    assert CANARY in over_http(served, calling("document", id=internal.id), STAFF).structured_content["text"]


@pytest.mark.parametrize(("tool", "field"), [("ask", "question"), ("search", "query")])
def test_nothing_internal_is_found_without_the_token(served: Served, tool: str, field: str) -> None:
    call = calling(tool, **{field: f"Was ist {CANARY}?"})
    assert CANARY not in str(over_http(served, call).structured_content)
    assert CANARY in str(over_http(served, call, STAFF).structured_content)


@pytest.mark.parametrize("foreign", [{"Origin": "https://boese.example"}, {"Sec-Fetch-Site": "same-site"}])
def test_no_other_website_calls_with_the_session_of_staff(served: Served, foreign: dict[str, str]) -> None:
    answer = served.client.post("/staff/session", json={"token": TOKEN})
    own = {"Cookie": answer.headers["set-cookie"].split(";")[0]}
    call = calling("search", query=f"Was ist {CANARY}?")
    assert CANARY in str(over_http(served, call, own).structured_content)
    assert CANARY not in str(over_http(served, call, {**own, **foreign}).structured_content)
    body = {"messages": [{"role": "user", "content": f"Was ist {CANARY}?"}]}
    served.client.cookies.clear()
    for headers, is_shown in ((own, True), ({**own, **foreign}, False)):
        text = served.client.post("/v1/chat/completions", json=body, headers=headers).text
        assert (CANARY in text) is is_shown


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("ask", {"question": " "}, "leer"),
        ("ask", {"question": "x" * 1001}, "1001"),
        ("search", {"query": "Weiterbildung", "k": 500}, "20"),
        ("search", {"query": "x", "only": {"date_from": "2025-02-01", "date_to": "2025-01-01"}}, "2025"),
        ("search", {"query": "x", "only": {"date_from": "gestern"}}, "date_from"),
        ("document", {"id": "nix"}, "nix"),
    ],
)
def test_a_wrong_call_is_explained(served: Served, tool: str, arguments: dict[str, Any], words: str) -> None:
    answer = over_http(served, calling(tool, **arguments))
    assert answer.is_error
    assert words in answer.content[0].text
    assert "Traceback" not in answer.content[0].text


@pytest.mark.parametrize(
    ("arguments", "german", "english"),
    [
        ({"query": "x", "k": 500}, "Das Feld k ist größer als 20.", "The field k is above 20."),
        ({"query": "x", "k": 0}, "Das Feld k ist kleiner als 1.", "The field k is below 1."),
        ({"k": 3}, "Das Feld query fehlt.", "The field query is missing."),
        ({"query": "x", "only": {"labs": "x"}}, "Das Feld only.labs gibt es nicht.", "There is no field only.labs."),
    ],
)
def test_wrong_arguments_are_explained_in_the_language_of_the_caller(
    served: Served, arguments: dict[str, Any], german: str, english: str
) -> None:
    for headers, words in (({}, german), ({"Accept-Language": "en"}, english)):
        told = over_http(served, calling("search", **arguments), headers).content[0].text
        assert told.startswith(words)
        assert "pydantic" not in told


def test_a_defect_tells_its_words_neither_to_the_caller_nor_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    assistant = FakeAssistant()
    assistant.failure = ZeroDivisionError(CANARY)
    with serve(assistant) as served:
        answer = over_http(served, calling("ask", question=CANARY))
    assert answer.is_error
    assert CANARY not in str(answer.content)
    lines = [JsonFormatter().format(record) for record in caplog.records if record.levelno >= logging.WARNING]
    assert [line for line in lines if "ZeroDivisionError" in line]
    assert not [line for line in lines if CANARY in line]


def test_a_library_that_cannot_be_loaded_lets_nobody_wait(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with serve(FakeAssistant()) as served:
        for _ in range(2):
            assert served.client.post("/mcp", json={}, timeout=10).status_code == 500
    assert not [record for record in caplog.records if "shutdown failed" in record.message]


def test_calls_count_against_the_limit_of_the_visitor() -> None:
    with serve(FakeAssistant(), rate_limit=2) as served:
        answers = [over_http(served, calling("ask", question=FUNDED)) for _ in range(3)]
    assert [answer.is_error for answer in answers] == [False, False, True]


def test_searches_count_like_questions() -> None:
    with serve(FakeAssistant(), rate_limit=1) as served:
        answers = [over_http(served, calling("search", query=FUNDED)) for _ in range(2)]
    assert [answer.is_error for answer in answers] == [False, True]


def test_who_leaves_ends_the_work_on_the_answer() -> None:
    assistant = Dripping()
    headers = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
    call = {"name": "ask", "arguments": {"question": FUNDED}}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    with serve(assistant) as served:
        with pytest.raises(httpx.ReadTimeout):
            served.client.post("/mcp", json=body, headers=headers, timeout=3)
        assert assistant.asked
        served.client.close()
        assert assistant.given_up.wait(60)


def test_without_an_index_a_tool_says_so() -> None:
    with serve(NotIngested()) as served:
        assert over_http(served, calling("ask", question=FUNDED)).is_error


def test_the_public_reads_no_folder_of_ours_and_the_log_does(caplog: pytest.LogCaptureFixture) -> None:
    assistant = FakeAssistant()
    assistant.failure = StorageError("disk_full", data="/srv/geheimer-ordner", why="0 Bytes frei")
    with serve(assistant) as served:
        answer = over_http(served, calling("ask", question=FUNDED))
    assert answer.is_error
    assert "geheimer-ordner" not in str(answer.content)
    assert any("geheimer-ordner" in str(vars(one)) for one in caplog.records if one.message == "refused")
    assert "geheimer-ordner" in str(in_process(assistant, calling("ask", question=FUNDED)).content)


def test_a_program_on_this_machine_calls_the_same_tools() -> None:
    found = in_process(FakeAssistant(), calling("ask", question=FUNDED)).structured_content
    assert found["citations"][0]["document"]["id"] == CORPUS[0].id
    assert "link" not in found["citations"][0]


def test_a_body_that_is_no_call_is_refused(served: Served) -> None:
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    answer = served.client.post("/mcp", content="nein", headers=headers)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_a_client_starts_the_program_and_speaks_to_it_by_its_pipes() -> None:
    here = Path(__file__).parent
    paths = os.pathsep.join((str(here.parents[1]), str(here.parent / "support")))
    program = StdioServerParameters(command=sys.executable, args=[str(here / "piped.py")], env={"PYTHONPATH": paths})

    async def connected() -> Any:
        async with Client(program) as client:
            return await client.call_tool("ask", {"question": FUNDED})

    found = anyio.run(connected).structured_content
    assert found["status"] == "answered"
    assert found["citations"][0]["document"]["id"] == CORPUS[0].id


def test_nobody_holds_a_line_open_that_nothing_is_sent_on(served: Served) -> None:
    answer = served.client.get("/mcp", headers={"Accept": "text/event-stream"})
    assert answer.status_code == 405


def test_a_model_is_told_that_a_document_has_a_newer_version() -> None:
    found = in_process(Versioned((OLD, NEW)), calling("ask", question=QUESTION)).structured_content
    newer = {one["document"]["id"]: one["document"]["superseded_by"] for one in found["citations"]}
    assert newer[OLD.id] == {"id": NEW.id, "title": "Bonus (Fassung 2025)"}
    assert newer[NEW.id] is None
    assert found["conflicts"] == found["unanswered"] == []


@pytest.mark.parametrize(("assistant", "caution"), [(Doubtful(), CAUTION), (FakeAssistant(), None)])
def test_a_model_is_told_that_an_answer_may_be_none(assistant: FakeAssistant, caution: str | None) -> None:
    found = in_process(assistant, calling("ask", question=FUNDED))
    assert found.structured_content["caution"] == caution
    assert (CAUTION in found.content[0].text) is bool(caution)


@pytest.mark.parametrize("asked", [FUNDED, "Wie heißt Burkina Fasos Hauptstadt?"])
def test_a_model_is_told_what_no_passage_mentions(asked: str) -> None:
    found = in_process(Naming(), calling("ask", question=asked)).structured_content
    assert found["not_mentioned"] == list(NAMES)
