"""Bytes -> text."""

from __future__ import annotations

import unicodedata
from encodings.aliases import aliases
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.notices import Notice
from assistant.reading.decode import clean, decode, looks_like_text

PROSE = "Die Förderung beträgt 7,6 Mio. €.\nGrüße aus Wolfsburg – „übermorgen“.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_encoding_of_german_prose_is_found_out(encoding: str) -> None:
    decoded = decode(PROSE.encode(encoding))
    assert decoded.text == PROSE
    assert decoded.warnings == ()


def test_line_ends_are_one_kind_and_letters_are_composed() -> None:
    assert decode(unicodedata.normalize("NFD", "a\r\nü\rö\f").encode()).text == "a\nü\nö\n"


def test_stray_zeros_do_not_make_a_text_binary() -> None:
    data = b"Max\0 Mustermann\nLilienweg\0 21\n"
    assert looks_like_text(data)
    assert decode(data).text == "Max Mustermann\nLilienweg 21\n"


def test_a_broken_byte_in_utf8_is_replaced_and_counted() -> None:
    decoded = decode("Förderung für Köln".encode() + b"\xff.")
    assert decoded.text == "Förderung für Köln\ufffd."
    assert decoded.warnings == (Notice.of("replaced_bytes", count=1),)


def test_a_declared_encoding_is_believed_where_utf8_does_not_fit() -> None:
    assert decode("Łódź".encode("cp1250"), declared="windows-1250").text == "Łódź"
    assert decode("Köln: 5 €".encode("iso8859-15"), declared="ISO-8859-15").text == "Köln: 5 €"
    assert decode("Köln".encode("latin-1"), declared="no-such-code").text == "Köln"


def test_a_picture_does_not_look_like_text() -> None:
    assert not looks_like_text(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 20)


@given(st.binary(max_size=200))
def test_any_bytes_become_a_clean_text(data: bytes) -> None:
    text = decode(data).text
    assert text == clean(text)
    text.encode("utf-8")
    assert "\0" not in text
    assert "\r" not in text


GERMAN = st.text(alphabet="abcdefgäöüßÄÖÜ 0123.,-\n", min_size=2, max_size=200)
# Windows-1252 has no decomposed letters; a text of nothing else is not known as UTF-16 without a mark.
BY_THEIR_BYTES = ("cp1252", "utf-16-le", "utf-16-be")
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]


@given(GERMAN, st.sampled_from(ENCODINGS), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["NFC", "NFD"]))
def test_german_text_survives_every_encoding_line_end_and_form(
    text: str, encoding: str, line_end: str, form: Literal["NFC", "NFD"]
) -> None:
    written = text.replace("\n", line_end)
    if encoding not in BY_THEIR_BYTES:
        written = unicodedata.normalize(form, written)
    decoded = decode(written.encode(encoding))
    assert decoded.text == text
    assert decoded.replaced == 0


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_text_in_utf8_is_its_composed_self(text: str) -> None:
    assert decode(text.encode()).text == unicodedata.normalize("NFC", text.lstrip("\ufeff"))


@given(st.lists(GERMAN, min_size=2, max_size=6), st.sampled_from(["utf-8", "cp1252"]))
def test_zeros_between_words_are_dropped(words: list[str], encoding: str) -> None:
    assert decode("\0".join(words).encode(encoding)).text == "".join(words)


@given(st.binary(max_size=80), st.one_of(st.sampled_from(sorted(aliases.values())), st.text(max_size=12)))
def test_any_bytes_under_any_declared_name_become_a_clean_text(data: bytes, declared: str) -> None:
    text = decode(data, declared).text
    assert text == clean(text)
    text.encode("utf-8")


@pytest.mark.parametrize("declared", ["utf-16", "utf-8", "ascii", "zlib", "idna", "undefined", "a\0b"])
def test_a_name_that_cannot_be_meant_is_not_believed(declared: str) -> None:
    assert decode("Köln und Göttingen".encode("cp1252"), declared).text == "Köln und Göttingen"
