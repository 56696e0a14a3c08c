"""Which questions ask for documents on a topic, of which kind, and on which topic."""

from __future__ import annotations

import pytest

from assistant.answering.looking_up.documents_asked_for import DocumentsAskedFor, documents_asked_for
from assistant.records import Audience, DocumentType


@pytest.mark.parametrize(
    ("text", "type", "topic"),
    [
        ("Welche Studien gibt es zu Segeltuch?", "study", "Segeltuch"),
        ("welche dokumente habt ihr zum thema lärmschutz", None, "lärmschutz"),
        ("Welche Pressemitteilungen zum Hafenfest liegen vor?", "press_release", "Hafenfest"),
        ("Welche Studie sagt etwas zu den Liegeplätzen in der Bucht?", "study", "Liegeplätzen in der Bucht"),
        ("Welche Studien beschäftigen sich mit Seegras?", "study", "Seegras"),
        ("Welche Berichte behandeln das Thema Ebbe?", None, "Ebbe"),
        ("In welchem Protokoll steht etwas zum Budget?", "minutes", "Budget"),
        ("In welchen Sitzungsprotokollen geht es um die Regatta?", "minutes", "Regatta"),
        ("In welchen Dokumenten wird über Fähren gesprochen?", None, "Fähren"),
        ("In welcher Sitzung ging es um den Steg?", "minutes", "Steg"),
        ("Wann wurde über den Steg gesprochen?", "minutes", "Steg"),
        ("Gibt es eine Studie über das Watt?", "study", "Watt"),
        ("Haben Sie Veröffentlichungen zu Deichen?", None, "Deichen"),
        ("Wie viele Pressemitteilungen gibt es zur Fähre?", "press_release", "Fähre"),
        ("Zeig mir bitte alle Protokolle zum Steg", "minutes", "Steg"),
        ("Wo steht etwas zum Freibad?", None, "Freibad"),
        ("Which studies are there on sailcloth?", "study", "sailcloth"),
        ("Do you have press releases about ferries?", "press_release", "ferries"),
        ("Are there any documents on the tide?", None, "tide"),
        ("Show me the minutes about the pier", "minutes", "pier"),
        ("Welche Studien gibt es von Wattmann?", "study", "Wattmann"),
        ("Zeig mir das Protokoll des Beirats", "minutes", "Beirats"),
        ("In welcher Sitzung wurde der Haushalt behandelt?", "minutes", "Haushalt"),
        ("Wo wird über die Flut berichtet?", None, "Flut"),
        ("Which documents are about the tide?", None, "tide"),
        ("Studien zu Seegras", "study", "Seegras"),
        ("Infos zum Freibad", None, "Freibad"),
        ("Gibt es Informationen über die Flut?", None, "Flut"),
        ("Ich hätte gern mehr Infos zur Fähre", None, "Fähre"),
        ("In welchen Sitzungen war der Steg ein Thema?", "minutes", "Steg"),
        ("In welchem Dokument steht die Deichhöhe?", None, "Deichhöhe"),
        ("Ich suche eine Studie zu Seegras", "study", "Seegras"),
        ("Wo finde ich das Protokoll vom Beirat?", "minutes", "Beirat"),
    ],
)
def test_a_question_for_documents_names_their_kind_and_topic(text: str, type: DocumentType | None, topic: str) -> None:
    assert documents_asked_for(text)[:3] == (type, topic, False)  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "type", "topic", "is_newest"),
    [
        ("Welche Studien gibt es?", "study", "", False),
        ("Zeig mir alle Protokolle", "minutes", "", False),
        ("Welche Pressemitteilungen liegen vor?", "press_release", "", False),
        ("Nenne mir die letzten Pressemitteilungen", "press_release", "", True),
        ("Gibt es eine aktuelle Studie über das Watt?", "study", "Watt", True),
        ("Was sind die neuesten Studien zu Seegras?", "study", "Seegras", True),
        ("What are the latest press releases about ferries?", "press_release", "ferries", True),
        ("Welche Studien stehen zur Verfügung?", "study", "", False),
        ("Was ist die neueste Pressemitteilung?", "press_release", "", True),
        ("Welches war das letzte Protokoll?", "minutes", "", True),
        ("Was gibt es Neues?", "press_release", "", True),
        ("Und was gibt es Neues bei euch?", "press_release", "", True),
        ("Was ist neu?", "press_release", "", True),
        ("Gibt es Neuigkeiten?", "press_release", "", True),
        ("Was gibt's Neues vom Netzwerk?", "press_release", "", True),
        ("Was gibt es Neues zum Watt?", None, "Watt", True),
        ("Protokolle", "minutes", "", False),
        ("Liste aller Studien", "study", "", False),
        ("Wo finde ich die Protokolle?", "minutes", "", False),
        ("neueste Studien", "study", "", True),
        ("Welche Studie ist die neueste?", "study", "", True),
        ("Wieviele Dokumente sind hinterlegt?", None, "", False),
        ("Gibt es Pressemitteilungen?", "press_release", "", False),
        ("Gib mir das Protokoll der letzten Sitzung", "minutes", "", True),
        ("Auf welche Dokumente greifst du zu?", None, "", False),
        ("Woher hast du dein Wissen?", None, "", False),
        ("Alle Dokumente zum Watt", None, "Watt", False),
        ("Zeig mir alles zum Thema Watt", None, "Watt", False),
        ("Gibt es was Neues zum Watt?", None, "Watt", True),
        ("Neuigkeiten", "press_release", "", True),
    ],
)
def test_a_topic_may_be_missing_and_the_newest_may_be_wanted(
    text: str, type: DocumentType | None, topic: str, is_newest: bool
) -> None:
    assert documents_asked_for(text)[:3] == (type, topic, is_newest)  # type: ignore[index]


