"""What a search or list of documents is narrowed by: the fields of its address, facets that count, and chips."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlencode

from pydantic import AfterValidator, ConfigDict

from assistant.errors import InputError
from assistant.messages import text
from assistant.records import Audience, DocumentInfo, Language
from assistant.web.fields import Blank, FilterFields, Offset, Text, first_of
from assistant.web.look.rendering import day
from assistant.web.staff.alike import alike

PATH = "/suche"
# So many entries stand on a page at most; so many hits, or documents, do at first, and so many more does "more" show.
MOST_SHOWN = 100
HITS_STEP = 10
DOCUMENTS_STEP = 20
# Of each facet so many values are offered, the most frequent ones.
MOST_VALUES = 8
_VALUES: Mapping[str, Callable[[DocumentInfo], str | None]] = {
    "type": lambda info: info.type,
    "lab": lambda info: info.lab,
    "topic": lambda info: info.topic,
    "year": lambda info: str(info.date.year) if info.date else None,
    "audience": lambda info: info.audience,
    "document": lambda info: info.id,
}


class SearchFields(FilterFields):
    """What the page's address states; what else stands there is nothing to it."""

    model_config = ConfigDict(extra="ignore")

    q: Annotated[Text, AfterValidator(str.strip)] = ""
    k: int | None = None
    offset: Offset = 0  # of a list of documents
    audience: Annotated[Audience | None, Blank] = None

    @property
    def step(self) -> int:
        """How many entries there are at first, and how many more at a time."""
        return HITS_STEP if self.q else DOCUMENTS_STEP

    def shown(self) -> int:
        """How many entries are shown. Raises InputError outside of 1 to MOST_SHOWN."""
        if self.k is None:
            return self.step
        if not 1 <= self.k <= MOST_SHOWN:
            raise InputError("field_range", field="k", value=self.k, low=1, high=MOST_SHOWN)
        return self.k

    def first(self) -> int:
        """The place of the first document that is shown, from 0. Raises InputError below that."""
        return first_of(self.offset)


# In this order every address states them, so that the same search has one address.
_FILTERS = ("q", *(name for name in SearchFields.model_fields if name not in ("q", "k", "offset")))
_PLACES = ("k", "offset")


class Value(NamedTuple):
    """A value of a facet: how many of the hits or documents have it, and the address that keeps only those."""

    label: str
    number: int
    address: str


class Facet(NamedTuple):
    name: str
    choices: list[Value]


class Chip(NamedTuple):
    """A filter in force, in words, and the address without it."""

    label: str
    address: str


Address = Callable[..., str]


def stated(asked: SearchFields) -> dict[str, str]:
    """The query and the filters as an address states them."""
    return {name: str(getattr(asked, name)) for name in _FILTERS if getattr(asked, name)}


def search_address(stated: Mapping[str, str | None], **changes: Any) -> str:
    """The page with what is `stated`, some of it changed; what is empty is left out."""
    known = {**stated, **changes}
    wanted = {name: known[name] for name in ("lang", *_FILTERS, *_PLACES) if known.get(name)}
    return f"{PATH}?{urlencode(wanted)}" if wanted else PATH


def facets(
    infos: Sequence[DocumentInfo],
    joined: Mapping[str, DocumentInfo],
    asked: SearchFields,
    language: Language,
    address: Address,
    *,
    is_staff: bool,
) -> list[Facet]:
    """The facets by which the documents of hits, or those of a list, differ; none that is in force already.

    An older version that is `joined` to its newest one counts only where a value leaves that one out.
    """
    same = alike(infos)
    titles = {info.id: f"{info.title} ({info.path})" if info.id in same else info.title for info in infos}
    left_out = {
        *stated(asked),
        *(["year"] if asked.date_from or asked.date_to else []),
        *(() if is_staff else ["audience"]),
    }
    found = []
    for name in (name for name in _VALUES if name not in left_out):
        counted = _counted(infos, joined, _VALUES[name])
        tells = name != "document" or len(counted) < len(infos)  # where each has one hit, the list says it already
        if tells and (len(counted) > 1 or 0 < counted.total() < len(infos) - len(joined)):
            label = titles.get if name == "document" else partial(_worded, name, language=language)
            first = sorted(counted.items(), key=partial(_place, name))[:MOST_VALUES]
            values = [Value(label(one) or one, number, address(**_filter(name, one))) for one, number in first]
            found.append(Facet(name, values))
    return found


def _counted(
    infos: Iterable[DocumentInfo], joined: Mapping[str, DocumentInfo], value_of: Callable[[DocumentInfo], str | None]
) -> Counter[str]:
    with_value = [(value, info) for info in infos if (value := value_of(info))]
    return Counter(value for value, info in with_value if info.id not in joined or value_of(joined[info.id]) != value)


def _place(name: str, counted: tuple[str, int]) -> tuple[int, str]:
    """Years in their order, the newest first; everything else by how often it is."""
    value, number = counted
    return (-int(value), "") if name == "year" else (-number, value)


def _filter(name: str, value: str) -> dict[str, str]:
    return {"date_from": f"{value}-01-01", "date_to": f"{value}-12-31"} if name == "year" else {name: value}


def chips(asked: SearchFields, infos: Iterable[DocumentInfo], language: Language, address: Address) -> list[Chip]:
    """The filters in force; `infos` know the title of a document."""
    found = []
    for name in ("type", "lab", "topic", "audience", "document"):
        if value := getattr(asked, name):
            title = next((info.title for info in infos if info.id == value), value)
            label = title if name == "document" else _worded(name, value, language=language)
            found.append(Chip(f"{text(f'search_facet_{name}', language)}: {label}", address(**{name: None})))
    if asked.date_from or asked.date_to:
        label = _period(asked.date_from, asked.date_to, language)
        found.append(Chip(f"{text('search_facet_year', language)}: {label}", address(date_from=None, date_to=None)))
    return found


def _worded(name: str, value: str, *, language: Language) -> str:
    match name:
        case "type":
            return text(f"element_type_{value}", language)
        case "audience":
            return text(f"search_audience_{value}", language)
        case _:
            return value


def _period(start: datetime.date | None, end: datetime.date | None, language: Language) -> str:
    """`2024` for a whole year, else from and to in words."""
    if start and end:
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
            return str(start.year)
        return text("search_between", language, first=day(start, language), last=day(end, language))
    if start:
        return text("search_since", language, day=day(start, language))
    return text("search_until", language, day=day(end, language))
