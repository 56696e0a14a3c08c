"""A rule for some of a kind is not one for all of them, whatever narrows them down."""

from __future__ import annotations

import re

import pytest
from verdicts import reasons

from assistant.answering.proving.limits import IDLE, IDLE_IN_ENGLISH, LIMITS, PLACE, WHOM, Limit, Whom
from assistant.answering.verify import verdict_on


@pytest.mark.parametrize("rule", [*LIMITS, PLACE], ids=lambda rule: rule.quote)
def test_each_rule_tells_what_narrows_its_example_down_and_no_other_one_does(rule: Limit) -> None:
    behind = rule.quote.removeprefix("Boote")
    assert [one for one in (*LIMITS, PLACE) if re.match(one.pattern, behind)] == [rule]
    assert "scope" in reasons(rule.sentence, rule.quote)


@pytest.mark.parametrize("rule", WHOM, ids=lambda rule: rule.sentence)
def test_each_rule_tells_whom_its_example_is_for_and_no_other_one_does(rule: Whom) -> None:
    before, behind = rule.sentence.split("Boote")
    assert [one for one in WHOM if re.search(one.before, before) and re.match(one.behind, behind)] == [rule]
    assert "scope" in reasons(rule.sentence, rule.quote)


@pytest.mark.parametrize("adjective", [*(f"{stem}e" for stem in IDLE), *IDLE_IN_ENGLISH])
def test_an_adjective_that_tells_nobody_apart_may_be_dropped(adjective: str) -> None:
    noun, rest = ("boats", "can stay at the pier.") if adjective in IDLE_IN_ENGLISH else ("Boote", "können bleiben.")
    assert verdict_on(f"{noun.capitalize()} {rest}", [f"{adjective.capitalize()} {noun} {rest}"]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Alle kleinen Betriebe erhalten 50 %.", "Alle Betriebe erhalten 50 %."),
        ("Kleine und mittlere Betriebe erhalten 50 %.", "Betriebe erhalten 50 %."),
        ("Antragsberechtigt sind gemeinnützige Vereine.", "Vereine sind antragsberechtigt."),
        ("Eingetragene Vereine dürfen den Steg nutzen.", "Vereine dürfen den Steg nutzen."),
        ("Für kleine Betriebe beträgt der Zuschuss 50 %.", "Für Betriebe beträgt der Zuschuss 50 %."),
        ("Small firms receive 50 percent.", "Firms receive 50 percent."),
        ("The rate for small firms is 40 percent.", "The rate for firms is 40 percent."),
    ],
)
def test_an_adjective_that_tells_which_ones_is_not_dropped(quote: str, claim: str) -> None:
    assert "scope" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Betriebe in Braunschweig erhalten 50 %.", "Betriebe erhalten 50 %."),
        ("Antragsberechtigt sind Betriebe in Peine.", "Betriebe sind antragsberechtigt."),
        ("Betriebe im Landkreis Peine können Beratung erhalten.", "Betriebe können Beratung erhalten."),
        ("Firms in Brunswick receive 50 percent.", "Firms receive 50 percent."),
    ],
)
def test_the_place_of_those_who_are_meant_is_not_dropped(quote: str, claim: str) -> None:
    assert "scope" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Kleine Betriebe erhalten 50 %.", "50 % erhalten kleine Betriebe."),
        ("Kleine Betriebe erhalten 50 %.", "Betriebe erhalten 50 %, wenn sie klein sind."),
        ("Betriebe in Braunschweig erhalten 50 %.", "In Braunschweig erhalten Betriebe 50 %."),
        ("Betriebe in Braunschweig erhalten 50 %.", "Braunschweiger Betriebe erhalten 50 %."),
        ("In der Regel erhalten Betriebe 50 %.", "Betriebe erhalten in der Regel 50 %."),
        (
            "Vollständige Anträge müssen bis zum 3. Mai vorliegen.",
            "Anträge müssen bis zum 3. Mai vollständig vorliegen.",
        ),
        ("The rate for small firms is 40 percent.", "For small firms the rate is 40 percent."),
    ],
)
def test_what_narrows_down_may_stand_elsewhere(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die kleinen Boote können am Steg liegen.", "Boote können am Steg liegen."),
        ("Regionale Betriebe haben den Verein gegründet.", "Betriebe haben den Verein gegründet."),
        ("Kleine Betriebe zahlen 10 Euro. Betriebe müssen sich anmelden.", "Betriebe müssen sich anmelden."),
        ("Danach bekommen Boote einen Liegeplatz.", "Boote bekommen danach einen Liegeplatz."),
        ("Gefördert werden Betriebe in der Regel mit 50 %.", "Betriebe werden in der Regel mit 50 % gefördert."),
        ("Der große Kran hebt 20 Tonnen.", "Der Kran hebt 20 Tonnen."),
    ],
)
def test_what_tells_nobody_apart_may_be_dropped(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed
