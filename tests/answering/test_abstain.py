"""When the documents do not answer, and why."""

from __future__ import annotations

import datetime
import math
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import asked, candidate, document, matches

from assistant.answering.understanding.understand import Expected
from assistant.answering.weighing.abstain import NEAR, SURE, evidence, judge, not_mentioned, not_shown
from assistant.answering.weighing.weigh import Candidate
from assistant.answering.weighing.yardstick import EVIDENCE, FOUND_NOTHING, SHIPPED, Calibration
from assistant.records import Reason

TODAY = datetime.date(2026, 11, 28)
NAMES_COUNT = replace(SHIPPED.bare, calibration=Calibration((0.0, 0.0, 0.0, 9.0), -4.5, ((0.0, 1.0), (0.9, 0.0)), 0.7))
BARE, READ = SHIPPED.bare.calibration, SHIPPED.read.calibration
SOURCE = document(
    "Der Zuschuss des BAFA für Betriebe im Jahr 2025 beträgt 5.000 Euro. Ein Antrag ist nötig.", title="Zuschuss 2025"
)
QUERY = "Wie hoch ist der Zuschuss des BAFA für Betriebe?"


def ranked(similarity: float = 0.8, expected: float = 1.0) -> list[Candidate]:
    return [
        candidate(SOURCE, "Der Zuschuss", 9, similarity=similarity, expected=expected),
        candidate(SOURCE, "Ein Antrag", 8, similarity=0.0),
    ]


def weighed(found: list[Candidate], query: str = QUERY, kind: Expected | None = "amount") -> dict[str, float]:
    return dict(zip(EVIDENCE, evidence(found, not_mentioned(found, asked(query, kind), TODAY)), strict=True))


def reason(similarity: float, most_wrong: float = 0.4, *, is_instruction: bool = False) -> Reason | None:
    question = asked(QUERY, "amount", is_instruction=is_instruction)
    return judge(ranked(similarity), question, SHIPPED.bare, TODAY, most_wrong).reason


@pytest.mark.parametrize("calibration", [BARE, READ])
def test_the_more_sure_the_fewer_are_wrong(calibration: Calibration) -> None:
    levels, shares = zip(*calibration.trade_off, strict=True)
    assert list(levels) == sorted(levels)
    assert list(shares) == sorted(shares, reverse=True)


def test_the_threshold_lies_where_so_many_answers_are_wrong() -> None:
    found = Calibration((), 0.0, ((0.2, 0.5), (0.6, 0.3), (0.9, 0.1)), 0.0)
    assert found.threshold(0.5) == pytest.approx(0.2)
    assert found.threshold(0.4) == pytest.approx(0.4)
    assert found.threshold(0.1) == pytest.approx(0.9)
    assert found.threshold(0.0) == pytest.approx(0.9)
    assert found.threshold(1.0) == pytest.approx(0.2)


@given(st.floats(0, 1), st.floats(0, 1))
def test_who_allows_fewer_wrong_answers_asks_for_more_confidence(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert READ.threshold(low) >= READ.threshold(high)


def test_what_the_reader_makes_of_it_is_evidence() -> None:
    question = asked(QUERY, "amount")
    read = [replace(found, answers=2.5) for found in ranked()]
    judgement = judge(read, question, SHIPPED.read, TODAY)
    assert judgement.evidence[EVIDENCE.index("answers")] == 2.5
    assert judgement.confidence == READ.confidence(judgement.evidence)


def test_where_the_reader_finds_no_answer_in_all_that_it_read_none_is_given_however_close() -> None:
    question = asked(QUERY, "amount")
    barely, not_at_all = (
        judge([replace(found, answers=logit) for found in ranked(0.99)], question, SHIPPED.read, TODAY, 1.0)
        for logit in (FOUND_NOTHING, FOUND_NOTHING - 0.1)
    )
    assert (barely.reason, not_at_all.reason) == (None, "below_threshold")
    assert barely.confidence > not_at_all.confidence == 0


def test_the_evidence_says_how_well_the_best_sentences_fit() -> None:
    found = weighed(ranked())
    assert found["similarity"] == pytest.approx(0.8)
    assert found["lead"] == 1
    assert found["answers"] == 0, "nobody has read"


def test_the_closest_of_the_best_sentences_counts_not_only_the_first() -> None:
    both = [candidate(SOURCE, "Ein Antrag", 9, similarity=0.3), candidate(SOURCE, "Der Zuschuss", 8, similarity=0.9)]
    assert weighed(both)["similarity"] == pytest.approx(0.9)


def test_the_lead_is_measured_from_a_later_sentence() -> None:
    many = [candidate(SOURCE, "Ein Antrag", 20 - place) for place in range(12)]
    assert weighed(many)["lead"] == 7
    assert weighed(many[:1])["lead"] == 0


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        (QUERY, ()),
        ("Was zahlt das BAFA 2025 in Kassel und Wolfsburg?", ("Kassel", "Wolfsburg")),
        ("Was zahlt das BAFA 2024?", ("2024",)),
        ("Und was zahlt ihr?", ()),
    ],
)
def test_what_is_named_and_stands_in_no_passage_speaks_against_an_answer(query: str, missing: tuple[str, ...]) -> None:
    assert not_mentioned(ranked(), asked(query, "amount"), TODAY) == missing
    assert weighed(ranked(), query)["named"] == float(not missing)
    judgement = judge(ranked(), asked(query, "amount"), SHIPPED.read, TODAY)
    assert judgement.not_mentioned == missing


def test_a_name_may_stand_in_the_title_the_headings_or_the_date_of_another_passage() -> None:
    other = document("# Kassel\n\nEs gibt 80 Prozent.", title="Digitalbonus", date=datetime.date(2019, 5, 1))
    both = [*ranked(), candidate(other, "Es gibt", 7)]
    assert not_mentioned(both, asked("Was gab es 2019 in Kassel mit dem Digitalbonus?", "amount"), TODAY) == ()


