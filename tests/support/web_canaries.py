"""A corpus whose internal half holds fifty words that stand nowhere else, and requests that could bring them out."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from papers import paper

from assistant.records import Audience, Document

_BIRDS = ("Kranich", "Zeisig", "Sperling", "Kauz", "Rabe", "Wachtel", "Drossel", "Falke", "Amsel", "Reiher")
_KINDS = ("Zwirbel", "Flirr", "Knatter", "Wisper", "Murmel")
CANARIES = tuple(f"{kind}{bird.lower()}" for bird in _BIRDS for kind in _KINDS)
TOPICS = ("Weiterbildung", "Werkhallen", "Ladepunkte", "Lehrgänge", "Messgeräte")
LABS = ("Technologie", "Arbeit")

_PAPER = """# Bericht {title} zum Umbau der {subject}

Das Netzwerk berichtet im Jahr {year} über den Umbau der {subject} in {number} Betrieben der Region{word}.

## Kosten der {subject}

| Posten | Betrag in Euro |
|---|---|
| Beratung zu {subject}{row} | {number}00 |
| Umbau der {subject} | {number}50 |
"""
_PROGRAMME = """# Förderung {title} für {subject}

Das Land fördert den Umbau von Werkstätten mit {subject}{word}. Der Zuschuss beträgt {number} Prozent der Ausgaben.

Antragsberechtigt sind kleine und mittlere Unternehmen{row}. Anträge können jederzeit gestellt werden.
"""
_MINUTES = """# Niederschrift {title} über {subject}

## Beschlüsse

- Das Vorhaben {subject}{word} erhält {number}.000 Euro.

## Aufgaben

