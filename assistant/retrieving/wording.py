"""A question in the words of the corpus: what is embedded, and which terms are looked for.

The corpus' own vocabulary mends spellings ("foerderung", "Födrerung"), takes compounds apart and puts them together,
and knows abbreviations. What stands in the question always counts; what is only concluded from it counts less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from assistant.indexing.vocabulary import Spelling, Words
from assistant.language.compounds import PREFIXES, SHORTEST_PART, joined, parts, possible_parts
from assistant.language.detect import detect
from assistant.language.spelling import lost_marks, skeleton, slips, words
from assistant.language.statutes import STATUTES
from assistant.language.terms import composed, fold, grams, is_stopword, stems
from assistant.language.umlauts import with_umlauts

# Shorter words have neighbours that they are no misspelling of ("gezählt", "gewählt"). gold/dev with a typo in the
# longest word, R@1 from 7, 8, 9 letters on: .506, .500, .489; .472 unmended; all .539 without a typo (2026-11-25).
SHORTEST_MISSPELT = 8
# A spelling with umlauts is meant where it is so many times as frequent as the one without (gold/dev: 2,042 passages
# with "Förderung", 5 with "Forderung"), and a neighbour where it is so many times as frequent as the next one.
CLEARLY = 10
TYPO_CLEARLY = 3

# What is concluded counts so much of what was asked. gold/dev, R@1/R@10 at 0, .15, .3, .5: .522/.883, .528/.883,
# .528/.878, .522/.878; mlqa-de: .684/.902 at each (docs/history/RETRIEVAL.md, "What brings it").
CONCLUDED = 0.15

_SHORTEST_COMPOUND = 2 * SHORTEST_PART
# The next word and the one behind it: "Beratung zu Fördermitteln", "Frist für jeden Antrag".
_JOINED_DISTANCE = 2
_LONGEST_ENDING = 3
_LONGEST_LONG_FORM = 8
_ABBREVIATED = {skeleton(name): short for short, name in STATUTES.items()}
# So many words are looked up: a known one takes .25 ms, one of 40 strange letters 2.4 ms (gold/dev, 2026-11-25).
_MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Wording:
    """`text` is to be embedded; `stems` and `grams` are to be looked for, each with its weight."""

    text: str
    stems: Mapping[str, float]
    grams: Mapping[str, float]


def unchanged(query: str) -> Wording:
    """The question as it stands."""
    return Wording(query, Counter(stems(query)), Counter(grams(query)))


def word(query: str, vocabulary: Words) -> Wording:
    """The question as the corpus would put it; an empty vocabulary changes nothing but umlauts and invisible signs."""
    text = _together(composed(query), vocabulary)
    asked = [(at, one) for at, one in words(text) if not is_stopword(fold(one))][:_MOST_WORDS]
    # The model reads "förderung" otherwise than "Förderung": a question without capitals gets those of the corpus.
    is_german = detect(text) == "de"
    mended = _mended(asked, vocabulary, typos=is_german, capitals=text == text.lower())
    better = _replaced(text, asked, mended)
    better = _with_umlauts(better, vocabulary) if is_german else better
    content = [mended.get(one, one) for _, one in asked]
    weights = {term: float(n) for term, n in Counter(stems(text)).items()}
    for term in stems(better):
        weights.setdefault(term, 1.0)
    for term in (*_parts(content, vocabulary), *_joined(content, vocabulary), *_acronyms(content, vocabulary)):
        weights.setdefault(term, CONCLUDED)
    pieces = Counter(grams(text))
    pieces |= Counter(grams(better))
    return Wording(better, weights, {piece: float(n) for piece, n in pieces.items()})


def _together(text: str, vocabulary: Words) -> str:
    """The text with a noun that is written apart as the corpus writes it: "prototypen fonds", "Prototypen Fonds".

    What keeps a capital inside ("CryptoChallenge") is no noun, but a name in an address, say, of two words.
    """
    if detect(text) != "de":
        return text
    has_capitals = text != text.lower()
    pairs = [
        (at, after + len(other), skeleton(one + other))
        for (at, one), (after, other) in pairwise(words(text)[:_MOST_WORDS])
        if text[at + len(one) : after] == " " and _may_be_one_noun(one, other, has_capitals=has_capitals)
    ]
    known, joined_from = vocabulary.spelled([key for _, _, key in pairs]), len(text)
    for start, end, key in reversed(pairs):
        best = known[key][0].text if key in known else ""
        if best.isalpha() and best == best.capitalize() and end <= joined_from:
            text, joined_from = f"{text[:start]}{best}{text[end:]}", start
    return text


def _may_be_one_noun(one: str, other: str, *, has_capitals: bool) -> bool:
    """Whether two words, one behind the other, may be parts of a noun.

    Not where only one of both has a capital: "wie viele Menschen leben" asks for no "Menschenleben".
    """
    if min(len(one), len(other)) < SHORTEST_PART or is_stopword(fold(one)) or is_stopword(fold(other)):
        return False
    are_alike = one[0].isupper() == other[0].isupper()
    return are_alike and (one[0].isupper() or not has_capitals)


def _replaced(text: str, asked: Iterable[tuple[int, str]], mended: Mapping[str, str]) -> str:
    for at, one in sorted(asked, reverse=True):
        text = text[:at] + mended.get(one, one) + text[at + len(one) :]
    return text


# Spelling


def _with_umlauts(text: str, vocabulary: Words) -> str:
    """The text with the umlauts that were written out, but for the words that the corpus writes so: "Uelzen"."""
    typed = [(at, one) for at, one in words(text) if with_umlauts(one) != one]
    known = vocabulary.spelled([skeleton(one) for _, one in typed if not is_stopword(fold(one))])
    as_written = {spelling.text.casefold() for several in known.values() for spelling in several}
    return _replaced(text, typed, {one: with_umlauts(one) for _, one in typed if one.casefold() not in as_written})


def _mended(asked: Sequence[tuple[int, str]], vocabulary: Words, *, typos: bool, capitals: bool) -> dict[str, str]:
    """The words that the corpus spells in another way, with its spelling; with `capitals` also if only those differ."""
    known = vocabulary.spelled([skeleton(one) for _, one in asked])
    tells_nouns = any(one[0].isupper() and not one.isupper() for at, one in asked if at)
    mended = {}
    for _, one in asked:
        if spellings := known.get(skeleton(one)):
            if tells_nouns and one[0].islower() and _is_another(one, spellings):
                continue
            better = _respelled(one, spellings) or (_capitalised(one, spellings) if capitals else None)
        else:
            better = _unknown(one, vocabulary, typos=typos)
        if better is not None:
            mended[one] = _in_case_of(one, better)
    return mended


def _respelled(one: str, spellings: Sequence[Spelling]) -> str | None:
    """The same word as the corpus spells it, where that is another way."""
    same = [spelling for spelling in spellings if fold(spelling.text) == fold(one)]
    marked = [spelling for spelling in spellings if lost_marks(one, spelling.text)]
    if marked and _passages(marked) >= CLEARLY * _passages(same):
        return _likely(one, marked)
    best = _likely(one, same or spellings)
    return best if best.casefold() != one.casefold() else None


def _is_another(one: str, spellings: Sequence[Spelling]) -> bool:
    """Whether a word in small letters, in a question that gives nouns their capitals, would only become a noun with
    other marks: "große Betriebe" does not mean their "Größe"."""
    return all(spelling.text[0].isupper() and fold(spelling.text) != fold(one) for spelling in spellings)


def _capitalised(one: str, spellings: Sequence[Spelling]) -> str | None:
    """The same word with the capital that it mostly has: a German noun, or a name."""
    same = (spelling.text for spelling in spellings if fold(spelling.text) == fold(one))
    best = next(same, one)
    return best if best[0].isupper() else None


def _likely(one: str, spellings: Sequence[Spelling]) -> str:
    """The most frequent spelling, of those that begin with a capital as `one` does where there are such."""
    alike = [spelling.text for spelling in spellings if spelling.text[0].isupper() == one[0].isupper()]
    return (alike or [spellings[0].text])[0]


def _unknown(one: str, vocabulary: Words, *, typos: bool) -> str | None:
    """The word as it would be spelled after other forms of it, or after its parts; else a known word near to it."""
    root = skeleton("".join(stems(one)))
    forms = vocabulary.beginning(root, len(skeleton(one)) + _LONGEST_ENDING) if len(root) > 2 else []
    related = [form.text for form in forms if stems(form.text) == stems(one)] or _split(one, vocabulary)
    if related or _is_prefixed(one, vocabulary):
        better = one
        for relative in related:
            better = _with_marks_of(better, relative)
        return better if better != one else None
    return _neighbour(one, vocabulary) if typos and len(one) >= SHORTEST_MISSPELT else None


def _with_marks_of(one: str, relative: str) -> str:
    """The word with the umlauts of the longest beginning of `relative` that stands in it as ae, oe, ue or ss.

    Not where the marks are only missing: "Aufzug" is no misspelt "Aufzüge".
    """
    for end in range(len(relative), SHORTEST_PART - 1, -1):
        beginning = relative[:end].lower()
        if beginning != fold(beginning) and (at := one.lower().find(fold(beginning))) >= 0:
            return one[:at] + _in_case_of(one[at], beginning) + one[at + len(fold(beginning)) :]
    return one


def _is_prefixed(one: str, vocabulary: Words) -> bool:
    """Whether the word is a known one behind a prefix: "ankommen" is no misspelt "Abkommen"."""
    key = skeleton(one)
    rests = [key[len(prefix) :] for prefix in PREFIXES if key.startswith(prefix)]
    return bool(vocabulary.spelled([rest for rest in rests if len(rest) >= SHORTEST_PART]))


def _neighbour(one: str, vocabulary: Words) -> str | None:
    """The known word that is a slip away from `one`, if it is clearly one word, in whatever form.

    First letters are hardly ever wrong, and other words often differ in theirs alone ("erfährt", "verfährt").
    """
    key = skeleton(one)
    found = vocabulary.spelled({slip for slip in slips(key) if slip[0] == key[0]})
    counts: Counter[str] = Counter()
    spellings: dict[str, str] = {}
    for spelling in sorted((s for several in found.values() for s in several), key=lambda s: -s.passages):
        root = "".join(stems(spelling.text))
        counts[root] += spelling.passages
        spellings.setdefault(root, spelling.text)
    best = counts.most_common(2)
    if not best or (len(best) > 1 and best[0][1] < TYPO_CLEARLY * best[1][1]):
        return None
    return spellings[best[0][0]]


def _in_case_of(one: str, better: str) -> str:
    return better[0].upper() + better[1:] if one[0].isupper() else better


def _passages(spellings: Iterable[Spelling]) -> int:
    return sum(spelling.passages for spelling in spellings)


# Compounds


def _parts(content: Sequence[str], vocabulary: Words) -> Iterator[str]:
    """The stems of the words that the compounds among `content` are made of."""
    for one in content:
        for part in _split(one, vocabulary):
            yield from stems(part)


def _split(one: str, vocabulary: Words) -> list[str]:
    return parts_of(skeleton(one), vocabulary)


def parts_of(key: str, vocabulary: Words) -> list[str]:
    """The words that the compound with this skeleton is made of, as the corpus spells them; empty for any other."""
    if len(key) < _SHORTEST_COMPOUND:
        return []
    known = vocabulary.spelled(possible_parts(key))
    found = parts(key, {part: _passages(spellings) for part, spellings in known.items()})
    return [known[part][0].text for part in found]


def _joined(content: Sequence[str], vocabulary: Words) -> Iterator[str]:
    """The stems of the compounds that two neighbours among `content` form."""
    roots = [skeleton("".join(stems(one))) for one in content]
    orders = (order for pair in _neighbours(roots) for order in permutations(pair))
    for beginning in (beginning for modifier, head in orders for beginning in joined(modifier, head)):
        for spelling in vocabulary.beginning(beginning, len(beginning) + _LONGEST_ENDING):
            yield from stems(spelling.text)


def _neighbours(roots: Sequence[str]) -> Iterator[tuple[str, str]]:
    for first, root in enumerate(roots):
        yield from ((root, other) for other in roots[first + 1 : first + 1 + _JOINED_DISTANCE])


# Abbreviations


def _acronyms(content: Sequence[str], vocabulary: Words) -> Iterator[str]:
    """The stems of the long forms of abbreviations among `content`, and the abbreviations of long forms."""
    for part in (part for one in content for part in (one, *one.split("-")[:-1])):  # "BAföG-Antrag"
        yield from stems(STATUTES.get(part, ""))
        yield from stems(_ABBREVIATED.get(skeleton(part), ""))
    for expansion in vocabulary.expansions([skeleton(one) for one in content if one.isupper()]):
        yield from stems(expansion.long)
    terms = [term for one in content for term in stems(one)]
    for abbreviation in vocabulary.abbreviations(list(_stretches(terms))):
        yield from stems(abbreviation.short)


def _stretches(terms: Sequence[str]) -> Iterator[str]:
    for start in range(len(terms)):
        for end in range(start + 1, min(len(terms), start + _LONGEST_LONG_FORM) + 1):
            yield " ".join(terms[start:end])
