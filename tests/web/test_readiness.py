"""Whether the server is ready: each dependency has a say, the public learns the reason, staff learn each by name."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import anyio
import pytest
from storage_servers import chroma
from web_fakes import FakeAssistant, NotIngested
from web_serving import STAFF, make_settings, serve

from assistant.errors import AssistantError, ModelError, StorageError, UnavailableError
from assistant.retrieving.live_retriever import IndexStatus
from assistant.web import readiness
from assistant.web.readiness import Dependency, DependencyState, Readiness, dependencies_of


def there() -> None:
    return None


def gone() -> AssistantError:
    raise StorageError("otlp_missing")


def looked(*dependencies: Dependency) -> list[DependencyState]:
    async def look() -> list[DependencyState]:
        return await Readiness(dependencies).found()

    return anyio.run(look)


def test_each_dependency_is_told_in_its_order_whether_it_raises_or_returns_why() -> None:
    away = UnavailableError("warming_up")
    found = looked(Dependency("a", there), Dependency("b", gone), Dependency("c", lambda: away))
    assert [(one.dependency.name, one.state) for one in found] == [("a", "ok"), ("b", "missing"), ("c", "missing")]
    assert found[2].error is away


def test_one_that_hangs_is_missing_and_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "CHECK_SECONDS", 0.05)
    ended = threading.Event()
    try:
        hanging, fine = looked(Dependency("db", lambda: ended.wait(60) and None), Dependency("a", there))
    finally:
        ended.set()
    assert (hanging.state, fine.state) == ("missing", "ok")
    assert hanging.error
    assert hanging.error.code == "dependency_slow"
    assert "db" in str(hanging.error)


def test_many_that_ask_at_once_do_not_ask_the_services_each_time() -> None:
    asked: list[int] = []

    async def all_at_once() -> None:
        ready = Readiness([Dependency("db", lambda: asked.append(1))])
        async with anyio.create_task_group() as group:
            for _ in range(50):
                group.start_soon(ready.found)

    anyio.run(all_at_once)
    assert len(asked) == 1


def test_a_state_is_looked_at_again_after_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "KEEP_SECONDS", 0.0)
    errors: list[AssistantError | None] = [UnavailableError("warming_up"), None]

    async def twice() -> list[str]:
        ready = Readiness([Dependency("db", lambda: errors.pop(0))])
        return [(await ready.found())[0].state for _ in range(2)]

    assert anyio.run(twice) == ["missing", "ok"]


def test_a_ready_server_says_so_and_staff_see_what_it_depends_on(tmp_path: Path) -> None:
    with serve(FakeAssistant(), data=tmp_path) as served:
        public, staff = served.client.get("/readyz"), served.client.get("/readyz", headers=STAFF)
    assert public.json() == {"status": "ready"}
    catalogue, models, index = staff.json()["dependencies"]
    assert staff.json().keys() == {"status", "dependencies"}
    assert [catalogue, models] == [{"name": name, "state": "ok", "needed": True} for name in ("catalogue", "models")]
    progress = {"served": 7, "published": 7, "doing": "nothing"}
    assert index == {"name": "index", "state": "ok", "needed": True, "progress": progress}


@pytest.mark.parametrize("assistant", [FakeAssistant, NotIngested])
def test_a_wrong_token_is_refused_and_does_not_get_the_public_view(assistant: Callable[[], FakeAssistant]) -> None:
    """A monitor whose token is no longer that of the staff would take "ready" for all that there is to know."""
    with serve(assistant()) as served:
        stranger = served.client.get("/readyz", headers={"Authorization": "Bearer geraten-und-falsch"})
    assert (stranger.status_code, stranger.json()["type"]) == (401, "urn:wissens-assistent:wrong_token")
    assert stranger.headers["www-authenticate"] == "Bearer"


def test_where_nobody_can_look_up_a_token_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> AssistantError:
        raise StorageError("data_not_writable", data=tmp_path, why="Input/output error")

    away = FakeAssistant(not_ready=StorageError("data_not_writable", data=tmp_path, why="Input/output error"))
    with serve(away, data=tmp_path) as served:
        monkeypatch.setattr("assistant.web.staff_sessions.SharedLimiter.check", unreadable)
        answer = served.client.get("/readyz", headers=STAFF)
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:wissens-assistent:data_not_writable")


class Behind(FakeAssistant):
    """Answers from the generation before while it builds the index of the newest one."""

    def index_status(self) -> IndexStatus:
        return IndexStatus(6, 7, "building_index")


class Loading(FakeAssistant):
    """Loads its models."""

    def index_status(self) -> IndexStatus:
        return IndexStatus(doing="loading_model")


@pytest.mark.parametrize(
    ("assistant", "progress"),
    [
        (Behind, {"served": 6, "published": 7, "doing": "building_index"}),
        (
            lambda: Loading(not_ready=UnavailableError("warming_up")),
            {"served": None, "published": None, "doing": "loading_model"},
        ),
    ],
)
def test_staff_see_how_far_the_index_is_and_nobody_else_does(
    assistant: Callable[[], FakeAssistant], progress: dict[str, object]
) -> None:
    with serve(assistant()) as served:
        public, staff = served.client.get("/readyz"), served.client.get("/readyz", headers=STAFF)
    [index] = [one for one in staff.json()["dependencies"] if one["name"] == "index"]
    assert index["progress"] == progress
    assert "progress" not in public.text
    assert "generation" not in public.text


@pytest.mark.parametrize(
    ("assistant", "missing"),
    [
        (NotIngested, "index"),
        (lambda: FakeAssistant(not_ready=ModelError("embeddings_failed", name="ollama:x", why="aus")), "models"),
    ],
)
def test_without_one_the_server_is_not_ready_and_says_why_and_what_to_do(
    assistant: Callable[[], FakeAssistant], missing: str
) -> None:
    with serve(assistant()) as served:
        public, staff = served.client.get("/readyz"), served.client.get("/readyz", headers=STAFF)
    for response in (public, staff):
        assert response.status_code == 503
        assert response.headers["content-type"] == "application/problem+json"
        assert int(response.headers["retry-after"]) >= 1
        assert response.json()["remedy"]
    assert "dependencies" not in public.json()
    assert "ollama" not in public.text
    states = {one["name"]: one for one in staff.json()["dependencies"]}
    assert states[missing]["state"] == "missing"
    assert states[missing]["detail"]
    assert states[missing]["remedy"]
    assert [name for name, one in states.items() if one["state"] == "missing"] == [missing]


def test_a_broken_catalogue_is_told_and_its_place_only_to_staff(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"no database" * 1000)
    with serve(FakeAssistant(), data=tmp_path) as served:
        public, staff = served.client.get("/readyz"), served.client.get("/readyz", headers=STAFF)
    assert public.status_code == staff.status_code == 503
    assert str(tmp_path) not in public.text
    assert staff.json()["dependencies"][0]["state"] == "missing"
    assert str(tmp_path) in staff.json()["dependencies"][0]["detail"]


def test_a_language_model_that_is_away_is_told_and_the_server_stays_ready() -> None:
    llm = {"llm": "openai:scripted", "llm_base_url": "http://127.0.0.1:1/v1"}
    with serve(FakeAssistant(), **llm) as served:
        public, staff = served.client.get("/readyz"), served.client.get("/readyz", headers=STAFF)
    assert public.json() == {"status": "ready"}
    [model] = [one for one in staff.json()["dependencies"] if one["name"] == "language_model"]
    assert (model["state"], model["needed"]) == ("missing", False)
    assert "openai:scripted" in model["detail"]


def test_a_chroma_server_that_is_killed_is_missing_until_it_is_back(tmp_path: Path) -> None:
    with chroma(tmp_path / "chroma") as server:
        settings = make_settings(data=tmp_path, chroma_url=server.url, chroma_tenant="netz")
        [store] = [one for one in dependencies_of(settings, FakeAssistant()) if one.name == "vector_store"]
        [found] = looked(store)
        assert (found.state, store.is_needed) == ("ok", True)
        server.kill()
        [found] = looked(store)
        assert found.error
        assert found.error.code == "chroma_unreachable"
        server.start()
        assert looked(store)[0].state == "ok"
