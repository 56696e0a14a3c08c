"""Question sets, read from JSON Lines files and recognised by their fields.

    SpanSet     {"question", "context", "answers": {"text": [...]}}           (MLQA, SQuAD in German dress)
    JudgedSet   {"id", "question", "answerable", "passages"}                  (NoMIRACL)
    GoldSet     {"id", "question", "answerable", "kind", "document", ...}     (questions on a folder of documents)

Fields that are not read here may stand beside these.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

from assistant.errors import UsageError
from assistant.records import AUDIENCES, Audience, Language


@dataclass(frozen=True, slots=True)
class Source:
    """Where a data set comes from: the last folder and the file's name, and the first 12 hex digits of its SHA-256."""

    path: Path
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SpanQuestion:
    """A question whose answer stands in `context`."""

    id: str
    question: str
    context: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with the passages that people judged: `answerable` when at least one of them answers it."""

    id: str
    question: str
    answerable: bool
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question on a folder of documents. `document` and `also_in` are relative to it, NFC.

    `answers` are the accepted short answers, each a verbatim part of `quote`. Without an answer all three are empty.
    """

    id: str
    question: str
    language: Language
    answerable: bool
    kind: str
    paraphrase: bool
    history: tuple[str, ...]
    audience: Audience
    document: str
    quote: str
    answers: tuple[str, ...]
    also_in: tuple[str, ...] = ()

    @property
    def documents(self) -> frozenset[str]:
        """Every document that states the answer."""
        return frozenset({self.document, *self.also_in} - {""})


@dataclass(frozen=True, slots=True)
class SpanSet:
    source: Source
    questions: tuple[SpanQuestion, ...]


@dataclass(frozen=True, slots=True)
class JudgedSet:
    source: Source
    questions: tuple[JudgedQuestion, ...]


@dataclass(frozen=True, slots=True)
class GoldSet:
    source: Source
    questions: tuple[GoldQuestion, ...]

    @property
    def folder(self) -> Path:
        """The folder of the documents, unless the caller names another: the one that holds the gold file's folder."""
        return self.source.path.resolve().parent.parent


DataSet = SpanSet | JudgedSet | GoldSet


def load(path: Path) -> DataSet:
    """The questions of a file, in its order.

    Raises:
        UsageError: the file cannot be read, is empty, is none of the known forms, or a line lacks a field.
    """
    content = _content(path)
    source = Source(path, f"{path.resolve().parent.name}/{path.name}", hashlib.sha256(content).hexdigest()[:12])
    lines = list(_lines(path, content))
    if not lines:
        raise UsageError("dataset_empty", path=path)
    first = lines[0].values
    if "context" in first:
        return SpanSet(source, tuple(map(_span_question, lines)))
    if "passages" in first:
        return JudgedSet(source, tuple(map(_judged_question, lines)))
    if "kind" in first and "document" in first:
        return GoldSet(source, tuple(map(_gold_question, lines)))
    raise UsageError("dataset_unknown", path=path, fields=", ".join(first))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError("dataset_unreadable", path=path, why=error.strerror or error) from error


@dataclass(frozen=True, slots=True)
class _Line:
    """One object of the file, with what a complaint about it has to name."""

    path: Path
    number: int
    values: Mapping[str, Any]

    def field(self, name: str, expected: str, fits: Callable[[Any], bool]) -> Any:
        value = self.values.get(name)
        if name not in self.values or not fits(value):
            raise self.complaint(name, expected)
        return value

    def complaint(self, name: str, expected: str) -> UsageError:
        return UsageError("dataset_field", path=self.path, line=self.number, field=name, expected=expected)

    def string(self, name: str) -> str:
        return str(self.field(name, "a string", lambda value: isinstance(value, str)))

    def words(self, name: str) -> str:
        return str(self.field(name, "a string that is not empty", _is_words))

    def truth(self, name: str) -> bool:
        return bool(self.field(name, "true or false", lambda value: isinstance(value, bool)))

    def strings(self, name: str) -> tuple[str, ...]:
        return tuple(self.field(name, "a list of strings", _is_strings))

    def optional_strings(self, name: str) -> tuple[str, ...]:
        return self.strings(name) if name in self.values else ()

    def one_of(self, name: str, *choices: str) -> Any:
        return self.field(name, " | ".join(choices), lambda value: value in choices)


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _lines(path: Path, content: bytes) -> Iterator[_Line]:
    for number, raw in enumerate(content.split(b"\n"), 1):
        if not raw.strip():
            continue
        try:
            values = json.loads(raw)
        except ValueError as error:
            raise UsageError("dataset_line", path=path, line=number, why=error) from error
        if not isinstance(values, dict):
            raise UsageError("dataset_line", path=path, line=number, why="not an object")
        yield _Line(path, number, values)


def _span_question(line: _Line) -> SpanQuestion:
    answers = line.field("answers", '{"text": [strings]}', lambda v: isinstance(v, dict) and _is_strings(v.get("text")))
    question, context = line.words("question"), line.words("context")
    return SpanQuestion(f"line {line.number}", question, context, tuple(answers["text"]))


def _judged_question(line: _Line) -> JudgedQuestion:
    return JudgedQuestion(line.words("id"), line.words("question"), line.truth("answerable"), line.strings("passages"))


def _gold_question(line: _Line) -> GoldQuestion:
    answerable = line.truth("answerable")
    required = line.words if answerable else line.string
    answers = line.strings("answers")
    if answerable and not answers:
        raise UsageError(
            "dataset_field", path=line.path, line=line.number, field="answers", expected="a list that is not empty"
        )
    return GoldQuestion(
        id=line.words("id"),
        question=line.words("question"),
        language=line.one_of("language", "de", "en"),
        answerable=answerable,
        kind=line.words("kind"),
        paraphrase=line.truth("paraphrase"),
        history=line.strings("history"),
        audience=line.one_of("audience", *AUDIENCES),
        document=normalize("NFC", required("document")),
        quote=required("quote"),
        answers=answers,
        also_in=tuple(normalize("NFC", name) for name in line.optional_strings("also_in")),
    )
