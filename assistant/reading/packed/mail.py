"""EML -> Reading, and what mails of every format have in common: the lines at the top, bodies, attachments.

They are read with the older of the two interfaces of Python's email package (`compat32`): the newer one parses headers
by their grammar, which costs the square of their length (5,000 addresses: 2.2 s, here 0.05 s) and fails on broken ones.
"""

from __future__ import annotations

import binascii
import datetime
import email
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from assistant.errors import ReadingError
from assistant.messages import text as message
from assistant.notices import Notice
from assistant.reading.compose import Composition
from assistant.reading.decode import clean, decode, visible
from assistant.reading.heartbeat import page_done
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.lines import WORD
from assistant.reading.packed.members import distinct, harmless, one_name, refuse_too_many
from assistant.reading.plain.text import text_blocks
from assistant.reading.plain.typed_tables import with_named_columns
from assistant.reading.plain.web import add_visible
from assistant.reading.reading import Attachment, Reading

MOST_ADDRESSES = 50
LONGEST_ENCODED = 20_000  # characters of a header; of a longer one no encoded words are looked for
# Logos and lines of a signature are smaller, a photograph or a picture of the screen is larger.
SMALL_IMAGE_BYTES = 40_000
QUOTE_MARKS = re.compile(r"^(?:>[ \t]?)+")
PGP_START = "-----BEGIN PGP MESSAGE-----"
# The names of "enveloped data" and "authenticated enveloped data" in DER. Source: RFC 5652, RFC 5083.
ENVELOPED = (
    b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03",
    b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17",
)
ENVELOPED_WITHIN = 64
SEALED_TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
SIGNATURE_TYPES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
TNEF_NAME = "winmail.dat"
# Outlook's mails with restricted rights; S/MIME.
RIGHTS_NAME = "message.rpmsg"
SEALED_NAMES = (RIGHTS_NAME, ".p7m")
MESSAGE_TYPES = frozenset({"message/rfc822", "message/global"})
BODY_TYPES = frozenset({"text/plain", "text/html"})


class Body(NamedTuple):
    """A text of a mail as it was sent."""

    text: str
    is_html: bool = False

    @property
    def has_words(self) -> bool:
        return WORD.search(_without_tags(self.text) if self.is_html else self.text) is not None


def _without_tags(html: str) -> str:
    """What stands outside of tags; behind the last of them a "<" is a sign that would look for its end in vain."""
    tagged, end, plain = html.rpartition(">")
    return re.sub(r"<[^>]*>", "", tagged + end) + plain


