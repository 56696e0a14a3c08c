"""Whether a question asks which documents there are, of which kind, and on which topic.

"Welche Studien gibt es zu Wasserstoff?", "Wo steht etwas zur Kreislaufwirtschaft?", "Zeig mir die letzten Protokolle",
"Do you have press releases about batteries?", "Was gibt es Neues?" A question for what a document says is none: "Was
sagt die Studie zu Wasserstoff?"
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.answering.looking_up.called_documents import A_DOCUMENT, type_called
from assistant.language.recency import asks_for_newest
from assistant.language.subject import subject
from assistant.language.terms import stems
from assistant.records import DocumentType

# What minutes are of is no document itself: "Welche Sitzungen gab es?"
_KIND = rf"{A_DOCUMENT}|(?P<met>sitzung(?:en)?|treffen|meetings?)(?!\w)"
_ADJECTIVE = r"(?:(?:\w{2,20}(?:e[nr]?|es)|latest|newest|new|recent)\s)?"
_NEW = r"(?:(?:neue(?:ste)?|letzte|aktuell(?:st)?e|j(?:ü|ue)ngste)[nrs]?|latest|newest|new|recent|last)\s"
# Any other adjective is a topic: "erneuerbare Quellen".
_NO_TOPIC = rf"(?:{_NEW}|(?:weitere|andere|vorhandene|ver(?:ö|oe)ffentlichte)[nrs]?\s|other\s)?"
_THERE = (
    r"(?:gibt['’]?(?:\ses|s)|gab\ses|habt\sihr|haben\s(?:sie|wir)|hast\sdu|kennt\sihr|kennen\ssie|liegen|existieren"
    r"|stehen\szur\sverf(?:ü|ue)gung|(?:are|is|were|was)\sthere|(?:do|have)\syou(?:\sgot|\shave)?|exist)"
)
_IDLE = r"(?:(?:denn|hier|schon|auch|noch|eigentlich|alles|euch|ihnen|vor|bei|uns|so|here)\s){0,3}"
_ON = r"(?:zu[mr]?|(?:ü|ue)ber|rund\sum|about|on)"
_THE = r"(?:(?:dem|der|den|das|die|ein(?:em|er|en)|the|thema|topic|of)\s){0,3}"
_TOPIC = rf"{_THE}(?P<topic>\S.{{1,150}}?)"
_SAME = r"(?P<same>dazu|dar(?:ü|ue)ber|hierzu|on\s(?:this|that|it)|about\s(?:this|that|it))"
_OF = r"(?:vom|von|de[rs]|by)"
_ON_TOPIC = rf"(?:(?:{_ON}|{_OF})\s{_TOPIC}|{_SAME})"
_WHICH = r"(?:in\s|aus\s)?(?:welche[nrsm]?|was\sf(?:ü|ue)r|wie\sviele|which|what|how\smany)\s"
_SAY = (
    r"(?:sag(?:t|en)|schreib(?:t|en)|steht|stehen|stand|berichte[nt]|informier(?:t|en)|handel[nt]|geht|ging|spricht|sprechen"
    r"|find(?:et|en)\s(?:sich|man)|finde\sich|says?|tells?|talks?|(?:is|are)(?=\sabout\s)|can\si\sread)"
)
_SOMETHING = r"(?:(?:es|etwas|was|mehr|alles|anything|something|more|explicitly)\s){0,2}"
_SAID = r"(?:berichtet|gesagt|gesprochen|geschrieben|beraten|diskutiert|geredet)"
_IS_SAID = rf"(?:wird|werden|wurden?)\s{_SOMETHING}{_ON}\s{_TOPIC}\s{_SAID}"
_CLOSING = r"(?:\s(?:vor|auf|her|heraus|raus|an|mentioned|said))?"
_SHOW = (
    r"(?:zeig|nenn|list|such|find|show|give)e?n?"
    r"\s(?:(?:mir|uns|sie|bitte|me|us|please|alle|die|das|all|the|einige)\s){0,4}"
)
_NEWS = (
    r"(?:was\sgibt(?:['’]?s|\ses)\sneues|was\sist\sneu|gibt\ses\s(?:etwas\sneues|neuigkeiten)|what(?:['’]s|\sis)\snew)"
)
_FORMS = tuple(
    re.compile(rf"(?:(?:und|and)\s)?(?:{form}){_CLOSING}\s?[?.!]*", re.IGNORECASE)
    for form in (
        # "Welche Studien gibt es", "Zeig mir die letzten Protokolle", "Was sind die neuesten Studien"
        rf"{_WHICH}{_NO_TOPIC}(?:{_KIND})\s{_THERE}(?:\s(?:denn|hier|schon|alles|so|insgesamt)){{0,3}}",
        rf"{_SHOW}{_NO_TOPIC}(?:{_KIND})",
        rf"(?:was|welche[rs]?|what|which)\s(?:sind|ist|war|waren|are|is|was|were)\s(?:die|der|das|the)\s{_NEW}(?:{_KIND})"
        rf"(?:\s{_ON_TOPIC})?",
        # "Welche Studien gibt es zu Wasserstoff", "Welche Studien zu Wasserstoff habt ihr"
        rf"{_WHICH}{_ADJECTIVE}(?:{_KIND})\s{_THERE}\s{_IDLE}{_ON_TOPIC}",
        rf"{_WHICH}{_ADJECTIVE}(?:{_KIND})\s{_ON_TOPIC}\s{_THERE}(?:\s(?:denn|hier|schon|eigentlich))?",
        # "Welche Studie sagt etwas zu den Arbeitsplätzen", "In welchem Protokoll steht etwas zum Stand"
        rf"{_WHICH}{_ADJECTIVE}(?:{_KIND})\s{_SAY}\s{_SOMETHING}(?:{_ON}|um|von|of)\s{_TOPIC}",
        rf"{_WHICH}{_ADJECTIVE}(?:{_KIND})\s{_IS_SAID}",
        rf"in\swelche[nrm]\s{_ADJECTIVE}(?:{_KIND})\s(?:wird|werden|wurden?)\s{_TOPIC}\s(?:erw(?:ä|ae)hn|behandel)t",
        rf"{_WHICH}{_ADJECTIVE}(?:{_KIND})\s(?:befass(?:t|en)|besch(?:ä|ae)ftig(?:t|en))\ssich\s{_IDLE}mit\s{_TOPIC}",
        rf"{_WHICH}{_ADJECTIVE}(?:{_KIND})\s(?:behandel[nt]|thematisier(?:t|en)|deals?\swith|covers?|mentions?)\s{_TOPIC}",
        # "Gibt es Pressemitteilungen zu Batterien"
        rf"{_THERE}\s{_IDLE}(?:(?:eine?n?|irgendwelche|irgendeine?n?|any|an?|some)\s)?{_ADJECTIVE}(?:{_KIND})\s{_IDLE}{_ON_TOPIC}",
        rf"{_THERE}\s{_IDLE}{_SAME}\s{_IDLE}(?:(?:eine?n?|irgendwelche)\s)?{_ADJECTIVE}(?:{_KIND})",
        # "Zeig mir alle Protokolle zum Hafenfest"
        rf"{_SHOW}{_ADJECTIVE}(?:{_KIND})\s{_ON_TOPIC}",
        # "Wo steht etwas zum Hafenfest"
        rf"(?:wo|where)\s{_SAY}\s(?:etwas|was|mehr|anything|something|more)\s(?:{_ON})\s{_TOPIC}",
        rf"wo\s{_IS_SAID}",
        # "Wann wurde über den Steg gesprochen"
        rf"wann\s(?:wurde|haben\swir)\s(?:ü|ue)ber\s{_TOPIC}\s(?P<spoken>{_SAID})",
        # "Was gibt es Neues zu Wasserstoff"
        rf"(?P<news>{_NEWS})(?:\s(?:{_ON}|vom|von|beim?|aus|in|im|with|at)\s(?!{_THE}(?:{_KIND})){_TOPIC})?",
    )
)
_ITSELF = re.compile(r"(?:netzwerk|projekt|verein|verband|euch|ihnen|you|network|project)s?", re.IGNORECASE)


class DocumentsAskedFor(NamedTuple):
    """The documents that a question asks for: of this type, of any where it is None; on this topic, on any where it is
    empty; perhaps the newest ones."""

    type: DocumentType | None
    topic: str
    is_newest: bool = False


def documents_asked_for(text: str, before: str = "") -> DocumentsAskedFor | None:
    """What documents the question asks for; None where it asks for something else, or for more on a topic that was not
    named. Without a topic what is new is told by press releases.

    Args:
        text: the question, in NFC.
        before: the question before it, whose topic "Gibt es dazu Studien?" takes.
    """
    said = " ".join(text.split())
    match = next(filter(None, (form.fullmatch(said) for form in _FORMS)), None)
    if match is None:
        return None
    found = match.groupdict()
    topic = found.get("topic") or (subject(before) if before and found.get("same") else "")
    is_news = bool(found.get("news"))
    if is_news and _ITSELF.fullmatch(topic):
        topic = ""
    if (found.get("same") and not topic) or (topic and not stems(topic)):
        return None
    type = "minutes" if found.get("met") or found.get("spoken") else type_called(match)
    if type == "funding":  # programmes have a list of their own
        return None
    is_newest = is_news or asks_for_newest(said[: match.start("topic")] if found.get("topic") else said)
    return DocumentsAskedFor("press_release" if is_news and not topic else type, topic, is_newest)
