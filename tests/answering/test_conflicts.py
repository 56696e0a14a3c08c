"""Documents that give different figures for the same thing are set side by side; nothing else is."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from made import document, passages, quote_with

from assistant.answering.choose import QUOTES
from assistant.answering.cite import cite
from assistant.answering.conflicts import beside, conflict_worded, numbered
from assistant.answering.quoting.exact import exact
from assistant.answering.quoting.quote import quote
from assistant.answering.understanding.understand import understand
from assistant.answering.weighing.weigh import FEATURES, Candidate, Features
from assistant.language.figures import figures
from assistant.records import Answer, Document, Question, Quote, Span

RATE = "Wie hoch ist die Förderquote beim Digitalbonus?"
MUCH = "Wie viel Euro kostet die Mitgliedschaft im Netzwerk Ahlental?"
LONG = "Wie lange läuft der Digitalbonus?"
MANY = "Wie viele Betriebe hat das Netzwerk Ahlental?"
WHEN = "Bis wann läuft der Digitalbonus?"
WHAT = "Was ist der Digitalbonus?"

DAYS = (datetime.date(2021, 2, 1), datetime.date(2024, 5, 3))


@dataclass(frozen=True)
class Case:
    """Two documents, an older and a newer one: type and title, and the text of each."""

    question: str
    older: str
    newer: str
    titles: tuple[str, str] = ("Richtlinie Digitalbonus 2021", "Richtlinie Digitalbonus 2024")
    types: tuple[str, str] = ("funding", "funding")
    more: tuple[dict[str, Any], dict[str, Any]] = field(default_factory=lambda: ({}, {}))

    def documents(self) -> tuple[Document, Document]:
        older, newer = (
            document(
                text,
                f"{number}.md",
                title=self.titles[number],
                type=self.types[number],
                **{"date": DAYS[number]} | self.more[number],
            )
            for number, text in enumerate((self.older, self.newer))
        )
        return older, newer


def sentences(source: Document, score: float) -> list[Candidate]:
    return [
        Candidate(source.info, passage, span, Features(*(0.0,) * len(FEATURES)), score)
        for passage in passages(source)
        for span in passage.sentences
        if figures(span.of(source.text)) and not _is_heading(source, span)
    ]


def _is_heading(source: Document, span: Span) -> bool:
    return any(block.kind == "heading" and block.start <= span.start < block.end for block in source.blocks)


def answered(question: str, documents: Sequence[Document], shown: int = 1, extra: Sequence[Quote] = ()) -> Answer:
    """The answer whose first quotes are the `shown` first sentences."""
    asked = understand(Question(question))
    by_id = {source.id: source for source in documents}
    ranked = [one for score, source in enumerate(documents) for one in sentences(source, -score)]

    def quote_of(candidate: Candidate) -> Quote | None:
        source = by_id[candidate.document.id]
        return quote_with(source, candidate.span, exact(source.text, candidate.span, asked.expected))

    quotes = [found for found in map(quote_of, ranked[:shown]) if found]
    kept, groups = beside([*quotes, *extra], ranked, quote_of, asked)
    answer = Answer(question, asked.language, "extractive", *cite(kept, is_sure=True))
    return replace(answer, conflicts=numbered(answer.citations, groups))


PRESS = ("press_release", "press_release")
TALES = ("Das Netzwerk wächst", "Drei Jahre Netzwerk")

FIRES = {
    "two versions of one directive": Case(
        RATE, "Die Förderquote beträgt 40 Prozent.", "Die Förderquote beträgt 50 Prozent."
    ),
    "another verb": Case(RATE, "Die Förderquote beträgt 40 %.", "Die Förderquote liegt bei 50 %."),
    "now": Case(RATE, "Die Förderquote beträgt 40 %.", "Die Förderquote beträgt nun 50 %."),
    "a bound that both have": Case(
        RATE, "Die Förderquote beträgt höchstens 40 %.", "Die Förderquote beträgt maximal 50 %."
    ),
    "the same heading": Case(
        RATE,
        "# Richtlinie\n\n## 5 Höhe\n\nDie Förderquote beträgt 40 %.",
        "# Richtlinie\n\n## 6 Höhe\n\nDie Förderquote beträgt 50 %.",
    ),
    "another sentence before": Case(
        RATE,
        "# Richtlinie\n\n## 5 Höhe\n\nDas Land zahlt eine Förderung. Die Förderung beträgt höchstens 40 %.",
        "# Richtlinie\n\n## 5 Höhe\n\nEs gibt auch dafür nun Geld als Förderung. Die Förderung beträgt höchstens 50 %.",
    ),
    "another text at the place that both point to": Case(
        RATE,
        "# Richtlinie\n\n## § 4\n\nKähne.\n\n## § 5 Höhe\n\nDie Förderquote der in § 4 genannten Kähne beträgt 40 %.",
        "# Richtlinie\n\n## § 4\n\nBoote.\n\n## § 5 Höhe\n\nDie Förderquote der in § 4 genannten Kähne beträgt 50 %.",
    ),
    "one series under two titles": Case(
        RATE,
        "Die Förderquote beträgt 40 %.",
        "Die Förderquote beträgt 50 %.",
        ("Erste Richtlinie", "Neue Regeln"),
        more=({"series": "Bonus"}, {"series": "Bonus"}),
    ),
    "how long": Case(LONG, "Der Digitalbonus läuft zwei Jahre.", "Der Digitalbonus läuft drei Jahre."),
    "until when": Case(
        WHEN, "Der Digitalbonus läuft bis zum 31. Dezember 2023.", "Der Digitalbonus läuft bis zum 31. Dezember 2027."
    ),
    "two press releases that name the subject": Case(
        MANY,
        "Das Netzwerk Ahlental hat inzwischen 48 Betriebe als Mitglieder.",
        "Das Netzwerk Ahlental hat 73 Betriebe als Mitglieder.",
        TALES,
        PRESS,
    ),
    "two tables": Case(
        RATE,
        "| Programm | Förderquote |\n|---|---|\n| Digitalbonus | 40 % |",
        "| Programm | Förderquote |\n|---|---|\n| Digitalbonus | 50 % |",
    ),
    "the same words lead in": Case(
        RATE,
        "Die Förderquote beträgt für kleine Betriebe:\n\n- 40 % der Kosten",
        "Die Förderquote beträgt für kleine Betriebe:\n\n- 50 % der Kosten",
    ),
    "a price in two studies": Case(
        MUCH,
        "Die Mitgliedschaft im Netzwerk Ahlental kostet Betriebe 300 Euro.",
        "Die Mitgliedschaft im Netzwerk Ahlental kostet Betriebe 450 Euro.",
        ("Leitfaden A", "Leitfaden B"),
        ("study", "other"),
    ),
    "two figures of which one differs": Case(
        RATE,
        "Die Förderquote beträgt 40 % für kleine und 30 % für mittlere Betriebe.",
        "Die Förderquote beträgt 50 % für kleine und 30 % für mittlere Betriebe.",
    ),
    "in English": Case(
        "What is the funding rate of the Digitalbonus?",
        "The funding rate of the programme is 40 percent.",
        "The funding rate of the programme is 50 percent.",
        more=({"language": "en"}, {"language": "en"}),
    ),
}

SILENT = {
    "the same figure, spelled otherwise": Case(
        RATE, "Die Förderquote beträgt 50 Prozent.", "Die Förderquote beträgt 50 %."
    ),
    "two programmes": Case(
        RATE,
        "Die Förderquote beträgt 40 Prozent.",
        "Die Förderquote beträgt 50 Prozent.",
        ("Digitalbonus", "Energiebonus"),
    ),
    "two programmes that both name the subject": Case(
        "Wie hoch ist der Zuschuss für die Digitalisierung?",
        "Der Zuschuss für die Digitalisierung beträgt 40 Prozent der Kosten.",
        "Der Zuschuss für die Digitalisierung beträgt 50 Prozent der Kosten.",
        ("Digitalbonus Nord", "Digitalbonus Süd"),
    ),
    "two cases": Case(
        RATE,
        "Die Förderquote beträgt für kleine Betriebe 40 %.",
        "Die Förderquote beträgt für mittlere Betriebe 50 %.",
    ),
    "a case and the rule": Case(
        RATE, "Die Förderquote beträgt 40 %.", "Die Förderquote beträgt für kleine Betriebe 50 %."
    ),
    "two cases in the headings": Case(
        RATE,
        "## Kleine Betriebe\n\nDie Förderquote beträgt 40 %.",
        "## Mittlere Betriebe\n\nDie Förderquote beträgt 50 %.",
    ),
    "two cases in the lead-ins": Case(
        RATE,
        "Die Förderquote beträgt für kleine Betriebe:\n\n- 40 % der Kosten",
        "Die Förderquote beträgt für mittlere Betriebe:\n\n- 50 % der Kosten",
    ),
    "two rows": Case(
        RATE,
        "| Betriebe | Förderquote |\n|---|---|\n| kleine | 40 % |",
        "| Betriebe | Förderquote |\n|---|---|\n| mittlere | 50 % |",
    ),
    "two years": Case(RATE, "Im Jahr 2021 betrug die Förderquote 40 %.", "Im Jahr 2024 betrug die Förderquote 50 %."),
    "a limit and another limit": Case(
        RATE, "Die Förderquote beträgt mindestens 40 %.", "Die Förderquote beträgt höchstens 50 %."
    ),
    "a change and its result": Case(
        RATE, "Die Förderquote steigt um 10 Prozent.", "Die Förderquote steigt auf 50 Prozent."
    ),
    "per day and per month": Case(
        MUCH,
        "Die Mitgliedschaft im Netzwerk Ahlental kostet Betriebe 30 Euro im Monat.",
        "Die Mitgliedschaft im Netzwerk Ahlental kostet Betriebe 300 Euro im Jahr.",
        TALES,
        PRESS,
    ),
    "a negation": Case(RATE, "Die Förderquote beträgt 40 %.", "Die Förderquote beträgt nicht 50 %."),
    "what only the day of the document tells": Case(
        WHEN,
        "Die nächste Frist im Digitalbonus endet am 3. Mai 2021.",
        "Die nächste Frist im Digitalbonus endet am 4. Juni 2024.",
    ),
    "two meetings": Case(
        "Wann tagt der Lenkungskreis?",
        "Der Lenkungskreis tagt am 3. Mai 2021.",
        "Der Lenkungskreis tagt am 4. Juni 2024.",
        ("Protokoll 2021", "Protokoll 2024"),
        ("minutes", "minutes"),
    ),
    "two labs": Case(
        "Wie viele Betriebe zählt das Lab?",
        "Das Lab zählt 12 Betriebe der Region als Mitglieder.",
        "Das Lab zählt 20 Betriebe der Region als Mitglieder.",
        TALES,
        PRESS,
        ({"lab": "Technik"}, {"lab": "Arbeit"}),
    ),
    "two subjects": Case(
        MANY,
        "Das Netzwerk Ahlental hat 48 Betriebe als Mitglieder.",
        "Das Netzwerk Bergtal hat 73 Betriebe als Mitglieder.",
        TALES,
        PRESS,
    ),
    "a figure of a kind that is not asked for": Case(
        WHAT, "Die Förderquote beträgt 40 %.", "Die Förderquote beträgt 50 %."
    ),
    "a question for one of the versions": Case(
        "Wie hoch war 2021 die Förderquote beim Digitalbonus?",
        "Die Förderquote beträgt 40 %.",
        "Die Förderquote beträgt 50 %.",
    ),
    "a document that states both": Case(
        RATE,
        "Die Förderquote beträgt 40 %.",
        "Die Förderquote beträgt 50 %.\n\nDie Förderquote beträgt 40 %.",
    ),
    "counts of different things": Case(
        MANY,
        "Das Netzwerk Ahlental hat 48 Betriebe als Mitglieder.",
        "Das Netzwerk Ahlental hat 5 Labs als Mitglieder.",
        TALES,
        PRESS,
    ),
    "another currency": Case(
        MUCH,
        "Die Mitgliedschaft im Netzwerk Ahlental kostet Betriebe 300 Euro.",
        "Die Mitgliedschaft im Netzwerk Ahlental kostet Betriebe 450 Franken.",
        TALES,
        PRESS,
    ),
    "a date and a closer one": Case(
        WHEN, "Der Digitalbonus läuft bis Mai 2027.", "Der Digitalbonus läuft bis zum 3. Mai 2027."
    ),
}


@pytest.mark.parametrize("name", FIRES)
@pytest.mark.parametrize("is_older_shown", [True, False])
def test_different_figures_for_the_same_thing_stand_side_by_side_the_newer_first(
    name: str, is_older_shown: bool
) -> None:
    older, newer = FIRES[name].documents()
    answer = answered(FIRES[name].question, [older, newer] if is_older_shown else [newer, older])
    assert [c.quote.document.id for c in answer.citations] == [newer.id, older.id]
    assert [(one.citations, one.current) for one in answer.conflicts] == [((1, 2), 1)]


@pytest.mark.parametrize("name", SILENT)
def test_different_figures_for_different_things_do_not_contradict(name: str) -> None:
    for documents in (SILENT[name].documents(), SILENT[name].documents()[::-1]):
        answer = answered(SILENT[name].question, documents)
        assert answer.conflicts == ()
        assert len(answer.citations) == 1


def test_the_cases_are_many_and_half_of_them_are_silent() -> None:
    assert len(FIRES) + len(SILENT) >= 25
    assert len(SILENT) >= len(FIRES)


LOADS = """
import sys, test_conflicts as cases
for name in sys.argv[1:]:
    case = (cases.FIRES | cases.SILENT)[name]
    cases.answered(case.question, case.documents())
