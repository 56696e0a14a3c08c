"""The reading order of text in columns."""

from __future__ import annotations

import pytest
from pdf_sheets import Sheet, read, texts
from readings import blocks

from assistant.reading.pages.columns import in_reading_order
from assistant.reading.pages.printed import Line, Word, line_of

ABOVE = "Eine Überschrift über beide Spalten"
BELOW = "Darunter steht ein Satz über die ganze Breite der Seite, der zu keiner Spalte gehört."
LEFT = (
    "Das Netzwerk berät Betriebe der Zulie-",
    "ferindustrie zu Fördermitteln und be-",
    "gleitet sie bis zum Antrag. Die Bera-",
    "tung ist frei und dauert zwei Stunden",
    "und wird seit dem Jahr 2021 von allen",
    "Laboren der Region gern und oft ange-",
)
RIGHT = (
    "boten. Im zweiten Abschnitt geht es um",
    "die Kosten der Umstellung, die für alle",
    "Betriebe anders ausfallen. Kleine Be-",
    "triebe zahlen weniger als große, denn",
    "sie stellen später um und lernen dabei",
    "von den anderen.",
)
TEXT = (
    "Das Netzwerk berät Betriebe der Zulieferindustrie zu Fördermitteln und begleitet sie bis zum Antrag. "
    "Die Beratung ist frei und dauert zwei Stunden und wird seit dem Jahr 2021 von allen Laboren der Region "
    "gern und oft angeboten. Im zweiten Abschnitt geht es um die Kosten der Umstellung, die für alle Betriebe "
    "anders ausfallen. Kleine Betriebe zahlen weniger als große, denn sie stellen später um und lernen dabei "
    "von den anderen."
)


def drawn(order: str, gutter: float = 24) -> bytes:
    sheet = Sheet().at(72, 760, ABOVE, size=16)
    left = [(72, 720 - 13 * number, line) for number, line in enumerate(LEFT)]
    right = [(72 + 190 + gutter, 720 - 13 * number, line) for number, line in enumerate(RIGHT)]
    if order == "rows":
        lines = [line for pair in zip(left, right, strict=True) for line in pair]
    else:
        lines = [*left, *right] if order == "columns" else [*right, *left]
    for x, y, line in lines:
        sheet.at(x, y, line)
    return sheet.at(
        72, 600, "Darunter steht ein Satz über die ganze Breite der Seite, der zu keiner Spalte gehört."
    ).bytes()


@pytest.mark.parametrize("order", ["rows", "columns", "right first"])
@pytest.mark.parametrize("gutter", [14, 24, 40])
def test_two_columns_are_read_one_after_the_other(order: str, gutter: float) -> None:
    assert " ".join(texts(read(drawn(order, gutter)))) == f"{ABOVE} {TEXT} {BELOW}"


def test_two_columns_of_text_are_no_table() -> None:
    assert not any(kind == "row" for kind, _, _ in blocks(read(drawn("rows"))))


def test_three_columns_drawn_line_by_line_are_read_one_after_the_other() -> None:
    words = ("Förderung", "Beratung", "Umstellung")
    sheet = Sheet()
    for number in range(8):
        for column, word in enumerate(words):
            sheet.at(50 + 170 * column, 720 - 13 * number, f"{word} im Jahr {2010 + number} war gut,")
    text = read(sheet.bytes()).text
    assert [text.count(word) for word in words] == [8, 8, 8]
    assert text.rindex("Förderung") < text.index("Beratung") < text.rindex("Beratung") < text.index("Umstellung")


def test_a_list_of_names_and_amounts_is_not_torn_into_columns() -> None:
    sheet = Sheet()
    for number in range(8):
        sheet.at(72, 700 - 14 * number, f"Zuschuss für das Vorhaben Nummer {number}").at(
            400, 700 - 14 * number, "500 €"
        )
    assert texts(read(sheet.bytes()))[0] == "Zuschuss für das Vorhaben Nummer 0: 500 €"


def test_a_word_without_width_between_the_columns_is_not_lost() -> None:
    lines = []
    for row in range(6):
        y = 100.0 + 14 * row
        words = [Word(f"links{row}-und-so-weiter", 50.0, y - 8, 200.0, y), Word("§", 200.0, y - 8, 200.0, y)]
        words.append(Word(f"rechts{row}-und-so-weiter", 220.0, y - 8, 400.0, y))
        lines.append(line_of(words[:: 1 if row == 3 else 2], y, 10.0, False))
    ordered = [item for item in in_reading_order(lines) if isinstance(item, Line)]
    words = [word.text for line in ordered for word in line.words]
    left, right = words[:7], words[7:]
    assert left == [*(f"links{row}-und-so-weiter" for row in range(4)), "§", *left[5:]]
    assert right == [f"rechts{row}-und-so-weiter" for row in range(6)]


def test_a_heading_drawn_last_stands_before_the_text_and_a_footer_drawn_first_behind_it() -> None:
    sheet = Sheet().at(72, 60, "Stand: 28.08.2022").at(72, 48, "Stadt Essen").lines("Wer dabei ist, steht hier.")
    sheet.lines("Alle treffen sich zweimal im Jahr.").at(72, 790, "Beirat der Stadt", size=18)
    assert texts(read(sheet.bytes())) == [
        "Beirat der Stadt",
        "Wer dabei ist, steht hier.",
        "Alle treffen sich zweimal im Jahr.",
        "Stand: 28.08.2022",
        "Stadt Essen",
    ]


def test_a_short_column_drawn_last_stays_behind_the_other_even_if_it_stands_higher() -> None:
    sheet = Sheet()
    for number, line in enumerate(LEFT):
        sheet.at(72, 600 - 13 * number, line)
    for number, line in enumerate(RIGHT[:2]):
        sheet.at(350, 700 - 13 * number, line)
    text = read(sheet.bytes()).text
    assert text.index("Das Netzwerk") < text.index("Im zweiten Abschnitt")


def test_an_address_in_bold_is_no_heading() -> None:
    sheet = Sheet().lines(*RIGHT).lines("www.labor.de/beirat", font="Helvetica-Bold", gap=40)
    assert [kind for kind, _, text in blocks(read(sheet.bytes())) if text.startswith("www")] == ["paragraph"]
