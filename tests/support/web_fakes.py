"""An honest assistant in memory: real documents with offsets, keyword search, audiences; no model, no index."""

from __future__ import annotations

import datetime
import hashlib
import re
import threading
from collections.abc import Iterator
from dataclasses import replace

from classifiers import KeywordClassifier

from assistant.answering.conversing import conversed
from assistant.answering.writing.talk import Listener
from assistant.errors import AssistantError, NotFoundError, UnavailableError
from assistant.knowledge.funding import Programme, gathered
from assistant.knowledge.minutes.extract import outcomes_of
from assistant.knowledge.outcomes import OutcomeFilter, StatedOutcome, listed
from assistant.knowledge.programmes.extract import facts_of
from assistant.records import (
    Answer,
    Audience,
    Block,
    BlockKind,
    Citation,
    Document,
    DocumentInfo,
    DocumentType,
    Expired,
    Filters,
    Hit,
    Listing,
    Page,
    Passage,
    Question,
    Quote,
    Sentence,
    Span,
)
from assistant.retrieving.filters import narrowed, understood
from assistant.retrieving.live_retriever import IndexStatus

CANARY = "Zwirbelkranich"
TODAY = datetime.date(2026, 1, 15)


def make_document(
    path: str,
    title: str,
    paragraphs: list[str],
    *,
    type: DocumentType = "press_release",
    audience: Audience = "public",
    date: datetime.date | None = datetime.date(2024, 5, 3),
    url: str | None = None,
    lab: str | None = None,
    pages: bool = False,
) -> Document:
    """A document from lines: `# ` a heading, `- ` an item, ` | ` a row, else a paragraph; pages hold two blocks."""
    text = ""
    blocks: list[Block] = []
    for line in paragraphs:
        kind, mark = _kind_of(line)
        text += mark
        blocks.append(
            Block(kind, len(text), len(text) + len(line) - len(mark), 1 if kind in ("heading", "item") else 0)
        )
        text += line[len(mark) :] + "\n\n"
    starts = [block.start for block in blocks[::2]] if pages else []
    ends = [*starts[1:], len(text)]
    info = DocumentInfo(_id_of(path), path, title, type, audience, "de", date, lab, url=url)
    numbered = tuple(Page(n, start, end) for n, (start, end) in enumerate(zip(starts, ends, strict=False), start=1))
    return Document(info, f"/corpus/{path}", _id_of(text), text, tuple(blocks), numbered)


def _kind_of(line: str) -> tuple[BlockKind, str]:
    if line.startswith("# "):
        return "heading", "# "
    if line.startswith("- "):
        return "item", "- "
    return ("row" if " | " in line else "paragraph"), ""


def _id_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


CORPUS = (
    make_document(
        "presse/auftakt.md",
        "Auftakt des Transformationsnetzwerks in Musterstadt",
        [
            "# Auftakt des Transformationsnetzwerks",
            "Das Transformationsnetzwerk hat am 3. Mai 2024 seine Arbeit aufgenommen. "
            "Es begleitet Zulieferer beim Wandel.",
            "# Förderung",
            "Die Weiterbildung in Betrieben wird mit 80 Prozent gefördert, höchstens mit 12.500 Euro. "
            "Anträge nimmt die Förderstelle bis zum 30. Juni 2025 an.",
            "- Beratung zu Fördermitteln",
            "- Werkstattgespräche im Lab Zukunft der Arbeit",
            "Programm | Quote | Höchstbetrag",
            "Weiterbildung | 80 Prozent | 12.500 Euro",
        ],
        url="https://netzwerk.example/auftakt",
    ),
    make_document(
        "studien/bordnetz.pdf",
        "Studie: Automatisierung der Leitungssatzfertigung",
        [
            "# Ergebnisse",
            "Die Automatisierung senkt die Montagezeit um 37 Prozent. Befragt wurden 64 Betriebe der Region.",
            "# Ausblick",
            "Die Betriebe rechnen bis 2030 mit einem höheren Bedarf an Fachkräften für Leistungselektronik.",
        ],
        type="study",
        date=None,
        pages=True,
    ),
    make_document(
        "protokolle/lab-arbeit.md",
        f"Protokoll Pilotprojekt {CANARY}",
        [
            "# Beschlüsse",
            f"Beschluss: Das Pilotprojekt {CANARY} erhält 48.250 Euro. Verantwortlich ist Frau Ockermann.",
        ],
        type="minutes",
        audience="internal",
    ),
)


