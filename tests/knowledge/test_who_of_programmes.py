"""Whom of a group a programme means is told as its quote has it: "gemeinnützige Unternehmen", not "Unternehmen"."""

from __future__ import annotations

import pytest
from papers import paper

from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.wording import worded
from assistant.records import Language


def told(statement: str, field: Field = "applicant", language: Language = "de") -> list[str]:
    """What is told of a field, each once, of a page that says this of applicants or money."""
    heading = "Höhe der Förderung" if field == "rate" else "Wer kann sich bewerben?"
    page = f"# Scheck Wandel\n\nDas Land hilft beim Bau von Booten.\n\n## {heading}\n\n{statement}"
    facts = [fact for fact in facts_of(paper(page, "scheck.md")) if fact.field == field]
    return list(dict.fromkeys(worded(fact, language) for fact in facts))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Antragsberechtigt sind Unternehmen.", ["Unternehmen"]),
        ("Antragsberechtigt sind gemeinnützige Unternehmen.", ["gemeinnützige Unternehmen"]),
        ("Antragsberechtigt sind kleine und mittlere Unternehmen.", ["KMU"]),
        (
            "Antragsberechtigt sind kleine Unternehmen mit Sitz in Oldenburg.",
            ["kleine Unternehmen mit Sitz in Oldenburg"],
        ),
        ("Antragsberechtigt sind kleine Unternehmen.", ["kleine Unternehmen"]),
        (
            "Antragsberechtigt sind Unternehmen der Fischerei und Hochschulen.",
            ["Unternehmen der Fischerei", "Hochschulen"],
        ),
        (
            "Antragsberechtigt sind Betriebe mit weniger als 50 Beschäftigten, Vereine und Hochschulen.",
            ["Betriebe mit weniger als 50 Beschäftigten", "Hochschulen", "Vereine und Verbände"],
        ),
        # What may be said of one of them only, or of something else: all that is named.
        ("Antragsberechtigt sind Unternehmen, die Boote bauen.", ["Unternehmen, die Boote bauen"]),
        ("Antragsberechtigt sind Unternehmen (ohne Werften).", ["Unternehmen (ohne Werften)"]),
        (
            "Antragsberechtigt sind Hochschulen und Vereine mit Sitz in Emden.",
            ["Hochschulen und Vereine mit Sitz in Emden"],
        ),
        (
            "Antragsberechtigt sind Vereine mit Sitz in Emden, Leer oder Aurich.",
            ["Vereine mit Sitz in Emden, Leer oder Aurich"],
        ),
        (
            "Antragsberechtigt sind je nach Vorhaben Vereine und Kommunen.",
            ["je nach Vorhaben Vereine und Kommunen"],
        ),
        (
            "Antragsberechtigt sind\n\n* Kommunen und andere Werften\n* Lehrende aus Hochschulen\n* Hochschulen",
            ["Kommunen und andere Werften", "Lehrende aus Hochschulen", "Hochschulen"],
        ),
        (
            "Antragsberechtigt sind Verbünde aus mindestens zwei Hochschulen.",
            ["Verbünde aus mindestens zwei Hochschulen"],
        ),
        (
            "| Frage | Antwort |\n|---|---|\n| Wer? | Zusammenschlüsse von mindestens drei Betrieben |",
            ["Zusammenschlüsse von mindestens drei Betrieben"],
        ),
        (
            "Antragsberechtigt sind\n\n* für Boote: Kommunen, die einen Hafen haben, sowie\n* Vereine",
            ["Kommunen, die einen Hafen haben (für Boote)", "Vereine und Verbände"],
        ),
        ("Antragsberechtigt sind Vereine, sofern sie Boote bauen.", ["Vereine, sofern sie Boote bauen"]),
        ("Antragsberechtigt sind Betriebe der Fischerei und Fahrt.", ["Betriebe der Fischerei und Fahrt"]),
        ("Antragsberechtigt sind\n\n* Gemeinnützige Vereine", ["gemeinnützige Vereine"]),
        (
            "Antragsberechtigt sind Lehrende aus Hochschulen dieser Länder:\n\n* Bremen",
            ["Lehrende aus Hochschulen dieser Länder"],
        ),
        ("* **Antragsberechtigt:** Vereine, die segeln.", ["Vereine, die segeln"]),
        # Whom no group of ours holds.
        ("Antragsberechtigt sind\n\n* Vereine,\n* Werften ( WF ).", ["Vereine und Verbände", "Werften (WF)"]),
        (
            "Antragsberechtigt im Bereich der Bojen sind Träger von Werften.",
            ["Träger von Werften (im Bereich der Bojen)"],
        ),
        ("Antragsberechtigt sind Kammern und Hochschulen.", ["Hochschulen", "Kammern"]),
        # In whole sentences.
        (
            "Zusammenschlüsse von mindestens drei Betrieben können einen Antrag stellen.",
            ["Zusammenschlüsse von mindestens drei Betrieben"],
        ),
        (
            "Verbünde von Betrieben und Hochschulen dürfen gemeinsam Anträge einreichen.",
            ["Verbünde von Betrieben und Hochschulen"],
        ),
        (
            "Bewerben können sich Gruppen von mindestens zwei Handwerksbetrieben.",
            ["Gruppen von mindestens zwei Handwerksbetrieben"],
        ),
        (
            "Anträge können Netze aus mindestens drei Werften und Betrieben stellen.",
            ["Netze aus mindestens drei Werften und Betrieben"],
        ),
        ("Einen Antrag können Werften und Vereine stellen, die segeln.", ["Werften und Vereine, die segeln"]),
        ("Innungen von Betrieben sind antragsberechtigt.", ["Innungen von Betrieben"]),
        (
            "Kleine Betriebe mit Sitz in Emden, die Boote bauen.",
            ["kleine Betriebe mit Sitz in Emden, die Boote bauen"],
        ),
        ("Betriebe nehmen Geld für Boote, die alt sind.", ["Unternehmen"]),
        ("Zusammenschlüsse von Betrieben können Anträge über das Portal stellen.", ["Unternehmen (siehe Beleg)"]),
        # What is too long to be told.
        (
            f"Antragsberechtigt sind Vereine, die {'und '.join(['Boote bauen '] * 14)}.",
            ["Vereine und Verbände (siehe Beleg)"],
        ),
        (f"Antragsberechtigt sind Träger, die {'und '.join(['Boote bauen '] * 14)}.", ["andere (siehe Beleg)"]),
        # For a part of the programme.
        (
            "Antragsberechtigt sind\n\n* für Bojen: Vereine\n* für Boote: Vereine\n* im Kernmodul Hochschulen",
            ["Hochschulen (im Kernmodul)", "Vereine und Verbände (für Bojen)", "Vereine und Verbände (für Boote)"],
        ),
        (
            "Bedingungen:\n\n* Für Boote gilt:\n  * Antragsberechtigt sind Vereine, die segeln.",
            ["Vereine, die segeln (für Boote)"],
        ),
        (
            "Bedingungen:\n\n* Antragsberechtigt für Boote und Bojen sind Vereine.\n* Antragsberechtigt sind Kommunen.",
            ["Vereine und Verbände (für Boote und Bojen)", "Kommunen"],
        ),
        # What an adjective alone would turn round, or tell half of.
        ("Antragsberechtigt sind nicht gewerbliche Vereine.", ["nicht gewerbliche Vereine"]),
        (
            "Antragsberechtigt sind staatliche und staatlich anerkannte nicht staatliche Hochschulen.",
            ["staatliche und staatlich anerkannte nicht staatliche Hochschulen"],
        ),
        ("Antragsberechtigt sind rechtsfähige Vereine und Verbände.", ["rechtsfähige Vereine und Verbände"]),
        ("Antragsberechtigt sind im Land Bremen tätige Vereine.", ["im Land Bremen tätige Vereine"]),
        (
            "Antragsberechtigt sind kleine und mittlere Unternehmen der Fischerei nach KMU-Definition der EU.",
            ["kleine und mittlere Unternehmen der Fischerei"],
        ),
        ("Antragsberechtigt sind nicht große Unternehmen.", ["nicht große Unternehmen"]),
        ("Antragsberechtigt sind in Emden ansässige Vereine.", ["in Emden ansässige Vereine"]),
        (
            "Antragsberechtigt sind von der Werft anerkannte kleine Betriebe.",
            ["von der Werft anerkannte kleine Betriebe"],
        ),
        (
            "Antragsberechtigt sind überregional finanzierte gemeinnützige Vereine.",
            ["überregional finanzierte gemeinnützige Vereine"],
        ),
        (
            "Antragsberechtigt sind natürliche und juristische Personen mit Sitz in Emden.",
            ["natürliche und juristische Personen mit Sitz in Emden"],
        ),
        (
            "Antragsberechtigt sind Vereine und Kommunen, jeweils mit Sitz in Emden.",
            ["Vereine und Kommunen, jeweils mit Sitz in Emden"],
        ),
        ("Antragsberechtigt sind juristische und natürliche Personen.", ["juristische und natürliche Personen"]),
        (
            "Antragsberechtigt sind juristische Personen des privaten und öffentlichen Rechts.",
            ["juristische Personen des privaten und öffentlichen Rechts"],
        ),
        # When and how they apply.
        ("Anträge können Vereine bis zum 30. Juni 2031 stellen.", ["Vereine und Verbände"]),
        ("Anträge können Vereine in Emden bis 30. Juni 2031 stellen.", ["Vereine in Emden"]),
        ("Anträge können Vereine über das Portal der Werft stellen.", ["Vereine und Verbände"]),
        (
            "Antragsberechtigt sind\n\n* für den Bau von Bojen gilt: Vereine",
            ["Vereine und Verbände (für den Bau von Bojen)"],
        ),
        ("Antragsberechtigt sind Vereine. Betriebe können als Partner eingebunden werden.", ["Vereine und Verbände"]),
        ("Antragsberechtigt sind\n\n* Vereine. Betriebe können als Partner dabei sein;", ["Vereine und Verbände"]),
        (
            "Antragsberechtigt sind Vereine im Rahmen von Kooperationsprojekten mit Unternehmen.",
            ["Vereine im Rahmen von Kooperationsprojekten mit Unternehmen"],
        ),
        # What narrows nothing.
        ("Antragsberechtigt sind eingetragene Vereine (e. V.).", ["eingetragene Vereine"]),
        ("Antragsberechtigt sind alle interessierten Unternehmen.", ["Unternehmen"]),
        ("Antragsberechtigt sind sowohl Vereine als auch andere Unternehmen.", ["Unternehmen", "Vereine und Verbände"]),
    ],
)
def test_an_applicant_is_told_with_what_narrows_the_group(statement: str, expected: list[str]) -> None:
    assert sorted(told(statement)) == sorted(expected)


