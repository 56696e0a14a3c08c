"""MSG (Outlook) -> Reading: its properties say the same as an EML, so that both become the same text."""

from __future__ import annotations

import codecs
import datetime
import email
import io
import struct
from collections.abc import Iterator
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from typing import Any, Protocol

from assistant.messages import text as message
from assistant.reading.decode import clean, decode
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.packed.mail import (
    SMALL_IMAGE_BYTES,
    Body,
    Mail,
    Parts,
    address_of,
    addresses,
    header,
    reading_of,
    sent_at,
)
from assistant.reading.packed.members import one_name, refuse_too_many
from assistant.reading.reading import Attachment, Reading

# The numbers of the properties and the sizes of the headers before them. Source: [MS-OXPROPS], [MS-OXMSG] 2.4.
SUBJECT, BODY, RTF, HTML = 0x0037, 0x1000, 0x1009, 0x1013
HEADERS, CLASS, CODE_PAGES = 0x007D, 0x001A, (0x3FDE, 0x3FFD)
SUBMITTED, DELIVERED = 0x0039, 0x0E06
SENDER_NAME, SENDER_ADDRESSES = 0x0C1A, (0x5D01, 0x0C1F)
RECIPIENT_TYPE, RECIPIENT_NAME, RECIPIENT_ADDRESSES = 0x0C15, 0x3001, (0x39FE, 0x3003)
FILE_NAMES, FILE_DATA, FILE_TYPE, CONTENT_ID, IS_HIDDEN = (0x3707, 0x3704, 0x3001), 0x3701, 0x370E, 0x3712, 0x7FFE
TOP_HEADER_BYTES, EMBEDDED_HEADER_BYTES, PART_HEADER_BYTES = 32, 24, 8
PROPERTIES = "__properties_version1.0"
EMBEDDED = "__substg1.0_3701000D"
TO, COPY = 1, 2
EPOCH = datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)
UTF8_CODE_PAGE = 65001
SIGNED_CLASS = "SMIME.MULTIPARTSIGNED"
# What the window of the packed RTF holds at its start. Source: [MS-OXRTFCP] 2.1.3.1.1.
RTF_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
RTF_WINDOW = 4096


class Storage(Protocol):
    """A folder in the file, as python-oxmsg has it."""

    @property
    def name(self) -> str: ...
    @property
    def streams(self) -> tuple[Stream, ...]: ...
    @property
    def storages(self) -> tuple[Storage, ...]: ...


class Stream(Protocol):
    """A file in such a folder."""

    @property
    def name(self) -> str: ...
    @property
    def bytes_(self) -> bytes: ...


