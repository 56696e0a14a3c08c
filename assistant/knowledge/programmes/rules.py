"""What tells for which part, for whom and for what once a figure or a right to apply holds: tables of rules.

Each rule has a name and an example that no other rule of its table tells of. `parts.py`, `who.py` and `each.py` say
where in a sentence they are looked for.
"""

from __future__ import annotations

import re
from typing import NamedTuple

VERB = (
    r"(?:erhalten|erhält|bekommen|bekommt|beträgt|betragen|liegt|liegen|gibt|gilt|gelten|werden|wird|wurden?|kann|können"
    r"|konnten|ist|sind|muss|müssen|umfasst|steht|stehen|dürfen|reichen|stellen|richten|endet|enden|läuft|Sie|wir|nehmen"
    r"|nimmt|gewähren|zahlen|zahlt|fördern|fördert|übernehmen|übernimmt|beginnt|startet|bietet|vergibt|haben|hat"
    r"|steigt|steigen|erhöht|erhöhen|sinkt|sinken|verringert"
    r"|anerkannt|gewährt|gefördert|bezuschusst|übernommen|erstattet|gezahlt|möglich|einzureichen|vorzulegen|zu stellen"
    r"|gestellt|eingereicht|beantragt|vorgelegt)"
)
FIGURE = r"\d[\d.,]*\s?(?:%|Prozent|EUR|Euro|€)"
DAY = r"(?:spätestens\s)?(?:zum\s|dem\s)?\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z])"
_SECTION = (
    r"(?!(?i:antrag|bewerb|skizzen|verfahrens|einreich|auswahlphase))"
    r"\w{0,30}(?:[Mm]odule?s?|[Ll]inien?|[Pp]hasen?|[Ss]chwerpunkte?n?|[Bb]austeine?n?|[Ss]äulen?|[Rr]unden?|[Aa]ufrufe?s?"
    r"|[Cc]alls?|[Tt]ranchen?|[Kk]ategorien?|[Vv]arianten?|[Tt]hemenfeld(?:er)?|[Ff]örderbereiche?s?)"
    r"(?:\s(?:[A-Z]|\d{1,2}|I{1,3})\b)?"
)
_TIMES = r"(?:Jahre|Monate|Tage|Wochen|Stunden)"


class Rule(NamedTuple):
    """What a rule tells of, words in which it does, and the pattern that finds it."""

    name: str
    example: str
    pattern: str


