"""The schemas of the description of the API, tidied: each shape once, without made-up titles, with the real limits."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from assistant.settings.settings import Settings
from assistant.web import replies
from assistant.web.fields import LONGEST
from assistant.web.interfaces.openai_contract import OpenAiError
from assistant.web.openapi_routes import REFERENCE


def shapes() -> dict[str, Any]:
    """The schemas that no route states by itself: those of errors."""
    problem = TypeAdapter(replies.Problem).json_schema(ref_template=REFERENCE)
    error = TypeAdapter(OpenAiError).json_schema(ref_template=REFERENCE)
    return {"Problem": problem, "OpenAiError": error}


def tidy(document: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """The document with the shapes inside of others moved to the components, and with the limits of the settings."""
    inner: dict[str, Any] = {}
    tidied: dict[str, Any] = _tidied(document, settings, inner)
    schemas = tidied["components"]["schemas"]
    for name, schema in inner.items():
        schemas.setdefault(name, schema)
    for framework_own in ("HTTPValidationError", "ValidationError"):
        schemas.pop(framework_own, None)
    tidied["components"]["schemas"] = dict(sorted(schemas.items()))
    return tidied


def _tidied(node: Any, settings: Settings, inner: dict[str, Any], *, is_named: bool = False) -> Any:
    """The node anew. `is_named` says that its keys are names of fields, not words of the specification."""
    if isinstance(node, list):
        return [_tidied(one, settings, inner) for one in node]
    if not isinstance(node, dict):
        return node
    found: dict[str, Any] = {}
    for key, value in node.items():
        if key == "$defs":
            inner.update(_tidied(value, settings, inner, is_named=True))
        elif key == LONGEST and not is_named:
            found["maxLength"] = getattr(settings, value)
        elif key == "title" and not is_named and "openapi" not in node and "version" not in node:
            continue
        elif key == "content" and not is_named:
            found[key] = _with_schema({kind: _tidied(one, settings, inner) for kind, one in value.items()})
        else:
            found[key] = _tidied(value, settings, inner, is_named=key == "properties" and not is_named)
    return found


def _with_schema(content: dict[str, Any]) -> dict[str, Any]:
    """The kinds of content that have a shape: the framework adds JSON to whatever is none."""
    return {kind: one for kind, one in content.items() if one.get("schema")}
