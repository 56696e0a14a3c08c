"""Leaflets of chambers and networks, and notes of the press: their words for times, amounts and whom to ask."""

from __future__ import annotations

import datetime

import pytest
from papers import paper

from assistant.knowledge.funding import gathered
from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.filtering import ProgrammeFilter, silent
from assistant.knowledge.programmes.status import judged
from assistant.knowledge.programmes.wording import worded

TODAY = datetime.date(2026, 12, 1)

OF_A_LAND = """# Merkblatt: Werftkurse

**Wer kann den Zuschuss bekommen?** Unternehmen mit Betriebsstätte in Niedersachsen.

**Höhe.** Der Zuschuss deckt bis zu 50 Prozent der Ausgaben.

| Ausgabe | anerkannt je Stunde |
|---|---|
| Gebühren | bis 25,00 Euro |
| Freistellung | 19,00 Euro |

Die Förderung muss mindestens 1.000 Euro erreichen.

**Antrag.** Zuständig ist die Hafenbank. Er muss mindestens vier Wochen vor Kursbeginn als Antrag gestellt sein.

**Laufzeit.** Seither dürfen geförderte Kurse bis zum 30. Juni 2023 dauern; zuvor galt der 30. Juni 2022.
"""
OF_A_CHAMBER = """# Merkblatt Softwarebonus für Werften

Stand: Februar 2026. Ein Service der Hafenkammer Ahl für ihre Mitglieder.

**Worum geht es?** Das Land Niedersachsen bezuschusst den Kauf von Planungssoftware für Werften.

**Wer darf mitmachen?** Kleine und mittlere Unternehmen mit Sitz in Niedersachsen.

**Zuschuss.** Übernommen werden 40 Prozent der Ausgaben, aber nicht mehr als 12.000 Euro.

**Fristen.** Anträge nimmt die Hafenbank bis einschließlich 30. September 2027 entgegen. Wer Schulungen dazu bucht, muss
den Antrag wenigstens 14 Tage vor Schulungsbeginn abschicken.

**Beratung.** Fragen beantwortet Imke Rohwer, Tel. 0441 5551, rohwer@hafenkammer.example.
"""
OF_A_NETWORK = """# Lotsenprämie: Zuschuss für Betriebe im Wandel

Das Netzwerk Nordhafen fördert Betriebe in Niedersachsen, die einen Wandellotsen ausbilden lassen.

Für jede Person gibt es 800 Euro, je Betrieb höchstens 4.000 Euro. Anerkannt werden dabei bis zu 30 Euro je Kursstunde.
Die Mindestförderung liegt bei 400 Euro.

Wer mitmachen will, stellt seinen Antrag spätestens einen Monat vor Beginn des Kurses. Anlaufstelle ist die
Transformationsagentur Nord GmbH.

Die Aktion läuft bis zum 31. Dezember 2026. Die geförderten Kurse müssen bis zum 30. Juni 2027 abgeschlossen sein.
"""
OF_THE_PRESS = """# Land legt Zuschuss für Landstrom neu auf

Ahl, 3. Mai 2026. Hafenbetriebe können wieder Geld für Landstromanlagen bekommen.

Der Zuschuss liegt bei bis zu 60 Prozent der Kosten, je Anlage gibt es maximal 250.000 Euro und mindestens 20.000 Euro.

Anträge können bis zum 30. November 2026 gestellt werden; zuständig ist das Hafenamt Ahl.
"""


def told(text: str, field: Field) -> list[str]:
    return [worded(fact, "de") for fact in facts_of(paper(text)) if fact.field == field]


