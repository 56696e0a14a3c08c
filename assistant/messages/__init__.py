"""Every sentence that a person can see, one folder a language (`de`, `en`) with the same files and keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from string import Formatter
from typing import Any, NamedTuple

from assistant.messages import de, en
from assistant.notices import Notice
from assistant.records import Language

_TEXTS = {"de": de.TEXTS, "en": en.TEXTS}
_ERRORS = {"de": de.ERRORS, "en": en.ERRORS}
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


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
    return _WORDS.vformat(_TEXTS[language][key], (), _shown(values, language))


def filled(template: str, /, **values: str) -> str:
    """A text of `texts`, its `{placeholders}` filled."""
    return _WORDS.vformat(template, (), {name: printable(value) for name, value in values.items()})


def name_list(names: Iterable[str], language: Language) -> str:
    """The names in the quotation marks of the language, joined by commas."""
    return ", ".join(text("element_name", language, name=name) for name in names)


def kept_for(days: int, language: Language) -> str:
    """ "30 Tage lang", in the middle of a sentence."""
    return text("element_one_day", language) if days == 1 else text("element_days", language, days=days)


def worded(notice: Notice, language: Language) -> Explanation:
    """What a notice says, and what to do, "" where nothing is."""
    values = dict(notice.values)
    try:
        if notice.code in _ERRORS[language]:
            return explain(notice.code, language, **values)
        return Explanation(text(notice.code, language, **values), "")
    except KeyError:  # words without a code, or a code of another version of the program
        return Explanation(printable(notice.words) or text("of_another_version", language, code=notice.code), "")


def texts(language: Language) -> dict[str, str]:
    """All texts of a language by key, unfilled: for templates and scripts."""
    return dict(_TEXTS[language])


def explain(code: str, language: Language, /, **values: object) -> Explanation:
    """The error `code` in `language`, filled. Raises KeyError for an unknown code."""
    message, remedy = _ERRORS[language][code]
    shown = _shown(values, language)
    return Explanation(_WORDS.vformat(message, (), shown), _WORDS.vformat(remedy, (), shown))


def printable(words: str) -> str:
    """The words with U+FFFD for control characters, which a terminal obeys, and for those that reverse the text."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", words)


def _shown(values: Mapping[str, object], language: Language) -> dict[str, object]:
    """The values as they are told: words and names of files `printable`, several names quoted, notices in words."""
    return {name: _one_shown(value, language) for name, value in values.items()}


def _one_shown(value: object, language: Language) -> object:
    match value:
        case str() | PurePath():
            return printable(str(value))
        case tuple():
            return name_list(value, language)
        case Notice():
            return worded(value, language).message
        case _:
            return value
