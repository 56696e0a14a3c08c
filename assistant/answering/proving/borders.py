"""Where what belongs to one figure of a sentence ends and what belongs to the next of its kind begins."""

from __future__ import annotations

import re

from assistant.records import Span

RANGE = re.compile(r"\s*(?:Uhr\s)?(?:bis(?:\szu)?|–|-|to|until)\s*", re.IGNORECASE)
_TOGETHER = re.compile(r"\s?:\s?|\s(?:zu|der|von|of)\s(?:(?:den|insgesamt|the)\s)?", re.IGNORECASE)
_BOTH = ("zwischen ", "between ")
# The signs and words between two figures, the strongest first: what stands before one belongs to the first figure.
_BORDERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\s•\s|\s[–-]\s(?=[^:;,]{1,60}:\s)",  # the next item of a list, with its name
        r";",
        r"(?<!\d),|,(?!\d)",
        r"\s(?:und|sowie|oder|aber|sondern|während|and|or|but|while)\s",
        r"\s(?=(?-i:[a-zäöüß]+\s){0,3}\Z)",
    )
)


def border(text: str, start: int, end: int, *, is_second: bool) -> int:
    """Where the cell of one figure ends and that of the next of its kind begins.

    Where each figure follows one of another kind ("24 im Jahr 2020 auf 41 im Jahr 2023") it closes its own cell, so
    that the border `is_second`: directly behind it, or at the sign before what leads in the next one (`end`).
    """
    gap = text[start:end]
    if is_second:
        signs = [match.start() for pattern in _BORDERS[:-1] for match in pattern.finditer(gap)]
        return start + min(signs, default=0)
    for pattern in _BORDERS:
        if matches := list(pattern.finditer(gap)):
            return start + (matches[0] if pattern is _BORDERS[-1] else matches[-1]).start()
    return start


def is_range(text: str, start: int, end: int) -> bool:
    """Whether what stands between two figures makes them the ends of a range."""
    return RANGE.fullmatch(text, start, end) is not None


def are_one_cell(text: str, own: Span, other: Span) -> bool:
    """Whether two figures are the ends of a range, or belong together as "8 zu 2" and "12 der 15" do."""
    if any(one.fullmatch(text, own.end, other.start) for one in (RANGE, _TOGETHER)):
        return True
    return text[own.end : other.start] in (" und ", " and ") and text.lower().endswith(_BOTH, 0, own.start)
