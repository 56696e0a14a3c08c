"""Question sets, recognised by what they hold: JSON Lines files by their fields, folders by their front matter.

    SpanSet     {"question", "context", "answers": {"text": [...]}}           (MLQA, SQuAD in German dress)
    JudgedSet   {"id", "question", "answerable", "passages"}                  (NoMIRACL)
    PassageSet  {"id", "passage", "question", "answerable", "answer", ...}    (with passages.jsonl, distractors.jsonl)
    GoldSet     {"id", "question", "answerable", "kind", "document", ...}     (questions on a folder of documents)
    FolderSet   Markdown files that list the questions they answer            (front_questions.py)

Fields that are not read here may stand beside these.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from assistant.errors import UsageError
from assistant.evaluation.sets.front_questions import FolderQuestion, questions_below
from assistant.evaluation.sets.jsonl import Line, are_words, content_of, lines_of
from assistant.records import AUDIENCES, Audience, Language

# A set of questions on single passages keeps these in two files beside its own.
PASSAGES = "passages.jsonl"
DISTRACTORS = "distractors.jsonl"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a data set comes from: the last folder and the file's name, and the first 12 hex digits of its SHA-256.

    Of several files the checksum is over all of them; a folder has its own name alone.
    """

    path: Path
    name: str
    sha256: str

    def __str__(self) -> str:
        """As a report names it."""
        return f"{self.name}, sha256 {self.sha256}"


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
class PassageQuestion:
    """A question on one passage. Without an `answer` in it, it may still be answered by another passage.

    `start` is where the answer stands in the passage, -1 without one.
    """

    id: str
    question: str
    passage: str
    answerable: bool
    answer: str
    start: int
    kind: str
    paraphrase: bool


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question on a folder of documents. `document` and `also_in` are relative to it, NFC.

    `answers` are the accepted short answers, each a verbatim part of `quote`. Without an answer all three are empty.
    """

    id: str
    question: str
    kind: str
    answerable: bool = True
    language: Language = "de"
    paraphrase: bool = False
    history: tuple[str, ...] = ()
    audience: Audience = "public"
    document: str = ""
    quote: str = ""
    answers: tuple[str, ...] = ()
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


@dataclass(frozen=True, slots=True)
class PassageSet:
    """`passages` are the texts by their ids, some with `titles`; `distractors` are texts that nothing asks for.

    Of passages that are parts of one document, `documents` names it; each answer then stands in one of its parts only.
    """

    source: Source
    questions: tuple[PassageQuestion, ...]
    passages: Mapping[str, str]
    distractors: tuple[str, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FolderSet:
    source: Source
    questions: tuple[FolderQuestion, ...]

    @property
    def folder(self) -> Path:
        return self.source.path


DataSet = SpanSet | JudgedSet | PassageSet | GoldSet | FolderSet


def load(path: Path) -> DataSet:
    """The questions of a file or a folder, in their order.

    Raises:
        UsageError: it cannot be read, is empty, is none of the known forms, or a line lacks a field.
    """
    if path.is_dir():
        return _folder_set(path)
    content = content_of(path)
    source = _source(path, content)
    lines = list(lines_of(path, content))
    if not lines:
        raise UsageError("dataset_empty", path=path)
    first = lines[0].values
    if "context" in first:
        return SpanSet(source, tuple(map(_span_question, lines)))
    if "passages" in first:
        return JudgedSet(source, tuple(map(_judged_question, lines)))
    if {"passage", "answerable", "start"} <= first.keys():
        return _passage_set(path, content, lines)
    if "kind" in first and "document" in first:
        return GoldSet(source, tuple(map(_gold_question, lines)))
    raise UsageError("dataset_unknown", path=path, fields=", ".join(first))


def _source(path: Path, content: bytes) -> Source:
    return Source(path, f"{path.resolve().parent.name}/{path.name}", hashlib.sha256(content).hexdigest()[:12])


def _folder_set(folder: Path) -> FolderSet:
    found = questions_below(folder)
    if not found.questions:
        raise UsageError("dataset_folder_without_questions", path=folder)
    return FolderSet(Source(folder.resolve(), folder.resolve().name, found.sha256[:12]), found.questions)


def _passage_set(path: Path, content: bytes, lines: list[Line]) -> PassageSet:
    beside = {name: _beside(path, name) for name in (PASSAGES, DISTRACTORS)}
    texts = {name: list(lines_of(path.parent / name, part)) for name, part in beside.items()}
    passages = {line.words("passage"): line.words("text") for line in texts[PASSAGES]}
    return PassageSet(
        _source(path, b"".join((content, *beside.values()))),
        tuple(_passage_question(line, passages) for line in lines),
        passages,
        tuple(line.words("text") for line in texts[DISTRACTORS]),
        titles=_by_passage(texts[PASSAGES], "title"),
        documents=_by_passage(texts[PASSAGES], "document"),
    )


def _by_passage(lines: list[Line], name: str) -> dict[str, str]:
    """What the lines of passages say under a name that they need not have."""
    return {line.words("passage"): line.words(name) for line in lines if name in line.values}


def _beside(path: Path, name: str) -> bytes:
    if not (path.parent / name).is_file():
        raise UsageError("dataset_part_missing", path=path, part=name)
    return content_of(path.parent / name)


def _span_question(line: Line) -> SpanQuestion:
    answers = line.field("answers", '{"text": [words]}', lambda v: isinstance(v, dict) and are_words(v.get("text")))
    question, context = line.words("question"), line.words("context")
    return SpanQuestion(f"line {line.number}", question, context, tuple(answers["text"]))


def _judged_question(line: Line) -> JudgedQuestion:
    return JudgedQuestion(line.words("id"), line.words("question"), line.truth("answerable"), line.strings("passages"))


def _passage_question(line: Line, passages: Mapping[str, str]) -> PassageQuestion:
    answerable = line.truth("answerable")
    passage = line.field(
        "passage", f"the id of a passage in {PASSAGES}", lambda v: isinstance(v, str) and v in passages
    )
    answer = line.words("answer") if answerable else ""
    start = line.field(
        "start", "where the answer stands", lambda v: not answer or _stands(passages[passage], answer, v)
    )
    return PassageQuestion(
        id=line.words("id"),
        question=line.words("question"),
        passage=passage,
        answerable=answerable,
        answer=answer,
        start=start if answer else -1,
        kind=line.words("kind"),
        paraphrase=line.truth("paraphrase"),
    )


def _stands(text: str, answer: str, start: object) -> bool:
    return isinstance(start, int) and start >= 0 and text.startswith(answer, start)


def _gold_question(line: Line) -> GoldQuestion:
    answerable = line.truth("answerable")
    required = line.words if answerable else line.string
    answers = line.strings("answers")
    if answerable and not (answers and are_words(answers)):
        raise line.complaint("answers", "a list of words, at least one")
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
