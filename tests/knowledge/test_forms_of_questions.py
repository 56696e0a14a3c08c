"""Each form of a question for outcomes or about meetings has an example that it is the first to fit."""

from __future__ import annotations

import re

import pytest

from assistant.knowledge.minutes.questions.meeting_forms import ASKING, meeting_form_of
from assistant.knowledge.minutes.questions.outcome_beginnings import Beginning
from assistant.knowledge.minutes.questions.outcome_forms import KEYWORDS, QUESTIONS, form_of
from assistant.knowledge.minutes.questions.person_names import Known

OUTCOMES = [*QUESTIONS, *KEYWORDS]
# In the order of the forms.
ABOUT_MEETINGS = [
    "An welchen Sitzungen hat Imke Rohwer teilgenommen?",
    "In welchen Sitzungen war Imke Rohwer?",
    "War Imke Rohwer im Beirat dabei?",
    "Hat Imke Rohwer an der Sitzung teilgenommen?",
    "Was Imke Rohwer present?",
    "Did Imke Rohwer attend the meeting?",
    "Which meetings did Imke Rohwer attend?",
    "Welche Sitzungen gab es 2024?",
    "Wie oft tagte der Beirat?",
    "Alle Sitzungen des Beirats",
    "Wann ist die nächste Sitzung?",
    "Nächste Sitzung des Beirats",
    "Wann tagt der Beirat?",
    "Welche Sitzungen stehen an?",
    "Wer fehlte in der letzten Sitzung?",
    "Wer war am 3. Mai nicht dabei?",
    "Who was absent?",
    "Wer war dabei?",
    "Wer hat an der Sitzung teilgenommen?",
    "Wie viele Personen waren da?",
    "Wie viele waren dabei?",
    "Teilnehmende der letzten Sitzung",
    "Who attended?",
    "How many people attended?",
    "Wer leitete die Sitzung?",
    "Who chaired the meeting?",
    "Wer hat Protokoll geführt?",
    "Wer protokollierte?",
    "Who took the minutes?",
    "Wann und wo fand die Sitzung statt?",
    "Wo war die Sitzung?",
    "Wann war die Sitzung?",
]


@pytest.mark.parametrize(("beginning", "pattern"), OUTCOMES, ids=[one.example for one, _ in OUTCOMES])
def test_each_form_for_outcomes_is_the_one_of_its_example(beginning: Beginning, pattern: re.Pattern[str]) -> None:
    found = form_of(Known(["Malte Brandewie"]).masked(beginning.example))
    assert found
    assert (found.kind, found.match.re) == (beginning.kind, pattern)


@pytest.mark.parametrize("place", range(len(ABOUT_MEETINGS)), ids=ABOUT_MEETINGS)
def test_each_form_about_meetings_is_the_one_of_its_example(place: int) -> None:
    question = ABOUT_MEETINGS[place]
    kind, fields, _ = ASKING[place]
    assert next(at for at, (*_, pattern) in enumerate(ASKING) if pattern.search(question)) == place
    found = meeting_form_of(question)
    assert found
    assert (found.kind, found.fields) == (kind, fields)


def test_no_form_about_meetings_is_without_an_example() -> None:
    assert len(ABOUT_MEETINGS) == len(ASKING)
