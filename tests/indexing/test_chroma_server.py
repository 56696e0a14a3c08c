"""A Chroma server that is away, killed, slow, of another version, or behind a proxy that turns us away."""

from __future__ import annotations

import json
import secrets
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from storage_servers import Chroma, chroma

from assistant.errors import VectorServerError
from assistant.indexing import chroma_api, server_vectors
from assistant.indexing.building import make_set
from assistant.indexing.chroma_api import ChromaApi
from assistant.indexing.exact_vectors import ExactVectors
from assistant.indexing.publications import State
from assistant.indexing.server_vectors import ServerVectors, delete_sets, new_name, set_names
from assistant.indexing.vectors import VectorItem
from assistant.records import Audience
from assistant.storage.folder import ChromaServer

SECRET = "geheim-4711"
DIMENSION = 8
# Each of them waits for a server to start: seconds, on busy machines many. The many kills are those under load.
KILLS = 3
Reply = tuple[int, object]


def state() -> State:
    return State(3, "toy", DIMENSION, secrets.token_hex(16))


def exact(number: int, seed: int = 1) -> dict[Audience, ExactVectors]:
    ids = [f"d{place}-0-1" for place in range(number)]
    vectors = np.random.default_rng(seed).normal(size=(number, DIMENSION)).astype(np.float16)
    none = ExactVectors([], [], [], np.empty((0, DIMENSION), np.float16))
    return {"public": ExactVectors(ids, ids, list(range(number)), vectors), "internal": none}


def nearest_in(server: ChromaServer, name: str) -> list[str]:
    with closing(ServerVectors(server, name)) as vectors:
        return nearest(vectors)


def nearest(vectors: ServerVectors, k: int = 3) -> list[str]:
    return [id for id, _ in vectors.nearest(np.eye(DIMENSION, dtype=np.float32)[0], "public", k)]


