"""What a question names: proper names, years, days and numbered things ("Förderlinie 5", "die dritte Stufe").

Other words may be said in another way; these stand in a text that speaks of them, or it speaks of something else. What
is not surely named is left out: a wrong one declines a question that has an answer.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.language import dates
from assistant.language.counted_things import ARTICLES, NUMBER, WHOLE, counted_things, stem_of
from assistant.language.lemmas import is_borrowed, is_common, key
from assistant.language.quantities import CALENDAR_YEAR
from assistant.language.spelling import without_marks
from assistant.language.statutes import STATUTES
from assistant.language.tagger import LONGEST, Token, tagged
from assistant.language.terms import composed, fold, is_stopword
from assistant.language.thesaurus import has_synonyms
from assistant.records import Language

_NAMES = frozenset({"NE", "XY", "FM"})
# A word of these kinds with a capital within a sentence is a name, too, or a part of one: "Bremer", "Digital Jetzt".
_NAMES_WITH_CAPITAL = frozenset({"ADJ(A)", "ADJ(D)", "ADV"})
_BEGIN = frozenset(".:;?!–-„“”‚‘’\"'»«(")  # behind these any word may have a capital
_END = frozenset(".,:;?!")
# Who asks, and who is greeted, is not what is asked for: "Wir sind ein Betrieb in Peine", "Startup aus Kassel".
_OWN = re.compile(r"ich|mir|mich|wir|uns|(?:unser|mein)(?:e[mnrs]?)?", re.IGNORECASE)
_TELLS_OWN = re.compile(r"ab|als|am|an|aus|bei|beim|für|ims?|ins?|nahe|um|(?:unser|mein)(?:e[mnrs]?)?", re.IGNORECASE)
_INTRODUCES = re.compile(r"bin|heiße|Name", re.IGNORECASE)
_DETERMINERS = ARTICLES | {"PPOSAT"}
_GREETS = re.compile(r"hallo|hi|hey|moin|servus|liebe[rs]?|guten?|lg|vg|mfg|danke", re.IGNORECASE)
_GREETING = re.compile(r"geehrte[rns]?|gr[uü](?:ß|ss)\w*", re.IGNORECASE)

# Behind a year's digits, folded: they count, and no text needs to hold what somebody has or pays.
_COUNTED = re.compile(
    r"[€$%]|euros?|eur|prozent|percent|qm|m2|k?m|[kmg]?wh?|[kmg]wh|kg|tonnen|stueck|leuten?|mann|personen|mitarbeiter\w*"
    r"|beschaeftigten?|people|employees"
)
_MET = re.compile(
    r"sitzung|treffen|getroffen|tagung|werkstatt|workshop|protokoll|besprech|besprochen|beschl(?:oss|uss|üss)|entschieden"
    r"|vereinbart|versammlung|veranstaltung|meeting|minutes|decided|discussed|agreed",
    re.IGNORECASE,
)
# Before the day of an event or a document; not "ab dem", "bis zum": a time may begin and end without being named.
_ON = re.compile(r"\b(?:am|vom|on|of|dated)(?:\s\w+tag,?(?:\sde[mn])?)?\s\Z", re.IGNORECASE)
_COINED = re.compile(
    r"""
    [A-ZÄÖÜ][A-ZÄÖÜ&]+\d*                                 # BAFA, ZIM
    | (?=.*\d)\w*[A-ZÄÖÜ]\w*                             # VWS4LS, A39, 4B
    | \w*[^\W\dA-ZÄÖÜ_](?!In(?:nen)?\Z)[A-ZÄÖÜ]\w*      # KfW, ReTraSON; not TeilnehmerInnen
    | \w+@\w* | [^\W\d_]{3,}\.\w+                       # Distr@l, transform.r
    """,
    re.VERBOSE,
)
_ADDRESS = re.compile(r".*@.*\..*|www\..*|.*\.(?:com|de|eu|net|org)")
# Short forms that texts write in words, too; units; titles.
_OFTEN_SHORT = """
    AG AGs AI ASAP BRD B2B B2C CEO CO2 DDR eG EU EUR FAQ F&E FTE FTEs FuE GbR GbRs GDPR GmbH GmbHs HR IT KG KI KMU KMUs
    kWh LG LKW MfG MINT MwSt MWh NGO OHG PC PDF PKW PV R&D UG UK UN UNO US USA VAT WLAN WLANs ÖPNV
    Dr Frau Herr Herrn Prof