print("simplemma" in sys.modules)
"""


def test_documents_on_different_things_load_no_dictionary() -> None:
    names = {"two programmes", "two programmes that both name the subject", "two cases in the headings", "two labs"}
    assert names <= SILENT.keys()
    folders = [folder for folder in sys.path if folder]

    def loads(*named: str) -> str:
        command, environment = [sys.executable, "-c", LOADS, *named], {"PYTHONPATH": os.pathsep.join(folders)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()

    assert loads(*sorted(names)) == "False"
    assert loads("another verb") == "True"


def test_cases_of_one_document_do_not_contradict() -> None:
    source = document("Die Förderquote beträgt 40 %.\n\nDie Förderquote beträgt 50 %.", title="Bonus", type="funding")
    assert answered(RATE, [source]).conflicts == ()


def test_without_dates_no_document_is_called_the_newer() -> None:
    case = replace(FIRES["another verb"], more=({}, {"date": None}))
    answer = answered(RATE, case.documents())
    assert answer.conflicts[0].current is None
    assert conflict_worded(answer.conflicts[0], answer) == (
        "Die Dokumente nennen Verschiedenes: 40 % (1. Februar 2021) [1]; 50 % [2]. "
        "Welches das neuere ist, sagen sie nicht."
    )


def test_the_version_tells_what_is_newer_where_dates_do_not() -> None:
    undated = replace(FIRES["another verb"], more=({"date": None}, {"date": None}))
    older, newer = undated.documents()
    answer = answered(RATE, [replace(older, superseded_by=newer.info), newer])
    assert (answer.citations[0].quote.document, answer.conflicts[0].current) == (newer.info, 1)
    assert conflict_worded(answer.conflicts[0], answer).endswith("Das neuere ist „Richtlinie Digitalbonus 2024“.")


def test_a_conflict_is_told_with_figures_days_and_marks() -> None:
    answer = answered(RATE, FIRES["another verb"].documents())
    assert conflict_worded(answer.conflicts[0], answer) == (
        "Die Dokumente nennen Verschiedenes: 50 % (3. Mai 2024) [1]; 40 % (1. Februar 2021) [2]. "
        "Das neuere ist vom 3. Mai 2024."
    )
    english = answered(FIRES["in English"].question, FIRES["in English"].documents())
    assert conflict_worded(english.conflicts[0], english).endswith("The newer one is from 3 May 2024.")


def test_what_is_beside_the_matter_gives_way_to_what_contradicts() -> None:
    older, newer = FIRES["another verb"].documents()
    others = [document(f"Anderes {n} gilt auch.", f"x{n}.md") for n in range(QUOTES - 1)]
    extra = [found for one in others if (found := quote(one, sentences(one, 0)[0].span))]
    answer = answered(RATE, [older, newer], extra=extra)
    assert [c.quote.document.id for c in answer.citations[:2]] == [newer.id, older.id]
    assert [c.quote for c in answer.citations[2:]] == extra[:-1]


def test_three_versions_make_one_conflict() -> None:
    older, newer = FIRES["another verb"].documents()
    third = document(
        "Die Förderquote beträgt 60 %.",
        title="Richtlinie Digitalbonus 2026",
        type="funding",
        date=datetime.date(2026, 1, 1),
    )
    answer = answered(RATE, [older, newer, third])
    assert [c.quote.document.id for c in answer.citations] == [third.id, newer.id, older.id]
    assert [(one.citations, one.current) for one in answer.conflicts] == [((1, 2, 3), 1)]
