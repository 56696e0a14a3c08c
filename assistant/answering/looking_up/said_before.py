"""What the questions of a conversation say that the next one may mean besides its programme: for whom, or a thing.

"Muss man da einen Bericht abgeben?" – "Bis wann?" is no question for the last day to apply.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.answering.looking_up.facts_asked_for import Reading, readings_of, told_apart
from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.called_parts import of_part
from assistant.knowledge.programmes.calling import called, is_named
from assistant.knowledge.programmes.facts import Field, Group
from assistant.knowledge.programmes.firm_sizes import only_size
from assistant.knowledge.programmes.programme_question import applicant_in
from assistant.knowledge.programmes.purposes import speaks_of_money
from assistant.language.asked_for import asked_for
from assistant.language.subject import own_words
from assistant.language.terms import fold

_PAID_BACK = re.compile(
    r"\b(?:zurueck(?:zu|ge)?zahl|rueckzahl|rueckerstatt|(?:ge)?tilg(?:t|en|ung)|repa(?:y|id)|pa(?:y|id) back)"
)
# What can be meant of a programme alone.
_OF_FUNDING = re.compile(
    r"foerder|zuschuss|zuwendung|\bantra(?:g|eg)|beantrag|bewerb|\b(?:mitmachen|teilnehmen|grants?|funding|appl(?:y|ication))\b"
)
_OF_EITHER = frozenset(("rate", "cap", "deadline", "period", "giver"))  # "wie viel?", "bis wann?", "wer zahlt das?"
# Conditions that have an amount or a day of their own: "Gibt es einen Eigenanteil?" – "Wie viel?".
_OF_CONDITION: dict[Field, frozenset[Field]] = {
    "own_share": frozenset(("rate", "cap")),
    "payment": frozenset(("rate", "cap", "deadline")),
    "start": frozenset(("deadline", "period")),
}
_WITH = re.compile(r"\b(?:mit|with)\s+(?:\w{1,20}\s+)?\Z", re.IGNORECASE)


def for_whom(said: Sequence[str]) -> Group | None:
    """Whom the last of these questions names that names anybody, other than whom one works with."""
    for one in reversed(said):
        if (found := applicant_in(one)) and not _is_partner(one[: found[1].start], found[1].of(one)):
            return found[0]
    return None


def is_for_large_firms(said: Sequence[str]) -> bool:
    """Whether the last of these questions that names anybody means large firms, of which the facts tell nothing."""
    last = next((one for one in reversed(said) if applicant_in(one) or only_size(one)), "")
    return only_size(last) == "large"


def named_last(said: Sequence[str], known: Collection[Programme]) -> Programme | None:
    """The programme that the last of these questions names with nothing else but what is asked of it, or what it states
    of a part that is named so: "Und beim Radgeld?", "Wer kann das Radgeld beantragen?"."""
    for one in reversed(said):
        names = [told_apart(fold(one)), *(read.name for read in readings_of(one))]
        if found := next((meant for name in names if len(meant := called(name, known)) == 1), None):
            return found[0]
        if part := next((part for name in names if name and (part := of_part(name, known))), None):
            return part
    return None


def is_of_a_thing(said: Sequence[str], asked: str, read: Reading, known: Collection[Programme]) -> bool:
    """Whether the last of these questions that names anything asks for a thing that belongs to a programme, which the
    question behind it, `asked`, may mean: for the same of a thing, whether there is one, or for paying back."""
    last = next((one for one in reversed(said) if any(own_words(one)) or _PAID_BACK.search(fold(one))), "")
    fields = {field for several in read.asked for field in several}
    if not fields & _OF_EITHER or _OF_FUNDING.search(fold(asked)):
        return False
    if _PAID_BACK.search(fold(last)):
        return True
    if found := list(readings_of(last)):
        before = {field for one in found for several in one.asked for field in several}
        if any(fields & _OF_CONDITION.get(field, frozenset()) for field in before):
            return True
        is_of_one = any(not one.name or called(one.name, known) for one in found)
        return not is_of_one and any(set(one.asked) & set(read.asked) for one in found)
    is_of_funding = _OF_FUNDING.search(fold(last)) or speaks_of_money(last)
    return asked_for(last) == "yes_no" and not is_of_funding and not any(is_named(one, last) for one in known)


def _is_partner(before: str, named: str) -> bool:
    """Whether that stands behind "mit", and is no number of people."""
    return not any(map(str.isdigit, named)) and _WITH.search(before) is not None
