"""Figures that are marked only where the question asks for such a one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import asked, candidate, document

from assistant.answering.quoting.asked_figure import figure_asked_for, figure_of_what_is_named, is_between
from assistant.answering.quoting.marking import marked, marked_best
from assistant.answering.understanding.understand import Expected
from assistant.language.asked_for import AskedFor
from assistant.records import Quote, Span

LIMITED = "Er ist auf 20.000 Euro je Betrieb begrenzt."
RIDES = "Leistung: Fahrtkosten | Betrag: 0,15 Euro je Kilometer | Bedingung: einfache Strecke über 30 km"
LONGER = "Die Laufzeit des Hafenfonds verlängert sich um ein Jahr und endet nun am 31. Dezember 2026."
DEARER = "Der Satz steigt um 5 Prozent auf 20 Prozent."
REFRESHED = "Alle sieben Jahre ist eine Auffrischung von acht Stunden nachzuweisen."


def mark(question: str, sentence: str, taken: str) -> str | None:
    words = Span(sentence.index(taken), sentence.index(taken) + len(taken))
    found = figure_asked_for(question, sentence, Span(0, len(sentence)), words)
    return found.of(sentence) if found else None


@pytest.mark.parametrize(
    ("question", "sentence", "taken", "left"),
    [
        ("Wie oft brauche ich die Auffrischung?", REFRESHED, "acht Stunden", None),
        ("Wie oft brauche ich die Auffrischung?", REFRESHED, "Alle sieben Jahre", "Alle sieben Jahre"),
        ("Wie oft brauche ich die Auffrischung?", REFRESHED, "sieben Jahre", "sieben Jahre"),
        ("How often is it checked?", "It is checked every two years.", "two years", "two years"),
        ("In welchem Abstand tagt er?", "Er tagt im Abstand von sechs Wochen.", "sechs Wochen", "sechs Wochen"),
        ("How often does it meet?", "It meets at intervals of six weeks.", "six weeks", "six weeks"),
        ("Wie oft wurde er genutzt?", "Er wurde 94 Mal genutzt.", "94", "94"),
        ("Wie oft tagt er?", "Er tagt zweimal pro Jahr.", "zweimal pro Jahr", "zweimal pro Jahr"),
        ("Was ist der Mindestbetrag?", LIMITED, "20.000 Euro", None),
        ("Was bekommt man mindestens?", "Es gibt bis zu 500 Euro.", "500 Euro", None),
        ("Was bekommt man mindestens?", "Es gibt bis zu 500 Euro.", "bis zu 500 Euro", None),
        ("Was bekommt man mindestens?", "Es gibt mindestens 500 Euro.", "mindestens 500 Euro", "mindestens 500 Euro"),
        ("Wie hoch ist der Höchstbetrag?", LIMITED, "20.000 Euro", "20.000 Euro"),
        ("Wie hoch ist der Höchstbetrag?", "Es sind mindestens 500 Euro nötig.", "500 Euro", None),
        ("Wie hoch ist der Höchstbetrag?", "Mindestens 3 Partner erhalten 50.000 Euro.", "50.000 Euro", "50.000 Euro"),
        ("Was bekommt man mindestens?", "Bis zu drei Partner erhalten 500 Euro.", "500 Euro", "500 Euro"),
        ("Was bekommt man mindestens?", "Der Höchstbetrag 2024 war 500 Euro.", "500 Euro", None),
        ("Wie hoch sind Mindest- und Höchstbetrag?", LIMITED, "20.000 Euro", "20.000 Euro"),
        ("Was gibt es, wenn ich mindestens 3 Leute habe?", LIMITED, "20.000 Euro", "20.000 Euro"),
        ("Wie hoch ist der Zuschuss?", LIMITED, "20.000 Euro", "20.000 Euro"),
        ("Ab wie viel Kilometern gibt es etwas?", RIDES, "0,15 Euro je Kilometer", "über 30 km"),
        ("Wie viel gibt es je Kilometer?", RIDES, "0,15 Euro je Kilometer", "0,15 Euro je Kilometer"),
        ("Wie lang läuft der Hafenfonds jetzt noch?", LONGER, "um ein Jahr", "31. Dezember 2026"),
        ("Um wie lange läuft der Hafenfonds noch weiter?", LONGER, "ein Jahr", "ein Jahr"),
        ("Wie lange wurde der Hafenfonds verlängert?", LONGER, "ein Jahr", "ein Jahr"),
        ("Wie lange dauert der Hafenfonds?", LONGER, "um ein Jahr", None),
        ("Wie hoch ist der Satz?", DEARER, "5 Prozent", "20 Prozent"),
        ("Wie hoch ist der Satz?", "Der Satz steigt um 5 Prozent.", "5 Prozent", None),
        ("Um wie viel steigt der Satz?", DEARER, "5 Prozent", "5 Prozent"),
        ("Wann legen wir ab?", "Die Probefahrt wurde auf Montag verschoben, um 14 Uhr.", "14 Uhr", "14 Uhr"),
        ("Wie hoch ist der Aufwand?", "Es geht um 500 Euro.", "500 Euro", "500 Euro"),
        ("Wie viele Tage dauert es?", "Es dauert zwei Wochen.", "zwei Wochen", "zwei Wochen"),
        ("Wie viele Betriebe sind es?", "Es sind 684.", "684", "684"),
    ],
)
def test_a_figure_is_marked_only_where_the_question_asks_for_such_a_one(
    question: str, sentence: str, taken: str, left: str | None
) -> None:
    assert mark(question, sentence, taken) == left


def test_how_long_something_runs_is_marked_as_the_day_on_which_it_ends() -> None:
    text = "Die Satzung vom 3. Mai 2021 gilt bis zum 30. Juni 2027."
    found = figure_asked_for("Wie lange gilt die Satzung?", text, Span(0, len(text)), None)
    assert found
    assert found.of(text) == "30. Juni 2027"
    assert figure_asked_for("Wie lange dauert die Satzung?", text, Span(0, len(text)), None) is None


def test_without_words_there_is_nothing_to_suit() -> None:
    assert figure_asked_for("Wie oft?", LIMITED, Span(0, len(LIMITED)), None) is None


@pytest.mark.parametrize(
    ("question", "quoted", "is_so"),
    [
        ("Wie oft bei 60 Tonnen?", "Anlagen mit mehr als 5 Tonnen alle zwölf Monate, ab 50 Tonnen alle sechs.", True),
        ("Wie oft bei 50 Tonnen?", "Anlagen mit mehr als 5 Tonnen alle zwölf Monate, ab 50 Tonnen alle sechs.", False),
        ("Wie oft bei 60 Tonnen?", "Anlagen mit mehr als 5 Tonnen alle zwölf Monate.", False),
        ("Wie oft bei 2 Tonnen?", "Anlagen mit mehr als 5 Tonnen alle zwölf Monate, ab 50 Tonnen alle sechs.", False),
        ("Welche Frist nach 2 Monaten?", "Ab 3 Jahren sind es drei Wochen, ab 1 Jahr zwei.", False),
        ("Welche Frist nach 3 Jahren?", "Über 6 Monate zwei Wochen, über 12 Monate drei, über 5 Jahre vier.", True),
        ("Welche Frist nach 12 Monaten?", "Ab 6 Monaten zwei Wochen, ab 1 Jahr drei.", False),
        ("Wie hoch ist der Satz seit 2024?", "Ab 2021 gab es 40 Prozent, ab 2023 noch 30 Prozent.", False),
        ("Wie oft bei 60 Leuten?", "Ab 5 Leuten alle zwölf Monate, ab 50 Leuten alle sechs.", True),
        ("Was zahlt ein Betrieb mit 60 Leuten?", "Bis 20 Leute 150 Euro, bis 100 Leute 400 Euro, darüber 900.", True),
        ("Was zahlt ein Betrieb mit 20 Leuten?", "Bis 20 Leute 150 Euro, bis 100 Leute 400 Euro, darüber 900.", False),
        ("Was zahlt ein Betrieb mit 60 Leuten?", "Bis 100 Leute sind es 400 Euro.", False),
    ],
)
def test_a_quantity_between_thresholds_is_known(question: str, quoted: str, is_so: bool) -> None:
    assert is_between(question, quoted) is is_so


def found_for(question: str, kind: AskedFor, text: str, beginning: str, words: str) -> Quote | None:
    source, meant = document(text), asked(question, kind)
    said = Span(source.text.index(words), source.text.index(words) + len(words))
    one = replace(candidate(source, beginning, read=1.0), answers=1.0, exact=said)
    found = marked(source, one, meant)
    return marked_best(found, [one], lambda each: marked(source, each, meant), meant) if found else None


def test_what_a_reader_took_of_another_kind_is_not_marked() -> None:
    found = found_for("Was ist der Mindestbetrag?", "amount", f"{LIMITED} Es gibt ihn seit Mai.", "Er", "20.000 Euro")
    assert found
    assert found.exact is None


def test_nothing_is_marked_where_a_quantity_lies_between_thresholds() -> None:
    text = "Anlagen mit mehr als 5 Tonnen prüft man alle zwölf Monate, Anlagen ab 50 Tonnen alle sechs Monate."
    found = found_for("Wie oft prüft man 60 Tonnen?", "duration", text, "Anlagen", "alle zwölf Monate")
    assert found
    assert found.exact is None
    other = found_for("Wie oft prüft man 5 Tonnen?", "duration", text, "Anlagen", "alle zwölf Monate")
    assert other
    assert other.exact


SALES = "Der Umsatz stieg von 810 Mio. Euro im Jahr 2019 auf 905 Mio. Euro im Jahr 2023."
WORRIES = "Hemmnisse sind Fachkräftemangel (58 Prozent), Energiekosten (51 Prozent) und Bürokratie (knapp 37 Prozent)."


@pytest.mark.parametrize(
    ("question", "text", "kind", "found"),
    [
        ("Wie hoch war der Umsatz 2019?", SALES, "amount", "810 Mio. Euro"),
        ("Wie hoch war der Umsatz 2023?", SALES, "amount", "905 Mio. Euro"),
        ("Wie hoch war der Umsatz 2021?", SALES, "amount", None),
        ("Wie hoch war der Umsatz 2019 und 2023?", SALES, "amount", None),
        ("Wie hoch war der Umsatz?", SALES, "amount", None),
        ("Wann war der Umsatz 2023?", SALES, "date", None),
        ("Wie viele waren es 2023?", "2019 waren es 5.200 Leute, 2023 noch 4.650.", "number", "4.650"),
        ("Wie viel kam 2024?", "2023 und 2024 kamen 3 Euro und 4 Euro.", "amount", None),
        ("Wie viele nennen die Energiekosten?", WORRIES, "percent", "51 Prozent"),
        ("Wie viele nennen Bürokratie?", WORRIES, "percent", "37 Prozent"),
        ("Wie viele nennen Bürokratie und Energiekosten?", WORRIES, "percent", None),
        ("Wie viele nennen den Zoll?", WORRIES, "percent", None),
    ],
)
def test_of_several_figures_the_one_of_the_year_or_word_that_is_named_is_found(
    question: str, text: str, kind: Expected, found: str | None
) -> None:
    words = figure_of_what_is_named(question, text, Span(0, len(text)), kind)
    assert (words and words.of(text)) == found
