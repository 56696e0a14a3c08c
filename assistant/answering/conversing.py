"""What people say in a conversation besides questions.

Small talk ("Danke!", "was kannst du?") asks nothing of the documents and gets a reply; the reason "no_question" keeps
it apart from questions that the documents cannot answer. Remarks about the answer before ("Wo steht das?", "auf Deutsch
bitte") ask the last question again, because a conversation keeps questions only. A first question that goes on from
something ("Was kostet uns das?", "Fasse die Studie zusammen") and has no sure answer gets the reply that it is not
clear from what.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from functools import reduce

from assistant.answering.extract import RELATED
from assistant.answering.looking_up.summary_asked_for import summary_asked_for
from assistant.answering.understanding.following import lacks_its_topic
from assistant.knowledge.minutes.questions.meeting_forms import meeting_form_of
from assistant.knowledge.programmes.purposes import purpose_of
from assistant.language.detect import detect
from assistant.language.periods import find_periods, find_times_of_year
from assistant.language.small_talk import Heard, heard, without_courtesy
from assistant.language.subject import words
from assistant.records import Answer, Language, Question, Reply
from assistant.retrieving.named_time import with_what_leads

_LANGUAGES: dict[str, Language] = {"german": "de", "english": "en"}


def conversed(question: Question, answer_one: Callable[[Question], Answer]) -> Answer:
    """The answer to the question without its courtesies, or to the last one if the text is about the answer to that; a
    reply if the text asks nothing."""
    history = tuple(without_courtesy(one) for one in question.history if heard(one) is None)
    asked = replace(question, history=history)
    said = heard(question.text)
    if said is None:
        return answer_one(replace(asked, text=without_courtesy(question.text)))
    match said.said:
        case "german" | "english":
            asked = replace(asked, language=_LANGUAGES[said.said])
            reply: Reply = "about"
        case "source" | "more":
            reply = "unclear"
        case _:
            return _replied(asked, said.language, said.said)
    if asked.history:
        return _once_more(asked, said, answer_one)
    if said.words == 1:  # "Quelle" may be what is looked for
        return answer_one(asked)
    return _replied(asked, said.language, reply)


def asked_back(found: Answer, asked: Question) -> Answer | None:
    """The reply to a first question that goes on from something, where its answer is none or a guess; else None.

    Of one that names nothing but a time ("Was kostet das 2025?") any answer is a guess: the time alone found it. One
    for money says itself for what: "Wir wollen umbauen, gibt es da Geld?"
    """
    if asked.history or asked.filters:
        return None
    is_sure = bool(found.citations) and not found.is_unsure
    lacks_all = (lacks_its_topic(asked.text) and not purpose_of(asked.text)) or _names_no_document(asked.text)
    if not _names_a_time_alone(asked.text) and (is_sure or not lacks_all):
        return None
    return _replied(asked, found.language, "unclear")


def _names_a_time_alone(text: str) -> bool:
    """Whether all that a question names is a time, and it goes on from something. "Wer war am 3. Mai dabei?" names a
    meeting so."""
    today = datetime.date.today()
    times = [*find_periods(text, today), *find_times_of_year(text, lambda time: time.last(today))]
    if not times or meeting_form_of(text):
        return False
    rest = reduce(lambda left, one: with_what_leads(text, one.span).blanked_in(left), times, text)
    rest = " ".join(rest.split())
    return lacks_its_topic(rest) and not any(word.tag in "NQ" for word in words(rest))


def _names_no_document(text: str) -> bool:
    """Whether a summary is asked for, and of what is not said: "Fasse die Studie zusammen"."""
    summary = summary_asked_for(text)
    return summary is not None and not summary.named and not summary.is_newest


def _replied(asked: Question, language: Language | None, reply: Reply) -> Answer:
    """The reply in the language that was chosen, else that of the phrase, else that of the conversation."""
    spoken = asked.language or language or detect(asked.history[-1] if asked.history else "")
    return Answer(asked.text, spoken, "extractive", reason="no_question", reply=reply)


def _once_more(asked: Question, said: Heard, answer_one: Callable[[Question], Answer]) -> Answer:
    """The answer to the last question; if more is wanted, the passages found for it that were not cited."""
    *history, last = asked.history
    without = asked.without_filters | asked.history_without
    again = replace(asked, text=last, history=tuple(history), without_filters=without)
    found = answer_one(again)
    found = replace(found, resolved=found.resolved or again.text)
    if said.said != "more" or found.listing or not found.citations:
        return found
    quotes = [one.quote for one in found.citations]
    rest = [hit for hit in found.related if not any(one.touches(hit.document.id, hit.passage.span) for one in quotes)]
    return replace(_replied(asked, said.language, "more"), related=tuple(rest[:RELATED]), resolved=found.resolved)
