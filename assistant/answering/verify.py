"""Whether a sentence may be shown: everything exact in it stands in what it cites, in the same role.

A sentence that is verbatim text of its quotes passes, but for an "alle" out of which they take something right behind
it. Of any other one, figures, names, negations, moods and cases are held against the quotes one by one; what is left is
scored by how many of its words they hold. Where a network reads along, it decides what words cannot: whether other
words say the same, and whether the same words say something else. What is exact no network can outvote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.cite import BULLET, plain, with_bullets
from assistant.answering.proving import (
    attributes,
    cases,
    claims,
    contrasts,
    deeds,
    free,
    items,
    leftovers,
    multiples,
    narrowing,
    ordinals,
    places,
    pointers,
    ranges,
    roles,
    tenses,
)
from assistant.answering.proving.compounding import compounded
from assistant.answering.proving.entailment import Entailment
from assistant.answering.proving.implied import is_implied
from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal, RefusalReason
from assistant.answering.proving.statements import Fact, Statement, Term, statement
from assistant.language import sentences
from assistant.language.detect import detect
from assistant.language.figures import figures
from assistant.language.negation import takes_out
from assistant.language.numbering import in_one_writing
from assistant.language.votes import counts_nobody, in_one_word
from assistant.records import Language, Quote

# Of the 574 pairs to calibrate on (evaluation/sets/verification.jsonl) .5 and .75 accept the same, .85 and .95 fewer
# that are right and no fewer that are wrong: what decides is that no word may be missing.
SUPPORT = 0.75
SUPPORT_ACROSS = 0.4  # where the quotes are in another language: of its words only those of the thesaurus are known
LONGEST_LEARNT = 200  # characters of a sentence; the network cuts what is much longer
MOST_NEW = 2  # nouns of which nothing stands in the quotes; more is rarely another word for the same
# The logit of the network from which a sentence is shown: in other words than the quotes', and in theirs.
SAID, NOT_DENIED = 2.5, -3.5
# What holds more is a table, which is quoted. None of the 738 sentences of that file has more than 4; 50, held against
# the 400 of eight long quotes, take .2 s, and the time grows with the product.
MOST_FIGURES = 50
NOUN, WORD = 2.0, 1.0  # what a noun or a name is worth, and any other word


@dataclass(frozen=True, slots=True)
class Verdict:
    """`support` is the share of the sentence's words that its quotes hold, 1 for verbatim text.

    `entailed` is what a network says, as a logit: whether they say what the sentence says; None where it was not asked.
    """

    refusals: tuple[Refusal, ...]
    support: float
    entailed: float | None = None

    @property
    def is_backed(self) -> bool:
        return not self.refusals


def verify(sentence: str, quotes: Iterable[Quote], entailment: Entailment | None = None) -> Verdict:
    """Whether the quotes prove the sentence; without quotes nothing is proved.

    Raises:
        ModelError: the network of `entailment` cannot be loaded.
    """
    return verdict_on(sentence, [with_bullets(quote) for quote in quotes], entailment)


def verdict_on(sentence: str, texts: Sequence[str], entailment: Entailment | None = None) -> Verdict:
    """`verify` for bare texts."""
    stated = " ".join(sentence.split()).removeprefix(BULLET)
    if any(_is_verbatim(stated, text) for text in texts):
        return Verdict(tuple(_taken_back(stated, texts)), 1.0)
    if (count := len(figures(stated))) > MOST_FIGURES:
        return Verdict((Refusal("length", str(count)),), 0.0)
    stated, *written = _in_one_writing([stated, *map(plain, texts)])
    said, source = statement(stated), Proof.of(written).text
    claim, proof = compounded(said, source), Proof(compounded(source, said))
    support = _support(claim, proof)
    exact = tuple(dict.fromkeys(_exact(claim, proof)))
    refusals = tuple(dict.fromkeys((*exact, *_worded(claim, proof))))
    if not refusals and not _is_supported(claim, proof, support):
        refusals = (Refusal("support", _unheld(claim, proof)),)
    if entailment is None or exact or not texts or _is_beyond(stated, claim, proof):
        return Verdict(refusals, support)
    entailed = entailment.logit(stated, written)
    if entailed >= (SAID if refusals else NOT_DENIED):
        return Verdict((), support, entailed)
    return Verdict(refusals or (Refusal("entailment", stated),), support, entailed)


def _in_one_writing(texts: Sequence[str]) -> list[str]:
    """The texts, of which the first one decides whether votes are told by their counts.

    One in English lets all keep their "I", which would be a number in German alone.
    """
    is_counted = counts_nobody(texts[0])
    language: Language = "en" if "en" in map(detect, texts) else "de"
    return [in_one_word(in_one_writing(text, language), with_counts=is_counted) for text in texts]


def _is_verbatim(sentence: str, quote: str) -> bool:
    """Whether the sentence is the quote or a run of its sentences, with or without its Markdown."""
    return any(_is_part(sentence, text) for text in (plain(quote), " ".join(quote.split()))) or any(
        sentence == plain(span.of(quote)) for span in sentences.split(quote)
    )


def _taken_back(sentence: str, texts: Sequence[str]) -> Iterator[Refusal]:
    """What a quote takes out of the "alle" of a sentence that it has word by word: "Ausgenommen sind Kanus"."""
    if any(takes_out(span.of(text)) for text in texts for span in sentences.split(text)[1:]):
        yield from claims.taken_back(statement(sentence), Proof.of([plain(text) for text in texts]))


def _is_part(sentence: str, text: str) -> bool:
    if sentence == text:
        return True
    if not sentence or sentence not in text:
        return False
    spans = sentences.split(text)
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    places = (match.start() for match in re.finditer(re.escape(sentence), text))
    return any(start in starts and start + len(sentence) in ends for start in places)


def _is_beyond(stated: str, claim: Statement, proof: Proof) -> bool:
    """Whether the sentence is longer, or says more that is new, than a network may judge."""
    new = [term for term in claim.terms if term.word.kind == "noun" and not proof.held(term)]
    return len(stated) > LONGEST_LEARNT or len(new) > MOST_NEW


def _exact(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """What stands in the quotes or does not: figures, each with its bound and in its case, names, "nicht", "muss"."""
    for fact in claim.facts:
        yield from _figure(claim, fact, proof)
    yield from ranges.turned(claim, proof)
    yield from ranges.ends_alone(claim, proof)
    yield from ranges.wholes(claim, proof)
    yield from leftovers.loose(claim, proof)
    yield from ordinals.displaced(claim, proof)
    yield from multiples.multiplied(claim, proof)
    yield from multiples.of_a_base(claim, proof)
    yield from multiples.repeated(claim, proof)
    yield from claims.votes_turned(claim, proof)
    yield from claims.names_added(claim, proof)
    yield from claims.replaced(claim, proof)
    yield from contrasts.exchanged(claim, proof)
    yield from attributes.exchanged(claim, proof)
    yield from contrasts.turned(claim, proof)
    yield from free.of_what_is_paid_for(claim, proof)
    yield from claims.denied(claim, proof)
    yield from claims.moods_changed(claim, proof)
    yield from narrowing.narrowed(claim, proof)
    yield from narrowing.freed(claim, proof)
    yield from places.turned(claim, proof)
    yield from deeds.mixed(claim, proof)
    yield from items.mixed(claim, proof)
    yield from pointers.of_the_others(claim, proof)
    yield from tenses.done_too_early(claim, proof)
    if pair := roles.exchanged(claim, proof):
        yield Refusal("role", " … ".join(pair))


def _worded(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """What depends on how the sentence words it."""
    for check in (claims.scope_changed, claims.cases_mixed, claims.opposed):
        yield from check(claim, proof)


def _figure(claim: Statement, fact: Fact, proof: Proof) -> Iterator[Refusal]:
    text = fact.figure.span.of(claim.text)
    backing = proof.facts(fact.figure, fact.role.measure)
    if not backing or _times(fact, claim.facts) > len(backing):
        yield Refusal(_kind(fact, proof), text)
        return
    mismatches = [cases.mismatch(claim, fact, known, proof) for known in backing]
    first = mismatches[0]
    if first and all(mismatches):
        yield Refusal(first.reason, f"{text} … {first.detail}" if first.detail else text)


def _times(fact: Fact, facts: Iterable[Fact]) -> int:
    return sum(other.figure == fact.figure for other in facts)


def _kind(fact: Fact, proof: Proof) -> RefusalReason:
    """What is wrong with a figure that no quote backs: its unit, or the figure itself."""
    figure = fact.figure
    known = [one.figure for one in proof.text.facts if one.figure.value == figure.value]
    if any(one.unit != figure.unit for one in known):
        return "unit"
    match figure.kind:
        case "percent":
            return "percentage"
        case "date" | "time":
            return "date"
        case "paragraph":
            return "paragraph"
        case _:
            return "figure"


def _is_supported(claim: Statement, proof: Proof, support: float) -> bool:
    if _is_across(claim, proof):
        return support >= SUPPORT_ACROSS
    is_new = any(not _held(term, claim, proof) for term in claim.terms)
    return support >= SUPPORT and not is_new


def _is_across(claim: Statement, proof: Proof) -> bool:
    return proof.text.language != claim.language


def _support(claim: Statement, proof: Proof) -> float:
    """The share of the sentence's words that the quotes hold, nouns counting twice; of one that says nothing, 0."""
    weights = [NOUN if term.word.kind in ("noun", "name") else WORD for term in claim.terms]
    total = sum(weights)
    found = sum(weight * _held(term, claim, proof) for weight, term in zip(weights, claim.terms, strict=True))
    return found / total if total else float(bool(claim.facts))


def _unheld(claim: Statement, proof: Proof) -> str:
    return ", ".join(dict.fromkeys(term.word.form for term in claim.terms if not _held(term, claim, proof)))


def _held(term: Term, claim: Statement, proof: Proof) -> float:
    """How far the quotes hold a term, if only by a figure: 0 to 1."""
    return proof.held(term) or float(is_implied(term, claim, proof))
