"""Questions to the network itself, asked with its name: "Wie erreiche ich euch?" as "Wie erreiche ich ReTraSON?".

Documents speak of the network by its name and never as "ihr", so a search for the question alone finds anything.
"""

from __future__ import annotations

import re

from assistant.answering.understanding.following import goes_on, lacks_its_topic
from assistant.language.subject import own_words, words
from assistant.language.ways import way_asked_for
from assistant.language.word_lists import listed

# What a network does and is, in the third person, by its form behind which "ihr" or "Sie" stands. "Gibt ihr" and "hilft
# ihr" speak of somebody else.
_IRREGULAR = {
    form: third
    for third, forms in (
        *(("ist", "seid sind"), ("hat", "habt haben"), ("wird", "werdet werden"), ("kann", "könnt können")),
        *(("will", "wollt wollen"), ("soll", "sollt sollen"), ("darf", "dürft dürfen"), ("muss", "müsst müssen")),
        *(("tut", "tut tun"), ("gibt", "gebt geben"), ("hilft", "helft helfen"), ("nimmt", "nehmt nehmen")),
        *(("trifft", "trefft treffen"), ("berät", "berat beratet beraten"), ("vertritt", "vertretet vertreten")),
    )
    for form in forms.split()
}
_STEMS = listed(
    "arbeit beschäftig betreib betreu bezahl biet existier find finanzier förder gehör heiß komm kümmer leb leist lieg"
    " mach organisier plan richt sitz sprech steck steh such unterstütz veranstalt verfolg verleih vermittel"
)
_REGULAR = {
    stem + ending: f"{stem}{'e' if stem[-1] in 'td' else ''}t" for stem in _STEMS for ending in ("t", "et", "en", "n")
}
_THIRD = _REGULAR | _IRREGULAR
_SUBJECT = re.compile(rf"\b(?P<verb>(?i:{'|'.join(_THIRD)}))\s(?:(?i:ihr)|Sie)\b(?P<own>\s(?i:euch|sich)\b)?")
_OBJECT = re.compile(r"(?<=\w\s)(?:(?i:euch)|(?<!en\s)Sie|Ihnen)\b")
_IN_ENGLISH = re.compile(
    r"\b(?P<does>do|are|can|have) you\b"
    r"|\b(?P<led>reach|contact|call|visit|e-?mail|find|join|funds?|pays?|finances?|behind|for|with|about) you\b",
    re.IGNORECASE,
)
_DOES = {"do": "does", "are": "is", "can": "can", "have": "has"}
_ENGLISH_VERBS = re.compile(
    r"\b(?:reach|contact|call|visit|e-?mail|find|join|fund\w*|pay\w*|financ\w*|offer|provide|based|located)\b",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"\A\W*(?:wer|who)(?=\s(?:ist|is)\s)", re.IGNORECASE)


def addressed(text: str, name: str) -> str:
    """The question with the network's name in place of "ihr", "euch", "Sie" and "you", where it is about nothing else.

    What goes on from something that was said, or names a thing of its own, stays as it is.
    """
    by_name, rest = _by_name(text, name), _by_name(text, "")
    if by_name == text or "," in text or goes_on(text) or lacks_its_topic(rest) or _names_a_thing(rest):
        return text
    return by_name


def _names_a_thing(text: str) -> bool:
    """Whether it does, besides ways to reach somebody: "Telefonnummer"."""
    rest = _ENGLISH_VERBS.sub("", text)
    return any(own_words(rest)) or any(one.tag == "N" and not way_asked_for(one.text) for one in words(rest))


def _by_name(text: str, name: str) -> str:
    named = _SUBJECT.sub(lambda one: f"{_third(one['verb'])} {name}{' sich' if one['own'] else ''}", text)
    named = _IN_ENGLISH.sub(lambda one: f"{one['led'] or _DOES[one['does'].lower()]} {name}", named)
    named = _OBJECT.sub(name, named)
    return named if named == text else _WHO_IS.sub(lambda one: "What" if one[0] in ("who", "Who") else "Was", named)


def _third(verb: str) -> str:
    third = _THIRD[verb.lower()]
    return third.capitalize() if verb[0].isupper() else third
