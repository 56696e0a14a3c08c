"""The shortest answer inside a sentence: whole words of the kind that is asked for, or nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made import document, sentence

from assistant.answering.quoting.exact import asks_for_former, exact, item_asked_for, labelled
from assistant.answering.quoting.quote import quote
from assistant.answering.quoting.tidying import EXACT_CHARACTERS, tidied
from assistant.answering.understanding.understand import Expected, understand
from assistant.language.terms import stems
from assistant.records import Question, Span

BEFORE = "Vorher gilt 1 % von 2 Euro. "


def words(sentence: str, expected: Expected | None, said: str = "") -> str | None:
    """The exact words of `sentence` inside a longer text; `said` is what a reader takes for them."""
    text = f"{BEFORE}{sentence} Danach gilt 3 %."
    start = len(BEFORE)
    at = text.index(said, start)
    span = Span(at, at + len(said)) if said else None
    found = exact(text, Span(start, start + len(sentence)), expected, span)
    return found.of(text) if found else None


ALONE: list[tuple[str, Expected, str]] = [
    ("Der Zuschuss beträgt bis zu 80 Prozent der Kosten.", "percent", "80 Prozent"),
    ("Insgesamt stehen 2024 rund 7,6 Mio. Euro bereit.", "amount", "7,6 Mio. Euro"),
    ("Die Beratung ist für Betriebe kostenlos.", "amount", "kostenlos"),
    ("Ein Beitrag wird nicht erhoben.", "amount", "Beitrag wird nicht erhoben"),
    ("Der Zuschuss beträgt nicht mehr als 50 Prozent.", "percent", "50 Prozent"),
    ("Kähne zählen nicht, es bleibt bei 50 Prozent.", "percent", "50 Prozent"),
    ("Die Frist endet am 30. Juni 2025.", "date", "30. Juni 2025"),
    ("Die Sitzung beginnt um 14:30 Uhr.", "date", "14:30 Uhr"),
    ("Gefördert wird für höchstens drei Jahre.", "duration", "drei Jahre"),
    ("Beteiligt sind 48 Betriebe.", "number", "48"),
    ("Ansprechpartnerin ist Frau Dr. Anna Vogel im Rathaus.", "who", "Frau Dr. Anna Vogel"),
    ("Anna Vogel, Geschäftsstelle, Telefon 030 23125-140", "contact", "Anna Vogel"),
    ("Der Zeitraum reicht vom 1. Mai 2024 bis 30. Juni 2025.", "date", "1. Mai 2024 bis 30. Juni 2025"),
    ("Man trifft sich am 3. Mai 2024 um 14:30 Uhr.", "date", "3. Mai 2024 um 14:30 Uhr"),
    ("Die Tagung ist vom 26.-28. Juni 2015 in Kassel.", "date", "26.-28. Juni 2015"),
    ("Geöffnet ist am 3. und 4. Mai 2024.", "date", "3. und 4. Mai 2024"),
    ("Das gilt für Punkt 4. und 30. Juni 2024.", "date", "30. Juni 2024"),
    ("Es gibt 1.150 Euro zuzüglich 100 Euro.", "amount", "1.150 Euro zuzüglich 100 Euro"),
    ("Zwischen 10 und 20 Prozent sind möglich.", "percent", "10 und 20 Prozent"),
]


@pytest.mark.parametrize(("sentence", "expected", "found"), ALONE)
def test_the_only_figure_or_person_of_the_kind_is_the_answer(sentence: str, expected: Expected, found: str) -> None:
    assert words(sentence, expected) == found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kleine Betriebe erhalten 50 %, mittlere 40 %.", "percent"),
        ("Es sprechen Anna Vogel, danach Peter Lang.", "who"),
        ("Der Zuschuss beträgt 80 Prozent.", "amount"),
        ("Bewilligt wird er von der Bank, Referat 34.", "number"),
        ("Zuständig ist die Geschäftsstelle.", "who"),
        ("Bewilligt wird der Gutschein von Frau Vogel.", "contact"),
        ("Die Frist endet bald.", "date"),
        ("Es gibt nichts, soweit schon 20 Prozent abgezogen sind.", "percent"),
        ("Kähne dürfen von 20 Uhr an nicht fahren.", "date"),
        ("Das gilt nicht für Firmen mit weniger als 250 Personen.", "number"),
        ("If 20 percent are paid, nothing follows.", "percent"),
        ("Kostenfrei nutzbar, entwickelt für 148.000 Euro.", "amount"),
        ("Der Zuschuss beträgt 80 Prozent.", None),
        ("Beschlossen wurden 80 Prozent.", "decision"),
        ("Der Zuschuss beträgt nicht 80 Prozent.", "percent"),
        ("Die Frist endet nicht am 30. Juni 2025.", "date"),
    ],
)
def test_where_the_kind_stands_twice_or_not_at_all_nothing_is_guessed(sentence: str, expected: Expected) -> None:
    assert words(sentence, expected) is None


SAID: list[tuple[str, Expected | None, str, str | None]] = [
    ("Kleine Betriebe erhalten 50 %, mittlere 40 %.", "percent", "40", "40 %"),
    ("Insgesamt stehen rund 7,6 Mio. Euro bereit.", "amount", "6 Mio", "7,6 Mio. Euro"),
    ("Die Frist endet am 30. Juni 2025.", "date", "Juni", "30. Juni 2025"),
    ("Zuständig ist der Projektträger Ahlen.", "who", "der Projektträger Ahl", "Projektträger Ahlen"),
    ("Zuständig ist die KI-Beratung der Stadt.", "who", "Beratung", "KI-Beratung"),
    ("Zuständig ist das „Amt für Wirtschaft“ der Stadt.", "who", "„Amt für Wirtschaft", "Amt für Wirtschaft"),
    ("Zuständig ist das „Amt für Wirtschaft“ der Stadt.", "who", "das „Amt für Wirtschaft“", "„Amt für Wirtschaft“"),
    ("Zuständig ist das Amt für regionale Landesentwicklung.", "who", "Amt für regionale", "Amt für regionale"),
    ("Ein Beteiligter kann sich durch Vogel vertreten lassen.", "who", "Beteiligter kann sich durch", None),
    ("Die Versicherung verlangt 1.000 Euro.", "who", "1.000 Euro", None),
    ("Ein Antrag wird beim Ahlefonds gestellt.", "who", "beim Ahlefonds", None),
    ("Skizzen müssen bis zum 3. Mai 2025 vorliegen.", "date", "bis zum 3. Mai 2025 vorliegen", "bis zum 3. Mai 2025"),
    (
        "Frau Vogel ist montags bis donnerstags von 9 bis 15 Uhr da.",
        "date",
        "bis donnerstags von 9 bis 15 Uhr",
        "montags bis donnerstags von 9 bis 15 Uhr",
    ),
    ("Es gibt 1.150 Euro zuzüglich 100 Euro.", "amount", "100 Euro", "1.150 Euro zuzüglich 100 Euro"),
    ("Es sind 90 Fälle (siehe Anlage 3) bekannt.", "number", "90 Fälle (siehe", "90 Fälle"),
    ("Mitglied ist das Netzwerk Ahlen e. V.", "who", "das Netzwerk Ahlen e. V.", "Netzwerk Ahlen e. V."),
    ("**80 Prozent** werden bezahlt.", "percent", "**80 Prozent** werden", "80 Prozent"),
    ("Mehr als zwanzig Stunden im Monat sind zu viel.", "duration", "als zwanzig", "zwanzig Stunden"),
    ("Zwanzig Stunden im Monat sind frei.", "amount", "Zwanzig Stunden", "Zwanzig Stunden"),
    # of several figures the one of the kind that is asked for, with what limits it
    ("Betriebe mit weniger als 50 Leuten bekommen 65 %.", "percent", "weniger als 50 Leuten bekommen 65 %", "65 %"),
    ("Es gibt 50 %, höchstens 1.500 Euro.", "amount", "50 %, höchstens 1.500 Euro", "höchstens 1.500 Euro"),
    (
        "It is 65 percent of the costs, large firms get less.",
        "percent",
        "65 percent of the costs, large",
        "65 percent of the costs",
    ),
    # not what held before
    ("Von den ursprünglich 90 Fällen wurden 46 gewählt.", "number", "Von den ursprünglich 90 Fällen", "46"),
    ("Die frühere Untergrenze von 10.000 Euro wurde gesenkt.", "amount", "10.000 Euro", None),
    ("Früher war es wenig, heute sind es 500 Euro.", "amount", "500 Euro", "500 Euro"),
    # of two of that kind none, but for a change
    ("Der Bau kostet 2,3 Mio. Euro, davon 690.000 Euro Zuschuss.", "amount", "2,3 Mio. Euro, davon 690.000 Euro", None),
    ("Anfangs sind es 20 %, und im Mai steigt es auf 60 %.", "amount", "20 %, und im Mai steigt es auf 60 %", None),
    ("Die Zahl der Partner steigt von 14 auf 19.", "number", "14 auf 19", "14 auf 19"),
    # with the first day or hour, and with who is named in one breath
    ("Sie ist von 9 bis 15 Uhr da.", "date", "bis 15 Uhr", "9 bis 15 Uhr"),
    (
        "Geöffnet ist montags bis donnerstags ab 9 Uhr.",
        "date",
        "bis donnerstags ab 9 Uhr",
        "montags bis donnerstags ab 9 Uhr",
    ),
    ("Auf ist sonnabends bis sonntags ab 9 Uhr.", "date", "bis sonntags ab 9 Uhr", "sonnabends bis sonntags ab 9 Uhr"),
    (
        "Skizzen bis zum 30. April bzw. bis zum 3. Mai 2025.",
        "date",
        "3. Mai 2025",
        "30. April bzw. bis zum 3. Mai 2025",
    ),
    ("Gewählt wurden Ragna Fedder und Piet Oster.", "who", "Piet Oster", "Ragna Fedder und Piet Oster"),
    (
        "Gewählt wurden Ragna Fedder, Ute Lang und Piet Oster.",
        "who",
        "Ute Lang",
        "Ragna Fedder, Ute Lang und Piet Oster",
    ),
    ("Gewählt wurde Ragna Fedder und danach getagt.", "who", "Ragna Fedder", "Ragna Fedder"),
    # an abbreviation within the sentence keeps its stop, and none joins on to nothing
    ("Das prüfen zwei Kapitäninnen bzw. Kapitäne.", "number", "zwei Kapitäninnen bzw.", "zwei Kapitäninnen"),
    ("Gewählt wurde die Werft Oster Inc. aus Emden.", "who", "Werft Oster Inc.", "Werft Oster Inc."),
]


@pytest.mark.parametrize(("sentence", "expected", "said", "found"), SAID)
def test_a_readers_words_are_made_whole_and_tidy(
    sentence: str, expected: Expected | None, said: str, found: str | None
) -> None:
    assert words(sentence, expected, said) == found


@pytest.mark.parametrize(
    "question",
    [
        "Wie hoch war sie früher?",
        "Wie hoch war sie frueher?",
        "Wie hoch war sie vorher?",
        "Was stand im alten Merkblatt?",
        "Wie hoch ist die bisherige?",
        "Wie hoch war die ursprüngliche?",
        "How high was it earlier?",
    ],
)
def test_what_held_before_is_marked_where_it_is_asked_for(question: str) -> None:
    text = "Die frühere Untergrenze von 10.000 Euro wurde gesenkt."
    found = exact(text, Span(0, len(text)), "amount", former=asks_for_former(question))
    assert found
    assert found.of(text) == "10.000 Euro"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sie ersetzt die Richtlinie „Mole“ vom 12. Januar 2021 (S. 135).", None),
        ("Die Satzung vom 3. Mai 2019 tritt außer Kraft.", None),
        ("Die Satzung vom 3. Mai 2019 tritt am 1. Juni 2026 außer Kraft.", "1. Juni 2026"),
        ("Sie wurde mit der Satzung vom 3. Mai 2019 beschlossen.", "3. Mai 2019"),
        ("Zugleich tritt die Satzung vom 3. Mai 2019 außer Kraft.", None),
        ("Die Satzung vom 3. Mai 2019 wird durch eine neue ersetzt.", None),
        ("Die Satzung vom 3. Mai 2019 ersetzt die Gebührenordnung.", "3. Mai 2019"),
        ("Die Ordnung wird durch die Satzung vom 3. Mai 2019 ersetzt.", "3. Mai 2019"),
        ("Die Ordnung wird ersetzt durch die Satzung vom 3. Mai 2019.", "3. Mai 2019"),
        ("Der Beschluss vom 4. Juni 2025 hebt die Sperre der Mole auf.", "4. Juni 2025"),
    ],
)
def test_the_day_of_a_text_that_is_replaced_is_no_answer(text: str, day: str | None) -> None:
    found = exact(text, Span(0, len(text)), "date")
    assert (found and found.of(text)) == day


def test_the_number_of_a_paragraph_is_no_answer() -> None:
    text = "(2) Räume müssen groß genug sein."
    assert exact(text, Span(0, len(text)), "number", Span(1, 2)) is None


@pytest.mark.parametrize("question", ["Wie hoch ist sie?", "Gilt die alte Richtlinie noch?"])
def test_what_holds_now_is_asked_for_where_nothing_speaks_of_the_past(question: str) -> None:
    assert not asks_for_former(question)


def test_a_readers_words_of_another_kind_give_way_to_the_figure_of_the_kind() -> None:
    assert words("Die Frist von acht Wochen endet am 30. Juni 2025.", "date", "acht Wochen") == "30. Juni 2025"
    assert words("Die Frist der Stadt endet am 3. Mai oder am 4. Juni.", "date", "Stadt") is None


@pytest.mark.parametrize(
    ("sentence", "said", "found"),
    [
        ("Der Rat ist dem Land verantwortlich und der Kämmerer dem Rat.", "Kämmerer dem Rat", None),
        ("Zuständig ist der Leiter des Hafens.", "der Leiter des Hafens", "Leiter des Hafens"),
        ("Die Liste darf nicht dazu führen, dass Dritte, etwa Reeder, sie nutzen.", "Dritte, etwa Reeder,", None),
        ("Zu verhindern ist, dass ein Reeder sie nutzt.", "ein Reeder", None),
        ("Es gilt nicht, dass der Rat, sondern dass der Reeder zahlt.", "der Reeder", "Reeder"),
        ("Sie sorgen dafür, dass ein Reeder sie nutzt.", "ein Reeder", "Reeder"),
    ],
)
def test_who_is_told_stands_in_one_part_of_a_sentence_that_is_not_denied(
    sentence: str, said: str, found: str | None
) -> None:
    assert words(sentence, "who", said) == found


def test_a_reader_that_points_outside_of_the_sentence_says_nothing() -> None:
    text = "Der Satz. Der andere Satz."
    assert exact(text, Span(0, 9), "who", Span(14, 20)) is None


@pytest.mark.parametrize("expected", [None, "decision", "reason", "condition"])
def test_where_no_figure_and_nobody_is_asked_for_a_readers_words_are_not_marked(expected: Expected | None) -> None:
    assert words("Der Antrag ist ausgeschlossen.", expected, "ausgeschlossen") is None
    assert words("Das Lab tagt im Rathaus am 3. Mai.", expected, "Rathaus") is None


def test_the_whole_sentence_and_long_stretches_are_no_exact_answer() -> None:
    assert words("Stadtwerke", "who", "Stadtwerke") is None
    long = "Gefördert werden " + "Vereine und Betriebe " * 6 + "im Land."
    assert len(long) > EXACT_CHARACTERS
    assert words(long, "who", long[:-5]) is None


@pytest.mark.parametrize("text", ["und oder " * 1500 + "X", "X" + ")" * 5000])
def test_a_stretch_that_is_far_too_long_is_not_trimmed_at_all(text: str) -> None:
    whole, started = Span(0, len(text)), time.thread_time()
    assert tidied(text, whole, whole, []) is None
    assert time.thread_time() - started < 1


PIECES = st.sampled_from(
    [
        "der",
        "die",
        "80 %",
        "7,6 Mio. Euro",
        "30. Juni 2025",
        "(",
        ")",
        "„",
        "“",
        "Anna Vogel",
        "gilt",
        "-",
        "z. B.",
        "**",
        "𝔖",
    ]
)
KINDS = st.sampled_from(["amount", "percent", "date", "duration", "number", "who", None])


@settings(deadline=None)
@example("der 80 % ** gilt", "amount", 0, 21)
@given(st.lists(PIECES, min_size=1, max_size=9).map(" ".join), KINDS, st.integers(0, 60), st.integers(0, 60))
def test_exact_words_lie_inside_the_sentence_and_are_shorter(
    sentence: str, expected: Expected | None, one: int, other: int
) -> None:
    text = f"Vorher. {sentence} Nachher."
    span = Span(8, 8 + len(sentence))
    found = exact(text, span, expected, Span(min(one, other), max(one, other)))
    if found:
        assert span.start <= found.start < found.end <= span.end
        assert found.end - found.start < min(len(sentence), EXACT_CHARACTERS + 1)
        assert found.of(text) == found.of(text).strip()


LABS = """Die Labs:

