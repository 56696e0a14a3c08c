"""The sources of an ingestion run: files below the named paths, ready documents, or documents of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate, groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, NoReturn

from assistant.errors import ReadingError
from assistant.indexing.catalog import Catalog
from assistant.indexing.drafting import Demand, Known
from assistant.indexing.report import Warned
from assistant.messages.quantities import megabytes
from assistant.mirroring.mirror import state_of
from assistant.mirroring.state import State, Unfetched
from assistant.notices import Notice
from assistant.reading.describing.rules import RULES_FILE, Rules
from assistant.reading.document import Refusal, Taken, Task, fingerprint, located, written
from assistant.reading.limits import Limits
from assistant.reading.reader_processes import Readers
from assistant.reading.walk import SourceFile, walk
from assistant.records import Audience, Document, DocumentType
from assistant.storage.folder import DataFolder
from assistant.storage.writer import is_data_folder


class Source(NamedTuple):
    """One file before it is read, or what stands for one. `label` is what people call it.

    `fingerprint` is cheap; if it is the one that the catalogue knows, `read` is not called. Both may raise
    ReadingError.
    """

    location: str
    label: str
    fingerprint: Callable[[], str]
    read: Callable[[], Taken]


class Selection(NamedTuple):
    """What a run takes in, and what it may remove.

    Attributes:
        pruned: folders; documents of files below them that are not among the `sources` are removed.
        spared: folders below which nothing is removed all the same.
        demands: what was asked for, to be remembered.
    """

    sources: Sequence[Source]
    pruned: Collection[Path] = ()
    spared: Collection[Path] = ()
    demands: Sequence[Demand] = ()


class Found(NamedTuple):
    """What lies below the named paths: the files to take in, and what a person should know of the others.

    `passed_over` are data folders of others: of what lies there nothing is known, so that nothing of it may be removed.
    """

    sources: list[Source]
    warnings: list[Warned]
    passed_over: list[Path]


def find_files(
    paths: Sequence[Path], folder: DataFolder, readers: Readers, *, audience: Audience | None, type: DocumentType | None
) -> Found:
    """The files below `paths`, save those of the data folder itself, of others' and those that corpus.toml ignores.

    Uploads and what was fetched, in the data folder or elsewhere, are taken in where they are named: found below a
    folder around them, they would be described by its rules, not by their own, and so perhaps be public.

    Args:
        audience: demanded of all files, as `type` is.

    Raises:
        UsageError: one of `paths` does not exist.
        SettingsError: a corpus.toml is wrong.
    """
    search = _Search(paths, folder, readers, audience, type)
    sources = list(search.sources())
    return Found(sources, list(search.warnings()), sorted(search.others))


class _Root(NamedTuple):
    """What is known of a named folder: its rules, and what a mirror knows of its files; nothing where it is none."""

    rules: Rules
    mirrored: State


class _Search:
    """Goes through the files below `paths`, and notes what is to be told of them in the end."""

    def __init__(
        self,
        paths: Sequence[Path],
        folder: DataFolder,
        readers: Readers,
        audience: Audience | None,
        type: DocumentType | None,
    ) -> None:
        self.others: set[Path] = set()
        self._paths = paths
        self._folders = [path for path in paths if path.is_dir()]
        self._folder = folder
        self._own = [one.resolve() for one in (folder.path, folder.uploads, folder.sources)]
        self._readers = readers
        self._audience = audience
        self._type = type
        self._roots: dict[Path, _Root] = {}
        self._seen: list[Path] = []
        self._is_data_folder = cache(is_data_folder)

    def sources(self) -> Iterator[Source]:
        """All of them; afterwards `others` and `warnings` are complete."""
        for file in walk(self._paths):
            if self._is_own(file) or self._is_of_others(file):
                continue
            self._seen.append(file.path)
            rules, mirrored = self._root(file.root)
            task = Task(file.path, file.root, rules, self._audience, self._type)
            if not rules.ignores(task.inside):
                yield _refused_link(file.path) if file.is_foreign else self._source(task, mirrored)
        for root in self._folders:
            yield from _unfetched(root, *self._root(root))

    def warnings(self) -> Iterator[Warned]:
        """Of data folders of others, and of rules that hold for no file."""
        for other in sorted(self.others):
            yield Warned(written(str(other)), Notice.of("data_folder_inside"))
        for root in self._folders:
            if not self._folder.is_own(root):
                for pattern in self._unused_rules(root):
                    yield Warned(written(str(root / RULES_FILE)), Notice.of("rule_unused", pattern=pattern))

    def _is_own(self, file: SourceFile) -> bool:
        """Whether it is of the data folder itself, and not because just that was named."""
        return not self._folder.is_own(file.root) and any(map(file.path.resolve().is_relative_to, self._own))

    def _is_of_others(self, file: SourceFile) -> bool:
        """Whether a data folder around it, below the named folder, is somebody else's."""
        names = accumulate((part,) for part in file.path.relative_to(file.root).parts[:-1])
        around = (file.root.joinpath(*parts) for parts in names)
        other = next(filter(self._is_data_folder, around), None)
        if other is not None:
            self.others.add(other)
        return other is not None

    def _root(self, root: Path) -> _Root:
        if root not in self._roots:
            mirrored = state_of(root.resolve(), self._folder.sources.resolve())
            rules = _rules_of(root, self._folder, is_named=root in self._paths)
            self._roots[root] = _Root(rules.linked(mirrored.link), mirrored)
        return self._roots[root]

    def _source(self, task: Task, mirrored: State) -> Source:
        limits = self._readers.limits
        read = partial(self._readers.read, task)
        source = Source(task.location, str(task.path), partial(fingerprint, task, limits), read)
        told = _outdated(task, limits, mirrored)
        return _as_earlier(source, told) if told else source

    def _unused_rules(self, root: Path) -> Iterable[str]:
        """The patterns of the rules of `root` that hold for none of its files."""
        rules, place = self._root(root).rules, root.absolute()
        files = [path.absolute() for path in self._seen]
        below = [path for path in files if path.is_relative_to(place)]
        return rules.unused([Task(path, place, rules).inside for path in below])


