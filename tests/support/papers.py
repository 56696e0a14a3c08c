"""Documents read from Markdown, as the pipeline reads them, for the tests of the room."""

from __future__ import annotations

import hashlib
from typing import Any

from assistant.reading.read import parse
from assistant.records import Audience, Document, DocumentInfo


def paper(text: str, name: str = "richtlinie.md", audience: Audience = "public", **info: Any) -> Document:
    """`text`, read as the file /corpus/`name`; its id changes with audience and content, as in the pipeline."""
    reading = parse(text.encode(), name)
    content_hash = hashlib.sha256(text.encode()).hexdigest()
    id = hashlib.sha256(f"{audience}\0{content_hash}".encode()).hexdigest()[:20]
    heading = next((reading.text[b.start : b.end] for b in reading.blocks if b.kind == "heading"), name)
    described: dict[str, Any] = {"title": reading.title or heading, "type": "funding", "language": "de"} | info
    return Document(
        DocumentInfo(id=id, path=name, audience=audience, **described),
        f"/corpus/{name}",
        content_hash,
        reading.text,
        reading.blocks,
        reading.pages,
        boxes=reading.boxes,
    )
