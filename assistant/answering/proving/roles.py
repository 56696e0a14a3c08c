"""Who does what to whom: whether a sentence exchanges two things that its quotes name.

"A fördert B" does not prove "B fördert A", but "B wird von A gefördert". German moves its phrases freely, so the role
of a noun is told by its preposition, its article and the voice of the verb, and only then by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from assistant.answering.proving import places
from assistant.answering.proving.prepositions import PREPOSITIONS
from assistant.answering.proving.proof import Proof
from assistant.answering.proving.statements import Clause, Statement, Term, covers
from assistant.language.tenses import is_past_form
from assistant.language.thesaurus import is_actor, is_copula, is_mutual, is_mutual_with, is_receiving
from assistant.records import Span

_OBJECT_ARTICLES = frozenset(
    ("den", "dem", "einen", "einem", "diesen", "diesem", "jeden", "jedem", "keinen", "keinem", "ihn", "ihm")
)
_OTHER_ARTICLES = frozenset(("die", "das", "ein", "eine", "the", "a", "an"))
_BE = r"(?:is|are|was|were|be|been|being)(?:\s(?:not|also|now|\w+ly))?\s"
_PARTICIPLE = r"(?:\w+(?:ed|en|nt|ht)|paid|made|held|led|built|sold|told|found|done|won|run|met|set|put)\b"
_PASSIVE = re.compile(rf"\b(?:(?:wird|werden|wurden?|worden)\b|{_BE}{_PARTICIPLE})", re.IGNORECASE)
_EQUATES = re.compile(rf"\b(?:{_BE}(?!\w+ing\s)|(?:means?|remains?|becomes?|equals?)\b)", re.IGNORECASE)
_MEASURE = re.compile(r"\d+|%|€|prozent|percent|euros?|eur")
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
_FORENAME = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+\s[A-ZÄÖÜ][a-zäöüß]")
# With one before it, a row of two nouns need be nobody: "das Projekt Hafenlicht".
_ARTICLE = re.compile(
    r"\b(?:d(?:ie|er|as|en|em|es)|(?:dies|jed|jen|[kmds]?ein|ihr|unser)\w{0,2})\s(?:[a-zäöüß]+\s){0,2}\Z", re.IGNORECASE
)
_A_PAIR = 2
# What stands before the verb, and behind a comma behind it, of a clause that goes on without a subject.
_LEADS_ON = re.compile(r",?\s(?:(?:und|oder|aber|sondern)\s(?:(?:aber|auch|dann)\s)?)?")
_BUT = re.compile(r"\s(?:aber|jedoch|dann|zudem|danach|auch)\b")
# "Frau Wolf, die Herrn Ott vertritt, ...".
_WHO = re.compile(r",\s(?:d(?:er|ie|as)|welche[rs]?)\s(?:Herrn?|Frau|[A-ZÄÖÜ]\w{1,60})\s[^,]{0,200}[a-zäöüß]\Z")
# Where a clause that belongs to another one begins, and how many of them are looked at.
_PART = re.compile(r"(?<!\d),\s|\s(?=that\s)")
_MOST_PARTS = 4
_REACH = 40  # so many characters before a noun hold its article
_TITLES = frozenset(["herr", "herrn", "frau", "dr", "prof", "mr", "mrs", "ms"])
_OBJECT_TITLE = "herrn"


class Noun(NamedTuple):
    """A noun in its clause. It `is_marked` where its article tells that it is no subject, and `acts` if it can.

    `of` is the concept of the noun before a genitive: "das Gutachten des Ministeriums". It `is_full_name` where two
    stand in a row without an article: "Anna Wolf", both of which may be in a dictionary.
    """

    role: str
    form: str
    is_marked: bool
    acts: bool
    of: str = ""
    is_full_name: bool = False


def exchanged(claim: Statement, proof: Proof) -> tuple[str, str] | None:
    """Two words of the sentence whose roles are exactly exchanged in a clause of the quotes that names both."""
    sources = [part for clause in proof.clauses for part in parts(proof.text, clause)]
    known = [roles(proof.text, part) for part in sources]
    is_english = claim.language == proof.text.language == "en"
    ordered = places.sequence(proof.text) & places.sequence(claim)
    for clause in claim.clauses:
        mine = roles(claim, clause)
        is_told = any(_is_told(clause, mine, part, theirs) for part, theirs in zip(sources, known, strict=True))
        for part, theirs in zip(sources, known, strict=True) if len(mine) > 1 and not is_told else ():
            is_ordered = is_english and _says_alike(clause, part)
            free = _Free(ordered, claim, clause, proof.text, part)
            if pair := _swapped(mine, theirs, free, is_ordered=is_ordered) or _owned_by_another(mine, theirs):
                return pair
        for part, theirs in zip(sources, known, strict=True):
            is_mutually = any(is_mutual(verb) or is_mutual_with(verb) for verb in clause.verbs)
            is_shared = not is_mutually and clause.verbs & part.verbs
            if is_shared and (pair := _others_act(mine, theirs, ordered)):
                return pair
    return _turned_round(claim, proof, sources, known)


def _is_told(clause: Clause, mine: Mapping[str, Noun], part: Clause, theirs: Mapping[str, Noun]) -> bool:
    """Whether a quote has a verb of the sentence with all that both name in the roles of the sentence."""
    shared = mine.keys() & theirs.keys()
    is_alike = len(shared) > 1 and all(_is_alike(mine[word], theirs[word]) for word in shared)
    return is_alike and not _verbs(clause).isdisjoint(_verbs(part))


def _is_alike(one: Noun, other: Noun) -> bool:
    return (one.role, one.of) == (other.role, other.of)


def _verbs(clause: Clause) -> set[str]:
    return {term.concept for term in clause.terms if term.word.kind == "verb"}


class _Free(NamedTuple):
    """Which nouns of a clause and of one of the quotes may have each other's role."""

    ordered: frozenset[tuple[str, str]]
    claim: Statement
    clause: Clause
    source: Statement
    part: Clause

    def holds(self, one: str, other: str, roles: frozenset[str], *, both_act: bool) -> bool:
        if (one, other) in self.ordered or (other, one) in self.ordered:
            return True
        return all(
            places.are_mutual(text, clause, frozenset((one, other)), roles, both_act=both_act)
            for text, clause in ((self.claim, self.clause), (self.source, self.part))
        )


