"""A served assistant with minutes of decisions and tasks: some internal, one that a spreadsheet would run."""

from __future__ import annotations

import datetime

from web_fakes import FakeAssistant, make_document

SECRET_TASK = "Kranichfutter bestellen"
FORMULA = '=HYPERLINK("https://boese.example";"Klick")'

PUBLIC_MINUTES = make_document(
    "protokolle/forum.md",
    "Niederschrift des Forums",
    [
        "# Beschlüsse",
        "- Die Trasse führt über den Bahnweg. Abstimmung: einstimmig bei zwei Enthaltungen",
        f"- {FORMULA}",
        "# Aufgaben",
        "Aufgabe: Bodengutachten beauftragen | Wer: Hauke Senfleben | Bis wann: 20.12.2024",
        "Aufgabe: Bürgerabend vorbereiten | Wer: Enno Dreilich | Bis wann: 12. März 2025",
        "# Verschiedenes",
        "Die Frage der Kosten wird vertagt.",
    ],
    type="minutes",
    lab="Infrastruktur",
    date=datetime.date(2024, 11, 26),
)
INTERNAL_MINUTES = make_document(
    "protokolle/intern.md",
    "Internes Protokoll",
    ["# Aufgaben", f"- Imke Rohwer: {SECRET_TASK}, bis 1. Juli 2024"],
    type="minutes",
    audience="internal",
    lab="Technologie",
    date=datetime.date(2024, 6, 1),
)

TRAVEL = ["# Reisekosten", "Beschluss: Fahrten werden mit 25 Euro bezahlt. Bericht: Imke Rohwer, bis 2024-07-01"]
ENDED = ["# Reisekosten", "Beschluss: Der Beschluss vom 1. Juni 2024 wird aufgehoben."]


def repealed_assistant() -> FakeAssistant:
    """A decision in two copies of its minutes, an internal and a public one, and the meeting that repeals it."""
    held, later = datetime.date(2024, 6, 1), datetime.date(2025, 2, 4)
    copy = make_document(
        "kopie.md", "Rat", [*TRAVEL, "Verteiler: alle"], type="minutes", audience="internal", date=held
    )
    first, last = (
        make_document(path, "Rat", lines, type="minutes", date=day)
        for path, lines, day in (("rat-1.md", TRAVEL, held), ("rat-2.md", ENDED, later))
    )
    return FakeAssistant((last, copy, first))


def settled_assistant() -> FakeAssistant:
    """Tasks that are done, late and far away, with headings and deadlines of several shapes."""
    lines = [
        "# Aufgaben",
        "- Imke Rohwer: Saal mieten, bis 1. Juli 2024 (erledigt)",
        "- Jonas Ehlers: Bus bestellen, bis 2. Juli 2024",
        "- Jonas Ehlers: Fahne nähen, bis 1. Juli 2099",
        "# Fest",
        "Aufgabe: Plakate drucken | Wer: Imke Rohwer | Bis wann: 3.7.2024",
        "Aufgabe: Zelt leihen | Wer: Imke Rohwer | Bis wann: Ende Juli",
        "Ergebnis: Es kamen 40 Gäste.",
    ]
    held = datetime.date(2024, 6, 1)
    return FakeAssistant((make_document("fest.md", "Festausschuss", lines, type="minutes", lab="Feste", date=held),))


def minutes_assistant() -> FakeAssistant:
    return FakeAssistant((PUBLIC_MINUTES, INTERNAL_MINUTES))


def many_minutes_assistant(count: int = 230) -> FakeAssistant:
    """One document with so many decisions."""
    lines = ["# Beschlüsse", *(f"- Halle {number} wird geräumt" for number in range(1, count + 1))]
    return FakeAssistant((make_document("protokolle/viel.md", "Lange Sitzung", lines, type="minutes"),))
