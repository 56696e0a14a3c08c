"""What is extracted of a programme, what is left alone because it is something else, and what proves it."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import paper
from programme_texts import LEAFLET, ONGOING, PAGE

from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Fact, Field
from assistant.knowledge.programmes.status import judged, last_of_calls

BEFORE = datetime.date(2024, 5, 2)
AFTER = datetime.date(2030, 1, 1)


def facts(text: str, field: Field) -> list[Fact]:
    return [fact for fact in facts_of(paper(text)) if fact.field == field]


def values(text: str, field: Field) -> list[str]:
    return [fact.value for fact in facts(text, field)]


def directive(sentence: str, heading: str = "5 Höhe der Zuwendung") -> str:
    return f"# Förderung von Umbauten im Handwerk\n\n### Richtlinie\n\n## {heading}\n\n{sentence}\n"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("title", ["Werkstatt Morgen – Umbau im Betrieb"]),
        ("giver", ["Ministerium für Gewerbe (MfG)"]),
        ("applicant", ["sme", "company", "university"]),
        ("rate", ["45", "100"]),
        ("cap", ["250000"]),
        ("deadline", ["2027-03-31"]),
        ("region", ["Niedersachsen"]),
        ("contact", ["Umbauagentur Niedersachsen GmbH"]),
        ("period", ["2022-03-01", "2027-06-30", "2029-12-31"]),
    ],
)
def test_the_page_of_a_programme_tells_its_facts_and_the_directive_how_long_it_is_in_force(
    field: Field, expected: list[str]
) -> None:
    assert values(PAGE, field) == expected


def test_a_rate_says_for_whom_it_is() -> None:
    assert [fact.whom for fact in facts(PAGE, "rate")] == [("sme", "company"), ("university",)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Mittlere Unternehmen erhalten 55 Prozent der Ausgaben, kleine Unternehmen unter 50 Leuten 65 Prozent.",
            ["medium", "small"],
        ),
        ("Small companies receive 65 per cent of the costs, medium-sized companies 55 per cent.", ["small", "medium"]),
        ("Kleine und mittlere Unternehmen erhalten einen Zuschuss von 50 Prozent.", [""]),
        ("Kleine Unternehmen und mittlere Unternehmen erhalten einen Zuschuss von 50 Prozent.", [""]),
        ("Kleinstunternehmen erhalten einen Zuschuss von 70 Prozent, Hochschulen 90 Prozent.", ["micro", ""]),
    ],
)
def test_a_rate_says_for_firms_of_which_size_it_is(sentence: str, expected: list[str]) -> None:
    assert [fact.role for fact in facts(f"# Förderung von Umbauten\n\n{sentence}", "rate")] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Großunternehmen erhalten einen Zuschuss von 20 Prozent.", [("20", "large")]),
        ("Large companies receive a grant of 15 per cent of the costs.", [("15", "large")]),
        (
            "| Stufe | Zuschuss kleine Betriebe | Zuschuss mittlere Betriebe |\n|---|---|---|\n| I | 70 % | 45 % |",
            [("70", "small"), ("45", "medium")],
        ),
        ("Fremde Dienste sind bis zu 9 Prozent des Kaufpreises förderfähig.", []),
        ("Förderfähig ist die Planung, höchstens jedoch 4 Prozent der Bausumme.", []),
        ("Die Ausgaben sind bis zu 40 Prozent der anerkannten Kosten förderfähig.", [("40", "")]),
        ("Förderfähig sind bis zu 60 Prozent der Kosten.", [("60", "")]),
    ],
)
def test_a_share_of_the_costs_is_told_from_how_much_of_them_counts(
    sentence: str, expected: list[tuple[str, str]]
) -> None:
    said = f"# Förderung von Umbauten\n\n## Höhe der Förderung\n\n{sentence}"
    assert [(fact.value, fact.role) for fact in facts(said, "rate")] == expected


def test_each_cell_of_a_table_of_amounts_is_read_by_itself() -> None:
    table = (
        "| Teil | Beratungstage | Höchstbetrag |\n|---|---|---|\n| Start | 4 | 3.100 Euro |\n| Ziel | 9 | 8.400 Euro |"
    )
    assert values(f"# Umbau\n\n## Höhe der Förderung\n\n{table}", "cap") == ["3100", "8400"]


@pytest.mark.parametrize(
    ("field", "sentence", "expected"),
    [
        ("region", "Antragsberechtigt sind Betriebe mit Sitz oder Niederlassung im Saarland.", ["Saarland"]),
        ("giver", "1.1 Das Saarland gewährt Zuwendungen für den Umbau.", ["Saarland"]),
        ("giver", "(1) Die Umbaustiftung gewährt Zuwendungen für den Umbau.", ["Umbaustiftung"]),
    ],
)
def test_who_gives_and_where_is_read_of_counted_paragraphs_too(
    field: Field, sentence: str, expected: list[str]
) -> None:
    assert values(f"# Förderung von Umbauten\n\n{sentence}", field) == expected


def test_the_day_on_which_what_is_funded_begins_is_no_deadline() -> None:
    said = (
        "# Umbau\n\n## Fristen\n\nBewerbungen sind bis zum 5. Juni 2027 möglich. Die Projekte starten am 1. Mai 2028."
    )
    assert values(said, "deadline") == ["2027-06-05"]
    assert values(said.replace("Projekte starten am", "Bewerbungsfrist endet am"), "deadline")[1:] == ["2028-05-01"]


def test_what_only_the_chosen_hand_in_leaves_nothing_open() -> None:
    steps = "Skizzen sind bis zum 5. Juni 2027 einzureichen. Förmliche Anträge sind bis zum 9. Mai 2028 einzureichen."
    for today, status in ((datetime.date(2027, 6, 5), "open"), (datetime.date(2027, 6, 6), "expired")):
        verdict = judged(facts_of(paper(f"# Umbau\n\n## Fristen\n\n{steps}")), today)
        assert verdict is not None
        assert (verdict.status, verdict.because.value) == (status, "2027-06-05")


def test_what_is_funded_is_told_without_marks_and_without_labelled_items() -> None:
    labels = "* **Fördersatz:** 80 Prozent\n* **Antragsschluss:** 17. Oktober 2025\n"
    said = f"# Kreislauf-Check\n\nDer Check hilft **Betrieben** beim Rechnen.\n\n{labels}"
    assert values(said, "purpose") == ["Der Check hilft Betrieben beim Rechnen."]
    said = "# Kreislauf-Check\n\nGefördert werden:\n\n* *Beratung* der Gründer*innen,\n* Miete\\* und Geräte"
    assert values(said, "purpose") == ["Gefördert werden: Beratung der Gründer*innen; Miete* und Geräte"]


def test_what_is_funded_is_told_as_a_table_answers_it() -> None:
    table = "| Frage | Antwort |\n|---|---|\n| Was? | Stege, Bojen, Planung |\n| Wie viel? | 30 % der Kosten |"
    assert values(f"# Hafenbonus\n\n## Kurz\n\n{table}", "purpose") == ["Stege, Bojen, Planung"]


@pytest.mark.parametrize("size", ["Kleinstunternehmen", "Kleinunternehmen", "Kleine Unternehmen", "KMU"])
def test_small_firms_are_a_group_of_their_own(size: str) -> None:
    assert "sme" in values(f"# Bootsbonus\n\n## Wer darf?\n\n{size} der Werften sind antragsberechtigt.", "applicant")


def test_a_leaflet_of_labels_is_read_as_well() -> None:
    found = {field: values(LEAFLET, field) for field in ("rate", "cap", "applicant", "deadline", "region", "contact")}
    assert found == {
        "rate": ["60"],
        "cap": ["8000"],
        "applicant": ["startup"],
        "deadline": ["2025-05-15"],
        "region": [],
        "contact": ["gruenden@ahlheim.example", "Ada Muster, Stadt Ahlheim"],
    }


def test_what_is_not_said_has_no_fact() -> None:
    assert facts_of(paper("# Sommerfest der Kammer\n\nEs gab Kuchen.")) == tuple(
        facts("# Sommerfest der Kammer\n\nEs gab Kuchen.", "title")
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Sie erhalten einen Zuschuss; Ihr Eigenanteil liegt bei 30 Prozent.",
        "Mindestens 50 Prozent der Förderung müssen KMU erhalten.",
        "Gefördert wird, wer mehr als 25 Prozent seines Umsatzes verliert.",
        "Hochschulen erhalten eine Projektpauschale von 20 Prozent.",
        "Für KMU wird die Förderung um 10 Prozentpunkte erhöht.",
        "Der Zuschuss wird für Vereine um bis zu 10 Prozent erhöht.",
    ],
)
def test_not_every_per_cent_is_a_rate(sentence: str) -> None:
    assert values(f"# Förderung von Umbauten\n\n{sentence}", "rate") == []


@pytest.mark.parametrize(
    "sentence",
    ["Für Vereine erhöht sich der Fördersatz auf 80 Prozent.", "Der Zuschuss wird auf bis zu 80 Prozent erhöht."],
)
def test_a_rate_is_told_that_another_one_is_raised_to(sentence: str) -> None:
    assert values(f"# Förderung von Umbauten\n\n{sentence}", "rate") == ["80"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gefördert werden Unternehmen mit einem Jahresumsatz von bis zu 50 Mio. Euro.",
        "Gefördert werden Vorhaben mit Ausgaben ab mindestens 10.000 Euro.",
        "Für die Förderung stehen 2024 höchstens 3 Mio. Euro bereit.",
    ],
)
def test_not_every_amount_is_a_cap(sentence: str) -> None:
    assert values(f"# Förderung von Umbauten\n\n{sentence}", "cap") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Anträge sind jährlich bis zum 15.3. zu stellen.", ["--03-15"]),
        ("Stichtage für Anträge sind der 1. April und der 1. Oktober.", ["--04-01", "--10-01"]),
        ("Anträge können laufend eingereicht werden.", ["ongoing"]),
        ("Der Antrag ist bis 30.06.2025 einzureichen.", ["2025-06-30"]),
        ("Der Antrag richtet sich nach der Verordnung vom 17. Juni 2014.", []),
        ("Der Verwendungsnachweis zum Antrag ist bis zum 30.06.2025 vorzulegen.", []),
        ("Im Antrag sind laufende Ausgaben anzugeben.", []),
        # Days that no calendar has.
        ("Anträge sind jährlich bis zum 31.6. zu stellen.", []),
        ("Anträge sind jährlich bis zum 30. Februar zu stellen.", []),
        ("Anträge sind jährlich bis zum 29. Februar zu stellen.", ["--02-29"]),
        ("Anträge sind jährlich bis zum 15.4., 2026 bis zum 30.4. zu stellen.", ["--04-15", "--04-30"]),
        ("Der Antrag ist bis zum 31. Juni 2026 einzureichen.", []),
        ("Der Antrag ist bis zum 29. Februar 2026 einzureichen.", []),
        ("Der Antrag ist bis zum 31.02.2026 einzureichen.", []),
        ("Stichtage für Anträge sind der 31. Juni 2026 und der 1. Oktober 2026.", ["2026-10-01"]),
    ],
)
def test_deadlines_are_days_of_applications(sentence: str, expected: list[str]) -> None:
    assert values(f"# Förderung von Umbauten\n\n{sentence}", "deadline") == expected


def test_a_directive_that_replaces_another_one_does_not_end_with_that() -> None:
    text = directive(
        "Sie ersetzt die Richtlinie vom 17. April 2023, die am 1. Mai 2024 außer Kraft tritt.", "8 Geltungsdauer"
    )
    assert values(text, "period") == []


def test_the_figures_of_an_annex_on_state_aid_are_not_those_of_the_programme() -> None:
    text = directive(
        "Die Beihilfe für Unternehmen beträgt höchstens 20 Mio. Euro und 25 Prozent.", "Anlage: Artikel 25 AGVO"
    )
    assert values(text, "cap") == values(text, "rate") == []


def test_a_directive_tells_its_quota_below_any_heading() -> None:
    text = directive("Die Höhe der Zuwendung (Förderquote) beträgt bis zu 90 Prozent der Ausgaben.", "2.4 Beratung")
    assert values(text, "rate") == ["90"]
    assert values(directive("Der Anteil am Umsatz beträgt bis zu 90 Prozent.", "2.4 Beratung"), "rate") == []


@pytest.mark.parametrize(
    ("sentence", "office"),
    [
        ("Reichen Sie Ihre Skizze bei dem beauftragten Projektträger Wandel (PtW) ein.", "Projektträger Wandel (PtW)"),
        ("Das Land hat das Zentrum für Umbau e.V. (ZfU) als Projektträger beauftragt.", "Zentrum für Umbau e.V. (ZfU)"),
        (
            "Anträge richten Sie an das Ministerium für Gewerbe, Umbau und Handel.",
            "Ministerium für Gewerbe, Umbau und Handel",
        ),
        ("Die Skizze nimmt der Projektträger entgegen.", None),
        ("Sie nehmen an Veranstaltungsformaten teil, die der Antrag nennt.", None),
    ],
)
def test_the_office_that_takes_applications_is_named_as_it_calls_itself(sentence: str, office: str | None) -> None:
    assert values(f"# Förderung von Umbauten\n\n{sentence}", "contact") == ([office] if office else [])


def test_an_address_that_was_torn_is_not_passed_on() -> None:
    assert values("# Förderung von Umbauten\n\n## Kontakt\n\nE-Mail: KMU -umbau@amt.example", "contact") == []


def test_the_day_of_one_call_is_no_day_of_each_year() -> None:
    text = "# Förderung von Umbauten\n\nStichtag für Skizzen ist für den Call 2022 der 21. September."
    assert values(text, "deadline") == []


def test_a_sentence_that_is_too_long_to_be_quoted_is_not_read() -> None:
    long = "Der Zuschuss beträgt bis zu 50 Prozent, " + "wenn alles so kommt, " * 40 + "und 1.000 Euro."
    assert [fact.field for fact in facts_of(paper(f"# Förderung von Umbauten\n\n{long}"))] == ["title"]


def test_text_that_a_page_holds_twice_is_read_once() -> None:
    assert facts_of(paper(PAGE + "\n" + PAGE)) == facts_of(paper(PAGE))


def test_every_proof_stands_in_the_document() -> None:
    for text in (PAGE, LEAFLET, ONGOING):
        document = paper(text)
        for fact in facts_of(document):
            assert " ".join(document.text[fact.proof.start : fact.proof.end].split()) == fact.proof.text
            assert 0 < len(fact.proof.text) <= 600


@pytest.mark.parametrize(
    ("text", "today", "status", "because"),
    [
        (PAGE, BEFORE, "open", "2027-03-31"),
        (PAGE, AFTER, "expired", "2027-03-31"),
        (PAGE, datetime.date(2022, 2, 1), "announced", "2022-03-01"),
        (LEAFLET, datetime.date(2025, 5, 15), "open", "2025-05-15"),
        (LEAFLET, datetime.date(2025, 5, 16), "expired", "2025-05-15"),
        (ONGOING, AFTER, "open", "ongoing"),
    ],
)
def test_a_programme_is_open_announced_or_expired_for_a_stated_reason(
    text: str, today: datetime.date, status: str, because: str
) -> None:
    verdict = judged(facts_of(paper(text)), today)
    assert verdict is not None
    assert (verdict.status, verdict.because.value) == (status, because)


def test_where_only_a_prolongation_is_left_nobody_knows() -> None:
    text = PAGE.replace("bis spätestens zum 31.3.2027", "rechtzeitig")
    assert judged(facts_of(paper(text)), datetime.date(2028, 1, 1)) is None
    verdict = judged(facts_of(paper(text)), datetime.date(2030, 1, 1))
    assert verdict is not None
    assert verdict.status == "expired"


def test_the_last_day_of_one_call_is_not_the_end_of_the_programme() -> None:
    text = PAGE.replace("bis spätestens zum 31.3.2027", "für den 2. Förderaufruf bis zum 31.3.2023")
    facts = facts_of(paper(text))
    assert judged(facts, BEFORE) is None, "it is in force, but nobody says that there is another call"
    assert (last := last_of_calls(facts, BEFORE))
    assert last.value == "2023-03-31"


VOUCHER = """# Gutschein Wandel

