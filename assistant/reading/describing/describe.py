"""What a document is: title, date, type, language, audience, lab, topic, series; and from where each is known.

The caller and the rules decide; what they leave open is guessed from the text, the file's name and its folders.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, NamedTuple, TypeVar

from assistant.language.detect import detect
from assistant.reading.describing.dating import date_of
from assistant.reading.describing.document_type import type_of
from assistant.reading.describing.finding import Finding
from assistant.reading.describing.labs import Known, named, stated
from assistant.reading.describing.rules import Decision
from assistant.reading.describing.titles import title_of, type_label
from assistant.reading.describing.versions import series_of
from assistant.reading.reading import Reading
from assistant.records import AUDIENCES, Audience, DocumentInfo, DocumentType, Language, Origin

LANGUAGE_SAMPLE = 20_000

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Where a document lies, and what is demanded of it.

    Attributes:
        path: what people see.
        inside: the path with forward slashes, also where the file lies inside a file.
        root_name: the name of the folder that `inside` starts from.
        decision: what the rules say.
        known: the labs and topics of the corpus.
        audience: what the caller demands, None for no demand.
        type: the same.
        sent: the day that the file states in which this one lies, as a mail does.
    """

    path: str
    inside: str
    root_name: str = ""
    decision: Decision = field(default_factory=Decision)
    known: Known = field(default_factory=Known)
    audience: Audience | None = None
    type: DocumentType | None = None
    sent: datetime.date | None = None

    @property
    def name(self) -> str:
        """The file's name without its suffix."""
        return PurePosixPath(self.inside).stem

    @property
    def folders(self) -> tuple[str, ...]:
        """The names of the folders that it lies in, outermost first."""
        return (self.root_name, *PurePosixPath(self.inside).parts[:-1])


class Described(NamedTuple):
    """The document's record and the origin of each field that has a value, in the order of the fields."""

    info: DocumentInfo
    origins: tuple[Origin, ...]


def describe(reading: Reading, place: FilePlace, document_id: str) -> Described:
    """The document's record, and where each field comes from."""
    found = dict(_findings(reading, place))
    values: dict[str, Any] = {name: finding.value for name, finding in found.items()}
    info = DocumentInfo(id=document_id, path=place.path, **values)
    ordered = (name for name in DocumentInfo.__dataclass_fields__ if name in found)
    return Described(info, tuple(found[name].origin(name) for name in ordered))


def audience_of(decision: Decision, demanded: Audience | None) -> Audience:
    """The stricter of rule and demand; internal if neither says anything."""
    said = {decision.audience, demanded} - {None}
    return next((audience for audience in reversed(AUDIENCES) if audience in said), "internal")


def _findings(reading: Reading, place: FilePlace) -> Iterator[tuple[str, Finding[object]]]:
    """The fields that are known, each once."""
    guessed_title = title_of(reading, place.name, PurePosixPath(place.inside).suffix)
    title = _ruled(place.decision, "title", place.decision.title) or guessed_title
    date = _ruled(place.decision, "date", place.decision.date) or date_of(reading, place.name)
    type = _type(reading, place, guessed_title)
    if date is None and place.sent and type.value != "minutes":  # which are sent on another day than the meeting
        date = Finding(place.sent, "holder", place.sent.isoformat())
    audience = _audience(place)
    yield from (("title", title), ("type", type), ("audience", audience))
    yield "language", _language(reading, place.decision)
    yield from _present("date", date)
    yield from _present("url", _url(reading, place.decision))
    for name, ruled, names in (
        ("lab", place.decision.lab, place.known.labs),
        ("topic", place.decision.topic, place.known.topics),
    ):
        guess = stated(names, reading.text) if name == "lab" else None
        guess = guess or named(names, title.value, place.name, place.folders, reading.text)
        yield from _present(name, _ruled(place.decision, name, ruled) or guess)
    derived = series_of(title.value, place.name, reading.text, type.value, audience.value, date.value if date else None)
    series = _ruled(place.decision, "series", place.decision.series)
    version = _ruled(place.decision, "version", place.decision.version)
    yield from _present("series", series or (derived and derived.series))
    yield from _present("version", version or (derived and derived.version))


def _present(name: str, finding: Finding[_T] | None) -> Iterator[tuple[str, Finding[_T]]]:
    if finding:
        yield name, finding


def _ruled(decision: Decision, name: str, value: _T | None) -> Finding[_T] | None:
    """What a rule says, with the pattern of the rule."""
    return None if value is None else Finding(value, "rule", decision.said_by.get(name, ""))


def _type(reading: Reading, place: FilePlace, title: Finding[str]) -> Finding[DocumentType]:
    """The type that the caller demands, else that of the rules, of a line that names nothing else, or a guess.

    The guess looks at the title as it stands in the text, with a label before it.
    """
    if place.type:
        return Finding(place.type, "demand")
    guess = type_label(reading) or type_of(title.detail or title.value, place.name, reading.text, place.folders)
    return _ruled(place.decision, "type", place.decision.type) or guess


def _audience(place: FilePlace) -> Finding[Audience]:
    """Of rule and demand the stricter, and who said it first."""
    audience = audience_of(place.decision, place.audience)
    if place.decision.audience == audience:
        return Finding(audience, "rule", place.decision.said_by.get("audience", ""))
    return Finding(audience, "demand" if place.audience == audience else "default")


def _language(reading: Reading, decision: Decision) -> Finding[Language]:
    ruled: Finding[Language] | None = _ruled(decision, "language", decision.language)
    if ruled:
        return ruled
    if reading.language:
        return Finding(reading.language, "file")
    return Finding(detect(reading.text[:LANGUAGE_SAMPLE]), "text")


def _url(reading: Reading, decision: Decision) -> Finding[str] | None:
    if ruled := _ruled(decision, "url", decision.url):
        return ruled
    return Finding(reading.url, "file") if reading.url else None
