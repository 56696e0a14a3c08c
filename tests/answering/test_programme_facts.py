"""Who asks for what one programme states is told its facts, each with the quote that says so."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import inquiry
from papers import paper

from assistant.answering.at_hand import AtHand
from assistant.answering.looking_up.facts_asked_for import Reading, readings_of
from assistant.answering.looking_up.programme_facts import programme_facts
from assistant.answering.looking_up.programme_listing import listed_programmes
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.records import AUDIENCES, Answer, DocumentInfo, Filters, Listing, Question
from assistant.retrieving.retrieve import Retriever

RAD = "# Radgeld Ahlermark (RAM)\n\nDer Zuschuss beträgt 45 Prozent.\n\nAnträge sind bis zum 15. Mai 2024 zu stellen.\n"
STEG = "# Stegbonus\n\nDer Zuschuss beträgt 20 Prozent.\n\nAntragsberechtigt sind Vereine.\n"
STEG_TWO = "# Stegbonus im Winter\n\nDer Zuschuss beträgt 25 Prozent.\n"
WORKSHOP = """# Werkstatt Morgen – Umbau im Betrieb

Das Ministerium für Gewerbe (MfG) unterstützt Sie beim Umbau von Werkstätten, in denen neue Produkte entstehen.

Sie erhalten die Förderung als Zuschuss.

- Als kleines oder mittleres Unternehmen (KMU) erhalten Sie bis zu 45 Prozent Ihrer förderfähigen Kosten.
- Als Hochschule können Sie bis zu 100 Prozent der zuwendungsfähigen Ausgaben erhalten.

Der Zuschuss beträgt maximal EUR 250.000 pro Vorhaben.

Bitte reichen Sie Ihre Projektskizze bis spätestens zum 31.3.2027 ein.

Mit dem Umbau darf erst nach der Bewilligung begonnen werden. Doppelförderung ist ausgeschlossen.

Antragsberechtigt sind

- kleine und mittlere Unternehmen,
- Hochschulen.
"""
MOLE = """# Maritimes Molengeld (MoG)

Das Ministerium für Häfen (MfH) unterstützt Sie beim Umbau von Molen.

Der Zuschuss beträgt 30 Prozent.

Diese Richtlinie gilt bis zum 30. Juni 2027.

Für die Begleitforschung konnten Projektskizzen bis zum 15.3.2023 eingereicht werden.

Antragsberechtigt sind

