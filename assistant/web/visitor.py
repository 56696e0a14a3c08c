"""What a request tells: the address and language of the visitor, the origin and media type that are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request

from assistant.records import Language

LANGUAGES: tuple[Language, ...] = ("de", "en")


def origin_of(request: Request) -> str:
    """Scheme and host of this server, as the visitor knows it."""
    return f"{request.url.scheme}://{request.url.netloc}"


def language_of(request: Request, default: Language) -> Language:
    """`?lang=`, else the best of Accept-Language that we speak, else `default`."""
    wanted = request.query_params.get("lang")
    for language in LANGUAGES:
        if language == wanted:
            return language
    for tag in _ranked(request.headers.get("accept-language", "")):
        for language in LANGUAGES:
            if tag.split("-")[0].lower() == language:
                return language
    return default


def address_of(request: Request) -> str:
    """The visitor's address, "" where the server listens on no network."""
    return request.client.host if request.client else ""


def accepts(request: Request, media_type: str) -> bool:
    """Whether the Accept header names `media_type` itself; a wildcard does not count."""
    return media_type in set(_ranked(request.headers.get("accept", "")))


def accepts_coding(request: Request, coding: str) -> bool:
    """Whether the Accept-Encoding header names `coding`, and does not refuse it (`gzip;q=0`)."""
    return coding in map(str.lower, _ranked(request.headers.get("accept-encoding", "")))


def _ranked(header: str) -> Iterator[str]:
    """The entries of an Accept header, most wanted first, without those of weight 0."""
    weighted = []
    for position, entry in enumerate(header.split(",")):
        name, _, parameters = entry.strip().partition(";")
        weight = _weight(parameters)
        if name and weight > 0:
            weighted.append((-weight, position, name.strip()))
    for _, _, name in sorted(weighted):
        yield name


def _weight(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
