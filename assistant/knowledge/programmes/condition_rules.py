"""What tells of the conditions of a programme: tables of rules, one for each condition.

Each rule has a name and an example that no other rule of its table tells of; `conditions.py` says how they are used.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.knowledge.programmes.costs import COSTS, COSTS_BESIDE, COSTS_OF_ANOTHER, OF_COSTS
from assistant.knowledge.programmes.facts import Condition
from assistant.knowledge.programmes.rules import Rule, any_rule

_DECISION = (
    r"(?:Bewilligung|(?:\w{3,20})?[Bb]escheid(?:e?s|erteilung)?|Zusage|Antragstellung|Antragsabgabe|Genehmigung)"
)
_OTHER = (
    r"(?:ander|weiter|sonstig|zusätzlich)e[nrms]?\s(?:\w+\s){0,2}(?:[A-ZÄÖÜ]?\w{0,30}(?:Förder|förderung|fördermittel"
    r"|förderprogramm|programme?n?\b)\w*|Zuwendung\w*|Zuschüssen?|Beihilfen?|Drittmitteln?)"
)
_BEGUN = r"\bbeg(?:onnen|innen)\b"
_ON = (
    r"(?:[^.;]|(?<=\d)\.)"  # as far as a sentence goes, with the stops of days and figures: "bis zum 30.9. an das Amt"
)
FORM = (
    Rule("paid back or not", "nicht rückzahlbarer Zuschuss", r"\b(?:nicht[ -]?)?rückzahlbare[rnms]?\b"),
    Rule(
        "as what it is granted",
        "als Zuschuss gewährt",
        r"\b(?:als|in Form (?:von|eines|einer))\s(?:\w+\s){0,3}"
        r"(?:\w*[Zz]usch(?:uss|üsse)\w*|\w*[Dd]arlehens?|\w*[Kk]redits?|\w*[Bb]ürgschaft(?:en)?|\w*[Bb]eteiligung(?:en)?|\w*[Pp]rämien?|Stipendi(?:um|en))\b",
    ),
    Rule("a loan", "zinsgünstige Darlehen", r"\bzins\w+\s(?:Darlehen|Kredite?)\b"),
    Rule("a share of the firm", "beteiligt sich an den Unternehmen", r"\bbeteiligt sich\b[^.;:]{0,40}\bUnternehmen\b"),
    Rule("a grant in English", "as a non-repayable grant", r"\b(?:as|a) (?:non-repayable )?(?:grant|loan)s?\b"),
)
# Told behind that.
FORM_BESIDE = (
    Rule(
        "nothing is paid back", "muss nichts zurückgezahlt werden", r"\bnichts?\b[^.;:]{0,40}\bzurück(?:ge|zu)?zahl\w*"
    ),
)
_FORM_OF_ANOTHER = r"\bArt der Beihilfe\b|\bEigenanteil\b|\bverzins|\bDrittmittel|(?:[Aa]usgaben|[Kk]osten) in Form\b"
CUMULATION = (
    Rule("its name", "Kumulierung", r"\bKumul(?:ierung|ation)(?!sregel)\w*|\bkumulier(?:t|en|bar)\b"),
    Rule("twice for one thing", "Doppelförderung", r"\b(?:Doppel|Mehrfach)förderung(?:en)?\b"),
    Rule("together", "kombinierbar", r"\bkombinier(?:bar|t werden|en)\b|\bKombination mit\b|\bcombined with\b"),
    Rule(
        "to finance the rest",
        "Zur Kofinanzierung können auch Förderungen des Landes herangezogen werden",
        r"\bKofinanzierung\b[^.;:]{0,80}\bFörder\w+[^.;:]{0,60}\bherangezogen\b",
    ),
    Rule("other money", "aus anderen Förderprogrammen", rf"\b{_OTHER}"),
    Rule(
        "other money in English", "other public funding", r"\bother (?:\w+ ){0,2}(?:funding|grants?|aid|programmes?)\b"
    ),
)
_ALLOWS = re.compile(
    r"\b(?:ausgeschlossen|(?:un)?zulässig|Zulässigkeit|möglich|gestattet|erlaubt|nicht aus(?=\W*\Z)|\w*verbot"
    r"|(?:kumulier|kombinier)(?:t|bar)|Kombination mit|herangezogen|(?:unterstützt|gefördert) w(?:ird|erden)"
    r"|excluded|permitted|allowed|possible|combined)\b"
)
# "Die Buchstaben b und c dürfen nicht kombiniert werden": parts of one rate.
_CUMULATION_OF_ANOTHER = (
    r"\bKostenbasis\b|\bBuchstaben?\b|\bErklärung\b|\bkombinierte Beihilfe\b|\b(?:anzugeben|mitzuteilen)\b"
)
START = (
    Rule("not begun", "noch nicht begonnen", rf"\bnicht\b[^.;:]{{0,60}}{_BEGUN}"),
    Rule("behind a decision", "erst nach der Bewilligung begonnen", rf"\b[Ee]rst\b[^;:]{{0,160}}{_BEGUN}"),
    Rule(
        "before a decision", "vor der Bewilligung begonnen", rf"\bvor\b[^.;:]{{0,30}}{_DECISION}[^.;:]{{0,40}}{_BEGUN}"
    ),
    Rule(
        "begun already",
        "bereits begonnene Vorhaben",
        r"\bbereits begonnene[nrs]?\b|\bkeine laufenden Projekte\b"
        r"|\b[Ll]aufende Projekte\b[^.;:]{0,40}\bkeine?\b",
    ),
    Rule("early", "vorzeitiger Maßnahmenbeginn", r"\bvorzeitige[nrs]?\s\w{3,20}beginn\w*"),
    Rule("its name", "Refinanzierungsverbot", r"\bRefinanzierungsverbot\w*"),
    Rule(
        "in English",
        "must not start before approval",
        r"\bnot (?:yet )?(?:have )?(?:be )?(?:begun|started|start|begin)\b",
    ),
)
# Told behind that.
START_BESIDE = (
    Rule(
        "apply before",
        "Anträge sind vor Beginn des Vorhabens zu stellen",
        r"\b\w{0,20}[Aa]ntr[aä]ge?\b[^.;:]{0,120}\bvor (?:dem )?(?:Vorhabens?|Projekt|Maßnahmen?)?[Bb]eginn\b",
    ),
)
# What only has to be declared, or says what counts as a beginning or is paid for.
_START_OF_ANOTHER = (
    r"\bErklärung\b|\berklären\b|\benthalten\W*\Z|\bmuss (?:\w+ ){0,3}enthalten\b|\bbeizufügen\b|\bgilt als\b"
    r"|\b(?:zuwendungs|förder)fähig\b|\bgegeben ist\b|\bentgegen\b|\bRechtsanspruch\b|\bProjektstatus\b"
    r"|\bVoruntersuchung"
)
PAYMENT = (
    Rule("a noun", "Die Auszahlung erfolgt in Raten", rf"\bAuszahlung(?:en)?\b{_ON}{{0,160}}\berfolg(?:t|en)\b"),
    Rule(
        "a verb",
        "wird nach Prüfung ausgezahlt",
        r"\b(?:wird|werden)\b[^;]{0,200}\bausgezahlt\b|\bausgezahlt,?\s(?:wird|werden|wenn)\b",
    ),
    Rule("its name", "Erstattungsprinzip", r"\bErstattungsprinzip\b"),
    Rule(
        "a procedure",
        "im Abrufverfahren bereitgestellt",
        r"\b(?:Abruf|Anforderungs)verfahrens?\s(?:bereitgestellt|erfolgt)",
    ),
    Rule("a transfer", "wird überwiesen", r"\büberwiesen\b"),
    Rule("in parts", "mit jährlichen Raten bewilligt", r"\bmit\s\w+\sRaten\s\w+\b"),
    Rule("in English", "is paid out in arrears", r"\bpaid (?:out|in (?:arrears|instalments|advance))\b"),
)
_PAYMENT_OF_ANOTHER = (
    r"\bZeitpunkt\b[^.;]{0,40}\bAuszahlung\b|\bBewilligung, (?:die )?Auszahlung\b|\bSofern die Zuwendung bereits\b"
    r"|\bZinsen\b|\bBestandteil eines\b|\bgelten, sofern\b"
)
_COUNT = r"(?:\d+|eine[mnrs]?|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|achtzehn)"
_TIME = rf"{_COUNT}\s(?:Jahre?n?|Monate?n?|Wochen|months|years)\b"
DURATION = (
    Rule(
        "a noun",
        "Die Laufzeit beträgt zwei Jahre",
        rf"\b\w{{0,20}}(?:[Ll]aufzeit|[Dd]auer|[Zz]eitraum)\b[^.;]{{0,80}}?\b{_TIME}",
    ),
    Rule(
        "a verb",
        "werden bis zu 24 Monate gefördert",
        rf"\b(?:bis zu|maximal|höchstens|längstens|für)\s{_TIME}[^.;]{{0,40}}\b(?:gefördert|gewährt)\b",
    ),
    Rule(
        "a time",
        "für normalerweise 24 Monate",
        rf"\bfür\s(?:normalerweise|in der Regel|üblicherweise|maximal|höchstens|längstens|bis zu)\s{_TIME}"
        r"(?![^.;]{0,40}\b(?:gefördert|gewährt)\b)",
    ),
    Rule("in English", "for up to two years", r"\bfor (?:up to )?(?:\d+|one|two|three|four|five) (?:months|years)\b"),
)
# How long something else lasts: a longer run, a use that is asked for, how old a firm is.
_DURATION_OF_ANOTHER = (
    r"\bverlänger|bericht|\bZweckbindung|\bNutzung\b|[Nn]utzungsdauer|\bgegründet|[Gg]ründung\b|\bbeihilferecht"
    r"|\bÜberprüfung|\bVerfahren"
)
OWN_SHARE = (
    Rule("a noun", "ein Eigenanteil", r"\b(?:Eigenanteil|Eigen(?:mittel)?beteiligung)(?:e?s)?\b"),
    Rule("own money", "mit Eigenmitteln", r"\bEigenmitteln?\b"),
    Rule("in English", "an own contribution", r"\bown (?:contribution|share|funds)\b"),
)
_DEMANDED = re.compile(
    r"\d|\b(?:vorausgesetzt|erforderlich|obligatorisch|notwendig|mindestens|auf(?:zu)?bringen|ein(?:zu)?bringen|erb(?:racht|ringen)|einzusetzen"
    r"|zu tragen|müssen|muss|finanziert|required|must)\b"
)
# What an application holds of it, and what else may count as one.
_OWN_SHARE_OF_ANOTHER = (
    r"\b(?:Erklärung|Nachweis\w*|\w+plan|\w+übersicht|Gliederung|Angaben?|Darstellung|Zusicherung|Bonität|Anlage"
    r"|Milliarden|\w*[Kk]riterien|bekannt zu geben|Sachleistungen|keine hinreichenden)\b"
)
_APPLICATION = r"(?:\w{0,30}[Aa]ntr[aä]ge?|Bewerbung(?:en)?|\w{0,30}[Ss]kizzen?)"
PROCEDURE = (
    Rule(
        "its steps",
        "zweistufig",
        r"\b(?:ein|zwei|drei)stufig\w*|\bmehrstufig\w*\s\w{0,20}(?:[Aa]uswahl|[Aa]ntrag|[Vv]ergabe)\w*|\bzwei Stufen\b",
    ),
    Rule("a portal", "über easy-Online", r"\beasy-?[Oo]nline\b"),
    Rule(
        "how to apply",
        "Anträge sind schriftlich einzureichen",
        rf"\b(?:\w{{0,30}}[Aa]ntr[aä]ge?|\w{{0,30}}[Ss]kizzen?|Unterlagen)\b{_ON}{{0,120}}"
        r"\b(?:schriftlich(?:er)?|elektronisch(?:er)?|online|Online-Formular|formlos|[Ff]ormular\w*|E-Mail)\b",
    ),
    Rule(
        "where to send it",
        "Richten Sie Ihre Bewerbung an das Hafenamt",
        rf"\b(?:[Rr]ichten|[Ss]tellen|[Rr]eichen|[Ss]enden) Sie\b{_ON}{{0,60}}?\b{_APPLICATION}\b"
        rf"|\b{_APPLICATION}\b{_ON}{{0,60}}?\b(?:(?:richten|stellen|reichen) Sie\b"
        rf"|können Sie\b{_ON}{{0,80}}\b(?:einreichen|stellen)\b)",
    ),
    Rule("in English", "apply online", r"\b(?:apply|applications?|submit)\b[^.;]{0,80}\b(?:online|in writing|form)\b"),
)
# What an application holds, and what becomes of it.
_PROCEDURE_OF_ANOTHER = (
    r"\bBei einem\b|\benthalten\b|\babgerufen\b|\bVordrucke\b|\bBekanntgabe\b|\bwiderruf|\bDaten(?:schutz)?\b"
    r"|\bSeiten\b"
)


class Kind(NamedTuple):
    """How a condition is told: in words that tell of it, and that say how it is, where something has to; not of
    another thing in such words."""

    tells: re.Pattern[str]
    other: re.Pattern[str]
    says: re.Pattern[str]


def _kind(tells: tuple[Rule, ...], other: str, says: re.Pattern[str] = re.compile("")) -> Kind:
    return Kind(re.compile(any_rule(tells)), re.compile(other), says)


# What is told first comes first.
KINDS: dict[Condition, tuple[Kind, ...]] = {
    "form": (_kind(FORM, _FORM_OF_ANOTHER), _kind(FORM_BESIDE, _FORM_OF_ANOTHER)),
    "duration": (_kind(DURATION, _DURATION_OF_ANOTHER),),
    "costs": (_kind(COSTS, COSTS_OF_ANOTHER, OF_COSTS), _kind(COSTS_BESIDE, COSTS_OF_ANOTHER)),
    "own_share": (_kind(OWN_SHARE, _OWN_SHARE_OF_ANOTHER, _DEMANDED),),
    "cumulation": (_kind(CUMULATION, _CUMULATION_OF_ANOTHER, _ALLOWS),),
    "start": (_kind(START, _START_OF_ANOTHER), _kind(START_BESIDE, _START_OF_ANOTHER)),
    "procedure": (_kind(PROCEDURE, _PROCEDURE_OF_ANOTHER),),
    "payment": (_kind(PAYMENT, _PAYMENT_OF_ANOTHER),),
}
