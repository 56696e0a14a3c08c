"""An answer as text for a terminal: the sentences with their marks, then what each mark stands for."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import parse_qsl, urlsplit

from assistant.answering.applied_filters import applied
from assistant.answering.cite import plain
from assistant.answering.conflicts import conflict_worded
from assistant.answering.looking_up import outcome_listing, programme_listing
from assistant.knowledge.expired import expiry_worded
from assistant.messages import name_list, printable, text
from assistant.records import Answer, Citation, Language, Quote, Sentence

WIDTH = 100
INDENT = 4
BOLD, PLAIN = "\x1b[1m", "\x1b[22m"
_SWITCHES = ("--still", "--unstated")  # options without a value
_COMMANDS = {outcome_listing.PATH: "outcomes", programme_listing.PATH: "funding"}  # documents are listed by no command


def shown(answer: Answer, contact: str) -> str:
    """The answer in its own language, or why there is none and whom to ask."""
    lines: list[str] = []
    Growing(lines.append).finish(answer, contact)
    return "\n".join(lines)


class Growing:
    """Writes an answer line by line while it grows; the exact words `in_bold` where the terminal can show it."""

    def __init__(self, write: Callable[[str], None], *, in_bold: bool = False) -> None:
        self._write = write
        self._in_bold = in_bold
        self._sentences = 0

    def tell(self, answer: Answer) -> None:
        """Writes the sentences that are new, before the first of them what the question restricted the search to."""
        self._all([] if self._sentences else (*_resolved(answer), *_narrowed(answer), *_caution(answer)))
        self._all(_sentence(one, self._in_bold) for one in answer.sentences[self._sentences :])
        self._sentences = len(answer.sentences)

    def finish(self, answer: Answer, contact: str) -> None:
        """Writes the rest of the whole answer: its sources, or why there is none."""
        self.tell(answer)
        for told in (_listed, _unanswered, _contradicting, _fallen_back):
            self._all(told(answer))
        self._all(_sources(answer) if answer.citations else _abstained(answer, contact))

    def _all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._write(line)


def _resolved(answer: Answer) -> Iterator[str]:
    """How the question was understood, if not as it is."""
    if answer.resolved:
        yield wrapped(text("element_understood_as", answer.language, question=answer.resolved))
        yield ""


def _listed(answer: Answer) -> Iterator[str]:
    """How many entries the whole list has, and the command that shows it, if one does; nothing where all are shown."""
    listing = answer.listing
    if listing and listing.rows > answer.rows_told:
        yield ""
        command = _command(listing.address)
        key = "answer_listing" if command else "answer_listing_documents"
        yield text(key, answer.language, rows=listing.rows, command=command)


def _command(address: str) -> str:
    """The command for the list at an address of the server; it takes the same fields. Empty where there is none."""
    parts = urlsplit(address)
    if parts.path not in _COMMANDS:
        return ""
    stated = ((f"--{name.replace('_', '-')}", value) for name, value in parse_qsl(parts.query))
    options = [word for name, value in stated for word in ([name] if name in _SWITCHES else [name, value])]
    return shlex.join(["python", "-m", "assistant", _COMMANDS[parts.path], *options])


def _unanswered(answer: Answer) -> Iterator[str]:
    """The parts of the question for which there is no quote."""
    if answer.unanswered and answer.mode == "extractive":
        yield ""
        yield wrapped(text("element_unanswered", answer.language, questions=" ".join(answer.unanswered)))


def _narrowed(answer: Answer) -> Iterator[str]:
    """What the question restricted the search to, if it did."""
    if labels := ", ".join(one.label for one in applied(answer, answer.language)):
        yield wrapped(text("answer_filters", answer.language, filters=labels))
        yield ""


def _caution(answer: Answer) -> Iterator[str]:
    """That it is not sure whether it answers the question, if so."""
    if answer.is_unsure:
        yield wrapped(text("answer_caution", answer.language))
        yield ""


def _sentence(sentence: Sentence, in_bold: bool) -> str:
    """The sentence with its marks. Wrapping moves no letter, so the exact words stand where they stood."""
    lines = wrapped(printable(sentence.text) + "".join(f" [{number}]" for number in sentence.citations))
    words = sentence.exact
    if not (words and in_bold):
        return lines
    return f"{lines[: words.start]}{BOLD}{words.of(lines)}{PLAIN}{lines[words.end :]}"


def _contradicting(answer: Answer) -> Iterator[str]:
    """What documents say differently, and which of them is newer."""
    for conflict in answer.conflicts:
        yield ""
        yield wrapped(conflict_worded(conflict, answer))


def _fallen_back(answer: Answer) -> Iterator[str]:
    """Why quotes stand for a language model's words, or why these end early."""
    if answer.fallback:
        why = text(f"element_fallback_{answer.fallback}", answer.language)
        cut = text("element_cut_short", answer.language) if answer.mode == "generated" else ""
        yield ""
        yield wrapped(f"{why} {cut}")


def _not_mentioned(answer: Answer) -> str:
    """What the question names and no passage found does, or nothing; where none came near, no document does."""
    if not answer.not_mentioned:
        return ""
    said = "element_unmentioned" if answer.citations or answer.related else "element_unfound"
    return text(said, answer.language, names=name_list(answer.not_mentioned, answer.language))


def _sources(answer: Answer) -> Iterator[str]:
    over = (expiry_worded(one, answer.language) for one in answer.expired)
    for note in filter(None, (_not_mentioned(answer), *over)):
        yield ""
        yield wrapped(note)
    for citation in answer.citations:
        yield ""
        yield from _source(citation, answer.language)


def _source(citation: Citation, language: Language) -> Iterator[str]:
    quote = citation.quote
    yield f"[{citation.number}] {printable(quote.document.title)}"
    yield " " * INDENT + printable(" · ".join([*_details(quote, language), quote.document.path]))
    if newer := quote.superseded_by:
        yield wrapped(printable(f"{text('element_newer', language)} {newer.title} · {newer.path}"), INDENT)
    if quote.same_in:
        titles = printable(", ".join(info.title for info in quote.same_in))
        yield wrapped(f"{text('element_also_in', language)} {titles}", INDENT)
    yield wrapped(text("answer_quote", language, quote=plain(quote.text)), INDENT)
    if quote.continues:
        yield wrapped(text("element_continues", language), INDENT)


def _details(quote: Quote, language: Language) -> Iterator[str]:
    document = quote.document
    yield text(f"element_type_{document.type}", language)
    yield text("answer_day", language, day=document.date) if document.date else text("element_no_date", language)
    if quote.page is not None:
        yield text("element_page", language, number=quote.page)
    if document.audience == "internal":
        yield text("element_internal", language)


def _abstained(answer: Answer, contact: str) -> Iterator[str]:
    if answer.reply:
        yield wrapped(text(f"answer_reply_{answer.reply}", answer.language))
        return
    reason = text(f"element_reason_{answer.reason or 'other'}", answer.language)
    yield wrapped(f"{text('element_abstained', answer.language)} {reason}")
    if note := _not_mentioned(answer):
        yield wrapped(note)
    yield wrapped(text("element_rephrase", answer.language))
    for question in answer.suggested:
        yield wrapped(f"{text('element_suggested', answer.language)}: {question}")
    if contact:
        yield wrapped(f"{text('element_contact', answer.language)}: {contact}")


def wrapped(line: str, indent: int = 0, hanging: int = 0) -> str:
    """The line in several as wide as the screen, each behind `indent` spaces, all but the first `hanging` further."""
    first, others = " " * indent, " " * (indent + hanging)
    return textwrap.fill(
        line, WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )
