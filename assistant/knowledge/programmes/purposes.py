"""Does a question ask for money for a purpose, and for which? "Wir wollen unsere Leute umschulen, gibts da Geld?"

A question for an exact thing ("Wie hoch ist die Förderung für ...?") is none of these, nor is one that says of which
programme it speaks ("Gibt es beim Innovationsgutschein Geld für Software?").
"""

from __future__ import annotations

import re

from assistant.language.figures import figures
from assistant.language.terms import fold, whole_words
from assistant.language.word_lists import any_of, in_both_spellings, listed

_LONGEST = 300  # characters of a question
_LEAST_LETTERS = 3
# All in folded text.
_MONEY = (
    r"(?:geld(?:er|mittel)?|(?:foerder|forschungs)geld\w*|foerdermitteln?|foerderung(?:en)?|foerderprogramm(?:en?)?"
    r"|stipendi(?:um|en)|foerdermoeglichkeiten|foerderangebote?n?|programmen|programme|zuschuss|zuschuessen?|finanzhilfen?|finanzierung|hilfen"
    r"|(?:finanzielle[rn]?|staatliche[rn]?|oeffentliche[rn]?) (?:hilfe|unterstuetzung)"
    r"|money|funding|funds|grants?|subsid(?:y|ies)|financial support)"
)
_THERE_IS = r"(?:gibt s|gibt es|gibts|gaebe es|is there|are there)"
_WE = r"(?:ich|wir|man|unser\w*|mein\w*|we|i)"
_GET = r"(?:bekomm\w*|krieg\w*|erhalten?|get)"
# What may stand before the money: nothing else is there, or got, than that ("Gibt es einen Rechtsanspruch auf ...?").
_BEFORE = (
    r"(?:\s+(?:da|dafuer|dazu|hierfuer|denn|noch|auch|eigentlich|schon|irgend\w*|eine?[nr]?|passende\w*|geeignete\w*"
    r"|staatliche\w*|oeffentliche\w*|aktuell\w*|derzeit|vom \w+|any|some|an?|(?:fuer|for)(?:\s+[\w-]+){1,6}?)){0,4}\s+"
)
_ASKS = re.compile(
    "|".join(
        (
            rf"\b{_THERE_IS}{_BEFORE}{_MONEY}\b",
            rf"\b{_THERE_IS}\s+(?:denn\s+)?(?:da|dafuer|dazu|hierfuer)\s+(?:denn\s+)?(?:was|etwas|irgendwas)\b",
            rf"\bwas\s+{_THERE_IS}\s+(?:denn\s+)?(?:da|dafuer|hierfuer)(?:\s+an\s+{_MONEY})?\W*$",
            rf"\b(?:welche[rnms]?|was fuer|which|what)\s+(?:\w+\s+){{0,2}}{_MONEY}\s+"
            rf"(?:{_THERE_IS}|{_GET}\s+{_WE}|(?:koennen|kann|can)\s+{_WE}|kommen|kommt|passen|passt|stehen|suits?|fits?)\b",
            rf"\b(?:{_GET}|can)\s+{_WE}(?:\s+get)?{_BEFORE}{_MONEY}\b",
            rf"\b(?:wir\s+suchen|ich\s+suche|suchen\s+wir|suche\s+ich|we\s+need|we\s+are\s+looking\s+for){_BEFORE}{_MONEY}\b",
            r"\b(?:was|welches|which)\b(?:\s+\w+){0,2}\s+(?:foerder)?programm?e?\s+(?:passt|eignet|suits|fits)\b",
            r"\bwer\s+(?:foerdert|bezahlt|zahlt|bezuschusst|finanziert)\s+(?:uns|mich|mir|eine?n?|so\s*(?:et)?was)\b",
            rf"\bwer gibt(?: uns| mir)?(?: \w+)?? {_MONEY}\b",
            rf"\bwo(?:her|mit|durch)?\s+(?:{_GET}|kann|koenn\w*|finanzier\w*)\s+{_WE}\b[^.?!]*\b(?:{_MONEY}|finanzieren)\b",
            r"\bwie (?:wird|werden)\b[^.?!]*\b(?:gefoerdert|bezuschusst)\b",
        )
    )
)
_LED = r"(?:fuer|zu[rm]?|beim?|for)\b"
# No certain one: "Bekommen wir den Zuschuss vorab?" asks how it is paid, not what it is for.
_ANY_MONEY = rf"(?:(?<!\bd[a-z]{{2}} )(?<!\bthe ){_MONEY}\b|{_MONEY} (?:fuer|for)\b|unterstuetzung\b)"
_NO_KEY_WORD = (
    r"was|wer|wie|wo|wann|warum|ist|sind|war|wird|werden|wurden?|hat|haben|kann|koennen|muss|darf|soll|geht|de[rnms]|die"
    r"|das|dies\w*|mehr|nicht|nur|what|who|how|where|the|is|are|was|has|have|does|this"
)
# What may ask for an exact thing as well, as what key words stand in a document: "Förderung Ladesäulen".
_MAY_ASK = re.compile(
    "|".join(
        (
            rf"\A\W*(?:\w+e[nrs]? )?{_MONEY} (?:{_LED}|[\w-]+(?: [\w-]+){{0,2}}\W*\Z)",
            rf"\A\W*(?:[\w-]+ ){{1,2}}{_MONEY}\W*\Z",
            # The money is a clause of its own, or stands among key words: "Lader bauen, Zuschuss?"
            rf"[,.;:!?-]\s*(?:(?:und|oder|irgend\w*|eine?) )?{_MONEY}(?: (?:dafuer|moeglich|da))*\W*\Z",
            rf"\A(?!.*\b(?:{_NO_KEY_WORD})\b)\W*(?:[\w-]+ ){{3,4}}{_MONEY}(?: [\w-]+)?\W*\Z",
            rf"\bwas {_THERE_IS}(?: \w+)?\W*\Z|\b{_THERE_IS} (?:\w+ )?(?:was|etwas|irgendwas) (?:{_LED}|zum thema)",
            rf"\b{_WE}\b.*\bwas (?:wird|ist) (?:\w+ )?(?:gefoerdert|bezuschusst|foerderfaehig)\W*\Z",
            r"\bwer (?:\w+ )?(?:(?:be)?zahlt(?! d(?:as|en|er|ie) \w)|foerdert|bezuschusst|finanziert)\b",
            r"\b(?<!was )(?:bezahlt|zahlt|foerdert|bezuschusst|finanziert) (?:ihr|man|das land|der bund|der staat)\b",
            rf"\bcan\b.{{1,60}}\bget{_BEFORE}{_MONEY}\b",
            rf"\b(?:welche[rnms]?|was fuer|which|what) (?:\w+ ){{0,2}}{_MONEY} {_LED}",
            r"\A\W*(?:wird|werden|ist|sind|is|are)\b[^.?!]*\b(?:gefoerdert|bezuschusst|foerderfaehig|funded)\W*\Z",
            r"\b(?:kann|koennen|laesst|lassen)\b[^.?!]*\b(?:foerdern|bezuschussen) lassen\b",
            rf"\bwer {_GET}{_BEFORE}{_MONEY} {_LED}",
            r"\bwer wird\b[^.?!]*\bgefoerdert\b",
            rf"\bwie (?:komm\w*|gelang\w*) {_WE} (?:an|zu){_BEFORE}{_MONEY}\b",
            rf"\b(?:wir|ich) (?:brauch\w*|benoetig\w*){_BEFORE}{_MONEY} {_LED}",
            rf"\bwo {_GET} {_WE}\b[^.?!]*\bunterstuetzung\b",
            # In any order: the money, what is done to get it, and who wants it.
            rf"\A(?=.*\b{_ANY_MONEY})(?=.*\b(?:{_GET}|{_THERE_IS}|gibt|gaebe|such\w*|brauch\w*|benoetig\w*"
            rf"|moecht\w*|haett\w*|available)\b)(?=.*\b(?:{_WE}|uns|mir|es|gibts|there|us)\b)",
            rf"\b{_GET} {_WE} (?:da )?(?:et|irgend)?was (?:fuer|dazu|wenn)\b",
            r"\bwas (?:koennen|kann) (?:wir|ich|man) (?:\w+ ){0,2}beantragen\b",
            rf"\bwer (?:\w+ )?(?:bezahlt|zahlt|foerdert|bezuschusst|unterstuetzt)\b.*\b{_WE}\b",
        )
    )
)
# What asks for help of any kind, or tells of a plan; a programme may be the answer to it.
_HELPS = re.compile(r"\bwho (?:helps|supports) (?:us|me)\b|\bwer (?:\w+ )?(?:unterstuetzt|hilft) (?:uns|mir|mich)\b")
_PLANS = re.compile(
    r"(?:\b(?:ich|wir|i|we|unser\w* [\w-]+) |[,.;:!] |\b(?:und|and) )(?:\w+ )?"
    r"(?:will|wollen|moecht\w*|plan(?:e|en|t)|wuerd\w*|want to|would like to|(?:are|am) planning)\b"
)
# What asks a question, wants something of whom he talks to, or is done with papers.
_OF_TALK = re.compile(
    r"\b(?:was|wer|wie|wo|welche\w*|ob|what|who|how|which|whether|wissen|sehen|lesen|erfahren|hoeren|sprechen|reden|sagen|fragen|verstehen|zeig\w*|antwort\w*|mitmachen|teilnehmen"
    r"|kontakt\w*|\w*melden|bewerben|beantragen|kuendigen|anrufen|treffen|loeschen|suchen|finden|know|see|read|hear|talk"
    r"|ask|understand|show|join|contact|apply|cancel|call|meet|delete|find)\b"
)
# What asks for any programme where nothing else is said, and nothing of before: "Sind noch Förderprogramme offen?"
_ANY = re.compile(
    rf"\A(?!.*\b(?:wer|wie|woher|womit|das|dies\w*|dafuer|dazu|da|who|how|this|that)\b)"
    r"(?=.*\b(?:gibts?|kann|koennen|koennten|wird|werden|ist|sind|habt|habe?n?|laufen|laeuft|passt|bekomm\w*|kriege?n?"
    r"|is|are|can|do|what|which)\b)"
    rf".*\b(?:{_MONEY}|foerdertoepfen?|foerderaufrufen?|gefoerdert|beantragen|unterstuetzung)\b"
)
# What is asked for exactly, or of one programme.
_EXACT = re.compile(
    r"\b(?:wie(?: hoch| ?viel\w*| lange| oft| gross)|wovon|wonach|(?:bis )?wann"
    r"|welche (?:voraussetzung\w*|bedingung\w*)|formular\w*|\w*(?<!be)antrag\w*|doppelfoerder\w*|heissen|unterlagen"
    rf"|wer (?:darf|kann|hat|ist|gibt(?!(?: \w+){{0,2}} {_MONEY}\b)|entscheidet)"
    r"|warum|wieso|unterschied\w*|vergleich\w*|laut|gemaess"
    r"|kombinier\w*|(?:fuer|in|mit|bei|ab|unter|seit|auf) welche[nmrs]?|wofuer|mindestens|hoechstens|\w*grenze|kein\w*"
    rf"|(?:mehr|weniger)(?=(?: als| prozent| {_MONEY})\b|\W*\Z)|nicht mehr"
    r"|\w*ansprech\w*|\w*anspruch|zurueck\w*|\w*frist(?:en)?|stichtag\w*|schon begonnen|bereits begonnen"
    r"|what (?:proof|share)|how (?:much|many|high|long)|when|who (?:may|can|is)|why|difference|according|entitlement"
    r"|deadline|guidelines?)\b"
)
_GIVEN = re.compile(
    r"(?<!be)foerder|zuschuss|zuschuess|bezuschuss|(?<!buss)geld(?:er|mittel\w*)?\b|finanzier|finanzhilfe|finanzielle|beihilfe"
    r"|zuwendung|praemie|bonus|darlehen|(?<!ak)kredit|gutschein|fonds|stipendi|\bmitteln?\b|\bkosten\b|kostenlos"
    r"|uebernimmt|erstatte|\b(?:be)?zahlt|\bgrants?\b|subsid|\bfund(?:s|ing|ed)?\b|financ"
)
_GOT = re.compile(
    r"\berh(?:aelt|alten?)\b|\b(?:bekomm|krieg)\w*|\b(?:gibt|vergibt|vergeben|bis zu|up to|hoechstens"
    r"|receive\w*|gets?)\b"
)
_FIRM = r"(?:\w*betrieb|unternehmen|\w*firma|kmu|zulieferer|start-?up|verein|company|business|firm|sme|supplier)"
# What an asker says of himself. With it the right one of 57 programmes comes closest for 27 of 48 purposes, without it
# for 40 (2026-11-27).
_OF_ONESELF = re.compile(
    r"\b(?:wir|ich|we|i)\s+(?:(?:sind|bin|are|am)\b(?! planning)"
    r"|(?:haben|habe?|ham|have|run)\s+(?:(?:\w+\s+)?\d|(?:eine?n?|nen?|an?)\s+"
    rf"(?:\w+\s+)?{_FIRM}\b))[^,.;:!?]*?"
    r"(?:\b(?:und|and)\b|[,.;:!?]|$)"
    r"|\b(?:unser\w*|mein\w*|our|my)\s+(?:\w+\s+)?(?:betrieb|unternehmen|firma|company)\b(?:\s*\([^)]*\))?"
    r"|\b(?:als|as)\s+(?:\w+\s+){0,2}?(?:betrieb|unternehmen|firma|kmu|mittelst(?:ä|ae)ndler|zulieferer|start-?up|verein"
    r"|company|sme|supplier)\b",
    re.IGNORECASE,
)
# What any firm may say of itself.
_OF_ANY_FIRM = re.compile(
    rf"{_FIRM}|(?:sind|bin|am|run|als|as|in|aus|from|mit|with|mittelstaendler)|(?:kleine|mittlere|junge|neue|gross)\w{{0,2}}"
    r"|small|medium|young|new|(?:mitarbeite|beschaeftigt|angestellt|leute)\w*|people|employees|jahr\w*|years?"
)
# What leads in what is wanted, or the question; another verb tells what a firm does: "... und drehen Bolzen".
_ASKING = listed(
    "möcht* woll* will plan* brauch* such* würd* muss müss* soll* kann könn* hätte* gibt* bekomm* krieg* erhalt*"
    " welche* was wer wie wo want* need* would look* can could is are what which"
)
_AND_DO = re.compile(
    rf"\b(?:und|and)\s+(?!(?:{any_of(in_both_spellings(_ASKING))})\b)\w{{2,20}}\s[^,.;:!?]{{1,100}}[,.;:!]",
    re.IGNORECASE,
)
_FILLING = listed(
    fold("""
    gibt gibts es da dafür dazu hierfür denn eigentlich auch noch schon mal bitte und oder dass ob was etwas irgendwas
    irgendwelche irgendein irgendeinen welche welcher welches welchen welchem für fuer von vom zu zum zur um bei beim
    der die das den dem ein eine einen einem einer ich wir man uns mich mir wollen will möchten möchte würden würde
    wuerden planen plane brauchen brauche suchen suche bekommen bekomme bekommt kriegen kriege kriegt erhalten erhalte
    kann können koennen könnte könnten kommen kommt in frage passen passt passende passenden passendes geeignete
    eignet sich stehen bereit bieten wer wo woher womit fördert bezahlt zahlt bezuschusst unterstützt finanziert
    finanzieren bezahlen so sowas hallo guten tag danke staatliche staatlichen staatliches öffentliche öffentlichen
    finanzielle finanziellen geld gelder geldmittel fördergeld fördergelder fördermittel fördermitteln förderung
    förderungen förderprogramm förderprogramme förderprogrammen fördermöglichkeiten förderangebote zuschuss
    zuschüsse zuschüssen finanzhilfe finanzhilfen finanzierung hilfe hilfen unterstützung programm programme programmen
    ham hab ne nen nem n halt fürs fürn fuers fuern thema
    wie wird werden gefördert her derzeit aktuell jetzt momentan ist sind förderfähig bezuschusst fördern bezuschussen
    lassen lässt komme an brauche benötigen benötige hilft infrage habe haben hätte hätten
    beantragen beantragt gerade zurzeit zeit moment offen offene offenen offenes laufen läuft laufende laufenden
    aktuelle aktuellen aktuelles verfügbar verfügbare überhaupt alles insgesamt hier ihr euch ihnen habt mir möglich
    möglichkeiten fördertöpfe fördertöpfen übersicht überblick über liste mein meine unser unsere wofür
    region chef chefin wissen förderaufrufe förderaufrufen
    is are there any for a an the to of our my we i you can could get what which who some do does would like want need
    looking us me open currently current now right at moment available apply running helps supports planning
    money funding funds funded grant grants subsidy subsidies support programmes programs please hello
    """)
)


