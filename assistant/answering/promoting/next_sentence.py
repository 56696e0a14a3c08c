"""The sentence behind the best one, where it alone is about what the question names.

"Bis 2035 gehen 6.800 in Rente. Im Kreis Kusel sind es 37 Prozent." and "Jeder Tag kostet 40 Euro. Das Mikroskop wird
nicht verliehen.": to a question about Kusel, or about the microscope, the second sentence is the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answering.understanding.understand import Expected, Understanding
from assistant.answering.weighing.weigh import Candidate, holds
from assistant.language.named import named, searchable
from assistant.language.negation import is_negated
from assistant.language.terms import stems
from assistant.records import Span

LEAST_LETTERS = 5  # a shorter word is seldom what a sentence is about
RAREST = 2  # this many words of a question tell what it is about: "Menschen" may be as rare as "Donnersbergkreis"


def next_sentence(ranked: Sequence[Candidate], asked: Understanding, rarity: Mapping[str, float]) -> Candidate | None:
    """The sentence behind the best one, where it alone holds a name of the question or one of its rarest words.

    The question must ask for a figure, and that sentence give one or be negative. Headings, and what stands before the
    best sentence in its paragraph, count as said by it.
    """
    if not asked.figure_kinds:
        return None
    best = ranked[0]
    behind = _behind(best, ranked)
    if behind is None or not (_tells(behind.text, asked.expected) or is_negated(behind.text)):
        return None
    above = "\n".join((best.document.title, *best.passage.headings, _paragraph_up_to(best)))
    speaks_first = _speaks_of_it(behind.text, asked, rarity) - _speaks_of_it(above, asked, rarity)
    return behind if speaks_first else None


def _behind(best: Candidate, ranked: Sequence[Candidate]) -> Candidate | None:
    """The next sentence of the same paragraph; None at its end."""
    sentences = best.passage.sentences
    at = sentences.index(best.span) + 1
    if at == len(sentences) or "\n\n" in best.passage.text_of(Span(best.span.end, sentences[at].start)):
        return None
    is_it = (one for one in ranked if one.document.id == best.document.id and one.span == sentences[at])
    return next(is_it, None)


def _paragraph_up_to(best: Candidate) -> str:
    """The paragraph of the sentence, up to its end."""
    return best.passage.text[: best.span.end - best.passage.start].rpartition("\n\n")[2]


def _speaks_of_it(text: str, asked: Understanding, rarity: Mapping[str, float]) -> set[str]:
    """The names and the rarest words of the question that stand in the text."""
    said = searchable(text)
    found = {
        one.words for one in named(asked.query, asked.language) if not one.year and one.signs and one.stands_in(said)
    }
    words = [term for term in asked.terms if len(term) >= LEAST_LETTERS and term.isalpha()]
    rarest = sorted(words, key=lambda term: (-rarity.get(term, 0.0), term))[:RAREST]
    return found | (set(rarest) & set(stems(text)))


def _tells(text: str, expected: Expected | None) -> bool:
    """Whether the text gives a figure of the kind asked for; a percentage also answers "how many"."""
    return holds(text, expected) or (expected == "number" and holds(text, "percent"))
