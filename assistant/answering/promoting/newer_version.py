"""Of two versions of a document, the sentence of the newer one before the sentence that it replaces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.choose import CLOSE, NEARLY
from assistant.answering.cite import plain
from assistant.answering.conflicts import headings
from assistant.answering.proving.statements import statement
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, QuoteOf
from assistant.retrieving.newer_versions import NAMED, SAID, Contender, newer_first
from assistant.retrieving.retrieve import Match
from assistant.retrieving.version_asked_for import names_version_of

# Versions say the same thing in other words, so the newer sentence may score NEARLY so much less and still go first.
LOWER = SAID * NEARLY  # SAID times as far where a clause of both sentences says the same


def newer_version_first(
    ranked: Sequence[Candidate], matches: Sequence[Match], asked: Understanding, quote_of: QuoteOf
) -> list[Candidate]:
    """The candidates with each sentence of a newer version before the one that it replaces.

    The other way round where the question asks for the older version. A sentence of either version that would be shown
    but cannot be quoted is dropped.
    """
    yields_to = _replaced_by(matches, asked)
    newer, versions = set(yields_to.values()), {*yields_to, *yields_to.values()}
    said = statement(asked.query).concepts if versions else frozenset()
    kept, contenders = [], []
    for one in ranked:
        is_newer = one.document.id in newer
        is_near = one.document.id in versions and one.score >= ranked[0].score - (LOWER if is_newer else CLOSE)
        shared = said & statement(plain(one.text)).concepts if is_near or is_newer else frozenset()
        is_compared = is_near or (is_newer and len(shared) >= NAMED)
        quoted = quote_of(one) if is_compared else None
        if is_compared and quoted is None:
            continue
        above, yields = headings(quoted) if quoted else (), yields_to.get(one.document.id)
        kept.append(one)
        contenders.append(Contender(one.document.id, one.text, one.score, yields, above, shared))
    return [replace(kept[position], score=score) for position, score in newer_first(contenders, NEARLY)]


def _replaced_by(matches: Sequence[Match], asked: Understanding) -> dict[str, str]:
    """For each document that gives way, the id of its version that goes first."""
    yields_to: dict[str, str] = {}
    for match in matches:
        older, newer = match.hit.document, match.hit.superseded_by
        if newer and match.yields:
            yields_to[older.id] = newer.id
        elif newer and not names_version_of(asked.query, newer):
            yields_to[newer.id] = older.id
    return yields_to
