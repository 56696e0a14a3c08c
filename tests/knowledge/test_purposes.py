"""Which questions ask for money for a purpose, and what is left as the purpose."""

from __future__ import annotations

import pytest

from assistant.knowledge.programmes.purposes import (
    asks_for_any,
    asks_for_oneself,
    purpose_of,
    purpose_perhaps_of,
    purpose_planned_of,
    speaks_of_money,
    trade_of,
)

PURPOSES = [
    ("Gibt es Geld für die Umschulung von Mitarbeitern?", "Umschulung Mitarbeitern"),
    (
        "wir wollen ladesäulen auf unserem parkplatz bauen, gibts dafür zuschüsse?",
        "ladesäulen auf unserem parkplatz bauen",
    ),
    ("Welche Förderung gibt es für Ladesäulen?", "Ladesäulen"),
    ("Was für Fördermittel kommen für einen Prototyp in Frage?", "Prototyp"),
    ("Bekommen wir einen Zuschuss für den Umbau der Halle?", "Umbau Halle"),
    ("Wer bezahlt uns einen Prototyp?", "Prototyp"),
    ("Wo bekommen wir Geld für eine Machbarkeitsstudie her?", "Machbarkeitsstudie"),
    ("Wir planen einen Prüfstand. Gibt es da etwas?", "Prüfstand"),
    ("Welches Programm passt zu uns? Wir bauen Batterien.", "bauen Batterien"),
    ("Wir wollen Mitarbeiter weiterbilden. Was gibt es dafür?", "Mitarbeiter weiterbilden"),
    ("Wie wird die Weiterbildung gefördert?", "Weiterbildung"),
    ("Is there any funding for charging points?", "charging points"),
    ("Can we get a grant for retraining staff?", "retraining staff"),
]


@pytest.mark.parametrize(("text", "purpose"), PURPOSES)
def test_what_is_left_of_a_question_for_money_is_the_purpose(text: str, purpose: str) -> None:
    assert purpose_of(text) == purpose


@pytest.mark.parametrize(
    "text",
    [
        "Förderung Ladesäulen",
        "Ladesäulen Förderung",
        "Geld für Ladesäulen",
        "Welche Förderung für Ladesäulen?",
        "Werden Ladesäulen gefördert?",
        "Sind Ladesäulen förderfähig?",
        "Kann ich Ladesäulen fördern lassen?",
        "Wer bekommt Geld für Ladesäulen?",
        "Wer wird bei Ladesäulen gefördert?",
        "Wie komme ich an Fördermittel für Ladesäulen?",
        "Wir brauchen Geld für Ladesäulen",
        "Wo bekomme ich Unterstützung für Ladesäulen?",
        "Können wir Fördermittel für Ladesäulen bekommen?",
        "Mein Chef will wissen, ob es für Ladesäulen Zuschüsse gibt.",
        "Ich bin Handwerker und brauche eine Förderung für Ladesäulen",
        "Kriegen wir was für unsere Ladesäulen dazu?",
        "Gibt es für Ladesäulen Unterstützung?",
        "Ladesäulen, Zuschuss?",
        "Wir wollen Ladesäulen. Fördergeld?",
        "Ladesäulen, was gibts",
        "Gibt es was für Ladesäulen?",
        "gibt es etwas zum Thema Ladesäulen",
        "Wir ham ne Firma und wollen Ladesäulen, was wird da gefördert?",
        "Wer zahlt Ladesäulen?",
        "Fördert ihr Ladesäulen?",
        "Unser Unternehmen (85 Mitarbeiter) möchte Ladesäulen. Was können wir beantragen?",
        "Bekommen wir die Förderung für Ladesäulen?",
    ],
)
def test_money_may_be_asked_for_where_no_document_says_it(text: str) -> None:
    assert purpose_perhaps_of(text) == "Ladesäulen"
    assert not purpose_of(text)


def test_money_may_be_asked_for_in_english_as_well() -> None:
    assert purpose_perhaps_of("Are charging points funded?") == "charging points"


@pytest.mark.parametrize(
    "text",
    [
        "Wer unterstützt uns bei Ladesäulen?",
        "wer hilft mir bei Ladesäulen",
        "Who helps us with Ladesäulen?",
        "ich will Ladesäulen",
        "Wir sind Gastwirte und wollen Ladesäulen.",
        "Hallo, möchte Ladesäulen",
        "We are planning Ladesäulen",
    ],
)
def test_help_and_plans_are_no_questions_for_money_but_have_a_purpose(text: str) -> None:
    assert (purpose_of(text), purpose_perhaps_of(text)) == ("", "")
    assert purpose_planned_of(text).removeprefix("with ") == "Ladesäulen"


