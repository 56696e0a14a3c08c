"""pyproject.toml, constraints.txt and the locks say the same, so that the locks cannot fall behind unnoticed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from locked import LOCK, ROOT, TORCH_LOCK, entries, everything, locked
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# What PyPI's torch brings for graphics cards.
OF_TORCH = re.compile(r"(torch|triton|cuda-.+|nvidia-.+)")
SHA256 = re.compile(r"sha256:[0-9a-f]{64}")
AGAIN = "please run: make lock licences"


def asked_for() -> list[Requirement]:
    """What production installs by name: the dependencies and every extra but that of development."""
    extras = PROJECT["project"]["optional-dependencies"]
    extra = [one for name, listed in extras.items() if name != "dev" for one in listed]
    build = PROJECT["build-system"]["requires"]
    return [Requirement(one) for one in [*PROJECT["project"]["dependencies"], *extra, *build]]


def pinned() -> dict[str, Requirement]:
    """constraints.txt by canonical name."""
    found = [Requirement(entry) for entry in entries(ROOT / "constraints.txt")]
    return {canonicalize_name(one.name): one for one in found}


def needs(requirement: Requirement) -> Iterator[Requirement]:
    """What the installed package of that name asks for here, with the extras that the requirement names."""
    for line in metadata.requires(requirement.name) or ():
        needed = Requirement(line)
        extras = [{"extra": extra} for extra in requirement.extras] or [{"extra": ""}]
        if needed.marker is None or any(needed.marker.evaluate(extra) for extra in extras):
            yield needed


def reached() -> set[str]:
    """Every package that production installs on this machine, by canonical name, by the metadata of those installed."""
    found: set[str] = set()
    waiting, seen = asked_for(), set[str]()
    while waiting:
        one = waiting.pop()
        key = f"{canonicalize_name(one.name)}[{','.join(sorted(one.extras))}]"
        if key in seen:
            continue
        seen.add(key)
        found.add(canonicalize_name(one.name))
        if not is_for_building(one):
            waiting += needs(one)
    return found


def is_for_building(requirement: Requirement) -> bool:
    """Whether it is not installed for development, but in an environment of its own for each build."""
    return requirement.name in {Requirement(one).name for one in PROJECT["build-system"]["requires"]}


def test_development_installs_every_extra() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    (ours,) = [one for one in map(Requirement, extras["dev"]) if one.name == PROJECT["project"]["name"]]
    assert ours.extras == extras.keys() - {"dev"}


@pytest.mark.parametrize("requirement", asked_for(), ids=str)
def test_each_dependency_is_locked_within_its_range(requirement: Requirement) -> None:
    one = everything().get(canonicalize_name(requirement.name))
    assert one, f"{requirement} is in no lock: {AGAIN}"
    assert requirement.specifier.contains(one.version), f"{requirement} is locked at {one.version}: {AGAIN}"


def test_constraints_and_lock_name_the_same_versions() -> None:
    pins = pinned()
    for name, one in locked(LOCK).items():
        assert name in pins, f"constraints.txt does not pin {name}=={one.version}"
        assert str(pins[name].specifier) == f"=={one.version}", f"{pins[name]} is locked at {one.version}: {AGAIN}"


def test_what_comes_with_torch_keeps_to_the_constraints() -> None:
    pins = pinned()
    for name, one in locked(TORCH_LOCK).items():
        assert name not in pins or pins[name].specifier.contains(one.version), f"{name}: {AGAIN}"


@pytest.mark.parametrize("path", [LOCK, TORCH_LOCK], ids=lambda path: path.name)
def test_each_entry_has_hashes_and_nothing_but_a_name_a_version_and_where_it_applies(path: Path) -> None:
    for name, one in locked(path).items():
        assert one.hashes, name
        assert all(SHA256.fullmatch(digest) for digest in one.hashes), name
    assert not [entry for entry in entries(path) if entry.lstrip().startswith("-") or "://" in entry]


def test_torch_is_locked_as_pypi_has_it_and_apart_from_all_others() -> None:
    """A build with a local version, as 2.13.0+cpu, is from elsewhere, and PyPI has no file with its hash."""
    assert Version(locked(TORCH_LOCK)["torch"].version).local is None
    assert not [name for name in locked(TORCH_LOCK) if not OF_TORCH.fullmatch(name)]
    assert not [name for name in locked(LOCK) if OF_TORCH.fullmatch(name)]


def test_whatever_a_locked_package_asks_for_is_locked() -> None:
    """The locks are installed without a look at dependencies, so nothing may be missing from them."""
    missing = reached() - set(everything())
    assert not missing, f"{sorted(missing)}: {AGAIN}"


def test_whatever_is_locked_runs_on_the_oldest_python_that_is_named() -> None:
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    installed = {name for name in reached() & set(everything()) if not is_for_building(Requirement(name))}
    told = {name: metadata.metadata(name).get("Requires-Python", "") for name in installed}
    assert not {name: needed for name, needed in told.items() if not SpecifierSet(needed).contains(oldest)}
    for page in ("README.md", "docs/SUPPLY_CHAIN.md", "docs/OPERATIONS.md"):
        assert f"Python {oldest} or newer" in (ROOT / page).read_text(encoding="utf-8"), page
    assert f"sys.version_info < {tuple(map(int, oldest.split('.')))}" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_nothing_is_locked_that_nobody_asks_for() -> None:
    build = {"hatchling", "pathspec", "pluggy", "trove-classifiers", "packaging"}
    here = {name for name, one in locked(LOCK).items() if one.applies_here}
    assert not here - reached() - build, AGAIN
