"""Tasks are found in the forms in which secretaries write them, and nothing that only looks like one."""

from __future__ import annotations

import datetime

import pytest
from meetings import HELD, found, told

from assistant.knowledge.minutes.status.done import is_done
from assistant.knowledge.minutes.tasks.deadlines import Due, due_in, due_of
from assistant.knowledge.outcomes import concerns

TABLE = """# Bauausschuss

## Stand der Dinge

| Nr. | verantw. | Maßnahme aus der Sitzung vom 4.1. | Termin | Stand |
|---|---|---|---|---|
| 1 | Rohwer | Zaun streichen | 2.4. | |
| 2 | Geschäftsstelle | Fenster putzen | erl. | |
| 3 | Overbeck | Dach decken | 2.2. | in Arbeit, neue Frist: 3. Mai 2024 |
| 4 | alle | Hof fegen | 2.2. | ok |
| 5 | Kallweit | Keller räumen | 2.2. | noch nicht erledigt |
| 6 | Yıldız | Schlüssel suchen | | ✓ |
| 7 | Yıldız | Lampen tauschen | 5.2. verschoben auf 7. April | |
| 8 | Yıldız | Rohre prüfen | 5.4. | ok für die Stadt? |
| 9 | Rohwer | Tor ölen | 5.2. | war krank -> neu: 9. April |
"""


def test_a_table_says_in_short_who_is_responsible_and_what_is_done() -> None:
    tasks = [one for one in found(TABLE) if one.kind == "task"]
    assert [(one.text, one.persons, one.due.words if one.due else "", is_done(one)) for one in tasks] == [
        ("Zaun streichen", ("Rohwer",), "2.4.", False),
        ("Fenster putzen", ("Geschäftsstelle",), "", True),
        ("Dach decken", ("Overbeck",), "3. Mai 2024", False),
        ("Hof fegen", ("alle",), "2.2.", True),
        ("Keller räumen", ("Kallweit",), "2.2.", False),
        ("Schlüssel suchen", ("Yıldız",), "", True),
        ("Lampen tauschen", ("Yıldız",), "7. April", False),
        ("Rohre prüfen", ("Yıldız",), "5.4.", False),
        ("Tor ölen", ("Rohwer",), "9. April", False),
    ]


@pytest.mark.parametrize("column", ["Verantwortl.", "zuständig", "Zust.", "durch", "V", "Wer macht's"])
def test_a_column_for_the_responsible_has_many_names(column: str) -> None:
    [task] = found(f"# S\n\n| Was ist zu tun? | {column} |\n|---|---|\n| Dach decken | Rohwer |\n")
    assert (task.text, task.persons) == ("Dach decken", ("Rohwer",))


def test_a_table_of_something_else_holds_no_tasks() -> None:
    table = "| Thema | Stand | V |\n|---|---|---|\n| Dach | ok | 12 |\n| Keller | erledigt | 13 |\n"
    assert found(f"# S\n\n{table}") == []


@pytest.mark.parametrize(
    ("line", "persons", "day"),
    [
        ("- Bus mieten (Imke Rohwer, 03.05.)", ("Imke Rohwer",), datetime.date(2024, 5, 3)),
        ("- Bus mieten (Imke Rohwer bis 3.5.)", ("Imke Rohwer",), datetime.date(2024, 5, 3)),
        ("1. Imke Rohwer: Bus mieten (3.5.2024)", ("Imke Rohwer",), datetime.date(2024, 5, 3)),
        ("2. Jana Wolf: Bus mieten (KW 18)", ("Jana Wolf",), datetime.date(2024, 5, 5)),
        ("- Imke Rohwer – Bus mieten – 3. Mai", ("Imke Rohwer",), datetime.date(2024, 5, 3)),
        ("- Imke und Jonas mieten den Bus; Termin: 3. Mai 2024", ("Imke", "Jonas"), datetime.date(2024, 5, 3)),
        ("3. Alle melden sich bei Imke Rohwer bis 3.5.", ("Alle",), datetime.date(2024, 5, 3)),
        ("- Fotos an Imke Rohwer schicken bis 3.5.", (), datetime.date(2024, 5, 3)),
        ("- Bus mieten für die Fahrt (3. Februar 2024)", (), None),
        ("- Bus mieten (Platz für 3.5.)", (), None),
        ("- Imke Rohwer fragt: wer mietet den Bus?", ("Imke Rohwer",), None),
    ],
)
def test_a_line_of_a_list_says_who_and_until_when_in_front_or_behind(
    line: str, persons: tuple[str, ...], day: datetime.date | None
) -> None:
    [task] = found(f"# S\n\n## Aufgaben\n\n{line}\n")
    assert (task.persons, task.due.date if task.due else None) == (persons, day)
    assert "Bus" in task.text or "Imke" in task.text


