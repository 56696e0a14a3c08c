"""The XML parts of an Office archive, parsed without entities: none swells, none reaches for a file or the network."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from assistant.errors import ReadingError
from assistant.reading.limits import Limits
from assistant.reading.office.word import MAX_XML_BYTES, check_archive, refuse_size

# Entities that are defined later than this stay unresolved, and the parser stops where attributes swell by them.
PROLOGUE_WITHIN = 65_536
FIRST_ELEMENT = re.compile(rb"<[A-Za-z_]")
HARDENED = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


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


def _give_back(element: Any) -> None:
    """The memory of the element and of what stands before it in the same parent."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