"""
_GENERAL = frozenset(_OFTEN_SHORT.split())
_TITLES = frozenset({"Dr", "Frau", "Herr", "Herrn", "Prof"})
_SHORT_TITLES = frozenset({"Dr", "Prof"})
# What stands behind a title and is no name: "Frau Ministerin".
_OFFICE = re.compile(r".*(?:dent|ende[nr]?|in|kanzler|kollegen?|meister|minister|or|pfarrer|rat)")
# What others are called at length.
_LONG = STATUTES | {"BW": "Baden-Württemberg", "LK": "Landkreis", "NRW": "Nordrhein-Westfalen", "VW": "Volkswagen"}
_GENITIVE = re.compile(r"(?:'s?|(?<=\w{3})s)\Z")
_ADJECTIVE = re.compile(r"(?<=\w{4})(?:er)?i?sche?[mnrs]?\Z")  # bremische
_OF_PLACE = re.compile(r"(?:(?<=\w{4})n|(?<=\w{3}))er\Z")  # Bremer, Münchner, Ulmer
_DROPPED_E = re.compile(r"(?<=[^\Waeioul])ler\Z")  # Kassler
_ADJECTIVE_ENDING = re.compile(r"(?<=ch)es\Z|(?<=ne)s?\Z")  # "Bürgerliches", "Allgemeines": of more than one word
_INFLECTION = re.compile(r"(?<=\w{3})e[mnrs]?\Z")
_PLACE = 6  # what has so many characters without "er" may be a place where the tagger knows it as a name
# A name whose stem has so few is looked for as the beginning of a word, or the stem with one of these endings.
_BEGINNING = 5
_ENDINGS = r"(?:e[mnrs]?|n|s|n?er(?:n|s|in\w*)?|e?ns|(?:er)?i?sche?[mnrs]?)?"
_BORDER = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-zäöüß])(?=[A-ZÄÖÜ])|(?=&)|(?<=&)")

# The signs under which courts register their cases have one or two capitals, or are one of these.
_USUAL_REGISTERS = """
    ABN ABR AZB AZN AZR BVGa Ca Ga Sa SaGa Ta TaBV
    BvE BvF BvL BvQ BvR VerfGH
    ARs Cs Ds Gs Js KLs Ks Ls Ns ORbs ORs OWi Qs Ss StB StR StVK UJs Ws
    Bf Bs HKO Kart Lw NotZ Verg Wx
