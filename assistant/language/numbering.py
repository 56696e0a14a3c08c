"""How things are numbered, in one writing: "Stufe II" is "Stufe 2", "Linie 4 A" is "Linie 4A", and "3. bis 5. Mai"
"3. Mai bis 5. Mai"."""

from __future__ import annotations

import re

from assistant.language.dates import A_MONTH
from assistant.records import Language

# A single X, L, C, D or M is a letter more often than a number.
_ROMAN = r"(?:X{1,2}(?:IX|IV|VI{0,3}|I{1,3})|XX|IX|IV|VI{0,3}|I{1,3})"
_JOINED = r"(?:\s?(?:,|/|–|-)\s?|\s(?:bis|und|oder|to|and|or)\s)"
_NUMBERED = re.compile(rf"(?P<noun>\b[A-ZÄÖÜ][\w-]+\s){_ROMAN}(?:{_JOINED}{_ROMAN})*(?![\w-])")
_NUMERAL = re.compile(rf"(?<!\w){_ROMAN}(?!\w)")
_VALUES = {"I": 1, "V": 5, "X": 10}
_APART = re.compile(r"(?<=[a-zäöüß]\s)(\d{1,2})\s([A-Ha-h])(?![\w/²³-]|\.\w|\.\s\w\.)")  # not "Gruppe 3 e. V."
_DAY = re.compile(
    r"(?<![\d.,])(?P<day>\d{1,2}\.)(?=(?:\s(?:bis(?:\s(?:zum|einschließlich))?|und|oder|sowie)\s(?:(?:am|zum)\s)?|\s?[-–]\s?)"
    rf"\d{{1,2}}\.(?:\s?(?P<name>{A_MONTH})\b|(?P<month>0?[1-9]\.|1[0-2]\.)(?!\d{{1,3}}(?!\d))))",
    re.IGNORECASE,
)
_LONGEST_NOUN = 40
_NOUN_BEFORE = re.compile(r"\b[A-ZÄÖÜ][\w-]+\s\Z")


def in_one_writing(text: str, language: Language) -> str:
    """The text with Arabic figures for Roman ones behind a noun, with letters close to the figure before them, and with
    the month of the last day behind the first one.

    An English "I" is a pronoun, and an English "a" an article: "On May 12 a meeting took place".
    """
    text = _DAY.sub(lambda found: found["day"] + (found["month"] or f" {found['name']}"), text)
    text = _NUMBERED.sub(lambda found: _in_figures(found, language), text)
    return _APART.sub(lambda found: _closed(found, text, language), text)


def _in_figures(found: re.Match[str], language: Language) -> str:
    noun, numbers = found["noun"], found[0][len(found["noun"]) :]
    is_pronoun = numbers == "I" and language == "en"
    return found[0] if is_pronoun else noun + _NUMERAL.sub(lambda one: str(_value(one[0])), numbers)


def _value(roman: str) -> int:
    """A sign before a greater one is taken away: "IV" is 4."""
    signs = [_VALUES[letter] for letter in roman]
    return sum(-sign if sign < after else sign for sign, after in zip(signs, [*signs[1:], 0], strict=True))


def _closed(found: re.Match[str], text: str, language: Language) -> str:
    is_article = found[2] == "a" and language == "en"
    is_named = _NOUN_BEFORE.search(text, max(0, found.start() - _LONGEST_NOUN), found.start())
    return f"{found[1]}{found[2]}" if is_named and not is_article else found[0]