def read_msg(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """See `read_eml`; mails within the mail are handed on as EML.

    Raises:
        ReadingError: it is encrypted, or holds too many files.
    """
    import olefile
    import oxmsg.storage

    with olefile.OleFileIO(io.BytesIO(data)) as file:
        mail = mail_of(oxmsg.storage.Storage.from_ole(file), name, limits.depth)
    refuse_too_many(len(mail.attachments), name, limits)
    return reading_of(mail, name)


def mail_of(storage: Storage, name: str, depth: int, header_bytes: int = TOP_HEADER_BYTES) -> Mail:
    """The mail in the folder. What the sender's own headers say goes before what Outlook made of it.

    Of mails within the mail, so many levels as `depth` says are handed on; those on the last one only have a name, by
    which they can be refused: each level makes what lies in it larger by a third.

    Raises:
        ReadingError: it is encrypted.
    """
    properties = _Properties(storage, header_bytes)
    headers = email.message_from_string(clean(properties.text(HEADERS)))
    parts = _parts(storage, properties, name, depth)
    return Mail(
        sender=", ".join(addresses(headers, "from"))
        or address_of(properties.text(SENDER_NAME), properties.address(SENDER_ADDRESSES)),
        recipients=tuple(addresses(headers, "to")) or tuple(_recipients(storage, properties, TO)),
        copies=tuple(addresses(headers, "cc")) or tuple(_recipients(storage, properties, COPY)),
        sent=sent_at(header(headers, "date")) or properties.time(SUBMITTED) or properties.time(DELIVERED),
        subject=" ".join(properties.text(SUBJECT).split()),
        bodies=tuple(parts.bodies),
        attachments=tuple(parts.files),
        warnings=tuple(parts.warnings),
    )


class _Properties:
    """What stands in a folder: short values in one stream, each longer one in a stream of its own."""

    def __init__(self, storage: Storage, header_bytes: int, encoding: str = "cp1252") -> None:
        self._streams = {stream.name: stream.bytes_ for stream in storage.streams}
        table = self._streams.get(PROPERTIES, b"")[header_bytes:]
        entries = (table[start : start + 16] for start in range(0, len(table) - 15, 16))
        self._fixed = {struct.unpack("<H", entry[2:4])[0]: entry[8:] for entry in entries}
        pages = [page for page in map(self.number, CODE_PAGES) if page]
        self.encoding = _codec(pages[0]) if pages else encoding

    def text(self, number: int) -> str:
        """As Unicode, or in the code page of the mail; empty if it is not there."""
        if (wide := self._streams.get(f"__substg1.0_{number:04X}001F")) is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return decode(self._streams.get(f"__substg1.0_{number:04X}001E", b""), self.encoding).text

    def binary(self, number: int) -> bytes | None:
        return self._streams.get(f"__substg1.0_{number:04X}0102")

    def number(self, number: int) -> int:
        return int.from_bytes(self._fixed.get(number, b"")[:4], "little")

    def time(self, number: int) -> datetime.datetime | None:
        """None if it is not there, or later than any clock."""
        microseconds = int.from_bytes(self._fixed.get(number, b""), "little") // 10
        try:
            return EPOCH + datetime.timedelta(microseconds=microseconds) if microseconds else None
        except OverflowError:
            return None

    def address(self, numbers: tuple[int, ...]) -> str:
        """The first that is an address of the internet; others are names inside an Exchange server."""
        return next((text for text in map(self.text, numbers) if "@" in text), "")


def _codec(code_page: int) -> str:
    name = "utf-8" if code_page == UTF8_CODE_PAGE else f"cp{code_page}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def _below(storage: Storage, prefix: str) -> Iterator[Storage]:
    return (inner for inner in storage.storages if inner.name.startswith(prefix))


def _recipients(storage: Storage, mail: _Properties, kind: int) -> Iterator[str]:
    for inner in _below(storage, "__recip_version1.0_#"):
        person = _Properties(inner, PART_HEADER_BYTES, mail.encoding)
        if person.number(RECIPIENT_TYPE) == kind:
            yield address_of(person.text(RECIPIENT_NAME), person.address(RECIPIENT_ADDRESSES))


def _parts(storage: Storage, properties: _Properties, name: str, depth: int) -> Parts:
    """Body and attachments. A signed mail is one attachment, which holds both as MIME."""
    parts = Parts(name)
    is_signed = properties.text(CLASS).upper().endswith(SIGNED_CLASS)
    if not is_signed and (body := _body(properties)):
        parts.bodies.append(body)
    for inner in _below(storage, "__attach_version1.0_#"):
        file = _Properties(inner, PART_HEADER_BYTES, properties.encoding)
        data = file.binary(FILE_DATA)
        if data is None:
            parts.files += _embedded(inner, file, len(parts.files) + 1, depth - 1)
        elif is_signed:
            parts.add(email.message_from_bytes(data))
        else:
            _add_file(parts, file, data)
    return parts


def _body(properties: _Properties) -> Body | None:
    """The plain form if it says anything, else HTML, else RTF."""
    plain = Body(properties.text(BODY))
    if plain.has_words:
        return plain
    html = properties.text(HTML) or decode(properties.binary(HTML) or b"", properties.encoding).text
    if html:
        return Body(html, is_html=True)
    packed = properties.binary(RTF)
    return Body(_rtf_text(unpacked_rtf(packed), properties.encoding)) if packed else None


def _rtf_text(rtf: bytes, encoding: str) -> str:
    import striprtf.striprtf

    to_text: Any = striprtf.striprtf.rtf_to_text
    return str(to_text(rtf.decode(encoding, "replace"), encoding=encoding, errors="replace"))


def _add_file(parts: Parts, file: _Properties, data: bytes) -> None:
    kind = file.text(FILE_TYPE).lower()
    is_shown = bool(file.text(CONTENT_ID)) or bool(file.number(IS_HIDDEN) & 1)
    if not (kind.startswith("image/") and is_shown and len(data) < SMALL_IMAGE_BYTES):
        parts.add_file(next(filter(None, map(file.text, FILE_NAMES)), ""), kind, data)


def _embedded(storage: Storage, file: _Properties, number: int, depth: int) -> Iterator[Attachment]:
    """The mail in the attachment; nothing for links and for objects of other programs."""
    for inner in storage.storages:
        if inner.name == EMBEDDED and any(stream.name == PROPERTIES for stream in inner.streams):
            title = next(filter(None, map(file.text, FILE_NAMES)), "") or message("mail_message", "de", number=number)
            data = as_eml(mail_of(inner, title, depth, EMBEDDED_HEADER_BYTES)) if depth > 0 else b""
            yield Attachment(f"{one_name(title)}.eml", data)


def as_eml(mail: Mail) -> bytes:
    """The mail in MIME."""
    lines = {
        "From": mail.sender,
        "To": ", ".join(mail.recipients),
        "Cc": ", ".join(mail.copies),
        "Date": format_datetime(mail.sent) if mail.sent else "",
        "Subject": mail.subject,
    }
    whole = MIMEMultipart()
    for body in mail.bodies:
        whole.attach(MIMEText(body.text, "html" if body.is_html else "plain", "utf-8"))
    for attachment in mail.attachments:
        part = MIMEApplication(attachment.data)
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", attachment.name))
        whole.attach(part)
    top = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in lines.items() if value)
    return top.encode("utf-8", "replace") + whole.as_bytes()


def unpacked_rtf(packed: bytes) -> bytes:
    """The RTF, of which repetitions are packed as (place, length) in a window. Source: [MS-OXRTFCP] 3.1.3."""
    if packed[8:12] == b"MELA":
        return packed[16:]
    window = bytearray(RTF_START.ljust(RTF_WINDOW, b"\0"))
    at, unpacked = len(RTF_START), bytearray()
    for value, length in _tokens(packed):
        if length and value == at:
            break
        for step in range(length or 1):
            byte = window[(value + step) % RTF_WINDOW] if length else value
            window[at] = byte
            at = (at + 1) % RTF_WINDOW
            unpacked.append(byte)
    return bytes(unpacked)


def _tokens(packed: bytes) -> Iterator[tuple[int, int]]:
    """(byte, 0) for a byte that stands for itself, (place, length) for a repetition."""
    position = 16
    while position < len(packed):
        control, position = packed[position], position + 1
        for bit in range(8):
            size = 2 if control >> bit & 1 else 1
            value = int.from_bytes(packed[position : position + size], "big")
            position += size
            if position > len(packed):
                return
            yield (value >> 4, (value & 15) + 2) if size == 2 else (value, 0)