def _says_alike(clause: Clause, part: Clause) -> bool:
    """Whether both share more than two nouns, and so perhaps the verb: "The region has several car makers" says what
    "Several car makers shape the region" does."""
    return len(clause.concepts & part.concepts) > _A_PAIR and _receives(clause) == _receives(part)


def _owned_by_another(mine: Mapping[str, Noun], theirs: Mapping[str, Noun]) -> tuple[str, str] | None:
    """A genitive that belongs to another noun than in the quote, where that one has another genitive."""
    owners = {noun.of: word for word, noun in theirs.items() if noun.of}
    for word, noun in mine.items():
        known = theirs.get(word)
        if noun.of and known and known.of not in ("", noun.of) and owners.get(noun.of, word) != word:
            return mine[noun.of].form if noun.of in mine else noun.of, noun.form
    return None


def _others_act(
    mine: Mapping[str, Noun], theirs: Mapping[str, Noun], ordered: frozenset[tuple[str, str]]
) -> tuple[str, str] | None:
    """Somebody who does in the sentence what another does in the quote, where both name both."""
    doers = {word for word, noun in mine.items() if noun.role == "subject" and noun.acts}
    known = {word for word, noun in theirs.items() if noun.role == "subject" and noun.acts}
    if not doers or not known or doers & known or not (doers <= theirs.keys() and known <= mine.keys()):
        return None
    one, other = min(doers), min(known)
    return None if {(one, other), (other, one)} & ordered else (mine[one].form, mine[other].form)


def _turned_round(
    claim: Statement, proof: Proof, sources: Sequence[Clause], known: Sequence[Mapping[str, Noun]]
) -> tuple[str, str] | None:
    """Somebody who receives in the sentence from whom he gives to in the quotes, or the other way round.

    A clause of the quotes that leaves out what the sentence says in other words of theirs speaks of something else.
    """
    places = [(part, _transfers(part, nouns)) for part, nouns in zip(sources, known, strict=True)]
    for clause in claim.clauses:
        said = clause.concepts & proof.concepts
        others = [pairs for part, pairs in places if _receives(part) != _receives(clause) and said <= part.concepts]
        for pair, forms in _transfers(clause, roles(claim, clause)).items():
            is_turned = any(pair[::-1] in pairs for pairs in others)
            if is_turned and not any(pair in pairs for _, pairs in places):
                return forms
    return None