@pytest.mark.parametrize(
    ("words", "held", "day"),
    [
        ("bis KW 45", datetime.date(2026, 10, 14), datetime.date(2026, 11, 8)),
        ("bis KW 3", datetime.date(2026, 10, 14), datetime.date(2027, 1, 24)),
        ("bis 45. KW 2027", datetime.date(2026, 10, 14), datetime.date(2027, 11, 14)),
        ("bis KW 45/26", None, datetime.date(2026, 11, 8)),
        ("bis KW 45", None, None),
        ("bis KW 60", datetime.date(2026, 10, 14), None),
    ],
)
def test_a_week_is_due_on_its_last_day(words: str, held: datetime.date | None, day: datetime.date | None) -> None:
    due = due_in(f"Bericht schreiben {words}", held)
    assert (due.date if due else None) == day


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Es wird beschlossen, den Mietvertrag bis Ende 2026 zu verlängern.", None),
        ("Die Ordnung gilt bis 31. Dezember 2026.", None),
        ("Die Stelle wird bis Ende 2026 befristet.", None),
        ("Imke kündigt bis 3. Mai den Vertrag, der bis Ende 2026 gilt.", "3. Mai"),
        ("Der Vertrag gilt bis Ende 2026 und ist bis 3. Mai zu kündigen.", "3. Mai"),
    ],
)
def test_how_long_something_holds_is_no_deadline(sentence: str, words: str | None) -> None:
    due = due_in(sentence, HELD)
    assert (due.words if due else None) == words


@pytest.mark.parametrize(
    "lines",
    [
        "Was: Bus mieten\n\nWer: Imke Rohwer\n\nBis wann: 3. Mai 2024",
        "Wer: Imke Rohwer\nWas: Bus\nmieten\nBis wann: 3. Mai 2024",
        "- **Aufgabe:** Bus mieten\n- **Verantwortlich:** Imke Rohwer\n- **Termin:** 3. Mai 2024",
        "Maßnahme: Bus mieten  \nZuständig: Imke Rohwer  \nFrist: 3. Mai 2024",
    ],
)
def test_lines_for_what_who_and_until_when_are_one_task(lines: str) -> None:
    [first, second] = found(f"# S\n\n## Fahrt\n\n{lines}\n\nWas: Kaffee kochen\n\nWer: alle\n")
    assert (first.kind, first.text, first.persons) == ("task", "Bus mieten", ("Imke Rohwer",))
    assert first.due == Due("3. Mai 2024", datetime.date(2024, 5, 3))
    assert (second.text, second.persons, second.due) == ("Kaffee kochen", ("alle",), None)


@pytest.mark.parametrize(
    "lines",
    [
        "V: Rohwer   T: 3. Mai 2024",
        "Verantwortlich: Rohwer, Termin: 3. Mai 2024",
        "Zuständig: Rohwer\n\nFrist: 3. Mai 2024",
    ],
)
def test_who_and_until_when_below_a_sentence_make_it_a_task(lines: str) -> None:
    decision, task = found(f"# S\n\n## Fahrt\n\nAlles gut. Beschluss: Ein Bus wird gemietet.\n\n{lines}\n")
    assert (decision.kind, decision.text) == ("decision", "Ein Bus wird gemietet.")
    assert (task.kind, task.text, task.persons) == ("task", "Ein Bus wird gemietet.", ("Rohwer",))
    assert task.due == Due("3. Mai 2024", datetime.date(2024, 5, 3))


@pytest.mark.parametrize(
    "lines",
    [
        "Was: Sommerfest\n\nWann: 3. Mai\n\nWo: im Garten\n\nWer: alle",
        "Was: Jour fixe\n\nWer: Imke Rohwer, Jonas",
        "Termin: 3. Mai 2024, 14 Uhr",
        "Das Gerät misst.\n\nV: 230 T: 20",
    ],
)
def test_lines_of_an_event_are_no_task(lines: str) -> None:
    assert [one for one in found(f"# S\n\n{lines}\n") if one.due or not one.text.startswith("Wer:")] == []


