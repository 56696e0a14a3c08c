"""What minutes say of the meeting itself is found in each of their forms, with the words that prove it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meetings import FORMAL, minutes

from assistant.knowledge.minutes.meeting.facts import MeetingFact, facts_of


def facts(text: str, **info: Any) -> dict[str, MeetingFact]:
    return {one.field: one for one in facts_of(minutes(text, **info))}


def told(text: str, **info: Any) -> dict[str, str]:
    return {field: one.value for field, one in facts(text, **info).items() if field != "title"}


def test_the_head_of_formal_minutes_tells_who_was_there_who_led_and_who_wrote() -> None:
    assert told(FORMAL) == {
        "date": "4. März 2024",
        "present": "Frau Dr. Sörensen (Vorsitz), Herr Kallweit, Tjark Overbeck, Frau Yıldız",
        "chair": "Frau Dr. Sörensen",
        "keeper": "Imke Rohwer",
        "next": "6. Mai 2024",
    }


def test_a_row_of_one_cell_is_read_like_a_line() -> None:
    document = minutes("# Sitzung\n\nDatum: Mo, 4. März 2024\n\nTeilnehmende: Imke Rohwer (IR), Bo Lind (BL)\n")
    rows = tuple(replace(one, kind="row") if one.kind == "paragraph" else one for one in document.blocks)
    found = {one.field: one.value for one in facts_of(replace(document, blocks=rows))}
    assert (found["date"], found["present"]) == ("4. März 2024", "Imke Rohwer (IR), Bo Lind (BL)")


@pytest.mark.parametrize("field", ["title", "date", "present", "chair", "keeper", "next"])
def test_each_fact_is_proved_by_words_of_the_document(field: str) -> None:
    document = minutes(FORMAL)
    [fact] = [one for one in facts_of(document) if one.field == field]
    assert " ".join(document.text[fact.proof.start : fact.proof.end].split()) == fact.proof.text
    assert fact.value in fact.proof.text


LINES = {
    "those present in a sentence": (
        "Anwesend waren Frau Rohwer, Herr Thomsen und A. Beck (Bauhof). Entschuldigt fehlte Herr Dorn.",
        {"present": "Frau Rohwer, Herr Thomsen und A. Beck (Bauhof)", "excused": "Herr Dorn"},
    ),
    "those present in short": (
        "4. März 2024, 9 Uhr. Dabei: IR, TO.",
        {"date": "4. März 2024", "time": "9 Uhr", "present": "IR, TO"},
    ),
    "how many came behind day, place and hours": (
        "4. März 2024, Stadthalle Ahlen, 13 bis 17 Uhr, 74 Teilnehmende",
        {"date": "4. März 2024", "place": "Stadthalle Ahlen", "time": "13 bis 17 Uhr", "present": "74 Teilnehmende"},
    ),
    "how many are asked for is not how many came": ("Gesucht werden, für den 3. Mai, 74 Teilnehmende und ein Zelt", {}),
    "those who took part": ("Teilgenommen: Imke Rohwer, Bo Lind", {"present": "Imke Rohwer, Bo Lind"}),
    "labels next to one another": (
        "Moderation: Imke Rohwer Protokoll: Bo Lind",
        {"chair": "Imke Rohwer", "keeper": "Bo Lind"},
    ),
    "a table of labels": (
        "| Datum | 4. März 2024 |\n|---|---|\n| Teilnehmende | Imke Rohwer (IR), Bo Lind (BL) |\n",
        {"date": "4. März 2024", "present": "Imke Rohwer (IR), Bo Lind (BL)"},
    ),
    "nobody in a sentence": ("Anwesend waren alle, dabei ist auch viel gelacht worden.", {}),
    "several labels in a line": (
        "Leitung: Tjark Overbeck. Protokoll: Imke Rohwer. Entschuldigt: niemand",
        {"chair": "Tjark Overbeck", "keeper": "Imke Rohwer", "excused": "niemand"},
    ),
    "labels in bold": (
        "**Ort:** Kreishaus, Saal 2  \n**Moderation:** Prof. Dr. Ada Kolb",
        {"place": "Kreishaus, Saal 2", "chair": "Prof. Dr. Ada Kolb"},
    ),
    "a label with what it counts": (
        "Anwesende Mitglieder: A. Beck, C. Dorn\n\nEs fehlten: E. Fink",
        {"present": "A. Beck, C. Dorn", "excused": "E. Fink"},
    ),
    "both genders": (
        "Protokollführerin: Imke Rohwer\n\nTeilnehmer:innen: Beck, Dorn",
        {"keeper": "Imke Rohwer", "present": "Beck, Dorn"},
    ),
    "English": (
        "Date: 4 March 2024\nVenue: Town Hall\nChair: Ada Kolb\nPresent: Bo Lind, Cy Marsh\nApologies: Di Nott\n"
        "Minutes: Ed Orr",
        {
            "date": "4 March 2024",
            "place": "Town Hall",
            "chair": "Ada Kolb",
            "present": "Bo Lind, Cy Marsh",
            "excused": "Di Nott",
            "keeper": "Ed Orr",
        },
    ),
    "a line without labels": (
        "Montag, 4. März 2024, 9 bis 13 Uhr, Bildungswerk, Saal 2",
        {"date": "4. März 2024", "time": "9 bis 13 Uhr", "place": "Bildungswerk, Saal 2"},
    ),
    "a line with the other name of Saturday": (
        "Sonnabend, 4. März 2024, 9 bis 13 Uhr, Bildungswerk, Saal 2",
        {"date": "4. März 2024", "time": "9 bis 13 Uhr", "place": "Bildungswerk, Saal 2"},
    ),
    "a line that calls the meeting": (
        "Sitzung vom 4. März 2024, 13 Uhr, Alte Mühle. Protokoll: Imke Rohwer",
        {"date": "4. März 2024", "time": "13 Uhr", "place": "Alte Mühle", "keeper": "Imke Rohwer"},
    ),
    "an hour of its own": (
        "Datum: 04.03.2024\nZeit: 14:00-18:00 Uhr",
        {"date": "04.03.2024", "time": "14:00-18:00 Uhr"},
    ),
    "a count without a label": ("29 Teilnehmende aus 18 Betrieben.", {"present": "29 Teilnehmende aus 18 Betrieben"}),
    "a count in words": ("Fünfzehn Teilnehmende am Kai.", {"present": "Fünfzehn Teilnehmende am Kai"}),
    "a count behind a label": (
        "Moderation: Ada Kolb. 29 Teilnehmende aus 18 Betrieben.",
        {"chair": "Ada Kolb", "present": "29 Teilnehmende aus 18 Betrieben"},
    ),
    "a label of something else behind": ("Anwesend: A. Beck, C. Dorn\nGäste: E. Fink", {"present": "A. Beck, C. Dorn"}),
    "a table": (
        "| Datum | 4. März 2024 |\n|---|---|\n| Ort | Kreishaus |\n| Anwesend | A. Beck, C. Dorn |",
        {"date": "4. März 2024", "place": "Kreishaus", "present": "A. Beck, C. Dorn"},
    ),
    "a list below a heading": (
        "## Teilnehmende\n\n- Anna Beck\n- Carl Dorn (Protokoll)",
        {"present": "Anna Beck, Carl Dorn (Protokoll)", "keeper": "Carl Dorn"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), LINES.values(), ids=LINES)
def test_the_head_is_read_in_each_form(text: str, found: dict[str, str]) -> None:
    assert told(f"# Protokoll des Beirats\n\n{text}\n\n## 1. Begrüßung\n\nDer Saal ist kalt.\n") == found


def test_a_subtitle_is_no_heading_of_the_agenda() -> None:
    text = "# Workshop 2024/2\n\n## Workshops der Nähe\n\nOrt: Kreishaus\n\n## Einstieg\n\nLeitung: Ada Kolb\n"
    assert told(text) == {"place": "Kreishaus"}


def test_a_heading_above_the_title_that_names_the_kind_is_no_heading_of_the_agenda() -> None:
    head = "Datum: 4. März 2024\n\nLeitung: Tjark Overbeck\n\n## TOP 1 Tor\n\nEs klemmt."
    assert told(f"# Protokoll\n\nLenkungskreis\n\n{head}", title="Lenkungskreis") == {
        "date": "4. März 2024",
        "chair": "Tjark Overbeck",
    }


def test_a_list_in_the_head_is_proved_as_a_whole() -> None:
    found = facts("# Beirat\n\n## Anwesend\n\n- Anna Beck\n- Carl Dorn\n\n## Bericht\n\nNichts.\n")
    assert found["present"].proof.text == "Anwesend - Anna Beck - Carl Dorn"


@pytest.mark.parametrize(
    "text",
    [
        "## Bericht\n\nLeitung: Tjark Overbeck. Ort: Kreishaus.",
        "TOP 1 Bericht\n\nProtokoll: Imke Rohwer",
        "Stand: 04.03.2024",
        "Die Anwesenden begrüßen die Gäste.",
        "Am 5. Juni 2023 war die Halle leer.",
        "Leitung:",
        "Anwesend: siehe Anlage 1",
        "Protokoll: N.N.",
        "Protokoll: Sitzung des Rates",
    ],
)
def test_what_stands_below_the_agenda_or_behind_no_label_is_no_fact_of_the_meeting(text: str) -> None:
    assert told(f"# Protokoll des Beirats\n\n{text}\n") == {}


def test_another_day_than_that_of_the_minutes_is_not_theirs() -> None:
    assert "date" not in told("# Beirat vom 3. Mai 2021\n\nOrt: Kreishaus\n")
    assert told("# Beirat vom 4. März 2024\n\nOrt: Kreishaus\n")["date"] == "4. März 2024"


NEXT = [
    ("Nächste Sitzung: 6. Mai 2024, 13 Uhr", "6. Mai 2024, 13 Uhr", "2024-05-06"),
    ("**Nächster Termin:** Mo, 6.5.2024", "Mo, 6.5.2024", "2024-05-06"),
    ("Nächstes Treffen am 6. Mai", "Nächstes Treffen am 6. Mai", "2024-05-06"),
    ("Der Beirat tagt wieder am 6. Mai 2024.", "Der Beirat tagt wieder am 6. Mai 2024", "2024-05-06"),
    ("Wir treffen uns am 6.5. wieder.", None, ""),
    ("Die nächste Sitzung findet am 6.5.2024 statt.", "Die nächste Sitzung findet am 6.5.2024 statt", "2024-05-06"),
    ("## Nächstes Treffen\n\nMontag, 6. Mai 2024, 9 Uhr.", "Montag, 6. Mai 2024, 9 Uhr", "2024-05-06"),
    ("## Nächster Schritt\n\nProbe am 6. Mai 2024, 15 Uhr.", "Probe am 6. Mai 2024, 15 Uhr", "2024-05-06"),
    ("Next meeting: 6 May 2024", "6 May 2024", "2024-05-06"),
    ("The board meets again on 6 May 2024.", None, ""),
    ("Nächstes Treffen der AG Halle: 6. Mai 2024", None, ""),
    ("Die AG Halle trifft sich wieder am 6. Mai 2024.", None, ""),
    ("Bis zur nächsten Sitzung wird die Halle geräumt.", None, ""),
    ("Vor der nächsten Sitzung bis 6. Mai 2024 räumen.", None, ""),
    ("## Nächster Schritt\n\nDie Halle bis zum 6. Mai 2024 räumen.", None, ""),
    ("Nächste Sitzung: noch offen", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "day"), NEXT)
def test_the_next_meeting_is_told_where_a_day_of_the_same_body_stands(text: str, value: str | None, day: str) -> None:
    found = facts(f"# Protokoll des Beirats\n\nOrt: Kreishaus\n\n## Bericht\n\nNichts Neues.\n\n{text}\n").get("next")
    assert (found and found.value) == value
    assert (found.day.isoformat() if found and found.day else "") == day


def test_a_list_of_attendance_tells_who_came_and_nobody_who_did_not() -> None:
    rows = "".join(
        f"| {name} | Werk | {was} |\n"
        for name, was in (("Ada Temm", "ja"), ("Ole Weiß", "nein"), ("Imke Rohwer", "x"), ("Falk Ohm", "entschuldigt"))
    )
    found = told(f"# Beirat\n\nAnwesenheitsliste\n\n| Name | Einrichtung | anwesend |\n|---|---|---|\n{rows}")
    assert (found["present"], found["excused"]) == ("Ada Temm, Imke Rohwer", "Falk Ohm")
    other = rows.replace(" x ", " Dr. ").replace(" ja ", " Meisterin ").replace(" entschuldigt ", " Meister ")
    assert "present" not in told(f"# Beirat\n\n| Name | Einrichtung | Titel |\n|---|---|---|\n{other}")


LIST = "| Name | anwesend |\n|---|---|\n| Ada Temm | ja |\n| Ole Weiß | nein |\n| Bo Hell | ja, ab 10 Uhr |\n"
TRIP = "| Name | {} |\n|---|---|\n| Ole Weiß | ja |\n| Bo Hell | ja |\n"


@pytest.mark.parametrize(
    ("text", "present", "excused"),
    [
        (LIST, "Ada Temm, Bo Hell", None),
        (f"{LIST}\n## Ausflug im Juni\n\n{TRIP.format('Teilnahme')}", "Ada Temm, Bo Hell", None),
        (f"{LIST}\n## Ausflug im Juni\n\n{TRIP.format('anwesend')}", "Ada Temm, Bo Hell", None),
        (f"Guten Tag.\n\n## Ausflug im Juni\n\n{TRIP.format('Teilnahme')}", None, None),
        (f"Guten Tag.\n\n## Ausflug im Juni\n\n{TRIP.format('anwesend')}", None, None),
        (f"Guten Tag.\n\n## Teilnehmende\n\n{TRIP.format('dabei')}", "Ole Weiß, Bo Hell", None),
        (f"{LIST}\n## Anwesenheit\n\n{TRIP.format('anwesend')}", None, None),
        (f"{LIST}\n## Ausflug im Juni\n\nTeilnehmende:\n\n{TRIP.format('dabei')}", "Ada Temm, Bo Hell", None),
        (f"## Ausflug im Juni\n\nTeilnehmende:\n\n{TRIP.format('Teilnahme')}", None, None),
        (f"## Ausflug im Juni\n\n### Teilnehmende\n\n{TRIP.format('dabei')}", None, None),
        (f"Nächste Sitzung: 6. Mai 2024, 13 Uhr\n\nZusagen:\n\n{TRIP.format('anwesend')}", None, None),
        (f"Nächste Sitzung: 6. Mai 2024, 13 Uhr\n\nBitte eintragen.\n\n{TRIP.format('anwesend')}", None, None),
        (f"Folgetermin am 6. Mai 2024\n\n{TRIP.format('anwesend')}", None, None),
        (f"Folgende Runde kam zusammen.\n\n{TRIP.format('anwesend')}", "Ole Weiß, Bo Hell", None),
        (f"Zum Essen kommen:\n\n{TRIP.format('anwesend')}", None, None),
        (f"## Teilnehmerinnen und Teilnehmer\n\n{TRIP.format('dabei')}", "Ole Weiß, Bo Hell", None),
        (f"## Teilnehmer:innen\n\n{TRIP.format('dabei')}", "Ole Weiß, Bo Hell", None),
        (
            f"## TOP 1: Begrüßung und Feststellung der Anwesenheit\n\n{TRIP.format('dabei')}",
            "Ole Weiß, Bo Hell",
            None,
        ),
        (LIST.replace("Name", "Teilnehmer"), "Ada Temm, Bo Hell", None),
        ("| Teilnehmer | anwesend |\n|---|---|\n", None, None),
        ("| Teilnehmende | Einrichtung |\n|---|---|\n| Ada Temm | Werk |\n", None, None),
        ("| Anwesend | A. Beck |\n|---|---|\n| Gäste | E. Fink |\n", "A. Beck", None),
        (LIST.replace("ja, ab", "online, ab"), "Ada Temm, Bo Hell", None),
        (LIST.replace("nein", "nein (entschuldigt)"), "Ada Temm, Bo Hell", "Ole Weiß"),
        (LIST.replace("nein", "vielleicht"), None, None),
        (LIST.replace("nein", ""), None, None),
        (
            LIST.replace("| ja |", "| ✓ |").replace("ja, ab 10 Uhr", "✓ (bis TOP 3)").replace("nein", ""),
            "Ada Temm, Bo Hell",
            None,
        ),
        (
            "| Vorname | Nachname | anwesend |\n|---|---|---|\n| Ada | Temm | ja |\n| Ole | Weiß | nein |\n",
            "Ada Temm",
            None,
        ),
    ],
)
def test_a_list_tells_all_who_came_to_this_meeting_or_nothing(
    text: str, present: str | None, excused: str | None
) -> None:
    found = told(f"# Beirat\n\n{text}")
    assert (found.get("present"), found.get("excused")) == (present, excused)


@pytest.mark.parametrize(
    "was",
    [
        "ja/nein",
        "x/–",
        "x –",
        "ja?",
        "da?",
        "online nein",
        "ja, kurzfristig abgesagt",
        "ja, abwesend ab 11 Uhr",
        "ja, falls die Bahn fährt",
        "ja, durch Ole Weiß",
        "nein/entschuldigt",
        "entschuldigt?",
        "entschuldigt ab 11 Uhr",
        "entschuldigt (bis 11 Uhr)",
    ],
)
def test_a_cell_that_leaves_open_who_was_there_lets_the_list_tell_nothing(was: str) -> None:
    found = told(f"# Beirat\n\n{LIST.replace('nein', was)}")
    assert (found.get("present"), found.get("excused")) == (None, None)


@pytest.mark.parametrize("was", ["x", "anwesend (online)", "ja, 9–12 Uhr", "ja – bis TOP 3", "ja (Protokoll)"])
def test_a_cell_may_tell_how_and_how_long_somebody_was_there(was: str) -> None:
    assert told(f"# Beirat\n\n{LIST.replace('nein', was)}")["present"] == "Ada Temm, Ole Weiß, Bo Hell"


def test_a_list_below_a_first_heading_that_is_no_title_is_not_at_the_head() -> None:
    assert "present" not in told(f"Guten Tag.\n\n## Ausflug im Juni\n\n{TRIP.format('anwesend')}")


@pytest.mark.parametrize(
    ("title", "text", "value"),
    [
        ("Ergebnisse des 3. Wärmeforums", "Das 4. Wärmeforum findet am 6. Mai 2024 statt.", True),
        ("Ergebnisse des 3. Wärmeforums", "Das 5. Wärmeforum findet am 6. Mai 2024 statt.", False),
        ("Ergebnisse des Wärmeforums", "Das 4. Wärmeforum findet am 6. Mai 2024 statt.", False),
        ("Wärmeforum vom 3. Mai 2024", "Das 4. Wärmeforum findet am 6. Juni 2024 statt.", False),
        ("Wärmeforum vom 3.5.2024", "Das 4. Wärmeforum findet am 6. Juni 2024 statt.", False),
        ("Wärmeforum vom 3. und 4. Mai", "Das 4. Wärmeforum findet am 6. Juni 2024 statt.", False),
        ("Wärmeforum vom 3. u. 4. Mai", "Das 4. Wärmeforum findet am 6. Juni 2024 statt.", False),
        ("Wärmeforum vom 3.-4. Mai", "Das 4. Wärmeforum findet am 6. Juni 2024 statt.", False),
        ("Wärmeforum vom 3./4. Mai", "Das 4. Wärmeforum findet am 6. Juni 2024 statt.", False),
        ("3. ordentliches Wärmeforum", "Das 4. Wärmeforum findet am 6. Juni 2024 statt.", True),
        ("Ergebnisse des 3. Wärmeforums", "Das 4. Lichtfest findet am 6. Mai 2024 statt.", False),
    ],
)
def test_the_meeting_with_the_following_number_is_the_next_one(title: str, text: str, value: bool) -> None:
    found = facts(f"# {title}\n\nOrt: Kreishaus\n\n## Bericht\n\n{text}\n").get("next")
    assert (found and found.value) == (text.removesuffix(".") if value else None)


def test_a_document_that_is_no_minutes_tells_nothing() -> None:
    assert facts_of(minutes(FORMAL, type="press_release")) == ()


def test_minutes_without_a_day_of_their_own_take_the_one_that_they_state() -> None:
    found = facts("# Beirat\n\nDatum: 3. Mai 2021, Kreishaus\n", date=None)
    assert found["date"].day == datetime.date(2021, 5, 3)


PIECES = (
    "# ",
    "\n",
    "\n\n",
    "Ort:",
    "Datum: ",
    "4. März 2024",
    "Leitung: _",
    "| ",
    "- ",
    "Nächste Sitzung",
    "am ",
    ", ",
    "(Vorsitz)",
    "31.2.",
    "TOP 1",
    "ß\u00ad𝔸",
)


@given(
    st.lists(
        st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=("C",)), max_size=8)), max_size=30
    ).map("".join)
)
def test_no_text_makes_it_fail_and_each_quote_stands_in_its_document(text: str) -> None:
    document = minutes(f"# Beirat\n\n{text}")
    for fact in facts_of(document):
        assert " ".join(document.text[fact.proof.start : fact.proof.end].split()) == fact.proof.text
