"""Which lists of outcomes questions ask for: times, persons in any case, what is left out, and what still stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import pytest
from meetings import minutes

from assistant.knowledge.minutes.people.persons import MASK
from assistant.knowledge.minutes.questions.outcome_forms import asks_of_done
from assistant.knowledge.minutes.questions.outcome_question import outcomes_asked_for
from assistant.knowledge.minutes.questions.person_names import Known
from assistant.knowledge.outcomes import OutcomeFilter
from assistant.records import AUDIENCES, Question

ALL = frozenset(AUDIENCES)
TODAY = datetime.date(2024, 11, 27)
BOARD = minutes("# Sitzung des Beirats\n", "beirat.md", lab="Technologie", date=datetime.date(2024, 3, 4)).info
WORKSHOP = minutes("# Dokumentation der Ideenwerkstatt\n", "ideen.md", date=datetime.date(2024, 6, 17)).info
FIRST = minutes("# Auftakt: die Werkstatt\n", "auftakt.md", date=datetime.date(2023, 5, 2)).info
DOCUMENTS = (BOARD, WORKSHOP, FIRST)
PERSONS = ("M. Brandewie", "Malte Brandewie", "A. Rübsam", "Prof. Dr. Ilka Sommerkorn (HS Au)", "Rechtsamt", "Ole Weiß")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def due(first: str | None = None, last: str | None = None, **fields: object) -> OutcomeFilter:
    span = {"due_from": first and day(first), "due_to": last and day(last)}
    return OutcomeFilter("task", **span, **fields)  # type: ignore[arg-type]


def held(kind: str | None, first: str, last: str | None, **fields: object) -> OutcomeFilter:
    return OutcomeFilter(kind, date_from=day(first), date_to=last and day(last), **fields)  # type: ignore[arg-type]


def known() -> Iterable[str]:
    return PERSONS


def wanted_by(text: str) -> OutcomeFilter | None:
    return outcomes_asked_for(Question(text, ALL), DOCUMENTS, TODAY, known)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Aufgaben im Dezember 2024", due("2024-12-01", "2024-12-31")),
        ("Aufgaben für Dezember 2024", due("2024-12-01", "2024-12-31")),
        ("Aufgaben im Oktober 2024", due("2024-10-01", "2024-10-31")),
        ("Aufgaben im März 2024", held("task", "2024-03-01", "2024-03-31")),
        ("wer sollte was erledigen nach dem treffen am 4. märz 2024", held("task", "2024-03-04", "2024-03-04")),
        ("Wer muss was machen nach der Besprechung?", OutcomeFilter("task")),
        ("Was ist zu tun nach der Sitzung am 4. März 2024?", held("task", "2024-03-04", "2024-03-04")),
        ("Was ist laut Protokoll vom 4. März 2024 zu erledigen?", held("task", "2024-03-04", "2024-03-04")),
        ("Was muss nach dem Treffen vom 4. März 2024 gemacht werden?", held("task", "2024-03-04", "2024-03-04")),
        ("Was müssen wir nach dem Beirat tun?", OutcomeFilter("task", query="Beirat")),
        ("was ist nach der letzten sitzung noch zu tun", held("task", "2024-06-17", "2024-06-17", still=True)),
        ("Welche To-dos gibt es nach dem letzten Treffen?", held("task", "2024-06-17", "2024-06-17")),
        (
            "was waren die hausaufgaben vom treffen am 4. märz 2024?",
            held("task", "2024-03-04", "2024-03-04", query="hausaufgaben"),
        ),
        (
            "Hat Ole Weiß noch offene Hausaufgaben?",
            OutcomeFilter("task", person="Ole Weiß", query="Hausaufgaben", still=True),
        ),
        ("Welche Aufgaben wurden im Oktober 2024 verteilt?", held("task", "2024-10-01", "2024-10-31")),
        ("Was wurde im letzten Treffen erreicht?", held(None, "2024-06-17", "2024-06-17")),
        ("Was war das Ergebnis des letzten Treffens?", held(None, "2024-06-17", "2024-06-17")),
        ("Was sind die Ergebnisse der Workshops im Lab Technologie?", OutcomeFilter(None, lab="Technologie")),
        ("Was haben die Workshops im Lab Technologie gebracht?", OutcomeFilter(None, lab="Technologie")),
        ("Welche Aufgaben gibt es seit Juli 2024?", held("task", "2024-07-01", None)),
        ("Aufgaben für Dezember", due("2024-12-01", "2024-12-31")),
        ("Aufgaben im Januar", due("2025-01-01", "2025-01-31")),
        ("Was ist im März fällig?", due("2025-03-01", "2025-03-31")),
        ("Welche Aufgaben sind bis Ende Januar fällig?", due(None, "2025-01-31")),
        ("Welche Aufgaben gab es im Mai?", held("task", "2023-05-01", "2023-05-31")),
        ("Was wurde im Juni beschlossen?", held("decision", "2024-06-01", "2024-06-30")),
        ("Was wurde im Oktober beschlossen?", held("decision", "2024-10-01", "2024-10-31")),
        ("Was wurde im Dezember beschlossen?", held("decision", "2023-12-01", "2023-12-31")),
        ("Welche Beschlüsse gab es seit Oktober?", held("decision", "2024-10-01", None)),
        ("Was ist nächste Woche fällig?", due("2024-12-02", "2024-12-08")),
        ("Was ist heute fällig?", due("2024-11-27", "2024-11-27")),
        ("Was ist morgen fällig?", due("2024-11-28", "2024-11-28")),
        ("Was ist fällig?", due(still=True)),
        ("What is due?", due(still=True)),
        ("Welche Aufgaben sind im Lab Technologie fällig?", due(lab="Technologie", still=True)),
        ("Was war fällig?", due()),
        ("What is due next month?", due("2024-12-01", "2024-12-31")),
        ("Was ist überfällig?", due(None, "2024-11-26", still=True)),
        ("Welche Aufgaben sind noch nicht überfällig?", due("2024-11-27", still=True)),
        ("Which tasks are not overdue?", due("2024-11-27", still=True)),
    ],
)
def test_a_time_that_can_be_no_meetings_is_when_tasks_are_due_and_a_month_needs_no_year(
    text: str, wanted: OutcomeFilter
) -> None:
    assert wanted_by(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Was wurde am 4. März beschlossen?", held("decision", "2024-03-04", "2024-03-04")),
        ("Was wurde am Montag, 4. März beschlossen?", held("decision", "2024-03-04", "2024-03-04")),
        ("Was wurde am Montag, dem 4. März 2024 beschlossen?", held("decision", "2024-03-04", "2024-03-04")),
        ("Beschlüsse vom 17.6.", held("decision", "2024-06-17", "2024-06-17")),
        ("Beschlüsse seit dem 4. März", held("decision", "2024-03-04", None)),
        ("Was wurde im Frühjahr beschlossen?", held("decision", "2024-03-01", "2024-05-31")),
        ("Was wurde im Sommer 2024 beschlossen?", held("decision", "2024-06-01", "2024-08-31")),
        ("Was wurde seit der letzten Sitzung beschlossen?", held("decision", "2024-06-17", None)),
        ("What was decided since the last meeting?", held("decision", "2024-06-17", None)),
        ("Was wurde nach der letzten Sitzung beschlossen?", held("decision", "2024-06-18", None)),
        ("Was wurde vor der letzten Sitzung beschlossen?", OutcomeFilter("decision", date_to=day("2024-06-16"))),
        ("Welche Beschlüsse gab es bis zur letzten Sitzung?", OutcomeFilter("decision", date_to=day("2024-06-17"))),
        (
            "letzten Sitzung: Was wurde nach der letzten Sitzung beschlossen?",
            held("decision", "2024-06-18", None),
        ),
        ("Was wurde letzten Juni beschlossen?", held("decision", "2024-06-01", "2024-06-30")),
        ("Was wurde am Donnerstag beschlossen?", held("decision", "2024-11-21", "2024-11-21")),
        ("Was wurde letzten Donnerstag beschlossen?", held("decision", "2024-11-21", "2024-11-21")),
        ("Was ist bis Donnerstag fällig?", due(None, "2024-11-28")),
        ("Was ist bis zum 3. Mai fällig?", due(None, "2025-05-03")),
        ("Was war bis Ende Mai fällig?", due(None, "2024-05-31")),
        ("Was sollte Ole Weiß bis Ende Mai machen?", due(None, "2024-05-31", person="Ole Weiß")),
        ("Was musste Ole Weiß im Januar machen?", due("2024-01-01", "2024-01-31", person="Ole Weiß")),
        ("Was muss Ole Weiß bis Ende Mai machen?", due(None, "2025-05-31", person="Ole Weiß")),
        ("Aufgaben vom Januar 2024", due("2024-01-01", "2024-01-31")),
        ("Beschlüsse zum 4. März", OutcomeFilter("decision", query="4 März")),
    ],
)
def test_a_day_a_season_or_a_weekday_without_its_year_is_the_last_one_and_what_was_due_no_next_one(
    text: str, wanted: OutcomeFilter
) -> None:
    assert wanted_by(text) == wanted


def test_on_a_friday_the_friday_that_was_is_the_last_one() -> None:
    question = Question("Was wurde am Freitag beschlossen?", ALL)
    wanted = held("decision", "2024-11-22", "2024-11-22")
    assert outcomes_asked_for(question, DOCUMENTS, day("2024-11-29"), known) == wanted


def test_a_month_without_its_year_is_none_that_is_too_late_for_the_last_minutes() -> None:
    years_later = outcomes_asked_for(
        Question("Was muss Ole Weiß bis Ende Mai machen?", ALL), DOCUMENTS, day("2026-11-27"), known
    )
    assert years_later == due(None, "2024-05-31", person="Ole Weiß")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("welche aufgaben hat malte brandewie", "malte brandewie"),
        ("WELCHE AUFGABEN HAT MALTE BRANDEWIE?", "MALTE BRANDEWIE"),
        ("aufgaben anneke rübsam", "anneke rübsam"),
        ("aufgaben von anneke ruebsam", "anneke ruebsam"),
        ("todos sommerkorn", "sommerkorn"),
        ("welche aufgaben hat frau sommerkorn", "frau sommerkorn"),
        ("was hat m. brandewie zu tun", "m. brandewie"),
        ("aufgaben ole", "ole"),
        ("todos rechtsamt", "rechtsamt"),
        ("Aufgaben Sommerkorn", "Sommerkorn"),
    ],
)
def test_a_person_of_the_minutes_is_found_however_it_is_written(text: str, person: str) -> None:
    assert wanted_by(text) == OutcomeFilter("task", person=person)


@pytest.mark.parametrize("text", ["aufgaben anna brandewie", "aufgaben anna", "was muss ich machen"])
def test_nobody_else_is_taken_for_a_person(text: str) -> None:
    wanted = wanted_by(text)
    assert wanted is None or not wanted.person


def test_a_word_of_the_question_is_no_first_name_by_its_initial() -> None:
    assert Known(PERSONS).masked("was muss brandewie tun") == f"was muss {MASK * 9} tun"


@pytest.mark.parametrize(
    "text",
    [
        "Welche Aufgaben sind nicht von Ole Weiß?",
        "Beschlüsse ohne Ladepark",
        "Welche Beschlüsse bis auf den zum Ladepark gibt es?",
        "Welche Beschlüsse außer dem zum Ladepark gibt es?",
        "Welche Aufgaben haben keine Frist?",
        "Welche Beschlüsse gelten nicht mehr?",
        "Which decisions were not about parking?",
        "Ergebnisse der Befragung 2024",
        "Ergebnisse der Studie des Labs Technologie",
        "Fasse die Studie zusammen",
        "Zusammenfassung der Förderrichtlinie 2024",
        "Ergebnisse",
        "Wie viele Stimmen bekam der Beschluss?",
    ],
)
def test_what_no_list_can_tell_is_left_to_the_ordinary_way(text: str) -> None:
    assert wanted_by(text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Was ist seit Juni 2024 neu beschlossen worden?", held("decision", "2024-06-01", None)),
        ("Welche Beschlüsse gelten noch?", OutcomeFilter("decision", still=True)),
        ("Welche Beschlüsse gelten bis auf Weiteres?", OutcomeFilter("decision", still=True)),
        ("Decisions until further notice", OutcomeFilter("decision", still=True)),
        ("Welche Beschlüsse wurden nicht aufgehoben?", OutcomeFilter("decision", still=True)),
        ("offene Aufgaben", OutcomeFilter("task", still=True)),
        ("offene Aufgaben Ole Weiß", OutcomeFilter("task", person="Ole Weiß", still=True)),
        ("Welche Aufgaben sind noch nicht erledigt?", OutcomeFilter("task", still=True)),
        ("Was ist noch nicht entschieden?", OutcomeFilter("open")),
        ("Was wurde in der Ideenwerkstatt nicht geklärt?", OutcomeFilter("open", query="Ideenwerkstatt")),
        ("Welche Entscheidungen wurden vertagt?", OutcomeFilter("open")),
        ("Fasse mir den letzten Beirat zusammen", held(None, "2024-03-04", "2024-03-04")),
        ("Was wurde bei den letzten Sitzungen beschlossen?", OutcomeFilter("decision")),
        ("Welche Aufgaben gab es für Malte Brandewie?", OutcomeFilter("task", person="Malte Brandewie")),
        ("Which decisions were postponed?", OutcomeFilter("open")),
        ("Was ist noch zu tun?", OutcomeFilter("task", still=True)),
        ("Wer muss noch etwas erledigen?", OutcomeFilter("task", still=True)),
        ("Was soll bis zum nächsten Treffen passieren?", OutcomeFilter("task")),
        ("Wer hat welche Aufgaben übernommen?", OutcomeFilter("task")),
        ("Worauf hat man sich im Lab Technologie geeinigt?", OutcomeFilter("decision", "Technologie")),
        ("Was wurde bei der letzten Werkstatt beschlossen?", held("decision", "2024-06-17", "2024-06-17")),
        ("Wie viele Beschlüsse wurden 2024 gefasst?", held("decision", "2024-01-01", "2024-12-31")),
        ("Fasse das Protokoll vom 4. März 2024 zusammen", held(None, "2024-03-04", "2024-03-04")),
        ("fasse das protokoll vom 4.3.24 zusammen", held(None, "2024-03-04", "2024-03-04")),
        ("Was war das Ergebnis der letzten Sitzung?", held(None, "2024-06-17", "2024-06-17")),
        ("Fasse die Beschlüsse der letzten Sitzung zusammen", held("decision", "2024-06-17", "2024-06-17")),
        ("Bitte fasse die letzte Werkstatt zusammen", held(None, "2024-06-17", "2024-06-17")),
        ("Zusammenfassung der letzten Sitzung", held(None, "2024-06-17", "2024-06-17")),
        ("Was kam beim Beirat am 4. März 2024 heraus?", held(None, "2024-03-04", "2024-03-04")),
        ("Was hat der Beirat am 4. März 2024 ergeben?", held(None, "2024-03-04", "2024-03-04")),
        ("Was hat die Ideenwerkstatt gebracht?", OutcomeFilter(query="Ideenwerkstatt")),
        ("Was kam bei der Ideenwerkstatt heraus?", OutcomeFilter(query="Ideenwerkstatt")),
        ("Ergebnisse Lab Technologie", OutcomeFilter(None, "Technologie")),
        ("Ergebnisse der Ideenwerkstatt", OutcomeFilter(query="Ideenwerkstatt")),
        ("Summarize the minutes of 4 March 2024", held(None, "2024-03-04", "2024-03-04")),
    ],
)
def test_what_was_decided_what_still_stands_and_all_of_a_meeting_are_lists(text: str, wanted: OutcomeFilter) -> None:
    assert wanted_by(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Worum ging es beim letzten Treffen?", held(None, "2024-06-17", "2024-06-17")),
        ("um was ging es in der Ideenwerkstatt", OutcomeFilter(query="Ideenwerkstatt")),
        ("Worum ging's im Beirat am 4. März?", held(None, "2024-03-04", "2024-03-04")),
        ("Was wurde in der letzten Sitzung besprochen?", held(None, "2024-06-17", "2024-06-17")),
        ("Was haben wir am Montag, 17. Juni besprochen?", held(None, "2024-06-17", "2024-06-17")),
        ("Was war am 4. März?", held(None, "2024-03-04", "2024-03-04")),
        ("Was war im Beirat Thema?", OutcomeFilter(query="Beirat")),
        ("Was war das Thema der letzten Sitzung?", held(None, "2024-06-17", "2024-06-17")),
        ("Welche Themen gab es am 4. März?", held(None, "2024-03-04", "2024-03-04")),
        ("What was discussed at the last meeting?", held(None, "2024-06-17", "2024-06-17")),
        ("Was ist bei Brandewie noch offen?", OutcomeFilter("open", person="Brandewie", still=True)),
        ("was steht bei malte brandewie noch aus", OutcomeFilter("open", person="malte brandewie", still=True)),
        ("Was hat Ole Weiß noch offen?", OutcomeFilter("open", person="Ole Weiß", still=True)),
        ("Was ist bei Frau Sommerkorn noch offen?", OutcomeFilter("open", person="Frau Sommerkorn", still=True)),
        ("Was ist im Lab Technologie noch offen?", OutcomeFilter("open", "Technologie", still=True)),
        ("Was blieb im Lab Technologie offen?", OutcomeFilter("open", "Technologie")),
        ("Was ist noch ungeklärt?", OutcomeFilter("open")),
        ("Offene Fragen im Lab Technologie", OutcomeFilter("open", "Technologie")),
        ("Was ist bei Glimmdohle noch offen?", OutcomeFilter("open", query="Glimmdohle", still=True)),
        ("Lab Technologie: und was ist noch offen?", OutcomeFilter("open", "Technologie", still=True)),
        ("Lab Technologie: und die offenen Aufgaben?", OutcomeFilter("task", "Technologie", still=True)),
        ("Lab Technologie: und die Beschlüsse?", OutcomeFilter("decision", "Technologie")),
        ("letzte Sitzung: worum ging es?", held(None, "2024-06-17", "2024-06-17")),
        ("Was sind die offenen Aufgaben aus dem Beirat?", OutcomeFilter("task", query="Beirat", still=True)),
        ("Was sind die Beschlüsse des Beirats?", OutcomeFilter("decision", query="Beirats")),
        ("Was sind die offenen Fragen?", OutcomeFilter("open")),
        ("Gibt es noch offene Aufgaben im Lab Technologie?", OutcomeFilter("task", "Technologie", still=True)),
        ("Gibt es offene Aufgaben bei Brandewie?", OutcomeFilter("task", person="Brandewie", still=True)),
        ("Hat Ole Weiß noch offene Aufgaben?", OutcomeFilter("task", person="Ole Weiß", still=True)),
        ("Wer hat noch offene Aufgaben?", OutcomeFilter("task", still=True)),
        ("Was waren die Ergebnisse vom 4. März?", held(None, "2024-03-04", "2024-03-04")),
        ("Wie war die Abstimmung am 4. März?", held("decision", "2024-03-04", "2024-03-04")),
        ("Ergebnis der Abstimmung am 4. März 2024", held("decision", "2024-03-04", "2024-03-04")),
        ("Was war das Ergebnis der Abstimmung zum Ladepark?", OutcomeFilter("decision", query="Ladepark")),
        ("Wie ging die Abstimmung zum Ladepark aus?", OutcomeFilter("decision", query="Ladepark")),
        ("Welche Fristen laufen im Dezember 2024 ab?", due("2024-12-01", "2024-12-31")),
        ("Was wurde nach dem 1.6. beschlossen?", held("decision", "2024-06-02", None)),
        ("Beschlüsse nach März", held("decision", "2024-04-01", None)),
        ("Welche Aufgaben gab es nach dem 1. Juni?", OutcomeFilter("task", date_from=day("2024-06-02"))),
        ("Was wurde vor dem 1.6. beschlossen?", OutcomeFilter("decision", date_to=day("2024-05-31"))),
        ("Was wurde beim letzten Mal beschlossen?", held("decision", "2024-06-17", "2024-06-17")),
        ("Welche Fristen gibt es im Lab Technologie?", due(lab="Technologie")),
        ("Wer muss bis Ende Februar 2025 was machen?", due(None, "2025-02-28")),
        ("Wer sollte bis Ende Mai was erledigen?", due(None, "2024-05-31")),
        ("Was wurde beschlossen in 2024?", held("decision", "2024-01-01", "2024-12-31")),
        ("Was wurde beschlossen im Lab Technologie?", OutcomeFilter("decision", "Technologie")),
    ],
)
def test_what_a_meeting_was_about_what_somebody_has_open_and_deadlines_are_lists(
    text: str, wanted: OutcomeFilter
) -> None:
    assert wanted_by(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Worum ging es in der Studie?",
        "Was wurde zum Ladepark besprochen?",
        "Was war am 9. November 1989?",
        "Was war am 5. März?",
        "Was war das Thema der Förderrichtlinie?",
        "Was ist Thema der Studie?",
        "Welche Themen macht das Lab Technologie?",
        "Welche Fristen gibt es?",
        "Welche Fristen haben die Förderprogramme?",
        "Was steht in der Richtlinie?",
        "Was sind die Aufgaben des Netzwerks?",
        "Wie war die Stimmung im Beirat?",
        "Welche Beschlüsse gab es davor?",
        "Was waren die Ergebnisse vom 5. März?",
        "Was waren die Ergebnisse 2024?",
        "Gibt es offene Stellen im Lab Technologie?",
        "Was wurde 2019 besprochen?",
    ],
)
def test_what_is_no_meeting_is_not_summed_up(text: str) -> None:
    assert wanted_by(text) is None


ROBOTS = "# Internes Protokoll Lab Technologie: Roboterzelle und Prüfstand\n"
TITLED = (
    minutes(ROBOTS, "zelle.md", lab="Technologie", date=day("2024-04-09")).info,
    minutes("# Forum Infrastruktur: Abwärme\n", "forum.md", lab="Infrastruktur", date=day("2024-05-06")).info,
    minutes("# Lenkungskreis, Protokoll der 9. Sitzung: Haushalt\n", "kreis.md", date=day("2024-02-06")).info,
)


LABS = ("Zukunft der Arbeit", "Neue Geschäftsmodelle", "Arbeit und Recht")
OF_LABS = tuple(minutes("# Sitzung\n", f"{number}.md", lab=lab).info for number, lab in enumerate(LABS))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Was hat das Lab Zukunft beschlossen?", OutcomeFilter("decision", "Zukunft der Arbeit")),
        ("Beschlüsse Lab Geschäftsmodelle", OutcomeFilter("decision", "Neue Geschäftsmodelle")),
        ("aufgaben lab geschaeftsmodell", OutcomeFilter("task", "Neue Geschäftsmodelle")),
        ("Was wurde im Lab Recht beschlossen?", OutcomeFilter("decision", "Arbeit und Recht")),
        ("Beschlüsse Lab Arbeit", OutcomeFilter("decision", query="Arbeit")),
        ("Beschlüsse Lab Zukunft Mobilität", OutcomeFilter("decision", query="Zukunft Mobilität")),
        ("Beschlüsse Lab Zukunft und Recht", OutcomeFilter("decision", query="Zukunft Recht")),
        ("Was wurde im Lab zur Zukunft beschlossen?", OutcomeFilter("decision", query="Zukunft")),
    ],
)
def test_a_part_of_the_name_of_one_lab_alone_is_enough(text: str, wanted: OutcomeFilter) -> None:
    assert outcomes_asked_for(Question(text, ALL), OF_LABS, TODAY, known) == wanted


@pytest.mark.parametrize(
    ("text", "on", "query"),
    [
        ("Was wurde am 9. April 2024 zum Prüfstand beschlossen?", "2024-04-09", "Prüfstand"),
        ("Was wurde am 9. April 2024 zur Roboterzelle beschlossen?", "2024-04-09", "Roboterzelle"),
        ("Welche internen Beschlüsse gab es am 9. April 2024?", "2024-04-09", ""),
        ("Was wurde im Forum Infrastruktur am 6. Mai 2024 beschlossen?", "2024-05-06", ""),
        ("Was wurde am 6. Mai 2024 zur Infrastruktur beschlossen?", "2024-05-06", "Infrastruktur"),
        ("Was wurde im Lenkungskreis am 6. Februar 2024 beschlossen?", "2024-02-06", ""),
        ("Was wurde im Lenkungskreis am 6. Februar 2024 zum Haushalt beschlossen?", "2024-02-06", "Haushalt"),
        ("Was wurde in der 9. Sitzung für 2025 beschlossen?", "2024-02-06", "2025"),
        ("Was wurde in der 9. Sitzung für nächstes Jahr beschlossen?", "2024-02-06", "2025"),
    ],
)
def test_a_topic_in_the_title_is_still_asked_for_and_the_body_is_told_by_the_day(
    text: str, on: str, query: str
) -> None:
    assert outcomes_asked_for(Question(text, ALL), TITLED, TODAY, known) == held("decision", on, on, query=query)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Was wurde für nächstes Jahr beschlossen?", OutcomeFilter("decision", query="2025")),
        ("Was wurde für das Jahr 2025 beschlossen?", OutcomeFilter("decision", query="2025")),
        ("Was wurde für dieses Jahr beschlossen?", OutcomeFilter("decision", query="2024")),
        ("Was wurde für die nächsten zwei Jahre beschlossen?", OutcomeFilter("decision", query="nächsten zwei Jahre")),
        ("Was wurde zur Arbeit von morgen beschlossen?", OutcomeFilter("decision", query="Arbeit morgen")),
        ("Welche offenen Fragen gibt es für das nächste Jahr?", OutcomeFilter("open", query="2025")),
        ("What was decided for next year?", OutcomeFilter("decision", query="2025")),
        ("Was wurde für Juni beschlossen?", OutcomeFilter("decision", query="Juni")),
        ("Beschlüsse für Ende 2023", OutcomeFilter("decision", query="2023")),
        ("Beschlüsse für Mai 2023", OutcomeFilter("decision", query="Mai 2023")),
        ("Was wurde im Juni für Mai beschlossen?", held("decision", "2024-06-01", "2024-06-30", query="Mai")),
        ("Was wurde für 2025 im Juni 2024 beschlossen?", held("decision", "2024-06-01", "2024-06-30", query="2025")),
        ("Was wurde für den 4. März 2024 beschlossen?", held("decision", "2024-03-04", "2024-03-04")),
        ("Was wurde dieses Jahr beschlossen?", held("decision", "2024-01-01", "2024-12-31")),
        ("Fasse die Protokolle für 2023 zusammen", held(None, "2023-01-01", "2023-12-31")),
        ("Aufgaben für nächstes Jahr", due("2025-01-01", "2025-12-31")),
        ("Aufgaben für Ende 2025", due("2025-01-01", "2025-12-31")),
    ],
)
def test_a_time_to_come_and_what_is_decided_for_a_time_is_a_topic_and_no_day_of_a_meeting(
    text: str, wanted: OutcomeFilter
) -> None:
    assert wanted_by(text) == wanted


def test_a_period_that_has_begun_today_is_that_of_the_meetings() -> None:
    question = Question("Was wurde dieses Jahr beschlossen?", ALL)
    wanted = held("decision", "2024-01-01", "2024-12-31")
    assert outcomes_asked_for(question, DOCUMENTS, day("2024-01-01"), known) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Welche Aufgaben hatte Malte Brandewie?", OutcomeFilter("task", person="Malte Brandewie")),
        (
            "Welche Frist hatte Malte Brandewie für den Lageplan?",
            OutcomeFilter("task", person="Malte Brandewie", query="Lageplan"),
        ),
        ("Welche Frist galt für Ole Weiß?", OutcomeFilter("task", person="Ole Weiß")),
        ("Which deadline did Ole Weiß have?", OutcomeFilter("task", person="Ole Weiß")),
        ("Which tasks did Malte Brandewie have?", OutcomeFilter("task", person="Malte Brandewie")),
        ("What must Ole Weiß do?", OutcomeFilter("task", person="Ole Weiß")),
        ("What does Malte Brandewie have to do?", OutcomeFilter("task", person="Malte Brandewie")),
        ("Who has to do what?", OutcomeFilter("task")),
        ("Was muss bis Ende Mai 2024 erledigt sein?", due(None, "2024-05-31")),
        ("Was soll bis Ende Mai 2024 fertig werden?", due(None, "2024-05-31")),
        ("Was sagte der Beirat zum Hafen?", OutcomeFilter("decision", query="Beirat Hafen")),
        ("Was meint die Werkstatt zur Schicht?", OutcomeFilter("decision", query="Werkstatt Schicht")),
        ("What has the board decided on the harbour?", OutcomeFilter("decision", query="board harbour")),
        ("What did the board resolve?", OutcomeFilter("decision", query="board")),
        ("What were the decisions in March 2024?", held("decision", "2024-03-01", "2024-03-31")),
        ("What was postponed in March 2024?", held("open", "2024-03-01", "2024-03-31")),
        ("What remains open?", OutcomeFilter("open", still=True)),
        ("What happened at the Beirat?", OutcomeFilter(None, query="Beirat")),
        ("What came out of the Beirat in March 2024?", held(None, "2024-03-01", "2024-03-31")),
    ],
)
def test_more_forms_of_both_languages_ask_for_lists(text: str, wanted: OutcomeFilter) -> None:
    assert wanted_by(text) == wanted


@pytest.mark.parametrize(
    "text", ["Was sagt das Netzwerk zur Energie?", "Was meint die Studie?", "What must a company do to apply?"]
)
def test_what_others_say_or_must_do_is_no_list(text: str) -> None:
    assert wanted_by(text) is None


@pytest.mark.parametrize(
    "text", ["Was wurde in der 8. Sitzung beschlossen?", "Welche Aufgaben gab es in der 8. Sitzung?"]
)
def test_a_meeting_of_a_number_that_no_minutes_bear_is_none(text: str) -> None:
    fifth = minutes("# Kreis, Protokoll der 5. Sitzung\n", "kreis.md", date=day("2024-02-01")).info
    asked = outcomes_asked_for(Question(text, ALL), (*DOCUMENTS, fifth), TODAY, known)
    held_in_it = outcomes_asked_for(Question(text.replace("8.", "5."), ALL), (*DOCUMENTS, fifth), TODAY, known)
    assert asked is None
    assert held_in_it is not None
    assert held_in_it.date_from == day("2024-02-01")


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Welche Aufgaben sind erledigt?", True),
        ("Welche Aufgaben hat Imke Rohwer schon erledigt?", True),
        ("Zeige alle erledigten Aufgaben von Imke Rohwer", True),
        ("Which tasks are done?", True),
        ("Welche To-dos sind erledigt?", True),
        ("Welche Hausaufgaben sind erledigt?", True),
        ("Welche Aufgaben sind fertig?", True),
        ("Welche Aufgaben wurden im letzten Halbjahr erledigt?", True),
        ("Lab Technologie: und welche Aufgaben von Dr. Rohwer sind im Mai 2024 erledigt worden?", True),
        ("Welche erledigten Aufgaben hat Imke Rohwer?", True),
        ("Welche Aufgaben hat Imke Rohwer und sind sie erledigt?", False),
        ("Welche Aufgaben hat Imke Rohwer? Sind sie erledigt?", False),
        ("Welche Aufgaben hat Imke Rohwer. Sind alle erledigt?", False),
        ("Welche Aufgaben gibt es, und sind sie erledigt?", False),
        ("Welche Aufgaben stehen aus, welche sind erledigt?", False),
        ("Welche Aufgaben sind überfällig oder erledigt?", False),
        ("Welche erledigten Aufgaben waren überfällig?", False),
        ("Welche Aufgaben sind nur teilweise erledigt?", False),
        ("Welche Aufgaben gibt es? Zeige alle erledigten Aufgaben", False),
        ("Welche Aufgaben sind noch offen und welche sind erledigt?", False),
        ("Welche Aufgaben wurden vergeben und bis wann sollten sie erledigt werden?", False),
        ("Welche Aufgaben hat Imke Rohwer, die bis Mai 2024 erledigt sein sollten?", False),
        ("Welche Aufgaben haben wir, bis das Projekt abgeschlossen ist?", False),
        ("What tasks are due to be finished by May?", False),
        ("Welche Aufgaben sind bis Mai erledigt?", False),
        ("Welche Aufgaben haben wir ohne die erledigten Aufgaben?", False),
    ],
)
def test_only_who_asks_for_them_alone_is_told_only_what_is_done(text: str, is_asked: bool) -> None:
    assert asks_of_done(text) == is_asked


def test_what_has_to_be_done_for_a_matter_is_no_question_for_tasks() -> None:
    question = Question("Was sollte bei einem Förderantrag alles erledigt werden?", frozenset(AUDIENCES))
    assert outcomes_asked_for(question, [], datetime.date(2026, 11, 28)) is None


@pytest.mark.parametrize("text", ["Was ist nach einem Brand zu tun?", "Was muss im Hafen gemacht werden?"])
def test_what_is_to_be_done_after_no_meeting_is_no_list_of_tasks(text: str) -> None:
    assert wanted_by(text) is None
