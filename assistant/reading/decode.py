"""Bytes -> text: the encoding is found out, line ends become `\\n`, everything is NFC."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from assistant.notices import Notice

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What bytes that are neither UTF-8 nor full of zeros are not, whatever is declared.
NEVER_MEANT = re.compile(r"(?:iso8859-1|ascii|utf-(?:8|16|32).*)$")
# Control characters, and those that turn the direction of writing, so that "exe.txt" looks like "txt.exe".
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
# Soft hyphens, spaces of no width, and the marks of direction that Windows puts around a date that is copied.
INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
LIGATURES = re.compile("[\ufb00-\ufb06]")  # "ﬁ", as it is copied from a printed page
PARTED = re.compile(r"(?<=\w)\u00ad\n(?=\w)")  # a word at the end of its line
OTHER_LINE_ENDS = re.compile("[\v\u2028\u2029]")
SAMPLE_BYTES = 65_536
# German prose in UTF-16 has a zero in nearly every second byte; a UTF-8 text with stray zeros has hardly any.
UTF16_ZERO_SHARE = 0.6
BINARY_CONTROL_SHARE = 0.02
STRAY_ZERO_SHARE = 0.2


class Decoded(NamedTuple):
    """`replaced` counts the bytes that no character could be made of; each stands as U+FFFD in `text`."""

    text: str
    encoding: str
    replaced: int

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """What a person should know about this text."""
        return (Notice.of("replaced_bytes", count=self.replaced),) if self.replaced else ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`: byte order mark, UTF-16 by its zeros, UTF-8, `declared`, Windows-1252, in this order."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], encoding)
    if guessed := _utf16_without_bom(data[:SAMPLE_BYTES]):
        return _decoded(data, guessed)
    try:
        return Decoded(clean(data.decode("utf-8")), "utf-8", 0)
    except UnicodeDecodeError:
        return _decoded(data, _single_byte(data, declared))


def clean(text: str) -> str:
    """NFC with `\\n` line ends, without NUL, without lone surrogates and byte order marks in front."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\0", "")
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", text.lstrip("\ufeff"))


def visible(text: str) -> str:
    """The text without signs that nobody sees, ligatures as letters, and with no other line ends than `\\n`.

    A word that a soft hyphen parts at the end of a line is whole.
    """
    if text.isascii():
        return text.replace("\v", "\n")
    text = LIGATURES.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), INVISIBLE.sub("", PARTED.sub("", text)))
    return OTHER_LINE_ENDS.sub("\n", text)


def one_line(text: str) -> str:
    """A name or a title in one line of NFC, in which nothing is unseen or turns the direction of writing."""
    return " ".join(UNSEEN.sub(" ", clean(text)).split())


def looks_like_text(data: bytes) -> bool:
    """Whether the beginning of `data` can be text in one of the encodings that `decode` knows."""
    sample = data[:SAMPLE_BYTES]
    if any(sample.startswith(bom) for bom, _ in BOMS) or _utf16_without_bom(sample):
        return True
    controls = sum(1 for byte in sample if byte < 32 and byte not in b"\t\n\r\f\x1b\0")
    return controls <= len(sample) * BINARY_CONTROL_SHARE and sample.count(0) <= len(sample) * STRAY_ZERO_SHARE


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(clean(text), encoding, text.count("\ufffd"))


def _utf16_without_bom(sample: bytes) -> str | None:
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    if sample[1::2].count(0) > pairs * UTF16_ZERO_SHARE and sample[::2].count(0) < pairs * 0.1:
        return "utf-16-le"
    if sample[::2].count(0) > pairs * UTF16_ZERO_SHARE and sample[1::2].count(0) < pairs * 0.1:
        return "utf-16-be"
    return None


def _single_byte(data: bytes, declared: str | None) -> str:
    """The encoding of bytes that are not UTF-8: damaged UTF-8 if most characters are whole, else one byte each."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - broken
    if whole > broken:
        return "utf-8"
    return _known(declared) or "cp1252"


def _known(encoding: str | None) -> str | None:
    """The codec's name, None if it is none for any text; ISO-8859-1 means Windows-1252, as browsers read it.

    Source: WHATWG Encoding Standard.
    """
    try:
        name = codecs.lookup(encoding).name if encoding else None
        b"a\xff".decode(name or "ascii", "replace")
    except (LookupError, ValueError):
        return None
    return "cp1252" if name and NEVER_MEANT.match(name) else name