@pytest.mark.parametrize(
    "text",
    [
        "Wir wollen Ladesäulen bauen, gibt es da Geld?",
        "Wir wollen Ladesäulen bauen. Geht das?",
        "Ich will wissen, was Ladesäulen sind",
        "Ich möchte den Zuschuss für Ladesäulen beantragen",
        "Wir wollen mit jemandem über Ladesäulen sprechen",
        "Die Stadt baut Ladesäulen",
        "Bis wann wollen wir Ladesäulen bauen",
        "Wir wollen " + "viele " * 60 + "Ladesäulen",
    ],
)
def test_what_asks_something_or_wants_a_word_is_no_plan(text: str) -> None:
    assert purpose_planned_of(text) == ""


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("Wir wollen einen Kran bauen, wer gibt Zuschuss?", "Kran bauen"),
        ("Gibt es Geld, um weniger Strom zu verbrauchen?", "weniger Strom verbrauchen"),
        ("Gibt es ein Stipendium für Gründer?", "Stipendium Gründer"),
    ],
)
def test_who_gives_money_and_less_of_a_thing_ask_for_no_exact_thing(text: str, purpose: str) -> None:
    assert purpose_of(text) == purpose


def test_key_words_around_money_ask_for_it_where_nothing_else_is_said() -> None:
    assert purpose_perhaps_of("Kran Halle Büro Zuschuss Ahlermark") == "Kran Halle Büro Ahlermark"
    assert purpose_perhaps_of("Kran und Halle sind Zuschuss Ahlermark") == ""


def test_a_company_that_can_get_money_asks_for_it() -> None:
    assert purpose_perhaps_of("Can a bakery get funding for ovens?") == "bakery ovens"


@pytest.mark.parametrize(
    "text",
    [
        "Welche Förderung gibt es für Ladesäulen?",
        "Was zahlt man für Ladesäulen?",
        "Wer zahlt die kaputte Ladesäule?",
        "Lader Linie 5 – was wird da gefördert?",
        "Gibt es weniger Geld für Ladesäulen?",
        "Wie hoch ist die Förderung für Ladesäulen?",
        "Wer kann die Förderung für Ladesäulen beantragen?",
        "Förderung",
        "Wer wird gefördert?",
        "Wird das gefördert?",
        "Die Förderung von Ladesäulen wurde im Lab besprochen",
        "Was wurde im Lab beschlossen?",
        "Ladesäulen: wieviel Geld bekommen wir?",
        "Wir bekommen schon Landesgeld für Ladesäulen, ist Doppelförderung verboten?",
        "Wer hilft uns beim Antrag für Ladesäulen?",
        "Bekommen wir den Zuschuss auch rückwirkend?",
        "Gibt es die Förderung nur einmal oder kann man sie zweimal bekommen?",
        "Do I get the grant before I have paid the bills?",
    ],
)
def test_what_asks_for_no_money_or_plainly_for_it_is_not_among_these(text: str) -> None:
    assert purpose_perhaps_of(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Wie hoch ist die Förderung für Ladesäulen?",
        "Wie viel Geld gibt es für Ladesäulen?",
        "Bis wann gibt es Zuschüsse für Ladesäulen?",
        "Für welche Beschäftigten gibt es Zuschüsse?",
        "Wofür gibt es keine Förderung?",
        "Gibt es eine Frist?",
        "Gibt es einen Rechtsanspruch auf Förderung?",
        "Bekommen wir Geld zurück, wenn das Vorhaben scheitert?",
        "Bekommt man den Zuschuss auch, wenn das Vorhaben schon begonnen hat?",
        "Gibt es Unterlagen, die ich für den Zuschuss einreichen muss?",
        "Wir suchen den Ansprechpartner für Förderung.",
        "Gibt es für Personen ab 55 Jahren mehr Förderung?",
        "Gibt es eine De-minimis-Grenze für die Förderung?",
        "Is there a legal entitlement to funding?",
        "Gibt es keine Förderung für Maschinen?",
        "Wo können wir die Reisekosten abrechnen und bezahlen?",
        "Can I download the funding guidelines?",
        "Is there a deadline for the grant?",
        "Gibt es eine Studie über die Förderung von Zulieferern?",
        "Gibt es ein Formular für den Zuschuss?",
        "Was gibt es da zu beachten?",
        "Gibt es " + "für noch " * 30,
        "Gibt es Unterstützung beim Antrag?",
        "Welche Förderung bekommt das Netzwerk?",
        "Gibt es Geld?",
        "Gibt es ein Förderprogramm?",
        "Was wurde im Lab beschlossen?",
        "Wer leitet das Lab Technologie?",
        "",
        "Gibt es Geld für " + "sehr " * 80 + "viel?",
    ],
)
def test_other_questions_ask_for_no_money(text: str) -> None:
    assert purpose_of(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Wir sind ein Zulieferer mit 40 Leuten und wollen Ladesäulen bauen, gibt es dafür Geld?",
        "Ich bin Inhaberin einer Firma für Drehteile. Gibt es Zuschüsse, um Ladesäulen zu bauen?",
        "Wir haben 120 Beschäftigte, gibt es als kleiner Betrieb Geld, um Ladesäulen zu bauen?",
    ],
)
def test_what_askers_say_of_themselves_is_no_purpose(text: str) -> None:
    found = purpose_of(text)
    assert "Ladesäulen" in found
    assert not {"Zulieferer", "Leuten", "Inhaberin", "Drehteile", "Beschäftigte", "Betrieb"} & set(found.split())


