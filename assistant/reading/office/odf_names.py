"""The names of OpenDocument, in which the parts of an ODT, ODP or ODS are written."""

from __future__ import annotations

OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, DRAW = (OASIS + name + ":1.0}" for name in ("text", "table", "drawing"))
OFFICE, STYLE = (OASIS + name + ":1.0}" for name in ("office", "style"))
PRESENTATION = OASIS + "presentation:1.0}"
LINK = "{http://www.w3.org/1999/xlink}href"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

# What stands in the text but is no part of it: comments, deletions, the table of contents and other indexes, other
# people's pictures.
SKIPPED = frozenset(
    {
        OFFICE + "annotation",
        OFFICE + "forms",
        TEXT + "tracked-changes",
        TEXT + "table-of-content",
        TEXT + "alphabetical-index",
        TEXT + "illustration-index",
        TEXT + "table-index",
        TEXT + "object-index",
        TEXT + "note",
        TEXT + "note-citation",
        TEXT + "ruby-text",
        TEXT + "hidden-text",
        TEXT + "sequence-decls",
        PRESENTATION + "notes",
    }
)
