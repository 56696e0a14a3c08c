"""Which language a text is in."""

import time

import pytest

from assistant.language.detect import detect

GERMAN = [
    "Wie hoch ist die Förderquote?",
    "Wer förderte das Projekt?",
    "Was war das Ergebnis im Lab?",
    "Foerderung fuer kleine Betriebe",
    "Förderquote",
    "Workshop Business Model Innovation",
    "Die Roadshow „Future of Work“ startet in Wolfsburg.",
    "An wen wende ich mich?",
    "Das Kick-off-Meeting fand in der Open Hybrid LabFactory statt.",
    "7,6 Mio. Euro",
    "Deadline go-digital?",
    "Funding Förderquote",
    "Grants und Zuschüsse",
    "Laufzeit STARK",
    "Definition STARK",
    "Support Liste",
    "Workshop Kosten",
    "Bis wann?",
    "KMU",
    "Start-up Förderung",
    "Kick-off Meeting Protokoll",
    "Was heißt Just Transition?",
    "How-to-Videos zur Batterie",
    "In Halle I liegen 30 Boote, in Halle II 45.",
    "",
]
ENGLISH = [
    "What is the funding rate?",
    "Who was funded?",
    "How do I apply for a Förderung in Braunschweig?",
    "Which labs are there?",
    "The lab supports companies and their employees.",
    "Is my company eligible?",
    "WHAT DOES THE NETWORK DO?",
    "KMU funding rate",
    "STARK eligibility requirements",
    "Und grants for SMEs?",
    "grant amount prototype",
    "And for clubs?",
    "Who?",
    "What is the Kurzarbeitergeld?",
    "What was decided in der letzten Sitzung des Lenkungskreises?",
    "Which Beschlüsse were made in der Sitzung der AG vom 3. Mai?",
    "Please explain Kurzarbeitergeld",
    "Explain Förderquote",
    "Upcoming events?",
    "How much Zuschuss do I get?",
    "Should I apply for Kurzarbeitergeld?",
]


@pytest.mark.parametrize("text", GERMAN)
def test_german_and_doubtful_text_is_german(text: str) -> None:
    assert detect(text) == "de"


@pytest.mark.parametrize("text", ENGLISH)
def test_english_text_is_english(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize("unit", ["a", "ö", "a-", "-", "a b-", "Ab I "])
def test_a_long_text_takes_no_longer_for_each_letter(unit: str) -> None:
    started = time.process_time()
    detect(unit * 100_000)
    assert time.process_time() - started < 5
