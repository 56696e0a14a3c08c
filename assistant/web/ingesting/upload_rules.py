"""The corpus.toml of the uploads: written anew as a whole and switched in; what else stands in it stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tomlkit import TOMLDocument, aot, comment, document, dumps, inline_table, item, parse, table
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, Table

from assistant.errors import SettingsError
from assistant.reading.describing.labs import Known, Names
from assistant.reading.describing.rules import RULES_FILE
from assistant.records import AUDIENCES, DocumentType
from assistant.storage.atomic_files import atomic_file
from assistant.storage.folder import make_own

# Behind each name that the server lists; who takes it away has made the line their own.
_OURS = "# from the rules and documents of the network, kept up to date"


def with_audiences(folder: Path) -> None:
    """Sees to it that each folder below says who may see what lies in it."""
    rules = _read(folder)
    stated = {rule.get("path") for rule in rules.get("rule", ())}
    missing = [audience for audience in AUDIENCES if f"{audience}/**" not in stated]
    for audience in missing:
        _add(rules, {"path": f"{audience}/**", "audience": audience})
    if missing:
        _write(folder, rules)


def with_names(folder: Path, known: Known) -> bool:
    """Lists the labs and topics that the network knows; whether that changes anything. What others list here stays."""
    rules = _read(folder)
    before = dumps(rules)
    _list(rules, "labs", known.labs)
    _list(rules, "topics", known.topics)
    if dumps(rules) == before:
        return False
    _write(folder, rules)
    return True


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


def carried(folder: Path, inside: str, other: str) -> None:
    """Notes what was said of the file `inside`, but for whom it is, of the file `other`; not where that has a rule."""
    rules = _read(folder)
    stated = {rule.get("path"): rule for rule in rules.get("rule", ())}
    if inside in stated and other not in stated:
        said = {name: value for name, value in stated[inside].unwrap().items() if name not in ("path", "audience")}
        _add(rules, {"path": other, **said})
        _write(folder, rules)


def forgotten(folder: Path, inside: str) -> None:
    """Takes out what was said of the file `inside`."""
    rules = _read(folder)
    stated = rules.get("rule", [])
    for place in reversed(range(len(stated))):
        if stated[place].get("path") == inside:
            del stated[place]
    _write(folder, rules)


def _list(rules: TOMLDocument, section: str, names: Names) -> None:
    """Puts our lines of the section in the place of those that we wrote before."""
    listed = rules.get(section, table())
    if not isinstance(listed, Table):  # written in another way, or wrong: it is the operator's
        return
    ours = {name: tuple(words) for name, words in listed.items() if _is_ours(listed, name)}
    wanted = {name: words for name, words in names if name in ours or name not in listed}
    if ours == wanted:
        return
    for name in ours:
        del listed[name]
    for name, words in wanted.items():
        listed[name] = item(list(words)).comment(_OURS.removeprefix("# "))
    rules[section] = listed


def _is_ours(listed: Table, name: str) -> bool:
    """Whether we wrote the line; where somebody has put something else in the place of its words it is theirs."""
    found = listed.item(name)
    return isinstance(found, Array) and found.trivia.comment == _OURS


def _add(rules: TOMLDocument, fields: dict[str, Any]) -> None:
    if "rule" not in rules:
        rules["rule"] = aot()
    rule = inline_table() if isinstance(rules["rule"], Array) else table()  # as the others stand there
    rule.update(fields)
    rules["rule"].append(rule)


def _read(folder: Path) -> TOMLDocument:
    """The rules as somebody has written them. Raises SettingsError where they cannot be read, or are no tables."""
    file = folder / RULES_FILE
    try:
        rules = parse(file.read_text(encoding="utf-8"))
        stated = rules.get("rule", [])
        if isinstance(stated, list) and all(isinstance(rule, dict) for rule in stated):
            return rules
        raise SettingsError("rule_value", path=file, key="rule", value=stated, known="[[rule]]")
    except FileNotFoundError:
        rules = document()
        rules.add(comment("What staff have uploaded. The server adds rules here; your own may stand beside them."))
        return rules
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise SettingsError("rules_file", path=file, why=error) from error


def _write(folder: Path, rules: TOMLDocument) -> None:
    make_own(folder)
    with atomic_file(folder / RULES_FILE) as beside:
        beside.write_text(dumps(rules), encoding="utf-8")
