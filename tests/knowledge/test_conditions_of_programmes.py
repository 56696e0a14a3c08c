"""How a programme pays is told in the words of its document: as what, beside what other money, from when on, when."""

from __future__ import annotations

import re

import pytest
from papers import paper

from assistant.knowledge.programmes.condition_rules import (
    COSTS,
    CUMULATION,
    DURATION,
    FORM,
    OWN_SHARE,
    PAYMENT,
    PROCEDURE,
    START,
)
from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Condition
from assistant.knowledge.programmes.rules import Rule
from assistant.records import QUOTE_CHARACTERS

TABLES = (FORM, DURATION, COSTS, OWN_SHARE, CUMULATION, START, PROCEDURE, PAYMENT)
RULES = [(rules, rule) for rules in TABLES for rule in rules]

TOLD: list[tuple[Condition, str]] = [
    ("form", "Die Zuwendung wird als nicht rückzahlbarer Zuschuss gewährt."),
    ("form", "Sie erhalten die Förderung als Zuschuss."),
    ("form", "Das Land vergibt zinsgünstige Darlehen."),
    ("form", "Der Fonds beteiligt sich an jungen Unternehmen."),
    ("form", "The money is paid as a non-repayable grant."),
    ("duration", "Die Laufzeit der Vorhaben beträgt in der Regel drei Jahre."),
    ("duration", "Umbauten werden höchstens 18 Monate gefördert."),
    ("duration", "Boats are supported for up to two years."),
    ("costs", "Zuwendungsfähig sind Ausgaben für Planken und Farbe."),
    ("costs", "Nicht förderfähig sind Kosten für Grundstücke."),
    ("costs", "Mieten und Reisekosten sind zuwendungsfähig."),
    ("own_share", "Der Eigenanteil beträgt mindestens 20 Prozent."),
    ("own_share", "Es wird eine angemessene Eigenbeteiligung vorausgesetzt."),
    ("own_share", "An own contribution is required."),
    ("procedure", "Das Antragsverfahren ist zweistufig."),
    ("procedure", "Nutzen Sie bitte das Antragssystem easy-Online."),
    ("procedure", "Anträge sind schriftlich beim Hafenamt einzureichen."),
    ("procedure", "Please apply online by May."),
    ("cumulation", "Eine Kumulierung mit Mitteln des Bundes ist ausgeschlossen."),
    ("cumulation", "Doppelförderung ist ausgeschlossen."),
    (
        "cumulation",
        "Die Zuwendung darf nicht mit anderen Beihilfen kumuliert werden, es sei denn, sie bleibt unter der Grenze.",
    ),
    ("cumulation", "Eine zusätzliche Förderung aus anderen Förderprogrammen des Landes ist zulässig."),
    ("cumulation", "Das Stegegeld kann nicht mit dem Bojenbonus kombiniert werden."),
    ("cumulation", "Die Richtlinie schließt andere öffentliche Zuwendungen nicht aus."),
    ("cumulation", "The bonus may not be combined with other public funding."),
    ("start", "Mit dem Vorhaben darf noch nicht begonnen worden sein."),
    ("start", "Erst wenn der Bescheid vorliegt, darf mit dem Umbau begonnen werden."),
    ("start", "Das Amt kann zulassen, dass ein Vorhaben vor der Bewilligung begonnen wird."),
    ("start", "Ein vorzeitiger Maßnahmenbeginn ist auf eigenes Risiko möglich."),
    ("start", "The work must not start before approval."),
    ("payment", "Die Auszahlung erfolgt in zwei Raten."),
    ("payment", "Der Zuschuss wird nach Prüfung der Belege ausgezahlt."),
    ("payment", "Es gilt das Erstattungsprinzip."),
    ("payment", "Die Mittel werden im Abrufverfahren bereitgestellt."),
    ("payment", "The grant is paid in arrears."),
]
OTHERS: list[tuple[Condition, str]] = [
    ("form", "Der Antrag nennt die Art der Beihilfe als Zuschuss oder Kredit."),
    ("duration", "Die Nutzungsdauer der Boote beträgt mindestens fünf Jahre."),
    ("duration", "Die Laufzeit kann um bis zu drei Monate verlängert werden."),
    ("costs", "Förderfähig sind Vorhaben im Hafen."),
    ("costs", "Die förderfähigen Ausgaben sind zu belegen, sie sind zuwendungsfähig."),
    ("own_share", "Die Skizze enthält Angaben zum Eigenanteil, der nötig ist und 20 Prozent beträgt."),
    ("own_share", "Der Eigenanteil ist schön."),
    ("procedure", "Vordrucke können online bei easy-Online abgerufen werden."),
    ("cumulation", "Die Buchstaben b und c dürfen nicht miteinander kombiniert werden."),
    ("cumulation", "Andere Förderungen sind im Antrag anzugeben, auch wenn sie möglich waren."),
    ("cumulation", "Auch Betriebe aus anderen Ländern können gefördert werden."),
    ("start", "Dem Antrag ist eine Erklärung beizufügen, dass noch nicht begonnen wurde."),
    ("start", "Als Beginn gilt der Vertrag, der nicht vor dem Antrag begonnen wurde, und er gilt als geschlossen."),
    ("start", "Sobald dieser vorliegt, kann erst mit dem Bau begonnen werden."),
    ("payment", "Zum Zeitpunkt der Auszahlung, die später erfolgt, ist ein Sitz in Emden nötig."),
    ("payment", "Für Bewilligung, Auszahlung und Abrechnung, die das Amt erfolgt, gilt das Gesetz."),
]


