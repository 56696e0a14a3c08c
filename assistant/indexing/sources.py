"""The sources of an ingestion run: files below the named paths, ready documents, or documents of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate, groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, NoReturn

from assistant.errors import ReadingError
from assistant.indexing.catalog import Catalog
from assistant.indexing.drafting import Known
from assistant.indexing.report import Warned
from assistant.messages import text
from assistant.mirroring.mirror import state_of
from assistant.mirroring.state import State, Unfetched
from assistant.reading.describing.rules import RULES_FILE, Rules
from assistant.reading.document import Refusal, Taken, Task, fingerprint, located, written
from assistant.reading.limits import Limits
from assistant.reading.read import megabytes
from assistant.reading.reader_processes import Readers
from assistant.reading.walk import walk
from assistant.records import Audience, Document, DocumentType, Language
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


def files(
    paths: Sequence[Path],
    folder: DataFolder,
    readers: Readers,
    limits: Limits,
    *,
    audience: Audience | None,
    type: DocumentType | None,
    warn: Callable[[Warned], None],
    pass_over: Callable[[Path], None],
    language: Language,
) -> Iterator[Source]:
    """The files below `paths`, save those of the data folder itself and those that corpus.toml ignores; at the end it
    warns, in `language`, of rules of theirs that hold for none, and of data folders of others, which it passes over: of
    what lies there nothing is known, so that nothing of it may be removed.

    Uploads and what was fetched, in the data folder or elsewhere, are taken in where they are named: found below a
    folder around them, they would be described by its rules, not by their own, and so perhaps be public.

    Raises:
        UsageError: one of `paths` does not exist.
        SettingsError: a corpus.toml is wrong.
    """
    own = [one.resolve() for one in (folder.path, folder.uploads, folder.sources)]
    rules: dict[Path, Rules] = {}
    kept: dict[Path, State] = {}
    seen: list[Path] = []
    others: set[Path] = set()
    is_other = cache(is_data_folder)
    for path, root, is_foreign in walk(paths):
        if not folder.is_own(root) and any(map(path.resolve().is_relative_to, own)):
            continue
        if other := next(filter(is_other, _between(root, path)), None):
            others.add(other)
            continue
        if root not in rules:
            mirrored = state_of(root.resolve(), folder.sources.resolve())
            rules[root] = _rules_of(root, folder, is_named=root in paths).linked(mirrored.link)
            kept |= {root / name: mirrored for name in (*mirrored.outgrown, *mirrored.unfetched)}
        task = Task(path, root, rules[root], audience, type)
        seen.append(path)
        if rules[root].ignores(task.inside):
            continue
        if is_foreign:
            refuse = partial(_refuse_link, path)
            yield Source(str(path.parent.resolve() / path.name), str(path), refuse, refuse)
            continue
        source = Source(task.location, str(path), partial(fingerprint, task, limits), partial(readers.read, task))
        yield _as_earlier(source, _untold(task, limits, kept[path])) if path in kept else source
    for other in sorted(others):
        pass_over(other)
        warn(Warned(written(str(other)), text("data_folder_inside", language)))
    for root in (one for one in paths if one.is_dir()):
        yield from _unfetched(root, folder, rules.get(root) or _rules_of(root, folder, is_named=True))
    for root in (one for one in paths if one.is_dir() and not folder.is_own(one)):
        for pattern in _unused(rules.get(root) or _rules_of(root, folder, is_named=True), root.absolute(), seen):
            warn(Warned(written(str(root / RULES_FILE)), text("rule_unused", language, pattern=pattern)))


def _unused(stated: Rules, root: Path, seen: Iterable[Path]) -> Iterable[str]:
    """The patterns of the rules of `root`, an absolute path, that hold for none of the files `seen`."""
    below = (path.absolute() for path in seen if path.absolute().is_relative_to(root))
    return stated.unused([Task(path, root, stated, None, None).inside for path in below])


def _rules_of(root: Path, folder: DataFolder, *, is_named: bool) -> Rules:
    """Those in `root` or above it; for the uploads and for what was fetched of a source only their own."""
    inside, uploads, fetched = root.resolve(), folder.uploads.resolve(), folder.sources.resolve()
    top = uploads if inside.is_relative_to(uploads) else None
    if inside.is_relative_to(fetched):
        top = fetched.joinpath(*inside.relative_to(fetched).parts[:1])
    return Rules.find(root, top, is_named=is_named)


def _between(root: Path, path: Path) -> list[Path]:
    """The folders around the file below the named one."""
    return [root.joinpath(*parts) for parts in accumulate((part,) for part in path.relative_to(root).parts[:-1])]


def _refuse_link(path: Path) -> NoReturn:
    raise ReadingError("link_leaves_folder", path=path.name, target=path.resolve())


def _unfetched(root: Path, folder: DataFolder, rules: Rules) -> Iterator[Source]:
    """What could not be had of a source and never was: each run tells so."""
    for name, why in state_of(root.resolve(), folder.sources.resolve()).unfetched.items():
        path = root / name
        if not path.is_file() and not rules.ignores(name):
            refuse = partial(_refuse_unfetched, why)
            yield Source(located(path), str(path), refuse, refuse)


def _refuse_unfetched(why: Unfetched) -> NoReturn:
    raise ReadingError(why.code, **why.values)


def _untold(task: Task, limits: Limits, mirrored: State) -> Refusal:
    """Why what lies here is not what lies at the source."""
    if unfetched := mirrored.unfetched.get(task.path.relative_to(task.root).as_posix()):
        return Refusal(task.inside, task.location, unfetched.code, dict(unfetched.values))
    code = "source_outgrown" if mirrored.prune else "source_outgrown_kept"
    values = {"path": task.path.name, "limit": megabytes(limits.file_bytes), "copy": task.path, "key": task.root_name}
    return Refusal(task.inside, task.location, code, values)


def _as_earlier(source: Source, told: Refusal) -> Source:
    """The same file, decided and read like any other; each run tells that it is not what lies at its source.

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