def purpose_of(text: str) -> str:
    """What money is asked for, in the words of the question; empty for every other question."""
    return _purpose(text, _ASKS)


def purpose_perhaps_of(text: str) -> str:
    """What money may be asked for, but not plainly: "Werden Ladesäulen gefördert?" """
    return "" if purpose_of(text) else _purpose(text, _MAY_ASK)


def purpose_planned_of(text: str) -> str:
    """What somebody has in mind or wants help with, without a word of money: "Wir wollen Ladesäulen bauen"."""
    words = fold(" ".join(text.split()))
    if len(words) > _LONGEST or _EXACT.search(words) or purpose_of(text) or purpose_perhaps_of(text):
        return ""
    is_plan = _PLANS.search(words) and "?" not in text and not _OF_TALK.search(words)
    return bare_purpose(text) if is_plan or _HELPS.search(words) else ""


def trade_of(text: str) -> str:
    """What he who asks for money says that he is, without how large: "Medizintechnik"; empty where he wants it for
    something, or says nothing of the kind."""
    if not asks_for_oneself(text) or bare_purpose(text):
        return ""
    said = " ".join(match[0] for match in _OF_ONESELF.finditer(text[:_LONGEST]))
    own = [word for word in whole_words(said) if not (word.isdigit() or _OF_ANY_FIRM.fullmatch(fold(word)))]
    return " ".join(word for word in own if fold(word) not in _FILLING)


