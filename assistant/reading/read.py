"""A file -> Reading, by the reader of its format, which the content tells. Everything else reads through here."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from assistant.errors import AssistantError, ReadingError
from assistant.messages.quantities import megabytes
from assistant.notices import Notice
from assistant.reading.formats import READABLE, Format, sniff
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.numbered import with_typed_lists, without_paragraph_numbers
from assistant.reading.reading import Reading

Reader = Callable[[bytes, str, Limits], Reading]


def read(path: Path, limits: Limits = DEFAULT) -> Reading:
    """The text of the file with its blocks.

    Raises:
        ReadingError: the file cannot be read, is of no format that has a reader, is broken, locked, or holds no text.
    """
    return parse(load(path, limits), path.name, limits)


def load(path: Path, limits: Limits = DEFAULT) -> bytes:
    """The bytes of the file, at most `limits.file_bytes`.

    Raises:
        ReadingError: the file is gone, not a plain file, too large, or the system refuses it.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadingError("folder_forbidden", path=path.name)
        if not stat.S_ISREG(status.st_mode):
            raise ReadingError("not_a_file", path=path.name)
        if status.st_size > limits.file_bytes:
            sizes = {"size": megabytes(status.st_size), "limit": megabytes(limits.file_bytes)}
            raise ReadingError("file_too_large", path=path.name, **sizes)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadingError("file_gone", path=path.name) from error
    except PermissionError as error:
        raise ReadingError("file_forbidden", path=path.name) from error
    except OSError as error:
        raise ReadingError("file_unreadable", path=path.name, why=error.strerror or error) from error


def parse(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """The content of a file as a Reading; `name` is the file's name, for its suffix and for messages.

    The text is empty only where there are attachments.

    Raises:
        ReadingError: see `read`.
    """
    format, warnings = _format(data, name)
    reading = _read_guarded(format, data, name, limits)
    if len(reading.text) > limits.characters:
        raise ReadingError("text_too_long", path=name, characters=len(reading.text), limit=limits.characters)
    if not any(character.isalpha() for character in reading.text):
        if not reading.attachments:
            raise ReadingError("scan_without_text" if format == "pdf" else "no_text", path=name)
        reading = replace(reading, text="", blocks=(), pages=(), boxes=b"")
    blocks = with_typed_lists(reading.text, without_paragraph_numbers(reading.text, reading.blocks))
    return replace(reading, blocks=blocks, warnings=(*warnings, *reading.warnings))


def _read_guarded(format: Format, data: bytes, name: str, limits: Limits) -> Reading:
    """The Reading; whatever a library raises means that the file is broken, for they fail in every way there is."""
    try:
        return _reader(format)(data, name, limits)
    except (AssistantError, MemoryError):
        raise
    except Exception as error:
        raise ReadingError("broken_file", path=name, format=format.upper()) from error


def _format(data: bytes, name: str) -> tuple[Format, list[Notice]]:
    """The format whose reader takes the file, with a warning where the suffix says something else."""
    suffix = Path(name).suffix
    content, promised = sniff(data, suffix)
    if content in READABLE:
        if content == promised:
            return content, []
        key = "wrong_suffix" if suffix else "no_suffix"
        return content, [Notice.of(key, suffix=suffix, format=content.upper())]
    raise _refusal(content, promised, name)


def _refusal(content: str, promised: str | None, name: str) -> ReadingError:
    """Why no reader takes the file, as exactly as its content and suffix allow."""
    suffix = Path(name).suffix
    match content:
        case "empty":
            return ReadingError("empty_file", path=name)
        case "encrypted":
            return ReadingError("locked_file", path=name)
        case "text" if promised is not None:
            return ReadingError("text_in_disguise", path=name, suffix=suffix)
        case "unknown" | "broken zip" | "ole" if promised is not None:
            return ReadingError("broken_file", path=name, format=promised.upper())
        case "text" | "unknown" | "ole" | "broken zip":
            return ReadingError("unknown_format", path=name)
        case "archive":
            return ReadingError("archive_file", path=name)
        case _:
            return ReadingError("unsupported_format", path=name, format=content.upper())


def _reader(format: Format) -> Reader:
    """The function that reads the format; only what it needs is imported."""
    match format:
        case "txt":
            from assistant.reading.plain.text import read_text as reader
        case "md":
            from assistant.reading.plain.markdown import read_markdown as reader
        case "html":
            from assistant.reading.plain.web import read_html as reader
        case "docx":
            from assistant.reading.office.word import read_docx as reader
        case "pptx":
            from assistant.reading.office.slides import read_pptx as reader
        case "pdf":
            from assistant.reading.pages.pdf import read_pdf as reader
        case "xlsx":
            from assistant.reading.office.sheets import read_xlsx as reader
        case "csv":
            from assistant.reading.plain.csv_table import read_csv as reader
        case "odt":
            from assistant.reading.office.odf import read_odt as reader
        case "odp":
            from assistant.reading.office.odf import read_odp as reader
        case "ods":
            from assistant.reading.office.ods import read_ods as reader
        case "eml":
            from assistant.reading.packed.mail import read_eml as reader
        case "msg":
            from assistant.reading.packed.outlook import read_msg as reader
        case "zip":
            from assistant.reading.packed.archive import read_zip as reader
        case "image":
            from assistant.reading.pages.pictures import read_image as reader
        case "doc" | "xls" | "xlsb" | "ppt" | "rtf":
            from assistant.reading.office.convert import read_old_office as reader
        case _:
            assert_never(format)
    return reader
