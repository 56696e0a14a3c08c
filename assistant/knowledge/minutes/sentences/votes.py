"""Sentences of minutes with the votes on them: a vote ends what was voted on, and belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.knowledge.minutes.sentences.motions import FARED, MOTION
from assistant.language import sentences
from assistant.language.abbreviations import STARTERS
from assistant.language.numerals import NUMBER_WORD
from assistant.language.word_lists import any_of, listed
from assistant.records import Span

LONGEST_VOTE = 160
LEAST_LETTERS = 4

_I = re.IGNORECASE
_SIDE = (
    r"(?:ja(?:-?stimmen?)?|nein(?:-?stimmen?)?|dafür|dagegen|gegenstimmen?|enthaltung(?:en)?|enth(?:altg)?\."
    r"|pro|contra|kontra)"
)
_NONE_OR_SOME = r"(?:\d{1,4}|keine?|eine|ohne)"
_COUNTS = rf"(?:{_NONE_OR_SOME}[ ]?(?:x )?{_SIDE}(?!\w)|{_SIDE}[ ]?:?[ ]?\d{{1,4}}\b)"
_FOR, _ABSTAINED = r"(?:0|[1-9]\d{0,2})", r"(?:0|[1-9]|1\d)"  # so that "03/11/24" and "3/11/24" are days
_FIGURES = rf"{_FOR}[ ]?[:/][ ]?{_FOR}[ ]?[:/][ ]?{_ABSTAINED}"
# "Ja 6, Nein 0, Enth. 1", "12 Ja / 4 Nein", and in brackets also "einstimmig" and "7/0/0"
_TALLY = re.compile(
    rf"\b{_COUNTS}(?:\s{{0,3}}[,;/|·–-]?\s{{0,3}}(?:und |bei )?{_COUNTS})+"
    rf"|\((?:(?:einstimmig|mehrheitlich)(?: (?:angenommen|abgelehnt|beschlossen))?"
    rf"|{_COUNTS}|(?:abstimmung:? )?{_FIGURES})\)",
    _I,
)
_ONLY = re.compile(
    rf"(?:[\W_]*(?:abstimmung(?:sergebnis)?|beschlu(?:ss|ß)|(?:das )?ergebnis(?: der abstimmung)?|votum|stimmverhältnis"
    rf"|(?:dies|das|es) (?:wird|wurde|ist)|wird|wurde|gab es|gibt es|es gab|es gibt"
    r"|(?:(?:der|die|das) \w+ )?stimm(?:t|en) wie folgt ab"
    r"|(?:damit|somit)(?: ist)?|(?:der|dem|dieser|die) (?:\w*antrag|\w*vorschlag|vorlage)(?: (?:wird|wurde|ist))?"
    rf"|einstimmig(?:er beschlu(?:ss|ß))?|mehrheitlich|per (?:akklamation|handzeichen)"
    rf"|so|dafür|dagegen|mit|bei|und|davon|stimmen|{_COUNTS}|{_FIGURES}|{_NONE_OR_SOME}"
    rf"|(?:weitere )?(?:gegenstimmen?|enthaltung(?:en)?)|gegenrede|wie?derspruch"
    rf"|(?:großer|knapper|deutlicher) mehrheit|mehrheit|angenommen|abgelehnt|beschlossen|genehmigt|zugestimmt)"
    rf"(?!\w))+[\W_]*",
    _I,
)
_SIGN = re.compile(
    rf"\b(?:einstimmig|mehrheit(?:lich)?|akklamation|handzeichen|gegenstimmen?|gegenrede)\b|{_COUNTS}", _I
)
# Somebody speaks, or nobody does any more: not what was voted on.
_TALKING = listed("""
    spricht sprechen meint meinte findet fragt fragte berichtet erläutert erklärt bedenken hinweist merkt wünscht hätte
    wäre diskutiert diskussion aussprache beraten warnt erinnert dankt begrüßt informiert kritisiert weist eröffnet
    vertagt verschoben
