"""A sentence to a verbatim quote that can be understood alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import document, passages, sentence

from assistant.answering.quoting.above.shortening import LEAD_IN_CHARACTERS
from assistant.answering.quoting.parts.scraps import SCRAP_WORDS
from assistant.answering.quoting.quote import quote
from assistant.reading.boxes import pack
from assistant.records import QUOTE_CHARACTERS, Block, Box, Document, DocumentInfo, Page, Quote, Span

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
    assert quoted(LIST, "Dieselmotoren") == "Dieselmotoren sind ausgenommen."


def test_what_takes_a_part_back_comes_along() -> None:
    assert quoted(LIST, "Der Zuschuss") == "Der Zuschuss beträgt 5.000 Euro. Dies gilt nur im Jahr 2025."
    assert quoted(LIST, "Der Zuschuss", limit=40) == "Der Zuschuss beträgt 5.000 Euro."


def test_what_stands_below_a_heading_that_denies_is_quoted_with_it() -> None:
    text = "# Bonus\n\n## Nicht gefördert\n\nPflichtschulungen im Betrieb, sowie Sprachkurse.\n\n{}Kurse am Abend.\n"
    assert quoted(text.format(""), "Pflicht") == "Nicht gefördert Pflichtschulungen im Betrieb, sowie Sprachkurse."
    assert (
        quoted(text.format("Auch das wird nicht bezahlt: "), "Auch") == "Auch das wird nicht bezahlt: Kurse am Abend."
    )
    assert quoted(text.replace("Nicht gefördert", "Gefördert").format(""), "Pflicht").startswith("Pflichtschulungen")
    listed = "# Bonus\n\n## Nicht gefördert\n\n- Pflichtschulungen\n- Sprachkurse\n"
    assert quoted(listed, "Sprachkurse") == "Nicht gefördert - Pflichtschulungen - Sprachkurse"
    far = text.format("Sehr " * 80 + "lange. ").replace("Kurse am", "Kurse sind am")
    assert quoted(far, "Kurse") == "Kurse sind am Abend."


def test_a_list_item_brings_the_words_that_lead_it_in_and_the_items_that_fit() -> None:
    whole = "Gefördert werden: - Kleine Betriebe mit bis zu 49 Beschäftigten. - Mittlere Betriebe."
    assert quoted(LIST, "Kleine") == whole
    assert quoted(LIST, "Mittlere") == whole
    assert quoted(LIST, "Kleine", limit=80) == "Gefördert werden: - Kleine Betriebe mit bis zu 49 Beschäftigten."


def test_a_list_with_decimal_numbers_is_whole_as_well() -> None:
    items = "1.1 der Bauausschuss\n\n1.2 der Schulausschuss"
    text = f"# Satzung\n\n(1) Gebildet werden:\n\n{items}\n\n(2) Jeder hat sechs Sitze."
    whole = "(1) Gebildet werden: 1.1 der Bauausschuss 1.2 der Schulausschuss"
    assert quoted(text, "(1)") == quoted(text, "1.2") == whole


@pytest.mark.parametrize(
    "sentence",
    [
        "Ihm obliegt die Leitung.",
        "Deren Aufgabe ist die Aufsicht.",
        "In anderen Städten gilt das nicht.",
        "Die zusätzlichen Mittel kommen vom Land.",
        "Gefördert werden die übrigen Kosten.",
    ],
)
def test_what_refers_back_in_other_ways_brings_the_sentence_before(sentence: str) -> None:
    before = "Der Rat hat einen Ausschuss."
    assert quoted(f"# Satzung\n\nVorab. {before} {sentence}", sentence[:12]) == f"{before} {sentence}"


def test_a_lead_in_that_refers_back_brings_the_sentence_before_as_well() -> None:
    text = "# Satzung\n\nEr leitet das Amt. Dem Rat obliegt das Geld. Dazu gehören:\n\n- Steuern\n- Gebühren\n\nEnde."
    whole = "Dem Rat obliegt das Geld. Dazu gehören: - Steuern - Gebühren"
    assert quoted(text, "Dazu") == quoted(text, "Gebühren") == whole
    assert quoted(text, "Dazu", limit=50) == "Dazu gehören: - Steuern - Gebühren"


def test_a_sentence_in_bold_may_be_quoted() -> None:
    text = "# Hafen\n\nDer Kai ist lang.\n\n**Ein Antrag nach Nr. 3 ist formlos möglich**\n\nDas Geld kommt vom Land."
    assert quoted(text, "**Ein") == "**Ein Antrag nach Nr. 3 ist formlos möglich**"


@pytest.mark.parametrize("words", ["**Richtlinie über den Hafen**", "Modul B"])
def test_a_heading_that_is_a_paragraph_is_no_quote(words: str) -> None:
    source = document(f"# Hafen\n\nDer Kai ist lang.\n\n{words}\n\nDas Geld kommt vom Land.")
    assert quote(source, sentence(source, words)) is None


@pytest.mark.parametrize("words", ["**Zuschuss 50 Prozent**", "1.000 Euro"])
def test_what_may_be_asked_for_is_a_quote_where_a_heading_would_be_none(words: str) -> None:
    assert words in quoted(f"# Hafen\n\nDer Kai ist lang.\n\n{words}\n\nDas Geld kommt vom Land.", words)


def test_a_name_below_a_question_is_a_quote() -> None:
    assert (
        quoted("# Runde\n\nWer hat den Hut auf?\n\nDominik\n\nWeiter geht es.", "Dominik")
        == "Wer hat den Hut auf? Dominik"
    )


@pytest.mark.parametrize("words", ["2.4 Becken bis 100 m³;", "2.4 Becken bis 100 m³,"])
def test_a_numbered_paragraph_that_is_left_open_is_no_heading(words: str) -> None:
    source = document(f"# Anhang\n\n{words}\n\n## Ende")
    paragraphs = tuple(
        replace(one, kind="paragraph" if one.kind == "item" else one.kind, level=0) for one in source.blocks
    )
    found = quote(replace(source, blocks=paragraphs), sentence(source, "2.4"))
    assert found is not None
    assert found.text == words


def test_a_lead_in_brings_its_items() -> None:
    assert quoted(LIST, "Gefördert").endswith("- Mittlere Betriebe.")
    assert quoted(LIST, "Gefördert", limit=80).endswith("49 Beschäftigten.")


def test_of_a_lead_in_that_is_too_long_its_first_items_are_quoted_below_it() -> None:
    below = found(LIST, "Gefördert", 45)
    assert (below.text, below.before, below.continues) == (
        "Kleine Betriebe mit bis zu 49 Beschäftigten.",
        ("Gefördert werden:",),
        True,
    )
    source = document(LIST)
    assert quote(source, sentence(source, "Gefördert"), 30) is None


def test_the_end_of_a_sentence_behind_its_list_is_no_quote_without_it() -> None:
    text = f"# Hafen\n\nEs gilt, dass\n\n- {'viele ' * 100}Boote\n\nzählen sollen,\n\n- Fähren dabei sind.\n"
    source = document(text)
    assert quote(source, sentence(source, "zählen")) is None


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


def test_of_a_row_that_is_too_long_its_first_words_stand_above() -> None:
    row = "Wer: ![Foto](https://kai.example/1.png) **Uwe Poll** Lotse | Was: Er fährt. Im Hafen war er Leiter."
    source = Document(document("Text.").info, "/a.md", "hash", row, (Block("row", 0, len(row)),))
    later = quote(source, Span(row.index("Im Hafen"), len(row)), 40)
    assert later is not None
    assert later.before == ("Wer: **Uwe Poll** Lotse | Was: Er fährt.",)
    assert quote(source, Span(row.index("Im Hafen"), len(row))).before == ()  # type: ignore[union-attr]


def test_a_row_that_is_too_long_goes_on_behind_its_quote() -> None:
    row = "Stufe: B | Titel: Kai\n| Ort: Ahlen"
    source = Document(document("Text.").info, "/a.md", "hash", row, (Block("row", 0, len(row)),))
    first = Span(0, row.index("\n"))
    assert [quote(source, first, limit).continues for limit in (600, 30)] == [False, True]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("below", "goes_on"),
    [("Nr: 1 | Inhalt: lang", True), ("Nr: 1 | Titel: Mole", False), ("Nr: 2 | Inhalt: lang", False), ("", False)],
)
def test_a_row_goes_on_with_its_other_cells_below_the_same_first_one(below: str, goes_on: bool) -> None:
    rows = ["Nr: 1 | Titel: Kai", *filter(None, [below])]
    text = "\n".join(rows)
    blocks = tuple(Block("row", text.index(row), text.index(row) + len(row)) for row in rows)
    shown = quote(Document(document("Text.").info, "/a.md", "hash", text, blocks), Span(0, len(rows[0])))
    assert shown is not None
    assert shown.continues == goes_on


def test_a_long_sentence_goes_on_in_small_letters_behind_a_blank_line() -> None:
    begun = "Anträge auf einen Kai, die vor dem Ende des Jahres bei der Stadt ankamen, können im Verfahren des § 13"
    rest = "abgeschlossen werden, wenn der Rat bis zum Ende des nächsten Jahres zustimmt."
    assert quoted(f"{begun}\n\n{rest}\n\nEnde gut.", "Anträge") == f"{begun} {rest}"
    few = "Anträge auf einen neuen Kai im Jahr"
    assert quoted(f"{few}\n\n{rest}\n\nEnde gut.", "Anträge") == few


def test_the_sentence_before_stands_above_what_takes_it_up() -> None:
    text = "# Hafen\n\nEs kann eine Festlegung der Beträge erfolgen. Die Festlegungen gelten vier Jahre.\n"
    assert found(text, "Die Fest").shown_above == ("Hafen", "Es kann eine Festlegung der Beträge erfolgen.")


def test_of_a_long_sentence_that_is_pointed_to_both_ends_are_shown() -> None:
    fahren = f"(1) Das Fahren {'sehr ' * 70}großer Kähne ist untersagt."
    for heading in ("§ 9", "§ 9 Fahren"):
        shown = found(f"# Hafen\n\n## {heading}\n\n{fahren}\n\n(2) Absatz 1 gilt nicht im Mai.\n", "(2)")
        assert shown.headings == ("Hafen", heading)
        assert [words.startswith("(1) Das Fahren sehr") for words in shown.elsewhere] == [True]
        assert shown.elsewhere[0].endswith("sehr großer Kähne ist untersagt.")
        assert len(shown.elsewhere[0]) <= 303


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
    assert quoted(f"{text} Es regnet.", "Es regnet") == "Der Zuschuss ist hoch. Dies gilt immer. Es regnet."


def test_a_reference_behind_a_list_brings_the_list() -> None:
    text = "Es gilt. Gefördert werden:\n\n- Mieten\n- Löhne\n\nDies gilt immer."
    assert quoted(text, "Dies") == "Gefördert werden: - Mieten - Löhne Dies gilt immer."
    assert quoted(text, "Dies", limit=30) == "Dies gilt immer."


def test_a_list_that_lines_break_a_thousand_times_is_quoted_as_any() -> None:
    broken = "\n\n".join(f"- Kosten für Miete {number}\n\nund Löhne." for number in range(1500))
    assert quoted(f"Gefördert werden:\n\n{broken}\n\n- Ende", "Ende") == "Ende"


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
    assert found.shown_above == ("Richtlinie", "Höhe", "Zuschuss")


LONG_LIST = "# Hafen\n\n## Höhe\n\nDer Zuschuss beträgt in jedem Jahr für\n\n" + "\n".join(
    f"- {name} höchstens {amount} Euro" for amount, name in enumerate(("Kähne", "Fähren", "Lotsen"), 100)
)


def found(text: str, beginning: str, limit: int = QUOTE_CHARACTERS) -> Quote:
    source = document(text)
    quoted = quote(source, sentence(source, beginning), limit)
    assert quoted is not None
    return quoted


def test_an_item_too_far_from_its_lead_in_names_it_behind_the_headings() -> None:
    far = found(LONG_LIST, "Lotsen", limit=40)
    assert (far.text, far.shown_above) == (
        "Lotsen höchstens 102 Euro",
        ("Hafen", "Höhe", "Der Zuschuss beträgt in jedem Jahr für"),
    )
    near = found(LONG_LIST, "Lotsen", limit=600)
    assert near.text.startswith("Der Zuschuss beträgt in jedem Jahr für - Kähne")
    assert near.shown_above == ("Hafen", "Höhe")


def test_a_lead_in_too_far_away_names_what_takes_it_up_behind_the_list() -> None:
    taken_up = LONG_LIST.replace("beträgt in jedem Jahr für", "wird für") + "\n\nin jedem Jahr gewährt. Er ist klein.\n"
    far = found(taken_up, "Lotsen", limit=40)
    assert far.shown_above[2:] == ("Der Zuschuss wird für … in jedem Jahr gewährt.",)
    whole = found(taken_up, "Lotsen", limit=600)
    assert whole.text.endswith("in jedem Jahr gewährt.")
    assert whole.shown_above == ("Hafen", "Höhe")
    long = taken_up.replace("in jedem Jahr gewährt", f"in {'sehr ' * 80}jedem Jahr gewährt")
    [shown] = found(long, "Lotsen", limit=40).shown_above[2:]
    assert shown.startswith("Der Zuschuss wird für … in sehr sehr")
    assert shown.endswith("sehr jedem Jahr gewährt.")


def test_a_list_that_is_cut_behind_its_lead_in_names_what_takes_it_up() -> None:
    text = (
        "# Kai\n\nNichtig werden\n\n1. ein Antrag,\n2. eine Zusage,\n\nwenn niemand sie binnen eines Jahres anzeigt.\n"
    )
    cut = found(text, "Nichtig", limit=60)
    assert (cut.text, cut.continues) == ("Nichtig werden 1. ein Antrag, 2. eine Zusage,", True)
    assert cut.before == ("Nichtig werden … wenn niemand sie binnen eines Jahres anzeigt.",)
    assert found(text, "Nichtig").before == ()
    long = text.replace("Nichtig", f"Am Kai, {'sehr ' * 30}weit unten, sind nichtig,")
    [shown] = found(long, "Am Kai", limit=260).before
    assert shown.startswith("… sehr ")
    assert shown.endswith("sehr weit unten, sind nichtig, werden … wenn niemand sie binnen eines Jahres anzeigt.")
    assert found(text.replace("wenn niemand", "Niemand"), "Nichtig", limit=60).before == ()


def test_of_a_lead_in_as_long_as_a_quote_the_end_is_named() -> None:
    long = found(LONG_LIST.replace("beträgt", f"{'sehr ' * 80}beträgt"), "Lotsen", limit=40)
    assert long.shown_above[2].startswith("… sehr sehr ")
    assert long.shown_above[2].endswith("beträgt in jedem Jahr für")
    assert len(long.shown_above[2]) <= LEAD_IN_CHARACTERS + 2
    in_parts = found(LONG_LIST.replace("Der Zuschuss", f"Es gilt {'sehr ' * 80}viel; der Zuschuss"), "Lotsen", limit=40)
    assert in_parts.shown_above[2] == "… der Zuschuss beträgt in jedem Jahr für"


def test_what_ends_with_a_stop_leads_nothing_in() -> None:
    ended = LONG_LIST.replace("in jedem Jahr für", "viel.")
    assert found(ended, "Lotsen", limit=40).shown_above == ("Hafen", "Höhe")


def test_a_caption_above_a_list_leads_nothing_in() -> None:
    pictured = LONG_LIST.replace("Der Zuschuss beträgt in jedem Jahr für", "Abbildung 3: Kähne am Kai")
    assert found(pictured, "Lotsen", limit=40).shown_above == ("Hafen", "Höhe")


def test_a_lead_in_that_says_nothing_alone_brings_what_it_is_said_of() -> None:
    text = "Der Verein ist alt.\n\nUnterlagen:\n\n- Satzung\n- Antrag\n"
    assert quoted(text, "Antrag") == "Unterlagen: - Satzung - Antrag"

    text = "Die Gruppe prüft ein Wiki.\n\nNachteile:\n\n- Es ist langsam.\n- Es ist teuer.\n"
    assert quoted(text, "Es ist teuer") == "Die Gruppe prüft ein Wiki. Nachteile: - Es ist langsam. - Es ist teuer."


LAW = """# Satzung

