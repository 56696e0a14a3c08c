"""An archive of Office as python-docx and python-pptx take it, which refuse some that Office opens."""

from __future__ import annotations

import io
import mimetypes
import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping

from assistant.reading.office.parts import xml_of

# The names of "Strict Open XML" and those of the form that everybody writes differ by their beginning.
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
NAMED = (".xml", ".rels")
TYPES = "[Content_Types].xml"
UNKNOWN = "application/octet-stream"


def mended(data: bytes) -> bytes:
    """The archive without references to parts that it lacks, with a type for each part, and not in the strict form;
    `data` itself where nothing is to be done.

    Source: ISO/IEC 29500-1 (strict) and 29500-4 (transitional).
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        relations = {name: archive.read(name) for name in names.values() if name.endswith((".rels", TYPES))}
        kept = {
            name: _typed(content, names.values()) if name == TYPES else _kept(name, content, names)
            for name, content in relations.items()
        }
        is_strict = any(map(STRICT.search, relations.values()))
        if kept == relations and not is_strict:
            return data
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for name in names.values():
                content = kept.get(name) or archive.read(name)
                new.writestr(name, STRICT.sub(TRANSITIONAL, content) if name.endswith(NAMED) else content)
    return target.getvalue()


def _typed(types: bytes, names: Iterable[str]) -> bytes:
    """The types of the parts, with one for each suffix that has none."""
    from lxml import etree

    tree = xml_of(types)
    typed = {(element.get("PartName") or element.get("Extension", "")).lower() for element in tree}
    untyped = {
        suffix: name
        for name in names
        if (suffix := posixpath.splitext(name)[1][1:].lower()) and {suffix, f"/{name}".lower()}.isdisjoint(typed)
    }
    for suffix, name in untyped.items():
        type = mimetypes.guess_type(name)[0] or UNKNOWN
        etree.SubElement(tree, tree.tag.replace("Types", "Default"), {"Extension": suffix, "ContentType": type})
    return etree.tostring(tree) if untyped else types


def _kept(name: str, relations: bytes, names: Mapping[str, str]) -> bytes:
    """The references of a part to those that are there, each by the name that it has there."""
    from lxml import etree

    folder = posixpath.dirname(posixpath.dirname(name))
    tree = xml_of(relations)
    there = frozenset(names.values())
    is_changed = False
    for relation in list(tree):
        if relation.get("TargetMode") == "External":
            continue
        path = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
        if path in there:
            continue
        is_changed = True
        if path.lower() in names:
            relation.set("Target", f"/{names[path.lower()]}")
        else:
            tree.remove(relation)
    return etree.tostring(tree) if is_changed else relations
