"""The year of a figure that another one is compared with: "48 Prozent, verglichen mit 29 Prozent im Jahr 2015" does not
prove 48 percent in 2015."""

from __future__ import annotations

import re

from assistant.answering.proving.statements import Fact, Statement
from assistant.language.figures import backs

_A_YEAR = r"(?=(?:19|20)\d\d"
_COMPARED = re.compile(
    r"(?:\b(?:verglichen\smit|im\sVergleich\szu[mr]?|gegenüber|compared\s(?:with|to)|as\sagainst|(?:up|down)\sfrom)\s[^,;:]{0,80}"
    r"|\b(?:mehr|weniger|höher|niedriger|more|fewer|less|higher|lower)\s(?:als|than)\s(?:noch\s)?"
    rf"|\bwie\s(?:noch\s)?|\b(?:Vorjahr|Jahr\szuvor)\s\(?)(?:(?:im\sJahr|in)\s)?{_A_YEAR})"
    rf"|[,;]\s(?:im\sJahr\s)?{_A_YEAR}\s(?:war|lag|betrug)(?:en)?\b)|\((?:(?:im\sJahr|in)\s)?{_A_YEAR}\s?:)",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:verglichen|Vergleich|gegenüber|als|wie|seit|compared|than|since|from|against)\b", re.IGNORECASE
)


def year_of_another(claim: Statement, claimed: Fact, known: Fact, source: Statement) -> str:
    """The year beside a figure that stands behind it in the quotes, and only as that of what it is compared with."""
    if claimed.figure.kind in ("date", "time") or _COMPARES.search(claim.text):
        return ""
    compared = {match.end() for match in _COMPARED.finditer(source.text, known.figure.span.end)}
    for year in claim.facts if compared else ():
        if year.figure.kind == "date" and claimed.cell.start <= year.figure.span.start < claimed.cell.end:
            dated = [one for one in source.facts if backs(one.figure, year.figure)]
            is_here = all(one.sentence == known.sentence for one in dated)
            if dated and is_here and all(compared & {*range(*_ends(one))} for one in dated):
                return year.figure.span.of(claim.text)
    return ""


def _ends(fact: Fact) -> tuple[int, int]:
    return fact.figure.span.start, fact.figure.span.end
