"""Where everything of one network lies: a data folder, which a database server and a Chroma server may take load from.

DATA/catalogue.sqlite      the truth: documents, passages, vectors, generations
DATA/feedback.sqlite       votes, and questions without an answer (feedback/store.py); derived from nothing
DATA/server.sqlite         what the workers of a server share: sessions, limits, conversations (web/shared/)
DATA/index/00000007/       the derived indexes of generation 7: manifest.json, lexical/<audience>/, vocabulary/, and
                           chroma/ unless the manifest names an earlier generation as its base
DATA/index/.building-*/    an index that a run builds beside; worthless after a kill
DATA/facts.sqlite          what was extracted of documents (knowledge/fact_store.py); derived, may always be deleted
DATA/uploads/<audience>/   what staff have uploaded (web/ingesting/uploads.py), with the corpus.toml that describes it
DATA/sources/<key>/        what was fetched of a source (mirroring/mirror.py)
DATA/jobs.json             what is to be ingested, without a database server (queueing/local_queue.py)
DATA/writer.lock           held by the single writer; writer.json says who it is

With a database server the first three are a schema of it; with a Chroma server the vectors are a database of that. What
is derived and local, index/ and facts.sqlite, each host has for itself.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

# Rights for the user of the server alone: it holds internal documents in clear, and perhaps questions.
OWN_FILE, OWN_FOLDER = 0o600, 0o700
BUILDING = ".building-"
# Below the uploads: what is still being sent.
ARRIVING = ".arriving"


def make_own(path: Path) -> None:
    """Makes the folder, for its owner alone; one that is there keeps the rights that somebody gave it."""
    path.mkdir(mode=OWN_FOLDER, parents=True, exist_ok=True)


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """A Chroma server, cluster or cloud, and the place in it that is this network's alone.

    `headers` go with every request: a local server knows no authentication, a proxy before it may ask for some.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)
    tenant: str = "default_tenant"
    database: str = "default_database"
    timeout_seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The places of one network; building one touches nothing. A folder alone holds all of them.

    `database_url` is SQLAlchemy's, of a PostgreSQL database, and `schema` the part of it that is this network's alone.
    `uploaded` and `fetched` are folders for uploads and for the files of sources, where several hosts share them.
    """

    path: Path
    database_url: str = field(default="", repr=False)
    schema: str = "public"
    chroma: ChromaServer | None = None
    uploaded: Path | None = None
    fetched: Path | None = None

    @classmethod
    def of(cls, place: Path | DataFolder) -> DataFolder:
        """`place` itself, or the folder that holds everything."""
        return place if isinstance(place, DataFolder) else cls(place)

    @property
    def catalogue(self) -> Path:
        return self.path / "catalogue.sqlite"

    @property
    def feedback(self) -> Path:
        return self.path / "feedback.sqlite"

    @property
    def indexes(self) -> Path:
        return self.path / "index"

    @property
    def uploads(self) -> Path:
        return self.uploaded or self.path / "uploads"

    @property
    def sources(self) -> Path:
        """What was fetched, a folder a source (mirroring/mirror.py)."""
        return self.fetched or self.path / "sources"

    def is_own(self, root: Path) -> bool:
        """Whether files of the data folder itself are taken in where `root` is named."""
        return any(root.resolve().is_relative_to(own.resolve()) for own in (self.uploads, self.sources))

    def index(self, generation: int) -> Path:
        return self.indexes / f"{generation:08d}"

    def unfinished(self) -> list[Path]:
        """Folders of indexes whose building was cut off."""
        return sorted(self.indexes.glob(BUILDING + "*"))

    def generations(self) -> list[int]:
        """Generations that have an index folder, in ascending order."""
        return sorted(int(path.name) for path in self.indexes.glob("[0-9]*") if path.name.isdigit())

    def tidy(self, keep: frozenset[int]) -> None:
        """Removes unfinished index folders, and finished ones of generations not in `keep`."""
        stale = [self.index(generation) for generation in self.generations() if generation not in keep]
        for path in [*self.unfinished(), *stale]:
            shutil.rmtree(path, ignore_errors=True)
