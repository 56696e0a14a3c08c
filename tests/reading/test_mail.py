"""EML: who wrote what to whom, the text as it was sent, attachments as files of their own."""

from __future__ import annotations

import datetime
import random
import time
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from growth import grows_like_its_size
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.describing.rules import Rules
from assistant.reading.document import Task, read_documents
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.packed.mail import SMALL_IMAGE_BYTES, decoded_words, read_eml
from assistant.reading.read import parse
from assistant.reading.reading import Reading

PDF, PNG = b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n"
TOP = "Von: Jürgen Groß <gross@example.org>\n\nAn: Anna Weber <weber@example.org>, team@example.org\n\n"
TOP += "Datum: 03.05.2024, 09:30 Uhr\n\nBetreff: Förderung für Köln"


def a_mail(plain: str | None = "Die Frist endet im Juni.", html: str | None = None) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Jürgen Groß <gross@example.org>"
    mail["To"] = '"Anna Weber" <weber@example.org>, team@example.org'
    mail["Date"] = "Fri, 03 May 2024 09:30:00 +0200"
    mail["Subject"] = "Förderung für Köln"
    if plain is not None:
        mail.set_content(plain)
    if html is not None:
        if plain is None:
            mail.set_content(html, subtype="html")
        else:
            mail.add_alternative(html, subtype="html")
    return mail


def read(mail: EmailMessage | bytes, limits: Limits = DEFAULT) -> Reading:
    return read_eml(mail if isinstance(mail, bytes) else mail.as_bytes(), "a.eml", limits)


def body(mail: EmailMessage | bytes) -> list[str]:
    """The blocks below the lines at the top."""
    reading = read(mail)
    blocks = [reading.text[block.start : block.end] for block in reading.blocks]
    return [text for text in blocks if not text.startswith(("Von: ", "An: ", "Kopie: ", "Datum: ", "Betreff: "))]


def code_of(mail: EmailMessage | bytes, limits: Limits = DEFAULT) -> str:
    with pytest.raises(ReadingError) as caught:
        read(mail, limits)
    assert "a.eml" in str(caught.value)
    return caught.value.code


def test_a_mail_begins_with_its_headers_in_a_fixed_order() -> None:
    mail = a_mail()
    mail["Cc"] = "Büro <buero@example.org>"
    reading = read(mail)
    top = TOP.replace("\n\nDatum", "\n\nKopie: Büro <buero@example.org>\n\nDatum")
    assert reading.text == f"{top}\n\nDie Frist endet im Juni."
    assert (reading.title, reading.date) == ("Förderung für Köln", datetime.date(2024, 5, 3))
    assert [block.kind for block in reading.blocks] == ["paragraph"] * 6
    assert reading.warnings == ()


def test_a_mail_without_a_body_is_a_document_by_its_headers() -> None:
    assert read(a_mail("")).text == TOP
    assert parse(a_mail("").as_bytes(), "a.eml").text == TOP


def test_a_mail_without_subject_has_a_title_all_the_same() -> None:
    assert read(b"From: Max <max@example.org>\n\nText").title == "Nachricht ohne Betreff von Max <max@example.org>"


def test_the_plain_form_is_preferred_unless_it_says_nothing() -> None:
    assert body(a_mail("Schlicht.", "<p>Bunt.</p>")) == ["Schlicht."]
    assert body(a_mail(" \n-- \n", "<p>Bunt.</p>")) == ["Bunt."]


def test_html_is_read_with_everything_that_a_person_sees() -> None:
    html = (
        "<html><head><title>Titel</title><style>p {}</style></head><body><div style='display:none'>Vorschau</div>"
        "<header>Kopf</header><div class='newsletter'><p>Sehr geehrte Frau Weber,</p></div><ul><li>eins</li></ul>"
        "<table><tr><td>Frist</td><td>Juni</td></tr></table><footer>Netzwerk e. V.</footer><img src=x></body></html>"
    )
    expected = ["Kopf", "Sehr geehrte Frau Weber,", "eins", "Frist: Juni", "Netzwerk e. V."]
    assert body(a_mail(None, html)) == expected


def test_no_other_file_gets_into_the_text(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("Das Geheimnis.", encoding="utf-8")
    bomb = "".join(f'<!ENTITY {n} "{f"&{chr(ord(n) - 1)};" * 99 if n > "a" else "Bumm "}">' for n in "abcdefgh")
    html = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">{bomb}]><html><body><p>Text &x; &h;</p></body></html>'
    )
    [text] = [text for text in body(a_mail(None, html)) if text.startswith("Text")]
    assert len(text) < 20
    outside = f"Subject: x\nContent-Type: message/external-body; access-type=local-file; name={secret}\n\nx\n"
    assert "Geheimnis" not in str(read(outside.encode()))


