"""The shortest answer inside a sentence: its amount, date, rate or name.

A reader's words count where they are of the kind that is asked for; not where somebody asks whom to ask. Else the
sentence itself tells it, if it holds that kind once; of two figures none is picked. Where no such kind is asked for
nothing is marked, since nothing tells whether the reader is right: of 37 stretches of words that it took there 9 were
wrong (gold/dev, 2026-11-25).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.answering.quoting.parts.headings import PARAGRAPH_NUMBER
from assistant.answering.quoting.tidying import from_the_first_day, is_short, tidied, with_those_beside
from assistant.answering.understanding.understand import FIGURE_KINDS, Expected
from assistant.knowledge.minutes.people.persons import People
from assistant.language.figures import Figure, figures
from assistant.language.recurring import A_WEEKDAY
from assistant.language.signs import FREE, SIGNS
from assistant.language.tagger import has_finite_verb
from assistant.language.terms import fold, stems
from assistant.records import Document, Quote, Span
from assistant.retrieving.version_asked_for import asks_for_older

# "Wie viel" may ask for any of them: "wie viel darf man hinzuverdienen" is answered by hours as well.
_QUANTITIES = ("amount", "percent", "duration", "number")

_PERSONAL = ("who", "contact")
_PEOPLE = People()
_IN_BRACKETS = re.compile(r"\s\((?P<names>[^()\n]{2,80})\)[\s.;,]{0,4}\Z")
_LABEL = re.compile(r"\**+(?<!\w)(?<!\w-)([A-ZÄÖÜ][\wäöüß-]{3,}+):\**\s*")
LABEL_STEM = 4  # so many letters "leitet" and "Leitung" share
_TASK, _DOERS = "aufg", frozenset(("zust", "vera"))  # the first letters of labels: "Aufgabe", "Zuständig"
# Two figures are one answer where only this stands between them: "vom 1. Mai bis 30. Juni 2025", "3. Mai um 14 Uhr".
_JOINED = re.compile(
    r"\s{0,2}(?:(?:bzw\.|beziehungsweise|oder|or)\s)?(?:bis(?:\s(?:zu|zum))?|–|-|to|,?\s?(?:um|ab|at)|und|and|zuzüglich|plus)\s{0,2}",
    re.IGNORECASE,
)
_ONE_WORD = re.compile(r"\s\w+\s")
_WEEKDAY = re.compile(A_WEEKDAY, re.IGNORECASE)
# What may stand right before a figure and belongs to it, inside what a reader took: "höchstens 2.800 Euro".
_LIMIT = re.compile(
    r"(?:\b(?:nicht\s(?:mehr|weniger)\sals|(?:mehr|weniger)\sals|höchstens|mindestens|maximal|minimal|spätestens|frühestens"
    r"|bis(?:\s(?:zu|zum))?|ab(?:\s(?:dem|zum))?|rund|etwa|circa|ca\.|knapp|über|unter|innerhalb\s(?:von|der)|binnen|am|vom"
    r"|(?:more|less|fewer)\sthan|up\sto|at\s(?:most|least)|about|within|by|from|on)\s)+\Z",
    re.IGNORECASE,
)
# A clause that denies: "dürfen von 20 bis 7 Uhr nicht fahren"; not "nicht mehr als 50 %".
_DENIES = re.compile(
    r"\b(?:nicht(?!\s(?:mehr|weniger|später|länger|nur|über|unter|höher|vor)\b)|kein(?:e[mnrs]?)?|weder"
    r"|not?(?!\s(?:more|less|later|longer|only)\b))\b",
    re.IGNORECASE,
)
# "darf nicht dazu führen, dass Arbeitgeber": what only a clause says of which another one denies that it is so.
_DENIED_BEFORE = re.compile(
    rf"(?:{_DENIES.pattern}|\b(?:verhinder|verbiete|verboten|untersag|vermeide|vermieden|ausgeschlossen|prevent)\w*)"
    r"[^,;:.]*,\s(?:dass|that)\s(?:(?!\bsondern\b)[^;:])*\Z",
    re.IGNORECASE,
)
# "der Rat dem Land": no genitive, so the words before it and behind it are two parts of a sentence.
_TWO_PARTS = re.compile(r"\b[A-ZÄÖÜ][\wäöüß-]+\s(?:de[mn]|die|das|ein(?:e[mn]?)?|sich)\s")
_CLAUSE_END = re.compile(r"[,;:.](?=\s|\Z)")
_VERB_AT_END = re.compile(r"(?:\s*[*_]++)?+\s[a-zäöüß]+(?:en|t)\Z")  # "80 Prozent | gefördert"
_NOBODY = re.compile(r"(?:beim?|im|in|am|an|zum|zur|auf|für|mit|über|unter|ab|at|in|on|for|with)\b", re.IGNORECASE)
# "Soweit mehr als 20 Prozent": a condition is no answer.
_CONDITIONAL = re.compile(r"\b(?:soweit|sofern|wenn|falls|if|unless)\b[^,;:.]*\Z", re.IGNORECASE)
_FORMER = re.compile(
    r"\b(?:fr(?:ü|ue)her|bisher|bislang|urspr(?:ü|ue)nglich|vormals|ehedem|damals|seinerzeit|former|previous|original|before)"
    r"(?:e[mnrs]?|ige[mnrs]?|ly)?\b",
    re.IGNORECASE,
)
# Before the date of a text that another one takes the place of: "ersetzt die Richtlinie vom 12. Mai 2021".
_REPLACES = re.compile(r"\b(?:ersetz(?:t|en)|hebt|replace[ds]?|repeal(?:s|ed))\b(?!.*\b(?:durch|by)\b)", re.DOTALL)
# It ends behind such a date, and begins before it or behind it: "Zugleich tritt die Satzung vom 3. Mai außer Kraft".
_IS_REPLACED = re.compile(
    r"\b(?:wird|werden|wurden?|tritt|treten|ist|sind|is|are|was|were)\b"
    r".*\b(?:aufgehoben|außer\sKraft|ersetzt|replaced|repealed)\b",
    re.DOTALL,
)
_REPLACING = re.compile(r"\b(?:durch|by)\b[^,;]*\Z")  # "wird durch die Satzung vom 3. Mai ersetzt"
_OF_A_TEXT = re.compile(r"(?:[“”\"»]|\b[A-ZÄÖÜ][\w-]+)\s(?:vom|of)\s\Z")

# "15 Monate länger als geplant" is a difference, and not how long it takes.
_DIFFERENCE = re.compile(
    r"\s(?:länger|kürzer|später|früher|schneller|eher|mehr|weniger|teurer|günstiger|höher|niedriger"
    r"|longer|shorter|later|earlier|faster|sooner|more|less|higher|lower)\s(?:als|than)\b"
)
_NUMBERED = re.compile(
    r"\b(?:Referat|Dezernat|Abteilung|Zimmer|Raum|Halle|Gleis|Postfach|Haus|Tor|Linie|Nr\.|Nummer|TOP|Punkt|Ziffer"
    r"|Kapitel|Abschnitt|Absatz|Artikel|Paragra[fp]h?|Seite|Anlage|Anhang|Phase|Stufe|Room|Page|Section)\s\Z"
)


def asks_for_former(question: str) -> bool:
    """Whether a figure that held before may answer: where the older version is asked for ("und vorher?"), and where
    the question itself speaks so of what it asks for ("Wie hoch ist der bisherige Satz?")."""
    return asks_for_older(question) or _FORMER.search(question) is not None


def exact(
    text: str, sentence: Span, expected: Expected | None, said: Span | None = None, *, former: bool = False
) -> Span | None:
    """The words of `sentence` that are the answer, as offsets into `text`; None where none can be told.

    Args:
        text: the document's.
        sentence: where the sentence stands in it.
        expected: the kind that is asked for.
        said: the words that a reader took for the answer, offsets into `text` as well.
        former: whether figures that held before may answer: "Von den ursprünglich 90 wurden 46 ausgewählt".
    """
    if expected not in _PERSONAL and expected not in FIGURE_KINDS:
        return None
    known = [replace(one, span=one.span.moved(sentence.start)) for one in figures(sentence.of(text))]
    spans = [
        one
        for one in _of_kind(text, sentence, known, expected)
        if (former or not _is_former(text, sentence, one, known)) and not _is_no_quantity(text, sentence, one)
    ]
    whole = [*spans, *(figure.span for figure in known)]
    found = tidied(text, sentence, said, whole) if said and expected != "contact" else None
    if found and expected in FIGURE_KINDS:
        kinds = _QUANTITIES if expected in ("amount", "number") else ()
        found = _of_one_figure(text, found, spans or [one.span for one in known if one.kind in kinds], known)
    elif found and expected == "who":
        found = with_those_beside(text, sentence, found)
    is_other = found and (_is_no_quantity(text, sentence, found) or not _fits(text, found, expected))
    if found is None or is_other or (not former and _is_former(text, sentence, found, known)):
        found = spans[0] if len(spans) == 1 and is_short(spans[0], sentence) else None
    before = text[sentence.start : found.start] if found else ""
    if before == "(" and PARAGRAPH_NUMBER.match(text, sentence.start):
        return None
    if found is None or _CONDITIONAL.search(before) or _is_denied(text, sentence, found):
        return None
    return from_the_first_day(text, sentence, found)


def _is_no_quantity(text: str, sentence: Span, found: Span) -> bool:
    """Whether it is a difference, or the number of a thing: "Referat 34"."""
    is_difference = _DIFFERENCE.match(text, found.end, sentence.end)
    return bool(is_difference or _NUMBERED.search(text, sentence.start, found.start))


def _of_one_figure(text: str, found: Span, spans: Sequence[Span], known: Sequence[Figure]) -> Span | None:
    """What was taken, but of several figures only the one of the kind that is asked for, with what limits it, and
    nothing behind a comma; None where several of that kind were taken ("2,3 Mio. Euro, davon 690.000 Euro"), but for
    "14 auf 19".

    Args:
        spans: where the sentence holds that kind.
        known: all its figures.
    """
    inside = [span for span in spans if found.holds(span)]
    between = (text[one.end : other.start] for one, other in pairwise(inside))
    if not inside or not all(_ONE_WORD.fullmatch(words) for words in between):
        return None if inside else found
    others = (one.span for one in known if found.holds(one.span))
    is_mixed = len(inside) == 1 and any(not inside[0].start <= one.start < inside[0].end for one in others)
    if is_mixed and not _WEEKDAY.search(found.of(text)):
        limit = _LIMIT.search(text, found.start, inside[0].start)
        return Span(limit.start() if limit else inside[0].start, inside[0].end)
    behind = _CLAUSE_END.search(text, inside[-1].end, found.end) or _VERB_AT_END.search(text, inside[-1].end, found.end)
    return Span(found.start, behind.start()) if behind else found


def _is_denied(text: str, sentence: Span, found: Span) -> bool:
    """Whether the clause around the words denies something, or one before it that what it says is so."""
    if _DENIED_BEFORE.search(text, sentence.start, found.start):
        return True
    starts = [end.end() for end in _CLAUSE_END.finditer(text, sentence.start, found.start)]
    behind = _CLAUSE_END.search(text, found.end, sentence.end)
    start, end = starts[-1] if starts else sentence.start, behind.start() if behind else sentence.end
    return bool(_DENIES.search(text, start, found.start) or _DENIES.search(text, found.end, end))


def _is_former(text: str, sentence: Span, found: Span, known: Sequence[Figure]) -> bool:
    """Whether the words between its figure and the one before say that it was so once, "die frühere Grenze von 10", or
    it is the date of what is replaced."""
    at = next((one.span.start for one in known if found.start <= one.span.start < found.end), found.end)
    if _OF_A_TEXT.search(text, sentence.start, at) and _is_replaced(text, sentence, at):
        return True
    starts = [end.end() for end in _CLAUSE_END.finditer(text, sentence.start, at)]
    starts += [one.span.end for one in known if one.span.end <= at]
    return _FORMER.search(text, max(starts, default=sentence.start), at) is not None


def _is_replaced(text: str, sentence: Span, at: int) -> bool:
    """Whether another text takes the place of the one whose date stands at `at`."""
    if _REPLACES.search(text, sentence.start, at):
        return True
    replaced = _IS_REPLACED.search(text, sentence.start, sentence.end)
    return replaced is not None and replaced.end() > at and not _REPLACING.search(text, sentence.start, at)


def item_asked_for(
    document: Document, quoted: Quote, sentence: Span, terms: frozenset[str], expected: Expected | None
) -> Span | None:
    """The item or row of a quote that holds most of the question's terms, where the sentence stands in another; of
    several the only one with persons in brackets, if persons are asked for.

    Of "Lab Technologie: ... Leitung: A" and "Lab Arbeit: ... Leitung: B" the question names one.
    """
    items = [one.span for one in document.blocks if one.kind in ("item", "row") and quoted.span.holds(one.span)]
    held = [len(terms.intersection(stems(item.of(document.text)))) for item in items]
    own = next((at for at, item in enumerate(items) if item.start <= sentence.start < item.end), None)
    if own is None or held[own] == max(held):
        return None
    most = [item for item, count in zip(items, held, strict=True) if count == max(held)]
    if len(most) > 1:
        most = [item for item in most if in_brackets(document.text, item, expected)]
    return most[0] if len(most) == 1 else None


def in_brackets(text: str, item: Span, expected: Expected | None) -> Span | None:
    """The persons in brackets at the end of an item, who do what it says: "Zelt bestellen (Tarek, Imke)"."""
    names = _IN_BRACKETS.search(text, item.start, item.end) if expected in _PERSONAL else None
    return Span(*names.span("names")) if names and _PEOPLE.are_all(names["names"]) else None


def labelled(text: str, around: Span, expected: Expected | None, terms: frozenset[str]) -> Span | None:
    """The person behind a label that the question speaks of: "Leitung: Jule Ackerbeck" for "Wer leitet das Lab?".

    Whoever asks who does what a task names ("Aufgabe: Boote melden; Zuständig: Jule Ackerbeck") asks for that label.
    """
    if expected not in _PERSONAL:
        return None
    named = {term[:LABEL_STEM] for term in terms if len(term) >= LABEL_STEM}
    people = [span.moved(around.start) for span in _PEOPLE.spans(around.of(text))]
    labels = [(one, fold(one[1])[:LABEL_STEM]) for one in _LABEL.finditer(text, around.start, around.end)]
    if expected == "who" and any(name == _TASK for _, name in labels):
        named |= _DOERS
    spoken_of = [label for label, name in labels if name in named]
    return next((person for label in spoken_of for person in people if person.start == label.end()), None)


def _fits(text: str, found: Span, expected: Expected) -> bool:
    """Whether words can be an answer of the expected kind."""
    words = found.of(text)
    if expected in _PERSONAL:
        if _NOBODY.match(words) or _TWO_PARTS.search(words) or any(one.kind != "number" for one in figures(words)):
            return False
        return any(word[:1].isupper() for word in words.split()) and not has_finite_verb(words)
    if expected == "amount" and FREE.fullmatch(words):
        return True
    kinds = _QUANTITIES if expected in ("amount", "number") else FIGURE_KINDS[expected]
    return any(figure.kind in kinds for figure in figures(words))


def _of_kind(text: str, sentence: Span, known: Sequence[Figure], expected: Expected) -> Iterator[Span]:
    """Where the sentence holds the expected kind; a range, or a day with its hour, is one place."""
    if expected == "amount":
        yield from (Span(*free.span()).moved(sentence.start) for free in FREE.finditer(sentence.of(text)))
    if expected == "who" or (expected == "contact" and SIGNS["contact"].search(sentence.of(text))):
        yield from (span.moved(sentence.start) for span in _PEOPLE.spans(sentence.of(text)))
    kinds = FIGURE_KINDS.get(expected, ())
    last: Span | None = None
    for span in [figure.span for figure in known if figure.kind in kinds]:
        if last and _JOINED.fullmatch(text, last.end, span.start):
            last = Span(last.start, span.end)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
