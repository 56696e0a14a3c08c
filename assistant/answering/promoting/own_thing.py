"""A sentence about what is asked for before one about a compound that makes another thing of it.

Who asks for the price of water is not told that of "Schmutzwasser": its price is stated below "Wasserversorgung".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answering.choose import beside_best
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, QuoteOf
from assistant.indexing.vocabulary import Words
from assistant.language.spelling import skeleton, words
from assistant.language.subject import own_words_as_typed
from assistant.retrieving.wording import parts_of

_SHORTEST = 4  # letters
_NOT, _WITHIN, _ITSELF = range(3)  # how far a text holds a thing


def own_thing(
    ranked: Sequence[Candidate], asked: Understanding, quote_of: QuoteOf, vocabulary: Words
) -> Candidate | None:
    """A sentence to go before the first one, where that holds a thing whose price or share is asked for only within
    another word: "Wasserzähler" speaks of water, "Abwasserkanal" does not.

    It holds more of the things than the first one and none less, states what is asked for if that does, and is close
    enough to be shown beside it. Sentences are read with their title and headings.
    """
    if asked.expected not in ("amount", "percent"):
        return None
    best = ranked[0]
    held = _words_of(best)
    things = [thing for word in _things(asked.query) for thing in _as_held(word, held, vocabulary)]
    wanted = [_level(thing, held) for thing in things]
    if _WITHIN not in wanted:
        return None
    near = beside_best(ranked)
    alike = (one for one in near if one.features.expected >= best.features.expected and quote_of(one))
    return next(
        (one for one in alike if _holds_more([_level(thing, _words_of(one)) for thing in things], wanted)), None
    )


def _things(query: str) -> Iterator[str]:
    """The skeletons of the words that only the question is about."""
    for word in own_words_as_typed(query):
        if word.text.isalpha() and len(word.text) >= _SHORTEST:
            yield skeleton(word.text)


def _as_held(thing: str, held: frozenset[str], vocabulary: Words) -> tuple[str, ...]:
    """A thing; where no word holds a compound, the nouns that it is made of: "Wasserpreis"."""
    if _level(thing, held) != _NOT:
        return (thing,)
    return tuple(skeleton(part) for part in parts_of(thing, vocabulary) if part[0].isupper())


def _words_of(one: Candidate) -> frozenset[str]:
    text = "\n".join((one.document.title, *one.passage.headings, one.text))
    return frozenset(skeleton(word) for _, word in words(text))


def _level(thing: str, held: frozenset[str]) -> int:
    if any(word.startswith(thing) for word in held):
        return _ITSELF
    return _WITHIN if any(thing in word for word in held) else _NOT


def _holds_more(levels: Sequence[int], than: Sequence[int]) -> bool:
    return all(mine >= theirs for mine, theirs in zip(levels, than, strict=True)) and sum(levels) > sum(than)