def _rules_of(root: Path, folder: DataFolder, *, is_named: bool) -> Rules:
    """Those in `root` or above it; for the uploads and for what was fetched of a source only their own."""
    inside, uploads, fetched = root.resolve(), folder.uploads.resolve(), folder.sources.resolve()
    top = uploads if inside.is_relative_to(uploads) else None
    if inside.is_relative_to(fetched):
        top = fetched.joinpath(*inside.relative_to(fetched).parts[:1])
    return Rules.find(root, top, is_named=is_named)


def _refused_link(path: Path) -> Source:
    refuse = partial(_refuse_link, path)
    return Source(str(path.parent.resolve() / path.name), str(path), refuse, refuse)


def _refuse_link(path: Path) -> NoReturn:
    raise ReadingError("link_leaves_folder", path=path.name, target=path.resolve())


def _unfetched(root: Path, rules: Rules, mirrored: State) -> Iterator[Source]:
    """The files of a source that could never be fetched: each run reports them."""
    for name, why in mirrored.unfetched.items():
        path = root / name
        if not path.is_file() and not rules.ignores(name):
            refuse = partial(_refuse_unfetched, why)
            yield Source(located(path), str(path), refuse, refuse)


def _refuse_unfetched(why: Unfetched) -> NoReturn:
    raise ReadingError(why.code, **why.values)


def _outdated(task: Task, limits: Limits, mirrored: State) -> Refusal | None:
    """Why what lies here is not what lies at its source; None where it is, or has none."""
    name = task.path.relative_to(task.root).as_posix()
    if unfetched := mirrored.unfetched.get(name):
        return Refusal(task.inside, task.location, unfetched.code, dict(unfetched.values))
    if name not in mirrored.outgrown:
        return None
    code = "source_outgrown" if mirrored.prune else "source_outgrown_kept"
    values = {"path": task.path.name, "limit": megabytes(limits.file_bytes), "copy": task.path, "key": task.root_name}
    return Refusal(task.inside, task.location, code, values)


def _as_earlier(source: Source, told: Refusal) -> Source:
    """The same file, read like any other; each run reports that it is not what lies at its source.

    No catalogue knows its fingerprint, so that each run reads it.
    """

    def marked() -> str:
        return f"{source.fingerprint()}-earlier"

    def read() -> Taken:
        taken = source.read()
        return taken._replace(refusals=(*taken.refusals, told))

    return source._replace(fingerprint=marked, read=read)


def ready(documents: Iterable[Document]) -> Iterator[Source]:
    """Documents that were read elsewhere; they change when anything about them does."""
    for document in documents:
        taken = partial(Taken, (document,))
        yield Source(document.location, document.info.path, partial(_fingerprint, document), taken)


def _fingerprint(document: Document) -> str:
    return f"{document.content_hash}-{document.info}"


def catalogued(catalog: Catalog, live: Mapping[str, Known]) -> Iterator[Source]:
    """The published documents, read from the catalogue, with the fingerprints that they were read with.

    A source some of whose documents are older than others has none: the next ingestion reads it again.
    """
    by_source = attrgetter("source")
    for location, group in groupby(sorted(live.values(), key=by_source), key=by_source):
        known = list(group)
        fingerprints = {each.recipe.fingerprint for each in known}
        fingerprint = fingerprints.pop() if len(fingerprints) == 1 else ""
        rows = [each.row for each in known]
        yield Source(location, location, partial(str, fingerprint), partial(_stored, catalog, rows))


def _stored(catalog: Catalog, rows: Sequence[int]) -> Taken:
    return Taken(tuple(catalog.document_in(row) for row in rows))
