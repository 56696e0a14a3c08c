"""What documents say for the words that people ask with."""

from __future__ import annotations

from collections.abc import Callable

from assistant.language.everyday import beside_them, has_capitals, holds_all, in_their_place, lines, other_words
from assistant.language.terms import stems


def holding(*words: str) -> Callable[[str], bool]:
    held = {stem for word in words for stem in stems(word)}
    return lambda word: held.issuperset(stems(word))


def test_the_first_word_that_the_documents_hold_takes_the_place() -> None:
    question = "Wie lange muss ich Quittungen aufheben?"
    assert other_words(question, holding("Belege", "Kai", "Rechnung")) == {"Quittungen": "Beleg"}
    assert other_words(question, holding("Rechnungen", "aufbewahren")) == {
        "Quittungen": "Rechnung",
        "aufheben": "aufbewahren",
    }


def test_what_no_document_says_and_what_is_asked_already_stays() -> None:
    assert other_words("Wo ist der Akku?", holding("Kai")) == {}
    assert other_words("Ist der Akku eine Batterie?", holding("Batterien")) == {}
    assert other_words("Ist die Anlage genehmigt?", holding("Anlage", "genehmigt")) == {}


def test_each_word_of_the_table_stands_for_one_thing_and_is_found() -> None:
    written = [word for asked, _ in lines() for word in asked]
    assert sorted(written) == sorted(set(written))
    for asked, said in lines():
        assert asked
        assert all(map(stems, said)), "what has no stem would pass for known"
        for word in asked:
            likeliest = next(other for other in said if stems(other) != stems(word))
            assert other_words(f"Hier, {word}?", holding(likeliest)) == {word: likeliest}
            assert in_their_place(word, {word: "anders"}) == "anders", word
    assert other_words("Wann kann man anfangen?", holding("Beginn", "Einsteiger")) == {"anfangen": "Beginn"}


def test_a_noun_is_told_from_other_words_of_its_stem_by_its_capital() -> None:
    assert other_words("Was sagt er zur Länge?", holding("Umfang")) == {"Länge": "Umfang"}
    assert other_words("Wie lange gilt das?", holding("Umfang")) == {}
    assert other_words("Welche Vorträge wurden gehalten?", holding("Personalausgaben")) == {}
    assert other_words("Aufgehoben wird was? Bezahlen sie?", holding("aufbewahrt", "förderfähig")) == {
        "Aufgehoben": "aufbewahrt",
        "Bezahlen": "förderfähig",
    }


def test_a_name_behind_a_title_stays() -> None:
    assert other_words("Was sagt der Bauer?", holding("Landwirte")) == {"Bauer": "Landwirte"}
    assert other_words("Was sagen Frau Bauer und Dr. Bach?", holding("Landwirte", "Gewässer")) == {}
    assert other_words("was sagt frau bauer?", holding("Landwirte"), tells_nouns=False) == {}


def test_without_capitals_every_word_may_be_a_noun() -> None:
    assert other_words("wo sind quittungen?", holding("Beleg"), tells_nouns=False) == {"quittungen": "Beleg"}
    assert [*map(has_capitals, ("Wo sind die quittungen?", "WO SIND SIE?", "wo sind die Quittungen?"))] == [
        False,
        False,
        True,
    ]


def test_a_verb_is_known_with_its_particle_at_the_end() -> None:
    assert other_words("Wo schicke ich den Antrag ein, und wann?", holding("einreichen")) == {"schicke": "einreichen"}
    assert other_words("Wer holt das Geld zurück?", holding("Rückforderung")) == {"holt": "Rückforderung"}
    assert other_words("Wer treibt die Schulden ein?", holding("Beitreibung")) == {"treibt": "Beitreibung"}
    assert other_words("Wer treibt ein Boot?", holding("Beitreibung")) == {}
    assert other_words("Wer nimmt mir das Boot weg?", holding("Entziehung")) == {"nimmt": "Entziehung"}
    assert other_words("Wer wirft mich raus?", holding("Ausschluss")) == {"wirft": "Ausschluss"}
    assert other_words("Reicht ein Antrag? Wer reicht ihn ein?", holding("genügt")) == {"Reicht": "genügt"}


def test_a_word_is_known_in_its_forms_and_not_by_the_stem_of_another_one() -> None:
    assert other_words("Wird gemeldet, wer umzieht?", holding("anzeigen", "Verlegung")) == {
        "gemeldet": "anzeigen",
        "umzieht": "Verlegung",
    }
    assert other_words("Wo sind Hochhäuser verboten?", holding("Sonderbauten")) == {"Hochhäuser": "Sonderbauten"}
    assert other_words("Gilt der Bescheid?", holding("Verwaltungsakt")) == {"Bescheid": "Verwaltungsakt"}
    assert other_words("Wie hoch ist das Geländer?", holding("Fläche")) == {}
    assert other_words("Aus welchem Grund?", holding("Gründende")) == {}
    assert other_words("Wie endet das Projekt?", holding("Laufzeit")) == {}
    assert other_words("Wie läuft die Fahrt ab?", holding("Geltungsdauer")) == {}, (
        "only what has run out is in the table"
    )


def test_a_compound_that_no_document_holds_is_known_by_its_parts() -> None:
    assert other_words("Wo ist das Akkurecycling?", holding("Batterierecycling")) == {
        "Akkurecycling": "Batterierecycling"
    }
    assert other_words("Zählt ein Zweitauto?", holding("Zweitfahrzeug")) == {"Zweitauto": "Zweitfahrzeug"}
    assert other_words("Zählt ein Zweitauto?", holding("Fahrzeug")) == {}, "no compound that documents have"
    assert other_words("Zählt ein Zweitauto?", holding("Zweitauto", "Zweitfahrzeug")) == {}


def test_words_are_put_in_their_place_or_beside_them() -> None:
    others = {"Akku": "Batterie", "kaputt": "Schaden"}
    assert in_their_place("Ist der Akku kaputt?", others) == "Ist der Batterie Schaden?"
    assert beside_them("Ist der Akku kaputt?", others) == "Ist der Akku (Batterie) kaputt? (Schaden)"
    assert beside_them("Wen rufe ich an, wenn er kaputt ist?", {"rufe": "Kontakt", "kaputt": "Schaden"}) == (
        "Wen rufe ich an, wenn er kaputt ist? (Kontakt, Schaden)"
    )
    assert beside_them("ist der akku da?", others) == "ist der akku (Batterie) da?"
    assert in_their_place("Akkus sind da.", others) == "Akkus sind da."
    assert holds_all("ist der akku kaputt?", others)
    assert not holds_all("Ist der Acku kaputt?", others)
