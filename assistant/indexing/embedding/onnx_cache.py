"""The 8-bit models that this machine has made: each at its first use, in the data folder's model cache.

A model's folder is named by what it depends on: the model's own files, our format, and the versions of the libraries.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from assistant.errors import ModelError
from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.model_cache import intact, make
from assistant.indexing.embedding.onnx_engine import OnnxEngine

FORMAT = 1  # raised when `onnx_export.py` makes another model out of the same files
LIBRARIES = ("onnx", "onnxruntime", "sentence-transformers", "tokenizers", "torch", "transformers")
PREFIX = "onnx-int8-"


def load(setting: str, cache: Path, *, name: str) -> OnnxEngine:
    """The engine of the model that `setting` asks for and that is called `name`, made now if `cache` does not hold it.

    Raises:
        ModelError: the model cannot be loaded or exported.
        StorageError: the cache cannot be written.
    """
    folder, revision = _folder(setting, cache, name)
    if not intact(folder):
        place = str(bundled.model_folder(cache)) if setting == "bundled" else setting
        make(folder, lambda beside: _apart(partial(_export, place, setting, name, revision, beside), setting))
        _remove_older(folder)
    return OnnxEngine(folder)


def _apart(export: Callable[[], None], setting: str) -> None:
    """Does it in a process of its own: it takes 2.9 GB and brings torch, which a server would keep."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            pool.submit(export).result()
        except BrokenProcessPool as error:  # mostly the system, which is out of memory
            raise ModelError("model_not_exportable", name=setting, why=error) from error


def _export(place: str, setting: str, name: str, revision: str | None, folder: Path) -> None:
    from assistant.indexing.embedding.onnx_export import Source, export

    export(Source(place, setting, name, revision), folder)


def _folder(setting: str, cache: Path, name: str) -> tuple[Path, str | None]:
    """Where the model is kept, and the revision of the hub that it is made from."""
    revision = None
    if setting == "bundled":
        files = [bundled.FILE_SHA256]
    elif Path(setting).exists():
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
        why = next(iter(str(error).splitlines()), type(error).__name__)
        raise ModelError("model_not_loaded", name=name, why=why) from error


def _remove_older(folder: Path) -> None:
    """What was made of the same model before goes; who still runs it has its files open."""
    model = folder.name.rpartition("-")[0]
    for other in folder.parent.glob(f"{model}-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
