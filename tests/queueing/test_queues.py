"""What holds for both queues: the file of one host, and the tables of a database server."""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from assistant.errors import NotFoundError, StorageError
from assistant.messages import worded
from assistant.notices import Notice
from assistant.queueing.jobs import MOST_TRIES, FailedError, Job, Queue, Waiting, depth, pause_seconds
from assistant.queueing.local_queue import FILE, LocalQueue
from assistant.queueing.schema import _OURS, _run, _steps, queue_engine
from assistant.queueing.server_queue import MOST_DEATHS, ServerQueue
from assistant.storage.databases import server_engine
from assistant.storage.folder import DataFolder

UPLOADS, AGAIN = Job("uploads"), Job("again", {"prune": True})
SOURCE = Job("source", {"key": "ablage"})
FULL = FailedError([Notice.of("disk_full", data="data", why="No space left")])
WRONG = FailedError([Notice(words="Falsch aufgerufen. Bitte richtig.")], is_final=True)


class Working:
    """A queue, and what its worker does with it: `take` gives a job that is due, or None."""

    def __init__(self, place: Path | DataFolder) -> None:
        self.folder = DataFolder.of(place)
        self.days = 0
        self.local = LocalQueue(self.folder.path)
        self.served = ServerQueue(self.folder)
        self.queue: Queue = self.served if self.folder.database_url else self.local

    def take(self) -> Waiting | None:
        if self.queue is self.local:
            return self.local.take(is_fetching=False) or self.local.take(is_fetching=True)
        with queue_engine(self.folder).begin() as connection:
            found = connection.scalar(text("SELECT (procrastinate_fetch_job_v2(NULL, NULL)).id"))
        return next((one for one in self.queue.jobs() if one.id == found), None)

    def end(self, one: Waiting, error: FailedError | None = None) -> None:
        if self.queue is self.local:
            self.local.finish(one.id, error)
            return
        status = "failed" if error and self.served.fail(one.id, error) else "succeeded"
        with server_engine(self.folder).begin() as connection:
            finish = text("SELECT procrastinate_finish_job_v1(:id, CAST(:status AS procrastinate_job_status), :delete)")
            connection.execute(finish, {"id": one.id, "status": status, "delete": status == "succeeded"})

    def give_back(self, one: Waiting) -> None:
        if self.queue is self.local:
            self.local.give_back(one.id)
        else:
            self.served.give_back(one.id)
            self.end(one)

    def wait_over(self) -> None:
        """As if the pause of every job were over."""
        if self.queue is self.local:
            self.days += 1
            later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=self.days)
            self.local = self.queue = LocalQueue(self.folder.path, lambda: later)
            return
        with server_engine(self.folder).begin() as connection:
            connection.execute(text("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'"))


@pytest.fixture
def working(place: Path | DataFolder) -> Working:
    return Working(place)


def told(working: Working) -> list[tuple[str, str, int]]:
    return [(one.job.kind, one.state, one.tries) for one in working.queue.jobs()]


def test_the_same_waits_only_once_and_is_done_in_its_order(working: Working) -> None:
    queue = working.queue
    assert [queue.add(UPLOADS), queue.add(AGAIN), queue.add(UPLOADS), queue.add(SOURCE)] == [True, True, False, True]
    first = working.take()
    assert first is not None
    assert first.job == UPLOADS
    assert queue.add(UPLOADS), "what is being done does not count: something may have come meanwhile"
    assert queue.jobs()[1].job == AGAIN


def test_of_ingestions_one_is_done_at_a_time_and_sources_beside_it(working: Working) -> None:
    for job in (UPLOADS, AGAIN, SOURCE):
        working.queue.add(job)
    taken = [working.take() for _ in range(3)]
    assert [one and one.job for one in taken] == [UPLOADS, SOURCE, None]
    assert taken[0]
    working.end(taken[0])
    following = working.take()
    assert following is not None
    assert following.job == AGAIN


