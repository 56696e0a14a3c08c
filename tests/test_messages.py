"""The tables of words: the same in both languages, an entry for every error that is raised, and none without a use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath
from pkgutil import iter_modules
from string import Formatter
from types import ModuleType

import pytest

from assistant import errors, messages
from assistant.errors import AssistantError, ReadingError
from assistant.messages import de, en, text, worded
from assistant.notices import Notice

PACKAGE = Path(messages.__file__).parents[1]
ERROR_NAMES = {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, AssistantError)
}

WORDS = {key: (words,) for key, words in de.TEXTS.items()} | de.ERRORS


def placeholders(*texts: str) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Those of the package but the tables themselves."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if PACKAGE / "messages" not in path.parents:
            yield str(path.relative_to(PACKAGE)), ast.parse(path.read_text(encoding="utf-8"))


def literals(node: ast.AST) -> set[str]:
    """All strings below `node`; of an f-string only its fixed pieces."""
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """(place, code, names of its values) of each error or notice that is made with a literal code; None for unknown
    names."""
    for place, tree in modules():
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if name in ERROR_NAMES or _is_notice(call.func):
                given = {keyword.arg for keyword in call.keywords}
                names = None if None in given else {arg for arg in given if arg}
                for code in _codes(call.args[0]):
                    yield f"{place}:{call.lineno}", code, names


def _is_notice(function: ast.expr) -> bool:
    """Whether it is `Notice.of`."""
    return isinstance(function, ast.Attribute) and ast.unparse(function) == "Notice.of"


def _codes(argument: ast.expr) -> set[str]:
    """The literals that `argument` may evaluate to."""
    if isinstance(argument, ast.IfExp):
        return _codes(argument.body) | _codes(argument.orelse)
    if isinstance(argument, ast.Constant):
        return {str(argument.value)}
    return set()


def test_both_languages_have_the_same_errors_with_the_same_placeholders() -> None:
    assert de.ERRORS.keys() == en.ERRORS.keys()
    for code, german in de.ERRORS.items():
        assert placeholders(*german) == placeholders(*en.ERRORS[code]), code


def test_both_languages_have_the_same_texts_with_the_same_placeholders() -> None:
    assert de.TEXTS.keys() == en.TEXTS.keys()
    for key, german in de.TEXTS.items():
        assert placeholders(german) == placeholders(en.TEXTS[key]), key


def test_no_text_is_empty_or_left_in_the_other_language() -> None:
    for table in (de, en):
        for code, explanation in table.ERRORS.items():
            assert all(part.strip() for part in explanation), code
        assert all(text.strip() for text in table.TEXTS.values())
    assert not [code for code, words in de.ERRORS.items() if words[0] == en.ERRORS[code][0]]


def test_each_module_of_words_holds_nothing_but_errors_and_texts() -> None:
    for package in (de, en):
        for module in iter_modules(package.__path__):
            held = import_module(f"{package.__name__}.{module.name}")
            tables = {name for name in vars(held) if name.isupper()}
            assert tables, held.__name__
            assert tables <= {"ERRORS", "TEXTS"}, held.__name__
            assert all(package.ERRORS[code] == words for code, words in getattr(held, "ERRORS", {}).items())
            assert all(package.TEXTS[key] == words for key, words in getattr(held, "TEXTS", {}).items())


def test_no_key_stands_twice_in_a_table() -> None:
    for table in (de, en):
        tree = ast.parse(Path(str(table.__file__)).read_text(encoding="utf-8"))
        for node in (n for n in ast.walk(tree) if isinstance(n, ast.Dict)):
            keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
            assert len(keys) == len(set(keys))


def test_every_error_that_is_raised_has_its_words() -> None:
    found = list(raised())
    assert len(found) > 60, "the search for raised errors found nearly nothing"
    assert [(place, code) for place, code, _ in found if code not in WORDS] == []


def test_every_error_is_raised_with_the_values_that_its_words_need() -> None:
    lacking = [
        (place, code, sorted(needed))
        for place, code, given in raised()
        if given is not None and (needed := placeholders(*WORDS[code]) - given)
    ]
    assert lacking == []


def test_every_error_can_be_explained_whatever_its_values_are_called() -> None:
    for code, words in de.ERRORS.items():
        error = AssistantError(code, **dict.fromkeys(placeholders(*words), "x"))
        assert all(error.explain("en")), code


def test_no_error_is_there_that_nobody_raises() -> None:
    used = set().union(*(literals(tree) for _, tree in modules()))
    beginnings = tuple(piece for piece in used if re.fullmatch(r"[a-z]+_[a-z_]*_", piece))
    assert [code for code in de.ERRORS if code not in used and not code.startswith(beginnings)] == []


def test_no_text_is_there_that_nobody_shows() -> None:
    sources = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".html", ".js")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources if PACKAGE / "messages" not in path.parents)
    words = set(re.findall(r"\w+", text))
    shortened = {key.split("_", 1)[1] for key in de.TEXTS if key.startswith("element_")} & words
    beginnings = tuple(re.findall(r"""["'`](\w+_)(?:["']|\{|\$\{)""", text))
    unused = [
        key
        for key in de.TEXTS
        if key not in words and not key.startswith(beginnings) and key.removeprefix("element_") not in shortened
    ]
    assert unused == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_error_explains_itself_in_both_languages(language: str) -> None:
    error = AssistantError("missing_path", path="presse")
    assert "presse" in error.explain(language).message  # type: ignore[arg-type]
    assert error.explain(language).remedy  # type: ignore[arg-type]
    assert str(error) == " ".join(error.explain("de"))


def test_every_kind_of_error_has_a_status_and_an_exit_code() -> None:
    for name in ERROR_NAMES:
        kind = getattr(errors, name)
        assert 400 <= kind.status < 600, name
        assert kind.exit_code in (1, 2), name


def test_the_name_of_a_file_moves_no_cursor_and_turns_no_text() -> None:
    name = "a\x1b[2J\u202efdp.exe\udcff\nb.txt"
    for path in (name, PurePosixPath(name)):
        shown = ReadingError("file_gone", path=path).explain("de").message
        assert "a\ufffd[2J\ufffdfdp.exe\ufffd\ufffdb.txt" in shown
        assert text("ingest_warning", "de", path=path, warning="x").startswith("Hinweis zu a\ufffd[2J")


def test_what_was_kept_of_a_file_is_told_in_the_language_of_whoever_reads_it() -> None:
    why = ReadingError("empty_file", path="Anlage 3.pdf").notice
    kept = ReadingError("nothing_inside", path="Boote.zip", member="Anlage 3.pdf", why=why).notice
    sheets = Notice.of("hidden_sheets", sheets=("Hafen", "Boote\x1b"))
    assert worded(kept, "de").message.endswith("nicht Anlage 3.pdf: Die Datei Anlage 3.pdf ist leer.")
    assert worded(kept, "en").message.endswith("not Anlage 3.pdf: The file Anlage 3.pdf is empty.")
    assert worded(kept, "en").remedy == en.ERRORS["nothing_inside"][1]
    assert worded(sheets, "de") == ("Ausgeblendet und nicht gelesen: Blatt „Hafen“, „Boote\ufffd“.", "")
    assert worded(sheets, "en") == ("Hidden and not read: sheet “Hafen”, “Boote\ufffd”.", "")


def test_what_has_no_words_here_is_told_as_far_as_it_is_known() -> None:
    """Words that an earlier version kept, and a code, or the values of one, of another version."""
    assert worded(Notice(words="Das sagt\x1b jemand."), "en").message == "Das sagt\ufffd jemand."
    assert worded(Notice.of("seasick", boats=3), "de").message.endswith("andere Version des Programms mehr (seasick).")
    assert worded(Notice.of("hidden_slides", pages="2"), "en").message.endswith("say more of this (hidden_slides).")


@pytest.mark.parametrize(
    ("count", "german", "english"), [(0, "Stellen", "places"), (1, "Stelle", "place"), (2, "Stellen", "places")]
)
def test_words_go_with_their_number(count: int, german: str, english: str) -> None:
    told = [text("deletions_left_out", "de", count=count), text("deletions_left_out", "en", count=count)]
    assert [words.split(": ")[1] for words in told] == [f"{count} {german}.", f"{count} {english}."]


def test_an_unknown_text_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        messages.text("no_such_text", "de")


@pytest.mark.parametrize("table", [de, en])
def test_no_key_stands_in_two_files_of_a_language(table: ModuleType) -> None:
    files = [import_module(f"{table.__name__}.{found.name}") for found in iter_modules(table.__path__)]
    for name in ("ERRORS", "TEXTS"):
        assert sum(len(getattr(file, name, {})) for file in files) == len(getattr(table, name))
