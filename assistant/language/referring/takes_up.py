"""Whether a sentence speaks of what only the one before it names: "Die Frist endet" behind "Es gibt eine Frist."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.language.referring.refers_back import STEM, is_named_first
from assistant.language.referring.rules import ADJECTIVES, MARK, NOT_AHEAD, NOUN
from assistant.language.terms import stems
from assistant.records import Span

# "Die Festlegungen gelten vier Jahre", "Am Ende dieser Phase wird geprüft": which ones the sentence before may say;
# "Denn der Strang kann steif sein": why it matters.
_GOES_ON = re.compile(
    r"(?:Denn|Stattdessen|Folglich|Infolgedessen|Das\s(?:heißt|bedeutet)|D\.\s?h\.|Mit\sanderen\sWorten|In(?:sofern|soweit))[\s,]"
)
_TAKES_UP = re.compile(
    r"(?:\(\d{1,2}[a-z]?\)\s)?D(?:er|ie|as)\s(?P<bare>[A-ZÄÖÜ][\wäöüß-]{3,})\s"
    r"(?!(?:mit|seit|gegen|neben|wegen|zwischen|samt|unter|hinter)\b)[a-zäöüß]+(?:t|en)\b"
)
# Before other verbs what is done ("Die Beratung kann ..."), or is somebody's ("Der Träger soll seine Zustimmung").
_MAY_TAKE_UP = re.compile(
    r"(?:\(\d{1,2}[a-z]?\)\s)?D(?:er|ie|as)\s(?:(?P<done>[A-ZÄÖÜ][\wäöüß-]+(?:ung|ion))\s(?:wird|wurde|soll|kann|darf|muss)"
    r"|[A-ZÄÖÜ][\wäöüß-]{3,}\s(?:soll|kann|darf|muss)\s(?:seine|ihre)[mnrs]?\s(?P<whose>[A-ZÄÖÜ][\wäöüß-]{3,}))\b"
)
# "Größere Abweichungen führen zum Ausschluss": than which ones the sentence before says.
_COMPARED = re.compile(
    r"(?:Größere|Kleinere|Höhere|Niedrigere|Geringere|Längere|Kürzere|Spätere|Frühere|Weitergehende|Weiterreichende)[nrs]?\s"
    r"(?P<noun>[A-ZÄÖÜ][\wäöüß-]{3,})\s(?!sind\b)[a-zäöüß]"  # not "Höhere Behörden sind ...", which says which
)
# What sums up, or is a part of, what was said: "Die Informationen werden vertraulich behandelt".
_SUMS_UP = re.compile(
    r"(?:Information|Angabe|Auskunft|Auskünfte|Unterlage|Nachweis|Mitteilung|Regelung|Verpflichtung|Entscheidung|Frist"
    r"|Maßnahme|Voraussetzung|Änderung|Vorgabe|Vorschrift|Prüfung|Zustimmung|Summe)(?:e?n)?"
)
# "über eine solche Verlängerung", "derartige Prüfungen"; not "solche Boote, die ...", which says itself which ones.
_SUCH = re.compile(
    r"\b(?:[Ss]olch|[Dd]erartig)e[mnrs]?\s(?:[a-zäöüß]+e[mnrs]?\s)?(?P<such>[A-ZÄÖÜ][\wäöüß-]{3,})\b(?!\s?,\s(?:d(?:er|ie|as|en|em)|welche|wo|wie)|\swie\b"
    r"|[^.;:]{0,80},\sdass\b)"
)
# "als der pauschale Abzug"
_RESTATED = re.compile(r"\bd(?:er|ie|as|en|em|es)\s(?P<how>[a-zäöüß]{6,}e[nr]?)\s(?P<noun>[A-ZÄÖÜ][\wäöüß-]{3,})")
_PART_OF_TEXT = (
    r"(?:(?:(?:Unter)?[Aa]bschnitt|Absatz|Anhang|Artikel|Bericht|Broschüre|Buch|Dokument|Heft|Kapitel|Protokoll|Teil|Text"
    r"|Version|Vertrag)(?:e?s)?\b)"
)
_OF_THIS = re.compile(
    rf"(?:[^\s,;:()]+\s){{1,15}}?diese[mnrs]?\s{MARK}{ADJECTIVES}(?P<this>(?!{_PART_OF_TEXT}){NOUN})\b{NOT_AHEAD}"
)
# "Der Widerspruch muss ...", "Ist der Antrag vollständig, ...": which one another sentence may say.
_INVERTED = (
    r"Ist|Sind|War(?:en)?|Hat|Haben|Wird|Werden|Wurden?|Kann|Können|Soll(?:en)?|Muss|Müssen|Darf|Dürfen|Gilt|Gelten"
    r"|Bleibt|Fehlt|Liegt"
)
_DEFINITE = re.compile(
    rf"(?:\(\d{{1,2}}[a-z]?\)\s)?(?P<inverted>(?:{_INVERTED})\s)?[Dd](?:er|ie|as)\s(?P<noun>[A-ZÄÖÜ][\wäöüß-]{{3,}})\s"
    r"(?!(?:mit|seit|gegen|neben|wegen|zwischen|samt|unter|hinter|de[rs])\b)"
    r"(?:(?(inverted)[a-zäöüß]+|[a-zäöüß]+(?:t|en))|muss|kann|soll|darf)\b"
)
# What is known already before its noun, or is denied, is not introduced: "die Gemeinde", "keine weitere Zuwendung".
_KNOWN = re.compile(
    r"\b(?:(?:d(?:er|ie|as|en|em|es)|(?:dies|jed|sein|ihr)(?:e[mnrs]?)?)|(?:kein(?:e[mnrs]?)?|nicht)(?:\s[a-zäöüß]+)?)\s\Z",
    re.IGNORECASE,
)
# "Zuständig ist die Stadt": for what a sentence with "zuständigen" says before it.
_SAID_OF = re.compile(r"(?:\(\d{1,2}[a-z]?\)\s)?(?P<said>[A-ZÄÖÜ][a-zäöüß]{5,})\s(?:ist|sind|bleib(?:t|en))\s")
# "über eine Fristverlängerung" behind "Die Frist kann verlängert werden".
_DONE = re.compile(r"\b(?:[Ee]in|[Dd])(?:e[mnrs]?|ie|er)\s(?P<done>[A-ZÄÖÜ][a-zäöüß]{7,}ung)\b")
# What everybody knows without an introduction: "Die Landesregierung", "Das Bauamt".
_KNOWN_TO_ALL = re.compile(
    r"(?:Bund|Land|Staat)(?:[a-zäöüß]+)?|Länder|Öffentlichkeit|[\wäöüß-]*(?:[Bb]ehörde|[Mm]inisteri|[Rr]egierung|[Gg]ericht"
    r"|[Aa]mt|[Ss]tadt|[Gg]emeinde|[Kk]ommission|[Mm]itgliedstaat)[a-zäöüß]{0,3}"
)
_WORD = re.compile(r"[^\W\d_][\w-]*")
LEAST = 4  # letters of the first part of a compound


def goes_on(text: str, sentence: Span) -> bool:
    """Whether the sentence of `text` says why, or what, the one before it means: "Denn ...", "Das heißt, ..."."""
    return _GOES_ON.match(text, sentence.start, sentence.end) is not None


def takes_up(text: str, sentence: Span, before: str) -> bool:
    """Whether the sentence of `text` speaks of what only the one `before` it names: "Die Festlegungen gelten ..."
    behind "... kann eine Festlegung erfolgen.", "Am Ende dieser Phase ...", "eine solche Frist", "als der pauschale
    Abzug", or sums it up or goes on with it: "Die Angaben werden ...", "Denn ..."."""
    if goes_on(text, sentence) or _restates(text, sentence, before):
        return True
    if (bare := _TAKES_UP.match(text, sentence.start, sentence.end)) and _SUMS_UP.fullmatch(bare["bare"]):
        return True
    if bare and _is_first_named(text, sentence.start, bare["bare"]):
        return True
    if introduces(text, sentence, before) or _says_of(text, sentence, before):
        return True
    compared = _COMPARED.match(text, sentence.start, sentence.end)
    named = bare["bare"] if bare else compared["noun"] if compared else ""
    if not named and (may := _MAY_TAKE_UP.match(text, sentence.start, sentence.end)):
        named = may["done"] or may["whose"]
    if named and named[:STEM].casefold() in before.casefold():
        return True
    return names_this(text, sentence)


