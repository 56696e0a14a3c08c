"""Which words of a quote of several sentences are marked."""

from __future__ import annotations

from dataclasses import replace

from made import asked, candidate, document, quote_of

from assistant.answering.quoting.marking import marked, marked_best
from assistant.answering.weighing.weigh import Candidate
from assistant.records import Quote

SHIFTS = document("Vier Tage Schicht sind üblich. Der Versuch dauert zwölf Monate. Alle sind dabei.")
QUESTION = asked("Wie lange läuft der Versuch?", "duration")


def read(beginning: str, share: float) -> Candidate:
    return replace(candidate(SHIFTS, beginning, read=share), answers=1.0)


def quoted(one: Candidate) -> Quote | None:
    return marked(SHIFTS, one, QUESTION)


def test_of_several_sentences_the_words_of_the_one_that_the_reader_finds_best_are_marked() -> None:
    ranked = [read("Vier", -2.0), read("Der Versuch", -0.5)]
    found = marked_best(quote_of(SHIFTS, SHIFTS.text), ranked, quoted)
    assert found.exact
    assert found.exact.text == "zwölf Monate"
    assert found.text[found.exact.at :].startswith("zwölf Monate")
    assert SHIFTS.text[found.exact.start : found.exact.end] == "zwölf Monate"


def test_where_the_best_sentence_has_no_exact_words_the_marked_ones_stay() -> None:
    both = replace(quote_of(SHIFTS, SHIFTS.text), exact=getattr(quoted(read("Vier", -2.0)), "exact", None))
    assert both.exact
    assert marked_best(both, [read("Vier", -2.0), read("Alle", -0.5)], quoted) == both


def test_a_quote_of_one_sentence_and_what_nobody_read_stay_as_they_are() -> None:
    alone = quote_of(SHIFTS, "Vier Tage Schicht sind üblich.")
    assert marked_best(alone, [read("Vier", -2.0)], quoted) == alone
    unread = [candidate(SHIFTS, "Vier"), candidate(SHIFTS, "Der Versuch")]
    whole = quote_of(SHIFTS, SHIFTS.text)
    assert marked_best(whole, unread, quoted) == whole
