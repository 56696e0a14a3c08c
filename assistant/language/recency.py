"""Whether a question asks for the newest of what there is: "neueste", "zuletzt", "aktuell", "latest"."""

from __future__ import annotations

import re

from assistant.language.terms import fold

# What has an issue or a date, so that "letzte" and "aktuelle" mean the newest of it; of anything else they say
# something about the thing ("der letzte Stellplatz", "aktuelle Herausforderungen").
_ISSUED = (
    r"(?:\w*protokoll|\w*sitzung|\w*treffen|\w*workshop|\w*werkstatt|niederschrift|presse\w+|medienmitteilung|meldung"
    r"|nachricht|bericht|studie|fassung|version|ausgabe|auflage|stand\b|\w*richtlinie|merkblatt|aenderung"
    r"|minutes|meeting|press release|news|version|edition|guideline|report|stud(?:y|ies))"
)
_NEWEST = re.compile(
    r"\bneu(?:e)?ste[mnrs]?\b|\b(?:latest|newest|most recent(?:ly)?)\b"
    r"|(?<!nicht )(?<!bis )\bzuletzt\b|\bkuerzlich\b|\baktuellste[mnrs]?\b"
    r"|\baktuell\b"
    rf"|\b(?:aktuelle|letzte|juengste)[mnrs]?\s+(?:\w+e[mnrs]?\s+)?{_ISSUED}"
    rf"|\b(?:last|current)\s+{_ISSUED}"
)


def asks_for_newest(text: str) -> bool:
    """Whether the words of a German or English question prefer what is newest.

    "aktuell" counts where it stands alone ("Was gilt aktuell?"); as an adjective only of what appears in issues.
    """
    return _NEWEST.search(fold(text)) is not None
