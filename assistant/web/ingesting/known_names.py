"""The labs and topics that the network knows. Uploads are recognised by them, as its other documents are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from assistant.errors import SettingsError, StorageError
from assistant.indexing.runs import demanded
from assistant.reading.describing.labs import Known, Names
from assistant.reading.describing.rules import Decision, Rules
from assistant.reading.document import INSIDE
from assistant.records import STAFF, DocumentInfo
from assistant.storage.folder import DataFolder
from assistant.web.ingesting.uploads import Uploads
from assistant.web.services import Services

# A lab of one word ("Technologie") stands in many texts that are none of its own; with what it is called it does not.
_GROUP = re.compile(r"(lab|ag|ak|arbeitskreis|arbeitsgruppe|projektgruppe|forum|beirat|ausschuss|cluster)\b", re.I)


def know_names(services: Services) -> None:
    """Has uploads recognised by the labs and topics that the network knows now.

    What keeps the server from it is told of each file, or by the run; a file without its lab is better than none.
    """
    with suppress(SettingsError, StorageError, OSError):
        infos = services.assistant.documents(STAFF) if services.assistant.ready() is None else []
        services.uploads.know(known_names(services.settings.folder, infos, services.uploads))


def known_names(folder: DataFolder, infos: Iterable[DocumentInfo], uploads: Uploads) -> Known:
    """What the rules of all folders list, each name with its words; and the names that rules or documents state.

    `infos` are the documents. What an upload was taken for does not count: a name would then outlive its last mention.

    Raises:
        StorageError: the catalogue cannot be read.
    """
    listed = [rules.known for path in _elsewhere(folder, uploads) for rules in _rules(path)]
    stated: list[DocumentInfo | Decision] = [info for info in infos if not _is_upload(info, uploads)]
    stated += [rule.decides for rules in _rules(uploads.folder) for rule in rules.rules]
    labs = {name: _words(name) for one in stated if (name := one.lab)}
    topics = {name: (name,) for one in stated if (name := one.topic)}
    listed_topics = _joined(known.topics for known in listed)
    return Known(
        tuple(sorted((labs | _joined(known.labs for known in listed)).items())),
        tuple(sorted((listed_topics or topics).items())),
    )


def _elsewhere(folder: DataFolder, uploads: Uploads) -> list[Path]:
    """The paths that were ever taken in, but the uploads."""
    own = uploads.folder.resolve()
    return [path for asked in demanded(folder) if (path := Path(asked.path)) != own]


def _rules(path: Path) -> Iterator[Rules]:
    """The rules that hold there; none where they are wrong, which the next run over them tells, or out of reach."""
    with suppress(SettingsError, OSError):
        yield Rules.find(path)


def _is_upload(info: DocumentInfo, uploads: Uploads) -> bool:
    audience, *rest = PurePosixPath(info.path.split(INSIDE)[0]).parts
    return len(rest) == 1 and (uploads.folder / audience / rest[0]).is_file()


def _joined(several: Iterable[Names]) -> dict[str, tuple[str, ...]]:
    """Each name once, with the words of all who list it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, words in (one for names in several for one in names):
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), *words)))
    return found


def _words(lab: str) -> tuple[str, ...]:
    """What points to a lab of which nobody has listed that."""
    return (lab,) if _GROUP.match(lab) else (f"Lab {lab}",)
