"""A page in PDFium -> its lines of words, in the order in which the page draws them."""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.reading.pages.printed import Line, Word, line_of
from assistant.reading.pages.spelling import LEADERS, respaced, respelled
from assistant.reading.raised import NOTED_WITHIN, SUPERSCRIPTS, is_note_behind

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

# PDFium puts the mark of a hyphen at the end of a line in place of the hyphen and the line end.
LINE_ENDS = "\r\n\x02\ufffe"
BOLD_WEIGHT = 600
BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
# In sizes of the line: a number smaller than the first and raised by more than the second is no part of the line.
# Word processors and TeX shrink such numbers to 58 to 70 %; browsers only to 83 %, and raise them by a third and more.
RAISED_NUMBERS = ((0.75, 0.1), (0.85, 0.2))


class Frame(NamedTuple):
    """The part of a page that is shown, in the page's own points, and by how much it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int = 0

    @classmethod
    def of(cls, page: PdfPage) -> Frame:
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation())

    @property
    def width(self) -> float:
        """Of the page as it is shown."""
        return self.top - self.bottom if self.rotation in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        """Of the page as it is shown."""
        return self.right - self.left if self.rotation in (90, 270) else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The same point from the upper left corner of the page as it is shown."""
        match self.rotation:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a rectangle as it is shown."""
        (one, two), (three, four) = self.point(left, bottom), self.point(right, top)
        return min(one, three), min(two, four), max(one, three), max(two, four)


def lines_of_page(page: PdfPage, text_page: PdfTextPage) -> list[Line]:
    """The lines as PDFium separates them; invisible characters are gone, the text is NFC."""
    return list(_Characters(text_page, Frame.of(page)).lines())


class _Characters:
    """The characters of a page; each has the index under which PDFium knows its place."""

    def __init__(self, text_page: PdfTextPage, frame: Frame) -> None:
        self._page = text_page
        self._frame = frame
        self._text = _characters(text_page)
        self._rectangle = _Rectangle()

    def lines(self) -> Iterator[Line]:
        shown: list[int] = []
        for index, character in enumerate([*self._text, "\n"]):
            if not character.isspace():
                shown.append(index)
            if shown and character in LINE_ENDS:
                if line := self._line(shown):
                    yield line
                shown = []

    def _line(self, shown: Sequence[int]) -> Line | None:
        """`shown` are the indices of the characters that can be seen; None if nothing is left of them."""
        # A hyphen that PDFium marked as one has no box of its own.
        placed = shown[:-1] if self._text[shown[-1]] in LINE_ENDS and len(shown) > 1 else shown
        first, middle, last = placed[0], placed[len(placed) // 2], placed[-1]
        # A number may be the mark of a note, which is smaller than its line.
        middle = next((at for at in placed[len(placed) // 2 :: -1] if not self._text[at].isdecimal()), middle)
        y, size = self._base(first), self._size(middle)
        bold = all(_is_bold(self._page, index) for index in {first, middle, last})
        self._set_raised(placed, y, size)
        words = respaced([word for indices in _words(shown) for word in self._word(indices)], size)
        return line_of(words, y, size, bold) if words else None

    def _set_raised(self, placed: Sequence[int], base: float, size: float) -> None:
        """Raised numbers become superscripts, lest they end a figure; the marks of notes, "2,3" too, are taken out."""
        last, is_note = -1, False
        for before, index in pairwise(placed):
            is_part = before == last and self._text[index] == ","
            if index > before + 1 or not (self._text[index].isdecimal() or is_part):
                continue
            if self._is_raised(index, base, size):
                if before != last:
                    is_note = is_note_behind("".join(self._text[max(0, index - NOTED_WITHIN) : index]))
                self._text[index] = "" if is_note else self._text[index].translate(SUPERSCRIPTS)
                last = index

    def _word(self, indices: Sequence[int]) -> Iterator[Word]:
        """The word, in parts if dots lead from one to the next."""
        text = respelled("".join(self._text[index] for index in indices))
        if not text:
            return
        box = self._box(indices[0], indices[-1])
        if "..." not in text and "…" not in text and "__" not in text:
            yield Word(text, *box)
            return
        width, position = (box[2] - box[0]) / len(text), 0
        for part in re.split(f"({LEADERS.pattern})", text):
            left = box[0] + width * position
            position += len(part)
            if part:
                shown = "…" if LEADERS.fullmatch(part) else part
                yield Word(shown, left, box[1], box[0] + width * position, box[3])

    def _box(self, first: int, last: int) -> tuple[float, float, float, float]:
        one = self._rectangle.of(self._page, first)
        if last == first:
            return self._frame.box(*one)
        two = self._rectangle.of(self._page, last)
        if two[2] <= two[0]:  # a hyphen at the end of the line has no place
            two = one if last == first + 1 else self._rectangle.of(self._page, last - 1)
        edges = (min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3]))
        return self._frame.box(*edges)

    def _base(self, index: int) -> float:
        return self._frame.point(*_origin(self._page, index))[1]

    def _is_raised(self, index: int, base: float, size: float) -> bool:
        """Whether the character stands small above the line."""
        own, above = self._size(index), base - self._base(index)
        return any(own < size * small and above > size * raised for small, raised in RAISED_NUMBERS)

    def _size(self, index: int) -> float:
        """The font size as it appears on the page: producers scale a font of size 1 by the text matrix, or turn one of
        a size below 0 round by it."""
        from pypdfium2 import raw

        size: float = raw.FPDFText_GetFontSize(self._page, index)
        matrix = raw.FS_MATRIX()
        if raw.FPDFText_GetMatrix(self._page, index, matrix):
            scale = (matrix.b**2 + matrix.d**2) ** 0.5
            size *= scale or 1.0
        return round(abs(size), 1)


class _Rectangle:
    """Asks PDFium for the place of a character: as wide as its advance, as high as its font."""

    def __init__(self) -> None:
        from pypdfium2 import raw

        self._edges = raw.FS_RECTF()
        self._pointer = ctypes.pointer(self._edges)
        self._ask = raw.FPDFText_GetLooseCharBox

    def of(self, page: Any, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top; all 0 for a character without a place."""
        if not self._ask(page, index, self._pointer):
            return 0.0, 0.0, 0.0, 0.0
        edges = self._edges
        return edges.left, edges.bottom, edges.right, edges.top


def _words(shown: Sequence[int]) -> Iterator[list[int]]:
    """The indices of each word: those that follow one another."""
    word = [shown[0]]
    for before, index in pairwise(shown):
        if index > before + 1:
            yield word
            word = []
        word.append(index)
    yield word


def _characters(text_page: PdfTextPage) -> list[str]:
    from pypdfium2 import raw

    count = text_page.count_chars()
    text = text_page.get_text_range() if count else ""
    if len(text) == count:
        return list(text)
    codes = (raw.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return [chr(code) if code < 0xD800 or 0xE000 <= code <= sys.maxunicode else "\ufffd" for code in codes]


def _origin(text_page: PdfTextPage, index: int) -> tuple[float, float]:
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, index, x, y)
    return x.value, y.value


def _is_bold(text_page: PdfTextPage, index: int) -> bool:
    from pypdfium2 import raw

    if raw.FPDFText_GetFontWeight(text_page, index) >= BOLD_WEIGHT:
        return True
    buffer = ctypes.create_string_buffer(128)
    length = raw.FPDFText_GetFontInfo(text_page, index, buffer, 128, None)
    return 0 < length <= 128 and BOLD_NAME.search(buffer.value) is not None
