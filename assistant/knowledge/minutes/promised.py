"""What somebody does by a day to come, whatever the verb: "Frau Thurn mahnt die Mitglieder bis 15. Oktober".

Minutes tell in the present tense what was said at the meeting as well, so verbs of speech, of being and of wishing are
left out, and so is a deadline that stands in another clause ("hofft, dass ... bis Mai fertig ist").
"""

from __future__ import annotations

import datetime
import re

from assistant.knowledge.minutes.details import Due, due_in, due_of
from assistant.knowledge.minutes.people import BODY, GROUP, JOINED, MASKED
from assistant.language.dates import A_MONTH

_I = re.IGNORECASE
_DOER = rf"(?:{BODY}|{MASKED}|{GROUP})"
_ASIDE = r"(?:\s?\([^()]{0,40}\))?"
# "Imke liefert", "Imke und Jonas liefern"; in front may stand what a line is about: "Stadtwerke: Imke liefert".
_ACTS = re.compile(
    rf"(?:^\W*|[:;]\s)(?:[Kk]olleg(?:e|in)\s)?(?P<who>{_DOER}(?P<more>{JOINED}){{0,5}}){_ASIDE}"
    r"\s(?P<verb>[a-zäöüß]{2,}(?:t|en|ern|eln))\s(?P<rest>\S.*)",
    re.DOTALL,
)
# "Bis 15. Mai liefert Imke die Zahlen"
_TURNED = re.compile(
    rf"^\W*(?P<rest>Bis\s[^,;:?!]{{2,30}}?)\s(?P<verb>[a-zäöüß]{{2,}}t)\s(?P<who>{MASKED})(?P<more>(?!))?\s\w"
)
# "Imke sagt zu, die Zahlen nachzureichen"
_PROMISED = re.compile(
    rf"(?P<who>{MASKED}){_ASIDE}\s(?:(?:sagt|sichert)\s(?:\w+\s){{0,2}}?zu|verspricht),\s"
    r"(?:dass\s|[^?]*\b(?:zu\s[a-zäöü]{2,}|[a-zäöü]{2,}zu[a-zäöü]{2,})n(?=\W*\Z|[,;]))"
)
# "Imke, du schickst bitte die Zahlen"
_ADDRESSED = re.compile(
    rf"^\W*(?P<who>{MASKED}),\s(?:du|ihr|Sie)\s(?!(?:hast|habt|haben|bist|seid|sind)\b)[a-zäöüß]{{2,}}(?:st|t|en)\s"
    r"[^?!]*\bbitte\b"
)
# Without their endings: the verbs of what is said at a meeting, which may be yet to come at the next one, ...
_SAYING = "bericht informier erläuter erklär präsentier zeig stell referier träg trag schilder beschreib"
# ... and those that tell of no deed.
_TELLING = """
    is sind war ha hab hatt hatte wird werd wurd wurde kan kann könn dar darf dürf mus muss müss soll will woll mag
    würde könnte könnt möchte möcht sollte sollt müsste müsst wollte wollt hätte hätt wäre wär durft konnt musst sag
    mein find glaub denk teil weis frag beton hoff rechn erwart wünsch bitt forder verlang schläg schlag reg bleib
    fehl arbeit vertrit vertritt vertret leit läuf lauf gil gelt dank lob begrüß kritisier bedauer erinner ergänz
    verweis schätz geh scheid verläss verlass pausier erhäl erhält erhalt bekomm krieg brauch benötig wart steh sitz
    lieg wohn leb kenn weiß wiss sieh seh hör freu ärger spiel dauer gehör komm fähr fahr vermut warn empfiehl empfehl
    beantrag plädier appellier äußer stimm lehn häl hält halt trit tritt tret kandidier amtier dien studier beruhig
    reich heiß bedeut zweifel bezweifel befürcht fürcht versteh wähl verlier gewinn behäl behält behalt besitz betreib
    nutz trainier üb überleg diskutier zähl gesteh bestätig bemerk merk genieß vertrau schließ führ gib geb erzähl
    nenn kündig versicher behaupt rät rat unterstütz begleit verfüg befind engagier verbring verdien bezieh zieh dräng
    poch sprich sprech streit verzicht unterricht heb verlies schläf schlaf feier tag öffn ruh wechsel besteh hiel rie
    tra ba bo begründ befürwort verteidig rechtfertig akzeptier bevorzug favorisier billig bewillig beschließ genehmig
    gewähr verabschied verschieb vertag verlänger einig entscheid sei mit zuletz jetz ers fas selbs lau berei derzei
    nich stat entschuldig beurlaub verhinder verreis erkrank
"""
_SAID, _TOLD = frozenset(_SAYING.split()), frozenset(_TELLING.split())
_ENDING = re.compile(r"(?:et|t|en|n)\Z")
# "gewählt" is no verb of the present, "lieferten" need not be one.
_PAST = re.compile(r"ge(?!stalt|währ|nehmig)\w+t\Z|\w+ten\Z")
_GERMAN = re.compile(r"\b(?:bis|spätestens)\b", _I)
# Where another clause begins; its deadline is not that of the first one.
_CLAUSE = re.compile(
    r"[;?!]|(?<!\d)\.\s(?=[A-ZÄÖÜ])|,\s(?:dass|ob|wer|wie|was|wo|wann|warum|weil|da|wenn|falls|der|die|das|den|dem|dessen"
    r"|deren|welche\w*|um|damit|sodass|bevor|nachdem|während|obwohl|sobald|solange|sofern|aber)\s"
)
_UNLIKELY = re.compile(
    r"\b(?:nicht|kein\w*|eigentlich|ursprünglich|vielleicht|derzeit|weiterhin|immer|täglich|wöchentlich|monatlich"
    r"|jährlich|jeweils|seit|urlaub|amt|weiter)\b|\b(?:vom|von|ab|zwischen|noch)\b[^,;]{0,30}\bbis\b|\d\.?\s?bis\s\d",
    _I,
)
# Whose work goes on without the meeting.
_OF_ALL = re.compile(r"(?:(?:die|der) )?(?:stadt|gemeinde|landkreis|hochschule|amt)(?![^\W\d_])", _I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MEETING = r"\w*(?:sitzung|treffen|plenum|runde|besprechung|versammlung|telko|jour fixe)"
_TOMORROW = re.compile(r"[^(;,>]*(?<!\bam )(?<!jeden )(?<!guten )(?<!heute )\b(?P<when>morgen)(?= )")
_AHEAD = re.compile(
    r"\b(?:(?:in|auf|bei|zu) (?:der|die|dem)|im|zu[mr]|beim) (?P<when>(?:nächste[nr]?|kommende[nr]?)"
    rf" (?:{_MEETING}|mal)|{_MEETING} am \d{{1,2}}\. ?(?:\d{{1,2}}\.(?: ?\d{{4}})?|{A_MONTH}(?: \d{{4}})?))(?!\w)",
    _I,
)


def doers_by_then(sentence: str, masked: str) -> list[str]:
    """Those who do something until then or for the next meeting, or say that they will; `masked` is the sentence."""
    if match := _PROMISED.search(masked) or _ADDRESSED.match(masked):
        return [sentence[match.start("who") : match.end("who")]]
    match = _ACTS.search(masked) or _TURNED.search(masked)
    if match is None:
        return []
    who, verb, rest = (sentence[match.start(name) : match.end(name)] for name in ("who", "verb", "rest"))
    is_many = match["more"] is not None or who.lower().startswith("all")
    if is_many != verb.endswith("n") or _PAST.match(verb) or _OF_ALL.match(who):
        return []
    rest = first_clause(rest) if match.re is _ACTS else rest
    stem = _ENDING.sub("", verb)
    due = due_without_until(rest, None) or (due_in(rest, None) if stem not in _SAID and _GERMAN.search(rest) else None)
    is_sure = due is not None and stem not in _TOLD and not _YEAR.fullmatch(due.words)
    return [who] if is_sure and not _UNLIKELY.search(rest) else []


def first_clause(text: str) -> str:
    """The text up to where another clause begins."""
    return _CLAUSE.split(text, maxsplit=1)[0]


def due_without_until(text: str, held: datetime.date | None) -> Due | None:
    """Tomorrow, or the meeting to come at or for which something is to be told or done; None without one."""
    words = " ".join(text.split())
    match = _AHEAD.search(words) or _TOMORROW.match(words)
    return due_of(match["when"], held) if match else None
