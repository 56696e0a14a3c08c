"""Answers in a model's words: what is proved is shown, one by one; what is not, never; and quotes where nothing is."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

import pytest
from langchain_core.messages import BaseMessage
from made import document
from scripted_model import ScriptedModel, draft, number_of, passages_of, says
from written import DEADLINE, FUNDED, GRANT, LEAFLET, MEMBERS, MINUTES, written

from assistant.answering.weighing import abstain
from assistant.answering.writing.talk import Listener
from assistant.errors import GoneError
from assistant.records import QUOTE_CHARACTERS, Answer, Question

SAYS_GRANT = "Die Weiterbildung wird mit 80 Prozent gefördert, höchstens mit 12.500 Euro."
SAYS_DEADLINE = "Anträge nimmt die Förderstelle bis zum 30.06.2025 an."
LIE = "Die Weiterbildung wird mit 95 Prozent gefördert, höchstens mit 99.000 Euro."


def well(messages: list[BaseMessage]) -> str:
    """An output that keeps to the passages."""
    return draft(
        (SAYS_GRANT, [number_of(messages, "80 Prozent")]), (SAYS_DEADLINE, [number_of(messages, "30. Juni 2025")])
    )


def with_grant(text: str, *, before: bool = False, marks: list[int] | None = None) -> ScriptedModel:
    """A model that says the truth about the grant, and beside it `text` with `marks`."""

    def reply(messages: list[BaseMessage]) -> str:
        number = number_of(messages, "80 Prozent")
        sentences = [(SAYS_GRANT, [number]), (text, marks or [number])]
        return draft(*(reversed(sentences) if before else sentences))

    return ScriptedModel(reply=reply)


def ask(data: Path, model: ScriptedModel, question: str = FUNDED, **options: float) -> Answer:
    with written(data, model, **options) as assistant:  # type: ignore[arg-type]
        return assistant.ask(Question(question))


def extractive(answer: Answer) -> None:
    """The answer is the verbatim one, whatever the model said."""
    assert answer.mode == "extractive"
    assert GRANT in [sentence.text for sentence in answer.sentences]
    assert all(citation.quote.text in LEAFLET.text for citation in answer.citations)


def test_each_sentence_rests_on_verbatim_quotes_of_the_passages_that_it_is_marked_with(tmp_path: Path) -> None:
    found = ask(tmp_path, ScriptedModel(reply=well))
    assert [sentence.text for sentence in found.sentences] == [SAYS_GRANT, SAYS_DEADLINE]
    assert [citation.quote.text for citation in found.citations] == [GRANT, DEADLINE]
    assert found.text == f"{SAYS_GRANT} [1] {SAYS_DEADLINE} [2]"
    assert (found.mode, found.fallback, found.refused, found.bad_marks) == ("generated", None, 0, 0)
    for quote in (citation.quote for citation in found.citations):
        assert " ".join(LEAFLET.text[quote.start : quote.end].split()) == quote.text
        assert len(quote.text) <= QUOTE_CHARACTERS
    assert found.took_ms > 0


def test_the_words_that_are_the_answer_are_marked_in_the_models_sentence(tmp_path: Path) -> None:
    found = ask(tmp_path, ScriptedModel(reply=well))
    words = found.sentences[0].exact
    assert words is not None
    assert words.of(SAYS_GRANT) == "80 Prozent"


def test_what_held_before_is_marked_in_the_models_sentence_where_it_is_asked_for(tmp_path: Path) -> None:
    says_former = "Die Weiterbildung wurde früher mit 60 Prozent gefördert."
    former = document("# Stand\n\nDie Weiterbildung von Beschäftigten wurde früher mit 60 Prozent gefördert.", "alt.md")
    model = ScriptedModel(reply=lambda messages: draft((says_former, [number_of(messages, "60 Prozent")])))
    with written(tmp_path, model, (former, MEMBERS)) as assistant:
        found = assistant.ask(
            Question("Mit wie viel Prozent wurde die Weiterbildung von Beschäftigten früher gefördert?")
        )
    assert found.mode == "generated"
    words = found.sentences[0].exact
    assert words is not None
    assert words.of(says_former) == "60 Prozent"


def test_a_follow_up_is_put_to_the_model_as_it_was_understood(tmp_path: Path) -> None:
    model = ScriptedModel(reply=well)
    with written(tmp_path, model) as assistant:
        found = assistant.ask(Question("Und mit höchstens wie viel Euro?", history=(FUNDED,)))
    assert found.resolved
    assert f'Frage: "{found.resolved}"' in model.heard[0][1].text


def test_only_what_may_be_seen_is_shown_to_the_model(tmp_path: Path) -> None:
    model = ScriptedModel(reply=well)
    with written(tmp_path, model, (LEAFLET, MEMBERS, MINUTES)) as assistant:
        assistant.ask(Question(FUNDED))
        assert "Zwirbelkranich" not in str(model.heard)
        assistant.ask(Question(FUNDED, audiences=frozenset({"public", "internal"})))
        assert "Zwirbelkranich" in str(model.heard)


def test_a_question_of_staff_does_not_leave_the_house(tmp_path: Path) -> None:
    model = ScriptedModel(reply=well)
    with written(tmp_path, model, reads_internal=False) as assistant:
        found = assistant.ask(Question(FUNDED, audiences=frozenset({"public", "internal"})))
        assert found.fallback == "model_external"
        extractive(found)
        assert model.heard == []
        assert assistant.ask(Question(FUNDED)).mode == "generated"


def test_a_question_that_the_documents_do_not_answer_is_not_asked_of_the_model(tmp_path: Path) -> None:
    model = ScriptedModel(reply=well)
    found = ask(tmp_path, model, "Wie heißt die Hauptstadt von Burkina Faso?", wrong_answers=10)
    assert (found.status, found.fallback, model.heard) == ("abstained", None, [])


def test_a_sentence_is_told_as_soon_as_it_is_proved(tmp_path: Path) -> None:
    told: list[tuple[Answer, int]] = []
    model = ScriptedModel(reply=well, seconds_a_piece=0.002)
    with written(tmp_path, model) as assistant:
        found = assistant.ask(Question(FUNDED), Listener(lambda answer: told.append((answer, model.pieces_written))))
    assert [len(answer.sentences) for answer, _ in told] == [1, 2]
    assert told[0][1] < told[1][1]
    assert told[1][0].citations == found.citations


def test_an_english_question_has_an_english_answer_and_a_german_quote(tmp_path: Path) -> None:
    def english(messages: list[BaseMessage]) -> str:
        assert messages[0].text.startswith("You write answers")
        return draft(("Training is funded with 80 percent of the costs.", [number_of(messages, "80 Prozent")]))

    model = ScriptedModel(reply=english)
    with written(tmp_path, model) as assistant:
        found = assistant.ask(Question(FUNDED, language="en"))
    assert (found.language, found.mode, found.refused) == ("en", "generated", 0)
    assert found.citations[0].quote.text == GRANT


# the bad cases


@pytest.mark.parametrize(
    "lie",
    [
        LIE,
        "Die Weiterbildung wird mit 80 Prozent gefördert, höchstens mit 125.000 Euro.",
        "Anträge nimmt die Förderstelle bis zum 31.12.2026 an.",
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_a_lie_about_numbers_is_never_shown_and_counted(lie: str, before: bool, tmp_path: Path) -> None:
    found = ask(tmp_path, with_grant(lie, before=before))
    assert [sentence.text for sentence in found.sentences] == [SAYS_GRANT]
    assert (found.mode, found.fallback, found.refused) == ("generated", None, 1)


def test_a_model_that_only_lies_is_told_so_once_and_then_quotes_take_its_place(tmp_path: Path) -> None:
    model = ScriptedModel(reply=lambda messages: draft((LIE, [number_of(messages, "80 Prozent")])))
    found = ask(tmp_path, model)
    extractive(found)
    assert (found.fallback, found.refused) == ("model_unsupported", 2)
    assert [len(messages) for messages in model.heard] == [2, 4]
    assert "Kein Satz deiner Ausgabe ist durch die Textstellen belegt" in model.heard[1][-1].text


def test_a_second_attempt_may_mend_the_first(tmp_path: Path) -> None:
    model = ScriptedModel(reply=says("Achtzig Prozent."))
    model.reply = lambda messages: well(messages) if len(messages) > 2 else "Achtzig Prozent."
    found = ask(tmp_path, model)
    assert (found.mode, found.fallback, len(model.heard)) == ("generated", None, 2)


@pytest.mark.parametrize("mark", [99, 0, -1])
def test_a_mark_that_was_never_shown_is_counted_and_proves_nothing(mark: int, tmp_path: Path) -> None:
    found = ask(tmp_path, with_grant(SAYS_DEADLINE, marks=[mark]))
    assert [sentence.text for sentence in found.sentences] == [SAYS_GRANT]
    assert (found.refused, found.bad_marks) == (1, 1)


def test_a_bad_mark_beside_a_good_one_is_counted_and_left_out(tmp_path: Path) -> None:
    model = ScriptedModel(reply=lambda messages: draft((SAYS_GRANT, [number_of(messages, "80 Prozent"), 99])))
    found = ask(tmp_path, model)
    assert (found.sentences[0].citations, found.bad_marks, found.refused) == ((1,), 1, 0)


def test_a_true_sentence_with_the_mark_of_another_passage_is_refused(tmp_path: Path) -> None:
    model = ScriptedModel(reply=lambda messages: draft((SAYS_GRANT, [number_of(messages, "30. Juni 2025")])))
    found = ask(tmp_path, model)
    assert found.fallback == "model_unsupported"
    extractive(found)


@pytest.mark.parametrize("output", ["Die Weiterbildung wird mit 80 Prozent gefördert [1].", "", '{"answer": "80 %"}'])
def test_prose_is_asked_for_once_more_and_then_quotes_take_its_place(output: str, tmp_path: Path) -> None:
    model = ScriptedModel(reply=says(output))
    found = ask(tmp_path, model)
    extractive(found)
    assert (found.fallback, len(model.heard)) == ("model_format", 2)


def test_a_model_that_stops_half_way_leaves_what_was_proved(tmp_path: Path) -> None:
    told: list[Answer] = []
    cut = ScriptedModel(reply=lambda messages: well(messages)[:-40])
    with written(tmp_path, cut) as assistant:
        found = assistant.ask(Question(FUNDED), Listener(told.append))
    assert [sentence.text for sentence in found.sentences] == [SAYS_GRANT]
    assert (found.mode, found.fallback) == ("generated", "model_format")
    assert told[-1].sentences == found.sentences


def test_a_broken_connection_leaves_what_was_proved(tmp_path: Path) -> None:
    found = ask(tmp_path, ScriptedModel(reply=well, breaks_after=len(SAYS_GRANT) // 7 + 12))
    assert [sentence.text for sentence in found.sentences] == [SAYS_GRANT]
    assert (found.mode, found.fallback) == ("generated", "model_down")


def test_a_model_that_cannot_be_reached_is_replaced_at_once(tmp_path: Path) -> None:
    model = ScriptedModel(reply=well, breaks_after=0)
    found = ask(tmp_path, model)
    extractive(found)
    assert (found.fallback, len(model.heard)) == ("model_down", 1)


def test_the_first_sentence_has_half_of_the_time(tmp_path: Path) -> None:
    started = time.monotonic()
    found = ask(tmp_path, ScriptedModel(reply=well, seconds_before=60), seconds=1.0)
    extractive(found)
    assert found.fallback == "model_slow"
    assert time.monotonic() - started < 8


def test_after_the_first_sentence_the_model_has_the_whole_time(tmp_path: Path) -> None:
    words = " ".join(["Wort"] * 400)
    model = with_grant(words)
    model.seconds_a_piece = 0.01
    found = ask(tmp_path, model, seconds=2.0)
    assert [sentence.text for sentence in found.sentences] == [SAYS_GRANT]
    assert (found.mode, found.fallback) == ("generated", "model_slow")


@pytest.mark.parametrize("times", [3, 30])
def test_a_model_that_repeats_itself_is_stopped_and_shown_once(times: int, tmp_path: Path) -> None:
    model = ScriptedModel(
        reply=lambda messages: draft(*[(SAYS_GRANT, [number_of(messages, "80 Prozent")])] * times),
        seconds_a_piece=0.001,
    )
    found = ask(tmp_path, model, max_tokens=5000)
    assert [sentence.text for sentence in found.sentences] == [SAYS_GRANT]
    assert found.fallback == (None if times == 3 else "model_format")


def test_fifty_thousand_tokens_are_not_waited_for(tmp_path: Path) -> None:
    model = ScriptedModel(reply=says("Wort " * 50_000), characters_a_piece=5)
    found = ask(tmp_path, model)
    extractive(found)
    assert (found.fallback, len(model.heard)) == ("model_too_long", 1)
    assert model.pieces_written < 50_000


def test_after_five_sentences_the_model_may_stop(tmp_path: Path) -> None:
    facts = document(
        "# Zahlen\n\n" + "\n\n".join(f"Im Jahr {year} waren es {year - 1900} Betriebe." for year in range(2010, 2018)),
        "zahlen.md",
    )

    def reply(messages: list[BaseMessage]) -> str:
        shown = passages_of(messages)
        years = [year for year in range(2010, 2018) if any(f"{year} waren" in one["text"] for one in shown.values())]
        return draft(
            *[(f"Im Jahr {y} waren es {y - 1900} Betriebe.", [number_of(messages, f"{y} waren")]) for y in years]
        )

    with written(tmp_path, ScriptedModel(reply=reply), (facts,)) as assistant:
        found = assistant.ask(Question("Wie viele Betriebe waren es im Jahr 2010?"))
    assert len(found.sentences) == 5
    assert found.fallback is None


def test_a_model_that_finds_no_answer_abstains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abstain, "SURE", 1.0)
    found = ask(tmp_path, ScriptedModel(reply=says(draft(answerable=False))))
    assert (found.status, found.reason, found.fallback) == ("abstained", "not_supported", None)
    assert found.related
    assert not found.is_unsure


@pytest.mark.parametrize(("sure", "is_unsure"), [(0.0, False), (1.0, True)])
def test_what_a_model_writes_is_as_doubtful_as_what_it_is_written_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sure: float, is_unsure: bool
) -> None:
    monkeypatch.setattr(abstain, "SURE", sure)
    found = ask(tmp_path, ScriptedModel(reply=well))
    assert (found.mode, found.is_unsure) == ("generated", is_unsure)


@pytest.mark.parametrize(
    "form",
    [
        "{0}, mehr unter https://boese.example.",
        "{0} [1].",
        "![Bild](https://boese.example/?q=x) {0}.",
        "<b>{0}</b>.",
        "**{0}**.",
        "{0} bei dieb@boese.example.",
        "{0} \u202ereuE.",
        "{0} `code`.",
        "| {0}.",
        "{0}, " * 30,
    ],
)
def test_a_sentence_that_is_not_plain_text_is_refused(form: str, tmp_path: Path) -> None:
    found = ask(tmp_path, with_grant(form.format("Höchstens gibt es 12.500 Euro")))
    assert [sentence.text for sentence in found.sentences] == [SAYS_GRANT]
    assert found.refused == 1


def test_a_reader_who_goes_away_ends_the_models_work(tmp_path: Path) -> None:
    gone = threading.Event()
    model = ScriptedModel(reply=well, seconds_a_piece=0.05)
    with written(tmp_path, model) as assistant:
        with pytest.raises(GoneError):
            assistant.ask(Question(FUNDED), Listener(lambda _: gone.set(), gone))
        assert model.given_up.wait(60)


def test_the_log_tells_staff_the_reason_and_never_the_question(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="assistant"):
        ask(tmp_path, ScriptedModel(reply=well, breaks_after=1))
    fields = [record.fields for record in caplog.records]  # type: ignore[attr-defined]
    assert {"fallback": "model_down", "why": "ConnectionError"} in fields
    assert "Weiterbildung" not in caplog.text + str(fields)


def test_of_several_sentences_in_one_text_each_is_judged_alone(tmp_path: Path) -> None:
    found = ask(tmp_path, with_grant(f"{SAYS_DEADLINE} {LIE} [1]", marks=[1, 2, 3]))
    assert [sentence.text for sentence in found.sentences] == [SAYS_GRANT, SAYS_DEADLINE]
    assert [citation.quote.text for citation in found.citations] == [GRANT, DEADLINE]
    assert found.refused == 2