INITIALS = """# Jour fixe

Anwesend: Imke Rohwer (IR), Dr. Tarek Wienhold (TW, Stadt), Frau Behrens (JB), Ole Kruse (TU)

## Aufgaben

- Bus mieten (IR, 3.5.)
- TW: Saal putzen – bis 3.5.
- IR/TW: Plakate drucken
- JB und IR holen Farbe
- Formulare beim TU holen

| Was | Wer |
|---|---|
| Kaffee kochen | IR / JB |
"""


def test_initials_that_minutes_declare_are_shown_as_names() -> None:
    assert [(one.text, one.persons) for one in found(INITIALS)] == [
        ("Bus mieten (IR, 3.5.)", ("Imke Rohwer",)),
        ("Saal putzen – bis 3.5.", ("Dr. Tarek Wienhold",)),
        ("Plakate drucken", ("Imke Rohwer", "Dr. Tarek Wienhold")),
        ("JB und IR holen Farbe", ("Behrens", "Imke Rohwer")),
        ("Formulare beim TU holen", ()),
        ("Kaffee kochen", ("Imke Rohwer", "Behrens")),
    ]


def test_the_filter_for_a_person_finds_who_is_called_by_initials() -> None:
    assert [one.text for one in found(INITIALS) if concerns(one, "Wienhold", ())] == [
        "Saal putzen – bis 3.5.",
        "Plakate drucken",
    ]


def test_a_list_of_the_present_in_initials_makes_them_persons() -> None:
    text = "Montag, 10 Uhr. Dabei: IR, TW, JB (Jana Behrens).\n\nTW klärt das mit dem Bauamt.\n"
    assert [(one.text, one.persons) for one in found(f"# Jour fixe\n\n{text}")] == [
        ("TW klärt das mit dem Bauamt.", ("TW",))
    ]


def test_short_names_of_firms_beside_names_are_no_initials() -> None:
    present = "Anwesend: Imke Rohwer, Ole Kruse, AOK, IHK, Tarek Wienhold\n\nGroße Halle (GH)"
    text = "## Aufgaben\n\n- IHK: Formulare holen\n- Halle kaufen (GH)\n- Formulare holen (TW)\n"
    assert [(one.text, one.persons) for one in found(f"# Jour fixe\n\n{present}\n\n{text}")] == [
        ("IHK: Formulare holen", ()),
        ("Halle kaufen (GH)", ()),
        ("Formulare holen (TW)", ()),
    ]


PEOPLE = "# S\n\nTeilgenommen: Imke Rohwer, Piet Wolf, Yasmin Kruse\n\n"


@pytest.mark.parametrize(
    ("sentence", "persons", "day"),
    [
        ("To-do Piet: Bus mieten (bis 3.5.)", ("Piet",), "3.5."),
        ("Frau Rohwer klärt, ob der Bus passt.", ("Rohwer",), ""),
        ("Herr Wolf mietet bis Weihnachten den Bus.", ("Wolf",), "Weihnachten"),
        ("Piet klärt mit der Stadt, ob der Bus passt (bis Mitte Mai)", ("Piet",), "Mitte Mai"),
        ("Imke Rohwer mietet den Bus – bis 3.5.2024", ("Imke Rohwer",), "3.5.2024"),
        ("Imke Rohwer mietet den Bus - 03.05.24", ("Imke Rohwer",), "03.05.24"),
        ("Imke Rohwer mietet den Bus (3. Mai)", ("Imke Rohwer",), "3. Mai"),
        ("Imke Rohwer klärt das bis Ende Mai 2024 mit dem Wirt.", ("Imke Rohwer",), "Ende Mai 2024"),
        ("Frau Rohwer klärt das spätestens zum 3. Mai schriftlich.", ("Rohwer",), "3. Mai"),
        ("Frau Kruse klärt das bis zur Maisitzung.", ("Kruse",), "Maisitzung"),
        ("Bus: Piet klärt das, bis Sonntag.", ("Piet",), "Sonntag"),
        ("Frau Kruse klärt das bis zu den Sommerferien.", ("Kruse",), "Sommerferien"),
        ("Herr Wolf klärt bis 27.03., was es kostet.", ("Wolf",), "27.03."),
        ("Frau Kruse mietet den Saal -> bis 15. Mai", ("Kruse",), "15. Mai"),
        ("Die Geschäftsstelle wird gebeten, den Saal bis Freitag zu räumen.", ("Geschäftsstelle",), "Freitag"),
        ("Imke und Piet klären das bis zur nächsten Sitzung.", ("Imke", "Piet"), "nächsten Sitzung"),
    ],
)
def test_a_sentence_that_gives_a_task_says_who_and_until_when(
    sentence: str, persons: tuple[str, ...], day: str
) -> None:
    [task] = found(f"{PEOPLE}{sentence}\n")
    assert (task.kind, task.persons, task.due.words if task.due else "") == ("task", persons, day)


