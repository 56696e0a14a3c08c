"""`python -m assistant calibrate`: from question sets to a yardstick."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from evaluation_fakes import GOLD, UNANSWERABLE
from fakes import ToyEmbedder

from assistant.__main__ import main
from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.answering.reader.reader import Finding, Reader
from assistant.answering.weighing.weigh import FEATURES
from assistant.answering.weighing.yardstick import SHIPPED, Yardstick
from assistant.errors import StorageError, UsageError
from assistant.evaluation.learning.calibrating import calibrate, paired
from assistant.evaluation.learning.judgements import Judged
from assistant.evaluation.report import Report, as_json, as_markdown
from assistant.evaluation.run import Bench, Open, Options, read
from assistant.evaluation.sets.datasets import DataSet, GoldSet
from assistant.indexing.embedding.pairs import Stretch
from assistant.settings.settings import Settings

PLACES = ("Wolfsburg", "Peine", "Gifhorn", "Goslar", "Salzgitter", "Helmstedt", "Uelzen", "Celle", "Hameln", "Stade")


def gold_set(folder: Path, count: int, *, misses: int) -> DataSet:
    """Questions on documents about places, of which `misses` ask for a place that nobody speaks of."""
    documents = folder / "press"
    documents.mkdir(parents=True)
    lines = []
    for number in range(count):
        place = f"{PLACES[number % len(PLACES)]}{number}"
        quote = f"Der Zuschuss in {place} beträgt {number + 10} Prozent."
        text = f"# Nachrichten {number}\n\nDas Netzwerk berichtet von einem Treffen. {quote} Die Frist endet im Mai.\n"
        (documents / f"{place}.md").write_text(text, encoding="utf-8")
        asked = {"question": f"Wie hoch ist der Zuschuss in {place}?", "document": f"press/{place}.md"}
        lines.append(GOLD | {"id": f"a{number}"} | asked | {"quote": quote, "answers": [f"{number + 10} Prozent"]})
    for number in range(misses):
        missed = {"question": f"Wer leitet die Bäckerei in Ort{number}?", "kind": "nearmiss"}
        lines.append(GOLD | UNANSWERABLE | {"id": f"m{number}"} | missed)
    gold = folder / "gold"
    gold.mkdir()
    (gold / "dev.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return read("answers", gold / "dev.jsonl")


def judged_set(folder: Path, count: int) -> DataSet:
    lines = []
    for number in range(count):
        texts = [f"{place}{number} liegt in Niedersachsen und hat ein Netzwerk." for place in PLACES[:3]]
        question = f"Wo liegt Peine{number}?" if number % 2 else f"Wann wurde Ulm{number} gegründet?"
        lines.append({"id": f"j{number}", "question": question, "answerable": bool(number % 2), "passages": texts})
    folder.mkdir()
    (folder / "judged.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return read("answers", folder / "judged.jsonl")


class _Attentive:
    """A reader that keeps what it is given, and finds nothing in it."""

    def __init__(self) -> None:
        self.chosen: list[tuple[str, tuple[str, ...]]] = []

    def read(self, question: str, stretches: Sequence[Stretch]) -> list[Finding]:
        self.chosen.append((question, tuple(one.text for one in stretches)))
        return [Finding(0.0, (0.0,) * len(one.sentences), (None,) * len(one.sentences)) for one in stretches]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "data" / "yardstick.json"


def calibrated(
    tmp_path: Path, target: Path, present: Yardstick, *datasets: DataSet, reader: Reader | None = None
) -> Report:
    def opened(yardstick: Yardstick) -> Open:
        by = replace(SHIPPED, read=yardstick) if reader else replace(SHIPPED, bare=yardstick)
        return lambda settings, embedder: Assistant(settings, Given(embedder, reader), yardsticks=by)

    bench = Bench(Settings(data=tmp_path / "data"), ToyEmbedder(), opened(present), tmp_path / "indexes")
    return calibrate(datasets, bench, opened, Options(), present, target)


def test_a_better_yardstick_is_written_and_told(tmp_path: Path, target: Path) -> None:
    backwards = Yardstick((0.0,) * len(FEATURES), SHIPPED.bare.calibration)
    sets = gold_set(tmp_path / "set", 60, misses=30), judged_set(tmp_path / "judged", 20)
    report = calibrated(tmp_path, target, backwards, *sets)
    assert report.circumstances["result"] == f"better: written to {target}"
    written = Yardstick.read(target)
    assert written.weights != backwards.weights
    assert written.calibration.trade_off
    assert json.loads(target.read_text(encoding="utf-8"))["data set"].count("sha256") == 2
    numbers = {number.name: number for number in report.numbers}
    assert numbers["right sentence among 1"].n == 60
    assert numbers["worth of answers"].n == 90
    assert float(report.circumstances["AUC of answerable"].split()[2]) > 0.9
    assert "judged passages" in str(report.circumstances.keys())
    assert [table.title for table in report.tables] == ["What answering from a confidence on trades"]
    assert "nothing was learnt" in as_markdown(report)
    assert as_json(report)


def test_one_that_is_no_better_changes_nothing(tmp_path: Path, target: Path) -> None:
    sets = (gold_set(tmp_path / "set", 60, misses=30),)
    backwards = Yardstick((0.0,) * len(FEATURES), SHIPPED.bare.calibration)
    calibrated(tmp_path, target, backwards, *sets)
    learnt = Yardstick.read(target)
    target.unlink()
    report = calibrated(tmp_path, target, learnt, *sets)
    assert report.circumstances["result"] == "not better: nothing is changed"
    assert not target.exists()


def test_where_somebody_reads_what_is_read_is_chosen_as_always(tmp_path: Path, target: Path) -> None:
    sets = (gold_set(tmp_path / "set", 60, misses=30),)
    reader = _Attentive()
    backwards = Yardstick((0.0,) * len(FEATURES), SHIPPED.read.calibration)
    calibrated(tmp_path, target, backwards, *sets, reader=reader)
    chosen = [one for one in reader.chosen if one[0].endswith("?")]  # but for warming up
    assert len(chosen) == 2 * 90
    assert dict(chosen[:90]) == dict(chosen[90:]), "whatever was learnt meanwhile"


def test_few_questions_teach_nothing(tmp_path: Path, target: Path) -> None:
    with pytest.raises(UsageError) as caught:
        calibrated(tmp_path, target, SHIPPED.bare, gold_set(tmp_path / "set", 5, misses=10))
    assert caught.value.code == "too_few_questions"
    assert not target.exists()


def test_silence_is_learnt_from_questions_without_an_answer(tmp_path: Path, target: Path) -> None:
    with pytest.raises(UsageError) as caught:
        calibrated(tmp_path, target, SHIPPED.bare, gold_set(tmp_path / "set", 60, misses=9))
    assert caught.value.code == "too_few_unanswerable"


def test_what_was_learnt_is_tried_on_other_documents(tmp_path: Path, target: Path) -> None:
    asked = gold_set(tmp_path / "set", 60, misses=10)
    assert isinstance(asked, GoldSet)
    first = asked.questions[0]
    same = [replace(first, id=f"s{number}") for number in range(60)]
    missed = [question for question in asked.questions if not question.answerable]
    with pytest.raises(UsageError) as caught:
        calibrated(tmp_path, target, SHIPPED.bare, replace(asked, questions=(*same, *missed)))
    assert caught.value.code == "one_document"


def test_two_yardsticks_are_compared_on_the_questions_that_both_judged_in_one_order() -> None:
    one, two, three = (Judged(None, is_answerable=True, is_right=False, is_graded=True, fold=n) for n in range(3))
    assert paired({"a": one, "b": two, "c": three}, {"c": one, "a": two}) == ([one, three], [two, one])


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        calibrated(tmp_path, tmp_path / "file" / "y.json", SHIPPED.bare, gold_set(tmp_path / "set", 1, misses=10))


def test_a_file_that_is_no_question_set_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "questions.jsonl").write_text("{}\n", encoding="utf-8")
    assert main(["calibrate", str(tmp_path / "questions.jsonl")]) == 2
    assert "questions.jsonl" in capsys.readouterr().err
