"""The 8-bit models that this machine has made: each at its first use, in the data folder's model cache.

A model's folder is named by what it depends on: the model's own files, our format, and the versions of the libraries.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from assistant.errors import ModelError
from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.model_cache import intact, make
from assistant.indexing.embedding.model_errors import NOT_IN_8_BITS, reason
from assistant.indexing.embedding.onnx_engine import OnnxEngine

FORMAT = 2  # raised when `onnx_export.py` makes another model out of the same files
LIBRARIES = ("onnx", "onnxruntime", "sentence-transformers", "tokenizers", "torch", "transformers")
PREFIX = "onnx-int8-"
REFUSED = 3  # the exit code of `onnx_export.py` that says why as JSON
# Stands in the place of a model that 8 bits do not suit, so that nobody tries it again; it says why as JSON, too.
REFUSAL = "refused.json"


def load(setting: str, cache: Path, *, name: str) -> OnnxEngine:
    """The engine of the model that `setting` asks for and that is called `name`, made now if `cache` does not hold it.

    Raises:
        ModelError: the model cannot be loaded or exported.
        StorageError: the cache cannot be written.
    """
    return OnnxEngine(made(setting, cache, name=name))


def made(setting: str, cache: Path, *, name: str) -> Path:
    """The folder of the model, made now if `cache` does not hold it; raises as `load` does.

    A model that was refused once is refused again at once, as long as model and libraries stay the same.
    """
    folder, revision = _folder(setting, cache, name)
    if not intact(folder):
        place = str(bundled.model_folder(cache)) if setting == "bundled" else setting
        make(folder, lambda beside: _export_apart([place, setting, name, revision], beside))
        _remove_older(folder)
    if (folder / REFUSAL).exists():
        raise _refusal((folder / REFUSAL).read_text(encoding="utf-8"))
    return folder


def _export_apart(source: list[str | None], folder: Path) -> None:
    """Exports in a process of its own: that takes 2.9 GB and brings torch, which a server would keep.

    What no other try would change is written into the folder; of all else an error tells.
    """
    command = (sys.executable, "-P", "-m", "assistant.indexing.embedding.onnx_export", json.dumps(source), str(folder))
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")  # noqa: S603
    if done.returncode == REFUSED:
        told = done.stdout.splitlines()[-1]
        if (refusal := _refusal(told)).code not in NOT_IN_8_BITS:
            raise refusal
        for path in folder.iterdir():
            path.unlink()
        (folder / REFUSAL).write_text(told, encoding="utf-8")
        return
    if done.returncode:  # a negative code is a signal: mostly the system, which is out of memory
        why = next(reversed(done.stderr.splitlines()), "") or f"exit code {done.returncode}"
        raise ModelError("model_not_exportable", name=str(source[1]), why=why)


def _refusal(told: str) -> ModelError:
    found = json.loads(told)
    return ModelError(found["code"], **found["values"])


def _folder(setting: str, cache: Path, name: str) -> tuple[Path, str | None]:
    """Where the model is kept, and the revision of the hub that it is made from."""
    revision = None
    if setting == "bundled":
        files = [bundled.FILE_SHA256]
    elif os.path.exists(setting):
        files = list(_listing(Path(setting)))
    else:
        revision = _revision(setting)
        files = [revision]
    versions = [f"{library} {version(library)}" for library in LIBRARIES]
    depends_on = "\n".join([str(FORMAT), name, *versions, *files])
    return cache / f"{PREFIX}{_short_hash(name)}-{_short_hash(depends_on)}", revision


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _listing(folder: Path) -> Iterator[str]:
    """A line for each file of a local model; to read them all would take longer than to load what was made of them."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}"


def _revision(name: str) -> str:
    """The commit of a hub model: the one on this machine, or the newest if there is none yet."""
    from huggingface_hub import hf_hub_download, try_to_load_from_cache

    try:
        found = try_to_load_from_cache(name, "config.json")
        return Path(found if isinstance(found, str) else hf_hub_download(name, "config.json")).parent.name
    except Exception as error:  # the hub's library fails in many ways: no network, no such model, no valid name
        raise ModelError("model_not_loaded", name=name, why=reason(error, name)) from error


def _remove_older(folder: Path) -> None:
    """What was made of the same model before goes; who still runs it has its files open."""
    model = folder.name.rpartition("-")[0]
    for other in folder.parent.glob(f"{model}-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
