"""Documents by the thousand that nobody wrote, in the words of the field; the same number gives the same documents."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.corpora import text_document
from assistant.indexing.embed import Embedder, EmbeddingInput, PassageVectors
from assistant.records import Document

PARAGRAPHS = 12
SENTENCES = 7

SLOTS: dict[str, tuple[str, ...]] = {
    "lab": ("Technologielabor", "Zukunftslabor Arbeit", "Labor für Geschäftsmodelle", "Infrastrukturlabor"),
    "topic": (
        "die Batteriefertigung",
        "den Leichtbau",
        "die Ladeinfrastruktur",
        "das Recycling von Kunststoffen",
        "die Qualifizierung von Beschäftigten",
        "die vernetzte Produktion",
        "den Einsatz von Wasserstoff",
        "die Beratung zu Fördermitteln",
        "die Prüfung von Sensoren",
        "die gemeinsame Nutzung von Daten",
    ),
    "who": ("Frau Anders", "Herr Beck", "die Geschäftsstelle", "der Beirat", "die Arbeitsgruppe", "das Projektteam"),
    "place": ("Braunschweig", "Wolfsburg", "Salzgitter", "Peine", "Gifhorn", "Helmstedt", "Goslar", "Wolfenbüttel"),
    "month": ("Januar", "März", "April", "Juni", "August", "September", "November", "Dezember"),
}

TEMPLATES = (
    "Das {lab} in {place} untersucht {topic} und legt die Ergebnisse im {month} {year} vor.",
    "Für {topic} stehen bis {month} {year} höchstens {amount} Euro bereit.",
    "Der Zuschuss beträgt {percent} Prozent der förderfähigen Ausgaben, höchstens aber {amount} Euro.",
    "{Who} berichtet, dass {number} Betriebe aus {place} teilgenommen haben.",
    "Beschlossen wurde, {topic} ab dem {day}. {month} {year} gemeinsam mit dem {lab} zu erproben.",
    "Anträge nimmt {who} bis zum {day}. {month} {year} entgegen.",
    "Gegenüber dem Vorjahr stieg die Zahl der Beteiligten in {place} um {percent} Prozent auf {number}.",
    "{Who} prüft, ob sich {topic} auf kleine und mittlere Unternehmen übertragen lässt.",
    "Die nächste Sitzung findet am {day}. {month} {year} in {place} statt.",
    "Eine Befragung von {number} Beschäftigten zeigt, dass {percent} Prozent mehr über {topic} wissen möchten.",
)

QUESTIONS = (
    "Wie viel Geld gibt es für {topic}?",
    "Bis wann nimmt {who} Anträge entgegen?",
    "Was hat das {lab} im {month} {year} beschlossen?",
    "Wie viele Betriebe aus {place} haben teilgenommen?",
    "Wann ist die nächste Sitzung in {place}?",
    "Wie hoch ist der Zuschuss für {topic} in {place}?",
)


def documents(seed: int = 0) -> Iterator[Document]:
    """Documents without end, each of PARAGRAPHS paragraphs of about 130 tokens."""
    dice = random.Random(seed)
    while True:
        paragraphs = (" ".join(filled(dice, TEMPLATES) for _ in range(SENTENCES)) for _ in range(PARAGRAPHS))
        yield text_document("\n".join(paragraphs))


def questions(count: int, seed: int = 0) -> list[str]:
    dice = random.Random(seed)
    return [filled(dice, QUESTIONS) for _ in range(count)]


def filled(dice: random.Random, templates: Sequence[str]) -> str:
    """One of the templates, its slots filled at random."""
    words = {name: dice.choice(choices) for name, choices in SLOTS.items()}
    return dice.choice(templates).format(
        **words,
        Who=words["who"][0].upper() + words["who"][1:],
        year=dice.randint(2022, 2026),
        day=dice.randint(1, 28),
        amount=f"{dice.randint(2, 900)}.000",
        percent=dice.randint(5, 95),
        number=dice.randint(3, 400),
    )


class RandomVectors:
    """The embedder `model` for questions; passages get random unit vectors, the same text always the same."""

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self.name = model.name
        self.dimension = model.dimension

    def count_tokens(self, text: str) -> int:
        return self._model.count_tokens(text)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return self._model.embed_query(text)

    def embed_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        if progress:
            progress(len(inputs))
        return [self._vectors(item) for item in inputs]

    def _vectors(self, item: EmbeddingInput) -> PassageVectors:
        dice = np.random.default_rng(zlib.crc32(item.text.encode()))
        vectors = dice.standard_normal((1 + len(item.sentences), self.dimension)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return PassageVectors(vectors[0], vectors[1:])
