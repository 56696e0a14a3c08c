"""The question and the passages as messages to a language model.

The words stand in `prompts/`, one file a language. What documents and people wrote goes in as JSON strings without the
signs that prompts are built of: it can neither close its place nor look like a message of its own.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from assistant.records import Document, Hit, Language, Question

FOLDER = Path(__file__).parent / "prompts"
EARLIER = 3  # so many earlier questions are told: a follow-up goes on from one of the last

Message = tuple[str, str]  # role ("system", "human", "ai") and text

_SECTION = re.compile(r"^# (\w+)\n+", re.M)
# Templates of chats are made of these: `<|im_start|>`, `</s>`, `[INST]`, code fences, and marks such as [1].
_SIGNS = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "`": "'", "{": "(", "}": ")"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage that the model sees, with the document that it can be quoted from."""

    hit: Hit
    document: Document


def messages(question: Question, shown: Sequence[Shown], language: Language) -> list[Message]:
    """The system and the user message of the first request; passages are numbered from 1 in the given order."""
    words = _words(language)
    asked = Template(words["ask"]).substitute(
        passages="\n".join(_passage(number, one) for number, one in enumerate(shown, 1)),
        earlier=_data([harmless(earlier) for earlier in question.history[-EARLIER:]]),
        question=_data(harmless(question.text)),
    )
    return [("system", words["system"]), ("human", asked)]


def again(reason: str, output: str, language: Language) -> list[Message]:
    """The messages to append for a second try: the output that was refused, and why ("format", "unsupported")."""
    return [("ai", output or "{}"), ("human", _words(language)[f"again_{reason}"])]


def harmless(text: str) -> str:
    """The text in one line, without unseen characters and without the signs that prompts are built of."""
    seen = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Co", "Cs", "Cn"))
    return " ".join(seen.translate(_SIGNS).split())


def _passage(number: int, shown: Shown) -> str:
    document, passage = shown.hit.document, shown.hit.passage
    described = {
        "number": number,
        "title": harmless(" · ".join([document.title, *passage.headings])),
        "date": document.date.isoformat() if document.date else None,
        "text": harmless(passage.text),
    }
    return _data(described)


def _data(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def _words(language: Language) -> dict[str, str]:
    """The sections of a prompt file by name."""
    _, *parts = _SECTION.split((FOLDER / f"{language}.md").read_text(encoding="utf-8"))
    return {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True)}
