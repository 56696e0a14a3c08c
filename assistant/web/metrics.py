"""What a running server counts, for a monitoring system.

Numbers only: no question, no address, no name of a document. The workers of a server on one host count together.
Source: https://prometheus.io/docs/practices/naming/
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from assistant.indexing.report import OUTCOMES
from assistant.indexing.runs import IngestionRun
from assistant.records import Answer, Audience
from assistant.telemetry.stages import QUESTION_STAGES, Ended
from assistant.web.shared.sessions import digest_of

# Where the library has the processes of a server count together (serve.py).
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
# A request may name any word as its method, and each one that is counted stays in memory.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# An answer takes .2 s at 10,000 passages (docs/MEASUREMENTS.md, "Speed"), one that a language model words up to a
# minute.
SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 5, 15, 60)
# A stage takes from a tenth of a millisecond (judging) to as long as a language model.
STAGE_SECONDS = (0.0005, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 5, 15, 60)


class IndexState(NamedTuple):
    """What the index holds, and what comes of its ingestions; `last_run` is the last one that ended."""

    documents: Mapping[Audience, int]
    generation: int
    last_run: IngestionRun | None
    runs_waiting: int
    runs_running: int
    jobs_failed: int = 0
    oldest_job_seconds: float = 0.0


class Metrics:
    """The counters of a server. Thread-safe; a StageObserver that times the stages of questions."""

    def __init__(self, network: str) -> None:
        self.registry = CollectorRegistry()
        # The files of all processes of a host hold the numbers of all its networks.
        self._prefix = f"of_{digest_of(network)[:16]}_" if SHARED_FOLDER in os.environ else ""
        self._answers = Counter(
            f"{self._prefix}assistant_answers",
            "Answers given; abstentions have a reason",
            ("status", "reason", "mode", "audience"),
            registry=self.registry,
        )
        self._answer_seconds = Histogram(
            f"{self._prefix}assistant_answer_seconds",
            "Time until the whole answer",
            ("mode",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._requests = Histogram(
            f"{self._prefix}assistant_request_seconds",
            "Time of a request, by the pattern of its route",
            ("method", "route", "status"),
            buckets=SECONDS,
            registry=self.registry,
        )
        stages = Histogram(
            f"{self._prefix}assistant_stage_seconds",
            "Time of a stage of answering; those of retrieving lie within it",
            ("stage",),
            buckets=STAGE_SECONDS,
            registry=self.registry,
        )
        # Each stands there from the start: an alert on one that never ran is no alert on nothing.
        self._stages = {name: _observing(stages.labels(name)) for name in QUESTION_STAGES}
        self._working = Gauge(
            f"{self._prefix}assistant_working",
            "Questions and searches that are worked on",
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self._up = self._gauge("assistant_dependency_up", "Whether what answers need is there", "dependency")
        self._index = _IndexGauges(self._gauge)

    def _gauge(self, name: str, help: str, *labels: str) -> Gauge:
        """Of several processes the newest value counts: each of them would say the same."""
        return Gauge(self._prefix + name, help, labels, registry=self.registry, multiprocess_mode="mostrecent")

    def answered(self, answer: Answer, audience: Audience) -> None:
        self._answers.labels(answer.status, answer.reason or "", answer.mode, audience).inc()
        self._answer_seconds.labels(answer.mode).observe(answer.took_ms / 1000)

    def begun(self, name: str) -> Ended:
        return self._stages.get(name, _unseen)

    def requested(self, method: str, route: str, status: int, seconds: float) -> None:
        known = method if method in METHODS else "other"
        self._requests.labels(known, route, str(status)).observe(seconds)

    def written(self, *, dependencies: Mapping[str, bool], working: int, index: IndexState | None = None) -> bytes:
        """All of it in the text format of Prometheus; without an index what was last known of it."""
        for name, is_there in dependencies.items():
            self._up.labels(name).set(is_there)
        self.works_on(working)
        if index:
            self._index.show(index)
        return generate_latest(self._all())

    def works_on(self, number: int) -> None:
        """So much is worked on in this process, now."""
        self._working.set(number)

    def _all(self) -> CollectorRegistry:
        """What this process has counted; of several on this host what all of them have, also those that ended."""
        if not self._prefix:
            return self.registry
        found = CollectorRegistry()
        found.register(_OfAllProcesses(self._prefix))
        return found


class _IndexGauges:
    """What the index holds and what comes of its ingestions, as it was when somebody last looked."""

    def __init__(self, gauge: Callable[..., Gauge]) -> None:
        self._documents = gauge("assistant_documents", "Documents of the index", "audience")
        self._generation = gauge("assistant_generation", "Number of the published generation of the index")
        self._passages = gauge("assistant_passages", "Passages that the index held after the last run")
        self._waiting = gauge("assistant_ingest_waiting", "Jobs that wait: ingestions and fetches")
        self._running = gauge("assistant_ingest_running", "Jobs that are being done, and ingestions of other programs")
        self._jobs_failed = gauge("assistant_ingest_failed_jobs", "Jobs that failed for good")
        self._oldest_job = gauge("assistant_ingest_oldest_seconds", "How long the oldest job has been waiting")
        self._files = gauge(
            "assistant_ingest_files", "Files of the last finished run by what became of them", "outcome"
        )
        self._run_seconds = gauge("assistant_ingest_seconds", "How long the last finished run took")
        self._run_failed = gauge("assistant_ingest_failed_files", "Files that failed in the last finished run")
        self._run_ended = gauge("assistant_ingest_finished_seconds", "When the last run ended, seconds since 1970")

    def show(self, index: IndexState) -> None:
        for audience, count in index.documents.items():
            self._documents.labels(audience).set(count)
        self._generation.set(index.generation)
        self._waiting.set(index.runs_waiting)
        self._running.set(index.runs_running)
        self._jobs_failed.set(index.jobs_failed)
        self._oldest_job.set(index.oldest_job_seconds)
        if index.last_run and index.last_run.finished:
            self._ran(index.last_run.report or {}, index.last_run.finished.timestamp())

    def _ran(self, report: Mapping[str, Any], ended: float) -> None:
        """What the last finished run says of itself, in its report of `ingest.py --json`."""
        counts = {**report, "failed": len(report.get("failed", ()))}
        for outcome in OUTCOMES:
            self._files.labels(outcome).set(counts.get(outcome, 0))
        self._passages.set(report.get("passages", 0))
        self._run_seconds.set(report.get("seconds", 0))
        self._run_failed.set(counts["failed"])
        self._run_ended.set(ended)


class _OfAllProcesses(Collector):
    """What the processes of this host have counted together, of the metrics whose names begin so, without that."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def collect(self) -> Iterator[Metric]:
        for metric in MultiProcessCollector(None).collect():  # type: ignore[no-untyped-call]
            if metric.name.startswith(self._prefix):
                metric.name = metric.name.removeprefix(self._prefix)
                metric.samples = [one._replace(name=one.name.removeprefix(self._prefix)) for one in metric.samples]
                yield metric


def _observing(histogram: Histogram) -> Ended:
    return lambda seconds, _error: histogram.observe(seconds)


def _unseen(_seconds: float, _error: BaseException | None) -> None:
    """A stage of no question: ingestions are told by their report."""
