"""The pipeline: sources -> documents -> passages -> vectors -> catalogue -> indexes, as one new generation.

Nothing of a run is seen before all of it is: it is added to the next generation, and published at the end. Killed at
any moment, the published generation stays as it was, and the next run goes on with what was embedded already.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from assistant.errors import AssistantError, ReadingError, UsageError
from assistant.indexing import sources
from assistant.indexing.catalog import Catalog
from assistant.indexing.derived import advance, mend
from assistant.indexing.drafting import Draft, Embedded, Recipe
from assistant.indexing.embed import Embedder, EmbeddingInput, PassageVectors, input_of
from assistant.indexing.index import check_model
from assistant.indexing.report import Failure, Progress, Report, Silent
from assistant.indexing.sources import Source
from assistant.indexing.split import split
from assistant.indexing.storage import DataFolder, explained_storage, sole_writer
from assistant.records import Audience, Document, DocumentType, Language, Passage

# Passages gathered from several files before they are embedded: enough for batches of equal length, and a kill costs
# half a minute at most (18 passages a second).
GROUP = 384


@dataclass(frozen=True)
class Plan:
    """How documents are taken in. The embedder is loaded only when something has to be embedded.

    `model` is the name that the loaded embedder will have.
    """

    model: str
    load_embedder: Callable[[], Embedder]
    max_tokens: int
    progress: Progress = field(default_factory=Silent)
    language: Language = "de"


def ingest_paths(
    data: Path,
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
        UsageError: a path does not exist, or there is no document below any of them. Nothing was touched.
        ModelMismatchError: the index was made with another model.
        StorageError: somebody else writes, or the data folder cannot be written. Nothing published was lost.
    """
    found = list(sources.files(paths, data, audience=audience, type=type))
    if not found and not reembed:
        raise UsageError("no_documents", paths=", ".join(map(str, paths)))
    return _ingest(data, found, plan, below=[path.resolve() for path in paths] if prune else [], reembed=reembed)


def ingest_documents(data: Path, documents: Iterable[Document], embedder: Embedder, max_tokens: int) -> Report:
    """Takes ready documents into the data folder; others that it holds stay."""
    plan = Plan(embedder.name, lambda: embedder, max_tokens)
    return _ingest(data, list(sources.ready(documents)), plan, below=[], reembed=False)


def _ingest(data: Path, found: list[Source], plan: Plan, *, below: list[Path], reembed: bool) -> Report:
    started = time.monotonic()
    folder = DataFolder(data)
    with sole_writer(folder), explained_storage(data):
        catalog = Catalog.create(folder.catalogue)
        try:
            run = _Run(folder, catalog, plan, reembed)
            report = run.all(found, below)
        finally:
            catalog.close()
    report.seconds = time.monotonic() - started
    return report


class _Prepared(NamedTuple):
    """A document that was read and split, with the key and the input of each passage's embedding."""

    document: Document
    recipe: Recipe
    passages: list[Passage]
    inputs: dict[str, EmbeddingInput]
    keys: list[str]


