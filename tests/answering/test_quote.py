"""A sentence to a verbatim quote that can be understood alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import document, passages, sentence

from assistant.answering.quote import QUOTE_CHARACTERS, SCRAP_WORDS, quote
from assistant.reading.boxes import pack
from assistant.records import Block, Box, Document, DocumentInfo, Page, Quote, Span

LIST = """# Richtlinie

Das Programm hilft. Gefördert werden:

- Kleine Betriebe mit bis zu 49 Beschäftigten.
- Mittlere Betriebe.

| Stufe | Satz |
|-------|------|
| A | 50 % |
| B | 40 % |

Der Zuschuss beträgt 5.000 Euro. Dies gilt nur im Jahr 2025. Dieselmotoren sind ausgenommen.
"""


def quoted(text: str, beginning: str, limit: int = QUOTE_CHARACTERS) -> str:
    source = document(text)
    found = quote(source, sentence(source, beginning), limit)
    assert found is not None
    return found.text


def test_a_sentence_that_stands_alone_is_quoted_as_it_is() -> None:
    assert quoted(LIST, "Der Zuschuss") == "Der Zuschuss beträgt 5.000 Euro."


def test_a_list_item_brings_the_words_that_lead_it_in_and_the_items_that_fit() -> None:
    whole = "Gefördert werden: - Kleine Betriebe mit bis zu 49 Beschäftigten. - Mittlere Betriebe."
    assert quoted(LIST, "Kleine") == whole
    assert quoted(LIST, "Mittlere") == whole
    assert quoted(LIST, "Kleine", limit=80) == "Gefördert werden: - Kleine Betriebe mit bis zu 49 Beschäftigten."


def test_a_lead_in_brings_its_items() -> None:
    assert quoted(LIST, "Gefördert").endswith("- Mittlere Betriebe.")
    assert quoted(LIST, "Gefördert", limit=80).endswith("49 Beschäftigten.")
    assert quoted(LIST, "Gefördert", limit=30) == "Gefördert werden:"


def test_a_sentence_before_the_lead_in_stays_alone() -> None:
    assert quoted(LIST, "Das Programm") == "Das Programm hilft."


def test_a_table_row_is_quoted_alone_with_the_names_of_its_columns() -> None:
    assert quoted(LIST, "Stufe: B") == "Stufe: B | Satz: 40 %"


def test_a_list_does_not_run_into_the_table_after_it() -> None:
    assert "Stufe" not in quoted(LIST, "Kleine")
    assert "Stufe" not in quoted(LIST, "Gefördert")


def test_a_sentence_of_a_row_brings_the_row_where_it_fits() -> None:
    row = "Stufe: B | Satz: 40 %. Das gilt bis 2027. | Ort: Ahlen"
    source = Document(document("Text.").info, "/a.md", "hash", row, (Block("row", 0, len(row)),))
    second = Span(row.index("Das"), row.index(" | Ort"))
    assert [quote(source, second, limit).text for limit in (600, 30)] == [row, "Das gilt bis 2027."]  # type: ignore[union-attr]


def test_a_list_without_a_lead_in_is_quoted_from_its_first_item() -> None:
    assert (
        quoted("# Ziele\n\n- Erstens helfen.\n- Zweitens beraten.\n", "Zweitens")
        == "Erstens helfen. - Zweitens beraten."
    )


REFERENCES = ("Dies", "Diese Summe", "Er", "Sie", "Es", "Dabei", "Seine Höhe", "Außerdem", "This", "It")


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_sentence_that_refers_back_brings_the_one_before(reference: str) -> None:
    text = f"Anfangs war nichts. Der Zuschuss ist hoch. {reference} gilt nur im Jahr 2025."
    assert quoted(text, reference) == f"Der Zuschuss ist hoch. {reference} gilt nur im Jahr 2025."


@pytest.mark.parametrize("word", ["Dieselmotoren", "Erfurt", "Essen", "Sieben Betriebe", "Itzehoe"])
def test_a_word_that_only_begins_like_a_reference_brings_nothing(word: str) -> None:
    assert quoted(f"Der Zuschuss ist hoch. {word} zählt auch.", word) == f"{word} zählt auch."


ALONE = (
    "Sie können den Antrag jederzeit stellen.",
    "Ihr Antrag braucht Ihre Unterschrift.",
    "Es wird ein Zuschuss gewährt.",
    "Es gibt keine Frist.",
)


@pytest.mark.parametrize("sentence", ALONE)
def test_who_is_addressed_and_an_empty_es_refer_to_nothing(sentence: str) -> None:
    text = f"Der Zuschuss ist hoch. {sentence} Vorher beraten wir Sie gern."
    assert quoted(text, sentence[:12]) == sentence


@pytest.mark.parametrize("sentence", ["Sie fördert Betriebe.", "Sie fördern Betriebe.", "Es fördert Betriebe."])
def test_who_is_spoken_of_refers_back(sentence: str) -> None:
    text = f"Die Kammern sind da. {sentence} Das ist gut."
    assert quoted(text, sentence[:10]) == f"Die Kammern sind da. {sentence}"


def test_a_heading_is_no_quote_but_leads_a_scrap() -> None:
    text = "# Richtlinie\n\n## Ansprechpartnerin\n\nAnna Vogel\n\n## Höhe\n\nDer Zuschuss ist hoch.\n"
    assert quote(document(text), sentence(document(text), "Ansprech")) is None
    assert quoted(text, "Anna") == "Ansprechpartnerin Anna Vogel"
    assert quoted(text, "Der Zuschuss") == "Der Zuschuss ist hoch."


def test_of_a_long_nested_list_only_the_own_branch_is_quoted() -> None:
    branches = [f"- Zweig {name} umfasst:\n  - Punkt {name} eins.\n  - Punkt {name} zwei." for name in "ABC"]
    text = "Gefördert werden:\n\n" + "\n".join(branches)
    assert quoted(text, "Punkt B zwei", limit=70) == "Zweig B umfasst: - Punkt B eins. - Punkt B zwei."
    assert quoted(text, "Punkt B eins", limit=70) == "Zweig B umfasst: - Punkt B eins. - Punkt B zwei."
    assert quoted(text, "Punkt B eins").startswith("Gefördert werden: - Zweig A")
    assert quoted(text, "Punkt B eins").endswith("Punkt C zwei.")


def test_a_line_of_votes_brings_what_was_voted_on() -> None:
    text = "Anträge:\n\n" + "\n".join(f"* Antrag {n} zur Halle mit {n} Toren\n* Rat [+{n}]" for n in range(2, 6))
    assert quoted(text, "Rat [+4]", limit=70).startswith("Antrag 4 zur Halle mit 4 Toren * Rat [+4]")


def test_a_reference_at_the_start_of_a_paragraph_brings_the_end_of_the_one_before() -> None:
    text = "Frau Vogel leitet es. Der Zuschuss ist hoch.\n\nDies gilt immer."
    assert quoted(text, "Dies") == "Der Zuschuss ist hoch. Dies gilt immer."
    assert quoted(f"{text} Es regnet.", "Es regnet") == "Dies gilt immer. Es regnet."


def test_a_reference_behind_a_list_brings_the_list() -> None:
    text = "Es gilt. Gefördert werden:\n\n- Mieten\n- Löhne\n\nDies gilt immer."
    assert quoted(text, "Dies") == "Gefördert werden: - Mieten - Löhne Dies gilt immer."
    assert quoted(text, "Dies", limit=30) == "Dies gilt immer."


@pytest.mark.parametrize("before", ["", "## Höhe\n\n", "| A | B |\n|---|---|\n| x | 5 % |\n\n"])
def test_a_reference_below_a_heading_or_a_table_has_nothing_before_it(before: str) -> None:
    assert quoted(f"{before}Dies gilt immer.", "Dies") == "Dies gilt immer."


def test_a_reference_stays_alone_where_the_sentence_before_is_too_long() -> None:
    assert quoted("Der Zuschuss ist hoch. Dies gilt immer.", "Dies", limit=25) == "Dies gilt immer."


def test_a_sentence_beyond_the_limit_is_no_quote() -> None:
    source = document("Wort " * 130 + "Ende.")
    assert quote(source, Span(0, len(source.text.rstrip()))) is None
    assert quote(source, Span(0, QUOTE_CHARACTERS)) is not None


def test_a_quote_names_its_document_and_page() -> None:
    text = "Seite eins hat Text.\nSeite zwei auch."
    blocks = (Block("paragraph", 0, 20), Block("paragraph", 21, 37))
    info = DocumentInfo("id", "a.pdf", "A", "other", "public", "de")
    source = Document(info, "/a.pdf", "hash", text, blocks, (Page(1, 0, 21), Page(2, 21, 37)))
    found = quote(source, Span(21, 37))
    assert found is not None
    assert (found.document, found.page, found.start, found.end) == (info, 2, 21, 37)


def test_a_quote_of_a_page_says_where_it_stands() -> None:
    text = "Seite eins hat Text."
    box = Box(0, len(text), 1, 70, 100, 200, 112)
    info = DocumentInfo("id", "a.pdf", "A", "other", "public", "de")
    blocks, pages = (Block("paragraph", 0, len(text)),), (Page(1, 0, len(text)),)
    found = quote(Document(info, "/a.pdf", "hash", text, blocks, pages, boxes=pack([box])), Span(0, len(text)))
    assert found is not None
    assert found.boxes == (box,)


WORDS = st.sampled_from(["Dies", "Der", "Zuschuss", "beträgt", "5.000", "gilt", "z. B.", "Straße", "sie", "𝔖"])
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: " ".join(words) + ".")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join)
ITEMS = st.lists(SENTENCES, min_size=1, max_size=4).map(lambda items: "\n".join(f"- {item}" for item in items))
ROWS = st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=4).map(
    lambda rows: "\n".join([f"| {rows[0][0]} | {rows[0][1]} |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows[1:])])
)
DOCUMENTS = st.lists(PARAGRAPHS | ITEMS | ROWS | SENTENCES.map("## {}".format), min_size=1, max_size=6).map("\n\n".join)


def test_a_few_words_bring_what_stands_above_them_and_alone_are_no_quote() -> None:
    below = document("Die Werkstatt findet statt. Ort der Werkstatt ist:\n\nLilienhaus am Ring")
    found = quote(below, sentence(below, "Lilienhaus"))
    assert found
    assert found.text == "Ort der Werkstatt ist: Lilienhaus am Ring"
    alone = document("Lilienhaus am Ring")
    assert quote(alone, sentence(alone, "Lilienhaus")) is None


@pytest.mark.parametrize("rest", ["sofern sie im Land tätig sind.", "b) sofern sie im Land tätig sind."])
def test_a_block_that_begins_in_the_middle_brings_what_stands_before(rest: str) -> None:
    source = document(f"Anträge sind formlos. Gefördert werden kleine Betriebe,\n\n{rest}")
    found = quote(source, sentence(source, rest[:8]))
    assert found
    assert found.text == f"Gefördert werden kleine Betriebe, {rest}"


def test_in_this_case_brings_the_case() -> None:
    source = document("Manche Betriebe haben keine Halle. In diesem Fall trägt das Lab die Miete.")
    found = quote(source, sentence(source, "In diesem"))
    assert found
    assert found.text == source.text


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, st.integers(10, 200))
def test_a_quote_is_verbatim_holds_its_sentence_and_keeps_the_limit(text: str, limit: int) -> None:
    source = document(f"# Richtlinie\n\n{text}")
    for passage in passages(source):
        for span in passage.sentences:
            found = quote(source, span, limit)
            if found is None:
                is_heading = any(b.kind == "heading" and b.start <= span.start < b.end for b in source.blocks)
                is_scrap = len(span.of(source.text).split()) < SCRAP_WORDS
                assert is_heading or is_scrap or span.end - span.start > limit
                continue
            assert found.text == " ".join(source.text[found.start : found.end].split())
            assert found.start <= span.start < span.end <= found.end
            assert found.end - found.start <= limit


def test_a_quote_names_the_headings_above_it_and_no_others() -> None:
    source = document(
        "# Richtlinie\n\n## Zweck\n\nSie hilft Betrieben.\n\n## Höhe\n\n### Zuschuss\n\nEr beträgt 50 Prozent.\n"
    )
    found = quote(source, sentence(source, "Er beträgt"))
    assert found is not None
    assert found.headings == ("Richtlinie", "Höhe", "Zuschuss")


LONG_LIST = "# Hafen\n\n## Höhe\n\nDer Zuschuss beträgt in jedem Jahr für\n\n" + "\n".join(
    f"- {name} höchstens {amount} Euro" for amount, name in enumerate(("Kähne", "Fähren", "Lotsen"), 100)
)


def found(text: str, beginning: str, limit: int) -> Quote:
    source = document(text)
    quoted = quote(source, sentence(source, beginning), limit)
    assert quoted is not None
    return quoted


def test_an_item_too_far_from_its_lead_in_names_it_behind_the_headings() -> None:
    far = found(LONG_LIST, "Lotsen", limit=40)
    assert (far.text, far.headings) == (
        "Lotsen höchstens 102 Euro",
        ("Hafen", "Höhe", "Der Zuschuss beträgt in jedem Jahr für"),
    )
    near = found(LONG_LIST, "Lotsen", limit=600)
    assert near.text.startswith("Der Zuschuss beträgt in jedem Jahr für - Kähne")
    assert near.headings == ("Hafen", "Höhe")


def test_a_lead_in_as_long_as_a_quote_is_no_heading() -> None:
    long = found(LONG_LIST.replace("beträgt", f"{'sehr ' * 80}beträgt"), "Lotsen", limit=40)
    assert long.headings == ("Hafen", "Höhe")


def test_a_quote_says_where_its_list_goes_on() -> None:
    assert found(LONG_LIST, "Kähne", limit=80).continues
    assert found(LONG_LIST, "Der Zuschuss", limit=45).continues
    assert not found(LONG_LIST, "Kähne", limit=600).continues
    assert not found(LONG_LIST, "Lotsen", limit=40).continues
    assert not found(f"Es ist so. {LIST}", "Es ist", limit=40).continues
