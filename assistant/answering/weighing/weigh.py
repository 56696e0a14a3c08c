"""Passages -> candidate sentences, each with features that tell how well it fits the question, and a score."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.answering.understanding.understand import FIGURE_KINDS, Expected, Understanding
from assistant.language.figures import figures
from assistant.language.lemmas import key
from assistant.language.replies import asks
from assistant.language.signs import FREE, SIGNS
from assistant.language.spelling import letters
from assistant.language.terms import stems
from assistant.language.thesaurus import concept, is_actor
from assistant.records import DocumentInfo, Passage, Quote, Span
from assistant.retrieving.retrieve import Match
from assistant.telemetry.stages import Stage

# The weights that decide which sentences the reader network reads: fitted so that the sentence with the answer ranks
# first (docs/history/RETRIEVAL.md, "taught with near misses"). Those that decide what is shown stand in `yardstick.py`.
WEIGHTS = (0.8, 60.0, 2.8, 7.0, 3.6, -3.7, -0.5, -3.5, 0.0)
EVEN_ODDS = 0.0  # the logit from which a stretch is an answer to the reader
SHORT_WORDS = 4  # sentences with fewer words are scraps
SENTENCES_IN_CACHE = 20_000  # some 15 megabytes

# Two capitalised words or an abbreviation: a person, an office, a firm. A noun alone counts if it is somebody.
_NOUN = re.compile(r"[A-ZÄÖÜ][\wäöüß-]{2,}")
_NAME = re.compile(r"\b[A-ZÄÖÜ][\wäöüß.-]+ (?:von |van |de |für |und )?[A-ZÄÖÜ][\wäöüß-]+|\b[A-ZÄÖÜ]{2,}\b")


class Features(NamedTuple):
    """What speaks for a sentence, or against it."""

    passage: float  # the score of its passage less that of the best passage
    similarity: float  # its cosine to the question
    words: float  # the share of the question's words in it
    words_around: float  # the same in its passage
    expected: float  # 1 if it holds a figure or name of the kind that is asked for
    heading: float  # 1 if it is a heading
    short: float  # 1 if it is a scrap
    asks: float  # 1 if it is a question itself
    read: float = 0.0  # the logarithm of its share of all that the reader read, set by `second_look.py`


FEATURES = Features._fields


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be shown.

    Attributes:
        score: set by `rank`.
        same_in: other documents with the same passage.
        answers: the reader's logit that the stretch around the sentence answers; None if it was not read.
        exact: the shortest answer in it, as the reader finds it, with offsets into the document.
    """

    document: DocumentInfo
    passage: Passage
    span: Span
    features: Features
    score: float = 0.0
    same_in: tuple[DocumentInfo, ...] = ()
    answers: float | None = None
    exact: Span | None = None

    @property
    def text(self) -> str:
        """The sentence as it stands in the document."""
        return self.passage.text_of(self.span)


QuoteOf = Callable[[Candidate], Quote | None]
"""Quotes a candidate; gives None where that is too long, a scrap, or a mere label such as a heading."""


@Stage("weigh")
def candidates(matches: Sequence[Match], asked: Understanding, rarity: Mapping[str, float]) -> list[Candidate]:
    """All sentences of `matches`, those of the best passage first; a sentence of two passages comes once.

    `rarity` is the inverse document frequency of each term of the question.
    """
    best = max((match.hit.score for match in matches), default=0.0)
    found: dict[tuple[str, Span], Candidate] = {}
    for match in matches:
        for candidate in _of_passage(match, asked, rarity, match.hit.score - best):
            found.setdefault((candidate.document.id, candidate.span), candidate)
    return list(found.values())


def _of_passage(
    match: Match, asked: Understanding, rarity: Mapping[str, float], passage_score: float
) -> list[Candidate]:
    passage, document = match.hit.passage, match.hit.document
    headings = {letters(heading) for heading in (document.title, *passage.headings)}
    around = coverage(" ".join([document.title, *passage.headings, passage.text]), asked.terms, rarity)
    found = []
    for span, similarity in zip(passage.sentences, match.sentence_similarities, strict=True):
        text = passage.text_of(span)
        features = Features(
            passage=passage_score,
            similarity=float(similarity),
            words=coverage(text, asked.terms, rarity),
            words_around=around,
            expected=float(holds(text, asked.expected)),
            heading=float(letters(text) in headings),
            short=float(len(text.split()) < SHORT_WORDS),
            asks=float(asks(text)),
        )
        found.append(Candidate(document, passage, span, features, same_in=match.hit.same_in))
    return found


def coverage(text: str, terms: frozenset[str], rarity: Mapping[str, float]) -> float:
    """The share of the question's terms, weighted by rarity, that stand in `text`: 0 to 1; 0 without terms."""
    total = sum(rarity.get(term, 0.0) for term in terms)
    return sum(rarity.get(term, 0.0) for term in terms.intersection(stems(text))) / total if total else 0.0


def holds(text: str, expected: Expected | None) -> bool:
    """Whether `text` holds a figure, name or word of the expected kind; false when none is expected."""
    if expected is None:
        return False
    if expected == "who":
        return bool(_NAME.search(text)) or any(map(_is_somebody, _NOUN.findall(text)))
    if expected in SIGNS:
        return bool(SIGNS[expected].search(text))
    if expected == "amount" and FREE.search(text):
        return True
    return not _kinds(text).isdisjoint(FIGURE_KINDS[expected])


@lru_cache(maxsize=SENTENCES_IN_CACHE)
def _is_somebody(noun: str) -> bool:
    return is_actor(concept(key(noun, "de")))


@lru_cache(maxsize=SENTENCES_IN_CACHE)
def _kinds(text: str) -> frozenset[str]:
    """The kinds of figures in a sentence. Cached, for this takes half the time of weighing, and many recur."""
    return frozenset(figure.kind for figure in figures(text))


def matrix(found: Sequence[Candidate]) -> NDArray[np.float64]:
    """(n, len(FEATURES)): one row a candidate."""
    return np.array([candidate.features for candidate in found], np.float64).reshape(len(found), len(FEATURES))


def put_first(one: Candidate | None, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with `one` of them, if any is given, before all others, at the score of the best."""
    if one is None:
        return list(ranked)
    return [replace(one, score=ranked[0].score), *(other for other in ranked if other is not one)]


def undoubted(one: Candidate) -> Candidate:
    """The candidate with even odds where the reader finds it less likely to answer."""
    return one if one.answers is None else replace(one, answers=max(one.answers, EVEN_ODDS))


def rank(found: Sequence[Candidate], weights: Sequence[float] = WEIGHTS) -> list[Candidate]:
    """The candidates, best first; equals stay in the order of their passages."""
    scores = matrix(found) @ np.array(weights)
    order = np.argsort(-scores, kind="stable")
    return [replace(found[i], score=float(scores[i])) for i in order]
