"""Words that people ask with, and those that documents on funding, firms and offices have for the same.

Looser than `thesaurus.py`: no proof rests on them. A question that finds no answer is asked once more in these words.
The words stand in `everyday.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

from assistant.language.compounds import SHORTEST_PART, joined
from assistant.language.lemmas import is_infinitive, lemma_of
from assistant.language.lemmas import is_known as has_entry
from assistant.language.terms import fold, stems

WORDS = Path(__file__).with_name("everyday.txt")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What stands at the end of a clause of the verb before: "Wer schickt den Antrag ein?"
_PARTICLE = re.compile(
    r"[^,;:.!?]*\s(ab|an|auf|aus|bei|durch|ein|fest|frei|heraus|her|hin|hoch|los|mit|nach|raus|rein|um|vor|weg|weiter|zu"
    r"|zurück|zusammen)\s*(?:[,;:.!?]|\Z)"
)
_BEFORE_A_SENTENCE = re.compile(r"(?:\A|[.!?:]\s)\W*\Z")
_BEFORE_A_NAME = re.compile(r"\b(?:herrn?|frau|familie|dr\.|prof\.)\s\Z", re.IGNORECASE)


def other_words(question: str, is_known: Callable[[str], bool], *, tells_nouns: bool = True) -> dict[str, str]:
    """What documents say for words of the question, by these words; empty where none of it is known or new.

    A name behind a title stays: "Frau Bauer".

    Args:
        question: as it is searched for.
        is_known: whether a document holds a word, in whatever form.
        tells_nouns: whether it was typed with capitals, so that "lange" is no "Länge".
    """
    asked, found = set(stems(question)), dict[str, str]()
    for match in _WORD.finditer(question):
        before = question[: match.start()]
        if _BEFORE_A_NAME.search(before):
            continue
        is_noun, begins = match[0][0].isupper(), _BEFORE_A_SENTENCE.search(before)
        kinds = (is_noun,) if tells_nouns and not begins else (is_noun, not is_noun)
        verb = _with_particle(match, kinds)
        said = (
            _said(verb, (False,)) if verb else _said(match[0], kinds),
            *((_compounds(match[0]),) if True in kinds and not is_known(match[0]) else ()),
        )
        other = next((word for word in chain(*said) if is_known(word)), None)
        if other and asked.isdisjoint(stems(other)):
            found[match[0]] = other
    return found


def has_capitals(text: str) -> bool:
    """Whether somebody typed a text with capitals that mean something: behind its first letter, and not all of it."""
    return text[1:] != text[1:].lower() and not text.isupper()


def holds_all(text: str, others: Mapping[str, str]) -> bool:
    """Whether all words that others stand for are in the text, however they are written."""
    words = {word.casefold() for word in _WORD.findall(text)}
    return all(word.casefold() in words for word in others)


def in_their_place(text: str, others: Mapping[str, str]) -> str:
    """The text with the other words in the place of its own."""
    return _WORD.sub(lambda match: others.get(match[0], match[0]), text)


def beside_them(text: str, others: Mapping[str, str]) -> str:
    """The text with the other words in brackets, for people: behind its nouns, however they are written, and at its end
    for other words, whose clause would be torn."""
    said = {word.casefold(): (word, other) for word, other in others.items()}
    at_the_end: list[str] = []

    def with_other(match: re.Match[str]) -> str:
        word, other = said.get(match[0].casefold(), ("", ""))
        if word and word[0].islower():
            at_the_end.append(other)
            return match[0]
        return f"{match[0]} ({other})" if other else match[0]

    shown = _WORD.sub(with_other, text)
    return f"{shown} ({', '.join(at_the_end)})" if at_the_end else shown


def _said(word: str, kinds: Iterable[bool]) -> Iterator[str]:
    """What documents say for a word, the likeliest first, none that is the word itself.

    Args:
        word: as it is asked with.
        kinds: whether it is a noun, first what it is likelier.
    """
    own = stems(word)
    said = (other for is_noun in kinds for other in _line_of(word, is_noun=is_noun))
    yield from (other for other in said if stems(other) != own)


def _line_of(word: str, *, is_noun: bool) -> tuple[str, ...]:
    """What documents say for a word, which is written in the table as it is asked with, or as a dictionary has it.

    Its stem finds it only where no dictionary knows it as a noun: "Grund" has the stem of "Gründer" as well.
    """
    form = word[0].upper() + word[1:] if is_noun else word.lower()
    written = (_by_form().get((fold(one), is_noun)) for one in (form, lemma_of(form, "de")))
    found = next(filter(None, written), ())
    if found or (is_noun and has_entry(form)):
        return found
    return _by_stem().get((_stem(form), is_noun), ())


def _with_particle(match: re.Match[str], kinds: Iterable[bool]) -> str:
    """The infinitive of a verb whose particle stands at the end: "einschicken" for "schickt ... ein"; else ""."""
    particle = _PARTICLE.match(match.string, match.end())
    verb = match[0].lower()
    if not particle or False not in kinds or is_infinitive(verb):
        return ""
    whole = particle[1] + lemma_of(verb, "de")
    return whole if has_entry(whole) else ""


def _compounds(word: str) -> Iterator[str]:
    """The compounds with a part in other words: "Batterierecycling" for "Akkurecycling"."""
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        first, last = word[:at], word[at:]
        yield from (one for other in _said(first, (True,)) for one in joined(other, last))
        yield from (first + other.lower() for other in _said(last, (True,)))


@cache
def _by_form() -> dict[tuple[str, bool], tuple[str, ...]]:
    """What documents say, by the words that are asked with and the singular of nouns, and whether they are nouns."""
    nouns = {(fold(lemma_of(word, "de")), True): said for asked, said in lines() for word in asked if word[0].isupper()}
    return nouns | {(fold(word), word[0].isupper()): said for asked, said in lines() for word in asked}


@cache
def _by_stem() -> dict[tuple[str, bool], tuple[str, ...]]:
    """What documents say, by the stems of the words that are asked with, and whether they are nouns."""
    return {(_stem(word), word[0].isupper()): said for asked, said in lines() for word in asked}


def _stem(form: str) -> str:
    return "".join(stems(form)[-1:])


def lines() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Of each line of the table what is asked with and what documents say."""
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            asked, _, said = line.partition("|")
            yield tuple(asked.split()), tuple(said.split())
