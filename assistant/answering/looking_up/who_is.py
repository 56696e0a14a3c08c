"""The answer to who somebody is: the sentences that tell what he is or does, not those that only name him.

"Wer ist Frau Bauer?", "Was macht Ada Kolb?" Press releases and minutes say it in passing ("sagt Lableiterin Ada Kolb",
"Leitung: Ada Kolb, Hafenamt"), which a search takes for no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answering.cite import readable
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.quoting.quote import quote
from assistant.records import Answer, Filters, Quote

PASSAGES = 24  # of so many the sentences are taken
MOST = 3  # sentences, each of another document
_TITLE = r"(?:(?:herrn?|frau|mrs?\.?|ms\.?|prof\.|dr\.(?:-ing\.)?)\s)"
_NAME = r"[A-ZÄÖÜ][\w'’-]+"
_ASKED = re.compile(
    rf"\W*(?i:wer\s(?:ist|war)|was\s(?:macht|tut)|who\s(?:is|was)|what\sdoes)\s(?:(?i:eigentlich|denn)\s)?"
    rf"(?P<name>(?i:{_TITLE})+{_NAME}(?:\s{_NAME}){{0,2}}|{_NAME}(?:\s{_NAME}){{1,3}})"
    r"(?i:,?\s(?:und\swas\s(?:macht|tut)|and\swhat\sdoes)\s(?:sie|er|she|he))?"
    r"(?i:\sdo)?(?i:\s(?:eigentlich|(?:beim|im|in\sthe|at\sthe|for\sthe)\s(?:netzwerk|projekt|network|project)))*\W*"
)
_OFFICE = (
    r"\b[A-ZÄÖÜ]?\w*(?:[lL]eiter|[mM]eister|[fF]ührer|[sS]precher|[vV]orsitzende|[bB]erater|[mM]inister|[pP]räsident"
    r"|[pP]rofessor|[iI]nhaber|[bB]eauftragte|[mM]anager|[dD]irektor|[cC]hef|[rR]eferent|[lL]andrat|[lL]eitung"
    r"|[gG]eschäftsführung|[mM]oderation|[vV]orsitz|[vV]orstand|[aA]nsprechpartner|head|director|manager|chair)\w{0,4}"
)
_DOES = r"(?:ist|war|leitet|leitete|führt|führte|bleibt|wird|übernimmt|vertritt|is|was|leads|led|heads|chairs)\b"


def who_is(inquiry: Inquiry) -> Answer | None:
    """What documents tell of the person, of each the first, the plainest and newest first.

    None where something else is asked, the search is sure of its answer, or they only name him.
    """
    question = inquiry.question
    asked = None if question.filters else _ASKED.fullmatch(question.text)
    if asked is None or inquiry.is_answered:
        return None
    name = re.sub(rf"\A(?i:{_TITLE})+", "", asked["name"])
    quotes = list(_chosen(_told(inquiry, name)))
    return answer_of(question, [ProvedSentence(readable(one), [one]) for one in quotes]) if quotes else None


def _told(inquiry: Inquiry, name: str) -> list[tuple[int, Quote]]:
    """The quotes of sentences that tell something of the person, with how plainly: the less, the plainer."""
    patterns, told = _patterns(name), []
    read = inquiry.retriever.documents_once(inquiry.audiences)
    for match in inquiry.retriever.retrieve(name, audiences=inquiry.audiences, filters=Filters(), k=PASSAGES):
        document = read(match.hit.document.id)
        for sentence in match.hit.passage.sentences:
            words = " ".join(match.hit.passage.text_of(sentence).split())
            place = next((place for place, one in enumerate(patterns) if one.search(words)), None)
            if document and place is not None and (quoted := quote(document, sentence)):
                told.append((place, quoted))
    return told


def _patterns(name: str) -> Sequence[re.Pattern[str]]:
    """What tells of a person: what he does, his office before his name, or what he is of behind or before it.

    Of "Peter Kolb" nothing that is said of another Kolb; "P. Kolb" may be him.
    """
    *first, last = map(re.escape, name.split())
    before = rf"(?:{' '.join(first)}|{first[0][0]}\.)\s" if first else rf"(?:{_NAME}\s)?"
    named = rf"\b{_TITLE}*{before}{last}"
    return [
        re.compile(one.replace("<named>", f"(?i:{named})"))
        for one in (
            rf"<named>(?:,[^,]{{1,80}},)?\s{_DOES}",
            rf"{_OFFICE}\s<named>\b",
            r"<named>,\s[A-ZÄÖÜ](?!\w+\s[A-ZÄÖÜ]\w+(?:[,.;]|\s(?:und|and)\s|\Z))[^.;]{3,80}",
            rf"{_OFFICE}:\s<named>\b",
            r"\A\W*(?:\w+:\s)?[A-ZÄÖÜ][^.;:]{3,60},\s<named>,",
        )
    ]


def _chosen(told: Sequence[tuple[int, Quote]]) -> Iterator[Quote]:
    """The plainest of each document, first of all, then the newest."""
    seen = set[str]()
    for _, quoted in sorted(told, key=lambda one: (one[0], -(one[1].document.date or date.min).toordinal())):
        if quoted.document.id not in seen and len(seen) < MOST:
            seen.add(quoted.document.id)
            yield quoted
