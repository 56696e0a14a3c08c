"""The licence of each package of the runtime, and docs/LICENCES.md, which this module prints.

Nothing is asked of a network: the metadata of the installed packages tell (PEP 639's expression, else the field
License, else one classifier), and what was read by hand (licences.toml) where they do not.
"""

from __future__ import annotations

import tomllib
from importlib import metadata
from typing import Any, NamedTuple

from license_expression import AND, ExpressionError, LicenseExpression, get_spdx_licensing
from locked import LOCK, ROOT, TORCH_LOCK, locked

TABLE = ROOT / "tests" / "supply" / "licences.toml"
PAGE = ROOT / "docs" / "LICENCES.md"

# How packages write what SPDX writes otherwise. BSD alone is not among them: it has two, three or four clauses.
NAMES = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache 2.0 license": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license version 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}

HEAD = """# Licences

Made by `make licences`; do not edit. [How it is checked](SUPPLY_CHAIN.md#licences). The project itself is under
[Apache-2.0](../LICENSE). A package that is not listed, or comes under another licence, fails the tests.
"""

_SPDX = get_spdx_licensing()


class Licence(NamedTuple):
    """An SPDX expression; `reason` says why it was read by hand or may stay, or nothing."""

    spdx: str
    reason: str = ""


def table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def told(name: str) -> str | None:
    """The SPDX expression that the installed package's metadata tell; None where they do not or are not here."""
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if found["License-Expression"]:
        return str(found["License-Expression"])
    classifiers = [one.split(" :: ")[-1] for one in found.get_all("Classifier") or () if one.startswith("License ::")]
    field, _, _ = (found["License"] or "").partition("\n")
    return known(field) or (known(classifiers[0]) if len(classifiers) == 1 else None)


def known(words: str) -> str | None:
    """The SPDX expression that the words are or mean; None where they are neither."""
    expression = NAMES.get(words.strip().lower(), words.strip())
    try:
        return expression if expression and not _SPDX.unknown_license_keys(expression) else None
    except ExpressionError:
        return None


def argued() -> dict[str, Licence]:
    """By package, the licence that it alone may have."""
    listed = table()["argued"]
    return {name: Licence(one["licence"], one["reason"]) for one in listed for name in one["packages"]}


def by_hand() -> dict[str, Licence]:
    """By package, what was read in its licence file."""
    return {name: Licence(one["licence"], one["reason"]) for name, one in table()["hand_checked"].items()}


def licence_of(name: str) -> Licence | None:
    """By its metadata, or as read by hand; None where neither tells."""
    read = argued().get(name) or by_hand().get(name) or Licence("")
    expression = told(name) or read.spdx
    return Licence(expression, read.reason) if expression else None


def may_stay(name: str, expression: str) -> bool:
    """Whether the package may have it: all parts of an AND and one of an OR are allowed, or argued for this package."""
    allowed = {*table()["allowed"], *(one.spdx for package, one in argued().items() if package == name)}
    return _holds(_SPDX.parse(expression), allowed)


def _holds(expression: LicenseExpression, allowed: set[str]) -> bool:
    if str(expression) in allowed:
        return True
    parts = [_holds(part, allowed) for part in getattr(expression, "args", ()) if not expression.isliteral]
    return bool(parts) and (all(parts) if isinstance(expression, AND) else any(parts))


def page() -> str:
    """docs/LICENCES.md. Without versions, so that an update changes it only where a licence changes."""
    bundled = [(one["what"], Licence(one["licence"], one["reason"])) for one in table()["bundled"]]
    sections = [
        ("Packages", _rows(locked(LOCK))),
        ("torch, and what PyPI's build for Linux brings", _rows(locked(TORCH_LOCK))),
        ("What is no package", bundled),
    ]
    return HEAD + "".join(_section(*section) for section in sections)


def _rows(names: Any) -> list[tuple[str, Licence]]:
    return [(name, licence_of(name) or Licence("unknown")) for name in sorted(names)]


def _section(title: str, rows: list[tuple[str, Licence]]) -> str:
    top = ["", f"## {title}", "", "| what | licence | read by hand, or why it may stay |", "| --- | --- | --- |"]
    lines = [f"| {name} | {licence.spdx} | {licence.reason} |" for name, licence in rows]
    return "\n".join([*top, *lines, ""])


if __name__ == "__main__":
    print(page(), end="")