def test_no_number_names_two_jobs(working: Working) -> None:
    seen = []
    for job in (UPLOADS, AGAIN, UPLOADS):
        working.queue.add(job)
        one = working.take()
        assert one
        seen.append(one.id)
        working.end(one)
    working.queue.add(AGAIN)
    one = working.take()
    assert one
    working.end(one, WRONG)
    [dead] = working.queue.jobs()
    working.queue.dismiss(dead.id)
    working.queue.add(UPLOADS)
    seen += [dead.id, working.queue.jobs()[0].id]
    assert len(set(seen)) == 5, seen


def test_what_failed_is_tried_again_after_a_pause_and_keeps_nothing_else_waiting(working: Working) -> None:
    working.queue.add(AGAIN)
    one = working.take()
    assert one
    working.end(one, FULL)
    [waiting] = working.queue.jobs()
    assert (waiting.state, waiting.tries, waiting.troubles) == ("waiting", 1, FULL.troubles)
    pause = (waiting.due - datetime.datetime.now(datetime.UTC)).total_seconds()
    assert pause_seconds(1) - 10 < pause <= pause_seconds(1) + 1
    assert working.take() is None
    working.queue.add(UPLOADS)
    other = working.take()
    assert other is not None
    assert other.job == UPLOADS


def test_what_was_put_off_by_a_clock_that_ran_ahead_waits_no_longer_once_that_is_set_right(tmp_path: Path) -> None:
    now = datetime.datetime.now(datetime.UTC)
    LocalQueue(tmp_path, lambda: now + datetime.timedelta(hours=5)).add(UPLOADS, delay_seconds=10)
    assert LocalQueue(tmp_path, lambda: now + datetime.timedelta(hours=5)).take(is_fetching=False) is None
    assert LocalQueue(tmp_path, lambda: now).take(is_fetching=False)


def test_jobs_on_a_server_are_put_off_by_its_clock_whatever_that_of_the_host_says(on_server: DataFolder) -> None:
    ServerQueue(on_server).add(UPLOADS, delay_seconds=10)
    put_off = (
        "SELECT scheduled_at - at FROM procrastinate_jobs JOIN procrastinate_events ON job_id = procrastinate_jobs.id"
    )
    with server_engine(on_server).connect() as connection:
        assert set(connection.scalars(text(f"{put_off} WHERE type = 'deferred'"))) == {datetime.timedelta(seconds=10)}


def test_after_the_last_try_it_is_a_dead_letter_until_somebody_looks_after_it(working: Working) -> None:
    working.queue.add(AGAIN)
    for _ in range(MOST_TRIES):
        working.wait_over()
        one = working.take()
        assert one
        working.end(one, FULL)
    assert told(working) == [("again", "failed", MOST_TRIES - (working.queue is working.served))]
    working.wait_over()
    assert working.take() is None
    [dead] = working.queue.jobs()
    assert dead.troubles == FULL.troubles
    working.queue.retry(dead.id)
    assert told(working) == [("again", "waiting", 0)]
    one = working.take()
    assert one
    working.end(one)
    assert told(working) == []


def test_what_no_other_try_would_help_is_a_dead_letter_at_once(working: Working) -> None:
    working.queue.add(AGAIN)
    one = working.take()
    assert one
    working.end(one, WRONG)
    [dead] = working.queue.jobs()
    assert (dead.state, dead.troubles) == ("failed", WRONG.troubles)
    assert not working.queue.add(AGAIN, is_new=False), "a schedule adds it no more"
    working.queue.dismiss(dead.id)
    assert told(working) == []
    for change in (working.queue.retry, working.queue.dismiss):
        with pytest.raises(NotFoundError):
            change(dead.id)


def test_asking_anew_takes_the_place_of_a_dead_letter(working: Working) -> None:
    working.queue.add(AGAIN)
    one = working.take()
    assert one
    working.end(one, WRONG)
    assert working.queue.add(AGAIN)
    assert told(working) == [("again", "waiting", 0)]


