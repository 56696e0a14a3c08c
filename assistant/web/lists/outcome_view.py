"""What the page shows of outcomes: by meeting, each deadline once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from assistant.language.dates import find_dates, written
from assistant.records import Language
from assistant.web.lists.outcome_contract import Due, Outcome
from assistant.web.replies import Cited


class Meeting(NamedTuple):
    """Outcomes of one document in their order; `number` is the place of the first one in the whole list, from 1."""

    number: int
    document: Cited
    outcomes: Sequence[Outcome]


class Said(NamedTuple):
    """The words of an outcome, cut where its deadline stands; `due` is empty where it does not stand in them."""

    before: str
    due: str
    after: str


def meetings(outcomes: Sequence[Outcome], number: int) -> list[Meeting]:
    """The outcomes, of which the first is the one of that number, below their minutes."""
    found = []
    for _, group in groupby(outcomes, key=lambda one: one["document"]["id"]):
        together = list(group)
        found.append(Meeting(number, together[0]["document"], together))
        number += len(together)
    return found


def said(outcome: Outcome) -> Said:
    """The outcome in the words of the minutes; a day that they write as a machine does, as people write it."""
    due, words = outcome["due"], outcome["text"]
    places = list(re.finditer(rf"(?<!\w){re.escape(due['words'])}(?!\w)", words)) if due else []
    if not due or not places:
        return Said(words, "", "")
    start, end = places[-1].span()
    day = until(due, outcome["document"]["language"]) if due["words"] == due["date"] else due["words"]
    return Said(words[:start], day, words[end:])


def until(due: Due, language: Language) -> str:
    """The deadline: a whole day in one spelling, everything else in the words of the minutes."""
    mentions = find_dates(due["words"])
    if len(mentions) != 1 or mentions[0].precision != "day":
        return due["words"]
    span = mentions[0].span
    around = due["words"][: span.start] + due["words"][span.end :]
    return due["words"] if re.search(r"\w", around) else written(mentions[0].date, language)
