"""How fast a search is, what its time goes into, and what the approximate index misses, for indexes of growing size.

The indexes hold text made from templates with made vectors (`filler.py`), and questions are embedded at once; so the
numbers are those of everything but the model. They are kept below a folder and used again. With a data folder of real
documents and its questions the same is measured with the real model. Where the settings name a Chroma server, each
index has its vectors in a database of its own there; a database server is not used.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.evaluation.memory import MEBIBYTE, peak_bytes
from assistant.evaluation.metrics import percentile
from assistant.evaluation.report import Breakdown, Group, Number, Report, machine, note
from assistant.evaluation.speed import filler, recall
from assistant.evaluation.speed.bench import enough, seconds, times_ms
from assistant.evaluation.speed.serving import SERVER, load_of, processor_seconds, searching, served, service_variables
from assistant.evaluation.speed.timed import PARTS, TimedIndex
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.index import no_index, published_generation
from assistant.indexing.ingest import ingest_documents
from assistant.records import PUBLIC, STAFF, Audience, Document, Filters
from assistant.retrieving.retrieve import Retriever
from assistant.settings.settings import Settings
from assistant.storage.folder import DataFolder

K = 10
QUESTIONS = 200
INTERNAL_EVERY = 4
RARE = 1000
RECALLED = 100_000  # passages for which real ones are copied
MADE_SERVER = (
    sys.executable,
    "-c",
    "import sys; from assistant.answering.assistant import Assistant; from assistant.web.serve import main; "
    "from assistant.answering.models import Given; from assistant.evaluation.speed.filler import MadeVectors; "
    "sys.exit(main(make=lambda settings: Assistant(settings, Given(MadeVectors()))))",
)


@dataclass(frozen=True, slots=True)
class Real:
    """A data folder of real documents, made with the model of the settings, and questions on them."""

    data: Path
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """`sizes` in passages (about); indexes are kept below `work`. `clients` ask a server at once for `seconds`.

    `server` is the command that serves a made index with its embedder.
    """

    work: Path
    sizes: Sequence[int] = (1000, 10_000, 100_000)
    real: Real | None = None
    recalled: int = RECALLED
    clients: int = 20
    seconds: float = 10.0
    server: Sequence[str] = MADE_SERVER


class Case(NamedTuple):
    """An index to be measured: with its embedder, its questions, and the server that serves it."""

    name: str
    settings: Settings
    embedder: Embedder
    questions: Sequence[str]
    server: Sequence[str]


def bench(settings: Settings, load_embedder: Callable[[], Embedder], options: Options) -> Report:
    """The report. The embedder is loaded for real documents only.

    Raises:
        UnavailableError: nothing was ingested into the folder of real documents; or a server does not start.
    """
    if options.real and not published_generation(options.real.data):
        raise no_index(DataFolder(options.real.data))
    measured = [(case.name, measure(case, options)) for case in _cases(settings, load_embedder, options)]
    titles = list(dict.fromkeys(title for _, parts in measured for title in parts))
    return Report(
        title="Bench: search",
        circumstances={
            "index": f"made from templates, vectors made around topics; one in {INTERNAL_EVERY} documents internal",
            "settings": f"max_tokens {settings.max_tokens}",
            "machine": machine(),
        },
        numbers=growth([(name, parts["search"]) for name, parts in measured[: len(options.sizes)]]),
        breakdowns=tuple(
            Breakdown(title, tuple(Group(name, parts[title]) for name, parts in measured if title in parts))
            for title in titles
        ),
    )


def _cases(settings: Settings, load_embedder: Callable[[], Embedder], options: Options) -> Iterator[Case]:
    for size in options.sizes:
        embedder = filler.MadeVectors()
        name = f"{embedder.name}-{size}"
        own = _alone(settings, options.work / name, f"bench-{name.replace('+', '-')}")
        note(f"{size} passages: the index")
        _make(own.folder, size, embedder, settings.max_tokens)
        yield Case(f"{size} passages", own, embedder, filler.questions(QUESTIONS), options.server)
    if options.real:
        note("real passages: the model")
        own = _alone(settings, options.real.data, settings.chroma_database)
        yield Case("real", own, load_embedder(), options.real.questions, SERVER)


def _alone(settings: Settings, data: Path, chroma_database: str) -> Settings:
    """The settings with an index in that folder, and its vectors in that database of their Chroma server."""
    return settings.model_copy(update={"data": data, "database_url": None, "chroma_database": chroma_database})


def _make(data: DataFolder, size: int, embedder: Embedder, max_tokens: int) -> None:
    if not published_generation(data):
        ingest_documents(data, enough(documents(), size, embedder, max_tokens), embedder, max_tokens)


def documents() -> Iterator[Document]:
    """The documents of `filler`; the last of INTERNAL_EVERY ones is internal."""
    for number, document in enumerate(filler.documents(), 1):
        audience: Audience = "internal" if number % INTERNAL_EVERY == 0 else "public"
        yield replace(document, info=replace(document.info, audience=audience))


def growth(sizes: Sequence[tuple[str, Sequence[Number]]]) -> tuple[Number, ...]:
    """How many times as long a search takes in the last as in the first of `sizes`."""
    if len(sizes) < 2:
        return ()
    (first, small), (last, large) = sizes[0], sizes[-1]
    return tuple(
        Number(f"{after.name}, {last} / {first}", after.value / before.value, "share", after.n)
        for before, after in zip(small, large, strict=True)
        if before.value and after.value is not None
    )


def measure(case: Case, options: Options) -> dict[str, tuple[Number, ...]]:
    """The numbers of one index, by what they are about."""
    note(f"{case.name}: searching")
    with closing(Assistant(case.settings, Given(case.embedder))) as assistant:
        assistant.warm_up()
        found = {
            "search": tuple(_latencies(assistant, case.questions)),
            "what the time goes into (p50)": tuple(_parts(case)),
            "filters": tuple(_filters(assistant, case.questions)),
        }
    note(f"{case.name}: {options.clients} clients")
    found[f"{options.clients} clients"] = tuple(_clients(case, options))
    note(f"{case.name}: recall")
    queries = [case.embedder.embed_query(question) for question in case.questions]
    found["recall of Chroma"] = recall.recall_in(case.settings.folder, queries)
    if options.real and case.settings.data == options.real.data:
        note(f"{case.name}: recall in {options.recalled}, mostly copies")
        folder = options.work / f"copies-{options.recalled}"
        found[f"recall of Chroma in {options.recalled}, mostly copies"] = recall.recall_of_more(
            case.settings.data, folder, options.recalled, queries
        )
    return found


def _latencies(assistant: Assistant, questions: Sequence[str]) -> Iterator[Number]:
    for name, audiences in (("staff", STAFF), ("public", PUBLIC)):
        search = partial(assistant.search, audiences=audiences, filters=Filters(), k=K)
        times = times_ms(search, questions)
        yield Number.at(f"{name} p50", times, 50, "ms")
        yield Number.at(f"{name} p95", times, 95, "ms")


def _parts(case: Case) -> Iterator[Number]:
    """The vector of a question is made apart, so that the rest is that of the search."""
    index = TimedIndex.open(case.settings.folder, case.embedder.name)
    retriever = Retriever(index, case.embedder)
    took: dict[str, list[float]] = {part: [] for part in ("embed", *PARTS, "rest")}
    try:
        retriever.retrieve(case.questions[0], audiences=STAFF, k=K)
        for question in case.questions:
            embed = seconds(lambda text=question: case.embedder.embed_query(text))  # type: ignore[misc]
            index.seconds.clear()
            whole = seconds(lambda text=question: retriever.retrieve(text, audiences=STAFF, k=K))  # type: ignore[misc]
            spent = {"embed": embed, **{part: index.seconds[part] for part in PARTS}}
            for part, part_seconds in (spent | {"rest": whole - sum(spent.values())}).items():
                took[part].append(part_seconds * 1000)
    finally:
        index.close()
    return (Number.at(part, times, 50, "ms") for part, times in took.items())


def _filters(assistant: Assistant, questions: Sequence[str]) -> Iterator[Number]:
    """Each question without and with each filter in turn, so that a machine that slows down is held against none."""
    shelf = assistant.documents(STAFF)
    rare = frozenset(info.id for info in shelf[:: min(RARE, len(shelf))])
    filters = {"1 in 1,000": rare, "half": frozenset(info.id for info in shelf[::2])}
    free: list[float] = []
    took: dict[str, list[float]] = {name: [] for name in filters}
    hits: dict[str, list[float]] = {name: [] for name in filters}
    for question in questions:
        search = partial(assistant.search, question, audiences=STAFF, k=K)
        free.append(seconds(lambda search=search: search(filters=Filters())))  # type: ignore[misc]
        for name, documents in filters.items():
            start = perf_counter()
            found = search(filters=Filters(documents=documents))
            took[name].append(perf_counter() - start)
            hits[name].append(len(found))
    for name in filters:
        ratio = (percentile(took[name], 50) or 0) / (percentile(free, 50) or 1)
        yield Number(f"{name}: time / unfiltered", ratio, "share", len(questions))
        yield Number.at(f"{name}: hits", hits[name], 50, "count")


def _clients(case: Case, options: Options) -> Iterator[Number]:
    token = secrets.token_hex(16)
    settings = {"ASSISTANT_RATE_LIMIT": "0", "ASSISTANT_STAFF_TOKEN": token, **service_variables(case.settings)}
    with served((*case.server, "--port", "0", "--data", str(case.settings.data)), settings=settings) as server:
        ask = searching(server.address, token)
        load_of(ask, case.questions, options.clients, options.seconds / 5)  # warm
        before = processor_seconds(server.process)
        load = load_of(ask, case.questions, options.clients, options.seconds)
        after, memory = processor_seconds(server.process), peak_bytes(server.process)
    answered = len(load.times_ms)
    spent = (after - before) * 1000 / answered if answered and before is not None and after is not None else None
    yield Number("errors", load.errors, "count", load.errors + answered)
    yield Number("searches", load.per_second, "per_second", answered)
    yield Number("processor time each", spent, "ms", answered)
    yield Number.at("p95", load.times_ms, 95, "ms")
    yield Number("memory", memory / MEBIBYTE if memory else None, "MiB", 1)
