"""A LexicalIndex that looks at every passage, and how to open either of the two; other processes import it too."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from assistant.indexing.lexical import Field, LexicalEntry, LexicalIndex, TantivyIndex, idf, telling
from assistant.records import AUDIENCES, Audience

K1, B = 1.2, 0.75


class ListedLexical:
    """BM25 by its formula. What it held at the last commit lies in a file an audience."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._stored = {audience: self._read(audience) for audience in AUDIENCES}
        self._changed = {audience: dict(entries) for audience, entries in self._stored.items()}

    def _read(self, audience: Audience) -> dict[str, LexicalEntry]:
        path = self._folder / f"{audience}.json"
        rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        return {row[0]: LexicalEntry(*row) for row in rows}

    def add(self, audience: Audience, entries: Iterable[LexicalEntry]) -> None:
        self._changed[audience].update({entry.id: entry for entry in entries})

    def remove(self, audience: Audience, ids: Sequence[str]) -> None:
        for id in ids:
            self._changed[audience].pop(id, None)

    def commit(self) -> None:
        for audience, entries in self._changed.items():
            self._stored[audience] = dict(entries)
            path = self._folder / f"{audience}.json"
            path.write_text(json.dumps(list(entries.values())), encoding="utf-8")

    def search(
        self,
        field: Field,
        weights: Mapping[str, float],
        audience: Audience,
        k: int,
        documents: frozenset[str] | None = None,
        among: frozenset[Audience] = frozenset(),
    ) -> list[tuple[str, float]]:
        score = self._bm25(field, weights, audience, among | {audience})
        hits = [
            (entry.id, score(entry.fields[field]))
            for entry in self._stored[audience].values()
            if documents is None or entry.document_id in documents
        ]
        return sorted((hit for hit in hits if hit[1] > 0), key=lambda hit: (-hit[1], hit[0]))[: max(k, 0)]

    def _bm25(
        self, field: Field, weights: Mapping[str, float], audience: Audience, among: frozenset[Audience]
    ) -> Callable[[list[str]], float]:
        total = sum(self.count(one) for one in among)

        def holding(token: str) -> int:
            return sum(self.frequency(field, token, one) for one in among)

        asked = telling(weights, total, holding)
        rarity = {token: idf(holding(token), total) for token in asked}
        lengths = [len(entry.fields[field]) for entry in self._stored[audience].values()]
        average = sum(lengths) / max(len(lengths), 1)

        def score(tokens: list[str]) -> float:
            room = K1 * (1 - B + B * len(tokens) / average) if average else K1
            found = {token: tokens.count(token) for token in asked}
            return sum(asked[t] * rarity[t] * n * (K1 + 1) / (n + room) for t, n in found.items())

        return score

    def frequency(self, field: Field, token: str, audience: Audience) -> int:
        return sum(token in entry.fields[field] for entry in self._stored[audience].values())

    def count(self, audience: Audience) -> int:
        return len(self._stored[audience])

    def ids(self, audience: Audience) -> set[str]:
        return set(self._stored[audience])

    def close(self) -> None:
        self._stored.clear()


def opened(kind: str, folder: Path) -> LexicalIndex:
    return TantivyIndex(folder) if kind == "tantivy" else ListedLexical(folder)


def found_by_another_process(kind: str, folder: Path, token: str) -> list[str]:
    index = opened(kind, folder)
    try:
        return [id for id, _ in index.search("stems", {token: 1.0}, "public", 10)]
    finally:
        index.close()
