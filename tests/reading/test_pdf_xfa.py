"""Forms whose pages only Adobe Reader shows."""

from __future__ import annotations

import io

import pytest
from pdf_sheets import Sheet, read, texts
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from assistant.notices import Notice

TEMPLATE = """<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform name="antrag">
<pageSet><pageArea><draw><value><text>Stadt Vechtrode</text></value></draw></pageArea></pageSet>
<draw><value><exData><body xmlns="http://www.w3.org/1999/xhtml"><p>Antrag auf <span>Förderung</span></p></body></exData>
</value></draw>
<subform name="person">
<field name="name"><ui><textEdit/></ui><caption><value><text>Name:</text></value></caption></field>
<field name="ort"><ui><textEdit/></ui><caption><value><text>Ort</text></value></caption></field>
<field name="kmu"><ui><checkButton/></ui><value><integer>0</integer></value></field>
<field name="land"><ui><textEdit/></ui><value><text>Bremen</text></value></field>
<field name="senden"><ui><button/></ui><caption><value><text>Senden</text></value></caption></field>
</subform>
<draw presence="hidden"><value><text>Nur für das Amt</text></value></draw>
<subform><occur min="0"/><draw><value><text>Weitere Person</text></value></draw></subform>
</subform></template>"""
DATA = """<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><antrag><person>
<name>Jana Vogt</name><ort/></person></antrag></xfa:data></xfa:datasets>"""
EMPTY = TEMPLATE[: TEMPLATE.index("<subform")] + "</template>"


def form(template: str, *, packets: bool = True, needs_rendering: bool = True) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(Sheet().lines("Bitte warten ...").bytes())))

    def stream(text: str) -> object:
        held = StreamObject()
        held.set_data(text.encode())
        return writer._add_object(held)

    parts = [("template", template), ("datasets", DATA)]
    if packets:
        held: object = ArrayObject([one for name, text in parts for one in (TextStringObject(name), stream(text))])
    else:
        held = stream(f"<xdp>{''.join(text for _, text in parts)}</xdp>")
    root = writer.root_object
    root[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): held})
    root[NameObject("/NeedsRendering")] = BooleanObject(needs_rendering)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize("packets", [True, False])
def test_the_texts_of_a_form_and_what_was_filled_in_are_read(packets: bool) -> None:
    reading = read(form(TEMPLATE, packets=packets))
    assert texts(reading) == ["Stadt Vechtrode", "Antrag auf Förderung", "Name: Jana Vogt", "Ort", "land: Bremen"]
    assert reading.warnings == (Notice.of("form_without_pages"),)


def test_pages_that_show_what_there_is_are_read_themselves() -> None:
    for data in (form(TEMPLATE, needs_rendering=False), form(EMPTY), form("<template")):
        assert texts(read(data)) == ["Bitte warten ..."]
