"""What one search found to an answer of quotes.

weigh every sentence of the passages -> read the best stretches, weigh again -> abstain, or quote -> choose -> verify
-> cite
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from assistant.answering.changes import changed_first
from assistant.answering.choose import CLOSE, choose
from assistant.answering.cite import cite, plain, readable
from assistant.answering.conflicts import beside, headings, numbered
from assistant.answering.named_headings import named_headings
from assistant.answering.nearby import nearby_first
from assistant.answering.next_date import next_date_first
from assistant.answering.places import of_the_place_first
from assistant.answering.proving.statements import statement
from assistant.answering.quoting.marking import marked, marked_best
from assistant.answering.quoting.one_item import only_its_item
from assistant.answering.reader.reader import Reader
from assistant.answering.reader.second_look import second_look
from assistant.answering.rows import named_rows
from assistant.answering.rule_first import rule_first
from assistant.answering.understanding.understand import Understanding
from assistant.answering.verify import verify
from assistant.answering.watch import Watch
from assistant.answering.weighing.abstain import judge
from assistant.answering.weighing.stated_way import stated_way_first
from assistant.answering.weighing.weigh import EVEN_ODDS, Candidate, candidates, rank
from assistant.answering.weighing.yardstick import Yardsticks
from assistant.knowledge.programmes.names import is_of_another, named_in
from assistant.records import Answer, Document, Hit, Question, Quote, Reason
from assistant.retrieving.prefer_newer import NAMED, SAID, Contender, asks_for, newer_first
from assistant.retrieving.retrieve import Match, Retriever
from assistant.telemetry.stages import Stage

# A sentence of the newer version that scores so little less than one of the older version goes before it: two versions
# say the same thing in other words. Half of what is still shown; below the same heading all that is shown goes before.
NEARLY = CLOSE / 2
LOWER = SAID * NEARLY  # so much less one may score of which a clause says the same
RELATED = 3  # so many passages are offered when there is no answer


class Means(NamedTuple):
    """What an answer is made with."""

    retriever: Retriever
    reader: Reader | None
    most_wrong: float
    watch: Watch
    yardsticks: Yardsticks
    today: datetime.date


def extracted(question: Question, asked: Understanding, matches: Sequence[Match], means: Means) -> Answer:
    """The answer out of the passages of one search, or an abstention."""
    rarity = means.retriever.index.rarity(asked.terms, question.audiences)
    sentences = candidates(_of_named_programme(matches, asked.query), asked, rarity)
    if means.reader:
        yardstick = means.yardsticks.read
        ranked = second_look(rank(sentences), asked.resolved or asked.query, means.reader, yardstick.weights)
    else:
        yardstick = means.yardsticks.bare
        ranked = rank(sentences, yardstick.weights)
    document_of = _reading(means.retriever, question)
    ranked = of_the_place_first(stated_way_first(ranked, asked), asked, document_of)
    near = tuple(match.hit for match in matches[:RELATED])
    if not ranked:
        return _abstention(question, asked, near, "below_threshold" if matches else "no_hits")
    quote_of = _quoting(document_of, asked)
    judgement = judge(ranked, asked, yardstick, means.today, means.most_wrong)
    means.watch.weighed(ranked, judgement)
    if judgement.reason:
        near = tuple(_with_closest(hit, ranked, quote_of) for hit in near)
        return _abstention(question, asked, near, judgement.reason, judgement.not_mentioned)
    ranked = changed_first(_newer_first(ranked, matches, asked, quote_of), asked)
    ranked = next_date_first(ranked, asked, means.today)
    ranked = rule_first(named_rows(nearby_first(ranked, asked, rarity), asked), asked, quote_of)
    chosen = named_headings(ranked, asked, document_of) or choose(ranked, quote_of, asked.language)
    chosen[:1] = [_at_its_best(marked_best(one, ranked, quote_of, asked), document_of, asked) for one in chosen[:1]]
    quotes, contradicting = beside(chosen, ranked, quote_of, asked)
    with Stage("verify"):
        verdicts = [verify(readable(found), [found]) for found in quotes]
    means.watch.verified(quotes, verdicts)
    backed = [found for found, verdict in zip(quotes, verdicts, strict=True) if verdict.is_backed]
    if not backed:
        return _abstention(question, asked, near, "not_supported", judgement.not_mentioned)
    read = tuple(match.hit for match in matches)
    found = Answer(
        question.text, asked.language, "extractive", *cite(backed, is_sure=_is_sure(backed[0], ranked)), related=read
    )
    return replace(
        found,
        conflicts=numbered(found, contradicting),
        not_mentioned=judgement.not_mentioned,
        is_unsure=judgement.is_unsure,
    )


def _of_named_programme(matches: Sequence[Match], query: str) -> list[Match]:
    """Without what the documents of other programmes say than one that is named and was found."""
    hits = [match.hit for match in matches]
    asked = named_in(query, (hit.document.title for hit in hits))
    texts = ("\n".join((*hit.passage.headings, hit.passage.text)) for hit in hits)
    is_other = (is_of_another(asked, hit.document.title, text) for hit, text in zip(hits, texts, strict=True))
    return [match for match, other in zip(matches, is_other, strict=True) if not other]


def _newer_first(
    ranked: Sequence[Candidate],
    matches: Sequence[Match],
    asked: Understanding,
    quote_of: Callable[[Candidate], Quote | None],
) -> list[Candidate]:
    """The same, with the sentence of a newer version before the one that it replaces; the other way round where the
    older version is asked for.

    What would be shown of both but cannot be quoted is left out.
    """
    yields_to: dict[str, str] = {}
    for match in matches:
        if (newer := match.hit.superseded_by) and match.yields:
            yields_to[match.hit.document.id] = newer.id
        elif newer and not asks_for(asked.query, newer):
            yields_to[newer.id] = match.hit.document.id
    versions = {*yields_to, *yields_to.values()}
    said = statement(asked.query).concepts if versions else frozenset()
    kept, contenders = [], []
    for one in ranked:
        is_newer = one.document.id in yields_to.values()
        reach = LOWER if is_newer else CLOSE
        is_near = one.document.id in versions and one.score >= ranked[0].score - reach
        shared = said & statement(plain(one.text)).concepts if is_near or is_newer else frozenset()
        is_looked_at = is_near or (is_newer and len(shared) >= NAMED)
        found = quote_of(one) if is_looked_at else None
        if found or not is_looked_at:
            above = headings(found) if found else ()
            kept.append(one)
            yields = yields_to.get(one.document.id)
            contenders.append(Contender(one.document.id, one.text, one.score, yields, above, shared))
    return [replace(kept[position], score=score) for position, score in newer_first(contenders, NEARLY)]


def _is_sure(quoted: Quote, ranked: Sequence[Candidate]) -> bool:
    """Whether a reader, where there is one, finds that the stretch of the quote answers.

    Where it does not, 17 of 23 exact words were wrong (gold/dev, all answered; where it does, 19 of 92).
    """
    inside = (one for one in ranked if one.document.id == quoted.document.id)
    read = next((one.answers for one in inside if quoted.start <= one.span.start < quoted.end), None)
    return read is None or read >= EVEN_ODDS


def _reading(retriever: Retriever, question: Question) -> Callable[[str], Document | None]:
    """Finds a document by its id; each is read once."""
    return cache(lambda document_id: retriever.document(document_id, question.audiences))


def _at_its_best(quoted: Quote, document_of: Callable[[str], Document | None], asked: Understanding) -> Quote:
    """The first quote as the one item that answers."""
    source = document_of(quoted.document.id)
    return only_its_item(source, quoted, asked.terms) if source else quoted


def _quoting(
    document_of: Callable[[str], Document | None], asked: Understanding
) -> Callable[[Candidate], Quote | None]:
    """Turns a candidate into a quote of its document."""

    def quoted(candidate: Candidate) -> Quote | None:
        source = document_of(candidate.document.id)
        found = marked(source, candidate, asked) if source else None
        if found and candidate.passage.start <= found.start and found.end <= candidate.passage.end:
            return replace(found, same_in=candidate.same_in)
        return found  # widened beyond what the other documents are known to hold

    return quoted


def _abstention(
    question: Question, asked: Understanding, near: tuple[Hit, ...], reason: Reason, missing: tuple[str, ...] = ()
) -> Answer:
    return Answer(question.text, asked.language, "extractive", reason=reason, related=near, not_mentioned=missing)


def _with_closest(hit: Hit, ranked: Sequence[Candidate], quote_of: Callable[[Candidate], Quote | None]) -> Hit:
    """With the quote of its best sentence: a passage itself often begins with the head of a page."""
    best = next((one for one in ranked if one.passage.id == hit.passage.id), None)
    return replace(hit, closest=quote_of(best)) if best else hit
