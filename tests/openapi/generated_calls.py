"""Calls made up from the description of the API (schemathesis), and what is wrong with the replies to them.

By hand, with many of them: python tests/openapi/generated_calls.py 20000
"""

from __future__ import annotations

import contextlib
import copy
import itertools
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # as the tests see it
    sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.core.failures import AcceptedNegativeData, FailureGroup
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.generation.modes import GenerationMode
from schemathesis.openapi.checks import RejectedPositiveData
from schemathesis.python.asgi import shutdown_lifespans
from schemathesis.schemas import APIOperation
from starlette.types import Receive, Scope, Send
from web_fakes import FakeAssistant
from web_serving import STAFF, make_settings

from assistant.web.app import create_app

# What no schema can say of a call: two fields that contradict one another, an id that somebody must have been given, a
# chat in which the user says nothing.
BEYOND_SCHEMAS = {
    "answer_id_unknown",
    "dates_reversed",
    "field_range",
    "key_no_sites",
    "key_unknown_site",
    "question_empty",
    "unknown_site",
}
OPEN_BODIES = ("ChatRequest", "Message", "Part")
PUBLIC: Mapping[str, str] = {}


class Visitors:
    """The app, each call of which comes from another address: limits by address are tested elsewhere."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self._numbers = itertools.count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["client"] = (f"2001:db8:{next(self._numbers):x}::1", 1)
        await self.app(scope, receive, send)


@contextlib.contextmanager
def described() -> Iterator[Any]:
    """The description of a fake assistant's server, its shapes closed: a field that it does not tell is a lie."""
    with tempfile.TemporaryDirectory() as folder:
        app = Visitors(create_app(make_settings(data=folder, keep_questions_days=30), FakeAssistant(), ("true",)))
        schema = schemathesis.openapi.from_dict(
            closed(schemathesis.openapi.from_asgi("/api/openapi.json", app).raw_schema)
        )
        schema.app = app
        schema.config.generation.update(with_security_parameters=False)
        schema.config.checks.negative_data_rejection.expected_statuses.append("413")
        try:
            yield schema
        finally:
            shutdown_lifespans()  # else the server would go on until the end of the process


def closed(document: dict[str, Any]) -> dict[str, Any]:
    """The document with every shape closed: in it new fields may come, here one that is not told is a lie."""
    document = copy.deepcopy(document)
    for name, shape in document["components"]["schemas"].items():
        if "properties" in shape and name not in OPEN_BODIES:
            shape.setdefault("additionalProperties", False)
    return document


def operations(schema: Any) -> list[APIOperation]:
    return [found.ok() for found in schema.get_all_operations()]


class Tried:
    """Counts calls, and keeps what was wrong, once for each operation and kind."""

    def __init__(self) -> None:
        self.calls = 0
        self.statuses: Counter[int] = Counter()
        self.wrong: dict[tuple[str, str, int], str] = {}

    def call(self, case: Case, headers: Mapping[str, str]) -> None:
        response = case.call(headers=dict(headers))  # a copy: schemathesis writes into it
        self.calls += 1
        self.statuses[response.status_code] += 1
        try:
            case.validate_response(response, headers=dict(headers))
        except FailureGroup as group:
            for failure in group.exceptions:
                if not _is_no_lie(failure, case, response):
                    key = (case.operation.label, type(failure).__name__, response.status_code)
                    self.wrong.setdefault(key, str(group)[:3000])


def _is_no_lie(failure: Exception, case: Case, response: Response) -> bool:
    """Whether no schema could have said it; a number in a form is a text on its way, and a good one."""
    if isinstance(failure, AcceptedNegativeData):
        return case.media_type == "multipart/form-data"
    return isinstance(failure, RejectedPositiveData) and _is_beyond_schemas(response)


def _is_beyond_schemas(response: Response) -> bool:
    told = response.json()
    code = told["error"]["code"] if "error" in told else told["type"].rsplit(":", 1)[-1]
    return code in BEYOND_SCHEMAS


def try_at_the_bounds(tried: Tried, operation: APIOperation, headers: Mapping[str, str]) -> None:
    """Every bound of every field, from inside and outside; other methods and kinds of content."""
    schema = operation.schema
    cases = schema.iter_coverage_cases(
        operation, generation_modes=list(GenerationMode), generation_config=schema.config.generation
    )
    for case in cases:
        tried.call(case, headers)


def try_at_random(tried: Tried, operation: APIOperation, headers: Mapping[str, str], count: int, number: int) -> None:
    """So many calls that the schema allows, and as many that it does not, the same ones for each seed `number`."""
    for mode in GenerationMode:
        try:
            cases = operation.as_strategy(generation_mode=mode)

            @seed(number)
            @settings(
                max_examples=count,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=cases)
            def one(case: Case) -> None:
                tried.call(case, headers)

            one()
        except Unsatisfiable:
            continue  # nothing can be wrong with a call without fields


def main(wanted: int) -> int:
    warnings.simplefilter("ignore")
    started, tried = time.monotonic(), Tried()
    with described() as schema:
        found = operations(schema)
        for operation in found:
            for headers in (STAFF, PUBLIC):
                try_at_the_bounds(tried, operation, headers)
        print(f"{tried.calls} calls at the bounds, {time.monotonic() - started:.0f} s", flush=True)
        number = 0
        while tried.calls < wanted:
            for operation in found:
                for headers in (STAFF, PUBLIC):
                    try_at_random(tried, operation, headers, 25, number)
            number += 1
            print(f"{tried.calls} calls, {time.monotonic() - started:.0f} s, {len(tried.wrong)} wrong", flush=True)
    for key, told in sorted(tried.wrong.items()):
        print(f"\n=== {key}\n{told}")
    print(f"\n{tried.calls} calls, {len(tried.wrong)} wrong, statuses {dict(sorted(tried.statuses.items()))}")
    print(f"{time.monotonic() - started:.0f} seconds")
    return 1 if tried.wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