- Lab Technik: Roboter und Leichtbau. Leitung: Frau Anna Vogel.
- Lab Arbeit: Schichten und Kurse. Leitung: Herr Peter Lang.
"""


@pytest.mark.parametrize(
    ("question", "beginning", "item"),
    [
        ("Wer leitet das Lab Technik?", "Leitung: Herr Peter Lang.", "Lab Technik"),
        ("Wer leitet das Lab Technik?", "Leitung: Frau Anna Vogel.", None),
        ("Wer leitet das Lab?", "Leitung: Herr Peter Lang.", None),
        ("Wer leitet das Lab Technik?", "Die Labs:", None),
    ],
)
def test_the_item_of_a_list_that_the_question_names_is_found(question: str, beginning: str, item: str | None) -> None:
    source = document(LABS)
    span = sentence(source, beginning)
    quoted = quote(source, span)
    assert quoted is not None
    found = item_asked_for(source, quoted, span, frozenset(stems(question)), "who")
    assert (found.of(source.text).lstrip("- ").split(":")[0] if found else None) == item


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("Wer leitet das Lab Arbeit?", "Jule Ackerbeck"),
        ("Wer führt das Protokoll im Lab Arbeit?", "Ole Brink"),
        ("Wie hoch ist der Zuschuss im Lab Arbeit?", None),
        ("Wer zahlt im Lab Arbeit?", None),
    ],
)
def test_the_person_behind_a_label_that_the_question_speaks_of_is_marked(question: str, person: str | None) -> None:
    text = "Lab Arbeit: Schichten und Kurse. Leitung: Jule Ackerbeck, Amt Nord. **Protokoll:** Ole Brink."
    asked = understand(Question(question))
    found = labelled(text, Span(0, len(text)), asked.expected, asked.terms)
    assert (found.of(text) if found else None) == person


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Das Netz arbeitet 15 Monate länger als geplant.", None),
        ("It runs 15 months longer than planned.", None),
        ("Das Netz arbeitet 15 Monate.", "15 Monate"),
        ("Das Netz arbeitet 15 Monate länger.", "15 Monate"),
        ("It takes 3 months longer than planned, 9 months.", "9 months"),
    ],
)
def test_a_difference_is_no_duration(text: str, words: str | None) -> None:
    found = exact(text, Span(0, len(text)), "duration")
    assert (found and found.of(text)) == words
