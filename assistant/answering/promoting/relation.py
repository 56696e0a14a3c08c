"""What tells what is asked of a thing, before what only speaks of it: since when there is a network, whom it is for,
who belongs to it.

The reader network takes any day for an answer to "Seit wann gibt es ReTraSON?", that of its end as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.answering.choose import CLOSE
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, QuoteOf
from assistant.language.terms import fold
from assistant.records import Quote


class _Relation(NamedTuple):
    """How it is asked for, and how sentences tell it; both are held against folded words."""

    asked: re.Pattern[str]
    told: re.Pattern[str]


# In pairs: how it is asked for, how it is told.
_PATTERNS = (
    r"""\bseit[ ]wann\b|\bsince[ ]when\b|\bwie[ ]lange[ ][^?]*\bschon\b
    |\b(?:wann|when)\b[^?]*\b(?:gegruendet|entstanden|entstand|ins[ ]leben|founded|established|set[ ]up)\b""",
    r"""\b(?:ab|seit\w*|since|from)\b|gruend|\bentst[ae]nd|\bins[ ]leben\b|\bbeg(?:ann|onn|inn)|\bstart|\bauftakt
    |eroeffn|\bn(?:ahm|immt)\b.*\bauf\b|\bin[ ]kraft\b|(?<!bis[ ])\bzum[ ](?:ersten[ ]mal|\d)
    |\berstmals\b|\buebern(?:ahm|ommen)|\bein(?:gefuehrt|gerichtet)
    |\bfounded|\bestablished|\bset[ ]up|\blaunched|\bbegan\b|\bfirst\b""",
    #
    r"""\b(?:an|fuer)[ ]wen\b[^?]*\b(?:richte\w*|wende[nt]|gedacht|ist|sind|gilt)\b|\bzielgruppen?\b
    |\bwho[ ](?:is|are)[ ][^?]*\bfor\W*\Z""",
    r"""\brichte\w*\b|\bwende[nt]\b|\bzielgruppe|\boffen\b|\ban[ ]alle\b|\bteilnehm|\bmitmach|\bberechtigt|\bgedacht\b
    |\bgilt[ ]fuer\b|\bzur[ ]seite\b|unterstuetz|\bhilft\b|\bhelfen\b|\bbera[et]
    |\bfuer[ ](?:(?:alle|kleine|mittlere|interessierte|die|und)[ ])*(?:betriebe|unternehmen|firmen|beschaeftigte
    |zuliefer\w*|vereine|kommunen|gruend\w*|fach\w*|studier\w*|personen|menschen|kmu)\b
    |\baimed[ ]at\b|\bopen[ ]to\b|\beligible\b|\bfor[ ](?:small|companies|firms|people)""",
    #
    r"""\bwer[ ](?:alles[ ])?(?:sitzt|sass|sassen)\b|\bmitglied(?:er|ern)?\b|\bwer[ ]gehoer|\bmembers?\b
    |\bwer[ ](?:ist|sind)[ ](?:alles[ ])?(?:in|im)\b""",
    r"""\bmitglied\w*[ ](?:de[rs]|sind|ist|war|waren|im|in|von)\b|\bals[ ]mitglied|\bgehoer|\bbesteh\w*\b.*\baus\b
    |\bsetz\w*\b.*\bzusammen\b|vertret|\bsitz|\bsass(?:en)?\b|\banwesen|\bteilnehm|\bberufen|\bbenannt|\bgewaehlt
    |\bvorsitz|\bentsend|\bbeteiligt|\bpartner|\bleitung\b|\bmembers?\b|\bconsists?\b|\brepresent""",
    #
    r"""\bansprech(?:partner|person|stelle)\w*|\bkontakt(?:person|daten|adresse)?\b|\berreiche?n?\b|\bcontact\b|\breach\b""",
    r"""@|\btel(?:efon)?\b|\bphone\b|\d{3,}[ /-]\d{3,}|\bansprech|\bkontakt|\bcontact|\berreich|\bwende[nt]?\b
    |\bmelde[nt]?\b|\bausk(?:unft|uenfte)|\bfragen[ ]beantwort|\bzustaendig[ ](?:ist|sind)\b
    |\b(?:ist|sind)\b[^.;,]*\bzustaendig\b|\bhotline\b|\bberat""",
    #
    r"""\bwo[ ](?:sitzt|ist[ ][^?]*\bsitz\b|befindet)\b|\banschrift\b|\bwhere[ ][^?]*\b(?:based|located)\b""",
    r"""\b\d{5}\b|str(?:asse|\.)|\badresse|\banschrift|\bgeschaeftsstelle|\bsitzt?\b|\bplatz[ ]\d|\bbefindet\b|\bbuero
    |\bbased\b|\blocated\b|\baddress|\bstreet\b""",
    #
    r"""\bwas[ ](?:macht|machen|tut|tun|bietet|bieten|leistet|bringt)\b|\bwo(?:fuer|zu)\b|\bziele?n?\b
    |\bwelche[nrs]?[ ](?:zweck|aufgaben?)\b|\bwas[ ](?:ist|sind)[ ][^?]*\b(?:aufgaben?|zweck)\b
    |\bwhat[ ]do(?:es)?\b[^?]*\b(?:do|offer)\b|\b(?:purpose|goals?|aims?)\b|\bwhat[ ]is[ ][^?]*\bfor\W*\Z""",
    r"""\bum\b.*\bzu\b|\bziel|\bzweck|aufgabe|\bsoll(?:en|te|ten)?\b|\bhilft|\bhelfen|unterstuetz|\bbera[et]|begleit
    |\bbiete[nt]|\bbuendel|vernetz|\bverbinde|\bfoerder|\bdien(?:t|en)|\bkuemmer|entwickel|qualifizier|\bermoeglich
    |\bverleih|\bdamit\b|\bsetz\w*\b.*\bein\b|\barbeite[nt]\b.*\bdaran\b|\bhelps?\b|\baims?\b|\bsupports?\b|\badvis
    |\boffers?\b|\bdevelops?\b|\bto\b""",
)
_COMPILED = tuple(re.compile(pattern, re.VERBOSE) for pattern in _PATTERNS)
_RELATIONS = tuple(map(_Relation, _COMPILED[::2], _COMPILED[1::2]))


def relation(ranked: Sequence[Candidate], asked: Understanding, quote_of: QuoteOf) -> Candidate | None:
    """The best sentence that tells what is asked of the thing, if it is close enough to the first one to be shown
    beside it; None where the first one does, or something else is asked."""
    if tells(ranked[0].text, asked):
        return None
    near = (one for one in ranked[1:] if one.score >= ranked[0].score - CLOSE)
    return next((one for one in near if tells(one.text, asked) and quote_of(one)), None)


def lacks_relation(quoted: Quote, asked: Understanding) -> bool:
    """Whether something is asked of a thing that neither a quote nor what stands above it tells."""
    return not tells(" ".join((*quoted.shown_above, quoted.text)), asked)


def tells(text: str, asked: Understanding) -> bool:
    """Whether a text tells what is asked of a thing; true where no such thing is asked."""
    question, said = fold(asked.query), fold(text)
    return all(one.told.search(said) for one in _RELATIONS if one.asked.search(question))
