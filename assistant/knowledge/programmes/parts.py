"""For which part of a programme, or for whom, a figure or a day holds: "für Prototypen", "Modul A", "2. Förderaufruf".

It is read from the words that prove the fact, and told in these words: what holds for a part is not told of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.stakeholders import groups, paid

_LEAST, _LONGEST = 4, 120
_FARTHEST = 300  # characters in which a phrase ends, with a long name in it
_QUOTED = re.compile(r"\s?„[^“”]{0,200}[“”]?")
VERB = (
    r"(?:erhalten|erhält|bekommen|bekommt|beträgt|betragen|liegt|liegen|gibt|gilt|gelten|werden|wird|wurden?|kann|können"
    r"|konnten|ist|sind|muss|müssen|umfasst|steht|stehen|dürfen|reichen|stellen|richten|endet|enden|läuft|Sie|wir|nehmen"
    r"|nimmt|gewähren|zahlen|zahlt|fördern|fördert|übernehmen|übernimmt|beginnt|startet|bietet|vergibt|haben|hat"
    r"|anerkannt|gewährt|gefördert|bezuschusst|übernommen|erstattet|gezahlt|möglich|einzureichen|vorzulegen|zu stellen"
    r"|gestellt|eingereicht|beantragt|vorgelegt)"
)
# Where what a phrase names ends: a verb, what bounds the figure, or a reference to a law.
_STOP = re.compile(
    rf"\b(?:{VERB}|monatlich\w*|jährlich\w*|jeweils|einmalig|spätestens|pro|je|in (?:der )?Höhe|zur Zeit|normalerweise"
    r"|in der Regel|grundsätzlich|meistens|(?<!mehr )(?<!weniger )als|gemäß|laut|beziehungsweise|bzw"
    r"|(?:bis|maximal\w*|max\.|höchstens|mindestens|zwischen|rund|etwa|circa|ca\.)"
    r"(?=\s+(?:zum?\s+|bis\s+zu\s+)?(?:EUR|€|\d[\d.,]*\s?(?:EUR|Euro|€|%|Prozent|Mio|Millionen)|\d{1,2}\.|\Z)|\s*\Z)"
    r"|eine?n? (?:Zuschuss|Zuwendung|Förderung|Anteilfinanzierung))(?!\w)|[,;:|()]|(?<!\d)(?<!Nr)(?<!lit)\.(?=\s|\Z)"
)
_TAIL = re.compile(
    r"(?:\s+(?:am|zum?|zur|der|den|dem|von|mit|in|auf|bei|bis|eine?[nr]?|nur|auch|und|oder|sowie)){1,4}\s*\Z"
)
_FOR = re.compile(r"\b[Ff]ür\s+(?=[\w„])")
# Of money, where it opens what it says: "bei Verbünden ab drei Betrieben 75.000 Euro"; of a day it tells where to go.
_AT = re.compile(r"(?:\A|,|\bbeträgt\b|\bund\b)\W*(?=[Bb]ei[mn]?\s)")
_SECTION = (
    r"(?!(?i:antrag|bewerb|skizzen|verfahrens|einreich|auswahlphase))"
    r"\w{0,30}(?:[Mm]odule?s?|[Ll]inien?|[Pp]hasen?|[Ss]chwerpunkte?n?|[Bb]austeine?n?|[Ss]äulen?|[Rr]unden?|[Aa]ufrufe?s?"
    r"|[Cc]alls?|[Tt]ranchen?|[Kk]ategorien?|[Vv]arianten?|[Tt]hemenfeld(?:er)?|[Ff]örderbereiche?s?)"
    r"(?:\s(?:[A-Z]|\d{1,2}|I{1,3})\b)?"
)
IN_SECTION = re.compile(rf"\b[Ii](?:m|n de[rmn])\s+(?:\w+e[nrsm]?\s+|\d\.\s+)?{_SECTION}(?![\w-])")
IN_YEAR = re.compile(
    r"\b[Ii]m\s+(?:\d\.|ersten|zweiten|dritten|vierten|fünften)\s+\w{0,20}[Jj]ahr(?:es)?\b(?!\s+(?:nach|vor)\b)"
)
_ASIDE = re.compile(
    r"\s*\(\s*(?P<words>(?:für|nur|bei|for|only)\s[^()]{3,80}?"
    rf"|[Ii](?:m|n der)\s[^()]{{3,80}}?(?:[Mm]odul|[Pp]hase|[Ll]inie)[^()]{{0,20}}|{_SECTION})\s*\)"
)
_LABEL = re.compile(r"\W{0,6}(?P<label>(?:\d{1,2}\\?\.\s+)?[A-ZÄÖÜ][^:|;.]{1,59}?)[^\w)]{0,3}:(?=\s|\*)")
# Between a figure and what it is for: "1.000 Euro monatlich für Studierende", "40 Prozent der Kosten für Personal".
_PAID_OUT = re.compile(
    r"\A\s*(?:(?:monatlich|jährlich|einmalig|pauschal|(?:pro|je|im) [A-ZÄÖÜ]\w+"
    r"|(?:der|Ihrer)\s(?:[a-zäöüß-]{3,30}\s)?\w{0,20}(?:[Kk]osten|[Aa]usgaben))\s+)?"
)
# A label that names a field, not a part of the programme.
_FIELD_LABEL = re.compile(
    r"(?:satz|sätze|quoten?|betrag|beträge|höhe|summe|umfang|frist|fristen|stichtage?|schluss|termine?|laufzeit|grenze|kosten|ende"
    r"|anteil|rate|amount|grant|deadlines?|cap)\W*\Z"
    r"|\b(?:Zuschuss|Zuwendung|Förderung|Antrag|Anträge|Antragstellung|Bewerbung(?:en)?|Einreichung|Abgabe|Hinweis"
    r"|Wichtig|Achtung|Stand|Status|Antragsberechtigt|Programm|Funding|Finanzierung|Unterstützung|Fördermittel|Prämie"
    r"|Pauschale|Maxim\w+|Max|Wert|Gutschein|Stipendium|Support|Subsidy|Contribution|bis|ab|am|until|by)\W*\Z"
    r"|\b(?:Sie|wir|ist|sind|beträgt|betragen|gilt|gelten|erhalten|werden|können|lautet|sich)\b"
    r"|\A(?:wann|wie|was|wer|bis|wo|der|die|das|es|so|bitte|how|what|when|who)\b",
    re.IGNORECASE,
)
_GRANT = re.compile(
    r"zuschuss|zuschüsse|zuwendung|förder(?!anträge|aufruf|linie)\w*|höhe|summe|beihilfe|unterstützung|finanzierung"
    r"|betrag|beträge|rate|quote|bewilligung|bemessung|grant|funding",
    re.IGNORECASE,
)
# Who or what gets it, at the beginning: "Nachwuchsgruppen werden ...", "Machbarkeitsstudien bis zu ...".
_SUBJECT = re.compile(
    r"\W{0,4}(?P<words>(?:Als\s+|als\s+)?(?:(?:[a-zäöüß-]{2,30}e[nrs]?|und|oder|sowie|der|des|von)\s+){0,6}"
    r"[A-ZÄÖÜ][\w-]{3,40}(?:\s+(?:\(\s*[\w-]{2,12}\s*\)|der|des|und|oder|sowie|[a-zäöüß-]{2,30}e[nrs]?|[A-ZÄÖÜ][\w-]{2,40}))"
    r"{0,8}?)\s+(?P<verb>erhalten|bekommen|werden|können|müssen|dürfen|reichen|stellen|bis\szu|maximal|höchstens|zwischen"
    r"|in\sHöhe)\b"
)
_NO_SUBJECT = re.compile(
    r"\A(?:Sie|Wir|Es|Der|Die|Das|Dies\w*|Wenn|Sofern|Falls|Bei|Für|Im|In|Pro|Je|Zum|Zur|Bis|Mit|Davon|Dabei"
    r"|Zusätzlich|Außerdem|Darüber|Daneben|Ferner|Weiterhin|Insgesamt|Dafür|Hierfür|Anträge|Antrag\w*|\w*[Ss]kizzen?|\w*anträge|Bewerbungen?|Eine?n?|Unter|Nach|Aus)\b"
    r"|\A(?:Ge\w+t|Be\w+t|Er\w+t|Übernommen|Projekte|Vorhaben|Maßnahmen)\Z"
)
# What is said of the form of the money, of a rate of one kind, and of the law that a rate is for.
_FORM = re.compile(r"[^.;|]{0,40}\b(?:erfolgen|erhalten Sie|werden)\s+(?P<words>als\s+\w{3,20}finanzierung)\b")
_KIND = re.compile(
    r"\b(?!(?:Förder|Zuschuss|Beihilfe)(?:quote|satz)|Fördersatz)[A-ZÄÖÜ][a-zäöüß]{2,25}(?:quote|fördersatz)\b"
)
_LAW = re.compile(
    r"\W*(?P<words>(?:Gemäß|Entsprechend|Nach)\s+(?:dem\s+)?(?:Artikel|Art\.|§)\s?\d+\w?(?:\s[A-ZÄÖÜ]{3,8})?)"
)
# What of a directive a time is for: "Für die Fördergegenstände unter Nr. 4 gilt: ...", "Förderung im Sinne der AGVO".
_FOR_A_TIME = re.compile(
    r"\A[\W\d]{0,8}(?P<of>Für\s+(?:die|den|das)\s[^;:]{3,80}?)\s+gilt\b"
    r"|\bFörderung(?:en)?\s+im Sinne\s+der\s+[A-ZÄÖÜ][\w-]+|\bmit Bezug auf\s[^,;–]{3,80}?(?=,|\s–)"
)
_SIZE_ALONE = re.compile(r"\w+ (?:kleine|mittlere|große)n?")
_PREPOSITION = re.compile(r"Für|Im|In|Bei|Beim|Als|Gemäß|Entsprechend|Nach|For")
_APPLYING = frozenset(("können", "müssen", "dürfen", "reichen", "stellen"))
# Only those whose outline was chosen hand this in.
_CHOSEN = re.compile(r"\b(?:[Ff]örmliche[nr]?\s+\w*[Aa]ntr[aä]ge?n?|Vollantr[aä]ge?n?|full proposals?)\b")
_ALL = re.compile(
    r"\b(?:jeweiligen?|jede[nrs]?|[Ii]hre?[nrms]?|Sie|uns|alle(?! ander| übrig)|Zeitraum|(?:Förder)?[Dd]auer|Laufzeit"
    r"|Rückfragen|Fragen|Beginn)\b"
    r"|\b\d+\s*(?:Jahre|Monate|Tage|Wochen|Stunden)"
    r"|\b(?:[a-zäöü]+|\d+)\s+(?:bis\s\w+\s)?(?:Jahre|Monate|Tage|Wochen|Stunden)n?\Z"
    r"|\A\w+\s+(?:das|dieses)\s+(?:Förderp|P)rogramm\b"
    r"|\A\w+\s+(?:(?:die|den|das|der|eine?n?|diese[sn]?|jede[sn]?|weitere|solche|einzelne|geförderte|bewilligte)\s+){0,2}"
    r"(?:Vorhaben|Projekte?n?|Förderung(?:en)?|Zuwendung(?:en)?|Zuschüsse|Zuschuss|Antr[aä]ge?n?|Maßnahmen?|Skizzen?"
    r"|Projektskizzen?|Bewerbung(?:en)?|Einreichung(?:en)?|Abgabe|Vorlage|Programm|Förderprogramm|Antragstellung"
    r"|Ausgaben|Kosten|Durchführung|Auszahlung|(?:Förder)?(?:[Ll]inie|[Aa]ufruf|[Rr]ichtlinie)|Ausschreibung|Bekanntmachung"
    r"|project|projects|funding)\Z"
)


def part(before: str, behind: str, lead: str, since: int, field: Field) -> str:
    """The words for what a figure holds for; "" where it may hold for all.

    `before` is what stands before it in its sentence, item or cell, with the figure of its kind before it up to
    `since`, `behind` what stands behind it, `lead` the sentence that leads the item in.
    """
    if field == "period":
        ground = _FOR_A_TIME.search(before)
        return _small(ground["of"] or ground[0]) if ground else ""
    own = [*_opening(before, since, field), *_closest(before, behind, since, field)]
    found = [one for one in own if not _is_told_of_whom(one, field)] or _run(lead, field)
    said = dict.fromkeys(_small(one) for one in found)
    return ", ".join(one for one in said if not any(one != other and one in other for other in said))


def _opening(before: str, since: int, field: Field) -> Iterator[str]:
    """The law, the label or the subject with which an item or a sentence begins, and of what kind its rate is."""
    law = _LAW.match(before)
    if law:
        yield law["words"]
    if field == "rate":
        yield from (one[0] for one in _KIND.finditer(before, since))
    labelled = _LABEL.match(before)
    if labelled:
        label = labelled["label"].replace("\\", "").strip("* ")
        if not _FIELD_LABEL.search(label) and not (" " in label and _GRANT.search(label)):
            yield label
        return
    subject = _SUBJECT.match(before) if not since else None
    if subject and not _NO_SUBJECT.match(subject["words"]) and not _GRANT.search(subject["words"]):
        is_who = bool(groups(subject["words"])) and subject["verb"] in _APPLYING
        if field != "deadline" or is_who:
            yield subject["words"]


def _closest(before: str, behind: str, since: int, field: Field) -> Sequence[str]:
    """The phrase right behind, or those with which the sentence begins, or the last one before."""
    form = _FORM.match(behind) if field == "cap" else None
    if form:
        return [form["words"]]
    aside = _ASIDE.match(behind)
    if aside and not _ALL.search(aside["words"]):
        return [aside["words"]]
    straight = _PAID_OUT.sub("", behind, count=1)
    if found := [one for one in _phrases(straight, field) if straight.startswith(one)]:
        return found[:1]
    if not since and (run := _run(before, field)):
        return run
    # What stands right behind the figure before is about that one.
    after = _PAID_OUT.sub("", before[since:], count=1)
    near = [one for one in _phrases(after, field) if not since or not after.startswith(one)]
    chosen = _CHOSEN.search(before, since) if field == "deadline" else None
    return [*([chosen[0]] if chosen else []), *near[-1:]]


def _run(text: str, field: Field) -> Sequence[str]:
    """The phrases with which a text begins: "im Kernmodul für die Sondierungsphase"."""
    start = len(text) - len(text.lstrip(" *+•-"))
    if any(text.startswith(one, start) for one in _phrases(text, field)):
        return [_named(text, start)]
    return []


def _phrases(text: str, field: Field) -> Iterator[str]:
    """The phrases of a text that name a part, in its order: "für Prototypen", "im Kernmodul", "im 1. Jahr"."""
    starts = [(one.start(), True) for one in _FOR.finditer(text)]
    starts += [(one.end(), True) for one in _AT.finditer(text) if field != "deadline"]
    starts += [(one.start(), False) for pattern in (IN_SECTION, IN_YEAR) for one in pattern.finditer(text)]
    for start, is_open in sorted(starts):
        if text.count("„", 0, start) > text.count("“", 0, start) + text.count("”", 0, start):
            continue
        closed = IN_SECTION.match(text, start) or IN_YEAR.match(text, start)
        words = closed[0] if closed and not is_open else _named(text, start)
        if _LEAST <= len(words) <= _LONGEST and not _ALL.search(words) and not _is_apart(text, start, len(words)):
            yield words


def _named(text: str, start: int) -> str:
    """The words of a phrase from `start` to where it ends; a long name in quotes is left out."""
    far = start + _FARTHEST
    stop = _STOP.search(text, start, far)
    words = trimmed(text[start : stop.start() if stop else far])
    return words if len(words) <= _LONGEST else _QUOTED.sub("", words)


def trimmed(words: str) -> str:
    """The words without articles and prepositions at their end."""
    return _TAIL.sub("", words).rstrip()


def _is_apart(text: str, start: int, length: int) -> bool:
    """Whether a comma parts a phrase from what follows it, unless it opens the sentence."""
    return bool(text[:start].strip()) and bool(re.search(r"[,;]\s", text[start + length :]))


def _is_told_of_whom(words: str, field: Field) -> bool:
    """Whether it only says for whom a rate is, which the fact tells itself."""
    return field == "rate" and bool(paid(words) or _SIZE_ALONE.fullmatch(words))


def _small(words: str) -> str:
    """The words as they stand inside a sentence: "für Prototypen", "neue Boote"."""
    first, _, others = words.partition(" ")
    is_small = _PREPOSITION.fullmatch(first) or (first.endswith("e") and others and not groups(first))
    return " ".join((words[0].lower() + words[1:] if is_small else words).split())
