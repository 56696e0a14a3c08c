"""Which programme is meant by words of a question."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.knowledge.funding import Programme, StatedFact
from assistant.knowledge.programmes.calling import Calling, called, called_in_turn, calling, is_named, says_of_which
from assistant.knowledge.programmes.facts import Fact
from assistant.knowledge.proof import Proof
from assistant.records import DocumentInfo, Quote


def programme(title: str, *others: str) -> Programme:
    """A programme of documents with these titles."""
    infos = [
        DocumentInfo(id=one, path=f"{one}.md", title=one, type="funding", language="de", audience="public")
        for one in (title, *others)
    ]
    return Programme(tuple(infos), ())


def listed(title: str, overview: str) -> Programme:
    """A programme that only a row of an overview tells of."""
    [info] = programme(overview).documents
    fact = Fact("title", title, Proof(title, 0, len(title), 1), programme=title)
    return Programme((info,), (StatedFact(fact, Quote(info, 1, title, 0, len(title))),))


RADGELD = "Radgeld Ahlermark (RAG – Richtlinie)"
UMBAU = "Werkstatt Morgen – Umbau im Betrieb"


@pytest.mark.parametrize(
    ("name", "title", "surely"),
    [
        ("radgeld ahlermark rag", RADGELD, Calling.WHOLE),
        ("werkstatt morgen umbau betrieb", UMBAU, Calling.WHOLE),  # without its little words
        ("Stegen", "Förderung von Stegen", Calling.WHOLE),  # and without its kind
        ("stegen", "Förderung von Stegen im Winter", Calling.IN_WORDS),
        ("radgeld", RADGELD, Calling.BY_NAME),
        ("des radgelds", RADGELD, Calling.NOT),
        ("radgelds", RADGELD, Calling.BY_NAME),
        ("rag", RADGELD, Calling.WHOLE),  # as its short form
        # The short form of all of a title, and of a part of one.
        ("sub", "Steg- und Bojengeld (SuB – Steg- und Bojengeldrichtlinie)", Calling.WHOLE),
        ("sub", "Steg- und Bojengeld (SuB)", Calling.WHOLE),
        ("sub", "Steg- und Bojengeld (SuB) – Netze", Calling.BY_NAME),
        ("transformationscluster", "Transformationscluster für Häfen", Calling.BY_NAME),  # both without their endings
        ("hafensystem", "Förderung des Hafensystems (HS – Hafenrichtlinie)", Calling.BY_NAME),
        ("h@fen", "Förderung neuer Technik – H@fen: Kräne verstehen", Calling.BY_NAME),
        ("fr mole", "Wiederaufbau (FR/MOLE)", Calling.WHOLE),
        ("umbau betrieb", UMBAU, Calling.BY_NAME),  # as a part of it begins
        ("morgen werkstatt", UMBAU, Calling.IN_WORDS),
        ("betrieb", UMBAU, Calling.IN_WORDS),
        ("ahlermark", RADGELD, Calling.IN_WORDS),
        ("maritime", "Maritimes Molengeld", Calling.IN_WORDS),  # an adjective is no name
        ("maritimen molengeldes", "Maritimes Molengeld", Calling.WHOLE),
        ("forschung", "Forschung und Lehre im Hafen", Calling.IN_WORDS),
        ("hessen", "HESSEN HAFEN – Anschub", Calling.IN_WORDS),  # nor is a Land
        ("material", "Vom Material zum Kai", Calling.IN_WORDS),
        ("hafen", "Hafen im Wandel", Calling.IN_WORDS),  # a short word may mean anything
        ("kaist", "KAIST-Hafenstipendium", Calling.BY_NAME),  # as its first word begins
        ("kaist-hafenstipendium", "KAIST-Hafenstipendium", Calling.WHOLE),
        ("kmu", "KMU-Bonus", Calling.NOT),  # but not what is of all
        ("efre", "EFRE-Bonus", Calling.NOT),
        ("hafenprogramm pier", "Projekte im Hafenprogramm Pier", Calling.BY_NAME),  # as what it is within
        ("pier", "Projekte im Hafenprogramm Pier", Calling.IN_WORDS),
        ("lader", "Ladergeld", Calling.IN_PART),
        ("molengeld", "Hafen-Molengeld Nord", Calling.IN_PART),
        ("rat", "Demonstration im Hafen", Calling.NOT),
        ("onstr", "Demonstration im Hafen", Calling.NOT),
        ("förderung", "Förderung von Stegen", Calling.NOT),
        ("richtlinie", "Richtlinie über den Hafen", Calling.NOT),
        ("radgeld lastenräder", RADGELD, Calling.NOT),
        ("", RADGELD, Calling.NOT),
    ],
)
def test_how_surely_words_mean_a_title(name: str, title: str, surely: Calling) -> None:
    assert calling(name.replace("@", " ").split(), programme(title)) == surely


def test_a_programme_is_called_as_each_of_its_documents_calls_it() -> None:
    assert calling(["wheel", "grant"], programme("Radgeld Ahlermark", "Wheel grant")) == Calling.WHOLE


def test_the_name_of_an_overview_is_that_of_none_that_it_lists() -> None:
    assert calling(["hafenliste"], listed("Kaigeld", "Hafenliste 2026")) == Calling.NOT
    assert calling(["kaigeld"], listed("Kaigeld", "Hafenliste 2026")) == Calling.WHOLE


KNOWN = [programme(one) for one in ("Stegbonus", "Stegbonus im Winter", UMBAU, RADGELD, "Kranhilfe (KH – Mole)")]


def titles(found: Sequence[Programme]) -> list[str]:
    return [one.title for one in found]


@pytest.mark.parametrize(
    ("name", "least", "found"),
    [
        ("stegbonus", Calling.BY_NAME, ["Stegbonus"]),  # its whole title, be it also the beginning of another one
        ("stegbonus", Calling.IN_PART, ["Stegbonus"]),
        ("bonus", Calling.BY_NAME, []),
        ("bonus", Calling.IN_PART, ["Stegbonus", "Stegbonus im Winter"]),
        ("winter", Calling.BY_NAME, []),
        ("winter", Calling.IN_WORDS, ["Stegbonus im Winter"]),
    ],
)
def test_who_is_called_by_name_is_meant_alone(name: str, least: Calling, found: list[str]) -> None:
    assert titles(called([name], KNOWN, least)) == found


def test_two_of_one_title_are_both_called() -> None:
    assert len(called(["kaigeld"], [programme("Kaigeld"), programme("Kaigeld")])) == 2


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("stegbonus radgeld ahlermark", ["Stegbonus", RADGELD]),
        ("Werkstatt Morgen Umbau Betrieb Stegbonus Winter", [UMBAU, "Stegbonus im Winter"]),
        ("radgeld rag", [RADGELD]),
        ("radgeld RAG Stegbonus radgeld", [RADGELD, "Stegbonus"]),
        ("radgeld mondgeld", []),
        ("winter radgeld", []),
        ("", []),
    ],
)
def test_names_in_turn_are_told_apart(words: str, found: list[str]) -> None:
    assert titles(called_in_turn(words.split(), KNOWN)) == found


def test_names_that_begin_alike_are_told_apart() -> None:
    known = [programme("KMU-Hafen: Boote"), programme("KMU-Hafen: Bojen")]
    assert titles(called_in_turn(["kmu-hafen", "boote", "kmu-hafen", "bojen"], known)) == [one.title for one in known]


@pytest.mark.parametrize(
    ("text", "title", "is_it"),
    [
        ("Was kostet das Radgeld, wenn man in Ahlermark wohnt?", RADGELD, True),
        ("Fördert Ahlermark das Radgeld?", RADGELD, True),
        ("Bekommt man RAG auch im Winter?", RADGELD, True),
        ("Gibt es den Umbau auch in einem Betrieb auf dem Wasser?", UMBAU, True),
        ("Wohnt man in Ahlermark gut?", RADGELD, False),
        ("Was kostet ein Liegeplatz im Betrieb?", UMBAU, False),
        ("Zahlt ihr für Forschung?", "Forschung und Lehre im Hafen", False),
        ("Was macht ihr mit H@fen?", "Förderung neuer Technik – H@fen: Kräne verstehen", True),
        ("Gibt es maritime Kräne?", "Maritimes Molengeld", False),
        ("Was war 2025 neu?", "Molengeld im Hafen (2025): in Kürze", False),
    ],
)
def test_a_text_names_a_programme_by_a_word_that_stands_for_it(text: str, title: str, is_it: bool) -> None:
    assert is_named(programme(title), text) is is_it


@pytest.mark.parametrize(
    ("text", "says_so"),
    [
        ("Gibt es beim Hallenbonus Geld für Ladepunkte?", True),
        ("Gibt es im Ahlermark-Bereich Geld für Ladepunkten?", False),
        ("Gibt es Geld für eine Halle?", False),
        ("Gibt es im Betrieb Geld für Räder?", False),  # only the beginning of "Betriebliches"
        ("Gibt es beim Betrieblichen Molengeld Geld für Räder?", True),
        ("Gibt es Geld für den Hallenbonus?", False),
        ("Is there money under the Hallenbonus for boats?", True),
    ],
)
def test_a_question_says_of_which_it_speaks(text: str, says_so: bool) -> None:
    known = [
        programme(one) for one in ("Hallenbonus Ahlermark", "Förderung von Ladepunkten", "Betriebliches Molengeld")
    ]
    assert says_of_which(text, known) is says_so
