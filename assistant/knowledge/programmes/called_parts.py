"""Which part of a programme is meant by words of a question: "Modul B" of the Radgeld, the "Steg-Zuschuss".

A question that names the programme, too, may call its part in any words that it has; one that names the part alone only
in a word that German does not have otherwise, and no other programme: "Beratung" may be that of anybody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.calling import Calling, base, calling, in_title, own_words
from assistant.knowledge.programmes.document_words import speaks_of
from assistant.knowledge.programmes.facts import CONDITIONS, FIELDS, Fact, Field
from assistant.knowledge.programmes.limits import parts_of
from assistant.language.lemmas import is_known
from assistant.language.terms import fold, whole_words

_NAMES_IN_CACHE = 4096
# What holds for each part that has no other.
_OF_EACH: frozenset[Field] = frozenset(("giver", "region", "contact", "period"))
_LEAST_LETTERS = 6  # of a word that means a part alone
# What any programme may have: "das Kernmodul".
_ANY = re.compile(r"(?:module?|linien?|phasen?|stufen?|saeulen?|bausteine?|schwerpunkte?)\Z")
_ENDS = re.compile(r"\s[–—-]\s|:\s|[()]")
_NUMBER = re.compile(r"\w{0,3}|\w{0,20}(?:modul|lini|saeul|baustein|schwerpunkt|kategori|variant)e?")


def of_part(name: Sequence[str], known: Collection[Programme]) -> Programme | None:
    """The programme whose part a name, in words, means, with what it states of that part alone; None where that is not
    clear."""
    said = [fold(word) for word in name]
    named = [found for one in known if _is_called(said, one) and (found := part_named(said, one))]
    if not named:
        named = [found for one in known if (found := _narrowed(one, said)) and _is_its_own(said, one, known)]
    return named[0] if len(named) == 1 else None


def _is_called(said: Sequence[str], programme: Programme) -> bool:
    """Whether some of the words are the name of the programme, and others none of its title."""
    title = [word for word in said if in_title(word, programme)]
    return len(title) < len(said) and bool(title) and calling(title, programme) >= Calling.BY_NAME


def part_named(words: Iterable[str], programme: Programme) -> Programme | None:
    """What the programme states of the part that the words beside those of its title name; None where they do not."""
    return _narrowed(programme, [word for word in map(fold, words) if not in_title(word, programme)])


def _narrowed(programme: Programme, said: Sequence[str]) -> Programme | None:
    """The programme with what it states of the part that the words mean; None where none of its parts is meant.

    A field of which nothing is told of any part is told as it holds for all. What is a condition of all is one of each
    part as well, and who gives, where, whom to ask and for how long where the part has no other.
    """
    meant = _meant(programme, said)
    if not meant:
        return None
    told = [one for one in programme.stated if one.fact.field == "title"]
    for field in FIELDS[1:]:
        stated = programme.of(field)
        own = [one for one in stated if meant.intersection(parts_of(one.fact))]
        own += [one for one in stated if one not in own and _speaks_of(one.fact, said)]
        of_all = [one for one in stated if one not in own and not parts_of(one.fact)]
        told += own
        is_of_each = field in _OF_EACH or len(of_all) == len(stated)
        told += of_all if field in CONDITIONS or (not own and is_of_each) else []
    return replace(programme, stated=tuple(told))


def _meant(programme: Programme, said: Sequence[str]) -> frozenset[str]:
    """The names of the parts that the words mean: those of which all that they are called by is said, or else those
    that hold all that is said; with those that differ by their number: "Planung" from "Planung (Förderlinie 1)"."""
    names = {name: _pieces([name]) for one in programme.stated for name in parts_of(one.fact)}
    asked = _pieces(said)
    holding = {name for name, pieces in names.items() if asked and asked <= pieces}
    meant = {name for name in holding if any(one <= asked for one in _called_by(name))} or holding
    called = [names[name] for name in meant]
    alike = (name for name, pieces in names.items() if any(_is_short_for(pieces, one) for one in called))
    return frozenset((*meant, *alike))


def _called_by(name: str) -> Iterator[frozenset[str]]:
    """What a part is called by: its name, and each piece of that: "Modul A" and "Beratung" of "Modul A: Beratung"."""
    for words in (name, *_ENDS.split(name)):
        if pieces := _pieces([words]):
            yield pieces


def _is_short_for(pieces: frozenset[str], other: frozenset[str]) -> bool:
    """Whether all that other words say more is the number of the part."""
    return bool(pieces) and pieces < other and all(map(_NUMBER.fullmatch, other - pieces))


def _speaks_of(fact: Fact, said: Sequence[str]) -> bool:
    """Whether a condition, which is told in a whole sentence, names the part itself."""
    return fact.field in CONDITIONS and _pieces(said) <= _pieces([fact.value])


def _is_its_own(said: Sequence[str], programme: Programme, known: Iterable[Programme]) -> bool:
    """Whether the words mean a part of this programme, and nothing of another one."""
    names = [word for one in programme.stated for name in parts_of(one.fact) for word in whole_words(name)]
    asked = _pieces(said)
    own = (word for word in names if _pieces([word]) and _pieces([word]) <= asked)
    if not any(_is_coined(word) for word in own):
        return False
    others = [one for one in known if one is not programme]
    query = " ".join(said)
    return not any(
        _meant(one, said) or all(in_title(word, one) for word in said) or speaks_of(one.words.own, query)
        for one in others
    )


def _is_coined(word: str) -> bool:
    """Whether German does not have the word, other than as what any programme may have."""
    return len(word) >= _LEAST_LETTERS and not _ANY.search(fold(word)) and not is_known(word)


def _pieces(words: Iterable[str]) -> frozenset[str]:
    """The words that say something, of compounds with hyphens what they are made of."""
    return frozenset().union(*map(_pieces_of, words))


@lru_cache(maxsize=_NAMES_IN_CACHE)  # every question about a fact looks at the parts of all programmes
def _pieces_of(text: str) -> frozenset[str]:
    letters = (word for word in whole_words(fold(text)) if len(word) == 1)  # "Modul A"; elsewhere "a" says nothing
    return frozenset(base(piece) for word in (*own_words(text), *letters) for piece in word.split("-") if piece)