class Mail(NamedTuple):
    """A mail of any format. Addresses are as people read them: `Name <a@example.org>`."""

    sender: str = ""
    recipients: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    sent: datetime.datetime | None = None
    subject: str = ""
    bodies: tuple[Body, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[Notice, ...] = ()


def read_eml(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """Who wrote what to whom and when, then the text, with the history that is quoted below it.

    Of a text that was sent in two forms the plain one is taken. Attachments and mails within the mail become documents;
    small pictures in the text and signatures do not.

    Raises:
        ReadingError: it is encrypted, or holds too many files.
    """
    parsed = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
    parts = Parts(name)
    parts.add(parsed)
    refuse_too_many(len(parts.files), name, limits)
    mail = Mail(
        sender=", ".join(addresses(parsed, "from")),
        recipients=tuple(addresses(parsed, "to")),
        copies=tuple(addresses(parsed, "cc")),
        sent=sent_at(header(parsed, "date")),
        subject=header(parsed, "subject"),
        bodies=tuple(parts.bodies),
        attachments=tuple(parts.files),
        warnings=tuple(parts.warnings),
    )
    return reading_of(mail, name)


def reading_of(mail: Mail, name: str) -> Reading:
    """The mail as text: five lines at most in a fixed order, then its bodies.

    Raises:
        ReadingError: a body is encrypted, or HTML that is nested too deeply.
    """
    composition = Composition()
    for label, value in _top(mail):
        if value:
            composition.add("paragraph", f"{label}: {' '.join(value.split())}")
    for body in mail.bodies:
        _add_body(composition, body, name)
        page_done()
    names = distinct(harmless(attachment.name) for attachment in mail.attachments)
    return Reading(
        composition.text,
        tuple(composition.blocks),
        title=mail.subject or message("mail_without_subject", "de", sender=mail.sender or "?"),
        date=mail.sent.date() if mail.sent else None,
        attachments=tuple(replace(a, name=n) for a, n in zip(mail.attachments, names, strict=True)),
        warnings=mail.warnings,
    )


def _top(mail: Mail) -> Iterator[tuple[str, str]]:
    yield "Von", mail.sender
    yield "An", _listed(mail.recipients)
    yield "Kopie", _listed(mail.copies)
    yield "Datum", _written(mail.sent) if mail.sent else ""
    yield "Betreff", mail.subject


def _listed(addresses: tuple[str, ...]) -> str:
    more = len(addresses) - MOST_ADDRESSES
    return ", ".join(addresses[:MOST_ADDRESSES]) + (f" und {more} weitere" if more > 0 else "")


def _written(sent: datetime.datetime) -> str:
    """The time on the sender's clock; where that is Greenwich's, nobody looked at a clock."""
    return f"{sent:%d.%m.%Y, %H:%M} {'UTC' if sent.utcoffset() == datetime.timedelta() else 'Uhr'}"


def _add_body(composition: Composition, body: Body, name: str) -> None:
    if body.is_html:
        add_visible(composition, body.text, name)
        return
    if body.text.lstrip().startswith(PGP_START):
        raise ReadingError("locked_file", path=name)
    named = with_named_columns(_without_marks(visible(clean(body.text))))
    for block in text_blocks(named, has_title=False):
        composition.add(block.kind, block.span.of(named.text), block.level)


def _without_marks(text: str) -> str:
    """The text without the `>` before quoted lines; a blank line stands where somebody else is quoted."""
    lines: list[str] = []
    depth = 0
    for line in text.split("\n"):
        said = QUOTE_MARKS.sub("", line)
        marks = line[: len(line) - len(said)].count(">")
        if marks != depth:
            depth = marks
            lines.append("")
        lines.append(said)
    return "\n".join(lines)


class Parts:
    """What the parts of a MIME message are: bodies, attachments, or nothing that anybody reads."""

    def __init__(self, name: str) -> None:
        self.bodies: list[Body] = []
        self.files: list[Attachment] = []
        self.warnings: list[Notice] = []
        self._name = name

    def add(self, part: Message) -> None:
        kind = part.get_content_type()
        if kind == "multipart/encrypted":
            raise ReadingError("locked_file", path=self._name)
        if kind == "multipart/alternative":
            self._alternative(_children(part))
        elif kind in MESSAGE_TYPES and part.is_multipart():
            self._message(part, _children(part)[0])
        elif kind.startswith("multipart/") and part.is_multipart():
            for child in _children(part):
                self.add(child)
        elif _is_body(part, kind):
            decoded = decode(_bytes(part), _charset(part))
            self.bodies.append(Body(decoded.text, kind == "text/html"))
            self.warnings += decoded.warnings
        else:
            self._file(part, kind)

    def _alternative(self, forms: list[Message]) -> None:
        """The plain form if it says anything, else the last one that does; the files of all forms."""
        candidates = []
        for form in forms:
            if form.get_content_type() != "text/calendar":
                parts = Parts(self._name)
                parts.add(form)
                candidates.append(parts)
        speaking = [parts for parts in candidates if any(body.has_words for body in parts.bodies)]
        plain = [parts for parts in speaking if not any(body.is_html for body in parts.bodies)]
        self.bodies += next((parts.bodies for parts in (*plain, *reversed(speaking))), [])
        for parts in candidates:
            self.files += parts.files
            self.warnings += parts.warnings

    def _message(self, part: Message, inner: Message) -> None:
        subject = header(inner, "subject") or message("mail_message", "de", number=len(self.files) + 1)
        name = _file_name(part) or f"{subject}.eml"
        self.files.append(Attachment(one_name(name), inner.as_bytes(policy=inner.policy.clone(max_line_length=0))))

    def _file(self, part: Message, kind: str) -> None:
        data = _bytes(part)
        shown = part.get_content_disposition() == "inline" or part.get("Content-ID") is not None
        if not (shown and kind.startswith("image/") and len(data) < SMALL_IMAGE_BYTES):
            self.add_file(_file_name(part) or "", kind, data)

    def add_file(self, name: str, kind: str, data: bytes) -> None:
        """An attachment, unless it is what a mail program makes for itself.

        Raises:
            ReadingError: the mail itself is encrypted in it.
        """
        number = message("mail_attachment", "de", number=len(self.files) + 1)
        name = PurePosixPath(harmless(name)).name if name else number + (mimetypes.guess_extension(kind) or "")
        if kind in TNEF_TYPES or name.casefold() == TNEF_NAME:
            self.warnings.append(Notice.of("mail_tnef", name=name))
        elif kind in SEALED_TYPES or name.casefold().endswith(SEALED_NAMES):
            self._refuse_encrypted(name, data)
            self.warnings.append(Notice.of("mail_sealed"))
        elif kind not in SIGNATURE_TYPES:
            self.files.append(Attachment(name, data))

    def _refuse_encrypted(self, name: str, data: bytes) -> None:
        if name.casefold() == RIGHTS_NAME or any(kind in data[:ENVELOPED_WITHIN] for kind in ENVELOPED):
            raise ReadingError("locked_file", path=self._name)


def _is_body(part: Message, kind: str) -> bool:
    """Whether it is a text without a name, or parts of which nobody can say where they begin."""
    if kind.startswith("multipart/"):
        return True
    return kind in BODY_TYPES and _file_name(part) is None and part.get_content_disposition() != "attachment"


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _bytes(part: Message) -> bytes:
    """The content; of a part that holds parts, these as they stand."""
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    return b"\n".join(child.as_bytes() for child in _children(part))


def _file_name(part: Message) -> str | None:
    """The name of a part's file as people read it, None without one."""
    try:
        found = part.get_filename()
    except ValueError:  # its charset holds a zero byte
        return ""
    return None if found is None else decoded_words(found)


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except ValueError:
        return None


def header(parsed: Message, name: str) -> str:
    """The header `name` (in small letters) as people read it, empty if it is not there."""
    return decoded_words(next((value for key, value in parsed.raw_items() if key.lower() == name), ""))


def addresses(parsed: Message, name: str) -> Iterator[str]:
    """Each address as people read it; a header that holds none as it stands."""
    raw = [_unfolded(value) for key, value in parsed.raw_items() if key.lower() == name]
    try:
        people = getaddresses(raw)
    except RecursionError:  # brackets within brackets
        people = []
    found = [address_of(decoded_words(person), address) for person, address in people if address]
    yield from found or filter(None, (decoded_words(value) for value in raw))


def address_of(person: str, address: str) -> str:
    """`Name <a@example.org>`, or the one of the two that says something."""
    person = person.strip(" '\"")
    return f"{person} <{address}>" if person and address and person != address else person or address


def sent_at(date: str) -> datetime.datetime | None:
    """The time in a Date header, None if it is none."""
    try:
        return parsedate_to_datetime(date)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def decoded_words(raw: str) -> str:
    """A header as people read it: unfolded, encoded words decoded, bytes that were sent as they are as well."""
    line = _unfolded(raw)
    if len(line) > LONGEST_ENCODED:
        return line
    try:
        pieces = decode_header(line)
    except (HeaderParseError, binascii.Error, ValueError):
        return line
    return " ".join("".join(_piece(value, charset) for value, charset in pieces).split())


def _unfolded(raw: str) -> str:
    text = raw if raw.isascii() else decode(raw.encode("utf-8", "surrogateescape")).text
    return " ".join(text.split())


def _piece(value: bytes | str, charset: str | None) -> str:
    if isinstance(value, str):
        return value
    try:
        return value.decode(charset or "raw-unicode-escape")
    except (LookupError, ValueError):
        return decode(value).text
