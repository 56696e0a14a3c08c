"""Words that bind a figure to what was said before it: "danach", "ein Jahr zuvor", "alle anderen"."""

from __future__ import annotations

import pytest

from assistant.answering.verify import verdict_on


def reasons(sentence: str, quote: str) -> set[str]:
    return {refusal.reason for refusal in verdict_on(sentence, [quote]).refusals}


TRIAL = "In der Probezeit ist das Boot binnen zwei Wochen zu räumen, danach binnen vier Wochen."
OLDER = "Wer vor 2020 angelegt hat, zahlt 20 Euro, alle anderen zahlen 12 Euro."
YEARS = "Ende 2023 kamen 640 Boote, davon 210 Kähne; ein Jahr zuvor waren es 590 Boote, davon 185 Kähne."
STREAM = "30 Prozent des Stroms verbraucht die Werft, der Rest wird verkauft."
STEPS = "Bis 300 Euro entfällt die Gebühr, darüber beträgt sie 5 Prozent, im Hafen 8 Prozent."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (TRIAL, "In der Probezeit ist das Boot binnen vier Wochen zu räumen."),
        (TRIAL, "Nach der Probezeit ist das Boot binnen zwei Wochen zu räumen."),
        (OLDER, "Wer vor 2020 angelegt hat, zahlt 12 Euro."),
        (OLDER, "Alle anderen zahlen 20 Euro."),
        (YEARS, "Ende 2023 kamen 185 Kähne."),
        (YEARS, "Ein Jahr zuvor kamen 210 Kähne."),
        (STREAM, "30 Prozent des Stroms werden verkauft."),
        (STREAM, "Verkauft werden 30 Prozent."),
    ],
)
def test_a_word_that_points_back_binds_its_figure(quote: str, claim: str) -> None:
    assert "role" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (TRIAL, "In der Probezeit ist das Boot binnen zwei Wochen zu räumen."),
        (TRIAL, "Nach der Probezeit ist das Boot binnen vier Wochen zu räumen."),
        (OLDER, "Wer vor 2020 angelegt hat, zahlt 20 Euro."),
        (OLDER, "Alle anderen zahlen 12 Euro."),
        (YEARS, "Ende 2023 kamen 210 Kähne."),
        (STREAM, "Die Werft verbraucht 30 Prozent des Stroms."),
        ("Von 36 Häfen haben 21 ein Wehr, die übrigen 15 planen eines.", "15 Häfen planen ein Wehr."),
        ("Der Verein zahlt 20 Euro; danach sprach Frau Wolf 5 Minuten.", "Frau Wolf sprach 5 Minuten."),
    ],
)
def test_a_figure_is_told_with_the_word_that_binds_it(quote: str, claim: str) -> None:
    assert "role" not in reasons(claim, quote)


DOGS = "Hunde gehören an die Leine; am Steg und im Hafen sind sie nicht erlaubt."


def test_a_pronoun_is_denied_what_its_noun_is_denied() -> None:
    assert "negation" not in reasons("Im Hafen sind Hunde nicht erlaubt.", DOGS)
    others = DOGS.replace("sind sie", "sind Boote")
    assert "negation" in reasons("Im Hafen sind Hunde nicht erlaubt.", others)


def test_what_may_be_done_stands_where_its_figure_stands() -> None:
    quote = "Die Probezeit beträgt sechs Monate; in dieser Zeit kann das Boot binnen zwei Wochen gekündigt werden."
    claim = "In der Probezeit kann binnen zwei Wochen gekündigt werden."
    assert "modal" not in reasons(claim, quote)
    assert "modal" in reasons(claim, quote.replace("kann", "wird"))


def test_a_clause_that_leaves_its_modal_out_has_that_of_the_one_before() -> None:
    quote = "Der Steg soll im Mai ruhen, die Werft im Juni schließen."
    assert "modal" not in reasons("Die Werft soll im Juni schließen.", quote)
    assert "modal" in reasons("Die Werft soll im Juni schließen.", quote.replace("Werft im", "Werft muss im"))


@pytest.mark.parametrize(("one", "other"), [("über", "unter"), ("oberhalb", "unterhalb"), ("außerhalb", "innerhalb")])
def test_a_word_of_place_is_not_its_opposite(one: str, other: str) -> None:
    quote = f"In 9 Fällen lag das Boot {one} der Marke."
    assert "role" in reasons(quote.replace(one, other), quote)
    assert not reasons(f"Das Boot lag in 9 Fällen {one} der Marke.", quote)
