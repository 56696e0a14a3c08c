"""Whether a clause tells what is done, or what is still to come: "wurde gebaut", "wird gebaut"."""

from __future__ import annotations

import re
from typing import Literal

from assistant.language.lemmas import Word, is_infinitive
from assistant.records import Language, Span

Tense = Literal["done", "present", "under way", "to come"]

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
_NOW = re.compile(r"(?<![\w-])(?:derzeit|zurzeit|zur\sZeit|gegenwärtig|currently|at\spresent)(?![\w-])", re.IGNORECASE)
_SOON = re.compile(
    r"(?<![\w-])(?:künftig|zukünftig|demnächst|in\s(?:Kürze|Zukunft)|bald|soon|in\sfuture)(?![\w-])", re.IGNORECASE
)
_PROGRESSIVE = re.compile(r"(?<![\w-])(?:is|are)\s(?:now\s|currently\s|also\s)?\Z")
# With one of them a verb is no finite one.
_LEADS = re.compile(
    r"(?<![\w-])(?:ist|sind|sei|seien|war|waren|kann|können|könnten?|soll|sollen|sollten?|will|wollen|muss|müssen|darf|dürfen"
    r"|möchten?|lässt|lassen)(?![\w-])",
    re.IGNORECASE,
)
_FINITE = re.compile(r"(?!(?:[a-z]{2,4})?ge)[a-zäöüß]{2,}(?:t|en)")
# "Ihre positiv bewertete Skizze": a participle before its noun tells no time.
_BEFORE_NOUN = re.compile(
    r"(?<![\w-])(?:d(?:ie|er|as|en|em|es)|(?:dies|jed|jen|[kmds]?ein|ihr|unser)[a-zäöüß]{0,2})\s(?:[a-zäöüß]+\s){0,2}\Z",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\s[A-ZÄÖÜ]")
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
    """How one clause tells what its `verb` says; None where it does so in two ways, or in none.

    "Wird gebaut" is under way, as far as one can tell, "wird bauen" to come, and the German "baut" present.
    """
    place = clause.start, clause.end
    if language == "de" and _is_attribute(text, clause, verb):
        return None
    if language == "en" and verb.form.endswith("ing") and _PROGRESSIVE.search(text, clause.start, verb.span.start):
        return "under way"
    if _TO.search(text, clause.start, verb.span.start) or _TO_INSIDE.fullmatch(verb.form):
        return None
    is_past = _DONE[language].search(text, *place) is not None
    is_coming = _WILL[language].search(text, *place) is not None
    is_present = _IS_DONE[language].search(text, *place) is not None
    is_now, is_soon = (words.search(text, *place) is not None for words in (_NOW, _SOON))
    if is_past:
        is_open = (
            is_coming or is_present or is_now or is_soon or (language == "en" and not is_past_form(verb.form, language))
        )
        return None if is_open else "done"
    if is_coming or is_soon or (is_present and language == "de" and _is_infinitive(verb.form)):
        return "to come"
    if is_present or is_now:
        return "under way"
    if is_past_form(verb.form, language):
        return "done"
    is_finite = language == "de" and _FINITE.fullmatch(verb.form) and not _LEADS.search(text, *place)
    return "present" if is_finite else None


def _is_attribute(text: str, clause: Span, verb: Word) -> bool:
    is_led = _BEFORE_NOUN.search(text, max(clause.start, verb.span.start - 60), verb.span.start) is not None
    return is_led and _NOUN.match(text, verb.span.end) is not None


def is_past_form(form: str, language: Language) -> bool:
    """Whether a verb is told as past by its ending, as "baute", "built" and, in English, a participle are."""
    if _PAST_FORM[language].fullmatch(form) is None:
        return False
    return language == "en" or not is_infinitive(form if form.endswith("n") else f"{form}n")  # "leisten", "leiste"


def _is_infinitive(form: str) -> bool:
    return is_infinitive(form) and not _MAY_BE_BOTH.fullmatch(form)
