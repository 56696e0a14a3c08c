"""What stands at a place of a document that the question names by its number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import asked, candidate, document

from assistant.answering.choose import CLOSE
from assistant.answering.places import of_the_place_first
from assistant.answering.weighing.weigh import EVEN_ODDS, Candidate
from assistant.records import Document

STATUTE = document(
    "# Satzung\n\n## § 5 Beiträge\n\nDer Beitrag beträgt 120 Euro.\n\n## § 6 Organe\n\nOrgane sind der Vorstand und der"
    " Beirat. Sie tagen getrennt.\n\n## § 6a Wahl\n\nMan wählt geheim.\n\n## 7 Schluss\n\nDie Satzung gilt ab Mai.\n",
    title="Satzung",
)
BEGINNINGS = ("Der Beitrag", "Sie tagen", "Man wählt", "Organe sind", "Die Satzung gilt")


def ranked(answers: float | None = -4.0) -> list[Candidate]:
    found = [candidate(STATUTE, words, 9 - at / 10) for at, words in enumerate(BEGINNINGS)]
    return [replace(one, answers=answers) for one in found]


def found(question: str, answers: float | None = -4.0) -> list[Candidate]:
    sources: dict[str, Document] = {STATUTE.info.id: STATUTE}
    return of_the_place_first(ranked(answers), asked(question), sources.get)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Was steht in § 6 der Satzung?", ["Organe sind", "Sie tagen"]),
        ("Was regelt der Paragraph 6?", ["Organe sind", "Sie tagen"]),
        ("What does section 6 say?", ["Organe sind", "Sie tagen"]),
        ("§ 6a Satzung", ["Man wählt"]),
        ("Was steht in Kapitel 7?", ["Die Satzung gilt"]),
    ],
)
def test_what_stands_below_its_heading_goes_first_in_reading_order(question: str, first: list[str]) -> None:
    shown = [one for one in found(question) if one.score >= ranked()[0].score - CLOSE]
    assert [one.text.startswith(words) for one, words in zip(shown, first, strict=True)] == [True] * len(first)
    assert {one.answers for one in shown} == {EVEN_ODDS}


@pytest.mark.parametrize(
    "question",
    [
        "Was steht in § 9 der Satzung?",
        "Was steht in Artikel 6?",
        "Wie hoch ist der Beitrag nach § 5?",
        "Was steht Beschäftigten nach § 6 zu?",
        "Was steht in der Satzung?",
        "§ 6: wer wird gewählt?",
        "Was steht in § 6 der Straßenverkehrsordnung?",
        "Was regelt § 6 des Kündigungsschutzgesetzes?",
        "Kapitel 7 der Bibel",
        "Punkt 7 Uhr geht es los?",
    ],
)
def test_nothing_changes_where_no_such_place_is_there_or_something_else_is_asked(question: str) -> None:
    assert found(question) == ranked()


def test_what_nobody_read_stays_unread() -> None:
    assert {one.answers for one in found("Was steht in § 6?", None)} == {None}
    assert of_the_place_first([], asked("Was steht in § 6?"), lambda _: None) == []


def test_a_place_that_two_documents_have_is_nobodys_where_none_is_named() -> None:
    rules = document("# Hausordnung\n\n## § 6 Lärm\n\nNachts ist Ruhe.\n", title="Hausordnung")
    both = [*ranked(), candidate(rules, "Nachts ist", 5.0)]
    sources = {one.info.id: one for one in (STATUTE, rules)}
    assert of_the_place_first(both, asked("Was steht in § 6?"), sources.get) == both
    first = of_the_place_first(both, asked("Was steht in § 6 der Hausordnung?"), sources.get)[0]
    assert first.text.startswith("Nachts ist")
