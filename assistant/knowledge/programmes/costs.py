"""What tells which costs count: "Zuwendungsfähig sind Ausgaben für Farbe", "Nicht förderfähig sind:".

Every guideline speaks of "the eligible costs" dozens of times, mostly to state a share of them: that tells none.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.knowledge.programmes.rules import Rule, any_rule

_KIND_OF_COSTS = (
    r"(?:\b(?!Gesamt|Projekt|Mehr)[A-ZÄÖÜ]\w{2,25}(?:kosten|ausgaben|aufwendungen)\b|\b(?:Kosten|Ausgaben) für\b)"
)
_ELIGIBLE = r"(?:[Zz]uwendungs|[Ff]örder)fähig"
_COSTS = r"(?:[Aa]usgaben|[Kk]osten|[Aa]ufwendungen)"
_NUMBER = r"\W*(?:\(?[\d.]+\)?\s+)?"
COSTS = (
    Rule(
        "what is paid for",
        "Förderfähig sind Sachkosten",
        rf"(?:\A{_NUMBER}(?:Nicht\s)?{_ELIGIBLE}e?|\b[Zz]u den {_ELIGIBLE}en)\b[^.;:]{{0,60}}"
        r"\b(?:sind|zählen|gehören)\b",
    ),
    Rule(
        "that it is", "Mieten sind förderfähig", rf"\b(?:sind|ist|können)\b[^.;:]{{0,200}}\b{_ELIGIBLE}(?!\w|\s?sind\b)"
    ),
    Rule(
        "in English",
        "eligible costs",
        r"\b(?:[Ii]ne|[Ee])ligible (?:costs|expenses|expenditures?)\b"
        r"|\b(?:[Cc]osts|[Ee]xpenses|[Ee]xpenditures?)\b[^.;:]{0,80}\b(?:are|is) (?:not )?eligible\b",
    ),
)
# What is told behind that: what the law allows, and of which costs something is paid.
COSTS_BESIDE = (
    Rule(
        "in the words of the law",
        "Beihilfefähige Kosten sind",
        rf"\A{_NUMBER}Beihilfefähige (?:Kosten|Ausgaben) sind\b",
    ),
    Rule(
        "costs of a kind",
        "Personalausgaben werden anerkannt",
        rf"{_KIND_OF_COSTS}[^.;:]{{0,120}}?\b(?:anerkannt|gefördert|übernommen|bezuschusst)\b"
        rf"|\b(?:übernimmt|Gefördert werden|bezuschusst)\b[^.;:]{{0,60}}?{_KIND_OF_COSTS}",
    ),
)
# A sentence names some, or leads in a list of what counts; not one of projects or of what advice is about.
OF_COSTS = re.compile(
    rf"(?:{_COSTS}|[Hh]onorar\w*|[Mm]ieten?|[Ll]öhne|[Gg]ehälter|[Ii]nvestitionen|[Cc]osts|[Ee]xpenses|[Ee]xpenditures?)\b"
    r"|\A(?![^:]{0,200}(?:maßnahmen|vorhaben|projekte|themen)\b)(?!.{0,200}(?:Maßnahmen|Vorhaben|Projekte|Themen)\b)"
    r"[^.:]{3,200}:[\s*_]*\Z"
)
# With what only the sum is told, and what is said in passing: to tell the public of research is paid for as well.
COSTS_OF_ANOTHER = (
    r"\bamortisiert\b|\bHöhe der\b|\bBemessung|\bBeihilfeintensität|\bzu belegen\b|\bEigenbeteiligung\b"
    rf"|\b[Ee]ventuell\b|\bder Öffentlichkeit\b|(?:Prozent|%) der (?:{_ELIGIBLE})en \w{{0,20}}{_COSTS}\b"
    r"|(?:per cent|percent|%) of the eligible\b"
)
# "Zuwendungsfähig sind bis zu 800 Euro je Tag": how much of some counts.
_A_LIMIT = re.compile(r"(?:\d|ein\w*\shöhe)[^,;]{0,60}(?:prozent|%|euro|€|eur)|\b(?:eur|€)\s?\d", re.IGNORECASE)
_TELLS, _OTHER = re.compile(any_rule(COSTS)), re.compile(COSTS_OF_ANOTHER)
_DENIES = re.compile(rf"\b[Nn]icht\s(?:\w{{1,20}}\s){{0,2}}{_ELIGIBLE}|\bnot eligible\b|\b[Ii]neligible\b")


def counting(sentence: str) -> Literal["eligible", "ineligible", ""]:
    """Whether a sentence tells which costs count, or which do not; "" where it tells of none, or only how much of them
    counts."""
    is_of_another = _OTHER.search(sentence) or _A_LIMIT.search(sentence)
    if not _TELLS.search(sentence) or not OF_COSTS.search(sentence) or is_of_another:
        return ""
    return "ineligible" if _DENIES.search(sentence) else "eligible"
