"""An answer in a language model's words. Read this first of what deals with models.

passages -> prompt -> model -> draft sentence -> quotes, verified -> shown, one by one

The extractive answer is there before the model is asked, and takes its place when nothing of the model's can be shown.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial

from assistant.answering.choose import QUOTES, same_words
from assistant.answering.proving.entailment import Entailment
from assistant.answering.quoting.exact import asks_for_former, exact
from assistant.answering.quoting.parts.part import in_one_line
from assistant.answering.understanding.understand import understand
from assistant.answering.writing.draft import DraftReader, DraftSentence, FormatError
from assistant.answering.writing.orders import gives_orders
from assistant.answering.writing.prompt import Message, Shown, again, messages
from assistant.answering.writing.support import Embed, Support, prove, warm_up
from assistant.answering.writing.talk import BrokenOffError, Listener, Talk
from assistant.records import Answer, Audience, Citation, Fallback, Language, Question, Quote, Reason, Sentence, Span
from assistant.retrieving.retrieve import Retriever
from assistant.settings.settings import Settings
from assistant.telemetry.stages import Stage

ATTEMPTS = 2  # a model that was told what is wrong and repeats it will not mend it
REPETITIONS = 2  # so often it may say the same again before it counts as caught in a loop
FIRST_SENTENCE_SHARE = 0.5  # of the time for the whole answer

Prove = Callable[[DraftSentence, Sequence[Shown], Language], Support]

log = logging.getLogger(__name__)


class Writer:
    """Lets a model word what passages say, and shows what is proved. Thread-safe.

    Args:
        talk: the model.
        embed: turns a text into a unit vector, for finding the quote where question and document differ in language.
        timeout_seconds: for the whole answer, a second attempt included.
        entailment: reads each sentence with its quotes, if any is given.
        reads_internal: tells, asked at each such question, whether the model may see questions and passages of those
            who may see internal documents.
    """

    def __init__(
        self,
        talk: Talk,
        embed: Embed,
        entailment: Entailment | None = None,
        *,
        timeout_seconds: float,
        reads_internal: Callable[[], bool],
    ) -> None:
        self._talk = talk
        self._prove = partial(prove, embed=embed, entailment=entailment)
        self._entailment = entailment
        self._timeout_seconds = timeout_seconds
        self.reads_internal = reads_internal

    @Stage("generate")
    def write(self, found: Answer, question: Question, shown: Sequence[Shown], listener: Listener) -> Answer:
        """The model's answer from `shown`, told to the listener as it grows; or `found` with the reason for it.

        Raises:
            GoneError: the listener has gone.
        """
        if "internal" in question.audiences and not self.reads_internal():
            return replace(found, fallback="model_external")
        harmless = [one for one in shown if not _orders(one)]
        if not harmless or any(map(gives_orders, (question.text, *question.history))):
            return replace(found, fallback="model_unsafe")
        written = _Written(found, harmless, self._prove, listener)
        asked = replace(question, text=found.resolved or question.text)
        fallback = self._fallback(written, messages(asked, harmless, found.language))
        if fallback:
            counts = {"refused": written.refused, "bad_marks": written.bad_marks, "shown": len(written.sentences)}
            log.warning("answered without the model", extra={"fields": {"fallback": fallback, **counts}})
        return written.answer(fallback)

    def warm_up(self) -> None:
        """Loads what the first sentence would wait for.

        Raises:
            ModelError: the network that reads sentences with their quotes cannot be loaded.
        """
        warm_up(self._entailment)

    def close(self) -> None:
        """Ends the model's thread; to be used no more."""
        self._talk.close()

    def _fallback(self, written: _Written, prompt: list[Message]) -> Fallback | None:
        """Lets the model write; None when it came to an end, else what went wrong."""
        started = time.monotonic()

        def until() -> float:
            return started + self._timeout_seconds * (1 if written.sentences else FIRST_SENTENCE_SHARE)

        reason: Fallback = "model_format"
        for _ in range(ATTEMPTS):
            reader = DraftReader()
            try:
                self._read(reader, written, self._talk.stream(prompt, until, written.listener.gone))
            except BrokenOffError as error:
                log.warning("model broke off", extra={"fields": {"fallback": error.fallback, "why": error.why}})
                return error.fallback
            except FormatError as error:
                reason = "model_format"
                log.warning("model wrote no draft", extra={"fields": {"why": str(error)}})
            else:
                reason = "model_unsupported"
                if written.sentences or written.is_refusal:
                    return None
            if written.sentences:
                return reason
            prompt = [*prompt, *again(reason.removeprefix("model_"), reader.text, written.found.language)]
        return reason

    def _read(self, reader: DraftReader, written: _Written, pieces: Generator[str]) -> None:
        """Raises FormatError, and BrokenOffError where the model goes round in circles."""
        written.begin()
        with closing(pieces):
            for piece in pieces:
                for sentence in reader.feed(piece):
                    written.take(sentence)
                    if len(written.sentences) == QUOTES:
                        return
        written.is_refusal = not reader.finish().answerable


