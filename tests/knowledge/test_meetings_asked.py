"""Questions about a meeting itself are told from all others, and name it by its body, its lab, or a time."""

from __future__ import annotations

import datetime

import pytest
from meetings import minutes

from assistant.knowledge.minutes.questions.meeting_question import AskedMeeting, asked_of
from assistant.language.periods import Period
from assistant.records import DocumentInfo

TODAY = datetime.date(2026, 11, 27)


def info(title: str, day: str, lab: str | None = None) -> DocumentInfo:
    return minutes(f"# {title}\n\nOrt: Kreishaus\n", date=datetime.date.fromisoformat(day), lab=lab).info


KNOWN = [
    info("Lenkungskreis, Protokoll der 9. Sitzung", "2025-02-04"),
    info("Niederschrift des Forums Infrastruktur: Abwärme", "2024-11-26", "Infrastruktur"),
    info("Internes Protokoll Lab Technologie: Prüfstand", "2024-04-09", "Technologie"),
    info("Protokoll der Werkstatt „Schicht und Schule“", "2024-03-12", "Zukunft der Arbeit"),
    info("Lenkungskreis, Protokoll der 3. Sitzung", "2023-06-20"),
]


def day(text: str) -> Period:
    return Period(datetime.date.fromisoformat(text), datetime.date.fromisoformat(text))


def asked(text: str, about: str = "") -> AskedMeeting | None:
    return asked_of(text, about or text, KNOWN, TODAY)


ASKED = {
    "wer war am 20. Juni im Lenkungskreis dabei?": ("present", ["Lenkungskreis"], day("2023-06-20")),
    "Wer war beim Lab Technologie im April 2024 anwesend?": (
        "present",
        ["Lab", "Technologie"],
        Period(datetime.date(2024, 4, 1), datetime.date(2024, 4, 30)),
    ),
    "Wie viele Leute waren bei der Werkstatt Schicht und Schule?": (
        "present",
        ["Werkstatt", "Schicht", "Schule"],
        None,
    ),
    "Teilnehmende der 3. Sitzung": ("present", [], day("2023-06-20")),
    "Who attended the Lenkungskreis in February 2025?": (
        "present",
        ["Lenkungskreis"],
        Period(datetime.date(2025, 2, 1), datetime.date(2025, 2, 28)),
    ),
    "Wer fehlte bei der 3. Sitzung?": ("excused", [], day("2023-06-20")),
    "Wer war nicht dabei am 20. Juni 2023?": ("excused", [], day("2023-06-20")),
    "wer leitet das Forum Infrastruktur?": ("chair", ["Forum", "Infrastruktur"], None),
    "Wer hatte den Vorsitz im Lenkungskreis?": ("chair", ["Lenkungskreis"], None),
    "wer hat am 4.2.2025 Protokoll geführt?": ("keeper", [], day("2025-02-04")),
    "Wie viele waren beim Forum dabei?": ("present", ["Forum"], None),
    "Wo hat sich das Lab Technologie getroffen?": ("place", ["Lab", "Technologie"], None),
    "Wo fand die Werkstatt statt?": ("place", ["Werkstatt"], None),
    "Wann und wo war das Forum?": ("date", ["Forum"], None),
    "wann ist die nächste Lenkungskreissitzung?": ("next", ["Lenkungskreis"], None),
    "wann tagt das Forum wieder und wo?": ("next", ["Forum"], None),
    "Nächster Termin Lab Technologie": ("next", ["Lab", "Technologie"], None),
    "wann trifft sich das Lab Technologie im Jahr 2027?": (
        "next",
        ["Lab", "Technologie"],
        Period(datetime.date(2027, 1, 1), datetime.date(2027, 12, 31)),
    ),
    "welche Sitzungen gab es 2024?": ("date", [], Period(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))),
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), ASKED.items(), ids=str)
def test_what_is_asked_of_which_meeting(text: str, found: tuple[str, list[str], Period | None]) -> None:
    got = asked(text)
    assert got
    assert (got.fields[0], list(got.words), got.period) == found


def test_the_last_meeting_is_one() -> None:
    got = asked("Wann war die letzte Sitzung vom Lenkungskreis?")
    assert got
    assert got.is_last


@pytest.mark.parametrize(
    "text",
    [
        "Wie oft hat der Lenkungskreis getagt?",
        "Wie oft hat sich der Lenkungskreis getroffen?",
        "Wie viele Sitzungen hatte der Lenkungskreis?",
    ],
)
def test_how_often_a_body_met_is_a_list_of_its_meetings(text: str) -> None:
    got = asked(text)
    assert got
    assert (got.kind, list(got.words)) == ("list", ["Lenkungskreis"])


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("an welchen Treffen hat Brandewie teilgenommen?", "Brandewie"),
        ("In welchen Sitzungen war Frau Dr. Ada Kolb dabei?", "Frau Dr. Ada Kolb"),
        ("Which meetings did Haverstock attend?", "Haverstock"),
        ("In welchen Sitzungen war Ada Kolb?", "Ada Kolb"),
        ("War Ada Kolb am 4. Februar dabei?", "Ada Kolb"),
    ],
)
def test_whose_meetings_are_asked_for(text: str, person: str) -> None:
    got = asked(text)
    assert got
    assert (got.kind, got.person, got.words) == ("attended", person, ())


