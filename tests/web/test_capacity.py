"""The capacity of a process, which its networks share: full for all at once, counted by each for itself."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

import anyio
from anyio import CapacityLimiter, create_task_group, move_on_after, to_thread
from starlette.testclient import TestClient
from web_fakes import FakeAssistant
from web_serving import STAFF, make_settings

from assistant.answering.writing.talk import Listener
from assistant.records import Answer, Question
from assistant.web.app import create_app
from assistant.web.capacity import Capacity, CapacityShare
from assistant.web.networks import several

PATIENCE_SECONDS = 60.0
HOSTS = {"nord.example.org": "nord", "sued.example.org": "sued"}


class Holding(FakeAssistant):
    """Answers once it may."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        self.asked.append(question)
        assert self.hold.wait(PATIENCE_SECONDS)
        return self.quoted(question)


def working(client: TestClient) -> dict[str, float]:
    """What each network tells, by its host."""
    texts = {host: client.get(f"http://{host}/metrics", headers=dict(STAFF)).text for host in HOSTS}
    return {host: float(re.findall(r"^assistant_working (\S+)$", text, re.M)[0]) for host, text in texts.items()}


def test_each_network_tells_what_is_worked_on_for_itself(tmp_path: Path) -> None:
    assistants, capacity = {key: Holding() for key in HOSTS.values()}, Capacity.of_process()
    apps = {
        key: create_app(make_settings(data=tmp_path / key, network=key), assistant, capacity=capacity)
        for key, assistant in assistants.items()
    }
    busy = assistants["nord"]
    busy.hold.clear()
    with TestClient(several(apps, HOSTS, "de")) as client:
        asking = threading.Thread(
            target=client.post, args=("http://nord.example.org/api/ask",), kwargs={"json": {"question": "Was nun?"}}
        )
        asking.start()
        try:
            until = time.monotonic() + PATIENCE_SECONDS
            while not busy.asked and time.monotonic() < until:
                time.sleep(0.01)
            assert working(client) == {"nord.example.org": 1, "sued.example.org": 0}
        finally:
            busy.hold.set()
            asking.join()
        assert set(working(client).values()) == {0}


def test_a_place_that_one_network_holds_is_taken_for_all_and_who_waits_holds_none() -> None:
    async def both() -> None:
        limiter = CapacityLimiter(1)
        north, south = CapacityShare(limiter), CapacityShare(limiter)

        async def wait_in_vain() -> None:
            with move_on_after(0.05) as waited:
                await to_thread.run_sync(int, limiter=south)
            assert waited.cancelled_caught

        async with north:
            assert (north.holds, south.holds, south.borrowed_tokens) == (1, 0, 1)
            async with create_task_group() as group:
                group.start_soon(wait_in_vain)
            assert (north.holds, south.holds) == (1, 0)
        assert await to_thread.run_sync(lambda: (north.holds, south.holds), limiter=south) == (0, 1)
        assert (south.holds, limiter.borrowed_tokens) == (0, 0)

    anyio.run(both)
