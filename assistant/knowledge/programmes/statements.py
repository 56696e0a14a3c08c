"""A document as statements: each sentence, list item and table row with what leads it in and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from assistant.language import sentences
from assistant.language.terms import fold
from assistant.records import Block, BlockKind, Document, Span

Topic = Literal["deadline", "applicants", "money", "purpose", "period", "contact", "procedure", "foreign", ""]
Part = Literal["page", "directive"]

# What a heading or the label of a line is about; the first that fits. In the folded spelling (ä is ae, ß is ss).
_TOPICS: tuple[tuple[Topic, str], ...] = (
    ("foreign", r"\banlage|\banhang|\bagvo\b|beihilf|de-minimis|kumulierung|begriff|definition|rechtsgrundlage"
    r"|pflichten"
     r"|nachweis|auszahlung|mittelabruf|\bnicht (?:\w+ )?(?:gefoerdert|bezuschusst|unterstuetzt|finanziert|uebernommen"
     r"|erstattet|foerderfaehig|zuwendungsfaehig|kombinierbar)|\bausschluss|datenschutz|evaluation|erfolgskontrolle"),
    ("deadline", r"\bfrist(?:en)?\b|stichtag|antragsschluss|antragsfrist|einreichungsfrist|deadline"
    r"|\bbis wann\b|\bwhen\b"),
    ("period", r"geltungsdauer|in-?\s?kraft|ausserkraft|laufzeit der richtlinie|gueltigkeit|schlussbestimmung"),
    ("applicants", r"antragsberechtig|zuwendungsempfaeng|teilnahmeberechtig|zielgruppe|antragstellende"
     r"|\bwer (?:kann|wird|ist|darf)\b|\bwer\b\s*\?|\bwho\b"),
    ("money", r"^(?:zuschuss|praemie|konditionen)$"
    r"|\bhoehe\b|foerdersatz|foerderquote|hoechstbetrag|\bumfang\b|wie (?:hoch|viel)|how much|foerderhoehe"
     r"|\bwas (?:gibt es|(?:bekomm\w+|erhalten) (?:sie|ihr|wir|ich|man|betriebe|unternehmen))\W*$"),
    ("purpose", r"gegenstand|was wird|\bwas\b\s*\?|foerderziel|zuwendungszweck|zweck der (?:foerderung|zuwendung)"
     r"|what is eligible"),
    ("contact", r"kontakt|ansprech|auskunft|^fragen$|^beratung$|contact|projekttraeger|zustaendige stelle"),
    ("procedure", r"verfahren|\bantrag\b|antragstellung"),
)  # fmt: skip
_TOPIC = tuple((topic, re.compile(pattern)) for topic, pattern in _TOPICS)
_DIRECTIVE = re.compile(r"(?:foerder)?richtlinien?|rechtsgrundlage: richtlinie")
# A short question that is a paragraph of its own is read as a heading: so flyers have theirs.
_QUESTION = re.compile(r"[A-ZÄÖÜ][^.?!\n|]{4,70}\?")
_QUESTION_LEVEL = 7  # below all other headings
# "**Höhe.** Der Zuschuss ...", "**Wer kann mitmachen?** Werften ...": bold words that begin a paragraph and stand above
# it and those behind it. With a figure they are a sentence of their own.
_RUN_IN = re.compile(r"\*\*[A-ZÄÖÜ](?:[^*?\n|\d]{4,60}\?|[^\W\d]{1,30}(?:[ -][^\W\d]{1,30}){0,2}\.)\*\*(?=\s+\S)")
_LABEL = re.compile(r"[^\w|]*([A-ZÄÖÜ][^:|.]{2,40}):")
# A paragraph of so many characters that stands twice is the same text again: 52 of 53 pages of a database of programmes
# hold theirs twice, the second copy from the middle on.
_LONG, _LATE = 60, 0.4
# Markdown escapes the stop of a number at the start of a line: "30\. April". Same length, so that offsets hold.
_ESCAPED_STOP = re.compile(r"(?<=\d)\\\.")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, item or row. `lead` is where the sentence starts that leads an item in, else where it starts itself.

    `text` has the length of `span`; `lead_text` is the sentence that leads in. `topic` is that of its label or of the
    closest heading that has one. `heading` is the closest one itself, `block` numbers its block in the document.
    `parts` names the parts of the programme that it stands in, see `sections.py`.
    """

    text: str
    span: Span
    kind: BlockKind
    topic: Topic
    part: Part
    block: int
    lead: int
    lead_text: str = ""
    heading: str = ""
    parts: tuple[str, ...] = ()

    @property
    def whole(self) -> Span:
        """From what leads it in to its end."""
        return Span(self.lead, self.span.end)

    @property
    def context(self) -> str:
        return f"{self.lead_text} {self.text}"


