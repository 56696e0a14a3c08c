"""Which texts ask several things, and which only look so."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.understanding.parts_of_question import MOST_PARTS, parts

SEVERAL = (
    (
        "Wie hoch ist der Bonus, und bis wann muss ich den Antrag stellen?",
        ("Wie hoch ist der Bonus?", "bis wann muss ich den Antrag stellen?"),
    ),
    ("Wer leitet das Projekt Guss? Und wo?", ("Wer leitet das Projekt Guss?", "Und wo?")),
    ("Wer leitet das Projekt Guss und seit wann?", ("Wer leitet das Projekt Guss?", "seit wann?")),
    ("wer leitet das projekt guss und wie lange läuft es", ("wer leitet das projekt guss?", "wie lange läuft es?")),
    (
        "Guss 4.0: Wie hoch ist die Förderquote, wer ist Projektträger und bis wann läuft das Programm?",
        ("Guss 4.0: Wie hoch ist die Förderquote?", "wer ist Projektträger?", "bis wann läuft das Programm?"),
    ),
    (
        "Was kostet der Lehrgang und wo findet die Prüfung statt?",
        ("Was kostet der Lehrgang?", "und wo findet die Prüfung statt?"),
    ),
    (
        "Wie hoch ist der Bonus? Wie lange läuft er? Wer vergibt ihn?",
        ("Wie hoch ist der Bonus?", "Wie lange läuft er?", "Wer vergibt ihn?"),
    ),
    ("How much is the grant and when is the deadline?", ("How much is the grant?", "when is the deadline?")),
    (
        "How much is the grant and where does the exam take place?",
        ("How much is the grant?", "and where does the exam take place?"),
    ),
    (
        "Wie viele Arbeitsplätze fallen weg, und um wie viel Prozent steigt der Bedarf an Fachkräften?",
        ("Wie viele Arbeitsplätze fallen weg?", "und um wie viel Prozent steigt der Bedarf an Fachkräften?"),
    ),
    ("Was ist das Lab Nord und wo sitzt es?", ("Was ist das Lab Nord?", "wo sitzt es?")),
    ("wie schwer ist die zelle u wie schnell steht die", ("wie schwer ist die zelle?", "wie schnell steht die?")),
    (
        "Wer baut den Kai und wohin schickt man die Rechnung?",
        ("Wer baut den Kai?", "und wohin schickt man die Rechnung?"),
    ),
    ("Wer hält den Vortrag und wo ist der?", ("Wer hält den Vortrag?", "wo ist der?")),
    ("Was bringt der Fonds und wem nützt er?", ("Was bringt der Fonds?", "wem nützt er?")),
    (
        "Wie beantrage ich das und welche Unterlagen verlangt die Bank?",
        ("Wie beantrage ich das?", "und welche Unterlagen verlangt die Bank?"),
    ),
    ("wieviele boote dürfen rein und wie viele leute", ("wieviele boote dürfen rein?", "wie viele leute?")),
    ("Wieviele Boote gab es im Hafen und wo lagen sie?", ("Wieviele Boote gab es im Hafen?", "wo lagen sie?")),
    ("wie lange läuft guss 4.0 + wieviele machen mit", ("wie lange läuft guss 4.0?", "wieviele machen mit?")),
)

ONE = (
    "Wie hoch ist der Bonus?",
    "Wann und wo findet die Messe statt?",
    "Wann findet die Messe statt, und wo?",
    "Wo trifft sich das Lab und wann?",
    "In welcher Sitzung und an welchem Tag wurde beraten?",
    "Gibt es einen Zuschlag und wie hoch ist der?",
    "Wissen Sie, wie hoch die Förderung ist und wer sie vergibt?",
    "Weißt du, wer das entscheidet?",
    "Weißt du, wie hoch die Förderung ist und welche Firmen teilnehmen?",
    "Wer prüft, welche Kosten entstanden und welche Firmen teilnehmen?",
    "Was gehört zum Hafen und was nicht?",
    "Welche Firmen und Vereine nehmen teil?",
    "Wer hat wann was beschlossen?",
    "Bleiben die Stellen hier oder wandern sie ab? Was meint die Kammer?",
    "Wer darf einen Antrag stellen, wenn der Betrieb neu ist und wo er liegt?",
    "Bonus Höhe und Frist",
    "Was muss ich tun, und was darf ich nicht?",
    "Wir haben 80 Leute. Wie hoch ist der Bonus?",
    "Wie hoch ist der Bonus? Bitte mit Quelle.",
    "What is the grant for and who?",
    "Auf welche Art und wie oft wird geprüft, und ob?",
    "",
    "?",
    "? ? ?",
)


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_what_asks_several_things_is_taken_apart(text: str, expected: tuple[str, ...]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize("text", ONE)
def test_in_doubt_a_text_stays_whole(text: str) -> None:
    assert parts(text) == (text,)


def test_many_questions_stay_one_text() -> None:
    text = " ".join(["Wer leitet das Lab?"] * (MOST_PARTS + 1))
    assert parts(text) == (text,)


@given(st.lists(st.sampled_from([" und ", "wer", "ist", "wo", ", ", "das Lab", "?", " "]), max_size=20).map("".join))
def test_nothing_is_added_to_what_was_asked(text: str) -> None:
    found = parts(text)
    assert found == (text,) or all(part.removeprefix("und ").rstrip("?") in " ".join(text.split()) for part in found)


@pytest.mark.parametrize("unit", ["und wer ist ", "wer ", ", ", "? ", "und "])
def test_a_long_text_is_no_slow_text(unit: str) -> None:
    started = time.thread_time()
    parts(unit * 2000)
    assert time.thread_time() - started < 1