def test_quoted_history_is_text_without_its_marks() -> None:
    plain = "Ja, gern.\n\nAm 2. Mai schrieb Anna:\n> Kommt ihr\n> am Montag?\n>> Treffen am Montag\nGruß"
    assert body(a_mail(plain)) == [
        "Ja, gern.",
        "Am 2. Mai schrieb Anna:",
        "Kommt ihr\nam Montag?",
        "Treffen am Montag",
        "Gruß",
    ]


def test_a_greeting_is_no_heading() -> None:
    reading = read(a_mail("Hallo Frau Weber,\n\ndie Frist endet im Juni."))
    assert {block.kind for block in reading.blocks} == {"paragraph"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("=?utf-8?q?F=C3=B6rder?= =?utf-8?q?ung?=", "Förderung"),
        ("=?iso-8859-1?Q?M=FCller=2C_Max?= <m@example.org>", "Müller, Max <m@example.org>"),
        ("=?utf-8?b?R3LDvMOfZQ==?=", "Grüße"),
        ("=?gibt-es-nicht?q?K=F6ln?=", "Köln"),
        ("Zeile\r\n mit Umbruch", "Zeile mit Umbruch"),
        ("=?utf-8?b?kaputt", "=?utf-8?b?kaputt"),
        ("=?utf\0?q?K=C3=B6ln?=", "Köln"),
    ],
)
def test_encoded_words_are_read(raw: str, expected: str) -> None:
    assert decoded_words(raw) == expected


def test_headers_sent_as_bare_bytes_are_read() -> None:
    for encoding in ("utf-8", "cp1252"):
        reading = read("From: Jürgen <j@example.org>\nSubject: Größe\nTo: x\n\nÄpfel".encode(encoding))
        assert (reading.title, reading.text) == (
            "Größe",
            "Von: Jürgen <j@example.org>\n\nAn: x\n\nBetreff: Größe\n\nÄpfel",
        )


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "us-ascii", "gibt-es-nicht", ""])
def test_a_wrong_charset_costs_no_umlaut(charset: str) -> None:
    head = f"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n\n".encode()
    assert body(head + "Größe und Maß".encode()) == ["Größe und Maß"]
    if charset != "utf-8":
        assert body(head + "Größe und Maß".encode("cp1252")) == ["Größe und Maß"]


def test_bytes_that_are_no_characters_are_replaced_and_counted() -> None:
    reading = read("Subject: x\n\nGröße, Maß und Länge".encode() + b"\xff.")
    assert reading.text.endswith("Größe, Maß und Länge\ufffd.")
    assert reading.warnings == (Notice.of("replaced_bytes", count=1),)


def test_parts_without_a_boundary_are_read_as_they_stand() -> None:
    assert body(b"Subject: x\nContent-Type: multipart/mixed\n\nDer Text.") == ["Der Text."]


def test_attachments_are_named_and_become_documents(tmp_path: Path) -> None:
    mail = a_mail()
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="Übersicht 1.pdf")
    mail.add_attachment(b"Es geht voran.", maintype="text", subtype="plain", filename="C:\\Eigenes\\notiz.txt")
    mail.add_attachment(b"Es geht weiter.", maintype="text", subtype="plain", filename="notiz.txt")
    mail.add_attachment(PDF, maintype="application", subtype="pdf")
    names = [attachment.name for attachment in read(mail).attachments]
    assert names == ["Übersicht 1.pdf", "notiz.txt", "notiz (2).txt", "Anlage 4.pdf"]
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    taken = read_documents(Task(tmp_path / "a.eml", tmp_path, Rules()))
    assert [d.info.path for d in taken.documents] == ["a.eml", "a.eml › notiz.txt", "a.eml › notiz (2).txt"]
    assert {refusal.code for refusal in taken.refusals} == {"broken_file"}


def test_what_is_attached_is_of_the_day_of_its_mail_unless_it_states_its_own(tmp_path: Path) -> None:
    mail = a_mail()
    tasks = b"Aufgabe;Wer;Frist\nTor streichen;Imke;2024-05-29\nDach decken;Ole;2024-06-12\n"
    mail.add_attachment(tasks, maintype="text", subtype="csv", filename="aufgaben.csv")
    mail.add_attachment(b"Stand: 2. April 2024\n\nText.", maintype="text", subtype="plain", filename="notiz.txt")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    taken = read_documents(Task(tmp_path / "a.eml", tmp_path, Rules()))
    sent = datetime.date(2024, 5, 3)
    assert [d.info.date for d in taken.documents] == [sent, sent, datetime.date(2024, 4, 2)]
    assert [one.source for one in taken.documents[1].origins if one.field == "date"] == ["holder"]