## § 4 Aufgaben

(2) Der Rat beschließt den Haushalt. Ausgaben über 5.000 Euro gibt er frei. Die Verwaltung berichtet ihm.

Ein Absatz ohne Nummer. Er sagt wenig.
"""


def test_a_later_sentence_of_a_numbered_paragraph_names_its_first_behind_the_headings() -> None:
    later = found(LAW, "Ausgaben", QUOTE_CHARACTERS)
    assert later.shown_above == ("Satzung", "§ 4 Aufgaben", "(2) Der Rat beschließt den Haushalt.")
    assert found(LAW, "(2) Der Rat", QUOTE_CHARACTERS).shown_above == ("Satzung", "§ 4 Aufgaben")
    assert found(LAW, "Ein Absatz", QUOTE_CHARACTERS).shown_above[2:] == ("(2) Der Rat beschließt den Haushalt.",)


def test_an_item_far_from_its_lead_in_names_the_beginning_of_its_paragraph_too() -> None:
    text = LAW.replace("Die Verwaltung berichtet ihm.", "Er wählt:\n\n- den Vorsitz\n- die Kasse\n- den Beirat\n")
    far = found(text, "den Beirat", 12)
    assert far.shown_above[2:] == ("(2) Der Rat beschließt den Haushalt.", "Er wählt:")


def test_a_later_sentence_of_a_section_of_a_law_names_its_first_too() -> None:
    law = LAW.replace("(2) Der Rat", "Der Rat")
    assert found(law, "Ausgaben", QUOTE_CHARACTERS).shown_above[2:] == ("Der Rat beschließt den Haushalt.",)
    recital = LAW.replace("(2) Der Rat", "(139) Der Rat")
    assert found(recital, "Ausgaben", QUOTE_CHARACTERS).shown_above[2:] == ("(139) Der Rat beschließt den Haushalt.",)
    other = law.replace("§ 4 Aufgaben", "Aufgaben")
    assert found(other, "Ausgaben", QUOTE_CHARACTERS).shown_above == ("Satzung", "Aufgaben")


FEES = """# Gebühren

