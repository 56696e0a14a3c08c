"""Who is to do what: the sentences of minutes that give a task to somebody."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.knowledge.minutes.acting import doers
from assistant.knowledge.minutes.people import BODY, GROUP, JOINED, MASK, MASKED, People
from assistant.language.tagger import has_finite_verb

_REQUESTED = re.compile(
    r"\b(?:wird|werden|wurde|wurden|ist|sind) (?:[\w.,-]+ ){0,8}?(?:gebeten|beauftragt|aufgefordert|ersucht"
    r"|verpflichtet)\b"
    r"|\b(?:is|are|was|were) (?:asked|requested|instructed|tasked) to\b",
    re.IGNORECASE,
)
# Whoever else acts, if the verb leaves no doubt: "Die Geschäftsstelle kümmert sich um den Raum".
_OFFICE = (
    r"(?:Der|Die|Das|Den|Dem) (?P<office>(?:[A-ZÄÖÜ][\w-]+|[a-zäöü]+e[nrs]?)(?: (?:[A-ZÄÖÜ][\w-]+|der|des|für|und"
    r"|[a-zäöü]+e[nrs]?)){0,5}?)"
)
_TAKES_ON = re.compile(
    rf"^\W*{_OFFICE} (?:übernimmt|kümmert sich|erklärt sich bereit|wird (?:[\w.,-]+ ){{0,8}}?(?:gebeten|beauftragt"
    rf"|aufgefordert|ersucht))\b"
)
_DELEGATED = re.compile(
    r"\ban (?:die|den|das) (?P<office>[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)?) (?:delegiert|abgegeben|weitergegeben"
    r"|übergeben)\b"
)
_RESPONSIBLE = re.compile(
    r"\b(?:verantwortlich(?:e[rn]?)?(?: dafür| hierfür)?|zuständig(?:keit)?|federführ(?:ung|end)"
    r"|ansprechpartner(?:in)?(?: dafür)?|übernimmt"
    r"|umsetzung durch|wer|responsible|owner|assigned to)"
    r"\s*(?:\([^)]{0,30}\)\s*)?:\s*(?P<who>[^;\n]{2,120}?)(?=,? (?:bis|spätestens|by|until) |[.;](?:\s|\Z)|\n|\Z)",
    re.IGNORECASE,
)
_TO_BE_DONE = re.compile(
    r"\b(?:ist|sind) (?:[\w.,-]+ ){0,12}?zu \w+en\b|\b(?:ist|sind) (?:[\w.,-]+ ){0,12}?\w+zu\w+en\b"
    r"|\b(?:muss|müssen|soll|sollen) (?:[\w.,-]+ ){0,14}?(?:werden|\w+en)\b",
    re.IGNORECASE,
)
_INFINITIVE = r"[a-zäöü]{2,}(?:en|ern|eln)"
# What somebody "wollte" do at the last meeting and still has to; "wollte wissen, ob" is only a question.
_INTENDED = (
    r"(?:prüfen|klären|nachfragen|anfragen|recherchieren|herausfinden|schicken|senden|vorlegen|erstellen|nachreichen"
    r"|einholen|besorgen|vorbereiten|organisieren|nachsehen|ermitteln|ansprechen|überarbeiten)"
)
_UNTIL = r"(?:bis|spätestens|by|until)\b"
# Whoever is named in such a sentence takes it on, wherever the name stands.
_STRONG = re.compile(
    r"\b(?:kümmer(?:t|n) sich|übernimmt(?! (?:die|das|den) \w*(?:leitung|protokoll|moderation|vorsitz)\b)"
    r"|(?:möchten?|will|wollen|wird|werden) sich [^.;]{0,80}\bkümmern|erklär(?:t"
    r"|en) sich (?:\w+ )?bereit|biete(?:t|n) sich an"
    r"|melde(?:t|n) sich (?:freiwillig|dafür)"
    r"|ha(?:t|ben) sich (?:\w+ ){0,3}?bereit ?erklärt|ha(?:t|ben) sich (?:\w+ )?gemeldet"
    r"|nimmt sich (?:\w+ ){0,3}?an)\b|\bmeldet sich, (?:\w+ ){0,6}?\w+(?:zu\w+|en)\b"
    r"|\b(?:muss|müssen) (?P<last>\w+) (?:machen|übernehmen|erledigen)\b",
    re.IGNORECASE,
)
_BY_THE_WAY = re.compile(r"\b(?:wenn|falls|außer|weil|nachdem|obwohl)\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:soll|sollen) (?!sie|er|man|jedoch|aber)(?:(?!wie |ob |dass )[\w@.-]+ ){1,10}?\w+(?:t|en) werden\b",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"^[^(]*\bbitte\b[^?]*\b[a-zäöü]{3,}(?:en|ern|eln)\W*\Z", re.IGNORECASE)
_HAT = re.compile(r"\b(?:den )?Hut\b[^.]{0,24}\bauf\b|\bauf\b[^.]{0,12}\bHut\b", re.IGNORECASE)
_ASKS_WHO = re.compile(r"\bwer\b[^?]*\?", re.IGNORECASE)
_BOX = re.compile(r"^[-*\s]*\[ ?\]\s")


class Given(NamedTuple):
    """A task was given: to `persons`, as far as they are stated; `is_label` if nothing but a label says so."""

    persons: tuple[str, ...]
    is_label: bool = False


class Tasks:
    """Tells the sentences that give tasks, in minutes that name `people`."""

    def __init__(self, people: People) -> None:
        self._people = people

    def given(self, sentence: str, *, has_deadline: bool, is_agenda: bool = False) -> Given | None:
        """To whom the sentence gives a task; None where it gives none.

        In an agenda a name in brackets tells who speaks, not who is to do something.
        """
        label = _RESPONSIBLE.search(sentence)
        if label and (who := self._people.stated(label["who"])):
            return Given(who, is_label=True)
        if sentence.rstrip(" *_").endswith("?"):
            return None
        named = self._people.named(sentence)
        if _REQUESTED.search(sentence) or _TAKES_ON.search(sentence):
            return Given(named or _office(sentence))
        if (acting := self._doing(sentence, is_agenda=is_agenda)) is not None:
            return Given(acting)
        if (match := _STRONG.search(sentence)) and not _BY_THE_WAY.search(sentence, 0, match.start()):
            return Given(named)
        if named and _HAT.search(sentence):
            return Given(named)
        if match := _DELEGATED.search(sentence):
            return Given(named or (match["office"],))
        is_due = has_deadline and _TO_BE_DONE.search(sentence)
        if not is_agenda and (_BOX.match(sentence) or is_due or _PASSIVE.search(sentence) or _PLEASE.search(sentence)):
            return Given(named)
        return None

    def clauses(self, sentence: str) -> list[str]:
        """The sentence, or what stands between its semicolons where each part gives a task to somebody else."""
        parts = re.split(r";\s+", sentence)
        given = [self.given(part, has_deadline=True) for part in parts]
        persons = {one.persons for one in given if one and one.persons}
        return parts if len(persons) == len(parts) else [sentence]

    def asked_for(self, text: str) -> Given | None:
        """To whom a question for the responsible is answered: "Wer macht das? Anna"."""
        match = _ANSWERED.search(self._people.masked(text)) if _ASKS_WHO.search(text) else None
        return Given(self._people.named(text[match.start("who") : match.end("who")])) if match else None

    def doers(self, sentence: str, *, is_agenda: bool = False) -> tuple[str, ...]:
        """Those who do something in the sentence; the one who writes as far as the minutes name them."""
        return self._doing(sentence, is_agenda=is_agenda) or ()

    def _doing(self, sentence: str, *, is_agenda: bool) -> tuple[str, ...] | None:
        """Those who do something in the sentence; None where nobody does."""
        masked = self._people.masked(sentence)
        acting = doers(sentence, masked)
        found = [one for who in acting if who for one in self._people.stated(who.of(sentence))]
        for act in _ACTS_OF_SOMEBODY:
            for match in act.pattern.finditer(masked):
                is_other = act.in_brackets and is_agenda
                is_other = is_other or (act.is_verbless and has_finite_verb(sentence[match.end("who") :]))
                if not (is_other or _BY_THE_WAY.search(sentence, 0, match.start())):
                    found.extend(self._people.stated(sentence[match.start("who") : match.end("who")]))
        if not found and None in acting:
            return self._people.writer
        return tuple(dict.fromkeys(found)) or None


def _office(sentence: str) -> tuple[str, ...]:
    match = _TAKES_ON.search(sentence)
    return (match["office"],) if match else ()


class _Act(NamedTuple):
    """A way in which somebody acts in a sentence without a German verb in the present tense."""

    pattern: re.Pattern[str]
    in_brackets: bool = False
    is_verbless: bool = False  # so that behind the name nothing is told of somebody


def _acts() -> tuple[_Act, ...]:
    """In texts in which the names are masked."""
    doer = rf"(?:{BODY}|{MASKED}|{GROUP})"
    who = (
        rf"(?<!{MASK})(?<!als )(?<!von )(?<!vom )(?<!bei )(?<!mit )(?<!für )(?<!und )"
        rf"(?P<who>{doer}(?:{JOINED}){{0,5}})"
    )
    by = rf"(?<!{MASK})(?P<who>{doer})"
    aside = r"(?:\s?\([^()]{0,40}\))?"
    but = r"[^.]*\b(?:aber|jedoch|doch|eigentlich|ursprünglich|damals|nicht|zunächst|früher)\b"
    asked = r"(?:ob|wer|wie|was|wo|wann|welche\w*)"
    holds = r"(?:ist|hat|wird|kann|darf|bleibt|gilt|sind|haben|werden|können|dürfen|bleiben|gelten|worden|wurden?)"
    return (
        _Act(re.compile(rf"{who}{aside}\s(?:takes|prepares|sends|writes|checks|organi[sz]es|contacts|drafts|asks)\b")),
        _Act(re.compile(rf"(?:^|\s)(?:->|=>|→|⇒|--?>)\s*{who}\W*\Z")),
        _Act(re.compile(rf"\b(?i:erfolgt|erfolgen)\s(?:durch|über)\s{by}")),
        _Act(re.compile(rf"\b{_INFINITIVE}{aside}\s?\({who}\)\W*\Z"), in_brackets=True),
        _Act(re.compile(rf"^\W*[A-ZÄÖÜ]\w+(?:en|ung)\s[^()?]{{0,80}}\({who}\)\W*\Z"), in_brackets=True),
        _Act(re.compile(rf"\b[Ii]ch\b[^?]*\({who}\)\W*\Z")),
        _Act(
            re.compile(rf"^\W*{who}\s?:\s[^?]*\b{_INFINITIVE}(?:,?\s{_UNTIL}[^?:]{{2,40}})?\W*\Z"),
            is_verbless=True,
        ),
        _Act(re.compile(r"^\W*@(?P<who>[A-ZÄÖÜ][\w-]+|" + rf"{MASKED})\s?:\s[^?]*\Z")),
        _Act(re.compile(rf"^\W*(?:AP|Aktion)\s?:\s{who}\s[-–—]\s[^?]*\b{_INFINITIVE}(?=\W*\Z|\s[-–—]\s)")),
        _Act(re.compile(rf"{who}{aside}\s(?:wollte|wollten)\s(?!{but})[^.;:?]*\b{_INTENDED}(?=\W*\Z|,\s{asked}\b)")),
        _Act(
            re.compile(
                rf"\b(?i:vereinbart|verabredet|abgesprochen|festgelegt)\b[^.;:?]{{0,30}},\sdass\s{who}\s[^.;?]{{2,200}}?"
                rf"\b(?!{holds}\b)[a-zäöü]{{3,}}(?:t|en)(?=\W*\Z)"
            )
        ),
        _Act(re.compile(rf"^\W*{who}\s?:\s[^?:]*\s{_UNTIL}\s[^?:]{{2,40}}\W*\Z"), is_verbless=True),
        _Act(re.compile(rf"^\W*[A-ZÄÖÜ][^:?]{{2,80}}:\s{who}(?=,?\s(?:(?:muss|soll)\s)?{_UNTIL}\s[^?:]{{2,40}}\Z)")),
        _Act(re.compile(rf"\b{_INFINITIVE}\s?[-–:→>]+\s?{who}\W*\Z")),
    )


_ACTS_OF_SOMEBODY = _acts()
_ANSWERED = re.compile(rf"\b[Ww]er\b[^?]{{0,60}}\?\W*(?P<who>{MASKED}(?:(?:,| und|/)\s?{MASKED})*)\W*\Z")
