"""Who is to do what: the sentences of minutes that give a task to somebody."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.knowledge.minutes.details import due_in
from assistant.knowledge.minutes.people import BODY, GROUP, JOINED, MASKED, People
from assistant.knowledge.minutes.promised import doers_by_then, first_clause

# What somebody does when minutes say it in the present tense: it is yet to come. No words of speech ("berichtet").
_REGULAR = """
    aktualisieren anlegen anschauen arrangieren bauen beantragen beantworten bearbeiten beauftragen bereiten
    beschaffen besorgen bestellen betreuen buchen designen dokumentieren drucken erarbeiten ergattern erkunden
    erstellen evaluieren formulieren fragen führen gestalten gründen haken hängen holen hören hosten implementieren
    informieren installieren kaufen klären kommunizieren konfigurieren kontaktieren koordinieren kopieren
    korrigieren kümmern lassen legen leiten liefern machen melden mieten migrieren moderieren notieren organisieren
    packen pflegen pingen planen posten probieren programmieren prüfen publizieren räumen recherchieren registrieren
    reichen reservieren richten sammeln schauen schicken setzen sichten skizzieren sondieren sortieren starten
    stellen suchen testen treffen überarbeiten übersetzen verfassen veröffentlichen verschicken versuchen verteilen
    vorbereiten warten anfragen erfragen vergleichen fordern telefonieren ermitteln erledigen einladen