def statements(document: Document) -> list[Statement]:
    """The statements in reading order. Text that a document holds twice, as some web pages do, is read once.

    Headings are statements as well. `part` is "directive" behind a heading that says so and nothing else.
    """
    return list(_Walk(document).statements())


class _Walk:
    def __init__(self, document: Document) -> None:
        self._text = _ESCAPED_STOP.sub(". ", document.text)
        self._blocks = document.blocks
        self._headings: list[tuple[int, Topic]] = []
        self._heading = ""
        self._part: Part = "page"
        self._lead: Span | None = None

    def statements(self) -> Iterator[Statement]:
        for number, block in enumerate(self._unrepeated()):
            text = self._text[block.start : block.end]
            match block.kind:
                case "heading":
                    self._enter(block.level, text)
                    yield self._made(number, block, block.span)
                case "paragraph" if _QUESTION.fullmatch(text.strip("*_ ")):
                    self._enter(_QUESTION_LEVEL, text)
                    yield replace(self._made(number, block, block.span), kind="heading")
                case "paragraph" if led := _RUN_IN.match(text):
                    self._enter(_QUESTION_LEVEL, led[0].strip("*."))
                    label = Span(block.start, block.start + led.end())
                    yield replace(self._made(number, block, label), kind="heading")
                    yield from self._sentences(number, replace(block, start=label.end), text[led.end() :])
                case "paragraph":
                    yield from self._sentences(number, block, text)
                case _:
                    yield self._made(number, block, block.span)

    def _unrepeated(self) -> Iterator[Block]:
        """The blocks up to where the first long paragraph comes again, if that is in the second half or nearly so."""
        first = ""
        for block in self._blocks:
            words = " ".join(self._text[block.start : block.end].split())
            if block.kind == "paragraph" and len(words) >= _LONG:
                if words == first and block.start > _LATE * len(self._text):
                    return
                first = first or words
            yield block

    def _enter(self, level: int, text: str) -> None:
        self._headings = [(above, topic) for above, topic in self._headings if above < level]
        self._headings.append((level, topic_of(text)))
        self._heading = text
        self._lead = None
        if _DIRECTIVE.fullmatch(fold(text).strip()):
            self._part = "directive"

    def _sentences(self, number: int, block: Block, text: str) -> Iterator[Statement]:
        found = [one.moved(block.start) for one in sentences.split(text)]
        for span in found:
            yield self._made(number, block, span)
        self._lead = found[-1] if found else None

    def _made(self, number: int, block: Block, span: Span) -> Statement:
        text = span.of(self._text)
        label = _LABEL.match(text)
        own: Topic = topic_of(label[1]) if label and block.kind != "heading" else ""
        own = own or (topic_of(text) if block.kind == "row" else "")
        topic = own or next((topic for _, topic in reversed(self._headings) if topic), "")
        lead = self._lead if block.kind == "item" and not own else None
        lead_text = lead.of(self._text) if lead else ""
        start = lead.start if lead else span.start
        return Statement(text, span, block.kind, topic, self._part, number, start, lead_text, self._heading)


def sentences_of(item: Statement) -> Iterator[Statement]:
    """The sentences of an item that has several, each a statement: the first as the item, the others by themselves."""
    spans = sentences.split(item.text) if item.kind == "item" else []
    if len(spans) > 1:
        yield replace(item, text=spans[0].of(item.text), span=spans[0].moved(item.span.start))
    for one in spans[1:]:
        span = one.moved(item.span.start)
        yield replace(item, text=one.of(item.text), span=span, lead=span.start, lead_text="")


def topic_of(words: str) -> Topic:
    folded = fold(words)
    return next((topic for topic, pattern in _TOPIC if pattern.search(folded)), "")
