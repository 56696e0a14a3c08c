"""Markdown -> blocks of the verbatim source."""

from __future__ import annotations

import datetime
import re
import time

import pytest
from growth import grows_like_its_size
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.plain.frontmatter import front_matter
from assistant.reading.plain.markdown import read_markdown

FRONT = """---
titel: "Satzung über das Freibad"
datum: 3. Mai 2024
sprache: de-DE
url: https://example.org/freibad
listen:
  - eins
- zwei
---
"""


def blocks(source: str) -> list[tuple[str, int, str]]:
    reading = read_markdown(source.encode(), "probe.md")
    return [(block.kind, block.level, reading.text[block.start : block.end]) for block in reading.blocks]


def test_headings_of_both_kinds_stand_without_their_signs() -> None:
    assert blocks("# Titel #\n\nErgebnis\n========\n\nTeil\n----\n\n###### Klein") == [
        ("heading", 1, "Titel"),
        ("heading", 1, "Ergebnis"),
        ("heading", 2, "Teil"),
        ("heading", 6, "Klein"),
    ]


def test_a_number_before_an_underlined_heading_makes_no_item_of_it() -> None:
    assert blocks("1. Vorstellung\n==============\n\n\\* Ada\n\n2. Ideen\n========\n\n1. Flyer") == [
        ("heading", 1, "1. Vorstellung"),
        ("item", 1, "Ada"),
        ("heading", 1, "2. Ideen"),
        ("item", 1, "1. Flyer"),
    ]


def test_a_line_that_speaks_of_a_paragraph_of_a_law_is_no_heading() -> None:
    assert blocks("#### § 214 Absatz 4 in Kraft gesetzt\n\n#### § 215 Frist\n\n## § 3 Absatz und Handel") == [
        ("paragraph", 0, "§ 214 Absatz 4 in Kraft gesetzt"),
        ("heading", 4, "§ 215 Frist"),
        ("heading", 2, "§ 3 Absatz und Handel"),
    ]


def test_a_hard_wrapped_paragraph_is_one_verbatim_block() -> None:
    source = "Johannes hat **Kanboard** vorgestellt und\nalle waren ein\\-verstanden.\n"
    assert blocks(source) == [("paragraph", 0, source.strip())]


def test_items_know_their_depth_and_join_wrapped_lines() -> None:
    assert blocks("-   erster Punkt, der\n    weitergeht\n    -   darunter\n\n1.  Nummer\n\n- [x] erledigt") == [
        ("item", 1, "erster Punkt, der\n    weitergeht"),
        ("item", 2, "darunter"),
        ("item", 1, "1.  Nummer"),
        ("item", 1, "erledigt"),
    ]


def test_decimal_numbers_make_a_list_where_a_sentence_is_open() -> None:
    items = ["1.1 der Verwaltungsausschuss", "1.2. Technik, Umwelt,", "1.2.1 darin Klima;", "1.3 Die Schulen."]
    assert blocks("\n\n".join(["(1) Gebildet werden:", *items, "1.4 Verfahren"])) == [
        ("paragraph", 0, "(1) Gebildet werden:"),
        ("item", 1, items[0]),
        ("item", 1, items[1]),
        ("item", 2, items[2]),
        ("item", 1, items[3]),
        ("paragraph", 0, "1.4 Verfahren"),  # nothing above it is open
    ]
    assert blocks("Dazu gehören:\n1.1 Hallen;\n1.2 Zelte.")[1:] == [
        ("item", 1, "1.1 Hallen;"),
        ("item", 1, "1.2 Zelte."),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "2.4 Der Zuschuss beträgt 40 Prozent.",
        "1.2 Verfahren",
        "5.3.1 im Schwerpunkt Breitenförderung",
        "10.30 Uhr Beginn,",
        "2.5 bis 4 Prozent,",
        "z) ",
        "a)",
        "ab) eins",
        "nach § 3 Abs. 2 Buchst.\na) und b) des Gesetzes",
        "beziehungsweise\nb) die Zahl",
        "Es kostet 3,\n2.5 Millionen sind es heute.",
        "Sitzungen sind am 2.4.,\n3.5. und am Ende,",
        "Kosten:\n2.5 Prozent,",
    ],
)
def test_what_only_looks_like_an_item_is_none(words: str) -> None:
    assert blocks(words) == [("paragraph", 0, words.strip())]
    assert blocks(f"Er kam.\n\n{words}")[1:] == [("paragraph", 0, words.strip())]


