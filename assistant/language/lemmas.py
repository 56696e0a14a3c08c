"""Words with the key that all their forms share: "beschloss" and "beschlossen", "Zuschüsse" and "Zuschuss".

Nouns are stemmed and lose their umlauts; of all other words a dictionary of forms brings the infinitive first. It is
loaded when the first word is asked for: German in 0.8 s and 100 MB, English in 0.1 s and 30 MB.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from assistant.language.spelling import skeleton
from assistant.language.terms import fold, is_stopword, stems
from assistant.records import Language, Span

Kind = Literal["noun", "name", "verb", "other"]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’&][^\W\d_]+)*|(?<!\d)\d++[^\W\d_][^\W_]*")
_WORDS_IN_CACHE = 50_000
_VERB = re.compile(
    r"(?!(?:hin|da)?gegen|neben|zwischen|wegen|morgen|oben|unten|innen|außen)[a-zäöüß]+(?:en|ern|eln|tun)"
)
_COMPOUND = 12  # a word that no dictionary knows is a name if it is shorter, else a compound
_ABBREVIATION = re.compile(r"[^\W\d_]?[A-ZÄÖÜ]{2,}[A-Za-z]*s?|\w*[a-zäöü][A-Z]\w*|\w*\d\w*")
# At the beginning of a sentence a participle has a capital: "Gefördert werden", "Ausgezahlt wird".
_PARTICIPLE = re.compile(r"(?:[a-zäöü]{2,6})?ge[a-zäöüß]{2,}(?:t|en)|[a-zäöü]{3,}iert")
A_PARTICLE = (
    r"\s(ab|an|auf|aus|bei|bereit|durch|ein|fertig|fest|fort|frei|her|hin|los|mit|nach|nieder|statt|teil|um|vor|weg|weiter"
    r"|zurück|zusammen|zu)(?=\W*(?:[,;:]\s|\Z))"
)
_PARTICLE = re.compile(A_PARTICLE)
_TITLES = frozenset(["Herr", "Herrn", "Frau", "Dr", "Prof", "Mr", "Mrs", "Ms"])


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `key` is shared by all its forms; `kind` is told by its spelling and the dictionary.

    `parts` are the keys of the words that hyphens join.
    """

    span: Span
    form: str
    key: str
    kind: Kind
    parts: tuple[str, ...] = ()


def content_words(text: str, language: Language, without: Iterable[Span] = ()) -> Iterator[Word]:
    """The words of `text` that are no function words, in reading order; those in the spans `without` are left out."""
    hidden = list(without)
    before = ""
    for match in _WORD.finditer(text):
        span, form = Span(*match.span()), match[0]
        is_titled, before = before in _TITLES, form
        if any(span.touches(other) for other in hidden):
            continue
        is_name = is_titled and form[:1].isupper() and form not in _TITLES
        if len(form) > 1 and (is_name or not is_stopword(fold(form))):
            is_first = not re.search(r"[\w,;]", text[max(0, span.start - 2) : span.start])
            spelled = form.lower() if is_first and language == "de" and _begins_a_question(form) else form
            found = kind(spelled, language, is_first=is_first)
            parts = tuple(key(part, language) for part in form.split("-") if part) if "-" in form else ()
            yield Word(span, form, key(spelled, language), "name" if is_name else found, parts)


def _begins_a_question(form: str) -> bool:
    """Whether a word with a capital is a verb for all that: "Liegt der Antrag vor"."""
    lemma = lemma_of(form, "de") if form.endswith("t") and form[:1].isupper() else ""
    return lemma[:1].islower() and lemma.endswith("n")


def particle(clause: str) -> tuple[str, int]:
    """The particle of a verb that ends a clause ("stellt ... vor"), and where it begins; "" if there is none."""
    match = _PARTICLE.search(clause)
    return (match[1], match.start(1)) if match else ("", -1)


def joined(particle: str, verb: Word, language: Language) -> Word:
    """The verb with its particle: "vorstellen"."""
    return replace(verb, key=key(particle + lemma_of(verb.form.lower(), language), language))