def test_what_is_ticked_in_front_is_done() -> None:
    assert told("# S\n\n## Aufgaben\n\n☐ Bus mieten\n\n☑ Plakate drucken\n\n✓ Saal putzen\n") == [
        ("task", "Bus mieten"),
        ("result", "Plakate drucken"),
        ("result", "Saal putzen"),
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("bis Sonntag", datetime.date(2024, 3, 10)),
        ("bis Montag", datetime.date(2024, 3, 11)),
        ("bis kommenden Freitag", datetime.date(2024, 3, 8)),
        ("bis morgen", datetime.date(2024, 3, 5)),
        ("bis nächsten Montag", datetime.date(2024, 3, 11)),
        ("bis nächsten Freitag", None),
        ("bis Ende nächster Woche", datetime.date(2024, 3, 17)),
        ("bis Ende dieser Woche", datetime.date(2024, 3, 10)),
        ("vom 3. bis 5. Mai", None),
        ("für die Zeit bis 5. Mai", None),
    ],
)
def test_a_weekday_is_the_first_one_after_the_meeting(words: str, day: datetime.date | None) -> None:
    due = due_in(f"Zahlen schicken {words}", HELD)
    assert (due.date if due else None) == day


CARRIED = """# Jour fixe

| Aufgabe | Wer | Fällig | Status |
|---|---|---|---|
| Zaun streichen | Rohwer | 25.02. | erledigt |
| Dach decken | Wolf | 20.02. | in Arbeit |
| Hof fegen | Wolf | 20.03. | offen |
| Keller räumen | Wolf | 12.04. | erledigt, siehe Punkt 2 |
| Fest planen | Kruse | 20.02. | |
"""


def test_the_deadline_of_an_earlier_meeting_stays_in_its_year() -> None:
    dates = [(one.due.date if one.due else None, is_done(one)) for one in found(CARRIED)]
    assert dates == [
        (datetime.date(2024, 2, 25), True),
        (datetime.date(2024, 2, 20), False),
        (datetime.date(2024, 3, 20), False),
        (datetime.date(2023, 4, 12), True),
        (datetime.date(2025, 2, 20), False),
    ]


RESULTS = """# Runder Tisch

Anwesend: Imke Rohwer, Piet Wolf, Yasmin Kruse

| Nr. | Thema / Inhalt | Ergebnis | Verantwortlich | Frist |
|---|---|---|---|---|
| 1 | Begrüßung. | – | – | – |
| 2 | Bericht: Alles ist gut. | zur Kenntnis genommen | Rohwer | – |
| 3 | Chor: Der Saal ist klein. | Der Wirt wird wegen des Saals gefragt. | Wolf | 20.04.2024 |
| 4 | Fest | Zelt mieten. | Kruse, Wolf | – |
| 5 | Fahrt | Der Bus ist teuer. | Kruse | – |
| 6 | Ball | findet statt | – | 3.5. |
| 7 | Noten | Noten kopieren | – | 3.5. |
| 8 | Kasse | Die Zahlen sind noch nicht da. | – | – |
"""


def test_a_result_with_somebody_responsible_and_a_deadline_is_a_task() -> None:
    rows = [(one.kind, one.topic, one.text, one.persons, one.due is not None) for one in found(RESULTS)]
    assert rows == [
        ("task", "Chor", "Der Wirt wird wegen des Saals gefragt.", ("Wolf",), True),
        ("task", "Fest", "Zelt mieten.", ("Kruse", "Wolf"), False),
        ("result", "Fahrt", "Der Bus ist teuer.", ("Kruse",), False),
        ("result", "Ball", "findet statt", (), False),
        ("task", "Noten", "Noten kopieren", (), True),
        ("open", "Kasse", "Die Zahlen sind noch nicht da.", (), False),
    ]


