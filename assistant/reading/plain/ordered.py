"""The numbers that a browser shows before the items of an ordered list, which the page itself does not hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, cast, get_args

from assistant.reading.ordinals import Style, ordinal

if TYPE_CHECKING:
    from bs4.element import NavigableString, Tag

LISTS = ("ol", "ul", "menu")
UNNUMBERED_STYLE = re.compile(r"list-style[^;]*\bnone\b", re.IGNORECASE)
# As the usual style sheets call lists whose numbers they take away.
UNNUMBERED_CLASS = re.compile(
    r"(?:list-unstyled|list-inline|list-none|breadcrumbs?|pagination|unstyled)\Z", re.IGNORECASE
)
WHOLE_NUMBER = re.compile(r"\s*-?\d{1,6}\s*\Z")
# An item that was given its number by hand.
OWN_MARK = re.compile(
    r"\s*(?:§|TOP\s*\d|[(\[]?\d{1,9}\s*[.)\]]|[(\[]?(?:[a-z]{1,2}|[ivx]{3,6})\s*[)\]]|(?-i:[IVX]{1,6})\.\s)",
    re.IGNORECASE,
)
BARE_NUMBER = re.compile(r"\s*(?P<number>\d{1,3})(?:\s|\Z)")


def write_numbers(root: Tag) -> None:
    """Puts them before the first words of the items. A list that is said to have none, or whose items begin with a
    number of their own, is left as it is."""
    for listed in root.find_all("ol"):
        items = [item for item in listed.find_all("li") if item.find_parent(LISTS) is listed]
        words = [_first_words(item) for item in items]
        if _is_unnumbered(listed) or _have_numbers([one for one in words if one is not None]):
            continue
        step = -1 if listed.has_attr("reversed") else 1
        number = _stated(listed, "start", len(items) if step < 0 else 1)
        for item, first in zip(items, words, strict=True):
            number = _stated(item, "value", number)
            if first is not None and not _is_unnumbered(item):
                style = _style(item) or _style(listed) or "1"
                first.replace_with(f"{ordinal(number, style)}. {first.lstrip()}")
            number += step


def _have_numbers(words: Sequence[str]) -> bool:
    """Whether one of them begins with a mark of its own, or all with bare numbers that count on."""
    bare = [BARE_NUMBER.match(one) for one in words]
    numbers = [int(found["number"]) for found in bare if found]
    counts_on = len(numbers) == len(words) > 1 and all(behind == one + 1 for one, behind in pairwise(numbers))
    return counts_on or any(OWN_MARK.match(one) for one in words)


def _first_words(item: Tag) -> NavigableString | None:
    """The first text of the item itself; None where it has none before a list or an item inside it."""
    from bs4.element import NavigableString, Tag

    for part in item.descendants:
        if isinstance(part, Tag) and part.name in (*LISTS, "li"):
            return None
        if type(part) is NavigableString and part.strip():
            return part
    return None


def _is_unnumbered(tag: Tag) -> bool:
    classes = tag.get_attribute_list("class")
    return bool(UNNUMBERED_STYLE.search(str(tag.get("style", "")))) or any(
        UNNUMBERED_CLASS.match(str(name)) for name in classes
    )


def _style(tag: Tag) -> Style | None:
    """As its attribute `type` states it."""
    stated = str(tag.get("type", "")).strip()
    return cast(Style, stated) if stated in get_args(Style) else None


def _stated(tag: Tag, name: str, otherwise: int) -> int:
    stated = str(tag.get(name, ""))
    return int(stated) if WHOLE_NUMBER.match(stated) else otherwise
