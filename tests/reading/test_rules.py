"""corpus.toml: what the keeper of a corpus says about its files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.reading.describing.rules import Decision, Rule, Rules


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "minutes" / "internal").mkdir(parents=True)
    (tmp_path / "corpus.toml").write_text(
        """
        [[rule]]
        path = "minutes/**"
        type = "minutes"
        audience = "public"

        [[rule]]
        path = "minutes/internal/**"
        audience = "internal"
        lab = "Technologie"
        """,
        encoding="utf-8",
    )
    return tmp_path


def test_later_rules_override_field_by_field(corpus: Path) -> None:
    rules = Rules.find(corpus)
    assert rules.decide("minutes/a.md") == Decision(type="minutes", audience="public")
    assert rules.decide("minutes/internal/a.md") == Decision(type="minutes", audience="internal", lab="Technologie")
    assert rules.decide("press/a.md") == Decision()


def test_the_rules_of_a_folder_above_hold_for_a_part_of_the_corpus(corpus: Path) -> None:
    assert Rules.find(corpus / "minutes" / "internal").decide("a.md").audience == "internal"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a file to somebody else")
@pytest.mark.parametrize(
    ("rights", "owner", "is_refused"),
    [(0o1777, 4711, True), (0o777, 4711, True), (0o1777, 815, False), (0o1777, 0, False), (0o755, 4711, False)],
)
def test_rules_that_a_stranger_left_above_are_refused_and_not_just_left_out(
    corpus: Path, rights: int, owner: int, is_refused: bool
) -> None:
    part = corpus / "minutes" / "internal"
    os.chown(part, 815, -1)
    os.chown(corpus / "corpus.toml", owner, -1)
    corpus.chmod(rights)
    assert Rules.find(corpus).decide("minutes/internal/a.md").audience == "internal", "who names it means it"
    if not is_refused:
        assert Rules.find(part).decide("a.md").audience == "internal"
        return
    with pytest.raises(SettingsError) as refused:
        Rules.find(part)
    assert refused.value.code == "rules_planted"
    with pytest.raises(SettingsError):
        Rules.find(corpus, is_named=False)
    (part / "corpus.toml").touch()
    assert Rules.find(part).decide("a.md") == Decision()


def test_rules_are_looked_for_no_higher_than_is_said(corpus: Path) -> None:
    part = corpus / "minutes" / "internal"
    assert Rules.find(part, corpus / "minutes") == Rules()
    assert Rules.find(part, corpus).decide("a.md").audience == "internal"


def test_without_a_file_there_are_no_rules(tmp_path: Path) -> None:
    assert Rules.find(tmp_path).decide("a.md") == Decision()


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*.md", "a.md", True),
        ("*.md", "tief/a.md", False),
        ("**/*.md", "a.md", True),
        ("**/*.md", "sehr/tief/a.md", True),
        ("press/", "press/2024/a.md", True),
        ("press", "press/a.md", False),
        ("a?.md", "ab.md", True),
        ("a?.md", "a/.md", False),
        ("[a].md", "[a].md", True),
        ("[a].md", "a.md", False),
        ("**", "mit\nUmbruch.md", True),
    ],
)
def test_patterns_match_whole_paths(pattern: str, path: str, matches: bool) -> None:
    assert Rule(pattern, Decision()).matches(path) is matches


@pytest.mark.parametrize(
    ("content", "code", "shown"),
    [
        ('[[rule]]\npath = "**"\nlabor = "x"', "rule_key", ("labor", "lab, topic, url")),
        ("[rules]\n", "rule_key", ("rules", "rule")),
        ('[[rule]]\npath = "**"\ntype = "Studie"', "rule_value", ("Studie", "press_release")),
        ('[[rule]]\npath = "**"\naudience = "alle"', "rule_value", ("alle", "public, internal")),
        ('[[rule]]\npath = "**"\nurl = "javascript:x"', "rule_value", ("javascript:x", "https://")),
        ('[[rule]]\npath = "**"\nlab = 3', "rule_value", ("3", "lab")),
        ('[[rule]]\npath = "**"\ndate = "gestern"', "rule_value", ("gestern", "2025-05-20")),
        ('[[rule]]\npath = "**"\ndate = 2025-05-20T12:00:00', "rule_value", ("12:00", "2025-05-20")),
        ('[[rule]]\npath = "**"\nlanguage = "fr"', "rule_value", ("fr", "de, en")),
        ("[labor]\n", "rule_key", ("labor", "ignore, rule, labs, topics")),
        ("labs = 3", "rule_value", ("labs", "3", "[labs]")),
        ('[labs]\nA = "x"', "rule_value", ("labs.A", "x")),
        ('[topics]\nA = [""]', "rule_value", ("topics.A",)),
        ('[[rule]]\ntype = "study"', "rule_path", ("1",)),
        ('rule = "x"', "rule_value", ("rule",)),
        ("[[rule", "rules_file", ()),
    ],
)
def test_a_wrong_rule_is_named_with_what_is_known(
    tmp_path: Path, content: str, code: str, shown: tuple[str, ...]
) -> None:
    (tmp_path / "corpus.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        Rules.find(tmp_path)
    assert caught.value.code == code
    assert all(part in str(caught.value) for part in (str(tmp_path), *shown))


def test_names_are_listed_with_the_words_that_point_to_them(tmp_path: Path) -> None:
    content = '[labs]\n"Zukunft der  Arbeit" = ["Lab Arbeit", "Weiterbildung"]\n[topics]\nBatterie = []'
    (tmp_path / "corpus.toml").write_text(content, encoding="utf-8")
    known = Rules.find(tmp_path).known
    assert known.labs == (("Zukunft der Arbeit", ("Lab Arbeit", "Weiterbildung")),)
    assert known.topics == (("Batterie", ("Batterie",)),)


def test_the_digest_changes_with_the_listed_names_alone(tmp_path: Path) -> None:
    digests = []
    rule = '[[rule]]\npath = "**"\nlab = "A"'
    for content in ("", '[labs]\nA = ["x"]', '[labs]\nA = ["y"]', '[topics]\nA = ["x"]', rule):
        (tmp_path / "corpus.toml").write_text(content, encoding="utf-8")
        digests.append(Rules.find(tmp_path).digest)
    assert digests[0] == digests[-1]
    assert len(set(digests)) == 4


def test_a_decision_names_the_rule_for_each_field(corpus: Path) -> None:
    decision = Rules.find(corpus).decide("minutes/internal/a.md")
    assert decision.said_by == {"type": "minutes/**", "audience": "minutes/internal/**", "lab": "minutes/internal/**"}
