"""One question set from file to report: index what it asks about, ask, count. Read this first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Literal, NamedTuple, Protocol

from assistant.errors import UsageError
from assistant.evaluation import answers, retrieval
from assistant.evaluation.comparisons import Measured, WantedComparisons, comparisons
from assistant.evaluation.corpora import Shelf, index_folder, index_folders, index_texts, paths, paths_below
from assistant.evaluation.grading import PathOf
from assistant.evaluation.report import Report, machine
from assistant.evaluation.sets.datasets import DataSet, FolderSet, GoldSet, JudgedSet, PassageSet, Source, SpanSet, load
from assistant.evaluation.variants import Variant, ask
from assistant.indexing import report as indexing
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.report import Progress, Silent
from assistant.messages import worded
from assistant.progress_bars import each
from assistant.records import STAFF, Document
from assistant.retrieving.fuse import LEARNT, Weights
from assistant.settings.settings import Settings
from assistant.storage.folder import DataFolder

Task = Literal["retrieval", "answers"]
NOTHING_ELSE = WantedComparisons()


class Assistant(answers.Asker, retrieval.Searcher, Shelf, Protocol):
    """What is measured."""

    def warm_up(self) -> None: ...
    def close(self) -> None: ...


Open = Callable[[Settings, Embedder], Assistant]


@dataclass(frozen=True)
class Bench:
    """With what is measured. `data` is the folder below which each question set gets its index.

    `weights` are those that `open` searches with.
    """

    settings: Settings
    embedder: Embedder
    open: Open
    data: Path
    progress: Progress = field(default_factory=Silent)
    weights: Weights = LEARNT


@dataclass(frozen=True, slots=True)
class Options:
    """`corpus` is the folder of a gold set's documents; `k` the deepest rank that counts; `verbose` lists failures.

    `wanted` are the other ways in which a search is measured.
    """

    corpus: Path | None = None
    k: int = 10
    verbose: bool = False
    wanted: WantedComparisons = NOTHING_ELSE


class Indexed(NamedTuple):
    """An assistant over the index of a question set; `document_of` maps texts to document ids."""

    assistant: Assistant
    data: Path
    document_of: Mapping[str, str]
    path_of: PathOf
    remarks: tuple[str, ...]
    seconds: float


def read(task: Task, path: Path) -> DataSet:
    """The question set in the file `path`.

    Raises:
        UsageError: the file is no question set, or the task cannot be measured on it.
    """
    dataset = load(path)
    if task == "retrieval" and isinstance(dataset, JudgedSet):
        raise UsageError("dataset_without_ranking", path=path)
    if task == "answers" and isinstance(dataset, FolderSet):
        raise UsageError("dataset_without_answers", path=path)
    return dataset


def evaluate(task: Task, dataset: DataSet, bench: Bench, options: Options) -> Report:
    """The report on one question set that `read` gave.

    Raises:
        AssistantError: the documents are not there, or the index cannot be built or opened.
    """
    with taken_in(dataset, bench, options) as indexed:
        if task == "retrieval":
            return _retrieval(dataset, indexed, bench, options)
        return _answers(dataset, indexed, bench, options)


@contextmanager
def taken_in(dataset: DataSet, bench: Bench, options: Options) -> Iterator[Indexed]:
    """The set's documents in an index of their own, made unless it is there; raises as `evaluate` does."""
    start = perf_counter()
    own = _own_data(dataset, options)
    corpus = None if own else _corpus(dataset, options)
    data = own or bench.data / _folder(dataset, corpus)
    document_of, reports = ({}, []) if own else _index(dataset, data, corpus, bench)
    seconds = perf_counter() - start
    with closing(bench.open(bench.settings.with_data(data), bench.embedder)) as assistant:
        assistant.warm_up()
        path_of = _path_of(assistant, corpus, is_own=own is not None)
        remarks = tuple(
            f"{failure.path}: {worded(failure.why, 'en').message}" for report in reports for failure in report.failed
        )
        yield Indexed(assistant, data, document_of, path_of, remarks, seconds)


def _path_of(assistant: Assistant, corpus: Path | None, *, is_own: bool) -> PathOf:
    """By the id of a document the path that the set calls it by; a set of passages calls each by its id."""
    if corpus:
        return paths_below(corpus, assistant).get
    return paths(assistant).get if is_own else str


def _own_data(dataset: DataSet, options: Options) -> Path | None:
    """The data folder in which a gold set grew from use: the documents asked about are indexed there already."""
    folder = dataset.source.path.resolve().parent
    is_own = isinstance(dataset, GoldSet) and options.corpus is None and DataFolder(folder).catalogue.is_file()
    return folder if is_own else None


def _corpus(dataset: DataSet, options: Options) -> Path | None:
    """The folder of the set's documents; None where it holds their texts itself."""
    match dataset:
        case GoldSet():
            return options.corpus or dataset.folder
        case FolderSet():
            return dataset.folder
        case _:
            return None


def _index(
    dataset: DataSet, data: Path, corpus: Path | None, bench: Bench
) -> tuple[dict[str, str], list[indexing.Report]]:
    """The document id of each text that the set holds itself, and what was reported of its files."""
    max_tokens = bench.settings.max_tokens
    match dataset:
        case SpanSet(questions=spans):
            return index_texts(data, (q.context for q in spans), bench.embedder, max_tokens, bench.progress), []
        case JudgedSet(questions=judged):
            texts = (passage for question in judged for passage in question.passages)
            return index_texts(data, texts, bench.embedder, max_tokens, bench.progress), []
        case PassageSet(passages=passages, distractors=distractors):
            ids = index_texts(data, (*passages.values(), *distractors), bench.embedder, max_tokens, bench.progress)
            return {passage: ids[text] for passage, text in passages.items()}, []
    assert corpus is not None
    if isinstance(dataset, GoldSet):
        asked = sorted(set().union(*(question.documents for question in dataset.questions)))
        return {}, index_folders(data, corpus, asked, bench.embedder, max_tokens, bench.progress)
    return {}, [index_folder(data, corpus, bench.embedder, max_tokens, bench.progress)]


