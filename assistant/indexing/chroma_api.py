"""Chroma's HTTP API (v2) as far as we need it, spoken within the database of one network.

Not by Chroma's own client: that waits without end, hides a proxy's status, and keeps one connection a process.
Source: https://docs.trychroma.com/reference/chroma-reference, and /openapi.json of `chroma run` 1.5.
"""

from __future__ import annotations

import base64
import math
import random
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from assistant.errors import VectorServerError
from assistant.storage.folder import ChromaServer

# What the server says of itself: that of Chroma 1.5 is 1.0, that of 0.6 another world.
OLDEST, NEWEST = (1, 0), (1, 9)

# Between two attempts, in seconds: twice as long each time, and by chance so that not all hosts come back at once.
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 3.0
# A host that drops what is sent to it is not there, however long its answers may take.
CONNECT_SECONDS = 5.0
_COMES_BACK = frozenset({429, 502, 503, 504})
_REFUSED = frozenset({401, 403, 407})
# What is no Chroma answers with a page of its own, an old one does not know the place where the version is.
_OF_ANOTHER_VERSION = frozenset({200, 404})
_PAGE = 1000
_WORDS = 200


class Collection(NamedTuple):
    """One of the server's, as it is."""

    id: str
    name: str
    metadata: Mapping[str, Any]


