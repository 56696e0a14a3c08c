"""Gold lines from use: a question that staff decided on, in the form of the project's question sets.

They are appended to DATA/gold.jsonl, so `python -m assistant evaluate answers DATA/gold.jsonl` asks them of the
documents of the same folder. A question stands there once; what was decided is changed in the file by hand.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from assistant.answering.understanding.understand import understand
from assistant.errors import InputError, StorageError
from assistant.feedback.gaps import Gap
from assistant.language.asked_for import AskedFor
from assistant.language.terms import fold, spaced, stems
from assistant.records import Audience, Document, Language, Question, Reason
from assistant.storage.atomic_files import atomic_file
from assistant.storage.errors import explained_storage

FILE = "gold.jsonl"
LONGEST_QUOTE = 600  # the longest that counts in an evaluation
_OPENING_SECONDS = 30
_KINDS: dict[AskedFor, str] = {
    **dict.fromkeys(("amount", "percent", "number", "duration"), "amount"),
    **dict.fromkeys(("deadline", "date"), "date"),
    "contact": "who",
    **{kind: kind for kind in ("who", "decision", "definition", "list")},
}  # every other question asks for a fact
_KINDS_WITHOUT_ANSWER: dict[Reason | str, str] = {"no_hits": "outofscope", "out_of_scope": "outofscope"}


@dataclass(frozen=True, slots=True)
class GoldLine:
    """A question with what was decided on it. Where nothing answers it, the last three are empty."""

    id: str
    question: str
    language: Language
    answerable: bool
    kind: str
    paraphrase: bool
    history: tuple[str, ...]
    audience: Audience
    document: str = ""
    quote: str = ""
    answers: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"history": list(self.history), "answers": list(self.answers)}


class Added(NamedTuple):
    """The line and its number in the file (from 1); `is_new` unless just this line stood there before."""

    line: GoldLine
    number: int
    is_new: bool


def without_answer(gap: Gap) -> GoldLine:
    """The line that says that no document answers the question."""
    kind = _KINDS_WITHOUT_ANSWER.get(next(iter(gap.reasons)), "nearmiss")
    return GoldLine(
        id=id_of(gap),
        question=gap.question,
        language=gap.language,
        answerable=False,
        kind=kind,
        paraphrase=False,
        history=gap.history,
        audience="public" if "public" in gap.audiences else "internal",
    )


def with_answer(gap: Gap, document: Document, quote: str, answers: Sequence[str] = ()) -> GoldLine:
    """The line that says where the answer stands. `answers` are accepted parts of the quote, by default all of it.

    The quote gets one space for each run of white space, as in the document's citations.

    Raises:
        InputError: the quote is empty, too long or does not stand in the document, or an answer not in the quote.
    """
    quote = spaced(quote)
    if not quote:
        raise InputError("quote_empty")
    if len(quote) > LONGEST_QUOTE:
        raise InputError("field_too_long", field="quote", length=len(quote), limit=LONGEST_QUOTE)
    if quote not in spaced(document.text):
        raise InputError("quote_not_in_document", title=document.info.title, quote=quote[:80])
    accepted = tuple(filter(None, map(spaced, answers)))
    for answer in accepted:
        if answer not in quote:
            raise InputError("answer_not_in_quote", answer=answer[:80])
    asked = understand(Question(gap.question, language=gap.language)).asked_for
    kind = _KINDS.get(asked, "fact") if asked else "fact"
    return GoldLine(
        id=id_of(gap),
        question=gap.question,
        language=gap.language,
        answerable=True,
        kind="followup" if gap.history else kind,
        paraphrase=_is_paraphrase(gap.question, quote),
        history=gap.history,
        audience=document.info.audience,
        document=document.info.path,
        quote=quote,
        answers=accepted or (quote,),
    )


def id_of(gap: Gap) -> str:
    """The id of its line: the same for the same question, however it is spelled and spaced."""
    asked = [gap.language, *(" ".join(fold(text).split()) for text in (*gap.history, gap.question))]
    return f"use-{hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]}"


def _is_paraphrase(question: str, quote: str) -> bool:
    """Whether the question shares no word stem with the quote.

    Of 162 German questions of gold/dev, it says what people said of .841 (2026-11-25).
    """
    return not set(stems(question)) & set(stems(quote))


def add(data: Path, line: GoldLine) -> Added:
    """Appends the line to the gold file of the data folder, unless its question stands there already.

    The file is replaced as a whole, so that a kill leaves the old one or the new one, never half a line.

    Raises:
        InputError: the question stands there with another decision.
        StorageError: the file cannot be read or written, or a line of it is no gold line.
    """
    with _held(data) as (path, content):
        lines = content.count(b"\n") + (not content.endswith(b"\n") and bool(content))
        for number, known in _known(path, content):
            if known.get("id") == line.id:
                if known != line.as_json():
                    raise InputError("gold_exists", path=path, line=number)
                return Added(line, number, is_new=False)
        ending = b"" if not content or content.endswith(b"\n") else b"\n"
        _replace(path, content + ending + json.dumps(line.as_json(), ensure_ascii=False).encode() + b"\n")
    return Added(line, lines + 1, is_new=True)


def remove(data: Path, id: str) -> None:
    """Takes the line of that id out of the gold file again; nothing happens where there is none.

    Raises:
        StorageError: the file cannot be read or written, or a line of it is no gold line.
    """
    with _held(data) as (path, content):
        lines = {number for number, known in _known(path, content) if known.get("id") == id}
        if lines:
            kept = [raw for number, raw in enumerate(content.split(b"\n"), 1) if number not in lines]
            _replace(path, b"\n".join(kept))


@contextmanager
def _held(data: Path) -> Iterator[tuple[Path, bytes]]:
    """The gold file and what it holds, which nobody else changes meanwhile."""
    from filelock import FileLock

    path = data / FILE
    with explained_storage(data), FileLock(path.with_suffix(".lock"), timeout=_OPENING_SECONDS):
        yield path, path.read_bytes() if path.exists() else b""


def _known(path: Path, content: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, raw in enumerate(content.split(b"\n"), 1):
        if not raw.strip():
            continue
        try:
            known = json.loads(raw)
        except ValueError as error:
            raise StorageError("gold_broken", path=path, line=number, why=error) from error
        if not isinstance(known, dict):
            raise StorageError("gold_broken", path=path, line=number, why="not an object")
        yield number, known


def _replace(path: Path, content: bytes) -> None:
    with atomic_file(path) as beside, open(beside, "wb", opener=_for_its_owner) as file:
        file.write(content)


def _for_its_owner(path: str, flags: int) -> int:
    """Opens a file that nobody else may read: it holds what people asked."""
    return os.open(path, flags, 0o600)
