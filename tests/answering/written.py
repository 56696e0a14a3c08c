"""An assistant over a few documents whose answers a scripted model words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from made import CloseEmbedder, document
from scripted_model import ScriptedModel

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.answering.writing.generate import Writer
from assistant.answering.writing.talk import Talk
from assistant.indexing.ingest import ingest_documents
from assistant.records import Document
from assistant.settings.settings import Settings

GRANT = "Die Weiterbildung von Beschäftigten wird mit 80 Prozent der Kosten gefördert, höchstens mit 12.500 Euro."
DEADLINE = "Anträge auf Förderung der Weiterbildung nimmt die Förderstelle in Musterstadt bis zum 30. Juni 2025 an."
EXCLUDED = "Nicht gefördert werden Schulungen, zu denen der Betrieb gesetzlich verpflichtet ist."
LEAFLET = document(f"# Weiterbildung\n\n{GRANT} {EXCLUDED}\n\n# Frist\n\n{DEADLINE}", "merkblatt.md")
MEMBERS = document("# Netzwerk\n\nDem Netzwerk gehören inzwischen 48 Betriebe an.", "netzwerk.md")
MINUTES = document(
    "# Beschluss\n\nDas Projekt Zwirbelkranich erhält 48.250 Euro aus dem Haushalt der Weiterbildung.",
    "protokoll.md",
    "internal",
)
FUNDED = "Mit wie viel Prozent wird die Weiterbildung von Beschäftigten gefördert?"


@contextmanager
def written(
    data: Path,
    model: ScriptedModel,
    documents: Sequence[Document] = (LEAFLET, MEMBERS),
    *,
    seconds: float = 20.0,
    max_tokens: int = 400,
    reads_internal: bool = True,
    wrong_answers: int = 35,
) -> Iterator[Assistant]:
    """An assistant over `documents` that lets `model` word its answers, while the block runs."""
    embedder = CloseEmbedder("toy")
    ingest_documents(data, documents, embedder, 32)
    talk = Talk(model, max_tokens=max_tokens)
    writer = Writer(talk, embedder.embed_query, timeout_seconds=seconds, reads_internal=lambda: reads_internal)
    writer.warm_up()
    settings = Settings.model_validate({"data": data, "embedding_model": "toy", "wrong_answers": wrong_answers})
    made = Assistant(settings, Given(embedder), writer=writer)
    try:
        yield made
    finally:
        made.close()
