"""The pairs of sentence and quotes: counted as worked out by hand, and as many as the measure asks for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.errors import UsageError
from assistant.evaluation.verification import FIGURES, SHIPPED, Pair, judged, pairs, report

QUOTE = "Der Zuschuss beträgt 50 Prozent."
NEAR = ("calibration", "held-out")


def pair(sentence: str, *, supported: bool, change: str) -> Pair:
    return Pair("p1", "mine", sentence, (QUOTE,), supported, change)


PAIRS = [
    pair("Der Zuschuss beträgt 50 %.", supported=True, change="writing"),
    pair("Der Zuschuss liegt bei der Hälfte, sagt der Elch.", supported=True, change="paraphrase"),
    pair("Der Zuschuss beträgt 60 Prozent.", supported=False, change="figure"),
    pair("Der Zuschuss beträgt 50 Euro.", supported=False, change="unit"),
    pair("Der Zuschuss beträgt 50 Prozent.", supported=False, change="name"),
]


def test_the_numbers_are_those_of_accepting() -> None:
    found = report(Path("mine.jsonl"), "mine", [judged(one) for one in PAIRS], verbose=True)
    values = {number.name: (number.value, number.n) for number in found.numbers}
    assert values["precision of accepting"] == (1 / 2, 2)
    assert values["recall of accepting"] == (1 / 2, 2)
    assert values["changed figures caught"] == (1.0, 2)
    supported, changed = found.breakdowns
    assert [(group.name, group.numbers[0].value) for group in supported.groups] == [("paraphrase", 0), ("writing", 1)]
    assert [(group.name, group.numbers[0].value) for group in changed.groups] == [
        ("figure", 1),
        ("name", 0),
        ("unit", 1),
    ]
    assert [(failure.expected, failure.got.partition(":")[0]) for failure in found.failures] == [
        ("accepted", "support"),
        ("refused (name)", "accepted"),
    ]


def test_the_shipped_pairs_are_many_and_none_stands_twice() -> None:
    found = pairs(SHIPPED)
    assert len(found) >= 300
    assert sum(one.supported for one in found) >= 120
    assert len({one.id for one in found}) == len({(one.sentence, one.quotes) for one in found}) == len(found)
    assert {one.part for one in found} == {*NEAR, "free words", "free words, blind"}
    assert {one.change for one in found if not one.supported} >= FIGURES | {
        "role",
        "negation",
        "modal",
        "name",
        "general",
    }


def test_no_sentence_with_a_changed_figure_is_accepted() -> None:
    changed = [one for one in pairs(SHIPPED) if one.part in NEAR and one.change in FIGURES and not one.supported]
    assert [one.id for one in changed if judged(one).verdict.is_backed] == []


def test_pairs_of_ones_own_are_judged_at_the_shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.jsonl"
    line = {"id": "a", "part": "own", "quotes": [QUOTE], "sentence": QUOTE, "supported": True, "change": "verbatim"}
    path.write_text(json.dumps(line), encoding="utf-8")
    assert main(["evaluate", "verification", str(path), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["numbers"]["recall of accepting"]["value"] == 1
    assert main(["evaluate", "verification", str(path), "--verbose"]) == 0
    assert "Verification: own" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", '{"id": "a"}\n', "[]"])
def test_a_file_that_holds_no_pairs_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"mine\.jsonl"):
        pairs(path)