class FakeAssistant:
    """The web's Assistant: answers with the sentences that share a long word with the question.

    Filters of the question hold where they leave an answer; the day is always TODAY.
    """

    def __init__(self, corpus: tuple[Document, ...] = CORPUS, not_ready: AssistantError | None = None) -> None:
        self.corpus = corpus
        self.not_ready = not_ready
        self.asked: list[Question] = []
        self.hold = threading.Event()
        self.hold.set()
        self.failure: Exception | None = None
        self.warm_ups = 0

    def warm_up(self) -> None:
        self.warm_ups += 1
        if self.not_ready is not None:
            raise self.not_ready

    def ready(self) -> AssistantError | None:
        return self.not_ready

    def index_status(self) -> IndexStatus:
        return IndexStatus() if self.not_ready else IndexStatus(7, 7)

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        self.asked.append(question)
        self.hold.wait(60)
        if self.failure is not None:
            raise self.failure
        return conversed(question, self.quoted)

    def quoted(self, question: Question) -> Answer:
        stated = understood(question.text, self.documents(question.audiences), TODAY)
        filters, fields = narrowed(question.filters, stated.filters, question.without_filters)
        found = self._found(question, filters)
        if not found.citations:
            filters, fields = question.filters, frozenset()
            found = self._found(question, filters)
        return replace(found, filters=filters, understood=fields)

    def _found(self, question: Question, filters: Filters) -> Answer:
        hits = list(self._hits(question.text, question.audiences, filters))
        quotes = [quote for hit in hits for quote in self._quotes(hit, question.text)][:3]
        citations = tuple(Citation(number, quote) for number, quote in enumerate(quotes, start=1))
        sentences = tuple(Sentence(citation.quote.text, (citation.number,)) for citation in citations)
        language = question.language or "de"
        if citations:
            return Answer(question.text, language, "extractive", sentences, citations, took_ms=1.25)
        related = tuple(self._hits("Förderung Weiterbildung", question.audiences, Filters()))[:2]
        return Answer(question.text, language, "extractive", reason="no_hits", related=related, took_ms=0.75)

    def search(self, query: str, *, audiences: frozenset[Audience], filters: Filters, k: int) -> list[Hit]:
        return list(self._hits(query, audiences, filters))[:k]

    def documents(self, audiences: frozenset[Audience]) -> list[DocumentInfo]:
        return [document.info for document in self.corpus if document.info.audience in audiences]

    def outcomes(self, audiences: frozenset[Audience], wanted: OutcomeFilter) -> list[StatedOutcome]:
        filters = Filters("minutes", wanted.lab or None, None, wanted.date_from, wanted.date_to)
        infos = self.documents(audiences)
        told = [
            (info, one) for info in infos for one in outcomes_of(self.document(info.id, audiences), KeywordClassifier())
        ]
        passing = {info.id for info in infos if _passes(info, filters)}
        return listed([StatedOutcome(one, one.proof.quote(info, {})) for info, one in told], passing, wanted)

    def persons(self, audiences: frozenset[Audience]) -> list[str]:
        return sorted({name for one in self.outcomes(audiences, OutcomeFilter()) for name in one.outcome.persons})

    def programmes(self, audiences: frozenset[Audience], today: datetime.date) -> list[Programme]:
        infos = [info for info in self.documents(audiences) if info.type == "funding"]
        facts = {info.id: facts_of(self.document(info.id, audiences)) for info in infos}
        return gathered(infos, facts, {}, today)

    def document(self, document_id: str, audiences: frozenset[Audience]) -> Document:
        for document in self.corpus:
            if document.id == document_id and document.info.audience in audiences:
                return document
        raise NotFoundError("unknown_document", id=document_id)

    def _hits(self, query: str, audiences: frozenset[Audience], filters: Filters) -> Iterator[Hit]:
        rank = 0
        for document in self.corpus:
            if document.info.audience not in audiences or not _passes(document.info, filters):
                continue
            for block in document.blocks:
                text = document.text[block.start : block.end]
                if block.kind == "paragraph" and words_of(query) & words_of(text):
                    rank += 1
                    spans = tuple(_sentences(document.text, block))
                    page = document.page_at(block.start)
                    passage = Passage(document.id, block.start, block.end, text, spans, page=page)
                    yield Hit(passage, document.info, rank, 0.875, 1 / rank)

    def _quotes(self, hit: Hit, query: str) -> Iterator[Quote]:
        offset = hit.passage.start
        for span in hit.passage.sentences:
            text = hit.passage.text[span.start - offset : span.end - offset]
            if words_of(query) & words_of(text):
                yield Quote(hit.document, hit.passage.page, text, span.start, span.end)


