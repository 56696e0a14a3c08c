"""Who pays for a thing is told only by a sentence that tells of paying."""

from __future__ import annotations

import pytest
from made import document, evenly, matches

from assistant.answering.understanding.understand import understand
from assistant.answering.weighing.payers import only_payers
from assistant.answering.weighing.weigh import candidates
from assistant.records import Question

OF_PAYING = (
    "Das Hafennetz wird vom Land Nordmark gefördert.",
    "Das Bootsamt finanziert das Hafennetz zur Hälfte.",
    "Der Bund stellt für das Hafennetz 3 Mio. Euro bereit.",
    "Die Kosten des Hafennetzes trägt die Stadt.",
    "Die Selbstbeteiligung trägt das Land.",
    "Der Zuwendungsbescheid aus dem Bundesprogramm liegt vor.",
)
OF_OTHER_THINGS = (
    "Tilda Bork leitet das Hafennetz weiterhin.",
    "Die Versicherung trägt das Hafennetz.",
    "Im Hafen wurde gefragt, wer zahlt, wenn ein Boot sinkt.",
)
TEXT = document("\n\n".join(("# Hafennetz", *OF_PAYING, *OF_OTHER_THINGS)))


def left(question: str) -> set[str]:
    asked = understand(Question(question))
    return {one.text for one in only_payers(candidates(matches(TEXT), asked, evenly(asked.terms)), asked)}


@pytest.mark.parametrize(
    "question",
    [
        "Wer fördert das Hafennetz?",
        "Wer finanziert eigentlich das Hafennetz?",
        "Von wem wird das Hafennetz bezahlt?",
        "Wer ist der Geldgeber des Hafennetzes?",
        "Who funds the Hafennetz?",
    ],
)
def test_other_sentences_are_left_out_where_it_is_asked_who_pays(question: str) -> None:
    found = left(question)
    assert found >= set(OF_PAYING)
    assert found.isdisjoint(OF_OTHER_THINGS)


@pytest.mark.parametrize(
    "question", ["Wer leitet das Hafennetz?", "Wer wird gefördert?", "Wer darf das Geld bekommen?"]
)
def test_they_stay_where_something_else_is_asked(question: str) -> None:
    assert left(question) >= set(OF_OTHER_THINGS)
