"""Whom a press release names for questions, where the foot of its page holds it beside imprint and copyright."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING

from assistant.language.terms import fold

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

FOOT_WORDS = re.compile(r"©|\b(?:Impressum|Datenschutz\w*|Imprint|Copyright|Privacy)\b", re.IGNORECASE)
MOST_LINES = 8
LONGEST_LINE = 200
_BREAK = "\u2028"
_LINES = ("p", "div", "section", "address", "li", "tr", "td", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6")
_LABEL = re.compile(
    r"\W*(?:(?P<own>(?:presse|medien)(?:kontakt|stelle)|(?:press|media) contact|ansprech(?:partner|person)\w*"
    r"|(?:kontakt|rückfragen) (?:für|der) (?:die )?(?:presse|medien))"
    r"|(?:ihr )?kontakt|(?:bei |für )?rückfragen|contact)\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?P<box>[\w.+-]{1,64})(?:@|\s?[(\[]at[)\]]\s?)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_PHONE = re.compile(
    r"\b(?:tel|telefon|fon|mobil|phone)\b\W{0,4}\d|(?<!\w)(?:\+\d{2}|0\d{2,5})[ /()-]{1,3}\d{2}", re.IGNORECASE
)
_SOMEBODY = re.compile(r"\b(?:Frau|Herrn?|Dr\.|Prof\.|Mrs?\.?|Ms\.?) [A-ZÄÖÜ]")
_NAME = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)? (?:[A-ZÄÖÜ]\. )?(?P<last>[A-ZÄÖÜ][a-zäöüß]+)(?:-[A-ZÄÖÜ]\w+)?"
)
_BODY = re.compile(
    r"(?:Stadt|Kreis|Landkreis|Gemeinde|Region|Amt|Haus|Hochschule|Universität|Ministerium|\w*[Nn]etz\w*)\b"
)


def contact_in(foot: Tag, soup: BeautifulSoup) -> Tag | None:
    """A paragraph with the lines of the foot from the label of a contact to its telephone or mail; None without one.

    Below "Kontakt" alone a person has to stand, for the foot of a whole site names its operator there.
    """
    lines = _lines(copy(foot))
    for first, line in enumerate(lines):
        label = _LABEL.match(line)
        said = _reached(lines[first : first + MOST_LINES]) if label else []
        if label and said and (label["own"] or _names_somebody([line[label.end() :].lstrip(": "), *said[1:]])):
            return _paragraph(said, soup)
    return None


def _lines(foot: Tag) -> list[str]:
    """The lines as they are seen; the foot is changed for it."""
    for tag in foot.find_all("br"):
        tag.replace_with(_BREAK)
    for tag in foot.find_all(_LINES):
        tag.insert(0, _BREAK)
        tag.append(_BREAK)
    return [said for line in foot.get_text().split(_BREAK) if (said := " ".join(line.split()))]


def _reached(lines: list[str]) -> list[str]:
    """The lines up to the last way to reach somebody, before what the law demands; none without such a way."""
    said: list[str] = []
    for line in lines:
        before, *behind = FOOT_WORDS.split(line, maxsplit=1)
        said.append(before.strip(" |·•–-"))
        if behind or len(line) > LONGEST_LINE:
            break
    ways = [at for at, line in enumerate(said) if _MAIL.search(line) or _PHONE.search(line)]
    return [line for line in said[: ways[-1] + 1] if line] if ways else []


def _names_somebody(lines: list[str]) -> bool:
    """Whether a person is named: by a title, in a line that holds no more than a name, or as the owner of a mailbox."""
    text = " ".join(lines)
    boxes = fold(" ".join(mail["box"] for mail in _MAIL.finditer(text)))
    alone = (re.split(r"[,:(|]", line)[0].strip() for line in lines)
    return (
        _SOMEBODY.search(text) is not None
        or any(_NAME.fullmatch(line) and not _BODY.match(line) for line in alone)
        or any(fold(name["last"]) in re.findall(r"\w{3,}", boxes) for name in _NAME.finditer(_MAIL.sub("", text)))
    )


def _paragraph(lines: list[str], soup: BeautifulSoup) -> Tag:
    paragraph = soup.new_tag("p")
    for line in lines:
        paragraph.extend((line, soup.new_tag("br")))
    return paragraph
