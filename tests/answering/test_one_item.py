"""Of a quoted list only the item that answers is shown, where it can be understood alone."""

from __future__ import annotations

import pytest
from made import asked, document, sentence

from assistant.answering.quoting.one_item import only_its_item
from assistant.answering.quoting.quote import exact_words, quote
from assistant.records import Quote, Span

FAIR = """
Für die Messe ist noch offen:

- Zelt: das Angebot liegt vor, Tarek bestellt
- Plakate gehen am 5. Mai in Druck
- Strom mit 63 A
- der Landrat spricht ein Grußwort
"""


def shown(text: str, question: str, exact: str) -> Quote:
    """The quote of the sentence with these exact words, as far as it is shown to the question."""
    source = document(text)
    at = source.text.index(exact)
    whole = quote(source, Span(at, at + len(exact)))
    assert whole
    words = exact_words(source.text, whole.span, Span(at, at + len(exact)))
    quoted = Quote(**{name: getattr(whole, name) for name in whole.__slots__} | {"exact": words})
    return only_its_item(source, quoted, asked(question).terms)


COUNTED = """
Für die Messe ist noch offen:

1. Zelt: das Angebot liegt vor, Tarek bestellt
2. Plakate gehen am 5. Mai in Druck
3. Strom mit 63 A
"""
LETTERED = COUNTED.replace("1. Z", "- a) Z").replace("2. P", "- b) P").replace("3. S", "- c) S")


@pytest.mark.parametrize(
    ("text", "question", "exact", "item"),
    [
        (FAIR, "Wer bestellt das Zelt?", "Tarek", "Zelt: das Angebot liegt vor, Tarek bestellt"),
        (FAIR, "Wann gehen die Plakate für die Messe in Druck?", "5. Mai", "Plakate gehen am 5. Mai in Druck"),
        (COUNTED, "Wer bestellt das Zelt?", "Tarek", "1. Zelt: das Angebot liegt vor, Tarek bestellt"),
        (LETTERED, "Wer bestellt das Zelt?", "Tarek", "a) Zelt: das Angebot liegt vor, Tarek bestellt"),
    ],
)
def test_a_clause_or_what_has_a_label_is_shown_alone_below_what_leads_it_in(
    text: str, question: str, exact: str, item: str
) -> None:
    found = shown(text, question, exact)
    assert found.text == item
    assert found.shown_above[-1] == "Für die Messe ist noch offen:"
    assert found.exact
    assert found.text[found.exact.at :].startswith(exact)


@pytest.mark.parametrize(
    ("text", "question", "exact"),
    [
        (FAIR, "Wie viel Strom gibt es?", "63 A"),
        (FAIR, "Wer macht was für die Messe?", "Tarek"),
        (FAIR.replace("- der Landrat", "- Zelt: der Landrat"), "Wer kümmert sich um das Zelt?", "Tarek"),
        (FAIR, "Wer bestellt Zelt und Plakate?", "Tarek"),
        (FAIR.replace("ist noch offen", "ist nicht mehr zu klären"), "Wer bestellt das Zelt?", "Tarek"),
        (FAIR.replace("- Strom mit 63 A\n- der Landrat spricht ein Grußwort\n", ""), "Wer bestellt das Zelt?", "Tarek"),
        (FAIR.replace("- Plakate gehen", "  - Plakate gehen"), "Wer bestellt das Zelt?", "Tarek"),
    ],
)
def test_a_scrap_a_part_and_what_is_denied_keep_their_list(text: str, question: str, exact: str) -> None:
    assert "\n" not in shown(text, question, exact).text
    assert shown(text, question, exact).text.startswith("Für die Messe")


def test_a_list_without_exact_words_stays_whole() -> None:
    source = document(FAIR)
    whole = quote(source, sentence(source, "Plakate"))
    assert whole
    assert only_its_item(source, whole, asked("Was ist offen?").terms) == whole