def test_the_same_that_was_asked_for_meanwhile_will_do_for_both(working: Working) -> None:
    working.queue.add(UPLOADS)
    one = working.take()
    assert one
    working.queue.add(UPLOADS)
    working.end(one, FULL)
    assert [state for _, state, _ in told(working)] == ["waiting"]


def test_a_job_that_goes_back_was_not_tried(working: Working) -> None:
    working.queue.add(UPLOADS)
    one = working.take()
    assert one
    working.give_back(one)
    assert told(working) == [("uploads", "waiting", 0)]
    again = working.take()
    assert again is not None
    assert again.added == one.added, "and it is as old as it was"


def test_what_another_job_has_done_is_forgotten_only_where_it_failed(working: Working) -> None:
    working.queue.add(UPLOADS)
    working.queue.settle(UPLOADS)
    assert told(working) == [("uploads", "waiting", 0)]
    one = working.take()
    assert one
    working.end(one, FULL)
    working.queue.settle(UPLOADS)
    assert told(working) == []


def test_who_asks_again_need_not_wait_for_the_pause(working: Working) -> None:
    working.queue.add(UPLOADS)
    one = working.take()
    assert one
    working.end(one, FULL)
    assert not working.queue.add(UPLOADS)
    again = working.take()
    assert again is not None
    assert (again.job, again.tries) == (UPLOADS, 1)


def test_many_who_ask_at_once_get_one_job(working: Working) -> None:
    added: list[bool] = []
    threads = [threading.Thread(target=lambda: added.append(working.queue.add(UPLOADS))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(added), len(added)) == (1, 8)


def test_how_much_there_is_to_do_is_counted(working: Working) -> None:
    for job in (UPLOADS, AGAIN, SOURCE):
        working.queue.add(job)
    working.take()
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=5)
    found = depth(working.queue.jobs(), later)
    assert (found.waiting, found.running, found.failed) == (2, 1, 0)
    assert 290 < found.oldest_seconds < 360


# Of the file


def test_what_a_killed_server_was_doing_waits_again(tmp_path: Path) -> None:
    queue = LocalQueue(tmp_path)
    queue.add(UPLOADS)
    queue.take(is_fetching=False)
    later = LocalQueue(tmp_path)
    later.give_back()
    assert [one.state for one in later.jobs()] == ["waiting"]


def test_all_that_a_killed_server_was_doing_waits_again_though_one_of_it_was_asked_for_anew(tmp_path: Path) -> None:
    queue = LocalQueue(tmp_path)
    for job in (UPLOADS, SOURCE):
        queue.add(job)
    assert queue.take(is_fetching=False)
    assert queue.take(is_fetching=True)
    queue.add(UPLOADS)
    queue.give_back()
    assert [(one.job, one.state) for one in queue.jobs()] == [(SOURCE, "waiting"), (UPLOADS, "waiting")]


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"id": 1}]', "null", '{"jobs": []}'])
def test_a_broken_file_is_told_and_not_overwritten(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    queue = LocalQueue(tmp_path)
    works: list[Callable[[], Any]] = [queue.jobs, lambda: queue.add(UPLOADS), lambda: queue.take(is_fetching=False)]
    for work in works:
        with pytest.raises(StorageError) as caught:
            work()
        assert caught.value.code == "queue_broken"
    assert (tmp_path / FILE).read_text(encoding="utf-8") == content


def test_a_file_of_jobs_alone_as_it_was_written_before_is_read(tmp_path: Path) -> None:
    queue = LocalQueue(tmp_path)
    queue.add(UPLOADS)
    queue.add(AGAIN)
    before = queue.jobs()
    written = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    (tmp_path / FILE).write_text(json.dumps(written["jobs"]), encoding="utf-8")
    assert queue.jobs() == before
    assert queue.add(SOURCE)
    assert [one.id for one in queue.jobs()] == [1, 2, 3]


def test_a_file_that_was_taken_away_meanwhile_ends_no_worker(tmp_path: Path) -> None:
    queue = LocalQueue(tmp_path)
    queue.add(UPLOADS)
    one = queue.take(is_fetching=False)
    assert one
    (tmp_path / FILE).unlink()
    queue.finish(one.id)
    queue.finish(one.id, FULL)
    assert queue.jobs() == []


# Of the server


def test_the_tables_are_made_once_however_many_come_at_once(on_server: DataFolder) -> None:
    errors: list[BaseException] = []

    def come() -> None:
        try:
            ServerQueue(on_server).add(UPLOADS)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=come) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(ServerQueue(on_server).jobs()) == 1