def _transfers(clause: Clause, nouns: Mapping[str, Noun]) -> dict[tuple[str, str], tuple[str, str]]:
    """Who gives and who gets, with their forms; what is given stays open."""
    acting = {word: noun for word, noun in nouns.items() if noun.acts}
    subjects = [word for word, noun in acting.items() if noun.role == "subject"]
    if _receives(clause):
        pairs = [(giver, one) for giver, noun in acting.items() if noun.role in ("by", "from") for one in subjects]
    else:
        pairs = [(one, other) for one in subjects for other, noun in acting.items() if noun.role in ("object", "to")]
    return {(giver, getter): (acting[giver].form, acting[getter].form) for giver, getter in pairs}


def _receives(clause: Clause) -> bool:
    return any(is_receiving(term.concept) for term in clause.terms)


def _swapped(
    mine: Mapping[str, Noun], theirs: Mapping[str, Noun], free: _Free, *, is_ordered: bool
) -> tuple[str, str] | None:
    """Two nouns with each other's role. In English, with the same verb, the order of words tells who acts."""
    shared = [concept for concept in mine if concept in theirs]
    for one in shared:
        for other in shared:
            first, second, was_first, was_second = mine[one], mine[other], theirs[one], theirs[other]
            if first.role == second.role or (was_first.role, was_second.role) != (second.role, first.role):
                continue
            both_act = (first.acts and second.acts) or (first.is_full_name and second.is_full_name)
            if free.holds(one, other, frozenset((first.role, second.role)), both_act=both_act):
                continue
            is_marked = any(noun.is_marked for noun in (first, second, was_first, was_second))
            is_open = {first.role, second.role} == {"subject", "object"} and not is_marked and not is_ordered
            if is_open and not both_act:
                continue  # where no article tells, the one that can act does, wherever it stands
            return first.form, second.form
    return None


def parts(text: Statement, clause: Clause) -> list[Clause]:
    """The clause, or where others belong to it all of them: "Der Verein zahlt, nachdem die Stadt geprüft hat"."""
    starts = [clause.span.start, *(match.start() for match in _PART.finditer(text.text, *clause.span))]
    spans = [Span(*ends) for ends in pairwise([*starts, clause.span.end])]
    found = [_part(clause, span) for span in spans] if len(spans) <= _MOST_PARTS else []
    kinds = ("verb", "other") if text.language == "en" else ("verb",)
    are_told = all(any(term.word.kind in kinds for term in one.terms) for one in found)
    return found if len(found) > 1 and are_told else [clause]


def _part(clause: Clause, span: Span) -> Clause:
    return replace(clause, span=span, terms=tuple(term for term in clause.terms if covers(span, term)))


def roles(text: Statement, clause: Clause) -> dict[str, Noun]:
    """The nouns of a clause by their concepts."""
    found: dict[str, Noun] = {}
    is_passive = _PASSIVE.search(text.text, *clause.span) is not None
    is_english = text.language == "en"
    is_equation = not is_passive and _EQUATES.search(text.text, *clause.span) is not None
    if not is_english:
        is_equation = not any(term.word.kind == "verb" and not is_copula(term.concept) for term in clause.terms)
    if not is_passive:
        found |= carried(text, clause)
    for concept, noun in _nouns(text.text, clause, is_english=is_english, has_subject=bool(found)):
        role = noun.role
        if is_passive:
            role = {"subject": "object", "by": "subject"}.get(role, role)
        if is_equation and role in ("subject", "object"):
            role = "named"
        found.setdefault(concept, noun._replace(role=role))
    return found


def carried(text: Statement, clause: Clause) -> dict[str, Noun]:
    """Who does what a clause tells without naming him, by his concept: "Der Verein mietet den Steg und holt das Boot",
    "Frau Wolf, die Herrn Ott vertritt, holt das Boot"."""
    before = text.before(clause)
    if text.language == "en" or not _goes_on(text, clause, before):
        return {}
    source = next(one for at, one in reversed([*enumerate(before)]) if not _goes_on(text, one, before[:at]))
    if _PASSIVE.search(text.text, *source.span):
        return {}
    nouns = roles(text, source).items()
    return {word: noun._replace(role="subject") for word, noun in nouns if noun.role in ("subject", "named")}


