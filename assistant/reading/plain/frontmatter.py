"""The block of `key: value` lines between `---` that may open a Markdown file."""

from __future__ import annotations

import re
from typing import NamedTuple

FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*$")
KEY = re.compile(r"(?P<key>[^\W\d][\w -]*+)[ \t]*+:(?:[ \t]++(?P<value>.*)|[ \t]*+)$")
CONTINUED = re.compile(r"[ \t]|-|#|$")


class FrontMatter(NamedTuple):
    """`values` by lower-case key, quotation marks taken off; `end` is where the body starts."""

    values: dict[str, str]
    end: int

    def first(self, *keys: str) -> str | None:
        """The value of the first of `keys` that has one."""
        return next((self.values[key] for key in keys if self.values.get(key)), None)


def front_matter(text: str) -> FrontMatter:
    """The front matter of a Markdown text; empty with end 0 if it has none.

    Only plain top-level values are read, which is all the assistant needs; lists and nested keys are passed over.
    """
    opening = text.partition("\n")[0]
    if opening.rstrip() != "---":
        return FrontMatter({}, 0)
    values: dict[str, str] = {}
    end = len(opening) + 1
    for line in text[end:].split("\n"):
        end += len(line) + 1
        if FENCE.match(line):
            return FrontMatter(values, min(end, len(text))) if values else FrontMatter({}, 0)
        if match := KEY.match(line):
            values.setdefault(match["key"].rstrip().lower(), _plain(match["value"] or ""))
        elif not CONTINUED.match(line):
            break
    return FrontMatter({}, 0)


def _plain(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value
