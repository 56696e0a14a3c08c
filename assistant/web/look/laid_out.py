"""What only lays out a text in Markdown: the marks of bold ("**Beschluss**"), of italics ("*Ahlerstadt*"), of links.

A document keeps its marks, because a quote is a verbatim stretch of the file. Here nothing is changed or moved: the
stretches that are shown are named by the offsets of the document, and those between them are not shown. What is no
plain pair of marks stays as it is written. Each stretch goes to the template as text, which escapes it; that it is bold
or the address of a link is a property beside it. No link of a document becomes one of ours: its address can be read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from assistant.records import Span

# A pair of two stars, no more and no fewer, next to what is bold, none of them escaped; code is told by its backticks.
_BOLD = re.compile(r"(?<![*\\])\*\*(?![\s*])(?P<words>(?:[^*\\]|\\.){1,500}?)(?<![\s*\\])\*\*(?!\*)", re.DOTALL)
# One star or stroke on either side, at the edge of a word: "Kolleg*innen", "2 * 3", "(*)" and "a_b_c" have none.
_ITALIC = (
    re.compile(r"(?<![\w*\\])\*(?![\s*)\].,;:!?])(?P<words>(?:[^*\\\n]|\n(?![ \t]*\n)){1,500}?)(?<![\s(])\*(?![\w*])"),
    re.compile(r"(?<![\w\\])_(?![\s_)\].,;:!?])(?P<words>(?:[^_\\\n]|\n(?![ \t]*\n)){1,500}?)(?<![\s(])_(?!\w)"),
)
# "[words](address)", "![words](address "title")"; an address may have a pair of brackets in it.
_LINK = re.compile(
    r"(?<!\\)!?\[(?P<words>[^\[\]]{1,500})\]"
    r"(?P<address>\((?P<url>(?:[^\s()]|\([^\s()]{0,200}\)){0,2000})(?:\s+\"[^\"]{0,300}\")?\))"
)
_SCHEME = re.compile(r"(?:https?://|mailto:)(?:www\.)?", re.IGNORECASE)  # of an address that readers can use
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`++).{1,500}?(?<!`)\1(?!`)", re.DOTALL)


class Run(NamedTuple):
    """A stretch of the document that is shown, in bold or not, or as the address of the link before it."""

    span: Span
    is_strong: bool = False
    is_address: bool = False


class _Layout(NamedTuple):
    """What marks say of a text: where it is bold or an address, and what is not shown, each as spans."""

    strong: list[Span]
    addresses: list[Span]
    hidden: list[Span]


def runs_of(text: str, block: Span) -> Iterator[Run]:
    """What is shown of the block, in order: all but the marks. An empty run never comes."""
    layout = _layout(text, block)
    turns = Counter[tuple[int, int]]()
    for kind, spans in enumerate(layout):
        for span in spans:
            turns[span.start, kind] += 1
            turns[span.end, kind] -= 1
    begun, within = block.start, [0, 0, 0]
    for (place, kind), change in [*sorted(turns.items()), ((block.end, 0), 0)]:
        strong, address, hidden = within
        if begun < place and not hidden:
            yield Run(Span(begun, place), bool(strong), bool(address))
        begun = place
        within[kind] += change


def _layout(text: str, block: Span) -> _Layout:
    """The marks of the block that stand in no code."""
    code = [Span(*found.span()) for found in _CODE.finditer(text, block.start, block.end)]
    starts = [span.start for span in code]

    def found_by(pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        for found in pattern.finditer(text, block.start, block.end):
            before = bisect_right(starts, found.end() - 1) - 1
            if before < 0 or code[before].end <= found.start():
                yield found

    layout = _Layout([], [], [])
    addresses: list[Span] = []
    for found in found_by(_LINK):
        whole = Span(*found.span("address"))
        addresses.append(whole)
        layout.hidden.append(Span(found.start(), found.start("words")))
        layout.hidden.append(Span(found.end("words"), whole.start))
        if _SCHEME.match(found["url"]) and _bare(found["words"]) != _bare(found["url"]):
            layout.addresses.append(whole)
        else:
            layout.hidden.append(whole)
    of_addresses = [span.start for span in addresses]
    for pattern in (_BOLD, *_ITALIC):
        for found in found_by(pattern):
            if any(_is_in(edge, addresses, of_addresses) for edge in (found.start(), found.end() - 1)):
                continue
            layout.hidden.append(Span(found.start(), found.start("words")))
            layout.hidden.append(Span(found.end("words"), found.end()))
            if pattern is _BOLD:
                layout.strong.append(Span(*found.span("words")))
    return layout


def _bare(address: str) -> str:
    """Where words and address of a link say the same, this is the same."""
    return _SCHEME.sub("", address.strip(), count=1).rstrip("/").casefold()


def _is_in(place: int, spans: list[Span], starts: list[int]) -> bool:
    before = bisect_right(starts, place) - 1
    return before >= 0 and place < spans[before].end


def pieces_of(text: str) -> list[tuple[str, bool]]:
    """The quote in stretches, without the marks of bold, italics, links and headings, each with whether it is bold."""
    text = _HEADING.sub("", text)
    return [(run.span.of(text), run.is_strong) for run in runs_of(text, Span(0, len(text))) if not run.is_address]


def without_marks(text: str) -> str:
    """The text as it is shown, where nothing can be bold."""
    return "".join(words for words, _ in pieces_of(text))
