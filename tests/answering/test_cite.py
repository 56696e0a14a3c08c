"""Quotes to sentences that people read, and to numbered citations."""

from __future__ import annotations

import time
import unicodedata

import pytest
from growth import grows_like_its_size
from hypothesis import given, settings
from hypothesis import strategies as st
from made import document, quote_of, quote_with, sentence

from assistant.answering.cite import cite, plain
from assistant.answering.quoting.quote import quote
from assistant.answering.verify import verify
from assistant.language.figures import missing
from assistant.records import Quote, Span

READ = {
    "Der Zuschuss beträgt 5.000 Euro.": "Der Zuschuss beträgt 5.000 Euro.",
    "**Zuschuss:** bis zu *5.000 Euro*": "Zuschuss: bis zu 5.000 Euro",
    "_Hinweis_: der __Antrag__ `formlos`": "Hinweis: der Antrag formlos",
    "[Zum Portal](https://portal.example/x) geht es hier": "Zum Portal geht es hier",
    "![Bild der Halle](halle.png) daneben": "Bild der Halle daneben",
    "# Überschrift": "Überschrift",
    "**Kai****Mole**** und ____": "KaiMole und",
    "Ort: ________ Name:________": "Ort: Name:",
    "Der Kai[^3] ist lang[^alt].[^12]": "Der Kai ist lang.",
    "> Ein Zitat": "Ein Zitat",
    "Lieber Jens, > > der Plan geht auf.": "Lieber Jens, der Plan geht auf.",
    "**Imke Rohwer** (* 3. Mai 1903; † 1988)": "Imke Rohwer (* 3. Mai 1903; † 1988)",
    "- Erstens helfen. - Zweitens beraten.": "Erstens helfen. – Zweitens beraten.",
    "Gefördert werden: * Betriebe * Kammern": "Gefördert werden: • Betriebe • Kammern",
    "| A | 50 % |": "A; 50 %",
    "Frage: Wer darf mitmachen? | Antwort: Alle Werften.": "Wer darf mitmachen? Alle Werften.",
    "Punkt: Was tun? | Wer: Frau Rohwer | Wann: Mai": "Punkt: Was tun? Wer: Frau Rohwer; Wann: Mai",
    "Feld: Montage | 2030: 7.300 | Veränderung: + 13 %": "Feld: Montage; 2030: 7.300; Veränderung: + 13 %",
    "Stufe | Satz | |-------|:----:| | A | 50 % | | B | 40 %": "Stufe; Satz • A; 50 % • B; 40 %",
    "Stufe | Satz --- | --- A | 50 %": "Stufe; Satz • A; 50 %",
    "| Stufe | |-------| | A |": "Stufe • A",
    r"1\. Absatz, 5\*6, \_wörtlich\_": "1. Absatz, 5*6, _wörtlich_",
}
KEPT = (
    "snake_case_name bleibt",
    "5 * 3 = 15",
    "Faktor a*b",
    "Kurs: +5 Punkte",
    "> 250 Beschäftigte erhalten 10 %.",
    "+ 13 % seit 2024",
    "Meisterbrief + Sprachzeugnis",
    "10 – 20 Betriebe",
    "Kunden [sic] und (Partner)",
    "5 < 6 > 4",
    "50 % & mehr",
    "Beschäftigte*r in Teilzeit",
    "Lehrer*innen und Schüler_innen",
    "das Feld kai____mole",
    "*) Verkündet am 3. Mai",
    "Fußnoten: *) § 27 gilt. **) § 28 nicht. ***) § 29 auch.",
    "Der Kai (***) ist lang.",
)


@pytest.mark.parametrize(("quoted", "read"), READ.items())
def test_marks_of_markdown_do_not_reach_the_reader(quoted: str, read: str) -> None:
    assert plain(quoted) == read


