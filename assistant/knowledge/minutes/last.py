"""The day of the last meeting, where a question is about that: "in der letzten Sitzung des Beirats"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from assistant.knowledge.minutes.bodies import is_of, stands_in
from assistant.language.terms import stems
from assistant.records import DocumentInfo
from assistant.retrieving.meetings import EVENT

_LAST = re.compile(
    r"(?<!\bden )\b(?:(?:letzte|jüngste|juengste|neu(?:e)?ste)[nmrs]?|last|latest)\s(?P<what>[\w-]+)", re.IGNORECASE
)
_NOT_IN_IT = re.compile(r"\b(?:seit|vor|nach|bis|since|before|after)\s(?:(?:der|dem|zur|zum|the)\s)?\Z", re.IGNORECASE)
_MEETING = re.compile(rf"\w*(?:{EVENT}|minutes)\Z", re.IGNORECASE)


def last_meeting(text: str, words: Sequence[str], lab: str, documents: Sequence[DocumentInfo]) -> datetime.date | None:
    """The day of the last minutes of the lab, if the text asks for the last meeting; None where it does not.

    The `words` of the question that stand in titles of minutes name the body that met. `lab` is empty for any.
    """
    minutes = [info for info in documents if info.type == "minutes" and (not lab or info.lab == lab)]
    titles = {info.id: stems(info.title) for info in minutes}
    named = [stem for stem in stems(" ".join(words)) if any(stands_in(stem, title) for title in titles.values())]
    last = _LAST.search(text)
    if not last or _NOT_IN_IT.search(text[: last.start()]):
        return None
    if not (_MEETING.match(last["what"]) or set(stems(last["what"])) <= set(named)):
        return None
    days = [info.date for info in minutes if info.date and is_of(named, titles[info.id])]
    return max(days, default=None)
