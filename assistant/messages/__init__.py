"""Every sentence that a person can see, one folder a language (`de`, `en`) with the same files and keys."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import PurePath
from string import Formatter
from typing import Any, NamedTuple

from assistant.messages import de, en
from assistant.records import Language

_TEXTS = {"de": de.TEXTS, "en": en.TEXTS}
_ERRORS = {"de": de.ERRORS, "en": en.ERRORS}
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


# `{name}`, or the words that go with its number: `{name:one|many}`.
_PLACE = re.compile(r"\{(\w+)(?::([^|}]*)\|([^}]*))?\}")


class _Words(Formatter):
    """Fills texts; `{count} {count:Passage|Passagen}` tells "1 Passage" and "2 Passagen"."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        one, is_counted, many = format_spec.partition("|")
        if not is_counted:
            return super().format_field(value, format_spec)
        return one if str(value) == "1" else many


_WORDS = _Words()


class Explanation(NamedTuple):
    """What happened, to what; and what to do."""

    message: str
    remedy: str


def text(key: str, language: Language, /, **values: object) -> str:
    """The text `key` in `language`, its `{placeholders}` filled. Raises KeyError for an unknown key."""
    return filled(_TEXTS[language][key], **values)


def filled(template: str, /, **values: object) -> str:
    """A text of `texts`, its `{placeholders}` filled."""
    return _WORDS.vformat(template, (), _printable(values))


def name_list(names: Iterable[str], language: Language) -> str:
    """The names in the quotation marks of the language, joined by commas."""
    return ", ".join(text("element_name", language, name=name) for name in names)


def kept_for(days: int, language: Language) -> str:
    """ "30 Tage lang", in the middle of a sentence."""
    return text("element_one_day", language) if days == 1 else text("element_days", language, days=days)


_RETOLD = frozenset({"why"})  # what stands in a text of reading and is one itself; all else are names


def retold(told: str, language: Language) -> str:
    """A stored message about reading a file, translated into `language`; any other text unchanged."""
    for form, words in _of_reading():
        if found := form.fullmatch(told):
            values = {
                name: retold(value, language) if name in _RETOLD else value for name, value in found.groupdict().items()
            }
            return filled(words[language], **values)
    return told


@cache
def _of_reading() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """Each text of reading files: what it looks like when it is filled, and its words by language."""
    pairs = [(de.TEXTS[key], en.TEXTS[key]) for key in de.reading.TEXTS]
    pairs += [pair for code in de.reading.ERRORS for pair in zip(de.ERRORS[code], en.ERRORS[code], strict=True)]
    return tuple((_form(words), {"de": pair[0], "en": pair[1]}) for pair in pairs for words in pair)


def _form(words: str) -> re.Pattern[str]:
    """Matches the text however its places are filled."""
    fixed = _PLACE.split(words)
    form = re.escape(fixed[0])
    for name, one, many, behind in zip(fixed[1::4], fixed[2::4], fixed[3::4], fixed[4::4], strict=True):
        form += f"(?P<{name}>.+)" if many is None else f"(?:{re.escape(one)}|{re.escape(many)})"
        form += re.escape(behind)
    return re.compile(form, re.DOTALL)


def texts(language: Language) -> dict[str, str]:
    """All texts of a language by key, unfilled: for templates and scripts."""
    return dict(_TEXTS[language])


def explain(code: str, language: Language, /, **values: object) -> Explanation:
    """The error `code` in `language`, filled. Raises KeyError for an unknown code."""
    message, remedy = _ERRORS[language][code]
    shown = _printable(values)
    return Explanation(_WORDS.vformat(message, (), shown), _WORDS.vformat(remedy, (), shown))


def printable(words: str) -> str:
    """The words with U+FFFD for control characters, which a terminal obeys, and for those that reverse the text."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", words)


def _printable(values: dict[str, object]) -> dict[str, object]:
    """The values with texts and names of files made `printable`."""
    return {
        name: printable(str(value)) if isinstance(value, str | PurePath) else value for name, value in values.items()
    }
