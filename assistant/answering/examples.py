"""Questions to begin with, each of which has been asked of the public documents, and is answered where it should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from assistant.answering.example_questions import Example, Sources, candidates
from assistant.records import Answer, DocumentInfo, Filters, Language, Question, Within
from assistant.settings.sites import MOST_EXAMPLES

# One answer takes about 0.3 s of a core. Of the sample corpus six of the first ten are kept.
MOST_TRIES = 24


class Examples:
    """The examples that are known by now. One thread keeps them, others read."""

    def __init__(self) -> None:
        self._known: Mapping[tuple[Language, Within], tuple[Example, ...]] = {}

    def of(self, language: Language, within: Within) -> list[str]:
        return [example.question for example in self.known(language, within)]

    def known(self, language: Language, within: Within) -> Sequence[Example]:
        """The examples with the places that their answers should quote; empty before any is kept."""
        return self._known.get((language, within), ())

    def keep(self, language: Language, within: Within, found: Sequence[Example]) -> None:
        self._known = {**self._known, (language, within): tuple(found)}

    def forget(self, documents: Iterable[DocumentInfo]) -> None:
        """Forgets what was made from a document that is not among these any more."""
        ids = {info.id for info in documents}
        self._known = {key: tuple(one for one in found if ids >= one.documents) for key, found in self._known.items()}


def examples(
    sources: Sources, language: Language, within: Within, ask: Callable[[Question], Answer | None]
) -> Iterator[Example]:
    """At most MOST_EXAMPLES, one a document, that `ask` answers where they come from; it gives None to stop.

    Each comes as soon as it is answered.
    """
    found, tries = 0, 0
    used: set[str] = set()
    for candidate in candidates(sources.within(within), language):
        if found == MOST_EXAMPLES or tries == MOST_TRIES:
            return
        if used & candidate.documents:
            continue
        tries += 1
        answer = ask(Question(candidate.question, language=language, filters=Filters(within=within)))
        if answer is None:
            return
        if candidate.is_answered_by(answer):
            found += 1
            used |= candidate.documents
            yield candidate