- Imke Rohwer: Vertrag über {subject}{row} entwerfen, bis 1. Juli 2024
"""


def _made(audience: Audience, birds: tuple[str, ...]) -> Iterator[Document]:
    """Ten documents; of `birds` each carries five words: in title, text, table or task, path, and one other field."""
    for place, bird in enumerate(_BIRDS):
        words = [f"{kind}{bird.lower()}" if bird in birds else "" for kind in _KINDS]
        title, word, row, path, named = words
        number, subject = 11 + place + (40 if bird in birds else 0), TOPICS[place % len(TOPICS)]
        values = {"title": title, "subject": subject, "number": number, "year": 2020 + place % 5}
        values |= {"word": f" {word}" if word else "", "row": f" {row}" if row else ""}
        info: dict[str, Any] = {"date": datetime.date(2020 + place % 5, 5, 3), "lab": LABS[place % 2]}
        match place % 3:
            case 0:
                text, info["type"] = _PAPER, "study"
                info |= {"series": subject, "version": f"Fassung {named or 2}"}
            case 1:
                text, info["type"] = _PROGRAMME, "funding"
                info["topic"] = f"Thema {named}" if named else subject
            case _:
                text, info["type"] = _MINUTES, "minutes"
                info["lab"] = f"Lab {named}" if named else LABS[0]
        yield paper(text.format(**values), f"{audience}/{path or 'akte'}-{place}.md", audience, **info)


CORPUS = (*_made("public", ()), *_made("internal", _BIRDS))
INTERNAL = tuple(document for document in CORPUS if document.info.audience == "internal")


class Sent(NamedTuple):
    """A request; none of them holds one of the words itself."""

    method: str
    path: str
    params: Mapping[str, Any] = MappingProxyType({})
    json: dict[str, Any] | None = None
    headers: Mapping[str, str] = MappingProxyType({})


class Known(NamedTuple):
    """What staff were told before, and a visitor guesses: ids of documents, streams, conversations and answers."""

    documents: tuple[str, ...]
    streams: tuple[str, ...]
    conversations: tuple[str, ...]
    answers: tuple[str, ...]
    keys: tuple[str, ...] = ("", "kammer", "intern")


_QUESTIONS = (
    "In wie vielen Betrieben der Region berichtet das Netzwerk über den Umbau der {subject}?",
    "Wie viel Prozent der Ausgaben beträgt der Zuschuss für {subject}?",
    "Wie viel Euro erhält das Vorhaben {subject}?",
    "Was kostet die Beratung zu {subject}?",
    "Welche Beschlüsse wurden zu {subject} gefasst?",
    "Welche Aufgaben hat Imke Rohwer?",
    "Welche Förderprogramme gibt es für {subject}?",
    "Welche Dokumente gibt es zu {subject} aus dem Lab {lab}?",
    "What does the network report about {subject} in {year}?",
    "{subject}",
)
_LANGUAGES = ({}, {"Accept-Language": "en"}, {"Accept-Language": "de"})
_PAGES = ("/", "/staff", "/luecken", "/suche", "/dokumente", "/einlesen", "/statistik", "/widget-demo", "/widget.js")
_PAGES += (
    "/api/site",
    "/api/gaps",
    "/api/ingest/runs",
    "/v1/models",
    "/impressum",
    "/datenschutz",
    "/barrierefreiheit",
)
_PAGES += ("/healthz", "/readyz", "/nix", "/static/site.css", "/theme.css", "/api/statistics", "/api/ingestions")


def requests(seed: int, number: int, known: Known) -> Iterator[Sent]:
    """Requests as a visitor, or somebody who tries things out, could send them."""
    dice = random.Random(seed)
    for _ in range(number):
        yield _request(dice, known)


def _request(dice: random.Random, known: Known) -> Sent:
    words = {"subject": dice.choice(TOPICS), "lab": dice.choice(LABS), "year": dice.randint(2020, 2024)}
    question, language = dice.choice(_QUESTIONS).format(**words), dice.choice(_LANGUAGES)
    id = dice.choice(known.documents) if dice.random() < 0.8 else f"{dice.getrandbits(80):020x}"
    match dice.choices(range(10), (4, 3, 8, 4, 15, 15, 13, 13, 15, 10))[0]:
        case 0 if dice.random() < 0.3:
            chat = {"model": "x", "messages": [{"role": "user", "content": question}], "stream": dice.random() < 0.5}
            return Sent("POST", "/v1/chat/completions", {}, chat, language)
        case 0:
            return Sent("POST", "/api/ask", {}, _asked(dice, question, known), language)
        case 1:
            stream = {"Accept": "text/event-stream", **language}
            after = {"Last-Event-ID": _event(dice, known)} if dice.random() < 0.6 else {}
            return Sent("POST", "/api/ask", {}, {"question": question}, {**stream, **after})
        case 2:
            more = {"k": dice.randint(1, 100), "context": dice.choice("01")}
            return Sent("GET", "/api/search", {"q": question, **more, **_filters(dice)}, None, language)
        case 3:
            return Sent("GET", "/suche", {"q": question, **_filters(dice)}, None, {"Accept": "text/html", **language})
        case 4:
            below = dice.choice(("", "/original", "/pages/1.webp", "/../..", "/passages", "/versions"))
            return Sent("GET", f"/api/documents/{id}{below if dice.random() < 0.3 else ''}", {}, None, language)
        case 5:
            place = {"start": dice.randint(-5, 400), "end": dice.randint(-5, 600), "page": dice.randint(0, 3)}
            below = dice.choice(("", "", "", "/original", "/pages/1.webp", "/pages/2.webp"))
            return Sent("GET", f"/documents/{id}{below}", place, None, {"Accept": "text/html", **language})
        case 6:
            path = dice.choice(("/api/outcomes", "/api/outcomes.csv", "/ergebnisse"))
            wanted = {"kind": dice.choice(("", "decision", "task", "result")), "person": dice.choice(("", "Rohwer"))}
            return Sent("GET", path, {**wanted, "lab": dice.choice(("", *LABS)), "q": dice.choice(("", *TOPICS))})
        case 7:
            path = dice.choice(("/api/funding", "/api/funding.csv", "/foerderung"))
            return Sent("GET", path, {"q": dice.choice(("", *TOPICS)), "min_rate": dice.choice(("", "50", "90"))})
        case 8:
            path = dice.choice((*_PAGES, "/api/documents", "/api/documents"))
            params = {
                "lang": dice.choice(("de", "en", "fr")),
                "key": dice.choice(known.keys),
                "page": dice.randint(1, 3),
            }
            return Sent("GET", path, params, None, {"Accept": dice.choice(("text/html", "application/json"))})
        case _:
            vote = {"answer_id": dice.choice(known.answers), "verdict": dice.choice(("helpful", "wrong"))}
            return Sent("POST", "/api/feedback", {}, vote, language)


def _asked(dice: random.Random, question: str, known: Known) -> dict[str, Any]:
    asked: dict[str, Any] = {"question": dice.choice((question, "Und wie viel Prozent sind es?", "Und bis wann?"))}
    if dice.random() < 0.4:
        asked["conversation_id"] = dice.choice(known.conversations)
    elif dice.random() < 0.4:
        asked["history"] = [question]
    if dice.random() < 0.4:
        asked["filters"] = {**_filters(dice), "document": dice.choice(known.documents)}
    return asked


def _event(dice: random.Random, known: Known) -> str:
    return f"{dice.choice(known.streams)}.{dice.randint(0, 5)}"


def _filters(dice: random.Random) -> dict[str, str]:
    """Filters by kind, lab, topic and day, most of them left out."""
    found = {"type": ("study", "funding", "minutes"), "lab": LABS, "topic": TOPICS, "date_from": ("2021-01-01",)}
    return {name: dice.choice(values) for name, values in found.items() if dice.random() < 0.15}
