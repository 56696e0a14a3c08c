"""The list of outcomes: narrowed by kind, lab, person, day and words, and never wider than what the caller may see."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from classifiers import KeywordClassifier
from fakes import ToyEmbedder
from meetings import FORMAL, found, minutes
from papers import paper

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.minutes.outcome import Outcome
from assistant.knowledge.minutes.questions.outcome_question import outcomes_asked_for
from assistant.knowledge.minutes.status.copies import same_outcomes
from assistant.knowledge.outcomes import OutcomeFilter, StatedOutcome, concerns, matching, outcomes
from assistant.knowledge.proof import Proof
from assistant.records import AUDIENCES, Audience, Filters, Question

PUBLIC: frozenset[Audience] = frozenset({"public"})
ALL = frozenset(AUDIENCES)
TODAY = datetime.date(2025, 6, 1)
CANARY = "Zwirbelkranich"
SECRET = minutes(
    f"# Lenkungskreis\n\n## Aufgaben\n\n- Imke Rohwer: {CANARY} füttern, bis 1. Juli 2024\n",
    "geheim.md",
    lab="Technologie",
    date=datetime.date(2024, 6, 1),
)
OPEN = minutes(FORMAL, "beirat.md", "public", lab="Infrastruktur")
LEAFLET = paper("# Merkblatt\n\nBeschluss: Das Merkblatt zählt nicht.", "merkblatt.md")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, Path]]:
    data = tmp_path_factory.mktemp("outcomes") / "data"
    ingest_documents(data, (SECRET, OPEN, LEAFLET), ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as opened:
        yield opened, data


def listed(index: tuple[Index, Path], wanted: OutcomeFilter, audiences: frozenset[Audience] = ALL) -> list[str]:
    opened, data = index
    with closing(FactStore(data, KeywordClassifier())) as kept:
        return [one.outcome.text for one in outcomes(kept, opened, audiences, wanted)]


def test_the_newest_meeting_comes_first_and_other_documents_do_not_count(index: tuple[Index, Path]) -> None:
    texts = listed(index, OutcomeFilter())
    assert texts[0] == f"{CANARY} füttern, bis 1. Juli 2024"
    assert len(texts) == 11
    assert not any("Merkblatt" in text for text in texts)


@pytest.mark.parametrize(
    "wanted",
    [
        OutcomeFilter(),
        OutcomeFilter(kind="task"),
        OutcomeFilter(lab="Technologie"),
        OutcomeFilter(person="Imke Rohwer"),
        OutcomeFilter(query=CANARY),
        OutcomeFilter(date_from=datetime.date(2024, 6, 1)),
    ],
)
def test_the_public_never_sees_what_internal_minutes_say(index: tuple[Index, Path], wanted: OutcomeFilter) -> None:
    assert any(CANARY in text for text in listed(index, wanted))
    assert not any(CANARY in text for text in listed(index, wanted, PUBLIC))


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (OutcomeFilter(kind="decision"), 3),
        (OutcomeFilter(kind="open"), 1),
        (OutcomeFilter(lab="infrastruktur"), 10),
        (OutcomeFilter(lab="Mond"), 0),
        (OutcomeFilter(person="Frau Yildiz"), 0),
        (OutcomeFilter(person="Frau Yıldız"), 1),
        (OutcomeFilter(person="rohwer"), 2),
        (OutcomeFilter(person="Frau"), 0),
        (OutcomeFilter(query="Wasserstoff", kind="decision"), 1),
        (OutcomeFilter(query="Ladepunkten"), 1),
        (OutcomeFilter(query="Ladepark Mond"), 0),
        (OutcomeFilter(date_to=datetime.date(2024, 3, 31)), 10),
        (OutcomeFilter(kind="task", person="Overbeck", lab="Infrastruktur", query="Netzbetreiber"), 1),
        (OutcomeFilter(due_to=datetime.date(2024, 7, 1), lab="Technologie"), 1),
        (OutcomeFilter(due_to=datetime.date(2024, 6, 30), lab="Technologie"), 0),
        (OutcomeFilter(due_from=datetime.date(2024, 7, 1), due_to=datetime.date(2024, 7, 1), lab="Technologie"), 1),
        (OutcomeFilter(due_from=datetime.date(2024, 7, 2)), 0),
    ],
)
def test_each_field_narrows(index: tuple[Index, Path], wanted: OutcomeFilter, count: int) -> None:
    assert len(listed(index, wanted)) == count


def test_each_entry_has_its_quote_and_its_minutes(index: tuple[Index, Path]) -> None:
    opened, data = index
    with closing(FactStore(data, KeywordClassifier())) as kept:
        found = outcomes(kept, opened, ALL, OutcomeFilter())
        assert found
        for one in found:
            document = opened.document(one.document.id, ALL)
            assert document is not None
            assert " ".join(document.text[one.quote.start : one.quote.end].split()) == one.quote.text


TRAVEL = (
    "# Rat\n\n## Reisekosten\n\nBeschluss: Fahrten werden mit 25 Euro bezahlt.\n\n"
    "## Miete\n\nBeschluss: Der Saal wird gemietet.\n"
)


@pytest.mark.parametrize(
    ("topic", "sentence", "is_repealed"),
    [
        ("Reisekosten", "Der Beschluss vom 4. März 2024 wird aufgehoben.", True),
        ("Verschiedenes", "Der Beschluss vom 4. März 2024 zu den Reisekosten wird einstimmig aufgehoben.", True),
        ("Reisekosten", "Der Rat beschließt, den Beschluss vom 04.03.2024 aufzuheben.", True),
        ("Verschiedenes", "Der Beschluss zu den Reisekosten vom 4. März 2024 wird einstimmig zurückgenommen.", True),
        ("Verschiedenes", "Der Rat hebt seinen Beschluss vom 4.3.2024 zu den Reisekosten einstimmig auf.", True),
        ("Reisekosten", "Einstimmig: Die Regelung vom 4. März 2024 gilt nicht mehr.", True),
        ("Reisekosten", "Beschlossen: Der Beschluss vom 4. März 2024 wird durch einen neuen ersetzt.", True),
        ("Reisekosten", "It was decided unanimously: the decision of 4 March 2024 is revoked.", True),
        ("Reisekosten", "Beschlossen: Der Beschluss vom 4. März 2024 ersetzt die Satzung.", False),
        ("Reisekosten", "It was agreed that the decision of 4 March 2024 is not revoked.", False),
        ("Reisekosten", "Der Beschluss vom 5. März 2024 wird aufgehoben.", False),
        ("Reisekosten", "Der Beschluss vom 4. März 2024 wird nicht aufgehoben.", False),
        ("Reisekosten", "Der Beschluss vom 4. März 2024 wird teilweise aufgehoben.", False),
        ("Reisekosten", "Der Beschluss vom 4. März 2024 zum Parkhaus wird aufgehoben.", False),
        ("Beschlüsse", "Der Beschluss vom 4. März 2024 wird aufgehoben.", False),
        ("Haushalt", "Der Beschluss vom 4. März 2024 wird aufgehoben.", False),
    ],
)
def test_a_decision_is_repealed_only_where_day_and_subject_say_so(
    tmp_path: Path, topic: str, sentence: str, is_repealed: bool
) -> None:
    later = minutes(f"# Rat\n\n## {topic}\n\n{sentence}\n", "später.md", date=datetime.date(2025, 2, 4))
    ingest_documents(tmp_path / "data", (minutes(TRAVEL), later), ToyEmbedder(), 64)
    with (
        closing(Index.open(tmp_path / "data", "toy")) as opened,
        closing(FactStore(tmp_path / "data", KeywordClassifier())) as kept,
    ):
        wanted = OutcomeFilter("decision", date_to=datetime.date(2024, 3, 4))
        told = {one.outcome.topic: one.repealed for one in outcomes(kept, opened, ALL, wanted)}
    assert told["Miete"] is None
    assert (told["Reisekosten"].text if told["Reisekosten"] else "") == (sentence if is_repealed else "")


def test_what_copies_of_minutes_say_is_listed_once_and_names_the_other_places(tmp_path: Path) -> None:
    rat = {"lab": "Infrastruktur"}
    copies = [minutes(TRAVEL, "a.md", **rat), minutes(f"{TRAVEL}\n\nVerteiler: alle", "b.md", "public", **rat)]
    other = minutes(TRAVEL.replace("# Rat", "# Beirat"), "c.md", "public", lab="Technologie")
    ingest_documents(tmp_path / "data", (*copies, other), ToyEmbedder(), 64)
    with (
        closing(Index.open(tmp_path / "data", "toy")) as opened,
        closing(FactStore(tmp_path / "data", KeywordClassifier())) as kept,
    ):
        found = {
            audiences: outcomes(kept, opened, audiences, OutcomeFilter(query="Saal")) for audiences in (ALL, PUBLIC)
        }
    told = [(one.document.path, [copy.document.path for copy in one.copies]) for one in found[ALL]]
    assert told == [("b.md", ["a.md"]), ("c.md", [])]
    assert [one.path for one in found[ALL][0].quote.same_in] == ["a.md"]
    assert [(one.document.path, one.copies) for one in found[PUBLIC]] == [("b.md", ()), ("c.md", ())]


SAME = Outcome("decision", "Das Protokoll wird genehmigt.", Proof("", 0, 0))
RENT = Outcome("decision", "Der Saal wird gemietet.", Proof("", 0, 0))


@pytest.mark.parametrize(
    ("fields", "both_say", "are_copies"),
    [
        ({}, [SAME], True),
        ({"title": "Kopie"}, [SAME], False),
        ({"title": "Kopie"}, [SAME, RENT], True),
        ({"date": datetime.date(2024, 3, 5)}, [SAME, RENT], False),
        ({"date": None}, [SAME, RENT], False),
        ({"lab": "Mond"}, [SAME, RENT], True),
    ],
)
def test_minutes_are_copies_only_where_day_and_title_or_content_say_so(
    fields: dict[str, Any], both_say: list[Outcome], are_copies: bool
) -> None:
    info = minutes(TRAVEL).info
    infos = (info, dataclasses.replace(info, id="other", **fields))
    groups = same_outcomes((info, outcome) for info in infos for outcome in both_say)
    assert [len(group) for group in groups] == [2 if are_copies else 1] * (len(both_say) * (1 if are_copies else 2))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("Beck", ["Vertrag entwerfen", "Jana Becks Entwurf prüfen"]),
        ("beck", ["Vertrag entwerfen", "Jana Becks Entwurf prüfen"]),
        ("Beck Vertrag", ["Vertrag entwerfen"]),
        ("Becken", ["Das Becken leeren"]),
        ("Vertrages", ["Vertrag entwerfen"]),
    ],
)
def test_a_surname_among_the_words_is_found_as_a_whole_word(query: str, told: list[str]) -> None:
    table = "| Was | Wer |\n|---|---|\n"
    rows = (
        "Vertrag entwerfen | Jana Beck",
        "Jana Becks Entwurf prüfen | Karl Beckmann",
        "Das Becken leeren | Imke Rohwer",
    )
    text = "# S\n\n## Aufgaben\n\n" + table + "".join(f"| {row} |\n" for row in rows)
    document = minutes(text)
    known = [StatedOutcome(one, one.proof.quote(document.info, {})) for one in found(text)]
    assert [one.outcome.text for one in matching(known, OutcomeFilter(query=query))] == told


@pytest.mark.parametrize(
    ("named", "asked", "is_meant"),
    [
        ("M. Brandewie", "Malte Brandewie", True),
        ("Malte Brandewie", "M. Brandewie", True),
        ("M. Brandewie", "Brandewie", True),
        ("Dr. M. Brandewie", "Herr Malte Brandewie", True),
        ("Lasse Uhlendorn (Antriebe AG)", "L. Uhlendorn", True),
        ("M. Brandewie", "Anna Brandewie", False),
        ("Anna Brandewie", "M. Brandewie", False),
        ("M. Brandewie", "Malte Rohwer", False),
        ("Brandewie", "B. Brandewie", False),
        ("Malte Brandewie", "Malte M. Brandewie", False),
        ("Imke Rohwer", "Imke Brandewie", False),
    ],
)
def test_an_initial_stands_for_the_first_name_that_begins_with_it(named: str, asked: str, is_meant: bool) -> None:
    [task] = found(f"# S\n\n## Aufgaben\n\n| Was | Wer |\n|---|---|\n| Raum suchen | {named} |\n")
    assert concerns(task, asked, ()) is is_meant


TABLE = "# S\n\n## Aufgaben\n\n| Was | Wer |\n|---|---|\n| Raum suchen | {} |\n| Bus mieten | {} |\n"


@pytest.mark.parametrize(
    ("first", "other", "asked", "tasks"),
    [
        ("Frau Rohwer", "Tjark Overbeck", "Imke Rohwer", ["Raum suchen"]),
        ("Imke", "Tjark Overbeck", "Imke Rohwer", ["Raum suchen"]),
        ("Frau Rohwer", "Imke Rohwer", "Imke Rohwer", ["Raum suchen", "Bus mieten"]),
        ("Frau Rohwer", "I. Rohwer", "Imke Rohwer", ["Raum suchen", "Bus mieten"]),
        ("Frau Rohwer", "Anke Rohwer", "Imke Rohwer", []),
        ("Imke", "Imke Ahlers", "Imke Rohwer", []),
        ("Rohwer", "Overbeck", "I. Rohwer", ["Raum suchen"]),
    ],
)
def test_a_last_or_first_name_alone_is_who_is_named_in_full_where_nobody_else_bears_it(
    tmp_path: Path, first: str, other: str, asked: str, tasks: list[str]
) -> None:
    ingest_documents(tmp_path, [minutes(TABLE.format(first, other))], ToyEmbedder(), 64)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path, KeywordClassifier())) as kept:
        told = outcomes(kept, index, frozenset(AUDIENCES), OutcomeFilter("task", person=asked))
    assert [one.outcome.text for one in told] == tasks


DOCUMENTS = (SECRET.info, OPEN.info)
MEETING = {"date_from": datetime.date(2024, 3, 4), "date_to": datetime.date(2024, 3, 4)}

LAST = {"date_from": datetime.date(2024, 6, 1), "date_to": datetime.date(2024, 6, 1)}


def wanted_by(text: str, **fields: object) -> OutcomeFilter | None:
    return outcomes_asked_for(Question(text, ALL, **fields), DOCUMENTS, TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Was wurde im Lab Infrastruktur zu Wasserstoff beschlossen?",
            OutcomeFilter("decision", "Infrastruktur", query="Wasserstoff"),
        ),
        ("Was wurde beschlossen?", OutcomeFilter("decision")),
        ("Welche Beschlüsse gab es im Lab Technologie?", OutcomeFilter("decision", "Technologie")),
        ("Welche Aufgaben hat Frau Yıldız?", OutcomeFilter("task", person="Frau Yıldız")),
        ("Welche Aufgaben hat Imke Rohwer bis wann?", OutcomeFilter("task", person="Imke Rohwer")),
        ("Was muss Herr Kallweit noch erledigen?", OutcomeFilter("task", person="Herr Kallweit", still=True)),
        ("Wer macht was bis wann?", OutcomeFilter("task")),
        ("Was hat Enno Dreilich zu tun?", OutcomeFilter("task", person="Enno Dreilich")),
        ("Wofür ist Imke Rohwer zuständig?", OutcomeFilter("task", person="Imke Rohwer")),
        ("Wer muss was bis wann erledigen?", OutcomeFilter("task")),
        ("Welche Beschlüsse hat das Lab Technologie gefasst?", OutcomeFilter("decision", "Technologie")),
        ("Zeig mir alle offenen Punkte", OutcomeFilter("open")),
        ("Welche Fragen sind noch offen?", OutcomeFilter("open")),
        ("Was wurde nicht entschieden?", OutcomeFilter("open")),
        ("What was not decided?", OutcomeFilter("open")),
        ("Was ist noch offen?", OutcomeFilter("open", still=True)),
        ("Was ist im Lab Infrastruktur offen?", OutcomeFilter("open", "Infrastruktur", still=True)),
        ("Welche offenen Punkte gibt es zur Finanzierung?", OutcomeFilter("open", query="Finanzierung")),
        (
            "Was wurde im März 2024 beschlossen?",
            OutcomeFilter("decision", date_from=datetime.date(2024, 3, 1), date_to=datetime.date(2024, 3, 31)),
        ),
        ("Was wurde im Lab Mond entschieden?", OutcomeFilter("decision", query="Mond")),
        ("What was decided on hydrogen?", OutcomeFilter("decision", query="hydrogen")),
        ("Which tasks does Imke Rohwer have?", OutcomeFilter("task", person="Imke Rohwer")),
        ("Beschlüsse Beirat 04.03.2024", OutcomeFilter("decision", **MEETING)),
        ("Aufgaben aus dem Beirat vom 4. März 2024", OutcomeFilter("task", **MEETING)),
        ("offene Punkte Lab Technologie", OutcomeFilter("open", "Technologie")),
        ("Offene Fragen zur Finanzierung", OutcomeFilter("open", query="Finanzierung")),
        ("Aufgaben von Imke Rohwer", OutcomeFilter("task", person="Imke Rohwer")),
        ("Aufgaben Imke Rohwer", OutcomeFilter("task", person="Imke Rohwer")),
        ("Aufgaben Frau Rohwer", OutcomeFilter("task", person="Frau Rohwer")),
        ("Aufgaben Lenkungskreis", OutcomeFilter("task", query="Lenkungskreis")),
        ("Aufgaben", OutcomeFilter("task")),
        ("Welche Beschlüsse fasste der Beirat am 4. März 2024?", OutcomeFilter("decision", **MEETING)),
        ("Welche Beschlüsse gab es in der 12. Sitzung des Beirats?", OutcomeFilter("decision", **MEETING)),
        ("Was ist offen beim Ladepark?", OutcomeFilter("open", query="Ladepark", still=True)),
        ("Welche Aufgaben sind bis Ende Juli 2024 fällig?", OutcomeFilter("task", due_to=datetime.date(2024, 7, 31))),
        (
            "Welche Aufgaben von Imke Rohwer sind im Juli 2024 fällig?",
            OutcomeFilter(
                "task", person="Imke Rohwer", due_from=datetime.date(2024, 7, 1), due_to=datetime.date(2024, 7, 31)
            ),
        ),
        (
            "Was muss Imke Rohwer bis Juli 2024 erledigen?",
            OutcomeFilter("task", person="Imke Rohwer", due_to=datetime.date(2024, 7, 31)),
        ),
        ("überfällige Aufgaben", OutcomeFilter("task", due_to=datetime.date(2025, 5, 31), still=True)),
        (
            "Welche überfälligen Aufgaben hat Imke Rohwer?",
            OutcomeFilter("task", person="Imke Rohwer", due_to=datetime.date(2025, 5, 31), still=True),
        ),
        ("Which tasks are due by the end of July 2024?", OutcomeFilter("task", due_to=datetime.date(2024, 7, 31))),
        ("Was wurde in der letzten Sitzung des Beirats beschlossen?", OutcomeFilter("decision", **MEETING)),
        ("Was hat der letzte Beirat beschlossen?", OutcomeFilter("decision", **MEETING)),
        (
            "Was wurde in der letzten Sitzung zum Ladepark beschlossen?",
            OutcomeFilter("decision", query="Ladepark", **LAST),
        ),
        ("Beschlüsse der letzten Sitzung Lab Infrastruktur", OutcomeFilter("decision", "Infrastruktur", **MEETING)),
        ("Was wurde in den letzten Sitzungen beschlossen?", OutcomeFilter("decision")),
        ("Was wurde seit der letzten Sitzung beschlossen?", OutcomeFilter("decision", date_from=LAST["date_from"])),
        ("Zeige die letzten Beschlüsse im Lab Technologie", OutcomeFilter("decision", "Technologie")),
        ("Welche Aufgaben wurden bis Juli 2024 verteilt?", OutcomeFilter("task", date_to=datetime.date(2024, 7, 31))),
    ],
)
def test_a_question_for_a_list_is_understood(text: str, wanted: OutcomeFilter) -> None:
    assert wanted_by(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Wer leitet den Beirat?",
        "Wie viele Stimmen bekam der Antrag?",
        "Bis wann sind Anträge möglich?",
        "Welche Aufgabe hat Imke bei den Plakaten, und was kostet der Druck?",
        "Welche Aufgaben hat Imke, und wer hilft ihr?",
        "Was wurde im Protokoll zum Ladepark festgehalten?",
        "Wurde der Antrag angenommen?",
        "Wann wurde der Umzug beschlossen?",
        "Was wurde zu den Kosten für Strom, Miete, Reinigung und Versicherung der Werkstatt beschlossen?",
        "Welche Förderprogramme gibt es?",
        "Aufgaben des Netzwerks",
        "Aufgaben einer Schriftführung",
        "Entscheidungen: wie viele Stimmen braucht es?",
        "Beschlüsse zu den Kosten für Strom, Miete, Reinigung und Versicherung der Werkstatt",
    ],
)
def test_a_question_for_one_exact_thing_is_left_to_the_ordinary_way(text: str) -> None:
    assert wanted_by(text) is None


def test_filters_of_the_caller_hold_and_those_taken_back_do_not() -> None:
    question = "Was wurde im Lab Infrastruktur beschlossen?"
    assert wanted_by(question, without_filters=frozenset({"lab"})) == OutcomeFilter("decision")
    assert wanted_by("Was ist offen?", filters=Filters(lab="Technologie")) == OutcomeFilter(
        "open", "Technologie", still=True
    )
    assert wanted_by(question, filters=Filters(type="study")) is None