@pytest.mark.parametrize(
    ("text", "caps", "deadlines", "periods", "contacts"),
    [
        (
            OF_A_LAND,
            ["bis zu 25 Euro je Stunde", "19 Euro je Stunde", "mindestens 1.000 Euro"],
            ["4 Wochen vor Beginn"],
            ["längstens bis 30. Juni 2023"],
            ["Hafenbank"],
        ),
        (
            OF_A_CHAMBER,
            ["bis zu 12.000 Euro"],
            ["30. September 2027", "14 Tage vor Beginn"],
            [],
            ["Hafenbank", "rohwer@hafenkammer.example", "Imke Rohwer"],
        ),
        (
            OF_A_NETWORK,
            [
                "800 Euro je Person",
                "bis zu 4.000 Euro je Betrieb",
                "bis zu 30 Euro je Kursstunde",
                "mindestens 400 Euro",
            ],
            ["einen Monat vor Beginn"],
            ["bis 31. Dezember 2026", "längstens bis 30. Juni 2027"],
            ["Transformationsagentur Nord GmbH"],
        ),
        (
            OF_THE_PRESS,
            ["bis zu 250.000 Euro je Anlage", "mindestens 20.000 Euro"],
            ["30. November 2026"],
            [],
            ["Hafenamt Ahl"],
        ),
    ],
)
def test_times_amounts_and_whom_to_ask_are_told(
    text: str, caps: list[str], deadlines: list[str], periods: list[str], contacts: list[str]
) -> None:
    assert told(text, "cap") == caps
    assert told(text, "deadline") == deadlines
    assert told(text, "period") == periods
    assert told(text, "contact") == contacts


@pytest.mark.parametrize("text", [OF_A_LAND, OF_A_CHAMBER])
def test_bold_words_that_begin_a_paragraph_are_a_heading(text: str) -> None:
    assert told(text, "applicant")
    assert told(text.replace("**Wer", "Wer"), "applicant") == []


def test_a_bold_sentence_with_a_figure_is_none() -> None:
    assert told("# Werftbonus\n\n**Zuschuss 40 Prozent.** Er gilt seit Mai.", "rate") == ["40 %"]


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("Der Antrag kann frühestens sechs Monate vor Kursbeginn gestellt werden.", "deadline"),
        ("Der Antrag ist vor Beginn der Maßnahme zu stellen.", "deadline"),
        ("Vier Wochen vor Beginn wird das Boot gewogen.", "deadline"),
        ("Der Zuschuss wird gezahlt, wenn die Ausgaben mindestens 1.000 Euro betragen.", "cap"),
        ("Die Förderung setzt voraus, dass der Lotse 30 Euro je Stunde kostet.", "cap"),
        ("Für Fragen zum Zuschuss ist der Lotse zuständig; zuständig ist der Lotse Okkenga.", "contact"),
        ("Geförderte Boote dürfen bis zum 30. Juni 2023 im Hafen liegen.", "period"),
        ("Im zweiten Aufruf geförderte Kurse müssen bis zum 30. Juni 2023 enden.", "period"),
    ],
)
def test_what_only_looks_alike_is_not_told(sentence: str, field: Field) -> None:
    assert told(f"# Werftbonus\n\nDie Stadt Ahl fördert Kurse.\n\n{sentence}", field) == []


def test_a_programme_whose_measures_must_have_ended_is_over() -> None:
    facts = facts_of(paper(OF_A_LAND))
    verdict = judged(facts, TODAY)
    assert verdict is not None
    assert (verdict.status, verdict.because.value) == ("expired", "2023-06-30")
    assert judged(facts, datetime.date(2023, 5, 1)) is None  # that measures may go on tells of no application


def test_a_deadline_that_hangs_on_ones_own_beginning_tells_of_no_day() -> None:
    text = "# Kursbonus\n\nDer Antrag muss vier Wochen vor Kursbeginn gestellt sein."
    document = paper(text)
    assert judged(facts_of(document), TODAY) is None
    [programme] = gathered([document.info], {document.info.id: facts_of(document)}, {}, TODAY)
    wanted = ProgrammeFilter(deadline_from=TODAY)
    assert silent(programme, wanted) == ["deadline"]
