"""Filters, answered by columns, let through what they say one document at a time."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.indexing.document_filter import FilterableDocuments
from assistant.language.terms import fold
from assistant.records import AUDIENCES, DOCUMENT_TYPES, Audience, DocumentInfo, Filters, Within

IDS = [f"d{number}" for number in range(8)]
LABS = st.sampled_from([None, "Technik", "TECHNIK", "Straße", ""])
DATES = st.none() | st.dates(datetime.date(2023, 12, 30), datetime.date(2024, 1, 3))


@st.composite
def infos(draw: st.DrawFn) -> list[DocumentInfo]:
    return [
        DocumentInfo(
            id, f"{id}.txt", "", draw(st.sampled_from(DOCUMENT_TYPES)), draw(st.sampled_from(AUDIENCES)), "de",
            date=draw(DATES), lab=draw(LABS), topic=draw(LABS),
        )
        for id in draw(st.lists(st.sampled_from(IDS), unique=True))
    ]  # fmt: skip


WITHIN = st.builds(Within, st.frozensets(LABS.filter(bool)), LABS)  # type: ignore[arg-type]
SOME = st.frozensets(st.sampled_from(IDS))
FILTERS = st.builds(Filters, st.none() | st.sampled_from(DOCUMENT_TYPES), LABS, LABS, DATES, DATES, SOME, WITHIN)


def passes(info: DocumentInfo, filters: Filters) -> bool:
    if filters.documents and info.id not in filters.documents:
        return False
    if filters.within.labs and fold(info.lab or "") not in {fold(lab) for lab in filters.within.labs}:
        return False
    about = ((filters.topic, info.topic), (filters.within.topic, info.topic))
    for wanted, has in ((filters.type, info.type), (filters.lab, info.lab), *about):
        if wanted is not None and fold(has or "") != fold(wanted):
            return False
    if filters.date_from and not (info.date and info.date >= filters.date_from):
        return False
    return not filters.date_to or bool(info.date and info.date <= filters.date_to)


@given(infos(), FILTERS, st.frozensets(st.sampled_from(AUDIENCES)))
def test_a_document_passes_when_all_fields_fit_and_it_is_for_the_audience(
    infos: list[DocumentInfo], filters: Filters, audiences: frozenset[Audience]
) -> None:
    expected = {info.id for info in infos if info.audience in audiences and passes(info, filters)}
    assert FilterableDocuments(infos).passing(filters, audiences) == expected


@given(infos())
def test_documents_are_listed_in_their_order_and_known_by_id(infos: list[DocumentInfo]) -> None:
    described = FilterableDocuments(infos)
    assert described.of(frozenset(AUDIENCES)) == infos
    assert described.of(frozenset({"public"})) == [info for info in infos if info.audience == "public"]
    assert [described.info(info.id) for info in infos] == infos


@pytest.mark.parametrize(
    "spelled", ["Fördermaßnahmen", "FÖRDERMASSNAHMEN", "foerdermassnahmen", "Fo\u0308rdermaßnahmen"]
)
def test_a_lab_is_meant_in_every_spelling(spelled: str) -> None:
    lab = DocumentInfo("a", "a.txt", "", "other", "public", "de", lab="Fördermaßnahmen")
    other = DocumentInfo("b", "b.txt", "", "other", "public", "de", lab="Fordermaßnahmen")
    assert FilterableDocuments([lab, other]).passing(Filters(lab=spelled), frozenset({"public"})) == {"a"}
