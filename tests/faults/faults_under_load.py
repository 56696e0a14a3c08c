"""Everything that a deployment stands on breaks while people use it: python tests/faults/faults_under_load.py 20

By root, with Debian's postgresql-17 and faketime. In so many rounds each fault comes once, in a random order. It prints
what was wrong (there should be nothing), what people were told, and how long it took until answers came again. A seed,
and minutes after which no new fault begins, may follow.
"""

from __future__ import annotations

import base64
import contextlib
import json
import math
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parent / "support"), str(HERE)]

from faulty_deployment import Deployment, dawdle, deployed, drop, refuse, wait  # noqa: E402
from people import People  # noqa: E402
from sqlalchemy import create_engine, text  # noqa: E402

from assistant.evaluation.memory import descendants  # noqa: E402
from assistant.indexing.inventory import inventory  # noqa: E402
from assistant.storage.databases import server_url  # noqa: E402

PASSAGES = 1000
BROKEN_SECONDS = 2.0
GOOD_IN_A_ROW = 10
# A broken connection is noticed, and a dead worker replaced, within that time.
AFTERMATH_SECONDS = 3.0
DISK_MB = 3000
Fault = Callable[[Deployment, random.Random], None]


def web_worker(place: Deployment, chance: random.Random) -> None:
    os.kill(chance.choice(list(descendants(place.web.process.pid))), signal.SIGKILL)


def chroma_server(place: Deployment, chance: random.Random) -> None:
    place.vectors.kill()
    time.sleep(chance.uniform(0, BROKEN_SECONDS))
    place.vectors.start()


def postgresql(place: Deployment, chance: random.Random) -> None:
    place.database.kill()
    time.sleep(chance.uniform(0, BROKEN_SECONDS))
    place.database.start()


def ingestion_worker(place: Deployment, chance: random.Random) -> None:
    place.kill_worker()
    time.sleep(chance.uniform(0, BROKEN_SECONDS))
    place.start_worker()


def slow_model(place: Deployment, _: random.Random) -> None:
    _modelled(place, dawdle)


def dropping_model(place: Deployment, _: random.Random) -> None:
    _modelled(place, drop)


def _modelled(place: Deployment, answer: Callable[..., None]) -> None:
    asked, place.llm.answer = place.llm.asked, answer
    wait(lambda: place.llm.asked > asked, lambda: "nobody asks the model")
    time.sleep(BROKEN_SECONDS)
    place.llm.answer = refuse


def full_disk(place: Deployment, _: random.Random) -> None:
    """Of all that is there: data folder, vectors, database."""
    ballast = place.settings.data / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while file.write(bytes(size)):
                    pass
    time.sleep(BROKEN_SECONDS)
    ballast.unlink()
    # A service manager's part: what could not go on has ended, and is begun again.
    if place.vectors.process and place.vectors.process.poll() is not None:
        place.vectors.start()
    if not place.database.runs():
        place.database.start()


def clock_jump(place: Deployment, chance: random.Random) -> None:
    """Of the web workers, against the database: hours ahead, or back."""
    assert place.clock
    place.clock.write_text(f"{chance.choice('+-')}{chance.randint(1, 48)}h")
    time.sleep(BROKEN_SECONDS)
    place.clock.write_text("+0")


KILLS: tuple[Fault, ...] = (web_worker, chroma_server, postgresql, ingestion_worker)
MODEL: tuple[Fault, ...] = (slow_model, dropping_model)
BY_ROOT: tuple[Fault, ...] = (full_disk, clock_jump)