def test_a_result_with_its_day_is_no_task() -> None:
    table = "| Thema | Ergebnis | Wer | Datum |\n|---|---|---|---|\n| Lauf | Platz 3 | Wolf | 3.2.2024 |\n"
    [result] = found(f"# S\n\n{table}")
    assert (result.kind, result.topic, result.due) == ("result", "Lauf", None)


@pytest.mark.parametrize(
    "text",
    [
        "Imke mietet den Bus. Frist: 3. Mai.",
        "Imke mietet den Bus. Er ist alt, fährt aber noch. Rückmeldung an alle bis 3. Mai.",
        "Imke mietet den Bus. Der soll bis 3. Mai da sein.",
        "Imke mietet den Bus.\n\nTermin: 3. Mai",
        "## Aufgaben\n\n- Imke mietet den Bus.\n- Frist: 3. Mai",
    ],
)
def test_a_deadline_right_behind_a_task_is_its_own(text: str) -> None:
    [task] = found(f"{PEOPLE}{text}\n")
    assert (task.text, task.due) == ("Imke mietet den Bus.", Due("3. Mai", datetime.date(2024, 5, 3)))
    assert task.proof.text.startswith("Imke mietet den Bus.")
    assert "3. Mai" in task.proof.text


@pytest.mark.parametrize(
    "text",
    [
        "Imke mietet den Bus. Der Wirt hat bis 3. Mai zu.",
        "Imke mietet den Bus. Das Fest dauert bis 3. Mai.",
        "Imke mietet den Bus. Piet singt. Frist: 3. Mai.",
        "Imke mietet den Bus.\n\nTermin: 3. Mai 2024, 14 Uhr",
        "Imke mietet den Bus.\n\n## Fest\n\nTermin: 3. Mai 2024",
        "Imke mietet den Bus.\n\nErgebnis bis 3. Mai",
    ],
)
def test_another_day_behind_a_task_is_no_deadline_of_it(text: str) -> None:
    assert [one.due for one in found(f"{PEOPLE}{text}\n") if one.text == "Imke mietet den Bus."] == [None]


SMALL = """telko fest, mo 4.3.24

dabei: Lena, Murat, Max, Frau Klein

essen
- lena mietet den saal, bis sonntag
- wirt: murat klärt das bis morgen
- max. 5 euro pro kopf, klein halten
- lena war beim wirt, der ist nett
"""


def test_chat_notes_call_those_present_in_small_letters() -> None:
    tasks = [(one.persons, one.due.date if one.due else None) for one in found(SMALL) if one.kind == "task"]
    assert tasks == [(("Lena",), datetime.date(2024, 3, 10)), (("Murat",), datetime.date(2024, 3, 5))]


def test_names_in_small_letters_are_words_where_all_else_is_written_out() -> None:
    lines = "- lena: Bus mieten\n- Lena: Saal mieten\n- Der Wirt: Zelt\n"
    text = f"# S\n\nDabei: Lena, Murat\n\nWir danken.\n\n## Aufgaben\n\n{lines}"
    assert [(one.text, one.persons) for one in found(text)] == [
        ("lena: Bus mieten", ()),
        ("Saal mieten", ("Lena",)),
        ("Der Wirt: Zelt", ()),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ich kümmere mich um den Saal.",
        "ich kümmere mich um den Saal",
    ],
)
@pytest.mark.parametrize("writer", ["Protokoll: Imke Rohwer", "Von: Imke Rohwer <imke@example.org>", "Anwesend: Piet"])
def test_whoever_writes_the_minutes_is_meant_by_i(sentence: str, writer: str) -> None:
    [task] = found(f"# S\n\n{writer}\n\n{sentence}\n")
    assert (task.kind, task.persons) == ("task", () if "Piet" in writer else ("Imke Rohwer",))


def test_a_label_names_who_has_the_task() -> None:
    [task] = found("# Sitzung\n\nAnwesend: Imke Rohwer, Jana Wolf\n\nAUFGABE Rohwer: Zaun streichen bis 3.5.2024\n")
    assert (task.kind, task.text, task.persons) == ("task", "Zaun streichen bis 3.5.2024", ("Rohwer",))


