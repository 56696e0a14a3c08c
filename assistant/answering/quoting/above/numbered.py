"""What a numbered paragraph goes on from: "(2) Sie gilt ..." from "(1) ...", "2.1.3 Kähne" from "2.1 Es sind:"."""

from __future__ import annotations

import re

from assistant.answering.quoting.above.pointed import begun
from assistant.answering.quoting.above.shortening import both_ends, is_short, its_end
from assistant.answering.quoting.parts.blocks import last_sentence
from assistant.answering.quoting.parts.headings import PARAGRAPH_NUMBER, has_a_number, is_numbered
from assistant.answering.quoting.parts.lists import leads_in
from assistant.answering.quoting.parts.part import Part, in_one_line
from assistant.language import sentences
from assistant.language.referring.refers_back import refers_back
from assistant.language.referring.takes_up import introduces, names_this
from assistant.records import Span

# "3.1 Hafenbetriebe solche, die ..." below "Im Sinne der Richtlinie sind".
_PART_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s")
_IS_OPEN = re.compile(r"(?::|\s(?:sind|ist|gilt|gelten|bedeute[nt]|werden))\Z")


def before_a_number(part: Part, quoted: Span) -> tuple[str, ...]:
    """What the numbered paragraph above a block says of the same: the sentence that introduces what the one quoted
    speaks of, or that it refers back to."""
    above = _numbered_above(part)
    if above is None:
        return ()
    if introduced := _introduced(above, quoted):
        return introduced
    text = part.document.text
    number = PARAGRAPH_NUMBER.match(text, quoted.start)
    said = Span(number.end() if number else quoted.start, quoted.end)
    is_nothing = text.startswith("Es ", said.start)  # "(3) Es gilt Absatz 4."
    needs_it = not is_nothing and (refers_back(text, said) or names_this(text, said))
    return _ended(above, part) if needs_it else ()


def _numbered_above(part: Part) -> Part | None:
    """The nearest numbered paragraph above a block in its section, whose heading may stand as a paragraph."""
    for above in part.all_above():
        if above.kind == "heading" or is_numbered(above):
            return None
        if above.kind == "paragraph" and has_a_number(above):
            return above
    return None


def _introduced(above: Part, quoted: Span) -> tuple[str, ...]:
    """The first sentence of a numbered paragraph that introduces what the quote below it begins with: "(1) Gegen den
    Bescheid ist Widerspruch zulässig." above "(2) Der Widerspruch muss ..."."""
    said = above.words
    spans = [span.of(said) for span in sentences.split(said)]
    words = next((words for words in spans if introduces(above.document.text, quoted, words)), "")
    if words and len(spans) == 1 and leads_in(above):
        return (begun(above),)
    whole = words if words.endswith((".", "!", "?")) else f"{words} …"
    return (whole if is_short(words) else both_ends(words),) if words else ()


def _ended(above: Part, part: Part) -> tuple[str, ...]:
    """What a numbered paragraph ends with, right above a block: "(1) Diese Ordnung tritt im Mai in Kraft." above "(2)
    Sie gilt ab Juni."; where that refers back, too, how it begins, and of one with nothing but a list below it that."""
    between = [block.kind for block in part.document.blocks[above.index + 1 : part.index]]
    if between and set(between) == {"item"}:
        return (begun(above),)
    if between and between[-1] != "paragraph":
        return ()
    said = part.above.words
    spans = sentences.split(said)
    is_open = len(spans) > 1 and refers_back(said, spans[-1])
    shown = (one.of(said) for one in ((spans[0], spans[-1]) if is_open else spans[-1:]))
    return tuple(map(both_ends, shown))


def opened_for_parts(part: Part) -> tuple[str, ...]:
    """The open sentence above the numbered paragraphs of which a block is one, for they go on from it: "2.1 Gefördert
    werden können:" above "2.1.4 Seminare"."""
    if (whole := _opened_by_number(part)) is not None:
        return (its_end(whole.words),)
    first, text = part, part.document.text
    while _PART_NUMBER.match(text, first.start) and not is_numbered(first):
        first = first.above
        if first.kind != "paragraph":
            return ()
    words = in_one_line(last_sentence(first).of(text))
    return (its_end(words),) if first.index < part.index and _IS_OPEN.search(words) else ()


def _opened_by_number(part: Part) -> Part | None:
    """The paragraph, open at its end, of whose number that of a paragraph is a part."""
    text = part.document.text
    number = _PART_NUMBER.match(text, part.start)
    whole = number[0].strip(". ").rpartition(".")[0] if number else ""
    for above in part.all_above() if "." in whole else ():
        if above.kind != "paragraph" or not text.startswith(whole, above.start):
            return None
        if not text.startswith(f"{whole}.", above.start):
            return above if _IS_OPEN.search(above.words) else None
    return None
