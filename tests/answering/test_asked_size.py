"""Of firms of the size that is asked for the answer speaks, not of others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import asked, candidate, document, quote_with

from assistant.answering.choose import CLOSE
from assistant.answering.promoting.asked_size import asked_size_first
from assistant.answering.understanding.understand import Expected
from assistant.answering.weighing.weigh import EVEN_ODDS, Candidate
from assistant.records import Document, Quote

RATES = """# Werkstattprämie

Kleine Betriebe erhalten 60 Prozent, mittlere 45 Prozent. Die Prämie ist auf 9.000 Euro begrenzt.

| Größe des Betriebs | Beschäftigte | Quote |
|---|---|---|
| klein | unter 50 | 60 % |
| mittel | bis 249 | 45 % |
| groß | ab 250 | nicht förderfähig |

Antragsberechtigt sind kleine und mittlere Betriebe.
"""
HEADED = """# Werkstattprämie

## Kleine Betriebe

Die Quote beträgt 60 Prozent.

## Große Betriebe

Die Quote beträgt 20 Prozent der Kosten.
"""
SMALL, MEDIUM, LARGE = (f"Größe des Betriebs: {size}" for size in ("klein", "mittel", "groß"))
ALL = (("Kleine Betriebe", 9.0), (SMALL, 8.5), ("Die Prämie", 8.0), (MEDIUM, 7.0), ("Antragsb", 5.0), (LARGE, 4.0))


def found(
    question: str, *ranked: tuple[str, float], text: str = RATES, expected: Expected | None = "percent"
) -> list[Candidate]:
    source: Document = document(text)

    def quote_of(one: Candidate) -> Quote | None:
        return quote_with(source, one.span, None)

    doubted = [replace(candidate(source, words, score), answers=-4.0) for words, score in ranked]
    return asked_size_first(doubted, asked(question, expected), quote_of)


def shown(candidates: list[Candidate]) -> list[str]:
    return [one.text[:24] for one in candidates if one.score > candidates[0].score - CLOSE]


@pytest.mark.parametrize("question", ["Wie hoch ist die Quote für Großunternehmen?", "What do large companies get?"])
def test_the_row_of_the_size_that_is_asked_for_is_all_that_is_shown(question: str) -> None:
    candidates = found(question, *ALL)
    assert shown(candidates) == [LARGE[:24]]
    assert (candidates[0].score, candidates[0].answers) == (9.0, EVEN_ODDS)


def test_what_only_tells_who_may_apply_stays() -> None:
    candidates = found("Wie hoch ist die Quote für Großunternehmen?", *ALL)
    assert [one.text[:9] for one in candidates[1:]] == ["Die Prämi", "Antragsbe"]


def test_without_a_word_on_that_size_the_figures_of_others_are_no_answer() -> None:
    candidates = found("Wie hoch ist die Quote für Großunternehmen?", *ALL[:-1])
    assert [one.text[:9] for one in candidates] == ["Die Prämi", "Antragsbe"]


def test_rows_of_other_sizes_are_left_out_whatever_is_asked_and_sentences_only_where_it_is_a_figure() -> None:
    candidates = found("Werden große Betriebe gefördert?", *ALL[:-1], expected=None)
    assert [one.text[:9] for one in candidates] == ["Kleine Be", "Die Prämi", "Antragsbe"]


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Wie hoch ist die Quote für kleine Firmen?", [0, 1, 2, 4]),
        ("Wie hoch ist die Quote für Kleinstbetriebe?", [0, 1, 2, 4]),
        ("Wie hoch ist die Quote für KMU?", [0, 1, 2, 3, 4]),
        ("Wie hoch ist die Quote für kleine und große Betriebe?", [0, 1, 2, 4, 5]),
        ("Wie hoch ist die Quote?", [0, 1, 2, 3, 4, 5]),
        ("Wie hoch ist die Quote außer für Großunternehmen?", [0, 1, 2, 3, 4, 5]),
    ],
)
def test_what_speaks_of_a_size_that_is_asked_for_stays(question: str, left: list[int]) -> None:
    words = [one.text for one in found(question, *ALL)]
    assert sorted(next(at for at, (start, _) in enumerate(ALL) if text.startswith(start)) for text in words) == left


def test_the_heading_above_a_sentence_says_of_which_firms_it_speaks() -> None:
    ranked = (("Die Quote beträgt 60", 9.0), ("Die Quote beträgt 20", 8.0))
    for question, words in (("große Betriebe", "beträgt 20"), ("kleine Betriebe", "beträgt 60")):
        candidates = found(f"Wie hoch ist die Quote für {question}?", *ranked, text=HEADED)
        assert [words in one.text for one in candidates] == [True]


def test_what_is_far_below_the_best_changes_no_order() -> None:
    ranked = (("Die Prämie", 9.0), (SMALL, 9.0 - 2 * CLOSE), (LARGE, 1.0))
    assert shown(found("Wie hoch ist die Quote für Großunternehmen?", *ranked)) == ["Die Prämie ist auf 9.000"]
