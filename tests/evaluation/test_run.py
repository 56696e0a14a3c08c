"""From a file of questions to a report, over a real index with a toy embedder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from evaluation_fakes import FirstPassage
from fakes import ToyEmbedder

from assistant.errors import UsageError
from assistant.evaluation.comparisons import WantedComparisons
from assistant.evaluation.report import Report, as_markdown
from assistant.evaluation.run import Bench, Options, Task, evaluate, read
from assistant.indexing.embedding.embed import Embedder
from assistant.records import AUDIENCES
from assistant.retrieving.fuse import LEARNT
from assistant.settings.loading import load
from assistant.settings.settings import Settings

STAFF = frozenset(AUDIENCES)

LAB = "Das Labor in Peine leitet Frau Anders."
GRANT = "Der Zuschuss beträgt 500 Euro."
RAIN = "Am Wochenende bleibt es trocken."


class Table:
    """A place to measure; every assistant that was opened there has to be closed in the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.embedder = ToyEmbedder()
        self._opened: list[FirstPassage] = []
        self.bench = Bench(load(max_tokens=64), self.embedder, self._open, folder / "indexes")

    def _open(self, settings: Settings, embedder: Embedder) -> FirstPassage:
        self._opened.append(FirstPassage(settings, embedder))
        return self._opened[-1]

    def report(self, task: Task, *lines: dict[str, Any], options: Options | None = None) -> Report:
        path = self.folder / "sets" / "dev.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return evaluate(task, read(task, path), self.bench, options or Options())

    def is_tidy(self) -> bool:
        return all(assistant.is_closed for assistant in self._opened)

    def texts(self) -> list[str]:
        """Of all documents of the one set that was taken in."""
        [data] = (self.folder / "indexes").iterdir()
        settings = self.bench.settings.with_data(data)
        with closing(FirstPassage(settings, self.embedder)) as assistant:
            return [assistant.document(info.id, STAFF).text.strip() for info in assistant.documents(STAFF)]


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    table = Table(tmp_path)
    yield table
    assert table.is_tidy()


def span(question: str, context: str, answer: str) -> dict[str, Any]:
    return {"question": question, "context": context, "answers": {"text": [answer], "answer_start": [0]}}


def gold(id: str, question: str, document: str, quote: str, answer: str, **more: object) -> dict[str, Any]:
    return {
        "id": id,
        "question": question,
        "language": "de",
        "answerable": True,
        "kind": "fact",
        "paraphrase": False,
        "history": [],
        "audience": "public",
        "document": document,
        "quote": quote,
        "answers": [answer],
        **more,
    }


SPANS = (
    span("Wer leitet das Labor in Peine?", LAB, "Frau Anders"),
    span("Wie viel beträgt der Zuschuss?", GRANT, "500 Euro"),
    span("Bleibt der Zuschuss trocken am Wochenende?", GRANT, "500 Euro"),
    span("Bleibt es am Wochenende trocken?", RAIN, "trocken"),
)


def values(report: Report) -> dict[str, float | None]:
    return {number.name: number.value for number in report.numbers}


def test_contexts_are_ranked_as_documents(table: Table) -> None:
    report = table.report("retrieval", *SPANS)
    assert values(report)["R@1"] == 0.75
    assert values(report)["R@10"] == 1.0
    assert report.ids == ("line 1", "line 2", "line 3", "line 4")
    assert report.circumstances["documents"] == "3"
    assert report.circumstances["model"] == "toy"
    assert report.circumstances["settings"] == f"max_tokens 64; weights: {LEARNT}"
    assert report.circumstances["data set"].startswith("sets/dev.jsonl, sha256 ")


def test_a_second_run_on_the_same_set_embeds_nothing(table: Table) -> None:
    table.report("retrieval", *SPANS)
    embedded = table.embedder.embedded
    table.report("answers", *SPANS)
    assert table.embedder.embedded == embedded


def test_answers_to_contexts_are_graded_by_their_own_document(table: Table) -> None:
    report = table.report("answers", *SPANS, options=Options(verbose=True))
    assert values(report)["correct"] == 0.75
    assert values(report)["answered but wrong"] == 0.25
    assert [failure.id for failure in report.failures] == ["line 3"]
    assert "- **line 3** Bleibt der Zuschuss trocken am Wochenende?" in as_markdown(report)


