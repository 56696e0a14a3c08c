"""Writes the documents of the sample corpus: `python -m corpus.generate [FOLDER]`.

The texts stand in corpus/texts, one file a document; each names the format that it is published in. What is asked of
them stands in gold.jsonl (`GoldQuestion`), and tests/corpus proves each answer. Of a question without one `near` is the
document that comes close, and the patterns of `absent` stand nowhere in the folders beside them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.renderers import RENDERERS
from corpus.sources import sources

CORPUS = Path(__file__).parent
TEXTS = CORPUS / "texts"


def documents() -> dict[str, bytes]:
    """The bytes of every document by its path relative to corpus/."""
    return {source.path: RENDERERS[source.matter["format"]](source) for source in sources(TEXTS)}


def write(folder: Path) -> list[str]:
    """Writes everything below `folder`; returns the paths written."""
    files = documents()
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return sorted(files)


if __name__ == "__main__":
    for written in write(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS):
        print(written)
