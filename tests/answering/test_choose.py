"""Weighed sentences to the few quotes that make the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import candidate, document, quote_of, quote_with, sentence

from assistant.answering.choose import CLOSE, FAR, QUOTES, choose
from assistant.answering.quoting.quote import quote
from assistant.answering.weighing.weigh import Candidate
from assistant.records import Document, Language, Quote, Span

SENTENCES = (
    "Alpha zahlt den Zuschuss.",
    "Beta regelt die Frist.",
    "Gamma nennt das Netzwerk.",
    "Delta beschreibt die Schulung.",
    "Epsilon zeigt den Antrag.",
    "Zeta leitet die Prüfung.",
    "Eta beendet das Vorhaben.",
)
TEXT = "\n\n".join(SENTENCES)


def chosen(ranked: Sequence[Candidate], *sources: Document, language: Language = "de") -> list[str]:
    return [found.text for found in choose(ranked, lambda c: alone(c, *sources), language)]


def alone(candidate: Candidate, *sources: Document) -> Quote | None:
    source = next(source for source in sources if source.id == candidate.document.id)
    return quote(source, candidate.span, limit=110)


def test_the_best_quote_stands_first_and_the_others_in_reading_order() -> None:
    source = document(TEXT)
    scores = {"Gamma": 9.0, "Delta": 8.5, "Alpha": 8.0, "Beta": 7.0}
    ranked = [candidate(source, name, score) for name, score in scores.items()]
    assert chosen(ranked, source) == [SENTENCES[2], SENTENCES[0], SENTENCES[1], SENTENCES[3]]


def test_quotes_of_several_documents_stand_together_the_better_document_first() -> None:
    one = document("Alpha zahlt den Zuschuss.\n\nBeta regelt die Frist.", "a.md")
    other = document("Gamma nennt das Netzwerk.\n\nDelta beschreibt die Schulung.\n\nEpsilon zeigt den Antrag.", "b.md")
    ranked = [
        candidate(one, "Beta", 9),
        candidate(other, "Epsilon", 8.8),
        candidate(one, "Alpha", 8.6),
        candidate(other, "Gamma", 8.4),
    ]
    wanted = [SENTENCES[1], SENTENCES[2], SENTENCES[4], SENTENCES[0]]
    assert chosen(ranked, one, other) == wanted


def test_what_scores_much_less_than_the_best_one_is_left_out() -> None:
    source = document(TEXT)
    ranked = [
        candidate(source, "Alpha", 9),
        candidate(source, "Beta", 9 - CLOSE),
        candidate(source, "Gamma", 9 - CLOSE - 0.01),
    ]
    assert chosen(ranked, source) == [*SENTENCES[:2]]


@pytest.mark.parametrize(
    ("best", "other", "is_shown"),
    [
        (4.0, 4.0 - FAR, True),
        (4.0, 4.0 - FAR - 0.01, False),
        (-1.0, -FAR, True),
        (-1.0, -FAR - 0.01, False),
        (None, -9.0, True),
        (4.0, None, True),
    ],
)
def test_what_the_reader_finds_much_less_likely_to_answer_is_left_out(
    best: float | None, other: float | None, is_shown: bool
) -> None:
    source = document(TEXT)
    ranked = [
        replace(candidate(source, "Alpha", 9), answers=best),
        replace(candidate(source, "Beta", 8.5), answers=other),
        candidate(source, "Delta", 8),
    ]
    assert chosen(ranked, source) == [SENTENCES[0], *SENTENCES[1 : 1 + is_shown], SENTENCES[3]]


def test_close_means_close_to_the_best_one_that_can_be_quoted() -> None:
    source = document("Sehr " * 30 + "lang.\n\n" + TEXT)
    ranked = [candidate(source, "Sehr", 20), candidate(source, "Alpha", 9), candidate(source, "Beta", 8)]
    assert chosen(ranked, source) == [*SENTENCES[:2]]


def test_an_answer_has_at_most_so_many_quotes() -> None:
    source = document(TEXT)
    ranked = [candidate(source, text, 9) for text in SENTENCES]
    assert chosen(ranked, source) == [*SENTENCES[:QUOTES]]


def test_of_quotes_that_overlap_only_the_best_is_chosen() -> None:
    source = document("Alpha zahlt den Zuschuss. Dies gilt bis Mai.")
    ranked = [candidate(source, "Dies", 9), candidate(source, "Alpha", 8)]
    assert chosen(ranked, source) == ["Alpha zahlt den Zuschuss. Dies gilt bis Mai."]


def test_a_quote_grows_by_the_next_sentence_that_needs_it_and_keeps_its_exact_words() -> None:
    source = document("Alpha zahlt 40 Prozent. Beta zahlt jedoch alles.")
    span = sentence(source, "Alpha")
    best = candidate(source, "Alpha", 9)

    def quoted(one: Candidate) -> Quote | None:
        exact = Span(span.start + 12, span.start + 22) if one is best else None
        return quote_with(source, one.span, exact)

    [found] = choose([best, candidate(source, "Beta", 8)], quoted, "de")
    assert found.text == source.text
    assert found.exact
    assert found.exact.text == found.text[found.exact.at :][:10] == "40 Prozent"


def test_the_best_quote_grows_by_such_a_sentence_also_where_it_does_not_stay_short() -> None:
    best = f"Alpha zahlt{' sehr' * 55} viel."
    source = document(f"{best} Beta zahlt jedoch alles.")
    ranked = [candidate(source, "Alpha", 9), candidate(source, "Beta", 8)]
    [found] = choose(ranked, lambda one: quote(source, one.span), "de")
    assert found.text == source.text


def test_what_an_exception_takes_a_part_of_back_stands_before_it_in_one_quote() -> None:
    source = document(f"{SENTENCES[0]} Abweichend davon zahlt Beta nichts.\n\n{SENTENCES[2]}")
    ranked = [candidate(source, "Abweichend", 9), candidate(source, "Alpha", 8.5)]
    exception = quote_of(source, "Abweichend davon zahlt Beta nichts.")

    def quoted(one: Candidate) -> Quote | None:
        return exception if one.text == exception.text else alone(one, source)

    assert [found.text for found in choose(ranked, quoted, "de")] == [f"{SENTENCES[0]} {exception.text}"]


def test_how_a_paragraph_of_a_law_begins_stands_before_what_is_shown_below_it() -> None:
    law = document(
        "# Satzung\n\n## § 4 Aufgaben\n\n"
        "(2) Der Rat beschließt den Haushalt. Die Verwaltung berichtet ihm. Kähne zählt er selbst.\n"
    )
    ranked = [candidate(law, "Kähne", 9), candidate(law, "(2) Der", 8)]
    assert chosen(ranked, law) == ["(2) Der Rat beschließt den Haushalt.", "Kähne zählt er selbst."]


def test_a_long_beginning_of_which_both_ends_stand_above_the_best_quote_goes_before_it() -> None:
    begin = f"(2) Der Rat beschließt über {'Hafenangelegenheitenverordnungen ' * 10}und Boote."
    law = document(f"# Satzung\n\n## § 4 Aufgaben\n\n{begin} Die Verwaltung berichtet ihm. Kähne zählt er selbst.\n")
    ranked = [candidate(law, "Kähne", 9), candidate(law, "(2) Der", 8)]
    assert [one.text for one in choose(ranked, lambda one: quote(law, one.span), "de")] == [
        begin,
        "Kähne zählt er selbst.",
    ]


def test_the_paragraph_that_introduces_what_the_best_one_speaks_of_does_not_go_before_it() -> None:
    law = document("# Satzung\n\n## § 4 Amt\n\n(1) Gewählt wird ein Lotse.\n\n(2) Der Lotse muss Boote zählen.\n")
    ranked = [candidate(law, "(2)", 9), candidate(law, "(1)", 8)]
    assert chosen(ranked, law)[0] == "(2) Der Lotse muss Boote zählen."


def test_how_a_paragraph_begins_stands_first_also_with_its_list() -> None:
    begin = "(2) Die Entschädigung der Mitglieder setzt sich zusammen aus"
    special = "Vorsitzende erhalten zusätzlich 100 Euro."
    listed = f"{begin}\n\n- einem Betrag von 65 Euro\n- einem Sitzungsgeld\n\n{special}"
    source = document(f"# § 2 Entschädigung\n\n{listed}")
    ranked = [candidate(source, "Vorsitzende", 9), candidate(source, "einem Betrag", 8)]
    whole = f"{begin} - einem Betrag von 65 Euro - einem Sitzungsgeld"
    assert [one.text for one in choose(ranked, lambda one: quote(source, one.span), "de")] == [whole, special]


def test_what_a_quote_holds_that_has_grown_is_not_quoted_again() -> None:
    source = document("Der Zuschuss beträgt 80 Prozent. Dies betrifft alle Kurse. Ausgenommen sind Sprachkurse.")
    scores = {"Der Zuschuss": 9.0, "Ausgenommen": 8.8, "Dies": 8.6}
    ranked = [candidate(source, name, score) for name, score in scores.items()]
    assert chosen(ranked, source) == [source.text]


def test_a_quote_does_not_grow_over_a_part_of_a_better_one() -> None:
    source = document(
        "Der Satz ist 80 Prozent. Dies betrifft Kurse. Ausgenommen ist Chinesisch. Dies gilt nur bis Mai."
    )
    beginnings = ["Dies gilt", "Der Satz", "Dies betrifft"]
    ranked = [candidate(source, name, 9 - place / 10) for place, name in enumerate(beginnings)]
    assert "Dies gilt nur bis Mai." in " ".join(chosen(ranked, source))


def test_what_a_chosen_quote_holds_already_is_not_quoted_again() -> None:
    one = document("Alpha zahlt den Zuschuss. Dies gilt bis Mai.", "a.md")
    copy = document("Alpha zahlt den Zuschuss.\n\nBeta regelt die Frist.", "b.md")
    ranked = [candidate(one, "Dies", 9), candidate(copy, "Alpha", 8.8), candidate(copy, "Beta", 8.6)]
    assert chosen(ranked, one, copy) == [one.text, SENTENCES[1]]


def test_sentences_that_follow_each_other_become_one_quote_with_the_direct_answer_only_while_it_is_short() -> None:
    source = document(" ".join(SENTENCES))
    ranked = [candidate(source, name, 9) for name in ("Delta", "Alpha", "Zeta", "Beta", "Epsilon")]
    quotes = choose(ranked, lambda c: alone(c, source), "de")
    assert [found.text for found in quotes] == [" ".join(SENTENCES[3:6]), " ".join(SENTENCES[:2])]
    assert all(found.text == source.text[found.start : found.end] for found in quotes)
    long = [f"{name} zahlt {'sehr ' * 28}viel." for name in ("Alpha", "Beta", "Gamma")]
    source = document(" ".join(long))
    quotes = choose(
        [candidate(source, name, 9) for name in ("Alpha", "Beta", "Gamma")], lambda c: quote(source, c.span), "de"
    )
    assert [found.text for found in quotes] == [long[0], " ".join(long[1:])]


def test_a_direct_answer_that_is_joined_keeps_its_own_exact_words() -> None:
    source = document("Alpha zahlt 20 Euro. Beta zahlt 50 Euro.")

    def quote_with_words(one: Candidate) -> Quote | None:
        start = source.text.index("Euro", one.span.start) - 3
        return quote_with(source, one.span, Span(start, start + 7))

    [found] = choose([candidate(source, name, 9) for name in ("Beta", "Alpha")], quote_with_words, "de")
    assert found.text == source.text
    assert found.exact is not None
    assert found.text[found.exact.at :] == "50 Euro."


def test_a_joined_quote_keeps_the_exact_words_at_their_place() -> None:
    source = document("Alpha prüft. Beta zahlt 50 Euro. Gamma lacht. Delta weint.")
    start = source.text.index("50 Euro")

    def quote_with_words(one: Candidate) -> Quote | None:
        return quote_with(source, one.span, Span(start, start + 7) if "Beta" in one.text else None)

    ranked = [candidate(source, name, 9) for name in ("Delta", "Alpha", "Beta")]
    second = choose(ranked, quote_with_words, "de")[1]
    assert second.text == "Alpha prüft. Beta zahlt 50 Euro."
    assert second.exact is not None
    assert second.text[second.exact.at :].startswith("50 Euro")


def test_a_joined_quote_goes_on_where_its_second_part_does() -> None:
    source = document("Alpha prüft. Beta zahlt. Eta ruht. Gamma lacht.")

    def going_on(one: Candidate) -> Quote:
        return replace(quote_of(source, one.text), continues=one.text.startswith("Beta"))

    ranked = [candidate(source, name, 9) for name in ("Gamma", "Alpha", "Beta")]
    assert [(one.text, one.continues) for one in choose(ranked, going_on, "de")] == [
        ("Gamma lacht.", False),
        ("Alpha prüft. Beta zahlt.", True),
    ]


def test_a_joined_quote_shows_what_stands_above_both_parts_but_not_what_it_says() -> None:
    source = document("Alpha prüft. Beta zahlt. Eta ruht. Gamma lacht.")
    above = {"Alpha prüft.": ("Geld",), "Beta zahlt.": ("Geld", "Alpha prüft.", "(3) Kähne zahlen.")}

    def below(one: Candidate) -> Quote:
        return replace(quote_of(source, one.text), headings=above.get(one.text, ()))

    ranked = [candidate(source, name, 9) for name in ("Gamma", "Alpha", "Beta")]
    assert [one.headings for one in choose(ranked, below, "de")] == [(), ("Geld", "(3) Kähne zahlen.")]


def test_what_does_not_follow_directly_or_is_too_long_together_stays_apart() -> None:
    long = [f"{name} zahlt {'sehr ' * 56}viel." for name in ("Alpha", "Beta", "Gamma")]
    source = document(" ".join(["Zeta prüft.", *long, "Eta lacht."]))
    ranked = [candidate(source, name, 9) for name in ("Zeta", "Beta", "Gamma", "Eta")]
    quotes = choose(ranked, lambda c: quote(source, c.span), "de")
    assert [found.text for found in quotes] == ["Zeta prüft.", f"{long[1]} {long[2]}", "Eta lacht."]


def test_a_copy_in_another_document_is_dropped() -> None:
    one = document("Alpha zahlt den Zuschuss von 5.000 Euro.", "a.md")
    copy = document("Alpha zahlt den Zuschuss von 5.000 €!", "b.md")
    ranked = [candidate(one, "Alpha", 9), candidate(copy, "Alpha", 8)]
    assert chosen(ranked, one, copy) == ["Alpha zahlt den Zuschuss von 5.000 Euro."]


def test_the_same_words_with_another_figure_are_no_copy() -> None:
    long = "Alpha zahlt den Betrieben im Netzwerk für jede Schulung der Fachkräfte einen Zuschuss von"
    one, other = document(f"{long} 5.000 Euro.", "a.md"), document(f"{long} 6.000 Euro.", "b.md")
    ranked = [candidate(one, "Alpha", 9), candidate(other, "Alpha", 8)]
    assert len(chosen(ranked, one, other)) == 2


def test_what_is_said_again_in_another_language_than_that_of_the_question_is_dropped() -> None:
    german = document("Alpha zahlt bis zum 31. März 50 % und 5.000 Euro.", "a.md", language="de")
    english = document("Alpha pays 5,000 euros.\n\nBeta pays 7,000 euros.\n\nGamma pays.", "b.md", language="en")
    ranked = [candidate(german, "Alpha", 9), *(candidate(english, name, 8) for name in ("Alpha", "Beta", "Gamma"))]
    told = [german.text, "Alpha pays 5,000 euros.", "Beta pays 7,000 euros.", "Gamma pays."]
    assert chosen(ranked, german, english, language="de") == [told[0], *told[2:]]
    assert chosen(ranked, german, english, language="en") == told


def test_nothing_to_choose_from_gives_nothing() -> None:
    source = document("Sehr " * 30 + "lang.")
    assert choose([], lambda _: None, "de") == []
    assert chosen([candidate(source, "Sehr", 9)], source) == []


@settings(max_examples=50, deadline=None)
@given(st.permutations(SENTENCES), st.lists(st.floats(0, 6), min_size=7, max_size=7))
def test_the_choice_starts_with_the_best_and_is_disjoint_and_bounded(order: list[str], scores: list[float]) -> None:
    source = document(TEXT)
    scores = sorted(scores, reverse=True)
    ranked = [candidate(source, text, score) for text, score in zip(order, scores, strict=True)]
    found = choose(ranked, lambda c: quote_of(source, c.text), "de")
    assert found[0].text == order[0]
    assert len(found) <= QUOTES
    assert [q.start for q in found[1:]] == sorted({q.start for q in found[1:]} - {found[0].start})
    close = {c.text for c in ranked if c.score >= ranked[0].score - CLOSE}
    assert {q.text for q in found} <= close
