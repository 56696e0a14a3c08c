"""By which words a text names a group of those who may apply."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.knowledge.programmes.facts import GROUPS, Group
from assistant.language.word_lists import any_of, listed, with_capitals


class _Words(NamedTuple):
    """How a text names a group: in words of their own, in what compounds end with, in parts of words, and otherwise.

    A word in small letters may have a capital.
    """

    whole: str = ""
    last: str = ""
    parts: str = ""
    otherwise: str = ""

    def pattern(self) -> str:
        """All of them; empty lists match nothing."""
        whole, last, parts = (any_of(with_capitals(listed(words))) for words in self[:3])
        lists = (rf"\b(?:{whole})\b" if whole else "", rf"(?:{last})\b" if last else "", parts, self.otherwise)
        return "|".join(filter(None, lists))


_GROUP_WORDS: dict[Group, _Words] = {
    "sme": _Words(
        "KMU SME SMEs",
        parts="Kleinunternehmen Kleinstunternehmen mittelständ Handwerksbetrieb medium-sized",
        otherwise=r"\b[Kk]lein(?:e|en|er|es|st)?(?:\s*,\s*|\s+und\s+|\s+oder\s+|\s*/\s*|-\s?und\s)"
        r"(?:[Kk]leine?n?\s+(?:und|oder)\s+)?mittler|\b(?:[Kk]leine?n?|[Mm]ittlere?n?) Unternehmen"
        r"|\b[Ss]mall (?:and medium|companies)",
    ),
    "company": _Words(
        "company companies firms firmen",
        parts="unternehmer",
        otherwise=r"(?<![a-zäöü])(?:[Mm]itglieds)?[Uu]nternehmen\b(?!s)"
        r"|\b(?:(?:Mitglieds|Ausbildungs)-?)?[Bb]etrieben?\b|[Gg]ewerblichen? Wirtschaft",
    ),
    "startup": _Words(
        "start-up start-ups start-Up start-Ups startup startups startUp startUps",
        "Gründer Gründern Gründerinnen",
        "Gründungsteam Existenzgründ Neugründung Unternehmensgründung",
    ),
    "university": _Words(parts="hochschul universität", otherwise=r"\b[Uu]niversit"),
    "research": _Words(
        parts="wissenschaftseinrichtung wissenschafteinrichtung",
        otherwise=r"außeruniversitäre|[Ee]inrichtung(?:en)? für Forschung|[Ff]orschungs-?\s?(?:und Wissenschafts"
        r"|und Entwicklungs)?-?\s?(?:einrichtung|institut|organisation|stätte)"
        r"|[Ww]issenschaftliche Einrichtung|\b[Ff]orschende|[Rr]esearch (?:institut|organi)",
    ),
    "municipality": _Words(
        "kommune kommunen kommunale kommunalen kommunaler gemeinde gemeinden Städte Städten",
        parts="gemeindeverb landkreis gebietskörperschaft municipalit",
    ),
    "public": _Words(
        parts="Bundeseinrichtung Landeseinrichtung",
        otherwise=r"\b[Bb]ehörden|Landes- und Bundes"
        r"|[Pp]ersonen? des (?:[Pp]rivat(?:en|rechts) und )?(?:des )?öffentlichen (?:und privaten )?Rechts"
        r"|privaten oder öffentlichen Rechts|Körperschaft(?:en)? des öffentlichen"
        r"|[Öö]ffentlichen? (?:Einrichtung|Unternehmen|Träger)",
    ),
    "association": _Words(
        "verein vereine vereinen vereinigungen Stiftungen NGO NGOs",
        "verbände verbänden kammer kammern",
        "non-profit non-Profit nichtregierungs genossenschaft",
        r"[Gg]emeinnützigen? (?:Organisation|Einrichtung|Körperschaft|Träger|Institution)",
    ),
    "health": _Words(
        parts="krankenhäus krankenkasse pflegeeinrichtung pflegekasse gesundheitseinrichtung",
        otherwise=r"(?<!Universitäts)[Kk]linik(?:en|um|einrichtung)",
    ),
    "legal_person": _Words(otherwise=r"[Jj]uristischen? (?:(?:und|oder) natürlichen? )?Person"),
    "person": _Words(
        parts="einzelpersonen freiberuf",
        otherwise=r"[Nn]atürlichen? (?:(?:und|oder) juristischen? )?Person|[Ff]reie Berufe"
        r"|Wissenschaftlerinnen und Wissenschaftler",
    ),
}
GROUP_PATTERNS = {group: re.compile(_GROUP_WORDS[group].pattern()) for group in GROUPS if group != "other"}
