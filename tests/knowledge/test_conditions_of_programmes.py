"""How a programme pays is told in the words of its document: as what, beside what other money, from when on, when."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from papers import paper

from assistant.knowledge.programmes.condition_rules import (
    COSTS,
    COSTS_BESIDE,
    CUMULATION,
    DURATION,
    FORM,
    FORM_BESIDE,
    KINDS,
    OWN_SHARE,
    PAYMENT,
    PROCEDURE,
    START,
    START_BESIDE,
)
from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Condition
from assistant.knowledge.programmes.rules import Rule
from assistant.records import QUOTE_CHARACTERS

TABLES = (
    *(FORM, FORM_BESIDE, DURATION, COSTS, COSTS_BESIDE, OWN_SHARE, CUMULATION),
    *(START, START_BESIDE, PROCEDURE, PAYMENT),
)
RULES = [(rules, rule) for rules in TABLES for rule in rules]

TOLD: list[tuple[Condition, str]] = [
    ("form", "Die Zuwendung wird als nicht rückzahlbarer Zuschuss gewährt."),
    ("form", "Sie erhalten die Förderung als Zuschuss."),
    ("form", "Das Land vergibt zinsgünstige Darlehen."),
    ("form", "Der Fonds beteiligt sich an jungen Unternehmen."),
    ("form", "The money is paid as a non-repayable grant."),
    ("form", "Sie bekommen die Förderung als Stipendium."),
    ("form", "Sinkt das Boot, muss nichts zurückgezahlt werden."),
    ("duration", "Die Laufzeit der Vorhaben beträgt in der Regel drei Jahre."),
    ("duration", "Umbauten werden höchstens 18 Monate gefördert."),
    ("duration", "Boats are supported for up to two years."),
    ("duration", "Werften erhalten 500 Euro für normalerweise 24 Monate."),
    ("costs", "Zuwendungsfähig sind Ausgaben für Planken und Farbe."),
    ("cumulation", "Die Zulässigkeit einer Kumulierung mit Geld des Bundes richtet sich nach Artikel 8 AGVO."),
    ("costs", "Nicht förderfähig sind Kosten für Grundstücke."),
    ("costs", "Mieten und Reisekosten sind zuwendungsfähig."),
    (
        "costs",
        "Wo das Ziel es verlangt, sind auch Investitionen in eine für den Hafen eigens gebaute Anlage förderfähig.",
    ),
    ("costs", "Beihilfefähige Kosten sind die für Personal und Material."),
    ("costs", "Personalausgaben werden mit 38 Euro je Stunde anerkannt."),
    ("costs", "Das Land übernimmt die Hälfte der Kurskosten."),
    ("own_share", "Der Eigenanteil beträgt mindestens 20 Prozent."),
    ("own_share", "Es wird eine angemessene Eigenbeteiligung vorausgesetzt."),
    ("own_share", "An own contribution is required."),
    ("own_share", "Der Eigenanteil kann auch durch die Gemeinde erbracht werden."),
    ("procedure", "Das Antragsverfahren ist zweistufig."),
    ("procedure", "Nutzen Sie bitte das Antragssystem easy-Online."),
    ("procedure", "Anträge sind schriftlich beim Hafenamt einzureichen."),
    ("procedure", "Please apply online by May."),
    ("procedure", "Das Verfahren hat zwei Stufen."),
    ("procedure", "Anträge richten Sie in schriftlicher Form an das Hafenamt."),
    ("procedure", "Richten Sie Ihren Antrag bis zum 30.9. des Jahres davor an das Hafenamt."),
    ("procedure", "Bewerbungen können Sie beim Hafenamt einreichen."),
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
    ("cumulation", "Die gleichzeitige Förderung mit anderen Bundesprogrammen ist ausgeschlossen."),
    ("cumulation", "Die Förderung mit sonstigen Drittmitteln ist zulässig."),
    ("cumulation", "Eine zeitgleiche Kombination mit einem Stipendium ist ausgeschlossen."),
    ("cumulation", "Zur Kofinanzierung können auch Förderungen durch Dritte herangezogen werden."),
    ("start", "Mit dem Vorhaben darf noch nicht begonnen worden sein."),
    ("start", "Erst wenn der Bescheid vorliegt, darf mit dem Umbau begonnen werden."),
    ("start", "Das Amt kann zulassen, dass ein Vorhaben vor der Bewilligung begonnen wird."),
    ("start", "Ein vorzeitiger Maßnahmenbeginn ist auf eigenes Risiko möglich."),
    ("start", "The work must not start before approval."),
    ("start", "Stellen Sie Ihren Antrag bitte vor Beginn des Umbaus."),
    ("start", "Die Finanzierung bereits begonnener Vorhaben ist unzulässig."),
    ("start", "Für laufende Projekte erhalten Sie keine Förderung."),
    ("payment", "Die Auszahlung erfolgt in zwei Raten."),
    ("payment", "Der Zuschuss wird nach Prüfung der Belege ausgezahlt."),
    ("payment", "Es gilt das Erstattungsprinzip."),
    ("payment", "Die Mittel werden im Abrufverfahren bereitgestellt."),
    ("payment", "The grant is paid in arrears."),
    ("payment", "Die Auszahlung von Beträgen unter 25.000 Euro erfolgt nach dem Umbau."),
    ("payment", "Die Mittel werden mit jährlichen Raten bewilligt."),
]
OTHERS: list[tuple[Condition, str]] = [
    ("form", "Der Antrag nennt die Art der Beihilfe als Zuschuss oder Kredit."),
    ("form", "Gefördert werden Personalausgaben in Form von persönlichen Stipendien."),
    ("duration", "Die Nutzungsdauer der Boote beträgt mindestens fünf Jahre."),
    ("duration", "Die Laufzeit kann um bis zu drei Monate verlängert werden."),
    ("costs", "Förderfähig sind Vorhaben im Hafen."),
    ("costs", "Die förderfähigen Ausgaben sind zu belegen, sie sind zuwendungsfähig."),
    ("costs", "Förderfähig sind Ausgaben, die die Ergebnisse der Öffentlichkeit zugänglich machen."),
    ("costs", "Häfen können mit 90 Prozent der zuwendungsfähigen Ausgaben (Sachausgaben) gefördert werden."),
    ("costs", "Small firms receive 65 per cent of the eligible costs."),
    ("own_share", "Die Skizze enthält Angaben zum Eigenanteil, der nötig ist und 20 Prozent beträgt."),
    ("own_share", "Der Eigenanteil ist schön."),
    ("own_share", "Der Eigenanteil beträgt in diesem Fall mindestens 20 Prozent."),
    ("procedure", "Vordrucke können online bei easy-Online abgerufen werden."),
    ("procedure", "Die mehrstufigen Pumpen des Hafens sind neu."),
    ("procedure", "Bevor Sie Ihren Antrag stellen, können Sie uns anrufen."),
    ("procedure", "Die Mappe muss das Formular aus easy-Online enthalten."),
    ("cumulation", "Die Buchstaben b und c dürfen nicht miteinander kombiniert werden."),
    ("cumulation", "Andere Förderungen sind im Antrag anzugeben, auch wenn sie möglich waren."),
    ("cumulation", "Auch Betriebe aus anderen Ländern können gefördert werden."),
    ("start", "Dem Antrag ist eine Erklärung beizufügen, dass noch nicht begonnen wurde."),
    ("start", "Als Beginn gilt der Vertrag, der nicht vor dem Antrag begonnen wurde, und er gilt als geschlossen."),
    ("start", "Sobald dieser vorliegt, kann erst mit dem Bau begonnen werden."),
    ("start", "Für bereits laufende Projekte gilt die Satzung."),
    ("start", "Der Antrag muss auch enthalten, dass noch nicht begonnen wurde."),
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
    assert values(text.format("Unzulässig sind:"), "start") == []
    assert values(text.format("Gefördert werden:"), "start") == ["Vorhaben, die vor der Bewilligung begonnen wurden."]


def test_what_leads_an_item_in_is_told_without_a_quote_of_it_only_where_it_has_no_figure() -> None:
    long = "\n".join(f"- Boote, die an der Mole {place} liegen und deren Planken morsch sind," for place in range(12))
    text = "# Bonus\n\n{}\n\n" + long + "\n- mit dem Umbau noch nicht begonnen wurde.\n"
    told = "mit dem Umbau noch nicht begonnen wurde."
    assert values(text.format("Eine Förderung setzt voraus, dass"), "start") == [
        f"Eine Förderung setzt voraus, dass … {told}"
    ]
    assert values(text.format("Eine Förderung von 50 Prozent setzt voraus, dass"), "start") == [told]


def test_a_sentence_comes_with_the_list_that_it_leads_in_and_not_without() -> None:
    text = "# Bonus\n\nDer Zuschuss darf kombiniert werden mit:\n\n- dem Stegegeld,\n- dem Bojenbonus.\n"
    assert values(text, "cumulation") == ["Der Zuschuss darf kombiniert werden mit: dem Stegegeld; dem Bojenbonus."]
    assert values("# Bonus\n\nEine Kumulierung ist nur so gestattet:\n\nEs gilt die Satzung.\n", "cumulation") == []


def test_numbers_of_paragraphs_and_marks_are_left_out() -> None:
    text = "# Bonus\n\n4.3 Mit dem **Umbau** darf ( auch teilweise ) noch nicht begonnen worden sein .\n"
    assert values(text, "start") == ["Mit dem Umbau darf (auch teilweise) noch nicht begonnen worden sein."]
    assert values("# Bonus\n\nNach HMB -Regeln ist ein Eigenanteil nötig, er muss 5 Euro betragen.\n", "own_share") == [
        "Nach HMB-Regeln ist ein Eigenanteil nötig, er muss 5 Euro betragen."
    ]


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


def test_an_item_that_ends_a_sentence_comes_with_its_beginning_however_far_that_is() -> None:
    long = "\n".join(
        f"- das Boot {place} an der Mole liegt und seine Planken morsch und alt sind," for place in range(12)
    )
    text = "# Bonus\n\nGefördert wird, wenn\n\n" + long + "\n- mit dem Umbau noch nicht begonnen wurde.\n"
    assert len(long) > QUOTE_CHARACTERS
    assert values(text, "start") == ["Gefördert wird, wenn … mit dem Umbau noch nicht begonnen wurde."]


def test_a_list_that_is_too_long_for_a_quote_says_that_it_goes_on() -> None:
    items = [
        f"Kosten für Boot {place} mit allen seinen Planken, Masten und Segeln im ganzen Hafen" for place in range(9)
    ]
    [told] = values("# Bonus\n\nFörderfähig sind Ausgaben:\n\n" + "\n".join(f"- {one}" for one in items), "costs")
    assert told.startswith("Förderfähig sind Ausgaben: Kosten für Boot 0 ")
    assert told.endswith(" …")
    assert items[-1] not in told


def test_the_last_items_of_a_list_are_joined_as_they_are() -> None:
    text = "# Bonus\n\nFörderfähig sind Ausgaben für\n\n- Planken,\n- Farbe und\n- Segel.\n"
    assert values(text, "costs") == ["Förderfähig sind Ausgaben für Planken; Farbe und Segel."]


def test_what_is_paid_for_comes_before_costs_that_are_only_named() -> None:
    text = "# Bonus\n\nPersonalkosten werden anerkannt.\n\nFörderfähig sind Ausgaben für Farbe.\n"
    assert values(text, "costs") == ["Förderfähig sind Ausgaben für Farbe.", "Personalkosten werden anerkannt."]


def test_that_a_decision_has_to_be_waited_for_is_told_by_the_directive_beside_the_page() -> None:
    page = "# Bonus\n\nStellen Sie Ihren Antrag vor Beginn des Umbaus beim Hafenamt.\n\n"
    directive = "# Richtlinie\n\nMit dem Umbau darf vor der Bewilligung nicht begonnen werden.\n\n"
    directive += "Das Verfahren ist einstufig.\n"
    assert values(page + directive, "start") == [
        "Mit dem Umbau darf vor der Bewilligung nicht begonnen werden.",
        "Stellen Sie Ihren Antrag vor Beginn des Umbaus beim Hafenamt.",
    ]
    assert values(page + directive, "procedure") == [
        "Stellen Sie Ihren Antrag vor Beginn des Umbaus beim Hafenamt.",
        "Das Verfahren ist einstufig.",
    ]


def test_what_only_looks_like_a_condition_for_long_is_read_fast() -> None:
    began = perf_counter()
    for table in KINDS.values():
        for kind in table:
            for pattern in kind:
                for words in ("x", "Antrag ", "Kosten für ", "1.", "übernimmt ", "nicht "):
                    pattern.search(words * 4000)
    assert perf_counter() - began < 3


def test_of_an_item_of_several_sentences_those_are_told_that_tell_of_it() -> None:
    item = (
        "c) Zuschüsse gibt es nur für Vorhaben, die noch nicht begonnen worden sind. Sie müssen ausdrücklich "
        "erklären, dass noch kein Vertrag über Planken geschlossen ist."
    )
    alone = ["Zuschüsse gibt es nur für Vorhaben, die noch nicht begonnen worden sind."]
    assert values(f"# Bonus\n\n- {item}\n- Sie haben ein Boot.", "start") == alone
    # Longer than a quote.
    far = " ".join(["Das Boot muss aus Holz sein und im Hafen liegen, bis der Steg gebaut ist."] * 8)
    assert values(f"# Bonus\n\n- {item} {far}\n- Sie haben ein Boot.", "start") == alone


def test_what_others_bring_in_for_the_whole_is_no_share_of_ones_own() -> None:
    said = (
        "So werden Vorhaben von 5 Milliarden Euro möglich, von denen die Werften die Hälfte als Eigenmittel einsetzen."
    )
    assert values(f"# Bonus\n\n{said}", "own_share") == []
