"""Which questions ask the same."""

from __future__ import annotations

import datetime
import random
import time

import pytest
from feedback_made import DAY, kept
from hypothesis import given
from hypothesis import strategies as st

from assistant.feedback.answer_ids import DocumentSpan
from assistant.feedback.gaps import MOST_PLACES, SAME, _alike, _asked, _Leaders, _rarity, gaps
from assistant.feedback.store import KeptQuestion


def grouped(*texts: str) -> list[set[str]]:
    return [{one.text for one in gap.questions} for gap in gaps(kept(text, n) for n, text in enumerate(texts))]


@pytest.mark.parametrize(
    "texts",
    [
        ("Wie hoch ist die Förderung für Lastenräder?", "wie hoch ist die foerderung fuer lastenraeder"),
        ("Wie hoch ist die Förderung für Lastenräder?", "Wie hoch ist die Forderung fur Lastenrader?"),
        (
            "Wie hoch ist die Förderung für Lastenräder?",
            "Wie hoch ist die Fo\u0308rderung fu\u0308r Lastenra\u0308der?",
        ),
        ("Wie hoch ist die Förderung für Lastenräder?", "Wie hoch ist die Förderung für ein Lastenrad?"),
        ("Wer fördert Batteriespeicher in Betrieben?", "Wer fördert Batteriespeihcer in Betrieben?"),
        ("Gibt es Beratung zu Patenten?", "Gibt es Patentberatung?"),
        ("Fördersatz für Wärmepumpen", "Wie hoch ist der Fördersatz für Wärmepumpen?"),
        ("Who pays for the training of apprentices?", "who pays for training apprentices"),
    ],
)
def test_the_same_question_spelled_otherwise_is_one_gap(texts: tuple[str, str]) -> None:
    assert grouped(*texts) == [set(texts)]


@pytest.mark.parametrize(
    "texts",
    [
        ("Bis wann läuft die Förderung der Lastenräder?", "Wie hoch ist die Förderung der Lastenräder?"),
        ("Wer leitet die Arbeitsgruppe Gießerei?", "Wo tagt die Arbeitsgruppe Gießerei?"),
        ("Was kostet die Prüfung 2024?", "Was kostet die Prüfung 2025?"),
        ("Gilt Absatz 2 für Vereine?", "Gilt Absatz 3 für Vereine?"),
        ("Wer fördert Batteriespeicher?", "Wer fördert Lastenräder?"),
        ("Wann beginnt der Lehrgang Schweißen?", "Wann beginnt der Lehrgang Löten?"),
    ],
)
def test_another_question_is_another_gap(texts: tuple[str, str]) -> None:
    assert len(grouped(*texts)) == 2


def test_questions_in_two_languages_are_two_gaps() -> None:
    two = (kept("Software Projekt Leitung", 1), kept("Software Projekt Leitung", 2, language="en"))
    assert len(gaps(two)) == 2


def test_a_follow_up_is_the_same_only_after_the_same_question() -> None:
    before = "Wie hoch ist die Förderung für Lastenräder?"
    twice = [kept("Und bis wann?", n, history=(before,)) for n in (1, 2)]
    assert [gap.count for gap in gaps(twice)] == [2]
    others = [kept("Und bis wann?", 3, history=("Wer leitet die Arbeitsgruppe Gießerei?",)), kept(before, 4)]
    assert sorted(gap.count for gap in gaps([*twice, *others])) == [1, 1, 2]
    assert len(gaps([*twice, kept("Und wo?", 5, history=(before,))])) == 2


def test_the_most_frequent_wording_stands_for_the_gap() -> None:
    texts = ("foerderung lastenrad", *["Wie hoch ist die Förderung für Lastenräder?"] * 2)
    (gap,) = gaps(kept(text, n) for n, text in enumerate(texts))
    assert gap.question == texts[1]
    assert gap.wordings == ["foerderung lastenrad"]
    assert gap.count == 3


def test_of_two_spellings_the_one_with_capitals_stands_for_the_gap() -> None:
    texts = ("wie hoch ist die foerderung", "Wie hoch ist die Förderung?", "wie hoch ist die foerderung?")
    (gap,) = gaps(kept(text, n) for n, text in enumerate(texts))
    assert gap.question == "Wie hoch ist die Förderung?"


def test_the_most_frequent_gap_comes_first_and_then_the_newest() -> None:
    old, new = DAY - datetime.timedelta(days=3), DAY
    found = gaps(
        [
            *(kept("Wer fördert Lastenräder?", n) for n in range(3)),
            kept("Wann beginnt der Lehrgang Löten?", 3, day=old),
            kept("Wo tagt die Arbeitsgruppe Gießerei?", 4, day=new),
        ]
    )
    assert [gap.count for gap in found] == [3, 1, 1]
    assert [gap.last for gap in found] == [DAY, new, old]


