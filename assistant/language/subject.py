"""What a question is about: its noun phrases, without what is asked of them.

German writes nouns with a capital, so no parser is needed; a question in small letters gives its content words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.language.applicants import kinds
from assistant.language.detect import detect
from assistant.language.numerals import NUMBER_WORD
from assistant.language.tagger import tag_in_small_letters, tagged
from assistant.language.terms import fold, is_stopword, stems
from assistant.language.word_lists import any_of, in_both_spellings, listed
from assistant.records import Span

# What a question asks for, not what it is about: "die Frist von ...", "wie viel Prozent". The first ones end compounds.
_ASKED_LAST = listed(
    "frist fristen stichtag stichtage quote quoten satz saetze laufzeit dauer summe betrag betraege zeitraum termin"
    " termine schluss voraussetzung voraussetzungen anforderung anforderungen"
)
# Things that only end like these: "Stromanschluss", "Robotereinsatz". No "ersatz", as "Fördersatz" ends with that, too.
_NOT_ASKED_LAST = listed(
    "anschluss abschluss ausschluss aufschluss beschluss einschluss entschluss rueckschluss zusammenschluss absatz"
    " absaetze ansatz ansaetze aufsatz aufsaetze datensatz datensaetze einsatz einsaetze schadenersatz schadensersatz"
    " gegensatz gegensaetze grundsatz grundsaetze umsatz umsaetze vorsatz vorsaetze zusatz zusaetze"
)
_ASKED_WHOLE = listed(
    "kosten gesamtkosten projektkosten deadline deadlines hoehe budget preis preise geld prozent euro eur datum tag"
    " tage jahr jahre monat monate uhr zeit anzahl zahl ansprech+ kontakt projekttraeger adresse ort"
    " telefonnummer telefonnummern rufnummer handynummer durchwahl faxnummer mailadresse emailadresse e-mail-adresse"
    " bedingung bedingungen kriterien unterlagen obergrenze hoechst+ maximum anteil grund gruende ablauf beginn ende"
    " rate amount cost costs percent duration contact address requirement requirements documents paperwork date time"
    " eligible eligibility maximal* max"
)
_ASKED = re.compile(rf"(?!\w*(?:{any_of(_NOT_ASKED_LAST)})\Z)\w*(?:{any_of(_ASKED_LAST)})|{any_of(_ASKED_WHOLE)}")
# What most documents here are about; with "die" before it one that was spoken of.
_GENERIC_WORDS = listed(
    "antrag antraege antrags+ foerderung foerderungen foerdermittel foerdergeld foerdergelder zuschuss zuschuesse"
    " zuwendung zuwendungen programm programme projekt projekte projektes vorhaben netzwerk veranstaltung"
    " veranstaltungen beratung beratungen teilnahme anmeldung bewerbung skizze projektskizze massnahme mittel"
    " unterstuetzung leitung firma firmen treffen sitzung workshop entscheidung beschluss ergebnis ergebnisse person"
    " personen leute frage thema mal folge folgen rechtsfolgen konsequenzen grenzen ausnahmen gruende kriterien"
    " vorteile nachteile consequences exceptions limits reasons criteria application funding grant grants project"
    " programms programmes support meeting company"
)
_GENERIC = re.compile(any_of(_GENERIC_WORDS))
# Who may ask for funding: it narrows a question and is rarely its subject. Compounds with "Betrieb" may be no firms.
_OF_APPLICANTS = listed("*betrieb *gründer* handwerks+")
GROUP = rf"(?:{any_of([*kinds(), *in_both_spellings(_OF_APPLICANTS)])})"
_GROUP = re.compile(GROUP)
# What the name of one programme ends with, in small letters: "Prototypenfonds", "Kreislauf-Check".
PROGRAMME = "fonds|gutschein|bonus|check"
# Verbs, and what stands with them.
_VERB_WORDS = listed(
    "lauf* laeuf* gelt* gilt betrag* betraeg* beantrag* bekomm* erhalt* erhaelt* krieg* brauch* stell* einreich* find*"
    " kost* zahlt zahlen bezahl* leitet leiten geht gehts gibts geben kommt kommen endet enden beginnt beginnen startet"
    " starten dauert dauern foerdert ferdert gefoerdert foerdern beschlossen entschieden heisst heissen steht macht"
    " machen liegt liegen bedeutet mitmachen teilnehmen bewerben melden anmelden tragt traegt teilgenommen zustandig"
    " zustaendig offen faellig unklar worum woran worauf woraus worin worueber worunter womit wofuer wozu wovon wobei"
    " wodurch wonach wogegen kam kamen raus heraus ging gingen drehte moeglich noetig wichtig genau eigentlich bitte"
    " hoch viel viele lang lange gross mindestens waere ausserdem mal wieviel wieviele ungefaehr jeweils insgesamt"
    " moecht* schaffen schaffe klappt schon trotzdem last lasts start starts end ends get gets need needed long high"
    " many much run runs lead leads decide decides paid pay work works take takes apply applies"
)
_VERB = re.compile(any_of(_VERB_WORDS))
_PREPOSITIONS = listed(
    "bei beim fuer von vom in im ins aus am an auf zu zum zur ueber nach mit durch unter gegen ohne um ab bis seit"
    " zwischen pro je for of on at from to with by about per"
)
_UNITS = listed("prozent percent euro euros geld jahre monate tage uhr time times")
_BEFORE_VERB = listed("wer wo wann warum wieso who when where why")
# Verbs that want an infinitive.
_MODAL = re.compile(
    r"\b(?:kann|koenn(?:en|te)|darf|duerfen|muss|muessen|soll(?:en|te)?|will|wollen|wird|werden|wuerde|moechten?)\b"
)
# Tags of the tagger: of adverbs and of verbs, and of an adjective before its noun.
_FINITE = "VV(FIN)"
_INFLECTED = ("ADV", "PROAV", "PTKVZ", _FINITE, "VV(PP)", "VA", "VM")
_INFINITIVES = ("VV(INF)", "VV(IZU)")
_ATTRIBUTE = "ADJ(A)"
_GENITIVE = listed("der des einer eines the")
_DETERMINER = listed("die das den dem ein eine einen einem kein keine keinen a an")
_JOINT = listed("und oder and or & – - /")
_ADJECTIVE = re.compile(rf"[a-zäöüß-]{{3,}}(?:e|en|er|es|em)|{NUMBER_WORD}")
_TOKEN = re.compile(
    r"„[^“\"]{1,80}[“\"]|\"[^\"]{1,80}\"|\d{1,2}\.(?=\s?[A-ZÄÖÜ\d])|[^\W_][\w@.&:*-]*[\w*@]|[^\W_]|[–&/-]|[^\s\w]"
)
_CAPITAL = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]")
_CODE = re.compile(r".*[\d@]|.+-")  # "go-digital", "Distr@l", "2024"
_MOST = 6  # phrases; more of them are no subject any more
# A noun or name, what is joined to it, and what stands in the genitive or behind a preposition.
_PHRASE = re.compile(r"A*N(?:A*N|JA*N|GA*N|P[DG]?A*N)*")


class Word(NamedTuple):
    """A word or sign of a question. `tag`: N noun or name, Q noun that is asked for, A adjective, P preposition,
    G genitive article, D other article, J joint, X anything else."""

    text: str
    start: int
    end: int
    tag: str


def words(text: str) -> list[Word]:
    """The words of a question, tagged."""
    has_case = tells_nouns(text)
    found = [_tagged(match, text, has_case) for match in _TOKEN.finditer(text)]
    places = zip([None, *found[:-1]], found, [*found[1:], None], strict=False)  # nothing where there is no word
    placed = [_in_place(before, word, after) for before, word, after in places]
    if has_case:
        return _without_verbs(placed, text)
    if detect(text) == "en":
        return placed
    return _told_by_morphemes(placed, text)


def tells_nouns(text: str) -> bool:
    """Whether the capitals of a text tell its nouns: it is German, and written with care."""
    if text.isupper() or detect(text) == "en":
        return False
    return _CAPITAL.search(text, 1) is not None or (text[:1].isupper() and text.rstrip().endswith("?"))


def phrases(text: str) -> list[Span]:
    """Where the noun phrases of a question stand, without leading articles and prepositions."""
    found = words(text)
    tags = "".join(word.tag for word in found)
    return [Span(found[one.start()].start, found[one.end() - 1].end) for one in _PHRASE.finditer(tags)]


def subject(text: str) -> str:
    """The noun phrases of a question, or where there are none what it asks for; empty for one without nouns.

    Where some of them are what only this question is about, those that all of them are about ("Zuschuss") are left out.
    """
    own = [word.start for word in own_words(text)]
    places = phrases(text)
    telling = [place for place in places if any(place.start <= at < place.end for at in own)]
    found = [place.of(text) for place in telling or places]
    found = found or [word.text for word in words(text) if word.tag == "Q"]
    return ", ".join(dict.fromkeys(found[:_MOST]))


def own_words(text: str) -> Iterator[Word]:
    """The words that only this question is about: neither what it asks for nor what all of them are about."""
    for word in words(text):
        folded = fold(word.text)
        if word.tag == "N" and not (_GENERIC.fullmatch(folded) or _GROUP.fullmatch(folded) or folded.isdigit()):
            yield word


def own_words_as_typed(query: str) -> Iterator[Word]:
    """The same of a query to which the search gave capitals: to those nouns alone that it knows, so that one which
    begins small is read in small letters."""
    return own_words(query.lower() if query[:1].islower() else query)


def own_stems(text: str) -> frozenset[str]:
    """The stems of the words that only this question is about."""
    return frozenset(stem for word in own_words(text) for stem in stems(word.text))


def _tagged(match: re.Match[str], text: str, has_case: bool) -> Word:
    spelled = match[0]
    tag = "N" if spelled[0] in '„"' else _tag(spelled, fold(spelled), has_case, _begins(text, match.start()))
    return Word(spelled, match.start(), match.end(), tag)


def _in_place(before: Word | None, word: Word, after: Word | None) -> Word:
    """The word with the tag that its neighbours give it."""
    if before is None:
        return word
    led_by = fold(before.text)
    if word.tag == "Q" and led_by in ("viele", "many") and fold(word.text) not in _UNITS:
        return word._replace(tag="N")  # "wie viele Anforderungen": what is counted is asked about
    if word.tag == "N" and led_by in _BEFORE_VERB and word.text.islower():
        return word._replace(tag="X")  # "wer vergibt", "who decides"
    if word.tag in "XA" and before.tag == "N" and before.start == 0 and after and after.text in (",", ":"):
        return word._replace(tag="N")  # "GO-Bio initial: wer ...": a name
    return word


def _without_verbs(placed: list[Word], text: str) -> list[Word]:
    """The words, no verb among the adjectives that it ends like: "wir planen Hallen"."""
    if not any(word.tag == "A" and after.tag in "AN" for word, after in pairwise(placed)):
        return placed
    verbs = _verbs(text)
    return [word._replace(tag="X") if word.tag == "A" and word.start in verbs else word for word in placed]


@lru_cache(maxsize=1024)
def _verbs(text: str) -> frozenset[int]:
    """Where verbs begin that are no participles."""
    return frozenset(one.start for one in tagged(text) if one.tag.startswith("V") and not one.tag.endswith("(PP)"))


def _told_by_morphemes(placed: list[Word], text: str) -> list[Word]:
    """The words of a question in small letters, of which only nouns and names are taken for nouns.

    An infinitive may be one ("heizen mit holz") where no verb is beside it that wants one: "kann man das verlängern".
    So is an adjective without a noun behind it: "wer hilft geflüchteten"; and what only looks like a finite verb, which
    stands behind no preposition: "mit dem hub".
    """
    verbs = _INFLECTED if not _MODAL.search(fold(text)) else (*_INFLECTED, *_INFINITIVES)
    tags = [tag_in_small_letters(word.text) if word.tag == "N" and word.text.isalpha() else "" for word in placed]
    told: list[Word] = []
    for place, (word, tag) in reversed(list(enumerate(zip(placed, tags, strict=True)))):
        leads = tag == _ATTRIBUTE and told and told[-1].tag in "ANQ"
        is_verb = tag.startswith(verbs) and not (tag.startswith(_FINITE) and _is_led_by_preposition(place, placed))
        told.append(word._replace(tag="A" if leads else "X") if leads or is_verb else word)
    return told[::-1]


def _is_led_by_preposition(place: int, placed: Sequence[Word]) -> bool:
    before = "".join(word.tag for word in placed[max(0, place - 2) : place])
    return before.endswith("P") or before in ("PD", "PG")


def _tag(spelled: str, folded: str, has_case: bool, begins: bool) -> str:
    if folded in _JOINT:
        return "J"
    if not spelled[0].isalnum():
        return "X"
    if folded in _GENITIVE:
        return "G"
    if folded in _DETERMINER:
        return "D"
    is_name = spelled.isupper() and len(spelled) > 1 and has_case
    if folded in _PREPOSITIONS and not is_name:
        return "P"
    if is_stopword(folded) and not is_name:
        return "X"
    if _ASKED.fullmatch(folded):
        return "Q"
    if _CODE.match(spelled) or is_name or (has_case and not spelled.isupper() and spelled[1:] != spelled[1:].lower()):
        return "N"
    if _VERB.fullmatch(folded) and (begins or not has_case or not spelled[0].isupper()):
        return "X"
    if not has_case or spelled[0].isupper():
        return "N"
    return "A" if _ADJECTIVE.fullmatch(spelled) else "X"


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins there, so that a capital says nothing."""
    before = text[:start].rstrip()
    return not before or before.endswith((".", "?", "!", ":"))