def test_whom_a_rate_is_for_is_told_with_what_narrows_the_group() -> None:
    said = "Als Zuschuss erhalten\n\n* gemeinnützige Unternehmen bis zu 75 Prozent\n* Hochschulen mit Werft 90 Prozent"
    assert told(said, "rate") == ["bis zu 75 % (gemeinnützige Unternehmen)", "90 % (Hochschulen mit Werft)"]
    said = "Gemeinnützige Vereine erhalten als Zuschuss 40 Prozent, 60 Prozent erhalten Vereine mit Werft."
    assert told(said, "rate") == ["40 % (gemeinnützige Vereine)", "60 % (Vereine mit Werft)"]
    said = "Als kleines oder mittleres Unternehmen erhalten Sie einen Zuschuss von 45 Prozent."
    assert told(said, "rate") == ["45 % (KMU)"]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "Der Zuschuss beträgt 50 Prozent für Vereine mit bis zu 9 Booten und 30 Prozent für Vereine ohne Boote.",
            ["50 % (Vereine mit bis zu 9 Booten)", "30 % (Vereine ohne Boote)"],
        ),
        (
            "Gefördert werden gemeinnützige Vereine mit 45 Prozent und Kommunen mit Hafen mit 30 Prozent.",
            ["45 % (gemeinnützige Vereine)", "30 % (Kommunen mit Hafen)"],
        ),
        (
            "Zuschuss erhalten mittlere Betriebe zu 30 bis 35 Prozent und große Betriebe zu 25 Prozent.",
            ["30 bis 35 % (mittlere Unternehmen)", "25 % (große Unternehmen)"],
        ),
        (
            "Der Zuschuss beträgt bis zu 75 Prozent (für Kommunen 90 Prozent).",
            ["bis zu 75 %", "90 % (Kommunen)"],
        ),
        (
            "Der Zuschuss beträgt 50 Prozent (Vereine) und 40 Prozent (Kommunen).",
            ["50 % (Vereine und Verbände)", "40 % (Kommunen)"],
        ),
        (
            "Vereine erhalten 50 Prozent, bei Zusammenarbeit mit Hochschulen 60 Prozent Zuschuss.",
            ["50 % (Vereine und Verbände)", "60 % (Vereine und Verbände; bei Zusammenarbeit mit Hochschulen)"],
        ),
        (
            "Zuschuss erhalten kleine Betriebe zu 60 Prozent, mittlere zu 50 Prozent und große zu 40 Prozent.",
            ["60 % (kleine Unternehmen)", "50 % (mittlere Unternehmen)", "40 % (große Unternehmen)"],
        ),
        (
            "Der Zuschuss beträgt für Vereine 50 Prozent, für alle anderen 40 Prozent.",
            ["50 % (Vereine und Verbände)", "40 % (für alle anderen)"],
        ),
        (
            "Vereine erhalten 50 Prozent Zuschuss, für kleine Boote 60 Prozent.",
            ["50 % (Vereine und Verbände)", "60 % (Vereine und Verbände; für kleine Boote)"],
        ),
        (
            "Kommunen bis 10.000 Einwohner erhalten 80 Prozent, größere 60 Prozent Zuschuss.",
            ["80 % (Kommunen bis 10.000 Einwohner)", "60 %"],
        ),
        ("Fördersätze: 40 % (Vereine), 50 % (Kommunen)", ["40 % (Vereine und Verbände)", "50 % (Kommunen)"]),
        (
            "Der Zuschuss liegt bei 50 Prozent für Vereine und kann für Verbünde mit Kommunen auf 60 Prozent steigen.",
            ["50 % (Vereine und Verbände)", "60 % (Vereine und Verbände; für Verbünde mit Kommunen)"],
        ),
        ("Vereine erhalten 50 Prozent Zuschuss für Fahrten mit Kommunen.", ["50 % (Vereine und Verbände)"]),
        (
            "Als Zuschuss erhalten Vereine im ersten Jahr 50 Prozent.",
            ["50 % (Vereine und Verbände; im ersten Jahr)"],
        ),
        (
            "Der Zuschuss beträgt 40 Prozent der Kosten für Lotsen und 20 Prozent der Kosten für Bojen.",
            ["40 % (für Lotsen)", "20 % (für Bojen)"],
        ),
    ],
)
def test_each_of_several_rates_of_a_sentence_is_told_of_its_own_group(statement: str, expected: list[str]) -> None:
    assert told(statement, "rate") == expected


def test_what_narrows_a_group_is_quoted_in_english() -> None:
    rate = "Gemeinnützige Vereine erhalten als Zuschuss 40 Prozent."
    assert told(rate, "rate", "en") == ["40% (associations “gemeinnützige Vereine”)"]
    said = "Antragsberechtigt sind gemeinnützige Unternehmen."
    assert told(said, language="en") == ["companies (“gemeinnützige Unternehmen”)"]
    assert told("Antragsberechtigt sind Unternehmen, die Boote bauen.", language="en") == ["companies (see quote)"]
    said = "Antragsberechtigt sind Vereine mit Sitz in Emden, Leer oder Aurich."
    assert told(said, language="en") == ["associations (“Vereine mit Sitz in Emden”; see quote)"]
    assert told("Antragsberechtigt sind\n\n* Werften.", language="en") == ["others (“Werften”)"]
