"""One analysis for indexing and asking: what is written in several ways yields the same terms."""

import tracemalloc
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from growth import grows_like_its_size
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.stopwords import ENGLISH, GERMAN
from assistant.language.terms import fold, grams, is_stopword, stems

SAME = [
    ("Förderung", "foerderung"),
    ("Förderung", "FÖRDERUNG"),
    ("Förderung", "Fo\u0308rderung"),
    ("Förderung", "För\u00adderung"),
    ("Maßnahmen", "MASSNAHMEN"),
    ("Maßnahme", "Maßnahmen"),
    ("Antrag", "Anträge"),
    ("Antraege", "Anträgen"),
    ("ﬁnanziert", "finanziert"),
    ("CO₂", "CO2"),
    ("company", "companies"),
    ("Workshop", "Workshops"),
    ("Mitarbeiter:innen", "Mitarbeiter"),
    ("MitarbeiterInnen", "Mitarbeiter*innen"),
    ("Mitarbeiterinnen", "Mitarbeitern"),
    ("Bürger/-innen", "Bürgerin"),
    ("1.234,56 €", "1234,56 Euro"),
    ("1,234.50", "1.234,50"),
    ("7.600.000", "7600000"),
    ("10.000,00 Euro", "10.000 Euro"),
    ("50 %", "50 Prozent"),
    ("3. Mai 2024", "03.05.2024"),
    ("2024-05-03", "3.5.2024"),
    ("1. März 2024", "01. 03. 2024"),
    ("§44", "§ 44"),
    ("§§ 23", "§ 23"),
    ("Abs. 2", "Absatz 2"),
    ("Art. 6", "Artikel 6"),
    ("Paragraf 44", "§ 44"),
    ("Anl. 3", "Anlage 3"),
    ("50 v. H.", "50 %"),
    ("50 v.H.", "50 Prozent"),
    ("100 000 EUR", "100.000 €"),
    ("1\u00a0000\u202f000 Euro", "1.000.000 Euro"),
    ("12 345 €", "12.345 Euro"),
    ("2 Mio. EUR", "2 Millionen Euro"),
    ("3,5 Mrd. €", "3,5 Milliarden Euro"),
    ("05/2023", "Mai 2023"),
    ("F&E", "FuE"),
    ("FuE-Projekte", "FuE-Projekt"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_the_same_yield_the_same_stems(one: str, other: str) -> None:
    assert stems(one) == stems(other) != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7,6", ["7.6"]),
        ("Industrie 4.0", ["industri", "4.0"]),
        ("Nummer 2.5.6", ["numm", "2.5.6"]),
        ("§ 44", ["§44", "44"]),
        ("2021-2027", ["2021", "2027"]),
        ("Am 31.12.2027", ["31", *stems("Dezember"), "2027"]),
        ("99.99.2024", ["99", "99", "2024"]),
        ("Nr. 1.234", ["nr", "1234"]),
        ("44 100 Anträge", ["44", "100", "antrag"]),
        ("2023 000", ["2023", "000"]),
        ("13/2023", ["13", "2023"]),
        ("1/2/2023", ["1", "2", "2023"]),
    ],
)
def test_figures_stay_whole(text: str, expected: list[str]) -> None:
    assert stems(text) == expected


def test_a_word_with_hyphens_gives_its_parts_and_the_whole() -> None:
    assert stems("KMU-Förderung") == ["kmu", "forder", *stems("KMUFörderung")]
    assert set(stems("Förderung für KMU")) <= set(stems("KMU-Förderung"))
    assert set(stems("3D-Druck")) == {"3d", "druck", "3ddruck"}
    assert "email" in stems("E-Mail")


def test_a_hyphen_that_only_joins_half_a_word_is_dropped() -> None:
    assert stems("Lern- und Lehrmodule") == [*stems("Lern"), *stems("Lehrmodule")]


def test_function_words_are_no_stems_and_no_grams() -> None:
    text = "Wer ist für die Anträge bzw. the application zuständig?"
    assert stems(text) == [*stems("Anträge"), *stems("application"), *stems("zuständig")]
    assert grams("wer ist für die") == []


def test_every_stop_word_is_written_as_fold_writes_it() -> None:
    for word in GERMAN | ENGLISH:
        assert fold(word) == word
        assert stems(word) == grams(word) == []


@pytest.mark.parametrize("word", ["fuer", "die", "the", "welche"])
def test_function_words_are_stop_words(word: str) -> None:
    assert is_stopword(word)


@pytest.mark.parametrize("word", ["it", "us", "foerderung", "mai", ""])
def test_words_with_a_topic_are_no_stop_words(word: str) -> None:
    assert not is_stopword(word)


def test_grams_carry_the_boundaries_of_words() -> None:
    assert grams("Lab-Tag") == ["_lab", "lab_", "_tag", "tag_"]
    assert grams("EU 7,6 KMU") == ["_eu_", "_7.6_", "_kmu", "kmu_"]


def test_a_compound_shares_grams_with_its_parts() -> None:
    compound = set(grams("Fördermittelberatung"))
    assert len(compound & set(grams("Beratung zu Fördermitteln"))) > len(compound) * 0.7


def test_text_without_words_has_no_terms() -> None:
    assert stems("") == stems(" – … !") == grams("") == []


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcäöüßÄÖÜẞéå -.,19§€\u00ad"))
def test_composed_and_decomposed_text_yield_the_same_terms(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(decomposed) == fold(text)
    assert stems(decomposed) == stems(text)
    assert grams(decomposed) == grams(text)


@given(st.text())
def test_terms_hold_no_white_space_and_are_never_empty(text: str) -> None:
    for term in [*stems(text), *grams(text)]:
        assert term
        assert not any(character.isspace() for character in term)


@given(st.text(), st.text())
def test_paragraphs_are_analysed_independently(one: str, other: str) -> None:
    assert stems(f"{one}\n\n{other}") == stems(one) + stems(other)


def test_words_of_any_length_are_analysed_and_long_ones_take_no_memory_afterwards() -> None:
    letters = "abcdefghij" * 100
    tracemalloc.start()
    for number in range(50):
        word = letters[number:] + letters[:number]
        assert stems(word)
        assert len(grams(word)) == len(word) - 1
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 500_000  # each word with its 4-grams takes 60,000


def test_threads_share_the_analysis() -> None:
    words = [f"Förderung{chr(97 + i % 26)}{chr(97 + i // 26)}en" for i in range(400)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(stems, words * 2))
    assert together == [stems(word) for word in words * 2]


def test_a_long_row_of_figures_takes_no_square() -> None:
    assert grows_like_its_size(lambda size: stems("11 " + "111 " * size), 1000)
