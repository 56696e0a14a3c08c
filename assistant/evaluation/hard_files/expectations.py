"""What the words of a stress manifest demand of a file that was read (`manifest.py` has the grammar).

text, text of the good pages,
after repair, repair                  it gives a document with text
table, tables, dense tables           ... with rows of a table
form                                  ... with every text that was filled into the PDF form
boilerplate                           ... without the links of the web page's navigation and footer
ocr, rotated page,
of image inside docx|pptx             ... with more words than there are with text recognition switched off
embedded file, embedded files         a file inside the file gives a document of its own
detected, detected by content         text, and a warning (that the suffix is wrong or missing)
odd file name                         the document, or the refusal, has the file's very name (NFC)
replaced bytes                        text, with umlauts, U+FFFD or a warning: the encoding was not passed over
right umlauts, with right umlauts     text with umlauts, without U+FFFD and doubly encoded ones
found by nfc query                    text in NFC, with umlauts
without bom char                      text without U+FEFF
no file/network access                text without a line of this machine's accounts (the network is not watched)
warning                               a warning, or a refusal
garbage text must be noticed          the same, or more words than with text recognition switched off
nothing to index, nothing indexed,
no text, no text layer                no document
error, clear error                    it is refused
with a clear message                  ... with a reason that names the file, and a remedy
password                              ... because of a password
no crash                              the reader's process did not end over it
limits, within memory limit,
no endless loop, no endless recursion nothing of its own: every file has to keep the limits of `stress.py`
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.document import INSIDE, Taken
from assistant.records import Document

ACCOUNTS = Path("/etc/passwd")

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+")
_UMLAUT = re.compile("[ÄÖÜäöüß]")
_DOUBLY_ENCODED = re.compile("Ã[\x80-\xbf¤¶¼\u0178\u2013\u0153\u201e\u017e]|\ufffd")
_PASSWORD = re.compile(r"kennwort|passwort", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: what it gave, or why it was refused. `without_ocr` reads it again, without OCR."""

    file: Path
    taken: Taken
    refusal: ReadingError | None
    without_ocr: Callable[[], Taken]

    @property
    def documents(self) -> tuple[Document, ...]:
        return self.taken.documents

    @property
    def text(self) -> str:
        """The texts of all documents that the file gave."""
        return "\n".join(document.text for document in self.documents)

    @property
    def warnings(self) -> list[Notice]:
        return [warning for document in self.documents for warning in document.warnings]


Demand = Callable[[Outcome], bool]


def has_text(outcome: Outcome) -> bool:
    return _LETTER.search(outcome.text) is not None


def is_told(outcome: Outcome) -> bool:
    return bool(outcome.warnings or outcome.taken.refusals) or is_refused(outcome)


def has_rows(outcome: Outcome) -> bool:
    return any(block.kind == "row" for document in outcome.documents for block in document.blocks)


def has_form(outcome: Outcome) -> bool:
    """Every text that somebody filled into the form stands in the text; a form of another format is not looked into."""
    if outcome.file.suffix.lower() != ".pdf":
        return has_text(outcome)
    from pypdf import PdfReader

    filled = (PdfReader(outcome.file).get_form_text_fields() or {}).values()
    return has_text(outcome) and all(squeezed(str(value)) in squeezed(outcome.text) for value in filled if value)