| Nr | Gegenstand | Gebühr |
|----|------------|--------|
| 17 | Meldewesen | |
| 17.1 | Auskünfte aus dem Register | |
| 17.1.2 | erweiterte Auskunft | 12 Euro |
| 17.2 | Ausweise | |
| 17.2.2 | vorläufiger Ausweis | 6 Euro |
"""


def test_a_numbered_row_names_the_rows_that_it_is_a_part_of() -> None:
    own = found(FEES, "Nr: 17.1.2", QUOTE_CHARACTERS)
    assert [heading.split(": ")[-1] for heading in own.shown_above[1:]] == ["Meldewesen", "Auskünfte aus dem Register"]
    other = found(FEES, "Nr: 17.2.2", QUOTE_CHARACTERS)
    assert [heading.split(": ")[-1] for heading in other.shown_above[1:]] == ["Meldewesen", "Ausweise"]
    assert found(FEES, "Nr: 17 ", QUOTE_CHARACTERS).shown_above == ("Gebühren",)


MINUTES = """# Protokoll

## Vorschläge

Filmabend (Kino im Kasten)

Lizenzen im Wiki

## Das tatsächliche Protokoll

Filmabend (Kino im Kasten)

Der Antrag muss am Freitag vorliegen.

Stimmung → gut

