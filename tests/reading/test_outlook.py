"""MSG: the same mail saved by Outlook and as EML is the same text."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import pytest
from compound import (
    BINARY,
    BOOLEAN,
    BYTES8,
    INTEGER,
    TIME,
    UNICODE,
    Folder,
    attachment,
    compound_file,
    embedded,
    packed_rtf,
)
from compound import message as a_message
from hypothesis import given, settings
from hypothesis import strategies as st
from test_mail import ENVELOPED, PDF, PNG, TOP, a_mail

from assistant.errors import ReadingError
from assistant.reading.describing.rules import Rules
from assistant.reading.document import Task, read_documents
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.packed.mail import SMALL_IMAGE_BYTES, Body, Mail, read_eml
from assistant.reading.packed.outlook import as_eml, read_msg, unpacked_rtf
from assistant.reading.read import parse
from assistant.reading.reading import Attachment, Reading

SENT = datetime.datetime(2024, 5, 3, 7, 30, tzinfo=datetime.UTC)
FROM = {(0x0C1A, UNICODE): "Jürgen Groß", (0x0C1F, UNICODE): "/O=NETZ/CN=GROSS", (0x5D01, UNICODE): "gross@example.org"}
SUBJECT = {(0x0037, UNICODE): "Förderung für Köln"}
BODY = {(0x1000, UNICODE): "Die Frist endet im Juni."}
TO = [(1, "Anna Weber", "weber@example.org"), (1, "team@example.org", "team@example.org"), (3, "Chef", "chef@x.org")]
HEADERS = {
    (0x007D, UNICODE): "From: =?utf-8?q?J=C3=BCrgen_Gro=C3=9F?= <gross@example.org>\r\nTo: Anna Weber\r\n"
    " <weber@example.org>, team@example.org\r\nDate: Fri, 03 May 2024 09:30:00 +0200\r\n\r\n"
}


def read(folder: Folder, limits: Limits = DEFAULT) -> Reading:
    return read_msg(compound_file(folder), "a.msg", limits)


def code_of(folder: Folder, limits: Limits = DEFAULT) -> str:
    with pytest.raises(ReadingError) as caught:
        read(folder, limits)
    assert "a.msg" in str(caught.value)
    return caught.value.code


def test_a_received_mail_reads_like_the_same_mail_as_eml() -> None:
    msg = read(a_message({**SUBJECT, **BODY, **HEADERS, **FROM}, TO))
    eml = read_eml(a_mail().as_bytes(), "a.eml")
    assert msg == eml
    assert msg.text.startswith(TOP)


def test_a_mail_without_headers_is_put_together_from_its_properties() -> None:
    reading = read(a_message({**FROM, **SUBJECT, **BODY, (0x0039, TIME): SENT}, [*TO, (2, "Büro", "b@example.org")]))
    expected = TOP.replace(
        "\n\nDatum: 03.05.2024, 09:30 Uhr", "\n\nKopie: Büro <b@example.org>\n\nDatum: 03.05.2024, 07:30 UTC"
    )
    assert reading.text == f"{expected}\n\nDie Frist endet im Juni."
    assert reading.date == datetime.date(2024, 5, 3)


def test_a_draft_has_no_date() -> None:
    assert read(a_message({**SUBJECT, **BODY})).date is None


def test_the_body_is_plain_else_html_else_rtf() -> None:
    html = {(0x1013, BINARY): "<p>Bunt: Größe</p>".encode("cp1252"), (0x3FDE, INTEGER): 1252}
    rtf = {(0x1009, BINARY): packed_rtf(rb"{\rtf1\ansi\ansicpg1252 Nur RTF: Gr\'f6\'dfe\par}")}
    assert read(a_message({**BODY, **html, **rtf})).text == "Die Frist endet im Juni."
    assert read(a_message({(0x1000, UNICODE): " \r\n", **html, **rtf})).text == "Bunt: Größe"
    assert read(a_message(rtf)).text == "Nur RTF: Größe"


@pytest.mark.parametrize(
    ("code_page", "encoding"), [(1252, "cp1252"), (65001, "utf-8"), (850, "cp850"), (99999, "cp1252")]
)
def test_old_mails_are_read_by_their_code_page(code_page: int, encoding: str) -> None:
    text = "Größe und Maß"
    values = {
        (0x0037, BYTES8): text.encode(encoding),
        (0x1000, BYTES8): text.encode(encoding),
        (0x3FFD, INTEGER): code_page,
    }
    reading = read(a_message(values))
    assert (reading.title, reading.text) == (text, f"Betreff: {text}\n\n{text}")


def test_packed_repetitions_are_unpacked() -> None:
    start = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}"  # stands in the window already
    # The bits of a control byte say from the lowest on: a repetition, two bytes, a repetition that overlaps itself.
    pieces = (
        bytes([0b0000_1001])
        + (0 << 4 | 10 - 2).to_bytes(2, "big")
        + b"ab"
        + ((207 + 10) << 4 | 6 - 2).to_bytes(2, "big")
    )
    end = (207 + 18) << 4
    packed = (
        bytes(8) + b"LZFu" + bytes(4) + bytes([pieces[0] | 0b1_0000]) + pieces[1:] + end.to_bytes(2, "big") + b"Rest"
    )
    assert unpacked_rtf(packed) == start[:10] + b"ab" + b"ababab"
    assert unpacked_rtf(bytes(8) + b"MELA" + bytes(4) + b"{\\rtf1 x}") == b"{\\rtf1 x}"


@given(st.binary(max_size=100))
def test_any_packed_bytes_are_unpacked_without_end_or_error(packed: bytes) -> None:
    assert len(unpacked_rtf(bytes(8) + b"LZFu" + bytes(4) + packed)) <= 18 * len(packed)


@given(st.binary(max_size=300))
def test_what_was_packed_byte_for_byte_comes_back(rtf: bytes) -> None:
    assert unpacked_rtf(packed_rtf(rtf)) == rtf


def test_attachments_become_documents_and_small_pictures_do_not(tmp_path: Path) -> None:
    image = {(0x370E, UNICODE): "image/png", (0x3712, UNICODE): "bild@1"}
    large = bytes(SMALL_IMAGE_BYTES)
    attachments = [
        attachment("Übersicht.txt", b"Es geht voran."),
        attachment("logo.png", PNG, image),
        attachment("versteckt.png", PNG, {(0x370E, UNICODE): "image/png", (0x7FFE, BOOLEAN): 1}),
        attachment("bild.png", PNG + large, image),
        attachment("foto.png", PNG, {(0x370E, UNICODE): "image/png"}),
    ]
    folder = a_message({**SUBJECT, **BODY}, attachments=attachments)
    names = [file.name for file in read(folder).attachments]
    assert names == ["Übersicht.txt", "bild.png", "foto.png"]
    (tmp_path / "a.msg").write_bytes(compound_file(folder))
    documents = read_documents(Task(tmp_path / "a.msg", tmp_path, Rules())).documents
    assert [d.info.path for d in documents][:2] == ["a.msg", "a.msg › Übersicht.txt"]


def test_a_mail_in_a_mail_is_read_with_its_own_attachments(tmp_path: Path) -> None:
    inner = a_message(
        {**FROM, (0x0037, UNICODE): "Alt/Neu", (0x1000, UNICODE): "Der Text darin.", (0x0039, TIME): SENT},
        TO,
        [attachment("Anhang ä.txt", b"Ganz innen.")],
        header_bytes=24,
    )
    (tmp_path / "a.msg").write_bytes(
        compound_file(a_message({**SUBJECT, **BODY}, attachments=[embedded("Alt/Neu", inner)]))
    )
    documents = read_documents(Task(tmp_path / "a.msg", tmp_path, Rules())).documents
    assert [document.info.path for document in documents] == [
        "a.msg",
        "a.msg › Alt-Neu.eml",
        "a.msg › Alt-Neu.eml › Anhang ä.txt",
    ]
    assert documents[1].info.date == SENT.date()
    assert documents[1].text.startswith(
        "Von: Jürgen Groß <gross@example.org>\n\nAn: Anna Weber <weber@example.org>, team"
    )
    assert documents[1].text.endswith("Betreff: Alt/Neu\n\nDer Text darin.")


def test_mails_in_mails_without_end_do_not_swell(tmp_path: Path) -> None:
    folder = a_message({**SUBJECT, (0x1000, UNICODE): "Ganz innen. " * 2000}, header_bytes=24)
    for level in range(25):
        folder = a_message({**SUBJECT, **BODY}, attachments=[embedded(f"Ebene {level}", folder)], header_bytes=24)
    folder = a_message({**SUBJECT, **BODY}, attachments=[embedded("oben", folder)])
    assert len(read(folder).attachments[0].data) < 10_000
    (tmp_path / "a.msg").write_bytes(compound_file(folder))
    documents, refusals = read_documents(Task(tmp_path / "a.msg", tmp_path, Rules()))
    assert len(documents) == DEFAULT.depth
    assert [(refusal.path.count(" › "), refusal.code) for refusal in refusals] == [(DEFAULT.depth, "nested_files")]


@pytest.mark.parametrize("html", [False, True])
def test_a_mail_written_as_eml_comes_back(html: bool) -> None:
    text = "<p>Größe – „gut“.</p>" if html else "Größe – „gut“.\n\nFrom da an"
    mail = Mail(
        sender="Groß, Jürgen <gross@example.org>",
        recipients=("Anna <a@example.org>",),
        sent=SENT,
        subject="Zeile\nzwei – ä",
        bodies=(Body(text, html),),
        attachments=(Attachment('Übersicht; "1".pdf', PDF),),
    )
    reading = read_eml(as_eml(mail), "a.eml")
    assert reading.title == "Zeile zwei – ä"
    assert reading.text.endswith("Größe – „gut“." if html else "Größe – „gut“.\n\nFrom da an")
    assert [(file.name, file.data) for file in reading.attachments] == [('Übersicht; "1".pdf', PDF)]


def test_an_encrypted_mail_is_locked_and_a_signed_one_is_read() -> None:
    sealed = {(0x001A, UNICODE): "IPM.Note.SMIME", **SUBJECT}
    assert code_of(a_message(sealed, attachments=[attachment("smime.p7m", ENVELOPED)])) == "locked_file"
    assert code_of(a_message(SUBJECT, attachments=[attachment("message.rpmsg", b"x")])) == "locked_file"
    mime = b'Content-Type: multipart/signed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n'
    mime += "Größe.\n--b\nContent-Type: application/pkcs7-signature\n\nx\n--b--\n".encode()
    signed = {(0x001A, UNICODE): "IPM.Note.SMIME.MultipartSigned", **SUBJECT}
    reading = read(a_message(signed, attachments=[attachment("smime.p7m", mime)]))
    assert reading.text == "Betreff: Förderung für Köln\n\nGröße."
    assert reading.attachments == ()


def test_too_many_attachments_are_refused() -> None:
    folder = a_message({**SUBJECT, **BODY}, attachments=[attachment(f"{n}.txt", b"Text") for n in range(4)])
    assert code_of(folder, Limits(members=3)) == "too_many_inside"


@pytest.mark.parametrize("inner", ["doc.doc", "tabelle.xls"])
def test_a_mail_is_known_whatever_is_attached(inner: str) -> None:
    office = compound_file({"WordDocument": b"x", "Workbook": b"x"})
    data = compound_file(a_message({**SUBJECT, **BODY}, attachments=[attachment(inner, office * 9)]))
    assert parse(data, "a.msg").title == "Förderung für Köln"
    assert parse(data, "a.msg").warnings == ()


@settings(deadline=None)  # the first one imports
@given(st.integers(0, 2**32), st.integers(1, 60))
def test_a_damaged_mail_is_read_or_refused(seed: int, changes: int) -> None:
    inner = a_message(BODY, header_bytes=24)
    folder = a_message(
        {**FROM, **SUBJECT, **BODY, (0x0039, TIME): SENT}, TO, [attachment("a.txt", b"x"), embedded("x", inner)]
    )
    data = bytearray(compound_file(folder))
    chance = random.Random(seed)
    for _ in range(changes):
        data[chance.randrange(8, len(data))] = chance.randrange(256)
    try:
        reading = parse(bytes(data), "a.msg")
    except ReadingError:
        return
    position = 0
    for block in reading.blocks:
        assert position <= block.start < block.end <= len(reading.text)
        position = block.end


def test_a_recipient_or_attachment_without_its_list_of_properties_does_not_stop_the_reading() -> None:
    mail = a_message({**SUBJECT, **BODY}, TO, [attachment("a.pdf", PDF)])
    for name, folder in mail.items():
        if name.startswith(("__recip", "__attach")):
            del folder["__properties_version1.0"]
    reading = read(mail)
    assert "Die Frist endet im Juni." in reading.text
    assert [file.name for file in reading.attachments] == ["a.pdf"]
