"""The operator's logo: a PNG or SVG file, read once at the start and served from memory."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from PIL import Image

from assistant.errors import SettingsError

# Every visitor loads it first.
MAX_BYTES = 256 * 1024
MAX_PIXELS = 4_000_000
# In CSS pixels, as site.css shows it; a wide logo is shown less high.
HEIGHT, MAX_WIDTH = 40, 160
# Opened by itself it is a document, in which nothing runs and nothing loads; on our pages it stands in an <img>.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}svg"
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px|pt|mm|cm|in)?\s*")


@dataclass(frozen=True, slots=True)
class Logo:
    """What is sent, and the size at which it is shown, so that nothing moves when it arrives."""

    media_type: str
    content: bytes
    width: int
    height: int

    @classmethod
    def read(cls, path: Path) -> Logo:
        """Raises SettingsError when the file is missing, too large, or neither PNG nor SVG."""
        try:
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise SettingsError("logo_unreadable", path=path, why=error.strerror) from error
        if len(content) > MAX_BYTES:
            raise SettingsError("logo_too_large", path=path, size=path.stat().st_size, limit=MAX_BYTES)
        is_png = content.startswith(_PNG)
        size = _png_size(content) if is_png else _svg_size(content)
        if size is None:
            raise SettingsError("logo_format", path=path)
        return cls("image/png" if is_png else "image/svg+xml", content, *_shown(*size))


def _shown(width: float, height: float) -> tuple[int, int]:
    factor = min(HEIGHT / height, MAX_WIDTH / width)
    return max(round(width * factor), 1), max(round(height * factor), 1)


def _png_size(content: bytes) -> tuple[float, float] | None:
    """None for what is broken, or would fill a browser's memory."""
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            image.load()
            return image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _svg_size(content: bytes) -> tuple[float, float] | None:
    """The size of its view box, else its width and height; square where it states neither. None for what is no SVG."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag != _SVG:
        return None
    stated = re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:] or [root.get("width", ""), root.get("height", "")]
    lengths = [float(found[1]) for found in map(_LENGTH.fullmatch, stated) if found]
    return (lengths[0], lengths[1]) if len(lengths) == 2 and all(lengths) else (1, 1)
