"""Scripts as they are served: smaller, and otherwise what was written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rjsmin

from assistant.web.look.shrinking import shortly_named
from assistant.web.look.static_files import FOLDER

SCRIPTS = sorted(Path(str(FOLDER)).rglob("*.js"))
REGULAR_EXPRESSION = re.compile(r"[(,=:>?&|!]\s*(/(?![/*])(?:\\.|\[[^\]\n]*\]|[^/\\\n])+/[a-z]*)")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_regular_expressions_keep_their_spaces(path: Path) -> None:
    """rjsmin takes one behind `=>` for a division, and drops them: `text.match(/a b/)` is safe, `=> /a b/` is not."""
    script = path.read_text(encoding="utf-8")
    small = rjsmin.jsmin(script)
    assert [one for one in REGULAR_EXPRESSION.findall(script) if one not in small] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_regular_expression_looks_behind(path: Path) -> None:
    """Safari before 16.4 cannot read one that does, and then runs nothing of its script."""
    assert not re.search(r"\(\?<[=!]", path.read_text(encoding="utf-8"))


def test_there_are_regular_expressions_with_spaces() -> None:
    assert [one for path in SCRIPTS for one in REGULAR_EXPRESSION.findall(path.read_text("utf-8")) if " " in one]


@pytest.mark.parametrize(
    ("script", "shorter"),
    [
        ("let boat=1;row(boat,...boat)", "let a=1;row(a,...a)"),
        ("let boat=1,a=2;row(boat+a)", "let b=1,a=2;row(b+a)"),
        ("let boat=1;row(`to ${boat}`)", "let a=1;row(`to ${a}`)"),
        ("let boats=1;let quay=2;row(quay,quay)", "let b=1;let a=2;row(a,a)"),
        ("let row=1;f((boat,row)=>boat+row)", "let a=1;f((b,a)=>b+a)"),
        ("class Boat{row(){}};new Boat", "class a{row(){}};new a"),
        *(
            (one, one)
            for one in (
                "let boat=1;row({boat})",
                "let boat=1;row({boat:boat})",
                "let boat=1;row(harbour?.boat)",
                "let boat=1;({boat=2}=it)",
                "let boat=1;row('boat-house')",
                'let boat=1;row("a boat",boat)',
                "let boat=1;class A{boat(x){}}",
                "let it=1;row(it)",
            )
        ),
    ],
)
def test_only_what_is_a_name_and_nothing_else_gets_a_short_one(script: str, shorter: str) -> None:
    assert shortly_named(script) == shorter
