"""A body as the titles of its minutes call it: "AK Patente" for "Arbeitskreis Patente", or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.knowledge.minutes.questions.outcome_forms import is_filling
from assistant.language.terms import fold
from assistant.language.word_lists import any_of, in_both_spellings, listed

_SHORT: tuple[tuple[str, str], ...] = (
    ("AG", "Arbeitsgruppe"),
    ("AG", "Arbeitsgemeinschaft"),
    ("AK", "Arbeitskreis"),
    ("FA", "Fachausschuss"),
    ("FG", "Fachgruppe"),
    ("PG", "Projektgruppe"),
    ("UAG", "Unterarbeitsgruppe"),
    ("WG", "Working Group"),
)
MOST_NAMED = 20  # in one text
LONGEST_WORD = 60
_NAMED = re.compile(
    rf"(?<![\w-])(?P<body>{'|'.join(sorted({name for pair in _SHORT for name in pair}, key=len, reverse=True))})"
    r"\s+(?P<name>\w[\w-]{2,})",
    re.IGNORECASE,
)
# What no firm is called, before "AG Wolfsburg": what is asked of a body, which one, and what it does.
_ASKED = listed("""
    mitglied mitglieder mitgliederliste bericht berichte protokoll protokolle niederschrift niederschriften termin
    termine sitzung sitzungen sitzungstermin sitzungstermine treffen leitung leiter leiterin vorsitz vorsitzende
    vorsitzender vorsitzenden sprecher sprecherin moderation aufgabe aufgaben beschluss beschlüsse entscheidung
    entscheidungen vereinbarung vereinbarungen ergebnis ergebnisse thema themen tagesordnung agenda einladung
    einladungen teilnehmer teilnehmerinnen teilnehmende ansprechpartner ansprechpartnerin kontakt kontakte fristen
""")
_WHICH = listed("nächste letzte vorige kommende jüngste neue unsere eure ihre")
_DOES = listed(
    "tagt tagte trifft traf leitet leitete leiten plant plante planen beschloss beschließt bespricht besprach"
)
_NO_FIRM = re.compile(
    rf"{any_of(in_both_spellings(_ASKED | _DOES))}|(?:{any_of(in_both_spellings(_WHICH))})[nmrs]?", re.IGNORECASE
)


def names_a_body(text: str) -> bool:
    """Whether the text names a body that may be called otherwise, too."""
    return _NAMED.search(text) is not None


def joined(titles: Iterable[str]) -> str:
    """The titles in one text, in which the names of bodies are looked up."""
    return "\n".join(" ".join(fold(title).split()) for title in titles)


def as_titled(text: str, titles: str) -> str:
    """The text with each body as a title of those `joined` calls it, where none calls it as the text does."""

    def titled(match: re.Match[str]) -> str:
        body, name = match["body"], match["name"]
        if body.upper() == "AG" and _is_firm(text[: match.start()]):
            return match[0]
        called = (one for one in (body, *_called(body)) if _is_in(f"{one} {name}", titles))
        return f"{next(called, body)} {name}"

    return _NAMED.sub(titled, text, count=MOST_NAMED)


def _is_firm(before: str) -> bool:
    """Whether "AG" may be the form of a firm: before it stands a word that may be the name of one."""
    last = "".join(before[-LONGEST_WORD:].split()[-1:])
    word = last.strip("(„“»\"'")
    is_name = word != "" and not last.endswith((":", "?", "!", ";", ",", "–", "("))
    return is_name and not is_filling(word) and _NO_FIRM.fullmatch(word) is None


def _called(body: str) -> list[str]:
    """What else a body of this name is called."""
    forms = (pair if pair[0].lower() == body.lower() else pair[::-1] for pair in _SHORT)
    return [other for one, other in forms if one.lower() == body.lower()]


def _is_in(name: str, titles: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", titles) is not None
