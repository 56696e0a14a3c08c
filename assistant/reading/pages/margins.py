"""What stands on every page anew: running headers, footers and page numbers, which must not land inside a sentence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile

from assistant.reading.pages.printed import Line, PageLines, same_size, texts

# A line is a running one only among so many outermost at the top or at the bottom.
OUTER_LINES = 5
# Headers stand this near the edge (in shares of the page's height); in a short document nearer than a body can begin.
MARGIN = 0.12
NARROW_MARGIN = 0.085
# Letterheads and wide margins reach further, but then many pages have to show it; large lines are titles elsewhere.
DEEP_MARGIN = 0.2
SHARE = 0.4
LARGE_SHARE = 0.75
LARGE = 1.12
FEWEST_PAGES = 3
# A chapter's header stands on pages that follow one another, or on every second of them.
PAGES_IN_A_ROW = 3
# In points: the same place on two pages.
SAME_PLACE = 4.0
# Between a header and the body lies more than between two lines of the body.
GAP_SIZES = 1.3
NEAR_SIZES = 2.5
FARTHEST_NUMBER = 20
ROMAN = re.compile(r"(?=[mdclxvi])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
PAGE_NUMBER = re.compile(
    r"[-–—|\s]*+(?:(?:Seite|Page|Blatt|S\.|p\.)\s*+)?[-–—|\s]*+(?P<number>\d{1,4}|[ivxlcdmIVXLCDM]{1,8})"
    r"[-–—|\s]*+(?:(?:von|of|/)\s*+\d{1,4})?[-–—|\s]*+$",
    re.IGNORECASE,
)
# "5/2025" counts the issues of a year.
ISSUE = re.compile(r"\d{1,4}\s*/\s*(?:19|20)\d\d")
# What counts pages has few digits.
COUNTED = re.compile(r"\d{1,9}")

Placed = tuple[PageLines, Line]


def without_margins(pages: Sequence[PageLines], labels: Sequence[str]) -> Iterator[PageLines]:
    """The pages without what runs on from page to page, and without their numbers."""
    running = _running(pages)
    numbers = _numbers(pages, labels)
    for page in pages:
        dropped = {line for line in _outer(page) if line in numbers[page.number]}
        for edge in (_from_top(page), _from_bottom(page)):
            dropped |= _dropped([line for line in edge if line not in dropped], page, running[page.number])
        yield page._replace(lines=[line for line in page.lines if line not in dropped])


def _dropped(edge: Sequence[Line], page: PageLines, running: set[Line]) -> set[Line]:
    """The lines from the edge inwards up to the first that does not run on, as far as they are apart from the body."""
    inward = list(takewhile(lambda line: line in running, edge))
    while inward and not _is_apart(inward[-1], edge[len(inward) :], page):
        inward.pop()
    return set(inward)


def _is_apart(line: Line, inner: Sequence[Line], page: PageLines) -> bool:
    """Whether the line is no part of the body: it stands close to the edge, apart, or in another size."""
    if _depth(line, page) < NARROW_MARGIN:
        return True
    if not inner:
        return False
    following = inner[0]
    distance = abs(following.y - line.y)
    return distance > GAP_SIZES * 1.2 * max(line.size, following.size) or not same_size(line.size, following.size)


def _from_top(page: PageLines) -> list[Line]:
    return sorted(texts(page.lines), key=lambda line: line.y)[:OUTER_LINES]


def _from_bottom(page: PageLines) -> list[Line]:
    return sorted(texts(page.lines), key=lambda line: -line.y)[:OUTER_LINES]


def _outer(page: PageLines) -> set[Line]:
    return {*_from_top(page), *_from_bottom(page)}


def _depth(line: Line, page: PageLines) -> float:
    """How far the line stands from the nearer edge, in shares of the page's height."""
    return min(line.y, page.height - line.y) / max(page.height, 1.0)


