"""Text as terms for lexical search: one analysis for indexing and for asking.

Spellings are made equal first (`fold`), then words and figures are told apart, then words become German stems. What
belongs together but is written in several ways yields the same terms: "KMU-Förderung" and "Förderung der KMU",
"3. Mai 2024" and "03.05.2024", "1.234,50" and "1,234.50", "50 %" and "50 v. H.", "Abs. 2" and "Absatz 2", "2 Mio. EUR"
and "2 Millionen Euro", "F&E" and "FuE".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from threading import Lock
from typing import Any

from assistant.language.dates import MONTH_NAMES
from assistant.language.stopwords import ENGLISH, GERMAN

# One by one: translating by a table takes ten times as long.
_INVISIBLE = tuple((sign, "") for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_SPELLINGS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("‐", "-"), ("’", "'"))
_LABELS = {
    "§": "§",
    "§§": "§",
    "paragraf": "§",
    "paragraph": "§",
    "anl": "anlage",
    "anlage": "anlage",
    "abs": "absatz",
    "absatz": "absatz",
    "art": "artikel",
    "artikel": "artikel",
    "nr": "nummer",
    "nummer": "nummer",
    "ziff": "ziffer",
    "ziffer": "ziffer",
    "kap": "kapitel",
    "kapitel": "kapitel",
}
_SIGNS = {"%": "prozent", "v.h.": "prozent", "€": "euro", "eur": "euro", "$": "dollar"}
_SHORTENED = {"mio": "million", "mrd": "milliarde", "tsd": "tausend"}
_GRAM = 4  # letters
_WHOLE = 3  # letters: a stem of no more, such as "ki", stands within words that have nothing to do with it
_WORDS_IN_CACHE = 200_000
# Longer words are analysed each time: one of 1,000 letters, as anybody may ask for, would keep 60 kB of 4-grams.
_LONGEST_IN_CACHE = 64

# In this order: dates, figures behind a label, figures with spaces (where zeros or a currency prove that they are one),
# other figures, letters joined by a sign, words with their hyphens, signs with a meaning.
_TOKEN = re.compile(
    r"""
    (?<!\d)\d{1,2}\.\ ?\d{1,2}\.\ ?(?:19|20)\d\d(?!\d) | (?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)
    | (?<![\d.,/])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\d/])
    | (?:§{1,2}|\b(?:paragra(?:f|ph)|absatz|abs|artikel|art|nummer|nr|ziffer|ziff|kapitel|kap|anlage|anl)\b\.?)
      (?:[ ]{0,2}|\n)\d{1,4}[a-z]?(?!\w|[.,]\d)
    | (?<![\d.,])[1-9]\d{0,2}(?:\ \d{3}){0,6}+(?!\ \d{3})(?:(?<=\ 000)(?!\d)|(?<=\ \d{3})(?=\ ?(?:€|eur)))
    | \d++(?:[.,]\d++)*+(?![^\W\d_])
    | \b[a-z]&[a-z]\b | \bv\.\ ?h\.
    | [^\W_]++(?:-[^\W_]++)*+(?:(?:[:*_]|/-?)in(?:nen)?\b)?+
    | [%€$]
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_][\w-]*")
_GERMAN_DATE = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{1,2})/(\d{4})")
_LABELLED = re.compile(r"(§{1,2}|[a-z]+)\.?\s*(\d+[a-z]?)")
_WITH_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")
_GENDER_MARK = re.compile(r"(?:[:*_]|/-?)in(?:nen)?\Z")
_FEMININE = re.compile(r"(?:(?<=[a-z]{4})(?<!beg|gew|bes)innen|(?<=[a-z]{4}er)in)\Z")
# Endings that German words hardly have; their words get an English stem, wherever they stand.
_ENGLISH = re.compile(r"[a-z]{2,}(?:[^aeiou]ys?|[pw]s|ies|ly|ness|(?<!i)ed)")


def fold(text: str) -> str:
    """The text in one spelling: small letters, ä as ae, ß as ss, no soft hyphens, ligatures dissolved, composed.

    Words are not changed otherwise, and folding twice changes nothing. Offsets into the text are lost.
    """
    if text.isascii():
        return text.lower()
    return _replaced(unicodedata.normalize("NFKC", composed(text).casefold()), _SPELLINGS)


def in_plain_letters(text: str) -> str:
    """The text in small letters without their marks: ä as a, ß as ss."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def alphabetical(text: str) -> str:
    """What sorts names as people look for them: ä with a, large letters with small ones, and 2 before 10."""
    return re.sub(r"\d+", lambda number: number[0].zfill(20), in_plain_letters(text))


def composed(text: str) -> str:
    """The text without invisible signs such as soft hyphens, ligatures dissolved, letters composed with their marks."""
    return text if text.isascii() else unicodedata.normalize("NFKC", _replaced(text, _INVISIBLE))


def spaced(text: str) -> str:
    """The text in NFC, with one space for each run of white space and none around it."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def is_stopword(word: str) -> bool:
    """Whether a folded, unstemmed word is a German or English function word."""
    return word in GERMAN or word in ENGLISH


