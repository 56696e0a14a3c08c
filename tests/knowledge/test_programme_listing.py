"""A list of programmes, asked of the assistant itself: over ingestions, audiences and languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper
from programme_texts import LEAFLET, ONGOING, PAGE

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.indexing.ingest import ingest_documents
from assistant.language.figures import missing
from assistant.records import Answer, Audience, Document, Filters, Question
from assistant.settings.settings import Settings

PUBLIC: frozenset[Audience] = frozenset({"public"})
STAFF: frozenset[Audience] = frozenset({"public", "internal"})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def ingest(data: Path, *documents: Document) -> None:
    ingest_documents(data, documents, ToyEmbedder(), 64)


def opened(data: Path) -> Assistant:
    settings = Settings.model_validate({"data": data, "embedding_model": "toy"})
    made = Assistant(settings, Given(ToyEmbedder()), look_every_seconds=0.0)
    made.warm_up()
    return made


def asked(assistant: Assistant, words: str, audiences: frozenset[Audience] = PUBLIC) -> Answer:
    return assistant.ask(Question(words, audiences))


def test_each_programme_is_a_sentence_whose_figures_its_quotes_hold(data: Path) -> None:
    ingest(data, paper(PAGE, "umbau.md"), paper(ONGOING, "geraete.md"))
    answer = asked(opened(data), "Welche Förderprogramme gibt es?")
    assert [sentence.text for sentence in answer.sentences] == [
        "Leihgeräte für Kommunen: Fördersatz bis zu 80 %; Frist laufend.",
        "Werkstatt Morgen – Umbau im Betrieb: Fördersatz bis zu 45 % (KMU), "
        "bis zu 100 % (Hochschulen); Frist 31. März 2027.",
    ]
    quotes = {citation.number: citation.quote.text for citation in answer.citations}
    for sentence in answer.sentences:
        assert sentence.citations
        assert missing(sentence.text, " ".join(quotes[number] for number in sentence.citations)) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Welche Förderprogramme gibt es?",
            "Frist 30. April 2024 (für den 2. Förderaufruf); eine spätere ist nicht angegeben.",
        ),
        (
            "Welche Programme sind noch offen?",
            "Frist 30. April 2024 (für den 2. Förderaufruf); eine spätere ist nicht angegeben.",
        ),
        (
            "Which funding programmes are open?",
            "Deadline 30 April 2024 (“für den 2. Förderaufruf”); no later one is stated.",
        ),
    ],
)
def test_of_one_whose_last_call_is_over_it_is_said_that_no_later_one_is_stated(
    data: Path, question: str, expected: str
) -> None:
    call = "# Stegfonds\n\nAnträge für den 2. Förderaufruf reichen Sie bitte bis zum 30. April 2024 ein.\n"
    ingest(data, paper(ONGOING, "geraete.md"), paper(call, "stege.md"))
    _, sentence = asked(opened(data), question).sentences
    assert sentence.text == f"Stegfonds: {expected}"


def test_only_the_rate_of_who_asks_is_told(data: Path) -> None:
    ingest(data, paper(PAGE, "umbau.md"))
    (sentence,) = asked(opened(data), "Welche Programme gibt es für KMU mit höchstens 50 % Förderung?").sentences
    assert "45 %" in sentence.text
    assert "100 %" not in sentence.text


def test_who_asks_gets_the_programmes_for_him_where_he_names_no_purpose(data: Path) -> None:
    ingest(data, paper(PAGE, "umbau.md"), paper(ONGOING, "geraete.md"))
    answer = asked(opened(data), "Wir sind 40 Leute und drehen Bolzen, welche Förderung kommt für uns in Frage?")
    assert answer.listing is not None
    assert "applicant=sme" in answer.listing.address
    assert "45 %" in answer.sentences[0].text


def test_small_and_medium_sized_firms_are_told_apart(data: Path) -> None:
    said = (
        "Mittlere Unternehmen erhalten 55 Prozent der Kosten, kleine Unternehmen mit weniger als 50 Leuten 65 Prozent."
    )
    again = "| Größe | Fördersatz |\n|---|---|\n| klein | 65 % |\n| mittel | 55 % |"
    ingest(data, paper(f"# Gutschein Wandel\n\n{said}\n\n{again}", "gutschein.md"))
    (sentence,) = asked(opened(data), "Welche Förderprogramme gibt es?").sentences
    assert sentence.text == "Gutschein Wandel: Fördersatz 55 % (mittlere Unternehmen), 65 % (kleine Unternehmen)."


def test_what_says_nothing_of_who_may_apply_stands_behind_what_fits(data: Path) -> None:
    bonus = "# Bonus Wandel\n\nDas Land Hessen übernimmt 70 Prozent der Lehrgangskosten."
    ingest(data, paper(PAGE, "umbau.md"), paper(ONGOING, "geraete.md"), paper(bonus, "bonus.md"))
    answer = asked(opened(data), "Welche Programme gibt es für KMU?")
    assert [sentence.text for sentence in answer.sentences] == [
        "Werkstatt Morgen – Umbau im Betrieb: Fördersatz bis zu 45 % (KMU); Frist 31. März 2027.",
        "Bonus Wandel: Fördersatz 70 %; Wer beantragen kann: nicht angegeben.",
    ]
    assert answer.listing == ("/foerderung?applicant=sme&unstated=true", 2)


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("für Projektpauschalen", 1),
        ("für Projektpauschalen und Jahresumsatz", None),
        ("für Agenturen", None),
        ("für Bagger", None),
    ],
)
def test_one_word_may_stand_in_what_a_page_says_of_the_programme(data: Path, words: str, rows: int | None) -> None:
    office = "## Antrag\n\nDie Agentur nimmt Anträge an.\n\n### Richtlinie\n\nDer Bagger muss fahren."
    ingest(data, paper(PAGE, "umbau.md"), paper(f"{ONGOING}\n\n{office}", "geraete.md"))
    answer = asked(opened(data), f"Welche Förderprogramme gibt es {words}?")
    assert (answer.listing.rows if answer.citations and answer.listing else None) == rows


def test_an_expired_programme_is_called_so_and_the_date_is_cited(data: Path) -> None:
    ingest(data, paper(LEAFLET, "geld.md"))
    answer = asked(opened(data), "Which funding programmes are there for start-ups?")
    assert answer.sentences[0].text == "Gründungsgeld Ahlheim: Rate 60%; Deadline 15 May 2025; expired."
    assert any("15. Mai 2025" in citation.quote.text for citation in answer.citations)


def test_a_last_day_ends_the_days_of_each_year_in_a_sentence_that_its_quotes_hold(data: Path) -> None:
    days = "Anträge werden zu zwei Stichtagen im Jahr gesammelt: 31. März und 30. September."
    last = "Der letzte Stichtag ist der 30. September 2025."
    ingest(data, paper(f"# Gutschein Wandel\n\nDer Zuschuss beträgt 55 Prozent der Ausgaben.\n\n{days} {last}", "g.md"))
    answer = asked(opened(data), "Welche Förderprogramme gibt es?")
    (sentence,) = answer.sentences
    assert sentence.text == "Gutschein Wandel: Fördersatz 55 %; Frist 30. September 2025; abgelaufen."
    assert missing(sentence.text, " ".join(citation.quote.text for citation in answer.citations)) == []


def test_a_follow_up_asks_for_some_of_the_programmes(data: Path) -> None:
    ingest(data, paper(PAGE, "umbau.md"), paper(ONGOING, "geraete.md"))
    before = ("Welche Förderprogramme gibt es für KMU?",)
    found = opened(data).ask(Question("und für Kommunen?", PUBLIC, history=before))
    assert found.sentences[0].text.startswith("Leihgeräte für Kommunen")
    assert found.resolved == "Welche Förderprogramme gibt es für Kommunen?"
    running = opened(data).ask(Question("welche davon laufen noch?", PUBLIC, history=("Welche Programme gibt es?",)))
    assert running.listing is not None
    assert running.resolved == "welche Programme laufen noch?"


@pytest.mark.parametrize("further", ["und die Fristen?", "welche davon laufen noch?"])
def test_what_is_asked_further_is_about_the_same_programmes(data: Path, further: str) -> None:
    ingest(data, paper(PAGE, "umbau.md"), paper(ONGOING, "geraete.md"))
    before = ("Welche Förderprogramme gibt es für Kommunen?",)
    found = opened(data).ask(Question(further, PUBLIC, history=before))
    assert [sentence.text.split(":")[0] for sentence in found.sentences] == ["Leihgeräte für Kommunen"]
    assert found.listing is not None
    assert "applicant=municipality" in found.listing.address


def test_at_most_five_programmes_are_told_and_the_table_is_named_for_the_rest(data: Path) -> None:
    ingest(data, *(paper(ONGOING.replace("Kommunen", f"Kommunen {n}", 1), f"geraete{n}.md") for n in range(7)))
    answer = asked(opened(data), "Welche Programme gibt es für Kommunen?")
    assert len(answer.sentences) == 5
    assert answer.listing is not None
    assert answer.listing == ("/foerderung?applicant=municipality", 7)


def test_internal_programmes_are_told_to_staff_only(data: Path) -> None:
    ingest(data, paper(ONGOING, "geraete.md"), paper(LEAFLET, "geld.md", "internal"))
    assistant = opened(data)
    assert len(asked(assistant, "Welche Förderprogramme gibt es?").sentences) == 1
    assert len(asked(assistant, "Welche Förderprogramme gibt es?", STAFF).sentences) == 2


def test_a_running_assistant_follows_what_is_replaced(data: Path) -> None:
    ingest(data, paper(ONGOING, "geraete.md"))
    assistant = opened(data)
    asked(assistant, "Welche Förderprogramme gibt es?")
    ingest(data, paper(ONGOING.replace("80 Prozent", "65 Prozent"), "geraete.md"))
    (sentence,) = asked(assistant, "Welche Förderprogramme gibt es?").sentences
    assert "65 %" in sentence.text


def test_other_questions_go_the_ordinary_way(data: Path) -> None:
    ingest(data, paper(ONGOING, "geraete.md"))
    assert asked(opened(data), "Wie hoch ist der Zuschuss für Messgeräte?").listing is None


def test_a_purpose_that_no_programme_has_is_said_to_have_none_with_the_way_to_those_of_who_asks(data: Path) -> None:
    ingest(data, paper(PAGE, "umbau.md"), paper(ONGOING, "geraete.md"))
    answer = asked(opened(data), "Wir sind 40 Leute. Welche Förderprogramme gibt es für Raumfahrt?")
    assert (answer.citations, answer.reason) == ((), "no_programme")
    assert answer.listing is not None
    assert answer.listing.address == "/foerderung?applicant=sme&unstated=true"
    assert answer.related


def test_a_caller_that_filters_documents_gets_no_list(data: Path) -> None:
    ingest(data, paper(ONGOING, "geraete.md"))
    question = Question("Welche Förderprogramme gibt es?", filters=Filters(type="minutes"))
    assert opened(data).ask(question).listing is None


def test_a_list_is_cited_once_with_all_of_its_items_that_are_told(data: Path) -> None:
    rates = "Der Zuschuss beträgt für:\n\n* KMU 60 Prozent der Kosten,\n* Hochschulen 90 Prozent der Kosten sowie"
    ingest(data, paper(f"# Scheck Wandel\n\n## Höhe der Förderung\n\n{rates}", "scheck.md"))
    answer = asked(opened(data), "Welche Förderprogramme gibt es?")
    assert answer.sentences[0].text == "Scheck Wandel: Fördersatz 60 % (KMU), 90 % (Hochschulen)."
    quotes = [citation.quote.text for citation in answer.citations]
    assert quotes == [
        "Scheck Wandel",
        "Der Zuschuss beträgt für: * KMU 60 Prozent der Kosten, * Hochschulen 90 Prozent der Kosten sowie",
    ]
    assert [citation.quote.continues for citation in answer.citations] == [False, True]