@pytest.mark.parametrize(
    ("written", "begins", "read"),
    [
        ("Nötig sind:\n\n- ein Plan\n- Belege - auch alte\n", "Nötig", "Nötig sind: • ein Plan • Belege – auch alte"),
        ("- Der Plan liegt vor.\n- Das Geld reicht.\n", "Das Geld", "• Der Plan liegt vor. • Das Geld reicht."),
        ("1. Planen.\n2. Am 3. Mai zahlen.\n", "1. Planen", "• 1. Planen. • 2. Am 3. Mai zahlen."),
        ("* Stern\n* Mond und 3 Euro\n", "Stern", "• Stern • Mond und 3 Euro"),
        ("Der Antrag braucht\n\n- einen Plan\n- Belege\n", "Der Antrag", "Der Antrag braucht • einen Plan • Belege"),
        ("- Nur ein Plan.\n", "Nur", "Nur ein Plan."),
        ("Gründe:  \n\\* Der Kai ist alt  \n\\*\\* Er ist kurz\n", "Gründe", "Gründe: • Der Kai ist alt • Er ist kurz"),
    ],
)
def test_each_item_of_a_list_has_a_bullet_and_a_dash_stays_one(written: str, begins: str, read: str) -> None:
    source = document(written)
    found = quote(source, sentence(source, begins))
    assert found is not None
    [told], _ = cite([found], is_sure=True)
    assert told.text == read
    assert verify(told.text, [found]).support == 1


def test_a_colon_stands_behind_the_heading_that_a_quote_begins_with() -> None:
    source = document("# Merkblatt\n\n## Höhe\n\nBis 40 Euro.\n\n## Nicht gefördert\n\nKurse unter 3 Tagen.\n")
    start = source.text.index("3 Tagen")
    found = quote_with(source, sentence(source, "Kurse"), Span(start, start + 7))
    assert found is not None
    [told], _ = cite([found], is_sure=True)
    assert told.text == "Nicht gefördert: Kurse unter 3 Tagen."
    assert told.exact == Span(29, 36)
    assert found.headings == ("Merkblatt", "Nicht gefördert")
    assert verify(told.text, [found]).support == 1


def test_a_heading_that_ends_in_a_bracket_is_set_off_too() -> None:
    source = document("# Merkblatt\n\n## Nicht gefördert (Auswahl)\n\nMaschinen und Kurse.\n")
    found = quote(source, sentence(source, "Maschinen"))
    assert found is not None
    [told], _ = cite([found], is_sure=True)
    assert told.text == "Nicht gefördert (Auswahl): Maschinen und Kurse."


def test_exact_words_behind_an_item_are_marked_where_they_stand() -> None:
    source = document("Es gibt:\n\n- 40 Euro\n- je Kind 40 Euro im Jahr\n")
    start = source.text.index("40 Euro im")
    found = quote_with(source, sentence(source, "je Kind"), Span(start, start + 7))
    assert found is not None
    [told], _ = cite([found], is_sure=True)
    assert told.text == "Es gibt: • 40 Euro • je Kind 40 Euro im Jahr"
    assert told.exact == Span(29, 36)


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    assert plain(text) == text


def test_a_range_stays_a_range_and_a_dash_a_dash() -> None:
    assert plain("Seite 3 - 5 der Anlage") == "Seite 3 – 5 der Anlage"
    assert plain("Das Netzwerk - ein Verbund aus Firmen - hilft") == "Das Netzwerk – ein Verbund aus Firmen – hilft"


@given(st.text(max_size=300) | st.text(alphabet="*_`|-:#>[]()\\!+• \n5a.", max_size=60))
def test_any_text_gives_one_line_without_new_control_characters(text: str) -> None:
    read = plain(text)
    assert read == " ".join(read.split())
    controls = {character for character in read if unicodedata.category(character) == "Cc"}
    assert controls <= set(text)


@given(st.text(alphabet="*_`|-:#>[]()\\!+• \n5a.", max_size=60))
def test_no_letter_or_digit_is_added(text: str) -> None:
    assert sum(map(str.isalnum, plain(text))) <= sum(map(str.isalnum, text))


FIGURES = (
    "5.000 Euro",
    "7,6 Mio. Euro",
    "80 Prozent",
    "3. Mai 2024",
    "2025",
    "drei Jahre",
    "§ 44a",
    "48 Betriebe",
    "14:30 Uhr",
)
FILLING = (
    "Der Zuschuss beträgt",
    "**höchstens**",
    "für _Betriebe_",
    "und",
    "[laut Satzung](https://a.example/b),",
    "(netto)",
    "-",
)


