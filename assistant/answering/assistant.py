"""The assistant of one data folder: what the server, the command line and the evaluation call."""

from __future__ import annotations

import datetime
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from assistant.answering.ask import answer
from assistant.answering.at_hand import AtHand, quoted_first, topic
from assistant.answering.conversing import asked_back, conversed
from assistant.answering.given_answers import GivenAnswers
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.listed_one import Entry, asks_of_one_listed, entries_of, with_its_name
from assistant.answering.looking_up.look_up import looked_up
from assistant.answering.looking_up.meeting_beside import asks_of_one_beside, with_its_day
from assistant.answering.models import Given, Models
from assistant.answering.quoting.kept_quotes import with_what_is_above
from assistant.answering.reader.load import warm_up
from assistant.answering.reader.network import NetworkReader
from assistant.answering.understanding.addressed import addressed
from assistant.answering.understanding.following import resolve
from assistant.answering.watch import UNWATCHED, Watch
from assistant.answering.weighing.yardstick import SHIPPED, Yardsticks, yardsticks_for
from assistant.answering.writing.generate import Writer, shown_of, writer_of
from assistant.answering.writing.talk import Listener
from assistant.errors import AssistantError, NotFoundError, UnavailableError
from assistant.indexing.embedding.embed import Embedder, Vector
from assistant.knowledge.expired import with_expired
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.funding import Programme, programmes
from assistant.knowledge.minutes.classifier.classifier import TRIED
from assistant.knowledge.minutes.questions.body_names import as_titled, joined, names_a_body
from assistant.knowledge.outcomes import OutcomeFilter, StatedOutcome, outcomes, persons_of
from assistant.knowledge.repealed import with_repealed
from assistant.language.everyday import other_words
from assistant.language.named import named
from assistant.language.terms import fold
from assistant.records import Answer, Audience, Document, DocumentInfo, Filters, Hit, Question
from assistant.retrieving.embedders import Embedders
from assistant.retrieving.fuse import Weights
from assistant.retrieving.live_retriever import LOOK_EVERY_SECONDS, IndexStatus, LiveRetriever
from assistant.retrieving.retrieve import Retriever
from assistant.settings.settings import Settings

_T = TypeVar("_T")

# Topics of a conversation that are asked again at most for what one question is about. Answers that are not remembered,
# after a start or since the conversation has more questions than are kept, would else be made of all of them.
BACK = 2

_SAMPLE = "Was gibt es in Braunschweig?"  # all that a question needs is loaded by asking it


