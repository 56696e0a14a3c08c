"""Things with their number in a question: "Förderlinie 5", "die zweite Stufe", "2. Aufruf".

What a text that speaks of one holds is told by a pattern over folded text without marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.language import dates
from assistant.language.numerals import ORDINAL_STEMS
from assistant.language.spelling import without_marks
from assistant.language.tagger import LONGEST, Token
from assistant.language.terms import fold, stems

NOUNS = frozenset({"NN", "NNA", "NNI"})
ARTICLES = frozenset({"ART", "APPRART"})
WHOLE = 3  # a noun or name of so few characters is looked for as a word, a longer one also as a part of one
_FIGURE = re.compile(r"\d{1,2}")
NUMBER = re.compile(r"\d{1,3}[a-z]?|[IVX]{1,4}|[A-Z]")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_STEMS = tuple(map(fold, ORDINAL_STEMS[: len(_ROMAN) - 1]))
_ORDINALS = {stem: place for place, stem in enumerate(_STEMS, 1)}
_ORDINAL = re.compile(rf"({'|'.join(_STEMS[1:])})e[mnrs]?")  # the first is mostly the earliest, which nobody calls so
# Numbers of these are places in a text, a time or an address.
_NOT_COUNTED = re.compile(
    rf"abs(?:atz|chnitt)|anl(?:age)?|art(?:ikel)?|frage|kap(?:itel)?|mal|nr|nummer|paragra[fp]h?|platz|punkt|satz|seite"
    rf"|uhr|ziffer|jahrhundert|.*(?:strasse|tag|weg|allee)|{'|'.join(map(fold, dates.MONTH_NAMES['de']))}"
)
# Who meets "zum zweiten Mal" has a second meeting; anything else may be done once more.
_MEETS = re.compile(r"\b(?:tag(?:t|en|te|ten)|tr(?:ifft|effen|af|afen)|zusammen\w{0,20}|statt)\b", re.IGNORECASE)
_MEETING = r"(?:mal|sitzung|treffen|tagung|werkstatt|workshop|zusammenkunft|versammlung|veranstaltung|konferenz)"
# Between two counts, or the parts of one.
_BETWEEN = frozenset({"oder", "bis", "und", "-", "–", ",", ":", "/", "x", "×", "mal"})
_NOTHING = Token("", "")


def stem_of(folded: str) -> str:
    """The stem of a folded word, or the word where it does not begin with that."""
    stem = (stems(folded) or [folded])[-1]
    return stem if folded.startswith(stem) else folded


def counted_things(tokens: Sequence[Token]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """A noun with its number, as it is written, and what a text about it matches; but not "Projekt 3 Jahre"."""
    padded = (_NOTHING, *tokens, _NOTHING, _NOTHING, _NOTHING)
    meets = any(_MEETS.fullmatch(token.word) for token in tokens)
    for before, one, second, third, fourth in zip(*(padded[at:] for at in range(5)), strict=False):
        ordinal = _ORDINAL.fullmatch(fold(one.word)) if before.tag in ARTICLES else None
        if ordinal and _can_be_counted(second):
            yield f"{one.word} {second.word}", _thing(second.word, str(_ORDINALS[ordinal[1]]))
        elif ordinal and meets and second.word == "Mal":
            sign = _ordinal(_ORDINALS[ordinal[1]])
            meeting = re.compile(rf"{sign}\s?(?:[\w.]{{1,30}}\s){{0,3}}[\w-]{{0,30}}{_MEETING}")
            yield f"{one.word} {second.word}", meeting
        elif _FIGURE.fullmatch(one.word) and one.word != "1" and second.word == "." and _can_be_counted(third):
            yield f"{one.word}. {third.word}", _thing(third.word, one.word)
        elif _can_be_counted(one) and NUMBER.fullmatch(second.word):
            goes_on = third.word in _BETWEEN and fourth.word[:1].isdecimal()
            is_count = second.word[0].isdecimal() and (third.tag in NOUNS or third.word in {"%", "€"} or goes_on)
            if not is_count and not (third.word == "." and fourth.tag in NOUNS):
                yield f"{one.word} {second.word}", _thing(one.word, second.word)


def _can_be_counted(token: Token) -> bool:
    return token.tag in NOUNS and len(token.word) <= LONGEST and not _NOT_COUNTED.fullmatch(fold(token.word))


def _thing(noun: str, number: str) -> re.Pattern[str]:
    """The noun with its number behind it, in figures or Roman, or before it, in figures or as a word.

    Others may be counted with it ("Phasen 1 und 2"), and a word may stand between ("zweite öffentliche Sitzung").
    """
    figure = str(_ROMAN.index(number)) if number in _ROMAN else number
    place = int(figure) if _FIGURE.fullmatch(figure) else 0
    roman = _ROMAN[place] if place < len(_ROMAN) else ""
    behind = "|".join(re.escape(fold(form)) for form in dict.fromkeys((number, figure, roman)) if form)
    stem = stem_of(without_marks(fold(noun)))
    word = (r"(?<!\w)" if len(stem) <= WHOLE else "") + re.escape(stem)
    counted = rf"{word}\w{{0,40}}\W{{0,3}}(?:nr\.?\s|nummer\s)?"
    signs = [
        rf"{counted}(?:(?:\w{{1,3}},?\s){{1,4}}(?:und|oder|sowie|bis|[-–])\s)?(?:{behind})(?!\w)",
        rf"{counted}(?:\w{{1,3}},\s){{1,4}}(?:{behind})(?=,|\s(?:und|oder|sowie)\b)",
    ]
    if place:
        signs.append(rf"{_ordinal(place)}\s?(?:[\w.]{{1,30}}\s){{0,3}}[\w-]{{0,30}}{re.escape(stem)}")
        signs.append(rf"{word}\w{{0,40}}\s\d{{1,2}}\s?(?:-|–|bis)\s?\d{{1,2}}(?!\d)")
    return re.compile("|".join(signs))


def _ordinal(place: int) -> str:
    """A pattern of the ordinal, in figures or as a word."""
    words = "|".join(rf"{one}\w{{0,3}}" for one in _ORDINALS if _ORDINALS[one] == place)
    return rf"(?:(?<!\d){place}\.{'|' if words else ''}{words})"
