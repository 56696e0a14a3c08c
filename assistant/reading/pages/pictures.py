"""Images -> Reading, by recognition: each frame is a page. Also the text of pictures inside of other documents."""

from __future__ import annotations

import io
import math
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.pages import ocr
from assistant.reading.pages.layout import lay_out
from assistant.reading.pages.pdf_scans import seen_lines, turn_of_picture
from assistant.reading.pages.printed import PageLines
from assistant.reading.pages.rendering import POINTS_AN_INCH
from assistant.reading.pages.turn import Turn, as_shown
from assistant.reading.reading import Reading
from assistant.records import BlockKind

if TYPE_CHECKING:
    from PIL import Image

# What an image says of itself beyond these is no resolution; such an image is shown with a pixel a point.
SENSIBLE_DPI = range(50, 2401)
# Smaller pictures in a document hold no sentence: icons, bullets, signatures.
LEAST_PIXELS = (120, 40)
# Recognised text of a picture that has fewer words is a logo, an axis, a sign; if it is unsure, only much of it counts.
FEWEST_WORDS = 3
FEWEST_UNSURE_WORDS = 20
# A picture that stands in a document more often than this is its decoration.
MOST_TIMES = 2

# Of the others (black and white, grey in 8 to 32 bits) Pillow makes grey, and not always colours.
COLOURED = ("RGB", "RGBA", "P", "PA", "CMYK", "YCbCr", "LAB", "HSV")

Lines = list[tuple[BlockKind, str]]


class PictureTexts(NamedTuple):
    """The blocks of each picture of a document that holds text, and what is unsure about them."""

    blocks: dict[bytes, Lines]
    warnings: tuple[Notice, ...] = ()


class Sheet(NamedTuple):
    """A picture as it is shown, in points; `points` is the size of one of its pixels."""

    width: float
    height: float
    points: float


