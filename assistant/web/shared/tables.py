"""The tables that the workers of a server share: DATA/server.sqlite, or the schema of the database server.

server_key             the secret with which addresses of visitors are hashed; a new one each day
server_visits          when a visitor came within the last minute, by kind of limit; no address
server_sessions        signed-in browsers, by the digest of their key
server_conversations   the earlier questions of a conversation, by the digest of its id; for half an hour
server_streams         answers that are being streamed or were a minute ago, by the digest of their key
server_events          the events of such an answer
server_workers         which workers live
server_leases          who does what is done once
server_notes           what one worker has found out for all: questions to begin with

server_keys            API keys, by their digests
server_audit           who did what; rows are added, and removed when their days are over, never changed

None of it outlives its hour but sessions, keys and the audit log; no backup holds it. What holds words of visitors or
traces of them is not logged by a PostgreSQL server either (UNLOGGED): it is in no archive of its log and on no replica,
and empty after a crash of it.
"""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    DDL,
    Boolean,
    Column,
    Double,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    event,
)

from assistant.storage.migrating import Lineage
from assistant.storage.text_columns import StorableString

metadata = MetaData()

# After its last question a conversation is over.
CONVERSATION_SECONDS = 30 * 60.0
# A tunnel, a lift, a lid that is shut and opened: after a minute nobody waits for the end of a sentence.
STREAM_SECONDS = 60.0
# Seconds since 1970 of the database's clock, in every column of this kind.
_SECONDS = Double

key = Table(
    "server_key",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("made", _SECONDS, nullable=False),
)
visits = Table(
    "server_visits",
    metadata,
    Column("kind", String(32), primary_key=True),
    Column("visitor", String(32), primary_key=True),
    Column("times", Text().with_variant(ARRAY(Double), "postgresql"), nullable=False),  # JSON in SQLite
    Column("last", _SECONDS, nullable=False, index=True),
)
sessions = Table(
    "server_sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("proof", String(64), nullable=False),  # of the staff token that it was begun with; "" without one
    Column("subject", StorableString(255), nullable=False),
    Column("name", StorableString(255), nullable=False),
    Column("role", String(16), nullable=False),
    Column("began", _SECONDS, nullable=False),
    Column("seen", _SECONDS, nullable=False),
)
conversations = Table(
    "server_conversations",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("audiences", String(64), nullable=False),
    Column("site", String(64), nullable=False),
    Column("questions", Text, nullable=False),  # JSON
    Column("last", _SECONDS, nullable=False, index=True),
)
streams = Table(
    "server_streams",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("worker", String(32), nullable=False),
    Column("is_over", Boolean, nullable=False),
    Column("read", _SECONDS, nullable=False),  # when another worker last read it for its client
    Column("last", _SECONDS, nullable=False, index=True),
)
events = Table(
    "server_events",
    metadata,
    Column("stream", String(64), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("frame", LargeBinary, nullable=False),
)
workers = Table(
    "server_workers",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("last", _SECONDS, nullable=False),
)
leases = Table(
    "server_leases",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("holder", String(32), nullable=False),
    Column("until", _SECONDS, nullable=False),
)
notes = Table(
    "server_notes",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("version", String(32), nullable=False),
    Column("content", Text, nullable=False),  # JSON
)

keys = Table(
    "server_keys",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("prefix", StorableString(16), nullable=False, unique=True),
    Column("name", StorableString(100), nullable=False),
    Column("scopes", String(100), nullable=False),  # by spaces
    Column("site", String(40), nullable=False),  # "" for no website
    Column("limit", Integer, nullable=False),  # a minute; 0: none
    Column("made", _SECONDS, nullable=False),
    Column("used", Integer, nullable=False),  # the day since 1970; 0: never
    Column("expires", _SECONDS, nullable=False),  # 0: never
    Column("revoked", _SECONDS, nullable=False),  # 0: not
)
log = Table(
    "server_audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", _SECONDS, nullable=False, index=True),
    Column("who", StorableString(300), nullable=False),
    Column("name", StorableString(200), nullable=False),
    Column("role", String(16), nullable=False),
    Column("done", StorableString(32), nullable=False),
    Column("about", Text, nullable=False),  # JSON
    Column("outcome", String(16), nullable=False),
    Column("whence", String(16), nullable=False),  # of the address a hash that is another one each day
    Column("request", String(64), nullable=False),
)
# What was written into the audit log is not written over.
APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER server_audit_kept BEFORE UPDATE ON server_audit "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    ),
    "postgresql": ("CREATE RULE server_audit_kept AS ON UPDATE TO server_audit DO INSTEAD NOTHING",),
}
for dialect, statements in APPEND_ONLY.items():
    for statement in statements:
        guarding = DDL(statement)  # type: ignore[no-untyped-call]
        event.listen(log, "after_create", guarding.execute_if(dialect=dialect))

UNLOGGED = (visits, conversations, streams, events)
for table in UNLOGGED:
    unlogged = DDL(f"ALTER TABLE {table.name} SET UNLOGGED")  # type: ignore[no-untyped-call]
    event.listen(table, "after_create", unlogged.execute_if(dialect="postgresql"))

SERVER = Lineage("server", metadata, head="0002", first=sessions.name)
