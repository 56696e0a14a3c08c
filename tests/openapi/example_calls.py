"""The examples in the description of the API, sent to a fake assistant: by the tests, and to write their replies anew.

By hand, after a change of what replies hold: python tests/openapi/example_calls.py
"""

from __future__ import annotations

import contextlib
import datetime
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # as the tests see it
    sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from starlette.testclient import TestClient
from web_fakes import CORPUS, FakeAssistant, make_document
from web_programmes import OPEN
from web_serving import STAFF, make_settings

from assistant.web.app import create_app

FOLDER = Path(__file__).parents[2] / "assistant" / "web" / "openapi_examples"
MINUTES = make_document(
    "protokolle/forum.md",
    "Niederschrift des Forums",
    [
        "# Beschlüsse",
        "- Die Trasse führt über den Bahnweg. Abstimmung: einstimmig bei zwei Enthaltungen",
        "# Aufgaben",
        "Aufgabe: Bodengutachten beauftragen | Wer: Hauke Senfleben | Bis wann: 20.12.2024",
    ],
    type="minutes",
    lab="Infrastruktur",
    date=datetime.date(2024, 11, 26),
)
UNKNOWN = "Wie heißt die Hauptstadt von Burkina Faso?"
WITHOUT_EXAMPLE = {"get_openapi_json", "post_ingest_hooks_key"}  # the latter is signed for its moment
CHAT, EVENTS = "post_v1_chat_completions", "text/event-stream"  # the body says whether it streams, not the header
MOST_LINES = 12  # of a reply that is no JSON


@contextlib.contextmanager
def sending(ingest: Sequence[str] = ("true",)) -> Iterator[TestClient]:
    """A client of a fake assistant's server, with the rights of staff."""
    with tempfile.TemporaryDirectory() as folder:
        examples = {"de": ["Wie wird die Weiterbildung gefördert?"]}
        (Path(folder) / "ablage").mkdir()  # holds nothing, so that fetching it fails for good
        sources = {"ablage": {"url": f"file://{folder}/ablage", "audience": "public"}}
        settings = make_settings(data=folder, keep_questions_days=30, examples=examples, sources=sources)
        app = create_app(settings, FakeAssistant((CORPUS[0], CORPUS[1], OPEN, MINUTES)), ingest)
        with TestClient(app, headers=dict(STAFF)) as client:
            yield client


def operations(document: dict[str, Any]) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """(method, path, operation) by the id of the operation."""
    listed = ((method, path, one) for path, methods in document["paths"].items() for method, one in methods.items())
    return {one["operationId"]: (method, path, one) for method, path, one in listed}


def example_of(operation_id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{operation_id}.json").read_text(encoding="utf-8"))
    return found


def send(client: TestClient, document: dict[str, Any], operation_id: str, accept: str = "*/*") -> Any:
    """The reply to the example of an operation; ids that only this server can have given are put in their place."""
    method, path, operation = operations(document)[operation_id]
    example = example_of(operation_id)
    told: dict[str, Any] = {"params": {}, "headers": {"Accept": accept}}
    for parameter in operation.get("parameters", ()):
        name = parameter["name"]
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", _live(client, name) or example["parameters"][name])
        elif name in example.get("parameters", {}):
            told["params" if parameter["in"] == "query" else "headers"][name] = example["parameters"][name]
    if operation_id == "delete_uploads_audience_name":
        send(client, document, "post_uploads")
    if "body" in example:
        body = example["body"] | ({"stream": accept == EVENTS} if operation_id == CHAT else {})
        told |= _body(client, body, is_form="multipart/form-data" in operation["requestBody"]["content"])
    return client.request(method, path, **told)


def _body(client: TestClient, body: dict[str, Any], *, is_form: bool) -> dict[str, Any]:
    if is_form:
        files = [("file", (f"{number}.txt", text)) for number, text in enumerate(body["file"], start=1)]
        return {"files": files, "data": {name: value for name, value in body.items() if name != "file"}}
    return {"json": {name: _live(client, name) or value for name, value in body.items()}}


def _live(client: TestClient, name: str) -> str | None:
    """An id that this server has just given, for a field that takes one."""
    match name:
        case "answer_id":
            return str(client.post("/api/ask", json={"question": UNKNOWN}).json()["answer_id"])
        case "gap_id":
            _live(client, "answer_id")
            return str(client.get("/api/gaps").json()["gaps"][0]["id"])
        case "job_id":
            client.post("/api/ingest/sources/ablage")
            while not (
                failed := [one for one in client.get("/api/ingest/jobs").json()["jobs"] if one["state"] == "failed"]
            ):
                time.sleep(0.05)
            return str(failed[0]["id"])
        case _:
            return None


# Writing


def main() -> None:
    """Writes the replies of all examples anew. Runs of ingestions are real ones with a toy for a model."""
    from toy_ingestion import COMMAND

    with sending(COMMAND) as client:
        document = client.get("/api/openapi.json").json()
        client.post("/api/ask", json={"question": UNKNOWN})
        for operation_id in sorted(operations(document).keys() - WITHOUT_EXAMPLE, key=_in_order):
            _rest(client)
            example = example_of(operation_id)
            _, _, operation = operations(document)[operation_id]
            shown = next(one for status, one in operation["responses"].items() if status.startswith("2"))["content"]
            example["replies"] = {kind: _shortened(send(client, document, operation_id, kind)) for kind in shown}
            text = json.dumps(example, ensure_ascii=False, indent=2)
            (FOLDER / f"{operation_id}.json").write_text(f"{text}\n", encoding="utf-8")


def _in_order(operation_id: str) -> tuple[int, str]:
    """What is listed is there before; what is removed goes last."""
    first = ("post_ask", "post_uploads", "post_ingest_runs", "post_feedback")
    return (first.index(operation_id) if operation_id in first else 9 + ("delete" in operation_id), operation_id)


def _rest(client: TestClient) -> None:
    """Returns when no ingestion is running."""
    while client.get("/api/ingest/runs").json()["now"]["busy"]:
        time.sleep(0.05)


def _shortened(reply: Any) -> Any:
    assert reply.is_success, reply.text
    if reply.headers["content-type"].startswith("application/json"):
        return _tidied(reply.json())
    lines = reply.text.splitlines(keepends=True)
    return "".join(lines[:MOST_LINES])


def _tidied(node: Any) -> Any:
    """Without what differs from call to call, or names the machine."""
    fixed = {"conversation_id": "b2h1bXJpY2h0aWcgc28g", "took_ms": 12.5, "answer_id": "eyJrZXkiOiAi4oCmIn0.c2lnbmllcnQ"}
    if isinstance(node, list):
        return [_tidied(one) for one in node]
    if isinstance(node, str) and "/uploads" in node:
        return "/srv/netzwerk" + node[node.index("/uploads") :]
    if not isinstance(node, dict):
        return node
    return {key: fixed[key] if key in fixed else _tidied(value) for key, value in node.items()}


if __name__ == "__main__":
    main()
