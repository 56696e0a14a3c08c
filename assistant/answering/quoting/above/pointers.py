"""Words of a text that only point to another place of it: "die in § 19 Absatz 3 genannten Personen", "nach Satz 1"."""

from __future__ import annotations

import re
from itertools import chain
from typing import NamedTuple

_PARAGRAPH = r"Abs(?:atz(?:es)?|ätzen?|\.)"
_SENTENCE = r"(?:S(?:atz(?:es)?|ätzen?)|Halbsatz(?:es)?)"
_ITEM = r"(?:Nummern?|Nrn?\.|Buchst(?:aben?|\.))"
_PART = rf"(?:{_PARAGRAPH}|{_SENTENCE}|{_ITEM})"
_LAW = r"(?:§{1,2}|Art(?:ikel[ns]?|\.))"
_CHAPTER = r"(?:Abschnitt|Kapitel|Ziffer|Punkt|Anlage|Anhang|[Ss]ection|[Cc]hapter|[Aa]nnex)"
_NUMBER = r"\d+(?:\.\d+){0,5}[a-z]?\b"
# Several places in one breath: "§ 35 Absatz 3 und § 37a", "den Absätzen 4 und 5", "Nummer 7 Buchstabe b".
_PLACE = rf"(?:(?:{_LAW}|{_PART}|{_CHAPTER})\s?{_NUMBER}|Buchst(?:aben?|\.)\s[a-z]{{1,2}}\b)"
_PLACES = rf"{_PLACE}(?:,?\s(?:(?:und|oder|sowie|bis)\s)?(?:{_PLACE}|{_NUMBER}))*"
# The text that they are places of, if it is another one: "des Merkblatts", "der Gemeindeordnung", "der AGVO", "GemO";
# not "des Absatzes 2", "des vorliegenden Artikels". Behind "der" only what names a text, for "nach Absatz 2 der Rat"
# names who decides.
_SHORT = r"[A-ZÄÖÜ][\w-]*[A-ZÄÖÜ]\w*"
_RULES = (
    r"(?:[Ss]atzung|[Oo]rdnung|[Vv]erfassung|[Vv]ereinbarung|[Bb]ekanntmachung|[Cc]harta|[Rr]ichtlinien?|[Ll]eitlinien?"
    r"|[Vv]orschrift(?:en)?|[Bb]estimmung(?:en)?|[Bb]edingungen|[Gg]rundsätze|[Hh]inweise)"
)
_TEXT = (
    rf"(?:des\s(?!vorliegenden\s|(?:{_PART}|{_LAW}|{_CHAPTER})(?:e?s)?\s?\d)(?:\w+en\s)?[A-ZÄÖÜ][\w-]*"
    rf"|der\s(?!vorliegenden\s)(?:\w+en\s)?(?:(?=[A-ZÄÖÜ])\w*{_RULES}|{_SHORT})|{_SHORT})\b"
)
_OF_ANOTHER = rf"(?P<another>\s(?:{_TEXT}|zu[mr]\s[A-ZÄÖÜ][\w-]*)(?:\s[^\s,;:().]+){{0,4}}?)?"
# What a place in a law is named for who reads it to look it up.
_NAMED = re.compile(
    rf"(?:§{{1,2}}|Art(?:ikels?|\.)?)\s?\d+\w?\b(?:,?\s(?:und\s|oder\s|bis\s)?(?:{_PART}\s)?\w{{1,4}}\b)*"
)
# One of the same paragraph, or section, is not seen: "nach Satz 1 Nummer 3", "die in Absatz 3 Satz 5 genannten"; not
# "unter der Nummer 05021 887", "der Satz 7 Prozent".
_UNSEEN = re.compile(
    r"\b(?:nach|gemäß|in|im\sSinne|entgegen|gilt|des|der|den|von)\s(?:(?:des|der|den|von)\s)?"
    rf"(?P<places>(?={_PART}\s[1-9]\d?[a-z]?(?!\w|,\d|\s?(?:%|€|Prozent|Euro))){_PLACES})(?P<another>\s{_TEXT})?"
)
_IS_APPLIED = r"(?:gilt|gelten|findet|finden|ist|sind)"
# What is meant or applies another place alone says, though it is named: "(1) In den Fällen gemäß Artikel 3 Absatz 2
# benennt ...", "die in Anlage 2 genannten Unterlagen", "(3) § 11 gilt entsprechend.", "Zu den Fristen siehe Punkt 3.".
_SAID_THERE = (
    re.compile(
        r"\A(?:\(\d{1,2}\w?\)\s)?(?:(?!außer\b)[^\s,;:()]+\s){0,20}(?:[Ii]n\s(?:den|allen)\sFällen|[Ii]m\sFalle?)"
        rf"\s(?:\d{{1,2}}\.\s|[a-z]\)\s)?(?:(?:des|der|von|nach|gemäß)\s)+(?P<places>{_PLACES}){_OF_ANOTHER}"
    ),
    re.compile(
        rf"\b(?:in|nach|gemäß|unter)\s(?:(?:den|dem|der)\s)?(?P<places>{_PLACES}){_OF_ANOTHER}"
        r"\s(?:(?:dieser|dieses|de[rs]\svorliegenden)\s\w+\s)?"
        r"(?:genannt|bezeichnet|beschrieben|aufgeführt|aufgelistet|bestimmt|dargestellt|festgelegt"
        r"|geregelt|vorgesehen|angegeben|erwähnt)e"
    ),
    re.compile(
        r"\A(?:\(\d{1,2}\w?\)\s)?(?:[^\s,;:().]+\s){0,10}?"
        r"(?:(?:gilt|gelten|findet|finden|ist|sind)\s(?:[a-zäöüß]+\s){0,3})?(?:[Dd]ie\s|[Dd]er\s)?"
        rf"(?P<places>{_PLACES}){_OF_ANOTHER}"
        r"\s(?:(?:gilt|gelten|findet|finden)\s(?:nicht|nur|auch)\b"
        r"|(?:[^\s,;:().]+\s){0,6}(?:entsprechend|sinngemäß|anzuwenden)|(?:ist|sind)\s(?:[^.;:]|(?<=\d)\.){0,400}?\banzuwenden)"
    ),
    re.compile(
        r"(?<!\()\b(?:[Ss]iehe|[Ss]ee|richte[nt]\ssich\snach|erg(?:ibt|eben)\ssich\saus|(?:sind|ist|werden|wird)\sin)"
        rf"\s(?:(?:der|dem|den)\s)?(?P<places>{_PLACES}){_OF_ANOTHER}"
        r"(?:\s(?:geregelt|festgelegt|beschrieben|dargestellt|aufgeführt|genannt))?\.?\Z"
    ),
)
# "§ 72a Absatz 1 und 5 gilt entsprechend.", of which nobody knows more who has read it.
_ONLY_POINTS = re.compile(
    rf"(?:(?:Die|Der|Im\sÜbrigen|Insoweit)\s)?(?:{_IS_APPLIED}\s(?:[a-zäöüß]+\s){{0,2}})?{_PLACES}{_OF_ANOTHER}"
    rf"(?:\s{_IS_APPLIED})?(?:\s(?:insoweit|hierfür|auch))?\s(?:entsprechend(?:e\sAnwendung)?|sinngemäß|entsprechend\sanzuwenden)\."
)
# "unbeschadet des Absatzes 2" and "(vgl. Nummer 7)" take nothing away from what is said, and what "Abweichend von
# Satz 1" is an exception to is shown before it.
_RESERVES = re.compile(
    rf"\b(?:[Uu]nbeschadet|[Vv]orbehaltlich|[Nn]ach\sMaßgabe)\s(?:(?:des|der|von)\s)?{_PART}\s\d+\w?"
    r"|\((?!\d{1,2}\w?\))[^()]*\)"
    rf"|(?<=[.!?]\s)(?:\(\d{{1,2}}\)\s)?Abweichend\svon\s{_PART}\s\d+\w?"
)
# Every place that is named, with the text that it is one of, if that is another one: "§ 8 Abs. 2 KAG".
_LETTERS = r"(?:(?:,|\s(?:und|oder|bis))\s[a-z]\b)"
_ANY = re.compile(
    rf"(?<![\w§.])(?<![A-Za-zÄÖÜäöü][A-ZÄÖÜ]\s)(?P<places>{_PLACES}{_LETTERS}*)(?!\s?[-–]\s?\d)"
    rf"(?P<another>\s(?:{_TEXT}|zu(?:[mr]\s[A-ZÄÖÜ]|\s§)|[A-ZÄÖÜ][\w-]*(?:gesetz(?:buch)?|ordnung|vertrag)(?:e?s)?\b))?"
)
# Sections by their number alone: "gemäß 3.3", "siehe 7.3.1"; not "nach 10.30 Uhr", "nach 1.5. nicht", "nach 1.5 m", nor
# what may be another text's: "gemäß 3.3 Kommunalrichtlinie", "nach 4.1 im Leitfaden".
_BY_NUMBER = re.compile(
    r"\b(?:[Gg]emäß|[Ll]aut|[Nn]ach|[Ss]iehe|[Vv]gl\.|[Ss]ee|[Uu]nter(?=\s[\d.]+\s(?:genannt|aufgeführt|beschrieben)))\s"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,5})\b"
    r"(?![.,]?\d|\s?[%€]|\s\(?[A-ZÄÖÜ]|\.\s[a-zäöüß]"
    rf"|\s(?:ff|im|in|und|sowie|bis|[ckm]?m|k?g|t|h|l|ha|million|billion)\b|\.?\s{_TEXT})"
)
# Another law, wherever it is named: "die Bestimmungen der Abgabenordnung: 1. § 3, 2. § 5", "§ 5 i. V. m. § 6 VwVfG",
# "§§ 4 ff. KAG", "§ 5 (NHG)"; not "diese Verordnung", nor the order of something.
_LAW_NAMED = re.compile(
    r"(?<!\b[Dd]iese\s)(?<!\b[Dd]iese[mnrs]\s)(?<!\bvorliegende\s)(?<!\bvorliegende[mnrs]\s)"
    r"\b(?!(?:Rechts|Tages|Rang|Reihen|Größen|Geschäfts)\w)[A-ZÄÖÜ][\w-]*"
    r"(?:gesetz(?:buch)?(?:e?s)?|ordnung|satzung|richtlinien?|verträge?n?|vertrage?s?)\b"
    r"|\b(?=[A-Za-zÄÖÜäöü]*[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*[A-ZÄÖÜ])[A-ZÄÖÜ][A-Za-zÄÖÜäöü]+[BGOV]\b"
)
# What follows may say whose place it is: "§ 5 i. V. m. § 6 VwVfG".
_JOINED = re.compile(r"\s(?:i\.\s?V\.\s?m\.|in\sVerbindung\smit|bzw\.)\s")
# What keeps its name before its number; chapters, sections and points are often headed by a number alone.
_SIGNS = ("§", "Art", "Anlage", "Anhang", "Annex")
_KIND = rf"(?:(?P<section>{_LAW}|{_CHAPTER})|(?P<paragraph>{_PARAGRAPH})|(?P<sentence>{_SENTENCE})|(?P<item>{_ITEM}))"
_HEADED = re.compile(rf"[^\w§(]*(?P<kind>{_LAW}|{_CHAPTER})?\s?(?P<number>{_NUMBER})(?!\w)")
_BARE = re.compile(rf"[^\w§(]*(?:{_LAW}|{_CHAPTER})?\s?{_NUMBER}\W*")
_RANGE = re.compile(rf"(?:(?:{_LAW}|{_CHAPTER}|{_PART})\s?)?{_NUMBER}\sbis\s{_NUMBER}")
_FROM_TO = re.compile(r"(?<![\d.])(?P<first>\d{1,4}|\b[a-z])\sbis\s(?P<last>\d{1,4}|[a-z])\b(?!\.\d)")
LONGEST_RANGE = 6  # of a longer one only both ends are named
_NUMBERED = re.compile(rf"(?:{_KIND}\s?)?(?P<number>{_NUMBER}|\b[a-z]{{1,2}}\b)")


