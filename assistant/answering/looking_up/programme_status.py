"""The answer to a question about the status of a programme today, or its next deadline, with the fact that tells it.

"Ist der Kreislauf-Check noch offen?", "Läuft ... noch?", "Nächste Frist beim ...?" Behind an answer on some programmes
"Kann man das noch beantragen?" asks of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.looking_up.facts_asked_for import Reading
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.programme_facts import talked_of
from assistant.answering.looking_up.programme_listing import address
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.knowledge.funding import Programme, StatedFact
from assistant.knowledge.programmes.calling import Calling, called, calling
from assistant.knowledge.programmes.filtering import ProgrammeFilter, matching
from assistant.knowledge.programmes.wording import status_worded
from assistant.language.figures import missing
from assistant.language.terms import fold, whole_words
from assistant.messages import text
from assistant.records import Answer, Language, Listing

_LONGEST = 200  # characters of a question
_NOW = r"(?:noch|derzeit|momentan|aktuell|zurzeit|zur zeit|jetzt|schon|bereits|still|currently|already)"
_OVER = r"(?:abgelaufen|ausgelaufen|beendet|vorbei|zu ende|expired|over|closed|ended)"
_NEXT = (
    r"(?:(?:naechste[mnrs]?|next) (?:antrags?|einreich(?:ungs)?|bewerbungs)?"
    r"(?:frist|stichtag|abgabetermin|deadline))"
)
# All in folded text.
_ASKS = re.compile(
    rf"\b{_NOW}\b.*\b(?:offen|aktiv|gueltig|verfuegbar|moeglich|beantrag\w*|bewerben|laufend|erhaeltlich|open|available"
    r"|apply|zu[ ](?:haben|bekommen))\b"
    rf"|\b(?:laeuft|laufen|gilt|geht|gibt ?e?s|besteht|is|does)\b.*\b{_NOW}\b"
    rf"|^(?:ist|sind|is|are|has|have)\b.*\b{_OVER}\b"
    rf"|\b{_NEXT}\b"
)
_OF_OTHERS = re.compile(r"\b(?:punkte|fragen|themen|aufgaben)\b")
_FILLING = re.compile(
    rf"(?<![\w-])(?:{_NOW}|{_OVER}|{_NEXT}|wann|when|welche[rns]?|wie|lautet|endet|ends|bis|zum|ist|sind|war|laeuft|laufen|gilt|geht|gibt|es|besteht|kann|koennen|darf|duerfen|man|ich|wir|sich|mich|uns"
    r"|fuers?|um|beim?|zu[mr]?|vo[nm]|de[rmnsr]|die|das|ein|einen|eine|offen|aktiv|gueltig|verfuegbar|moeglich"
    r"|beantrag\w*|bewerben|laufend|und|auch|denn|eigentlich|er|sie|ihn|foerderprogramm|programm|foerderung|foerdermittel|mittel"
    r"|punkte|fragen|themen|aufgaben|da|dafuer|dort"
    r"|geld|zuschuss|antrag|antraege|bewerbung|gibts|aus|topf|uebrig|haben|bekommen|erhaeltlich"
    r"|is|are|has|have|does|can|i|we|you|the|for|to|it|one|open|available|apply|run|running|programme|grant)(?![\w-])|[^\w\s.-]"
)


def programme_status(inquiry: Inquiry) -> Answer | None:
    """Whether the named programme is open, announced or over, or when its last call was.

    If no date tells, an abstention with passages of that programme, for those of others are no answer. None if
    something else is asked, or if no programme or several have that name.
    """
    question, asked = inquiry.question, inquiry.resolved
    name = name_asked_for(asked.text)
    if question.filters:
        return None
    known = inquiry.programmes
    words = whole_words(name)
    meant = called(words, known, Calling.IN_PART) if name else []
    if len(meant) != 1:
        return _of_those_told(inquiry)
    [programme] = meant
    told = list(_told(programme, inquiry.language))
    if not told:
        # "lader" is no name of the "Ladergeld".
        if _decides(programme) or calling(words, programme) == Calling.IN_PART:
            return None
        near = inquiry.closest_of(programme.documents, asked.text)
        return replace(answer_of(question), reason="not_supported", related=near, resolved=asked.stated)
    wanted = ProgrammeFilter(query=name)
    table = Listing(address(wanted), len(matching(known, wanted)))
    return replace(answer_of(question, told), resolved=asked.stated, listing=table)


def _of_those_told(inquiry: Inquiry) -> Answer | None:
    """The standing of the programmes that the conversation is about: "Läuft das noch?"."""
    question = inquiry.question
    if not question.history or not asks_for_standing(question.text) or name_asked_for(question.text):
        return None
    found = next(talked_of(Reading([("deadline",)], ()), inquiry, inquiry.resolved.stated), None)
    told = [one for programme in found.programmes for one in _told(programme, inquiry.language)] if found else []
    if not found or not told:
        return None
    listed = tuple(one.about for one in told) if len(told) > 1 else ()
    return replace(answer_of(question, told), resolved=found.resolved, listing=found.table, listed=listed)


def _decides(programme: Programme) -> StatedFact | None:
    return programme.status_because or programme.last_call


def _told(programme: Programme, language: Language) -> Iterator[ProvedSentence]:
    """Its standing with the fact that tells it; nothing where none does or the quotes lack a figure."""
    because = _decides(programme)
    if because is None:
        return
    facts = status_worded(programme, language, is_proved=True)
    sentence = text("funding_sentence", language, title=programme.title, facts=facts)
    quotes = list(dict.fromkeys(one.quote for one in (*programme.of("title"), because)))
    figured = sentence if because.fact.day else programme.title  # a yearly day may be spelled "30.4." in its quote
    if not missing(figured, " ".join(quote.text for quote in quotes)):
        yield ProvedSentence(sentence, quotes, about=programme.title)


def asks_for_standing(question: str) -> bool:
    """Whether a programme may be asked about so, and nothing else: "Welche Punkte sind noch offen?"."""
    words = fold(question)
    return len(words) <= _LONGEST and _ASKS.search(words) is not None and not _OF_OTHERS.search(words)


def name_asked_for(question: str) -> str:
    """The name that a question for the status of a programme gives it, folded; empty where something else is asked."""
    words = fold(question)
    if len(words) > _LONGEST or not _ASKS.search(words):
        return ""
    return " ".join(_FILLING.sub(" ", words).split())