def test_a_gap_tells_when_why_and_by_whom_it_was_met() -> None:
    text, first = "Wer fördert Lastenräder?", DAY - datetime.timedelta(days=9)
    (gap,) = gaps(
        [
            kept(text, 1, day=first, reason="no_hits"),
            kept(text, 2, audience="internal", reason="no_hits"),
            kept(text, 3, reason=None, is_wrong=True, comment="Das ist das falsche Programm."),
        ]
    )
    assert (gap.first, gap.last) == (first, DAY)
    assert gap.reasons == {"no_hits": 2, "wrong": 1}
    assert gap.audiences == ("public", "internal")
    assert gap.comments == ["Das ist das falsche Programm."]


def test_near_misses_are_named_once_and_not_too_many() -> None:
    places = tuple(DocumentSpan(f"d{n}", 0, 9) for n in range(4))
    more = tuple(DocumentSpan(f"d{n}", 0, 9) for n in range(2, 9))
    (gap,) = gaps(
        [kept("Wer fördert Lastenräder?", 1, places=places), kept("Wer fördert Lastenräder?", 2, places=more)]
    )
    assert len(gap.places) == len(set(gap.places)) == MOST_PLACES


def test_a_gap_that_became_a_gold_line_takes_in_the_same_question_asked_again() -> None:
    known = kept("Wer fördert Lastenräder?", 1, in_gold=True)
    assert gaps([known, kept("wer foerdert lastenraeder", 2)]) == []
    assert len(gaps([known, kept("Wo tagt die Arbeitsgruppe Gießerei?", 3)])) == 1


def test_without_questions_there_are_no_gaps() -> None:
    assert gaps([]) == []


@given(st.lists(st.text(max_size=60), max_size=8))
def test_every_question_is_in_exactly_one_gap(texts: list[str]) -> None:
    questions = [kept(text, n) for n, text in enumerate(texts)]
    found: list[KeptQuestion] = [one for gap in gaps(questions) for one in gap.questions]
    assert sorted(one.answer for one in found) == sorted(one.answer for one in questions)


@given(
    st.permutations([kept(text, n) for n, text in enumerate(("Was ist Löten?", "was ist loeten", "Wo?", "", "Wer?"))])
)
def test_the_order_in_which_questions_come_changes_nothing(questions: list[KeptQuestion]) -> None:
    assert [gap.id for gap in gaps(questions)] == [gap.id for gap in gaps(sorted(questions, key=lambda q: q.answer))]


def test_questions_as_long_as_they_may_be_keep_nobody_waiting() -> None:
    dice = random.Random(1)
    words = ["".join(dice.choices("abdefghiklmnoprstuw", k=9)) for _ in range(25_000)]
    asked = [kept(" ".join(words[at : at + 100]), answer=str(at)) for at in range(0, len(words), 100)]
    began = time.thread_time()
    assert len(gaps(asked)) == len(asked)
    assert time.thread_time() - began < 8  # 1.2 on two cores; 25 where each word was tried in all its misspellings


def test_many_questions_of_the_same_words_keep_nobody_waiting() -> None:
    dice = random.Random(1)
    words = ["".join(dice.choices("abdefghiklmnoprstuw", k=9)) for _ in range(120)]
    asked = [kept(" ".join(dice.sample(words, 30)), answer=str(at)) for at in range(1200)]
    began = time.thread_time()
    assert len(gaps(asked)) == len(asked)
    assert time.thread_time() - began < 6  # 1.4 on two cores; 10 where each was compared with all


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(["Halle", "Lüftung", "Antrag", "Frist", "2024", "Labor"]), max_size=4),
            st.lists(st.sampled_from(["Halle", "Antrag", "Betrieb"]), max_size=2),
        ),
        max_size=7,
    )
)
def test_whatever_is_alike_is_found_without_comparing_it_with_all(asked: list[tuple[list[str], list[str]]]) -> None:
    questions = [kept(" ".join(words), at, history=(" ".join(said),)) for at, (words, said) in enumerate(asked)]
    compared = _asked(questions)
    rarity = _rarity([one.terms | one.subject for one in compared])
    leaders = _Leaders(len(compared), rarity)
    for one in compared:
        alike = [at for at, other in enumerate(leaders.asked) if _alike(one, other, rarity) >= SAME]
        near = leaders.near(one)
        assert [at for at in near if _alike(one, leaders.asked[at], rarity) >= SAME] == [
            at for at in alike if (one.terms | one.subject) & (leaders.asked[at].terms | leaders.asked[at].subject)
        ]
        leaders.add(one)
