"""What questions name, and whether a text speaks of it."""

from __future__ import annotations

import time

import pytest

from assistant.language.named import named
from assistant.language.tagger import LONGEST, MOST_TOKENS, tagged
from assistant.language.terms import fold


def names(question: str, language: str = "de") -> list[str]:
    return [one.words for one in named(question, "en" if language == "en" else "de")]


def missing(question: str, text: str) -> list[str]:
    folded = fold(text)
    return [one.words for one in named(question, "de") if not one.stands_in(folded)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wie viel Geld bekommt Regensburg vom Land?", ["Regensburg"]),
        ("Was kostet der Betrieb des Bremer Portals?", ["Bremer"]),
        ("Digital Jetzt: welche Förderquote gilt?", ["Jetzt"]),
        ("Was sagt Frau Filevych dazu?", ["Filevych"]),
        ("INQA-Coaching: wie viele Tage?", ["INQA-Coaching"]),
        ("Wir sind aus Peine. Was zahlt uns die KfW, und was Regensburg?", ["KfW", "Regensburg"]),
        ("Fördert die KfW das?", ["KfW"]),
        ("Gilt Distr@l auch für Vereine?", ["Distr@l"]),
        ("Wer leitet transform.r?", ["transform.r"]),
        ("Was kam 2019 bei VWS4LS heraus?", ["2019", "VWS4LS"]),
        ("Was fördert die Förderlinie 5?", ["Förderlinie 5"]),
        ("Grundsteuer C Hebesatz", ["Grundsteuer C"]),
        ("Wie lange dauert die Phase II?", ["Phase II"]),
        ("Wann endet die zweite Stufe?", ["zweite Stufe"]),
        ("Bis wann läuft der 2. Aufruf?", ["2. Aufruf"]),
    ],
)
def test_names_years_and_numbered_things_are_named(question: str, expected: list[str]) -> None:
    assert names(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Klemmbretter soll man dabeihaben?",
        "Betriebliches Mobilitätsmanagement: Was gibt es?",
        "Wann ist die Deadline für Start-ups?",
        "Ist meine GmbH als KMU antragsberechtigt, auch für KI?",
        "Welche Teilnehmerinnen und TeilnehmerInnen kamen?",
        "Dauert ein Projekt 3 Jahre oder werden es 50 %?",
        "Wann wurde am 2. Juli beschlossen, z. B. nach § 14 Abs. 2 Nr. 3?",
        "Wann war das erste Treffen?",
        "was macht die ihk?",
        "WIE HOCH IST DER ZUSCHUSS DER KFW IN KASSEL?",
        "Wir sind ein Betrieb in Peine, wie hoch ist der Zuschuss?",
        "Bekommen wir in Gifhorn Geld?",
        "Startup aus Kassel: wie jung muss die Firma sein?",
        "Mein Verein sitzt in Wolfsburg. Wer hilft?",
        "",
        "?!",
    ],
)
def test_what_can_be_said_in_another_way_is_not_named(question: str) -> None:
    assert names(question) == []


def test_of_english_questions_only_what_german_writes_alike_is_named() -> None:
    assert names("Who funds EXIST in 2024 in Lower Saxony, and is phase 2 open?", "en") == ["EXIST", "2024"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Was kostet das Bremer Portal?", "In Bremen kostet es nichts."),
        ("Was plant Goettingen?", "Göttingens Pläne"),
        ("Wie weit ist Hannovers Hafen?", "der Hafen von Hannover"),
        ("Was plant Prognos?", "die Prognosstudie"),
        ("Was zahlt die KfW-Bank?", "Anträge an die KfW."),
        ("Wer baut WLANs?", "das WLAN"),
        ("Was fördert die Förderlinie 4A?", "die Förderlinien 4A und 4B"),
        ("Wie lange dauert die Phase II?", "Phase 2 dauert ein Jahr."),
        ("Wie lange dauert die Phase 2?", "Die Phase II dauert ein Jahr."),
        ("Wann endet die zweite Stufe?", "Die 2. Stufe endet im Mai."),
        ("Wann endet die zweite Stufe?", "Stufe 2: Mai"),
        ("Wann endet die 2. Stufe?", "Die zweite Stufe endet im Mai."),
    ],
)
def test_a_text_speaks_of_it_in_any_form(question: str, text: str) -> None:
    assert named(question, "de")
    assert missing(question, text) == []


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Was kostet das Bremer Portal?", "Das Berliner Portal kostet 500.000 €."),
        ("Was fördert die Förderlinie 5?", "die Förderlinien 4A und 4B, 5 Anträge, Förderlinie 51"),
        ("Grundsteuer C Hebesatz", "Grundsteuer A: 580 v. H., Grundsteuer B: 400 v. H."),
        ("Wann endet die zweite Stufe?", "Die erste Stufe endet im Mai, 22. Stufe"),
        ("Wie viele kamen 2019?", "Es kamen 12019 Gäste."),
        ("Was zahlt ZIM?", "Zimmer kosten 80 Euro."),
    ],
)
def test_a_text_that_speaks_of_something_like_it_is_told_apart(question: str, text: str) -> None:
    [one] = missing(question, text)
    assert one in question


@pytest.mark.parametrize("question", ["a" * 20_000, "Aa1" * 6_000, "x-" * 9_000, "Mü " * 5_000, "A1@ " * 3_000])
def test_long_questions_take_no_time(question: str) -> None:
    started = time.perf_counter()
    found = named(question, "de")
    assert not any(one.stands_in("wort " * 20_000) for one in found)
    assert time.perf_counter() - started < 2


def test_only_the_beginning_of_a_question_is_tagged_and_no_monstrous_word() -> None:
    assert len(tagged("Wo ist es? " * MOST_TOKENS)) == MOST_TOKENS
    assert [token.tag for token in tagged("Donaudampfschifffahrt" * LONGEST)] == ["XY"]
