"""What a route says of itself in the description of the API (`openapi.py`), beside its parameters and its body.

Statuses that any route may have (a head or a body that is too large, a defect) are added there.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

JSON = "application/json"
CSV = "text/csv"
EVENTS = "text/event-stream"
REFERENCE = "#/components/schemas/{model}"

# Who may call. The rest is for everybody, and shows more to the staff.
STAFF_ONLY: dict[str, Any] = {"security": [{"staff_token": []}, {"staff_session": []}]}
# The same, and keys with the scope for it.
KEYED: dict[str, Any] = {"security": [*STAFF_ONLY["security"], {"api_key": []}]}
ANYBODY: dict[str, Any] = {"security": []}

QUESTIONS, DOCUMENTS, LISTS, USE = "questions", "documents", "lists", "use"
INGESTION, INTERFACES, OPERATION = "ingestion", "interfaces", "operation"

# Descriptions that stand for a whole response until the document is made.
PROBLEM, OPENAI_ERROR = "problem", "openai_error"
Responses = dict[int | str, dict[str, Any]]


def replied(shape: Any, *problems: int, status: int = 200) -> Responses:
    """JSON of that shape, or a problem of one of these statuses."""
    return {status: {"model": shape, "description": "what was asked for"}, **_refused(problems)}


def replied_as_openai(shape: Any, *errors: int) -> Responses:
    """JSON of that shape, or an error of one of these statuses in the form of OpenAI's API."""
    return {**replied(shape), **{status: {"description": OPENAI_ERROR} for status in errors}}


def written(media_type: str, *problems: int) -> Responses:
    """A text of that kind, or a problem of one of these statuses."""
    content = {media_type: {"schema": {"type": "string"}}}
    return {200: {"description": "what was asked for", "content": content}, **_refused(problems)}


def _refused(problems: tuple[int, ...]) -> Responses:
    return {status: {"description": PROBLEM} for status in problems}


def streamed(told: str) -> dict[str, Any]:
    """Events, for who asks for them; `told` says which."""
    return {"responses": {"200": {"content": {EVENTS: {"schema": {"description": told}}}}}}


def form(fields: type[BaseModel], *, files: str) -> dict[str, Any]:
    """The body of a route that reads a form by itself: some fields, and the files in the field `files`."""
    schema = fields.model_json_schema(ref_template=REFERENCE)
    sent = {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}}
    told = {name: without_null(one) for name, one in schema["properties"].items()}
    schema["properties"] = {files: sent, **told}
    return _body("multipart/form-data", schema | {"required": [files]})


def without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a field of an address or a form, which cannot say null."""
    choices = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if not choices:
        return schema
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
    return rest | (choices[0] if len(choices) == 1 else {"anyOf": choices})


def parsed(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON body of a route that parses it by itself."""
    return _body(JSON, shape.model_json_schema(ref_template=REFERENCE))


def _body(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}
