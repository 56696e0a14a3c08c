"""Who asks for money for a purpose is told which programmes come closest to it, or nothing of the kind."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import inquiry
from papers import paper

import assistant.answering.looking_up.programmes_for_purpose as looking
from assistant.answering.ask import answer
from assistant.answering.looking_up.closeness import FOREIGN
from assistant.answering.looking_up.programmes_for_purpose import no_programme_for_purpose, programmes_for_purpose
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.language.figures import missing
from assistant.records import AUDIENCES, Answer, Filters, Question
from assistant.retrieving.retrieve import Retriever

LOADING = (
    "# Ladepunkte Ahlermark\n\nDas Land fördert den Bau von Ladepunkten auf Parkplätzen.\n\n"
    "Der Zuschuss beträgt 45 Prozent.\n\nAnträge sind bis zum 15. Mai 2031 zu stellen.\n"
)
OVER = (
    "# Ladehilfe alt\n\nDas Land fördert den Bau von Ladepunkten auf Parkplätzen.\n\n"
    "Der Zuschuss beträgt 20 Prozent.\n\nAnträge sind bis zum 15. Mai 2021 zu stellen.\n"
)
SILENT = (
    "# Prüfstand Gewerbe\n\nNicht gefördert werden Schaumwein und Sprachkurse.\n\n"
    "Ein Prüfstand mit Messgerät hilft Betrieben.\n"
)
PRESS = "# Roboter im Museum\n\nDer Roboter tanzt im Museum und singt dem Publikum Lieder vor.\n"
SECRET = "# Flüsterfonds\n\nDas Land fördert geheime Raketen.\n\nDer Zuschuss beträgt 99 Prozent.\n"
LIST = """# Förderprogramme 2026