class Assistant:
    """Answers questions from the documents of a data folder, and follows new generations of its index by itself.

    Thread-safe. Models are loaded by `warm_up`; until then every question raises UnavailableError, unless an embedder
    is given. If the newest generation cannot be opened, no older one is used: what was withdrawn must not come back.

    Args:
        settings: name the folder.
        models: make those that the settings name, of which several assistants share what they set alike, or are given.
        weights: of the search, instead of those of the folder.
        yardsticks: of answers, instead of those of the folder.
        writer: instead of the language model of the settings.
        look_every_seconds: so often, at most, it looks for a newer generation.
    """

    def __init__(
        self,
        settings: Settings,
        models: Models,
        *,
        weights: Weights | None = None,
        yardsticks: Yardsticks | None = None,
        writer: Writer | None = None,
        look_every_seconds: float = LOOK_EVERY_SECONDS,
    ) -> None:
        """Raises SettingsError or ModelError where the language model of the settings cannot be used."""
        self._settings = settings
        self._weights, self._look_every_seconds = weights, look_every_seconds
        self._models = models
        self._embedder = self._models.embedder(settings) if isinstance(self._models, Given) else None
        self._reranking = self._models.reranking(settings)
        self._live = self._over(self._embedder) if self._embedder else None
        self._failure: AssistantError = UnavailableError("warming_up")
        self._kept = FactStore(settings.data, self._models.classifier(settings))
        self._reader = self._models.reader(settings)
        if not writer and settings.llm:
            writer = writer_of(settings, self._embed, self._models.entailment(settings))
        self._writer = writer
        self._earlier = GivenAnswers()
        self._fixed_yardsticks, self._yardsticks = yardsticks, yardsticks or SHIPPED

    def warm_up(self) -> None:
        """Loads the models and opens the index.

        Raises:
            AssistantError: why questions cannot be answered; a later ingestion may mend it.
        """
        try:
            self._embedder = self._embedder or self._models.embedder(self._settings)
            self._embedder.embed_query(_SAMPLE)
            self._yardsticks = self._fixed_yardsticks or self._own_yardsticks(self._embedder.name)
            named(_SAMPLE, "de")
            other_words(_SAMPLE, lambda word: False)
            if self._reader:
                warm_up(self._reader)
            self._kept.classifier.predict([TRIED])
            if self._reranking:
                self._reranking.warm_up()
            if self._writer:
                self._writer.warm_up()
        except AssistantError as error:
            self._failure, before, self._live = error, self._live, None
            if before:
                before.close()
            raise
        self._live = self._live or self._over(self._embedder)
        self._live.open()

    def _own_yardsticks(self, model: str) -> Yardsticks:
        """The yardsticks of the data folder; the shipped ones for a foreign reader, for which none are learnt."""
        if self._reader is None:
            return yardsticks_for(self._settings.data, model, None)
        if isinstance(self._reader, NetworkReader):
            return yardsticks_for(self._settings.data, model, self._reader.network)
        return SHIPPED

    def _over(self, embedder: Embedder) -> LiveRetriever:
        embedders = Embedders(embedder, self._models.coming(self._settings))
        return LiveRetriever(
            self._settings.folder,
            embedders,
            self._reranking,
            self._weights,
            look_every_seconds=self._look_every_seconds,
        )

    def ready(self) -> AssistantError | None:
        """None when questions can be answered, else why not."""
        return self._live.ready() if self._live else self._failure

    def index_status(self) -> IndexStatus:
        """How far the models and the newest generation are loaded."""
        if self._live:
            return self._live.index_status
        return IndexStatus(doing="loading_model" if self._failure.code == "warming_up" else "nothing")

    def ask(self, question: Question, listener: Listener | None = None, watch: Watch = UNWATCHED) -> Answer:
        """The answer to `question` from what its audiences may see.

        The listener gets each sentence of a language model as soon as it is proved; the watch is told of each step.

        Raises:
            UnavailableError: there is no index.
            GoneError: the listener has gone.
        """
        started, today = time.perf_counter(), datetime.date.today()

        def finished(found: Answer, asked: Question) -> Answer:
            if not found.citations:
                return found
            return self._with_what_is_over(
                self._in_words_of_the_model(found, asked, listener or Listener()), asked, today
            )

        found = self._found(question, today, watch, finished)
        return replace(found, took_ms=1000 * (time.perf_counter() - started))

    def quoted(self, question: Question) -> Answer:
        """As `ask`, but in words of the documents alone, without a remark on what has expired, and without its time."""
        return self._found(question, datetime.date.today(), UNWATCHED, lambda found, asked: found)

    def _found(
        self, question: Question, today: datetime.date, watch: Watch, finished: Callable[[Answer, Question], Answer]
    ) -> Answer:
        """The answer, which `finished` is given where it was not looked up, with the question as it was meant."""

        def answered(one: Question) -> Answer:
            asked = self._as_meant(one, today)
            found = self._looked_up(asked, today)
            if found is None:
                quoted = self._quoted(asked, watch, today)
                found = asked_back(quoted, asked) or finished(quoted, asked)
            return self._understood(self._placed(found, question.audiences), one, asked)

        return replace(conversed(question, answered), question=question.text)

    def _as_meant(self, question: Question, today: datetime.date) -> Question:
        """The question with what it means in place of what it says, and in NFC, as all that understands it expects.

        The network and bodies are named as documents call them, one of a list by its name, and the meeting before or
        after another by its day.
        """
        name = self._settings.network_name
        text, *history = (addressed(_nfc(one), name) for one in (question.text, *question.history))
        question = replace(question, text=text, history=tuple(history))
        if any(map(names_a_body, (question.text, *question.history))):
            minutes = self._read(lambda retriever: self._inquiry(question, retriever, today).minutes)
            titles = joined(info.title for info in minutes)
            text, *history = (as_titled(one, titles) for one in (question.text, *question.history))
            question = replace(question, text=text, history=tuple(history))
        if asks_of_one_listed(question):
            question = with_its_name(question, lambda one: self._listed(one, today))
        if not asks_of_one_beside(question):
            return question
        return self._read(lambda retriever: with_its_day(self._inquiry(question, retriever, today)))

    def _looked_up(self, question: Question, today: datetime.date) -> Answer | None:
        return self._read(lambda retriever: looked_up(self._inquiry(question, retriever, today)))

    def _inquiry(self, question: Question, retriever: Retriever, today: datetime.date, back: int = BACK) -> Inquiry:
        return Inquiry(
            question,
            retriever.within(question.filters.within),
            self._kept,
            today,
            searched=partial(self._remembered, question, retriever, today, back),
            at_hand=partial(self._at_hand, question, retriever, today, back),
            listed_before=partial(self._looked_up_before, question, retriever, today, back),
        )

    def _listed(self, question: Question, today: datetime.date) -> tuple[Entry, ...]:
        found = self._looked_up(question, today)
        return entries_of(found) if found else ()

    def _in_words_of_the_model(self, found: Answer, question: Question, listener: Listener) -> Answer:
        """The answer as it is where there is no language model."""
        if not self._writer:
            return found
        shown = self._read(lambda retriever: shown_of(found, retriever, question.audiences))
        return self._writer.write(found, question, shown, listener)

    def _with_what_is_over(self, found: Answer, question: Question, today: datetime.date) -> Answer:
        def told(retriever: Retriever) -> Answer:
            index = retriever.within(question.filters.within).index
            return with_repealed(
                with_expired(found, self._kept, index, question.audiences, today), self._kept, index, question.audiences
            )

        return self._read(told)

    def _placed(self, found: Answer, audiences: frozenset[Audience]) -> Answer:
        """The answer with what stands above its quotes, of those as well that were kept with facts."""
        return self._read(lambda retriever: with_what_is_above(found, retriever.documents_once(audiences)))

    def _quoted(self, question: Question, watch: Watch, today: datetime.date) -> Answer:
        if watch is not UNWATCHED:
            return self._read(lambda retriever: self._answered(question, retriever, today, watch))
        return self._read(lambda retriever: self._remembered(question, retriever, today))

    def _remembered(self, question: Question, retriever: Retriever, today: datetime.date, back: int = BACK) -> Answer:
        """The answer of the search, taken from those that were given before if it is among them."""
        return self._earlier.answer(
            question, retriever, today, lambda: self._answered(question, retriever, today, UNWATCHED, back)
        )

    def _answered(
        self, question: Question, retriever: Retriever, today: datetime.date, watch: Watch, back: int = BACK
    ) -> Answer:
        return answer(
            question,
            retriever,
            self._reader,
            most_wrong=self._settings.wrong_answers / 100,
            today=today,
            watch=watch,
            yardsticks=self._yardsticks,
            at_hand=lambda one: self._at_hand(one, retriever, today, back),
        )

    def _at_hand(self, question: Question, retriever: Retriever, today: datetime.date, back: int) -> AtHand | None:
        """The document that the conversation before the question is about, at most `back` topics ago."""
        if not question.history or not back:
            return None
        asked = topic(question)
        found = self._looked_up_before(question, retriever, today, back)
        found = found or self._remembered(asked, retriever, today, back - 1)
        if found.citations:
            info = quoted_first(found)
            return AtHand(info, is_sure=not found.is_unsure) if info else None
        before = self._at_hand(asked, retriever, today, back - 1)
        document = retriever.document(before.info.id, question.audiences) if before else None
        return before.behind(asked.text, document) if before and document else None

    def _looked_up_before(
        self, question: Question, retriever: Retriever, today: datetime.date, back: int
    ) -> Answer | None:
        """The answer to the topic that the question goes on from, where that was looked up; `back` as above.

        Of a list that is the one that was narrowed last: "und für Vereine?".
        """
        if not question.history or not back:
            return None
        asked, resolved = topic(question), resolve(question.text, question.history)
        if resolved.since == len(asked.history):
            asked = replace(asked, text=resolved.began)
        return looked_up(self._inquiry(asked, retriever, today, back - 1))

    def _understood(self, found: Answer, said: Question, asked: Question) -> Answer:
        """The answer with the question as it was meant, where that names the network, or one of a list, and it does
        not."""
        text = _nfc(said.text)
        is_named = asks_of_one_listed(said) or addressed(text, self._settings.network_name) != text
        return replace(found, resolved=found.resolved or asked.text) if is_named and asked.text != text else found

    def search(self, query: str, *, audiences: frozenset[Audience], filters: Filters, k: int) -> list[Hit]:
        """The `k` best passages."""
        matches = self._read(lambda retriever: retriever.retrieve(query, audiences=audiences, filters=filters, k=k))
        return [match.hit for match in matches]

    def documents(self, audiences: frozenset[Audience]) -> list[DocumentInfo]:
        """All documents that `audiences` may see, by path."""
        return self._read(lambda retriever: retriever.index.documents(audiences))

    def outcomes(self, audiences: frozenset[Audience], wanted: OutcomeFilter) -> list[StatedOutcome]:
        """The outcomes that are wanted, of the minutes that `audiences` may see."""
        return self._read(lambda retriever: outcomes(self._kept, retriever.index, audiences, wanted))

    def persons(self, audiences: frozenset[Audience]) -> list[str]:
        """Everybody whom the minutes that `audiences` may see name with an outcome, in alphabetical order."""
        return sorted(self._read(lambda retriever: persons_of(self._kept, retriever.index, audiences)), key=fold)

    def programmes(self, audiences: frozenset[Audience], today: datetime.date) -> list[Programme]:
        """The funding programmes of the documents that `audiences` may see, as they stand on the day `today`."""
        return self._read(lambda retriever: programmes(self._kept, retriever.index, audiences, today))

    def document(self, document_id: str, audiences: frozenset[Audience]) -> Document:
        """The document with its text; raises NotFoundError, also for one that `audiences` may not see."""
        document = self._read(lambda retriever: retriever.document(document_id, audiences))
        if document is None:
            raise NotFoundError("unknown_document", id=document_id)
        return document

    def close(self) -> None:
        """Closes the index after its last reader; the assistant must not be used any more."""
        if self._live:
            self._live.close()
        self._kept.close()
        self._earlier.close()
        if self._writer:
            self._writer.close()

    def _embed(self, text: str) -> Vector:
        if self._embedder is None:
            raise self._failure.with_traceback(None)
        return self._embedder.embed_query(text)

    def _read(self, use: Callable[[Retriever], _T]) -> _T:
        if self._live is None:
            raise self._failure.with_traceback(None)  # else it would hold what was asked each time that it was raised
        return self._live.read(use)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
