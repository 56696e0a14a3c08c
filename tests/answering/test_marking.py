"""Which words of a quote of several sentences are marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import asked, candidate, document, quote_of

from assistant.answering.quoting.marking import marked, marked_best
from assistant.answering.weighing.weigh import Candidate
from assistant.records import Quote, Span

SHIFTS = document("Vier Tage Schicht sind üblich. Der Versuch dauert zwölf Monate. Alle sind dabei.")
TASKS = (
    "# Hafen\n\n- Preise besorgen (Tarek, Jule)\n- Plan der Regatta in Worte fassen\n- Flyer drucken (intern)\n"
    "- Mailadresse einrichten und verwalten (Jonas, Imke)\n- Boote melden"
)
QUESTION = asked("Wie lange läuft der Versuch?", "duration")


def read(beginning: str, share: float) -> Candidate:
    return replace(candidate(SHIFTS, beginning, read=share), answers=1.0)


def quoted(one: Candidate) -> Quote | None:
    return marked(SHIFTS, one, QUESTION)


def test_of_several_sentences_the_words_of_the_one_that_the_reader_finds_best_are_marked() -> None:
    ranked = [read("Vier", -2.0), read("Der Versuch", -0.5)]
    found = marked_best(quote_of(SHIFTS, SHIFTS.text), ranked, quoted, QUESTION)
    assert found.exact
    assert found.exact.text == "zwölf Monate"
    assert found.text[found.exact.at :].startswith("zwölf Monate")
    assert SHIFTS.text[found.exact.start : found.exact.end] == "zwölf Monate"


def test_where_the_best_sentence_has_no_exact_words_the_marked_ones_stay() -> None:
    both = replace(quote_of(SHIFTS, SHIFTS.text), exact=getattr(quoted(read("Vier", -2.0)), "exact", None))
    assert both.exact
    assert marked_best(both, [read("Vier", -2.0), read("Alle", -0.5)], quoted, QUESTION) == both


def test_a_quote_of_one_sentence_and_what_nobody_read_stay_as_they_are() -> None:
    alone = quote_of(SHIFTS, "Vier Tage Schicht sind üblich.")
    assert marked_best(alone, [read("Vier", -2.0)], quoted, QUESTION) == alone
    unread = [candidate(SHIFTS, "Vier"), candidate(SHIFTS, "Der Versuch")]
    whole = quote_of(SHIFTS, SHIFTS.text)
    assert marked_best(whole, unread, quoted, QUESTION) == whole


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Wie lange läuft der Versuch?", "zwölf Monate"),
        ("Wie lange dauert die Schicht?", "Vier Tage"),
        ("Wie lange noch?", None),
        ("Wie lange ist im Versuch Schicht?", None),
    ],
)
def test_of_different_figures_the_words_of_the_question_decide_and_none_is_marked_where_they_do_not(
    question: str, words: str | None
) -> None:
    meant = asked(question, "duration")
    text = "Vier Tage hat die Schicht. Der Versuch geht zwölf Monate."
    source = document(text)
    ranked = [replace(candidate(source, one, read=share), answers=1.0) for one, share in (("Vier", 2), ("Der", 1))]
    found = marked_best(quote_of(source, text), ranked, lambda one: marked(source, one, meant), meant)
    assert (found.exact and found.exact.text) == words


def test_of_a_table_the_row_that_is_asked_for_is_marked() -> None:
    source = document(
        "Gebühren:\n\n| Leistung | Preis |\n|---|---|\n| Gewerbeabmeldung | 10 Euro |\n| Gewerbeanmeldung | 25 Euro |\n"
    )
    meant = asked("Was kostet die Gewerbeanmeldung?", "amount")
    rows = ("Leistung: Gewerbeabmeldung", "Leistung: Gewerbeanmeldung")
    ranked = [replace(candidate(source, one, read=2.0 - at), answers=1.0) for at, one in enumerate(rows)]
    whole = quote_of(source, source.text[source.text.index(rows[0]) :].rstrip())
    found = marked_best(whole, ranked, lambda one: marked(source, one, meant), meant)
    assert found.exact
    assert found.exact.text == "25 Euro"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Wie ist die Telefonnummer von Ole Brink?", "030 555-131"),
        ("Welche E-Mail-Adresse hat Ole Brink?", "brink@labor.example"),
        ("Wie ist die Faxnummer von Ole Brink?", None),
        ("Wer ist Ansprechpartner im Labor?", "Ole Brink"),
    ],
)
def test_where_a_number_or_an_address_is_asked_for_it_is_marked_and_nobody(question: str, words: str | None) -> None:
    source = document("Labor: Ole Brink, Telefon 030 555-131, brink@labor.example.")
    found = marked(source, candidate(source, "Labor"), asked(question, "contact"))
    assert found
    assert (found.exact and found.exact.text) == words


def test_of_two_years_the_figure_of_the_one_that_is_asked_for_is_marked_whatever_a_reader_took() -> None:
    source = document("Der Umsatz stieg von 810 Euro im Jahr 2019 auf 905 Euro im Jahr 2023.")
    read = replace(candidate(source, "Der Umsatz"), exact=Span(21, 29))
    found = marked(source, read, asked("Wie hoch war der Umsatz 2023?", "amount"))
    assert found
    assert found.exact
    assert found.exact.text == "905 Euro"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Wer richtet die Mailadresse ein?", "Jonas, Imke"),
        ("Regatta: und wer macht die Mailadresse?", "Jonas, Imke"),
        ("Wer besorgt die Preise?", "Tarek, Jule"),
        ("Wer druckt Flyer?", None),
        ("Wer lotst die Yachten?", None),
    ],
)
def test_who_stands_in_brackets_behind_the_item_that_is_asked_for_is_marked(question: str, words: str | None) -> None:
    source = document(TASKS)
    meant = asked(question, "who")
    found = marked(source, candidate(source, "Preise"), meant)
    assert found
    assert (found.exact and found.exact.text) == words


def test_of_a_follow_up_only_its_own_words_and_its_subject_tell_the_item() -> None:
    source = document(TASKS)
    meant = replace(
        asked("Wer besorgt die Preise der Regatta? Und wer macht die Mailadresse?", "who"),
        resolved="Regatta: Und wer macht die Mailadresse?",
    )
    found = marked(source, candidate(source, "Mailadresse"), meant)
    assert found
    assert found.exact
    assert found.exact.text == "Jonas, Imke"


@pytest.mark.parametrize(
    ("question", "words"),
    [("Wer leitet das Hafenamt?", None), ("Wer ist Stellvertreter?", "Malte Brandewie")],
)
def test_no_name_is_marked_where_the_clause_that_is_asked_for_names_whom_the_sentence_before_does(
    question: str, words: str | None
) -> None:
    said = "Sie leitet das Hafenamt weiterhin; ihr Stellvertreter bleibt Malte Brandewie."
    source = document(f"Das sagte Henrike Vossgrün. {said}")
    found = marked(source, candidate(source, said), asked(question, "who"))
    assert found
    assert (found.exact.text if found.exact else None) == words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Welche Häfen machen mit?", None),
        ("Wer sind die Partner?", None),
        ("Which partners are in it?", None),
        ("Welcher Hafen macht mit?", "Hafen Nordsiel"),
        ("Welche Person hat denen geholfen?", "Hafen Nordsiel"),
    ],
)
def test_one_of_several_who_are_asked_for_is_not_marked(question: str, words: str | None) -> None:
    said = "Partner sind der Hafen Nordsiel und die Werft Westmole."
    source = document(said)
    at = source.text.index("Hafen")
    one = replace(candidate(source, said), exact=Span(at, at + len("Hafen Nordsiel")))
    found = marked(source, one, asked(question, "who"))
    assert found
    assert (found.exact.text if found.exact else None) == words


@pytest.mark.parametrize(
    ("marks", "words"), [("Jonas, Imke", None), ("Jonas, Imke und Malte", "Jonas, Imke und Malte")]
)
def test_not_some_of_those_who_are_told_are_marked(marks: str, words: str | None) -> None:
    source = document("Dabei waren Jonas, Imke und Malte.")
    at = source.text.index(marks)
    one = replace(candidate(source, "Dabei"), exact=Span(at, at + len(marks)))
    found = marked(source, one, asked("Wer war dabei?", "who"))
    assert found
    assert (found.exact.text if found.exact else None) == words


def test_nobody_is_marked_as_having_voted_by_a_sentence_without_a_vote() -> None:
    source = document("Der Kai wird verlängert (5 Ja, 1 Nein). Die Verhandlung führt Malte Brandewie.")
    led = candidate(source, "Die Verhandlung")
    voted, leads = (
        marked(source, led, asked(question, "who"))
        for question in ("Wer hat gegen den Kai gestimmt?", "Wer führt die Verhandlung?")
    )
    assert voted
    assert leads
    assert (voted.exact, leads.exact and leads.exact.text) == (None, "Malte Brandewie")


def test_whoever_asks_who_does_a_task_is_told_its_doer() -> None:
    source = document("Aufgabe: Bodengutachten Bahnweg beauftragen; Zuständig: Hauke Senfleben; Termin: 20.12.2024")
    one = replace(
        candidate(source, "Aufgabe"), exact=Span(source.text.index("Bahnweg"), source.text.index("Bahnweg") + 7)
    )
    found = marked(source, one, asked("Wer muss das Bodengutachten beauftragen?", "who"))
    assert found
    assert found.exact
    assert found.exact.text == "Hauke Senfleben"
