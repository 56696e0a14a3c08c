"""A candidate to a quote with its exact words marked: the shortest answer, where it can be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.quoting.asked_figure import figure_asked_for, figure_of_what_is_named, is_between
from assistant.answering.quoting.exact import asks_for_former, exact, in_brackets, item_asked_for, labelled
from assistant.answering.quoting.parts.part import part_at
from assistant.answering.quoting.quote import exact_within, exact_words, quote
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, QuoteOf
from assistant.language.figures import Figure, figures
from assistant.language.terms import stems
from assistant.language.ways import Way, way_asked_for, ways
from assistant.records import Document, Quote, Span

_CLAUSE = re.compile(r"[^;\s][^;]*")
_HAS_VOTED = re.compile(r"\b(?:gestimmt|sich\b.*\benthalten|voted?|abstained)\b", re.IGNORECASE)
_VOTE = re.compile(r"stimm|enthalt|\b(?:dagegen|dafür|votes?|voted|abstained)\b", re.IGNORECASE)
# Somebody of several: "Welche Hochschulen machen mit?", "Wer sind die Partner?"
_OF_SEVERAL = re.compile(
    r"\bwelche(?:\s[a-zäöüß]+)?\s(?-i:[A-ZÄÖÜ])[\w-]+\s(?:sind|[a-zäöüß]{2,}en)\b|\bwer\s(?:sind|waren)\b"
    r"|\bwer\b[^,;:?!]*\balles\b|\bwh(?:ich|at)(?:\s\w+)?\s\w+s\s(?:are|were|have|take)\b|\bwho\s(?:are|were)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r",|\b(?:und|sowie|and)\b")
_GOES_ON = re.compile(r"\s?(?:,\s(?:und\s)?|\s(?:und|sowie|and)\s)[A-ZÄÖÜ]")
_WENT_BEFORE = re.compile(r"[A-ZÄÖÜ][\w-]+(?:,|\s(?:und|sowie|and))\s\Z")
_TOLD_BEFORE = re.compile(r"(?:Sie|Er|He|She|They)\b")  # whom the sentence before names


def marked(document: Document, candidate: Candidate, asked: Understanding) -> Quote | None:
    """The quote, or None where the candidate cannot be one.

    Marked are the exact words of the sentence, or of the item of a list that is asked for instead; before both the
    person behind a label that the question speaks of, or in brackets behind the item, and of several figures the one of
    what it names. Of a follow-up the words count that it says itself, and its subject. Where a number or an address is
    asked for, that is marked and nobody; nor is one of several who are asked for.
    """
    found = quote(document, candidate.span)
    if found is None:
        return None
    quoted = found.span
    is_inside = quoted.start <= candidate.span.start < quoted.end  # else the first items of what it leads in are quoted
    sentence = candidate.span if is_inside else quoted
    terms = frozenset(stems(asked.resolved)) if asked.resolved else asked.terms
    item = item_asked_for(document, found, sentence, terms, asked.expected)
    around, sentence = item or _around(document, sentence, quoted), item or sentence
    if asked.expected == "contact" and (way := way_asked_for(asked.query)):
        words = _the_only(way, document.text, sentence)
    else:
        words = labelled(document.text, around, asked.expected, terms)
        is_meant = _is_item_of(document, around, terms)
        words = words or (in_brackets(document.text, around, asked.expected) if is_meant else None)
        words = words or figure_of_what_is_named(asked.query, document.text, sentence, asked.expected)
        said = candidate.exact if is_inside and not item else None
        former = asks_for_former(asked.query)
        words = words or exact(document.text, sentence, asked.expected, said, former=former)
        words = figure_asked_for(asked.query, document.text, sentence, words)
        if words and asked.expected == "who" and _misleads(document.text, sentence, words, asked, terms):
            words = None
    return replace(found, exact=exact_words(document.text, quoted, words)) if words else found


def _misleads(text: str, sentence: Span, words: Span, asked: Understanding, terms: frozenset[str]) -> bool:
    """Whether these words name another than is asked for, or not all of them."""
    is_of_another = _is_of_another(text, sentence, words, asked.query, terms)
    return is_of_another or _is_part(text, words, asked.resolved or asked.query)


def _is_of_another(text: str, sentence: Span, words: Span, query: str, terms: frozenset[str]) -> bool:
    """Whether a name stands in another clause than the one that says what is asked of somebody told before: "Sie leitet
    das Amt; ihr Stellvertreter ist Jan". Who voted is told by no sentence without a vote."""
    if _HAS_VOTED.search(query) and not _VOTE.search(sentence.of(text)):
        return True
    clauses = [Span(*one.span()).moved(sentence.start) for one in _CLAUSE.finditer(sentence.of(text))]
    shared = {one: len(terms.intersection(stems(one.of(text)))) for one in clauses}
    own = next((shared[one] for one in clauses if one.holds(words)), 0)
    return any(shared[one] > own and _TOLD_BEFORE.match(one.of(text)) for one in clauses)