@contextmanager
def proxy(answer: Callable[[str], Reply]) -> Iterator[str]:
    """The address of a server that gives `answer` to each path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, content = answer(self.path)
            body = content.encode() if isinstance(content, str) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def refusal(url: str, tenant: str = "netz-a", seconds: float = 10.0) -> VectorServerError:
    api = ChromaApi(ChromaServer(url, {"Authorization": SECRET}, tenant, "netz-db", seconds))
    try:
        with pytest.raises(VectorServerError) as caught:
            api.collections()
    finally:
        api.close()
    for language in ("de", "en"):
        said = caught.value.explain(language)  # type: ignore[arg-type]
        assert url in said.message
        assert SECRET not in repr(said) + repr(caught.value)
    assert caught.value.status == 503
    return caught.value


def test_a_server_that_is_away_is_named_with_its_address() -> None:
    with proxy(lambda _: (200, {})) as url:
        pass
    assert refusal(url).code == "chroma_unreachable"


@pytest.mark.parametrize("status", [401, 403])
def test_a_proxy_that_turns_us_away_is_told_apart_and_no_header_is_shown(status: int) -> None:
    with proxy(lambda _: (status, "<html><h1>Zutritt verweigert</h1></html>")) as url:
        error = refusal(url)
    assert error.code == "chroma_refused"
    assert error.values["why"] == f"{status} Zutritt verweigert"


def test_a_server_of_another_version_is_refused_with_both_numbers() -> None:
    with proxy(lambda _: (200, json.dumps("0.6.3"))) as url:
        said = str(refusal(url))
    assert all(number in said for number in ("0.6.3", "1.0", "1.9"))


@pytest.mark.parametrize(
    ("status", "code"), [(200, "chroma_version"), (404, "chroma_version"), (500, "chroma_failed"), (502, "chroma_busy")]
)
def test_what_is_no_chroma_or_one_without_this_api_is_told_apart_from_one_that_fails(status: int, code: str) -> None:
    with proxy(lambda _: (status, "<html>Willkommen</html>")) as url:
        error = refusal(url)
    assert error.code == code
    assert f"{status} Willkommen" in str(error)
    assert "JSON" not in str(error), "no words of another language within a sentence"


def test_a_server_that_does_not_answer_in_time_is_told_apart() -> None:
    going = threading.Event()

    def wait(_path: str) -> Reply:
        going.wait(30)
        return 200, {}

    with proxy(wait) as url:
        assert refusal(url, seconds=0.2).code == "chroma_slow"
        going.set()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems answer all the same")
def test_a_host_that_drops_what_is_sent_to_it_is_away_and_not_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chroma_api, "CONNECT_SECONDS", 0.3)
    with socket.socket() as full, ExitStack() as waiting:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(3):
            one = waiting.enter_context(socket.socket())
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        assert refusal(f"http://127.0.0.1:{full.getsockname()[1]}", seconds=5).code == "chroma_unreachable"


def test_a_tenant_that_may_not_be_made_is_named() -> None:
    def cloud(path: str) -> Reply:
        match path.rsplit("/", 1)[-1]:
            case "version":
                return 200, json.dumps("1.0.0")
            case "pre-flight-checks":
                return 200, {}
            case "netz-a":
                return 404, {"error": "NotFoundError", "message": "Tenant [netz-a] not found"}
            case _:
                return 403, {"error": "AuthError", "message": "Forbidden"}

    with proxy(cloud) as url:
        error = refusal(url)
    assert (error.code, error.values["name"]) == ("chroma_tenant", "netz-a")


def test_tenant_and_database_are_made_and_hold_sets_of_their_own(chroma_server: Chroma) -> None:
    mine = ChromaServer(chroma_server.url, tenant=f"netz-{secrets.token_hex(4)}", database="eigene")
    other = ChromaServer(chroma_server.url, tenant=f"netz-{secrets.token_hex(4)}", database="eigene")
    name = make_set(mine, state(), exact(20))
    assert set_names(mine) == {name}
    assert set_names(other) == set()
    with pytest.raises(VectorServerError) as caught:
        nearest_in(other, name)
    assert caught.value.code == "chroma_torn"
    delete_sets(mine, [name, "g1-000000000000-0000"])
    assert set_names(mine) == set()


def test_a_name_that_no_database_may_have_is_told_as_such(chroma_server: Chroma) -> None:
    with pytest.raises(VectorServerError) as caught:
        set_names(ChromaServer(chroma_server.url, database="ab"))
    assert (caught.value.code, caught.value.values["name"]) == ("chroma_tenant", "ab")


def test_a_set_that_was_not_sealed_is_never_searched(chroma_server: Chroma) -> None:
    server = ChromaServer(chroma_server.url)
    name = new_name(state())
    half = ServerVectors.make(server, name)
    half.add("public", [VectorItem("a", np.eye(DIMENSION, dtype=np.float32)[0])])
    with pytest.raises(VectorServerError, match="not complete"):
        nearest_in(server, name)
    with pytest.raises(VectorServerError, match="1 ≠ 2"):
        half.seal(DIMENSION, {"public": 2})
    half.seal(DIMENSION, {"public": 1})
    assert nearest_in(server, name) == ["a"]
    half.close()


def test_a_server_that_is_killed_while_a_set_is_made_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_vectors, "BUILDER_PATIENCE", 600.0)  # busy machines restart it slowly
    with chroma(tmp_path / "chroma") as server:
        for attempt in range(KILLS):
            _killed_while_made(server, exact(3000, attempt))


def _killed_while_made(server: Chroma, vectors: dict[Audience, ExactVectors]) -> None:
    place = ChromaServer(server.url)
    before = set_names(place)
    made: list[str] = []
    making = threading.Thread(target=lambda: made.append(make_set(place, state(), vectors)))
    making.start()
    while set_names(place) == before:  # it has not begun
        pass
    server.kill()
    server.start()
    making.join()
    with closing(ServerVectors(place, made[0])) as found:
        found.check()
        expected = vectors["public"].nearest(np.eye(DIMENSION, dtype=np.float32)[0], 3)
        assert nearest(found) == [id for id, _ in expected]
        assert found.ids("public") == vectors["public"].ids


def test_a_server_that_is_killed_while_it_is_asked_answers_again_by_itself(tmp_path: Path) -> None:
    with chroma(tmp_path / "chroma") as server:
        place = ChromaServer(server.url)
        found = ServerVectors(place, make_set(place, state(), exact(500)))
        expected = nearest(found)
        for _ in range(KILLS):
            server.kill()
            with pytest.raises(VectorServerError):
                nearest(found)
            server.start()
            assert nearest(found) == expected
        found.close()
