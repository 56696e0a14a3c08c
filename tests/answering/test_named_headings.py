"""Things that are named in headings are the list that is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import asked, candidate, document

from assistant.answering.named_headings import named_headings
from assistant.language.asked_for import asked_for

STUDY = """# Studie

## 1 Szenarien

Drei sind möglich.

### Szenario A: Wandel

Es wird umgestellt.

### Szenario B: Stillstand

Nichts geschieht.

### Szenario C

Neues entsteht.

## 2 Ergebnisse der Umfrage

Es wurde gefragt.

## 3 Ergebnisse der Gespräche

Es wurde gesprochen.
"""


def headings(question: str, text: str = STUDY) -> list[str]:
    source = document(text)
    understood = replace(asked(question), asked_for=asked_for(question))
    return [one.text for one in named_headings([candidate(source, "Es wird")], understood, lambda _: source)]


@pytest.mark.parametrize("question", ["Welche drei Szenarien gibt es?", "Welche Szenarien nennt die Studie?"])
def test_headings_that_name_the_things_asked_for_are_the_list(question: str) -> None:
    assert headings(question) == ["Szenario A: Wandel", "Szenario B: Stillstand", "Szenario C"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Welche vier Szenarien gibt es?", STUDY),
        ("Welche Ergebnisse gibt es?", STUDY),
        ("Wie viele Szenarien gibt es?", STUDY),
        ("Welche Szenarien gibt es?", STUDY.replace("### Szenario B", "#### Szenario B")),
        ("Welche Szenarien gibt es?", STUDY.replace("### Szenario C", "## Anlass\n\nEs war so.\n\n### Szenario C")),
        ("Welche Szenarien gibt es?", STUDY.replace("### Szenario B: Stillstand", "").replace("### Szenario C", "")),
    ],
)
def test_other_numbers_topics_and_what_stands_in_different_chapters_are_none(question: str, text: str) -> None:
    assert headings(question, text) == []


def test_english_headings_are_one_as_well() -> None:
    text = STUDY.replace("Szenario", "Scenario")
    assert headings("Which scenarios are there?", text)[-1] == "Scenario C"


def test_a_name_may_be_a_number_or_stand_in_quotation_marks() -> None:
    chapters = ("2.1 Handlungsfeld 1: Energie", "2.2 Handlungsfeld „Wege“")
    text = "# Plan\n\n" + "".join(f"## {chapter}\n\nEs wird gebaut.\n\n" for chapter in chapters)
    assert headings("Welche Handlungsfelder gibt es?", text) == list(chapters)


def test_a_document_that_is_gone_has_none() -> None:
    source = document(STUDY)
    question = replace(asked("Welche Szenarien gibt es?"), asked_for="list")
    assert named_headings([candidate(source, "Es wird")], question, lambda _: None) == []
