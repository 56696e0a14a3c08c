"""The search page as tests read it: its text, its facets with their numbers, its chips."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from web_serving import Served


def page(served: Served, query: str = "", headers: Mapping[str, str] | None = None) -> str:
    response = served.client.get(f"/suche{query}", headers=headers)
    assert response.status_code == 200
    return response.text


def facets(text: str) -> dict[str, dict[str, int]]:
    """The numbers of each facet by its values, as the page shows them."""
    found = {}
    for name, values in re.findall(r'<ul aria-labelledby="facet-(\w+)">(.*?)</ul>', text, re.DOTALL):
        pairs = re.findall(r"<span>([^<]*)</span> <span class=\"count\"[^>]*>(\d+)<", values)
        found[name] = {html.unescape(label): int(number) for label, number in pairs}
    return found


def chips(text: str) -> dict[str, str]:
    """The address without it, by the words of each filter in force."""
    found = re.findall(r'<li><a href="([^"]*)" aria-label="Filter wegnehmen: ([^"]*)"', text)
    return {html.unescape(label): html.unescape(address) for address, label in found}
