"""docs/WIDGET.md stays true: it names what the element's contract names, and what it shows to copy can be used."""

from __future__ import annotations

import json
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from web_fakes import FakeAssistant
from web_serving import make_settings, serve

from assistant.settings.sites import Site
from assistant.web.chat.demo import VARIANTS
from assistant.web.look.static_files import FOLDER

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "WIDGET.md").read_text(encoding="utf-8")
CONTRACT = (FOLDER / "element" / "element.js").read_text(encoding="utf-8").partition("*/")[0]
SERVER = "https://assistant.example"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.M | re.S)


def told(heading: str) -> str:
    """What the contract says below a heading, in one line."""
    return " ".join(re.search(rf"^ \* {heading} +(.*?)(?=^ \* [A-Z]|^ \*$)", CONTRACT, re.M | re.S)[1].split())  # type: ignore[index]


def named(column: str) -> list[str]:
    """The first cells of the table whose first column is called so."""
    table = re.search(rf"^\| {column} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.M)
    assert table, column
    return re.findall(r"^\| `([^`]+)` \|", table[1], re.M)


def test_every_attribute_is_named_that_the_script_takes() -> None:
    script = (FOLDER / "element" / "element.js").read_text(encoding="utf-8")
    listed = re.search(r"const ATTRIBUTES = /\^\((.*?\))\)\(", script)[1]  # type: ignore[index]
    names = {re.sub("=.*", "", one) for one in re.sub(r"\(.*?\)", "", listed).split("|")}
    assert {*names, "state"} == set(named("attribute"))


def test_every_part_event_and_property_is_named() -> None:
    assert named("part") == re.findall(r"[a-z]+", told("Parts").replace(" * ", " "))
    assert named("event") == re.findall(r"wa-\w+", told("Events"))
    assert named("CSS property") == re.findall(r"--wa-[a-z-]+", told("CSS properties"))


def test_every_setting_of_a_site_is_named() -> None:
    assert named("setting of a site") == list(Site.model_fields)


def test_the_settings_that_are_shown_are_taken() -> None:
    [toml] = blocks("toml")
    [variable] = [block for block in blocks("json") if "origins" in block]
    assert make_settings(**tomllib.loads(toml)).origins == ("https://www.example.org", "https://example.org")
    assert list(make_settings(sites=variable).sites) == ["chamber"]
    [origins] = re.findall(r"ALLOWED_ORIGINS='(.*)'", PAGE)
    assert make_settings(allowed_origins=origins).origins == ("https://www.example.org",)


def test_the_examples_that_are_shown_are_about_sample_documents_that_the_labs_let_through() -> None:
    [toml] = blocks("toml")
    [site] = tomllib.loads(toml)["sites"].values()
    rules = tomllib.loads((ROOT / "corpus" / "corpus.toml").read_text(encoding="utf-8"))["rule"]
    paths = [re.sub(r"\.\w+$", "", rule["path"]) + ".md" for rule in rules if rule.get("lab") in site["labs"]]
    files = [file for path in paths for file in (ROOT / "corpus" / "texts").glob(path)]
    told = " ".join(file.read_text(encoding="utf-8") for file in files)
    subjects = {"de": "Innovationsgutschein", "en": "nnovation voucher"}
    for language, [question] in site["examples"].items():
        assert subjects[language] in question
        assert subjects[language] in told, question


def test_what_the_server_is_shown_to_say_is_what_it_says() -> None:
    [toml] = blocks("toml")
    [said] = [block for block in blocks("json") if "origins" not in block]
    with serve(FakeAssistant(), **tomllib.loads(toml)) as served:
        assert served.client.get("/api/site?key=chamber&lang=de").json() == json.loads(said)


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, Any]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["html", "typoscript"])
def test_what_is_shown_to_copy_is_whole_and_has_no_attribute_that_does_not_exist(language: str) -> None:
    for block in blocks(language):
        read = Tags(block)
        assert read.open == []
        for tag, attributes in read.tags:
            if tag in ("a", "iframe"):  # the chat itself
                assert (attributes.get("href") or attributes["src"]).startswith(f"{SERVER}/?lang=")
                continue
            assert tag in ("script", "wissens-assistent")
            own = {name.removeprefix("data-") for name in attributes} - {"src", "async"}
            assert own <= set(named("attribute"))
            if tag == "script":
                assert attributes["src"] == f"{SERVER}/widget.js"
                assert "async" in attributes, "the page would wait for the server"


def test_the_styles_that_are_shown_use_what_exists() -> None:
    css = "\n".join(blocks("css"))
    properties = set(named("CSS property"))
    assert {name.removesuffix("-dark") for name in re.findall(r"--wa-[a-z-]+", css)} <= properties
    assert set(re.findall(r"::part\((\w+)\)", css)) <= set(named("part"))


def test_the_page_that_shows_it_names_the_same_attributes_in_each_variant() -> None:
    with serve(FakeAssistant()) as served:
        for variant in VARIANTS:
            page = served.client.get(f"/widget-demo?variant={variant}").text
            rows = re.findall(r'<th scope="row"><code>(\w+)</code>', page)
            assert {*rows, "state"} == set(named("attribute"))
            assert f"src=&#34;{served.url}/widget.js" in page or f'src="{served.url}/widget.js' in page
        assert served.client.get("/widget-demo?variant=<b>").status_code == 200
