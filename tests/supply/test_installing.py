"""`make install-locked` takes the files whose hashes are locked, and no others."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile
from pathlib import Path

import pytest
from locked import ROOT
from targets import make

HASHED = ("--no-deps", "--only-binary :all:", "--require-hashes")


def wheel(folder: Path, name: str, version: str) -> str:
    """Makes a package that holds nothing, and gives its entry in a lock."""
    folder.mkdir(parents=True, exist_ok=True)
    path, about = folder / f"{name}-{version}-py3-none-any.whl", f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        packed.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        packed.writestr(f"{about}/RECORD", "")
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def install(folder: Path, *values: str) -> subprocess.CompletedProcess[str]:
    """Installs what stands in the locks of `folder` from its wheels, and no package of ours."""
    lock, torch = folder / "requirements.lock", folder / "requirements-torch.lock"
    told = [f"LOCKED={folder / 'venv'}", f"LOCK={lock}", f"TORCH_LOCK={torch}", "OURS=", *values]
    return make("install-locked", *told, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(folder / "wheels"))


def installed(folder: Path) -> set[str]:
    return {path.name for path in (folder / "venv").glob("lib/python*/site-packages/*.dist-info")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the wheels of two packages, and locks that name them."""
    (tmp_path / "requirements.lock").write_text(wheel(tmp_path / "wheels", "small", "1.0"))
    (tmp_path / "requirements-torch.lock").write_text(wheel(tmp_path / "wheels", "torch", "2.13.0"))
    return tmp_path


def test_what_is_locked_is_installed(folder: Path) -> None:
    done = install(folder)
    assert done.returncode == 0, done.stderr
    assert {"small-1.0.dist-info", "torch-2.13.0.dist-info"} <= installed(folder)


def test_a_file_that_was_exchanged_is_refused(folder: Path) -> None:
    (folder / "wheels" / "small-1.0-py3-none-any.whl").write_bytes(b"something else")
    done = install(folder)
    assert done.returncode != 0
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr
    assert "small-1.0.dist-info" not in installed(folder)


def test_another_build_of_torch_is_refused_unless_it_is_asked_for(folder: Path) -> None:
    """A build with a local version, as that for processors alone, goes before PyPI's of the same number."""
    wheel(folder / "wheels", "torch", "2.13.0+cpu")
    done = install(folder)
    assert done.returncode != 0
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr
    done = install(folder, "TORCH=cpu", "TORCH_INDEX=file:///nowhere")
    assert done.returncode == 0, done.stderr
    assert "torch-2.13.0+cpu.dist-info" in installed(folder)


def test_every_step_but_torch_for_processors_and_our_own_package_checks_hashes() -> None:
    steps = [line for line in make("--dry-run", "install-locked").stdout.splitlines() if " pip install " in line]
    *packages, ours = steps
    assert len(packages) == 2
    assert all(flag in step for step in packages for flag in HASHED)
    assert ours.endswith("--no-deps --no-build-isolation .")
    assert (ROOT / "requirements.lock").read_text(encoding="utf-8").count("hatchling==") == 1
