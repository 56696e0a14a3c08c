"""DOCX -> the numbers that Word shows before paragraphs and counts itself."""

from __future__ import annotations

import io

import docx
import docx.text.paragraph
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from assistant.reading.office.word import read_docx

# Numbers, below them letters, below them roman ones; a style is bound to the first and another to the second level.
LEVELS = """
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
"""
LISTS = f"""
<w:abstractNum w:abstractNumId="70">{LEVELS}</w:abstractNum>
<w:abstractNum w:abstractNumId="71"><w:numStyleLink w:val="Regeln"/></w:abstractNum>
<w:abstractNum w:abstractNumId="72"><w:styleLink w:val="Regeln"/>
  <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="§ %1"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimalZero"/><w:lvlText w:val="(%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="73">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlRestart w:val="0"/>
    <w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="74">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="%1"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:pStyle w:val="Heading2"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="70"><w:abstractNumId w:val="70"/></w:num>
<w:num w:numId="71"><w:abstractNumId w:val="71"/></w:num>
<w:num w:numId="73"><w:abstractNumId w:val="73"/></w:num>
<w:num w:numId="74"><w:abstractNumId w:val="74"/></w:num>
<w:num w:numId="75"><w:abstractNumId w:val="70"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="76"><w:abstractNumId w:val="70"/>
  <w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="TOP %1:"/></w:lvl></w:lvlOverride>
</w:num>
<w:num w:numId="77"><w:abstractNumId w:val="999"/></w:num>
<w:num w:numId="79"><w:abstractNumId w:val="70"/>
  <w:lvlOverride w:ilvl="9"><w:startOverride w:val="5"/></w:lvlOverride>
  <w:lvlOverride w:ilvl="-1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
"""


def document() -> docx.document.Document:
    found = docx.Document()
    for element in parse_xml(f"<w:numbering {nsdecls('w')}>{LISTS}</w:numbering>"):
        found.part.numbering_part.element.append(element)
    return found


def counted(paragraph: docx.text.paragraph.Paragraph, number: int, level: int = 0) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = level


def lines(document: docx.document.Document) -> list[str]:
    target = io.BytesIO()
    document.save(target)
    reading = read_docx(target.getvalue(), "ordnung.docx")
    return [reading.text[block.start : block.end] for block in reading.blocks]


@pytest.mark.parametrize(
    ("places", "numbers"),
    [
        ([(70, 0), (70, 1), (70, 1), (70, 0), (70, 1)], ["1.", "a)", "b)", "2.", "a)"]),
        ([(70, 0), (70, 2), (70, 2), (70, 1), (70, 2)], ["1.", "1.a.I", "1.a.II", "a)", "1.a.I"]),
        ([(70, 0), (70, 3)], ["1.", ""]),  # a bullet
        ([(70, 0), (75, 0), (75, 0), (70, 0)], ["1.", "1.", "2.", "3."]),  # another list that begins anew
        ([(70, 0), (76, 0), (76, 1)], ["1.", "TOP 2:", "a)"]),  # one that counts on, written otherwise
        ([(71, 0), (71, 1), (71, 1), (71, 0)], ["§ 4", "(01)", "(02)", "§ 5"]),  # as a style says
        ([(73, 0), (73, 1), (73, 0), (73, 1)], ["I.", "1.1", "II.", "2.2"]),  # digits only, and never anew
        ([(79, 0), (79, 1)], ["1.", "a)"]),  # one that begins levels anew that there are not
        ([(0, 0), (77, 0), (78, 0), (70, 9), (70, -1)], [""] * 5),  # lists and levels that there are not
    ],
)
def test_paragraphs_have_the_numbers_that_word_counts(places: list[tuple[int, int]], numbers: list[str]) -> None:
    written = document()
    for place in places:
        counted(written.add_paragraph("Der Kran hebt."), *place)
    assert lines(written) == [f"{number} Der Kran hebt.".strip() for number in numbers]


def test_a_heading_has_the_number_of_the_level_that_its_style_is_bound_to() -> None:
    written = document()
    for level in (1, 2):
        properties = written.styles[f"Heading {level}"].element.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().val = 74
    for words, level in (("Zweck", 1), ("Hafen", 2), ("Werft", 2), ("Verfahren", 1), ("Antrag", 2)):
        written.add_heading(words, level)
    assert lines(written) == ["1 Zweck", "1.1 Hafen", "1.2 Werft", "2 Verfahren", "2.1 Antrag"]


def test_a_cell_that_holds_nothing_but_a_number_has_it() -> None:
    written = document()
    table = written.add_table(2, 3)
    for row, words in zip(table.rows, (("Nr.", "Thema", "Wer"), ("", "Ausbau der Kaje", "Weber")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    counted(table.cell(1, 0).paragraphs[0], 70)
    assert lines(written)[-1] == "Nr.: 1. | Thema: Ausbau der Kaje | Wer: Weber"


@pytest.mark.parametrize("gone", ["del", "moveFrom"])
def test_an_empty_paragraph_is_counted_and_not_read_and_one_that_is_gone_is_neither(gone: str) -> None:
    written = document()
    paragraphs = [written.add_paragraph(words) for words in ("Der Kran hebt.", "", "Weg damit.", "Das Schiff fährt.")]
    for paragraph in paragraphs:
        counted(paragraph, 70)
    deleted = paragraphs[2]._p
    deleted.get_or_add_pPr().append(parse_xml(f"<w:rPr {nsdecls('w')}><w:{gone}/></w:rPr>"))
    mark = parse_xml(f"<w:{gone} {nsdecls('w')}/>")
    mark.extend(deleted.findall(qn("w:r")))
    deleted.append(mark)
    assert lines(written) == ["1. Der Kran hebt.", "3. Das Schiff fährt."]
