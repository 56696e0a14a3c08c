"""Log lines as JSON objects, one a line, on stderr."""

from __future__ import annotations

import datetime
import json
import logging
import logging.config
import traceback
from collections.abc import Iterator
from typing import Any


class JsonFormatter(logging.Formatter):
    """`fields` of a record become members beside time, level, logger and event; of an exception there are no words."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat("T", "milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = type(record.exc_info[1]).__name__
            line["trace"] = "".join(_places(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)


def _places(error: BaseException | None) -> Iterator[str]:
    """Where an exception comes from, and each that it was raised for, the latest first.

    Their words may hold a question: only what they are is told.
    """
    while error is not None:
        yield f"{type(error).__name__}:\n"
        yield from traceback.format_tb(error.__traceback__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def configuration(level: str = "INFO") -> dict[str, Any]:
    """For `logging.config.dictConfig`: our lines and uvicorn's complaints; its access log would hold queries."""
    quiet = {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": {
            "assistant": {"handlers": ["stderr"], "level": level, "propagate": False},
            "uvicorn": quiet,
            "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }


def configure() -> None:
    logging.config.dictConfig(configuration())
