"""What an item of the agenda tells of an outcome below it, and which outcomes nobody understands without it."""

from __future__ import annotations

import re

from assistant.knowledge.minutes.outcome import KINDS
from assistant.knowledge.minutes.sentences.context import names_what_is_before
from assistant.knowledge.minutes.structure.sections import section_of
from assistant.language import sentences
from assistant.language.referring.refers_back import refers_back
from assistant.language.tagger import has_finite_verb

LEAST_WORDS = 4  # of a sentence that says what it is about; "Wird vertagt." does not
# "Das eigentliche Protokoll", which says nothing of what is below it.
_WHOLE = re.compile(r"(?:\w{1,20} ){0,2}(?:protokoll|niederschrift|mitschrift|notizen|minutes|notes)\Z", re.IGNORECASE)
_ANSWERS = re.compile(r"(?:ja|nein|yes|no)\b", re.IGNORECASE)


def telling(topic: str | None) -> str:
    """The heading above an outcome; empty for one that only says the kind of what stands below ("Aufgaben"), or that it
    is the agenda ("TOPs"), or the minutes."""
    section = section_of(topic) if topic else None
    is_empty = section in KINDS or (section == "agenda" and " " not in (topic or "")) or _WHOLE.match(topic or "")
    return "" if is_empty or not topic else topic


def needs_topic(text: str) -> bool:
    """Whether an outcome does not say by itself what it is about: a note ("vertagt", "Raum schon gemietet?"), or a
    sentence that answers or goes on from another one. Only a whole sentence says it."""
    is_whole = text.endswith((".", "!")) and not text[:1].islower() and len(text.split()) >= LEAST_WORDS
    if not is_whole or _ANSWERS.match(text) or not has_finite_verb(text):
        return True
    return names_what_is_before(text) or refers_back(text, sentences.split(text)[0])
