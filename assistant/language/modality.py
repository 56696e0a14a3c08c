"""How strictly a text speaks (must, should, can, is planned, usually), and of how many (all, most, some, few)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.language.figures import A_PART, AN_ENGLISH_PART
from assistant.records import Span

Mood = Literal["must", "should", "can", "plan", "usual"]
Scope = Literal["all", "most", "some", "few", "only"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that sets the mood or scope of its clause. One that is only `implied` may be left out of a paraphrase."""

    mood: Mood | Scope
    span: Span
    implied: bool = False


# What somebody asks, fears, demands or tries is not so.
_OPEN = "|".join(
    (
        r"(?:über)?prüf(?:t|en|te[n]?)|(?:über)?geprüft|fr(?:ag|äg)(?:t|en|te[n]?)|gefragt|unklar|offen|fraglich|strittig",
        r"(?:be)?zweifel(?:t|n|te[n]?)|vermut(?:et?|en|ete[n]?)|befürcht(?:et?|en|ete[n]?)|glaub(?:t|en|te[n]?)|behaupt(?:et?|en|ete[n]?)",
        r"hoff(?:t|en|te[n]?)|gehofft|wünsch(?:t|en|te[n]?)|gewünscht|forder(?:t|n|te[n]?)|gefordert|bitte[nt]?|bat(?:en)?|gebeten",
        r"beantrag(?:t|en|te[n]?)|vorgeschlagen|vorschlag|angeregt|angestrebt|versuch(?:t|en|te[n]?)",
        r"beauftrag(?:t|en|te[n]?)|angewiesen|ersuch(?:t|en|te[n]?)|aufgefordert|angehalten|angekündigt|zugesagt|versprochen|verspr[ia]ch(?:t|en)?",
        r"schl(?:äg|ag|ug)(?:t|en)?(?=[^.;:]{0,80}\svor\b)|(?:reg|streb)(?:t|en|te[n]?)(?=[^.;:]{0,80}\san\b)",
    )
)
_OPEN_IN_ENGLISH = (
    r"asks?|asked|wonder(?:s|ed)?|check(?:s|ed)?|doubt(?:s|ed)?|demand(?:s|ed)?|propose[sd]?|suggest(?:s|ed)?|hope[sd]?"
    r"|fear(?:s|ed)?|suspect(?:s|ed)?|believe[sd]?|request(?:s|ed)?"
)
_A_TO = r"(?:zu\s[a-zäöüß]{2,30}n|[a-zäöüß]{2,8}zu[a-zäöüß]{3,30}n)\b"
_DEPENDING = rf"(?=[^.;:]{{0,120}},\s(?:dass|ob|(?:[^.;:,]{{1,150}}\s)?{_A_TO}))"


