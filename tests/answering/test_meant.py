"""Of programmes only the one that the question calls by its title is looked at; everything else stays."""

from __future__ import annotations

import pytest
from made import document, matches

from assistant.answering.meant import meant
from assistant.retrieving.retrieve import Match

FUND = document("Der Zuschuss beträgt 45 Prozent.", "fonds.md", title="Innovationsfonds – Versorgung", type="funding")
OTHER = document(
    "Der Zuschuss beträgt 60 Prozent.", "andere.md", title="Innovationsförderung im Verbraucherschutz", type="funding"
)
OLD = document("Der Zuschuss beträgt 30 Prozent.", "alt.md", title="Innovationsfonds (2019)", type="funding")
PRESS = document("Der Fonds zahlte 2024 eine Million.", "presse.md", title="Geld für die Region", type="press_release")
ALL = (OTHER, FUND, PRESS, OLD)
NEWEST = {OLD.info.id: FUND.info}


def kept(query: str, *sources: object) -> set[str]:
    found: list[Match] = [one for source in (sources or ALL) for one in matches(source)]  # type: ignore[arg-type]
    return {one.hit.document.path for one in meant(found, query, [source.info for source in ALL], NEWEST)}


def test_other_programmes_are_left_out_and_its_versions_and_other_documents_are_not() -> None:
    assert kept("Wie viel zahlt der Innovationsfonds höchstens?") == {"fonds.md", "alt.md", "presse.md"}


@pytest.mark.parametrize(
    "query",
    [
        "Wie hoch ist der Zuschuss?",
        "Wie viel zahlen Innovationsfonds und Verbraucherschutz?",  # both are called
        "Was sagt die Region zum Geld?",
        "",
    ],
)
def test_nothing_is_left_out_where_none_or_all_are_called(query: str) -> None:
    assert kept(query) == {source.info.path for source in ALL}


def test_what_several_programmes_are_called_calls_none() -> None:
    twice = document("Der Zuschuss beträgt 5 Prozent.", "zwei.md", title="Innovationsfonds Kultur", type="funding")
    found = [one for source in (OTHER, FUND) for one in matches(source)]
    infos = [source.info for source in (*ALL, twice)]
    assert meant(found, "Wie viel zahlt der Innovationsfonds?", infos, NEWEST) == found


def test_where_the_one_that_is_called_was_not_found_the_others_stay() -> None:
    assert kept("Wie viel zahlt der Innovationsfonds?", OTHER, PRESS) == {"andere.md", "presse.md"}
