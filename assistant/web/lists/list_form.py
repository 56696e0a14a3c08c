"""The form above a list: what was typed stays in it, and what is wrong with it is told in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel
from starlette.requests import Request

from assistant.errors import AssistantError
from assistant.messages import text
from assistant.records import Language
from assistant.web.lists.list_command import with_iso_days
from assistant.web.look.rendering import day

Model = TypeVar("Model", bound=BaseModel)


def fields_of(request: Request) -> dict[str, str]:
    """The fields of the address; days may be German ones."""
    return with_iso_days(request.query_params)


def typed(model: type[Model], fields: Mapping[str, str]) -> Model:
    """The fields that the form has, as they were typed: nothing is checked."""
    kept: dict[str, Any] = {name: fields[name] for name in fields.keys() & model.model_fields.keys()}
    return model.model_construct(**kept)


def worded(error: AssistantError, labels: Mapping[str, str], language: Language) -> AssistantError:
    """The error with the label of the form's field in place of its name, and days as they are written."""
    if error.code == "dates_reversed":
        error.values |= {name: day(str(one), language) for name, one in error.values.items()}
    if label := labels.get(str(error.values.get("field"))):
        error.values["field"] = text(label, language)
    return error
