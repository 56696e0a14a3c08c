"""The answer to a question for outcomes: at most five, each proved by its quote, with the way to the whole list."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from classifiers import KeywordClassifier
from fakes import ToyEmbedder
from made import document, inquiry, quote_of

from assistant.answering.assistant import Assistant
from assistant.answering.looking_up.outcome_listing import listed_outcomes
from assistant.answering.models import Given
from assistant.answering.verify import verify
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.records import AUDIENCES, Answer, Citation, Document, Filters, Question, Sentence, Within
from assistant.retrieving.retrieve import Retriever
from assistant.settings.settings import Settings

TODAY = datetime.date(2026, 11, 28)

MINUTES = document(
    "# Sitzung\n\n## Beschlüsse\n\n"
    + "".join(f"- Halle {number} wird bis zum {number}. Juni 2024 geräumt.\n" for number in range(1, 8))
    + "- Der Keller wird im Herbst gestrichen.\n\n## Keller\n\nDer Keller bleibt bis dahin zu.\n"
    + "\n## Aufgaben\n\n| Aufgabe | Wer | Bis wann |\n|---|---|---|\n"
    + "| Schlüssel abgeben | Imke Rohwer | 3. Mai 2024 |\n",
    "sitzung.md",
    "internal",
    type="minutes",
    lab="Infrastruktur",
    date=datetime.date(2024, 3, 4),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("listing") / "data"
    ingest_documents(folder, (MINUTES,), ToyEmbedder(), 64)
    return folder


@pytest.fixture(scope="module")
def assistant(data: Path) -> Iterator[Assistant]:
    made = Assistant(Settings(data=data), Given(ToyEmbedder()))
    made.warm_up()
    yield made
    made.close()


def asked(assistant: Assistant, text: str) -> Answer:
    return assistant.ask(Question(text, frozenset(AUDIENCES)))


def told(data: Path, *texts: str, searched: Answer | None = None) -> Answer | None:
    """The list that the last of the texts asks for, after the others."""
    question = Question(texts[-1], frozenset(AUDIENCES), history=texts[:-1])
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data, KeywordClassifier())) as kept:
        return listed_outcomes(inquiry(question, Retriever(index, ToyEmbedder()), kept, TODAY, searched))


def test_at_most_five_are_told_and_the_list_holds_all(assistant: Assistant) -> None:
    found = asked(assistant, "Was wurde im Lab Infrastruktur beschlossen?")
    assert len(found.sentences) == len(found.citations) == 5
    assert found.listing is not None
    assert found.listing == ("/ergebnisse?kind=decision&lab=Infrastruktur", 8)
    assert (found.filters.lab, found.understood) == ("Infrastruktur", {"lab"})


def test_a_task_says_who_and_until_when_and_each_figure_stands_in_its_quote(assistant: Assistant) -> None:
    found = asked(assistant, "Welche Aufgaben hat Imke Rohwer bis wann?")
    [sentence] = found.sentences
    assert sentence.text == "Imke Rohwer: Schlüssel abgeben (bis: 3. Mai 2024)"
    for one in found.sentences:
        assert verify(one.text, [c.quote for c in found.citations if c.number in one.citations]).is_backed


def test_tasks_that_are_due_in_a_time_are_told_and_where_there_are_none_that_is_the_answer(
    assistant: Assistant,
) -> None:
    found = asked(assistant, "Welche Aufgaben sind bis Ende Mai 2024 fällig?")
    assert [one.text for one in found.sentences] == ["Imke Rohwer: Schlüssel abgeben (bis: 3. Mai 2024)"]
    assert found.listing == ("/ergebnisse?kind=task&due_to=2024-05-31", 1)
    none = asked(assistant, "Welche Aufgaben sind bis Ende April 2024 fällig?")
    assert (none.reason, none.listing) == ("no_hits", ("/ergebnisse?kind=task&due_to=2024-04-30", 0))


def test_above_what_was_decided_stands_what_its_minutes_have_there(assistant: Assistant) -> None:
    found = asked(assistant, "Was wurde im Lab Infrastruktur beschlossen?")
    assert {one.quote.headings for one in found.citations} == {("Sitzung", "Beschlüsse")}
    assert not any(one.quote.continues for one in found.citations)


def test_the_public_is_told_nothing_of_internal_minutes(assistant: Assistant) -> None:
    found = assistant.ask(Question("Was wurde im Lab Infrastruktur beschlossen?"))
    assert found.status == "abstained"
    assert found.listing is None


def test_few_outcomes_are_followed_by_what_a_search_finds_in_other_words_of_minutes(data: Path) -> None:
    texts = ("Der Keller wird im Herbst gestrichen.", "Der Keller bleibt bis dahin zu.")
    other = document("Der Keller ist nass.", "merkblatt.md")
    quotes = [*(quote_of(MINUTES, text) for text in texts), quote_of(other, "Der Keller ist nass.")]
    citations = tuple(Citation(number, quote) for number, quote in enumerate(quotes, 1))
    sentences = tuple(Sentence(one.quote.text, (one.number,)) for one in citations)
    searched = Answer("", "de", "extractive", sentences, citations)
    found = told(data, "Was wurde zum Keller beschlossen?", searched=searched)
    assert found is not None
    assert [(one.text, one.citations) for one in found.sentences] == [(texts[0], (1,)), (texts[1], (2,))]
    assert [one.quote.text for one in found.citations] == list(texts)
    assert found.listing is not None
    assert found.listing.rows == 1


EARLIER = document(
    "# Lenkungskreis, Protokoll\n\n## Beschlüsse\n\n- Der Turm bleibt.\n\nDer Keller des Turms ist alt.\n",
    "lenkungskreis.md",
    "internal",
    type="minutes",
    lab="Technologie",
    date=datetime.date(2024, 2, 4),
)


@pytest.mark.parametrize(
    ("text", "is_narrowed"),
    [
        ("Was wurde zum Keller beschlossen?", False),
        ("Was wurde im März 2024 zum Keller beschlossen?", True),
        ("Was wurde im Lab Infrastruktur zum Keller beschlossen?", True),
    ],
)
def test_behind_a_list_of_a_lab_or_a_time_stands_nothing_from_elsewhere(
    data: Path, text: str, is_narrowed: bool
) -> None:
    both = data.parent / "both"
    if not both.exists():
        ingest_documents(both, (MINUTES, EARLIER), ToyEmbedder(), 64)
    citation = Citation(1, quote_of(EARLIER, "Der Keller des Turms ist alt."))
    searched = Answer(text, "de", "extractive", (Sentence("Der Keller des Turms ist alt.", (1,)),), (citation,))
    found = told(both, text, searched=searched)
    assert found is not None
    assert [one.text for one in found.sentences][1:] == ([] if is_narrowed else ["Der Keller des Turms ist alt."])


def test_behind_decisions_stands_nothing_on_another_topic(data: Path) -> None:
    hall = "Halle 1 wird bis zum 1. Juni 2024 geräumt."
    searched = Answer("", "de", "extractive", (Sentence(hall, (1,)),), (Citation(1, quote_of(MINUTES, hall)),))
    found = told(data, "Was wurde zum Keller beschlossen?", searched=searched)
    assert found is not None
    assert [one.text for one in found.sentences] == ["Der Keller wird im Herbst gestrichen."]


def test_behind_tasks_stands_nothing_that_is_none(data: Path) -> None:
    citation = Citation(1, quote_of(MINUTES, "Der Keller bleibt bis dahin zu."))
    searched = Answer("", "de", "extractive", (Sentence("Der Keller bleibt bis dahin zu.", (1,)),), (citation,))
    found = told(data, "Welche Aufgaben gibt es zum Schlüssel?", searched=searched)
    assert found is not None
    assert [one.text for one in found.sentences] == ["Imke Rohwer: Schlüssel abgeben (bis: 3. Mai 2024)"]


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("Was wurde im Mai 2024 im Lab Infrastruktur beschlossen?", {"lab", "date"}),
        ("Was wurde im Mai 2024 im Lab Infrastruktur zum Keller beschlossen?", {"lab", "date"}),
        ("Was wurde im Mai 2024 beschlossen?", {"date"}),
        ("Welche Fragen sind im Lab Infrastruktur offen?", {"lab"}),
        ("Welche offenen Punkte gibt es aus der Sitzung vom 4. März 2024?", {"date"}),
    ],
)
def test_where_lab_or_time_let_nothing_through_that_is_the_answer(
    assistant: Assistant, text: str, understood: set[str]
) -> None:
    found = asked(assistant, text)
    assert (found.status, found.reason, found.understood) == ("abstained", "no_hits", understood)
    assert found.listing is not None
    assert found.listing.rows == 0


def test_a_repealed_decision_says_so_and_cites_what_repeals_it(tmp_path: Path) -> None:
    text = "# Rat\n\n## Reisen\n\nBeschluss: {}\n"
    old, new = "Fahrten werden mit 25 Euro bezahlt.", "Der Beschluss vom 4. März 2024 wird aufgehoben."
    papers = [
        document(text.format(words), f"{day}.md", type="minutes", date=day)
        for words, day in ((old, datetime.date(2024, 3, 4)), (new, datetime.date(2025, 2, 4)))
    ]
    ingest_documents(tmp_path, papers, ToyEmbedder(), 64)
    found = told(tmp_path, "Was wurde am 4. März 2024 beschlossen?")
    assert found is not None
    assert [(one.text, one.citations) for one in found.sentences] == [(f"{old} (aufgehoben)", (1, 2))]
    assert [one.quote.text for one in found.citations] == [f"Beschluss: {old}", f"Beschluss: {new}"]


def test_a_decision_that_repeals_another_says_which_and_cites_it(tmp_path: Path) -> None:
    text = "# Rat\n\n## Reisen\n\nBeschluss: {}\n"
    old, new = "Fahrten werden mit 25 Euro bezahlt.", "Der Beschluss vom 4. März 2024 wird aufgehoben."
    papers = [
        document(text.format(words), f"{day}.md", type="minutes", date=day)
        for words, day in ((old, datetime.date(2024, 3, 4)), (new, datetime.date(2025, 2, 4)))
    ]
    ingest_documents(tmp_path, papers, ToyEmbedder(), 64)
    of_the_day = told(tmp_path, "Was wurde am 4. Februar 2025 beschlossen?")
    in_force = told(tmp_path, "Welche Beschlüsse gelten noch?")
    for found in (of_the_day, in_force):
        assert found is not None
        assert [one.text for one in found.sentences] == [f"{new} (aufgehoben wird: „{old}“)"]
        assert [one.quote.text for one in found.citations] == [f"Beschluss: {new}", f"Beschluss: {old}"]
    assert in_force is not None
    assert in_force.listing == ("/ergebnisse?kind=decision&still=1", 1)


def test_all_that_came_out_of_a_meeting_says_of_each_what_it_is(data: Path) -> None:
    found = told(data, "Fasse das Protokoll vom 4.3.24 zusammen")
    assert found is not None
    assert found.sentences[0].text == "Beschluss: Halle 1 wird bis zum 1. Juni 2024 geräumt."
    assert found.listing == ("/ergebnisse?date_from=2024-03-04&date_to=2024-03-04", 9)


def test_of_the_tasks_of_a_day_those_that_somebody_has_are_told_first(tmp_path: Path) -> None:
    tasks = "- Werkbank prüfen\n- Norman: Flyer drucken\n- Regal bestellen\n- Jonas: Raum buchen\n"
    paper = document(
        f"# Treffen\n\n## Aufgaben\n\n{tasks}", "treffen.md", type="minutes", date=datetime.date(2015, 1, 28)
    )
    ingest_documents(tmp_path, [paper], ToyEmbedder(), 64)
    found = told(tmp_path, "wer sollte was erledigen nach dem treffen am 28. januar 2015")
    assert found is not None
    assert [one.text for one in found.sentences] == [
        *("Norman: Flyer drucken", "Jonas: Raum buchen", "Werkbank prüfen", "Regal bestellen")
    ]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Aufgaben", ["Norman: Flyer drucken", "Regal bestellen"]),
        ("Hausaufgaben", ["Norman: Flyer drucken"]),
    ],
)
def test_homework_is_what_minutes_call_so_and_else_the_tasks_of_the_day(
    tmp_path: Path, heading: str, expected: list[str]
) -> None:
    tasks = f"## {heading}\n\n- Norman: Flyer drucken\n\n## Aufgaben\n\n- Regal bestellen\n"
    paper = document(f"# Treffen\n\n{tasks}", "treffen.md", type="minutes", date=datetime.date(2015, 1, 28))
    ingest_documents(tmp_path, [paper], ToyEmbedder(), 64)
    found = told(tmp_path, "was waren die hausaufgaben vom treffen am 28. januar 2015?")
    assert found is not None
    assert [one.text for one in found.sentences] == expected


@pytest.mark.parametrize("text", ["welche aufgaben hat imke rohwer", "todos rohwer", "was muss i. rohwer noch machen"])
def test_a_person_of_the_minutes_is_known_without_capitals(assistant: Assistant, text: str) -> None:
    found = asked(assistant, text)
    assert [one.text for one in found.sentences] == ["Imke Rohwer: Schlüssel abgeben (bis: 3. Mai 2024)"]
    assert found.listing is not None
    assert "person=" in found.listing.address


def test_who_may_not_see_the_minutes_is_not_told_whom_they_name(assistant: Assistant) -> None:
    assert assistant.ask(Question("todos rohwer")).listing is None


@pytest.mark.parametrize("text", ["Welche Aufgaben sind nicht von Imke Rohwer?", "Beschlüsse ohne Keller"])
def test_what_leaves_something_out_is_no_list(assistant: Assistant, text: str) -> None:
    assert asked(assistant, text).listing is None


def test_a_topic_that_no_decision_names_goes_the_ordinary_way_also_with_a_time(assistant: Assistant) -> None:
    assert asked(assistant, "Was wurde im März 2024 zu Wasserstoff beschlossen?").listing is None


def test_where_the_minutes_hold_nothing_the_question_goes_the_ordinary_way(assistant: Assistant) -> None:
    assert asked(assistant, "Welche Aufgaben hat Frau Mondschein?").listing is None
    assert asked(assistant, "Was wurde zu Wasserstoff beschlossen?").listing is None


@pytest.mark.parametrize(
    "text",
    [
        "Was wurde für nächstes Jahr beschlossen?",
        "Was wurde für die nächsten zwei Jahre beschlossen?",
        "Was wurde zur Arbeit von morgen beschlossen?",
        "Welche offenen Fragen gibt es für das nächste Jahr?",
    ],
)
def test_a_time_to_come_lets_no_meeting_through_and_the_question_goes_the_ordinary_way(
    assistant: Assistant, text: str
) -> None:
    assert asked(assistant, text).listing is None


def test_what_was_decided_for_a_month_is_what_names_it(assistant: Assistant) -> None:
    found = asked(assistant, "Was wurde für Juni beschlossen?")
    assert found.listing == ("/ergebnisse?kind=decision&q=Juni", 7)
    assert found.sentences[0].text == "Halle 1 wird bis zum 1. Juni 2024 geräumt."


def test_a_topic_in_the_title_of_the_only_minutes_of_a_day_is_looked_for_among_their_decisions(tmp_path: Path) -> None:
    title = "Internes Protokoll: Roboterzelle und Prüfstand"
    items = (("Roboterzelle", "Sie wird repariert."), ("Prüfstand", "Er wird gekauft."))
    text = f"# {title}\n\n" + "".join(f"## {topic}\n\nBeschluss: {words}\n\n" for topic, words in items)
    paper = document(text, "lab.md", type="minutes", date=datetime.date(2024, 4, 9), title=title)
    ingest_documents(tmp_path, [paper], ToyEmbedder(), 64)
    for topic, decided in (("zum Prüfstand", "Er wird gekauft."), ("zur Roboterzelle", "Sie wird repariert.")):
        found = told(tmp_path, f"Was wurde am 9. April 2024 {topic} beschlossen?")
        assert found is not None
        assert [one.text for one in found.sentences] == [f"{topic.split()[1]} – {decided}"]


@pytest.mark.parametrize(
    ("texts", "address"),
    [
        (
            ("Was wurde beschlossen?", "Und in 2024?"),
            "/ergebnisse?kind=decision&date_from=2024-01-01&date_to=2024-12-31",
        ),
        (("Was wurde im Lab Infrastruktur beschlossen?", "Und die aus 2023?"), None),
        (
            ("Welche Aufgaben hat Imke Rohwer?", "nur die aus 2024"),
            "/ergebnisse?kind=task&person=Imke+Rohwer&date_from=2024-01-01&date_to=2024-12-31",
        ),
        (
            ("Was wurde im Lab Infrastruktur beschlossen?", "Und welche Aufgaben gibt es?"),
            "/ergebnisse?kind=task&lab=Infrastruktur",
        ),
        (
            ("Wann war die letzte Sitzung?", "Was wurde beschlossen?"),
            "/ergebnisse?kind=decision&date_from=2024-03-04&date_to=2024-03-04",
        ),
        (
            ("Was wurde am 4. März 2024 beschlossen?", "Welche Aufgaben gab es da?"),
            "/ergebnisse?kind=task&date_from=2024-03-04&date_to=2024-03-04",
        ),
        (("Welche Aufgaben hat Swea Palm?", "Und Imke Rohwer?"), "/ergebnisse?kind=task&person=Imke+Rohwer"),
        (("Welche Aufgaben hat Imke Rohwer?", "Und bis wann?"), "/ergebnisse?kind=task&person=Imke+Rohwer"),
    ],
)
def test_a_follow_up_asks_for_the_list_with_what_it_goes_on_from(
    data: Path, texts: tuple[str, ...], address: str | None
) -> None:
    found = told(data, *texts)
    assert found is not None
    assert found.resolved
    assert found.listing is not None
    assert (found.listing.address if found.citations else None) == address


def test_a_new_topic_is_no_list_of_the_one_before(data: Path) -> None:
    assert told(data, "Was wurde im Lab Infrastruktur beschlossen?", "Was kostet der Digitalkompass?") is None


def test_what_is_open_are_tasks_and_open_points(tmp_path: Path) -> None:
    text = (
        "# Sitzung\n\n## Offene Punkte\n\n- Die Farbe des Kellers\n\n## Aufgaben\n\n"
        "- Imke Rohwer: Schlüssel abgeben\n- Imke Rohwer: Licht bestellen (erledigt)\n- Ole Weiß: Tor streichen\n"
    )
    ingest_documents(tmp_path, [document(text, "a.md", type="minutes", lab="Licht")], ToyEmbedder(), 64)
    expected = {
        "Was ist im Lab Licht noch offen?": ["Die Farbe des Kellers", "Schlüssel abgeben", "Tor streichen"],
        "Was ist bei Imke Rohwer noch offen?": ["Schlüssel abgeben"],
        "Welche offenen Punkte gibt es im Lab Licht?": ["Die Farbe des Kellers"],
    }
    for asking, words in expected.items():
        found = told(tmp_path, asking)
        assert found is not None
        assert [one.text.rpartition(": ")[2] for one in found.sentences] == words
        assert found.listing is not None
        assert found.listing.rows == len(words)


def test_a_vote_that_stands_beside_a_decision_is_told_with_it_and_proved(tmp_path: Path) -> None:
    words = "Beschluss (5 Ja, 1 Nein): Der Keller wird gestrichen.\n\nDas Tor wird einstimmig abgelehnt."
    paper = document(f"# Sitzung\n\n## TOP 1\n\n{words}\n", type="minutes", date=datetime.date(2024, 3, 4))
    ingest_documents(tmp_path, [paper], ToyEmbedder(), 64)
    found = told(tmp_path, "Fasse das Protokoll vom 4. März 2024 zusammen")
    assert found is not None
    assert [one.text for one in found.sentences] == [
        "Beschluss: Der Keller wird gestrichen. (5 Ja, 1 Nein)",
        "Beschluss: Das Tor wird einstimmig abgelehnt.",
    ]
    assert verify(found.sentences[0].text.partition(": ")[2], [found.citations[0].quote]).is_backed


def test_of_votes_the_decisions_are_told_that_have_one_and_without_any_the_decision_itself(tmp_path: Path) -> None:
    items = "- Das Tor wird gestrichen. (5 Ja, 1 Nein)\n- Der Keller wird geräumt.\n"
    paper = document(f"# Sitzung\n\n## Beschlüsse\n\n{items}", type="minutes", date=datetime.date(2024, 3, 4))
    ingest_documents(tmp_path, [paper], ToyEmbedder(), 64)
    expected = {
        "Wie war die Abstimmung am 4. März?": "Das Tor wird gestrichen. (5 Ja, 1 Nein)",
        "Wie ging die Abstimmung zum Keller aus?": "Der Keller wird geräumt.",
    }
    for asking, words in expected.items():
        found = told(tmp_path, asking)
        assert found is not None
        assert [one.text for one in found.sentences] == [words]
    assert told(tmp_path, "Wie ging die Abstimmung zum Digitalkompass aus?") is None


def test_behind_a_topic_that_stands_in_a_title_as_well_stands_what_a_search_finds(tmp_path: Path) -> None:
    title, more = "Werkstatt: Roboterzelle", "Die Roboterzelle war in elf Betrieben."
    text = f"# {title}\n\n## Beschlüsse\n\n- Die Roboterzelle wird repariert.\n\n## Bericht\n\n{more}\n"
    paper = document(text, "a.md", type="minutes", title=title)
    ingest_documents(tmp_path, [paper], ToyEmbedder(), 64)
    searched = Answer("", "de", "extractive", (Sentence(more, (1,)),), (Citation(1, quote_of(paper, more)),))
    topic = told(tmp_path, "Was wurde zur Roboterzelle beschlossen?", searched=searched)
    meeting = told(tmp_path, "Was wurde in der Werkstatt beschlossen?", searched=searched)
    assert topic is not None
    assert meeting is not None
    assert [one.text for one in topic.sentences] == ["Die Roboterzelle wird repariert.", more]
    assert [one.text for one in meeting.sentences] == ["Die Roboterzelle wird repariert."]


def test_deadlines_that_no_task_has_are_looked_for_elsewhere(data: Path) -> None:
    found = told(data, "Welche Fristen laufen im Mai 2024 ab?")
    assert found is not None
    assert [one.text for one in found.sentences] == ["Imke Rohwer: Schlüssel abgeben (bis: 3. Mai 2024)"]
    assert told(data, "Welche Fristen laufen im Januar 2024 ab?") is None


ATTENDED = (
    "# Runde Hafen\n\nTeilnehmende: Sönke Albers (SA), Jorid Kamp, Frau Petri\n\n## Aufgaben\n\n"
    "- Frau Petri: Lageplan zeichnen, bis 3. Mai 2024\n\n## Beschlüsse\n\n- Ein Becken für Boote wird nicht gebaut.\n"
)
HARBOUR = document(ATTENDED, "hafen.md", type="minutes", date=datetime.date(2024, 4, 9), title="Runde Hafen")


def test_the_head_of_minutes_is_no_decision_whatever_a_search_finds_in_it(tmp_path: Path) -> None:
    head, bay = "Ort: Bootshaus am Becken", "Das Becken bleibt leer."
    text = ATTENDED.replace("Teilnehmende:", f"{head}\n\nTeilnehmende:") + f"\n## Stand\n\n{bay}\n"
    minutes = document(
        text, "hafen.md", "internal", type="minutes", date=datetime.date(2024, 4, 9), title="Runde Hafen"
    )
    ingest_documents(tmp_path / "data", (minutes,), ToyEmbedder(), 64)
    citations = tuple(Citation(number, quote_of(minutes, words)) for number, words in enumerate((head, bay), 1))
    sentences = tuple(Sentence(one.quote.text, (one.number,)) for one in citations)
    searched = Answer("", "en", "extractive", sentences, citations)
    found = told(tmp_path / "data", "What was decided about the Becken?", searched=searched)
    assert found is not None
    assert [one.text for one in found.sentences] == ["Ein Becken für Boote wird nicht gebaut.", bay]


def test_of_somebody_who_was_there_and_has_no_task_just_that_is_said(tmp_path: Path) -> None:
    ingest_documents(tmp_path, [HARBOUR], ToyEmbedder(), 64)
    found = told(tmp_path, "Welche Aufgaben hat Jorid Kamp?")
    assert found is not None
    assert (found.reason, found.not_mentioned, found.citations) == ("no_hits", ("Aufgaben von Jorid Kamp",), ())
    assert found.listing == ("/ergebnisse?kind=task&person=Jorid+Kamp", 0)
    assert told(tmp_path, "Wofür ist Jorid Kamp zuständig?") is None, "other documents may tell it"
    assert told(tmp_path, "Welche Aufgaben hat Levke Brandt?") is None, "no minutes know her"
    known = told(tmp_path, "Welche Aufgaben hat Gesa Petri?")
    assert known is not None
    assert [one.text for one in known.sentences] == ["Petri: Lageplan zeichnen, bis 3. Mai 2024"]


SIGNED = document(
    "# Runde Moor\n\nAnwesend: Sönke Albers, Malte Tüxen\n\n"
    "## Aufgaben\n\n- Malte Tüxen: Plan prüfen\n- M. Tüxen: Tor ölen\n",
    "moor.md",
    "internal",
    type="minutes",
    date=datetime.date(2024, 6, 4),
    title="Runde Moor",
)
SUGGESTIONS = (
    ("Welche Aufgaben hat Frau Petry?", "Welche Aufgaben hat Frau Petri?"),
    ("Aufgaben von Herrn Alpers", "Aufgaben von Sönke Albers"),
    ("Welche Aufgaben hat Malte Tuxen?", "Welche Aufgaben hat Malte Tüxen?"),
    ("Was muss Herr Tüxxen bis wann tun?", "Was muss Malte Tüxen bis wann tun?"),
    ("Was ist bei Frau Petrie noch offen?", "Was ist bei Frau Petri noch offen?"),
    ("What tasks does Malte Tuxen have?", "What tasks does Malte Tüxen have?"),
)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("signed")
    ingest_documents(folder, [HARBOUR, SIGNED], ToyEmbedder(), 64)
    made = Assistant(Settings(data=folder), Given(ToyEmbedder()))
    made.warm_up()
    yield made
    made.close()


@pytest.mark.parametrize(("text", "meant"), SUGGESTIONS)
def test_of_a_name_that_nobody_bears_the_closest_one_is_offered_and_nothing_told(
    signed: Assistant, text: str, meant: str
) -> None:
    found = said(signed, text)
    assert (found.reason, found.citations, found.suggested) == ("no_hits", (), (meant,))
    assert found.not_mentioned[0] in text
    assert said(signed, meant).suggested == ()


def test_a_follow_up_offers_the_question_that_it_goes_on_from(signed: Assistant) -> None:
    found = said(signed, "Welche Aufgaben hat Malte Tüxen?", "Und Frau Petry?")
    assert found.suggested == ("Welche Aufgaben hat Frau Petri?",)


@pytest.mark.parametrize("text", ["Welche Aufgaben hat Levke Brandt?", "Welche Aufgaben hat Herr Becken?"])
def test_a_name_like_no_other_and_one_that_a_document_has_offer_nothing(signed: Assistant, text: str) -> None:
    assert said(signed, text).suggested == ()


def test_names_of_internal_minutes_are_offered_to_nobody_else(signed: Assistant) -> None:
    assert signed.ask(Question("Welche Aufgaben hat Malte Tuxen?")).suggested == ()


def test_a_list_of_participants_that_a_search_finds_is_no_list_of_tasks(tmp_path: Path) -> None:
    lines = ("Mit dabei: Runa Behn, Tjorven Aas.", "Runa Behn lobt die Karte.")
    paper = document("\n\n".join(("# Runde Deich", *lines)), "deich.md", type="minutes", title="Runde Deich")
    ingest_documents(tmp_path, [HARBOUR, paper], ToyEmbedder(), 64)

    def after(line: str) -> Answer | None:
        citation = Citation(1, quote_of(paper, line))
        answer = Answer("", "de", "extractive", (Sentence(line, (1,)),), (citation,))
        return told(tmp_path, "Welche Aufgaben hat Frau Behn?", searched=answer)

    found = after(lines[0])
    assert found is not None
    assert found.not_mentioned == ("Aufgaben von Frau Behn",)
    assert after(lines[1]) is None, "what else is told of her may answer"


def test_a_word_with_a_hyphen_is_told_of_by_its_parts(tmp_path: Path) -> None:
    ingest_documents(tmp_path, [HARBOUR], ToyEmbedder(), 64)
    found = told(tmp_path, "Was wurde zum Boote-Becken entschieden?")
    assert found is not None
    assert [one.text for one in found.sentences] == ["Ein Becken für Boote wird nicht gebaut."]


@pytest.mark.parametrize(
    "text", ["What was decided at the forum in Ahlbeck?", "Was wurde beim Forum Ahlbeck beschlossen?"]
)
def test_a_meeting_that_is_named_comes_before_what_speaks_of_it(tmp_path: Path, text: str) -> None:
    forum = "# Forum Ahlbeck: Wärme\n\n## Beschlüsse\n\n- Die Trasse führt durch den Park.\n"
    earlier = "# Lab Wärme\n\n## Beschlüsse\n\n- Im Forum Ahlbeck werden nur Summen gezeigt.\n"
    papers = [
        document(forum, "forum.md", type="minutes", date=datetime.date(2024, 5, 7), title="Forum Ahlbeck: Wärme"),
        document(earlier, "lab.md", type="minutes", date=datetime.date(2024, 4, 9), title="Lab Wärme"),
    ]
    ingest_documents(tmp_path, papers, ToyEmbedder(), 64)
    found = told(tmp_path, text)
    assert found is not None
    assert [one.text for one in found.sentences] == ["Die Trasse führt durch den Park."]


def board(number: int, day: str, decided: str, there: str = "") -> Document:
    title = f"Aufsichtsrat, Protokoll der {number}. Sitzung"
    text = f"# {title}\n\n## Beschlüsse\n\n- {decided}\n"
    if there:
        task = f"- {there}: Farbe für Sitzung {number} kaufen"
        text = text.replace("\n\n", f"\n\nAnwesend: {there}\n\n", 1) + f"\n## Aufgaben\n\n{task}\n"
    return document(text, f"{number}.md", type="minutes", date=datetime.date.fromisoformat(day), title=title)


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = [
        board(4, "2024-05-07", "Der Zaun wird gestrichen.", there="Tjark Overbeck"),
        board(3, "2024-02-06", "Der Zaun wird gekauft.", there="Imke Rohwer"),
        board(2, "2023-11-07", "Der Zaun wird geplant."),
        HARBOUR,
    ]
    folder = tmp_path_factory.mktemp("boards")
    ingest_documents(folder, papers, ToyEmbedder(), 64)
    made = Assistant(Settings(data=folder), Given(ToyEmbedder()))
    made.warm_up()
    yield made
    made.close()


def said(assistant: Assistant, *texts: str) -> Answer:
    """The answer to the last of the texts, behind the others."""
    return assistant.ask(Question(texts[-1], frozenset(AUDIENCES), history=texts[:-1]))


MAY = "Was wurde am 7. Mai 2024 beschlossen?"


@pytest.mark.parametrize(
    "last",
    [
        "Und in der Sitzung davor?",
        "und bei der vorigen Sitzung?",
        "Und die vorherige Sitzung?",
        "Und die vorangegangene Sitzung?",
        "And at the meeting before?",
    ],
)
def test_the_meeting_before_is_that_of_the_same_body(boards: Assistant, last: str) -> None:
    found = said(boards, MAY, "Wer streicht den Zaun?", last)
    assert [one.text for one in found.sentences] == ["Der Zaun wird gekauft."]
    assert (found.question, found.resolved is not None and "2024" in found.resolved) == (last, True)


@pytest.mark.parametrize(
    "first",
    [
        MAY,
        "Was wurde bei der letzten Sitzung des Aufsichtsrats beschlossen?",
        "Was wurde im Aufsichtsrat beschlossen?",
        "Wer war bei der letzten Sitzung des Aufsichtsrats dabei?",
    ],
)
def test_a_conversation_goes_on_from_the_meeting_before(boards: Assistant, first: str) -> None:
    before = "Und in der Sitzung davor?"
    tasks = said(boards, first, before, "Welche Aufgaben gab es da?")
    assert [one.text for one in tasks.sentences] == ["Imke Rohwer: Farbe für Sitzung 3 kaufen"]
    there = said(boards, first, before, "Welche Aufgaben gab es da?", "Wer war da dabei?")
    assert ["Imke Rohwer" in one.text for one in there.sentences] == [True]
    still = said(boards, first, before, "Und was ist da noch offen?")
    assert [one.text for one in still.sentences] == ["Imke Rohwer: Farbe für Sitzung 3 kaufen"]


def test_the_meeting_before_the_one_before_is_another_step_back(boards: Assistant) -> None:
    found = said(boards, MAY, "Und in der Sitzung davor?", "Und in der Sitzung davor?")
    assert [one.text for one in found.sentences] == ["Der Zaun wird geplant."]
    assert said(boards, MAY, *["Und in der Sitzung davor?"] * 3).status == "abstained"


def test_what_was_before_is_the_meeting_before_only_while_a_meeting_is_talked_of(boards: Assistant) -> None:
    before = said(boards, MAY, "Und davor?")
    assert [one.text for one in before.sentences] == ["Der Zaun wird gekauft."]
    other = said(boards, MAY, "Wer streicht den Zaun?", "Und davor?")
    assert [one.text for one in other.sentences] != ["Der Zaun wird gekauft."]
    after = said(boards, MAY, "Wann wurde das Netzwerk verlängert?", "Und danach?")
    assert "spätere Sitzung" not in after.not_mentioned
    thanked = said(boards, MAY, "Danke!", "Und davor?")
    assert [one.text for one in thanked.sentences] == ["Der Zaun wird gekauft."]


@pytest.mark.parametrize(
    "last",
    [
        "Und in der Sitzung danach?",
        "und beim Treffen danach?",
        "Und die folgende Sitzung?",
        "Und die darauffolgende Sitzung?",
        "And the following meeting?",
    ],
)
def test_the_meeting_after_is_the_next_one_of_the_same_body(boards: Assistant, last: str) -> None:
    found = said(boards, "Was wurde am 7. November 2023 beschlossen?", last)
    assert [one.text for one in found.sentences] == ["Der Zaun wird gekauft."]
    back = said(boards, MAY, "Und in der Sitzung davor?", "Und danach?")
    assert [one.text for one in back.sentences] == ["Der Zaun wird gestrichen."]


@pytest.mark.parametrize(
    ("first", "last", "missing"),
    [
        (MAY, "Und beim Treffen danach?", "spätere Sitzung"),
        ("Wann war die letzte Sitzung des Aufsichtsrats?", "Und danach?", "spätere Sitzung"),
        ("Was wurde am 7. November 2023 beschlossen?", "Und die davor?", "frühere Sitzung"),
        ("What was decided on 7 November 2023?", "And the meeting before?", "earlier meeting"),
    ],
)
def test_where_no_other_meeting_is_known_none_is_told_of(
    boards: Assistant, first: str, last: str, missing: str
) -> None:
    found = said(boards, first, last)
    assert (found.status, found.reason, found.not_mentioned) == ("abstained", "no_hits", (missing,))


def test_the_one_before_is_the_meeting_before_the_last(boards: Assistant) -> None:
    found = said(boards, "Wer war bei der letzten Sitzung des Aufsichtsrats dabei?", "Und die davor?")
    assert ["Imke Rohwer" in one.text for one in found.sentences] == [True]


def on_a_site(assistant: Assistant, text: str, within: Within, *history: str) -> Answer:
    return assistant.ask(Question(text, frozenset(AUDIENCES), filters=Filters(within=within), history=history))


def test_the_lists_of_a_website_hold_only_what_it_searches_in(tmp_path: Path) -> None:
    def sat(lab: str, day: int, decided: str) -> Document:
        title, date = f"Sitzung Lab {lab}", datetime.date(2024, 5, day)
        text = f"# {title}\n\n## Beschlüsse\n\n- {decided}\n"
        return document(text, f"{lab}{day}.md", type="minutes", lab=lab, date=date, title=title)

    papers = [
        sat("Wärme", 7, "Der Schuppen bleibt stehen."),
        sat("Wärme", 14, "Der Schuppen wird gestrichen."),
        sat("Wasser", 10, "Der Brunnen wird gebohrt."),
    ]
    ingest_documents(tmp_path, papers, ToyEmbedder(), 64)
    with closing(Assistant(Settings(data=tmp_path), Given(ToyEmbedder()))) as assistant:
        heat, water = Within(frozenset({"waerme"})), Within(frozenset({"Wasser"}))
        decided = on_a_site(assistant, "Welche Beschlüsse gibt es?", heat)
        assert {one.text for one in decided.sentences} == {
            "Der Schuppen bleibt stehen.",
            "Der Schuppen wird gestrichen.",
        }
        assert (decided.filters.within, decided.listing and decided.listing.rows) == (heat, 2)
        before = on_a_site(assistant, "Und in der Sitzung davor?", heat, "Was wurde am 14. Mai 2024 beschlossen?")
        assert [one.text for one in before.sentences] == ["Der Schuppen bleibt stehen."]
        other = on_a_site(assistant, "Was wurde am 14. Mai 2024 beschlossen?", water)
        assert other.citations == ()


def test_a_body_is_called_as_in_the_titles_of_what_a_website_searches_in(tmp_path: Path) -> None:
    def sat(body: str, lab: str, decided: str) -> Document:
        text, date = f"# {body}\n\n## Beschlüsse\n\n- {decided}\n", datetime.date(2024, 5, 7)
        return document(text, f"{lab}.md", type="minutes", lab=lab, date=date, title=body)

    papers = [
        sat("AG Zaun", "Wasser", "Der Brunnen wird gebohrt."),
        sat("Arbeitsgruppe Zaun", "Wärme", "Der Schuppen bleibt stehen."),
    ]
    ingest_documents(tmp_path, papers, ToyEmbedder(), 64)
    with closing(Assistant(Settings(data=tmp_path), Given(ToyEmbedder()))) as assistant:
        decided = on_a_site(assistant, "Was hat die AG Zaun beschlossen?", Within(frozenset({"waerme"})))
    assert [one.text for one in decided.sentences] == ["Der Schuppen bleibt stehen."]


def test_what_follows_a_meeting_that_nobody_knows_is_asked_of_no_other_one(boards: Assistant) -> None:
    texts = ("Was wurde im Lab Windkraft beschlossen?", "Und in der Sitzung davor?", "Welche Aufgaben gab es da?")
    assert said(boards, *texts).listing is None


def test_a_task_that_minutes_tell_to_be_done_is_told_so_once(tmp_path: Path) -> None:
    text = (
        "# Sitzung\n\n## Aufgaben\n\n| Aufgabe | Wer | Stand |\n|---|---|---|\n"
        "| Schlüssel abgeben | Imke Rohwer | erledigt |\n| Tor streichen | Imke Rohwer | offen |\n"
        "| Licht bestellen (erledigt) | Imke Rohwer | – |\n| Dach decken | Ole Weiß | offen |\n"
    )
    ingest_documents(tmp_path, [document(text, "a.md", type="minutes")], ToyEmbedder(), 64)
    found = told(tmp_path, "Welche Aufgaben hat Imke Rohwer?")
    assert found is not None
    assert sorted(one.text.rpartition(": ")[2] for one in found.sentences) == [
        "Licht bestellen (erledigt)",
        "Schlüssel abgeben (laut Protokoll erledigt)",
        "Tor streichen",
    ]
    done = told(tmp_path, "Welche Aufgaben sind erledigt?")
    assert done is not None
    assert done.listing == ("/ergebnisse?kind=task", 4)  # as its page does, which lists the others, too
    assert sorted(one.text.rpartition(": ")[2] for one in done.sentences) == [
        "Licht bestellen (erledigt)",
        "Schlüssel abgeben (laut Protokoll erledigt)",
    ]
    assert told(tmp_path, "Welche Aufgaben hat Ole Weiß erledigt?") is None
