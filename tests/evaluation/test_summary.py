"""Several sets in one table."""

from __future__ import annotations

from assistant.evaluation.metrics import mean
from assistant.evaluation.report import Number, Report, as_json, as_markdown
from assistant.evaluation.summary import summary


def report(name: str, **values: float) -> Report:
    told = {
        "data set": f"{name}, sha256 0123",
        "questions": "2",
        "model": "toy",
        "settings": "max_tokens 64",
        "machine": "a processor",
    }
    numbers = tuple(Number.of(key.replace("_", " "), mean([value, value])) for key, value in values.items())
    return Report(f"Retrieval: {name}", told, numbers)


def test_each_set_has_a_row_with_the_numbers_that_any_of_them_has() -> None:
    told = summary("retrieval", [report("a", **{"R@1": 0.5}), report("b", **{"R@1": 1.0, "document first": 1.0})])
    (table,) = told.tables
    assert table.head == ("", "questions", "R@1", "document first")
    assert [row[0] for row in table.rows] == ["a", "b"]
    assert table.rows[0][3] is None
    assert as_json(told)["tables"]["all sets"][1]["R@1"]["high"] == 1.0
    assert "0.500 (0.500 to 0.500)" in as_markdown(told)
    assert told.circumstances == {"model": "toy", "settings": "max_tokens 64", "machine": "a processor"}


def test_answers_have_columns_of_their_own() -> None:
    told = summary("answers", [report("a", correct=0.5, first=0.5), report("b", correct=1.0)])
    assert told.tables[0].head == ("", "questions", "correct", "first")
    assert told.title == "Answers: 2 sets"
