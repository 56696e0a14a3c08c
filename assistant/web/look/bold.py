"""Bold in Markdown ("**Beschluss**"): which stretches of a block or quote are bold, and what only says so.

A document keeps its marks, because a quote is a verbatim stretch of the file. Here nothing is changed or moved: the
stretches are named by the offsets of the document, and those between them are not shown. What is no plain pair of marks
stays as it is written. Each stretch goes to the template as text, which escapes it; bold is a property beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.records import Span

# A pair of two stars, no more and no fewer, next to what is bold, none of them escaped; code is told by its backticks.
_BOLD = re.compile(r"(?<![*\\])\*\*(?![\s*])(?P<words>(?:[^*\\]|\\.){1,500}?)(?<![\s*\\])\*\*(?!\*)", re.DOTALL)
_LAID_OUT = re.compile(r"!?\[([^\[\]]+)\]\([^)\s]*\)|^#{1,6} ", re.MULTILINE)  # as in citations.js
_CODE = re.compile(r"(?<!`)(`++).{1,500}?(?<!`)\1(?!`)", re.DOTALL)


class Run(NamedTuple):
    """A stretch of the document that is shown, in bold or not."""

    span: Span
    is_strong: bool = False


def runs_of(text: str, block: Span) -> Iterator[Run]:
    """What is shown of the block, in order: all but the marks of bold. An empty run never comes."""
    code = [Span(*found.span()) for found in _CODE.finditer(text, block.start, block.end)]
    position, passed = block.start, 0
    for found in _BOLD.finditer(text, block.start, block.end):
        while passed < len(code) and code[passed].end <= found.start():  # both come in order
            passed += 1
        if passed < len(code) and code[passed].start < found.end():
            continue
        if position < found.start():
            yield Run(Span(position, found.start()))
        yield Run(Span(*found.span("words")), is_strong=True)
        position = found.end()
    if position < block.end:
        yield Run(Span(position, block.end))


def pieces_of(text: str) -> list[tuple[str, bool]]:
    """The quote in stretches, without the marks of bold, of links and of headings, each with whether it is bold."""
    text = _LAID_OUT.sub(r"\1", text)
    return [(run.span.of(text), run.is_strong) for run in runs_of(text, Span(0, len(text)))]


def without_marks(text: str) -> str:
    """The text as it is shown, where nothing can be bold."""
    return "".join(words for words, _ in pieces_of(text))
