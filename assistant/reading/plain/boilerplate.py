"""What stands around the content of an HTML page: navigation, notices, what else there is to read, what is hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.reading.plain.contacts import FOOT_WORDS, contact_in

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

BOILERPLATE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar"}
)
BOILERPLATE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|dsgvo|breadcrumbs?|share|sharing|social|skip-?links?|sidebar|navbar|navigation"
    r"|menu|visually-?hidden|sr-only|site-?header|site-?footer|pagination|newsletter)(?:$|[\s_-])"
    r"|cookie-?(?:banner|notice|layer|bar)",
    re.IGNORECASE,
)
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Names that say so only as a whole, and of a part of a page: a row of a table may be a "header", too, and a card of a
# list has a "card-header".
PARTS = ("div", "section", "ul", "ol")
_PART = (
    r"(?:site|page|main|top|sub|side|meta|global|local|primary|secondary|service|user|lang|language|head|foot|footer)"
)
NAV_NAME = re.compile(
    rf"(?:{_PART}[-_]?)?nav(?:i|igation)?(?:[-_]?(?:list|links|wrapper|container|bar))?", re.IGNORECASE
)
MORE_NAME = re.compile(
    r"related(?:[-_]?(?:posts?|articles?|links?|content|news|items?|pages?|stories|topics?))?|see-?also"
    r"|(?:more|weitere|other)[-_](?:news|articles?|posts?|stories|meldungen|nachrichten|artikel|beitr(?:ä|ae)ge|themen)",
    re.IGNORECASE,
)
HEAD_NAME = re.compile(r"(?:page[-_]?)?header|masthead|top-?bar|kopfzeile", re.IGNORECASE)
FOOT_NAME = re.compile(
    r"(?:page[-_]?)?footer(?:[-_]?(?:links|inner|wrapper|container|bottom))?|fu(?:ß|ss)zeile", re.IGNORECASE
)
# Names that say so only of what holds little but links: a chapter may be one that "has-toc".
CONTENTS_NAME = re.compile(r"toc|table-of-contents", re.IGNORECASE)
EDIT_NAME = re.compile(r"(?:\w+[-_])?edit-?(?:section|links?)", re.IGNORECASE)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# So many links and nothing else are a navigation where they stand above the title, or lead to what the law demands.
FEWEST_LINKS = 3
LEGAL = re.compile(
    r"\s*(?:Impressum|Datenschutz(?:erklärung|hinweise?)?|Imprint|Legal notice|Privacy(?: policy)?)\s*", re.IGNORECASE
)


def keep_contacts(soup: BeautifulSoup) -> list[Tag]:
    """Puts the contact that a foot of the page holds in the place of the foot; the paragraphs put there."""
    kept, looked_at = [], set()  # a foot within one that was looked at says nothing more
    for foot in soup.find_all(("footer", *PARTS)):
        if foot.decomposed or not (foot.name == "footer" or _is_foot(foot, _names(foot))):
            continue
        is_outermost = not any(id(parent) in looked_at for parent in foot.parents)
        looked_at.add(id(foot))
        if is_outermost and (contact := contact_in(foot, soup)):
            foot.replace_with(contact)
            foot.decompose()
            kept.append(contact)
    return kept


def remove_boilerplate(root: Tag) -> None:
    """Takes out of the page what is not its content; never more than half of what is left of its text at once."""
    total = len(root.get_text())
    title = root.find("h1")
    legal = (link for link in root.find_all("a", href=True) if LEGAL.fullmatch(link.get_text()))
    around_legal = {id(parent) for link in legal for parent in link.parents}
    for tag in list(root.find_all(True)):
        if tag is title:
            title = None  # the links from here on may be what the page is about
        if tag.decomposed:
            continue
        is_bar = (title is not None or id(tag) in around_legal) and _is_only_links(tag)
        if (is_bar or _is_boilerplate(tag, root)) and len(tag.get_text()) * 2 <= total:
            tag.decompose()


def _is_boilerplate(tag: Tag, root: Tag) -> bool:
    if tag.name == "header":
        return tag.find_parent(("main", "article")) is None and tag.find("h1") is None
    if (
        str(tag.get("role", "")).lower() in BOILERPLATE_ROLES
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
    ):
        return True
    if HIDDEN_STYLE.search(str(tag.get("style", ""))):
        return True
    names = _names(tag)
    if BOILERPLATE_NAMES.search(" ".join(names)) or _is_named_list_of_links(tag, names):
        return True
    return tag.name in PARTS and _is_named_part(tag, names, root)


def _is_named_list_of_links(tag: Tag, names: list[str]) -> bool:
    """Whether it is a table of the contents of this page, or the links to edit one of its sections."""
    if any(map(EDIT_NAME.fullmatch, names)):
        links = [tag] if tag.name == "a" else tag.find_all("a", href=True)
        heading = tag.find_parent(HEADINGS)
        is_all_of_it = heading is not None and _letters(heading) == _letters(tag)
        return _letters(tag) <= sum(map(_letters, links)) and not is_all_of_it
    if tag.name not in (*PARTS, "table") or not any(map(CONTENTS_NAME.fullmatch, names)):
        return False
    linked = sum(map(_letters, tag.find_all("a", href=re.compile("#"))))
    return linked * 2 > _letters(tag) - sum(map(_letters, tag.find_all(HEADINGS)))


def _is_named_part(tag: Tag, names: list[str], root: Tag) -> bool:
    """Whether the names of a part call it navigation, further reading, or head or foot of the page. A foot
    that neither links nor names what the law demands may say when the page was changed.

    A head with a heading, or of a page without a first one, may hold the title; within an article it is the article's.
    """
    if any(NAV_NAME.fullmatch(name) or MORE_NAME.fullmatch(name) for name in names):
        return tag.find("h1") is None
    if tag.find_parent(("main", "article")) is not None:
        return False
    if any(map(HEAD_NAME.fullmatch, names)):
        return tag.find(HEADINGS) is None and root.find("h1") is not None
    return _is_foot(tag, names)


def _is_foot(tag: Tag, names: list[str]) -> bool:
    if not any(map(FOOT_NAME.fullmatch, names)) or tag.find("h1") is not None:
        return False
    return tag.find("a", href=True) is not None or FOOT_WORDS.search(tag.get_text()) is not None


def _names(tag: Tag) -> list[str]:
    return [*(str(name) for name in tag.get_attribute_list("class")), str(tag.get("id", ""))]


def _is_only_links(tag: Tag) -> bool:
    """Whether a part of the page holds a few links and no other words."""
    if tag.name not in (*PARTS, "p") or tag.find("h1") is not None:
        return False
    links = tag.find_all("a", href=True)
    return len(links) >= FEWEST_LINKS and _letters(tag) <= sum(map(_letters, links))


def _letters(tag: Tag) -> int:
    return sum(character.isalnum() for character in tag.get_text())
