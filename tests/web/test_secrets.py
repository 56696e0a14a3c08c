"""Secrets are compared in constant time, or by checksum: read off the source of everything that holds one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant

ROOT = Path(assistant.__file__).parent
# Names that stand for something that a guesser wants: a token, a key of a session or stream, a signature.
SECRET = ("token", "secret", "signature", "digest", "session_key", "api_key", "mac")
# Compared with `==` on purpose: what is no secret for whoever could measure the time.
NO_SECRETS = {
    "indexing": "checksums of files and models",
    "reading": "checksums of contents",
    "evaluation": "tokens of a text",
    "answering": "tokens of a text",
    "language": "tokens of a text",
    "retrieving": "tokens of a text",
    "knowledge": "tokens of a text",
}
# Found by an index of the database by their digest, or no secret at all.
HARMLESS = (".c.digest == ", " == PUBLIC_KEY", "earlier['digest'] != digest")


def comparisons() -> Iterator[tuple[str, str]]:
    """(place, source) of each `==`, `!=` or `in` whose side is named like a secret."""
    for path in sorted(ROOT.rglob("*.py")):
        room = path.relative_to(ROOT).parts[0]
        if room in NO_SECRETS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops):
                names = [name for side in (node.left, *node.comparators) for name in _names(side)]
                if any(one in ast.unparse(node) for one in HARMLESS):
                    continue
                if any(name == word or name.endswith(f"_{word}") for name in names for word in SECRET):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", ast.unparse(node)


def _names(node: ast.expr) -> Iterator[str]:
    """What a side of a comparison is called; of a call also what goes into it."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            yield name.lower()
        case ast.Call(args=arguments):
            for argument in arguments:
                yield from _names(argument)


def test_no_secret_is_compared_with_an_equals_sign() -> None:
    assert list(comparisons()) == []


@pytest.mark.parametrize("place", ["web/staff_sessions.py", "feedback/answer_ids.py"])
def test_what_checks_a_secret_does_so_in_constant_time(place: str) -> None:
    assert "compare_digest(" in (ROOT / place).read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["web/staff_sessions.py", "web/shared/sessions.py"])
def test_what_finds_by_a_secret_key_finds_by_its_checksum(place: str) -> None:
    assert "hashlib.sha256(" in (ROOT / place).read_text(encoding="utf-8")
