"""What a figure is in its sentence."""

from __future__ import annotations

import pytest

from assistant.language.bounds import bound, bounds_agree, changes, date_limit, limits_agree, time_role


@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        ("Der Zuschuss beträgt ", ".", None),
        ("Der Zuschuss beträgt bis zu ", ".", "upper"),
        ("höchstens jedoch ", ".", "upper"),
        ("Die Zuwendung ist auf ", " je Vorhaben begrenzt.", "upper"),
        ("Der Zuschuss darf ", " nicht übersteigen.", "upper"),
        ("nicht mehr als ", ".", "upper"),
        ("Ab einem Auftragswert von ", " gilt das.", "lower"),
        ("at least ", ".", "lower"),
        ("mehr als die ", " der Betriebe", "more"),
        ("unter ", " Beschäftigten", "less"),
        ("rund ", " Betriebe", "about"),
        ("genau ", " Betriebe", "exact"),
        ("Die Quote liegt bei ≤ ", "", "upper"),
        ("Die Quote liegt bei <= ", "", "upper"),
        ("Die Quote liegt bei <", "", "less"),
        ("Betriebe mit > ", " Beschäftigten", "more"),
        ("Betriebe mit ≥", " Beschäftigten", "lower"),
        ("Betriebe mit >= ", " Beschäftigten", "lower"),
        ("Beschäftigte>", "", "more"),
        ("~ ", " Betriebe", "about"),
        ("Zuschuss -> ", "", None),
        ("Zuschuss => ", "", None),
        ("Zuschuss<br>", "", None),
        ("spätestens ", " vor Beginn", "lower"),
        ("frühestens ", " vor Beginn", "upper"),
        ("spätestens ", " nach Beginn", "upper"),
        ("bis ", " vor Beginn", "lower"),
        ("höchstens ", " vor Beginn", "upper"),
        ("bis zu ", " vor Ort", "upper"),
        ("bis ", " vor Steuern", "upper"),
    ],
)
def test_a_bound_is_told_by_the_words_around_the_figure(before: str, behind: str, expected: str | None) -> None:
    assert bound(before, behind) == expected


def test_a_weaker_bound_follows_from_a_stronger_one_only() -> None:
    assert bounds_agree("lower", "more")
    assert not bounds_agree("more", "lower")
    assert not bounds_agree(None, "upper")
    assert not bounds_agree("exact", "about")
    assert bounds_agree("exact", None)


@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        ("Das Projekt startet am ", "", "start"),
        ("Anträge sind bis zum ", " zu stellen", "end"),
        ("Die Antragsfrist beginnt am ", "", "start"),
        ("Das Programm ist am ", " ausgelaufen", "end"),
        ("Die Sitzung war am ", " in Peine", None),
        ("vor dem ", "", "before"),
        ("nicht vor dem ", "", "start"),
        ("no later than ", "", "end"),
        ("bis Ende ", "", "end"),
        ("Ende ", "", None),
    ],
)
def test_a_date_is_a_beginning_or_an_end(before: str, behind: str, expected: str | None) -> None:
    assert time_role(before, behind) == expected


@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        ("Das Projekt startet am ", "", None),
        ("Das Projekt startet frühestens am ", "", "earliest"),
        ("Das Projekt startet nicht vor dem ", "", "earliest"),
        ("Frühestens am ", " startet das Projekt", "earliest"),
        ("The project starts on ", " at the earliest", "earliest"),
        ("Das Projekt endet spätestens am ", "", "latest"),
        ("Anträge sind spätestens am ", " zu stellen", "open"),
        ("Anträge sind bis zum ", " zu stellen", "open"),
        ("ab dem ", "", "open"),
        ("Die Frist endet am ", "", "open"),
        ("Die Frist beginnt am ", "", None),
        ("vor dem ", "", "before"),
        ("nach Ablauf des ", "", "after"),
        ("nach dem Umbau im ", "", None),
    ],
)
def test_a_date_may_be_a_limit(before: str, behind: str, expected: str | None) -> None:
    assert date_limit(before, behind) == expected


def test_what_begins_from_a_day_may_begin_on_it_or_later() -> None:
    assert limits_agree("open", None)
    assert limits_agree("earliest", "open")
    assert limits_agree("latest", "latest")
    assert not limits_agree(None, "earliest")
    assert not limits_agree("latest", None)
    assert not limits_agree(None, "before")
    assert not limits_agree("open", "after")


def test_a_change_has_a_beginning_a_step_and_a_result() -> None:
    assert changes(["Das Budget stieg von ", " auf "]) == ["from", "to"]
    assert changes(["Der Verbrauch sank um ", " auf "]) == ["by", "to"]
    assert changes(["Ein Zuschuss von "]) == [None]