@settings(deadline=None)  # the first text compiles patterns
@given(st.lists(st.sampled_from(FIGURES + FILLING), min_size=1, max_size=8).map(" ".join))
def test_the_figures_that_people_read_all_stand_in_the_quote(text: str) -> None:
    assert missing(plain(text), text) == []


def test_white_space_costs_no_square() -> None:
    started = time.thread_time()
    assert plain("a" + " " * 20_000 + "b") == "a b"
    assert time.thread_time() - started < 2  # six seconds if it did


@pytest.mark.parametrize("signs", ["-" * 30_000, "| " * 30_000 + "x"])
def test_a_long_row_of_dashes_or_edges_does_not_cost_its_square(signs: str) -> None:
    started = time.thread_time()
    plain(signs)
    assert time.thread_time() - started < 2  # many seconds if it did


def test_each_quote_is_one_sentence_with_one_citation_numbered_from_one() -> None:
    source = document("**Alpha** zahlt. Beta prüft.")
    quotes = [quote_of(source, "Beta prüft."), quote_of(source, "**Alpha** zahlt.")]
    sentences, citations = cite(quotes, is_sure=True)
    assert [(s.text, s.citations) for s in sentences] == [("Beta prüft.", (1,)), ("Alpha zahlt.", (2,))]
    assert [(c.number, c.quote) for c in citations] == [(1, quotes[0]), (2, quotes[1])]


def test_no_quotes_give_no_sentences() -> None:
    assert cite([], is_sure=True) == ((), ())


def test_exact_words_are_found_again_in_the_plain_text() -> None:
    source = document("Von **80 Prozent**   der 80 Prozent\nzahlt Alpha *80\nProzent* mit.")
    at = source.text.index("80\nProzent")
    found = quote_with(source, sentence(source, "Von"), Span(at, at + len("80 Prozent")))
    assert found is not None
    assert found.exact is not None
    assert found.text[found.exact.at :].startswith("80 Prozent* mit")
    read = cite([found], is_sure=True)[0][0]
    assert read.exact is not None
    assert (read.text[: read.exact.start], read.exact.of(read.text), read.text[read.exact.end :]) == (
        "Von 80 Prozent der 80 Prozent zahlt Alpha ",
        "80 Prozent",
        " mit.",
    )


def test_only_what_says_the_same_as_the_first_exact_words_is_marked() -> None:
    source = document("Der Satz ist 80 Prozent. Auch Gifhorn nennt 80 %. Im Jahr 2021 waren es 40 Prozent.")

    def said(beginning: str, words: str) -> Quote:
        at = source.text.index(words)
        found = quote_with(source, sentence(source, beginning), Span(at, at + len(words)))
        assert found
        return found

    read, _ = cite([said("Der", "80 Prozent"), said("Auch", "80 %"), said("Im", "40 Prozent")], is_sure=True)
    assert [bool(one.exact) for one in read] == [True, True, False]


def test_exact_words_are_marked_only_where_the_first_sentence_has_them_and_surely_answers() -> None:
    source = document("Alpha hilft.\n\nBeta zahlt 50 Euro.")
    at = source.text.index("50 Euro")
    other = quote_of(source, "Alpha hilft.")
    found = quote_with(source, sentence(source, "Beta"), Span(at, at + len("50 Euro")))
    assert found is not None
    assert [read.exact is not None for read in cite([found, other], is_sure=True)[0]] == [True, False]
    assert [read.exact is not None for read in cite([other, found], is_sure=True)[0]] == [False, False]
    assert [read.exact is not None for read in cite([found, other], is_sure=False)[0]] == [False, False]


def test_a_quote_without_exact_words_has_none_in_its_sentence() -> None:
    source = document("Beta prüft.")
    assert cite([quote_of(source, "Beta prüft.")], is_sure=True)[0][0].exact is None


def test_brackets_that_are_no_links_take_no_square() -> None:
    assert grows_like_its_size(lambda size: plain("[" * size + "x"), 2000)
