"""Which kinds of documents the public may see, so that no link leads visitors to an empty list."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.records import DocumentInfo, DocumentType


class PublicKinds:
    """The kinds of the public documents when somebody last looked. One thread updates them, others read."""

    def __init__(self) -> None:
        self.kinds: frozenset[DocumentType] = frozenset()

    def update(self, documents: Iterable[DocumentInfo]) -> None:
        self.kinds = frozenset(info.type for info in documents if info.audience == "public")
