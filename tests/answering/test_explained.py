"""How an answer came about: every step is told, and none is made a second time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from made import CloseEmbedder, document, quote_of

from assistant.answering.ask import answer
from assistant.answering.explain import Recorder, Step, as_json, explained
from assistant.answering.understanding.understand import understand
from assistant.answering.verify import verify
from assistant.answering.weighing.yardstick import FOUND_NOTHING
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.records import Answer, Filters, Question
from assistant.retrieving.retrieve import Retriever

GRANT = document("# Zuschuss\n\nDer Zuschuss für Lehrgänge beträgt 80 Prozent der Kosten.", "zuschuss.md")
ASKED = "Wie hoch ist der Zuschuss für Lehrgänge in Prozent?"


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    data = tmp_path_factory.mktemp("data")
    embedder = CloseEmbedder(dimension=512)
    ingest_documents(data, [GRANT], embedder, 64)
    index = Index.open(data, embedder.name)
    yield Retriever(index, embedder)
    index.close()


@pytest.fixture(scope="module")
def recorded(retriever: Retriever) -> tuple[Answer, list[Step]]:
    recorder = Recorder()
    return answer(Question(ASKED), retriever, watch=recorder), recorder.steps


def test_each_step_of_an_answer_is_told(recorded: tuple[Answer, list[Step]]) -> None:
    found, [step] = recorded
    assert found.citations
    assert step.asked.query == ASKED
    assert step.hits[0].document.id == GRANT.id
    assert "80 Prozent" in step.best[0].text
    assert [verdict.is_backed for verdict in step.verdicts] == [True] * len(step.quotes)


def test_the_text_names_passages_features_confidence_verdicts_and_the_result(
    recorded: tuple[Answer, list[Step]],
) -> None:
    found, steps = recorded
    shown = explained(found, steps, "")
    assert shown.startswith(f"Frage: {ASKED}")
    for words in ("zuschuss.md", "similarity", "×", "Zuversicht", "belegt", "Ergebnis:", "[1]"):
        assert words in shown
    assert max(map(len, shown.splitlines())) <= 120


def test_the_json_holds_the_same_numbers(recorded: tuple[Answer, list[Step]]) -> None:
    _, [step] = recorded
    [plain] = as_json([step])
    assert plain["query"] == ASKED
    assert plain["filters"] == {}
    assert plain["passages"][0]["path"] == "zuschuss.md"
    assert plain["confidence"]["value"] >= plain["confidence"]["threshold"]
    assert plain["verdicts"][0] == {
        "sentence": step.quotes[0].text,
        "backed": True,
        "support": 1.0,
        "refusals": [],
    }


def test_a_refused_sentence_is_shown_with_its_reason_in_both_languages() -> None:
    quote = quote_of(GRANT, "Der Zuschuss für Lehrgänge beträgt 80 Prozent der Kosten.")
    verdict = verify("Der Zuschuss für Lehrgänge beträgt 90 Prozent der Kosten.", [quote])
    for language, words in (("de", "abgelehnt, denn die Prozentzahl"), ("en", "refused, for the percentage")):
        asked = understand(Question(ASKED, language=language))  # type: ignore[arg-type]
        step = Step(asked, Filters(), (), quotes=(quote,), verdicts=(verdict,))
        shown = explained(Answer(ASKED, asked.language, "extractive", reason="not_supported"), [step], "")
        assert words in " ".join(shown.split())
        assert "90 Prozent" in " ".join(shown.split())


def test_what_the_question_names_and_no_passage_does_is_told_beside_the_evidence(retriever: Retriever) -> None:
    recorder = Recorder()
    found = answer(Question("Wie hoch ist der Zuschuss für Lehrgänge in Kassel?"), retriever, watch=recorder)
    [plain] = as_json(recorder.steps)
    assert plain["confidence"]["evidence"]["named"]["value"] == 0
    assert plain["confidence"]["not_mentioned"] == ["Kassel"]
    note = "      In den passenden Stellen nicht genannt: „Kassel“."
    assert note in explained(found, recorder.steps, "").splitlines()


def test_where_the_reader_finds_no_answer_at_all_that_is_told_beside_the_evidence(
    recorded: tuple[Answer, list[Step]],
) -> None:
    found, [step] = recorded
    assert step.judgement
    evidence = step.judgement.evidence._replace(answers=FOUND_NOTHING - 1)
    refuted = replace(step, judgement=replace(step.judgement, evidence=evidence))
    plain = [one["confidence"] for one in as_json([step, refuted])]
    assert [one["is_refuted"] for one in plain] == [False, True]
    assert plain[1]["value"] == 0
    told = [line.strip() for line in explained(found, [refuted], "").splitlines()]
    border = f"answers unter {FOUND_NOTHING:g}: In allem, was gelesen wurde,"
    assert any(line.startswith(border) for line in told)
    assert "answers unter" not in explained(found, [step], "")


def test_a_question_that_finds_nothing_has_a_step_without_sentences(retriever: Retriever) -> None:
    recorder = Recorder()
    found = answer(Question(ASKED, filters=Filters(type="minutes")), retriever, watch=recorder)
    assert found.reason == "no_hits"
    assert as_json(recorder.steps)[-1]["confidence"] is None
    assert "Gelesene Textstellen: 0" in explained(found, recorder.steps, "")
