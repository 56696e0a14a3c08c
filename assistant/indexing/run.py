"""One ingestion run: new and changed files are read, split, embedded, stored, and published as a new generation.

Read `Run.carry_out` first. Readers of the index see no change before the last step; killed at any moment, a run leaves
rows that the next one uses instead of embedding again.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Literal, NamedTuple

from assistant.errors import AssistantError, ReadingError, UsageError
from assistant.indexing import sources
from assistant.indexing.catalog import Catalog
from assistant.indexing.derived import advance, mend, tidy
from assistant.indexing.drafting import Confirmed, Draft, Drafted, Known, Recipe, embedding_key
from assistant.indexing.embedding.embed import Embedder, EmbeddingInput, PassageVectors, input_of
from assistant.indexing.index import check_model
from assistant.indexing.report import Failure, Noted, Progress, Report, Silent
from assistant.indexing.sources import Selection, Source
from assistant.indexing.split import split
from assistant.notices import Notice
from assistant.reading.document import INSIDE, Refusal, Taken
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.reader_processes import Readers
from assistant.records import Document
from assistant.storage.folder import DataFolder
from assistant.telemetry.stages import Stage

# Passages of several files that are embedded together: enough for batches of equal length, and a kill costs half a
# minute of work at most (18 passages a second).
PASSAGES_A_GROUP = 384
CHARACTERS_A_PASSAGE = 1000  # about; by it the size of copies is counted, which have no passages
LARGEST_REMOVAL = 1 / 3  # removing a larger share of the published documents has to be confirmed

Outcome = Literal["added", "updated", "unchanged"]


def _refuse(_gone: int, _total: int) -> bool:
    return False


@dataclass(frozen=True)
class Plan:
    """How documents are ingested.

    Attributes:
        model: the name that the loaded embedder will have.
        load_embedder: called only when something has to be embedded.
        may_remove: asked before pruning removes more than LARGEST_REMOVAL, with the number of documents to be removed
            and that of all.
    """

    model: str
    load_embedder: Callable[[], Embedder]
    max_tokens: int
    progress: Progress = field(default_factory=Silent)
    limits: Limits = DEFAULT
    may_remove: Callable[[int, int], bool] = _refuse


class _ToDo(NamedTuple):
    """A source that has to be read."""

    source: Source
    recipe: Recipe


class _Prepared(NamedTuple):
    """A document to be stored, with the embedding inputs of its passages by key; none for a copy."""

    draft: Drafted
    inputs: Mapping[str, EmbeddingInput]


class _Group:
    """What is stored in one transaction: whole sources, so that a kill leaves a source either complete or absent."""

    def __init__(self) -> None:
        self.prepared: list[_Prepared] = []
        self.confirmed: list[Confirmed] = []
        self.sources = 0

    def is_full(self) -> bool:
        """By the number of passages (estimated for copies, which hold their text as well), or of sources."""
        drafts = [prepared.draft for prepared in self.prepared]
        passages = sum(len(draft.passages) or len(draft.document.text) // CHARACTERS_A_PASSAGE for draft in drafts)
        return max(passages, self.sources) >= PASSAGES_A_GROUP


class Run:
    """The state of one run; `carry_out` is called once."""

    def __init__(self, folder: DataFolder, catalog: Catalog, readers: Readers, plan: Plan, *, reembed: bool) -> None:
        self._started = time.monotonic()
        self._folder = folder
        self._catalog = catalog
        self._readers = readers
        self._plan = plan
        self._reembed = reembed
        self._draft = Draft(catalog)
        if not reembed:
            check_model(self._draft.published, plan.model)
        self._live = self._draft.live()
        self._live_of = _by(attrgetter("source"), self._live.values())
        self._pending_of = _by(attrgetter("source"), self._draft.pending().values())
        self._outcomes: dict[str, Outcome] = {}
        self._confirmed: set[str] = set()
        self._unready: set[str] = set()
        self._gone: set[str] = set()
        self._primaries = {known.id: known.location for known in self._live.values() if not known.is_copy}
        self._embedder: Embedder | None = None
        self._report = Report()

    @Stage("run")
    def carry_out(self, selection: Selection) -> Report:
        """Raises UsageError ("prune_too_much") before anything is touched if too much would be removed."""
        tidy(self._folder, self._catalog, keep=(self._draft.published.generation, self._draft.published.generation - 1))
        found = [*selection.sources, *self._held_besides(selection)]
        to_do = self._to_do(found)
        self._prune({source.location for source in found}, selection)
        number = self._draft.begin_run(selection.demands)
        progress = Noted(self._plan.progress, partial(self._draft.note_progress, number))
        self._take_in(to_do, progress)
        self._publish()
        self._report.seconds = time.monotonic() - self._started
        self._draft.end_run(number, self._report.as_json())
        return self._report

    def _held_besides(self, selection: Selection) -> Iterable[Source]:
        """What the index holds besides the selection, where all is to be embedded anew."""
        if not self._reembed:
            return ()
        named = {source.location for source in selection.sources}
        stored = sources.catalogued(self._catalog, self._live)
        return (source for source in stored if source.location not in named)

    def _to_do(self, found: Iterable[Source]) -> list[_ToDo]:
        """The sources that are new or changed; those that a killed run has embedded already are confirmed here."""
        to_do = []
        for source in found:
            try:
                recipe = Recipe(source.fingerprint(), self._plan.model, self._plan.max_tokens)
            except (ReadingError, OSError) as error:
                self._fail(source, error)
                if earlier := self._earlier(source, [source.location]):
                    recipe = Recipe("", self._plan.model, self._plan.max_tokens)
                    to_do.append(_ToDo(source._replace(read=partial(Taken, tuple(earlier))), recipe))
                continue
            if not self._is_known(source, recipe):
                to_do.append(_ToDo(source, recipe))
        return to_do

    def _is_known(self, source: Source, recipe: Recipe) -> bool:
        """Whether the catalogue holds all documents of the source, published or left behind by a killed run."""
        pending = [known for known in self._pending_of.get(source.location, []) if known.recipe == recipe]
        replaced = {known.location for known in pending}
        live = self._live_of.get(source.location, [])
        kept = [known for known in live if known.recipe == recipe and known.location not in replaced]
        held = [*pending, *kept]
        if not held or any(known.siblings != len(held) for known in held):
            return False
        for known in pending:
            self._confirm(known.location)
        self._outcomes.update((known.location, "unchanged") for known in kept)
        self._gone.update(known.location for known in live if known.location not in self._outcomes)
        return True

    def _confirm(self, location: str) -> None:
        """Makes what the draft holds at this location part of the next generation."""
        self._confirmed.add(location)
        self._outcomes[location] = "updated" if location in self._live else "added"

    def _fail(self, source: Source, error: AssistantError | OSError) -> None:
        """Reports a source that did not become a document; what the index holds of it stays."""
        if isinstance(error, OSError):
            error = ReadingError("file_unreadable", path=source.label, why=error.strerror or error)
        self._unready.add(source.location)
        self._report.failed.append(Failure(source.label, error.notice))

    def _earlier(self, source: Source, failed: Collection[str]) -> list[Document]:
        """The indexed documents of a source at the places that failed, which a change of the model must embed anew."""
        places = set(map(Path, failed)) if self._reembed else set()
        return [
            self._catalog.document_in(known.row)
            for known in self._live_of.get(source.location, ())
            if known.recipe.model != self._plan.model and _lies_below(known.location, places)
        ]

    def _prune(self, found: Collection[str], selection: Selection) -> None:
        """Marks for removal what was not found below the pruned folders, except in what could not be opened or is
        spared."""
        pruned, unseen = selection.pruned, {*map(Path, self._unready), *selection.spared}
        gone = {
            known.location
            for known in self._live.values()
            if known.source not in found and _lies_below(known.source, pruned) and not _lies_below(known.source, unseen)
        }
        total = len(self._live)
        if len(gone) > max(1, LARGEST_REMOVAL * total) and not self._plan.may_remove(len(gone), total):
            raise UsageError("prune_too_much", gone=len(gone), total=total)
        self._gone |= gone
        self._primaries = {id: location for id, location in self._primaries.items() if location not in self._gone}

    def _take_in(self, to_do: Sequence[_ToDo], progress: Progress) -> None:
        progress.begin(len(to_do))
        try:
            tasks = ((one, one.source.read) for one in to_do)
            with closing(self._readers.read_all(tasks)) as reading:
                self._store_all(reading, progress)
            self._settle(progress)
        finally:
            progress.end()

    def _store_all(self, reading: Iterable[tuple[_ToDo, Future[Taken]]], progress: Progress) -> None:
        group = _Group()
        for (source, recipe), taken in reading:
            group.sources += 1
            try:
                with Stage("file"):
                    self._prepare(source, recipe, taken.result(), group)
            except (ReadingError, OSError) as error:
                self._fail(source, error)
                if earlier := self._earlier(source, [source.location]):
                    self._prepare(source, recipe.to_try_again(), Taken(tuple(earlier)), group)
            if group.is_full():
                self._store(group, progress)
                group = _Group()
        self._store(group, progress)

    def _prepare(self, source: Source, recipe: Recipe, taken: Taken, group: _Group) -> None:
        """Puts the changed documents of a source into the group."""
        drafted: list[_Prepared] = []
        same: list[Known] = []
        refusals = list(taken.refusals)
        earlier = self._earlier(source, [refusal.location for refusal in refusals])
        for document in (*taken.documents, *earlier):
            digest = _digest(document)
            known = self._live.get(document.location)
            if known is not None and known.digest == digest and known.recipe.splits_like(recipe):
                same.append(known)
                continue
            try:
                drafted.append(self._drafted(document, recipe, digest))
            except ReadingError as error:
                refusals.append(Refusal(document.info.path, document.location, error.code, error.values))
        if not drafted and not same:
            raise ReadingError(refusals[0].code, **refusals[0].values)
        if refusals:
            recipe = recipe.to_try_again()
        siblings = len(drafted) + len(same)
        group.prepared.extend(
            each._replace(draft=each.draft._replace(recipe=recipe, siblings=siblings)) for each in drafted
        )
        group.confirmed.extend(Confirmed(known.row, recipe, siblings) for known in same)
        self._outcomes.update((known.location, "unchanged") for known in same)
        for each in drafted:
            self._confirm(each.draft.document.location)
            self._report.warn(each.draft.document)
        self._refuse_members(source, refusals)

    def _refuse_members(self, source: Source, refusals: Iterable[Refusal]) -> None:
        """Reports the files inside the source that failed, whose old text stays, and marks missing ones for removal."""
        unready = set()
        for refusal in refusals:
            label = INSIDE.join([source.label, *refusal.path.split(INSIDE)[1:]])
            self._report.failed.append(Failure(label, Notice.of(refusal.code, **refusal.values)))
            unready.add(Path(refusal.location))
        locations = {known.location for known in self._live_of.get(source.location, ())} - self._outcomes.keys()
        self._gone |= {location for location in locations if not _lies_below(location, unready)}

    def _drafted(self, document: Document, recipe: Recipe, digest: str) -> _Prepared:
        """The document as a copy, if another document has its content already, else with its passages.

        Raises:
            ReadingError: there is nothing in it to cite.
        """
        location = document.location
        known = self._live.get(location)
        if known is not None and self._primaries.get(known.id) == location:
            del self._primaries[known.id]
        if self._primaries.get(document.id, location) != location:
            return _Prepared(Drafted(document, recipe, digest, is_copy=True), {})
        prepared = self._split(document, recipe, digest)
        self._primaries[document.id] = location
        return prepared

    def _split(self, document: Document, recipe: Recipe, digest: str) -> _Prepared:
        passages = split(document, max_tokens=recipe.max_tokens, count_tokens=self._loaded().count_tokens)
        if not passages:
            raise ReadingError("no_text", path=document.info.path)
        inputs = [input_of(document.info, passage) for passage in passages]
        keys = [embedding_key(recipe.model, item) for item in inputs]
        draft = Drafted(document, recipe, digest, passages=passages, keys=keys)
        return _Prepared(draft, dict(zip(keys, inputs, strict=True)))

    def _loaded(self) -> Embedder:
        if self._embedder is None:
            self._embedder = self._plan.load_embedder()
            if self._embedder.name != self._plan.model:
                raise ValueError(f"the embedder is {self._embedder.name!r}, the plan says {self._plan.model!r}")
        return self._embedder

    @Stage("store")
    def _store(self, group: _Group, progress: Progress) -> None:
        """Embeds the passages whose vectors no row holds yet, and stores the group."""
        inputs = {key: item for prepared in group.prepared for key, item in prepared.inputs.items()}
        vectors = self._draft.vectors(inputs)
        missing = [key for key in inputs if key not in vectors]
        vectors |= self._embedded({key: inputs[key] for key in missing}, group.sources, progress)
        drafts = (prepared.draft for prepared in group.prepared)
        self._draft.add(
            (draft._replace(vectors=[vectors[key] for key in draft.keys]) for draft in drafts), group.confirmed
        )

    def _embedded(
        self, inputs: Mapping[str, EmbeddingInput], files: int, progress: Progress
    ) -> dict[str, PassageVectors]:
        if not inputs:
            progress.advance(files, 0)
            return {}
        share = files / len(inputs)
        embed = self._loaded().embed_passages
        vectors = embed(list(inputs.values()), lambda done: progress.advance(done * share, done))
        return dict(zip(inputs, vectors, strict=True))

    def _settle(self, progress: Progress) -> None:
        """Makes sure that of the documents with the same id one has passages, and the others are its copies."""
        if self._reembed:
            outdated = {known.location for known in self._live.values() if known.recipe.model != self._plan.model}
            self._gone |= outdated
        self._gone -= self._confirmed
        pending = {location: known for location, known in self._draft.pending().items() if location in self._confirmed}
        held = [known for location, known in (self._live | pending).items() if location not in self._gone]
        promoted = _Group()
        for same in _by(attrgetter("id"), held).values():
            primaries = [known for known in same if not known.is_copy]
            if not primaries:
                promoted.prepared.append(self._promoted(min(same, key=attrgetter("location"))))
            for surplus in sorted(primaries, key=lambda known: known.location in pending)[1:]:
                self._draft.make_copy(surplus.row)
        if promoted.prepared:
            self._store(promoted, progress)

    def _promoted(self, known: Known) -> _Prepared:
        prepared = self._split(self._catalog.document_in(known.row), known.recipe, known.digest)
        self._confirmed.add(known.location)
        return prepared._replace(draft=prepared.draft._replace(siblings=known.siblings))

    @Stage("publish")
    def _publish(self) -> None:
        present = self._draft.published
        if self._confirmed or self._gone:
            self._draft.schedule(self._confirmed, self._gone)
            target = self._draft.target(self._plan.model)
            placed = advance(self._folder, self._catalog, target)
            self._draft.publish(target, *placed)
            tidy(self._folder, self._catalog, keep=(present.generation, target.generation))
            present = target
        else:
            if self._pending_of:
                self._draft.schedule((), ())
            if present.generation:
                mend(self._folder, self._catalog, present)
        self._count(present.generation)

    def _count(self, generation: int) -> None:
        outcomes = Counter(self._outcomes.values())
        self._report.added, self._report.updated = outcomes["added"], outcomes["updated"]
        self._report.unchanged = outcomes["unchanged"]
        self._report.removed = len(self._gone)
        self._report.passages = sum(self._catalog.counts(generation).values())


def _digest(document: Document) -> str:
    """A digest that is equal for documents which are equal in every field."""
    return hashlib.sha256(repr(document).encode("utf-8", "surrogatepass")).hexdigest()


def _by(key: Callable[[Known], str], known: Iterable[Known]) -> dict[str, list[Known]]:
    groups: dict[str, list[Known]] = {}
    for each in known:
        groups.setdefault(key(each), []).append(each)
    return groups


def _lies_below(location: str, folders: Collection[Path]) -> bool:
    path = Path(location)
    return any(place in folders for place in (path, *path.parents))