def test_times_behind_a_colon_are_no_list() -> None:
    assert blocks("Beginn:\n\n14.30 Uhr ist Einlass.")[1] == ("paragraph", 0, "14.30 Uhr ist Einlass.")


def test_letters_make_a_list_below_the_one_that_is_open() -> None:
    assert blocks("1. Gebäude:\n\na) Hallen,\n\naa) große\n\nb) Schuppen.\n\n2. Rest\n   a) Zelte") == [
        ("item", 1, "1. Gebäude:"),
        ("item", 2, "a) Hallen,"),
        ("item", 3, "aa) große"),
        ("item", 2, "b) Schuppen."),
        ("item", 1, "2. Rest\n   a) Zelte"),  # nothing is open: it may be a wrapped line
    ]
    assert blocks("Ziele:\na) Zelte\naus Stoff\nb) Buden")[1:] == [
        ("item", 1, "a) Zelte\naus Stoff"),
        ("item", 1, "b) Buden"),
    ]
    assert blocks("> Ziele:\n> a) Zelte;\n> b) Buden")[1:] == [("item", 1, "a) Zelte;"), ("item", 1, "b) Buden")]
    assert blocks("## Ziele\n\na) Zelte\n\nText.\n\na) Buden")[1::2] == [
        ("item", 1, "a) Zelte"),
        ("item", 1, "a) Buden"),
    ]


def test_letters_and_roman_numbers_are_told_apart() -> None:
    marks = ["g)", "h)", "i)", "ii)", "iii)", "vii)", "j)"]
    levels = [level for _, level, _ in blocks("\n\n".join(f"{mark} eins" for mark in marks))]
    assert levels == [1, 1, 1, 2, 2, 2, 1]
    assert [level for _, level, _ in blocks("a) eins:\n\ni) zwei\n\niv) drei\n\nv) vier\n\nb) fünf")] == [1, 2, 2, 2, 1]


def test_escaped_marks_make_a_list_with_a_level_for_each_mark() -> None:
    source = "Gründe:  \n\\* Freiheit, auch\nanderer  \n\\*\\* der Lehre  \nSchluss.\n\n \\- allein\n\n\\*BSD läuft."
    assert blocks(source) == [
        ("paragraph", 0, "Gründe:"),
        ("item", 1, "Freiheit, auch\nanderer"),
        ("item", 2, "der Lehre"),
        ("paragraph", 0, "Schluss."),
        ("item", 1, "allein"),
        ("paragraph", 0, "\\*BSD läuft."),
    ]


def test_bullets_and_dashes_of_typists_make_a_list_and_stand_outside_of_it() -> None:
    lists = "Bedarf\n• Hallen,\n  beheizt\n• Strom\n\nAus der Runde:\n– Tom fragt\n– Svea\nwartet"
    source = f"{lists}\n\nRest\n\na) Zelte\n\n– groß\n\nb) Stühle"
    assert blocks(source) == [
        ("paragraph", 0, "Bedarf"),
        ("item", 1, "Hallen,\n  beheizt"),
        ("item", 1, "Strom"),
        ("paragraph", 0, "Aus der Runde:"),
        ("item", 1, "Tom fragt"),
        ("item", 1, "Svea\nwartet"),
        ("paragraph", 0, "Rest"),
        ("item", 1, "a) Zelte"),
        ("item", 2, "groß"),
        ("item", 1, "b) Stühle"),
    ]
    assert blocks("- Hallen\n\n  • beheizt")[1] == ("item", 2, "beheizt")


