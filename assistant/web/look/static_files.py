"""The files that pages load: styles, scripts, the icon, and the element that every website can embed.

Each goes out without comments and white space, compressed where the browser allows it, and with a checksum by which an
unchanged one costs no bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePath

import rcssmin
import rjsmin
from fastapi import APIRouter, Request
from starlette.responses import Response

from assistant.errors import NotFoundError
from assistant.messages import kept_for, texts
from assistant.records import Language
from assistant.web.contract import READ
from assistant.web.look.shrinking import lettered, smallest
from assistant.web.look.theme import Theme
from assistant.web.services import services_of
from assistant.web.visitor import accepts_coding

router = APIRouter()

FOLDER = files("assistant.web") / "static"
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# The element goes out as /widget.js: its scripts, in the order of the data, share one function's names.
OF_THE_ELEMENT = ("nodes", "voice", "answers", "citations", "votes", "events", "element")
# Words of the element whose names begin like this go with our own page only: every byte of the element is loaded by
# each visitor of each website.
OF_THE_PAGE = (
    *("element_fallback_", "element_internal", "element_reason_other", "element_reason_no_programme"),
    *("element_one_day", "element_days"),
)
OF_A_VOTE = ("vote_kept", "unanswered_kept")


@dataclass(frozen=True, slots=True)
class StaticFile:
    """What goes out, plain and compressed, and the checksum of it."""

    media_type: str
    content: bytes
    compressed: bytes
    checksum: str

    @classmethod
    def of(cls, media_type: str, content: bytes) -> StaticFile:
        return cls(media_type, content, gzip.compress(content, 9, mtime=0), hashlib.sha256(content).hexdigest()[:20])

    def response(self, request: Request, headers: dict[str, str] | None = None) -> Response:
        """A file that browsers may keep but ask about."""
        is_compressed = accepts_coding(request, "gzip")
        etag = f'"{self.checksum}{"-gzip" if is_compressed else ""}"'
        headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding", **(headers or {})}
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        if is_compressed:
            return Response(
                self.compressed, media_type=self.media_type, headers={**headers, "Content-Encoding": "gzip"}
            )
        return Response(self.content, media_type=self.media_type, headers=headers)


@router.api_route("/widget.js", methods=READ)
async def widget(request: Request) -> Response:
    """The element with its words and styles: one file for our own page and for every website that embeds it."""
    services = services_of(request)
    settings = services.settings
    longest = settings.max_question_characters
    element = _element(tuple(services.privacy.items()), services.look.theme, settings.keep_questions_days, longest)
    return element.response(request, {"Cross-Origin-Resource-Policy": "cross-origin"})


@router.api_route("/static/{name}", methods=READ)
async def static(request: Request, name: str) -> Response:
    if name not in _names():
        raise NotFoundError("unknown_path")
    return _static(name).response(request)


@lru_cache
def _names() -> frozenset[str]:
    return frozenset(place.name for place in FOLDER.iterdir() if PurePath(place.name).suffix in MEDIA_TYPES)


@lru_cache
def _static(name: str) -> StaticFile:
    return StaticFile.of(MEDIA_TYPES[PurePath(name).suffix], _small(name).encode())


@lru_cache
def _element(privacy: tuple[tuple[Language, str], ...], theme: Theme, keep_days: int, longest: int) -> StaticFile:
    words = {language: {**_words(language, keep_days), "privacy": note} for language, note in privacy}
    names = list(words["de"])
    listed = {language: [told[name] for name in names] for language, told in words.items()}
    styles = theme.painted(_small("element/element.css"))
    own = lettered(styles, "--", r"--(?!wa-)([a-z-]+)")  # those of others are called wa-
    given = {"CSS": own, "WORDS": listed, "NAMES": names, "LONGEST": longest}
    constants = [f"let {name}={_json(value)};" for name, value in given.items()]
    scripts = smallest("".join(_small(f"element/{name}.js") for name in OF_THE_ELEMENT))
    joined = "".join(['(()=>{"use strict";', *constants, scripts, "})();"])
    return StaticFile.of("text/javascript", joined.encode())


def _words(language: Language, keep_days: int) -> dict[str, str]:
    """What the element says, by name; of what becomes of questions that get a vote, what holds here."""
    words = {
        key.removeprefix("element_"): told
        for key, told in texts(language).items()
        if key.startswith("element_") and not key.startswith(OF_THE_PAGE)
    }
    counted = words.pop("vote_counted")
    if keep_days:
        words |= {name: words[name].format(kept=kept_for(keep_days, language)) for name in OF_A_VOTE}
    else:
        words |= dict.fromkeys(OF_A_VOTE, counted)
    return words


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _small(name: str) -> str:
    text = (FOLDER / name).read_text(encoding="utf-8")
    match PurePath(name).suffix:
        case ".css":
            return str(rcssmin.cssmin(text))
        case ".js":
            return str(rjsmin.jsmin(text))
        case _:
            return text
