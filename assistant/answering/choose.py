"""Ranked sentences -> the few quotes that make the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.answering.quoting.parts.headings import PARAGRAPH_NUMBER
from assistant.answering.quoting.quote import exact_within
from assistant.answering.quoting.self_contained import is_self_contained
from assistant.answering.quoting.widen import takes_back
from assistant.answering.weighing.weigh import EVEN_ODDS, Candidate, QuoteOf
from assistant.language.figures import figures
from assistant.language.terms import stems
from assistant.records import QUOTE_CHARACTERS, Language, Quote
from assistant.telemetry.stages import Stage

QUOTES = 5  # the most of one answer
SHORT_CHARACTERS = QUOTE_CHARACTERS // 2  # the most that the best quote may grow to with those that touch it
# Sentences that score less than the best one by more are not shown: with 2.2, .533 instead of .544 are right
# (docs/history/RETRIEVAL.md, "Answers without a language model").
CLOSE = 3.0
NEARLY = CLOSE / 2  # a sentence that is the better answer may score so much less than the best one and still go first
# Nor are those whose stretch is less likely to answer, in the logits of the reader, by more than this than that of the
# best one, or than even odds: of 117 such quotes none was needed (docs/history/ANSWERS.md, "less beside the point").
FAR = 3.0
CUT = " …"  # where what is shown above a quote is cut
SAME = 0.8  # two quotes that share this part of their terms say the same


@Stage("choose")
def choose(ranked: Sequence[Candidate], quote_of: QuoteOf, language: Language) -> list[Quote]:
    """The quotes to show: that of the best candidate (or the beginning of its paragraph) first, then the others in the
    order of their documents.

    - Only candidates that are CLOSE to the best one, and not FAR less likely to answer in the eyes of the reader.
    - Of quotes that overlap or say the same, the best one, or a longer one that only adds the sentence behind it. A
      quote in another language than `language` also says the same if its figures stand in a better one.
    - Beside the best one, only quotes that can be understood by themselves.
    - Neighbours are joined, for the next sentence may be an exception; to the best one only while it stays short.

    Args:
        ranked: the candidates, best first.
        language: that of the answer.
    """
    chosen: list[Quote] = []
    for quote in _close_ones(ranked, quote_of):
        if held := next((one for one in chosen if _adds_to(quote, one)), None):
            chosen = _grown(chosen, held, replace(quote, exact=exact_within(quote, held) or quote.exact))
        elif _is_new(quote, chosen, language):
            chosen.append(quote)
        if len(chosen) == QUOTES:
            break
    if not chosen:
        return []
    chosen.insert(0, chosen.pop(chosen.index(_opening(chosen))))
    first, others = _with_its_neighbours(chosen[0], chosen[1:])
    return [first, *_joined(_in_reading_order(others))]


def _is_new(quote: Quote, chosen: Sequence[Quote], language: Language) -> bool:
    """Whether a quote says something that those chosen before it do not, and can be understood by itself."""
    if any(quote.touches(other.document.id, other.span) or _says_again(quote, other, language) for other in chosen):
        return False
    return not chosen or is_self_contained(quote) or quote.text in chosen[0].shown_above


def _opening(chosen: Sequence[Quote]) -> Quote:
    """The best quote, or the one that stands above it as how its paragraph begins, with the list that it leads in, or
    as what it points to."""
    best, *others = chosen
    shown = best.elsewhere if PARAGRAPH_NUMBER.match(best.text) else best.shown_above
    above = (one for one in others if one.document.id == best.document.id and one.end <= best.start)
    return next((one for one in above if any(_begins(one, words) for words in shown)), best)


def _begins(one: Quote, words: str) -> bool:
    """Whether a quote is what the words above another one say, or begins with them where they are cut."""
    beginning, cut, _ = words.partition(CUT)
    return one.text.startswith(beginning) if cut else one.text == words and words.endswith((".", ":"))


def _with_its_neighbours(best: Quote, others: Sequence[Quote]) -> tuple[Quote, list[Quote]]:
    """The best quote joined with those that touch it, while it stays short; and the remaining ones."""
    first, left = best, list(others)
    while touching := next((one for one in left if _touches(first, one)), None):
        left.remove(touching)
        first = _one(*sorted((first, touching), key=lambda one: one.start))
    return replace(first, exact=exact_within(first, best)), left


def _adds_to(one: Quote, other: Quote) -> bool:
    """Whether a quote is the other one with the sentence behind it, or with the one before it that it restricts."""
    if one.document.id != other.document.id:
        return False
    goes_on = one.start == other.start and other.end < one.end
    return goes_on or (one.start < other.start and one.end == other.end and takes_back(other.text))


def _touches(first: Quote, other: Quote) -> bool:
    is_near = _follows(first, other) or _follows(other, first)
    return is_near and max(first.end, other.end) - min(first.start, other.start) <= SHORT_CHARACTERS


def _close_ones(ranked: Sequence[Candidate], quote_of: QuoteOf) -> Iterator[Quote]:
    best: Candidate | None = None
    for candidate in ranked:
        if best and candidate.score < best.score - CLOSE:
            return
        if (not best or not is_far(candidate, best)) and (quote := quote_of(candidate)):
            best = best or candidate
            yield quote


def beside_best(ranked: Sequence[Candidate], within: float = CLOSE) -> list[Candidate]:
    """The candidates behind the best one that score at most `within` less, and are not far less likely to answer."""
    best = ranked[0]
    return [one for one in ranked[1:] if one.score >= best.score - within and not is_far(one, best)]


def shown_alone(first: Iterable[Candidate], others: Iterable[Candidate], score: float) -> list[Candidate]:
    """The first candidates at this score, and the others too low to be shown beside them."""
    raised = (replace(one, score=score) for one in first)
    return [*raised, *(replace(one, score=min(one.score, score - 2 * CLOSE)) for one in others)]


def is_far(candidate: Candidate, best: Candidate) -> bool:
    """Whether the reader read both, and finds this one much less likely to answer."""
    if candidate.answers is None or best.answers is None:
        return False
    return candidate.answers < max(best.answers, EVEN_ODDS) - FAR


def _grown(chosen: list[Quote], held: Quote, longer: Quote) -> list[Quote]:
    """The chosen quotes with `held` replaced by a longer quote, and without others that the longer one contains.

    As before where the longer one would overlap another one in part.
    """
    others = [one for one in chosen if not longer.holds(one.document.id, one.span)]
    if any(longer.touches(one.document.id, one.span) for one in others):
        return chosen
    return [longer if one is held else one for one in chosen if one is held or one in others]


def _says_again(quote: Quote, other: Quote, language: Language) -> bool:
    """Whether a quote repeats another one; a foreign one repeats one in the answer's language if it has figures, and
    the other one holds them all."""
    is_foreign = quote.document.language != language
    if not is_foreign or other.document.language != language:
        return same_words(quote.text, other.text)
    mine = set(figures(quote.text))
    return bool(mine) and mine <= set(figures(other.text))


def same_words(one: str, other: str) -> bool:
    """Whether one text is a part of the other, or both have the same figures and nearly the same terms."""
    if one in other:
        return True
    mine, theirs = set(stems(one)), set(stems(other))
    shared = len(mine & theirs) / max(len(mine | theirs), 1)
    return shared >= SAME and set(figures(one)) == set(figures(other))


def _in_reading_order(quotes: Sequence[Quote]) -> list[Quote]:
    """By document, that of the best quote first, and by place within each."""
    documents = list(dict.fromkeys(quote.document.id for quote in quotes))
    return sorted(quotes, key=lambda quote: (documents.index(quote.document.id), quote.start))


def _joined(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes, neighbours with only white space between them joined."""
    joined: list[Quote] = []
    for quote in quotes:
        before = joined[-1] if joined else None
        if before and _follows(before, quote):
            joined[-1] = _one(before, quote)
        else:
            joined.append(quote)
    return joined


def _follows(one: Quote, other: Quote) -> bool:
    is_next = one.document.id == other.document.id and other.start == one.end + 1
    return is_next and other.end - one.start <= QUOTE_CHARACTERS


def _without_repeating(above: Sequence[str], more: Sequence[str], text: str) -> tuple[str, ...]:
    """What stands above two quotes, without what the text of both holds."""
    return tuple(dict.fromkeys((*above, *(one for one in more if one.partition(CUT)[0] not in text))))


def _one(first: Quote, second: Quote) -> Quote:
    """Two neighbouring quotes as one, with the exact words of the first one that has some."""
    words = first.exact
    if words is None and second.exact:
        words = second.exact._replace(at=second.exact.at + len(first.text) + 1)
    text = f"{first.text} {second.text}"
    return replace(
        first,
        text=text,
        end=second.end,
        boxes=first.boxes + second.boxes,
        same_in=tuple(info for info in first.same_in if info in second.same_in),
        exact=words,
        continues=second.continues,
        items=first.items + tuple(len(first.text) + 1 + at for at in second.items),
        headings=_without_repeating(first.headings, second.headings, text),
        elsewhere=_without_repeating(first.elsewhere, second.elsewhere, text),
        before=_without_repeating(first.before, second.before, text),
    )
