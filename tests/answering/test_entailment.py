"""A network that reads a sentence with its quotes decides what words cannot, and nothing that is exact."""

from __future__ import annotations

import pytest
from entailment_fakes import NO, PERHAPS, YES, KnownEntailment

from assistant.answering.verify import verdict_on

QUOTE = "Die Kammer übernimmt die Hälfte der Kosten, höchstens 4.000 Euro, wenn der Betrieb vorher beraten wurde."
FREE = "Wer sich zuvor hat beraten lassen, bekommt 50 Prozent von der Kammer zurück."
SHORTER = "Die Kammer übernimmt die Hälfte der Kosten, wenn der Betrieb vorher beraten wurde."


def reasons(sentence: str, logit: float) -> set[str]:
    return {one.reason for one in verdict_on(sentence, [QUOTE], KnownEntailment({sentence: logit})).refusals}


def test_other_words_that_say_the_same_are_accepted_where_the_network_is_sure() -> None:
    assert not verdict_on(FREE, [QUOTE]).is_backed
    assert reasons(FREE, YES) == set()


def test_other_words_stay_refused_for_the_same_reasons_where_it_is_not_sure() -> None:
    before = {one.reason for one in verdict_on(FREE, [QUOTE]).refusals}
    assert reasons(FREE, PERHAPS) == reasons(FREE, NO) == before


def test_the_same_words_are_accepted_unless_it_denies_them() -> None:
    assert reasons(SHORTER, PERHAPS) == set()
    assert reasons(SHORTER, NO) == {"entailment"}


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Wer sich zuvor hat beraten lassen, bekommt 60 Prozent zurück.", "percentage"),
        ("Wer sich zuvor hat beraten lassen, bekommt höchstens 5.000 Euro.", "figure"),
        ("Wer sich zuvor hat beraten lassen, bekommt die Hälfte bis zum 3. Mai 2025 zurück.", "date"),
        ("Wer sich zuvor hat beraten lassen, bekommt im März die Hälfte zurück.", "date"),
        ("Wer sich zuvor hat beraten lassen, bekommt das Doppelte zurück.", "figure"),
        ("Wer sich zuvor hat beraten lassen, bekommt die Hälfte nicht zurück.", "negation"),
        ("Wer sich zuvor hat beraten lassen, muss die Hälfte zurückzahlen.", "modal"),
        ("Wer sich zuvor bei Frau Brenner hat beraten lassen, bekommt die Hälfte zurück.", "name"),
    ],
)
def test_nothing_exact_is_outvoted(sentence: str, reason: str) -> None:
    assert reason in reasons(sentence, YES)


def test_it_is_asked_once_with_all_quotes_and_not_at_all_of_verbatim_text_or_without_any() -> None:
    network = KnownEntailment({FREE: YES})
    verdict = verdict_on(FREE, [QUOTE, "- Der Antrag ist formlos."], network)
    assert verdict.entailed == YES
    assert network.asked == [(FREE, (QUOTE, "Der Antrag ist formlos."))]
    assert verdict_on(QUOTE, [QUOTE], network).entailed is None
    assert not verdict_on(FREE, [], network).is_backed
    assert len(network.asked) == 1


def test_of_what_is_longer_or_newer_than_what_it_learnt_it_is_not_asked() -> None:
    longer = f"{FREE[:-1]}, und so geht es weiter" + " und weiter" * 20 + "."
    newer = "Wer beraten wurde, bekommt dafür Wagen, Villa, Schiff und Garten."
    for sentence in (longer, newer):
        network = KnownEntailment({sentence: YES})
        assert not verdict_on(sentence, [QUOTE], network).is_backed
        assert network.asked == []
