"""What tells what is asked of a thing goes before what only speaks of it, and an answer that tells it not is unsure."""

from __future__ import annotations

import pytest
from made import asked, candidate, document

from assistant.answering.choose import CLOSE
from assistant.answering.promoting.relation import lacks_relation, relation
from assistant.answering.quoting.quote import quote

SPEAKS = "Das Hafennetz arbeitet noch, und hinter ihm steht die Kammer, bis zum 31. Mai 2026."

TOLD = [
    ("Seit wann gibt es das Hafennetz?", "Das Hafennetz wurde im Januar 2022 ins Leben gerufen."),
    ("Wann wurde das Hafennetz gegründet?", "Das Hafennetz nahm am 3. Mai 2022 die Arbeit auf."),
    ("An wen richtet sich das Hafennetz?", "Das Hafennetz ist für kleine und mittlere Betriebe da."),
    ("Wer sitzt im Hafenrat?", "Der Hafenrat besteht aus elf Fischern."),
    ("Wer ist Ansprechpartnerin beim Hafennetz?", "Fragen beantwortet Ada Kolb, Telefon 040 1234-12."),
    ("Wo sitzt das Hafennetz?", "Hafennetz, Kaistraße 4, 26721 Emden."),
    ("Was macht das Hafennetz?", "Das Hafennetz berät Werften."),
    ("Welche Ziele hat das Hafennetz?", "Das Hafennetz entstand, um die Werften zu erhalten."),
    ("What does the port network do?", "The network supports shipyards."),
]


def first(query: str, other: str, behind: float = 1.0, best: str = SPEAKS) -> str:
    source = document(f"{best}\n\n{other}\n")
    ranked = [candidate(source, best, 9.0), candidate(source, other, 9.0 - behind)]
    return (relation(ranked, asked(query), lambda one: quote(source, one.span)) or ranked[0]).text


@pytest.mark.parametrize(("query", "other"), TOLD)
def test_what_tells_it_goes_first_and_is_as_sure_as_before(query: str, other: str) -> None:
    assert first(query, other) == other
    source = document(f"{SPEAKS}\n\n{other}\n")
    told, spoken = (quote(source, candidate(source, one).span) for one in (other, SPEAKS))
    assert told
    assert spoken
    assert not lacks_relation(told, asked(query))
    assert lacks_relation(spoken, asked(query))


def test_the_best_stays_where_it_tells_it_the_other_is_far_or_something_else_is_asked() -> None:
    query, other = TOLD[0]
    says = "Das Hafennetz gibt es seit 2021."
    assert first(query, other, best=says) == says
    assert first(query, other, behind=CLOSE + 0.1) == SPEAKS
    assert first("Bis wann läuft das Hafennetz?", other) == SPEAKS
