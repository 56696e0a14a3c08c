"""Statements -> how a programme pays: whether for good, with other money beside it, from when on, and when.

That is told in the words of the document, for an exception counts as much as the rule: "dürfen nicht kumuliert werden,
es sei denn, ...".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assistant.knowledge.programmes.denying import denies_funding
from assistant.knowledge.programmes.facts import Condition
from assistant.knowledge.programmes.rules import Rule, any_of
from assistant.knowledge.programmes.statements import Statement
from assistant.knowledge.programmes.told_words import bare, led_in_by, plain, unnumbered
from assistant.records import QUOTE_CHARACTERS, Span

_DECISION = (
    r"(?:Bewilligung|(?:\w{3,20})?[Bb]escheid(?:e?s|erteilung)?|Zusage|Antragstellung|Antragsabgabe|Genehmigung)"
)
_OTHER = (
    r"(?:ander|weiter|sonstig|zusätzlich)e[nrms]?\s(?:\w+\s){0,2}"
    r"(?:[A-ZÄÖÜ]?\w{0,30}(?:Förder|förderung|fördermittel|förderprogramm)\w*|Zuwendung\w*|Zuschüssen?|Beihilfen?)"
)
_BEGUN = r"\bbeg(?:onnen|innen)\b"
FORMS = (
    Rule("paid back or not", "nicht rückzahlbarer Zuschuss", r"\b(?:nicht[ -]?)?rückzahlbare[rnms]?\b"),
    Rule(
        "as what it is granted",
        "als Zuschuss gewährt",
        r"\b(?:als|in Form (?:von|eines|einer))\s(?:\w+\s){0,3}"
        r"(?:\w*[Zz]usch(?:uss|üsse)\w*|\w*[Dd]arlehens?|\w*[Kk]redits?|\w*[Bb]ürgschaft(?:en)?|\w*[Bb]eteiligung(?:en)?|\w*[Pp]rämien?)\b",
    ),
    Rule("a loan", "zinsgünstige Darlehen", r"\bzins\w+\s(?:Darlehen|Kredite?)\b"),
    Rule("a share of the firm", "beteiligt sich an den Unternehmen", r"\bbeteiligt sich\b[^.;:]{0,40}\bUnternehmen\b"),
    Rule("a grant in English", "as a non-repayable grant", r"\b(?:as|a) (?:non-repayable )?(?:grant|loan)s?\b"),
)
_FORM_OF_ANOTHER = r"\bArt der Beihilfe\b|\bEigenanteil\b|\bverzins|\bDrittmittel"
CUMULATION = (
    Rule("its name", "Kumulierung", r"\bKumul(?:ierung|ation)(?!sregel)\w*|\bkumulier(?:t|en|bar)\b"),
    Rule("twice for one thing", "Doppelförderung", r"\b(?:Doppel|Mehrfach)förderung(?:en)?\b"),
    Rule("together", "kombinierbar", r"\bkombinier(?:bar|t werden|en)\b|\bin Kombination mit\b|\bcombined with\b"),
    Rule("other money", "aus anderen Förderprogrammen", rf"\b{_OTHER}"),
    Rule(
        "other money in English", "other public funding", r"\bother (?:\w+ ){0,2}(?:funding|grants?|aid|programmes?)\b"
    ),
)
_ALLOWS = re.compile(
    r"\b(?:ausgeschlossen|(?:un)?zulässig|möglich|gestattet|erlaubt|nicht aus(?=\W*\Z)|\w*verbot"
    r"|(?:kumulier|kombinier)(?:t|bar)|Kombination mit|(?:unterstützt|gefördert) w(?:ird|erden)"
    r"|excluded|permitted|allowed|possible|combined)\b"
)
# "Die Buchstaben b und c dürfen nicht kombiniert werden": parts of one rate.
_CUMULATION_OF_ANOTHER = r"\bBuchstaben?\b|\bErklärung\b|\bkombinierte Beihilfe\b|\b(?:anzugeben|mitzuteilen)\b"
START = (
    Rule("not begun", "noch nicht begonnen", rf"\bnicht\b[^.;:]{{0,60}}{_BEGUN}"),
    Rule("behind a decision", "erst nach der Bewilligung begonnen", rf"\b[Ee]rst\b[^;:]{{0,160}}{_BEGUN}"),
    Rule(
        "before a decision", "vor der Bewilligung begonnen", rf"\bvor\b[^.;:]{{0,30}}{_DECISION}[^.;:]{{0,40}}{_BEGUN}"
    ),
    Rule("early", "vorzeitiger Maßnahmenbeginn", r"\bvorzeitige[nrs]?\s\w{3,20}beginn\w*"),
    Rule("its name", "Refinanzierungsverbot", r"\bRefinanzierungsverbot\w*"),
    Rule(
        "in English",
        "must not start before approval",
        r"\bnot (?:yet )?(?:have )?(?:be )?(?:begun|started|start|begin)\b",
    ),
)
# What only has to be declared, or says what counts as a beginning or is paid for.
_START_OF_ANOTHER = (
    r"\bErklärung\b|\berklären\b|\benthalten\W*\Z|\bbeizufügen\b|\bgilt als\b"
    r"|\b(?:zuwendungs|förder)fähig\b|\bgegeben ist\b|\bentgegen\b|\bRechtsanspruch\b|\bProjektstatus\b"
    r"|\bVoruntersuchung"
)
PAYMENT = (
    Rule("a noun", "Die Auszahlung erfolgt in Raten", r"\bAuszahlung(?:en)?\b[^.;]{0,160}\berfolg(?:t|en)\b"),
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
    Rule("in English", "is paid out in arrears", r"\bpaid (?:out|in (?:arrears|instalments|advance))\b"),
)
_PAYMENT_OF_ANOTHER = (
    r"\bZeitpunkt\b[^.;]{0,40}\bAuszahlung\b|\bBewilligung, (?:die )?Auszahlung\b|\bSofern die Zuwendung bereits\b"
    r"|\bZinsen\b|\bBestandteil eines\b|\bgelten, sofern\b"
)


# "Sobald dieser bestandskräftig ist, ...", of which the sentence before tells.
_NEEDS_MORE = re.compile(
    r"\A\W*(?:(?:Sobald|Wenn|Falls|Sofern|Nach|Mit|Bei|Für)\s)?[Dd]iese[rmns]?\b(?!\s\w*[Rr]ichtlinie)"
)


class _Kind(NamedTuple):
    """How a condition is told: in words that tell of it, and that say how it is, where something has to; not of
    another thing in such words."""

    tells: re.Pattern[str]
    other: re.Pattern[str]
    says: re.Pattern[str] = re.compile("")


_KINDS: dict[Condition, _Kind] = {
    "form": _Kind(re.compile(any_of(FORMS)), re.compile(_FORM_OF_ANOTHER)),
    "cumulation": _Kind(re.compile(any_of(CUMULATION)), re.compile(_CUMULATION_OF_ANOTHER), _ALLOWS),
    "start": _Kind(re.compile(any_of(START)), re.compile(_START_OF_ANOTHER)),
    "payment": _Kind(re.compile(any_of(PAYMENT)), re.compile(_PAYMENT_OF_ANOTHER)),
}


def told(condition: Condition, said: Iterable[Statement]) -> Iterator[tuple[str, Span]]:
    """The sentences and items that tell of the condition, in words of their own, with where they stand.

    An item comes with what leads it in, a sentence with the list that it leads in, as far as a quote has room for it;
    neither comes where it would say something else alone.
    """
    kind, ordered = _KINDS[condition], list(said)
    for at, statement in enumerate(ordered):
        if statement.kind == "heading" or not kind.tells.search(statement.text):
            continue
        if kind.says.search(statement.text) and not kind.other.search(statement.context):
            yield from _whole(statement, ordered[at + 1 :])


def _whole(statement: Statement, following: Iterable[Statement]) -> Iterator[tuple[str, Span]]:
    text, lead = statement.text.rstrip(), statement.lead_text.rstrip()
    if statement.kind != "item":
        every = [statement, *([] if text.endswith((".", "!", "?")) else led_in_by(statement, following))]
        if not _NEEDS_MORE.search(text) and (len(every) > 1 or not text.endswith(":")):
            yield unnumbered(plain(every)), Span(statement.span.start, every[-1].span.end)
    elif not lead or lead.endswith("."):
        yield unnumbered(bare(text)).rstrip(" ,;"), statement.span
    elif statement.whole.end - statement.whole.start <= QUOTE_CHARACTERS:
        yield f"{unnumbered(bare(lead))} {unnumbered(bare(text))}".rstrip(" ,;"), statement.whole
    elif not denies_funding(lead):
        yield unnumbered(bare(text)).rstrip(" ,;"), statement.span
