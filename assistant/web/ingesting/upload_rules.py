"""The corpus.toml of the uploads: written anew as a whole and switched in; what else stands in it stays."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from tomlkit import TOMLDocument, aot, comment, document, dumps, parse, table
from tomlkit.exceptions import TOMLKitError

from assistant.errors import SettingsError
from assistant.reading.describing.rules import RULES_FILE
from assistant.records import AUDIENCES, DocumentType


def with_audiences(folder: Path) -> None:
    """Sees to it that each folder below says who may see what lies in it."""
    rules = _read(folder)
    stated = {rule.get("path") for rule in rules.get("rule", ())}
    missing = [audience for audience in AUDIENCES if f"{audience}/**" not in stated]
    for audience in missing:
        _add(rules, {"path": f"{audience}/**", "audience": audience})
    if missing:
        _write(folder, rules)


def described(folder: Path, inside: str, type: DocumentType | None, lab: str | None) -> bool:
    """Notes what the file `inside` is; whether that is anything new. None leaves what was said before."""
    fields = {name: value for name, value in (("type", type), ("lab", lab)) if value}
    rules = _read(folder)
    own = next((rule for rule in rules.get("rule", ()) if rule.get("path") == inside), None)
    if not fields or (own and all(own.get(name) == value for name, value in fields.items())):
        return False
    if own:
        own.update(fields)
    else:
        _add(rules, {"path": inside, **fields})
    _write(folder, rules)
    return True


def forgotten(folder: Path, inside: str) -> None:
    """Takes out what was said of the file `inside`."""
    rules = _read(folder)
    stated = rules.get("rule", [])
    for place in reversed(range(len(stated))):
        if stated[place].get("path") == inside:
            del stated[place]
    _write(folder, rules)


def _add(rules: TOMLDocument, fields: dict[str, Any]) -> None:
    if "rule" not in rules:
        rules["rule"] = aot()
    rule = table()
    rule.update(fields)
    rules["rule"].append(rule)


def _read(folder: Path) -> TOMLDocument:
    file = folder / RULES_FILE
    try:
        return parse(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        rules = document()
        rules.add(comment("What staff have uploaded. The server adds rules here; your own may stand beside them."))
        return rules
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise SettingsError("rules_file", path=file, why=error) from error


def _write(folder: Path, rules: TOMLDocument) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{RULES_FILE}"
    with beside.open("w", encoding="utf-8") as file:
        file.write(dumps(rules))
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, folder / RULES_FILE)
