"""What is kept in no language yet: a code and the values that fill its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.storable import storable


@dataclass(frozen=True, slots=True)
class Notice:
    """What is kept to be told later, in the language of whoever reads it then (`messages.worded`).

    `code` is the key of a text, or of an error, and `values` fill it: numbers, words, names (a tuple of them), and what
    is itself a Notice. Where nobody knows a code, because an earlier version kept only that, it is told in `words`.
    """

    code: str = ""
    values: tuple[tuple[str, object], ...] = ()
    words: str = ""

    @classmethod
    def of(cls, code: str, /, **values: object) -> Notice:
        return cls(code, tuple(sorted(values.items())))

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "values": {name: _kept(value) for name, value in self.values}, "words": self.words}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any] | str) -> Notice:
        """What `as_json` gave; a text is from before notices were kept."""
        if isinstance(kept, str):
            return cls(words=kept)
        values = ((name, _as_value(value)) for name, value in sorted(kept["values"].items()))
        return cls(kept["code"], tuple(values), kept["words"])


def _kept(value: object) -> object:
    """A value of a Notice as JSON."""
    match value:
        case int() | float():
            return value
        case tuple():
            return [storable(str(name)) for name in value]
        case Notice():
            return value.as_json()
        case _:
            return storable(str(value))


def _as_value(kept: Any) -> object:
    match kept:
        case list():
            return tuple(kept)
        case dict():
            return Notice.from_json(kept)
        case _:
            return kept
