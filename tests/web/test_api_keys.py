"""API keys: what each scope opens, for which website, how often, and that a revoked one opens nothing anywhere."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from storage_servers import Postgres
from web_fakes import CANARY, CORPUS, FakeAssistant
from web_serving import STAFF, TOKEN, Served, make_settings, serve
from web_shared import BACKENDS, Clock, drop, folder_of, store_of

from assistant.__main__ import main
from assistant.errors import InputError, NotFoundError, RateLimitError
from assistant.storage.folder import DataFolder
from assistant.web.shared.keys import ApiKeys, Scope
from assistant.web.shared.store import SharedStore
from assistant.web.staff.key_making import NewKey, made
from assistant.web.staff_sessions import StaffSessions
from assistant.web.visitor import LANGUAGES

SECRET = next(document for document in CORPUS if document.info.audience == "internal")
QUESTION = "Was beschloss Frau Verantwortlich zum Pilotprojekt?"
SITES = {"kammer": {"origins": ["https://kammer.example"], "labs": ["Nirgends"]}}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="module")
def served(place: Path) -> Iterator[Served]:
    with serve(FakeAssistant(), data=place, sites=SITES) as running:
        yield running


@pytest.fixture
def keys(place: Path, served: Served) -> Iterator[ApiKeys]:
    """Those of the server, as another worker has them."""
    with store_of(DataFolder(place)) as store:
        yield ApiKeys(store)


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def status(served: Served, key: str, path: str) -> int:
    return served.client.get(path, headers=bearer(key)).status_code


@pytest.mark.parametrize(
    ("scope", "open_to_it"),
    [
        ("ask", {"ask", "chat"}),
        ("search", {"search", "documents"}),
        ("internal", set()),
        ("ingest", {"uploads"}),
        ("metrics", {"metrics"}),
    ],
)
def test_a_key_opens_what_its_scope_says_and_nothing_else(
    served: Served, keys: ApiKeys, scope: Scope, open_to_it: set[str]
) -> None:
    headers = bearer(keys.make("x", [scope]))
    chat = {"model": "wissens-assistent", "messages": [{"role": "user", "content": QUESTION}]}
    client = served.client
    found = {
        "ask": client.post("/api/ask", json={"question": QUESTION}, headers=headers),
        "chat": client.post("/v1/chat/completions", json=chat, headers=headers),
        "search": client.get("/api/search", params={"q": "Pilotprojekt"}, headers=headers),
        "documents": client.get("/api/documents", headers=headers),
        "uploads": client.get("/api/uploads", headers=headers),
        "metrics": client.get("/metrics", headers=headers),
        "gaps": client.get("/api/gaps", headers=headers),
        "keys": client.get("/schluessel", headers=headers),
        "list": client.get("/api/staff/documents", headers=headers),
    }
    assert {name for name, response in found.items() if response.status_code == 200} == open_to_it
    for name in found.keys() - open_to_it:
        assert found[name].status_code == 403, name
    assert not [name for name, response in found.items() if CANARY in response.text]


def test_internal_documents_take_their_own_scope(served: Served, keys: ApiKeys) -> None:
    both = bearer(keys.make("x", ["ask", "internal"]))
    assert CANARY in served.ask(QUESTION, headers=both).text
    assert CANARY not in served.ask(QUESTION, headers=bearer(keys.make("x", ["ask"]))).text


def test_the_key_of_a_website_finds_only_what_that_one_searches_in(served: Served, keys: ApiKeys) -> None:
    headers = bearer(keys.make("x", ["ask", "search", "internal"], site="kammer"))
    assert served.ask(QUESTION, headers=headers).json()["status"] == "abstained"
    hits = served.client.get("/api/search", params={"q": "Weiterbildung Pilotprojekt"}, headers=headers)
    assert hits.json()["hits"] == []
    assert served.client.get(f"/api/documents/{SECRET.id}", headers=headers).status_code == 404
    assert CANARY not in served.client.get("/api/documents", headers=headers).text
    other = served.ask(QUESTION, headers=headers, site="andere")
    assert (other.status_code, other.json()["type"]) == (403, "urn:wissens-assistent:key_site")


def test_a_key_that_is_revoked_opens_nothing_on_any_worker_from_then_on(
    place: Path, served: Served, keys: ApiKeys
) -> None:
    key = keys.make("x", ["search"])
    with serve(FakeAssistant(), data=place) as other:
        assert [status(one, key, "/api/documents") for one in (served, other)] == [200, 200]
        assert keys.revoke(key[:12])
        for one in (served, other):
            answer = one.client.get("/api/documents", headers=bearer(key))
            assert (answer.status_code, answer.json()["type"]) == (401, "urn:wissens-assistent:key_over")
    assert not keys.revoke(key[:12]), "once"


def test_a_wrong_key_counts_as_a_wrong_token_and_is_never_the_public() -> None:
    with serve(FakeAssistant()) as served:
        assert [status(served, f"wak_{n:08x}_x", "/api/documents") for n in range(10)] == [401] * 10
        assert status(served, "wak_00000000_x", "/api/documents") == 429
        assert status(served, TOKEN, "/api/documents") == 429


def test_where_nobody_can_tell_whose_a_key_is_that_is_said_and_it_is_no_defect(tmp_path: Path) -> None:
    with store_of(DataFolder(tmp_path)) as store:
        key = ApiKeys(store).make("x", ["search"])
    with closing(sqlite3.connect(tmp_path / "server.sqlite")) as connection, connection:
        connection.execute("UPDATE server_revision SET version_num = '9999'")
    with serve(FakeAssistant(), data=tmp_path) as served:
        signed_in = {"Cookie": "staff_session=x"}
        asked = [served.client.get("/api/documents", headers=headers) for headers in (bearer(key), signed_in)]
        assert [(one.status_code, one.json()["type"][-10:]) for one in asked] == [(503, "schema_new")] * 2
        assert [status(served, each, "/readyz") for each in (key, TOKEN)] == [200, 200]
        assert served.client.get("/api/documents").status_code == 200, "the public goes on"


def test_a_key_has_a_limit_of_its_own(tmp_path: Path) -> None:
    with serve(FakeAssistant(), data=tmp_path, rate_limit=1) as served, store_of(DataFolder(tmp_path)) as store:
        headers = bearer(ApiKeys(store).make("x", ["search", "internal"], limit=2))
        asked = [served.client.get("/api/search?q=Pilotprojekt", headers=headers) for _ in range(3)]
        assert [one.status_code for one in asked] == [200, 200, 429]
        assert asked[2].json()["type"] == "urn:wissens-assistent:key_limit"
        assert 1 <= int(asked[2].headers["Retry-After"]) <= 60
        assert served.client.get("/api/search?q=Pilotprojekt").status_code == 200, "visitors have theirs"


def test_the_questions_of_a_key_are_counted_where_the_store_fails(tmp_path: Path) -> None:
    with store_of(DataFolder(tmp_path)) as store:
        ApiKeys(store).make("x", ["search"], limit=2)
        [key] = ApiKeys(store).listed()
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    store = SharedStore(DataFolder(tmp_path / "file" / "data"))
    sessions = StaffSessions(make_settings(staff_token=None), store, lambda: None)

    async def counted() -> None:
        for _ in range(2):
            await sessions.limiter_of(key).enter(key.prefix)
        with pytest.raises(RateLimitError):
            await sessions.limiter_of(key).enter(key.prefix)

    asyncio.run(counted())


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_key_is_kept_as_a_digest_and_ends_on_its_day(backend: str, tmp_path: Path, postgres_server: Postgres) -> None:
    clock = Clock()
    with store_of(folder_of(backend, tmp_path, postgres_server), clock) as store:
        keys = ApiKeys(store)
        key = keys.make("Kammer", ["ask"], days=2)
        assert re.fullmatch(r"wak_[0-9a-f]{8}_[\w-]{43}", key)
        [listed] = keys.listed()
        assert (listed.prefix, listed.used, listed.state) == (key[:12], 0, "open")
        found = keys.find(key)
        assert found
        assert (found.name, found.rights) == ("Kammer", {"ask"})
        assert keys.listed()[0].used == int(clock.now // 86_400)
        clock.now += 2 * 86_400
        found = keys.find(key)
        assert found
        assert found.state == "expired"
        assert keys.find(key[:-1] + ("a" if key[-1] != "a" else "b")) is None
    if backend == "sqlite":
        assert key.encode()[13:] not in b"".join(one.read_bytes() for one in tmp_path.glob("server.sqlite*"))
    drop(postgres_server)


@pytest.mark.parametrize(
    "new",
    [
        NewKey("", ["ask"]),
        NewKey("x" * 101, ["ask"]),
        NewKey("x", []),
        NewKey("x", ["root"]),
        NewKey("x", ["ask"], days=-1),
    ],
)
def test_a_key_for_nobody_or_nothing_is_not_made(tmp_path: Path, new: NewKey) -> None:
    with store_of(DataFolder(tmp_path)) as store, pytest.raises(InputError):
        made(ApiKeys(store), make_settings(), new)


@pytest.mark.parametrize(("sites", "code"), [({}, "key_no_sites"), (SITES, "key_unknown_site")])
def test_a_key_for_an_unknown_website_is_not_made_and_it_is_said_which_there_are(
    tmp_path: Path, sites: dict[str, dict[str, list[str]]], code: str
) -> None:
    with store_of(DataFolder(tmp_path)) as store, pytest.raises(NotFoundError) as refused:
        made(ApiKeys(store), make_settings(sites=sites), NewKey("x", ["ask"], "nirgends"))
    assert refused.value.code == code
    for language in LANGUAGES:
        told = " ".join(refused.value.explain(language))
        assert "ASSISTANT_SITES" in told
        assert ("kammer" in told) == bool(sites)
        assert "–" not in told


def test_an_admin_makes_and_revokes_a_key_on_the_page() -> None:
    with serve(FakeAssistant()) as served:
        wrong = served.client.post("/schluessel", data={"action": "add", "name": "<b>Kammer</b>"}, headers=STAFF)
        assert wrong.status_code == 422
        assert "Kein Bereich ist gewählt" in wrong.text
        form = {"action": "add", "name": "<b>Kammer</b>", "scope_search": "1", "limit": "30", "days": ""}
        page = served.client.post("/schluessel", data=form, headers=STAFF).text
        [key] = re.findall(r"wak_[0-9a-f]{8}_[\w-]{43}", page)
        assert "&lt;b&gt;Kammer&lt;/b&gt;" in page
        assert status(served, key, "/api/documents") == 200
        assert key not in served.client.get("/schluessel", headers=STAFF).text
        served.client.post("/schluessel", data={"action": "revoke", "prefix": key[:12]}, headers=STAFF)
        assert status(served, key, "/api/documents") == 401
        again = served.client.post("/schluessel", data={"action": "revoke", "prefix": key[:12]}, headers=STAFF)
        assert again.status_code == 404


def test_only_an_admin_sees_the_keys() -> None:
    with serve(FakeAssistant(), staff_token_role="staff") as served:
        assert served.client.get("/schluessel", headers=STAFF).status_code == 403
        assert served.client.post("/schluessel", data={"action": "add"}, headers=STAFF).status_code == 403


def test_the_command_adds_lists_and_revokes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    data = ["--data", str(tmp_path / "data")]
    assert main(["keys", *data, "add", "Kammer", "--scope", "ask", "--scope", "internal"]) == 0
    key = capsys.readouterr().out.strip()
    assert main(["keys", *data, "list"]) == 0
    assert capsys.readouterr().out.split("\t")[:3] == [key[:12], "gültig", "ask,internal"]
    assert main(["keys", *data, "revoke", key[:12]]) == 0
    assert main(["keys", *data, "revoke", key[:12]]) == 1
    assert "gibt es nicht" in capsys.readouterr().err
