"""The money of a programme: shares of the costs, and the most that an applicant gets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.knowledge.programmes.denying import denies_funding
from assistant.knowledge.programmes.facts import Group
from assistant.knowledge.programmes.firm_sizes import only_size
from assistant.knowledge.programmes.stakeholders import follows, paid
from assistant.knowledge.programmes.statements import Statement
from assistant.language.figures import Figure, Kind, figures
from assistant.records import Span

# Somebody gets something.
_GRANT = re.compile(
    r"zuschuss|zuschüsse|zuwendung|stipendi|unterstützung|förder|gewährt|anerkannt|bezuschuss|übernimmt"
    r"|übernommen|erhalten|erhält|bekommen|erstatt|finanzier|beihilfeintensität|\bgibt es\b"
    r"|grant|funded|fund|receive|eligible",
    re.IGNORECASE,
)
# Below a heading that says that somebody pays, an item that says how much of which costs, or how much for each of whom.
_PAID = re.compile(
    r"\b(?:bezuschuss|übernehm|übernimmt|übernommen|erstatte|zahlen wir|wir zahlen|zuschuss|zuschüsse)", re.IGNORECASE
)
_SHARED = re.compile(
    r"\b(?:zu|bis zu|mit|in Höhe von) (?:\d{1,3}(?:,\d+)?) ?(?:%|Prozent)"
    r"|\b(?:je|pro) (?:Person|Beschäftigte\w*|Betrieb|Unternehmen|Vorhaben|Projekt|Antrag|Jahr|Kopf)\b",
    re.IGNORECASE,
)
# A percentage beside these is no rate of funding: "Eigenanteil 20 Prozent", "10 Prozent weniger Strom".
_NO_RATE = re.compile(
    r"projektpauschale|eigen(?:anteil|mittel|beteiligung|leistung|beitrag)|gemeinkosten|verwaltungs|overhead"
    r"|pauschal|beteilig|investitionen dürfen|drittmittel|fördermittel kommen|umsatz|stellenanteil|arbeitszeit"
    r"|einspar|reduzier|minder|erneuerbar|ausgezahlt|abgerufen|abweich|überschr|zuschlag|bonus|aufschlag|erhöht"
    r"|anteil an|personalkostenanteil|stimmrecht|kapital|leistungsumfang|strom|quorum|frauen|restmittel|einbehalt"
    r"|unteraufträge|gesamtumfang|schlussrate|zinsen|budget|betriebskosten|gesamtbetrag|umsatzsteuer"
    r"|mehrwertsteuer|auftragswert",
    re.IGNORECASE,
)
# "erhöht sich auf 80 Prozent", "auf 80 Prozent erhöht": the rate itself, and not by how much it is raised.
_RAISED_TO = re.compile(
    r"\berhöht\b[^.;]{0,80}?\bauf\s(?:bis\szu\s)?\d|\bauf\s(?:bis\szu\s)?\d{1,3}(?:,\d+)?\s?(?:%|Prozent)\s[^.;]{0,30}?\berhöht\b"
)
# "Die Zuwendung darf 30 Prozent der Ausgaben nicht überschreiten": the rate itself.
_NOT_ABOVE = re.compile(
    r"\b(?:Förderung|Zuwendung|Beihilfe|(?:Förder)?[Zz]uschuss|Sie|Er)\s(?:darf|dürfen)\b[^.;]{0,160}"
    r"\bnicht überschreiten\b"
)
_NOT_BEFORE = re.compile(
    r"(?:mindestens|wenigstens|weniger als|(?<!nicht )mehr als|minimal|um|unter|über|ab|at least|fewer than)\s+"
    r"(?:von\s+|einem?\s+)?$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"maximal\w*|max\.|höchstens|bis zu\b|höchst\w*|begrenzt|obergrenze|nicht mehr als|capped|up to\b|at most"
    r"|(?:maximum|maximale)",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"in Höhe von|beträgt|betragen|erhalten|monatlich|Größenordnung|zwischen|pauschal|gewährt|\bgibt es\b"
    r"|\bliegt bei\b",
    re.IGNORECASE,
)
# An amount beside these is no cap of a grant: "bis 50 Mio. Euro Umsatz", "Für das Programm stehen 2 Mio. Euro bereit".
_NO_CAP = re.compile(
    r"umsatz|bilanz|zuwendungsfähig sind ausgaben|beratungstag|bagatell|de-minimis|kalenderjahre"
    r"|gesamt(?:volumen|budget|etat)|haushalt|stehen\b.{0,40}\bbereit|mittelvolumen|schwellenwert|eigenanteil"
    r"|eigenmittel|beihilfen? .{0,30}(?:de-minimis)|drei (?:steuer)?jahre|wertgrenze|auftragswert|beschaff"
    r"|anmeldeschwelle|zugänglich|projektvolumen|mitarbeit\w* und|stundensatz|honorar",
    re.IGNORECASE,
)
# "bis zu 30 Euro je Kursstunde": what is paid, only where it says so.
_HOURLY = re.compile(r"\b(?:je|pro|für jede)\s(?:\w{1,20})?stunde\b", re.IGNORECASE)
_PAID_HOURLY = re.compile(
    r"\b(?:anerkannt|bezuschusst|übernommen|übernimmt|erstattet|gibt es|erhält|erhalten|bekommt|bekommen)\b",
    re.IGNORECASE,
)
# "Die Förderung muss mindestens 1.000 Euro erreichen": the least that is paid, no bound of the costs.
_LEAST_GRANT = re.compile(
    r"(?:\b(?:Förder(?:ung|summe|betrag)|Zuschuss|Zuwendung|Prämie)\s(?:muss|soll|beträgt|beläuft sich auf|liegt bei)\s"
    r"(?:\w{1,20}\s)?|\bgibt es\b(?:[^.;]|\.\d){0,60}\s)(?:mindestens|wenigstens)\s$"
)
# "bis zu 600.000 Euro, der Eigenanteil darf nicht weniger als 25 Prozent betragen": of no amount.
_OWN_SHARE_BEHIND = re.compile(
    r",\s(?:der|die|Ihre?)\sEigen(?:anteil|mittel|beteiligung|leistung)\b(?:(?!Euro|EUR|€)[^;]){0,200}\Z"
)
# "Die Förderquote beträgt bis zu 60 Prozent": the percentage is the rate.
_OF_QUOTA = re.compile(
    r"(?:förderquote|höhe der (?:gesamt)?(?:zuwendung|förderung)|anteil der \w*förderung|anteilfinanzierung)\b"
    r".{0,120}\b(?:bis zu|höchstens|maximal|von)"
    r"|zuwendungen bis zu .{1,25} erfolgen",
    re.IGNORECASE | re.DOTALL,
)
_OF_GRANT = re.compile(
    r"zuwendung|zuschuss|förder(?:ung|höchst|summe|betrag|höhe|mittel)|je vorhaben|pro projekt|pro vorhaben",
    re.IGNORECASE,
)
# Below a heading that asks what one gets: "Scheck groß: 12.000 Euro für fünf Werkzeuge, Eigenanteil 5.000 Euro".
_SUM_OF_ITS_OWN = re.compile(
    r"^\W*(?P<label>[A-ZÄÖÜ][^:|\d]{2,40}):\s*(?:(?:bis zu|maximal|höchstens|max\.)\s+)?"
    r"(?=\d[\d.]*(?:,\d\d)?\s?(?:Euro|EUR|€))"
)
_NO_LABEL = re.compile(
    r"eigen|kosten|preis|gebühr|beitrag|mindest|ausgaben|honorar|budget|volumen|gesamt", re.IGNORECASE
)
# "Abweichend gilt für Unternehmen mit weniger als 50 Beschäftigten ein Fördersatz von 50 %."
_OTHER_RATE = re.compile(
    r"^\W*(?:\(\d\)\s*)?Abweichend\b[^.;]{0,160}\b(?:Fördersatz|Förderquote|Zuschuss)\s+(?:in Höhe )?von\s+"
    r"(?:bis zu\s+)?\d"
)
# How much of a kind of costs counts, no rate: "Reisekosten sind bis zu 8 Prozent des Honorars zuwendungsfähig."
_COUNTS = re.compile(
    r"\b(?:zuwendungs|förder|beihilfe)fähig(?!\w)|\banerkannt\b|\beligible\b(?! (?:cost|expen))", re.IGNORECASE
)
_OF_A_PART = re.compile(
    r"^\s+(?:des|der|eines|einer|of the)\s+(?!(?:[\w-]+\s+){0,2}\w*(?:kosten|ausgaben|aufwend\w*|costs?|expen\w+)\b)",
    re.IGNORECASE,
)
_UNITS: dict[Kind, re.Pattern[str]] = {
    "percent": re.compile(r"%|[Pp]rozent|v\.\s?H|per ?cent"),
    "amount": re.compile(r"€|EUR|[Ee]uro|T€"),
}
_RANGE = re.compile(r"\s*(?:bis(?:\szu)?|und|to|and|[-–])\s*")
_OTHERWISE = re.compile(r"\s\([^()]{0,80}\d")  # "75 Prozent (für Vereine 90 Prozent)"
# "..., für alle anderen 30 Prozent", "..., mittlere 60 Prozent und große 50 Prozent".
_OTHERS = re.compile(
    r"\b(?:andere[nrs]?|größere[nr]?|kleinere[nr]?|übrigen?|sonst\w{0,5})\b(?!\s+(?!Antragst|Bewerb|Einricht|Träger|\w*[Ee]mpfäng)[A-ZÄÖÜ])"
)
_SIZE_ALONE = re.compile(r"\b(?:kleine|mittlere|große)(?=n?\b(?!\s+[A-ZÄÖÜ]))")
_LEAST_EUROS = 100
_BETWEEN = ",;|"


def rates(statements: Iterable[Statement]) -> Iterator[tuple[str, tuple[Group, ...], str, Span]]:
    """The shares of the costs that are paid, in per cent, for whom, for firms of which size, and where it is said."""
    for statement, clause in _clauses(statements):
        words = clause.of(statement.text)
        is_other = _OTHER_RATE.match(words) is not None
        other_words = _NOT_ABOVE.sub(lambda said: said[0].removesuffix("überschreiten"), _RAISED_TO.sub("", words))
        if (_NO_RATE.search(other_words) and not is_other) or not _is_about_grant(statement):
            continue
        for figure in _figures(statement, clause, "percent"):
            is_rate = not (_is_limit(statement, figure) or _is_of_a_part(statement, clause, figure))
            if figure.unit == "%" and 1 <= float(figure.value) <= 100 and is_rate:
                said = _for_whom(statement, figure)
                if is_other and not only_size(said):  # told without whom it is for, it would be for all
                    continue
                yield _plain(figure), paid(said), only_size(said), statement.whole


def caps(statements: Iterable[Statement]) -> Iterator[tuple[str, Span]]:
    """The amounts in euros that an applicant gets at most, or as a fixed sum."""
    for statement, clause in _clauses(statements):
        words = _OWN_SHARE_BEHIND.sub("", clause.of(statement.text))
        if own := _sum_of_its_own(statement):
            yield own, statement.whole
            continue
        if _NO_CAP.search(words) or not _is_about_grant(statement) or _is_a_cost(statement):
            continue
        is_hourly, says = _HOURLY.search(words) is not None, f"{statement.lead_text} {words}"
        if is_hourly and not _PAID_HOURLY.search(words):
            continue
        least_euros = 1 if is_hourly else _LEAST_EUROS
        is_told = is_hourly or _AT_MOST.search(says) or _GIVEN.search(says)
        for figure in _figures(statement, clause, "amount"):
            if figure.unit != "EUR" or float(figure.value) < least_euros:
                continue
            if _is_least_grant(statement, figure) or (is_told and not _is_limit(statement, figure)):
                yield _plain(figure), statement.whole


def _sum_of_its_own(statement: Statement) -> str:
    """The amount behind the label of a line below a heading of what one gets; "" where there is none."""
    found = _SUM_OF_ITS_OWN.match(statement.text) if statement.topic == "money" and statement.part == "page" else None
    if not found or _NO_LABEL.search(found["label"]):
        return ""
    amounts = [one for one in figures(statement.text) if one.kind == "amount" and one.unit == "EUR"]
    return next((_plain(one) for one in amounts if one.span.start == found.end()), "")


def _is_about_grant(statement: Statement) -> bool:
    """In a directive only below a heading that says so, or with words that do: it names many other figures."""
    if statement.part == "directive":
        return bool(_GRANT.search(statement.text)) and (
            statement.topic == "money" or bool(_OF_QUOTA.search(statement.text))
        )
    if statement.kind == "item" and _PAID.search(statement.heading) and _SHARED.search(statement.text):
        return not denies_funding(statement.heading)
    return statement.topic == "money" or bool(_GRANT.search(statement.context))


def _is_a_cost(statement: Statement) -> bool:
    """Whether a directive limits one kind of cost, not the grant."""
    return statement.part == "directive" and not _OF_GRANT.search(statement.text)


def _clauses(statements: Iterable[Statement]) -> Iterator[tuple[Statement, Span]]:
    """The statements that may speak of money, each with the pieces between its semicolons, a row with its cells."""
    for statement in statements:
        if statement.kind == "heading" or statement.topic in ("foreign", "period", "contact", "deadline"):
            continue
        start = 0
        for match in re.finditer(r"[;|]|$" if statement.kind == "row" else r";|$", statement.text):
            yield statement, Span(start, match.start())
            start = match.end()


def _figures(statement: Statement, clause: Span, kind: Kind) -> list[Figure]:
    if not _UNITS[kind].search(statement.text):  # finding figures is slow
        return []
    found = (figure for figure in figures(statement.text) if figure.kind == kind)
    return [figure for figure in found if clause.start <= figure.span.start < clause.end]


def _is_limit(statement: Statement, figure: Figure) -> bool:
    """Whether it is the least, or what something else must be below: "mindestens 50 Prozent"."""
    return bool(_NOT_BEFORE.search(statement.text[max(0, figure.span.start - 25) : figure.span.start]))


def _is_least_grant(statement: Statement, figure: Figure) -> bool:
    return bool(_LEAST_GRANT.search(statement.text[max(0, figure.span.start - 100) : figure.span.start]))


def _is_of_a_part(statement: Statement, clause: Span, figure: Figure) -> bool:
    """Whether it is how much of something counts among the costs, no share of these."""
    counts = _COUNTS.search(clause.of(statement.text)) is not None
    return counts and _OF_A_PART.match(statement.text[figure.span.end :]) is not None


def _for_whom(statement: Statement, figure: Figure) -> str:
    """The words that name groups closest: behind the figure or between it and the one before, the piece around it, or
    its cell, else before it, else the lead."""
    text = statement.text
    start = max(text.rfind(sign, 0, figure.span.start) for sign in _BETWEEN) + 1
    end = min((at for sign in _BETWEEN if (at := text.find(sign, figure.span.end)) >= 0), default=len(text))
    aside = _OTHERWISE.search(text, figure.span.end, end)
    end = aside.start() if aside else end
    figured = _ranges(statement, Span(start, end))
    at = next(at for at, one in enumerate(figured) if one.end >= figure.span.end)
    since, until = [start, *(one.end for one in figured)][at], [*(one.start for one in figured), end][at + 1]
    behind = text[figured[at].end : until] if follows(text, figured[at].end) else ""
    before = text[since : figured[at].start]
    if not paid(behind) and not paid(before):
        if _OTHERS.search(before):
            return ""
        if size := _SIZE_ALONE.search(before):
            return f"{size[0]} Unternehmen"
    near = (behind, before, text[start:end], text[: figure.span.start], statement.lead_text)
    return next((words for words in near if paid(words)), "")


def _ranges(statement: Statement, clause: Span) -> list[Span]:
    """Where the percentages of a clause stand, the two ends of a range as one."""
    found: list[Span] = []
    for one in (figure.span for figure in _figures(statement, clause, "percent")):
        if found and _RANGE.fullmatch(statement.text, found[-1].end, one.start):
            found[-1] = Span(found[-1].start, one.end)
        else:
            found.append(one)
    return found


def _plain(figure: Figure) -> str:
    return f"{figure.value:f}".rstrip("0").rstrip(".") if "." in f"{figure.value:f}" else f"{figure.value:f}"
