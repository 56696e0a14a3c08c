"""Every sentence that a person can see, one table a language (`de.py`, `en.py`), with the same keys in both."""

from __future__ import annotations

from typing import NamedTuple

from assistant.messages import de, en
from assistant.records import Language

_TEXTS = {"de": de.TEXTS, "en": en.TEXTS}
_ERRORS = {"de": de.ERRORS, "en": en.ERRORS}


class Explanation(NamedTuple):
    """What happened, to what; and what to do."""

    message: str
    remedy: str


def text(key: str, language: Language, /, **values: object) -> str:
    """The text `key` in `language`, its `{placeholders}` filled. Raises KeyError for an unknown key."""
    return _TEXTS[language][key].format(**values)


def texts(language: Language) -> dict[str, str]:
    """All texts of a language by key, unfilled: for templates and scripts."""
    return dict(_TEXTS[language])


def explain(code: str, language: Language, /, **values: object) -> Explanation:
    """The error `code` in `language`, filled. Raises KeyError for an unknown code."""
    message, remedy = _ERRORS[language][code]
    return Explanation(message.format(**values), remedy.format(**values))
