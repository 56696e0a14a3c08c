"""Whether a question asks which documents there are, of which kind, and on which topic.

"Welche Studien gibt es zu Wasserstoff?", "Wo steht etwas zur Kreislaufwirtschaft?", "Zeig mir die letzten Protokolle",
"Do you have press releases about batteries?", "Was gibt es Neues?" A question for what a document says is one only
where a search has no answer: "Was sagt die Studie zu Wasserstoff?"
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.answering.looking_up.called_documents import A_DOCUMENT, type_called
from assistant.language.recency import asks_for_newest
from assistant.language.subject import own_words, subject
from assistant.language.terms import fold, stems
from assistant.language.word_lists import listed
from assistant.records import Audience, DocumentType

# What minutes are of is no document itself: "Welche Sitzungen gab es?"
_KIND = rf"{A_DOCUMENT}|(?P<met>sitzung(?:en)?|treffen|meetings?)(?!\w)"
_OF_STAFF = (
    r"(?P<internal>(?:interne|vertrauliche|nicht[ -]?(?:ö|oe)ffentliche)[nrs]?|internal|confidential|non-?public)"
)
_OF_ALL = r"(?P<public>(?:ö|oe)ffentliche[nrs]?|public)"
_WHOSE = rf"(?:(?:{_OF_STAFF}|{_OF_ALL})\s)?"
_ADJECTIVE = rf"(?:{_OF_STAFF}\s|{_OF_ALL}\s|(?:\w{{2,20}}(?:e[nr]?|es)|latest|newest|new|recent)\s)?"
_NEW = r"(?:(?:neue(?:ste)?|letzte|aktuell(?:st)?e|j(?:ü|ue)ngste)[nrs]?|latest|newest|new|recent|last)\s"
# Any other adjective is a topic: "erneuerbare Quellen".
_NO_TOPIC = rf"(?:{_NEW}|(?:weitere|andere|vorhandene|ver(?:ö|oe)ffentlichte)[nrs]?\s|other\s)?{_WHOSE}"
_THERE = (
    r"(?:gibt['’]?(?:\ses|s)|gab\ses|habt\sihr|haben\s(?:sie|wir)|hast\sdu|kennt\sihr|kennen\ssie|liegen|existieren"
    r"|stehen\szur\sverf(?:ü|ue)gung|sind\s(?:da|vorhanden|hinterlegt|gespeichert|hochgeladen|verf(?:ü|ue)gbar)"
    r"|(?:are|is|were|was)\sthere|(?:do|have)\syou(?:\sgot|\shave)?|exist|are\savailable)"
)
_IDLE = r"(?:(?:denn|hier|schon|auch|noch|eigentlich|alles|euch|ihnen|vor|bei|uns|so|here)\s){0,3}"
_ON = r"(?:zu[mr]?|(?:ü|ue)ber|rund\sum|about|on)"
_THE = r"(?:(?:dem|der|den|das|die|ein(?:em|er|en)|the|thema|topic|of)\s){0,3}"
_TOPIC = rf"{_THE}(?P<topic>\S.{{1,150}}?)"
_SAME = r"(?P<same>dazu|dar(?:ü|ue)ber|hierzu|on\s(?:this|that|it)|about\s(?:this|that|it))"
_OF = r"(?:vom|von|de[rs]|by)"
_ON_TOPIC = rf"(?:(?:{_ON}|{_OF})\s{_TOPIC}|{_SAME})"
_WHICH = r"(?:in\s|aus\s)?(?:welche[nrsm]?|was\sf(?:ü|ue)r|wie\s?viele|which|what|how\smany)\s"
_SAY = (
    r"(?:sag(?:t|en)|schreib(?:t|en)|steht|stehen|stand|berichte[nt]|informier(?:t|en)|handel[nt]|geht|ging|spricht|sprechen"
    r"|find(?:et|en)\s(?:sich|man)|finde\sich|says?|tells?|talks?|(?:is|are)(?=\sabout\s)|can\si\sread)"
)
_SOMETHING = r"(?:(?:es|etwas|was|mehr|alles|anything|something|more|explicitly)\s){0,2}"
_SAID = r"(?:berichtet|gesagt|gesprochen|geschrieben|beraten|diskutiert|geredet)"
_IS_SAID = rf"(?:wird|werden|wurden?)\s{_SOMETHING}{_ON}\s{_TOPIC}\s{_SAID}"
_CLOSING = r"(?:\s(?:vor|auf|her|heraus|raus|an|mentioned|said))?"
_SHOW = (
    r"(?:zeig|nenn|list|such|find|gib|gebt|show|give)e?n?"
    r"\s(?:(?:mir|uns|sie|bitte|nur|only|me|us|please|alle|die|das|all|the|einige)\s){0,4}"
)
_ASK = (
    r"(?:(?:ich|wir)\s(?:suchen?|m(?:ö|oe)chten?|h(?:ä|ae)tten?|wollen|will)"
    r"|wo\s(?:finde\sich|finden\swir|findet\sman|gibt\ses|sind|liegen|stehen|kann\sich|kann\sman)"
    r"|(?:kann|darf)\sich|(?:i['’]?m|i\sam)\slooking\sfor|i\swant|where\s(?:can\si\sfind|do\si\sfind|are|is))"
    r"\s(?:(?:gerne?|nur|mal|bitte|alle|die|das|den|eine?n?|the|all|a|an)\s){0,4}"
)
_READ = r"(?:\s(?:sehen|haben|lesen|finden|ansehen|anschauen|einsehen|nachlesen|herunterladen|abrufen|bekommen))?"
_ANYTHING = r"(?:alles|infos?|informationen|n(?:ä|ae)heres|wissenswertes|everything|information|anything)"
_EVERY = r"(?:alle|s(?:ä|ae)mtliche|liste(?:\s(?:der|aller))?|all|list\sof)"
_ALONE = rf"(?:(?:nur|bitte|die|only|just|any|the|(?P<every>{_EVERY}))\s){{0,3}}"
_NEWS = (
    r"(?:was\sgibt(?:['’]?s|\ses)\sneues|was\sist\sneu|gibt(?:['’]?s|\ses)\s(?:(?:et)?was\sneues|neuigkeiten)|neuigkeiten"
    r"|neues|what(?:['’]s|\sis)\snew|(?:any\s)?news)"
)
_ANY = r"(?:(?:eine?n?|irgendwelche|irgendeine?n?|any|an?|some)\s)?"
_INTERNAL = r"(?P<internal>intern|vertraulich|nicht[ -]?(?:ö|oe)ffentlich|internal|confidential|not\spublic)"
_THEIR_BASIS = (
    r"(?:woher\s(?:hast\sdu|haben\ssie|habt\sihr|kommt|stammt)\s(?:dein|ihr|euer)\swissen(?:\sher)?"
    r"|where\sdoes\syour\sknowledge\scome\sfrom)"
)
_YOU_USE = (
    r"(?:basierst|beruhst|greifst|suchst|antwortest|st(?:ü|ue)tzt|arbeitest)\sdu(?:\s(?:dich|zu))?"
    r"|(?:basieren|beruhen|greifen|suchen|antworten|arbeiten)\ssie(?:\szu)?|(?:kennst|nutzt|verwendest)\sdu"
    r"|do\syou\s(?:use|know|search|rely\son)"
)
_FORMS = tuple(
    re.compile(rf"(?:(?:und|and)\s)?(?:{form}){_CLOSING}\s?[?.!]*", re.IGNORECASE)
    for form in (
        # "Welche Studien gibt es", "Zeig mir die letzten Protokolle", "Was sind die neuesten Studien"
        rf"{_WHICH}{_NO_TOPIC}(?:{_KIND})\s{_THERE}(?:\s(?:denn|hier|schon|alles|so|insgesamt)){{0,3}}",
        rf"{_SHOW}{_NO_TOPIC}(?:{_KIND})",
        rf"(?:was|welche[rs]?|what|which)\s(?:sind|ist|war|waren|are|is|was|were)\s(?:die|der|das|the)\s{_NEW}(?:{_KIND})"
        rf"(?:\s{_ON_TOPIC})?",
        # "Ich suche Studien zu Wasserstoff", "Wo finde ich die Protokolle", "interne Protokolle"
        rf"(?P<sought>{_ASK}){_NO_TOPIC}(?:{A_DOCUMENT})(?:\s{_ON_TOPIC})??{_READ}",
        rf"(?P<alone>{_ALONE}{_NO_TOPIC}(?:{A_DOCUMENT})(?:\s{_ON_TOPIC})?(?:\s(?:bitte|please|only))?)",
        rf"(?P<sought>){_THERE}\s{_IDLE}{_ANY}{_NO_TOPIC}(?:{A_DOCUMENT})",
        # "Welche Dokumente sind intern", "Auf welche Dokumente greifst du zu"
        rf"{_WHICH}(?:{_KIND})\s(?:sind|are)\s(?:nur\s|only\s)?(?:{_INTERNAL}|(?P<public>(?:ö|oe)ffentlich|public))",
        rf"(?:(?:auf|in|aus|mit)\s)?{_WHICH}{_NO_TOPIC}(?:{_KIND})\s(?:{_YOU_USE})",
        _THEIR_BASIS,
        # "Alles zum Hafenfest", "Gibt es Infos zum Hafenfest"
        rf"(?P<anything>(?:{_SHOW}|{_ASK}|{_THERE}\s)?{_IDLE}(?:(?:mehr|weitere|more|any)\s)?{_ANYTHING}\s){_ON}\s{_TOPIC}",
        rf"{_WHICH}(?:{_KIND})\s(?:ist|sind|is|are)\s(?:die|der|das|the)\s(?:neueste|letzte|aktuell(?:st)?e|latest|newest)n?",
        # "Welche Studien gibt es zu Wasserstoff", "Welche Studien zu Wasserstoff habt ihr"
        rf"{_WHICH}{_ADJECTIVE}(?:{_KIND})\s{_THERE}\s{_IDLE}{_ON_TOPIC}",
        rf"{_WHICH}{_ADJECTIVE}(?:{_KIND})\s{_ON_TOPIC}\s{_THERE}(?:\s(?:denn|hier|schon|eigentlich))?",
        # "Welche Studie sagt etwas zu den Arbeitsplätzen", "In welchem Protokoll steht etwas zum Stand"
        rf"{_WHICH}{_ADJECTIVE}(?:{_KIND})\s{_SAY}\s{_SOMETHING}(?:{_ON}|um|von|of)\s{_TOPIC}",
        rf"{_WHICH}{_ADJECTIVE}(?:{_KIND})\s{_IS_SAID}",
        rf"in\swelche[nrm]\s{_ADJECTIVE}(?:{_KIND})\s(?:wird|werden|wurden?)\s{_TOPIC}\s(?:erw(?:ä|ae)hn|behandel)t",
        rf"{_WHICH}{_ADJECTIVE}(?:{_KIND})\s(?:befass(?:t|en)|besch(?:ä|ae)ftig(?:t|en))\ssich\s{_IDLE}mit\s{_TOPIC}",
        rf"{_WHICH}{_ADJECTIVE}(?:{_KIND})\s(?:behandel[nt]|thematisier(?:t|en)|deals?\swith|covers?|mentions?)\s{_TOPIC}",
        rf"in\swelche[nrm]\s{_ADJECTIVE}(?:{_KIND})\swar(?:en)?\s{_TOPIC}\s(?:ein\s)?thema",
        rf"in\swelche[nrm]\s(?:{_KIND})\s(?:steht|stehen|stand|finde\sich|findet\sman)\s(?!etwas\s|was\s){_TOPIC}",
        # "Gibt es Pressemitteilungen zu Batterien"
        rf"{_THERE}\s{_IDLE}{_ANY}{_ADJECTIVE}(?:{_KIND})\s{_IDLE}{_ON_TOPIC}",
        rf"{_THERE}\s{_IDLE}{_SAME}\s{_IDLE}(?:(?:eine?n?|irgendwelche)\s)?{_ADJECTIVE}(?:{_KIND})",
        # "Zeig mir alle Protokolle zum Hafenfest"
        rf"{_SHOW}{_ADJECTIVE}(?:{_KIND})\s{_ON_TOPIC}",
        # "Was sagt die Studie zu Wasserstoff", where a search has no answer
        rf"(?P<said>was|what)\s(?:{_SAY}|does|do)\s(?:in\s)?(?:die|der|das|den|im|the|eure|ihre|your)\s{_ADJECTIVE}(?:{_KIND})"
        rf"\s(?:say\s|tell\s)?{_SOMETHING}{_ON}\s{_TOPIC}",
        # "Wo steht etwas zum Hafenfest"
        rf"(?:wo|where)\s{_SAY}\s(?:etwas|was|mehr|anything|something|more)\s(?:{_ON})\s{_TOPIC}",
        rf"wo\s{_IS_SAID}",
        # "Wann wurde über den Steg gesprochen"
        rf"(?P<spoken>wann)\s(?:wurde|haben\swir)\s(?:(?:zuletzt|das\sletzte\smal)\s)?(?:ü|ue)ber\s{_TOPIC}\s{_SAID}",
        rf"(?P<spoken>wann)\sging\ses\sum\s{_TOPIC}",
        rf"(?P<spoken>when)\sdid\s(?:we|you|they)\s(?:last\s)?(?:talk\sabout|speak\s(?:about|of)|discuss)\s{_TOPIC}",
        # "Was gibt es Neues zu Wasserstoff"
        rf"(?P<news>{_NEWS})(?:\s(?:{_ON}|vom|von|beim?|aus|in|im|with|at)\s(?!{_THE}(?:{_KIND})){_TOPIC})?",
    )
)
_ONE = listed(
    fold("""
    studie gutachtens untersuchung pressemitteilung medienmitteilung pressemeldung presseinformation protokoll
    niederschrift dokument dokuments datei quelle text artikels bericht berichts publikation veröffentlichung
    study document file source report
    """)
)
# What an answer says: who asks for its sources asks for no documents on it.
_SAID_BEFORE = re.compile(
    r"(?:(?:genannte|obige|angegebene|deine|ihre|eure|your|these|those|diese)[nrs]?\s)?"
    r"(?:zahl(?:en)?|angaben?|aussagen?|daten|fakten|werte|behauptung(?:en)?|antwort(?:en)?"
    r"|figures?|numbers?|claims?|statements?|facts|data|answers?)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:quelle|source)", re.IGNORECASE)
# "Zeig mir das Protokoll der letzten Sitzung"
_LAST_MEETING = re.compile(
    r"(?:letzten?|j(?:ü|ue)ngsten?|last|latest)\s(?:sitzung|treffens?|workshops?|besprechung|meeting|session)",
    re.IGNORECASE,
)
_ITSELF = re.compile(r"(?:netzwerk|projekt|verein|verband|euch|ihnen|you|network|project)s?", re.IGNORECASE)


class DocumentsAskedFor(NamedTuple):
    """The documents that a question asks for: of this type, of any where it is None; on this topic, on any where it is
    empty; perhaps the newest ones, or only those of one `audience`. `asks_when` wants their days, `is_news` what is
    new, `is_said` what they say, which a search may know."""

    type: DocumentType | None
    topic: str
    is_newest: bool = False
    audience: Audience | None = None
    asks_when: bool = False
    is_news: bool = False
    is_said: bool = False


def documents_asked_for(text: str, before: str = "", *, is_dated: bool = False) -> DocumentsAskedFor | None:
    """What documents the question asks for; None where it asks for something else, or for more on a topic that was not
    named. Without a topic what is new is told by press releases.

    Args:
        text: the question, in NFC.
        before: the question before it, whose topic "Gibt es dazu Studien?" takes.
        is_dated: the time of the documents was taken out of the text: "das Protokoll [vom 4. Mai]".
    """
    said = " ".join(text.split())
    match = next(filter(None, (form.fullmatch(said) for form in _FORMS)), None)
    if match is None:
        return None
    found = match.groupdict()
    topic = found.get("topic") or (subject(before) if before and found.get("same") else "")
    is_of_last = _LAST_MEETING.fullmatch(topic) is not None
    topic = "" if is_of_last else topic
    is_news = bool(found.get("news"))
    if is_news and _ITSELF.fullmatch(topic):
        topic = ""
    if (found.get("same") and not topic) or (topic and not stems(topic)):
        return None
    if found.get("anything") and not any(own_words(topic)):  # "Informationen zum Antrag"
        return None
    if _SAID_BEFORE.fullmatch(topic) and _SOURCE.search(said[: match.start("topic")]):
        return None
    type = "minutes" if found.get("met") or found.get("spoken") else type_called(match)
    audience: Audience | None = "internal" if found.get("internal") else "public" if found.get("public") else None
    if type == "funding":  # programmes have a list of their own
        return None
    is_newest = is_news or is_of_last or asks_for_newest(said[: match.start("topic")] if found.get("topic") else said)
    if not (audience or is_newest or _are_meant(match) or (is_dated and type and not topic)):
        return None
    type = "press_release" if is_news and not topic else type
    return DocumentsAskedFor(
        type, topic, is_newest, audience, bool(found.get("spoken")), is_news, is_said=bool(found.get("said"))
    )


def _are_meant(match: re.Match[str]) -> bool:
    """Whether a kind without "welche" or "zeig mir" before it means documents: several of them ("Protokolle", "Studien
    zum Watt"). "Texte zum Antrag" may be what an application needs."""
    found = match.groupdict()
    is_alone, topic = found.get("alone"), found.get("topic")
    if not is_alone and (topic or found.get("sought") is None):
        return True
    called = next(words for name, words in found.items() if name.startswith("called") and words)
    is_any = is_alone and topic and type_called(match) is None and not found.get("every")
    return fold(called) not in _ONE and not is_any
