"""What a question names: proper names, years and numbered things ("Förderlinie 5", "das dritte Szenario").

Other words may be said in another way; these stand in a text that speaks of them, or it speaks of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.language.lemmas import is_borrowed, key
from assistant.language.tagger import LONGEST, Token, tagged
from assistant.language.terms import MONTHS, composed, fold, stems
from assistant.language.thesaurus import has_synonyms
from assistant.records import Language

_NAMES = frozenset({"NE", "XY", "FM"})
# A word of these kinds with a capital within a sentence is a name, too, or a part of one: "Bremer", "Digital Jetzt".
_NAMES_WITH_CAPITAL = frozenset({"ADJ(A)", "ADJ(D)", "ADV"})
_NOUNS = frozenset({"NN", "NNA", "NNI"})
_BEGIN = frozenset(".:;?!–-„“”‚‘’\"'»«(")  # behind these any word may have a capital

_END = frozenset(".,:;?!")
# Where the asker comes from is not what is asked for: "Wir sind ein Betrieb in Peine", "Startup aus Kassel".
_OWN = re.compile(r"ich|mir|mich|wir|uns|(?:unser|mein)(?:e[mnrs]?)?", re.IGNORECASE)

_YEAR = re.compile(r"(?:19|20)\d\d")
_COINED = re.compile(
    r"""
    [A-ZÄÖÜ][A-ZÄÖÜ&]+\d*                                    # BAFA, ZIM
    | (?=.*\d)\w*[A-ZÄÖÜ]\w*                                # VWS4LS, A39, 4B
    | \w*[^\W\dA-ZÄÖÜ_](?!In(?:nen)?\Z)[A-ZÄÖÜ]\w*         # KfW, ReTraSON; not TeilnehmerInnen
    | \w+@\w* | [^\W\d_]{3,}\.\w+                          # Distr@l, transform.r
    """,
    re.VERBOSE,
)
# Short forms that texts write in words, too.
_GENERAL = frozenset({"AG", "BRD", "B2B", "B2C", "CO2", "DDR", "eG", "EU", "FAQ", "FuE", "GbR", "GmbH", "IT", "KG"})
_GENERAL |= {"KI", "KMU", "KMUs", "LKW", "MwSt", "NGO", "OHG", "PC", "PDF", "PKW", "UG", "UN", "UNO", "US", "USA"}
_WHOLE = 3  # a name of so few characters is looked for as a word, a longer one as a part of one, too
_GENITIVE = re.compile(r"(?:'s?|(?<=\w{3})s)\Z")

_FIGURE = re.compile(r"\d{1,2}")
_NUMBER = re.compile(r"\d{1,3}[a-z]?|[IVX]{1,4}|[A-Z]")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# Not the first: that is mostly the earliest one, which nobody else calls so.
_STEMS = ("zweit", "dritt", "viert", "fuenft", "sechst", "siebt", "acht", "neunt", "zehnt")
_ORDINALS = {stem: place for place, stem in enumerate(_STEMS, 2)}
_ORDINAL = re.compile(rf"({'|'.join(_ORDINALS)})e[mnrs]?")
_NOTHING = Token("", "")


class Named(NamedTuple):
    """What is named, as the question writes it, and its `signs`, which all stand in a folded text that speaks of it."""

    words: str
    signs: tuple[re.Pattern[str], ...]

    def stands_in(self, folded: str) -> bool:
        return all(sign.search(folded) for sign in self.signs)


@lru_cache(maxsize=1000)
def named(question: str, language: Language) -> tuple[Named, ...]:
    """What a question names, each thing once; of an English one only what German writes alike: coined words, years.

    In capitals alone nothing can be told.
    """
    tokens = () if question.isupper() else tagged(composed(question))
    found = [*_names(tokens, language), *(_numbered(tokens) if language == "de" else ())]
    return tuple({one.words: one for one in found}.values())


def _names(tokens: Sequence[Token], language: Language) -> Iterator[Named]:
    for clause in _clauses(tokens):
        names_others = language == "de" and not any(_OWN.fullmatch(token.word) for token in clause)
        for one, (word, tag), after in zip((_NOTHING, *clause), clause, (*clause[1:], _NOTHING), strict=False):
            parts = word.split("-") if len(word) <= LONGEST else []
            begins = one == _NOTHING or one.word in _BEGIN
            if _YEAR.fullmatch(word):
                yield Named(word, (re.compile(rf"(?<!\d){word}(?!\d)"),))
            elif coined := [part for part in parts if _is_coined(part)]:
                yield Named(word, tuple(map(_form, coined)))
            elif names_others and one.word != "aus" and after.word != "." and _is_name(word, tag, begins=begins):
                yield Named(word, tuple(_form(part) for part in parts if part))


def _clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens from one comma or stop to the next, each with the sign that ends it."""
    clause: list[Token] = []
    for token in tokens:
        clause.append(token)
        if token.word in _END:
            yield clause
            clause = []
    yield clause


