"""Which kinds of documents visitors find something of, so that no way leads them to an empty list."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.records import DocumentInfo, DocumentType


class Held:
    """The kinds of the public documents, as they were when it was last looked. One thread keeps them, others read."""

    def __init__(self) -> None:
        self.public: frozenset[DocumentType] = frozenset()

    def keep(self, documents: Iterable[DocumentInfo]) -> None:
        self.public = frozenset(info.type for info in documents if info.audience == "public")
