"""A question in the words of the corpus: spellings mended, compounds related, abbreviations known."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from fakes import ToyEmbedder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.indexing.vocabulary import Words
from assistant.language.terms import grams, stems
from assistant.records import Audience, Block, Document, DocumentInfo
from assistant.retrieving.retrieve import Retriever
from assistant.retrieving.wording import Wording, unchanged, word

PUBLIC: frozenset[Audience] = frozenset({"public"})
STAFF: frozenset[Audience] = frozenset({"public", "internal"})

TEXTS = {
    "advice": "Die Fördermittelberatung hilft Betrieben.",
    "money": "Fördermittel gibt es für vieles. Eine Beratung zu jedem Vorhaben ist möglich.",
    "sme": "Anträge stellen kleine und mittlere Unternehmen (KMU).",
    "support": "Die Förderung für KMU beträgt die Hälfte.",
    "size": "Die Größe der Straße entscheidet.",
    "claim": "Eine Forderung verjährt.",
    "more": "Die Förderung läuft aus, die Ausläufer laufen.",
    "deadline": "Die Antragsfrist endet im Mai.",
    "place": "Uelzen hat einen Kai.",
    "address": "Mehr steht unter hafen.example/SegelLager.",
}
SECRET = "Der Geheimplan Nordlicht (GPN) nennt das Stellenabbauprogramm."
QUESTIONS = ["Beratung zu Fördermitteln", "KMU-Förderung", "Förderung für KMU", "Frist für den Antrag"]


def made(name: str, text: str, audience: Audience = "public") -> Document:
    info = DocumentInfo(name, f"{name}.txt", "", "other", audience, "de")
    return Document(info, f"/{name}.txt", name, text, (Block("paragraph", 0, len(text)),))


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    data, embedder = tmp_path_factory.mktemp("data"), ToyEmbedder(dimension=256)
    documents = [made(name, text) for name, text in TEXTS.items()]
    ingest_documents(data, [*documents, made("secret", SECRET, "internal")], embedder, 64)
    index = Index.open(data, embedder.name)
    yield Retriever(index, embedder)
    index.close()


@pytest.fixture(scope="module")
def public(retriever: Retriever) -> Words:
    return retriever.index.words(PUBLIC)


def first(query: str, retriever: Retriever) -> str:
    return retriever.retrieve(query, audiences=PUBLIC, k=1)[0].hit.document.id


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("KMU-Förderung", "support"),
        ("Was ist die Groesse der Strasse?", "size"),
        ("Wie lange läuft die Födrerung?", "more"),
    ],
)
def test_a_question_finds_what_the_corpus_says_in_other_words(query: str, found: str, retriever: Retriever) -> None:
    assert first(query, retriever) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Beratung zu Fördermitteln", "advice"),
        ("Fördermittelberatung", "money"),
        ("Fristen für Anträge", "deadline"),
        ("Kleinere und mittlere Unternehmen", "support"),
        ("Fördreung", "more"),
    ],
)
def test_words_lead_to_passages_that_the_same_stems_would_miss(query: str, found: str, retriever: Retriever) -> None:
    def documents(asked: Wording) -> set[str]:
        return {id.split("-")[0] for id, _ in retriever.index.lexical("stems", asked.stems, PUBLIC, 20)}

    assert found not in documents(unchanged(query))
    assert found in documents(word(query, retriever.index.words(PUBLIC)))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Wie hoch ist die foerderung?", "Wie hoch ist die Förderung?"),
        ("Groessen der Straszen", "Größen der Straszen"),
        ("Foerdermittelvorhaben", "Fördermittelvorhaben"),
        ("Fördreung", "Förderung"),
        ("Foerderun", "Förderung"),
        ("Antragsfrrist", "Antragsfrist"),
        ("die grosse der strasse", "die Größe der Straße"),
        ("Wie hoch ist die förderung", "Wie hoch ist die förderung"),
        ("wie hoch ist die förderung", "wie hoch ist die Förderung"),
        ("eine Antragsfrst", "eine Antragsfrist"),
        ("Muessen wir fuer die Loesung zahlen?", "Müssen wir für die Lösung zahlen?"),
        ("Muessen wir in Uelzen zahlen?", "Müssen wir in Uelzen zahlen?"),
        ("Does Goethe pay for the Loesung?", "Does Goethe pay for the Loesung?"),
        ("Fo\u0308r\u00adderung", "Förderung"),
        ("wann endet die antrags frist", "wann endet die Antragsfrist"),
        ("Wann endet die Antrags Frist?", "Wann endet die Antragsfrist?"),
        ("Wann ist das Segel Lager?", "Wann ist das Segel Lager?"),  # the corpus has it in an address alone
        ("gibt es eine fördermittel beratung für betriebe", "gibt es eine Fördermittelberatung für betriebe"),
    ],
)
def test_a_spelling_is_mended_to_that_of_the_corpus(query: str, text: str, public: Words) -> None:
    wording = word(query, public)
    assert wording.text == text
    assert set(stems(text)) <= wording.stems.keys()
    assert set(grams(text)) <= wording.grams.keys()


@pytest.mark.parametrize(
    "query",
    [
        "Die Förderung und die Forderung",
        "Welche Fristen gibt es?",
        "Antragsbeträge",
        "Antrag",
        "Bertiebe",
        "Seratung",
        "auslaufen",
        "Quantenzwirbel im Kuchen",
        "Mai Mali Maß",
        "§ 44 Abs. 2 E-Mail 1.234,50",
        "What is the size of the road?",
        "Wann endet Antrags frist und Förderung?",
        "Wann endet die Förderung Frist?",
        "Was bekommen große Betriebe?",
        "",
    ],
)
def test_what_is_spelled_as_in_the_corpus_or_unlike_anything_stays(query: str, public: Words) -> None:
    assert word(query, public).text == query


def test_what_was_asked_is_looked_for_beside_what_was_concluded(public: Words) -> None:
    wording = word("Födrerung", public)
    assert {term: wording.stems[term] for term in stems("Födrerung Förderung")} == {"fodrer": 1.0, "forder": 1.0}
    assert set(grams("Födrerung")) <= wording.grams.keys()


def test_compounds_are_taken_apart_and_put_together_with_less_weight(public: Words) -> None:
    assert 0 < word("Fördermittelberatung", public).stems["berat"] < 1
    assert 0 < word("Beratung zu Fördermitteln", public).stems[stems("Fördermittelberatung")[0]] < 1


def test_abbreviations_and_their_long_forms_lead_to_each_other(public: Words) -> None:
    assert set(stems("kleine mittlere Unternehmen")) <= word("KMU", public).stems.keys()
    assert "kmu" in word("Was sind kleine und mittlere Unternehmen?", public).stems


def test_statutes_are_known_by_their_abbreviations_and_by_their_names(public: Words) -> None:
    assert set(stems("Bundesausbildungsförderungsgesetz")) <= word("Ist BAföG ein Darlehen?", public).stems.keys()
    assert set(stems("Bundesausbildungsförderungsgesetz")) <= word("BAföG-Antrag", public).stems.keys()
    assert set(stems("StPO")) <= word("Was sagt die Strafprozessordnung?", public).stems.keys()


def test_nobody_is_corrected_to_a_word_that_he_must_not_see(retriever: Retriever) -> None:
    query = "Stelenabbauprogramm, Nordlcht und GPN"
    assert word(query, retriever.index.words(STAFF)).text == "Stellenabbauprogramm, Nordlicht und GPN"
    public = word(query, retriever.index.words(PUBLIC))
    assert public.text == query
    assert set(public.stems) == set(stems(query))


@pytest.mark.parametrize("query", QUESTIONS)
def test_each_spelling_of_a_question_means_the_same(query: str, retriever: Retriever, public: Words) -> None:
    plain = word(query, public)
    for spelled in (unicodedata.normalize("NFD", query), query.replace("ä", "ae").replace("ö", "oe")):
        assert word(spelled, public) == Wording(plain.text, plain.stems, plain.grams)
        assert first(spelled, retriever) == first(query, retriever)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=80) | st.text(alphabet="FörderungAtsfi kmuKMU-.", max_size=80))
def test_any_question_has_a_wording(query: str, public: Words) -> None:
    wording = word(query, public)
    assert set(stems(query)) <= wording.stems.keys()
    assert all(weight > 0 for weight in [*wording.stems.values(), *wording.grams.values()])


def test_a_question_of_two_thousand_words_has_a_wording(public: Words) -> None:
    assert word("Fördermittelberatungsstelle Antragsfristen " * 1000, public).stems


def test_nothing_is_concluded_without_a_vocabulary(retriever: Retriever) -> None:
    query = "Födrerung für KMU und Fördermittelberatung"
    wording = word(query, retriever.index.words(frozenset()))
    assert wording.text == query
    assert set(wording.stems) == set(stems(query))