def _is_part(text: str, words: Span, query: str) -> bool:
    """Whether more than these are told where several are asked for, or some of them are marked: "Jonas, Imke" of
    "Jonas, Imke und Malte"."""
    is_joined = _JOINED.search(words.of(text)) is not None
    if not is_joined:
        return _OF_SEVERAL.search(query) is not None
    return bool(_GOES_ON.match(text, words.end) or _WENT_BEFORE.search(text, 0, words.start))


def _the_only(way: Way, text: str, around: Span) -> Span | None:
    found = ways(around.of(text), way)
    return found[0].moved(around.start) if len(found) == 1 else None


def marked_best(quoted: Quote, ranked: Sequence[Candidate], quote_of: QuoteOf, asked: Understanding) -> Quote:
    """The quote, where it holds several sentences with the exact words of the right one.

    What is ranked first need not be: "Vier Tage Schicht, ein Tag Kurs. Der Versuch dauert zwölf Monate." Of different
    figures those are marked whose sentence shares most words with the question, and none where two share as many: of
    28 such quotes the reader's choice was right in 13. Everything else is that of the sentence that the reader finds
    best, and stays where this has no exact words. Nothing is marked where the question's own quantity would have to be
    compared with several thresholds.
    """
    if asked.figure_kinds and is_between(asked.query, quoted.text):
        return replace(quoted, exact=None)
    inside = [
        one
        for one in ranked
        if one.document.id == quoted.document.id
        and quoted.start <= one.span.start
        and one.span.end <= quoted.end
        and one.answers is not None
    ]
    if len(inside) < 2:
        return quoted
    marked_in = {one.span: found for one in inside if (found := quote_of(one)) and _is_in(found, quoted)}
    if asked.figure_kinds and len({_said(found) for found in marked_in.values()}) > 1:
        shared = {one.span: len(asked.terms.intersection(stems(one.text))) for one in inside if one.span in marked_in}
        nearest = [found for span, found in marked_in.items() if shared[span] == max(shared.values())]
        return _marked_as(quoted, nearest[0] if len({_said(found) for found in nearest}) == 1 else None)
    best = max(inside, key=lambda one: one.features.read)
    return _marked_as(quoted, marked_in[best.span]) if best.span in marked_in else quoted


def _is_in(found: Quote, quoted: Quote) -> bool:
    return found.exact is not None and found.text in quoted.text


def _said(found: Quote) -> frozenset[Figure]:
    return frozenset(figures(found.exact.text)) if found.exact else frozenset()


def _marked_as(quoted: Quote, found: Quote | None) -> Quote:
    """The quote with the exact words of one that it holds, or with none."""
    return replace(quoted, exact=exact_within(quoted, found) if found else None)


def _is_item_of(document: Document, around: Span, terms: frozenset[str]) -> bool:
    """Whether it is an item of a list with a word of the question."""
    is_item = part_at(document, around.start).kind == "item"
    return is_item and not terms.isdisjoint(stems(around.of(document.text)))


def _around(document: Document, sentence: Span, quoted: Span) -> Span:
    """The block of the sentence, as far as it is quoted."""
    block = part_at(document, sentence.start)
    return Span(max(block.start, quoted.start), min(block.end, quoted.end))
