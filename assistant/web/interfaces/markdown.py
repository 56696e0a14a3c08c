"""An answer as Markdown, for clients that show nothing else: sentences with marks, then what each mark stands for.

Words of documents are escaped: a client must not turn them into links, images or markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.messages import name_list, text
from assistant.records import Language
from assistant.web.look.laid_out import without_marks
from assistant.web.look.rendering import day

_MARKUP = re.compile(r"([\\`*_\[\]<>|~])")


def sentences_of(sentences: Sequence[Mapping[str, Any]]) -> str:
    """The sentences, a paragraph each, with their marks; items of a list on lines of their own."""
    return "".join(f"{_sentence(one)}\n\n" for one in sentences)


def rest_of(answer: dict[str, Any], server: str, language: Language) -> str:
    """What follows the sentences: what stays open and the sources; or why there is no answer."""
    lines = (
        _abstention(answer, server, language) if answer["status"] == "abstained" else _sources(answer, server, language)
    )
    return "\n".join(lines)


def _sentence(one: Mapping[str, Any]) -> str:
    marks = "".join(f"[{number}]" for number in one["citations"])
    return f" {_escaped(one['text'])}".replace(" • ", "\n- ").strip() + f" {marks}"


def _sources(answer: dict[str, Any], server: str, language: Language) -> Iterator[str]:
    if answer["caution"]:
        yield answer["caution"] + "\n"
    for conflict in answer["conflicts"]:
        yield _escaped(conflict["text"]) + "\n"
    if answer["unanswered"]:
        questions = " ".join(map(_escaped, answer["unanswered"]))
        yield text("element_unanswered", language, questions=questions) + "\n"
    yield from _not_mentioned(answer, language)
    yield from (_escaped(one["text"]) + "\n" for one in answer["expired"])
    yield from _listed(answer, server)
    yield f"**{text('element_sources', language)}**\n"
    for citation in answer["citations"]:
        quote = _escaped(without_marks(citation["quote"]))
        yield f"- [{citation['number']}] {_source(citation, server, language)}: „{quote}“"


def _abstention(answer: dict[str, Any], server: str, language: Language) -> Iterator[str]:
    reply: str | None = answer.get("reply")
    yield (reply or f"{text('element_abstained', language)} {_reason(answer, language)}") + "\n"
    yield from _not_mentioned(answer, language)
    if not reply:
        yield text("element_rephrase", language) + "\n"
    led = f"{text('element_examples' if reply else 'element_suggested', language)}:"
    for question in answer["suggested"]:
        yield f"{led} {_escaped(question)}\n"
    yield from _listed(answer, server)
    if answer["contact"] and not reply:
        yield f"{text('element_contact', language)}: {_escaped(answer['contact'])}\n"
    if answer["related"]:
        yield f"**{text('element_related', language)}**\n"
        for hit in answer["related"]:
            yield f"- {_source(hit, server, language)}"


def _listed(answer: dict[str, Any], server: str) -> Iterator[str]:
    """The way to the whole list, with its number of entries, which no sentence tells."""
    listing = answer.get("listing")
    if listing and listing["rows"]:
        yield f"[{listing['text']}]({server}{listing['address']})\n"


def _reason(answer: dict[str, Any], language: Language) -> str:
    return text(f"element_reason_{answer['reason'] or 'other'}", language)


def _not_mentioned(answer: dict[str, Any], language: Language) -> Iterator[str]:
    if answer["not_mentioned"]:
        names = name_list(map(_escaped, answer["not_mentioned"]), language)
        is_near = answer["citations"] or answer["related"]
        yield text("element_unmentioned" if is_near else "element_unfound", language, names=names) + "\n"


def _source(one: dict[str, Any], server: str, language: Language) -> str:
    """`[Title](link), 3. Mai 2024, Seite 2`, and of an older version which one is newer"""
    document = one["document"]
    place = f"/documents/{document['id']}?start={one['start']}&end={one['end']}#quote"
    page = text("element_page", language, number=one["page"]) if one["page"] else ""
    named = f"[{_escaped(document['title'])}]({server}{place})"
    newer = document["superseded_by"]
    replaced = f"{text('element_newer', language)} {_escaped(newer['title'])}" if newer else ""
    return ", ".join(part for part in (named, day(document["date"], language), page, replaced) if part)


def _escaped(words: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))
