"""The files that pages load: styles, scripts, the icon, and the element that every website can embed.

Each goes out without comments and white space, compressed where the browser allows it, and with a checksum by which an
unchanged one costs no bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product
from pathlib import PurePath
from string import ascii_letters

import rcssmin
import rjsmin
from fastapi import APIRouter, Request
from starlette.responses import Response

from assistant.errors import NotFoundError
from assistant.messages import kept_for, texts
from assistant.records import Language
from assistant.web.contract import READ
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
OF_THE_PAGE = ("element_fallback_", "element_internal", "element_reason_other", "element_one_day", "element_days")
# A property (but no spread), part of a name with a dash, a key, what is taken out of an object or put in, a method.
_NOT_A_NAME = re.compile(
    r"(?:(?<=[^.]\.)|(?<=['-]))\w+|\b\w+(?=['-])|(?<=[{,?(])\w+(?=:)|(?<!\$\{)(?<=[{,])\w+(?=[,}=])"
    r"|\b\w+(?=\([^()]{0,200}\)\{)"
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
    own = _lettered(styles, "--", r"--(?!wa-)([a-z-]+)")  # those of others are called wa-
    given = {"CSS": own, "WORDS": listed, "NAMES": names, "LONGEST": longest}
    constants = [f"let {name}={_json(value)};" for name, value in given.items()]
    scripts = _smallest("".join(_small(f"element/{name}.js") for name in OF_THE_ELEMENT))
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


def _smallest(script: str) -> str:
    """Without the last semicolon of a block, the line end behind it and the last comma of a list; "let" for "const".

    Numbers stand for the constants that name them, one letter for each private field, and short names for its own.
    """
    for stated, name, number in re.findall(r"(const ([A-Z_]+)=([\de]+);)", script):
        script = re.sub(rf"\b{name}\b", number, script.replace(stated, ""))
    script = _lettered(script, "#", r"\bthis\.#(\w+)")
    return shortly_named(re.sub(r"\bconst\b", "let", re.sub(r";(?=})|,(?=[\])}])|(?<=})\n", "", script)))


def shortly_named(script: str) -> str:
    """The script with short names, the most frequent first, for those that it states and that are a name only.

    What is a property, a key, a method or a word in a string somewhere keeps its name everywhere.
    """
    counts = Counter(re.findall(r"\w+", script))
    said = "".join(re.sub(r"\$\{[^`{}]*\}", "", one) for one in re.findall(r'"[^"]*"|`[^`]*`', script))
    elsewhere = set(re.findall(r"\w+", said)) | set(re.findall(_NOT_A_NAME, script))
    stated = dict.fromkeys(re.findall(r"(?:\b(?:let|function\*?|class) |[(,](?=[,\w]{0,60}\)=>))(\w{3,})", script))
    names = sorted((name for name in stated if name not in elsewhere), key=lambda name: -counts[name])
    short = [*ascii_letters, *("".join(pair) for pair in product("ab", ascii_letters))]
    shorter = dict(zip(names, (one for one in short if one not in counts), strict=False))
    return re.sub(r"\w+", lambda name: shorter.get(name[0], name[0]), script)


def _lettered(text: str, mark: str, used: str) -> str:
    """The text with one letter behind `mark` for each name that `used` finds there, and nobody else knows."""
    letters = dict(zip(dict.fromkeys(re.findall(used, text)), ascii_letters, strict=False))
    return re.sub(rf"{mark}([\w-]+)", lambda name: f"{mark}{letters.get(name[1], name[1])}", text)


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
