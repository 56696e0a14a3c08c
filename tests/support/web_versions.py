"""An assistant with three versions of one document, the newest of them internal."""

from __future__ import annotations

from dataclasses import replace

from web_fakes import FakeAssistant, make_document

from assistant.answering.writing.talk import Listener
from assistant.reading.describing.superseding import superseded
from assistant.records import Answer, Audience, Citation, Document, Filters, Hit, Origin, Question

QUESTION = "Wie hoch ist der Zuschuss zur Weiterbildung?"


def version(year: int, percent: int, audience: Audience = "public") -> Document:
    made = make_document(
        f"bonus-{year}.md",
        f"Bonus (Fassung {year})",
        [f"Die Weiterbildung wird in der Fassung {year} mit {percent} Prozent gefördert."],
        type="funding",
        audience=audience,
    )
    return replace(
        made,
        info=replace(made.info, series="Bonus", version=f"Fassung {year}"),
        origins=(Origin("version", "heading", made.info.title),),
    )


OLD, NEW, SECRET = version(2023, 60), version(2025, 80), version(2027, 90, "internal")


class Versioned(FakeAssistant):
    """Tells of newer versions as the real assistant does: of those that the caller may see."""

    def document(self, document_id: str, audiences: frozenset[Audience]) -> Document:
        document = super().document(document_id, audiences)
        return replace(document, superseded_by=superseded(self.documents(audiences)).get(document.id))

    def search(self, query: str, *, audiences: frozenset[Audience], filters: Filters, k: int) -> list[Hit]:
        newest = superseded(self.documents(audiences))
        hits = super().search(query, audiences=audiences, filters=filters, k=k)
        return [replace(hit, superseded_by=newest.get(hit.document.id)) for hit in hits]

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        newest = superseded(self.documents(question.audiences))
        found = super().ask(question)
        return replace(
            found,
            citations=tuple(
                Citation(c.number, replace(c.quote, superseded_by=newest.get(c.quote.document.id)))
                for c in found.citations
            ),
            related=tuple(replace(hit, superseded_by=newest.get(hit.document.id)) for hit in found.related),
        )
