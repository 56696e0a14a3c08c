"""The headings above a place of a document."""

from __future__ import annotations

from made import document

from assistant.answering.quoting.above.headings_above import headings_above


def above(text: str, words: str) -> tuple[str, ...]:
    source = document(text)
    return headings_above(source, source.text.rindex(words))


def test_headings_stand_outermost_first_and_those_beside_are_left_out() -> None:
    text = "# Hafen\n\n## Zweck\n\nHilfe.\n\n## Höhe\n\n### Kähne\n\nViel."
    assert above(text, "Viel") == ("Hafen", "Höhe", "Kähne")
    assert above(text, "Kähne") == ("Hafen", "Höhe")
    assert above(text, "Hafen") == ()


def test_a_chapter_that_is_stated_again_stands_where_it_stood_first() -> None:
    directive = "## 1 Ziel\n\n### 1.1 Lage\n\nZiel.\n\n## 2 Dauer\n\nZwei.\n\n"
    page = f"### Kurztext\n\nKurz.\n\n### Volltext\n\n#### Höhe\n\nLang.\n\n{directive}"
    assert above(f"# Hafen\n\n{page}{page}", "Kurz.") == ("Hafen", "Kurztext")
    assert above(f"# Hafen\n\n{page}{page}", "Lang.") == ("Hafen", "Volltext", "Höhe")
    assert above(f"# Hafen\n\n{page}{page}", "Ziel.") == ("Hafen", "1 Ziel", "1.1 Lage")


def test_the_same_heading_in_two_chapters_belongs_to_each() -> None:
    text = "# Hafen\n\n## Kai\n\n### Höhe\n\nEins.\n\n## Mole\n\n### Höhe\n\nZwei."
    assert above(text, "Zwei") == ("Hafen", "Mole", "Höhe")
    assert above(text.replace("###", "####"), "Zwei") == ("Hafen", "Mole", "Höhe")


def test_a_higher_number_ends_what_its_level_leaves_open() -> None:
    text = "# 3.3. Lage\n\nEins.\n\n## 5. Bau\n\nZwei.\n\n### 5.1. Kai\n\nDrei.\n\n#### 1. Schritt\n\nVier."
    assert above(text, "Zwei") == ("5. Bau",)
    assert above(text, "Vier") == ("5. Bau", "5.1. Kai", "1. Schritt")
    assert above("# 3 Teil\n\n## 5 Bau\n\nEins.", "Eins") == ("3 Teil", "5 Bau")


def test_a_line_below_a_bare_annex_is_its_name() -> None:
    annex = "# Hafenordnung\n\n## Anlage 2\n\n{}\n\n### 1 Hinweise\n\nKähne zahlen."
    assert above(annex.format("Aufruf vom 3. Mai 2024"), "Kähne")[1] == "Anlage 2: Aufruf vom 3. Mai 2024"
    assert above(annex.format("Aufruf vom 3. Mai 2024"), "Aufruf")[1] == "Anlage 2"
    assert above(annex.format("Hier steht mehr."), "Kähne")[1] == "Anlage 2"
    assert above(annex.format("Wort " * 50), "Kähne")[1] == "Anlage 2"
