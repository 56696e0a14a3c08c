"""The tables of the feedback database.

counts      how many questions had no answer: by day, reason, audience and language. No text
answered    how many had one: by day, audience, language and mode. No text
cited       how many answers of a day cite a document. No text
votes       what was said of an answer: the verdict, the documents cited, the mode. No text
questions   questions without an answer or with one marked wrong; only where questions are kept, and for so long
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, Integer, LargeBinary, MetaData, String, Table

from assistant.storage.migrating import Lineage
from assistant.storage.text_columns import StorableText

metadata = MetaData()
state = Table(
    "feedback_state",
    metadata,
    Column("only", Integer, primary_key=True),
    Column("secret", LargeBinary, nullable=False),
    Column("answers_since", Date),  # the first day that has all its answers in `answered`
)
counts = Table(
    "counts",
    metadata,
    Column("day", Date, primary_key=True),
    Column("reason", String(32), primary_key=True),
    Column("audience", String(16), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("count", Integer, nullable=False),
)
answered = Table(
    "answered",
    metadata,
    Column("day", Date, primary_key=True),
    Column("audience", String(16), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("mode", String(16), primary_key=True),
    Column("count", Integer, nullable=False),
)
cited = Table(
    "cited",
    metadata,
    Column("day", Date, primary_key=True),
    Column("document", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
)
votes = Table(
    "votes",
    metadata,
    Column("answer", String(32), primary_key=True),
    Column("day", Date, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("documents", JSON, nullable=False),
)
questions = Table(
    "questions",
    metadata,
    Column("answer", String(32), primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("text", StorableText, nullable=False),
    Column("history", JSON, nullable=False),
    Column("reason", String(32)),
    Column("mode", String(16), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("places", JSON, nullable=False),
    Column("is_wrong", Boolean, nullable=False),
    Column("comment", StorableText, nullable=False),
    Column("in_gold", Boolean, nullable=False),
)

FEEDBACK = Lineage("feedback", metadata, head="0002", first="votes")
