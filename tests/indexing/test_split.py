"""Splitting: nothing is lost, nothing is cut, every passage is exactly a stretch of its document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.indexing.split import split
from assistant.records import Block, Document, DocumentInfo, Page


def count_words(text: str) -> int:
    return len(text.split())


def document(*parts: tuple[str, str], pages: tuple[Page, ...] = ()) -> Document:
    """A document of (kind, text) blocks; kind "h1", "h2" is a heading of that level."""
    text, blocks = "", []
    for kind, content in parts:
        start = len(text)
        text += content
        level = int(kind[1]) if kind[0] == "h" else 0
        blocks.append(Block("heading" if level else kind, start, len(text), level))
        text += "\n\n"
    info = DocumentInfo("d", "a.md", "A", "other", "public", "de")
    return Document(info, "/a.md", "hash", text, tuple(blocks), pages)


def texts(doc: Document, max_tokens: int = 12) -> list[str]:
    return [passage.text for passage in split(doc, max_tokens=max_tokens, count_tokens=count_words)]


def test_an_empty_document_has_no_passages() -> None:
    assert texts(document()) == []


def test_short_sections_stay_together_and_a_long_one_is_cut_at_its_heading() -> None:
    doc = document(
        ("h1", "Förderung"),
        ("paragraph", "Das ist kurz."),
        ("h2", "Frist"),
        ("paragraph", "Die Frist endet am 3. Mai."),
    )
    assert len(texts(doc, 20)) == 1
    first, second = texts(doc, 8)
    assert first == "Förderung\n\nDas ist kurz."
    assert second == "Frist\n\nDie Frist endet am 3. Mai."


def test_a_heading_never_ends_a_passage() -> None:
    doc = document(("paragraph", "Eins zwei drei vier fünf."), ("h1", "Höhe"), ("paragraph", "Sechs sieben acht neun."))
    assert texts(doc, 6) == ["Eins zwei drei vier fünf.", "Höhe\n\nSechs sieben acht neun."]


def test_the_last_sentence_is_repeated_where_a_section_goes_on() -> None:
    doc = document(("paragraph", "Eins zwei drei. Vier fünf. Sechs sieben acht neun."))
    assert texts(doc, 8) == ["Eins zwei drei. Vier fünf.", "Vier fünf. Sechs sieben acht neun."]


def test_a_passage_knows_its_heading_path_and_page() -> None:
    doc = document(("h1", "A"), ("h2", "B"), ("paragraph", "Ein Satz."), ("h2", "C"), ("paragraph", "Noch ein Satz."))
    doc = Document(doc.info, doc.location, "", doc.text, doc.blocks, (Page(1, 0, 16), Page(2, 16, len(doc.text))))
    found = split(doc, max_tokens=4, count_tokens=count_words)
    assert [(p.headings, p.page) for p in found] == [(("A",), 1), (("A", "C"), 2)]


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    doc = document(("row", " ".join(f"wort{n}" for n in range(50))))
    found = texts(doc, 10)
    assert all(count_words(text) <= 10 for text in found)
    assert " ".join(found).split() == doc.text.split()


words = st.text(alphabet="abcäöüß\u0308\u00ad😀", min_size=1, max_size=9)
sentence = st.lists(words, min_size=1, max_size=15).map(lambda found: " ".join(found).capitalize() + ".")
blocks = st.tuples(
    st.sampled_from(["h1", "h2", "h3", "paragraph", "item", "row"]),
    st.lists(sentence, min_size=1, max_size=6).map(" ".join),
)


@given(st.lists(blocks, max_size=12), st.integers(4, 40))
def test_passages_are_stretches_of_the_document_within_the_limit_that_lose_nothing(
    parts: list[tuple[str, str]], max_tokens: int
) -> None:
    doc = document(*parts)
    found = split(doc, max_tokens=max_tokens, count_tokens=count_words)
    covered = set()
    for passage in found:
        assert passage.text == doc.text[passage.start : passage.end]
        assert count_words(passage.text) <= max_tokens
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        covered.update(range(passage.start, passage.end))
    assert all(i in covered for i, character in enumerate(doc.text) if not character.isspace())
    assert [p.start for p in found] == sorted({p.start for p in found})
    assert len({p.id for p in found}) == len(found)
