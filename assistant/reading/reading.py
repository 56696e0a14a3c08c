"""What a reader of a format gives back: the text of one file with its structure, and the files inside it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assistant.notices import Notice
from assistant.records import Block, Language, Page


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a file. `name` is its name there, with forward slashes where it lies in a folder (zip).

    `refused` is the code of the error that says why its data could not be taken out; empty where they could.
    """

    name: str
    data: bytes
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one file, before anybody decided what the file is.

    `text` is NFC with `\\n` line ends. `title` and `date` are what the file itself states (metadata or front
    matter), None if it states nothing. `pages` is empty for formats without pages. `boxes` says where the text stands
    on its pages (`reading/boxes.py`), empty where nobody knows. `attachments` become documents of their own.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    title: str | None = None
    date: datetime.date | None = None
    language: Language | None = None
    url: str | None = None
    warnings: tuple[Notice, ...] = ()
    boxes: bytes = b""
    attachments: tuple[Attachment, ...] = ()
