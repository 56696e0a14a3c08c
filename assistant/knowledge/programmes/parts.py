"""For which part of a programme, or for whom, a figure or a day holds: "für Prototypen", "Modul A", "2. Förderaufruf".

It is read from the words that prove the fact, and told in these words: what holds for a part is not told of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.rules import (
    ASIDES,
    FIELD_LABEL,
    NO_SUBJECTS,
    PHRASES,
    STOPS,
    WHOLE,
    any_rule,
    one_of,
)
from assistant.knowledge.programmes.stakeholders import groups, name_of, paid

_LEAST, _LONGEST = 4, 120
_FARTHEST = 300  # characters in which a phrase ends
_STOP = re.compile(any_rule(STOPS))
_TAIL = re.compile(
    r"(?:\s+(?:am|zum?|zur|der|den|dem|von|mit|in|auf|bei|bis|eine?[nr]?|nur|auch|und|oder|sowie)){1,4}\s*\Z"
)
_FOR, _AT = one_of(PHRASES, "what it is for"), one_of(PHRASES, "with whom")
IN_SECTION, IN_YEAR = one_of(PHRASES, "a section"), one_of(PHRASES, "a year")
_ASIDE = re.compile(rf"\s*\(\s*(?P<words>{any_rule(ASIDES)})\s*\)")
_LABEL = re.compile(r"\W{0,6}(?P<label>(?:\d{1,2}\\?\.\s+)?[A-ZÄÖÜ][^:|;.]{1,59}?)[^\w)]{0,3}:(?=\s|\*)")
# Between a figure and what it is for: "1.000 Euro monatlich für Studierende", "40 Prozent der Kosten für Personal".
_PAID_OUT = re.compile(
    r"\A\s*(?:(?:monatlich|jährlich|einmalig|pauschal|(?:pro|je|im) [A-ZÄÖÜ]\w+"
    r"|(?:der|Ihrer)\s(?:[a-zäöüß-]{3,30}\s)?\w{0,20}(?:[Kk]osten|[Aa]usgaben))\s+)?"
)
_GRANT = re.compile(
    r"zuschuss|zuschüsse|zuwendung|förder(?!anträge|aufruf|linie)\w*|höhe|summe|beihilfe|unterstützung|finanzierung"
    r"|betrag|beträge|rate|quote|bewilligung|bemessung|grant|funding",
    re.IGNORECASE,
)
# Who or what gets it, at the beginning: "Nachwuchsgruppen werden ...", "Machbarkeitsstudien bis zu ...".
_SUBJECT = re.compile(
    r"\W{0,4}(?P<words>(?:Als\s+|als\s+)?(?:(?:[a-zäöüß-]{2,30}e[nrs]?|und|oder|sowie|der|des|von)\s+){0,6}"
    r"[A-ZÄÖÜ][\w-]{3,40}(?:\s+(?:\(\s*[\w-]{2,12}\s*\)|der|des|und|oder|sowie|[a-zäöüß-]{2,30}e[nrs]?|[A-ZÄÖÜ][\w-]{2,40}))"
    r"{0,8}?)\s+(?P<verb>erhalten|bekommen|werden|können|müssen|dürfen|reichen|stellen|bis\szu|maximal|höchstens|zwischen"
    r"|in\sHöhe)\b"
)
_NO_SUBJECT = re.compile(any_rule(NO_SUBJECTS))
# What is said of the form of the money, of a rate of one kind, and of the law that a rate is for.
_FORM = re.compile(r"[^.;|]{0,40}\b(?:erfolgen|erhalten Sie)\s+(?P<words>als\s+\w{3,20}finanzierung)\b")
_KIND = re.compile(
    r"\b(?!(?:Förder|Zuschuss|Beihilfe)(?:quote|satz)|Fördersatz)[A-ZÄÖÜ][a-zäöüß]{2,25}(?:quote|fördersatz)\b"
)
_LAW = re.compile(
    r"\W*(?P<words>(?:Gemäß|Entsprechend|Nach)\s+(?:dem\s+)?(?:Artikel|Art\.|§)\s?\d+\w?(?:\s[A-ZÄÖÜ]{3,8})?)"
)
# What of a directive a time is for: "Für die Fördergegenstände unter Nr. 4 gilt: ...", "Förderung im Sinne der AGVO".
_FOR_A_TIME = re.compile(
    r"\A[\W\d]{0,8}(?P<of>Für\s+(?:die|den|das)\s[^;:]{3,80}?)\s+gilt\b"
    r"|\bFörderung(?:en)?\s+im Sinne\s+der\s+[A-ZÄÖÜ][\w-]+|\bmit Bezug auf\s[^,;–]{3,80}?(?=,|\s–)"
)
_LEADS = re.compile(r"\b(?:für|bei)\W{0,4}\Z")
_ADDED = re.compile(r"\s{0,2}(?:zuzüglich|plus)\b")  # to the figure before
_DESCRIBED = re.compile(r"\w+e(?: (?:und|oder) \w+e)? [A-ZÄÖÜ]")  # "Neue Boote"; no "Pauschale für Boote"
_PREPOSITION = re.compile(r"Für|Im|In|Bei|Beim|Als|Gemäß|Entsprechend|Nach|For")
_APPLYING = frozenset(("können", "müssen", "dürfen", "reichen", "stellen"))
# Only those whose outline was chosen hand this in.
_CHOSEN = re.compile(r"\b[Ff]örmliche[nr]?\s+\w*[Aa]ntr[aä]ge?n?\b")
# "Boote beantragen Sie bei der Hafenbank"
_BOUGHT = re.compile(r"\W*(?P<words>[A-ZÄÖÜ][^,;.:|()]{3,80}?)\s(?:beantragen|bekommen|erhalten)\s(?:Sie|wir)\b")
# What whoever asks wants of anybody: "Für weitere Auskünfte wenden Sie sich an ..."
_NO_PART = re.compile(
    r"\b(?:Auskünfte?|Information(?:en)?|\w{0,20}[Bb]eratung(?:en)?|Bewilligung|Abwicklung|Umsetzung|Prüfung|Anfragen|Hilfe"
    r"|Unterstützung|Einzelheiten|Hinweise|Erstellung|Bearbeitung|Betreuung|Begleitung|Gespräche?|Termine?|Kontakt"
    r"|Hinblick|Falle?|Anschluss|Internet|Vorfeld|Programm|Programms|Zuwendungen|\w{0,20}[Mm]ittel)\b"
)


def part(before: str, behind: str, lead: str, since: int, field: Field) -> str:
    """The words for what a figure holds for; "" where it may hold for all.

    `before` is what stands before it in its sentence, item or cell, with the figure of its kind before it up to
    `since`, `behind` what stands behind it, `lead` the sentence that leads the item in.
    """
    if field == "period":
        ground = _FOR_A_TIME.search(before)
        return _small(ground["of"] or ground[0]) if ground else ""
    own = [*led(before, lead), *_opening(before, since, field), *_closest(before, behind, since, field)]
    if not own and _ADDED.match(before, since):
        own = [*_run(before, field)]
    found = [one for one in own if not is_told_of_whom(one, field)] or _run(lead, field)
    said = dict.fromkeys(_small(one) for one in found)
    return ", ".join(one for one in said if not any(one != other and one in other for other in said))


def opening(item: str, field: Field) -> str:
    """The phrases with which an item begins, and which hold for all of its sentences: "für Boote"."""
    return ", ".join(in_order for one in _run(item, field) if (in_order := _small(one)))


def whose(sentence: str, field: Field) -> str:
    """For what of a programme a sentence names whom to ask: "Für Boote wenden Sie sich an ...", "Boote beantragen Sie
    bei ..."; "" where it may hold for all."""
    bought = _BOUGHT.match(sentence)
    if bought and not _NO_SUBJECT.match(bought["words"]) and not _GRANT.search(bought["words"]):
        return _small(bought["words"])
    found = opening(sentence, field)
    return "" if _NO_PART.search(found) else found


