"""Who of a group of applicants is meant, in the words that prove it: "gemeinnützige Unternehmen", not "Unternehmen".

What narrows the group is told as it stands there; where it may be of another, all that the item or sentence names is,
and where that is too long the quote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.knowledge.programmes.facts import Group, Size
from assistant.knowledge.programmes.firm_sizes import only_size
from assistant.knowledge.programmes.parts import IN_SECTION, IN_YEAR, trimmed
from assistant.knowledge.programmes.rules import DAY, ENDS, FIGURE, ITEM, OPEN, any_rule
from assistant.knowledge.programmes.stakeholders import follows, groups, name_of, named
from assistant.knowledge.programmes.told_words import answer_in
from assistant.language.tagger import has_finite_verb, tag_in_small_letters
from assistant.records import Span

_TEXTS_IN_CACHE = 4096
_LONGEST = 60  # characters of what follows the name of a group
_LONGEST_OWN = 180  # characters of all that an item or a sentence names
# Words before a noun that end as adjectives do and narrow nothing.
_NOT_NARROW = (
    r"(?:alle[nr]?|andere[nr]?|weitere[nr]?|sonstige[nr]?|diese|jede|k?eine|[ius]hre|seine|unsere|welche|solche|beide|viele"
    r"|sowie|ohne|bitte|\w+weise|insbesondere|inklusive|exklusive|einzelne[nr]?|interessierte[nr]?|beteiligte[nr]?"
    r"|antragstellende[nrs]?|antragsberechtigte[nr]?|jeweilige[nr]?|folgende[nr]?|verschiedene[nr]?|mehrere|freie|werde"
    r"|würde|könne|möge|wäre|habe|reiche|stelle|ähnliche|natürliche|juristische)\b"
)
_ADJECTIVE = (
    rf"(?!{_NOT_NARROW})(?:[a-zäöüß-]{{3,30}}e\b|[a-zäöüß-]{{2,30}}"
    r"(?:ig|lich|isch|al|iv|ell|end|bar|haft|sam|los|är|iert|annt|elt)(?:en|er|es|em)\b"
    r"|(?:klein|mittler|groß|privat|jung)(?:en|er|es|em)\b)"
)
_NARROW = re.compile(
    rf"(?:\b(?:(?:[a-zäöüß]{{3,20}}(?:lich|ig|ell|al|isch)|nicht)\s+)?{_ADJECTIVE}(?:\s+(?:und|oder)|,)?\s+){{1,3}}\Z"
)
# "In Hessen ansässige Vereine": what adjectives say begins before them.
_BEGINS_BEFORE = re.compile(
    r"\b(?:[Ii][nm]|[Vv]o[nm]|[Dd]urch|[Bb]ei|[Aa][nm]|[Aa]us|[Dd]e[rmn])\s(?:de[rmn]\s)?(?:[A-ZÄÖÜ][\w-]+\s+){1,3}\Z"
)
# What a legal person is named with: "natürliche und juristische Personen", "juristische Personen des ... Rechts".
_WITH_OTHERS: dict[Group, re.Pattern[str]] = {
    "legal_person": re.compile(r"\b[Nn]atürlichen?\s+(?:und|oder)\s+\Z"),
    "person": re.compile(r"\b[Jj]uristischen?\s+(?:und|oder)\s+\Z"),
    "public": re.compile(r"\b[Jj]uristischen?\s+\Z"),
}
_BOTH = re.compile(r"[Nn]atürliche\w*\s+\w+\s+juristische\w*\s+\w+|[Jj]uristische\w*\s+\w+\s+natürliche\w*\s+\w+")
# "Forschende aus Hochschulen", "zum Sektor der Hochschulen": not these apply.
_OF_OTHERS = re.compile(
    r"\b(?!(?:sind|werden|können|sowie|und|oder|auch|nur)\b)[\w-]{3,40}\s+(?:de[rs]|einer|eines|aus|von)\s+"
    r"(?:(?:mindestens|wenigstens)\s+)?(?:(?:mehreren|\d+|zwei|drei|vier|fünf|sechs|zehn)\s+)?\Z"
)
# "Kommunen und andere Institutionen"
_AND_OTHERS = re.compile(r"\b(?:und|oder|sowie)\s+(?:andere|weitere|sonstige|vergleichbare)\s+(?P<whom>[A-ZÄÖÜ][\w-]+)")
# "Netze aus mindestens drei Kommunen"; "Kommunen und Werften, die segeln".
_MADE_OF = re.compile(r"(?:[a-zäöüß]{3,30}e[nr]?\s)?(?P<whom>[A-ZÄÖÜ][\w-]{3,40})\s(?:aus|von|zwischen)\s")
_NARROWS_ALL = re.compile(r"\s(?:und|oder|sowie)\s[^,]{3,80},\s(?:die|deren|welche)\s[^,]*\Z")
_NO_ASSOCIATION = re.compile(r"(?![\w-]*(?:[Vv]erein|[Vv]erb[aä]nd))[\w-]+")  # "Kammern" are told as such
# "Gemeinnützige Vereine" at the beginning.
_OPENS = re.compile(rf"(?:\A|(?<=[*•:.]\s))(?!(?i:{_NOT_NARROW}))[A-ZÄÖÜ][a-zäöüß-]{{2,30}}e(?=\s)")
_NOUN = re.compile(r"[\w-]*(?:(?<=-)\s+(?:und|oder)\s+[\w-]+)?")
_AFTER_ADJECTIVE = re.compile(r"(?:\s+[a-zäöüß-]{3,30}(?:e|en|er|es))?\s+[A-ZÄÖÜ][\w-]+")
_SHORT_FORM = re.compile(r"\s*\(\s*[A-ZÄÖÜ][\w-]{1,15}\s*\)")
_DEFINED = re.compile(
    r"\s+(?:gemäß|nach|im Sinne)\s(?:der\s)?(?:KMU|EU)\b\s?-?\s?\w{0,20}(?:\sder\s(?:EU|Europäischen \w+))?"
)
_DEFINITION = re.compile(r"\s?-\s?Definition")
_OF = r"(?:[a-zäöüß-]{3,30}e[nrs]\s+(?:und\s+)?){0,2}[A-ZÄÖÜ][\w-]*"
_GENITIVE = re.compile(
    rf"\s+(?:de[rs]|einer|eines)\s+{_OF}(?:(?<=-)\s+(?:und|oder)\s+[\w-]+|(?:\s[A-ZÄÖÜ][\w-]*){{1,2}})?"
    rf"(?:\s+(?:und|oder)\s+de[rs]\s+{_OF})?"
)
_WITH = re.compile(
    r"\s+(?:mit|ohne|aus|im|in|ab|bis|unter|über|an|auf|von|für|innerhalb|außerhalb|with|without|from|based|located)\s"
    rf"(?!(?:der Regel|Höhe|Form|Verbund|Kooperation|Zusammenarbeit)\b|(?:zu\s)?{FIGURE}|{DAY})"
)
_ENDS = re.compile(any_rule(ENDS))
# "Anträge können Vereine über das Portal stellen": how they apply.
_HOW = re.compile(r"\s+(?:über|an|auf|ab|bis|unter)\s[^,;:.]{2,100}\b(?:stellen|einreichen|beantragen|bewerben)\b")
_JOINED = re.compile(r"\s+(?:und|oder)\s+(?=[A-ZÄÖÜ])")
_AND = re.compile(r"\s+(?:und|oder|sowie|and|or)\s+|,\s+")
_RELATIVE = r"(?:die|der|das|deren|dessen|denen|welche[rs]?|bei|an)"
_OPEN = re.compile(any_rule(OPEN))
# What else is named before what may narrow them all: "Vereine und Betriebe mit Sitz in ..."
_CHAIN = re.compile(
    rf"(?:(?:,|\s+und|\s+oder|\s+sowie)\s+(?!{_RELATIVE}\b)(?:[a-zäöüß-]{{3,30}}e[nrs]?\s+){{0,2}}[A-ZÄÖÜ][\w-]+){{1,5}}"
)
# "Für Promotionen: natürliche Personen", "im Kernmodul Hochschulen": may apply for a part of the programme.
_OF_PART = re.compile(
    r"\W{0,3}(?P<part>(?:[Ff]ür|[Ii]m|[Ii]n de[rmn]|[Bb]ei)\s[^,;:.|*]{3,70}?)(?:\s(?:gilt|gelten))?:\s"
)
# "Für Boote gilt:" above the item.
_OFITEMS = re.compile(r"(?:\A|[*•+:-]\s)(?P<part>Für\s[^,;:.|*]{3,70}?)\s(?:gilt|gelten):\s[*•+-]\s\Z")
# Behind whom a rate is for, when it is: "erhalten Vereine im ersten Jahr 50 Prozent".
_OF_RATE = re.compile(rf"\s+{IN_YEAR.pattern}")
# Behind which a sentence names who may apply, or who may for a part.
_NAMES = re.compile(
    r"(?:Antrags|Teilnahme|Förder)berechtigt(?:\s(?P<part>(?:[Ff]ür|[Ii]m|[Ii]n)\s[^,;:.|]{3,70}?))?\s(?:sind|ist)\s"
    r"(?:(?:unter anderem|vor allem|insbesondere)\s)?"
)
# "**Antragsberechtigt:** Betriebe"
_LABEL = re.compile(r"\W{0,6}(?:Antrags|Teilnahme|Förder)berechtigte?\W{0,4}:\W{0,4}")
# A whole sentence of who may apply: "Verbünde von Werften können einen Antrag stellen", "Gefördert werden ...".
_HANDED_IN = r"(?:einen?\s|den\s|ihren?\s|eine\s)?(?:\w{0,20}[Aa]ntr[aä]ge?|\w{0,20}[Ss]kizzen?|Bewerbung(?:en)?)"
_HANDING_IN = r"(?:stellen|einreichen|abgeben|vorlegen)"
_MAY = r"(?:können|kann|dürfen|darf)"
_SENTENCES = tuple(
    re.compile(rf"\W*{pattern}[.!]?\s*")
    for pattern in (
        rf"(?P<who>[A-ZÄÖÜ][^;:|]{{3,200}}?)\s{_MAY}\s(?:(?:gemeinsam|nur|auch|jederzeit)\s)?"
        rf"(?:{_HANDED_IN}\s{_HANDING_IN}|sich\sbewerben)",
        rf"(?i:{_HANDED_IN})\s{_MAY}\s(?P<who>[^;:|]{{3,200}}?)\s{_HANDING_IN}(?P<more>,\s(?:die|der|das|deren)\s[^;:|]{{3,160}}?)?",
        rf"Bewerben\s{_MAY}\ssich\s(?P<who>[^;:|]{{3,200}}?)",
        r"(?P<who>[A-ZÄÖÜ][^;:|]{3,200}?)\s(?:sind|ist)\s(?:antrags|teilnahme|förder)berechtigt",
        r"(?:Wir\sfördern|Gefördert\swerden)\s(?P<who>[^;:|]{3,200}?)",
    )
)
# Of a sentence that is no more than whom it names: "Kleine Betriebe mit Hafen, die Boote bauen."
_NAMED_ALONE = re.compile(
    r"\W*(?P<who>(?P<noun>[A-ZÄÖÜ][^.;:|]{3,150}?),\s(?:die|der|das|deren|welche[rs]?)\s[^.;:|]{3,160})\.\s*"
)
# What is said beside them: how, when and to whom they apply.
_BESIDE = re.compile(r"\b(?:über|bis|ab|per|online|schriftlich|formlos|jederzeit|elektronisch|beim?|an\sdas|an\sdie)\b")
_FILLING = re.compile(r"\s+(?:sowie|und|oder|auch)\Z")
_CLAUSE_END = re.compile(r"[,;|]|\.(?=\s|\Z)")
_DEPENDS = re.compile(r"\bje nach\s(?!Bedarf)")


class Who(NamedTuple):
    """Whom of a group a quote means.

    Attributes:
        group: the group, or a narrower one.
        words: those of the quote, where they say more than the name of the group.
        size: of firms, where one is meant.
        is_open: the quote narrows the group further than all of this tells.
        part: the words for the part of the programme that they may apply for.
        whole: all whom the quote names, where that is short.
    """

    group: Group
    words: str = ""
    size: Size | Literal[""] = ""
    is_open: bool = False
    part: str = ""
    whole: str = ""


@lru_cache(maxsize=_TEXTS_IN_CACHE)  # a list is asked for again and again
def who(group: Group, text: str, place: Span | None = None) -> Who:
    """Whom of the group the words that prove a fact mean; with the `place` of a figure whom that is for."""
    meant = _meant(group, text, place)
    if place is not None:
        return meant
    words, part = _own(text)
    is_more = group == "other" or any(_meant(one, text, None).is_open for one in (group, *groups(words)))
    if words and (is_more or _names_others(words)):
        return meant._replace(part=meant.part or part, whole=words)
    return meant._replace(is_open=meant.is_open or group == "other", part=meant.part or part)


def _own(text: str) -> tuple[str, str]:
    """All that an item or a sentence names as those who may apply, and for which part; "" where that is too long."""
    text = answer_in(text) or text
    if sentence := _sentence(text):
        return sentence, ""
    item = next(reversed([one.end() for one in ITEM.finditer(text)]), 0)
    names = _NAMES.match(text, item) or _LABEL.match(text, item)
    is_bare = not text.endswith((".", "!", "?"))  # an item whose lead-in the quote has no room for
    if "|" in text or not (item or names or is_bare):
        return "", ""
    start = names.end() if names else item
    label = _OF_PART.match(text, start)
    words = name_of(text[label.end() if label else start :].strip(" *_.,;:"))
    words = _FILLING.sub("", words).rstrip(" ,;")
    is_told = len(words) <= _LONGEST_OWN
    above = _OFITEMS.search(text, 0, item)
    part = (names and names.groupdict().get("part")) or (above and above["part"]) or ""
    return words if is_told else "", f"{part[:1].lower()}{part[1:]}"


def _sentence(text: str) -> str:
    """Whom a whole sentence names that says nothing else of them; "" of other texts, and where that is too long."""
    found = next((said for pattern in _SENTENCES if (said := pattern.fullmatch(text))), None)
    alone = None if found else _NAMED_ALONE.fullmatch(text)
    if alone and not has_finite_verb(alone["noun"]):
        found = alone
    words = "".join(filter(None, (found["who"], found.groupdict().get("more")))) if found else ""
    is_told = len(words) <= _LONGEST_OWN and not _BESIDE.search(words) and "\n" not in words.strip()
    if not is_told:
        return ""
    first, _, others = name_of(words).partition(" ")
    is_adjective = _OPENS.match(words) and tag_in_small_letters(first.lower()).startswith("ADJ")
    return f"{first.lower() if is_adjective else first} {others}".strip()


def _names_others(words: str) -> bool:
    """Whether it names others whom no group of ours holds: "Kommunen und andere Institutionen", "Netze aus Kommunen";
    or narrows all that it names: "Kommunen und Werften, die segeln"."""
    named_besides = [*_AND_OTHERS.finditer(words), *filter(None, [_MADE_OF.match(words)])]
    return any(not groups(one["whom"]) for one in named_besides) or _NARROWS_ALL.search(words) is not None


def _meant(group: Group, text: str, place: Span | None) -> Who:
    """The same, as far as the words around the name of the group tell it."""
    text = _OPENS.sub(lambda one: one[0] if groups(one[0]) else one[0].lower(), text)
    start = max((one.end() for one in ITEM.finditer(text)), default=0) if place is None else 0
    told: list[tuple[int, Who]] = []
    reach = start
    for one in named(group, text):
        if reach <= one.start and not _DEFINITION.match(text, one.end):
            said, reach = _who(group, text, one.start, one.end, is_of_rate=place is not None)
            told.append((one.start, said))
    if place is not None:
        return _closest(told, text, place) or Who(group)
    several = {said for _, said in told}
    meant = told[0][1] if len(several) == 1 else Who(group, is_open=bool(several))
    if group == "association" and len(told) == 1 and not meant.words:
        own = _NO_ASSOCIATION.match(text, told[0][0])
        meant = meant._replace(words=own[0] if own else "")
    return meant._replace(part=_part(text, start), is_open=meant.is_open or _DEPENDS.search(text, start) is not None)


def _closest(told: Sequence[tuple[int, Who]], text: str, place: Span) -> Who | None:
    """Whom a figure is for: who stands right behind it, else between it and the one before, else before them."""
    stop = _CLAUSE_END.search(text, place.end)
    end = stop.start() if stop else len(text)
    near = [said for start, said in told if place.start <= start < place.end]
    behind = [said for start, said in told if place.end <= start < end]
    if behind and follows(text, place.end):
        return behind[0]
    before = [said for start, said in told if start < place.start]
    found = near or behind[:1] or before
    return found[-1] if found else None


def _part(text: str, start: int) -> str:
    labelled = _OF_PART.match(text, start)
    section = IN_SECTION.match(text, start)
    words = labelled["part"] if labelled else section[0] if section else ""
    return words[:1].lower() + words[1:]


def _who(group: Group, text: str, start: int, end: int, *, is_of_rate: bool) -> tuple[Who, int]:
    """Whom the name of a group at `start` means, and where the words for it end."""
    before = _NARROW.search(text, 0, start)
    end = _end_of_noun(text, start, end)
    known = text[before.start() if before else start : end]
    is_cut = before is not None and _BEGINS_BEFORE.search(text, 0, before.start()) is not None
    others = _WITH_OTHERS[group].search(text, 0, start) if group in _WITH_OTHERS else None
    is_cut = is_cut or (not is_of_rate and _OF_OTHERS.search(text, 0, before.start() if before else start) is not None)
    is_whole = others is not None or _BOTH.fullmatch(text, start, end) is not None
    name = text[others.start() : end] if others else text[start:end] if is_cut else known
    is_firm = group in ("sme", "company") and "nicht " not in known
    size: Size | Literal[""] = only_size(known) if is_firm else ""
    for aside in (_SHORT_FORM, _DEFINED):
        if found := aside.match(text, end):
            known, end = known + found[0], found.end()
    limit, is_open = ("", False) if is_of_rate and _OF_RATE.match(text, end) else _limit(text[end:])
    is_sme = is_firm and group == "company" and "sme" in groups(known)
    is_named = bool(before) and not is_cut and not is_sme and not size
    words = f"{name}{limit}" if limit or is_named or is_whole else ""
    return Who("sme" if is_sme else group, " ".join(words.split()), size, is_open or is_cut), end + len(limit)


def _end_of_noun(text: str, start: int, end: int) -> int:
    """Where the noun of a match ends, be it a part of a compound or the adjective before it."""
    found = _NOUN.match(text, end)
    end = found.end() if found else end
    last = text[start:end].split()[-1]
    noun = _AFTER_ADJECTIVE.match(text, end) if last[0].islower() else None
    return noun.end() if noun else end


def _limit(behind: str) -> tuple[str, bool]:
    """What narrows a noun behind it, and whether more does than that."""
    genitive = _GENITIVE.match(behind)
    limit = genitive[0] if genitive else ""
    at = len(limit)
    if _HOW.match(behind, at):
        return limit, False
    if _WITH.match(behind, at):
        stop = _ENDS.search(behind, at)
        far = stop.start() if stop else len(behind)
        others = next((one.start() for one in _AND.finditer(behind, at, far) if groups(_next(behind, one.end()))), far)
        words = trimmed(behind[at:others])
        goes_on = others == far and (_OPEN.match(behind, far) or _is_list(behind, far))
        return (limit, True) if len(words) > _LONGEST else (limit + words, bool(goes_on))
    if _OPEN.match(behind, at) or (genitive and _is_more(behind, at)):
        return limit, True
    chain = _CHAIN.match(behind, at)
    far = chain.end() if chain else at
    return limit, chain is not None and bool(_WITH.match(behind, far) or _OPEN.match(behind, far))


def _is_list(text: str, comma: int) -> bool:
    """Whether a comma goes on with something that is no group: "mit Sitz in Niedersachsen, Bremen oder Hamburg"."""
    following = _next(text, comma + 1) if text.startswith(",", comma) else ""
    return bool(following) and not groups(following)


def _is_more(text: str, start: int) -> bool:
    """Whether "und" goes on with something that is no group: "der Industrie und Landwirtschaft"."""
    joined = _JOINED.match(text, start)
    return joined is not None and not groups(_next(text, joined.end()))


def _next(text: str, start: int) -> str:
    """The next few words."""
    return " ".join(text[start : start + 80].split()[:4])
