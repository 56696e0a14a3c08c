"""Statements -> on what conditions a programme pays: as what, how long, for which costs, beside what other money, when.

That is told in the words of the document, for an exception counts as much as the rule: "dürfen nicht kumuliert werden,
es sei denn, ...". What tells of it stands in `condition_rules.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import takewhile

from assistant.knowledge.programmes.condition_rules import Kind
from assistant.knowledge.programmes.statements import Statement, sentences_of
from assistant.knowledge.programmes.told_words import Told, bare, led_in_by, plain, unnumbered
from assistant.language.figures import missing
from assistant.language.negation import is_negated
from assistant.records import QUOTE_CHARACTERS, Span

# "Sobald dieser bestandskräftig ist, ...", "in diesem Fall", of which the sentence before tells.
_NEEDS_MORE = re.compile(
    r"\A\W*(?:(?:Sobald|Wenn|Falls|Sofern|Nach|Mit|Bei|Für)\s)?[Dd]iese[rmns]?\b(?!\s\w*[Rr]ichtlinie)"
    r"|\b[Ii]n (?:diesem|dem) Fall\b"
)
# "Projekte in diesem Modul", where it is not known which.
_OF_THIS_PART = re.compile(
    r"\bdiese[mrns] (?:[Ff]örder|[Tt]eil)?"
    r"(?:[Mm]odule?s?|[Ll]inie|[Ss]äule|[Bb]austeins?|[Ss]chwerpunkte?s?|[Kk]ategorie)\b"
)
# "Zuwendungsfähig sind insbesondere:", an item above others.
_SAYS_NOTHING_YET = re.compile(r"\b(?:sind|ist|werden|wird|insbesondere|folgende[nrs]?)\s?:\Z")
# "Eine Förderung setzt voraus, dass", of which an item is the rest.
_OPEN = re.compile(r"\b(?:dass|wenn|sofern|die|der|das)\W*\Z")


def told(kind: Kind, said: Iterable[Statement]) -> Iterator[Told]:
    """The sentences and items that tell of a condition, in words of their own, with where they stand.

    An item comes with what leads it in, a sentence with the list that it leads in, as far as a quote has room for it;
    neither comes where it would say something else alone. "…" stands for what is left out.
    """
    ordered = list(said)
    for at, statement in enumerate(ordered):
        if statement.kind == "heading" or not kind.tells.search(statement.text):
            continue
        for one in [statement] if _tells(kind, statement) else sentences_of(statement):
            is_open = not one.parts and _OF_THIS_PART.search(one.text)
            if _tells(kind, one) and not is_open:
                whole = _whole(one, ordered[at + 1 :])
                yield from (Told(words, span, one.parts) for words, span in whole)


def _tells(kind: Kind, one: Statement) -> bool:
    is_told = kind.tells.search(one.text) and kind.says.search(one.text)
    return is_told is not None and kind.other.search(one.context) is None


def _whole(statement: Statement, following: Iterable[Statement]) -> Iterator[tuple[str, Span]]:
    text, lead = statement.text.rstrip(), statement.lead_text.rstrip()
    if statement.kind != "item":
        items = [] if text.endswith((".", "!", "?")) else list(takewhile(partial(_is_led, statement), following))
        every = [statement, *led_in_by(statement, items)]
        if not _NEEDS_MORE.search(text) and (len(every) > 1 or not text.endswith(":")):
            words = unnumbered(plain(every))
            yield words if len(every) > len(items) else f"{words} …", Span(statement.span.start, every[-1].span.end)
    elif _SAYS_NOTHING_YET.search(text):
        return
    elif not lead or lead.endswith("."):
        yield unnumbered(bare(text)).rstrip(" ,;"), statement.span
    elif statement.whole.end - statement.whole.start <= QUOTE_CHARACTERS:
        yield f"{unnumbered(bare(lead))} {unnumbered(bare(text))}".rstrip(" ,;"), statement.whole
    elif not is_negated(lead):
        is_part = _OPEN.search(lead) and not missing(
            lead, text
        )  # the quote has no room for a figure of what leads it in
        before = f"{unnumbered(bare(lead))} … " if is_part else ""
        yield f"{before}{unnumbered(bare(text))}".rstrip(" ,;"), statement.span


def _is_led(lead: Statement, item: Statement) -> bool:
    return item.kind == "item" and item.lead == lead.span.start
