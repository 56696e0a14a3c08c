"""What a PDF says about itself, read by pypdf: title, labels of pages, files inside it, forms, fonts."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.errors import ReadingError
from assistant.reading.limits import Limits
from assistant.records import Attachment

if TYPE_CHECKING:
    from pypdf import PdfReader

# A page that describes itself in more than this is an attack: real pages have at most a few million bytes.
MAX_CONTENT_BYTES = 60_000_000
DEEPEST_TREE = 200
PASSWORD_FLAG = 1 << 13
NUMBERED_GLYPH = re.compile(r"/?(?:g|G|c|a|C|cid|CID|index|glyph)?\d+$")
SYMBOLIC = 4


class Field(NamedTuple):
    """A filled field of a form: `rectangle` is left, bottom, right and top in the page's own points."""

    name: str
    value: str
    page: int
    rectangle: tuple[float, float, float, float]


class Structure(NamedTuple):
    """What the file says about itself. `opened` is None if pypdf cannot make sense of the file."""

    opened: PdfReader | None
    title: str | None = None
    labels: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    fields: tuple[Field, ...] = ()


def structure_of(data: bytes, name: str, limits: Limits) -> Structure:
    """Raises ReadingError if a password is needed, a page's content is a bomb, or the pages go round in circles."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError("locked_file", path=name)
        _refuse_circles(reader, name)
        _refuse_bombs(reader, name, limits)
    except damaged():
        # A damaged file: PDFium repairs more than pypdf does and decides whether there is a document.
        return Structure(None)
    structure = Structure(reader)
    for part in (_with_title, _with_labels, _with_attachments, _with_fields):
        try:
            structure = part(structure)
        except damaged():
            continue  # this part is damaged; the others may be whole
    return structure


def damaged() -> tuple[type[Exception], ...]:
    """The errors that pypdf raises for a damaged file."""
    from pypdf.errors import PyPdfError

    python = (RecursionError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, OSError)
    return (PyPdfError, NotImplementedError, *python)


def written_anew(reader: PdfReader) -> bytes:
    """The same document as a sound file. Raises one of the errors that `damaged` names if that cannot be."""
    from pypdf import PdfWriter

    target = io.BytesIO()
    PdfWriter(clone_from=reader).write(target)
    return target.getvalue()


def _refuse_circles(reader: PdfReader, name: str) -> None:
    """A page tree one of whose branches leads back to where it came from never ends."""
    waiting: list[tuple[Any, frozenset[int]]] = [(reader.root_object.raw_get("/Pages"), frozenset())]
    while waiting:
        node, above = waiting.pop()
        number = getattr(node, "idnum", 0)
        if number in above or len(above) > DEEPEST_TREE:
            raise ReadingError("circular_pages", path=name)
        kids = node.get_object().get("/Kids") if hasattr(node.get_object(), "get") else None
        if kids is not None:
            within = above | {number} if number else above
            waiting += [(kid, within) for kid in kids.get_object()]


def _refuse_bombs(reader: PdfReader, name: str, limits: Limits) -> None:
    """PDFium unpacks without a limit, so the limit is kept before it sees the page."""
    if len(reader.pages) > limits.pages:
        raise ReadingError("too_many_pages", path=name, pages=len(reader.pages), limit=limits.pages)
    for number, page in enumerate(reader.pages, start=1):
        contents = page.get("/Contents")
        contents = contents.get_object() if contents is not None else []
        streams = contents if isinstance(contents, list) else [contents]
        if sum(_unpacked_size(stream.get_object()) for stream in streams) > MAX_CONTENT_BYTES:
            raise ReadingError("page_too_long", path=name, page=number, limit=MAX_CONTENT_BYTES)


def _unpacked_size(stream: Any) -> int:
    """The size of a content stream after its Flate filters, counted no further than just over the limit."""
    content: bytes = getattr(stream, "_data", b"")
    filters = stream.get("/Filter", []) if hasattr(stream, "get") else []
    for applied in filters if isinstance(filters, list) else [filters]:
        if applied not in ("/FlateDecode", "/Fl"):
            break
        try:
            content = zlib.decompressobj().decompress(content, MAX_CONTENT_BYTES + 1)
        except zlib.error:
            break
    return len(content)


def _with_title(structure: Structure) -> Structure:
    assert structure.opened is not None
    metadata = structure.opened.metadata
    title = str(metadata.title or "").strip() if metadata else ""
    return structure._replace(title=title or None)


def _with_labels(structure: Structure) -> Structure:
    assert structure.opened is not None
    if "/PageLabels" not in structure.opened.root_object:
        return structure
    labels = (" ".join(str(label).split()) for label in structure.opened.page_labels)
    return structure._replace(labels=tuple(labels))


def _with_attachments(structure: Structure) -> Structure:
    assert structure.opened is not None
    found = [Attachment(file.name, bytes(file.content)) for file in structure.opened.attachment_list]
    for page in structure.opened.pages:
        for annotation in _annotations(page):
            if annotation.get("/Subtype") == "/FileAttachment":
                found += _attached(annotation)
    return structure._replace(attachments=tuple(dict.fromkeys(found)))


def _attached(annotation: Any) -> Iterator[Attachment]:
    """The file that somebody has pinned to a page."""
    specification = annotation["/FS"].get_object()
    streams = specification["/EF"].get_object()
    name = specification.get("/UF", specification.get("/F", ""))
    stream = streams.get("/UF", streams.get("/F"))
    if name and stream is not None:
        yield Attachment(str(name), bytes(stream.get_object().get_data()))


def _annotations(page: Any) -> Iterator[Any]:
    annotations = page.get("/Annots")
    for annotation in annotations.get_object() if annotations is not None else ():
        found = annotation.get_object()
        if hasattr(found, "get"):
            yield found


def _with_fields(structure: Structure) -> Structure:
    assert structure.opened is not None
    if "/AcroForm" not in structure.opened.root_object:
        return structure
    fields = [
        field
        for number, page in enumerate(structure.opened.pages, start=1)
        for annotation in _annotations(page)
        if annotation.get("/Subtype") == "/Widget" and (field := _field(annotation, number))
    ]
    once = {(field.name, field.value): field for field in reversed(fields)}
    return structure._replace(fields=tuple(reversed(once.values())))


def _field(widget: Any, page: int) -> Field | None:
    """None for a field that is empty, not ticked, a button or a password."""
    kind, flags = _inherited(widget, "/FT"), int(_inherited(widget, "/Ff") or 0)
    if kind not in ("/Tx", "/Ch", "/Btn") or (kind == "/Tx" and flags & PASSWORD_FLAG):
        return None
    value = _inherited(widget, "/V")
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")
    if kind == "/Btn":
        shown = "" if not shown.startswith("/") or widget.get("/AS", "/Off") == "/Off" else shown[1:]
        shown = "" if shown == "Off" else shown
    name, shown = " ".join(_name(widget).split()), " ".join(shown.split())
    rectangle = [float(edge) for edge in widget.get("/Rect", ())]
    if not name or not shown or len(rectangle) != 4:
        return None
    left, right = sorted(rectangle[::2])
    bottom, top = sorted(rectangle[1::2])
    return Field(name.removesuffix(":"), shown, page, (left, bottom, right, top))


def _inherited(widget: Any, key: str) -> Any:
    """The value of the field, or of the fields that it is a part of."""
    for _ in range(DEEPEST_TREE):
        if key in widget:
            value = widget[key]
            return value.get_object() if hasattr(value, "get_object") else value
        if "/Parent" not in widget:
            return None
        widget = widget["/Parent"].get_object()
    return None


def _name(widget: Any) -> str:
    """What the field says that it is called: for people, else for programs."""
    return str(_inherited(widget, "/TU") or _inherited(widget, "/T") or "")


def are_fonts_mute(structure: Structure, number: int) -> bool:
    """Whether page `number` has fonts, and none of them says which characters it shows."""
    if structure.opened is None:
        return False
    try:
        resources: Any = structure.opened.pages[number - 1]["/Resources"]
        fonts = [font.get_object() for font in resources["/Font"].values()]
    except (LookupError, AttributeError, TypeError):
        return False
    return bool(fonts) and all(map(_is_mute, fonts))


def _is_mute(font: Any) -> bool:
    """Whether the font neither maps its codes to characters nor has glyphs with known names."""
    if "/ToUnicode" in font:
        return False
    encoding = font.get("/Encoding")
    encoding = encoding.get_object() if encoding is not None else None
    match font.get("/Subtype"):
        case "/Type0":
            return encoding in ("/Identity-H", "/Identity-V")
        case "/Type3":
            names = encoding.get("/Differences", ()) if isinstance(encoding, dict) else ()
            return all(NUMBERED_GLYPH.match(name) for name in names if isinstance(name, str))
        case _:
            descriptor = font.get("/FontDescriptor")
            descriptor = descriptor.get_object() if descriptor is not None else {}
            is_embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            return encoding is None and is_embedded and bool(int(descriptor.get("/Flags", 0)) & SYMBOLIC)
