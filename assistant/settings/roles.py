"""What each role may do; nothing else decides it. Each one may also do what those before it may.

    public    ask, search                          whoever sends no credentials
    reader    internal documents, the list of all documents
    staff     uploads, ingestion, what is wrong with the server, metrics, feedback, gaps, numbers of use
    admin     API keys, the audit log, signing everybody out, a person's data

A route names the right that it takes (`staff/access.py`); a page shows what the caller's rights allow (`may`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast, get_args

Role = Literal["reader", "staff", "admin"]
Right = Literal[
    "ask",
    "search",
    "internal",
    "documents",
    "ingest",
    "operate",
    "metrics",
    "feedback",
    "gaps",
    "numbers",
    "keys",
    "log",
    "everybody",
    "people",
]

ROLES: tuple[Role, ...] = get_args(Role)
OF_THE_PUBLIC: frozenset[Right] = frozenset({"ask", "search"})
_READER: frozenset[Right] = OF_THE_PUBLIC | {"internal", "documents"}
_STAFF: frozenset[Right] = _READER | {"ingest", "operate", "metrics", "feedback", "gaps", "numbers"}
_ADMIN: frozenset[Right] = _STAFF | {"keys", "log", "everybody", "people"}
RIGHTS: Mapping[Role, frozenset[Right]] = {"reader": _READER, "staff": _STAFF, "admin": _ADMIN}


def rights_of_role(role: str) -> frozenset[Right]:
    """The rights of a role; none for an unknown one."""
    return RIGHTS.get(cast(Role, role), frozenset())


def least_role(right: Right) -> Role:
    """The first role that has the right."""
    return next(role for role in ROLES if right in RIGHTS[role])
