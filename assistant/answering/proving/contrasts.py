"""Two things of which one is done and not the other, or first the one and then the other: "nicht A, sondern B",
"zuerst A, dann B"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Statement
from assistant.records import Span

_NO = r"(?:nicht(?!\snur)|kein(?:e[mnrs]?)?|not(?!\sonly))"
# Each with what is denied or first as the one side, and what is said or comes then as the other.
_DENIED = (
    re.compile(rf"\b{_NO}\s(?P<one>[^,;:.]{{1,100}}?),?\s(?:sondern|but)\s(?P<other>[^,;:.]{{1,120}})", re.IGNORECASE),
    re.compile(
        rf"(?P<other>[^,;:.]{{1,120}}?)(?:,(?:\s(?:und|aber|and))?|\s(?:und|and))\s{_NO}\s(?P<one>[^,;:.]{{1,100}})(?=[.;:]|\Z)",
        re.IGNORECASE,
    ),
)
_IN_ORDER = (
    re.compile(
        r"\b(?:zuerst|zunächst|im\sersten\sSchritt|erst(?=\s(?:de[rmn]|die|das|eine?[nrm]?)\s)|first)\s(?P<one>[^;:.]{1,150}?)"
        r"(?:,\s|\s(?:und|and)\s)(?:dann|danach|anschließend|im\szweiten|then|afterwards)\s(?P<other>[^;:.]{1,150})",
        re.IGNORECASE,
    ),
)

Side = frozenset[tuple[str, bool]]  # concepts, each with whether it is a verb


def turned(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Both in each other's place: what the quotes deny is done in the sentence, or what they have last comes first."""
    for patterns in (_DENIED, _IN_ORDER) if claim.language == proof.text.language else ():
        known = [sides for sides, _ in _contrasts(proof.text, patterns)]
        for own, words in _contrasts(claim, patterns) if known else ():
            if any(_agree(own, (last, first)) for first, last in known) and not any(_agree(own, one) for one in known):
                yield Refusal("role", words.strip())


def _contrasts(text: Statement, patterns: Iterable[re.Pattern[str]]) -> Iterator[tuple[tuple[Side, Side], str]]:
    for pattern in patterns:
        for match in pattern.finditer(text.text):
            yield (_side(text, match.span("one")), _side(text, match.span("other"))), match[0]


def _side(text: Statement, ends: tuple[int, int]) -> Side:
    return frozenset((term.concept, term.word.kind == "verb") for term in text.within(Span(*ends)))


def _agree(own: tuple[Side, Side], known: tuple[Side, Side]) -> bool:
    """Whether both have words on the same sides, each for itself, and none of their kind on the other ones."""
    (one, other), (first, last) = own, known
    same = (one & first) - last, (other & last) - first
    kinds = {is_verb for words in same for _, is_verb in words}
    return all(same) and not any(is_verb in kinds for _, is_verb in (one & last) - first | (other & first) - last)
