"""JSON Lines with what a complaint about a line has to name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import UsageError


def content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError("dataset_unreadable", path=path, why=error.strerror or error) from error


@dataclass(frozen=True, slots=True)
class Line:
    """One object of the file, with what a complaint about it has to name."""

    path: Path
    number: int
    values: Mapping[str, Any]

    def field(self, name: str, expected: str, fits: Callable[[Any], bool]) -> Any:
        value = self.values.get(name)
        if name not in self.values or not fits(value):
            raise self.complaint(name, expected)
        return value

    def complaint(self, name: str, expected: str) -> UsageError:
        return UsageError("dataset_field", path=self.path, line=self.number, field=name, expected=expected)

    def string(self, name: str) -> str:
        return str(self.field(name, "a string", lambda value: isinstance(value, str)))

    def words(self, name: str) -> str:
        return str(self.field(name, "a string that is not empty", _is_words))

    def truth(self, name: str) -> bool:
        return bool(self.field(name, "true or false", lambda value: isinstance(value, bool)))

    def strings(self, name: str) -> tuple[str, ...]:
        return tuple(self.field(name, "a list of strings", _are_strings))

    def optional_strings(self, name: str) -> tuple[str, ...]:
        return self.strings(name) if name in self.values else ()

    def one_of(self, name: str, *choices: str) -> Any:
        return self.field(name, " | ".join(choices), lambda value: value in choices)


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def are_words(value: object) -> bool:
    """Whether it is a list of strings none of which is empty: an empty answer would stand in every text."""
    return isinstance(value, list | tuple) and all(map(_is_words, value))


def lines_of(path: Path, content: bytes) -> Iterator[Line]:
    for number, raw in enumerate(content.split(b"\n"), 1):
        if not raw.strip():
            continue
        try:
            values = json.loads(raw)
            json.dumps(values, ensure_ascii=False).encode()  # half a character, which no model takes, is refused
        except (ValueError, RecursionError) as error:
            raise UsageError("dataset_line", path=path, line=number, why=error) from error
        if not isinstance(values, dict):
            raise UsageError("dataset_line", path=path, line=number, why="not an object")
        yield Line(path, number, values)