def whole_words(text: str) -> list[str]:
    """The words as they are written, one with hyphens in one piece; a word begins with a letter or a digit."""
    return _WORD.findall(text)


def stems(text: str) -> list[str]:
    """The terms of a text in reading order, with repetitions; without function words and single letters.

    A word with hyphens gives its parts and the whole; a figure stands in one canonical form.
    """
    return [term for token in _TOKEN.findall(fold(text)) for term in _stems_of(token)]


def held(wanted: Collection[str], text: str) -> frozenset[str]:
    """Those of the stems that a text holds, longer ones as parts of a compound, too."""
    said = set(stems(text)) if wanted else set()
    return frozenset(
        stem for stem in wanted if stem in said or (len(stem) > _WHOLE and any(stem in one for one in said))
    )


def holds(text: str, wanted: Collection[str]) -> bool:
    """Whether a text holds all of the stems; see `held`."""
    return len(held(wanted, text)) == len(frozenset(wanted))


def grams(text: str) -> list[str]:
    """The 4-grams of the letters of the words of a text, in reading order; "_" marks where a word begins and ends.

    A word that is shorter than a gram, and a figure, is one gram. Function words are left out. On mlqa-de (dev, BM25)
    4 finds more than 3 or 5 (R@1 .604, .582, .586), and leaving out function words helps (.590 with them).
    """
    return [piece for token in _TOKEN.findall(fold(text)) for piece in _grams_of(token)]


def _remembered(analyse: Callable[[str], tuple[str, ...]]) -> Callable[[str], tuple[str, ...]]:
    """`analyse`, with what it made of the latest short tokens."""
    known = lru_cache(maxsize=_WORDS_IN_CACHE)(analyse)
    return lambda token: known(token) if len(token) <= _LONGEST_IN_CACHE else analyse(token)


@_remembered
def _stems_of(token: str) -> tuple[str, ...]:
    token = _GENDER_MARK.sub("", token)
    terms = [_stem(part) for part in _parts(token)]
    if "-" in token and not _ISO_DATE.fullmatch(token):
        terms.append(_stem(token.replace("-", "")))
    return tuple(terms)


@_remembered
def _grams_of(token: str) -> tuple[str, ...]:
    return tuple(piece for part in _parts(_GENDER_MARK.sub("", token)) for piece in _pieces(part))


def _pieces(word: str) -> list[str]:
    padded = f"_{word}_"
    if len(padded) <= _GRAM or not word.isalpha():
        return [padded]
    return [padded[at : at + _GRAM] for at in range(len(padded) - _GRAM + 1)]


def _parts(token: str) -> list[str]:
    """The words and canonical figures of one folded token, without function words."""
    if sign := _SIGNS.get(token.replace(" ", "")):
        return [sign]
    if date := _GERMAN_DATE.fullmatch(token):
        return _date_parts(year=date[3], month=date[2], day=date[1])
    if date := _ISO_DATE.fullmatch(token):
        return _date_parts(year=date[1], month=date[2], day=date[3])
    if month := _MONTH.fullmatch(token):
        return _date_parts(year=month[2], month=month[1], day="")[1:]
    if (labelled := _LABELLED.fullmatch(token)) and labelled[1] in _LABELS:
        return [_LABELS[labelled[1]] + labelled[2], labelled[2]]
    token = token.replace(" ", "").replace("&", "u")
    if token[0].isdigit() and token.replace(".", "").replace(",", "").isdigit():
        return [_number(token)]
    words = (_SHORTENED.get(word, word) for word in token.split("-"))
    return [word for word in words if not is_stopword(word) and (len(word) > 1 or word.isdigit())]


def _date_parts(*, year: str, month: str, day: str) -> list[str]:
    name = fold(MONTH_NAMES["de"][int(month) - 1]) if 1 <= int(month) <= 12 else month
    return [day.lstrip("0") or day, name, year]


def _number(token: str) -> str:
    """A figure without thousands marks and without empty cents: 1.234,50 -> 1234.50, 10.000,00 -> 10000."""
    if grouped := _WITH_THOUSANDS.fullmatch(token):
        token = token.replace(grouped[1], "")
    return token.replace(",", ".").removesuffix(".00")


def _stem(word: str) -> str:
    if not word.isalpha():
        return word
    root = _FEMININE.sub("", word)
    name = "english" if _ENGLISH.fullmatch(root) else "german"
    with _stemming:
        return str(_stemmer(name).stemWord(root))


_stemming = Lock()  # a Stemmer keeps the word it works on, so two threads must not share one


@lru_cache(maxsize=2)
def _stemmer(language: str) -> Any:
    from Stemmer import Stemmer

    return Stemmer(language, 0)
