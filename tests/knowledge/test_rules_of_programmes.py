"""Each rule for what, for whom and for what once something holds has an example that no other rule tells of."""

from __future__ import annotations

import re

import pytest

from assistant.knowledge.programmes.rules import (
    ASIDES,
    ENDS,
    FIELD_LABELS,
    NO_SUBJECTS,
    OPEN,
    PHRASES,
    STOPS,
    TIMES,
    UNITS,
    WHOLES,
    Rule,
)

TABLES = (PHRASES, ASIDES, STOPS, WHOLES, FIELD_LABELS, NO_SUBJECTS, OPEN, ENDS, TIMES, UNITS)
RULES = [(rules, rule) for rules in TABLES for rule in rules]


@pytest.mark.parametrize(("rules", "rule"), RULES, ids=[rule.example for _, rule in RULES])
def test_each_rule_tells_of_its_example_and_no_other_one_of_its_table_does(rules: tuple[Rule, ...], rule: Rule) -> None:
    words = rule.example.strip("()") if rules is ASIDES else rule.example
    told = [one for one in rules if re.search(one.pattern, words, re.IGNORECASE if rules is UNITS else 0)]
    assert told == [rule]
