"""How an answer came about, step by step: `python -m assistant explain "question"`.

The steps are recorded while the question is answered in the usual way; nothing is done a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from assistant.answering.applied_filters import applied
from assistant.answering.cite import plain, readable
from assistant.answering.terminal import shown, wrapped
from assistant.answering.understanding.understand import Understanding
from assistant.answering.verify import Verdict
from assistant.answering.watch import Watch
from assistant.answering.weighing.abstain import Judgement
from assistant.answering.weighing.weigh import FEATURES, Candidate
from assistant.answering.weighing.yardstick import EVIDENCE, FOUND_NOTHING
from assistant.messages import name_list, printable, text
from assistant.records import Answer, Filters, Hit, Language, Quote
from assistant.retrieving.retrieve import Match

SENTENCES = 5  # so many of the best sentences are shown with their features


@dataclass(frozen=True, slots=True)
class Step:
    """One search of the question, and what was made of it.

    `judgement` is None where no sentence was found; `verdicts` are those on `quotes`, both empty where none was chosen.
    """

    asked: Understanding
    filters: Filters
    hits: tuple[Hit, ...]
    best: tuple[Candidate, ...] = ()
    judgement: Judgement | None = None
    quotes: tuple[Quote, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def weights(self) -> tuple[float, ...]:
        """The weight of each feature by which the sentences were ranked; empty where no sentence was found."""
        return self.judgement.yardstick.weights if self.judgement else ()


class Recorder(Watch):
    """Keeps every step, in the order in which they were made."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def searched(self, asked: Understanding, filters: Filters, matches: Sequence[Match]) -> None:
        self.steps.append(Step(asked, filters, tuple(match.hit for match in matches)))

    def weighed(self, ranked: Sequence[Candidate], judgement: Judgement) -> None:
        self.steps[-1] = replace(self.steps[-1], best=tuple(ranked[:SENTENCES]), judgement=judgement)

    def verified(self, quotes: Sequence[Quote], verdicts: Sequence[Verdict]) -> None:
        self.steps[-1] = replace(self.steps[-1], quotes=tuple(quotes), verdicts=tuple(verdicts))


def explained(answer: Answer, steps: Sequence[Step], contact: str) -> str:
    """The steps and the answer as text, in the language of the answer."""
    return "\n".join(_lines(answer, steps, contact))


def _lines(answer: Answer, steps: Sequence[Step], contact: str) -> Iterator[str]:
    language = answer.language
    yield _line(text("explain_question", language, question=answer.question))
    for number, step in enumerate(steps, 1):
        yield ""
        yield from _understood(step, number, language)
        yield from _filters(answer, step, language)
        yield from _passages(step, language)
        yield from _sentences(step, language)
        yield from _confidence(step, language)
        yield from _verdicts(step, language)
    yield ""
    yield text("explain_result", language)
    yield shown(answer, contact)


def _understood(step: Step, number: int, language: Language) -> Iterator[str]:
    asked = step.asked
    yield _line(text("explain_search", language, number=number, query=asked.query))
    yield _line(text("explain_asked", language, kind=asked.asked_for or "–", language=asked.language), 1)
    yield _line(text("explain_terms", language, terms=", ".join(sorted(asked.terms)) or "–"), 1)
    if asked.is_instruction:
        yield _line(text("explain_instruction", language), 1)


def _filters(answer: Answer, step: Step, language: Language) -> Iterator[str]:
    labels = ", ".join(one.label for one in applied(replace(answer, filters=step.filters), language))
    yield _line(text("explain_filters", language, filters=labels or "–"), 1)


def _passages(step: Step, language: Language) -> Iterator[str]:
    yield _line(text("explain_passages", language, count=len(step.hits)), 1)
    for hit in step.hits:
        page = "" if hit.passage.page is None else f" · {text('element_page', language, number=hit.passage.page)}"
        place = f"{hit.document.title}{page} · {hit.document.path}"
        numbers = text("explain_passage", language, score=f"{hit.score:.3f}", similarity=f"{hit.similarity:.3f}")
        yield _line(f"{hit.rank}. {printable(place)} · {numbers}", 2)


