"""How fast: ready, search, answer, ingestion, with an index of as many passages as one asks for.

Seconds on a shared machine say little; the rate of ingestion is therefore given against that of the bare embedder on
the same passages in the same run.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import Literal

from assistant.evaluation.report import Number, Report, machine
from assistant.evaluation.run import Assistant, Open
from assistant.evaluation.speed import filler
from assistant.evaluation.speed.serving import PATIENCE_SECONDS, SERVER, served, service_variables
from assistant.indexing.embedding.embed import Embedder, EmbeddingInput, input_of
from assistant.indexing.ingest import ingest_documents, ingest_paths
from assistant.indexing.report import Progress
from assistant.indexing.run import Plan
from assistant.indexing.split import split
from assistant.records import STAFF, Document, Filters, Question
from assistant.settings.settings import Settings

QUESTIONS = 100
SAMPLE_SEED = 1  # the passages of the ingestion measurement are none of those in the index

Vectors = Literal["real", "synthetic"]


@dataclass(frozen=True, slots=True)
class Options:
    """`passages` in the index (about); `sample` passages for the rate of ingestion; `corpus` is embedded really.

    `server` is the command that serves what `--data` names.
    """

    passages: int = 10_000
    vectors: Vectors = "synthetic"
    sample: int = 400
    corpus: Path = Path("corpus")
    server: Sequence[str] = SERVER


def bench(settings: Settings, embedder: Embedder, open: Open, progress: Progress, options: Options) -> Report:
    """The report; what the settings name is filled, and kept where it was filled before."""
    fill(settings, embedder, progress, options)
    rates = list(ingestion(embedder, settings.max_tokens, options.sample))
    command = (*options.server, "--port", "0", "--data", str(settings.data))
    ready = seconds_until_ready(command, PATIENCE_SECONDS, service_variables(settings))
    with closing(open(settings, embedder)) as assistant:
        assistant.warm_up()
        documents = len(assistant.documents(STAFF))
        times = tuple(latencies(assistant, filler.questions(QUESTIONS)))
    return Report(
        title=f"Bench: about {options.passages} passages",
        circumstances={
            "index": f"{documents} documents, {_described(options)}",
            "model": embedder.name,
            "settings": f"max_tokens {settings.max_tokens}",
            "machine": machine(),
        },
        numbers=(Number("ready", ready, "s", 1), *times, *rates),
    )


def _described(options: Options) -> str:
    if options.vectors == "real":
        return "made from templates, really embedded"
    real = f"only those of {options.corpus} really embedded" if options.corpus.is_dir() else "none really embedded"
    return f"made from templates, their vectors random; {real}"


def in_folder(settings: Settings, data: Path) -> Settings:
    """The settings with everything in that folder, whatever servers they name."""
    return settings.model_copy(update={"data": data, "database_url": None, "chroma_url": ""})


def fill(settings: Settings, embedder: Embedder, progress: Progress, options: Options) -> None:
    """Takes the passages of `options` in where the settings say; what is there already stays as it is."""
    model = filler.RandomVectors(embedder) if options.vectors == "synthetic" else embedder
    documents = enough(filler.documents(), options.passages, model, settings.max_tokens)
    ingest_documents(settings.folder, documents, model, settings.max_tokens)
    if options.corpus.is_dir():
        plan = Plan(embedder.name, lambda: embedder, settings.max_tokens, progress)
        ingest_paths(settings.folder, [options.corpus], plan)


def enough(documents: Iterator[Document], passages: int, embedder: Embedder, max_tokens: int) -> list[Document]:
    """The first so many documents that they have about `passages` passages; the first tells how many one has."""
    first = next(documents)
    each = len(split(first, max_tokens=max_tokens, count_tokens=embedder.count_tokens))
    return [first, *islice(documents, max(0, round(passages / each) - 1))]


def ingestion(embedder: Embedder, max_tokens: int, sample: int) -> Iterator[Number]:
    """Passages a second of the bare embedder and of the whole pipeline on the same new passages, and their ratio.

    The bare embedder goes before and after the pipeline, so that a machine that slows down is not held against either.
    """
    documents = enough(filler.documents(SAMPLE_SEED), sample, embedder, max_tokens)
    inputs = list(_inputs(documents, embedder, max_tokens))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        ingest_documents(Path(folder) / "first", documents[:1], embedder, max_tokens)  # imports are not the pipeline's
        before = seconds(lambda: embedder.embed_passages(inputs))
        whole = seconds(lambda: ingest_documents(Path(folder) / "all", documents, embedder, max_tokens))
        after = seconds(lambda: embedder.embed_passages(inputs))
    bare = mean((before, after))
    yield Number("bare embedder", len(inputs) / bare, "per_second", len(inputs))
    yield Number("ingestion", len(inputs) / whole, "per_second", len(inputs))
    yield Number("ingestion / bare embedder", bare / whole, "share", len(inputs))


def _inputs(documents: Iterable[Document], embedder: Embedder, max_tokens: int) -> Iterator[EmbeddingInput]:
    for document in documents:
        for passage in split(document, max_tokens=max_tokens, count_tokens=embedder.count_tokens):
            yield input_of(document.info, passage)


def seconds(do: Callable[[], object]) -> float:
    start = perf_counter()
    do()
    return perf_counter() - start


def latencies(assistant: Assistant, questions: Sequence[str]) -> Iterator[Number]:
    """Search and answer as staff. An answer without a language model is there as a whole, its first sentence too."""
    search = times_ms(lambda text: assistant.search(text, audiences=STAFF, filters=Filters(), k=10), questions)
    answer = times_ms(lambda text: assistant.ask(Question(text, STAFF)), questions)
    for name, times in (("search", search), ("first sentence", answer)):
        yield Number.at(f"{name} p50", times, 50, "ms")
        yield Number.at(f"{name} p95", times, 95, "ms")


def times_ms(do: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    do(questions[0])
    return [seconds(lambda text=text: do(text)) * 1000 for text in questions]  # type: ignore[misc]


def seconds_until_ready(
    command: Sequence[str], patience_seconds: float, settings: Mapping[str, str] | None = None
) -> float:
    """From the start of a server's process until it is ready; it is stopped then. Raises as `served` does."""
    with served(command, patience_seconds, settings) as server:
        return server.seconds
