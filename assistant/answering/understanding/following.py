"""Follow-up questions: which earlier question one continues, and what it asks with its subject filled in.

"Und bis wann?" asks something else about the same subject, which is put before it. "Und für Großunternehmen?" asks the
same about something else: that replaces its counterpart in the question before, or is added to it. A question with a
subject of its own begins a new topic and takes nothing over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from assistant.answering.understanding.constraints import CONSTRAINTS, TIME, added, narrowed, replaced, whose_tasks
from assistant.knowledge.minutes.meeting.bodies import names_body
from assistant.knowledge.minutes.questions.outcome_forms import form_of, names_outcomes
from assistant.knowledge.programmes.purposes import purpose_of
from assistant.language.asked_for import asked_for, has_interrogative
from assistant.language.detect import detect
from assistant.language.small_talk import heard, without_courtesy
from assistant.language.subject import Word, own_words, phrases, subject, words
from assistant.language.terms import fold, is_stopword, whole_words
from assistant.language.word_lists import listed
from assistant.records import Language, Span

_GOES_ON = re.compile(r"(?:und|oder|aber|also|dann|and|but|what about|how about)\b")
# What introduces the thing that the same is asked about: "nein, ich meine", "und wie ist es mit".
_LEAD = re.compile(
    r"(?:(?:(?:nein|no|sorry)\b[ ,]*)?(?:ich mein(?:e|te)|i mean|i meant)\b[ ,:]*)?"
    r"(?:(?:und|oder|aber|also|auch|nur|and|or|but|what about|how about)\b[ ,]*)*"
    r"(?:wie (?:ist|sieht|steht) (?:es|das)(?: denn)?(?: aus)? (?=mit|um|bei|für|fuer|in)"
    r"(?:(?:mit|um) (?:de[mrn] )?)?)?",
    re.IGNORECASE,
)
# Words that refer back. "dieses Jahr" and "dafür, dass" do not, and "es" rarely does ("gibt es", "war es").
_POINTS_BACK: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:er|ihn|ihm|dort|dies|letztere[nrsm]?|solche[nrms]?|so (?:eine?[nmr]?|was|etwas)|(?<!, )(?:dessen|deren)"
        r"|(?:dafuer|davon|dazu|dabei|darin|daran|darueber|darauf|danach|damit|daraus|dagegen|darum)"
        r"(?!,? (?:dass|ob|wie|wer))"
        r"|diese[mnrs]?(?! (?:jahr|monat|woche|tage?n?|quartal|sommer|herbst|winter|fruehjahr)\b))\b"
        r"|(?<!wer )(?<!, )\bda\b(?! (?:die|der|das|es|er|sie|man|wir)\b)|\b(?:der|die|den|das)\s*\?*$"
    ),
    "en": re.compile(
        r"\b(?:it(?! (?:allowed|possible|necessary|true|dangerous)\b)"
        r"|its|they|them|their|those|these|he|she|this(?! (?:year|month|week)\b)|that(?!['’]s))\b"
        r"|(?<!is )(?<!are )\bthere\b(?! (?:is|are|any)\b)"
    ),
}
# Pronouns that differ from the polite form only by their small letter.
_SMALL = re.compile(r"(?<!man )\b(?:sie|ihre?[nrsm]?|seine?[nrsm]?)\b(?! (?:mir|uns|bitte)\b)")
_THAT = re.compile(r"(?<!, )\b[Dd]as\b(?P<behind>(?:\s+[\w-]+){0,4})")
_BEHIND_PRONOUN = listed(  # in small letters
    "auch so nur fuer bei genau dann beschlossen entschieden noch schon wenn eigentlich immer trotzdem alles denn"
)
# What precedes a noun that is only counted or measured by, and not the subject: "wie viel Platz", "pro Tag".
_COUNTS = re.compile(r"\b(?:wie ?viele?|pro|je|how (?:many|much)|per)\s+\Z", re.IGNORECASE)
_LIKE_ADJECTIVE = re.compile(r"\w{2,}(?:e|en|er|es)")
_WHICH_ARE = re.compile(
    r"\b(?:welche[nrs]?|was fuer|which|what)\b.{1,40}\b(?:gibt es|gibts|are there)\b"
    r"|\b(?:welche[rs]?|which) (?:\w{1,20} )?(?:\w{0,10}programm(?:e?|es|s)|\w{0,10}foerderung(?:en)?|grants?)"
    r" (?:sind|ist|laufen|laeuft|gelten|gilt|are|is)\b"
)
_A_NEW_THING = re.compile(
    r"(?:und |and )?(?:was (?:genau )?(?:ist|sind|bedeutet|heisst) (?:denn |eigentlich )*eine?\b|what (?:is|are) an?\b)"
)
# Nothing but a question word with its noun behind a preposition: "In welchem Raum?", "mit welcher Software".
_FRAGMENT = re.compile(
    r"\W*(?:(?:und|and) )?(?:an|auf|aus|bei|bis zu|durch|fuer|in|mit|nach|ueber|unter|von|vor|zu|at|by|for|from|in|on"
    r"|to|with) (?:welche[mnrs]?|which|what) [\w-]+(?: [\w-]+)?\W*"
)
# Nothing but a question word: "Bis wann?", "Wie viel?".
_ALONE = re.compile(
    r"\W*(?:(?:ab|bis|fuer|mit|seit|von|by|for|from|since|until|with) )?"
    r"(?:wann|warum|wem|wen|wer|wie|wo|welche[mnrs]?|how|what|when|where|which|who|whom|why)"
    r"(?: (?:viele?|lange?|hoch|oft|noch|genau|much|many|long|high|often))*\W*"
)
_STARTS_WITH_VERB = re.compile(r"[a-zäöüß]+t\b")
# Words of questions about a meeting that do not name it: "Wer hat Protokoll geführt?". Matched with folded words.
_OF_A_MEETING = re.compile(
    r"(?:protokoll\w*|mitschrift|abstimmung\w*|enthaltung\w*|\w*stimmen?|anwesen\w*|teilnehm\w*|tagesordnung\w*|moderat\w*"
    r"|vorsitz\w*|sitzungsleitung|schriftfuehr\w*|gefuehrt|fuehrte|geschrieben|abgestimmt|gefehlt|entschuldigt|geleitet"
    r"|leitete|ging|minutes|votes?|abstentions?|attendees|participants|agenda|chair)"
)
# What no grant has, so that a question about it is not about the money that was asked for before.
_OF_THE_NETWORK = re.compile(
    r"\b(?:netzwerks?|veranstaltung(?:en)?|workshops?|sitzung(?:en)?|treffens?|network|events?|meetings?)\b"
)
# Outcomes of all meetings.
_OF_ALL = re.compile(r"\b(?:alle[nrs]?|insgesamt|(?:ueber)?faellig\w*|all|(?:over)?due)\b")
_THOSE = re.compile(
    r"\A(\W*(?:und|and|oder|or)\s)(?:d(?:ie|er|as|en)(?:jenigen)?|those|the ones)\s"
    r"(?=(?:vo[nm]|f(?:ü|ue)r|aus|in|im|zu[mr]?|mit|ohne|bei|beim|of|from|for|in|with|by)\s)",
    re.IGNORECASE,
)
# Some of what was asked for: "Welche davon laufen noch?".
_OF_THEM = re.compile(
    r"\b(?P<which>welche[rs]?|wie ?viele|which|how many)\s+(?:davon|von (?:denen|ihnen)|of (?:them|these|those))\b",
    re.IGNORECASE,
)
# After a question about tasks: their due dates, which the list of tasks tells.
_WHOSE_AND_WHEN = re.compile(
    r"(?:(?:und|and)\s+)?(?P<asked>(?:bis )?wann|(?:by|until) when|when)(?: (?:denn|jeweils))?\W*", re.IGNORECASE
)
_LONGEST = 200  # characters; a longer text is no follow-up
_READ = 400  # characters of an earlier question that are looked at for its subject


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question with its subject. If nothing is taken over, all texts are the question itself.

    Attributes:
        text: for people: the subject, and what is asked about it.
        query: for the search. It holds all of the question that began the topic: of the 15 follow-ups of gold/dev the
            right passage stands first in 11 so, in 10 with `text`, and 13 and 12 are answered rightly (2026-11-25).
        asking: the text whose words tell what is asked for.
        since: the place in the history of the question that began the topic; None if this one does.
        began: that question, with what took the place of its like since: "und für Vereine?"; empty if this one does.
    """

    text: str
    query: str
    asking: str
    since: int | None = None
    began: str = ""

    @property
    def stated(self) -> str | None:
        """The text, where something is taken over; else None."""
        return None if self.since is None else self.text

    @property
    def asks_the_same(self) -> bool:
        """Whether it asks what was asked before, of something else: "und für Vereine?"."""
        return self.since is not None and self.asking == self.query


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a conversation is about: the question that began it, the last follow-up, and the subject of that."""

    question: str
    since: int
    asked: str = ""
    focus: str = ""

    def resolved(self, focus: str) -> Resolved:
        """The follow-up with its subject put in front of it, as in "Ladegeld: Und für KMU?"."""
        if not self.asked:
            return Resolved(self.question, self.question, self.question, self.since, self.question)
        about, asked = ", ".join(filter(None, (subject(self.question), focus))), self.asked
        if _OF_THEM.search(asked) and (found := _them(self.question)):
            them, about = found
            asked = _OF_THEM.sub(lambda match: f"{match['which']} {them}", asked)
        text = f"{about}: {asked}" if about else asked
        query = " ".join(filter(None, (self.question, focus, self.asked)))
        return Resolved(text, query, self.asked, self.since, self.question)


def resolve(text: str, history: Sequence[str]) -> Resolved:
    """The question with what it takes from the history, oldest question first."""
    topic: _Topic | None = None
    for place, earlier in enumerate(_clean(one)[:_READ] for one in history):
        if heard(earlier) is None:
            topic = (topic and _moved_on(topic, earlier)) or _Topic(earlier, place)
    cleaned = _clean(text)
    moved = topic and _moved_on(topic, cleaned)
    if not topic or not moved:
        return Resolved(text, text, text)
    return moved.resolved(topic.focus if moved.asked == cleaned else moved.focus)


def read_otherwise(text: str, history: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """The other reading of a question, with the history for it; None if there is only one.

    A question that begins a topic is read as a follow-up, as if "und" stood before it; a follow-up with content words
    of its own is read without its history.
    """
    if heard(text):
        return None
    if resolve(text, history).since is not None:
        return (text, ()) if any(own_words(text)) else None
    further = as_going_on(text)
    return (further, tuple(history)) if resolve(further, history).since is not None else None


def may_begin(text: str) -> bool:
    """Whether a follow-up may as well begin a topic: it counts something and refers to nothing said before."""
    counted = [word for word in own_words(text) if _is_counted(word, text)]
    is_of_a_meeting = all(_OF_A_MEETING.fullmatch(fold(word.text)) for word in counted)
    return not (is_of_a_meeting or goes_on(text) or _points_back(text, len(text)))


def as_going_on(text: str) -> str:
    """The question in the form of a follow-up: "und wer leitet die Gruppe?"."""
    asked = _clean(text)
    first = words(asked)[:1]
    asked = asked[:1].lower() + asked[1:] if first and first[0].tag != "N" else asked
    return f"{'and' if detect(text) == 'en' else 'und'} {asked}"


def goes_on(text: str) -> bool:
    """Whether the text begins like a follow-up: "Und bis wann?"."""
    return _GOES_ON.match(fold(text).strip()) is not None


def lacks_its_topic(text: str) -> bool:
    """Whether a question names nothing, nor a figure, and goes on from something that was said: "Was kostet das?", or
    is no more than "Bis wann?"."""
    asked = _clean(text)
    if any(own_words(asked)) or any(letter.isdigit() for letter in asked):
        return False
    return bool(_ALONE.fullmatch(fold(asked))) or goes_on(asked) or _points_back(asked, len(asked))


def _clean(text: str) -> str:
    """The text on one line, without leading courtesies ("Danke! Und bis wann?") and "die" in "Und die von Hauke?"."""
    return _THOSE.sub(r"\1", without_courtesy(unicodedata.normalize("NFC", " ".join(text.split()))))


def _moved_on(topic: _Topic, text: str) -> _Topic | None:
    """The topic after a follow-up; None where the text begins a new one."""
    if len(text) > _LONGEST or heard(text):
        return None
    if with_days := _with_days(topic, text):
        return with_days
    if constraint := _constraint(text):
        return _with_constraint(topic, constraint)
    if not (_is_follow_up(topic, text) or _is_of_its_meeting(topic, text)):
        return None
    focus = ", ".join(one.of(text) for one in phrases(text)) if any(own_words(text)) else topic.focus
    question = topic.question
    for kind in CONSTRAINTS:
        if (mine := kind.search(text)) and (theirs := kind.search(question)):
            question = replaced(question, Span(*theirs.span()), mine[0])
    return replace(topic, question=question, asked=text, focus=focus)


def _them(question: str) -> tuple[str, str] | None:
    """The things that a question asks for with their prepositional phrases, and its other phrases.

    For "Welche Förderprogramme gibt es für KMU?" these are "Förderprogramme für KMU", and none. None if its first nouns
    only say where or for whom: "Was wurde im Beirat beschlossen?".
    """
    found = [(phrase, _with_preposition(question, phrase)) for phrase in phrases(question)]
    if not found or found[0][0] != found[0][1]:
        return None
    narrowing = [led.of(question) for phrase, led in found[1:] if led != phrase]
    others = [phrase.of(question) for phrase, led in found[1:] if led == phrase]
    return " ".join((found[0][0].of(question), *narrowing)), ", ".join(others)


def _with_preposition(question: str, phrase: Span) -> Span:
    """The phrase with the preposition before it, if there is one."""
    before = reversed([word for word in words(question) if word.start < phrase.start])
    led_by = list(takewhile(lambda word: word.tag in "DGP", before))
    return Span(led_by[-1].start, phrase.end) if led_by and led_by[-1].tag == "P" else phrase


def _with_days(topic: _Topic, text: str) -> _Topic | None:
    """The topic with "bis wann" behind it, where that is all that is asked, and the topic is a list of tasks."""
    asked = _WHOSE_AND_WHEN.fullmatch(text)
    form = form_of(topic.resolved(topic.focus).text) if asked else None
    if asked is None or form is None or form.kind != "task":
        return None
    words = (topic.asked or topic.question).rstrip(" ?!.")
    if not words.lower().endswith(asked["asked"].lower()):
        words = f"{words} {asked['asked'].lower()}"
    return replace(topic, asked=f"{words}?") if topic.asked else replace(topic, question=f"{words}?")


def _constraint(text: str) -> str:
    """The thing that the same is asked about: "für Großunternehmen"; empty if the text asks something itself."""
    lead = _LEAD.match(text)
    rest = text[lead.end() :].strip(" ?!.,") if lead else text.strip(" ?!.,")
    tagged = words(rest)
    if not tagged or has_interrogative(rest) or names_outcomes(rest):
        return ""
    if tagged[0].tag == "P" or any(kind.fullmatch(rest) for kind in CONSTRAINTS):
        return rest
    if _STARTS_WITH_VERB.match(rest):
        return ""
    asks = any(word.tag == "Q" for word in tagged) and not any(own_words(rest))
    return rest if lead and lead.end() and not asks else ""


def _is_follow_up(topic: _Topic, text: str) -> bool:
    folded, is_same_language = fold(text), detect(text) == detect(topic.question)
    own = next((word for word in own_words(text) if not (is_same_language and _is_counted(word, text))), None)
    if _A_NEW_THING.match(folded) or (own and asked_for(text) == "definition" and not _points_back(text, own.start)):
        return False
    named = own and next((word.start for word in own_words(text) if not names_outcomes(word.text)), len(text))
    if goes_on(text) or _FRAGMENT.fullmatch(folded) or _points_back(text, len(text) if named is None else named):
        return True
    if (_OF_THE_NETWORK.search(folded) and purpose_of(topic.question)) or _asks_of_other_tasks(topic, text):
        return False
    return own is None and not _WHICH_ARE.search(folded)


def _asks_of_other_tasks(topic: _Topic, text: str) -> bool:
    """Whether it asks for tasks, and the topic is nothing that gave any: "Was ist noch zu tun?" after a grant."""
    form = form_of(text)
    is_of_meetings = form_of(topic.question) or any(map(names_body, whole_words(topic.question)))
    return form is not None and form.kind == "task" and not is_of_meetings


def _is_counted(word: Word, text: str) -> bool:
    return _COUNTS.search(text[: word.start]) is not None


def _is_of_its_meeting(topic: _Topic, text: str) -> bool:
    """Whether the text only asks for a fact of a meeting, or for what came out, without a time and not for all that is
    due, and the topic names a meeting."""
    named = [fold(word.text) for word in words(text) if word.tag in "NQ"]
    is_fact = named != [] and all(_OF_A_MEETING.fullmatch(one) or names_outcomes(one) for one in named)
    is_of_any = re.search(TIME, text, re.IGNORECASE) or _OF_ALL.search(fold(text))
    return is_fact and not is_of_any and any(map(names_body, whole_words(topic.question)))


def _points_back(text: str, before: int) -> bool:
    """Whether a pronoun before this offset refers to something said earlier."""
    pointer = _POINTS_BACK[detect(text)].search(fold(text))
    if pointer and pointer.start() <= len(fold(text[:before])):
        return True
    has_case = any(letter.isupper() for letter in text[1:])
    noun = next((word.start for word in words(text) if word.tag in "NQ"), len(text))
    small = _SMALL.search(text) if has_case else None
    return bool(small and small.start() < noun) or any(
        that.start() < before and _is_pronoun(that["behind"].split(), has_case) for that in _THAT.finditer(text)
    )


def _is_pronoun(behind: Sequence[str], has_case: bool) -> bool:
    """Whether a "das" before these words stands alone: "hat das beschlossen", unlike "das neue Netzwerk"."""
    if not behind or not has_case:
        return not behind or fold(behind[0]) in _BEHIND_PRONOUN
    between = list(takewhile(str.islower, behind))
    if len(between) == len(behind) or any(is_stopword(fold(word)) for word in between):
        return True
    return bool(between) and not _LIKE_ADJECTIVE.fullmatch(between[-1])


def _with_constraint(topic: _Topic, constraint: str) -> _Topic:
    """The topic with the constraint instead of its counterpart, or behind what was asked last."""
    if topic.asked and (tasks := whose_tasks(topic.asked, constraint)):
        return replace(topic, asked=tasks, focus="")
    if question := narrowed(topic.question, constraint):
        return replace(topic, question=question)
    if topic.asked:
        return replace(topic, asked=added(topic.asked, constraint))
    return replace(topic, question=added(topic.question, constraint))
