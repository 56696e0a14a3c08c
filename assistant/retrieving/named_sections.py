"""The passages of the section that a question names by its number and its law: "nach § 68 SGB XII", "Art. 25 DSGVO"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from assistant.indexing.index import Index
from assistant.language.terms import stems
from assistant.records import Audience

MOST = 4  # passages of the section, those nearest to the question
_LOOKED_AT = 60  # passages of the law, a part of which is the section
_NAMED = re.compile(
    r"(?:§{1,2}|(?P<article>Art(?:ikel[ns]?\b|\.)))\s?(?P<number>\d{1,4}[a-z]?)\b"
    r"(?:\s(?:Abs(?:atz|\.)|S(?:atz|\.)|N(?:umme)?r\.?|lit\.|Buchst(?:abe|\.))\s?\w{1,4}\b)*"
    r"\s(?:de[rs]\s)?(?P<law>[A-ZÄÖÜ][\wäöüß-]+(?:\s[IVX]{1,4}\b)?)"
)


def named_sections(index: Index, query: str, audiences: frozenset[Audience]) -> list[str]:
    """The ids of the passages below, or with, the headings of the sections that a question names, best first, in the
    documents whose titles name their law."""
    return [id for named in _NAMED.finditer(query) for id in _below(named, index, query, audiences)]


def _below(named: re.Match[str], index: Index, query: str, audiences: frozenset[Audience]) -> Iterator[str]:
    law = set(stems(named["law"]))
    held = frozenset(info.id for info in index.documents(audiences) if law and law <= set(stems(info.title)))
    if not held:
        return
    sign = r"Art(?:ikel|\.)?" if named["article"] else "§"
    heading = re.compile(rf"^[^\w§]*{sign}\s?{named['number']}(?!\w)", re.MULTILINE)
    near = index.lexical("stems", Counter(stems(query)), audiences, _LOOKED_AT, held)
    found = index.passages([id for id, _ in near], audiences)
    passages = (found[id].passage for id, _ in near if id in found)
    below = (one.id for one in passages if any(map(heading.search, (*one.headings, one.text))))
    yield from islice(below, MOST)