_MOODS: tuple[tuple[Mood, bool, str], ...] = (
    (
        "must",
        False,
        r"m[uü]ss(?:en|t?e[n]?|te[n]?)?|muß|verpflichte\w*|zwingend\w*|obligatorisch\w*|erforderlich\w*|notwendig\w*"
        r"|verbindlich\w*|must|shall|(?:ha(?:ve|s)|needs?)\sto|required|mandatory|obliged",
    ),
    ("must", True, r"(?:ist|sind|hat|haben)\s(?:[^.;]{0,150}\s)?(?:\w+zu\w+en|zu\s\w+e?n)"),
    ("should", False, r"soll(?:en|te|ten)?|empf(?:ie|[ea])hl\w*|empfohlen\w*|empfehlung\w*|should|ought|recommend\w*"),
    (
        "can",
        False,
        r"kann(?:st)?|könn(?:en|t|te|ten)|konnte[n]?|d[aü]rf(?:en|te[n]?)?|möglich|optional|freiwillig|gegebenenfalls|ggf\.?"
        r"|may|can|could|might|possible|allowed|permitted",
    ),
    (
        "can",
        True,
        r"\w*berechtigt\w*|\w+fähig(?!keit)\w*|zulässig\w*|eligible|entitled|bis\szu|höchst\w*|maximal|up\sto",
    ),
    (
        "plan",
        False,
        r"will|wollen|wollte[n]?|plan(?:t|en|te[n]?)|geplant\w*|beabsichtig\w+|vorgesehen\w*|sieht(?=.{0,120}\svor\b)|ziel(?:t|en)?|voraussichtlich\w*|intends?|plans?"
        r"|planned|aims?|goal|objective|expect(?:s|ed)?|erwart\w+|prognos\w+|likely",
    ),
    (
        "plan",
        False,
        r"möchten?|in\saussicht|möglicherweise|vielleicht|vermutlich|(?:höchst)?wahrscheinlich|womöglich|eventuell|unter\sumständen|wohl(?=\s[a-zäöüß])"
        r"|angeblich|mutmaßlich|perhaps|probably|possibly|presumably|allegedly",
    ),
    ("plan", False, rf"(?:{_OPEN}){_DEPENDING}"),
    ("plan", False, r"(?:instruct|task|commission|mandat|urg)(?:s|ed|es)(?=\s(?:[^.;:]{1,80}\s)?to\s)"),
    ("plan", False, rf"(?:{_OPEN_IN_ENGLISH})(?=\s(?:[^.;:,]{{1,60}}\s)?(?:that|whether)\b)"),
    (
        "plan",
        True,
        r"beschl[iou]\w+|vereinbar\w*|einig\w+\ssich|sich\seinig\w*|decide[sd]?|agreed?|wünsch\w*|wish(?:es)?|wants?",
    ),
    (
        "usual",
        False,
        r"i(?:n\sder\sregel|m\sregelfall)|i\.\s?d\.\s?r\.|grundsätzlich|üblicherweise|normalerweise|meist(?:ens)?|gewöhnlich|usually|generally"
        r"|normally|as\sa\srule",
    ),
)
# "Jeder dritte" is a share.
_EACH = rf"jede[mnrs]?(?!\s{A_PART}(?!\w))|every(?!\s{AN_ENGLISH_PART}(?!\w))"
_SCOPES: tuple[tuple[Scope, str], ...] = (
    (
        "all",
        rf"(?<!vor\s)alle[mnrs]?(?!\w)|sämtliche\w*|{_EACH}|immer|stets|jederzeit|ausnahmslos|all|each|always",
    ),
    ("most", r"(?:die|den|der)\smeisten|überwiegend|größtenteils|most(?!\w)(?:\sof)?"),
    (
        "some",
        r"einige[mnrs]?(?!\ssich)|manche[mnrs]?|mehrere[nr]?|viele[nr]?|viel|teilweise|teils|vereinzelt|some|many|several|much|partly",
    ),
    (
        "few",
        r"wenige(?:[nm]|r(?!\sals))?|kaum|selten|ausnahmsweise|in\s(?:[a-zäöüß]{1,20}\s){0,2}(?:einzel|ausnahme)fällen"
        r"|im\s(?:[a-zäöüß]{1,20}\s){0,2}ausnahmefall|im\s(?:[a-zäöüß]{1,20}\s){1,2}einzelfall"
        r"|few|hardly|rarely|exceptionally|in\s(?:\w{1,20}\s)?exceptional\scases",
    ),
    ("only", r"nur|ausschließlich|lediglich|only|solely|exclusively"),
)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)


_MOOD_PATTERNS = tuple((mood, implied, _compiled(pattern)) for mood, implied, pattern in _MOODS)
_SCOPE_PATTERNS = tuple((scope, _compiled(pattern)) for scope, pattern in _SCOPES)
_NOT_ONLY = re.compile(r"(?:nicht|not)\s\Z", re.IGNORECASE)
_WILL = re.compile(r"will", re.IGNORECASE)
_IS_LEFT_OPEN = _compiled(
    r"(?:verlang|(?:an|auf)?forder|bitt|vorschl[aä]g|schl[aäu]g|vermut|befürcht|hoff|anreg|frag|(?:über)?prüf|zweifel|bezweifel|(?:an)?streb"
    r"|versuch|bemüh|glaub|w[uü]nsch|dräng|appell|erwäg|erwog)\w*|ge(?:prüft|beten|fordert|wünscht)|ob|ungewiss|unsicher|unklar|offen|fraglich"
    r"|könnten?|dürften?|würden?|sei(?:en)?|denkbar|zufolge|nach\s(?:ansicht|meinung|einschätzung)|ask\w*|whether|demand(?:s|ed)|urge\w*|propos\w*|suggest\w*|hope[sd]?|fear(?:s|ed)?|suspect\w*"
)


def is_left_open(text: str, clause: Span) -> bool:
    """Whether a clause has a word by which it may tell as asked, demanded or feared what it says, or is one."""
    return _IS_LEFT_OPEN.search(text, clause.start, clause.end) is not None


def moods(text: str, clause: Span, *, is_english: bool) -> Iterator[Cue]:
    """The moods of one clause. The English "will" is the future, the German one a plan; "Sollte ..." is a
    condition, and "May" a month.
    """
    for mood, implied, pattern in _MOOD_PATTERNS:
        for match in pattern.finditer(text, clause.start, clause.end):
            is_other = match[0] in ("Sollte", "Sollten", "Should", "May")
            if not is_other and not (is_english and _WILL.fullmatch(match[0])):
                yield Cue(mood, Span(*match.span()), implied)


def scopes(text: str, clause: Span) -> Iterator[Cue]:
    """The words that say how much a clause covers, such as "nur"; "nicht nur" is left out, for it restricts nothing."""
    for scope, pattern in _SCOPE_PATTERNS:
        for match in pattern.finditer(text, clause.start, clause.end):
            if not (scope == "only" and _NOT_ONLY.search(text, max(clause.start, match.start() - 6), match.start())):
                yield Cue(scope, Span(*match.span()))