class ChromaApi:
    """The collections of one database; made, with its tenant, when it is missing. Thread-safe.

    Every method raises a VectorServerError that says what is wrong, and waits no longer than `patience` seconds for a
    server that is away; reading twice, and writing the same twice, does no harm. No error shows a header's value.
    """

    def __init__(self, server: ChromaServer, patience: float = 0.0) -> None:
        import httpx

        self._server = server
        self._patience = patience
        self._client = httpx.Client(
            base_url=server.url,
            headers=dict(server.headers),
            limits=httpx.Limits(max_connections=32),
        )
        self._is_known = False
        self._batch = _PAGE

    def open(self) -> None:
        """Returns once a server of a known version answers, and has our database."""
        if self._is_known:
            return
        self._check_version(self._version())
        limits = self._asked("GET", "/api/v2/pre-flight-checks")
        self._batch = int(limits.get("max_batch_size", _PAGE))
        tenant, database = self._server.tenant, self._server.database
        self._ensure("/api/v2/tenants", tenant)
        self._ensure(f"/api/v2/tenants/{quote(tenant, safe='')}/databases", database)
        self._is_known = True

    def _version(self) -> str:
        """What the server says of itself; of one that is no Chroma, or an old one, what it says instead."""
        try:
            return str(self._asked("GET", "/api/v2/version"))
        except VectorServerError as error:
            if error.values.get("answered") not in _OF_ANOTHER_VERSION:
                raise
            return str(error.values["why"])

    def _check_version(self, found: str) -> None:
        numbers = re.match(r"(\d+)\.(\d+)", found)
        if numbers is None or not OLDEST <= (int(numbers[1]), int(numbers[2])) <= NEWEST:
            oldest, newest = (".".join(map(str, version)) for version in (OLDEST, NEWEST))
            raise self._error("chroma_version", found=found[:_WORDS], oldest=oldest, newest=newest)

    def _ensure(self, place: str, name: str) -> None:
        """Makes the tenant or database `name` unless it is there; some servers do not let us."""
        if self._asked("GET", f"{place}/{quote(name, safe='')}", missing=None, unfit=None) is not None:
            return
        try:
            self._asked("POST", place, {"name": name}, taken={})
        except VectorServerError as error:
            if error.code in ("chroma_refused", "chroma_failed"):
                raise self._error("chroma_tenant", name=name, why=error.values["why"]) from error
            raise

    def collection(self, name: str) -> Collection | None:
        """The collection of that name, if there is one."""
        self.open()
        found = self._asked("GET", f"{self._place}/{name}", missing=None)
        return found and _collection(found)

    def collections(self) -> list[Collection]:
        """All of the database."""
        self.open()
        found: list[Collection] = []
        while True:
            page = self._asked("GET", f"{self._place}?limit={_PAGE}&offset={len(found)}")
            found += map(_collection, page)
            if len(page) < _PAGE:
                return found

    def create(self, name: str, metadata: Mapping[str, Any], configuration: Mapping[str, Any]) -> Collection:
        """A collection of that name; one that is there is taken as it is."""
        self.open()
        wanted = {"name": name, "metadata": metadata, "configuration": configuration, "get_or_create": True}
        return _collection(self._asked("POST", self._place, wanted))

    def describe(self, collection: Collection, metadata: Mapping[str, Any]) -> None:
        self._asked("PUT", f"{self._place}/{collection.id}", {"new_metadata": metadata})

    def delete(self, name: str) -> None:
        """Removes the collection of that name, if there is one."""
        self.open()
        self._asked("DELETE", f"{self._place}/{name}", missing={})

    def upsert(self, collection: Collection, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Stores the vectors, (n, d), as those of `ids`."""
        for start in range(0, len(ids), self._batch):
            rows = vectors[start : start + self._batch].astype("<f4")
            coded = [base64.b64encode(row.tobytes()).decode() for row in rows]
            wanted = {"ids": list(ids[start : start + self._batch]), "embeddings": coded}
            self._asked("POST", f"{self._place}/{collection.id}/upsert", wanted)

    def query(
        self, collection: Collection, vector: NDArray[np.float32], k: int, seconds: float
    ) -> list[tuple[str, float]]:
        """At most `k` (id, distance), waiting `seconds` at most; nearest first."""
        wanted = {"query_embeddings": [vector.tolist()], "n_results": k, "include": ["distances"]}
        found = self._asked("POST", f"{self._place}/{collection.id}/query", wanted, seconds=seconds)
        return list(zip(found["ids"][0], found["distances"][0], strict=True))

    def count(self, collection: Collection) -> int:
        return int(self._asked("GET", f"{self._place}/{collection.id}/count"))

    def ids(self, collection: Collection) -> Iterator[str]:
        """The ids of all items."""
        for start in range(0, self.count(collection), self._batch):
            wanted = {"limit": self._batch, "offset": start, "include": []}
            yield from self._asked("POST", f"{self._place}/{collection.id}/get", wanted)["ids"]

    def close(self) -> None:
        self._client.close()

    @property
    def _place(self) -> str:
        tenant, database = (quote(name, safe="") for name in (self._server.tenant, self._server.database))
        return f"/api/v2/tenants/{tenant}/databases/{database}/collections"

    def _asked(self, method: str, path: str, content: Any = None, *, seconds: float = math.inf, **instead: Any) -> Any:
        """What the server answers; `missing` instead of 404, `taken` instead of 409, `unfit` instead of 400."""
        seconds = min(seconds, self._server.timeout_seconds)
        end = time.monotonic() + self._patience
        pause = FIRST_PAUSE
        while True:
            try:
                return self._once(method, path, content, seconds, instead)
            except VectorServerError as error:
                if error.code not in ("chroma_unreachable", "chroma_slow", "chroma_busy") or time.monotonic() > end:
                    raise
            time.sleep(random.uniform(pause / 2, pause))
            pause = min(2 * pause, LONGEST_PAUSE)

    def _once(self, method: str, path: str, content: Any, seconds: float, instead: Mapping[str, Any]) -> Any:
        import httpx

        timeout = httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS))
        try:
            answer = self._client.request(method, path, json=content, timeout=timeout)
        except (httpx.ReadTimeout, httpx.WriteTimeout, httpx.PoolTimeout) as error:
            raise self._error("chroma_slow", seconds=seconds) from error
        except httpx.HTTPError as error:
            raise self._error("chroma_unreachable", why=str(error) or type(error).__name__) from error
        if answer.is_success:
            return self._read(answer)
        for status, name in ((404, "missing"), (409, "taken"), (400, "unfit")):
            if answer.status_code == status and name in instead:
                return instead[name]
        raise self._refusal(answer)

    def _read(self, answer: Any) -> Any:
        try:
            return answer.json()
        except ValueError as error:
            raise self._failure("chroma_failed", answer, _words(answer)) from error

    def _refusal(self, answer: Any) -> VectorServerError:
        """What a status means."""
        try:
            why = str(answer.json()["message"])
        except (ValueError, KeyError, TypeError):
            why = _words(answer)
        if answer.status_code in _REFUSED:
            return self._failure("chroma_refused", answer, why)
        return self._failure("chroma_busy" if answer.status_code in _COMES_BACK else "chroma_failed", answer, why)

    def _failure(self, code: str, answer: Any, why: str) -> VectorServerError:
        status = answer.status_code
        return self._error(code, why=f"{status} {why[:_WORDS]}".strip(), answered=status)

    def _error(self, code: str, **values: object) -> VectorServerError:
        return VectorServerError(code, url=self._server.url, **values)


def _words(answer: Any) -> str:
    """What a proxy's page says."""
    return " ".join(re.sub(r"<[^<>]*>", " ", answer.text).split())


def _collection(found: Mapping[str, Any]) -> Collection:
    return Collection(str(found["id"]), str(found["name"]), found.get("metadata") or {})
