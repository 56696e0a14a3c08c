"""What is kept to be told later comes back as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.notices import Notice


@pytest.mark.parametrize(
    "notice",
    [
        Notice.of("mail_sealed"),
        Notice.of("hidden_cells", rows=2, columns=3),
        Notice.of("hidden_sheets", sheets=("Hafen", "Boote")),
        Notice.of("nothing_inside", path="Boote.zip", member="a.txt", why=Notice.of("empty_file", path="a.txt")),
        Notice(words="Der Hafen ist voll."),
    ],
)
def test_a_notice_comes_back_from_json(notice: Notice) -> None:
    assert Notice.from_json(json.loads(json.dumps(notice.as_json()))) == notice


def test_the_order_of_values_makes_no_difference() -> None:
    assert Notice.of("hidden_cells", rows=2, columns=3) == Notice.of("hidden_cells", columns=3, rows=2)


def test_what_json_has_no_form_for_is_kept_as_text() -> None:
    kept = Notice.of("missing_path", path=Path("Hafen") / "Boote").as_json()
    assert kept == {"code": "missing_path", "values": {"path": str(Path("Hafen") / "Boote")}, "words": ""}


@pytest.mark.parametrize("value", ["Boote\udcff\0.pdf", Path("Boote\udcff\0.pdf")])
def test_what_no_database_takes_is_not_kept(value: object) -> None:
    kept = Notice.of("missing_path", path=value, others=(value,), why=Notice.of("empty_file", path=value)).as_json()
    assert kept["values"]["path"] == kept["values"]["why"]["values"]["path"] == "Boote\ufffd\ufffd.pdf"
    assert kept["values"]["others"] == ["Boote\ufffd\ufffd.pdf"]


def test_a_text_of_before_is_kept_in_its_words() -> None:
    assert Notice.from_json("Der Hafen ist voll.") == Notice(words="Der Hafen ist voll.")
