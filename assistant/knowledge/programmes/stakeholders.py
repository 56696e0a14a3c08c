"""Who funds a programme, who may apply, in which regions, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.knowledge.programmes.facts import Group
from assistant.knowledge.programmes.group_words import GROUP_PATTERNS
from assistant.knowledge.programmes.statements import Statement
from assistant.language.word_lists import any_of, listed, with_capitals
from assistant.records import Span

# What a piece of text says, and where; `Named.span` is in the document.
Named = tuple[str, Span]

_FOLLOWS = re.compile(
    r"\s*(?:(?:der|Ihrer)\s(?:(?!für|bei)[\w-]+\s){1,3})?(?:\((?=[^()\d]*\))|(?:für|bei|an|for)\s)"
    r"(?P<who>(?:[a-zäöüß-]+\s){0,4}[\w-]+)"
)
# "Bei Zusammenarbeit mit Hochschulen 60 Prozent": these get nothing.
_PARTNERS = re.compile(
    r"\b(?:Kooperation(?:en)?|Zusammenarbeit|Partnerschaft(?:en)?|Verb[uü]nde?n?|[Gg]emeinsam)\s(?:mit|zwischen)\s"
    r"(?:[a-zäöüß-]+\s|und\s|oder\s|[A-ZÄÖÜ][\w-]+,?\s(?=und|oder)){0,5}[A-ZÄÖÜ][\w-]+"
)
# Whose members they are: "Mitgliedsbetriebe der Handwerkskammer Nord".
_MEMBERS = re.compile(
    r"(?P<members>\b[Mm]itglied(?:er|s?-?[Bb]etriebe?n?|sunternehmen)?)\s+(?:de[rs]|einer?s?)\s+(?:\w+\s+)?"
    r"[A-ZÄÖÜ][\w-]*(?:kammer|verband(?:e?s)?|innung|verein(?:e?s)?|genossenschaft)\b"
)
# Behind where somebody sits: "mit Sitz in Städten und Gemeinden", "in Hannover und Gemeinden des Umlands".
_NO_TOWNS = r"(?<!Städten)(?<!Gemeinden)(?<!Kreisen)(?<!kreisen)(?<!Kommunen)"
_TOWNS_OF = r"(?:Städten|Gemeinden|Kreisen|Landkreisen|Kommunen)\s+(?:des|der|im|unter)\b"
# Whom else a text names: "..., Hochschulen", "... und gemeinnützige Vereine".
_ANOTHER = rf"(?:,(?!\s*{_TOWNS_OF})|\s(?:und|oder)(?!\s+(?:{_TOWNS_OF}|\w*[Pp]artner))\s+(?:[a-zäöü]+e\s+)?[A-ZÄÖÜ])"
_ASIDE = re.compile(
    r",\s+(?:die|der|das|deren|dessen|welche[nrs]?|sofern|soweit|wenn|bei denen|an denen)\b"
    r"(?:(?!,\s+sowie\s+(?!(?:die|der|das|deren|dessen|welche[nrs]?)\b)).)*"
    r"|\bnach (?:der )?KMU-\s?Definition.*"
    r"|\bmit (?:\w+ )?Ausnahme\b.*|\bin Kooperation mit\b.*|\bgemeinsam mit\b.*"
    r"|\bim Rahmen (?:von|eine[rs]) \w*(?:[Kk]ooperation|[Vv]erb[uü]nd)\w* mit\b.*"
    r"|(?<=\.\s)[\w-]{3,40} können als (?:[a-zäöüß]+ )?Partner\b[^.;]*"
    # Only up to whom else it names: "Unternehmen mit Sitz in Niedersachsen, Hochschulen und Vereine".
    rf"|\bmit (?:\w+ )?(?:Sitz|Betriebsstätten?|Niederlassung(?:en)?|Standort)\b"
    rf"(?:(?!{_NO_TOWNS}{_ANOTHER}|;|\bsowie\b).)*"
    # What partners come "aus" may be a list of its own.
    r"|\bmit (?:\w+ )?\w*[Pp]artnern?\s+(?:aus|an|bei|in|von)\b(?:(?!;|\bsowie\b).)*"
    rf"|\bmit (?:\w+ )?\w*[Pp]artnern?\b(?:(?!{_ANOTHER}|;|\bsowie\b).)*",
    re.DOTALL,
)

_MAY_APPLY = re.compile(
    r"(?:[Aa]ntrags|[Tt]eilnahme|[Ff]örder)berechtigt"
    r"|[Zz]uwendungsempfänger(?:innen und Zuwendungsempfänger)? (?:sind|können|ist)"
    r"|[Aa]nträge (?:können|dürfen)\b.{0,200}\bstellen|\b(?:can|may) apply\b|[Ee]ligible applicants"
    r"|können einen Antrag stellen",
    re.DOTALL,
)  # fmt: skip
_REFUSED = re.compile(
    r"\b(?:nicht|kein[e]?[nmr]?)\s+(?:\w+\s+)?(?:antragsberechtigt|gefördert|förderfähig|teilnahmeberechtigt|eigenen)"
    r"|ausgeschlossen|ausgenommen|\bnot eligible|Gemeinschaftsanträge|Nicht antragsberechtigt",
)
_GOES_ON = re.compile(r"^\W*(?:sowie|und|oder|außerdem|ferner|darüber hinaus|als auch)\b")

_ORGANISATIONS = listed(
    "ministeri Freistaat Bundesregierung Kommission stiftung agentur verband Europäische Landkreis Senat ausschuss"
)
_ORGANISATIONS_LAST = listed("bank fonds kammer Region")
_ORGANISATION = (
    rf"{any_of(with_capitals(_ORGANISATIONS))}|(?:{any_of(with_capitals(_ORGANISATIONS_LAST))}|amt|institut)\b"
    r"|\b(?:Bund|EU|Land|Stadt)\b|\w*[Nn]etz(?:werk)?\s+[A-ZÄÖÜ]|^Saarland$"
)
# "Das Ministerium für Wirtschaft unterstützt ...": who gives the money.
_GIVING = listed(
    "unterstützt fördert gewährt stellt übernimmt bezuschusst vergibt bietet finanziert beabsichtigt supports funds"
)
_GIVES = re.compile(
    r"^(?:\(?\d{1,2}(?:\.\d{1,2})*\)?)?\W*(?:Das|Die|Der|The)\s+(?P<name>(?-i:[A-ZÄÖÜ])[^.;:]{2,220}?)\s+"
    rf"(?:{any_of(_GIVING)})\b"
)
# "Mit dem Programm Ahl fördert das Land Betriebe ...": the giver stands behind the verb.
_GIVES_BEHIND = re.compile(
    r"^\W*(?:Mit|Aus|Im Rahmen|Durch)\b[^.;:]{3,120}?\s(?:unterstützt|fördert)\s(?:das|die|der)\s"
    r"(?P<name>(?-i:[A-ZÄÖÜ])[^.;:,]{2,100}?(?:\([\w-]{2,12}\)|(?=\s(?:[A-ZÄÖÜ]\w+|Sie|Ihr\w*)\s"
    r"(?:zu|bei|für|in|mit)\b)))"
)
_BEHIND_NAME = re.compile(
    r"(?<!\s)\s+(?:im Rahmen|mit Mitteln|auf der Grundlage|auf Grundlage|gemeinsam|in Kooperation)\b.*"
    r"|,\s(?:die|das|der|vertreten|mit|in|als)\b.*",
    re.DOTALL,
)

_GOES_ON_BEHIND = re.compile(r"\s(?:und|oder|sowie|and)\Z")

# "Fördergeber: Stadt Ahlheim", "Region: Landkreis Ahl"; of a row of a table the cell alone.
_GIVER_LABEL = re.compile(
    r"\W*(?:Förder(?:mittel)?geber|Zuwendungsgeber|Mittelgeber|Geldgeber)(?:in)?\W*:\W*(?P<name>\w[^|]{1,118}?)[\s.*_]*$"
)
_REGION_LABEL = re.compile(r"\W*(?:Fördergebiete?|(?:Förder)?[Rr]egion(?:en)?)\W*:\W*(?P<place>\w[^|]{1,78}?)[\s.*_]*$")
# What stands in a cell or behind a label that names nobody and no place.
_NOBODY = listed("all alle diverse kein keine keiner mehrere none offen several unklar various verschiedene")
_UNTOLD = re.compile(
    r"(?:siehe|(?-i:s)\.\s|vgl|unbekannt|nicht (?:angegeben|bekannt|zutreffend)|keine Angaben?|entfällt|unknown"
    r"|see (?:above|annex|below|map|page|website)|noch (?:nicht|offen|unbekannt|unklar)|wird noch|laut|gemäß"
    r"|[kn]\.\s?A|n\.\s?n|n/a)\b"
    rf"|(?:{any_of(_NOBODY)})\W*$",
    re.IGNORECASE,
)
LANDS = (
    *("Baden-Württemberg", "Bayern", "Berlin", "Brandenburg", "Bremen", "Hamburg", "Hessen", "Mecklenburg-Vorpommern"),
    *("Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz", "Saarland", "Sachsen-Anhalt", "Sachsen"),
    *("Schleswig-Holstein", "Thüringen"),
)
# "mit Sitz in Niedersachsen", "Betriebe im Saarland".
_SEATED = re.compile(
    r"(?:\b[Hh]?(?:aupt)?[Ss]itz|[Bb]etriebsstätte|[Nn]iederlassung|[Aa]nsässig|sonstigen? Einrichtung"
    r"|[Bb]etriebe[^.;]{0,40}?)\b[^.;]{0,70}?(?<!,\s)\bi[nm]\s+"
    rf"(?P<place>Deutschland|der\s+Bundesrepublik|{'|'.join(LANDS)}|(?<=in\s)der\s+[A-ZÄÖÜ][\w-]{{2,}})"
)
_SEAT_AFTER = re.compile(
    rf"\b(?:in|im|des Landes|Land)\s+(?P<place>Deutschland|{'|'.join(LANDS)})"
    r"\s+(?:ansässig|gelegen|durchgeführt|niedergelassen|verlangt)"
)
_LAND_GIVES = re.compile(rf"\b(?:Land(?:es)?|Freistaat(?:es)?)\s+(?P<place>{'|'.join(LANDS)})\b")
_OF_ADJECTIVE = {
    "hessisch": "Hessen", "bayerisch": "Bayern", "sächsisch": "Sachsen", "niedersächsisch": "Niedersachsen",
    "thüringisch": "Thüringen", "saarländisch": "Saarland",
}  # fmt: skip
_LAND_ADJECTIVE = re.compile(rf"\b(?P<place>{any_of(with_capitals(_OF_ADJECTIVE))})e[nrs]?\b")
_NO_PLACE = re.compile(
    r"der (?:EU|Europäischen|Regel|Form|Lage|Höhe|Gründung|Region|Anlage|Stadt|Industrie|Regionen)\b"
)

# An address after a lone hyphen was torn from what stood before it: "KMU -umbau@..." is none that one can write to.
_MAIL = re.compile(r"(?<![\w.+-])[\w][\w.+-]{0,63}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
_WORD_OF_NAME = (
    r"(?:[A-ZÄÖÜ][\w&/+-]*(?:(?<=-),)?|„[^“”\"]{2,60}[“”\"]|gGmbH|mbH|-[A-ZÄÖÜ]\w+|e\.\s?V\.?|\([^()]{1,25}\)|[/+&–-]+(?=\s)"
    r"|für\s+[a-zäöü]+e[nr]?(?=\s+[A-ZÄÖÜ])|(?:für|und|des|der|die|zur|zum|von|in|im)(?=(?:\s+(?:die|den|der"
    r"|das|dem|ländlichen|nukleare"
    r"|berufliche))?\s+[A-ZÄÖÜ])"
    r"|(?:ländlichen|nukleare|berufliche|die|den)(?=\s+[A-ZÄÖÜ]))"
)
_MINISTRY = rf"(?:[A-ZÄÖÜ][a-zäöüß]{{2,20}}ische[ns]?\s+)?\w*[Mm]inisterium(?:s)?(?:,?\s+{_WORD_OF_NAME}){{1,14}}"
_MAIL_LABEL = re.compile(r"\W*E-?Mail\s*:")
# "Anträge sind per E-Mail an foerderung@... einzureichen."
_MAILED = re.compile(r"\b(?:Anträge|Antrag|Bewerbungen|Skizzen?)\b[^.;@]{0,80}\b(?:an|unter|bei)\s+(?=[\w.+-]{1,64}@)")
# "Dr. Ada Okkenga (Tel. 0441 555)"; not the town behind a postal code.
_NAME_PART = r"[A-ZÄÖÜ][\w-]{1,30}"
_PHONED = re.compile(
    rf"(?<![\w.-])(?<!\d )(?P<name>(?:(?:Prof\.|Dr\.|Frau|Herr)\s+){{0,3}}{_NAME_PART}(?:\s+{_NAME_PART}){{1,2}})"
    r"\s?(?:\(|,\s)(?:Tel\.|Telefon\b)"
)
_APPLY_AT = re.compile(
    r"\b(?:bei|beim|an|bittean)\s+(?:dem\s+|der\s+|die\s+|das\s+|den\s+)?(?:Projektträger(?:in)?,\s+de[rmn]\s+)?"
    r"(?:(?:vom|von der|durch das)\s+\S+\s+)?"
    rf"(?:beauftragten?\s+|zuständigen?\s+)?(?P<name>{_MINISTRY}|{_WORD_OF_NAME}(?:\s+{_WORD_OF_NAME}){{0,12}})"
)
_APPLYING = re.compile(r"beauftragt|reich|richten|stell|wend|antrag|anträge|bewerb|skizze|Kontakt|berät", re.IGNORECASE)
# "hat das Zentrum X als Projektträger beauftragt"; "... folgenden Projektträger beauftragt:", and the name below it.
_COMMISSIONED = re.compile(
    rf"\b(?:das|die|den|der)\s+(?P<name>{_WORD_OF_NAME}(?:\s+{_WORD_OF_NAME}){{0,12}})\s+als\s+Projektträger"
)
# "Die Agentur X ist als Projektträger vom Ministerium beauftragt", "... wird durch die Agentur X als Projektträger ..."
_IS_COMMISSIONED = re.compile(
    rf"\b(?:Das|Die|Der)\s+(?P<name>{_WORD_OF_NAME}(?:\s+{_WORD_OF_NAME}){{0,12}})\s+ist\s+als\s+Projektträger(?:in)?\b"
)
# "Zuständig ist die Hafenbank", "Anträge nimmt das Hafenamt entgegen".
_IN_CHARGE = re.compile(
    r"\b(?:(?:[Zz]uständig|[Aa]nlaufstelle|[Aa]nsprechpartner(?:in)?|[Bb]ewilligungs(?:stelle|behörde))\s+(?:hierfür\s+)?ist"
    r"|[Aa]nträge\s+nimmt)\s+(?:hierfür\s+)?(?:die|das|der)\s+"
    rf"(?P<name>{_WORD_OF_NAME}(?:\s+{_WORD_OF_NAME}){{0,12}})"
)
# "Bewilligt wird der Scheck von der Hafenbank."
_GRANTED_BY = re.compile(
    r"\b[Bb]ewilligt\s(?:wird|werden)\b[^.;:,]{0,80}?\s(?:von\s(?:de[rmn]\s)?|vom\s|durch\s(?:die|das|den)\s)"
    rf"(?P<name>{_WORD_OF_NAME}(?:\s+{_WORD_OF_NAME}){{0,12}})"
)
# "Ada Okkenga, Hafenberatung, Telefon 0441 555", "Beratung: Zweckverband Steg, Ada Okkenga, steg@..."
_WORD = r"[A-ZÄÖÜ][^\W\d]*(?:-[^\W\d]+)*"
_PIECE = rf"(?:(?:Prof\.|Dr\.|Frau|Herr)\s+){{0,3}}{_WORD}(?:\s+(?:(?:für|der|des|zur|und)\s+)?{_WORD}){{0,5}}"
_PERSON = re.compile(
    r"\W*(?:(?:Beratung|Kontakt|Auskunft|Ansprechp\w+|Rückfragen|Fragen)\W*:\W*)?"
    rf"(?P<name>{_PIECE}(?:,\s+{_PIECE}){{0,2}}),\s+(?:Tel\.|Telefon\b|Fax\b|E-?Mail\b|[\w.+-]{{1,64}}@)"
)
_OFFICES = (_GRANTED_BY, _APPLY_AT, _COMMISSIONED, _IS_COMMISSIONED, _IN_CHARGE)
# A part of an office, the ending of its name behind "beim", its short form, and the name before a bracket with that.
_WITHIN = re.compile(r",\s(?:Referat|Abteilung|Dezernat|Sachgebiet)\b.*")
_NOMINATIVE = re.compile(r"\A(?P<stem>[A-ZÄÖÜ][a-zäöüß]{2,20}isch)en?(?=\s\w{0,20}(?:[Mm]inisterium|[Aa]mt\b))")
_SHORT = re.compile(r"[A-Z][A-Za-z]{1,9}")
_HANDED_IN = re.compile(r"reich|richten|stellen")
_AT_THE_END = re.compile(rf"(?![Dd](?:er|ie|as|em|en)\b){_WORD_OF_NAME}(?:\s+{_WORD_OF_NAME}){{1,12}}\s*\Z")
_COMMISSIONS = re.compile(r"Projektträger\w*\s*(?:\(\s*\w{2,4}\s*\)\s*)?beauftragt\s*:\s*$")
_COMMISSIONED_BEHIND = re.compile(
    r"Projektträger\w*\s*(?:\(\s*\w{2,4}\s*\)\s*)?beauftragt\s*:\s*"
    rf"(?P<name>{_WORD_OF_NAME}(?:\s+{_WORD_OF_NAME}){{0,12}})"
)
_LONGEST_NAME = 140
_NO_SPACE = re.compile(r"\(\s+|\s+\)|\s+(?=[,;])|(?<=[A-Z])\s+(?=-[A-ZÄÖÜ][a-zäöüß])")
_OFFICE = re.compile(
    r"\bGmbH\b|Projektträger(?:in)?\s+\S|\w\s?-?\s?Projektträger\b|\bmbH\b|[Gg]esellschaft\b|[Mm]inisteri|amt\b"
    r"|[Aa]gentur\b|[Bb]ank\b|(?<!ver)anstalt\b|institut\b"
    r"|[Vv]erband\b|e\.\s?V|[Ss]tiftung\b|[Kk]ammer\b"
    r"|[Zz]entrum\b|[Ff]örder(?:mittel)?beratung\b|WIBank|\bPtJ\b|\bKfW\b"
)
_CONTACT_LEAD = re.compile(
    r"Projektträger\w*\b.{0,60}beauftragt|beauftragt\s*:|[Aa]nsprechp|[Kk]ontakt|\bFragen\b|wenden"
    r"|\bper E-?Mail\b[^.;:]{0,40}\b(?:an|unter):",
    re.DOTALL,
)
_NEAR_BLOCKS = 14


def groups(text: str) -> tuple[Group, ...]:
    """The groups of applicants that a text names."""
    return tuple(group for group, pattern in GROUP_PATTERNS.items() if pattern.search(text))


def follows(text: str, end: int) -> bool:
    """Whether whom a figure is for stands right behind its end: "50 Prozent der Kosten für Vereine"."""
    found = _FOLLOWS.match(text, end)
    return found is not None and bool(groups(found["who"]))


def paid(text: str) -> tuple[Group, ...]:
    """The groups that a text about money names, without partners."""
    return groups(_PARTNERS.sub("", text))


def named(group: Group, text: str) -> list[Span]:
    """Where a text names a group."""
    return [Span(*one.span()) for one in GROUP_PATTERNS[group].finditer(text)] if group in GROUP_PATTERNS else []


def applicants(statements: Sequence[Statement]) -> Iterator[tuple[Group, Span]]:
    """Who may apply, with the words that say so: of a list, the item with what leads it in."""
    for statement in _applying(statements):
        words = _MEMBERS.sub(lambda match: match["members"], _ASIDE.sub("", statement.text))
        for group in groups(words) or _others(statement):
            yield group, statement.whole


def _others(statement: Statement) -> tuple[Group, ...]:
    """Somebody may apply whom no word of ours names; not where the sentence only leads a list in."""
    is_torn = statement.kind == "paragraph" and not statement.text.rstrip().endswith((".", "!", ";"))
    leads_in = is_torn or statement.text.rstrip().endswith(":") or bool(groups(statement.lead_text))
    return ("other",) if not leads_in and (statement.kind == "item" or len(statement.text.split()) > 4) else ()


def _applying(statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements that say who may apply: sentences that speak of it, and the lists that they lead in."""
    leads = False
    for at, statement in enumerate(statements):
        if statement.kind == "heading":
            leads = False
        elif _REFUSED.search(statement.text):
            leads = leads and statement.kind == "item"
        elif statement.kind == "paragraph":
            opens = statement.topic == "applicants" and statements[at - 1].kind == "heading"
            goes_on = leads and bool(_GOES_ON.match(statement.text))
            leads = opens or goes_on or bool(_MAY_APPLY.search(statement.text))
            if leads:
                yield statement
        elif (
            leads or _MAY_APPLY.search(statement.text) or (statement.topic == "applicants" and _is_labelled(statement))
        ):
            yield statement


