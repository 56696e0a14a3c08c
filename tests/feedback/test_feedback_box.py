"""What feedback keeps, and for how long: by default no word of anybody."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from feedback_made import DAY, NOON, Clock, abstained, answered, asked
from sqlalchemy import create_engine, text

from assistant.errors import InputError, StorageError
from assistant.feedback import box as box_module
from assistant.feedback.box import LONGEST_COMMENT, FeedbackBox
from assistant.feedback.store import FeedbackStore
from assistant.records import AUDIENCES
from assistant.storage.folder import DataFolder

QUESTION = "Wer bezahlt den Umbau der Werkhalle in Zwirbelheim?"
COMMENT = "Die Frist ist Knödelmontag."


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keeping(place: Path | DataFolder, clock: Clock) -> Iterator[FeedbackBox]:
    """A box that keeps questions for ten days."""
    box = FeedbackBox(place, 10, clock=clock)
    yield box
    box.close()


@pytest.fixture
def counting(place: Path | DataFolder, clock: Clock) -> Iterator[FeedbackBox]:
    """A box that keeps no questions."""
    box = FeedbackBox(place, 0, clock=clock)
    yield box
    box.close()


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def texts(box: FeedbackBox) -> list[str]:
    return [one.text for one in box.store.kept(box.kept_since)]


def test_by_default_no_question_and_no_comment_reaches_the_disk(counting: FeedbackBox, tmp_path: Path) -> None:
    counting.issue(abstained(), asked(QUESTION, history=(QUESTION,)))
    counting.vote(counting.issue(answered("richtlinie"), asked(QUESTION)), "wrong", COMMENT)
    assert texts(counting) == []
    assert b"Zwirbelheim" not in on_disk(tmp_path)
    assert "Knödelmontag".encode() not in on_disk(tmp_path)


def test_questions_without_an_answer_are_counted_by_day_reason_and_audience(counting: FeedbackBox) -> None:
    counting.issue(abstained("no_hits"), asked())
    counting.issue(abstained("no_hits"), asked())
    counting.issue(abstained("no_hits"), asked(audiences=frozenset(AUDIENCES)))
    counting.issue(answered("a"), asked())
    found = sorted(counting.store.counted(DAY))
    assert found == [(DAY, "no_hits", "internal", "de", 1), (DAY, "no_hits", "public", "de", 2)]


def test_what_asks_nothing_is_no_gap_and_takes_no_vote(keeping: FeedbackBox) -> None:
    thanks = replace(abstained("no_question"), reply="thanks")
    assert keeping.issue(thanks, asked("Danke!")) is None
    keeping.issue(abstained(), asked("quelle?", history=(QUESTION,)))
    assert texts(keeping) == []
    assert keeping.store.counted(DAY) == []


def test_of_a_vote_the_verdict_and_the_documents_are_kept(counting: FeedbackBox) -> None:
    counting.vote(counting.issue(answered("a", "b"), asked()), "wrong", "")
    counting.vote(counting.issue(answered("b"), asked()), "wrong", "")
    counting.vote(counting.issue(answered("c"), asked()), "helpful", "")
    assert counting.store.verdicts(DAY) == (1, 2, {"b": 2, "a": 1})


def test_a_vote_counts_once_and_may_be_changed(keeping: FeedbackBox) -> None:
    answer_id = keeping.issue(answered("a"), asked(QUESTION))
    for _ in range(3):
        keeping.vote(answer_id, "wrong", "")
    assert keeping.store.verdicts(DAY)[:2] == (0, 1)
    assert texts(keeping) == [QUESTION]
    keeping.vote(answer_id, "helpful", "")
    assert keeping.store.verdicts(DAY)[:2] == (1, 0)
    assert texts(keeping) == []


def test_a_helpful_answer_leaves_no_question_behind(keeping: FeedbackBox, tmp_path: Path) -> None:
    keeping.vote(keeping.issue(answered("a"), asked(QUESTION)), "helpful", COMMENT)
    assert b"Zwirbelheim" not in on_disk(tmp_path)
    assert "Knödelmontag".encode() not in on_disk(tmp_path)


def test_a_comment_stays_with_the_question_and_has_its_limit(keeping: FeedbackBox) -> None:
    answer_id = keeping.issue(answered("a"), asked(QUESTION))
    keeping.vote(answer_id, "wrong", "")
    keeping.vote(answer_id, "wrong", f"  {COMMENT}  ")
    assert [one.comment for one in keeping.store.kept(DAY)] == [COMMENT]
    keeping.vote(answer_id, "wrong")
    assert [one.comment for one in keeping.store.kept(DAY)] == [COMMENT], "who presses the button once more"
    keeping.vote(answer_id, "wrong", "x" * 999)
    assert [len(one.comment) for one in keeping.store.kept(DAY)] == [LONGEST_COMMENT]


def test_an_abstention_that_is_marked_wrong_stays_one_question(keeping: FeedbackBox) -> None:
    answer_id = keeping.issue(abstained(), asked(QUESTION))
    keeping.vote(answer_id, "wrong", COMMENT)
    (one,) = keeping.store.kept(DAY)
    assert (one.reason, one.is_wrong, one.comment) == ("below_threshold", True, COMMENT)
    keeping.vote(answer_id, "helpful", "")
    (one,) = keeping.store.kept(DAY)
    assert (one.is_wrong, one.comment) == (False, "")


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_questions_are_removed_after_their_days_and_overwritten_on_the_disk(
    keeping: FeedbackBox, clock: Clock, tmp_path: Path
) -> None:
    keeping.vote(keeping.issue(abstained(), asked(QUESTION)), "wrong", COMMENT)
    assert b"Zwirbelheim" in on_disk(tmp_path)
    clock.forward(days=10)
    assert keeping.purge() == 0
    assert texts(keeping) == [QUESTION]
    clock.forward(days=1)
    assert texts(keeping) == [], "what is too old is not shown, even before it is removed"
    assert keeping.purge() == 1
    assert b"Zwirbelheim" not in on_disk(tmp_path)
    assert [counted.number for counted in keeping.store.counted(DAY)] == [1]
    assert keeping.store.verdicts(DAY).wrong == 1


def test_what_a_vote_takes_back_is_overwritten_by_the_next_purge(keeping: FeedbackBox, tmp_path: Path) -> None:
    answer_id = keeping.issue(answered("a"), asked(QUESTION))
    keeping.vote(answer_id, "wrong", COMMENT)
    keeping.vote(answer_id, "helpful", "")
    assert keeping.purge() == 0
    assert b"Zwirbelheim" not in on_disk(tmp_path)
    assert "Knödelmontag".encode() not in on_disk(tmp_path)


def test_an_operator_who_stops_keeping_loses_what_was_kept(
    keeping: FeedbackBox, clock: Clock, place: Path | DataFolder
) -> None:
    keeping.issue(abstained(), asked(QUESTION))
    stopped = FeedbackBox(place, 0, clock=clock)
    assert stopped.purge() == 1
    stopped.close()
    assert texts(keeping) == []


def test_an_id_from_when_questions_were_kept_brings_none_afterwards(
    keeping: FeedbackBox, clock: Clock, tmp_path: Path, place: Path | DataFolder
) -> None:
    answer_id = keeping.issue(answered("a"), asked(QUESTION))
    stopped = FeedbackBox(place, 0, clock=clock)
    stopped.vote(answer_id, "wrong", COMMENT)
    stopped.close()
    assert keeping.store.verdicts(DAY).wrong == 1
    assert b"Zwirbelheim" not in on_disk(tmp_path)
    assert "Knödelmontag".encode() not in on_disk(tmp_path)


def test_the_time_of_a_question_runs_from_the_question_not_from_the_vote(keeping: FeedbackBox, clock: Clock) -> None:
    answer_id = keeping.issue(answered("a"), asked(QUESTION))
    clock.forward(days=0.9)
    keeping.vote(answer_id, "wrong", "")
    assert [one.day for one in keeping.store.kept(DAY)] == [DAY]


def test_the_server_purges_by_itself(keeping: FeedbackBox, clock: Clock) -> None:
    keeping.issue(abstained(), asked(QUESTION))
    clock.forward(days=11)
    stopping = threading.Event()
    thread = threading.Thread(target=keeping.purge_until, args=(stopping,))
    thread.start()
    deadline = time.monotonic() + 60
    while keeping.store.kept(DAY) and time.monotonic() < deadline:
        time.sleep(0.01)
    stopping.set()
    thread.join()
    assert keeping.store.kept(DAY) == []


class Defective(FeedbackBox):
    """Its first purge fails, for a reason that nobody foresaw; the second ends the server."""

    def __init__(self, data: Path) -> None:
        super().__init__(data, 10)
        self.stopping = threading.Event()
        self.purges = 0

    def purge(self) -> int:
        self.purges += 1
        if self.purges == 1:
            raise OSError("gone")
        self.stopping.set()
        return super().purge()


def test_the_server_goes_on_to_purge_after_a_defect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(box_module, "PURGE_SECONDS", 0.01)
    defective = Defective(tmp_path)
    defective.purge_until(defective.stopping)
    assert defective.purges == 2
    assert caplog.messages == ["feedback not purged"]


def test_a_folder_without_feedback_stays_without(tmp_path: Path) -> None:
    assert FeedbackBox(tmp_path / "none", 10).purge() == 0
    assert not (tmp_path / "none").exists()


def test_ids_outlive_the_server(counting: FeedbackBox, place: Path | DataFolder, clock: Clock) -> None:
    answer_id = counting.issue(answered("a"), asked())
    counting.close()
    again = FeedbackBox(place, 0, clock=clock)
    again.vote(answer_id, "helpful", "")
    assert again.store.verdicts(DAY).helpful == 1
    again.close()


def test_an_answer_of_another_server_cannot_be_voted_on(counting: FeedbackBox, tmp_path: Path, clock: Clock) -> None:
    other = FeedbackBox(tmp_path / "other", 0, clock=clock)
    with pytest.raises(InputError):
        counting.vote(other.issue(answered("a"), asked()), "helpful", "")
    other.close()
    assert counting.store.verdicts(DAY) == (0, 0, {})


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_the_file_is_for_its_owner_only(counting: FeedbackBox, tmp_path: Path) -> None:
    counting.issue(abstained(), asked())
    files = list((tmp_path / "data").glob("feedback.sqlite*"))
    assert files
    for path in files:
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_store_that_fails_costs_no_answer(tmp_path: Path, clock: Clock) -> None:
    DataFolder(tmp_path).feedback.write_bytes(b"no database " * 100)
    box = FeedbackBox(tmp_path, 10, clock=clock)
    assert box.issue(abstained(), asked(QUESTION)) is None, "an id that no vote could be given on later"
    with pytest.raises(StorageError):
        box.vote("x", "helpful", "")
    box.purge_until(_set())


def test_an_answer_of_the_time_when_the_store_failed_takes_a_vote_afterwards(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = FeedbackBox(tmp_path, 10, clock=clock)
    box.issue(abstained(), asked(QUESTION))

    def full(*_: object) -> None:
        raise StorageError("disk_full", data=tmp_path, why="voll")

    with monkeypatch.context() as failing:
        failing.setattr(box.store, "note", full)
        answer_id = box.issue(abstained(), asked(QUESTION))
    box.vote(answer_id, "helpful", "")
    box.close()


def _set() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_store_of_another_version_is_refused_in_words(counting: FeedbackBox, tmp_path: Path) -> None:
    counting.issue(abstained(), asked())
    counting.close()
    engine = create_engine(f"sqlite:///{DataFolder(tmp_path / 'data').feedback}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE feedback_revision SET version_num = '0099'"))
    engine.dispose()
    with pytest.raises(StorageError) as refused:
        FeedbackStore.open(tmp_path / "data")
    assert refused.value.code == "schema_new"


def test_many_threads_count_every_question(counting: FeedbackBox) -> None:
    def ask_often() -> None:
        for _ in range(20):
            counting.issue(abstained(), asked())

    threads = [threading.Thread(target=ask_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [counted.number for counted in counting.store.counted(DAY)] == [80]


def test_what_no_database_takes_is_kept_without_it(keeping: FeedbackBox) -> None:
    keeping.vote(keeping.issue(answered("a"), asked("Wer\0 zahlt?", history=("Und\0?",))), "wrong", "\0nein")
    (kept,) = keeping.store.kept(DAY)
    assert (kept.text, kept.comment) == ("Wer\N{REPLACEMENT CHARACTER} zahlt?", "\N{REPLACEMENT CHARACTER}nein")


def test_several_that_begin_at_once_share_one_secret_and_count_right(place: Path | DataFolder, clock: Clock) -> None:
    boxes = [FeedbackBox(place, 0, clock=clock) for _ in range(4)]

    def ask_often(box: FeedbackBox) -> None:
        for names in (("a", "b", "c"), ("c", "b", "a")) * 5:
            box.vote(box.issue(answered(*names), asked()), "helpful", "")

    threads = [threading.Thread(target=ask_often, args=(box,)) for box in boxes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({box.store.secret for box in boxes}) == 1
    assert [cited.number for cited in boxes[0].store.cited(DAY)] == [40, 40, 40]
    assert boxes[0].store.verdicts(DAY).helpful == 40
    for box in boxes:
        box.close()


def _note_for_ever(folder: str, begun: Event) -> None:
    box = FeedbackBox(Path(folder), 10, clock=lambda: NOON)
    while True:
        box.issue(abstained(), asked(QUESTION))
        begun.set()


def test_a_kill_at_any_moment_leaves_a_store_that_opens_and_counts_right(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    for _ in range(3):
        begun = context.Event()
        process = context.Process(target=_note_for_ever, args=(str(tmp_path), begun))
        process.start()
        assert begun.wait(60)
        time.sleep(0.3)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        process.close()
    store = FeedbackStore.open(tmp_path)
    assert sum(counted.number for counted in store.counted(DAY)) == len(store.kept(DAY)) > 0
    store.close()
