"""Plain text -> blocks."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ReadingError
from assistant.reading.limits import Limits
from assistant.reading.plain.text import read_text
from assistant.reading.reading import Reading


def blocks(text: str) -> list[tuple[str, int, str]]:
    reading = read_text(text.encode(), "probe.txt")
    return [(block.kind, block.level, reading.text[block.start : block.end]) for block in reading.blocks]


def assert_nothing_is_lost(reading: Reading) -> None:
    """Blocks are ordered and disjoint, and what lies between them holds no letter and no digit."""
    position = 0
    for block in reading.blocks:
        assert position <= block.start < block.end
        assert not re.search(r"[^\W_]", reading.text[position : block.start])
        position = block.end
    assert not re.search(r"[^\W_]", reading.text[position:])


def test_a_short_first_line_is_the_title() -> None:
    assert blocks("Auftakt in Wolfsburg\nOktober 2022\n\nEs kamen viele Gäste.") == [
        ("heading", 1, "Auftakt in Wolfsburg"),
        ("paragraph", 0, "Oktober 2022"),
        ("paragraph", 0, "Es kamen viele Gäste."),
    ]


def test_bullets_become_items_and_numbers_stay_in_the_text() -> None:
    assert blocks("Es sprachen:\n- Frau Weber\n• Herr Kühn\n  * sein Team\n1. Begrüßung\n3. Mai 2024 Treffen")[1:] == [
        ("item", 1, "Frau Weber"),
        ("item", 1, "Herr Kühn"),
        ("item", 2, "sein Team"),
        ("item", 1, "1. Begrüßung"),
        ("paragraph", 0, "3. Mai 2024 Treffen"),
    ]


def test_the_head_of_a_mail_within_a_text_is_a_heading() -> None:
    head = "Nachricht: 2\nDatum: 7. Oktober 2025\nVon: Imke Rohwer <imke@example.org>\nBetreff: Suche nach Fertigern"
    assert blocks(f"Rundbrief 41\n\n{head}\n\nWer baut Wellen?\n\nOrt: Hoya\nVon: 9 Uhr\nBis: 12 Uhr") == [
        ("heading", 1, "Rundbrief 41"),
        ("heading", 2, head),
        ("paragraph", 0, "Wer baut Wellen?"),
        ("paragraph", 0, "Ort: Hoya"),
        ("paragraph", 0, "Von: 9 Uhr"),
        ("paragraph", 0, "Bis: 12 Uhr"),
    ]


@pytest.mark.parametrize("line", ["Die Beratung ist frei.", "Datum: 3. Mai"])
def test_many_lines_without_a_blank_one_take_seconds(line: str) -> None:
    start = time.process_time()
    assert len(blocks("\n".join([line] * 20_000))) > 19_000
    assert time.process_time() - start < 10


def test_a_hard_wrapped_paragraph_is_one_block() -> None:
    wrapped = (
        "Das Netzwerk berät Betriebe zu Fördermitteln und begleitet sie\n"
        "bis zum Antrag. Die Beratung ist frei und dauert in der Regel\n"
        "zwei Stunden."
    )
    assert blocks(f"{wrapped}\n\n{wrapped}") == [("paragraph", 0, wrapped)] * 2


def test_long_lines_are_paragraphs_of_their_own() -> None:
    line = "Das Netzwerk berät Betriebe zu Fördermitteln und begleitet sie bis zum Antrag. " * 3
    assert blocks(f"{line}\n{line}") == [("paragraph", 0, line.strip())] * 2


def test_underlined_and_numbered_lines_are_headings() -> None:
    assert blocks("Bericht\n\nErgebnisse\n==========\nEs ging gut.\n\n2.1 Ziel\n\nWir wollen mehr.") == [
        ("heading", 1, "Bericht"),
        ("heading", 1, "Ergebnisse"),
        ("paragraph", 0, "Es ging gut."),
        ("heading", 2, "2.1 Ziel"),
        ("paragraph", 0, "Wir wollen mehr."),
    ]


WRAPPED = "Das Netzwerk berät Betriebe zu Fördermitteln und begleitet sie\nbis zum Antrag"


@pytest.mark.parametrize("over", ["", "=" * 60 + "\n", "\n\n" + "-" * 9 + "\n"])
@pytest.mark.parametrize("sign", ["=", "-", "~"])
@pytest.mark.parametrize(
    "title", ["Kurz", "Die neue Satzung des Freibads am Südring (Fassung 2023)", "Was kostet das?", "Ein Satz."]
)
def test_a_title_with_a_line_below_is_the_first_heading(title: str, sign: str, over: str) -> None:
    text = f"{over}{title}\n{sign * len(title)}\n\nMerkblatt, Stand 02.05.2023\n\nZweck\n-----\n\n{WRAPPED}."
    assert blocks(text) == [
        ("heading", 1, title),
        ("paragraph", 0, "Merkblatt, Stand 02.05.2023"),
        ("heading", 2, "Zweck"),
        ("paragraph", 0, f"{WRAPPED}."),
    ]


def test_only_one_line_is_the_title() -> None:
    assert [kind for kind, _, _ in blocks("Titel\n\nKurzer Absatz")] == ["heading", "paragraph"]


def test_a_wrapped_title_with_a_line_below_is_one_heading() -> None:
    assert blocks(f"{WRAPPED}\n======\n\nText.")[0] == ("heading", 1, WRAPPED)


def test_a_line_below_a_paragraph_or_an_item_makes_no_heading() -> None:
    wrapped = f"{WRAPPED}. Die Beratung ist frei und dauert in der Regel\nzwei Stunden."
    assert [kind for kind, _, _ in blocks(f"{wrapped}\n------\n{'Wort ' * 50}\n------\n- eins\n------")] == [
        "paragraph",
        "paragraph",
        "item",
    ]


def test_a_text_that_must_be_too_long_is_refused_without_being_decoded() -> None:
    data = "Größe ".encode("utf-32") * 100
    with pytest.raises(ReadingError, match=r"> 700 Zeichen \(höchstens 100\)"):
        read_text(data, "lang.txt", Limits(characters=100))
    assert read_text(data, "lang.txt", Limits(characters=len(data) // 4)).text


@given(st.text(alphabet="aÄß3 .-•*=\n\t1)", max_size=120))
def test_no_word_of_a_text_is_lost(text: str) -> None:
    assert_nothing_is_lost(read_text(text.encode(), "probe.txt"))


def test_signs_that_nobody_sees_are_left_out() -> None:
    """Windows puts marks of direction around a date that is copied from its list of files."""
    text = read_text(
        "Frist: \u200e31.\u200e12.\u200e2025 für die För\u00adde\u00adrung, \ufb01x.\u2028Neue Zeile".encode(), "a.txt"
    ).text
    assert text == "Frist: 31.12.2025 für die Förderung, fix.\nNeue Zeile"
    assert read_text("Die Förde\u00ad\nrung endet.".encode(), "a.txt").text == "Die Förderung endet."
