"""How much one file may cost. Each limit is a setting and has a message of its own that names both numbers."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.settings.settings import Settings

_MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader must not exceed. Sizes are in bytes, times in seconds.

    `page_seconds` is how long a reader may work without finishing a page; a file without pages may take longer, by its
    size: the slowest reader takes about 1 s a MB, `bytes_a_second` allows for five. `memory_bytes` is what it may take
    above its libraries. `members`, `depth` and `unpacked_bytes` bound files inside files, all levels together.
    """

    file_bytes: int = 200_000_000
    characters: int = 20_000_000
    pages: int = 3000
    cells: int = 1_000_000
    members: int = 2000
    depth: int = 4
    unpacked_bytes: int = 250_000_000
    image_pixels: int = 120_000_000
    page_seconds: float = 60.0
    bytes_a_second: int = 200_000
    memory_bytes: int = 2 * 1024**3
    ocr: bool = True
    ocr_languages: str = "deu+eng"


DEFAULT = Limits()


def limits_of(settings: Settings) -> Limits:
    return Limits(
        file_bytes=settings.max_file_mb * _MEGA,
        characters=settings.max_characters,
        pages=settings.max_pages,
        cells=settings.max_cells,
        members=settings.max_members,
        unpacked_bytes=settings.max_unpacked_mb * _MEGA,
        image_pixels=settings.max_image_megapixels * _MEGA,
        page_seconds=settings.page_seconds,
        memory_bytes=settings.reader_memory_mb * 1024**2,
        ocr=settings.ocr,
        ocr_languages=settings.ocr_languages,
    )