"""
_REGISTER = f"(?:[A-Z]{{1,2}}|{'|'.join(_USUAL_REGISTERS.split())})"
# The file number of a court: "2 K 318/22", "5 KLs 620 Js 4471/20", "8 C 44.23", "C-123/24"; what stands behind it is
# left out by many. "8 C 12.05.2024" ends with a day.
_FILE_NUMBER = re.compile(
    rf"(?<![\w.,/])(?P<number>(?:(?:\d{{1,3}}|[IVX]{{1,4}})\s?{_REGISTER}\s"
    rf"(?:\d{{1,4}}\s{_REGISTER}\s)?\d{{1,5}}/\d\d"
    r"|\d{1,2}\s[A-Z]{1,2}\s\d{1,5}\.\d\d|[CT][-‐]\d{1,4}/\d\d))(?!\.?\d)(?:\s[A-Z][a-z]{1,2}(?!\w))?"
)
_NOTHING = Token("", "")
_RANGE = re.compile(r"((?:19|20)\d\d)\s?(?:-|–|/|bis)\s?((?:19|20)?\d\d)(?![-/]?\d)")  # not 2009-12-31
_MOST_YEARS = 80  # "2000-99" is a number
_SHORT_YEAR = re.compile(r"(?:(?<=\.\d\.)|(?<=\.\d\d\.))\d\d(?![\d.])")
_BROKEN = re.compile(r"(?<=\w)-\n\s*(?=[a-zäöüß])")
_JOINED = re.compile(r"\b\w*?(?:[a-zäöüß]{4}[A-ZÄÖÜ]|_)\w*")  # not "GewO", "MwSt"
_BETWEEN_PARTS = re.compile(rf"{_BORDER.pattern}|_+")
_APART = "\n" * 4  # no pattern of a name reaches so far


class Named(NamedTuple):
    """A name, number or year of the question, as it is written there.

    A text, made `searchable`, speaks of it if it matches all `signs`. `year` is set if it is one; `is_counted` is a
    thing with its number.
    """

    words: str
    signs: tuple[re.Pattern[str], ...]
    year: int | None = None
    is_counted: bool = False

    def stands_in(self, text: str) -> bool:
        return all(sign.search(text) for sign in self.signs)


def named(question: str, language: Language, *, with_days: bool = True) -> tuple[Named, ...]:
    """What a question names, each thing once; of an English one only what German writes alike: coined words, years.

    In capitals alone nothing can be told. A question that goes on from another one holds days of that one, so it is
    read without them.
    """
    files = [*_FILE_NUMBER.finditer(composed(question))]
    tokens = () if question.isupper() else tagged(_FILE_NUMBER.sub(" ", composed(question)))
    days = list(_days(question, tokens)) if with_days else []
    others = [*map(_file, files), *_names(tokens, language), *(_counted(tokens) if language == "de" else ())]
    found = [*(one for one in others if not any(one.words in day.words for day in days)), *days]
    return tuple({one.words: one for one in found}.values())


def searchable(text: str) -> str:
    """The text in the spelling of `Named.signs`: folded, without accents, and with all years that it speaks of.

    The parts of a word with capitals ("CooperationVET") or underscores in it ("2025_OBP Workshop.pdf") stand at its end
    once more, each by itself.
    """
    whole = _BROKEN.sub("", composed(text))
    parts = (_BETWEEN_PARTS.sub(" ", word) for word in dict.fromkeys(_JOINED.findall(whole)))
    found = without_marks(fold(_APART.join((whole, *parts))))
    years = {f"20{year}" for year in _SHORT_YEAR.findall(found)}
    for first, last in _RANGE.findall(found):
        through = range(int(first), int(last if len(last) > 2 else first[:2] + last) + 1)
        years.update(map(str, through if len(through) <= _MOST_YEARS else ()))
    return f"{found}\n{' '.join(sorted(years))}"


def _file(found: re.Match[str]) -> Named:
    """The file number, however it is spaced."""
    number = r"\s?".join(map(re.escape, fold(found["number"]).split()))
    return Named(found.group(), (re.compile(rf"(?<!\w){number}(?!\d)"),))


def _names(tokens: Sequence[Token], language: Language) -> Iterator[Named]:
    for clause in _clauses(tokens):
        if _greets(clause):
            continue
        others = _others(clause)
        for at, (one, (word, tag, *_), after) in enumerate(
            zip((_NOTHING, *clause), clause, (*clause[1:], _NOTHING), strict=False)
        ):
            parts = [part for part in word.split("-") if part]
            begins = one == _NOTHING or one.word in _BEGIN
            if len(word) > LONGEST or _ADDRESS.fullmatch(word):
                continue
            if CALENDAR_YEAR.fullmatch(word) and not _COUNTED.fullmatch(fold(after.word)):
                yield Named(word, (re.compile(rf"(?<!\d){word}(?!\d)"),), int(word))
            elif one.word == "(" and _shortens(word, [token.word for token in clause[: at - 1]]):
                continue
            elif coined := [part for part in parts if _is_coined(part)]:
                yield Named(word, tuple(_form(part, tag) for part in coined))
            elif language != "de" or one.word == "aus" or after.word == ".":
                continue
            elif _is_person(clause, at) or (at < others and _is_name(word, tag, parts, begins=begins)):
                yield Named(word, tuple(_form(part, tag) for part in parts))


def _counted(tokens: Sequence[Token]) -> Iterator[Named]:
    for words, sign in counted_things(tokens):
        yield Named(words, (sign,), is_counted=True)


def _days(question: str, tokens: Sequence[Token]) -> Iterator[Named]:
    """Days of meetings: "Was wurde am 4. Februar 2025 beschlossen?"; any other day may be one on which a rule is asked
    about, which no text needs to name."""
    if not _MET.search(question) or any(token.word.lower() in ("ich", "wir") for token in tokens):
        return
    for mention in dates.find_dates(question):
        if mention.precision == "day" and _ON.search(question[: mention.span.start]):
            yield Named(mention.span.of(question), (_any_spelling(mention.date),))


def _any_spelling(day: datetime.date) -> re.Pattern[str]:
    """The day as folded texts write it: "04.02.2025", "4. februar 2025", "4.2.25", "4./5. februar", "february 4, 2025";
    without a year, too, where none stands behind it."""
    months = "|".join(sorted({fold(name) for name, number in dates.MONTHS.items() if number == day.month}))
    year = rf"(?:\s?{day.year}|{day.year % 100:02d}(?!\d)|(?!\d|\s?(?:19|20)\d\d))"
    until = r"(?:\.?\s?(?:/|-|–|und|bis|&)\s?\d{1,2})?"
    return re.compile(
        rf"(?<!\d)0?{day.day}{until}(?:\.\s?0?{day.month}\.|(?:\.|st|nd|rd|th)?\s(?:of\s)?(?:{months})\b\.?,?){year}"
        rf"|\b(?:{months})\s{day.day}(?:st|nd|rd|th)?\b(?:,?\s{day.year}|(?!,?\s\d))|{day.isoformat()}"
    )


def _clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens from one comma or stop to the next, each with the sign that ends it; that of "Dr." is left out."""
    clause: list[Token] = []
    for token in tokens:
        if token.word == "." and clause and clause[-1].word in _SHORT_TITLES:
            continue
        clause.append(token)
        if token.word in _END:
            yield clause
            clause = []
    yield clause


