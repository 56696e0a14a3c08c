"""Office files are archives that may unpack to anything: their guard, and their XML parts.

The parts are parsed without entities: none swells, none reaches for a file or the network.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from assistant.errors import ReadingError
from assistant.messages.quantities import megabytes
from assistant.reading.limits import Limits

# An XML part takes about fifteen times its size in memory.
MAX_XML_BYTES = 60_000_000
# Entities that are defined later than this stay unresolved, and the parser stops where attributes swell by them.
PROLOGUE_WITHIN = 65_536
TITLE = "{http://purl.org/dc/elements/1.1/}title"
FIRST_ELEMENT = re.compile(rb"<[A-Za-z_]")
HARDENED = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def check_archive(data: bytes, name: str, limits: Limits, *, xml_bytes: int | None = None) -> None:
    """Refuses an archive that would become too large; `xml_bytes` is more where no part is held as a tree.

    Raises:
        ReadingError: its parts say so, or it is locked.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    refuse_size(xml, xml_bytes or MAX_XML_BYTES, name)
    refuse_size(sum(part.file_size for part in parts), limits.unpacked_bytes, name)
    if any(part.flag_bits & 1 for part in parts):
        raise ReadingError("locked_file", path=name)


def refuse_size(size: int, limit: int, name: str) -> None:
    """Raises ReadingError where what the file unpacks to is larger than the limit."""
    if size > limit:
        raise ReadingError("inflates_too_much", path=name, size=megabytes(size), limit=megabytes(limit))


class Parts:
    """The parts by name; names are the same in large and small letters, as Office takes them.

    Raises:
        ReadingError: the archive is locked or becomes too large.
    """

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        check_archive(data, name, limits, xml_bytes=limits.unpacked_bytes)
        self._name = name
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._parts = {part.filename.lower(): part for part in self._archive.infolist()}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def tree(self, part: str) -> Any:
        """The root element of a part; None if there is no such part.

        Raises:
            ReadingError: the part is too large to be held as a tree, or defines entities.
        """
        from lxml import etree

        if part not in self:
            return None
        refuse_size(self._parts[part.lower()].file_size, MAX_XML_BYTES, self._name)
        with self._open(part) as source:
            return etree.parse(source, etree.XMLParser(**HARDENED)).getroot()

    def content(self, part: str) -> bytes | None:
        """The bytes of a part, None if there is no such part."""
        entry = self._parts.get(part.lower())
        return self._archive.read(entry) if entry is not None else None

    def elements(self, part: str, *tags: str, events: tuple[str, ...] = ("end",)) -> Iterator[tuple[str, Any]]:
        """(event, element) of each element with one of these tags, while the part is read; each is given back behind.

        Raises:
            ReadingError: the part defines entities.
        """
        from lxml import etree

        with self._open(part) as source:
            for event, element in etree.iterparse(source, events, tag=tags, **HARDENED):
                yield event, element
                if event == "end":
                    _give_back(element)

    def _open(self, part: str) -> Any:
        """The part from its beginning; entities are defined before its first element, if anywhere."""
        entry = self._parts[part.lower()]
        with self._archive.open(entry) as source:
            start = source.read(PROLOGUE_WITHIN).replace(b"\0", b"")
        first = FIRST_ELEMENT.search(start)
        if b"<!ENTITY" in start[: first.start() if first else None]:
            raise ReadingError("xml_entities", path=self._name)
        return self._archive.open(entry)


def xml_of(part: bytes) -> Any:
    """The root element of a part that another library took out of the archive."""
    from lxml import etree

    return etree.fromstring(part, etree.XMLParser(**HARDENED))


def whole_number(written: str | None, otherwise: int) -> int:
    """The number that an attribute states, `otherwise` where it states none or what is no number."""
    try:
        return int(float(written or ""))
    except (ValueError, OverflowError):
        return otherwise


def _give_back(element: Any) -> None:
    """The memory of the element and of what stands before it in the same parent."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def relations(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """id: (type, part) of what the part refers to inside the archive."""
    folder, file = posixpath.split(part)
    tree = parts.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
    found: dict[str, tuple[str, str]] = {}
    for relation in tree if tree is not None else ():
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External" and target:
            path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = relation.get("Type", ""), path
    return found


def related(parts: Parts, part: str, kind: str) -> list[str]:
    """The parts that `part` refers to with a type that ends with `kind`."""
    return [path for type, path in relations(parts, part).values() if type.endswith(kind) and path in parts]


def stated_title(parts: Parts) -> str | None:
    """What the properties of the file call it, None if they call it nothing.

    python-docx and python-pptx miss the properties that LibreOffice writes, and make up a title then.
    """
    return title_in(parts, next(iter(related(parts, "", "/core-properties")), "docProps/core.xml"))


def title_in(parts: Parts, part: str) -> str | None:
    """The title that a part with properties states, None without one."""
    properties = parts.tree(part)
    title = next(properties.iter(TITLE), None) if properties is not None else None
    return ((title.text or "").strip() or None) if title is not None else None
