"""Sentences of the best passages, and what speaks for each."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import asked, candidate, document, evenly, match, matches, passages

from assistant.answering.understanding.understand import Expected
from assistant.answering.weighing.weigh import (
    FEATURES,
    WEIGHTS,
    Candidate,
    candidates,
    coverage,
    holds,
    matrix,
    put_first,
    rank,
)
from assistant.language.terms import stems

TEXT = """# Zuschuss für Betriebe

Der Zuschuss für Betriebe beträgt höchstens 5.000 Euro. Ein Antrag ist formlos möglich.

Wie hoch ist der Zuschuss? Kurz gesagt.
"""


def feature(found: Candidate, name: str) -> float:
    return found.features[FEATURES.index(name)]


def weighed(text: str, query: str, expected: Expected | None = None) -> dict[str, Candidate]:
    question = asked(query, expected)
    return {found.text: found for found in candidates(matches(document(text)), question, evenly(question.terms))}


def test_there_is_a_weight_for_each_feature() -> None:
    assert len(WEIGHTS) == len(FEATURES)


def test_coverage_is_the_share_of_the_terms_that_stand_in_the_text() -> None:
    terms = frozenset(stems("Zuschuss Betriebe Antrag Frist"))
    assert coverage("Der Zuschuss hilft Betrieben.", terms, evenly(terms)) == pytest.approx(0.5)


def test_coverage_counts_a_rare_term_more() -> None:
    zuschuss, frist = stems("Zuschuss Frist")
    rarity = {zuschuss: 1.0, frist: 3.0}
    terms = frozenset(rarity)
    assert coverage("Die Frist endet.", terms, rarity) == pytest.approx(0.75)
    assert coverage("Der Zuschuss fließt.", terms, rarity) == pytest.approx(0.25)


def test_coverage_without_terms_is_nothing() -> None:
    assert coverage("Der Zuschuss fließt.", frozenset(), {}) == 0
    assert coverage("Der Zuschuss fließt.", frozenset({"zuschuss"}), {}) == 0


@given(
    st.lists(st.sampled_from(["Zuschuss", "Frist", "Betrieb", "Antrag", "Netzwerk", "2024", "80"]), max_size=7),
    st.text(max_size=80),
)
def test_coverage_stays_between_nothing_and_all(words: list[str], text: str) -> None:
    terms = frozenset(stems(" ".join(words)))
    assert 0 <= coverage(text, terms, evenly(terms)) <= 1
    assert coverage(" ".join(words), terms, evenly(terms)) == (1 if terms else 0)


@pytest.mark.parametrize(
    ("expected", "holder", "other"),
    [
        ("amount", "Es gibt 5.000 Euro.", "Es gibt 80 Prozent."),
        ("amount", "Die Beratung ist kostenlos.", "Die Beratung ist gut."),
        ("amount", "Ein Beitrag wird nicht erhoben.", "Ein Beitrag wird erhoben."),
        ("percent", "Es gibt 80 Prozent.", "Es gibt 5.000 Euro."),
        ("date", "Frist ist der 3. Mai 2024.", "Die Frist ist lang."),
        ("date", "Beginn ist um 14:30 Uhr.", "Der Beginn ist offen."),
        ("duration", "Das Projekt läuft drei Jahre.", "Das Projekt läuft."),
        ("number", "Es nehmen 48 Betriebe teil.", "Es nehmen alle Betriebe teil."),
        ("who", "Das Netzwerk leitet Erika Beispiel.", "das Vorhaben wird geleitet."),
        ("contact", "Auskunft gibt die Kammer.", "Anna Vogel leitet das Lab."),
        ("contact", "Erika Beispiel, 030 23125-140", "Am 12.03.2024 waren es 030 Fälle."),
        ("contact", "guss@netz.example", "Guss im Netz"),
        ("who", "Zuständig ist das BAFA.", "Zuständig ist, wer das Geld hat."),
        ("who", "Darüber entscheidet der Projektbeirat.", "Darüber wird bald entschieden."),
    ],
)
def test_a_text_holds_what_is_expected(expected: Expected, holder: str, other: str) -> None:
    assert holds(holder, expected)
    assert not holds(other, expected)


def test_nothing_is_held_where_nothing_is_expected() -> None:
    assert not holds("Erika Beispiel zahlt am 3. Mai 2024 genau 5.000 Euro.", None)


def test_every_sentence_of_the_passages_is_a_candidate_with_its_own_text() -> None:
    assert list(weighed(TEXT, "Zuschuss")) == [
        "Zuschuss für Betriebe",
        "Der Zuschuss für Betriebe beträgt höchstens 5.000 Euro.",
        "Ein Antrag ist formlos möglich.",
        "Wie hoch ist der Zuschuss?",
        "Kurz gesagt.",
    ]


def test_the_features_say_what_each_sentence_is() -> None:
    found = weighed(TEXT, "Zuschuss Betriebe", "amount")
    answer, heading = found["Der Zuschuss für Betriebe beträgt höchstens 5.000 Euro."], found["Zuschuss für Betriebe"]
    question, scrap = found["Wie hoch ist der Zuschuss?"], found["Kurz gesagt."]
    assert [feature(answer, name) for name in ("words", "expected", "heading", "short", "asks")] == [1, 1, 0, 0, 0]
    assert [feature(heading, name) for name in ("heading", "short", "asks")] == [1, 1, 0]
    assert [feature(question, name) for name in ("words", "heading", "short", "asks")] == [0.5, 0, 0, 1]
    assert [feature(scrap, name) for name in ("words", "short")] == [0, 1]


def test_a_heading_is_known_in_another_spelling() -> None:
    source = document("der zuschuss – kurz\n\nEtwas anderes steht hier.", title="Der *Zuschuss* - kurz")
    found = candidates(matches(source), asked("Zuschuss"), {})
    assert [feature(candidate, "heading") for candidate in found] == [1, 0]


def test_the_words_around_a_sentence_count_with_title_and_headings() -> None:
    found = weighed("# Weiterbildung\n\nDer Zuschuss beträgt 80 Prozent. Er ist steuerfrei.", "Zuschuss Weiterbildung")
    assert feature(found["Er ist steuerfrei."], "words") == 0
    assert feature(found["Er ist steuerfrei."], "words_around") == 1


def test_the_score_of_a_passage_counts_as_its_distance_to_the_best_one() -> None:
    source = document(TEXT)
    first, second = passages(document(TEXT), 16)[:2]
    found = candidates([match(source, first, 27.0), match(source, second, 25.5)], asked("Zuschuss"), {})
    assert {feature(candidate, "passage") for candidate in found if candidate.passage == first} == {0.0}
    assert {feature(candidate, "passage") for candidate in found if candidate.passage == second} == {-1.5}


def test_a_sentence_that_two_passages_share_stands_once_as_the_better_passage_weighs_it() -> None:
    source = document(" ".join(f"Satz Nummer {number} steht hier im Text des Dokuments." for number in range(9)))
    parts = passages(source, 40)
    shared = set(parts[0].sentences) & set(parts[1].sentences)
    assert shared, "the split repeats a sentence"
    found = candidates([match(source, parts[1], 2.0), match(source, parts[0], 1.0)], asked("Satz"), {})
    assert len(found) == len({candidate.span for candidate in found})
    assert all(candidate.passage == parts[1] for candidate in found if candidate.span in shared)


def test_without_matches_there_is_no_candidate_and_nothing_to_rank() -> None:
    assert candidates([], asked("Zuschuss"), {}) == []
    assert rank([]) == []
    assert matrix([]).shape == (0, len(FEATURES))


def test_the_rank_is_by_score_and_equals_keep_their_order() -> None:
    source = document(TEXT)
    found = candidates(matches(source), question := asked("Zuschuss Betriebe", "amount"), evenly(question.terms))
    ranked = rank(found)
    assert ranked[0].text == "Der Zuschuss für Betriebe beträgt höchstens 5.000 Euro."
    assert [c.score for c in ranked] == sorted((c.score for c in ranked), reverse=True)
    for one in ranked:
        assert math.isclose(one.score, sum(w * x for w, x in zip(WEIGHTS, one.features, strict=True)), abs_tol=1e-9)
    again = rank([found[0], found[0], found[1]])
    assert len(again) == 3


def test_what_is_put_first_has_the_score_of_the_best_and_nothing_is_lost() -> None:
    source = document("Eins ist da.\n\nZwei ist da.\n\nDrei ist da.")
    ranked = [candidate(source, words, score) for words, score in (("Eins", 3.0), ("Zwei", 2.0), ("Drei", 1.0))]
    found = put_first(ranked[2], ranked)
    assert [(one.text[:4], one.score) for one in found] == [("Drei", 3.0), ("Eins", 3.0), ("Zwei", 2.0)]
    assert put_first(None, ranked) == ranked