class _Written:
    """What stands of a model's answer so far."""

    def __init__(self, found: Answer, shown: Sequence[Shown], prove: Prove, listener: Listener) -> None:
        self.found = found
        self.listener = listener
        self.sentences: list[Sentence] = []
        self.refused = self.bad_marks = 0
        self.is_refusal = False
        self._shown = shown
        self._prove = prove
        self._asked = understand(Question(found.resolved or found.question))
        self._citations: dict[tuple[str, int, int], Citation] = {}
        self.begin()

    def begin(self) -> None:
        """Starts an attempt: what the one before said is no repetition now."""
        self._seen: list[str] = []
        self._repeated = 0

    def take(self, draft: DraftSentence) -> None:
        """Adds the sentence where it is proved and new, else counts it.

        Raises:
            BrokenOffError: it is one repetition too many.
        """
        text = in_one_line(draft.text)
        if any(same_words(text, other) for other in self._seen):
            self._repeated += 1
            if self._repeated > REPETITIONS:
                raise BrokenOffError("model_format", "repetitions")
            return
        self._seen.append(text)
        proof = self._prove(draft, self._shown, self.found.language)
        self.bad_marks += proof.bad_marks
        if not proof.quotes:
            self.refused += 1
            return
        former = asks_for_former(self._asked.query)
        words = exact(text, Span(0, len(text)), self._asked.expected, former=former)
        self.sentences.append(Sentence(text, tuple(self._number(quote) for quote in proof.quotes), words))
        self.listener.tell(self.answer())

    def answer(self, fallback: Fallback | None = None) -> Answer:
        """The sentences proved so far as an answer of mode "generated".

        The extractive answer where none is proved; an abstention where the model says that the passages hold none.
        """
        counted = replace(self.found, fallback=fallback, refused=self.refused, bad_marks=self.bad_marks)
        if not self.sentences and not self.is_refusal:
            return counted
        cited = tuple(self._citations.values())
        reason: Reason | None = None if cited else "not_supported"
        # What the extractive answer says of its own citations goes with them.
        own = replace(counted, mode="generated", conflicts=(), is_unsure=self.found.is_unsure and bool(cited))
        return replace(own, sentences=tuple(self.sentences), citations=cited, reason=reason)

    def _number(self, quote: Quote) -> int:
        place = (quote.document.id, quote.start, quote.end)
        return self._citations.setdefault(place, Citation(len(self._citations) + 1, quote)).number


def shown_of(found: Answer, retriever: Retriever, audiences: frozenset[Audience]) -> list[Shown]:
    """The passages that the answer was found among, each with its document."""
    document_of = retriever.documents_once(audiences)
    return [Shown(hit, document) for hit in found.related if (document := document_of(hit.document.id))]


def writer_of(settings: Settings, embed: Embed, entailment: Entailment | None) -> Writer:
    """The writer of the settings. Raises SettingsError or ModelError where its model cannot be made."""
    from assistant.answering.writing.model import model_of, reads_internal

    return Writer(
        Talk(model_of(settings), max_tokens=settings.llm_max_tokens),
        embed,
        entailment,
        timeout_seconds=settings.llm_timeout_seconds,
        reads_internal=partial(reads_internal, settings),
    )


def _orders(shown: Shown) -> bool:
    hit = shown.hit
    return gives_orders("\n".join([hit.document.title, *hit.passage.headings, hit.passage.text]))
