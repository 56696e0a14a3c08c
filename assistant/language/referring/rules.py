"""Which words make a sentence need what stands before it: rules, each with an example that no other rule tells of.

Behind the first words of a main clause a word refers back ("Das Land zahlt jedoch"), behind a comma mostly to the words
before it: so most rules match from the sentence's first letter on, and end at the first mark.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# "Diese Richtlinie" is the document itself, "dieses Jahr" is now where no year is told before.
ITSELF = (
    r"(?:(?:Förder)?[Rr]ichtlinie|Förderprogramm|Fördermaßnahme|Satzung|(?:Ver)?[Oo]rdnung|Gesetz"
    r"|(?:Rahmen)?[Bb]ekanntmachung|\w*[Jj]ahr)"
)
# Not "nach diesen Kriterien:", "in diesen Schritten gestellt:", below which they stand.
NOT_AHEAD = r"(?!(?:\s(?:ab|zu|[a-zäöüß]{5,}))?:)"

# A noun that is not the text itself, with adjectives before it; it may stand in „quotation marks“.
MARK = "[„\"»“‚']?"
ADJECTIVES = r"(?:(?!und\b|oder\b)[a-zäöüß]{3,}en\s){0,2}"
NOUN = rf"(?!{ITSELF})[A-ZÄÖÜ][\wäöüß-]{{4,}}"


class Rule(NamedTuple):
    """A sentence that refers back, and the pattern that tells so."""

    example: str
    pattern: str


def words(least: int, most: int) -> str:
    """A pattern of so many words without a mark, each with the space behind it."""
    return rf"(?:[^\s,;:()]+\s){{{least},{most}}}"


_FINITE = r"(?:wird|werden|wurden?|ist|sind|war|waren|hat|haben|hatten?|solle?n?|kann|können|muss|müssen|darf|dürfen)"
_NOT_AND = r"(?<!\bund\s)(?<!\boder\s)"

PRONOUNS = (
    Rule(
        "Mit ihnen spricht der Rat.",
        r"(?:An|Auf|Aus|Bei|Durch|Für|Gegen|Hinter|Mit|Nach|Neben|Ohne|Um|Unter|Von|Vor|Zu)\s(?:sie|ihn|ihm|ihr|ihnen)\b",
    ),
    Rule(
        "Am Ende des Jahres lädt sie alle ein.",
        r"(?:Am|An|Auf|Bei|Beim|Für|Im|In|Mit|Nach|Seit|Unter|Von|Zum|Zur)\s(?:[^\s.,;:()]+\s){3,15}?[a-zäöüß]+t\s(?:sie|er)\s",
    ),
    Rule("Kommt er seiner Pflicht nach, zahlt das Amt.", r"[A-ZÄÖÜ][a-zäöüß]+t\s(?:auch\s)?(?:dies|er|sie)\b(?!-)"),
    Rule("Fertig sind sie im Mai.", rf"{words(0, 3)}{_FINITE}\s(?:sie|er)\b"),
    Rule(
        "Im Mai fördert sie den Kai.",
        rf"{words(0, 3)}(?:bedeutet|umfasst|beträgt|enthält|bietet|erhält|fördert|unterstützt)\s(?:sie|er|es)\b",
    ),
    Rule(
        "Geht das so fort, werden es im Jahr 2030 noch 209 sein.",
        r"[^.;:]{0,120}?\b(?:werden|wurden|sind|waren|wären)\ses\s[^,.;:]*\d",
    ),
    Rule(
        "Erst wenn das ausscheidet, beginnt der Abbau.",
        r"(?:Wenn|Falls|Weil|Obwohl|Sobald|Solange|(?:Erst|Nur|Auch|Selbst)\s(?:wenn|falls|sobald))\s"
        r"(?:er|sie|dies|das(?!\s(?:[a-zäöüß-]+e[nrs]?\s){0,2}[A-ZÄÖÜ])|es(?!\s(?:um|sich|gilt|gibt|keine?n?)\b))\s",
    ),
    Rule("Das Gewinnspiel braucht noch welche (dringend).", rf"{words(1, 8)}welche[nr]?(?=\s?[(.!?]|\s*\Z)"),
)

DEMONSTRATIVES = (
    Rule("Grund der Frist war dies nicht.", rf"{words(1, 8)}(?:ist|sind|war|waren)\sdies\s"),
    Rule(
        "Kleine Häfen können dies beantragen.",
        rf"{words(1, 5)}{_NOT_AND}(?!nicht\b)[a-zäöüß]+(?:t|en)\sdies\b(?!:)",
    ),
    Rule(
        "Gefördert werden diese Vereine.",
        rf"[A-ZÄÖÜ][a-zäöüß]+(?:t|en)\s(?:wird|werden|wurden?|ist|sind)\sdiese[mnrs]?\s(?!{ITSELF})",
    ),
    # Not where the sentence itself may say in which one: "Wenn er fehlt, gilt in diesem Fall ...".
    Rule(
        "Eine Beratung durch das Hafenamt (HA) (vgl. Nummer 7.1) vor dem Antrag ist in diesem Fall Pflicht.",
        r"(?:(?!\b(?:[Ww]enn|[Ff]alls|[Ss]ofern|[Ss]oweit|Fall|Fälle)\b)[^;:]){1,300}?\sin\sdiese(?:m\sFalle?|n\sFällen)\b",
    ),
    Rule(
        "Alle teilen sich diese Arbeit.",
        rf"{words(1, 7)}diese[mnrs]?\s(?:Arbeit|Aufgabe|Ansatz|Ansätze|Verfahren|Vorgehen|Weise|Fall|Fälle|Fällen"
        r"|Grund|Zwecke?n?|Zusammenh[aä]ng(?:en?)?|Schritt(?:en?)?|Prozess\w*|Problem\w*|Kriterien|Voraussetzungen"
        r"|Anforderungen|Punkten?|Annahmen?|Basis|Bedingungen|Erkenntnissen?|Grundlagen?|Herausforderungen|Informationen"
        r"|Kontext|Sinne|Umständen|Zielsetzungen)"
        rf"\b{NOT_AHEAD}",
    ),
)

CONNECTIVES = (
    Rule("Das Land zahlt jedoch mehr.", rf"{words(1, 6)}(?:jedoch|hingegen|dagegen|allerdings)\b"),
    Rule(
        "Fertig sein muss der Kai aber im Mai.",
        rf"{words(0, 7)}{_FINITE}\s(?:(?:der|die|das|den|dem)\s[A-ZÄÖÜ]\w+\s)?aber\s",
    ),
    Rule(
        "Mehr als 3000 Leute haben daran mitgewirkt.",
        rf"{words(1, 15)}{_FINITE}\s(?:(?!oder\b|und\b)[^\s,;:()]+\s){{0,3}}"
        r"(?:daran|darin|darauf|daraus|damit|davon|dafür|darüber)\s\w+[tn][.!]?\s*\Z",
    ),
    Rule(
        "Am Kai liegen davon zehn Kähne.",
        r"(?:[^\s,;:()]+,?\s){1,3}(?:dazu|dadurch|davon|dafür|hierzu|hierfür)\b(?!\s(?:bei|dien|führ)|[^.;]*,)",
    ),
    Rule(
        "Eine Alternative dazu besteht nicht, da der Kai zu kurz ist.",
        r"(?:Eine?|Keine?|D(?:er|ie|as))\s[A-ZÄÖÜ][\w-]+\s(?:dazu|hierzu|dafür|hierfür)\s(?!bei|dien|führ)[a-zäöüß]+t\b",
    ),
    Rule(
        "Stadt, Land, Werft und Amt treffen sich dafür im Hafen: Nord, Süd und West.",
        r"(?:[A-ZÄÖÜ][\w-]+,\s)*(?:(?!(?:und|oder|sowie)\s[a-zäöüß])[^\s,;:()]*[^\s,;:().!?]\s){1,12}[a-zäöüß]+(?:t|en)\s"
        r"(?:sich\s|auch\s)?"
        r"(?:dafür|dagegen|darum|dazu)\b(?!\s(?:bei|dien|führ)|\s(?!k?ein)[a-zäöüß]+e[nrs]?\s[A-ZÄÖÜ]|\s[A-ZÄÖÜ]|[^.:;!?]*,)",
    ),
    Rule(
        "Auslegungen müssen dabei dem Zweck folgen.",
        rf"{words(1, 6)}(?:hierbei|dabei)\s(?=\w)(?!helf|hilft|sein|bleib|um\s|[^.;]*,)",
    ),
    Rule(
        "Der Kai ist somit fertig.",
        rf"{words(1, 4)}{_NOT_AND}(?:damit|somit|demnach|folglich)\s(?![^.;]*,\s(?:dass|ob|wie|wer|was)\b)",
    ),
    Rule(
        "Die im Rahmen dessen geförderten Vorhaben sind aufgezählt.",
        rf"{words(0, 3)}(?:[Ii]m\sRahmen|[Aa]ufgrund|[Ii]nfolge|[Aa]nhand|[Aa]nstelle|[Aa]nlässlich)\sdessen\b(?!,)",
    ),
    Rule(
        "Voraussetzung für Hilfe ist weiterhin, dass die Nutzung allen offen steht.",
        r"Voraussetzung(?:en)?\s(?:[^\s,;:()]+\s){0,4}(?:ist|sind)\s(?:weiterhin|ferner|außerdem|zudem)\b",
    ),
)

COMPARED = (
    Rule("Ein weiterer Kai folgt.", r"(?:[A-ZÄÖÜ]\w+\s)?[Ee]in(?:e[mnrs]?)?\s(?:weitere|andere)[mnrs]?\s[A-ZÄÖÜ]"),
    Rule(
        "In anderen die Kähne betreffenden Fragen entscheidet der Rat.",
        r"(?:An|Auf|Bei|Für|In|Mit|Von)\s(?:allen\s)?andere[mnr]?\s(?:[A-ZÄÖÜ]|d(?:er|ie|as|en|em)\s)",
    ),
    Rule(
        "Die übrigen Mittel verfallen.",
        rf"{words(0, 3)}[Dd](?:er|ie|as|en|em)\s(?:zusätzlich|übrig|restlich|verbleibend|betreffend|genannt)e[mnrs]?\s",
    ),
    Rule(
        "Dasselbe gilt für Firmen.",
        r"(?:Dasselbe|Das\s[Gg]leiche|Gleiches|Entsprechendes|Vorstehendes)\s(?:gilt|gelten)\b",
    ),
    Rule("Eine entsprechende Nachricht folgt.", r"(?:Eine?|Der|Die|Das)\sentsprechende[nrs]?\s[A-ZÄÖÜ]"),
    Rule("Im zweiten Schritt wird gebaut.", r"Im\s(?:zweiten|dritten|vierten|nächsten|letzten)\sSchritt\b"),
    Rule("Satz 3 gilt nur für Vereine.", r"(?:Satz\s\d|Die\sSätze\s\d)\b[^.]{0,12}\s(?:gilt|gelten|findet|finden)\b"),
    Rule(
        "Lösung: Anleitungen für alle.",
        r"(?:Lösung|Unterschied|Antwort|Gegenrede|Gegenvorschlag|Abstimmung(?:sergebnis)?|Vote):\s",
    ),
    Rule("Einstimmig angenommen.", r"(?:Einstimmig|Mehrheitlich|Unanimously)\b"),
)

# What says so wherever it stands: "diesbezüglich" but not "die diesbezüglich vorhandenen Daten".
ANYWHERE = (
    Rule(
        "Zahlen müssen, wie zuvor erwähnt, alle.",
        r"\bwie\s(?:zuvor|oben|bereits|eingangs"
        r"|(?:für|bei|zu)\s(?:den|der|dem|die|das)\s(?:erst|zweit|dritt|viert|letzt|vorig|vorherig)e[nrm]?\s[A-ZÄÖÜ][\w-]+)"
        r"\s(?:erwähnt|genannt|beschrieben|ausgeführt|dargestellt|vorgeschlagen|erläutert)\b",
    ),
    Rule("Die Zusage erfolgt diesbezüglich pauschal.", r"\bdiesbezüglich\s(?![a-zäöüß]+e[mnrs]?\s)"),
    Rule("Schmidt erwartet, dass auf diesem Weg neue Stellen entstehen.", r"\bauf\sdiese(?:m\sWege?|\sWeise)\b"),
    Rule(
        "Wer Boote kennt, ist erfahren genug, um das selber einzurichten.",
        r"\bum\s(?:das|dies)\s(?:(?:alles|auch|selber|selbst)\s){0,2}(?:zu\s[a-zäöüß]+n|[a-zäöüß]{2,8}zu[a-zäöüß]+n)\b",
    ),
    Rule("Fristen stehen dem nicht entgegen.", r"\bdem\s(?:(?:nicht|auch)\s)?entgegen\b"),
)

FROM_THE_BEGINNING = re.compile("|".join(pattern for _, pattern in PRONOUNS + DEMONSTRATIVES + CONNECTIVES + COMPARED))
SOMEWHERE = re.compile("|".join(pattern for _, pattern in ANYWHERE))