def test_tables_of_an_earlier_procrastinate_are_brought_up_and_of_a_newer_one_refused(on_server: DataFolder) -> None:
    steps = _steps()
    earlier = next(place for place, step in enumerate(steps) if step.stem.startswith("03.03"))
    with server_engine(on_server).begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {on_server.schema}"))
        _run(connection, "".join(step.read_text(encoding="utf-8") for step in steps[:earlier]) + _OURS)
        connection.execute(text("INSERT INTO queue_revision VALUES (:found)"), {"found": steps[earlier - 1].stem})
    assert ServerQueue(on_server).add(UPLOADS)
    with server_engine(on_server).begin() as connection:
        assert connection.scalar(text("SELECT version_num FROM queue_revision")) == steps[-1].stem
        connection.execute(text("UPDATE queue_revision SET version_num = '99.00.00_01_pre_x'"))
    with pytest.raises(StorageError) as caught:
        ServerQueue(on_server).jobs()
    assert caught.value.code == "schema_new"


def test_two_networks_on_one_server_have_queues_of_their_own(on_server: DataFolder, tmp_path: Path) -> None:
    other = DataFolder(tmp_path / "other", on_server.database_url, f"{on_server.schema}_other")
    ServerQueue(on_server).add(UPLOADS)
    assert ServerQueue(other).jobs() == []


def test_a_queue_says_whether_a_worker_lives(on_server: DataFolder, tmp_path: Path) -> None:
    queue = ServerQueue(on_server)
    assert not queue.is_worked()
    with server_engine(on_server).begin() as connection:
        connection.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))
    assert queue.is_worked()
    with server_engine(on_server).begin() as connection:
        connection.execute(text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '30 seconds'"))
    assert not queue.is_worked(), "it died without a word"
    assert LocalQueue(tmp_path).is_worked(), "a server works itself"


def test_the_job_of_a_dead_worker_waits_again_but_not_for_ever(on_server: DataFolder) -> None:
    working = Working(on_server)
    working.queue.add(UPLOADS)
    for _ in range(MOST_DEATHS):
        one = working.take()
        assert one
        working.served.rescue(one.id)
    [dead] = working.queue.jobs()
    assert (dead.state, dead.troubles[0].code) == ("failed", "worker_died")
    assert str(MOST_DEATHS) in worded(dead.troubles[0], "de").message
    working.served.rescue(dead.id)
    assert len(working.queue.jobs()) == 1, "what is no longer being done is nobody's to rescue"


def test_a_worker_that_was_taken_for_dead_leaves_its_job_to_the_one_that_has_it_now(on_server: DataFolder) -> None:
    working = Working(on_server)
    working.queue.add(UPLOADS)
    one = working.take()
    assert one
    working.served.rescue(one.id)
    assert not working.served.fail(one.id, WRONG)
    working.served.give_back(one.id)
    assert told(working) == [("uploads", "waiting", 0)]


def test_a_server_that_is_away_is_told_in_words(tmp_path: Path) -> None:
    away = DataFolder(tmp_path, f"postgresql://assistant@/postgres?host={tmp_path}&port=1")
    with pytest.raises(StorageError) as caught:
        ServerQueue(away).add(UPLOADS)
    assert caught.value.code == "database_unreachable"
