"""Names of uploads, whatever is sent: one part, visible, short enough for a disk, no wildcard of a rule, no twin."""

from __future__ import annotations

import threading
import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ConflictError
from assistant.reading.describing.rules import Rules
from assistant.web.ingesting.upload_names import LONGEST_NAME_BYTES, key_of, named
from assistant.web.ingesting.uploads import UploadRequest, Uploads

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


@given(NAMES)
def test_any_name_becomes_a_plain_one(sent: str) -> None:
    name = named(f"x{sent}x.pdf")
    assert "/" not in name
    assert "\\" not in name
    assert not name.startswith((".", "~", " "))
    assert not set('<>:"|?*') & set(name)
    assert len(name.encode()) <= LONGEST_NAME_BYTES + 1
    assert not [sign for sign in name if unicodedata.category(sign) in ("Cc", "Cf", "Cs")]
    assert unicodedata.is_normalized("NFC", name)
    assert name.endswith(".pdf")


@given(NAMES)
def test_a_plain_name_stays_as_it_is(sent: str) -> None:
    name = named(f"x{sent}x.pdf")
    assert named(name) == name


@given(NAMES)
def test_forms_and_cases_of_a_name_have_one_key(sent: str) -> None:
    assert key_of(sent) == key_of(unicodedata.normalize("NFD", sent)) == key_of(unicodedata.normalize("NFKC", sent))
    assert key_of(key_of(sent)) == key_of(sent)


def arrived(uploads: Uploads, text: str) -> Path:
    place = uploads.place()
    place.write_text(text, encoding="utf-8")
    return place


def test_of_two_at_once_with_one_name_the_second_is_asked(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", max_mb=1)
    came: list[str] = []

    def keep(text: str) -> None:
        try:
            came.append(uploads.keep(arrived(uploads, text), "Plan.txt", UploadRequest())[0])
        except ConflictError:
            came.append("exists")

    threads = [threading.Thread(target=keep, args=(f"Fassung {number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == ["exists"] * 7 + ["stored"]


def test_a_removed_file_takes_its_rule_along_and_a_new_one_of_its_name_begins_anew(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", max_mb=1)
    uploads.keep(arrived(uploads, "eins"), "Plan.txt", UploadRequest(audience="public", type="study", lab="Halle"))
    assert Rules.find(uploads.folder).decide("public/Plan.txt").lab == "Halle"
    uploads.remove("public", "Plan.txt")
    uploads.keep(arrived(uploads, "zwei"), "Plan.txt", UploadRequest())
    rules = Rules.find(uploads.folder)
    assert rules.decide("internal/Plan.txt").audience == "internal"
    assert rules.decide("public/Plan.txt").lab is None


def test_a_change_during_a_run_is_still_unread_after_it(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", max_mb=1)
    assert not uploads.unread.changes()
    uploads.keep(arrived(uploads, "eins"), "a.txt", UploadRequest())
    begun = uploads.unread.changes()
    uploads.keep(arrived(uploads, "zwei"), "b.txt", UploadRequest())
    uploads.unread.read(begun)
    assert uploads.unread.changes()
    assert not uploads.unread.changes() & begun
    uploads.unread.read(uploads.unread.changes())
    assert not uploads.unread.changes()
