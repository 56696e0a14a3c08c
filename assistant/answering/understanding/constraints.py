"""A question with something else in the place of its like: "für Großunternehmen" in that of "für KMU"."""

from __future__ import annotations

import re
from itertools import takewhile

from assistant.knowledge.minutes.meeting.bodies import names_body
from assistant.knowledge.minutes.people.persons import ANYBODY
from assistant.knowledge.minutes.questions.outcome_beginnings import ADJECTIVE, TASKS, WHICH
from assistant.knowledge.minutes.questions.outcome_forms import form_of, names_outcomes
from assistant.knowledge.programmes.stakeholders import LANDS
from assistant.language.dates import A_MONTH
from assistant.language.subject import GROUP, PROGRAMME, own_words, phrases, tells_nouns, words
from assistant.language.terms import whole_words
from assistant.records import Span

_CONDITION = re.compile(r"(?:wenn|falls|sofern|if)\b", re.IGNORECASE)
_LAND = f"(?:{'|'.join(LANDS)}|NRW)"
_YEAR = r"(?:19|20)\d\d"
_MONTH = rf"(?:\d{{1,2}}(?:\.\s?|\s))?{A_MONTH}(?:\s{_YEAR})?"
_TODAY = r"(?:heute|jetzt|derzeit|aktuell|momentan|inzwischen|today|now|currently)"
_A_DAY = re.compile(rf"(?:am|vom|on|of)\s+\d{{1,2}}(?:\.\s?|\s){A_MONTH}\s{_YEAR}", re.IGNORECASE)
TIME = rf"(?:(?<![\d.])\d{{1,2}}\.\d{{1,2}}\.{_YEAR}|{_MONTH}|(?<![\d.]){_YEAR}|{_TODAY})"
_PREPOSITION = (
    r"(?:für|fuer|beim?|vo[nm]|i[nm]|ab|bis|seit|mit|zu[mr]?|a[nm]|auf|nach|aus|for|at|on|of|since|from|with)"
)
_THE = r"(?:die|der|den|dem|das|ein|eine|einen|einem|einer|the|an?)"
_AND = r"(?:\s*[,/]\s*|\s+)(?:(?:und|oder|and|or)\s+)?"
_SIZED = r"\b(?:small|medium(?:[ -]sized)?|large|big)"
# Without a preposition or an article before it a word in "-en" is a verb: "bekommen Vereine".
_DESCRIBED = (
    rf"(?:(?:\b{_PREPOSITION}\s+(?:{_THE}\s+)?|\b{_THE}\s+)(?:(?:\b[a-zäöüß]+(?:e|en|er)|{_SIZED}){_AND}){{0,6}}"
    rf"|(?:(?:\b[a-zäöüß]+e|{_SIZED}){_AND}){{0,6}})"
)
_OF_A_NAME = "-(?-i:[a-zäöü])"  # "KMU-innovativ"
# What narrows a question; of one kind one is in force.
CONSTRAINTS = tuple(
    re.compile(rf"{_DESCRIBED}\b{kind}\b(?!{_OF_A_NAME})", re.IGNORECASE) for kind in (GROUP, _LAND, TIME)
)
_OF_A_GROUP = re.compile(rf"\b[a-zäöüß]+(?:e|en|er)(?=\s+{GROUP}\b)", re.IGNORECASE)
_ONLY_ADJECTIVE = re.compile(r"(?:(?:für|fuer|for)\s+)?(?:die\s+)?([a-zäöüß]+(?:e|en|er))", re.IGNORECASE)
_NUMBERED = re.compile(r"\b([A-ZÄÖÜ]\w+)\s+(\d+(?:\.\d+)*|[A-Z]|[IVX]+)\b")
_LEFT = re.compile(rf"(?:\b(?P<preposition>{_PREPOSITION})\s+)?(?P<article>\b{_THE}\s+)?$", re.IGNORECASE)
_STARTS_WITH = re.compile(rf"(?P<preposition>{_PREPOSITION})\b|(?P<article>{_THE})\b", re.IGNORECASE)
# What a programme is called, or what it gives: "Gutschein", "Prototypenfonds", "Tilgungszuschuss".
_PROGRAMME = re.compile(
    rf"\b(?P<own>[\w-]{{3,}})?(?:{PROGRAMME}|scheck|programm|zuschuss|prämie|praemie|darlehen|stipendium)s?\b",
    re.IGNORECASE,
)
# What is asked of the time before, and takes nothing's place: "und früher?".
_EARLIER = re.compile(
    r"\b(?:fr(?:ü|ue)her|vorher(?:igen)?|vorigen|vorangegangenen|zuvor|davor|damals|previous(?:ly)?|formerly|earlier|before)\b",
    re.IGNORECASE,
)
# The meeting that was the last one, until a day is named: "beim letzten Lenkungskreis".
_LAST_ONE = re.compile(
    r"\b(?:(?:letzte|j(?:ü|ue)ngste|neu(?:e)?ste)[nmrs]?|last|latest)\s"
    r"(?!jahr|halbjahr|quartal|monat|woche|tag|year|quarter|month|week|day)(?P<what>[\w-]+)",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(ANYBODY)
_CALLED = re.compile(
    r"(?:(?i:herrn?|frau|dr\.|prof\.|mrs?\.?|ms\.?)\s+)*[A-ZÄÖÜ][\w’'-]*\.?(?:\s+[A-ZÄÖÜ][\w’'-]*){0,2}"
)
_WHICH_TASKS = re.compile(rf"\W*{WHICH}{ADJECTIVE}\s+(?:(?P<english>tasks|action items)|{TASKS})\b", re.IGNORECASE)
_BARE_THING = re.compile(rf"(?:{_THE}\s+)?(?P<noun>[^\W\d_]+(?:-[^\W\d_]+)?)", re.IGNORECASE)
_LEAST_LETTERS = 4  # of a noun that others are kinds of: "Rat" ends "Vorrat"
_OBJECT = re.compile(r"den\s", re.IGNORECASE)
_SAME_PREPOSITION = {"beim": "bei", "vom": "von", "im": "in", "zum": "zu", "zur": "zu", "am": "an", "fuer": "für"}


def added(question: str, constraint: str) -> str:
    """The question with the constraint behind it."""
    joins = words(constraint)[0].tag == "P" or any(kind.match(constraint) for kind in (*CONSTRAINTS, _EARLIER))
    joint = " " if joins else ", "
    return f"{question.rstrip(' ?!.')}{joint}{constraint}?"


def whose_tasks(question: str, name: str) -> str:
    """The question for tasks with the name of whose they are, or of the body that gave them: "Welche Aufgaben von Hauke
    gab es?"; empty where it asks for none, or names somebody, or that is no name."""
    form = form_of(question)
    asks = form and form.kind == "task" and not form.match.groupdict().get("person")
    tasks = _WHICH_TASKS.match(question) if asks else None
    if tasks is None or not _CALLED.fullmatch(name) or names_outcomes(name):
        return ""
    if any(map(names_body, whole_words(name))):
        return added(question, f"{'in' if tasks['english'] else 'bei'} {name}")
    return f"{tasks[0]} {'of' if tasks['english'] else 'von'} {name}{question[tasks.end() :]}"


def narrowed(question: str, constraint: str) -> str:
    """The question with the constraint in the place of its like; empty where it holds none."""
    if _CONDITION.match(constraint):
        return ""
    if tasks := whose_tasks(question, constraint):
        return tasks
    adjective = _ONLY_ADJECTIVE.fullmatch(constraint)
    if adjective and _is_adjective(adjective[1]) and _OF_A_GROUP.search(question):
        return _OF_A_GROUP.sub(adjective[1], question, count=1)
    for kind in CONSTRAINTS:
        mine, theirs = kind.search(constraint), kind.search(question)
        if mine and theirs:
            return replaced(question, Span(*theirs.span()), constraint)
    if _A_DAY.fullmatch(constraint) and (last := _LAST_ONE.search(question)):
        return replaced(question, Span(*last.span()), f"{last['what']} {constraint}")
    if place := _somebody(question, constraint) or _numbered(question, constraint):
        return replaced(question, place, constraint)
    if thing := _kind_of_that(question, constraint):
        return replaced(question, *thing)
    parallel = _parallel(question, constraint)
    return replaced(question, parallel, _spelled_like(question, constraint)) if parallel else ""


def _spelled_like(question: str, constraint: str) -> str:
    """The constraint with a capital at its noun, its last word, where the question tells nouns by theirs."""
    noun = re.search(r"(?<![\w-])[a-zäöüß]+\Z", constraint)
    if noun is None or not constraint.islower() or not tells_nouns(question):
        return constraint
    return f"{constraint[: noun.start()]}{noun[0].capitalize()}"


def _is_adjective(word: str) -> bool:
    """Whether a word that ends like an adjective is one: "mittlere", but neither "Hessen" nor "vereine"."""
    return word[:1].islower() and not any(kind.fullmatch(word) for kind in CONSTRAINTS)


def _somebody(question: str, constraint: str) -> Span | None:
    """Where the question names somebody: the one person in it, or whose tasks it asks for, where another is named."""
    if not _CALLED.fullmatch(constraint):
        return None
    form = form_of(question)
    if form and form.match.groupdict().get("person"):
        return Span(*form.match.span("person"))
    named = list(_SOMEBODY.finditer(question))
    return Span(*named[0].span()) if len(named) == 1 and _SOMEBODY.fullmatch(constraint) else None


def _numbered(question: str, constraint: str) -> Span | None:
    """Where the question names another one of what the constraint numbers: "Phase 1" for "in Phase 2"."""
    numbered = {match[1] for match in _NUMBERED.finditer(constraint)}
    return next((Span(*match.span()) for match in _NUMBERED.finditer(question) if match[1] in numbered), None)


def _kind_of_that(question: str, constraint: str) -> tuple[Span, str] | None:
    """Where the question asks for things of that kind, and the thing: "Kosten" for "die Personalkosten"."""
    thing = _BARE_THING.fullmatch(constraint)
    if thing is None:
        return None
    held = (word for word in words(question) if word.tag in "NQ" and len(word.text) >= _LEAST_LETTERS)
    kind = next((word for word in held if _is_kind_of(word.text.lower(), thing["noun"].lower())), None)
    return (Span(kind.start, kind.end), _spelled_like(question, thing["noun"])) if kind else None


def _is_kind_of(head: str, compound: str) -> bool:
    return compound.endswith(head) and len(compound) >= len(head) + _LEAST_LETTERS - 1


def _parallel(question: str, constraint: str) -> Span | None:
    """What stands behind the same preposition, or the one thing that the question is about, by its own words.

    Of "Förderung bei go-guss" that is "go-guss".
    """
    if _EARLIER.search(constraint) or any(kind.search(constraint) for kind in CONSTRAINTS):
        return None
    starts = _STARTS_WITH.match(constraint)
    if starts and starts["preposition"]:
        other = _PROGRAMME.search(constraint) and _programme(question)
        return _behind(question, _same(starts["preposition"])) or other
    found = phrases(question)
    if len(found) != 1:
        return None
    [phrase] = found
    own = next((word.start for word in own_words(question) if phrase.start <= word.start < phrase.end), phrase.start)
    before = [word for word in words(question) if phrase.start <= word.start < own]
    described = [word.start for word in takewhile(lambda word: word.tag == "A", reversed(before))]
    return Span(min([own, *described]), phrase.end)


def _behind(question: str, preposition: str) -> Span | None:
    """The last nouns that stand behind this preposition, the preposition included."""
    tagged = words(question)
    tags = "".join(word.tag for word in tagged)
    found = [
        match
        for match in re.finditer(r"P[DG]?A*N+", tags)
        if _same(tagged[match.start()].text) == preposition
        and not any(kind.search(question, tagged[match.start()].start) for kind in CONSTRAINTS)
    ]
    return Span(tagged[found[-1].start()].start, tagged[found[-1].end() - 1].end) if found else None


def _programme(question: str) -> Span | None:
    """The last programme that the question names, by what its name ends with, behind a preposition or as an object, and
    what stands before it: "für den Prototypenfonds" where "beim Gutschein" is asked next.

    Not the subject, which is what is asked for: "Wie hoch ist der Tilgungszuschuss?" """
    tagged, found = words(question), None
    for match in re.finditer(r"P?[DG]?A*N+", "".join(word.tag for word in tagged)):
        first, end = tagged[match.start()], tagged[match.end() - 1].end
        named = _PROGRAMME.search(question, first.start, end)
        if named and (first.tag == "P" or (named["own"] and _OBJECT.match(question, first.start))):
            found = Span(first.start, end)
    return found


def _same(preposition: str) -> str:
    return _SAME_PREPOSITION.get(preposition.lower(), preposition.lower())


def replaced(question: str, place: Span, constraint: str) -> str:
    """The question with `constraint` in that place; where both bring a preposition or an article, one goes."""
    own, starts = _STARTS_WITH.match(place.of(question)), _STARTS_WITH.match(constraint)
    left = question[: place.start]
    if starts and not own and (before := _LEFT.search(left)):
        left = left[
            : before.start() if starts["preposition"] else before.start("article") if before["article"] else place.start
        ]
    elif own and own["preposition"] and not (starts and starts["preposition"]):
        left = f"{left}{own[0]} "
    return f"{left}{constraint}{question[place.end :]}"