def test_two_who_do_something_together_have_a_task() -> None:
    [task] = found("# Sitzung\n\nImke und Jonas klären bis zur nächsten Sitzung, wer den Zaun will.\n")
    assert (task.kind, task.persons) == ("task", ("Imke", "Jonas"))


def test_who_is_responsible_ends_where_the_deadline_begins() -> None:
    [task] = found("# Sitzung\n\n## Aufgaben\n\n- Bus mieten (verantwortlich: Imke Rohwer, Frist: 03.05.2024)\n")
    assert task.persons == ("Imke Rohwer",)


def test_responsible_alone_is_no_task() -> None:
    assert found("# Sitzung\n\nVerantwortlich: Imke Rohwer\n") == []


def test_a_decision_with_somebody_responsible_keeps_the_tasks_of_others() -> None:
    text = "Der Zaun wird grün. Jonas mietet die Bühne. Verantwortlich: Imke Rohwer."
    told_of = found(f"# Sitzung\n\n## Beschlüsse\n\n- {text}\n")
    tasks = [(one.persons, one.text) for one in told_of if one.kind == "task"]
    assert tasks == [(("Imke Rohwer",), text), (("Jonas",), "Jonas mietet die Bühne.")]


def test_a_title_is_no_end_of_who_is_responsible() -> None:
    told = found("# Sitzung\n\n**Vereinbart:** Die Hochschule mietet einen Bus. Zuständig: Dr. Rohwer.\n")
    persons = [one.persons for one in told if one.kind == "task"]
    assert ("Dr. Rohwer",) in persons
    assert ("Dr",) not in persons


@pytest.mark.parametrize(
    ("sentence", "persons"),
    [
        ("Zuständig: Hr. Wolf.", ("Wolf",)),
        ("Verantwortlich: Imke Rohwer (Zaunbau Ahlern AG), bis 3. Mai.", ("Imke Rohwer (Zaunbau Ahlern AG)",)),
        ("Zuständig: Frau Ott mietet eine Bühne.", ("Ott",)),
        ("Zuständig: alle Betriebe melden sich.", ("Betriebe",)),
    ],
)
def test_behind_a_label_for_the_responsible_stands_a_name_or_a_sentence(
    sentence: str, persons: tuple[str, ...]
) -> None:
    outcomes = found(f"# Sitzung\n\nDer Rat beschließt ein Fest. {sentence}\n")
    assert [one.persons for one in outcomes if one.kind == "task"] == [persons]


def test_a_line_below_that_explains_initials_makes_them_names() -> None:
    text = "Montag, 10 Uhr\n\nWebseite fehlt noch, IR klärt das bis 3.5.\n\n{}\n"
    for legend in ("JB = Jana Behrens, IR = Imke Rohwer", "JS = Jana Stojanović, IR = Imke Rohwer."):
        assert [one.persons for one in found(f"# Jour fixe\n\n{text.format(legend)}")] == [("Imke Rohwer",)]
    for other in ("Es gilt IR = Imke Rohwer, wie alle wissen, und auch sonst", "AB = Imke Rohwer, CD = Tom Wolf"):
        assert [one.persons for one in found(f"# Jour fixe\n\n{text.format(other)}")] == [("IR",)]


def test_some_are_called_by_a_title_and_an_initial() -> None:
    told = found(
        "# Team\n\n## Aufgaben\n\n- Frau K.: Dienstplan schreiben\n- Salben bestellen (Herr P., 3. Mai 2024)\n"
    )
    assert [(one.persons, one.text) for one in told] == [
        (("Frau K.",), "Dienstplan schreiben"),
        (("Herr P.",), "Salben bestellen (Herr P., 3. Mai 2024)"),
    ]


def test_a_task_of_an_english_meeting_may_be_due_at_the_end_of_the_month() -> None:
    [task] = found("# Meeting of 3 March 2026\n\n## Tasks\n\n- Imke Rohwer to send samples by the end of the month\n")
    assert task.due is not None
    assert task.due.words == "the end of the month"


@pytest.mark.parametrize("held", [datetime.date.min, datetime.date.max])
@pytest.mark.parametrize("words", ["nächste Woche", "Freitag", "3. Mai", "Ende Januar", "Januar", "KW 3", "morgen"])
def test_of_a_meeting_at_an_end_of_the_calendar_the_words_of_a_deadline_are_told(
    held: datetime.date, words: str
) -> None:
    due = due_of(words, held, days_back=30)
    assert due is not None
    assert due.words == words
