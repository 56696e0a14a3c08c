"""The announcement of a change, before the older statement that it overtakes.

"Das Vorhaben läuft bis zum 30. September 2025." and, two years later, "Der Bund hat die Laufzeit bis zum 31. Dezember
2026 verlängert.": the documents are not versions of each other, but the second one is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.answering.choose import CLOSE
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import EVEN_ODDS, Candidate, holds
from assistant.language.figures import Figure, figures
from assistant.language.terms import stems
from assistant.retrieving.version_asked_for import names_version_of

_CHANGES = re.compile(
    r"\b(?:verlängert|verschoben|vorgezogen|verkürzt|erhöht|angehoben|aufgestockt|gesenkt|gekürzt|geändert|aufgehoben"
    r"|extended|postponed|raised|increased|lowered|reduced|changed)\b",
    re.IGNORECASE,
)
# "Ursprünglich wäre das Vorhaben am 30. September ausgelaufen.": what was to be, and is not.
_ONCE = re.compile(
    r"\b(?:ursprünglich|eigentlich|originally|initially)\b.{0,80}\b(?:wäre|hätte|sollte|war)(?:n|en)?\b"
    r"|\b(?:wäre|hätte|sollte|war)(?:n|en)?\b.{0,80}\bursprünglich\b"
    r"|\b(?:originally|initially)\b.{0,80}\b(?:would|was|were)\b|\b(?:would|was|were)\b.{0,20}\b(?:originally|initially)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\b[A-ZÄÖÜ][\w-]+")
# "von 15 auf 20 Euro erhöht": what stands between the figure that held and the one that holds.
_FROM, _TO = re.compile(r"\b(?:von|from)\s\Z", re.IGNORECASE), re.compile(r"\s(?:\w+\s)?(?:auf|to)\s", re.IGNORECASE)


def announced_change(ranked: Sequence[Candidate], asked: Understanding) -> Candidate | None:
    """The best sentence that announces a change of what the older one says that ranks first.

    The announcement must give a figure of the kind asked for, and either

    - be close enough to the first sentence to be shown beside it, and be an answer to the reader network, or
    - stand in a document of which a heading is so close and announces a change ("Netz wird bis Ende 2026 verlängert"),
      or another sentence says that the figure of the first one was to be once, or
    - name the figure of the first sentence as the old value of the same thing ("von 15 auf 20 Euro"), or
    - stand in the document of the first sentence, where that says only what was to be once.

    None where the question names the older version (its year or number), or the first sentence announces a
    change itself.
    """
    first = ranked[0]
    if not asked.figure_kinds or names_version_of(asked.query, first.document) or _CHANGES.search(first.text):
        return None
    shown = [one for one in ranked if one.score >= first.score - CLOSE]
    later = next((one for one in shown if _is_later(one, first) and _tells_of_a_change(one, asked)), None)
    later = later or next((one for one in ranked if _is_later(one, first) and _changes_it(one, first, asked)), None)
    overtaking = {one.document.id for one in ranked if _is_later(one, first) and _says_it_was_once(one, first, asked)}
    overtaking |= {one.document.id for one in shown if one.features.heading and _announces(one, asked)}
    told = (one for one in ranked if one.document.id in overtaking and not one.features.heading)
    later = later or next((one for one in told if _is_later(one, first) and _announces(one, asked)), None)
    return later or next((one for one in ranked if _says_what_came_instead(one, first, asked)), None)


def _is_later(one: Candidate, first: Candidate) -> bool:
    day, before = one.document.date, first.document.date
    return bool(day and before and day > before)


def _tells_of_a_change(one: Candidate, asked: Understanding) -> bool:
    is_read = one.answers is not None and one.answers >= EVEN_ODDS and not one.features.heading
    return is_read and _announces(one, asked)


def _says_it_was_once(one: Candidate, first: Candidate, asked: Understanding) -> bool:
    """Whether a sentence says that a figure of the first one was to be, and is not: "Ursprünglich wäre ..."."""
    values = {figure.value for figure in figures(first.text) if figure.kind in asked.figure_kinds}
    return _ONCE.search(one.text) is not None and any(figure.value in values for figure in figures(one.text))


def _announces(one: Candidate, asked: Understanding) -> bool:
    return _CHANGES.search(one.text) is not None and holds(one.text, asked.expected)


def _says_what_came_instead(one: Candidate, first: Candidate, asked: Understanding) -> bool:
    is_of_it = one.document.id == first.document.id and _ONCE.search(first.text) is not None
    return is_of_it and _announces(one, asked)


def _changes_it(one: Candidate, first: Candidate, asked: Understanding) -> bool:
    """Whether a sentence says from which figure to which something changes, and the first one states the old figure of
    the same thing."""
    if not _CHANGES.search(one.text):
        return False
    held = [figure for figure in figures(first.text) if figure.kind in asked.figure_kinds]
    changed = (
        before
        for before, after in pairwise(figures(one.text))
        if after.kind in asked.figure_kinds
        and _FROM.search(one.text, 0, before.span.start)
        and _TO.fullmatch(one.text, before.span.end, after.span.start)
    )
    return any(
        figure.value == before.value and _is_same(_things(first.text, figure), _things(one.text, before))
        for before in changed
        for figure in held
    )


def _things(sentence: str, until: Figure) -> frozenset[str]:
    """The stems of the capitalised words before a figure, which tell what it measures. Words inside other figures (a
    month, a currency) do not count."""
    spans = [figure.span for figure in figures(sentence)]
    words = (
        word[0]
        for word in _NOUN.finditer(sentence, 0, until.span.start)
        if not any(span.start <= word.start() < span.end for span in spans)
    )
    return frozenset(stem for word in words for stem in stems(word))


def _is_same(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sentences are about one thing, which one of them may name more closely: "die Leihgebühr für
    Messgeräte". Sharing some words ("die Kammer") is not enough."""
    return bool(some and others) and (some <= others or others <= some)
