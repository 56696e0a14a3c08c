"""DOCX and PPTX -> blocks."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from readings import blocks

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.office import parts
from assistant.reading.office.slides import read_pptx
from assistant.reading.office.word import read_docx
from assistant.reading.read import parse
from assistant.reading.reading import Reading

MAIN_TYPES = ("wordprocessingml.document", "presentationml.presentation")
MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = (
    f'xmlns:w="{nsmap["w"]}" xmlns:r="{RELATION}" xmlns:a="{DRAWING}/main" xmlns:c="{DRAWING}/chart" '
    f'xmlns:dgm="{DRAWING}/diagram"'
)


def saved(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def minutes() -> docx.document.Document:
    document = docx.Document()
    document.core_properties.title = "Protokoll der Werkstatt"
    document.add_heading("Protokoll", level=0)
    document.add_heading("Beschlüsse", level=2)
    document.add_paragraph("Das Lab trifft sich monatlich.")
    document.add_paragraph("Frau Weber lädt ein.", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Aufgabe", "Wer", "Einladung", "Herr Kühn"], strict=True):
        cell.text = text
    document.add_paragraph("Nach der Tabelle.")
    return document


def test_a_docx_is_read_in_document_order() -> None:
    reading = read_docx(saved(minutes()), "probe.docx")
    assert reading.title == "Protokoll der Werkstatt"
    assert blocks(reading) == [
        ("heading", 1, "Protokoll"),
        ("heading", 2, "Beschlüsse"),
        ("paragraph", 0, "Das Lab trifft sich monatlich."),
        ("item", 1, "Frau Weber lädt ein."),
        ("row", 0, "Aufgabe: Wer"),
        ("row", 0, "Einladung: Herr Kühn"),
        ("paragraph", 0, "Nach der Tabelle."),
    ]


def renamed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The archive with other words in one of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(target, "w") as changed:
        for entry in archive.infolist():
            text = archive.read(entry)
            changed.writestr(entry, text.replace(old.encode(), new.encode()) if entry.filename == part else text)
    return target.getvalue()


def moved(data: bytes, part: str, place: str) -> bytes:
    """The archive with one of its parts under another name."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(target, "w") as changed:
        for entry in archive.infolist():
            changed.writestr(place if entry.filename == part else entry.filename, archive.read(entry))
    return target.getvalue()


def test_the_title_is_read_where_libreoffice_writes_it_and_never_made_up() -> None:
    slides = Presentation()
    slides.core_properties.title = "Vier Labs"
    slides.slides.add_slide(slides.slide_layouts[5]).shapes.title.text = "Folie"
    metadata = "/2006/relationships/metadata/"
    for data, reader, title in (
        (saved(minutes()), read_docx, "Protokoll der Werkstatt"),
        (saved(slides), read_pptx, "Vier Labs"),
    ):
        by_libreoffice = renamed(data, "_rels/.rels", f"package{metadata}", f"officedocument{metadata}")
        assert reader(by_libreoffice, "a").title == title
        assert reader(renamed(by_libreoffice, "docProps/core.xml", title, ""), "a").title is None


@pytest.mark.parametrize("kind", ["template", "macroEnabled", "slideshow", "numbered"])
def test_templates_shows_and_files_with_macros_are_read_too(kind: str) -> None:
    document, slides = saved(minutes()), Presentation()
    slides.slides.add_slide(slides.slide_layouts[5]).shapes.title.text = "Vier Labs"
    word, show = (f"application/vnd.openxmlformats-officedocument.{of}.main+xml" for of in MAIN_TYPES)
    match kind:
        case "template":
            types = word.replace("document.main", "template.main"), show.replace("presentation.main", "template.main")
        case "macroEnabled":
            types = (
                f"application/vnd.ms-{of}.macroEnabled.main+xml" for of in ("word.document", "powerpoint.slideshow")
            )
        case "slideshow":
            types = word, show.replace("presentation.main", "slideshow.main")
        case _:
            types = word, show
            for part in ("[Content_Types].xml", "_rels/.rels"):
                document = renamed(document, part, "word/document.xml", "word/document2.xml")
            document = moved(document, "word/document.xml", "word/document2.xml")
            document = moved(document, "word/_rels/document.xml.rels", "word/_rels/document2.xml.rels")
    of_word, of_show = types
    assert parse(renamed(document, "[Content_Types].xml", word, of_word), "a.docm").text.startswith("Protokoll")
    assert parse(renamed(saved(slides), "[Content_Types].xml", show, of_show), "a.ppsx").text == "Vier Labs"


