"""People who use a deployment all the time, and who remember what they were told."""

from __future__ import annotations

import itertools
import json
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, replace

import httpx
from faulty_deployment import QUESTIONS
from web_serving import STAFF

from assistant.evaluation.speed.serving import Reply, called

ASKERS = 8
UPLOAD_EVERY_SECONDS = 4.0
VOTE_EVERY = 4  # answers
ANSWERED = ("answered", "abstained")
# In the place of the status of replies that are 200 and yet no success.
NO_ANSWER, FILE_FAILED = -1, -2
TEXT = "Die Werkhalle in Musterstadt bekommt eine neue Lüftung. Das Labor berichtet davon im Mai."


@dataclass(frozen=True, slots=True)
class Seen:
    """A reply to `what`, with the moment when its call began (time.monotonic)."""

    what: str
    began: float
    reply: Reply

    @property
    def is_good(self) -> bool:
        return self.reply.status == 200

    @property
    def is_told(self) -> bool:
        """Whether it is a problem that says what happened, what to do and when to ask again; of a file that was sent
        with others the first two are enough."""
        if self.reply.status == FILE_FAILED:
            return all(self.of_file()[name] for name in ("reason", "remedy"))
        if self.reply.status not in (409, 429, 503) or self.reply.kind != "application/problem+json":
            return False
        problem = json.loads(self.reply.body)
        return bool(problem["detail"] and problem["remedy"] and problem["type"] and self.reply.retry_after.isdigit())

    def of_file(self) -> dict[str, str]:
        """What became of the file of an upload."""
        found: dict[str, str] = json.loads(self.reply.body)["files"][0]
        return found

    @property
    def is_too_old(self) -> bool:
        """Whether a vote was refused because its answer is old, as it is for a clock that has jumped ahead."""
        return self.what == "vote" and self.reply.status == 422 and self.code == "answer_id_expired"

    @property
    def code(self) -> str:
        """The code of the problem; of a file that was sent with others none is told."""
        if self.reply.status == FILE_FAILED:
            return "file_failed"
        return str(json.loads(self.reply.body)["type"]).rpartition(":")[2]


class People:
    """Askers, some of whom vote, and one who uploads. `votes` and `uploads` are those that were acknowledged."""

    def __init__(self, address: str) -> None:
        self.seen: list[Seen] = []
        self.votes: set[str] = set()
        self.uploads: set[str] = set()
        self._address = address
        self._questions = itertools.cycle(QUESTIONS)
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._ask_on, args=(number,)) for number in range(ASKERS)]
        self._threads.append(threading.Thread(target=self._upload_on))

    def __enter__(self) -> People:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def good_since(self, moment: float) -> int:
        """How many questions that were asked after that moment have been answered, the last ones without a break."""
        asked = [one for one in list(self.seen) if one.what == "ask" and one.began >= moment]
        failed = [place for place, one in enumerate(asked) if not one.is_good]
        return len(asked) - (failed[-1] + 1 if failed else 0)

    def wrong(self, broken_in: list[tuple[float, float]]) -> Counter[str]:
        """What was neither an answer nor a problem as it should be. A connection may break only in those times, in
        which a web worker was killed."""
        found: Counter[str] = Counter()
        for one in self.seen:
            may_break = any(one.began <= end and one.began + one.reply.ms / 1000 >= start for start, end in broken_in)
            if not (one.is_good or one.is_told or one.is_too_old or (one.reply.status == 0 and may_break)):
                found[f"{one.what}: {one.reply.status} {one.reply.kind} {one.reply.body[:300]!r}"] += 1
        return found

    def told(self) -> Counter[str]:
        """The problems, by their code."""
        return Counter(one.code for one in self.seen if one.is_told)

    def _ask_on(self, number: int) -> None:
        visitor = {"X-Forwarded-For": f"203.0.113.{number + 1}", "Content-Type": "application/json"}
        for count in itertools.count():
            if self._stopping.is_set():
                return
            with self._lock:
                question = next(self._questions)
            told = self._call("ask", "/api/ask", {"question": question}, visitor)
            if told.status == 200 and count % VOTE_EVERY == 0:
                self._vote(json.loads(told.body)["answer_id"], visitor)
            self._stopping.wait(0.1)

    def _vote(self, answer: str | None, visitor: dict[str, str]) -> None:
        if answer is None:  # one that could not be noted
            return
        vote = {"answer_id": answer, "verdict": "helpful"}
        if self._call("vote", "/api/feedback", vote, visitor).status == 200:
            self.votes.add(answer)

    def _call(self, what: str, path: str, body: dict[str, str], headers: dict[str, str]) -> Reply:
        began = time.monotonic()
        reply = called(self._address, "POST", path, json.dumps(body), headers)
        if what == "ask" and reply.status == 200 and json.loads(reply.body)["status"] not in ANSWERED:
            reply = replace(reply, status=NO_ANSWER)
        self.seen.append(Seen(what, began, reply))
        return reply

    def _upload_on(self) -> None:
        """Sends each file until it is acknowledged, with one key, as docs/INGESTING.md says."""
        for number in itertools.count():
            name, key = f"notiz{number}.txt", str(uuid.uuid4())
            while not self._stopping.is_set() and not self._upload(name, f"{TEXT} Notiz {number}.", key):
                self._stopping.wait(0.5)
            if self._stopping.wait(UPLOAD_EVERY_SECONDS):
                return

    def _upload(self, name: str, text: str, key: str) -> bool:
        began = time.monotonic()
        try:
            reply = httpx.post(
                f"{self._address}/api/uploads",
                files=[("files", (name, text.encode()))],
                headers={**STAFF, "Idempotency-Key": key},
                timeout=60,
            )
        except httpx.TransportError:
            self.seen.append(Seen("upload", began, Reply(0, (time.monotonic() - began) * 1000, 0)))
            return False
        kind = reply.headers["content-type"].partition(";")[0]
        took, again = (time.monotonic() - began) * 1000, reply.headers.get("retry-after", "")
        stored = reply.status_code == 200 and reply.json()["files"][0]["status"] in ("stored", "unchanged")
        status = FILE_FAILED if reply.status_code == 200 and not stored else reply.status_code
        self.seen.append(Seen("upload", began, Reply(0, took, status, kind, reply.content, again)))
        if stored:
            self.uploads.add(name)
        return stored
