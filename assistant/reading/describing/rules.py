"""What the keeper of a corpus says about its files: the rules in `corpus.toml`.

    [[rule]]
    path = "minutes/internal/**"
    type = "minutes"
    audience = "internal"

`path` is relative to the folder of corpus.toml: `*` and `?` stay within one name, `**` crosses folders.
`ignore = ["drafts/**"]` above the rules names, in the same way, files that are no documents.

    [labs]
    "Zukunft der Arbeit" = ["Lab Zukunft der Arbeit", "Weiterbildung"]

`[labs]` and `[topics]` name what a document may belong to, with the words that point to it: see labs.py.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import stat
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote

from assistant.errors import SettingsError
from assistant.language.terms import spaced
from assistant.reading.describing.labs import Known, Names
from assistant.records import AUDIENCES, DOCUMENT_TYPES, Audience, DocumentType, Language

RULES_FILE = "corpus.toml"
WILDCARD = re.compile(r"\*\*/|\*\*|\*|\?")
WILDCARDS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
ADDRESS = re.compile(r"https?://\S+")
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules say about one file; None where they say nothing. `said_by` is the pattern for each field."""

    type: DocumentType | None = None
    audience: Audience | None = None
    lab: str | None = None
    topic: str | None = None
    url: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    language: Language | None = None
    series: str | None = None
    version: str | None = None
    said_by: dict[str, str] = field(default_factory=dict, compare=False)


FIELDS = tuple(one.name for one in fields(Decision) if one.name != "said_by")
KEYS = ("path", *FIELDS)
SECTIONS = ("ignore", "rule", "labs", "topics")


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
    known: Known = field(default_factory=Known)

    @classmethod
    def find(cls, root: Path, top: Path | None = None, *, is_named: bool = True) -> Rules:
        """The rules of the corpus.toml in `root` or the nearest folder above it, but not above `top`; none without
        such a file. `is_named`: somebody named `root`, and not just a file in it.

        Raises:
            SettingsError: the file cannot be read or parsed, or says something that is not known; or it lies in a
                folder that nobody named, and a stranger may have put it there.
        """
        root = root.resolve()
        for folder in (root, *root.parents):
            if top and not folder.is_relative_to(top.resolve()):
                break
            if (file := folder / RULES_FILE).is_file():
                if not (is_named and folder == root) and _is_planted(file, root):
                    raise SettingsError("rules_planted", path=file, folder=root)
                relative = root.relative_to(folder).as_posix()
                prefix = "" if relative == "." else unicodedata.normalize("NFC", relative) + "/"
                content = _parsed(file)
                known = Known(_names(content, "labs", file), _names(content, "topics", file))
                return cls(tuple(_rules(content, file)), prefix, tuple(_ignored(content, file)), known)
        return cls()

    def linked(self, url: str) -> Rules:
        """These rules, and before them the address of every file, with `{path}` for its path in the root."""
        if not url:
            return self
        return replace(self, rules=(Rule("**", Decision(url=url.replace("{path}", "{inside}"))), *self.rules))

    @property
    def digest(self) -> str:
        """Equal for equal lists of labs and topics, by which documents are described beside the decisions."""
        return hashlib.sha256(repr(self.known).encode()).hexdigest() if self.known != Known() else ""

    def ignores(self, path_in_root: str) -> bool:
        """Whether the keeper of the corpus says that the file is no document."""
        return any(_matches(pattern, self.prefix + path_in_root) for pattern in self.ignore)

    def unused(self, paths_in_root: Collection[str]) -> Iterator[str]:
        """The patterns of the rules that match none of the files, where the corpus.toml lies in their root."""
        for rule in self.rules if not self.prefix else ():
            if not any(map(rule.matches, paths_in_root)):
                yield rule.path

    def decide(self, path_in_root: str, within: Decision | None = None) -> Decision:
        """All matching rules in their order, upon what holds `within`: a later one overrides field by field."""
        path = self.prefix + path_in_root
        decision = within or Decision()
        for rule in self.rules:
            if rule.matches(path):
                decision = _overridden(decision, rule)
        if decision.url:
            url = decision.url.replace("{path}", quote(path)).replace("{inside}", quote(path_in_root))
            decision = replace(decision, url=url)
        return decision


