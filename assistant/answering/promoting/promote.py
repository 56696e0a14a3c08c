"""The ranked sentences in the order in which they become quotes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from assistant.answering.promoting.announced_change import announced_change
from assistant.answering.promoting.asked_size import asked_size_first
from assistant.answering.promoting.contact import contact
from assistant.answering.promoting.definition import definition
from assistant.answering.promoting.eligible_costs import eligible_costs
from assistant.answering.promoting.exclusion import granting
from assistant.answering.promoting.general_rule import general_rule
from assistant.answering.promoting.handing_in import handing_in
from assistant.answering.promoting.named_section import asked_heading, named_section_first
from assistant.answering.promoting.newer_version import newer_version_first
from assistant.answering.promoting.next_date import next_date
from assistant.answering.promoting.next_sentence import next_sentence
from assistant.answering.promoting.own_question import own_question_first
from assistant.answering.promoting.own_thing import own_thing
from assistant.answering.promoting.recommendations import recommendations
from assistant.answering.promoting.relation import relation
from assistant.answering.promoting.table_row import without_lesser_rows
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, QuoteOf, put_first, undoubted
from assistant.indexing.vocabulary import Words
from assistant.retrieving.retrieve import DocumentOf, Match


def named_first(ranked: Sequence[Candidate], asked: Understanding, document_of: DocumentOf) -> list[Candidate]:
    """The candidates with contact details, sections and sizes of firms that the question names before all others, and
    what answers the same question in a document.

    To be called before it is judged whether there is an answer: the reader network tends to doubt such sentences.
    """
    stating = contact(ranked, asked)
    ranked = put_first(stating, ranked)
    if stating:
        ranked[0] = undoubted(ranked[0])
    ranked = own_question_first(asked_size_first(ranked, asked), asked, document_of)
    return named_section_first(ranked, asked, document_of)


def promoted(
    ranked: Sequence[Candidate],
    matches: Sequence[Match],
    asked: Understanding,
    quote_of: QuoteOf,
    rarity: Mapping[str, float],
    today: datetime.date,
    vocabulary: Words,
) -> list[Candidate]:
    """The candidates of an answerable question, reordered.

    Args:
        ranked: best first, not empty.
        matches: the passages that they come from, with what is known of their versions.
        asked: the question.
        rarity: the inverse document frequency of each of the question's terms.
        today: what "next" is seen from.
        vocabulary: the words of the documents.
    """
    ranked = newer_version_first(ranked, matches, asked, quote_of)
    if not ranked:
        return []
    ranked = put_first(definition(ranked, asked, quote_of), ranked)
    ranked = put_first(announced_change(ranked, asked), ranked)
    ranked = put_first(relation(ranked, asked, quote_of), ranked)
    ranked = put_first(handing_in(ranked, asked), ranked)
    ranked = put_first(next_date(ranked, asked, today), ranked)
    ranked = put_first(next_sentence(ranked, asked, rarity), ranked)
    ranked = without_lesser_rows(ranked, asked)
    ranked = put_first(general_rule(ranked, asked, quote_of), ranked)
    ranked = put_first(own_thing(ranked, asked, quote_of, vocabulary), ranked)
    ranked = put_first(granting(ranked, asked, quote_of), ranked)
    several = eligible_costs(ranked, asked, quote_of) or recommendations(ranked, asked, quote_of)
    for one in reversed(several):
        ranked = put_first(one, ranked)
        ranked[0] = undoubted(ranked[0])  # as lists of items are, which the reader does not know as an answer
    return put_first(asked_heading(ranked, asked, quote_of), ranked)
