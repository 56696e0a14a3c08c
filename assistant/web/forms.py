"""Forms: the fields that were submitted, a pydantic model filled with them, what is wrong with them, and the address
that states them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlencode

from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from assistant.errors import AssistantError
from assistant.messages import text
from assistant.records import Language
from assistant.web.look.rendering import day
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


def page_address(request: Request, path: str, query: BaseModel | None = None, **changes: object) -> str:
    """The page with what `query` states, some of it changed, in the language that the visitor chose.

    What is empty or the default is left out.
    """
    stated = query.model_dump(mode="json") if query else {}
    defaults = {name: field.default for name, field in type(query).model_fields.items()} if query else {}
    wanted = {"lang": request.query_params.get("lang"), **stated, **changes}
    kept = {name: value for name, value in wanted.items() if value and value != defaults.get(name)}
    return f"{path}?{urlencode(kept)}" if kept else path
