"""Ready documents, small and different enough to be told apart by eye."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import Any

from assistant.records import Audience, Block, Document, DocumentInfo

SUBJECTS = (
    "Batterie", "Wasserstoff", "Elektromotor", "Zulieferer", "Fachkraft", "Weiterbildung", "Ladepunkt", "Gießerei",
    "Software", "Lieferkette", "Recycling", "Presswerk", "Sensor", "Leichtbau", "Kunststoff", "Getriebe",
)  # fmt: skip


def document(name: str, text: str, audience: Audience = "public", **info: Any) -> Document:
    """A document in the file /corpus/`name`, each paragraph of `text` a block of its own."""
    location = f"/corpus/{name}"
    content_hash = hashlib.sha256(text.encode()).hexdigest()
    id = hashlib.sha256(f"{location}\0{content_hash}".encode()).hexdigest()[:20]
    blocks = tuple(Block("paragraph", m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    described = DocumentInfo(id, name, f"Titel von {name}", "other", audience, "de")
    described = replace(described, **info)
    return Document(described, location, content_hash, text, blocks)


def corpus(count: int, edition: int = 1) -> list[Document]:
    """`count` documents of two paragraphs; every third is internal; the edition stands in the text."""
    return [
        document(
            f"{number:03d}.txt",
            f"{SUBJECTS[number % len(SUBJECTS)]} Nummer{number} kommt in Ausgabe{edition} vor. Das Labor berichtet.\n"
            f"Der zweite Absatz von Nummer{number} nennt die {SUBJECTS[(number + 5) % len(SUBJECTS)]}.",
            "internal" if number % 3 == 0 else "public",
        )
        for number in range(count)
    ]