def _sentences(step: Step, language: Language) -> Iterator[str]:
    if step.best:
        yield _line(text("explain_sentences", language), 1)
    for number, candidate in enumerate(step.best, 1):
        yield _line(f"{number}. {candidate.score:.2f} · {printable(plain(candidate.text))}", 2)
        yield _line(_products(FEATURES, candidate.features, step.weights), 3)


def _confidence(step: Step, language: Language) -> Iterator[str]:
    if found := step.judgement:
        estimate, threshold = f"{found.confidence:.2f}", f"{found.threshold:.2f}"
        yield _line(text("explain_confidence", language, estimate=estimate, threshold=threshold), 1)
        yield _line(_products(EVIDENCE, found.evidence, found.yardstick.calibration.weights), 2)
        if found.evidence.is_refuted:
            yield _line(text("explain_refuted", language, border=f"{FOUND_NOTHING:g}"), 2)
        if found.not_mentioned:
            yield _line(text("element_unmentioned", language, names=name_list(found.not_mentioned, language)), 2)
        if found.unheard.words:
            yield _line(text("element_unfound", language, names=name_list(found.unheard.words, language)), 2)


def _verdicts(step: Step, language: Language) -> Iterator[str]:
    if step.quotes:
        yield _line(text("explain_verdicts", language), 1)
    for quote, verdict in zip(step.quotes, step.verdicts, strict=True):
        yield _line(text("explain_verdict", language, sentence=readable(quote), verdict=_verdict(verdict, language)), 2)


def _verdict(verdict: Verdict, language: Language) -> str:
    if verdict.is_backed:
        return text("explain_backed", language)
    reasons = (text(f"explain_refused_{one.reason}", language, detail=one.detail) for one in verdict.refusals)
    return text("explain_refused", language, reasons="; ".join(reasons))


def _products(names: Sequence[str], values: Sequence[float], weights: Sequence[float]) -> str:
    """ "similarity 0.88 × 60 = 52.8" for each that is not nothing."""
    triples = zip(names, values, weights, strict=True)
    return "; ".join(
        f"{name} {value:.2f} × {weight:g} = {value * weight:.2f}" for name, value, weight in triples if value
    )


def _line(line: str, depth: int = 0) -> str:
    return wrapped(line, 3 * depth, hanging=2)


def as_json(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """The steps as plain values."""
    return [_plain(step) for step in steps]


def _plain(step: Step) -> dict[str, Any]:
    filters = {one.name: value for one in fields(step.filters) if (value := getattr(step.filters, one.name))}
    return {
        "query": step.asked.query,
        "asked_for": step.asked.asked_for,
        "language": step.asked.language,
        "terms": sorted(step.asked.terms),
        "is_instruction": step.asked.is_instruction,
        "filters": {name: sorted(value) if name == "documents" else str(value) for name, value in filters.items()},
        "passages": [
            {
                "rank": hit.rank,
                "path": hit.document.path,
                "page": hit.passage.page,
                "start": hit.passage.start,
                "end": hit.passage.end,
                "score": hit.score,
                "similarity": hit.similarity,
            }
            for hit in step.hits
        ],
        "sentences": [
            {
                "text": candidate.text,
                "path": candidate.document.path,
                "score": candidate.score,
                "features": _weighed(FEATURES, candidate.features, step.weights),
            }
            for candidate in step.best
        ],
        "confidence": _plain_confidence(step),
        "verdicts": [
            {
                "sentence": readable(quote),
                "backed": verdict.is_backed,
                "support": verdict.support,
                "refusals": [asdict(refusal) for refusal in verdict.refusals],
            }
            for quote, verdict in zip(step.quotes, step.verdicts, strict=True)
        ],
    }


def _plain_confidence(step: Step) -> dict[str, Any] | None:
    found = step.judgement
    if found is None:
        return None
    return {
        "value": found.confidence,
        "threshold": found.threshold,
        "evidence": _weighed(EVIDENCE, found.evidence, found.yardstick.calibration.weights),
        "is_refuted": found.evidence.is_refuted,
        "not_mentioned": list(found.not_mentioned),
        "unheard": list(found.unheard.words),
    }


def _weighed(names: Sequence[str], values: Sequence[float], weights: Sequence[float]) -> dict[str, dict[str, float]]:
    triples = zip(names, values, weights, strict=True)
    return {name: {"value": float(value), "weight": weight} for name, value, weight in triples}