def test_minutes_are_not_of_the_day_on_which_they_are_sent(tmp_path: Path) -> None:
    mail = a_mail()
    mail.add_attachment(
        b"Protokoll\n\nBeschlossen: Der Zaun wird grau.", maintype="text", subtype="plain", filename="p.txt"
    )
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    [_, attached] = read_documents(Task(tmp_path / "a.eml", tmp_path, Rules())).documents
    assert (attached.info.type, attached.info.date) == ("minutes", None)


def test_a_name_in_encoded_words_is_read() -> None:
    mail = b'Subject: x\nContent-Type: application/pdf\nContent-Disposition: attachment;\n filename="'
    mail += b'=?utf-8?q?=C3=9Cbersicht=2Epdf?="\n\n%PDF'
    assert [attachment.name for attachment in read(mail).attachments] == ["Übersicht.pdf"]


def test_small_pictures_in_the_text_are_left_out() -> None:
    mail = a_mail(None, "<p>Hallo</p><img src='cid:1'>")
    mail.add_related(PNG, maintype="image", subtype="png", cid="<1>", filename="logo.png")
    large = PNG + bytes(SMALL_IMAGE_BYTES)
    mail.add_related(large, maintype="image", subtype="png", cid="<2>", filename="bild.png")
    mail.add_attachment(PNG, maintype="image", subtype="png", filename="anlage.png")
    assert [attachment.name for attachment in read(mail).attachments] == ["bild.png", "anlage.png"]
    assert body(mail) == ["Hallo"]


def test_a_forwarded_mail_is_a_mail_of_its_own(tmp_path: Path) -> None:
    inner = a_mail("Der Text darin.")
    del inner["Subject"]
    inner["Subject"] = "Alt/Neu: Grüße"
    mail = a_mail()
    mail.add_attachment(inner)
    [attachment] = read(mail).attachments
    assert attachment.name == "Alt-Neu: Grüße.eml"
    assert parse(attachment.data, attachment.name).text.endswith("Betreff: Alt/Neu: Grüße\n\nDer Text darin.")


@pytest.mark.parametrize("name", ["presse/a.eml", "presse\\a.eml"])
def test_no_attachment_gets_into_a_folder_by_its_name(name: str) -> None:
    mail = a_mail()
    mail.add_attachment(a_mail("Der Text darin."), filename=name)
    mail.add_attachment(b"Text", maintype="application", subtype="octet-stream", filename=name)
    names = [attachment.name for attachment in read(mail).attachments]
    assert len(names) == 2
    assert "/" not in "".join(names)


def test_texts_around_an_attachment_are_all_read() -> None:
    mail = a_mail("Davor.")
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="a.pdf")
    after = EmailMessage()
    after.set_content("Danach.")
    mail.attach(after)
    assert body(mail) == ["Davor.", "Danach."]


def test_an_attachment_inside_one_of_two_forms_is_kept_and_an_invitation_is_not() -> None:
    rich = EmailMessage()
    rich.set_content("<p>Bunt.</p>", subtype="html")
    rich.add_attachment(PDF, maintype="application", subtype="pdf", filename="a.pdf")
    mail = a_mail("Schlicht.")
    mail.make_alternative()
    mail.attach(rich)
    calendar = EmailMessage()
    calendar.set_content("BEGIN:VCALENDAR", subtype="calendar")
    mail.attach(calendar)
    assert body(mail) == ["Schlicht."]
    assert [attachment.name for attachment in read(mail).attachments] == ["a.pdf"]


