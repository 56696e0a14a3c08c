"""Which reader the settings name."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from assistant.answering.reader.network import SHIPPED, NetworkReader
from assistant.answering.reader.reader import Reader
from assistant.errors import ModelError
from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.pairs import Stretch
from assistant.records import Span
from assistant.settings.settings import Settings

_SAMPLE = "Aufwärmen."


def reader_of(settings: Settings) -> Reader | None:
    """The reader of the settings, which loads its network at the first use; None if they switch it off.

    Raises:
        ModelError: they name a file that is not there.
    """
    network = network_of(settings)
    return NetworkReader(partial(bundled.model_folder, settings.model_cache), network) if network else None


def network_of(settings: Settings) -> Path | None:
    """The file of the reader that the settings name; None where they name nothing.

    Raises:
        ModelError: it is not there.
    """
    if not settings.reader:
        return None
    network = SHIPPED if settings.reader == "bundled" else Path(settings.reader)
    if not network.is_file():
        raise ModelError("reader_missing", path=network)
    return network


def warm_up(reader: Reader) -> None:
    """Loads the reader and tries it.

    Raises:
        ModelError: it cannot be loaded.
        StorageError: the embedding model, which it shares words with, cannot be unpacked.
    """
    reader.read(_SAMPLE, [Stretch("", _SAMPLE, (Span(0, len(_SAMPLE)),))])
