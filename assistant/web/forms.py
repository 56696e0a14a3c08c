"""Submitted forms: their fields, and a pydantic model filled with them."""

from __future__ import annotations

from typing import Any, TypeVar
from urllib.parse import parse_qs

from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from assistant.web.problems import explained

Model = TypeVar("Model", bound=BaseModel)


async def form_fields(request: Request) -> dict[str, str]:
    """The fields of a submitted form, the first value of each."""
    body = (await request.body()).decode("utf-8", "replace")
    return {name: values[0] for name, values in parse_qs(body).items()}


def filled(model: type[Model], fields: dict[str, Any]) -> Model:
    """The model filled with the fields of a form; raises InputError as the API does for its JSON."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise explained(error.errors()[0]) from error
