"""An answer at the terminal: every sentence, every mark, and where each one stands."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from assistant.answering.terminal import WIDTH, Growing, shown
from assistant.records import (
    Answer,
    Citation,
    Conflict,
    DocumentInfo,
    Expired,
    Filters,
    Listing,
    Mode,
    Quote,
    Reason,
    Sentence,
    Span,
)

STUDY = DocumentInfo(
    id="a" * 20,
    path="studien/energie.pdf",
    title="Energie und Flächen",
    type="study",
    audience="public",
    language="de",
    date=datetime.date(2025, 5, 3),
)
MINUTES = replace(STUDY, path="protokolle/lenkung.md", title="Lenkungskreis", type="minutes", audience="internal")
WAITING = "Wer heute mehr als 1 MVA beantragt, wartet im Mittel 17 Monate."
ANSWER = Answer(
    "Wie lange wartet man?",
    "de",
    "extractive",
    (Sentence(WAITING, (1,)), Sentence("Im Jahr 2021 waren es neun Monate.", (2,))),
    (
        Citation(1, Quote(STUDY, 2, WAITING, 10, 70)),
        Citation(2, Quote(replace(MINUTES, date=None), None, "Im Jahr 2021 waren es neun Monate.", 0, 34)),
    ),
)


def test_each_mark_leads_to_title_type_date_page_path_and_quote() -> None:
    assert shown(ANSWER, "").splitlines() == [
        f"{WAITING} [1]",
        "Im Jahr 2021 waren es neun Monate. [2]",
        "",
        "[1] Energie und Flächen",
        "    Studie · 03.05.2025 · Seite 2 · studien/energie.pdf",
        f"    „{WAITING}“",
        "",
        "[2] Lenkungskreis",
        "    Protokoll · ohne Datum · Intern · protokolle/lenkung.md",
        "    „Im Jahr 2021 waren es neun Monate.“",
    ]


def test_what_a_document_says_moves_no_cursor_and_turns_no_text() -> None:
    said = "Der \x1b[2JZuschuss \u202ebeträgt 80 Prozent."
    info = replace(STUDY, path="a\x1b]0;b\x07.pdf", title="Titel\x9b2J")
    quote = Quote(info, 2, said, 10, 50, superseded_by=info, same_in=(info,))
    growing: list[str] = []
    answer = replace(ANSWER, sentences=(Sentence(said, (1,), Span(15, 23)),), citations=(Citation(1, quote),))
    Growing(growing.append, in_bold=True).finish(answer, "")
    told = "\n".join(growing)
    assert told.count("\x1b") == 2, "those that make words bold"
    assert not any(sign in told for sign in ("\x07", "\x9b", "\u202e"))
    assert "Der \ufffd[2JZuschuss" in told.replace("\x1b[1m", "").replace("\x1b[22m", "")


@pytest.mark.parametrize(
    ("address", "command"),
    [
        ("/ergebnisse?kind=open&lab=Zukunft+der+Arbeit", "outcomes --kind open --lab 'Zukunft der Arbeit'"),
        ("/ergebnisse?date_from=2025-01-01&q=B%C3%BCro", "outcomes --date-from 2025-01-01 --q 'Büro'"),
        ("/ergebnisse", "outcomes"),
        ("/foerderung?max_rate=60", "funding --max-rate 60"),
    ],
)
def test_behind_the_first_entries_of_a_list_stands_how_many_there_are_and_what_shows_them(
    address: str, command: str
) -> None:
    lines = shown(replace(ANSWER, listing=Listing(address, 24)), "").splitlines()
    assert lines[2:5] == [
        "",
        f"Einträge insgesamt: 24. Alle zeigt, mit --audience und --data wie hier: python -m assistant {command}",
        "",
    ]


def test_a_field_that_is_only_switched_on_is_an_option_without_a_value() -> None:
    open_tasks = shown(replace(ANSWER, listing=Listing("/ergebnisse?kind=task&still=1", 24)), "")
    assert "python -m assistant outcomes --kind task --still\n" in open_tasks
    silent_too = shown(replace(ANSWER, listing=Listing("/foerderung?applicant=sme&unstated=true", 24)), "")
    assert "python -m assistant funding --applicant sme --unstated\n" in silent_too


def test_more_documents_than_are_shown_are_counted_for_no_command_lists_them() -> None:
    assert "\nDokumente dazu insgesamt: 24.\n" in shown(replace(ANSWER, listing=Listing("/suche?q=Steg", 24)), "")


def test_several_sentences_on_one_entry_of_a_list_show_one() -> None:
    listed = ("Steg",) * len(ANSWER.sentences)
    told = shown(replace(ANSWER, listing=Listing("/foerderung", 2), listed=listed), "")
    assert "Einträge insgesamt: 2." in told


def test_where_all_entries_are_shown_nothing_is_said_of_more() -> None:
    assert shown(replace(ANSWER, listing=Listing("/ergebnisse", 2)), "") == shown(ANSWER, "")


def test_a_quote_whose_list_goes_on_says_so() -> None:
    cut = Citation(1, replace(ANSWER.citations[0].quote, continues=True))
    lines = shown(replace(ANSWER, citations=(cut, ANSWER.citations[1])), "").splitlines()
    assert lines[5:8] == [f"    „{WAITING}“", "    Die Liste geht im Dokument weiter.", ""]


def test_contradicting_figures_are_named_below_the_answer() -> None:
    lines = shown(replace(ANSWER, conflicts=(Conflict((1, 2), 1),)), "").splitlines()
    wanted = "Die Dokumente nennen Verschiedenes: (3. Mai 2025) [1]; [2]. Das neuere ist vom 3. Mai 2025."
    assert lines[2:5] == ["", wanted, ""]


def test_filters_stand_above_the_answer() -> None:
    found = replace(ANSWER, filters=Filters("study", date_from=datetime.date(2025, 1, 1)))
    assert shown(found, "").splitlines()[:3] == ["Filter: Nur Studien, seit 2025", "", f"{WAITING} [1]"]


def test_other_documents_with_the_same_words_are_named() -> None:
    quote = replace(ANSWER.citations[0].quote, same_in=(MINUTES, replace(STUDY, title="Kurzfassung")))
    lines = shown(replace(ANSWER, citations=(Citation(1, quote),)), "").splitlines()
    assert lines[5] == "    Wortgleich auch in: Lenkungskreis, Kurzfassung"


def test_an_older_version_names_the_newer_one() -> None:
    newer = replace(STUDY, title="Energie und Flächen (Fassung 2026)", path="studien/neu.pdf")
    citation = Citation(1, replace(ANSWER.citations[0].quote, superseded_by=newer))
    lines = shown(replace(ANSWER, citations=(citation,)), "").splitlines()
    assert lines[5] == "    Es gibt eine neuere Fassung: Energie und Flächen (Fassung 2026) · studien/neu.pdf"
    english = shown(replace(ANSWER, citations=(citation,), language="en"), "")
    assert "There is a newer version: Energie und Flächen (Fassung 2026)" in english


def test_an_english_answer_has_english_words_and_dates() -> None:
    lines = shown(replace(ANSWER, language="en"), "").splitlines()
    assert "    Study · 2025-05-03 · Page 2 · studien/energie.pdf" in lines
    assert f"    “{WAITING}”" in lines
    assert "    Minutes · no date · Internal · protokolle/lenkung.md" in lines


def test_long_sentences_are_wrapped_and_none_of_their_words_is_lost() -> None:
    long = " ".join(f"Wort{number}" for number in range(60)) + "."
    answer = replace(
        ANSWER, sentences=(Sentence(long, (1,)),), citations=(Citation(1, Quote(STUDY, None, long, 0, len(long))),)
    )
    text = shown(answer, "")
    assert max(map(len, text.splitlines())) <= WIDTH
    assert " ".join(text.split()).count(long) == 2


def test_the_exact_words_are_bold_where_the_terminal_can_show_it() -> None:
    text = " ".join(["Wer heute mehr als einen Anschluss beantragt, wartet"] * 2) + " im Mittel rund 17 Monate darauf."
    at = text.index("17")
    answer = replace(ANSWER, sentences=(Sentence(text, (1,), Span(at, at + len("17 Monate"))),))
    lines: list[str] = []
    Growing(lines.append, in_bold=True).finish(answer, "")
    assert "\x1b[1m17 Monate\x1b[22m darauf. [1]" in " ".join(lines[0].split())
    assert lines[0].replace("\x1b[1m", "").replace("\x1b[22m", "") == shown(answer, "").split("\n\n")[0]


@pytest.mark.parametrize("reason", ["no_hits", "below_threshold", "not_supported", "out_of_scope"])
def test_an_abstention_says_why_and_whom_to_ask(reason: Reason) -> None:
    abstained = Answer("Wie wird das Wetter?", "de", "extractive", reason=reason)
    *why, contact = shown(abstained, "info@netz.example").splitlines()
    assert " ".join(why).startswith("Dazu habe ich keine gesicherte Antwort. ")
    assert contact == "Auskunft gibt: info@netz.example"
    assert "Auskunft gibt" not in shown(abstained, "")
    assert shown(replace(abstained, language="en"), "").startswith("I have no well-founded answer")


def test_what_asks_nothing_has_a_reply_and_no_contact() -> None:
    replied = Answer("Danke!", "de", "extractive", reason="no_question", reply="thanks")
    assert shown(replied, "info@netz.example").startswith("Gern geschehen.")
    assert "info@netz.example" not in shown(replied, "info@netz.example")
    assert shown(replace(replied, language="en"), "").startswith("You are welcome.")


def test_a_growing_answer_is_written_line_by_line_and_its_end_is_what_is_missing() -> None:
    lines: list[str] = []
    growing = Growing(lines.append)
    growing.tell(replace(ANSWER, sentences=ANSWER.sentences[:1]))
    assert lines == [f"{WAITING} [1]"]
    growing.tell(ANSWER)
    assert lines[1:] == ["Im Jahr 2021 waren es neun Monate. [2]"]
    growing.finish(ANSWER, "")
    assert "\n".join(lines) == shown(ANSWER, "")


def test_what_no_passage_mentions_stands_before_the_sources_and_below_the_reason() -> None:
    note = "In den passenden Stellen nicht genannt: „Förderlinie 5“, „Kassel“."
    lines = shown(replace(ANSWER, not_mentioned=("Förderlinie 5", "Kassel")), "").splitlines()
    assert lines[2:5] == ["", note, ""]
    abstained = Answer("Wie wird das Wetter?", "de", "extractive", reason="no_hits", not_mentioned=("Kassel",))
    assert shown(abstained, "info@netz.example").splitlines()[-3:] == [
        "In keinem Dokument gefunden: „Kassel“.",
        "Vielleicht hilft eine andere Formulierung.",
        "Auskunft gibt: info@netz.example",
    ]
    assert "Found in no document: “Kassel”" in shown(replace(abstained, language="en"), "")


def test_a_doubtful_answer_says_so_before_its_sentences() -> None:
    caution = "Ob das Ihre Frage beantwortet, ist nicht sicher. Bitte prüfen Sie es an den Belegen."
    doubtful = replace(ANSWER, is_unsure=True)
    assert shown(doubtful, "").splitlines()[:3] == [caution, "", f"{WAITING} [1]"]
    assert "It is not certain that this answers your question." in shown(replace(doubtful, language="en"), "")
    assert caution not in shown(ANSWER, "")


def test_programmes_that_are_over_stand_before_the_sources() -> None:
    lines = shown(replace(ANSWER, expired=(Expired("Bonus", datetime.date(2020, 3, 31), 1),)), "").splitlines()
    assert lines[2:5] == [
        "",
        "Nach den Dokumenten ist „Bonus“ abgelaufen: Der letzte Tag war der 31. März 2020. [1]",
        "",
    ]


def test_the_filters_stand_once_before_the_first_sentence() -> None:
    lines: list[str] = []
    growing = Growing(lines.append)
    narrowed = replace(ANSWER, filters=Filters(type="study"))
    growing.tell(replace(narrowed, sentences=ANSWER.sentences[:1]))
    growing.finish(narrowed, "")
    assert [line for line in lines if line.startswith("Filter")] == lines[:1]


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        ("extractive", "Das Sprachmodell war zu langsam."),
        ("generated", "Das Sprachmodell war zu langsam. Die Antwort ist unvollständig, aber geprüft."),
    ],
)
def test_why_the_model_did_not_write_all_of_it_is_said_before_the_sources(mode: Mode, told: str) -> None:
    lines = shown(replace(ANSWER, mode=mode, fallback="model_slow"), "").splitlines()
    assert lines[2:5] == ["", told, ""]


def test_how_the_question_was_understood_stands_first_and_what_stays_open_behind_the_sentences() -> None:
    lines = shown(replace(ANSWER, resolved="Werk Nord: Und wann?", unanswered=("Wer zahlt?",)), "").splitlines()
    assert lines[:2] == ["Verstanden als: Werk Nord: Und wann?", ""]
    assert lines[4:6] == ["", "Dazu habe ich nichts Belegtes gefunden: Wer zahlt?"]


def test_a_quote_is_shown_without_the_marks_of_its_markdown() -> None:
    marked = Answer(
        "Wie lange?",
        "de",
        "extractive",
        (Sentence("Es dauert 17 Monate.", (1,)),),
        (Citation(1, Quote(STUDY, 2, "Es dauert **17 Monate**.", 10, 34)),),
    )
    assert "„Es dauert 17 Monate.“" in shown(marked, "")
