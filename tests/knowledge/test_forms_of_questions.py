"""Each form of a question for outcomes has an example that it is the first to fit: none is there for nothing."""

from __future__ import annotations

import re

import pytest

from assistant.knowledge.minutes.questions.outcome_beginnings import Beginning
from assistant.knowledge.minutes.questions.outcome_forms import KEYWORDS, QUESTIONS, form_of
from assistant.knowledge.minutes.questions.person_names import Known

FORMS = [*QUESTIONS, *KEYWORDS]


@pytest.mark.parametrize(("beginning", "pattern"), FORMS, ids=[one.example for one, _ in FORMS])
def test_each_form_is_the_one_of_its_example(beginning: Beginning, pattern: re.Pattern[str]) -> None:
    found = form_of(Known(["Malte Brandewie"]).masked(beginning.example))
    assert found
    assert (found.kind, found.match.re) == (beginning.kind, pattern)