@pytest.mark.parametrize("text", ["Gibt es dazu Studien?", "Welche Studien habt ihr darüber?"])
def test_the_topic_may_be_that_of_the_question_before(text: str) -> None:
    found = documents_asked_for(text, "Wie hoch ist die Flut in der Bucht?")
    assert found == DocumentsAskedFor("study", "Flut in der Bucht")
    assert documents_asked_for(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Welche Studien wurden gefördert?",
        "Welche Unterlagen brauche ich zum Antrag?",
        "Welche Berichte sind zum Projektende vorzulegen?",
        "Wann wurde der Steg gebaut?",
        "In welcher Sitzung wurde der Steg beschlossen?",
        "Welche Texte müssen veröffentlicht werden?",
        "Wie viele Studien zu Seegras werden gefördert?",
        "Gibt es Geld für Studien?",
        "Gibt es einen Bericht?",
        "Wo steht die Fähre?",
        "Wo steht, wer den Antrag stellt?",
        "Wer schreibt das Protokoll zur Sitzung?",
        "Welche erneuerbaren Quellen gibt es?",
        "In welchem Dokument steht, wer den Antrag stellt?",
        "Texte zum Antrag",
        "Informationen zum Antrag",
        "Dokumente zum Antrag",
        "Wo finde ich das Protokoll?",
        "Protokoll",
        "Bericht",
        "Ich suche einen Bericht",
        "Gibt es Quellen zu den Zahlen?",
        "Do you have sources for these figures?",
        "Was sind die Quellen?",
        "Welcher Bericht wird zum Projektende verlangt?",
        "Welche Studie wird von der Stadt gefördert?",
        "Welche Texte werden im Kurs behandelt?",
        "Wo wird etwas zum Hafen gebaut?",
        "Which reports are of interest?",
        "Was ist neu in der Studie zum Watt?",
    ],
)
def test_other_questions_are_none_for_documents(text: str) -> None:
    assert documents_asked_for(text) is None


@pytest.mark.parametrize(
    ("text", "type", "topic", "audience"),
    [
        ("interne Protokolle", "minutes", "", "internal"),
        ("Zeig mir die internen Protokolle", "minutes", "", "internal"),
        ("nur interne Dokumente", None, "", "internal"),
        ("Welche internen Dokumente gibt es?", None, "", "internal"),
        ("Welche nichtöffentlichen Studien gibt es zu Seegras?", "study", "Seegras", "internal"),
        ("interne Dokumente zum Steg", None, "Steg", "internal"),
        ("Ich möchte die letzten internen Protokolle sehen", "minutes", "", "internal"),
        ("öffentliche Protokolle", "minutes", "", "public"),
        ("show me the internal minutes", "minutes", "", "internal"),
        ("only public documents please", None, "", "public"),
        ("Welche Dokumente sind intern?", None, "", "internal"),
        ("internal documents only", None, "", "internal"),
    ],
)
def test_only_those_of_one_audience_may_be_wanted(
    text: str, type: DocumentType | None, topic: str, audience: Audience
) -> None:
    found = documents_asked_for(text)
    assert found
    assert (found.type, found.topic, found.audience) == (type, topic, audience)


def test_one_of_a_day_is_meant_where_one_of_its_kind_may_be_anything() -> None:
    assert documents_asked_for("Kann ich das Protokoll haben?") is None
    assert documents_asked_for("Kann ich das Protokoll haben?", is_dated=True) == DocumentsAskedFor("minutes", "")


@pytest.mark.parametrize(
    "text", ["Wann wurde über den Steg gesprochen?", "Wann ging es um den Steg?", "When did we talk about the pier?"]
)
def test_who_asks_when_something_was_spoken_of_wants_the_days(text: str) -> None:
    found = documents_asked_for(text)
    assert found
    assert found.asks_when


@pytest.mark.parametrize(
    ("text", "type", "topic"),
    [
        ("Was sagt die Studie zum Watt?", "study", "Watt"),
        ("Was sagen eure Studien über Seegras?", "study", "Seegras"),
        ("Was steht im Protokoll zum Steg?", "minutes", "Steg"),
        ("What does the study say about seagrass?", "study", "seagrass"),
    ],
)
def test_a_question_for_what_documents_say_may_be_one_for_them(text: str, type: str, topic: str) -> None:
    found = documents_asked_for(text)
    assert found
    assert (found.type, found.topic, found.is_said) == (type, topic, True)
