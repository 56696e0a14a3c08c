"""What a question asks for: dialogue, keywords alone, slips of the finger, capitals, German and English."""

from __future__ import annotations

import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.asked_for import AskedFor, asked_for, has_interrogative

QUESTIONS: dict[AskedFor | None, tuple[str, ...]] = {
    "amount": (
        "Wie hoch ist der Zuschuss für einen Prüfstand?",
        "Wieviel Geld gibt es für Gründerinnen?",
        "wie viel bekommt ein betrieb höchstens",
        "Was kostet die Teilnahme am Werkstatttag?",
        "WIE HOCH IST DIE MAXIMALE FÖRDERUNG",
        "Innovationsgutschein Höchstbetrag",
        "Welche Summe steht für das Lab bereit?",
        "wie vil geld krigt man für eine beratung",
        "Wiefiel Euro gibt es pro Lehrgang?",
        "Um wie viel steigt die Miete der Halle?",
        "Ab welchem Betrag muss ausgeschrieben werden?",
        "How much is the grant for a prototype?",
        "what does the workshop cost",
        "prototype grant amount",
        "Welches Budget hat die Geschäftsstelle?",
    ),
    "percent": (
        "Wie hoch ist die Förderquote für mittlere Betriebe?",
        "Wie viel Prozent der Ausgaben werden erstattet?",
        "Förderquote Gießereien",
        "Mit welchem Prozentsatz wird gefördert?",
        "Wie groß ist der Anteil der Zulieferer?",
        "What percentage of the costs is covered?",
        "KMU funding rate",
        "wie hoch is der fördersatz für vereine",
    ),
    "deadline": (
        "Bis wann muss der Antrag gestellt werden?",
        "Welche Frist gilt für die Skizze?",
        "Antragsfrist Werkstattbonus",
        "bis wan muss ich das abgeben",
        "BIS WANN KANN MAN SICH BEWERBEN?",
        "Und bis wann?",
        "Deadline go-digital?",
        "By when do I have to apply?",
        "Was ist die Deadline für den Ideenwettbewerb?",
        "Bis zu welchem Tag läuft der Aufruf?",
        "Bewerbungsschluss Sommerakademie",
    ),
    "date": (
        "Wann findet die nächste Werkstatt statt?",
        "wann wurde das netzwerk gegründet",
        "Wnan beginnt der Lehrgang?",
        "Seit wann gibt es das Lab?",
        "In welchem Jahr entstand die Studie?",
        "An welchem Tag tagt der Beirat?",
        "Um wie viel Uhr geht es los?",
        "When does the course start?",
        "Termin Auftaktveranstaltung",
        "Ab wann gilt die neue Fassung?",
        "In which year was the lab opened?",
        "Für wann ist der Umbau geplant?",
    ),
    "duration": (
        "wieviel dauert ein netzanschluss heute",
        "Wie lange läuft das Vorhaben?",
        "wie lang darf die schulung dauern",
        "Laufzeit Werkstattbonus",
        "Über welchen Zeitraum wird gefördert?",
        "Wie viele Monate dauert die Prüfung?",
        "Innerhalb welcher Zeit muss man abrechnen?",
        "How long does the project run?",
        "how many weeks does it take",
        "Wie viel Zeit bleibt für den Nachweis?",
        "Wie früh muss man sich vorher melden?",
    ),
    "number": (
        "Wie viele Betriebe nehmen teil?",
        "wieviele ladepunkte gibt es in der stadt",
        "Anzahl Beschäftigte Presswerk",
        "Wie oft trifft sich der Beirat?",
        "How many companies joined?",
        "Wie vile Plätze hat der Kurs?",
        "Wie alt darf die Firma sein?",
        "Wie groß ist der Ladepark?",
        "Auf wie viele Standorte verteilt sich das Lab?",
    ),
    "who": (
        "Wer leitet das Netzwerk?",
        "wer hat das protokoll geschrieben",
        "Welche Stelle bewilligt die Mittel?",
        "Von wem stammt die Studie?",
        "Who decides about the grant?",
        "Which company runs the test bench?",
        "Projektträger Werkstattbonus",
        "Mit wem arbeitet das Institut zusammen?",
        "Welches Ministerium gibt das Geld?",
        "Wer bekommt 50 Prozent?",
        "Wer hat den Förderantrag gestellt?",
        "An wen verkaufte die Stadt das Werk?",
        "Wofür ist der Beirat zuständig?",
        "Welche Stiftung zahlt die Boote?",
        "Welcher Genossenschaft gehört der Hafen?",
        "Welche KMU machen mit?",
        "Which foundation pays for the boats?",
    ),
    "contact": (
        "An wen wende ich mich?",
        "an wen",
        "Ansprechpartner Werkstattbonus",
        "WER IST ZUSTÄNDIG?",
        "Wer kann mir beim Antrag helfen?",
        "Wer ist für den Antrag zuständig?",
        "Wer ist Ansprechpartner für den Bonus?",
        "Wen kann ich dazu anrufen?",
        "telefonnummer geschäftsstelle",
        "Wie lautet die Faxnummer der Geschäftsstelle?",
        "Welche E-Mail-Adresse hat das Bildungswerk?",
        "Welche Telefonnummer hat die Buchhaltung?",
        "An welche Mailadresse geht der Antrag?",
        "Who can I contact about the voucher?",
        "phone number of the office",
    ),
    "where": (
        "Wo findet die Auftaktveranstaltung statt?",
        "wo sitzt die geschäftsstelle",
        "Wohin schicke ich den Antrag?",
        "Woher kommen die Batterien?",
        "In welcher Stadt steht das Werk?",
        "Adresse Geschäftsstelle",
        "Where is the office?",
        "In welchem Raum tagt der Beirat?",
        "Whoin muss die Rechnung?",
        "Veranstaltungsort Fachtag",
    ),
    "definition": (
        "Was ist ein Transformations-Lab?",
        "Was bedeutet De-minimis?",
        "Was versteht man unter einer Zuwendung?",
        "was sind eigenleistungen",
        "Was heißt Anteilfinanzierung?",
        "Wofür steht die Abkürzung KMU?",
        "Definition Kleinstbetrieb",
        "What is a living lab?",
        "What does KMU mean?",
        "Wie wird ein Verbundprojekt definiert?",
        "Was ist mit Querfinanzierung gemeint?",
    ),
    "list": (
        "Welche Unterlagen brauche ich?",
        "Welche drei Ziele hat die Strategie?",
        "An welchen Schulen wird gesegelt?",
        "Welche Start-up-Angebote hat der Hafen?",
        "Welche elf Boote liegen im Hafen?",
        "Welche zwoelf Kähne liegen im Hafen?",
        "Nenne alle Partner des Netzwerks",
        "Welche Städte haben ein Lab?",
        "Welche Themen behandelt die Reihe?",
        "Aus welchen Branchen kommen die Teilnehmenden?",
        "Which topics are treated in the series?",
        "What are the main topics?",
        "What do companies need?",
        "Liste der Mitglieder",
        "Welceh Bausteine gibt es?",
    ),
    "decision": (
        "Was wurde zum Logo beschlossen?",
        "Wurde der Haushalt genehmigt?",
        "Wie hat der Beirat entschieden?",
        "Beschluss Messestand",
        "Welche Entscheidung traf das Lab zur Halle?",
        "Was hat die Gruppe vereinbart?",
        "What was decided about the fair?",
        "Wie ging die Abstimmung über den Standort aus?",
        "Wurde der Antrag auf Verlängerung abgelehnt?",
    ),
    "yes_no": (
        "Darf ich zwei Programme verbinden?",
        "Gibt es Zuschüsse für Vereine?",
        "Kann man den Antrag online stellen?",
        "ist der werkstattbonus steuerfrei",
        "Werden auch Großbetriebe gefördert?",
        "Werkstattbonus: darf ich vorher anfangen?",
        "Is the course free?",
        "Can clubs apply?",
        "Zwei Programme verbinden möglich?",
        "Muss ich den Zuschuss zurückzahlen?",
    ),
    "how": (
        "Wie stelle ich einen Antrag?",
        "wie funktioniert die anmeldung",
        "How do I apply?",
        "Ablauf Antragsverfahren Werkstattbonus",
        "Auf welchem Weg kommt das Geld?",
        "Wie läuft die Bewerbung ab?",
        "Womit wird der Strom gespeichert?",
        "How is the battery tested?",
    ),
    "reason": (
        "Warum wurde das Lab verlegt?",
        "wieso gibt es keine zusage",
        "Weshalb fiel die Sitzung aus?",
        "Wraum wurde abgesagt?",
        "Aus welchem Grund steigt die Gebühr?",
        "Why was the meeting cancelled?",
        "Gründe Absage Fachtag",
    ),
    "condition": (
        "Welche Voraussetzungen gelten für den Bonus?",
        "Unter welchen Bedingungen wird gezahlt?",
        "Voraussetzungen Werkstattbonus",
        "Welche Anforderungen stellt das Programm?",
        "What are the eligibility criteria?",
        "Wann darf die Frequenz überschritten werden?",
        "Welche Kriterien gelten für die Auswahl?",
    ),
    "applicants": (
        "Wer darf den Werkstattbonus beantragen?",
        "wer kann einen antrag stellen",
        "Wer ist antragsberechtigt?",
        "Wer wird mit dem Bonus gefördert?",
        "Wer bekommt den Innovationsgutschein?",
        "Wer hat Anspruch auf den Zuschuss?",
        "Who can apply for the voucher?",
        "Who is eligible?",
    ),
    None: (
        "Worum geht es in der Studie?",
        "Was ist das Ziel der Strategie?",
        "What is the study about?",
        "Werkstattbonus Gießereien",
        "Erzähl mir etwas über das Lab",
    ),
}
ALL = [(kind, text) for kind, texts in QUESTIONS.items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), ALL)
def test_the_words_tell_what_is_asked_for(kind: AskedFor | None, text: str) -> None:
    assert asked_for(text) == kind


def test_the_list_holds_every_kind_and_150_questions() -> None:
    assert len(ALL) >= 150
    assert set(QUESTIONS) == {None, *get_args(AskedFor)}


@pytest.mark.parametrize("text", ["für Vereine", "Frist Werkstattbonus", "im Juni", "der Innovationsgutschein"])
def test_what_names_a_thing_has_no_interrogative(text: str) -> None:
    assert not has_interrogative(text)


@pytest.mark.parametrize("text", ["bis wann", "warum nicht", "darf man das", "kostet es etwas", "welche", "how"])
def test_what_asks_has_an_interrogative(text: str) -> None:
    assert has_interrogative(text)


@given(st.text(max_size=300))
def test_any_text_has_a_kind_or_none(text: str) -> None:
    assert asked_for(text) in (None, *get_args(AskedFor))


@pytest.mark.parametrize("unit", ["a", "wie ", "was ist ", "welche ", "e", "was gibt es ", "1 ", "frist"])
def test_a_long_text_is_no_slow_text(unit: str) -> None:
    started = time.thread_time()
    asked_for(unit * 5000)
    assert time.thread_time() - started < 1