class Place(NamedTuple):
    """Where something stands: "§ 19", "Anlage 2" or "4.1", "3" of "Absatz 3", "1" of "Satz 1", "2" of "Nummer 2"; ""
    if untold."""

    section: str = ""
    paragraph: str = ""
    sentence: str = ""
    item: str = ""

    def is_told_by(self, words: str) -> bool:
        """Whether words that stand above a quote begin with the place and hold its parts: "§ 19 Personen … (3) Wer",
        "(3) Bedarfe sind", "2. Kähne", "2 Fristen". The first sentence is how a paragraph begins, a later one of its
        section stands behind a cut: "(2) … Wer hilft, zahlt."."""
        if self.is_later_sentence and self.paragraph and not self.section:
            return words.startswith(f"({self.paragraph}) … ")
        paragraph = f"({self.paragraph})" if self.paragraph else ""
        item = re.compile(rf"(?<![\w.(]){re.escape(self.item)}[.)](?!\d)")  # "(1)" is a paragraph
        if self.sentence == "1" and not self.section and not self.paragraph:
            return words.startswith("(") and (not self.item or item.search(words) is not None)
        if self.section:
            begins = self.is_headed_by(words)
        elif self.paragraph:
            begins = words.startswith(paragraph)
        else:
            return bool(self.item) and (item.match(words) is not None or Place(self.item).is_headed_by(words))
        return begins and paragraph in words and (not self.item or item.search(words) is not None)

    @property
    def is_later_sentence(self) -> bool:
        """Whether it is a sentence, and not the first one of its paragraph."""
        return not self.item and self.sentence.isdecimal() and int(self.sentence) > 1

    def is_headed_by(self, words: str) -> bool:
        """Whether a heading begins with the number of the section: "§ 19 Personen", "4\\. Fristen"."""
        sign, _, number = self.section.rpartition(" ")
        named = _HEADED.match(words)
        return named is not None and (named["number"], _sign(named["kind"] or "").strip()) == (number, sign)