class _Run:
    """One run of the sole writer."""

    def __init__(self, folder: DataFolder, catalog: Catalog, plan: Plan, reembed: bool) -> None:
        self._folder = folder
        self._catalog = catalog
        self._plan = plan
        self._reembed = reembed
        self._draft = Draft(catalog)
        if not reembed:
            check_model(self._draft.published, plan.model)
        self._live = self._draft.live()
        self._pending = self._draft.pending()
        self._confirmed: set[str] = set()
        self._unready: set[str] = set()
        self._embedder: Embedder | None = None
        self._report = Report()

    def all(self, found: list[Source], below: list[Path]) -> Report:
        number = self._draft.begin_run()
        present = self._draft.published.generation
        self._folder.tidy(keep=frozenset({present, present - 1}))
        if self._reembed:
            named = {source.location for source in found}
            stored = sources.catalogued(self._catalog, present, self._live)
            found = [*found, *(source for source in stored if source.location not in named)]
        self._take_in(self._to_do(found))
        self._publish(self._gone(found, below))
        self._draft.end_run(number, self._report.as_json())
        return self._report

    def _to_do(self, found: Iterable[Source]) -> list[tuple[Source, Recipe]]:
        """The sources that are new or changed. Those that a killed run has embedded are confirmed at once."""
        to_do = []
        for source in found:
            try:
                recipe = Recipe(source.fingerprint(), self._plan.model, self._plan.max_tokens)
            except (ReadingError, OSError) as error:
                self._fail(source, error)
                continue
            if (known := self._live.get(source.location)) and known.recipe == recipe:
                self._report.unchanged += 1
            elif (known := self._pending.get(source.location)) and known.recipe == recipe:
                self._confirmed.add(source.location)
            else:
                to_do.append((source, recipe))
        return to_do

    def _fail(self, source: Source, error: AssistantError | OSError) -> None:
        """Notes that a source did not become a document; what the index holds of it stays."""
        if isinstance(error, OSError):
            error = ReadingError("file_unreadable", path=source.label, why=error.strerror or error)
        self._unready.add(source.location)
        self._report.failed.append(Failure(source.label, *error.explain(self._plan.language)))

    def _take_in(self, to_do: list[tuple[Source, Recipe]]) -> None:
        self._plan.progress.begin(len(to_do))
        try:
            group: list[_Prepared] = []
            for source, recipe in to_do:
                try:
                    group.append(self._prepare(source, recipe))
                except (ReadingError, OSError) as error:
                    self._fail(source, error)
                    self._plan.progress.advance(1, 0)
                if sum(len(prepared.passages) for prepared in group) >= GROUP:
                    self._embed(group)
                    group = []
            self._embed(group)
        finally:
            self._plan.progress.end()

    def _prepare(self, source: Source, recipe: Recipe) -> _Prepared:
        document = source.read()
        embedder = self._loaded()
        passages = split(document, max_tokens=recipe.max_tokens, count_tokens=embedder.count_tokens)
        if not passages:
            raise ReadingError("no_text", path=source.label)
        inputs = [input_of(document, passage) for passage in passages]
        keys = [embedding_key(recipe.model, item) for item in inputs]
        return _Prepared(document, recipe, passages, dict(zip(keys, inputs, strict=True)), keys)

    def _loaded(self) -> Embedder:
        if self._embedder is None:
            self._embedder = self._plan.load_embedder()
            if self._embedder.name != self._plan.model:
                raise ValueError(f"the embedder is {self._embedder.name!r}, the plan says {self._plan.model!r}")
        return self._embedder

    def _embed(self, group: list[_Prepared]) -> None:
        """Embeds what no row holds yet, and stores the group."""
        inputs = {key: item for prepared in group for key, item in prepared.inputs.items()}
        vectors = self._draft.vectors(inputs)
        missing = [key for key in inputs if key not in vectors]
        vectors |= self._embedded([inputs[key] for key in missing], missing, files=len(group))
        self._draft.add(
            Embedded(
                prepared.document,
                prepared.recipe,
                prepared.passages,
                prepared.keys,
                [vectors[k] for k in prepared.keys],
            )
            for prepared in group
        )
        self._confirmed.update(prepared.document.location for prepared in group)

    def _embedded(self, inputs: list[EmbeddingInput], keys: list[str], files: int) -> dict[str, PassageVectors]:
        if not inputs:
            self._plan.progress.advance(files, 0)
            return {}
        share = files / len(inputs)
        vectors = self._loaded().embed_passages(inputs, lambda done: self._plan.progress.advance(done * share, done))
        return dict(zip(keys, vectors, strict=True))

    def _gone(self, found: Iterable[Source], below: Collection[Path]) -> set[str]:
        """Locations that leave the index: below the pruned paths and not found; after re-embedding also whatever is
        still in the terms of the old model."""
        seen = {source.location for source in found}
        unready = [Path(location) for location in self._unready]
        gone = {
            location
            for location in self._live.keys() - seen
            if _lies_below(location, below) and not _lies_below(location, unready)
        }
        if self._reembed:
            gone |= {location for location, known in self._live.items() if known.recipe.model != self._plan.model}
        return gone - self._confirmed

    def _publish(self, gone: set[str]) -> None:
        present = self._draft.published
        if self._confirmed or gone:
            self._draft.schedule(self._confirmed, gone)
            target = self._draft.target(self._plan.model)
            advance(self._folder, self._catalog, target)
            self._draft.publish(target)
            self._folder.tidy(keep=frozenset({present.generation, target.generation}))
            present = target
        else:
            if self._pending:
                self._draft.schedule((), ())
            if present.generation:
                mend(self._folder, self._catalog, present)
        self._report.updated = len(self._confirmed & self._live.keys())
        self._report.added = len(self._confirmed) - self._report.updated
        self._report.removed = len(gone)
        self._report.passages = sum(self._catalog.counts(present.generation).values())


def embedding_key(model: str, item: EmbeddingInput) -> str:
    """Equal for passages that have the same vectors: one model read the same text, cut into the same sentences."""
    spans = ",".join(f"{span.start}-{span.end}" for span in item.sentences)
    parts = "\0".join((model, item.context, item.text, spans))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def _lies_below(location: str, folders: Iterable[Path]) -> bool:
    return any(Path(location).is_relative_to(folder) for folder in folders)
