"""Gold lines from use: proved by the document, written once, taken by the evaluation of the same data folder."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes import ToyEmbedder
from feedback_made import abstained, asked, kept

from assistant.__main__ import main
from assistant.errors import InputError, StorageError
from assistant.evaluation.sets.datasets import GoldSet, load
from assistant.feedback.box import FeedbackBox
from assistant.feedback.gaps import Gap
from assistant.feedback.gold import FILE, LONGEST_QUOTE, Added, add, with_answer, without_answer
from assistant.indexing.embedding import models
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.knowledge.fact_store import FILE as FACTS
from assistant.records import Document, DocumentInfo

QUOTE = "Der Zuschuss für Lastenräder beträgt 40 Prozent."
TEXT = f"Richtlinie\n\n{QUOTE} Anträge nimmt\ndie Förderstelle an.\n"
DOCUMENT = Document(
    DocumentInfo("d1", "foerderung/raeder.txt", "Richtlinie Räder", "funding", "public", "de"), "/x", "h", TEXT, ()
)


def gap(text: str = "Wie hoch ist der Zuschuss für Lastenräder?", **values: Any) -> Gap:
    return Gap((kept(text, **values),))


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / FILE).read_text(encoding="utf-8").splitlines()]


def test_a_question_without_an_answer_becomes_a_line_that_the_evaluation_reads(tmp_path: Path) -> None:
    add(tmp_path, without_answer(gap()))
    dataset = load(tmp_path / FILE)
    assert isinstance(dataset, GoldSet)
    (question,) = dataset.questions
    assert (question.answerable, question.kind, question.audience) == (False, "nearmiss", "public")
    assert (question.document, question.quote, question.answers) == ("", "", ())


def test_a_question_with_a_quote_becomes_a_line_that_the_evaluation_reads(tmp_path: Path) -> None:
    add(tmp_path, with_answer(gap(), DOCUMENT, QUOTE, ["40 Prozent"]))
    dataset = load(tmp_path / FILE)
    assert isinstance(dataset, GoldSet)
    (question,) = dataset.questions
    assert (question.document, question.quote, question.answers) == ("foerderung/raeder.txt", QUOTE, ("40 Prozent",))
    assert (question.kind, question.paraphrase, question.history) == ("amount", False, ())


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    add(tmp_path, without_answer(gap()))
    add(tmp_path, without_answer(gap("Wer leitet das Lab?")))
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_the_kind_says_what_was_asked_for() -> None:
    assert without_answer(gap(reason="out_of_scope")).kind == "outofscope"
    assert with_answer(gap("Bis wann?", history=("Wer fördert?",)), DOCUMENT, QUOTE).kind == "followup"
    assert with_answer(gap("Wer bewilligt das?"), DOCUMENT, QUOTE).kind == "who"
    assert with_answer(gap("Wen kann ich fragen?"), DOCUMENT, QUOTE).kind == "who"
    assert with_answer(gap("Bis wann gilt das?"), DOCUMENT, QUOTE).kind == "date"
    assert with_answer(gap("Wie viele Anträge gab es?"), DOCUMENT, QUOTE).kind == "amount"
    assert with_answer(gap("Gilt das für Vereine?"), DOCUMENT, QUOTE).kind == "fact"


def test_a_question_in_other_words_than_the_quote_is_a_paraphrase() -> None:
    assert with_answer(gap("Wie viel gibt es für Transportfahrräder?"), DOCUMENT, QUOTE).paraphrase is True


def test_without_a_short_answer_the_whole_quote_is_accepted() -> None:
    assert with_answer(gap(), DOCUMENT, QUOTE, ["", "  "]).answers == (QUOTE,)


def test_the_audience_of_a_line_is_that_of_the_document() -> None:
    internal = replace(DOCUMENT, info=replace(DOCUMENT.info, audience="internal"))
    assert with_answer(gap(), internal, QUOTE).audience == "internal"


def test_white_space_of_a_quote_does_not_matter() -> None:
    assert with_answer(gap(), DOCUMENT, " Anträge nimmt die   Förderstelle an.\n").quote == (
        "Anträge nimmt die Förderstelle an."
    )


@pytest.mark.parametrize(
    ("quote", "answers", "code"),
    [
        ("", [], "quote_empty"),
        ("Der Zuschuss für Lastenräder beträgt 50 Prozent.", [], "quote_not_in_document"),
        ("der zuschuss für lastenräder", [], "quote_not_in_document"),
        ("x" * (LONGEST_QUOTE + 1), [], "field_too_long"),
        (QUOTE, ["50 Prozent"], "answer_not_in_quote"),
    ],
)
def test_what_the_document_does_not_say_is_refused_in_words(quote: str, answers: list[str], code: str) -> None:
    with pytest.raises(InputError) as refused:
        with_answer(gap(), DOCUMENT, quote, answers)
    assert refused.value.code == code
    assert refused.value.explain("de").remedy


def test_a_question_stands_in_the_file_once(tmp_path: Path) -> None:
    line = without_answer(gap())
    assert add(tmp_path, line) == Added(line, 1, is_new=True)
    assert add(tmp_path, line) == Added(line, 1, is_new=False)
    with pytest.raises(InputError) as refused:
        add(tmp_path, with_answer(gap(), DOCUMENT, QUOTE))
    assert refused.value.code == "gold_exists"
    assert lines(tmp_path) == [line.as_json()]


def test_the_same_question_spelled_otherwise_is_the_same_line() -> None:
    spelled = gap("wie hoch ist der zuschuss fuer  lastenraeder?")
    assert without_answer(spelled).id == without_answer(gap()).id
    assert without_answer(gap(history=("Wer?",))).id != without_answer(gap()).id


def test_what_stands_in_the_file_stays_as_it_is(tmp_path: Path) -> None:
    own = b'{"id": "own-1",  "question": "Selbst geschrieben?"}'
    (tmp_path / FILE).write_bytes(own)
    assert add(tmp_path, without_answer(gap())).number == 2
    assert (tmp_path / FILE).read_bytes().startswith(own + b"\n{")
    assert add(tmp_path, without_answer(gap("Wer fördert?"))).number == 3


def test_a_broken_line_stops_the_appending(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'{"id": "a"}\n{"id": \n')
    with pytest.raises(StorageError) as refused:
        add(tmp_path, without_answer(gap()))
    assert refused.value.values["line"] == 2
    assert (tmp_path / FILE).read_bytes() == b'{"id": "a"}\n{"id": \n'


def test_many_at_once_lose_no_line(tmp_path: Path) -> None:
    threads = [
        threading.Thread(target=add, args=(tmp_path, without_answer(gap(f"Was ist Verfahren {number}?"))))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({line["id"] for line in lines(tmp_path)}) == 8


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one document, embedded with the toy model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", "toy")
    monkeypatch.setattr(models, "load_embedder", lambda settings: ToyEmbedder(settings.embedding_model))
    (tmp_path / "corpus" / "foerderung").mkdir(parents=True)
    (tmp_path / "corpus" / "foerderung" / "räder.txt").write_text(TEXT, encoding="utf-8")
    ingest_paths(Path("data"), [Path("corpus")], Plan("toy", lambda: ToyEmbedder("toy"), 64), audience="public")
    return Path("data")


def test_the_evaluation_asks_the_gold_lines_of_the_documents_beside_them(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stored = replace(DOCUMENT, info=replace(DOCUMENT.info, path="foerderung/räder.txt"))
    add(data, with_answer(gap(QUOTE), stored, QUOTE, ["40 Prozent"]))
    add(data, without_answer(gap("Wie wird das Wetter morgen?")))
    before = sorted(path.name for path in data.rglob("*.sqlite"))
    assert main(["evaluate", "answers", "data/gold.jsonl", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["documents"] == "1"
    assert [report["numbers"][name]["value"] for name in ("correct", "refusal recall")] == [1, 1]
    assert {path.name for path in data.rglob("*.sqlite")} - {FACTS} == set(before), "derived facts may be kept"


def test_an_ingestion_touches_neither_feedback_nor_gold_lines(data: Path) -> None:
    add(data, without_answer(gap()))
    box = FeedbackBox(data, 30)
    answer_id = box.issue(abstained(), asked("Wie wird das Wetter morgen?"))
    box.close()
    Path("corpus/neu.txt").write_text("Ein neues Dokument.", encoding="utf-8")
    Path("corpus/foerderung/räder.txt").unlink()
    ingest_paths(data, [Path("corpus")], Plan("toy", lambda: ToyEmbedder("toy"), 64), audience="public", prune=True)
    box = FeedbackBox(data, 30)
    assert [one.text for one in box.store.kept(box.kept_since)] == ["Wie wird das Wetter morgen?"]
    box.vote(answer_id, "helpful", "")
    box.close()
    assert len(lines(data)) == 1


def test_the_evaluation_of_the_search_accepts_them_too(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored = replace(DOCUMENT, info=replace(DOCUMENT.info, path="foerderung/räder.txt"))
    add(data, with_answer(gap(QUOTE), stored, QUOTE))
    assert main(["evaluate", "retrieval", "data/gold.jsonl", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["questions"] == "1"
