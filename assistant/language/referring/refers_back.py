"""Whether a sentence can only be understood with what stands before it: it opens with "Sie", "Dabei", "In dieser
Stufe", or speaks further on of "jedoch", "der erste Teil".
"""

from __future__ import annotations

import re

from assistant.language.referring.rules import ADJECTIVES, FROM_THE_BEGINNING, ITSELF, MARK, NOUN, SOMEWHERE
from assistant.language.terms import stems
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
_THIS_YEAR = re.compile(r"\W*(?:[Ii]n\s)?[Dd]iese[ms]\s\w*[Jj]ahr")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "Der erste Teil", of which the sentences before speak.
_ORDINAL = re.compile(
    r"\W*D(?:er|ie|as|en|em)\s(?:erste|zweite|dritte|vierte|fünfte|letzte)n?\s(?P<noun>[A-ZÄÖÜ][\wäöüß-]+?)(?:e?[ns])?\b"
)
# "in dieser Rechtsgrundlage", "beide Werften", "dieser jungen Menschen", of which the sentences before speak.
_THIS = re.compile(
    r"(?:(?:[^\s,;:()]+\s){1,15}?diese[mnrs]?|(?:[^\s,;:()]+\s){0,5}[Bb]eide[nr]?(?:\s(?:genannt|erwähnt|beschrieben)en)?"
    r"|(?:[^\s,;:()]+\s){1,9}[^\s,;:()]+,\s(?:(?:dass|ob|um|wie)\s)?(?:(?:an|auf|aus|bei|für|in|mit|nach|von|vor|zu)\s)?"
    rf"diese[mnrs]?)\s{MARK}{ADJECTIVES}(?P<noun>{NOUN})"
)
STEM = 6  # so many letters of a noun are in all its forms
AHEAD = 500  # so many characters before a sentence hold what its ordinal counts, or its "dieser" means


def refers_back(text: str, sentence: Span) -> bool:
    """Whether the sentence of `text` needs the one before it."""
    end = sentence.end
    start = sentence.start + text.startswith("(", sentence.start)
    if FROM_THE_BEGINNING.match(text, start, end) or SOMEWHERE.search(text, start, end):
        return True
    if _THIS_YEAR.match(text, start, end):
        return bool(_YEAR.search(text, max(0, start - AHEAD), start))
    if ordinal := _ORDINAL.match(text, start, end):
        return ordinal["noun"] in text[max(0, start - AHEAD) : start]
    # "Entwurf" is spoken of as "Beschlussentwurf", too.
    before = text[max(0, start - AHEAD) : start].casefold()
    this = _THIS.match(text, start, end)
    if this and this["noun"][:STEM].casefold() in before and is_named_first(text, start, this, "noun"):
        return True
    return opens_referring(text, Span(start, end))


def is_named_first(text: str, start: int, found: re.Match[str], noun: str) -> bool:
    """Whether no word of the sentence that begins at `start` says the noun before, also as the end of a compound."""
    said, named = text[start : found.start(noun)], found[noun]
    if re.search(rf"(?i:{re.escape(named)})\b", said):  # of "Werbung" another stem is known than of "Direktwerbung"
        return False
    known = stems(said)
    return not any(one.endswith(stem) for stem in stems(named) for one in known)


def opens_referring(text: str, sentence: Span) -> bool:
    """Whether the first word of the sentence of `text` means what stands before it: not "Es gibt", nor the "Sie" of a
    text that addresses its reader."""
    start, end = sentence.start, sentence.end
    if not _REFERS_BACK.match(text, start, end) or _STANDS_FOR_NOTHING.match(text, start, end):
        return False
    around = max(0, start - AROUND), min(len(text), end + AROUND)
    return not (_MAY_ADDRESS.match(text, start, end) and _ADDRESSES.search(text, *around))
