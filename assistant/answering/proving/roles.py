"""Who does what to whom: whether a sentence exchanges two things that its quotes name.

"A fördert B" does not prove "B fördert A", but "B wird von A gefördert". German moves its phrases freely, so the role
of a noun is told by its preposition, its article and the voice of the verb, and only then by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.proving.proof import Proof
from assistant.answering.proving.statements import Clause, Statement, Term
from assistant.language.lemmas import kind
from assistant.language.thesaurus import is_actor, is_copula

# Words before a noun -> its role. "von" in a passive names who acts.
_PREPOSITIONS = {
    **dict.fromkeys(("von", "vom", "durch", "seitens", "by"), "by"),
    **dict.fromkeys(("an", "to"), "to"),
    **dict.fromkeys(("aus", "from"), "from"),
    **dict.fromkeys(("als", "than"), "than"),
    **dict.fromkeys(("für", "for"), "for"),
    **dict.fromkeys(("mit", "with"), "with"),
    **dict.fromkeys(
        ("in", "im", "ins", "bei", "beim", "am", "auf", "über", "unter", "zu", "zum", "zur", "nach", "vor"), "in"
    ),
    **dict.fromkeys(
        ("seit", "bis", "ab", "laut", "gemäß", "um", "neben", "ohne", "gegen", "at", "on", "of", "under"), "in"
    ),
    **dict.fromkeys(("before", "after", "until", "since", "within", "innerhalb", "trotz", "wegen", "pro", "je"), "in"),
}
_OBJECT_ARTICLES = frozenset(
    ("den", "dem", "einen", "einem", "diesen", "diesem", "jeden", "jedem", "keinen", "keinem", "ihn", "ihm")
)
_PASSIVE = re.compile(
    r"\b(?:wird|werden|wurden?|worden|(?:is|are|was|were|been|being)\s\w+(?:ed|en|nt|ht)\b)", re.IGNORECASE
)
# "20 Prozent Eigenanteil": the noun may be anything to the verb.
_MEASURED = re.compile(r"\d\s?(?:%|€|Prozent|Euro|EUR)?\s\Z")
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
_TITLES = frozenset(["herr", "herrn", "frau", "dr", "prof", "mr", "mrs", "ms"])


def exchanged(claim: Statement, proof: Proof) -> tuple[str, str] | None:
    """Two words of the sentence whose roles are exactly exchanged in a clause of the quotes that names both."""
    known = [roles(proof.text, clause) for clause in proof.clauses]
    for clause in claim.clauses:
        mine = roles(claim, clause)
        for theirs in known if len(mine) > 1 else ():
            if pair := _swapped(mine, theirs):
                return pair
    return None


def _swapped(mine: dict[str, tuple[str, str]], theirs: dict[str, tuple[str, str]]) -> tuple[str, str] | None:
    shared = [concept for concept in mine if concept in theirs]
    for one in shared:
        for other in shared:
            (first, form), (second, form2) = mine[one], mine[other]
            if first == second or (theirs[one][0], theirs[other][0]) != (second, first):
                continue
            if {first, second} == {"subject", "object"} and _is_actor(one, form) != _is_actor(other, form2):
                continue  # the one that can act does, wherever it stands
            return form, form2
    return None


def _is_actor(word: str, form: str) -> bool:
    """Whether a noun names somebody: a person, an office, a firm."""
    return is_actor(word) or kind(form, "de", is_first=False) == "name"


def roles(text: Statement, clause: Clause) -> dict[str, tuple[str, str]]:
    """(role, word) of each noun of a clause, by its concept."""
    found: dict[str, tuple[str, str]] = {}
    terms = {term.start: term for term in clause.terms if not term.is_light}
    is_passive = _PASSIVE.search(text.text, clause.span.start, clause.span.end) is not None
    is_equation = not any(term.word.kind == "verb" and not is_copula(term.concept) for term in clause.terms)
    for term, role in _walk(text.text, clause, terms, text.language == "en"):
        if is_passive:
            role = {"subject": "object", "by": "subject"}.get(role, role)
        if is_equation and role in ("subject", "object"):
            role = "named"
        found.setdefault(term.concept, (role, term.word.form))
    return found


def _walk(text: str, clause: Clause, terms: dict[int, Term], is_english: bool) -> Iterator[tuple[Term, str]]:
    """Each noun with the role that its own phrase gives it."""
    preposition, article, before = "", "", ""
    has_subject = False
    follows_noun = False
    for match in _TOKEN.finditer(text, clause.span.start, clause.span.end):
        token = match[0].lower()
        term = terms.get(match.start())
        if term and _MEASURED.search(text, max(clause.span.start, match.start() - 12), match.start()):
            article, preposition, before, follows_noun = "", "", "measured", True
            continue
        if term and (term.word.kind in ("noun", "name") or (is_english and term.word.kind == "other")):
            if token in _TITLES or (follows_noun and not article and not preposition):
                continue  # an apposition: "die Stadt Wolfsburg"
            if article == "des" or (article == "der" and follows_noun) or (is_english and preposition == "of"):
                role = "of"
            elif preposition:
                role = preposition
            elif article in _OBJECT_ARTICLES or has_subject:
                role = "object"
            else:
                role, has_subject = "subject", True
            yield term, role
            preposition, article, before, follows_noun = "", "", role, True
            continue
        if token in _PREPOSITIONS:
            preposition = preposition if preposition == "than" else _PREPOSITIONS[token]
            article, follows_noun = "", False
        elif token in ("der", "des", *_OBJECT_ARTICLES):
            article = token
        elif token in ("und", "oder", "and", "or", ","):
            preposition = preposition or (before if before not in ("subject", "object", "of") else "")
            follows_noun = False
        elif term is None or term.word.kind == "verb":
            follows_noun = False
