"""The passages of one search -> an answer of quotes, or an abstention.

weigh the sentences -> read the best stretches, weigh again -> judge whether to answer -> promote -> choose and quote
-> compare with other documents -> verify -> cite
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answering.at_hand import AtHand
from assistant.answering.choose import choose
from assistant.answering.cite import cite, readable
from assistant.answering.conflicts import beside, numbered
from assistant.answering.named_headings import named_headings
from assistant.answering.promoting.exclusion import is_of_one_alone
from assistant.answering.promoting.next_date import is_past
from assistant.answering.promoting.promote import named_first, promoted
from assistant.answering.promoting.relation import lacks_relation
from assistant.answering.quoting.marking import marked, marked_best
from assistant.answering.quoting.one_item import only_its_item
from assistant.answering.quoting.parts.part import in_one_line
from assistant.answering.quoting.whole_table import with_whole_tables
from assistant.answering.reader.reader import Reader
from assistant.answering.reader.second_look import second_look
from assistant.answering.understanding.understand import Understanding
from assistant.answering.verify import verify
from assistant.answering.watch import Watch
from assistant.answering.weighing.abstain import judge, not_shown
from assistant.answering.weighing.law_limits import without_law_limits
from assistant.answering.weighing.payers import only_payers
from assistant.answering.weighing.those_present import without_those_present
from assistant.answering.weighing.unheard import unheard_of
from assistant.answering.weighing.weigh import EVEN_ODDS, Candidate, QuoteOf, candidates, rank
from assistant.answering.weighing.yardstick import Yardstick, Yardsticks
from assistant.knowledge.programmes.names import is_of_another, named_in
from assistant.records import Answer, Hit, Question, Quote, Reason
from assistant.retrieving.retrieve import DocumentOf, Match, Retriever
from assistant.telemetry.stages import Stage

RELATED = 3  # passages that are offered when there is no answer


class Means(NamedTuple):
    """What an answer is made with: the same for all searches of a question."""

    retriever: Retriever
    reader: Reader | None
    most_wrong: float
    watch: Watch
    yardsticks: Yardsticks
    today: datetime.date
    at_hand: Callable[[Question], AtHand | None]


def extracted(question: Question, asked: Understanding, matches: Sequence[Match], means: Means) -> Answer:
    """The answer from the passages of one search, or an abstention."""
    rarity = means.retriever.index.rarity(asked.terms, question.audiences)
    ranked, yardstick = _ranked(matches, asked, rarity, means)
    document_of = means.retriever.documents_once(question.audiences)
    quote_of = _quoting(document_of, asked)
    ranked = named_first(ranked, asked, document_of)
    near = tuple(match.hit for match in matches[:RELATED])
    if not ranked:
        return _abstention(question, asked, near, "below_threshold" if matches else "no_hits")
    judgement = judge(ranked, asked, yardstick, means.today, means.most_wrong)
    hits = [match.hit for match in matches]
    if judgement.reason or judgement.is_unsure:
        judgement = replace(judgement, unheard=unheard_of(asked, hits, means.retriever.index, question.audiences))
    means.watch.weighed(ranked, judgement)
    if judgement.reason:
        near = _with_closest(filter(judgement.unheard.may_help, hits), ranked, quote_of)
        reason = judgement.reason if near else "out_of_scope"
        return _abstention(question, asked, near, reason, judgement.not_mentioned, judgement.unheard.words)
    vocabulary = means.retriever.index.words(question.audiences)
    ranked = promoted(ranked, matches, asked, quote_of, rarity, means.today, vocabulary)
    is_unsure = judgement.is_unsure
    is_of_any = len(question.filters.documents) != 1  # what the only document that is asked excludes is an answer
    if ranked and is_of_any and is_of_one_alone(ranked, asked, quote_of):
        if is_unsure:
            near = _with_closest(hits, ranked, quote_of)
            return _abstention(question, asked, near, "below_threshold", judgement.not_mentioned)
        is_unsure = True
    chosen = named_headings(ranked, asked, document_of) or choose(ranked, quote_of, asked.language)
    chosen[:1] = [_only_the_item(marked_best(one, ranked, quote_of, asked), document_of, asked) for one in chosen[:1]]
    quotes, contradicting = beside(with_whole_tables(chosen, document_of), ranked, quote_of, asked)
    backed = _verified(quotes, means.watch)
    if not backed:
        return _abstention(question, asked, near, "not_supported", judgement.not_mentioned)
    sentences, citations = cite(backed, is_sure=_is_sure(backed[0], ranked))
    return Answer(
        question.text,
        asked.language,
        "extractive",
        sentences,
        citations,
        related=tuple(match.hit for match in matches),
        conflicts=numbered(citations, contradicting),
        not_mentioned=tuple(dict.fromkeys((*judgement.not_mentioned, *judgement.unheard.words))),
        is_unsure=is_unsure
        or is_past(backed[0], asked, question.text, means.today)
        or lacks_relation(backed[0], asked),
    )


def _ranked(
    matches: Sequence[Match], asked: Understanding, rarity: Mapping[str, float], means: Means
) -> tuple[list[Candidate], Yardstick]:
    """The sentences of the passages, best first, and the yardstick that they were ranked by."""
    sentences = candidates(_of_named_programme(matches, asked.query), asked, rarity)
    sentences = without_those_present(only_payers(without_law_limits(sentences, asked), asked), asked)
    if means.reader is None:
        return rank(sentences, means.yardsticks.bare.weights), means.yardsticks.bare
    yardstick = means.yardsticks.read
    return second_look(rank(sentences), asked.resolved or asked.query, means.reader, yardstick.weights), yardstick


def _of_named_programme(matches: Sequence[Match], query: str) -> list[Match]:
    """The passages without those about other funding programmes, where the question names one that was found."""
    asked = named_in(query, (match.hit.document.title for match in matches))

    def is_other(hit: Hit) -> bool:
        return is_of_another(asked, hit.document.title, "\n".join((*hit.passage.headings, hit.passage.text)))

    return [match for match in matches if not is_other(match.hit)]


def _verified(quotes: Sequence[Quote], watch: Watch) -> list[Quote]:
    """The quotes that prove the sentence which is shown for them."""
    with Stage("verify"):
        verdicts = [verify(readable(quote), [quote]) for quote in quotes]
    watch.verified(quotes, verdicts)
    return [quote for quote, verdict in zip(quotes, verdicts, strict=True) if verdict.is_backed]


def _is_sure(quoted: Quote, ranked: Sequence[Candidate]) -> bool:
    """Whether the exact words of the first quote may be marked: not where the reader doubts that it answers.

    There 17 of 23 marked words were wrong, elsewhere 19 of 92 (gold/dev, all answered).
    """
    inside = (one for one in ranked if one.document.id == quoted.document.id)
    read = next((one.answers for one in inside if quoted.start <= one.span.start < quoted.end), None)
    return read is None or read >= EVEN_ODDS


def _only_the_item(quoted: Quote, document_of: DocumentOf, asked: Understanding) -> Quote:
    """The quote of a list cut down to the one item that answers."""
    source = document_of(quoted.document.id)
    return only_its_item(source, quoted, asked.terms) if source else quoted


def _quoting(document_of: DocumentOf, asked: Understanding) -> QuoteOf:
    """Turns a candidate into a quote of its document."""

    def quoted(candidate: Candidate) -> Quote | None:
        source = document_of(candidate.document.id)
        found = marked(source, candidate, asked) if source else None
        if found and candidate.passage.span.holds(found.span):
            return replace(found, same_in=candidate.same_in)
        return found  # widened beyond what the other documents are known to hold

    return quoted


def _abstention(
    question: Question,
    asked: Understanding,
    near: tuple[Hit, ...],
    reason: Reason,
    missing: tuple[str, ...] = (),
    unheard: tuple[str, ...] = (),
) -> Answer:
    """An abstention with what came near, and with the names that this does not mention and the words that no document
    holds."""
    missing = tuple(dict.fromkeys((*not_shown(missing, asked, near), *unheard)))
    return Answer(question.text, asked.language, "extractive", reason=reason, related=near, not_mentioned=missing)


def _with_closest(hits: Iterable[Hit], ranked: Sequence[Candidate], quote_of: QuoteOf) -> tuple[Hit, ...]:
    """The first hits, each with the quote of its best sentence to show for it, because passages often begin with a page
    header; where two say the same, as in a text that stands twice in its file, the first."""
    shown: dict[str, Hit] = {}
    for hit in hits:
        best = next((one for one in ranked if one.passage.id == hit.passage.id), None)
        told = replace(hit, closest=quote_of(best)) if best else hit
        shown.setdefault(in_one_line(told.closest.text if told.closest else told.passage.text), told)
        if len(shown) == RELATED:
            break
    return tuple(shown.values())
