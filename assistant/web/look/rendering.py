"""Pages from templates: autoescaped, in the visitor's language, with the words of `messages`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request

from assistant.language.dates import written
from assistant.messages import name_list, text
from assistant.records import Language
from assistant.settings.settings import Settings
from assistant.web.auth import is_signed_in, rights_on_pages
from assistant.web.contract import READ
from assistant.web.look.laid_out import pieces_of, without_marks
from assistant.web.look.logo import Logo
from assistant.web.look.unbroken import unbroken
from assistant.web.services import services_of
from assistant.web.visitor import LANGUAGES


def environment(settings: Settings, privacy: Mapping[Language, str], logo: Logo | None) -> Environment:
    """The templates; every value is escaped, an unknown name is an error. `privacy` is what visitors are told of it."""
    made = Environment(
        loader=PackageLoader("assistant.web", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        network=settings.network_name,
        contact=settings.contact,
        session_hours=settings.session_hours,
        session_idle_minutes=settings.session_idle_minutes,
        keep_days=settings.keep_questions_days,
        privacy=privacy,
        logo=logo,
        pieces=pieces_of,
        without_marks=without_marks,
        version=version("wissens-assistent"),
    )
    made.filters["unbroken"] = unbroken
    return made


def page(request: Request, template: str, **values: Any) -> str:
    """The HTML of one page: `template` filled with the frame of the request and `values`."""
    return render(request, template, frame(request), **values)


def render(request: Request, template: str, framing: Mapping[str, Any], **values: Any) -> str:
    """The HTML of one page; may run in a thread, because `framing` was made on the event loop."""
    return services_of(request).templates.get_template(template).render({**framing, **values})


def frame(request: Request) -> Mapping[str, Any]:
    """What every template sees.

    `t(key, **values)` for words, `name_list(names)`, `day(date)`, `here(address)`, `language`, `other_language`,
    `other_address`, `staff` (whether somebody has signed in), `may` (what they may do), `held` (the kinds of documents
    that visitors find), `current_path`, `is_read` (whether the address can be opened again).
    """
    services = services_of(request)
    language = services.language_of(request)
    return {
        "language": language,
        "other_language": "en" if language == "de" else "de",
        "other_address": _address(request, "en" if language == "de" else "de"),
        "here": lambda address: _in_language(request, address),
        "current_path": request.url.path,
        "is_read": request.method in READ,
        "staff": is_signed_in(request),
        "may": rights_on_pages(request),
        "held": services.public_kinds.kinds,
        "t": lambda key, **words: text(key, language, **words),
        "name_list": lambda names: name_list(names, language),
        "day": lambda date: unbroken(day(date, language)),
        "problem": None,
    }


def day(date: datetime.date | str | None, language: Language) -> str:
    """`3. Mai 2024` or `3 May 2024`; words for a missing date."""
    if date is None:
        return text("element_no_date", language)
    return written(datetime.date.fromisoformat(date) if isinstance(date, str) else date, language)


def _address(request: Request, language: Language) -> str:
    """This page in another language; after a form the sign-in page, because a form's address takes no GET."""
    path = request.url.path if request.method in READ else "/staff"
    path = f"/{path.lstrip('/')}"  # two slashes would begin the name of another website
    query = request.url.include_query_params(lang=language).query
    return f"{path}?{query}"


def _in_language(request: Request, address: str) -> str:
    """The address with the language that the visitor chose by `?lang=`, if any."""
    language = request.query_params.get("lang")
    if language not in LANGUAGES:
        return address
    path, mark, fragment = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}lang={language}{mark}{fragment}"