def _others(clause: Sequence[Token]) -> int:
    """So many tokens at its beginning may name another than the asker: none where he acts or is ("wir", "ich"), and
    where something is done to him only those before what may tell where he is ("uns in Peine", "unser Betrieb").
    """
    words = [token.word.lower() for token in clause]
    if "ich" in words or "wir" in words:
        return 0
    tells = next((at for at, word in enumerate(words) if _TELLS_OWN.fullmatch(word)), len(words))
    return tells if any(map(_OWN.fullmatch, words)) else len(words)


def _is_person(clause: Sequence[Token], at: int) -> bool:
    """Whether a title names someone, and not the asker himself ("Ich bin Frau Krause"), nor a woman ("seine Frau")."""
    word, title = clause[at].word, clause[at - 1].word if at else ""
    if title not in _TITLES or not word[0].isupper() or word in _GENERAL or NUMBER.fullmatch(word):
        return False
    words = [token.word for token in clause]
    is_asker = any(map(_OWN.fullmatch, words)) and any(map(_INTRODUCES.fullmatch, words))
    is_woman = at > 1 and clause[at - 2].tag in _DETERMINERS
    return not (is_asker or is_woman or _OFFICE.fullmatch(word))


def _greets(clause: Sequence[Token]) -> bool:
    is_greeting = any(_GREETING.fullmatch(token.word) for token in clause)
    return is_greeting or bool(clause and _GREETS.fullmatch(clause[0].word))