def has_no_boilerplate(outcome: Outcome) -> bool:
    """No line of the text is the text of a link in the page's <nav> or <footer>."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup(outcome.file.read_bytes(), "lxml")
    links = {squeezed(link.get_text()) for link in page.select("nav a, footer a")} - {""}
    lines = {squeezed(line) for line in outcome.text.splitlines()}
    return has_text(outcome) and not links & lines


def has_more_by_ocr(outcome: Outcome) -> bool:
    if not has_text(outcome):
        return False
    try:
        without = "\n".join(document.text for document in outcome.without_ocr().documents)
    except ReadingError:
        return True
    return len(_WORD.findall(outcome.text)) > len(_WORD.findall(without))


def has_members(outcome: Outcome) -> bool:
    return any(INSIDE in document.info.path and _LETTER.search(document.text) for document in outcome.documents)


def is_detected(outcome: Outcome) -> bool:
    return has_text(outcome) and bool(outcome.warnings)


def has_its_name(outcome: Outcome) -> bool:
    name = unicodedata.normalize("NFC", outcome.file.name)
    if outcome.refusal is not None:
        return name in unicodedata.normalize("NFC", outcome.refusal.explain().message)
    return has_text(outcome) and outcome.documents[0].info.path.split(INSIDE)[0].split("/")[-1] == name


def shows_its_encoding(outcome: Outcome) -> bool:
    return has_text(outcome) and ("\ufffd" in outcome.text or bool(outcome.warnings) or has_right_umlauts(outcome))


def has_right_umlauts(outcome: Outcome) -> bool:
    return _UMLAUT.search(outcome.text) is not None and not _DOUBLY_ENCODED.search(outcome.text)


def is_composed(outcome: Outcome) -> bool:
    return _UMLAUT.search(outcome.text) is not None and unicodedata.is_normalized("NFC", outcome.text)


def has_no_mark(outcome: Outcome) -> bool:
    return has_text(outcome) and "\ufeff" not in outcome.text


def has_no_accounts(outcome: Outcome) -> bool:
    lines = ACCOUNTS.read_text(encoding="utf-8", errors="replace").splitlines() if ACCOUNTS.is_file() else []
    return has_text(outcome) and not any(line and line in outcome.text for line in lines)


def noticed_garbage(outcome: Outcome) -> bool:
    return is_told(outcome) or has_more_by_ocr(outcome)


def has_nothing(outcome: Outcome) -> bool:
    return not outcome.documents


def is_refused(outcome: Outcome) -> bool:
    return outcome.refusal is not None


def is_clear(outcome: Outcome) -> bool:
    """Refused in whole words that name the file; what to do is said too."""
    if outcome.refusal is None:
        return False
    reason, remedy = outcome.refusal.explain()
    return squeezed(outcome.file.name) in squeezed(reason) and bool(remedy.strip())


def is_locked(outcome: Outcome) -> bool:
    return outcome.refusal is not None and _PASSWORD.search(outcome.refusal.explain().message) is not None


def did_not_crash(outcome: Outcome) -> bool:
    return outcome.refusal is None or outcome.refusal.code != "reading_crashed"


def is_anything(_: Outcome) -> bool:
    return True


DEMANDS: Mapping[str, Demand] = {
    **dict.fromkeys(("text", "text of the good pages", "after repair", "repair"), has_text),
    **dict.fromkeys(("table", "tables", "dense tables"), has_rows),
    "form": has_form,
    "boilerplate": has_no_boilerplate,
    **dict.fromkeys(("ocr", "rotated page", "of image inside docx", "of image inside pptx"), has_more_by_ocr),
    **dict.fromkeys(("embedded file", "embedded files"), has_members),
    **dict.fromkeys(("detected", "detected by content"), is_detected),
    "odd file name": has_its_name,
    "replaced bytes": shows_its_encoding,
    **dict.fromkeys(("right umlauts", "with right umlauts"), has_right_umlauts),
    "found by nfc query": is_composed,
    "without bom char": has_no_mark,
    "no file/network access": has_no_accounts,
    "warning": is_told,
    "garbage text must be noticed": noticed_garbage,
    **dict.fromkeys(("nothing to index", "nothing indexed", "no text", "no text layer"), has_nothing),
    **dict.fromkeys(("error", "clear error"), is_refused),
    "with a clear message": is_clear,
    "password": is_locked,
    "no crash": did_not_crash,
    **dict.fromkeys(("limits", "within memory limit", "no endless loop", "no endless recursion"), is_anything),
}
# An expectation that begins so forbids a refusal.
READABLE = frozenset(
    {"text", "text of the good pages", "table", "tables", "dense tables", "detected by content", "detected"}
)


def squeezed(text: str) -> str:
    """Letters and figures alone, all small: what two texts have to share to be called the same."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text)).lower()
