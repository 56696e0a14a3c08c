"""What holds for every layout: nothing is lost but hyphens and white space, and every offset fits."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdf_sheets import Sheet
from pypdf import PdfWriter

from assistant.errors import ReadingError
from assistant.reading.boxes import unpack
from assistant.reading.limits import Limits
from assistant.reading.pages.joins import joined
from assistant.reading.pages.layout import lay_out
from assistant.reading.pages.pdf import read_pdf
from assistant.reading.pages.printed import Line, PageLines, Table, Word, line_of
from assistant.reading.pages.spelling import HYPHENS, respaced, respelled
from assistant.reading.pages.turn import Turn
from assistant.reading.pages.writing import Written

ALPHABET = "aeßÄ3-–\x02\u00ad\ufffe.,:;•¨\u0308ﬁ‐𝔸ıİ|/@_…(ǅ"
SPELLED = st.text(ALPHABET, min_size=1, max_size=8).map(respelled).filter(bool)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    left = draw(st.sampled_from([50.0, 60.0, 300.0]))
    y, size = draw(st.integers(20, 800)), draw(st.sampled_from([8.0, 11.0, 16.0]))
    words = []
    for text in draw(st.lists(SPELLED, min_size=1, max_size=6)):
        right = left + 5.0 * len(text)
        words.append(Word(text, left, y - size, right, y + 2))
        left = right + draw(st.sampled_from([3.0, 12.0, 60.0]))
    return line_of(words, float(y), size, draw(st.booleans()))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(2, 3))
    cell = st.lists(lines(), max_size=2).map(tuple)
    rows = draw(st.lists(st.tuples(*[cell] * width), min_size=1, max_size=4))
    return Table(tuple(rows), tuple(50.0 * column for column in range(width)), 100.0, 200.0)


DOCUMENTS = st.lists(st.lists(lines() | lines() | tables(), max_size=8), min_size=1, max_size=4)


def laid_out(document: Sequence[Sequence[Line | Table]]) -> Written:
    return lay_out([PageLines(number, 842.0, items) for number, items in enumerate(document, start=1)])


@given(st.lists(st.lists(SPELLED, min_size=1, max_size=5), min_size=1, max_size=5))
@example([["Förder-"], ["mittel"]])
@example([["Vor-"], ["und", "Nachteile"]])
@example([["E-"], ["Mobilität"]])
def test_joining_lines_loses_nothing_but_hyphens_and_white_space(texts: list[list[str]]) -> None:
    words = [[Word(text, 0.0, 0.0, 1.0, 1.0) for text in line] for line in texts]
    parts = list(joined((1, line) for line in words))
    written = "".join(part.separator + part.text for part in parts)
    assert _bare(written) == _bare("".join(text for line in texts for text in line))
    assert [part.word for part in parts] == [word for line in words for word in line][-len(parts) :]
    assert not set(written) & set(HYPHENS)


def _bare(text: str) -> str:
    return "".join(character for character in text if not character.isspace() and character not in "-" + HYPHENS)


@given(st.text(ALPHABET + "\u200b\ufeff\x00 ", max_size=12))
def test_a_word_is_spelled_in_nfc_without_invisible_characters(text: str) -> None:
    word = respelled("".join(text.split()))
    assert unicodedata.is_normalized("NFC", word)
    assert not set(word[:-1]) & {"\u200b", "\ufeff", "\x00", "\x02", "\u00ad", "\ufffe"}
    assert respelled(word) == word


@given(st.lists(SPELLED | st.sampled_from(list("FÖRDERUNG.")), min_size=1, max_size=12), st.sampled_from([1.0, 4.0]))
@example(["Ä", "İ", "Ä", "F"], 1.0)
def test_joining_letters_loses_none(texts: list[str], gap: float) -> None:
    words = [Word(text, number * (5 + gap), 0.0, number * (5 + gap) + 5, 10.0) for number, text in enumerate(texts)]
    together = respaced(words, 10.0)
    assert "".join(word.text for word in together).replace("…", "").replace(".", "") == "".join(texts).replace(
        "…", ""
    ).replace(".", "")
    assert [word.left for word in together] == sorted(word.left for word in together)


@given(DOCUMENTS)
@settings(deadline=None, max_examples=120)
def test_pages_blocks_and_boxes_fit_the_text(document: list[list[Line | Table]]) -> None:
    text, blocks, pages, boxes = laid_out(document)
    assert [page.number for page in pages] == list(range(1, len(document) + 1))
    assert "".join(text[page.start : page.end] for page in pages) == text[pages[0].start :]
    assert not text[: pages[0].start].strip()
    end = 0
    for block in blocks:
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip()
        end = block.end
    assert unicodedata.is_normalized("NFC", text)
    for box in unpack(boxes):
        assert 0 <= box.start < box.end <= len(text)
        assert text[box.start : box.end] == text[box.start : box.end].strip()
        assert pages[box.page - 1].start <= box.start < max(pages[box.page - 1].end, box.start + 1)


@given(DOCUMENTS)
@settings(deadline=None, max_examples=100)
def test_every_word_of_the_text_comes_from_a_page(document: list[list[Line | Table]]) -> None:
    text, _, _, _ = laid_out(document)
    drawn = "".join(line.text for page in document for item in page for line in _lines(item))
    assert set(_bare(text)) <= set(_bare(drawn)) | set("|:…")


def _lines(item: Line | Table) -> list[Line]:
    return [item] if isinstance(item, Line) else [line for row in item.rows for cell in row for line in cell]


@given(st.integers(0, 3), st.tuples(*[st.integers(0, 500)] * 4))
def test_a_box_that_was_set_upright_finds_its_way_back(quarters: int, edges: tuple[int, int, int, int]) -> None:
    left, top, width, height = (float(edge) for edge in edges)
    turn = Turn(quarters, 1000.0, 1400.0)
    box = (left, top, left + width, top + height)
    upright = turn.upright(box)
    assert turn.shown(upright) == box
    assert upright[0] <= upright[2] <= (1400.0 if quarters % 2 else 1000.0)
    assert upright[1] <= upright[3] <= turn.upright_height


def sound() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(Sheet("Titel").lines("Ein Satz.").at(300, 500, "Daneben").bytes()))
    writer.add_attachment("a.txt", b"Anlage")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


SOUND = sound()


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda tail: b"%PDF-1.4\n" + tail))
@settings(deadline=None, max_examples=60)
def test_any_bytes_give_a_reading_or_an_error(data: bytes) -> None:
    read_or_refused(data)


@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=6)), max_size=8))
@settings(deadline=None, max_examples=80)
def test_a_damaged_pdf_gives_a_reading_or_an_error(damages: list[tuple[int, bytes]]) -> None:
    data = bytearray(SOUND)
    for at, damage in damages:
        data[at : at + len(damage)] = damage
    read_or_refused(bytes(data))


@given(st.integers(0, len(SOUND)))
@settings(deadline=None, max_examples=60)
def test_a_cut_off_pdf_gives_a_reading_or_an_error(length: int) -> None:
    read_or_refused(SOUND[:length])


def read_or_refused(data: bytes) -> None:
    try:
        reading = read_pdf(data, "probe.pdf", Limits(ocr=False))
    except ReadingError:
        return
    assert all(0 <= block.start < block.end <= len(reading.text) for block in reading.blocks)
