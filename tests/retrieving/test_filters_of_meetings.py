"""A meeting that a question names is looked for in its minutes, and in nothing else is anything narrowed."""

from __future__ import annotations

import datetime

import pytest

from assistant.records import DocumentInfo, Filters
from assistant.retrieving.filters import understood

TODAY = datetime.date(2026, 11, 25)
FEBRUARY, JUNE, FORUM = datetime.date(2025, 2, 4), datetime.date(2023, 6, 20), datetime.date(2024, 11, 26)


def minutes(title: str, day: datetime.date | None, **info: object) -> DocumentInfo:
    return DocumentInfo(title, "a.md", title, "minutes", "internal", "de", date=day, **info)  # type: ignore[arg-type]


DOCUMENTS = [
    minutes("Lenkungskreis, Protokoll der 9. Sitzung", FEBRUARY),
    minutes("Lenkungskreis, Protokoll der 3. Sitzung", JUNE),
    minutes("Beirat: Niederschrift über die 3. Sitzung", datetime.date(2023, 9, 1)),
    minutes("Niederschrift des Forums Infrastruktur: Abwärme in Kesselhain", FORUM, lab="Infrastruktur"),
    minutes("Beirat, Protokoll der 12. Sitzung", None),
    DocumentInfo("p", "p.md", "Lenkungskreis tagt", "press_release", "public", "de", date=datetime.date(2025, 3, 1)),
]


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("Wer war beim Lenkungskreis am 4. Februar 2025 anwesend?", FEBRUARY, "Wer war beim Lenkungskreis anwesend?"),
        ("Wer war am 4. Februar 2025 beim Lenkungskreis?", FEBRUARY, "Wer war beim Lenkungskreis?"),
        ("Wer leitete die Sitzung vom Dienstag, dem 4. Februar 2025?", FEBRUARY, "Wer leitete die Sitzung?"),
        ("Wer leitete die Sitzung vom Sonnabend, dem 4. Februar 2025?", FEBRUARY, "Wer leitete die Sitzung?"),
        ("Who was at the Lenkungskreis on Tuesday, 4 February 2025?", FEBRUARY, "Who was at the Lenkungskreis?"),
        ("Forum Infrastruktur 26.11.2024: Wer war dabei?", FORUM, "Forum Infrastruktur: Wer war dabei?"),
        ("Wer war im Lenkungskreis vom 20.06.2023 entschuldigt?", JUNE, "Wer war im Lenkungskreis entschuldigt?"),
        ("Wer war in der 9. Sitzung anwesend?", FEBRUARY, "Wer war anwesend?"),
        ("wer hat am 4.2.25 protokoll geführt", FEBRUARY, "wer hat protokoll geführt"),
        ("Wer war am 26.11.24 entschuldigt?", FORUM, "Wer war entschuldigt?"),
        ("Was sagte Vossgrün in der 3. Sitzung des Lenkungskreises?", JUNE, "Was sagte Vossgrün?"),
        ("Was steht im Protokoll der 9. Sitzung zum Haushalt?", FEBRUARY, "Was steht zum Haushalt?"),
        ("wer war am 20. Juni im Lenkungskreis dabei?", JUNE, "wer war im Lenkungskreis dabei?"),
        ("Wer hat am 4.2. Protokoll geführt?", FEBRUARY, "Wer hat Protokoll geführt?"),
        ("Was steht im Protokoll vom 26. November?", FORUM, "Was steht?"),
        ("Wann begann die 9. Sitzung?", FEBRUARY, "Wann begann die 9. Sitzung?"),
    ],
)
def test_a_meeting_is_looked_for_in_its_minutes(text: str, day: datetime.date, rest: str) -> None:
    stated = understood(text, DOCUMENTS, TODAY)
    assert stated.filters == Filters("minutes", date_from=day, date_to=day)
    assert stated.rest(["type", "date"]) == rest


@pytest.mark.parametrize(
    "text",
    [
        "Wer war beim Lenkungskreis am 5. März 2025 anwesend?",  # no such meeting
        "Was tat der Lenkungskreis am 1. März 2025?",  # of that day there is a press release only
        "Was geschah am 4. Februar 2025 in Kesselhain?",
        "Wer war am 4. Februar 2025 bei der Messe anwesend?",
        "Wer hat am 5.2.25 Protokoll geführt?",
        "Wer hat am 5. Februar Protokoll geführt?",  # of that day there are no minutes in any year
        "Was kostet der Umzug am 4. Februar?",
        "Wer war am 20. Juni und am 4. Februar im Lenkungskreis dabei?",
        "Welche Protokolle gibt es von nächster Woche?",
        "Protokolle der nächsten zwei Wochen",
        "Was geschah in Kesselhain am 26. November 2024?",  # a place in the title of minutes
        "Was geschah in Bad Kesselhain am 26. November 2024?",
        "Was kostet der Umzug am 4. Februar 2025?",
        "Wer war in der 11. Sitzung anwesend?",
        "Wer war in der 12. Sitzung anwesend?",  # without a date
        "Wer war in der 3. Sitzung anwesend?",  # of two bodies
        "Wer war in der 9. Sitzung des Beirats anwesend?",  # of another body
        "Wer war in der 3. und der 9. Sitzung des Lenkungskreises anwesend?",
        "Was geschah seit der 9. Sitzung?",
        "Was geschah zwischen dem Lenkungskreis am 20. Juni 2023 und dem am 4. Februar 2025?",
        "Gilt der Beschluss des Lenkungskreises vom 20. Juni 2023 noch?",
        "Wurde der Beschluss des Lenkungskreises vom 20. Juni 2023 aufgehoben?",
        "Wann wurde das Protokoll der 9. Sitzung genehmigt?",
        "Was steht in der Pressemitteilung zum Lenkungskreis am 4. Februar 2025?",
    ],
)
def test_what_names_no_one_meeting_is_not_narrowed_to_its_day(text: str) -> None:
    assert understood(text, DOCUMENTS, TODAY).filters.date_from is None


def test_of_a_day_without_its_year_the_last_meeting_is_meant() -> None:
    earlier = minutes("Lenkungskreis, Protokoll der 1. Sitzung", FEBRUARY.replace(2023))
    stated = understood("Wer war beim Lenkungskreis am 4. Februar anwesend?", [earlier, *DOCUMENTS], TODAY)
    assert stated.filters.date_from == FEBRUARY


def test_a_meeting_whose_minutes_the_caller_may_not_see_is_not_known() -> None:
    text = "Wer war beim Lenkungskreis am 4. Februar 2025 anwesend?"
    assert understood(text, DOCUMENTS[1:], TODAY).filters == Filters()
