"""Clauses of a text: the stretches in which one thing is said of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language import sentences
from assistant.records import Span

# A comma between digits is none; "und" begins a clause where a verb follows soon.
_BREAK = re.compile(r"[;•\n]|(?<!\d),|,(?!\d)|\s[–—]\s|\s(?=(?:while|but|whereas)\s)")
# "Energie, Material und Wasser" is one thing after the other, and no clause.
_LISTED = re.compile(
    r",\s(?!(?:der|die|das|den|dem|ein\w*|für|bei|in|im|mit|the|for)\s)(?:[^\W\d]++(?:-[^\W\d]*+)*+\s?){1,3}"
    r"(?:,|(?<=\s)(?:und|oder|sowie|and|or)\s)"
)
_AND = re.compile(r"\s(?=(?:und|and|sowie)\s(?P<first>\w+)(?:\s(?P<second>\w+))?)")
_OR = re.compile(r"\s(?:und|oder|sowie|and|or)\s")
FINITE = re.compile(
    r"(?:ist|sind|war|waren|wird|werden|wurden?|hat|haben|hatten?|darf|dürfen|muss|müssen|soll|sollen|kann|können|will|wollen"
    r"|is|are|was|were|will|has|have|must|can|may|should"
    r"|(?!nicht|laut|ge(?!hör|h))[a-zäöüß]{3,}(?:[^e]t|et)|ends|starts|begins|covers|includes)"
)
_LEADING = frozenset(("im", "in", "am", "an", "bei", "für", "mit", "von", "for", "at", "with"))
_CONDITION = re.compile(
    r"\W*(?:nur\s)?(?:wenn|sofern|falls|soweit|vorausgesetzt|es\ssei\sdenn|if|provided|unless|as\slong\sas)\b",
    re.IGNORECASE,
)
# What is taken out of the rest belongs to it: "..., außer Löhnen".
_EXCEPTION = re.compile(
    r"\A\W*(?:außer|ausgenommen|mit\sAusnahme|bis\sauf|except|with\sthe\sexception|apart\sfrom)\b(?!.*\b(?:auch|nur)\b)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\W*(?:(?:in|an|auf|mit|bei|für|von|zu|aus|über)\s)?(?:(?:der|die|das|dem|den|denen|deren|dessen)\s(?![A-ZÄÖÜ]|\d)"
    r"|welche[mnrs]?\b|who\b|which\b|that\b|whose\b)"
)
_GOES_ON = re.compile(rf"\A,\s{FINITE.pattern}\s")
_INFINITIVE = re.compile(r"\A,?\s(?:.*\s)?(?:zu\s\w+n|\w{2,6}zu\w{3,}n)\W*\Z")
_ENDS_WITH_A_VERB = re.compile(r"(?:\s[a-zäöüß]+(?:t|n|nd|s)|who\b.*|which\b.*|that\b.*)\W*\Z")
_SUBORDINATE = re.compile(
    r"\A\W*(?:dass|weil|da|damit|um|ob|nachdem|bevor|obwohl|indem|wobei|wie|als|because|so\sthat|when|where|although|since)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """`sentence` counts sentences from 0; `condition` is the part of the span that restricts the rest, if any."""

    span: Span
    sentence: int
    condition: Span | None = None


def clauses(text: str) -> list[Clause]:
    """The clauses of a text in reading order; no sentence crosses a line.

    A clause that depends on another one belongs to it, and so does what goes on behind it with a verb.
    """
    found: list[Clause] = []
    for number, sentence in enumerate(_sentences(text)):
        start = sentence.start
        for end in (*_breaks(text, sentence), sentence.end):
            _append(found, text, Clause(Span(start, end), number))
            start = end
    return found


def _sentences(text: str) -> Iterator[Span]:
    for line in re.finditer(r"[^\n]+", text):
        for span in sentences.split(line[0]):
            yield span.moved(line.start())


def _breaks(text: str, sentence: Span) -> list[int]:
    breaks = (match.start() for match in _BREAK.finditer(text, sentence.start, sentence.end))
    found = {at for at in breaks if not _LISTED.match(text, at, sentence.end)}
    ends = [*sorted(found)[1:], sentence.end]
    found = {at for at, end in zip(sorted(found), ends, strict=False) if not _ends_a_list(text[at:end])}
    for match in _AND.finditer(text, sentence.start, sentence.end):
        is_parallel = _is_parallel(match["first"], text[sentence.start : match.start()])
        if is_parallel or any(FINITE.fullmatch(word) for word in match.groups() if word):
            found.add(match.start())
    return sorted(found - {sentence.start})


def _begins_with_a_verb(part: str) -> bool:
    """ "Hat der Betrieb seinen Sitz ..., " is a condition."""
    first = part.split(maxsplit=1)[0]
    return FINITE.fullmatch(first.lower()) is not None or first in ("Sollte", "Sollten", "Should")


def _is_parallel(word: str, before: str) -> bool:
    """ "im März in Peine und im Mai in Gifhorn": the same preposition leads in another case."""
    return word in _LEADING and re.search(rf"\b{word}\s", before, re.IGNORECASE) is not None


def _ends_a_list(part: str) -> bool:
    """Whether a part names the last things of a list: it has an "und", and neither verb nor figure nor negation."""
    words = part.split()
    if not part.startswith(",") or not _OR.search(part) or re.search(r"\d|nicht|kein", part):
        return False
    return not any(FINITE.fullmatch(word.strip(",.")) for word in words)


def _append(found: list[Clause], text: str, clause: Clause) -> None:
    part = clause.span.of(text)
    if not re.search(r"\w", part):
        return
    is_first = not found or found[-1].sentence != clause.sentence
    condition = _CONDITION.match(part)
    relative = _RELATIVE.match(part.lstrip(", ")) and _ENDS_WITH_A_VERB.search(part)
    depends = (
        condition or relative or any(one.search(part) for one in (_SUBORDINATE, _GOES_ON, _INFINITIVE, _EXCEPTION))
    )
    if not is_first and depends:
        whole = found.pop()
        restriction = clause.span if condition or relative else None
        if _GOES_ON.match(part) and _begins_with_a_verb(whole.span.of(text)):
            restriction = whole.span
        span = Span(whole.span.start, clause.span.end)
        found.append(Clause(span, clause.sentence, whole.condition or restriction))
        return
    found.append(Clause(clause.span, clause.sentence, clause.span if condition else None))