def _passes(info: DocumentInfo, filters: Filters) -> bool:
    if filters.type not in (None, info.type) or filters.lab not in (None, info.lab):
        return False
    if filters.within.labs and info.lab not in filters.within.labs:
        return False
    if filters.within.topic not in (None, info.topic):
        return False
    if filters.documents and info.id not in filters.documents:
        return False
    day = info.date or datetime.date.min
    return (filters.date_from or day) <= day <= (filters.date_to or day)


LONG_ANSWER = (
    "Die Weiterbildung von Beschäftigten wird mit 80 Prozent der Kosten gefördert, höchstens mit 12.500 Euro.",
    "Gefördert werden: • Lehrgänge mit mindestens 24 Unterrichtsstunden bei einem anerkannten Träger • Freistellung "
    "der Beschäftigten während der Lehrgänge, höchstens 40 Euro je Stunde • Reise- und Übernachtungskosten nach dem "
    "Landesreisekostengesetz • Prüfungsgebühren, wenn die Prüfung innerhalb von sechs Monaten nach dem Lehrgang liegt",
    "Anträge nimmt die Förderstelle in Musterstadt vom 1. Februar bis zum 30. Juni 2025 über das Antragsportal an; "
    "später eingehende Anträge werden im folgenden Kalenderjahr berücksichtigt, sofern Mittel vorhanden sind.",
    "• Stufe – Fördersatz – Höchstbetrag • Kleine Unternehmen – 80 % – 12.500 Euro • Mittlere Unternehmen – 60 % – "
    "10.000 Euro • Alle anderen – 40 % – 7.500 Euro",
    "Nicht gefördert werden Schulungen, zu denen der Betrieb gesetzlich verpflichtet ist.",
)


class Telling(FakeAssistant):
    """Answers every question with the same sentences, each a whole paragraph of one document."""

    def __init__(self, sentences: tuple[str, ...] = LONG_ANSWER) -> None:
        document = make_document("foerderung/weiterbildung.md", "Richtlinie zur Weiterbildung", list(sentences))
        super().__init__((document,))
        self._quotes_told = tuple(
            Quote(document.info, None, document.text[block.start : block.end], block.start, block.end)
            for block in document.blocks
        )

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        citations = tuple(Citation(number, quote) for number, quote in enumerate(self._quotes_told, start=1))
        sentences = tuple(Sentence(citation.quote.text, (citation.number,)) for citation in citations)
        return Answer(question.text, "de", "extractive", sentences, citations, took_ms=1.0)


NAMES = ("Förderlinie <b>5</b>", "*Kassel*")
NOT_MENTIONED = "In den passenden Stellen nicht genannt: „Förderlinie <b>5</b>“, „*Kassel*“."


class Naming(FakeAssistant):
    """Finds that each question names NAMES, and that no passage does."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        return replace(super().ask(question), not_mentioned=NAMES)


SUGGESTED = ("Welche Aufgaben hat <b>Svea</b> Mintrop?", "Wie wird die Weiterbildung gefördert?")


class Suggesting(FakeAssistant):
    """Thinks that where nothing is found SUGGESTED may have been meant."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        found = super().ask(question)
        return found if found.citations else replace(found, suggested=SUGGESTED)


CAUTION = "Ob das Ihre Frage beantwortet, ist nicht sicher. Bitte prüfen Sie es an den Belegen."


class Doubtful(FakeAssistant):
    """Is sure of no answer."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        return replace(super().ask(question), is_unsure=True)


OVER = "Nach den Dokumenten ist „Bonus <b>A</b>“ abgelaufen: Der letzte Tag war der 31. März 2020. [1]"


class Listed(FakeAssistant):
    """Answers with what it finds as the first entries of a list of so many rows, or as all that one entry tells."""

    def __init__(self, rows: int, entry: str = "") -> None:
        super().__init__()
        self.rows, self.entry = rows, entry

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        found, listing = super().ask(question, listener), Listing("/ergebnisse?kind=decision&still=1", self.rows)
        if self.entry:
            found = replace(found, sentences=found.sentences * 2, listed=(self.entry,) * 2)
        return replace(found, listing=listing)


class Late(FakeAssistant):
    """Cites programmes that are over."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        over = (Expired("Bonus <b>A</b>", datetime.date(2020, 3, 31), 1), Expired("Bonus B", None, 1, status="paused"))
        return replace(super().ask(question), expired=over)


class NotIngested(FakeAssistant):
    """An assistant without an index."""

    def __init__(self) -> None:
        super().__init__(not_ready=UnavailableError("warming_up"))


def words_of(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"\w{7,}", text)}


def _sentences(text: str, block: Block) -> Iterator[Span]:
    for match in re.finditer(r"\S.*?(?:[a-zäöüß]{2}\.(?=\s|$)|$)", text[block.start : block.end], re.DOTALL):
        yield Span(block.start + match.start(), block.start + match.end())
