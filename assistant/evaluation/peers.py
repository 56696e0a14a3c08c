"""The usual stack of others beside ours: the same files, the same model, the same run.

Theirs is a LangChain loader, RecursiveCharacterTextSplitter with the sizes of LangChain's own tutorial, and
Chroma.from_documents. PyPDFLoader lies in langchain-community, which this project does not need; the loader here does
the same with pypdf, a document a page. Embedding is done by our engine for both, so that only the stacks differ. What
ours does besides, it does here too: vectors of sentences, a catalogue, a lexical index.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import Any, NamedTuple

from assistant.errors import UnavailableError, UsageError
from assistant.evaluation.report import Number, Report, Table, machine, note
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan

SUFFIXES = (".pdf", ".txt", ".md")
CHUNK_CHARACTERS, CHUNK_OVERLAP = 1000, 200
PACKAGES = ("langchain_chroma", "langchain_text_splitters")
RUNS_HEAD = ("run", "stack", "s", "passages", "files failed")


class Ran(NamedTuple):
    """One run of one stack over all files."""

    stack: str
    seconds: float
    passages: int
    failed: int


@dataclass(frozen=True, slots=True)
class Stacks:
    """What both stacks are made with."""

    embedder: Embedder
    max_tokens: int


def peers(folder: Path, stacks: Stacks, rounds: int = 1) -> Report:
    """Both stacks over the PDF, text and Markdown files below `folder`; a round is ours, theirs, theirs, ours.

    Raises:
        UsageError: there is no such file.
    """
    with tempfile.TemporaryDirectory(prefix="peers-", ignore_cleanup_errors=True) as work:
        files = _copied(folder, Path(work) / "files")
        _run_each(files[:1], stacks, Path(work) / "first", ("ours", "theirs"))  # imports are of neither
        order = ("ours", "theirs", "theirs", "ours") * rounds
        runs = _run_each(files, stacks, Path(work) / "all", order)
    size = sum(file.size for file in files)
    return _report(folder, len(files), size, stacks, runs)


class _File(NamedTuple):
    path: Path
    size: int


def _copied(folder: Path, to: Path) -> list[_File]:
    """Copies of the files that both stacks read, so that neither sees another format or a corpus.toml."""
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    if not found:
        raise UsageError("no_documents", paths=folder)
    return [_copy(path, to / path.relative_to(folder)) for path in found]


def _copy(path: Path, to: Path) -> _File:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)
    return _File(to, to.stat().st_size)


def _run_each(files: list[_File], stacks: Stacks, work: Path, order: tuple[str, ...]) -> list[Ran]:
    run: dict[str, Callable[[list[_File], Stacks, Path], tuple[int, int]]] = {"ours": _ours, "theirs": _theirs}
    ran = []
    for number, stack in enumerate(order, 1):
        start = perf_counter()
        passages, failed = run[stack](files, stacks, work / str(number))
        ran.append(Ran(stack, perf_counter() - start, passages, failed))
        note(f"{number} of {len(order)}: {stack}, {ran[-1].seconds:.1f} s")
    return ran


def _ours(files: list[_File], stacks: Stacks, data: Path) -> tuple[int, int]:
    """The number of passages, and of files that failed."""
    plan = Plan(stacks.embedder.name, lambda: stacks.embedder, stacks.max_tokens)
    report = ingest_paths(data, [file.path for file in files], plan)
    return report.passages, len(report.failed)


def _theirs(files: list[_File], stacks: Stacks, data: Path) -> tuple[int, int]:
    """The number of passages, and of files that failed."""
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from assistant.indexing.embedding.langchain_embedder import PassageEmbeddings

    pages: list[Any] = []
    failed = 0
    for file in files:
        try:
            pages += _loader(file.path).load()
        except Exception:  # whatever a loader fails with, this stack has no more to say about it
            failed += 1
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_CHARACTERS, chunk_overlap=CHUNK_OVERLAP)
    passages = splitter.split_documents(pages)
    if passages:  # Chroma takes no empty list: a scan alone, or a file that no loader opens, gives it nothing
        Chroma.from_documents(passages, PassageEmbeddings(stacks.embedder), persist_directory=str(data))
    return len(passages), failed


def _loader(path: Path) -> Any:
    from langchain_core.document_loaders import BaseLoader
    from langchain_core.documents import Document

    class PdfPages(BaseLoader):
        def lazy_load(self) -> Iterator[Document]:
            from pypdf import PdfReader

            for number, page in enumerate(PdfReader(path).pages):
                yield Document(page.extract_text(), metadata={"source": str(path), "page": number})

    class WholeText(BaseLoader):
        def lazy_load(self) -> Iterator[Document]:
            yield Document(path.read_text(encoding="utf-8"), metadata={"source": str(path)})

    return PdfPages() if path.suffix.lower() == ".pdf" else WholeText()


def refuse_missing_packages() -> None:
    """To be asked before anything slow is done.

    Raises:
        UnavailableError: a package of the other stack is not installed.
    """
    from importlib.util import find_spec

    for package in PACKAGES:
        if find_spec(package) is None:
            raise UnavailableError("peers_missing", package=package.replace("_", "-"))


def _report(folder: Path, files: int, size: int, stacks: Stacks, runs: list[Ran]) -> Report:
    ours, theirs = ([ran for ran in runs if ran.stack == stack] for stack in ("ours", "theirs"))
    seconds = {"ours": mean(ran.seconds for ran in ours), "theirs": mean(ran.seconds for ran in theirs)}
    rows = tuple((str(n), ran.stack, round(ran.seconds, 2), ran.passages, ran.failed) for n, ran in enumerate(runs, 1))
    return Report(
        title=f"Peers: {folder.name}",
        circumstances={
            "files": f"{files} ({', '.join(SUFFIXES)}), {size / 1_000_000:.1f} MB",
            "model": stacks.embedder.name,
            "ours": f"max_tokens {stacks.max_tokens}",
            "theirs": f"chunks of {CHUNK_CHARACTERS} characters, overlapping by {CHUNK_OVERLAP}, pypdf",
            "machine": machine(),
        },
        numbers=(
            Number("ours", seconds["ours"], "s", len(ours)),
            Number("theirs", seconds["theirs"], "s", len(theirs)),
            Number("theirs / ours", seconds["theirs"] / seconds["ours"], "share", len(runs)),
            Number("passages of ours", ours[0].passages, "count", len(ours)),
            Number("passages of theirs", theirs[0].passages, "count", len(theirs)),
            Number("rate of ours", ours[0].passages / seconds["ours"], "per_second", len(ours)),
            Number("rate of theirs", theirs[0].passages / seconds["theirs"], "per_second", len(theirs)),
        ),
        tables=(Table("runs", RUNS_HEAD, rows),),
    )