"""
_IRREGULAR = (
    "übernimmt|übernehmen|schreibt|schreiben|sendet|senden|versendet|entwirft|entwerfen|trägt|tragen|bringt|bringen|lädt|laden|spricht|sprechen|nimmt|nehmen"
    "|ruft (?:[\\w.-]+ ){0,8}?an(?=\\W*\\Z|[,;])"
    "|gibt|geben|hält|verhandelt|verhandeln|vertritt|vertreten|hilft|helfen|schließt|überträgt|sammelt|sieht nach"
    "|sagt (?:\\w+ ){0,3}[Bb]escheid|lässt|bietet|geht (?:\\w+ ){0,3}?hin|arbeitet a[nm]"
    "|takes|prepares|sends|writes|checks|organi[sz]es|contacts|drafts|asks"
)


_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})  # in a mail


def _stem(verb: str) -> str:
    return verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")


def _forms(infinitives: str) -> str:
    """Each verb in the third person, singular and plural, also without umlauts: "klärt", "klären", "klaert"."""
    verbs = infinitives.split()
    stems = [_stem(verb) for verb in verbs]
    singular = [stem + ("et" if stem[-1] in "td" else "t") for stem in stems]
    return "|".join(dict.fromkeys((*verbs, *singular, *(one.translate(_SPELT) for one in (*verbs, *singular)))))


_ACTS = f"{_forms(_REGULAR)}|{_IRREGULAR}"
_STATES = re.compile(  # the same verbs where they do not tell of something to do
    r"\b(?:stellt|stellen)\b[^.;]{0,120}\b(?:vor|fest|zur (?:wahl|abstimmung|diskussion))\b"
    r"|\blegt\b[^.;]{0,120}\bvor\b|\bgibt (?:zu|an|es|einen (?:kurzen )?(?:überblick|bericht"
    r"|einblick))\b|\bführt\b[^.;]{0,120}\b(?:aus|ein|an)\W*\Z"
    r"|\bspricht (?:sich|über|von)\b|\blegt (?:\w+ ){0,3}?dar\b|\bbringt\b[^.;,]{0,60}\b(?:an|vor|ein|zum ausdruck"
    r"|auf den punkt)\b|\bhält (?:\w+ ){0,3}?(?:für|fest)\b"
    r"|\bfragt(?! (?:\w+ ){0,8}?(?:an|bei|beim|per|herum|rum|nach\W*\Z|nach,))|\bmacht (?:\w+ ){0,3}?(?:deutlich"
    r"|darauf|klar"
    r"|aufmerksam)\b|\bmeldet (?:sich )?(?:\w+ ){0,2}?(?:bedenken|zu wort)"
    r"|\bnimmt (?:\w+ ){0,3}?(?:teil|zur kenntnis)\b|\bnimmt\b[^;]{0,60}\burlaub\b"
    r"|\bhört (?:auf|sich)\b|\bmacht (?:es|sich (?:sorgen|gedanken"
    r"|stark))\b|\binformier(?:t|en)(?: \w+){0,3}?(?: über|, dass)\b|\btreffen sich\b|\bbietet (?:sich|die)\b"
    r"|\bsetzt (?:\w+ )?(?:voraus|ein)\b|\bschließt (?:die|um|sich)\b"
    r"|\bg(?:ibt|eben)\b(?:[^.;]|\d\.\d){0,80}(?:€|\b(?:euro|eur|prozent|mittel|stellen?)\b)[^.;]{0,40}\bab\b"
    r"|\bleitet (?:die )?(?:sitzung|durch|ein)\b|\bsucht (?:noch )?(?:hilfe|leute|mitstreiter)",
    re.IGNORECASE,
)
# What is no deed even where it names a day.
_OPINES = re.compile(
    r"\bspr(?:icht|echen) (?:sich|über|von)\b|\bsetz(?:t|en) sich\b[^;]{0,200}\bein\b|\bleg(?:t|en) (?:\w+ )?wert\b"
    r"|\bnimmt\b[^;]{0,200}\bzur kenntnis\b|\bmahn(?:t|en)\b[^;]{0,200}\ban\W*\Z",
    re.IGNORECASE,
)
# "Die Verhandlung führt E. Dreilich", "Anna leitet die Sitzung": who does what at the meeting. With more ("mit der
# Bank") it is something to do.
_MEETING = (
    r"(?i:(?:(?:die|das|den|the) )?(?:heutige )?(?:\w*sitzung|\w*versammlung|verhandlung|besprechung|diskussion"
    r"|aussprache|protokoll|niederschrift|vorsitz|moderation|wahl|abstimmung|rednerliste))"
)
_HOLDS = r"(?:führt|führen|leitet|leiten)"
_AT_THE_MEETING = re.compile(rf"\W*(?:{MASKED} {_HOLDS} {_MEETING}|{_MEETING} {_HOLDS} {MASKED})\W*\Z")
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
    r"\b(?:kümmer(?:t|n) sich|übernimmt|(?:möchten?|will|wollen|wird|werden) sich [^.;]{0,80}\bkümmern|erklär(?:t"
    r"|en) sich (?:\w+ )?bereit|biete(?:t|n) sich an"
    r"|melde(?:t|n) sich (?:freiwillig|dafür)"
    r"|ha(?:t|ben) sich (?:\w+ ){0,3}?bereit ?erklärt|ha(?:t|ben) sich (?:\w+ )?gemeldet"
    r"|nimmt sich (?:\w+ ){0,3}?an)\b|\bmeldet sich, (?:\w+ ){0,6}?\w+(?:zu\w+|en)\b"
    r"|\b(?:muss|müssen) (?P<last>\w+) (?:machen|übernehmen|erledigen)\b",
    re.IGNORECASE,
)
# "Ich frag mal beim Wirt nach": what the writer will do; "ich frage mich" and "ich leite den Chor" are none.
_NOT_AHEAD = ("lassen", "warten", "hören", "führen", "leiten", "pflegen", "betreuen", "moderieren")
_OF_THE_WRITER = re.compile(
    r"^\W*ich (?:(?:selbst|selber|noch|dann|dazu) )?"
    rf"(?:(?:{'|'.join(_stem(verb) for verb in _REGULAR.split() if verb not in _NOT_AHEAD)})e?"
    r"|übernehme|schreibe?|sende|bringe?|spreche?|rufe?|bereite|bespreche?) "
    r"(?!mich\b(?! um\b)|(?:mir|fest|gerade|derzeit|gern)\b|.*\b(?:nicht|kein\w*)\b)(?=\w)[^?]*\Z",
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
        if doers := self.doers(sentence, has_deadline=has_deadline, is_agenda=is_agenda):
            return Given(doers)
        if (match := _STRONG.search(sentence)) and not _BY_THE_WAY.search(sentence, 0, match.start()):
            return Given(named)
        if _OF_THE_WRITER.match(sentence):
            return Given(self._people.writer)
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

    def doers(self, sentence: str, *, has_deadline: bool = True, is_agenda: bool = False) -> tuple[str, ...]:
        """Those who do something in the sentence."""
        found: list[str] = []
        masked = self._people.masked(sentence)
        if _AT_THE_MEETING.match(masked):
            return ()
        for act in _ACTS_OF_SOMEBODY:
            for match in act.pattern.finditer(masked):
                is_due = has_deadline and not _is_due_elsewhere(sentence[match.start() :])
                states = _OPINES.search(sentence, match.start()) or (
                    not is_due and _STATES.search(sentence, match.start())
                )
                is_told = act.may_tell and states
                if not (is_told or (act.in_brackets and is_agenda) or _BY_THE_WAY.search(sentence, 0, match.start())):
                    found.extend(self._people.stated(sentence[match.start("who") : match.end("who")]))
        if not found and not _OPINES.search(sentence):
            found = [one for who in doers_by_then(sentence, masked) for one in self._people.stated(who)]
        return tuple(dict.fromkeys(found))


def _is_due_elsewhere(text: str) -> bool:
    """Whether its deadline is that of another clause ("gibt zu bedenken, dass es bis Mai dauert")."""
    return due_in(text, None) is not None and due_in(first_clause(text), None) is None


def _office(sentence: str) -> tuple[str, ...]:
    match = _TAKES_ON.search(sentence)
    return (match["office"],) if match else ()


class _Act(NamedTuple):
    """A way in which somebody acts in a sentence; `may_tell` if its verbs may also tell of something else."""

    pattern: re.Pattern[str]
    may_tell: bool = False
    in_brackets: bool = False


def _acts() -> tuple[_Act, ...]:
    """In texts in which the names are masked."""
    doer = rf"(?:{BODY}|{MASKED}|{GROUP})"
    who = (
        rf"(?<!als )(?<!von )(?<!vom )(?<!bei )(?<!mit )(?<!für )(?<!und )"
        rf"(?P<who>{doer}(?:{JOINED}){{0,5}})"
    )
    by = f"(?P<who>{doer})"
    aside = r"(?:\s?\([^()]{0,40}\))?"
    modal = r"(?:soll|sollen|will|wollen|wird|werden|muss|müssen|to)"
    but = r"[^.]*\b(?:aber|jedoch|doch|eigentlich|ursprünglich|damals|nicht|zunächst|früher)\b"
    asked = r"(?:ob|wer|wie|was|wo|wann|welche\w*)"
    holds = r"(?:ist|hat|wird|kann|darf|bleibt|gilt|sind|haben|werden|können|dürfen|bleiben|gelten|worden|wurden?)"
    finite = (
        r"(?:kann|können|ist|sind|hat|haben|soll|sollte|sollten|würden?|könnten?|will|wollen|muss|war|müssten?|hätten?"
        r"|wären?|möchten?)"
    )
    within = r"(?:[^.;:?]|(?<=\d)\.(?=[ ]?[\w)]))*"  # "bis 15. Oktober" ends no sentence
    return (
        _Act(
            re.compile(rf"{who}{aside}\s(?:(?:wird|werden|das|dies|sich|es|dann|noch|auch|dazu)\s)?(?:{_ACTS})\b"),
            may_tell=True,
        ),
        _Act(re.compile(rf"\b(?:{_ACTS})\s(?:sich\s)?{who}"), may_tell=True),
        _Act(re.compile(rf"{who}{aside}\s{modal}\s(?!gar ?kein){within}\b{_INFINITIVE}(?=\W*\Z|[,.;)])")),
        _Act(re.compile(rf"(?:^|\s)(?:->|=>|→|⇒|--?>)\s*{who}\W*\Z")),
        _Act(re.compile(rf"\b(?i:erfolgt|erfolgen)\s(?:durch|über)\s{by}")),
        _Act(
            re.compile(
                rf"(?:^|\b)(?i:wird|werden)\s(?:\w+\s){{0,4}}?(?:von|durch)\s{by}\s(?:\w+\s){{0,3}}?[a-zäöü]\w+(?:t"
                rf"|en)\b"
            )
        ),
        _Act(re.compile(rf"\b{_INFINITIVE}{aside}\s?\({who}\)\W*\Z"), in_brackets=True),
        _Act(re.compile(rf"^\W*[A-ZÄÖÜ]\w+(?:en|ung)\s[^()?]{{0,80}}\({who}\)\W*\Z"), in_brackets=True),
        _Act(re.compile(rf"\b[Ii]ch\b[^?]*\({who}\)\W*\Z")),
        _Act(
            re.compile(rf"^\W*{who}\s?:\s(?![^?]*\b{finite}\b)[^?]*\b{_INFINITIVE}(?:,?\s{_UNTIL}[^?:]{{2,40}})?\W*\Z")
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
        _Act(re.compile(rf"^\W*{who}\s?:\s(?![^?]*\b{finite}\b)[^?:]*\s{_UNTIL}\s[^?:]{{2,40}}\W*\Z")),
        _Act(re.compile(rf"\b{_INFINITIVE}\s?[-–:→>]+\s?{who}\W*\Z")),
    )


_ACTS_OF_SOMEBODY = _acts()
_ANSWERED = re.compile(rf"\b[Ww]er\b[^?]{{0,60}}\?\W*(?P<who>{MASKED}(?:(?:,| und|/)\s?{MASKED})*)\W*\Z")