def led(before: str, lead: str) -> Iterator[str]:
    """With what an item goes on that is led in by "beträgt für"."""
    year = IN_YEAR.search(before)
    words = _named(before[: year.start() if year else None].lstrip(" *+•-"), 0) if _LEADS.search(lead) else ""
    if _LEAST <= len(words) <= _LONGEST and not WHOLE.search(f"für {words}"):
        yield words


def _opening(before: str, since: int, field: Field) -> Iterator[str]:
    """The law, the label or the subject with which an item or a sentence begins, and of what kind its rate is."""
    law = _LAW.match(before)
    if law:
        yield law["words"]
    if field == "rate":
        yield from (one[0] for one in _KIND.finditer(before, since))
    labelled = _LABEL.match(before)
    if labelled:
        label = labelled["label"].replace("\\", "").strip("* ")
        if not FIELD_LABEL.search(label) and not (" " in label and _GRANT.search(label)):
            yield label
        return
    subject = _SUBJECT.match(before) if not since else None
    if subject and not _NO_SUBJECT.match(subject["words"]) and not _GRANT.search(subject["words"]):
        is_who = bool(groups(subject["words"])) and subject["verb"] in _APPLYING
        if field != "deadline" or is_who:
            yield subject["words"]


def _closest(before: str, behind: str, since: int, field: Field) -> Sequence[str]:
    """The phrase right behind, or those with which the sentence begins, or the last one before."""
    form = _FORM.match(behind) if field == "cap" else None
    if form:
        return [form["words"]]
    aside = _ASIDE.match(behind)
    if aside and not WHOLE.search(aside["words"]):
        return [aside["words"]]
    straight = _PAID_OUT.sub("", behind, count=1)
    if found := [one for one in _phrases(straight, field) if straight.startswith(one)]:
        return found[:1]
    if not since and (run := _run(before, field)):
        return run
    # What stands right behind the figure before is about that one.
    after = _PAID_OUT.sub("", before[since:], count=1)
    near = [one for one in _phrases(after, field) if not since or not after.startswith(one)]
    chosen = _CHOSEN.search(before, since) if field == "deadline" else None
    return [*([chosen[0]] if chosen else []), *near[-1:]]


