"""How close a topic has to come to documents to be what they are about, for any embedding model and any corpus.

Topics that no network has documents on tell how much a cosine says there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from assistant.indexing.embedding.embed import Vector
from assistant.records import Audience, Language
from assistant.retrieving.retrieve import Retriever

# So many standard deviations a purpose has to be closer than these are on average. Of 40 purposes that one of 57
# programmes is for 36 are, of 24 that none is for 4 (docs/history/ANSWERS.md, "money for a purpose").
DEVIATIONS = 2
FOREIGN: Mapping[Language, tuple[str, ...]] = {
    "de": (
        *("Brautkleid kaufen", "Sauna im Keller", "Segelboot reparieren", "Nagelstudio eröffnen", "Klavierunterricht"),
        *("Katzenfutter", "Grabstein", "Urlaub am Meer", "Aquarium aufstellen", "Schokolade herstellen", "neue Brille"),
        *("Umzug in größere Wohnung", "Karnevalsumzug", "Angelausrüstung", "Teppich Wohnzimmer", "Reitstunden"),
    ),
    "en": (
        *("buying wedding dress", "sauna in cellar", "repairing sailing boat", "opening nail studio", "piano lessons"),
        *("cat food", "gravestone", "holiday by sea", "setting up aquarium", "making chocolate", "new glasses"),
        *("moving to larger flat", "carnival parade", "fishing gear", "carpet living room", "riding lessons"),
    ),
}


def similarity(
    vector: Vector, retriever: Retriever, audiences: frozenset[Audience], documents: frozenset[str] | None = None
) -> float:
    """The cosine of the closest passage; of `documents` only where they are given."""
    closest = retriever.index.nearest(vector, audiences, 1, documents)
    return closest[0][1] if closest else -1.0


def noise(retriever: Retriever, audiences: frozenset[Audience], within: frozenset[str], language: Language) -> float:
    """How close a topic has to come to these documents to be no chance."""
    cosines = [
        similarity(one, retriever, audiences, within) for one in _foreign(retriever.embedder.embed_query, language)
    ]
    return float(np.mean(cosines) + DEVIATIONS * np.std(cosines))


@lru_cache(maxsize=4)  # the present model and the coming one, each in two languages
def _foreign(embed: Callable[[str], Vector], language: Language) -> list[Vector]:
    """What no document is about; embedded once, for each of them costs as much as the question."""
    return [embed(topic) for topic in FOREIGN[language]]