def broken(
    place: Deployment, faults: Sequence[Fault], chance: random.Random, minutes: float = math.inf
) -> tuple[People, Counter[str], dict[str, list[float]]]:
    """Lets `faults` happen in turn; gives people, what was wrong, and the seconds until answers came again.

    After so many minutes no new fault begins.
    """
    took: dict[str, list[float]] = defaultdict(list)
    killed: list[tuple[float, float]] = []
    with People(place.web.url) as people:
        _wait_for_answers(people, place, time.monotonic())
        begun = time.monotonic()
        for number, fault in enumerate(faults, start=1):
            start = time.monotonic()
            if start - begun > minutes * 60:
                break
            fault(place, chance)
            mended = time.monotonic()
            if fault is web_worker:
                killed.append((start, mended + AFTERMATH_SECONDS))
            took[fault.__name__].append(_wait_for_answers(people, place, mended))
            seconds = f"broken for {mended - start:.1f} s, answers after {took[fault.__name__][-1]:.1f} s"
            print(f"{number} of {len(faults)}: {fault.__name__} {seconds}", file=sys.stderr, flush=True)
    return people, people.wrong(killed) + lost(place, people), took


def _wait_for_answers(people: People, place: Deployment, since: float) -> float:
    """Seconds until so many questions in a row were answered."""
    return wait(
        lambda: people.good_since(since) >= GOOD_IN_A_ROW,
        lambda: f"{people.seen[-5:]}\n{place.web.log.read_text()[-3000:]}\n{place.log.read_text()[-1000:]}",
    )


def lost(place: Deployment, people: People) -> Counter[str]:
    """What was acknowledged and is not there; an upload is waited for."""

    def missing() -> set[str]:
        place.mind_worker()
        return people.uploads - {Path(held.info.path).name for held in inventory(place.settings.folder)}

    assert people.uploads, "nothing was uploaded"
    with contextlib.suppress(AssertionError):
        wait(lambda: not missing(), str)
    paths = Counter(held.info.path for held in inventory(place.settings.folder))
    engine = create_engine(server_url(place.database.url()))
    with engine.connect() as connection:
        votes = set(connection.execute(text("SELECT answer FROM votes")).scalars())
    engine.dispose()
    found = Counter({f"upload lost: {name}": 1 for name in missing()})
    found.update(f"twice: {path}" for path, count in paths.items() if count > 1)
    found.update(f"vote lost: {answer}" for answer in people.votes if key_of(answer) not in votes)
    return found


def key_of(answer: str) -> str:
    """What the database knows an answer by: a field of its id, which is signed."""
    told = answer.partition(".")[0]
    key: str = json.loads(base64.urlsafe_b64decode(told + "=" * (-len(told) % 4)))["key"]
    return key


@contextlib.contextmanager
def small_disk() -> Iterator[Path]:
    """A disk of DISK_MB for everything that a deployment writes."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", name], check=True)
        Path(name).chmod(0o755)
        before, tempfile.tempdir = tempfile.tempdir, name
        try:
            yield Path(name)
        finally:
            tempfile.tempdir = before
            subprocess.run(["umount", "--lazy", name], check=True)


def main(rounds: int, seed: int = 1, minutes: float = math.inf) -> int:
    chance, started = random.Random(seed), time.monotonic()
    every = (*KILLS, *MODEL, *BY_ROOT)
    faults = [fault for _ in range(rounds) for fault in chance.sample(every, len(every))]
    with small_disk() as disk, deployed(disk, PASSAGES, with_clock=True) as place:
        people, wrong, took = broken(place, faults, chance, minutes)
        asked = Counter(one.what for one in people.seen if one.is_good)
        print(f"{sum(map(len, took.values()))} faults, seed {seed}, {time.monotonic() - started:.0f} s")
        print(f"went well: {dict(asked)}; acknowledged: {len(people.votes)} votes, {len(people.uploads)} uploads")
        print(f"refused with a time: {dict(people.told())}")
        for name, seconds in took.items():
            median, longest = statistics.median(seconds), max(seconds)
            print(f"{name}: {len(seconds)} times, answers after {median:.1f} s, at most {longest:.1f} s")
        for what, count in wrong.most_common():
            print(f"WRONG {count} x {what}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
