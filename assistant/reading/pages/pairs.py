"""Labels that are drawn before all of their values -> tables of labels and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.reading.pages.printed import Item, Line, Table, same_size

FEWEST_LABELS = 3
LONGEST_LABEL = 40
# Two lists side by side are no pairs; figures beside words are.
FIGURES_SHARE = 0.6
# In sizes: lines with the same left edge, on the same level, and of the same value are this near.
SAME_EDGE = 0.4
SAME_LEVEL = 0.3
CLOSE = 1.9
DIGIT = re.compile(r"\d")


def with_pairs(items: Sequence[Item]) -> list[Item]:
    """The lines of a page; labels and the values that are printed beside them have become tables."""
    found: list[Item] = []
    before: list[Item] = []
    for stack in _stacks(items):
        pairs = _paired(before, stack)
        found += pairs or before
        before = [] if pairs else stack
    return found + before


def _stacks(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Lines drawn one after the other that have the same left edge, and tables."""
    stack: list[Item] = []
    for item in items:
        if stack and not _is_in_stack(stack[-1], item):
            yield stack
            stack = []
        stack.append(item)
    if stack:
        yield stack


def _is_in_stack(last: Item, item: Item) -> bool:
    if not isinstance(last, Line) or not isinstance(item, Line):
        return False
    return same_size(last.size, item.size) and abs(last.left - item.left) <= SAME_EDGE * item.size


def _paired(left: Sequence[Item], right: Sequence[Item]) -> list[Item]:
    """What stands above the labels, and the table of labels and values; empty if there are none."""
    values = sorted((item for item in right if isinstance(item, Line)), key=lambda line: line.y)
    labels = [item for item in left if isinstance(item, Line) and values and _is_below(values[0], item)]
    if not labels or labels != list(left[-len(labels) :]) or not _are_labels(labels, values):
        return []
    rows: list[list[Line]] = []
    for value in values:
        label = labels[len(rows)] if len(rows) < len(labels) else None
        if label and abs(label.y - value.y) <= SAME_LEVEL * value.size:
            rows.append([value])
        elif not rows or (label and label.y < value.y) or value.y - rows[-1][-1].y > CLOSE * value.size:
            return []
        else:
            rows[-1].append(value)
    if len(rows) < len(labels):
        return []
    cells = tuple(((label,), tuple(lines)) for label, lines in zip(labels, rows, strict=True))
    edges = (labels[0].left, values[0].left)
    return [*left[: -len(labels)], Table(cells, edges, labels[0].y - labels[0].size, max(labels[-1].y, values[-1].y))]


def _is_below(value: Line, label: Line) -> bool:
    return label.y > value.y - SAME_LEVEL * value.size


def _are_labels(labels: Sequence[Line], values: Sequence[Line]) -> bool:
    """Whether these are words to the left of figures, or end with colons."""
    if len(labels) < FEWEST_LABELS or max(label.right for label in labels) >= min(value.left for value in values):
        return False
    if any("\t" in label.text or len(label.text) > LONGEST_LABEL for label in labels):
        return False
    if all(label.text.endswith(":") for label in labels):
        return True
    figures = sum(1 for value in values if DIGIT.search(value.text))
    return not any(DIGIT.search(label.text) for label in labels) and figures >= FIGURES_SHARE * len(values)