def test_judged_questions_count_refusals(table: Table) -> None:
    report = table.report(
        "answers",
        {"id": "j1", "question": "Wer leitet das Labor?", "answerable": True, "passages": [LAB, RAIN]},
        {"id": "j2", "question": "Wer leitet den Mond?", "answerable": False, "passages": [LAB, GRANT]},
        {"id": "j3", "question": "Wer war der Erste?", "answerable": False, "passages": [RAIN]},
        options=Options(verbose=True),
    )
    assert values(report)["refusal precision"] == 1.0
    assert values(report)["refusal recall"] == 0.5
    assert values(report)["refused though answerable"] == 0.0
    assert "correct" not in values(report)
    assert [failure.id for failure in report.failures] == ["j3"]


def test_judged_questions_have_no_ranking(table: Table) -> None:
    with pytest.raises(UsageError) as caught:
        table.report("retrieval", {"id": "j1", "question": "Wer?", "answerable": True, "passages": [LAB]})
    assert caught.value.code == "dataset_without_ranking"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name, text in {"press/labor.md": LAB, "minutes/sitzung.md": GRANT, "press/leer.txt": ""}.items():
        (tmp_path / "corpus" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "corpus" / name).write_text(text, encoding="utf-8")
    return tmp_path / "corpus"


GOLD = (
    gold("g1", "Wer leitet das Labor in Peine?", "press/labor.md", LAB, "Frau Anders"),
    gold("g2", "Wie viel beträgt der Zuschuss?", "minutes/sitzung.md", GRANT, "500 Euro", audience="internal"),
    gold("u1", "Wer war auf dem Mond?", "", "", "", answerable=False, answers=[], kind="outofscope"),
)


def test_gold_questions_are_asked_of_the_folders_as_staff(table: Table, corpus: Path) -> None:
    report = table.report("answers", *GOLD, options=Options(corpus))
    assert values(report)["correct"] == 1.0
    assert values(report)["first"] == 1.0
    assert values(report)["refusal recall"] == 1.0
    assert values(report)["figures backed"] == 1.0
    assert report.breakdowns[0].groups[0].name == "fact"
    assert report.failures == ()


def test_a_file_that_cannot_be_read_is_a_remark(table: Table, corpus: Path) -> None:
    report = table.report("retrieval", *GOLD, options=Options(corpus, k=20))
    assert values(report)["R@20"] == 1.0
    assert len(report.remarks) == 1
    assert "leer.txt" in report.remarks[0]
    assert [breakdown.title for breakdown in report.breakdowns] == ["by kind", "by language", "by wording"]


PASSAGES = {"p1": LAB, "p2": GRANT}


def taught(id: str, passage: str, question: str, answer: str = "", kind: str = "fact") -> dict[str, Any]:
    answerable = bool(answer)
    start = PASSAGES[passage].index(answer) if answer else -1
    return {
        "id": id,
        "passage": passage,
        "question": question,
        "answerable": answerable,
        "answer": answer,
        "start": start,
        "kind": kind,
        "paraphrase": False,
    }


TAUGHT = (
    taught("t1", "p1", "Wer leitet das Labor in Peine?", "Frau Anders"),
    taught("t2", "p2", "Wie viel beträgt der Zuschuss?", "500 Euro"),
    taught("t3", "p2", "Wer leitet den Mond?", kind="nearmiss"),
)