def is_bare(heading: str) -> bool:
    """Whether a heading is nothing but a number: "§ 60"."""
    return _BARE.fullmatch(heading) is not None


def pointed_at(text: str) -> list[list[Place]]:
    """The places that a text only points to, those named in one breath together; none of them known where they are
    another law's, or a range ("Absätze 2 bis 6")."""
    text = _RESERVES.sub("", text)
    found = chain(*(pattern.finditer(text) for pattern in _SAID_THERE), _UNSEEN.finditer(_NAMED.sub("", text)))
    return [[] if one["another"] else _places(_RANGE.sub("", one["places"])) for one in found]


def only_points(sentence: str) -> bool:
    """Whether a sentence says nothing but that another place applies as well."""
    return _ONLY_POINTS.fullmatch(sentence) is not None


def named_at(text: str, led_in_by: str = "") -> list[Place]:
    """Every place of its own law that a text names, those of a range as well: "§ 12", "§ 13", "§ 14" of "§§ 12 bis 14".

    None where the text, or what leads it in, names another law otherwise than right behind its places; behind a place
    of another law only whole sections, for "Absatz 1" may be that law's.
    """
    found = list(_ANY.finditer(text))
    own = [one for one in found if not one["another"] and not _JOINED.match(text, one.end())]
    besides = _ANY.sub(lambda one: " " if one["another"] else one[0], f"{led_in_by} {text}")
    if not own or _LAW_NAMED.search(besides):
        return []
    foreign = next((one.start() for one in found if one["another"]), len(text))
    places = ((one.start(), place) for one in own for place in _places(_FROM_TO.sub(_all_from, one["places"])))
    return list(dict.fromkeys(place for start, place in places if place.section or start < foreign))