def _run(text: str, field: Field) -> Sequence[str]:
    """The phrases with which a text begins: "im Kernmodul für die Sondierungsphase"."""
    start = len(text) - len(text.lstrip(" *+•-"))
    if any(text.startswith(one, start) for one in _phrases(text, field)):
        return [_named(text, start)]
    return []


def _phrases(text: str, field: Field) -> Iterator[str]:
    """The phrases of a text that name a part, in its order: "für Prototypen", "im Kernmodul", "im 1. Jahr"."""
    starts = [(one.start(), True) for one in _FOR.finditer(text)]
    starts += [(one.end(), True) for one in _AT.finditer(text) if field != "deadline"]
    starts += [(one.start(), False) for pattern in (IN_SECTION, IN_YEAR) for one in pattern.finditer(text)]
    for start, is_open in sorted(starts):
        if text.count("„", 0, start) > text.count("“", 0, start) + text.count("”", 0, start):
            continue
        closed = IN_SECTION.match(text, start) or IN_YEAR.match(text, start)
        words = closed[0] if closed and not is_open else _named(text, start)
        if _LEAST <= len(words) <= _LONGEST and not WHOLE.search(words) and not _is_apart(text, start, len(words)):
            yield words


def _named(text: str, start: int) -> str:
    """The words of a phrase from `start` to where it ends."""
    far = start + _FARTHEST
    stop = _STOP.search(text, start, far)
    return trimmed(text[start : stop.start() if stop else far])


def trimmed(words: str) -> str:
    """The words without articles and prepositions at their end."""
    return _TAIL.sub("", words).rstrip()


def _is_apart(text: str, start: int, length: int) -> bool:
    """Whether a comma parts a phrase from what follows it, unless it opens the sentence."""
    return bool(text[:start].strip()) and bool(re.search(r"[,;]\s", text[start + length :]))


def is_told_of_whom(words: str, field: Field) -> bool:
    """Whether it only says for whom a rate is, which the fact tells itself."""
    return field == "rate" and bool(paid(words))


def _small(words: str) -> str:
    """The words as they stand inside a sentence: "für Prototypen", "neue Boote"."""
    first = words.partition(" ")[0]
    is_small = _PREPOSITION.fullmatch(first) or (_DESCRIBED.match(words) and not groups(first))
    return name_of(words[0].lower() + words[1:] if is_small else words)
