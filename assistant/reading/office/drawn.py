"""What charts and diagrams say. The text of neither stands in the document or slide that shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from assistant.reading.grid import Cell, lines_of_table, rows_of_cells
from assistant.reading.office.number_formats import shown
from assistant.reading.office.parts import whole_number, xml_of
from assistant.records import BlockKind

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
CHART, DIAGRAM, TEXT = (DRAWING + name + "}" for name in ("chart", "diagram", "main"))
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# What a diagram holds beside the points that a person wrote: how they are connected and drawn.
NOT_WRITTEN = frozenset({"pres", "parTrans", "sibTrans"})
# More points are a curve; nobody reads its values.
MOST_POINTS = 500

PartOf = Callable[[str], bytes | None]


def drawn(element: Any, part_of: PartOf) -> Iterator[tuple[BlockKind, str]]:
    """The lines of the charts and diagrams that stand in the element; `part_of` gives the part of a relation."""
    for place in element.iter(CHART + "chart", DIAGRAM + "relIds"):
        is_chart = place.tag == CHART + "chart"
        part = part_of(place.get(RELATION + ("id" if is_chart else "dm"), ""))
        if part is not None:
            yield from _chart(xml_of(part)) if is_chart else _diagram(xml_of(part))


def _chart(chart: Any) -> Iterator[tuple[BlockKind, str]]:
    """The title, then a row for each category with the values of the series, as they were when it was saved."""
    for title in chart.iterfind(f"{CHART}chart/{CHART}title"):
        yield "paragraph", _text(title)
    names, rows = [], dict[int, dict[int, str]]()
    for column, series in enumerate(chart.iter(CHART + "ser"), start=1):
        names.append(" ".join(name.text or "" for name in series.iterfind(f"{CHART}tx//{CHART}v")))
        for at, text in _points(series, "cat"):
            rows.setdefault(at, {}).setdefault(0, text)
        for at, text in _points(series, "val"):
            rows.setdefault(at, {})[column] = text
    if rows and len(rows) <= MOST_POINTS:
        heads = [Cell(0, column, name) for column, name in enumerate(names, start=1)]
        places = enumerate(sorted(rows), start=1)
        cells = [Cell(number, column, text) for number, at in places for column, text in rows[at].items()]
        for line in lines_of_table(rows_of_cells([*heads, *cells]), int(any(names))):
            yield "row", line


def _points(series: Any, kind: str) -> Iterator[tuple[int, str]]:
    """Place and text of each point; of categories in groups the inner one, which stands first."""
    for cache in series.iterfind(f"{CHART}{kind}/*/*"):
        format = cache.findtext(CHART + "formatCode", "General")
        is_number = cache.tag == CHART + "numCache"
        for point in cache.iter(CHART + "pt"):
            text = point.findtext(CHART + "v", "")
            yield whole_number(point.get("idx"), 0), _figure(text, format) if is_number else text


def _figure(text: str, format: str) -> str:
    try:
        return shown(float(text), format)
    except ValueError:
        return ""  # an error of a cell: #N/A


def _diagram(diagram: Any) -> Iterator[tuple[BlockKind, str]]:
    """The points in the order in which they were written."""
    for point in diagram.iter(DIAGRAM + "pt"):
        if point.get("type") not in NOT_WRITTEN:
            for paragraph in point.iter(TEXT + "p"):
                yield "item", _text(paragraph)


def _text(element: Any) -> str:
    return "".join(run.text or "" for run in element.iter(TEXT + "t"))
