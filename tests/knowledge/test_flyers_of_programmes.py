"""What a flyer with questions for headings tells, and who is named where, of a programme."""

from __future__ import annotations

import datetime

import pytest
from papers import paper

from assistant.answering.looking_up.programme_listing import told_of
from assistant.knowledge.funding import gathered
from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.filtering import ProgrammeFilter, silent
from assistant.knowledge.programmes.wording import worded
from assistant.messages import text as message

TODAY = datetime.date(2026, 3, 1)
FLYER = """# Messbonus

Wer kann mitmachen?

Formenbauer und Lohnfertiger mit bis zu 100 Beschäftigten.

Was gibt es?

Bonus klein: 4.000 Euro für ein Werkzeug, Eigenanteil 1.000 Euro

Bonus groß: 12.000 Euro für fünf Werkzeuge, Eigenanteil 5.000 Euro

Eigenanteil: 900 Euro

Was wird nicht gefördert?

Die Stiftung fördert andernorts Tablets. Tablets: 700 Euro
"""


def told(text: str, field: Field) -> list[tuple[str, str]]:
    return [(fact.value, fact.role) for fact in facts_of(paper(text)) if fact.field == field]


def values(text: str, field: Field) -> list[str]:
    return [value for value, _ in told(text, field)]


def test_a_question_of_its_own_is_a_heading_and_a_sum_behind_a_label_is_what_one_gets() -> None:
    assert values(FLYER, "cap") == ["4000", "12000"]
    assert values(FLYER, "applicant") == ["other"]
    assert values(FLYER, "purpose") == []
    assert values(FLYER.replace("Was gibt es?", "Was kostet es?"), "cap") == []


def test_a_question_among_sentences_is_no_heading() -> None:
    said = FLYER.replace("Was gibt es?\n", "Was gibt es? Viel Neues.\n")
    assert values(said, "cap") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Abweichend von Satz 2 gilt für Betriebe mit weniger als 50 Beschäftigten ein Fördersatz von 50 %.",
            [("40", ""), ("50", "small")],
        ),
        ("Abweichend gilt für Beschäftigte ab 55 Jahren ein Zuschuss von 80 Prozent.", [("40", "")]),
        ("Abweichend gilt für Betriebe mit weniger als 50 Beschäftigten ein um 10 % höherer Satz.", [("40", "")]),
    ],
)
def test_another_rate_is_told_where_it_is_known_for_whom(sentence: str, expected: list[tuple[str, str]]) -> None:
    text = f"# Umbaubonus\n\n## Höhe der Förderung\n\nDer Fördersatz beträgt 40 % der Ausgaben.\n\n{sentence}"
    assert told(text, "rate") == expected


@pytest.mark.parametrize(
    ("heading", "sentence", "expected"),
    [
        ("Verfahren", "Anträge sind per E-Mail an bonus@netz.example einzureichen.", ["bonus@netz.example"]),
        ("Verfahren", "Belege prüft das Amt; man schreibt an pruefung@netz.example.", []),
        (
            "Ansprechpersonen",
            "Fragen beantwortet Dr. Ada Okkenga (Tel. 0441 555), in Lohne auch Onno Tüxen, Telefon 0442 55.",
            ["Dr. Ada Okkenga", "Onno Tüxen"],
        ),
        ("Kontakt", "Netz Nordmark, Hafenstraße 4, 26121 Bad Lohne, Telefon 0441 555", []),
        (
            "Verfahren",
            "Skizzen reichen Sie bei dem Projektträger, der Umbauagentur Nord (UN) gGmbH, ein.",
            ["Umbauagentur Nord (UN) gGmbH"],
        ),
        (
            "Verfahren",
            "Anträge reichen Sie beim Bundesinstitut für Kai-, Boot- und Bojenbau ( IKB ) ein.",
            ["Bundesinstitut für Kai-, Boot- und Bojenbau (IKB)"],
        ),
        (
            "Verfahren",
            "Anträge reichen Sie beim Friesischen Ministerium für Häfen, Referat 4 Boote, ein.",
            ["Friesisches Ministerium für Häfen"],
        ),
        (
            "Verfahren",
            "Die Umbauagentur Nord ist als Projektträger vom Land mit der Annahme der Anträge beauftragt.",
            ["Umbauagentur Nord"],
        ),
        (
            "Verfahren",
            "Es hilft die Bundesanstalt für Kaibau ( BAKa ). Anträge reichen Sie bei der BAKa ein.",
            ["Bundesanstalt für Kaibau (BAKa)"],
        ),
        (
            "Verfahren",
            "Das Land hat folgenden Projektträger beauftragt: Umbauagentur Nord (UN)",
            ["Umbauagentur Nord (UN)"],
        ),
        ("Verfahren", "Anträge richten Sie an das Friesische Ministerium.", ["Friesisches Ministerium"]),
        ("Verfahren", "Skizzen sind per E-Mail einzureichen an:\n\nbonus@netz.example", ["bonus@netz.example"]),
        ("Datenschutz", "Fragen beantwortet Dr. Ada Okkenga (Tel. 0441 555).", []),
    ],
)
def test_whom_to_ask_is_named_where_it_is_said(heading: str, sentence: str, expected: list[str]) -> None:
    assert values(f"# Umbaubonus\n\n## {heading}\n\n{sentence}", "contact") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Sie benötigen eine sonstige Einrichtung in Deutschland.",
        "Eine sonstige Einrichtung, in der Boote gebaut werden, wird in Deutschland verlangt.",
        "Ein Standort (etwa eine Werft), der dem Bau von Booten dient, wird in Deutschland verlangt.",
    ],
)
def test_where_an_applicant_has_an_establishment_is_the_region(sentence: str) -> None:
    assert values(f"# Umbaubonus\n\n## Voraussetzungen\n\n{sentence}", "region") == ["Deutschland"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Das Land Bremen ( HB ) unterstützt Sie beim Bau von Booten.", "Unterstützt Sie beim Bau von Booten."),
        ("Der Bonus hilft beim Bau von Booten.", "Der Bonus hilft beim Bau von Booten."),
        ("Der Fonds finanziert den Bau von Booten.", "Der Fonds finanziert den Bau von Booten."),
        (
            f"Gefördert werden Boote, {'Kähne und Bojen ' * 20}und alles, was schwimmt.",
            f"Gefördert werden Boote, {'Kähne und Bojen ' * 17}…",
        ),
        (
            f"Gefördert werden {'Kähne und Bojen ' * 12}, {'Kais und Molen ' * 12}.",
            f"Gefördert werden {'Kähne und Bojen ' * 12}…",
        ),
    ],
)
def test_a_purpose_is_told_as_short_as_a_table_needs_it_and_without_who_gives(sentence: str, told: str) -> None:
    facts = facts_of(paper(f"# Umbaubonus\n\n{sentence}"))
    assert [worded(fact, "de") for fact in facts if fact.field == "purpose"] == [told]


