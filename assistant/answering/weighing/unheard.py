"""The nouns of a question that no document holds, in no form and within no other word.

A search finds passages for any question, by the words that they share with it. Where no document holds what it is
about, those that share nothing else with it than "Mitarbeiter" lead astray.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from assistant.answering.understanding.understand import Understanding
from assistant.indexing.index import Index
from assistant.indexing.vocabulary import Words
from assistant.language.everyday import has_capitals, other_words
from assistant.language.spelling import skeleton, words
from assistant.language.subject import own_words_as_typed
from assistant.language.terms import stems
from assistant.language.word_lists import any_of, in_both_spellings, listed
from assistant.records import Audience, Hit
from assistant.retrieving.wording import parts_of

# From this rarity on a word tells what a passage is about: of the gold documents' words "Innovationsfestival" (.84),
# "Salzgitter" (.72) and "Prognos" (.65), not "Beamte" (.56) and "Mitarbeiter" (.45).
TELLING = 0.6
MOST_WORDS = 5  # more are not looked for
_SHORTEST = 4  # letters
# What is said to whoever answers, and before a name; no document has to hold it.
_SAID = listed("erklär* beschreib* erläuter* schilder* erzähl* habt info infos frau herr herrn")
_SAYS = re.compile(any_of(in_both_spellings(_SAID)), re.IGNORECASE)
_WITHOUT_ENDING = 8  # letters from which on a word is looked for without its last two


class Unheard(NamedTuple):
    """The words that no document holds, as they are asked with, and the stems of what else only the question is about,
    with their rarity."""

    words: tuple[str, ...] = ()
    others: Mapping[str, float] = MappingProxyType({})

    @property
    def is_all(self) -> bool:
        """Whether no document holds any of what the question is about."""
        return bool(self.words) and not self.others

    def may_help(self, hit: Hit) -> bool:
        """Whether a passage is about the rest: its title or a heading holds a word of that, or its text a telling one;
        any passage where all words are heard of."""
        telling = {stem for stem, rare in self.others.items() if rare >= TELLING}
        headings = stems("\n".join((hit.document.title, *hit.passage.headings)))
        is_about = not self.others.keys().isdisjoint(headings) or not telling.isdisjoint(stems(hit.passage.text))
        return not self.words or is_about


ALL_HEARD = Unheard()


def unheard_of(asked: Understanding, hits: Sequence[Hit], index: Index, audiences: frozenset[Audience]) -> Unheard:
    """What no document of `audiences` holds of the words that only this question is about.

    No compounds of nouns that a sentence of the `hits` holds apart ("Wasserstoffprojekte", "Projekte zu Wasserstoff").
    No words for which documents have another one, for then it is asked in that, and nothing of an English question, as
    most documents are German.
    """
    is_known = partial(index.knows, audiences=audiences)
    own = list(dict.fromkeys(_own(asked.query))) if asked.language == "de" and not asked.is_instruction else []
    unknown = [word for word in own if not is_known(word)][:MOST_WORDS]
    others = other_words(asked.query, is_known, tells_nouns=has_capitals(asked.query)) if unknown else {}
    unknown = [word for word in unknown if word not in others]
    if not unknown:
        return ALL_HEARD
    vocabulary = index.words(audiences)
    held = [frozenset(stems(hit.passage.text_of(one))) for hit in hits for one in hit.passage.sentences]
    found = tuple(word for word in unknown if not _is_heard(word, vocabulary, held))
    return Unheard(found, index.rarity((stem for word in own if word not in found for stem in stems(word)), audiences))


def _own(query: str) -> Iterator[str]:
    """The words that only the question is about."""
    for word in own_words_as_typed(query):
        if word.text.replace("-", "").isalpha() and not _SAYS.fullmatch(word.text):
            yield word.text


def _is_heard(word: str, vocabulary: Words, held: Sequence[frozenset[str]]) -> bool:
    """Whether the word, or a part of it that hyphens leave, stands within another word, or taken apart in a sentence; a
    short one may be anything."""
    long = [part for _, part in words(word) if len(part) >= _SHORTEST]
    if not long or any(vocabulary.holds(_core(skeleton(part))) for part in long):
        return True
    apart = [_nouns(part, vocabulary) for part in long]
    return any(nouns and any(nouns <= one for one in held) for nouns in apart)


def _core(key: str) -> str:
    """A skeleton without its ending: "Rasenmähen", "Rasenmäher"."""
    return key[:-2] if len(key) >= _WITHOUT_ENDING else key


def _nouns(word: str, vocabulary: Words) -> frozenset[str]:
    """The stems of the nouns that a compound is made of; none where one of its parts is none: "Kurzarbeit"."""
    made_of = parts_of(skeleton(word), vocabulary)
    return frozenset(stems(" ".join(made_of))) if all(one[0].isupper() for one in made_of) else frozenset()
