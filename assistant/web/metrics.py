"""What a running server counts, for a monitoring system.

Numbers only: no question, no address, no name of a document. Each process counts for itself.
Source: https://prometheus.io/docs/practices/naming/
"""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from assistant.indexing.runs import IngestionRun
from assistant.records import Answer, Audience

# A request may name any word as its method, and each one that is counted stays in memory.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# An answer takes .2 s at 10,000 passages (docs/MEASUREMENTS.md); one that a language model words takes up to a minute.
SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 5, 15, 60)


class Metrics:
    """The counters of one server. Thread-safe."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._answers = Counter(
            "assistant_answers",
            "Answers given; abstentions have a reason",
            ("status", "reason", "mode", "audience"),
            registry=self.registry,
        )
        self._answer_seconds = Histogram(
            "assistant_answer_seconds",
            "Time until the whole answer",
            ("mode",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._requests = Histogram(
            "assistant_request_seconds",
            "Time of a request, by the pattern of its route",
            ("method", "route", "status"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._documents = self._gauge("assistant_documents", "Documents of the index", "audience")
        self._generation = self._gauge("assistant_generation", "Number of the published generation of the index")
        self._working = self._gauge("assistant_working", "Questions and searches that are worked on")
        self._run_failed = self._gauge("assistant_ingest_failed_files", "Files that failed in the last finished run")
        self._run_ended = self._gauge(
            "assistant_ingest_finished_seconds", "When the last run ended, seconds since 1970"
        )

    def _gauge(self, name: str, help: str, *labels: str) -> Gauge:
        return Gauge(name, help, labels, registry=self.registry)

    def answered(self, answer: Answer, audience: Audience) -> None:
        self._answers.labels(answer.status, answer.reason or "", answer.mode, audience).inc()
        self._answer_seconds.labels(answer.mode).observe(answer.took_ms / 1000)

    def requested(self, method: str, route: str, status: int, seconds: float) -> None:
        known = method if method in METHODS else "other"
        self._requests.labels(known, route, str(status)).observe(seconds)

    def written(
        self, *, documents: Mapping[Audience, int], generation: int, working: int, last_run: IngestionRun | None
    ) -> bytes:
        """All of it in the text format of Prometheus, with the state that the arguments name."""
        for audience, count in documents.items():
            self._documents.labels(audience).set(count)
        self._generation.set(generation)
        self._working.set(working)
        if last_run and last_run.finished:
            self._run_failed.set(len((last_run.report or {}).get("failed", ())))
            self._run_ended.set(last_run.finished.timestamp())
        return generate_latest(self.registry)
