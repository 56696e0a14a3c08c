"""What says of a thing what it is, before what only speaks of it, where that is asked for: "Was ist ReTraSON?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.choose import CLOSE
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, QuoteOf
from assistant.language.subject import own_words_as_typed

# "Das Projekt „Seegras“", but not "Die Leitung der Werft".
_LED = r"[\W\d]*(?:(?:[Dd](?:er|ie|as)|[Ee]ine?|[Tt]he|[Aa]n?)\s)?(?:[A-ZÄÖÜ][\w-]*\s)?[„“\"»]?"
_IS = (
    r"(?:(?:ist|sind|war|waren)\s(?:de[nr]|die|das|eine?|[A-ZÄÖÜ]\w)|(?:is|are|was|were)\s(?:an?|the)\b"
    r"|(?:bezeichne[nt]|bedeute[nt]|dien(?:t|en)|hilft|helfen|unterstützt|unterstützen|verbindet|vernetzt|bündelt|bietet"
    r"|umfasst|means|helps|supports|describes|denotes)\b|steht für\b|stands for\b"
    r"|wurden?\b[^.;]{0,80}\b(?:ins Leben gerufen|gegründet|eingerichtet|geschaffen), um\b"
    r"|entst(?:and|anden)\b[^.;]{0,80}, um\b)"
)
_WITHIN = 2 * CLOSE


def definition(ranked: Sequence[Candidate], asked: Understanding, quote_of: QuoteOf) -> Candidate | None:
    """The best sentence that begins with the thing asked about and says what it is, if it is not far behind the first
    one, however the reader takes it; None where the first one does, or something else is asked."""
    if asked.asked_for != "definition":
        return None
    things = [re.escape(word.text) for word in own_words_as_typed(asked.query)]
    if not things:
        return None
    thing = r"[\s-]+".join(things)
    says = re.compile(rf"{_LED}(?i:{thing})\w{{0,2}}[“”\"«]?\s(?:\([^)]{{1,60}}\)\s)?{_IS}")
    if says.match(ranked[0].text):
        return None
    near = (one for one in ranked[1:] if one.score >= ranked[0].score - _WITHIN)
    return next((one for one in near if says.match(one.text) and quote_of(one)), None)
