"""What workers share: one contract for SQLite and PostgreSQL, with the database's clock and with one that jumps."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper
from sqlalchemy import MetaData, inspect, select, text, update
from storage_servers import Postgres, postgres
from waiting import soon
from web_serving import TOKEN, make_settings
from web_shared import BACKENDS, Clock, drop, folder_of, store_of

from assistant.backup import back_up
from assistant.errors import RateLimitError, StorageError, UnauthorizedError
from assistant.indexing.ingest import ingest_documents
from assistant.records import PUBLIC
from assistant.storage.databases import file_engine
from assistant.storage.folder import DataFolder
from assistant.storage.migrating import migrate
from assistant.web.answers.conversations import LIFETIME_SECONDS, Conversations, Earlier
from assistant.web.limits import WINDOW_SECONDS
from assistant.web.shared import leases, notes
from assistant.web.shared.answers import SharedAnswers
from assistant.web.shared.audit_log import Actor, AuditFilter, AuditLog
from assistant.web.shared.cleaning import Cleaning
from assistant.web.shared.keys import ApiKeys
from assistant.web.shared.leases import LIFE_SECONDS, Beat, Lease
from assistant.web.shared.limiter import SharedLimiter
from assistant.web.shared.sessions import Sessions
from assistant.web.shared.store import SKEW_SECONDS, SharedStore
from assistant.web.shared.tables import (
    SERVER,
    UNLOGGED,
    conversations,
    events,
    key,
    metadata,
    sessions,
    streams,
    visits,
)
from assistant.web.shared.visits import KEY_SECONDS, Visits, renew_key
from assistant.web.staff_sessions import StaffSessions

ROOT = Path(__file__).parents[2]
HOUR = 3600.0
QUESTION = "Wie wird die Weiterbildung gefördert?"


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as running:
        yield running
        drop(running)


@pytest.fixture(params=BACKENDS)
def folder(request: pytest.FixtureRequest, tmp_path: Path, server: Postgres) -> DataFolder:
    return folder_of(request.param, tmp_path, server)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(folder: DataFolder, clock: Clock) -> Iterator[SharedStore]:
    with store_of(folder, clock) as opened:
        yield opened


@pytest.fixture
def real(folder: DataFolder) -> Iterator[SharedStore]:
    """With the clock of the database."""
    with store_of(folder) as opened:
        yield opened


def rows(store: SharedStore, table: str) -> int:
    with store.statements() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


# Limits


def test_the_minute_moves_and_the_stated_wait_is_enough(store: SharedStore, clock: Clock) -> None:
    visits_of_all = Visits(store, "questions", 3)
    for pause in (0.0, 10.0, 20.0):
        clock.now += pause
        assert visits_of_all.enter("203.0.113.7") == 0
    clock.now += 5
    assert visits_of_all.enter("203.0.113.7") == 25
    assert visits_of_all.enter("203.0.113.8") == 0
    clock.now += 24
    assert visits_of_all.wait_seconds("203.0.113.7") == 1
    clock.now += 1
    assert visits_of_all.enter("203.0.113.7") == 0
    assert visits_of_all.wait_seconds("203.0.113.7") == 10


def test_kinds_of_visits_are_counted_apart(store: SharedStore) -> None:
    assert Visits(store, "questions", 1).enter("203.0.113.7") == 0
    assert Visits(store, "votes", 1).enter("203.0.113.7") == 0
    assert Visits(store, "questions", 1).enter("203.0.113.7") > 0


def test_threads_of_several_workers_let_exactly_the_limit_in(real: SharedStore, folder: DataFolder) -> None:
    with store_of(folder) as other, ThreadPoolExecutor(8) as threads:
        workers = [Visits(one, "questions", 20) for one in (real, other)]
        entering = [threads.submit(workers[number % 2].enter, "203.0.113.7") for number in range(60)]
        assert sum(one.result() == 0 for one in entering) == 20


PROCESS = """
import sys
from pathlib import Path
from assistant.storage.folder import DataFolder
from assistant.web.shared.store import SharedStore
from assistant.web.shared.visits import Visits
path, url, schema = sys.argv[1:]
visits = Visits(SharedStore(DataFolder(Path(path), url, schema)), "questions", 20)
print("there", flush=True)
sys.stdin.readline()
print(sum(visits.enter("203.0.113.7") == 0 for _ in range(50)))
"""


def test_four_processes_with_two_hundred_visits_let_exactly_the_limit_in(folder: DataFolder) -> None:
    words = [sys.executable, "-c", PROCESS, str(folder.path), folder.database_url, folder.schema]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(words, cwd=ROOT, **pipes) for _ in range(4)]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "there\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    assert sum(int(process.communicate(timeout=240)[0]) for process in processes) == 20


def test_no_address_is_kept_and_the_key_is_another_one_each_day(store: SharedStore, clock: Clock) -> None:
    limit = Visits(store, "questions", 2)
    limit.enter("203.0.113.7")
    with store.statements() as connection:
        before = connection.execute(select(visits.c.visitor)).scalar_one()
        connection.execute(update(key).values(made=clock.now))
    assert "203.0.113" not in before
    assert not renew_key(store)
    clock.now += KEY_SECONDS
    assert renew_key(store)
    assert rows(store, "server_visits") == 0
    assert limit.enter("203.0.113.7") == 0, "with the new key, which it had not seen yet"
    with store.statements() as connection:
        assert connection.execute(select(visits.c.visitor)).scalar_one() != before


def test_a_worker_with_the_key_of_yesterday_counts_with_the_others(store: SharedStore, folder: DataFolder) -> None:
    one, other = Visits(store, "questions", 2), Visits(store, "questions", 2)
    one.enter("203.0.113.7")
    with store.statements() as connection:
        connection.execute(update(key).values(made=0.0))
    assert renew_key(store)
    assert [other.enter("203.0.113.7"), one.enter("203.0.113.7")] == [0, 0]
    assert one.enter("203.0.113.7") > 0
    assert other.enter("203.0.113.7") > 0


@pytest.mark.parametrize("seconds", [-HOUR, HOUR])
def test_a_clock_that_jumps_shuts_no_visitor_out(store: SharedStore, clock: Clock, seconds: float) -> None:
    limit = Visits(store, "questions", 1)
    limit.enter("203.0.113.7")
    clock.now += seconds
    assert limit.enter("203.0.113.7") == 0
    assert 0 < limit.wait_seconds("203.0.113.7") <= WINDOW_SECONDS


def test_a_store_that_fails_leaves_each_worker_to_count_for_itself(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    broken = SharedStore(DataFolder(tmp_path / "file" / "data"))

    async def counted() -> None:
        limiter = SharedLimiter(broken, "questions", 2, "rate_limit")
        for _ in range(2):
            await limiter.enter("203.0.113.7")
        for refused in (limiter.enter, limiter.check):
            with pytest.raises(RateLimitError) as refusal:
                await refused("203.0.113.7")
            assert (refusal.value.code, refusal.value.values) == ("rate_limit", {"limit": 2, "seconds": 60})

    asyncio.run(counted())
    assert "counted by this worker alone" in caplog.messages
    with pytest.raises(StorageError):
        Sessions(broken, 8).find("x")


# Sessions


def test_a_session_is_known_to_all_workers_until_one_of_them_ends_it(real: SharedStore, folder: DataFolder) -> None:
    with store_of(folder) as elsewhere:
        here, there = Sessions(real, 8), Sessions(elsewhere, 8)
        here.begin("key", subject="erika", name="Erika Muster", role="staff")
        found = there.find("key")
        assert found
        assert (found.subject, found.name, found.role) == ("erika", "Erika Muster", "staff")
        there.end("key")
        assert here.find("key") is None
        for number in range(3):
            here.begin(str(number), subject="", name="", role="staff")
        there.end_all()
        assert [here.find(str(number)) for number in range(3)] == [None] * 3


def test_no_key_of_a_session_is_kept(store: SharedStore) -> None:
    Sessions(store, 8).begin("sehr-geheimer-schluessel", subject="", name="", role="staff")
    with store.statements() as connection:
        assert "sehr-geheim" not in str(connection.execute(select(sessions)).all())


def test_another_staff_token_ends_the_sessions_before(store: SharedStore) -> None:
    async def begun_and_found() -> list[bool]:
        before, after, without = (
            StaffSessions(make_settings(staff_token=token), store, lambda: None)
            for token in (TOKEN, TOKEN + "-neu", None)
        )
        one = await before.begin()
        return [await each.find(one) is not None for each in (before, after, without)]

    assert asyncio.run(begun_and_found()) == [True, False, False]


def test_wrong_tokens_count_on_all_workers_and_the_right_one_waits_too(real: SharedStore, folder: DataFolder) -> None:
    async def tried() -> None:
        with store_of(folder) as elsewhere:
            workers = [StaffSessions(make_settings(), one, lambda: None) for one in (real, elsewhere)]
            for number in range(10):
                with pytest.raises(UnauthorizedError):
                    await workers[number % 2].check("geraten", "203.0.113.7")
            for worker in workers:
                with pytest.raises(RateLimitError):
                    await worker.check(TOKEN, "203.0.113.7")
                await worker.check(TOKEN, "203.0.113.8")

    asyncio.run(tried())


@pytest.mark.parametrize("back", [2 * SKEW_SECONDS, HOUR, 365 * 24 * HOUR])
def test_a_clock_that_is_set_back_prolongs_no_session_and_a_new_one_begins(
    store: SharedStore, clock: Clock, back: float
) -> None:
    kept = Sessions(store, 8, 30 * 60)
    kept.begin("before", subject="", name="", role="staff")
    clock.now -= back
    assert kept.find("before") is None
    kept.begin("after", subject="", name="", role="staff")
    assert kept.find("after")
    clock.now += back
    assert (kept.find("after") is not None) == (back <= 30 * 60)


def test_a_clock_that_is_set_right_by_seconds_ends_nothing(store: SharedStore, clock: Clock) -> None:
    kept = Sessions(store, 8, 30 * 60)
    kept.begin("key", subject="", name="", role="staff")
    for seconds in (-30.0, 45.0):
        clock.now += seconds
        assert kept.find("key")


# Conversations


def test_follow_ups_are_understood_by_any_worker_with_the_same_rights_and_site(
    real: SharedStore, folder: DataFolder
) -> None:
    async def led() -> None:
        with store_of(folder) as elsewhere:
            here, there = Conversations(real), Conversations(elsewhere)
            begun = await here.resume(None, PUBLIC, "kammer")
            await here.keep(begun, Earlier(QUESTION, frozenset({"lab"})))
            found = await there.resume(begun.id, PUBLIC, "kammer")
            assert found.questions == (Earlier(QUESTION, frozenset({"lab"})),)
            for rights, site in ((PUBLIC, None), (frozenset({"public", "internal"}), "kammer")):
                other = await there.resume(begun.id, rights, site)
                assert (other.questions, other.id == begun.id) == ((), False)

    asyncio.run(led())


def test_a_question_leaves_file_and_log_when_its_half_hour_is_over(tmp_path: Path) -> None:
    clock, secret = Clock(), "Zwirbelkranich"
    with store_of(DataFolder(tmp_path), clock) as store:
        kept = Conversations(store)

        async def asked() -> None:
            await kept.keep(await kept.resume(None, PUBLIC), Earlier(f"Was ist ein {secret}?"))

        asyncio.run(asked())
        assert any(secret.encode() in one.read_bytes() for one in tmp_path.glob("server.sqlite*"))
        clock.now += LIFETIME_SECONDS + 1
        assert cleaning(store).clean() > 0
        assert not any(secret.encode() in one.read_bytes() for one in tmp_path.glob("server.sqlite*"))


def test_what_visitors_wrote_is_in_no_log_of_a_server(store: SharedStore) -> None:
    if store.engine.dialect.name == "sqlite":
        assert os.stat(store.engine.url.database or "").st_mode & 0o077 == 0
        return
    query = text("SELECT relpersistence FROM pg_class WHERE oid = to_regclass(:name)")
    with store.statements() as connection:
        found = {one.name: connection.execute(query, {"name": one.name}).scalar() for one in metadata.tables.values()}
    assert {name for name, kind in found.items() if kind in (b"u", "u")} == {one.name for one in UNLOGGED}


# Answers


def test_events_of_an_answer_are_followed_until_its_end(store: SharedStore, clock: Clock) -> None:
    beat = Beat(store)
    beat._once()
    answers = SharedAnswers(store, beat.worker)
    answers.add("s", "owner", 1, [b"one", b"two"], is_over=False)
    assert answers.find("s", "owner", 1, 60)
    assert answers.find("s", "owner", 7, 60), "the event may still come"
    assert not answers.find("s", "somebody else", 1, 60)
    assert answers.news("s", 1) == ([b"two"], False, True)
    assert answers.is_read("s", 5)
    answers.add("s", "owner", 3, [b"end"], is_over=True)
    assert answers.news("s", 2) == ([b"end"], True, False)
    assert not answers.find("s", "owner", 7, 60)
    clock.now += 61
    assert not answers.find("s", "owner", 1, 60)


def test_an_answer_of_a_worker_that_died_is_not_waited_for(store: SharedStore, clock: Clock) -> None:
    beat = Beat(store)
    beat._once()
    answers = SharedAnswers(store, beat.worker)
    answers.add("s", "owner", 1, [b"one"], is_over=False)
    clock.now += LIFE_SECONDS + 1
    assert not answers.find("s", "owner", 1, 60)
    assert answers.news("s", 1) == ([], False, False)
    clock.now += 60
    cleaning(store).clean()
    assert (rows(store, streams.name), rows(store, events.name)) == (0, 0)


# Leases


def test_one_worker_holds_a_lease_and_another_one_when_it_stops(real: SharedStore, folder: DataFolder) -> None:
    with store_of(folder) as elsewhere:
        one, other = Beat(real), Beat(elsewhere)
        first, second = one.lease("purge"), other.lease("purge")
        one.start()
        assert first.wait(60)
        other.start()
        assert not second.wait(1.5)
        one.stop()
        assert not first.is_held
        assert second.wait(60)
        other.stop()
        assert rows(elsewhere, "server_leases") == 0


def test_the_lease_of_a_killed_worker_goes_to_another_one(store: SharedStore, clock: Clock) -> None:
    killed, other = Beat(store), Beat(store)
    killed.lease("purge"), other.lease("purge")
    assert (killed._tell(), other._tell()) == ({"purge"}, set())
    clock.now += LIFE_SECONDS - 1
    assert other._tell() == set()
    clock.now += 1
    assert other._tell() == {"purge"}
    assert killed._tell() == set(), "which comes back after a long pause"


def test_a_lease_ends_by_itself_when_the_store_fails_before_another_one_may_have_it(
    store: SharedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "LIFE_SECONDS", 2.0)
    assert store.engine, "what takes longest is done"
    beat = Beat(store)
    lease = beat.lease("purge")
    beat._once()
    assert lease.is_held
    assert soon(lambda: not lease.is_held)


def test_a_clock_that_is_set_back_leaves_no_lease_without_a_holder(store: SharedStore, clock: Clock) -> None:
    killed, other = Beat(store), Beat(store)
    killed.lease("purge"), other.lease("purge")
    killed._tell()
    clock.now -= HOUR
    assert other._tell() == {"purge"}


def test_what_fails_beside_the_signs_of_life_is_told_once(store: SharedStore, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise StorageError("disk_full", data="x", why="y")

    beat = Beat(store)
    beat._once(fail)
    beat._once(fail)
    assert caplog.messages.count("not told to other workers") == 1


def test_a_defect_beside_the_signs_of_life_ends_neither_them_nor_other_work(
    store: SharedStore, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[int] = []

    def fail() -> None:
        raise OSError("no such folder")

    beat = Beat(store)
    lease = beat.lease("purge")
    beat._once(fail, lambda: done.append(1))
    beat._once(fail, lambda: done.append(1))
    assert lease.is_held
    assert done == [1, 1]
    assert caplog.messages.count("work beside the signs of life failed") == 1


# Cleaning and the tables


def cleaning(store: SharedStore) -> Cleaning:
    return Cleaning(store, Lease("cleaning"), Sessions(store, 8))


def test_what_has_ended_is_removed_and_the_rest_stays(store: SharedStore, clock: Clock) -> None:
    def fill(name: str) -> None:
        Sessions(store, 8).begin(name, subject="", name="", role="staff")
        Visits(store, "questions", 9).enter(name)
        SharedAnswers(store, "worker").add(name, "owner", 1, [b"one"], is_over=True)
        with store.transaction() as connection:
            values = {"audiences": "public", "site": "", "questions": "[]", "last": clock.now}
            connection.execute(conversations.insert().values(digest=name, **values))

    tables = (sessions.name, visits.name, streams.name, events.name, conversations.name)
    fill("old")
    clock.now += 9 * HOUR
    fill("new")
    cleaning(store).clean()
    assert [rows(store, name) for name in tables] == [1] * 5
    assert Sessions(store, 8).find("new")


def test_of_a_flood_the_newest_stay(store: SharedStore, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.shared.cleaning.MAX_SESSIONS", 3)
    kept = Sessions(store, 8)
    for number in range(5):
        clock.now += 1
        kept.begin(str(number), subject="", name="", role="staff")
    cleaning(store).clean()
    assert [kept.find(str(number)) is not None for number in range(5)] == [False, False, True, True, True]


def test_a_note_is_read_by_all(real: SharedStore, folder: DataFolder) -> None:
    with store_of(folder) as elsewhere:
        assert notes.read(elsewhere, "examples") is None
        for number in (1, 2):
            notes.write(real, "examples", notes.Note(f"v{number}", ["ä", number]))
        assert notes.read(elsewhere, "examples") == ("v2", ["ä", 2])


def test_workers_that_start_at_once_make_the_tables_once(folder: DataFolder) -> None:
    stores = [SharedStore(folder) for _ in range(6)]
    with ThreadPoolExecutor(6) as threads:
        engines = list(threads.map(lambda one: one.engine, stores))
    assert len(engines) == 6
    with stores[0].statements() as connection:
        assert connection.execute(text("SELECT version_num FROM server_revision")).scalar_one() == SERVER.head
    for one in stores:
        one.close()


def columns(name: str, found: MetaData) -> list[tuple[str, str, bool]]:
    return [(column.name, str(column.type), bool(column.nullable)) for column in found.tables[name].columns]


def test_the_steps_of_the_history_make_the_same_tables(tmp_path: Path) -> None:
    stepped, made = file_engine(tmp_path / "stepped"), file_engine(tmp_path / "made")
    migrate(stepped, SERVER)
    metadata.create_all(made)
    one, other = MetaData(), MetaData()
    one.reflect(stepped)
    other.reflect(made)
    for name in metadata.tables:
        assert columns(name, one) == columns(name, other)
        indexes = [[index["name"] for index in inspect(engine).get_indexes(name)] for engine in (stepped, made)]
        assert indexes[0] == indexes[1]
    stepped.dispose()
    made.dispose()


def test_a_file_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    with store_of(DataFolder(tmp_path)) as store:
        assert store.engine
    with sqlite3.connect(tmp_path / "server.sqlite") as connection:
        connection.execute("UPDATE server_revision SET version_num = '9999'")
    connection.close()
    with store_of(DataFolder(tmp_path)) as store, pytest.raises(StorageError) as refused:
        Sessions(store, 8).find("x")
    assert refused.value.code == "schema_new"


def test_a_thread_of_signs_of_life_ends_with_its_server(real: SharedStore) -> None:
    beat = Beat(real)
    beat.start()
    assert soon(lambda: rows(real, "server_workers") == 1)
    beat.stop()
    assert not [one for one in threading.enumerate() if one.name == "beat"]
    assert rows(real, "server_workers") == 0


def test_nothing_of_it_gets_into_a_backup(tmp_path: Path) -> None:
    data = tmp_path / "data"
    ingest_documents(data, [paper("# Erstes\n\nDer erste Satz steht hier.", "erstes.md")], ToyEmbedder(), 64)
    with store_of(DataFolder(data)) as store:
        Sessions(store, 8).begin("key", subject="", name="", role="staff")
        back_up(data, tmp_path / "backup.tar")
    with tarfile.open(tmp_path / "backup.tar") as archive:
        names = archive.getnames()
    assert "catalogue.sqlite" in names
    assert not [name for name in names if "server" in name]


def test_after_a_crash_of_the_database_server_sessions_are_there_and_meanwhile_questions_go_on(
    server: Postgres, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with store_of(folder_of("postgresql", tmp_path, server)) as store:
        kept, limiter = Sessions(store, 8), SharedLimiter(store, "questions", 5, "rate_limit")
        kept.begin("key", subject="", name="", role="staff")
        asyncio.run(limiter.enter("203.0.113.7"))
        server.stop("immediate")
        try:
            asyncio.run(limiter.enter("203.0.113.7"))
            assert "counted by this worker alone" in caplog.messages
            with pytest.raises(StorageError):
                kept.find("key")
        finally:
            server.start()
        assert kept.find("key")
        asyncio.run(limiter.enter("203.0.113.7"))
        assert rows(store, "server_visits") == 1, "which lost what it held, for it is not logged"


def test_signs_that_no_database_takes_are_none_of_a_key_and_none_of_the_log(real: SharedStore) -> None:
    keys, log = ApiKeys(real), AuditLog(real, 30)
    keys.make("Web\0site", ["ask"])
    assert [key.name for key in keys.listed()] == ["Web\ufffdsite"]
    assert not keys.revoke("wak_\0")
    log.add(Actor("oidc:\0", "Imke\0"), "sign_in", {"file": "\0"})
    assert [one.name for one in log.entries(AuditFilter(who="imke"), 10)] == ["Imke\ufffd"]
    assert log.count(AuditFilter(done="\0")) == 0
