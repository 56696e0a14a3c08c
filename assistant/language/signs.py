"""Words by which a text decides something, gives a reason, sets a condition, says who may apply or whom to ask.

Of 2,160 sentences that answer a question of train/, by what was asked for, and of the others of the same passages:
decision .82 and .23, reason .48 and .11, condition .66 and .17.
"""

from __future__ import annotations

import re
from typing import Literal

Sign = Literal["decision", "reason", "condition", "applicants", "contact"]

SIGNS: dict[Sign, re.Pattern[str]] = {
    "decision": re.compile(
        r"\bbeschlossen\b|\bbeschlie|\bbeschlu|\bbeschlü|\beinstimmig|\bzugestimmt\b|\bzustimmung|\babgelehnt"
        r"|\bangenommen\b|\bentscheid|\bentschied|\bgenehmigt\b|\bverabschiedet\b|\bverwiesen\b|\bempfiehlt\b|\bstimmen\b"
        r"|\benthaltung|\bgeeinigt\b|\beinigt|\bvereinbart\b|\bfestgelegt|\bdecided|\bagreed|\bapproved|\bvoted",
        re.IGNORECASE,
    ),
    "reason": re.compile(
        r"\bweil\b|\bda\b|\bdaher\b|\bdeshalb\b|\bgrund\b|\bgründe\b|\baufgrund\b|\bwegen\b|\bum\b[^.]{1,120}\bzu\b|\bdamit\b"
        r"|\bdenn\b|\bdadurch\b|\bsonst\b|\bansonsten|\binfolge|\bursache|\bbecause\b|\bdue to\b|\bin order\b",
        re.IGNORECASE,
    ),
    "condition": re.compile(
        r"\bwenn\b|\bfalls\b|\bsofern\b|\bsoweit\b|\bvoraussetzung|\bmüssen\b|\bmuss\b|\bnur\b|\bmindestens\b|\bbedingung"
        r"|\berforderlich|\bnotwendig|\bausgeschlossen|\bmust\b|\bif\b|\bonly\b|\brequired?\b",
        re.IGNORECASE,
    ),
    "applicants": re.compile(
        r"\bunternehmen\b|\bbetriebe?n?\b|handwerk|\bkmu\b|hochschule|universität|einrichtung|instituten?\b|kommunen"
        r"|gemeinden|landkreise|\bvereine|verbände|freiberufl|selbst(?:st)?ändige|start-?ups?\b|gründer|personen\b"
        r"|beschäftigte\b|studierende|antragsberechtigt|antragstell|zuwendungsempfänger|förderberechtigt|gefördert\swerden"
        r"|\bfirms?\b|\bcompan|enterprises?\b|universit(?:y|ies)|applicants?\b|\beligible",
        re.IGNORECASE,
    ),
    "contact": re.compile(
        r"(?<![\w.+-])[\w.+-]++\s?(?:@|\(at\)|\[at\])\s?[\w-]+\.\w|(?<![\w.,])(?:\+49|0\d{2,5})[ /-]{1,3}\d{3}"
        r"|\btel(?:efon)?\b|\bhotline\b|\bansprech(?:partner|person|stelle)|\bkontakt\b|\bzuständig|\bauskunft\b|\bcontact\b|\bphone\b",
        re.IGNORECASE,
    ),
}
# What costs nothing answers a question for an amount, too.
FREE = re.compile(
    r"\b(?:kosten(?:los|frei)|gebühren(?:los|frei)|beitragsfrei|unentgeltlich|gratis|umsonst|free of charge|for free)"
    r"|\b(?:kein(?:e[nr]?)?|no) (?:\w+ )?(?:kosten|gebühr(?:en)?|beitrag|beiträge|entgelt|fees?|charges?|costs?)\b"
    r"|\b(?:gebühr(?:en)?|beitrag|beiträge|entgelt|kosten)\b[^.;]{0,40}\bnicht (?:erhoben|berechnet|fällig|verlangt)\b",
    re.IGNORECASE,
)
