"""Who is to do a task: those whom a classifier found in its sentence, by the names that they have there."""

from __future__ import annotations

import re

from assistant.knowledge.minutes.classifier.classifier import Prediction
from assistant.knowledge.minutes.people.persons import People

_PRONOUN = re.compile(
    r"(?:er|sie|es|wir|uns|ihr|dies\w*|der|die|das|jede[rnms]?|jemand|man|he|she|they|we|it|i|you|everybody|everyone)",
    re.IGNORECASE,
)
# "Er schickt die Zahlen nach.", "Bis Mai holt sie ein Angebot ein.", but not "Sie schicken ..." of several, nor "Der
# Bauhof prüft sie.", where she may be whom or what another looks at.
_DOES = r"(?:\w+t|wird|soll|will|muss|kann)"
_BEGINS_OTHERWISE = (
    r"(?:bis|im|in|am|ab|zum|zur|nach|vor|für|mit|bei|den|dazu|dafür|danach|dann|außerdem|zudem|auch|heute|morgen|ende"
    r"|anfang|mitte|nächste\w*|kommende\w*)\b"
)
_HE_OR_SHE = re.compile(
    rf"\W*(?:(?P<first>er|sie) {_DOES}\b|[^,;:]*\b{_DOES} (?P<he>er)\b"
    rf"|{_BEGINS_OTHERWISE}[^,;:]*\b{_DOES} (?P<she>sie)\b)",
    re.IGNORECASE,
)
# What things do, or what is done to them: "Sie geht an alle.", "Er wird bis Mai ergänzt."
_IS_A_THING = re.compile(
    r"\b(?:ist|geht|liegt|steht|kommt|bleibt|gilt|läuft|folgt|dauert|kostet|erscheint|entfällt|beginnt|startet|endet"
    r"|werden|sein)\b|\bwird\b.*(?:t|ge\w+en|ommen|ochen|ossen|oben|ieben|unden|orfen|ogen)\W*\Z",
    re.DOTALL,
)
# A thing beside the person: "Tom stellte den Bericht vor. Er ..."
_HIS, _HERS = re.compile(r"\b(?:den|einen) "), re.compile(r"\b(?:die|eine) ", re.IGNORECASE)
_HE, _SHE = re.compile(r"Herrn?\s|Hrn?\.\s|Kollege\s"), re.compile(r"Frau\s|Fr\.\s|Kollegin\s")


def doers_of(prediction: Prediction, words: str, people: People) -> tuple[str, ...]:
    """Those whom the classifier found in a sentence, by their whole names there, each once."""
    return tuple(dict.fromkeys(name for who in prediction.who for name in _named(who, words, people)))


def meant_by(words: str, before: str, people: People) -> tuple[str, ...]:
    """Whom "er" or "sie" stands for in a sentence: the one person whom that `before` it names; empty without one, and
    where it may be a thing."""
    pronoun = _HE_OR_SHE.match(words)
    named = people.spans(before)
    if pronoun is None or _IS_A_THING.search(words) or len(named) != 1 or people.spans(words[: pronoun.end()]):
        return ()
    is_he = (pronoun["first"] or pronoun["he"] or "").lower() == "er"
    thing, other = (_HIS, _SHE) if is_he else (_HERS, _HE)
    return () if thing.search(before) or other.match(named[0].of(before)) else people.named(before)


def _named(who: str, words: str, people: People) -> tuple[str, ...]:
    """The one who writes for "ich"; nobody for a word that stands for a name elsewhere."""
    if who.casefold() == "ich":
        return people.writer
    if _PRONOUN.fullmatch(who):
        return ()
    start = words.find(who)
    if start < 0:  # in the label in front of them
        return people.stated(who)
    touched = [one for one in people.spans(words) if one.start < start + len(who) and start < one.end]
    return tuple(name for one in touched for name in people.named(one.of(words))) or people.stated(who)
