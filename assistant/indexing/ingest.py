"""The pipeline: sources -> documents -> passages -> vectors -> catalogue -> indexes, as one new generation.

Nothing of a run is seen before all of it is: it is added to the next generation, and published at the end. Killed at
any moment, the published generation stays as it was, and the next run goes on with what was embedded already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from assistant.errors import UsageError
from assistant.indexing.catalog import Catalog
from assistant.indexing.drafting import Demand
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.index import no_index
from assistant.indexing.report import Progress, Report, Silent
from assistant.indexing.run import Plan, Run
from assistant.indexing.sources import Selection, find_files, ready
from assistant.reading.document import located
from assistant.reading.reader_processes import Readers
from assistant.records import Audience, Document, DocumentType
from assistant.storage.errors import explained_storage
from assistant.storage.folder import DataFolder
from assistant.storage.writer import sole_writer


def ingest_paths(
    data: Path | DataFolder,
    paths: Sequence[Path],
    plan: Plan,
    *,
    audience: Audience | None = None,
    type: DocumentType | None = None,
    prune: bool = False,
    reembed: bool = False,
) -> Report:
    """Takes the files below `paths` into the data folder.

    Args:
        audience: of all files; a stricter rule of corpus.toml wins.
        type: of all files, whatever corpus.toml says.
        prune: documents below `paths` whose file is gone are removed.
        reembed: every document that was embedded with another model, or split otherwise, is embedded anew.

    Raises:
        UsageError: a path does not exist, there is no document below any of them, or pruning would remove too much.
            Nothing was touched.
        UnavailableError: all is to be embedded anew, and there is nothing yet. Nothing was touched.
        ModelMismatchError: the index was made with another model.
        StorageError: somebody else writes, or the data folder cannot be written. Nothing published was lost.
    """
    folder = DataFolder.of(data)
    with Readers(plan.limits) as readers:
        found = find_files(paths, folder, readers, audience=audience, type=type)
        if not found.sources and not reembed and not _all_uploads(folder, paths):
            raise UsageError("no_documents", paths=", ".join(map(str, paths)))
        if not found.sources and reembed and not (folder.database_url or folder.catalogue.is_file()):
            raise no_index(folder)
        places = dict.fromkeys(map(located, paths))
        selection = Selection(
            found.sources,
            pruned={Path(place) for place in places} if prune else (),
            spared={Path(located(path)) for path in found.passed_over},
            demands=[Demand(place, audience, type) for place in places],
        )
        report = _ingest(folder, readers, plan, selection, reembed=reembed)
        report.warnings.extend(found.warnings)
        return report


def ingest_documents(
    data: Path | DataFolder,
    documents: Iterable[Document],
    embedder: Embedder,
    max_tokens: int,
    progress: Progress | None = None,
) -> Report:
    """Takes ready documents into the data folder; others that it holds stay."""
    plan = Plan(embedder.name, lambda: embedder, max_tokens, progress or Silent())
    with Readers(plan.limits) as readers:
        return _ingest(DataFolder.of(data), readers, plan, Selection(list(ready(documents))), reembed=False)


def _all_uploads(folder: DataFolder, paths: Sequence[Path]) -> bool:
    """Whether nothing but the uploads is meant: where the last one was removed, an empty folder is no mistake."""
    return bool(paths) and all(path.resolve() == folder.uploads.resolve() for path in paths)


def _ingest(folder: DataFolder, readers: Readers, plan: Plan, selection: Selection, *, reembed: bool) -> Report:
    with (
        sole_writer(folder) as writer,
        explained_storage(folder.path),
        closing(Catalog.create(folder, writer)) as catalog,
    ):
        return Run(folder, catalog, readers, plan, reembed=reembed).carry_out(selection)
