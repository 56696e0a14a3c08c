"""What a numbered paragraph goes on from: "(2) Sie gilt ..." from "(1) ...", "2.1.3 Kähne" from "2.1 Es sind:"."""

from __future__ import annotations

import re

from assistant.answering.quoting.above.pointed import begun
from assistant.answering.quoting.above.shortening import both_ends, its_end
from assistant.answering.quoting.parts.blocks import in_one_line, last_sentence, leads_in, words_of
from assistant.answering.quoting.parts.headings import PARAGRAPH_NUMBER, is_numbered
from assistant.language import sentences
from assistant.language.referring.refers_back import refers_back
from assistant.language.referring.takes_up import introduces, names_this
from assistant.records import Document, Span

# "3.1 Hafenbetriebe solche, die ..." below "Im Sinne der Richtlinie sind".
_PART_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s")
_IS_OPEN = re.compile(r"(?::|\s(?:sind|ist|gilt|gelten|bedeute[nt]|werden))\Z")


def before_a_number(document: Document, index: int, quoted: Span) -> tuple[str, ...]:
    """What the numbered paragraph above block `index` says of the same: the sentence that introduces what the one
    quoted speaks of, or that it refers back to."""
    if introduced := _introduced_above(document, index, quoted):
        return introduced
    number = PARAGRAPH_NUMBER.match(document.text, quoted.start)
    said = Span(number.end() if number else quoted.start, quoted.end)
    is_nothing = document.text.startswith("Es ", said.start)  # "(3) Es gilt Absatz 4."
    needs_it = not is_nothing and (refers_back(document.text, said) or names_this(document.text, said))
    return _ended_above(document, index) if needs_it else ()


def _numbered_above(document: Document, index: int) -> int | None:
    """The nearest numbered paragraph above block `index` in its section, whose heading may stand as a paragraph."""
    for at in range(index - 1, -1, -1):
        block = document.blocks[at]
        if block.kind == "heading" or is_numbered(document, at):
            return None
        if block.kind == "paragraph" and PARAGRAPH_NUMBER.match(document.text, block.start):
            return at
    return None


def _ended_above(document: Document, index: int) -> tuple[str, ...]:
    """What the numbered paragraph above block `index` ends with: "(1) Diese Ordnung tritt im Mai in Kraft." above "(2)
    Sie gilt ab Juni."; where that refers back, too, how it begins, and of one with nothing but a list below it that."""
    at = _numbered_above(document, index)
    if at is None:
        return ()
    below = [block.kind for block in document.blocks[at + 1 : index]]
    if below and set(below) == {"item"}:
        return (begun(document, at),)
    if below and below[-1] != "paragraph":
        return ()
    said = words_of(document, index - 1)
    spans = sentences.split(said)
    is_open = len(spans) > 1 and refers_back(said, spans[-1])
    shown = (one.of(said) for one in ((spans[0], spans[-1]) if is_open else spans[-1:]))
    return tuple(both_ends(words) or words for words in shown)


def _introduced_above(document: Document, index: int, quoted: Span) -> tuple[str, ...]:
    """The first sentence of the numbered paragraph above block `index` that introduces what that one begins with: "(1)
    Gegen den Bescheid ist Widerspruch zulässig." above "(2) Der Widerspruch muss ..."."""
    at = _numbered_above(document, index)
    if at is None:
        return ()
    said = words_of(document, at)
    spans = [span.of(said) for span in sentences.split(said)]
    words = next((words for words in spans if introduces(document.text, quoted, words)), "")
    if words and len(spans) == 1 and leads_in(document, at):
        return (begun(document, at),)
    whole = words if words.endswith((".", "!", "?")) else f"{words} …"
    return (both_ends(words) or whole,) if words else ()


def opened_for_parts(document: Document, index: int) -> tuple[str, ...]:
    """The open sentence above the numbered paragraphs of which block `index` is one, for they go on from it: "2.1
    Gefördert werden können:" above "2.1.4 Seminare"."""
    if (at := _opened_by_number(document, index)) is not None:
        return (its_end(words_of(document, at)),)
    first = index
    while _PART_NUMBER.match(document.text, document.blocks[first].start) and not is_numbered(document, first):
        if not first or document.blocks[first - 1].kind != "paragraph":
            return ()
        first -= 1
    words = in_one_line(document.text[last_sentence(document, first) : document.blocks[first].end])
    return (its_end(words),) if first < index and _IS_OPEN.search(words) else ()


def _opened_by_number(document: Document, index: int) -> int | None:
    """The paragraph, open at its end, of whose number that of paragraph `index` is a part."""
    number = _PART_NUMBER.match(document.text, document.blocks[index].start)
    whole = number[0].strip(". ").rpartition(".")[0] if number else ""
    for at in range(index - 1, -1, -1) if "." in whole else ():
        if document.blocks[at].kind != "paragraph" or not document.text.startswith(whole, document.blocks[at].start):
            return None
        if not document.text.startswith(f"{whole}.", document.blocks[at].start):
            return at if _IS_OPEN.search(words_of(document, at)) else None
    return None
