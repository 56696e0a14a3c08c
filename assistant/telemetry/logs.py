"""Log lines on stderr, one an event: JSON objects, or text for a terminal. Libraries' lines have the same form."""

from __future__ import annotations

import datetime
import json
import logging
import logging.config
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TextIO

from assistant.errors import AssistantError
from assistant.settings.settings import Settings

# Libraries tell in lower ones whatever passes through them, an OpenAI client the whole prompt.
QUIET = logging.WARNING
SELDOM_SECONDS = 60

_marks: ContextVar[Mapping[str, str]] = ContextVar("marks", default={})  # noqa: B039 - never written to


@contextmanager
def marked(**marks: str) -> Iterator[None]:
    """Every line of what is done within has these members, also in threads that take the context along."""
    token = _marks.set({**_marks.get(), **marks})
    try:
        yield
    finally:
        _marks.reset(token)


def because(error: AssistantError, **fields: object) -> dict[str, Any]:
    """The `extra` of a line that tells of an error: its code and its words, behind other fields."""
    return {"fields": {**fields, "code": error.code, "why": str(error)}}


class Complaint:
    """A line about what is tried again and again, told once: again only when something else is wrong, or once more.

    An AssistantError is a warning; anything else is a defect, and told with its place.
    """

    def __init__(self, log: logging.Logger, event: str) -> None:
        self._log = log
        self._event = event
        self._told = ""

    def tell(self, error: Exception) -> None:
        what = error.code if isinstance(error, AssistantError) else _place_of(error)
        if what == self._told:
            return
        self._told = what
        if isinstance(error, AssistantError):
            self._log.warning(self._event, extra=because(error))
        else:
            self._log.error(self._event, exc_info=error)

    def over(self) -> None:
        """It went well: the next error is told, whatever it is."""
        self._told = ""


def _place_of(error: Exception) -> str:
    """What a defect is known by: its type, and the line that raised it."""
    raised = traceback.extract_tb(error.__traceback__)[-1:]
    return " ".join((type(error).__name__, *(f"{one.filename}:{one.lineno}" for one in raised)))


class Seldom(logging.Filter):
    """Lets one complaint of OpenTelemetry a minute pass: it complains with each batch while a collector is away."""

    def __init__(self) -> None:
        super().__init__()
        self._next = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith("opentelemetry."):
            return True
        is_due = record.created >= self._next
        if is_due:
            self._next = record.created + SELDOM_SECONDS
        return is_due


class JsonFormatter(logging.Formatter):
    """`fields` of a record become members beside time, level, logger, process and event; of an exception there are no
    words."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_line(record), ensure_ascii=False, default=str)


class TextFormatter(logging.Formatter):
    """The same for people: time, level, logger and event, then NAME=VALUE; one line, whatever the record holds."""

    def format(self, record: logging.LogRecord) -> str:
        line = _line(record)
        time, level, logger, event = (str(line.pop(name)) for name in ("time", "level", "logger", "event"))
        rest = [f"{name}={json.dumps(value, ensure_ascii=False, default=str)}" for name, value in line.items()]
        said = event if event.isprintable() else json.dumps(event, ensure_ascii=False)
        return " ".join([time, level.upper(), f"{logger}:", said, *rest])


def _line(record: logging.LogRecord) -> dict[str, Any]:
    line: dict[str, Any] = {
        "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat("T", "milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "pid": record.process,
        "event": _event(record),
        **_marks.get(),
        **getattr(record, "fields", {}),
    }
    if record.exc_info and record.exc_info[1]:
        line["error"] = type(record.exc_info[1]).__name__
        line["trace"] = "".join(_places(record.exc_info[1]))
    return line


def _event(record: logging.LogRecord) -> str:
    """What happened; of asyncio's only the first line, for the others repeat the words of exceptions."""
    message = record.getMessage()
    return message.partition("\n")[0] if record.name == "asyncio" else message


def _places(error: BaseException | None) -> Iterator[str]:
    """Where an exception comes from, and each that it was raised for, the latest first.

    Their words may hold a question: only what they are is told.
    """
    while error is not None:
        yield f"{type(error).__name__}:\n"
        yield from traceback.format_tb(error.__traceback__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


class StderrHandler(logging.StreamHandler[TextIO]):
    """Writes to whatever is the standard error when a line comes: who put something else there may have closed it."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr


def configuration(level: str = "info", form: str = "json") -> dict[str, Any]:
    """For `logging.config.dictConfig`: our lines and others' complaints; Uvicorn's access log would hold queries."""
    ours = logging.getLevelNamesMapping()[level.upper()]
    quiet = {"handlers": ["stderr"], "level": max(QUIET, ours), "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter}, "text": {"()": TextFormatter}},
        "filters": {"seldom": {"()": Seldom}},
        "handlers": {"stderr": {"()": StderrHandler, "formatter": form, "filters": ["seldom"]}},
        "loggers": {
            "assistant": {"handlers": ["stderr"], "level": ours, "propagate": False},
            "uvicorn": quiet,
            "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
        "root": {"handlers": ["stderr"], "level": quiet["level"]},
    }


def configure(settings: Settings) -> None:
    """From here on this process logs so, also what warns and what ends a thread."""
    logging.config.dictConfig(configuration(settings.log_level, settings.log_format))
    logging.captureWarnings(True)
    threading.excepthook = _thread_ended


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        name = ended.thread.name if ended.thread else "?"
        exc_info = (ended.exc_type, ended.exc_value, ended.exc_traceback)
        logging.getLogger(__name__).error("thread ended", exc_info=exc_info, extra={"fields": {"thread": name}})
