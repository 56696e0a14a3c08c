"""The answer to a question for money for a purpose: the programmes that come closest to it, each with words of its own.

"Wir wollen unsere Leute umschulen, gibts da Geld?", "Welche Förderung gibt es für Ladesäulen?" No list of words tells
what a programme is for, so the purpose is searched by meaning. It has to come clearly closer than what no programme is
for: how close that is tells for any embedding model and any corpus how much a cosine says there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from assistant.answering.cite import readable
from assistant.answering.looking_up.closeness import noise, similarity
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.programme_listing import address, told_of
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.quoting.quote import quote
from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.calling import is_named, says_of_which
from assistant.knowledge.programmes.denying import denies_funding
from assistant.knowledge.programmes.document_words import share_in, speaks_of, words_in
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.filtering import ProgrammeFilter, matching
from assistant.knowledge.programmes.programme_question import applicant_in, programmes_asked_for
from assistant.knowledge.programmes.purposes import (
    bare_purpose,
    purpose_of,
    purpose_perhaps_of,
    purpose_planned_of,
    trade_of,
)
from assistant.knowledge.programmes.status import SHUT
from assistant.language.compounds import SHORTEST_PART
from assistant.language.everyday import in_their_place, other_words
from assistant.language.terms import stems, whole_words
from assistant.records import Answer, Filters, Language, Listing, Quote
from assistant.retrieving.retrieve import DocumentOf, Match

TOLD: tuple[Field, ...] = ("rate", "deadline", "applicant")
MOST_PROGRAMMES = 2  # each in two sentences: what it gives, and its own words on the purpose
PASSAGES = 24  # of so many the programmes are taken
NEARLY = 0.015  # so far below the closest programme another one is named, too
CLEARLY = 0.03  # of 19 trades three of the five that one of 53 programmes is for, and no other, are so far above
LEAST_LETTERS = 5  # of a word that makes a title speak of the purpose
HALF = 0.5  # of the purpose's words; so many a programme speaks of that comes hardly closer than what none is for
BESIDE = 0.04  # so far above it may be what is no programme: a study tells more of training than who pays for it


class _Wanted(NamedTuple):
    """A purpose and the programmes among which it is looked for; of so large a `share` of it one has to speak, or its
    title of a word of it, and it has to be so far `above` what none is for."""

    purpose: str
    known: Sequence[Programme]
    share: float = 0
    above: float = 0


def programmes_for_purpose(inquiry: Inquiry) -> Answer | None:
    """The programmes that come closest to the purpose that money is asked for.

    None where something else is asked, or may be and the search is sure of its answer; where none comes close, or, if
    its own words speak of the purpose, nearly so; where one comes hardly close, or to a plan, and speaks of less than
    half of it, or only in other words and not of all of these, unless its title speaks of it; where something else
    comes closer, and where the closest sentence excludes the purpose.
    """
    wanted = _wanted(inquiry)
    if wanted is None or not wanted.known:
        return None
    purpose, known, share, above = wanted
    retriever, audiences, language = inquiry.retriever, inquiry.audiences, inquiry.language
    within = frozenset(info.id for programme in known for info in programme.documents)
    least = noise(retriever, audiences, within, language)
    vector = retriever.embedder.embed_query(purpose)
    best = similarity(vector, retriever, audiences, within)
    if above and best < least + above:
        return None
    share = max(share, HALF) if best < least + NEARLY else share
    named = [[word] for word in whole_words(purpose) if len(word) >= LEAST_LETTERS] if above else []
    if best <= least:
        others = _in_words_of(known, purpose)
        worded = in_their_place(purpose, others)
        other = retriever.embedder.embed_query(worded)
        if (closer := similarity(other, retriever, audiences, within)) >= least + NEARLY:
            purpose, vector, best, share, named = worded, other, closer, 1, [list(others.values())]
    if best < similarity(vector, retriever, audiences) - BESIDE or best <= least - NEARLY:
        return None
    matches = retriever.retrieve(purpose, audiences=audiences, filters=Filters(documents=within), k=PASSAGES)
    found = _closest(matches, known, best - NEARLY)
    if best <= least:
        found = [one for one in found if speaks_of(one[0].words.own, purpose)]
    found = _speaking_most(found, purpose, share, named)
    read = retriever.documents_once(audiences)
    if not found or _is_excluded(purpose, found[0][1], read):
        return None
    found.sort(key=lambda one: one[0].status in SHUT)
    told = list(_told(purpose, found, read, least, language))
    if not told:
        return None
    listed = tuple(one.about for one in told if one.about)
    table = Listing(address(ProgrammeFilter()), len(known))
    answer = answer_of(inquiry.question, told)
    return replace(answer, resolved=inquiry.resolved.stated, listing=table, listed=listed)


def no_programme_for_purpose(inquiry: Inquiry) -> Answer | None:
    """An abstention where money is asked for a purpose and neither a programme nor the search has an answer.

    It offers the closest passages of programmes, and the table of those that are for who asks.
    """
    purpose, known = _asked(inquiry)
    if not purpose or not known or inquiry.searched().citations:
        return None
    said = applicant_in(inquiry.resolved.text)
    wanted = ProgrammeFilter(applicant=said[0] if said else None, unstated=said is not None)
    table = Listing(address(wanted), len(matching(known, wanted)))
    near = inquiry.closest_of((info for one in known for info in one.documents), purpose)
    none = replace(answer_of(inquiry.question), reason="no_programme", related=near, listing=table)
    return replace(none, resolved=inquiry.resolved.stated)


def _asked(inquiry: Inquiry) -> tuple[str, list[Programme]]:
    """The purpose, and the programmes among which it is looked for; no purpose where something else is asked."""
    question, asked = inquiry.question, inquiry.resolved
    wanted = programmes_asked_for(asked.text, inquiry.today) or ProgrammeFilter()
    purpose = wanted.query or purpose_of(asked.text) or _perhaps(inquiry)
    if question.filters or not purpose:
        return "", []
    known = inquiry.programmes
    if wanted.query:
        return purpose, matching(known, replace(wanted, query="", unstated=True))
    if says_of_which(asked.text, known):
        return "", []
    if asked.since is not None:
        topic = question.history[asked.since]
        if not purpose_of(topic) and any(is_named(one, topic) for one in known):
            return "", []
        purpose = bare_purpose(question.text) or purpose  # "Und für einen Prototyp?" takes the place of what was asked
    return purpose, known


def _perhaps(inquiry: Inquiry) -> str:
    """The purpose that money may be asked for; none where the search is sure of its answer."""
    purpose = purpose_perhaps_of(inquiry.resolved.text)
    return purpose if purpose and not inquiry.is_answered else ""


def _wanted(inquiry: Inquiry) -> _Wanted | None:
    """What money is asked for; at the beginning of a topic also a plan, where the search is not sure of an answer, or
    the trade of who says nothing else."""
    purpose, known = _asked(inquiry)
    if purpose:
        return _Wanted(purpose, known)
    question = inquiry.question
    if question.filters or inquiry.resolved.since is not None:
        return None
    if trade := trade_of(question.text):
        return _Wanted(trade, inquiry.programmes, above=CLEARLY)
    plan = purpose_planned_of(question.text)
    return _Wanted(plan, inquiry.programmes, HALF, NEARLY) if plan and not inquiry.is_answered else None


def _in_words_of(known: Sequence[Programme], purpose: str) -> dict[str, str]:
    """What these programmes say in place of what people do, by the words of these: "Mitarbeiter schulen"."""
    return other_words(purpose, lambda word: any(speaks_of(programme.words.all, word) for programme in known))


def _closest(matches: Sequence[Match], known: Sequence[Programme], least: float) -> list[tuple[Programme, list[Match]]]:
    """The first programmes with their passages, one of which is as close as `least`."""
    of_document: dict[str, list[int]] = {}
    for place, programme in enumerate(known):
        for info in programme.documents:
            of_document.setdefault(info.id, []).append(place)
    found: dict[int, list[Match]] = {}
    for match in matches:
        for place in of_document[match.hit.document.id]:
            if part := _told_by(known[place], match):
                found.setdefault(place, []).append(part)
    near = [one for one in found.items() if max(match.hit.similarity for match in one[1]) >= least]
    return [(known[place], of_it) for place, of_it in near[:MOST_PROGRAMMES]]


def _speaking_most(
    found: Sequence[tuple[Programme, list[Match]]], purpose: str, least: float, named: Sequence[Sequence[str]]
) -> list[tuple[Programme, list[Match]]]:
    """Those that speak of the most words of the purpose, if that is so large a share of them, or all words of one of
    `named` stand in the title."""
    shares = [share_in(programme.words, purpose) for programme, _ in found]
    most = max(shares, default=0.0)
    return [
        one
        for one, share in zip(found, shares, strict=True)
        if share == most and (share >= least or _is_in_title(named, one[0]))
    ]


def _is_in_title(named: Sequence[Sequence[str]], programme: Programme) -> bool:
    title = words_in(programme.title, "").all
    return any(speaks_of(title, " ".join(words)) for words in named)


def _told_by(programme: Programme, match: Match) -> Match | None:
    """The part of a passage that is about a programme. Where a list names it, its row, if no other words of the passage
    are closer: by those the passage was found."""
    rows = [one.quote for one in programme.of("title") if one.fact.programme]
    if not rows:
        return match
    passage = match.hit.passage
    kept = [at for at, one in enumerate(passage.sentences) if any(row.span.holds(one) for row in rows)]
    if not kept or match.sentence_similarities.argmax() not in kept:
        return None
    own = replace(passage, sentences=tuple(passage.sentences[at] for at in kept))
    return Match(replace(match.hit, passage=own), match.sentence_similarities[kept])


def _is_excluded(purpose: str, matches: Sequence[Match], read: DocumentOf) -> bool:
    """Whether the closest sentence says that such things are not funded: it has a word of the purpose, or none that
    funds something comes nearly as close, unless it is only a kind of it: "Führungskräftetrainings" are no "Training".
    """
    quotes = list(_quotes(matches, read))
    if not quotes or not _denies(quotes[0][0]):
        return False
    closest, cosine = quotes[0]
    asked, said = set(stems(purpose)), set(stems(closest.text))
    if not asked.isdisjoint(said):
        return True
    if any(word.endswith(one) for one in asked if len(one) >= SHORTEST_PART for word in said):
        return False
    return all(_denies(one) or other < cosine - NEARLY for one, other in quotes)


def _denies(quoted: Quote) -> bool:
    return denies_funding(" ".join((*quoted.shown_above, quoted.text)))


def _told(
    purpose: str,
    found: Sequence[tuple[Programme, Sequence[Match]]],
    read: DocumentOf,
    least: float,
    language: Language,
) -> Iterator[ProvedSentence]:
    """Of each programme what it gives, until when and to whom, then what it funds or, unsaid, its closest sentence with
    a word of the purpose, what it pays, or its closest sentence. A closest one is at least so close."""
    worded, asked = "funding_closest", set(stems(purpose))
    for programme, matches in found:
        told = next(told_of([programme], ProgrammeFilter(), language, TOLD, worded=worded), None)
        close = [
            one
            for one, cosine in _quotes(matches, read)
            if cosine >= least and not _is_contact(one, programme) and not denies_funding(one.text)
        ]
        in_words = (one for one in close if not asked.isdisjoint(stems(one.text)))
        pays = (one.quote for one in programme.of("costs") if not denies_funding(one.quote.text))
        quoted = next(chain((one.quote for one in programme.of("purpose")), in_words, pays, close), None)
        if told and quoted:
            yield told
            yield ProvedSentence(readable(quoted), [quoted])
            worded = "funding_also"


def _is_contact(quoted: Quote, programme: Programme) -> bool:
    """Whether it says whom to ask; another document of the programme may say it in other words."""
    contacts = programme.of("contact")
    addresses = (stated.fact.value for stated in contacts if "@" in stated.fact.value)
    return any(quoted.text == stated.quote.text for stated in contacts) or any(one in quoted.text for one in addresses)


def _quotes(matches: Sequence[Match], read: DocumentOf) -> Iterator[tuple[Quote, float]]:
    """The sentences of the passages as quotes, with their cosines, the closest first; what is none is left out."""
    sentences = [
        (float(cosine), match.hit.document.id, sentence)
        for match in matches
        for cosine, sentence in zip(match.sentence_similarities, match.hit.passage.sentences, strict=True)
    ]
    for cosine, document_id, sentence in sorted(sentences, key=lambda one: one[0], reverse=True):
        document = read(document_id)
        if document and (found := quote(document, sentence)):
            yield found, cosine