def _folder(dataset: DataSet, corpus: Path | None) -> str:
    """The same for sets over the same documents: a changed question costs no new index, a changed text does.

    Documents in files are known by their places, so those of another folder are others.
    """
    source = dataset.source
    name = "gold" if isinstance(dataset, GoldSet) else f"{source.name.replace('/', '-')}-{source.sha256}"
    place = f"-{hashlib.sha256(str(corpus.resolve()).encode()).hexdigest()[:12]}" if corpus else ""
    return name + place


def _retrieval(dataset: DataSet, indexed: Indexed, bench: Bench, options: Options) -> Report:
    k = max(options.k, *retrieval.CUTOFFS)
    seeks = list(seeks_of(dataset, indexed, k))
    found = ask(Variant("searching", indexed.assistant), seeks)
    measured = Measured(
        indexed.assistant, indexed.data, bench.embedder, bench.weights, lambda: _documents(indexed.assistant)
    )
    compared = list(comparisons(options.wanted, measured, seeks, found))
    return Report(
        title=f"Retrieval: {dataset.source.name}",
        circumstances=_circumstances(dataset.source, indexed, bench, len(seeks)),
        numbers=retrieval.numbers(found, k),
        breakdowns=retrieval.breakdowns(found, k),
        tables=tuple(one.table() for one in compared),
        remarks=(*indexed.remarks, *_given_away(dataset, indexed)),
        failures=tuple(retrieval.failures(found)) if options.verbose else (),
        outcomes=tuple(one.outcome for one in found),
        shifts=tuple(shifts for one in compared for shifts in one.shifts(verbose=options.verbose)),
    )


def seeks_of(dataset: DataSet, indexed: Indexed, k: int) -> Iterator[retrieval.Seek]:
    """What each question of the set seeks, as deep as `k`."""
    match dataset:
        case SpanSet(questions=spans):
            return retrieval.seek_contexts(spans, indexed.document_of, k)
        case PassageSet(questions=taught):
            return retrieval.seek_taught(taught, indexed.document_of, k)
        case GoldSet(questions=gold):
            return retrieval.seek_passages(gold, indexed.path_of, k)
        case FolderSet(questions=listed):
            return retrieval.seek_documents(listed, indexed.path_of, k)
        case JudgedSet():
            raise ValueError("judged passages have no ranking")


def _documents(assistant: Assistant) -> Iterator[Document]:
    return (assistant.document(info.id, STAFF) for info in assistant.documents(STAFF))


def _given_away(dataset: DataSet, indexed: Indexed) -> Iterator[str]:
    """A remark if questions that a folder lists stand in its texts, too: they find themselves."""
    if isinstance(dataset, FolderSet):
        texts = {indexed.path_of(document.id): document.text for document in _documents(indexed.assistant)}
        held = sum(listed.question in texts.get(listed.document, "") for listed in dataset.questions)
        if held:
            yield f"{held} of {len(dataset.questions)} questions stand word for word in the text that is searched"


def _answers(dataset: DataSet, indexed: Indexed, bench: Bench, options: Options) -> Report:
    asks = list(asks_of(dataset, indexed))
    ask_one = partial(answers.answer, asker=indexed.assistant, path_of=indexed.path_of)
    grades = list(map(ask_one, each(asks, "asking")))
    refusals_only = isinstance(dataset, JudgedSet)
    return Report(
        title=f"Answers: {dataset.source.name}",
        circumstances=_circumstances(dataset.source, indexed, bench, len(asks)),
        numbers=answers.numbers(grades, refusals_only=refusals_only),
        breakdowns=answers.breakdowns(grades) if isinstance(dataset, GoldSet) else (),
        remarks=indexed.remarks,
        failures=tuple(answers.failures(grades, refusals_only=refusals_only)) if options.verbose else (),
        outcomes=tuple(answers.outcomes(grades, refusals_only=refusals_only)),
    )


def asks_of(dataset: DataSet, indexed: Indexed) -> Iterator[answers.Ask]:
    """Every question of the set, and what its answer is held against."""
    match dataset:
        case SpanSet(questions=spans):
            return answers.ask_contexts(spans, indexed.document_of)
        case JudgedSet(questions=judged):
            return answers.ask_judged(judged, indexed.document_of)
        case PassageSet(questions=taught):
            return answers.ask_taught(taught, indexed.document_of)
        case GoldSet(questions=gold):
            return answers.ask_gold(gold)
        case FolderSet():
            raise ValueError("a folder lists no answers")


def _circumstances(source: Source, indexed: Indexed, bench: Bench, questions: int) -> dict[str, str]:
    documents = indexed.assistant.documents(STAFF)
    return {
        "data set": str(source),
        "questions": str(questions),
        "documents": str(len(documents)),
        "model": bench.embedder.name,
        "settings": f"max_tokens {bench.settings.max_tokens}; weights: {bench.weights}",
        "machine": machine(),
        "indexed in": f"{indexed.seconds:.0f} s",
    }