def _running(pages: Sequence[PageLines]) -> defaultdict[int, set[Line]]:
    """The lines that stand with the same words at the same place on enough pages, by page."""
    found: defaultdict[int, set[Line]] = defaultdict(set)
    usual = _usual_size(pages)
    for same in (same for group in _groups(pages, _words) for same in _same(group)):
        numbers = sorted({page.number for page, _ in same})
        for page, line in same:
            if _is_enough(numbers, len(pages), _depth(line, page), line.size > LARGE * usual):
                found[page.number].add(line)
    return found


def _same(group: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Those with the same words and figures, and those one of whose figures counts the pages."""
    alike: defaultdict[object, list[Placed]] = defaultdict(list)
    for page, line in group:
        alike[line.text].append((page, line))
        for position, number in enumerate(COUNTED.findall(line.text)):
            alike[position, int(number) - page.number].append((page, line))
    yield from alike.values()


def _usual_size(pages: Sequence[PageLines]) -> float:
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for line in texts(page.lines)):
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_enough(numbers: Sequence[int], pages: int, depth: float, is_large: bool) -> bool:
    if depth > DEEP_MARGIN or len(numbers) < 2:
        return False
    if is_large:
        return len(numbers) >= max(FEWEST_PAGES, LARGE_SHARE * pages)
    if len(numbers) >= max(FEWEST_PAGES, SHARE * pages):
        return True
    return depth <= MARGIN and (_are_in_a_row(numbers) or (depth <= NARROW_MARGIN and len(numbers) * 2 >= pages))


def _are_in_a_row(numbers: Sequence[int]) -> bool:
    run, step = 1, 0
    for one, two in pairwise(numbers):
        run = run + 1 if two - one == step else 2
        step = two - one
        if step <= 2 and run >= PAGES_IN_A_ROW:
            return True
    return False


def _words(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split()))


def _groups(pages: Sequence[PageLines], key: Callable[[Line], str]) -> Iterator[list[Placed]]:
    """Outer lines of several pages that have the same key and the same distance from the same edge."""
    by_key: defaultdict[tuple[str, bool], list[tuple[float, Placed]]] = defaultdict(list)
    for page in pages:
        for line in _outer(page):
            is_top = line.y * 2 < page.height
            distance = line.y if is_top else page.height - line.y
            by_key[key(line), is_top].append((distance, (page, line)))
    for members in by_key.values():
        members.sort(key=lambda member: member[0])
        group = [members[0]]
        for member in members[1:]:
            if member[0] - group[-1][0] > SAME_PLACE:
                yield [placed for _, placed in group]
                group = []
            group.append(member)
        yield [placed for _, placed in group]


def _numbers(pages: Sequence[PageLines], labels: Sequence[str]) -> defaultdict[int, set[Line]]:
    """The page numbers: alone in the margin, near the page's own, its label, or counting on from page to page."""
    found: defaultdict[int, set[Line]] = defaultdict(set)
    for group in _groups(pages, _shape):
        counted = [(page, line, number) for page, line in group if (number := _number(line)) is not None]
        offsets = [number - page.number for page, _, number in counted]
        for page, line, number in counted:
            label = labels[page.number - 1] if page.number <= len(labels) else ""
            if _depth(line, page) > MARGIN or not _is_alone(line, page):
                continue
            is_near = abs(number - page.number) <= FARTHEST_NUMBER
            if is_near or offsets.count(number - page.number) > 1 or line.text.strip() == label:
                found[page.number].add(line)
    return found


def _is_alone(line: Line, page: PageLines) -> bool:
    """Whether no words follow the number closely: those belong to a footnote."""
    return not any(
        abs(other.y - line.y) < line.size and 0 <= other.left - line.right < NEAR_SIZES * line.size
        for other in texts(page.lines)
    )


def _shape(line: Line) -> str:
    return "number" if _number(line) is not None else ""


def _number(line: Line) -> int | None:
    """What the line counts, if it holds nothing but a page number."""
    text = line.text.strip()
    match = PAGE_NUMBER.match(text)
    if match is None or ISSUE.fullmatch(text):
        return None
    written = match["number"]
    if written.isdecimal():
        return int(written)
    if written not in (written.lower(), written.upper()) or not ROMAN.match(written.lower()):
        return None
    values = [ROMAN_DIGITS[letter] for letter in written.lower()]
    return sum(
        -value if following > value else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
