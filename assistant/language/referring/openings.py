"""The word with which a sentence opens and refers back, "Sie", "Dabei", "In dieser Stufe"; and where it does not."""

from __future__ import annotations

import re

from assistant.language.referring.rules import ITSELF
from assistant.records import Span

AROUND = 2000  # so many characters on both sides of a sentence tell whether the reader is addressed

_PREPOSITION = (
    "an|auf|aus|bei|durch|für|gegen|gemäß|in|mit|nach|neben|ohne|trotz|über|um|unter|von|vor|während|wegen|zu"
)
_PRONOUN = (
    r"diejenigen?|sie|er|es|ih[mn]|ihr(?:e[mnrs]?|erseits)?|sein(?:e[mnrs]?|erseits)?|dessen|deren|denen"
    r"|(?:letzt|erst)ere[mnrs]?|this|these|they|it|he|she|its|their"
)
_CONNECTIVE = (
    r"allerdings|andernfalls|ansonsten|außerdem|dabei|dadurch|dafür|dagegen|daher|damit|danach|daneben|dann|daran|darauf"
    r"|daraus|darin|darüber|darum(?!\sgeht)|darunter|davon|dazu|demnach|dennoch|deshalb|deswegen|gleichwohl|hieran|hierauf"
    r"|hieraus|hierbei|hierdurch|hierfür|hierin|hierunter|hiervon|hierzu|hingegen|hinzu\skomm(?:t|en)|jedoch|somit|trotzdem"
    r"|zudem"
)
_REFERS_BACK = re.compile(
    r"\W*(?:Auch\s)?(?-i:(?![A-ZÄÖÜ]{2}))"  # "IT" is no "it"
    rf"(?:(?:dies|(?:(?:{_PREPOSITION})\s(?:all\s)?)?diese[mnrs]?)\b(?!\s(?:{ITSELF}|Hintergrund))"
    rf"|{_PRONOUN}|{_CONNECTIVE}|(?<=Auch\s)(?:hier|dort))\b(?!-\w)",
    re.IGNORECASE,
)
# "Es" that stands for nothing: "Es wird ein Zuschuss gewährt", "Es wird empfohlen"; not "Es wird am 3. Mai eröffnet".
_SAYS_WHAT = r"[^,.;:]*,\s(?:dass|ob|w(?:ie|er|o|as|elche[mnrs]?))\b"
_STANDS_FOR_NOTHING = re.compile(
    r"\W*[Ee]s\s(?:"
    r"(?:w(?:erden|urden)|gibt|gab|gelten|bestehen|handelt|geht|ging|lohnt|können|müssen|sollen|dürfen|sind|stehen"
    r"|fehlen|bedarf|empfiehlt|haben)\b"
    r"|w(?:ird|urde)\s(?:"
    r"(?:(?!(?:als|a[bmn]|auf|aus|bei|beim|bis|de[mns]|durch|eine[mnrs]|für|gegen|im|in|mit|nach|ohne|seit|um|unter|vo[mnr]"
    r"|wegen|zu|zu[mr]|zwischen)\b)[a-zäöüß]+\s){0,2}"
    r"(?:(?:der|die|das|k?eine?)\b|(?!(?:19|20)\d\d\b)\d|(?!Anfang|Ende|Mitte)[A-ZÄÖÜ])"
    rf"|{_SAYS_WHAT}|(?:[a-zäöüß]+\s)?(?:empfohlen|gebeten)\b)"
    rf"|(?:ist|bleibt|war)\s{_SAYS_WHAT})"
    r"|\W*[Ii]t\s(?:is|was|remains|has\sbeen)\s(?:\w+\s){0,2}?(?:agreed|decided|resolved|clear|unclear|open|unknown|undecided)\s"
    r"(?:that|to|who|whether|which|how|what|when|where|why)\b"
)
# "Sie können", "Ihr Antrag": the reader, where the text around it addresses one.
_MAY_ADDRESS = re.compile(r"\W*(?:Auch\s)?(?:Sie\s\w+e?n\b|Ihre?[mnrs]?\b)")
_ADDRESSES = re.compile(r"[a-zäöüß,]\s(?:Sie|Ihnen|Ihre?[mnrs]?)\b")


def opens_referring(text: str, sentence: Span) -> bool:
    """Whether the first word of the sentence of `text` means what stands before it: not "Es gibt", nor the "Sie" of a
    text that addresses its reader."""
    start, end = sentence.start, sentence.end
    if not _REFERS_BACK.match(text, start, end) or _STANDS_FOR_NOTHING.match(text, start, end):
        return False
    around = max(0, start - AROUND), min(len(text), end + AROUND)
    return not (_MAY_ADDRESS.match(text, start, end) and _ADDRESSES.search(text, *around))