def test_nobody_gives_whose_name_holds_another_verb_and_the_purpose_keeps_what_it_takes_up() -> None:
    sentence = "Die Stadt Ahl verfügt über alte Boote und fördert diese mit Mitteln der Kasse."
    facts = facts_of(paper(f"# Umbaubonus\n\n{sentence}"))
    assert [worded(fact, "de") for fact in facts if fact.field in ("giver", "purpose")] == [sentence]


def test_a_network_that_grants_is_the_giver_and_its_purpose_is_told() -> None:
    sentence = "Das WandelNetz Nordmark gewährt Zulieferern Zuschüsse, damit sie Werkzeuge umbauen."
    text = f"# Umbaubonus\n\n## Zweck der Förderung\n\n{sentence}"
    assert values(text, "giver") == ["WandelNetz Nordmark"]
    assert values(text, "purpose") == [sentence]


def test_a_list_in_the_chat_says_that_there_are_more_than_it_tells() -> None:
    rows = "\n".join(f"| {rate} % |" for rate in (45, 35, 50, 40))
    document = paper(f"# Umbaubonus\n\n## Höhe\n\n| Fördersatz |\n| --- |\n{rows}\n")
    [programme] = gathered([document.info], {document.info.id: facts_of(document)}, {}, TODAY)
    [sentence] = told_of([programme], ProgrammeFilter(), "de")
    more = message("funding_and_more", "de", facts="45 %, 35 %, 50 %")
    assert sentence.words == f"Umbaubonus: Fördersatz {more}."
    document = paper(f"# Umbaubonus\n\n## Höhe\n\n| Fördersatz |\n| --- |\n{rows[: rows.rindex('|', 0, -2)]}\n")
    [programme] = gathered([document.info], {document.info.id: facts_of(document)}, {}, TODAY)
    [sentence] = told_of([programme], ProgrammeFilter(), "de")
    assert "weitere" not in sentence.words


def test_whether_a_firm_may_apply_is_not_denied_where_nobody_known_is_named() -> None:
    document = paper(FLYER)
    [programme] = gathered([document.info], {document.info.id: facts_of(document)}, {}, TODAY)
    assert silent(programme, ProgrammeFilter(applicant="sme")) == ["applicant"]
    assert silent(programme, ProgrammeFilter(applicant="other")) == []


@pytest.mark.parametrize(
    ("words", "groups"),
    [
        ("Mitgliedsbetriebe der Handwerkskammer Nord mit höchstens 75 Beschäftigten", ["company"]),
        ("Mitglieder der Handwerkskammer Nord", ["other"]),
        ("Mitgliedsunternehmen des Verbandes", ["company"]),
        ("Ausbildungsbetriebe in der Region", ["company"]),
        ("die Handwerkskammer Nord und ihre Partner", ["association"]),
        ("Vereine und Kammern", ["association"]),
    ],
)
def test_members_of_a_chamber_are_no_chamber(words: str, groups: list[str]) -> None:
    text = f"# Messbonus\n\n## Wer kann einen Antrag stellen?\n\nAntragsberechtigt sind {words}.\n"
    assert values(text, "applicant") == groups


def test_whom_no_word_names_is_not_told_as_others() -> None:
    document = paper(FLYER)
    [programme] = gathered([document.info], {document.info.id: facts_of(document)}, {}, TODAY)
    [sentence] = told_of([programme], ProgrammeFilter(), "de", ("cap", "applicant"))
    assert f"; {message('funding_told_applicant', 'de', facts='')}" not in sentence.words
    firms = paper(FLYER.replace("Formenbauer und Lohnfertiger", "Betriebe und Formenbauer"))
    [programme] = gathered([firms.info], {firms.info.id: facts_of(firms)}, {}, TODAY)
    [sentence] = told_of([programme], ProgrammeFilter(), "de", ("cap", "applicant"))
    assert message("funding_told_applicant", "de", facts="Unternehmen") in sentence.words
