"""What a document is: title, date, type, language, audience.

The rules decide; what they leave open is guessed from the text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from assistant.language.dates import DateMention, date_in_file_name, find_dates
from assistant.language.detect import detect
from assistant.reading.rules import Decision
from assistant.records import AUDIENCES, Audience, Block, DocumentInfo, DocumentType, Language, Reading, Span

LONGEST_TITLE = 200
# Of a longer one the rest cannot matter, and the search for links in it costs the square of its length.
LONGEST_MARKED_TITLE = 1000
# A heading that starts later than this many blocks into the text names a part, not the document.
TITLE_WITHIN_BLOCKS = 3
LABELLED_DATE_WITHIN = 2000
PLAIN_DATE_WITHIN = 300
LANGUAGE_SAMPLE = 20_000
TYPE_SAMPLE = 600

NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b.*|powerpoint[- ](?:präsentation|presentation)|untitled.*|unbenannt.*"
    r"|(?:dokument|document|präsentation|presentation|folie|slide|title|titel)\s*\d*|home|index|navigation|links|tops?"
    r"|inhalt(?:sverzeichnis)?|(?:table of )?contents|[^ ]*:"
    r"|.*\.(?:docx?|pptx?|pdf|indd|xlsx?|odt|rtf|html?|tex|dvi))$",
    re.IGNORECASE,
)
MARKUP = re.compile(r"!?\[(?P<shown>[^\]]*)\]\([^)]*\)|<[^>]+>|\*+|(?<!\w)_+|_+(?!\w)|`+|\\(?=[^\w\s])")
TITLE_LABEL = re.compile(r"^\W*titel(?: (?:der|des) \w+)?:\s*", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
DATE_LABEL = re.compile(
    r"(?:datum|date|stand|vom|veröffentlicht(?: am)?|published(?: on)?|sitzung (?:vom|am)"
    r"|protokoll (?:vom|der sitzung vom)"
    r"|tag|termin|erstellt am|am|[A-ZÄÖÜ][\w./ -]{2,40}, (?:den|am)?)[\s:*_]*$",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)[.,]*\s*$", re.I
)
# Words in a title or a file name say what a document is; in the text they have to be plainer.
TITLE_WORDS: tuple[tuple[DocumentType, str], ...] = (
    ("other", r"\beinladung|\banmeldung"),
    ("press_release", r"presse(?:mitteilung|information|meldung)|medien(?:mitteilung|information)|press[ _-]release"),
    ("minutes", r"protokoll|niederschrift|\bminutes\b|workshop|werkstatt|sitzung"),
    ("funding", r"förder(?:ung|richtlinie|programm|linie|aufruf)|richtlinie|zuschuss|zuwendung|merkblatt|stipendium"),
    ("funding", r"\bfunding\b|\bgrants?\b"),
    ("study", r"studie(?:\b|[_ -])|gutachten|bericht\b|analyse|evaluation|szenarien|\bstudy\b|\breport\b"),
)
TEXT_WORDS: tuple[tuple[DocumentType, str], ...] = (
    ("press_release", r"presse(?:mitteilung|information)|medien(?:mitteilung|information)|press release"),
    ("minutes", r"(?:ergebnis)?protokoll\b|niederschrift|tagesordnung\b|minutes of"),
    ("funding", r"förderrichtlinie|förderprogramm|richtlinie zur förderung|zuwendungsempfänger|funding programme"),
    ("study", r"abschlussbericht|diese studie|die vorliegende studie|gutachten|this study"),
)
PRESS_CONTACT = re.compile(
    r"^\W*(?:(?:presse|medien)kontakt|(?:press|media) contact|pressestelle|pressesprecher(?:in)?"
    r"|(?:ansprechpartner(?:in)?|kontakt|rückfragen) (?:für|der) (?:die )?(?:presse|medien))\b",
    re.IGNORECASE | re.MULTILINE,
)
# "Braunschweig, den 3. Mai 2024", "Wolfsburg/Berlin | 03.05.2024" and the same the other way round
PLACE_BEFORE = re.compile(r"[A-ZÄÖÜ][\w./ -]{2,40}(?:,| [|–-])\s*(?:den |am )?")
PLACE_BEHIND = re.compile(r"\s*[|/–-]\s*[A-ZÄÖÜ]\w{2}")
FOLDERS: dict[str, DocumentType] = {
    "press": "press_release", "presse": "press_release", "pressemitteilungen": "press_release",
    "presseinformationen": "press_release", "pressemeldungen": "press_release", "press releases": "press_release",
    "minutes": "minutes", "protokolle": "minutes", "niederschriften": "minutes",
    "funding": "funding", "förderung": "funding", "foerderung": "funding", "förderprogramme": "funding",
    "foerderprogramme": "funding",
    "studies": "study", "studien": "study", "gutachten": "study",
}  # fmt: skip


def describe(
    reading: Reading,
    path: str,
    inside: str,
    decision: Decision,
    audience: Audience,
    type: DocumentType | None,
    document_id: str,
    root_name: str = "",
) -> DocumentInfo:
    """The document's record.

    Args:
        path: what people see.
        inside: the path with forward slashes, also where the file lies inside a file.
        decision: what the rules say.
        audience: what rules and caller agree on.
        type: what the caller demands, None for no demand.
        root_name: the name of the folder that `inside` starts from.
    """
    name = PurePosixPath(inside).stem
    folders = (root_name, *PurePosixPath(inside).parts[:-1])
    title = _title(reading, name)
    return DocumentInfo(
        id=document_id,
        path=path,
        title=title,
        type=type or decision.type or _type(title, name, reading.text, folders),
        audience=audience,
        language=reading.language or _language(reading),
        date=reading.date or date_in_file_name(name) or _date(reading.text),
        lab=decision.lab,
        topic=decision.topic,
        url=decision.url or reading.url,
    )


def audience_of(decision: Decision, demanded: Audience | None) -> Audience:
    """The stricter of rule and demand; internal if neither says anything."""
    said = {decision.audience, demanded} - {None}
    return next((audience for audience in reversed(AUDIENCES) if audience in said), "internal")


def _title(reading: Reading, name: str) -> str:
    candidates = (_plain(text) for text in _title_candidates(reading))
    return next((title for title in candidates if _is_title(title)), name)


def _title_candidates(reading: Reading) -> Iterator[str]:
    """What the file states, a top-level heading near the start, the only heading of its level, the first line."""
    if reading.title:
        yield reading.title
    headings = [block for block in reading.blocks if block.kind == "heading"]
    top = min((heading.level for heading in headings), default=0)
    topmost = [heading for heading in headings if heading.level == top]
    if topmost and (len(topmost) == 1 or topmost[0] in reading.blocks[:TITLE_WITHIN_BLOCKS]):
        yield _text(reading, topmost[0])
    yield _text(reading, reading.blocks[0]).partition("\n")[0]


def _text(reading: Reading, block: Block) -> str:
    return Span(block.start, block.end).of(reading.text)


def _plain(text: str) -> str:
    text = MARKUP.sub(lambda match: match["shown"] or "", text[:LONGEST_MARKED_TITLE])
    text = TITLE_LABEL.sub("", text.replace("\xad", ""))
    return " ".join(text.split()).strip(" |")


def _is_title(title: str) -> bool:
    """Whether it can stand in a list of documents: words, not too long, no address, not only a date."""
    if (
        not 3 <= len(title) <= LONGEST_TITLE
        or ADDRESS.search(title)
        or NO_TITLE.match(title)
        or title.startswith(("...", "…"))
    ):
        return False
    rest = title
    for mention in reversed(find_dates(title)):
        rest = rest[: mention.span.start] + rest[mention.span.end :]
    return sum(character.isalpha() for character in rest) >= 3


def _date(text: str) -> datetime.date | None:
    """A date behind a label or alone in its line near the top, else the first full date at the very top."""
    top = text[:LABELLED_DATE_WITHIN]
    mentions = [mention for mention in find_dates(top) if mention.precision != "year"]
    labelled = (mention for mention in mentions if _is_labelled(top, mention))
    full = (mention for mention in mentions if mention.precision == "day" and mention.span.end <= PLAIN_DATE_WITHIN)
    chosen = next(labelled, None) or next(full, None)
    return chosen.date if chosen else None


def _is_labelled(text: str, mention: DateMention) -> bool:
    line_start = text.rfind("\n", 0, mention.span.start) + 1
    line_end = text.find("\n", mention.span.end)
    before = text[line_start : mention.span.start].lstrip("*_#>- \t(")
    after = text[mention.span.end : line_end if line_end >= 0 else len(text)]
    before = WEEKDAY.sub("", before)
    if DATE_LABEL.fullmatch(before):
        return True
    return not before.strip() and not after.strip("*_.) \t\\")


def _type(title: str, name: str, text: str, folders: Sequence[str]) -> DocumentType:
    """From words in the title and the file name, else from the top of the text, its form, a folder's name."""
    for sample, table in ((f"{title}\n{name}", TITLE_WORDS), (text[:TYPE_SAMPLE], TEXT_WORDS)):
        for type, words in table:
            if re.search(words, sample, re.IGNORECASE):
                return type
    if _is_sent_to_the_press(text):
        return "press_release"
    names = (folder.casefold().replace("_", " ") for folder in reversed(folders))
    return next((FOLDERS[name] for name in names if name in FOLDERS), "other")


def _is_sent_to_the_press(text: str) -> bool:
    """Whether it begins with a place and a date and names a contact for the press."""
    if not PRESS_CONTACT.search(text):
        return False
    top = text[:TYPE_SAMPLE]
    return any(_is_dateline(top, mention) for mention in find_dates(top) if mention.precision == "day")


def _is_dateline(text: str, mention: DateMention) -> bool:
    before = text[text.rfind("\n", 0, mention.span.start) + 1 : mention.span.start].lstrip("*_#>- \t(")
    if PLACE_BEFORE.fullmatch(before):
        return True
    return not before and PLACE_BEHIND.match(text, mention.span.end) is not None


def _language(reading: Reading) -> Language:
    return detect(reading.text[:LANGUAGE_SAMPLE])
