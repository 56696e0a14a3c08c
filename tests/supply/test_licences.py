"""No package of the runtime has a licence that nobody agreed to, and docs/LICENCES.md lists them all."""

from __future__ import annotations

from importlib import metadata

import pytest
from licences import PAGE, Licence, argued, by_hand, known, licence_of, may_stay, page, table, told
from locked import ROOT, everything

# What is text, or program and ours; anything else in the package has to be listed.
OURS = {".py", ".css", ".js", ".html", ".md", ".txt", ".mako", ".jsonl", ".json", ".toml"}


@pytest.mark.parametrize("name", sorted(everything()))
def test_each_locked_package_has_a_licence_that_may_be(name: str) -> None:
    licence = licence_of(name)
    assert licence, f"{name} does not tell its licence: read it, and write it to tests/supply/licences.toml"
    assert may_stay(name, licence.spdx), f"{name} is under {licence.spdx}: argue for it, or do without it"


def test_the_list_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "please run: make licences"


@pytest.mark.parametrize("read", [by_hand(), argued()], ids=["by_hand", "argued"])
def test_what_was_read_of_a_package_is_still_locked_and_still_what_the_package_tells(read: dict[str, Licence]) -> None:
    for name, one in read.items():
        assert name in everything(), f"{name} is locked no more"
        assert told(name) in (None, one.spdx), f"{name} tells {told(name)}"
        assert one.reason, name


def test_whatever_the_package_ships_beside_text_and_program_is_listed() -> None:
    listed = {one["what"] for one in table()["bundled"]}
    files = [path for path in (ROOT / "assistant").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    shipped = {str(path.relative_to(ROOT)) for path in files if path.suffix not in OURS}
    assert shipped == {what for what in listed if what.startswith("assistant/")}


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("BSD-3-Clause AND (GPL-2.0-only OR MIT)", True),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("AGPL-3.0-or-later", False),
        ("LGPL-3.0-only", False),
        ("LicenseRef-NVIDIA-Proprietary", False),
    ],
)
def test_all_parts_of_an_and_must_be_allowed_and_one_of_an_or(expression: str, may: bool) -> None:
    assert may_stay("some-package", expression) is may


def test_what_is_argued_for_one_package_holds_for_no_other() -> None:
    assert may_stay("psycopg", "LGPL-3.0-only")
    assert not may_stay("psycopg-fork", "LGPL-3.0-only")


@pytest.mark.parametrize("words", ["", "BSD", "UNKNOWN", "Proprietary", "Copyright (c) 2001 Somebody"])
def test_words_that_are_not_clear_are_not_guessed_at(words: str) -> None:
    assert known(words) is None


def test_the_metadata_of_this_project_tell_its_own_licence() -> None:
    assert metadata.metadata("wissens-assistent")["License-Expression"] == "Apache-2.0"