def _is_labelled(statement: Statement) -> bool:
    return statement.kind == "row" or ":" in statement.text[:40]


def givers(statements: Iterable[Statement]) -> Iterator[Named]:
    """The subjects of "unterstützt", "fördert" ... that are organisations, and who is named behind "Fördergeber:"."""
    for statement in statements:
        if labelled := _GIVER_LABEL.match(statement.text):
            if not _UNTOLD.match(labelled["name"]):
                yield name_of(labelled["name"]), statement.span
            continue
        match = _GIVES.match(statement.text) or _GIVES_BEHIND.search(statement.text)
        if statement.kind == "paragraph" and match:
            name = _BEHIND_NAME.sub("", match["name"])
            if _is_giver(name):
                yield name_of(name), statement.span


def _is_giver(name: str) -> bool:
    """Not "Stadt Ahl verfügt über Boote und", where another verb stands before the one that gives."""
    return name != "Fonds" and re.search(_ORGANISATION, name) is not None and not _GOES_ON_BEHIND.search(name)


def without_giver(words: str) -> str:
    """A sentence that says who gives for what, without who gives: "Unterstützt Sie beim Umbau von Werkstätten ..."."""
    match = _GIVES.match(words)
    if not match or not _is_giver(match["name"]):
        return words
    left = words[match.end("name") :].lstrip()
    return left[0].upper() + left[1:]