- Kommunen,
- Vereine,
- Verbände,
- Stiftungen,
- Kammern,
- kleine und mittlere Unternehmen,
- Genossenschaften,
- Einzelpersonen,
- Museen,
- Hochschulen.
"""
MOLE_TWO = "# Molengeld Winterlager (MoG – Molengeldrichtlinie)\n\nDer Zuschuss beträgt 35 Prozent.\n"
SECRET = "# Flüsterfonds\n\nDer Zuschuss beträgt 99 Prozent.\n"
TODAY = datetime.date(2026, 3, 1)
UMBAU = "Werkstatt Morgen – Umbau im Betrieb"


@pytest.mark.parametrize(
    ("text", "fields", "name"),
    [
        ("Wie hoch ist der Fördersatz beim Radgeld?", [("rate",)], ("radgeld",)),
        ("wieviel prozent kriegt man bei radgeld ahlermark", [("rate",)], ("radgeld", "ahlermark")),
        ("Wie viel Prozent zahlt das Radgeld?", [("rate",)], ("radgeld",)),
        ("Was ist maximal drin beim Radgeld?", [("cap",)], ("radgeld",)),
        ("Wie viel Geld gibt es beim Radgeld?", [("rate", "cap")], ("radgeld",)),
        ("How much funding is there for the Radgeld?", [("rate", "cap")], ("radgeld",)),
        ("Bis wann muss der Antrag für das Radgeld gestellt werden?", [("deadline",)], ("radgeld",)),
        ("wie viel bekommen wir beim radgeld", [("rate", "cap")], ("radgeld",)),
        ("Wann muss der Antrag für das Radgeld gestellt werden?", [("deadline",)], ("radgeld",)),
        ("Bis wann muss die Skizze beim Radgeld da sein?", [("deadline",)], ("radgeld",)),
        ("Bei wem beantrage ich das Radgeld?", [("contact",)], ("radgeld",)),
        ("wann ist abgabeschluss bei radgeld", [("deadline",)], ("radgeld",)),
        ("Wer kann das Radgeld beantragen?", [("applicant",)], ("radgeld",)),
        ("Who can apply for the Radgeld?", [("applicant",)], ("radgeld",)),
        ("An wen wende ich mich beim Radgeld?", [("contact",)], ("radgeld",)),
        ("ansprechpartner radgeld", [("contact",)], ("radgeld",)),
        ("Von wem kommt das Geld beim Radgeld?", [("giver",)], ("radgeld",)),
        ("Bis wann und wo kann man das Radgeld beantragen?", [("deadline",), ("contact",)], ("radgeld",)),
        ("Was wird mit dem Radgeld gefördert?", [("purpose",)], ("radgeld",)),
        ("was ist das radgeld?", [("purpose",)], ("radgeld",)),
        ("radgeld wie hoch", [("rate", "cap")], ("radgeld",)),
        ("Wofür gibt es das Radgeld?", [("purpose",)], ("radgeld",)),
        ("Welche Frist gilt beim Radgeld?", [("deadline",)], ("radgeld",)),
        ("Welche Einreichfrist gilt beim Radgeld?", [("deadline",)], ("radgeld",)),
        ("Welche Fristen gelten beim Radgeld?", [("deadline",)], ("radgeld",)),
        ("wie hoch ist die quote beim radgeld", [("rate",)], ("radgeld",)),
        ("Welchen Fördersatz hat das Radgeld?", [("rate",)], ("radgeld",)),
        ("Wie viel Geld gibt es beim Radgeld höchstens?", [("rate", "cap")], ("radgeld",)),
        ("Wer bekommt das Radgeld?", [("applicant",)], ("radgeld",)),
        ("Wer ist antragsberechtigt beim Radgeld?", [("applicant",)], ("radgeld",)),
        ("Wer ist Ansprechpartner beim Radgeld?", [("contact",)], ("radgeld",)),
        ("Wer ist der Fördergeber vom Radgeld?", [("giver",)], ("radgeld",)),
        ("Wie lange gilt das Radgeld?", [("period",)], ("radgeld",)),
        ("bis wann gilt die richtlinie radgeld", [("period",)], ("radgeld",)),
        ("Wann endet das Radgeld?", [("period", "deadline")], ("radgeld",)),
        ("Bis wann läuft das Radgeld?", [("period", "deadline")], ("radgeld",)),
        ("Bis wann läuft die Frist beim Radgeld?", [("deadline",)], ("radgeld",)),
        ("Und wann endet die Frist beim Radgeld?", [("deadline",)], ("radgeld",)),
        ("When does the Radgeld end?", [("period", "deadline")], ("radgeld",)),
        ("How long is the Radgeld in force?", [("period",)], ("radgeld",)),
    ],
)
def test_fields_are_told_apart_from_the_name(text: str, fields: list[tuple[str, ...]], name: tuple[str, ...]) -> None:
    [read] = readings_of(text)
    assert read == (fields, name, None)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Wie hoch ist der Fördersatz für KMU beim Radgeld?", Reading([("rate",)], ("radgeld",), "sme")),
        ("wieviel kriegt ein betrieb mit 40 leuten beim radgeld", Reading([("rate", "cap")], ("radgeld",), "sme")),
        ("Können Vereine das Radgeld beantragen?", Reading([("applicant",)], ("radgeld",), "association")),
        ("Can universities apply for the Radgeld?", Reading([("applicant",)], ("radgeld",), "university")),
        ("Sind Start-ups beim Radgeld antragsberechtigt?", Reading([("applicant",)], ("radgeld",), "startup")),
    ],
)
def test_for_whom_is_told_apart_from_the_name(text: str, read: Reading) -> None:
    assert list(readings_of(text))[-1] == read


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Und bis wann?", [("deadline",)]),
        ("bis wann muss man das abgeben?", [("deadline",)]),
        ("bis wann läuft das?", [("period", "deadline")]),
        ("gibt es da eine frist?", [("deadline",)]),
        ("Und wie viel Prozent?", [("rate",)]),
        ("Und wie viel?", [("rate", "cap")]),
        ("wie viel geld bekommen wir da", [("rate", "cap")]),
        ("was ist da maximal drin?", [("cap",)]),
        ("und wie viel höchstens?", [("cap",)]),
        ("how much do I get at most", [("rate", "cap")]),
        ("und wer kann da ran?", [("applicant",)]),
        ("Wer ist da der Ansprechpartner?", [("contact",)]),
        ("Und wer zahlt das?", [("giver",)]),
        ("And by when?", [("deadline",)]),
        ("and who pays that?", [("giver",)]),
        ("Und was wird da gefördert?", [("purpose",)]),
    ],
)
def test_a_follow_up_has_no_name(text: str, fields: list[tuple[str, ...]]) -> None:
    assert list(readings_of(text)) == [(fields, (), None)]


@pytest.mark.parametrize(
    "text",
    [
        "Und beim Radgeld?",
        "What is the Radgeld?",
        "Wer ist Radgeld?",
        "Radgeld",
        "Bis wann kriegt man das?",
        "Bis wann ist das Geld da?",
        "Wie viel Geld ist noch da?",
        "Wie viel zahlt man da?",
        "",
        "a" * 300,
    ],
)
def test_without_a_field_nothing_is_asked_of_a_programme(text: str) -> None:
    assert list(readings_of(text)) == []


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("facts") / "data"
    texts = {
        "rad.md": RAD,
        "steg.md": STEG,
        "winter.md": STEG_TWO,
        "umbau.md": WORKSHOP,
        "mole.md": MOLE,
        "mog.md": MOLE_TWO,
    }
    papers = [paper(text, name) for name, text in texts.items()]
    ingest_documents(data, [*papers, paper(SECRET, "intern.md", "internal")], ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder()), kept


def asked(opened: tuple[Retriever, FactStore], question: Question, at_hand: AtHand | None = None) -> Answer | None:
    return programme_facts(inquiry(question, *opened, TODAY, at_hand=at_hand))


def about(opened: tuple[Retriever, FactStore], path: str) -> AtHand:
    """A conversation about the document with this path."""
    retriever, _ = opened
    return AtHand(next(one for one in retriever.index.documents(frozenset(AUDIENCES)) if one.path == path))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"Wie hoch ist der Fördersatz bei „{UMBAU}“?",
            f"{UMBAU}: Fördersatz bis zu 45 % (KMU), bis zu 100 % (Hochschulen).",
        ),
        ("was ist maximal drin bei werkstatt morgen", f"{UMBAU}: Beträge bis zu 250.000 Euro je Vorhaben."),
        ("Bis wann ist Werkstatt Morgen zu beantragen?", f"{UMBAU}: Frist 31. März 2027."),
        ("Wer fördert Werkstatt Morgen?", f"{UMBAU}: gefördert von Ministerium für Gewerbe (MfG)."),
        (
            "wie viel prozent bekommt eine hochschule bei werkstatt morgen",
            f"{UMBAU}: Fördersatz bis zu 100 % (Hochschulen).",
        ),
        ("Dürfen Vereine den Stegbonus beantragen?", "Stegbonus: für Vereine und Verbände."),
        (
            "Was fördert Werkstatt Morgen?",
            f"{UMBAU}: Unterstützt Sie beim Umbau von Werkstätten, in denen neue Produkte entstehen.",
        ),
        ("wieviel prozent gibts beim stegbonus", "Stegbonus: Fördersatz 20 %."),
        ("Wie viel Prozent gibt es beim Stegbonus im Winter?", "Stegbonus im Winter: Fördersatz 25 %."),
        (
            "Wie hoch ist der Fördersatz für Hochschulen beim Stegbonus?",
            "Stegbonus: Fördersatz 20 %; für Vereine und Verbände.",
        ),
        ("Wie hoch ist die Quote beim maritimen Molengeld?", "Maritimes Molengeld (MoG): Fördersatz 30 %."),
        (
            "Bis wann kann man das Maritime Molengeld beantragen?",
            "Maritimes Molengeld (MoG): Frist 15. März 2023 (für die Begleitforschung);"
            " eine spätere ist nicht angegeben.",
        ),
        ("Bis wann gilt das maritime Molengeld?", "Maritimes Molengeld (MoG): Geltung bis 30. Juni 2027."),
        (
            "Wann endet das Programm maritimes Molengeld?",
            "Maritimes Molengeld (MoG): Geltung bis 30. Juni 2027; Frist 15. März 2023 (für die Begleitforschung);"
            " eine spätere ist nicht angegeben.",
        ),
        (
            "Ist Werkstatt Morgen ein Zuschuss oder ein Darlehen?",
            f"{UMBAU}: „Sie erhalten die Förderung als Zuschuss“.",
        ),
        (
            "Darf ich bei Werkstatt Morgen schon vor dem Bescheid anfangen?",
            f"{UMBAU}: „Mit dem Umbau darf erst nach der Bewilligung begonnen werden“.",
        ),
        ("Can Werkstatt Morgen be combined with other funding?", f"{UMBAU}: “Doppelförderung ist ausgeschlossen”."),
        (
            "Wie hoch ist die Quote bei Werkstatt Morgen für KMU, und darf man noch andere Zuschüsse nehmen?",
            f"{UMBAU}: „Doppelförderung ist ausgeschlossen“; Fördersatz bis zu 45 % (KMU).",
        ),
        ("What is the funding rate of RAM?", "Radgeld Ahlermark (RAM): Rate 45%; Deadline 15 May 2024; expired."),
    ],
)
def test_the_facts_of_the_programme_are_told(opened: tuple[Retriever, FactStore], text: str, told: str) -> None:
    found = asked(opened, Question(text))
    assert found is not None
    assert [one.text for one in found.sentences] == [told]
    assert found.listing is not None


@pytest.mark.parametrize(
    ("history", "text"),
    [
        ((), "Wie hoch ist der Fördersatz beim Stegbonus und bei Werkstatt Morgen?"),
        ((), "fördersatz stegbonus und werkstatt morgen"),
        (("Wie hoch ist der Fördersatz beim Radgeld?",), "Und beim Stegbonus und bei Werkstatt Morgen?"),
    ],
)
def test_of_programmes_that_the_question_joins_each_is_told(
    opened: tuple[Retriever, FactStore], history: tuple[str, ...], text: str
) -> None:
    found = asked(opened, Question(text, history=history))
    assert found is not None
    assert [one.text for one in found.sentences] == [
        "Stegbonus: Fördersatz 20 %.",
        f"{UMBAU}: Fördersatz bis zu 45 % (KMU), bis zu 100 % (Hochschulen).",
    ]
    assert found.listing == ("/foerderung", 6)
    assert found.listed == ("Stegbonus", UMBAU)


def test_where_one_that_the_question_joins_cannot_be_proved_none_is_told(tmp_path: Path) -> None:
    unproved = paper("Der Zuschuss beträgt 20 Prozent.", "kai.md", title="Kaifonds 45 %")  # which no quote holds
    ingest_documents(tmp_path, [unproved, paper(STEG, "steg.md")], ToyEmbedder(), 64)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        found = asked(
            (Retriever(index, ToyEmbedder()), kept), Question("Fördersatz beim Stegbonus und beim Kaifonds 45 %?")
        )
    assert found is None


def test_programmes_that_were_named_one_after_the_other_are_not_joined(opened: tuple[Retriever, FactStore]) -> None:
    history = ("Wie hoch ist der Fördersatz beim Stegbonus?", "Und bei Werkstatt Morgen?")
    found = asked(opened, Question("Wer kann das beantragen?", history=history))
    assert found is None or len(found.sentences) == 1


def test_of_two_programmes_of_one_title_that_of_the_list_is_told(tmp_path: Path) -> None:
    papers = [paper(STEG, "steg.md"), paper(STEG.replace("20", "35").replace("Vereine", "Kammern"), "kammer.md")]
    ingest_documents(tmp_path, papers, ToyEmbedder(), 64)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        retriever = Retriever(index, ToyEmbedder())
        began = Question("Welche Programme gibt es für Vereine?")
        before = listed_programmes(inquiry(began, retriever, kept, TODAY))
        question = Question("Und wie viel Prozent?", history=(began.text,))
        found = programme_facts(inquiry(question, retriever, kept, TODAY, before=before))
        assert programme_facts(inquiry(Question("Fördersatz Stegbonus?"), retriever, kept, TODAY)) is None
    assert before is not None
    assert found is not None
    cited = {one.quote.document.path for one in before.citations}
    assert {one.quote.document.path for one in found.citations} == cited


def test_what_answers_is_quoted_before_the_name(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, Question("Wie viel Prozent gibt es beim Stegbonus?"))
    assert found is not None
    assert [one.quote.text for one in found.citations] == ["Der Zuschuss beträgt 20 Prozent.", "Stegbonus"]


def test_for_whom_one_asks_comes_first_of_many_that_may_apply(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, Question("Können Hochschulen das Maritime Molengeld beantragen?"))
    assert found is not None
    assert found.sentences[0].text.startswith("Maritimes Molengeld (MoG): für Hochschulen, ")
    assert found.sentences[0].text.endswith(" und weitere.")


def test_the_table_shows_the_one_that_is_told(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, Question("Wie viel Prozent gibt es beim Stegbonus im Winter?"))
    assert found is not None
    assert found.listing is not None
    assert found.listing.rows == 1


def test_of_one_that_is_over_that_is_told(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, Question("Bis wann muss der Antrag auf Radgeld gestellt werden?"))
    assert found is not None
    [over] = found.expired
    assert over[:2] == ("Radgeld Ahlermark (RAM)", datetime.date(2024, 5, 15))


@pytest.mark.parametrize(
    "text",
    [
        "Wie hoch ist der Fördersatz beim Radgeld für Lastenräder?",  # something else is asked as well
        "Wie hoch ist der Fördersatz?",
        "Wie hoch ist der Fördersatz beim Mondgeld?",
        "Wie hoch ist der Fördersatz beim Mondgeld und beim Stegbonus?",
        "Wie hoch ist der Fördersatz beim Stegbonus und am Morgen?",
        "Wie hoch ist der Fördersatz im Betrieb?",  # a word of a title is no name
        "Wer fördert das Morgen in der Werkstatt?",  # nor are several, unless it begins with them
        "Wie hoch ist der Fördersatz beim MoG?",  # the short form of two
        "Wer fördert maritime Städte?",  # nor is its first one where that is an adjective
        "Bis wann gilt Werkstatt Morgen?",  # not stated, unlike a day to apply
        "Bis wann bekommt man das Geld bei Werkstatt Morgen?",
        "Wer fördert das Radgeld?",  # not stated
        "Was ist das Radgeld?",  # not stated
        "Was kostet das Radgeld?",
        "Wie hoch ist der Fördersatz beim Flüsterfonds?",
        "",
    ],
)
def test_everything_else_is_left_to_the_search(opened: tuple[Retriever, FactStore], text: str) -> None:
    assert asked(opened, Question(text)) is None


def test_who_narrows_the_documents_is_answered_by_the_search(opened: tuple[Retriever, FactStore]) -> None:
    text = "Wie viel Prozent gibt es beim Stegbonus?"
    assert asked(opened, Question(text, filters=Filters(type="funding"))) is None


@pytest.mark.parametrize(
    ("history", "text", "path", "told", "resolved"),
    [
        (
            ["Muss man beim Stegbonus etwas dazuzahlen?"],
            "Und wie viel Prozent?",
            "steg.md",
            "Stegbonus: Fördersatz 20 %.",
            "Stegbonus: Und wie viel Prozent?",
        ),
        (
            ["Wie hoch ist der Fördersatz bei Werkstatt Morgen?"],
            "Und bis wann?",
            "umbau.md",
            f"{UMBAU}: Frist 31. März 2027.",
            f"{UMBAU}: Und bis wann?",
        ),
        (
            ["Wie hoch ist der Fördersatz bei Werkstatt Morgen?"],
            "Und für Hochschulen?",
            "umbau.md",
            f"{UMBAU}: Fördersatz bis zu 100 % (Hochschulen).",
            "Wie hoch ist der Fördersatz bei Werkstatt Morgen für Hochschulen?",
        ),
        (
            ["Was kostet der Stegbonus?", "Und wie hoch ist der Fördersatz?"],
            "Und für Hochschulen?",
            "umbau.md",
            f"{UMBAU}: Fördersatz bis zu 100 % (Hochschulen).",
            "Stegbonus: Und wie hoch ist der Fördersatz für Hochschulen?",
        ),
        (
            ["Wie hoch ist der Fördersatz bei Werkstatt Morgen?", "Und für Hochschulen?", "Und bis wann?"],
            "Und wie viel?",
            "umbau.md",
            f"{UMBAU}: Fördersatz bis zu 100 % (Hochschulen); Beträge bis zu 250.000 Euro je Vorhaben.",
            f"{UMBAU}: Und wie viel?",
        ),
        (
            ["Was gibt Werkstatt Morgen, wenn wir mit Hochschulen zusammenarbeiten?"],
            "Und wie viel Prozent?",
            "umbau.md",
            f"{UMBAU}: Fördersatz bis zu 45 % (KMU), bis zu 100 % (Hochschulen).",
            f"{UMBAU}: Und wie viel Prozent?",
        ),
        (
            ["Wir sind ein kleiner Betrieb, was gibt Werkstatt Morgen?", "Und wie viel Prozent?"],
            "Und für Hochschulen?",
            "umbau.md",
            f"{UMBAU}: Fördersatz bis zu 100 % (Hochschulen).",
            "Werkstatt Morgen: Und wie viel Prozent?",
        ),
        (
            ["Was fördert Werkstatt Morgen?", "Werden da auch Kräne gefördert?"],
            "Und bis wann?",
            "umbau.md",
            f"{UMBAU}: Frist 31. März 2027.",
            f"{UMBAU}: Und bis wann?",
        ),
        (
            ["Was fördert Werkstatt Morgen?", "Muss man da einen Bericht abgeben?"],
            "Und bis wann muss der Antrag gestellt werden?",
            "umbau.md",
            f"{UMBAU}: Frist 31. März 2027.",
            f"{UMBAU}: Und bis wann muss der Antrag gestellt werden?",
        ),
        (
            ["Wie hoch ist der Fördersatz bei Werkstatt Morgen?"],
            "Und beim Stegbonus im Winter?",
            "umbau.md",
            "Stegbonus im Winter: Fördersatz 25 %.",
            "Wie hoch ist der Fördersatz beim Stegbonus im Winter?",
        ),
        (
            ["Was fördert Werkstatt Morgen?", "Und wie viel?", "Und beim Stegbonus im Winter?"],
            "Und wie viel Prozent?",
            "umbau.md",
            "Stegbonus im Winter: Fördersatz 25 %.",
            "Stegbonus im Winter: Und wie viel Prozent?",
        ),
        (
            ["Wie hoch ist der Fördersatz bei Werkstatt Morgen?"],
            "Und wer kann den Stegbonus beantragen?",
            "umbau.md",
            "Stegbonus: für Vereine und Verbände.",
            None,
        ),
    ],
)
def test_who_goes_on_asks_of_the_one_that_was_talked_about(
    opened: tuple[Retriever, FactStore], history: list[str], text: str, path: str, told: str, resolved: str | None
) -> None:
    found = asked(opened, Question(text, history=tuple(history)), about(opened, path))
    assert found is not None
    assert [one.text for one in found.sentences] == [told]
    assert found.resolved == resolved


@pytest.mark.parametrize(
    ("began", "text", "told"),
    [
        (
            "Wir wollen Stege bauen, gibt es da Geld?",
            "Und wie viel Prozent?",
            ["Stegbonus: Fördersatz 20 %.", "Maritimes Molengeld (MoG): Fördersatz 30 %."],
        ),
        (
            "Wir wollen Stege bauen, gibt es da Geld?",
            "Bis wann müssen wir das einreichen?",
            [
                "Stegbonus: Frist: nicht angegeben.",
                "Maritimes Molengeld (MoG): Frist 15. März 2023 (für die Begleitforschung); eine spätere ist nicht"
                " angegeben.",
            ],
        ),
        (
            "Wir sind eine Hochschule und wollen Stege bauen, gibt es da Geld?",
            "Und wie viel Prozent?",
            ["Stegbonus: Fördersatz 20 %; für Vereine und Verbände.", "Maritimes Molengeld (MoG): Fördersatz 30 %."],
        ),
    ],
)
def test_who_goes_on_from_a_list_asks_of_each_that_it_named(
    opened: tuple[Retriever, FactStore], began: str, text: str, told: list[str]
) -> None:
    listed = ("Stegbonus", "Maritimes Molengeld (MoG)")
    before = Answer(began, "de", "extractive", listing=Listing("/foerderung", 7), listed=listed)
    found = programme_facts(inquiry(Question(text, history=(began,)), *opened, TODAY, before=before))
    assert found is not None
    assert [one.text for one in found.sentences] == told
    assert found.listing == before.listing
    assert found.listed == listed


def test_a_list_of_something_else_is_not_asked_for_facts(opened: tuple[Retriever, FactStore]) -> None:
    before = Answer("Sitzungen?", "de", "extractive", listing=Listing("/ergebnisse", 1), listed=("Hafenrat",))
    question = Question("Und bis wann?", history=("Welche Sitzungen gab es?",))
    assert programme_facts(inquiry(question, *opened, TODAY, before=before)) is None


@pytest.mark.parametrize(
    ("text", "at_hand"),
    [
        ("Und bis wann?", {}),  # not stated
        ("Und wie viel Prozent für Lastenräder?", {}),  # something else is asked as well
        ("Und wie viel Prozent?", {"is_of_topic": False}),
    ],
)
def test_a_follow_up_is_left_to_the_search_where_it_may_mean_something_else(
    opened: tuple[Retriever, FactStore], text: str, at_hand: dict[str, bool]
) -> None:
    talked_of = about(opened, "steg.md")._replace(**at_hand)
    assert asked(opened, Question(text, history=("Was ist der Stegbonus?",)), talked_of) is None


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("Muss man da einen Bericht abgeben?", "Bis wann?"),
        ("Muss man einen Bericht abgeben?", "Bis wann?"),
        ("Bis wann muss der Bericht da sein?", "Und bis wann?"),
        ("Gibt es da einen Eigenanteil?", "Und wie viel?"),
        ("Braucht man da ein Gutachten?", "Wer zahlt das?"),
        ("Muss man das Geld zurückzahlen?", "Bis wann?"),
        ("Do we have to write a report there?", "By when?"),
        ("Und für große Betriebe?", "Und wie viel?"),
    ],
)
def test_what_may_mean_something_asked_in_between_is_left_to_the_search(
    opened: tuple[Retriever, FactStore], before: str, text: str
) -> None:
    question = Question(text, history=("Was fördert Werkstatt Morgen?", before))
    assert asked(opened, question, about(opened, "umbau.md")) is None


def test_something_asked_behind_a_list_is_not_taken_for_all_of_it(opened: tuple[Retriever, FactStore]) -> None:
    began = "Wir wollen umbauen, gibt es da Geld?"
    before = Answer(began, "de", "extractive", listing=Listing("/foerderung", 7), listed=(UMBAU,))
    question = Question("Und bis wann?", history=(began, "Muss man da einen Bericht abgeben?"))
    assert programme_facts(inquiry(question, *opened, TODAY, before=before)) is None


@pytest.mark.parametrize(
    ("topic", "is_told"), [("Was kostet der Stegbonus?", True), ("Was kostet ein Liegeplatz am Steg?", False)]
)
def test_where_the_answer_before_is_unsure_its_question_has_to_name_the_programme(
    opened: tuple[Retriever, FactStore], topic: str, is_told: bool
) -> None:
    talked_of = about(opened, "steg.md")._replace(is_sure=False)
    found = asked(opened, Question("Und wie viel Prozent?", history=(topic,)), talked_of)
    assert (found is not None) == is_told


def test_of_no_programme_nothing_is_asked_by_a_follow_up(opened: tuple[Retriever, FactStore]) -> None:
    question = Question("Und wie viel Prozent?", history=("Was kostet ein Liegeplatz?",))
    notes = DocumentInfo(id="n", path="notes.md", title="Notizen", type="other", language="de", audience="public")
    assert asked(opened, question, AtHand(notes)) is None
    assert asked(opened, question) is None


def test_only_who_may_see_it_is_told(opened: tuple[Retriever, FactStore]) -> None:
    text = "Wie hoch ist der Fördersatz beim Flüsterfonds?"
    found = asked(opened, Question(text, frozenset(AUDIENCES)))
    assert found is not None
    assert [one.text for one in found.sentences] == ["Flüsterfonds: Fördersatz 99 %."]


def test_how_to_apply_is_told_by_the_deadline_and_whom_to_ask_where_the_way_is_not_stated(
    opened: tuple[Retriever, FactStore],
) -> None:
    answer = asked(opened, Question("Wie beantrage ich das Radgeld?"))
    assert answer is not None
    assert answer.sentences[0].text == "Radgeld Ahlermark (RAM): Frist 15. Mai 2024; abgelaufen."