Der Zuschuss beträgt 55 Prozent der Ausgaben.

Anträge werden zu zwei Stichtagen im Jahr gesammelt: 31. März und 30. September. Der letzte Stichtag ist der 30.09.2026.
"""


@pytest.mark.parametrize(
    "said",
    [
        VOUCHER,
        VOUCHER.replace("Der letzte Stichtag ist der", "Anträge sind bis zum").replace("2026.", "2026 möglich."),
        "# Gutschein Wandel\n\nAnträge können laufend gestellt werden, letztmals am 30. September 2026.",
        "# Gutschein Wandel\n\nAnträge können laufend gestellt werden, längstens bis zum 30. September 2026.",
        "# Gutschein Wandel\n\nAnträge können jederzeit gestellt werden. Anträge sind bis zum 30.09.2026 möglich.",
    ],
)
def test_behind_the_last_day_nothing_comes_again(said: str) -> None:
    facts = facts_of(paper(said))
    for today, status in ((datetime.date(2026, 9, 30), "open"), (datetime.date(2026, 10, 1), "expired")):
        verdict = judged(facts, today)
        assert verdict is not None
        assert (verdict.status, verdict.because.value) == (status, "2026-09-30")


@pytest.mark.parametrize(
    "said",
    [
        "Skizzen können bis zum 21. Juni 2021 eingereicht werden. Weitere Skizzen sind jeweils zum 1. März möglich.",
        "Anträge können jederzeit gestellt werden. Der nächste Stichtag für Anträge ist der 23.10.2024.",
        "Anträge sind jährlich bis zum 1. März zu stellen. Anträge im 2. Aufruf sind bis zum 5.4.2022 zu stellen.",
    ],
)
def test_a_day_that_is_not_the_last_ends_nothing(said: str) -> None:
    verdict = judged(facts_of(paper(f"# Gutschein Wandel\n\n{said}")), AFTER)
    assert verdict is not None
    assert verdict.status == "open"


@given(st.text(alphabet="aäZ 0123456789.,;:%€-/()\n#*§", max_size=300))
def test_no_text_breaks_the_extraction(text: str) -> None:
    for fact in facts_of(paper(f"# Förderung\n\nEin Zuschuss. {text}")):
        assert fact.proof.text


@pytest.mark.parametrize(
    ("said", "field", "expected"),
    [
        ("Für jede Kursstunde erhält der Betrieb als Zuschuss 18 Euro.", "cap", ["18"]),
        ("Für jede Kursstunde verlangt der Verein 18 Euro.", "cap", []),
        ("Die Zuwendung darf 30 Prozent der Ausgaben nicht überschreiten.", "rate", ["30"]),
        ("Die Reisekosten der geförderten Vorhaben dürfen 30 Prozent nicht überschreiten.", "rate", []),
    ],
)
def test_what_is_paid_by_the_hour_or_not_above_a_rate_is_told(said: str, field: Field, expected: list[str]) -> None:
    assert values(f"# Bonus\n\n## Höhe der Förderung\n\n{said}", field) == expected


def test_who_is_named_behind_what_narrows_another_may_apply_as_well() -> None:
    said = "Antragsberechtigt sind\n\n* für Boote: Betriebe, die Boote bauen, sowie Vereine und Hochschulen"
    assert values(f"# Bonus\n\n{said}", "applicant") == ["company", "university", "association"]
    said = "Antragsberechtigt sind\n\n* Betriebe, die Boote bauen, sowie deren Hochschulen in Emden liegen"
    assert values(f"# Bonus\n\n{said}", "applicant") == ["company"]


def test_who_may_apply_for_each_of_many_parts_is_told() -> None:
    items = "\n".join(f"* für Boot {count}: Vereine und Hochschulen" for count in range(1, 9))
    assert len(values(f"# Bonus\n\nAntragsberechtigt sind\n\n{items}", "applicant")) == 16
