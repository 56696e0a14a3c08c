"""Minutes of several shapes, written for the tests of the room."""

from __future__ import annotations

import datetime
from typing import Any

from classifiers import KeywordClassifier
from papers import paper

from assistant.knowledge.minutes.extract import outcomes_of
from assistant.knowledge.minutes.outcome import Outcome
from assistant.records import Audience, Document

HELD = datetime.date(2024, 3, 4)

FORMAL = """# Niederschrift über die 12. Sitzung des Beirats

Datum: 4. März 2024
Anwesend: Frau Dr. Sörensen (Vorsitz), Herr Kallweit, Tjark Overbeck, Frau Yıldız
Protokoll: Imke Rohwer

## TOP 1 Genehmigung der Niederschrift

Die Niederschrift der letzten Sitzung wird einstimmig genehmigt.

## TOP 2 Ladepark

Herr Kallweit berichtet über den Stand. Der Beirat nimmt den Bericht zur Kenntnis. Der Beirat beschließt einstimmig,
den Ladepark um 12 Ladepunkte zu erweitern.

Herr Kallweit wird gebeten, bis zum 3. Mai ein Angebot einzuholen. Die Geschäftsstelle wird beauftragt, die Mitglieder
zu unterrichten. Die Frage der Finanzierung wird auf die nächste Sitzung vertagt.

## TOP 3 Wasserstoff

Beschluss:

Der Beirat stimmt dem Konzept in der Fassung vom 1. Februar 2024 zu.

Abstimmungsergebnis: 8 Ja-Stimmen, 1 Nein-Stimme, 2 Enthaltungen

Tjark Overbeck übernimmt die Abstimmung mit dem Netzbetreiber bis Ende April. Frau Yıldız fragt, wer die Kosten trägt.

## TOP 4 Aufgaben

| Nr. | Was | Wer | Bis wann |
|---|---|---|---|
| 1 | Halle besichtigen | Overbeck | 15.04. |
| 2 | Plakate drucken | Imke Rohwer, Frau Yıldız | KW 18 |
| 3 | Gebühren erfragen | N.N. | |

Nächste Sitzung: 6. Mai 2024
"""


def minutes(text: str, name: str = "protokoll.md", audience: Audience = "internal", **info: Any) -> Document:
    return paper(text, name, audience, **({"type": "minutes", "date": HELD} | info))


def found(text: str, **info: Any) -> list[Outcome]:
    return list(outcomes_of(minutes(text, **info), KeywordClassifier()))


def told(text: str, **info: Any) -> list[tuple[str, str]]:
    """(kind, text) of each outcome."""
    return [(one.kind, one.text) for one in found(text, **info)]
