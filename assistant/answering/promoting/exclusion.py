"""What is paid for before what one programme does not pay for, where somebody asks whether there is money for a thing.

"Zahlt jemand die Beratung?" names no programme, so "Nicht förderfähig ist die Beratung" of one of them is no answer to
begin with: another one may pay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.choose import beside_best
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, QuoteOf
from assistant.knowledge.programmes.denying import denies_funding
from assistant.knowledge.programmes.purposes import purpose_of
from assistant.language.named import named, searchable
from assistant.language.terms import fold

# All in folded text.
_PAYS = r"(?:be)?zahlt|uebernimmt|foerdert|bezuschusst|finanziert|erstattet|unterstuetzt|traegt"
_PAID = r"(?:mit)?gefoerdert|bezuschusst|(?:mit)?finanziert|bezahlt|uebernommen|erstattet|(?:foerder|zuwendungs)faehig"
_WHETHER = re.compile(
    rf"\b(?:{_PAYS})\s(?:(?:uns|mir|da|dafuer|dazu|denn|eigentlich)\s){{0,2}}"
    r"(?:jemand|irgend\w*|wer|einer|das\sland|der\s(?:bund|staat))\b"
    r"|(?:\A|[.,;:!?]\s|\bund\s)(?:wird|werden|ist|sind|kann|bekomm\w*|krieg\w*|is|are)\s"
    rf"[^.?!]{{1,120}}\b(?:{_PAID}|funded|paid|covered)\b"
    r"|\b(?:does|will) (?:anyone|anybody|someone|somebody) (?:pay|fund|cover)\b"
)
_GRANTS = re.compile(
    rf"\b(?:{_PAYS}|{_PAID}|beihilfefaehig|(?:beantragt|gewaehrt|geltend gemacht)\s(?:werden|wird)|zuschuss|zuschuesse"
    r"|(?:is|are)\s(?:eligible|funded|covered))\b"
)
_DENIES = re.compile(r"\b(?:nicht|keine?[nmrs]?|not|no)\b")


def granting(ranked: Sequence[Candidate], asked: Understanding, quote_of: QuoteOf) -> Candidate | None:
    """The best sentence that grants money, where the best one excludes; it holds as many words of the question."""
    if not _begins_with_exclusion(ranked, asked, quote_of):
        return None
    return next((one for one in _alike(ranked) if _grants(one) and not _excludes(one, quote_of)), None)


def is_of_one_alone(ranked: Sequence[Candidate], asked: Understanding, quote_of: QuoteOf) -> bool:
    """Whether the best sentence excludes what money is asked for, and near it only its own document does."""
    if not _begins_with_exclusion(ranked, asked, quote_of):
        return False
    others = (one for one in _alike(ranked) if one.document.id != ranked[0].document.id)
    return not any(_excludes(one, quote_of) for one in others)


def _begins_with_exclusion(ranked: Sequence[Candidate], asked: Understanding, quote_of: QuoteOf) -> bool:
    """Whether the best sentence excludes what money of any programme is asked for."""
    return _asks_of_any(ranked[0], asked) and _excludes(ranked[0], quote_of)


def _asks_of_any(best: Candidate, asked: Understanding) -> bool:
    """Whether the question asks if a thing is paid for, and not by the programme of the best sentence."""
    if not (_WHETHER.search(fold(asked.query)) or purpose_of(asked.query)):
        return False
    title = searchable(best.document.title)
    return best.document.type == "funding" and not any(
        one.stands_in(title) for one in named(asked.query, asked.language)
    )


def _alike(ranked: Sequence[Candidate]) -> Iterator[Candidate]:
    """The sentences near the best one that hold as many words of the question."""
    return (one for one in beside_best(ranked) if one.features.words >= ranked[0].features.words)


def _excludes(one: Candidate, quote_of: QuoteOf) -> bool:
    quoted = quote_of(one)
    return quoted is not None and denies_funding(" ".join((*quoted.before, *quoted.elsewhere, quoted.text)))


def _grants(one: Candidate) -> bool:
    words = fold(one.text)
    return one.document.type == "funding" and bool(_GRANTS.search(words)) and not _DENIES.search(words)
