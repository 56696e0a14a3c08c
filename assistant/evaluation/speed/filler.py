"""Documents by the thousand that nobody wrote, in the words of the field; the same number gives the same documents."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.corpora import text_document
from assistant.indexing.embedding.embed import NO_WORDS, Embedder, EmbeddingInput, PassageVectors, QuestionVectors
from assistant.indexing.embedding.words import WORD_DIMENSION, content_words
from assistant.records import Document

PARAGRAPHS = 12
SENTENCES = 7
WORDS_KEPT = 10_000

# Measured on 6,670 different passages of gold/dev, embedded with the bundled model (November 2026).
MEAN_LENGTH = 0.915
FIELDS, FIELD_SHARE = 50, 0.4
SUBJECTS, SUBJECT_SHARE = 800, 0.35
SENTENCE_SHARE = 0.5

_PIECE = re.compile(r"\w{1,5}|[^\w\s]")

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


def count_pieces(text: str) -> int:
    """About the number of tokens that a model makes of `text`, without a model: a piece for every five letters."""
    return len(_PIECE.findall(text))


class MadeVectors:
    """An embedder without a model, which answers at once: the same text, or word, gets the same random unit vector."""

    name = "made+words"
    dimension = 384

    def __init__(self) -> None:
        self.embedded = 0

    def count_tokens(self, text: str) -> int:
        return count_pieces(text)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = _unit_vectors(text, 1, self.dimension)[0]
        return vector

    def embed_question(self, text: str) -> QuestionVectors:
        return QuestionVectors(self.embed_query(text), _word_vectors(text), tuple(content_words(text)))

    def embed_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        self.embedded += len(inputs)
        return _made(inputs, self.dimension, progress)


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
        return _made(inputs, self.dimension, progress)


def _made(
    inputs: Sequence[EmbeddingInput], dimension: int, progress: Callable[[int], None] | None
) -> list[PassageVectors]:
    if progress:
        progress(len(inputs))
    stacked = (_unit_vectors(item.text, 1 + len(item.sentences), dimension) for item in inputs)
    words = (_word_vectors(item.text) for item in inputs)
    return [PassageVectors(vectors[0], vectors[1:], of_words) for vectors, of_words in zip(stacked, words, strict=True)]


def _word_vectors(text: str) -> NDArray[np.float32]:
    """(w, WORD_DIMENSION) of the content words."""
    words = [_word_vector(span.of(text)) for span in content_words(text)]
    return np.stack(words) if words else NO_WORDS


@lru_cache(maxsize=WORDS_KEPT)
def _word_vector(word: str) -> NDArray[np.float32]:
    vector = np.random.default_rng(zlib.crc32(word.encode())).standard_normal(WORD_DIMENSION, np.float32)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def _unit_vectors(text: str, count: int, dimension: int) -> NDArray[np.float32]:
    """(count, dimension) unit vectors around one of SUBJECTS subjects, each of which lies in one of FIELDS fields.

    Around their mean, the vectors of gold/dev vary along their principal axes as the rank of the axis to the power of
    -0.9. So do these, and how much of that a field and a subject share gives the cosines to the 10th and the 100th
    neighbour that were measured there.
    """
    seed = zlib.crc32(text.encode())
    subject = seed % SUBJECTS
    dice = np.random.default_rng(seed)
    own = dice.standard_normal((count, dimension), np.float32)
    own[1:] = SENTENCE_SHARE**0.5 * own[1:] + (1 - SENTENCE_SHARE) ** 0.5 * own[0]
    shared = FIELD_SHARE**0.5 * _centre(subject % FIELDS, dimension) + SUBJECT_SHARE**0.5 * _centre(~subject, dimension)
    around = (shared + (1 - FIELD_SHARE - SUBJECT_SHARE) ** 0.5 * own) * _spread(dimension)
    vectors = around + MEAN_LENGTH * dimension**-0.5
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@cache
def _centre(number: int, dimension: int) -> NDArray[np.float32]:
    centre: NDArray[np.float32] = np.random.default_rng(number & 0xFFFFFFFF).standard_normal(dimension, np.float32)
    return centre


@cache
def _spread(dimension: int) -> NDArray[np.float32]:
    """(d,) standard deviations along the axes; the squares sum to 1 - MEAN_LENGTH squared."""
    variances = np.arange(1, dimension + 1, dtype=np.float32) ** -0.9
    return np.asarray(np.sqrt(variances * (1 - MEAN_LENGTH**2) / variances.sum()), np.float32)