Zwei Leute kommen später.
"""


def test_a_topic_right_above_a_quote_may_end_with_a_colon_and_a_topic_has_none_above_it() -> None:
    def above(text: str, beginning: str) -> str:
        source = document(text, type="minutes")
        quoted = quote(source, sentence(source, beginning))
        assert quoted is not None
        return quoted.shown_above[-1]

    asked = MINUTES.replace("Stimmung → gut", "Fazit Filmabend:\n\nNochmal? Einmal im Semester.\n\nDas ist gut.")
    assert above(asked, "Nochmal") == "Fazit Filmabend:"
    assert above(asked, "Das ist") == "Filmabend (Kino im Kasten)"
    begun = MINUTES.replace("Stimmung → gut", "Lizenzen bis zum 28. Juni 2024\n\nAlle kommen.")
    assert above(begun, "Lizenzen bis") == "Das tatsächliche Protokoll"


def test_of_minutes_a_topic_with_its_time_is_no_quote() -> None:
    source = document(
        "# Protokoll\n\nNachbereitung der Messe (Anna 30.09.) (15 Min.)\n\nAnna berichtet.\n", type="minutes"
    )
    assert quote(source, sentence(source, "Nachbereitung")) is None


def test_entries_of_a_table_of_contents_are_no_quotes() -> None:
    source = document("# Hafen\n\n[2 Der Bau der Mole](#_2)\n\n- [2.1 Der Bau der Mole im Süden](#_2.1)\n\nEnde gut.\n")
    assert quote(source, sentence(source, "[2 Der")) is None
    linked = document("# Hafen\n\nDen Bau der Mole zeigt [das Bild](#bild) vom Mai.\n")
    assert quote(linked, sentence(linked, "Den Bau")) is not None
    form = document(
        "# Hafen\n\n[Antragsformular für die Nutzung der Mole](dl/antrag.PDF#page=2)\n\n[Zum Antrag](/antrag)\n"
    )
    assert all(quote(form, sentence(form, start)) for start in ("[Antragsformular", "[Zum Antrag"))
    others = document("# Hafen\n\n- [Kapitel 1: Mole](TP01)\n- [Karte](karte.pdf)\n- [Amt](https://amt.example)\n")
    assert quote(others, sentence(others, "[Kapitel")) is None
    for beginning in ("[Karte", "[Amt"):
        assert quote(others, sentence(others, beginning)) is not None


def test_lines_that_dots_lead_to_a_page_are_no_quotes_but_prices_are() -> None:
    lines = "# Inhalt\n\n1. Der Bau … 3\n\n2. Was ist eine Mole? … 4\n\nQuellen … 4\n\nDer Bau begann … 3\n"
    source = document(lines)
    book = replace(source, pages=tuple(Page(number, 0, 9) for number in range(1, 6)))
    for beginning in ("1. Der Bau", "2. Was", "Quellen"):
        assert quote(book, sentence(source, beginning)) is None
    assert quote(source, sentence(source, "1. Der Bau")) is not None
    prices = replace(document("# Kurse\n\nLöten … 20\n\nSägen … 40\n"), pages=(Page(1, 0, 9),))
    assert quote(prices, sentence(prices, "Löten")) is not None


def test_what_is_said_of_a_picture_is_no_quote() -> None:
    source = document("# Hafen\n\n![Ein Bild, das den Hafen enthält. Automatisch erstellt](hafen.png)\n\nEnde gut.\n")
    assert quote(source, sentence(source, "![Ein")) is None


REMARK = "# Rat\n\nIch habe selten Zeit. Können wir das teilen? - Tomke Harms\n\n{}"


def test_a_remark_is_quoted_with_who_made_it() -> None:
    listed = REMARK.format("- Zugang klären\n- Idee: ein Plan\n")
    remark = "Können wir das teilen? - Tomke Harms"
    assert quoted(listed, "Zugang") == quoted(listed, "- Tomke") == f"{remark} - Zugang klären - Idee: ein Plan"
    assert quoted(REMARK.format("Ende gut.\n"), "Ich habe") == f"Ich habe selten Zeit. {remark}"
    below = "# Rat\n\n„Der Kai ist zu kurz.“\n\n– Tomke Harms, Lotsin am Hafen\n\nEnde gut.\n"
    assert quoted(below, "„Der Kai") == "„Der Kai ist zu kurz.“ – Tomke Harms, Lotsin am Hafen"
    assert quoted(listed, "Ich habe", limit=40) == "Ich habe selten Zeit."
    assert quoted("# Rat\n\nDer Kai ist kurz. - Tomke sagte das.\n", "Der Kai") == "Der Kai ist kurz."
    assert (
        quoted("# Rat\n\nDer Zuschuss für den Kai steigt. – Fortbildung\n", "Der Zu")
        == "Der Zuschuss für den Kai steigt."
    )


def test_a_day_at_the_head_of_an_item_is_no_number_of_it() -> None:
    items = "".join(f"- {word} {'der Wege am langen Kai ' * 6}\n" for word in ("Ausbau", "Umbau", "Rückbau", "Neubau"))
    text = f"# Plan\n\nZum Plan gehören:\n\n{items}- 3. Mai 2025: Abgabe der Anträge\n- Zuschuss von 50 Prozent\n"
    assert quoted(text, "Zuschuss") == "Zuschuss von 50 Prozent"


LETTERED = """# Richtlinie

