"""Who is named in minutes: by a title, a first name, an initial, or because the list of those present names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from assistant.knowledge.minutes.people.first_names import FIRST_NAMES
from assistant.knowledge.minutes.people.initials import CAPITAL, OF, SMALL, WORD, initials_in
from assistant.language.word_lists import listed
from assistant.records import Document, Span

# Those present stand near the top; so many characters are looked through for their names.
TOP = 6000
MOST_NAMES = 200
LAST_AND_FIRST = 2  # parts of "Rohwer, Imke"
EMPTY: Mapping[str, str] = MappingProxyType({})

# Words before a name that are none, folded.
TITLES = listed("herr herrn frau hr hrn fr dr prof ing mr mrs ms betriebsraetin betriebsrat")

_TITLE = (
    r"(?:Herrn?|Frau|Kolleg(?:e|in)|Koll\.|Hrn?\.|Fr\.|Mrs?\.?|Ms\.?"
    r"|(?:Prof\.|Dr\.|Mag\.|Dir\.)(?:[ -](?:Dr\.|Ing\.|h\. ?c\.))*)"
)
_INITIAL = rf"[{CAPITAL}]\.(?![\w-]| [{CAPITAL}])"  # all that is told of some: "Frau K."
_TITLED = rf"(?:{_TITLE} )+(?:(?:[A-Z]\. )?{OF}{WORD}(?: {WORD})?|{_INITIAL})"
_INITIALLED = rf"(?<![\w.])[{CAPITAL}]\. ?(?!{_TITLE} ){OF}{WORD}"  # not "Variante B. Frau Ehret"
_FIRST = rf"(?:{'|'.join(sorted(FIRST_NAMES, key=len, reverse=True))})"
_SURNAME = rf"(?: {OF}[{CAPITAL}][{SMALL}]+(?:-[{CAPITAL}][{SMALL}]+)?(?![\w-]))"
_FULL = rf"(?<![\w./#-])(?<!\w@)(?=[A-ZÄÖÜ]){_FIRST}(?:-{_FIRST})?(?![\w@-]|/[a-zäöü]|\.\w){_SURNAME}?"
# Groups that act like a person.
GROUP = (
    r"(?<![\w-])(?:(?:Die|Der|Das|die|der|das) )?(?:(?!Ziel)[A-ZÄÖÜ][\w-]*(?:gruppe|team|referat|ausschuss)"
    r"|(?:Stadt|Kreis|Gemeinde|Landes)?(?:[Vv]erwaltung|[Vv]orstand)|Geschäftsstelle|Sekretariat|Projektleitung"
    r"|Lenkungskreis|Landkreis|Hochschule"
    r"|(?:AG|Lab|Stadt|Gemeinde|Referat|Amt) [A-ZÄÖÜ][\w-]+|[Aa]lle|[Aa]ll"
    r"|(?:[12]\. |stellvertretende[rn]? )?(?:Vorsitzende[rn]?|(?:Schatzmeister|Kassenwart|Schriftführer"
    r"|Geschäftsführer|Projektleiter|Bürgermeister|Beisitzer)(?:in)?"
    r"|Geschäftsführung))(?![\w-])"
)
_LISTS = re.compile(
    r"(?:^\W{0,4}|(?<=[.;] )(?=anwesen|teil|dabei|da:|tn))(?:anwesen(?:d|de)(?: waren| sind)?|(?:mit )?dabei|da|tn"
    r"|teilgenommen(?: haben)?|teilnehme(?:r|rinnen|nde|r(?:\*|:|/-?)?innen)"
    r"|protokoll(?:führung|ant(?:in)?|führer(?:in)?)?"
    r"|niederschrift|schriftführung|leitung|sitzungsleitung|moderation|vorsitz|entschuldigt|gäste|present|attendees"
    r"|participants|chair|minutes|apologies)\W{0,4}:\W{0,4}(?P<names>[^\n]{2,1000}(?:\n(?![^\n]*:)[^\n]{2,400}){0,6})",
    re.IGNORECASE | re.MULTILINE,
)
_WRITER = re.compile(
    r"^\W*(?:protokoll(?:führung|ant(?:in)?|führer(?:in)?)?|schriftführung|verfasst von|von|from)\W{0,4}:\W{0,4}"
    r"(?P<name>[^\n<(,;]{2,50}?)\s*(?=[\n<(]|\Z)",
    re.IGNORECASE | re.MULTILINE,
)
_INITIAL_LAST = re.compile(rf"{_TITLE} [{CAPITAL}]\.[ *_~]*\Z")
_SURNAME_ALONE = re.compile(rf"{OF}[{CAPITAL}][{SMALL}]+(?:-[{CAPITAL}][{SMALL}]+)?")
_NEXT_LIST = re.compile(r"[.]\s+\w+:")
_APART = re.compile(r"(?:(?<!\s)\s+)?(?:[,;/\n]|\bund\b|\band\b|&|\([^)]*\))\s*")
_NAME = re.compile(rf"(?:{_TITLE} )*(?:[{CAPITAL}]\. ?)?{OF}{WORD}(?: {WORD}){{0,2}}\Z")
_MENTION = re.compile(r"(?<![\w.+-])@[^\W\d_][\w-]*+(?!\.\w|@)")  # "@tom" calls a person, and no address
_ARTICLE = re.compile(r"^(?:der|die|das|dem|den|the) (?=\S)", re.IGNORECASE)
_MISTER = re.compile(r"^(?:Herrn?|Frau|Kolleg(?:e|in)|Koll\.|Hrn?\.|Fr\.|Mrs?\.?|Ms\.?) (?=\S)(?!.\.\Z)")
# What may follow a first name, in capitals, and is no surname: the topic that somebody speaks of.
_NO_SURNAME = re.compile(
    r"(?:ung|heit|keit|schaft|tion|treffen|liste|mail|raum|wiki|antrag|termin|protokoll|seite|gruppe|plan|bericht"
    r"|abend)(?:en|s)?$",
    re.I,
)

_LINE = re.compile(r"^[^\w\n]*[^\W\d_]", re.MULTILINE)
_ALSO_WORDS = listed("frank jo john max meta phil till wolf")  # first names that are none in small letters


# Stands for every letter of a name in a masked text: a letter of words, but none that minutes use.
MASK = "\N{CYRILLIC LETTER MULTIOCULAR O}"
MASKED = f"{MASK}+"
# A body that is named with persons of it: "Der Ausschuss (Rohwer, Wolf)"; and who else does the same.
BODY = (
    r"(?:(?:Der|Die|Das|der|die|das)\s)?(?<![\w-])(?=[\w-]*[a-zäöüß])[A-ZÄÖÜ][\w-]+\s"
    rf"\({MASKED}(?:(?:,| und| &|/)\s?{MASKED}){{0,5}}\)"
)
ANYBODY = rf"(?:{_TITLED}|{_INITIALLED}|{_FULL})"  # who is told to be a person by the name alone
_ANYBODY = re.compile(ANYBODY)
_OF_A_FIRM = re.compile(r"(?:(?<!\s)\s+)?\(.*\)\Z")
_NOBODY_YET = re.compile(
    r"(?:[-–—?./]+|n\. ?n\.?|(?:noch )?(?:offen|niemand)|tbd|alle\?)(?:\s?\([^()]*\))?", re.IGNORECASE
)
_NOBODY = re.compile(r"(?!)")


class People:
    """Finds persons in the text of one document."""

    def __init__(self, present: Iterable[str] = (), initials: Mapping[str, str] = EMPTY, writer: str = "") -> None:
        self._initials = initials
        words = {word for name in present for word in (name, *_parts(name))}
        names = sorted({*words, *initials}, key=len, reverse=True)
        known = "|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in names[:MOST_NAMES])
        self._known = re.compile(known) if known else _NOBODY
        self._mentioned = {f"@{name}".casefold(): initials.get(name, name) for name in reversed(names)}
        self.writer = self.named(writer) if self.are_all(writer) else ()  # who is "ich" in the text

    @classmethod
    def of(cls, document: Document) -> People:
        """The people of a document: participants, known by each part of their name and by initials, and the writer."""
        top = document.text[:TOP]
        initials = initials_in(top, (match["names"] for match in _LISTS.finditer(top)), document.text)
        writer = _WRITER.search(top)
        called = {**_in_small(document.text, _present(top)), **initials}
        return cls(_present(top), called, writer["name"] if writer else "")

    def spans(self, text: str) -> list[Span]:
        """Where persons are named, in reading order, disjoint; of two names at one place the longer one."""
        found = [Span(match.start(), match.start() + len(_trimmed(match[0]))) for match in _ANYBODY.finditer(text)]
        found += [Span(*match.span()) for one in (self._known, _MENTION) for match in one.finditer(text)]
        kept: list[Span] = []
        for span in sorted(found, key=lambda one: (one.start, -one.end)):
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
        return kept

    def masked(self, text: str) -> str:
        """The text with each letter of a name replaced by MASK, so that one pattern finds whatever name; as long."""
        return masked_at(text, self.spans(text))

    def named(self, text: str) -> tuple[str, ...]:
        """The persons that `text` names, as it does but for "Herr" and "Frau" and with initials in full, each once."""
        names = (" ".join(span.of(text).split()) for span in self.spans(text))
        return tuple(dict.fromkeys(self._called(name) for name in names))

    def _called(self, name: str) -> str:
        """A name as those present bear it, that of "@tom" with a capital."""
        if name.startswith("@"):
            written = name[1:].capitalize() if name.islower() and name != "@alle" else name[1:]
            return self._mentioned.get(name.casefold(), written)
        return _MISTER.sub("", self._initials.get(name, name))

    def stated(self, cell: str) -> tuple[str, ...]:
        """The persons or offices that a cell, or a label, for the responsible lists; empty where nobody is yet."""
        words = _bare(" ".join(cell.split()))
        if not words or _NOBODY_YET.fullmatch(words):
            return ()
        words = _ARTICLE.sub("", words)
        if self.are_all(words):
            return self.named(", ".join(_parts_of(words)))
        parts = [part.strip() for part in words.split(";" if ";" in words else ",")]
        if len(parts) == LAST_AND_FIRST and "," in words and parts[1] in FIRST_NAMES:
            return (f"{parts[1]} {parts[0]}",)
        return tuple(parts) if all(map(_SURNAME_ALONE.fullmatch, parts)) else (words,)

    def are_all(self, words: str) -> bool:
        """Whether the words are names of persons and nothing else."""
        return all(part and self.spans(part) == [Span(0, len(part))] for part in _parts_of(words))


def _parts_of(words: str) -> list[str]:
    return [_bare(part) for part in _APART.split(words)]


def _bare(words: str) -> str:
    """The words without marks and full stops around them, but for that of an initial: "Frau K."."""
    return words.strip(" .*_~") + "." * bool(_INITIAL_LAST.search(words))


def masked_at(text: str, spans: Iterable[Span]) -> str:
    """The text with MASK for each letter of these stretches; as long."""
    letters = list(text.replace(MASK, " "))
    for span in spans:
        letters[span.start : span.end] = MASK * (span.end - span.start)
    return "".join(letters)


def without_firm(person: str) -> str:
    """A name without the firm in brackets behind it."""
    return _OF_A_FIRM.sub("", person)


def surnames(persons: Iterable[str]) -> frozenset[str]:
    """The last names of those that are called by more than one name; offices and groups have none."""
    named = set(map(without_firm, persons))
    return frozenset(name.split()[-1] for name in named if " " in name and _ANYBODY.fullmatch(name))


def _present(top: str) -> Iterator[str]:
    for match in _LISTS.finditer(top):
        names = _NEXT_LIST.split(match["names"])[0]
        for part in _APART.split(names):
            name = part.strip(" .*_-")
            if _NAME.match(name) and not re.search(r"\d", name):
                yield name


def _in_small(text: str, present: Iterable[str]) -> dict[str, str]:
    """The first names of those present by what a text calls them that is typed in small letters."""
    first = [match[0][-1] for match in _LINE.finditer(text)]
    if 2 * sum(letter.islower() for letter in first) <= len(first):
        return {}
    names = {name.split()[0] for name in present}
    return {name.lower(): name for name in names & FIRST_NAMES if name.lower() not in _ALSO_WORDS}


def _parts(name: str) -> Iterator[str]:
    """The first name and the surname, each of which may stand for the person later."""
    words = [word for word in name.split() if re.fullmatch(WORD, word) and len(word) > 2]
    return iter(words if len(words) > 1 else ())


def _trimmed(found: str) -> str:
    """Without a last word that is no surname."""
    first, _, last = found.rpartition(" ")
    return first if first in FIRST_NAMES and _NO_SURNAME.search(last) else found
