"""Four worker processes on one socket, on SQLite and on PostgreSQL: as one server for visitors and for staff."""

from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import httpx
import pytest
from fakes import ToyEmbedder
from papers import paper
from storage_servers import postgres
from waiting import soon
from web_dripping import Event, line
from web_serving import STAFF, TOKEN
from web_shared import BACKENDS, drop, folder_of
from web_workers import SLOW, Running, at_once, running

from assistant.indexing.ingest import ingest_documents
from assistant.web.cookies import COOKIE

QUESTION = "Wie wird die Weiterbildung gefördert?"
_visitors = count(1)


@pytest.fixture(scope="module", params=BACKENDS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    path = tmp_path_factory.mktemp("several") / "data"
    if request.param == "sqlite":
        with running(folder_of("sqlite", path, None), "return Across(settings.data)", rate_limit="20") as found:
            yield found
        return
    with postgres() as database:
        with running(folder_of("postgresql", path, database), "return Across(settings.data)", rate_limit="20") as found:
            yield found
        drop(database)


@pytest.fixture
def visitor() -> str:
    return f"203.0.113.{next(_visitors)}"


def test_a_conversation_goes_on_whichever_worker_answers(server: Running, visitor: str) -> None:
    replies = [server.ask("Frage 0", visitor)]
    for number in range(1, 10):
        replies.append(server.ask(f"Frage {number}", visitor, conversation_id=replies[-1].json()["conversation_id"]))
    assert len({one.json()["conversation_id"] for one in replies}) == 1
    for number, reply in enumerate(replies[1:], start=1):
        assert reply.json()["resolved"] == " | ".join(f"Frage {before}" for before in range(number))


def test_a_limit_holds_for_all_workers_together(server: Running, visitor: str) -> None:
    def search(_: int) -> list[httpx.Response]:
        return [server.request("GET", "/api/search?q=Weiterbildung", visitor) for _ in range(7)]

    replies = [one for some in at_once(6, search) for one in some]
    assert sorted(one.status_code for one in replies) == [200] * 20 + [429] * 22
    assert all(1 <= int(one.headers["retry-after"]) <= 60 for one in replies if one.status_code == 429)


def test_wrong_tokens_count_for_all_workers_together(server: Running, visitor: str) -> None:
    def guess(_: int) -> list[int]:
        wrong = {"Authorization": "Bearer geraten"}
        return [server.request("GET", "/metrics", visitor, headers=wrong).status_code for _ in range(4)]

    found = [one for some in at_once(5, guess) for one in some]
    assert (found.count(401), found.count(429)) == (10, 10)
    assert server.request("GET", "/metrics", visitor, headers=STAFF).status_code == 429


def test_who_signs_in_at_one_worker_is_signed_in_at_all_and_out_at_all(server: Running) -> None:
    keys = [server.request("POST", "/staff/session", json={"token": TOKEN}).cookies[COOKIE] for _ in range(2)]
    cookies = [{"Cookie": f"{COOKIE}={key}"} for key in keys]
    for one in cookies:
        assert {reply.status_code for reply in server.by_all("/metrics", headers=one)} == {200}
    out = server.request("POST", "/staff/sign-out", headers=cookies[0], data={"everywhere": "1"})
    assert out.status_code == 303
    for one in cookies:
        assert {reply.status_code for reply in server.by_all("/metrics", headers=one)} == {401}


def asked_so_far(text: str) -> float:
    found = re.findall(r"^assistant_answers_total\{.*\} (\S+)$", text, re.MULTILINE)
    return sum(map(float, found))


def test_any_worker_tells_what_all_have_counted(server: Running) -> None:
    before = asked_so_far(server.request("GET", "/metrics", headers=STAFF).text)
    at_once(6, lambda place: server.ask(QUESTION, f"198.51.100.{place}"))
    found = {asked_so_far(one.text) for one in server.by_all("/metrics", headers=STAFF)}
    assert found == {before + 6}


def follow(server: Running, events: list[Event], number: int, question: str = SLOW) -> int:
    """Reads so many events more on a line of its own, which is then cut; gives the worker that sent them."""
    headers = {"X-Request-ID": f"stream-{next(_visitors)}-{number}-line"}
    after = events[-1].id if events else None
    with (
        httpx.Client(base_url=server.url, timeout=60) as client,
        line(client, after, question=question, headers=headers) as coming,
    ):
        events += [next(coming) for _ in range(number)]
    return server.worker_of(headers["X-Request-ID"])


def test_a_line_that_is_cut_goes_on_at_another_worker_while_the_answer_grows(server: Running) -> None:
    drops = [server.folder / f"{number}.drop" for number in range(1, 6)]
    for one in (*drops, server.folder / "given.up"):
        one.unlink(missing_ok=True)
    events: list[Event] = []
    drops[0].touch()
    workers = [follow(server, events, 2)]
    for drop_ in drops[1:4]:
        drop_.touch()
        workers.append(follow(server, events, 2))
    drops[4].touch()
    workers.append(follow(server, events, 3))
    for _ in range(30):  # now that it is over: read again from the middle, by others than the one that made it
        again = events[:3]
        workers.append(follow(server, again, len(events) - 3))
        assert again == events
        if len(set(workers)) > 2:
            break
    assert [one.name for one in events] == ["sentence", "citation"] * 5 + ["done"]
    assert [one.id.rpartition(".")[2] for one in events] == [str(number) for number in range(1, 12)]
    assert [one.content for one in events if one.name == "sentence"] == events[-1].content["sentences"]
    assert len(set(workers)) > 1
    assert not (server.folder / "given.up").exists(), "who reads elsewhere is not gone"


def test_an_answer_of_a_worker_that_is_killed_is_given_anew(server: Running) -> None:
    for number in range(1, 6):
        (server.folder / f"{number}.drop").unlink(missing_ok=True)
    (server.folder / "1.drop").touch()
    events: list[Event] = []
    maker = follow(server, events, 2)
    os.kill(maker, signal.SIGKILL)
    for number in range(1, 6):
        (server.folder / f"{number}.drop").touch()
    whole: list[Event] = []

    def is_answered() -> bool:  # as the element does: again, where a line ends without an end
        with httpx.Client(base_url=server.url, timeout=60) as client, line(client, events[-1].id, question=SLOW) as all:
            whole[:] = list(all)
        return bool(whole) and whole[-1].name == "done"

    assert soon(is_answered)
    assert whole[0].id.endswith(".1")
    assert whole[0].id.rpartition(".")[0] != events[0].id.rpartition(".")[0]
    assert soon(lambda: maker not in server.workers() and len(server.workers()) == 4)


def test_a_worker_that_is_killed_among_questions_is_replaced_and_the_others_go_on(server: Running) -> None:
    failed: list[Exception] = []
    answered: list[int] = []
    may_kill = threading.Event()
    victim = server.workers()[0]

    def ask(place: int) -> None:
        for number in range(10):
            if len(answered) >= 10:
                may_kill.set()
            try:
                answered.append(server.ask(QUESTION, f"198.18.{place}.{number}").status_code)
            except httpx.TransportError as error:
                failed.append(error)

    def kill() -> None:
        may_kill.wait(60)
        os.kill(victim, signal.SIGKILL)

    killing = threading.Thread(target=kill)
    killing.start()
    at_once(5, ask)
    killing.join()
    assert set(answered) == {200}
    assert len(answered) + len(failed) == 50
    assert len(failed) <= 5, "no more than were on their way"
    assert soon(lambda: victim not in server.workers() and len(server.workers()) == 4)
    died = [one for one in server.lines("worker died") if one["process"] == victim]
    assert [one["ended"] for one in died] == ["SIGKILL"]
    server.by_all("/healthz")


def test_without_its_parent_every_worker_ends(tmp_path: Path) -> None:
    with running(folder_of("sqlite", tmp_path / "data", None), "return Across(settings.data)", workers=2) as server:
        workers = server.workers()
        os.kill(server.process.pid, signal.SIGKILL)
        assert soon(lambda: not any(_lives(one) for one in workers))


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_a_new_document_is_seen_by_all_workers_soon(tmp_path: Path) -> None:
    folder = folder_of("sqlite", tmp_path / "data", None)
    ingest_documents(folder.path, [paper("# Erstes\n\nDer erste Satz steht hier.", "erstes.md")], ToyEmbedder(), 64)
    make = "from fakes import ToyEmbedder; from assistant.answering.assistant import Assistant as Real\n"
    make += "    from assistant.answering.models import Given; return Real(settings, Given(ToyEmbedder()))"
    with running(folder, make, workers=3, embedding_model="toy", rate_limit="0") as server:
        server.by_all("/api/documents", number=3)
        ingest_documents(folder.path, [paper("# Zweites\n\nDer zweite Satz.", "zweites.md")], ToyEmbedder(), 64)

        seeing: set[int] = set()

        def is_seen_by_all() -> bool:
            replies = server.at_once("/api/documents")
            seeing.update(server.worker(one) for one in replies if len(one.json()["documents"]) == 2)
            return len(seeing) == 3

        assert soon(is_seen_by_all)
