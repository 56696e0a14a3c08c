"""The operator's own legal texts: Markdown files in a folder, read once at the start, shown without any HTML of theirs.

`impressum.md` takes the place of /impressum in both languages, `impressum.en.md` that of the English page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from assistant.errors import SettingsError
from assistant.records import Language

MAX_BYTES = 256 * 1024  # a long privacy statement has 60 kB
_LOWEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class OwnText:
    """What stands below the title, and the title, "" where the text begins with none."""

    title: str
    html: Markup
    language: Language


def own_texts(folder: Path, names: Sequence[str]) -> Mapping[tuple[str, Language], OwnText]:
    """The texts that there are, by name and language.

    Raises:
        SettingsError: the folder holds none of them, or one cannot be read.
    """
    files: dict[tuple[str, Language], Path] = {}
    for name in names:
        files[name, "de"] = folder / f"{name}.md"
        files[name, "en"] = folder / f"{name}.en.md"
    found = {key: path for key, path in files.items() if path.exists()}
    if not found:
        named = ", ".join(f"{name}.md" for name in names)
        raise SettingsError("legal_folder_empty", path=folder, names=named)
    return {(name, language): _rendered(_read(path), language) for (name, language), path in found.items()}


def _read(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SettingsError("legal_text_too_large", path=path, size=size, limit=MAX_BYTES)
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else error.reason
        raise SettingsError("legal_text_unreadable", path=path, why=why) from error


def _rendered(text: str, language: Language) -> OwnText:
    """HTML in the text is shown as text, images are left out, and addresses that are no links are none."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = markdown.parse(text)
    title = ""
    if len(tokens) > 2 and (tokens[0].type, tokens[0].tag) == ("heading_open", "h1"):
        title, tokens = _plain(tokens[1]), tokens[3:]
    lowest = min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=2)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2 - lowest, _LOWEST_HEADING)}"
    html = markdown.renderer.render(tokens, markdown.options, {})
    return OwnText(title, Markup(html), language)  # noqa: S704  its HTML is escaped


def _plain(inline: Token) -> str:
    return "".join(token.content for token in inline.children or ())