def test_items_with_dashes_below_them_are_followed_by_the_next_one() -> None:
    assert [text for _, _, text in blocks("a) Zelte\n– groß\n– klein\nb) Stühle\nc) Bühne")] == [
        "a) Zelte",
        "groß",
        "klein",
        "b) Stühle",
        "c) Bühne",
    ]
    assert [text for _, _, text in blocks("Kosten:\n3. Miete\n– kalt\n4. Strom")][1:] == [
        "3. Miete",
        "kalt",
        "4. Strom",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "VDI GmbH\n– Projektträger Quanten –\nVDI-Platz 1",
        "Der Ausschuss hat den Antrag, der im Mai gestellt worden war\n– wenn auch spät –, in allen Punkten angenommen",
        "Der Ausschuss hat den Antrag, der im Mai gestellt worden war\n– zur Freude aller, in allen Punkten angenommen",
        "•Ohne Abstand",
    ],
)
def test_a_dash_in_prose_begins_no_item(source: str) -> None:
    assert blocks(source) == [("paragraph", 0, source)]


def test_numbers_make_a_list_in_the_midst_of_a_paragraph() -> None:
    assert blocks("(1) Erhoben wird:\n3. Miete\n4. Strom\nund Gas,\n7. Mai") == [
        ("paragraph", 0, "(1) Erhoben wird:"),
        ("item", 1, "3. Miete"),
        ("item", 1, "4. Strom\nund Gas,\n7. Mai"),
    ]
    assert [kind for kind, _, _ in blocks("Es gilt:\n3. Miete\n3a. Wasser\n3b. Gas\n4. Strom")][1:] == ["item"] * 4
    assert len(blocks("Es gilt:\n3. Miete im Haus\n2b. Stock\n3. Stock")) == 2
    assert blocks("Termine:\n3. Mai 2024 in Essen") == [("paragraph", 0, "Termine:\n3. Mai 2024 in Essen")]


def test_points_with_escaped_numbers_or_letters_make_a_list_behind_a_lead_in() -> None:
    source = "Ziele sind:\n\n1\\. Kurse\n\n2\\. Bau:\n\na. Hallen\n\nb. Zelte\n\n3\\. Gärten\n\nc. Rest\n\n4\\. Allein."
    assert blocks(source) == [
        ("paragraph", 0, "Ziele sind:"),
        ("item", 1, "1\\. Kurse"),
        ("item", 1, "2\\. Bau:"),
        ("item", 2, "a. Hallen"),
        ("item", 2, "b. Zelte"),
        ("item", 1, "3\\. Gärten"),
        ("paragraph", 0, "c. Rest"),
        ("paragraph", 0, "4\\. Allein."),
    ]
    assert blocks("Es gilt.\n\n1\\. Ziel")[1][0] == blocks("Links:\n\nz. B. Bücher")[1][0] == "paragraph"


def test_the_number_of_a_section_alone_is_its_heading() -> None:
    assert blocks("## Gerichte\n\n§ 11\n\n(1) Ein Senat.\n\n§ 11a\n\nEin Rat.\n\n- § 3") == [
        ("heading", 2, "Gerichte"),
        ("heading", 3, "§ 11"),
        ("paragraph", 0, "(1) Ein Senat."),
        ("heading", 3, "§ 11a"),
        ("paragraph", 0, "Ein Rat."),
        ("item", 1, "§ 3"),
    ]


def test_a_date_at_the_start_of_a_line_keeps_its_day() -> None:
    assert blocks("3. Mai 2024 um 14 Uhr") == [("item", 1, "3. Mai 2024 um 14 Uhr")]


