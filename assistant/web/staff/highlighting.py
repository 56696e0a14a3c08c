"""Which words of a passage answer to the words of a search, and the part of the passage that shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.answering.cite import plain
from assistant.language.sentences import split
from assistant.language.spelling import letters
from assistant.language.terms import fold, stems
from assistant.records import Passage, Span

# About four lines on a phone, so that several hits stand on one screen.
LONGEST_EXCERPT = 420
# A single sentence, such as a row of a wide table, may be longer; then it is cut around its first marked word.
LONGEST_SENTENCE = 700
SHORTEST_PART = 5  # letters: a shorter stem is part of too many words that have nothing to do with it
_BEFORE = 120
_APART = " · "
_STOP = re.compile(r"[.!?:;,…·–-][\"“”«»’)\]*]*$")
_STATED = re.compile(r"[.!:;,…][\"“”«»’)\]*]*$")
_BLANK = re.compile(r"\n[ \t]*(?:\n|[-=~]{3})")
_RULE = re.compile(r"[-=_~*]{3,}|#{1,6}")  # what makes a line of plain text a heading, below or before it
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_][\w\u00ad]*")


class Piece(NamedTuple):
    """A stretch of a text, marked or not."""

    text: str
    marked: bool


class Excerpt(NamedTuple):
    """Whole sentences of a document at `place`; `pieces` are their words, without Markdown, white space made one space.

    A heading, an item or a row is kept apart from what follows it, lest both be read as one sentence.
    """

    place: Span
    pieces: tuple[Piece, ...]


def excerpt(passage: Passage, query: str, above: Sequence[str]) -> Excerpt:
    """The sentences of the passage around the one that holds most words of the search, without a heading at the end.

    The lines at its head that only repeat what stands `above` the excerpt, its title and sections, are left out.
    """
    terms = frozenset(stems(query))
    sentences = _below(passage, above) or (passage.span,)
    texts = [_text(passage, sentence) for sentence in sentences]
    found = [len(held(text, terms)) for text in texts]
    first = last = best = found.index(max(found))
    length = len(texts[best])
    while True:
        after, before = last + 1, first - 1
        if after < len(texts) and length + len(texts[after]) + len(_APART) <= LONGEST_EXCERPT:
            last, length = after, length + len(texts[after]) + len(_APART)
        elif before >= 0 and length + len(texts[before]) + len(_APART) <= LONGEST_EXCERPT:
            first, length = before, length + len(texts[before]) + len(_APART)
        else:
            break
    while last > best and _is_heading(passage, sentences, last):
        last -= 1
    shown = range(first, last + 1)
    text = texts[first] + "".join(_joint(passage, sentences, at, texts[at - 1]) + texts[at] for at in shown[1:])
    return Excerpt(Span(sentences[first].start, sentences[last].end), tuple(_cut(marked(plain(text), terms))))


def _below(passage: Passage, above: Sequence[str]) -> Sequence[Span]:
    """The sentences behind the first ones that stand above already; all where that leaves none."""
    told = {letters(line) for text in above for line in (text, *(text[one.start : one.end] for one in split(text)))}
    told.discard("")  # a line of signs alone
    for place, sentence in enumerate(passage.sentences):
        text = passage.text_of(sentence)
        if told.isdisjoint((letters(text), letters(text.partition(": ")[2]))):
            return passage.sentences[place:]
    return passage.sentences


def _joint(passage: Passage, sentences: Sequence[Span], at: int, before: str) -> str:
    """What is shown between a sentence and the one before it."""
    gap = passage.text_of(Span(sentences[at - 1].end, sentences[at].start))
    return _APART if "\n" in gap and not _STOP.search(before) else " "


def _is_heading(passage: Passage, sentences: Sequence[Span], at: int) -> bool:
    """Whether a line stands alone above further text and is no statement. A passage does not know its headings."""
    if at == 0 or at + 1 == len(sentences):
        return False
    above = passage.text_of(Span(sentences[at - 1].end, sentences[at].start))
    below = passage.text_of(Span(sentences[at].end, sentences[at + 1].start))
    is_alone = _BLANK.search(above) is not None and _BLANK.search(below) is not None
    return is_alone and not _STATED.search(passage.text_of(sentences[at]))


def marked(text: str, terms: frozenset[str]) -> list[Piece]:
    """The text in pieces, the words that answer to one of the terms marked."""
    pieces, position = [], 0
    for word in _WORD.finditer(text):
        if _answers_to(word.group(), terms):
            if position < word.start():
                pieces.append(Piece(text[position : word.start()], marked=False))
            pieces.append(Piece(word.group(), marked=True))
            position = word.end()
    if position < len(text):
        pieces.append(Piece(text[position:], marked=False))
    return pieces


def held(text: str, terms: frozenset[str]) -> frozenset[str]:
    """The terms that a word of the text answers to."""
    return frozenset(term for word in _WORD.findall(text) for term in _answers_to(word, terms))


def _text(passage: Passage, place: Span) -> str:
    words = passage.text_of(place).split()
    return " ".join(word for word in words if not _RULE.fullmatch(word))


def _answers_to(word: str, terms: frozenset[str]) -> frozenset[str]:
    """The terms that are a stem of the word, or a part of it: Fördermittelberatung answers to Beratung."""
    folded, own = fold(word), stems(word)
    parts = (term for term in terms if len(term) >= SHORTEST_PART and term.isalpha() and term in folded)
    return terms.intersection(own).union(parts)


def _cut(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces, shortened around the first marked one where they are too long; "…" stands for the rest."""
    text = "".join(piece.text for piece in pieces)
    if len(text) <= LONGEST_SENTENCE:
        yield from pieces
        return
    offset, first = 0, 0
    for piece in pieces:
        if piece.marked:
            first = offset
            break
        offset += len(piece.text)
    start = max(0, min(first - _BEFORE, len(text) - LONGEST_SENTENCE))
    end, offset = start + LONGEST_SENTENCE, 0
    if start:
        yield Piece("… ", marked=False)
    for piece in pieces:
        shown = piece.text[max(0, start - offset) : max(0, end - offset)]
        if shown:
            yield Piece(shown, piece.marked)
        offset += len(piece.text)
    if end < len(text):
        yield Piece(" …", marked=False)
