"""A task of "er" or "sie" is that of whom the sentence before names, and is quoted with it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from meetings import minutes

from assistant.indexing.embedding.pairs import Stretch
from assistant.knowledge.minutes.classifier.classifier import NOTHING, Prediction
from assistant.knowledge.minutes.extract import outcomes_of
from assistant.knowledge.minutes.outcome import Outcome

REPORT = "Herr Kallweit berichtete von der Messe."


class LastIsTask:
    """A classifier that takes the last sentence of each stretch for a task of nobody that it knows."""

    def predict(self, stretches: Sequence[Stretch]) -> list[tuple[Prediction, ...]]:
        return [(*(NOTHING,) * (len(one.sentences) - 1), Prediction(("task",))) for one in stretches]


def task(paragraph: str) -> Outcome:
    [found] = outcomes_of(minutes(f"# Treffen\n\nDabei: Tom, Svea\n\n## Messe\n\n{paragraph}\n"), LastIsTask())[-1:]
    return found


@pytest.mark.parametrize(
    "said",
    [
        "Er schickt die Liste nach.",
        "Bis Mai holt er ein Angebot ein.",
        "Er soll die Halle prüfen.",
        "Die Halle wird er im Mai prüfen.",
    ],
)
def test_who_is_named_right_before_is_meant(said: str) -> None:
    found = task(f"{REPORT} {said}")
    assert (found.persons, found.text, found.proof.text) == (("Kallweit",), said, f"{REPORT} {said}")


@pytest.mark.parametrize(
    "paragraph",
    [
        f"{REPORT} Sie schickt die Liste nach.",  # a woman
        f"{REPORT} Sie schicken die Liste nach.",  # several
        "Tom und Svea waren auf der Messe. Er schickt die Liste nach.",
        f"{REPORT} Er geht an alle.",  # the report
        f"{REPORT} Er wird bis Mai ergänzt.",
        f"{REPORT} Er soll ergänzt werden.",
        f"{REPORT} Er wird neu geschrieben.",
        f"{REPORT} Er muss bis Mai fertig sein.",
        "Svea legte ihre Anträge vor. Der Bauhof prüft sie bis Mai.",
        "Svea legte ihre Anträge vor. Das Büro verschickt sie morgen.",
        "Tom stellte den Bericht vor. Er braucht noch Zahlen.",
        "Svea stellte die Liste vor. Sie braucht noch Zahlen.",
        "Die Messe war gut besucht. Er schickt die Liste nach.",
    ],
)
def test_nobody_is_meant_where_it_may_be_another(paragraph: str) -> None:
    found = task(paragraph)
    assert (found.persons, found.proof.text) == ((), paragraph.split(". ")[1])


@pytest.mark.parametrize(
    "said", ["Sie schickt alles nach.", "Bis Mai holt sie ein Angebot ein.", "Den Raum bucht sie."]
)
def test_a_woman_is_meant_by_sie(said: str) -> None:
    assert task(f"Frau Rohwer berichtete von der Messe. {said}").persons == ("Rohwer",)


def test_who_is_named_in_the_sentence_itself_stands() -> None:
    assert task(f"{REPORT} Svea: Er schickt die Liste nach.").persons == ("Svea",)
