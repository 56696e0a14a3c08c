"""A sentence that a language model wrote, to the quotes that prove it; or the reason why it is not shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answering.proving.entailment import Entailment
from assistant.answering.quoting.parts.part import in_one_line
from assistant.answering.quoting.quote import quote
from assistant.answering.verify import verify
from assistant.answering.writing.draft import DraftSentence
from assistant.answering.writing.orders import gives_orders
from assistant.answering.writing.prompt import Shown
from assistant.language.figures import Figure, figures
from assistant.language.terms import stems
from assistant.reading.decode import UNSEEN
from assistant.records import QUOTE_CHARACTERS, DocumentInfo, Language, Quote, Span

QUOTES_A_MARK = 2  # what more sentences of one passage tell together is a summary, and hard to check for a reader
ADDS = 2  # a second quote has to bring so much: two more words, or a figure
FIGURE_WORTH = 3  # a figure of the sentence is worth so many of its words: without it the sentence is refused

Embed = Callable[[str], NDArray[np.float32]]

# No prose: links, marks and numbers of marks, tags, code. Sources are linked by us, and only there.
_NO_PROSE = re.compile(r"https?:|www\.|\]\s*\(|!\[|\[\s*\d|</?\w|`|\*\*|__|^\s*[#>|]|[{}|]", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


@dataclass(frozen=True, slots=True)
class Support:
    """The quotes that a sentence rests on, none where it is refused; `bad_marks` of its marks name no support."""

    quotes: tuple[Quote, ...]
    bad_marks: int = 0


def prove(
    draft: DraftSentence, shown: Sequence[Shown], language: Language, embed: Embed, entailment: Entailment | None = None
) -> Support:
    """The quotes for the sentence out of the passages that it is marked with.

    A mark is bad when no such passage was shown, or when nothing of the sentence stands in it; it is left out, never
    replaced. What is left has to prove the whole sentence; of what says the same, one quote is enough. Where the
    sentences that share its words do not, one that comes closest in meaning may, if `entailment` reads along.

    Raises:
        ModelError: the network of `entailment` cannot be loaded.
    """
    text = in_one_line(draft.text)
    marked = [shown[number - 1] for number in dict.fromkeys(draft.passages) if 1 <= number <= len(shown)]
    found = [_quotes(text, one, language, embed) for one in marked]
    unknown = len(set(draft.passages)) - len(marked)
    quotes = _needed(text, [one for quotes in found for one in quotes])
    bad_marks = unknown + sum(not one for one in found)
    if _is_proved(text, quotes, entailment):
        return Support(quotes, bad_marks)
    for one in marked if entailment else ():
        closest = _closest_quote(text, one, embed)
        if closest and _is_proved(text, [closest], entailment):
            return Support((closest,), unknown + len(marked) - 1)
    return Support((), bad_marks)


def warm_up(entailment: Entailment | None = None) -> None:
    """Loads the dictionaries, and the network, that the check of a sentence needs, which takes some seconds.

    Raises:
        ModelError: the network cannot be loaded.
    """
    about = DocumentInfo("", "", "", "other", "public", "de")
    quoted = [Quote(about, None, "Achtzig Prozent beträgt er.", 0, 27)]
    verify("Der Zuschuss beträgt achtzig Prozent.", quoted, entailment)


def _is_proved(text: str, quotes: Sequence[Quote], entailment: Entailment | None) -> bool:
    return bool(quotes) and _may_be_shown(text, quotes) and verify(text, quotes, entailment).is_backed


def _may_be_shown(text: str, quotes: Sequence[Quote]) -> bool:
    """Whether the sentence is short plain text without foreign addresses, and neither it nor a quote gives orders."""
    if len(text) > QUOTE_CHARACTERS or _NO_PROSE.search(text) or UNSEEN.search(text) or gives_orders(text):
        return False
    quoted = " ".join(one.text for one in quotes).casefold()
    return not gives_orders(quoted) and all(address.casefold() in quoted for address in _ADDRESS.findall(text))


def _quotes(text: str, shown: Shown, language: Language, embed: Embed) -> list[Quote]:
    """The sentences of the passage that say most of `text`, at most two, each as a quote that can be read alone."""
    chosen: list[Quote] = []
    rest = _Wanted(set(stems(text)), figures(text))
    spans = _quotable(shown)
    while spans and len(chosen) < QUOTES_A_MARK:
        best = max(spans, key=lambda span: rest.worth(span.of(shown.document.text)))
        worth = rest.worth(best.of(shown.document.text))
        if chosen and worth < ADDS:
            break
        if not worth:  # another language has other words
            if shown.document.info.language == language:
                break
            best = _closest(text, spans, shown, embed)
        found = quote(shown.document, best)
        if found is None:  # a heading: what it says may stand below it, too
            spans.remove(best)
            continue
        chosen.append(found)
        rest = rest.without(found.text)
        spans = [span for span in spans if span.end <= found.start or span.start >= found.end]
    return chosen


def _needed(text: str, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes without those that add nothing to better ones, the one that says most first."""
    needed: list[Quote] = []
    whole = rest = _Wanted(set(stems(text)), figures(text))
    for found in sorted(quotes, key=lambda one: -whole.worth(one.text)):
        if not needed or rest.worth(found.text) >= ADDS:
            needed.append(found)
            rest = rest.without(found.text)
    return tuple(needed)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What quotes still have to hold: stems and figures of a sentence."""

    terms: Collection[str]
    figures: Sequence[Figure]

    def worth(self, text: str) -> int:
        """How much of it stands in `text`; 0 for nothing."""
        return len(set(self.terms).intersection(stems(text))) + FIGURE_WORTH * len(self._held(text))

    def without(self, text: str) -> _Wanted:
        held = self._held(text)
        return _Wanted(set(self.terms).difference(stems(text)), [one for one in self.figures if one not in held])

    def _held(self, text: str) -> list[Figure]:
        known = figures(text)
        return [one for one in self.figures if one in known]


def _closest_quote(text: str, shown: Shown, embed: Embed) -> Quote | None:
    spans = _quotable(shown)
    return quote(shown.document, _closest(text, spans, shown, embed)) if spans else None


def _quotable(shown: Shown) -> list[Span]:
    """The sentences of the passage that are not too long to be quoted."""
    return [span for span in shown.hit.passage.sentences if span.end - span.start <= QUOTE_CHARACTERS]


def _closest(text: str, spans: Sequence[Span], shown: Shown, embed: Embed) -> Span:
    """The sentence whose meaning is closest to `text`, in whatever language."""
    wanted = embed(text)
    return max(spans, key=lambda span: float(embed(span.of(shown.document.text)) @ wanted))