def test_insertions_are_read_and_tracked_deletions_are_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Der Satz ")
    for tag, text_tag, text in (("w:ins", "w:t", "gilt"), ("w:del", "w:delText", "gilt nicht")):
        change, run, content = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        content.text = text
        run.append(content)
        change.append(run)
        paragraph._p.append(change)
    reading = read_docx(saved(document), "probe.docx")
    assert reading.text == "Der Satz gilt"
    assert reading.warnings == (Notice.of("deletions_left_out", count=1),)


def table_of(document: docx.document.Document, *rows: list[str]) -> docx.table.Table:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def test_merged_cells_name_their_rows_and_their_columns() -> None:
    document = docx.Document()
    table = table_of(
        document,
        ["Lab", "2024", "", "2025", ""],
        ["", "Plan", "Ist", "Plan", "Ist"],
        ["Batterien", "10", "9", "12", "13"],
        ["", "4", "5", "6", "7"],
    )
    for first, last in (((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4)), ((2, 0), (3, 0))):
        table.cell(*first).merge(table.cell(*last))
    assert [text for _, _, text in blocks(read_docx(saved(document), "probe.docx"))][2:] == [
        "Lab: Batterien | 2024 Plan: 10 | 2024 Ist: 9 | 2025 Plan: 12 | 2025 Ist: 13",
        "Lab: Batterien | 2024 Plan: 4 | 2024 Ist: 5 | 2025 Plan: 6 | 2025 Ist: 7",
    ]


def test_the_row_that_every_page_repeats_is_the_header() -> None:
    document = docx.Document()
    table = table_of(document, ["Lab", "Ort"], ["Batterien", "Essen"])
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    assert blocks(read_docx(saved(document), "probe.docx"))[1] == ("row", 0, "Lab: Batterien | Ort: Essen")


def test_a_table_inside_a_cell_follows_the_table() -> None:
    document = docx.Document()
    table = table_of(document, ["Lab", "Ort", "Termine"], ["Batterien", "Essen", "siehe dort"])
    inner = table.cell(1, 2).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Auftakt", "Mai"
    assert [text for _, _, text in blocks(read_docx(saved(document), "probe.docx"))] == [
        "Lab | Ort | Termine",
        "Lab: Batterien | Ort: Essen | Termine: siehe dort",
        "Auftakt: Mai",
    ]


def test_a_row_whose_deletion_is_tracked_is_not_read() -> None:
    document = docx.Document()
    table = table_of(document, ["Lab", "Ort"], ["Batterien", "Essen"], ["Halbleiter", "Bochum"])
    table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    reading = read_docx(saved(document), "probe.docx")
    assert "Batterien" not in reading.text
    assert "Halbleiter" in reading.text
    assert reading.warnings


def test_a_hidden_slide_is_left_out_and_named() -> None:
    presentation = Presentation()
    for title in ("Offen", "Verborgen"):
        presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = title
    presentation.slides[1].element.set("show", "0")
    reading = read_pptx(saved(presentation), "probe.pptx")
    assert reading.text == "Offen"
    assert [page.number for page in reading.pages] == [1]
    assert reading.warnings == (Notice.of("hidden_slides", slides="2"),)


def test_the_rows_of_a_slide_have_the_names_of_their_columns() -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = slide.shapes.add_table(3, 3, Inches(1), Inches(1), Inches(4), Inches(1)).table
    texts = [["Phase", "Schritt", "Wer"], ["Entwurf", "Skizze", "Kühn"], ["", "Prüfung", "Weber"]]
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    assert [text for _, _, text in blocks(read_pptx(saved(presentation), "probe.pptx"))] == [
        "Phase | Schritt | Wer",
        "Phase: Entwurf | Schritt: Skizze | Wer: Kühn",
        "Phase: Entwurf | Schritt: Prüfung | Wer: Weber",
    ]


def test_text_in_content_controls_is_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Im Feld")
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    paragraph._p.addprevious(control)
    content.append(paragraph._p)
    control.append(content)
    assert read_docx(saved(document), "probe.docx").text == "Im Feld"


def test_a_heading_is_known_by_its_outline_level_too() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Eigener Stil")
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "2")
    paragraph._p.get_or_add_pPr().append(level)
    assert blocks(read_docx(saved(document), "probe.docx")) == [("heading", 3, "Eigener Stil")]


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_XML_BYTES", 1_000_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 1_000_001)
    with pytest.raises(ReadingError) as caught:
        read_docx(target.getvalue(), "bombe.docx")
    assert caught.value.code == "inflates_too_much"


