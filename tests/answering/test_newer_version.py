"""Which of two versions an answer begins with."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from made import asked, candidate, document, match, passages, quote_of

from assistant.answering.choose import CLOSE
from assistant.answering.promoting.newer_version import LOWER, newer_version_first
from assistant.answering.promoting.promote import promoted
from assistant.answering.weighing.weigh import Candidate
from assistant.indexing.vocabulary import Words
from assistant.records import Document, Quote

OLD = document("# Bonus\n\nErst nach dem Bescheid; ein vorzeitiger Maßnahmenbeginn wird nicht zugelassen.", "2024.md")
NEW = document("# Bonus\n\nEin vorzeitiger Maßnahmenbeginn kann zugelassen werden; man fragt vorher.", "2026.md")


@pytest.mark.parametrize(("lower", "first"), [(CLOSE + 0.5, NEW), (LOWER + 0.5, OLD)])
def test_what_the_newer_version_says_of_it_goes_first_though_it_would_not_be_shown(
    lower: float, first: Document
) -> None:
    ranked = [candidate(OLD, "Erst", score=20.0), candidate(NEW, "Ein", score=20.0 - lower)]
    found = match(OLD, passages(OLD)[-1])
    older = replace(found, hit=replace(found.hit, superseded_by=NEW.info), yields=True)

    def quoted(one: Candidate) -> Quote | None:
        source = OLD if one.document.id == OLD.id else NEW
        return quote_of(source, one.text)

    kept = newer_version_first(ranked, [older], asked("Darf man vorher beginnen?"), quoted)
    assert kept[0].document == first.info


def test_where_no_sentence_of_the_versions_can_be_quoted_nothing_is_left() -> None:
    found = match(OLD, passages(OLD)[-1])
    older = replace(found, hit=replace(found.hit, superseded_by=NEW.info), yields=True)
    ranked = [candidate(OLD, "Erst", score=20.0), candidate(NEW, "Ein", score=20.0)]
    question = asked("Bis wann darf man vorher beginnen?", "date")
    assert promoted(ranked, [older], question, lambda _: None, {}, datetime.date(2026, 3, 1), Words([])) == []
