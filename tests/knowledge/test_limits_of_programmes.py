"""A figure of a programme is told as its quote has it: as the most, as the least, as what is usual, as a range."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import paper
from programme_texts import LEAFLET, ONGOING, PAGE

from assistant.answering.proving.refusal import RefusalReason
from assistant.answering.verify import verdict_on
from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Fact, Field
from assistant.knowledge.programmes.wording import worded
from assistant.records import Language

# What a figure may not be told as: with another unit or bound, or where it does not stand at all.
WRONG: frozenset[RefusalReason] = frozenset(("figure", "percentage", "unit", "bound", "modal"))
CORPUS = Path(__file__).parents[2] / "corpus" / "texts" / "funding"


def told(statement: str, field: Field, language: Language = "de") -> list[str]:
    """What is told of a field of a page that says this of the money."""
    page = f"# Scheck Wandel\n\nDas Land fördert Betriebe.\n\n## Höhe der Förderung\n\n{statement}"
    return [worded(fact, language) for fact in facts_of(paper(page, "scheck.md")) if fact.field == field]


def test_an_amount_is_told_where_the_own_share_stands_behind_it() -> None:
    said = "Der Zuschuss beträgt bis zu 8.000 Euro, der Eigenanteil darf nicht weniger als 25 Prozent betragen."
    assert told(said, "cap") == ["bis zu 8.000 Euro"]
    assert told("Der Zuschuss wird gewährt, der Eigenanteil beträgt bis zu 900 Euro.", "cap") == []


@pytest.mark.parametrize(
    ("statement", "german", "english"),
    [
        ("Der Zuschuss beträgt 50 Prozent der Kosten.", "50 %", "50%"),
        ("Der Zuschuss beträgt genau 50 Prozent der Kosten.", "50 %", "50%"),
        ("Sie erhalten einen Zuschuss von bis zu 100 Prozent.", "bis zu 100 %", "up to 100%"),
        ("Der Zuschuss beträgt höchstens 60 Prozent der Kosten.", "bis zu 60 %", "up to 60%"),
        ("Die maximale Förderquote umfasst 65 Prozent Ihrer Kosten.", "bis zu 65 %", "up to 65%"),
        ("Der Zuschuss ist auf 40 Prozent der Kosten begrenzt.", "bis zu 40 %", "up to 40%"),
        ("Der Zuschuss beträgt rund 40 Prozent der Kosten.", "rund 40 %", "about 40%"),
        ("Sie erhalten normalerweise 50 Prozent Ihrer Kosten.", "in der Regel 50 %", "usually 50%"),
        ("Im Regelfall beträgt der Zuschuss 50 Prozent der Kosten.", "in der Regel 50 %", "usually 50%"),
        ("Der Zuschuss beträgt grundsätzlich bis zu 80 Prozent.", "in der Regel bis zu 80 %", "usually up to 80%"),
        ("Der Zuschuss beträgt voraussichtlich 45 Prozent.", "voraussichtlich 45 %", "probably 45%"),
        ("Der Zuschuss beträgt zwischen 30 und 100 Prozent.", "30 bis 100 %", "30 to 100%"),
        ("Der Zuschuss beträgt 50 bis zu 90 Prozent der Kosten.", "50 bis 90 %", "50 to 90%"),
        ("Der Zuschuss beträgt 50 Prozent der Kosten in der Regel.", "in der Regel 50 %", "usually 50%"),
        ("Gezahlt werden als Zuschuss 50 Prozent (in der Regel).", "in der Regel 50 %", "usually 50%"),
        ("Als Zuschuss werden 50 Prozent der Kosten grundsätzlich übernommen.", "in der Regel 50 %", "usually 50%"),
        (
            "Wenn Ihr Boot alt ist, erhalten Sie einen Zuschuss von 60 Prozent.",
            "unter Bedingungen 60 %",
            "under certain conditions 60%",
        ),
        (
            "Wenn Sie eine Hochschule sind, erhalten Sie 60 Prozent der Kosten.",
            "60 % (Hochschulen)",
            "60% (universities)",
        ),
        ("Der Zuschuss beträgt 50 Prozent im Einzelfall.", "in Ausnahmefällen 50 %", "in exceptional cases 50%"),
        (
            "Sie erhalten einen Zuschuss von bis zu 80 Prozent, wenn der Bund daran ein Interesse hat.",
            "unter Bedingungen bis zu 80 %",
            "under certain conditions up to 80%",
        ),
        # What is usual of the time, or of something else before, is not of the share.
        ("Sie erhalten für normalerweise bis zu 3 Jahre einen Zuschuss von 50 Prozent.", "50 %", "50%"),
        ("Der Zuschuss wird in der Regel im Mai gezahlt, beträgt jedoch 50 Prozent.", "50 %", "50%"),
        ("Der Zuschuss wird für bis zu 3 Jahre gewährt. Er beträgt 50 Prozent.", "50 %", "50%"),
        ("Der Zuschuss beträgt 50 Prozent für normalerweise 3 Jahre.", "50 %", "50%"),
        ("Der Zuschuss beträgt 50 Prozent, in der Regel im Mai gezahlt.", "50 %", "50%"),
    ],
)
def test_a_rate_is_told_with_what_bounds_it(statement: str, german: str, english: str) -> None:
    assert set(told(statement, "rate")) == {german}
    assert set(told(statement, "rate", "en")) == {english}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Der Zuschuss beträgt höchstens 20.000 Euro je Vorhaben.", ["bis zu 20.000 Euro je Vorhaben"]),
        ("Der Zuschuss beträgt höchstens 20.000 Euro pro Jahr und Boot.", ["bis zu 20.000 Euro je Boot im Jahr"]),
        ("Der Zuschuss beträgt 150 Euro pro Kind pro Monat.", ["150 Euro je Kind im Monat"]),
        ("Der Zuschuss beträgt 150 Euro pro Kind und Monat.", ["150 Euro je Kind im Monat"]),
        ("Pro Werft und Jahr werden als Zuschuss bis zu 9.000 Euro gezahlt.", ["bis zu 9.000 Euro je Werft im Jahr"]),
        ("Je Reederei beträgt der Zuschuss höchstens 20.000 Euro.", ["bis zu 20.000 Euro je Reederei"]),
        ("Pro Werft gibt es einen Zuschuss von 50 Prozent, maximal 9.000 Euro.", ["bis zu 9.000 Euro je Werft"]),
        ("Der Zuschuss für zwei Anträge je Werft beträgt 9.000 Euro.", ["9.000 Euro (für zwei Anträge)"]),
        ("Die höchstmögliche Fördersumme beträgt jährlich EUR 300.000.", ["bis zu 300.000 Euro im Jahr"]),
        ("Sie erhalten 1.000 Euro monatlich.", ["1.000 Euro im Monat"]),
        (
            "Der Zuschuss beträgt maximal EUR 700.000 und EUR 500.000 je Antragstellenden.",
            ["bis zu 700.000 Euro", "bis zu 500.000 Euro je Antragstellenden"],
        ),
        (
            "Der Zuschuss beträgt pro Jahr zwischen EUR 100.000 und maximal EUR 150.000.",
            ["100.000 bis 150.000 Euro im Jahr"] * 2,
        ),
        (
            "Die Mindestzuwendung für Wettbewerbe nach Nummer 2.2 beträgt 15.000 Euro.",
            ["mindestens 15.000 Euro (für Wettbewerbe nach Nummer 2.2)"],
        ),
    ],
)
def test_an_amount_is_told_with_what_bounds_it_and_the_time_that_it_is_for(statement: str, expected: list[str]) -> None:
    assert told(statement, "cap") == expected


def test_what_an_amount_is_for_once_is_told_in_english_and_else_quoted() -> None:
    said = "Der Zuschuss beträgt höchstens 20.000 Euro pro Verbundvorhaben und 4.000 Euro je Boje."
    assert told(said, "cap", "en") == ["up to 20,000 euros per consortium", "up to 4,000 euros per “Boje”"]
    assert told("The grant is up to 20,000 euros per project.", "cap") == ["bis zu 20.000 Euro je Vorhaben"]
    assert told("The grant is up to 20,000 euros per voucher.", "cap") == ["bis zu 20.000 Euro je „voucher“"]


def test_what_is_usual_and_the_most_are_told_as_two() -> None:
    said = "Der Zuschuss beträgt in der Regel 50 Prozent, in besonderen Fällen bis zu 100 Prozent."
    assert told(said, "rate") == ["in der Regel 50 %", "in Ausnahmefällen bis zu 100 %"]
    assert told("Der Zuschuss beträgt in der Regel 50 Prozent, bis zu 100 Prozent.", "rate") == [
        "in der Regel 50 %",
        "bis zu 100 %",
    ]


def test_what_leads_in_a_list_bounds_each_item_that_says_nothing_else() -> None:
    said = "Der Zuschuss beträgt höchstens:\n\n* für KMU 60 Prozent,\n* für Hochschulen in der Regel 90 Prozent"
    assert told(said, "rate") == ["bis zu 60 % (KMU)", "in der Regel bis zu 90 % (Hochschulen)"]
    said = "Sie erhalten die Förderung für höchstens 3 Jahre.\n\n* KMU erhalten 60 Prozent\n* Vereine 90 Prozent"
    assert told(said, "rate") == ["60 % (KMU)", "90 % (Vereine und Verbände)"]


def test_a_deadline_is_told_with_its_hedge() -> None:
    page = "# Scheck Wandel\n\n## Frist\n\nAnträge sind in der Regel bis zum 31. März einzureichen."
    (fact,) = (one for one in facts_of(paper(page, "scheck.md")) if one.field == "deadline")
    assert worded(fact, "de") == "in der Regel 31. März jedes Jahr"


def figured() -> Iterator[Fact]:
    for text in (PAGE, ONGOING, LEAFLET, *(path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.md")))):
        yield from (fact for fact in facts_of(paper(text, "seite.md")) if fact.field in ("rate", "cap"))


def test_what_is_told_of_a_figure_passes_the_check_that_every_sentence_passes() -> None:
    found = [(fact, verdict_on(f"{worded(fact, 'de')}.", [fact.proof.text])) for fact in figured()]
    assert len(found) > 10
    assert [(fact, one) for fact, verdict in found for one in verdict.refusals if one.reason in WRONG] == []
