"""Questions to begin with: made from what documents say of themselves, kept if they are answered from there."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest
from classifiers import KeywordClassifier
from papers import paper

from assistant.answering.example_questions import MOST_CHARACTERS, MOST_READ, Example, Sources, candidates
from assistant.answering.examples import MOST_TRIES, Examples, examples
from assistant.answering.examples_on_minutes import on_minutes
from assistant.knowledge.funding import gathered
from assistant.knowledge.minutes.extract import outcomes_of
from assistant.knowledge.outcomes import StatedOutcome
from assistant.knowledge.programmes.extract import facts_of
from assistant.records import Answer, Citation, Document, Language, Question, Quote, Sentence, Within
from assistant.settings.sites import MOST_EXAMPLES

TODAY = datetime.date(2026, 1, 15)
EVERYTHING = Within()
FAQ = paper(
    "# Häufige Fragen\n\n## Wie läuft die Beratung ab?\n\nSie dauert zwei Stunden.\n\n"
    "## Was hat euch gefallen?\n\nAlles.\n\n## Was wird gefördert?\n\nVieles.\n\n## Beratung und Termine\n\nMittwochs.",
    "faq.md", type="other",
)  # fmt: skip
FUNDING = paper(
    "# Umbaugeld – Richtlinie (Fassung 2025)\n\nDer Zuschuss beträgt 45 Prozent, höchstens 250.000 Euro.\n\n"
    "Antragsberechtigt sind kleine und mittlere Unternehmen.\n\nAnträge sind bis zum 30. November 2026 möglich.",
    "umbau.md", title="Umbaugeld – Richtlinie (Fassung 2025)",
)  # fmt: skip
OVER = paper(
    "# Altgeld\n\nDer Zuschuss beträgt 10 Prozent.\n\nDiese Richtlinie gilt bis zum 31. Dezember 2020.",
    "alt.md", title="Altgeld",
)  # fmt: skip
STUDY = paper(
    "# Studie: Arbeit 2035\n\nEs geht um Arbeit.\n\nDie Studie empfiehlt mehr Weiterbildung.\n\n"
    "# Ergebnisse\n\nEs fehlen 900 Menschen.",
    "arbeit.md", type="study", title="Studie: Arbeit 2035", lab="Technologie",
)  # fmt: skip
PRESS = paper(
    "# Kran auf Zeit: Werkstatt übt das Heben\n\nSeit Mai steht ein Kran in der Werkstatt.",
    "kran.md", type="press_release", title="Kran auf Zeit: Werkstatt übt das Heben",
)  # fmt: skip
OPENED = paper(
    "# Park eröffnet: 24 Plätze\n\nEr ist da.", "park.md", type="press_release", title="Park eröffnet: 24 Plätze"
)
ENGLISH = paper(
    "# Frequently asked\n\n## Who pays for the courses?\n\nThe state does.",
    "faq-en.md", type="other", language="en",
)  # fmt: skip
ALL = (FAQ, FUNDING, OVER, STUDY, PRESS, OPENED, ENGLISH)


def sources(*documents: Document) -> Sources:
    by_id = {document.id: document for document in documents}
    funding = [document.info for document in documents if document.info.type == "funding"]
    found = gathered(funding, {info.id: facts_of(by_id[info.id]) for info in funding}, {}, TODAY)
    return Sources([document.info for document in documents], found, by_id.__getitem__)


def questions(*documents: Document, language: Language = "de") -> list[str]:
    return [one.question for one in candidates(sources(*documents), language)]


def made(of: Sources, ask: Callable[[Question], Answer | None], within: Within = EVERYTHING) -> list[str]:
    return [one.question for one in examples(of, "de", within, ask)]


def citing(document: Document, words: str) -> Answer:
    start = document.text.index(words)
    quote = Quote(document.info, None, words, start, start + len(words))
    return Answer("?", "de", "extractive", (Sentence(words, (1,)),), (Citation(1, quote),))


def test_each_kind_of_document_gives_its_question_in_turn() -> None:
    assert questions(*ALL)[:4] == [
        "Wie läuft die Beratung ab?",
        "Wer kann im Programm „Umbaugeld“ Förderung beantragen?",
        "Was empfiehlt die Studie „Arbeit 2035“?",
        "Was steckt hinter „Kran auf Zeit“?",
    ]


def test_the_same_is_asked_in_english_where_names_stand_in_quotation_marks() -> None:
    found = questions(*ALL, language="en")
    assert found[:2] == ["Who pays for the courses?", "Who can apply for “Umbaugeld”?"]
    assert "What does the study “Arbeit 2035” recommend?" in found


def test_each_fact_of_a_programme_can_be_asked_for() -> None:
    assert questions(FUNDING) == [
        "Wer kann im Programm „Umbaugeld“ Förderung beantragen?",
        "Wie hoch ist die Förderquote im Programm „Umbaugeld“?",
        "Bis wann sind Anträge im Programm „Umbaugeld“ möglich?",
        "Wie hoch ist die Förderung im Programm „Umbaugeld“ höchstens?",
    ]


def test_a_programme_of_a_list_is_asked_for_by_its_own_name() -> None:
    rows = "| Umbaugeld | 25 % |\n| Dachbonus | 60 % |\n"
    listing = paper(f"# Förderprogramme 2026\n\n| Programm | Fördersatz |\n|---|---|\n{rows}")
    other = paper("# Umbaugeld\n\nDer Zuschuss beträgt 45 Prozent.\n")
    for documents in [(listing,), (listing, other)]:
        found = questions(*documents)
        assert set(found) == {
            f"Wie hoch ist die Förderquote im Programm „{name}“?" for name in ("Umbaugeld", "Dachbonus")
        }


def test_nobody_is_sent_to_a_programme_that_is_over() -> None:
    assert questions(OVER) == []


@pytest.mark.parametrize(
    "heading",
    ["Was hat euch gefallen?", "Was können wir verbessern?", "Was wird gefördert?", "Beratung und Termine", "Und nun?"],
)
def test_a_heading_that_only_its_own_readers_understand_is_no_question(heading: str) -> None:
    assert questions(paper(f"# Seite\n\n## {heading}\n\nText.", type="other")) == []


def test_a_headline_is_no_name() -> None:
    assert questions(OPENED) == []


@pytest.mark.parametrize("title", ["Einladung: Kommen Sie", "TP 1: Übersicht"])
def test_what_could_name_many_documents_is_no_name(title: str) -> None:
    text = f"# {title}\n\nDie Studie empfiehlt mehr Weiterbildung."
    assert questions(paper(text, type="press_release", title=title)) == []
    assert questions(paper(text, type="study", title=title)) == []


def test_programmes_of_one_name_are_not_asked_for() -> None:
    twins = [
        paper(f"# Umbaugeld – {kind}\n\nDer Zuschuss beträgt 45 Prozent.", title=f"Umbaugeld – {kind}")
        for kind in ("Dächer", "Keller")
    ]
    assert questions(*twins) == []


def test_a_question_that_does_not_fit_on_a_phone_is_left_out() -> None:
    long = paper(f"# {'Lang' * 20}\n\nDer Zuschuss beträgt 45 Prozent.", title="Lang" * 20)
    assert questions(long) == []
    assert all(len(question) <= MOST_CHARACTERS for question in questions(*ALL))


def test_only_what_is_answered_first_from_its_own_place_is_kept() -> None:
    def ask(question: Question) -> Answer:
        return citing(FAQ, "Sie dauert zwei Stunden.") if "Beratung" in question.text else citing(FAQ, "Mittwochs.")

    assert made(sources(*ALL), ask) == ["Wie läuft die Beratung ab?"]


def test_who_begins_with_an_example_is_not_told_that_the_answer_is_unsure() -> None:
    sure = citing(FAQ, "Sie dauert zwei Stunden.")
    assert made(sources(*ALL), lambda question: replace(sure, is_unsure=True)) == []


def test_an_abstention_keeps_nothing() -> None:
    abstained = Answer("?", "de", "extractive", reason="no_hits")
    assert made(sources(*ALL), lambda question: abstained) == []


def proving(*documents: Document) -> Callable[[Question], Answer]:
    """Answers each question with its own place."""
    places = {one.question: one.places[0] for one in candidates(sources(*documents), "de")}
    by_id = {document.id: document for document in documents}

    def ask(question: Question) -> Answer:
        place = places[question.text]
        return citing(by_id[place.document], place.span.of(by_id[place.document].text))

    return ask


def test_each_document_gives_one_example_and_there_are_no_more_than_fit() -> None:
    many = [
        paper(f"# Umbaugeld {n}\n\nDer Zuschuss beträgt {n} Prozent.", title=f"Umbaugeld {n}") for n in range(10, 20)
    ]
    found = list(examples(sources(*many), "de", Within(), proving(*many)))
    assert len(found) == MOST_EXAMPLES
    assert len({document for one in found for document in one.documents}) == MOST_EXAMPLES
    assert len(made(sources(FUNDING), proving(FUNDING))) == 1


def test_it_stops_after_so_many_tries_and_when_the_server_stops() -> None:
    many = [
        paper(f"# Umbaugeld {n}\n\nDer Zuschuss beträgt {n} Prozent.", title=f"Umbaugeld {n}") for n in range(10, 60)
    ]
    asked: list[str] = []

    def ask(question: Question) -> Answer:
        asked.append(question.text)
        return Answer("?", "de", "extractive", reason="no_hits")

    assert made(sources(*many), ask) == []
    assert len(asked) == MOST_TRIES
    assert made(sources(*many), lambda question: None) == []


def test_a_website_gets_examples_of_what_it_searches_in_and_they_are_asked_so() -> None:
    asked: list[Question] = []

    def ask(question: Question) -> Answer:
        asked.append(question)
        return citing(STUDY, "Die Studie empfiehlt mehr Weiterbildung.")

    within = Within(frozenset({"technologie"}))
    assert made(sources(*ALL), ask, within) == ["Was empfiehlt die Studie „Arbeit 2035“?"]
    assert asked[0].filters.within == within
    assert asked[0].audiences == {"public"}
    assert made(sources(*ALL), ask, Within(topic="Batterien")) == []


def test_what_was_withdrawn_is_forgotten() -> None:
    known = Examples()
    found: list[Example] = candidates(sources(FAQ, STUDY), "de")
    known.keep("de", Within(), found)
    assert known.of("de", Within()) == [one.question for one in found]
    assert known.of("en", Within()) == []
    known.forget([FAQ.info])
    assert known.of("de", Within()) == ["Wie läuft die Beratung ab?"]


def on_minutes_of(*texts: str, language: Language = "de") -> list[str]:
    days = (datetime.date(2025, 2, 4), datetime.date(2024, 11, 26))
    held = [
        paper(text, f"{number}.md", "internal", type="minutes", title="Rat", date=days[number])
        for number, text in enumerate(texts)
    ]
    standing = [
        StatedOutcome(one, one.proof.quote(each.info, {}))
        for each in held
        for one in outcomes_of(each, KeywordClassifier())
    ]
    return on_minutes(standing, [each.info for each in held], language, TODAY)


def test_who_sees_minutes_is_led_to_the_decisions_of_the_newest_meeting_and_to_open_tasks() -> None:
    task, decision = (
        "# Rat\n\n## Aufgaben\n\n- Imke Rohwer: Saal mieten\n",
        "# Rat\n\n## Beschlüsse\n\n- Der Saal bleibt.\n",
    )
    both = ["Welche Beschlüsse wurden am 26. November 2024 gefasst?", "Welche Aufgaben sind noch offen?"]
    assert on_minutes_of(task, decision) == both
    assert on_minutes_of(decision, decision) == ["Welche Beschlüsse wurden am 4. Februar 2025 gefasst?"]
    assert on_minutes_of(decision, language="en") == ["Which decisions were made on 4 February 2025?"]
    assert on_minutes_of(task) == both[1:]
    assert on_minutes_of() == on_minutes_of("# Rat\n\nEs war warm.") == []


def test_of_many_documents_only_the_newest_are_read() -> None:
    first = datetime.date(2020, 1, 1)
    many = [
        paper(f"# Bericht {day}\n", f"{day}.md", type="other", date=first + datetime.timedelta(days=day))
        for day in range(MOST_READ + 5)
    ]
    read: list[str] = []
    held = sources(*many)

    def reading(id: str) -> Document:
        read.append(id)
        return held.read(id)

    candidates(held._replace(read=reading), "de")
    assert read == [one.id for one in many[:4:-1]]
