"""Receives uploaded files: streams the parts of a form from the connection to the disk, none held in memory."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from anyio import to_thread
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from assistant.errors import (
    AssistantError,
    GoneError,
    InputError,
    MalformedError,
    MediaTypeError,
    StorageError,
    TooLargeError,
)
from assistant.messages.quantities import megabytes
from assistant.web.ingesting.upload_names import named
from assistant.web.ingesting.uploads import Uploads

# A browser sends the files of one choice in one request only where there is no script.
MAX_FILES = 200
MAX_FIELDS = 20
LONGEST_FIELD_BYTES = 2000
# Smaller pieces are put together first: a thread for each 64 KB would take longer than the disk.
_PIECE_BYTES = 1 << 20


@dataclass(slots=True)
class Arrived:
    """A file that was sent: it lies at `path` unless `refused` says why not. `sent` is the name that it came with."""

    sent: str
    path: Path
    name: str = ""
    bytes: int = 0
    refused: AssistantError | None = None


@dataclass(slots=True)
class Arrivals:
    """What a form brought."""

    files: list[Arrived] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


@asynccontextmanager
async def arriving(request: Request, uploads: Uploads, max_file_bytes: int) -> AsyncIterator[Arrivals]:
    """The form of the request, once all of it has come; files that are not moved away are removed at the end.

    Raises:
        MediaTypeError: it is no form.
        MalformedError: it is a broken one, or is cut off; nothing of it is left then.
        InputError: it has more parts than a form of ours.
        StorageError: there is no place for its files on the disk.
        GoneError: who sent it has left.
    """
    form = _Form(uploads, max_file_bytes)
    try:
        parser = await to_thread.run_sync(form.parser, request.headers.get("content-type", ""))
        async for piece in _pieces(request):
            await to_thread.run_sync(_parse, parser, piece)
        if not form.is_whole:
            raise MalformedError("upload_cut")
        yield form.arrivals
    except ClientDisconnect as error:
        raise GoneError from error
    finally:
        await to_thread.run_sync(form.close)


def _as_named(sent: str) -> str:
    """The name as its sender has it. Source: HTML Standard, "Multipart form data" (three signs are coded)."""
    return sent.replace("%0A", "\n").replace("%0D", "\r").replace("%22", '"')


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    waiting = bytearray()
    async for chunk in request.stream():
        waiting += chunk
        if len(waiting) >= _PIECE_BYTES:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


def _parse(parser: MultipartParser, piece: bytes) -> None:
    with _refusing_malformed():
        parser.write(piece)


@contextmanager
def _refusing_malformed() -> Iterator[None]:
    try:
        yield
    except FormParserError as error:
        raise MalformedError("upload_malformed") from error


class _Form:
    """Listens to the parser: writes what belongs to files, remembers what belongs to fields."""

    def __init__(self, uploads: Uploads, max_file_bytes: int) -> None:
        self.arrivals = Arrivals()
        self.is_whole = False
        self._uploads = uploads
        self._max_file_bytes = max_file_bytes
        self._room_left = 0
        self._header = (b"", b"")
        self._disposition = b""
        self._field = ""
        self._value = bytearray()
        self._file: Arrived | None = None
        self._open: BinaryIO | None = None

    def parser(self, content_type: str) -> MultipartParser:
        """Looks at the disk: not for the event loop."""
        kind, parameters = parse_options_header(content_type)
        if kind != b"multipart/form-data":
            raise MediaTypeError("upload_type")
        if not parameters.get(b"boundary"):
            raise MalformedError("upload_malformed")
        self._room_left = self._uploads.room_left()
        with _refusing_malformed():  # a boundary that is too long
            return MultipartParser(
                parameters[b"boundary"],
                {
                    "on_header_field": self._header_name,
                    "on_header_value": self._header_value,
                    "on_header_end": self._header_end,
                    "on_headers_finished": self._begin,
                    "on_part_data": self._take,
                    "on_part_end": self._end,
                    "on_end": self._finish,
                },
            )

    def close(self) -> None:
        """Removes what nobody has moved away."""
        self._close_file()
        for file in self.arrivals.files:
            file.path.unlink(missing_ok=True)

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header = (self._header[0] + data[start:end], b"")

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._header = (self._header[0], self._header[1] + data[start:end])

    def _header_end(self) -> None:
        name, value = self._header
        if name.lower() == b"content-disposition":
            self._disposition = value
        self._header = (b"", b"")

    def _begin(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._disposition = b""
        self._field = options.get(b"name", b"").decode("utf-8", "replace")
        if b"filename" in options:
            self._begin_file(_as_named(options[b"filename"].decode("utf-8", "replace")))
        elif len(self.arrivals.fields) >= MAX_FIELDS:
            raise InputError("upload_parts", limit=MAX_FIELDS)

    def _begin_file(self, sent: str) -> None:
        if len(self.arrivals.files) >= MAX_FILES:
            raise InputError("upload_files", limit=MAX_FILES)
        try:
            self._file = Arrived(sent, self._uploads.place())
        except OSError as error:
            raise StorageError("upload_disk", name=sent, why=error.strerror) from error
        self.arrivals.files.append(self._file)
        try:
            self._file.name = named(sent)
            self._open = self._file.path.open("wb")
        except AssistantError as error:
            self._file.refused = error
        except OSError as error:
            self._file.refused = StorageError("upload_disk", name=sent, why=error.strerror)

    def _take(self, data: bytes, start: int, end: int) -> None:
        if self._file is None:
            length = len(self._value) + end - start
            if length > LONGEST_FIELD_BYTES:
                raise InputError("field_too_long", field=self._field, length=length, limit=LONGEST_FIELD_BYTES)
            self._value += data[start:end]
            return
        self._file.bytes += end - start
        if self._file.refused is None:
            self._write(self._file, data[start:end])

    def _write(self, file: Arrived, piece: bytes) -> None:
        """Writes a piece of a file, or refuses the whole; what still comes of it is passed over."""
        try:
            if file.bytes > self._max_file_bytes:
                limit = megabytes(self._max_file_bytes)
                raise TooLargeError("upload_too_large", name=file.name, limit=limit)
            if file.bytes > self._room_left:
                raise StorageError("uploads_full", name=file.name, limit=self._uploads.max_mb)
            assert self._open
            self._open.write(piece)
        except OSError as error:
            self._refuse(file, StorageError("upload_disk", name=file.name, why=error.strerror))
        except (TooLargeError, StorageError) as error:
            self._refuse(file, error)

    def _refuse(self, file: Arrived, error: AssistantError) -> None:
        file.refused = error
        self._close_file()
        file.path.unlink(missing_ok=True)

    def _close_file(self) -> None:
        """Closes what is given up; a full disk, which refuses the last bytes once more, matters no more."""
        if self._open:
            with suppress(OSError):
                self._open.close()
            self._open = None

    def _end(self) -> None:
        file, self._file = self._file, None
        if file is None:
            self.arrivals.fields[self._field] = self._value.decode("utf-8", "replace").strip()
            self._value.clear()
        elif not file.sent and not file.bytes:  # the field was left empty
            self._refuse(file, InputError("upload_none"))
            self.arrivals.files.remove(file)
        elif file.refused is None:
            self._settle(file)

    def _settle(self, file: Arrived) -> None:
        """Sees the file safely onto the disk."""
        assert self._open
        try:
            self._open.flush()
            os.fsync(self._open.fileno())
        except OSError as error:
            self._refuse(file, StorageError("upload_disk", name=file.name, why=error.strerror))
            return
        self._open.close()
        self._open = None
        self._room_left -= file.bytes
        if not file.bytes:
            self._refuse(file, InputError("empty_file", path=file.name))

    def _finish(self) -> None:
        self.is_whole = True
