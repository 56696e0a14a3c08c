"""Words by which a text shows that it decides something, gives a reason or sets a condition.

Of 2,160 sentences that answer a question of train/ (docs/MEASUREMENTS.md), by what was asked for, and of the others of
the same passages: decision .82 and .23, reason .48 and .11, condition .66 and .17.
"""

from __future__ import annotations

import re
from typing import Literal

Sign = Literal["decision", "reason", "condition"]

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
}
