"""A form that only Adobe Reader shows (XFA) -> its texts: the pages of the PDF say no more than to get that program.

Read is what the template writes, in its order, and what was filled in. What scripts show or hide is not known.
Source: XML Forms Architecture 3.3; ISO 32000-2, 12.7.8 (NeedsRendering).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from assistant.reading.compose import Composition
from assistant.reading.office.parts import HARDENED, MAX_XML_BYTES, refuse_size
from assistant.reading.pages.pdf_structure import Structure, damaged
from assistant.records import BlockKind

HIDDEN: Final = frozenset({"hidden", "invisible", "inactive"})
CONTAINERS: Final = frozenset({"template", "subform", "subformSet", "area", "exclGroup", "pageSet", "pageArea"})
PLAIN: Final = frozenset({"text", "integer", "decimal", "float", "date", "time", "dateTime"})

Filled = dict[tuple[str, ...], list[str]]


def composed_form(structure: Structure, name: str) -> Composition | None:
    """The texts of the form; None where the pages of the PDF show what there is, or the form has no text.

    Raises:
        ReadingError: the form is too large.
    """
    composition = Composition()
    try:
        parts = _parts(structure)
        refuse_size(sum(map(len, parts.values())), MAX_XML_BYTES, name)
        for kind, text in _written(_tree(parts.get("template")), (), _filled(_tree(parts.get("datasets")))):
            composition.add(kind, text)
    except damaged():
        return None
    return composition if composition.blocks else None


def _parts(structure: Structure) -> dict[str, bytes]:
    """The parts of the form by their names; none where the PDF does not say that its pages are to be made anew."""
    root: Any = structure.opened.root_object if structure.opened is not None else {}
    if not getattr(root.get("/NeedsRendering"), "value", False):
        return {}
    packets = root["/AcroForm"]["/XFA"]
    if not isinstance(packets, list):
        return _packets(packets.get_object().get_data())
    pairs = zip(packets[::2], packets[1::2], strict=False)
    return {str(name): stream.get_object().get_data() for name, stream in pairs}


def _packets(whole: bytes) -> dict[str, bytes]:
    from lxml import etree

    return {_kind(packet): etree.tostring(packet, with_tail=False) for packet in _tree(whole)}


def _tree(part: bytes | None) -> Any:
    """The root element, also of a part that is not well-formed, as Reader takes it; an empty one for no part."""
    from lxml import etree

    tree = etree.fromstring(part, etree.XMLParser(**HARDENED, recover=True)) if part else None
    return etree.Element("none") if tree is None else tree


def _filled(datasets: Any) -> Filled:
    """What was filled in, by the names of the field and of what is around it."""
    found: Filled = {}

    def collect(element: Any, path: tuple[str, ...]) -> None:
        for child in element:
            inner = (*path, _kind(child))
            if len(child):
                collect(child, inner)
            elif text := " ".join((child.text or "").split()):
                found.setdefault(inner, []).append(text)

    for data in datasets.iterchildren("{*}data"):
        collect(data, ())
    return found


def _written(element: Any, path: tuple[str, ...], filled: Filled) -> Iterator[tuple[BlockKind, str]]:
    for child in element.iterchildren("{*}*"):
        kind = _kind(child)
        occurs = child.find("{*}occur")
        if child.get("presence") in HIDDEN or (occurs is not None and occurs.get("min") == "0"):
            continue
        inner = (*path, child.get("name")) if child.get("name") else path
        if kind == "draw":
            yield from (("paragraph", text) for text in _texts(child))
        elif kind == "field":
            yield from _field(child, filled.get(inner, []))
        elif kind in CONTAINERS:
            yield from (("paragraph", text) for text in _texts(child.find("{*}caption")))
            yield from _written(child, inner, filled)


def _field(field: Any, values: list[str]) -> Iterator[tuple[BlockKind, str]]:
    """Its caption, with what was filled in, or stands there from the beginning; nothing of a button."""
    if field.find("{*}ui/{*}button") is not None:
        return
    caption = " ".join(_texts(field.find("{*}caption")))
    value = ", ".join(values) or ("" if field.find("{*}ui/{*}checkButton") is not None else " ".join(_texts(field)))
    if value:
        yield "row", f"{(caption or field.get('name', '')).removesuffix(':')}: {value}".removeprefix(": ")
    elif caption:
        yield "paragraph", caption


def _texts(holder: Any) -> Iterator[str]:
    """The paragraphs of the holder's own value."""
    for value in holder.iterfind("{*}value") if holder is not None else ():
        plain = (content for content in value if _kind(content) in PLAIN)
        for paragraph in (*plain, *value.iterfind("{*}exData//{*}p")):
            if text := " ".join("".join(paragraph.itertext()).split()):
                yield text


def _kind(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
