"""The time that a question names, and the documents that tell what happened then."""

from __future__ import annotations

import datetime

import pytest

from assistant.records import DocumentInfo, DocumentType, Filters
from assistant.retrieving.named_time import named_time

TODAY = datetime.date(2026, 11, 25)


def document(type: DocumentType, day: datetime.date | None) -> DocumentInfo:
    return DocumentInfo(f"{type} {day}", "a.md", "Hafenrat", type, "internal", "de", date=day)


DOCUMENTS = [
    document("minutes", datetime.date(2015, 8, 13)),
    document("minutes", datetime.date(2015, 2, 11)),
    document("press_release", datetime.date(2023, 9, 1)),
    document("funding", datetime.date(2024, 3, 1)),
    document("minutes", None),
]
AUGUST = datetime.date(2015, 8, 1), datetime.date(2015, 8, 31)
FEBRUARY = datetime.date(2015, 2, 1), datetime.date(2015, 2, 28)
SEPTEMBER = datetime.date(2023, 9, 1), datetime.date(2023, 9, 30)


@pytest.mark.parametrize(
    ("text", "days", "rest"),
    [
        ("Stand der Regatta Mitte August 2015: wie viele?", AUGUST, "Stand der Regatta: wie viele?"),
        ("Wer kümmert sich seit Februar 2015 um Gäste?", FEBRUARY, "Wer kümmert sich um Gäste?"),
        ("Folien der Werkstatt im September 2023?", SEPTEMBER, "Folien der Werkstatt?"),
        ("Who looks after guests since February 2015?", FEBRUARY, "Who looks after guests?"),
        ("Wer steuerte am 13.8.2015?", (datetime.date(2015, 8, 13),) * 2, "Wer steuerte?"),
        ("Wer steuerte im 3. Quartal 2015?", (datetime.date(2015, 7, 1), datetime.date(2015, 9, 30)), "Wer steuerte?"),
    ],
)
def test_the_time_is_where_to_look(text: str, days: tuple[datetime.date, datetime.date], rest: str) -> None:
    found = named_time(text, DOCUMENTS, TODAY)
    assert found.filters == Filters(date_from=days[0], date_to=days[1])
    assert found.rest(["date"]) == rest


@pytest.mark.parametrize(
    "text",
    [
        "Wer steuerte?",
        "Wer steuerte im Oktober 2015?",  # of that time is nothing
        "Was galt im März 2024?",  # a directive tells what holds, and not what happened
        "Was geschah 2015?",  # a year may be the name of something
        "Was geschah zwischen Februar 2015 und August 2015?",  # too long to be where to look
        "Was geschah im Februar 2015, was im August 2015?",
        "Bis August 2015 war was zu tun?",  # may have been said at any time before
        "Wer steuert nächsten Monat?",
    ],
)
def test_no_time_is_where_to_look(text: str) -> None:
    assert named_time(text, DOCUMENTS, TODAY).filters == Filters()