def read_image(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """What can be recognised on the image; of a TIFF on all its pages, of a moving image on the first frame.

    Raises:
        ReadingError: the image is broken or too large, nothing on it is legible, or there is no recognition here.
    """
    image = _opened(data, name, limits)
    if not ocr.available(limits):
        raise ocr.refusal(name, limits)
    sheets: list[Sheet] = []  # of each frame, known once it is opened

    def frames() -> Iterator[Image.Image]:
        for frame in _frames(image, name, limits):
            sheets.append(sheet_of(frame))
            yield frame

    results = list(ocr.read_pages(frames(), limits))
    turned = [_page(number, *found) for number, found in enumerate(zip(sheets, results, strict=True), start=1)]
    text, blocks, offsets, boxes = lay_out([page for page, _ in turned])
    if not text:
        raise ocr.refusal(name, limits, is_late=any(result.is_late for result in results))
    boxes = as_shown(boxes, {page.number: turn for page, turn in turned})
    return Reading(text, blocks, offsets, warnings=tuple(_warnings(results, limits)), boxes=boxes)


def frame_count(data: bytes, name: str, limits: Limits) -> int:
    """How many pages `read_image` sees; raises as it does."""
    return _count(_opened(data, name, limits), name, limits)


def coloured_frame(data: bytes, name: str, limits: Limits, number: int) -> Image.Image:
    """Page `number` (from 1) as it is shown, in its colours on white. Raises ReadingError if it is broken."""
    image = _opened(data, name, limits)
    with _guarded(name, limits):
        if number > 1:
            image.seek(number - 1)
        return _shown(image, "RGB" if image.mode in COLOURED else "L")


def text_of_pictures(found: Iterable[bytes], name: str, limits: Limits) -> PictureTexts:
    """What stands on the pictures of a document; `found` has each as often as it stands there.

    Empty where there is no recognition. What is small, decoration or broken is left out, and so is a
    picture of a few words.
    """
    if not ocr.available(limits):
        return PictureTexts({})
    wanted: list[tuple[bytes, Sheet]] = []

    def pictures() -> Iterator[Image.Image]:
        for data, times in Counter(found).items():
            image = _picture(data, name, limits) if times <= MOST_TIMES else None
            if image is not None:
                wanted.append((data, sheet_of(image)))
                yield image

    texts: dict[bytes, Lines] = {}
    unsure = 0
    for at, result in enumerate(ocr.read_pages(pictures(), limits)):
        data, sheet = wanted[at]
        is_unsure = result.confidence < ocr.LOW_CONFIDENCE
        if sum(len(line.words) for line in result.lines) >= (FEWEST_UNSURE_WORDS if is_unsure else FEWEST_WORDS):
            texts[data] = _blocks(sheet, result)
            unsure += is_unsure
    return PictureTexts(texts, (Notice.of("pictures_unsure", count=unsure),) if unsure else ())


def sheet_of(image: Image.Image) -> Sheet:
    dpi = float(image.info["dpi"][0])
    points = POINTS_AN_INCH / dpi if math.isfinite(dpi) and round(dpi) in SENSIBLE_DPI else 1.0
    return Sheet(image.width * points, image.height * points, points)


def _page(number: int, sheet: Sheet, result: ocr.Recognised) -> tuple[PageLines, Turn]:
    """The page with its text set upright, and how it lies."""
    turn = turn_of_picture(result, sheet.points, sheet.width, sheet.height)
    return PageLines(number, turn.upright_height, list(seen_lines(result, sheet.points, turn))), turn


def _blocks(sheet: Sheet, result: ocr.Recognised) -> Lines:
    """A picture's headings are none of the document around it."""
    text, blocks, _, _ = lay_out([_page(1, sheet, result)[0]])
    return [("paragraph" if block.kind == "heading" else block.kind, text[block.start : block.end]) for block in blocks]


def _picture(data: bytes, name: str, limits: Limits) -> Image.Image | None:
    """The picture, None if it is too small for text, too large or broken."""
    try:
        image = next(_frames(_opened(data, name, limits), name, limits))
    except ReadingError:
        return None
    return image if image.width >= LEAST_PIXELS[0] and image.height >= LEAST_PIXELS[1] else None


def _opened(data: bytes, name: str, limits: Limits) -> Image.Image:
    from PIL import Image

    with _guarded(name, limits):
        return Image.open(io.BytesIO(data))


def _frames(image: Image.Image, name: str, limits: Limits) -> Iterator[Image.Image]:
    """The frames in grey on white, as they are shown. Raises ReadingError if they cannot be."""
    count = _count(image, name, limits)
    for number in range(count):
        with _guarded(name, limits):
            if count > 1:
                image.seek(number)
            frame = _shown(image)
        yield frame


def _count(image: Image.Image, name: str, limits: Limits) -> int:
    with _guarded(name, limits):
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    if count > limits.pages:
        raise ReadingError("too_many_pages", path=name, pages=count, limit=limits.pages)
    return count


def _shown(image: Image.Image, mode: str = "L") -> Image.Image:
    from PIL import ExifTags, Image, ImageOps

    image.load()
    shown = image.convert(mode)
    if image.has_transparency_data:
        opaque = image if "A" in image.getbands() else image.convert("RGBA")
        ground = Image.new(mode, image.size, "white")
        ground.paste(shown, mask=opaque.getchannel("A"))
        shown = ground
    if image.getexif().get(ExifTags.Base.Orientation, 1) != 1:
        shown.getexif()[ExifTags.Base.Orientation] = image.getexif()[ExifTags.Base.Orientation]
        shown = ImageOps.exif_transpose(shown)
    shown.info["dpi"] = image.info.get("dpi", (0, 0))
    return shown


@contextmanager
def _guarded(name: str, limits: Limits) -> Iterator[None]:
    """Pillow refuses what has too many pixels before it unpacks anything, and fails on damage in any way there is."""
    from PIL import Image

    allowed, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, limits.image_pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ReadingError("image_too_large", path=name, limit=f"{limits.image_pixels / 1e6:.0f}") from error
    except MemoryError:
        raise
    except Exception as error:
        suffix = Path(name).suffix.lstrip(".").upper()
        raise ReadingError("broken_file", path=name, format=suffix or "IMAGE") from error
    finally:
        Image.MAX_IMAGE_PIXELS = allowed


def _warnings(results: Sequence[ocr.Recognised], limits: Limits) -> Iterator[Notice]:
    without = [(number, result.is_late) for number, result in enumerate(results, start=1) if not result.lines]
    empty = [str(number) for number, is_late in without if not is_late]
    if empty:
        yield Notice.of("pages_without_text", pages=", ".join(empty))
    yield from ocr.late((number for number, is_late in without if is_late), limits)
    yield from ocr.doubts((number, result.confidence) for number, result in enumerate(results, start=1) if result.lines)
