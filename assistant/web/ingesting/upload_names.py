"""The name that an uploaded file gets: one that leads nowhere, hides nothing, and looks like no other's."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from assistant.errors import InputError
from assistant.reading.formats import READABLE_SUFFIXES
from assistant.reading.packed.members import FORBIDDEN, harmless

# A name has at most 255 bytes on every usual disk; some are left for those who copy it ("... (2)").
LONGEST_NAME_BYTES = 200
_LEADING = "~$. "  # hidden files and those of a lock are no documents
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)


def named(sent: str) -> str:
    """The last part of what a browser sends as the name of a file, NFC, without signs that nobody sees.

    Raises:
        InputError: nothing is left of it, or its suffix is that of no format that is read.
    """
    visible = "".join(sign for sign in sent if unicodedata.category(sign) not in ("Cf", "Cs", "Cn"))
    last = PurePosixPath(harmless(visible)).name
    name = " ".join(FORBIDDEN.sub("-", last).split()).lstrip(_LEADING).rstrip(". ")
    path = PurePosixPath(name)
    stem, suffix = path.stem.rstrip(". "), path.suffix
    if suffix.lower() not in READABLE_SUFFIXES:
        raise InputError("unknown_format", path=name or "?")
    if _RESERVED.fullmatch(name):
        stem = f"_{stem}"
    return _cut(stem, LONGEST_NAME_BYTES - len(suffix.encode())) + suffix


def key_of(name: str) -> str:
    """Equal for names that a disk or an eye may take for the same: whatever their case and their form in Unicode."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(folded.split())


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore").rstrip(". ")