def test_table_rows_stand_without_frame_and_dashes() -> None:
    assert blocks("| Ausgabe | Satz |\n|---|---:|\n| Kurse | 25,00 Euro |\n") == [
        ("row", 0, "Ausgabe | Satz"),
        ("row", 0, "Ausgabe: Kurse | Satz: 25,00 Euro"),
    ]


def test_a_line_break_in_a_cell_is_a_blank() -> None:
    source = "| Leistung | Gebühr |\n|---|---|\n| **Auskünfte**<br>mündliche | frei<br/>18 €<BR />ZE |\n"
    assert blocks(source)[1] == ("row", 0, "Leistung: **Auskünfte** mündliche | Gebühr: frei 18 € ZE")


def test_what_stands_around_tables_stays_where_the_blocks_say() -> None:
    prices, quoted = "| **Kurs** | Preis |\n|---|---|\n| Töpfern | 25 € |", "> | a | b |\n> |-|-|\n> | 1 | 2 |"
    source = f"# Satzung\n\n{prices}\n\n**Danach** Text.\n\n{quoted}\n\nEnde."
    assert blocks(source) == [
        ("heading", 1, "Satzung"),
        ("row", 0, "Kurs | Preis"),
        ("row", 0, "Kurs: Töpfern | Preis: 25 €"),
        ("paragraph", 0, "**Danach** Text."),
        ("row", 0, "a | b"),
        ("row", 0, "a: 1 | b: 2"),
        ("paragraph", 0, "Ende."),
    ]
    assert read_markdown(source.encode(), "probe.md").text.startswith("# Satzung\n\nKurs | Preis\nKurs: Töpfern")


def test_a_table_without_names_says_name_and_value_and_keeps_written_bars() -> None:
    assert blocks("| | |\n|---|---|\n| Ort | Essen |\n| Zeichen | a \\| b |\n") == [
        ("row", 0, "Ort: Essen"),
        ("row", 0, "Zeichen: a \\| b"),
    ]


def test_a_cell_that_goes_on_in_the_next_line_stays_one() -> None:
    rows = "Ziele | 40% | höchstens 24  \n(14 sind nötig)  \nPlan | 30% | 18"
    table = f"Kriterium | Gewicht | Punkte  \n---|---|---  \n{rows}"
    assert blocks(table)[1:] == [
        ("row", 0, "Kriterium: Ziele | Gewicht: 40% | Punkte: höchstens 24 (14 sind nötig)"),
        ("row", 0, "Kriterium: Plan | Gewicht: 30% | Punkte: 18"),
    ]
    assert blocks("| Kurs | Preis |\n|---|---|\n| Malen | 5 € |\nabends")[-1] == ("row", 0, "Kurs: abends")


@given(st.lists(st.lists(st.text(alphabet="abÄß19.,€ *`", max_size=8), min_size=2, max_size=4), min_size=1, max_size=5))
def test_no_word_of_a_table_is_lost(table: list[list[str]]) -> None:
    width = len(table[0])
    lines = ["|" + "|".join(row[:width] + [""] * (width - len(row))) + "|" for row in table]
    source = "\n".join(["Davor.", "", lines[0], "|" + "---|" * width, *lines[1:], "", "Danach."])
    reading = read_markdown(source.encode(), "probe.md")
    found = [reading.text[block.start : block.end] for block in reading.blocks]
    assert (found[0], found[-1]) == ("Davor.", "Danach.")
    for word in re.findall(r"\w+", " ".join(lines)):
        assert any(word in text for text in found)


def test_hard_line_breaks_part_a_paragraph_unless_the_sentence_goes_on() -> None:
    assert [text for _, _, text in blocks("**Ort:** Zürich  \n**Datum:** 24.06.2025  \nund\\\nweiter")] == [
        "**Ort:** Zürich",
        "**Datum:** 24.06.2025  \nund\\\nweiter",
    ]