@pytest.mark.parametrize(
    "text",
    [
        "War Ada Kolb im Forum dabei?",
        "Hat Ada Kolb am Forum teilgenommen?",
        "Was Ada Kolb present at the Forum?",
        "Did Ada Kolb attend the Forum?",
    ],
)
def test_it_may_be_asked_whether_somebody_was_there(text: str) -> None:
    got = asked(text)
    assert got
    assert (got.kind, got.person, got.words) == ("attended", "Ada Kolb", ("Forum",))


@pytest.mark.parametrize("text", ["War Ada Kolb nicht dabei?", "War das im Forum dabei?"])
def test_who_was_not_there_or_what_is_asked_otherwise(text: str) -> None:
    got = asked(text)
    assert got is None or got.kind != "attended"


def test_a_month_that_was_talked_of_is_the_time_of_the_meeting() -> None:
    got = asked("Wer war dabei?", "Februar: Wer war dabei?")
    assert got
    assert got.period == Period(datetime.date(2025, 2, 1), datetime.date(2025, 2, 28))


def test_people_are_counted_at_a_meeting_or_at_a_time_of_which_there_are_minutes() -> None:
    assert asked("Wie viele Gäste kamen im September 2022?") is None
    assert asked("Wie viele Leute kamen im Februar 2025?")
    assert asked("Wie viele Gäste waren bei der Sitzung im September 2022?")


OTHERS = [
    "Wer leitet das Lab Technologie?",
    "Wer leitet das Netzwerk?",
    "Wer hat die Leitung des Labs Technologie?",
    "Wann trifft sich ein Lab?",
    "Wann trifft sich die AG Kleine Lose?",
    "Wann war die Vergabe des Prüfstands?",
    "Wann war der Prüfstand da?",
    "wann war die Abstimmung im Forum?",
    "Wann hat der Lenkungskreis die Obergrenze angehoben?",
    "Wann hat die Werkstatt die Beschlüsse gefasst?",
    "Wann ist die nächste Frist beim Kreislauf-Check?",
    "Wann öffnet der Innovationsgutschein wieder?",
    "Wo bekommt man nächstes Jahr Förderung?",
    "Wann ist der nächste Termin?",
    "Nächste Schritte im Lab Technologie",
    "Nächster Termin der Fördermittelberatung",
    "Wie viele Personen haben an der Umfrage teilgenommen?",
    "Wie viele Teilnehmer haben den Kurs besucht?",
    "Welche Workshops bieten Sie an?",
    "Wo finde ich die Protokolle?",
    "Wo wird die Lücke gespart?",
    "wer hat am 4. Februar 2025 im Lenkungskreis mit Nein gestimmt?",
    "Wer hat das Protokoll der 9. Sitzung genehmigt?",
    "Was wurde in der letzten Sitzung des Lenkungskreises beschlossen?",
    "Was hat Vossgrün in der 9. Sitzung gesagt?",
    "Wer leitete das Forum und was wurde beschlossen?",
    "Wer leitete das Forum und wann war es?",
    "Wer war dabei?",
    "Wie viele waren beim Forum dagegen?",
    "Wer war beim Beirat dabei?",
    "Wann war die letzte Sitzung des Beirats?",
    "wer war dabei, als der Vorvertrag unterschrieben wurde?",
    "Wer führt die Verhandlung?",
    "Sitzungen",
    "",
    "wer " * 100 + "war dabei in der letzten Sitzung?",
]


@pytest.mark.parametrize("text", OTHERS)
def test_every_other_question_is_left_to_others(text: str) -> None:
    assert asked(text) is None


def test_a_follow_up_takes_the_meeting_over_and_words_of_its_own_must_name_one() -> None:
    got = asked("wer war dabei?", "Lenkungskreis am 4. Februar 2025 beschlossen: wer war dabei?")
    assert got
    assert (got.words, got.period) == (("Lenkungskreis",), day("2025-02-04"))
    assert asked("wer war dabei?", "letzte Sitzung des Beirats: wer war dabei?") is None
    assert asked("wer war beim Ausflug dabei?", "letzte Sitzung des Forums: wer war beim Ausflug dabei?") is None


def test_a_word_that_no_minutes_bear_is_none_of_a_meeting_for_who_sees_no_such_minutes() -> None:
    text = "Wer war bei der letzten Sitzung des Lenkungskreises dabei?"
    assert asked_of(text, text, KNOWN[1:4], TODAY) is None