def numbered_in(text: str) -> list[Place]:
    """The sections that a text names by a number alone, each once; none where it names another law."""
    found = () if _LAW_NAMED.search(text) else _BY_NUMBER.finditer(text)
    return list(dict.fromkeys(Place(one["number"]) for one in found))


def _all_from(found: re.Match[str]) -> str:
    """A range with all between its ends, or both ends of a long one: "2, 3, 4" for "2 bis 4"."""
    first, last = found["first"], found["last"]
    if first.isdigit() != last.isdigit():
        return first
    ends = (int(first), int(last)) if first.isdigit() else (ord(first), ord(last))
    numbers = range(ends[0], ends[1] + 1)
    kept = numbers if len(numbers) <= LONGEST_RANGE else ends
    return ", ".join(str(one) if first.isdigit() else chr(one) for one in kept)


def _places(words: str) -> list[Place]:
    places, field, sign = [Place()], "", ""
    for found in _NUMBERED.finditer(words):
        kind = next((name for name in Place._fields if found[name]), "")
        field, number = kind or field or "section", found["number"]
        if field == "item" and "." in number:
            field, sign = "section", ""
        elif kind == "section":
            sign = _sign(found[kind])
        if getattr(places[-1], field):
            places.append(Place(*places[-1][: Place._fields.index(field)]))
        places[-1] = places[-1]._replace(**{field: f"{sign}{number}" if field == "section" else number})
    return [place for place in places if any(place)]


def _sign(words: str) -> str:
    """What stands before the number of a section in its heading, "§ ", "Art ", "Anlage ", or nothing for sure."""
    return next((f"{sign} " for sign in _SIGNS if words.capitalize().startswith(sign)), "")
