"""Unfinished JSON to finished sentences."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_model import draft

from assistant.answering.writing.draft import SCHEMA, DraftReader, DraftSentence, FormatError

FIRST = ("Der Zuschuss beträgt 80 Prozent.", [1])
SECOND = ('Er gilt „bis 2026“, auch für {Sonderfälle} und "Härten".', [2, 3])


def letters(text: str) -> str:
    return "".join(text.split())


texts = st.text(st.sampled_from('ab. 3!?:;„“"\\\n\té€😀{}[]A'), max_size=40).filter(letters)
marks = st.lists(st.integers(0, 99), min_size=1, max_size=3)
drafts = st.lists(st.tuples(texts, marks), min_size=1, max_size=4, unique_by=lambda entry: tuple(entry[1]))


def read(pieces: list[str]) -> tuple[list[DraftSentence], DraftReader]:
    reader = DraftReader()
    return [sentence for piece in pieces for sentence in reader.feed(piece)], reader


@given(sentences=drafts, size=st.integers(1, 40))
def test_however_an_output_is_torn_each_sentence_comes_once_and_whole(
    sentences: list[tuple[str, list[int]]], size: int
) -> None:
    output = draft(*sentences)
    found, reader = read([output[start : start + size] for start in range(0, len(output), size)])
    by_entry: list[tuple[str, list[int]]] = []
    for passages, group in groupby(found, key=lambda one: one.passages):
        by_entry.append((letters("".join(one.text for one in group)), passages))
    assert by_entry == [(letters(text), passages) for text, passages in sentences]
    assert [(one.text, one.passages) for one in reader.finish().sentences] == sentences


def test_a_sentence_comes_as_soon_as_its_brace_is_closed() -> None:
    reader = DraftReader()
    before, brace, after = draft(FIRST, SECOND).partition("}")
    assert reader.feed(before) == []
    assert [one.text for one in reader.feed(brace)] == [FIRST[0]]
    assert [one.text for one in reader.feed(after)] == [SECOND[0]]


def test_several_sentences_in_one_text_come_one_by_one() -> None:
    reader = DraftReader()
    output = draft(("Der Zuschuss gilt bis zum 30. Juni 2025. Er beträgt 80 Prozent.", [4]))
    before, word, after = output.partition(" beträgt")
    assert reader.feed(before) == []
    assert [(one.text, one.passages) for one in reader.feed(word + after[:2])] == [
        ("Der Zuschuss gilt bis zum 30. Juni 2025.", [4])
    ]
    assert [one.text for one in reader.feed(after[2:])] == ["Er beträgt 80 Prozent."]


def test_no_text_comes_before_all_its_marks_are_known() -> None:
    reader = DraftReader()
    assert (
        reader.feed('{"answerable": true, "sentences": [{"text": "Das gilt. Und das auch noch.", "passages": [1') == []
    )
    assert [one.passages for one in reader.feed("2]}")] == [[12], [12]]


def test_a_code_fence_around_the_object_is_passed_over() -> None:
    found, reader = read([f"```json\n{draft(FIRST)}\n```"])
    assert [one.text for one in found] == [FIRST[0]]
    assert reader.finish().answerable


def test_no_sentence_comes_where_the_model_says_that_there_is_no_answer() -> None:
    found, reader = read([draft(FIRST, answerable=False)])
    assert found == []
    assert not reader.finish().answerable


@pytest.mark.parametrize(
    "output",
    [
        "",
        "Der Zuschuss beträgt 80 Prozent.",
        "{",
        "}{",
        draft(FIRST)[:-2],
        draft(FIRST)[:40],
        draft(),
        "[]",
        '{"sentences": []}',
        '{"answerable": true}',
        f"{draft(FIRST)} {draft(FIRST)}",
    ],
)
def test_what_is_no_draft_is_refused(output: str) -> None:
    with pytest.raises(FormatError):
        read([output])[1].finish()


@pytest.mark.parametrize(
    "sentence",
    [
        '{"passages": ["1"], "text": "A"}',
        '{"passages": [], "text": "A"}',
        '{"passages": 1, "text": "A"}',
        '{"text": "A"}',
        '{"passages": [1], "text": null}',
        '{"passages": [1], "text": "A", "link": "B"}',
        '"A"',
    ],
)
def test_a_sentence_of_another_form_is_refused_at_once(sentence: str) -> None:
    with pytest.raises(FormatError):
        DraftReader().feed(f'{{"answerable": true, "sentences": [{sentence}]}}')


def test_a_sentence_without_an_end_is_given_up_long_before_the_model_stops() -> None:
    pieces = ['{"answerable": true, "sentences": [{"passages": [1], "text": "', *(["A b. "] * 1000)]
    with pytest.raises(FormatError, match="endless"):
        read(pieces)


@given(st.text(max_size=200))
def test_any_text_gives_sentences_or_a_format_error(text: str) -> None:
    reader = DraftReader()
    try:
        for char in text:
            assert reader.feed(char) == []
        reader.finish()
    except FormatError:
        return
    raise AssertionError("a random text is no draft")


def test_the_schema_closes_every_object_as_strict_servers_want_it() -> None:
    assert SCHEMA["additionalProperties"] is False
    assert SCHEMA["$defs"]["DraftSentence"]["additionalProperties"] is False
    assert SCHEMA["required"] == ["answerable", "sentences"]