def test_a_text_box_without_a_shape_and_one_in_two_forms_are_read() -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    bare, doubled = (slide.shapes.add_textbox(0, 0, Inches(1), Inches(1)) for _ in range(2))
    bare.text_frame.text, doubled.text_frame.text = "Ohne Form.", "Mit Formel."
    del bare._element.nvSpPr.cNvSpPr.attrib["txBox"]
    bare._element.spPr.remove(bare._element.spPr.prstGeom)
    forms = etree.SubElement(slide.shapes._spTree, f"{MARKUP}AlternateContent")
    for form in ("Choice", "Fallback"):
        etree.SubElement(forms, MARKUP + form).append(copy.deepcopy(doubled._element))
    slide.shapes._spTree.remove(doubled._element)
    assert read_pptx(saved(presentation), "probe.pptx").text == "Ohne Form.\n\nMit Formel."


def a_chart() -> CategoryChartData:
    chart = CategoryChartData(number_format="0.0%")
    chart.categories = ["Ost", "West"]
    chart.add_series("Anteil", (0.125, None))
    chart.add_series("Ziel", (0.5, 0.75))
    return chart


def test_a_chart_says_its_values_row_by_row() -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    size = (0, 0, Inches(3), Inches(3))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *size, a_chart()).chart
    chart.chart_title.text_frame.text = "Betriebe nach Region"
    expected = "Betriebe nach Region\n\nAnteil | Ziel\nOst | Anteil: 12,5 % | Ziel: 50,0 %\nWest | Ziel: 75,0 %"
    assert read_pptx(saved(presentation), "probe.pptx").text == expected
    document = docx.Document()
    paragraph = document.add_paragraph()._p
    part = Part(PackURI("/word/charts/chart1.xml"), CHART_TYPE, chart.part.blob, document.part.package)
    reference = f'<c:chart {NAMESPACES} r:id="{document.part.relate_to(part, "chart")}"/>'
    paragraph.append(etree.fromstring(f"<w:r {NAMESPACES}><w:drawing>{reference}</w:drawing></w:r>"))
    assert read_docx(saved(document), "probe.docx").text == expected


def test_a_diagram_says_its_points() -> None:
    points = "".join(
        f'<dgm:pt modelId="{number}" {kind}><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>'
        for number, (kind, text) in enumerate((("", "Antrag"), ('type="sibTrans"', "Pfeil"), ("", "Bescheid")))
    )
    model = f"<dgm:dataModel {NAMESPACES}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>".encode()
    document = docx.Document()
    part = Part(PackURI("/word/diagrams/data1.xml"), "application/xml", model, document.part.package)
    reference = f'<dgm:relIds {NAMESPACES} r:dm="{document.part.relate_to(part, "data")}"/>'
    run = etree.fromstring(f"<w:r {NAMESPACES}><w:drawing>{reference}</w:drawing></w:r>")
    document.add_paragraph("Der Ablauf:")._p.append(run)
    assert blocks(read_docx(saved(document), "probe.docx")) == [
        ("paragraph", 0, "Der Ablauf:"),
        ("item", 1, "Antrag"),
        ("item", 1, "Bescheid"),
    ]


def test_a_table_of_contents_is_left_out() -> None:
    document = docx.Document()
    for style in ("toc 1", "TOC 2"):
        document.add_paragraph("Beschlüsse\t3", style=document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH))
    document.add_paragraph("Der Text.")
    assert read_docx(saved(document), "probe.docx").text == "Der Text."


