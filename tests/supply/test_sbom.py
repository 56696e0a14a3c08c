"""`make sbom` writes a valid CycloneDX list of everything that is locked."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from locked import ROOT, everything
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from targets import make


@pytest.fixture(scope="module")
def sbom(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("dist") / "sbom.json"
    done = make("sbom", f"SBOM={path}")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_it_is_cyclonedx_and_not_written_where_it_is_not_valid(sbom: dict[str, Any]) -> None:
    """The target has the tool validate what it writes; here it is only seen that it does."""
    assert (sbom["bomFormat"], sbom["specVersion"]) == ("CycloneDX", "1.6")
    assert " --validate " in make("--dry-run", "sbom").stdout


def test_it_describes_this_project(sbom: dict[str, Any]) -> None:
    project = tomllib.loads(Path(ROOT, "pyproject.toml").read_text(encoding="utf-8"))["project"]
    described = sbom["metadata"]["component"]
    assert (described["name"], described["version"]) == (project["name"], project["version"])


def test_it_lists_what_is_locked_with_version_address_and_hashes(sbom: dict[str, Any]) -> None:
    listed = {canonicalize_name(one["name"]): one for one in sbom["components"]}
    assert {name: one["version"] for name, one in listed.items()} == {n: one.version for n, one in everything().items()}
    for name, one in everything().items():
        assert listed[name]["purl"] == f"pkg:pypi/{name}@{one.version}"
        hashes = {found["content"] for where in listed[name]["externalReferences"] for found in where["hashes"]}
        assert {f"sha256:{content}" for content in hashes} == set(one.hashes)


def test_our_direct_dependencies_are_among_them(sbom: dict[str, Any]) -> None:
    project = tomllib.loads(Path(ROOT, "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = {canonicalize_name(Requirement(one).name) for one in project["dependencies"]}
    assert direct <= {canonicalize_name(one["name"]) for one in sbom["components"]}