## 2 Gegenstand

c) Entsiegelung

aa) Erstvorhaben

Der Zeitraum beträgt zwei Jahre.

bb) Anschlussvorhaben

Er beträgt drei Jahre.

d) Wege

Gefördert wird der Bau.
"""


def test_headings_with_letters_stand_above_a_quote_and_are_none() -> None:
    def above(beginning: str) -> tuple[str, ...]:
        return found(LETTERED, beginning).shown_above[2:]

    assert above("Der Zeitraum") == ("c) Entsiegelung", "aa) Erstvorhaben")
    assert above("Er beträgt") == ("c) Entsiegelung", "bb) Anschlussvorhaben")
    assert above("Gefördert") == ("d) Wege",)
    source = document(LETTERED)
    assert quote(source, sentence(source, "bb)")) is None


def test_a_list_with_letters_and_what_it_measures_are_no_headings() -> None:
    listed = "# Richtlinie\n\nGefördert werden\n\na) Wege\n\nb) Kähne\n\nDer Zuschuss ist klein.\n"
    assert found(listed, "Der Zuschuss").shown_above == ("Richtlinie",)
    measured = "# Richtlinie\n\na) Werften 50 Prozent\n\nDer Zuschuss ist klein.\n"
    assert found(measured, "Der Zuschuss").shown_above == ("Richtlinie",)
    assert "50 Prozent" in found(measured, "a)").text


def test_a_paragraph_that_leads_a_table_in_brings_its_rows() -> None:
    text = "# Gebühren\n\nEs gelten folgende Sätze:\n\n| Ort | Satz |\n| --- | --- |\n| Kai | 5 % |\n| Mole | 7 % |\n"
    whole = found(text, "Es gelten", limit=600)
    assert whole.text == "Es gelten folgende Sätze: Ort | Satz Ort: Kai | Satz: 5 % Ort: Mole | Satz: 7 %"
    assert not whole.continues
    cut = found(text, "Es gelten", limit=60)
    assert cut.text == "Es gelten folgende Sätze: Ort | Satz Ort: Kai | Satz: 5 %"
    assert cut.continues


def test_a_lead_in_that_only_says_which_paragraph_does_not_apply_brings_its_end() -> None:
    text = (
        "# Verordnung\n\n## Artikel 9 Daten\n\n(1) Die Verarbeitung von Daten ist untersagt.\n\n"
        "(2) Absatz 1 gilt nicht in folgenden Fällen:\n\n" + "".join(f"- Fall {n} ist eingetreten,\n" for n in range(9))
    )
    assert found(text, "Fall 7", limit=40).shown_above[2:] == (
        "(1) Die Verarbeitung von Daten ist untersagt.",
        "(2) Absatz 1 gilt nicht in folgenden Fällen:",
    )


def test_a_lettered_row_names_the_numbered_row_above_it() -> None:
    text = "# Gebühren\n\n| Nr. | Was | Gebühr |\n|---|---|---|\n" + "".join(
        f"| {row} |\n"
        for row in ("9.1 | Wasser |", "a) | privat | 5 Euro", "b) | gewerblich | 7 Euro", "aa) | groß | 9 Euro")
    )
    assert found(text, "Nr.: b)").shown_above[1:] == ("Was: Wasser",)
    assert found(text, "Nr.: aa)").shown_above[1:] == ("Was: Wasser", "Was: gewerblich | Gebühr: 7 Euro")


def test_bold_words_right_above_a_table_are_a_heading() -> None:
    table = "\n\n| Nr. | Gebühr |\n|---|---|\n| 1 | 5 Euro |\n"
    source = document(f"# Gebühren\n\n**Erlaubnisse 50 bis 75 Euro**{table}")
    assert quote(source, sentence(source, "**Erlaubnisse")) is None
    alone = document("# Gebühren\n\n**Erlaubnisse 50 bis 75 Euro**\n\nDas ist viel.\n")
    assert quote(alone, sentence(alone, "**Erlaubnisse")) is not None


def test_what_a_colon_announces_in_the_next_paragraph_belongs_to_the_quote() -> None:
    source = document(
        "# Antrag\n\nDie Skizze ist einzureichen unter:\n\nhttps://www.example.org/skizze\n\nSie hat acht Seiten."
    )
    found = quote(source, sentence(source, "Die Skizze"))
    assert found
    assert found.text == "Die Skizze ist einzureichen unter: https://www.example.org/skizze"


def test_the_head_of_a_table_is_no_quote() -> None:
    source = document("# Gebühren\n\n| Ort | Gebühr |\n|---|---|\n| Nord | 5 Euro |\n| Süd | 7 Euro |\n")
    assert quote(source, sentence(source, "Ort | Gebühr")) is None
    assert quote(source, sentence(source, "Ort: Nord")) is not None


def test_an_agenda_of_minutes_is_no_quote() -> None:
    text = (
        "# Protokoll\n\n- Neues Logo\n- Filmabend\n- Sonstiges\n\n## Neues Logo\n\nGut.\n\n## Filmabend\n\nAuch gut.\n"
    )
    source = document(text, type="minutes")
    assert quote(source, sentence(source, "Sonstiges")) is None
    other = document(text)
    assert quote(other, sentence(other, "Sonstiges")) is not None


@pytest.mark.parametrize(
    ("name", "is_quoted"), [("Inhalt", False), ("Themen dieser Woche:", False), ("Angebote", True)]
)
def test_a_list_of_contents_is_no_quote(name: str, is_quoted: bool) -> None:
    mail = "Von: Imke Rohwer Betreff: Suche nach Fertigern"
    text = (
        f"# Rundbrief\n\n## {name}\n\n- Neue Halle in Hoya\n- 2. Suche nach Fertigern (Imke Rohwer)\n- Kurz gemeldet\n"
    )
    source = document(f"{text}\n## Neue Halle in Hoya\n\nSie steht.\n\n## {mail}\n\nWer baut?\n")
    assert (quote(source, sentence(source, "Kurz gemeldet")) is not None) is is_quoted


def test_topics_below_the_name_of_an_agenda_are_no_quotes_but_what_was_said_is() -> None:
    text = "# Plenum\n\nheutige TOP-Vorschläge:\n\n- Feier in Görlitz\n- Programm (Uta, 1 Min)\n- Uta bucht den Saal\n"
    source = document(text, type="minutes")
    assert quote(source, sentence(source, "Feier")) is None
    assert quote(source, sentence(source, "Programm")) is None
    assert quote(source, sentence(source, "Uta bucht")) is not None


def test_the_end_of_what_a_sentence_refers_to_stands_above_it_where_it_is_too_long_to_be_quoted() -> None:
    text = f"# Hafen\n\nEr ist alt. Der Rat prüft {'sehr ' * 130}lange, ob die Mole hält. Dabei hilft die Stadt.\n"
    above = found(text, "Dabei").shown_above
    assert above[0] == "Hafen"
    assert above[1].startswith("… sehr")
    assert above[1].endswith("lange, ob die Mole hält.")


def test_a_paragraph_that_begins_with_another_one_brings_its_beginning() -> None:
    text = (
        "# Verordnung\n\n## Artikel 65 Streit\n\n(1) Der Ausschuss erlässt einen Beschluss. Er ist bindend.\n\n"
        "(2) Der in Absatz 1 genannte Beschluss wird mit zwei Dritteln gefasst.\n\n(3) Absatz 1 ist kurz.\n"
    )
    assert found(text, "(2) Der").shown_above[2:] == ("(1) Der Ausschuss erlässt einen Beschluss. Er ist bindend.",)
    assert found(text, "(3) Absatz").shown_above[2:] == ()


def test_a_case_or_a_list_of_another_paragraph_brings_how_that_begins() -> None:
    text = (
        "# Verordnung\n\n## Artikel 46 Garantien\n\n"
        "(3) Garantien sind Klauseln.\n\n(4) Es gibt eine Liste. Sie ist lang.\n\n"
        "(5) Die Behörde prüft, wenn ein Fall gemäß Absatz 3 vorliegt.\n\n"
        "(6) Vor Festlegung der in den Absätzen 3 und 4 genannten Listen wird gefragt.\n"
    )
    assert found(text, "(5)").shown_above[2:] == ("(3) Garantien sind Klauseln.",)
    assert found(text, "(6)").shown_above[2:] == (
        "(3) Garantien sind Klauseln.",
        "(4) Es gibt eine Liste. Sie ist lang.",
    )


def test_a_paragraph_without_a_number_names_the_numbered_one_that_it_stands_below() -> None:
    text = (
        "# Richtlinie\n\n## Höhe\n\n(3) Im Wege der Mischfinanzierung werden Trainer gefördert. Sie ist neu.\n\n"
        "Die Höhe der jeweiligen Zuwendung beträgt höchstens 50 %.\n\nBezahlt wird:\n\n- Lohn\n- Steuer\n\n"
        "(4) Auch Häuser werden gefördert.\n\n### Antrag\n\nEr ist formlos.\n"
    )
    above = "(3) Im Wege der Mischfinanzierung werden Trainer gefördert."
    assert found(text, "Die Höhe").shown_above[2:] == found(text, "Steuer").shown_above[2:] == (above,)
    assert found(text, "(4)").shown_above[2:] == ()
    assert found(text, "Er ist").shown_above[2:] == ("Antrag",)


def test_a_quote_of_minutes_names_the_topic_of_the_agenda_above_it() -> None:
    def headings(text: str, beginning: str, type: str = "minutes") -> tuple[str, ...]:
        source = document(text, type=type)
        quoted = quote(source, sentence(source, beginning))
        assert quoted is not None
        return quoted.shown_above

    above = ("Protokoll", "Das tatsächliche Protokoll")
    assert headings(MINUTES, "Der Antrag") == (*above, "Filmabend (Kino im Kasten)")
    assert headings(MINUTES, "Zwei Leute") == (*above, "Filmabend (Kino im Kasten)")
    assert headings(MINUTES, "Der Antrag", "other") == above
    assert headings(MINUTES.replace("Filmabend (Kino im Kasten)\n\nLiz", "Liz"), "Der Antrag") == above


def test_a_list_that_goes_on_counting_is_not_led_in_by_the_end_of_a_sentence() -> None:
    text = "Es gibt drei Wege.\n\n1. Der erste.\n\nEr ist lang.\n\n2. Der zweite.\n3. Der dritte.\n"
    assert quoted(text, "3. Der").startswith("2. Der zweite.")


def test_of_a_long_beginning_of_a_paragraph_both_ends_are_named() -> None:
    long = LAW.replace("den Haushalt", f"den {'sehr ' * 80}langen Haushalt")
    *above, begins = found(long, "Ausgaben", QUOTE_CHARACTERS).shown_above
    assert above == ["Satzung", "§ 4 Aufgaben"]
    assert begins.startswith("(2) Der Rat beschließt den sehr sehr")
    assert " … " in begins
    assert begins.endswith("langen Haushalt.")
    assert len(begins) <= LEAD_IN_CHARACTERS + len(" …")


def test_what_is_too_long_is_cut_where_a_clause_ends() -> None:
    begun = f"den {'sehr ' * 25}langen Haushalt der Stadt und aller Häfen"
    long = LAW.replace("den Haushalt", f"{begun}, die Mole{', den Kai' * 40} und die anderen Boote, aller Häfen")
    *_, begins = found(long, "Ausgaben", QUOTE_CHARACTERS).shown_above
    assert begins.startswith(f"(2) Der Rat beschließt {begun} … den Kai, ")


def test_a_quote_says_where_its_list_goes_on() -> None:
    assert found(LONG_LIST, "Kähne", limit=80).continues
    assert found("# Hafen\n\nFrei sind\n\n- Kähne;\n\n(1) Eine Fußnote.\n\n- Fähren.\n", "Kähne").continues
    assert not found(LONG_LIST, "Kähne", limit=600).continues
    assert not found(LONG_LIST, "Lotsen", limit=40).continues
    assert not found(f"Es ist so. {LIST}", "Es ist", limit=40).continues


NAMES = (
    "Abbildung 3: Der Hafen von oben",
    "Tab. 2 Kähne nach Jahren",
    "Abbildung 4 Kräne am Kai:",
    "6.4 Art und Höhe der Zuwendung",
    "7.2.1. Vorlage von Skizzen nach Nummer 3",
    "Dienstag, 27. September 2022",
    "(vom 3. Mai 2021, 14:30 Uhr)",
    "[Stand November 2023]",
    "Ahlerstadt, Dienstag, 18. März 2025",
    "Bad Harzburg, den 3. Mai 2021",
    "**Stand:** Oktober 2024",
    "**Richtlinie nach § 3 Abs. 2 Nr. 1 über den Hafen**",
    "Mailadresse:",
    "**Richtlinie „Wir forschen für den Hafen“**",
    "**Typ:** Gesetz **Fundstelle:** GBl. 2005 **Ausfertigung:** 17.03.2005",
    "Zuletzt aktualisiert: 3. Mai 2021",
    "Presseinformation vom 3. Mai 2021",
)


@pytest.mark.parametrize("name", NAMES)
def test_what_only_names_what_stands_beside_it_is_no_quote(name: str) -> None:
    source = document(f"# Hafen\n\nDer Kai ist lang.\n\n{name}\n\nDer Kran ist hoch.\n")
    assert quote(source, Span(source.text.index(name), source.text.index(name) + len(name))) is None


@pytest.mark.parametrize("words", ["Stand: 15. Januar 2025.", "As of 15 January 2025."])
def test_as_of_when_a_text_is_is_no_quote_within_a_paragraph_either(words: str) -> None:
    source = document(f"# Hafen\n\n{words} Der Kai gilt als neu.\n")
    assert quote(source, Span(source.text.index(words), source.text.index(words) + len(words))) is None


STATED = (
    "Abbildung 3 zeigt den Hafen von oben.",
    "10.30 Uhr Treffen am Kai mit allen",
    "3.5 Millionen Euro für den neuen Kai",
    "Beginn der Arbeiten ist am 27. September 2022",
    "Redaktionsschluss: 3. Mai 2021",
    "Abbildungen des Hafens liegen am Kai aus",
    "6.4 Zu den Kähnen sagt der Rat, dass sie am Kai liegen sollen und nicht im Strom",
)


@pytest.mark.parametrize("words", STATED)
def test_what_states_something_is_a_quote(words: str) -> None:
    assert quoted(f"# Hafen\n\nDer Kai ist lang.\n\n{words}\n", words[:12]).endswith(words)


def test_a_numbered_line_that_leads_in_a_list_is_a_quote() -> None:
    assert quoted("2.5 Nicht gefördert werden insbesondere\n\n- Kähne\n- Kräne", "2.5").endswith("- Kähne - Kräne")


def test_a_numbered_paragraph_stands_behind_the_headings() -> None:
    numbered = "6.3 Ziel der Hilfe\n\nDer Kai wird lang.\n\n§ 64a Höhe\n\nSie ist hoch."
    text = f"# Hafen\n\n## Teil II\n\n{numbered}\n\n## Teil III\n\nEnde."
    source = document(text)
    for beginning, above in (("Der Kai", "6.3 Ziel der Hilfe"), ("Sie ist", "§ 64a Höhe")):
        stated = quote(source, sentence(source, beginning))
        assert stated is not None
        assert stated.shown_above == ("Hafen", "Teil II", above)
    assert found(text.replace("Ende", "Das ist das gute Ende"), "Das ist", 600).shown_above == ("Hafen", "Teil III")


REST = "Gefördert werden Betriebe, die\n\n1. am Hafen liegen und\n2. Kähne bauen,\n\n"


def test_a_sentence_that_ends_behind_its_list_is_quoted_to_its_end() -> None:
    whole = "Gefördert werden Betriebe, die 1. am Hafen liegen und 2. Kähne bauen, antragsberechtigt sind."
    text = f"{REST}antragsberechtigt sind. Kräne zählen nicht."
    assert quoted(text, "2. Kähne") == whole
    assert quoted(text, "Gefördert") == whole
    assert quoted(text, "antragsberechtigt") == whole
    assert quoted(text, "Gefördert", limit=80).endswith("Kähne bauen,")


def test_where_the_main_clause_stands_behind_a_long_list_only_the_item_is_quoted_below_both() -> None:
    text = (
        "# Satzung\n\nFällt der Grund weg, weil\n\n1. der Kai sank oder\n2. der Kahn sank,\n\nso gilt die Zusage nicht."
    )
    source = document(text)
    assert quoted(text, "2. der Kahn").endswith("so gilt die Zusage nicht.")
    assert quote(source, sentence(source, "Fällt"), 60) is None
    item = quote(source, sentence(source, "2. der Kahn"), 60)
    assert item is not None
    assert (item.text, item.shown_above[-1]) == (
        "2. der Kahn sank,",
        "Fällt der Grund weg, weil … so gilt die Zusage nicht.",
    )


def test_an_item_without_a_letter_is_quoted_with_the_lettered_one_above_it() -> None:
    plan = "b) Plan\n\n  * Wege am Hafen\n  * Prüfung nach drei Jahren\n\n"
    text = f"# Antrag\n\na) Ziele\n\n  * Bau einer Mole im Süden\n\n{plan}c) Kosten\n"
    assert quoted(text, "Prüfung", limit=80) == "b) Plan * Wege am Hafen * Prüfung nach drei Jahren"


def test_a_list_that_a_conjunction_takes_up_is_one_with_the_next() -> None:
    text = "Gefördert werden\n\n- Werften\n- Reeder\n\nsowie am Fluss auch\n\n- Fischer\n- Lotsen"
    whole = "Gefördert werden - Werften - Reeder sowie am Fluss auch - Fischer - Lotsen"
    assert [quoted(text, word) for word in ("Gefördert", "Reeder", "Lotsen")] == [whole] * 3
    assert found(text, "Lotsen", 40).shown_above == ("Gefördert werden",)


@pytest.mark.parametrize("behind", ["noch zu tun", "noch zu tun:", "Kräne zählen nicht."])
def test_what_does_not_go_on_with_a_list_stays_out_of_it(behind: str) -> None:
    assert quoted(f"Gefördert werden:\n\n- Werften\n- Reeder\n\n{behind}", "Reeder").endswith("- Reeder")
    assert quoted("Gefördert werden:\n\n- Werften.\n- Reeder.\n\nund zwar bald.", "Reeder").endswith("- Reeder.")


WITHIN = (
    "Im Norden zahlt das Land jedoch mehr.",
    "Für die Region bedeutet es viel Arbeit.",
    "Tragfähig wird sie nur mit Kähnen.",
    "Fünf Werften teilen sich diese Arbeit.",
    "In einer weiteren Sitzung beschließt er das.",
    "Der Rat stimmt aus diesem Grund dagegen.",
    "Für sie gibt es einen eigenen Kai.",
    "Gefunden wurden sie am Kai.",
    "Die Stadt hofft, dadurch zu sparen.",
    "Eine Übersicht dazu liegt aus.",
    "Kähne sind in diesem Hafen selten.",
)


@pytest.mark.parametrize("reference", WITHIN)
def test_a_reference_behind_the_first_words_brings_the_sentence_before(reference: str) -> None:
    assert quoted(f"Das ist alles. Der Hafen wächst. {reference}", reference[:9]) == f"Der Hafen wächst. {reference}"


WITHOUT = (
    "Der Zuschuss ist hoch, er beträgt jedoch nie alles.",
    "Im Norden ist es möglich, Kähne zu bauen.",
    "Hier haben Sie freie Wahl.",
    "Kähne brauchen ein weiteres Becken.",
    "Für Sie liegen Kähne bereit.",
    "Anträge nach dieser Richtlinie sind formlos.",
    "Das Land trägt dazu bei, Kähne zu bauen.",
    "Kähne dienen dazu, Güter zu tragen.",
    "Der Rat bleibt in dieser Werft zu Gast.",
    "Beide Elternteile zahlen.",
    "Die Stadt geht davon aus, dass er wächst.",
    "Der Rat ist dazu verpflichtet, ihn zu bauen.",
    "Kähne sind in diesem Haushaltsjahr teuer.",
)


@pytest.mark.parametrize("alone", WITHOUT)
def test_what_refers_to_its_own_sentence_or_document_brings_nothing(alone: str) -> None:
    assert quoted(f"Der Hafen wächst. {alone}", alone[:9]) == alone


def test_both_bring_the_sentence_that_speaks_of_them() -> None:
    both = "Beide Werften bauen Kähne."
    assert quoted(f"Am Kai liegen zwei Werften. {both}", "Beide") == f"Am Kai liegen zwei Werften. {both}"


def test_a_counted_part_brings_the_sentence_that_counts_them() -> None:
    first = "Der erste Abschnitt reicht bis zur Mole."
    assert (
        quoted(f"Der Hafen hat zwei Abschnitte.\n\n{first}", "Der erste") == f"Der Hafen hat zwei Abschnitte. {first}"
    )
    assert quoted(f"Der Hafen ist groß.\n\n{first}", "Der erste") == first


def test_where_the_sentence_before_refers_back_too_one_more_comes_along() -> None:
    text = "Vogel leitet den Hafen. Er plant einen Kai. Dieser wird lang. Dies freut alle."
    assert quoted(text, "Dieser wird") == "Vogel leitet den Hafen. Er plant einen Kai. Dieser wird lang."
    assert quoted(text, "Dies freut") == "Er plant einen Kai. Dieser wird lang. Dies freut alle."
    assert quoted(text, "Dieser wird", limit=45) == "Er plant einen Kai. Dieser wird lang."
    assert quoted(text.replace("Er plant", "\n\nEr plant"), "Dieser wird").startswith("Vogel leitet")


def test_a_sentence_that_a_page_tears_is_quoted_whole() -> None:
    whole = "Zuständig für den Kai ist das Hafenamt am Ring, Halle 2."
    text = "Alles ist geregelt. Zuständig für den Kai ist das\n\nHafenamt am Ring, Halle 2. Es hat offen."
    assert quoted(text, "Zuständig") == whole
    assert quoted(text, "Hafenamt") == whole
    assert quoted(text, "Zuständig", limit=45) == "Zuständig für den Kai ist das"
    assert quoted(text.replace("Hafenamt am Ring", "2 Amt am Ring"), "Zuständig").endswith("ist das")


def test_a_line_above_bullets_that_a_colon_announces_is_shown_with_what_announces_it() -> None:
    text = "# Hafen\n\nDie Skizzen werden so bewertet{}\n\nEignung des Kais\n\n- Länge\n- Breite\n"
    for beginning in ("Eignung", "Länge"):
        assert found(text.format(":"), beginning).before == ("Die Skizzen werden so bewertet:",)
    assert found(text.format("."), "Länge").before == ()


def test_what_a_heading_points_to_stands_above_the_quote() -> None:
    purposes = "# 2 Gegenstand\n\n2.1 Kähne für:\n\n- Rat\n- Stadt\n"
    text = f"{purposes}\n# 5.1 Bei Zuschüssen nach Nummer 2.1\n\nEs gibt bis zu 40 Prozent.\n"
    assert found(text, "Es gibt").elsewhere == ("2.1 Kähne für: - Rat - Stadt",)


def test_of_a_long_beginning_a_few_words_between_its_ends_are_not_left_out() -> None:
    first, last = f"(1) Soweit {'sehr ' * 30}nötig,", f"Halter {'großer ' * 25}Kähne, alles zu sagen"
    text = f"# § 4 Kai\n\n{first} sind Eltern, {last}. Junge Halter sagen weniger.\n"
    assert f"{first} sind Eltern, {last}." in found(text, "Junge").before
