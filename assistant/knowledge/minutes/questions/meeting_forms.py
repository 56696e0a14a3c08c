"""The forms of a question about a meeting itself: what each asks for, and the words that belong to it."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

from assistant.knowledge.minutes.meeting.facts import MeetingField
from assistant.language.terms import fold, is_stopword
from assistant.language.word_lists import listed

Kind = Literal["told", "next", "list", "attended"]

_LONGEST = 200  # characters of a question
_I = re.IGNORECASE
AHEAD = r"(?:n(?:ä|ae)chste\w*|wieder|kommende\w*|next|again)\b"
SITTING = r"(?:sitzung(?:en)?|treffens?|workshops?|besprechung(?:en)?|meetings?|sessions?|termine?s?)"
EVENT = r"(?:veranstaltung(?:en)?|events?)"
PLANNED = (
    rf"\b(?:welche|which|what)\s(?:\w+\s)?(?:{SITTING}|{EVENT})\s.*"
    r"\b(?:an|bevor|geplant|vorgesehen|coming up|planned|scheduled)\W*\Z"
)
_INNER = r"['’](?=\w)"  # "O'Neill", "D’Angelo"
_NAME = rf"(?P<person>(?:(?:herrn?|frau|dr\.|prof\.)\s)*[^\W\d_](?:[\w.-]|{_INNER})*(?:\s[^\W\d_](?:[\w-]|{_INNER})+)?)"
# One who is called so, in capitals: "War Jule Beck im Forum dabei?"
_CALLED = (
    rf"(?P<person>(?:(?:herrn?|frau|dr\.|prof\.)\s)*(?-i:[A-ZÄÖÜ])(?:[\w.-]|{_INNER})*"
    rf"(?:\s(?-i:[A-ZÄÖÜ])(?:[\w-]|{_INNER})+)?)"
)
_CAME = r"(?:teilgenommen|teil|dabei|anwesend|zugegen|besucht|attend(?:ed)?|take part|present)"
_WHO_CAME = r"(?:attended|(?:was|were) (?:present|there|at)|took part|participated)"
_PEOPLE = r"(?:leute|personen|menschen|teilnehm\w*|g(?:ä|ae)ste)"
COUNTED = re.compile(rf"\b(?:wie ?viele {_PEOPLE}|how many (?:people|participants|attendees))\b", re.IGNORECASE)
_LED = r"(?:leitete?|moderierte?|geleitet|vorsitz|(?:sitzungs)?leitung|moderation|moderator\w*)"
_WRITER = r"protokoll(?:f(?:ü|ue)hr\w*|ant\w*|iert)?|schriftf(?:ü|ue)hr\w*|mitgeschrieben"
_WAS = r"(?:war|waren|fand|fanden|tagte|traf|trafen|hat|haben)"
_FORMS: tuple[tuple[Kind, tuple[MeetingField, ...], str], ...] = (
    ("attended", (), rf"\b(?:\w+ )?welche[nmr]? {SITTING}\s(?:hat|war|nahm)\s{_NAME}\s.*{_CAME}\W*\Z"),
    ("attended", (), rf"\b(?:\w+ )?welche[nmr]? {SITTING}\swar(?:en)?\s{_CALLED}\W*\Z"),
    ("attended", (), rf"^\W*(?:und )?(?:war|nahm)\s{_CALLED}\s(?!nicht\b).*\b(?:dabei|anwesend|zugegen|teil)\W*\Z"),
    ("attended", (), rf"^\W*(?:und )?hat\s{_CALLED}\s(?!nicht\b).*\bteilgenommen\W*\Z"),
    ("attended", (), rf"^\W*was\s{_CALLED}\s(?:present|there|at)\b.*\Z"),
    ("attended", (), rf"^\W*did\s{_CALLED}\s(?:attend|take part in)\b.*\Z"),
    ("attended", (), rf"\b(?:which|what) {SITTING}\s(?:did|has|was)\s{_NAME}\s.*{_CAME}\b"),
    (
        "list",
        ("date", "place"),
        rf"\b(?:welche|alle|liste|which|list|what)\s(?:\w+\s)?{SITTING}\b.*\b(?:gab|hatten|fanden|waren|wurden|haben"
        r"|stattgefunden|took place|were|did|held)\b",
    ),
    (
        "list",
        ("date", "place"),
        rf"\b(?:wie oft|how often|how many times)\b.*\b(?:getagt|getroffen|tagten?|traf(?:en)?|meet|met)\b"
        rf"|\b(?:wie ?viele|how many) {SITTING}\s(?:gab|hatten?|haben|waren|did|were|has|have)\b",
    ),
    ("list", ("date", "place"), r"^\W*(?:alle\s)?(?:sitzungen|treffen|workshops|besprechungen|meetings)\b"),
    ("next", ("next",), rf"\b(?:wann|when)\b.*\b{AHEAD}"),
    ("next", ("next",), r"^\W*(?:der |die |das |the )?(?:n(?:ä|ae)chste[rsn]?|next)\s"),
    ("next", ("next",), r"\bwann (?:trifft|treffen|tagt|tagen)\b"),
    ("next", ("next",), PLANNED),
    ("told", ("excused",), r"\bwer\b.*\b(?:fehlten?|gefehlt|entschuldigt|abwesend|verhindert)\b"),
    ("told", ("excused",), r"\bwer (?:war|waren)\b.*\bnicht\b.*\b(?:dabei|da|anwesend)\b"),
    ("told", ("excused",), r"\bwho (?:was|were)\b.*\b(?:absent|missing|excused|not (?:there|present))\b"),
    ("told", ("present",), r"\bwer (?:war|waren)\b.*\b(?:dabei|anwesend|zugegen|da)\b"),
    ("told", ("present",), r"\bwer (?:hat|haben|nahm|nahmen)\b.*\b(?:teilgenommen|teil)\b"),
    ("told", ("present",), rf"\bwie ?viele {_PEOPLE}\s(?:waren|kamen|nahmen|haben)\b"),
    ("told", ("present",), r"\bwie ?viele waren\b.*\b(?:dabei|da|anwesend)\W*\Z"),
    ("told", ("present",), r"^\W*(?:die )?(?:teilnehm\w+|anwesen\w+)\s(?:de[sr]|vo[nm]|beim?|in|am)\b"),
    ("told", ("present",), rf"\bwho {_WHO_CAME}\b"),
    ("told", ("present",), r"\bhow many (?:people|participants|attendees)\s(?:were|attended|came|took part)\b"),
    ("told", ("chair",), rf"\bwer\b.*\b{_LED}\b"),
    ("told", ("chair",), r"\bwho (?:chaired|chairs|led|leads|moderated|facilitated)\b"),
    ("told", ("keeper",), rf"\bwer (?:hat|hatte|f(?:ü|ue)hrte|schrieb|war|machte)\b.*\b(?:{_WRITER})\b"),
    ("told", ("keeper",), r"\bwer (?:protokollierte|schrieb mit)\b"),
    ("told", ("keeper",), r"\bwho (?:took|wrote|kept) (?:the )?(?:minutes|notes)\b"),
    ("told", ("date", "place"), r"\b(?:wann und wo|wo und wann|when and where|where and when)\b"),
    ("told", ("place",), rf"\bwo {_WAS}\b|\bwhere (?:was|were|did)\b"),
    ("told", ("date",), rf"\bwann {_WAS}\b|\bwhen (?:was|were|did)\b"),
)
ASKING = tuple((kind, fields, re.compile(pattern, _I)) for kind, fields, pattern in _FORMS)
# A second question, or what is left out.
_AND_MORE = re.compile(
    r"(?<!\A)\b(?:und|and|sowie|oder|or)\s(?:wer|was|wie|warum|wieso|welche\w*|who|what|why|how|which)\b"
    r"|\b(?:nicht|kein\w*|ohne|not|without)\b(?!.*\b(?:dabei|da|anwesend|there|present)\b)",
    _I,
)
_AND_WHEN = re.compile(r"(?<!\A)\b(?:und|and)\s(?:wo|wann|where|when)\b", _I)
_WHEN_AND_WHERE: frozenset[MeetingField] = frozenset(("date", "place", "next"))
_FILLING = listed(
    fold("""
    wer wann wo was welche welcher welchen welchem wie viele wieviele war waren ist sind hat haben hatte hatten gab es
    dabei anwesend zugegen da teil teilgenommen nahm nahmen teilnehmer teilnehmende teilnehmenden anwesende anwesenden
    leute personen menschen gäste kamen alles alle fehlte fehlten gefehlt entschuldigt abwesend verhindert nicht
    leitete leitet moderierte moderiert geleitet vorsitz leitung sitzungsleitung moderation moderator führte geführt
    schrieb geschrieben gemacht machte protokoll protokolliert protokollierte protokollant protokollführer
    protokollführung protokollführerin schriftführer mitgeschrieben mit
    fand fanden statt stattgefunden getroffen getagt tagte tagt tagen trifft treffen traf trafen sich findet finden
    oft often times meet met steht stehen an bevor geplant vorgesehen veranstaltung veranstaltungen coming up planned
    scheduled event events
    wieder nächste nächster nächstes nächsten kommende kommenden letzte letzter letztes letzten jüngste jüngsten neueste
    neuesten zuletzt sitzung sitzungen treffen treffens workshop workshops besprechung besprechungen termin termine
    meeting meetings session sessions wurden wird werden ort und oder denn eigentlich dort damals uns wir liste besucht
    noch mal bitte jahr monat
    who when where which what how many people participants attendees attended attend present there took part
    participated absent missing excused not chaired chairs led leads moderated facilitated wrote kept minutes notes
    was were did is are does meet meets next again last latest most recent the take place held list all
    """)
)


class MeetingForm(NamedTuple):
    """What is asked for; `person` are the words that name somebody whose part in meetings that is."""

    kind: Kind
    fields: tuple[MeetingField, ...]
    person: str


def meeting_form_of(text: str) -> MeetingForm | None:
    """The form of a question, whatever it is about; None where it has none, or asks for more besides."""
    text = unicodedata.normalize("NFC", text.strip())
    if len(text) > _LONGEST or _AND_MORE.search(text):
        return None
    for kind, fields, pattern in ASKING:
        if match := pattern.search(text):
            is_one = _WHEN_AND_WHERE.issuperset(fields) or not _AND_WHEN.search(text)
            return MeetingForm(kind, fields, match.groupdict().get("person") or "") if is_one else None
    return None


def only_asks(word: str) -> bool:
    """Whether a word belongs to such a form, or only joins others."""
    return fold(word) in _FILLING or is_stopword(fold(word))
