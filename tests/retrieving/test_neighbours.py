"""What stands beside a passage: whole sentences of its own section, verbatim, within a limit."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records import QUOTE_CHARACTERS, Block, BlockKind, Document, DocumentInfo, Span
from assistant.retrieving.neighbours import around


def made(*parts: tuple[BlockKind, str]) -> Document:
    text, blocks = "", []
    for kind, part in parts:
        blocks.append(Block(kind, len(text), len(text) + len(part), int(kind == "heading")))
        text += f"{part}\n\n"
    return Document(DocumentInfo("a", "a.md", "A", "other", "public", "de"), "/a.md", "a", text, tuple(blocks))


GUIDE = made(
    ("heading", "Antrag"),
    ("paragraph", "Der Antrag braucht Anlagen. Beizufügen sind:"),
    ("item", "der Finanzplan"),
    ("item", "der Zeitplan"),
    ("item", "die Erklärung"),
    ("paragraph", "Fehlt etwas, ruht der Antrag."),
    ("heading", "Frist"),
    ("paragraph", "Die Frist ist der 30. Juni. Danach ist Schluss."),
)


def beside(words: str, limit: int = QUOTE_CHARACTERS) -> tuple[str, str]:
    start = GUIDE.text.index(words)
    found = around(GUIDE, Span(start, start + len(words)), limit)
    return found.before.of(GUIDE.text), found.after.of(GUIDE.text)


def test_a_list_that_was_cut_is_made_whole() -> None:
    before, after = beside("der Zeitplan")
    assert before == "Der Antrag braucht Anlagen. Beizufügen sind:\n\nder Finanzplan"
    assert after == "die Erklärung\n\nFehlt etwas, ruht der Antrag."


@pytest.mark.parametrize(
    ("words", "beside_them"),
    [
        ("Die Frist ist der 30. Juni.", ("", "Danach ist Schluss.")),
        ("Danach ist Schluss.", ("Die Frist ist der 30. Juni.", "")),
        ("Frist\n\nDie Frist ist der 30. Juni.", ("", "Danach ist Schluss.")),
        ("die Erklärung\n\nFehlt etwas, ruht der Antrag.", ("Beizufügen sind:\n\nder Finanzplan\n\nder Zeitplan", "")),
    ],
)
def test_a_heading_is_the_border(words: str, beside_them: tuple[str, str]) -> None:
    assert beside(words, 60) == beside_them


def test_a_sentence_that_goes_beyond_the_limit_is_left_out_whole() -> None:
    assert beside("der Zeitplan", 20) == ("der Finanzplan", "die Erklärung")
    assert beside("der Zeitplan", 5) == ("", "")


def test_of_a_block_that_is_a_whole_file_only_what_is_near_is_split() -> None:
    line = "Zeile 7 nennt z. B. den 3. Mai (vgl. Abs. 2) als Frist. "
    document = made(("paragraph", line * 20_000))
    start = 10_000 * len(line)
    started = time.thread_time()
    before, after = around(document, Span(start, start + len(line) - 1))
    assert time.thread_time() - started < 0.5  # a millisecond; to split the whole takes a second
    assert before.of(document.text) == after.of(document.text) == (QUOTE_CHARACTERS // len(line) * line).rstrip()


PARTS = st.tuples(
    st.sampled_from(["heading", "paragraph", "item", "row"]),
    st.lists(st.sampled_from(["Es gilt.", "Am 3. Mai", "z. B. Löten", "Nein!"]), min_size=1, max_size=3).map(" ".join),
)


@given(st.lists(PARTS, min_size=1, max_size=8), st.data(), st.integers(0, 60))
def test_both_sides_are_within_the_limit_and_touch_the_passage_with_white_space_between(
    parts: list[tuple[BlockKind, str]], data: st.DataObject, limit: int
) -> None:
    document = made(*parts)
    first = data.draw(st.integers(0, len(parts) - 1))
    last = data.draw(st.integers(first, len(parts) - 1))
    passage = Span(document.blocks[first].start, document.blocks[last].end)
    before, after = around(document, passage, limit)
    assert passage.start - before.start <= limit
    assert after.end - passage.end <= limit
    assert not document.text[before.end : passage.start].strip()
    assert not document.text[passage.end : after.start].strip()
    for block in document.blocks:
        if block.kind == "heading":
            assert not (before.start < block.end and block.start < before.end)
            assert not (after.start < block.end and block.start < after.end)
