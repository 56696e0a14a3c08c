"""What the keeper of a corpus says about its files: the rules in `corpus.toml`.

    [[rule]]
    path = "minutes/internal/**"
    type = "minutes"
    audience = "internal"

`path` is relative to the folder of corpus.toml: `*` and `?` stay within one name, `**` crosses folders.
`ignore = ["drafts/**"]` above the rules names, in the same way, files that are no documents.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from assistant.errors import SettingsError
from assistant.records import AUDIENCES, DOCUMENT_TYPES, Audience, DocumentType

RULES_FILE = "corpus.toml"
WILDCARD = re.compile(r"\*\*/|\*\*|\*|\?")
WILDCARDS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules say about one file; None where they say nothing."""

    type: DocumentType | None = None
    audience: Audience | None = None
    lab: str | None = None
    topic: str | None = None
    url: str | None = None


KEYS = ("path", *(field.name for field in fields(Decision)))


@dataclass(frozen=True, slots=True)
class Rule:
    """`decides` holds for the files whose path matches `path`; `{path}` in its url stands for that path."""

    path: str
    decides: Decision

    def matches(self, path: str) -> bool:
        return _matches(self.path, path)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a corpus, in the order of the file. `prefix` leads from the folder of corpus.toml to the root."""

    rules: tuple[Rule, ...] = ()
    prefix: str = ""
    ignore: tuple[str, ...] = ()

    @classmethod
    def find(cls, root: Path) -> Rules:
        """The rules of the corpus.toml in `root` or the nearest folder above it; none without such a file.

        Raises:
            SettingsError: the file cannot be read or parsed, or says something that is not known.
        """
        root = root.resolve()
        for folder in (root, *root.parents):
            if (file := folder / RULES_FILE).is_file():
                relative = root.relative_to(folder).as_posix()
                prefix = "" if relative == "." else unicodedata.normalize("NFC", relative) + "/"
                content = _parsed(file)
                return cls(tuple(_rules(content, file)), prefix, tuple(_ignored(content, file)))
        return cls()

    @property
    def digest(self) -> str:
        """Equal for equal rules that decide about more than one path: none yet."""
        return ""

    def ignores(self, path_in_root: str) -> bool:
        """Whether the keeper of the corpus says that the file is no document."""
        return any(_matches(pattern, self.prefix + path_in_root) for pattern in self.ignore)

    def decide(self, path_in_root: str, within: Decision | None = None) -> Decision:
        """All matching rules in their order, upon what holds `within`: a later one overrides field by field."""
        path = self.prefix + path_in_root
        decision = within or Decision()
        for rule in self.rules:
            if rule.matches(path):
                decision = _overridden(decision, rule.decides)
        if decision.url:
            decision = replace(decision, url=decision.url.replace("{path}", quote(path)))
        return decision


def _matches(pattern: str, path: str) -> bool:
    pattern = pattern + "**" if pattern.endswith("/") else pattern
    return re.fullmatch(_regex(pattern), path, re.DOTALL) is not None


def _regex(pattern: str) -> str:
    literals = WILDCARD.split(pattern)
    wildcards = [WILDCARDS[found] for found in WILDCARD.findall(pattern)]
    return "".join(re.escape(literal) + wildcard for literal, wildcard in zip(literals, [*wildcards, ""], strict=True))


def _overridden(decision: Decision, later: Decision) -> Decision:
    stated = {field.name: getattr(later, field.name) for field in fields(later)}
    return replace(decision, **{name: value for name, value in stated.items() if value is not None})


def _parsed(file: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError("rules_file", path=file, why=error) from error
    _refuse_unknown(content, ("ignore", "rule"), file)
    return content


def _ignored(content: dict[str, Any], file: Path) -> Iterable[str]:
    patterns = content.get("ignore", [])
    if not isinstance(patterns, list) or not all(isinstance(pattern, str) and pattern for pattern in patterns):
        raise SettingsError("rule_value", path=file, key="ignore", value=patterns, known='["drafts/**"]')
    return [_normal(pattern) for pattern in patterns]


def _rules(content: dict[str, Any], file: Path) -> Iterable[Rule]:
    entries = content.get("rule", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SettingsError("rule_value", path=file, key="rule", value=entries, known="[[rule]]")
    return [_rule(entry, number, file) for number, entry in enumerate(entries, start=1)]


def _rule(entry: dict[str, Any], number: int, file: Path) -> Rule:
    _refuse_unknown(entry, KEYS, file)
    path = entry.pop("path", "")
    if not isinstance(path, str) or not path:
        raise SettingsError("rule_path", path=file, number=number)
    for key, value in entry.items():
        if not _allowed(key, value):
            raise SettingsError("rule_value", path=file, key=key, value=value, known=_known_values(key))
    return Rule(_normal(path), Decision(**entry))


def _normal(pattern: str) -> str:
    return unicodedata.normalize("NFC", pattern.removeprefix("./").removeprefix("/"))


def _refuse_unknown(entry: dict[str, Any], known: Iterable[str], file: Path) -> None:
    for key in entry:
        if key not in known:
            raise SettingsError("rule_key", path=file, key=key, known=", ".join(known))


def _allowed(key: str, value: object) -> bool:
    match key:
        case "type":
            return value in DOCUMENT_TYPES
        case "audience":
            return value in AUDIENCES
        case "url":
            return isinstance(value, str) and ADDRESS.fullmatch(value) is not None
        case _:
            return isinstance(value, str) and bool(value.strip())


def _known_values(key: str) -> str:
    match key:
        case "type":
            return ", ".join(DOCUMENT_TYPES)
        case "audience":
            return ", ".join(AUDIENCES)
        case "url":
            return "https://..."
        case _:
            return "Text"