def values(text: str, condition: Condition) -> list[str]:
    return [fact.value for fact in facts_of(paper(text)) if fact.field == condition]


@pytest.mark.parametrize(("rules", "rule"), RULES, ids=[rule.example for _, rule in RULES])
def test_each_rule_tells_of_its_example_and_no_other_one_of_its_table_does(rules: tuple[Rule, ...], rule: Rule) -> None:
    assert [one for one in rules if re.search(one.pattern, rule.example)] == [rule]


@pytest.mark.parametrize(("condition", "sentence"), TOLD, ids=[sentence for _, sentence in TOLD])
def test_a_condition_is_told_in_the_words_of_the_document(condition: Condition, sentence: str) -> None:
    assert values(f"# Bonus für Umbauten\n\n## Hinweise\n\n{sentence}", condition) == [sentence]


@pytest.mark.parametrize(("condition", "sentence"), OTHERS, ids=[sentence for _, sentence in OTHERS])
def test_what_only_speaks_of_it_is_none(condition: Condition, sentence: str) -> None:
    assert values(f"# Bonus für Umbauten\n\n## Hinweise\n\n{sentence}", condition) == []


def test_an_item_comes_with_what_leads_it_in() -> None:
    [fact] = [
        fact
        for fact in facts_of(paper("# Bonus\n\nBedingungen:\n\n- Sie haben mit der Maßnahme noch nicht begonnen.\n"))
        if fact.field == "start"
    ]
    assert fact.value == "Bedingungen: Sie haben mit der Maßnahme noch nicht begonnen."
    assert "Bedingungen:" in fact.proof.text


def test_an_item_whose_lead_turns_its_meaning_does_not_come_without_it() -> None:
    long = "\n".join(f"- Boote, die an der Mole {place} liegen und deren Planken morsch sind," for place in range(12))
    text = "# Bonus\n\n{}\n\n" + long + "\n- Vorhaben, die vor der Bewilligung begonnen wurden.\n"
    assert len(long) > QUOTE_CHARACTERS
    assert values(text.format("Ausgeschlossen sind:"), "start") == []
    assert values(text.format("Gefördert werden:"), "start") == ["Vorhaben, die vor der Bewilligung begonnen wurden."]


def test_a_sentence_comes_with_the_list_that_it_leads_in_and_not_without() -> None:
    text = "# Bonus\n\nDer Zuschuss darf kombiniert werden mit:\n\n- dem Stegegeld,\n- dem Bojenbonus.\n"
    assert values(text, "cumulation") == ["Der Zuschuss darf kombiniert werden mit: dem Stegegeld; dem Bojenbonus."]
    assert values("# Bonus\n\nEine Kumulierung ist nur so gestattet:\n\nEs gilt die Satzung.\n", "cumulation") == []


def test_numbers_of_paragraphs_and_marks_are_left_out() -> None:
    text = "# Bonus\n\n4.3 Mit dem **Umbau** darf ( auch teilweise ) noch nicht begonnen worden sein .\n"
    assert values(text, "start") == ["Mit dem Umbau darf (auch teilweise) noch nicht begonnen worden sein."]


def test_that_a_grant_is_not_paid_back_is_told_by_the_directive_beside_the_page() -> None:
    text = (
        "# Bonus\n\nSie erhalten die Förderung als Zuschuss.\n\nDas Geld wird in Raten ausgezahlt.\n\n# Richtlinie\n\n"
        "Die Zuwendung wird als nicht rückzahlbarer Zuschuss gewährt.\n\nDie Mittel werden auf Abruf ausgezahlt.\n"
    )
    assert values(text, "form") == [
        "Sie erhalten die Förderung als Zuschuss.",
        "Die Zuwendung wird als nicht rückzahlbarer Zuschuss gewährt.",
    ]
    assert values(text, "payment") == ["Das Geld wird in Raten ausgezahlt."]
