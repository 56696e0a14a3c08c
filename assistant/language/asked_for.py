"""What kind of thing a German or English question asks for, told by its words alone.

The first interrogative decides ("wer", "bis wann"); one that asks for anything ("was", "welche") leaves it to the words
behind it ("welche Frist"). Without an interrogative the verb that stands first decides, then the nouns ("Frist STARK").
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.language.applicants import all_but
from assistant.language.numerals import NUMBER_WORD
from assistant.language.spelling import lapses
from assistant.language.terms import fold
from assistant.language.word_lists import any_of, listed

AskedFor = Literal[
    "amount",
    "percent",
    "deadline",
    "date",
    "duration",
    "number",
    "who",
    "where",
    "definition",
    "list",
    "decision",
    "yes_no",
    "how",
    "reason",
    "condition",
    "applicants",
    "contact",
]
_Kinds = tuple[tuple[AskedFor, re.Pattern[str]], ...]

# Question words that are mended when a letter is missing, doubled or swapped with its neighbour.
_MENDED = (
    *("wann", "wieviel", "wieviele", "warum", "wieso", "weshalb", "wohin"),
    *("welche", "welchem", "welchen", "welcher", "welches"),
)
_REAL = frozenset(("warm", "wies", "wohn", "welch"))
_AFTER_WIE = {"vil": "wie viel", "fiel": "wie viel", "veil": "wie viel", "vile": "wie viele", "veile": "wie viele"}
_WIE = re.compile(rf"\bwie ({'|'.join(_AFTER_WIE)})\b|\bwiefiel\b")
_WORD = re.compile(r"[a-z]+")


def _kinds(*pairs: tuple[AskedFor, str]) -> _Kinds:
    return tuple((kind, re.compile(pattern, re.VERBOSE)) for kind, pattern in pairs)


_DAY = (
    r"(?:datum|daten|tag|monat|jahr|termin|zeitpunkt|quartal|uhrzeit|woche|date|day|month|year|time)(?:e[nms]?|s|n)?\b"
)
_TIMES = r"(?:jahr|monat|woche|tag|stunde|minute|year|month|week|day|hour|minute)[ens]*\b"
_BODIES = listed(
    "person personen anlaufstelle anlaufstellen meldestelle meldestellen kontaktstelle kontaktstellen stelle stellen"
    " behoerde behoerden amt aemter aemtern *ministerium *ministerien minister ministerin projekttraeger"
    " projekttraegerin partei parteien fraktion fraktionen stadtraet+ stadtrat ausschuss* ausschuess* gremium gremien"
    " *partner *partnern organisation organisationen haendler haendlern bank kammer agentur leute mitglieder"
    " mitgliedern abteilung referat gesellschaft gericht gewerkschaft *buero zielgruppe zielgruppen gruppe ansprech+"
    " agency agencies ministry ministries authority authorities office committee people organisation organisations"
    " organization organizations department body bodies councillor councillors partner partners"
)
# Those left out are places; "KMU-Definition" is nobody.
_PERSON = rf"(?:{any_of([*_BODIES, *all_but('municipality', 'school')])})\b(?!-\w)"
# Who may have something, which is no person but a kind of applicant; not who helps with it.
_APPLICANTS = r"""\bwer[ ](?!.*\b(?:helfen|hilft|berat|beantwort|unterstuetzen|pruef|bewillig|entscheid))(?:
    (?:darf|duerfen|kann|koennen)\b.{0,120}\b(?:beantrag\w*|antrag|antraege|bewerben|teilnehmen|mitmachen|bekommen|erhalten)\b
    |(?:ist|sind)\b.{0,120}\b(?:\w*berechtigt|foerderfaehig)\b
    |(?:wird|werden)\b.{0,120}\b(?:gefoerdert|bezuschusst|unterstuetzt)\b
    |(?:bekommt|kriegt|erhaelt)\b.{0,80}\b(?:\w*zuschuss|\w*foerder\w*|\w*geld|\w*gutschein|\w*praemie|\w*bonus)\b
    |hat\b.{0,80}\banspruch\b)
    |\bwho[ ](?:(?:can|may)\b.{0,80}\b(?:apply|participate|receive|get)\b|(?:is|are)[ ](?:eligible|entitled)\b
    |(?:gets|receives)\b.{0,80}\b(?:grant|funding|money|voucher|subsidy)\b)"""
# Whom to ask, which is a person together with the way to reach them.
_CONTACT = r"""(?:
    \b(?:ansprech(?:partner|person|stelle)\w*|kontakt(?:daten|adresse|person)?|telefon(?:nummer)?|(?:tele)?fax(?:nummer)?|rufnummer|hotline)\b
    |\b(?:e-?)?mail-?adresse\b|\bcontact\b|\b(?:phone|email)[ ](?:number|address)\b
    |\ban[ ]wen\b(?:.{0,120}\b(?:wende|richte|melde|schicke?|gesch\w+|sende|stelle)\w*\b|\W*$)
    |\bwen[ ](?:kann|koennen|soll|sollen|muss|muessen|darf|duerfen)[ ](?:ich|wir|man)\b
     .{0,60}\b(?:fragen|anrufen|anschreiben|kontaktieren|ansprechen)\b
    |\bwe[rm][ ](?:ist|sind)[ ](?:\w+[ ]){0,3}(?:zustaendig|ansprech\w+|kontakt\w*)\b|\bwer[ ](?:hilft|beraet)\b
    |\bwer[ ]kann[ ](?:mir|uns)[ ].{0,80}\b(?:helfen|beraten|weiterhelfen)\b
    |\bwho[ ](?:can|do|should|must)[ ](?:i|we)[ ](?:ask|call|contact|write|turn|talk)\b)"""
_PLACES = listed(
    "ort orte orten ortes stadt raum saal halle gebaeude adresse anschrift strasse platz stadtteil gemeinde landkreis"
    " bundesland *region city cities place town room building address venue country"
)
_PLACE = rf"(?:{any_of(_PLACES)})\b"
_MONEY_LAST = listed(
    "summe betrag betraege kosten budget preis preise gebuehr gebuehren volumen hoehe obergrenze ersparnis aufwand"
    " entschaedigung zuschuss zuschuesse zuweisung ertraege pauschale finanzierung"
)
_MONEY_WHOLE = listed("mittel amount cost costs sum price fee")
_MONEY = rf"(?:\w*(?:{any_of(_MONEY_LAST)})|{any_of(_MONEY_WHOLE)})\b"

# Interrogatives that tell the kind themselves; of two at the same place the upper one wins.
_INTERROGATIVES = _kinds(
    (
        "deadline",
        rf"\bbis[ ](?:spaetestens[ ])?(?:wann|(?:zu[ ])?welche[mnr][ ]{_DAY})|\b(?:by|until)[ ](?:when|what)\b",
    ),
    ("condition", r"\bwann[ ](?:darf|duerfen|gilt|gelten)\b"),
    ("condition", r"\bunter[ ]welche[nr][ ](?:voraus|bedingu|umsta)|\bunder[ ](?:what|which)[ ](?:condit|circum)"),
    ("date", r"\b(?:(?:ab|seit|von|zu|fuer)[ ])?wann\b|\bwhen\b|\bwie[ ]?viel[ ]uhr\b|\bwie[ ]spaet\b"),
    ("duration", r"\bwie[ ](?:lang\w*|frueh|schnell)\b|\bhow[ ](?:long|soon|early)\b|\bwie[ ]?viel[ ](?:zeit\b|dauer)"),
    ("duration", rf"\b(?:innerhalb|binnen)[ ]welche[rns]\b|\b(?:wie[ ]?viele?|how[ ]many)[ ]{_TIMES}"),
    ("amount", r"\bwie[ ]?viele?[ ](?:euro|geld|eur|mittel|prozent)\b|\bhow[ ]many[ ](?:euros?|percent)\b"),
    ("number", r"\bwie[ ]?viele[rn]?\b|\bwie[ ](?:oft|haeufig|alt|jung)\b|\bhow[ ](?:many|often|old)\b"),
    ("number", r"\bwie[ ](?:hoch|gross)[ ]\w+[ ](?:\w+[ ])?(?:\w*zahl|anzahl)\b"),
    (
        "number",
        rf"\b(?:wie[ ]gross|how[ ](?:large|big))\b"
        rf"(?!.*(?:\b{_MONEY}|prozent|anteil|quote|satz\b|foerder|topf|share|fund|grant))",
    ),
    ("amount", r"\bwie[ ]?viel\b|\bwie[ ](?:hoch|gross|teuer)\b|\bhow[ ](?:much|high|large|big|expensive)\b"),
    ("applicants", _APPLICANTS),
    ("contact", _CONTACT),
    ("who", r"\bwe[rmn]\b|\bwessen\b|\bwhom?\b|\bwhose\b"),
    ("where", r"\bwo(?:hin|her)?\b|\bwhere\b"),
    ("reason", r"\b(?:warum|wieso|weshalb|weswegen|why)\b|\baus[ ]welche[mnr][ ]gr(?:u|ue)nde?n?\b"),
)
_OPEN = re.compile(r"\b(?:welche[mnrs]?|was|what|which|nenn\w*|liste|list|zeig\w*|name)\b")
_HOW = re.compile(
    r"\bwie\b|\bhow\b|\bwo(?:mit|durch)\b|\bauf welche[mnr] weg|\bauf welche (?:art|weise)|\bmit welche[mnr] method"
)

_BEHIND_WHICH = _kinds(
    ("deadline", r"^(?:\w+[ ])?(?:\w*fristen|\w*frist|deadlines?|stichtage?|\w*schluss)\b"),
    ("duration", r"^(?:\w+[ ])?(?:\w*zeitraum|\w*dauer|\w*laufzeit|zeitspanne|zeitfenster|amtszeit|duration|period)\b"),
    ("date", rf"^(?:\w+[ ])?{_DAY}"),
    ("percent", r"^(?:\w+[ ])?(?:\w*quote|\w*satz|prozent\w*|percent\w*|rate|share|\w*anteil)\b"),
    ("amount", rf"^(?:\w+[ ])?{_MONEY}"),
    ("number", r"^(?:\w+[ ])?(?:\w*zahl|number)\b"),
    ("condition", r"^(?:\w+[ ])?(?:\w*voraussetz|bedingung|kriteri|\w*anforder|auflage|requirement|condition|criteri)"),
    ("decision", r"^(?:\w+[ ])?(?:beschluss|beschluess|entscheidung|decision)"),
    (
        "contact",
        r"^(?:[\w-]+[ ])?(?:(?:telefon|fax|ruf|handy)nummer|durchwahl|(?:e-?)?mail-?adresse|(?:phone|e-?mail)\b)",
    ),
    # Not "what do firms need".
    ("who", rf"^(?:(?!(?:is|are|was|were|do|does|did|can|must|should)\b)[\w-]+[ ])?{_PERSON}"),
    ("where", rf"^(?:[\w-]+[ ])?{_PLACE}"),
)
_THRESHOLD = re.compile(r"\b(?:ab|bis zu|unter|above|up to) welche[mnr]\b")
_MANY = rf"(?:\d+|{NUMBER_WORD})"
# What "welche" names in the singular though it ends as many plurals do.
_SINGULARS = listed(
    "stelle gruppe sprache strasse reihe rolle grenze hoehe summe quote frage aufgabe messe methode klasse stufe"
    " adresse woche note anlage auflage menge groesse phase branche schule halle firma steuer nummer dauer kammer"
)
_SINGULAR = rf"(?!\w*(?:{any_of(_SINGULARS)})\b)"
# "welche Städte", "welche neuen Ziele", "aus welchen Bereichen", "which partners", "nenne alle"
_LIST = re.compile(
    rf"\bwelche[nr]? (?:\w+ ){{0,2}}{_MANY}\b|\b(?:what|which) (?:are the )?{_MANY}\b"
    rf"|\bwelche (?:[\w-]+en )?{_SINGULAR}[\w-]+(?:e|en|er|ern|eln|s)\b"
    r"|\b(?:aus|mit|bei|von|zu|in|an|nach|auf|unter|zwischen) welchen (?:\w+en )?[\w-]+n\b"
    r"|\b(?:what|which) (?:[\w-]+ )?[\w-]+(?<![suai])s\b|\bwhat are the\b"
    r"|^(?:nenn\w*|liste|list|zaehl\w*|zeig\w*|name|show)\b|\bwas (?:alles|gehoert|umfasst)\b|\bwas .* alles\b"
)
_RELATIONS = listed("zweck unterschied ergebnis grund aufgabe thema problem vorteil nachteil stand purpose goal aim")
_RELATIONAL = rf"(?:\w*ziel|{any_of(_RELATIONS)})"
_FILLER = r"(?:genau |eigentlich |denn |so )*"
_MEANING = re.compile(
    rf"\bwas (?:genau )?(?:ist|sind) {_FILLER}(?:ein|eine|einen)\b|\bwofuer steh|\bdefin|\bbedeutung\b|\babkuerzung\b"
    r"|\bwas (?:genau )?(?:bedeute\w*|heisst|meint|versteh\w*)|\bwas .{1,60}\bversteh|\bbegriff|\bmeaning\b"
    r"|\bwas (?:wird|ist) .{1,120}\b(?:gemeint|bezeichnet|verstanden)\b|\bwhat (?:is|are) (?:an?|meant)\b"
    r"|\bwhat (?:do|does) .{1,80}\b(?:mean|stand)\b"
)
# "was ist der TransformationsRat?", "what is ReTraSON?"
_NAMED = re.compile(
    rf"\bwas (?:genau )?(?:ist|sind) {_FILLER}(?:(?:der|die|das) )?(?!{_RELATIONAL}|(?:mit|bei|in|im|fuer|an|am|zu)\b)"
    r"[„\"]?[\w@.-]+[“\"]?(?: [\w@.-]+)?(?:\?*$| (?:in|im|bei|beim|laut|nach|von|vom)\b)"
    rf"|\bwhat is (?:the )?(?!{_RELATIONAL})[\w@.-]+(?: (?!about)[\w@.-]+)?\?*$"
)
_DECIDING = listed(
    "beschlie* beschloss* beschluss* beschluess* entschied* entscheidung* abgestimmt abstimmung* angenommen abgelehnt"
    " verabschiedet genehmigt votiert* festgehalten geeinigt vereinbart zugestimmt meinungsbild* verwiese verwiesen"
    " beauftragt beauftragte decid* decision* vote voted votes agree agreed approved"
)
_DECISION = re.compile(rf"\b(?:{any_of(_DECIDING)})\b|\bstimmt(?:e|en)\b.*\bab\b")
_VERBS_FIRST = listed(
    "ist sind war waren hat haben hatte kann koennen koennte darf duerfen muss muessen soll sollen gibts wird werden"
    " wurde wurden gilt gelten bekomm* krieg* erhaelt erhalten foerdern foerdert brauch* bietet bieten lohnt zahlt"
    " zahlen gehoer* nimmt stimmt bleib* bezieht macht koste* dauert laeuft reicht zaehl* findet geht"
    " is are does do did can could may must should will has have"
)
_VERB_FIRST = re.compile(
    rf"(?:^|[.:!?–]\s+|, )(?:(?:und|aber|also|auch|and|but) )?(?:{any_of(_VERBS_FIRST)}|gibt es|gab es"
    r"|(?:was|were)(?= (?:it|the|there|this|they|a|any)\b))\b"
    r"|\b(?:moeglich|erlaubt|zulaessig|pflicht|possible|allowed)(?: oder freiwillig)?\s*\?*$"
)
_PERCENT = re.compile(
    r"prozent|\bpercent|%|foerder(?:quote|satz)|\b(?:eigen|mindest)?anteil\b|quote\b|\brate\b|intensitaet"
)
_COSTS = re.compile(
    r"\bkoste(?:t|te|n|ten)\b|\bcosts?\b|\bwas (?:kriegt|bekommt|zahlt|zahlen|spart|verdien\w*)\b"
    r"|\bwas gib(?:t es|ts)\b.*\b(?:pauschal|maximal|max|hoechstens|mindestens|pro|je|im jahr|im monat)\b"
)

# Nouns that tell the kind where no interrogative does, the narrow ones first.
_NOUNS = _kinds(
    ("deadline", r"\w*frist(?:en)?\b|\bdeadline|stichtag|\w*(?:bewerbungs|antrags|einsende)schluss|\babgabetermin"),
    ("percent", _PERCENT.pattern.replace(" ", "[ ]")),
    ("duration", r"laufzeit|\w*dauer\b|zeitraum|\bamtszeit|\bduration\b"),
    (
        "amount",
        rf"\b{_MONEY}|\beuro\b|€|\bgeld\b|\bpauschal\w*|\bhoechst(?:foerd|satz|grenze)\w*|\bzwangsgeld|\bhebesatz",
    ),
    ("amount", r"\bmax(?:imal\w*)?[ ](?:\w*foerder|zuschuss)|\bmaximum\b|\bgrant\b"),
    ("number", r"\banzahl\b|\bzahl[ ]der\b|\bnumber[ ]of\b"),
    ("who", r"projekttraeger|\bzustaendig|\bleit(?:ung|er|erin)\b"),
    ("date", r"\bdatum\b|\b\w*termine?\b|\bbeginn\b|\buhrzeit\b|\bdate\b"),
    ("where", r"\badresse|\banschrift|\w*standort\b|\w*\bort\b|veranstaltungsort|\baddress\b|\bvenue\b|\blocation\b"),
    ("condition", r"voraussetzung|\bbedingung|\bkriterien|antragsberecht|\brequirements?\b|\beligib|\bconditions\b"),
    ("decision", _DECISION.pattern),
    ("list", r"\bliste\b|\buebersicht\b|\bunterlagen\b|\bthemen\b|\bschwerpunkte\b|\blist\b"),
    ("reason", r"\bgrund\b|\bgruende\b|\bursache|\breasons?\b"),
    ("how", r"\bablauf\b|\bvorgehen|\w*verfahren\b|\bprocedure\b|\bprocess\b|\bhow[ ]to\b"),
)
_NEAR = 4  # so many words behind "was" may tell what it asks for
_READ = 1000  # characters; nobody asks behind so many


def asked_for(question: str) -> AskedFor | None:
    """The kind of answer that the words of the question ask for, None where they leave it open."""
    text = _mended(fold(question[:_READ]).strip())
    found = _leading(text)
    return "percent" if found == "amount" and _PERCENT.search(text) else found


def has_interrogative(text: str) -> bool:
    """Whether a question word stands in the text, or the verb first: "für Vereine" and "Frist STARK" have neither."""
    text = _mended(fold(text[:_READ]).strip())
    patterns = (*(pattern for _, pattern in _INTERROGATIVES), _OPEN, _HOW, _VERB_FIRST)
    return any(pattern.search(text) for pattern in patterns)


def _leading(text: str) -> AskedFor | None:
    """What the first interrogative, or else the verb that stands first, or else the nouns ask for."""
    found = [(match.start(), kind) for kind, pattern in _INTERROGATIVES if (match := pattern.search(text))]
    start, kind = min(found, key=lambda one: one[0], default=(len(text), None))
    open_ = _OPEN.search(text, 0, start)
    if open_ and (narrow := _of_open(text, open_)):
        return narrow
    how = _HOW.search(text)
    if kind or (open_ and not (how and how.start() <= open_.start())):
        return kind
    if _COSTS.search(text):
        return "amount"
    if _VERB_FIRST.search(text):
        return "decision" if _DECISION.search(text) else "yes_no"
    if _MEANING.search(text):
        return "definition"
    if how:
        return "decision" if _DECISION.search(text, how.end()) else "how"
    return _by_nouns(text)


def _of_open(text: str, open_: re.Match[str]) -> AskedFor | None:
    """What "was", "welche" and "nenne" ask for, None where nothing narrows them."""
    behind = text[open_.end() :].strip()
    if open_[0].startswith(("welche", "which", "what")):
        if kind := next((kind for kind, pattern in _BEHIND_WHICH if pattern.search(behind)), None):
            return kind
        if _THRESHOLD.search(text):
            return "amount"
    if _MEANING.search(text):
        return "definition"
    if _COSTS.search(text):
        return "amount"
    if open_[0] in ("was", "what") and (kind := _by_nouns(" ".join(behind.split()[:_NEAR]))):
        return kind
    if _NAMED.search(text):
        return "definition"
    if _DECISION.search(text) and not _LIST.search(text):
        return "decision"
    return "list" if _LIST.search(text) else None


def _by_nouns(text: str) -> AskedFor | None:
    return next((kind for kind, pattern in _NOUNS if pattern.search(text)), None)


def _mended(text: str) -> str:
    """The folded text, its question words spelled right."""
    text = _WIE.sub(lambda match: _AFTER_WIE.get(match[1], "wie viel"), text)
    return _WORD.sub(lambda match: _SLIPS.get(match[0], match[0]), text)


_SLIPS = {slip: word for word in _MENDED for slip in lapses(word) if slip not in _REAL and slip not in _MENDED}
