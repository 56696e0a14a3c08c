"""Files embedded in DOCX, PPTX and XLSX -> Attachments: a table in a letter, a PDF behind an icon on a slide.

What belongs to what is hidden or deleted is left out, as its text is. So is what no reader takes for a document:
formulas, drawings, the tables behind charts, whose values stand in the charts.
"""

from __future__ import annotations

import io
import ntpath
import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from assistant.reading.formats import sniff
from assistant.reading.limits import Limits
from assistant.reading.office.parts import Parts, related, relations
from assistant.reading.office.wordml import W, is_row_deleted, is_unread
from assistant.reading.office.workbook import sheets_of
from assistant.reading.packed.members import distinct, harmless, one_name, refuse_too_many
from assistant.reading.reading import Attachment

OBJECTS: Final = ("{*}OLEObject", "{*}oleObj", "{*}oleObject")
KINDS: Final = ("/oleObject", "/package")
# The old program for charts keeps them as a workbook.
CHARTS: Final = "MSGraph"
DELETED: Final = frozenset({W + "del", W + "moveFrom"})
# The streams of a compound file that hold another file: with its name, and as it is.
NAMED: Final = "\x01Ole10Native"
AS_IT_IS: Final = ("Package", "CONTENTS", "EmbeddedOdf")
DOCUMENTS: Final = frozenset({"docx", "pptx", "xlsx", "xlsb", "odt", "ods", "odp", "pdf"})
# Compound files that are documents themselves.
COMPOUND: Final = frozenset({"doc", "xls", "ppt", "msg"})


def embedded(parts: Parts, name: str, limits: Limits) -> tuple[Attachment, ...]:
    """The files, each once and under a name of its own.

    Raises:
        ReadingError: there are too many of them.
    """
    found = dict.fromkeys(
        file for owner in _owners(parts) for part in _objects(parts, owner) for file in _files(parts, part)
    )
    refuse_too_many(len(found), name, limits)
    names = distinct(file.name for file in found)
    return tuple(replace(file, name=chosen) for file, chosen in zip(found, names, strict=True))


def _owners(parts: Parts) -> Iterator[str]:
    """The parts that a person sees: the text, the slides, the sheets."""
    for main in related(parts, "", "/officeDocument"):
        yield main
        slides = related(parts, main, "/slide")
        yield from (slide for slide in slides if parts.tree(slide).get("show", "1") not in ("0", "false"))
        yield from (sheet.part for sheet in sheets_of(parts, main) if not sheet.is_hidden)


def _objects(parts: Parts, owner: str) -> Iterator[str]:
    """The parts of the objects that stand in this one, in its order."""
    targets = {key: part for key, (kind, part) in relations(parts, owner).items() if kind.endswith(KINDS)}
    for _, element in parts.elements(owner, *OBJECTS) if targets else ():
        program = element.get("ProgID") or element.get("progId") or ""
        key = next((value for name, value in element.attrib.items() if name.endswith("}id")), "")
        is_left_out = any(map(_is_left_out, element.iterancestors()))
        if targets.get(key, "") in parts and not is_left_out and not program.startswith(CHARTS):
            yield targets[key]


def _is_left_out(around: Any) -> bool:
    """Whether what stands in the element is deleted, hidden or struck out in a text of Word."""
    return around.tag in DELETED or is_unread(around) or is_row_deleted(around)


def _files(parts: Parts, part: str) -> Iterator[Attachment]:
    """The file that the part is or holds, if it is one."""
    data, (stem, suffix) = parts.content(part) or b"", posixpath.splitext(one_name(posixpath.basename(part)))
    content, promised = sniff(data, suffix)
    if content in DOCUMENTS | COMPOUND:
        yield Attachment(stem + (suffix if content == promised else f".{content}"), data)
    elif content == "ole":
        yield from _held(data, stem)


def _held(data: bytes, stem: str) -> Iterator[Attachment]:
    """The file that the compound file holds."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            streams = {name: file.openstream(name).read() for name in (NAMED, *AS_IT_IS) if file.exists(name)}
    except Exception:  # there are many ways to be damaged
        yield Attachment(stem, b"", "attachment_damaged")
        return
    if named := _named(streams.pop(NAMED, b"")):
        yield named
    for stream in streams.values():
        content = sniff(stream, "").content
        if content in DOCUMENTS:
            yield Attachment(f"{stem}.{content}", stream)


def _named(stream: bytes) -> Attachment | None:
    """The file that was put in by its name; None where the stream has another form.

    Source: [MS-OLEDS] 2.3.6; the fields in it are those that Windows' packager writes: label, path, path while it was
    packed, data.
    """
    if stream[4:6] != b"\2\0":
        return None
    label, _, behind = stream[6:].partition(b"\0")
    path, _, behind = behind.partition(b"\0")
    behind = behind[8 + int.from_bytes(behind[4:8], "little") :]
    size = int.from_bytes(behind[:4], "little")
    data = behind[4 : 4 + size]
    names = [*_wide_names(behind[4 + size :]), *(name.decode("cp1252", "replace") for name in (label, path))]
    name = next((name for name in map(ntpath.basename, names) if ntpath.splitext(name)[1]), "")
    is_whole = len(data) == size
    return Attachment(one_name(harmless(name)), data if is_whole else b"", "" if is_whole else "attachment_damaged")


def _wide_names(names: bytes) -> Iterator[str]:
    """Label and path in UTF-16, which newer files have behind the data, behind the path while it was packed."""
    for number in range(3):
        end = 4 + 2 * int.from_bytes(names[:4], "little")
        if number:
            yield names[4:end].decode("utf-16-le", "replace")
        names = names[end:]
