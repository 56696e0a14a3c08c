"""The general rule before an exception to it, and before a sentence that only refers to another place.

"Die Frist beträgt zwei Monate." goes before "Abweichend davon sind es in Ausnahmefällen drei." and before "Die Fristen
nach Absatz 3 dürfen verlängert werden.".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.choose import NEARLY, beside_best
from assistant.answering.quoting.self_contained import is_self_contained, is_topic, points_elsewhere
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, QuoteOf
from assistant.records import Quote

_SPECIAL = re.compile(
    r"[^.:]*\b(?:abweichend\s(?:von|davon|hiervon)|ausnahmsweise|in\s(?:\w+\s)?(?:Ausnahme|Einzel|Sonder)fällen"
    r"|im\s(?:Ausnahme|Einzel|Sonder)fall|(?:vo[nm]|(?:da|hier)von)\s(?:[^\s.:]+\s){0,20}?(?:(?<!nicht\s)abzu|ab)sehen"
    r"|(?:Ausnahmen|Abweichungen)\s(?:von|zulassen|gestatten|genehmigen|bewilligen|gewähren|können|dürfen|sind)"
    r"|exceptionally|in\sexceptional\scases|by\sway\sof\s(?:exception|derogation))\b",
    re.IGNORECASE,
)
# The question asks for the exception, or for the place where something stands.
_ASKS_FOR_IT = re.compile(
    r"ausnahm|abweich|ab(?:zu|ge)?seh|sonder|einzelf|exception|derogat|deviat|\A\W*(?:wo|where)\b", re.IGNORECASE
)


def general_rule(ranked: Sequence[Candidate], asked: Understanding, quote_of: QuoteOf) -> Candidate | None:
    """The best general rule, where the best sentence is an exception or a reference.

    The rule must score nearly as much, hold as many words of the question (and a figure, if one is asked for) unless
    the best sentence only names a topic, and be understandable by itself. None where the question itself is about an
    exception.
    """
    if _ASKS_FOR_IT.search(asked.query) or not _is_special(quoted := quote_of(ranked[0])):
        return None
    best = ranked[0]
    near = beside_best(ranked, NEARLY)
    says_nothing = quoted is not None and is_topic(quoted)
    rules = (one for one in near if (says_nothing or _holds_as_much(one, best, asked)) and _is_rule(quote_of(one)))
    return next(rules, None)


def _is_special(quoted: Quote | None) -> bool:
    if quoted is None:
        return False
    is_pointing = points_elsewhere(replace(quoted, headings=(), elsewhere=(), before=()))
    return is_pointing or is_topic(quoted) or _SPECIAL.match(quoted.text) is not None


def _holds_as_much(one: Candidate, best: Candidate, asked: Understanding) -> bool:
    is_of_the_kind = not asked.figure_kinds or one.features.expected >= best.features.expected
    return is_of_the_kind and one.features.words >= best.features.words


def _is_rule(quoted: Quote | None) -> bool:
    return quoted is not None and is_self_contained(quoted) and not _is_special(quoted)