def test_code_quotes_html_and_link_targets_are_kept_and_comments_left_out() -> None:
    source = (
        "> Zitat\n\n```sh\nmake test\n```\n\n<p>Absatz</p>\n\n<!-- geheim -->\n\n<br>\n\n"
        "[1]: https://example.org\n\n    eingerückt\n"
    )
    assert [text for _, _, text in blocks(source)] == [
        "Zitat",
        "make test",
        "<p>Absatz</p>",
        "[1]: https://example.org",
        "eingerückt",
    ]


def test_front_matter_is_taken_off_and_feeds_the_reading() -> None:
    reading = read_markdown((FRONT + "# Freibad\n").encode(), "probe.md")
    assert reading.text == "# Freibad\n"
    assert (reading.title, reading.date) == ("Satzung über das Freibad", datetime.date(2024, 5, 3))
    assert (reading.language, reading.url) == ("de", "https://example.org/freibad")


@pytest.mark.parametrize(
    "source", ["---\nText ohne Schlüssel\n---\n", "---\n\n# Titel\n", "Text\n---\na: b\n---\n", "---\na: b\n"]
)
def test_a_rule_at_the_top_is_no_front_matter(source: str) -> None:
    assert front_matter(source).end == 0
    assert read_markdown(source.encode(), "probe.md").text == source


@given(st.text(alphabet="aß3 .-*#>|`=\n\t1)[]:<!\\", max_size=150))
def test_no_word_of_a_markdown_text_is_lost(source: str) -> None:
    reading = read_markdown(source.encode(), "probe.md")
    position = 0
    left = []
    for block in reading.blocks:
        assert position <= block.start < block.end
        left.append(reading.text[position : block.start])
        position = block.end
    left.append(reading.text[position:])
    without_markup = re.sub(r"<!(?:--.*?(?:-->|\Z)|[^>]*(?:>|\Z))|```.*|<a[^>]*>", "", " ".join(left), flags=re.DOTALL)
    assert not re.search(r"[^\W_]", without_markup)


@pytest.mark.parametrize(
    "source",
    [
        f"# Titel {' ' * 50_000}x",
        f"# Titel {'# ' * 25_000}x",
        f"Zeile{' ' * 50_000}x\nZeile",
        f"---\nschluessel{' ' * 50_000}x\n---\n",
        f"---\ntitel: a{' ' * 50_000}x\n---\n",
    ],
)
def test_a_run_of_signs_costs_no_more_than_its_length(source: str) -> None:
    started = time.thread_time()
    read_markdown(source.encode(), "probe.md")
    assert time.thread_time() - started < 10


def test_front_matter_takes_spaces_around_the_colon() -> None:
    assert front_matter("---\ngueltig ab \t: heute\n---\n").values == {"gueltig ab": "heute"}


def test_openings_without_an_end_cost_no_more_than_their_length() -> None:
    assert len(blocks("<!--" * 100_000 + "Ende")) == 1


def test_a_comment_an_entity_and_a_tag_of_a_line_break_are_read_as_they_are_seen() -> None:
    source = "Frist<!-- geheim -->: 5&nbsp;Tage<br>für Sonder&shy;fälle &amp; &lt;Rest&gt;\n\n"
    source += "```\n&nbsp;<!-- Code -->\n```\n\n`<br>`\n\nEin ` allein &amp; mehr\n"
    assert [text for _, _, text in blocks(source)] == [
        "Frist: 5\xa0Tage für Sonderfälle & &lt;Rest&gt;",
        "&nbsp;<!-- Code -->",
        "`<br>`",
        "Ein ` allein & mehr",
    ]


@pytest.mark.parametrize("pump", ["<!--", "```\n", "`", "&", "<br", "~~~\na\n", "&#", "````\n```\n"])
def test_openings_without_an_end_take_no_square(pump: str) -> None:
    assert grows_like_its_size(lambda size: read_markdown((pump * size + " Ende").encode(), "a.md"), 2000)
