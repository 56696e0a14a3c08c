"""What is told of labelled minutes is counted, and a set that cannot be read is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from classifiers import KeywordClassifier

from assistant.__main__ import main
from assistant.errors import UsageError
from assistant.evaluation.learning import train_classifier
from assistant.evaluation.minutes import SHIPPED, graded, is_who, report, report_on
from assistant.evaluation.sets.minutes import minutes_in
from assistant.knowledge.minutes.classifier.classifier import SILENT
from assistant.knowledge.minutes.outcome import KINDS

TEXT = """# Sitzung

Der Rat beschließt einen Zaun. Frau Rohwer übernimmt den Einkauf bis 3. Mai. Herr Wolf lobt das Wetter.

Das Tor ist fertig. Der Anstrich wird gestrichen, sagt Herr Wolf.

| Was | Wer |
|---|---|
| Bus mieten | Frau Kruse |
"""
LABELS = [
    {"kind": "decision", "quote": "Der Rat beschließt einen Zaun.", "who": [], "until": ""},
    {
        "kind": "task",
        "quote": "Frau Rohwer übernimmt den\nEinkauf bis 3. Mai.",
        "who": ["Frau Rohwer"],
        "until": "3. Mai",
    },
    {"kind": "open", "quote": "Der Anstrich wird gestrichen, sagt Herr Wolf.", "who": [], "until": ""},
    {"kind": "task", "quote": "| Bus mieten | Frau Kruse |", "who": ["Frau Kruse"], "until": ""},
]


def labelled(folder: Path, *labels: dict[str, Any], text: str = TEXT) -> Path:
    file = folder / "minutes.jsonl"
    file.write_text(json.dumps({"name": "rat", "text": text, "outcomes": list(labels)}) + "\n", encoding="utf-8")
    return file


def test_what_is_told_and_labelled_is_right_the_rest_is_missed_or_false(tmp_path: Path) -> None:
    found = [graded(one, KeywordClassifier()) for one in minutes_in(labelled(tmp_path, *LABELS))]
    values = {number.name: number.value for number in report_on(found, "set", verbose=False).numbers}
    assert values["precision"] == pytest.approx(3 / 4)  # "Das Tor ist fertig." is no label
    assert values["recall"] == pytest.approx(3 / 4)
    assert values["who is right"] == values["until when is right"] == 1
    [shown] = report_on(found, "set", verbose=False).breakdowns
    assert [group.name for group in shown.groups] == list(KINDS)


@pytest.mark.parametrize(
    ("told", "who", "is_right"),
    [
        (("Anna Berg",), ("Frau Berg",), True),
        (("Dr. Anna Berg",), ("AB",), True),
        (("Anna Berg", "Tom Wolf"), ("AB", "TW"), True),
        (("Wir", "Tom"), ("tom", "wir"), True),
        ((), ("wir",), True),
        ((), ("",), True),
        (("Anna Berg",), ("", "AB"), True),
        (("@ Tom",), ("Tom",), True),
        (("Anna Berg",), ("AW",), False),
        (("Anna Berg", "Tom Wolf"), ("AB",), False),
        ((), ("AB",), False),
        (("Anna Berg",), (), False),
    ],
)
def test_initials_and_the_name_are_the_same_person(told: tuple[str, ...], who: tuple[str, ...], is_right: bool) -> None:
    assert is_who(told, who) == is_right


def test_what_went_wrong_is_listed_where_that_is_wanted(tmp_path: Path) -> None:
    found = report(labelled(tmp_path, *LABELS), KeywordClassifier(), verbose=True)
    assert found.circumstances["classifier"] == "a network"
    failures = found.failures
    assert [(one.question, one.expected, one.got) for one in failures] == [
        ("Der Anstrich wird gestrichen, sagt Herr Wolf.", "open", "nothing of the kind"),
        ("Das Tor ist fertig.", "nothing of the kind", "result"),
    ]


def test_a_report_says_where_nothing_reads_along(tmp_path: Path) -> None:
    assert report(labelled(tmp_path, *LABELS), SILENT, verbose=False).circumstances["classifier"] == "none"


def test_one_told_outcome_meets_one_label(tmp_path: Path) -> None:
    [found] = [graded(one, KeywordClassifier()) for one in minutes_in(labelled(tmp_path, LABELS[0], LABELS[0]))]
    assert len(found.right) == 1
    assert len(found.missed()) == 1


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ({**LABELS[0], "quote": "Der Rat beschließt eine Hecke."}, "quote"),
        ({**LABELS[0], "quote": "| |"}, "quote"),
        ({**LABELS[0], "kind": "wish"}, "kind"),
        ({**LABELS[0], "who": "Rohwer"}, "who"),
        ({"kind": "decision", "quote": "Der Rat beschließt einen Zaun.", "who": []}, "until"),
    ],
)
def test_a_label_that_is_none_names_its_line_and_field(tmp_path: Path, label: dict[str, Any], field: str) -> None:
    with pytest.raises(UsageError) as caught:
        minutes_in(labelled(tmp_path, label))
    assert caught.value.code == "dataset_field"
    assert field in str(caught.value)


def test_a_file_without_minutes_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "none.jsonl"
    empty.write_text("\n", encoding="utf-8")
    assert main(["evaluate", "outcomes", str(empty)]) == 2
    assert "none.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize("file", [SHIPPED, train_classifier.OWN])
def test_the_minutes_that_we_bring_can_be_read_with_all_their_labels(file: Path) -> None:
    found = minutes_in(file)
    assert {label.kind for one in found for label in one.labels} == set(KINDS)
    assert len({one.document.info.id for one in found}) == len(found)


def test_no_minutes_are_learnt_from_and_measured_on() -> None:
    learnt, measured = (
        {one.document.info.title for one in minutes_in(file)} for file in (train_classifier.OWN, SHIPPED)
    )
    assert not learnt & measured


@pytest.mark.model
def test_the_shipped_classifier_tells_most_of_what_strangers_wrote_and_little_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["evaluate", "outcomes", "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out)["numbers"]
    assert numbers["precision"]["value"] > 0.6
    assert numbers["recall"]["value"] > 0.5
