"""What is added to the queue without anybody who asks, and how often."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.mirroring.mirror import Mirror
from assistant.queueing.jobs import FailedError, Job, Waiting
from assistant.queueing.local_queue import LocalQueue
from assistant.queueing.performing import Performer
from assistant.queueing.schedule import due, keep_adding
from assistant.settings.settings import Settings

SOURCE = Job("source", {"key": "ablage"})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A source that is fetched each half hour."""
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.txt").write_text("Die Kantine öffnet im Mai.", encoding="utf-8")
    sources = {"ablage": {"url": f"file://{tmp_path}/there", "every_minutes": 30}}
    return Settings.model_validate({"data": tmp_path / "data", "sources": sources})


class Turns(threading.Event):
    """Set after so many turns, between which something happens."""

    def __init__(self, number: int, between: Callable[[], None]) -> None:
        super().__init__()
        self._left = number
        self._between = between

    def wait(self, timeout: float | None = None) -> bool:
        self._between()
        self._left -= 1
        if not self._left:
            self.set()
        return self.is_set()


def at(minutes: int) -> datetime.datetime:
    return datetime.datetime(2026, 11, 26, 12, 0, tzinfo=datetime.UTC) + datetime.timedelta(minutes=minutes)


def refuse_state(settings: Settings) -> None:
    """As good as a disk that refuses: nothing can be written where the state of a source lies."""
    settings.data.mkdir()
    (settings.data / "sources").write_text("in the way", encoding="utf-8")


def test_a_source_whose_state_cannot_be_written_waits_as_after_any_failure(settings: Settings) -> None:
    refuse_state(settings)
    queue, performer = LocalQueue(settings.data), Performer(settings, [], threading.Event())
    tried: list[Waiting] = []

    def work() -> None:
        if one := queue.take(is_fetching=True):
            tried.append(one)
            with pytest.raises(FailedError) as error:
                performer.perform(one.job)
            queue.finish(one.id, error.value)

    keep_adding(queue, settings, Turns(3, work))
    assert [one.job for one in tried] == [SOURCE]
    (waiting,) = queue.jobs()
    assert (waiting.job, waiting.state, waiting.tries) == (SOURCE, "waiting", 1)
    assert not waiting.is_soon(datetime.datetime.now(datetime.UTC))


def test_a_source_whose_state_cannot_be_written_is_asked_for_at_its_own_times(settings: Settings) -> None:
    refuse_state(settings)
    assert list(due(settings, at(0), {})) == [SOURCE]
    asked = {SOURCE.key: at(0)}
    assert list(due(settings, at(29), asked)) == []
    assert list(due(settings, at(30), asked)) == [SOURCE]
    assert list(due(settings, at(-1), asked)) == [SOURCE], "a clock was set back"


def test_a_source_whose_state_cannot_be_read_keeps_no_other_out(settings: Settings) -> None:
    state = settings.folder.sources / "ablage.json"
    state.mkdir(parents=True)
    other = settings.model_copy(update={"sources": settings.sources | {"zweite": settings.sources["ablage"]}})
    assert list(due(other, at(0), {})) == [SOURCE, Job("source", {"key": "zweite"})]


def test_a_source_that_was_fetched_by_hand_waits_from_then_on(settings: Settings) -> None:
    Mirror.of("ablage", settings).fetch()
    now = datetime.datetime.now(datetime.UTC)
    assert list(due(settings, now, {})) == []
    assert list(due(settings, now + datetime.timedelta(minutes=30), {})) == [SOURCE]
