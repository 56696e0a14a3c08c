"""What stands at a place of a document that the question names by its number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import asked, candidate, document

from assistant.answering.choose import CLOSE
from assistant.answering.promoting.named_section import named_section_first
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
    return named_section_first(ranked(answers), asked(question), sources.get)


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
        "Was steht in Artikel 6 der Satzung?",
        "Was steht in Artikel 6?",
        "Was steht in § 9?",
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


def test_nothing_answers_what_a_paragraph_says_that_the_named_document_has_not() -> None:
    assert found("Was steht in § 9 der Satzung?") == []
    said = replace(STATUTE, text=STATUTE.text.replace("Der Beitrag beträgt", "Nach § 9 sind es"))
    ranges = document(
        "# Satzung\n\n## §§ 7 bis 9 Organe\n\nOrgane.\n\n## § 1 A\n\nA.\n\n## § 2 B\n\nB.\n\n## § 3 C\n\nC.\n",
        title="Satzung",
    )
    within = [candidate(ranges, "Organe.", 9.0)]
    assert named_section_first(within, asked("Was steht in § 8 der Satzung?"), lambda _: ranges) == within
    assert named_section_first(within, asked("Was steht in § 10 der Satzung?"), lambda _: ranges) == []
    spoken_of = [candidate(said, "Nach § 9 sind es", 9.0)]
    assert named_section_first(spoken_of, asked("Was steht in § 9 der Satzung?"), lambda _: STATUTE) == spoken_of


def test_a_statute_is_named_by_its_short_form() -> None:
    short = replace(STATUTE, info=replace(STATUTE.info, title="Gesetz über Räder (RadG)"))
    leaflet = document("# RadG: Fragen\n\nWas gilt?\n", "fragen.md", title="RadG: Fragen")
    own = [*(replace(one, document=short.info) for one in ranked()), candidate(leaflet, "Was gilt", 5.0)]
    sources = {short.info.id: short, leaflet.info.id: leaflet}
    assert named_section_first(own, asked("Was regelt § 6a RadG?"), sources.get)[0].text.startswith("Man wählt")
    assert named_section_first(own, asked("Was regelt § 17 RadG?"), sources.get) == []
    assert named_section_first(own, asked("Was regelt § 17 BetrVG?"), sources.get) == own


def test_what_nobody_read_stays_unread() -> None:
    assert {one.answers for one in found("Was steht in § 6?", None)} == {None}
    assert named_section_first([], asked("Was steht in § 6?"), lambda _: None) == []


def test_a_place_that_two_documents_have_is_nobodys_where_none_is_named() -> None:
    rules = document("# Hausordnung\n\n## § 6 Lärm\n\nNachts ist Ruhe.\n", title="Hausordnung")
    both = [*ranked(), candidate(rules, "Nachts ist", 5.0)]
    sources = {one.info.id: one for one in (STATUTE, rules)}
    assert named_section_first(both, asked("Was steht in § 6?"), sources.get) == both
    first = named_section_first(both, asked("Was steht in § 6 der Hausordnung?"), sources.get)[0]
    assert first.text.startswith("Nachts ist")