@pytest.mark.parametrize(
    ("text", "is_for_oneself"),
    [
        ("Wir sind 40 Leute und machen Bootsmotoren, welche Förderung kommt für uns in Frage?", True),
        ("Wir haben 40 Mitarbeiter. Welche Programme passen zu uns?", True),
        ("Ich hab einen Betrieb mit 20 Leuten. Welche Förderung kommt für mich infrage?", True),
        ("We have a small company with 300 employees. Which funding can we get?", True),
        ("Ich habe eine Firma mit 20 Leuten und will Kräne bauen, welche Förderung gibt es?", False),
        ("Wir sind 40 Leute und wollen Kräne bauen, welche Förderung gibt es?", False),
        ("Wir sind 40 Leute und machen Motoren, wie hoch ist die Förderung?", False),
        ("Wir sind ein Betrieb und gibt es Geld, um Kräne zu bauen?", False),
        ("Welche Förderung kommt in Frage?", False),
    ],
)
def test_money_may_be_asked_for_by_nothing_but_who_asks(text: str, is_for_oneself: bool) -> None:
    assert asks_for_oneself(text) == is_for_oneself


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("we are a medtech SME. Is there a grant for us?", "medtech"),
        ("Wir sind ein kleiner Betrieb für Bootsmotoren mit 40 Leuten. Welche Förderung gibt es?", "Bootsmotoren"),
        ("Wir haben 40 Mitarbeiter. Welche Programme passen zu uns?", ""),
        ("Ich hab einen Betrieb mit 20 Leuten. Welche Förderung kommt für mich infrage?", ""),
        ("Wir sind eine Werft und wollen Kräne bauen, welche Förderung gibt es?", ""),
        ("Wir sind eine Werft. Wie hoch ist die Förderung?", ""),
    ],
)
def test_what_somebody_is_who_asks_for_money(text: str, trade: str) -> None:
    assert trade_of(text) == trade


@pytest.mark.parametrize(
    ("text", "is_for_any"),
    [
        ("Sind noch Förderprogramme offen?", True),
        ("Welche Förderung kann ich bekommen?", True),
        ("Was wird überhaupt gefördert?", True),
        ("Wofür gibt es Geld?", True),
        ("Was gibt es alles an Zuschüssen in der Region?", True),
        ("Was kann man gerade beantragen?", True),
        ("Gibt es aktuell offene Förderaufrufe?", True),
        ("What funding is available?", True),
        ("Is there any funding for us?", True),
        ("Welche Förderung gibt es " + "jetzt " * 80 + "für Ladesäulen?", False),
        ("Und der Zuschuss?", False),
        ("Wird das gefördert?", False),
        ("Wer wird gefördert?", False),
        ("Wie beantrage ich Fördermittel?", False),
        ("Welche Förderung kann ich für Ladesäulen bekommen?", False),
        ("Wie hoch ist die Förderung?", False),
        ("Förderung", False),
    ],
)
def test_money_may_be_asked_for_whatever_it_is_for(text: str, is_for_any: bool) -> None:
    assert asks_for_any(text) == is_for_any


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Der Zuschuss beträgt 40 Prozent.", True),
        ("Nicht gefördert werden Fahrzeuge.", True),
        ("Wer zahlt? Die Kammer gibt ein zinsloses Darlehen.", True),
        ("The programme is funded by the state.", True),
        ("Auf dem Dach arbeitet eine Anlage mit 780 kWp.", False),
        ("Das Land zahlt 5.000 Euro je Ladesäule.", True),
        ("Der Bund übernimmt die Hälfte.", True),
        ("Der Satz liegt bei 40 Prozent.", True),
        ("Je Ladesäule bekommt der Betrieb bis zu 5.000 Euro.", True),
        ("Die Mitglieder haben 315.000 Euro Kapital gezeichnet.", False),
        ("Die Fundamente der Halle tragen das.", False),
        ("Die Akkreditierung dauert, der Befund auch.", False),
        ("Die Beförderung von Migranten kostete ein Bußgeld.", False),
    ],
)
def test_what_speaks_of_money_that_is_given(text: str, speaks: bool) -> None:
    assert speaks_of_money(text) is speaks
