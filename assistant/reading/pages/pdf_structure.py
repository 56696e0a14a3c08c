"""What a PDF says about itself, read by pypdf: title, labels of pages, files inside it, forms, fonts."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.errors import ReadingError
from assistant.reading.limits import Limits
from assistant.reading.packed.members import distinct, harmless
from assistant.reading.reading import Attachment

if TYPE_CHECKING:
    from pypdf import PdfReader

# A page that describes itself in more than this is an attack: real pages have at most a few million bytes.
MAX_CONTENT_BYTES = 60_000_000
DEEPEST_TREE = 200
# Up to here the pages of a file that has too many of them are counted, so that it can be said how many there are.
ENDS_A_PAGE = 4
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
    """What the file says about itself. `opened` is None if pypdf cannot make sense of the file.

    `cut_off` are the numbers of the pages whose content breaks off: what stands there is not whole.
    """

    opened: PdfReader | None
    title: str | None = None
    labels: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    fields: tuple[Field, ...] = ()
    cut_off: frozenset[int] = frozenset()


class _Unpacked(NamedTuple):
    """The size of a stream after its filters, counted no further than just over the limit, and if that is all of it."""

    size: int
    is_whole: bool


def structure_of(data: bytes, name: str, limits: Limits) -> Structure:
    """Raises ReadingError if a password is needed, a page's content is a bomb, or the pages go round in circles."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError("locked_file", path=name)
        _refuse_circles(reader, name, limits)
        cut_off = _cut_off(reader, name, limits)
    except damaged():
        # A damaged file: PDFium repairs more than pypdf does and decides whether there is a document.
        return Structure(None)
    structure = Structure(reader, cut_off=cut_off)
    for part in (_with_title, _with_labels, _with_attachments, _with_pinned, _with_fields):
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


def _refuse_circles(reader: PdfReader, name: str, limits: Limits) -> None:
    """A page tree one of whose branches leads back to where it came from never ends; nor does, for us, one in which
    each of fifty branches leads twice to the next."""
    waiting: list[tuple[Any, frozenset[int]]] = [(reader.root_object.raw_get("/Pages"), frozenset())]
    ends = 0
    while waiting:
        node, above = waiting.pop()
        number = getattr(node, "idnum", 0)
        if number in above or len(above) > DEEPEST_TREE:
            raise ReadingError("circular_pages", path=name)
        kids = node.get_object().get("/Kids") if hasattr(node.get_object(), "get") else None
        further = list(kids.get_object()) if kids is not None else []
        ends += not further
        if ends > limits.pages * ENDS_A_PAGE:
            raise ReadingError("too_many_pages", path=name, pages=f"> {limits.pages}", limit=limits.pages)
        within = above | {number} if number else above
        waiting += [(kid, within) for kid in further]


def _cut_off(reader: PdfReader, name: str, limits: Limits) -> frozenset[int]:
    """The pages whose content cannot be unpacked to its end, or is not there at all.

    PDFium unpacks without a limit, so the limit is kept before it sees the page.
    """
    if len(reader.pages) > limits.pages:
        raise ReadingError("too_many_pages", path=name, pages=len(reader.pages), limit=limits.pages)
    from pypdf.generic import ArrayObject

    found = set()
    for number, page in enumerate(reader.pages, start=1):
        contents = page.get("/Contents", ArrayObject()).get_object()
        streams = [part.get_object() for part in contents] if isinstance(contents, list) else [contents]
        size = 0
        for unpacked in map(_unpacked, streams):
            size += unpacked.size
            if size > MAX_CONTENT_BYTES:
                raise ReadingError("page_too_long", path=name, page=number, limit=MAX_CONTENT_BYTES)
            if not unpacked.is_whole:
                found.add(number)
    return frozenset(found)


def _unpacked(stream: Any) -> _Unpacked:
    """What a stream holds behind its Flate filters; what is larger than the limit, or is no stream, is not whole."""
    from pypdf.generic import ArrayObject

    content: bytes | None = getattr(stream, "_data", None)
    if content is None:
        return _Unpacked(0, False)
    filters = stream.get("/Filter", ArrayObject()).get_object()
    for applied in filters if isinstance(filters, list) else [filters]:
        if applied.get_object() not in ("/FlateDecode", "/Fl") or not content:
            break
        unpacker = zlib.decompressobj()
        try:
            content = unpacker.decompress(content, MAX_CONTENT_BYTES + 1)
        except zlib.error:
            return _Unpacked(len(content), False)
        if not unpacker.eof:
            return _Unpacked(len(content), False)
    return _Unpacked(len(content), True)


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
    """The files that belong to the whole document."""
    assert structure.opened is not None
    found = (_attached(file.pdf_object, file.name) for file in structure.opened.attachment_list)
    return _with_further(structure, found)


def _with_pinned(structure: Structure) -> Structure:
    """The files that somebody has pinned to a page."""
    assert structure.opened is not None
    found = (
        _attached(annotation["/FS"], "")
        for page in structure.opened.pages
        for annotation in _annotations(page)
        if annotation.get("/Subtype") == "/FileAttachment" and "/FS" in annotation
    )
    return _with_further(structure, found)


def _with_further(structure: Structure, found: Iterable[Attachment | None]) -> Structure:
    """A file that is attached twice is there once; others of the same name get a number."""
    files = dict.fromkeys([*structure.attachments, *(attachment for attachment in found if attachment)])
    names = distinct(file.name for file in files)
    return structure._replace(
        attachments=tuple(replace(file, name=name) for file, name in zip(files, names, strict=True))
    )


def _attached(specification: Any, key: str) -> Attachment | None:
    """The file by its own name, or else by the one under which it is kept; None if it lies outside of the document."""
    if "/EF" not in specification:
        return None
    names = (str(specification[entry]) for entry in ("/UF", "/F") if entry in specification)
    name = harmless(next(filter(None, names), key))
    try:
        streams = specification["/EF"]
        stream = streams["/UF" if "/UF" in streams else "/F"]
        if _unpacked(stream).is_whole:  # pypdf gives what it can, without a word
            return Attachment(name, bytes(stream.get_data()))
    except damaged():
        pass
    return Attachment(name, b"", "attachment_damaged")


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
        return bool(fonts) and all(map(_is_mute, fonts))
    except damaged():
        return False


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
