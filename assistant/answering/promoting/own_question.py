"""What answers a question of a document that is the one asked: "Wem hilft der Fonds?" "Kleinen Betrieben ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, takewhile

from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, undoubted
from assistant.language.asked_for import asked_for
from assistant.language.replies import asks
from assistant.language.terms import fold, stems
from assistant.language.word_lists import listed
from assistant.records import Document
from assistant.retrieving.retrieve import DocumentOf

BETWEEN = 8  # characters between a question and the sentence right below it: blank lines, stars
QUESTION_CHARACTERS = 160  # a longer one says more than anybody asks
SENTENCES = 2  # the most that are put first
SHORTEST_PART = 4  # letters of the last part of a compound: "Netzwerke" for "Transformationsnetzwerke"
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"\W{0,8}(?:Frage|Question)(?:\s\d{1,3})?:\s", re.IGNORECASE)
# What they say stands in the other words of a question.
_LIGHT = listed("machen macht tun tut gehen geht laufen laeuft bekommen bekommt kriegen kriegt passieren passiert")


def own_question_first(ranked: Sequence[Candidate], asked: Understanding, document_of: DocumentOf) -> list[Candidate]:
    """The candidates with the sentences behind a question of a document first, where it asks for the same and all that
    it leaves unsaid stands in its document.

    The reader network has no say: it does not see that question, or takes it for the answer.
    """
    found = (one for one in ranked if one.span.end - one.span.start <= QUESTION_CHARACTERS and _is_asked(one, asked))
    own = (_behind(one, ranked) for one in found if _holds_the_rest(one, asked, document_of))
    first = next(filter(None, own), [])
    if not first:
        return list(ranked)
    raised = [replace(undoubted(one), score=ranked[0].score) for one in first]
    return [*raised, *(one for one in ranked if one not in first)]


def _is_asked(one: Candidate, asked: Understanding) -> bool:
    """Whether a candidate is a question for the same kind of answer, all of whose words stand in the one asked."""
    if not asks(one.text):
        return False
    question = _LABEL.sub("", one.text, count=1)
    words, kind = _own(question), asked_for(question)
    if not words or kind != asked.asked_for or not all(any(_is(word, term) for term in asked.terms) for word in words):
        return False
    return kind is not None or _first_word(question) == _first_word(asked.query)


def _own(question: str) -> frozenset[str]:
    return frozenset(stems(question)) - _light()


@cache
def _light() -> frozenset[str]:
    return frozenset(stems(" ".join(_LIGHT)))


def _is(word: str, term: str) -> bool:
    return word == term or (len(word) >= SHORTEST_PART and term.endswith(word))


def _first_word(text: str) -> str:
    found = _WORD.search(text)
    return fold(found[0]) if found else ""


def _holds_the_rest(question: Candidate, asked: Understanding, document_of: DocumentOf) -> bool:
    """Whether the document of a question holds what else is asked."""
    own = _own(_LABEL.sub("", question.text, count=1))
    rest = {term for term in asked.terms - _light() if not any(_is(word, term) for word in own)}
    source = document_of(question.document.id) if rest else None
    return not rest or (source is not None and rest <= _said_in(source))


def _said_in(source: Document) -> frozenset[str]:
    return frozenset(chain(stems(source.info.title), stems(source.info.path), stems(source.text)))


def _behind(question: Candidate, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The first sentences right behind a question, of one paragraph; none where the first of them asks as well."""
    later = sorted(
        (one for one in ranked if one.document == question.document and one.span.start >= question.span.end),
        key=lambda one: one.span.start,
    )
    ends = [question.span.end, *(one.span.end for one in later)]
    gaps = [one.span.start - end for one, end in zip(later, ends, strict=False)]
    if not later or gaps[0] > BETWEEN or asks(later[0].text):
        return []
    further = takewhile(lambda at: gaps[at] <= 1 and not asks(later[at].text), range(1, min(SENTENCES, len(later))))
    return [later[0], *(later[at] for at in further)]
