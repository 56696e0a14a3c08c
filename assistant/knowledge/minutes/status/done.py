"""Which tasks minutes tell to be done: "Angebot einholen (erledigt am 3. Mai)", a column "Status: erledigt".

A list of tasks is often carried on from meeting to meeting, so what one says of a task holds for the same words before.
"""

from __future__ import annotations

import re

from assistant.knowledge.minutes.outcome import Outcome
from assistant.knowledge.minutes.structure import table_rows
from assistant.language.spelling import letters
from assistant.language.terms import fold
from assistant.reading.grid import CELLS

_I = re.IGNORECASE
_DONE = r"(?:erledigt|abgeschlossen|fertiggestellt|umgesetzt|done|completed)"
_SINCE = r"(?:\s(?:am|seit|im|on|in|since)\s[\w. ]{2,20}|,?\s\d[\d.]{3,9})?"
_ALREADY = r"(?:ist |bereits |schon |inzwischen |already ){0,2}"
_BORDER = r"[–—;:,|✓✔.-]\s"
# Beside the task: in brackets, behind a dash, a comma or a colon, or in a column for it.
_MARKED = re.compile(
    rf"\(\s*{_ALREADY}{_DONE}\b[^()]{{0,60}}\)"
    rf"|(?:^|(?<!{_BORDER}){_BORDER})\W*+{_ALREADY}{_DONE}{_SINCE}\W*\Z"
    rf"|\b{_DONE}(?: am)?\s?:\s*(?:ja|x|yes|✓|✔|\d)",
    _I,
)
_SAID = re.compile(
    rf"\b(?:ist|wurde|is|was) {_ALREADY}{_DONE}{_SINCE}\W*\Z|\b{_DONE} (?:am|seit|on|since) \d[\w. ]{{0,18}}\W*\Z", _I
)
_NOT_YET = re.compile(r"\b(?:nicht|noch|bis|wird|werden|muss|soll|sollte|not|until|by|will|must)\b[^.;]{0,60}\Z", _I)


def is_done(outcome: Outcome) -> bool:
    """Whether the words of a task themselves, or a cell of its row, tell that it is done."""
    if outcome.kind != "task":
        return False
    cells = outcome.proof.text.split(CELLS)
    return any(_is_told(cell) for cell in (outcome.text, *cells)) or (
        len(cells) > 1 and any(map(table_rows.tells_done, cells))
    )


def _is_told(words: str) -> bool:
    said = _SAID.search(words)
    return _MARKED.search(words) is not None or bool(said and not _NOT_YET.search(words, 0, said.start()))


def tells_done(outcome: Outcome) -> bool:
    """Whether it says that something is done: a ticked task is a result."""
    return outcome.kind == "result" or is_done(outcome)


def to_do(outcome: Outcome) -> str:
    """The letters of what is to be done, or was, without the words that say so."""
    return letters(fold(_SAID.sub("", _MARKED.sub("", outcome.text))))
