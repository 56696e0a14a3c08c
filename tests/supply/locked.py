"""What the lock files hold: each package with its version, where it applies, and the hashes of its files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
TORCH_LOCK = ROOT / "requirements-torch.lock"

_HASH = re.compile(r"\s--hash=(\S+)")


class Locked(NamedTuple):
    """One package of a lock. `hashes` are written as ALGORITHM:DIGEST."""

    version: str
    marker: Marker | None
    hashes: tuple[str, ...]

    @property
    def applies_here(self) -> bool:
        return self.marker is None or self.marker.evaluate()


def entries(path: Path) -> list[str]:
    """The requirements of a file in pip's format, one each, without comments and with their continued lines."""
    joined = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]


def locked(path: Path) -> dict[str, Locked]:
    """The packages of a lock by canonical name.

    Raises:
        ValueError: an entry names no version, or a package twice.
    """
    found: dict[str, Locked] = {}
    for entry in entries(path):
        requirement = Requirement(_HASH.sub("", entry).strip())
        name = canonicalize_name(requirement.name)
        (exact,) = requirement.specifier
        if exact.operator != "==" or name in found:
            raise ValueError(f"{path.name}: {entry[:80]}")
        found[name] = Locked(exact.version, requirement.marker, tuple(_HASH.findall(entry)))
    return found


def everything() -> dict[str, Locked]:
    """Both locks together."""
    return {**locked(LOCK), **locked(TORCH_LOCK)}
