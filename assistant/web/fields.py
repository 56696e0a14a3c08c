"""What comes in by the contract: fields and requests that pydantic checks, nothing unknown passes."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from assistant.errors import InputError
from assistant.language.terms import spaced
from assistant.records import DocumentType, Filters, Language, UnderstoodField

MAX_K = 100
MAX_HISTORY = 20
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _blank_is_none(value: object) -> object:
    return None if _is_blank(value) else value


def _blank_is_false(value: object) -> object:
    return False if _is_blank(value) else value


class _BlankIsNone(BeforeValidator):
    """Lets a blank text through as None, and says so in the schema where not every text passes anyway."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        described = handler(schema)
        choices = described.get("anyOf", [described])
        if any(one.get("type") == "string" and not one.keys() & {"enum", "const", "format"} for one in choices):
            return described
        return described | {"anyOf": [*choices, BLANK]}


def _day(value: object) -> datetime.date | None:
    """Only `YYYY-MM-DD`: pydantic alone would also take a number for seconds since 1970."""
    if value is None or isinstance(value, datetime.date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "not a day")


def _unicode(value: str) -> str:
    """Refuses half of a surrogate pair, which JSON can state but no file, index or answer can hold."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise PydanticCustomError("string_unicode", "not a text") from error
    return value


# In schemas: a text of white space, which is as good as none; and the name of the setting that limits the length.
# Python takes \x1c to \x1f for white space, too.
BLANK = {"type": "string", "pattern": r"^[\s\x1c-\x1f\x85]*$", "description": "as if it were left out"}
LONGEST = "x-longest"

Text = Annotated[str, AfterValidator(_unicode)]
ShortText = Annotated[Text, Field(max_length=200)]
Name = Annotated[ShortText, AfterValidator(spaced)]  # as the catalogue holds it
Blank = _BlankIsNone(_blank_is_none)
# A text that is a question or a query; its length is checked by `asking.checked_text`.
Asked = Annotated[Text, Field(json_schema_extra={LONGEST: "max_question_characters", "pattern": r"[^\s\x1c-\x1f\x85]"})]
Before = Annotated[Text, Field(json_schema_extra={LONGEST: "max_question_characters"})]
# Yes or no in an address or a form, as pydantic reads them.
SPELLED = {
    "type": "string",
    "pattern": "^([01TtFfYyNn]|[Oo][Nn]|[Oo][Ff][Ff]|[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$",
    "description": "also spelled 1 or 0, on or off, yes or no",
}
Switch = Annotated[
    bool,
    BeforeValidator(_blank_is_false),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, SPELLED, BLANK], "default": False}),
]
Offset = Annotated[int, Field(json_schema_extra={"minimum": 0}, description="how many entries to leave out before")]
Lang = Annotated[str | None, Field(description="language of words and problems, de or en")]  # visitor.py reads it
Day = Annotated[datetime.date | None, BeforeValidator(_day), Blank]


def first_of(offset: int) -> int:
    """The entry to begin with. Raises InputError for one below 0."""
    if offset < 0:
        raise InputError("field_range", field="offset", value=offset, low=0, high="∞")
    return offset


def refuse_reversed(date_from: datetime.date | None, date_to: datetime.date | None) -> None:
    """Raises InputError when the dates are the wrong way round."""
    if date_from and date_to and date_from > date_to:
        raise InputError("dates_reversed", date_from=date_from, date_to=date_to)


class FilterFields(BaseModel):
    """What an answer may be built from; a blank field lets everything through."""

    model_config = ConfigDict(extra="forbid")

    type: Annotated[DocumentType | None, Blank] = None
    lab: Annotated[Name | None, Blank] = None
    topic: Annotated[Name | None, Blank] = None
    date_from: Day = None
    date_to: Day = None
    document: Annotated[ShortText | None, Blank, Field(description="id of the only document to look in")] = None

    def filters(self) -> Filters:
        """Raises InputError when the dates are the wrong way round."""
        refuse_reversed(self.date_from, self.date_to)
        documents = frozenset([self.document] if self.document else [])
        return Filters(self.type, self.lab, self.topic, self.date_from, self.date_to, documents)


class AskRequest(BaseModel):
    """A question; with `conversation_id` or `history` it may be a follow-up."""

    model_config = ConfigDict(extra="forbid")

    question: Asked
    conversation_id: Annotated[Text, Field(max_length=100, description="of the answer before")] | None = None
    history: Annotated[list[Before], Field(json_schema_extra={"maxItems": MAX_HISTORY})] | None = None
    language: Language | None = None
    filters: FilterFields | None = None
    site: Annotated[Text, Field(max_length=40, description="key of the website that is asked on")] | None = None
    without_filters: Annotated[
        list[UnderstoodField] | None, Field(description="not to be understood from the question")
    ] = None


class SearchRequest(FilterFields):
    """A search. No filter is understood from `q`: who calls it says what is wanted, and sees it in the address."""

    q: Asked
    k: Annotated[int, Field(json_schema_extra={"minimum": 1, "maximum": MAX_K})] = 10
    context: Annotated[Literal["0", "1"], Field(description="1: with what stands beside each hit")] = "0"
    lang: Lang = None

    def count(self) -> int:
        """How many hits are wanted. Raises InputError outside of 1 to 100."""
        if not 1 <= self.k <= MAX_K:
            raise InputError("field_range", field="k", value=self.k, low=1, high=MAX_K)
        return self.k
