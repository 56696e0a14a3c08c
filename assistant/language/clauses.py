"""Clauses of a text: the stretches in which one thing is said of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language import sentences
from assistant.language.lemmas import is_infinitive, is_plural, kind
from assistant.language.numerals import SMALL_NUMBERS
from assistant.language.word_lists import any_of
from assistant.records import Span

# A comma between digits is none; "und" begins a clause where a verb follows soon.
_BREAK = re.compile(r"[;•\n]|(?<!\d),|,(?!\d)|\s[–—]\s|\s(?=(?:while|but|whereas)\s)")
# "Energie, Material und Wasser" is one thing after the other, and no clause.
_LISTED = re.compile(
    r",\s(?!(?:der|die|das|den|dem|ein\w*|für|bei|in|im|mit|the|for)\s)(?:[^\W\d]++(?:-[^\W\d]*+)*+\s?){1,3}"
    r"(?:,|(?<=\s)(?:und|oder|sowie|and|or)\s)"
)
_AND = re.compile(r"\s(?=(?:und|and|sowie)\s(?P<first>\w+)(?:\s(?P<second>\w+))?)")
_AND_FIRST = re.compile(r"\A\W*(?:und|oder)\s(?=\w)")
_OR = re.compile(r"\s(?:und|oder|sowie|and|or)\s")
FINITE = re.compile(
    r"(?:ist|sind|war|waren|wird|werden|wurden?|hat|haben|hatten?|darf|dürfen|muss|müssen|soll|sollen|kann|können|will|wollen"
    r"|is|are|was|were|will|has|have|must|can|may|should"
    r"|(?!nicht|laut|ge(?!hör|h))[a-zäöüß]{3,}(?:[^e]t|et)|ends|starts|begins|covers|includes)"
)
# A verb of one who does or did something, but no infinitive and no participle: "holt", "nahm", "bestätigte".
_TOLD = re.compile(r"(?!ge|nicht)[a-zäöüß]{2,30}(?:te|[abdf-mo-rt-zß])")
_CAPITAL = re.compile(r"\s[A-ZÄÖÜ]")
_REACH = 200  # characters before an "und" in which something is told of the past
_PAST = re.compile(r"(?<![\w-])[a-zäöüß]{2,30}te(?![\w-])")
# What has the verb of what stands before it: "Die Werft baut Boote und die Stadt Kähne" (but not "die Stadt Peine").
_GAP = re.compile(
    r"\s(?=(?:und|sowie)\s(?:der|die|das)\s(?:[a-zäöüß]{2,30}\s)?[A-ZÄÖÜ][\w-]{1,60}"
    r"\s(?P<led>(?:den|dem|die|das|eine[nm]?|\d{1,6})\s(?:[a-zäöüß]{2,30}\s)?)?(?P<noun>[A-ZÄÖÜ][\w-]{1,60})"
    r"(?:\s(?:in|im|am|an|für|mit|bei|aus|zu[mr]?)\s[^.;,]{1,60})?[.;,])"
)
# "Elf wurden bewilligt, fünf abgelehnt und zwei vertagt".
_TALLY = re.compile(
    rf"(?:,|\s(?=und\s))(?=(?:\sund)?\s(?:\d{{1,5}}|{any_of(SMALL_NUMBERS)})\s(?P<done>[a-zäöüß]{{3,30}}(?:t|en))(?:[,.;]|\s(?:und|sowie)\s))",
    re.IGNORECASE,
)
_LEADING = frozenset(("im", "in", "am", "an", "bei", "für", "mit", "von", "for", "at", "with"))
_CONDITION = re.compile(
    r"\W*(?:(?:nur|erst|only)\s)?(?:wenn|sofern|falls|soweit|solange|sobald|vorausgesetzt|vorbehaltlich|es\ssei\sdenn"
    r"|if|provided|unless|as\s(?:long|soon)\sas|subject\sto)\b",
    re.IGNORECASE,
)
# What follows their comma is a condition: "unter der Bedingung, dass ...", "es sei denn, ...".
_ANNOUNCES = re.compile(
    r"\b(?:es\ssei\sdenn|vorausgesetzt|(?:unter|mit|für|in|im)\s(?:(?:der|dem|den)\s)?"
    r"(?:Voraussetzung|Bedingung|Maßgabe|Vorbehalt|Falle?)(?:\s[a-zäöüß]{2,30}){0,2})\Z",
    re.IGNORECASE,
)
# A condition without a verb: "vorbehaltlich der Zustimmung des Rates", "im Fall einer Absage".
_RESERVATION = re.compile(
    r"\b(?:[Vv]orbehaltlich|[Uu]nter\s(?:dem\s)?Vorbehalt|[Ii]m\sFalle?)\s(?:(?:de[rs]|eine[rs])\s)?(?:[a-zäöüß]{1,30}\s)?"
    r"[A-ZÄÖÜ][\w-]{1,60}(?:\s(?:de[rs]|durch\sde[nr]|durch\sdas|durch\sdie|von|vom)\s[A-ZÄÖÜ][\w-]{1,60})?"
)
# What is taken out of the rest belongs to it: "..., außer Löhnen".
_EXCEPTION = re.compile(
    r"\A\W*(?:außer|ausgenommen|mit\sAusnahme|bis\sauf|except|with\sthe\sexception|apart\sfrom)\b(?!.*\b(?:auch|nur)\b)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\W*(?:(?:in|an|auf|mit|bei|für|von|zu|aus|über)\s)?(?:(?:der|die|das|dem|den|denen|deren|dessen)\s(?![A-ZÄÖÜ]|\d)"
    r"|welche[mnrs]?\b|who\b|which\b|that\b|whose\b)"
)
# Who has a name is told apart by it: "Frau Wolf, die den Verein leitet, dankte".
_NAMED = re.compile(
    r"(?<![\w-])(?:Herrn?|Frau|Dr\.|Prof\.|Mrs?\.?|Ms\.?)\s(?:[A-ZÄÖÜ][\w.-]{0,40}\s){0,2}[A-ZÄÖÜ][\w-]{1,40}\Z"
)
_GOES_ON = re.compile(rf"\A,\s(?:(?:so|dann|then)\s)?{FINITE.pattern}\s")
_GOES_ON_WITH_MANY = re.compile(r"\A,\s(?:(?:so|dann)\s)?(?P<verb>[a-zäöüß]{4,30}n)\s")  # "erhalten die Vereine"
_INFINITIVE = re.compile(r"\A,?\s(?:.*\s)?(?:zu\s\w+n|\w{2,6}zu\w{3,}n)\W*\Z")
_ENDS_WITH_A_VERB = re.compile(r"(?:\s[a-zäöüß]+(?:t|n|nd|s)|who\b.*|which\b.*|that\b.*)\W*\Z")
_MEANWHILE = re.compile(r"\W*(?:Während|While|Whereas)\b[^,]{1,300}\Z")  # two things are said beside each other
_SUBORDINATE = re.compile(
    r"\A\W*(?:dass|weil|da|damit|um|ob|nachdem|bevor|obwohl|indem|wobei|wie|als|because|so\sthat|when|where|although|since)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """`sentence` counts sentences from 0; `condition` is the part of the span that restricts the rest, if any."""

    span: Span
    sentence: int
    condition: Span | None = None


def clauses(text: str) -> list[Clause]:
    """The clauses of a text in reading order; no sentence crosses a line.

    A clause that depends on another one belongs to it, and so does what goes on behind it with a verb.
    """
    found: list[Clause] = []
    for number, sentence in enumerate(_sentences(text)):
        start = sentence.start
        for end in (*_breaks(text, sentence), sentence.end):
            _append(found, text, Clause(Span(start, end), number))
            start = end
    return found


def _sentences(text: str) -> Iterator[Span]:
    for line in re.finditer(r"[^\n]+", text):
        for span in sentences.split(line[0]):
            yield span.moved(line.start())


def _breaks(text: str, sentence: Span) -> list[int]:
    breaks = (match.start() for match in _BREAK.finditer(text, sentence.start, sentence.end))
    found = {at for at in breaks if not _LISTED.match(text, at, sentence.end)}
    ends = [*sorted(found)[1:], sentence.end]
    found = {at for at, end in zip(sorted(found), ends, strict=False) if not _ends_a_list(text[at:end])}
    for match in _AND.finditer(text, sentence.start, sentence.end):
        is_parallel = _is_parallel(match["first"], text[sentence.start : match.start()])
        is_verb = any(FINITE.fullmatch(word) for word in match.groups() if word)
        if is_parallel or is_verb or _is_finite(text, Span(*match.span("first")), sentence.start):
            found.add(match.start())
    tallies = _TALLY.finditer(text, sentence.start, sentence.end)
    found |= {match.start() for match in tallies if kind(match["done"], "de", is_first=False) == "verb"}
    gaps = _GAP.finditer(text, sentence.start, sentence.end)
    found |= {match.start() for match in gaps if match["led"] or is_plural(match["noun"])}
    return sorted(found - {sentence.start})


def _begins_with_a_verb(part: str) -> bool:
    """ "Hat der Betrieb seinen Sitz ..., " is a condition, and so is "Fehlen Unterlagen, "."""
    first = _AND_FIRST.sub("", part).split(maxsplit=1)[0]
    is_finite = FINITE.fullmatch(first.lower()) is not None or first in ("Sollte", "Sollten", "Should")
    return is_finite or _is_of_many(first.lower())


def _is_of_many(word: str) -> bool:
    return kind(word, "de", is_first=False) == "verb" and is_infinitive(word)


def _is_finite(text: str, word: Span, start: int) -> bool:
    """Whether a verb stands in the past, or in few letters: "und bestätigte Jens", "und holt".

    "Bemalte Kähne" are no deed, unless something else is told of the past before.
    """
    form = word.of(text)
    if not _TOLD.fullmatch(form) or kind(form, "de", is_first=False) != "verb":
        return False
    may_lead = form.endswith("te") and _CAPITAL.match(text, word.end)
    before = (one[0] for one in _PAST.finditer(text, max(start, word.start - _REACH), word.start))
    return not may_lead or any(kind(one, "de", is_first=False) == "verb" for one in before)


def _is_parallel(word: str, before: str) -> bool:
    """ "im März in Peine und im Mai in Gifhorn": the same preposition leads in another case."""
    return word in _LEADING and re.search(rf"\b{word}\s", before, re.IGNORECASE) is not None


def _ends_a_list(part: str) -> bool:
    """Whether a part names the last things of a list: it has an "und", and neither verb nor figure nor negation."""
    words = part.split()
    if not part.startswith(",") or not _OR.search(part) or re.search(r"\d|nicht|kein", part):
        return False
    return not any(FINITE.fullmatch(word.strip(",.")) for word in words)


def _append(found: list[Clause], text: str, clause: Clause) -> None:
    part = clause.span.of(text)
    if not re.search(r"\w", part):
        return
    condition = clause.span if _CONDITION.match(part) else None
    whole = found[-1] if found and found[-1].sentence == clause.sentence else None
    if whole and (condition or _depends(part, whole, text)):
        found[-1] = Clause(Span(whole.span.start, clause.span.end), clause.sentence, _restriction(clause, whole, text))
        return
    found.append(Clause(clause.span, clause.sentence, _reserved(clause, text) or condition))


def _depends(part: str, whole: Clause, text: str) -> bool:
    if _is_relative(part) or _ANNOUNCES.search(whole.span.of(text)):
        return True
    if _MEANWHILE.match(whole.span.of(text)):
        return False
    if any(one.search(part) for one in (_SUBORDINATE, _GOES_ON, _INFINITIVE, _EXCEPTION)):
        return True
    return _goes_on_with_many(part) and (whole.condition is not None or _begins_with_a_verb(whole.span.of(text)))


def _restriction(clause: Clause, whole: Clause, text: str) -> Span | None:
    """What restricts two parts of a sentence, of which the second one depends on the first."""
    part, before = clause.span.of(text), whole.span.of(text)
    if _ANNOUNCES.search(before):
        return clause.span
    if whole.condition:
        return whole.condition
    if (_GOES_ON.match(part) or _goes_on_with_many(part)) and _begins_with_a_verb(before):
        return whole.span
    is_told_apart = _is_relative(part) and not _NAMED.search(before)
    return clause.span if _CONDITION.match(part) or is_told_apart else _reserved(clause, text)


def _reserved(clause: Clause, text: str) -> Span | None:
    found = _RESERVATION.search(text, *clause.span)
    return Span(*found.span()) if found else None


def _is_relative(part: str) -> bool:
    return _RELATIVE.match(part.lstrip(", ")) is not None and _ENDS_WITH_A_VERB.search(part) is not None


def _goes_on_with_many(part: str) -> bool:
    found = _GOES_ON_WITH_MANY.match(part)
    return found is not None and _is_of_many(found["verb"])