@pytest.fixture
def passages(tmp_path: Path) -> None:
    (tmp_path / "sets").mkdir()
    lines = "".join(json.dumps({"passage": id, "text": text}) + "\n" for id, text in PASSAGES.items())
    (tmp_path / "sets" / "passages.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "sets" / "distractors.jsonl").write_text(json.dumps({"text": RAIN}) + "\n", encoding="utf-8")


@pytest.mark.usefixtures("passages")
def test_questions_on_passages_are_sought_among_all_passages_and_distractors(table: Table) -> None:
    report = table.report("retrieval", *TAUGHT)
    assert report.ids == ("t1", "t2")
    assert values(report)["R@1"] == 1.0
    assert report.circumstances["documents"] == "3"
    assert [group.name for group in report.breakdowns[0].groups] == ["fact"]


@pytest.mark.usefixtures("passages")
def test_a_near_miss_is_to_be_refused_on_its_own_passage(table: Table) -> None:
    report = table.report("answers", *TAUGHT)
    assert values(report)["correct"] == 1.0
    assert values(report)["refusal recall"] == 1.0
    assert [outcome.state for outcome in report.outcomes] == ["correct", "correct", "refused"]


def listed(folder: Path, name: str, text: str, *questions: str) -> None:
    folder.mkdir(exist_ok=True)
    items = "".join(f"  - {question}\n" for question in questions)
    (folder / name).write_text(f"---\ntitel: {name}\nfragen:\n{items}---\n{text}\n", encoding="utf-8")


def test_the_questions_that_files_list_are_no_part_of_what_is_searched(table: Table, tmp_path: Path) -> None:
    folder = tmp_path / "satzungen"
    listed(folder, "labor.md", LAB, "Wer leitet das Labor in Peine?", "Xylophon Quitte?")
    listed(folder, "zuschuss.md", GRANT, "Wie viel beträgt der Zuschuss?")
    report = evaluate("retrieval", read("retrieval", folder), table.bench, Options())
    assert report.title == "Retrieval: satzungen"
    assert report.remarks == ()
    assert report.ids == ("labor.md 1", "labor.md 2", "zuschuss.md 1")
    assert [outcome.state for outcome in report.outcomes][::2] == ["1", "1"]
    assert sorted(table.texts()) == [LAB, GRANT]


def test_a_folder_at_another_place_has_an_index_of_its_own(table: Table, tmp_path: Path) -> None:
    for place in ("hier", "dort"):
        (tmp_path / place).mkdir()
        listed(tmp_path / place / "satzungen", "labor.md", LAB, "Wer leitet das Labor in Peine?")
        folder = tmp_path / place / "satzungen"
        report = evaluate("retrieval", read("retrieval", folder), table.bench, Options())
        assert values(report)["R@1"] == 1.0


def test_questions_that_stand_in_the_text_are_remarked(table: Table, tmp_path: Path) -> None:
    listed(tmp_path / "faq", "labor.md", f"Wer leitet das Labor?\n\n{LAB}", "Wer leitet das Labor?", "Wo ist es?")
    report = evaluate("retrieval", read("retrieval", tmp_path / "faq"), table.bench, Options())
    assert report.remarks == ("1 of 2 questions stand word for word in the text that is searched",)


def test_a_folder_that_lists_questions_has_no_answers_to_grade(tmp_path: Path) -> None:
    listed(tmp_path / "faq", "labor.md", LAB, "Wer?")
    with pytest.raises(UsageError) as caught:
        read("answers", tmp_path / "faq")
    assert caught.value.code == "dataset_without_answers"


def test_other_spellings_are_asked_beside_the_plain_one(table: Table) -> None:
    report = table.report("retrieval", *SPANS, options=Options(wanted=WantedComparisons(spellings=("lower", "nfd"))))
    (by_spelling,) = report.tables
    assert [row[0] for row in by_spelling.rows] == ["plain", "lower", "nfd"]
    assert report.shifts == ()


def test_the_ablation_leaves_out_part_after_part(table: Table) -> None:
    report = table.report("retrieval", *SPANS, options=Options(verbose=True, wanted=WantedComparisons(ablate=True)))
    (ablation,) = report.tables
    names = [row[0] for row in ablation.rows]
    assert names[:3] == ["everything", "without lexical", "without dense"]
    assert {"without stems", "without grams"} < set(names)
    assert ablation.rows[0][1] == next(number for number in report.numbers if number.name == "R@1")
    assert [shifts.title for shifts in report.shifts] == [f"{name} against everything" for name in names[1:]]


def test_the_other_stack_is_asked_the_same_questions_and_told_apart_by_question(table: Table, corpus: Path) -> None:
    report = table.report("retrieval", *GOLD, options=Options(corpus, wanted=WantedComparisons(langchain=True)))
    (beside,) = report.tables
    assert [row[0] for row in beside.rows] == ["ours", "LangChain"]
    (moved,) = report.shifts
    assert moved.title == "LangChain against ours"
    assert len([*(table.folder / "indexes").glob("gold-*/langchain")]) == 1


def test_each_corpus_of_gold_questions_has_an_index_of_its_own(table: Table, corpus: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "press").mkdir(parents=True)
    (other / "press" / "regen.md").write_text(RAIN, encoding="utf-8")
    table.report("retrieval", *GOLD, options=Options(corpus))
    rainy = gold("g3", "Bleibt es am Wochenende trocken?", "press/regen.md", RAIN, "trocken")
    report = table.report("retrieval", rainy, options=Options(other))
    assert report.circumstances["documents"] == "1"
    assert values(report)["R@1"] == 1.0