def test_a_signature_is_left_out() -> None:
    mail = a_mail()
    mail.add_attachment(b"...", maintype="application", subtype="pgp-signature", filename="signature.asc")
    mail.add_attachment(b"...", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    assert read(mail).attachments == ()


def test_winmail_dat_is_named_in_a_warning() -> None:
    mail = a_mail()
    mail.add_attachment(b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    reading = read(mail)
    assert reading.attachments == ()
    assert reading.warnings == (Notice.of("mail_tnef", name="winmail.dat"),)


ENVELOPED = bytes.fromhex("3082012306092a864886f70d010703a0820114")
SIGNED = bytes.fromhex("3082012306092a864886f70d010702a0820114")


def test_an_encrypted_mail_is_refused_as_locked() -> None:
    pgp = b'Subject: x\nContent-Type: multipart/encrypted; boundary="b"\n\n--b\n\nVersion: 1\n--b--\n'
    assert code_of(pgp) == "locked_file"
    assert code_of(a_mail("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----")) == "locked_file"
    for kind in ("application/pkcs7-mime", "application/octet-stream"):
        sealed = a_mail(None)
        sealed.set_content(ENVELOPED, *kind.split("/"), filename="smime.p7m")
        assert code_of(sealed) == "locked_file"
    rights = a_mail()
    rights.add_attachment(b"x", maintype="application", subtype="x-microsoft-rpmsg-message", filename="message.rpmsg")
    assert code_of(rights) == "locked_file"


def test_a_mail_inside_a_signature_says_so_and_one_beside_it_is_read() -> None:
    sealed = a_mail(None)
    sealed.set_content(SIGNED, "application", "pkcs7-mime", filename="smime.p7m")
    assert read(sealed).warnings == (Notice.of("mail_sealed"),)
    signed = b'Subject: x\nContent-Type: multipart/signed; boundary="b"\n\n--b\n\nKlartext.\n--b\n'
    signed += b"Content-Type: application/pkcs7-signature\n\nxxxx\n--b--\n"
    assert body(signed) == ["Klartext."]
    assert read(signed).attachments == ()


def test_too_many_attachments_are_refused() -> None:
    mail = a_mail()
    for number in range(4):
        mail.add_attachment(PDF, maintype="application", subtype="pdf", filename=f"{number}.pdf")
    assert code_of(mail, Limits(members=3)) == "too_many_inside"
    assert len(read(mail, Limits(members=4)).attachments) == 4


def test_of_many_addresses_the_first_are_named_and_reading_them_takes_no_time() -> None:
    many = ",\n ".join(f"=?utf-8?q?M=C3=BCller?= {number} <m{number}@example.org>" for number in range(20_000))
    started = time.process_time()
    text = read(f"To: {many}\nSubject: x\n\nText".encode()).text
    assert time.process_time() - started < 10
    assert text.startswith("An: Müller 0 <m0@example.org>, Müller 1 <m1@example.org>, ")
    assert "Müller 49 <m49@example.org> und 19950 weitere\n" in text


@pytest.mark.parametrize("date", ["", "gestern", "Fri, 99 May 2024 99:99:99", "Mon"])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    reading = read(f"From: a@example.org\nDate: {date}\nSubject: x\n\nText".encode())
    assert reading.date is None
    assert "Datum" not in reading.text


def test_a_mail_is_known_by_its_headers(tmp_path: Path) -> None:
    data = a_mail().as_bytes()
    assert parse(data, "a.eml").warnings == ()
    assert parse(data, "a.txt").warnings == (Notice.of("wrong_suffix", suffix=".txt", format="EML"),)


def test_parts_without_end_are_refused_or_read() -> None:
    nested = b"Subject: x\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (level, level) for level in range(3000)
    )
    with pytest.raises(ReadingError):
        parse(nested, "a.eml")


@pytest.mark.parametrize("damaged", ["name*=utf-\0''a.pdf", "charset*=utf-\0''utf-8"])
def test_a_charset_with_a_zero_byte_does_not_stop_the_reading(damaged: str) -> None:
    text = f"Subject: Plan\nContent-Type: text/plain; {damaged}\n\nDer Plan steht.\n"
    assert read(text.encode()).text


@settings(deadline=None)  # the first one imports
@example(61861, 1)
@given(st.integers(0, 2**32), st.integers(1, 60))
def test_a_damaged_mail_is_read_or_refused(seed: int, changes: int) -> None:
    mail = a_mail("Schlicht.", "<p>Bunt.</p>")
    mail.add_attachment(a_mail())
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="Übersicht.pdf")
    data = bytearray(mail.as_bytes())
    chance = random.Random(seed)
    for _ in range(changes):
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(3)] = chance.choice([b"", b"\n", b"=", b"\xff", b"\0", b'"', b"=?utf-8?b?"])
    reading = read(bytes(data))
    position = 0
    for block in reading.blocks:
        assert position <= block.start < block.end <= len(reading.text)
        position = block.end


def test_brackets_within_brackets_cost_no_more_than_the_addresses() -> None:
    mail = a_mail().as_bytes().replace(b"From: ", b"From: " + b"(" * 3000)
    assert body(mail)[-1] == "Die Frist endet im Juni."


def test_signs_that_open_no_tag_take_no_time() -> None:
    mail = a_mail(plain=" ", html="<p>Die Frist endet im Juni.</p>" + "<" * 20_000)
    started = time.process_time()
    assert "Die Frist endet im Juni." in read(mail).text
    assert time.process_time() - started < 2


def test_a_subject_full_of_encoded_words_that_never_end_takes_no_square() -> None:
    def read_subject(size: int) -> None:
        assert (
            body(f"Subject: {'=?a?q?x' * size}\n\nDie Frist endet im Juni.".encode())[-1] == "Die Frist endet im Juni."
        )

    assert grows_like_its_size(read_subject, 1500)
