"""A question about a meeting itself is answered from its own minutes, or by saying that these do not state it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import inquiry, quote_of
from papers import paper

from assistant.answering.assistant import Assistant
from assistant.answering.choose import QUOTES
from assistant.answering.looking_up.meeting_listing import listed_meetings
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.models import Given
from assistant.indexing.ingest import ingest_documents
from assistant.language.figures import missing
from assistant.records import AUDIENCES, Answer, Audience, Document, Filters, Question
from assistant.settings.settings import Settings

TODAY = datetime.date(2025, 3, 1)
STAFF = frozenset(AUDIENCES)


def minutes(text: str, day: str, audience: Audience = "internal", lab: str | None = None) -> Document:
    date = datetime.date.fromisoformat(day)
    return paper(text, f"{audience}/{day}.md", audience, type="minutes", date=date, lab=lab)


EARLIER = minutes(
    "# Lenkungskreis, Protokoll der 3. Sitzung\n\nSitzung vom 20. Juni 2023, 10 Uhr, Alte Mühle\n\n"
    "Anwesend: H. Vossgrün (Vorsitz), M. Brandewie. Entschuldigt: niemand. Protokoll: S. Mintrop\n\n## Haushalt\n\n"
    "Bericht.\n\nNächste Sitzung: 19. September 2023\n",
    "2023-06-20",
)
LATER = minutes(
    "# Lenkungskreis, Protokoll der 9. Sitzung\n\nSitzung vom 4. Februar 2025, 13 Uhr, Kreishaus\n\n"
    "Protokoll: Svea Mintrop\n\n## Haushalt\n\nBericht.\n\nNächste Sitzung: 6. Mai 2025, 13 Uhr\n",
    "2025-02-04",
)
FORUM_TEXT = (
    "# Niederschrift des Forums Wärme\n\nOrt: Rathaus\nZeit: 26. November 2024, 16 Uhr\nLeitung: Enno Dreilich\n\n"
    "## Bericht\n\nMalte Brandewie berichtet.\n\nDas Forum tagt wieder am 6. Februar 2025.\n"
)
FORUM = minutes(FORUM_TEXT, "2024-11-26", "public", "Infrastruktur")
COPY = paper(FORUM_TEXT, "kopie.md", "internal", type="minutes", date=FORUM.info.date, lab="Infrastruktur")
WIDE = minutes(
    "# Runde Straßenmaße, Protokoll\n\nSitzung vom 5. März 2024, 9 Uhr, Gaswerk\n\n"
    "Anwesend: Ilse Mertensen, Wiebke Groß, Hauke Mertens, R. D’Angelo\n\n## Wege\n\nBericht.\n",
    "2024-03-05",
)
SILENT = minutes("# Kutterrunde\n\n## Bericht\n\nBericht.\n", "2021-03-01")
DATED = minutes("# Kutterrunde\n\nSitzung vom 4. April 2021, 9 Uhr, Mole\n\nBericht.\n", "2021-04-04")
CALLS = [minutes(f"# Partner call {n}\n\nDate: {n} May 2022\nPresent: Bo Lind\n", f"2022-05-0{n}") for n in range(1, 8)]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    data: Path = tmp_path_factory.mktemp("meetings") / "data"
    ingest_documents(data, [EARLIER, LATER, FORUM, COPY, WIDE, SILENT, DATED, *CALLS], ToyEmbedder(), 64)
    made = Assistant(Settings(data=data), Given(ToyEmbedder()))
    made.warm_up()
    yield made
    made.close()


def asked(assistant: Assistant, text: str, *history: str, audiences: frozenset[Audience] = STAFF) -> Answer | None:
    question = Question(text, audiences, history=history)
    return assistant._read(lambda retriever: listed_meetings(inquiry(question, retriever, assistant._kept, TODAY)))


def told(assistant: Assistant, text: str, *history: str) -> list[tuple[str, str]]:
    """Each sentence with the words in it that answer."""
    found = asked(assistant, text, *history)
    assert found
    return [(one.text, one.exact.of(one.text) if one.exact else "") for one in found.sentences]


THIRD = "Lenkungskreis, Protokoll der 3. Sitzung (20. Juni 2023)"
NINTH = "Lenkungskreis, Protokoll der 9. Sitzung (4. Februar 2025)"
WARM = "Niederschrift des Forums Wärme"
ANSWERS = {
    "wer war am 20. Juni im Lenkungskreis dabei?": (
        f"{THIRD} – anwesend: H. Vossgrün (Vorsitz), M. Brandewie.",
        "H. Vossgrün (Vorsitz), M. Brandewie",
    ),
    "Wer fehlte bei der 3. Sitzung?": (f"{THIRD} – entschuldigt: niemand.", "niemand"),
    "Wer leitete die 3. Sitzung des Lenkungskreises?": (f"{THIRD} – Leitung: H. Vossgrün.", "H. Vossgrün"),
    "Wer hat im Februar 2025 Protokoll geführt?": (f"{NINTH} – Protokoll: Svea Mintrop.", "Svea Mintrop"),
    "Wo war die letzte Sitzung vom Lenkungskreis?": (f"{NINTH} – Ort: Kreishaus.", "Kreishaus"),
    "Wann war die 3. Sitzung?": (
        "Lenkungskreis, Protokoll der 3. Sitzung – Datum: 20. Juni 2023; Zeit: 10 Uhr.",
        "20. Juni 2023",
    ),
    "Wann und wo war das Forum?": (
        f"{WARM} – Datum: 26. November 2024; Zeit: 16 Uhr; Ort: Rathaus.",
        "26. November 2024",
    ),
    "wann ist die nächste Lenkungskreissitzung?": (f"{NINTH} – nächster Termin: 6. Mai 2025, 13 Uhr.", "6. Mai 2025"),
    "wann tagt das Forum wieder?": (
        f"{WARM} (26. November 2024) – Das Forum tagt wieder am 6. Februar 2025 (liegt zurück).",
        "6. Februar 2025",
    ),
    "Who chaired the Forum Wärme?": (f"{WARM} (26 November 2024) – chair: Enno Dreilich.", "Enno Dreilich"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "answer"), ANSWERS.items(), ids=str)
def test_the_meeting_that_is_asked_about_is_told_in_one_sentence(
    assistant: Assistant, text: str, answer: tuple[str, str]
) -> None:
    assert told(assistant, text) == [answer]


@pytest.mark.parametrize("text", [*ANSWERS, "welche Sitzungen gab es 2024?", "In welchen Treffen war Brandewie dabei?"])
def test_the_figures_of_each_sentence_stand_in_its_quotes(assistant: Assistant, text: str) -> None:
    found = asked(assistant, text)
    assert found
    quotes = {one.number: one.quote.text for one in found.citations}
    for sentence in found.sentences:
        assert sentence.citations
        assert missing(sentence.text, " ".join(quotes[number] for number in sentence.citations)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Wer war bei der letzten Sitzung des Lenkungskreises dabei?",
        "Wer war am 4. Februar 2025 im Lenkungskreis entschuldigt?",
        "Wer leitete die 9. Sitzung?",
    ],
)
def test_where_its_minutes_do_not_say_it_no_other_ones_are_taken(assistant: Assistant, text: str) -> None:
    found = asked(assistant, text)
    assert found
    assert (found.status, found.reason) == ("abstained", "not_supported")
    assert found.not_mentioned
    assert {hit.document.id for hit in found.related} == {LATER.id}


def test_what_a_sentence_of_its_minutes_says_is_told_where_no_head_states_it(assistant: Assistant) -> None:
    def asked_where_the_search_finds(said: Document) -> Answer | None:
        question = Question("Wie viele Personen waren bei der letzten Sitzung des Lenkungskreises?", STAFF)
        searched = answer_of(question, [ProvedSentence("Bericht.", [quote_of(said, "Bericht.")])])
        return assistant._read(
            lambda retriever: listed_meetings(inquiry(question, retriever, assistant._kept, TODAY, searched))
        )

    found, other = asked_where_the_search_finds(LATER), asked_where_the_search_finds(EARLIER)
    assert found
    assert [one.text for one in found.sentences] == ["Bericht."]
    assert other
    assert other.reason == "not_supported"


def test_of_a_time_without_a_meeting_it_is_said_that_there_is_nothing(assistant: Assistant) -> None:
    found = asked(assistant, "Wer war am 6. Mai 2024 im Forum anwesend?")
    assert found
    assert (found.reason, found.related, found.not_mentioned) == ("no_hits", (), ())
    ahead = asked(assistant, "wann trifft sich das Forum im Jahr 2027?")
    assert ahead
    assert (ahead.reason, ahead.not_mentioned) == ("not_supported", ("nächster Termin",))


def test_of_no_certain_body_the_meeting_announced_last_is_told_as_past(assistant: Assistant) -> None:
    later = datetime.date(2025, 8, 1)
    for text in (
        "Wann ist die nächste Veranstaltung?",
        "Wann findet der nächste Workshop statt?",
        "Welche Termine stehen an?",
        "Wann ist das nächste Mal?",
        "Welche Veranstaltungen sind geplant?",
    ):
        question, searched = Question(text, STAFF), answer_of(Question(text, STAFF))
        found = assistant._read(
            lambda retriever, asked=question, other=searched: listed_meetings(
                inquiry(asked, retriever, assistant._kept, later, searched=other)
            )
        )
        assert found
        assert [one.text for one in found.sentences] == [
            f"{NINTH} – nächster Termin: 6. Mai 2025, 13 Uhr (liegt zurück)."
        ]


def test_what_was_announced_before_the_last_minutes_is_not_the_next_meeting(assistant: Assistant) -> None:
    [(sentence, _)] = told(assistant, "Wann trifft sich der Lenkungskreis wieder?")
    assert "19. September 2023" not in sentence
    [(earlier, _)] = told(assistant, "Wann war nach der 3. Sitzung die nächste?")
    assert "19. September 2023 (liegt zurück)" in earlier


def test_a_list_of_meetings_is_told_newest_first_each_once_and_beyond_five_with_the_way_to_all(
    assistant: Assistant,
) -> None:
    sentences = [text for text, _ in told(assistant, "welche Sitzungen gab es seit 2023?")]
    assert [one.split(" –")[0] for one in sentences] == [
        "Lenkungskreis, Protokoll der 9. Sitzung",
        WARM,
        "Runde Straßenmaße, Protokoll",
        "Lenkungskreis, Protokoll der 3. Sitzung",
    ]
    many = asked(assistant, "welche Treffen gab es 2022?")
    assert many
    assert len(many.sentences) == QUOTES
    assert many.listing == ("/ergebnisse?date_from=2022-01-01&date_to=2022-12-31", len(CALLS))


def test_meetings_whose_minutes_do_not_say_when_they_were_count_among_all(assistant: Assistant) -> None:
    found = asked(assistant, "Wie viele Treffen gab es 2021?")
    assert found
    assert len(found.sentences) == 1
    assert found.listing == ("/ergebnisse?date_from=2021-01-01&date_to=2021-12-31", 2)


def test_somebody_took_part_whose_last_name_minutes_name_among_those_there(assistant: Assistant) -> None:
    assert told(assistant, "An welchen Treffen hat Malte Brandewie teilgenommen?") == [
        (f"{THIRD} – anwesend: H. Vossgrün (Vorsitz), M. Brandewie.", "Brandewie")
    ]
    assert [name for _, name in told(assistant, "In welchen Sitzungen war Svea Mintrop dabei?")] == ["Mintrop"] * 2
    assert asked(assistant, "An welchen Treffen hat Anna Brandewie teilgenommen?") is None


@pytest.mark.parametrize(("name", "marked"), [("Hauke Mertens", "Mertens"), ("Wiebke Gross", "Groß")])
def test_of_those_there_the_whole_last_name_is_marked_also_behind_letters_that_fold_to_two(
    assistant: Assistant, name: str, marked: str
) -> None:
    [(sentence, words)] = told(assistant, f"An welchen Treffen hat {name} teilgenommen?")
    assert words == marked
    found = asked(assistant, f"An welchen Treffen hat {name} teilgenommen?")
    assert found
    exact = found.sentences[0].exact
    assert exact
    assert (sentence[: exact.start] + "|").endswith((", Wiebke |", ", Hauke |"))


@pytest.mark.parametrize("name", ["Rosa D'Angelo", "D’Angelo", "Frau D'Angelo"])
def test_a_last_name_may_hold_an_apostrophe(assistant: Assistant, name: str) -> None:
    [(_, marked)] = told(assistant, f"An welchen Treffen hat {name} teilgenommen?")
    assert marked == "D’Angelo"
    assert asked(assistant, "An welchen Treffen hat Rosa Angelo teilgenommen?") is None


def test_a_follow_up_asks_of_the_same_meeting(assistant: Assistant) -> None:
    earlier = "Wann war die letzte Sitzung vom Lenkungskreis?"
    for text in ("wer hat Protokoll geführt?", "und wer hat da Protokoll geführt?"):
        found = asked(assistant, text, earlier)
        assert found
        assert found.sentences[0].text == f"{NINTH} – Protokoll: Svea Mintrop."
        assert found.resolved == f"letzte Sitzung vom Lenkungskreis: {text}"
    assert asked(assistant, "wer hat Protokoll geführt?", "Wie hoch ist der Zuschuss?") is None


def test_a_follow_up_asks_of_the_meeting_that_was_told_where_it_names_none(assistant: Assistant) -> None:
    history = ("Wann tagte der Lenkungskreis?",)
    asked_next = Question("Wer hat Protokoll geführt?", STAFF, history=history)
    before = answer_of(Question(history[0], STAFF), [ProvedSentence("Bericht.", [quote_of(EARLIER, "Bericht.")])])
    several = replace(before, listed=(THIRD, NINTH))

    def then(before: Answer | None) -> list[str]:
        found = assistant._read(
            lambda retriever: listed_meetings(inquiry(asked_next, retriever, assistant._kept, TODAY, before=before))
        )
        return [one.text for one in found.sentences] if found else []

    assert then(before) == [f"{THIRD} – Protokoll: S. Mintrop."]
    assert len(then(None)) == len(then(several)) == 2


def test_the_public_is_told_of_public_minutes_only(assistant: Assistant) -> None:
    public: frozenset[Audience] = frozenset({"public"})
    assert asked(assistant, "Wo war die letzte Sitzung vom Lenkungskreis?", audiences=public) is None
    found = asked(assistant, "Wer leitete das Forum?", audiences=public)
    assert found
    assert {one.quote.document.audience for one in found.citations} == {"public"}
    listed = asked(assistant, "welche Sitzungen gab es seit 2023?", audiences=public)
    assert listed
    assert len(listed.sentences) == 1


def test_filters_of_the_caller_leave_the_question_to_the_search(assistant: Assistant) -> None:
    question = Question("Wer leitete das Forum?", STAFF, filters=Filters(lab="Technologie"))
    assert assistant._read(lambda one: listed_meetings(inquiry(question, one, assistant._kept, TODAY))) is None


def test_the_assistant_answers_so_before_it_searches(assistant: Assistant) -> None:
    found = assistant.ask(Question("Wer leitete das Forum?", STAFF))
    assert [one.text for one in found.sentences] == [f"{WARM} (26. November 2024) – Leitung: Enno Dreilich."]


def test_who_is_not_named_as_present_is_said_to_be_so_with_who_was(assistant: Assistant) -> None:
    found = asked(assistant, "War Jule Beck beim Lenkungskreis dabei?")
    assert found
    assert [(one.text, one.exact) for one in found.sentences] == [
        (f"{THIRD} – anwesend: H. Vossgrün (Vorsitz), M. Brandewie.", None)
    ]
    assert found.not_mentioned == ("Jule Beck",)
    assert asked(assistant, "War Jule Beck im Forum dabei?") is None, "its minutes name nobody as present"


def test_of_the_last_meeting_that_one_alone_is_told(assistant: Assistant) -> None:
    assert asked(assistant, "War M. Brandewie bei der letzten Sitzung des Lenkungskreises dabei?") is None
    found = told(assistant, "War Jule Beck beim letzten Partner call dabei?")
    assert found == [("Partner call 7 (7. Mai 2022) – anwesend: Bo Lind.", "")]
    found = told(assistant, "In welchen Sitzungen war Bo Lind zuletzt dabei?")
    assert len(found) == QUOTES


def test_of_who_was_excused_that_is_told(tmp_path: Path) -> None:
    text = "# Kairunde, Protokoll\n\nSitzung vom 5. März 2024\n\nAnwesend: Bo Lind, Ada Kolb\nEntschuldigt: Jule Beck\n"
    ingest_documents(tmp_path, [minutes(text, "2024-03-05")], ToyEmbedder(), 64)
    made = Assistant(Settings(data=tmp_path), Given(ToyEmbedder()))
    made.warm_up()
    found = asked(made, "War Jule Beck bei der Kairunde dabei?")
    made.close()
    assert found
    assert "entschuldigt: Jule Beck" in found.text
    assert found.not_mentioned == ()