@pytest.mark.parametrize("entity", ['SYSTEM "{secret}"', '"&b;&b;&b;&b;"> <!ENTITY b "xxxxxxxxxx"'])
def test_no_other_file_gets_into_the_text_and_nothing_swells(entity: str, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("Das Geheimnis.", encoding="utf-8")
    slides = Presentation()
    slides.slides.add_slide(slides.slide_layouts[5]).shapes.title.text = "Protokoll"
    start = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    doctype = f"{start}<!DOCTYPE a [<!ENTITY a {entity.format(secret=secret.as_uri())}>]>"
    for data, part, reader in (
        (saved(minutes()), "word/document.xml", read_docx),
        (saved(slides), "ppt/slides/slide1.xml", read_pptx),
        (saved(minutes()), "docProps/core.xml", read_docx),
    ):
        with_entity = renamed(renamed(data, part, "Protokoll", "&a;"), part, start, doctype)
        with suppress(ReadingError):
            reading = reader(with_entity, "probe")
            assert not any(word in f"{reading.text} {reading.title}" for word in ("Geheimnis", "xxxx"))


def test_slides_are_pages_with_title_items_table_and_notes() -> None:
    presentation = Presentation()
    presentation.core_properties.title = "Labs"
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Vier Labs"
    slide.placeholders[1].text = "Technologie"
    paragraph = slide.placeholders[1].text_frame.add_paragraph()
    paragraph.text, paragraph.level = "Batterien", 1
    slide.notes_slide.notes_text_frame.text = "Bitte kürzen."
    second = presentation.slides.add_slide(presentation.slide_layouts[6])
    cells = second.shapes.add_table(1, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    cells.cell(0, 0).text, cells.cell(0, 1).text = "Lab", "Ort"
    reading = read_pptx(saved(presentation), "probe.pptx")
    assert blocks(reading) == [
        ("heading", 1, "Vier Labs"),
        ("item", 1, "Technologie"),
        ("item", 2, "Batterien"),
        ("paragraph", 0, "Bitte kürzen."),
        ("row", 0, "Lab: Ort"),
    ]
    first, last = reading.pages
    assert reading.text[first.start : first.end].strip().endswith("Bitte kürzen.")
    assert reading.text[last.start : last.end].strip() == "Lab: Ort"


def test_a_bad_number_in_a_docx_costs_its_place_and_not_the_file() -> None:
    document = minutes()
    document.tables[0].cell(0, 0).merge(document.tables[0].cell(0, 1))
    data = saved(document)
    whole = read_docx(data, "a.docx").text
    for part, good, bad in (
        ("word/document.xml", 'gridSpan w:val="2"', 'gridSpan w:val="zwei"'),
        ("word/styles.xml", 'outlineLvl w:val="1"', 'outlineLvl w:val=""'),
        ("word/styles.xml", 'w:style w:type="table"', 'w:style w:type="tabelle"'),
    ):
        assert renamed(data, part, good, bad) != renamed(data, part, good, good)
        assert set(read_docx(renamed(data, part, good, bad), "a.docx").text.split()) == set(whole.split())


@pytest.mark.parametrize(
    ("part", "good", "bad"),
    [
        ("ppt/slides/slide1.xml", 'lvl="1"', 'lvl="eins"'),
        ("ppt/slides/slide1.xml", 'type="title"', 'type="titel"'),
        ("ppt/slides/slide2.xml", 'gridSpan="2"', 'gridSpan=""'),
        ("ppt/slides/slide2.xml", 'hMerge="1"', 'hMerge="ja"'),
        ("ppt/slides/slide2.xml", 'firstRow="1"', 'firstRow="x"'),
        ("ppt/notesSlides/notesSlide1.xml", 'type="sldNum"', 'type="Zahl"'),
    ],
)
def test_a_bad_number_in_a_pptx_costs_its_place_and_not_the_file(part: str, good: str, bad: str) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Vier Labs"
    slide.placeholders[1].text = "Technologie"
    slide.placeholders[1].text_frame.paragraphs[0].level = 1
    slide.notes_slide.notes_text_frame.text = "Bitte kürzen."
    second = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = second.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(1, 0).text, table.cell(1, 1).text = "Labs", "Halle", "Zwickau"
    table.cell(0, 0).merge(table.cell(0, 1))
    data = saved(presentation)
    assert renamed(data, part, good, bad) != renamed(data, part, good, good)
    text = read_pptx(renamed(data, part, good, bad), "a.pptx").text
    assert all(word in text for word in ("Vier Labs", "Technologie", "kürzen", "Labs", "Halle", "Zwickau"))


def test_a_docx_that_refers_to_a_part_that_is_not_there_is_read() -> None:
    """Word writes such a reference where a linked picture was lost."""
    lost = f'<Relationship Id="rId99" Type="{RELATION}/image" Target="../NULL"/></Relationships>'
    data = renamed(saved(minutes()), "word/_rels/document.xml.rels", "</Relationships>", lost)
    assert read_docx(data, "a.docx").text == read_docx(saved(minutes()), "a.docx").text


def test_a_part_without_a_type_costs_nothing() -> None:
    document = minutes()
    picture = io.BytesIO()
    Image.new("L", (9, 9)).save(picture, "PNG")
    document.add_picture(picture)
    data = renamed(saved(document), "[Content_Types].xml", '<Default Extension="png" ContentType="image/png"/>', "")
    assert blocks(read_docx(data, "a.docx")) == blocks(read_docx(saved(minutes()), "a.docx"))


def test_a_part_is_found_under_its_name_in_other_letters() -> None:
    data = moved(saved(minutes()), "word/styles.xml", "word/Styles.xml")
    assert blocks(read_docx(data, "a.docx")) == blocks(read_docx(saved(minutes()), "a.docx"))


def test_the_strict_form_of_office_is_read() -> None:
    slides = Presentation()
    slides.slides.add_slide(slides.slide_layouts[5]).shapes.title.text = "Folie"
    for data, reader in ((saved(minutes()), read_docx), (saved(slides), read_pptx)):
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(target, "w") as strict:
            for entry in archive.infolist():
                names = re.compile(rb"http://schemas\.openxmlformats\.org/((?!package)\w+)/2006/")
                strict.writestr(entry, names.sub(rb"http://purl.oclc.org/ooxml/\1/", archive.read(entry)))
        assert blocks(reader(target.getvalue(), "a")) == blocks(reader(data, "a"))


def run(text: str, *formats: str) -> str:
    return (
        f"<w:r><w:rPr>{''.join(f'<w:{one}/>' for one in formats)}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"
    )


def read_runs(*runs: str) -> Reading:
    document = docx.Document()
    document.element.body.insert(0, etree.fromstring(f"<w:p {NAMESPACES}>{''.join(runs)}</w:p>"))
    return read_docx(saved(document), "a.docx")


def test_text_that_is_hidden_or_struck_out_is_left_out_and_counted() -> None:
    runs = (
        run("Der Preis: "),
        run("50 ", "strike"),
        run("40 Euro"),
        run(" netto", "vanish"),
        run(".", 'vanish w:val="0"'),
    )
    reading = read_runs(*runs)
    assert reading.text == "Der Preis: 40 Euro."
    assert reading.warnings == (
        Notice.of("hidden_text", count=1),
        Notice.of("struck_out", count=1),
    )


def test_a_raised_number_ends_no_figure() -> None:
    raised = 'vertAlign w:val="superscript"'
    runs = (
        run("Es sind 10"),
        run("6", raised),
        run(" t im Jahr 2025"),
        run("1", raised),
        run(", der 1"),
        run("er", raised),
        run(" für 3,"),
        run("50", raised),
    )
    assert read_runs(*runs).text == "Es sind 10⁶ t im Jahr 2025¹, der 1er für 3,50"


def test_a_formula_is_read_in_its_order() -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    power = "<m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
    formula = f"<m:oMath {math}><m:r><m:t>E=m</m:t></m:r><m:sSup>{power}</m:sSup></m:oMath>"
    assert read_runs(run("Es gilt "), formula).text == "Es gilt E=mc²"


def test_boxes_to_be_ticked_say_whether_they_are() -> None:
    def box(*marks: str) -> str:
        data = "".join(f"<w:{mark}/>" for mark in marks)
        field = f'<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{data}</w:checkBox></w:ffData></w:fldChar>'
        return f'<w:r>{field}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

    off = 'w:val="0"'
    runs = (box(f"default {off}", "checked"), run(" ja "), box(f"default {off}"), run(" nein "))
    assert read_runs(*runs, box("default", f"checked {off}"), run(" offen")).text == "☒ ja ☐ nein ☐ offen"


def test_signs_of_symbol_fonts_are_read_as_they_are_shown() -> None:
    def sign(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    coded = run("\uf0b0C,", 'rFonts w:ascii="Symbol"')
    runs = (run("Toleranz 5 "), sign("Symbol", "F06D"), run("m "), sign("Symbol", "B3"), run(" 20 "), coded)
    boxes = (run(" ja "), sign("Wingdings", "F0FE"), run(" nein "), sign("Wingdings 2", "F0A3"))
    unknown = (sign("Wingdings", "F0CC"), sign("Webdings", "F0FE"), sign("Symbol", "?"))
    assert read_runs(*runs, *boxes, *unknown).text == "Toleranz 5 μm ≥ 20 °C, ja ☑ nein ☐"


def test_an_arrow_that_powerpoint_puts_for_two_strokes_is_read() -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    paragraph = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(4), Inches(1)).text_frame.paragraphs[0]
    for text in ("weniger Strom ", "\uf0e0", " weniger Kosten"):
        paragraph.add_run().text = text
    font = etree.SubElement(paragraph.runs[1]._r.get_or_add_rPr(), qn("a:sym"))
    font.set("typeface", "Wingdings")
    assert read_pptx(saved(presentation), "a.pptx").text == "weniger Strom → weniger Kosten"
