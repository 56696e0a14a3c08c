"""Which programme is meant by words of a question: by all of its title, by what stands for that, or by a part of it.

"Radgeld Ahlermark (RAG – Richtlinie)" is the Radgeld, and the RAG; "Ahlermark" alone may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.stakeholders import LANDS
from assistant.language.tagger import tag_in_small_letters
from assistant.language.terms import fold, is_stopword, whole_words
from assistant.language.word_lists import listed

_LEAST_LETTERS = 6  # of the one word of a title that stands for it: a shorter one may mean anything
_SHORTEST_PART = 5  # of a word: "rat" begins "Rathaus" and ends "Vorrat"
_LONGEST_NAME = 6  # words behind "beim"
# "Radgeld Ahlermark (RAG – Richtlinie)", "Zusammenarbeit – URBACT", "Technologien – H@fen"; no year: "Radgeld (2025)".
_SHORT = re.compile(r"\((?!\d+\b)([\w/-]{1,29}\w)(?=\)| [–-] )|\b([A-ZÄÖÜ]{3,30}|\w{1,30}@\w{1,30})\b")
# "EXIST-Gründungsstipendium"; shorter ones are of all: "KMU-Bonus".
_INITIAL = re.compile(r"\A\W{0,3}(?!EFRE|ELER|AGVO)([A-ZÄÖÜ]{4,12})(?=-[A-ZÄÖÜ])")
_PART = re.compile(r"[–—:(]|\s-\s")
# "Projekte im Innovationsprogramm Straße": what it is part of is its name as well.
_WITHIN = re.compile(
    r"\s(?:im|zum|beim|des|in der|zur)\s(?:Rahmen des\s)?"
    r"(?=\w{3,30}(?:programme?s?|initiative|offensive|fonds|wettbewerbs?)\s)"
)
_ENDING = re.compile(r"(?<=\w{6})(?:e[mnr]?s?|s)$")  # "betrieblichen" is "betriebliches", "des Radgelds" the "Radgeld"
# What any title may begin with: it belongs to no name, or is none by itself.
_KINDS = listed(
    fold("""
    förderung förderprogramm programm richtlinie richtlinien förderrichtlinie förderrichtlinien merkblatt bekanntmachung
    förderaufruf programme program funding grant
    """)
)
_COMMON = frozenset(
    _ENDING.sub("", fold(word))
    for word in ("Forschung", "Entwicklung", "Innovationsförderung", "Projekte", "Deutschland", *LANDS)
)
_NO_NOUN = ("ADJ(A)", "TRUNC")  # tags of "Maritimes" and "Gründungs-"
_OF = re.compile(
    r"\b(?:beim|im|vom|aus de[mr]|mit de[mr]|durch de[nr]|ueber de[nr]|bei de[mr]|from the|with the|under the)\s"
)


class Calling(IntEnum):
    """How surely words mean a programme.

    Attributes:
        NOT: one of them is not in its title, or none is more than a little word or the kind of a document.
        IN_PART: each is one of the title's words, or begins or ends one.
        IN_WORDS: each is one of the title's words.
        BY_NAME: and they stand for it: its short form is among them, or they begin as the title or a part of it does. A
            lone word has to be the noun that the title begins with.
        WHOLE: and none of the title's own words is left out, or only those that the short form stands for.
    """

    NOT = 0
    IN_PART = 1
    IN_WORDS = 2
    BY_NAME = 3
    WHOLE = 4


class _Title(NamedTuple):
    """The words of a title, folded and without endings.

    Attributes:
        own: those that are neither little words nor tell the kind of the document.
        heads: the first own word of each part, and of what it is within.
        noun: the one that it begins with, or that is all of its first part behind its kind; empty without one, and
            where that may mean anything.
        short: the words of each short form, be it the beginning of its first word.
        spelled: of each short form that stands for all of the title, its words.
        pieces: what compounds with hyphens are made of, with their endings.
    """

    words: frozenset[str]
    own: frozenset[str]
    heads: frozenset[str]
    noun: str
    short: tuple[frozenset[str], ...]
    spelled: tuple[frozenset[str], ...]
    pieces: frozenset[str]


def calling(name: Sequence[str], programme: Programme) -> Calling:
    """How surely a name, in words, means the programme, by what its title or another one of its documents calls it."""
    said = [fold(word) for word in name]
    return max((_calling(said, title) for title in _titles(programme)), default=Calling.NOT)


def called(name: Sequence[str], known: Iterable[Programme], least: Calling = Calling.BY_NAME) -> list[Programme]:
    """The programmes that a name, in words, means at least so surely; if some are called by their name, only those that
    are most surely: "Radgeld" is that of this title, even if there is a "Radgeld im Winter"."""
    found = [(calling(name, one), one) for one in known]
    most = max((surely for surely, _ in found), default=Calling.NOT)
    enough = max(most, least) if most >= Calling.BY_NAME else least
    return [one for surely, one in found if surely >= enough]


def called_in_turn(words: Sequence[str], known: Collection[Programme]) -> list[Programme]:
    """The programmes that the words name one after the other, each once: "Radgeld Ahlermark Hallenbonus".

    None where some of the words are no name, or that of several.
    """
    found: list[Programme] = []
    left = [fold(word) for word in words]
    while left:
        longest = max((len(_begun(left, title)) for one in known for title in _titles(one)), default=0)
        names = (left[:end] for end in range(longest, 0, -1))
        name, meant = next(((name, of_it) for name in names if len(of_it := called(name, known)) == 1), ([], []))
        if not meant:
            return []
        found += [one for one in meant if one not in found]
        left = left[len(name) :]
    return found


def is_named(programme: Programme, text: str) -> bool:
    """Whether a word of a text, which may say anything, stands for the programme, or all that its title has of them."""
    words = [base(fold(word)) for word in whole_words(text)]
    return any(
        _stands_for(words, title) or any(_stands_for([word], title) for word in words) for title in _titles(programme)
    )


def says_of_which(text: str, known: Collection[Programme]) -> bool:
    """Whether a question says of which programme it speaks: "Gibt es beim Innovationsgutschein Geld für Software?" """
    words = fold(text)
    behind = [whole_words(words[found.end() :])[:_LONGEST_NAME] for found in _OF.finditer(words)]
    titles = [title for one in known for title in _titles(one)] if behind else []
    return any(_stands_for(_begun(name, title), title) for name in behind for title in titles)


def _begun(words: Sequence[str], title: _Title) -> list[str]:
    """The first of the words, as long as they are those of the title, and none comes again."""
    bare = [base(word) for word in words]
    new = takewhile(lambda at: bare[at] in title.words and bare[at] not in bare[:at], range(len(bare)))
    return [bare[at] for at in new]


def _calling(said: Sequence[str], title: _Title) -> Calling:
    words = [base(word) for word in said]
    if not _own(said) or not all(
        bare in title.words or _is_part(word, title) for word, bare in zip(said, words, strict=True)
    ):
        return Calling.NOT
    if not title.words.issuperset(words):
        return Calling.IN_PART
    if title.own.issubset(words) or any(short.issubset(words) for short in title.spelled):
        return Calling.WHOLE
    return Calling.BY_NAME if _stands_for(words, title) else Calling.IN_WORDS


def _is_part(word: str, title: _Title) -> bool:
    bare = base(word)
    return len(word) >= _SHORTEST_PART and any(
        piece.startswith(bare) or piece.endswith((bare, word)) for piece in title.pieces
    )


def _stands_for(words: Sequence[str], title: _Title) -> bool:
    own = [word for word in words if word in title.own]
    if any(short.issubset(words) for short in title.short):
        return True
    if len(own) > 1:
        return own[0] in title.heads
    return own == [title.noun]


def _titles(programme: Programme) -> Iterator[_Title]:
    """What its documents call it; an overview has the name of none that it lists."""
    own = programme.title
    is_listed = any(one.fact.programme for one in programme.of("title"))
    others = () if is_listed else (info.title for info in programme.documents)
    return map(_title, dict.fromkeys((own, *others)))


@lru_cache(maxsize=1024)
def _title(text: str) -> _Title:
    words = whole_words(fold(text))
    parts = [_own(whole_words(fold(part))) for part in _PART.split(text)]
    within = [_own(whole_words(fold(part))) for part in _WITHIN.split(text)[1:]]
    initial = [[base(fold(found[1]))] for found in [_INITIAL.match(text)] if found]
    short = [_own(whole_words(fold(one or other))) for one, other in _SHORT.findall(text)]
    known = [[frozenset(one) for one in some if one and one[0] not in _COMMON] for some in (short, initial)]
    return _Title(
        words=frozenset((*map(base, words), *(one for several in initial for one in several))),
        own=frozenset(_own(words)),
        heads=frozenset(part[0] for part in (*parts, *within) if part),
        noun=_noun(words, parts[0]),
        short=(*known[0], *known[1]),
        spelled=tuple(one for one in known[0] if _is_of_all(one, parts)),
        pieces=frozenset(piece for word in words for piece in (word, *word.split("-"))),
    )


def _is_of_all(short: frozenset[str], parts: Sequence[Sequence[str]]) -> bool:
    """Whether a title is no more than a name with its short form: "Steg- und Bojengeld (SuB – Steg- und
    Bojengeldrichtlinie)", not "Steg- und Bojengeld (SuB) – Netze"."""
    known = [part for part in parts if part]
    named, *behind = [part for part in known if not short.issuperset(part)] or [[]]
    is_alone = len(behind) + 1 < len(known)
    return is_alone and all(word.startswith(tuple(named)) for part in behind for word in part)


def _noun(words: Sequence[str], part: Sequence[str]) -> str:
    """See `_Title`; `part` is the first one, in own words."""
    if not part or not (base(words[0]) == part[0] or (words[0] in _KINDS and len(part) == 1)):
        return ""
    word = next(one for one in words if base(one) == part[0])
    may_be_anything = len(part[0]) < _LEAST_LETTERS or part[0] in _COMMON
    return "" if may_be_anything or tag_in_small_letters(word).startswith(_NO_NOUN) else part[0]


def _own(words: Iterable[str]) -> list[str]:
    return [base(word) for word in words if word not in _KINDS and not is_stopword(word)]


def own_words(text: str) -> list[str]:
    """The words of a text that are neither little ones nor tell the kind of a document, folded and without endings."""
    return _own(whole_words(fold(text)))


def in_title(word: str, programme: Programme) -> bool:
    """Whether it is a word of a title of the programme."""
    return any(base(fold(word)) in title.words for title in _titles(programme))


def base(word: str) -> str:
    """A folded word without its ending."""
    return _ENDING.sub("", word)
