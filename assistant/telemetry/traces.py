"""Traces: what each request and run did, told to a collector of OpenTelemetry that the operator names, to nobody else.

A span has a name, times, numbers and codes: no question, no quote, no name of a document, no address, no words of an
exception. They are sent by a thread of their own, at most `QUEUE` are held, and what finds no room is dropped: a
collector that is slow or away costs an answer nothing.
Source: https://opentelemetry.io/docs/specs/otlp/ (OTLP over HTTP), https://www.w3.org/TR/trace-context/
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from importlib.metadata import version
from typing import TYPE_CHECKING, Literal

from assistant.errors import AssistantError, SettingsError
from assistant.settings.settings import Settings, headers
from assistant.telemetry.stages import Ended, observed_by

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

PATH = "/v1/traces"
QUEUE = 2048
BATCH = 512
SEND_EVERY_SECONDS = 2.0
EXPORT_SECONDS = 3.0
LAST_SECONDS = 2.0  # a program that ends waits no longer for the last spans to be sent

Part = Literal["server", "ingest", "worker"]
# The attributes of a span, all of them from closed sets, numbers, or ids that were made here.
Facts = Mapping[str, str | int | float]


class Traces:
    """The spans of one process. Thread-safe; a StageObserver, whose stages become spans below the present one."""

    def __init__(self, exporter: SpanExporter, part: Part) -> None:
        from opentelemetry import context, trace
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._context, self._trace, self._parents = context, trace, TraceContextTextMapPropagator()
        named = {"service.name": f"wissens-assistent-{part}", "service.version": version("wissens-assistent")}
        # None of the global one: libraries that trace by themselves would tell addresses and texts.
        self._provider = TracerProvider(resource=Resource.create(named), shutdown_on_exit=False)
        batches = BatchSpanProcessor(
            exporter,
            max_queue_size=QUEUE,
            max_export_batch_size=BATCH,
            schedule_delay_millis=1000 * SEND_EVERY_SECONDS,
        )
        self._provider.add_span_processor(batches)
        self._tracer = self._provider.get_tracer("assistant")

    def begun(self, name: str) -> Ended:
        span = self._tracer.start_span(name)
        token = self._context.attach(self._trace.set_span_in_context(span))

        def ended(_seconds: float, error: BaseException | None) -> None:
            self._context.detach(token)
            if error is not None:
                span.set_attribute("error.type", _kind(error))
                span.set_status(self._trace.StatusCode.ERROR)
            span.end()

        return ended

    @contextmanager
    def request(self, traceparent: str | None, told: Callable[[], tuple[str, Facts]]) -> Iterator[str]:
        """The span of a request, which goes on from `traceparent` where there is one; gives the id of the trace.

        What is done within belongs to it. `told` is asked at the end for its name and its facts.
        """
        carrier = {"traceparent": traceparent} if traceparent else {}
        above = self._parents.extract(carrier, self._context.Context())
        span = self._tracer.start_span("request", above, kind=self._trace.SpanKind.SERVER)
        token = self._context.attach(self._trace.set_span_in_context(span, above))
        try:
            yield self._trace.format_trace_id(span.get_span_context().trace_id)
        finally:
            self._context.detach(token)
            name, facts = told()
            span.update_name(name)
            span.set_attributes(dict(facts))
            if int(facts.get("http.response.status_code", 0)) >= 500:
                span.set_status(self._trace.StatusCode.ERROR)
            span.end()

    def close(self) -> None:
        """Sends what is left, for a moment; to be used no more."""
        last = threading.Thread(target=self._provider.shutdown, name="last-spans", daemon=True)
        last.start()
        last.join(LAST_SECONDS)


def traces_of(settings: Settings, part: Part) -> Traces | None:
    """Whatever the settings name; None where they name no collector.

    Raises:
        SettingsError: the libraries for it are not installed.
    """
    if not settings.otlp_endpoint:
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http import Compression
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("opentelemetry"):
            raise
        raise SettingsError("otlp_missing") from error
    # Where a program logs nothing, complaints would be printed, among the words of a command.
    logging.getLogger("opentelemetry").addHandler(logging.NullHandler())
    exporter = OTLPSpanExporter(
        endpoint=address(settings.otlp_endpoint),
        headers=headers(settings.otlp_headers),
        timeout=EXPORT_SECONDS,
        compression=Compression.Gzip,
    )
    return Traces(exporter, part)


@contextmanager
def traced(settings: Settings, part: Part) -> Iterator[Traces | None]:
    """The stages of all that is done within are told to the collector of the settings, if there is one."""
    traces = traces_of(settings, part)
    try:
        with observed_by(traces) if traces else nullcontext():
            yield traces
    finally:
        if traces:
            traces.close()


def address(endpoint: str) -> str:
    """Where spans are sent: the path of the protocol, below the address that is named or at its end already."""
    return endpoint if endpoint.endswith(PATH) else endpoint + PATH


def _kind(error: BaseException) -> str:
    """What an error is, never what it says."""
    return error.code if isinstance(error, AssistantError) else type(error).__name__