def regions(statements: Iterable[Statement]) -> Iterator[Named]:
    """Where an applicant must sit, or the Land that gives."""
    for statement in statements:
        if statement.kind != "heading" and statement.topic != "foreign":
            yield from _regions_in(statement)


def _regions_in(statement: Statement) -> Iterator[Named]:
    if labelled := _REGION_LABEL.match(statement.text):
        if not _UNTOLD.match(labelled["place"]):
            yield name_of(labelled["place"]), statement.span
        return
    seats = [match["place"] for pattern in (_SEATED, _SEAT_AFTER) for match in pattern.finditer(statement.text)]
    yield from ((_place(seat), statement.span) for seat in seats if not _NO_PLACE.match(seat))
    given = _GIVES.match(statement.text)
    if given and (land := _LAND_GIVES.search(given["name"])):
        yield land["place"], statement.span
    if _MAY_APPLY.search(statement.context) and (adjective := _LAND_ADJECTIVE.search(statement.text)):
        yield _OF_ADJECTIVE[adjective["place"].lower()], statement.whole


def offices(statements: Sequence[Statement]) -> Iterator[Named]:
    """Where to apply, and who was commissioned; a directive names many other offices, so of it not all count."""
    names = False
    for statement in statements:
        if told := _COMMISSIONED_BEHIND.search(statement.text):
            yield name_of(told["name"]), statement.span
        if (
            names
            and statement.kind == "paragraph"
            and _OFFICE.search(statement.text)
            and len(statement.text) < _LONGEST_NAME
        ):
            yield name_of(statement.text.split("\n")[0]), statement.span
        names = bool(_COMMISSIONS.search(statement.text))
        is_far = statement.part == "directive" and statement.topic not in ("contact", "procedure")
        is_of_applying = any(one.search(statement.text) for one in (_APPLYING, _IN_CHARGE, _GRANTED_BY))
        if is_far or statement.kind not in ("paragraph", "item") or not is_of_applying:
            continue
        found = [one for pattern in _OFFICES for one in pattern.finditer(statement.text)]
        for name in (_office(match["name"], statement, statements) for match in found):
            if _OFFICE.search(name) and not re.fullmatch(r"Projektträger(?:in)?(?: \(PT\)| des \w+)?", name):
                yield name, statement.span