def test_a_name_may_stand_in_the_name_of_the_file() -> None:
    other = document("Gefragt wurde nach dem Kai.", "treffen/hkv_hafentag.md", title="Hafentag")
    assert not_mentioned([candidate(other, "Gefragt")], asked("Wonach fragte der HKV am Hafentag?"), TODAY) == ()


def test_what_stands_in_a_passage_shown_below_is_not_told_as_missing() -> None:
    shown = document("Wie war es 2021?", title="Rückblick auf Kassel")
    hits = [match.hit for match in matches(shown)]
    question = asked("Was zahlte Kassel 2021 in Wolfsburg?")
    missing = not_mentioned(ranked(), question, TODAY)
    assert missing == ("Kassel", "2021", "Wolfsburg")
    assert not_shown(missing, question, hits) == ("Wolfsburg",)
    assert not_shown(missing, question, []) == missing
    assert not_shown((), question, hits) == ()


def test_a_year_that_is_over_has_to_be_named_where_the_answer_would_stand() -> None:
    other = document("Im Jahr 2021 war alles anders, und 2027 auch.", title="Rückblick")
    best = [candidate(SOURCE, start, score) for start, score in (("Der Zuschuss", 9), ("Ein Antrag", 8)) * 3]
    found = [*best, candidate(other, "Im Jahr", 1)]
    assert not_mentioned(found, asked("Wie hoch war der Zuschuss 2021?", "amount"), TODAY) == ("2021",)
    assert not_mentioned(found, asked("Wie hoch ist der Zuschuss 2025?", "amount"), TODAY) == ()
    assert not_mentioned(found, asked("Gibt es den Zuschuss 2027 noch?", None), TODAY) == (), "it may go on"
    among_the_best = [*best[:2], found[-1], *best[2:]]
    assert not_mentioned(among_the_best, asked("Wie hoch war der Zuschuss 2021?", "amount"), TODAY) == ("2021",)
    shown = [*best[:2], candidate(other, "Im Jahr", 9 - NEAR), *best[2:]]
    assert not_mentioned(shown, asked("Wie hoch war der Zuschuss 2021?", "amount"), TODAY) == ()
    versions = [replace(one, document=replace(one.document, series="Zuschuss")) for one in among_the_best]
    assert not_mentioned(versions, asked("Wie hoch war der Zuschuss 2021?", "amount"), TODAY) == ()


def test_a_thing_with_its_number_has_to_be_named_where_the_answer_would_stand() -> None:
    other = document("Die zweite Sitzung des Beirats ist im Mai.", title="Beirat")
    best = [candidate(SOURCE, start, score) for start, score in (("Der Zuschuss", 9), ("Ein Antrag", 8))]
    question = asked("Wann ist die zweite Sitzung zum Zuschuss?", "date")
    assert not_mentioned([*best, candidate(other, "Die zweite", 1)], question, TODAY) == ("zweite Sitzung",)
    assert not_mentioned([candidate(other, "Die zweite", 9), *best], question, TODAY) == ()


@pytest.mark.parametrize(("bias", "is_unsure"), [(-0.1, True), (0.1, False)])
def test_an_answer_is_sure_from_a_confidence_on(bias: float, is_unsure: bool) -> None:
    at_the_border = math.log(SURE / (1 - SURE))
    calibration = Calibration((0.0, 0.0, 0.0, 0.0), at_the_border + bias, ((0.0, 1.0), (0.9, 0.0)), 0.0)
    yardstick = replace(SHIPPED.bare, calibration=calibration)
    judgement = judge(ranked(), asked(QUERY, "amount"), yardstick, TODAY, 0.4)
    assert judgement.reason is None
    assert judgement.is_unsure is is_unsure


def test_another_thing_of_the_same_kind_is_not_out_of_scope() -> None:
    question = asked("Wie hoch ist der Zuschuss des BAFA für Betriebe in Kassel?", "amount")
    judgement = judge(ranked(), question, NAMES_COUNT, TODAY, 0.4)
    assert (judgement.reason, judgement.not_mentioned) == ("below_threshold", ("Kassel",))
    far = judge(ranked(0.69), question, NAMES_COUNT, TODAY, 0.4)
    assert (far.confidence, far.reason) == (judgement.confidence, "out_of_scope")


def test_a_question_without_words_gives_evidence_all_the_same() -> None:
    assert all(value >= 0 for value in weighed(ranked(), "?!", None).values())


FOUND = st.tuples(st.floats(-1, 1), *[st.floats(0, 1)] * (len(EVIDENCE) - 1))


@given(FOUND, st.integers(0, len(EVIDENCE) - 1), st.floats(0, 1), st.sampled_from([BARE, READ]))
def test_more_of_what_speaks_for_an_answer_never_lowers_the_confidence(
    values: tuple[float, ...], position: int, more: float, calibration: Calibration
) -> None:
    raised = (*values[:position], values[position] + more, *values[position + 1 :])
    low, high = calibration.confidence(values), calibration.confidence(raised)
    assert 0 <= low <= 1
    assert high >= low


def test_below_the_threshold_there_is_a_reason_and_where_nothing_is_near_another() -> None:
    reasons = [reason(step / 200, 0.05) for step in range(200, -1, -1)]
    assert [found for found, _ in groupby(reasons)] == [None, "below_threshold", "out_of_scope"]


def test_an_order_is_never_answered_however_well_a_sentence_fits() -> None:
    assert reason(1.0) is None
    assert reason(1.0, is_instruction=True) == "out_of_scope"
