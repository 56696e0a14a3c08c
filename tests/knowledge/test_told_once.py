"""What one fact of a programme tells, another one does not tell again."""

from __future__ import annotations

import datetime

import pytest
from papers import paper

from assistant.knowledge.funding import StatedFact, gathered
from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.told_once import told_once
from assistant.knowledge.programmes.wording import each_once, stated_worded

TODAY = datetime.date(2031, 1, 15)
HEAD = "# Bootsscheck\n\nDas Land hilft beim Bau von Booten.\n\n"


def stated(text: str, field: Field) -> tuple[StatedFact, ...]:
    document = paper(HEAD + text, "bootsscheck.md")
    [programme] = gathered([document.info], {document.info.id: facts_of(document)}, {}, TODAY)
    return programme.of(field)


def told(text: str, field: Field) -> list[str]:
    return each_once(stated(text, field), "de")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            ["Der Zuschuss beträgt höchstens 9.000 Euro.", "Es gibt bis zu 9.000 Euro Zuschuss je Boot."],
            ["bis zu 9.000 Euro je Boot"],
        ),
        (
            ["Es gibt bis zu 9.000 Euro Zuschuss im Jahr.", "Es gibt bis zu 9.000 Euro Zuschuss je Boot im Jahr."],
            ["bis zu 9.000 Euro je Boot im Jahr"],
        ),
        (
            ["Der Zuschuss beträgt 9.000 Euro.", "Der Zuschuss beträgt in der Regel bis zu 9.000 Euro."],
            ["in der Regel bis zu 9.000 Euro"],
        ),
        # It may be either of two, or says what the other does not.
        (
            [
                "Es gibt maximal 9.000 Euro Zuschuss.",
                "Es gibt bis zu 9.000 Euro Zuschuss je Boot.",
                "Es gibt bis zu 9.000 Euro Zuschuss je Kopf.",
            ],
            ["bis zu 9.000 Euro", "bis zu 9.000 Euro je Boot", "bis zu 9.000 Euro je Kopf"],
        ),
        (
            ["Der Zuschuss beträgt bis zu 9.000 Euro.", "Der Zuschuss beträgt in der Regel 9.000 Euro."],
            ["bis zu 9.000 Euro", "in der Regel 9.000 Euro"],
        ),
        (
            ["Der Zuschuss beträgt höchstens 8.000 Euro.", "Es gibt bis zu 9.000 Euro Zuschuss je Boot."],
            ["bis zu 8.000 Euro", "bis zu 9.000 Euro je Boot"],
        ),
    ],
)
def test_of_two_amounts_of_one_height_the_one_that_says_more_is_told(said: list[str], expected: list[str]) -> None:
    assert told("## Höhe\n\n" + "\n\n".join(said), "cap") == expected


def test_an_amount_of_a_part_is_told_beside_one_that_is_of_none() -> None:
    text = "## Höhe\n\nDer Zuschuss beträgt höchstens 9.000 Euro.\n\n* Modul A: bis zu 9.000 Euro je Boot"
    assert told(text, "cap") == ["bis zu 9.000 Euro", "bis zu 9.000 Euro je Boot (Modul A)"]


def test_a_rate_joins_the_only_one_of_its_height_that_says_for_whom() -> None:
    text = "## Höhe\n\nDer Zuschuss beträgt 40 Prozent.\n\nVereine erhalten als Zuschuss 40 Prozent."
    assert told(text, "rate") == ["40 % (Vereine und Verbände)"]
    both = f"{text}\n\nKommunen erhalten als Zuschuss 40 Prozent."
    assert len(told(both, "rate")) == 3


def test_a_last_day_that_no_prolongation_may_move_is_told_once() -> None:
    text = (
        "## Geltungsdauer\n\nDiese Richtlinie ist bis zum 30. Juni 2034 befristet. Wird sie verlängert, verlängert "
        "sich ihre Laufzeit, aber nicht über den 30. Juni 2034 hinaus."
    )
    assert told(text, "period") == ["bis 30. Juni 2034"]
    assert told(text.replace("den 30. Juni 2034 hinaus", "den 30. Juni 2036 hinaus"), "period") == [
        "bis 30. Juni 2034",
        "längstens bis 30. Juni 2036",
    ]


def test_what_is_not_told_again_proves_what_is() -> None:
    text = "## Höhe\n\nDer Zuschuss beträgt höchstens 9.000 Euro.\n\nEs gibt bis zu 9.000 Euro Zuschuss je Boot."
    [(one, others)] = told_once(stated(text, "cap"))
    assert stated_worded(one, "de") == "bis zu 9.000 Euro je Boot"
    assert [other.quote.text for other in others] == ["Der Zuschuss beträgt höchstens 9.000 Euro."]
