"""A body is found by its short name where titles have the long one, and by the long one where they have the short."""

from __future__ import annotations

import pytest

from assistant.knowledge.minutes.questions.body_names import as_titled, joined, names_a_body

TITLES = (
    "Arbeitskreis Patente und Ausgründungen: 7. Sitzung",
    "Protokoll AG Wärmenetze",
    "Fachgruppe Elektro",
    "Arbeitsgruppe Wolfsburg",
)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Was hat der AK Patente beschlossen?", "Was hat der Arbeitskreis Patente beschlossen?"),
        ("beschlüsse fg elektro", "beschlüsse Fachgruppe elektro"),
        ("Wer leitet die Arbeitsgruppe Wärmenetze?", "Wer leitet die AG Wärmenetze?"),
        ("Wer leitet die Arbeitsgemeinschaft Wärmenetze?", "Wer leitet die AG Wärmenetze?"),
        ("Wer leitet die AG Wärmenetze?", "Wer leitet die AG Wärmenetze?"),
        ("Wer leitet die AG Wärme?", "Wer leitet die AG Wärme?"),
        ("Was macht die Nordwind AG heute?", "Was macht die Nordwind AG heute?"),
        ("Beschlüsse AG Wolfsburg", "Beschlüsse Arbeitsgruppe Wolfsburg"),
        ("Mitglieder AG Wolfsburg", "Mitglieder Arbeitsgruppe Wolfsburg"),
        ("Bericht AG Wolfsburg", "Bericht Arbeitsgruppe Wolfsburg"),
        ("Wann ist die nächste AG Wolfsburg?", "Wann ist die nächste Arbeitsgruppe Wolfsburg?"),
        ("Wann tagt AG Wolfsburg?", "Wann tagt Arbeitsgruppe Wolfsburg?"),
        ("AG Wolfsburg: was ist offen?", "Arbeitsgruppe Wolfsburg: was ist offen?"),
        ("Was macht die Volkswagen AG Wolfsburg?", "Was macht die Volkswagen AG Wolfsburg?"),
        ("was macht die volkswagen ag wolfsburg", "was macht die volkswagen ag wolfsburg"),
        ("Was macht die Volkswagen-AG Wolfsburg?", "Was macht die Volkswagen-AG Wolfsburg?"),
        ("Was macht Lang & Co. AG Wolfsburg?", "Was macht Lang & Co. AG Wolfsburg?"),
    ],
)
def test_a_body_is_called_as_in_the_titles(asked: str, meant: str) -> None:
    assert as_titled(asked, joined(TITLES)) == meant


def test_only_what_has_another_name_is_looked_at() -> None:
    assert names_a_body("Was hat die FG Elektro beschlossen?")
    assert not names_a_body("Was hat der Beirat beschlossen?")