def _is_coined(word: str) -> bool:
    return bool(_COINED.fullmatch(word)) and word not in _GENERAL and not _NUMBER.fullmatch(word)


def _is_name(word: str, tag: str, *, begins: bool) -> bool:
    if not word[0].isupper() or len(word) > LONGEST or word in _GENERAL or _NUMBER.fullmatch(word):
        return False
    is_tagged = tag in _NAMES or (tag in _NAMES_WITH_CAPITAL and not begins)
    return is_tagged and not any(is_borrowed(part) or has_synonyms(key(part, "de")) for part in word.split("-"))


def _form(word: str) -> re.Pattern[str]:
    """The word in any of its forms, within a compound, too."""
    folded = fold(word)
    bare = _GENITIVE.sub("", folded)
    if len(bare) > _WHOLE and bare.isalpha():
        return re.compile(re.escape(_stem(bare)))
    forms = "|".join(map(re.escape, dict.fromkeys((folded, bare))))
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")


def _stem(folded: str) -> str:
    stem = (stems(folded) or [folded])[-1]
    return stem if folded.startswith(stem) else folded


def _numbered(tokens: Sequence[Token]) -> Iterator[Named]:
    """A noun with its number: "Förderlinie 5", "zweite Stufe", "2. Aufruf"; but not "Projekt 3 Jahre" or "2. Juli"."""
    padded = (*tokens, _NOTHING, _NOTHING, _NOTHING)
    for one, second, third, fourth in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        if (ordinal := _ORDINAL.fullmatch(fold(one.word))) and second.tag in _NOUNS:
            yield Named(f"{one.word} {second.word}", (_thing(second.word, str(_ORDINALS[ordinal[1]])),))
        elif _FIGURE.fullmatch(one.word) and second.word == "." and third.tag in _NOUNS:
            if fold(third.word) not in MONTHS:
                yield Named(f"{one.word}. {third.word}", (_thing(third.word, one.word),))
        elif one.tag in _NOUNS and _NUMBER.fullmatch(second.word):
            is_count = second.word[0].isdecimal() and (third.tag in _NOUNS or third.word in {"%", "€"})
            if not is_count and not (third.word == "." and fourth.tag in _NOUNS):
                yield Named(f"{one.word} {second.word}", (_thing(one.word, second.word),))


def _thing(noun: str, number: str) -> re.Pattern[str]:
    """The noun with its number behind it, in figures or Roman, or before it, in figures or as a word."""
    figure = str(_ROMAN.index(number)) if number in _ROMAN else number
    place = int(figure) if _FIGURE.fullmatch(figure) else 0
    roman = _ROMAN[place] if place < len(_ROMAN) else ""
    behind = "|".join(re.escape(fold(form)) for form in dict.fromkeys((number, figure, roman)) if form)
    word = re.escape(_stem(fold(noun)))
    before = [rf"(?<!\d){place}\.\s?", *(rf"{stem}\w*\s" for stem, rank in _ORDINALS.items() if rank == place)]
    ahead = rf"|(?:{'|'.join(before)})\w*{word}" if place else ""
    return re.compile(rf"{word}\w*\W{{0,3}}(?:{behind})(?!\w){ahead}")