def _office(words: str, statement: Statement, statements: Sequence[Statement]) -> str:
    """The name of an office as it is called by itself: "beim Hessischen Ministerium ..., Referat 4", "bei der BAuA"."""
    name = _NOMINATIVE.sub(r"\g<stem>es", _WITHIN.sub("", name_of(words)))
    if not (_SHORT.fullmatch(name) and _HANDED_IN.search(statement.text)):
        return name
    for one in statements:
        bracket = re.search(rf"\(\s*{name}\s*\)", one.text)
        spelled = (
            _AT_THE_END.search(one.text[max(0, bracket.start() - _LONGEST_NAME) : bracket.start()]) if bracket else None
        )
        if spelled:
            return f"{name_of(spelled[0])} ({name})"
    return name


def addresses(statements: Iterable[Statement]) -> Iterator[Named]:
    """The e-mail addresses below a line or a heading that says whom to ask, and who has a telephone there."""
    lead = -_NEAR_BLOCKS - 1
    for statement in statements:
        if statement.kind != "heading" and _CONTACT_LEAD.search(statement.text):
            lead = statement.block
        labelled = statement.topic == "procedure" and _MAIL_LABEL.match(statement.text)
        labelled = labelled or _MAILED.search(statement.text)
        if statement.topic == "contact" or statement.block - lead <= _NEAR_BLOCKS or labelled:
            for match in _MAIL.finditer(statement.text):
                yield match[0].rstrip("."), statement.span
        if statement.topic == "contact" and statement.part == "page" and statement.kind != "heading":
            person = _PERSON.match(statement.text)
            called = [person] if person else _PHONED.finditer(statement.text)
            yield from ((name_of(match["name"]), statement.span) for match in called)


def _place(words: str) -> str:
    return "Deutschland" if words.startswith("der Bundesrepublik") else words.removeprefix("der ")


def name_of(words: str) -> str:
    """The words with one space between them, and none inside brackets, before a comma or in a compound: "( BMBF )" is
    "(BMBF)", "KMU -Definition" is "KMU-Definition"."""
    spaced = re.sub(r"\\([-+.()])", r"\1", " ".join(words.split()))
    return _NO_SPACE.sub(lambda match: match[0].strip(), spaced).strip(" ,;")