def _purpose(text: str, asks: re.Pattern[str]) -> str:
    said, words = (fold(" ".join(one.split())) for one in (text, _OF_ONESELF.sub(" ", text)))
    if len(words) > _LONGEST or not (asks.search(words) or asks.search(said)) or _EXACT.search(words):
        return ""
    return bare_purpose(text)


def asks_for_oneself(text: str) -> bool:
    """Whether money is asked for by nothing but who asks: "Wir sind 40 Leute, welche Förderung kommt in Frage?" """
    rest = _OF_ONESELF.sub(" ", _AND_DO.sub(",", text[:_LONGEST]))
    words = fold(" ".join(rest.split()))
    is_for_money = _ASKS.search(words) and not _EXACT.search(words)
    return bool(is_for_money and _OF_ONESELF.search(text)) and not bare_purpose(rest)


def asks_for_any(text: str) -> bool:
    """Whether money is asked for, and not for what: "Sind noch Programme offen?", "Was wird gefördert?" """
    words = fold(" ".join(text.split()))
    if len(words) > _LONGEST or not _ANY.search(words) or _EXACT.search(words.replace("wofuer", "")):
        return False
    return all(word in _FILLING for word in whole_words(words))


def speaks_of_money(text: str) -> bool:
    """Whether the text says anything of money that is given: "Zuschuss", "übernimmt", a share, a sum that one gets."""
    words = fold(text)
    kinds = {figure.kind for figure in figures(text)}
    return bool(_GIVEN.search(words) or "percent" in kinds or ("amount" in kinds and _GOT.search(words)))


def bare_purpose(text: str) -> str:
    """What is left of such a question, or of a follow-up to it, without the words that ask and what askers say of
    themselves; empty where that is nothing."""
    own = [word for word in whole_words(_OF_ONESELF.sub(" ", text)) if fold(word) not in _FILLING]
    return " ".join(own) if any(len(word) >= _LEAST_LETTERS for word in own) else ""
