"""Ids of answers: only those that this server gave, for a day, and with no more in them than feedback may keep."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest
from feedback_made import NOON, abstained, answered, asked
from hypothesis import given as generated
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.feedback.answer_ids import (
    LIFETIME_HOURS,
    LONGEST_ID,
    LONGEST_KEPT,
    MAX_PLACES,
    DocumentSpan,
    given,
    read,
    sign,
)
from assistant.records import AUDIENCES

SECRET = b"s" * 32


def test_an_id_gives_back_what_was_signed() -> None:
    one = given(answered("a", "b"), asked(), NOON, with_question=True)
    assert read(sign(one, SECRET), SECRET, NOON) == one
    assert one.places == (DocumentSpan("a", 5, 37), DocumentSpan("b", 5, 37))
    assert one.documents == ["a", "b"]


def test_an_abstention_cites_nothing_but_knows_what_came_near() -> None:
    one = given(abstained(), asked(), NOON, with_question=True)
    assert one.documents == []
    assert one.places == (DocumentSpan("richtlinie", 5, 37),)


def test_two_answers_to_one_question_have_two_ids() -> None:
    keys = {given(answered("a"), asked(), NOON, with_question=True).key for _ in range(10)}
    assert len(keys) == 10


def test_where_no_question_is_kept_none_is_in_the_id() -> None:
    asks = asked("Und bis wann?", history=("Wer zahlt den Umbau der Werkhalle?",))
    one = given(answered("a"), asks, NOON, with_question=False)
    assert (one.question, one.history) == ("", ())
    body = sign(one, SECRET).partition(".")[0]
    assert b"Werkhalle" not in base64.urlsafe_b64decode(body + "==")


def test_a_follow_up_keeps_the_question_that_it_goes_on_from_and_no_other() -> None:
    history = ("Wo liegt das Werk?", "Wer zahlt den Umbau der Werkhalle?")
    assert given(abstained(), asked("Und bis wann?", history=history), NOON, with_question=True).history == history[1:]
    whole = "Welche Programme fördern Batteriespeicher in Handwerksbetrieben?"
    assert given(abstained(), asked(whole, history=history), NOON, with_question=True).history == ()


def test_who_asked_is_told_by_audience_alone() -> None:
    one = given(abstained(), asked(audiences=frozenset(AUDIENCES)), NOON, with_question=True)
    assert one.audience == "internal"
    names = set(json.loads(base64.urlsafe_b64decode(sign(one, SECRET).partition(".")[0] + "==")))
    assert names == {*("key", "asked", "audience", "language", "mode", "reason", "places", "question", "history")}, (
        "a new field must be named in docs/PRIVACY.md"
    )


def test_an_id_of_another_server_is_refused() -> None:
    forged = sign(given(answered("a"), asked(), NOON, with_question=True), b"t" * 32)
    with pytest.raises(InputError) as refused:
        read(forged, SECRET, NOON)
    assert refused.value.code == "answer_id_unknown"


def test_an_id_is_good_for_a_day() -> None:
    signed = sign(given(answered("a"), asked(), NOON, with_question=True), SECRET)
    read(signed, SECRET, NOON + LIFETIME_HOURS * 3600)
    with pytest.raises(InputError) as refused:
        read(signed, SECRET, NOON + LIFETIME_HOURS * 3600 + 1)
    assert refused.value.code == "answer_id_expired"


def test_the_longest_questions_fit_into_an_id() -> None:
    one = given(abstained(), asked("\U0001f600" * 9000), NOON, with_question=True)
    assert len(one.question) == LONGEST_KEPT
    places = (DocumentSpan("f" * 64, 10**9, 10**9),) * MAX_PLACES
    assert len(sign(replace(one, history=(one.question,) * 3, places=places), SECRET)) <= LONGEST_ID


@generated(st.text(max_size=200))
def test_whatever_is_no_id_is_refused_in_words(text: str) -> None:
    with pytest.raises(InputError):
        read(text, SECRET, NOON)


@generated(st.data())
def test_an_id_with_one_sign_changed_is_refused(data: st.DataObject) -> None:
    one = replace(given(answered("a"), asked(), NOON, with_question=True), key="k" * 22)  # the same in every try
    signed = sign(one, SECRET)
    at = data.draw(st.integers(0, len(signed) - 1))
    sign_put = data.draw(st.sampled_from("abcXYZ019-_.").filter(lambda one: one != signed[at]))
    changed = signed[:at] + sign_put + signed[at + 1 :]
    try:
        read(changed, SECRET, NOON)
    except InputError:
        return
    assert at == len(signed) - 1, "only the two unused bits of the last sign may differ"