def _goes_on(text: Statement, clause: Clause, before: Sequence[Clause]) -> bool:
    """Whether a clause has its subject in those of its sentence `before`, of which the first one may be only that."""
    part, first = clause.span.of(text.text), next(iter(clause.terms), None)
    if not before or first is None:
        return False
    is_parted = not before[0].verbs
    if is_parted and len(before) == 1 and _WHO.match(part):
        return True
    if first.word.kind != "verb" or not _LEADS_ON.fullmatch(part, 0, first.start - clause.span.start):
        return False
    is_behind_it = is_parted and len(before) > 1
    return is_behind_it or not part.startswith(",") or _BUT.match(text.text, first.word.span.end) is not None


def _nouns(text: str, clause: Clause, *, is_english: bool, has_subject: bool) -> Iterator[tuple[str, Noun]]:
    """Each noun, with its concept and the role that its own phrase gives it."""
    terms = {term.start: term for term in clause.terms if not term.is_light}
    phrase, acts, is_full, last = _Phrase(is_english, has_subject=has_subject), False, False, ""
    for match in _TOKEN.finditer(text, *clause.span):
        token, term = match[0].lower(), terms.get(match.start())
        if _MEASURE.fullmatch(token):
            phrase.measured()
            continue
        is_past = is_english and is_past_form(match[0], "en")  # the dictionary does not tell a verb from a noun
        if term and not is_past and term.is_noun("en" if is_english else "de"):
            is_marked = phrase.article in _OBJECT_ARTICLES
            is_forename = _FORENAME.match(text, term.start) is not None
            is_full = (phrase.is_apposition and is_full) or (is_forename and _is_bare(text, clause, term))
            is_named = term.word.kind == "name" or (is_english and is_forename)
            acts = is_named or is_actor(term.concept) or (phrase.is_apposition and acts)
            if role := phrase.noun(token):
                owner = last if role == "of" else ""
                yield term.concept, Noun(role, term.word.form, is_marked, acts, owner, is_full)
            last = term.concept
        else:
            phrase.word(token, is_plain=term is not None and not is_past and term.word.kind != "verb")


def _is_bare(text: str, clause: Clause, term: Term) -> bool:
    """Whether a noun stands without an article."""
    return _ARTICLE.search(text, max(clause.span.start, term.start - _REACH), term.start) is None


class _Phrase:
    """Reads a clause word by word, and remembers what stands before the next noun."""

    def __init__(self, is_english: bool, *, has_subject: bool) -> None:
        self.article = ""
        self._is_english = is_english
        self._preposition = ""
        self._before = ""  # the role of the noun directly before
        self._joined = ""  # the role of the one before an "und"
        self._has_subject = has_subject

    def measured(self) -> None:
        """ "20 Prozent Eigenanteil", "75 Prozent der Kosten": what follows belongs to the figure."""
        self.article, self._preposition, self._before, self._joined = "", "", "measured", ""

    @property
    def is_apposition(self) -> bool:
        """Whether a noun that comes now only names the one before: "die Stadt Wolfsburg"."""
        return bool(self._before) and not self.article and not self._preposition

    def noun(self, token: str) -> str:
        """The role of the noun that comes now; "" for one that has none of its own, such as "Frau"."""
        if token == _OBJECT_TITLE and not self._preposition:
            self.article = "dem"
        if token in _TITLES or (self.is_apposition and self._before == "measured"):
            return ""
        role = self._before if self.is_apposition else self._role()
        self._has_subject = self._has_subject or role == "subject"
        self.article, self._preposition, self._before, self._joined = "", "", role, ""
        return role

    def _role(self) -> str:
        is_genitive = self.article == "des" or (self.article == "der" and self._before)
        if is_genitive or (self._is_english and self._preposition == "of"):
            return "of"
        if self._preposition:
            return self._preposition
        if self._joined:
            return self._joined
        return "object" if self.article in _OBJECT_ARTICLES or self._has_subject else "subject"

    def word(self, token: str, *, is_plain: bool) -> None:
        """A word that is no noun; a plain one, such as an adjective, parts nothing."""
        if token in PREPOSITIONS:
            self._preposition = self._preposition if self._preposition == "than" else PREPOSITIONS[token]
            self.article, self._before = "", ""
        elif token in ("der", "des", *_OBJECT_ARTICLES):
            self.article = token
        elif token in ("und", "oder", "and", "or", ","):
            is_open = self._before not in ("", "subject", "object", "of", "measured")
            self._preposition = self._preposition or (self._before if is_open else "")
            self._joined = self._before if self._before in ("subject", "object") else self._joined
            self._before = ""
        elif not is_plain:
            self._before = ""
            self._joined = self._joined if token in _OTHER_ARTICLES else ""