def _is_first_named(text: str, start: int, noun: str) -> bool:
    """Whether nothing before `start` names what a sentence there begins with as if it was known: "Die Unterschriften
    folgen" behind "Die Verträge sind freigegeben."."""
    return not _KNOWN_TO_ALL.fullmatch(noun) and noun[:STEM].casefold() not in text[:start].casefold()


def names_this(text: str, sentence: Span) -> bool:
    """Whether the sentence of `text` means by "am Ende dieser Phase", "eine solche Frist", what stands before it."""
    such = _SUCH.search(text, sentence.start, sentence.end)
    this = such or _OF_THIS.match(text, sentence.start, sentence.end)
    return this is not None and is_named_first(text, sentence.start, this, "such" if such else "this")


def _restates(text: str, sentence: Span, before: str) -> bool:
    """Whether the sentence names in one breath, as known, what the one `before` it says apart: "der pauschale Abzug"
    behind "Der Abzug beträgt pauschal ein Viertel."."""
    said = [stem for one in _WORD.findall(before) for stem in stems(one)[:1]]
    named = (stems(f"{one['how']} {one['noun']}") for one in _RESTATED.finditer(text, sentence.start, sentence.end))
    return any(len(pair) == 2 and set(pair) <= set(said) and (pair[0], pair[1]) not in pairwise(said) for pair in named)


def _says_of(text: str, sentence: Span, before: str) -> bool:
    """Whether the sentence begins with an adjective that the one `before` it says of something, "Zuständig ist ...", or
    names as one what that says in two words: "eine Fristverlängerung"."""
    said = _SAID_OF.match(text, sentence.start, sentence.end)
    if said and re.search(rf"\b{said['said'].lower()}(?:e[mnrs]?)?\b", before):
        return True
    words = [word.casefold() for word in _WORD.findall(before)]
    done = (one["done"].casefold() for one in _DONE.finditer(text, sentence.start, sentence.end))
    return any(_is_made_of(one, words) for one in done)


def _is_made_of(compound: str, words: Sequence[str]) -> bool:
    """Whether both parts of a compound stand among the words apart, the second one in any form."""
    first = [word for word in words if len(word) >= LEAST and compound.startswith(word) and word != compound]
    rests = (compound.removeprefix(word).removeprefix("s")[:STEM] for word in first)
    return any(len(rest) == STEM and any(word.startswith(rest) for word in words) for rest in rests)


def introduces(text: str, sentence: Span, before: str) -> bool:
    """Whether words `before` the sentence of `text` introduce what it begins with: "eine Aufrechnung ist ..." what "Die
    Aufrechnung endet ..." is said of; not "die Gemeinde", which is as known there as here."""
    named = _DEFINITE.match(text, sentence.start, sentence.end)
    if named is None:
        return False
    noun = stems(named["noun"])
    found = (one for one in _WORD.finditer(before) if stems(one[0]) == noun)
    return any(not _KNOWN.search(before, 0, one.start()) for one in found)
