"""Passages found by words: BM25 over our own tokens, in tantivy. The only module that knows tantivy."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from os.path import splitext
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from assistant.indexing.ranking import best_first
from assistant.records import AUDIENCES, Audience, Document, Passage
from assistant.storage.errors import storage_error

if TYPE_CHECKING:
    import tantivy

Field = Literal["stems", "grams"]
FIELDS: tuple[Field, ...] = ("stems", "grams")

# Equal scores are cut off by where a passage lies in the index; so many more are fetched and then ordered by id.
_TIE_ROOM = 32
_WRITER_BYTES = 64_000_000

# R@1, R@5, R@10 of stems alone on gold/dev: title and headings counted once .41, .62, .68, these weights .44, .64, .72,
# file's name and date besides .46, .67, .74; fused .50, .77, .84 and .52, .78, .85. A field for each, their scores
# added, .33, .57, .63; other values of BM25's k1 (.6 to 2) and b (.3 to .9) within .03 (docs/history/RETRIEVAL.md,
# "What brings it").
TITLE_WEIGHT = 3
HEADING_WEIGHT = 2

# A question of data/train has 52 different grams, at most 111. Of three questions in one, 131 and at most 316, so many
# find what all find (R@1 .966; 48 find .928). At 100,000 passages 3,800 grams took two seconds.
MOST_TOKENS = 192


class LexicalEntry(NamedTuple):
    """A passage to be stored: the tokens of each field, already analysed; a token holds no white space."""

    id: str
    document_id: str
    fields: dict[str, list[str]]


class LexicalIndex(Protocol):
    """Passages of each audience, apart from one another, found by BM25."""

    def add(self, audience: Audience, entries: Iterable[LexicalEntry]) -> None:
        """Stores entries whose ids are new; visible after `commit`."""

    def remove(self, audience: Audience, ids: Sequence[str]) -> None:
        """Removes the passages `ids`, seen after `commit`; unknown ones do no harm."""

    def commit(self) -> None:
        """Makes everything since the last commit visible and lasting."""

    def search(
        self,
        field: Field,
        weights: Mapping[str, float],
        audience: Audience,
        k: int,
        documents: frozenset[str] | None = None,
        among: frozenset[Audience] = frozenset(),
    ) -> list[tuple[str, float]]:
        """At most `k` (id, BM25), best first, equals by id; BM25 of each token counts as often as its weight says.

        A token of weight 0 finds nothing; of more than MOST_TOKENS those that tell most are looked for. With
        `documents` only passages of these; whether it is given does not change a score. How rare a token is tell the
        passages of `audience` and of those `among` which it is searched, so that the scores of several go together:
        each with its own rarity, ten hits hold the answer of .68 of the questions to minutes, with that of all .88
        (gold/dev, 4-grams, 269 internal and 10,768 public passages).

        Raises:
            ValueError: a weight is negative or not finite.
        """

    def frequency(self, field: Field, token: str, audience: Audience) -> int:
        """The number of passages of `audience` that hold `token`.

        Here and in BM25 removed passages may count until the index tidies up: after 60 changes of one document in a row
        among 11,000 passages scores were off by .6 % (at most 6 %), and as many questions had their answer among ten.
        """

    def count(self, audience: Audience) -> int:
        """The number of passages of `audience`."""

    def ids(self, audience: Audience) -> set[str]:
        """The ids of all passages of `audience`."""

    def close(self) -> None:
        """Lets go of files; the index is not usable afterwards."""


def lexical_fields(document: Document, passage: Passage) -> dict[str, list[str]]:
    """The tokens that a passage is found by: its own text, and what says where it stands.

    That is BM25F with one saturation over all: a token of the title counts as TITLE_WEIGHT tokens. Source: Robertson,
    Zaragoza and Taylor 2004, "Simple BM25 extension to multiple weighted fields".
    """
    from assistant.language.terms import grams, stems

    info = document.info
    headings = "\n".join(heading for heading in passage.headings if heading != info.title)
    text = "\n".join([splitext(info.path)[0], str(info.date or ""), passage.text])
    analyses: dict[Field, Callable[[str], list[str]]] = {"stems": stems, "grams": grams}
    return {
        field: TITLE_WEIGHT * analysed(info.title) + HEADING_WEIGHT * analysed(headings) + analysed(text)
        for field, analysed in analyses.items()
    }


def telling(weights: Mapping[str, float], total: int, holding: Callable[[str], int]) -> dict[str, float]:
    """The tokens that count; of many the MOST_TOKENS that tell most, by weight and rarity among `total` passages.

    `holding` tells in how many passages a token stands. Raises ValueError when a weight is negative or not finite.
    """
    for token, weight in weights.items():
        if not 0 <= weight < math.inf:
            raise ValueError(f"a weight is 0 or more, not {weight} (of {token!r})")
    asked = {token: float(weight) for token, weight in weights.items() if weight > 0}
    if len(asked) <= MOST_TOKENS:
        return asked
    numbers = {token: holding(token) for token in asked}
    worth = {token: asked[token] * idf(n, total) for token, n in numbers.items() if n}
    return {token: asked[token] for token in sorted(worth, key=lambda token: (-worth[token], token))[:MOST_TOKENS]}


def idf(holding: int, total: int) -> float:
    """How much a token tells that `holding` of `total` passages hold.

    Source: Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", with 1 added, so that it is positive.
    """
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


def link(source: Path, target: Path) -> None:
    """Copies the index folder `source` for changing it. Tantivy never changes a segment: its files are hard links."""
    target.mkdir(parents=True)
    for path in source.rglob("*"):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir(parents=True)
        elif path.name.startswith(".") or path.suffix in (".json", ".lock"):
            shutil.copy2(path, copy)
        else:
            _link(path, copy)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # some file systems have no hard links
        shutil.copy2(source, target)


class TantivyIndex:
    """A LexicalIndex with one tantivy index for each audience, in folders of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers: dict[Audience, tantivy.IndexWriter] = {}
        with _explained(folder):
            self._indexes = {audience: _opened(folder / audience) for audience in AUDIENCES}
            self._stored = {audience: _stored(folder / audience) for audience in AUDIENCES}
        self._searchers = {audience: index.searcher() for audience, index in self._indexes.items()}

    def add(self, audience: Audience, entries: Iterable[LexicalEntry]) -> None:
        import tantivy

        writer = self._writer(audience)
        for entry in entries:
            document = tantivy.Document()
            document.add_text("id", entry.id)
            document.add_text("document", entry.document_id)
            for field in FIELDS:
                document.add_text(field, " ".join(entry.fields[field]))
            with _explained(self._folder):
                writer.add_document(document)

    def remove(self, audience: Audience, ids: Sequence[str]) -> None:
        writer = self._writer(audience)
        with _explained(self._folder):
            for id in ids:
                writer.delete_documents_by_term("id", id)

    def _writer(self, audience: Audience) -> tantivy.IndexWriter:
        if audience not in self._writers:
            with _explained(self._folder):
                # One thread: the same passages give the same segments, and so the same order.
                self._writers[audience] = self._indexes[audience].writer(_WRITER_BYTES, num_threads=1)
        return self._writers[audience]

    def commit(self) -> None:
        with _explained(self._folder):
            while self._writers:
                audience, writer = self._writers.popitem()
                writer.commit()
                writer.wait_merging_threads()
                self._indexes[audience].reload()
                self._searchers[audience] = self._indexes[audience].searcher()
                self._stored[audience] = _stored(self._folder / audience)

    def search(
        self,
        field: Field,
        weights: Mapping[str, float],
        audience: Audience,
        k: int,
        documents: frozenset[str] | None = None,
        among: frozenset[Audience] = frozenset(),
    ) -> list[tuple[str, float]]:
        asked = self._asked(field, weights, audience, among | {audience})
        if k <= 0 or not asked or documents == frozenset():
            return []
        searcher = self._searchers[audience]
        found = searcher.search(self._query(field, asked, audience, documents), limit=k + _TIE_ROOM, count=False)
        hits = ((str(searcher.doc(address)["id"][0]), _rounded(score)) for score, address in found.hits)
        return best_first(hits)[:k]

    def _asked(
        self, field: Field, weights: Mapping[str, float], audience: Audience, among: frozenset[Audience]
    ) -> dict[str, float]:
        """The tokens to look for, weighted so that their rarity in `audience`, which tantivy takes, is that `among`."""
        total = sum(self._stored[one] for one in among)

        def holding(token: str) -> int:
            return sum(self.frequency(field, token, one) for one in among)

        asked = telling(weights, total, holding)
        if among == {audience}:
            return asked
        own = {token: self.frequency(field, token, audience) for token in asked}
        return {
            token: weight * idf(holding(token), total) / idf(own[token], self._stored[audience])
            for token, weight in asked.items()
            if own[token]
        }

    def _query(
        self, field: Field, weights: Mapping[str, float], audience: Audience, documents: frozenset[str] | None
    ) -> tantivy.Query:
        from tantivy import Occur, Query

        schema = self._indexes[audience].schema
        words = Query.boolean_query(
            [
                (Occur.Should, Query.boost_query(Query.term_query(schema, field, token, index_option="freq"), weight))
                for token, weight in sorted(weights.items())
            ]
        )
        if documents is None:
            return words
        allowed = Query.const_score_query(Query.term_set_query(schema, "document", sorted(documents)), 0.0)
        return Query.boolean_query([(Occur.Must, words), (Occur.Must, allowed)])

    def frequency(self, field: Field, token: str, audience: Audience) -> int:
        return int(self._searchers[audience].doc_freq(field, token))

    def count(self, audience: Audience) -> int:
        return int(self._searchers[audience].num_docs)

    def ids(self, audience: Audience) -> set[str]:
        from tantivy import Query

        searcher = self._searchers[audience]
        found = searcher.search(Query.all_query(), limit=max(1, searcher.num_docs), count=False)
        return {str(searcher.doc(address)["id"][0]) for _, address in found.hits}

    def close(self) -> None:
        self._writers.clear()
        self._searchers.clear()
        self._indexes.clear()


def _rounded(score: float) -> float:
    """Five digits: what the order of adding up makes of the others differs from one host to another."""
    return float(f"{score:.5g}")


def _opened(folder: Path) -> tantivy.Index:
    import tantivy

    if folder.is_dir():
        index = tantivy.Index.open(str(folder))
    else:
        folder.mkdir(parents=True)
        index = tantivy.Index(_schema(), path=str(folder), reuse=False)
    tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("tokens", tokenizer)
    index.config_reader("manual")
    return index


def _stored(folder: Path) -> int:
    """The number of passages in the segments, with those removed that tantivy still counts."""
    segments = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["segments"]
    return sum(int(segment["max_doc"]) for segment in segments)


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="tokens", index_option="freq")
    return builder.build()


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turns what tantivy reports (ValueError for everything) while it opens or writes into a StorageError."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise storage_error(folder, error) from error
