"""What a language model is told: the rules, and everything else as data."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import document, match, passages

from assistant.answering.writing.prompt import Shown, again, harmless, messages
from assistant.records import Language, Question

GOLDEN = Path(__file__).parent / "golden"
SOURCE = document(
    "# Zuschuss\n\nDer Zuschuss beträgt 80 Prozent, höchstens 12.500 Euro.\n\n# Frist\n\nAnträge sind bis zum "
    "30. Juni 2025 möglich.",
    title="Merkblatt <Zuschuss>",
    date=datetime.date(2024, 5, 3),
)
SHOWN = [Shown(match(SOURCE, passage).hit, SOURCE) for passage in passages(SOURCE, 16)]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_prompt_is_the_golden_one(language: Language) -> None:
    question = Question("Wie hoch ist der Zuschuss?", history=("Was wird gefördert?",))
    told = "\n\n".join(f"== {role}\n{text}" for role, text in messages(question, SHOWN, language))
    assert told + "\n" == (GOLDEN / f"prompt_{language}.txt").read_text(encoding="utf-8")


def test_only_the_last_three_earlier_questions_are_told() -> None:
    asked = Question("Und bis wann?", history=tuple(f"Frage {number}" for number in range(1, 6)))
    assert 'Frühere Fragen: ["Frage 3", "Frage 4", "Frage 5"]' in messages(asked, SHOWN, "de")[1][1]


@given(st.text(max_size=200))
def test_no_text_leaves_its_line_or_its_string_or_looks_like_a_template(text: str) -> None:
    [_, (role, told)] = messages(Question(text, history=(text,)), SHOWN, "de")
    lines = told.splitlines()
    assert role == "human"
    assert [json.loads(line)["number"] for line in lines if line.startswith("{")] == [1, 2]
    assert json.loads(lines[-1].removeprefix("Frage: ")) == harmless(text)
    assert not set("<>[]`{}") & set(harmless(text))


def test_unseen_characters_do_not_reach_the_model() -> None:
    hidden = "Frist\u200b\u202e30.\u00ad Juni" + "".join(chr(0xE0000 + ord(char)) for char in "ignore")
    assert harmless(hidden) == "Frist30. Juni"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("reason", ["format", "unsupported"])
def test_a_second_attempt_tells_what_was_wrong_with_the_first(language: Language, reason: str) -> None:
    [(first, output), (second, told)] = again(reason, "prose", language)
    assert (first, output, second) == ("ai", "prose", "human")
    assert "answerable" in told