""")
_TALK = re.compile(rf"\b(?:{any_of(_TALKING)}|bittet um)\b|\bstell(?:t|en)\b[^.;]{{1,80}}\bvor\b", _I)
# "Es wurde über die Satzung diskutiert und abgestimmt."
_AFTER_TALK = re.compile(
    r"\b(?:nach|ohne) (?:\w+ )?(?:aussprache|diskussion|beratung)\b|^[^:]*\bbeschlu(?:ss|ß):"
    r"|\b(?:diskutiert|beraten)(?=,? und\b[^.;]{0,40}\babgestimmt\b)",
    _I,
)
_FARED = re.compile(
    r"(?:(?:damit|somit) \w+ )?(?:der|dem|die) (?:\w+ )?\w*(?:antrag|vorschlag|beschluss|vorlage|änderung)\b", _I
)
_LISTED = re.compile(r"\s*\n\s*(?:[a-z]|\d{1,2})[.)]\s")  # another item of a list begins
_FOLLOWING = re.compile(r"(?P<space>\s+)[^\w\s]{0,5}\s{0,3}(?P<word>[^\W\d_]+)")
_FIGURES_ONLY = re.compile(rf"\W*\({_FIGURES}\)\W*", _I)

_COUNT = rf"(?:\d{{1,4}}|kein(?:e|er)?|eine[rn]?|{NUMBER_WORD}|no|one)"
_VOTES = re.compile(
    r"\b(?:einstimmig\w*|mehrheitlich\w*|(?:mit|bei|ohne|gegen) (?:\w+ ){0,2}(?:gegenstimmen?|enthaltung(?:en)?"
    r"|ja-?stimmen?)"
    r"|mit \d{1,4}[ ]?:[ ]?\d{1,4} stimmen"
    rf"|(?:mit )?{_COUNT} (?:zu|gegen) {_COUNT} stimmen"
    r"|(?:by )?\d{1,4} votes? (?:to|against) \d{1,4}\b"
    rf"|(?:mit )?{_COUNT}[ ]?(?:x )?enth(?:altg)?\.|enth(?:altg)?\.:?[ ]?\d{{1,4}}\b"
    rf"|(?:mit )?{_COUNT}[ ]?(?:x )?(?:ja(?:-?stimmen?)?|nein(?:-?stimmen?)?|dafür|dagegen|gegenstimmen?"
    rf"|enthaltung(?:en)?|stimmen"
    r"|in favou?r|against|abstentions?|yes|no|votes?)\b"
    r"|(?:dafür|dagegen|enthaltung(?:en)?|ja|nein)[ ]\d{1,4}\b"
    r"|(?:pro|contra|kontra|(?:ja|nein)(?:-?stimmen)?|dafür|dagegen|enthaltung(?:en)?|gegenstimmen?|yes|no"
    r"|abstentions?)"
    r"[ ]?:[ ]?\d{1,4}"
    r"|(?:ohne|kein(?:e|en)?) (?:wie?derspruch|gegenrede|einwände)|(?:mit|bei) (?:großer |deutlicher "
    r"|knapper )?mehrheit"
    r"|(?:klare|große|deutliche|knappe) mehrheit|alle dafür"
    r"|unanimous(?:ly)?|by (?:a )?majority|without objections?"
    r"|\b\d{1,3}[ ]?[:/][ ]?\d{1,3}[ ]?[:/][ ]?\d{1,3}(?=\)| Stimmen|\W*\Z))",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[\s,;:()*_/–-]*(?:und|bei|mit|sowie|and|with)?[\s,;]*")


def is_only_vote(text: str) -> bool:
    """Whether a text says how a vote went ("Keine Gegenstimmen.", "(7/0/0)") and not on what."""
    if len(text) > LONGEST_VOTE:
        return False
    return _FIGURES_ONLY.fullmatch(text) is not None or (
        _SIGN.search(text) is not None and _ONLY.fullmatch(text) is not None
    )


def is_voted_on(text: str) -> bool:
    """Whether a sentence right before a vote can be what the vote was on, and not what somebody said of it."""
    return (
        len(re.findall(r"\w", text)) > LEAST_LETTERS
        and not _TALK.search(_AFTER_TALK.sub("", text))
        and not is_only_vote(text)
    )


def ends_with_vote(text: str) -> bool:
    """Whether a vote on what stands in a text closes it, so that another matter begins behind it."""
    if is_only_vote(text):
        return False
    tallies = list(_TALLY.finditer(text))
    is_counted = tallies != [] and not re.search(r"\w", text[tallies[-1].end() :])
    return is_counted or (
        _SIGN.search(text) is not None and any(is_only_vote(one.of(text)) for one in sentences.split(text)[-1:])
    )


def vote_in(text: str) -> str:
    """How the vote went, in the words of the minutes, from the first figure to the last; empty without one."""
    found = list(_VOTES.finditer(text))
    if not found:
        return ""
    end = found[0].end()
    for match in found[1:]:
        if not _JOINED.fullmatch(text, end, match.start()):
            break
        end = match.end()
    start = found[0].start()
    end += text[start:end].count("(") > text[start:end].count(")") and text.startswith(")", end)
    return " ".join(text[start:end].split())


def with_votes(text: str, spans: Sequence[Span]) -> list[Span]:
    """The sentences, each with the vote that follows it as one of its own, and each ended by its vote."""
    joined: list[Span] = []
    for span in _cut(text, spans):
        said, before = span.of(text), joined[-1] if joined else None
        is_of_motion = before and FARED.search(said) and MOTION.search(before.of(text))  # these two are told as such
        if before and is_only_vote(said) and is_voted_on(before.of(text)) and not is_of_motion:
            joined[-1] = Span(before.start, span.end)
        else:
            joined.append(span)
    return joined


def _cut(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The sentences with no end inside a count of votes, and with one behind it where another sentence begins."""
    if not spans:
        return
    first, last = spans[0].start, spans[-1].end
    tallies = [Span(match.start(), match.end()) for match in _TALLY.finditer(text, first, last)]
    ends = {span.end for span in spans if not any(one.start < span.end < one.end for one in tallies)}
    ends |= {one.end for one in tallies if _ends(text, one, last)} | {last}
    start = first
    for end in sorted(ends):
        yield Span(start + len(text[start:end]) - len(text[start:end].lstrip()), end)
        start = end


def _ends(text: str, tally: Span, last: int) -> bool:
    """Whether another sentence begins behind a vote."""
    if _LISTED.match(text, tally.end, last):
        return True
    following = _FOLLOWING.match(text, tally.end, last)
    if following is None or not following["word"][0].isupper() or _FARED.match(text, following.start("word")):
        return False
    if following["word"].casefold() in STARTERS:
        return True
    is_sentence = text[: tally.start].rstrip()[-1:] in (".", "!", "?")
    is_in_next_line = "\n" in following["space"] and text[tally.start] != "("
    return (is_sentence and following["word"] != "Stimmen") or is_in_next_line
