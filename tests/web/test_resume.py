"""A lost line: the answer goes on where it broke, without loss or doubling, for who may read it and for nobody else."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import pytest
from web_dripping import ASKED, Dripping, line, whole
from web_serving import STAFF, Served, serve

from assistant.web.answers import streams
from assistant.web.answers.stream import owner_of
from assistant.web.answers.streams import Owner, Stream, Streams
from assistant.web.fields import AskRequest

ROOT = Path(__file__).parents[2]
PUBLIC_OWNER = Owner(frozenset({"public"}), b"question")


@pytest.fixture
def assistant() -> Dripping:
    return Dripping()


@pytest.fixture
def served(assistant: Dripping) -> Iterator[Served]:
    with serve(assistant) as running:
        yield running


def test_events_are_numbered_from_one_within_their_stream(served: Served, assistant: Dripping) -> None:
    assistant.drop(20)
    first, second = whole(served.client), whole(served.client)
    for events in (first, second):
        assert len({event.id.rpartition(".")[0] for event in events}) == 1
        assert [event.id.rpartition(".")[2] for event in events] == [str(n) for n in range(1, len(events) + 1)]
        assert events[-1].name == "done"
    assert first[0].id != second[0].id
    assert len(first[0].id.rpartition(".")[0]) >= 22, "fewer than 128 bits in Base64"


def test_after_any_event_the_rest_follows_without_loss_or_doubling(served: Served, assistant: Dripping) -> None:
    assistant.drop(20)
    sent = whole(served.client)
    for number, event in enumerate(sent, start=1):
        assert whole(served.client, event.id) == sent[number:]
    assert len(assistant.asked) == 1


def test_a_line_that_breaks_in_the_middle_goes_on_while_the_answer_grows(served: Served, assistant: Dripping) -> None:
    with line(served.client) as events:
        assistant.drop()
        before = [next(events), next(events)]
    assert [event.name for event in before] == ["sentence", "citation"]
    with line(served.client, before[-1].id) as events:
        assistant.drop(4)
        after = list(events)
    assert after[-1].name == "done"
    told = [event.content for event in before + after if event.name == "sentence"]
    assert told == after[-1].content["sentences"]
    assert len(assistant.asked) == 1


def test_who_comes_back_twice_reads_on_one_line_only(served: Served, assistant: Dripping) -> None:
    with line(served.client) as first, httpx.Client(base_url=served.url, timeout=60) as other:
        assistant.drop()
        last = [next(first), next(first)][-1]
        with line(other, last.id) as second:
            assert list(first) == [], "the line before ends"
            assistant.drop(4)
            assert [event.name for event in second][-1] == "done"


def test_going_on_is_no_new_question_for_the_limit(assistant: Dripping) -> None:
    with serve(assistant, rate_limit=1) as served:
        assistant.drop(20)
        sent = whole(served.client)
        assert whole(served.client, sent[0].id) == sent[1:]
        assert served.ask(ASKED["question"]).status_code == 429


@pytest.mark.parametrize(
    "changes", [{"question": "Wie wird die Beratung gefördert?"}, {"language": "en"}, {"headers": STAFF}]
)
def test_another_question_or_other_rights_are_answered_anew(
    served: Served, assistant: Dripping, changes: dict[str, object]
) -> None:
    assistant.drop(20)
    sent = whole(served.client)
    answered = whole(served.client, sent[2].id, **changes)
    assert answered[0].id.endswith(".1")
    assert answered[0].id.rpartition(".")[0] != sent[0].id.rpartition(".")[0]
    assert len(assistant.asked) == 2


def test_what_staff_began_the_public_cannot_go_on_with(served: Served, assistant: Dripping) -> None:
    assistant.drop(20)
    sent = whole(served.client, headers=STAFF)
    whole(served.client, sent[2].id)
    assert [len(question.audiences) for question in assistant.asked] == [2, 1]


@pytest.mark.parametrize("number", ["0", "7", "-1", "1e3", "99", "²", "9" * 40, ""])
def test_a_number_that_was_never_sent_is_answered_anew(served: Served, assistant: Dripping, number: str) -> None:
    assistant.drop(40)
    sent = whole(served.client)
    after = f"{sent[0].id.rpartition('.')[0]}.{number}".encode("latin-1")
    again = whole(served.client, headers={"Last-Event-ID": after})
    assert [event.name for event in again][-1] == "done"
    assert len(assistant.asked) == (1 if number in ("0", "7") else 2)


@pytest.mark.parametrize("after", ["x", ".", "....", "A" * 22 + ".1", "a" * 8000, "{{7*7}}.1", "null.1"])
def test_a_stream_that_is_not_known_is_answered_anew(served: Served, assistant: Dripping, after: str) -> None:
    assistant.drop(20)
    assert whole(served.client, after)[0].id.endswith(".1")
    assert len(assistant.asked) == 1


def test_a_wrong_token_cannot_go_on(served: Served, assistant: Dripping) -> None:
    assistant.drop(20)
    sent = whole(served.client)
    headers = {"Accept": "text/event-stream", "Last-Event-ID": sent[0].id, "Authorization": "Bearer falsch"}
    assert served.client.post("/api/ask", json=ASKED, headers=headers).status_code == 401


def test_the_log_holds_neither_the_key_nor_the_question(
    served: Served, assistant: Dripping, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    assistant.drop(20)
    key = whole(served.client)[0].id
    whole(served.client, key)
    ours = [str(vars(record)) for record in caplog.records if record.name.startswith("assistant")]
    assert ours
    assert not [text for text in ours if key.rpartition(".")[0] in text or "Weiterbildung" in text]


def test_who_does_not_come_back_costs_nothing_more(
    served: Served, assistant: Dripping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "GRACE_SECONDS", 0.3)
    with line(served.client) as events:
        assistant.drop()
        last = next(events)
    left = time.monotonic()
    assert assistant.given_up.wait(60)
    assert time.monotonic() - left > 0.25
    assistant.drop(20)
    assert [event.name for event in whole(served.client, last.id)] == ["citation"], "what was sent before, and its end"


def test_who_comes_back_in_time_and_leaves_again_has_the_whole_grace_again(
    served: Served, assistant: Dripping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "GRACE_SECONDS", 3.0)
    with line(served.client) as events:
        assistant.drop()
        last = next(events)
    time.sleep(0.6)
    with line(served.client, last.id) as events:
        next(events)
    left = time.monotonic()
    assert assistant.given_up.wait(60)
    assert time.monotonic() - left > 2.7, "not what was left of the first"


def test_a_finished_answer_is_forgotten(served: Served, assistant: Dripping, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "KEEP_SECONDS", 0.2)
    assistant.drop(20)
    sent = whole(served.client)
    time.sleep(0.5)
    assert whole(served.client, sent[2].id)[0].id.endswith(".1")
    assert len(assistant.asked) == 2


async def finished(kept: Streams, length: int) -> Stream:
    async def fill(stream: Stream) -> None:
        stream.send("sentence", {"text": "x" * length})

    stream = kept.begin(PUBLIC_OWNER, fill)
    while not stream.is_over:
        await asyncio.sleep(0)
    return stream


async def held(kept: Streams, made: Sequence[Stream]) -> list[bool]:
    return [await kept.find(f"{stream.key}.0", PUBLIC_OWNER) is not None for stream in made]


def test_what_is_kept_is_bounded_in_number_and_the_oldest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_KEPT", 3)

    async def fill() -> None:
        kept = Streams()
        made = [await finished(kept, 10) for _ in range(8)]
        assert await held(kept, made) == [False] * 5 + [True] * 3

    asyncio.run(fill())


def test_what_is_kept_is_bounded_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_KEPT_BYTES", 5000)

    async def fill() -> None:
        kept = Streams()
        made = [await finished(kept, 1000) for _ in range(10)]
        assert await held(kept, made) == [False] * 6 + [True] * 4
        made.append(await finished(kept, 10_000))
        assert await held(kept, made) == [False] * 11

    asyncio.run(fill())


def test_the_same_body_is_the_same_owner_and_no_text_of_it_is_kept() -> None:
    one, other = (
        owner_of(AskRequest(question=text), frozenset({"public"})) for text in ("Weiterbildung?", "Beratung?")
    )
    assert one == owner_of(AskRequest(question="Weiterbildung?"), frozenset({"public"}))
    assert one != other
    assert b"Weiterbildung" not in one.question


def test_a_server_that_stops_says_so_in_the_stream_and_stops_in_time(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path[:0] = ['tests/support', '.']\n"
        "from web_dripping import Dripping\nfrom assistant.web.serve import main\n"
        "assistant = Dripping(); assistant.drop()\n"
        f"sys.exit(main(['--port', '0', '--data', {str(tmp_path)!r}], make=lambda _: assistant))"
    )
    command = [sys.executable, "-c", script]
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    surroundings = {**os.environ, "ASSISTANT_STOP_SECONDS": "0.5"}
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, text=True, **piped) as process:
        assert process.stdout is not None
        url = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
        with httpx.Client(base_url=url, timeout=30) as client, line(client) as events:
            assert next(events).name == "sentence"
            process.send_signal(signal.SIGTERM)
            stopped = time.monotonic()
            *_, last = events
        process.communicate(timeout=60)
    assert (last.name, last.content["type"]) == ("error", "urn:wissens-assistent:server_stopping")
    assert last.content["remedy"]
    assert time.monotonic() - stopped < 20, "the answer that runs does not hold it up"


def test_another_server_answers_an_old_stream_anew(assistant: Dripping) -> None:
    assistant.drop(20)
    with serve(assistant) as served:
        sent = whole(served.client)
    with serve(assistant) as served:
        assert whole(served.client, sent[2].id)[0].id.endswith(".1")


def test_a_website_that_may_ask_may_go_on() -> None:
    with serve(Dripping(), allowed_origins=["https://kammer.example"]) as served:
        asking = {"Origin": "https://kammer.example", "Access-Control-Request-Method": "POST"}
        asking |= {"Access-Control-Request-Headers": "content-type, last-event-id"}
        assert served.client.options("/api/ask", headers=asking).status_code == 200


def test_many_lines_at_once_are_told_apart(served: Served, assistant: Dripping) -> None:
    assistant.drop(200)
    found: list[list[str]] = []

    def ask(number: int) -> None:
        with httpx.Client(base_url=served.url, timeout=60) as client:
            sent = whole(client, history=[f"Frage {number}"])
            rest = whole(client, sent[3].id, history=[f"Frage {number}"])
            found.append([event.id for event in sent[:4] + rest])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({ids[0] for ids in found}) == 10
    assert all(len(set(ids)) == len(ids) == 11 for ids in found)
