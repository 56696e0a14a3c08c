"""What a file is, by its content first and by its suffix only where the content does not tell."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from typing import Final, Literal, NamedTuple, get_args

from assistant.reading.decode import decode, looks_like_text

Format = Literal[
    "txt", "md", "html", "docx", "pptx", "pdf",
    "eml", "msg", "zip", "doc", "xls", "ppt", "rtf", "xlsx", "xlsb", "csv", "odt", "ods", "odp",
    "image",
]  # fmt: skip
READABLE: Final[tuple[Format, ...]] = get_args(Format)

SUFFIXES: Final[dict[str, str]] = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".mdown": "md",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".dotm": "docx",
    ".pptx": "pptx", ".ppsx": "pptx", ".pptm": "pptx", ".potx": "pptx", ".ppsm": "pptx", ".potm": "pptx",
    ".pdf": "pdf",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xltx": "xlsx", ".xltm": "xlsx", ".xlsb": "xlsb", ".csv": "csv", ".tsv": "csv",
    ".doc": "doc", ".xls": "xls", ".ppt": "ppt", ".rtf": "rtf", ".odt": "odt", ".ods": "ods", ".odp": "odp",
    ".eml": "eml", ".msg": "msg", ".zip": "zip", ".epub": "epub",
    ".png": "image", ".jpg": "image", ".jpeg": "image", ".gif": "image", ".tif": "image", ".tiff": "image",
    ".bmp": "image", ".webp": "image",
}  # fmt: skip
READABLE_SUFFIXES: Final = tuple(suffix for suffix, format in SUFFIXES.items() if format in READABLE)
MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
)
# Word in the browser numbers the part.
ZIP_PARTS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"word/document\d*\.xml", re.I), "docx"),
    (re.compile(r"ppt/presentation\d*\.xml", re.I), "pptx"),
    (re.compile(r"xl/workbook\d*\.xml", re.I), "xlsx"),
    (re.compile(r"xl/workbook\.bin", re.I), "xlsb"),
)
ZIP_MIME_TYPES: Final[dict[bytes, str]] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet-template": "ods",
    b"application/vnd.oasis.opendocument.presentation-template": "odp",
    b"application/epub+zip": "epub",
}
# What taking a damaged file out of an archive ends with, by how the file is packed.
ZIP_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
OLE_STREAMS: Final[tuple[tuple[str, str], ...]] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
    ("Book", "xls"),
)
PDF_HEADER_WITHIN: Final = 1024
SNIFF_CHARACTERS: Final = 4096
HTML_START = re.compile(
    r"\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.DOTALL
)
MAIL_HEADER = re.compile(
    r"^(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To|From|To|Subject|Date):", re.I | re.M
)
MAIL_HEADERS_NEEDED: Final = 4


class Sniffed(NamedTuple):
    """`content` is what the bytes are: a Format, a name that no reader takes (yet), or "unknown".

    `suffix` is what the file name promises, None if it is no suffix the assistant knows.
    """

    content: str
    suffix: str | None


def sniff(data: bytes, suffix: str) -> Sniffed:
    """The format of `data` by its content, and the one that `suffix` (with its dot, any case) promises.

    Empty `data` is of the format "empty".
    """
    promised = SUFFIXES.get(suffix.lower())
    return Sniffed(_content(data, promised), promised)


def _content(data: bytes, promised: str | None) -> str:
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return "empty"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):  # before PDF, as below: it may hold one as it is
        return _zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(data)
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        return "pdf"
    if data[8:12] == b"WEBP" or (data[:2] == b"BM" and data[6:10] == b"\0" * 4):  # "BMBF fördert ..." is no bitmap
        return "image"
    if magic := next((name for start, name in MAGIC if data.startswith(start)), None):
        return magic
    return _text(data, promised) if looks_like_text(data) else "unknown"


def _ole(data: bytes) -> str:
    """By the streams at the top: a mail may hold a DOC, a DOC a table. A damaged file is what stands in it first."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            streams = {path[0] for path in file.listdir()}
        return next((name for stream, name in OLE_STREAMS if stream in streams), "ole")
    except Exception:  # there are many ways to be damaged
        found = (name for stream, name in OLE_STREAMS if f"{stream}\0".encode("utf-16-le") in data)
        return next(found, "ole")


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime_type = _start(archive, "mimetype") if "mimetype" in names else b""
    except (*ZIP_DAMAGE, RuntimeError):  # the latter for what is locked, or packed in a way that nobody knows
        return "broken zip"
    if known := next((name for part, name in ZIP_PARTS if any(map(part.fullmatch, names))), None):
        return known
    return ZIP_MIME_TYPES.get(mime_type, "zip")


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(100).strip()


def _text(data: bytes, promised: str | None) -> str:
    """The kind of text: HTML and mail show themselves, everything else is what its suffix says, or just "text"."""
    start = decode(data[: SNIFF_CHARACTERS * 4]).text[:SNIFF_CHARACTERS]
    if HTML_START.match(start):
        return "html"
    headers = len({found.lower() for found in MAIL_HEADER.findall(start.partition("\n\n")[0])})
    if headers >= MAIL_HEADERS_NEEDED or (promised == "eml" and headers):
        return "eml"
    return promised if promised in ("txt", "md", "html", "csv") else "text"