@lru_cache(maxsize=_WORDS_IN_CACHE)
def key(form: str, language: Language) -> str:
    """A key that all inflected forms of a word have in common; never empty."""
    is_noun = language == "de" and form[:1].isupper() and not _is_participle(form)
    if _ABBREVIATION.fullmatch(form):
        return skeleton((stems(form) or [fold(form)])[-1])
    lemma = _noun(form) if is_noun else lemma_of(form.lower(), language)
    return skeleton((stems(lemma) or [fold(form)])[-1])


@lru_cache(maxsize=_WORDS_IN_CACHE)
def kind(form: str, language: Language, *, is_first: bool) -> Kind:
    """`is_first` says that the word begins a sentence, where every word has a capital."""
    if _ABBREVIATION.fullmatch(form):
        return "name"
    if not form[:1].isupper():
        return _small(lemma_of(form, language))
    if language == "en":
        return "other" if is_first else "name"
    if not is_known(form) and len(form) < _COMPOUND:
        return "name"
    return _small(lemma_of(form.lower(), language)) if is_first and _is_participle(form) else "noun"


def _is_participle(form: str) -> bool:
    folded = form.lower()
    return bool(_PARTICIPLE.fullmatch(folded)) and lemma_of(folded, "de") != folded


def _noun(form: str) -> str:
    """The singular; the form itself where the dictionary knows only a verb ("Betrieb")."""
    lemma = lemma_of(form, "de")
    return lemma if lemma[:1].isupper() else form


def _small(lemma: str) -> Kind:
    return "verb" if _VERB.fullmatch(lemma) and is_known(lemma) else "other"


def lemma_of(form: str, language: Language) -> str:
    """The form that the dictionary has a word in, with its capitals; the word itself where it has none."""
    from simplemma import lemmatize

    return str(lemmatize(form, lang=language))


def is_known(form: str) -> bool:
    """Whether German has the word, whatever its capitals."""
    from simplemma import is_known as known

    return bool(known(form, lang="de") or known(form.lower(), lang="de"))


def is_inflected(form: str) -> bool:
    """Whether a German word has an ending, as "kleine" has and "außer" has not; one that is not known has."""
    return lemma_of(form.lower(), "de") != form.lower() or not is_known(form)


def is_infinitive(form: str) -> bool:
    """Whether a German verb in small letters is as the dictionary has it: "bauen", not "gebaut"."""
    return form.endswith("n") and lemma_of(form, "de") == form


def is_plural(form: str) -> bool:
    """Whether a German noun stands in the plural, or in another form than the dictionary has it in."""
    return lemma_of(form, "de") not in (form, form.lower())


def is_common(form: str) -> bool:
    """Whether German has the word in small letters."""
    from simplemma import is_known as known

    return bool(known(form, lang="de")) and lemma_of(form, "de").islower()


def is_borrowed(form: str) -> bool:
    """Whether English has the word, and not as a name: "Deadline", "Kids", but not "Ontario"."""
    from simplemma import is_known

    return bool(is_known(form, lang="en")) and lemma_of(form, "en")[:1].islower()


def skeletons(word: Word) -> frozenset[str]:
    """What the word may look like inside of a compound: its key, and its form with and without an ending."""
    return frozenset((word.key, *map(skeleton, _spellings(word.form))))


@lru_cache(maxsize=_WORDS_IN_CACHE)
def are_twins(one: str, other: str) -> bool:
    """Whether two German words are told apart by their umlauts alone, which their key does not see: "Forderung" and
    "Förderung", "Muller" and "Müllers"; but not "Garten" and "Gärten", "Müller" and "Mueller", "Erhalt" and "erhält".
    """
    mine, theirs = _spellings(one), _spellings(other)
    if one[:1].isupper() != other[:1].isupper() or not {*map(fold, mine)}.isdisjoint(map(fold, theirs)):
        return False
    return not {*map(skeleton, mine)}.isdisjoint(map(skeleton, theirs))


def _spellings(form: str) -> frozenset[str]:
    """The form, what the dictionary takes it from, and the form without the "s" of a genitive."""
    bare = form[:-1] if form[-1:] == "s" and form[-2:-1] not in ("e", "s") else form
    return frozenset((form, bare, _noun(form) if form[:1].isupper() else lemma_of(form, "de")))
