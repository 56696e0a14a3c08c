"""Scripts as they are served: smaller, and otherwise what was written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rjsmin

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
