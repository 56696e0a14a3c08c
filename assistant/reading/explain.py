"""What `python ingest.py --explain FILE` tells: how one file is read, and from where each of its fields is known."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from assistant.errors import ReadingError, UsageError
from assistant.messages import text as message
from assistant.messages import worded
from assistant.reading.decode import one_line
from assistant.reading.document import Refusal, Task, read_documents
from assistant.reading.formats import sniff
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.read import load
from assistant.records import Document, Language

INDENT = "  "
# Longer values stand as they are, and do not push all the others' sources aside.
WIDEST_VALUE = 48


def explain(task: Task, limits: Limits = DEFAULT, language: Language = "de") -> str:
    """What `explanation` says, as text for a terminal."""
    return "\n".join(_lines(explanation(task, limits, language), language))


def explanation(task: Task, limits: Limits = DEFAULT, language: Language = "de") -> dict[str, Any]:
    """How the file is read: its `format` by content, its `documents`, what was `refused`.

    Each document has its path, the warnings of its reader, and its `fields`: value, source and detail. The first is the
    file itself if it has text of its own, the others lie inside it. A file that cannot be read is refused itself.

    Raises:
        UsageError: the path names no file.
    """
    if not task.path.is_file():
        raise UsageError("missing_path", path=task.path)
    told: dict[str, Any] = {"path": task.inside, "format": None, "documents": [], "refused": []}
    try:
        told["format"] = sniff(load(task.path, limits), task.path.suffix).content
        documents, refusals = read_documents(task, limits)
    except ReadingError as error:
        return told | {"refused": [{"path": task.inside, **error.explain(language)._asdict()}]}
    told["documents"] = [_described(document, language) for document in documents]
    told["refused"] = [_refused(refusal, language) for refusal in refusals]
    return told


def _described(document: Document, language: Language) -> dict[str, Any]:
    info = document.info
    warnings = [worded(warning, language).message for warning in document.warnings]
    fields = [
        {"field": one.field, "value": _plain(getattr(info, one.field)), "source": one.source, "detail": one.detail}
        for one in document.origins
    ]
    return {"path": info.path, "warnings": warnings, "fields": fields}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _refused(refusal: Refusal, language: Language) -> dict[str, Any]:
    return {"path": refusal.path, **ReadingError(refusal.code, **refusal.values).explain(language)._asdict()}


def _lines(told: dict[str, Any], language: Language) -> Iterator[str]:
    yield one_line(told["path"])
    if told["format"]:
        yield INDENT + message("explain_format", language, format=told["format"].upper())
    for document in told["documents"]:
        if document["path"] != told["path"]:
            yield from ("", one_line(document["path"]))
        for warning in document["warnings"]:
            yield INDENT + message("explain_warning", language, warning=warning)
        yield from _table(document["fields"], language)
        if not any(field["field"] == "date" for field in document["fields"]):
            yield f"{INDENT}{message('explain_field_date', language)}: {message('explain_no_date', language)}"
    for refusal in told["refused"]:
        if refusal["path"] != told["path"]:
            yield from ("", one_line(refusal["path"]))
        yield INDENT + message("failed_with", language, message=refusal["message"], remedy=refusal["remedy"])


def _table(fields: list[dict[str, Any]], language: Language) -> Iterator[str]:
    """The fields as columns: name, value, where it comes from."""
    names = [message(f"explain_field_{field['field']}", language) for field in fields]
    values = [_shown(field, language) for field in fields]
    name_width = max(map(len, names), default=0)
    value_width = max((len(value) for value in values if len(value) <= WIDEST_VALUE), default=0)
    for field, name, value in zip(fields, names, values, strict=True):
        source = message(f"explain_source_{field['source']}", language)
        detail = f": {field['detail']}" if field["detail"] and field["detail"] != value else ""
        yield f"{INDENT}{name:{name_width}}  {value:{value_width}}  {source}{detail}"


def _shown(field: dict[str, Any], language: Language) -> str:
    """The value in the words of the reader's language; the codes stay as corpus.toml and --json have them."""
    if field["field"] == "type":
        return f"{field['value']} ({message('element_type_' + field['value'], language)})"
    return str(field["value"])
