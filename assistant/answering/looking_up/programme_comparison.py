"""The answer to a question that compares programmes: what each gives, until when, and to whom.

"Was ist der Unterschied zwischen A und B?", "Vergleiche A mit B", "A oder B: was passt besser?"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.choose import QUOTES
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.programme_listing import address, told_of
from assistant.answering.looking_up.proved_sentences import answer_of
from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.calling import Calling, called, called_in_turn
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.filtering import ProgrammeFilter
from assistant.language.terms import fold, whole_words
from assistant.language.word_lists import listed
from assistant.records import Answer, Listing

TOLD: tuple[Field, ...] = ("rate", "cap", "deadline", "applicant")
_LONGEST = 200  # characters of a question
_BETTER = r"(?:besser\w*|sinnvoll\w*|g(?:ü|ue)nstig\w*|passt|passen|lohnt|bringt|better|suits?|pays)\b"
_TWO = r"(?P<one>[^,;?!]{2,80}?)\s+%s\s+(?P<other>[^,;?!]{2,80}?)"
_COMPARES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:unterschiede?|vergleich|differences?|comparison)\s+(?:zwischen|von|vom|between|of)\s+"
        rf"{_TWO % '(?:und|mit|and|with)'}(?:\s+(?:nicht|erkl(?:ä|ae)ren))?\W*$",
        rf"^\W*(?:bitte\s+)?(?:vergleich(?:en?)?|compare)\s+(?:(?:sie|mir|uns|bitte|mal|me|us)\s+)*"
        rf"{_TWO % '(?:und|mit|and|with|to)'}\W*$",
        rf"\bunterscheide[nt]\s+(?:sich\s+)?{_TWO % '(?:und|von|vom)'}\W*$",
        rf"\bdoes\s+{_TWO % 'differ from'}\W*$",
        rf"\b(?:was|welche[rs]?|what|which)\b.*{_BETTER}[^,:?]*[,:?]\s*{_TWO % '(?:oder|or)'}\W*$",
        rf"^\W*{_TWO % '(?:oder|or|vs[.]?|versus)'}(?:[,:?]\s*\b(?:was|welche[rs]?|what|which)\b.*{_BETTER}.*)?\W*$",
    )
)
_SAYS_SO = re.compile(r"\b(?:unterschiede?|vergleich(?:en?)?|differences?|compar(?:e|ison))\b", re.IGNORECASE)
_JOINING = listed(
    fold("""
    unterschied unterschiede vergleich vergleichen vergleiche difference differences compare comparison bitte mal please
    und oder mit zu zum zur zwischen von vom der die das den dem des and or with to between of the programm programme
    """)
)
_LEAST = 2  # programmes
_AROUND = re.compile(
    r"^(?:(?:de[rmns]|die|das|beim?|the|dem|f(?:ö|oe)rderprogramm\w*|programm\w*|programme)\s+)+|\s+programme$"
    r"|[„“”\"'»«]",
    re.IGNORECASE,
)


def compared(inquiry: Inquiry) -> Answer | None:
    """A sentence for each of the compared programmes; None if the question does not compare programmes."""
    question = inquiry.question
    names = () if question.filters else things(question.text)
    is_comparison = bool(names) or (not question.filters and _SAYS_SO.search(question.text[:_LONGEST]) is not None)
    if not is_comparison:
        return None
    known = inquiry.programmes
    found = _named(names, known) if names else _mentioned(question.text, known)
    told = list(told_of(found, ProgrammeFilter(), inquiry.language, TOLD))
    if len(told) < max(len(names), _LEAST):
        return None
    table = Listing(address(ProgrammeFilter()), len(known))
    return replace(answer_of(question, told), listing=table, listed=tuple(one.about for one in told))


def things(text: str) -> tuple[str, ...]:
    """The two things that a question compares, without articles; empty if it compares nothing."""
    words = " ".join(text.split())
    found = next((match for one in _COMPARES if (match := one.search(words))), None) if len(words) <= _LONGEST else None
    return (_bare(found["one"]), _bare(found["other"])) if found else ()


def _mentioned(text: str, known: Sequence[Programme]) -> list[Programme]:
    """The programmes that the text names one after the other, in its order.

    Empty if it asks for more than a comparison, or they are too many for one answer.
    """
    found = called_in_turn([word for word in whole_words(text) if fold(word) not in _JOINING], known)
    return found if len(found) <= QUOTES else []


def _bare(name: str) -> str:
    return _AROUND.sub("", name).strip()


def _named(names: Sequence[str], known: Sequence[Programme]) -> list[Programme]:
    """The programmes that each name stands for, those of the first name first; empty if a name stands for none, two
    share one, or they are too many for one answer."""
    groups = [called(whole_words(name), known, Calling.IN_PART) for name in names]
    found = [one for group in groups for one in group]
    is_told_apart = all(groups) and all(found.count(one) == 1 for one in found)
    return found if is_told_apart and len(found) <= QUOTES else []
