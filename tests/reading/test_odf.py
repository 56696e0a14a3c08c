"""ODT, ODS and ODP -> blocks."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from growth import grows_like_its_size
from hypothesis import given
from hypothesis import strategies as st
from readings import blocks

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.limits import Limits
from assistant.reading.office.odf import read_odp, read_odt
from assistant.reading.office.ods import read_ods
from assistant.reading.read import parse
from assistant.reading.reading import Reading

NAMES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"
    for name, long in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style")),
        *(("presentation", "presentation"), ("meta", "meta"), ("manifest", "manifest")),
    )
}
NAMES["dc"] = "http://purl.org/dc/elements/1.1/"
NAMES["xlink"] = "http://www.w3.org/1999/xlink"
NAMES["calcext"] = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
SPACES = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMES.items())
KINDS = {"text": "text", "spreadsheet": "spreadsheet", "presentation": "presentation"}


def archive(kind: str, body: str, *, styles: str = "", start: str = "", manifest: str = "") -> bytes:
    """A file of this kind with `body` inside; `start` stands before the root element."""
    content = (
        f"{start}<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    meta = f"<office:document-meta {SPACES}><office:meta><dc:title>Labs</dc:title></office:meta></office:document-meta>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        file.writestr("content.xml", content)
        file.writestr("meta.xml", meta)
        file.writestr("META-INF/manifest.xml", f"<manifest:manifest {SPACES}>{manifest}</manifest:manifest>")
    return target.getvalue()


def odt(body: str, styles: str = "") -> Reading:
    return read_odt(archive("text", body, styles=styles), "probe.odt")


def ods(body: str, styles: str = "", limits: Limits | None = None) -> Reading:
    return read_ods(archive("spreadsheet", body, styles=styles), "probe.ods", limits or Limits())


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*texts: str, attributes: str = "") -> str:
    return row_of(*map(cell, texts), attributes=attributes)


def row_of(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, attributes: str = 'table:name="Labs"') -> str:
    return f"<table:table {attributes}>{''.join(rows)}</table:table>"


def test_a_text_document_is_read_in_its_order() -> None:
    reading = odt(
        '<text:p text:style-name="P1">Protokoll</text:p><text:h text:outline-level="2">Beschlüsse</text:h>'
        "<text:p>Das  Lab<text:s text:c='3'/>trifft<text:line-break/>sich<text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>Im Mai.</text:p></text:note-body></text:note> "
        "<text:span>oft</text:span>.</text:p>"
        "<text:list><text:list-item><text:p>eins</text:p><text:list><text:list-item><text:p>darunter</text:p>"
        "</text:list-item></text:list></text:list-item></text:list>",
        '<style:style style:name="P1" style:parent-style-name="Title"/>',
    )
    assert reading.title == "Labs"
    assert blocks(reading) == [
        ("heading", 1, "Protokoll"),
        ("heading", 2, "Beschlüsse"),
        ("paragraph", 0, "Das Lab trifft\nsich oft."),
        ("item", 1, "eins"),
        ("item", 2, "darunter"),
        ("paragraph", 0, "Im Mai."),
    ]


def test_tracked_deletions_are_left_out_and_counted() -> None:
    deletion = "<text:changed-region><text:deletion><text:p>gilt nicht</text:p></text:deletion></text:changed-region>"
    reading = odt(f"<text:tracked-changes>{deletion}</text:tracked-changes><text:p>Der Satz gilt.</text:p>")
    assert reading.text == "Der Satz gilt."
    assert reading.warnings == (Notice.of("deletions_left_out", count=1),)


def test_comments_and_the_table_of_contents_are_no_text() -> None:
    comment = "<office:annotation><text:p>Stimmt das?</text:p></office:annotation>"
    contents = (
        "<text:table-of-content><text:index-body><text:p>Labs 3</text:p></text:index-body></text:table-of-content>"
    )
    contents += contents.replace("table-of-content", "alphabetical-index")
    assert odt(f"{contents}<text:p>Der Satz{comment} gilt.</text:p>").text == "Der Satz gilt."


def test_a_text_box_is_read_behind_its_paragraph() -> None:
    box = "<draw:frame><draw:text-box><text:p>Im Kasten.</text:p></draw:text-box></draw:frame>"
    assert [text for _, _, text in blocks(odt(f"<text:p>Davor {box}danach.</text:p>"))] == [
        "Davor danach.",
        "Im Kasten.",
    ]


def test_rows_have_the_names_of_their_columns() -> None:
    table = sheet(
        f"<table:table-header-rows>{row('Lab', 'Ort')}</table:table-header-rows>",
        row_of(cell("Batterien", 'table:number-rows-spanned="2"'), cell("Essen")),
        row_of("<table:covered-table-cell/>", cell("Bochum")),
    )
    assert [text for _, _, text in blocks(odt(table))] == [
        "Lab | Ort",
        "Lab: Batterien | Ort: Essen",
        "Lab: Batterien | Ort: Bochum",
    ]


def test_a_table_of_one_column_is_opened_and_one_in_a_cell_follows() -> None:
    inner = sheet(row("Auftakt", "Mai"))
    outer = row_of(cell("Lab"), f"<table:table-cell>{inner}<text:p>Essen</text:p></table:table-cell>")
    assert [text for _, _, text in blocks(odt(sheet(row("Nur Rahmen")) + sheet(outer)))] == [
        "Nur Rahmen",
        "Lab: Essen",
        "Auftakt: Mai",
    ]


def test_the_text_of_a_shape_stands_behind_the_rows_of_its_sheet() -> None:
    box = "<draw:frame><draw:text-box><text:p>Anmeldung bis Mai.</text:p></draw:text-box></draw:frame>"
    shape = "<draw:custom-shape><text:p>Frei für alle.</text:p><text:p/></draw:custom-shape>"
    note = "<office:annotation><text:p>geprüft</text:p></office:annotation>"
    cells = f"<table:table-cell>{note}<text:p>Lab</text:p>{box}</table:table-cell>"
    rows = f"<table:shapes>{shape}</table:shapes><table:table-row>{cells}</table:table-row>"
    reading = ods(f'<table:table table:name="Labs">{rows}</table:table>')
    assert reading.text.split("\n\n") == ["Labs", "Lab", "Frei für alle.", "Anmeldung bis Mai.", "geprüft"]


@pytest.mark.parametrize("suffix", ["odt", "ods", "odp"])
def test_a_locked_file_is_refused(suffix: str) -> None:
    kind = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}[suffix]
    entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    with pytest.raises(ReadingError) as caught:
        parse(archive(kind, "", manifest=entry), f"geheim.{suffix}")
    assert caught.value.code == "locked_file"


@pytest.mark.parametrize(
    ("reader", "kind"), [(read_odt, "text"), (read_ods, "spreadsheet"), (read_odp, "presentation")]
)
def test_entities_are_refused(reader: Callable[[bytes, str], Reading], kind: str) -> None:
    start = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(ReadingError) as caught:
        reader(archive(kind, "<text:p>&a;</text:p>", start=start), "bombe")
    assert caught.value.code == "xml_entities"


def test_every_visible_sheet_is_a_heading_with_its_rows() -> None:
    hidden = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    reading = ods(
        sheet(row("Lab", "Plätze", "Ort"), row("Batterien", "12", "Essen"))
        + sheet(row("Geheim"), attributes='table:name="Entwurf" table:style-name="ta2"'),
        hidden,
    )
    assert blocks(reading) == [
        ("heading", 2, "Labs"),
        ("row", 0, "Lab | Plätze | Ort"),
        ("row", 0, "Lab: Batterien | Plätze: 12 | Ort: Essen"),
    ]
    assert reading.warnings == (Notice.of("hidden_sheets", sheets=("Entwurf",)),)


def test_hidden_rows_and_columns_are_left_out_and_filtered_ones_are_not() -> None:
    reading = ods(
        sheet(
            '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>',
            row("Lab", "Ort", "Kennwort"),
            row("Batterien", "Essen", "1234", attributes='table:visibility="collapse"'),
            row("Halbleiter", "Bochum", "5678", attributes='table:visibility="filter"'),
        )
    )
    assert [text for _, _, text in blocks(reading)][1:] == ["Lab: Ort", "Halbleiter: Bochum"]
    assert reading.warnings == (Notice.of("hidden_cells", rows=1, columns=1),)


def test_the_header_of_a_filtered_range_holds_across_empty_rows() -> None:
    ranges = '<table:database-range table:target-range-address="Labs.A2:Labs.B5"/>'
    body = sheet(row("ja", "nein"), row("Ort", "Art"), row("Essen", "Büro"), row(), row("Köln", "Halle"))
    reading = ods(body + f"<table:database-ranges>{ranges}</table:database-ranges>")
    assert [text for _, _, text in blocks(reading)][-2:] == ["Ort: Essen | Art: Büro", "Ort: Köln | Art: Halle"]


def test_a_million_repeated_rows_and_columns_cost_nothing() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    started = time.perf_counter()
    reading = ods(
        sheet(
            row("Lab", "Ort"),
            row_of(empty, attributes='table:number-rows-repeated="1048000"'),
            row("Ende", "Blatt"),
        )
    )
    assert [text for _, _, text in blocks(reading)] == ["Labs", "Lab: Ort", "Ende: Blatt"]
    assert time.perf_counter() - started < 30


@pytest.mark.parametrize(
    "rows",
    [
        row("Lab", attributes='table:number-rows-repeated="1000000000"'),
        row_of(cell("Lab", 'table:number-columns-repeated="1000000000"')) * 100,
    ],
)
def test_a_text_that_is_repeated_too_often_is_refused(rows: str) -> None:
    with pytest.raises(ReadingError) as caught:
        ods(sheet(rows))
    assert caught.value.code == "too_many_cells"


def test_errors_are_left_out_and_values_without_a_text_are_shown() -> None:
    values = [
        ("float", "1.5", "1,5"),
        ("percentage", "0.125", "12,5 %"),
        ("boolean", "true", "WAHR"),
        ("date", "2025-12-31", "31.12.2025"),
        ("string", "Essen", "Essen"),
    ]
    names = {"boolean": "boolean-value", "date": "date-value", "string": "string-value"}
    rows = [
        row_of(
            cell("Wert"), f'<table:table-cell office:value-type="{kind}" office:{names.get(kind, "value")}="{value}"/>'
        )
        for kind, value, _ in values
    ]
    error = row_of(cell("Wert"), cell("#NV", 'calcext:value-type="error"'))
    reading = ods(sheet(*rows, error))
    assert [text for _, _, text in blocks(reading)][1:] == [*(f"Wert: {seen}" for *_, seen in values), "Wert"]


def test_a_value_that_is_none_stands_as_it_is_written() -> None:
    values = (
        'float" office:value="5.000,50',
        'percentage" office:value="halb',
        'date" office:date-value="2025-13-45',
        "date",
    )
    cells = [f'<table:table-cell office:value-type="{value}"/>' for value in values]
    assert ods(sheet(row_of(*cells, cell("Ort")))).text.endswith("5.000,50 | halb | 2025-13-45 | Ort")


def test_a_bad_number_costs_its_place_and_not_the_file() -> None:
    table = sheet(row_of(cell("A", 'table:number-columns-spanned="x"'), cell("B", 'table:number-columns-repeated=""')))
    text = '<text:h text:outline-level="zwei">Kopf</text:h><text:p>Ein<text:s text:c="viele"/>Satz.</text:p>'
    assert odt(text + table).text == "Kopf\n\nEin Satz.\n\nA: B"
    assert ods(table).text == "Labs\n\nA: B"


def test_slides_are_pages_with_title_items_table_and_notes() -> None:
    def frame(kind: str, content: str) -> str:
        return f'<draw:frame presentation:class="{kind}"><draw:text-box>{content}</draw:text-box></draw:frame>'

    items = "<text:list><text:list-item><text:p>Technologie</text:p></text:list-item></text:list>"
    notes = f"<presentation:notes>{frame('notes', '<text:p>Bitte kürzen.</text:p>')}</presentation:notes>"
    first = frame("footer", "<text:p>Seite 1</text:p>") + frame("title", "<text:p>Vier Labs</text:p>")
    second = f"<draw:frame>{sheet(row('Lab', 'Ort'))}</draw:frame>"
    hidden = (
        '<style:style style:name="dp2"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    )
    reading = read_odp(
        archive(
            "presentation",
            f"<draw:page>{first}{frame('outline', items)}{notes}</draw:page>"
            f'<draw:page draw:style-name="dp2">{frame("title", "<text:p>Verborgen</text:p>")}</draw:page>'
            f"<draw:page>{second}</draw:page>",
            styles=hidden,
        ),
        "probe.odp",
    )
    assert blocks(reading) == [
        ("heading", 1, "Vier Labs"),
        ("item", 1, "Technologie"),
        ("paragraph", 0, "Bitte kürzen."),
        ("row", 0, "Lab: Ort"),
    ]
    assert [page.number for page in reading.pages] == [1, 3]
    assert reading.warnings == (Notice.of("hidden_slides", slides="2"),)


TEXTS = st.text(alphabet="abÄß19 .,€", max_size=8)


@given(st.lists(st.lists(TEXTS, max_size=5), max_size=6))
def test_every_word_of_a_sheet_and_of_a_table_is_found(table: list[list[str]]) -> None:
    body = sheet(*(row(*texts) for texts in table))
    for reading in (ods(body), odt(body)):
        for word in " ".join(text for texts in table for text in texts).split():
            assert word in reading.text or not any(map(str.isalnum, word))


def test_a_range_of_odd_cells_takes_no_square() -> None:
    def read_range(size: int) -> None:
        ranges = f'<table:database-range table:target-range-address="{".A1:A" * size}"/>'
        assert "A: B" in ods(sheet(row("A", "B")) + f"<table:database-ranges>{ranges}</table:database-ranges>").text

    assert grows_like_its_size(read_range, 2000)
