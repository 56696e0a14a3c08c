"""What the rooms may know of one another: imports point backwards along the data's way only."""

from __future__ import annotations

import ast
import graphlib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant

PACKAGE = Path(assistant.__file__).parent
# A room may import itself and those before it. The doors stand side by side.
ORDER = (
    *(
        "storable",
        "notices",
        "spans",
        "records",
        "messages",
        "errors",
        "storage",
        "settings",
        "command_line",
        "progress_bars",
        "spreadsheet",
        "telemetry",
    ),
    *("language", "reading", "mirroring", "indexing", "queueing"),
    *("retrieving", "knowledge", "answering", "feedback", "backup", "backup_command"),
)
DOORS = ("web", "evaluation", "client")
# The rooms within some of them, likewise; the modules between those (`answering.cite` …) are everybody's.
INNER = {
    "answering": ("understanding", "weighing", "reader", "quoting", "proving", "promoting", "writing", "looking_up"),
    "web": (
        *("shared", "oidc", "look", "answers", "legal", "chat", "viewing"),
        *("lists", "interfaces", "staff", "ingesting", "personal"),
    ),
    "answering/quoting": ("parts", "above"),
    "knowledge/minutes": (
        *("people", "structure", "sentences", "classifier"),
        *("tasks", "status", "meeting", "questions"),
    ),
}
HEAVY = ("torch", "transformers", "sentence_transformers", "chromadb", "tantivy", "docx", "pptx", "pypdfium2")


def allowed(room: str) -> set[str]:
    if room in DOORS:
        return {*ORDER, room}
    return set(ORDER[: ORDER.index(room) + 1])


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    """(room, place, tree) of each module; the room of assistant/errors.py is "errors"."""
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        if inside.name not in ("__init__.py", "__main__.py") or len(inside.parts) > 1:
            yield inside.parts[0].removesuffix(".py"), str(inside), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    """The dotted names that a module imports, inside of functions too; "from a import b" gives "a.b"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_has_its_place_in_the_order() -> None:
    assert {room for room, _, _ in modules()} == {*ORDER, *DOORS}


def test_every_room_stands_in_the_document_for_newcomers() -> None:
    told = (PACKAGE.parent / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    modules = [path.name for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")]
    folders = [f"{path.parent.name}/" for path in (*PACKAGE.glob("*/__init__.py"), *PACKAGE.glob("*/*/__init__.py"))]
    assert [name for name in (*modules, *folders) if name not in told] == []


def test_a_room_imports_only_itself_and_the_rooms_before_it() -> None:
    wrong = [
        f"{place} imports {name}"
        for room, place, tree in modules()
        for name in imported(tree)
        if name.startswith("assistant.") and name.split(".")[1] not in allowed(room)
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    trees = {f"assistant.{place.removesuffix('.py').replace('/', '.')}": tree for _, place, tree in modules()}
    uses = {
        name: {part for one in imported(tree) for part in (one, one.rpartition(".")[0])} for name, tree in trees.items()
    }
    assert sum(len(found & set(trees)) for found in uses.values()) > len(trees)
    order = graphlib.TopologicalSorter({name: found & set(trees) - {name} for name, found in uses.items()})
    order.prepare()  # CycleError names the circle


@pytest.mark.parametrize("outer", INNER)
def test_every_inner_room_has_its_place_in_the_order(outer: str) -> None:
    assert {path.parent.name for path in (PACKAGE / outer).glob("*/__init__.py")} == set(INNER[outer])


@pytest.mark.parametrize("outer", INNER)
def test_an_inner_room_imports_only_itself_and_the_rooms_before_it(outer: str) -> None:
    order, above = INNER[outer], f"assistant.{outer.replace('/', '.')}."
    wrong = [
        f"{place} imports {name}"
        for _, place, tree in modules()
        if place.startswith(f"{outer}/") and (inner := place.removeprefix(f"{outer}/").split("/")[0]) in order
        for name in imported(tree)
        if name.startswith(above) and (other := name.removeprefix(above).split(".")[0]) in order
        if order.index(other) > order.index(inner)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("library", "place"), [("chromadb", "indexing/vectors.py"), ("tantivy", "indexing/lexical.py")]
)
def test_each_search_engine_is_known_to_one_module(library: str, place: str) -> None:
    users = {where for _, where, tree in modules() for name in imported(tree) if name.split(".")[0] == library}
    assert users == {place}


def test_starting_the_server_or_an_ingestion_imports_nothing_heavy() -> None:
    program = (
        "import sys, assistant.web.app, assistant.indexing.command;"
        f"print(*[name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=PACKAGE.parent, check=True
    )
    assert done.stdout.split() == []


def test_a_command_loads_neither_the_server_nor_what_understands_questions_before_it_is_known_which() -> None:
    apart = ("fastapi", "starlette", "assistant.answering.understanding.understand", *HEAVY)
    program = f"import sys, assistant.__main__; print(*[name for name in {apart} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=PACKAGE.parent, check=True
    )
    assert done.stdout.split() == []


def test_no_module_is_too_long_and_none_is_a_drawer() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert path.stem not in ("utils", "common", "helpers", "misc"), path
        assert path.parent.name == "messages" or len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_no_two_test_files_have_one_name() -> None:
    """Pytest imports a test file under its bare name: a second one of the same name cannot be collected."""
    named = Counter(path.name for path in Path(__file__).parent.rglob("test_*.py"))
    assert [name for name, times in named.items() if times > 1] == []
