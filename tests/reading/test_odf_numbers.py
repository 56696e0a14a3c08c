"""ODT -> the numbers before items and headings, which are counted."""

from __future__ import annotations

import io
import zipfile

import pytest
from test_odf import SPACES, archive

from assistant.reading.office.odf import read_odt

LEVELS = """
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>
<text:list-level-style-number text:level="3" style:num-format="01, 02, 03, ..." style:num-prefix="("
  style:num-suffix=")" text:display-levels="3"/>
<text:list-level-style-bullet text:level="4"/>
"""
STYLES = f"""
<text:list-style style:name="L1">{LEVELS}</text:list-style>
<text:list-style style:name="L2">
  <text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="TOP " text:start-value="3"/>
</text:list-style>
<style:style style:name="Absatz" style:list-style-name="L2"/>
"""
OUTLINE = """<text:outline-style>
<text:outline-level-style text:level="1" style:num-format="1"/>
<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>
<text:outline-level-style text:level="3" style:num-format=""/></text:outline-style>"""


def lines(body: str, shared: str | None = None) -> list[str]:
    data = archive("text", body, styles=STYLES)
    if shared is not None:
        target = io.BytesIO(data)
        with zipfile.ZipFile(target, "a") as file:
            file.writestr("styles.xml", shared)
        data = target.getvalue()
    reading = read_odt(data, "ordnung.odt")
    return [reading.text[block.start : block.end] for block in reading.blocks]


def listed(*items: str, attributes: str = 'text:style-name="L1"') -> str:
    return f"<text:list {attributes}>{''.join(items)}</text:list>"


def item(words: str = "Kran", inner: str = "", attributes: str = "") -> str:
    return f"<text:list-item {attributes}><text:p>{words}</text:p>{inner}</text:list-item>"


def inside(*items: str) -> str:
    return listed(*items, attributes="")


CONTINUED = 'text:style-name="L1" text:continue-numbering="true"'


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        (listed(item(inner=inside(item(), item())), item(inner=inside(item()))), ["1.", "a)", "b)", "2.", "a)"]),
        (listed(item(inner=inside(item(inner=inside(item(), item()))))), ["1.", "a)", "(1.a.01)", "(1.a.02)"]),
        (listed(item(inner=inside(item(inner=inside(item(inner=inside(item()))))))), ["1.", "a)", "(1.a.01)", ""]),
        (listed(item()) + listed(item()), ["1.", "1."]),
        (listed(item()) + listed(item(), attributes=CONTINUED), ["1.", "2."]),
        (
            listed(item(), attributes='xml:id="a" text:style-name="L1"')
            + listed(item())
            + listed(item(), attributes='text:continue-list="a" text:style-name="L1"'),
            ["1.", "1.", "2."],
        ),
        (listed(item(), item(attributes='text:start-value="7"'), item()), ["1.", "7.", "8."]),
        (listed(item(), item(attributes='text:style-override="L2"')), ["1.", "TOP 2"]),
        (listed(item("Kran</text:p><text:p>Kran"), item()), ["1.", "", "2."]),  # one item of two paragraphs
        (listed("<text:list-header><text:p>Kran</text:p></text:list-header>", item()), ["", "1."]),
        (listed(item(), attributes='text:style-name="fehlt"'), [""]),
        (
            '<text:list><text:list-item><text:p text:style-name="Absatz">Kran</text:p></text:list-item></text:list>',
            ["TOP 3"],
        ),
        (listed("<text:list-item>" + inside(item()) + "</text:list-item>", item()), ["a)", "1."]),
    ],
)
def test_items_have_the_numbers_that_are_counted(body: str, numbers: list[str]) -> None:
    assert lines(body) == [f"{number} Kran".strip() for number in numbers]


def test_headings_are_counted_by_the_outline() -> None:
    body = "".join(
        f'<text:h text:outline-level="{level}" {attributes}>Kran</text:h>'
        for level, attributes in (
            (1, ""),
            (2, ""),
            (2, 'text:is-list-header="true"'),
            (2, ""),
            (3, ""),
            (1, ""),
            (2, ""),
        )
    )
    shared = f"<office:document-styles {SPACES}><office:styles>{OUTLINE}</office:styles></office:document-styles>"
    assert lines(body, shared) == ["1 Kran", "1.1 Kran", "Kran", "1.2 Kran", "Kran", "2 Kran", "2.1 Kran"]


def test_styles_that_cannot_be_read_cost_their_numbers_and_not_the_file() -> None:
    assert lines('<text:h text:outline-level="1">Kran</text:h>', "<office:document-styles") == ["Kran"]


def test_a_cell_that_holds_nothing_but_a_number_has_it_and_an_empty_item_is_not_read() -> None:
    cells = (listed(item("")), "<text:p>Ausbau der Kaje</text:p>")
    row = "".join(f"<table:table-cell>{one}</table:table-cell>" for one in cells)
    table = f"<table:table><table:table-row>{row}</table:table-row></table:table>"
    assert lines(table + listed(item(""), item())) == ["1.: Ausbau der Kaje", "2. Kran"]
