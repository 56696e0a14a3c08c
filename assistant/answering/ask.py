"""Question to answer. Read this first: the whole way in one function.

understand -> retrieve -> weigh every sentence of the best passages -> read the best stretches, weigh again
-> abstain, or quote -> choose -> verify -> cite

What the question says about where to search ("Protokolle vom Mai 2023") narrows the search. Where nothing is found so,
everything is searched, and the answer does not speak of the filter.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from assistant.answering.changes import changed_first
from assistant.answering.choose import CLOSE, choose
from assistant.answering.cite import cite, readable
from assistant.answering.coming import coming_first
from assistant.answering.conflicts import beside, headings, numbered
from assistant.answering.quoting.marking import marked, marked_best
from assistant.answering.reader.reader import Reader
from assistant.answering.reader.second_look import second_look
from assistant.answering.several import each_part
from assistant.answering.understanding.following import goes_on
from assistant.answering.understanding.understand import Understanding, understand
from assistant.answering.verify import verify
from assistant.answering.watch import UNWATCHED, Watch
from assistant.answering.weighing.abstain import MOST_WRONG, judge
from assistant.answering.weighing.weigh import EVEN_ODDS, Candidate, candidates, rank
from assistant.answering.weighing.yardstick import SHIPPED, Yardsticks
from assistant.knowledge.programmes.names import is_of_another, programme_names
from assistant.knowledge.programmes.purposes import purpose_of, speaks_of_money
from assistant.language.everyday import beside_them, in_their_place, other_words
from assistant.language.terms import stems
from assistant.records import Answer, Document, Filters, Hit, Question, Quote, Reason
from assistant.retrieving.filters import narrowed, touched, understood
from assistant.retrieving.prefer import Contender, asks_for, newer_first
from assistant.retrieving.retrieve import Match, Retriever
from assistant.telemetry.stages import Stage

PASSAGES = 16  # of so many the sentences are looked at
# The words of a filter are not searched for if so many others are left. Right passage first with and without them, of
# questions of gold/dev: 15 and 18 of 26 on minutes with "laut Protokoll vom ...", 17 and 19 of 56 on funding with "laut
# Förderrichtlinie".
LEAST_TERMS = 2
# A sentence of the newer version that scores so little less than one of the older version goes before it: two versions
# say the same thing in other words. Half of what is still shown; below the same heading all that is shown goes before.
NEARLY = CLOSE / 2
RELATED = 3  # so many passages are offered when there is no answer


class Means(NamedTuple):
    """What an answer is made with."""

    retriever: Retriever
    reader: Reader | None
    most_wrong: float
    watch: Watch
    yardsticks: Yardsticks
    today: datetime.date


def answer(
    question: Question,
    retriever: Retriever,
    reader: Reader | None = None,
    *,
    most_wrong: float = MOST_WRONG,
    today: datetime.date | None = None,
    watch: Watch = UNWATCHED,
    yardsticks: Yardsticks = SHIPPED,
) -> Answer:
    """The best sentences of the documents, each verbatim and cited, or an abstention with its reason.

    "letztes Jahr" in the question is seen from `today`, by default the day of the call. Without a reader the sentences
    are ranked by what they share with the question. Of the answers at most the share `most_wrong` should be wrong; the
    less, the more questions are declined. That and the order of the sentences are measured by `yardsticks`.
    """
    means = Means(retriever, reader, most_wrong, watch, yardsticks, today or datetime.date.today())
    return each_part(question, lambda part: _found(part, means))


def _found(question: Question, means: Means) -> Answer:
    asked = understand(question)
    found = _narrowed(question, asked, means) or _answered(question, asked, question.filters, means)
    return replace(found, resolved=found.resolved or asked.resolved)


def _narrowed(question: Question, asked: Understanding, means: Means) -> Answer | None:
    """The answer from what the question itself restricts the search to; None where everything has to be searched.

    A follow-up without filters of its own keeps the last ones that its topic stated, except what it speaks of itself
    ("Und im Juni?") and what was taken away there. An abstention stands where the time of a document is named:
    what another one says is no answer to it. But a short question that only may be a follow-up is asked of everything.
    """
    documents = means.retriever.index.documents(question.audiences)
    stated = understood(question.text, documents, means.today)
    without = question.without_filters
    place = len(question.history)
    keeps = not stated.filters and asked.since is not None
    while keeps and not stated.filters and place > (asked.since or 0):
        without |= touched((*question.history, question.text)[place], means.today)
        place -= 1
        stated = understood(question.history[place], documents, means.today)
    if keeps:
        without |= question.history_without
    filters, fields = narrowed(question.filters, stated.filters, without)
    if not fields:
        return None
    rest = stated.rest(fields)
    if keeps:
        bare = replace(question, history=(*question.history[:place], rest, *question.history[place + 1 :]))
    else:  # what is left of a question of its own must not seem to go on with an earlier one
        bare = replace(question, text=rest, history=() if asked.since is None else question.history)
    found = _answered(question, _about(bare, asked), filters, means)
    is_sure = "date" in fields and (not keeps or goes_on(question.text))
    if found.citations or (is_sure and found.reason != "no_hits"):
        return replace(found, understood=fields)
    return None


def _about(bare: Question, asked: Understanding) -> Understanding:
    """What is asked apart from the words of the filters; as it was where hardly anything is left.

    They say where to look, and every passage there shares them.
    """
    about = understand(replace(bare, language=asked.language))
    return replace(about, is_instruction=asked.is_instruction) if len(about.terms) >= LEAST_TERMS else asked


def _answered(question: Question, asked: Understanding, filters: Filters, means: Means) -> Answer:
    asked = asked.spelled(means.retriever.spelled(asked.query, question.audiences))
    found = _searched(question, asked, filters, means)
    if purpose_of(question.text):
        # Money for a purpose that no programme comes close to (`suiting.py`) is not there in other words either, and
        # what says nothing of money is no answer.
        is_other = speaks_of_money(question.text) and found.citations and not _tells_of_money(found.citations[0].quote)
        return _declined(found) if is_other else found
    if found.citations or asked.is_instruction:
        return found
    # What seems to be about something else is answered only where that is surer.
    surer = means._replace(most_wrong=means.most_wrong / 2) if found.reason == "out_of_scope" else means
    return _in_other_words(question, asked, filters, surer) or found


def _tells_of_money(quoted: Quote) -> bool:
    said = (quoted.document.title, *quoted.headings, quoted.text)
    return quoted.document.type == "funding" or any(map(speaks_of_money, said))


def _declined(found: Answer) -> Answer:
    """The abstention in place of an answer; what was read stays related to the question."""
    return replace(
        found, sentences=(), citations=(), conflicts=(), reason="below_threshold", related=found.related[:RELATED]
    )


def _in_other_words(question: Question, asked: Understanding, filters: Filters, means: Means) -> Answer | None:
    """The answer to the question as documents word it: "Belege aufbewahren" for "Quittungen aufheben"; None where they
    hold no such words, or it has none either."""
    rarity = means.retriever.index.rarity

    def is_known(word: str) -> bool:
        return all(rare < 1 for rare in rarity(stems(word), question.audiences).values())

    others = other_words(asked.query, is_known)
    if not others:
        return None
    resolved = in_their_place(asked.resolved, others) if asked.resolved else None
    worded = replace(asked.spelled(in_their_place(asked.query, others)), resolved=resolved)
    found = _searched(question, worded, filters, means)
    return replace(found, resolved=beside_them(asked.resolved or question.text, others)) if found.citations else None


def _searched(question: Question, asked: Understanding, filters: Filters, means: Means) -> Answer:
    matches = means.retriever.retrieve(
        asked.query, audiences=question.audiences, filters=filters, k=PASSAGES, today=means.today
    )
    means.watch.searched(asked, filters, matches)
    return replace(_composed(question, asked, matches, means), filters=filters)


def _composed(question: Question, asked: Understanding, matches: Sequence[Match], means: Means) -> Answer:
    rarity = means.retriever.index.rarity(asked.terms, question.audiences)
    sentences = candidates(_of_named_programme(matches, asked.query), asked, rarity)
    if means.reader:
        yardstick = means.yardsticks.read
        ranked = second_look(rank(sentences), asked.resolved or asked.query, means.reader, yardstick.weights)
    else:
        yardstick = means.yardsticks.bare
        ranked = rank(sentences, yardstick.weights)
    if not ranked:
        return _abstention(question, asked, matches, "below_threshold" if matches else "no_hits")
    judgement = judge(ranked, asked, yardstick, means.most_wrong)
    means.watch.weighed(ranked, judgement)
    if judgement.reason:
        return _abstention(question, asked, matches, judgement.reason, judgement.not_mentioned)
    quote_of = _quoting(means.retriever, question, asked)
    ranked = changed_first(_newer_first(ranked, matches, asked.query, quote_of), asked)
    ranked = coming_first(ranked, asked, means.today)
    chosen = choose(ranked, quote_of, asked.language)
    chosen[:1] = [marked_best(one, ranked, quote_of, asked) for one in chosen[:1]]
    quotes, contradicting = beside(chosen, ranked, quote_of, asked)
    with Stage("verify"):
        verdicts = [verify(readable(found), [found]) for found in quotes]
    means.watch.verified(quotes, verdicts)
    backed = [found for found, verdict in zip(quotes, verdicts, strict=True) if verdict.is_backed]
    if not backed:
        return _abstention(question, asked, matches, "not_supported", judgement.not_mentioned)
    read = tuple(match.hit for match in matches)
    found = Answer(
        question.text, asked.language, "extractive", *cite(backed, is_sure=_is_sure(backed[0], ranked)), related=read
    )
    return replace(found, conflicts=numbered(found, contradicting), not_mentioned=judgement.not_mentioned)


def _of_named_programme(matches: Sequence[Match], query: str) -> list[Match]:
    """Without what the documents of other programmes say than the one that is named."""
    asked = programme_names(query)

    def is_of_another_one(hit: Hit) -> bool:
        return is_of_another(asked, (hit.document.title, *hit.passage.headings), hit.passage.text)

    return [match for match in matches if not is_of_another_one(match.hit)]


def _newer_first(
    ranked: Sequence[Candidate], matches: Sequence[Match], query: str, quote_of: Callable[[Candidate], Quote | None]
) -> list[Candidate]:
    """The same, with the sentence of a newer version before the one that it replaces; the other way round where the
    older version is asked for.

    What would be shown of both but cannot be quoted is left out.
    """
    yields_to: dict[str, str] = {}
    for match in matches:
        if (newer := match.hit.superseded_by) and match.yields:
            yields_to[match.hit.document.id] = newer.id
        elif newer and not asks_for(query, newer):
            yields_to[newer.id] = match.hit.document.id
    versions = {*yields_to, *yields_to.values()}
    kept, contenders = [], []
    for one in ranked:
        is_looked_at = one.document.id in versions and one.score >= ranked[0].score - CLOSE
        found = quote_of(one) if is_looked_at else None
        if found or not is_looked_at:
            above = headings(found) if found else ()
            kept.append(one)
            contenders.append(Contender(one.document.id, one.text, one.score, yields_to.get(one.document.id), above))
    return [replace(kept[position], score=score) for position, score in newer_first(contenders, NEARLY)]


def _is_sure(quoted: Quote, ranked: Sequence[Candidate]) -> bool:
    """Whether a reader, where there is one, finds that the stretch of the quote answers.

    Where it does not, 17 of 23 exact words were wrong (gold/dev, all answered; where it does, 19 of 92).
    """
    inside = (one for one in ranked if one.document.id == quoted.document.id)
    read = next((one.answers for one in inside if quoted.start <= one.span.start < quoted.end), None)
    return read is None or read >= EVEN_ODDS


def _quoting(retriever: Retriever, question: Question, asked: Understanding) -> Callable[[Candidate], Quote | None]:
    """Turns a candidate into a quote of its document, which is read once."""

    @cache
    def document(document_id: str) -> Document | None:
        return retriever.document(document_id, question.audiences)

    def quoted(candidate: Candidate) -> Quote | None:
        source = document(candidate.document.id)
        found = marked(source, candidate, asked) if source else None
        if found and candidate.passage.start <= found.start and found.end <= candidate.passage.end:
            return replace(found, same_in=candidate.same_in)
        return found  # widened beyond what the other documents are known to hold

    return quoted


def _abstention(
    question: Question, asked: Understanding, matches: Sequence[Match], reason: Reason, missing: tuple[str, ...] = ()
) -> Answer:
    related = tuple(match.hit for match in matches[:RELATED])
    return Answer(question.text, asked.language, "extractive", reason=reason, related=related, not_mentioned=missing)