def _shortens(short: str, words: Sequence[str]) -> bool:
    """Whether a word is made of the last ones of these, at least two: "Bundesagentur für Arbeit (BA)".

    Each noun gives its first letter, and what it is composed of may give others: "Europäischer Datenschutzausschuss
    (EDSA)". They name it themselves, and not every text has the short form as well.
    """
    last = words[-2 * len(short) :]
    reached = {at: 0 for at, word in enumerate(last[:-1]) if word[0] == short[0]}  # word -> how much of it is used
    for letter in short[1:]:
        places = sorted(_places_of(letter, last, reached), reverse=True)  # of a word the first place stays
        reached = dict(places)
    return len(last) - 1 in reached


def _places_of(letter: str, words: Sequence[str], reached: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """(word, place) of the letter: behind what is reached of a word, and as the first one of the next noun, or of a
    small word before it."""
    for at, place in reached.items():
        within = words[at].lower().find(letter.lower(), place + 1)
        if within > 0:
            yield at, within
        for further in range(at + 1, len(words)):
            if words[further][0] == letter:
                yield further, 0
            if not words[further][0].islower():
                break


def _is_coined(word: str) -> bool:
    if word in _GENERAL or NUMBER.fullmatch(word) or not _COINED.fullmatch(word):
        return False
    return not _is_shouted(word)


def _is_shouted(word: str) -> bool:
    """Whether it is a usual word in capitals: "Gilt das AUCH?"."""
    return word.isupper() and (is_stopword(fold(word)) or is_common(word.lower()))


def _is_name(word: str, tag: str, parts: Sequence[str], *, begins: bool) -> bool:
    if not word[0].isupper() or word in _GENERAL or NUMBER.fullmatch(word) or _is_shouted(word):
        return False
    is_tagged = tag in _NAMES or (tag in _NAMES_WITH_CAPITAL and not begins)
    return is_tagged and not any(is_borrowed(part) or has_synonyms(key(part, "de")) for part in parts)


def _form(word: str, tag: str) -> re.Pattern[str]:
    """The word in any of its forms, within a compound, too, or what it is short for."""
    own = _own_form(word, tag)
    if word not in _LONG:
        return own
    long = r"\w*\s".join(re.escape(_ADJECTIVE_ENDING.sub("", _spelled(part))) for part in _LONG[word].split())
    return re.compile(rf"{own.pattern}|(?<!\w){long}")


def _own_form(word: str, tag: str) -> re.Pattern[str]:
    name = _GENITIVE.sub("", _spelled(word))
    bare = _ADJECTIVE.sub("", name)
    if len(bare) <= WHOLE or not bare.isalpha() or _BORDER.search(word):
        return _as_written(word, bare)
    if bare.endswith("er") and not _is_of_place(bare, tag):
        start = r"(?<!\w)" if len(stem_of(bare)) <= _BEGINNING else ""
        return re.compile(start + bare)
    place = _OF_PLACE.sub("", _DROPPED_E.sub("el", bare))
    cores = sorted({stem_of(place), _INFLECTION.sub("", name)}, key=len)
    if len(cores[0]) > _BEGINNING and cores[-1].startswith(cores[0]):
        return re.compile(cores[0])
    as_beginning = f"|{name}" if place == name else ""
    return re.compile(rf"(?<!\w)(?:(?:{'|'.join(cores)}){_ENDINGS}(?!\w){as_beginning})")


def _as_written(word: str, bare: str) -> re.Pattern[str]:
    in_parts = r"[\s-]?".join(re.escape(_spelled(part)) for part in _BORDER.split(word))
    forms = dict.fromkeys((in_parts, re.escape(bare)))
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")


def _is_of_place(word: str, tag: str) -> bool:
    """Whether "er" makes it of a place, as in "Bremer", and is no part of the name, as in "Becker"."""
    place = word.removesuffix("er").capitalize()
    return tag == "ADJ(A)" or (
        len(place) >= _PLACE and any(tagged(f"{place}{end}")[0].tag == "NE" for end in ("", "en"))
    )


def _spelled(word: str) -> str:
    return without_marks(fold(word))
