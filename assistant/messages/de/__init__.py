"""German texts. ERRORS: code -> (what happened, what to do)."""

from assistant.messages.de import (
    answering,
    commands,
    demo,
    element,
    evaluation,
    feedback,
    funding,
    indexing,
    keys,
    legal,
    meetings,
    models,
    outcomes,
    personal,
    reading,
    search,
    staff,
    statistics,
    telemetry,
    uploads,
    vectors,
    viewer,
    web,
)

_TABLES = (
    *(answering, commands, demo, element, evaluation, feedback, funding, indexing, keys, legal, meetings, models),
    *(outcomes, personal, reading, search, staff, statistics, telemetry, uploads, vectors, viewer, web),
)
ERRORS: dict[str, tuple[str, str]] = {k: v for table in _TABLES for k, v in getattr(table, "ERRORS", {}).items()}
TEXTS: dict[str, str] = {k: v for table in _TABLES for k, v in getattr(table, "TEXTS", {}).items()}