def _is_planted(file: Path, root: Path) -> bool:
    """Whether everybody may put a file there, as in /tmp, and somebody did whom neither we nor `root` belong to."""
    if os.name == "nt" or not file.parent.stat().st_mode & stat.S_IWOTH:
        return False
    ours = {os.geteuid(), 0, *(path.stat().st_uid for path in (root,) if path.exists())}
    return file.lstat().st_uid not in ours


def _matches(pattern: str, path: str) -> bool:
    return _compiled(pattern + "**" if pattern.endswith("/") else pattern).fullmatch(path) is not None


@cache  # every file meets every rule: with a rule for each of 2,000 files re's own cache of 512 would always miss
def _compiled(pattern: str) -> re.Pattern[str]:
    literals = WILDCARD.split(pattern)
    wildcards = [WILDCARDS[found] for found in WILDCARD.findall(pattern)]
    parts = (re.escape(literal) + wildcard for literal, wildcard in zip(literals, [*wildcards, ""], strict=True))
    return re.compile("".join(parts), re.DOTALL)


def _overridden(decision: Decision, rule: Rule) -> Decision:
    stated = {name: value for name in FIELDS if (value := getattr(rule.decides, name)) is not None}
    return replace(decision, **stated, said_by=decision.said_by | dict.fromkeys(stated, rule.path))


def _parsed(file: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError("rules_file", path=file, why=error) from error
    _refuse_unknown(content, SECTIONS, file)
    return content


def _ignored(content: dict[str, Any], file: Path) -> Iterable[str]:
    patterns = content.get("ignore", [])
    if not isinstance(patterns, list) or not all(isinstance(pattern, str) and pattern for pattern in patterns):
        raise SettingsError("rule_value", path=file, key="ignore", value=patterns, known='["drafts/**"]')
    return [_normal(pattern) for pattern in patterns]


def _names(content: dict[str, Any], section: str, file: Path) -> Names:
    """Each name of the section with the words that point to it: the name itself where none are listed."""
    names = content.get(section, {})
    if not isinstance(names, dict):
        raise SettingsError("rule_value", path=file, key=section, value=names, known=f"[{section}]")
    for name, words in names.items():
        if not name.strip() or not isinstance(words, list) or not all(map(_is_text, words)):
            raise SettingsError("rule_value", path=file, key=f"{section}.{name}", value=words, known='["Wort", ...]')
    return tuple((spaced(name), tuple(map(spaced, words)) or (spaced(name),)) for name, words in names.items())


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


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
        is_allowed, known = _VALUES.get(key, _TEXT)
        if not is_allowed(value):
            raise SettingsError("rule_value", path=file, key=key, value=value, known=known)
    return Rule(_normal(path), Decision(**entry))


def _normal(pattern: str) -> str:
    return unicodedata.normalize("NFC", pattern.removeprefix("./").removeprefix("/"))


def _refuse_unknown(entry: dict[str, Any], known: Iterable[str], file: Path) -> None:
    for key in entry:
        if key not in known:
            raise SettingsError("rule_key", path=file, key=key, known=", ".join(known))


def _is_address(value: object) -> bool:
    return isinstance(value, str) and ADDRESS.fullmatch(value) is not None


def _is_day(value: object) -> bool:
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


# What the value of a key may be, and how an error says so.
_VALUES: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "type": (DOCUMENT_TYPES.__contains__, ", ".join(DOCUMENT_TYPES)),
    "audience": (AUDIENCES.__contains__, ", ".join(AUDIENCES)),
    "language": (LANGUAGES.__contains__, ", ".join(LANGUAGES)),
    "url": (_is_address, "https://..."),
    "date": (_is_day, "2025-05-20"),
}
_TEXT = (_is_text, "Text")
