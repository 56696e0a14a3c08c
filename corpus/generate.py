"""Writes the documents of the sample corpus and its gold file: `python -m corpus.generate [FOLDER]`.

The texts stand in corpus/texts, one file a document; each names the format that it is published in.
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.facts import FACTS
from corpus.renderers import RENDERERS
from corpus.sources import sources

CORPUS = Path(__file__).parent
TEXTS = CORPUS / "texts"
GOLD_FILE = "gold.jsonl"


def documents() -> dict[str, bytes]:
    """The bytes of every document by its path relative to corpus/."""
    return {source.path: RENDERERS[source.matter["format"]](source) for source in sources(TEXTS)}


def gold() -> bytes:
    """The facts as a gold file, one JSON object a line."""
    return "".join(fact.as_json() + "\n" for fact in FACTS).encode()


def write(folder: Path) -> list[str]:
    """Writes everything below `folder`; returns the paths written."""
    files = {**documents(), GOLD_FILE: gold()}
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return sorted(files)


if __name__ == "__main__":
    for written in write(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS):
        print(written)
