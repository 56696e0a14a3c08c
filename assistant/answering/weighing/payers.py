"""Who pays for a thing stands only in a sentence that tells of paying: "Wer fördert das Netzwerk?" is not answered by
"Sie leitet das Netzwerk", however sure the reader is that it names somebody for the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate
from assistant.language.terms import fold, stems

# Both are held against folded words.
_PAID = (
    r"(?:(?:ko|mit)?finanziert|gefoerdert|mitgefoerdert|(?:be|ge)zahlt|bezuschusst|unterstuetzt|funded|financed|paid)"
)
# "Wer wird gefördert?" asks who gets it.
_ASKS_WHO_PAYS = re.compile(
    r"\b(?:wer|who)\b(?!\s(?:wird|werden|darf|kann|is|are|can|may)\b)[^,;:?!]*"
    r"\b(?:foerder(?:t|te|n)|(?:mit|ko)?finanzier(?:t|te|en)|(?:be)?zahl(?:t|te|en)|bezuschuss(?:t|te|en)|spons\w+"
    r"|funds?|funded|financ(?:es?|ed)|pays?|paid)\b"
    rf"|\b(?:von wem|by whom)\b[^,;:?!]*\b{_PAID}\b"
    r"|\b(?:geldgeber|foerdergeber|zuwendungsgeber|foerdermittelgeber)(?:in|innen|n)?\b"
)
_TELLS_OF_PAYING = re.compile(
    rf"\b{_PAID}\b[^.;]*\b(?:aus|durch|mit|ueber|vo[nm]|by|from|with)\b|\b(?:aus|durch|vo[nm]|by|from)\b[^.;]*\b{_PAID}\b"
    rf"|\b(?:hat|haben|has|have)\b[^.,;]*\b{_PAID}\b"
    r"|(?<!\bwer )\b(?:foerder(?:t|te|ten)|(?:ko|mit)?finanzier(?:t|te|en|ten)"
    r"|(?:be)?zahl(?:t|te|en|ten)|bezuschuss(?:t|te|en))\b"
    r"|\b(?:uebernimmt|uebernehmen|uebernahm)\b"
    r"|\b(?:stell(?:t|en|te)|gibt|steuer(?:t|n|te))\b[^;]*\beuro\b"
    r"|\bmitteln? (?:de[rs]|vo[nm]|aus)\b|\bzuwendung\w*|\b(?:bundes|landes|foerder)programms?\b"
    r"|\b(?:geld|foerder|foerdermittel)geber\w*|\b(?:funds|funding|pays|finances|grant)\b"
)
_BEARS = re.compile(r"\b(?:traegt|tragen|trug)\b(?P<behind>(?:\s\w+){0,3})")


def only_payers(sentences: Iterable[Candidate], asked: Understanding) -> list[Candidate]:
    """The sentences, or those that tell of paying where it is asked who pays."""
    if not _ASKS_WHO_PAYS.search(fold(asked.resolved or asked.query)):
        return list(sentences)
    return [one for one in sentences if _tells_of_paying(fold(one.text), asked.terms)]


def _tells_of_paying(sentence: str, terms: frozenset[str]) -> bool:
    """Whether a sentence, folded, does. "Die Versicherung trägt das Netzwerk" says what the network pays, not who pays
    for it."""
    bears = _BEARS.search(sentence)
    return bool(_TELLS_OF_PAYING.search(sentence) or (bears and terms.isdisjoint(stems(bears["behind"]))))