# Which words of a sentence name a part of a programme.
PHRASES = (
    Rule("what it is for", "für Prototypen", r"\b[Ff]ür\s+(?=[\w„])"),
    Rule("a section", "im Kernmodul", rf"\b[Ii](?:m|n de[rmn])\s+(?:\w+e[nrsm]?\s+|\d\.\s+)?{_SECTION}(?![\w-])"),
    Rule(
        "a year",
        "im 1. Jahr",
        r"\b[Ii]m\s+(?:\d\.|ersten|zweiten|dritten|vierten|fünften)\s+\w{0,20}[Jj]ahr(?:es)?\b(?!\s+(?:nach|vor)\b)",
    ),
    # Of a day it tells where to go.
    Rule("with whom", "Bei Verbünden 75.000 Euro", r"(?:\A|\bbeträgt\b|\bund\b)\W*(?=[Bb]ei[mn]?\s)"),
)
# What stands in brackets right behind a figure.
ASIDES = (
    Rule("what it is for", "(nur für Prototypen)", r"(?:für|nur|bei|for|only)\s[^()]{3,80}?"),
    Rule("a section", "(Modul A)", _SECTION),
)
# Where what a phrase names ends.
STOPS = (
    Rule("a verb", "Prototypen beträgt der Zuschuss", rf"\b{VERB}(?!\w)"),
    Rule("how often", "Lotsen monatlich", r"\b(?:monatlich\w*|jährlich\w*|jeweils|einmalig|spätestens|pro|je)(?!\w)"),
    Rule(
        "how it is meant",
        "Boote in der Regel",
        r"\b(?:zur Zeit|normalerweise|in der Regel|grundsätzlich|meistens)(?!\w)",
    ),
    Rule("as what", "Boote als Zuschuss", r"\b(?<!mehr )(?<!weniger )als(?!\w)"),
    Rule("a law", "Boote gemäß AGVO", r"\b(?:gemäß|laut|beziehungsweise|bzw)(?!\w)"),
    Rule("a height", "Boote in Höhe von", r"\bin (?:der )?Höhe(?!\w)"),
    Rule(
        "a bound",
        "Werften mit bis zu 9 Lotsen höchstens 8.000 Euro",
        r"\b(?:bis|maximal\w*|max\.|höchstens|mindestens|zwischen|rund|etwa|circa|ca\.)"
        r"(?=\s+(?:zum?\s+|bis\s+zu\s+)?(?:EUR|€|\d[\d.,]*\s?(?:EUR|Euro|€|%|Prozent|Mio|Millionen)|\d{1,2}\.|\Z)|\s*\Z)(?!\w)",
    ),
    Rule("a grant", "Boote eine Förderung", r"\beine?n? (?:Zuschuss|Zuwendung|Förderung|Anteilfinanzierung)(?!\w)"),
    Rule("a mark", "Boote, Bojen", r"[,;:|()]"),
    Rule("a full stop", "Boote. Bojen", r"(?<!\d)(?<!Nr)(?<!lit)\.(?=\s|\Z)"),
)
# What holds for all of a programme.
WHOLES = (
    Rule(
        "whoever applies",
        "für Ihr Boot",
        r"\b(?:jeweiligen?|jede[nrs]?|[Ii]hre?[nrms]?|Sie|uns|alle(?! ander| übrig)|Zeitraum|(?:Förder)?[Dd]auer"
        r"|Laufzeit|Rückfragen|Fragen|Beginn)\b",
    ),
    Rule("a time", "für 3 Jahre", rf"\b(?<!\bab )(?<!über )(?<!unter )\d+\s*{_TIMES}"),
    Rule("the programme", "für das Programm Wandel", r"\A\w+\s+(?:das|dieses)\s+(?:Förderp|P)rogramm\b"),
    Rule(
        "any project",
        "für die Vorhaben",
        r"\A\w+\s+(?:(?:die|den|das|der|eine?n?|diese[sn]?|jede[sn]?|weitere|solche|einzelne|geförderte|bewilligte)\s+){0,2}"
        r"(?:Vorhaben|Projekte?n?|Förderung(?:en)?|Zuwendung(?:en)?|Zuschüsse|Zuschuss|Antr[aä]ge?n?|Maßnahmen?|Skizzen?"
        r"|Projektskizzen?|Bewerbung(?:en)?|Einreichung(?:en)?|Abgabe|Vorlage|Antragstellung"
        r"|Ausgaben|Kosten|Durchführung|Auszahlung|(?:Förder)?(?:[Ll]inie|[Aa]ufruf|[Rr]ichtlinie)|Ausschreibung|Bekanntmachung"
        r"|project|projects|funding)\Z",
    ),
)
# Labels that name a field, not a part of the programme.
FIELD_LABELS = (
    Rule(
        "a measure",
        "Förderhöchstbetrag",
        r"(?:satz|sätze|quoten?|betrag|beträge|höhe|summe|umfang|frist|fristen|stichtage?|schluss|termine?|laufzeit|grenze"
        r"|kosten|ende|anteil|rate|amount|grant|deadlines?|cap)\W*\Z",
    ),
    Rule(
        "a form",
        "Ihr Zuschuss",
        r"\b(?:Zuschuss|Zuwendung|Förderung|Antrag|Anträge|Antragstellung|Bewerbung(?:en)?|Einreichung|Abgabe|Hinweis"
        r"|Wichtig|Achtung|Stand|Status|Antragsberechtigt|Programm|Funding|Finanzierung|Unterstützung|Fördermittel|Prämie"
        r"|Pauschale|Maxim\w+|Max|Wert|Gutschein|Stipendium|Support|Subsidy|Contribution|bis|ab|am|until|by)\W*\Z",
    ),
    Rule(
        "the column of a table that says everything",
        "Antwort",
        r"\b(?:Antwort(?:en)?|Angaben?|Inhalte?|Beschreibung|Erläuterung(?:en)?|Details?|Answers?|Description)\W*\Z",
    ),
    Rule(
        "a sentence",
        "Dann gilt für Boote",
        r"\b(?:Sie|wir|ist|sind|beträgt|betragen|gilt|gelten|erhalten|werden|können|lautet|sich)\b",
    ),
)
# What begins a sentence and is not who or what gets the money.
NO_SUBJECTS = (
    Rule(
        "another word",
        "Zusätzlich",
        r"\A(?:Sie|Wir|Es|Der|Die|Das|Dies\w*|Wenn|Sofern|Falls|Bei|Für|Im|In|Pro|Je|Zum|Zur|Bis|Mit|Davon|Dabei"
        r"|Zusätzlich|Außerdem|Darüber|Daneben|Ferner|Weiterhin|Insgesamt|Dafür|Hierfür"
        r"|Eine?n?|Unter|Nach|Aus)\b",
    ),
    Rule("an application", "Förderanträge", r"\A(?:Anträge|Antrag\w*|\w*[Ss]kizzen?|\w*anträge|Bewerbungen?)\b"),
    Rule("a participle", "Gezahlt", r"\A(?:Ge\w+t|Be\w+t|Er\w+t|Anerkannt|Übernommen)\Z"),
    Rule("any project", "Vorhaben", r"\A(?:Projekte|Vorhaben|Maßnahmen)\Z"),
)
# What goes on behind the name of a group of applicants and narrows it further than is told.
OPEN = (
    Rule("a relative clause", ", deren Boote alt sind", r",\s+(?:die|der|das|deren|dessen|denen|welche[rs]?|bei|an)\b"),
    Rule("a condition", ", sofern sie Boote bauen", r",?\s+(?:sofern|soweit|wenn|falls)\b"),
    Rule("of several", ", jeweils mit Sitz in Emden", r",\s+(?:jeweils|beide|alle)\s+mit\b"),
    Rule("in brackets", " (ohne Werften)", r"\s*\(\s*(?!e\.)[a-zäöü]"),
)
# Where what narrows a group ends.
ENDS = (
    Rule("a verb", "in Emden beantragt", rf"\b(?:{VERB}|can|may|are|is|get|receive|apply)(?!\w)"),
    Rule("a figure", "mit Hafen 30 Prozent", FIGURE),
    Rule("a day", "in Emden bis 30. Juni", rf"\bbis\s{DAY}"),
    Rule("a mark", "in Emden; Leer", r"[,;:|()*]"),
    Rule("a full stop", "in Emden. Leer", r"(?<!\d)\.(?=\s|\Z)"),
)
# What an amount is for once.
TIMES = (
    Rule("month", "pro Monat", r"monatlich\w*|(?:pro|je|im|per|a|und|and) (?:Monat|month)\b|monthly"),
    Rule("year", "pro Jahr", r"jährlich\w*|(?:pro|je|im|per|a|und|and) (?:Jahr|year)\b(?!\s\d)|annually|yearly"),
)
UNITS = (
    Rule("consortium", "Verbund", r"verbund|konsorti|verbünd|consorti"),
    Rule("project", "Vorhaben", r"vorhaben|projekt|project"),
    Rule("applicant", "Antragsteller", r"antragsteller|antragstellend|zuwendungsempfäng|applicant|\bbeneficiary"),
    Rule("company", "Betrieb", r"unternehmen|betrieb|firma|company|enterprise"),
    Rule("application", "Antrag", r"antrag(?!stell)|application"),
    Rule("child", "Kind", r"\bkind\b|\bchild"),
    Rule("person", "Kopf", r"person|teilnehm|beschäftigte|kopf|mitarbeite|participant|employee"),
)


def any_rule(rules: tuple[Rule, ...]) -> str:
    """A pattern that finds what any of the rules tells of."""
    return f"(?:{'|'.join(rule.pattern for rule in rules)})"


def one_of(rules: tuple[Rule, ...], name: str) -> re.Pattern[str]:
    """The pattern of the rule of that name."""
    return re.compile(next(rule.pattern for rule in rules if rule.name == name))


WHOLE = re.compile(any_rule(WHOLES))
FIELD_LABEL = re.compile(any_rule(FIELD_LABELS), re.IGNORECASE)
ITEM = re.compile(r"(?:^|\s)[*•+-]\s")  # the sign before an item of a list
