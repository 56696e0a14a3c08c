"""Who does something that is yet to come, as a clause in the present tense tells it: "Imke löst die Bestellung aus".

Minutes tell in the same tense what was said and done at the meeting itself. So verbs of speech and judgement are no
deeds unless the clause names a time to come for them, verbs of being and feeling never are (`verbs.py`), and what the
body of the meeting does needs such a time in any case. What a sentence denies or wishes is nothing to do.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from assistant.knowledge.minutes.details import Due, due_in, due_of
from assistant.knowledge.minutes.people import BODY, GROUP, JOINED, MASK, MASKED
from assistant.knowledge.minutes.verbs import BEING, HANDING, OUTSIDE, SAYING, TALKING
from assistant.language.dates import A_MONTH
from assistant.language.predicates import Predicate, predicates
from assistant.records import Span

_I = re.IGNORECASE
_GOING = re.compile(r"\w*(?:fahren|gehen|kommen|reisen|fliegen)\Z")
# "Zur Kenntnis nehmen", "Wert legen auf": the noun says what is done, and that is done at the meeting.
_IDIOM = re.compile(
    r"\bzu[mr] (?:kenntnis|ausdruck|sprache|diskussion|abstimmung|wahl|verfügung|kandidatur|wort)\b"
    r"|\b(?:wert|stellung)\b",
    _I,
)
_AUXILIARIES = ("sollen", "wollen", "werden", "müssen")
# With somebody who is not at the meeting: "fragt beim Wirt nach", "spricht mit der Bank".
_TO_SOMEBODY = re.compile(
    r"\s(?:mit|bei|beim|per)\s(?!(?:\w+\s)?(?:dank|sorge|freude|bedauern|nachdruck|begründung|recht)\b)", _I
)
_DENIED = re.compile(
    r"\b(?:nichts?|kein\w*|nie|niemand\w*|kaum|eigentlich|ursprünglich|vielleicht|eventuell|evtl"
    r"|im moment|momentan|aktuell|zurzeit|gern\w*|lieber|derzeit|gerade|bereits"
    r"|weiterhin|immer|oft|meist\w*|täglich|wöchentlich|monatlich|jährlich|jeweils|seit"
    r"|(?<!vor )(?<!vor ihrem )(?<!vor seinem )(?<!vor dem )urlaub|amt|weiter|eh|sonst)\b"
    r"|\b(?:vom|von|ab|zwischen|noch)\b[^,;]{0,30}\bbis\b|\d\.?\s?bis\s\d",
    _I,
)
_GERMAN = re.compile(r"\b(?:bis|spätestens)\b", _I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SOON = re.compile(
    r"\b(?:sofort|umgehend|unverzüglich|zeitnah|schnellstmöglich|demnächst|asap|noch heute|heute noch"
    r"|(?:noch )?(?:diese|nächste|kommende) woche|in den nächsten (?:tagen|wochen)|(?:innerhalb|binnen) (?:von )?\w+ "
    r"(?:tag|woche|monat)\w*|vor (?:ihrem|seinem|dem|den) (?:\w*urlaub|\w*ferien)"
    r"|im (?:frühjahr|sommer|herbst|winter))\b",
    _I,
)
# Whose meeting it is: what they do without a time to come, they do there. And whose work goes on without it.
_OF_THE_MEETING = re.compile(r"(?:(?:der|die|das) )?(?:\w*(?:vorstand|ausschuss|rat|kreis)|alle?)", _I)
_OF_ALL = re.compile(r"(?:(?:die|der) )?(?:stadt|gemeinde|landkreis|hochschule|amt)(?![^\W\d_])", _I)
_DOER = rf"(?:{BODY}|{MASKED}|{GROUP})"
_WHO = re.compile(rf"(?<![\w-])(?:{_DOER}(?P<more>(?:{JOINED}){{0,5}}))")
# Stand for whoever acts: the tagger need not know the name.
_ONE, _MANY = "Peter", "Peter und Paul"
_WE = re.compile(r"wir\b", _I)
_OURS = re.compile(r"(?:(?:und|aber|also|dann)\s)?wir", _I)
_HENCE = re.compile(r"also|dann|deshalb|daher|darum|stattdessen|künftig", _I)
_STANDS_FOR = rf"{_ONE}(?:{_MANY.removeprefix(_ONE)})?"
_SPELT = re.compile(r"(?<![aeiouäöüqs])(?:ae|oe|ue)(?!l?l)(?=[a-zß]{2})")
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}
# In front of the verb: the subject alone, a rank before it or a bracket behind it.
_BEFORE = re.compile(
    r"(?:(?:und|aber|dann|auch|also|daher|[A-ZÄÖÜ][a-zäöü]{2,}(?:frau|herr|rat|rätin))\s)?"
    rf"(?P<who>{_STANDS_FOR}|[Ii]ch)(?:\s?\([^()]*\))?(?:\s(?:selbst|selber|dann|noch|auch|dazu))*\Z"
)
_BEHIND = re.compile(rf"(?:\s(?:sich|es|das|dies|sie|ihn|dann|dazu|noch|auch))?\s(?P<who>{_STANDS_FOR})\b")
_AGENT = re.compile(rf"(?:\A|\s)(?:von|durch)\s(?P<who>{_STANDS_FOR})\b")
_MAKES = re.compile(
    r"(?:\ssich)?\s(?:ein\w*|das|die|den)\s(?!\w*(?:ung|vorschlag|gedanken|sorgen)\b)[A-ZÄÖÜa-zäöü]", _I
)
_NOMINATIVE = re.compile(r"(?:Der|Ein|Dieser|Kein|Mein|Unser)\s")
# "Imke sagt zu, die Zahlen nachzureichen"
_PROMISED = re.compile(
    rf"(?P<who>{MASKED})(?:\s?\([^()]{{0,40}}\))?\s(?:(?:sagt|sichert)\s(?:\w+\s){{0,2}}?zu|verspricht),\s"
    r"(?:dass\s|[^?]*\b(?:zu\s[a-zäöü]{2,}|[a-zäöü]{2,}zu[a-zäöü]{2,})n(?=\W*\Z|[,;]))"
)
# "erklärt Frau Kessenich, sie werde die Kosten ermitteln"
_ANNOUNCED = re.compile(
    rf"\b(?:(?:erklärt|sagt|verspricht)\s(?P<who>{MASKED})|(?P<by>{MASKED})\s(?:erklärt|sagt|verspricht"
    rf"|kündigt\san)),\s"
    r"(?:dass\s)?(?P<self>er|sie)\s(?:[^.;?!]{0,200}\s)?(?:werde|wolle)\b"
)
# "Imke, du schickst bitte die Zahlen"
_ADDRESSED = re.compile(
    rf"^\W*(?P<who>{MASKED}),\s(?:du|ihr|Sie)\s(?!(?:hast|habt|haben|bist|seid|sind)\b)[a-zäöüß]{{2,}}(?:st|t|en)\s"
    r"[^?!]*\bbitte\b"
)
_MEETING = r"\w*(?:sitzung|treffen|plenum|runde|besprechung|versammlung|telko|jour fixe)"
_TOMORROW = re.compile(r"[^(;,>]*(?<!\bam )(?<!jeden )(?<!guten )(?<!heute )\b(?P<when>morgen)(?= )")
_AHEAD = re.compile(
    r"\b(?:(?:in|auf|bei|zu) (?:der|die|dem)|im|zu[mr]|beim) (?P<when>(?:nächste[nr]?|kommende[nr]?)"
    rf" (?:{_MEETING}|mal)|{_MEETING} am \d{{1,2}}\. ?(?:\d{{1,2}}\.(?: ?\d{{4}})?|{A_MONTH}(?: \d{{4}})?))(?!\w)",
    _I,
)


def doers(sentence: str, masked: str) -> list[Span | None]:
    """Where those are named who do something that is yet to come, or say that they will; None for the one who writes.

    `masked` is the sentence with its names masked.
    """
    text, spans = _with_stand_ins(masked)
    found: list[Span | None] = []
    subject: _Subject | None = None
    for one in predicates(text):
        subject = subject if one.goes_on and not one.is_passive else _subject(one, text, spans)
        if subject and _is_deed(one, one.behind.of(text), subject.named.of(masked) if subject.named else ""):
            found.append(subject.named)
    for pattern in (_PROMISED, _ADDRESSED, _ANNOUNCED):
        if match := pattern.search(masked):
            group = next(name for name in ("who", "by") if name in pattern.groupindex and match[name])
            found.extend([Span(*match.span(group))] if _fits(match, sentence[: match.end(group)]) else [])
    return list(dict.fromkeys(found))


def is_ours(sentence: str) -> bool:
    """Whether it says what "we" are going to do: "Wir reichen beim Bund ein"."""
    if not _WE.search(sentence) or sentence.rstrip(" *_").endswith("?"):
        return False
    for one in predicates(sentence):
        front, said = one.before.of(sentence), one.behind.of(sentence)
        is_we = _OURS.fullmatch(front) or (_HENCE.fullmatch(front) and _WE.match(said.strip()))
        is_told = one.verb in BEING or one.verb in SAYING or one.verb in TALKING or one.auxiliary
        if is_we and not is_told and not _DENIED.search(f"{front} {said}"):
            return True
    return False


def opines(sentence: str, masked: str) -> bool:
    """Whether a single person votes or speaks for something, which is no decision."""
    text, spans = _with_stand_ins(masked)
    found = ((one.verb, _subject(one, text, spans)) for one in predicates(text))
    return any(
        verb in SAYING and subject and subject.named and MASK in subject.named.of(masked) for verb, subject in found
    )


def _fits(match: re.Match[str], named: str) -> bool:
    """Whether "er" and "sie" can be the one who is named: no "Herr" is "sie"."""
    title = re.search(r"\b(Herrn?|Hr\.|Frau|Fr\.)\s[^.]*\Z", named)
    if "self" not in match.re.groupindex or title is None:
        return True
    return match["self"] == ("er" if title[1].startswith("H") else "sie")


class _Subject(NamedTuple):
    """Who acts: where they are named in the sentence; None for the one who writes."""

    named: Span | None


def _with_stand_ins(masked: str) -> tuple[str, dict[int, Span]]:
    """The text with one name for all who act, and where each of them stands in `masked`."""
    text, end, spans = "", 0, {}
    for match in _WHO.finditer(masked):
        text += _with_umlauts(masked[end : match.start()])
        spans[len(text)] = Span(*match.span())
        text, end = text + (_MANY if match["more"] else _ONE), match.end()
    return text + _with_umlauts(masked[end:]), spans


def _with_umlauts(text: str) -> str:
    """The words with umlauts that a mail spells without: "klaert"."""
    return _SPELT.sub(lambda letters: _UMLAUTS[letters[0]], text)


def _subject(one: Predicate, text: str, spans: dict[int, Span]) -> _Subject | None:
    """Who acts in a predicate: the part in front of its verb, else what stands right behind it, or the agent."""
    front = one.before.of(text)
    if one.is_passive:
        found = [(one.before.start, _AGENT.search(front)), (one.behind.start, _AGENT.search(one.behind.of(text)))]
    else:
        behind = None if not front or _NOMINATIVE.match(front) else _BEHIND.match(one.behind.of(text))
        found = [(one.before.start, _BEFORE.match(front)), (one.behind.start, behind)]
    start, match = next(((start, match) for start, match in found if match), (0, None))
    if match is None:
        return None
    if match["who"].lower() == "ich":
        return _Subject(None)
    named = spans.get(start + match.start("who"))
    return _Subject(named) if named else None


def _is_deed(one: Predicate, said: str, who: str) -> bool:
    """Whether a predicate tells what is yet to be done; `who` acts, with names masked."""
    if _DENIED.search(said) or one.verb in BEING:
        return False
    if one.auxiliary and not one.is_passive:
        return one.auxiliary in _AUXILIARIES
    if _GOING.match(one.verb):
        return False
    is_of_meeting = _OF_THE_MEETING.fullmatch(who) is not None
    is_next_time = due_without_until(said, None) is not None and not is_of_meeting
    if _OF_ALL.match(who) or one.verb in SAYING:
        return one.verb in SAYING and is_next_time
    if one.verb in HANDING and _IDIOM.search(said):
        return False
    due = due_in(said, None) if _GERMAN.search(said) else None
    if due or is_next_time or _SOON.search(said):
        return due is None or not _YEAR.fullmatch(due.words)
    if one.verb in HANDING:
        is_outside = one.verb in OUTSIDE and _TO_SOMEBODY.search(said) is not None
        return is_outside or (one.verb == "machen" and _MAKES.match(said) is not None)
    return not is_of_meeting


def due_without_until(text: str, held: datetime.date | None) -> Due | None:
    """Tomorrow, or the meeting to come at or for which something is to be told or done; None without one."""
    words = " ".join(text.split())
    match = _AHEAD.search(words) or _TOMORROW.match(words)
    return due_of(match["when"], held) if match else None
