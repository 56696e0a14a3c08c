"""Whether a clause tells what is done, or what is still to come: "wurde gebaut", "wird gebaut"."""

from __future__ import annotations

import re
from typing import Literal

from assistant.language.lemmas import Word, is_infinitive
from assistant.records import Language, Span

Tense = Literal["done", "under way", "to come"]

_DONE = {
    "de": re.compile(r"(?<![\w-])(?:wurden?|worden|hat|haben|hatten?)(?![\w-])", re.IGNORECASE),
    "en": re.compile(r"(?<![\w-])(?:was|were|has|have|had)(?![\w-])", re.IGNORECASE),
}
_IS_DONE = {  # "werden", and what has the same form in both
    "de": re.compile(r"(?<![\w-])(?:wird|werden)(?![\w-])", re.IGNORECASE),
    "en": re.compile(r"(?<![\w-])(?:is|are)\s(?:now\s|currently\s)?being(?![\w-])", re.IGNORECASE),
}
_WILL = {
    "de": re.compile(r"(?<![\w-])(?:wird|werden)\s.{1,200}\swerden\W*\Z"),
    "en": re.compile(r"(?<![\w-])will(?![\w-])"),
}
_NOW_OR_SOON = re.compile(
    r"(?<![\w-])(?:derzeit|zurzeit|zur\sZeit|gegenwärtig|künftig|zukünftig|demnächst|in\sKürze|currently|at\spresent|soon)(?![\w-])",
    re.IGNORECASE,
)
# "Zu bauen" and "vorzulegen" lean on another verb, and "vergeben" may be a participle, too.
_TO = re.compile(r"\bzu\s\Z")
_TO_INSIDE = re.compile(r"[a-zäöüß]{2,6}zu[a-zäöüß]{3,}n")
_MAY_BE_BOTH = re.compile(
    r"(?:be|er|ver|zer|ent|über|unter|wider)[a-zäöüß]*"
    r"(?:geben|tragen|halten|raten|lassen|treten|fahren|laden|fangen|schlagen|wachsen|messen|gessen|lesen|kommen|laufen|rufen|fallen)"
)
_PAST_FORM = {
    "de": re.compile(r"[a-zäöüß]{3,}ten?"),
    "en": re.compile(
        r"[a-z]{2,}(?<!e)ed|agreed|led|met|paid|made|held|built|sold|told|found|won|wrote|written|gave|given|took|taken"
        r"|chose|chosen"
    ),
}


def tense(text: str, clause: Span, verb: Word, language: Language) -> Tense | None:
    """How one clause tells what its `verb` says; None for the plain present, and for a clause that does both.

    "Wird gebaut" is under way, as far as one can tell, and "wird bauen" to come.
    """
    place = clause.start, clause.end
    if _TO.search(text, clause.start, verb.span.start) or _TO_INSIDE.fullmatch(verb.form):
        return None
    is_past = _DONE[language].search(text, *place) is not None
    is_coming = _WILL[language].search(text, *place) is not None
    is_present = _IS_DONE[language].search(text, *place) is not None
    is_now = _NOW_OR_SOON.search(text, *place) is not None
    if is_past:
        is_open = is_coming or is_present or is_now or (language == "en" and not is_past_form(verb.form, language))
        return None if is_open else "done"
    if is_coming or (is_present and language == "de" and _is_infinitive(verb.form)):
        return "to come"
    if is_present or is_now:
        return "under way"
    return "done" if is_past_form(verb.form, language) else None


def is_past_form(form: str, language: Language) -> bool:
    """Whether a verb is told as past by its ending, as "baute", "built" and, in English, a participle are."""
    if _PAST_FORM[language].fullmatch(form) is None:
        return False
    return language == "en" or not is_infinitive(form if form.endswith("n") else f"{form}n")  # "leisten", "leiste"


def _is_infinitive(form: str) -> bool:
    return is_infinitive(form) and not _MAY_BE_BOTH.fullmatch(form)
