"""What a vote was on, and how what was moved fared: the motion or the sentence above it, the vote or the fate below."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import islice
from typing import NamedTuple

from assistant.knowledge.minutes.sentences.context import REST_CHARACTERS, Around, blocks_above, said_at, sentences_of
from assistant.knowledge.minutes.sentences.motions import FARED, MOTION, MOVED, VOTE_LINE, agrees_to_motion
from assistant.knowledge.minutes.sentences.votes import is_only_vote, is_voted_on, vote_in
from assistant.knowledge.minutes.structure.boilerplate import is_remark
from assistant.knowledge.minutes.structure.sections import is_poll, section_of
from assistant.language import sentences
from assistant.records import QUOTE_CHARACTERS, Block, Document, Span

FURTHEST = 6  # so many items above a vote are looked at for the motion
# How many chose it: "Lernort im Betrieb (15 Stimmen)", "Lernort im Betrieb – 8 Punkte", "Lernort im Betrieb (●●●)".
_CHOSEN = re.compile(
    r"(?:\(|\s[–—-]\s|:\s)(?:\d{1,3}\s?(?:x\s)?(?:klebe)?(?:stimmen?|punkte?|likes?|votes?|points?|dots?)|[●•⬤★]{2,})"
    r"\W*\Z",
    re.IGNORECASE,
)


class VotedOn(NamedTuple):
    """What a vote was on: its words, and where they begin."""

    text: str
    start: int


def voted_on(document: Document, span: Span, around: Around, lead: Block | None) -> VotedOn | None:
    """What a vote that stands alone is on; None where nothing above can be it.

    That is the motion of the list, the question that leads it in, or else the sentence right above; where people only
    talked there, it is the heading.
    """
    found = _matter(document, around.block, lead) if around.spans[0] == span else None
    heading = next((above for above in blocks_above(document, around.block) if above.kind == "heading"), None)
    if found or heading is None:
        return found
    said = said_at(document, heading.span)
    is_topic = section_of(said) is None and not is_poll(said) and said != document.info.title
    return VotedOn(said, heading.start) if is_topic else None


def vote_below(document: Document, span: Span, block: Block) -> str:
    """The vote that a block counts on what stands above it in `span`; empty where it is on something else."""
    text = block.span.of(document.text)
    is_next = 0 <= block.start - span.end <= REST_CHARACTERS and block.end - span.start <= QUOTE_CHARACTERS
    if not is_next or not (VOTE_LINE.match(text) or is_only_vote(text)):
        return ""
    headings = (one.start for one in document.blocks if one.kind == "heading" and one.start >= span.end)
    others = islice(blocks_above(document, block), FURTHEST)  # "Antrag 2: ...", on which the vote is then
    is_other = any(one.start >= span.end and _is_moved(document, one) for one in others)
    return vote_in(text) if next(headings, block.start) >= block.start and not is_other else ""


def with_motion(document: Document, span: Span, since: int) -> Span:
    """A sentence that says how a motion fared, together with the motion, which stands before it and behind `since`."""
    text = document.text
    is_fate = FARED.search(text, *span) is not None
    if MOTION.search(text, *span) or not (is_fate or agrees_to_motion(said_at(document, span))):
        return span
    above = (block.end for block in document.blocks if block.kind == "heading" and block.end <= span.start)
    start = max(0, span.end - QUOTE_CHARACTERS, since, *above)
    between = (block for block in document.blocks if start <= block.start < span.start)
    moved = max((block.start for block in between if _is_moved(document, block)), default=-1)
    motions = list(MOTION.finditer(text, start, span.start))
    if moved >= 0 and not (motions and motions[-1].start() > moved):
        return Span(moved, span.end)
    if not (motions and is_fate):
        return span
    begins = max(block.start for block in document.blocks if block.start <= motions[-1].start())
    before = sentences.split(text[begins : motions[-1].end()])
    return Span(max(start, begins + before[-1].start), span.end)


def is_fared_behind(document: Document, span: Span, around: Around) -> bool:
    """Whether a sentence is a motion, and the next one or a block below says how it fared, with which it is told."""
    behind = around.spans[-1]
    is_motion = MOTION.search(document.text, *span) is not None
    is_fared = is_motion and behind.start >= span.end and FARED.search(behind.of(document.text)) is not None
    return is_fared or (_is_moved(document, around.block) and _is_fared_below(document, around.block))


def is_ranked(document: Document, span: Span) -> bool:
    """Whether an item and one beside it say how many chose them: so wishes are put in their order, and none decided."""
    blocks = document.blocks
    at = bisect_right(blocks, span.start, key=lambda one: one.start) - 1
    own, *beside = (blocks[near] for near in (at, at - 1, at + 1) if 0 <= near < len(blocks))
    return _is_chosen(document, own) and any(_is_chosen(document, one) for one in beside)


def _matter(document: Document, block: Block, lead: Block | None) -> VotedOn | None:
    """What the vote at the beginning of a block is on, by what stands right above."""
    for above in islice(blocks_above(document, block), FURTHEST):
        said = said_at(document, above.span)
        if above.kind != block.kind or above.kind not in ("item", "paragraph") or _tells_fate(said):
            break
        if MOVED.match(said):
            return VotedOn(said, above.start)
    if lead and (question := said_at(document, lead.span)).endswith("?"):
        return VotedOn(question, lead.start)
    nearest = next(blocks_above(document, block), None)
    if nearest is None or nearest.kind in ("row", "heading"):
        return None
    last = sentences_of(document, nearest)[-1]
    said = said_at(document, last)
    is_matter = is_voted_on(said) and not is_remark(said) and section_of(said) is None
    return VotedOn(said, last.start) if is_matter else None


def _is_moved(document: Document, block: Block) -> bool:
    """Whether a block is a motion: "Antrag 2: ..."."""
    is_text = block.kind in ("item", "paragraph")
    return is_text and MOVED.match(said_at(document, block.span)) is not None


def _is_fared_below(document: Document, block: Block) -> bool:
    """Whether one of the next blocks below a motion, and above any other, says how it fared."""
    blocks = document.blocks
    at = bisect_left(blocks, block.end, key=lambda one: one.start)
    for below in blocks[at : at + FURTHEST]:
        is_further = below.end - block.start > QUOTE_CHARACTERS  # than what is told with the motion
        if is_further or below.kind in ("row", "heading") or _is_moved(document, below):
            return False
        if _tells_fate(said_at(document, below.span)):
            return True
    return False


def _tells_fate(text: str) -> bool:
    """Whether a block says how the motion above it fared."""
    is_counted = is_only_vote(text) or (VOTE_LINE.match(text) is not None and vote_in(text) != "")
    return is_counted or FARED.match(text) is not None or agrees_to_motion(text)


def _is_chosen(document: Document, block: Block) -> bool:
    return block.kind == "item" and _CHOSEN.search(said_at(document, block.span)) is not None