| Programm | Gegenstand | Antragsberechtigt | Fördersatz | Antragsfrist |
|---|---|---|---|---|
| Solarbonus | Photovoltaik auf Dächern | Betriebe | 25 % | 15.01.2027 |
| Meisterprämie | Bestandene Prüfung | Meister | 30 % | laufend |
| Lehmgutschein | Baustoffe aus Lehm | Vereine | 60 % | 31.10.2025 |
"""
TODAY = datetime.date(2026, 3, 1)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("suiting") / "data"
    embedder = ToyEmbedder(dimension=2048)
    papers = [paper(OVER, "alt.md"), paper(LOADING, "laden.md"), paper(SILENT, "pruef.md")]
    others = [paper(PRESS, "presse.md", type="press_release"), paper(SECRET, "intern.md", "internal")]
    ingest_documents(data, [*papers, *others], embedder, 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, embedder), kept


def asked(opened: tuple[Retriever, FactStore], question: Question) -> Answer | None:
    return programmes_for_purpose(inquiry(question, *opened, TODAY))


def test_the_closest_programme_is_told_with_its_own_words(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, Question("Wir wollen den Bau von Ladepunkten auf Parkplätzen, gibt es da Geld?"))
    assert found
    first, second, *_ = (sentence.text for sentence in found.sentences)
    assert first == "Am nächsten kommt „Ladepunkte Ahlermark“: Fördersatz 45 %; Frist 15. Mai 2031."
    assert second == "Das Land fördert den Bau von Ladepunkten auf Parkplätzen."
    assert found.listing
    assert found.listing.address == "/foerderung"


def test_every_sentence_is_cited_and_its_figures_are_quoted(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, Question("Gibt es Fördermittel für den Bau von Ladepunkten?"))
    assert found
    assert [one.number for one in found.citations] == list(range(1, len(found.citations) + 1))
    for sentence in found.sentences:
        quotes = [one.quote.text for one in found.citations if one.number in sentence.citations]
        assert quotes
        assert not missing(sentence.text, " ".join(quotes))


def test_a_programme_that_is_over_stands_behind_and_is_called_so(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, Question("Gibt es Fördermittel für den Bau von Ladepunkten auf Parkplätzen?"))
    assert found
    assert found.sentences[2].text.startswith("Auch in Betracht kommt „Ladehilfe alt“: Fördersatz 20 %;")
    assert found.sentences[2].text.endswith("abgelaufen.")


@pytest.mark.parametrize(("wish", "is_told"), [("schulen", True), ("bewirten", False)])
def test_a_purpose_is_looked_for_in_the_words_of_programmes_where_none_says_its_own(
    tmp_path: Path, wish: str, is_told: bool
) -> None:
    embedder = ToyEmbedder(dimension=2048)
    page = "# Kursgeld\n\nBeschäftigte weiterbilden.\n\nDer Zuschuss beträgt 70 Prozent.\n"
    ingest_documents(tmp_path, [paper(page, "kurs.md")], embedder, 64)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        found = asked((Retriever(index, embedder), kept), Question(f"Gibt es Geld für Mitarbeiter {wish}?"))
    assert (found is not None) is is_told


@pytest.mark.parametrize(("title", "is_told"), [("Weiterbildung", True), ("Kursgeld", False)])
def test_a_title_in_these_words_need_not_speak_of_the_rest_of_the_purpose(
    tmp_path: Path, title: str, is_told: bool
) -> None:
    embedder = ToyEmbedder(dimension=2048)
    page = f"# {title}\n\nWeiterbildung.\n\nDer Zuschuss beträgt 70 Prozent.\n"
    ingest_documents(tmp_path, [paper(page, "kurs.md")], embedder, 64)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        found = asked((Retriever(index, embedder), kept), Question("Gibt es Geld für Schulung Konditorei?"))
    assert (found is not None) is is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Wir wollen Ladepunkten bauen", True),
        ("Wer hilft uns bei Ladepunkten?", True),
        ("Wir wollen Parkplätzen Tinte, Zelte, Stege", False),  # it speaks of no half of it
        ("Wir wollen Ladepunkte Parkplätzen Tinte, Zelte, Stege", True),  # but its title does of some
        ("Wir wollen einen Swimmingpool", False),
    ],
)
def test_a_plan_is_told_what_clearly_pays_for_it(opened: tuple[Retriever, FactStore], text: str, is_told: bool) -> None:
    found = asked(opened, Question(text))
    assert (found is not None and "Ladepunkte Ahlermark" in found.listed) is is_told
    assert no_programme_for_purpose(inquiry(Question(text), *opened, TODAY)) is None


@pytest.mark.parametrize(("trade", "is_told"), [("Ladepunkten", True), ("Schwimmbäder", False)])
def test_who_says_only_what_he_is_is_told_what_is_clearly_for_that(
    opened: tuple[Retriever, FactStore], trade: str, is_told: bool
) -> None:
    question = Question(f"Wir sind ein Betrieb für {trade} mit 20 Leuten. Welche Förderung gibt es für uns?")
    found = asked(opened, question)
    assert (found is not None and "Ladepunkte Ahlermark" in found.listed) is is_told
    behind = replace(question, text=f"und {question.text}", history=("Was ist ein Kran?",))
    assert asked(opened, behind) is None


def test_a_plan_that_the_search_answers_or_that_goes_on_is_left_to_it(opened: tuple[Retriever, FactStore]) -> None:
    question = Question("Wir wollen Ladepunkten bauen")
    searched = answer(Question("Wo tanzt der Roboter dem Publikum vor?"), opened[0], most_wrong=1.0)
    assert programmes_for_purpose(inquiry(question, *opened, TODAY, searched)) is None
    assert asked(opened, Question("und wir wollen Ladepunkten bauen", history=("Wo tanzt der Roboter?",))) is None


@pytest.mark.parametrize(("excluded", "is_told"), [("Chefkurse", True), ("Chefessen", False)])
def test_who_excludes_a_kind_of_the_purpose_does_not_exclude_it(tmp_path: Path, excluded: str, is_told: bool) -> None:
    embedder = ToyEmbedder(dimension=2048)
    page = f"# Baugeld\n\nNicht gefördert werden {excluded} auf mit.\n\nDas Land fördert Kräne für alle Leute.\n"
    ingest_documents(tmp_path, [paper(page, "bau.md")], embedder, 256)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        found = asked((Retriever(index, embedder), kept), Question("Gibt es Fördermittel für Kurse auf mit?"))
    assert bool(found) == is_told


def test_a_programme_that_excludes_the_purpose_is_not_told(opened: tuple[Retriever, FactStore]) -> None:
    assert asked(opened, Question("Gibt es Geld für Schaumwein und Sprachkurse?")) is None


@pytest.mark.parametrize(
    ("excluded", "is_told"),
    [("auf mit", True), ("Kran Steg", False)],
    ids=["no word of the purpose", "two words of it"],
)
def test_what_a_programme_excludes_shares_a_word_with_the_purpose_where_something_else_is_as_close(
    tmp_path: Path, excluded: str, is_told: bool
) -> None:
    embedder = ToyEmbedder(dimension=2048)
    denied = f"Nicht gefördert werden Schaumwein, Wein, Bier, Saft, Tee, Milch, Kaffee {excluded}."
    page = f"# Baugeld\n\n{denied}\n\nEin Kran Steg hilft den Leuten dort oben sehr gut bei der Arbeit.\n"
    ingest_documents(tmp_path, [paper(page, "bau.md")], embedder, 256)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        found = asked((Retriever(index, embedder), kept), Question("Gibt es Fördermittel für Kran Steg auf mit?"))
    assert bool(found) == is_told


def test_whom_to_call_is_no_word_on_the_purpose(tmp_path: Path) -> None:
    embedder = ToyEmbedder(dimension=2048)
    page = "# Baugeld\n\n## Kontakt\n\nAnsprechpartner für Ladepunkte: Tarek Wienhold, bau@ahlermark.example\n"
    ingest_documents(tmp_path, [paper(page, "bau.md")], embedder, 256)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        found = asked((Retriever(index, embedder), kept), Question("Gibt es Fördermittel für Ladepunkte?"))
    assert found is None


def test_whom_to_call_is_none_in_other_words_either(tmp_path: Path) -> None:
    embedder = ToyEmbedder(dimension=2048)
    page = "# Baugeld\n\n## Kontakt\n\nTarek Wienhold, Kammer Ahlermark, bau@ahlermark.example\n\n## Ladepunkte\n\n"
    page += "Zu Ladepunkten schreibt man gern an bau@ahlermark.example.\n"
    ingest_documents(tmp_path, [paper(page, "bau.md")], embedder, 256)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        found = asked((Retriever(index, embedder), kept), Question("Gibt es Fördermittel für Ladepunkte?"))
    assert found is None


def test_what_a_programme_pays_is_told_where_no_close_sentence_has_a_word_of_the_purpose(tmp_path: Path) -> None:
    embedder = ToyEmbedder(dimension=2048)
    page = "# Baugeld\n\nEin Kran Steg dient oben auf mit Tee.\n\nFörderfähig sind Ausgaben für Tinte.\n"
    ingest_documents(tmp_path, [paper(page, "bau.md")], embedder, 256)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        close = asked((Retriever(index, embedder), kept), Question("Gibt es Fördermittel für Kran Steg auf mit?"))
        apart = asked((Retriever(index, embedder), kept), Question("Gibt es Fördermittel für Bagger auf mit?"))
    assert close
    assert close.sentences[1].text == "Ein Kran Steg dient oben auf mit Tee."
    assert apart
    assert apart.sentences[1].text == "Förderfähig sind Ausgaben für Tinte."


def test_a_purpose_that_a_programme_speaks_of_itself_need_only_nearly_be_close(tmp_path: Path) -> None:
    embedder = ToyEmbedder(dimension=1 << 16)
    noise = "Klavierunterricht, Grabstein, Reitstunden, Katzenfutter"  # four of FOREIGN: the border is above one word
    page = f"# Baugeld\n\nDas Land fördert Software.\n\n{noise} {' '.join(f'ding{one}' for one in range(100))}.\n"
    ingest_documents(tmp_path, [paper(page, "bau.md")], embedder, 256)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        assert asked((Retriever(index, embedder), kept), Question("Gibt es Fördermittel für Software?"))


def test_of_programmes_as_close_those_are_told_that_speak_most_of_the_purpose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "NEARLY", 1.0)  # all are as close, and none is clearly so
    embedder = ToyEmbedder(dimension=2048)
    pages = ("# Baugeld\n\nDas Land fördert Kran Steg.\n", "# Baggergeld\n\nDas Land fördert Kran Zelt.\n")
    papers = [paper(one, f"{place}.md") for place, one in enumerate(pages)]
    ingest_documents(tmp_path, papers, embedder, 256)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        opened = (Retriever(index, embedder), kept)
        one = asked(opened, Question("Gibt es Fördermittel für Kran Steg?"))
        both = asked(opened, Question("Gibt es Fördermittel für Kran?"))
    assert one
    assert one.listed == ("Baugeld",)
    assert both
    assert set(both.listed) == {"Baugeld", "Baggergeld"}


def test_a_programme_that_is_hardly_close_speaks_of_half_of_the_purpose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = ToyEmbedder(dimension=2048)
    ingest_documents(tmp_path, [paper("# Baugeld\n\nDas Land fördert Kran.\n", "bau.md")], embedder, 256)
    question = Question("Gibt es Fördermittel für Kran Zelt Tinte?")
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        opened = (Retriever(index, embedder), kept)
        assert asked(opened, question)
        monkeypatch.setattr(looking, "NEARLY", 1.0)
        assert asked(opened, question) is None


def test_a_purpose_of_no_programme_is_declined_with_passages_of_programmes(
    opened: tuple[Retriever, FactStore],
) -> None:
    question = Question("Wir sind ein Verein. Gibt es Geld für einen Swimmingpool?")
    silent = replace(inquiry(question, *opened, TODAY), searched=lambda: Answer(question.text, "de", "extractive"))
    found = no_programme_for_purpose(silent)
    assert found
    assert (found.reason, found.citations) == ("no_programme", ())
    assert {hit.document.type for hit in found.related} == {"funding"}
    assert found.listing
    assert found.listing.address == "/foerderung?applicant=association&unstated=true"


def test_a_purpose_of_no_programme_is_left_to_a_search_that_answers(opened: tuple[Retriever, FactStore]) -> None:
    question = Question("Gibt es Geld für Roboter im Museum, die tanzen?")
    searched = answer(Question("Wo tanzt der Roboter dem Publikum vor?"), opened[0], most_wrong=1.0)
    assert no_programme_for_purpose(replace(inquiry(question, *opened, TODAY), searched=lambda: searched)) is None


def test_a_programme_that_states_nothing_is_told_so(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, Question("Welche Förderung gibt es für Prüfstand und Messgerät?"))
    assert found
    nothing = "Fördersatz: nicht angegeben; Frist: nicht angegeben; Wer beantragen kann: nicht angegeben"
    assert found.sentences[0].text == f"Am nächsten kommt „Prüfstand Gewerbe“: {nothing}."
    assert found.listed == ("Prüfstand Gewerbe",)
    assert found.sentences[1].text == "Ein Prüfstand mit Messgerät hilft Betrieben."


def test_words_of_a_list_that_no_programme_names_are_a_purpose(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, Question("Welche Programme gibt es für Messgerät Prüfstand Betrieben?"))
    assert found
    assert "Prüfstand Gewerbe" in found.sentences[0].text


def test_a_follow_up_asks_for_another_purpose(opened: tuple[Retriever, FactStore]) -> None:
    history = ("Gibt es Geld für den Bau von Ladepunkten?",)
    found = asked(opened, Question("Und für Prüfstand und Messgerät?", history=history))
    assert found
    assert "Prüfstand Gewerbe" in found.sentences[0].text
    assert found.resolved
    told = asked(
        opened, Question("Und für Prüfstand und Messgerät?", history=("Wir bauen Ladepunkte, gibt es da Geld?",))
    )
    assert told
    assert "Prüfstand Gewerbe" in told.sentences[0].text


def test_a_follow_up_to_a_question_on_one_programme_asks_of_that_one(opened: tuple[Retriever, FactStore]) -> None:
    history = ("Was ist die Ladehilfe?",)
    assert asked(opened, Question("Gibt es da Zuschüsse für den Bau von Ladepunkten?", history=history)) is None


@pytest.mark.parametrize("is_unsure", [True, False])
def test_key_words_are_answered_so_where_the_search_is_not_sure(
    opened: tuple[Retriever, FactStore], is_unsure: bool
) -> None:
    text = "Förderung Bau Ladepunkten"
    searched = replace(answer(Question(text), opened[0], most_wrong=1.0), is_unsure=is_unsure)
    assert searched.citations
    found = programmes_for_purpose(replace(inquiry(Question(text), *opened, TODAY), searched=lambda: searched))
    assert bool(found) == is_unsure


def test_who_plainly_asks_for_programmes_is_told_them_however_sure_the_search_is(
    opened: tuple[Retriever, FactStore],
) -> None:
    text = "Fördermittel für den Bau von Ladepunkten"
    searched = replace(answer(Question(text), opened[0], most_wrong=1.0), is_unsure=False)
    assert searched.citations
    assert programmes_for_purpose(replace(inquiry(Question(text), *opened, TODAY), searched=lambda: searched))


@pytest.mark.parametrize(
    "text",
    [
        "Gibt es Geld für einen Swimmingpool?",
        "Gibt es Geld für Roboter im Museum, die tanzen?",  # what is no programme comes much closer
        "Wie hoch ist der Zuschuss für Ladepunkte?",
        "Gibt es beim Prüfstand Geld für ein Messgerät?",
        "Was tanzt im Museum?",
    ],
)
def test_another_question_is_left_to_the_search(opened: tuple[Retriever, FactStore], text: str) -> None:
    assert asked(opened, Question(text)) is None


@pytest.mark.parametrize(
    ("text", "is_answered"),
    [
        ("Wo tanzt der Roboter dem Publikum vor?", True),
        ("Gibt es Geld für einen Roboter, der im Museum tanzt und singt?", False),
        ("Gibt es Geld für Schaumwein und Sprachkurse?", True),
        ("Gibt es Programme, in denen ein Roboter im Museum tanzt und singt?", True),
    ],
)
def test_what_says_nothing_of_money_is_no_answer_to_who_asks_for_it(
    opened: tuple[Retriever, FactStore], text: str, is_answered: bool
) -> None:
    found = answer(Question(text), opened[0], most_wrong=1.0)
    assert (bool(found.citations), found.reason) == (is_answered, None if is_answered else "below_threshold")
    assert found.related


def test_filters_of_the_caller_leave_it_to_the_search(opened: tuple[Retriever, FactStore]) -> None:
    question = Question("Gibt es Geld für den Bau von Ladepunkten?", filters=Filters(type="funding"))
    assert asked(opened, question) is None


def test_internal_programmes_are_told_to_staff_only(opened: tuple[Retriever, FactStore]) -> None:
    question = "Gibt es Geld für geheime Raketen?"
    assert asked(opened, Question(question)) is None
    found = asked(opened, Question(question, audiences=frozenset(AUDIENCES)))
    assert found
    assert "Flüsterfonds" in found.sentences[0].text


@pytest.mark.parametrize(
    ("purpose", "told"),
    [
        ("Photovoltaik auf Dächern", "Am nächsten kommt „Solarbonus“: Fördersatz 25 %; Frist 15. Januar 2027;"),
        ("Baustoffe aus Lehm", "Am nächsten kommt „Lehmgutschein“: Fördersatz 60 %;"),
    ],
)
@pytest.mark.parametrize("max_tokens", [16, 256], ids=["a row a passage", "all rows in one"])
def test_of_a_list_of_programmes_that_of_the_closest_row_is_told(
    tmp_path: Path, purpose: str, told: str, max_tokens: int
) -> None:
    embedder = ToyEmbedder(dimension=2048)
    ingest_documents(tmp_path, [paper(LIST, "liste.md")], embedder, max_tokens)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        found = asked((Retriever(index, embedder), kept), Question(f"Gibt es Fördermittel für {purpose}?"))
    assert found
    assert found.sentences[0].text.startswith(told)
    assert all("Meister" not in one.text for one in found.sentences)


def test_no_other_row_is_told_where_the_closest_one_has_a_page_of_its_own(tmp_path: Path) -> None:
    embedder = ToyEmbedder(dimension=2048)
    page = "# Solarbonus\n\nDer Bonus hilft Handwerkern bei neuen Modulen.\n\nDer Zuschuss beträgt 25 Prozent.\n"
    ingest_documents(tmp_path, [paper(LIST, "liste.md"), paper(page, "seite.md")], embedder, 256)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        found = asked((Retriever(index, embedder), kept), Question("Gibt es Geld für Photovoltaik auf Dächern?"))
    assert found is None


def test_what_nobody_funds_is_said_in_both_languages_alike() -> None:
    assert len(FOREIGN["de"]) == len(FOREIGN["en"])
    assert len(set(FOREIGN["de"])) == len(FOREIGN["de"])
